//! Slips of TOML: values that are written as elsewhere, and what they are in TOML.

use std::ops::Range;

use super::intervals::meant;
use super::meant::number_meant;

/// Keys that name files.
const PATH_KEYS: [&str; 6] = ["base", "include", "from", "file", "scenarios", "contexts"];

/// A value, or a whole line, that is not TOML, and the same in TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// What is to be replaced.
    pub at: Range<usize>,
    /// What it is in TOML; none where that cannot be known.
    pub right: Option<String>,
    /// What to do, in words.
    pub help: String,
}

/// The slip in the line of a syntax error, if it is one that is known.
pub(super) fn slip(text: &str, at: usize) -> Option<Slip> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next()?;
    let of_line = |range: Range<usize>| start + range.start..start + range.end;
    let Some(equals) = equals_before(line, at - start) else {
        return without_equals(line).map(|slip| Slip {
            at: of_line(slip.at),
            ..slip
        });
    };
    if line[..equals].trim().is_empty() {
        return None;
    }
    let key = line[..equals]
        .trim_end()
        .rsplit(|c: char| !(c.is_alphanumeric() || "_-".contains(c)))
        .next()
        .unwrap_or_default();
    let range = value_after(line, equals + 1);
    let raw = &line[range.clone()];
    if toml::de::DeTable::parse(&format!("x = {raw}")).is_ok() {
        return None; // what is wrong with the line is not its value
    }
    if ["start", "end"].contains(&key) && raw.starts_with("20") {
        return Some(Slip {
            at: of_line(range),
            right: None,
            help: "write a whole number: it counts quarters after the burn-in, and 0 is the first of the policy window".into(),
        });
    }
    let (right, help) = in_toml(key, raw)?;
    Some(Slip {
        at: of_line(range),
        right: Some(right),
        help,
    })
}

/// The last `=` before a place of a line that is in no text, else the first of the line.
fn equals_before(line: &str, at: usize) -> Option<usize> {
    let mut quote = None;
    let mut found = None;
    for (place, c) in line.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, '#') => break,
            (None, '=') if found.is_none() || place < at => found = Some(place),
            _ => {}
        }
    }
    found
}

/// The value after the `=`: to the comment or the end of the line, or, inside of braces, to the next key or the brace.
fn value_after(line: &str, from: usize) -> Range<usize> {
    let rest = &line[from..];
    let is_inside = line[..from].contains('{');
    let mut end = rest.len();
    let mut quote = None;
    for (place, c) in rest.char_indices() {
        match (quote, c) {
            (None, '"') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, '#') => {
                end = place;
                break;
            }
            (None, '}') if is_inside => {
                end = place;
                break;
            }
            (None, ',') if is_inside && is_key_next(&rest[place + 1..]) => {
                end = place;
                break;
            }
            _ => {}
        }
    }
    let value = rest[..end].trim();
    let start = from + rest.len() - rest.trim_start().len();
    start..start + value.len()
}

/// True where a key and its `=` come next.
fn is_key_next(rest: &str) -> bool {
    let rest = rest.trim_start();
    let key = rest.trim_start_matches(|c: char| c.is_alphanumeric() || "_-.\"".contains(c));
    key.len() < rest.len() && key.trim_start().starts_with('=')
}

/// A value in TOML, and what to do in words.
fn in_toml(key: &str, raw: &str) -> Option<(String, String)> {
    let plainly = |right: String| {
        let help = format!("write {right}");
        Some((right, help))
    };
    if raw.contains('\\') {
        let (right, why) = if PATH_KEYS.contains(&key) || key.is_empty() {
            (
                raw.replace('\\', "/"),
                "paths are written with / on every system",
            )
        } else {
            (
                raw.replace('\\', "\\\\"),
                "a backslash in \"quotes\" begins a sign of its own, and two of them are one",
            )
        };
        return Some((right.clone(), format!("write {right}: {why}")));
    }
    if raw.contains(['“', '”', '„', '«', '»']) {
        return plainly(raw.replace(['“', '”', '„', '«', '»'], "\""));
    }
    if let Some(bare) = raw.strip_suffix([';', ',']).map(str::trim) {
        if bare.parse::<f64>().is_ok() || (bare.starts_with('"') && bare.ends_with('"')) {
            return plainly(bare.to_string());
        }
        return in_toml(key, bare);
    }
    if raw.starts_with(['"', '\'']) {
        let inner = raw.trim_matches(['"', '\'']);
        let is_open = !inner.contains(['"', '\''])
            && (raw.len() < 2
                || raw.len() - inner.len() < 2
                || raw.chars().next() != raw.chars().last());
        return if is_open && !inner.is_empty() {
            plainly(format!("\"{inner}\""))
        } else {
            None
        };
    }
    if let Some(number) = share_or_number(raw) {
        return plainly(number);
    }
    if let Some((low, high, is_percent)) = meant(raw) {
        let factor = if is_percent { 0.01 } else { 1.0 };
        let (low, high) = (factor * low.min(high), factor * low.max(high));
        return plainly(format!("\"{low} to {high}\""));
    }
    match raw.to_lowercase().as_str() {
        "true" | "yes" | "on" => return plainly("true".into()),
        "false" | "no" | "off" => return plainly("false".into()),
        _ => {}
    }
    let is_word = |c: char| c.is_alphanumeric() || " _-+./@".contains(c);
    (raw.starts_with(char::is_alphabetic) && raw.chars().all(is_word)).then(|| {
        let text = if key == "name" {
            raw.replace([' ', '/', '@'], "-") // names go into folders
        } else {
            raw.to_string()
        };
        let right = format!("\"{text}\"");
        (
            right.clone(),
            format!("write {right}: text stands in quotes"),
        )
    })
}

