//! Facilitating agencies.

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
}

/// Firms on any register, by cell; made anew each quarter in reused memory.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Rows of SMEs, by cell.
    pub by_cell: Vec<Vec<u32>>,
}
