//! Data sets that are written into a run folder, damaged there in every place, read back, and joined.

use std::fs;
use std::path::{Path, PathBuf};

use super::testing::dataset_with;
use super::*;
use crate::model::{EndCause, Stage};
use crate::observations::{
    Event, GROUP_MEASURES, GROUPS, INDICATORS, N_SIDES, What, indicator_index,
};
use crate::parameters::{FiredRule, Grade, Rule, RuleTarget};
use crate::plan::testing::small_plan;
use crate::plan::{
    Design, DesignColumn, Origin, Plan, Point, ResolvedValue, RivalContext, SourceFile,
    StudyContext, World,
};

/// A folder of its own, which goes with the value.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = format!("linkwright-results-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(folder);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("made");
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Two scenarios, and the same again under a rival structure; without draws.
fn plan() -> Plan {
    let mut plan = small_plan(&["a", "b", "a@r", "b@r"], 3);
    let context = |name: &str, title: &str, baseline| StudyContext {
        name: name.into(),
        title: title.into(),
        baseline,
    };
    plan.contexts = vec![context("land", "A land", 0), context("land~r", "Rival", 2)];
    plan.rivals = vec![RivalContext {
        context: 1,
        of: 0,
        title: "Rival".into(),
    }];
    plan.files = vec![SourceFile {
        path: "studies/s.toml".into(),
        inside: "studies/s.toml".into(),
        text: "format = 1\n".into(),
    }];
    for (at, scenario) in plan.scenarios.iter_mut().enumerate() {
        scenario.context = at / 2;
        if at >= 2 {
            assert!(scenario.input.parameters.set("credit", "recovery", 0.5));
        }
        let value = |path: &str, value: f64, place: &str| ResolvedValue {
            path: path.into(),
            value,
            unit: "share".into(),
            origin: Origin {
                place: place.into(),
                grade: Grade::Assumed,
                source: "none".into(),
            },
        };
        scenario.values = vec![
            value(
                "credit.recovery",
                if at < 2 { 0.4 } else { 0.5 },
                "studies/s.toml:3",
            ),
            value("run.futures", at as f64, "default"),
        ];
        if at % 2 == 1 {
            scenario
                .values
                .push(value("agencies[0].advisors", 3.0, "other.toml:4"));
            scenario.input.rules.push(Rule {
                when: "employment > 1".into(),
                then: "stop".into(),
                agency: 0,
                conditions: Vec::new(),
                target: RuleTarget::Agency,
                set: Vec::new(),
                scale: 1.0,
                stop: true,
            });
        }
    }
    plan
}

/// Draws of a plan: two points of two replications.
fn drawn(mut plan: Plan) -> Plan {
    let point = |name: &str, value: f64| Point {
        name: name.into(),
        values: vec![value],
    };
    plan.replications = 2;
    plan.design = Some(Design {
        kind: "list",
        columns: vec![DesignColumn {
            name: "trust.gain".into(),
            unit: "per quarter".into(),
            grade: Grade::Expert,
            words: "values of the design".into(),
            targets: vec![(0, "trust.gain".into()), (2, "trust.gain".into())],
        }],
        points: vec![point("first", 0.05), point("", 0.06)],
        is_luck_shared: true,
    });
    plan
}

/// What came of a plan: numbers that differ everywhere, and the `lost`-th of its worlds lost.
fn dataset(plan: &Plan, lost: usize) -> Dataset {
    let worlds = plan.worlds();
    let mut dataset = dataset_with(1, 0, |_, _| 0.0);
    dataset.study = plan.study.clone();
    dataset.question = "What?".into();
    dataset.contexts = plan.contexts.clone();
    dataset.rivals = plan.rivals.clone();
    dataset.scenarios = plan
        .scenarios
        .iter()
        .map(|one| ScenarioInfo {
            name: one.name.clone(),
            title: format!("Scenario {}", one.name),
            context: one.context,
            changes: vec![format!("Changed: {}", one.name)],
        })
        .collect();
    dataset.replications = plan.n_worlds();
    dataset.draws = Draws::from_plan(plan);
    dataset.answer = Some((1, 0));
    dataset.grades = vec![("assumed".into(), 2)];
    dataset.warnings = vec!["careful".into()];
    dataset.notes = vec!["noted".into()];
    let mut worlds: Vec<u32> = worlds;
    worlds.sort_unstable();
    for (at, world) in worlds.iter().copied().enumerate() {
        if at == lost {
            dataset.failures.push(Failure {
                replication: world,
                scenario: "b".into(),
                quarter: Some(130),
                stage: "panic".into(),
                message: "index, out of\nrange".into(),
                replay: "linkwright run s.toml".into(),
            });
            continue;
        }
        for scenario in 0..plan.scenarios.len() {
            let number = |k: usize| (1000 * at + 100 * scenario + k) as f64 / 7.0;
            dataset.runs.push(RunRecord {
                scenario,
                replication: world,
                world_key: 0xabc0 + u64::from(world),
                values: (0..INDICATORS.len()).map(number).collect(),
            });
            let n_series = dataset.policy_quarters as usize * Dataset::n_series();
            dataset.series.push(SeriesRecord {
                scenario,
                replication: world,
                values: (0..n_series).map(|k| number(k) + 0.5).collect(),
            });
            let mut life = SpellRecord {
                scenario,
                replication: world,
                tables: Default::default(),
            };
            life.tables[0].add(1 + scenario as u32, Some(EndCause::Replaced));
            life.tables[1].add(at as u32, None);
            dataset.lives.push(life);
            if !dataset.is_baseline(scenario) {
                let mut values: Vec<f64> = (0..GROUPS * N_SIDES * GROUP_MEASURES.len())
                    .map(number)
                    .collect();
                values[..GROUP_MEASURES.len()].fill(0.0);
                dataset.groups.push(GroupRecord {
                    scenario,
                    replication: world,
                    values,
                });
            }
        }
        let fired = |quarter, seen| FiredRule {
            rule: 0,
            quarter,
            seen,
        };
        dataset.fired.push((1, fired(3 + at as u32, 2.0)));
        dataset.fired.push((3, fired(5, 1.0)));
    }
    dataset.sum_up_rules(plan);
    dataset
}

fn bands(plan: &Plan) -> Vec<SeriesBand> {
    let band = |scenario, quarter| SeriesBand {
        scenario,
        quarter,
        indicator: 0,
        n: plan.n_worlds().min(2) as usize,
        mean: 1.5,
        quantiles: [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3],
    };
    vec![band(0, 0), band(0, 1), band(1, 0)]
}

/// Writes a run into a folder.
fn written(root: &Path, name: &str, plan: &Plan, dataset: &Dataset) -> PathBuf {
    let folder = RunFolder::create(&root.join(name)).expect("free");
    let mut tables = run_tables(plan, dataset, true);
    tables.push(timeseries_table(&dataset.scenarios, &bands(plan)));
    tables
        .iter()
        .try_for_each(|table| folder.write_table(table))
        .expect("written");
    folder.write_inputs(plan).expect("written");
    let mut manifest = Manifest::from_plan(plan, dataset, Machine::default());
    manifest.given.files = vec!["s.toml".into()];
    folder.finish(manifest).expect("finished")
}

/// What a data set is when it is read back.
fn kept(dataset: &Dataset) -> Dataset {
    Dataset {
        fired: Vec::new(),
        ..dataset.clone()
    }
}

