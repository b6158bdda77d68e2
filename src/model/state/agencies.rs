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
    /// Strength of all its instruments in the quarter [ratio], at most 1: staff that is paid.
    pub activity: f64,
    /// First quarter in which match-making had stopped; 0 while it runs or before it began.
    pub stopped: u32,
    /// Observed success of its clients [share].
    pub success: f64,
}

/// Firms on any register, by cell; made anew each quarter in reused memory.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Rows of SMEs, by cell.
    pub by_cell: Vec<Vec<u32>>,
}
