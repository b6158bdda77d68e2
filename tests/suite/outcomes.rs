//! What counts as an outcome: upgraded suppliers, first orders, and ability that goes with size.

use linkwright::model::{ModelInput, Smes, World};
use linkwright::observations::{INDICATORS, Recorder};
use linkwright::random::ReplicateKey;

use crate::common::scenario;

/// The certification programme of Uganda's library in a small world, with some parameters changed.
fn input(settings: &[(&str, &str, f64)]) -> ModelInput {
    let mut input = scenario("none");
    input.periods.burn_in = 40;
    (input.periods.policy, input.periods.run_off) = (16, 0);
    assert!(input.parameters.set("population", "smes", 1_000.0));
    for (section, key, value) in settings {
        assert!(
            input.parameters.set(section, key, *value),
            "{section}.{key}"
        );
    }
    input
}

/// Means of indicators over a few worlds at the end of the window.
fn means<const N: usize>(input: &ModelInput, names: [&str; N]) -> [f64; N] {
    const WORLDS: u32 = 4;
    let mut sums = [0.0; N];
    for replication in 0..WORLDS {
        let opening =
            World::burn_in(input, ReplicateKey::new(8, replication)).expect("accounts close");
        let mut world = opening.start(input);
        let mut recorder = Recorder::start(&world, input.periods);
        for _ in 0..input.periods.recorded() {
            world.step().expect("accounts close");
            recorder.observe(&world);
        }
        let (values, _) = recorder.finish(&world, None);
        for (sum, name) in sums.iter_mut().zip(names) {
            let at = INDICATORS
                .iter()
                .position(|one| one.name == name)
                .expect("an indicator");
            *sum += values[at] / f64::from(WORLDS);
        }
    }
    sums
}

#[test]
fn paper_alone_upgrades_nobody() {
    // certificates for the asking, which bring no ability along and gates that nobody newly passes
    let eager = [
        ("capability", "certification_chance", 1.0),
        ("capability", "certificate_cost_usd", 0.0),
        ("evaluation", "upgrade_productivity", 0.0),
    ];
    let names = ["upgraded_suppliers", "certified_smes"];
    let [upgraded, certified] = means(&input(&eager), names);
    let counted = [&eager[..], &[("evaluation", "upgrade_by_certificate", 1.0)]].concat();
    let [with_paper, same] = means(&input(&counted), names);
    assert!(
        certified > 20.0 && certified == same,
        "what is counted changes nothing: {certified} {same}"
    );
    assert!(
        with_paper > upgraded + 1.0,
        "{with_paper} with paper, {upgraded} without"
    );
}

#[test]
fn gains_of_productivity_count_beyond_those_of_the_sector() {
    let names = ["upgraded_suppliers"];
    let of = |needed: f64| {
        means(
            &input(&[("evaluation", "upgrade_productivity", needed)]),
            names,
        )[0]
    };
    let (gates, tenth, much) = (of(0.0), of(0.10), of(1.9));
    assert!(tenth > gates, "{tenth} and {gates}");
    assert_eq!(much, gates, "nobody gains so much");
}

#[test]
fn domestic_spending_is_weighed_by_value_and_first_orders_come_once() {
    let [lots, spending, first, ordered] = means(
        &input(&[]),
        [
            "domestic_lot_share",
            "domestic_spend_share",
            "first_time_suppliers",
            "funnel_ordered",
        ],
    );
    assert!(
        spending > 0.0 && spending < 1.0 && (spending - lots).abs() < 0.1,
        "{spending} of spending, {lots} of lots"
    );
    assert!(
        first > 0.0 && first <= ordered,
        "{first} first ever of {ordered} first with a buyer"
    );
}

/// Correlation of log workers with mean capability over firms of an opening.
fn correlation(input: &ModelInput, read: fn(&Smes, usize) -> f64) -> f64 {
    let world = World::burn_in(
        &ModelInput {
            periods: linkwright::parameters::Periods {
                burn_in: 0,
                ..input.periods
            },
            ..input.clone()
        },
        ReplicateKey::new(9, 0),
    )
    .expect("opens");
    let smes = world.smes();
    let pairs: Vec<(f64, f64)> = (0..smes.len())
        .map(|row| (read(smes, row), smes.mean_capability(row)))
        .collect();
    let n = pairs.len() as f64;
    let (mx, my) = (
        pairs.iter().map(|p| p.0).sum::<f64>() / n,
        pairs.iter().map(|p| p.1).sum::<f64>() / n,
    );
    let sum = |read: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(read).sum::<f64>();
    sum(&|p| (p.0 - mx) * (p.1 - my))
        / (sum(&|p| (p.0 - mx).powi(2)) * sum(&|p| (p.1 - my).powi(2))).sqrt()
}

#[test]
fn ability_goes_with_size_and_productivity_where_it_is_asked_to() {
    let size = |smes: &Smes, row: usize| smes.workers[row].ln();
    let productivity = |smes: &Smes, row: usize| smes.productivity_fixed[row];
    // 1,000 firms: a standard error near 0.03; the part that is shared carries √(common share of a mean of four) of the correlation
    let apart = input(&[]);
    assert!(
        correlation(&apart, size).abs() < 0.12 && correlation(&apart, productivity).abs() < 0.12
    );
    let together = input(&[
        ("capability", "size_correlation", 0.5),
        ("capability", "productivity_correlation", 0.4),
    ]);
    let (with_size, with_productivity) = (
        correlation(&together, size),
        correlation(&together, productivity),
    );
    assert!((0.28..0.55).contains(&with_size), "{with_size}");
    assert!(
        (0.2..0.45).contains(&with_productivity),
        "{with_productivity}"
    );
}
