//! Accounts by twins: what is gross, what is net, and who gains.

use linkwright::model::{
    InstrumentSettings, MatchmakingParameters, ModelInput, UpgradingSupportParameters, World,
};
use linkwright::observations::{INDICATORS, Role, indicator_index};
use linkwright::plan::{Options, prepare};
use linkwright::random::ReplicateKey;
use linkwright::results::{Dataset, RunRecord};
use linkwright::scenario::Files;

use crate::reproducibility::{context, plan, run, with};

/// Value of an indicator in a world.
fn value(world: &RunRecord, name: &str) -> f64 {
    world.values[indicator_index(name).unwrap_or_else(|| panic!("no indicator {name}"))]
}

/// Worlds of the baseline, scenario 0, beside those of scenario 1.
fn pairs(dataset: &Dataset) -> impl Iterator<Item = (&RunRecord, &RunRecord)> {
    let of = |scenario: usize| {
        dataset
            .runs
            .iter()
            .filter(move |run| run.scenario == scenario)
    };
    of(0).zip(of(1))
}

fn support() -> UpgradingSupportParameters {
    UpgradingSupportParameters {
        service_quarters: 2.0,
        ..UpgradingSupportParameters::default()
    }
}

/// Names of the steps that compare a world with its twin: all accounts but levels of money and the placebo floor.
fn steps() -> impl Iterator<Item = &'static str> {
    let is_step = |name: &str| {
        [
            "linkages_",
            "linked_value_",
            "sustained_",
            "upgraded_",
            "jobs_",
            "sales_",
            "orders_",
            "capability_",
            "displacement_",
            "spillover_",
        ]
        .iter()
        .any(|start| name.starts_with(start))
    };
    INDICATORS
        .iter()
        .filter(|indicator| indicator.role == Role::Account)
        .map(|indicator| indicator.name)
        .filter(move |name| is_step(name))
}

#[test]
fn an_inert_programme_leaves_every_account_at_exactly_nothing_above_a_floor_that_is_not() {
    let mut inert = with(InstrumentSettings::UpgradingSupport(support()));
    inert.instruments[0].timing.intensity = 0.0;
    let dataset = run(&plan(&[("without", context()), ("inert", inert)], 2));
    assert!(steps().count() > 50);
    for (without, inert) in pairs(&dataset) {
        assert_eq!(value(inert, "participants").to_bits(), 0);
        for step in steps() {
            assert_eq!(
                value(inert, step).to_bits(),
                0.0_f64.to_bits(),
                "{step} is {}",
                value(inert, step)
            );
        }
        for gain in [
            "tnc_net_benefit_usd",
            "sme_net_gain_usd",
            "public_return_usd",
            "fiscal_return_usd",
            "discounted_programme_cost_usd",
        ] {
            assert_eq!(
                value(inert, gain).to_bits(),
                value(without, gain).to_bits(),
                "{gain}"
            );
        }
        assert!(value(inert, "placebo_fall_jobs") > 0.0 && value(inert, "placebo_rise_jobs") > 0.0);
    }
}

#[test]
fn net_changes_are_the_differences_of_the_totals() {
    let both = |context: ModelInput| {
        let mut input = context;
        input.parameters.sourcing.quality_gate = 0.4;
        input.parameters.sourcing.standards_gate = 0.4;
        input
    };
    let mut programme = with(InstrumentSettings::UpgradingSupport(support()));
    let matchmaking = with(InstrumentSettings::Matchmaking(
        MatchmakingParameters::default(),
    ))
    .instruments
    .remove(0);
    programme.instruments.push(matchmaking);
    let dataset = run(&plan(
        &[("without", both(context())), ("with", both(programme))],
        4,
    ));
    let totals = [
        ("jobs_net", "employment"),
        ("sales_net_usd", "sme_sales_usd"),
        ("orders_net_usd", "order_value_usd"),
        ("upgraded_net", "upgraded_suppliers"),
        ("sustained_net", "sustained_linkages"),
        ("linkages_net", "active_linkages"),
    ];
    for (net, total) in totals {
        for (without, with) in pairs(&dataset) {
            let difference = value(with, total) - value(without, total);
            let room = 1e-9 * value(with, total).abs().max(1.0);
            assert!(
                (value(with, net) - difference).abs() <= room,
                "{net} is {}, and {total} differs by {difference}",
                value(with, net)
            );
        }
    }
    assert!(pairs(&dataset).all(|(_, with)| value(with, "participants") > 0.0));
    let moves = |name: &str| pairs(&dataset).any(|(_, with)| value(with, name) != 0.0);
    assert!(
        [
            "jobs_direct",
            "jobs_deadweight",
            "jobs_non_participants",
            "sales_net_usd",
            "linkages_net"
        ]
        .into_iter()
        .all(moves)
    );
}

