//! SMEs, one row each, by [`FirmId`]; rows are never reused within a policy window.

use super::credit_providers::PURPOSES;
use super::ids::{AffiliateId, AgencyId, CellId, Column, FirmId};
use super::kinds::Kinds;
use crate::units::{Quarter, Share, Usd};

/// Progress of an equipment plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanState {
    /// No plan.
    #[default]
    None,
    /// Wanted, not yet paid for.
    Wanted,
    /// Paid for, not yet working.
    Installing,
}

/// Position of a firm in an agency's services.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProgrammeStage {
    /// Not a client.
    #[default]
    None,
    /// Being diagnosed.
    Diagnosis,
    /// Being served.
    Service,
    /// Finished its services.
    Graduate,
    /// Left early.
    DroppedOut,
}

/// A service of an agency that runs for a firm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// The agency.
    pub agency: Option<AgencyId>,
    /// Quarters left.
    pub left: u16,
}

/// A cluster of firms that an agency's broker brought together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cluster {
    /// Permanent key, the same for all members; 0 where none.
    pub key: u64,
    /// The agency.
    pub agency: Option<AgencyId>,
    /// First quarter in which its members work together.
    pub from: Quarter,
}

/// Published comparison of a firm.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Benchmark {
    /// Agency that publishes it.
    pub agency: Option<AgencyId>,
    /// Quarter from which it can be read.
    pub from: Quarter,
    /// How far quality and standards seemed below the gates of the context [index]; negative above.
    pub gaps: [f64; 2],
}

/// What a firm was told by the buyer whose audit it failed last.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FailedAudit {
    /// The buyer.
    pub buyer: Option<AffiliateId>,
    /// Quarter from which the buyer has forgotten it.
    pub until: Quarter,
    /// Quality and standards that the buyer asks for [index].
    pub gates: [f64; 2],
    /// Quality and standards of the firm at the audit [index].
    pub levels: [f64; 2],
}

/// What an experiment gives a firm while it lasts; all 0 without one and after it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Treatment {
    /// Agency that treats it, or did.
    pub agency: Option<AgencyId>,
    /// Quarters left, the running one included once it has passed the phase of upgrading.
    pub left: u16,
    /// Orders from abroad, a part of the exports that buyers abroad want [USD per quarter].
    pub order: Usd,
    /// Part of the way to full visibility that it goes [share].
    pub visibility: Share,
    /// Part that is taken off the days of payment of its orders [share].
    pub sooner: Share,
    /// Rise of demand at home [log points].
    pub demand: f64,
}

/// Traits with which an SME starts, all drawn from its key.
#[derive(Clone, Debug, Default)]
pub struct SmeTraits {
    /// Permanent key.
    pub key: u64,
    /// Cell.
    pub cell: CellId,
    /// Region.
    pub region: u8,
    /// Quarter of founding, negative before the world opened.
    pub born: i32,
    /// Employment [workers, 1–249].
    pub workers: f64,
    /// Quality, scale, management, standards [index, 0–1].
    pub capability: [f64; 4],
    /// Innovation base, mindset, speciality, values [index, 0–1].
    pub innovation: f64,
    #[allow(missing_docs)]
    pub mindset: f64,
    #[allow(missing_docs)]
    pub speciality: f64,
    #[allow(missing_docs)]
    pub values: f64,
    /// Lasting log productivity.
    pub productivity_fixed: f64,
    /// Noise of log productivity at the start.
    pub productivity_noise: f64,
    /// Registered, rarely seen by buyers, certified.
    pub is_formal: bool,
    #[allow(missing_docs)]
    pub is_hidden: bool,
    #[allow(missing_docs)]
    pub is_certified: bool,
    /// Pledgeable assets over annual sales [share].
    pub pledgeable: f64,
    /// Probability of approval below which the owner does not apply [share].
    pub discouragement: f64,
    /// Months of profit that registration must be worth; infinite where the owner never will.
    pub registration_threshold: f64,
    /// Index of the credit provider that the firm calls first.
    pub provider: u16,
    /// Peers.
    pub peers: [Option<FirmId>; 5],
}

