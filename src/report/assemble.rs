//! Input of the report, from a data set and its estimates.

use crate::observations::{INDICATORS, Role};
use crate::report::charts::OUTCOME;
use crate::report::{Band, Effects, Fan, ReportInput, Summaries};
use crate::results::{Dataset, SeriesBand, SeriesDifference};
use crate::statistics::{self, Estimates, Further};

/// Most fans that the report may choose from.
const FANS: usize = 3;

/// Parts of the real world that the model leaves out.
const LEFT_OUT: [&str; 2] = ["audits of agencies and donors", NUMBERS];

/// Limit that is stated unless parameters are sampled.
const NUMBERS: &str = "uncertainty about the model's own parameters";

/// Provenance of the results.
#[derive(Clone, Copy, Debug, Default)]
pub struct MadeBy<'a> {
    /// Command that makes the same results again.
    pub command: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// How to cite the results.
    pub citation: &'a str,
}

impl<'a> ReportInput<'a> {
    /// Everything that the report shows, from a data set and its estimates.
    #[must_use]
    pub fn new(
        dataset: &'a Dataset,
        estimates: &Estimates,
        further: &Further,
        bands: &[SeriesBand],
        made_by: &MadeBy<'_>,
    ) -> Self {
        let is_headline = |name: &str| dataset.headline.iter().any(|headline| headline == name);
        let is_effect = |k: usize| {
            is_headline(INDICATORS[k].name)
                || matches!(
                    INDICATORS[k].role,
                    Role::Headline | Role::Cost | Role::Account
                )
        };
        let indicators = ordered(dataset);
        Self {
            dataset,
            effects: indicators
                .iter()
                .filter(|k| is_effect(**k))
                .map(|k| effects(estimates, *k))
                .collect(),
            summaries: indicators
                .iter()
                .map(|k| summaries(estimates, *k))
                .collect(),
            fans: indicators
                .iter()
                .filter_map(|k| fans(dataset, bands, *k))
                .take(FANS)
                .collect(),
            answers: dataset
                .asked_indicators()
                .into_iter()
                .filter_map(|one| estimates.answer(one.name))
                .cloned()
                .collect(),
            pairing: estimates
                .comparisons
                .iter()
                .filter(|c| is_headline(INDICATORS[c.indicator].name))
                .cloned()
                .collect(),
            verdicts: further.verdicts.clone(),
            costs: further.costs.clone(),
            ranks: further.ranks.clone(),
            spreads: further.spreads.clone(),
            reversals: further.reversals.clone(),
            lives: further.lives.clone(),
            groups: further.groups.clone(),
            sides: further.sides.clone(),
            points: further.points.clone(),
            plane: statistics::plane(dataset, OUTCOME),
            net: statistics::net_linkages(dataset),
            left_out: left_out(dataset),
            changes: Vec::new(),
            command: made_by.command.to_string(),
            citation: made_by.citation.to_string(),
            version: made_by.version.to_string(),
        }
    }

    /// The same with differences over time.
    #[must_use]
    pub fn with_changes(self, changes: &[SeriesDifference]) -> Self {
        Self {
            changes: changes.to_vec(),
            ..self
        }
    }
}

/// Limits of the model; the uncertainty of parameters is not one where they were sampled.
fn left_out(dataset: &Dataset) -> Vec<String> {
    let is_drawn = dataset
        .draws
        .as_ref()
        .is_some_and(|draws| !draws.is_luck_shared);
    LEFT_OUT
        .iter()
        .filter(|part| !is_drawn || **part != NUMBERS)
        .map(ToString::to_string)
        .collect()
}

/// Indicators of the headline first, in its order, then all others.
fn ordered(dataset: &Dataset) -> Vec<usize> {
    let mut order: Vec<usize> = dataset
        .headline
        .iter()
        .filter_map(|name| crate::observations::indicator_index(name))
        .collect();
    order.extend((0..INDICATORS.len()).filter(|k| {
        !dataset
            .headline
            .iter()
            .any(|name| name == INDICATORS[*k].name)
    }));
    order
}

fn effects(estimates: &Estimates, indicator: usize) -> Effects {
    let rows = estimates.comparisons.iter();
    Effects {
        indicator: INDICATORS[indicator].name.to_string(),
        rows: rows
            .filter(|row| row.indicator == indicator)
            .cloned()
            .collect(),
    }
}

fn summaries(estimates: &Estimates, indicator: usize) -> Summaries {
    let rows = estimates.summaries.iter();
    Summaries {
        indicator: INDICATORS[indicator].name.to_string(),
        rows: rows
            .filter(|row| row.indicator == indicator)
            .cloned()
            .collect(),
    }
}

fn fans(dataset: &Dataset, stored: &[SeriesBand], indicator: usize) -> Option<Fan> {
    let name = INDICATORS[indicator].name;
    let bands = |scenario| {
        let fan = statistics::fan(stored, scenario, name)?;
        let band = |(quarter, [q025, q10, q25, q50, q75, q90, q975]): (u32, [f64; 7])| Band {
            quarter,
            q025,
            q10,
            q25,
            q50,
            q75,
            q90,
            q975,
        };
        Some((0..).zip(fan.bands).map(band).collect())
    };
    let bands: Option<Vec<Vec<Band>>> = (0..dataset.scenarios.len()).map(bands).collect();
    Some(Fan {
        indicator: name.to_string(),
        bands: bands?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing::dataset_with;

    const MADE_BY: MadeBy<'_> = MadeBy {
        command: "linkwright run x.toml",
        version: "0",
        citation: "linkwright 0",
    };

    #[test]
    fn the_report_counts_worlds_with_more_even_where_less_is_better() {
        let dataset = dataset_with(
            2,
            4,
            |k, rep| if k == 1 && rep == 0 { -1.0 } else { k as f64 },
        );
        let estimates = Estimates::from_dataset(&dataset);
        let further = Further::from_dataset(&dataset, &estimates);
        let input = ReportInput::new(&dataset, &estimates, &further, &[], &MADE_BY);
        for name in ["sustained_linkages", "cost_public_usd"] {
            assert_eq!(
                input.effects_of(name).expect("an effect")[0].n_more,
                3,
                "{name}"
            );
        }
    }

    #[test]
    fn the_headline_comes_first() {
        let mut dataset = dataset_with(2, 2, |k, _| k as f64);
        dataset.headline = vec!["employment".into(), "loan_volume_usd".into()];
        let estimates = Estimates::from_dataset(&dataset);
        let further = Further::from_dataset(&dataset, &estimates);
        let input = ReportInput::new(&dataset, &estimates, &further, &[], &MADE_BY);
        assert_eq!(
            (
                input.effects[0].indicator.as_str(),
                input.effects[1].indicator.as_str()
            ),
            ("employment", "loan_volume_usd")
        );
        assert_eq!(input.summaries.len(), INDICATORS.len());
    }

    #[test]
    fn the_page_is_among_the_files() {
        let dataset = dataset_with(3, 5, |k, rep| k as f64 * 3.0 + f64::from(rep));
        let estimates = Estimates::from_dataset(&dataset);
        let further = Further::from_dataset(&dataset, &estimates);
        let input = ReportInput::new(&dataset, &estimates, &further, &[], &MADE_BY);
        let files = crate::report::render(&input, false).expect("made");
        assert!(
            files
                .iter()
                .any(|file| file.path == crate::report::PAGE && !file.bytes.is_empty())
        );
    }
}
