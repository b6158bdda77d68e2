//! Effects on the other indicators that head the report, drawn as the effects on the leading one.

use super::chart::Chart;
use super::effect;
use crate::observations::INDICATORS;
use crate::report::ReportInput;
use crate::statistics::Comparison;

/// Draws one chart for each.
pub fn figure<'a>(input: &'a ReportInput, _: usize) -> Vec<Chart> {
    let lead = input.lead_row().map(|row| row.scenario);
    let others = input
        .dataset
        .headline
        .iter()
        .filter(|name| Some(name.as_str()) != input.lead_indicator());
    let draw = |name: &String| {
        let asked = input
            .answers
            .iter()
            .find(|answer| INDICATORS[answer.indicator].name == name.as_str());
        let of_lead = |rows: &'a [Comparison]| {
            let same = rows.iter().find(|row| Some(row.scenario) == lead);
            same.or_else(|| rows.first())
        };
        let row = asked.or_else(|| of_lead(input.effects_of(name)?))?;
        let title = effect::sentence(input, name, row);
        let chart = effect::chart(input, name, title)?;
        Some(Chart {
            name: format!("-{name}"),
            ..chart
        })
    };
    others.filter_map(draw).collect()
}
