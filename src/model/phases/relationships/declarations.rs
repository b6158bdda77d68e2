//! Declarations: a buyer may take a firm's word for its standards as proof, and the word may be false.

use crate::model::phases::products::extra_standards;
use crate::model::state::{Declaration, Practice};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::random::{Process, pair};

/// Standards that a buyer asks of a firm, as it applies them [index].
pub(in crate::model::phases) fn standards_asked(
    world: &impl Readable,
    tnc: usize,
    row: usize,
) -> f64 {
    let view = world.view();
    let tnc = &view.tncs.rows[tnc];
    view.standards_gate(tnc) - tnc.practices.outcomes.gate_shift + extra_standards(world, row)
}

/// Declaration of a firm to a buyer that accepts declarations; who is ready says so, and of the others some say so too.
pub(in crate::model::phases) fn declared(
    world: &impl Readable,
    tnc: usize,
    row: usize,
) -> Declaration {
    let view = world.view();
    let relations = &view.parameters.relations;
    if relations.declaration_share <= 0.0 {
        return Declaration::None;
    }
    let buyer = &view.tncs.rows[tnc];
    let draws = view.key.draws(Process::Declaration, 0);
    let key = pair(view.smes.key[row], buyer.key);
    let accepted =
        relations.declaration_share * buyer.practices.relative_to_neutral(Practice::Values);
    if !draws.event(pair(key, 0), accepted) {
        Declaration::None
    } else if view.smes.standards[row] >= standards_asked(world, tnc, row) {
        Declaration::True
    } else if draws.event(pair(key, 1), relations.false_declarations) {
        Declaration::False
    } else {
        Declaration::None
    }
}

/// True where an audit, or what is delivered in the quarter, shows that a declaration was false.
pub(super) fn is_found_out(world: &World, slot: usize) -> bool {
    let linkage = &world.linkages.slots[slot];
    linkage.agreement.declaration == Declaration::False
        && world
            .draws(Process::Declaration)
            .event(linkage.key, world.parameters.relations.declaration_check)
}
