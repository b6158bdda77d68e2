//! Studies in memory, and what is told of each word for word: problems with their places, what mends them, and the plan.
//!
//! That a baseline is added (`N0101`) is told with the plan alone.
//!
//! `told.txt` has one case after the other: `===` and what it is; a line `$` with flags, `plan` among them where the plan is told too; the lines of
//! the file, below [`HEAD`]; further files, each below a line `---` with its name; and, below `>>>`, what is told.

use super::{Options, Plan, Prepared, prepare};
use crate::scenario::{Files, Fix, Place, Problem, Source};

const CASES: &str = include_str!("told.txt");
/// The first two lines of the first file of every case.
const HEAD: &str = "format = 1\nname = \"a\"\n";

struct Case<'t> {
    what: &'t str,
    flags: Vec<&'t str>,
    sources: Vec<Source>,
    expected: &'t str,
}

fn case(text: &str) -> Case<'_> {
    let (what, rest) = text.split_once('\n').expect("a line of what it is");
    let (flags, rest) = match rest.strip_prefix("$ ") {
        Some(rest) => rest.split_once('\n').expect("a line of flags"),
        None => ("", rest),
    };
    let (files, expected) = rest.split_once(">>>\n").expect("what is told");
    let mut files = files.split("--- ");
    let first = files.next().unwrap_or_default();
    let mut sources = vec![Source::new("a.toml".into(), format!("{HEAD}{first}"))];
    sources.extend(files.map(|file| {
        let (name, text) = file.split_once('\n').expect("a line of its name");
        Source::new(name.into(), text.into())
    }));
    Case {
        what,
        flags: flags.split_whitespace().collect(),
        sources,
        expected,
    }
}

/// Options of flags as the program has them; `-S` and a setting, `plan`, and others with a value each.
fn options(flags: &[&str]) -> Options<'static> {
    let mut options = Options {
        known_indicators: &["new_linkages", "sustained_linkages"],
        ..Options::default()
    };
    let mut flags = flags.iter().filter(|flag| **flag != "plan");
    while let Some(flag) = flags.next() {
        let mut value = || *flags.next().expect("a value");
        let number = |text: &str| text.parse().expect("a number");
        match *flag {
            "-S" => {
                let (key, value) = value().split_once('=').expect("a key and a value");
                let text = value.replace('~', " ");
                options.settings.push((key.into(), text));
            }
            "-r" => options.replications = Some(number(value())),
            "--draws" => options.draws = Some(number(value())),
            "--seed" => options.seed = Some(u64::from(number(value()))),
            "--only" => options.only.push(value().into()),
            "--skip" => options.skip.push(value().into()),
            "--table" => options.table = Some(value().into()),
            "--medians" => options.at_medians = true,
            other => panic!("no flag {other}"),
        }
    }
    options
}

/// `a.toml:3 «0.5»`; of several lines the first.
fn at(place: Place, sources: &[Source]) -> String {
    let source = &sources[place.source];
    let text = &source.text[place.start..place.end];
    format!(
        "{} «{}»",
        source.path_and_line(place.start),
        text.lines().next().unwrap_or_default()
    )
}

fn mended(fix: &Fix, sources: &[Source]) -> Vec<String> {
    match fix {
        Fix::Unknown(why) => vec![format!("nothing: {why}")],
        Fix::Argument { of, to } => vec![format!("argument «{of}» → «{to}»")],
        Fix::Changes(_) => {
            let edits = fix.edits(sources);
            let edit = |edit: &crate::scenario::Edit| {
                let text = edit.text.replace('\n', "⏎");
                format!("{} → «{text}»", at(edit.place, sources))
            };
            edits.iter().map(edit).collect()
        }
    }
}

fn told(problem: &Problem, sources: &[Source]) -> String {
    let place = problem
        .place
        .map_or_else(|| format!("({})", problem.file), |place| at(place, sources));
    let mut lines = vec![format!("{} {place} {}", problem.code, problem.message)];
    if !problem.label.is_empty() {
        lines.push(format!("^ {}", problem.label));
    }
    lines.push(format!("? {}", problem.help));
    let fixes = mended(&problem.fix, sources);
    lines.extend(fixes.iter().map(|fix| format!("+ {fix}")));
    let related = problem.related.iter();
    lines.extend(related.map(|(place, what)| format!("& {} {what}", at(*place, sources))));
    lines.join("\n  ") + "\n"
}

