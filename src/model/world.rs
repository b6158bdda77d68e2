//! A simulated economy and the step of a quarter.

use super::accounts::{Accounts, Breach, Ledger};
use super::cycle::PHASES;
use super::equations::scale;
use super::instruments::{self, Lottery};
use super::phases::finance::expected_loss;
use super::setup;
use super::shocks;
use super::state::{
    Accumulated, AffiliateId, AgencyId, AgencyState, Application, ApprovalBelief, Approvals,
    CategoryMap, CellId, Column, CreditLineState, CreditProviderState, Economy, FirmId,
    GuaranteeState, Levers, Linkage, Linkages, LotId, Monitor, Register, SECTOR_COUNT,
    ShockEffects, Smes, Tally, Tncs,
};
use super::view::{Context, Readable, View};
use super::window;
use crate::model::{Instrument, ModelInput};
use crate::parameters::{Agency, CreditProvider, FiredRule, Parameters, Periods, Section, Shock};
use crate::random::{Draws, Process, ReplicateKey, named};
use crate::units::{Quarter, Share, Usd};

/// Quarters between removals of closed firms during the burn-in.
const COMPACTION_QUARTERS: Quarter = 20;

/// Marks identities of agencies.
const AGENCY: u64 = 5;

/// Memory that phases reuse, so that a steady quarter allocates nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    /// Rows with a merit and a tie-breaker.
    pub ranked: Vec<(f64, u64, u32)>,
    /// The same rows in the order that reserved places make of it.
    pub reserved: Vec<(f64, u64, u32)>,
    /// Open lots in the order in which they are tendered.
    pub open_lots: Vec<(u64, LotId)>,
    /// Probability that an agency can attend to an open lot, by agency.
    pub referral_chances: Column<AgencyId, Share>,
    /// Loan applications of the quarter.
    pub applications: Vec<super::phases::finance::Application>,
    /// Gains from peers, in four dimensions, by row.
    pub gains: Vec<[f64; 4]>,
    /// A number of the quarter for each firm, by row.
    pub steps: Vec<f64>,
    /// Another number of the quarter for each firm, by row: work that peers ask it to do.
    pub asked: Vec<Usd>,
    /// Key of a linkage with orders and its affiliate, by row of the SME.
    pub buyers: Column<FirmId, (u64, Option<AffiliateId>)>,
}

/// Puts the best first: merit, then the lower tie.
pub(super) fn sort_by_merit(ranked: &mut [(f64, u64, u32)]) {
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
}

/// A simulated economy.
#[derive(Clone, Debug)]
pub struct World {
    /// Key of the random draws: all that happens to agents.
    pub(super) key: ReplicateKey,
    /// Key of identity: who enters and arrives, and with which traits; all futures of a burn-in share it.
    pub(super) identity_key: ReplicateKey,
    pub(super) quarter: Quarter,
    pub(super) periods: Periods,
    pub(super) parameters: Parameters,
    pub(super) providers: Vec<CreditProvider>,
    pub(super) agencies: Vec<Agency>,
    pub(super) instruments: Vec<Instrument>,
    pub(super) shocks: Vec<Shock>,
    pub(super) economy: Economy,
    pub(super) smes: Smes,
    /// Rows of SMEs by cell, dead ones included: the fixed id space from which candidates are drawn.
    pub(super) cells: Column<CellId, Vec<FirmId>>,
    /// Productivity pull of each cell at the opening (`A_ref` to the elasticity).
    pub(super) reference_pull: Column<CellId, f64>,
    /// Factor on local demand that rivals' productivity leaves, by cell.
    pub(super) rivalry: Column<CellId, f64>,
    pub(super) tncs: Tncs,
    pub(super) linkages: Linkages,
    pub(super) provider_states: Vec<CreditProviderState>,
    pub(super) line: CreditLineState,
    pub(super) guarantee: GuaranteeState,
    pub(super) agency_states: Column<AgencyId, AgencyState>,
    /// Values that instruments of the environment supply for the quarter.
    pub(super) levers: Levers,
    /// Effects of shocks in the quarter.
    pub(super) shock_effects: ShockEffects,
    /// Accumulated effects of these instruments.
    pub(super) accumulated: Accumulated,
    pub(super) register: Register,
    /// Applicants of agencies in the quarter; kept for observers, read by no phase.
    pub(super) applications: Vec<Application>,
    /// Records of monitoring and rules that have acted; empty without rules.
    pub(super) monitor: Monitor,
    /// Owners' beliefs about the probability of approval, by sector.
    pub(super) approval_belief: [ApprovalBelief; SECTOR_COUNT],
    /// Applications and approvals of the quarter, by sector.
    pub(super) approvals: [Approvals; SECTOR_COUNT],
    /// Mean gain of productivity of the firms of a sector since the start of the window [log points].
    pub(super) sector_gain: [f64; SECTOR_COUNT],
    pub(super) accounts: Accounts,
    pub(super) tally: Tally,
    pub(super) scratch: Scratch,
}

