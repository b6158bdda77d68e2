//! Mechanisms one by one: switched off they do nothing, where they should work they work, where they should fail they fail.

use linkwright::model::{
    Instrument, InstrumentKind, InstrumentSettings, LISTED_SECTIONS, ModelInput, World,
};
use linkwright::observations::{INDICATORS, Recorder};
use linkwright::parameters::{
    Agency, AgencyParameters, Lead, Parameters, Periods, TimingParameters,
};
use linkwright::random::{Process, ReplicateKey};

use crate::common::{in_worlds, without_programme};
use crate::uganda::{index, mean_and_error, values};

/// Worlds of a comparison.
pub const WORLDS: u32 = 12;

/// Uganda without a programme, with a shorter past.
pub fn economy() -> ModelInput {
    let mut input = without_programme(28);
    input.periods = Periods {
        burn_in: 80,
        policy: 16,
        run_off: 8,
    };
    input
}

/// Runs worlds of a scenario and shows every quarter to a reader; one result per world.
pub fn watch<R: Default + Send>(
    input: &ModelInput,
    seed: u64,
    worlds: u32,
    read: impl Fn(&World, &mut R) + Sync,
) -> Vec<R> {
    in_worlds(worlds, |world| {
        let mut world = World::burn_in(input, ReplicateKey::new(seed, world))
            .expect("accounts close")
            .start(input);
        let mut result = R::default();
        for _ in 0..input.periods.recorded() {
            world.step().expect("accounts close");
            read(&world, &mut result);
        }
        result
    })
}

/// Sets parameters by path.
pub fn edited(mut input: ModelInput, numbers: &[(&str, &str, f64)]) -> ModelInput {
    for (section, key, value) in numbers {
        assert!(
            input.parameters.set(section, key, *value),
            "{section}.{key}"
        );
    }
    input
}

/// The economy with an agency that runs instruments with the given parameters.
pub fn with(mut input: ModelInput, instruments: &[(InstrumentKind, &[(&str, f64)])]) -> ModelInput {
    input.agencies = vec![Agency {
        name: "agency".into(),
        lead: Lead::Private,
        parameters: AgencyParameters {
            accept_share: 0.5,
            ..AgencyParameters::default()
        },
        ..Agency::default()
    }];
    for (kind, numbers) in instruments {
        let mut settings = InstrumentSettings::default_of(*kind);
        for (key, value) in *numbers {
            assert!(settings.set(key, *value), "{key}");
        }
        input.instruments.push(Instrument {
            agency: 0,
            timing: TimingParameters::default(),
            settings,
        });
    }
    input
}

/// Mean and standard error of the paired difference of an indicator.
pub fn difference(
    with: &ModelInput,
    without: &ModelInput,
    indicator: &str,
    seed: u64,
) -> (f64, f64) {
    let at = index(indicator);
    let worlds = values(&[without, with], seed, WORLDS);
    mean_and_error(
        &worlds
            .iter()
            .map(|world| world[1][at] - world[0][at])
            .collect::<Vec<f64>>(),
    )
}

/// Mean of an indicator over worlds.
pub fn level(input: &ModelInput, indicator: &str, seed: u64) -> f64 {
    let worlds = values(&[input], seed, WORLDS / 2);
    worlds
        .iter()
        .map(|world| world[0][index(indicator)])
        .sum::<f64>()
        / f64::from(WORLDS / 2)
}

#[test]
fn buyers_who_never_look_for_local_firms_have_no_linkages() {
    let closed = edited(economy(), &[("sourcing", "openness", 0.0)]);
    assert_eq!(level(&closed, "new_linkages", 201), 0.0);
    assert_eq!(level(&closed, "order_value_usd", 201), 0.0);
}

#[test]
fn gates_at_the_frontier_keep_everybody_out() {
    let closed = edited(
        economy(),
        &[
            ("sourcing", "quality_gate", 1.0),
            ("sourcing", "signal_noise", 0.0),
        ],
    );
    assert_eq!(level(&closed, "new_linkages", 202), 0.0);
}

#[test]
fn higher_gates_never_raise_the_domestic_share() {
    let shares: Vec<f64> = [0.45, 0.55, 0.65]
        .iter()
        .map(|gate| {
            level(
                &edited(economy(), &[("sourcing", "quality_gate", *gate)]),
                "domestic_lot_share",
                203,
            )
        })
        .collect();
    assert!(shares[0] > shares[1] && shares[1] > shares[2], "{shares:?}");
}

#[test]
fn without_demand_for_credit_nobody_borrows() {
    let idle = edited(
        economy(),
        &[
            ("credit", "demand_chance", 0.0),
            ("capability", "own_upgrade_chance", 0.0),
            ("linkages", "audit_plan_chance", 0.0),
            ("credit", "growth_loan_chance", 0.0),
            ("credit", "payment_days", 0.0),
            ("credit", "lead_days", 0.0),
            ("production", "capex_ratio", 0.0),
        ],
    );
    assert_eq!(level(&idle, "loan_applications", 204), 0.0);
    assert_eq!(level(&idle, "defaults", 204), 0.0);
}

