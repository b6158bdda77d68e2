//! Conditions of agents in the quarter: the parameters of the context with shocks, levers and accumulated effects of instruments.

use super::equations::credit;
use super::state::{AffiliateId, Tnc};
use super::view::Readable;
use super::world::World;
use crate::units::{Share, Usd};

impl World {
    /// True where a firm's quality and standards reach the gates of the context in the quarter.
    #[must_use]
    pub fn passes_gates(&self, row: usize) -> bool {
        let (quality, standards) = self.mean_gates();
        self.smes.quality[row] >= quality && self.smes.standards[row] >= standards
    }

    /// What TNCs would owe a firm for the orders of the quarter had an experiment not shortened the days of payment, beyond what they owe
    /// it [USD].
    #[must_use]
    pub fn paid_sooner(&self, row: usize) -> Usd {
        let days = self.parameters.credit.payment_days - self.view().payment_days(row);
        credit::working_capital(self.smes.tnc_sales[row], days, 0.0)
    }

    /// Gate for quality of an affiliate in the quarter [index].
    pub(super) fn quality_gate(&self, tnc: &Tnc) -> f64 {
        self.view().quality_gate(tnc)
    }

    /// Gate for standards likewise [index].
    pub(super) fn standards_gate(&self, tnc: &Tnc) -> f64 {
        self.view().standards_gate(tnc)
    }

    /// Gates of the context in the quarter: quality and standards [index].
    pub(super) fn mean_gates(&self) -> (f64, f64) {
        let sourcing = &self.parameters.sourcing;
        (
            sourcing.quality_gate + self.shock_effects.quality_rise,
            sourcing.standards_gate + self.shock_effects.standards_rise,
        )
    }

    /// Import cost of an affiliate above the price, against supplies of a firm: freight, tariff, exchange rate and taxes of the quarter [log
    /// price].
    pub(super) fn import_wedge_against(&self, tnc: AffiliateId, row: usize) -> f64 {
        self.view().import_wedge_against(tnc, row)
    }

    /// True where an affiliate is in a free zone, as far as an instrument asks.
    pub(super) fn is_in_zone(&self, tnc: AffiliateId) -> bool {
        self.view().is_in_zone(tnc)
    }

    /// Index of human capital in the quarter.
    pub(super) fn human_capital(&self) -> f64 {
        self.parameters.economy.human_capital + self.accumulated.human_capital
    }

    /// How far a university or research institute works with a firm where it is [share].
    pub(super) fn university_near(&self, row: usize) -> Share {
        self.economy.universities[usize::from(self.smes.region[row])]
    }

    /// Bits of gates of the context, and of the certificate where it counts as one, that a firm has: quality 1, standards 2, certificate 4.
    pub(super) fn passed_bits(&self, row: usize) -> u8 {
        let (smes, sourcing) = (&self.smes, &self.parameters.sourcing);
        u8::from(smes.quality[row] >= sourcing.quality_gate)
            | u8::from(smes.standards[row] >= sourcing.standards_gate) << 1
            | u8::from(
                smes.is_certified[row] && self.parameters.evaluation.upgrade_by_certificate > 0.0,
            ) << 2
    }
}
