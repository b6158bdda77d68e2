//! The command line.

pub mod answer;
pub mod progress;
pub mod run;
pub mod terminal;
