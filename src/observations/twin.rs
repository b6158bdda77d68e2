//! The small record of a baseline world against which the scenarios of its bundle are compared, firm by firm and pair by pair.

use super::indicators::Window;
use super::ledger::{History, Ledger};
use super::pairs::{Pair, PairAccount, TOLERANCE, active_pairs};
use crate::model::{Smes, World};
use crate::units::Usd;

/// Change of employment from which a firm counts as ahead of or behind its twin [share].
pub(super) const NOTABLE_CHANGE: f64 = 0.05;
/// Quarters for which a supplier must hold what it gained.
const HELD_QUARTERS: u16 = 4;
/// Quarters within which a supplier must have had an order.
const RECENT_QUARTERS: u32 = 4;

/// End and cumulative columns per firm, positions by quarter, and active pairs of a world at the horizon; rows are shared by all
/// worlds of a bundle.
#[derive(Clone, Debug, Default)]
pub struct TwinRecord {
    is_alive: Vec<bool>,
    is_upgraded: Vec<bool>,
    capability: Vec<f64>,
    workers: Vec<f64>,
    sales: Vec<Usd>,
    orders: Vec<Usd>,
    history: History,
    pairs: Vec<Pair>,
    /// Targets of the sums over firms.
    window: Window,
}

/// From gross to net of one outcome, by who had it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct FirmAccount {
    pub gross: f64,
    pub deadweight: f64,
    pub before_enrolment: f64,
    pub non_participants: f64,
    pub entrants: f64,
    pub one_world_participants: f64,
    pub one_world_others: f64,
}

/// Differences from twins, over firms alive in both worlds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LivingAccount {
    /// Mean difference of capability [index].
    pub capability: f64,
    /// The same over clients.
    pub client_capability: f64,
    /// Sum of the difference of employment [workers].
    pub employment: f64,
    /// Firms whose employment is notably above that of their twin.
    pub ahead: f64,
    /// Firms whose employment is notably below.
    pub behind: f64,
}

/// Mean change of capability over firms alive in both worlds [index].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct CapabilityAccount {
    pub gross: f64,
    pub deadweight: f64,
    pub direct: f64,
    pub non_participants: f64,
}

/// Upgraded suppliers against twins.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct UpgradeAccount {
    /// Participants that are upgraded in both worlds.
    pub deadweight: f64,
    /// Participants that are upgraded here only.
    pub additional: f64,
    /// Participants that are upgraded in the baseline world only.
    pub forgone: f64,
    /// Non-participants that are upgraded here only, less those that are in the baseline world only.
    pub others: f64,
}

impl UpgradeAccount {
    /// Participants that are upgraded here.
    pub fn gross(&self) -> f64 {
        self.deadweight + self.additional
    }

    /// Net change.
    pub fn net(&self) -> f64 {
        self.additional - self.forgone + self.others
    }
}

/// All accounts of a world against its baseline; nothing for the baseline itself.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct TwinAccounts {
    pub living: LivingAccount,
    /// Firms that a firm-level service ever enrolled.
    pub participants: f64,
    pub jobs: FirmAccount,
    pub sales: FirmAccount,
    pub orders: FirmAccount,
    pub capability: CapabilityAccount,
    pub upgraded: UpgradeAccount,
    pub linkages: PairAccount,
    pub linked_value: PairAccount,
    pub sustained: PairAccount,
}

/// Part of the account of a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Participant,
    NonParticipant,
    Entrant,
    OneWorldParticipant,
    OneWorldOther,
}

impl FirmAccount {
    /// Adds a firm; `base` and `twin_base` are its values when it enrolled, nothing for others.
    fn add(&mut self, part: Part, value: f64, twin: f64, base: f64, twin_base: f64) {
        match part {
            Part::Participant => {
                self.gross += value - base;
                self.deadweight += twin - twin_base;
                self.before_enrolment += base - twin_base;
            }
            Part::NonParticipant => self.non_participants += value - twin,
            Part::Entrant => self.entrants += value - twin,
            Part::OneWorldParticipant => self.one_world_participants += value - twin,
            Part::OneWorldOther => self.one_world_others += value - twin,
        }
    }

    /// Gross less deadweight.
    pub fn direct(&self) -> f64 {
        self.gross - self.deadweight
    }

    /// Net change.
    pub fn net(&self) -> f64 {
        self.direct()
            + self.before_enrolment
            + self.non_participants
            + self.entrants
            + self.one_world_participants
            + self.one_world_others
    }

    /// Checks that the parts make up the difference of the totals.
    fn check(&self, what: &str, here: f64, there: f64) {
        let gap = (self.net() - (here - there)).abs();
        assert!(
            gap <= TOLERANCE * here.abs().max(there.abs()).max(1.0),
            "{what} of participants, others and firms of one world make up the net change: {gap} is missing"
        );
    }
}

