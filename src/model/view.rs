//! Read access to a world.
//!
//! A phase that changes some parts of a world lends the others, and what it changes itself, as a [`View`]. Functions that only read
//! take `&impl Readable`, so that they serve a phase that holds its parts and one that still holds the whole world.

use std::ops::Deref;

use super::equations::scale;
use super::state::{
    Accumulated, AffiliateId, AgencyId, AgencyState, ApprovalBelief, CellId, Column,
    CreditLineState, CreditProviderState, Economy, FirmId, GuaranteeState, Levers, Linkages,
    Register, SECTOR_COUNT, ShockEffects, Smes, Tnc, Tncs,
};
use crate::model::Instrument;
use crate::model::equations::credit;
use crate::parameters::{Agency, CreditProvider, Parameters, Periods, PopulationParameters};
use crate::random::{Draws, Process, ReplicateKey};
use crate::units::{Quarter, Usd};

/// Something of which a world can be read.
pub(super) trait Readable {
    /// All parts.
    fn view(&self) -> View<'_>;
}

/// Parts that no phase changes: keys, time, parameters, and what instruments and shocks make of the quarter.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// Key of the random draws.
    pub key: ReplicateKey,
    /// Key of identity.
    pub identity_key: ReplicateKey,
    /// Quarters run so far.
    pub quarter: Quarter,
    /// Quarters of the parts of a run.
    pub periods: Periods,
    /// Parameters of the context.
    pub parameters: &'a Parameters,
    /// Lenders, as the context describes them.
    pub providers: &'a [CreditProvider],
    /// Agencies, as the scenario describes them.
    pub agencies: &'a [Agency],
    /// Instruments of the scenario.
    pub instruments: &'a [Instrument],
    /// Values that instruments of the environment supply for the quarter.
    pub levers: &'a Levers,
    /// Effects of shocks in the quarter.
    pub shock_effects: &'a ShockEffects,
}

/// The parts of a world, to be read. What a [`Context`] has is read as if it were the view's own.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    /// Parts that no phase changes.
    pub context: Context<'a>,
    /// Environment.
    pub economy: &'a Economy,
    /// SMEs.
    pub smes: &'a Smes,
    /// SMEs by cell, dead ones included.
    pub cells: &'a Column<CellId, Vec<FirmId>>,
    /// Affiliates and lots.
    pub tncs: &'a Tncs,
    /// Linkages.
    pub linkages: &'a Linkages,
    /// Lenders as they stand.
    pub provider_states: &'a [CreditProviderState],
    /// Credit lines as they stand.
    pub line: &'a CreditLineState,
    /// Guarantees as they stand.
    pub guarantee: &'a GuaranteeState,
    /// Agencies as they stand.
    pub agency_states: &'a Column<AgencyId, AgencyState>,
    /// Accumulated effects of instruments of the environment.
    pub accumulated: &'a Accumulated,
    /// Firms on any register, by cell.
    pub register: &'a Register,
    /// Owners' beliefs about the probability of approval, by sector.
    pub approval_belief: &'a [ApprovalBelief; SECTOR_COUNT],
}

impl Context<'_> {
    /// Draws of a process in the running quarter.
    pub fn draws(&self, process: Process) -> Draws {
        self.key.draws(process, self.quarter)
    }

    /// Quarters since the start of the policy window, 0 in its first quarter; negative before.
    pub fn window_quarter(&self) -> i64 {
        i64::from(self.quarter) - i64::from(self.periods.burn_in) - 1
    }
}

impl<'a> Deref for View<'a> {
    type Target = Context<'a>;

    fn deref(&self) -> &Context<'a> {
        &self.context
    }
}

impl Readable for View<'_> {
    fn view(&self) -> View<'_> {
        *self
    }
}

/// Cells of a sector: its categories in each local market [count].
pub(super) fn cells_per_sector(population: &PopulationParameters) -> usize {
    population.categories_per_sector as usize * scale::markets(population)
}

