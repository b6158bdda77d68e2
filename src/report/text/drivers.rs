//! Text on the drivers of a result.

use super::sentences::{describe, marked_interval, noun, upper_first};
use crate::observations::INDICATORS;
use crate::plan::Factor;
use crate::statistics::Estimate;
use crate::statistics::figures::{Scale, count, exponent, number, percent};
use crate::statistics::sensitivity::{
    Driven, FactorEffect, Sensitivity, SensitivityMethod, WIDEST,
};

/// The message of an analysis: the most influential parameter, or that none is distinguishable from simulation noise.
#[must_use]
pub fn driver_title(driven: &Driven, factors: &[Factor]) -> String {
    let what = format!(
        "{} of {} less {}",
        noun(INDICATORS[driven.indicator].name),
        driven.scenario,
        driven.baseline
    );
    if let Some(value) = driven.sensitivity.constant {
        return format!(
            "{}: the difference is {} in all worlds of all points, so that nothing can be said of what drives it; name another indicator as `headline` under [report]",
            upper_first(&what),
            number(value, exponent(value.abs(), value))
        );
    }
    let reported = driven
        .sensitivity
        .effects
        .iter()
        .filter(|effect| effect.is_distinguishable);
    let keys: Vec<&str> = reported
        .map(|effect| factors[effect.factor].key.as_str())
        .collect();
    match keys[..] {
        [] => format!(
            "{}: no parameter that was varied is distinguishable from simulation noise",
            upper_first(&what)
        ),
        [only] => format!(
            "{}: {only} matters; nothing else is distinguishable from simulation noise",
            upper_first(&what)
        ),
        [first, second, ..] => format!(
            "{}: {first} matters most, then {second}",
            upper_first(&what)
        ),
    }
}

/// Says how to read the measures of a method.
#[must_use]
pub const fn method_words(method: SensitivityMethod) -> &'static str {
    match method {
        SensitivityMethod::Tornado => {
            "One parameter at a time, at the low end (light) and the high end (dark) of its range, against the study's own value in the same worlds. At the right: the swing from the low to the high end and its 95\u{a0}% interval. Simulation noise: how far the mean moves in other worlds."
        }
        SensitivityMethod::Morris => {
            "Mean size of elementary effects: change of the result per whole range of a parameter, all others varied too (bar). Tick: what simulation noise alone would show for the parameter. Line: from the lower end of the mean size, corrected for how many parameters are tested (Holm, 5\u{a0}% for all together), to the upper end of its 95\u{a0}% interval. Faded: the line reaches down to the tick, so that the parameter is not distinguishable from simulation noise. Simulation noise: what it alone would show, over all parameters."
        }
        SensitivityMethod::Sobol => {
            "Share of the variance of what one world shows, when parameters and random draws vary: by the parameter alone (dark) and with its interactions (light), with the 95\u{a0}% interval of the latter (line). Simulation noise: the share of the random draws."
        }
    }
}

/// Size of an effect for people: the first measure with its interval, in the unit of the scale or as a share.
#[must_use]
pub fn measure_words(method: SensitivityMethod, measure: &Estimate, scale: &Scale) -> String {
    if method == SensitivityMethod::Sobol {
        let part = |share: f64| percent(share.max(0.0));
        let interval = if measure.low.is_finite() && measure.high.is_finite() {
            format!(
                " ({}\u{a0}to\u{a0}{})",
                part(measure.low),
                part(measure.high)
            )
        } else {
            String::new()
        };
        return if measure.value.is_finite() {
            format!("{}{interval}", part(measure.value))
        } else {
            "no value".to_owned()
        };
    }
    let text = marked_interval(measure.value, measure.low, measure.high, scale.factor);
    if method == SensitivityMethod::Tornado && measure.value > 0.0 {
        format!("+{text}")
    } else {
        text
    }
}

/// Effect of simulation noise, as text: of a tornado how far it moves the mean to either side.
#[must_use]
pub fn chance_words(method: SensitivityMethod, chance: &[Estimate], scale: &Scale) -> String {
    if method != SensitivityMethod::Tornado {
        return measure_words(method, &chance[0], scale);
    }
    if !chance[0].value.is_finite() {
        return "no value".to_owned();
    }
    let digits = exponent(chance[0].value / 2.0 * scale.factor, 0.0);
    let [low, high] = [chance[1], chance[2]].map(|end| number(end.value * scale.factor, digits));
    let sign = if chance[2].value > 0.0 { "+" } else { "" };
    format!("{low}\u{a0}to\u{a0}{sign}{high}")
}

