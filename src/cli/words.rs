//! Quantities in the words of the terminal: times and sizes; numbers are those of `statistics::figures`.

use crate::statistics::figures;

/// A time for people.
pub(super) fn time(seconds: f64) -> String {
    match seconds {
        s if s < 120.0 => format!("{s:.1} s"),
        s if s < 7200.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3600.0),
    }
}

/// Bytes for people, at least 1 MB.
pub(super) fn megabytes(bytes: u64) -> String {
    format!(
        "{} MB",
        figures::count((bytes as usize).div_ceil(1_000_000))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_are_for_people() {
        assert_eq!(
            (time(1.25), time(600.0), time(9000.0)),
            ("1.2 s".into(), "10 min".into(), "2.5 h".into())
        );
        assert_eq!(
            (megabytes(1), megabytes(12_300_000)),
            ("1 MB".into(), "13 MB".into())
        );
    }
}
