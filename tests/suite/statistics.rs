//! Estimates have their closed forms, and intervals cover as often as they say.

use linkwright::observations::{INDICATORS, Indicator, indicator_index};
use linkwright::plan::StudyContext;
use linkwright::results::{Dataset, RunRecord, ScenarioInfo, SeriesRecord, timeseries_table};
use linkwright::statistics::{
    Estimates, FAN_PROBABILITIES, Further, PairedSample, Sample, bands, compare, fan, summarise,
    tables,
};
use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::{Distribution, Normal, StandardNormal};

/// Four standard errors of a share that is expected to be `share` over `trials`.
fn tolerance(share: f64, trials: u32) -> f64 {
    4.0 * (share * (1.0 - share) / f64::from(trials)).sqrt()
}

#[test]
fn the_t_interval_of_a_mean_covers_95_in_100() {
    let (trials, n) = (4_000, 8);
    let mut draws = Xoshiro256PlusPlus::seed_from_u64(1);
    let normal = Normal::new(3.0, 2.0).expect("a distribution");
    let mut covered = 0;
    for _ in 0..trials {
        let summary = summarise(
            0,
            0,
            &Sample::new((0..n).map(|_| normal.sample(&mut draws))),
            n,
        );
        covered += u32::from(summary.ci_low <= 3.0 && 3.0 <= summary.ci_high);
    }
    // The t interval is exact for normal samples, so the count is binomial with share 0.95: tolerance 0.0138.
    let share = f64::from(covered) / f64::from(trials);
    assert!((share - 0.95).abs() < tolerance(0.95, trials), "{share}");
}

/// Pairs of correlation about 0.9 whose true difference is 1 and whose reference has mean 10.
fn pairs(draws: &mut Xoshiro256PlusPlus, n: usize) -> Vec<(f64, f64)> {
    let mut normal = || -> f64 { StandardNormal.sample(draws) };
    (0..n)
        .map(|_| {
            let shared = 3.0 * normal();
            (11.0 + shared + normal(), 10.0 + shared + normal())
        })
        .collect()
}

/// An indicator that is no count, where more is better.
fn money() -> (usize, &'static Indicator) {
    let at = indicator_index("order_value_usd").expect("an indicator");
    (at, &INDICATORS[at])
}

#[test]
fn the_intervals_of_paired_differences_cover_95_in_100() {
    let (trials, n) = (4_000, 19);
    let mut draws = Xoshiro256PlusPlus::seed_from_u64(2);
    let (mut absolute, mut relative, mut bounded) = (0, 0, 0);
    for _ in 0..trials {
        let found = compare((1, 0), money(), &PairedSample::new(pairs(&mut draws, n)), n);
        absolute += u32::from(found.ci_low <= 1.0 && 1.0 <= found.ci_high);
        bounded += u32::from(found.rel_ci_low.is_finite());
        relative += u32::from(found.rel_ci_low <= 0.1 && 0.1 <= found.rel_ci_high);
    }
    // Both are exact for normal pairs below 20, of which no skewness is taken: t for the difference, Fieller for the ratio 1 / 10, whose reference mean lies
    // 10 / (sqrt(10) / sqrt(19)) = 14 standard errors from 0 and is therefore bounded in every trial.
    assert_eq!(bounded, trials);
    for covered in [absolute, relative] {
        let share = f64::from(covered) / f64::from(trials);
        assert!((share - 0.95).abs() < tolerance(0.95, trials), "{share}");
    }
}

#[test]
fn correlation_and_saving_by_pairing_have_their_closed_forms() {
    let n = 20_000;
    let found = compare(
        (1, 0),
        money(),
        &PairedSample::new(pairs(&mut Xoshiro256PlusPlus::seed_from_u64(3), n)),
        n,
    );
    // Variances 10 and 10, covariance 9: correlation 0.9 (standard error (1 - 0.81) / sqrt(n) = 0.0013) and
    // saving (10 + 10) / 2 = 10 (of a ratio of variances with relative standard error below 2 / sqrt(n) = 0.014).
    assert!((found.rho - 0.9).abs() < 4.0 * 0.0014, "{}", found.rho);
    assert!((found.vrf - 10.0).abs() < 4.0 * 0.14, "{}", found.vrf);
}

#[test]
fn summary_quantiles_are_those_of_the_distribution() {
    let n = 20_000;
    let mut draws = Xoshiro256PlusPlus::seed_from_u64(4);
    let numbers: Vec<f64> = (0..n).map(|_| StandardNormal.sample(&mut draws)).collect();
    let summary = summarise(0, 0, &Sample::new(numbers), n);
    // Standard error of a quantile: sqrt(p (1 - p) / n) / density; 0.0149 at 5 % and 0.0089 at 50 %.
    assert!(
        (summary.q05 + 1.644_853_6).abs() < 4.0 * 0.0149,
        "{}",
        summary.q05
    );
    assert!(summary.q50.abs() < 4.0 * 0.0089, "{}", summary.q50);
}

