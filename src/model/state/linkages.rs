//! Linkages between an SME and a TNC affiliate in a category.

use super::agreement::Agreement;
use super::ids::{AffiliateId, AgencyId, CellId, Column, FirmId, LinkageId};
use super::smes::Service;
use crate::units::{Quarter, Share, Usd};

/// Stage of a linkage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Chosen; first talks (Prepare).
    Initiation,
    /// Samples and audit (Prepare).
    Qualification,
    /// Terms (Partner).
    Agreement,
    /// First orders (Partner).
    Trial,
    /// Regular orders (Pioneer).
    Supply,
    /// Joint development (Pioneer).
    Strategic,
}

impl Stage {
    /// The word of tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initiation => "initiation",
            Self::Qualification => "qualification",
            Self::Agreement => "agreement",
            Self::Trial => "trial",
            Self::Supply => "supply",
            Self::Strategic => "strategic",
        }
    }

    /// True from the first order on.
    #[must_use]
    pub const fn has_orders(self) -> bool {
        matches!(self, Self::Trial | Self::Supply | Self::Strategic)
    }

    /// True for regular orders.
    #[must_use]
    pub const fn is_supply(self) -> bool {
        matches!(self, Self::Supply | Self::Strategic)
    }
}

/// Cause of the end of a linkage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndCause {
    /// Failed the audit.
    Audit,
    /// No agreement on terms, or failed the trial.
    NotPassed,
    /// Headquarters decided.
    Headquarters,
    /// The affiliate left or its new owner cut the linkage.
    TncExit,
    /// Confidence was too low.
    LowConfidence,
    /// All lots went to better offers.
    Replaced,
    /// The SME failed.
    SmeExit,
}

impl EndCause {
    /// All causes, in the order of tables.
    pub const ALL: [Self; 7] = [
        Self::Audit,
        Self::NotPassed,
        Self::Headquarters,
        Self::TncExit,
        Self::LowConfidence,
        Self::Replaced,
        Self::SmeExit,
    ];
}

/// A joint project of a linkage, in modules that are handed over one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Project {
    /// Modules planned; 0 where no project is open.
    pub modules: u8,
    /// Modules handed over.
    pub done: u8,
    /// Quarters worked on it.
    pub elapsed: u16,
    /// Quarters that it takes.
    pub quarters: f64,
}

impl Project {
    /// Part of the work that is done [share].
    #[must_use]
    pub fn progress(&self) -> Share {
        (f64::from(self.elapsed) / self.quarters).min(1.0)
    }
}

/// A contract on how knowledge is handed over, with milestones and an exit plan.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TransferContract {
    /// Agency that arranged it.
    pub agency: Option<AgencyId>,
    /// First quarter in which it holds.
    pub from: Quarter,
    /// Modules of projects that start under it.
    pub modules: u8,
    /// Part of the work on an unfinished module that stays with the firm [share].
    pub salvage: Share,
    /// Addition to the probability of a project [per quarter].
    pub chance: f64,
}

/// An end that the partners agreed to carry out over a time of transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Quarters agreed on.
    pub quarters: u16,
    /// Quarters left.
    pub left: u16,
    /// Cause of its end.
    pub cause: EndCause,
}

