//! Learning from the practice of better peers: little, less from rivals, more from those who supply the same affiliate.

use crate::model::instruments::cluster_network::{cluster_terms, fellows, has_clusters};
use crate::model::phases::upgrading::absorptive_capacity;
use crate::model::state::{AffiliateId, Column, FirmId};
use crate::model::world::World;

/// True where firms may learn from peers.
pub(in crate::model) fn peers_teach(world: &World) -> bool {
    world.parameters.knowledge.peer_rate > 0.0 || has_clusters(world)
}

/// Gains are decided for all firms before any of them changes.
pub(super) fn learn(world: &mut World) {
    if !peers_teach(world) {
        return;
    }
    let mut gains = std::mem::take(&mut world.scratch.gains);
    let mut buyers = std::mem::take(&mut world.scratch.buyers);
    list_buyers(world, &mut buyers);
    gains.clear();
    gains.extend((0..world.smes.len()).map(|row| {
        if world.smes.is_alive[row] {
            gain(world, &buyers, row)
        } else {
            [0.0; 4]
        }
    }));
    for (row, gain) in gains.iter().enumerate() {
        let smes = &mut world.smes;
        let levels = [
            &mut smes.quality[row],
            &mut smes.scale[row],
            &mut smes.management[row],
            &mut smes.standards[row],
        ];
        levels
            .into_iter()
            .zip(gain)
            .for_each(|(level, gain)| *level = (*level + gain).min(1.0));
        world.tally.peer_learning += 0.25 * gain.iter().sum::<f64>();
    }
    world.scratch.gains = gains;
    world.scratch.buyers = buyers;
}

/// Affiliate of each firm's linkage with orders; of several the one of the greatest key.
fn list_buyers(world: &World, buyers: &mut Column<FirmId, (u64, Option<AffiliateId>)>) {
    buyers.clear();
    buyers.resize(world.smes.len(), (0, None));
    for (_, linkage) in world
        .linkages
        .iter()
        .filter(|(_, linkage)| linkage.stage.has_orders())
    {
        let best = &mut buyers[linkage.sme];
        *best = (*best).max((linkage.key, Some(linkage.tnc)));
    }
}

/// Gain of a firm from all peers, and from fellow members of its cluster in addition.
fn gain(
    world: &World,
    buyers: &Column<FirmId, (u64, Option<AffiliateId>)>,
    row: usize,
) -> [f64; 4] {
    let (knowledge, smes) = (&world.parameters.knowledge, &world.smes);
    let mut gains = [0.0; 4];
    if knowledge.peer_rate > 0.0 {
        let peers = smes.peers[row].iter().flatten().map(|peer| peer.row());
        gains = gain_from(
            world,
            row,
            knowledge.peer_rate,
            peers.filter(|peer| smes.is_alive[*peer]),
            |peer| {
                let rival = if smes.cell[peer] == smes.cell[row] {
                    knowledge.peer_rival_weight
                } else {
                    1.0
                };
                let shares_buyer = buyers[row].1.is_some() && buyers[row].1 == buyers[peer].1;
                rival
                    * if shares_buyer {
                        knowledge.peer_supplier_bonus
                    } else {
                        1.0
                    }
            },
        );
    }
    if let Some(terms) = cluster_terms(world, row) {
        let of_cluster = gain_from(world, row, terms.learning_rate, fellows(world, row), |_| {
            1.0
        });
        gains
            .iter_mut()
            .zip(of_cluster)
            .for_each(|(gain, more)| *gain += more);
    }
    gains
}

/// `λ/4 · S(c̄) · mean over the given firms of w·(x_peer − x)+`, in each dimension.
fn gain_from(
    world: &World,
    row: usize,
    rate: f64,
    peers: impl Iterator<Item = usize>,
    weight: impl Fn(usize) -> f64,
) -> [f64; 4] {
    let smes = &world.smes;
    let own = [
        smes.quality[row],
        smes.scale[row],
        smes.management[row],
        smes.standards[row],
    ];
    let (mut sums, mut count) = ([0.0; 4], 0.0);
    for peer in peers {
        count += 1.0;
        let weight = weight(peer);
        let of_peer = [
            smes.quality[peer],
            smes.scale[peer],
            smes.management[peer],
            smes.standards[peer],
        ];
        for (sum, (theirs, own)) in sums.iter_mut().zip(of_peer.into_iter().zip(own)) {
            *sum += weight * (theirs - own).max(0.0);
        }
    }
    if count == 0.0 {
        return [0.0; 4];
    }
    let speed = rate / 4.0 * absorptive_capacity(world, row) / count;
    sums.map(|sum| speed * sum)
}
