//! Trust, terms and practices: each mechanism moves what it should, is silent when switched off, and each instrument fails where it
//! should fail.

use linkwright::model::{
    FirmId, Instrument, InstrumentKind, InstrumentSettings, Linkage, ModelInput, Party, World,
};
use linkwright::parameters::TimingParameters;
use linkwright::random::ReplicateKey;

use crate::behaviour::{difference, economy, edited, watch, with};
use crate::common::in_worlds;
use crate::uganda::{index, mean_and_error, run};

const PRACTICE: InstrumentKind = InstrumentKind::PartneringPractice;
const INTERMEDIARY: InstrumentKind = InstrumentKind::RelationshipIntermediary;
const LEGAL: InstrumentKind = InstrumentKind::LegalIpSupport;
const STANDARDS: InstrumentKind = InstrumentKind::StandardsHarmonisation;
const DIALOGUE: InstrumentKind = InstrumentKind::PublicPrivateDialogue;
const MATCHMAKING: InstrumentKind = InstrumentKind::Matchmaking;
const SUPPORT: InstrumentKind = InstrumentKind::UpgradingSupport;

/// The economy with enough affiliates to see linkages.
fn many() -> ModelInput {
    edited(economy(), &[("population", "tncs", 24.0)])
}

/// Worlds of a comparison of contexts.
const WORLDS: u32 = 8;

/// Readings of two contexts with the same random draws, each after its own burn-in: mean of the difference and its standard error.
fn compared(
    one: &ModelInput,
    other: &ModelInput,
    seed: u64,
    read: impl Fn(&World, &[f64]) -> f64 + Sync,
) -> (f64, f64) {
    let of = |input: &ModelInput, world: u32| {
        let opening =
            World::burn_in(input, ReplicateKey::new(seed, world)).expect("accounts close");
        read(&opening, &run(&opening, input))
    };
    mean_and_error(&in_worlds(WORLDS, |world| {
        of(one, world) - of(other, world)
    }))
}

/// An indicator of a context less that of another, significantly above 0.
fn is_above(one: &ModelInput, other: &ModelInput, indicator: &str, seed: u64) {
    let (mean, error) = compared(one, other, seed, |_, values| values[index(indicator)]);
    assert!(mean - 2.0 * error > 0.0, "{indicator}: {mean} ± {error}");
}

/// An indicator over the value of orders, in one context less in the other, significantly below 0.
fn is_below_per_order(one: &ModelInput, other: &ModelInput, indicator: &str, seed: u64) {
    let (mean, error) = compared(one, other, seed, |_, values| {
        values[index(indicator)] / values[index("order_value_usd")]
    });
    assert!(
        mean + 2.0 * error < 0.0,
        "{indicator} per order: {mean} ± {error}"
    );
}

fn with_orders(world: &World) -> impl Iterator<Item = &Linkage> {
    world
        .linkages()
        .iter()
        .map(|(_, linkage)| linkage)
        .filter(|linkage| linkage.stage.has_orders())
}

/// Mean of a number over linkages with orders.
fn mean_of(world: &World, number: impl Fn(&Linkage) -> f64) -> f64 {
    let (count, sum) = with_orders(world).fold((0.0, 0.0), |(count, sum), linkage| {
        (count + 1.0, sum + number(linkage))
    });
    sum / f64::max(count, 1.0)
}

// -------------------------------------------------------------------------------------------------- practices

const EFFECTS: [&str; 10] = [
    "transaction_effect",
    "burden_effect",
    "gate_effect",
    "trust_effect",
    "breach_effect",
    "resolution_effect",
    "learning_effect",
    "margin_effect",
    "salvage_effect",
    "agreement_effect",
];

/// Affiliates of high practice, relationship management apart, of which one effect acts with a given size and all others have no effect.
fn only(context: ModelInput, effect: Option<(&str, f64)>) -> ModelInput {
    let mut input = context;
    for name in [
        "p2_visions_and_values",
        "p3_business_objectives",
        "p4_collaborative_leadership",
        "p5_governance_and_processes",
        "p6_competence_and_behaviour",
        "p7_trust_and_mutual_benefit",
        "p8_value_creation",
        "p9_information_and_knowledge",
        "p10_risk_management",
        "p11_measurement",
        "p12_exit_strategy",
    ] {
        assert!(input.parameters.set("practices", name, 0.9), "{name}");
    }
    for name in EFFECTS {
        let size = effect
            .filter(|(key, _)| *key == name)
            .map_or(0.0, |(_, size)| size);
        assert!(input.parameters.set("practices", name, size), "{name}");
    }
    input
}

