//! Linkage durations: Kaplan–Meier survival and Aalen–Johansen incidence of endings by cause, pooled over worlds.
//!
//! Linkages of one world share its cycles and its affiliates, so that they are no independent sample: worlds are the clusters.
//! Variances are linearised over worlds: every estimate is a smooth function of sums over worlds, its influence is derived for
//! each world, and the sum of squared influences times m / (m − 1) is the variance (m: worlds with a linkage). Intervals use
//! Student's t with m − 1 degrees of freedom.

use std::ops::RangeInclusive;

use serde::Serialize;

use super::interval::t_quantile;
use crate::maths::{exp, ln, pow};
use crate::observations::{N_CAUSES, SpellTable};
use crate::units::QUARTERS_PER_YEAR;

/// A value with its 95 % interval; the ends are NaN where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Value.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Survival of the linkages of a number of worlds, by age in quarters from 0 to the highest age that a linkage reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Survival {
    /// Linkages seen at an age, over all worlds.
    pub at_risk: Vec<f64>,
    /// Of these, those that ended at it, by `observations::CAUSES`.
    pub ended: Vec<[f64; N_CAUSES]>,
    /// Share of linkages that have not ended by an age, that age included [share].
    pub survival: Vec<f64>,
    /// Share that has ended by an age, by cause [share].
    pub incidence: Vec<[f64; N_CAUSES]>,
    /// Life tables of the worlds, in order.
    worlds: Vec<SpellTable>,
    /// Influence of each world on survival, by age, then world.
    on_survival: Vec<Vec<f64>>,
    /// Influence of each world on incidence, by age, then world.
    on_incidence: Vec<Vec<[f64; N_CAUSES]>>,
}

