//! What agents face in the quarter: the numbers of the context with shocks, levers and what instruments have built up.

use super::state::Tnc;
use super::world::World;
use crate::random::Process;
use crate::units::Share;

impl World {
    /// True where a firm's quality and standards reach the gates of the context in the quarter.
    #[must_use]
    pub fn passes_gates(&self, row: usize) -> bool {
        let (quality, standards) = self.mean_gates();
        self.smes.quality[row] >= quality && self.smes.standards[row] >= standards
    }

    /// Gate for quality of an affiliate in the quarter [index].
    pub(super) fn quality_gate(&self, tnc: &Tnc) -> f64 {
        tnc.quality_gate + self.strain.quality_rise
    }

    /// Gate for standards likewise [index].
    pub(super) fn standards_gate(&self, tnc: &Tnc) -> f64 {
        tnc.standards_gate + self.strain.standards_rise
    }

    /// Gates of the context in the quarter: quality and standards [index].
    pub(super) fn mean_gates(&self) -> (f64, f64) {
        let sourcing = &self.parameters.sourcing;
        (
            sourcing.quality_gate + self.strain.quality_rise,
            sourcing.standards_gate + self.strain.standards_rise,
        )
    }

    /// What imports cost an affiliate above their price: freight, tariff, exchange rate and taxes of the quarter [log price].
    pub(super) fn import_wedge_for(&self, tnc: usize) -> f64 {
        let tax = self
            .levers
            .zones
            .as_ref()
            .filter(|_| self.is_in_zone(tnc))
            .map_or(0.0, |zones| zones.settings.tax_cut * zones.lagged);
        self.parameters.sourcing.import_wedge
            + self.strain.import_price
            + self.levers.tariff_wedge()
            + tax
    }

    /// True where an affiliate is in a free zone, as far as an instrument asks.
    pub(super) fn is_in_zone(&self, tnc: usize) -> bool {
        let draws = self.identity_key.draws(Process::TradeResponse, 0);
        self.levers
            .zones
            .as_ref()
            .is_some_and(|zones| draws.event(self.tncs.rows[tnc].key, zones.settings.zone_share))
    }

    /// Index of human capital in the quarter.
    pub(super) fn human_capital(&self) -> f64 {
        self.parameters.economy.human_capital + self.built_up.human_capital
    }

    /// How far a university or research institute works with a firm where it is [share].
    pub(super) fn university_near(&self, row: usize) -> Share {
        self.economy.universities[usize::from(self.smes.region[row])]
    }

    /// Bits of gates of the context and certificate that a firm has: quality 1, standards 2, certificate 4.
    pub(super) fn passed_bits(&self, row: usize) -> u8 {
        let (smes, sourcing) = (&self.smes, &self.parameters.sourcing);
        u8::from(smes.quality[row] >= sourcing.quality_gate)
            | u8::from(smes.standards[row] >= sourcing.standards_gate) << 1
            | u8::from(smes.is_certified[row]) << 2
    }
}
