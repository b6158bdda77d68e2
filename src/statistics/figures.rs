//! Numbers as people read them, by one rule for terminal, report and brief: as many digits as the Monte-Carlo error supports, thousands set apart.
//!
//! Texts have no-break spaces and true minus signs; [`plain_signs`] gives the same text for a terminal.

#![allow(clippy::disallowed_methods)] // figures for people, not for the model

/// No-break space between groups of three digits and before units.
const NBSP: char = '\u{a0}';

/// Display of values of an indicator: multiplied by a factor, with a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// Factor that values are multiplied by.
    pub factor: f64,
    /// `thousand `, `million `, `billion ` or nothing, for nouns that stand for the unit.
    pub prefix: &'static str,
    /// Unit of a level, such as `%` or `million USD`.
    pub unit: String,
    /// Unit of a difference: as `unit`, but `percentage points` for shares.
    pub change_unit: String,
}

impl Scale {
    /// Chooses the scale for values of a unit: shares become percentages, large sums thousands, millions or billions.
    #[must_use]
    pub fn new(unit: &str, values: impl IntoIterator<Item = f64>) -> Self {
        if unit == "share" || unit.starts_with("share ") {
            let rest = unit.strip_prefix("share").unwrap_or_default();
            return Self {
                factor: 100.0,
                prefix: "",
                unit: format!("%{rest}"),
                change_unit: format!("percentage points{rest}"),
            };
        }
        let largest = values
            .into_iter()
            .filter(|v| v.is_finite())
            .fold(0.0_f64, |top, v| top.max(v.abs()));
        let (factor, prefix) = match largest {
            top if top >= 1e9 => (1e-9, "billion "),
            top if top >= 1e6 => (1e-6, "million "),
            top if top >= 1e4 && unit == "USD" => (1e-3, "thousand "),
            _ => (1.0, ""),
        };
        let unit = format!("{prefix}{unit}");
        Self {
            factor,
            prefix,
            change_unit: unit.clone(),
            unit,
        }
    }
}

/// Most significant digits of a value with an interval.
const DIGITS: usize = 4;

/// Power of ten to which a value is rounded: the second significant digit of the half width of its interval, and no more
/// than four significant digits of the value.
///
/// Where there is no error to speak of (zero or missing half width), whole numbers stay whole and others get three digits.
#[must_use]
pub fn exponent(half_width: f64, value: f64) -> i32 {
    let of = |x: f64, digits: usize| {
        let text = format!("{:.*e}", digits - 1, x.abs());
        let power: i32 = text
            .split('e')
            .nth(1)
            .and_then(|p| p.parse().ok())
            .unwrap_or(0);
        power - (digits as i32 - 1)
    };
    if half_width.is_finite() && half_width > 0.0 {
        // Differences far below any unit in use are noise of the arithmetic.
        let least = if value.is_finite() && value != 0.0 {
            of(value, DIGITS).min(0)
        } else {
            -6
        };
        of(half_width, 2).max(least).max(-6)
    } else if !value.is_finite() || value.fract() == 0.0 {
        0
    } else {
        of(value, 3).clamp(-6, 0)
    }
}

/// Value rounded to a power of ten.
#[must_use]
pub fn round_to(value: f64, exponent: i32) -> f64 {
    if exponent <= 0 {
        format!("{value:.*}", exponent.unsigned_abs() as usize)
            .parse()
            .unwrap_or(value)
    } else {
        let step = 10_f64.powi(exponent);
        (value / step).round() * step
    }
}

/// Number rounded to a power of ten, with a true minus sign and groups of three digits; `no value` where it is missing.
#[must_use]
pub fn number(value: f64, exponent: i32) -> String {
    if !value.is_finite() {
        return "no value".to_owned();
    }
    let rounded = round_to(value, exponent);
    let digits = format!("{:.*}", (-exponent).max(0) as usize, rounded.abs());
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits.as_str(), None), |(w, f)| (w, Some(f)));
    let mut text = String::new();
    if rounded < 0.0 {
        text.push('\u{2212}');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(NBSP);
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// Power of ten to which a median of counts is rounded: whole counts stay whole, halves between two of them are shown as such.
#[must_use]
pub fn count_exponent(median: f64) -> i32 {
    if median.fract() == 0.0 { 0 } else { -1 }
}

/// Whole number with groups of three digits.
#[must_use]
pub fn count(value: usize) -> String {
    number(value as f64, 0)
}

/// Share as a percentage: one decimal below 10 %, none above.
#[must_use]
pub fn percent(share: f64) -> String {
    if !share.is_finite() {
        return "no value".to_owned();
    }
    let value = share * 100.0;
    let exponent = if value.abs() < 9.95 && value != 0.0 {
        -1
    } else {
        0
    };
    format!("{}{NBSP}%", number(value, exponent))
}

/// Share as a percentage with its sign.
#[must_use]
pub fn signed_percent(share: f64) -> String {
    let text = percent(share);
    if share > 0.0 && text.chars().any(|c| ('1'..='9').contains(&c)) {
        format!("+{text}")
    } else {
        text
    }
}

/// Amounts of money as people say them: in USD below a million, then in millions and billions, with at most three significant digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Money {
    factor: f64,
    unit: &'static str,
}

