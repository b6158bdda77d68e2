//! Part of phases 2 and 5: entries of firms on an information platform, and what buyers who search by themselves see through it.

use super::quarter::acting;
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::maths::quarterly_from_annual;
use crate::model::accounts::Party;
use crate::model::instruments::{charge, take};
use crate::model::state::Acting;
use crate::model::view::{Readable, View};
use crate::model::world::World;
use crate::parameters::section;
use crate::random::Process;
use crate::units::{Share, Usd};

section! {
    /// `information_platform`: a public database of suppliers that buyers may search by themselves.
    InformationPlatformParameters in "information_platform" {
        /// Share of registered firms that are listed in the end.
        listed_max = 0.5, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "many never enter or renew their data";
        /// Quarters over which listing approaches that share.
        uptake_quarters = 8, "quarters", [1, 80], (4, 20), Assumed, "two years to become known";
        /// Part of the way to full visibility that a listed firm goes which buyers rarely saw.
        visibility_gain = 0.5, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "an entry is less than a visit";
        /// Rise of the number of firms screened for a lot, were all firms listed.
        search_gain = 0.2, "ratio", [0.0, 5.0], (0.0, 0.5), Assumed, "looking is cheaper";
        /// Listed firms that bid by themselves for a lot that its buyer opens to domestic firms, were all firms listed; 0: no bidding.
        bids_per_lot = 0.0, "firms per lot", [0.0, 50.0], (0.0, 4.0), Assumed, "0: a database only; a few bids where tenders are electronic";
        /// Cost of a bid to a firm.
        bid_cost_sme_usd = 150, "USD per bid", [0, 20_000], (30, 1_000), Assumed, "a day or two of the owner: drawings, price, papers";
        /// Quarters to build it, before the first firm is listed.
        build_quarters = 2, "quarters", [0, 40], (1, 6), Assumed, "software and first data";
        /// Part of entries that goes stale in a year once it is no longer run.
        decay_rate = 0.6, "per year", [0.0, 1.0], (0.3, 0.95), Assumed, "addresses, people and products change";
        /// Cost to build it, once.
        build_cost_usd = 100_000, "USD", [0, 50_000_000], (20_000, 500_000), Assumed, "100,000 to build and 40,000 a year", Represented;
        /// Cost to run it.
        running_cost_usd = 40_000, "USD per year", [0, 50_000_000], (10_000, 200_000), Assumed, "as above", Represented;
        /// Cost of an up-to-date entry to a firm.
        listing_cost_sme_usd = 20, "USD per SME and year", [0, 10_000], (5, 200), Assumed, "a day of somebody's time";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for InformationPlatformParameters {
    const TITLE: &'static str = "information platform";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Economy;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[
        &["listed_max"],
        &["visibility_gain", "search_gain", "bids_per_lot"],
    ];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("build_quarters");
    const MAIN: Keys = &["listed_max"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        run_platform(world, turn, self);
    }

    fn operate(&self, _: &mut World, _: Turn) {
        // entries are kept in the phase, before agencies act: `keep_entries`
    }
}

/// A platform is built, fills with entries while it runs, and loses them when it is no longer run.
fn run_platform(world: &mut World, turn: Turn, settings: &InformationPlatformParameters) {
    let (strength, timing) = (turn.strength, world.instruments[turn.index].timing.clone());
    let running = world.window_quarter() as f64 - timing.start;
    if strength > 0.0 {
        if running < settings.build_quarters.max(1.0) {
            charge(
                world,
                timing.intensity * settings.build_cost_usd / settings.build_quarters.max(1.0),
                settings.donor_share,
            );
        }
        charge(
            world,
            strength.min(1.0) * settings.running_cost_usd / 4.0,
            settings.donor_share,
        );
    }
    let listed = &mut world.accumulated.listed;
    if strength > 0.0 && running >= settings.build_quarters {
        *listed += ((settings.listed_max * strength).min(1.0) - *listed).max(0.0)
            / settings.uptake_quarters;
    } else if strength <= 0.0 {
        *listed *= 1.0 - quarterly_from_annual(settings.decay_rate);
    }
    let listed = *listed;
    world.levers.platform = acting(world, turn, settings, listed);
}

/// True where a firm has an entry: it would make one, and the platform is offered to it.
pub(in crate::model) fn is_listed(world: &impl Readable, row: usize) -> bool {
    let platform = &world.view().context.levers.platform;
    makes_entry(world, row)
        && platform
            .as_ref()
            .is_some_and(|platform| platform.lottery.offers(world, row))
}

/// True where a firm would make an entry: the first in a fixed drawn order, as far as listing has come.
fn makes_entry(world: &impl Readable, row: usize) -> bool {
    let view = world.view();
    view.key
        .draws(Process::PlatformEntry, 0)
        .uniform(view.smes.key[row])
        < view.accumulated.listed
}

/// Entries among registered firms, as far as the platform is offered to them [share].
fn listed_share(world: &View<'_>, platform: &Acting<InformationPlatformParameters>) -> Share {
    world.accumulated.listed * platform.lottery.share()
}

/// Registered firms with an entry keep it up to date at their own cost while the platform runs.
pub(in crate::model) fn keep_entries(world: &mut World) {
    let Some(cost) = world
        .levers
        .platform
        .as_ref()
        .filter(|platform| platform.strength > 0.0)
    else {
        return;
    };
    let (cost, lottery) = (cost.settings.listing_cost_sme_usd / 4.0, cost.lottery);
    let mut paid = 0.0;
    for row in 0..world.smes.len() {
        let comes =
            world.smes.is_alive[row] && world.smes.is_formal[row] && makes_entry(world, row);
        if comes && lottery.ask(world, row) {
            take(world, InstrumentKind::InformationPlatform, row);
            world.smes.cash[row] -= cost;
            paid += cost;
        }
    }
    world.accounts.pay(Party::Smes, Party::Vendors, paid);
    world.tally.cost_sme += paid;
}

/// Mean number of bids for a lot and the cost of one [USD], while a platform with bidding runs.
pub(in crate::model) fn bidding(world: &impl Readable) -> Option<(f64, Usd)> {
    let view = world.view();
    let platform = view
        .levers
        .platform
        .as_ref()
        .filter(|platform| platform.strength > 0.0)?;
    let mean = platform.settings.bids_per_lot * listed_share(&view, platform);
    (mean > 0.0).then_some((mean, platform.settings.bid_cost_sme_usd))
}

/// Factor on the number of firms that a buyer screens [ratio].
pub(in crate::model) fn search_factor(world: &impl Readable) -> f64 {
    let view = world.view();
    view.levers.platform.as_ref().map_or(1.0, |platform| {
        1.0 + platform.settings.search_gain * listed_share(&view, platform)
    })
}

/// Visibility of a firm that buyers rarely see, relative to others [ratio].
pub(in crate::model) fn visibility_of_hidden(world: &impl Readable, row: usize) -> f64 {
    let view = world.view();
    let hidden = view.parameters.sourcing.hidden_visibility;
    match &view.levers.platform {
        Some(platform) if is_listed(world, row) => {
            hidden + (1.0 - hidden) * platform.settings.visibility_gain
        }
        _ => hidden,
    }
}
