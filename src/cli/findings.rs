//! The verb `evaluate findings`: figures of studies next to simulated ones, each in the economy that its file names.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::{FindingsArgs, TalkArgs};
use super::diagnostics::{count, options, tell_lost};
use super::evaluate::{aligned, tell_table, would_run};
use super::printing::number;
use super::progress::Meter;
use super::run::{jobs, load, meter_mode};
use super::{CliError, Exit};
use crate::ensemble;
use crate::evaluation::findings::Computed;
use crate::plan::Options;
use crate::report::{FindingLine, findings_page};
use crate::results::{Cell, RunFolder, Table};
use crate::scenario::{Finding, FindingDesign, Outcome, Treated, files_of_folder, plain};
use crate::statistics::figures;
use crate::study::{
    Computation, Figure, OUTPUT, Stated, Verdict, command, findings, quoted, utc_stamp,
};

/// Name of the page.
const PAGE: &str = "findings.html";
/// Folder of the findings that come with the project, from its root.
const SHIPPED: &str = "scenarios/findings";

/// Computes findings, prints them next to the published figures, and writes `findings.csv` and `findings.html`.
///
/// # Errors
/// [`CliError`] where files do not pass or state no finding, or the folder is taken.
pub fn execute(args: &FindingsArgs) -> Result<Exit, CliError> {
    let files = files(&args.files)?;
    let stated: Vec<Stated> = files
        .iter()
        .map(|file| stated(file, args))
        .collect::<Result<_, _>>()?;
    let seed = args.seed.seed.unwrap_or(stated[0].plan.seed);
    let elsewhere = args
        .context
        .as_ref()
        .map_or_else(String::new, |name| format!(" --context {}", quoted(name)));
    let options = options(&args.selection);
    let replay = format!(
        "{} -r {}{elsewhere}",
        command("evaluate findings", &args.files, &options, seed),
        args.replications
    );
    if args.dry_run {
        let what = format!(
            "{}, each in {} of its economy",
            count(stated.len(), "finding"),
            count(args.replications as usize, "world")
        );
        return would_run(&stated[0].plan, &what, args.talk);
    }
    let place = || Path::new(OUTPUT).join("findings").join(utc_stamp());
    let folder = RunFolder::create(&args.output.clone().unwrap_or_else(place))?;
    let settings = ensemble::Settings {
        jobs: jobs(args.worlds.jobs),
        only_replication: None,
        panic_at: None,
        replay: replay.clone(),
    };
    let mode = meter_mode(&args.worlds, args.talk);
    let meter = Meter::start(mode, 1, args.replications as usize);
    let computation = findings(&stated, &settings, &meter)?;
    meter.finish();
    tell_lost(&computation.failures, computation.asked);
    let shown = Shown {
        stated: &stated,
        computation: &computation,
        replay: &replay,
    };
    let table = shown.table();
    folder.write(Path::new(&table.file), &table.to_csv())?;
    folder.write(Path::new(PAGE), shown.page().as_bytes())?;
    let path = folder.publish()?;
    let page = path.join(PAGE);
    tell_table(args.talk, &page, &shown.json(&path), &|| shown.text())?;
    Ok(Exit::of_lost(computation.failures.len()))
}

/// The files named, those of a folder that is named, or those of the project.
fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    let shipped = [PathBuf::from(SHIPPED)];
    let named = if named.is_empty() {
        &shipped[..]
    } else {
        named
    };
    let mut files = Vec::new();
    for path in named {
        match files_of_folder(path) {
            Some(inside) => files.extend(inside),
            None => files.push(path.clone()),
        }
    }
    if files.is_empty() || named == shipped && files == shipped {
        let message = if named == shipped {
            format!("there is no folder `{SHIPPED}` with findings here")
        } else {
            "there is no finding in the folder named".to_string()
        };
        return Err(CliError::input(message)
            .help("name files that have a table [finding], or a folder of such files"));
    }
    Ok(files)
}

/// Reads the finding of a file, in another context where one is named.
fn stated(file: &Path, args: &FindingsArgs) -> Result<Stated, CliError> {
    let options = Options {
        replications: Some(args.replications),
        seed: args.seed.seed,
        at_medians: true,
        context: args.context.clone(),
        ..options(&args.selection)
    };
    // what is unusual in a file `check` says: here it would be said of every file
    let talk = TalkArgs {
        quiet: true,
        ..args.talk
    };
    let plan = load(&[file.to_path_buf()], &options, talk)?.plan;
    Stated::of_plan(plan).ok_or_else(|| {
        CliError::input(format!("`{}` states no finding", file.display()))
            .help("a finding is a scenario file with a table [finding]: linkwright explain E0231")
    })
}