impl TwinRecord {
    /// Takes the record at the horizon, from a ledger that kept its history.
    ///
    /// # Panics
    /// Where the ledger kept none.
    #[must_use]
    pub(super) fn from_world(world: &World, ledger: Ledger, window: Window) -> Self {
        let smes = world.smes();
        Self {
            is_alive: smes.is_alive.to_vec(),
            is_upgraded: (0..smes.len())
                .map(|row| is_upgraded_supplier(world, row))
                .collect(),
            capability: (0..smes.len())
                .map(|row| smes.mean_capability(row))
                .collect(),
            workers: smes.workers.to_vec(),
            sales: ledger.sales,
            orders: ledger.orders,
            history: ledger
                .history
                .expect("the ledger of a baseline keeps its history"),
            pairs: active_pairs(world),
            window,
        }
    }

    /// Compares a world with its baseline.
    pub(super) fn compare(&self, world: &World, ledger: &Ledger, window: &Window) -> TwinAccounts {
        let [jobs, sales, orders] = self.account_for_firms(world, ledger, window);
        let [linkages, linked_value, sustained] = self.account_for_pairs(world);
        TwinAccounts {
            living: self.compare_living(world),
            participants: ledger.enrolments.len() as f64,
            jobs,
            sales,
            orders,
            capability: self.account_for_capability(world, ledger),
            upgraded: self.account_for_upgrades(world, ledger),
            linkages,
            linked_value,
            sustained,
        }
    }

    /// Firms alive in both worlds.
    fn compare_living(&self, world: &World) -> LivingAccount {
        let smes = world.smes();
        let mut account = LivingAccount::default();
        let (mut both, mut clients) = (0.0, 0.0);
        for row in 0..smes.len().min(self.is_alive.len()) {
            if !smes.is_alive[row] || !self.is_alive[row] {
                continue;
            }
            both += 1.0;
            let change = smes.workers[row] - self.workers[row];
            let gain = smes.mean_capability(row) - self.capability[row];
            account.capability += gain;
            if smes.reached[row] & Smes::CLIENT != 0 {
                clients += 1.0;
                account.client_capability += gain;
            }
            account.employment += change;
            account.ahead += f64::from(u8::from(change >= NOTABLE_CHANGE * self.workers[row]));
            account.behind += f64::from(u8::from(-change >= NOTABLE_CHANGE * self.workers[row]));
        }
        account.capability /= f64::max(both, 1.0);
        account.client_capability /= f64::max(clients, 1.0);
        account
    }

    fn part(&self, world: &World, ledger: &Ledger, row: usize) -> Part {
        let is_in_one_world = world.smes().is_alive[row] != self.is_alive[row];
        match (ledger.is_participant[row], is_in_one_world) {
            (true, false) => Part::Participant,
            (true, true) => Part::OneWorldParticipant,
            (false, true) => Part::OneWorldOther,
            (false, false) if row >= ledger.opening_rows => Part::Entrant,
            (false, false) => Part::NonParticipant,
        }
    }

    /// Jobs (a stock), sales and orders (flows) from gross to net; a firm that lives in one world only is counted in full.
    fn account_for_firms(
        &self,
        world: &World,
        ledger: &Ledger,
        window: &Window,
    ) -> [FirmAccount; 3] {
        let smes = world.smes();
        assert!(
            smes.len() == self.is_alive.len(),
            "all worlds of a bundle have the same firms"
        );
        let (mut jobs, mut sales, mut orders) = (
            FirmAccount::default(),
            FirmAccount::default(),
            FirmAccount::default(),
        );
        for row in (0..smes.len()).filter(|row| !ledger.is_participant[*row]) {
            let part = self.part(world, ledger, row);
            jobs.add(part, smes.workers[row], self.workers[row], 0.0, 0.0);
            sales.add(part, ledger.sales[row], self.sales[row], 0.0, 0.0);
            orders.add(part, ledger.orders[row], self.orders[row], 0.0, 0.0);
        }
        for enrolment in &ledger.enrolments {
            let (row, base) = (enrolment.row as usize, enrolment.base);
            let (part, twin) = (
                self.part(world, ledger, row),
                self.history.at(enrolment.quarter, enrolment.row),
            );
            jobs.add(
                part,
                smes.workers[row],
                self.workers[row],
                base.workers.into(),
                twin.workers.into(),
            );
            sales.add(
                part,
                ledger.sales[row],
                self.sales[row],
                base.sales.into(),
                twin.sales.into(),
            );
            orders.add(
                part,
                ledger.orders[row],
                self.orders[row],
                base.orders.into(),
                twin.orders.into(),
            );
        }
        jobs.check("jobs", window.employment, self.window.employment);
        sales.check("sales", window.sales, self.window.sales);
        orders.check("orders", window.orders, self.window.orders);
        [jobs, sales, orders]
    }

