//! Shocks, pair by pair: each acts as it says, and with a size of 0 it is absent to the last bit.

use std::fs;

use linkwright::model::{EndCause, InstrumentKind, ModelInput, World};
use linkwright::parameters::{Shock, ShockKind, ShockParameters, ShockSettings};
use linkwright::random::ReplicateKey;

use crate::behaviour::{economy, with};
use crate::common::{empty_folder, linkwright};

/// Quarter in which the shocks of these tests come.
const START: u32 = 2;

/// A dated shock.
fn shock(kind: ShockKind, quarters: f64, numbers: &[(&str, f64)]) -> Shock {
    let mut settings = ShockSettings::default_of(kind);
    for (key, value) in numbers {
        assert!(settings.set(key, *value), "{key}");
    }
    let timing = ShockParameters {
        start: f64::from(START),
        duration_quarters: quarters,
        chance_per_year: 0.0,
    };
    Shock {
        name: kind.name().into(),
        sector: None,
        agency: None,
        timing,
        settings,
    }
}

fn shocked(mut input: ModelInput, shock: Shock) -> ModelInput {
    input.shocks.push(shock);
    input
}

/// A quiet economy, so that a shock stands out.
fn quiet() -> ModelInput {
    let mut input = economy();
    input.parameters.economy.crisis_chance = 0.0;
    input
}

/// Readings of a world by quarter.
pub fn trace<T>(
    input: &ModelInput,
    seed: u64,
    quarters: u32,
    mut look: impl FnMut(&World) -> T,
) -> Vec<T> {
    let mut world = World::burn_in(input, ReplicateKey::new(seed, 0))
        .expect("accounts close")
        .start(input);
    (0..quarters)
        .map(|_| {
            world.step().expect("accounts close");
            look(&world)
        })
        .collect()
}

fn present(world: &World) -> usize {
    world
        .tncs()
        .rows
        .iter()
        .filter(|tnc| tnc.is_present)
        .count()
}

/// Everything of a world that shocks and programmes can touch, as text.
pub fn state(world: &World) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        world.economy(),
        world.smes(),
        world.tncs(),
        world.linkages(),
        world.provider_states(),
        world.tally(),
        world.agency_states()
    )
}

/// Parameters that make a shock felt, by kind.
const SIZES: [(ShockKind, &[&str]); 7] = [
    (ShockKind::TncDeparture, &["leaving_share"]),
    (ShockKind::CreditCrunch, &["funds_cut", "rate_rise"]),
    (ShockKind::Crisis, &["depth_sd"]),
    (ShockKind::ExchangeRate, &["import_price_rise"]),
    (ShockKind::LeaderDeparture, &["leaving_chance"]),
    (ShockKind::DonorWithdrawal, &["donor_cut"]),
    (ShockKind::StandardsRatchet, &["gate_rise", "quality_rise"]),
];

/// A programme with a leader whom a shock can take away, and donors who can stop paying.
fn programme() -> ModelInput {
    let mut input = with(
        quiet(),
        &[
            (InstrumentKind::Matchmaking, &[]),
            (InstrumentKind::UpgradingSupport, &[]),
        ],
    );
    let parameters = &mut input.agencies[0].parameters;
    (parameters.leader_effect, parameters.leader_leave_rate) = (0.3, 0.0);
    input
}

#[test]
fn a_shock_of_size_0_is_absent_to_the_last_bit_and_one_of_its_default_size_is_not() {
    assert_eq!(
        SIZES.map(|(kind, _)| kind).to_vec(),
        ShockKind::NAMES
            .iter()
            .map(|(_, kind)| *kind)
            .collect::<Vec<_>>()
    );
    let end = |input: &ModelInput| trace(input, 501, 8, state).pop().expect("quarters");
    let plain = end(&programme());
    for (kind, sizes) in SIZES {
        let nothing: Vec<(&str, f64)> = sizes.iter().map(|key| (*key, 0.0)).collect();
        let absent = shock(kind, 8.0, &nothing);
        assert_eq!(absent.size(), 0.0, "{kind:?}");
        assert!(
            end(&shocked(programme(), absent)) == plain,
            "{kind:?} of size 0 changes the world"
        );
        assert!(
            end(&shocked(programme(), shock(kind, 8.0, &[]))) != plain,
            "{kind:?} changes nothing"
        );
    }
}

