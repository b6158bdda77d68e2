//! Ranges and round ticks of an axis.

use super::font::text_width;
use crate::report::text::{exponent, number};

/// A linear axis from data to positions on the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// Position of the lowest value [CSS pixels].
    pub start: f64,
    /// Position of the highest value [CSS pixels].
    pub end: f64,
}

impl Axis {
    /// Covers all finite values and some room beyond; a single value gets a range of its own.
    #[must_use]
    pub fn covering(values: impl IntoIterator<Item = f64>, room: f64) -> Self {
        let finite = values.into_iter().filter(|v| v.is_finite());
        let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
            (low.min(v), high.max(v))
        });
        let (low, high) = match (low, high) {
            (low, high) if low > high => (0.0, 1.0),
            (low, high) if high - low <= f64::EPSILON * high.abs().max(1e-9) => {
                let half = if low == 0.0 { 1.0 } else { low.abs() * 0.5 };
                (low - half, high + half)
            }
            pair => pair,
        };
        let margin = (high - low) * room;
        Self {
            low: low - margin,
            high: high + margin,
            start: 0.0,
            end: 1.0,
        }
    }

    /// The same range on other positions.
    #[must_use]
    pub const fn on(self, start: f64, end: f64) -> Self {
        Self { start, end, ..self }
    }

    /// Position of a value, held within the axis.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.start + share * (self.end - self.start)
    }

    /// Round values inside the range, about as many as wanted.
    #[must_use]
    pub fn ticks(&self, wanted: usize) -> Vec<f64> {
        let step = round_step((self.high - self.low) / wanted.max(1) as f64);
        let (first, last) = (
            (self.low / step - 1e-9).ceil() as i64,
            (self.high / step + 1e-9).floor() as i64,
        );
        (first..=last).map(|k| k as f64 * step).collect()
    }

    /// At most so many round values that their labels of a size, with a sign each, leave each other room; 0 alone where no others do.
    #[must_use]
    pub fn spaced_ticks(&self, most: usize, size: f64) -> Vec<f64> {
        let fits = |ticks: &Vec<f64>| {
            let widest = Self::labels(ticks)
                .iter()
                .map(|label| text_width(&format!("+{label}"), size, false))
                .fold(0.0, f64::max);
            ticks
                .windows(2)
                .all(|pair| self.at(pair[1]) - self.at(pair[0]) > widest + 6.0)
        };
        (1..=most)
            .rev()
            .map(|wanted| self.ticks(wanted))
            .find(fits)
            .unwrap_or_else(|| vec![0.0])
    }

    /// Labels of ticks, all with the same number of decimals.
    #[must_use]
    pub fn labels(ticks: &[f64]) -> Vec<String> {
        let step = if ticks.len() > 1 {
            ticks[1] - ticks[0]
        } else {
            ticks.first().copied().unwrap_or(1.0)
        };
        // A step of 2.5 needs one digit more than its order.
        let digits = exponent(step * 10.0, 0.0).min(0);
        let needs = |digits: i32| {
            ticks
                .iter()
                .all(|t| (crate::report::text::round_to(*t, digits) - t).abs() < step.abs() * 1e-6)
        };
        let digits = (-6..=0).rev().find(|d| needs(*d)).unwrap_or(digits);
        ticks.iter().map(|tick| number(*tick, digits)).collect()
    }
}

/// The next step of 1, 2, 2.5 or 5 times a power of ten that is no smaller.
fn round_step(raw: f64) -> f64 {
    let raw = if raw.is_finite() && raw > 0.0 {
        raw
    } else {
        1.0
    };
    let text = format!("{raw:e}");
    let power: i32 = text
        .split('e')
        .nth(1)
        .and_then(|p| p.parse().ok())
        .unwrap_or(0);
    // Dividing by a whole power keeps decimal steps exact.
    let unit = |m: f64| {
        if power < 0 {
            m / 10_f64.powi(-power)
        } else {
            m * 10_f64.powi(power)
        }
    };
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(unit)
        .find(|step| *step >= raw * (1.0 - 1e-9))
        .unwrap_or_else(|| unit(10.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        let axis = Axis {
            low: -3.2,
            high: 17.9,
            start: 0.0,
            end: 100.0,
        };
        assert_eq!(axis.ticks(5), [0.0, 5.0, 10.0, 15.0]);
        assert_eq!(Axis::labels(&[0.0, 2.5, 5.0]), ["0.0", "2.5", "5.0"]);
        assert_eq!(
            Axis::labels(&[-10_000.0, 0.0]),
            ["\u{2212}10\u{a0}000", "0"]
        );
        assert_eq!(Axis::labels(&[0.0, 0.05, 0.1]), ["0.00", "0.05", "0.10"]);
    }

    #[test]
    fn no_values_and_one_value_still_give_a_range() {
        for values in [
            vec![],
            vec![f64::NAN],
            vec![0.0],
            vec![5.0, 5.0],
            vec![-5.0],
        ] {
            let axis = Axis::covering(values, 0.05);
            assert!(axis.high > axis.low && !axis.ticks(4).is_empty());
        }
    }
}
