//! Part of phases 5 and 6: niche suppliers bargain, mass suppliers are squeezed on cost and standards.

use crate::model::view::Readable;
use crate::model::world::World;
use crate::units::Share;

/// Type of supplier of a firm, where firms differ.
fn is_niche(world: &impl Readable, row: usize) -> Option<bool> {
    let view = world.view();
    (view.parameters.products.niche_share > 0.0).then(|| view.smes.is_niche[row])
}

/// Premium on the value of an order [share of order]; negative for a mass supplier.
pub(super) fn bargain(world: &impl Readable, row: usize) -> f64 {
    let view = world.view();
    match is_niche(world, row) {
        Some(true) => view.parameters.products.niche_margin,
        Some(false) => -view.parameters.products.mass_squeeze,
        None => 0.0,
    }
}

/// Weight of price in the choice of a firm and in the end of its linkages [ratio].
pub(super) fn price_weight(world: &impl Readable, row: usize) -> f64 {
    let view = world.view();
    if is_niche(world, row) == Some(true) {
        view.parameters.products.niche_price_weight
    } else {
        1.0
    }
}

/// Weight of fit in the choice of a firm [ratio].
pub(super) fn fit_weight(world: &impl Readable, row: usize) -> f64 {
    let view = world.view();
    if is_niche(world, row) == Some(true) {
        view.parameters.products.niche_fit_weight
    } else {
        1.0
    }
}

/// Rise of the gate for standards that a firm has to meet [index].
pub(super) fn extra_standards(world: &impl Readable, row: usize) -> f64 {
    let view = world.view();
    if is_niche(world, row) == Some(false) {
        view.parameters.products.mass_standards
    } else {
        0.0
    }
}

/// Addition of safety from opportunism to the research of a firm [per year].
pub(super) fn safe_research(world: &World, row: usize) -> f64 {
    world.parameters.products.niche_research * (1.0 - exposure(world, row))
}

/// Part of its buyers' opportunism that reaches a firm [share].
pub(super) fn exposure(world: &World, row: usize) -> Share {
    if is_niche(world, row) == Some(true) {
        1.0 - world.parameters.products.niche_protection
    } else {
        1.0
    }
}
