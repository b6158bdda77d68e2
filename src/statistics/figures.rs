//! Figures for people: as many digits as the Monte-Carlo error supports, thousands set apart.

/// Between groups of three digits.
const GROUP: char = ' ';
/// Most digits after the point.
const MOST_DECIMALS: i32 = 6;

/// Digits after the point that a figure with this half-width of its interval supports: up to the second significant
/// digit of the half-width. Negative where the figure is rounded to tens, hundreds and so on.
///
/// Without a half-width (0 or missing) the size of the figure itself decides: whole figures stay whole, others get three significant digits.
#[must_use]
#[allow(clippy::disallowed_methods)] // figures for people, not for the model
pub fn decimals(value: f64, half_width: f64) -> i32 {
    let place = |size: f64, digits: i32| {
        (digits - 1 - size.abs().log10().floor() as i32).min(MOST_DECIMALS)
    };
    if half_width.is_finite() && half_width > 0.0 {
        place(half_width, 2)
    } else if value == 0.0 || value.fract() == 0.0 || !value.is_finite() {
        0
    } else {
        place(value, 3).max(0)
    }
}

/// A figure rounded to `decimals` digits after the point, thousands set apart; `-` where missing.
#[must_use]
#[allow(clippy::disallowed_methods)] // figures for people, not for the model
pub fn number(value: f64, decimals: i32) -> String {
    if !value.is_finite() {
        return "-".to_string();
    }
    let digits = usize::try_from(decimals.max(0)).unwrap_or(0);
    let unit = 10_f64.powi((-decimals).max(0));
    let size = if decimals < 0 {
        (value.abs() / unit).round() * unit
    } else {
        value.abs()
    };
    let text = format!("{size:.digits$}");
    let is_zero = text.chars().all(|c| c == '0' || c == '.');
    let sign = if value < 0.0 && !is_zero { "-" } else { "" };
    format!("{sign}{}", grouped(&text))
}

/// A figure with its sign, `+` where it is above 0.
#[must_use]
pub fn signed(value: f64, decimals: i32) -> String {
    let text = number(value, decimals);
    if value > 0.0 && text.chars().any(|c| ('1'..='9').contains(&c)) {
        format!("+{text}")
    } else {
        text
    }
}

/// An interval in brackets, `(24 to 34)`; empty where there is none.
#[must_use]
pub fn interval(low: f64, high: f64, decimals: i32) -> String {
    if low.is_finite() && high.is_finite() {
        format!("({} to {})", number(low, decimals), number(high, decimals))
    } else {
        String::new()
    }
}

/// A difference with its interval, `+29 (24 to 34)`, rounded by the width of the interval.
#[must_use]
pub fn difference(diff: f64, low: f64, high: f64) -> String {
    let decimals = decimals(diff, (high - low) / 2.0);
    let bounds = interval(low, high, decimals);
    if bounds.is_empty() {
        signed(diff, decimals)
    } else {
        format!("{} {bounds}", signed(diff, decimals))
    }
}

/// A mean with its interval, `212 (187 to 237)`, rounded by the width of the interval.
#[must_use]
pub fn mean_interval(value: f64, low: f64, high: f64) -> String {
    let decimals = decimals(value, (high - low) / 2.0);
    format!(
        "{} {}",
        number(value, decimals),
        interval(low, high, decimals)
    )
    .trim_end()
    .to_string()
}

/// A count, thousands set apart.
#[must_use]
pub fn count(number: usize) -> String {
    grouped(&number.to_string())
}

fn grouped(text: &str) -> String {
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::with_capacity(text.len() + text.len() / 3);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push(GROUP);
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_follow_the_second_significant_digit_of_the_half_width() {
        assert_eq!(difference(28.934, 24.012, 33.856), "+28.9 (24.0 to 33.9)");
        assert_eq!(
            difference(164_321.0, 143_210.0, 185_432.0),
            "+164 000 (143 000 to 185 000)"
        );
        assert_eq!(
            difference(-0.012_34, -0.019_1, -0.005_6),
            "-0.0123 (-0.0191 to -0.0056)"
        );
        assert_eq!(mean_interval(212.345, 187.0, 237.0), "212 (187 to 237)");
        assert_eq!(mean_interval(212.345, f64::NAN, f64::NAN), "212");
    }

    #[test]
    fn thousands_are_set_apart_on_both_sides_of_zero() {
        assert_eq!(number(1_234_567.891, 2), "1 234 567.89");
        assert_eq!(number(-1_000.0, 0), "-1 000");
        assert_eq!(number(999.0, 0), "999");
        assert_eq!(count(20_260_601), "20 260 601");
    }

    #[test]
    fn a_missing_figure_is_a_dash_and_zero_has_no_sign() {
        assert_eq!(number(f64::NAN, 2), "-");
        assert_eq!(signed(0.0, 0), "0");
        assert_eq!(number(-0.001, 1), "0.0");
        assert_eq!(signed(0.001, 1), "0.0");
        assert_eq!(difference(0.0, 0.0, 0.0), "0 (0 to 0)");
    }

    #[test]
    fn without_a_width_whole_figures_stay_whole() {
        assert_eq!(difference(3.0, f64::NAN, f64::NAN), "+3");
        assert_eq!(difference(0.123_456, f64::NAN, f64::NAN), "+0.123");
        assert_eq!(number(123_456.7, decimals(123_456.7, 0.0)), "123 457");
    }
}
