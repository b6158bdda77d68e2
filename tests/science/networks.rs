//! Networks of SMEs and tier-1 firms: switched off it changes nothing, and each part works and fails where it says.

use linkwright::model::{InstrumentKind, ModelInput, Party, World};
use linkwright::parameters::TimingParameters;

use crate::behaviour::{WORLDS, difference, economy, edited, level, with};
use crate::shocks::{state, trace};
use crate::uganda::{index, mean_and_error, values};

/// Standard errors beyond which an effect is taken as significant.
const SETTLED: f64 = 2.0;

/// The economy with lots that are large for most firms.
fn large_lots() -> ModelInput {
    edited(
        economy(),
        &[
            ("sourcing", "lot_value_usd", 15_000.0),
            ("sourcing", "lot_value_sd", 0.3),
        ],
    )
}

/// The economy with orders that outgrow suppliers, who need no money for them and are slow to grow.
fn busy() -> ModelInput {
    let numbers = [
        ("sourcing", "lot_value_usd", 30_000.0),
        ("sourcing", "buyer_share_cap", 0.8),
        ("credit", "payment_days", 0.0),
        ("production", "capacity_lag_quarters", 8.0),
    ];
    edited(economy(), &numbers)
}

fn passing(input: ModelInput) -> ModelInput {
    edited(input, &[("networks", "subcontract_share", 0.8)])
}

/// With brokers at full strength from the first quarter on, of whom all eligible firms are informed.
fn clusters(input: ModelInput, numbers: &[(&str, f64)]) -> ModelInput {
    let always = [
        ("awareness", 1.0),
        ("clusters_per_quarter", 10.0),
        ("consortium_response", 1.0),
        ("lag_quarters", 1.0),
        ("leak_rate", 0.0),
    ];
    let mut input = with(
        input,
        &[(
            InstrumentKind::ClusterNetwork,
            &[&always[..], numbers].concat(),
        )],
    );
    input.agencies[0].parameters.application_chance = 0.8;
    input.instruments[0].timing = TimingParameters {
        ramp: 0.0,
        ..TimingParameters::default()
    };
    input
}

/// Mean and standard error of the difference between two contexts, world by world, each with a burn-in of its own.
fn between(one: &ModelInput, other: &ModelInput, indicator: &str, seed: u64) -> (f64, f64) {
    let at = index(indicator);
    let of = |input: &ModelInput| values(&[input], seed, WORLDS);
    mean_and_error(
        &of(one)
            .iter()
            .zip(of(other))
            .map(|(one, other)| one[0][at] - other[0][at])
            .collect::<Vec<f64>>(),
    )
}

fn rises((gain, error): (f64, f64)) {
    assert!(gain - SETTLED * error > 0.0, "{gain} ± {error}");
}

fn falls((gain, error): (f64, f64)) {
    assert!(gain + SETTLED * error < 0.0, "{gain} ± {error}");
}

#[test]
fn without_subcontracts_and_second_tier_the_other_numbers_of_networks_change_nothing() {
    let other = edited(
        economy(),
        &[
            ("networks", "subcontract_price", 0.5),
            ("networks", "consortium_practice", 0.0),
            ("networks", "second_tier_gate", 0.5),
            ("networks", "second_tier_learning", 1.0),
        ],
    );
    let end = |input: &ModelInput| trace(input, 801, 4, state).pop().expect("quarters");
    assert!(end(&other) == end(&economy()));
}

#[test]
fn orders_above_capacity_go_to_peers_who_are_paid_for_them() {
    let input = passing(busy());
    let share = input.parameters.networks.subcontract_price;
    let books = |world: &World| {
        let smes = world.smes();
        let (given, taken): (f64, f64) = (smes.passed_on.iter().sum(), smes.taken_on.iter().sum());
        let paid = world.accounts().paid(Party::Smes, Party::Smes);
        assert!(
            (given - taken).abs() <= 1e-9 * given && (paid - share * given).abs() <= 1e-9 * given,
            "{given}, {taken}, {paid}"
        );
        for row in 0..smes.len() {
            assert!(
                smes.passed_on[row] == 0.0 || smes.taken_on[row] == 0.0,
                "who cannot make its own orders makes none of others"
            );
            assert!(smes.passed_on[row] <= smes.tnc_orders[row]);
        }
        given
    };
    let given: f64 = trace(&input, 802, 24, books).iter().sum();
    assert!(given > 0.0);
    assert_eq!(level(&busy(), "subcontracted_usd", 802), 0.0);
}

/// Tier-1 firms that bid for every lot and buy a share of what they win.
fn second_tier(share: f64) -> ModelInput {
    edited(
        economy(),
        &[
            ("sourcing", "tier_one_chance", 1.0),
            ("networks", "second_tier_share", share),
        ],
    )
}

#[test]
fn tier_one_firms_buy_from_smes_that_pass_lower_gates() {
    let sales = |input: &ModelInput| level(input, "second_tier_sales_usd", 804);
    let (none, one, two) = (
        sales(&second_tier(0.0)),
        sales(&second_tier(0.2)),
        sales(&second_tier(0.4)),
    );
    assert_eq!(none, 0.0);
    assert!(
        one > 0.0 && (1.6..2.4).contains(&(two / one)),
        "{two} against {one}"
    );
    let strict = edited(second_tier(0.2), &[("networks", "second_tier_gate", 0.0)]);
    assert!(
        sales(&strict) < 0.9 * one,
        "{} against {one}",
        sales(&strict)
    );
    let no_bids = edited(second_tier(0.2), &[("sourcing", "tier_one_chance", 0.0)]);
    assert_eq!(sales(&no_bids), 0.0);
}