#[test]
fn practices_whose_effects_are_zero_change_nothing() {
    let (change, _) = compared(&only(many(), None), &many(), 801, |_, values| {
        values.iter().filter(|value| value.is_finite()).sum()
    });
    assert_eq!(change, 0.0);
}

#[test]
fn practices_lower_transaction_cost_and_share_gains() {
    is_below_per_order(
        &only(many(), Some(("transaction_effect", 1.05))),
        &only(many(), None),
        "tnc_governance_usd",
        802,
    );
    is_below_per_order(
        &only(many(), Some(("margin_effect", 0.1))),
        &only(many(), None),
        "tnc_saving_usd",
        803,
    );
}

#[test]
fn proportionate_reports_let_small_orders_pay() {
    let heavy = edited(many(), &[("sourcing", "owner_days", 25.0)]);
    is_above(
        &only(heavy.clone(), Some(("burden_effect", 1.4))),
        &only(heavy, None),
        "active_linkages",
        804,
    );
}

#[test]
fn experience_beside_papers_rejects_fewer_at_the_gate_and_does_not_make_them_better() {
    let shifted = only(many(), Some(("gate_effect", 0.1)));
    is_above(&shifted, &only(many(), None), "funnel_passed", 805);
    let failed =
        |world: &World| world.tally().failed_deliveries / world.tally().order_value.max(1.0);
    let (more, error) = compared(&shifted, &only(many(), None), 805, |opening, _| {
        failed(opening)
    });
    assert!(
        more > -3.0 * error,
        "deliveries do not fail less: {more} ± {error}"
    );
}

#[test]
fn practices_speed_trust_soften_breaches_and_settle_them() {
    is_above(
        &only(many(), Some(("trust_effect", 0.7))),
        &only(many(), None),
        "mean_confidence",
        806,
    );
    let tempted = edited(
        many(),
        &[
            ("trust", "opportunism", 0.05),
            ("trust", "breach_constant", -1.5),
        ],
    );
    is_above(
        &only(tempted.clone(), Some(("breach_effect", 0.9))),
        &only(tempted.clone(), None),
        "mean_confidence",
        807,
    );
    is_above(
        &only(tempted.clone(), Some(("resolution_effect", 0.6))),
        &only(tempted, None),
        "mean_confidence",
        808,
    );
}

#[test]
fn buyers_who_benefit_mutually_squeeze_less_in_a_slump() {
    let crisis = edited(
        many(),
        &[
            ("trust", "opportunism", 0.0),
            ("trust", "crisis_opportunism", 1.0),
            ("tncs", "mandate_mean", 0.0),
        ],
    );
    is_below_per_order(
        &only(crisis.clone(), Some(("breach_effect", 2.0))),
        &only(crisis, None),
        "tnc_squeeze_usd",
        809,
    );
}

#[test]
fn buyers_who_teach_make_more_capable_suppliers() {
    let (gain, error) = compared(
        &only(many(), Some(("learning_effect", 0.9))),
        &only(many(), None),
        810,
        |opening, _| {
            let smes = opening.smes();
            let suppliers = (0..smes.len()).filter(|row| smes.tnc_sales[*row] > 0.0);
            let (count, sum) = suppliers.fold((0.0, 0.0), |(count, sum), row| {
                (count + 1.0, sum + smes.mean_capability(row))
            });
            sum / f64::max(count, 1.0)
        },
    );
    assert!(gain - 2.0 * error > 0.0, "{gain} ± {error}");
}

#[test]
fn exit_strategies_raise_what_is_kept_and_balanced_contracts_the_quality_of_agreements() {
    let read = |input: &ModelInput, number: &dyn Fn(&World) -> f64| {
        number(&World::burn_in(input, ReplicateKey::new(811, 0)).expect("accounts close"))
    };
    let kept = |world: &World| {
        world
            .tncs()
            .rows
            .iter()
            .map(|tnc| tnc.practices.outcomes.salvage)
            .sum::<f64>()
    };
    assert!(
        read(&only(many(), Some(("salvage_effect", 0.3))), &kept) > 1.0
            && read(&only(many(), None), &kept) == 0.0
    );
    let agreed = |world: &World| mean_of(world, |linkage| linkage.agreement.quality);
    let found = read(&only(many(), Some(("agreement_effect", 0.3))), &agreed);
    assert!((found - 0.15).abs() < 1e-9, "{found}");
    assert_eq!(read(&only(many(), None), &agreed), 0.0);
}

#[test]
fn relationship_management_keeps_trust_when_a_contact_person_leaves() {
    let mobile = edited(
        many(),
        &[
            ("trust", "contact_turnover", 0.6),
            ("trust", "contact_loss", 0.5),
        ],
    );
    let mut managed = mobile.clone();
    for name in EFFECTS {
        assert!(managed.parameters.set("practices", name, 0.0));
    }
    is_above(
        &edited(managed, &[("practices", "p1_relationship_management", 1.0)]),
        &mobile,
        "mean_confidence",
        812,
    );
}

