//! Types of columns in the tables that a run writes, as `output/README.md` describes them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::{empty_folder, linkwright, root};

/// Types by name of the column, of those that the page lists; all others are floats.
fn listed() -> BTreeMap<String, String> {
    let page = std::fs::read_to_string(root().join("output/README.md")).expect("there");
    let section = page.split_once("## Types of columns").expect("a section").1;
    let mut types = BTreeMap::new();
    for row in section
        .lines()
        .skip_while(|line| !line.starts_with("|---"))
        .skip(1)
    {
        if !row.starts_with('|') {
            break;
        }
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        for name in cells[4].split('`').skip(1).step_by(2) {
            types.insert(name.to_string(), cells[0].to_string());
        }
    }
    assert!(types.len() > 60, "{types:?}");
    types
}

/// True for a cell that a reader takes for this type, whatever the other rows hold.
fn is_of(kind: &str, cell: &str) -> bool {
    match kind {
        "text" => true,
        "integer" => cell.parse::<i64>().is_ok() && !cell.contains('.'),
        "flag" => matches!(cell, "true" | "false"),
        "float" => {
            let has_mark = cell.contains(['.', 'e']) || cell.trim_start_matches('-') == "inf";
            has_mark && cell.parse::<f64>().is_ok()
        }
        other => panic!("the page names a type `{other}`"),
    }
}

/// The cells of a float as tables wrote them before floats kept their point.
fn without_point(cell: &str) -> &str {
    cell.strip_suffix(".0").unwrap_or(cell)
}

/// Tables of a run: name and content.
fn tables(run: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(run.join("data"))
        .expect("there")
        .flatten();
    let table = |path: std::path::PathBuf| {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        (name, std::fs::read_to_string(path).expect("text"))
    };
    entries.map(|entry| table(entry.path())).collect()
}

fn check(run: &Path, least: usize) {
    let types = listed();
    let tables = tables(run);
    assert!(tables.len() >= least, "{} tables", tables.len());
    let mut n_floats = 0;
    for (table, text) in tables {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().expect("a header").clone();
        for record in reader.records() {
            let record = record.expect("a row");
            for (name, cell) in header
                .iter()
                .zip(&record)
                .filter(|(_, cell)| !cell.is_empty())
            {
                let kind = types.get(name).map_or("float", String::as_str);
                assert!(
                    is_of(kind, cell),
                    "{table}: `{cell}` in `{name}` is no {kind}"
                );
                if kind == "float" {
                    let bits = |text: &str| text.parse::<f64>().expect("a number").to_bits();
                    assert_eq!(bits(cell), bits(without_point(cell)), "{table}: {name}");
                    n_floats += 1;
                }
            }
        }
    }
    assert!(n_floats > 1_000, "{n_floats} floats");
}

#[test]
fn every_cell_of_a_run_has_the_type_that_the_page_says_and_the_value_it_had_without_a_point() {
    let folder = empty_folder("columns");
    for (name, arguments, least) in [
        (
            "small",
            vec!["scenarios/small.toml", "--timeseries", "full"],
            14,
        ),
        (
            "drawn",
            vec![
                "scenarios/studies/uganda-uncertain.toml",
                "-r",
                "2",
                "--draws",
                "2",
                "-S",
                "population.smes=500",
                "-S",
                "run.burn_in_quarters=8",
            ],
            15,
        ),
    ] {
        let run = folder.join(name);
        let file = root().join(arguments[0]);
        let (file, run_path) = (file.to_string_lossy(), run.to_string_lossy());
        let mut words = vec!["run", &file, "-o", &run_path, "--no-report", "--quiet"];
        words.extend(&arguments[1..]);
        let output = linkwright(&folder, &words);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        check(&run, least);
    }
}