impl Survival {
    /// Pools the life tables of worlds.
    #[must_use]
    pub fn from_worlds<'a>(worlds: impl IntoIterator<Item = &'a SpellTable>) -> Self {
        let worlds: Vec<SpellTable> = worlds.into_iter().cloned().collect();
        let ages = worlds
            .iter()
            .map(|table| table.at_risk.len())
            .max()
            .unwrap_or(0);
        let mut pooled = Self {
            at_risk: Vec::with_capacity(ages),
            ended: Vec::with_capacity(ages),
            survival: Vec::with_capacity(ages),
            incidence: Vec::with_capacity(ages),
            on_survival: Vec::with_capacity(ages),
            on_incidence: Vec::with_capacity(ages),
            worlds,
        };
        (0..ages).for_each(|age| pooled.extend(age));
        pooled
    }

    /// Adds the next age: hazards by cause, then survival and incidence with the influence of every world.
    fn extend(&mut self, age: usize) {
        let n = self.worlds.len();
        let (at_risk, ended) = self.totals(age..=age);
        let hazards = ended.map(|count| count / at_risk);
        let hazard: f64 = ended.iter().sum::<f64>() / at_risk;
        let before = self.survival.last().copied().unwrap_or(1.0);
        let on_before = self
            .on_survival
            .last()
            .cloned()
            .unwrap_or_else(|| vec![0.0; n]);
        let mut incidence = self.incidence.last().copied().unwrap_or([0.0; N_CAUSES]);
        let mut on_incidence = self
            .on_incidence
            .last()
            .cloned()
            .unwrap_or_else(|| vec![[0.0; N_CAUSES]; n]);
        let mut on_survival = vec![0.0; n];
        for (cause, (share, rate)) in incidence.iter_mut().zip(hazards).enumerate() {
            *share += before * rate;
            for (world, table) in self.worlds.iter().enumerate() {
                let (seen, gone) = at_age(table, age);
                on_incidence[world][cause] +=
                    on_before[world] * rate + before * (gone[cause] - rate * seen) / at_risk;
            }
        }
        for (world, table) in self.worlds.iter().enumerate() {
            let (seen, gone) = at_age(table, age);
            let excess = gone.iter().sum::<f64>() - hazard * seen;
            on_survival[world] = on_before[world] * (1.0 - hazard) - before * excess / at_risk;
        }
        self.at_risk.push(at_risk);
        self.ended.push(ended);
        self.survival.push(before * (1.0 - hazard));
        self.incidence.push(incidence);
        self.on_survival.push(on_survival);
        self.on_incidence.push(on_incidence);
    }

    /// Linkage quarters and endings by cause at some ages, over all worlds.
    fn totals(&self, ages: RangeInclusive<usize>) -> (f64, [f64; N_CAUSES]) {
        let (mut at_risk, mut ended) = (0.0, [0.0; N_CAUSES]);
        for (table, age) in self
            .worlds
            .iter()
            .flat_map(|table| ages.clone().map(move |age| (table, age)))
        {
            let (seen, gone) = at_age(table, age);
            at_risk += seen;
            ended
                .iter_mut()
                .zip(gone)
                .for_each(|(sum, count)| *sum += count);
        }
        (at_risk, ended)
    }

    /// Linkages in all.
    #[must_use]
    pub fn n_spells(&self) -> f64 {
        self.at_risk.first().copied().unwrap_or(0.0)
    }

    /// Worlds with a linkage.
    #[must_use]
    pub fn n_worlds(&self) -> usize {
        self.worlds
            .iter()
            .filter(|table| table.n_spells() > 0)
            .count()
    }

    /// Survival at an age with its interval on the scale ln(−ln S), which keeps it within 0 and 1; none beyond the highest age. There
    /// is no interval where none or all have ended, and below two worlds.
    #[must_use]
    pub fn survival_at(&self, age: usize) -> Option<Estimate> {
        let error = self.error(self.on_survival.get(age)?.iter().copied());
        Some(share_interval(self.survival[age], error, self.n_worlds()))
    }

    /// Incidence of a cause by an age, likewise.
    #[must_use]
    pub fn incidence_at(&self, age: usize, cause: usize) -> Option<Estimate> {
        let error = self.error(
            self.on_incidence
                .get(age)?
                .iter()
                .map(|causes| causes[cause]),
        );
        let Estimate { low, high, .. } =
            share_interval(1.0 - self.incidence[age][cause], error, self.n_worlds());
        Some(Estimate {
            value: self.incidence[age][cause],
            low: 1.0 - high,
            high: 1.0 - low,
        })
    }

    /// Survival here less survival in the same worlds of another scenario at an age; worlds are in the same order in both. None where
    /// one of the two does not reach the age.
    ///
    /// # Panics
    /// Where the numbers of worlds differ.
    #[must_use]
    pub fn difference_at(&self, other: &Self, age: usize) -> Option<Estimate> {
        assert!(self.worlds.len() == other.worlds.len(), "worlds are paired");
        let (here, there) = (self.on_survival.get(age)?, other.on_survival.get(age)?);
        let value = self.survival[age] - other.survival[age];
        let influence: Vec<f64> = here
            .iter()
            .zip(there)
            .map(|(here, there)| here - there)
            .collect();
        if influence.iter().all(|one| *one == 0.0) && self.worlds == other.worlds {
            return Some(Estimate {
                value,
                low: value,
                high: value,
            });
        }
        let counts = |(a, b): (&SpellTable, &SpellTable)| a.n_spells() > 0 || b.n_spells() > 0;
        let n = self
            .worlds
            .iter()
            .zip(&other.worlds)
            .filter(|pair| counts(*pair))
            .count();
        let half = t_quantile(n) * cluster_error(influence.into_iter(), n);
        let half = if half > 0.0 { half } else { f64::NAN };
        Some(Estimate {
            value,
            low: value - half,
            high: value + half,
        })
    }

    /// Endings per linkage and quarter in some years of age, year 1 being the quarter of the first order and the three after it
    /// [share per quarter]; NaN where no linkage was seen.
    #[must_use]
    pub fn hazard_in_years(&self, years: RangeInclusive<usize>) -> f64 {
        let (at_risk, ended) = self.totals(ages_of(years));
        ended.iter().sum::<f64>() / at_risk
    }

    /// Hazard in some years of age over that in others, with an interval on the log scale; NaN where one of the two is 0 or unknown.
    #[must_use]
    pub fn hazard_ratio(
        &self,
        years: RangeInclusive<usize>,
        to: RangeInclusive<usize>,
    ) -> Estimate {
        let value = self.hazard_in_years(years.clone()) / self.hazard_in_years(to.clone());
        let influence = self
            .on_log_hazard(years)
            .into_iter()
            .zip(self.on_log_hazard(to))
            .map(|(over, under)| over - under);
        let value = if value > 0.0 && value.is_finite() {
            value
        } else {
            f64::NAN
        };
        let half = t_quantile(self.n_worlds()) * self.error(influence);
        let half = if half > 0.0 { half } else { f64::NAN };
        Estimate {
            value,
            low: value * exp(-half),
            high: value * exp(half),
        }
    }

    /// Influence of each world on the logarithm of a hazard.
    fn on_log_hazard(&self, years: RangeInclusive<usize>) -> Vec<f64> {
        let (at_risk, ended) = self.totals(ages_of(years.clone()));
        let all: f64 = ended.iter().sum();
        let of = |table: &SpellTable| {
            let (seen, gone) = ages_of(years.clone())
                .map(|age| at_age(table, age))
                .fold((0.0, 0.0), |(seen, gone), (more, ended)| {
                    (seen + more, gone + ended.iter().sum::<f64>())
                });
            gone / all - seen / at_risk
        };
        self.worlds.iter().map(of).collect()
    }

    fn error(&self, influence: impl Iterator<Item = f64>) -> f64 {
        cluster_error(influence, self.n_worlds())
    }
}