#[test]
fn affiliates_differ_by_the_stated_spread_and_keep_their_scores() {
    let spread = edited(many(), &[("practices", "spread", 0.1)]);
    let opening = World::burn_in(&spread, ReplicateKey::new(813, 0)).expect("accounts close");
    let scores: Vec<f64> = opening
        .tncs()
        .rows
        .iter()
        .flat_map(|tnc| tnc.practices.own)
        .collect();
    let (mean, error) = mean_and_error(&scores);
    assert!((mean - 0.4).abs() < 4.0 * error, "{mean} ± {error}");
    let sd = error * (scores.len() as f64).sqrt();
    // standard error of a standard deviation is sd / √(2 n)
    assert!(
        (sd - 0.1).abs() < 4.0 * 0.1 / (2.0 * scores.len() as f64).sqrt(),
        "{sd}"
    );
}

// ------------------------------------------------------------------------------------------------- coming to terms

#[test]
fn owners_who_negotiate_get_better_agreements_and_formal_control_that_does_not_chill() {
    let skilled = edited(many(), &[("relations", "negotiation_weight", 1.0)]);
    let opening = World::burn_in(&skilled, ReplicateKey::new(814, 0)).expect("accounts close");
    let qualities: Vec<f64> = with_orders(&opening)
        .map(|linkage| linkage.agreement.quality)
        .collect();
    assert!(
        qualities.iter().any(|quality| *quality > 0.05)
            && qualities.iter().any(|quality| *quality < -0.05)
    );
    assert!(
        with_orders(&opening)
            .any(|linkage| linkage.formal_control > linkage.agreement.imposed + 0.01)
    );
    // better terms than plain ones for all: confidence rises, though the same control, imposed, would slow goodwill
    let agreed = only(many(), Some(("agreement_effect", 0.6)));
    is_above(&agreed, &only(many(), None), "mean_confidence", 815);
    let (goodwill, error) = compared(&agreed, &only(many(), None), 815, |opening, _| {
        mean_of(opening, |linkage| linkage.goodwill_trust)
    });
    assert!(goodwill > -2.0 * error, "{goodwill} ± {error}");
}

#[test]
fn better_agreements_break_down_less_often() {
    let hard = edited(many(), &[("linkages", "agreement_chance", 0.4)]);
    is_above(
        &only(hard.clone(), Some(("agreement_effect", 0.6))),
        &only(hard, None),
        "active_linkages",
        816,
    );
}

#[test]
fn yearly_reviews_write_down_what_goodwill_lets_partners_learn() {
    let reviewed = edited(many(), &[("relations", "review_step", 0.5)]);
    let opening = World::burn_in(&reviewed, ReplicateKey::new(817, 0)).expect("accounts close");
    let old = with_orders(&opening).filter(|linkage| linkage.first_order + 20 < opening.quarter());
    let old: Vec<f64> = old
        .map(|linkage| linkage.agreement.quality - 0.5 * linkage.goodwill_trust)
        .collect();
    assert!(
        old.len() > 10 && old.iter().all(|gap| gap.abs() < 0.25),
        "{old:?}"
    );
    let dear = edited(reviewed.clone(), &[("relations", "review_days", 60.0)]);
    let (gain, error) = compared(&dear, &reviewed, 817, |_, values| {
        values[index("sme_net_gain_usd")]
    });
    assert!(
        gain + 2.0 * error < 0.0,
        "reviews take owners' time: {gain} ± {error}"
    );
}

/// Buyers who plan with their regular suppliers, none of it with any effect but for the parameters given.
fn planning(context: ModelInput, numbers: &[(&str, f64)]) -> ModelInput {
    let idle = ["days", "usd", "contact", "forecast", "idle_cost", "loss"]
        .map(|key| (format!("joint_plan_{key}"), 0.0));
    let mut input = edited(context, &[("relations", "joint_plan_practice", 0.3)]);
    for (key, value) in idle.into_iter().chain(
        numbers
            .iter()
            .map(|(key, value)| (format!("joint_plan_{key}"), *value)),
    ) {
        assert!(input.parameters.set("relations", &key, value), "{key}");
    }
    input
}

/// Joint plans made and given up in some worlds, and those that hold at the end.
fn plans_of(input: &ModelInput) -> [f64; 3] {
    let worlds = watch(input, 818, 4, |world, seen: &mut [f64; 3]| {
        seen[0] += f64::from(world.tally().joint_plans);
        seen[1] += f64::from(world.tally().joint_plans_given_up);
        seen[2] = world
            .linkages()
            .iter()
            .filter(|(_, linkage)| linkage.planned > 0.0)
            .count() as f64;
    });
    worlds.iter().fold([0.0; 3], |sum, world| {
        std::array::from_fn(|place| sum[place] + world[place])
    })
}

