//! Estimators that follow treated firms over time: before and after, against firms not treated yet, against the most similar ones.

use std::collections::BTreeMap;

use super::estimate::{Estimate, known_mean, moments, n_unknown};
use crate::maths::sqrt;

/// Variables of matching, in addition to sector and category.
pub(super) const N_COVARIATES: usize = 4;

/// Change of a firm from the last wave before treatment to the wave of the outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Firm, the same in all cohorts.
    pub firm: usize,
    /// Sector and category.
    pub cell: u32,
    /// Change as surveyed, in the unit of the measure.
    pub change: f64,
    /// What the treatment truly did: 0 for firms without it; NaN where it is not known.
    pub effect: f64,
    /// Log workers, log sales, productivity and management as surveyed before.
    pub covariates: [f64; N_COVARIATES],
}

/// Firms treated between two waves, and those that are not treated by the wave of the outcome.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cohort {
    /// Treated firms.
    pub treated: Vec<Change>,
    /// Firms not treated yet.
    pub controls: Vec<Change>,
}

fn treated(cohorts: &[Cohort]) -> impl Iterator<Item = &Change> + Clone {
    cohorts.iter().flat_map(|cohort| &cohort.treated)
}

/// Mean change of treated firms. Right where they would not have changed without treatment.
///
/// Standard error: standard deviation over the root of n.
#[must_use]
pub fn before_after(cohorts: &[Cohort]) -> Option<Estimate> {
    let (n, value, variance) = moments(treated(cohorts).map(|firm| firm.change));
    let effects = || treated(cohorts).map(|firm| firm.effect);
    let (truth, n_without_truth) = (known_mean(effects()), n_unknown(effects()));
    Estimate {
        value,
        error: sqrt(variance / n as f64),
        freedom: n as f64 - 1.0,
        truth,
        n_without_truth,
        n_treated: n,
        n_controls: 0,
    }
    .checked()
}

/// Group-time averages: for each cohort the mean change of the treated less that of firms not treated yet, weighted by treated firms
/// (Callaway and Sant'Anna 2021, without covariates). Right where both would have changed alike without treatment, and where the
/// treatment has no effect on firms not treated yet.
///
/// Standard error: influence functions summed by firm, since a firm may be in the controls of several cohorts.
#[must_use]
pub fn event_study(cohorts: &[Cohort]) -> Option<Estimate> {
    let usable = || cohorts.iter().filter(|cohort| cohort.controls.len() > 1);
    let n: usize = usable().map(|cohort| cohort.treated.len()).sum();
    let averages = usable().map(|cohort| {
        let mean = |side: &[Change]| moments(side.iter().map(|firm| firm.change)).1;
        (cohort, mean(&cohort.treated), mean(&cohort.controls))
    });
    let averages: Vec<(&Cohort, f64, f64)> = averages.collect();
    let weight = |cohort: &Cohort| cohort.treated.len() as f64 / n as f64;
    let value = averages
        .iter()
        .map(|(cohort, own, other)| weight(cohort) * (own - other))
        .sum::<f64>();
    let mut influence: BTreeMap<usize, f64> = BTreeMap::new();
    for (cohort, _, other) in &averages {
        for firm in &cohort.treated {
            // from the mean of its cohort, and of the cohort from the average over cohorts
            *influence.entry(firm.firm).or_default() += (firm.change - other - value) / n as f64;
        }
        for firm in &cohort.controls {
            *influence.entry(firm.firm).or_default() -=
                weight(cohort) * (firm.change - other) / cohort.controls.len() as f64;
        }
    }
    let error = sqrt(influence.values().map(|part| part * part).sum());
    let effects = || {
        usable()
            .flat_map(|cohort| &cohort.treated)
            .map(|firm| firm.effect)
    };
    let (truth, n_without_truth) = (known_mean(effects()), n_unknown(effects()));
    let n_controls = influence.len().saturating_sub(n);
    Estimate {
        value,
        error,
        freedom: n as f64 - 1.0,
        truth,
        n_without_truth,
        n_treated: n,
        n_controls,
    }
    .checked()
}

