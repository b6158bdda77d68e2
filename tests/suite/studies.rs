//! `docs/studies.md`: results of the shipped studies, written from run folders, since the runs take longer than a test may.
//! `cargo xtask book --results studies` runs the studies and then the test that writes the page.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use linkwright::model::InstrumentKind;
use linkwright::plan::{Options, Plan, prepare};
use linkwright::scenario::Files;

use crate::common::root;

/// Page that is written.
const PAGE: &str = "docs/studies.md";
/// Statements of a study before it is run.
struct Stated {
    study: &'static str,
    /// Pair of programmes: in the first of the deciding contexts the first makes less, in the second more.
    pair: (&'static str, &'static str),
    indicator: &'static str,
    deciding: [&'static str; 2],
}

/// Studies whose specification was committed before they were run.
const STATED: [Stated; 2] = [
    Stated {
        study: "certificates-or-supplier-development",
        pair: ("certification", "supplier-development"),
        indicator: "sustained_linkages",
        deciding: ["small-open", "resource-enclave"],
    },
    Stated {
        study: "support-or-matchmaking",
        pair: ("support", "matchmaking"),
        indicator: "sustained_linkages",
        deciding: ["low-income", "transition"],
    },
];
/// Outcomes by which programmes are put in order, and the item of `costs.csv` of each.
const OUTCOMES: [(&str, &str); 2] = [
    ("sustained_linkages", "cost_per_net_sustained_linkage"),
    ("upgraded_suppliers", "cost_per_net_upgraded_supplier"),
];

/// A row of a table, by column.
type Row = BTreeMap<String, String>;

/// A run folder.
struct Run {
    manifest: serde_json::Value,
    compare: Vec<Row>,
    costs: Vec<Row>,
    ranks: Vec<Row>,
}

fn rows(path: &Path) -> Vec<Row> {
    let Ok(mut reader) = csv::Reader::from_path(path) else {
        return Vec::new();
    };
    reader
        .deserialize()
        .map(|row| row.expect("a table of the program"))
        .collect()
}

impl Run {
    fn read(folder: &Path) -> Option<Self> {
        let manifest = std::fs::read_to_string(folder.join("manifest.json")).ok()?;
        let table = |name: &str| rows(&folder.join("data").join(name));
        let manifest = serde_json::from_str(&manifest).expect("the manifest is JSON");
        Some(Self {
            manifest,
            compare: table("compare.csv"),
            costs: table("costs.csv"),
            ranks: table("ranks.csv"),
        })
    }

    fn text(&self, key: &str) -> &str {
        self.manifest[key].as_str().unwrap_or_default()
    }

    fn names(&self, context: &str) -> Vec<&str> {
        let all = self.manifest["scenarios"]
            .as_array()
            .expect("a list")
            .iter();
        all.filter(|scenario| scenario["context"] == context)
            .filter_map(|scenario| scenario["name"].as_str())
            .collect()
    }

    fn contexts(&self) -> Vec<(&str, &str)> {
        let all = self.manifest["contexts"].as_array().expect("a list").iter();
        all.filter_map(|context| Some((context["name"].as_str()?, context["baseline"].as_str()?)))
            .collect()
    }

    /// Number of instruments of a scenario, as its changes state.
    fn instruments(&self, name: &str) -> usize {
        let all = self.manifest["scenarios"]
            .as_array()
            .expect("a list")
            .iter();
        let changes = all
            .filter(|scenario| scenario["name"] == name)
            .flat_map(|scenario| scenario["changes"].as_array().into_iter().flatten());
        changes
            .filter_map(|change| change.as_str())
            .filter(|change| change.contains(" by ") && change.contains(", quarters "))
            .count()
    }

    fn difference(&self, scenario: &str, against: &str, indicator: &str) -> Option<&Row> {
        self.compare.iter().find(|row| {
            row["scenario"] == scenario
                && row["baseline"] == against
                && row["indicator"] == indicator
        })
    }

    /// Scenario with the greatest sure gain of an outcome.
    fn greatest(&self, context: &str, baseline: &str, outcome: &str) -> Option<&str> {
        let gain = |name: &str| {
            self.difference(name, baseline, outcome)
                .filter(|row| value(row, "ci_low") > 0.0)
                .map(|row| value(row, "diff"))
        };
        let gains = self
            .names(context)
            .into_iter()
            .filter_map(|name| Some((name, gain(name)?)));
        gains.max_by(|a, b| a.1.total_cmp(&b.1)).map(|best| best.0)
    }

