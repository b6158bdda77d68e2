//! A study as a library runs it: load it, run it, read what came of it; and loops around ensembles.
//!
//! [`Study::load`] reads and checks files, [`Study::run`] runs them, and the [`Outcome`] has the tables, the estimates and the
//! report without any folder; [`Outcome::write_to`] makes the run folder. The loops say how many worlds are enough
//! ([`run_until`]), what drives a result ([`run_design`]) and how well a programme can be evaluated ([`evaluate`]).

mod auto;
mod clock;
mod evaluate;
mod findings;
mod load;
mod outcome;
mod panel;
mod partial_progress;
mod place;
mod replay;
mod run;
mod sensitivity;
#[cfg(test)]
pub(crate) mod testing;
mod until;

pub use auto::{Auto, DEFAULT_PRECISION, most_replications, precision_targets};
pub use clock::{Stopwatch, utc_stamp};
pub use evaluate::{Evaluated, Evaluation, EvaluationDesign, evaluate};
pub use findings::{Computation, Figure, Stated, Verdict, findings};
pub use load::{Study, StudyError};
pub use outcome::{Findings, Outcome, ReportFailure, Written};
pub use panel::PanelWriter;
pub use place::{Destination, OUTPUT, Reserved, folder_name};
pub use replay::{Replay, command, quoted, run_command};
pub use run::{RunSettings, SeriesDetail, default_jobs, machine};
pub use sensitivity::{Design, Drift, Drifts, PlanAt, Shares, run_design};
pub use until::{PrecisionTarget, Reason, Stopped, run_until};