fn told(result: Result<FinishedRun, ReadError>) -> String {
    result.map_or_else(|error| error.to_string(), |_| "read".into())
}

/// Changes a file of a run, says so in its manifest, and tells what reading says; then all is as before.
fn with_change(run: &FinishedRun, file: &str, change: impl Fn(&str) -> String) -> String {
    let path = run.path.join(file);
    let before = fs::read(&path).expect("there");
    let text = String::from_utf8(before.clone()).expect("text");
    let changed = change(&text);
    assert_ne!(changed, text, "{file}");
    let mut manifest = run.manifest.clone();
    let entry = manifest
        .files
        .iter_mut()
        .find(|entry| entry.path == file)
        .expect("listed");
    *entry = FileEntry::from_bytes(file, changed.as_bytes());
    let place = run.path.join("manifest.json");
    let original = fs::read(&place).expect("there");
    fs::write(&path, &changed).expect("written");
    fs::write(&place, manifest.to_json()).expect("written");
    let found = told(RunFolder::read(&run.path));
    fs::write(&path, before).expect("written");
    fs::write(&place, original).expect("written");
    found.replace(&path.display().to_string(), file)
}

/// Changes the manifest of a run and tells what reading says; then all is as before.
fn with_manifest(run: &FinishedRun, change: impl Fn(&mut Manifest)) -> String {
    let mut manifest = run.manifest.clone();
    change(&mut manifest);
    assert_ne!(manifest, run.manifest);
    let place = run.path.join("manifest.json");
    let original = fs::read(&place).expect("there");
    fs::write(&place, manifest.to_json()).expect("written");
    let found = told(RunFolder::read(&run.path));
    fs::write(&place, original).expect("written");
    found.replace(&place.display().to_string(), "manifest.json")
}

#[test]
fn runs_read_back_as_they_were_written() {
    let root = Scratch::new("back");
    for (name, plan) in [("plain", plan()), ("drawn", drawn(plan()))] {
        let dataset = dataset(&plan, 1);
        let path = written(&root.0, name, &plan, &dataset);
        let run = RunFolder::read(&path).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(run.dataset, kept(&dataset), "{name}");
        assert_eq!(
            (run.bands.as_slice(), &run.path),
            (&bands(&plan)[..], &path)
        );
        let manifest = Manifest {
            files: Vec::new(),
            ..run.manifest.clone()
        };
        let mut right = Manifest::from_plan(&plan, &dataset, Machine::default());
        right.given.files = vec!["s.toml".into()];
        if let Some(draws) = &mut right.draws {
            (draws.points, draws.names) = (Vec::new(), Vec::new()); // which `design.csv` has
        }
        assert_eq!(manifest, right, "{name}");
        let files: Vec<&str> = run
            .manifest
            .files
            .iter()
            .map(|entry| entry.path.as_str())
            .collect();
        let design = (name == "drawn").then_some("data/design.csv");
        let right = design.into_iter().chain([
            "data/failures.csv",
            "data/indicators.csv",
            "data/lives.csv",
            "data/parameters.csv",
            "data/rules.csv",
            "data/runs.csv",
            "data/scale.csv",
            "data/timeseries-full.csv",
            "data/timeseries.csv",
            "data/twins.csv",
            "inputs/s.toml",
        ]);
        assert_eq!(files, right.collect::<Vec<_>>());
        assert_eq!(
            run.given_files().expect("given").1,
            [path.join("inputs/s.toml")]
        );
        let numbers = run.numbers().expect("numbers");
        assert_eq!(numbers.len(), 10);
        assert_eq!(
            numbers[2],
            StoredNumber {
                scenario: "b".into(),
                path: "credit.recovery".into(),
                value: 0.4,
                unit: "share".into(),
            }
        );
        let text = fs::read_to_string(path.join("data/parameters.csv")).expect("there");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[1],
            "a,credit.recovery,0.4,share,assumed,inputs/s.toml:3,none"
        );
        assert_eq!(
            lines[5],
            "b,agencies[0].advisors,3.0,share,assumed,other.toml:4,none"
        );
    }
}

