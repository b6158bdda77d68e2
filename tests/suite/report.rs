//! The report: offline, accessible, guarded in its words, and drawn from any input.

use linkwright::observations::{
    CAUSES, DIMENSIONS, Direction, GROUP_MEASURES, INDICATORS, N_CAUSES, Role, SpellTable,
    indicator_index,
};
use linkwright::plan::StudyContext;
use linkwright::report::charts::{Chart, Charts, FIGURES, Layer, Section, Sheet, bars};
use linkwright::report::text::{answer_sentence, chart_title, effect_sentence, scale_sentence};
use linkwright::report::{Artifact, Band, Effect, Effects, Fan, ReportInput, Summaries, render};
use linkwright::results::{Counted, Dataset, Failure, RunRecord, ScenarioInfo, SeriesDifference};
use linkwright::statistics::{
    ACCOUNTS, Comparison, CostPer, Durations, Estimate, GroupEstimate, Method, NetChange, OUTCOMES,
    PairedSample, Party, PlanePoint, Sample, Side, Summary, Survival, Verdict, compare, summarise,
};

const WORLDS: usize = 200;
const HEADLINE: [&str; 4] = [
    "upgraded_suppliers",
    "sustained_linkages",
    "domestic_lot_share",
    "order_value_usd",
];
const TITLES: [&str; 12] = [
    "No programme",
    "Support alone",
    "Support with a guarantee",
    "Match-making and a 60 % credit guarantee for small and medium firms in food and light manufacturing",
    "Training",
    "Credit line",
    "Information desk in every district of the country, run by the chamber of commerce",
    "Guarantee alone",
    "Match-making",
    "Match-making, late",
    "Everything",
    "Everything, cheap",
];

fn dataset(scenarios: usize) -> Dataset {
    let info = |k: usize| ScenarioInfo {
        context: 0,
        name: format!("scenario-{k}"),
        title: TITLES[k].to_owned(),
        changes: if k == 0 {
            vec![]
        } else {
            vec![
                "A credit guarantee from year 2, cover 60 %.".to_owned(),
                "12 advisors for four years.".to_owned(),
            ]
        },
    };
    let run = |k: usize| RunRecord {
        scenario: k % scenarios,
        replication: (k / scenarios) as u32,
        world_key: 1,
        values: vec![],
    };
    Dataset {
        study: "guarantees".to_owned(),
        title: "Do credit guarantees add to supplier support?".to_owned(),
        question: "Does a guarantee make support to suppliers more effective?".to_owned(),
        contexts: vec![StudyContext {
            name: "uganda".to_owned(),
            title: "Uganda: dear credit".to_owned(),
            baseline: 0,
        }],
        scenarios: (0..scenarios).map(info).collect(),
        replications: WORLDS as u32 + 1,
        draws: None,
        seed: 7,
        headline: HEADLINE.map(str::to_owned).to_vec(),
        answer: Some((2, 1)),
        rivals: Vec::new(),
        overrides: Vec::new(),
        policy_quarters: 40,
        run_off_quarters: 12,
        runs: (0..WORLDS * scenarios).map(run).collect(),
        series: vec![],
        lives: Vec::new(),
        groups: Vec::new(),
        fired: Vec::new(),
        rules: Vec::new(),
        failures: vec![],
        grades: vec![
            ("measured".to_owned(), 12),
            ("literature".to_owned(), 40),
            ("assumed".to_owned(), 83),
        ],
        warnings: vec!["The window is short.".to_owned()],
        notes: vec!["The context has few TNCs (16): single firms weigh heavily.".to_owned()],
    }
}

fn row(scenario: usize, diff: f64, half: f64) -> Comparison {
    let more = ((0.5 + diff / half.max(1e-9) / 6.0).clamp(0.0, 1.0) * WORLDS as f64) as usize;
    let none = PairedSample::new([]);
    Comparison {
        mean: 40.0 + diff,
        diff,
        ci_low: diff - half,
        ci_high: diff + half,
        n_pairs: WORLDS,
        n_more: more,
        n_tied: 0,
        n_less: WORLDS - more,
        sign_settled: diff.abs() > half,
        ..compare((scenario, 0), (0, &INDICATORS[0]), &none, WORLDS)
    }
}

/// A difference that the words take as one of worlds.
const fn effect(row: &Comparison) -> Effect<'_> {
    Effect {
        row,
        counted: Counted::Worlds,
    }
}

fn base_of(indicator: &str) -> f64 {
    match indicator {
        "order_value_usd" => 1.2e7,
        "domestic_lot_share" => 0.21,
        "funnel_eligible" => 1212.0,
        "funnel_considered" => 412.0,
        "funnel_passed" => 143.0,
        "funnel_chosen" => 71.0,
        "funnel_ordered" => 58.0,
        "funnel_supplied" => 31.0,
        "funnel_sustained" => 14.0,
        "failed_quality" => 820.0,
        "failed_standards" => 610.0,
        "failed_information" => 95.0,
        name if name.ends_with("usd") => 4.1e5,
        _ => 40.0,
    }
}

