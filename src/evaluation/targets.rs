//! Published figures, and what the model gives by the estimator of each study.
//!
//! Bands are judgements around figures that were read in abstracts and briefs. The model is not fitted to them: a value inside is no
//! success and one outside no failure.

use super::cohorts::{event_study, matched};
use super::estimate::Estimate;
use super::survey::{Panel, Treatment};
use crate::maths::{exp, ln, sqrt};
use crate::observations::{Measure, PanelLog};
use crate::parameters::SurveyParameters;

/// A published figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Published {
    /// Name of the figure; two rows with one name are two estimators of it.
    pub id: &'static str,
    /// What it is.
    pub moment: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Figure and band; infinite where only the sign is known.
    pub figure: [f64; 3],
    /// How it is estimated on simulated firms, as the study did where the panel allows it; or why it is not.
    pub estimator: &'static str,
    /// The study.
    pub source: &'static str,
}

macro_rules! published {
    ($($id:literal: $moment:literal, $unit:literal, $figure:expr, $estimator:expr, $source:expr;)+) => {
        &[$(Published { id: $id, moment: $moment, unit: $unit, figure: $figure, estimator: $estimator, source: $source }),+]
    };
}

const COSTA_RICA: &str = "Alfaro-Urena, Manelici and Vasquez, Costa Rica";
const EVENT_STUDY: &str =
    "event study: first-time suppliers against registered firms that have not supplied yet";
const MATCHED: &str =
    "first-time suppliers against the most similar firm that has not supplied yet";
const OPENING: &str = "firms in business at the start";
const OFFER: &str = "accepted against rejected applicants of a lottery, effect on takers";
const NO_COURSE: &str = "not computed: no course on how to sell to large buyers";
const NO_PANEL: &str = "not computed: needs sectors with different foreign presence";

/// The figures, in the order of tables.
#[rustfmt::skip]
pub const PUBLISHED: &[Published] = published! {
    "E1": "employment 4 years after the first order", "percent", [26.0, 18.0, 34.0], EVENT_STUDY, COSTA_RICA;
    "E1m": "employment 4 years after the first order", "percent", [26.0, 18.0, 34.0], MATCHED, COSTA_RICA;
    "E2": "productivity 4 years after the first order", "percent", [6.5, 3.0, 9.0], EVENT_STUDY, COSTA_RICA;
    "E2m": "productivity 4 years after the first order", "percent", [6.5, 3.0, 9.0], MATCHED, COSTA_RICA;
    "E3": "sales to others 4 years after the first order", "percent", [20.0, 10.0, 30.0], EVENT_STUDY, COSTA_RICA;
    "E3m": "sales to others 4 years after the first order", "percent", [20.0, 10.0, 30.0], MATCHED, COSTA_RICA;
    "E9": "raw gap in size of suppliers less the effect (E1m)", "log points, sign", [1.0, 0.0, f64::INFINITY], "cross-section of registered firms at the start", "firm panel, Czechia 1994-2003";
    "E15": "spillover to suppliers above 0, to buyers none", "sign", [1.0, 0.0, f64::INFINITY], NO_PANEL, "Havranek and Irsova, 57 studies";
    "E42": "contracts of those who took a course on selling, over others", "ratio", [3.0, 2.0, 4.0], NO_COURSE, "Hjort, Iyer and de Rochambeau, Liberia";
    "E43": "firms hardly visible to buyers", "percent", [25.0, 15.0, 35.0], "imposed by sourcing.hidden_share", "Hjort, Iyer and de Rochambeau, Liberia";
    "E45": "employment in the quarter of the first order", "points", [2.2, 1.5, 3.0], "as E1m; the study compares winners with losers of a tender", "Ferraz, Finan and Szerman, Brazil";
    "E48": "profit of firms that were given export orders", "percent", [21.0, 12.0, 30.0], "not computed: no orders by lot", "Atkin, Khandelwal and Osman, Egypt";
    "E49": "revenue of managers in monthly meetings", "percent", [8.1, 4.0, 12.0], "not computed: no network meetings", "Cai and Szeidl, China";
    "E51": "productivity after intensive consulting", "percent", [17.0, 8.0, 25.0], "not computed: services of that intensity are not in the model", "Bloom and others, India";
    "E52": "practices after intensive consulting, net", "points", [26.0, 18.0, 34.0], "not computed: as E51", "Bloom and others, India";
    "E53": "gap in practices that is left after 8.5 years", "points", [19.7, 10.0, 26.0], "not computed: as E51", "Bloom and others, India";
    "E55": "firms offered subsidised consulting that take it", "percent", [53.0, 40.0, 65.0], "not computed: imposed by agencies.application_chance", "trials of subsidised consulting";
    "E57": "management of clients after services, 3 years", "points", [9.0, 6.0, 12.0], OFFER, "auto parts firms, Colombia";
    "E59": "sales of owners after a course, 1 year", "percent", [7.5, 3.0, 12.0], OFFER, "reviews of business training";
    "E65": "survival of the stock of regular linkages", "share a year", [0.92, 0.88, 0.95], "separations over the stock of Supply and Strategic", "Mizuno, Souma and Watanabe, Japan";
    "E66": "median life of new linkages", "years", [2.0, 2.0, 4.0], "Kaplan-Meier from the first order", "Esteve-Perez and others, Spain";
    "E73": "exit of firms under 10 workers in 5 years", "percent", [41.0, 35.0, 47.0], OPENING, "McKenzie and Paffhausen, 12 countries";
    "E73b": "exit of firms of 10 or more workers in 5 years", "percent", [22.0, 12.0, 32.0], OPENING, "a judgement scaled from E73";
    "E77": "credit per dollar of guarantee", "ratio", [0.65, 0.4, 0.9], "difference to the twin world over covered loans", "Cowan, Drexler and Yanez, Chile";
    "E78": "extra delinquency under guarantees", "points", [1.2, 0.0, 2.5], "not computed: loans are not followed one by one", "Cowan, Drexler and Yanez, Chile";
    "E82": "payroll per dollar that is paid sooner", "ratio", [0.10, 0.05, 0.15], "not computed: advances are not paid by rule", "Barrot and Nanda, United States";
    "E84": "local spending over sales of affiliates", "percent", [22.0, 15.0, 30.0], "not computed: sales of affiliates are not in the model", "UNIDO, 15 African countries";
};

