//! Know-how that leaves with staff, on both sides and within clusters: a loss of whoever loses it, a gain of a firm of the same market.

use crate::maths::quarterly_from_annual;
use crate::model::instruments::cluster_network::{cluster_terms, fellows, has_clusters};
use crate::model::phases::upgrading::absorptive_capacity;
use crate::model::world::World;
use crate::random::{Process, pair};
use crate::units::Share;

/// Rows drawn before a leaver is taken to have left the market.
const TRIES: u64 = 8;

/// Gains and losses of the four levels of each firm, by row.
type Changes = [[f64; 4]];

/// True where key persons may leave.
pub(in crate::model) fn people_leave(world: &World) -> bool {
    let knowledge = &world.parameters.knowledge;
    knowledge.staff_turnover > 0.0 || knowledge.tnc_staff_turnover > 0.0 || has_clusters(world)
}

/// Key persons leave SMEs and affiliates. What each way out does is decided for all firms before any of them changes.
pub(super) fn leak(world: &mut World) {
    if !people_leave(world) {
        return;
    }
    if world.parameters.knowledge.staff_turnover > 0.0 {
        decide_then_change(world, leave_smes);
    }
    if world.parameters.knowledge.tnc_staff_turnover > 0.0 {
        decide_then_change(world, leave_tncs);
    }
    if has_clusters(world) {
        decide_then_change(world, leave_for_members);
    }
}

/// Collects what a way out does, then applies it; several who join one firm do not carry it beyond the frontier.
fn decide_then_change(world: &mut World, decide: fn(&mut World, &mut Changes)) {
    let mut changes = std::mem::take(&mut world.scratch.gains);
    changes.clear();
    changes.resize(world.smes.len(), [0.0; 4]);
    decide(world, &mut changes);
    for (row, change) in changes
        .iter()
        .enumerate()
        .filter(|(_, change)| **change != [0.0; 4])
    {
        let smes = &mut world.smes;
        let own = [
            &mut smes.quality[row],
            &mut smes.scale[row],
            &mut smes.management[row],
            &mut smes.standards[row],
        ];
        for (level, change) in own.into_iter().zip(change) {
            let wanted = *level + change;
            *level = wanted.min(1.0);
            world.tally.leaked_gained -= 0.25 * (wanted - *level);
        }
    }
    world.scratch.gains = changes;
}

/// Probability of a leak at a turnover [per quarter]: turnover × key persons × (1 − protection).
fn leak_chance(world: &World, turnover: f64) -> f64 {
    let knowledge = &world.parameters.knowledge;
    quarterly_from_annual(turnover) * knowledge.key_person_share * (1.0 - knowledge.leak_protection)
}

/// A firm loses part of what it has learnt, its buyers some goodwill, and another firm gains.
fn leave_smes(world: &mut World, changes: &mut Changes) {
    let chance = leak_chance(world, world.parameters.knowledge.staff_turnover);
    let draws = world.draws(Process::StaffLeaves);
    for row in 0..world.smes.len() {
        let key = world.smes.key[row];
        let draw = draws.uniform(key);
        // the draw comes first because it costs less than the look at agreements
        if !world.smes.is_alive[row]
            || draw >= chance
            || draw >= chance * (1.0 - protection(world, row))
        {
            continue;
        }
        let next = next_employer(world, key, world.smes.cell[row].row(), row);
        lose_key_person(world, row, next, changes);
    }
}

/// Key persons go to fellow members of a cluster, who see each other at work.
fn leave_for_members(world: &mut World, changes: &mut Changes) {
    let draws = world.draws(Process::ClusterLeak);
    for row in 0..world.smes.len() {
        let key = world.smes.key[row];
        let Some(terms) = cluster_terms(world, row) else {
            continue;
        };
        if !world.smes.is_alive[row]
            || !draws.event(
                key,
                quarterly_from_annual(terms.leak_rate) * (1.0 - protection(world, row)),
            )
        {
            continue;
        }
        let rival =
            fellows(world, row).max_by_key(|rival| draws.bits(pair(key, world.smes.key[*rival])));
        if rival.is_some() {
            lose_key_person(world, row, rival, changes);
        }
    }
}