#[test]
fn buyers_above_the_level_plan_with_regular_suppliers_until_practice_or_volume_falls() {
    assert_eq!(plans_of(&many()), [0.0; 3]);
    let [made, given_up, held] = plans_of(&planning(many(), &[]));
    assert!(
        made > 100.0 && held > 50.0,
        "{made} plans, {held} of them hold"
    );
    assert!(
        given_up > 0.0 && given_up < 0.3 * made,
        "{given_up} are given up"
    );
    assert_eq!(
        plans_of(&planning(many(), &[("practice", 0.4)])),
        [0.0; 3],
        "no buyer stands above the level"
    );
    let [_, of_strict, _] = plans_of(&planning(many(), &[("shortfall", 0.05)]));
    assert!(
        of_strict > 2.0 * given_up,
        "{of_strict} are given up where little may be missing"
    );
    let numbers = [
        ("tncs_max", 24.0),
        ("tnc_response", 1.0),
        ("process_rise", 0.4),
        ("fade_rate", 0.9),
    ];
    let advised = planning(with(many(), &[(PRACTICE, &numbers)]), &[("practice", 0.5)]);
    let [while_advised, ..] = plans_of(&advised);
    let [made, _, left] = plans_of(&timed(advised, PRACTICE, 8.0));
    assert!(
        made > 10.0 && made < 0.7 * while_advised,
        "{made} while practice was raised, {while_advised} where it stays"
    );
    assert_eq!(left, 0.0, "they lapse as practice fades");
    let useless = planning(many(), &[]);
    assert_eq!(
        compared(&useless, &many(), 818, |_, values| values
            [index("order_value_usd")])
        .0,
        0.0,
        "without effect"
    );
}

#[test]
fn joint_plans_bring_contact_and_capacity_for_time_money_and_goodwill() {
    let idle = planning(many(), &[]);
    is_above(
        &planning(many(), &[("contact", 0.5)]),
        &idle,
        "mean_confidence",
        819,
    );
    let dear = planning(many(), &[("days", 90.0)]);
    let (gain, error) = compared(&dear, &idle, 819, |_, values| {
        values[index("sme_net_gain_usd")]
    });
    assert!(
        gain + 2.0 * error < 0.0,
        "plans take owners' time: {gain} ± {error}"
    );
    let governed = |usd: f64| {
        let worlds = watch(
            &planning(many(), &[("usd", usd)]),
            819,
            2,
            |world, sum: &mut f64| *sum += world.tally().tnc_governance,
        );
        worlds.iter().sum::<f64>()
    };
    assert!(
        governed(20_000.0) > 2.0 * governed(0.0),
        "and buyers' money"
    );
    let hasty = planning(many(), &[("shortfall", 0.05)]);
    is_above(
        &hasty,
        &planning(many(), &[("shortfall", 0.05), ("loss", 1.0)]),
        "mean_confidence",
        820,
    );
    let ready = |forecast: f64| {
        let worlds = watch(
            &planning(many(), &[("forecast", forecast)]),
            821,
            8,
            |world, seen: &mut (f64, f64)| {
                for linkage in with_orders(world).filter(|linkage| linkage.planned > 0.0) {
                    let (smes, row) = (world.smes(), linkage.sme.row());
                    *seen = (seen.0 + smes.capacity[row] / smes.sales[row], seen.1 + 1.0);
                }
            },
        );
        worlds
            .iter()
            .map(|(sum, count)| sum / count)
            .collect::<Vec<f64>>()
    };
    let more: Vec<f64> = ready(1.0)
        .iter()
        .zip(ready(0.0))
        .map(|(known, unknown)| known - unknown)
        .collect();
    let (more, error) = mean_and_error(&more);
    assert!(
        more - 2.0 * error > 0.0,
        "{more} ± {error} more capacity over sales is ready"
    );
    let waiting = |cost: f64| planning(many(), &[("forecast", 1.0), ("idle_cost", cost)]);
    let (gain, error) = compared(&waiting(1.0), &waiting(0.0), 822, |_, values| {
        values[index("sme_net_gain_usd")]
    });
    assert!(
        gain + 2.0 * error < 0.0,
        "what waits for volume is paid for: {gain} ± {error}"
    );
}