#[test]
fn before_it_comes_a_shock_changes_nothing() {
    for (kind, _) in SIZES {
        let before = |input: &ModelInput| trace(input, 502, START, state).pop().expect("quarters");
        assert!(
            before(&shocked(programme(), shock(kind, 8.0, &[]))) == before(&programme()),
            "{kind:?}"
        );
    }
}

#[test]
fn the_largest_affiliates_of_a_sector_leave_and_end_their_linkages() {
    let mut leave = shock(ShockKind::TncDeparture, 1.0, &[("leaving_share", 0.3)]);
    leave.sector = Some(1);
    let mut many = quiet();
    many.parameters.population.tncs = 48.0;
    let input = shocked(many.clone(), leave);
    let of_sector = |world: &World| {
        let rows = world
            .tncs()
            .rows
            .iter()
            .filter(|tnc| tnc.is_present && tnc.sector == 1);
        rows.map(|tnc| (tnc.lots, tnc.key)).collect::<Vec<_>>()
    };
    let before = trace(&many, 503, START, of_sector).pop().expect("quarters");
    let (after, closures, ends) = trace(&input, 503, START + 1, |world| {
        (
            of_sector(world),
            world.tally().tnc_closures,
            world
                .linkages()
                .endings
                .iter()
                .filter(|ending| ending.cause == EndCause::TncExit)
                .count(),
        )
    })
    .pop()
    .expect("quarters");
    let (others_close, others_end) = trace(&many, 503, START + 1, |world| {
        (
            world.tally().tnc_closures,
            world
                .linkages()
                .endings
                .iter()
                .filter(|ending| ending.cause == EndCause::TncExit)
                .count(),
        )
    })
    .pop()
    .expect("quarters");
    let leaving = (0.3 * before.len() as f64).ceil() as usize;
    let gone: Vec<_> = before.iter().filter(|one| !after.contains(one)).collect();
    let mut largest = before.clone();
    largest.sort_unstable_by(|a, b| b.cmp(a));
    assert!(
        largest[..leaving]
            .iter()
            .all(|one| gone.iter().any(|left| left.1 == one.1)),
        "{gone:?} of {before:?}"
    );
    assert!(
        closures >= leaving as u32 && closures <= others_close + leaving as u32,
        "{closures} and {others_close}"
    );
    assert!(
        ends > others_end,
        "{ends} linkages end, {others_end} without the shock"
    );
    let everybody = shocked(
        many,
        shock(ShockKind::TncDeparture, 1.0, &[("leaving_share", 1.0)]),
    );
    let left: Vec<usize> = trace(&everybody, 503, START + 1, present);
    assert!(
        left[START as usize - 1] > 20 && left[START as usize] < 5,
        "{left:?}: none but arrivals of the quarter"
    );
}

#[test]
fn a_crunch_cuts_loans_while_it_lasts() {
    let loans = |input: &ModelInput| -> Vec<f64> {
        (0..6)
            .map(|seed| trace(input, 510 + seed, 8, |world| world.tally().loan_volume))
            .fold(vec![0.0; 8], |sum, one| {
                sum.iter().zip(one).map(|(a, b)| a + b).collect()
            })
    };
    let crunch = shock(
        ShockKind::CreditCrunch,
        3.0,
        &[("funds_cut", 1.0), ("rate_rise", 0.0)],
    );
    let (with, without) = (loans(&shocked(quiet(), crunch)), loans(&quiet()));
    assert_eq!(with[..2], without[..2]);
    assert_eq!(
        with[2..5],
        [0.0; 3],
        "nothing is lent, against {:?}",
        &without[2..5]
    );
    assert!(with[5] > 0.0 && without[2] > 0.0, "{with:?}");
    let dearer = shock(
        ShockKind::CreditCrunch,
        3.0,
        &[("funds_cut", 0.0), ("rate_rise", 0.20)],
    );
    let dear = loans(&shocked(quiet(), dearer));
    assert!(
        dear[2..5].iter().sum::<f64>() < 0.9 * without[2..5].iter().sum::<f64>(),
        "{dear:?} against {without:?}"
    );
}