#[test]
fn without_learning_suppliers_stay_as_they_are() {
    let without = edited(economy(), &[("capability", "learning_rate", 0.0)]);
    let gap = level(&economy(), "gate_passers", 205) - level(&without, "gate_passers", 205);
    assert!(gap > 2.0, "{gap} more firms pass both gates with learning");
}

#[test]
fn frozen_trust_shortens_linkages() {
    let frozen = edited(
        economy(),
        &[
            ("trust", "gain", 0.0),
            ("trust", "loss", 0.0),
            ("trust", "contact_loss", 0.0),
        ],
    );
    assert!(level(&frozen, "mean_confidence", 206) < level(&economy(), "mean_confidence", 206));
    let turnover = |input: &ModelInput| {
        level(input, "ended_linkages", 206) / level(input, "active_linkages", 206)
    };
    assert!(
        turnover(&frozen) > 1.2 * turnover(&economy()),
        "{} against {}",
        turnover(&frozen),
        turnover(&economy())
    );
}

#[test]
fn support_raises_capability_where_it_is_absorbed_and_not_where_it_is_not() {
    let support = [(InstrumentKind::UpgradingSupport, &[][..])];
    let (gain, error) = difference(
        &with(economy(), &support),
        &economy(),
        "mean_capability",
        207,
    );
    assert!(gain - 4.0 * error > 0.0, "{gain} ± {error}");
    let numb = edited(
        economy(),
        &[
            ("economy", "human_capital", 0.1),
            ("capability", "absorption_threshold", 0.9),
            ("capability", "upgrade_gain", 0.0),
            ("capability", "plan_aim", 0.0),
        ],
    );
    let (numb_gain, _) = difference(&with(numb.clone(), &support), &numb, "mean_capability", 207);
    assert!(numb_gain < 0.1 * gain, "{numb_gain} against {gain}");
}

#[test]
fn support_costs_money_and_serves_no_more_than_its_advisors_can() {
    let supported = with(economy(), &[(InstrumentKind::UpgradingSupport, &[])]);
    let opening = World::burn_in(&supported, ReplicateKey::new(208, 0)).expect("accounts close");
    let mut world = opening.start(&supported);
    let places = supported.agencies[0].parameters.advisors
        * supported.agencies[0].parameters.clients_per_advisor;
    let mut paid = 0.0;
    for _ in 0..supported.periods.recorded() {
        world.step().expect("accounts close");
        assert!(f64::from(world.agency_states()[0].clients) <= places);
        paid += world.tally().cost_public + world.tally().cost_donor + world.tally().cost_sme;
    }
    assert!(paid > 300_000.0, "{paid} USD for four years of an agency");
    assert_eq!(
        world.tally().cost_public,
        0.0,
        "nothing is paid after the end"
    );
}

#[test]
fn matchmaking_works_where_buyers_take_part_and_not_where_they_stay_away() {
    let works = with(economy(), &[(InstrumentKind::Matchmaking, &[])]);
    let (gain, error) = difference(&works, &economy(), "new_linkages", 209);
    assert!(gain - 2.0 * error > 0.0, "{gain} ± {error}");
    let fails = with(
        economy(),
        &[(InstrumentKind::Matchmaking, &[("tnc_response", 0.0)])],
    );
    assert_eq!(difference(&fails, &economy(), "new_linkages", 209).0, 0.0);
    assert!(
        difference(&fails, &economy(), "programme_cost_usd", 209).0 > 100_000.0,
        "the staff is paid all the same"
    );
}

#[test]
fn matchmaking_cannot_help_where_nobody_is_ready() {
    let unready = edited(economy(), &[("capability", "logit_mean", -2.5)]);
    let (gain, _) = difference(
        &with(unready.clone(), &[(InstrumentKind::Matchmaking, &[])]),
        &unready,
        "new_linkages",
        210,
    );
    let (usual, _) = difference(
        &with(economy(), &[(InstrumentKind::Matchmaking, &[])]),
        &economy(),
        "new_linkages",
        210,
    );
    assert!(gain < 0.25 * usual, "{gain} against {usual}");
}

#[test]
fn a_guarantee_works_where_collateral_is_short_and_hardly_where_it_is_plentiful() {
    let guarantee = [(InstrumentKind::CreditGuarantee, &[][..])];
    let (gain, error) = difference(
        &with(economy(), &guarantee),
        &economy(),
        "upgrades_by_loan",
        211,
    );
    assert!(gain - 4.0 * error > 0.0, "{gain} ± {error}");
    let easy = edited(
        economy(),
        &[
            ("credit", "pledgeable_share", 5.0),
            ("credit", "discouragement_mean", 0.0),
            ("credit", "default_rate", 0.01),
        ],
    );
    let (easy_gain, _) = difference(
        &with(easy.clone(), &guarantee),
        &easy,
        "upgrades_by_loan",
        211,
    );
    assert!(easy_gain < 0.1 * gain, "{easy_gain} against {gain}");
}