impl Readable for World {
    fn view(&self) -> View<'_> {
        View {
            context: self.context(),
            economy: &self.economy,
            smes: &self.smes,
            cells: &self.cells,
            tncs: &self.tncs,
            linkages: &self.linkages,
            provider_states: &self.provider_states,
            line: &self.line,
            guarantee: &self.guarantee,
            agency_states: &self.agency_states,
            accumulated: &self.accumulated,
            register: &self.register,
            approval_belief: &self.approval_belief,
        }
    }
}

impl World {
    /// Opens a world and runs its burn-in, without instruments.
    ///
    /// # Errors
    /// [`Breach`] where an account does not close.
    pub fn burn_in(input: &ModelInput, key: ReplicateKey) -> Result<Self, Breach> {
        let mut world = setup::open(input, key);
        for _ in 0..input.periods.burn_in {
            world.step()?;
            if world.quarter.is_multiple_of(COMPACTION_QUARTERS) {
                world.remove_closed_firms();
            }
        }
        world.remove_closed_firms();
        setup::renew_peers(&mut world);
        Ok(world)
    }

    /// A copy of this world at the end of its burn-in, with the agencies, instruments and shocks of a scenario.
    #[must_use]
    pub fn start(&self, scenario: &ModelInput) -> Self {
        let mut world = self.clone();
        world.agencies.clone_from(&scenario.agencies);
        world.instruments.clone_from(&scenario.instruments);
        world.shocks.clone_from(&scenario.shocks);
        let share = world.modelled_share();
        for agency in &mut world.agencies {
            agency.parameters.prorate(share);
        }
        for instrument in &mut world.instruments {
            instrument.settings.prorate(share);
        }
        world.shock_effects.left = vec![0; scenario.shocks.len()];
        world.agency_states = scenario
            .agencies
            .iter()
            .map(|agency| AgencyState {
                key: named(AGENCY, &agency.name),
                map: vec![CategoryMap::default(); self.cells.len()].into(),
                ..AgencyState::default()
            })
            .collect();
        let rules = scenario.rules.iter().map(|rule| {
            let mut rule = rule.clone();
            instruments::prorate_rule(&mut rule, &world, share);
            rule
        });
        world.monitor = Monitor::new(rules.collect(), scenario.periods.recorded() as usize);
        window::reserve(&mut world);
        window::mark_start(&mut world);
        world
    }

    /// As [`World::start`], with another realisation of the random draws from here on: the same agents, entrants and arrivals with their traits
    /// included, meet other events. The key of the draws is (replicate, `index`), the same for all scenarios.
    #[must_use]
    pub fn start_future(&self, scenario: &ModelInput, index: u32) -> Self {
        let mut world = self.start(scenario);
        world.key = self.key.future(index);
        world
    }

    /// Steps one quarter.
    ///
    /// # Errors
    /// [`Breach`] where an account does not close.
    pub fn step(&mut self) -> Result<(), Breach> {
        self.quarter += 1;
        self.tally = Tally::default();
        self.linkages.endings.clear();
        self.applications.clear();
        shocks::resolve(self);
        instruments::resolve(self);
        for (_, phase) in PHASES {
            phase(self);
        }
        instruments::observe(self);
        Accounts::close(self)
    }

    /// Quarters run so far, burn-in included.
    #[must_use]
    pub const fn quarter(&self) -> Quarter {
        self.quarter
    }