/// What was computed, for people and machines.
struct Shown<'a> {
    stated: &'a [Stated],
    computation: &'a Computation,
    replay: &'a str,
}

/// A cell that holds nothing.
const NONE: &str = "-";

/// Heads of the table on the terminal.
const HEADS: [&str; 7] = [
    "finding",
    "published (band)",
    "simulated (95 % CI)",
    "worlds",
    "true effect",
    "place",
    "what",
];

impl Shown<'_> {
    fn of(&self, figure: &Figure) -> &Stated {
        &self.stated[figure.of]
    }

    fn name(&self, figure: &Figure) -> &str {
        &self.of(figure).scenario().name
    }

    fn judged(&self) -> impl Iterator<Item = &Figure> {
        self.computation
            .figures
            .iter()
            .filter(|figure| figure.is_judged)
    }

    /// How many findings lie where.
    fn summary(&self) -> String {
        let n = |verdict: Verdict| {
            let is_it = |figure: &&Figure| {
                Verdict::of(self.of(figure).finding(), figure.computed.as_ref()) == verdict
            };
            self.judged().filter(is_it).count()
        };
        let places = Verdict::WORDS.iter().filter(|(verdict, _)| n(*verdict) > 0);
        let places: Vec<String> = places
            .map(|(verdict, text)| format!("{} {text}", n(*verdict)))
            .collect();
        format!(
            "{}: {}",
            count(self.stated.len(), "finding"),
            places.join(", ")
        )
    }

    fn text(&self) -> String {
        let mut rows = vec![HEADS.map(String::from)];
        for figure in &self.computation.figures {
            let stated = self.of(figure);
            let (finding, title) = (stated.finding(), &stated.scenario().title);
            let at = figure
                .horizon
                .filter(|_| !figure.is_judged)
                .map_or(String::new(), |horizon| {
                    format!(", after {horizon} quarters")
                });
            let (place, published) = if figure.is_judged {
                let place = Verdict::of(finding, figure.computed.as_ref()).text();
                (place, published(finding))
            } else {
                (NONE, NONE.to_string())
            };
            rows.push([
                self.name(figure).to_string(),
                published,
                simulated(figure.computed.as_ref()),
                figure
                    .computed
                    .map_or_else(|| NONE.to_string(), |found| figures::count(found.n)),
                truth(figure.computed.as_ref()),
                place.to_string(),
                format!(
                    "{title} [{}], {}{at}",
                    finding.unit.word(),
                    stated.context()
                ),
            ]);
        }
        let text = format!(
            "{}\n{}inside, outside: the whole interval is; overlaps: it is partly inside and no wider than the band; intervals take worlds as the sample; true effect: of the same firms against the world without the programme\n",
            self.summary(),
            aligned(&rows)
        );
        figures::plain_signs(&text)
    }

    fn table(&self) -> Table {
        let header: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
        let row = |figure: &Figure| COLUMNS.iter().map(|(_, cell)| cell(self, figure)).collect();
        Table::new(
            "findings.csv",
            &header,
            self.computation.figures.iter().map(row).collect(),
        )
    }

    fn page(&self) -> String {
        let line = |figure: &Figure| {
            let stated = self.of(figure);
            let (finding, scenario) = (stated.finding(), stated.scenario());
            let found = figure.computed;
            FindingLine {
                name: scenario.name.clone(),
                title: scenario.title.clone(),
                context: stated.context().to_string(),
                country: finding.country.clone(),
                source: finding.source.clone(),
                stand_in: finding.stand_in.clone(),
                how: finding.design.as_ref().map_or_else(
                    |why| format!("not computed: {why}"),
                    |design| how(design, figure.horizon),
                ),
                published: format!("{} [{}]", published(finding), finding.unit.word()),
                simulated: simulated(found.as_ref()),
                beside: beside(found.as_ref()),
                role: finding.role.word(),
                verdict: Verdict::of(finding, found.as_ref()).text(),
                figure: [finding.figure, finding.band[0], finding.band[1]],
                value: found.map_or([f64::NAN; 3], |found| {
                    [found.value, found.interval[0], found.interval[1]]
                }),
            }
        };
        let lines: Vec<FindingLine> = self.judged().map(line).collect();
        let note = "Each figure is computed on simulated firms in the economy that its file names, by the estimator of its study. Bands are judgements around published figures. The interval takes simulated worlds as the sample: firms of a world share its market.";
        findings_page(
            &self.summary(),
            note,
            &lines,
            (self.replay, env!("CARGO_PKG_VERSION")),
        )
    }

    fn json(&self, path: &Path) -> Value {
        let row = |figure: &Figure| -> Value {
            let cells = COLUMNS
                .iter()
                .map(|(name, cell)| ((*name).to_string(), as_json(cell(self, figure))));
            Value::Object(cells.collect())
        };
        json!({
            "findings": self.computation.figures.iter().map(row).collect::<Vec<_>>(), "worlds": self.computation.asked,
            "failed_replications": self.computation.failures.len(), "folder": path.display().to_string(), "replay": self.replay,
        })
    }
}

