//! Reads a world every quarter and sums up the window.

use super::futures::Displacement;
use super::ledger::Ledger;
use super::money::MoneyLedger;
use super::pairs::SUSTAINED_QUARTERS;
use super::twin::{Totals, is_upgraded_supplier};
use super::{INDICATORS, Kind, Role, TwinRecord, Values};
use crate::model::{FailureReason, FirmId, Holder, Smes, Stage, World};
use crate::parameters::Periods;

/// Workers from which a registered firm counts as eligible.
const ELIGIBLE_WORKERS: f64 = 5.0;

/// Collects the indicators of one world.
#[derive(Clone, Debug)]
pub struct Recorder {
    sums: [f64; INDICATORS.len()],
    last: [f64; INDICATORS.len()],
    counts: [u32; INDICATORS.len()],
    eligible_at_start: f64,
    series: Vec<f64>,
    ledger: Ledger,
    money: MoneyLedger,
}

impl Recorder {
    /// Starts at the beginning of the policy window.
    #[must_use]
    pub fn start(world: &World, periods: Periods) -> Self {
        let n_series = INDICATORS
            .iter()
            .filter(|indicator| indicator.series)
            .count();
        let smes = world.smes();
        let eligible = (0..smes.len())
            .filter(|row| is_formal_with_workers(smes, *row))
            .count();
        Self {
            sums: [0.0; INDICATORS.len()],
            last: [0.0; INDICATORS.len()],
            counts: [0; INDICATORS.len()],
            eligible_at_start: eligible as f64,
            series: Vec::with_capacity(n_series * periods.recorded() as usize),
            ledger: Ledger::start(world),
            money: MoneyLedger::start(world),
        }
    }

    /// As [`Recorder::start`], for the baseline: it also keeps what other worlds are compared with.
    #[must_use]
    pub fn start_baseline(world: &World, periods: Periods) -> Self {
        let recorder = Self::start(world, periods);
        Self {
            ledger: recorder.ledger.keeping_history(world, periods.recorded()),
            ..recorder
        }
    }

    /// Reads the world after a quarter.
    pub fn observe(&mut self, world: &World) {
        self.ledger.observe(world);
        self.money.observe(world);
        self.last = read(world).to_array();
        for (index, indicator) in INDICATORS.iter().enumerate() {
            if self.last[index].is_finite() {
                self.sums[index] += self.last[index];
                self.counts[index] += 1;
            }
            if indicator.series {
                self.series.push(self.last[index]);
            }
        }
    }

    /// Values at the horizon in the order of [`INDICATORS`], and the series (`quarter * n_series + k`); `twin` is the record of the
    /// baseline world, none for the baseline itself.
    #[must_use]
    pub fn finish(self, world: &World, twin: Option<&TwinRecord>) -> (Vec<f64>, Vec<f64>) {
        let total = |name: &str| self.total(name);
        let mut values = Values::default();
        count_funnel(world, self.eligible_at_start, &mut values);
        values.approval_share = total("approval_share") / total("loan_applications");
        values.knowledge_kept_share = total("knowledge_kept_share")
            / (total("projects_completed") + total("projects_stopped"));
        // courses are open to firms that are not eligible: without eligible ones there is no share
        let eligible = if self.eligible_at_start > 0.0 {
            self.eligible_at_start
        } else {
            f64::NAN
        };
        values.client_share_of_eligible = total("clients") / eligible;
        if let Some(twin) = twin {
            twin.compare(world, &self.ledger, self.totals(), &mut values);
        }
        self.money.finish(world, &mut values);
        let mut at_end = values.to_array();
        Displacement::leave_out(&mut at_end);
        let combined = INDICATORS.iter().enumerate().map(|(index, indicator)| {
            if indicator.role == Role::Account || IN_FINISH.contains(&indicator.name) {
                return at_end[index];
            }
            match indicator.kind {
                Kind::Stock => self.last[index],
                Kind::Flow => self.sums[index],
                Kind::Mean => self.sums[index] / f64::from(self.counts[index]),
            }
        });
        (combined.collect(), self.series)
    }

    /// As [`Recorder::finish`] for the baseline itself, with the record that other worlds are compared with.
    ///
    /// # Panics
    /// Where the recorder was not started by [`Recorder::start_baseline`].
    #[must_use]
    pub fn finish_baseline(mut self, world: &World) -> ((Vec<f64>, Vec<f64>), TwinRecord) {
        let totals = self.totals();
        let twin = TwinRecord::of(world, std::mem::take(&mut self.ledger), totals);
        (self.finish(world, None), twin)
    }

