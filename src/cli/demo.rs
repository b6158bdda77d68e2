//! The verb `demo`: the bundled study, run like any other.

use std::path::PathBuf;

use super::args::DemoArgs;
use super::run::{execute_study, load_from, options_of};
use super::shipped::embedded;
use super::{CliError, Exit};
use crate::scenario::Files;
use crate::study::{Replay, Study, run_command};

/// The command that runs the demo again; its study, seed and replications are inside the program.
const REPLAY: &str = "linkwright demo";

/// The study that the demo runs, as a path of [`FILES`].
pub const STUDY: &str = "scenarios/studies/demo.toml";

/// Files inside the program: the study and everything that it names.
pub const FILES: &[(&str, &str)] = embedded![
    "scenarios/studies/demo.toml",
    "scenarios/contexts/uganda.toml",
    "scenarios/programmes/none.toml",
    "scenarios/programmes/support.toml",
    "scenarios/programmes/guarantee.toml",
    "scenarios/programmes/support+guarantee.toml",
    "scenarios/programmes/support+guarantee+matchmaking.toml",
    "scenarios/programmes/parts/enterprise-agency.toml",
    "scenarios/programmes/parts/support.toml",
    "scenarios/programmes/parts/guarantee.toml",
    "scenarios/programmes/parts/matchmaking.toml",
];

/// Runs the bundled study.
///
/// # Errors
/// [`CliError`] where it cannot be run or written.
pub fn execute(args: &DemoArgs) -> Result<Exit, CliError> {
    let how = &args.how;
    if how.extent.points.design.is_some() {
        return Err(CliError::input(
            "`--design` is for studies in files: the demo is inside the program and reads none",
        )
        .help("`linkwright init DIR` makes a study in files; run that with the table"));
    }
    let options = options_of(how)?;
    let files = Files::Embedded(FILES);
    let study = load_from(&files, &[PathBuf::from(STUDY)], &options, how.talk.color);
    let study = study.map_err(|error| {
        if how.changes_nothing() {
            error.because(
                Exit::Unexpected,
                "the bundled study does not pass its own check; please report this",
            )
        } else {
            error
        }
    })?;
    let replay = if how.changes_nothing() {
        Replay {
            command: REPLAY.to_string(),
            takes_replications: false,
        }
    } else {
        Replay {
            command: run_command("demo", &[], &options, study.plan.seed),
            takes_replications: true,
        }
    };
    execute_study(Study { replay, ..study }, how)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::{Arguments, Verb};
    use crate::plan::{Options, Plan};

    #[test]
    fn the_commands_that_repeat_a_demo_and_one_of_its_worlds_are_understood() {
        let changed = Options {
            seed: Some(7),
            skip: vec!["support".into()],
            ..Options::default()
        };
        let changed = run_command("demo", &[], &changed, 7);
        for (line, rep) in [
            (REPLAY.to_string(), None),
            (format!("{REPLAY} --rep 3 -j 1 --panic-at 3"), Some(3)),
            (format!("{changed} -r 4 --rep 2 -j 1"), Some(2)),
        ] {
            let Ok(Arguments {
                verb: Verb::Demo(args),
            }) = Arguments::try_parse_from(line.split(' '))
            else {
                panic!("{line}")
            };
            assert_eq!(args.how.rep, rep);
            assert_eq!(
                args.how.changes_nothing(),
                line.starts_with("linkwright demo --rep") || rep.is_none()
            );
        }
    }

    fn selected(only: &[&str], skip: &[&str]) -> Option<Plan> {
        let names = |list: &[&str]| list.iter().map(ToString::to_string).collect();
        let options = Options {
            only: names(only),
            skip: names(skip),
            ..Options::default()
        };
        let files = Files::Embedded(FILES);
        let study = Study::load_from(&files, &[PathBuf::from(STUDY)], &options);
        study.ok().map(|study| study.plan)
    }

    #[test]
    fn a_side_of_the_answer_that_does_not_run_is_noted_and_the_baseline_cannot_be_skipped() {
        let whole = selected(&[], &[]).expect("a plan");
        let (scenario, against) = whole.answer.expect("a pair");
        let name = |index: usize| whole.scenarios[index].name.as_str();
        let side = if scenario == whole.baseline_of(scenario) {
            against
        } else {
            scenario
        };
        let part = selected(&[], &[name(side)]).expect("a plan");
        assert!(part.answer.is_none());
        assert!(
            part.notes
                .iter()
                .any(|note| note.contains("left out") && note.contains(name(side))),
            "{:?}",
            part.notes
        );
        let kept = selected(&[], &[name(whole.contexts[0].baseline)]).expect("a plan");
        assert_eq!(kept.scenarios.len(), whole.scenarios.len());
        assert!(
            kept.notes
                .iter()
                .any(|note| note.contains("it is the baseline")),
            "{:?}",
            kept.notes
        );
        assert!(
            selected(&[name(scenario), name(against)], &[])
                .is_some_and(|plan| plan.answer.is_some())
        );
    }

    #[test]
    fn the_bundled_study_passes_its_own_check() {
        let plan = selected(&[], &[]);
        assert!(plan.is_some_and(|plan| plan.study == "demo" && plan.answer.is_some()));
    }
}
