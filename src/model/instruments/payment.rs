//! Agencies' staff, and who pays for services.

use super::InstrumentKind;
use crate::model::MatchmakingParameters;
use crate::model::accounts::{Ledger, Party};
use crate::model::world::World;
use crate::units::{Share, Usd};

/// Part of the unit cost of services that is labour and follows the local wage.
const LABOUR_PART: f64 = 0.6;
/// Annual wage at which unit costs were read [USD].
const REFERENCE_WAGE_USD: f64 = 3_600.0;

/// Pays for a service: donors their share, the public purse the rest; the agency passes it on.
pub(in crate::model) fn charge(world: &mut World, amount: Usd, donor_share: Share) {
    let mut ledger = Ledger {
        accounts: &mut world.accounts,
        tally: &mut world.tally,
    };
    ledger.charge(&world.shock_effects, amount, donor_share);
}

/// Programme money to a party: donors pay their share of the quarter, the public purse the rest.
pub(in crate::model) fn pay_from_purses(
    world: &mut World,
    to: Party,
    amount: Usd,
    donor_share: Share,
) {
    world.ledger().pay_from_purses(to, amount, donor_share);
}

/// Pays for what an agency does beside its services, by the donor share of its overheads.
pub(in crate::model) fn charge_agency(world: &mut World, agency: usize, amount: Usd) {
    let donor_share = donor_share_of(world, agency);
    charge(world, amount, donor_share);
}

/// Pays for the time that TNCs give to a programme.
pub(in crate::model) fn pay_by_tncs(world: &mut World, amount: Usd) {
    world.ledger().pay_by_tncs(amount);
}

/// Pays staff and office of each agency for as long as one of its instruments acts, and for as long as funding is committed.
pub(super) fn pay_agencies(world: &mut World) {
    for agency in 0..world.agencies.len() {
        let state = &world.agency_states[agency];
        let is_committed = state.commitment > 0.0;
        let activity = if state.activity > 0.0 || !is_committed {
            state.activity
        } else {
            1.0
        };
        if activity <= 0.0 {
            continue;
        }
        let parameters = &world.agencies[agency].parameters;
        let wage = world.parameters.economy.annual_wage_usd;
        let staff = parameters.advisors
            * state.hired
            * parameters.advisor_cost_wages
            * wage
            * world.economy.wage_index;
        let reserve = if is_committed {
            parameters.commitment_reserve
        } else {
            0.0
        };
        let amount = activity * (staff + parameters.fixed_cost_usd) / 4.0;
        let matchmaking = state.strengths[InstrumentKind::Matchmaking].min(1.0);
        let donor_share = donor_share_of(world, agency);
        charge(world, amount * (1.0 + reserve), donor_share);
        if let Some(portal) = super::settings_of::<MatchmakingParameters>(world, agency)
            .map(|settings| settings.portal_cost_usd)
        {
            charge(world, matchmaking * portal / 4.0, donor_share);
        }
    }
}

/// Donor share of an agency's overheads: the mean over its instruments, weighted by their strength in the quarter.
fn donor_share_of(world: &World, agency: usize) -> Share {
    let (mut weight, mut sum) = (0.0, 0.0);
    for instrument in world
        .instruments
        .iter()
        .filter(|instrument| instrument.agency == agency)
    {
        let strength = super::strength_now(world, instrument);
        weight += strength;
        sum += strength * instrument.donor_share();
    }
    if weight > 0.0 { sum / weight } else { 0.0 }
}

/// A cost of services with its labour part at local wages [USD].
pub(in crate::model) fn cost_at_local_wage(world: &World, cost: Usd) -> Usd {
    let wage =
        world.parameters.economy.annual_wage_usd * world.economy.wage_index / REFERENCE_WAGE_USD;
    cost * (1.0 - LABOUR_PART + LABOUR_PART * wage)
}

/// Books a service to one firm: its own part, and the rest to donors and the public purse.
pub(in crate::model) fn charge_client(
    world: &mut World,
    row: usize,
    cost: Usd,
    sme_share: Share,
    donor_share: Share,
) {
    let own = cost * sme_share;
    world.smes.cash[row] -= own;
    world.accounts.pay(Party::Smes, Party::Vendors, own);
    world.tally.cost_sme += own;
    charge(world, cost - own, donor_share);
}
