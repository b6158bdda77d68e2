//! Orders above capacity that go to peers with room, and lots for which peers bid together.

use crate::model::accounts::Party;
use crate::model::instruments::cluster_network::{broker_bids, has_clusters, share_in_cluster};
use crate::model::phases::knowledge::room_beside_exports;
use crate::model::phases::orders::free_capacity;
use crate::model::state::{FirmId, Practice, Smes};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::units::{Share, Usd};

/// Addition of consortium partners to the capacity of a firm.
#[derive(Clone, Copy, Default)]
pub(in crate::model::phases) struct Pooled {
    /// Of their capacity [USD].
    pub capacity: Usd,
    /// Of their capacity that TNCs may still take [USD].
    pub free: Usd,
}

/// Living peers of a firm's cell, each once, with the part of its overflow that it passes to them.
fn partners(world: &impl Readable, row: usize) -> impl Iterator<Item = (usize, Share)> {
    let world = world.view();
    let (smes, peers) = (world.smes, &world.smes.peers[row]);
    (0..peers.len()).filter_map(move |place| {
        let peer = peers[place];
        if peers[..place].contains(&peer) {
            return None;
        }
        let peer = peer?.row();
        let is_at_hand = smes.is_alive[peer] && smes.cell[peer] == smes.cell[row];
        let share = world
            .parameters
            .networks
            .subcontract_share
            .max(share_in_cluster(&world, row, peer));
        (is_at_hand && share > 0.0).then_some((peer, share))
    })
}

/// Capacity that last quarter's customers and this quarter's TNC orders leave idle [USD].
fn idle_room(world: &World, row: usize) -> Usd {
    let smes = &world.smes;
    if !smes.is_alive[row] {
        return 0.0;
    }
    let of_others =
        smes.sales[row] - world.parameters.networks.subcontract_price * smes.taken_on[row];
    let room = smes.capacity[row] * (1.0 + world.parameters.production.capacity_slack);
    (room - of_others.max(smes.tnc_orders[row] + smes.exports[row])).max(0.0)
}

/// Asks the partners of a firm for room, in proportion to what each has.
fn ask(world: &World, row: usize, idle: &[Usd], mut of_peer: impl FnMut(usize, Usd)) {
    let overflow = world.smes.tnc_orders[row] - room_beside_exports(world, row);
    if overflow <= 0.0 {
        return;
    }
    let all: Usd = partners(world, row).map(|(peer, _)| idle[peer]).sum();
    if all <= 0.0 {
        return;
    }
    for (peer, share) in partners(world, row) {
        of_peer(peer, (share * overflow * idle[peer] / all).min(idle[peer]));
    }
}

/// TNC orders above capacity go to peers with room. All ask before any gets: peers share their room in proportion to what is asked.
pub(in crate::model::phases) fn pass_on(world: &mut World) {
    if world.parameters.networks.subcontract_share <= 0.0 && !has_clusters(world) {
        return;
    }
    let (mut idle, mut asked) = (
        std::mem::take(&mut world.scratch.steps),
        std::mem::take(&mut world.scratch.asked),
    );
    let rows = 0..world.smes.len();
    idle.clear();
    idle.extend(rows.clone().map(|row| idle_room(world, row)));
    let mut taken = std::mem::take(&mut world.smes.taken_on);
    taken.fill(0.0);
    asked.clear();
    asked.resize(world.smes.len(), 0.0);
    for row in rows.clone() {
        ask(world, row, &idle, |peer, amount| asked[peer] += amount);
    }
    for row in rows {
        let (mut passed, mut level) = (0.0, 0.0);
        ask(world, row, &idle, |peer, amount| {
            let granted = if asked[peer] > idle[peer] {
                amount * idle[peer] / asked[peer]
            } else {
                amount
            };
            passed += granted;
            level += granted * delivery_level(&world.smes, peer);
            taken[peer] += granted;
        });
        world.smes.passed_on[row] = passed;
        world.smes.level_of_others[row] = if passed > 0.0 { level / passed } else { 0.0 };
    }
    world.smes.taken_on = taken;
    world.scratch.steps = idle;
    world.scratch.asked = asked;
    pay_peers(world);
}

/// Pays peers for their part of an order.
fn pay_peers(world: &mut World) {
    let price = world.parameters.networks.subcontract_price;
    let smes = &mut world.smes;
    let mut passed = 0.0;
    for row in 0..smes.cash.len() {
        smes.cash[row] += price * (smes.taken_on[row] - smes.passed_on[row]);
        passed += smes.passed_on[row];
    }
    world.tally.subcontracted = passed;
    world.accounts.pay(Party::Smes, Party::Smes, price * passed);
}

/// Part of what a firm delivers at home in the quarter that peers make [share].
pub(in crate::model::phases) fn made_by_peers(world: &World, row: usize) -> Share {
    let passed = world.smes.passed_on[row];
    if passed <= 0.0 {
        return 0.0;
    }
    passed / world.smes.tnc_orders[row].min(room_beside_exports(world, row) + passed)
}

/// Ability that prevents failed deliveries [index]: mean of quality, management and standards.
pub(in crate::model::phases) fn delivery_level(smes: &Smes, row: usize) -> f64 {
    (smes.quality[row] + smes.management[row] + smes.standards[row]) / 3.0
}