/// No orders, loans, wages or rivals through which a client's gain could reach another firm.
fn without_markets(mut input: ModelInput) -> ModelInput {
    let parameters = &mut input.parameters;
    parameters.sourcing.search_size = 0.0;
    parameters.sourcing.network_chance = 0.0;
    parameters.economy.wage_tightness = 0.0;
    parameters.production.contested_share_local = 0.0;
    parameters.production.contested_share_tradable = 0.0;
    parameters.credit.demand_chance = 0.0;
    parameters.capability.own_upgrade_chance = 0.0;
    input
}

#[test]
fn a_programme_that_reaches_clients_only_changes_nobody_else() {
    let settings = UpgradingSupportParameters {
        equipment_plan_chance: 0.0,
        ..support()
    };
    let programme = without_markets(with(InstrumentSettings::UpgradingSupport(settings)));
    let dataset = run(&plan(
        &[("without", without_markets(context())), ("with", programme)],
        2,
    ));
    let others = [
        "jobs_before_enrolment",
        "jobs_non_participants",
        "jobs_entrants",
        "jobs_one_world_others",
        "sales_non_participants_usd",
    ];
    let signs = [
        "capability_non_participants",
        "displacement_jobs",
        "spillover_jobs",
        "displacement_orders_usd",
        "spillover_orders_usd",
    ];
    for (_, with) in pairs(&dataset) {
        for step in others.into_iter().chain(signs) {
            assert_eq!(value(with, step), 0.0, "{step}");
        }
        assert!(
            value(with, "capability_direct") > 0.0 && value(with, "sales_direct_usd") > 0.0,
            "clients do gain"
        );
        assert!(value(with, "placebo_fall_jobs") > 0.0);
    }
}

#[test]
fn futures_share_their_agents_and_not_their_luck() {
    let mut input = context();
    input.periods.policy = 16;
    input.parameters.tncs.exit_rate = 0.3;
    let opening = World::burn_in(&input, ReplicateKey::new(5, 0)).expect("accounts close");
    let mut worlds = [
        opening.start(&input),
        opening.start_future(&input, 0),
        opening.start_future(&input, 1),
    ];
    for world in &mut worlds {
        (0..input.periods.recorded()).for_each(|_| world.step().expect("accounts close"));
    }
    assert!(
        worlds[0].smes().len() > opening.smes().len()
            && worlds[0].tncs().rows.len() > opening.tncs().rows.len(),
        "some enter"
    );
    let affiliates = |world: &World| -> Vec<_> {
        world
            .tncs()
            .rows
            .iter()
            .map(|tnc| (tnc.key, tnc.lots, tnc.mandate.to_bits()))
            .collect()
    };
    for world in &worlds[1..] {
        assert_eq!(world.smes().key, worlds[0].smes().key);
        assert_eq!(
            world.smes().anchor,
            worlds[0].smes().anchor,
            "entrants keep their traits"
        );
        assert_eq!(affiliates(world), affiliates(&worlds[0]));
        assert_ne!(world.smes().workers, worlds[0].smes().workers);
    }
    assert_ne!(worlds[1].smes().workers, worlds[2].smes().workers);
}

#[test]
fn accounts_of_firms_close_with_every_instrument_and_with_every_mechanism_on() {
    for study in ["everything-on", "mechanisms-without-a-size"] {
        let settings = ["population.smes=500", "run.futures=0"]
            .map(|text| text.split_once('=').expect("a pair"));
        let settings = settings
            .iter()
            .map(|(key, value)| ((*key).to_string(), (*value).to_string()))
            .collect();
        let options = Options {
            replications: Some(4),
            settings,
            ..Options::default()
        };
        let path = crate::common::root().join(format!("scenarios/studies/{study}.toml"));
        let prepared = prepare(&Files::Disk, &[path], &options);
        let plan = prepared
            .plan
            .unwrap_or_else(|| panic!("{study}: {:?}", prepared.problems));
        let dataset = run(&plan);
        assert!(
            dataset.failures.is_empty(),
            "{study}: {:?}",
            dataset.failures
        );
        let passed_on: f64 = dataset
            .runs
            .iter()
            .map(|world| value(world, "subcontracted_usd"))
            .sum();
        assert!(
            study == "everything-on" || passed_on > 0.0,
            "{study}: work is passed on"
        );
    }
}
