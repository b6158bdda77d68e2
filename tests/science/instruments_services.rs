//! Instruments of service and finance, in pairs: where they should work they work, where they should fail they fail.

use linkwright::model::{InstrumentKind, ModelInput, Tally, World};
use linkwright::random::ReplicateKey;

use crate::behaviour::{WORLDS, difference, economy, edited, watch, with};
use crate::uganda::{index, run};

const MAPPING: InstrumentKind = InstrumentKind::ValueChainMapping;
const TRAINING: InstrumentKind = InstrumentKind::EntrepreneurshipTraining;
const CERTIFICATION: InstrumentKind = InstrumentKind::CertificationSupport;
const BROKERAGE: InstrumentKind = InstrumentKind::CreditBrokerage;
const GRANT: InstrumentKind = InstrumentKind::MatchingGrant;
const BUYER_FINANCE: InstrumentKind = InstrumentKind::BuyerFinance;
const MATCHMAKING: InstrumentKind = InstrumentKind::Matchmaking;

/// Firms of all kinds have money and lenders who trust them.
const MONEY: &[(&str, &str, f64)] = &[
    ("production", "cash_buffer_months", 12.0),
    ("credit", "pledgeable_share", 3.0),
    ("credit", "discouragement_mean", 0.1),
];

/// Sum of a number of the tally over the quarters of some worlds.
fn total(input: &ModelInput, seed: u64, worlds: u32, number: impl Fn(&Tally) -> f64 + Sync) -> f64 {
    watch(input, seed, worlds, |world, sum: &mut f64| {
        *sum += number(world.tally());
    })
    .iter()
    .sum()
}

/// Mean difference of an indicator over that of another.
fn ratio(with: &ModelInput, without: &ModelInput, over: &str, under: &str, seed: u64) -> f64 {
    difference(with, without, over, seed).0 / difference(with, without, under, seed).0
}

/// Match-making that has time for many referrals, one a lot, with a map of the given parameters or none.
fn referring(context: &ModelInput, map: Option<&[(&str, f64)]>) -> ModelInput {
    let wide = [
        ("visits_per_advisor", 20.0),
        ("register_capacity", 300.0),
        ("referrals_per_lot", 1.0),
        ("referrals_per_advisor", 50.0),
    ];
    let mut instruments = vec![(MATCHMAKING, &wide[..])];
    instruments.extend(map.map(|numbers| (MAPPING, numbers)));
    with(context.clone(), &instruments)
}

#[test]
fn a_map_finds_fitting_suppliers_and_a_stale_one_or_one_of_unready_firms_does_not() {
    let many = edited(
        economy(),
        &[
            ("capability", "logit_mean", -0.2),
            ("population", "tncs", 24.0),
        ],
    );
    let fresh = [("accuracy", 0.9), ("categories_per_quarter", 6.0)];
    let gain_of = |context: &ModelInput, map: &[(&str, f64)]| {
        difference(
            &referring(context, Some(map)),
            &referring(context, None),
            "new_linkages",
            301,
        )
    };
    let (gain, error) = gain_of(&many, &fresh);
    assert!(gain - 4.0 * error > 0.0, "{gain} ± {error}");
    let (stale_gain, _) = gain_of(
        &many,
        &[
            ("accuracy", 0.9),
            ("categories_per_quarter", 1.0),
            ("staleness", 0.95),
        ],
    );
    assert!(
        stale_gain < 0.5 * gain,
        "{stale_gain} against {gain} with a stale map"
    );
    let unready = edited(many, &[("capability", "logit_mean", -2.5)]);
    let (unready_gain, _) = gain_of(&unready, &fresh);
    assert!(
        unready_gain < 0.25 * gain,
        "{unready_gain} against {gain} where few firms are ready"
    );
}

