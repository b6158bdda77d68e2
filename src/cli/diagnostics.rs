//! Printing of problems.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::args::{Color, PointsArgs, SelectionArgs};
use super::printing::{is_coloured, say};

use crate::plan::{Options, Prepared};
use crate::results::Failure;
use crate::scenario::{Edit, Fix, Place, Problem, Severity, Source, plain};

/// The options of a check from the flags that change what files say.
#[must_use]
pub fn options(selection: &SelectionArgs) -> Options<'static> {
    Options {
        only: selection.only.clone(),
        skip: selection.skip.clone(),
        settings: selection.settings.clone(),
        ..Options::default()
    }
}

/// The same with the flags of draws and points.
#[must_use]
pub fn with_points(points: &PointsArgs, selection: &SelectionArgs) -> Options<'static> {
    Options {
        draws: points.draws,
        at_medians: points.at_medians,
        table: points.design.clone(),
        ..options(selection)
    }
}

/// Problems that are shown one by one: more have one cause, or would not be read.
const MOST_SHOWN: usize = 60;

/// Prints problems to stderr and, if there is an error or warning, the line that counts them.
pub fn print_problems(prepared: &Prepared, color: Color) {
    for problem in prepared.problems.iter().take(MOST_SHOWN) {
        say(&render(problem, &prepared.sources, is_coloured(color)));
        say("");
    }
    if prepared.problems.len() > MOST_SHOWN {
        say(&format!(
            "and {} more; --json has all of them\n",
            plain((prepared.problems.len() - MOST_SHOWN) as f64)
        ));
    }
    if let Some(line) = count_line(prepared) {
        say(&line);
    }
}

/// `2 errors, 1 warning in 3 files. Nothing was run.   More: linkwright explain E0210`; none without errors and warnings in files.
#[must_use]
pub fn count_line(prepared: &Prepared) -> Option<String> {
    let (errors, warnings) = (
        prepared.count(Severity::Error),
        prepared.count(Severity::Warning),
    );
    let worst = if errors > 0 {
        Severity::Error
    } else {
        Severity::Warning
    };
    let code = prepared
        .problems
        .iter()
        .find(|problem| problem.severity() == worst && prepared.n_files > 0)?
        .code;
    let counted = [(errors, "error"), (warnings, "warning")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| count(n, word));
    let outcome = if errors > 0 { " Nothing was run." } else { "" };
    Some(format!(
        "{} in {}.{outcome}   More: linkwright explain {code}",
        counted.collect::<Vec<_>>().join(", "),
        count(prepared.n_files, "file")
    ))
}

/// A number and a word in singular or plural.
#[must_use]
pub fn count(n: usize, word: &str) -> String {
    if n == 1 {
        format!("1 {word}")
    } else {
        format!("{} {word}s", plain(n as f64))
    }
}

/// Warns of worlds that were lost, of so many.
pub fn tell_lost(failures: &[Failure], asked: usize) {
    if let Some(first) = failures.first() {
        let of = count(asked, "world");
        say(&format!(
            "warning: {} of {of} failed and were left out; the first: {}",
            failures.len(),
            first.message
        ));
        say(&format!("  to repeat it: {}", first.replay));
    }
}

/// One problem as text: code, message, place with its line, and what to do.
#[must_use]
pub fn render(problem: &Problem, sources: &[Source], is_coloured: bool) -> String {
    let level = match problem.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(
        level
            .primary_title(problem.message.as_str())
            .id(problem.code),
    );
    match problem.place {
        Some(place) => {
            for snippet in snippets(problem, place, sources) {
                group = group.element(snippet);
            }
        }
        None if problem.file.is_empty() => {}
        None => group = group.element(Origin::path(problem.file.as_str())),
    }
    if !problem.help.is_empty() {
        group = group.element(Level::HELP.message(problem.help.as_str()));
    }
    let renderer = if is_coloured {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group])
}

type Piece<'a> = Snippet<'a, annotate_snippets::Annotation<'a>>;

fn snippets<'a>(problem: &'a Problem, place: Place, sources: &'a [Source]) -> Vec<Piece<'a>> {
    let mark = |at: Place, kind: AnnotationKind, label: &'a str| {
        let annotation = kind.span(at.start..at.end);
        if label.is_empty() {
            annotation
        } else {
            annotation.label(label)
        }
    };
    let open = |at: Place| {
        sources
            .get(at.source)
            .map(|source| Snippet::source(source.text.as_str()).path(source.path.as_str()))
    };
    let Some(mut main) = open(place) else {
        return Vec::new();
    };
    main = main.annotation(mark(place, AnnotationKind::Primary, &problem.label));
    let mut others = Vec::new();
    for (at, label) in &problem.related {
        if at.source == place.source {
            main = main.annotation(mark(*at, AnnotationKind::Context, label));
        } else {
            others.extend(
                open(*at)
                    .map(|snippet| snippet.annotation(mark(*at, AnnotationKind::Context, label))),
            );
        }
    }
    std::iter::once(main).chain(others).collect()
}

/// One problem for machines.
#[must_use]
pub fn to_json(problem: &Problem, sources: &[Source]) -> serde_json::Value {
    let source = problem
        .place
        .and_then(|place| sources.get(place.source).map(|source| (source, place)));
    let position = source.map(|(source, place)| source.line_and_column(place.start));
    serde_json::json!({
        "code": problem.code,
        "severity": problem.severity(),
        "message": problem.message,
        "file": source.map_or(problem.file.as_str(), |(source, _)| source.path.as_str()),
        "line": position.map(|(line, _)| line),
        "column": position.map(|(_, column)| column),
        "label": problem.label,
        "help": problem.help,
        "fix": fix_to_json(&problem.fix, sources),
    })
}

/// What mends a problem: edits of files, an argument of the command line, or why there is nothing.
fn fix_to_json(fix: &Fix, sources: &[Source]) -> serde_json::Value {
    let edit = |edit: Edit| {
        let Place { source, start, end } = edit.place;
        let source = sources.get(source);
        let at = |offset: usize| source.map(|source| source.line_and_column(offset));
        let (from, to) = (at(start), at(end));
        serde_json::json!({
            "file": source.map(|source| source.path.as_str()),
            "start": start,
            "end": end,
            "line": from.map(|(line, _)| line),
            "column": from.map(|(_, column)| column),
            "end_line": to.map(|(line, _)| line),
            "end_column": to.map(|(_, column)| column),
            "text": edit.text,
        })
    };
    match fix {
        Fix::Changes(_) => {
            let edits: Vec<serde_json::Value> = fix.edits(sources).into_iter().map(edit).collect();
            if edits.is_empty() {
                serde_json::json!({ "none": "the place cannot be found in the file" })
            } else {
                serde_json::json!({ "edits": edits })
            }
        }
        Fix::Argument { of, to } => serde_json::json!({ "argument": of, "instead": to }),
        Fix::Unknown(why) => serde_json::json!({ "none": why }),
    }
}