    /// Mean change of capability over firms alive in both worlds: of participants since they enrolled, of others in all.
    fn account_for_capability(&self, world: &World, ledger: &Ledger) -> CapabilityAccount {
        let smes = world.smes();
        let is_in_both = |row: &usize| smes.is_alive[*row] && self.is_alive[*row];
        let (mut gross, mut deadweight, mut count) = (0.0, 0.0, 0.0);
        for enrolment in ledger
            .enrolments
            .iter()
            .filter(|enrolment| is_in_both(&(enrolment.row as usize)))
        {
            let row = enrolment.row as usize;
            let twin = self.history.at(enrolment.quarter, enrolment.row);
            gross += smes.mean_capability(row) - f64::from(enrolment.base.capability);
            deadweight += self.capability[row] - f64::from(twin.capability);
            count += 1.0;
        }
        let count = f64::max(count, 1.0);
        let (mut change, mut others) = (0.0, 0.0);
        for row in (0..smes.len())
            .filter(|row| !ledger.is_participant[*row])
            .filter(is_in_both)
        {
            change += smes.mean_capability(row) - self.capability[row];
            others += 1.0;
        }
        CapabilityAccount {
            gross: gross / count,
            deadweight: deadweight / count,
            direct: (gross - deadweight) / count,
            non_participants: change / f64::max(others, 1.0),
        }
    }

    /// Upgraded suppliers net of the twin, firm by firm.
    fn account_for_upgrades(&self, world: &World, ledger: &Ledger) -> UpgradeAccount {
        let mut account = UpgradeAccount::default();
        let (mut here, mut there) = (0.0, 0.0);
        for row in 0..world.smes().len() {
            let (is_upgraded, twin_is) = (is_upgraded_supplier(world, row), self.is_upgraded[row]);
            here += f64::from(u8::from(is_upgraded));
            there += f64::from(u8::from(twin_is));
            match (ledger.is_participant[row], is_upgraded, twin_is) {
                (true, true, true) => account.deadweight += 1.0,
                (true, true, false) => account.additional += 1.0,
                (true, false, true) => account.forgone += 1.0,
                (false, true, false) => account.others += 1.0,
                (false, false, true) => account.others -= 1.0,
                _ => {}
            }
        }
        assert!(
            account.net() == here - there,
            "additional, forgone and others' upgraded suppliers make up the net change"
        );
        account
    }

    /// Linkages in count and in value, and sustained ones in count, pair by pair.
    fn account_for_pairs(&self, world: &World) -> [PairAccount; 3] {
        let pairs = active_pairs(world);
        let (here, there): (Vec<&Pair>, Vec<&Pair>) =
            (pairs.iter().collect(), self.pairs.iter().collect());
        let linkages = PairAccount::new(&here, &there, |_| 1.0);
        let linked_value = PairAccount::new(&here, &there, |pair| pair.value);
        let is_sustained = |pair: &&Pair| pair.is_sustained;
        let (here, there) = (
            here.into_iter().filter(is_sustained).collect::<Vec<_>>(),
            there.into_iter().filter(is_sustained).collect::<Vec<_>>(),
        );
        let sustained = PairAccount::new(&here, &there, |_| 1.0);
        [linkages, linked_value, sustained]
    }
}

/// True for a living firm with a recent order that has held a gate not passed at the start of the window, or a gain of productivity.
pub(super) fn is_upgraded_supplier(world: &World, row: usize) -> bool {
    let smes = world.smes();
    let has_recent_order =
        smes.last_order[row] > 0 && smes.last_order[row] + RECENT_QUARTERS > world.quarter();
    smes.is_alive[row] && has_recent_order && smes.upgraded_quarters[row] >= HELD_QUARTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> FirmAccount {
        let mut account = FirmAccount::default();
        account.add(Part::Participant, 14.0, 11.0, 10.5, 10.0);
        account.add(Part::NonParticipant, 4.0, 5.0, 0.0, 0.0);
        account.add(Part::Entrant, 3.0, 3.0, 0.0, 0.0);
        account.add(Part::OneWorldParticipant, 7.0, 0.0, 6.0, 6.0);
        account.add(Part::OneWorldOther, 0.0, 2.0, 0.0, 0.0);
        account
    }

    #[test]
    fn the_twin_s_change_since_enrolment_is_deadweight() {
        let found = account();
        assert_eq!(
            (found.gross, found.deadweight, found.direct()),
            (3.5, 1.0, 2.5)
        );
        assert_eq!(
            (
                found.before_enrolment,
                found.non_participants,
                found.entrants
            ),
            (0.5, -1.0, 0.0)
        );
        assert_eq!(
            (found.one_world_participants, found.one_world_others),
            (7.0, -2.0)
        );
        found.check("jobs", 28.0, 21.0);
    }

    #[test]
    #[should_panic(
        expected = "jobs of participants, others and firms of one world make up the net change"
    )]
    fn a_job_from_nowhere_is_found() {
        account().check("jobs", 28.0 + 1e-6, 21.0);
    }
}