fn fan(indicator: &str, scenarios: usize) -> Fan {
    let band = |k: usize, quarter: u32| {
        let middle =
            base_of(indicator) * (0.6 + f64::from(quarter.min(30)) / 60.0 * (1.0 + k as f64 / 5.0));
        let wide = base_of(indicator)
            * 0.1
            * (0.4 + f64::from(quarter) / 40.0)
            * (1.0 + 0.2 * (f64::from(quarter) * 0.7).sin());
        let at = |z: f64| middle + z * wide;
        Band {
            quarter,
            q025: at(-1.96),
            q10: at(-1.28),
            q25: at(-0.67),
            q50: at(0.0),
            q75: at(0.67),
            q90: at(1.28),
            q975: at(1.96),
        }
    };
    Fan {
        indicator: indicator.to_owned(),
        bands: (0..scenarios)
            .map(|k| (0..40).map(|q| band(k, q)).collect())
            .collect(),
    }
}

/// Differences of the leading indicator that grow and shrink: of every scenario, and of the pair of the answer.
fn changes(dataset: &Dataset) -> Vec<SeriesDifference> {
    let n = dataset.scenarios.len();
    let answer = dataset.answer.filter(|(scenario, _)| *scenario < n);
    let pairs = (1..n).map(|scenario| (scenario, 0)).chain(answer);
    let change = |(scenario, baseline): (usize, usize), quarter: u32| {
        let diff = scenario as f64 * f64::from(quarter.min(60 - quarter)) / 20.0;
        SeriesDifference {
            scenario,
            baseline,
            quarter,
            indicator: index_of(HEADLINE[0]),
            n: WORLDS,
            diff,
            low: diff - 1.5,
            high: diff + 1.5,
        }
    };
    pairs
        .flat_map(|pair| (0..40).map(move |quarter| change(pair, quarter)))
        .collect()
}

fn index_of(indicator: &str) -> usize {
    indicator_index(indicator).expect("an indicator")
}

/// Answers on the first two indicators of the headline, the second not significant.
/// The verdict on the pair of the answer: money of a size of its own.
fn verdicts(scenarios: usize) -> Vec<Verdict> {
    let answers = answers(scenarios);
    let Some((effect, further)) = answers.split_first() else {
        return Vec::new();
    };
    let money = |name: &str, diff: f64, half: f64| Comparison {
        indicator: index_of(name),
        scenario: effect.scenario,
        baseline: effect.baseline,
        ..row(effect.scenario, diff, half)
    };
    vec![Verdict {
        scenario: effect.scenario,
        against: effect.baseline,
        effect: effect.clone(),
        further: further.to_vec(),
        cost: money("programme_cost_usd", 351_400.0, 21_000.0),
        cost_of_one: Some((
            WORLDS,
            Estimate {
                value: 40_000.0,
                low: 31_000.0,
                high: 52_000.0,
            },
        )),
        value_added: money("value_added_usd", -1_300_000.0, 90_000.0),
        public_return: money("public_return_usd", -823_695.0, 95_000.0),
        parties: vec![Party {
            row: money("jobs_non_participants", -25.7, 13.0),
            direction: Direction::Higher,
        }],
    }]
}

fn answers(scenarios: usize) -> Vec<Comparison> {
    let answer = |k: usize, diff: f64, half: f64| Comparison {
        baseline: 1,
        indicator: index_of(HEADLINE[k]),
        ..row(2, diff, half)
    };
    if scenarios > 2 {
        vec![answer(0, 8.83, 2.1), answer(1, 0.4, 1.2)]
    } else {
        vec![]
    }
}

/// Survival of linkages of which 4 begin in each of 30 worlds and end after some quarters, earlier in later scenarios.
fn lives(scenarios: usize) -> Vec<Durations> {
    let world = |scenario: usize, world: u32| {
        let mut table = SpellTable::default();
        for linkage in 0..4 {
            let age = (7 * world + 11 * linkage) % 28;
            let cause = CAUSES[(world + linkage) as usize % N_CAUSES].cause;
            table.add(
                age.saturating_sub(scenario as u32),
                (!(world + 2 * linkage).is_multiple_of(4)).then_some(cause),
            );
        }
        table
    };
    let one = |scenario: usize, group: usize| {
        let worlds: Vec<SpellTable> = (0..30)
            .map(|k| {
                if group == 0 || scenario > 0 {
                    world(scenario, k)
                } else {
                    SpellTable::default()
                }
            })
            .collect();
        Durations {
            scenario,
            group,
            survival: Survival::from_worlds(&worlds),
        }
    };
    (0..scenarios)
        .flat_map(|scenario| [one(scenario, 0), one(scenario, 1)])
        .collect()
}

