//! Actors of a world and its duration: agencies, providers and periods.

use serde::Serialize;

use super::{AgencyParameters, CreditProviderParameters};
use crate::units::Quarter;

/// Lead of an agency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lead {
    /// Chambers, clubs, firms: TNCs respond best.
    Private,
    /// A ministry or public agency: SMEs are reached best.
    Public,
    /// Both: half way.
    #[default]
    Mixed,
}

impl Lead {
    /// All leads and the words for them in files.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("private", Self::Private),
        ("public", Self::Public),
        ("mixed", Self::Mixed),
    ];
}

/// Selection target of an agency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SelectionTarget {
    /// Firms near the gates, below or above: those whom help may carry over.
    #[default]
    DistanceToGate,
    /// Firms of high present capability.
    Level,
}

impl SelectionTarget {
    /// All targets and the words for them in files.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("distance_to_gate", Self::DistanceToGate),
        ("level", Self::Level),
    ];
}

/// A facilitating agency.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agency {
    /// Name, unique in a scenario; instruments refer to it.
    pub name: String,
    /// Its lead.
    pub lead: Lead,
    /// Its selection target.
    pub selection_target: SelectionTarget,
    /// Its parameters.
    pub parameters: AgencyParameters,
}

/// Kind of a credit provider.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// A commercial bank.
    #[default]
    CommercialBank,
    /// A development bank.
    DevelopmentBank,
    /// A microfinance institution: small loans, little collateral.
    Microfinance,
}

impl ProviderKind {
    /// All kinds and the words for them in files.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("commercial_bank", Self::CommercialBank),
        ("development_bank", Self::DevelopmentBank),
        ("microfinance", Self::Microfinance),
    ];
}

/// A credit provider.
#[derive(Clone, Debug, PartialEq)]
pub struct CreditProvider {
    /// Name, unique in a scenario.
    pub name: String,
    /// Kind of lender.
    pub kind: ProviderKind,
    /// Its parameters.
    pub parameters: CreditProviderParameters,
}

/// Lengths of the parts of a run, in quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Periods {
    /// Without instruments, before anything is recorded.
    pub burn_in: Quarter,
    /// In which instruments may act.
    pub policy: Quarter,
    /// After the last instrument, without services.
    pub run_off: Quarter,
}

impl Periods {
    /// Quarters that are recorded.
    #[must_use]
    pub const fn recorded(self) -> Quarter {
        self.policy + self.run_off
    }
}

impl Default for Periods {
    fn default() -> Self {
        Self {
            burn_in: 120,
            policy: 16,
            run_off: 12,
        }
    }
}
