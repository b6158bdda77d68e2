//! Design levers of a programme one by one: they work where they should, fail where they should, and cost something.

use std::sync::OnceLock;

use linkwright::model::{AgencyId, InstrumentKind, ModelInput, Smes, World};
use linkwright::parameters::{Agency, Lead, SelectionTarget};
use linkwright::random::ReplicateKey;

use crate::behaviour::{economy, edited, with};
use crate::uganda::{index, mean_and_error, run};

const SUPPORT: (InstrumentKind, &[(&str, f64)]) = (InstrumentKind::UpgradingSupport, &[]);
const MATCHMAKING: (InstrumentKind, &[(&str, f64)]) = (InstrumentKind::Matchmaking, &[]);

/// Worlds of the economy at the end of their burn-in, shared by all tests here (seed 230).
fn openings() -> &'static [World] {
    static WORLDS: OnceLock<Vec<World>> = OnceLock::new();
    WORLDS.get_or_init(|| {
        let opening = |world| {
            World::burn_in(&economy(), ReplicateKey::new(230, world)).expect("accounts close")
        };
        std::thread::scope(|scope| {
            let second = scope.spawn(move || (8..16).map(opening).collect::<Vec<_>>());
            (0..8)
                .map(opening)
                .chain(second.join().expect("no world panics"))
                .collect()
        })
    })
}

/// The economy with an agency that runs instruments, set up in some way.
fn designed(
    instruments: &[(InstrumentKind, &[(&str, f64)])],
    edit: impl Fn(&mut Agency),
) -> ModelInput {
    let mut input = with(economy(), instruments);
    edit(&mut input.agencies[0]);
    input
}

/// Mean and standard error of the paired difference of indicators.
fn differences<const N: usize>(
    with: &ModelInput,
    without: &ModelInput,
    indicators: [&str; N],
) -> [(f64, f64); N] {
    let pairs: Vec<_> = openings()
        .iter()
        .map(|opening| (run(opening, with), run(opening, without)))
        .collect();
    indicators.map(|name| {
        let at = index(name);
        mean_and_error(
            &pairs
                .iter()
                .map(|(with, without)| with[at] - without[at])
                .collect::<Vec<f64>>(),
        )
    })
}

fn is_above_zero((mean, error): (f64, f64)) -> bool {
    mean - 2.0 * error > 0.0
}

/// Every indicator is the same to the bit in every world.
fn is_same(left: &ModelInput, right: &ModelInput) -> bool {
    let bits = |values: Vec<f64>| values.into_iter().map(f64::to_bits).collect::<Vec<u64>>();
    openings()[..4]
        .iter()
        .all(|opening| bits(run(opening, left)) == bits(run(opening, right)))
}

/// The world after a number of quarters of a scenario.
fn world_after(opening: &World, input: &ModelInput, quarters: u32) -> World {
    let mut world = opening.start(input);
    for _ in 0..quarters {
        world.step().expect("accounts close");
    }
    world
}

/// Share of clients that passed both gates before the programme began, over the worlds.
fn ready_share(input: &ModelInput) -> f64 {
    let (mut ready, mut clients) = (0.0, 0.0);
    for opening in openings() {
        let world = world_after(opening, input, 16);
        let smes = world.smes();
        for row in (0..smes.len()).filter(|row| smes.reached[*row] & Smes::CLIENT != 0) {
            clients += 1.0;
            ready += f64::from(u8::from(smes.passed_at_start[row] & 3 == 3));
        }
    }
    ready / clients
}

#[test]
fn choice_by_level_takes_the_able_and_a_jury_without_judgement_takes_anybody() {
    let choice = |target, accuracy| {
        designed(&[SUPPORT], |agency| {
            agency.selection_target = target;
            (
                agency.parameters.screening_accuracy,
                agency.parameters.accept_share,
            ) = (accuracy, 0.2);
        })
    };
    let (able, near) = (
        ready_share(&choice(SelectionTarget::Level, 0.9)),
        ready_share(&choice(SelectionTarget::DistanceToGate, 0.9)),
    );
    assert!(
        able > 1.3 * near,
        "{able} against {near} of clients pass both gates at the start"
    );
    assert!(is_same(
        &choice(SelectionTarget::Level, 0.0),
        &choice(SelectionTarget::DistanceToGate, 0.0)
    ));
}

