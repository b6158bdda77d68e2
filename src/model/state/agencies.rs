//! Facilitating agencies.

use std::ops::{Index, IndexMut};

use super::ids::{AffiliateId, AgencyId, CellId, Column, FirmId};
use crate::model::instruments::InstrumentKind;
use crate::units::{Quarter, Share, Usd};

/// Strength of an agency's instruments, by kind [ratio].
#[derive(Clone, Debug)]
pub struct Strengths([f64; InstrumentKind::COUNT]);

impl Default for Strengths {
    fn default() -> Self {
        Self([0.0; InstrumentKind::COUNT])
    }
}

impl Index<InstrumentKind> for Strengths {
    type Output = f64;

    fn index(&self, kind: InstrumentKind) -> &f64 {
        &self.0[kind as usize]
    }
}

impl IndexMut<InstrumentKind> for Strengths {
    fn index_mut(&mut self, kind: InstrumentKind) -> &mut f64 {
        &mut self.0[kind as usize]
    }
}

/// Knowledge of an agency about a category.
#[derive(Clone, Copy, Debug, Default)]
pub struct CategoryMap {
    /// How far the map is right [share]; 0 where there is none.
    pub accuracy: f64,
    /// Quarters until a survey that runs is of use; 0 where none runs.
    pub survey_left: u16,
    /// Value of the lots that present affiliates buy [USD per quarter].
    pub demand: Usd,
}

/// Progress of a pilot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PilotStage {
    /// Not judged yet.
    #[default]
    Running,
    /// Judged well enough: the full staff is hired.
    ScaledUp,
    /// Judged too weak: it stays as small as it is.
    Kept,
}

/// A firm that applied for an offer of an agency in the quarter, as the agency ranked it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Application {
    /// The firm.
    pub sme: FirmId,
    /// The agency.
    pub agency: AgencyId,
    /// Offer: the salt of its call, the same for all quarters.
    pub offer: u16,
    /// Score by which the agency ranked it [standard deviations, roughly].
    pub score: f64,
    /// It stood high enough in the ranking for a place.
    pub is_accepted: bool,
}

/// State of an agency in the quarter.
#[derive(Clone, Debug, Default)]
pub struct AgencyState {
    /// Clients in diagnosis or service.
    pub clients: u32,
    /// Firms on the register.
    pub registered: u32,
    /// Strength of its instruments in the quarter, by kind [ratio].
    pub strengths: Strengths,
    /// An instrument that asks affiliates to take part acts in the quarter.
    pub works_with_tncs: bool,
    /// Part of the advisors' time that goes into match-making [share].
    pub time_for_matchmaking: f64,
    /// Part that goes into credit brokerage; upgrading support gets the rest [share].
    pub time_for_brokerage: f64,
    /// The value-chain map, by cell; of use only where accuracy is above 0.
    pub map: Column<CellId, CategoryMap>,
    /// Greatest strength of its instruments in the quarter [ratio]: staff that is paid.
    pub activity: f64,
    /// First quarter in which match-making had stopped; 0 while it runs or before it began.
    pub stopped: u32,
    /// Permanent key, made of its name.
    pub key: u64,
    /// First quarter in which one of its instruments acted; 0 before.
    pub began: Quarter,
    /// Part of its advisors that is hired [share].
    pub hired: Share,
    /// Progress of its pilot, if it has one.
    pub pilot: PilotStage,
    /// Advisors with experience.
    pub experienced: f64,
    /// Effect of its services relative to those of experienced advisors [ratio].
    pub quality: f64,
    /// Quarters until another leader serves; 0 with one in office.
    pub leader_gap: u16,
    /// Response of TNCs relative to a private-sector lead and nothing else [ratio].
    pub response: f64,
    /// Affiliates with a champion for it.
    pub champions: u32,
    /// Affiliates that it works with; empty before it has chosen.
    pub anchors: Column<AffiliateId, bool>,
    /// Rest of its announced commitment, saturating [share].
    pub commitment: Share,
}

/// Firms on any register, by cell; made again each quarter in reused memory.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Rows of SMEs, by cell.
    pub by_cell: Column<CellId, Vec<FirmId>>,
}
