//! TNC affiliates and the lots that they buy.

use std::ops::Range;

use super::ids::{AffiliateId, AgencyId, CellId, Column, FirmId, LinkageId, LotId};
use super::practices::Practices;
use crate::units::{Quarter, Share, Usd};

/// Source of a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// An import source.
    Import,
    /// A foreign-owned local tier-1 firm.
    TierOne,
    /// A domestic SME, through this linkage.
    Domestic(LinkageId),
}

impl Holder {
    /// The linkage of a domestic SME that serves the lot.
    #[must_use]
    pub const fn linkage(self) -> Option<LinkageId> {
        match self {
            Self::Domestic(linkage) => Some(linkage),
            Self::Import | Self::TierOne => None,
        }
    }
}

/// A piece of an affiliate's purchases that is tendered as one.
#[derive(Clone, Debug)]
pub struct Lot {
    /// Permanent key.
    pub key: u64,
    /// The affiliate.
    pub tnc: AffiliateId,
    /// Cell.
    pub cell: CellId,
    /// Its source.
    pub holder: Holder,
    /// Price above that of the best source which a local-content rule makes its buyer accept [USD per quarter].
    pub premium: Usd,
    /// Quarters until it is tendered again.
    pub contract_left: u16,
    /// Value before cycles and growth [USD per quarter].
    pub value: Usd,
    /// The SME that a tier-1 firm buys from for it.
    pub second_tier: Option<FirmId>,
}

/// Progress of an affiliate in talks about a mandate for its region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Regional {
    /// No talks yet, or talks that were broken off.
    #[default]
    Open,
    /// Talks run.
    Talks {
        /// The agency.
        agency: AgencyId,
        /// Quarter of the decision.
        until: Quarter,
    },
    /// It got the mandate.
    Won {
        /// The agency.
        agency: AgencyId,
    },
    /// A sister affiliate got it.
    Lost,
    /// Headquarters left things as they were.
    Kept,
}

/// A programme of an affiliate for its own suppliers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SupplierProgramme {
    /// It runs none.
    #[default]
    None,
    /// It runs one by itself.
    Own,
    /// It runs one under the scheme of an agency.
    With(AgencyId),
}

impl SupplierProgramme {
    /// A programme under the scheme of the agency of a row.
    #[must_use]
    pub fn new(agency: usize) -> Self {
        Self::With(AgencyId::new(agency))
    }
}

/// Mode of entry of an affiliate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Lots relative to those drawn [ratio].
    pub lots: f64,
    /// Openness relative to the mean affiliate of the context [ratio].
    pub openness: f64,
    /// Departures relative to other affiliates [ratio].
    pub departure: f64,
    /// Added to belief in local suppliers and to mandate [share].
    pub commitment: Share,
}

impl Entry {
    /// An affiliate that comes by itself.
    pub const ORDINARY: Self = Self {
        lots: 1.0,
        openness: 1.0,
        departure: 1.0,
        commitment: 0.0,
    };
}

/// A TNC affiliate.
#[derive(Clone, Debug)]
pub struct Tnc {
    /// Permanent key.
    pub key: u64,
    /// Sector.
    pub sector: u8,
    /// Home: the first of the local markets in which it buys.
    pub home: u32,
    /// Sales from which its purchases follow [USD per year]; none where lots are counted without them.
    pub sales: Option<Usd>,
    /// Region.
    pub region: u8,
    /// Present.
    pub is_present: bool,
    /// Orders relative to those at arrival [ratio]: less after a sale, and as mandates move them.
    pub volume: f64,
    /// Volume to which it returns after a sale [ratio]: 1 unless a regional mandate moved it.
    pub normal_volume: f64,
    /// Its progress in talks about a regional mandate.
    pub regional: Regional,
    /// Local mandate [share].
    pub mandate: Share,
    /// Gate for quality, with the affiliate's own deviation [index].
    pub quality_gate: f64,
    /// Gate for standards likewise [index].
    pub standards_gate: f64,
    /// Speciality wanted, on a line from 0 to 1.
    pub speciality: f64,
    /// Values profile, on a line from 0 to 1.
    pub values: f64,
    /// How it treats its suppliers.
    pub practices: Practices,
    /// Contact lost to distance in culture and language, beyond that of the context [share].
    pub distance: Share,
    /// Belief in local suppliers [share].
    pub belief: Share,
    /// Agency for which it has a champion.
    pub champion: Option<AgencyId>,
    /// Marketing reach abroad that it lends its suppliers [share].
    pub marketing_reach: Share,
    /// Orientation to responsibility [share]: readiness for a programme for its own suppliers.
    pub orientation: Share,
    /// Programme that it runs for its own suppliers.
    pub supplier_programme: SupplierProgramme,
    /// Quarter in which that programme began.
    pub programme_since: Quarter,
    /// A change of strategy ended its programme.
    pub has_stopped_programme: bool,
    /// Openness relative to the mean affiliate of the context [ratio].
    pub openness: f64,
    /// Departures relative to other affiliates [ratio].
    pub departure: f64,
    /// Checked under a local-content rule, without a waiver and below the required share.
    pub is_pressed: bool,
    /// First lot in [`Tncs::lots`].
    pub first_lot: u32,
    /// Number of lots.
    pub lots: u32,
    /// Lots that domestic SMEs serve with orders.
    pub domestic_lots: u32,
    /// Its linkages, those on the way included.
    pub linkages: Vec<LinkageId>,
}

impl Tnc {
    /// Rows of its lots.
    #[must_use]
    pub const fn lot_range(&self) -> Range<usize> {
        self.first_lot as usize..(self.first_lot + self.lots) as usize
    }
}

/// Affiliates and lots; rows are never reused within a policy window.
#[derive(Clone, Debug, Default)]
pub struct Tncs {
    /// Affiliates, by row.
    pub rows: Column<AffiliateId, Tnc>,
    /// Lots, those of an affiliate together.
    pub lots: Column<LotId, Lot>,
    /// Empty lists with room, for the linkages of affiliates that arrive.
    pub spare_lists: Vec<Vec<LinkageId>>,
}