impl Money {
    /// The unit for some amounts [USD] that stand together, by the largest.
    #[must_use]
    pub fn new(amounts: impl IntoIterator<Item = f64>) -> Self {
        let largest = amounts
            .into_iter()
            .filter(|amount| amount.is_finite())
            .fold(0.0_f64, |top, amount| top.max(amount.abs()));
        let (factor, unit) = match largest {
            top if top >= 1e9 => (1e-9, "billion USD"),
            top if top >= 1e6 => (1e-6, "million USD"),
            _ => (1.0, "USD"),
        };
        Self { factor, unit }
    }

    /// The unit: `USD`, `million USD` or `billion USD`.
    #[must_use]
    pub const fn unit(&self) -> &'static str {
        self.unit
    }

    /// Power of ten to which an amount [USD] with an error is rounded in the unit: no more than three significant digits.
    #[must_use]
    pub fn exponent(&self, half_width: f64, amount: f64) -> i32 {
        let (half_width, value) = (half_width * self.factor, amount * self.factor);
        let third = if value.is_finite() && value != 0.0 {
            value.abs().log10().floor() as i32 - 2
        } else {
            0
        };
        exponent(half_width, value)
            .max(third)
            .max(if self.factor == 1.0 { 0 } else { -6 })
    }

    /// An amount [USD] in the unit, without it.
    #[must_use]
    pub fn number(&self, amount: f64, exponent: i32) -> String {
        number(amount * self.factor, exponent)
    }

    /// The same with its sign.
    #[must_use]
    pub fn signed(&self, amount: f64, exponent: i32) -> String {
        signed(amount * self.factor, exponent)
    }
}

/// An amount [USD] with its unit, `351 000 USD` or `1.85 million USD`, by the half width of its interval.
#[must_use]
pub fn usd(amount: f64, half_width: f64) -> String {
    let money = Money::new([amount]);
    let text = money.number(amount, money.exponent(half_width, amount));
    format!("{text}{NBSP}{}", money.unit())
}

/// The same with its sign.
#[must_use]
pub fn usd_signed(amount: f64, half_width: f64) -> String {
    let money = Money::new([amount]);
    let text = money.signed(amount, money.exponent(half_width, amount));
    format!("{text}{NBSP}{}", money.unit())
}

/// A difference [USD] with its interval in one unit, `+351 000 USD (330 000 to 372 000)`; alone where there is no interval.
#[must_use]
pub fn usd_interval(diff: f64, low: f64, high: f64) -> String {
    let money = Money::new([diff, low, high]);
    let digits = money.exponent((high - low) / 2.0, diff);
    let size = format!("{}{NBSP}{}", money.signed(diff, digits), money.unit());
    if low.is_finite() && high.is_finite() && !(low == diff && high == diff) {
        let [low, high] = [low, high].map(|end| money.number(end, digits));
        format!("{size} ({low}{NBSP}to{NBSP}{high})")
    } else {
        size
    }
}

/// Number with its sign, `+` where it is above 0.
#[must_use]
pub fn signed(value: f64, exponent: i32) -> String {
    let text = number(value, exponent);
    if value > 0.0 && text.chars().any(|c| ('1'..='9').contains(&c)) {
        format!("+{text}")
    } else {
        text
    }
}

/// An interval in brackets, `(24 to 34)`; empty where there is none.
#[must_use]
pub fn interval(low: f64, high: f64, exponent: i32) -> String {
    if low.is_finite() && high.is_finite() {
        let (low, high) = (number(low, exponent), number(high, exponent));
        format!("({low}{NBSP}to{NBSP}{high})")
    } else {
        String::new()
    }
}