#[test]
fn a_table_that_was_changed_is_refused_at_its_place() {
    let root = Scratch::new("changed");
    let plan = plan();
    let path = written(&root.0, "run", &plan, &dataset(&plan, 1));
    let run = RunFolder::read(&path).unwrap_or_else(|error| panic!("{error}"));
    let cases = [
        (
            "runs.csv",
            "study,a,2,",
            "study,c,2,",
            ":10: `c` in column `scenario` is not a scenario of the run",
        ),
        (
            "runs.csv",
            "study,a,2,2,",
            "study,a,7,7,",
            ":10: `7` in column `rep` is not a world of the run",
        ),
        (
            "runs.csv",
            "study,a,0,0,ok",
            "study,a,0,0,failed",
            ":2: `failed` in column `status` is not `ok`, as data/failures.csv has it",
        ),
        (
            "runs.csv",
            "study,a,1,1,failed",
            "study,a,1,1,ok",
            ":6: `ok` in column `status` is not `failed`, as data/failures.csv has it",
        ),
        (
            "runs.csv",
            "0x000000000000abc0",
            "abc0",
            ":2: `abc0` in column `seed_key` is not a key",
        ),
        (
            "runs.csv",
            "study,a,0,0,ok",
            "other,a,0,0,ok",
            ":2: `other` in column `study` stands where the run writes `study`",
        ),
        (
            "runs.csv",
            "study,b,0,0,ok",
            "study,a,0,0,ok",
            ":3: this row is there twice: the one above says the same",
        ),
        (
            "runs.csv",
            "study,a@r,0,0,ok",
            "study,a,0,0,ok",
            ":4: this row is not in its place: it belongs further up",
        ),
        (
            "runs.csv",
            ",sustained_linkages,",
            ",sustained,",
            ":1: there is no column `sustained_linkages`",
        ),
        (
            "failures.csv",
            "b,1,panic,130,",
            "c,1,panic,130,",
            ":2: `c` in column `scenario` is not a scenario of the run",
        ),
        (
            "failures.csv",
            "b,1,panic,130,",
            "b,3,panic,130,",
            ":2: `3` in column `rep` is not a world of the run",
        ),
        (
            "failures.csv",
            "b,1,panic,130,",
            "b,1,panic,x,",
            ":2: `x` in column `quarter` is not a whole number",
        ),
        (
            "failures.csv",
            "scenario,rep,",
            "scenario,rap,",
            ":1: there is no column `rep`",
        ),
        (
            "lives.csv",
            "a,0,all,1,",
            "a,0,all,2,",
            ":3: `2` in column `age_quarters` does not follow the age of the row above",
        ),
        (
            "lives.csv",
            "a,0,all,0,1,",
            "a,1,all,0,1,",
            ":2: `1` in column `rep` is not a world that finished",
        ),
        (
            "lives.csv",
            "a,0,all,0,1,",
            "a,0,some,0,1,",
            ":2: `some` in column `group` is not a group",
        ),
        (
            "twins.csv",
            "b,0,size,",
            "b,0,age,",
            ":2: `micro` in column `group` is not a group",
        ),
        (
            "twins.csv",
            "b,0,size,",
            "a,0,size,",
            ":2: `0` in column `rep` is not a world that finished",
        ),
        (
            "twins.csv",
            "small,participants,",
            "small,others,",
            ":3: `16.285714285714285` in column `firms` stands where the run writes `17.285714285714285`",
        ),
        (
            "twins.csv",
            ",participants,",
            ",some,",
            ":2: `some` in column `firms_in` is not a side",
        ),
        (
            "rules.csv",
            "b,employment > 1,stop,2,",
            "c,employment > 1,stop,2,",
            ":2: `c` in column `scenario` is not a scenario of the run",
        ),
        (
            "rules.csv",
            "b,employment > 1,stop,2,",
            "b,employment > 1,stop,two,",
            ":2: `two` in column `worlds` is not a whole number",
        ),
        (
            "timeseries-full.csv",
            "b,0,0,",
            "a,0,3,",
            ":1: rows are missing, too many or in another order: every world that finished has 3 in a row",
        ),
        (
            "timeseries-full.csv",
            "a,0,1,",
            "a,0,0,",
            ":3: `0` in column `quarter` stands where the run writes `1`",
        ),
        (
            "timeseries.csv",
            "a,0,sustained_linkages,",
            "a,0,sustained,",
            ":2: `sustained` in column `indicator` is not an indicator",
        ),
        (
            "timeseries.csv",
            "a,1,sustained_linkages,",
            "a,0,sustained_linkages,",
            ":3: this row is there twice: the one above says the same",
        ),
        (
            "timeseries.csv",
            "a,0,",
            "b,0,",
            ":3: this row is not in its place: it belongs further up",
        ),
        (
            "timeseries.csv",
            ",1.3\n",
            ",inf\n",
            ":2: `inf` in column `q975` is not a finite number",
        ),
        (
            "parameters.csv",
            "a,credit.recovery,",
            "a,run.futures,",
            ":3: `run.futures` in column `path` is there twice for this scenario",
        ),
        (
            "parameters.csv",
            "a,credit.recovery,",
            "c,credit.recovery,",
            ":2: `c` in column `scenario` is not a scenario of the run",
        ),
        (
            "parameters.csv",
            "a,credit.recovery,0.4,",
            "a,credit.recovery,x,",
            ":2: `x` in column `value` is not a number",
        ),
    ];
    for (file, from, to, reason) in cases {
        let file = format!("data/{file}");
        let found = with_change(&run, &file, |text| text.replacen(from, to, 1));
        assert_eq!(found, format!("{file}{reason}"));
    }
    let row = |text: &str, at: usize| text.lines().nth(at).expect("a row").to_string() + "\n";
    for (file, at, reason) in [
        (
            "runs.csv",
            2,
            ":3: the row of `b` in world 0 is missing here",
        ),
        (
            "runs.csv",
            12,
            ":13: the row of `b@r` in world 2 is missing here",
        ),
        (
            "timeseries-full.csv",
            1,
            ":1: rows are missing, too many or in another order: every world that finished has 3 in a row",
        ),
    ] {
        let file = format!("data/{file}");
        let found = with_change(&run, &file, |text| text.replacen(&row(text, at), "", 1));
        assert_eq!(found, format!("{file}{reason}"));
    }
    // a world too many, of quarters enough for all
    let found = with_change(&run, "data/timeseries-full.csv", |text| {
        let last: String = (22..25).map(|at| row(text, at)).collect();
        text.replacen(&last, "", 1)
    });
    assert!(found.contains("rows are missing, too many"), "{found}");
    for (file, more, reason) in [
        ("rules.csv", "b,x,y,1,0,,,,\n", "read"),
        (
            "failures.csv",
            "b,2,panic,,,\n",
            "data/runs.csv:10: `ok` in column `status` is not `failed`, as data/failures.csv has it",
        ),
        (
            "failures.csv",
            "b,1,panic,,,\n",
            "data/failures.csv:4: this row is there twice: the one above says the same",
        ),
        (
            "failures.csv",
            ",0,panic,,,\n",
            "data/failures.csv:4: this row is not in its place: it belongs further up",
        ),
    ] {
        let found = with_change(&run, &format!("data/{file}"), |text| {
            format!("{text}{more}")
        });
        assert!(found.ends_with(reason), "{found}: {reason}");
    }
    assert_eq!(
        told(RunFolder::read(&path)),
        "read",
        "every change was undone"
    );
}

#[test]
fn a_design_that_was_changed_is_refused_at_its_place() {
    let root = Scratch::new("design");
    let plan = drawn(plan());
    let path = written(&root.0, "run", &plan, &dataset(&plan, 9));
    let run = RunFolder::read(&path).unwrap_or_else(|error| panic!("{error}"));
    for (from, to, reason) in [
        (
            "0,first,0.05",
            "0,first,x",
            "data/design.csv:2: `x` in column `trust.gain` is not a number",
        ),
        (
            "1,,0.06",
            "2,,0.06",
            "data/design.csv:3: `2` in column `draw` stands where the run writes `1`",
        ),
        ("1,,0.06\n", "", "data/design.csv:1: 1 draws, of 2"),
        (
            "trust.gain",
            "trust.gian",
            "data/design.csv:1: there is no column `trust.gain`",
        ),
        (
            "name",
            "point",
            "data/design.csv:1: there is no column `name`",
        ),
    ] {
        let found = with_change(&run, "data/design.csv", |text| text.replacen(from, to, 1));
        assert_eq!(found, reason);
    }
    let header = "study,scenario,draw,rep,world,status,seed_key,";
    let text = fs::read_to_string(path.join("data/runs.csv")).expect("there");
    assert!(text.starts_with(header), "{text}");
    assert!(text.contains("\nstudy,b,1,1,100001,ok,0x"), "{text}");
    let found = with_change(&run, "data/runs.csv", |text| {
        text.replace(",1,1,100001,", ",1,2,100002,")
    });
    assert_eq!(
        found,
        "data/runs.csv:14: `100002` in column `world` is not a world of the run"
    );
}

#[test]
fn one_replication_alone_reads_back() {
    let root = Scratch::new("alone");
    let plan = Plan {
        replications: 1,
        ..plan()
    };
    let mut dataset = dataset(&plan, 9);
    dataset.runs.iter_mut().for_each(|run| run.replication = 6);
    dataset
        .series
        .iter_mut()
        .for_each(|series| series.replication = 6);
    dataset
        .lives
        .iter_mut()
        .for_each(|life| life.replication = 6);
    dataset
        .groups
        .iter_mut()
        .for_each(|group| group.replication = 6);
    let path = written(&root.0, "run", &plan, &dataset);
    let run = RunFolder::read(&path).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(run.dataset, kept(&dataset));
}