#[test]
fn a_crisis_lowers_demand_while_it_lasts_and_by_what_the_cycle_says() {
    let demand =
        |input: &ModelInput| trace(input, 504, 8, |world| world.economy().demand_factor[0]);
    let (with, without) = (
        demand(&shocked(
            quiet(),
            shock(ShockKind::Crisis, 3.0, &[("depth_sd", 2.0)]),
        )),
        demand(&quiet()),
    );
    let economy = quiet().parameters.economy;
    let fall = (-economy.cycle_sd * economy.sector_loading * 2.0).exp();
    for quarter in 0..8 {
        let expected = if (2..5).contains(&quarter) { fall } else { 1.0 };
        assert!(
            (with[quarter] / without[quarter] - expected).abs() < 1e-9,
            "quarter {quarter}: {} {}",
            with[quarter],
            without[quarter]
        );
    }
}

/// Paired over six worlds and 22 quarters: all lots were tendered under the new prices, and first orders took their time.
#[test]
fn dearer_imports_bring_lots_home_and_cheaper_ones_take_them_away() {
    let domestic = |rise: f64| -> f64 {
        let input = shocked(
            quiet(),
            shock(
                ShockKind::ExchangeRate,
                40.0,
                &[("import_price_rise", rise), ("imported_cost_share", 0.3)],
            ),
        );
        let lots = |world: &World| {
            world
                .tncs()
                .rows
                .iter()
                .filter(|tnc| tnc.is_present)
                .map(|tnc| f64::from(tnc.domestic_lots))
                .sum::<f64>()
        };
        (0..6)
            .map(|seed| trace(&input, 520 + seed, 24, lots).pop().expect("quarters"))
            .sum()
    };
    let lots = [-0.3, 0.0, 0.3].map(domestic);
    assert!(
        lots[0] < 0.98 * lots[1] && lots[2] > 1.02 * lots[1],
        "{lots:?}"
    );
}

#[test]
fn a_leader_who_leaves_is_away_as_long_as_the_shock_lasts() {
    let response = |input: &ModelInput| {
        trace(input, 505, 8, |world| {
            (
                world.agency_states()[0].leader_gap,
                world.agency_states()[0].response,
            )
        })
    };
    let (with, without) = (
        response(&shocked(
            programme(),
            shock(ShockKind::LeaderDeparture, 3.0, &[]),
        )),
        response(&programme()),
    );
    let lower: Vec<usize> = (0..8)
        .filter(|quarter| with[*quarter].1 < without[*quarter].1)
        .collect();
    assert_eq!(lower, [2, 3, 4], "{with:?} against {without:?}");
    assert!(without.iter().all(|(gap, _)| *gap == 0));
}