/// Remark next to an effect: whether simulation noise alone explains it.
#[must_use]
pub const fn distinction_text(effect: &FactorEffect) -> &'static str {
    match (effect.is_distinguishable, effect.excess) {
        (true, _) => "",
        (false, Some(_)) => "not distinguishable from simulation noise",
        (false, None) => "not distinguishable from 0",
    }
}

/// The test that distinguishes parameters from simulation noise, where `n` are tested.
#[must_use]
pub fn test_words(method: SensitivityMethod, n: usize) -> String {
    match (method, n) {
        (SensitivityMethod::Sobol, 1) => {
            "tested against simulation noise by the lower end of its 95\u{a0}% interval".to_owned()
        }
        (_, 1) => "tested against simulation noise at 5\u{a0}%".to_owned(),
        (SensitivityMethod::Morris, _) => format!(
            "tested against simulation noise at 5\u{a0}% for all {} parameters together (Holm)",
            count(n)
        ),
        // the lower end of a two-sided interval: 2.5 %
        (SensitivityMethod::Sobol, _) => format!(
            "each of {} parameters is tested by itself by the lower end of its 95\u{a0}% interval: of 40 non-influential ones, about one appears distinguishable by chance",
            count(n)
        ),
        (SensitivityMethod::Tornado, _) => format!(
            "each of {} parameters is tested by itself at 5\u{a0}%: of 20 non-influential ones, about one appears distinguishable by chance",
            count(n)
        ),
    }
}

/// Sample of an analysis: "n = 40 worlds at every point".
#[must_use]
pub fn size_words(found: &Sensitivity) -> String {
    let (blocks, worlds) = (
        count(found.blocks),
        format!(
            "{} world{}",
            count(found.worlds),
            if found.worlds == 1 { "" } else { "s" }
        ),
    );
    match found.method {
        SensitivityMethod::Tornado => format!("n\u{a0}=\u{a0}{worlds} at every point"),
        SensitivityMethod::Morris => {
            format!("n\u{a0}=\u{a0}{blocks} trajectories, {worlds} at every point")
        }
        SensitivityMethod::Sobol => format!("N\u{a0}=\u{a0}{blocks}, {worlds} at every point"),
    }
}

/// Scale of the measures of a difference.
#[must_use]
pub fn scale_of(driven: &Driven) -> Scale {
    let unit = describe(INDICATORS[driven.indicator].name).map_or("", |indicator| indicator.unit);
    let sizes = driven
        .sensitivity
        .effects
        .iter()
        .flat_map(|effect| effect.measures.iter().map(|measure| measure.value));
    Scale::new(unit, sizes)
}

/// States that there are too few blocks or worlds to estimate magnitudes, and about how many it takes; nothing where there are enough.
#[must_use]
pub fn too_few_words(driven: &Driven) -> Option<String> {
    let found = &driven.sensitivity;
    let number = found.needed?;
    let needed = count(number);
    Some(match found.method {
        SensitivityMethod::Tornado => {
            format!(
                "{} worlds are too few to know the largest swing to a quarter of its size; about {needed} should do (-r {number})",
                count(found.worlds)
            )
        }
        SensitivityMethod::Morris => format!(
            "{} trajectories are too few to know the largest effect to a quarter of its size; about {needed} should do (-n {number})",
            count(found.blocks)
        ),
        SensitivityMethod::Sobol => format!(
            "N = {} is too small: some shares are known no better than to {}; about {needed} should do (-n {number})",
            count(found.blocks),
            percent(WIDEST)
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_are_told_apart_by_chance_goes_by_the_test_of_the_method() {
        let words = |method| test_words(method, 30);
        assert!(words(SensitivityMethod::Tornado).contains("of 20 non-influential ones"));
        assert!(words(SensitivityMethod::Sobol).contains("of 40 non-influential ones"));
        assert!(words(SensitivityMethod::Morris).contains("for all 30 parameters together"));
    }
}
