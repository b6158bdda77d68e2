//! Niche and mass suppliers, and linkages that move as wages rise: switched off they change nothing, switched on they do what they say.

use linkwright::model::{Linkage, ModelInput, World};

use crate::behaviour::{economy, edited, level};
use crate::shocks::{state, trace};

/// Worlds of a comparison here.
const WORLDS: u64 = 6;

/// Sum over worlds of what a world shows after some quarters.
pub fn total(input: &ModelInput, seed: u64, quarters: u32, look: impl Fn(&World) -> f64) -> f64 {
    (0..WORLDS)
        .map(|world| {
            trace(input, seed + world, quarters, &look)
                .pop()
                .expect("quarters")
        })
        .sum()
}

pub fn linkages(world: &World, is_meant: impl Fn(&Linkage) -> bool) -> f64 {
    world
        .linkages()
        .iter()
        .filter(|(_, linkage)| linkage.stage.has_orders() && is_meant(linkage))
        .count() as f64
}

fn niche_share_of_linkages(input: &ModelInput, seed: u64) -> f64 {
    let niche = |world: &World| linkages(world, |linkage| world.smes().is_niche[linkage.sme.row()]);
    total(input, seed, 24, niche) / total(input, seed, 24, |world| linkages(world, |_| true))
}

#[test]
fn without_niche_firms_the_other_numbers_of_products_change_nothing() {
    let other = edited(
        economy(),
        &[
            ("products", "niche_margin", 0.3),
            ("products", "niche_price_weight", 0.0),
            ("products", "niche_fit_weight", 9.0),
            ("products", "niche_protection", 0.9),
            ("products", "mass_squeeze", 0.2),
            ("products", "mass_standards", 0.2),
        ],
    );
    let end = |input: &ModelInput| trace(input, 601, 4, state).pop().expect("quarters");
    assert!(end(&other) == end(&economy()));
}

#[test]
fn standards_that_only_mass_suppliers_meet_leave_lots_to_niche_firms() {
    let half = edited(
        economy(),
        &[
            ("products", "niche_share", 0.5),
            ("products", "mass_standards", 0.0),
        ],
    );
    let strict = edited(half.clone(), &[("products", "mass_standards", 0.15)]);
    let (usual, strict) = (
        niche_share_of_linkages(&half, 610),
        niche_share_of_linkages(&strict, 610),
    );
    assert!(strict > usual + 0.1, "{strict} against {usual}");
}

#[test]
fn fit_matters_more_to_niche_suppliers() {
    let fit = |weight: f64| {
        let input = edited(
            economy(),
            &[
                ("products", "niche_share", 1.0),
                ("products", "niche_fit_weight", weight),
                ("sourcing", "search_size", 8.0),
                ("sourcing", "outside_constant", 0.5),
            ],
        );
        let of = |world: &World| {
            let of = |linkage: &Linkage| {
                let (row, tnc) = (linkage.sme.row(), &world.tncs().rows[linkage.tnc.row()]);
                1.0 - (world.smes().speciality[row] - tnc.speciality).abs()
                    - (world.smes().values[row] - tnc.values).abs()
            };
            world
                .linkages()
                .iter()
                .filter(|(_, linkage)| linkage.stage.has_orders())
                .map(|(_, linkage)| of(linkage))
                .sum()
        };
        total(&input, 620, 24, of) / total(&input, 620, 24, |world| linkages(world, |_| true))
    };
    let (plain, close) = (fit(0.0), fit(12.0));
    assert!(close > plain + 0.05, "{close} against {plain}");
}

/// Labour takes half of sales here, so that a firm must be 2.4 times as productive as usual to bear a squeeze of 0.3.
#[test]
fn mass_suppliers_who_are_squeezed_below_cost_decline() {
    let all_mass = |squeeze: f64| {
        let numbers = [
            ("products", "niche_share", 1e-9),
            ("products", "mass_squeeze", squeeze),
            ("production", "wage_share_of_sales", 0.5),
        ];
        edited(economy(), &numbers)
    };
    assert!(
        level(&all_mass(0.3), "new_linkages", 603)
            < 0.25 * level(&all_mass(0.0), "new_linkages", 603)
    );
}

/// Costa Rica's prices: local cost is near that of imports, so that a rise of wages shows.
pub fn dear() -> ModelInput {
    edited(
        economy(),
        &[
            ("sourcing", "import_wedge", 0.07),
            ("sourcing", "domestic_price_level", 1.1),
            ("evolution", "make_abroad_chance", 0.3),
            ("evolution", "make_abroad_innovation", 0.2),
            ("evolution", "make_abroad_management", 0.2),
            ("evolution", "move_cost_usd", 1_000.0),
        ],
    )
}

#[test]
fn able_suppliers_who_are_dearer_than_imports_make_abroad_and_others_do_not() {
    let moved = |input: &ModelInput| {
        total(input, 630, 12, |world| {
            linkages(world, |linkage| linkage.is_made_abroad)
        })
    };
    assert!(moved(&dear()) >= 5.0, "{}", moved(&dear()));
    assert_eq!(
        moved(&edited(dear(), &[("sourcing", "import_wedge", 0.5)])),
        0.0,
        "imports are more expensive"
    );
    assert_eq!(
        moved(&edited(
            dear(),
            &[("evolution", "make_abroad_innovation", 1.0)]
        )),
        0.0,
        "nothing is left to do at home"
    );
    assert_eq!(
        moved(&edited(
            dear(),
            &[("evolution", "move_cost_usd", 5_000_000.0)]
        )),
        0.0,
        "no firm can pay for it"
    );
    assert_eq!(
        moved(&edited(dear(), &[("evolution", "make_abroad_chance", 0.0)])),
        0.0
    );
}

/// Of an order that is made abroad a part stays. Expected: TNC sales of such a firm are that part of what it delivers.
#[test]
fn what_is_made_abroad_leaves_only_the_kept_part_of_sales() {
    let input = edited(dear(), &[("evolution", "kept_share", 0.3)]);
    let mut n_checked = 0;
    trace(&input, 640, 14, |world| {
        for row in 0..world.smes().len() {
            let own: Vec<&Linkage> = world
                .linkages()
                .iter()
                .map(|(_, linkage)| linkage)
                .filter(|linkage| linkage.sme.row() == row)
                .collect();
            // those that moved in an earlier quarter: a move of this quarter came after the delivery
            let before = own
                .iter()
                .all(|linkage| linkage.is_made_abroad && linkage.supply_quarters > 20);
            if own.len() == 1 && before && world.smes().tnc_sales[row] > 0.0 {
                let share = world.smes().tnc_sales[row] / own[0].delivered;
                n_checked += u32::from((share - 0.3).abs() < 1e-9);
                assert!(
                    (share - 0.3).abs() < 1e-9 || (share - 1.0).abs() < 1e-9,
                    "{share}"
                );
            }
        }
    });
    assert!(n_checked > 3, "{n_checked}");
}
