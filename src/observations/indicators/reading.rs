//! Sources of indicators: a quarter that has passed, or a world at the horizon.
//!
//! Columns of agents are gone through once a quarter for all indicators together; rows of the table read the sums.

use crate::model::{FailureReason, FirmId, Holder, Smes, Stage, Tally, World};
use crate::observations::SizeClass;
use crate::observations::futures::Displacement;
use crate::observations::money::MoneyLedger;
use crate::observations::pairs::SUSTAINED_QUARTERS;
use crate::observations::twin::{TwinAccounts, is_upgraded_supplier};
use crate::units::Usd;

/// Workers from which a registered firm counts as eligible.
const ELIGIBLE_WORKERS: f64 = 5.0;

/// Reading of an indicator.
#[derive(Clone, Copy, Debug)]
pub(in crate::observations) enum Reading {
    /// After every quarter; the kind says whether the last value, the sum or the mean counts.
    Quarter(fn(&QuarterView<'_>) -> f64),
    /// Two sums over the window, of what is read after every quarter: the first over the second.
    Ratio(fn(&QuarterView<'_>) -> f64, fn(&QuarterView<'_>) -> f64),
    /// At the horizon.
    Horizon(fn(&HorizonView<'_>) -> f64),
    /// From re-keyed futures of the burn-in; missing where none were run.
    Futures(fn(&Displacement) -> f64),
}

/// A world after a quarter, with the sums over its agents.
#[derive(Debug)]
pub(in crate::observations) struct QuarterView<'a> {
    /// Events of the quarter.
    pub tally: &'a Tally,
    pub linkages: LinkageSums,
    pub tncs: TncSums,
    pub smes: SmeSums,
}

impl<'a> QuarterView<'a> {
    /// Reads the world, each column once.
    pub fn from_world(world: &'a World) -> Self {
        Self {
            tally: world.tally(),
            linkages: LinkageSums::from_world(world),
            tncs: TncSums::from_world(world),
            smes: SmeSums::from_world(world),
        }
    }

    /// Failures of firms by reason.
    pub fn failed(&self, reason: FailureReason) -> f64 {
        self.tally.failures[reason as usize].into()
    }

    /// SMEs that left over those that were there [share per year].
    pub fn exit_rate(&self) -> f64 {
        let exits = f64::from(self.tally.exits);
        4.0 * exits / (self.smes.alive + exits)
    }

    /// Exits of firms below ten workers, or of others, over those of their size that were there, and that count: for a year, and for the mean.
    pub fn exits_of_size(&self, is_micro: bool) -> (f64, f64) {
        let micro = f64::from(self.tally.micro_exits);
        let (exits, alive) = if is_micro {
            (micro, self.smes.micro)
        } else {
            (
                f64::from(self.tally.exits) - micro,
                self.smes.alive - self.smes.micro,
            )
        };
        (4.0 * exits, alive + exits)
    }

    /// Joint projects that were stopped, for any cause.
    pub fn projects_stopped(&self) -> u32 {
        self.tally.projects_stopped.iter().sum()
    }

    /// Part of completed and stopped joint projects that firms keep, in projects.
    pub fn projects_kept(&self) -> f64 {
        f64::from(self.tally.projects_completed) + self.tally.kept_when_stopped.iter().sum::<f64>()
    }
}

/// Sums over linkages with orders.
#[derive(Debug, Default)]
pub(in crate::observations) struct LinkageSums {
    /// In Trial, Supply or Strategic.
    pub active: f64,
    /// In Supply or Strategic.
    pub supply: f64,
    /// Of these, for the quarters that count as sustained.
    pub sustained: f64,
    /// Confidence, summed [share].
    pub confidence: f64,
}

impl LinkageSums {
    fn from_world(world: &World) -> Self {
        let mut sums = Self::default();
        for (_, linkage) in world
            .linkages()
            .iter()
            .filter(|(_, linkage)| linkage.stage.has_orders())
        {
            sums.active += 1.0;
            sums.confidence += linkage.confidence;
            if linkage.stage != Stage::Trial {
                sums.supply += 1.0;
                sums.sustained += count(linkage.supply_quarters >= SUSTAINED_QUARTERS);
            }
        }
        sums
    }
}

/// Sums over affiliates that are present.
#[derive(Debug, Default)]
pub(in crate::observations) struct TncSums {
    /// Affiliates.
    pub present: u32,
    /// Lots.
    pub lots: u32,
    /// Lots that domestic SMEs serve.
    pub domestic_lots: u32,
    /// Lots that foreign-owned local tier-1 firms serve.
    pub tier_one_lots: u32,
    /// Value of all lots [USD per quarter].
    pub value: Usd,
    /// Value of lots that domestic SMEs serve [USD per quarter].
    pub domestic_value: Usd,
    /// Sales of affiliates whose purchases follow from them [USD per quarter].
    pub sales: Usd,
    /// Value of their lots that domestic SMEs and foreign-owned local tier-1 firms serve [USD per quarter].
    pub spent_locally: Usd,
}

impl TncSums {
    fn from_world(world: &World) -> Self {
        let mut sums = Self::default();
        for tnc in world.tncs().rows.iter().filter(|tnc| tnc.is_present) {
            sums.present += 1;
            sums.lots += tnc.lots;
            sums.domestic_lots += tnc.domestic_lots;
            sums.sales += tnc.sales.unwrap_or(0.0) / 4.0;
            for lot in &world.tncs().lots[tnc.lot_range()] {
                sums.value += lot.value;
                match lot.holder {
                    Holder::Domestic(_) => sums.domestic_value += lot.value,
                    Holder::TierOne => sums.tier_one_lots += 1,
                    Holder::Import => continue,
                }
                if tnc.sales.is_some() {
                    sums.spent_locally += lot.value;
                }
            }
        }
        sums
    }

    /// Part of all lots.
    pub fn share(&self, lots: u32) -> f64 {
        f64::from(lots) / f64::from(self.lots)
    }
}

/// Sums over living SMEs.
#[derive(Debug, Default)]
pub(in crate::observations) struct SmeSums {
    /// Firms.
    pub alive: f64,
    /// Firms below ten workers.
    pub micro: f64,
    /// Registered firms.
    pub formal: f64,
    /// Registered firms of enough workers to be eligible.
    pub eligible: f64,
    /// Of these, with a loan.
    pub with_loan: f64,
    /// Registered firms whose true quality and standards reach the gates.
    pub gate_passers: f64,
    /// Firms with a certificate.
    pub certified: f64,
    /// Firms with orders from TNCs.
    pub suppliers: f64,
    /// Money that experiments have paid sooner [USD].
    pub paid_sooner: Usd,
    /// Upgraded suppliers.
    pub upgraded: f64,
    /// Firms with a market abroad.
    pub exporters: f64,
    /// Firms in a cluster.
    pub clustered: f64,
    /// Workers.
    pub employment: f64,
    /// Workers of firms with orders from TNCs.
    pub supplier_employment: f64,
    /// Capability, summed [index].
    pub capability: f64,
    /// Mean legitimacy [share].
    pub mean_legitimacy: f64,
    /// Mean innovation base [index].
    pub mean_innovation: f64,
}

impl SmeSums {
    fn from_world(world: &World) -> Self {
        let smes = world.smes();
        let mut sums = Self::default();
        for row in (0..smes.len()).filter(|row| smes.is_alive[*row]) {
            sums.add(world, row);
        }
        for row in (0..smes.len()).filter(|row| smes.is_alive[*row]) {
            sums.mean_legitimacy += smes.legitimacy[row] / sums.alive;
            sums.mean_innovation += smes.innovation[row] / sums.alive;
        }
        sums
    }

    fn add(&mut self, world: &World, row: usize) {
        let smes = world.smes();
        self.alive += 1.0;
        self.micro += count(SizeClass::from_workers(smes.workers[row]) == SizeClass::Micro);
        self.employment += smes.workers[row];
        self.capability += smes.mean_capability(row);
        self.certified += count(smes.is_certified[row]);
        if smes.is_formal[row] {
            self.formal += 1.0;
            self.gate_passers += count(world.passes_gates(row));
        }
        if is_eligible(smes, row) {
            self.eligible += 1.0;
            self.with_loan += count(smes.loan[row] > 0.0);
        }
        if smes.tnc_sales[row] > 0.0 {
            self.suppliers += 1.0;
            self.supplier_employment += smes.workers[row];
        }
        self.paid_sooner += world.paid_sooner(row);
        self.upgraded += count(is_upgraded_supplier(world, row));
        self.exporters += count(smes.exports[row] > 0.0);
        self.clustered += count(smes.cluster[row].key != 0);
    }
}

fn count(is_counted: bool) -> f64 {
    f64::from(u8::from(is_counted))
}

/// True for a living registered firm of at least five workers.
pub(in crate::observations) fn is_eligible(smes: &Smes, row: usize) -> bool {
    smes.is_alive[row] && smes.is_formal[row] && smes.workers[row] >= ELIGIBLE_WORKERS
}

/// Sums since the start of the window.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::observations) struct Window {
    /// Eligible firms at the start of the window.
    pub eligible: f64,
    /// Acceptances by agencies.
    pub clients: f64,
    /// Employment after the last quarter [workers].
    pub employment: f64,
    /// Sales [USD].
    pub sales: Usd,
    /// Orders delivered to TNCs [USD].
    pub orders: Usd,
}

impl Window {
    /// Starts at the beginning of the policy window.
    pub fn start(world: &World) -> Self {
        let smes = world.smes();
        let eligible = (0..smes.len())
            .filter(|row| is_eligible(smes, *row))
            .count();
        Self {
            eligible: eligible as f64,
            ..Self::default()
        }
    }

    /// Adds a quarter.
    pub fn add(&mut self, quarter: &QuarterView<'_>) {
        self.clients += f64::from(quarter.tally.clients);
        self.employment = quarter.smes.employment;
        self.sales += quarter.tally.sales;
        self.orders += quarter.tally.order_value;
    }

    /// Acceptances over eligible firms; NaN without any: courses are open to firms that are not eligible.
    pub fn clients_over_eligible(&self) -> f64 {
        if self.eligible > 0.0 {
            self.clients / self.eligible
        } else {
            f64::NAN
        }
    }
}

/// A world at the horizon, with the accounts of its window.
#[derive(Debug)]
pub(in crate::observations) struct HorizonView<'a> {
    pub world: &'a World,
    pub window: &'a Window,
    pub money: &'a MoneyLedger,
    /// Against the baseline world; nothing for the baseline itself.
    pub twin: TwinAccounts,
}

impl HorizonView<'_> {
    /// Firms that reached a step of the funnel.
    pub fn reached(&self, step: u16) -> f64 {
        let smes = self.world.smes();
        smes.reached
            .iter()
            .filter(|bits| **bits & step != 0)
            .count() as f64
    }

    /// Firms with a linkage that was formed in the window and is sustained.
    pub fn firms_sustained(&self) -> f64 {
        let world = self.world;
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
        rows.len() as f64
    }
}
