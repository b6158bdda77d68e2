//! Events of a quarter.

use super::linkages::EndCause;
use crate::units::Usd;

/// Why a screened firm got no order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureReason {
    /// No registered local firm was seen for the lot.
    Information,
    /// Quality seemed too low.
    Quality,
    /// Standards seemed too low.
    Standards,
    /// Another offer was better.
    Price,
    /// Capacity was too small.
    Scale,
    /// The order could not be financed.
    Finance,
    /// The firm declined, terms were not agreed, or the trial failed.
    Trust,
}

/// Counts and sums of one quarter; set to zero at its start.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Tally {
    pub failures: [u32; 7],
    /// Lots that SMEs took.
    pub lots_taken: u32,
    pub ended_with_orders: u32,
    pub separations_from_supply: u32,
    pub first_orders: u32,
    pub entered_supply: u32,
    pub order_value: Usd,
    pub sales: Usd,
    pub exits: u32,
    /// Of these, firms below ten workers.
    pub micro_exits: u32,
    pub entries: u32,
    pub tnc_closures: u32,
    pub loan_applications: u32,
    pub loans_approved: u32,
    pub loan_volume: Usd,
    /// Rates of the loans that were made, times their amounts [USD per year].
    pub interest_agreed: Usd,
    pub covered_volume: Usd,
    pub repaid: Usd,
    pub written_off: Usd,
    pub defaults: u32,
    pub guarantee_calls: Usd,
    pub plans_made: u32,
    pub plans_financed: u32,
    pub plans_by_loan: u32,
    pub applicants: u32,
    pub clients: u32,
    pub graduates: u32,
    pub drop_outs: u32,
    pub referrals: u32,
    pub supported_audits: u32,
    pub loan_files: u32,
    pub grants_promised: u32,
    pub grants_paid: u32,
    pub grants_usd: Usd,
    pub advances_usd: Usd,
    pub cost_public: Usd,
    pub cost_donor: Usd,
    pub cost_tnc: Usd,
    pub cost_sme: Usd,
    /// Wages that SMEs paid.
    pub wages: Usd,
    /// Collateral that owners lost to lenders.
    pub collateral_lost: Usd,
    /// Import price of what SMEs delivered to TNCs less its own price.
    pub tnc_saving: Usd,
    /// Value to buyers of the fit of what was delivered.
    pub tnc_fit: Usd,
    /// Buyers' cost of governing deliveries.
    pub tnc_governance: Usd,
    /// Money that buyers squeezed out of suppliers.
    pub squeezed: Usd,
    /// Value of deliveries that failed.
    pub failed_deliveries: Usd,
    /// Key persons who left an SME.
    pub leaks: u32,
    /// Key persons who left an affiliate for a local firm.
    pub tnc_leaks: u32,
    /// Mean capability that SMEs lost with them, summed over firms.
    pub leaked_lost: f64,
    /// Mean capability that SMEs gained with them, from SMEs and affiliates.
    pub leaked_gained: f64,
    /// Mean capability that SMEs gained from peers, summed over firms.
    pub peer_learning: f64,
    pub export_starts: u32,
    /// Sales to buyers abroad.
    pub export_sales: Usd,
    pub launches: u32,
    /// Businesses abroad that firms founded.
    pub ventures: u32,
    /// Businesses abroad that closed.
    pub ventures_lost: u32,
    /// Outlays of firms for businesses abroad.
    pub venture_outlays: Usd,
    /// Payments of businesses abroad to their owners, less what owners made up for.
    pub venture_earnings: Usd,
    /// Outlays that were lost.
    pub venture_losses: Usd,
    /// Sales of these businesses abroad, which are no sales of the firm at home.
    pub venture_sales: Usd,
    /// Joint plans that buyers made with suppliers.
    pub joint_plans: u32,
    /// Joint plans given up because the volume did not come.
    pub joint_plans_given_up: u32,
    /// TNC orders that SMEs passed to other SMEs.
    pub subcontracted: Usd,
    /// Sales of SMEs to tier-1 firms.
    pub second_tier_sales: Usd,
    /// Lots won that exceed the capacity of the firm alone.
    pub consortium_lots: u32,
    pub transfer_contracts: u32,
    /// Suppliers in programmes of their buyers.
    pub developed_suppliers: u32,
    /// Programmes of affiliates that a change of strategy ended.
    pub supplier_programmes_stopped: u32,
    pub projects_started: u32,
    pub projects_completed: u32,
    /// Projects that an end of their linkage stopped, by its cause.
    pub projects_stopped: [u32; EndCause::ALL.len()],
    /// Work done on these when they stopped, in projects.
    pub worked_when_stopped: [f64; EndCause::ALL.len()],
    /// Modules of these that were finished, in projects.
    pub finished_when_stopped: [f64; EndCause::ALL.len()],
    /// Part of these that firms keep, in projects.
    pub kept_when_stopped: [f64; EndCause::ALL.len()],
}

impl Tally {
    /// Counts a failure.
    pub fn fail(&mut self, reason: FailureReason) {
        self.fail_times(reason, 1);
    }

    /// Counts failures of one kind.
    pub fn fail_times(&mut self, reason: FailureReason, count: u32) {
        self.failures[reason as usize] += count;
    }
}
