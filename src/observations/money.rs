//! Costs and gains by who bears them, discounted to the start of the window.
//!
//! Levels of one world: only differences between worlds of a replication mean something.

use crate::maths::pow;
use crate::model::{Party, World};
use crate::units::Usd;

/// Present values since the start of the window [USD].
#[derive(Clone, Debug, Default)]
pub(super) struct MoneyLedger {
    quarters: u32,
    /// Cash less debt of all SMEs at the start of the window.
    opening_worth: Usd,
    pub public: Usd,
    pub donor: Usd,
    pub tnc: Usd,
    pub sme: Usd,
    pub saving: Usd,
    pub fit: Usd,
    pub squeezed: Usd,
    pub governance: Usd,
    pub failures: Usd,
    taken_out: Usd,
    pub value_added: Usd,
    wages: Usd,
    lending: Usd,
    /// Spending of agencies, whoever paid.
    pub services: Usd,
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

    /// Value at the start of the window of a dollar at the horizon [ratio].
    pub fn discount_at_horizon(&self, world: &World) -> f64 {
        discount(world, 0.25 * f64::from(self.quarters))
    }

    /// Cost to all payers [USD].
    pub fn programme_cost(&self) -> Usd {
        self.public + self.donor + self.tnc + self.sme
    }

    /// Saving, fit and squeezes of affiliates less governance, failures and programme cost [USD].
    pub fn tnc_net_benefit(&self) -> Usd {
        self.saving + self.fit + self.squeezed - self.governance - self.failures - self.tnc
    }

    /// What owners took out, and the change of cash less debt [USD].
    pub fn sme_net_gain(&self, world: &World) -> Usd {
        self.taken_out + self.discount_at_horizon(world) * net_worth(world) - self.opening_worth
    }

    /// Wages at the shadow wage [USD].
    pub fn shadow_labour(&self, world: &World) -> Usd {
        world.parameters().evaluation.shadow_wage * self.wages
    }

    /// Programme cost of affiliates and running cost of lending [USD].
    pub fn private_cost(&self) -> Usd {
        self.tnc + self.lending
    }

    /// Extra cost to the economy of raising the public cost [USD].
    pub fn public_burden(&self, world: &World) -> Usd {
        (world.parameters().evaluation.public_funds_cost - 1.0) * self.public
    }

    /// Value added less labour, private cost, resources of programmes and burden of public funds [USD].
    pub fn public_return(&self, world: &World) -> Usd {
        self.value_added
            - self.shadow_labour(world)
            - self.private_cost()
            - self.services
            - self.public_burden(world)
    }

    /// Taxes on value added less the public cost [USD].
    pub fn fiscal_return(&self, world: &World) -> Usd {
        world.parameters().evaluation.tax_share * self.value_added - self.public
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