#[test]
fn a_manifest_that_was_changed_is_refused() {
    let root = Scratch::new("manifest");
    let plan = plan();
    let path = written(&root.0, "run", &plan, &dataset(&plan, 9));
    let run = RunFolder::read(&path).unwrap_or_else(|error| panic!("{error}"));
    let unlisted = "manifest.json: it names a scenario or a context that it does not list";
    for (what, change) in [
        (
            "of a scenario",
            (|one| one.scenarios[0].context = "sea".into()) as fn(&mut Manifest),
        ),
        ("of a context", |one| one.contexts[1].baseline = "z".into()),
        ("of an answer", |one| {
            one.answer.as_mut().expect("one").against = "z".into();
        }),
        ("of an answer", |one| {
            one.answer.as_mut().expect("one").scenario = "z".into();
        }),
    ] {
        assert_eq!(with_manifest(&run, change), unlisted, "{what}");
    }
    for file in ["runs.csv", "failures.csv", "lives.csv", "twins.csv"] {
        let found = with_manifest(&run, |one| {
            one.files
                .retain(|entry| entry.path != format!("data/{file}"));
        });
        assert_eq!(
            found,
            format!("manifest.json: it does not list data/{file}")
        );
    }
    let found = with_manifest(&run, |one| one.format += 1);
    assert_eq!(
        found,
        "manifest.json: layout 5 of run folders; this version reads layout 4"
    );
    for change in [
        (|one| one.title = "a\u{202e}b".into()) as fn(&mut Manifest),
        |one| one.notes.push("a\u{202e}b".into()),
        |one| one.contexts[0].title = "a\u{202e}b".into(),
    ] {
        let found = with_manifest(&run, change);
        assert_eq!(
            found,
            r#"manifest.json: "a\u{202e}b" holds characters that are none of text"#
        );
    }
    assert_eq!(
        with_manifest(&run, |one| one.title = "Zürich — a\u{a0}b".into()),
        "read"
    );
    let place = path.join("manifest.json");
    let text = fs::read_to_string(&place).expect("there");
    let refused = |text: &str| {
        fs::write(&place, text).expect("written");
        told(RunFolder::read(&path)).replace(&place.display().to_string(), "manifest.json")
    };
    let changed = "manifest.json was changed after the run: it is not what its own digest, its last entry, says";
    assert_eq!(
        refused(&text.replace("\"seed\": 7", "\"seed\": 8")),
        changed
    );
    assert_eq!(refused(&text.replace("\n}\n", "\n} \n")), changed);
    assert!(refused("{").starts_with("manifest.json: EOF while parsing"));
    assert_eq!(refused("{}"), changed);
    assert_eq!(refused(&text), "read");
    let gone = |name: &str| told(RunFolder::read(&root.0.join(name)));
    assert!(gone("nothing").ends_with("nothing is not a finished run: it has no manifest.json"));
    fs::remove_file(path.join("data/twins.csv")).expect("removed");
    assert!(gone("run").ends_with(
        "twins.csv was changed after the run: manifest.json lists it, and it is not there"
    ));
    fs::create_dir(path.join("data/twins.csv")).expect("made");
    assert!(gone("run").starts_with("cannot read "), "{}", gone("run"));
    fs::remove_dir(path.join("data/twins.csv")).expect("removed");
    fs::write(path.join("data/twins.csv"), "abc").expect("written");
    let found = gone("run");
    assert!(
        found.contains("twins.csv was changed after the run: it has 3 bytes with SHA-256 ba7816bf8f01…, and manifest.json says"),
        "{found}"
    );
    fs::create_dir_all(root.0.join("odd/manifest.json")).expect("made");
    assert!(gone("odd").starts_with("cannot read "), "{}", gone("odd"));
}

#[test]
fn a_pointer_leads_to_its_run() {
    let root = Scratch::new("pointer");
    let plan = plan();
    let path = written(&root.0, "run", &plan, &dataset(&plan, 9));
    let pointer = root.0.join("latest");
    fs::write(&pointer, "run\n").expect("written");
    let run = RunFolder::read(&pointer).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(run.path, path);
    let spaces = " ".repeat(4095 - 3);
    fs::write(&pointer, format!("run{spaces}")).expect("written");
    assert_eq!(told(RunFolder::read(&pointer)), "read");
    fs::write(&pointer, format!("run {spaces}")).expect("written");
    assert!(
        told(RunFolder::read(&pointer)).contains("is not a finished run"),
        "a text of 4,096 bytes is no pointer"
    );
}

#[test]
fn copies_of_inputs_are_checked_before_they_are_run_again() {
    let root = Scratch::new("given");
    let plan = plan();
    let path = written(&root.0, "run", &plan, &dataset(&plan, 9));
    let mut run = RunFolder::read(&path).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        Invocation::copy_of(&plan, "studies/s.toml"),
        Some("s.toml".into())
    );
    assert_eq!(Invocation::copy_of(&plan, "s.toml"), None);
    fs::write(path.join("inputs/s.toml"), "format = 2\n").expect("written");
    assert!(
        run.given_files()
            .expect_err("changed")
            .to_string()
            .contains("s.toml was changed after the run")
    );
    fs::write(path.join("inputs/s.toml"), "format = 1\n").expect("written");
    run.manifest.given.files.clear();
    let error = run.given_files().expect_err("not said").to_string();
    assert!(
        error.ends_with("manifest.json: it does not say from which files the run was made"),
        "{error}"
    );
}

#[test]
fn files_of_a_run_are_made_again_where_they_differ() {
    let root = Scratch::new("renew");
    let plan = plan();
    let path = written(&root.0, "run", &plan, &dataset(&plan, 9));
    let mut manifest = RunFolder::read(&path)
        .unwrap_or_else(|error| panic!("{error}"))
        .manifest;
    let listed = |manifest: &Manifest| -> Vec<String> {
        let report = |path: &&str| !path.starts_with("data/") && !path.starts_with("inputs/");
        let paths = manifest.files.iter().map(|entry| entry.path.as_str());
        paths.filter(report).map(str::to_string).collect()
    };
    let of = |names: &[&str]| -> Vec<(String, Vec<u8>)> {
        names
            .iter()
            .map(|name| ((*name).to_string(), name.as_bytes().to_vec()))
            .collect()
    };
    let is_stale = |inside: &str, is_listed: bool| {
        inside.starts_with("report/") && (is_listed || inside.ends_with(".svg"))
    };
    let renew = |manifest: &mut Manifest, files: &[&str]| {
        renew_files(&path, manifest, &of(files), &is_stale).expect("renewed")
    };
    let before = fs::metadata(path.join("manifest.json"))
        .and_then(|found| found.modified())
        .expect("there");
    assert_eq!(
        renew(
            &mut manifest,
            &["page.html", "report/a.svg", "report/b.svg"]
        ),
        (3, 0)
    );
    assert_eq!(
        listed(&manifest),
        ["page.html", "report/a.svg", "report/b.svg"]
    );
    let read = RunFolder::read(&path).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(read.manifest, manifest);
    let between = fs::metadata(path.join("manifest.json"))
        .and_then(|found| found.modified())
        .expect("there");
    assert_ne!(before, between);
    assert_eq!(
        renew(
            &mut manifest,
            &["page.html", "report/a.svg", "report/b.svg"]
        ),
        (0, 0),
        "nothing differs"
    );
    let after = fs::metadata(path.join("manifest.json"))
        .and_then(|found| found.modified())
        .expect("there");
    assert_eq!(
        between, after,
        "a manifest that says the same is left alone"
    );
    fs::write(path.join("report/notes.txt"), "kept").expect("written");
    fs::write(path.join("report/old.svg"), "stale").expect("written");
    fs::write(path.join("report/b.svg"), "changed").expect("written");
    fs::write(path.join("other.svg"), "elsewhere").expect("written");
    assert_eq!(
        renew(&mut manifest, &["report/b.svg"]),
        (1, 2),
        "one that is listed and one beside it are stale"
    );
    assert_eq!(listed(&manifest), ["page.html", "report/b.svg"]);
    let is_there = |inside: &str| path.join(inside).is_file();
    assert!(is_there("report/notes.txt") && is_there("other.svg") && is_there("page.html"));
    assert!(!is_there("report/a.svg") && !is_there("report/old.svg"));
    assert_eq!(
        fs::read(path.join("report/b.svg")).expect("there"),
        b"report/b.svg"
    );
    assert!(!is_there("report/b.svg.partial"));
    fs::remove_file(path.join("report/b.svg")).expect("removed");
    assert_eq!(
        renew(&mut manifest, &["page.html"]),
        (0, 0),
        "what is gone already is listed no longer"
    );
    assert_eq!(listed(&manifest), ["page.html"]);
}