    fn total(&self, name: &str) -> f64 {
        super::indicator_index(name).map_or(f64::NAN, |index| self.sums[index])
    }

    fn totals(&self) -> Totals {
        let employment =
            super::indicator_index("employment").map_or(f64::NAN, |index| self.last[index]);
        Totals {
            employment,
            sales: self.total("sme_sales_usd"),
            orders: self.total("order_value_usd"),
        }
    }
}

/// Indicators that are read once, at the horizon.
const IN_FINISH: [&str; 15] = [
    "client_capability_vs_twin",
    "approval_share",
    "knowledge_kept_share",
    "client_share_of_eligible",
    "funnel_eligible",
    "funnel_considered",
    "funnel_passed",
    "funnel_chosen",
    "funnel_ordered",
    "funnel_supplied",
    "funnel_sustained",
    "capability_vs_twin",
    "employment_vs_twin",
    "firms_ahead_of_twin",
    "firms_behind_twin",
];

/// True for a living registered firm of at least five workers.
fn is_formal_with_workers(smes: &Smes, row: usize) -> bool {
    smes.is_alive[row] && smes.is_formal[row] && smes.workers[row] >= ELIGIBLE_WORKERS
}

/// Values of one quarter; flows are those of the quarter.
fn read(world: &World) -> Values {
    let mut values = Values::default();
    read_linkages(world, &mut values);
    read_lots(world, &mut values);
    read_smes(world, &mut values);
    read_tally(world, &mut values);
    read_knowledge(world, &mut values);
    read_networks(world, &mut values);
    values.tncs = world
        .tncs()
        .rows
        .iter()
        .filter(|tnc| tnc.is_present)
        .count() as f64;
    values
}

fn read_linkages(world: &World, values: &mut Values) {
    let mut confidence = 0.0;
    for (_, linkage) in world
        .linkages()
        .iter()
        .filter(|(_, linkage)| linkage.stage.has_orders())
    {
        values.active_linkages += 1.0;
        confidence += linkage.confidence;
        if linkage.stage != Stage::Trial {
            values.supply_linkages += 1.0;
            values.sustained_linkages +=
                f64::from(u8::from(linkage.supply_quarters >= SUSTAINED_QUARTERS));
        }
    }
    values.mean_confidence = confidence / values.active_linkages;
}

fn read_lots(world: &World, values: &mut Values) {
    let (mut all, mut domestic, mut tier_one) = (0_u32, 0_u32, 0_u32);
    for tnc in world.tncs().rows.iter().filter(|tnc| tnc.is_present) {
        all += tnc.lots;
        domestic += tnc.domestic_lots;
        let lots = &world.tncs().lots[tnc.lot_range()];
        tier_one += lots
            .iter()
            .filter(|lot| lot.holder == Holder::TierOne)
            .count() as u32;
    }
    values.domestic_lot_share = f64::from(domestic) / f64::from(all);
    values.tier_one_lot_share = f64::from(tier_one) / f64::from(all);
}

fn read_smes(world: &World, values: &mut Values) {
    let smes = world.smes();
    let (mut formal, mut eligible, mut with_loan, mut capability) = (0.0, 0.0, 0.0, 0.0);
    for row in 0..smes.len() {
        if !smes.is_alive[row] {
            continue;
        }
        values.smes += 1.0;
        values.employment += smes.workers[row];
        capability += smes.mean_capability(row);
        values.certified_smes += f64::from(u8::from(smes.is_certified[row]));
        if smes.is_formal[row] {
            formal += 1.0;
            values.gate_passers += f64::from(u8::from(world.passes_gates(row)));
        }
        if is_formal_with_workers(smes, row) {
            eligible += 1.0;
            with_loan += f64::from(u8::from(smes.loan[row] > 0.0));
        }
        if smes.tnc_sales[row] > 0.0 {
            values.supplier_smes += 1.0;
            values.supplier_employment += smes.workers[row];
        }
        values.upgraded_suppliers += f64::from(u8::from(is_upgraded_supplier(world, row)));
    }
    values.mean_capability = capability / values.smes;
    values.formal_share = formal / values.smes;
    values.firms_with_loan_share = with_loan / eligible;
    values.exit_rate =
        4.0 * f64::from(world.tally().exits) / (values.smes + f64::from(world.tally().exits));
}