/// Two scenarios in `replications` worlds in which every indicator is `value(scenario, replication)`.
fn dataset(replications: u32, value: impl Fn(usize, u32) -> f64) -> Dataset {
    let info = |name: &str| ScenarioInfo {
        name: name.into(),
        title: String::new(),
        context: 0,
        changes: Vec::new(),
    };
    let places = (0..replications)
        .flat_map(|replication| (0..2).map(move |scenario| (scenario, replication)));
    let record = |(scenario, replication): (usize, u32)| {
        (scenario, replication, value(scenario, replication))
    };
    let worlds: Vec<(usize, u32, f64)> = places.map(record).collect();
    let run = |&(scenario, replication, value): &(usize, u32, f64)| RunRecord {
        scenario,
        replication,
        world_key: u64::from(replication),
        values: vec![value; INDICATORS.len()],
    };
    let series = |&(scenario, replication, value): &(usize, u32, f64)| SeriesRecord {
        scenario,
        replication,
        values: (0..3)
            .flat_map(|quarter| vec![value + f64::from(quarter); Dataset::n_series()])
            .collect(),
    };
    Dataset {
        study: "statistics".into(),
        title: String::new(),
        question: String::new(),
        contexts: vec![StudyContext {
            name: "none".into(),
            title: String::new(),
            baseline: 0,
        }],
        scenarios: vec![info("without"), info("with")],
        replications,
        draws: None,
        seed: 1,
        headline: vec!["sustained_linkages".into()],
        answer: Some((1, 0)),
        rivals: Vec::new(),
        overrides: Vec::new(),
        policy_quarters: 3,
        run_off_quarters: 1,
        runs: worlds.iter().map(run).collect(),
        series: worlds.iter().map(series).collect(),
        lives: Vec::new(),
        groups: Vec::new(),
        fired: Vec::new(),
        rules: Vec::new(),
        failures: Vec::new(),
        grades: Vec::new(),
        warnings: Vec::new(),
        notes: Vec::new(),
    }
}

#[test]
fn bands_hold_the_share_of_worlds_that_they_name() {
    let dataset = dataset(101, |_, replication| f64::from(replication));
    let stored = bands(&dataset);
    let fan = fan(&stored, 1, "employment").expect("a series");
    assert_eq!((fan.bands.len(), fan.n[2], fan.mean[2]), (3, 101, 52.0));
    let expected = FAN_PROBABILITIES.map(|probability| 100.0 * probability + 2.0);
    for (found, expected) in fan.bands[2].iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9, "{found} is {expected}");
    }
    assert!(
        linkwright::statistics::fan(&stored, 1, "client_capability_vs_twin").is_none(),
        "it has no series"
    );
}

#[test]
fn tables_of_estimates_have_the_promised_columns_and_no_words_among_numbers() {
    let dataset = dataset(6, |scenario, replication| {
        f64::from(replication) + scenario as f64
    });
    let estimates = Estimates::from_dataset(&dataset);
    let mut tables = tables(
        &dataset,
        &estimates,
        &Further::from_dataset(&dataset, &estimates),
    );
    tables.push(timeseries_table(&dataset.scenarios, &bands(&dataset)));
    let table = |name: &str| {
        tables
            .iter()
            .find(|table| table.file == name)
            .unwrap_or_else(|| panic!("no {name}"))
    };
    let [summary, compare, additionality, costs, timeseries] = [
        "summary.csv",
        "compare.csv",
        "additionality.csv",
        "costs.csv",
        "timeseries.csv",
    ]
    .map(table);
    assert_eq!(
        additionality.header.join(","),
        "scenario,account,step,unit,n,mean,ci_low,ci_high,settled"
    );
    assert_eq!(
        costs.header.join(","),
        "scenario,item,unit,n,mean,ci_low,ci_high,settled"
    );
    assert_eq!(
        summary.header.join(","),
        "scenario,indicator,unit,n,mean,sd,mcse,ci_low,ci_high,q05,q25,q50,q75,q95"
    );
    assert_eq!(summary.rows.len(), 2 * INDICATORS.len());
    assert_eq!(
        compare.header.join(","),
        "scenario,baseline,indicator,unit,n_pairs,n_dropped,diff,sd_diff,ci_low,ci_high,interval,better,n_better,n_tied,\
         p_superior,p_superior_low,p_superior_high,rho,vrf,vrf_low,vrf_high,mean,mean_baseline,relative_diff,rel_ci_low,rel_ci_high,\
         p_value,p_headline,sign_settled,answers"
    );
    assert_eq!(
        compare.rows.len(),
        INDICATORS.len(),
        "the answer is the pair with the baseline and not repeated"
    );
    let column = |name: &str| {
        compare
            .header
            .iter()
            .position(|column| column == name)
            .expect("a column")
    };
    let csv = String::from_utf8(compare.to_csv()).expect("text");
    for (indicator, better, n_better) in [
        ("clients", "neither", ""),
        ("exit_rate", "lower", "0"),
        ("employment", "higher", "6"),
    ] {
        let row = csv
            .lines()
            .find(|line| line.split(',').nth(2) == Some(indicator))
            .expect("a row");
        let cells: Vec<&str> = row.split(',').collect();
        assert_eq!(
            (cells[column("better")], cells[column("n_better")]),
            (better, n_better),
            "{indicator}"
        );
        assert_eq!(
            cells[column("p_superior")].is_empty(),
            n_better.is_empty(),
            "{indicator}"
        );
    }
    assert_eq!(timeseries.rows.len(), 2 * 3 * Dataset::n_series());
    let text = String::from_utf8(compare.to_csv()).expect("text");
    assert!(
        text.split([',', '\n'])
            .all(|cell| !["NaN", "inf", "-inf"].contains(&cell))
    );
}
