//! A world as a sample: local markets, prorated programmes, purchases that follow from sales; and how each is off by default.

use linkwright::model::equations::scale::{home_of_place, markets, rounded_by_draw};
use linkwright::model::{
    Instrument, InstrumentKind, InstrumentSettings, ModelInput, SECTOR_COUNT, World,
};
use linkwright::observations::{INDICATORS, Recorder};
use linkwright::parameters::{
    Agency, Comparison, Condition, Figure, Periods, Rule, RuleTarget, Shock, ShockKind,
    ShockParameters, ShockSettings, TimingParameters,
};
use linkwright::random::ReplicateKey;

/// A small economy with agencies and instruments of these kinds at their defaults, all of one agency.
fn economy(kinds: &[InstrumentKind]) -> ModelInput {
    let mut input = ModelInput {
        periods: Periods {
            burn_in: 24,
            policy: 12,
            run_off: 4,
        },
        ..ModelInput::default()
    };
    input.parameters.population.smes = 400.0;
    input.parameters.population.tncs = 13.0;
    input.parameters.population.categories_per_sector = 2.0;
    input.agencies = vec![Agency {
        name: "agency".into(),
        ..Agency::default()
    }];
    input.instruments = kinds.iter().map(|kind| instrument(*kind)).collect();
    input
}

fn instrument(kind: InstrumentKind) -> Instrument {
    Instrument {
        agency: 0,
        timing: TimingParameters {
            end: 12.0,
            ..TimingParameters::default()
        },
        settings: InstrumentSettings::default_of(kind),
    }
}

fn with(mut input: ModelInput, settings: &[(&str, f64)]) -> ModelInput {
    for (path, value) in settings {
        assert!(input.set(path, *value), "{path}");
    }
    input
}

fn opening(input: &ModelInput, world: u32) -> World {
    World::burn_in(input, ReplicateKey::new(31, world)).expect("accounts close")
}

/// What a world shows at the horizon, bit by bit.
fn bits(input: &ModelInput) -> Vec<u64> {
    let opening = opening(input, 0);
    let mut world = opening.start(input);
    let mut recorder = Recorder::start_baseline(&world, input.periods);
    for _ in 0..input.periods.recorded() {
        world.step().expect("accounts close");
        recorder.observe(&world);
    }
    let ((values, _), _) = recorder.finish_baseline(&world);
    values.iter().map(|value| value.to_bits()).collect()
}

fn value(bits: &[u64], indicator: &str) -> f64 {
    let index = INDICATORS
        .iter()
        .position(|one| one.name == indicator)
        .expect("an indicator");
    f64::from_bits(bits[index])
}

/// Every kind that takes places or money of an agency.
const ALL: [InstrumentKind; 6] = [
    InstrumentKind::UpgradingSupport,
    InstrumentKind::Matchmaking,
    InstrumentKind::CreditGuarantee,
    InstrumentKind::CertificationSupport,
    InstrumentKind::ValueChainMapping,
    InstrumentKind::MatchingGrant,
];

#[test]
fn an_economy_that_is_modelled_as_a_whole_and_is_one_market_is_what_it_is_without_these_numbers() {
    let plain = bits(&economy(&ALL));
    let stated = with(
        economy(&ALL),
        &[
            ("population.represents", 400.0),
            ("population.market_smes", 400.0),
            ("tncs.reach_markets", 5.0),
        ],
    );
    assert_eq!(bits(&stated), plain);
    for moved in [
        ("population.represents", 800.0),
        ("population.market_smes", 100.0),
        ("tncs.other_sectors_share", 0.5),
        ("tncs.sales_max_usd", 4_000_000.0),
    ] {
        assert!(bits(&with(economy(&ALL), &[moved])) != plain, "{moved:?}");
    }
}

#[test]
fn a_sample_pays_its_share_of_what_the_economy_pays_as_a_whole() {
    let kinds = [
        InstrumentKind::HumanCapital,
        InstrumentKind::CreditLine,
        InstrumentKind::RedTapeReform,
    ];
    let input = economy(&kinds);
    let cost = |represents: f64| {
        let input = with(input.clone(), &[("population.represents", represents)]);
        value(&bits(&input), "programme_cost_usd")
    };
    let (whole, tenth) = (cost(400.0), cost(4_000.0));
    assert!(whole > 0.0);
    assert!(
        (tenth / whole - 0.1).abs() < 0.01,
        "{tenth} of {whole}: wages and the line's loans move a little"
    );
}

