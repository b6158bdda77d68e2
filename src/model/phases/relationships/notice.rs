//! Ends that partners agreed on: a regular linkage then runs out over quarters of notice instead of stopping at once.

use super::end_linkage;
use crate::model::phases::knowledge::has_exit_plan;
use crate::model::state::{EndCause, Linkage, LinkageId, Notice, Practice};
use crate::model::world::World;

/// Ends a linkage by a decision of its partners, or gives the notice that they agreed on.
pub(super) fn end_or_give_notice(world: &mut World, slot: usize, cause: EndCause) {
    match agreed_quarters(world, &world.linkages.slots[slot]) {
        0 => end_linkage(world, LinkageId::new(slot), cause),
        quarters => {
            let linkage = &mut world.linkages.slots[slot];
            linkage.notice = Some(Notice {
                quarters,
                left: quarters,
                cause,
            });
            linkage.planned = 0.0;
        }
    }
}

/// Quarters of notice [count]: all of them with an exit plan, else as many as the buyer's practice above neutral brings.
fn agreed_quarters(world: &World, linkage: &Linkage) -> u16 {
    let longest = world.parameters.relations.notice_quarters;
    if longest <= 0.0 || !linkage.stage.is_supply() {
        return 0;
    }
    let practice = world.tncs.rows[linkage.tnc]
        .practices
        .above_neutral(Practice::Exit);
    let agreed = if has_exit_plan(world, linkage) {
        1.0
    } else {
        practice
    };
    (longest * agreed + 0.5) as u16
}

/// A quarter of a notice that was given; false where none was.
pub(super) fn run_out(world: &mut World, slot: usize) -> bool {
    let Some(notice) = &mut world.linkages.slots[slot].notice else {
        return false;
    };
    notice.left -= 1;
    let (is_over, cause) = (notice.left == 0, notice.cause);
    if is_over {
        end_linkage(world, LinkageId::new(slot), cause);
    }
    true
}
