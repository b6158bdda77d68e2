//! The verb `demo`.

use super::args::DemoArgs;

macro_rules! embedded {
    ($($path:literal),+ $(,)?) => {
        /// The files of the bundled study: path and text.
        pub const FILES: &[(&str, &str)] = &[$(($path, include_str!(concat!("../../", $path)))),+];
    };
}

/// Path of the bundled study among [`FILES`].
pub const STUDY: &str = "scenarios/studies/demo.toml";

embedded! {
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
}

/// Runs the bundled study and returns the exit code.
#[must_use]
pub fn execute(_args: &DemoArgs) -> i32 {
    super::diagnostics::complain("`demo` is not part of this build");
    1
}
