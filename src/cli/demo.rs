//! The verb `demo`: the bundled study, run like any other.

use std::path::PathBuf;

use super::args::DemoArgs;
use super::diagnostics::{indicator_names, print_problems};
use super::run::{command_line, execute_plan, jobs, progress};
use super::study::RunSettings;
use super::{EXIT_UNEXPECTED, diagnostics};
use crate::plan::{Options, Prepared, prepare};
use crate::scenario::Files;

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
        command: command_line(),
        replay: format!("linkwright run {STUDY}"),
        ..RunSettings::default()
    };
    execute_plan(plan, &settings, true)
}

fn prepared() -> Prepared {
    let known = indicator_names();
    let options = Options { known_indicators: &known, ..Options::default() };
    prepare(&Files::Embedded(FILES), &[PathBuf::from(STUDY)], &options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_study_passes_its_own_check() {
        let prepared = prepared();
        assert!(prepared.plan.is_some(), "{:?}", prepared.problems);
        assert!(prepared.plan.is_some_and(|plan| plan.study == "demo" && plan.answer.is_some()));
    }
}
