//! Facilitating agencies.

use crate::units::{Quarter, Share};

/// Where a pilot stands.
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

/// An agency as it stands in the quarter.
#[derive(Clone, Debug, Default)]
pub struct AgencyState {
    /// Clients in diagnosis or service.
    pub clients: u32,
    /// Firms on the register.
    pub registered: u32,
    /// Strength of match-making in the quarter [ratio].
    pub matchmaking: f64,
    /// Strength of upgrading support in the quarter [ratio].
    pub upgrading: f64,
    /// Part of the advisors' time that goes into match-making; upgrading support gets the rest [share].
    pub time_for_matchmaking: f64,
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
    /// Where its pilot stands, if it has one.
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
    /// Affiliates that it works with, by row; empty before it has chosen.
    pub anchors: Vec<bool>,
    /// What is left of its announced commitment, saturating [share].
    pub commitment: Share,
}

/// Firms on any register, by cell; made anew each quarter in reused memory.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Rows of SMEs, by cell.
    pub by_cell: Vec<Vec<u32>>,
}
