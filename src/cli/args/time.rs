//! Times on the command line.

use crate::scenario::number_meant;

/// Reads a time such as `90`, `90s`, `10m` or `2h` [s].
pub(in crate::cli) fn seconds(text: &str) -> Result<f64, String> {
    let units = [('s', 1.0), ('m', 60.0), ('h', 3600.0)];
    let unit = units
        .iter()
        .find_map(|(letter, factor)| Some((text.strip_suffix(*letter)?, *factor)));
    let (digits, factor) = unit.unwrap_or((text, 1.0));
    match digits.trim().parse::<f64>() {
        Ok(number) if number > 0.0 && number.is_finite() => Ok(number * factor),
        _ => Err(
            match number_meant(digits).filter(|meant| meant.value() > 0.0) {
                Some(meant) => {
                    let unit = text.trim_start_matches(digits);
                    meant.advice(&format!("{}{unit}", meant.text()))
                }
                None => "write a time such as 90s, 10m or 2h".to_string(),
            },
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        assert_eq!(
            (
                seconds("90"),
                seconds("90s"),
                seconds("10m"),
                seconds("1.5h")
            ),
            (Ok(90.0), Ok(90.0), Ok(600.0), Ok(5400.0))
        );
        assert_eq!(
            seconds("1,5h"),
            Err("a decimal comma? write 1.5h".to_string())
        );
        assert_eq!(seconds("1,500s"), Err("write 1500s".to_string()));
        assert!(seconds("0").is_err() && seconds("soon").is_err() && seconds("").is_err());
    }
}
