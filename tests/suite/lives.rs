//! Linkage durations and gains: counts agree with the indicators, and a programme that is absent leaves them alone.

use linkwright::ensemble::{self, NoProgress};
use linkwright::model::World;
use linkwright::observations::{
    CAUSES, DIMENSIONS, GROUP_MEASURES, GroupMeasure, INDICATORS, SizeClass, SpellTable, Spells,
    group_place, indicator_index,
};
use linkwright::plan::{Options, prepare};
use linkwright::random::ReplicateKey;
use linkwright::results::{Dataset, GroupRecord, RunRecord};
use linkwright::scenario::Files;
use linkwright::statistics::{lives, survival_difference};

use crate::common::{empty_folder, linkwright, root, without_programme};

/// The worlds of `scenarios/small.toml`.
fn small() -> Dataset {
    let known: Vec<&str> = INDICATORS.iter().map(|indicator| indicator.name).collect();
    let options = Options {
        known_indicators: &known,
        ..Options::default()
    };
    let plan = prepare(
        &Files::Disk,
        &[root().join("scenarios/small.toml")],
        &options,
    )
    .plan
    .expect("the small study is sound");
    let settings = ensemble::Settings {
        jobs: 2,
        only_replication: None,
        panic_at: None,
        replay: String::new(),
    };
    ensemble::run(&plan, &settings, &NoProgress).expect("run")
}

fn value(run: &RunRecord, indicator: &str) -> f64 {
    run.values[indicator_index(indicator).expect("an indicator")]
}

fn run_of(dataset: &Dataset, scenario: usize, replication: u32) -> &RunRecord {
    dataset
        .runs
        .iter()
        .find(|run| (run.scenario, run.replication) == (scenario, replication))
        .expect("the world was run")
}

/// Sum of a measure over the groups of a dimension, both sides.
fn total(record: &GroupRecord, dimension: usize, measure: usize) -> f64 {
    let groups = 0..DIMENSIONS[dimension].groups.len();
    groups
        .map(|group| group_place(dimension, group))
        .map(|place| record.value(place, 0, measure) + record.value(place, 1, measure))
        .sum()
}

#[test]
fn groups_of_every_dimension_sum_to_the_indicators() {
    let dataset = small();
    let mut has_moved = [false; GROUP_MEASURES.len()];
    for record in &dataset.groups {
        let (here, base) = (
            run_of(&dataset, record.scenario, record.replication),
            run_of(
                &dataset,
                dataset.baseline_of(record.scenario),
                record.replication,
            ),
        );
        for (measure, GroupMeasure { name, .. }) in GROUP_MEASURES.iter().enumerate().skip(1) {
            let expected = if name.ends_with("_of_twin") {
                value(here, name)
            } else {
                value(here, name) - value(base, name)
            };
            for dimension in 0..DIMENSIONS.len() {
                let (found, scale) = (
                    total(record, dimension, measure),
                    value(here, name).abs().max(1.0),
                );
                assert!(
                    (found - expected).abs() < 1e-9 * scale,
                    "{name} by {}: {found} is {expected}",
                    DIMENSIONS[dimension].name
                );
            }
            has_moved[measure] |= expected != 0.0;
        }
        let firms: Vec<f64> = (0..DIMENSIONS.len())
            .map(|dimension| total(record, dimension, 0))
            .collect();
        assert!(
            firms[0] > 200.0 && firms.iter().all(|n| *n == firms[0]),
            "every firm is in one group of each dimension: {firms:?}"
        );
    }
    assert_eq!(dataset.groups.len(), 2 * 4);
    assert!(
        has_moved[1..].iter().filter(|moved| **moved).count() >= 4,
        "programmes act, or the test shows nothing: {has_moved:?}"
    );
}

#[test]
fn life_tables_hold_every_linkage_with_a_first_order_and_no_other() {
    let dataset = small();
    let mut facilitated = 0;
    for record in &dataset.lives {
        let run = run_of(&dataset, record.scenario, record.replication);
        let [all, assisted] = &record.tables;
        assert_eq!(f64::from(all.n_spells()), value(run, "new_linkages"));
        let ended: u32 = (0..all.at_risk.len()).map(|age| all.ended_at(age)).sum();
        assert!(
            f64::from(ended) <= value(run, "ended_linkages"),
            "linkages from before the window end too"
        );
        for (age, pair) in all.at_risk.windows(2).enumerate() {
            assert!(
                pair[1] + all.ended_at(age) <= pair[0],
                "whoever ends is not seen again"
            );
        }
        assert!(all.at_risk.len() <= dataset.policy_quarters as usize);
        assert!(
            assisted
                .at_risk
                .iter()
                .zip(&all.at_risk)
                .all(|(part, whole)| part <= whole)
        );
        assert!(
            !dataset.is_baseline(record.scenario) || assisted.n_spells() == 0,
            "no firm is served without a programme"
        );
        facilitated += assisted.n_spells();
    }
    assert!(facilitated > 0, "programmes act, or the test shows nothing");
}