/// Addition of partners where a buyer contracts with groups of firms, or the broker of a cluster bids for it; nothing otherwise.
pub(in crate::model::phases) fn consortium(
    world: &impl Readable,
    tnc: usize,
    row: usize,
) -> Pooled {
    let view = world.view();
    let practice = view.tncs.rows[tnc].practices.score(Practice::Relationship);
    let deals_with_groups = practice > view.parameters.networks.consortium_practice;
    let has_broker = !deals_with_groups && broker_bids(world, tnc, row);
    let joins =
        |peer: usize| deals_with_groups || has_broker && share_in_cluster(world, row, peer) > 0.0;
    partners(world, row).filter(|(peer, _)| joins(*peer)).fold(
        Pooled::default(),
        |pooled, (peer, share)| Pooled {
            capacity: pooled.capacity + share * view.smes.sales[peer].max(view.smes.capacity[peer]),
            free: pooled.free + share * free_capacity(world, FirmId::new(peer)).max(0.0),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ModelInput;
    use crate::model::state::CellId;
    use crate::parameters::Periods;
    use crate::random::ReplicateKey;

    /// A small world with orders that outgrow suppliers, who need no money for them.
    fn busy() -> World {
        let mut input = ModelInput {
            periods: Periods {
                burn_in: 60,
                policy: 40,
                run_off: 0,
            },
            ..ModelInput::default()
        };
        for (section, key, value) in [
            ("population", "smes", 600.0),
            ("population", "tncs", 12.0),
            ("sourcing", "quality_gate", 0.4),
            ("sourcing", "standards_gate", 0.4),
            ("sourcing", "lot_value_usd", 60_000.0),
            ("sourcing", "buyer_share_cap", 0.8),
            ("credit", "payment_days", 0.0),
        ] {
            assert!(input.parameters.set(section, key, value), "{section}.{key}");
        }
        World::burn_in(&input, ReplicateKey::new(5, 0)).expect("accounts close")
    }

    #[test]
    fn what_peers_make_fills_orders_and_gives_those_who_make_it_sales_and_jobs() {
        let mut alone = busy();
        let (mut helped, mut sales, mut jobs, mut smaller) = (0, 0.0, 0.0, 0);
        let mut paid = 0.0;
        for _ in 0..20 {
            let mut passing = alone.clone();
            passing.parameters.networks.subcontract_share = 1.0;
            alone.step().expect("accounts close");
            passing.step().expect("accounts close");
            if passing.tally.subcontracted == 0.0 {
                continue;
            }
            assert!(
                passing.tally.order_value > alone.tally.order_value,
                "more of the orders is delivered"
            );
            let (with, without) = (&passing.smes, &alone.smes);
            for row in
                (0..without.len()).filter(|row| with.is_alive[*row] && without.is_alive[*row])
            {
                if with.taken_on[row] > 0.0 {
                    helped += 1;
                    sales += with.sales[row] - without.sales[row];
                    jobs += with.workers[row] - without.workers[row];
                    paid += passing.parameters.networks.subcontract_price * with.taken_on[row];
                }
                smaller += u32::from(
                    with.passed_on[row] > 0.0 && with.capacity[row] < without.capacity[row],
                );
            }
        }
        // some turn customers of their own away, whose demand has come back
        assert!(
            helped > 20 && jobs > 0.0,
            "{helped} firms with work, {jobs} jobs"
        );
        assert!(
            sales > 0.5 * paid && sales <= paid,
            "{sales} more sales, {paid} of them paid by peers"
        );
        assert!(
            smaller > 5,
            "{smaller} firms that pass work on need less capacity of their own"
        );
    }

    #[test]
    fn room_is_shared_in_proportion_to_what_is_asked() {
        let mut world = busy();
        world.parameters.networks.subcontract_share = 1.0;
        let free: Vec<usize> = (0..world.smes.len())
            .filter(|row| world.smes.is_alive[*row])
            .take(3)
            .collect();
        let (first, second, peer) = (free[0], free[1], free[2]);
        for row in 0..world.smes.len() {
            world.smes.tnc_orders[row] = 0.0;
            world.smes.taken_on[row] = 0.0;
        }
        let slack = 1.0 + world.parameters.production.capacity_slack;
        for (row, orders) in [(first, 3_000.0), (second, 1_000.0), (peer, 0.0)] {
            let smes = &mut world.smes;
            (smes.cell[row], smes.exports[row], smes.sales[row]) = (CellId::default(), 0.0, 0.0);
            smes.peers[row] = [(row != peer).then(|| FirmId::new(peer)); 5];
            smes.capacity[row] = if row == peer { 800.0 / slack } else { 0.0 };
            smes.tnc_orders[row] = orders;
        }
        let cash = world.smes.cash[peer];
        pass_on(&mut world);
        let smes = &world.smes;
        let near = |found: f64, expected: f64| (found - expected).abs() < 1e-6;
        // each asks for the whole room of 800, the only one that it knows: once, though the peer stands five times on its list
        assert!(
            near(smes.taken_on[peer], 800.0)
                && near(smes.passed_on[first], 400.0)
                && near(smes.passed_on[second], 400.0)
        );
        assert!(near(made_by_peers(&world, first), 1.0));
        assert!(near(
            smes.cash[peer] - cash,
            800.0 * world.parameters.networks.subcontract_price
        ));
        assert!(near(
            smes.level_of_others[first],
            delivery_level(smes, peer)
        ));
    }
}
