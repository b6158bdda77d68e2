//! Adaptive management: rules on what a monitoring system sees, as the model is given them.

use super::registry::Extent;

/// Declares the figures of monitoring: variant, name in files, unit, greatest value, meaning.
macro_rules! figures {
    ($($kind:ident, $name:literal, $unit:literal, $most:expr, $meaning:literal;)+) => {
        /// A figure that a monitoring system sees each quarter.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Figure {
            $(#[doc = $meaning] $kind,)+
        }

        impl Figure {
            /// All figures and the words for them in files.
            pub const NAMES: &'static [(&'static str, Self)] = &[$(($name, Self::$kind)),+];
            /// How many there are.
            pub const COUNT: usize = Self::NAMES.len();

            /// The word that files use.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)+ }
            }

            /// Unit.
            #[must_use]
            pub const fn unit(self) -> &'static str {
                match self { $(Self::$kind => $unit,)+ }
            }

            /// Greatest value that it can take; infinite where there is none. The least is 0.
            #[must_use]
            pub const fn most(self) -> f64 {
                match self { $(Self::$kind => $most,)+ }
            }

            /// Whether rules state it for the represented economy: it is a count or money, and not a share.
            #[must_use]
            pub const fn extent(self) -> Extent {
                if self.most() <= 1.0 { Extent::Each } else { Extent::Represented }
            }

            /// What it counts.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$kind => $meaning,)+ }
            }
        }
    };
}

figures! {
    DefaultRate, "default_rate", "share per quarter", 1.0, "Loans that default in the quarter, over these and older ones still outstanding at its end; missing without loans.";
    GuaranteeCalls, "guarantee_calls_usd", "USD per quarter", f64::INFINITY, "Paid out on guarantees in the quarter.";
    LoansApproved, "loans_approved", "loans per quarter", f64::INFINITY, "Loans approved in the quarter.";
    ApprovalShare, "approval_share", "share", 1.0, "Approved over all applications of the quarter; missing without applications.";
    Clients, "clients", "firms", f64::INFINITY, "Firms that agencies diagnose or serve at the end of the quarter.";
    DropOuts, "drop_outs", "firms per quarter", f64::INFINITY, "Clients who leave early in the quarter.";
    Referrals, "referrals", "referrals per quarter", f64::INFINITY, "Firms referred to buyers in the quarter.";
    NewLinkages, "new_linkages", "linkages per quarter", f64::INFINITY, "First orders of the quarter.";
    ActiveLinkages, "active_linkages", "linkages", f64::INFINITY, "Linkages with orders at the end of the quarter.";
    FacilitatedLinkages, "facilitated_linkages", "linkages", f64::INFINITY, "Of these, the ones that an agency brought together.";
    ProgrammeCost, "programme_cost_usd", "USD per quarter", f64::INFINITY, "Cost of the programme in the quarter, all payers.";
    Employment, "employment", "workers", f64::INFINITY, "Workers in living SMEs at the end of the quarter: a public figure.";
}

/// Comparison of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Above.
    Above,
    /// At least.
    AtLeast,
    /// Below.
    Below,
    /// At most.
    AtMost,
}

impl Comparison {
    /// All comparisons and the signs that files use.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        (">", Self::Above),
        (">=", Self::AtLeast),
        ("<", Self::Below),
        ("<=", Self::AtMost),
    ];

    /// True where a value meets it; never for a missing one.
    #[must_use]
    pub fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Self::Above => value > bound,
            Self::AtLeast => value >= bound,
            Self::Below => value < bound,
            Self::AtMost => value <= bound,
        }
    }
}

/// One condition of a rule: it holds where each of the last quarters seen meets it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// Figure that is compared.
    pub figure: Figure,
    /// Its comparison.
    pub comparison: Comparison,
    /// With what, in the unit of the figure.
    pub bound: f64,
    /// For how many quarters in a row.
    pub quarters: u32,
}

/// Changes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleTarget {
    /// An instrument, by index.
    Instrument(usize),
    /// The agency of the rule.
    Agency,
}

/// A rule of adaptive management: acts once in a world, in the first quarter in which all its conditions hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The conditions as written.
    pub when: String,
    /// Its action, in short.
    pub then: String,
    /// Index of the agency that monitors and pays for it.
    pub agency: usize,
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// What it changes.
    pub target: RuleTarget,
    /// Parameters that it sets from then on.
    pub set: Vec<(String, f64)>,
    /// Factor on the instrument's intensity [ratio]; 1 for none.
    pub scale: f64,
    /// Ends the instrument.
    pub stop: bool,
}

/// A rule that acted in a world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FiredRule {
    /// Index of the rule in its scenario.
    pub rule: usize,
    /// Quarter of the window.
    pub quarter: u32,
    /// Last value that was seen of its first condition.
    pub seen: f64,
}