#[test]
fn checks_before_terms_take_time_and_lower_opportunism() {
    let tempted = edited(many(), &[("trust", "opportunism", 0.1)]);
    let checked = edited(
        tempted.clone(),
        &[
            ("relations", "diligence_share", 1.0),
            ("relations", "diligence_quarters", 3.0),
        ],
    );
    is_below_per_order(&checked, &tempted, "tnc_squeeze_usd", 818);
    let (later, _) = compared(&checked, &tempted, 818, |opening, _| {
        mean_of(opening, |linkage| {
            f64::from(linkage.first_order - linkage.formed)
        })
    });
    assert!((2.0..=4.0).contains(&later), "{later} quarters later");
    let careless = edited(
        checked.clone(),
        &[
            ("relations", "diligence_accuracy", 0.0),
            ("sourcing", "signal_noise", 0.5),
        ],
    );
    let careful = edited(
        careless.clone(),
        &[("relations", "diligence_accuracy", 1.0)],
    );
    let level = |opening: &World| {
        let smes = opening.smes();
        mean_of(opening, |linkage| smes.quality[linkage.sme.row()])
    };
    let (better, error) = compared(&careful, &careless, 819, |opening, _| level(opening));
    assert!(
        better - 2.0 * error > 0.0,
        "quality of those accepted: {better} ± {error}"
    );
}

#[test]
fn an_owner_short_of_time_meets_less_trusts_less_and_spends_less() {
    let short = edited(many(), &[("relations", "owner_time_budget", 1.0)]);
    is_above(&many(), &short, "mean_confidence", 820);
    let ample = edited(many(), &[("relations", "owner_time_budget", 90.0)]);
    let (change, _) = compared(&ample, &many(), 821, |opening, _| {
        mean_of(opening, |linkage| linkage.confidence)
    });
    assert!(change.abs() < 0.02, "a budget that does not bind: {change}");
}

#[test]
fn ties_to_a_buyers_network_are_worth_something_and_restrain_the_buyer() {
    let tied = |opening: &World| {
        let (mut ties, mut all) = (0.0, 0.0);
        let knows = |one: FirmId, other: FirmId| opening.smes().peers[one].contains(&Some(other));
        for one in with_orders(opening) {
            for other in
                with_orders(opening).filter(|other| other.tnc == one.tnc && other.sme != one.sme)
            {
                all += 1.0;
                ties += f64::from(u8::from(
                    knows(one.sme, other.sme) || knows(other.sme, one.sme),
                ));
            }
        }
        ties / f64::max(all, 1.0)
    };
    // few firms, so that a firm's five peers are many of its category
    let asked = edited(
        many(),
        &[
            ("population", "smes", 600.0),
            ("population", "categories_per_sector", 2.0),
            ("sourcing", "network_chance", 1.0),
            ("sourcing", "search_size", 20.0),
            ("sourcing", "outside_constant", 1.0),
        ],
    );
    let valued = edited(asked.clone(), &[("relations", "tie_value", 20.0)]);
    let (more, error) = compared(&valued, &asked, 822, |opening, _| tied(opening));
    assert!(more - 2.0 * error > 0.0, "{more} ± {error}");
    let tempted = edited(valued, &[("trust", "opportunism", 0.2)]);
    is_below_per_order(
        &edited(tempted.clone(), &[("relations", "tie_restraint", 1.0)]),
        &tempted,
        "tnc_squeeze_usd",
        823,
    );
}

#[test]
fn suppliers_of_distant_affiliates_trust_less() {
    let apart = edited(
        many(),
        &[
            ("relations", "distance_spread", 0.25),
            ("trust", "friction", 0.4),
        ],
    );
    let gap = in_worlds(WORLDS, |world| {
        let opening =
            World::burn_in(&apart, ReplicateKey::new(824, world)).expect("accounts close");
        let of = |is_near: bool| {
            let counted = with_orders(&opening).filter(|linkage| {
                (opening.tncs().rows[linkage.tnc.row()].distance < 0.0) == is_near
            });
            let (count, sum) = counted.fold((0.0, 0.0), |(count, sum), linkage| {
                (count + 1.0, sum + linkage.confidence)
            });
            sum / f64::max(count, 1.0)
        };
        of(true) - of(false)
    });
    let (gap, error) = mean_and_error(&gap);
    assert!(gap - 2.0 * error > 0.0, "{gap} ± {error}");
}

// ------------------------------------------------------------------------------------------------------ instruments

/// The context with another timing of its instruments of a kind.
fn timed(mut input: ModelInput, kind: InstrumentKind, end: f64) -> ModelInput {
    for instrument in input
        .instruments
        .iter_mut()
        .filter(|instrument| instrument.settings.kind() == kind)
    {
        instrument.timing = TimingParameters {
            start: 0.0,
            end,
            ramp: 0.0,
            intensity: 1.0,
            ..TimingParameters::default()
        };
    }
    input
}