#[test]
fn a_map_that_nobody_uses_costs_money_and_changes_nothing_else() {
    let idle = with(economy(), &[(MAPPING, &[])]);
    for indicator in [
        "new_linkages",
        "order_value_usd",
        "employment",
        "mean_capability",
        "applicants",
    ] {
        assert_eq!(
            difference(&idle, &economy(), indicator, 302).0,
            0.0,
            "{indicator}"
        );
    }
    let (cost, _) = difference(&idle, &economy(), "programme_cost_usd", 302);
    let without_surveys = with(economy(), &[(MAPPING, &[("categories_per_quarter", 0.0)])]);
    assert!(
        cost > difference(&without_surveys, &economy(), "programme_cost_usd", 302).0 + 50_000.0,
        "{cost}"
    );
}

/// Mean mindset and management of trained owners relative to their twins, half a year after the courses and at the end.
fn gains_of_trained(input: &ModelInput, seed: u64) -> [[f64; 2]; 2] {
    let baseline = economy();
    let mut gains = [[0.0; 2]; 2];
    for world in 0..4 {
        let opening =
            World::burn_in(input, ReplicateKey::new(seed, world)).expect("accounts close");
        let (mut one, mut twin) = (opening.start(input), opening.start(&baseline));
        let mut trained = Vec::new();
        for quarter in 0..input.periods.recorded() {
            one.step().expect("accounts close");
            twin.step().expect("accounts close");
            if quarter == 3 {
                trained = (0..one.smes().len())
                    .filter(|row| one.smes().is_trained[*row])
                    .collect();
            }
            let moment = match quarter {
                5 => 0,
                23 => 1,
                _ => continue,
            };
            let (a, b) = (one.smes(), twin.smes());
            let both = trained
                .iter()
                .copied()
                .filter(|row| a.is_alive[*row] && b.is_alive[*row]);
            let mut count = 0.0;
            let mut sums = [0.0; 2];
            for row in both {
                count += 1.0;
                sums[0] += a.mindset[row] - b.mindset[row];
                sums[1] += a.management[row] - b.management[row];
            }
            gains[moment][0] += sums[0] / count / 4.0;
            gains[moment][1] += sums[1] / count / 4.0;
        }
    }
    gains
}

#[test]
fn training_moves_mindset_and_management_and_both_fade() {
    let [early, late] = gains_of_trained(&with(economy(), &[(TRAINING, &[])]), 303);
    assert!(
        early[0] > 0.01 && early[1] > 0.002,
        "mindset and management {early:?}"
    );
    assert!(
        late[0] < 0.9 * early[0] && late[0] > 0.0,
        "mindset {} after {}",
        late[0],
        early[0]
    );
    assert!(
        late[1] < early[1],
        "management {} after {}",
        late[1],
        early[1]
    );
}

#[test]
fn training_makes_plans_and_without_money_few_are_carried_out() {
    let strong = [(
        TRAINING,
        &[("gain_mindset", 0.25), ("seats_per_quarter", 100.0)][..],
    )];
    let rich = edited(economy(), MONEY);
    let (plans, error) = difference(&with(rich.clone(), &strong), &rich, "upgrade_plans", 304);
    assert!(plans - 2.0 * error > 0.0, "{plans} ± {error}");
    let done = ratio(
        &with(rich.clone(), &strong),
        &rich,
        "upgrades_financed",
        "upgrade_plans",
        304,
    );
    let poor = edited(
        economy(),
        &[
            ("capability", "equipment_cost_usd", 200_000.0),
            ("credit", "discouragement_mean", 1.5),
        ],
    );
    let done_by_poor = ratio(
        &with(poor.clone(), &strong),
        &poor,
        "upgrades_financed",
        "upgrade_plans",
        304,
    );
    assert!(
        done > 0.5 && done_by_poor < 0.5 * done,
        "{done_by_poor} against {done} of the new plans are carried out"
    );
}

#[test]
fn certification_support_brings_certificates_and_they_lapse_without_orders() {
    let support = [(CERTIFICATION, &[][..])];
    let willing = edited(
        economy(),
        &[("capability", "certificate_cost_usd", 2_000.0)],
    );
    let (gain, error) = difference(
        &with(willing.clone(), &support),
        &willing,
        "certified_smes",
        306,
    );
    assert!(gain - 4.0 * error > 0.0, "{gain} ± {error}");
    let no_orders = edited(
        willing,
        &[
            ("sourcing", "openness", 0.0),
            ("capability", "certificate_lapse", 0.3),
        ],
    );
    let (kept, _) = difference(
        &with(no_orders.clone(), &support),
        &no_orders,
        "certified_smes",
        306,
    );
    assert!(kept < 0.25 * gain, "{kept} against {gain}");
}