    /// Quarters since the start of the policy window, 0 in its first quarter; negative before.
    #[must_use]
    pub fn window_quarter(&self) -> i64 {
        self.view().window_quarter()
    }

    /// True while the burn-in runs.
    #[must_use]
    pub const fn is_burning_in(&self) -> bool {
        self.quarter <= self.periods.burn_in
    }

    /// Key of the replication.
    #[must_use]
    pub const fn key(&self) -> ReplicateKey {
        self.key
    }

    /// Parameters of the context.
    #[must_use]
    pub const fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// Environment.
    #[must_use]
    pub const fn economy(&self) -> &Economy {
        &self.economy
    }

    /// SMEs, dead ones included.
    #[must_use]
    pub const fn smes(&self) -> &Smes {
        &self.smes
    }

    /// Affiliates and lots.
    #[must_use]
    pub const fn tncs(&self) -> &Tncs {
        &self.tncs
    }

    /// Linkages.
    #[must_use]
    pub const fn linkages(&self) -> &Linkages {
        &self.linkages
    }

    /// Lenders.
    #[must_use]
    pub fn provider_states(&self) -> &[CreditProviderState] {
        &self.provider_states
    }

    /// Agencies.
    #[must_use]
    pub fn agency_states(&self) -> &[AgencyState] {
        &self.agency_states
    }

    /// Instruments of the scenario, in the order of the file, as rules of adaptive management have left them.
    #[must_use]
    pub fn instruments(&self) -> &[Instrument] {
        &self.instruments
    }

    /// True where the instrument at an index is offered to a firm: in all quarters, whether or not it acts or the firm asks.
    #[must_use]
    pub fn is_offered(&self, instrument: usize, row: usize) -> bool {
        Lottery::of(&self.instruments[instrument]).offers(self, row)
    }

    /// Applicants of agencies in the last quarter, offer by offer in the order of the ranking.
    #[must_use]
    pub fn applications(&self) -> &[Application] {
        &self.applications
    }

    /// Guarantees as they stand.
    #[must_use]
    pub const fn guarantee(&self) -> &GuaranteeState {
        &self.guarantee
    }

    /// Events of the last quarter.
    #[must_use]
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Rules of adaptive management that have acted, in the order in which they did.
    #[must_use]
    pub fn fired_rules(&self) -> &[FiredRule] {
        &self.monitor.fired
    }

    /// Money flows so far.
    #[must_use]
    pub const fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Sector of a cell.
    #[must_use]
    pub fn sector_of(&self, cell: CellId) -> usize {
        self.view().sector_of(cell)
    }

    /// Categories per sector.
    #[must_use]
    pub fn categories(&self) -> usize {
        self.parameters.population.categories_per_sector as usize
    }

    /// Cells of a sector: its categories in each local market.
    #[must_use]
    pub fn cells_per_sector(&self) -> usize {
        self.view().cells_per_sector()
    }

    /// Part of the represented economy that is modelled [ratio].
    #[must_use]
    pub fn modelled_share(&self) -> f64 {
        scale::modelled_share(&self.parameters.population)
    }

    /// Yearly cost of complying with the rules of the quarter for a registered firm [USD].
    #[must_use]
    pub fn compliance_cost(&self, row: usize) -> Usd {
        super::phases::demography::compliance_cost(self, row, self.levers.rules.recurring)
    }

    /// Bytes that the SMEs of this world take.
    #[must_use]
    pub fn bytes_of_smes(&self) -> usize {
        Smes::bytes_per_row() * self.smes.len()
            + self.cells.iter().map(|rows| 4 * rows.len()).sum::<usize>()
    }