#[test]
fn practices_are_adopted_slowly_by_few_and_fade() {
    let input = timed(
        with(
            many(),
            &[(PRACTICE, &[("tncs_max", 5.0), ("tnc_response", 1.0)])],
        ),
        PRACTICE,
        8.0,
    );
    let worlds = watch(&input, 830, 4, |world, seen: &mut (Vec<f64>, usize)| {
        let raised: Vec<f64> = world
            .tncs()
            .rows
            .iter()
            .map(|tnc| tnc.practices.mean_raised())
            .collect();
        seen.0.push(raised.iter().copied().fold(0.0, f64::max));
        if seen.0.len() == 1 {
            seen.1 = raised.iter().filter(|raised| **raised > 0.0).count();
        }
    });
    for (greatest, adopters) in worlds {
        assert!(
            greatest[0] < 0.05 && (greatest[5] - 0.2).abs() < 1e-9,
            "in equal steps: {greatest:?}"
        );
        assert!(
            greatest[20] < 0.8 * greatest[7] && greatest[20] > 0.0,
            "fades: {greatest:?}"
        );
        assert!((1..=5).contains(&adopters), "{adopters} affiliates");
    }
}

#[test]
fn practices_that_many_adopt_raise_confidence_and_those_that_none_adopts_only_cost() {
    let numbers = [
        ("tncs_max", 24.0),
        ("tnc_response", 1.0),
        ("trust_rise", 0.4),
        ("process_rise", 0.4),
    ];
    let (gain, error) = difference(
        &with(many(), &[(PRACTICE, &numbers)]),
        &many(),
        "mean_confidence",
        831,
    );
    assert!(gain - 2.0 * error > 0.0, "{gain} ± {error}");
    let (cost, _) = difference(
        &with(many(), &[(PRACTICE, &numbers)]),
        &many(),
        "discounted_cost_tnc_usd",
        831,
    );
    assert!(cost > 100_000.0, "affiliates pay for it: {cost}");
    let none = with(many(), &[(PRACTICE, &[("tnc_response", 0.0)])]);
    assert_eq!(difference(&none, &many(), "mean_confidence", 832).0, 0.0);
    assert!(
        difference(&none, &many(), "programme_cost_usd", 832).0 > 50_000.0,
        "overheads"
    );
}

#[test]
fn what_was_raised_is_paid_for_by_orders_until_it_has_faded() {
    let paid = |upkeep: f64| {
        let numbers = [
            ("tnc_response", 1.0),
            ("work_cost_tnc_usd", 0.0),
            ("upkeep_share", upkeep),
        ];
        let input = timed(with(many(), &[(PRACTICE, &numbers)]), PRACTICE, 8.0);
        let late = watch(&input, 833, 4, |world, sum: &mut f64| {
            if world.window_quarter() > 10 {
                *sum += world.tally().cost_tnc;
            }
        });
        late.iter().sum::<f64>()
    };
    assert!(paid(0.125) > 0.0 && paid(0.0) == 0.0);
}

/// Match-making that brings many linkages about, alone or with a third party, where partners are far apart.
fn mediated(numbers: Option<&[(&str, f64)]>) -> ModelInput {
    let apart = edited(
        many(),
        &[("trust", "friction", 0.7), ("trust", "intermediary", 0.0)],
    );
    let wide = [
        ("visits_per_advisor", 20.0),
        ("register_capacity", 300.0),
        ("referrals_per_advisor", 50.0),
        ("tnc_response", 1.0),
    ];
    let mut instruments = vec![(MATCHMAKING, &wide[..])];
    instruments.extend(numbers.map(|numbers| (INTERMEDIARY, numbers)));
    with(apart, &instruments)
}

/// Mean trust of facilitated linkages with orders in the last quarter but a few of the programme, world by world.
fn trust_of_facilitated(input: &ModelInput, seed: u64, quarter: i64) -> Vec<f64> {
    watch(input, seed, 4, |world, seen: &mut f64| {
        if world.window_quarter() == quarter {
            let of = with_orders(world).filter(|linkage| linkage.facilitated.is_some());
            let (count, sum) = of.fold((0.0, 0.0), |(count, sum), linkage| {
                (count + 1.0, sum + linkage.goodwill_trust)
            });
            assert!(count > 3.0, "match-making brings linkages");
            *seen = sum / count;
        }
    })
}

