//! Instruments of the business and investment environment: where each should work it works, where it should fail it fails.

use linkwright::model::{InstrumentKind, ModelInput, World};
use linkwright::parameters::TimingParameters;
use linkwright::random::ReplicateKey;

use crate::behaviour::{difference, economy, edited, level, with};

/// Standard errors beyond which an effect is taken as significant.
const SETTLED: f64 = 2.0;

/// The economy with one instrument.
fn one(input: &ModelInput, kind: InstrumentKind, numbers: &[(&str, f64)]) -> ModelInput {
    with(input.clone(), &[(kind, numbers)])
}

/// The same, at full strength from its first quarter on.
fn at_once(input: &ModelInput, kind: InstrumentKind, numbers: &[(&str, f64)]) -> ModelInput {
    let mut input = one(input, kind, numbers);
    input.instruments[0].timing = TimingParameters {
        ramp: 0.0,
        ..TimingParameters::default()
    };
    input
}

/// A world that has run for some quarters.
fn after(input: &ModelInput, seed: u64, quarters: u32) -> World {
    let mut world = World::burn_in(input, ReplicateKey::new(seed, 0))
        .expect("accounts close")
        .start(input);
    for _ in 0..quarters {
        world.step().expect("accounts close");
    }
    world
}

#[test]
fn less_recurring_compliance_brings_firms_into_the_open_and_keeps_more_alive() {
    let reform = one(
        &economy(),
        InstrumentKind::RedTapeReform,
        &[("fee_cut", 0.0)],
    );
    let (share, error) = difference(&reform, &economy(), "formal_share", 401);
    assert!(share - 4.0 * error > 0.0, "{share} ± {error}");
    let (exits, error) = difference(&reform, &economy(), "exit_rate", 401);
    assert!(exits + SETTLED * error < 0.0, "{exits} ± {error}");
}

/// Bands stated before the run: one percentage point of registered firms, two per cent of new linkages.
#[test]
fn a_cut_in_registration_fees_alone_changes_little() {
    let fees = one(
        &economy(),
        InstrumentKind::RedTapeReform,
        &[("recurring_cut", 0.0), ("fee_cut", 1.0)],
    );
    let within = |indicator: &str, band: f64| {
        let (gain, error) = difference(&fees, &economy(), indicator, 402);
        assert!(
            gain.abs() + SETTLED * error < band,
            "{indicator}: {gain} ± {error}, band {band}"
        );
    };
    within("formal_share", 0.01);
    within(
        "new_linkages",
        0.02 * level(&economy(), "new_linkages", 402),
    );
    let rules = one(
        &economy(),
        InstrumentKind::RedTapeReform,
        &[("fee_cut", 0.0)],
    );
    let share = |input: &ModelInput| difference(input, &economy(), "formal_share", 402).0;
    assert!(
        share(&rules) > 1.5 * share(&fees),
        "{} against {}",
        share(&rules),
        share(&fees)
    );
}

/// The trial in Sri Lanka paid cash for registering; here a fee that counts as cash is waived, worth x months of profit to a firm.
///
/// Expected of firms of three workers or more that are informal as the reform begins (smaller ones cannot bear the rules):
/// `ceiling · H(x)`, in sign and order (a factor of three): some close, some grow into registration without the reform.
#[test]
fn a_waived_fee_that_counts_as_cash_follows_the_response_curve_of_the_trial() {
    let formality = economy().parameters.formality.clone();
    let mut registered = vec![0.0];
    for cut in [0.25, 0.5, 1.0] {
        let numbers = [
            ("recurring_cut", 0.0),
            ("fee_cut", cut),
            ("fee_weight", 1.0),
            ("lag_quarters", 0.0),
        ];
        let reform = at_once(&economy(), InstrumentKind::RedTapeReform, &numbers);
        let (mut more, mut expected) = (0.0, 0.0);
        for seed in 403..407 {
            let opening = after(&economy(), seed, 0);
            let (with, without) = (after(&reform, seed, 12), after(&economy(), seed, 12));
            for row in (0..opening.smes().len()).filter(|row| {
                opening.smes().is_alive[*row]
                    && !opening.smes().is_formal[*row]
                    && opening.smes().workers[*row] >= 3.0
            }) {
                let months =
                    cut * formality.registration_cost_usd / (0.2 * opening.smes().sales[row] / 3.0);
                let odds =
                    (months / formality.half_response_months).powf(formality.response_exponent);
                expected += formality.ceiling * odds / (1.0 + odds);
                more += f64::from(u8::from(with.smes().is_formal[row]))
                    - f64::from(u8::from(without.smes().is_formal[row]));
            }
        }
        assert!(
            more > expected / 3.0 && more < 3.0 * expected,
            "cut {cut}: {more} registered, {expected} expected"
        );
        assert!(
            registered.last().is_some_and(|less| more > *less),
            "cut {cut}: {more} after {registered:?}"
        );
        registered.push(more);
    }
}

