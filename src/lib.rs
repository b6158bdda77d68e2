//! **linkwright** simulates programmes that help SMEs to become suppliers of TNCs, and compares them in identical worlds.
//!
//! # As a library
//!
//! [`study`] is all that most users need: load a study, run it, read what came of it.
//!
//! ```no_run
//! use linkwright::plan::Options;
//! use linkwright::study::{RunSettings, Study};
//!
//! let options = Options {
//!     settings: vec![("credit.recovery".into(), "0.5".into())],
//!     replications: Some(50),
//!     ..Options::default()
//! };
//! let study = Study::load_with(&["scenarios/studies/uganda-credit.toml".into()], &options)?;
//! let outcome = study.run(&RunSettings::default())?;
//! println!("{}", outcome.answer());
//! for effect in &outcome.estimates().comparisons {
//!     let scenario = &outcome.findings.dataset().scenarios[effect.scenario].name;
//!     println!("{scenario}: {} ({} to {})", effect.diff, effect.ci_low, effect.ci_high);
//! }
//! outcome.write_to("my-run")?; // tables, page, brief, charts and manifest
//! # Ok::<(), linkwright::study::StudyError>(())
//! ```
//!
//! Problems in files come back in [`study::StudyError::Check`], each with its place. The files in `examples/` change a parameter, follow an
//! instrument built in code, and read a run folder. A model of one world is [`model::World`]: `burn_in`, `start` with a scenario, `step` by quarter.
//!
//! # The map
//!
//! A *scenario* file becomes a checked *plan*; the plan becomes an *ensemble* of runs; each run steps the *model* quarter
//! by quarter; *observations* are written down; *statistics* turn them into estimates; the *report* shows them. The
//! modules have these names:
//!
//! 1. [`scenario`] reads what the analyst wrote, merges the files and collects all problems at once.
//! 2. [`plan`] resolves scenarios to inputs of the model, names the baseline, and checks that all can be compared.
//! 3. [`ensemble`] runs every scenario in the same simulated worlds, on any number of threads, with the same results on all.
//! 4. [`model`] is one run of one scenario: firms, TNCs, agencies and credit providers, and the phases of a quarter.
//! 5. [`observations`] defines the indicators and writes down what happened in a run.
//! 6. [`results`] keeps the data set and writes the run folder: tables, copies of the inputs, manifest.
//! 7. [`statistics`] turns runs into means, paired differences and their intervals.
//! 8. [`evaluation`] simulates evaluators: surveys, estimators, and their error against the true effect, known from the baseline (counterfactual) world.
//! 9. [`report`] makes the report, the brief and the charts from estimates; it never runs the model.
//! 10. [`study`] joins them: it loads a study, runs it and has what came of it as data, tables and files; and it holds the loops around ensembles:
//!     how many worlds are enough, what drives the result, how well a programme can be evaluated.
//!
//! [`cli`] joins the stages, one file per verb. Below all of them stand [`parameters`], every parameter of a context
//! declared once; [`designs`], points at which parameters are evaluated; [`random`], draws that depend only on what they are
//! about; [`maths`], functions that give the same bits on every machine; and [`units`], quantities by name.
//!
//! A module uses those below it and never those above: the model knows no file, thread, clock or chart. To read the
//! model, start with `src/model/cycle.rs`, the list of phases of a quarter, and `src/model/instruments/mod.rs`, the list of
//! instruments, each a file with its parameters and its effects. To run it, see `README.md`.

pub mod cli;
pub mod designs;
pub mod ensemble;
pub mod evaluation;
pub mod maths;
pub mod model;
pub mod observations;
pub mod parameters;
pub mod plan;
pub mod random;
pub mod report;
pub mod results;
pub mod scenario;
pub mod statistics;
pub mod study;
pub mod units;
