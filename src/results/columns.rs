//! Types of the columns of tables: a name has one type in every table.
//!
//! Only columns of texts, whole numbers and flags are listed; every other column holds floats, so that indicators and parameters need no entry.

use super::Cell;

/// Type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Text in UTF-8.
    Text,
    /// A whole number of 64 bits with a sign.
    Whole,
    /// A number of 64 bits with a fraction.
    Float,
    /// `true` or `false`.
    Flag,
}

impl ColumnType {
    /// All types, in the order of `output/README.md`.
    pub const ALL: [Self; 4] = [Self::Text, Self::Whole, Self::Flag, Self::Float];

    /// The word for it in `output/README.md`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Whole => "integer",
            Self::Float => "float",
            Self::Flag => "flag",
        }
    }

    /// Type of the column of a name.
    #[must_use]
    pub fn of(column: &str) -> Self {
        let is_listed = |kind: &Self| kind.columns().contains(&column);
        Self::ALL.into_iter().find(is_listed).unwrap_or(Self::Float)
    }

    /// Names of the columns of this type; none of [`ColumnType::Float`], which all others are.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Text => TEXTS,
            Self::Whole => WHOLES,
            Self::Flag => FLAGS,
            Self::Float => &[],
        }
    }

    /// True where a column of this type may hold a cell.
    #[must_use]
    pub const fn holds(self, cell: &Cell) -> bool {
        match cell {
            Cell::Missing => true,
            Cell::Text(_) => matches!(self, Self::Text),
            Cell::Whole(_) => matches!(self, Self::Whole),
            Cell::Number(_) => matches!(self, Self::Float),
            Cell::Flag(_) => matches!(self, Self::Flag),
        }
    }
}

/// Columns of texts.
const TEXTS: &[&str] = &[
    "account",
    "against",
    "baseline",
    "better",
    "cause",
    "context",
    "country",
    "dimension",
    "direction",
    "estimator",
    "event",
    "finding",
    "firms_in",
    "grade",
    "group",
    "indicator",
    "interval",
    "item",
    "kind",
    "meaning",
    "measure",
    "message",
    "method",
    "name",
    "of",
    "origin",
    "outcome",
    "parameter",
    "part",
    "path",
    "per",
    "place",
    "programme",
    "replay",
    "role",
    "scenario",
    "seed",
    "seed_key",
    "source",
    "stage",
    "stand_in",
    "status",
    "step",
    "study",
    "then",
    "title",
    "treatment",
    "unit",
    "when",
    "why_not",
];

/// Columns of whole numbers.
const WHOLES: &[&str] = &[
    "acted",
    "age_quarters",
    "at_risk",
    "block",
    "blocks",
    "draw",
    "ended",
    "ended_headquarters",
    "ended_low_confidence",
    "ended_not_passed",
    "ended_replaced",
    "ended_sme_exit",
    "ended_tnc_exit",
    "horizon_quarters",
    "n",
    "n_better",
    "n_draws",
    "n_dropped",
    "n_pairs",
    "n_tied",
    "n_without",
    "n_worlds",
    "point",
    "quarter",
    "rank",
    "rep",
    "sme",
    "tnc",
    "wave_quarters",
    "world",
    "worlds",
];

/// Columns of flags.
const FLAGS: &[&str] = &[
    "answers",
    "distinguishable",
    "has_series",
    "is_judged",
    "order_flips",
    "settled",
    "sign_settled",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::{GROUP_MEASURES, INDICATORS};

    #[test]
    fn a_name_has_one_type_and_indicators_are_floats() {
        let listed: Vec<&str> = ColumnType::ALL
            .iter()
            .flat_map(|kind| kind.columns())
            .copied()
            .collect();
        for (place, name) in listed.iter().enumerate() {
            assert!(!listed[..place].contains(name), "{name} is listed twice");
        }
        let measures = GROUP_MEASURES.iter().map(|measure| measure.name);
        for name in INDICATORS.iter().map(|one| one.name).chain(measures) {
            assert_eq!(ColumnType::of(name), ColumnType::Float, "{name}");
        }
    }

    #[test]
    fn the_page_of_run_folders_lists_the_types() {
        let page = include_str!("../../output/README.md");
        for kind in ColumnType::ALL {
            let start = format!("| {} |", kind.name());
            let row = page.lines().find(|line| line.starts_with(&start));
            let row = row.unwrap_or_else(|| panic!("no row of {}", kind.name()));
            let columns = row
                .trim_end_matches(" |")
                .rsplit_once(" | ")
                .map(|two| two.1);
            let wanted: Vec<String> = kind
                .columns()
                .iter()
                .map(|name| format!("`{name}`"))
                .collect();
            if kind != ColumnType::Float {
                assert_eq!(columns, Some(wanted.join(", ").as_str()), "{start}");
            }
        }
    }
}
