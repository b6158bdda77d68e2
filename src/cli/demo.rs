//! The verb `demo`: the bundled study, run like any other.

use std::path::PathBuf;

use super::args::DemoArgs;
use super::execution::Shown;
use super::run::{command_line, destination, execute_study, jobs, progress};
use super::{CliError, Exit};
use crate::plan::Options;
use crate::scenario::Files;
use crate::study::{Replay, RunSettings, Study};

/// The command that runs the demo again; its study, seed and replications are inside the program.
const REPLAY: &str = "linkwright demo";

/// The study that the demo runs, as a path of [`FILES`].
pub const STUDY: &str = "scenarios/studies/demo.toml";

/// Embeds files under the paths that they have in the source tree.
macro_rules! embedded {
    ($($path:literal),+ $(,)?) => { &[$(($path, include_str!(concat!("../../", $path)))),+] };
}

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
    let files = Files::Embedded(FILES);
    let study = Study::load_from(&files, &[PathBuf::from(STUDY)], &Options::default());
    let study = study.map_err(|error| {
        CliError::of_study(error, args.color).because(
            Exit::Unexpected,
            "the bundled study does not pass its own check; please report this",
        )
    })?;
    let study = Study {
        command: command_line(),
        replay: Replay {
            command: REPLAY.to_string(),
            takes_replications: false,
        },
        ..study
    };
    let settings = RunSettings {
        jobs: jobs(args.jobs),
        only_replication: args.rep,
        panic_at: args.panic_at,
        ..RunSettings::default()
    };
    let shown = Shown {
        destination: destination(args.output.as_deref()),
        progress: progress(args.progress),
        is_quiet: args.quiet,
        is_json: args.json,
        ..Shown::default()
    };
    execute_study(&study, &settings, &shown)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::{Arguments, Verb};
    use crate::plan::Plan;

    #[test]
    fn the_commands_that_repeat_a_demo_and_one_of_its_worlds_are_understood() {
        for (line, rep) in [
            (REPLAY.to_string(), None),
            (format!("{REPLAY} --rep 3 -j 1 --panic-at 3"), Some(3)),
        ] {
            let Ok(Arguments {
                verb: Verb::Demo(args),
            }) = Arguments::try_parse_from(line.split(' '))
            else {
                panic!("{line}")
            };
            assert_eq!(args.rep, rep);
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