#[test]
fn a_reform_that_ends_before_its_lag_is_paid_for_and_does_nothing() {
    let slow = one(
        &economy(),
        InstrumentKind::RedTapeReform,
        &[("lag_quarters", 16.0)],
    );
    for indicator in ["formal_share", "exit_rate", "new_linkages"] {
        assert_eq!(
            difference(&slow, &economy(), indicator, 404),
            (0.0, 0.0),
            "{indicator}"
        );
    }
    assert!(
        difference(&slow, &economy(), "cost_public_usd", 404).0 > 100_000.0,
        "the unit is paid all the same"
    );
}

#[test]
fn rules_weigh_most_on_the_smallest_and_so_does_their_cut() {
    let reform = at_once(
        &economy(),
        InstrumentKind::RedTapeReform,
        &[("recurring_cut", 0.5), ("lag_quarters", 0.0)],
    );
    let burden = |world: &World, sizes: std::ops::Range<f64>| {
        let is_meant = |row: &usize| {
            world.smes().is_alive[*row]
                && world.smes().is_formal[*row]
                && sizes.contains(&world.smes().workers[*row])
        };
        let rows: Vec<usize> = (0..world.smes().len()).filter(is_meant).collect();
        assert!(rows.len() > 20, "{} firms of {sizes:?}", rows.len());
        let sales: f64 = rows.iter().map(|row| 4.0 * world.smes().sales[*row]).sum();
        rows.iter()
            .map(|row| world.compliance_cost(*row))
            .sum::<f64>()
            / sales
    };
    let (before, with) = (after(&economy(), 405, 1), after(&reform, 405, 1));
    let (small, large) = (burden(&before, 1.0..5.0), burden(&before, 50.0..250.0));
    assert!(
        small > 5.0 * large,
        "{small} of sales below 5 workers, {large} from 50"
    );
    let relief =
        |sizes: std::ops::Range<f64>| burden(&before, sizes.clone()) - burden(&with, sizes);
    assert!(
        relief(1.0..5.0) > 5.0 * relief(50.0..250.0),
        "{} and {}",
        relief(1.0..5.0),
        relief(50.0..250.0)
    );
}

/// Promotion strong enough to show in a few worlds.
const PROMOTION: &[(&str, f64)] = &[
    ("arrival_gain", 8.0),
    ("projects_per_year", 20.0),
    ("localisable_ratio", 1.0),
];

/// The same with other parameters.
fn promoted(input: &ModelInput, numbers: &[(&str, f64)]) -> ModelInput {
    one(
        input,
        InstrumentKind::FdiPromotion,
        &[PROMOTION, numbers].concat(),
    )
}

#[test]
fn promotion_brings_affiliates_that_buy_where_firms_are_able_and_enclaves_where_they_are_not() {
    let usual = promoted(&economy(), &[]);
    let (gain, error) = difference(&usual, &economy(), "tncs", 410);
    assert!(gain - 4.0 * error > 0.0, "{gain} ± {error}");
    let (linkages, error) = difference(&usual, &economy(), "new_linkages", 410);
    assert!(linkages - SETTLED * error > 0.0, "{linkages} ± {error}");
    let enclave = difference(
        &promoted(&economy(), &[("localisable_ratio", 0.02)]),
        &economy(),
        "new_linkages",
        410,
    )
    .0;
    assert!(
        enclave < 0.2 * linkages,
        "{enclave} against {linkages} with affiliates that buy little"
    );
    let unable = edited(economy(), &[("capability", "logit_mean", -2.5)]);
    let from_unable = difference(&promoted(&unable, &[]), &unable, "new_linkages", 410).0;
    assert!(
        from_unable < 0.25 * linkages,
        "{from_unable} against {linkages} where no firm is able"
    );
}

#[test]
fn fewer_affiliates_come_where_skills_are_short_and_footloose_ones_do_not_stay() {
    let stay = |numbers: &[(&str, f64)]| {
        difference(&promoted(&economy(), numbers), &economy(), "tncs", 411).0
    };
    let usual = stay(&[]);
    assert!(
        stay(&[("human_capital_min", 2.0)]) < 0.7 * usual,
        "{} against {usual}",
        stay(&[("human_capital_min", 2.0)])
    );
    assert!(
        stay(&[("departure_ratio", 10.0)]) < 0.8 * usual,
        "{} against {usual}",
        stay(&[("departure_ratio", 10.0)])
    );
}

