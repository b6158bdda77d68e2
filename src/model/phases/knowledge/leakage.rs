//! Know-how that leaves with staff, on both sides and within clusters: a loss of whoever loses it, a gain of a firm of the same market.

use super::super::super::world::World;
use super::super::networks::{cluster_terms, fellows, has_clusters};
use super::super::upgrading::absorptive_capacity;
use crate::maths::quarterly_from_annual;
use crate::random::{Process, pair};
use crate::units::Share;

/// Rows drawn before a leaver is taken to have left the market.
const TRIES: u64 = 8;

/// Key persons leave SMEs and affiliates.
pub(super) fn run(world: &mut World) {
    if world.parameters.knowledge.staff_turnover > 0.0 {
        leave_smes(world);
    }
    if world.parameters.knowledge.tnc_staff_turnover > 0.0 {
        leave_tncs(world);
    }
    if has_clusters(world) {
        leave_for_members(world);
    }
}

/// Chance of a leak at a turnover [per quarter]: turnover × key persons × (1 − protection).
fn leak_chance(world: &World, turnover: f64) -> f64 {
    let knowledge = &world.parameters.knowledge;
    quarterly_from_annual(turnover) * knowledge.key_person_share * (1.0 - knowledge.leak_protection)
}

/// A firm loses part of what it has learnt, its buyers some goodwill, and another firm gains.
fn leave_smes(world: &mut World) {
    let chance = leak_chance(world, world.parameters.knowledge.staff_turnover);
    let draws = world.draws(Process::StaffLeaves);
    for row in 0..world.smes.len() {
        let key = world.smes.key[row];
        let luck = draws.uniform(key);
        // the draw comes first because it costs less than the look at agreements
        if !world.smes.is_alive[row] || luck >= chance || luck >= chance * (1.0 - protection(world, row)) {
            continue;
        }
        let next = next_employer(world, key, world.smes.cell[row] as usize, row);
        lose_key_person(world, row, next);
    }
}

/// Key persons go to fellow members of a cluster, who see each other at work.
fn leave_for_members(world: &mut World) {
    let draws = world.draws(Process::ClusterLeak);
    for row in 0..world.smes.len() {
        let key = world.smes.key[row];
        let Some(terms) = cluster_terms(world, row) else { continue };
        if !world.smes.is_alive[row] || !draws.event(key, quarterly_from_annual(terms.leak_rate) * (1.0 - protection(world, row))) {
            continue;
        }
        let rival = fellows(world, row).max_by_key(|rival| draws.bits(pair(key, world.smes.key[*rival])));
        if rival.is_some() {
            lose_key_person(world, row, rival);
        }
    }
}

/// A firm loses part of what it has learnt, and goodwill of its buyers, with a person from whom another firm learns.
fn lose_key_person(world: &mut World, row: usize, next: Option<usize>) {
    if let Some(next) = next {
        learn_from(world, next, levels(world, row));
    }
    let part = world.parameters.knowledge.leak_loss;
    let smes = &mut world.smes;
    let anchor = smes.anchor[row];
    let mut lost = 0.0;
    for (level, anchor) in
        [&mut smes.quality[row], &mut smes.scale[row], &mut smes.management[row], &mut smes.standards[row]].into_iter().zip(anchor)
    {
        let loss = part * (*level - anchor).max(0.0);
        *level -= loss;
        lost += 0.25 * loss;
    }
    world.tally.leaks += 1;
    world.tally.leaked_lost += lost;
    if world.smes.linkages[row] > 0 {
        distrust(world, row);
    }
}

/// Protection of a firm's key persons by its agreements with buyers: the best of them, beside what all firms do [share].
fn protection(world: &World, row: usize) -> Share {
    if world.smes.linkages[row] == 0 {
        return 0.0;
    }
    let of_firm = world.linkages.iter().map(|(_, linkage)| linkage).filter(|linkage| linkage.sme as usize == row);
    of_firm.map(|linkage| linkage.agreement.leak_protection).fold(0.0, f64::max)
}

/// Buyers of a firm whose know-how leaked trust its goodwill less.
fn distrust(world: &mut World, row: usize) {
    let kept = 1.0 - world.parameters.knowledge.leak_distrust;
    for linkage in world.linkages.slots.iter_mut().filter(|linkage| linkage.is_open() && linkage.sme as usize == row) {
        linkage.goodwill_trust *= kept;
    }
}

/// Engineers who know a linkage leave the affiliate; its know-how stays, and a firm of the supplier's market gains.
fn leave_tncs(world: &mut World) {
    let chance = leak_chance(world, world.parameters.knowledge.tnc_staff_turnover);
    let draws = world.draws(Process::StaffLeaves);
    let level = world.parameters.capability.buyer_capability;
    for slot in 0..world.linkages.slots.len() {
        let linkage = &world.linkages.slots[slot];
        if linkage.is_open() && linkage.stage.has_orders() && draws.event(linkage.key, chance * (1.0 - linkage.agreement.leak_protection)) {
            let (key, cell, row) = (linkage.key, linkage.cell as usize, linkage.sme as usize);
            if let Some(next) = next_employer(world, key, cell, row) {
                learn_from(world, next, [level; 4]);
            }
            world.tally.tnc_leaks += 1;
        }
    }
}

fn levels(world: &World, row: usize) -> [f64; 4] {
    let smes = &world.smes;
    [smes.quality[row], smes.scale[row], smes.management[row], smes.standards[row]]
}

/// The firm of the cell that a leaver joins, drawn from its fixed id space; none where the leaver leaves the market.
fn next_employer(world: &World, key: u64, cell: usize, from: usize) -> Option<usize> {
    let draws = world.draws(Process::StaffJoins);
    let rows = &world.cells[cell];
    if rows.is_empty() {
        return None;
    }
    let mut drawn = (0..TRIES).map(|attempt| rows[draws.below(pair(key, attempt), rows.len() as u32) as usize] as usize);
    drawn.find(|row| *row != from && world.smes.is_alive[*row])
}

/// A firm learns from a person who joins it as far as it absorbs.
fn learn_from(world: &mut World, row: usize, levels_known: [f64; 4]) {
    let absorbed = world.parameters.knowledge.leak_gain
        * absorptive_capacity(world, row);
    let smes = &mut world.smes;
    let own = [&mut smes.quality[row], &mut smes.scale[row], &mut smes.management[row], &mut smes.standards[row]];
    for (level, known) in own.into_iter().zip(levels_known) {
        let gain = absorbed * (known - *level).max(0.0);
        *level += gain;
        world.tally.leaked_gained += 0.25 * gain;
    }
}