#[test]
fn certification_support_takes_time_and_no_more_firms_than_places() {
    let input = with(
        economy(),
        &[(
            CERTIFICATION,
            &[("places", 4.0), ("preparation_quarters", 4.0)],
        )],
    );
    let worlds = watch(&input, 307, 2, |world, seen: &mut (u32, u32, usize)| {
        let prepared = world
            .smes()
            .preparation
            .iter()
            .zip(&world.smes().is_alive)
            .filter(|(service, alive)| **alive && service.agency.is_some());
        seen.2 = seen.2.max(prepared.count());
        seen.0 += 1;
        if world.tally().supported_audits > 0 && seen.1 == 0 {
            seen.1 = seen.0;
        }
    });
    for (_, first_audit, most) in worlds {
        assert!(first_audit >= 4, "first audit in quarter {first_audit}");
        assert!((1..=4).contains(&most), "{most} firms at a time");
    }
}

#[test]
fn brokerage_brings_loans_where_funds_are_and_none_where_they_are_exhausted() {
    let brokerage = [(BROKERAGE, &[][..])];
    let able = edited(economy(), &[("credit", "pledgeable_share", 1.0)]);
    let (gain, error) = difference(
        &with(able.clone(), &brokerage),
        &able,
        "upgrades_by_loan",
        308,
    );
    assert!(gain - 2.0 * error > 0.0, "{gain} ± {error}");
    let dry = edited(able, &[("credit", "funds_share_of_sales", 0.0001)]);
    let (dry_gain, _) = difference(
        &with(dry.clone(), &brokerage),
        &dry,
        "upgrades_by_loan",
        308,
    );
    assert!(
        dry_gain < 0.25 * gain,
        "{dry_gain} against {gain} without funds"
    );
    let bare = edited(
        economy(),
        &[
            ("credit", "pledgeable_share", 0.02),
            ("credit", "machine_pledge", 0.0),
            ("credit", "receivable_pledge", 0.0),
        ],
    );
    let (bare_gain, _) = difference(
        &with(bare.clone(), &brokerage),
        &bare,
        "upgrades_by_loan",
        308,
    );
    assert!(
        bare_gain < 0.25 * gain,
        "{bare_gain} against {gain} without collateral"
    );
    assert!(
        total(&with(bare, &brokerage), 308, 2, |tally| f64::from(
            tally.loan_files
        )) > 0.0,
        "files are made all the same"
    );
}

/// Upgrades that are carried out and would not have been, per grant paid.
fn additional_per_grant(context: &ModelInput, seed: u64) -> (f64, f64) {
    let granted = with(context.clone(), &[(GRANT, &[])]);
    let grants =
        total(&granted, seed, WORLDS, |tally| f64::from(tally.grants_paid)) / f64::from(WORLDS);
    (
        difference(&granted, context, "upgrades_financed", seed).0 / grants,
        grants,
    )
}

#[test]
fn grants_add_upgrades_where_money_is_short_and_pay_for_what_the_rich_would_do_anyway() {
    let (poor, poor_grants) = additional_per_grant(&economy(), 309);
    let (rich, rich_grants) = additional_per_grant(&edited(economy(), MONEY), 309);
    assert!(
        poor_grants > 3.0 && rich_grants > 3.0,
        "{poor_grants} and {rich_grants} grants"
    );
    assert!(poor > 0.3, "{poor} upgrades per grant where money is short");
    assert!(
        rich < 0.5 * poor,
        "{rich} against {poor} upgrades per grant"
    );
}