/// Groups of firms of which some gain and some lose.
fn groups(scenarios: usize) -> Vec<GroupEstimate> {
    let mut all = Vec::new();
    for (scenario, dimension) in (1..scenarios)
        .flat_map(|scenario| (0..DIMENSIONS.len()).map(move |dimension| (scenario, dimension)))
    {
        for (group, side) in (0..DIMENSIONS[dimension].groups.len())
            .flat_map(|group| Side::ALL.map(|side| (group, side)))
        {
            for measure in 0..GROUP_MEASURES.len() {
                let part = match side {
                    Side::Participants => 0.3,
                    Side::Others => 0.7,
                    Side::All => 1.0,
                };
                let mean = part
                    * [
                        800.0,
                        31.5,
                        4.1e5,
                        1.5,
                        2.2e5,
                        61.0 - 3.0 * group as f64,
                        23.0 + 2.0 * scenario as f64,
                    ][measure];
                all.push(GroupEstimate {
                    scenario,
                    dimension,
                    group,
                    side,
                    measure,
                    n: WORLDS,
                    mean,
                    low: mean * 0.8,
                    high: mean * 1.2,
                });
            }
        }
    }
    all
}

/// Worlds around the effect and the cost of a scenario.
fn plane_point(scenario: usize, size: f64) -> PlanePoint {
    let spread = |k: u32| (f64::from(k * 37 % 41) - 20.0) / 20.0;
    let world = |k: u32| {
        (
            base_of(HEADLINE[1]) * (size + 0.2 * spread(k)),
            base_of("programme_cost_usd") * (size + 0.1 * spread(k + 5)),
        )
    };
    PlanePoint {
        scenario,
        worlds: (0..WORLDS as u32).map(world).collect(),
    }
}

/// The net change that the means of [`input`] make up: switched, additional and induced less lost.
fn net_change(scenario: usize, size: f64) -> NetChange {
    let value = 2.0 * base_of("linkages_induced") * (1.0 + size);
    NetChange {
        scenario,
        change: Estimate {
            value,
            low: value - 4.0,
            high: value + 4.0,
        },
        is_significant: true,
    }
}

fn input(dataset: &Dataset) -> ReportInput<'_> {
    let n = dataset.scenarios.len();
    let sizes = [
        0.0, 0.09, 0.31, 0.52, -0.02, 0.004, -0.11, 0.02, 0.2, 0.15, 0.6, 0.4,
    ];
    let half = |indicator: &str| base_of(indicator) * 0.052;
    let rows = |indicator: &str| {
        (1..n)
            .map(|k| Comparison {
                mean: base_of(indicator) * (1.0 + sizes[k]),
                ..row(k, base_of(indicator) * sizes[k], half(indicator))
            })
            .collect()
    };
    let means = |indicator: &str| {
        let one = |k: usize| {
            let mean = base_of(indicator) * (1.0 + sizes[k]);
            Summary {
                mean,
                ci_low: mean - half(indicator),
                ci_high: mean + half(indicator),
                n: WORLDS,
                ..summarise(k, index_of(indicator), &Sample::new([]), WORLDS)
            }
        };
        (0..n).map(one).collect()
    };
    let names = HEADLINE.into_iter().chain(["programme_cost_usd"]).chain(
        INDICATORS
            .iter()
            .filter(|i| i.role == Role::Cost)
            .map(|i| i.name),
    );
    ReportInput {
        dataset,
        effects: names
            .map(|name| Effects {
                indicator: name.to_owned(),
                rows: rows(name),
            })
            .collect(),
        summaries: INDICATORS
            .iter()
            .map(|i| Summaries {
                indicator: i.name.to_owned(),
                rows: means(i.name),
            })
            .collect(),
        fans: HEADLINE.map(|name| fan(name, n)).to_vec(),
        changes: changes(dataset),
        verdicts: verdicts(n),
        answers: answers(n),
        pairing: (1..n)
            .map(|scenario| Comparison {
                indicator: index_of(HEADLINE[0]),
                rho: 0.83,
                vrf: 5.7,
                vrf_low: 4.1,
                vrf_high: 7.9,
                interval: Method::T,
                ..row(scenario, 1.0, 0.5)
            })
            .collect(),
        costs: Vec::new(),
        spreads: Vec::new(),
        reversals: Vec::new(),
        points: Vec::new(),
        ranks: Vec::new(),
        lives: lives(n),
        groups: groups(n),
        sides: Vec::new(),
        plane: (1..n)
            .map(|scenario| plane_point(scenario, sizes[scenario]))
            .collect(),
        net: (1..n)
            .map(|scenario| net_change(scenario, sizes[scenario]))
            .collect(),
        left_out: vec![
            "training of workers".to_owned(),
            "exports by SMEs".to_owned(),
        ],
        command: "linkwright run scenarios/studies/guarantees.toml --seed 7 --reps 200".to_owned(),
        version: "0.1.0".to_owned(),
    }
}