    /// Ledger of payments.
    pub(super) fn ledger(&mut self) -> Ledger<'_> {
        Ledger {
            accounts: &mut self.accounts,
            tally: &mut self.tally,
        }
    }

    /// Parts that no phase changes.
    pub(super) fn context(&self) -> Context<'_> {
        Context {
            key: self.key,
            identity_key: self.identity_key,
            quarter: self.quarter,
            periods: self.periods,
            parameters: &self.parameters,
            providers: &self.providers,
            agencies: &self.agencies,
            instruments: &self.instruments,
            levers: &self.levers,
            shock_effects: &self.shock_effects,
        }
    }

    /// Draws of a process in the running quarter.
    pub(super) fn draws(&self, process: Process) -> Draws {
        self.key.draws(process, self.quarter)
    }

    /// Draws of who enters or arrives in the running quarter.
    pub(super) fn identity_draws(&self, process: Process) -> Draws {
        self.identity_key.draws(process, self.quarter)
    }

    /// Orders of a linkage in the running quarter, before capacity [USD]: lots × growth × the affiliate's volume × cycle × what a
    /// notice leaves.
    #[must_use]
    pub fn order_value(&self, linkage: &Linkage) -> Usd {
        let tnc = &self.tncs.rows[linkage.tnc];
        linkage.lot_value
            * linkage.growth
            * tnc.volume
            * self.economy.order_factor[tnc.sector as usize]
            * linkage.orders_left()
    }

    /// Credit lines as they stand.
    #[must_use]
    pub const fn credit_line(&self) -> &CreditLineState {
        &self.line
    }

    /// Fall of the cost of certificates by a standard that buyers agreed [share].
    #[must_use]
    pub const fn certificate_cut(&self) -> f64 {
        self.accumulated.certificate_cut
    }

    /// Losses on loans outstanding that guarantee funds and credit lines have to expect until these are repaid [USD].
    #[must_use]
    pub fn expected_losses(&self) -> Usd {
        let with_loan = (0..self.smes.len()).filter(|row| self.smes.loan[*row] > 0.0);
        with_loan.fold(0.0, |sum, row| sum + expected_loss(self, row))
    }

    /// Sales of one worker in a quarter at productivity 1 [USD].
    pub(super) fn sales_per_worker(&self) -> Usd {
        self.parameters.economy.annual_wage_usd
            / 4.0
            / self.parameters.production.wage_share_of_sales
    }

    /// Productivity of a firm relative to all, in standard deviations.
    pub(super) fn productivity_score(&self, row: usize) -> f64 {
        self.view().productivity_score(row)
    }

    /// True where cash, and what can be had for receivables, covers less than a month of costs.
    pub(super) fn is_short_of_cash(&self, row: usize) -> bool {
        self.view().is_short_of_cash(row)
    }

    /// Cash above half of the buffer that the owner keeps and above what orders tie up until they are paid [USD].
    pub(super) fn spare_cash(&self, row: usize) -> Usd {
        self.view().spare_cash(row)
    }

    /// The same if no buyer advanced anything [USD].
    pub(super) fn spare_cash_without_advances(&self, row: usize) -> Usd {
        self.view().spare_cash_without_advances(row)
    }

    /// Working capital of committed orders that buyers do not advance and receivables do not hold [USD].
    pub(super) fn tied_by_orders(&self, row: usize) -> Usd {
        self.view().tied_by_orders(row)
    }

    /// Removes closed firms from the columns; only while no other world shares the rows.
    fn remove_closed_firms(&mut self) {
        let keep = self.smes.is_alive.clone();
        let mut new_id: Column<FirmId, Option<FirmId>> = vec![None; keep.len()].into();
        for (next, (row, _)) in keep
            .iter()
            .enumerate()
            .filter(|(_, alive)| **alive)
            .enumerate()
        {
            new_id[row] = Some(FirmId::new(next));
        }
        self.smes.retain(&keep);
        for peer in self.smes.peers.iter_mut().flatten() {
            *peer = peer.and_then(|peer| new_id[peer]);
        }
        let kept = |firm: FirmId| new_id[firm].expect("firms in use are in business");
        for firms in &mut self.cells {
            firms.retain(|firm| keep[firm.row()]);
            firms.iter_mut().for_each(|firm| *firm = kept(*firm));
        }
        for linkage in self
            .linkages
            .slots
            .iter_mut()
            .filter(|linkage| linkage.is_open())
        {
            linkage.sme = kept(linkage.sme);
        }
        for lot in &mut self.tncs.lots {
            lot.second_tier = lot.second_tier.and_then(|firm| new_id[firm]);
        }
    }
}