#[test]
fn places_are_whole_right_in_the_mean_and_the_same_in_all_quarters_where_they_are_kept() {
    let input = with(
        economy(&[
            InstrumentKind::UpgradingSupport,
            InstrumentKind::EntrepreneurshipTraining,
        ]),
        &[
            ("population.represents", 16_000.0),
            ("agencies[0].accept_share", 1.0),
            ("agencies[0].outreach_share", 1.0),
            ("agencies[0].application_chance", 0.95),
            ("agencies[0].advisors", 4.0),
            ("agencies[0].drop_out_rate", 0.0),
            ("upgrading_support.service_quarters", 3.0),
        ]
        .map(|(path, number)| {
            let path = match path {
                "upgrading_support.service_quarters" => {
                    "instruments[0].upgrading_support.service_quarters"
                }
                path => path,
            };
            (path, number)
        }),
    );
    // 4 advisors with 15 clients each, and 30 seats, for 16,000 SMEs: 1.5 clients and 0.75 seats for these 400
    let (worlds, quarters) = (24, 8);
    let (mut clients, mut seats) = (0.0, 0.0);
    for number in 0..worlds {
        let mut world = opening(&input, number).start(&input);
        let mut most = 0;
        for _ in 0..quarters {
            world.step().expect("accounts close");
            most = most.max(world.agency_states()[0].clients);
            let offered = world.applications().iter();
            seats += offered
                .filter(|one| one.offer == 2 && one.is_accepted)
                .count() as f64;
        }
        assert!((1..=2).contains(&most), "{most} clients");
        clients += f64::from(most);
    }
    let n = f64::from(worlds);
    // 24 draws of 1 or 2: 4 standard errors are 0.41; 192 draws of 0 or 1 with 0.75: 0.125
    assert!((clients / n - 1.5).abs() < 0.41, "{}", clients / n);
    let seats = seats / n / f64::from(quarters);
    assert!((seats - 0.75).abs() < 0.125, "{seats}");
}

#[test]
fn rules_see_and_set_what_is_true_of_the_represented_economy() {
    let rule = |bound: f64| Rule {
        when: "loans".into(),
        then: "more advisors".into(),
        agency: 0,
        conditions: vec![Condition {
            figure: Figure::Employment,
            comparison: Comparison::Above,
            bound,
            quarters: 1,
        }],
        target: RuleTarget::Agency,
        set: vec![("advisors".into(), 40.0)],
        scale: 1.0,
        stop: false,
    };
    let mut input = with(
        economy(&[InstrumentKind::UpgradingSupport]),
        &[
            ("population.represents", 4_000.0),
            ("agencies[0].monitoring_error", 0.0),
        ],
    );
    let opening = opening(&input, 1);
    let employment: f64 = opening.smes().workers.iter().sum();
    let fired = |input: &ModelInput| {
        let mut world = opening.start(input);
        (0..8).for_each(|_| world.step().expect("accounts close"));
        world.fired_rules().first().map(|fired| fired.seen)
    };
    input.rules = vec![rule(20.0 * employment)];
    assert_eq!(fired(&input), None, "twice what the economy has");
    input.rules = vec![rule(5.0 * employment)];
    let seen = fired(&input).expect("half of what it has");
    assert!(
        seen > 7.0 * employment && seen < 13.0 * employment,
        "{seen} of {employment}"
    );
}

#[test]
fn affiliates_buy_in_the_markets_that_they_reach_and_replacements_take_vacant_homes() {
    let input = with(
        economy(&[]),
        &[
            ("population.market_smes", 50.0),
            ("tncs.reach_markets", 3.0),
            ("population.tncs", 24.0),
            ("tncs.exit_rate", 0.3),
            ("tncs.sale_share", 0.0),
        ],
    );
    let n_markets = markets(&input.parameters.population);
    assert_eq!(n_markets, 8);
    let world = opening(&input, 0);
    let per_sector = world.cells_per_sector();
    assert_eq!(per_sector, 16);
    assert!(world.tncs().rows.len() > 24, "some were replaced");
    let mut homes = vec![Vec::new(); SECTOR_COUNT];
    for tnc in world.tncs().rows.iter().filter(|tnc| tnc.is_present) {
        let (sector, home) = (usize::from(tnc.sector), tnc.home as usize);
        homes[sector].push(home);
        let lots = &world.tncs().lots.as_slice()[tnc.first_lot as usize..][..tnc.lots as usize];
        for lot in lots {
            let (of, place) = (lot.cell.row() / per_sector, lot.cell.row() % per_sector);
            let steps = (place / 2 + n_markets - home) % n_markets;
            assert!(
                of == sector && steps < 3,
                "market {} from {home}",
                place / 2
            );
        }
    }
    for (sector, homes) in homes.iter_mut().enumerate() {
        let mut opening: Vec<usize> = (0..4)
            .map(|place| home_of_place(place, sector, n_markets, SECTOR_COUNT))
            .collect();
        opening.sort_unstable();
        homes.sort_unstable();
        assert_eq!(*homes, opening, "sector {sector}");
    }
}

