//! Duration of linkages, gains and losses.

use maud::{Markup, html};

use super::part::Part;
use crate::observations::{GROUP_MEASURES, SPELL_GROUPS};
use crate::report::ReportInput;
use crate::report::table::{Cell, Table};
use crate::report::text::{
    Scale, count, describe, dominance_sentences, marked_interval, share_interval_words,
};
use crate::statistics::{Estimate, Side};

/// Ages of the table [quarters].
const AGES: [usize; 3] = [4, 8, 12];

/// The section on time, with its charts.
pub fn lasting(input: &ReportInput, figures: &Markup) -> Option<Part> {
    let body = survival(input).map(|table| {
        html! {
                p { "Every linkage that gets its first order in the window is followed until it ends or the window does. One that still lasts then is not "
                    "counted as ended: it leaves the sample at the age at which it was last seen." }
                (figures)
                (table)
                p.note { "Intervals take " (input.dataset.counted().many()) " as the sample, since linkages of one world share its cycles and its TNCs. Facilitated linkages: an agency brought "
                    "the partners together, or had accepted the SME when the first order came. Differences between groups of linkages are no effects: "
                    "agencies choose whom they accept." }
        }
    });
    Part::new("durations", "Linkage durations", body)
}

/// Survival at one, two and three years, and the difference to the baseline at two; none without linkages.
fn survival(input: &ReportInput) -> Option<Markup> {
    let missing = || Cell("no value".to_owned(), Some(f64::NAN));
    let mut rows = Vec::new();
    for lives in input
        .lives
        .iter()
        .filter(|lives| lives.survival.n_spells() > 0.0)
    {
        let mut cells = vec![
            Cell(input.title(lives.scenario).to_owned(), None),
            Cell(SPELL_GROUPS[lives.group].to_owned(), None),
            Cell(
                count(lives.survival.n_spells() as usize),
                Some(lives.survival.n_spells()),
            ),
        ];
        cells.extend(AGES.map(|age| {
            lives
                .survival
                .survival_at(age)
                .map_or_else(missing, |e| Cell(share_interval_words(&e), Some(e.value)))
        }));
        let difference = if lives.group == 0 {
            input.survival_difference(lives.scenario, AGES[1])
        } else {
            None
        };
        let words = |d: Estimate| {
            let sign = if d.value > 0.0 { "+" } else { "" };
            Cell(
                format!("{sign}{}", marked_interval(d.value, d.low, d.high, 100.0)),
                Some(d.value),
            )
        };
        cells.push(difference.map_or_else(|| Cell(String::new(), Some(f64::NAN)), words));
        rows.push((input.dataset.is_baseline(lives.scenario), cells));
    }
    if rows.is_empty() {
        return None;
    }
    let header = [
        "Scenario",
        "Linkages",
        "Begun, all worlds",
        "Beyond 1 year",
        "Beyond 2 years",
        "Beyond 3 years",
        "Difference at 2 years [percentage points]",
    ];
    let caption = format!(
        "Share of new linkages that last, and 95\u{a0}% interval over {}",
        input.counted_words()
    );
    Some(
        Table {
            caption,
            header: header.map(str::to_owned).to_vec(),
            rows,
        }
        .html(),
    )
}

/// Options that others dominate, as text.
pub fn dominance(input: &ReportInput) -> Markup {
    let sentences: Vec<String> = (0..input.dataset.contexts.len())
        .flat_map(|context| dominance_sentences(input, context))
        .collect();
    html! { @if !sentences.is_empty() { ul { @for sentence in sentences { li { (sentence) } } } } }
}

/// The section on groups of firms, with its chart.
pub fn gains_and_losses(input: &ReportInput, figures: &Markup) -> Option<Part> {
    let body = html! {
                p { "Every firm is compared with its twin in the baseline world. Losers are always shown: lots and local sales that one firm wins may be lost by another." }
                (figures)
                (sides(input))
                p.note { "Sums over all firms. Firms gain or lose where they live in both worlds and their employment differs by at least 5\u{a0}%; workers and money count "
                    "firms that closed or entered too. By size, region and sector: " code { "data/groups.csv" } "." }
    };
    Part::new(
        "groups",
        "Gains and losses",
        (!input.groups.is_empty()).then_some(body),
    )
}

/// Participants and others of every scenario, over all sizes.
fn sides(input: &ReportInput) -> Markup {
    let mut header = vec!["Scenario".to_owned(), "Firms".to_owned()];
    let measures: Vec<(usize, Scale)> = (0..GROUP_MEASURES.len())
        .map(|k| {
            (
                k,
                Scale::new(
                    GROUP_MEASURES[k].unit,
                    input
                        .groups
                        .iter()
                        .filter(|e| e.measure == k)
                        .map(|e| e.mean),
                ),
            )
        })
        .collect();
    header.extend(
        measures
            .iter()
            .map(|(k, scale)| match describe(GROUP_MEASURES[*k].name) {
                Some(indicator) if scale.unit == indicator.unit && indicator.unit == "SMEs" => {
                    indicator.title.to_owned()
                }
                Some(indicator) => format!("{} [{}]", indicator.title, scale.unit),
                None => "SMEs in all".to_owned(),
            }),
    );
    let mut rows = Vec::new();
    for scenario in input.dataset.compared() {
        for side in [Side::Participants, Side::Others] {
            let mut cells = vec![
                Cell(input.title(scenario).to_owned(), None),
                Cell(side.name().to_owned(), None),
            ];
            cells.extend(measures.iter().map(|(measure, scale)| {
                let own = input.sides.iter().find(|one| {
                    (one.scenario, one.side, one.measure) == (scenario, side, *measure)
                });
                own.map_or(Cell("no value".to_owned(), Some(f64::NAN)), |own| {
                    let Estimate { value, low, high } = own.total;
                    Cell(marked_interval(value, low, high, scale.factor), Some(value))
                })
            }));
            rows.push((false, cells));
        }
    }
    let caption = format!(
        "Differences to the baseline world, mean over {} and 95\u{a0}% interval",
        input.counted_words()
    );
    Table {
        caption,
        header,
        rows,
    }
    .html()
}