#[test]
fn a_choice_of_affiliates_takes_the_promising_for_money_and_fails_when_few_are_left() {
    let choice = |share: f64, accuracy: f64| {
        designed(&[MATCHMAKING], |agency| {
            (
                agency.parameters.tnc_accept_share,
                agency.parameters.screening_accuracy,
            ) = (share, accuracy);
        })
    };
    let mut gaps = Vec::new();
    for opening in openings() {
        let world = world_after(opening, &choice(0.5, 1.0), 1);
        let mean_of = |wanted: bool| {
            let chosen = world
                .tncs()
                .rows
                .iter()
                .zip(&world.agency_states()[0].anchors)
                .filter(|(_, is_chosen)| **is_chosen == wanted);
            let mandates: Vec<f64> = chosen.map(|(tnc, _)| tnc.mandate).collect();
            mandates.iter().sum::<f64>() / mandates.len() as f64
        };
        gaps.push(mean_of(true) - mean_of(false));
    }
    assert!(
        is_above_zero(mean_and_error(&gaps)),
        "mandates {:?}",
        mean_and_error(&gaps)
    );
    let [referrals, cost] = differences(
        &choice(0.1, 0.28),
        &choice(1.0, 0.28),
        ["referrals", "programme_cost_usd"],
    );
    assert!(
        is_above_zero((-referrals.0, referrals.1)),
        "referrals {referrals:?}"
    );
    let [one, all] = [0.1, 1.0].map(|share| {
        designed(
            &[(InstrumentKind::Matchmaking, &[("tnc_response", 0.0)])],
            |agency| {
                agency.parameters.tnc_accept_share = share;
            },
        )
    });
    let [screening] = differences(&one, &all, ["programme_cost_usd"]);
    assert!(
        screening.0 > 10_000.0,
        "screening costs {screening:?}, all {cost:?}"
    );
}

#[test]
fn buyers_choose_firms_that_are_ready_for_which_they_pay_with_time() {
    let choice = |weight: f64| {
        designed(&[SUPPORT, MATCHMAKING], |agency| {
            (
                agency.parameters.tnc_in_selection,
                agency.parameters.screening_accuracy,
                agency.parameters.accept_share,
            ) = (weight, 0.0, 0.2);
        })
    };
    let (by_buyers, by_jury) = (ready_share(&choice(1.0)), ready_share(&choice(0.0)));
    assert!(
        by_buyers > by_jury + 0.02,
        "{by_buyers} against {by_jury} of clients pass both gates at the start"
    );
    let [cost] = differences(&choice(1.0), &choice(0.0), ["cost_tnc_usd"]);
    assert!(is_above_zero(cost), "cost to TNCs {cost:?}");
    let alone = |weight: f64| {
        designed(&[SUPPORT], |agency| {
            agency.parameters.tnc_in_selection = weight;
        })
    };
    assert!(
        is_same(&alone(1.0), &alone(0.0)),
        "without match-making there is no buyer at the table"
    );
}

#[test]
fn a_pilot_saves_staff_until_it_is_judged_and_goes_on_small_where_it_fails() {
    let pilot = |quarters: f64, needed: f64| {
        designed(&[SUPPORT], |agency| {
            (
                agency.parameters.pilot_quarters,
                agency.parameters.pilot_success_min,
            ) = (quarters, needed);
        })
    };
    let [small_clients, saved] = differences(
        &pilot(0.0, 0.0),
        &pilot(8.0, 1.0),
        ["clients", "programme_cost_usd"],
    );
    let [grown_clients, _] = differences(
        &pilot(0.0, 0.0),
        &pilot(8.0, 0.0),
        ["clients", "programme_cost_usd"],
    );
    assert!(
        is_above_zero(saved),
        "{saved:?} saved by a pilot that is not scaled up"
    );
    assert!(
        is_above_zero(grown_clients) && small_clients.0 > grown_clients.0,
        "clients {grown_clients:?}, {small_clients:?}"
    );
    // no firm of a closed economy gets orders: all who are informed of it believe less
    let belief = |input: &ModelInput| {
        let closed = edited(input.clone(), &[("sourcing", "openness", 0.0)]);
        let opening = World::burn_in(&closed, ReplicateKey::new(230, 0)).expect("accounts close");
        let world = world_after(&opening, &closed, 10);
        world.tncs().rows.iter().map(|tnc| tnc.belief).sum::<f64>()
    };
    assert!(belief(&pilot(8.0, 0.0)) < belief(&pilot(0.0, 0.0)));
}

#[test]
fn fast_growth_dilutes_quality_and_a_pilot_keeps_it_at_first() {
    let arm = |quarters: f64, dilution: f64| {
        designed(&[SUPPORT], |agency| {
            (agency.parameters.pilot_quarters, agency.parameters.dilution) = (quarters, dilution);
        })
    };
    let quality = |input: &ModelInput, quarter: u32| {
        world_after(&openings()[0], input, quarter).agency_states()[0].quality
    };
    assert!((quality(&arm(0.0, 0.4), 2) - 0.7).abs() < 0.1 && quality(&arm(8.0, 0.4), 2) == 1.0);
    assert!(
        quality(&arm(8.0, 0.4), 9) < 0.8,
        "who grows later dilutes later"
    );
    let [loss] = differences(&arm(0.0, 0.0), &arm(0.0, 0.6), ["mean_capability"]);
    assert!(is_above_zero(loss), "{loss:?}");
}