#[test]
fn when_donors_leave_instruments_shrink_or_the_public_pays() {
    let costs = |cut: f64, cover: f64| {
        let leave = shock(
            ShockKind::DonorWithdrawal,
            40.0,
            &[("donor_cut", cut), ("public_cover", cover)],
        );
        let paid = trace(&shocked(programme(), leave), 506, 12, |world| {
            (world.tally().cost_donor, world.tally().cost_public)
        });
        paid[START as usize..]
            .iter()
            .fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    let (usual, left, covered) = (costs(0.0, 0.0), costs(1.0, 0.0), costs(1.0, 1.0));
    assert!(usual.0 > 0.0, "donors pay part of the programme");
    assert_eq!((left.0, covered.0), (0.0, 0.0), "donors pay nothing");
    let total = |cost: (f64, f64)| cost.0 + cost.1;
    assert!(
        total(left) < 0.8 * total(usual),
        "{left:?} against {usual:?}"
    );
    assert!(
        (total(covered) / total(usual) - 1.0).abs() < 1e-9,
        "the public pays all: {covered:?} against {usual:?}"
    );
}

#[test]
fn higher_standards_keep_firms_out_while_they_last() {
    let passers = |input: &ModelInput| {
        let count = |world: &World| {
            (0..world.smes().len())
                .filter(|row| world.smes().is_alive[*row] && world.passes_gates(*row))
                .count()
        };
        trace(input, 507, 6, count)
    };
    let ratchet = shock(ShockKind::StandardsRatchet, 2.0, &[("gate_rise", 0.1)]);
    let (with, without) = (passers(&shocked(quiet(), ratchet)), passers(&quiet()));
    assert!(
        with[2] < without[2] && with[3] < without[3],
        "{with:?} against {without:?}"
    );
    assert!(with[4] > with[3], "{with:?}: the gates come down again");
}

#[test]
fn a_shock_with_a_chance_comes_about_as_often_as_stated_and_alike_in_all_scenarios() {
    let mut drawn = shock(ShockKind::Crisis, 1.0, &[]);
    drawn.timing = ShockParameters {
        start: 0.0,
        duration_quarters: 1.0,
        chance_per_year: 0.6,
    };
    let depth = |input: &ModelInput, seed: u64| {
        let plain = trace(&quiet(), seed, 24, |world| world.economy().sector[0]);
        let with = trace(input, seed, 24, |world| world.economy().sector[0]);
        with.iter()
            .zip(plain)
            .map(|(with, plain)| *with < plain - 0.5)
            .collect::<Vec<bool>>()
    };
    let (alone, with_programme) = (shocked(quiet(), drawn.clone()), shocked(programme(), drawn));
    let mut n_come = 0.0;
    for seed in 530..536 {
        let quarters = depth(&alone, seed);
        assert_eq!(quarters, depth(&with_programme, seed), "seed {seed}");
        n_come += quarters.iter().filter(|comes| **comes).count() as f64;
    }
    // 144 quarters with a probability of 1 − 0.4^(1/4) = 0.205: mean 29.5, standard deviation 4.8
    assert!((n_come - 29.5).abs() < 4.0 * 4.8, "{n_come}");
}

#[test]
fn shocks_are_checked_told_and_shared_by_a_study() {
    let folder = empty_folder("shocks");
    let head = "format = 1\nname = \"stress\"\nbaseline = \"none\"\n";
    let body = "[[scenario]]\nname = \"none\"\n[[scenario]]\nname = \"slump\"\n[[scenario.shocks]]\nname = \"fall\"\nkind = \"crisis\"\nstart = 3\n";
    let check = |name: &str, text: &str| {
        fs::write(folder.join(name), text).expect("the file can be written");
        let output = linkwright(&folder, &["check", name, "--json"]);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        json["problems"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["code"].as_str().unwrap_or("").to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        check("a.toml", &format!("{head}{body}")),
        ["N0104"],
        "a stress test shares the burn-in"
    );
    let shared = "[[shocks]]\nname = \"fall\"\nkind = \"crisis\"\n";
    assert_eq!(
        check(
            "b.toml",
            &format!("{head}{shared}[[scenario]]\nname = \"none\"\n")
        ),
        [""; 0]
    );
    let wrong = |text: &str| {
        check(
            "c.toml",
            &format!("format = 1\nname = \"one\"\n[[shocks]]\nname = \"x\"\n{text}"),
        )
    };
    assert_eq!(wrong("kind = \"crisi\"\n"), ["E0106"]);
    assert_eq!(wrong("kind = \"crisis\"\nfunds_cut = 0.5\n"), ["E0102"]);
    assert_eq!(wrong("kind = \"crisis\"\nsector = \"steel\"\n"), ["E0102"]);
    assert_eq!(wrong("kind = \"crisis\"\nstart = 28\n"), ["E0307"]);
    assert_eq!(wrong("start = 2\n"), ["E0101"]);
    let quiet = wrong("kind = \"crisis\"\ndepth_sd = 0\n");
    assert!(quiet.contains(&"W0309".to_string()), "{quiet:?}");
    let set = linkwright(
        &folder,
        &["check", "b.toml", "-S", "shocks.fall.depth_sd=1.5"],
    );
    assert!(
        set.status.success(),
        "{}",
        String::from_utf8_lossy(&set.stderr)
    );
}