    /// Scenario with the least significant cost of an item.
    fn cheapest(&self, context: &str, item: &str) -> Option<&str> {
        let names = self.names(context);
        let costs = self.costs.iter().filter(|row| {
            row["item"] == item
                && row["settled"] == "true"
                && names.contains(&row["scenario"].as_str())
        });
        let known = costs.filter(|row| value(row, "mean") > 0.0);
        known
            .min_by(|a, b| value(a, "mean").total_cmp(&value(b, "mean")))
            .map(|row| row["scenario"].as_str())
    }
}

fn value(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or(f64::NAN)
}

/// A number with three significant digits, large ones by the thousand or million.
fn number(value: f64) -> String {
    let size = value.abs();
    match size {
        _ if size >= 999_500.0 => format!("{:+.2} M", value / 1e6),
        _ if size >= 9_995.0 => format!("{:+.1} k", value / 1e3),
        _ if size >= 99.95 => format!("{value:+.0}"),
        _ if size >= 9.995 => format!("{value:+.1}"),
        _ if size >= 0.0995 || size == 0.0 => format!("{value:+.2}"),
        _ => format!("{value:+.4}"),
    }
}

fn with_interval(row: Option<&Row>) -> String {
    let Some(row) = row.filter(|row| value(row, "diff").is_finite()) else {
        return "—".into();
    };
    let is_known = value(row, "ci_low").is_finite();
    let interval = if is_known {
        format!(
            " ({} to {})",
            number(value(row, "ci_low")),
            number(value(row, "ci_high"))
        )
    } else {
        String::new()
    };
    format!("{}{interval}", number(value(row, "diff")))
}

/// Files of studies, by name.
fn studies() -> Vec<PathBuf> {
    let folder = root().join("scenarios/studies");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("shipped")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    files
}

fn name_of(file: &Path) -> String {
    file.file_stem()
        .expect("a file")
        .to_string_lossy()
        .into_owned()
}

fn plan_of(file: &Path) -> Plan {
    prepare(&Files::Disk, &[file.to_path_buf()], &Options::default())
        .plan
        .expect("shipped studies are valid")
}

fn write_study(text: &mut String, name: &str, run: &Run) {
    let _ = writeln!(
        text,
        "\n### {}\n\n{}\n",
        run.text("title"),
        run.text("question")
    );
    let _ = writeln!(
        text,
        "`studies/{name}.toml`, {} worlds, seed {}. Differences from the baseline of the context, mean and 95 % interval.",
        run.manifest["replications"], run.manifest["seed"]
    );
    let headline: Vec<&str> = run.manifest["headline"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one.as_str())
        .collect();
    for (context, baseline) in run.contexts() {
        let _ = writeln!(
            text,
            "\n| {context} | {} |\n|---|{}",
            headline.join(" | "),
            "---|".repeat(headline.len())
        );
        for scenario in run
            .names(context)
            .into_iter()
            .filter(|scenario| *scenario != baseline)
        {
            let cells: Vec<String> = headline
                .iter()
                .map(|one| with_interval(run.difference(scenario, baseline, one)))
                .collect();
            let _ = writeln!(text, "| {scenario} | {} |", cells.join(" | "));
        }
    }
    if let (Some(scenario), Some(against)) = (
        run.manifest["answer"]["scenario"].as_str(),
        run.manifest["answer"]["against"].as_str(),
    ) {
        let reported: Vec<String> = headline
            .iter()
            .map(|one| {
                format!(
                    "{one} {}",
                    with_interval(run.difference(scenario, against, one))
                )
            })
            .collect();
        let _ = writeln!(
            text,
            "\n**{scenario} less {against}**: {}.",
            reported.join("; ")
        );
    }
}

/// The pair that was stated before the run, in every context of its study.
fn write_stated(text: &mut String, stated: &Stated, run: &Run) {
    let Stated {
        study,
        pair: (first, second),
        indicator,
        deciding,
    } = stated;
    let rows: Vec<&Row> = run
        .ranks
        .iter()
        .filter(|row| {
            row["programme"] == *first
                && row["against"] == *second
                && row["indicator"] == *indicator
        })
        .collect();
    let _ = writeln!(
        text,
        "\nStated in `studies/{study}.toml` and committed before any world of its seed was run: {first} less {second}, {indicator}, {} against {}, \
         {} worlds a context, seed {}; the order reverses where one interval lies below 0 and the other above.\n\n\
         | context | {first} less {second} (95 % interval) | worlds |\n|---|---|---|",
        deciding[0], deciding[1], run.manifest["replications"], run.manifest["seed"]
    );
    for row in &rows {
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            row["context"],
            with_interval(Some(row)),
            row["n_pairs"]
        );
    }
    let of = |context: &str| {
        rows.iter()
            .find(|row| row["context"] == context)
            .expect("the context was run")
    };
    let [low, high] = [of(deciding[0]), of(deciding[1])];
    let verdict = if value(low, "ci_high") < 0.0 && value(high, "ci_low") > 0.0 {
        format!(
            "**It reverses as stated**: {second} makes more of them in {}, {first} in {}.",
            deciding[0], deciding[1]
        )
    } else {
        "**It does not reverse as stated.**".to_string()
    };
    let _ = writeln!(text, "\n{verdict}");
}