#[test]
fn purchases_follow_sales_and_their_lots_cost_what_is_bought() {
    let input = with(
        economy(&[]),
        &[
            ("population.tncs", 300.0),
            ("tncs.sales_min_usd", 1_000_000.0),
            ("tncs.sales_max_usd", 50_000_000.0),
            ("tncs.local_input_share", 0.4),
            ("tncs.other_sectors_share", 0.6),
        ],
    );
    let world = opening(&input, 0);
    let (mut elsewhere, mut lots, mut ratio, mut n) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    for tnc in &world.tncs().rows {
        let sales = tnc.sales.expect("drawn");
        assert!((1_000_000.0..=50_000_000.0).contains(&sales));
        let own = &world.tncs().lots.as_slice()[tnc.first_lot as usize..][..tnc.lots as usize];
        let bought: f64 = own.iter().map(|lot| 4.0 * lot.value).sum();
        ratio += bought / sales;
        n += 1.0;
        lots += own.len() as f64;
        elsewhere += own
            .iter()
            .filter(|lot| world.sector_of(lot.cell) != usize::from(tnc.sector))
            .count() as f64;
    }
    // rounding down takes half a lot of 20 and more
    assert!((ratio / n - 0.4).abs() < 0.02, "{}", ratio / n);
    assert!(
        (elsewhere / lots - 0.6).abs() < 0.02,
        "{}",
        elsewhere / lots
    );
    assert!(
        opening(&economy(&[]), 0)
            .tncs()
            .rows
            .iter()
            .all(|tnc| tnc.sales.is_none())
    );
}

#[test]
fn a_survey_of_a_category_covers_all_markets_at_its_share_of_the_cost() {
    let kinds = [
        InstrumentKind::ValueChainMapping,
        InstrumentKind::Matchmaking,
    ];
    let input = with(
        economy(&kinds),
        &[
            ("population.market_smes", 100.0),
            ("tncs.reach_markets", 2.0),
        ],
    );
    let mut world = opening(&input, 0).start(&input);
    (0..6).for_each(|_| world.step().expect("accounts close"));
    let (map, per_sector) = (&world.agency_states()[0].map, world.cells_per_sector());
    let known: Vec<bool> = map.iter().map(|cell| cell.accuracy > 0.0).collect();
    assert!(known.iter().any(|known| *known) && known.iter().any(|known| !*known));
    for cell in 0..known.len() {
        let first = cell / per_sector * per_sector + cell % per_sector % 2;
        assert_eq!(known[cell], known[first], "cell {cell}");
    }
}

#[test]
fn accounts_close_and_shocks_come_in_samples_with_markets_and_sales() {
    let mut input = with(
        economy(&ALL),
        &[
            ("population.represents", 30_000.0),
            ("population.market_smes", 100.0),
            ("tncs.reach_markets", 2.0),
            ("tncs.other_sectors_share", 0.6),
            ("tncs.sales_min_usd", 300_000.0),
            ("tncs.sales_max_usd", 20_000_000.0),
        ],
    );
    for kind in InstrumentKind::NAMES.iter().map(|(_, kind)| *kind) {
        if !ALL.contains(&kind) {
            input.instruments.push(instrument(kind));
        }
    }
    input.shocks = vec![Shock {
        name: "leaving".into(),
        sector: None,
        agency: None,
        timing: ShockParameters::default(),
        settings: ShockSettings::default_of(ShockKind::TncDeparture),
    }];
    for number in 0..3 {
        let opening = opening(&input, number);
        let mut world = opening.start(&input);
        for _ in 0..input.periods.recorded() {
            world.step().expect("accounts close");
        }
    }
}

#[test]
fn a_rounded_number_is_never_further_than_one_from_what_it_stands_for() {
    for step in 0..1_000_u32 {
        let (number, draw) = (f64::from(step) * 0.037, f64::from(step % 7) / 7.0);
        let whole = rounded_by_draw(number, draw);
        assert!(whole.fract() == 0.0 && (whole - number).abs() < 1.0);
    }
}