/// A mean with its interval, `212 (187 to 237)`, rounded by the width of the interval; alone where there is no interval, or none to speak of.
#[must_use]
pub fn mean_interval(value: f64, low: f64, high: f64) -> String {
    with_interval(number, value, low, high)
}

/// A difference with its interval, `+29 (24 to 34)`, likewise.
#[must_use]
pub fn difference(diff: f64, low: f64, high: f64) -> String {
    with_interval(signed, diff, low, high)
}

fn with_interval(write: fn(f64, i32) -> String, value: f64, low: f64, high: f64) -> String {
    let exponent = exponent((high - low) / 2.0, value);
    let (text, bounds) = (write(value, exponent), interval(low, high, exponent));
    if bounds.is_empty() || !value.is_finite() || (low == value && high == value) {
        text
    } else {
        format!("{text} {bounds}")
    }
}

/// The same text with the spaces and minus signs of a keyboard.
#[must_use]
pub fn plain_signs(text: &str) -> String {
    text.replace(NBSP, " ").replace('\u{2212}', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_end_at_the_second_digit_of_the_half_width() {
        assert_eq!(number(12.345, exponent(4.13, 12.345)), "12.3");
        assert_eq!(number(12_345.6, exponent(131.0, 12_345.6)), "12\u{a0}350");
        assert_eq!(
            number(-0.001_23, exponent(0.000_51, -0.001_23)),
            "\u{2212}0.00123"
        );
        assert_eq!(number(100.0, exponent(9.96, 100.0)), "100");
        assert_eq!(number(1.045_31, exponent(0.000_02, 1.045_31)), "1.045");
        assert_eq!(number(28_032.0, exponent(0.5, 28_032.0)), "28\u{a0}032");
    }

    #[test]
    fn a_number_without_error_keeps_its_digits() {
        assert_eq!(number(7.0, exponent(0.0, 7.0)), "7");
        assert_eq!(number(0.25, exponent(f64::NAN, 0.25)), "0.250");
        assert_eq!(number(f64::NAN, 0), "no value");
        assert_eq!(number(-0.2, 0), "0");
    }

    #[test]
    fn a_median_of_counts_has_no_empty_decimals() {
        assert_eq!(
            [18.0, 17.5].map(|median| number(median, count_exponent(median))),
            ["18", "17.5"]
        );
    }

    #[test]
    fn shares_are_shown_as_percentages_and_large_sums_in_millions() {
        let share = Scale::new("share", [0.2]);
        assert_eq!(
            (
                share.factor,
                share.unit.as_str(),
                share.change_unit.as_str()
            ),
            (100.0, "%", "percentage points")
        );
        assert_eq!(Scale::new("USD", [-2.5e6, f64::NAN]).unit, "million USD");
        assert_eq!(Scale::new("SMEs", [2.5e4]).factor, 1.0);
        assert_eq!(percent(0.0312), "3.1\u{a0}%");
    }

    #[test]
    fn money_is_told_as_people_say_it() {
        let plain = |text: String| plain_signs(&text);
        assert_eq!(
            [
                plain(usd(351_400.0, 23_000.0)),
                plain(usd(14_712.0, 120.0)),
                plain(usd(1_849_473.0, 200.0)),
                plain(usd_signed(-1_083_074.0, 208_000.0)),
                plain(usd_signed(412.0, f64::NAN)),
                plain(usd(0.0, f64::NAN)),
            ],
            [
                "351 000 USD",
                "14 700 USD",
                "1.85 million USD",
                "-1.08 million USD",
                "+412 USD",
                "0 USD"
            ]
        );
        assert_eq!(plain(signed_percent(0.193)), "+19 %");
        assert_eq!(plain(signed_percent(-0.04)), "-4.0 %");
        assert_eq!(plain(signed_percent(0.0)), "0 %");
    }

    #[test]
    fn intervals_stand_behind_what_they_are_of() {
        let plain = |text: String| plain_signs(&text);
        assert_eq!(
            plain(difference(28.934, 24.012, 33.856)),
            "+28.9 (24.0 to 33.9)"
        );
        assert_eq!(
            plain(difference(164_321.0, 143_210.0, 185_432.0)),
            "+164 000 (143 000 to 185 000)"
        );
        assert_eq!(
            plain(difference(-0.012_34, -0.019_1, -0.005_6)),
            "-0.0123 (-0.0191 to -0.0056)"
        );
        assert_eq!(
            plain(mean_interval(212.345, 187.0, 237.0)),
            "212 (187 to 237)"
        );
        assert_eq!(mean_interval(212.345, f64::NAN, f64::NAN), "212");
        assert_eq!(difference(3.0, f64::NAN, f64::NAN), "+3");
        assert_eq!(difference(0.0, 0.0, 0.0), "0");
        assert_eq!(plain(count(20_260_601)), "20 260 601");
        assert_eq!(signed(0.001, -1), "0.0");
    }

    #[test]
    fn digits_do_not_go_beyond_what_any_unit_shows() {
        // the error ends at the sixth decimal, whatever the value
        assert_eq!(
            [f64::NAN, 0.0, 1.5e-5].map(|value| exponent(5e-5, value)),
            [-6, -6, -6]
        );
        assert_eq!(exponent(1e-9, 1.5e-5), -6);
        assert_eq!(
            [0.25, 0.1234, 7.0, 0.0, f64::NAN, f64::INFINITY].map(|value| exponent(0.0, value)),
            [-3, -3, 0, 0, 0, 0]
        );
        assert_eq!(
            [123.4, 1.5e-9].map(|value| exponent(f64::INFINITY, value)),
            [0, -6]
        );
        // half widths of 0.5, 96 and 1234 with their second digits
        assert_eq!(
            [0.5, 96.0, 1_234.0].map(|half| exponent(half, 20_000.0)),
            [0, 0, 2]
        );
    }

    #[test]
    fn values_are_rounded_to_powers_of_ten_either_way() {
        assert_eq!(
            [
                (1_250.0, 2),
                (-1_349.0, 2),
                (1.25, -1),
                (14.5, 0),
                (15.5, 0)
            ]
            .map(|(value, at)| round_to(value, at)),
            [1_300.0, -1_300.0, 1.2, 14.0, 16.0]
        );
        assert_eq!(number(-1_234_567.0, 0), "\u{2212}1\u{a0}234\u{a0}567");
        assert_eq!(
            [number(123.0, 0), number(1_000.0, 1)],
            ["123", "1\u{a0}000"]
        );
    }

    #[test]
    fn shares_below_ten_percent_have_a_decimal_and_nothing_has_none() {
        assert_eq!(
            [0.0, 0.0994, 0.09951, 0.5, -0.02, -0.5, f64::NAN]
                .map(|share| plain_signs(&percent(share))),
            [
                "0 %", "9.9 %", "10 %", "50 %", "-2.0 %", "-50 %", "no value"
            ]
        );
    }

    #[test]
    fn scales_begin_where_their_noun_does() {
        let of = |unit: &str, value: f64| {
            let scale = Scale::new(unit, [value, 0.0]);
            (scale.factor, scale.prefix, scale.unit)
        };
        assert_eq!(
            of("USD", -1e9),
            (1e-9, "billion ", "billion USD".to_owned())
        );
        assert_eq!(
            of("USD", 999_999_999.0),
            (1e-6, "million ", "million USD".to_owned())
        );
        assert_eq!(
            of("workers", 1e6),
            (1e-6, "million ", "million workers".to_owned())
        );
        assert_eq!(
            of("USD", 999_999.0),
            (1e-3, "thousand ", "thousand USD".to_owned())
        );
        assert_eq!(
            of("USD", 1e4),
            (1e-3, "thousand ", "thousand USD".to_owned())
        );
        assert_eq!(of("USD", 9_999.0), (1.0, "", "USD".to_owned()));
        let scale = Scale::new("share of lots", [0.5]);
        assert_eq!(
            (scale.unit.as_str(), scale.change_unit.as_str()),
            ("% of lots", "percentage points of lots")
        );
        assert_eq!(of("shares", 2.0).2, "shares");
        assert_eq!(Scale::new("USD", [2e6]).change_unit, "million USD");
    }

    #[test]
    fn an_interval_needs_both_ends_and_a_value() {
        let plain = |text: String| plain_signs(&text);
        assert_eq!(
            [
                interval(1.0, f64::NAN, 0),
                interval(f64::NEG_INFINITY, 1.0, 0)
            ],
            ["", ""]
        );
        assert_eq!(plain(mean_interval(f64::NAN, 1.0, 2.0)), "no value");
        assert_eq!(plain(mean_interval(0.0, 0.0, 1.5)), "0.00 (0.00 to 1.50)");
        assert_eq!(plain(mean_interval(0.0, -1.5, 0.0)), "0.00 (-1.50 to 0.00)");
        assert_eq!(
            [
                plain(signed(-3.0, 0)),
                plain(signed(0.0, 0)),
                plain(signed(3.0, 0))
            ],
            ["-3", "0", "+3"]
        );
    }
}
