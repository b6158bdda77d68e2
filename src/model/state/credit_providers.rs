//! Lenders, credit lines and guarantee funds.

use crate::units::{Share, Usd};

/// Clocks of a firm that was refused: for a plan, for an order, for anything else.
pub const PURPOSES: usize = 3;
/// Kinds of loans of which owners have a belief: for plans and orders, and for anything else.
pub const BELIEFS: usize = 2;
/// Owners' beliefs about the probability of approval, by kind of loan [shares].
pub type ApprovalBelief = [Share; BELIEFS];
/// Applications and approvals of a quarter, by kind of loan.
pub type Approvals = [(u32, u32); BELIEFS];

/// A credit provider.
#[derive(Clone, Debug, Default)]
pub struct CreditProviderState {
    /// Money that can be lent now [USD].
    pub funds: Usd,
    /// Loans outstanding from own funds [USD].
    pub outstanding: Usd,
    /// Funds and loans that the provider returns to in the long run [USD].
    pub normal_funds: Usd,
    /// Cost of funds [per year].
    pub funding_rate: f64,
}

/// All credit lines together.
#[derive(Clone, Debug, Default)]
pub struct CreditLineState {
    /// Money that can be lent now [USD].
    pub funds: Usd,
    /// Loans outstanding [USD].
    pub outstanding: Usd,
    /// Paid in so far [USD].
    pub placed: Usd,
    /// New loans are made from it.
    pub is_open: bool,
    /// Payments due by now [USD].
    pub target: Usd,
    /// Discount of the cost of funds, of the last quarter in which it was open [per year].
    pub discount: f64,
    /// Share of losses and concessions that donors bear.
    pub donor_share: Share,
}

/// All guarantees together, in the quarter.
#[derive(Clone, Debug, Default)]
pub struct GuaranteeState {
    /// Part of a loss that is borne on new loans [share]; 0 where no guarantee acts.
    pub cover: Share,
    /// Fee on the covered amount [per year].
    pub fee: f64,
    /// Greatest covered amount [USD].
    pub limit: Usd,
    /// Covered amount outstanding [USD].
    pub covered: Usd,
    /// Part of order loans with an offer without cover that may take it where that is cheaper [share].
    pub orders_by_price: Share,
    /// Move of owners' idea of approval [share].
    pub announcement: Share,
    /// Share of calls and running cost that donors bear.
    pub donor_share: Share,
}