#[test]
fn a_file_is_written_once() {
    let root = Scratch::new("once");
    let path = root.0.join("below/page.html");
    write_new(&path, b"abc").expect("written");
    assert_eq!(fs::read(&path).expect("there"), b"abc");
    let error = write_new(&path, b"abd").expect_err("there already");
    assert_eq!(
        error.to_string(),
        format!("{} exists already", path.display())
    );
    assert_eq!(fs::read(&path).expect("there"), b"abc");
    assert_eq!(
        fs::read_dir(root.0.join("below")).expect("there").count(),
        1,
        "no attempt is left"
    );
    fs::create_dir_all(root.0.join("page.html.partial")).expect("made");
    let error = write_new(&root.0.join("page.html"), b"abc").expect_err("in the way");
    assert!(error.to_string().starts_with("cannot write "), "{error}");
}

#[test]
fn finished_runs_in_a_folder_are_found_by_name() {
    let root = Scratch::new("inside");
    for name in ["two", "one", "no-runs", "no-manifest"] {
        fs::create_dir_all(root.0.join(name).join("data")).expect("made");
        if name != "no-runs" {
            fs::write(root.0.join(name).join("data/runs.csv"), "").expect("written");
        }
        if name != "no-manifest" {
            fs::write(root.0.join(name).join("manifest.json"), "").expect("written");
        }
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("one", root.0.join("latest")).expect("linked");
    assert_eq!(runs_in(&root.0), [root.0.join("one"), root.0.join("two")]);
    assert!(runs_in(&root.0.join("nothing")).is_empty());
}

#[test]
fn the_demand_on_the_machine_is_counted() {
    let plan = plan();
    let dataset = dataset(&plan, 1);
    let numbers = |n: usize| 8 * n as u64;
    let runs = numbers(8 * INDICATORS.len());
    let series = numbers(8 * 3 * Dataset::n_series());
    let groups = numbers(4 * GROUPS * N_SIDES * GROUP_MEASURES.len());
    let age = 4 * (1 + dataset.lives[0].tables[0].ended[0].len() as u64);
    // `all` reaches ages 1 to 4 in two worlds, `facilitated` age 0 in one and age 2 in the other
    let lives = age * (2 * (2 + 3 + 4 + 5) + 4 * (1 + 3));
    assert_eq!(worlds_memory(&dataset), runs + series + groups + lives);
    let tables = run_tables(&plan, &dataset, false);
    let bytes = tables.iter().map(|table| table.to_csv().len() as u64);
    assert_eq!(tables_size(&plan, &dataset), bytes.sum::<u64>());
    assert!(Dataset::n_series() > 1 && Dataset::n_series() < INDICATORS.len());
    #[cfg(target_os = "linux")]
    {
        let peak = peak_memory().expect("the system reports it");
        let status = fs::read_to_string("/proc/self/status").expect("there");
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let after = line
            .and_then(|line| line.split_whitespace().nth(1))
            .expect("a number");
        let kibibytes: u64 = after.parse().expect("a number");
        assert!(
            peak > 1 << 20 && peak <= 1024 * kibibytes,
            "{peak} {kibibytes}"
        );
    }
}

#[test]
fn events_are_rows_of_a_table() {
    let event = |tnc, what| Event {
        quarter: 4,
        sme: 17,
        tnc,
        what,
    };
    let row = |event: &Event| event_row("a", 3, event);
    let table = Table::new(
        "t.csv",
        &EVENTS_HEADER,
        vec![
            row(&event(Some(2), What::Reached(Stage::Trial, 5.5))),
            row(&event(Some(2), What::Ended(Some(EndCause::Replaced)))),
            row(&event(None, What::Workers(3.0, 4.0))),
            row(&event(None, What::Closed)),
        ],
    );
    let text = String::from_utf8(table.to_csv()).expect("text");
    let right = [
        "scenario,rep,quarter,sme,tnc,event,value,cause",
        "a,3,4,17,2,trial,5.5,",
        "a,3,4,17,2,ended,,replaced",
        "a,3,4,17,,workers,4.0,",
        "a,3,4,17,,closed,,\n",
    ];
    assert_eq!(text, right.join("\n"));
    let none = events_table(&dataset(&plan(), 9), 3, &[]);
    assert_eq!(
        (none.file.as_str(), none.header.join(",")),
        ("rep-3.csv", EVENTS_HEADER.join(","))
    );
}

#[test]
fn a_data_set_knows_its_parts() {
    let whole = dataset(&plan(), 1);
    let first = whole.first(2);
    assert_eq!(
        (first.replications, first.runs.len(), first.series.len()),
        (2, 4, 4)
    );
    assert_eq!(
        (first.lives.len(), first.groups.len(), first.failures.len()),
        (4, 2, 1)
    );
    assert!(first.runs.iter().all(|run| run.replication == 0));
    assert_eq!(whole.first(1).failures, []);
    assert_eq!(whole.first(9), whole);
    let (plan, mut joined) = (plan(), first);
    joined.fired.truncate(2);
    let part = |n: usize, all: usize| n..all;
    let later = Dataset {
        replications: 1,
        runs: whole.runs[part(4, 8)].to_vec(),
        series: whole.series[part(4, 8)].to_vec(),
        lives: whole.lives[part(4, 8)].to_vec(),
        groups: whole.groups[part(2, 4)].to_vec(),
        fired: whole.fired[part(2, 4)].to_vec(),
        failures: Vec::new(),
        ..whole.clone()
    };
    joined.append(&plan, later);
    assert_eq!(joined, whole);
    assert_eq!(whole.n_complete(), 2);
    let of_draws = dataset(&drawn(plan), 1);
    assert_eq!((of_draws.runs.len(), of_draws.n_complete()), (12, 3));
    assert_eq!(whole.scenario_index("a@r"), Some(2));
    assert_eq!(whole.scenario_index("c"), None);
    let all = |scenarios: Vec<usize>| scenarios;
    assert_eq!(all(whole.in_context(0).collect()), [0, 1]);
    assert_eq!(all(whole.in_context(1).collect()), [2, 3]);
    assert_eq!(all(whole.compared_in(1).collect()), [3]);
    assert_eq!(all(whole.compared().collect()), [1, 3]);
    assert_eq!([0, 1, 2, 3].map(|at| whole.baseline_of(at)), [0, 0, 2, 2]);
    assert_eq!(
        [0, 1, 2, 3].map(|at| whole.is_baseline(at)),
        [true, false, true, false]
    );
}

#[test]
fn a_data_set_has_words_for_its_contexts() {
    let mut dataset = dataset(&plan(), 1);
    let labels = |dataset: &Dataset| [0, 1].map(|context| dataset.context_label(context));
    let programmes = |dataset: &Dataset| [0, 3].map(|at| dataset.programme(at).map(str::to_string));
    assert_eq!(
        dataset.context_words(),
        ("structure", "structures of the model")
    );
    assert_eq!(labels(&dataset), ["as modelled", "Rival"]);
    assert_eq!(programmes(&dataset), [Some("a".into()), Some("b".into())]);
    assert_eq!(dataset.rival(1).map(|rival| rival.of), Some(0));
    assert_eq!(dataset.rival(0), None);
    dataset.contexts.push(StudyContext {
        name: "sea".into(),
        title: String::new(),
        baseline: 0,
    });
    assert_eq!(
        dataset.context_words(),
        (
            "context or structure",
            "contexts and structures of the model"
        )
    );
    assert_eq!(labels(&dataset), ["land", "land, Rival"]);
    dataset.rivals.clear();
    assert_eq!(dataset.context_words(), ("context", "contexts"));
    assert_eq!(labels(&dataset), ["land", "land~r"]);
    assert_eq!(programmes(&dataset), [None, Some("b".into())]);
    dataset.contexts.truncate(1);
    assert_eq!(dataset.context_words(), ("context", "contexts"));
    assert_eq!(dataset.context_label(0), "land");
    // two rivals of one context are one structure more than rivals, too
    dataset.contexts = ["land", "land~r", "land~q"]
        .map(|name| StudyContext {
            name: name.into(),
            title: String::new(),
            baseline: 0,
        })
        .to_vec();
    dataset.rivals = [1, 2]
        .map(|context| RivalContext {
            context,
            of: 0,
            title: format!("Rival {context}"),
        })
        .to_vec();
    assert_eq!(
        dataset.context_words(),
        ("structure", "structures of the model")
    );
    assert_eq!(
        [0, 2].map(|context| dataset.context_label(context)),
        ["as modelled", "Rival 2"]
    );
}

#[test]
fn an_answer_beside_the_baselines_is_extra() {
    let mut dataset = dataset(&plan(), 1);
    let extra = |dataset: &mut Dataset, answer: Option<(usize, usize)>| {
        dataset.answer = answer;
        dataset.extra_answer()
    };
    for (answer, is_extra) in [
        ((1, 0), false),
        ((3, 2), false),
        ((0, 1), true),
        ((3, 1), true),
        ((3, 0), true),
    ] {
        let found = extra(&mut dataset, Some(answer));
        assert_eq!(found, Some(answer).filter(|_| is_extra), "{answer:?}");
    }
    assert_eq!(extra(&mut dataset, None), None);
    let asked = |dataset: &Dataset| -> Vec<&str> {
        dataset
            .asked_indicators()
            .iter()
            .map(|one| one.name)
            .collect()
    };
    assert_eq!(asked(&dataset), ["sustained_linkages"]);
    let jobs = &INDICATORS[indicator_index("employment").expect("an indicator")];
    dataset.headline = ["none", "exporters", "employment"]
        .map(String::from)
        .to_vec();
    dataset.question = format!("What of {}?", jobs.title.to_uppercase());
    assert_eq!(dataset.head_indicator().name, "exporters");
    assert_eq!(asked(&dataset), ["exporters", "employment"]);
    dataset.question.clear();
    assert_eq!(asked(&dataset), ["exporters"]);
    dataset.headline.clear();
    assert_eq!(dataset.head_indicator().name, INDICATORS[0].name);
}

#[test]
fn rules_are_summed_up_over_worlds() {
    let plan = plan();
    let mut dataset = dataset(&plan, 9);
    let fired = |scenario, quarter, seen| {
        (
            scenario,
            FiredRule {
                rule: 0,
                quarter,
                seen,
            },
        )
    };
    let sums = |dataset: &mut Dataset, all: Vec<(usize, FiredRule)>| {
        dataset.fired = all;
        dataset.sum_up_rules(&plan);
        dataset
            .rules
            .iter()
            .map(|rule| {
                format!(
                    "{} {} {:?} {}",
                    rule.scenario, rule.acted, rule.quarters, rule.seen
                )
            })
            .collect::<Vec<_>>()
    };
    let other = (
        1,
        FiredRule {
            rule: 1,
            quarter: 9,
            seen: 9.0,
        },
    );
    assert_eq!(
        sums(
            &mut dataset,
            vec![fired(1, 8, 1.0), fired(1, 3, 2.0), fired(1, 5, 6.0), other]
        ),
        ["1 3 [3.0, 5.0, 8.0] 3", "3 0 [NaN, NaN, NaN] NaN"]
    );
    assert_eq!(
        sums(
            &mut dataset,
            vec![fired(1, 8, 1.0), fired(3, 3, 2.5), fired(1, 3, 2.0)]
        ),
        ["1 2 [3.0, 5.5, 8.0] 1.5", "3 1 [3.0, 3.0, 3.0] 2.5"]
    );
    let rule = &dataset.rules[0];
    assert_eq!(
        (rule.when.as_str(), rule.then.as_str(), rule.worlds),
        ("employment > 1", "stop", 3)
    );
}

#[test]
fn worlds_of_a_draw_are_counted_together() {
    for is_luck_shared in [false, true] {
        let mut plan = drawn(plan());
        plan.design.as_mut().expect("draws").is_luck_shared = is_luck_shared;
        let mut dataset = dataset(&plan, 9);
        dataset
            .groups
            .iter_mut()
            .for_each(|group| group.values.fill(f64::from(group.replication % 7)));
        let by_draw = dataset.by_draw();
        let units = by_draw
            .runs
            .iter()
            .map(|run| (run.replication, run.scenario))
            .collect::<Vec<_>>();
        assert_eq!(
            units,
            [0, 1]
                .map(|unit| [0, 1, 2, 3].map(|scenario| (unit, scenario)))
                .concat()
        );
        assert_eq!((by_draw.replications, by_draw.series.len()), (2, 0));
        assert_eq!(
            by_draw.runs[4].world_key,
            0xabc0 + if is_luck_shared { 1 } else { 100_000 }
        );
        // the worlds are 0 and 1 of the first draw, 100,000 and 100,001 of the second
        let pairs = if is_luck_shared {
            [[0, 2], [1, 3]]
        } else {
            [[0, 1], [2, 3]]
        };
        for (unit, pair) in pairs.iter().enumerate() {
            let ages = pair[1] + 1;
            let pooled = &by_draw.lives[4 * unit + 1].tables;
            assert_eq!(pooled[0].at_risk, [2, 2, 2]);
            assert_eq!((pooled[0].ended_at(2), pooled[0].ended_at(1)), (2, 0));
            let right: Vec<u32> = (0..ages).map(|age| 1 + u32::from(age <= pair[0])).collect();
            assert_eq!(pooled[1].at_risk, right);
            let worlds = pair.map(|at| f64::from([0_u32, 1, 100_000, 100_001][at] % 7));
            let group = &by_draw.groups[2 * unit];
            assert_eq!((group.replication as usize, group.scenario), (unit, 1));
            assert!(
                group
                    .values
                    .iter()
                    .all(|value| *value == 0.5 * (worlds[0] + worlds[1]))
            );
        }
        let counted = dataset.counted();
        let words = [
            counted.word(1),
            counted.word(2),
            counted.long(1),
            counted.long(2),
            counted.flag(),
        ];
        if is_luck_shared {
            assert_eq!(
                words,
                [
                    "replication",
                    "replications",
                    "replication",
                    "replications",
                    "-r"
                ]
            );
        } else {
            assert_eq!(words, ["draw", "draws", "draw", "draws", "--draws"]);
        }
    }
    let counted = dataset(&plan(), 9).counted();
    let words = [
        counted.word(0),
        counted.word(1),
        counted.long(0),
        counted.long(1),
        counted.flag(),
    ];
    assert_eq!(
        words,
        [
            "worlds",
            "world",
            "simulated worlds",
            "simulated world",
            "-r"
        ]
    );
}

#[test]
fn draws_of_a_plan_are_named_with_their_scenarios() {
    let draws = Draws::from_plan(&drawn(plan())).expect("draws");
    let number = DrawnNumber {
        name: "trust.gain".into(),
        unit: "per quarter".into(),
        grade: "expert".into(),
        words: "values of the design".into(),
        scenarios: vec!["a".into(), "a@r".into()],
    };
    let right = Draws {
        kind: "list".into(),
        n: 2,
        replications: 2,
        is_luck_shared: true,
        numbers: vec![number],
        points: vec![vec![0.05], vec![0.06]],
        names: vec!["first".into(), String::new()],
    };
    assert_eq!(draws, right);
    assert_eq!(Draws::from_plan(&plan()), None);
}

#[test]
fn a_plan_with_draws_goes_by_its_design_and_baselines() {
    let plan = drawn(plan());
    let hash = plan_hash(&plan);
    let mut other = plan.clone();
    other.design.as_mut().expect("draws").points[0].values[0] = 0.07;
    let mut baseline = plan.clone();
    baseline.contexts[0].baseline = 1;
    let mut scenario = plan.clone();
    scenario.scenarios[1].input.periods.policy += 1;
    let hashes = [
        plan_hash(&other),
        plan_hash(&baseline),
        plan_hash(&scenario),
    ];
    assert!(
        hashes.iter().all(|one| *one != hash && one.len() == 64),
        "{hashes:?}"
    );
    let [one, two] = [&plan.scenarios[0], &scenario.scenarios[1]].map(scenario_hash);
    assert!(one != two && one == scenario_hash(&plan.scenarios[0]) && one.len() == 64);
}

/// A finished run of a plan, as the changes make it.
fn run_of(
    root: &Scratch,
    name: &str,
    plan: &Plan,
    lost: usize,
    change: impl Fn(&mut Dataset),
) -> FinishedRun {
    let mut dataset = dataset(plan, lost);
    change(&mut dataset);
    RunFolder::read(&written(&root.0, name, plan, &dataset))
        .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn runs_of_the_same_worlds_are_joined() {
    let root = Scratch::new("join");
    let plan = plan();
    let first = run_of(&root, "first", &plan, 1, |_| ());
    let alone = join(std::slice::from_ref(&first)).expect("joined");
    assert_eq!(
        (&alone.dataset, &alone.twins[..], alone.notes.len()),
        (&first.dataset, &[0, 0, 2, 2][..], 0)
    );
    // another programme of the same name, the same baselines, a scenario more, and a world less
    let mut other = plan.clone();
    other.scenarios[1].input.periods.policy += 1;
    other.scenarios[3].name = "c@r".into();
    other.scenarios[3].input.periods.policy += 2;
    other.scenarios[1].values.push(ResolvedValue {
        path: "instruments[0].end".into(),
        value: 3.0,
        unit: "quarters".into(),
        origin: plan.scenarios[0].values[0].origin.clone(),
    });
    let second = run_of(&root, "second", &other, 2, |dataset| {
        dataset
            .runs
            .iter_mut()
            .filter(|run| run.scenario % 2 == 1)
            .for_each(|run| run.values[0] += 0.25);
    });
    let joined = join(&[first.clone(), second.clone()]).expect("joined");
    let names: Vec<&str> = joined
        .dataset
        .scenarios
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["a", "b", "a@r", "b@r", "b#2", "c@r"]);
    assert_eq!(
        joined
            .dataset
            .scenarios
            .iter()
            .map(|one| one.context)
            .collect::<Vec<_>>(),
        [0, 0, 1, 1, 0, 1]
    );
    assert_eq!(joined.twins, [0, 0, 2, 2, 0, 2]);
    let runs: Vec<_> = joined
        .dataset
        .runs
        .iter()
        .map(|run| (run.replication, run.scenario))
        .collect();
    assert_eq!(runs, [0, 1, 2, 3, 4, 5].map(|scenario| (0, scenario)));
    let value = |dataset: &Dataset, at: usize| dataset.runs[at].values.clone();
    assert_eq!(value(&joined.dataset, 4), value(&second.dataset, 1));
    assert_eq!(value(&joined.dataset, 1), value(&first.dataset, 1));
    let lost: Vec<u32> = joined
        .dataset
        .failures
        .iter()
        .map(|one| one.replication)
        .collect();
    assert_eq!((lost, joined.dataset.replications), (vec![1, 2], 3));
    let folder = |run: &FinishedRun| run.path.display().to_string();
    let (one, two) = (folder(&first), folder(&second));
    assert_eq!(
        joined.notes,
        [
            "1 of 2 worlds are in all runs".to_string(),
            format!("`b#2` is `b` of {two}, another scenario than `b` of {one}")
        ]
    );
    assert!(
        joined.dataset.series.is_empty()
            && joined.dataset.lives.is_empty()
            && joined.dataset.groups.is_empty()
            && joined.dataset.rules.is_empty()
    );
    // a shorter run
    let short = Plan {
        replications: 2,
        ..plan.clone()
    };
    let third = run_of(&root, "third", &short, 9, |_| ());
    let joined = join(&[first.clone(), third]).expect("joined");
    let lost: Vec<u32> = joined
        .dataset
        .failures
        .iter()
        .map(|one| one.replication)
        .collect();
    assert_eq!(
        (
            lost,
            joined.dataset.replications,
            joined.dataset.scenarios.len()
        ),
        (vec![1], 2, 4)
    );
    assert_eq!(joined.notes, ["1 of 2 worlds are in all runs"]);
    let late = run_of(&root, "late", &plan, 2, |_| ());
    let fourth = run_of(&root, "fourth", &short, 9, |_| ());
    let joined = join(&[late, fourth]).expect("joined");
    assert_eq!(
        (
            joined.dataset.failures.len(),
            joined.dataset.replications,
            joined.notes.len()
        ),
        (0, 2, 0),
        "a world that was not asked for is not lost"
    );
}

#[test]
fn runs_of_other_worlds_are_not_joined() {
    let root = Scratch::new("apart");
    let plan = plan();
    let first = run_of(&root, "first", &plan, 9, |_| ());
    let refused = |other: &FinishedRun| {
        let error = join(&[first.clone(), other.clone()]).expect_err("refused");
        let root = format!("{}/", root.0.display());
        (error.to_string().replace(&root, ""), error.help())
    };
    let mut other = first.clone();
    other.path = root.0.join("second");
    other.manifest.linkwright = "0.0.1".into();
    let (error, help) = refused(&other);
    assert!(
        error.starts_with("first was made by version ")
            && error.contains(" and second by 0.0.1 (build "),
        "{error}"
    );
    assert_eq!(help, "run both studies again with one program");
    other.manifest = first.manifest.clone();
    other.manifest.build = "f00".into();
    assert!(
        refused(&other)
            .0
            .contains(" (build f00): their worlds need not be the same")
    );
    other.manifest = first.manifest.clone();
    other.manifest.seed = 8;
    assert_eq!(
        refused(&other),
        (
            "first has seed 7 and second seed 8: their worlds do not share their random draws, and a difference would not be paired".into(),
            "run one of them again with the seed of the other (`--seed`)"
        )
    );
    let second = run_of(&root, "second", &plan, 9, |dataset| {
        dataset
            .runs
            .iter_mut()
            .filter(|run| run.replication == 2 && run.scenario == 1)
            .for_each(|run| run.values[3] += 1.0);
    });
    assert_eq!(
        refused(&second).0,
        format!(
            "scenario `b` is the same in first and second, but `{}` of replication 2 is not: the programs that ran them differ",
            INDICATORS[3].name
        )
    );
    let mut missing = run_of(&root, "missing", &plan, 9, |dataset| {
        dataset.title = "made again".into();
    });
    missing.dataset.runs[5].values[2] = f64::NAN;
    let told = format!("but `{}` of replication 1 is not", INDICATORS[2].name);
    assert!(refused(&missing).0.contains(&told), "{told}");
    let mut both = first.clone();
    both.dataset.runs[5].values[2] = -f64::NAN;
    assert!(
        join(&[both, missing]).is_ok(),
        "what is missing in both is the same"
    );
    let third = run_of(&root, "third", &plan, 9, |dataset| {
        dataset.runs.iter_mut().for_each(|run| run.world_key += 1);
    });
    assert_eq!(
        refused(&third).0,
        "first and third have no replication in common"
    );
    let mut far = plan.clone();
    far.scenarios[2].values[0].value = 0.6;
    far.scenarios[0].values[1].value = 9.0;
    let fourth = run_of(&root, "fourth", &far, 9, |_| ());
    assert_eq!(
        refused(&fourth).0,
        "context `land~r` of fourth is no context of first: `credit.recovery` is 0.4 there and 0.6 here"
    );
    far.scenarios[2].values.clear();
    let fifth = run_of(&root, "fifth", &far, 9, |_| ());
    assert_eq!(
        refused(&fifth),
        (
            "context `land~r` of fifth is no context of first: `credit.recovery` is 0.4 there and not set here".into(),
            "compare runs of the same context and periods; `linkwright diff` shows all that differs"
        )
    );
}

#[test]
fn runs_of_other_draws_are_not_joined() {
    let root = Scratch::new("draws");
    let plan = drawn(plan());
    let first = run_of(&root, "first", &plan, 9, |_| ());
    let again = run_of(&root, "again", &plan, 9, |dataset| {
        dataset.title = "made again".into();
    });
    let joined = join(&[first.clone(), again.clone()]).expect("joined");
    assert_eq!(
        (joined.dataset.runs.len(), joined.dataset.scenarios.len()),
        (16, 4)
    );
    let apart = |change: &dyn Fn(&mut Draws)| {
        let mut other = again.clone();
        change(other.dataset.draws.as_mut().expect("draws"));
        let error = join(&[first.clone(), other])
            .expect_err("refused")
            .to_string();
        let (_, difference) = error
            .split_once("uncertain parameters: ")
            .expect("what differs");
        difference.to_string()
    };
    assert_eq!(
        apart(&|draws| draws.n = 3),
        "2 list of 2 there and 3 list of 2 here"
    );
    assert_eq!(
        apart(&|draws| draws.kind = "csv".into()),
        "2 list of 2 there and 2 csv of 2 here"
    );
    assert_eq!(
        apart(&|draws| draws.points[1][0] = 0.07),
        "their parameters have other values"
    );
    assert_eq!(
        apart(&|draws| draws.numbers[0].name = "trust.loss".into()),
        "`trust.gain` is drawn in one of them only"
    );
    let more = |draws: &mut Draws| {
        let number = DrawnNumber {
            name: "trust.loss".into(),
            ..draws.numbers[0].clone()
        };
        draws.numbers.push(number);
    };
    assert_eq!(
        apart(&|draws| more(draws)),
        "`trust.loss` is drawn in one of them only"
    );
    let mut none = again.clone();
    none.dataset.draws = None;
    let error = join(&[first.clone(), none]).expect_err("refused");
    assert!(
        error
            .to_string()
            .ends_with(": 2 list of 2 there and none here"),
        "{error}"
    );
    // a world that one run lost is lost to both, whatever its number
    let lost = run_of(&root, "lost", &plan, 3, |_| ());
    let joined = join(&[first.clone(), lost.clone()]).expect("joined");
    assert_eq!(
        joined
            .dataset
            .failures
            .iter()
            .map(|one| one.replication)
            .collect::<Vec<_>>(),
        [World {
            draw: 1,
            replication: 1
        }
        .number()]
    );
    assert_eq!(joined.dataset.runs.len(), 12);
    let joined = join(&[lost, first]).expect("joined");
    assert_eq!(
        (
            joined.dataset.failures.len(),
            joined.dataset.runs.len(),
            joined.notes.len()
        ),
        (1, 12, 0)
    );
}

#[test]
fn every_refusal_has_its_advice() {
    let path = || PathBuf::from("run");
    let system = || std::io::Error::other("no");
    let again = "run the study again; `reproduce` in manifest.json says how";
    let row = || ReadError::Row {
        path: path(),
        line: 3,
        reason: "wrong".into(),
    };
    for (error, told, help) in [
        (
            ReadError::NoRun { path: path() },
            "run is not a finished run: it has no manifest.json",
            "name the folder that `linkwright run` wrote, or `latest` for the last one below output/",
        ),
        (
            ReadError::Layout {
                path: path(),
                found: 3,
            },
            "run: layout 3 of run folders; this version reads layout 4",
            "run the study again, or use the version of linkwright that wrote the folder",
        ),
        (
            ReadError::Manifest {
                path: path(),
                reason: "wrong".into(),
            },
            "run: wrong",
            again,
        ),
        (
            ReadError::Changed {
                path: path(),
                reason: "wrong".into(),
            },
            "run was changed after the run: wrong",
            "estimates are made from untouched tables only: restore the file, or run the study again",
        ),
        (row(), "run:3: wrong", again),
        (
            ReadError::Io {
                path: path(),
                source: system(),
            },
            "cannot read run: no",
            "check who may read the folder",
        ),
    ] {
        assert_eq!((error.to_string().as_str(), error.help()), (told, help));
        assert_eq!(JoinError::from(error).help(), help);
    }
    let (first, second) = (|| "one".to_string(), || "two".to_string());
    let worlds = JoinError::NoCommonWorlds {
        first: first(),
        second: second(),
    };
    let draws = JoinError::Draws {
        first: first(),
        second: second(),
        difference: "d".into(),
    };
    assert_eq!(
        worlds.help(),
        "run one of them again with at least two replications of the other"
    );
    assert_eq!(
        draws.help(),
        "run one of them again with the draws, the replications and the uncertain parameters of the other"
    );
}