/// Difference in differences against the nearest firm of the same sector and category that is not treated yet, by log workers, log
/// sales, productivity and management before, each over its standard deviation, with replacement. Right where firms that looked alike
/// before would have changed alike, and where the treatment has no effect on firms not treated yet.
///
/// Standard error: clustered by the firm of comparison, which may serve several treated ones. Treated firms without one are left out.
#[must_use]
pub fn matched(cohorts: &[Cohort]) -> Option<Estimate> {
    let spread = spreads(cohorts);
    let mut pairs: Vec<(&Change, &Change)> = Vec::new();
    for cohort in cohorts {
        pairs.extend(
            cohort
                .treated
                .iter()
                .filter_map(|firm| Some((firm, nearest(firm, &cohort.controls, &spread)?))),
        );
    }
    let differences = pairs.iter().map(|(firm, other)| firm.change - other.change);
    let (n, value, _) = moments(differences);
    let mut clusters: BTreeMap<usize, f64> = BTreeMap::new();
    for (firm, other) in &pairs {
        *clusters.entry(other.firm).or_default() += firm.change - other.change - value;
    }
    let groups = clusters.len() as f64;
    let squares: f64 = clusters.values().map(|sum| sum * sum).sum();
    let error = sqrt(squares * groups / (groups - 1.0)) / n as f64;
    let effects = || pairs.iter().map(|(firm, _)| firm.effect);
    let (truth, n_without_truth) = (known_mean(effects()), n_unknown(effects()));
    Estimate {
        value,
        error,
        freedom: groups - 1.0,
        truth,
        n_without_truth,
        n_treated: n,
        n_controls: clusters.len(),
    }
    .checked()
}

/// Standard deviations of the covariates over treated firms and controls.
fn spreads(cohorts: &[Cohort]) -> [f64; N_COVARIATES] {
    let all = || {
        cohorts
            .iter()
            .flat_map(|cohort| cohort.treated.iter().chain(&cohort.controls))
    };
    std::array::from_fn(|k| {
        sqrt(
            moments(
                all()
                    .map(move |firm| firm.covariates[k])
                    .filter(|value| value.is_finite()),
            )
            .2,
        )
        .max(1e-9)
    })
}

