//! Part of phases 2 and 5: entries of firms on an information platform, and what buyers who search by themselves see through it.

use crate::model::accounts::Party;
use crate::model::view::Readable;
use crate::model::world::World;
use crate::random::Process;
use crate::units::Usd;

/// True where a firm has an entry: the first in a fixed drawn order, as far as listing has come.
pub(super) fn is_listed(world: &impl Readable, row: usize) -> bool {
    let world = &world.view();
    world
        .key
        .draws(Process::PlatformEntry, 0)
        .uniform(world.smes.key[row])
        < world.built_up.listed
}

/// Registered firms with an entry keep it up to date at their own cost while the platform runs.
pub(super) fn keep_entries(world: &mut World) {
    let Some(cost) = world
        .levers
        .platform
        .as_ref()
        .filter(|platform| platform.strength > 0.0)
    else {
        return;
    };
    let cost = cost.settings.listing_cost_sme_usd / 4.0;
    let mut paid = 0.0;
    for row in 0..world.smes.len() {
        if world.smes.is_alive[row] && world.smes.is_formal[row] && is_listed(world, row) {
            world.smes.cash[row] -= cost;
            paid += cost;
        }
    }
    world.accounts.pay(Party::Smes, Party::Vendors, paid);
    world.tally.cost_sme += paid;
}

/// Mean number of bids for a lot and the cost of one [USD], while a platform with bidding runs.
pub(super) fn bidding(world: &impl Readable) -> Option<(f64, Usd)> {
    let world = &world.view();
    let platform = world
        .levers
        .platform
        .as_ref()
        .filter(|platform| platform.strength > 0.0)?;
    let mean = platform.settings.bids_per_lot * world.built_up.listed;
    (mean > 0.0).then_some((mean, platform.settings.bid_cost_sme_usd))
}

/// Factor on the number of firms that a buyer looks at [ratio].
pub(super) fn search_factor(world: &impl Readable) -> f64 {
    let world = &world.view();
    world.levers.platform.as_ref().map_or(1.0, |platform| {
        1.0 + platform.settings.search_gain * world.built_up.listed
    })
}

/// Visibility of a firm that buyers hardly see, relative to others [ratio].
pub(super) fn visibility_of_hidden(world: &impl Readable, row: usize) -> f64 {
    let world = &world.view();
    let hidden = world.parameters.sourcing.hidden_visibility;
    match &world.levers.platform {
        Some(platform) if is_listed(world, row) => {
            hidden + (1.0 - hidden) * platform.settings.visibility_gain
        }
        _ => hidden,
    }
}
