//! Mechanisms of single relations, one by one: with each switched off, or turned up, the world differs in the way it says.
//!
//! Worlds have three times the affiliates of Uganda, so that there are linkages to count. Two settings meet the same random draws; a
//! difference counts where its mean over worlds lies two standard errors beyond 0, which was written down before the run.

use linkwright::model::{Declaration, EndCause, InstrumentKind, Linkage, ModelInput, Stage, World};
use linkwright::random::{Process, ReplicateKey};

use crate::behaviour::{economy, edited, watch, with};
use crate::common::in_worlds;
use crate::uganda::{index, mean_and_error, values};

/// Worlds of a comparison.
const WORLDS: u32 = 12;
/// A parameter of a context: section, key, value.
type Number<'a> = (&'a str, &'a str, f64);

/// The economy with more affiliates and some parameters.
fn busy(numbers: &[Number<'_>]) -> ModelInput {
    edited(edited(economy(), &[("population", "tncs", 24.0)]), numbers)
}

/// An indicator, world by world.
fn of_worlds(numbers: &[Number<'_>], indicator: &str, seed: u64) -> Vec<f64> {
    values(&[&busy(numbers)], seed, WORLDS)
        .into_iter()
        .map(|world| world[0][index(indicator)])
        .collect()
}

/// Value of `of` in each world at its end.
fn at_the_end(input: &ModelInput, seed: u64, of: impl Fn(&World) -> f64 + Sync) -> Vec<f64> {
    in_worlds(WORLDS, |replicate| {
        let mut world = World::burn_in(input, ReplicateKey::new(seed, replicate))
            .expect("accounts close")
            .start(input);
        for _ in 0..input.periods.recorded() {
            world.step().expect("accounts close");
        }
        of(&world)
    })
}

/// Mean over the linkages with orders of a world, where `of` has a value; 0 where none has.
fn mean_of_linkages(world: &World, of: impl Fn(&Linkage) -> Option<f64>) -> f64 {
    let open = world
        .linkages()
        .iter()
        .map(|(_, linkage)| linkage)
        .filter(|linkage| linkage.stage.has_orders());
    let found: Vec<f64> = open.filter_map(of).collect();
    found.iter().sum::<f64>() / found.len().max(1) as f64
}

/// Asserts that what is found in the first worlds is significantly greater than in the second.
fn assert_more(more: &[f64], less: &[f64]) {
    let differences: Vec<f64> = more
        .iter()
        .zip(less)
        .map(|(more, less)| more - less)
        .collect();
    let (gap, error) = mean_and_error(&differences);
    let (level, _) = mean_and_error(less);
    assert!(gap - 2.0 * error > 0.0, "{gap} ± {error} above {level}");
}

/// Asserts that the first setting brings more of an indicator than the second.
fn assert_raises(indicator: &str, more: &[Number<'_>], less: &[Number<'_>], seed: u64) {
    assert_more(
        &of_worlds(more, indicator, seed),
        &of_worlds(less, indicator, seed),
    );
}

#[test]
fn orders_in_hand_open_doors_at_banks() {
    let loans_of_suppliers = |weight: f64| {
        at_the_end(
            &busy(&[
                ("credit", "default_contract", weight),
                ("credit", "demand_chance", 0.15),
            ]),
            501,
            |world| {
                let smes = world.smes();
                let suppliers: Vec<usize> = (0..smes.len())
                    .filter(|row| smes.is_alive[*row] && smes.tnc_sales[*row] > 0.0)
                    .collect();
                suppliers
                    .iter()
                    .filter(|row| smes.loan[**row] > 0.0)
                    .count() as f64
                    / suppliers.len() as f64
            },
        )
    };
    assert_more(&loans_of_suppliers(3.0), &loans_of_suppliers(0.0));
}

#[test]
fn buyers_who_value_fit_choose_partners_that_fit() {
    let distance = |weight: f64| {
        at_the_end(&busy(&[("sourcing", "taste_fit", weight)]), 502, |world| {
            mean_of_linkages(world, |linkage| {
                let (smes, row, tnc) = (
                    world.smes(),
                    linkage.sme.row(),
                    &world.tncs().rows[linkage.tnc.row()],
                );
                Some(
                    (smes.speciality[row] - tnc.speciality).abs()
                        + (smes.values[row] - tnc.values).abs(),
                )
            })
        })
    };
    assert_more(&distance(0.0), &distance(5.0));
}

#[test]
fn without_an_innovation_base_no_linkage_becomes_strategic() {
    let strategic = |base: f64| {
        let input = busy(&[
            ("linkages", "strategic_innovation", base),
            ("linkages", "strategic_trust", 0.3),
        ]);
        let stage = |world: &World| {
            world
                .linkages()
                .iter()
                .filter(|(_, linkage)| linkage.stage == Stage::Strategic)
                .count() as f64
        };
        at_the_end(&input, 503, stage)
    };
    let without = strategic(1.0);
    assert!(without.iter().all(|count| *count == 0.0), "{without:?}");
    assert_more(&strategic(0.4), &without);
}

#[test]
fn headquarters_and_departures_end_linkages() {
    let risks = |headquarters: f64, exit: f64| {
        [
            ("tncs", "headquarters_end_chance", headquarters),
            ("tncs", "exit_rate", exit),
        ]
    };
    assert_raises("active_linkages", &risks(0.0, 0.0), &risks(0.1, 0.0), 504);
    assert_raises("active_linkages", &risks(0.0, 0.0), &risks(0.0, 0.2), 504);
}

#[test]
fn slow_or_failed_preparation_keeps_linkages_from_orders() {
    assert!(
        of_worlds(
            &[("linkages", "agreement_chance", 0.0)],
            "active_linkages",
            505
        )
        .iter()
        .all(|active| *active == 0.0)
    );
    assert_raises(
        "active_linkages",
        &[],
        &[("linkages", "advance_chance", 0.05)],
        505,
    );
}

#[test]
fn failed_trial_deliveries_keep_linkages_from_regular_supply() {
    assert_raises(
        "supply_linkages",
        &[("linkages", "trial_breach", 0.0)],
        &[("linkages", "trial_breach", 10.0)],
        515,
    );
}

#[test]
fn buyers_who_ask_their_suppliers_find_firms_in_their_networks() {
    let asked = |chance: f64| {
        [
            ("sourcing", "network_chance", chance),
            ("sourcing", "search_size", 1.0),
        ]
    };
    assert_raises("funnel_considered", &asked(1.0), &asked(0.0), 506);
}

#[test]
fn distance_costs_confidence_and_an_intermediary_gives_part_of_it_back() {
    assert_raises(
        "mean_confidence",
        &[("trust", "friction", 0.0)],
        &[("trust", "friction", 0.9)],
        506,
    );
    let brought_together = |help: f64| {
        let input = busy(&[("trust", "friction", 0.9), ("trust", "intermediary", help)]);
        let mut input = with(
            input,
            &[(InstrumentKind::Matchmaking, &[("tnc_response", 1.0)])],
        );
        input.periods.run_off = 0; // the agency is still there, and its linkages are young
        at_the_end(&input, 507, |world| {
            let is_young = |linkage: &Linkage| world.quarter() < linkage.formed + 8;
            mean_of_linkages(world, |linkage| {
                (linkage.facilitated.is_some() && is_young(linkage)).then_some(linkage.confidence)
            })
        })
    };
    assert_more(&brought_together(1.0), &brought_together(0.0));
}

#[test]
fn without_meetings_confidence_is_lower() {
    assert_raises("mean_confidence", &[], &[("trust", "meetings", 0.0)], 508);
}

#[test]
fn breaches_that_are_settled_cost_less_confidence() {
    assert_raises(
        "mean_confidence",
        &[("trust", "conflict_resolution", 1.0)],
        &[("trust", "conflict_resolution", 0.0)],
        509,
    );
}

#[test]
fn heavy_control_chills_goodwill() {
    let goodwill = |chill: f64, protection: f64| {
        let input = busy(&[
            ("trust", "control_chill", chill),
            ("economy", "contract_protection", protection),
        ]);
        at_the_end(&input, 510, |world| {
            mean_of_linkages(world, |linkage| Some(linkage.goodwill_trust))
        })
    };
    assert_more(&goodwill(0.0, 0.8), &goodwill(2.0, 0.8));
    assert_eq!(
        goodwill(0.0, 0.0),
        goodwill(2.0, 0.0),
        "without formal control there is nothing to chill"
    );
}

#[test]
fn contact_persons_who_leave_take_confidence_along() {
    assert_raises(
        "mean_confidence",
        &[("trust", "contact_turnover", 0.0)],
        &[("trust", "contact_turnover", 0.8)],
        511,
    );
}

#[test]
fn wages_that_outrun_productivity_cost_linkages() {
    assert_raises(
        "new_linkages",
        &[],
        &[("economy", "wage_trend_per_year", 0.1)],
        512,
    );
}

#[test]
fn buyers_who_help_teach_more() {
    assert_raises(
        "gate_passers",
        &[
            ("capability", "learning_rate", 1.2),
            ("capability", "buyer_assistance", 1.0),
        ],
        &[
            ("capability", "learning_rate", 1.2),
            ("capability", "buyer_assistance", 0.0),
        ],
        513,
    );
}

#[test]
fn buyers_who_squeeze_take_from_suppliers() {
    let fair = of_worlds(
        &[
            ("trust", "opportunism", 0.0),
            ("trust", "crisis_opportunism", 0.0),
        ],
        "tnc_squeeze_usd",
        514,
    );
    assert!(fair.iter().all(|taken| *taken == 0.0), "{fair:?}");
    assert_more(
        &of_worlds(
            &[("trust", "crisis_opportunism", 0.0)],
            "tnc_squeeze_usd",
            514,
        ),
        &fair,
    );
    assert_raises(
        "tnc_squeeze_usd",
        &[],
        &[("trust", "crisis_opportunism", 0.0)],
        514,
    );
}

// ------------------------------------------------------------------------------------------------------ agreed ends

/// Affiliates of full exit strategy that run joint projects in modules and agree on so many quarters of notice.
fn parting(quarters: f64) -> ModelInput {
    let projects = [
        ("knowledge", "project_chance", 0.5),
        ("knowledge", "modules", 4.0),
        ("linkages", "end_constant", -2.5),
    ];
    busy(
        &[
            &projects[..],
            &[
                ("practices", "p12_exit_strategy", 1.0),
                ("relations", "notice_quarters", quarters),
            ],
        ]
        .concat(),
    )
}

#[test]
fn an_agreed_end_lets_orders_run_out_and_the_open_module_be_finished() {
    let by_decision = [EndCause::LowConfidence, EndCause::Headquarters];
    let kept_of_work = |quarters: f64| {
        let worlds = watch(
            &parting(quarters),
            520,
            WORLDS,
            |world, seen: &mut (f64, f64)| {
                for cause in by_decision {
                    seen.0 += world.tally().kept_when_stopped[cause as usize];
                    seen.1 += world.tally().worked_when_stopped[cause as usize];
                }
            },
        );
        worlds
            .iter()
            .map(|(kept, worked)| kept / worked)
            .collect::<Vec<f64>>()
    };
    assert_more(&kept_of_work(6.0), &kept_of_work(0.0));
    let seen = watch(
        &parting(4.0),
        521,
        2,
        |world, (shares, ended): &mut (Vec<f64>, usize)| {
            for (_, linkage) in world.linkages().iter() {
                let Some(notice) = linkage.notice else {
                    continue;
                };
                let tnc = &world.tncs().rows[linkage.tnc.row()];
                let usual = linkage.lot_value
                    * linkage.growth
                    * tnc.volume
                    * world.economy().order_factor[usize::from(tnc.sector)];
                assert!(
                    linkage.lots > 0 && notice.quarters == 4 && notice.left > 0,
                    "lots stay to the end: {notice:?}"
                );
                shares.push(5.0 * world.order_value(linkage) / usual);
            }
            *ended += world
                .linkages()
                .endings
                .iter()
                .filter(|ending| by_decision.contains(&ending.cause))
                .count();
        },
    );
    for (shares, ended) in seen {
        let placed = |left: f64| {
            shares
                .iter()
                .filter(|share| (**share - left).abs() < 1e-9)
                .count()
        };
        assert!(
            (1..=4).all(|left| placed(f64::from(left)) > 3) && ended > 10,
            "{ended} ended, {shares:?}"
        );
        assert_eq!(
            (1..=4).map(|left| placed(f64::from(left))).sum::<usize>(),
            shares.len()
        );
    }
}

#[test]
fn without_an_exit_plan_or_practice_linkages_end_at_once() {
    let careless = edited(parting(4.0), &[("practices", "p12_exit_strategy", 0.4)]);
    let on_notice = at_the_end(&careless, 522, |world| {
        world
            .linkages()
            .iter()
            .filter(|(_, linkage)| linkage.notice.is_some())
            .count() as f64
    });
    assert!(on_notice.iter().all(|count| *count == 0.0), "{on_notice:?}");
}

// ------------------------------------------------------------------------------------------------------ declarations

/// Buyers who take every firm's word for its standards, which all firms give; a false one is found out with some probability.
fn declared(check: f64) -> [Number<'static>; 3] {
    [
        ("relations", "declaration_share", 1.0),
        ("relations", "false_declarations", 1.0),
        ("relations", "declaration_check", check),
    ]
}

#[test]
fn declarations_open_the_gate_and_false_ones_turn_into_breaches() {
    assert_raises("funnel_passed", &declared(0.0), &[], 523);
    let goodwill = |check: f64| {
        at_the_end(&busy(&declared(check)), 523, |world| {
            mean_of_linkages(world, |one| Some(one.goodwill_trust))
        })
    };
    assert_more(&goodwill(0.0), &goodwill(0.3));
    let false_ones = |lies: f64| {
        let input = edited(
            busy(&declared(0.1)),
            &[("relations", "false_declarations", lies)],
        );
        at_the_end(&input, 524, |world| {
            mean_of_linkages(world, |one| {
                Some(f64::from(u8::from(
                    one.agreement.declaration == Declaration::False,
                )))
            })
        })
    };
    let honest = false_ones(0.0);
    assert!(honest.iter().all(|share| *share == 0.0), "{honest:?}");
    assert_more(&false_ones(1.0), &honest);
}

// ---------------------------------------------------------------------------------------------- know-how of partners

#[test]
fn a_buyer_who_shares_first_is_answered_with_goodwill_and_makes_better_suppliers_at_its_cost() {
    let shared = |step: f64, practice: f64| {
        busy(&[
            ("relations", "first_step", step),
            ("practices", "p9_information_and_knowledge", practice),
        ])
    };
    let goodwill = |input: &ModelInput| {
        at_the_end(input, 525, |world| {
            mean_of_linkages(world, |one| {
                (world.quarter() < one.first_order + 6).then_some(one.goodwill_trust)
            })
        })
    };
    assert_more(&goodwill(&shared(0.2, 1.0)), &goodwill(&shared(0.0, 1.0)));
    let quality = |input: &ModelInput| {
        at_the_end(input, 525, |world| {
            mean_of_linkages(world, |one| Some(world.smes().quality[one.sme.row()]))
        })
    };
    assert_more(&quality(&shared(0.2, 1.0)), &quality(&shared(0.0, 1.0)));
    let spent = |input: &ModelInput| {
        let worlds = values(&[input], 525, WORLDS);
        worlds
            .iter()
            .map(|world| world[0][index("tnc_governance_usd")] / world[0][index("order_value_usd")])
            .collect::<Vec<f64>>()
    };
    assert_more(&spent(&shared(0.2, 1.0)), &spent(&shared(0.0, 1.0)));
    assert_eq!(
        quality(&shared(0.2, 0.0)),
        quality(&shared(0.0, 0.0)),
        "a buyer who shares nothing takes no first step"
    );
}

#[test]
fn broken_ownership_costs_goodwill_and_innovation_unless_it_is_clear() {
    let taken = |chance: f64, clear: f64| {
        let input = busy(&[
            ("relations", "appropriation_chance", chance),
            ("practices", "p9_information_and_knowledge", clear),
        ]);
        let of = |read: &(dyn Fn(&World, &Linkage) -> f64 + Sync)| {
            at_the_end(&input, 526, |world| {
                mean_of_linkages(world, |one| one.stage.is_supply().then(|| read(world, one)))
            })
        };
        (
            of(&|_, one| one.goodwill_trust),
            of(&|world, one| world.smes().innovation[one.sme.row()]),
        )
    };
    let (broken, kept) = (taken(0.3, 0.0), taken(0.0, 0.0));
    assert_more(&kept.0, &broken.0);
    assert_more(&kept.1, &broken.1);
    assert_eq!(
        taken(0.3, 1.0),
        taken(0.0, 1.0),
        "nothing is taken where ownership is clear"
    );
}

// ------------------------------------------------------------------------------------- losses, warnings and reviews

/// Affiliates with full practices of risk management and measurement.
const CAREFUL: [Number<'static>; 2] = [
    ("practices", "p10_risk_management", 1.0),
    ("practices", "p11_measurement", 1.0),
];

/// An indicator over the value of orders, world by world.
fn per_order(numbers: &[Number<'_>], indicator: &str, seed: u64) -> Vec<f64> {
    of_worlds(numbers, indicator, seed)
        .iter()
        .zip(of_worlds(numbers, "order_value_usd", seed))
        .map(|(value, orders)| value / orders)
        .collect()
}

#[test]
fn failed_deliveries_cost_suppliers_and_buyers_bear_their_part() {
    let failing = |loss: f64, shared: f64| {
        let numbers = [
            ("trust", "breach_constant", -1.0),
            ("relations", "failure_loss", loss),
            ("relations", "loss_share", shared),
        ];
        [&CAREFUL[..], &numbers[..]].concat()
    };
    assert_more(
        &of_worlds(&failing(0.0, 0.0), "sme_net_gain_usd", 527),
        &of_worlds(&failing(0.5, 0.0), "sme_net_gain_usd", 527),
    );
    assert_raises(
        "sme_net_gain_usd",
        &failing(0.5, 1.0),
        &failing(0.5, 0.0),
        527,
    );
    assert_more(
        &per_order(&failing(0.5, 1.0), "tnc_governance_usd", 527),
        &per_order(&failing(0.5, 0.0), "tnc_governance_usd", 527),
    );
}

#[test]
fn buyers_who_share_risk_pay_for_idle_hands_in_a_slump_only() {
    let shared = |part: f64, amplification: f64| {
        [
            &CAREFUL[..],
            &[
                ("relations", "loss_share", part),
                ("economy", "order_amplification", amplification),
            ],
        ]
        .concat()
    };
    assert_more(
        &per_order(&shared(0.0, 8.0), "tnc_saving_usd", 528),
        &per_order(&shared(1.0, 8.0), "tnc_saving_usd", 528),
    );
    assert_eq!(
        per_order(&shared(1.0, 0.0), "tnc_saving_usd", 528),
        per_order(&shared(0.0, 0.0), "tnc_saving_usd", 528)
    );
}

#[test]
fn suppliers_who_are_warned_have_built_capacity_when_first_orders_come() {
    let capacity = |warning: f64| {
        let input = busy(&[&CAREFUL[..], &[("relations", "early_warning", warning)]].concat());
        let worlds = watch(&input, 529, WORLDS, |world, seen: &mut (f64, f64)| {
            for (_, linkage) in world
                .linkages()
                .iter()
                .filter(|(_, linkage)| linkage.first_order == world.quarter())
            {
                let (smes, row) = (world.smes(), linkage.sme.row());
                *seen = (seen.0 + smes.capacity[row] / smes.sales[row], seen.1 + 1.0);
            }
        });
        worlds
            .iter()
            .map(|(sum, count)| sum / count)
            .collect::<Vec<f64>>()
    };
    assert_more(&capacity(1.0), &capacity(0.0));
}

#[test]
fn partners_who_review_deliveries_together_fail_less() {
    let failed = |insight: f64| {
        let numbers = [
            ("relations", "review_insight", insight),
            ("relations", "review_step", 0.1),
            ("trust", "breach_constant", -1.5),
        ];
        let worlds = watch(
            &busy(&[&CAREFUL[..], &numbers[..]].concat()),
            530,
            WORLDS,
            |world, seen: &mut (f64, f64)| {
                *seen = (
                    seen.0 + world.tally().failed_deliveries,
                    seen.1 + world.tally().order_value,
                );
            },
        );
        worlds
            .iter()
            .map(|(failed, all)| failed / all)
            .collect::<Vec<f64>>()
    };
    assert_more(&failed(0.0), &failed(0.8));
}

#[test]
fn breaches_are_settled_where_partners_meet() {
    let talks = |part: f64| {
        [
            ("relations", "contact_resolution", part),
            ("trust", "conflict_resolution", 0.0),
            ("trust", "breach_constant", -1.5),
        ]
    };
    assert_raises("mean_confidence", &talks(1.0), &talks(0.0), 531);
    let silent = |part: f64| {
        [
            &talks(part)[..],
            &[("trust", "meetings", 0.0), ("trust", "remote_weight", 0.0)],
        ]
        .concat()
    };
    assert_eq!(
        of_worlds(&silent(1.0), "mean_confidence", 531),
        of_worlds(&silent(0.0), "mean_confidence", 531),
        "no owner talks"
    );
}

// --------------------------------------------------------------------------------------------- aims and joint gains

#[test]
fn buyers_who_ask_for_aims_stay_with_firms_and_invest_in_them() {
    let asking = |loyalty: f64, investment: f64| {
        busy(&[
            ("practices", "p3_business_objectives", 1.0),
            ("tncs", "headquarters_end_chance", 0.1),
            ("relations", "aims_loyalty", loyalty),
            ("relations", "aims_investment", investment),
        ])
    };
    let stopped = |loyalty: f64| {
        let worlds = watch(
            &asking(loyalty, 0.0),
            532,
            WORLDS,
            |world, seen: &mut (f64, f64)| {
                let ended = world
                    .linkages()
                    .endings
                    .iter()
                    .filter(|ending| ending.cause == EndCause::Headquarters)
                    .count();
                let open = world
                    .linkages()
                    .iter()
                    .filter(|(_, linkage)| linkage.stage.has_orders())
                    .count();
                *seen = (seen.0 + ended as f64, seen.1 + (open + ended) as f64);
            },
        );
        worlds
            .iter()
            .map(|(ended, all)| ended / all)
            .collect::<Vec<f64>>()
    };
    assert_more(&stopped(0.0), &stopped(1.0));
    let quality = |investment: f64| {
        at_the_end(&asking(0.0, investment), 533, |world| {
            mean_of_linkages(world, |one| {
                one.stage
                    .is_supply()
                    .then(|| world.smes().mean_capability(one.sme.row()))
            })
        })
    };
    assert_more(&quality(2.0), &quality(0.0));
}

#[test]
fn gains_of_joint_work_go_to_the_buyer_and_to_the_supplier_by_the_risk_it_bore() {
    let joint = |gain: f64, practice: f64, by_tnc: f64| {
        let numbers = [
            ("practices", "p8_value_creation", practice),
            ("practices", "margin_effect", 0.0),
            ("practices", "learning_effect", 0.0),
        ];
        let project = [
            ("knowledge", "project_chance", 0.5),
            ("knowledge", "project_gain", gain),
            ("knowledge", "project_tnc_share", by_tnc),
        ];
        per_order(
            &[&numbers[..], &project[..]].concat(),
            "tnc_saving_usd",
            534,
        )
    };
    assert_more(&joint(5.0, 0.0, 0.5), &joint(0.0, 0.0, 0.5));
    assert_more(&joint(5.0, 0.0, 0.5), &joint(5.0, 1.0, 0.5));
    assert_eq!(
        joint(5.0, 1.0, 1.0),
        joint(5.0, 0.0, 1.0),
        "who bears no risk gets no part"
    );
}

// ------------------------------------------------------------------------------------ strengths, distance and ground

#[test]
fn buyers_choose_innovative_firms_and_those_with_reach_most_of_all() {
    let wide = |tastes: [f64; 2]| {
        busy(&[
            ("sourcing", "search_size", 12.0),
            ("sourcing", "taste_innovation", tastes[0]),
            ("sourcing", "taste_complement", tastes[1]),
        ])
    };
    let innovation =
        |world: &World| mean_of_linkages(world, |one| Some(world.smes().innovation[one.sme.row()]));
    let chosen = |tastes: [f64; 2]| at_the_end(&wide(tastes), 535, innovation);
    assert_more(&chosen([8.0, 0.0]), &chosen([0.0, 0.0]));
    // covariance of the two over linkages: those with much of the one go together with those with much of the other
    let together = |taste: f64| {
        at_the_end(&wide([0.0, taste]), 545, |world| {
            let reach = |one: &Linkage| world.tncs().rows[one.tnc.row()].marketing_reach;
            let (mean_innovation, mean_reach) = (
                innovation(world),
                mean_of_linkages(world, |one| Some(reach(one))),
            );
            mean_of_linkages(world, |one| {
                Some(
                    (world.smes().innovation[one.sme.row()] - mean_innovation)
                        * (reach(one) - mean_reach),
                )
            })
        })
    };
    assert_more(&together(20.0), &together(0.0));
}

#[test]
fn firms_take_orders_that_do_not_pay_from_buyers_with_reach() {
    let valued = |value: f64| {
        [
            ("sourcing", "owner_days", 40.0),
            ("sourcing", "reach_value", value),
        ]
    };
    assert_raises("active_linkages", &valued(0.3), &valued(0.0), 536);
    let reach = |value: f64| {
        at_the_end(&busy(&valued(value)), 536, |world| {
            let open: Vec<f64> = world
                .linkages()
                .iter()
                .map(|(_, one)| world.tncs().rows[one.tnc.row()].marketing_reach)
                .collect();
            open.iter().sum::<f64>() / open.len().max(1) as f64
        })
    };
    assert_more(&reach(0.3), &reach(0.0));
}

#[test]
fn partners_of_different_culture_trust_less_and_pay_more_for_it() {
    let gap = |distance: f64| {
        let input = busy(&[
            ("relations", "pair_distance", distance),
            ("trust", "friction", 0.4),
        ]);
        at_the_end(&input, 537, |world| {
            let places = world.key().draws(Process::Culture, 0);
            let of = |is_near: bool| {
                mean_of_linkages(world, |one| {
                    let apart = places.uniform(world.smes().key[one.sme.row()])
                        - places.uniform(world.tncs().rows[one.tnc.row()].key);
                    ((apart.abs() < 1.0 / 3.0) == is_near).then_some(one.confidence)
                })
            };
            of(true) - of(false)
        })
    };
    assert_more(&gap(1.0), &gap(0.0));
    let dear = |friction: f64, cost: f64| {
        [
            ("sourcing", "owner_days", 25.0),
            ("trust", "friction", friction),
            ("relations", "distance_cost", cost),
        ]
    };
    assert_raises("active_linkages", &dear(0.2, 0.0), &dear(0.2, 10.0), 538);
    let near = |cost: f64| of_worlds(&dear(0.0, cost), "active_linkages", 538);
    assert_eq!(
        near(0.0),
        near(10.0),
        "where nothing is far, nothing is more expensive"
    );
}

#[test]
fn safe_niche_suppliers_innovate_and_those_without_protection_do_not() {
    let gap = |research: f64, protection: f64| {
        let numbers = [
            ("niche_share", 0.5),
            ("niche_research", research),
            ("niche_protection", protection),
        ];
        let input = busy(&numbers.map(|(key, value)| ("products", key, value)));
        at_the_end(&input, 539, |world| {
            let smes = world.smes();
            let of = |is_niche: bool| {
                let rows: Vec<usize> = (0..smes.len())
                    .filter(|row| smes.is_alive[*row] && smes.is_niche[*row] == is_niche)
                    .collect();
                rows.iter().map(|row| smes.innovation[*row]).sum::<f64>() / rows.len() as f64
            };
            of(true) - of(false)
        })
    };
    assert_more(&gap(0.2, 0.8), &gap(0.0, 0.8));
    assert_eq!(gap(0.2, 0.0), gap(0.0, 0.0));
}

#[test]
fn poor_infrastructure_makes_local_supply_dear_and_keeps_buyers_near() {
    let poor = |index: f64, cost: f64| {
        [
            ("economy", "infrastructure", index),
            ("economy", "infrastructure_cost", cost),
        ]
    };
    assert_raises("domestic_lot_share", &poor(1.0, 0.5), &poor(0.4, 0.5), 540);
    let from_elsewhere = |index: f64| {
        let input = busy(
            &[
                &poor(index, 0.0)[..],
                &[("sourcing", "distance_weight", 1.0)],
            ]
            .concat(),
        );
        at_the_end(&input, 541, |world| {
            mean_of_linkages(world, |one| {
                Some(f64::from(u8::from(
                    world.smes().region[one.sme.row()] != world.tncs().rows[one.tnc.row()].region,
                )))
            })
        })
    };
    assert_more(&from_elsewhere(1.0), &from_elsewhere(0.1));
}