fn nearest<'a>(
    firm: &Change,
    controls: &'a [Change],
    spread: &[f64; N_COVARIATES],
) -> Option<&'a Change> {
    let distance = |other: &Change| {
        let square = |k: usize| {
            let gap = (firm.covariates[k] - other.covariates[k]) / spread[k];
            gap * gap
        };
        (0..N_COVARIATES).map(square).sum::<f64>()
    };
    let near = controls
        .iter()
        .filter(|other| other.cell == firm.cell && other.firm != firm.firm);
    let near = near
        .map(|other| (distance(other), other))
        .filter(|(distance, _)| distance.is_finite());
    near.min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Process, ReplicateKey, pair};

    fn firm(firm: usize, change: f64, effect: f64, size: f64) -> Change {
        Change {
            firm,
            cell: 0,
            change,
            effect,
            covariates: [size, 0.0, 0.0, 0.0],
        }
    }

    fn two_cohorts() -> [Cohort; 2] {
        let controls = |shift: f64| {
            vec![
                firm(10, 1.0 + shift, 0.0, 1.0),
                firm(11, 3.0 + shift, 0.0, 5.0),
            ]
        };
        [
            Cohort {
                treated: vec![firm(0, 4.0, 2.0, 1.1), firm(1, 6.0, 3.0, 4.9)],
                controls: controls(0.0),
            },
            Cohort {
                treated: vec![firm(2, 9.0, f64::NAN, 1.0)],
                controls: controls(1.0),
            },
        ]
    }

    #[test]
    fn before_and_after_is_the_mean_change() {
        let found = before_after(&two_cohorts()).expect("an estimate");
        // changes 4, 6, 9: mean 19/3, variance 19/3, standard error sqrt(19/9)
        assert!(
            (found.value - 19.0 / 3.0).abs() < 1e-12
                && (found.error - sqrt(19.0) / 3.0).abs() < 1e-12,
            "{found:?}"
        );
        assert_eq!(
            (found.truth, found.freedom, found.n_controls),
            (2.5, 2.0, 0)
        );
    }

    #[test]
    fn group_time_averages_are_weighted_by_treated_firms() {
        let found = event_study(&two_cohorts()).expect("an estimate");
        // (5 - 2) · 2/3 + (9 - 3) · 1/3 = 4
        assert!((found.value - 4.0).abs() < 1e-12, "{found:?}");
        // firms 0, 1, 2: (4-2-4)/3, (6-2-4)/3, (9-3-4)/3; controls 10 and 11: ∓1 · (2/3 + 1/3)/2
        let squares = (4.0 + 0.0 + 4.0) / 9.0 + 0.25 + 0.25;
        assert!((found.error - sqrt(squares)).abs() < 1e-12, "{found:?}");
        assert_eq!(
            (found.truth, found.n_treated, found.n_controls),
            (2.5, 3, 2)
        );
    }

    #[test]
    fn a_treated_firm_is_compared_with_the_nearest_and_errors_cluster_by_it() {
        let found = matched(&two_cohorts()).expect("an estimate");
        // 4 - 1, 6 - 3, 9 - 2: mean 13/3; firm 10 serves two of them
        assert!((found.value - 13.0 / 3.0).abs() < 1e-12, "{found:?}");
        let (first, second) = (3.0 + 7.0 - 26.0 / 3.0, 3.0 - 13.0 / 3.0);
        assert!(
            (found.error - sqrt(2.0 * (first * first + second * second)) / 3.0).abs() < 1e-12,
            "{found:?}"
        );
        assert_eq!((found.n_treated, found.n_controls), (3, 2));
        let mut alone = two_cohorts();
        alone[0].treated[0].cell = 7;
        assert_eq!(
            matched(&alone).map(|estimate| estimate.n_treated),
            Some(2),
            "no firm of its cell, no pair"
        );
    }

    /// Panels in which treated firms truly gain 0.3: three cohorts, controls shared, changes of a firm correlated over cohorts.
    fn synthetic(world: u32) -> Vec<Cohort> {
        let draws = ReplicateKey::new(44, world).draws(Process::Test, 0);
        let noise = |firm: usize, cohort: u64| {
            draws.normal(pair(firm as u64, 9)) + 0.5 * draws.normal(pair(firm as u64, cohort))
        };
        let one = |id: usize, cohort: u64, effect: f64| {
            let covariates = [0, 1, 2, 3].map(|k| draws.normal(pair(id as u64, 20 + k)));
            let trend = 0.2 * cohort as f64;
            Change {
                firm: id,
                cell: (id % 3) as u32,
                change: trend + effect + noise(id, cohort),
                effect,
                covariates,
            }
        };
        let cohort = |cohort: u64| Cohort {
            treated: (0..30)
                .map(|k| one(1_000 + 30 * cohort as usize + k, cohort, 0.3))
                .collect(),
            controls: (0..200).map(|id| one(id, cohort, 0.0)).collect(),
        };
        (0..3).map(cohort).collect()
    }

    // 1,000 panels: a share of 0.95 has a standard error of 0.0069; 4 of them, plus 0.01 for the normal approximation of few clusters.
    #[test]
    fn intervals_hold_a_known_effect_as_often_as_they_say() {
        for (name, estimator) in [
            (
                "event study",
                event_study as fn(&[Cohort]) -> Option<Estimate>,
            ),
            ("matched", matched),
        ] {
            let covered = (0..1_000)
                .filter(|world| estimator(&synthetic(*world)).expect("an estimate").covers())
                .count();
            assert!((911..=989).contains(&covered), "{name}: {covered} of 1,000");
        }
    }
}