#[test]
fn a_credit_line_works_where_lenders_lack_funds_and_not_where_they_have_them() {
    let line = [(InstrumentKind::CreditLine, &[][..])];
    let willing = &[
        ("credit", "discouragement_mean", 0.2),
        ("credit", "pledgeable_share", 1.0),
        ("capability", "own_upgrade_chance", 0.05),
    ];
    let short = edited(
        edited(economy(), willing),
        &[("credit", "funds_share_of_sales", 0.001)],
    );
    let (gain, error) = difference(&with(short.clone(), &line), &short, "upgrades_by_loan", 212);
    assert!(gain - 4.0 * error > 0.0, "{gain} ± {error}");
    let ample = edited(economy(), willing);
    let (ample_gain, _) = difference(&with(ample.clone(), &line), &ample, "upgrades_by_loan", 212);
    assert!(ample_gain < 0.25 * gain, "{ample_gain} against {gain}");
}

#[test]
fn a_private_lead_moves_more_buyers_than_a_public_one() {
    let lead = |lead: Lead| {
        let mut input = with(economy(), &[(InstrumentKind::Matchmaking, &[])]);
        input.agencies[0].lead = lead;
        input
    };
    let (gap, error) = difference(&lead(Lead::Private), &lead(Lead::Public), "referrals", 213);
    assert!(gap - 2.0 * error > 0.0, "{gap} ± {error}");
}

/// A context with every parameter drawn between its hard limits, programmes and all.
fn extreme(world: u32) -> ModelInput {
    let draws = ReplicateKey::new(214, world).draws(Process::Test, 1);
    let mut input = with(economy(), &InstrumentKind::NAMES.map_kinds());
    let mut at = 0;
    for section in Parameters::SECTIONS
        .iter()
        .filter(|section| section.name != "population")
    {
        for meta in section.numbers {
            at += 1;
            // half of the parameters stay, so that not everything is dead at once
            if draws.uniform(2 * at) < 0.5 {
                continue;
            }
            let value = meta.low + (meta.high - meta.low) * draws.uniform(2 * at + 1);
            assert!(input.parameters.set(
                section.name,
                meta.name,
                if meta.is_whole() {
                    value.round()
                } else {
                    value
                }
            ));
        }
    }
    let lots = input.parameters.tncs.lots_max.min(400.0);
    assert!(
        input.parameters.set("population", "smes", 150.0)
            && input.parameters.set("population", "tncs", 4.0)
    );
    assert!(
        input.parameters.set("tncs", "lots_max", lots)
            && input.parameters.set("tncs", "lots_min", lots.min(40.0))
    );
    input.periods = Periods {
        burn_in: 20,
        policy: 20,
        run_off: 8,
    };
    input
}

trait AllKinds {
    fn map_kinds(&self) -> Vec<(InstrumentKind, &'static [(&'static str, f64)])>;
}

impl AllKinds for &[(&str, InstrumentKind)] {
    fn map_kinds(&self) -> Vec<(InstrumentKind, &'static [(&'static str, f64)])> {
        self.iter().map(|(_, kind)| (*kind, &[][..])).collect()
    }
}

#[test]
fn accounts_close_and_values_stay_finite_at_extreme_settings() {
    assert!(LISTED_SECTIONS.len() >= InstrumentKind::NAMES.len());
    for case in 0..120 {
        let input = extreme(case);
        let mut world = World::burn_in(&input, ReplicateKey::new(214, case))
            .unwrap_or_else(|breach| panic!("case {case}: {breach}"))
            .start(&input);
        let mut recorder = Recorder::start(&world, input.periods);
        for _ in 0..input.periods.recorded() {
            world
                .step()
                .unwrap_or_else(|breach| panic!("case {case}: {breach}"));
            recorder.observe(&world);
        }
        let smes = world.smes();
        for row in (0..smes.len()).filter(|row| smes.is_alive[*row]) {
            for (name, level) in [
                ("quality", smes.quality[row]),
                ("management", smes.management[row]),
                ("standards", smes.standards[row]),
            ] {
                assert!((0.0..=1.0).contains(&level), "case {case}: {name} {level}");
            }
            assert!(
                (1.0..=249.0).contains(&smes.workers[row]) && smes.cash[row].is_finite(),
                "case {case}"
            );
        }
        for (_, linkage) in world.linkages().iter() {
            assert!(
                (0.0..=1.0).contains(&linkage.confidence),
                "case {case}: confidence {}",
                linkage.confidence
            );
        }
        let values = recorder.finish(&world, None).0;
        for (indicator, value) in INDICATORS.iter().zip(values) {
            assert!(
                !value.is_infinite(),
                "case {case}: {} is infinite",
                indicator.name
            );
        }
    }
}