/// Studies in which one programme holds more instruments than any other: is it the best?
fn write_largest(text: &mut String, runs: &[(String, Run)]) {
    text.push_str(
        "\n## Rank of the largest programme\n\nStudies and contexts in which one programme has more instruments than any other. By effect: the greatest gain whose interval is above 0. \
         Per dollar: the least cost of all payers for each net unit, where the net effect is significant. In bold: the largest programme is best. \
         Limits, and constraints that are missing, are in [everything-on.md](everything-on.md).\n\n\
         | study | context | largest programme | most sustained linkages | most upgraded suppliers | cheapest sustained linkage | cheapest upgraded supplier |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for (name, run) in runs {
        for (context, baseline) in run.contexts() {
            let mut sizes: Vec<(usize, &str)> = run
                .names(context)
                .into_iter()
                .map(|one| (run.instruments(one), one))
                .collect();
            sizes.sort_unstable();
            let [.., second, first] = sizes[..] else {
                continue;
            };
            if first.0 == second.0 || first.0 < 2 {
                continue;
            }
            let shown = |best: Option<&str>| match best {
                Some(best) if best == first.1 => format!("**{best}**"),
                Some(best) => best.to_string(),
                None => "not significant".to_string(),
            };
            let by_effect =
                OUTCOMES.map(|(outcome, _)| shown(run.greatest(context, baseline, outcome)));
            let per_dollar = OUTCOMES.map(|(_, item)| shown(run.cheapest(context, item)));
            let largest = format!("{} ({} instruments)", first.1, first.0);
            let _ = writeln!(
                text,
                "| {name} | {context} | {largest} | {} | {} |",
                by_effect.join(" | "),
                per_dollar.join(" | ")
            );
        }
    }
}

#[test]
#[ignore = "reads run folders of all studies: cargo xtask book --results studies"]
fn the_page_of_studies_is_written() {
    let folder =
        PathBuf::from(std::env::var_os("LINKWRIGHT_RUNS").expect("names the folder of runs"));
    let runs: Vec<(String, Run)> = studies()
        .iter()
        .map(|file| name_of(file))
        .filter_map(|name| Some((name.clone(), Run::read(&folder.join(name))?)))
        .collect();
    let mut text = String::from(
        "# Results of the shipped studies\n\nWritten from run folders (`cargo xtask book --results studies` renews it). Intervals are Monte-Carlo intervals: they state the \
         precision of the simulation, not the uncertainty of the model. Magnitudes are assumed unless a file gives a source.\n",
    );
    text.push_str(
        "\n## Order of instruments by type of economy (C9)\n\nTypes of economy differ in much more than income ([contexts.md](contexts.md)); the tables say \
         whether the order differs, not why.\n",
    );
    for stated in &STATED {
        write_stated(
            &mut text,
            stated,
            &runs
                .iter()
                .find(|(name, _)| name == stated.study)
                .expect("the study was run")
                .1,
        );
    }
    write_largest(&mut text, &runs);
    text.push_str("\n## Studies\n");
    runs.iter()
        .for_each(|(name, run)| write_study(&mut text, name, run));
    std::fs::write(root().join(PAGE), text).expect("docs can be written");
}

#[test]
fn the_page_of_studies_tells_of_every_study_as_it_is() {
    let page = std::fs::read_to_string(root().join(PAGE)).expect("the page is there");
    for file in studies() {
        let (plan, name) = (plan_of(&file), name_of(&file));
        let reported = format!(
            "`studies/{name}.toml`, {} worlds, seed {}.",
            plan.n_worlds(),
            plan.seed
        );
        assert!(page.contains(&reported), "{PAGE} lacks: {reported}");
        assert!(
            page.contains(&plan.question),
            "{PAGE} lacks the question of {name}"
        );
    }
}

#[test]
fn everything_holds_every_instrument() {
    let plan = plan_of(&root().join("scenarios/studies/everything-on.toml"));
    let everything = plan
        .scenarios
        .iter()
        .find(|scenario| scenario.name.starts_with("everything@"))
        .expect("the study has it");
    for (name, kind) in InstrumentKind::NAMES
        .iter()
        .filter(|(name, _)| has_part(name))
    {
        assert!(
            everything
                .input
                .instruments
                .iter()
                .any(|one| one.settings.kind() == *kind),
            "programmes/everything.toml lacks {name}"
        );
    }
}

/// True where a part of the library has an instrument of the kind.
fn has_part(kind: &str) -> bool {
    let parts = std::fs::read_dir(root().join("scenarios/programmes/parts"))
        .expect("shipped")
        .flatten();
    parts
        .map(|part| std::fs::read_to_string(part.path()).expect("text"))
        .any(|text| text.contains(&format!("kind = \"{kind}\"")))
}