/// A firm loses part of what it has learnt, and goodwill of its buyers, with a person from whom another firm learns.
fn lose_key_person(world: &mut World, row: usize, next: Option<usize>, changes: &mut Changes) {
    let known = levels(world, row);
    if let Some(next) = next {
        learn_from(world, next, known, changes);
    }
    let part = world.parameters.knowledge.leak_loss;
    let mut lost = 0.0;
    for ((change, level), anchor) in changes[row]
        .iter_mut()
        .zip(known)
        .zip(world.smes.anchor[row])
    {
        let loss = part * (level - anchor).max(0.0);
        *change -= loss;
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
    let of_firm = world
        .linkages
        .iter()
        .map(|(_, linkage)| linkage)
        .filter(|linkage| linkage.sme.row() == row);
    of_firm
        .map(|linkage| linkage.agreement.leak_protection)
        .fold(0.0, f64::max)
}

/// Buyers of a firm whose know-how leaked trust its goodwill less.
fn distrust(world: &mut World, row: usize) {
    let kept = 1.0 - world.parameters.knowledge.leak_distrust;
    for linkage in world
        .linkages
        .slots
        .iter_mut()
        .filter(|linkage| linkage.is_open() && linkage.sme.row() == row)
    {
        linkage.goodwill_trust *= kept;
    }
}

/// Engineers who know a linkage leave the affiliate; its know-how stays, and a firm of the supplier's market gains.
fn leave_tncs(world: &mut World, changes: &mut Changes) {
    let chance = leak_chance(world, world.parameters.knowledge.tnc_staff_turnover);
    let draws = world.draws(Process::StaffLeaves);
    let level = world.parameters.capability.buyer_capability;
    for slot in 0..world.linkages.slots.len() {
        let linkage = &world.linkages.slots[slot];
        if linkage.is_open()
            && linkage.stage.has_orders()
            && draws.event(
                linkage.key,
                chance * (1.0 - linkage.agreement.leak_protection),
            )
        {
            let (key, cell, row) = (linkage.key, linkage.cell.row(), linkage.sme.row());
            if let Some(next) = next_employer(world, key, cell, row) {
                learn_from(world, next, [level; 4], changes);
            }
            world.tally.tnc_leaks += 1;
        }
    }
}

fn levels(world: &World, row: usize) -> [f64; 4] {
    let smes = &world.smes;
    [
        smes.quality[row],
        smes.scale[row],
        smes.management[row],
        smes.standards[row],
    ]
}

/// The firm of the cell that a leaver joins, drawn from its fixed id space; none where the leaver leaves the market.
fn next_employer(world: &World, key: u64, cell: usize, from: usize) -> Option<usize> {
    let draws = world.draws(Process::StaffJoins);
    let rows = &world.cells[cell];
    if rows.is_empty() {
        return None;
    }
    let mut drawn = (0..TRIES)
        .map(|attempt| rows[draws.below(pair(key, attempt), rows.len() as u32) as usize].row());
    drawn.find(|row| *row != from && world.smes.is_alive[*row])
}

/// A firm learns from a person who joins it as far as it absorbs.
fn learn_from(world: &mut World, row: usize, levels_known: [f64; 4], changes: &mut Changes) {
    let absorbed = world.parameters.knowledge.leak_gain * absorptive_capacity(world, row);
    for ((change, level), known) in changes[row]
        .iter_mut()
        .zip(levels(world, row))
        .zip(levels_known)
    {
        let gain = absorbed * (known - level).max(0.0);
        *change += gain;
        world.tally.leaked_gained += 0.25 * gain;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ModelInput;
    use crate::parameters::Periods;
    use crate::random::ReplicateKey;

    #[test]
    fn what_firms_gain_and_lose_by_leavers_does_not_depend_on_their_order() {
        let mut input = ModelInput {
            periods: Periods {
                burn_in: 20,
                policy: 4,
                run_off: 0,
            },
            ..ModelInput::default()
        };
        for (section, key, value) in [
            ("population", "smes", 60.0),
            ("population", "tncs", 6.0),
            ("knowledge", "leak_gain", 1.0),
        ] {
            assert!(input.parameters.set(section, key, value), "{section}.{key}");
        }
        let mut world = World::burn_in(&input, ReplicateKey::new(7, 0)).expect("accounts close");
        let living: Vec<usize> = (0..world.smes.len())
            .filter(|row| world.smes.is_alive[*row])
            .take(3)
            .collect();
        let [first, second, third] = living[..] else {
            panic!("three firms")
        };
        for (row, level) in [(first, 0.9), (second, 0.6), (third, 0.3)] {
            let smes = &mut world.smes;
            (
                smes.quality[row],
                smes.scale[row],
                smes.management[row],
                smes.standards[row],
            ) = (level, level, level, level);
            smes.anchor[row] = [0.2; 4];
        }
        // a person goes from the first to the second and one from the second to the third, seen in both orders
        let after = |moves: [(usize, usize); 2]| {
            let mut changes = vec![[0.0; 4]; world.smes.len()];
            let mut world = world.clone();
            moves
                .iter()
                .for_each(|(from, to)| lose_key_person(&mut world, *from, Some(*to), &mut changes));
            changes
        };
        let changes = after([(first, second), (second, third)]);
        assert_eq!(changes, after([(second, third), (first, second)]));
        let learnt = absorptive_capacity(&world, third) * (0.6 - 0.3);
        assert!(
            (changes[third][0] - learnt).abs() < 1e-12,
            "from what the second knew before it gained"
        );
    }

    #[test]
    fn many_who_join_one_firm_do_not_carry_it_beyond_the_frontier() {
        fn crowd(world: &mut World, changes: &mut Changes) {
            (0..100).for_each(|_| learn_from(world, 0, [1.0; 4], changes));
        }
        let input = ModelInput {
            periods: Periods {
                burn_in: 4,
                policy: 4,
                run_off: 0,
            },
            ..ModelInput::default()
        };
        let mut world = World::burn_in(&input, ReplicateKey::new(7, 0)).expect("accounts close");
        let before = world.smes.mean_capability(0);
        world.tally.leaked_gained = 0.0;
        decide_then_change(&mut world, crowd);
        assert_eq!(levels(&world, 0), [1.0; 4]);
        assert!(
            (world.tally.leaked_gained - (1.0 - before)).abs() < 1e-9,
            "only what was gained is counted"
        );
    }
}