#[test]
fn a_third_party_builds_trust_across_distance_and_is_missed_when_it_leaves_early() {
    let many_places = [("places", 300.0), ("friction_removed", 0.9)];
    let paired = |one: &ModelInput, other: &ModelInput, quarter: i64| {
        let (a, b) = (
            trust_of_facilitated(one, 834, quarter),
            trust_of_facilitated(other, 834, quarter),
        );
        mean_and_error(&a.iter().zip(&b).map(|(a, b)| a - b).collect::<Vec<f64>>())
    };
    let (gain, error) = paired(&mediated(Some(&many_places)), &mediated(None), 14);
    assert!(gain - 2.0 * error > 0.0, "{gain} ± {error}");
    let early = |loss: f64| {
        timed(
            mediated(Some(&[("places", 300.0), ("dependence_loss", loss)])),
            INTERMEDIARY,
            10.0,
        )
    };
    let (lost, error) = paired(&early(0.5), &early(0.0), 10);
    assert!(lost + 2.0 * error < 0.0, "{lost} ± {error}");
    let few = mediated(Some(&[("places", 3.0)]));
    let served = watch(&few, 835, 4, |world, most: &mut usize| {
        *most = (*most).max(
            world
                .linkages()
                .iter()
                .filter(|(_, linkage)| linkage.agreement.mediator.is_some())
                .count(),
        );
    });
    assert!(
        served.iter().all(|served| (1..=3).contains(served)),
        "{served:?}"
    );
}

#[test]
fn a_third_party_settles_disputes() {
    let quarrels = edited(
        mediated(Some(&[
            ("places", 300.0),
            ("friction_removed", 0.0),
            ("settled_share", 0.0),
        ])),
        &[
            ("trust", "breach_constant", -1.0),
            ("trust", "conflict_resolution", 0.0),
            ("trust", "loss", 0.6),
        ],
    );
    let mut settled = quarrels.clone();
    for instrument in &mut settled.instruments {
        if instrument.settings.kind() == INTERMEDIARY {
            assert!(instrument.settings.set("settled_share", 1.0));
        }
    }
    let (gain, error) = difference(&settled, &quarrels, "mean_confidence", 836);
    assert!(gain - 2.0 * error > 0.0, "{gain} ± {error}");
}

#[test]
fn a_third_party_without_linkages_of_its_agency_only_costs() {
    let alone = with(many(), &[(INTERMEDIARY, &[])]);
    assert_eq!(difference(&alone, &many(), "mean_confidence", 837).0, 0.0);
    assert!(difference(&alone, &many(), "programme_cost_usd", 837).0 > 50_000.0);
}

#[test]
fn legal_help_betters_agreements_within_its_cases_and_protects_know_how() {
    let legal = with(
        many(),
        &[(LEGAL, &[("cases_per_quarter", 3.0), ("awareness", 1.0)])],
    );
    let worlds = watch(&legal, 838, 4, |world, seen: &mut (usize, f64, f64)| {
        let fresh = world.linkages().iter().filter(|(_, linkage)| {
            linkage.agreement.legal.left == 2 || linkage.agreement.legal.left == 1
        });
        seen.0 = seen.0.max(fresh.count());
        for linkage in with_orders(world).filter(|linkage| {
            linkage.agreement.has_legal && linkage.agreement.legal.agency.is_none()
        }) {
            seen.1 = seen.1.max(linkage.agreement.quality);
            seen.2 = seen.2.max(linkage.agreement.leak_protection);
        }
    });
    for (cases, quality, protection) in worlds {
        assert!(
            cases <= 6,
            "{cases} cases of three a quarter that take two quarters"
        );
        assert!(
            (quality - 0.15).abs() < 1e-9 && (protection - 0.4).abs() < 1e-9,
            "{quality}, {protection}"
        );
    }
}

/// Goodwill of linkages with orders at the end of the window, of which legal help of a kind began in the window; paired.
fn goodwill_by_help(context: &ModelInput, numbers: &[(&str, f64)], seed: u64) -> (f64, f64) {
    let of = |input: &ModelInput| {
        watch(input, seed, 4, |world, seen: &mut f64| {
            *seen = mean_of(world, |linkage| linkage.goodwill_trust);
        })
    };
    let (with_help, without) = (of(&with(context.clone(), &[(LEGAL, numbers)])), of(context));
    mean_and_error(
        &with_help
            .iter()
            .zip(&without)
            .map(|(a, b)| a - b)
            .collect::<Vec<f64>>(),
    )
}

#[test]
fn clauses_for_the_worst_case_slow_goodwill_where_courts_are_strong_already() {
    let strong = edited(many(), &[("economy", "contract_protection", 0.6)]);
    let all = [
        ("cases_per_quarter", 200.0),
        ("awareness", 1.0),
        ("sme_share", 0.0),
        ("agreement_gain", 0.0),
    ];
    let heavy: Vec<(&str, f64)> = all
        .iter()
        .copied()
        .chain([("control_added", 0.4)])
        .collect();
    let (lost, error) = goodwill_by_help(&strong, &heavy, 839);
    assert!(lost + 2.0 * error < 0.0, "{lost} ± {error}");
}