/// Quarters from the last quarter before the first order to four years after its own.
const FOUR_YEARS: f64 = 17.0;
/// Workers that part smaller from larger firms in exits.
const LARGER: f64 = 10.0;
/// Quarters over which exits are counted.
const FIVE_YEARS: u32 = 20;

/// Administrative data: everybody, every quarter, without error.
#[must_use]
pub fn register(horizon_quarters: f64) -> SurveyParameters {
    SurveyParameters {
        wave_quarters: 1.0,
        horizon_quarters,
        noise_log_sd: 0.0,
        noise_index_sd: 0.0,
        lag_quarters: 0.0,
        sample_share: 1.0,
        frame_workers_min: 1.0,
        attrition: 0.0,
        ..SurveyParameters::default()
    }
}

/// Measures of the effects of a first order, in the order of [`FirstOrders::after_four_years`].
const EFFECTS: [Measure; 3] = [
    Measure::Employment,
    Measure::Productivity,
    Measure::SalesToOthers,
];

/// Readings of one world without a programme: first orders, sizes and exits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FirstOrders {
    /// Employment, productivity and sales to others after four years, by event study and by matching [log points].
    pub after_four_years: [[Option<Estimate>; 2]; 3],
    /// Employment at the end of the quarter of the first order, by matching [log points].
    pub at_once: Option<Estimate>,
    /// Log workers summed over registered firms that sold to TNCs in the last quarter of the burn-in and over others, and their counts.
    pub sizes: [[f64; 2]; 2],
    /// Firms under ten workers and larger ones at the start, and those of them that closed within five years.
    pub exits: [[f64; 2]; 2],
}