fn charts(input: &ReportInput) -> Vec<Chart> {
    FIGURES
        .iter()
        .flat_map(|figure| figure.charts(input))
        .collect()
}

/// The first chart of a figure.
fn chart(input: &ReportInput, name: &str) -> Option<Chart> {
    let figure = FIGURES.iter().find(|figure| figure.name == name);
    let charts = figure.expect("a figure").charts(input);
    charts.into_iter().next()
}

fn page(artifacts: &[Artifact]) -> String {
    String::from_utf8(artifacts[0].bytes.clone()).expect("the page is UTF-8")
}

/// Texts stay on the sheet and off each other, in every layout; every SVG says what it is.
fn assert_sound(chart: &Chart) {
    assert_apart(&chart.name, &chart.sheet);
    if let Some(sheet) = &chart.narrow {
        assert_apart(&format!("{} (narrow)", chart.name), sheet);
        let heights = sheet.text_boxes().into_iter().map(|b| (b.3 - b.1) / 0.94);
        let least = heights.fold(f64::INFINITY, f64::min);
        assert!(
            least >= 12.99,
            "{}: text of {least} on a narrow sheet",
            chart.name
        );
    }
    let svg = chart.svg();
    assert!(svg.contains("<title id=") && svg.contains("<desc id=") && !svg.contains("NaN"));
    let width = chart.table[0].len();
    assert!(chart.table.iter().all(|row| row.len() == width));
}

fn assert_apart(name: &str, sheet: &Sheet) {
    let boxes = sheet.text_boxes();
    for (left, top, right, bottom, text) in &boxes {
        let inside =
            *left >= 0.0 && *top >= 0.0 && *right <= sheet.width && *bottom <= sheet.height;
        assert!(inside, "{name}: `{text}` leaves the sheet");
    }
    for (k, a) in boxes.iter().enumerate() {
        for b in &boxes[k + 1..] {
            let apart = a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1;
            assert!(apart, "{name}: `{}` lies on `{}`", a.4, b.4);
        }
    }
}

#[test]
fn the_report_is_one_offline_accessible_page_with_its_charts() {
    let mut data = dataset(3);
    data.failures.push(Failure {
        replication: 17,
        scenario: "scenario-2".to_owned(),
        quarter: Some(31),
        stage: "panic".to_owned(),
        message: "cash below zero".to_owned(),
        replay: "linkwright replay latest --rep 17".to_owned(),
    });
    let input = input(&data);
    let artifacts = render(&input, true).expect("the report can be made");
    if let Ok(folder) = std::env::var("REPORT_SAMPLE") {
        save(&artifacts, &folder);
    }
    let html = page(&artifacts);
    assert!(html.len() < 3_000_000);
    assert!(!html.contains("http://") && !html.contains("https://"));
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    let drawings = html.matches("<svg class=\"chart").count();
    assert_eq!(
        drawings,
        charts(&input)
            .iter()
            .map(|chart| 1 + usize::from(chart.narrow.is_some()))
            .sum::<usize>()
    );
    assert_eq!(
        [
            html.matches("<title id=").count(),
            html.matches("<desc id=").count()
        ],
        [drawings; 2]
    );
    assert_eq!(
        html.matches("<table").count(),
        html.matches("<caption").count()
    );
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "every id stands once");
    let paths: Vec<&str> = artifacts.iter().map(|a| a.path.as_str()).collect();
    for chart in charts(&input) {
        let name = format!("charts/{}", chart.name);
        assert!(
            ["svg", "png", "csv", "txt"]
                .iter()
                .all(|ending| paths.contains(&format!("{name}.{ending}").as_str())),
            "{name}"
        );
    }
    for png in artifacts.iter().filter(|a| a.path.ends_with("png")) {
        let image = image::load_from_memory(&png.bytes)
            .expect("the PNG can be read")
            .to_rgb8();
        assert!(image.pixels().filter(|p| p.0 != [255, 255, 255]).count() > 5_000);
    }
    assert_eq!(
        render(&input, true).expect("the report can be made again"),
        artifacts,
        "the same bytes"
    );
}

