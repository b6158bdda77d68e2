//! Part of phases 2, 3 and 5: barriers that women who lead firms meet, and places that agencies reserve for them.

use crate::model::view::Readable;
use crate::model::world::World;
use crate::random::Process;
use crate::units::Share;

/// True where a woman leads a firm: a trait, drawn with the key of identity.
pub(in crate::model) fn is_led_by_a_woman(world: &World, row: usize) -> bool {
    world
        .identity_key
        .draws(Process::OwnerSex, 0)
        .event(world.smes.key[row], world.parameters.owners.women_share)
}

/// Visibility of a firm to buyers who search, by its owner's sex, relative to others [ratio].
pub(super) fn visibility(world: &impl Readable, row: usize) -> Share {
    let view = world.view();
    if view.smes.is_women_led[row] {
        1.0 - view.parameters.owners.women_visibility
    } else {
        1.0
    }
}

/// Barriers to applying to programmes, by sex [logit].
pub(super) fn reluctance(world: &World, row: usize) -> f64 {
    if world.smes.is_women_led[row] {
        world.parameters.owners.women_application
    } else {
        0.0
    }
}

/// True where a lender refuses a loan that it would grant a man.
pub(super) fn is_refused(world: &impl Readable, row: usize) -> bool {
    let view = world.view();
    let barrier = view.parameters.owners.women_approval;
    barrier > 0.0
        && view.smes.is_women_led[row]
        && view
            .draws(Process::OwnerSex)
            .event(view.smes.key[row], barrier)
}

/// Moves firms led by women up the list of applicants, so that the reserved share of every first part of it is theirs while there are
/// any; both sexes keep their order.
pub(super) fn reserve_places(world: &mut World, share: Share) {
    if share <= 0.0 {
        return;
    }
    let (ranked, reserved, is_women_led) = (
        &world.scratch.ranked,
        &mut world.scratch.reserved,
        &world.smes.is_women_led,
    );
    reserved.clear();
    let of = |is_meant: bool| {
        ranked
            .iter()
            .enumerate()
            .filter(move |(_, (_, _, row))| is_women_led[*row as usize] == is_meant)
            .peekable()
    };
    let (mut women, mut men) = (of(true), of(false));
    let mut placed_women = 0.0;
    while reserved.len() < ranked.len() {
        let is_due = placed_women < share * (reserved.len() + 1) as f64;
        let is_womans_turn = match (women.peek(), men.peek()) {
            (Some((womans_rank, _)), Some((mans_rank, _))) => is_due || womans_rank < mans_rank,
            (woman, _) => woman.is_some(),
        };
        placed_women += f64::from(u8::from(is_womans_turn));
        reserved.extend(
            if is_womans_turn {
                women.next()
            } else {
                men.next()
            }
            .map(|(_, applicant)| *applicant),
        );
    }
    std::mem::swap(&mut world.scratch.ranked, &mut world.scratch.reserved);
}