impl FirstOrders {
    /// Reads a log of at least 20 quarters.
    #[must_use]
    pub fn from_log(log: &PanelLog) -> Self {
        let after = Panel::survey(log, None, &register(FOUR_YEARS));
        let at_once = Panel::survey(log, None, &register(1.0));
        let (mut sizes, mut exits) = ([[0.0; 2]; 2], [[0.0; 2]; 2]);
        for (row, firm) in log
            .firms()
            .iter()
            .enumerate()
            .filter(|(row, _)| log.is_alive(*row, 0))
        {
            let workers = log.value(row, 0, Measure::Employment);
            let class = usize::from(workers >= LARGER);
            exits[class][0] += 1.0;
            exits[class][1] += f64::from(u8::from(!log.is_alive(row, FIVE_YEARS)));
            if firm.is_formal {
                let side = usize::from(log.value(row, 0, Measure::TncSales) <= 0.0);
                sizes[side][0] += ln(workers);
                sizes[side][1] += 1.0;
            }
        }
        let effects = |measure: Measure| {
            let cohorts = after.cohorts(measure, Treatment::FirstOrder);
            [event_study(&cohorts), matched(&cohorts)]
        };
        Self {
            after_four_years: EFFECTS.map(effects),
            at_once: matched(&at_once.cohorts(Measure::Employment, Treatment::FirstOrder)),
            sizes,
            exits,
        }
    }
}

/// Estimates of several worlds as one, each weighted by its treated firms; none without any.
///
/// Firms of a world share its market, so that worlds are the sample: the error is that of a ratio of sums over worlds, linearised, with one degree of freedom less than
/// worlds. The one world of a single estimate keeps its own error.
#[must_use]
pub fn pooled(estimates: impl IntoIterator<Item = Estimate>) -> Option<Estimate> {
    let all: Vec<Estimate> = estimates.into_iter().collect();
    let n: usize = all.iter().map(|one| one.n_treated).sum();
    let weighted = |read: &dyn Fn(&Estimate) -> f64| {
        all.iter()
            .map(|one| one.n_treated as f64 / n as f64 * read(one))
            .sum::<f64>()
    };
    let (worlds, value) = (all.len() as f64, weighted(&|one| one.value));
    let squares: f64 = all
        .iter()
        .map(|one| one.n_treated as f64 / n as f64 * (one.value - value))
        .map(|residual| residual * residual)
        .sum();
    let (error, freedom) = match all.as_slice() {
        [one] => (one.error, one.freedom),
        _ => (sqrt(squares * worlds / (worlds - 1.0)), worlds - 1.0),
    };
    Estimate {
        value,
        error,
        freedom,
        truth: weighted(&|one| one.truth),
        n_without_truth: all.iter().map(|one| one.n_without_truth).sum(),
        n_treated: n,
        n_controls: all.iter().map(|one| one.n_controls).sum(),
    }
    .checked()
}

/// A value and its standard error in percent, from log points (delta method).
#[must_use]
pub fn percent(estimate: &Estimate) -> (f64, f64) {
    (
        100.0 * (exp(estimate.value) - 1.0),
        100.0 * exp(estimate.value) * estimate.error,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_lies_in_its_band_and_names_estimator_and_source() {
        for (index, one) in PUBLISHED.iter().enumerate() {
            let [centre, low, high] = one.figure;
            assert!(
                low <= centre
                    && centre <= high
                    && !one.estimator.is_empty()
                    && !one.source.is_empty(),
                "{}",
                one.id
            );
            assert!(
                PUBLISHED[..index].iter().all(|other| other.id != one.id),
                "{} stands twice",
                one.id
            );
        }
    }

    #[test]
    fn worlds_are_pooled_by_treated_firms() {
        let one = |value: f64, error: f64, n_treated: usize| Estimate {
            value,
            error,
            freedom: 9.0,
            truth: f64::NAN,
            n_without_truth: n_treated,
            n_treated,
            n_controls: 5,
        };
        let found = pooled([one(1.0, 0.4, 10), one(5.0, 0.8, 30)]).expect("an estimate");
        // 1/4 and 3/4: value 4; residuals 3/4 to either side, squared 1.125, times 2 / 1
        assert!(
            (found.value - 4.0).abs() < 1e-12
                && (found.error - 1.5).abs() < 1e-12
                && found.freedom == 1.0,
            "{found:?}"
        );
        assert!(pooled([]).is_none());
    }
}