/// A number in TOML, of one that is written with another mark between decimals or thousands, without the zero, or in percent.
fn share_or_number(raw: &str) -> Option<String> {
    number_meant(raw).map(|meant| written(meant.value()))
}

/// A number as files write it: thousands set apart by `_`.
pub(super) fn written(number: f64) -> String {
    if number.fract() != 0.0 || number.abs() < 1000.0 || number.abs() >= 1e15 {
        return format!("{number}");
    }
    super::numbers::plain(number).replace(' ', "_")
}

/// A line without an `=`: a colon in its place, or nothing; or a part of a list of paths.
fn without_equals(line: &str) -> Option<Slip> {
    let bare = line.trim();
    let from = line.len() - line.trim_start().len();
    if bare.starts_with(['"', '\'']) {
        let (right, help) = in_toml("", bare).filter(|_| bare.contains('\\'))?;
        return Some(Slip {
            at: from..from + bare.len(),
            right: Some(right),
            help,
        });
    }
    let is_key = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    let rest = bare.trim_start_matches(is_key);
    let key = &bare[..bare.len() - rest.len()];
    let value = rest.trim_start().strip_prefix(':').unwrap_or(rest).trim();
    if key.is_empty() || value.is_empty() || bare.starts_with('[') {
        return None;
    }
    let is_value = value.starts_with(['"', '\'', '[', '{'])
        || value.parse::<f64>().is_ok()
        || ["true", "false"].contains(&value);
    is_value.then(|| Slip {
        at: from..from + bare.len(),
        right: Some(format!("{key} = {value}")),
        help: format!("write {key} = {value}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_they_are_written_elsewhere_are_told_in_toml() {
        for (line, right) in [
            ("a = 0,5", "0.5"),
            ("a = 0,5 # half", "0.5"),
            ("a = -0,5", "-0.5"),
            ("a = 2,000", "2_000"),
            ("a = 2 000", "2_000"),
            ("a = 2\u{a0}000", "2_000"),
            ("a = 1'000", "1_000"),
            ("a = 2.000,5", "2000.5"),
            ("a = 1.000.000", "1_000_000"),
            ("a = 1,234,567.5", "1234567.5"),
            ("a = .5", "0.5"),
            ("a = -.5", "-0.5"),
            ("a = 5.", "5"),
            ("a = 007", "7"),
            ("a = 50%", "0.5"),
            ("a = 10,5 %", "0.105"),
            ("a = 0.5;", "0.5"),
            ("a = 0.3 to 0.5", "\"0.3 to 0.5\""),
            ("a = 0.3-0.5", "\"0.3 to 0.5\""),
            ("a = 30% to 45%", "\"0.3 to 0.45\""),
            ("a = True", "true"),
            ("a = yes", "true"),
            ("lead = public", "\"public\""),
            ("name = my study", "\"my-study\""),
            ("name = my study", "\"my-study\""),
            ("title = “abc”", "\"abc\""),
            ("title = \"abc", "\"abc\""),
            ("title = 'abc\"", "\"abc\""),
            ("title: \"abc\"", "title = \"abc\""),
            ("title \"abc\"", "title = \"abc\""),
            ("base = \"parts\\my.toml\"", "\"parts/my.toml\""),
            ("title = \"a\\m\"", "\"a\\\\m\""),
            ("  \"parts\\my.toml\",", "\"parts/my.toml\","),
            ("x = { value = 0,5, source = \"y\" }", "0.5"),
            ("x = [{ name = \"y\", advisors = 2,5 }]", "2.5"),
            ("x = [{ name = \"y\", lead = public }]", "\"public\""),
        ] {
            let text = format!("format = 1\n{line}\nb = 2\n");
            let equals = line.find(" = 0,5, ").or_else(|| line.find("2,5"));
            let at = 11 + equals.map_or(line.len(), |at| at + 3);
            let found = slip(&text, at).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(found.right.as_deref(), Some(right), "{line}");
            assert!(
                found.help.contains(right.trim_end_matches(',')),
                "{line}: {}",
                found.help
            );
        }
        let quarter = slip("start = 2026Q3", 8).expect("known");
        assert!(quarter.right.is_none() && quarter.help.contains("after the burn-in"));
        for line in [
            "a = ",
            "[context",
            "a = 0.3 or so, maybe",
            "a = {",
            "= 3,0",
            "a b = 3",
        ] {
            assert_eq!(slip(line, line.len()), None, "{line}");
        }
    }
}