#[test]
fn affiliates_that_sign_a_plan_as_they_invest_buy_more() {
    let signed = promoted(&economy(), &[("linked_entry", 1.0)]);
    let (gain, error) = difference(&signed, &promoted(&economy(), &[]), "new_linkages", 412);
    assert!(gain - SETTLED * error > 0.0, "{gain} ± {error}");
}

#[test]
fn promotion_adds_affiliates_and_leaves_those_of_the_baseline_as_they_are() {
    let keys = |world: &World| {
        world
            .tncs()
            .rows
            .iter()
            .map(|tnc| tnc.key)
            .collect::<Vec<u64>>()
    };
    let (mut came, mut by_themselves) = (0, 0);
    for seed in 413..418 {
        let opening = keys(&after(&economy(), seed, 0)).len();
        let (more, fewer) = (
            keys(&after(&promoted(&economy(), &[]), seed, 16)),
            keys(&after(&economy(), seed, 16)),
        );
        assert!(
            fewer.iter().all(|key| more.contains(key)),
            "an affiliate of the baseline is missing"
        );
        (came, by_themselves) = (
            came + more.len() - fewer.len(),
            by_themselves + fewer.len() - opening,
        );
    }
    assert!(
        came > by_themselves,
        "{came} through promotion, {by_themselves} by themselves"
    );
}

#[test]
fn a_credit_on_orders_moves_some_buyers_and_is_mostly_paid_for_what_would_have_been_bought() {
    let credit = |share: f64| {
        one(
            &economy(),
            InstrumentKind::SourcingIncentive,
            &[("credit_share", share)],
        )
    };
    let (gain, error) = difference(&credit(0.10), &economy(), "new_linkages", 420);
    assert!(gain - SETTLED * error > 0.0, "{gain} ± {error}");
    let paid = difference(&credit(0.10), &credit(0.0), "cost_public_usd", 420).0;
    let served =
        level(&economy(), "active_linkages", 420) + level(&economy(), "ended_linkages", 420);
    let additional = difference(&credit(0.10), &economy(), "active_linkages", 420).0;
    let (per_linkage, per_additional) = (paid / served, paid / additional);
    assert!(
        per_additional > 5.0 * per_linkage,
        "{per_additional} USD for one more, {per_linkage} USD for one"
    );
}

#[test]
fn a_credit_on_orders_does_nothing_where_no_firm_passes_the_gates() {
    let closed = edited(
        economy(),
        &[
            ("sourcing", "quality_gate", 1.0),
            ("sourcing", "signal_noise", 0.0),
        ],
    );
    let credit = one(
        &closed,
        InstrumentKind::SourcingIncentive,
        &[("credit_share", 0.10)],
    );
    assert_eq!(
        difference(&credit, &closed, "new_linkages", 421),
        (0.0, 0.0)
    );
    assert!(
        difference(&credit, &closed, "programme_cost_usd", 421).0 > 100_000.0,
        "officers and claims are paid all the same"
    );
}

#[test]
fn a_budget_limits_what_credits_cost() {
    let credit = |budget: f64| {
        one(
            &economy(),
            InstrumentKind::SourcingIncentive,
            &[
                ("credit_share", 0.5),
                ("budget_usd", budget),
                ("administration_usd", 0.0),
            ],
        )
    };
    let paid = |budget: f64| difference(&credit(budget), &credit(0.0), "cost_public_usd", 422).0;
    assert!(
        paid(20_000.0) <= 4.0 * 20_000.0,
        "{} USD in four years",
        paid(20_000.0)
    );
    assert!(
        paid(10_000_000.0) > 4.0 * 20_000.0,
        "{} USD without a limit that binds",
        paid(10_000_000.0)
    );
}

/// An economy in which many firms are able and buyers look in few tenders.
fn able() -> ModelInput {
    edited(
        economy(),
        &[
            ("capability", "logit_mean", 0.0),
            ("sourcing", "openness", 0.3),
        ],
    )
}

#[test]
fn a_local_content_rule_raises_domestic_purchases_where_firms_are_able() {
    let rule = |numbers: &[(&str, f64)]| {
        one(
            &able(),
            InstrumentKind::LocalContentRule,
            &[&[("required_share", 0.6)], numbers].concat(),
        )
    };
    let (gain, error) = difference(&rule(&[]), &able(), "domestic_lot_share", 430);
    assert!(gain - SETTLED * error > 0.0, "{gain} ± {error}");
    let dearer = difference(
        &rule(&[]),
        &rule(&[("price_tolerance", 0.0), ("penalty_share", 0.0)]),
        "cost_tnc_usd",
        430,
    )
    .0;
    assert!(dearer > 0.0, "{dearer} USD that affiliates bear");
}

