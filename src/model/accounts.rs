//! Money flows between parties, and the identities that hold in every quarter of every build.

use super::state::{Holder, PlanState, ShockEffects, Tally};
use super::world::World;
use crate::units::{Share, Usd};

/// Relative error that rounding may leave in an identity.
const TOLERANCE: f64 = 1e-9;

/// A payer or receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// All SMEs together.
    Smes,
    /// All credit providers together.
    Providers,
    /// All credit lines together.
    CreditLines,
    /// The public purse.
    Public,
    /// Donors.
    Donors,
    /// TNC affiliates.
    Tncs,
    /// Facilitating agencies; they keep nothing.
    Agencies,
    /// Workers, owners and depositors.
    Households,
    /// Buyers of SMEs' goods other than TNCs, at home and abroad.
    Customers,
    /// Sellers of materials, equipment, audits and services.
    Vendors,
}

/// Number of parties.
const PARTIES: usize = 10;

/// A broken identity: money, firms, lots or loans were not conserved.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{identity} not conserved in quarter {quarter}: expected {expected}, found {found}")]
pub struct Breach {
    /// Quantity that should have been conserved.
    pub identity: &'static str,
    /// Quarter of the run, burn-in included.
    pub quarter: u32,
    /// Expected value.
    pub expected: f64,
    /// Value found.
    pub found: f64,
}

/// Ledger of the payments of a phase.
pub(super) struct Ledger<'a> {
    /// Flows between parties.
    pub accounts: &'a mut Accounts,
    /// Costs of the programme.
    pub tally: &'a mut Tally,
}

impl Ledger<'_> {
    /// Pays for the time that TNCs give to a programme.
    pub fn pay_by_tncs(&mut self, amount: Usd) {
        self.accounts.pay(Party::Tncs, Party::Vendors, amount);
        self.tally.cost_tnc += amount;
    }

    /// Programme money to a party: donors pay their share of the quarter, the public purse the rest.
    pub fn pay_from_purses(&mut self, to: Party, amount: Usd, donor_share: Share) {
        let donors = amount * donor_share;
        let public = amount - donors;
        self.accounts.pay(Party::Donors, to, donors);
        self.accounts.pay(Party::Public, to, public);
        self.tally.cost_donor += donors;
        self.tally.cost_public += public;
    }

    /// Pays for a service of an agency, of which donors pay a share as far as they do not withdraw.
    pub fn charge(&mut self, shock_effects: &ShockEffects, amount: Usd, donor_share: Share) {
        self.pay_from_purses(
            Party::Agencies,
            amount,
            shock_effects.donor_share(donor_share),
        );
        self.accounts.pay(Party::Agencies, Party::Vendors, amount);
    }
}

/// Stocks at the end of the last quarter and flows since.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// Net receipts of each party since the last close [USD].
    net: [Usd; PARTIES],
    /// Payments from (row) to (column) since the last close [USD].
    paid: [[Usd; PARTIES]; PARTIES],
    /// Payments of the quarter that was closed last [USD].
    closed: [[Usd; PARTIES]; PARTIES],
    /// Gross payments since the last close [USD].
    turnover: Usd,
    sme_cash: Usd,
    provider_funds: Usd,
    line_funds: Usd,
    loans: Usd,
    firms: i64,
}

impl Accounts {
    /// Moves money from one party to another.
    pub fn pay(&mut self, from: Party, to: Party, amount: Usd) {
        self.net[from as usize] -= amount;
        self.net[to as usize] += amount;
        self.paid[from as usize][to as usize] += amount;
        self.turnover += amount.abs();
    }

    /// Payments of one party to another in the quarter that was closed last [USD]; negative where money came back.
    #[must_use]
    pub const fn paid(&self, from: Party, to: Party) -> Usd {
        self.closed[from as usize][to as usize]
    }

    /// Takes the opening stocks of a world without a check.
    pub(super) fn open(world: &mut World) {
        let stocks = Stocks::from_world(world);
        world.accounts.take(&stocks);
    }

    fn take(&mut self, stocks: &Stocks) {
        self.net = [0.0; PARTIES];
        self.closed = std::mem::take(&mut self.paid);
        self.turnover = 0.0;
        self.sme_cash = stocks.sme_cash;
        self.provider_funds = stocks.provider_funds;
        self.line_funds = stocks.line_funds;
        self.loans = stocks.loans;
        self.firms = stocks.firms;
    }