#[test]
fn a_leader_moves_buyers_costs_money_and_is_missed_when_gone() {
    let led = |effect: f64, leaving: f64| {
        designed(&[MATCHMAKING], |agency| {
            let parameters = &mut agency.parameters;
            (
                parameters.leader_effect,
                parameters.leader_leave_rate,
                parameters.leader_gap_quarters,
            ) = (effect, leaving, 40.0);
        })
    };
    let [helps, cost] = differences(
        &led(0.5, 0.0),
        &led(0.0, 0.0),
        ["referrals", "programme_cost_usd"],
    );
    assert!(
        is_above_zero(helps) && cost.0 > 100_000.0,
        "referrals {helps:?}, cost {cost:?}"
    );
    let [missed, _] = differences(
        &led(0.5, 1.0),
        &led(0.0, 0.0),
        ["referrals", "programme_cost_usd"],
    );
    assert!(
        is_above_zero((-missed.0, missed.1)),
        "{missed:?} referrals with a leader who leaves at once"
    );
}

#[test]
fn champions_open_lots_for_their_time_and_take_contacts_along() {
    let inside = |share: f64, leaving: f64| {
        designed(&[MATCHMAKING], |agency| {
            (
                agency.parameters.champion_share,
                agency.parameters.champion_leave_rate,
                agency.parameters.champion_effect,
            ) = (share, leaving, 1.0);
        })
    };
    let [linkages, time] = differences(
        &inside(1.0, 0.0),
        &inside(0.0, 0.0),
        ["new_linkages", "cost_tnc_usd"],
    );
    assert!(
        is_above_zero(linkages) && is_above_zero(time),
        "linkages {linkages:?}, cost {time:?}"
    );
    let [fewer] = differences(&inside(1.0, 0.0), &inside(1.0, 0.9), ["new_linkages"]);
    assert!(
        is_above_zero(fewer),
        "{fewer:?} more linkages where champions stay"
    );
    let absent = |share: f64| {
        designed(
            &[(InstrumentKind::Matchmaking, &[("tnc_response", 0.0)])],
            |agency| agency.parameters.champion_share = share,
        )
    };
    assert!(
        is_same(&absent(1.0), &absent(0.0)),
        "who does not take part has no champion"
    );
}

#[test]
fn announced_funding_draws_and_keeps_firms_and_is_paid_to_its_end() {
    let announced = |quarters: f64| {
        designed(&[SUPPORT], |agency| {
            agency.parameters.commitment_quarters = quarters;
        })
    };
    let [applicants, cost] = differences(
        &announced(60.0),
        &announced(0.0),
        ["applicants", "programme_cost_usd"],
    );
    assert!(is_above_zero(applicants), "{applicants:?}");
    let overheads = 8.0 / 4.0 * 60_000.0;
    assert!(cost.0 > overheads, "{cost:?} more, for the run-off too");
    let rate = |input: &ModelInput| {
        let runs: Vec<_> = openings()
            .iter()
            .map(|opening| run(opening, input))
            .collect();
        let sum = |name: &str| runs.iter().map(|values| values[index(name)]).sum::<f64>();
        sum("drop_outs") / sum("clients")
    };
    assert!(rate(&announced(60.0)) < rate(&announced(0.0)));
    let idle = |quarters: f64| {
        let mut input = announced(quarters);
        input.instruments[0].timing.intensity = 0.0;
        input
    };
    assert!(
        is_same(&idle(60.0), &idle(0.0)),
        "nothing is announced by a programme that does not begin"
    );
}

/// Two agencies with support, each with half of the advisors.
fn two_agencies(coordination: f64) -> ModelInput {
    let mut input = designed(&[SUPPORT, SUPPORT], |agency| {
        agency.parameters.coordination = coordination;
        (agency.parameters.advisors, agency.parameters.outreach_share) = (2.0, 0.3);
    });
    input.agencies.push(Agency {
        name: "other agency".into(),
        ..input.agencies[0].clone()
    });
    input.instruments[1].agency = 1;
    input
}