#[test]
fn firms_learn_from_tier_one_firms_as_far_as_these_teach() {
    let teaching = |rate: f64| {
        edited(
            second_tier(0.4),
            &[("networks", "second_tier_learning", rate)],
        )
    };
    rises(between(
        &teaching(1.0),
        &teaching(0.0),
        "mean_capability",
        805,
    ));
    let silent = |world: &World| {
        let smes = world.smes();
        (0..smes.len())
            .filter(|row| smes.second_tier[*row] > 0.0 && smes.linkages[*row] == 0)
            .count()
    };
    let without_linkage: usize = trace(&second_tier(0.4), 805, 8, silent).iter().sum();
    assert!(without_linkage > 0, "second-tier suppliers need no linkage");
}

#[test]
fn groups_win_lots_that_one_firm_cannot_make_where_buyers_contract_with_them() {
    let open = edited(
        passing(large_lots()),
        &[("networks", "consortium_practice", 0.3)],
    );
    rises(between(
        &open,
        &passing(large_lots()),
        "consortium_lots",
        806,
    ));
    falls(between(&open, &passing(large_lots()), "failed_scale", 806));
    let closed = edited(open.clone(), &[("networks", "consortium_practice", 0.4)]);
    assert_eq!(
        level(&closed, "consortium_lots", 806),
        0.0,
        "no affiliate lies above a neutral practice"
    );
    let alone = edited(open, &[("networks", "subcontract_share", 0.0)]);
    assert_eq!(
        level(&alone, "consortium_lots", 806),
        0.0,
        "no firm makes it with them"
    );
}

#[test]
fn clusters_win_large_lots_and_add_little_where_lots_are_small() {
    let large = clusters(large_lots(), &[]);
    rises(difference(&large, &large_lots(), "consortium_lots", 807));
    rises(difference(&large, &large_lots(), "order_value_usd", 807));
    let small = edited(economy(), &[("sourcing", "lot_value_usd", 200.0)]);
    let (few, many) = (
        level(&clusters(small, &[]), "consortium_lots", 807),
        level(&large, "consortium_lots", 807),
    );
    assert!(few < 0.25 * many, "{few} against {many}");
    let shunned = clusters(large_lots(), &[("consortium_response", 0.0)]);
    assert_eq!(
        level(&shunned, "consortium_lots", 807),
        0.0,
        "affiliates stay away"
    );
}

#[test]
fn few_clusters_come_about_where_a_category_has_few_firms() {
    let thin = edited(economy(), &[("population", "categories_per_sector", 30.0)]);
    let alone = clusters(thin, &[("members_min", 5.0)]);
    let (few, many) = (
        level(&alone, "clustered_smes", 808),
        level(
            &clusters(economy(), &[("members_min", 5.0)]),
            "clustered_smes",
            808,
        ),
    );
    assert!(few < 0.1 * many, "{few} against {many}");
    assert!(
        level(&alone, "cost_public_usd", 808) > 100_000.0,
        "the agency is paid all the same"
    );
}

#[test]
fn members_learn_from_each_other_and_hire_each_others_people() {
    let learning = |rate: f64| clusters(economy(), &[("learning_rate", rate)]);
    assert_eq!(level(&learning(0.0), "peer_learning", 809), 0.0);
    assert!(level(&learning(0.2), "peer_learning", 809) > 0.0);
    let leaky = |rate: f64| clusters(busy(), &[("leak_rate", rate), ("learning_rate", 0.0)]);
    assert_eq!(level(&leaky(0.0), "leaks", 809), 0.0);
    assert!(level(&leaky(0.5), "leaks", 809) > 5.0);
    assert!(
        level(&leaky(0.5), "leaked_capability_gained", 809) > 0.0,
        "rivals gain"
    );
    falls(difference(&leaky(0.5), &leaky(0.0), "mean_confidence", 809));
}

#[test]
fn clusters_are_peers_of_one_place_and_fall_apart_without_a_broker() {
    let members = |world: &World| {
        let smes = world.smes();
        let clustered: Vec<usize> = (0..smes.len())
            .filter(|row| smes.cluster[*row].key != 0)
            .collect();
        for &row in &clustered {
            let peers = smes.peers[row].iter().flatten().map(|peer| peer.row());
            for peer in peers.filter(|peer| smes.cluster[*peer].key == smes.cluster[row].key) {
                assert!(
                    peer != row
                        && smes.cell[peer] == smes.cell[row]
                        && smes.region[peer] == smes.region[row]
                );
            }
        }
        clustered.iter().filter(|row| smes.is_alive[**row]).count()
    };
    let lasting = |rate: f64| {
        trace(
            &clusters(economy(), &[("dissolution_rate", rate)]),
            810,
            24,
            members,
        )
    };
    let (kept, lost) = (lasting(0.0), lasting(1.0));
    assert!(
        kept[15] > 20 && kept[15] == lost[15],
        "{} and {}",
        kept[15],
        lost[15]
    );
    assert_eq!(lost[23], 0);
    assert!(kept[23] > kept[15] / 2);
}