impl View<'_> {
    /// Cells of a sector: its categories in each local market.
    pub fn cells_per_sector(&self) -> usize {
        cells_per_sector(&self.parameters.population)
    }

    /// Sector of a cell.
    pub fn sector_of(&self, cell: CellId) -> usize {
        cell.row() / self.cells_per_sector()
    }

    /// Gate for quality of an affiliate in the quarter [index].
    pub fn quality_gate(&self, tnc: &Tnc) -> f64 {
        tnc.quality_gate + self.shock_effects.quality_rise
    }

    /// Gate for standards likewise [index].
    pub fn standards_gate(&self, tnc: &Tnc) -> f64 {
        tnc.standards_gate + self.shock_effects.standards_rise
    }

    /// Import cost of an affiliate above the price: freight, tariff, exchange rate and taxes of the quarter [log price].
    pub fn import_wedge_for(&self, tnc: AffiliateId) -> f64 {
        self.parameters.sourcing.import_wedge
            + self.shock_effects.import_price
            + self.levers.tariff_wedge()
            + self.zone_relief(tnc)
    }

    /// The same for orders of an affiliate to a firm: the tax stays on supplies of a firm to which its relief is not offered [log price].
    pub fn import_wedge_against(&self, tnc: AffiliateId, row: usize) -> f64 {
        self.import_wedge_for(tnc) - self.zone_tax_left(tnc, row)
    }

    /// Tax into zones that supplies of a firm bear above those to which the relief is offered [log price].
    pub fn zone_tax_left(&self, tnc: AffiliateId, row: usize) -> f64 {
        match &self.levers.zones {
            Some(zones) if !zones.lottery.offers(self, row) => self.zone_relief(tnc),
            _ => 0.0,
        }
    }

    /// Fall of the tax on supplies to an affiliate in a free zone [log price].
    pub fn zone_relief(&self, tnc: AffiliateId) -> f64 {
        self.levers
            .zones
            .as_ref()
            .filter(|_| self.is_in_zone(tnc))
            .map_or(0.0, |zones| zones.settings.tax_cut * zones.lagged)
    }

    /// True where an affiliate is in a free zone, as far as an instrument asks.
    pub fn is_in_zone(&self, tnc: AffiliateId) -> bool {
        let draws = self.identity_key.draws(Process::TradeResponse, 0);
        self.levers
            .zones
            .as_ref()
            .is_some_and(|zones| draws.event(self.tncs.rows[tnc].key, zones.settings.zone_share))
    }

    /// Productivity of a firm relative to all, in standard deviations.
    pub fn productivity_score(&self, row: usize) -> f64 {
        (self.smes.log_productivity[row] - self.economy.productivity_mean)
            / self.economy.productivity_sd
    }

    /// Working capital that orders of a quarterly value tie up until they are paid [USD].
    pub fn working_capital(&self, value: Usd) -> Usd {
        let credit = &self.parameters.credit;
        credit::working_capital(value, credit.payment_days, credit.lead_days)
    }

    /// True where cash, and what can be had for receivables, covers less than a month of costs.
    pub fn is_short_of_cash(&self, row: usize) -> bool {
        self.smes.cash[row] + self.receivable_value(row) < self.smes.costs[row] / 3.0
    }

    /// What lenders lend on a firm's receivables [USD].
    pub fn receivable_value(&self, row: usize) -> Usd {
        self.parameters.credit.receivable_pledge * self.smes.receivable[row]
    }

    /// Cash above half of the buffer that the owner keeps and above what orders tie up until they are paid [USD].
    pub fn spare_cash(&self, row: usize) -> Usd {
        self.spare_if_orders_tie(row, self.tied_by_orders(row))
    }

    /// The same if no buyer advanced anything [USD].
    pub fn spare_cash_without_advances(&self, row: usize) -> Usd {
        self.spare_if_orders_tie(row, self.tied_beyond(row, 0.0))
    }

    fn spare_if_orders_tie(&self, row: usize, tied: Usd) -> Usd {
        let buffer = self.parameters.production.cash_buffer_months * self.smes.costs[row] / 3.0;
        (self.smes.cash[row] - 0.5 * buffer - tied).max(0.0)
    }

    /// Working capital of committed orders that buyers do not advance and receivables do not hold [USD].
    pub fn tied_by_orders(&self, row: usize) -> Usd {
        self.tied_beyond(row, self.smes.advanced[row])
    }

    fn tied_beyond(&self, row: usize, advanced: Usd) -> Usd {
        let need = self.tied_by(row, self.smes.committed[row]);
        credit::tied(need, advanced, self.smes.receivable[row])
    }

    /// Working capital that orders of a quarterly value tie up of a firm, which an experiment may have paid sooner [USD].
    pub fn tied_by(&self, row: usize, value: Usd) -> Usd {
        let lead = self.parameters.credit.lead_days;
        credit::working_capital(value, self.payment_days(row), lead)
    }

    /// Days after which buyers pay a firm, which an experiment may shorten [days].
    pub fn payment_days(&self, row: usize) -> f64 {
        self.parameters.credit.payment_days * (1.0 - self.smes.treatment[row].sooner)
    }
}
