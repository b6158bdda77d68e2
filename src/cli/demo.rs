//! The verb `demo`: the bundled study, run like any other.

use std::path::PathBuf;

use super::args::DemoArgs;
use super::diagnostics::{indicator_names, print_problems};
use super::run::{command_line, execute_plan, jobs, progress};
use super::study::{Replay, RunSettings};
use super::{EXIT_UNEXPECTED, diagnostics};
use crate::plan::{Options, Prepared, prepare};
use crate::results::Given;
use crate::scenario::Files;

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

/// Runs the bundled study and returns the exit code.
#[must_use]
pub fn execute(args: &DemoArgs) -> i32 {
    let prepared = prepared();
    let Some(plan) = &prepared.plan else {
        print_problems(&prepared, args.color);
        diagnostics::complain("the bundled study does not pass its own check; please report this");
        return EXIT_UNEXPECTED;
    };
    let settings = RunSettings {
        output: args.output.clone(),
        jobs: jobs(args.jobs),
        progress: progress(args.progress),
        is_quiet: args.quiet,
        is_json: args.json,
        command: command_line(),
        given: Given {
            files: Given::of_files(plan, &[STUDY.to_string()]),
            ..Given::default()
        },
        only_replication: args.rep,
        panic_at: args.panic_at,
        replay: Replay {
            command: REPLAY.to_string(),
            takes_replications: false,
        },
        ..RunSettings::default()
    };
    execute_plan(plan, &settings, true)
}

fn prepared() -> Prepared {
    let known = indicator_names();
    let options = Options {
        known_indicators: &known,
        ..Options::default()
    };
    prepare(&Files::Embedded(FILES), &[PathBuf::from(STUDY)], &options)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::{Arguments, Verb};

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

    fn selected(only: &[&str], skip: &[&str]) -> Prepared {
        let known = indicator_names();
        let names = |list: &[&str]| list.iter().map(ToString::to_string).collect();
        let options = Options {
            known_indicators: &known,
            only: names(only),
            skip: names(skip),
            ..Options::default()
        };
        prepare(&Files::Embedded(FILES), &[PathBuf::from(STUDY)], &options)
    }

    #[test]
    fn a_side_of_the_answer_that_does_not_run_is_noted_and_the_baseline_cannot_be_skipped() {
        let whole = prepared().plan.expect("a plan");
        let (scenario, against) = whole.answer.expect("a pair");
        let name = |index: usize| whole.scenarios[index].name.as_str();
        let side = if scenario == whole.baseline_of(scenario) {
            against
        } else {
            scenario
        };
        let part = selected(&[], &[name(side)]).plan.expect("a plan");
        assert!(part.answer.is_none());
        assert!(
            part.notes
                .iter()
                .any(|note| note.contains("left out") && note.contains(name(side))),
            "{:?}",
            part.notes
        );
        let kept = selected(&[], &[name(whole.contexts[0].baseline)])
            .plan
            .expect("a plan");
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
                .plan
                .is_some_and(|plan| plan.answer.is_some())
        );
    }

    #[test]
    fn the_bundled_study_passes_its_own_check() {
        let prepared = prepared();
        assert!(prepared.plan.is_some(), "{:?}", prepared.problems);
        assert!(
            prepared
                .plan
                .is_some_and(|plan| plan.study == "demo" && plan.answer.is_some())
        );
    }
}