#[test]
fn a_local_content_rule_brings_penalties_and_departures_where_few_are_able() {
    let unable = edited(economy(), &[("capability", "logit_mean", -2.5)]);
    let rule = |penalty: f64| {
        let numbers = [
            ("required_share", 0.6),
            ("penalty_share", penalty),
            ("fronting_share", 0.0),
            ("departure_gain", 5.0),
        ];
        one(&unable, InstrumentKind::LocalContentRule, &numbers)
    };
    let (linkages, _) = difference(&rule(0.2), &unable, "new_linkages", 431);
    assert!(
        linkages < 0.1 * level(&economy(), "new_linkages", 431),
        "{linkages} new linkages"
    );
    let (stay, error) = difference(&rule(0.2), &unable, "tncs", 431);
    assert!(stay + SETTLED * error < 0.0, "{stay} ± {error}");
    let (penalties, revenue) = (
        difference(&rule(0.2), &rule(0.0), "cost_tnc_usd", 431).0,
        difference(&rule(0.0), &rule(0.2), "cost_public_usd", 431).0,
    );
    assert!(
        penalties > 50_000.0 && (penalties - revenue).abs() < 1e-6 * penalties,
        "{penalties} USD paid, {revenue} USD received"
    );
}

#[test]
fn fronts_take_what_a_local_content_rule_meant_for_domestic_firms() {
    // no affiliate comes or goes for the rule, so that the shares are those of the same affiliates
    let rule = |fronting: f64| {
        let numbers = [
            ("required_share", 0.6),
            ("fronting_share", fronting),
            ("openness_gain", 0.0),
            ("arrivals_lost", 0.0),
            ("departure_gain", 0.0),
        ];
        one(&able(), InstrumentKind::LocalContentRule, &numbers)
    };
    let gain =
        |fronting: f64, indicator: &str| difference(&rule(fronting), &able(), indicator, 432).0;
    assert!(
        gain(0.0, "domestic_lot_share") > 0.0,
        "{}",
        gain(0.0, "domestic_lot_share")
    );
    assert!(
        gain(1.0, "domestic_lot_share") < 0.0,
        "{}",
        gain(1.0, "domestic_lot_share")
    );
    assert!(
        gain(1.0, "tier_one_lot_share") > 2.0 * gain(0.0, "tier_one_lot_share").abs(),
        "{}",
        gain(1.0, "tier_one_lot_share")
    );
}

#[test]
fn a_platform_shows_hidden_firms_to_buyers_who_look_and_nothing_to_those_who_do_not() {
    let unseen = edited(
        economy(),
        &[
            ("sourcing", "hidden_share", 0.8),
            ("sourcing", "openness", 0.8),
            ("sourcing", "search_size", 3.0),
        ],
    );
    let platform = |input: &ModelInput| {
        one(
            input,
            InstrumentKind::InformationPlatform,
            &[("listed_max", 0.8), ("uptake_quarters", 2.0)],
        )
    };
    let (seen, error) = difference(&platform(&unseen), &unseen, "funnel_considered", 440);
    assert!(seen - 4.0 * error > 0.0, "{seen} ± {error}");
    let (gain, error) = difference(&platform(&unseen), &unseen, "new_linkages", 440);
    assert!(gain - SETTLED * error > 0.0, "{gain} ± {error}");
    let closed = edited(unseen, &[("sourcing", "openness", 0.0)]);
    assert_eq!(
        difference(&platform(&closed), &closed, "new_linkages", 440),
        (0.0, 0.0)
    );
    assert!(
        difference(&platform(&closed), &closed, "programme_cost_usd", 440).0 > 200_000.0,
        "it is built and run all the same"
    );
}

#[test]
fn a_platform_dies_with_its_funding() {
    let unseen = edited(
        economy(),
        &[
            ("sourcing", "hidden_share", 0.8),
            ("sourcing", "openness", 0.8),
        ],
    );
    let platform = |decay: f64| {
        let numbers = [
            ("listed_max", 0.8),
            ("uptake_quarters", 1.0),
            ("decay_rate", decay),
        ];
        let mut input = at_once(&unseen, InstrumentKind::InformationPlatform, &numbers);
        input.instruments[0].timing.end = 6.0;
        input
    };
    let seen = |decay: f64| difference(&platform(decay), &unseen, "funnel_considered", 441);
    let ((dead, _), (kept, error)) = (seen(1.0), seen(0.0));
    assert!(
        kept - SETTLED * error > dead.max(0.0),
        "{kept} ± {error} firms more are seen with entries that stay, {dead} without"
    );
}
