//! Results do not depend on how much of a country is modelled: one, four and ten times a world of 2,000 SMEs in two contexts, without
//! and with programmes. Statistics, worlds, seeds and thresholds were written before the run; it is part of `cargo xtask long`.

use linkwright::model::ModelInput;

use crate::contexts::four_countries;
use crate::uganda::{index, mean_and_error, values};

/// Contexts.
const CONTEXTS: [&str; 2] = ["uganda", "costa-rica"];
/// Programmes whose unit cost is compared, after the economy without one.
const PROGRAMMES: [&str; 3] = ["none", "matchmaking", "support+guarantee+matchmaking"];
/// Times a world of 2,000 SMEs, and worlds: as many SMEs of each size in all.
const SIZES: [(f64, u32); 3] = [(1.0, 600), (4.0, 150), (10.0, 60)];
/// Seed.
const SEED: u64 = 4_100;
/// Levels without a programme, per 1,000 SMEs, that must be equivalent.
const LEVELS: [&str; 4] = [
    "sustained_linkages",
    "active_linkages",
    "order_value_usd",
    "employment",
];
/// Half-width of a 90 % interval in standard errors.
const HALF_WIDTH: f64 = 1.645;
/// Bounds of the 90 % interval of a ratio of levels.
const LEVEL_BOUNDS: (f64, f64) = (0.95, 1.05);
/// Bounds of the 90 % interval of a ratio of costs of one more sustained linkage.
const COST_BOUNDS: (f64, f64) = (0.85, 1.18);

/// A positive statistic with the standard error of its logarithm.
#[derive(Clone, Copy, Debug)]
struct Positive {
    value: f64,
    log_error: f64,
}

impl Positive {
    fn mean(sample: &[f64]) -> Self {
        let (value, error) = mean_and_error(sample);
        Self {
            value,
            log_error: error / value,
        }
    }

    /// Mean of the first over mean of the second, paired world by world: by the delta method.
    fn ratio(first: &[f64], second: &[f64]) -> Self {
        let (top, bottom) = (mean_and_error(first).0, mean_and_error(second).0);
        let influence: Vec<f64> = first
            .iter()
            .zip(second)
            .map(|(first, second)| first / top - second / bottom)
            .collect();
        Self {
            value: top / bottom,
            log_error: mean_and_error(&influence).1,
        }
    }

    /// Ratio to another statistic of other worlds, with its 90 % interval.
    fn over(self, other: Self) -> (f64, f64, f64) {
        let ratio = self.value / other.value;
        let half = HALF_WIDTH
            * (self.log_error * self.log_error + other.log_error * other.log_error).sqrt();
        (ratio, ratio * (-half).exp(), ratio * half.exp())
    }
}

/// An economy of so many times the stated size.
fn times(mut input: ModelInput, size: f64) -> ModelInput {
    input.parameters.population.smes *= size;
    input.parameters.population.tncs *= size;
    input
}

/// Values by world, programme and indicator.
fn economies(context: &str, (size, worlds): (f64, u32)) -> Vec<Vec<Vec<f64>>> {
    let inputs = PROGRAMMES.map(|programme| times(four_countries(programme, context), size));
    values(&inputs.iter().collect::<Vec<_>>(), SEED, worlds)
}

/// Levels, then linkages per affiliate, then costs of one more sustained linkage by programme.
fn statistics(worlds: &[Vec<Vec<f64>>]) -> (Vec<Positive>, Vec<Positive>) {
    let of = |programme: usize, name: &str| -> Vec<f64> {
        worlds
            .iter()
            .map(|world| world[programme][index(name)])
            .collect()
    };
    let mut levels: Vec<Positive> = LEVELS
        .iter()
        .map(|name| Positive::ratio(&of(0, name), &of(0, "smes")))
        .collect();
    levels.push(Positive::ratio(&of(0, "active_linkages"), &of(0, "tncs")));
    let gain = |programme: usize| -> Vec<f64> {
        let name = "sustained_linkages";
        let pairs = of(programme, name).into_iter().zip(of(0, name));
        pairs.map(|(with, without)| with - without).collect()
    };
    let costs = (1..PROGRAMMES.len())
        .map(|programme| Positive::ratio(&of(programme, "programme_cost_usd"), &gain(programme)))
        .collect();
    (levels, costs)
}

#[test]
#[ignore = "an hour of two cores: cargo xtask long"]
fn levels_and_unit_costs_do_not_depend_on_how_much_of_a_country_is_modelled() {
    let mut missed = Vec::new();
    for context in CONTEXTS {
        let sizes = SIZES.map(|size| statistics(&economies(context, size)));
        let (base_levels, base_costs) = &sizes[0];
        for ((size, worlds), (levels, costs)) in SIZES.iter().zip(&sizes).skip(1) {
            let mut look = |what: String,
                            (ratio, low, high): (f64, f64, f64),
                            bounds: (f64, f64)| {
                println!(
                    "{context}, {size} times, {worlds} worlds: {what} {ratio:.3} ({low:.3} to {high:.3})"
                );
                if low < bounds.0 || high > bounds.1 {
                    missed.push(format!(
                        "{context} {size}: {what} {ratio:.3} ({low:.3} to {high:.3})"
                    ));
                }
            };
            let names = LEVELS.iter().copied().chain(["linkages per affiliate"]);
            for ((name, level), base) in names.zip(levels).zip(base_levels) {
                look(name.to_string(), level.over(*base), LEVEL_BOUNDS);
            }
            for ((programme, cost), base) in PROGRAMMES[1..].iter().zip(costs).zip(base_costs) {
                look(
                    format!("cost of {programme}"),
                    cost.over(*base),
                    COST_BOUNDS,
                );
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn a_ratio_of_equal_samples_is_one_and_its_interval_holds_it() {
    let sample: Vec<f64> = (0..40).map(|step| 10.0 + f64::from(step % 7)).collect();
    let level = Positive::mean(&sample);
    let (ratio, low, high) = level.over(level);
    assert!(ratio == 1.0 && low < 1.0 && high > 1.0);
    let same = Positive::ratio(&sample, &sample);
    assert!(same.value == 1.0 && same.log_error == 0.0);
}