macro_rules! columns {
    ($($(#[doc = $doc:literal])+ $name:ident: $type:ty;)+) => {
        /// Columns of the SMEs; every column has one entry per row, in order of entry.
        #[derive(Clone, Debug, Default)]
        pub struct Smes {
            $($(#[doc = $doc])+ pub $name: Column<FirmId, $type>,)+
        }

        impl Smes {
            /// Reserves room for more rows, so that entry does not allocate.
            pub fn reserve(&mut self, rows: usize) {
                $(self.$name.reserve_exact(rows);)+
            }

            /// Keeps the rows where `keep` holds, in order.
            pub fn retain(&mut self, keep: &[bool]) {
                $({
                    let mut row = 0;
                    self.$name.retain(|_| { row += 1; keep[row - 1] });
                })+
            }

            /// Bytes of one row over all columns.
            #[must_use]
            pub const fn bytes_per_row() -> usize {
                0 $(+ std::mem::size_of::<$type>())+
            }

            /// Appends a row of empty values.
            fn push_empty(&mut self) {
                $(self.$name.push(<$type>::default());)+
            }
        }
    };
}

columns! {
    /// Permanent key: all draws of a firm use it.
    key: u64;
    /// Cell.
    cell: CellId;
    /// Region.
    region: u8;
    /// Quarter of founding, negative before the world opened.
    born: i32;
    /// In business.
    is_alive: bool;
    /// Registered.
    is_formal: bool;
    /// Rarely seen by buyers.
    is_hidden: bool;
    /// Holds a recognised quality certificate.
    is_certified: bool;
    /// Sells a niche product.
    is_niche: bool;
    /// A woman leads it.
    is_women_led: bool;
    /// Employment [workers, 1–249].
    workers: f64;
    /// Local sales per quarter at reference productivity (B) [USD].
    demand: Usd;
    /// Lasting log productivity.
    productivity_fixed: f64;
    /// Noise of log productivity.
    productivity_noise: f64;
    /// Log productivity of the quarter (ln A).
    log_productivity: f64;
    /// Productivity to the power of the demand elasticity, of the quarter.
    demand_pull: f64;
    /// Quality [index, 0–1].
    quality: f64;
    /// Scale [index, 0–1].
    scale: f64;
    /// Management [index, 0–1].
    management: f64;
    /// Standards [index, 0–1].
    standards: f64;
    /// Levels to which the four fade.
    anchor: [f64; 4];
    /// Innovation base [index, 0–1].
    innovation: f64;
    /// Entrepreneurial mindset [index, 0–1].
    mindset: f64;
    /// Level to which mindset fades.
    mindset_anchor: f64;
    /// Speciality on a line from 0 to 1.
    speciality: f64;
    /// Values profile on a line from 0 to 1.
    values: f64;
    /// Cash [USD]; negative where bills wait.
    cash: Usd;
    /// Sales that people and machines in place can make in a quarter [USD].
    capacity: Usd;
    /// Machines in place, where capacity costs money [USD of quarterly sales].
    installed: Usd;
    /// Cost of capacity that the firm wanted in the last quarter and had no money for [USD].
    growth_wanted: Usd;
    /// Sales of the last quarter to all buyers [USD].
    sales: Usd;
    /// Of these, to TNCs [USD].
    tnc_sales: Usd;
    /// Orders of TNCs in the quarter that is running [USD].
    tnc_orders: Usd;
    /// Of these, what peers make [USD].
    passed_on: Usd;
    /// Mean quality, management and standards of these peers [index, 0–1].
    level_of_others: f64;
    /// Payments to peers for their part of the TNC orders delivered in the quarter [USD].
    bought: Usd;
    /// Work of the quarter on TNC orders of peers, at the value of the order [USD].
    taken_on: Usd;
    /// Demand of tier-1 firms in the quarter, then what they got [USD].
    second_tier: Usd;
    /// How much more TNCs will order in the next quarter than in the running one, as far as they say so [USD].
    announced_orders: Usd;
    /// Orders delivered to TNCs and not paid yet [USD].
    receivable: Usd;
    /// Value of the lots that the firm holds through its linkages [USD per quarter].
    committed: Usd;
    /// Working capital of these lots that buyers advance [USD].
    advanced: Usd;
    /// Agency whose scheme it is.
    advance_agency: Option<AgencyId>;
    /// Help that a buyer's programme adds to that of other buyers [share].
    assistance: Share;
    /// Standing that association with TNCs gives [share].
    legitimacy: Share;
    /// Exports that buyers abroad want in a quarter [USD]; 0 where the firm does not export.
    exports: Usd;
    /// What an experiment gives it.
    treatment: Treatment;
    /// Sales abroad of the last quarter [USD].
    export_sales: Usd;
    /// Outlay of the firm for a business of its own abroad [USD]; 0 where it has none.
    venture: Usd;
    /// Help of a launch pad for exports.
    launch: Service;
    /// Costs of the last quarter: materials, wages, compliance [USD].
    costs: Usd;
    /// Of these, wages [USD].
    wages: Usd;
    /// Quarter of the last TNC order; 0 where none.
    last_order: Quarter;
    /// Linkages with orders or on the way to them.
    linkages: u16;
    /// Loan outstanding [USD].
    loan: Usd;
    /// Rate of the loan [per year].
    loan_rate: f64;
    /// Quarters until the loan is repaid.
    loan_left: u16;
    /// Quarters before repayment starts.
    loan_grace: u16;
    /// Part of a loss that a guarantee bears.
    loan_cover: Share;
    /// Part of the guarantee's fee that the lender bears.
    fee_of_lender: Share;
    /// The loan was made from a credit line.
    is_line_loan: bool;
    /// Index of the provider that the firm calls first.
    provider: u16;
    /// First quarter in which the firm may apply again: for a plan, for an order, for anything else.
    may_apply_from: [Quarter; PURPOSES];
    /// What lenders get for the machine that a loan bought, if it fails [USD].
    machine: Usd;
    /// Pledgeable assets over annual sales [share].
    pledgeable: f64;
    /// Probability of approval below which the owner does not apply [share].
    discouragement: f64;
    /// Months of profit that registration must be worth.
    registration_threshold: f64;
    /// Value of registration at founding [months of profit].
    registration_reference: f64;
    /// Progress of the equipment plan.
    plan: PlanState;
    /// Quarters until the plan lapses or works.
    plan_left: u16;
    /// Cost of the plan [USD].
    plan_cost: Usd;
    /// Gaps in quality and standards that the plan is to close [index]; none of a flat plan.
    plan_gaps: [f64; 2];
    /// The last plan lapsed for want of money.
    has_plan_lapsed: bool;
    /// The audit that the firm failed last.
    failed_audit: FailedAudit;
    /// Grant promised for the plan [USD]; 0 where none.
    grant: Usd;
    /// Agency that promised it.
    grant_agency: Option<AgencyId>;
    /// First quarter in which it is paid.
    grant_from: Quarter;
    /// Sales to TNCs of the last quarter, weighted by how much each buyer teaches [USD].
    taught_sales: Usd;
    /// Course that the owner takes.
    course: Service;
    /// The owner has been on a course.
    is_trained: bool;
    /// Course of a business school that the owner takes.
    school: Service;
    /// The owner has been at a business school.
    has_studied: bool;
    /// Supported preparation for a certificate.
    preparation: Service;
    /// Loan file that an advisor made, the quarter of its making included.
    loan_file: Service;
    /// Position of the firm in an agency's services.
    programme: ProgrammeStage;
    /// Quarters left in that stage.
    programme_left: u16;
    /// Agency that serves or served it as a client.
    agency: Option<AgencyId>;
    /// Agency that served or serves it a second time, beside the first.
    second_agency: Option<AgencyId>;
    /// Quarters left of that second service, diagnosis included.
    second_left: u16;
    /// Agency whose register names the firm.
    register: Option<AgencyId>;
    /// Published comparison of it.
    benchmark: Benchmark;
    /// Belief in programmes [share].
    belief: Share;
    /// Peers.
    peers: [Option<FirmId>; 5];
    /// Cluster to which the firm belongs.
    cluster: Cluster;
    /// Gates and certificate passed at the start of the window (bits 0–2).
    passed_at_start: u8;
    /// Log productivity at the start of the window.
    productivity_at_start: f64;
    /// Quarters for which a gate not passed at the start, or a gain of productivity, has been held.
    upgraded_quarters: u16;
    /// Sales in the window to all buyers [USD].
    window_sales: Usd;
    /// Orders delivered to TNCs in the window [USD].
    window_orders: Usd;
    /// Events of the window (bits: screened, passed, chosen, ordered, supplied, client, defaulted, first order ever).
    reached: u16;
    /// Kinds of instruments for which it came in the window, whether or not they were offered to it.
    asked: Kinds;
    /// Kinds of instruments of which it got what they give in the window: place, entry, loan, cover, grant paid.
    taken: Kinds;
}

impl Smes {
    /// Bit of [`Smes::reached`]: a TNC screened the firm for a lot.
    pub const CONSIDERED: u16 = 1;
    /// Bit of [`Smes::reached`]: passed the gates for a lot.
    pub const PASSED: u16 = 2;
    /// Bit of [`Smes::reached`]: won a lot.
    pub const CHOSEN: u16 = 4;
    /// Bit of [`Smes::reached`]: got a first order.
    pub const ORDERED: u16 = 8;
    /// Bit of [`Smes::reached`]: entered Supply.
    pub const SUPPLIED: u16 = 16;
    /// Bit of [`Smes::reached`]: accepted by an agency.
    pub const CLIENT: u16 = 32;

    /// Bit of [`Smes::reached`]: defaulted on a loan.
    pub const DEFAULTED: u16 = 64;

    /// Bit of [`Smes::reached`]: delivered its first order to a TNC ever.
    pub const FIRST_TIME: u16 = 128;

    /// Number of rows, dead firms included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.key.len()
    }

    /// True without rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.key.is_empty()
    }

    /// Mean of the four dimensions [index, 0–1].
    #[must_use]
    pub fn mean_capability(&self, row: usize) -> f64 {
        0.25 * (self.quality[row] + self.scale[row] + self.management[row] + self.standards[row])
    }

    /// Age in years at a quarter.
    #[must_use]
    pub fn age_years(&self, row: usize, quarter: Quarter) -> f64 {
        (f64::from(quarter) - f64::from(self.born[row])).max(0.0) * 0.25
    }

    /// Appends a firm; money columns start at 0.
    pub fn push(&mut self, traits: &SmeTraits) -> usize {
        self.push_empty();
        let row = self.len() - 1;
        self.key[row] = traits.key;
        self.cell[row] = traits.cell;
        self.region[row] = traits.region;
        self.born[row] = traits.born;
        self.is_alive[row] = true;
        self.is_formal[row] = traits.is_formal;
        self.is_hidden[row] = traits.is_hidden;
        self.is_certified[row] = traits.is_certified;
        self.workers[row] = traits.workers;
        self.productivity_fixed[row] = traits.productivity_fixed;
        self.productivity_noise[row] = traits.productivity_noise;
        [
            self.quality[row],
            self.scale[row],
            self.management[row],
            self.standards[row],
        ] = traits.capability;
        self.anchor[row] = traits.capability;
        self.innovation[row] = traits.innovation;
        self.mindset[row] = traits.mindset;
        self.mindset_anchor[row] = traits.mindset;
        self.speciality[row] = traits.speciality;
        self.values[row] = traits.values;
        self.provider[row] = traits.provider;
        self.pledgeable[row] = traits.pledgeable;
        self.discouragement[row] = traits.discouragement;
        self.registration_threshold[row] = traits.registration_threshold;
        self.belief[row] = 0.5;
        self.peers[row] = traits.peers;
        row
    }
}