fn as_json(cell: Cell) -> Value {
    match cell {
        Cell::Number(value) => number(Some(value)),
        Cell::Whole(whole) => json!(whole),
        Cell::Text(text) => json!(text),
        Cell::Flag(flag) => json!(flag),
        Cell::Missing => Value::Null,
    }
}

/// A column of `findings.csv`: name, and cell of a figure.
type Column = (&'static str, fn(&Shown<'_>, &Figure) -> Cell);

/// The columns of `findings.csv`; `output/README.md` describes them.
const COLUMNS: &[Column] = &[
    ("finding", |shown, figure| Cell::from(shown.name(figure))),
    ("title", |shown, figure| {
        Cell::from(shown.of(figure).scenario().title.as_str())
    }),
    ("country", |shown, figure| {
        Cell::from(shown.of(figure).finding().country.as_str())
    }),
    ("context", |shown, figure| {
        Cell::from(shown.of(figure).context())
    }),
    ("stand_in", |shown, figure| {
        words(&shown.of(figure).finding().stand_in)
    }),
    ("role", |shown, figure| {
        Cell::from(shown.of(figure).finding().role.word())
    }),
    ("grade", |shown, figure| {
        words(&shown.of(figure).finding().grade)
    }),
    ("estimator", |shown, figure| {
        of_design(shown, figure, |design| {
            Some(design.estimator.word().to_string())
        })
    }),
    ("treatment", |shown, figure| {
        of_design(shown, figure, |design| {
            design
                .treated
                .map(|treated| treated_word(treated).to_string())
        })
    }),
    ("outcome", |shown, figure| {
        of_design(shown, figure, |design| {
            Some(outcome_word(&design.outcome).to_string())
        })
    }),
    ("per", |shown, figure| {
        of_design(shown, figure, |design| {
            design.per.as_ref().map(|per| outcome_word(per).to_string())
        })
    }),
    ("horizon_quarters", |_, figure| {
        figure
            .horizon
            .map_or(Cell::Missing, |horizon| Cell::Whole(horizon.into()))
    }),
    ("is_judged", |_, figure| Cell::Flag(figure.is_judged)),
    ("unit", |shown, figure| {
        Cell::from(shown.of(figure).finding().unit.word())
    }),
    ("published", |shown, figure| {
        Cell::Number(shown.of(figure).finding().figure)
    }),
    ("band_low", |shown, figure| {
        Cell::Number(shown.of(figure).finding().band[0])
    }),
    ("band_high", |shown, figure| {
        Cell::Number(shown.of(figure).finding().band[1])
    }),
    ("simulated", |_, figure| {
        computed(figure, |found| found.value)
    }),
    ("ci_low", |_, figure| {
        computed(figure, |found| found.interval[0])
    }),
    ("ci_high", |_, figure| {
        computed(figure, |found| found.interval[1])
    }),
    ("n_worlds", |_, figure| {
        figure
            .computed
            .map_or(Cell::Missing, |found| Cell::Whole(found.n as i64))
    }),
    ("true_effect", |_, figure| {
        computed(figure, |found| found.truth)
    }),
    ("n_treated", |_, figure| {
        computed(figure, |found| found.n_treated)
    }),
    ("n_controls", |_, figure| {
        computed(figure, |found| found.n_controls)
    }),
    ("overlap", |_, figure| {
        computed(figure, |found| found.overlap)
    }),
    ("place", |shown, figure| {
        if figure.is_judged {
            Cell::from(Verdict::of(shown.of(figure).finding(), figure.computed.as_ref()).text())
        } else {
            Cell::Missing
        }
    }),
    ("why_not", |shown, figure| {
        shown
            .of(figure)
            .finding()
            .design
            .as_ref()
            .err()
            .map_or(Cell::Missing, |why| words(why))
    }),
    ("source", |shown, figure| {
        Cell::from(shown.of(figure).finding().source.as_str())
    }),
    ("seed", |shown, figure| {
        Cell::Text(shown.of(figure).plan.seed.to_string())
    }),
];