fn save(artifacts: &[Artifact], folder: &str) {
    for artifact in artifacts {
        let path = std::path::Path::new(folder).join(&artifact.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(path, &artifact.bytes).expect("the file can be written");
    }
}

#[test]
fn every_figure_has_its_place_on_the_page_and_its_files() {
    let data = dataset(3);
    let input = input(&data);
    let artifacts = render(&input, false).expect("the report can be made");
    let html = page(&artifacts);
    let is_file = |path: String| artifacts.iter().any(|one| one.path == path);
    assert!(
        !is_file("charts/01-effect.png".to_owned()),
        "on demand only"
    );
    for figure in FIGURES {
        let charts = figure.charts(&input);
        // The design of this study has no points.
        assert_eq!(
            charts.is_empty(),
            figure.name == "points",
            "{}",
            figure.name
        );
        for chart in charts {
            assert!(chart.name.starts_with(figure.stem));
            assert!(
                chart.narrow.is_some() || figure.layer == Layer::Closed,
                "{}: what is seen at first has a layout for narrow screens",
                figure.name
            );
            let title = format!("id=\"chart-{}-title\"", chart.name);
            assert_eq!(html.matches(&title).count(), 1, "{}", chart.name);
            assert!(
                ["svg", "csv", "txt"]
                    .iter()
                    .all(|ending| is_file(format!("charts/{}.{ending}", chart.name)))
            );
        }
    }
    let mut stems: Vec<&str> = FIGURES.iter().map(|figure| figure.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    assert_eq!(stems.len(), FIGURES.len(), "every stem stands once");
    let charts = Charts::new(&input);
    let sections = [
        Section::Compare,
        Section::Money,
        Section::Groups,
        Section::OverTime,
        Section::Why,
        Section::All,
    ];
    let in_sections = sections
        .into_iter()
        .flat_map(|section| [(section, Layer::First), (section, Layer::Closed)])
        .map(|(section, layer)| charts.of(section, layer).count())
        .sum::<usize>();
    assert_eq!(in_sections, charts.all().count());
}

#[test]
fn names_of_sixty_characters_are_neither_cut_nor_laid_over_each_other() {
    let words = "Support with training, credit and a guarantee for all firms ";
    let scripts = [
        words.to_owned(),
        "W".repeat(60),
        "የአቅራቢዎች ድጋፍ ".repeat(5),
        "สนับสนุนผู้จัดหา".repeat(4),
    ];
    for n in [2, 5, 12] {
        for title in &scripts {
            let mut data = dataset(n);
            for (k, scenario) in data.scenarios.iter_mut().enumerate() {
                let number = k.to_string();
                let kept = 60 - number.len();
                scenario.title = title.chars().take(kept).collect::<String>() + &number;
            }
            for chart in charts(&input(&data)) {
                assert_sound(&chart);
                for sheet in std::iter::once(&chart.sheet).chain(&chart.narrow) {
                    let cut = sheet.text_boxes().into_iter().find(|b| b.4.contains('…'));
                    assert!(cut.is_none(), "{}: `{}`", chart.name, cut.expect("cut").4);
                }
            }
        }
    }
}

#[test]
fn charts_of_two_three_six_and_twelve_scenarios_keep_texts_apart() {
    for n in [2, 3, 6, 12] {
        let data = dataset(n);
        let charts = charts(&input(&data));
        if let (Ok(folder), 12) = (std::env::var("REPORT_SAMPLE"), n) {
            charts.iter().for_each(|chart| {
                save(
                    &chart.artifacts(false).expect("drawn"),
                    &format!("{folder}/many"),
                );
            });
        }
        charts.iter().for_each(assert_sound);
    }
}

/// Replaces all effects, bands and means by one odd value.
fn odd(input: &mut ReportInput, value: f64, half: f64, ties: usize) {
    for effects in &mut input.effects {
        for r in &mut effects.rows {
            *r = Comparison {
                n_tied: ties,
                n_more: 0,
                n_less: WORLDS - ties,
                ..row(r.scenario, value, half)
            };
        }
    }
    for band in input
        .fans
        .iter_mut()
        .flat_map(|fan| fan.bands.iter_mut().flatten())
    {
        *band = Band {
            quarter: band.quarter,
            q025: value - half,
            q10: value,
            q25: value,
            q50: value,
            q75: value,
            q90: value,
            q975: value + half,
        };
    }
    for net in &mut input.net {
        *net = NetChange {
            scenario: net.scenario,
            change: Estimate {
                value,
                low: value - half,
                high: value + half,
            },
            is_significant: half > 0.0,
        };
    }
    input
        .plane
        .iter_mut()
        .flat_map(|point| &mut point.worlds)
        .for_each(|world| *world = (value, value));
    for one in &mut input.changes {
        (one.diff, one.low, one.high) = (value, value - half, value + half);
    }
    for e in &mut input.groups {
        (e.mean, e.low, e.high) = (value.max(0.0), value - half, value + half);
    }
    for r in input.summaries.iter_mut().flat_map(|s| s.rows.iter_mut()) {
        (r.mean, r.ci_low, r.ci_high) = (value.max(0.0), value - half, value + half);
    }
}

#[test]
fn odd_numbers_are_drawn_without_panic() {
    let data = dataset(4);
    for (value, half, ties) in [
        (-8.0, 3.0, 0),
        (5.0, 0.0, 0),
        (0.0, 0.0, WORLDS),
        (f64::NAN, f64::NAN, 0),
        (1e-12, 1e-13, 0),
        (5.0, f64::NAN, 0),
        (3e9, 1e8, 2),
    ] {
        let mut input = input(&data);
        odd(&mut input, value, half, ties);
        let charts = charts(&input);
        if let Ok(folder) = std::env::var("REPORT_SAMPLE") {
            charts.iter().for_each(|chart| {
                save(
                    &chart.artifacts(false).expect("drawn"),
                    &format!("{folder}/odd/{value}"),
                );
            });
        }
        charts.iter().for_each(assert_sound);
    }
}

#[test]
fn a_report_without_effects_summaries_and_fans_is_still_a_page() {
    let data = dataset(1);
    let mut input = input(&data);
    (input.effects, input.summaries, input.fans, input.pairing) = (vec![], vec![], vec![], vec![]);
    input.lives.clear();
    let artifacts = render(&input, false).expect("the report can be made");
    assert_eq!(
        artifacts
            .iter()
            .map(|a| a.path.as_str())
            .collect::<Vec<_>>(),
        ["report.html", "brief.md"]
    );
    assert!(page(&artifacts).contains("Limits of the model"));
}

#[test]
fn a_page_of_one_or_two_worlds_claims_nothing() {
    for n in [1, 2] {
        let mut data = dataset(3);
        data.replications = n;
        data.runs.truncate(n as usize * 3);
        let mut input = input(&data);
        let missing = |r: &mut Comparison| {
            let end = if n == 1 { f64::NAN } else { 90.0 };
            (r.ci_low, r.ci_high) = (-end, end);
            (r.n_pairs, r.n_more, r.n_less) = (n as usize, n as usize, 0);
            r.sign_settled = false;
        };
        input
            .effects
            .iter_mut()
            .flat_map(|effects| &mut effects.rows)
            .for_each(missing);
        input.answers.iter_mut().for_each(missing);
        for verdict in &mut input.verdicts {
            missing(&mut verdict.effect);
            verdict.further.iter_mut().for_each(missing);
        }
        let html = page(&render(&input, false).expect("the report can be made"));
        assert_eq!(html.contains("one world gives no interval"), n == 1);
        assert_eq!(html.contains("One world gives no interval."), n == 1);
        assert_eq!(html.contains("is not significant: the mean"), n == 2);
        assert!(
            !html.contains("yes: more")
                && !html.contains("no value to")
                && !html.contains("n\u{a0}=\u{a0}1)"),
            "{n}"
        );
    }
}

#[test]
fn warnings_and_notes_of_the_check_stand_in_a_section_of_their_own() {
    let data = dataset(3);
    let artifacts = render(&input(&data), false).expect("the report can be made");
    let html = page(&artifacts);
    let (start, end) = (
        html.find("id=\"notes\"").expect("a section"),
        html.find("id=\"glossary\"").expect("a section"),
    );
    let section = &html[start..end];
    assert!(
        section.contains("<strong>Warning: </strong>The window is short.")
            && section.contains("<strong>Note: </strong>The context has few")
    );
    assert!(!html[end..].contains("The context has few"));
}

#[test]
fn dropped_worlds_are_told_above_the_numbers() {
    let data = dataset(3);
    let html = page(&render(&input(&data), false).expect("the report can be made"));
    assert!(html.contains("(up to 1 of 201 worlds dropped)"));
}

#[test]
fn words_call_nothing_settled_while_the_interval_spans_zero() {
    let unsettled = row(1, 3.0, 5.0);
    let reported = |row: &Comparison| {
        effect_sentence(
            "upgraded_suppliers",
            effect(row),
            "Training",
            "No programme",
        )
    };
    let sentence = reported(&unsettled);
    assert!(
        sentence.contains("is not significant") && !sentence.contains("adds"),
        "{sentence}"
    );
    let settled = reported(&row(1, 12.345, 4.13));
    assert_eq!(
        settled.replace('\u{a0}', " "),
        "In the model, “Training” adds 12.3 upgraded suppliers relative to “No programme” (95 % interval 8.2 to 16.5, n = 200)."
    );
    let fewer = effect_sentence(
        "domestic_lot_share",
        effect(&row(1, -0.04, 0.011)),
        "Training",
        "No programme",
    );
    assert!(
        fewer.contains("lowers the domestic share of lots by 4.0 percentage points"),
        "{fewer}"
    );
    assert!(
        fewer
            .replace('\u{a0}', " ")
            .contains("95 % interval 2.9 to 5.1"),
        "the interval is reported of the loss: {fewer}"
    );
    let tie = Comparison {
        n_tied: WORLDS,
        n_more: 0,
        n_less: 0,
        ..row(1, 0.0, 0.0)
    };
    assert!(reported(&tie).contains("tie"));
}

#[test]
fn the_answer_covers_every_indicator_that_is_asked_for_and_says_in_proportion_to_what() {
    let data = dataset(3);
    let input = input(&data);
    let answer = answer_sentence(&input)
        .expect("an answer")
        .replace('\u{a0}', " ");
    assert!(
        answer
            .starts_with("Yes, but it does not pay: in the model, “Support with a guarantee” adds 8.8 upgraded suppliers relative to “Support alone” (95 % interval"),
        "{answer}"
    );
    assert!(
        answer.contains(
            " for 351 000 USD more, 40 000 USD (at least 31 000 USD, at most 52 000 USD) for each one more; value added of SMEs falls by 1.30 million USD, public return falls by \
             824 000 USD."
        ),
        "{answer}"
    );
    assert!(answer.contains(". Its effect on sustained linkages is not significant: the mean difference is 0.4 linkages"), "{answer}");
    let scale = scale_sentence(&input)
        .expect("levels")
        .replace('\u{a0}', " ");
    assert_eq!(
        scale,
        "To read this in proportion: an average world of “No programme” has 40.0 (37.9 to 42.1) upgraded suppliers and 40.0 (37.9 to 42.1) sustained \
         linkages. It starts with 1 212 (1 149 to 1 275) registered firms of 5 or more workers and ends with 40.0 (37.9 to 42.1) SMEs and 40.0 (37.9 to 42.1) \
         TNCs (means with 95 % intervals, n = 200 worlds)."
    );
    let html = page(&render(&input, false).expect("the report can be made"));
    assert!(
        html.contains("To read this in proportion")
            && html.contains("Its effect on sustained linkages is not significant")
    );
}

#[test]
fn a_fan_of_counts_has_no_empty_decimals_and_a_fan_of_flows_says_that_it_sums() {
    let data = dataset(3);
    let input = input(&data);
    let mut input = input;
    let mut upgraded = fan("upgraded_suppliers", 3);
    for band in upgraded.bands.iter_mut().flatten() {
        band.q50 = 18.0;
    }
    input.fans = vec![upgraded];
    let counts = chart(&input, "fan").expect("a chart");
    assert!(
        counts.title.contains("has 18 upgraded suppliers"),
        "{}",
        counts.title
    );
    input.fans = vec![fan("order_value_usd", 3)];
    let texts = chart(&input, "fan")
        .expect("a chart")
        .sheet
        .text_boxes()
        .into_iter()
        .map(|b| b.4)
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        texts.contains("Orders from TNCs since the start")
            && texts.contains("sums since the start"),
        "{texts}"
    );
}

#[test]
fn a_chart_title_is_guarded_like_the_sentences() {
    let data = dataset(3);
    let mut input = input(&data);
    let title = chart_title(&input).replace('\u{a0}', " ");
    assert_eq!(
        title,
        "“Support with a guarantee” adds 12.4 upgraded suppliers relative to “No programme” in the model (95 % interval 10.3 to 14.5, n = 200); \
         “Support alone” 3.6"
    );
    odd(&mut input, 1.0, 2.0, 0);
    assert!(chart_title(&input).starts_with(
        "In the model, the effect of “Support with a guarantee” on upgraded suppliers is not significant"
    ));
}

#[test]
fn bars_from_gross_to_net_start_where_the_last_one_ended_and_end_at_the_net_change() {
    let data = dataset(3);
    let mut input = input(&data);
    let steps = [
        ("linkages_facilitated", 9.0),
        ("linkages_deadweight", 4.0),
        ("linkages_switching", 2.0),
        ("linkages_additional", 3.0),
        ("linkages_induced", 1.5),
        ("linkages_lost", 2.5),
    ];
    for (name, value) in steps {
        let summaries = input
            .summaries
            .iter_mut()
            .find(|s| s.indicator == name)
            .expect("an indicator");
        summaries.rows.iter_mut().for_each(|row| {
            (row.mean, row.ci_low, row.ci_high) = (value, value - 0.5, value + 0.5);
        });
    }
    input.net.iter_mut().for_each(|net| {
        net.change = Estimate {
            value: 4.0,
            low: 3.0,
            high: 5.0,
        }
    });
    let bars = bars(&input, 2).expect("all steps");
    let levels: Vec<(f64, f64)> = bars.iter().map(|bar| (bar.from, bar.to)).collect();
    assert_eq!(
        levels,
        [
            (0.0, 9.0),
            (9.0, 5.0),
            (0.0, 2.0),
            (2.0, 5.0),
            (5.0, 6.5),
            (6.5, 4.0),
            (0.0, 4.0)
        ]
    );
    assert_eq!(
        bars[5].to, bars[6].to,
        "what is left after all steps is the net change"
    );
    let title = chart(&input, "waterfall").expect("a chart").title;
    assert_eq!(
        title,
        "In the model 4.0 of 9.0 facilitated linkages in “Support with a guarantee” would have been there anyway; the net change is +4.0"
    );
    input
        .net
        .iter_mut()
        .for_each(|net| net.is_significant = false);
    assert!(
        chart(&input, "waterfall")
            .expect("a chart")
            .title
            .ends_with("the net change is not significant")
    );
}

#[test]
fn a_page_without_futures_says_what_is_missing_and_how_to_ask_for_it() {
    let data = dataset(3);
    let mut input = input(&data);
    let ask = "<code>-S run.futures=20</code>";
    let table = "Displacement and spillover among non-participants";
    let with = page(&render(&input, false).expect("a page"));
    assert!(with.contains(table) && !with.contains(ask));
    let of_futures = ACCOUNTS
        .iter()
        .find(|account| account.name == "displacement")
        .expect("an account");
    for summaries in &mut input.summaries {
        if of_futures.steps.contains(&summaries.indicator.as_str()) {
            summaries
                .rows
                .iter_mut()
                .for_each(|row| (row.n, row.mean) = (0, f64::NAN));
        }
    }
    let without = page(&render(&input, false).expect("a page"));
    assert!(!without.contains(table));
    assert_eq!(without.matches(ask).count(), 1);
}

#[test]
fn titles_of_lives_plane_and_groups_are_guarded() {
    let data = dataset(3);
    let mut input = input(&data);
    let said = |chart: Option<Chart>| chart.expect("a chart").title.replace('\u{a0}', " ");
    let lasts = said(chart(&input, "survival"));
    assert!(
        lasts.starts_with("In the model ")
            && lasts
                .contains("of new linkages last beyond two years in “Support with a guarantee”"),
        "{lasts}"
    );
    assert!(
        said(chart(&input, "plane")).starts_with("In the model “Support"),
        "{}",
        said(chart(&input, "plane"))
    );
    odd(&mut input, 1.0, 2.0, 0);
    assert_eq!(
        said(chart(&input, "plane")),
        "In the model no scenario significantly adds sustained linkages for its cost"
    );
    let gains = said(chart(&input, "groups"));
    assert!(
        gains.starts_with("In the model 4 firms gain and 4 lose in"),
        "losers are always reported: {gains}"
    );
}

#[test]
fn charts_without_anything_to_show_are_left_out() {
    let data = dataset(3);
    let mut input = input(&data);
    odd(&mut input, 0.0, 0.0, WORLDS);
    input.lives.iter_mut().for_each(|lives| {
        lives.survival = Survival::from_worlds(&[SpellTable::default(), SpellTable::default()]);
    });
    let none = [
        chart(&input, "survival"),
        chart(&input, "endings"),
        chart(&input, "waterfall"),
        chart(&input, "plane"),
        chart(&input, "groups"),
    ];
    assert!(none.iter().all(Option::is_none));
    let html = page(&render(&input, false).expect("the report can be made"));
    assert!(!html.contains("Linkage durations") && html.contains("Gains and losses"));
}

#[test]
fn nothing_in_a_report_is_said_to_be_proved() {
    let data = dataset(3);
    let input = input(&data);
    let texts: String = charts(&input)
        .iter()
        .map(|c| format!("{} {}", c.title, c.alt))
        .collect();
    let html = page(&render(&input, false).expect("the report can be made"));
    for word in ["proves", "proven ", "proof", "statistically significant"] {
        assert!(
            !texts.to_lowercase().contains(word) && !html.to_lowercase().contains(word),
            "{word}"
        );
    }
    assert!(html.contains("83 of the 135 parameters in use are assumed"));
}

#[test]
fn names_are_escaped_in_page_and_charts() {
    let mut data = dataset(3);
    data.title = "<b>&\"".to_owned();
    data.scenarios[2].title = "<b>Guarantee</b> & \"more\"".to_owned();
    data.scenarios[2].changes = vec!["<script>alert(1)</script>".to_owned()];
    let input = input(&data);
    let html = page(&render(&input, false).expect("the report can be made"));
    assert!(
        !html.contains("<b>")
            && !html.contains("<script>alert")
            && html.contains("&lt;b&gt;Guarantee&lt;/b&gt; &amp; &quot;more&quot;")
    );
}

#[test]
fn a_sustained_linkage_that_costs_next_to_nothing_asks_for_a_reason() {
    let dataset = dataset(3);
    let mut input = input(&dataset);
    let outcome = OUTCOMES
        .iter()
        .position(|outcome| outcome.indicator == "sustained_linkages");
    let cost = |scenario, mean: f64| CostPer {
        scenario,
        outcome: outcome.expect("an outcome"),
        n: WORLDS,
        mean,
        low: 0.9 * mean,
        high: 1.1 * mean,
    };
    input.costs = vec![cost(1, 12_000.0), cost(2, 130_000.0), cost(2, f64::NAN)];
    let artifacts = render(&input, false).expect("a report");
    let brief = artifacts
        .iter()
        .find(|artifact| artifact.path == "brief.md")
        .expect("a brief");
    for text in [
        page(&artifacts),
        String::from_utf8(brief.bytes.clone()).expect("text"),
    ] {
        assert_eq!(
            text.matches("adds a sustained linkage for").count(),
            1,
            "the cheap one, and no other"
        );
        assert!(text.contains("state why next to the result"));
    }
}