/// Linkages of a world seen at an age and those that ended, by cause.
fn at_age(table: &SpellTable, age: usize) -> (f64, [f64; N_CAUSES]) {
    let seen = table.at_risk.get(age).map_or(0.0, |n| f64::from(*n));
    (
        seen,
        table
            .ended
            .get(age)
            .map_or([0.0; N_CAUSES], |causes| causes.map(f64::from)),
    )
}

/// Ages in quarters of years of age, counted from 1.
fn ages_of(years: RangeInclusive<usize>) -> RangeInclusive<usize> {
    let quarters = QUARTERS_PER_YEAR as usize;
    (years.start() - 1) * quarters..=years.end() * quarters - 1
}

/// Standard error from influences that sum to 0, of `n` clusters.
fn cluster_error(influence: impl Iterator<Item = f64>, n: usize) -> f64 {
    let squares: f64 = influence.map(|one| one * one).sum();
    (squares * n as f64 / (n as f64 - 1.0)).sqrt()
}

/// A share with its interval on the scale ln(−ln share).
fn share_interval(share: f64, error: f64, n: usize) -> Estimate {
    if !(share > 0.0 && share < 1.0 && error > 0.0 && n >= 2) {
        return Estimate {
            value: share,
            low: f64::NAN,
            high: f64::NAN,
        };
    }
    let width = t_quantile(n) * error / (share * -ln(share));
    Estimate {
        value: share,
        low: pow(share, exp(width)),
        high: pow(share, exp(-width)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EndCause;
    use crate::random::{Process, ReplicateKey, pair};

    fn table(spells: &[(u32, Option<EndCause>)]) -> SpellTable {
        let mut table = SpellTable::default();
        spells
            .iter()
            .for_each(|(age, cause)| table.add(*age, *cause));
        table
    }

    #[test]
    fn without_censoring_survival_is_the_share_of_those_that_last_longer() {
        let ages = [0, 1, 1, 2, 4, 4, 7, 9];
        let worlds: Vec<SpellTable> = ages
            .chunks(2)
            .map(|ages| {
                table(
                    &ages
                        .iter()
                        .map(|age| (*age, Some(EndCause::Replaced)))
                        .collect::<Vec<_>>(),
                )
            })
            .collect();
        let pooled = Survival::from_worlds(&worlds);
        for age in 0..10 {
            let share = ages.iter().filter(|end| **end > age).count() as f64 / ages.len() as f64;
            assert!(
                (pooled.survival[age as usize] - share).abs() < 1e-12,
                "age {age}"
            );
        }
        assert_eq!(
            (pooled.n_spells(), pooled.n_worlds(), pooled.survival.len()),
            (8.0, 4, 10)
        );
        assert!(pooled.survival_at(10).is_none());
        assert!(
            pooled.survival_at(9).expect("reached").low.is_nan(),
            "all have ended"
        );
    }

    #[test]
    fn a_censored_example_has_the_figures_worked_by_hand() {
        // At risk 5, 4, 4, 2: ended 1 of 5, 0 of 4, 2 of 4, 1 of 2; one is last seen at age 3.
        let (low, gone) = (Some(EndCause::LowConfidence), Some(EndCause::SmeExit));
        let pooled = Survival::from_worlds(&[
            table(&[(0, low), (2, gone), (3, None)]),
            table(&[(2, low), (3, gone)]),
        ]);
        assert_eq!(pooled.at_risk, [5.0, 4.0, 4.0, 2.0]);
        for (age, expected) in [0.8, 0.8, 0.4, 0.2].into_iter().enumerate() {
            assert!((pooled.survival[age] - expected).abs() < 1e-12);
        }
        // Low confidence: 0.2 + 0.8 / 4; SME closed: 0.8 / 4 + 0.4 / 2.
        assert!(
            (pooled.incidence[3][1] - 0.4).abs() < 1e-12
                && (pooled.incidence[3][5] - 0.4).abs() < 1e-12
        );
    }

    #[test]
    fn incidence_by_cause_and_survival_sum_to_one_and_so_do_influences() {
        let worlds = drawn_worlds(3, 12, 30, 0.4);
        let pooled = Survival::from_worlds(&worlds);
        for age in 0..pooled.survival.len() {
            assert!(
                (pooled.survival[age] + pooled.incidence[age].iter().sum::<f64>() - 1.0).abs()
                    < 1e-12,
                "age {age}"
            );
            for world in 0..worlds.len() {
                let sum = pooled.on_survival[age][world]
                    + pooled.on_incidence[age][world].iter().sum::<f64>();
                assert!(sum.abs() < 1e-12, "age {age}, world {world}");
            }
            assert!(
                pooled.on_survival[age].iter().sum::<f64>().abs() < 1e-12,
                "influences cancel out"
            );
        }
    }

    #[test]
    fn a_constant_hazard_gives_the_geometric_curve_its_binomial_error_and_a_ratio_of_one() {
        // One linkage per world: the cluster variance is that of independent linkages, S (1 - S) / (n - 1) without censoring.
        let n = 10_000;
        let worlds = drawn_worlds(5, n, 1, 0.0);
        let pooled = Survival::from_worlds(&worlds);
        for age in [0_usize, 3, 7] {
            let expected = pow(0.9, f64::from(age as u32 + 1));
            let error = (expected * (1.0 - expected) / n as f64).sqrt();
            assert!(
                (pooled.survival[age] - expected).abs() < 4.0 * error,
                "age {age}: {} is {expected}",
                pooled.survival[age]
            );
        }
        // No linkage is censored before age 12.
        let share = pooled.survival[7];
        let found = pooled.error(pooled.on_survival[7].iter().copied());
        assert!((found - (share * (1.0 - share) / (n as f64 - 1.0)).sqrt()).abs() < 1e-9);
        assert!(
            (pooled.hazard_in_years(1..=1) - 0.1).abs()
                < 4.0 * (0.1 * 0.9 / (3.439 * n as f64)).sqrt()
        );
        let ratio = pooled.hazard_ratio(1..=1, 2..=3);
        assert!(
            ratio.low < 1.0 && 1.0 < ratio.high && ratio.high - ratio.low < 0.2,
            "{ratio:?}"
        );
    }

    #[test]
    fn influence_is_the_change_by_one_more_of_a_world() {
        // A world counted (1 + e) times moves the estimate by e times its influence; here e = 1 / 1000, by copies of all.
        let worlds = drawn_worlds(9, 6, 8, 0.5);
        let pooled = Survival::from_worlds(&worlds);
        let copies = 1_000;
        let mut many: Vec<&SpellTable> = (0..copies).flat_map(|_| &worlds).collect();
        many.push(&worlds[2]);
        let moved = Survival::from_worlds(many);
        for age in [1, 4, 8] {
            let expected = pooled.on_survival[age][2] / f64::from(copies);
            let found = moved.survival[age] - pooled.survival[age];
            assert!(
                (found - expected).abs() < 2e-6,
                "age {age}: {found} is {expected}"
            );
            let by_cause = moved.incidence[age][2] - pooled.incidence[age][2];
            assert!((by_cause - pooled.on_incidence[age][2][2] / f64::from(copies)).abs() < 2e-6);
        }
    }

    #[test]
    fn too_few_worlds_and_no_linkages_have_no_interval() {
        let one = Survival::from_worlds(&[table(&[(0, Some(EndCause::Replaced)), (3, None)])]);
        let found = one.survival_at(0).expect("reached");
        assert!(found.value == 0.5 && found.low.is_nan() && found.high.is_nan());
        let none = Survival::from_worlds(&[SpellTable::default(), SpellTable::default()]);
        assert!(
            none.survival_at(0).is_none()
                && none.n_spells() == 0.0
                && none.hazard_in_years(1..=1).is_nan()
        );
        assert!(none.hazard_ratio(1..=1, 3..=5).value.is_nan());
    }

    #[test]
    fn the_same_worlds_differ_by_exactly_nothing() {
        let worlds = drawn_worlds(11, 10, 5, 0.3);
        let (here, there) = (
            Survival::from_worlds(&worlds),
            Survival::from_worlds(&worlds),
        );
        assert_eq!(
            here.difference_at(&there, 4),
            Some(Estimate {
                value: 0.0,
                low: 0.0,
                high: 0.0
            })
        );
        let other = Survival::from_worlds(&drawn_worlds(12, 10, 5, 0.3));
        let found = here.difference_at(&other, 4).expect("reached");
        assert!(found.low < found.value && found.value < found.high);
    }

    /// Worlds of linkages with a hazard of 0.1 per quarter, moved by `spread` up or down world by world, censored at age 12 to 19.
    fn drawn_worlds(seed: u64, worlds: u32, linkages: u64, spread: f64) -> Vec<SpellTable> {
        let draws = ReplicateKey::new(seed, 0).draws(Process::Test, 0);
        let one = |world: u32| {
            let hazard = 0.1
                * if draws.event(pair(u64::from(world), 1 << 40), 0.5) {
                    1.0 + spread
                } else {
                    1.0 - spread
                };
            let spell = |linkage: u64| {
                let key = pair(u64::from(world), linkage);
                let last = 12 + draws.below(pair(key, 1), 8);
                let end =
                    (0..=last).find(|age| draws.event(pair(pair(key, 2), u64::from(*age)), hazard));
                let cause = if draws.event(pair(key, 3), 0.3) {
                    EndCause::SmeExit
                } else {
                    EndCause::Replaced
                };
                (end.unwrap_or(last), end.map(|_| cause))
            };
            table(&(0..linkages).map(spell).collect::<Vec<_>>())
        };
        (0..worlds).map(one).collect()
    }

    #[test]
    fn a_nominal_95_percent_interval_over_worlds_covers_and_one_over_linkages_does_not() {
        // Hazards 0.03 or 0.17 by world: survival past age 7 is the mean of 0.97^8 and 0.83^8. 300 trials: four standard errors of the
        // coverage are 4 sqrt(0.95 x 0.05 / 300) = 0.05.
        let (trials, expected) = (300_u64, (pow(0.97, 8.0) + pow(0.83, 8.0)) / 2.0);
        let (mut by_world, mut by_linkage) = (0, 0);
        for trial in 0..trials {
            let pooled = Survival::from_worlds(&drawn_worlds(1_000 + trial, 30, 12, 0.7));
            let found = pooled.survival_at(7).expect("reached");
            by_world += u32::from(found.low <= expected && expected <= found.high);
            // No linkage is censored before age 12, so that independent linkages would have the binomial error.
            let (share, n) = (found.value, pooled.n_spells());
            let naive = share_interval(share, (share * (1.0 - share) / n).sqrt(), n as usize);
            by_linkage += u32::from(naive.low <= expected && expected <= naive.high);
        }
        let shares = [by_world, by_linkage].map(|covered| f64::from(covered) / trials as f64);
        assert!((shares[0] - 0.95).abs() < 0.05, "{shares:?}");
        assert!(
            shares[1] < 0.85,
            "linkages of a world are not independent: {shares:?}"
        );
    }

    /// Four worlds with linkages and one without; ages up to 9.
    fn small_worlds() -> Vec<SpellTable> {
        let [low, gone, other] = [
            EndCause::LowConfidence,
            EndCause::SmeExit,
            EndCause::Replaced,
        ]
        .map(Some);
        vec![
            table(&[(0, low), (2, gone), (3, None), (9, None), (6, other)]),
            table(&[(2, low), (3, gone), (8, None)]),
            SpellTable::default(),
            table(&[
                (1, other),
                (5, None),
                (5, low),
                (7, other),
                (9, gone),
                (9, None),
            ]),
            table(&[(4, gone), (4, None)]),
        ]
    }

    /// Survival and incidence at an age, and the hazards of the first year and of the second and third, of worlds that count as often as `weights` say.
    fn weighted(
        worlds: &[SpellTable],
        weights: &[f64],
        until: usize,
    ) -> (f64, [f64; N_CAUSES], [f64; 2]) {
        let sum = |of: &dyn Fn(&SpellTable) -> u32| -> f64 {
            worlds
                .iter()
                .zip(weights)
                .map(|(world, weight)| weight * f64::from(of(world)))
                .sum()
        };
        let seen = |age: usize| sum(&|world| world.at_risk.get(age).copied().unwrap_or(0));
        let gone = |age: usize, cause: usize| {
            sum(&|world| world.ended.get(age).map_or(0, |causes| causes[cause]))
        };
        let all = |age: usize| (0..N_CAUSES).map(|cause| gone(age, cause)).sum::<f64>();
        let (mut survival, mut incidence) = (1.0, [0.0; N_CAUSES]);
        for age in 0..=until {
            for (cause, share) in incidence.iter_mut().enumerate() {
                *share += survival * gone(age, cause) / seen(age);
            }
            survival *= 1.0 - all(age) / seen(age);
        }
        let hazards = [0..4, 4..12]
            .map(|ages| ages.clone().map(all).sum::<f64>() / ages.map(seen).sum::<f64>());
        (survival, incidence, hazards)
    }

    /// Standard error over clusters of a function of their weights, from its derivatives.
    fn error_by_weights(n: usize, clusters: f64, figure: impl Fn(&[f64]) -> f64) -> f64 {
        let derivative = |world: usize| {
            let at = |step: f64| {
                let mut weights = vec![1.0; n];
                weights[world] += step;
                figure(&weights)
            };
            (at(1e-4) - at(-1e-4)) / 2e-4
        };
        let squares: f64 = (0..n)
            .map(|world| derivative(world) * derivative(world))
            .sum();
        (squares * clusters / (clusters - 1.0)).sqrt()
    }

    /// Student's t at 97.5 % with three degrees of freedom.
    const T_3: f64 = 3.182_446_305;

    fn is_near(found: Estimate, expected: [f64; 3]) -> bool {
        [found.value, found.low, found.high]
            .iter()
            .zip(expected)
            .all(|(found, expected)| (found - expected).abs() < 1e-6)
    }

    #[test]
    fn intervals_are_those_of_derivatives_by_the_weights_of_worlds() {
        let worlds = small_worlds();
        let pooled = Survival::from_worlds(&worlds);
        assert_eq!((pooled.n_worlds(), pooled.n_spells()), (4, 16.0));
        let ones = [1.0; 5];
        let share = |value: f64, error: f64| {
            let reach = T_3 * error / (value * ln(value)).abs();
            [
                value,
                exp(ln(value) * exp(reach)),
                exp(ln(value) * exp(-reach)),
            ]
        };
        for age in 0..10 {
            let (survival, incidence, _) = weighted(&worlds, &ones, age);
            let error = error_by_weights(5, 4.0, |weights| weighted(&worlds, weights, age).0);
            let found = pooled.survival_at(age).expect("reached");
            assert!(
                is_near(found, share(survival, error)),
                "age {age}: {found:?}"
            );
            for cause in 0..N_CAUSES {
                let error =
                    error_by_weights(5, 4.0, |weights| weighted(&worlds, weights, age).1[cause]);
                let found = pooled.incidence_at(age, cause).expect("reached");
                if incidence[cause] > 0.0 {
                    let [value, low, high] = share(1.0 - incidence[cause], error);
                    assert!(
                        is_near(found, [1.0 - value, 1.0 - high, 1.0 - low]),
                        "age {age}, cause {cause}: {found:?}"
                    );
                } else {
                    assert!(found.value == 0.0 && found.low.is_nan() && found.high.is_nan());
                }
            }
        }
        assert!(pooled.incidence_at(10, 0).is_none());
    }

    #[test]
    fn hazards_and_their_ratio_are_of_years_of_age() {
        let worlds = small_worlds();
        let pooled = Survival::from_worlds(&worlds);
        let (_, _, hazards) = weighted(&worlds, &[1.0; 5], 0);
        // seen at ages 0 to 3: 16, 15, 14, 12; ended: 1, 1, 2, 1
        assert!(
            (hazards[0] - 5.0 / 57.0).abs() < 1e-12
                && (pooled.hazard_in_years(1..=1) - hazards[0]).abs() < 1e-12
        );
        assert!((pooled.hazard_in_years(2..=3) - hazards[1]).abs() < 1e-12);
        let error = error_by_weights(5, 4.0, |weights| {
            let (_, _, [one, other]) = weighted(&worlds, weights, 0);
            ln(one / other)
        });
        let (value, reach) = (hazards[0] / hazards[1], exp(T_3 * error));
        let found = pooled.hazard_ratio(1..=1, 2..=3);
        assert!(
            is_near(found, [value, value / reach, value * reach]),
            "{found:?} {value} {reach}"
        );
        let turned = pooled.hazard_ratio(2..=3, 1..=1);
        assert!(
            is_near(turned, [1.0 / value, 1.0 / (value * reach), reach / value]),
            "{turned:?}"
        );
    }

    #[test]
    fn a_ratio_without_a_spread_has_no_interval_and_one_to_nothing_no_value() {
        let ends = |age: u32| table(&[(age, Some(EndCause::Replaced)), (6, None), (7, None)]);
        let alike = Survival::from_worlds(&vec![
            table(&[
                (1, Some(EndCause::Replaced)),
                (5, Some(EndCause::Replaced)),
                (6, None)
            ]);
            3
        ]);
        let found = alike.hazard_ratio(1..=1, 2..=2);
        // 1 of 3 + 3 + 2 + 2, over 1 of 2 + 2 + 1, in each world
        assert!(
            (found.value - 0.5).abs() < 1e-12 && found.low.is_nan() && found.high.is_nan(),
            "{found:?}"
        );
        let early = Survival::from_worlds(&[ends(0), ends(1), ends(2)]);
        for found in [
            early.hazard_ratio(1..=1, 2..=2),
            early.hazard_ratio(2..=2, 1..=1),
        ] {
            assert!(
                found.value.is_nan() && found.low.is_nan() && found.high.is_nan(),
                "{found:?}"
            );
        }
        assert!((early.hazard_in_years(2..=2)).abs() < 1e-12);
    }

    #[test]
    fn a_difference_has_the_error_of_worlds_that_are_in_both() {
        let mut here = small_worlds();
        here.resize(7, SpellTable::default());
        let [low, gone] = [EndCause::LowConfidence, EndCause::SmeExit].map(Some);
        let there = vec![
            table(&[(0, low), (1, gone), (6, None)]),
            SpellTable::default(),
            SpellTable::default(),
            table(&[(2, low), (3, low), (7, None), (8, None)]),
            table(&[(4, None), (5, gone)]),
            table(&[(1, low), (7, None)]),
            SpellTable::default(),
        ];
        let (one, other) = (Survival::from_worlds(&here), Survival::from_worlds(&there));
        for age in [0, 3, 6] {
            let difference = |weights: &[f64]| {
                weighted(&here, weights, age).0 - weighted(&there, weights, age).0
            };
            // five of the seven pairs have a linkage: Student's t with four degrees of freedom
            let (value, reach) = (
                difference(&[1.0; 7]),
                2.776_445_105 * error_by_weights(7, 5.0, difference),
            );
            let found = one.difference_at(&other, age).expect("reached");
            assert!(
                is_near(found, [value, value - reach, value + reach]),
                "age {age}: {found:?}"
            );
        }
        assert!(one.difference_at(&other, 9).is_none() && other.difference_at(&one, 9).is_none());
    }

    #[test]
    fn worlds_that_differ_only_later_have_no_interval_of_what_is_the_same_so_far() {
        let of = |age: u32| {
            Survival::from_worlds(&[
                table(&[(age, Some(EndCause::Replaced)), (8, None)]),
                table(&[(7, None)]),
            ])
        };
        let found = of(3).difference_at(&of(5), 2).expect("reached");
        assert!(
            found.value == 0.0 && found.low.is_nan() && found.high.is_nan(),
            "none has ended in either: {found:?}"
        );
        let two = [
            table(&[(1, Some(EndCause::Replaced)), (4, None)]),
            table(&[(1, Some(EndCause::Replaced)), (4, None)]),
        ];
        let alike = Survival::from_worlds(&two).survival_at(1).expect("reached");
        assert!(
            alike.value == 0.5 && alike.low.is_nan() && alike.high.is_nan(),
            "worlds that agree show no spread: {alike:?}"
        );
        for (share, n) in [(1.0, 5), (0.0, 5), (0.5, 1)] {
            let found = share_interval(share, 0.1, n);
            assert!(
                found.value == share && found.low.is_nan() && found.high.is_nan(),
                "{found:?}"
            );
        }
        let two = share_interval(0.5, 0.1, 2);
        assert!(
            0.0 < two.low && two.low < 0.5 && 0.5 < two.high && two.high < 1.0,
            "{two:?}"
        );
    }
}