    /// Checks every identity at the end of a quarter and takes the new stocks.
    ///
    /// # Errors
    /// The first [`Breach`].
    pub(super) fn close(world: &mut World) -> Result<(), Breach> {
        let stocks = Stocks::from_world(world);
        let quarter = world.quarter;
        let accounts = &world.accounts;
        let scale = accounts
            .turnover
            .max(stocks.sme_cash.abs())
            .max(stocks.provider_funds.abs())
            .max(stocks.line_funds.abs())
            .max(stocks.loans)
            .max(1.0);
        let flow = |party: Party| accounts.net[party as usize];
        let tally = &world.tally;
        let identities = [
            (
                "cash of SMEs",
                accounts.sme_cash + flow(Party::Smes),
                stocks.sme_cash,
                scale,
            ),
            (
                "funds of credit providers",
                accounts.provider_funds + flow(Party::Providers),
                stocks.provider_funds,
                scale,
            ),
            (
                "funds of credit lines",
                accounts.line_funds + flow(Party::CreditLines),
                stocks.line_funds,
                scale,
            ),
            (
                "money passed on by agencies",
                0.0,
                flow(Party::Agencies),
                scale,
            ),
            ("money in all hands", 0.0, accounts.net.iter().sum(), scale),
            (
                "loans",
                accounts.loans + tally.loan_volume - tally.repaid - tally.written_off,
                stocks.loans,
                scale,
            ),
            ("loans by lender", stocks.loans, stocks.outstanding, scale),
            (
                "covered loans",
                stocks.covered,
                world.guarantee.covered,
                scale,
            ),
            (
                "SMEs",
                (accounts.firms + i64::from(tally.entries) - i64::from(tally.exits)) as f64,
                stocks.firms as f64,
                1.0,
            ),
            (
                "lots of linkages",
                f64::from(stocks.linkage_lots),
                f64::from(stocks.domestic_lots),
                1.0,
            ),
            (
                "value of lots",
                stocks.linkage_value,
                stocks.domestic_value,
                stocks.domestic_value.max(1.0),
            ),
            (
                "orders that SMEs hold",
                stocks.linkage_value,
                stocks.committed,
                stocks.domestic_value.max(1.0),
            ),
            (
                "linkages of SMEs",
                f64::from(stocks.open_linkages),
                f64::from(stocks.sme_linkages),
                1.0,
            ),
        ];
        for (identity, expected, found, scale) in identities {
            let gap = (expected - found).abs();
            if gap.is_nan() || gap > TOLERANCE * scale {
                return Err(Breach {
                    identity,
                    quarter,
                    expected,
                    found,
                });
            }
        }
        world.accounts.take(&stocks);
        Ok(())
    }
}

/// Stocks at the end of a quarter.
#[derive(Default)]
struct Stocks {
    sme_cash: Usd,
    provider_funds: Usd,
    line_funds: Usd,
    loans: Usd,
    outstanding: Usd,
    covered: Usd,
    firms: i64,
    linkage_lots: u32,
    linkage_value: Usd,
    domestic_lots: u32,
    domestic_value: Usd,
    committed: Usd,
    open_linkages: u32,
    sme_linkages: u32,
}

impl Stocks {
    fn from_world(world: &World) -> Self {
        let mut stocks = Self {
            line_funds: world.line.funds,
            outstanding: world.line.outstanding,
            ..Self::default()
        };
        let smes = &world.smes;
        for row in 0..smes.len() {
            stocks.sme_cash += smes.cash[row];
            stocks.loans += smes.loan[row];
            stocks.covered += smes.loan[row] * smes.loan_cover[row];
            stocks.firms += i64::from(smes.is_alive[row]);
            stocks.committed += smes.committed[row];
            stocks.sme_linkages += u32::from(smes.linkages[row]);
            debug_assert!(
                smes.is_alive[row]
                    || (smes.cash[row] == 0.0
                        && smes.loan[row] == 0.0
                        && smes.plan[row] == PlanState::None)
            );
        }
        for provider in &world.provider_states {
            stocks.provider_funds += provider.funds;
            stocks.outstanding += provider.outstanding;
        }
        for (_, linkage) in world.linkages.iter() {
            stocks.open_linkages += 1;
            stocks.linkage_lots += u32::from(linkage.lots);
            stocks.linkage_value += linkage.lot_value;
        }
        for lot in &world.tncs.lots {
            if let Holder::Domestic(slot) = lot.holder {
                debug_assert!(world.linkages.slots[slot].is_open());
                stocks.domestic_lots += 1;
                stocks.domestic_value += lot.value;
            }
        }
        stocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ModelInput;
    use crate::parameters::Periods;
    use crate::random::ReplicateKey;

    /// A small world after two years.
    fn world() -> World {
        let mut input = ModelInput {
            periods: Periods {
                burn_in: 8,
                policy: 4,
                run_off: 0,
            },
            ..ModelInput::default()
        };
        assert!(
            input.parameters.set("population", "smes", 200.0)
                && input.parameters.set("population", "tncs", 6.0)
        );
        World::burn_in(&input, ReplicateKey::new(1, 0)).expect("accounts close")
    }

    /// The identity that a tampered world breaks in its next quarter.
    fn broken_by(tamper: impl Fn(&mut World)) -> &'static str {
        let mut world = world();
        tamper(&mut world);
        world.step().expect_err("the tampering is found").identity
    }

    #[test]
    fn an_untouched_world_closes_its_accounts() {
        assert!(world().step().is_ok());
    }

    #[test]
    fn money_from_nowhere_is_found() {
        assert_eq!(
            broken_by(|world| world.smes.cash[0] += 10.0),
            "cash of SMEs"
        );
        assert_eq!(
            broken_by(|world| world.provider_states[0].funds += 10.0),
            "funds of credit providers"
        );
        assert_eq!(
            broken_by(|world| world.line.funds += 10.0),
            "funds of credit lines"
        );
        assert_eq!(
            broken_by(|world| world.accounts.pay(Party::Public, Party::Agencies, 10.0)),
            "money passed on by agencies"
        );
    }

    #[test]
    fn loans_firms_and_lots_from_nowhere_are_found() {
        assert_eq!(
            broken_by(|world| world.provider_states[0].outstanding += 10.0),
            "loans by lender"
        );
        assert_eq!(
            broken_by(|world| world.guarantee.covered += 10.0),
            "covered loans"
        );
        assert_eq!(broken_by(|world| world.accounts.firms += 1), "SMEs");
        let lend = |world: &mut World| {
            let row = world
                .smes
                .is_alive
                .iter()
                .position(|alive| *alive)
                .expect("somebody is in business");
            world.smes.loan[row] += 10.0;
            world.smes.loan_left[row] = 8;
        };
        assert!(["loans", "loans by lender"].contains(&broken_by(lend)));
        assert_eq!(
            broken_by(|world| world.smes.committed[0] += 10.0),
            "orders that SMEs hold"
        );
    }
}
