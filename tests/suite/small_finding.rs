//! A small finding in an economy of its own.

use std::path::Path;

/// A small economy.
const ECONOMY: &str = "format = 1
kind = \"context\"
name = \"economy\"
[population]
smes = 300
tncs = 3
";

/// A finding about exits in it.
const FINDING: &str = "format = 1
name = \"exits\"
title = \"Firms that close within a year\"
[context]
from = \"economy.toml\"
[run]
burn_in_quarters = 12
policy_quarters = 8
run_off_quarters = 0
[finding]
source = \"a census\"
country = \"Nowhere\"
role = \"compare\"
unit = \"percent\"
figure = 8
low = 5
high = 11
estimator = \"level\"
outcome = \"exit\"
horizon_quarters = 4
also_quarters = [8]
";

/// Writes `finding.toml` and the economy that it names into a folder.
pub fn write_finding(folder: &Path) {
    for (name, text) in [("economy.toml", ECONOMY), ("finding.toml", FINDING)] {
        std::fs::write(folder.join(name), text).expect("written");
    }
}

/// The text of the finding with other lines in place of some.
pub fn finding_with(changes: &[(&str, &str)]) -> String {
    changes
        .iter()
        .fold(FINDING.to_string(), |text, (line, other)| {
            assert!(text.contains(line), "{line}");
            text.replace(line, other)
        })
}