#[test]
fn spells_end_once_and_in_order_and_say_who_and_why() {
    let input = without_programme(28);
    let mut world = World::burn_in(&input, ReplicateKey::new(71, 0))
        .expect("accounts close")
        .start(&input);
    let (opening, mut spells) = (world.quarter(), Spells::start(&world, 28));
    for _ in 0..28 {
        world.step().expect("accounts close");
        spells.observe(&world);
    }
    let seen = spells.spells();
    assert!(
        seen.len() > 10,
        "{} spells are too few to show anything",
        seen.len()
    );
    assert!(
        seen.iter()
            .all(|spell| spell.first_order > opening && !spell.is_facilitated && spell.sector < 6)
    );
    assert!(
        seen.windows(2)
            .all(|pair| pair[0].first_order <= pair[1].first_order)
    );
    let mut keys: Vec<u64> = seen.iter().map(|spell| spell.key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), seen.len(), "a linkage has one first order");
    for spell in seen {
        let is_open = world
            .linkages()
            .iter()
            .any(|(_, linkage)| linkage.key == spell.key && linkage.stage.has_orders());
        assert_eq!(
            is_open,
            spell.end.is_none(),
            "open spells are the linkages that last"
        );
        assert!(
            spell
                .end
                .is_none_or(|(quarter, cause)| quarter >= spell.first_order
                    && CAUSES.iter().any(|known| known.cause == cause))
        );
    }
    let by_size = [SizeClass::Micro, SizeClass::Small, SizeClass::Medium]
        .map(|size| spells.spell_table(|spell| spell.size == size));
    let by_sector: u32 = (0..6)
        .map(|sector| {
            spells
                .spell_table(|spell| spell.sector == sector)
                .n_spells()
        })
        .sum();
    assert_eq!(
        (
            by_size.iter().map(SpellTable::n_spells).sum::<u32>(),
            by_sector
        ),
        (seen.len() as u32, seen.len() as u32)
    );
}

#[test]
fn survival_of_two_identical_scenarios_differs_by_nothing_at_any_age() {
    let mut dataset = small();
    let baseline = dataset.contexts[0].baseline;
    for record in dataset
        .lives
        .clone()
        .into_iter()
        .filter(|record| record.scenario == baseline)
    {
        let copy = dataset
            .lives
            .iter_mut()
            .find(|other| (other.scenario, other.replication) == (1, record.replication));
        copy.expect("a world of the other scenario").tables = record.tables;
    }
    let all = lives(&dataset);
    let other = all
        .iter()
        .find(|lives| lives.scenario == 1 && lives.group == 0)
        .expect("a scenario");
    for age in 0..other.survival.survival.len() {
        let difference = survival_difference(&all, dataset.baseline_of(other.scenario), other, age)
            .expect("both reach the age");
        assert_eq!(
            (difference.value, difference.low, difference.high),
            (0.0, 0.0, 0.0)
        );
    }
}

#[test]
fn tables_of_lives_and_groups_are_written_and_the_report_is_made_again_from_them() {
    let folder = empty_folder("lives");
    let small = root()
        .join("scenarios/small.toml")
        .to_string_lossy()
        .into_owned();
    let output = linkwright(
        &folder,
        &["run", &small, "-o", "results", "--progress", "none"],
    );
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = |inside: &str| {
        std::fs::read_to_string(folder.join("results").join(inside)).expect("the file was written")
    };
    let survival = text("data/survival.csv");
    let header: Vec<&str> = survival
        .lines()
        .next()
        .expect("a header")
        .split(',')
        .collect();
    let at = |name: &str| {
        header
            .iter()
            .position(|column| *column == name)
            .unwrap_or_else(|| panic!("no column {name}"))
    };
    let causes: Vec<usize> = CAUSES
        .iter()
        .map(|cause| at(&format!("by_{}", cause.name)))
        .collect();
    let mut rows = 0;
    for line in survival.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |column: usize| cells[column].parse::<f64>().expect("a number");
        let sum = number(at("survival")) + causes.iter().map(|column| number(*column)).sum::<f64>();
        assert!(
            (sum - 1.0).abs() < 1e-12,
            "survival and incidence by cause sum to 1: {line}"
        );
        assert!(
            cells[0] != "none" || cells[at("diff")].is_empty(),
            "the baseline is not compared with itself"
        );
        rows += 1;
    }
    assert!(rows > 10);
    for chart in [
        "04-survival",
        "05-endings",
        "06-gross-to-net",
        "07-plane",
        "08-groups",
    ] {
        let files = ["svg", "csv", "txt"]
            .map(|ending| folder.join(format!("results/charts/{chart}.{ending}")));
        assert!(files.iter().all(|file| file.is_file()), "{chart}");
    }
    let before = text("manifest.json");
    let output = linkwright(&folder, &["report", "results"]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("all as they were"),
        "the same bytes from the tables alone"
    );
    assert_eq!(text("manifest.json"), before);
}