/// A linkage.
#[derive(Clone, Debug)]
pub struct Linkage {
    /// Permanent key, made of SME, TNC, cell and quarter; 0 in an empty slot.
    pub key: u64,
    /// The SME.
    pub sme: FirmId,
    /// The affiliate.
    pub tnc: AffiliateId,
    /// Cell.
    pub cell: CellId,
    /// Stage.
    pub stage: Stage,
    /// Quarter in which it was formed.
    pub formed: Quarter,
    /// Quarter of the first order; 0 before.
    pub first_order: Quarter,
    /// Quarters spent in Supply and Strategic.
    pub supply_quarters: u16,
    /// Lots that it serves or will serve.
    pub lots: u16,
    /// Sum of the values of these lots [USD per quarter].
    pub lot_value: Usd,
    /// Growth of orders since the first [ratio].
    pub growth: f64,
    /// Competence trust of the buyer [share].
    pub competence_trust: Share,
    /// Goodwill trust between the partners [share].
    pub goodwill_trust: Share,
    /// Formal control [share].
    pub formal_control: Share,
    /// Terms, checks and third parties.
    pub agreement: Agreement,
    /// Social control [share].
    pub social_control: Share,
    /// Confidence of the last quarter [share].
    pub confidence: Share,
    /// Failed deliveries in the trial.
    pub trial_breaches: u16,
    /// Agency that brought the partners together.
    pub facilitated: Option<AgencyId>,
    /// Orders delivered in the last quarter [USD].
    pub delivered: Usd,
    /// Part of the last orders that was delivered [share].
    pub fill_rate: Share,
    /// The supplier's margin on the last orders was negative.
    pub is_at_a_loss: bool,
    /// Joint project that is open.
    pub project: Project,
    /// Contract on how knowledge is handed over.
    pub contract: TransferContract,
    /// Know-how of finished modules that is of use with this buyer only [index].
    pub proprietary: f64,
    /// The supplier keeps design and coordination, and offshores the rest.
    pub is_made_abroad: bool,
    /// Notice that was given.
    pub notice: Option<Notice>,
    /// Help of an agency with offshoring.
    pub outsourcing: Service,
    /// Orders of a quarter for which partners plan together [USD]; 0 where they do not.
    pub planned: Usd,
}

impl Linkage {
    /// True in a slot that is in use.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.key != 0
    }

    /// Part of its usual orders that is still placed [share]: all of them until notice is given, then less every quarter.
    #[must_use]
    pub fn orders_left(&self) -> Share {
        self.notice.map_or(1.0, |notice| {
            f64::from(notice.left) / f64::from(notice.quarters + 1)
        })
    }

    /// True while its lots are not tendered: on the way to a first order, and once notice is given.
    #[must_use]
    pub const fn keeps_lots(&self) -> bool {
        !self.stage.has_orders() || self.notice.is_some()
    }

    /// Trust that enters confidence [share]: competence counts more in the first year.
    #[must_use]
    pub fn trust(&self, competence_weight: Share, quarter: Quarter) -> Share {
        let is_young = self.first_order == 0 || quarter < self.first_order + 4;
        let weight = if is_young {
            competence_weight.max(0.7)
        } else {
            competence_weight
        };
        weight * self.competence_trust + (1.0 - weight) * self.goodwill_trust
    }
}

/// A linkage with orders that ended in the running quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Slot that it had.
    pub slot: LinkageId,
    /// Key of the linkage.
    pub key: u64,
    /// The SME.
    pub sme: FirmId,
    /// Cell.
    pub cell: CellId,
    /// Quarter of the first order.
    pub first_order: Quarter,
    /// An agency brought the partners together.
    pub is_referred: bool,
    /// Cause of its end.
    pub cause: EndCause,
}

/// Linkages in slots; a slot is reused, a key never.
#[derive(Clone, Debug, Default)]
pub struct Linkages {
    /// Slots.
    pub slots: Column<LinkageId, Linkage>,
    /// Empty slots.
    pub free: Vec<LinkageId>,
    /// Linkages with orders that ended in the running quarter, in the order in which they ended.
    pub endings: Vec<Ending>,
}

impl Linkages {
    /// Puts a linkage into a slot and returns the slot.
    pub fn insert(&mut self, linkage: Linkage) -> LinkageId {
        if let Some(slot) = self.free.pop() {
            self.slots[slot] = linkage;
            slot
        } else {
            let slot = self.slots.next_id();
            self.slots.push(linkage);
            slot
        }
    }

    /// Empties a slot; the end of a linkage with orders is recorded.
    pub fn remove(&mut self, slot: LinkageId, cause: EndCause) {
        let linkage = &mut self.slots[slot];
        if linkage.stage.has_orders() {
            let Linkage {
                key,
                sme,
                cell,
                first_order,
                facilitated,
                ..
            } = *linkage;
            self.endings.push(Ending {
                slot,
                key,
                sme,
                cell,
                first_order,
                is_referred: facilitated.is_some(),
                cause,
            });
        }
        linkage.key = 0;
        self.free.push(slot);
    }

    /// Linkages in use, with their slots.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Linkage)> {
        self.slots
            .iter()
            .enumerate()
            .filter(|(_, linkage)| linkage.is_open())
    }
}
