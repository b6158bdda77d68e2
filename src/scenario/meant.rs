//! Numbers in texts, as people write them elsewhere: what is meant, and how files and flags write it.

/// A number as intervals hold it; commas only between groups of three digits.
pub(super) fn end(word: &str) -> Option<f64> {
    let word = word.trim().replace('_', "");
    let (first, rest) = word.split_once(',').unwrap_or((&word, ""));
    let is_group =
        |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = !first.trim_start_matches('-').starts_with('0')
        && rest
            .split('.')
            .next()
            .is_some_and(|rest| rest.split(',').all(is_group));
    if word.contains(',') && !is_grouped {
        return None;
    }
    word.replace(',', "")
        .parse()
        .ok()
        .filter(|end: &f64| end.is_finite())
}

/// A number as [`end`], or with a comma between decimals, as many countries write it.
pub(super) fn loose(word: &str) -> Option<f64> {
    end(word).or_else(|| end(&word.replacen(',', ".", 1)))
}

/// A number that a text means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meant {
    /// The number as it stands there, in percent where there is such a sign.
    number: f64,
    is_percent: bool,
    has_decimal_comma: bool,
}

impl Meant {
    /// The number, of a percentage the share.
    #[must_use]
    pub fn value(self) -> f64 {
        if self.is_percent {
            self.number / 100.0
        } else {
            self.number
        }
    }

    /// True where the text has a percent sign.
    #[must_use]
    pub const fn is_percent(self) -> bool {
        self.is_percent
    }

    /// The number as it stands there, with a point between decimals and nothing between thousands: `10.5%`.
    #[must_use]
    pub fn text(self) -> String {
        format!("{}{}", self.number, if self.is_percent { "%" } else { "" })
    }

    /// What to write in place of it, with a word on the comma where that is the mistake.
    #[must_use]
    pub fn advice(self, right: &str) -> String {
        let word = if self.has_decimal_comma {
            "a decimal comma? "
        } else {
            ""
        };
        format!("{word}write {right}")
    }

    /// True where a comma stands between decimals.
    #[must_use]
    pub const fn has_decimal_comma(self) -> bool {
        self.has_decimal_comma
    }
}

/// The number that a text means: with a point or a comma between decimals, thousands set apart by `_`, a comma, a point, an apostrophe or a space,
/// in percent or not. A comma before three digits is one between thousands, unless the number begins with 0.
#[must_use]
pub fn number_meant(text: &str) -> Option<Meant> {
    let text = text.trim();
    let (digits, is_percent) = text
        .strip_suffix('%')
        .map_or((text, false), |digits| (digits, true));
    let bare = digits
        .trim()
        .replace([' ', '\u{a0}', '\u{202f}', '\'', '’'], "");
    let is_number = |c: char| c.is_ascii_digit() || "+-.,_eE".contains(c);
    if !bare.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        || !bare.chars().all(is_number)
    {
        return None;
    }
    let has_thousands = bare.matches('.').count() > 1
        || matches!((bare.rfind('.'), bare.rfind(',')), (Some(point), Some(comma)) if point < comma);
    let bare = if has_thousands {
        bare.replace('.', "")
    } else {
        bare
    };
    Some(Meant {
        number: loose(&bare)?,
        is_percent,
        has_decimal_comma: end(&bare).is_none(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_meant_however_it_is_written() {
        for (text, number, right, has_decimal_comma) in [
            ("0.5", 0.5, "0.5", false),
            ("0,5", 0.5, "0.5", true),
            ("-0,50", -0.5, "-0.5", true),
            ("10,5 %", 0.105, "10.5%", true),
            ("40%", 0.4, "40%", false),
            ("2,000", 2000.0, "2000", false),
            ("0,200", 0.2, "0.2", true),
            ("2.000,5", 2000.5, "2000.5", true),
            ("1.000.000", 1e6, "1000000", false),
            ("3 000", 3000.0, "3000", false),
            ("3\u{202f}000", 3000.0, "3000", false),
            ("1'000", 1000.0, "1000", false),
            (".5", 0.5, "0.5", false),
        ] {
            let meant = number_meant(text).expect(text);
            assert_eq!(
                (
                    meant.value(),
                    meant.text().as_str(),
                    meant.has_decimal_comma
                ),
                (number, right, has_decimal_comma),
                "{text}"
            );
        }
        for text in ["", "%", "many", "1,2,3", "1 or 2", "1e999", "--1", "0,5x"] {
            assert_eq!(number_meant(text), None, "{text}");
        }
    }
}
