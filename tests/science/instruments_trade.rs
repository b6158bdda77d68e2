//! Instruments of trade and skills: where each should work it works, where it should fail it fails.

use linkwright::model::{InstrumentKind, ModelInput, World};
use linkwright::parameters::TimingParameters;

use crate::behaviour::{difference, economy, edited, with};
use crate::shocks::trace;

/// Standard errors beyond which an effect is taken as significant.
const SETTLED: f64 = 2.0;

/// The economy with one instrument at full strength from its first quarter on.
fn one(input: &ModelInput, kind: InstrumentKind, numbers: &[(&str, f64)]) -> ModelInput {
    let mut input = with(input.clone(), &[(kind, numbers)]);
    input.instruments[0].timing = TimingParameters {
        ramp: 0.0,
        ..TimingParameters::default()
    };
    input
}

fn rises(with: &ModelInput, without: &ModelInput, indicator: &str, seed: u64) {
    let (gain, error) = difference(with, without, indicator, seed);
    assert!(
        gain - SETTLED * error > 0.0,
        "{indicator}: {gain} ± {error}"
    );
}

#[test]
fn a_tariff_brings_lots_and_revenue_and_costs_affiliates() {
    let numbers = [
        ("tariff_rise", 0.5),
        ("imported_cost_share", 0.0),
        ("lag_quarters", 0.0),
        ("arrivals_lost", 0.0),
        ("departure_gain", 0.0),
    ];
    let tariff = one(&economy(), InstrumentKind::TariffChange, &numbers);
    rises(&tariff, &economy(), "domestic_lot_share", 701);
    let (public, error) = difference(&tariff, &economy(), "cost_public_usd", 701);
    assert!(
        public + SETTLED * error < 0.0,
        "revenue: {public} ± {error}"
    );
    let cut = one(
        &economy(),
        InstrumentKind::TariffChange,
        &[("tariff_rise", -0.2)],
    );
    let (public, error) = difference(&cut, &economy(), "cost_public_usd", 701);
    assert!(
        public - SETTLED * error > 0.0,
        "revenue forgone: {public} ± {error}"
    );
}

#[test]
fn a_tariff_keeps_affiliates_away_and_does_nothing_for_firms_that_import_all() {
    let numbers = [
        ("tariff_rise", 0.5),
        ("arrivals_lost", 2.0),
        ("departure_gain", 20.0),
        ("lag_quarters", 0.0),
    ];
    let (tncs, error) = difference(
        &one(&economy(), InstrumentKind::TariffChange, &numbers),
        &economy(),
        "tncs",
        702,
    );
    assert!(tncs + SETTLED * error < 0.0, "{tncs} ± {error}");
    let numbers = [
        ("tariff_rise", 0.3),
        ("imported_cost_share", 1.0),
        ("arrivals_lost", 0.0),
        ("departure_gain", 0.0),
    ];
    let useless = one(&economy(), InstrumentKind::TariffChange, &numbers);
    assert_eq!(
        difference(&useless, &economy(), "new_linkages", 702),
        (0.0, 0.0)
    );
    assert!(
        difference(&useless, &economy(), "programme_cost_usd", 702).0 != 0.0,
        "customs are paid all the same"
    );
}

#[test]
fn tax_relief_works_in_zones_only_and_false_claims_cost_extra() {
    let relief = |numbers: &[(&str, f64)]| {
        one(
            &economy(),
            InstrumentKind::ZoneSupplyTax,
            &[&[("tax_cut", 0.4), ("lag_quarters", 0.0)], numbers].concat(),
        )
    };
    rises(
        &relief(&[("zone_share", 1.0)]),
        &economy(),
        "domestic_lot_share",
        703,
    );
    let nowhere = relief(&[("zone_share", 0.0)]);
    assert_eq!(
        difference(&nowhere, &economy(), "new_linkages", 703),
        (0.0, 0.0)
    );
    assert!(
        difference(&nowhere, &economy(), "cost_public_usd", 703).0 > 50_000.0,
        "the desk is paid all the same"
    );
    let cost = |leak: f64| {
        difference(
            &relief(&[("zone_share", 1.0), ("leak_share", leak)]),
            &economy(),
            "cost_public_usd",
            703,
        )
        .0
    };
    assert!(
        cost(1.0) > 1.2 * cost(0.0),
        "{} against {}",
        cost(1.0),
        cost(0.0)
    );
}

#[test]
fn human_capital_comes_late_and_not_where_the_skilled_leave() {
    let scarce = edited(economy(), &[("economy", "human_capital", 0.5)]);
    let fast = [
        ("index_gain", 0.5),
        ("lag_quarters", 4.0),
        ("build_quarters", 2.0),
        ("leaving_share", 0.0),
    ];
    rises(
        &one(&scarce, InstrumentKind::HumanCapital, &fast),
        &scarce,
        "mean_capability",
        704,
    );
    let late = one(
        &scarce,
        InstrumentKind::HumanCapital,
        &[("lag_quarters", 40.0)],
    );
    assert_eq!(
        difference(&late, &scarce, "mean_capability", 704),
        (0.0, 0.0)
    );
    assert!(
        difference(&late, &scarce, "cost_public_usd", 704).0 > 500_000.0,
        "teachers are paid all the same"
    );
    let empty = one(
        &scarce,
        InstrumentKind::HumanCapital,
        &[("lag_quarters", 0.0), ("leaving_share", 1.0)],
    );
    assert_eq!(
        difference(&empty, &scarce, "mean_capability", 704),
        (0.0, 0.0)
    );
}

#[test]
fn business_schools_raise_management_of_the_able_and_bring_them_together() {
    let school = one(
        &economy(),
        InstrumentKind::BusinessSchoolNetwork,
        &[
            ("seats_per_quarter", 20.0),
            ("gain_management", 0.3),
            ("peer_chance", 1.0),
        ],
    );
    rises(&school, &economy(), "mean_capability", 705);
    let closed = one(
        &economy(),
        InstrumentKind::BusinessSchoolNetwork,
        &[("entry_level", 1.0)],
    );
    assert_eq!(
        difference(&closed, &economy(), "mean_capability", 705),
        (0.0, 0.0)
    );
    let alumni_who_know_each_other = |input: &ModelInput| {
        let count = |world: &World| {
            let smes = world.smes();
            let knows =
                |row: &usize| smes.peers[*row][4].is_some_and(|peer| smes.has_studied[peer]);
            (0..smes.len())
                .filter(|row| smes.has_studied[*row])
                .filter(knows)
                .count()
        };
        trace(input, 706, 16, count).pop().expect("quarters")
    };
    let alone = one(
        &economy(),
        InstrumentKind::BusinessSchoolNetwork,
        &[("seats_per_quarter", 20.0), ("peer_chance", 0.0)],
    );
    let (together, apart) = (
        alumni_who_know_each_other(&school),
        alumni_who_know_each_other(&alone),
    );
    assert!(together > apart + 20, "{together} against {apart}");
}