#[test]
fn agencies_that_meet_reach_more_firms_and_those_that_do_not_serve_some_twice() {
    let [reach, applied] = differences(
        &two_agencies(1.0),
        &two_agencies(0.0),
        ["clients", "applicants"],
    );
    assert!(
        is_above_zero(reach),
        "{reach:?} more firms reached, {applied:?} applications"
    );
    let twice = |coordination: f64| {
        let world = world_after(&openings()[0], &two_agencies(coordination), 12);
        world
            .smes()
            .second_agency
            .iter()
            .filter(|agency| agency.is_some())
            .count()
    };
    assert!(
        twice(0.0) > 5 && twice(1.0) == 0,
        "{} firms were served twice",
        twice(0.0)
    );
    let reach_per_cost = |wages: f64| {
        let mut input = two_agencies(1.0);
        input
            .agencies
            .iter_mut()
            .for_each(|agency| agency.parameters.meeting_cost_wages = wages);
        let runs: Vec<_> = openings()[..4]
            .iter()
            .map(|opening| run(opening, &input))
            .collect();
        let sum = |name: &str| runs.iter().map(|values| values[index(name)]).sum::<f64>();
        sum("clients") / sum("programme_cost_usd")
    };
    assert!(
        reach_per_cost(20.0) < reach_per_cost(1.0),
        "meetings can cost more than they save"
    );
    let single = |coordination: f64| {
        designed(&[SUPPORT], |agency| {
            agency.parameters.coordination = coordination;
        })
    };
    assert!(
        is_same(&single(1.0), &single(0.0)),
        "one agency has no firm to meet"
    );
}

#[test]
fn the_last_of_300_agencies_keeps_its_own_clients() {
    let last = 299;
    let mut input = designed(&[SUPPORT, MATCHMAKING], |_| {});
    input.agencies = (0..=last)
        .map(|row| Agency {
            name: format!("agency {row}"),
            ..input.agencies[0].clone()
        })
        .collect();
    input
        .instruments
        .iter_mut()
        .for_each(|instrument| instrument.agency = last);
    let world = world_after(&openings()[0], &input, 12);
    let firms_of = |marks: &[Option<AgencyId>], mark: Option<AgencyId>| {
        marks.iter().filter(|other| **other == mark).count()
    };
    let (smes, own) = (world.smes(), Some(AgencyId::new(last)));
    for marks in [&smes.agency, &smes.register] {
        let served = firms_of(marks, own);
        assert!(served > 1, "{served} firms");
        assert_eq!(
            firms_of(marks, None) + served,
            marks.len(),
            "no other agency"
        );
    }
    let linkages = world.linkages().slots.iter();
    let brought: Vec<_> = linkages
        .map(|linkage| linkage.facilitated)
        .filter(Option::is_some)
        .collect();
    assert!(!brought.is_empty() && brought.iter().all(|mark| *mark == own));
    let states = world.agency_states();
    assert!(states[last].clients > 0 && states[last].registered > 0);
    assert!(
        states[..last]
            .iter()
            .all(|state| state.clients == 0 && state.registered == 0)
    );
}

#[test]
fn a_second_service_adds_what_overlap_says_and_takes_a_place() {
    let overlap = |gain: f64| {
        let mut input = two_agencies(0.0);
        input
            .agencies
            .iter_mut()
            .for_each(|agency| agency.parameters.overlap_gain = gain);
        input
    };
    let [gain] = differences(&overlap(1.0), &overlap(0.0), ["mean_capability"]);
    assert!(is_above_zero(gain), "{gain:?}");
    let world = world_after(&openings()[0], &two_agencies(0.0), 12);
    let smes = world.smes();
    let served = |agency: Option<AgencyId>| {
        let first = (0..smes.len()).filter(|row| {
            let stage = format!("{:?}", smes.programme[*row]);
            smes.agency[*row] == agency && (stage == "Diagnosis" || stage == "Service")
        });
        let second = (0..smes.len())
            .filter(|row| smes.second_agency[*row] == agency && smes.second_left[*row] > 0);
        (first.count() + second.count()) as u32
    };
    for agency in 0..2 {
        assert_eq!(
            world.agency_states()[agency].clients,
            served(Some(AgencyId::new(agency))),
            "places of agency {agency}"
        );
    }
}

#[test]
fn a_public_lead_reaches_more_firms_and_moves_fewer_buyers() {
    let led = |lead: Lead, outreach: f64| {
        designed(&[SUPPORT, MATCHMAKING], |agency| {
            (agency.lead, agency.parameters.public_lead_outreach) = (lead, outreach);
        })
    };
    let [referrals, applicants] = differences(
        &led(Lead::Private, 1.2),
        &led(Lead::Public, 1.2),
        ["referrals", "applicants"],
    );
    assert!(is_above_zero(referrals), "referrals {referrals:?}");
    assert!(
        is_above_zero((-applicants.0, applicants.1)),
        "applicants {applicants:?}"
    );
    let alone = |lead: Lead| {
        designed(&[SUPPORT], |agency| {
            (agency.lead, agency.parameters.public_lead_outreach) = (lead, 1.0);
        })
    };
    assert!(
        is_same(&alone(Lead::Private), &alone(Lead::Public)),
        "without an advantage in outreach the lead of services changes nothing"
    );
}