#[test]
fn grants_stay_within_their_budget_and_without_own_money_they_are_not_paid() {
    let budget = 20_000.0;
    let granted = with(
        economy(),
        &[(
            GRANT,
            &[
                ("budget_usd", budget),
                ("form_burden", 0.0),
                ("awareness", 1.0),
            ],
        )],
    );
    let paid = total(&granted, 310, 2, |tally| tally.grants_usd);
    assert!(paid > 0.0 && paid <= 2.0 * 16.0 * budget, "{paid} USD");
    let poor = edited(
        granted,
        &[
            ("capability", "equipment_cost_usd", 400_000.0),
            ("credit", "discouragement_mean", 1.5),
        ],
    );
    let promised = total(&poor, 310, 2, |tally| f64::from(tally.grants_promised));
    let carried_out = total(&poor, 310, 2, |tally| f64::from(tally.grants_paid));
    assert!(
        promised > 10.0 && carried_out < 0.25 * promised,
        "{carried_out} of {promised}"
    );
}

#[test]
fn buyer_finance_saves_orders_where_money_is_short_and_does_nothing_where_it_is_not() {
    let finance = [(BUYER_FINANCE, &[("tnc_response", 1.0)][..])];
    let short = edited(economy(), &[("credit", "payment_days", 180.0)]);
    let (saved, error) = difference(
        &with(short.clone(), &finance),
        &short,
        "failed_finance",
        311,
    );
    assert!(
        saved + 2.0 * error < 0.0,
        "{saved} ± {error} orders fail for finance"
    );
    let rich = edited(
        edited(economy(), MONEY),
        &[("credit", "payment_days", 15.0)],
    );
    let (change, _) = difference(&with(rich.clone(), &finance), &rich, "failed_finance", 311);
    assert!(change.abs() < 0.1 * saved.abs(), "{change} against {saved}");
}

#[test]
fn buyer_finance_is_for_those_with_linkages_and_ends_with_them() {
    let finance = [(BUYER_FINANCE, &[("tnc_response", 1.0)][..])];
    let closed = edited(economy(), &[("sourcing", "openness", 0.0)]);
    assert_eq!(
        total(&with(closed.clone(), &finance), 312, 2, |tally| tally
            .advances_usd),
        0.0
    );
    assert_eq!(
        difference(&with(closed.clone(), &finance), &closed, "employment", 312).0,
        0.0
    );
    let open = with(
        edited(economy(), &[("credit", "payment_days", 180.0)]),
        &finance,
    );
    let checks = watch(&open, 312, 2, |world, paid: &mut f64| {
        *paid += world.tally().cost_tnc;
        let smes = world.smes();
        for row in 0..smes.len() {
            assert!(
                smes.advanced[row] == 0.0 || smes.is_alive[row],
                "a closed firm has no advance"
            );
        }
    });
    assert!(
        checks.iter().all(|paid| *paid > 0.0),
        "affiliates pay for their money and work: {checks:?}"
    );
}

#[test]
fn fees_of_advances_are_no_squeezes() {
    let honest = edited(
        economy(),
        &[
            ("credit", "payment_days", 180.0),
            ("trust", "opportunism", 0.0),
            ("trust", "crisis_opportunism", 0.0),
        ],
    );
    let input = with(honest, &[(BUYER_FINANCE, &[("tnc_response", 1.0)])]);
    let outcome = run(
        &World::burn_in(&input, ReplicateKey::new(313, 0)).expect("accounts close"),
        &input,
    );
    assert!(outcome[index("cost_sme_usd")] > 0.0, "suppliers pay fees");
    assert_eq!(outcome[index("tnc_squeeze_usd")], 0.0);
}

#[test]
fn a_longer_list_of_names_keeps_no_time_for_firms_that_no_register_has() {
    let referrals = |names: f64| {
        let few = [("referrals_per_lot", names), ("register_capacity", 60.0)];
        let context = edited(economy(), &[("population", "tncs", 40.0)]);
        total(&with(context, &[(MATCHMAKING, &few)]), 312, 6, |tally| {
            f64::from(tally.referrals)
        })
    };
    let [one, two, five, twenty] = [1.0, 2.0, 5.0, 20.0].map(referrals);
    assert!(
        one > 50.0 && [two, five, twenty].iter().all(|more| *more > 0.9 * one),
        "{one}, {two}, {five} and {twenty} referrals"
    );
}