fn words(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Missing
    } else {
        Cell::from(text)
    }
}

fn computed(figure: &Figure, read: fn(&Computed) -> f64) -> Cell {
    let found = figure.computed.as_ref();
    found.map_or(Cell::Missing, |found| Cell::Number(read(found)))
}

fn of_design(
    shown: &Shown<'_>,
    figure: &Figure,
    read: fn(&FindingDesign) -> Option<String>,
) -> Cell {
    shown
        .of(figure)
        .finding()
        .design
        .as_ref()
        .ok()
        .and_then(read)
        .map_or(Cell::Missing, Cell::Text)
}

fn treated_word(treated: Treated) -> &'static str {
    match treated {
        Treated::FirstOrder => "first_order",
        Treated::Instrument(kind) => kind.name(),
    }
}

fn outcome_word(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Firm(outcome) => outcome.word(),
        Outcome::Indicator(name) => &name.value,
    }
}

/// The published figure with its band.
fn published(finding: &Finding) -> String {
    let number = plain;
    match finding.band {
        [low, high] if high.is_infinite() => {
            format!("{} ({} or more)", number(finding.figure), number(low))
        }
        [low, high] if low.is_infinite() => {
            format!("{} ({} or less)", number(finding.figure), number(high))
        }
        [low, high] => format!(
            "{} ({} to {})",
            number(finding.figure),
            number(low),
            number(high)
        ),
    }
}

/// A simulated figure with its interval.
fn simulated(found: Option<&Computed>) -> String {
    let Some(Computed {
        value,
        interval: [low, high],
        ..
    }) = found
    else {
        return NONE.to_string();
    };
    let exponent = figures::exponent((high - low) / 2.0, *value);
    let number = figures::number(*value, exponent);
    if low.is_nan() || high.is_nan() {
        format!("{number} (no interval)")
    } else if high.is_infinite() {
        format!("{number} ({} or more)", figures::number(*low, exponent))
    } else {
        format!("{number} {}", figures::interval(*low, *high, exponent))
    }
}

fn truth(found: Option<&Computed>) -> String {
    match found {
        Some(Computed {
            truth,
            interval: [low, high],
            ..
        }) if truth.is_finite() => {
            figures::number(*truth, figures::exponent((high - low) / 2.0, *truth))
        }
        _ => NONE.to_string(),
    }
}

/// Worlds, firms, overlap and true effect in words.
fn beside(found: Option<&Computed>) -> String {
    let Some(found) = found else {
        return String::new();
    };
    let mut parts = vec![count(found.n, "world")];
    if found.n_treated > 0.0 {
        parts.push(format!(
            "{} treated firms and {} others in all",
            figures::number(found.n_treated, 0),
            figures::number(found.n_controls, 0)
        ));
    }
    if found.overlap.is_finite() {
        parts.push(format!(
            "{:.0} % have a firm like them",
            100.0 * found.overlap
        ));
    }
    if found.truth.is_finite() {
        parts.push(format!("true effect {}", truth(Some(found))));
    }
    parts.join("; ")
}

/// How a figure is computed, in words.
fn how(design: &FindingDesign, horizon: Option<u32>) -> String {
    let mut text = design.estimator.word().replace('_', " ");
    text.push_str(&format!(
        " of {}",
        outcome_word(&design.outcome).replace('_', " ")
    ));
    if let Some(per) = &design.per {
        text.push_str(&format!(" per {}", outcome_word(per).replace('_', " ")));
    }
    if let Some(treated) = design.treated {
        text.push_str(&format!(
            ", treatment {}",
            treated_word(treated).replace('_', " ")
        ));
    }
    if let Some(horizon) = horizon {
        text.push_str(&format!(", after {horizon} quarters"));
    }
    text
}
