//! Output of `sensitivity` and the table of its points.

use super::sensitivity::Varied;
use super::terminal::aligned;
use crate::observations::INDICATORS;
use crate::plan::Factor;
use crate::report::charts::Chart;
use crate::report::table::{Cell as PageCell, Table as PageTable};
use crate::report::text::{
    chance_words, distinction_text, driver_title, measure_words, noun, scale_of, size_words,
    test_words, too_few_words, upper_first,
};
use crate::report::{PlainPage, PlainPart, plain_page};
use crate::results::{Cell, Table};
use crate::statistics::figures::plain_signs;
use crate::statistics::sensitivity::{Driven, SensitivityMethod};
use crate::study::{Drift, Drifts};

/// The table of one difference for a terminal, with its message and what it is too small for.
pub(super) fn text(driven: &Driven, factors: &[Factor]) -> String {
    let (found, indicator, scale) = (
        &driven.sensitivity,
        &INDICATORS[driven.indicator],
        scale_of(driven),
    );
    let words = |measure| measure_words(found.method, measure, &scale);
    let unit = if found.method == SensitivityMethod::Sobol {
        "share of variance".to_string()
    } else {
        scale.change_unit.clone()
    };
    let what = found.method.measures()[0];
    let mut rows = vec![
        ["parameter", &format!("{what} [{unit}]"), "range, grade", ""]
            .map(str::to_string)
            .to_vec(),
    ];
    rows.extend(found.effects.iter().map(|effect| {
        let factor = &factors[effect.factor];
        let about = format!("{}, {}", factor.range(), factor.grade.name());
        vec![
            factor.key.clone(),
            words(&effect.measures[0]),
            about,
            distinction_text(effect).to_string(),
        ]
    }));
    let chance = chance_words(found.method, &found.chance, &scale);
    rows.push(vec![
        "simulation noise".to_string(),
        chance,
        "other worlds".to_string(),
        String::new(),
    ]);
    let mut lines = vec![format!(
        "{} ({}; {})",
        driver_title(driven, factors),
        indicator.name,
        size_words(found)
    )];
    if found.constant.is_some() {
        return plain_signs(&(lines.concat() + "\n")); // a table of numbers that cannot differ says nothing
    }
    lines.extend(aligned(&rows));
    lines.push(format!(
        "  note  {}",
        test_words(found.method, found.effects.len())
    ));
    lines.extend(too_few_words(driven).map(|words| format!("  note  {words}")));
    plain_signs(&(lines.join("\n") + "\n"))
}

/// The page of what is asked for, of things as people read them, with a chart for each that varies.
pub(super) fn page(
    study: &Varied<'_>,
    (driven, factors): (&[Driven], &[Factor]),
    charts: &[Chart],
    command: &str,
) -> String {
    let mut charts = charts.iter();
    let parts = driven.iter().map(|one| PlainPart {
        title: upper_first(&noun(INDICATORS[one.indicator].name)),
        words: std::iter::once(driver_title(one, factors) + ".")
            .chain(too_few_words(one).map(|words| upper_first(&words) + "."))
            .collect(),
        charts: if one.sensitivity.constant.is_some() {
            Vec::new()
        } else {
            charts.next().into_iter().collect()
        },
        table: one
            .sensitivity
            .constant
            .is_none()
            .then(|| drivers_table(one, factors)),
    });
    let mut parts: Vec<PlainPart<'_>> = parts.collect();
    let rest = parts.split_off(parts.len().min(1));
    let first = driven.first();
    let limits = first.map_or_else(Vec::new, |one| {
        let found = &one.sensitivity;
        vec![
            format!(
                "{}; {}.",
                upper_first(&test_words(found.method, found.effects.len())),
                size_words(found)
            ),
            "Ranges are those of the files or of the command; what is not varied is in no interval. The model is not fitted to data."
                .to_string(),
        ]
    });
    plain_page(&PlainPage {
        title: &format!("What drives the answer: {}", study.plan.title),
        question: &study.plan.question,
        answer: first.map_or_else(String::new, |one| driver_title(one, factors) + "."),
        limits,
        shown: parts,
        rest,
        command,
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// Parameters of a difference, the most influential first.
fn drivers_table(driven: &Driven, factors: &[Factor]) -> PageTable {
    let (found, scale) = (&driven.sensitivity, scale_of(driven));
    let unit = if found.method == SensitivityMethod::Sobol {
        "share of variance"
    } else {
        &scale.change_unit
    };
    let what = found.method.measures()[0];
    let rows = found.effects.iter().map(|effect| {
        let (factor, measure) = (&factors[effect.factor], &effect.measures[0]);
        let cells = vec![
            PageCell::text(&factor.key),
            PageCell(
                measure_words(found.method, measure, &scale),
                Some(measure.value),
            ),
            PageCell::text(format!("{}, {}", factor.range(), factor.grade.name())),
            PageCell::text(distinction_text(effect)),
        ];
        (false, cells)
    });
    let chance = vec![
        PageCell::text("simulation noise"),
        PageCell(
            chance_words(found.method, &found.chance, &scale),
            Some(found.chance[0].value),
        ),
        PageCell::text("other worlds"),
        PageCell::text(""),
    ];
    PageTable {
        caption: format!("{} less {}", driven.scenario, driven.baseline),
        header: vec![
            "Parameter".to_string(),
            format!("{what} [{unit}]"),
            "Range, grade".to_string(),
            "Remark".to_string(),
        ],
        rows: rows.chain([(true, chance)]).collect(),
    }
}

/// The table `points.csv`: every point with the parameters that it sets and the paired differences of every world, for other tools.
pub(super) fn points_table(study: &Varied<'_>, found: &Drifts) -> Table {
    let mut header = vec![
        "block",
        "point",
        "rep",
        "scenario",
        "baseline",
        "indicator",
        "diff",
    ];
    header.extend(study.factors.iter().map(|factor| factor.key.as_str()));
    let rows = found
        .drifts
        .iter()
        .flat_map(|drift| rows(study, found, drift))
        .collect();
    Table::new("points.csv", &header, rows)
}

fn rows(study: &Varied<'_>, found: &Drifts, drift: &Drift) -> Vec<Vec<Cell>> {
    let name = |scenario: usize| Cell::from(found.dataset.scenarios[scenario].name.as_str());
    let mut rows = Vec::new();
    for (block, points) in drift.results.iter().enumerate() {
        for (point, worlds) in points.iter().enumerate() {
            let shares = &study.design.blocks[block][point];
            let own = |factor: &Factor| {
                factor
                    .own_by_scenario
                    .get(drift.scenario)
                    .copied()
                    .unwrap_or(factor.own)
            };
            let number = |(factor, share): (&Factor, &Option<f64>)| {
                share.map_or_else(|| own(factor), |share| study.value(factor, share))
            };
            let numbers: Vec<Cell> = study
                .factors
                .iter()
                .zip(shares)
                .map(|both| Cell::Number(number(both)))
                .collect();
            for (world, diff) in worlds.iter().enumerate() {
                let replication = block * worlds.len() + world;
                let mut row = [block, point, replication]
                    .map(|place| Cell::Whole(place as i64))
                    .to_vec();
                row.extend([
                    name(drift.scenario),
                    name(drift.baseline),
                    INDICATORS[drift.indicator].name.into(),
                    Cell::Number(*diff),
                ]);
                row.extend(numbers.iter().cloned());
                rows.push(row);
            }
        }
    }
    rows
}
