//! Costs and gains by who bears them, discounted to the start of the window.
//!
//! Levels of one world: only differences between worlds of a replication mean something.

use super::Values;
use crate::maths::pow;
use crate::model::{Party, World};
use crate::units::Usd;

/// Present values since the start of the window [USD].
#[derive(Clone, Debug, Default)]
pub(super) struct MoneyLedger {
    quarters: u32,
    /// Cash less debt of all SMEs at the start of the window.
    opening_worth: Usd,
    public: Usd,
    donor: Usd,
    tnc: Usd,
    sme: Usd,
    saving: Usd,
    fit: Usd,
    squeezed: Usd,
    governance: Usd,
    failures: Usd,
    taken_out: Usd,
    value_added: Usd,
    wages: Usd,
    lending: Usd,
    /// What agencies spent, whoever paid.
    services: Usd,
}

impl MoneyLedger {
    /// Starts at the beginning of the policy window.
    pub fn start(world: &World) -> Self {
        Self {
            opening_worth: net_worth(world),
            ..Self::default()
        }
    }

    /// Adds the flows of a quarter at the price of its middle.
    pub fn observe(&mut self, world: &World) {
        let factor = discount(world, 0.25 * (f64::from(self.quarters) + 0.5));
        self.quarters += 1;
        let (tally, accounts, parameters) = (world.tally(), world.accounts(), world.parameters());
        let from_smes = |to: Party| accounts.paid(Party::Smes, to);
        let draws = from_smes(Party::Households)
            - tally.wages
            - accounts.paid(Party::Households, Party::Smes);
        let loans: Usd = world.smes().loan.iter().sum();
        self.public += factor * tally.cost_public;
        self.donor += factor * tally.cost_donor;
        self.tnc += factor * tally.cost_tnc;
        self.sme += factor * tally.cost_sme;
        self.saving += factor * tally.tnc_saving;
        self.fit += factor * tally.tnc_fit;
        self.squeezed += factor * tally.squeezed;
        self.governance += factor * tally.tnc_governance;
        self.failures += factor * parameters.evaluation.failure_cost * tally.failed_deliveries;
        self.taken_out += factor * (draws - tally.collateral_lost);
        self.value_added += factor * (tally.sales - from_smes(Party::Vendors));
        self.wages += factor * tally.wages;
        self.lending += factor * 0.25 * parameters.credit.operating_cost * loans;
        self.services += factor
            * (accounts.paid(Party::Public, Party::Agencies)
                + accounts.paid(Party::Donors, Party::Agencies));
    }

    /// Fills the indicators of money at the horizon.
    pub fn finish(&self, world: &World, values: &mut Values) {
        let evaluation = &world.parameters().evaluation;
        let at_horizon = discount(world, 0.25 * f64::from(self.quarters));
        values.discount_at_horizon = at_horizon;
        values.discounted_cost_public_usd = self.public;
        values.discounted_cost_donor_usd = self.donor;
        values.discounted_cost_tnc_usd = self.tnc;
        values.discounted_cost_sme_usd = self.sme;
        values.discounted_programme_cost_usd = self.public + self.donor + self.tnc + self.sme;
        values.tnc_saving_usd = self.saving;
        values.tnc_fit_usd = self.fit;
        values.tnc_squeeze_usd = self.squeezed;
        values.tnc_governance_usd = self.governance;
        values.tnc_failure_usd = self.failures;
        values.tnc_net_benefit_usd =
            self.saving + self.fit + self.squeezed - self.governance - self.failures - self.tnc;
        values.sme_net_gain_usd =
            self.taken_out + at_horizon * net_worth(world) - self.opening_worth;
        values.value_added_usd = self.value_added;
        values.shadow_labour_usd = evaluation.shadow_wage * self.wages;
        values.private_cost_usd = self.tnc + self.lending;
        values.programme_resources_usd = self.services;
        values.public_burden_usd = (evaluation.public_funds_cost - 1.0) * self.public;
        values.public_return_usd = self.value_added
            - values.shadow_labour_usd
            - values.private_cost_usd
            - values.programme_resources_usd
            - values.public_burden_usd;
        values.fiscal_return_usd = evaluation.tax_share * self.value_added - self.public;
        values.open_guarantees_usd = world.guarantee().covered;
        values.open_line_loans_usd = world.credit_line().outstanding;
        values.expected_calls_usd = world.expected_losses();
    }
}

/// Cash less debt of all SMEs [USD].
fn net_worth(world: &World) -> Usd {
    let smes = world.smes();
    (0..smes.len())
        .filter(|row| smes.is_alive[*row])
        .map(|row| smes.cash[row] - smes.loan[row])
        .sum()
}

/// Value at the start of the window of one dollar after so many years [ratio].
fn discount(world: &World, years: f64) -> f64 {
    pow(1.0 + world.parameters().evaluation.discount_rate, -years)
}