fn read_tally(world: &World, values: &mut Values) {
    let tally = world.tally();
    let failed = |reason: FailureReason| f64::from(tally.failures[reason as usize]);
    values.new_linkages = f64::from(tally.first_orders);
    values.relational_linkages = f64::from(tally.entered_supply);
    values.ended_linkages = f64::from(tally.ended_with_orders);
    values.order_value_usd = tally.order_value;
    values.upgrade_plans = f64::from(tally.plans_made);
    values.upgrades_financed = f64::from(tally.plans_financed);
    values.upgrades_by_loan = f64::from(tally.plans_by_loan);
    values.sme_sales_usd = tally.sales;
    values.loan_applications = f64::from(tally.loan_applications);
    values.approval_share = f64::from(tally.loans_approved);
    values.loan_volume_usd = tally.loan_volume;
    values.defaults = f64::from(tally.defaults);
    values.covered_volume_usd = tally.covered_volume;
    values.guarantee_calls_usd = tally.guarantee_calls;
    values.applicants = f64::from(tally.applicants);
    values.clients = f64::from(tally.clients);
    values.graduates = f64::from(tally.graduates);
    values.drop_outs = f64::from(tally.drop_outs);
    values.referrals = f64::from(tally.referrals);
    values.failed_information = failed(FailureReason::Information);
    values.failed_quality = failed(FailureReason::Quality);
    values.failed_standards = failed(FailureReason::Standards);
    values.failed_price = failed(FailureReason::Price);
    values.failed_scale = failed(FailureReason::Scale);
    values.failed_finance = failed(FailureReason::Finance);
    values.failed_trust = failed(FailureReason::Trust);
    values.cost_public_usd = tally.cost_public;
    values.cost_donor_usd = tally.cost_donor;
    values.cost_tnc_usd = tally.cost_tnc;
    values.cost_sme_usd = tally.cost_sme;
    values.programme_cost_usd =
        tally.cost_public + tally.cost_donor + tally.cost_tnc + tally.cost_sme;
}

fn read_knowledge(world: &World, values: &mut Values) {
    let tally = world.tally();
    values.projects_started = f64::from(tally.projects_started);
    values.projects_completed = f64::from(tally.projects_completed);
    values.projects_stopped = f64::from(tally.projects_stopped.iter().sum::<u32>());
    values.knowledge_kept_share =
        f64::from(tally.projects_completed) + tally.kept_when_stopped.iter().sum::<f64>();
    let smes = world.smes();
    for row in (0..smes.len()).filter(|row| smes.is_alive[*row]) {
        values.mean_legitimacy += smes.legitimacy[row] / values.smes;
        values.mean_innovation += smes.innovation[row] / values.smes;
        values.exporters += f64::from(u8::from(smes.exports[row] > 0.0));
    }
    values.export_starts = f64::from(tally.export_starts);
    values.export_sales_usd = tally.export_sales;
    values.launches = f64::from(tally.launches);
    values.leaks = f64::from(tally.leaks + tally.tnc_leaks);
    values.leaked_capability_lost = tally.leaked_lost;
    values.leaked_capability_gained = tally.leaked_gained;
    values.peer_learning = tally.peer_learning;
    values.transfer_contracts = f64::from(tally.transfer_contracts);
    values.developed_suppliers = f64::from(tally.developed_suppliers);
    values.supplier_programmes_stopped = f64::from(tally.supplier_programmes_stopped);
}

fn read_networks(world: &World, values: &mut Values) {
    let (tally, smes) = (world.tally(), world.smes());
    values.subcontracted_usd = tally.subcontracted;
    values.second_tier_sales_usd = tally.second_tier_sales;
    values.consortium_lots = f64::from(tally.consortium_lots);
    values.clustered_smes = (0..smes.len())
        .filter(|row| smes.is_alive[*row] && smes.cluster[*row].key != 0)
        .count() as f64;
}

fn count_funnel(world: &World, eligible: f64, values: &mut Values) {
    let smes = world.smes();
    let reached = |bit: u16| smes.reached.iter().filter(|bits| **bits & bit != 0).count() as f64;
    values.funnel_eligible = eligible;
    values.funnel_considered = reached(Smes::CONSIDERED);
    values.funnel_passed = reached(Smes::PASSED);
    values.funnel_chosen = reached(Smes::CHOSEN);
    values.funnel_ordered = reached(Smes::ORDERED);
    values.funnel_supplied = reached(Smes::SUPPLIED);
    let opening = world.quarter() - (world.window_quarter() + 1) as u32;
    let mut rows: Vec<FirmId> = world
        .linkages()
        .iter()
        .filter(|(_, linkage)| {
            linkage.formed > opening
                && linkage.stage.is_supply()
                && linkage.supply_quarters >= SUSTAINED_QUARTERS
        })
        .map(|(_, linkage)| linkage.sme)
        .collect();
    rows.sort_unstable();
    rows.dedup();
    values.funnel_sustained = rows.len() as f64;
}