/// All of a plan but what its scenarios have by default.
fn planned(plan: &Plan) -> String {
    let Plan {
        study,
        title,
        question,
        contexts,
        scenarios,
        replications,
        design,
        futures,
        seed,
        headline,
        sensitivity,
        answer,
        rivals,
        overrides: _,
        files: _,
        warnings: _,
        notes: _,
    } = plan;
    let mut lines = vec![format!(
        "plan {study} “{title}” “{question}”: {replications} replications from seed {seed}, futures {} of {}, of {}, answer {answer:?}",
        futures.count,
        futures.worlds,
        headline.join(" and ")
    )];
    lines.extend(sensitivity.iter().map(|key| format!("varies {key}")));
    for context in contexts {
        let baseline = &scenarios[context.baseline].name;
        lines.push(format!(
            "context {} “{}” of {baseline}",
            context.name, context.title
        ));
    }
    for rival in rivals {
        let (context, of) = (&contexts[rival.context].name, &contexts[rival.of].name);
        lines.push(format!("rival {context} of {of} “{}”", rival.title));
    }
    for scenario in scenarios {
        let context = &contexts[scenario.context].name;
        lines.push(format!(
            "scenario {} “{}” in {context}",
            scenario.name, scenario.title
        ));
        lines.extend(scenario.changes.iter().map(|change| format!("  {change}")));
        let input = &scenario.input;
        let providers = input.credit_providers.iter();
        lines.extend(
            providers
                .filter(|one| one.name != "bank")
                .map(|one| format!("  provider {}: {:?}", one.name, one.kind)),
        );
        lines.extend(input.instruments.iter().map(|one| {
            let agency = &input.agencies[one.agency].name;
            format!(
                "  {} by {agency} until {}",
                one.settings.kind().name(),
                one.timing.end
            )
        }));
        lines.extend(input.shocks.iter().map(|one| {
            let kind = one.settings.kind().name();
            format!(
                "  shock {}: {kind} in {}, sector {:?}, agency {:?}",
                one.name, one.timing.start, one.sector, one.agency
            )
        }));
        lines.extend(input.rules.iter().map(|one| {
            let agency = &input.agencies[one.agency].name;
            format!(
                "  rule of {agency} on {:?}: set {:?}, scale {}, stop {}",
                one.target, one.set, one.scale, one.stop
            )
        }));
        let set = scenario.values.iter();
        lines.extend(
            set.filter(|value| value.origin.place != "default")
                .map(|value| {
                    let origin = &value.origin;
                    let place = &origin.place;
                    format!(
                        "  {} = {} {} ({place}, {}: {})",
                        value.path,
                        value.value,
                        value.unit,
                        origin.grade.name(),
                        origin.source
                    )
                }),
        );
        lines.extend(scenario.uncertain.iter().map(|value| {
            let words = &value.number.words;
            format!(
                "  {} at {}: {words} {} ({})",
                value.name,
                value.path,
                value.unit,
                value.grade.name()
            )
        }));
    }
    if let Some(design) = design {
        let luck = if design.is_luck_shared {
            "one luck"
        } else {
            "luck of their own"
        };
        lines.push(format!(
            "design {}, {} points of {luck}",
            design.kind,
            design.points.len()
        ));
        for column in &design.columns {
            let targets: Vec<String> = column
                .targets
                .iter()
                .map(|(at, path)| format!("{}: {path}", scenarios[*at].name))
                .collect();
            lines.push(format!(
                "  {} {}, {} ({}) → {}",
                column.name,
                column.unit,
                column.words,
                column.grade.name(),
                targets.join(", ")
            ));
        }
        let shown = design.points.iter().take(12);
        lines.extend(shown.map(|point| {
            let values: Vec<String> = point
                .values
                .iter()
                .map(|value| format!("{value:.4}"))
                .collect();
            format!("  [{}] {}", values.join(", "), point.name)
        }));
    }
    lines.join("\n") + "\n"
}

fn all_told(case: &Case<'_>) -> (Prepared, String) {
    let files = Files::Kept(case.sources.clone());
    let prepared = prepare(&files, &["a.toml".into()], &options(&case.flags));
    let is_plan_told = case.flags.contains(&"plan");
    let problems = prepared.problems.iter();
    let problems = problems.filter(|problem| is_plan_told || problem.code != "N0101");
    let mut text: String = problems
        .map(|problem| told(problem, &prepared.sources))
        .collect();
    if is_plan_told {
        text += &prepared
            .plan
            .as_ref()
            .map_or("no plan\n".to_string(), planned);
    }
    (prepared, text)
}

#[test]
fn every_case_is_told_word_for_word() {
    let mut wrong = String::new();
    for case in CASES.split("=== ").skip(1).map(case) {
        let (prepared, text) = all_told(&case);
        if text != case.expected {
            wrong += &format!("=== {}\n{text}\n", case.what);
        }
        let has_error = text.lines().any(|line| line.starts_with('E'));
        assert_eq!(prepared.plan.is_none(), has_error, "{}", case.what);
    }
    assert!(wrong.is_empty(), "these are told otherwise:\n{wrong}");
}
