//! Parts of an indicator. No part has a default: a row without one of them does not compile.

use serde::Serialize;

use super::Reading;

/// Relation of a value to time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// State at the end of the horizon.
    Stock,
    /// Sum over the recorded quarters.
    Flow,
    /// Mean over the recorded quarters.
    Mean,
}

/// Role of an indicator for readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May head a report.
    Headline,
    /// A step of the funnel from eligible firms to sustained linkages.
    Funnel,
    /// Why a screened firm got no order.
    Failure,
    /// Money, by payer.
    Cost,
    /// A step from gross to net, or of the accounts of money; read at the horizon only.
    Account,
    /// All others.
    Detail,
}

/// Direction of an indicator that counts as better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is what programmes aim at.
    Higher,
    /// Less is better: losses of firms, lenders and partners.
    Lower,
    /// Neither by itself: money spent, counts of agents, steps and reasons, whose meaning depends on what else happens.
    Neither,
}

impl Direction {
    /// The word of tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Neither => "neither",
        }
    }

    /// The better direction, as text.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Higher => "more is better",
            Self::Lower => "less is better",
            Self::Neither => "neither way is better",
        }
    }
}

/// Values that an indicator can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// Not below 0; a share not above 1 either.
    FromZero,
    /// Of either sign: changes, balances, and costs net of what comes back.
    Signed,
}

/// One indicator.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Indicator {
    /// Column name.
    pub name: &'static str,
    /// Short title for charts and tables.
    pub title: &'static str,
    /// Unit; `share` lies in 0 to 1.
    pub unit: &'static str,
    /// Definition in one sentence.
    pub meaning: &'static str,
    /// Its relation to time.
    pub kind: Kind,
    /// Its role.
    pub role: Role,
    /// True where the time series is written for every recorded quarter.
    pub series: bool,
    /// Its better direction.
    pub direction: Direction,
    /// What its values can be.
    pub domain: Domain,
    /// Its reading.
    #[serde(skip)]
    pub(in crate::observations) read: Reading,
}

/// Units of things that are counted one by one.
const COUNTED: [&str; 12] = [
    "SMEs",
    "TNCs",
    "applications",
    "contracts",
    "firms looked at",
    "linkages",
    "loans",
    "lots",
    "persons",
    "plans",
    "projects",
    "referrals",
];

impl Indicator {
    /// True where the value of a world is a whole number of things.
    #[must_use]
    pub fn is_count(&self) -> bool {
        !matches!(self.kind, Kind::Mean) && COUNTED.contains(&self.unit)
    }

    /// True of what is paid: less of it is cheaper, neither better nor worse.
    #[must_use]
    pub fn is_cost(&self) -> bool {
        matches!(self.role, Role::Cost) || self.name == "programme_cost_usd"
    }

    /// Least and greatest value that a world can have [unit]; infinite where there is none.
    #[must_use]
    pub fn limits(&self) -> [f64; 2] {
        match (self.domain, self.unit) {
            (Domain::Signed, _) => [f64::NEG_INFINITY, f64::INFINITY],
            (Domain::FromZero, "share") => [0.0, 1.0],
            (Domain::FromZero, _) => [0.0, f64::INFINITY],
        }
    }

    /// Stops the build where parts of the row contradict each other.
    pub(super) const fn checked(self) -> Self {
        match self.read {
            Reading::Quarter(_) => {}
            Reading::Ratio(..) => assert!(
                matches!(self.kind, Kind::Mean),
                "a ratio of two sums is a mean over the window"
            ),
            Reading::Horizon(_) | Reading::Futures(_) => assert!(
                !self.series,
                "what is read at the horizon only has no series"
            ),
        }
        self
    }
}

/// Whether the value of every quarter is written.
macro_rules! has_series {
    (series) => {
        true
    };
    (once) => {
        false
    };
}

/// Declares the table: `name: title, unit, kind, role, series or once, direction, domain, meaning, reading;`, a row each.
macro_rules! indicators {
    ($($name:ident: $title:literal, $unit:literal, $kind:ident, $role:ident, $series:ident, $direction:ident, $domain:ident, $meaning:literal, $read:expr;)+) => {
        /// All indicators, in the order of every table.
        pub const INDICATORS: &[$crate::observations::Indicator] = &[
            $($crate::observations::Indicator {
                name: stringify!($name),
                title: $title,
                unit: $unit,
                meaning: $meaning,
                kind: $crate::observations::Kind::$kind,
                role: $crate::observations::Role::$role,
                series: $crate::observations::indicators::row::has_series!($series),
                direction: $crate::observations::Direction::$direction,
                domain: $crate::observations::Domain::$domain,
                read: $read,
            }
            .checked()),+
        ];

        const _: () = {
            /// Two rows of one name do not compile.
            #[allow(dead_code, non_camel_case_types)]
            enum Name {
                $($name),+
            }
        };
    };
}

pub(super) use {has_series, indicators};