#[test]
fn one_standard_of_several_buyers_makes_certificates_cheaper_and_too_few_buyers_agree_on_nothing() {
    let costly = edited(many(), &[("capability", "certificate_cost_usd", 12_000.0)]);
    let numbers = [
        ("tnc_response", 1.0),
        ("agreement_quarters", 2.0),
        ("certificate_cut", 0.9),
    ];
    let (more, error) = difference(
        &with(costly.clone(), &[(STANDARDS, &numbers)]),
        &costly,
        "certified_smes",
        840,
    );
    assert!(more - 2.0 * error > 0.0, "{more} ± {error}");
    let lonely: Vec<(&str, f64)> = numbers
        .iter()
        .copied()
        .chain([("buyers_min", 100.0)])
        .collect();
    let lonely = with(costly.clone(), &[(STANDARDS, &lonely)]);
    assert_eq!(difference(&lonely, &costly, "certified_smes", 840).0, 0.0);
    assert!(difference(&lonely, &costly, "programme_cost_usd", 840).0 > 50_000.0);
}

#[test]
fn one_set_of_forms_saves_owners_time() {
    let heavy = edited(many(), &[("sourcing", "owner_days", 25.0)]);
    let numbers = [
        ("tnc_response", 1.0),
        ("agreement_quarters", 1.0),
        ("burden_cut", 1.0),
        ("certificate_cut", 0.0),
    ];
    let (more, error) = difference(
        &with(heavy.clone(), &[(STANDARDS, &numbers)]),
        &heavy,
        "new_linkages",
        841,
    );
    assert!(more - 2.0 * error > 0.0, "{more} ± {error}");
}

#[test]
fn a_standard_comes_slowly_and_falls_apart_without_its_secretariat() {
    let input = timed(
        with(many(), &[(STANDARDS, &[("tnc_response", 1.0)])]),
        STANDARDS,
        12.0,
    );
    for cuts in watch(&input, 842, 4, |world, cuts: &mut Vec<f64>| {
        cuts.push(world.certificate_cut());
    }) {
        assert!(cuts[0] < 0.3 * cuts[11] && cuts[11] > 0.1, "{cuts:?}");
        assert!(cuts[23] < 0.75 * cuts[11] && cuts[23] > 0.0, "{cuts:?}");
    }
}

#[test]
fn a_forum_makes_services_fit_and_without_services_it_is_talk_that_costs_belief() {
    let support: (InstrumentKind, &[(&str, f64)]) = (SUPPORT, &[]);
    let forum: (InstrumentKind, &[(&str, f64)]) = (
        DIALOGUE,
        &[
            ("tnc_response", 1.0),
            ("relevance_gain", 0.6),
            ("belief_step", 0.0),
        ],
    );
    let (gain, error) = difference(
        &with(many(), &[support, forum]),
        &with(many(), &[support]),
        "mean_capability",
        843,
    );
    assert!(gain - 2.0 * error > 0.0, "{gain} ± {error}");
    let talk = with(many(), &[(DIALOGUE, &[("tnc_response", 1.0)])]);
    let belief = |input: &ModelInput| {
        let worlds = watch(input, 844, 4, |world, belief: &mut f64| {
            if world.window_quarter() == 14 {
                *belief = world.smes().belief.iter().sum::<f64>() / world.smes().len() as f64;
            }
        });
        worlds.iter().sum::<f64>() / worlds.len() as f64
    };
    assert!(belief(&talk) < 0.48, "{}", belief(&talk));
    assert!(
        belief(&with(
            many(),
            &[support, (DIALOGUE, &[("tnc_response", 1.0)])]
        )) > 0.52
    );
    let (by_talk, _) = difference(&talk, &many(), "mean_capability", 844);
    assert!(
        by_talk < 0.1 * gain,
        "{by_talk} against {gain} with services"
    );
}

#[test]
fn third_parties_and_lawyers_are_paid_and_accounts_close() {
    let mut all = mediated(Some(&[]));
    for kind in [PRACTICE, LEGAL, STANDARDS, DIALOGUE] {
        let settings = InstrumentSettings::default_of(kind);
        all.instruments.push(Instrument {
            agency: 0,
            timing: TimingParameters::default(),
            settings,
        });
    }
    let paid = watch(&all, 845, 4, |world, paid: &mut (f64, f64)| {
        paid.0 += world.accounts().paid(Party::Tncs, Party::Vendors);
        paid.1 += world.tally().cost_tnc;
    });
    for (booked, counted) in paid {
        assert!(
            counted > 0.0 && booked >= counted - 1e-6,
            "{booked}, {counted}"
        );
    }
}
