//! What a check says of small studies, and what their plans are.

use super::testing::small_plan;
use super::{Design, DesignColumn, Options, Plan, Point, Prepared, StudyContext, World, prepare};
use crate::parameters::Grade;
use crate::scenario::{Files, Library, Severity, Source};

/// The first two lines of every study here.
const HEAD: &str = "format = 1\nname = \"a\"\n";
/// Two scenarios of which one has a programme.
const STUDY: &str = "baseline = \"none\"\n[run]\nreps = 5\nseed = 3\n[[scenario]]\nname = \"none\"\n[[scenario]]\nname = \"help\"\n[[scenario.agencies]]\n\
                     name = \"x\"\n[[scenario.instruments]]\nkind = \"matchmaking\"\nend = 16\n[[scenario]]\nname = \"more\"\n[[scenario.agencies]]\n\
                     name = \"x\"\nadvisors = 9\n[[scenario.instruments]]\nkind = \"matchmaking\"\nend = 16\n";
/// Problems that every programme in a file of its own has, or numbers that are chosen to be extreme.
const NOT_MEANT: [&str; 2] = ["N0101", "W0201"];

/// A study in memory, checked.
fn checked(text: &str, options: &Options<'_>) -> Prepared {
    let files = Files::Kept(vec![Source::new("a.toml".into(), format!("{HEAD}{text}"))]);
    let known = ["new_linkages", "sustained_linkages"];
    let options = Options {
        known_indicators: &known,
        ..options.clone()
    };
    prepare(&files, &["a.toml".into()], &options)
}

/// Codes of problems with their lines, 0 without a place.
fn told(prepared: &Prepared) -> Vec<String> {
    prepared
        .problems
        .iter()
        .filter(|problem| !NOT_MEANT.contains(&problem.code))
        .map(|problem| {
            let line = problem.place.map_or(0, |place| {
                prepared.sources[place.source]
                    .line_and_column(place.start)
                    .0
            });
            format!("{}:{line}", problem.code)
        })
        .collect()
}

fn planned(text: &str, options: &Options<'_>) -> Plan {
    let prepared = checked(text, options);
    let problems = prepared.problems;
    prepared.plan.unwrap_or_else(|| panic!("{problems:?}"))
}

fn setting(key: &str, value: &str) -> Options<'static> {
    Options {
        settings: vec![(key.to_string(), value.to_string())],
        ..Options::default()
    }
}

/// What it is, the study below its head, and the problems with their lines.
type Case = (&'static str, &'static str, &'static [&'static str]);

/// Studies at both sides of every limit.
const CASES: &[Case] = &[
    (
        "a window of 7 quarters is short, and its length is marked",
        "[run]\npolicy_quarters = 4\nrun_off_quarters = 3\n",
        &["W0306:4"],
    ),
    (
        "a window of 8 quarters is long enough",
        "[run]\npolicy_quarters = 4\nrun_off_quarters = 4\n",
        &[],
    ),
    (
        "where the run-off alone is stated it is marked",
        "[run]\nrun_off_quarters = 0\npolicy_quarters = 7\n",
        &["W0306:5"],
    ),
    (
        "a world smaller than the markets in reach is marked at its size",
        "[population]\nsmes = 800\nmarket_smes = 500\n[context]\ntncs.reach_markets = 2\n",
        &["W0314:4"],
    ),
    (
        "a world of two and a half markets too",
        "[population]\nmarket_smes = 800\n",
        &["W0314:4"],
    ),
    (
        "a world of the markets in reach is right, and so is one of more",
        "[population]\nsmes = 4_000\nmarket_smes = 500\n[context]\ntncs.reach_markets = 8\n",
        &[],
    ),
    (
        "an agency of a large economy is not measured by its sample",
        "[population]\nsmes = 1_000\nrepresents = 20_000\n[[agencies]]\nname = \"x\"\nadvisors = 40\n[[instruments]]\nkind = \"upgrading_support\"\nend = 16\n",
        &[],
    ),
    (
        "support without advisors serves nobody: the agency is marked",
        "[[agencies]]\nname = \"x\"\nadvisors = 0\n[[instruments]]\nkind = \"upgrading_support\"\nend = 16\n",
        &["W0304:5"],
    ),
    (
        "an instrument that gains nothing is marked itself",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"tariff_change\"\nend = 16\ntariff_rise = 0\n",
        &["W0304:8"],
    ),
    (
        "an intermediary beside nothing",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"relationship_intermediary\"\nend = 16\n",
        &["W0304:6"],
    ),
    (
        "an intermediary beside match-making",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"relationship_intermediary\"\nend = 16\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\n",
        &[],
    ),
    (
        "an intermediary beside match-making of zero intensity",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"relationship_intermediary\"\nend = 16\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\nintensity = 0\n",
        &["W0304:6", "W0302:11"],
    ),
    (
        "an intermediary beside match-making of another agency",
        "[[agencies]]\nname = \"x\"\n[[agencies]]\nname = \"y\"\n[[instruments]]\nkind = \"relationship_intermediary\"\nend = 16\nagency = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\nagency = \"y\"\n",
        &["W0304:8"],
    ),
    (
        "a service as long as the instrument is in time",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"upgrading_support\"\nend = 4\nservice_quarters = 3\n",
        &[],
    ),
    (
        "a service of a quarter more is not",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"upgrading_support\"\nend = 4\nservice_quarters = 4\n",
        &["W0305:8"],
    ),
    (
        "a service counts from the start",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"upgrading_support\"\nstart = 2\nend = 6\nservice_quarters = 4\n",
        &["W0305:9"],
    ),
    (
        "a rule acts after its lag",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"tariff_change\"\nend = 3\nlag_quarters = 2\n",
        &[],
    ),
    (
        "a rule that ends with its lag never acts",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"tariff_change\"\nend = 2\nlag_quarters = 2\n",
        &["W0305:8"],
    ),
    (
        "without the key its end is marked",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"tariff_change\"\nend = 2\n",
        &["W0305:7"],
    ),
    (
        "an agency for a large share of all firms",
        "[population]\nsmes = 400\n[[agencies]]\nname = \"x\"\nadvisors = 10\n[[instruments]]\nkind = \"upgrading_support\"\nend = 16\n",
        &["W0307:7"],
    ),
    (
        "the same with a source",
        "[population]\nsmes = 400\n[[agencies]]\nname = \"x\"\nadvisors = { value = 10, source = \"a plan\" }\n[[instruments]]\nkind = \"upgrading_support\"\nend = 16\n",
        &[],
    ),
    (
        "the same with a source for the other number",
        "[population]\nsmes = 400\n[[agencies]]\nname = \"x\"\nadvisors = 10\nclients_per_advisor = { value = 15, source = \"a plan\" }\n[[instruments]]\nkind = \"upgrading_support\"\nend = 16\n",
        &[],
    ),
    (
        "the same at a tenth of its intensity",
        "[population]\nsmes = 400\n[[agencies]]\nname = \"x\"\nadvisors = 10\n[[instruments]]\nkind = \"upgrading_support\"\nend = 16\nintensity = 0.1\n",
        &[],
    ),
    (
        "match-making has no clients to count",
        "[population]\nsmes = 400\n[[agencies]]\nname = \"x\"\nadvisors = 10\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\n",
        &[],
    ),
    (
        "places for women where sex changes nothing",
        "[[agencies]]\nname = \"x\"\nwomen_share_min = 0.3\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\n",
        &["W0310:5"],
    ),
    (
        "places for women where it does",
        "[[agencies]]\nname = \"x\"\nwomen_share_min = 0.3\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\n[context]\nowners.women_approval = { value = 0.1, source = \"a survey\" }\n",
        &[],
    ),
    (
        "an instrument that starts with the end of the window",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nstart = 16\nend = 17\n",
        &["E0302:7"],
    ),
    (
        "an instrument that starts in the last quarter",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nstart = 15\nend = 16\n",
        &[],
    ),
    (
        "an instrument that ends as it starts",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nstart = 4\nend = 4\n",
        &["E0301:8"],
    ),
    (
        "an instrument that ends after the window",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 17\n",
        &["E0302:7"],
    ),
    (
        "an instrument of no intensity",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\nintensity = 0\n",
        &["W0301:2", "W0302:8"],
    ),
    (
        "an instrument for firms that is offered by lottery",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\nlot_share = 0.5\n",
        &[],
    ),
    (
        "an instrument for affiliates that is offered by lottery",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"tariff_change\"\nend = 16\nlot_share = 0.5\n",
        &["E0308:8"],
    ),
    (
        "the same with a lottery that is uncertain",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"tariff_change\"\nend = 16\nlot_share = { dist = \"uniform\", low = 0.5, high = 1.0 }\n",
        &["E0308:8"],
    ),
    (
        "the same offered to all",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"tariff_change\"\nend = 16\nlot_share = 1\n",
        &[],
    ),
    (
        "an agency that runs nothing",
        "[[agencies]]\nname = \"x\"\n[[agencies]]\nname = \"y\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\nagency = \"x\"\n",
        &["W0303:6"],
    ),
    (
        "an agency where nothing runs",
        "[[agencies]]\nname = \"x\"\n",
        &[],
    ),
    (
        "a kind twice of one agency",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\n[[instruments]]\nkind = \"matchmaking\"\nend = 8\n",
        &["E0108:9"],
    ),
    (
        "a national kind twice",
        "[[agencies]]\nname = \"x\"\n[[agencies]]\nname = \"y\"\n[[instruments]]\nkind = \"tariff_change\"\nend = 16\nagency = \"x\"\n[[instruments]]\nkind = \"tariff_change\"\nend = 16\nagency = \"y\"\n",
        &["E0108:12", "W0303:6"],
    ),
    (
        "a kind once of two agencies",
        "[[agencies]]\nname = \"x\"\n[[agencies]]\nname = \"y\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\nagency = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\nagency = \"y\"\n",
        &[],
    ),
    (
        "a shock in the first quarter after the last",
        "[run]\npolicy_quarters = 8\nrun_off_quarters = 4\n[[shocks]]\nname = \"s\"\nkind = \"crisis\"\nstart = 12\n",
        &["E0307:9"],
    ),
    (
        "a shock in the last quarter",
        "[run]\npolicy_quarters = 8\nrun_off_quarters = 4\n[[shocks]]\nname = \"s\"\nkind = \"crisis\"\nstart = 11\n",
        &[],
    ),
    (
        "a shock of no size",
        "[[shocks]]\nname = \"s\"\nkind = \"crisis\"\ndepth_sd = 0\n",
        &["W0309:4"],
    ),
    (
        "fewest lots above most",
        "[context]\ntncs.lots_min = 30\ntncs.lots_max = 10\n",
        &["E0305:4"],
    ),
    (
        "fewest lots above most by default",
        "[context]\ntncs.lots_min = 900\n",
        &["E0305:4"],
    ),
    (
        "fewest lots that are most",
        "[context]\ntncs.lots_min = 10\ntncs.lots_max = 10\n",
        &[],
    ),
    (
        "two scenarios of a name",
        "baseline = \"none\"\n[[scenario]]\nname = \"none\"\n[[scenario]]\nname = \"none\"\n",
        &["E0108:7"],
    ),
    (
        "two scenarios of one content",
        "baseline = \"none\"\n[[scenario]]\nname = \"none\"\n[[scenario]]\nname = \"again\"\n",
        &["W0301:7"],
    ),
    (
        "a scenario with a shock of its own",
        "baseline = \"none\"\n[[scenario]]\nname = \"none\"\n[[scenario]]\nname = \"again\"\n[[scenario.shocks]]\nname = \"s\"\nkind = \"crisis\"\n",
        &["N0104:9"],
    ),
    (
        "a baseline that is none",
        "baseline = \"nona\"\n[[scenario]]\nname = \"none\"\n",
        &["E0401:3"],
    ),
    (
        "an answer of no scenario",
        "baseline = \"none\"\nanswer = { scenario = \"x\", against = \"none\" }\n[[scenario]]\nname = \"none\"\n",
        &["E0402:4"],
    ),
    (
        "a headline of no indicator",
        "baseline = \"none\"\n[report]\nheadline = [\"new_linkage\"]\n[[scenario]]\nname = \"none\"\n",
        &["E0403:5"],
    ),
    ("no scenario", "kind = \"study\"\n", &["E0407:0"]),
    (
        "a rule that is too late",
        "[run]\npolicy_quarters = 4\n[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 4\n[[rules]]\nwhen = \"employment > 1 for 3 quarters\"\nthen = { instrument = \"matchmaking\", stop = true }\n",
        &["E0312:11"],
    ),
    (
        "a rule that is just in time",
        "[run]\npolicy_quarters = 4\n[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 4\n[[rules]]\nwhen = \"employment > 1 for 2 quarters\"\nthen = { instrument = \"matchmaking\", stop = true }\n",
        &[],
    ),
    (
        "a rule on an instrument that is not there",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 4\n[[rules]]\nwhen = \"employment > 1\"\nthen = { instrument = \"credit_line\", stop = true }\n",
        &["E0313:10"],
    ),
    (
        "a rule on an agency that is not there",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 4\n[[rules]]\nwhen = \"employment > 1\"\nthen = { instrument = \"matchmaking\", agency = \"z\", stop = true }\n",
        &["E0313:10"],
    ),
    (
        "a rule on a kind that two agencies have",
        "[[agencies]]\nname = \"x\"\n[[agencies]]\nname = \"y\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\nagency = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 16\nagency = \"y\"\n[[rules]]\nwhen = \"employment > 1\"\nthen = { instrument = \"matchmaking\", stop = true }\n",
        &["E0313:17"],
    ),
    (
        "a rule that scales beyond the greatest intensity",
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\nend = 4\nintensity = 2\n[[rules]]\nwhen = \"employment > 1\"\nthen = { instrument = \"matchmaking\", scale = 100 }\n",
        &["E0314:11"],
    ),
    (
        "draws of nothing",
        "baseline = \"none\"\n[run]\ndraws = 4\n[[scenario]]\nname = \"none\"\n",
        &["E0226:5"],
    ),
    (
        "one draw",
        "baseline = \"none\"\n[run]\ndraws = 1\n[context]\ntrust.gain = \"0.05 to 0.12\"\n[[scenario]]\nname = \"none\"\n",
        &[],
    ),
    (
        "a number that is uncertain and never drawn",
        "baseline = \"none\"\n[context]\ntrust.gain = \"0.05 to 0.12\"\n[[scenario]]\nname = \"none\"\n",
        &["N0105:0"],
    ),
    (
        "a correlation with a number that is not uncertain",
        "baseline = \"none\"\n[run]\ndraws = 4\n[context]\ntrust.gain = \"0.05 to 0.12\"\n[[correlations]]\nof = [\"trust.gain\", \"credit.recovery\"]\nrank = 0.5\n[[scenario]]\nname = \"none\"\n",
        &["W0203:10"],
    ),
    (
        "a correlation with itself",
        "baseline = \"none\"\n[run]\ndraws = 4\n[context]\ntrust.gain = \"0.05 to 0.12\"\n[[correlations]]\nof = [\"trust.gain\", \"trust.gain\"]\nrank = 0.5\n[[scenario]]\nname = \"none\"\n",
        &["E0224:9"],
    ),
    (
        "a design of a key that is none",
        "baseline = \"none\"\n[design]\nkind = \"grid\"\n[design.values]\n\"trust.gian\" = [0.1, 0.2]\n[[scenario]]\nname = \"none\"\n",
        &["E0102:7"],
    ),
    (
        "a design that sets a value out of range",
        "baseline = \"none\"\n[design]\nkind = \"grid\"\n[design.values]\n\"trust.gain\" = [0.1, 20]\n[[scenario]]\nname = \"none\"\n",
        &["E0210:7"],
    ),
    (
        "a rival that sets nothing",
        "baseline = \"none\"\n[[rivals]]\nname = \"r\"\nset = {}\n[[scenario]]\nname = \"none\"\n",
        &["E0229:6"],
    ),
    (
        "a rival that is a structure of its own",
        "baseline = \"none\"\n[[rivals]]\nname = \"r\"\nset = { \"trust.gain\" = 0.08 }\n[[scenario]]\nname = \"none\"\n",
        &[],
    ),
    (
        "a rival of a key that is none",
        "baseline = \"none\"\n[[rivals]]\nname = \"r\"\nset = { \"trust.gian\" = 0.1 }\n[[scenario]]\nname = \"none\"\n",
        &["E0102:6"],
    ),
];

#[test]
fn every_case_is_told_by_its_code_in_its_line() {
    for (what, text, expected) in CASES {
        let prepared = checked(text, &Options::default());
        assert_eq!(
            told(&prepared),
            *expected,
            "{what}: {:?}",
            prepared.problems
        );
        let has_error = expected.iter().any(|code| code.starts_with('E'));
        assert_eq!(prepared.plan.is_none(), has_error, "{what}");
        assert_eq!(prepared.count(Severity::Error) > 0, has_error, "{what}");
    }
}

#[test]
fn settings_reach_every_scenario_that_has_their_key() {
    // value of a path in `none`, `help` and `more`; none where a scenario does not have it
    let cases: [(&str, &str, &str, [Option<f64>; 3]); 7] = [
        ("trust.gain", "0.1", "trust.gain", [Some(0.1); 3]),
        ("context.trust.gain", "0.1", "trust.gain", [Some(0.1); 3]),
        (
            "population.smes",
            "1_000",
            "population.smes",
            [Some(1_000.0); 3],
        ),
        (
            "agencies.x.advisors",
            "3",
            "agencies[0].advisors",
            [None, Some(3.0), Some(3.0)],
        ),
        (
            "matchmaking.intensity",
            "0.5",
            "instruments[0].intensity",
            [None, Some(0.5), Some(0.5)],
        ),
        (
            "instruments.matchmaking.end",
            "8",
            "instruments[0].end",
            [None, Some(8.0), Some(8.0)],
        ),
        (
            "run.run_off_quarters",
            " 6 ",
            "run.run_off_quarters",
            [Some(6.0); 3],
        ),
    ];
    for (key, value, path, expected) in cases {
        let plan = planned(STUDY, &setting(key, value));
        let found: Vec<Option<f64>> = plan
            .scenarios
            .iter()
            .map(|scenario| {
                let own = scenario.values.iter().find(|own| own.path == path);
                own.map(|own| own.value)
            })
            .collect();
        assert_eq!(found, expected, "{key}={value}");
    }
}

#[test]
fn settings_that_reach_nothing_are_refused() {
    for (key, value, code) in [
        ("trust.gian", "0.1", "E0409"),
        ("gain", "0.1", "E0409"),
        ("trast.gain", "0.1", "E0409"),
        ("trust.gain", "much", "E0409"),
        ("trust.gain", "10%", "E0409"),
        ("trust.gain", "0.1 to 0.2", "E0409"),
        ("trust.gain", "2", "E0210"),
        ("trust.gain", "nan", "E0202"),
        ("population.smes", "1.5", "E0203"),
        ("agencies.y.advisors", "3", "E0409"),
        ("agencies.x.advisor", "3", "E0409"),
        ("instruments.credit_line.end", "8", "E0409"),
        ("instruments.matchmaking@y.end", "8", "E0409"),
        ("shocks.s.start", "8", "E0409"),
        ("tariff_change.lot_share", "0.5", "E0409"),
        ("run.reps", "3", "E0409"),
        ("run.seed", "3", "E0409"),
        ("run.draws", "3", "E0409"),
    ] {
        let prepared = checked(STUDY, &setting(key, value));
        assert_eq!(told(&prepared), [format!("{code}:0")], "{key}={value}");
        assert!(prepared.plan.is_none(), "{key}={value}");
    }
}

#[test]
fn flags_beat_the_file() {
    let plan = planned(STUDY, &Options::default());
    assert_eq!(
        (plan.replications, plan.seed, plan.study.as_str()),
        (5, 3, "a")
    );
    assert!(
        plan.design.is_none() && plan.answer.is_none() && plan.headline == ["sustained_linkages"]
    );
    let flags = Options {
        replications: Some(7),
        seed: Some(u64::MAX),
        ..Options::default()
    };
    let plan = planned(STUDY, &flags);
    assert_eq!((plan.replications, plan.seed), (7, u64::MAX));
    let none = Options {
        replications: Some(0),
        ..Options::default()
    };
    assert_eq!(told(&checked(STUDY, &none)), ["E0405:0"]);
    let plan = planned(
        "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\n",
        &Options::default(),
    );
    let names: Vec<&str> = plan.scenarios.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        (names, plan.baseline().name.as_str()),
        (vec!["none", "a"], "none")
    );
    assert_eq!((plan.replications, plan.seed), (100, 20_260_601));
}

#[test]
fn a_part_of_the_scenarios_keeps_the_baseline() {
    let names = |only: &[&str], skip: &[&str]| {
        let own = |list: &[&str]| list.iter().map(ToString::to_string).collect();
        let options = Options {
            only: own(only),
            skip: own(skip),
            ..Options::default()
        };
        let prepared = checked(STUDY, &options);
        let problems = told(&prepared);
        prepared.plan.map_or(problems, |plan| {
            plan.scenarios.into_iter().map(|one| one.name).collect()
        })
    };
    assert_eq!(names(&[], &[]), ["none", "help", "more"]);
    assert_eq!(names(&["more"], &[]), ["none", "more"]);
    assert_eq!(names(&["none"], &[]), ["none"]);
    assert_eq!(names(&[], &["help"]), ["none", "more"]);
    assert_eq!(
        names(&["help", "more"], &["help"]),
        ["E0408:0"],
        "to be run and to be left out"
    );
    assert_eq!(names(&["helb"], &[]), ["E0408:0"]);
    assert_eq!(names(&[], &["helb"]), ["E0408:0"]);
    assert_eq!(names(&[], &["none"]), ["none", "help", "more"]);
}

#[test]
fn a_design_names_parameters_of_instruments_as_the_command_line_does() {
    let of = |values: &str| {
        let grid = format!("[design]\nkind = \"grid\"\n[design.values]\n{values}[run]");
        STUDY.replace("[run]", &grid)
    };
    let points = |values: &str| {
        let design = planned(&of(values), &Options::default()).design;
        let design = design.expect("a grid");
        let values: Vec<f64> = design.points.iter().map(|point| point.values[0]).collect();
        (design.columns[0].name.clone(), values)
    };
    let short = points("matchmaking.visits_per_advisor = [5, 9]\n");
    assert_eq!(
        short,
        (
            "instruments.matchmaking.visits_per_advisor".into(),
            vec![5.0, 9.0]
        )
    );
    assert_eq!(
        short,
        points("instruments.matchmaking.visits_per_advisor = [5, 9]\n")
    );
    let twice = of(
        "matchmaking.visits_per_advisor = [5, 9]\ninstruments.matchmaking.visits_per_advisor = [5]\n",
    );
    assert_eq!(told(&checked(&twice, &Options::default())), ["E0230:8"]);
}

#[test]
fn a_grid_has_every_pair_and_draws_have_their_number() {
    let grid = "[design]\nkind = \"grid\"\n[design.values]\n\"trust.gain\" = [0.05, 0.1]\n\"credit.recovery\" = [0.2, 0.3, 0.4]\n";
    let plan = planned(
        &STUDY.replace("[run]", &format!("{grid}[run]")),
        &Options::default(),
    );
    let design = plan.design.as_ref().expect("a grid");
    let mut points: Vec<Vec<f64>> = design
        .points
        .iter()
        .map(|point| point.values.clone())
        .collect();
    points.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
    points.dedup();
    assert_eq!((points.len(), design.columns.len()), (6, 2));
    assert_eq!(
        (&points[0][..], &points[5][..]),
        (&[0.05, 0.2][..], &[0.1, 0.4][..])
    );
    assert!(design.is_luck_shared);
    let uncertain = STUDY.replace("[run]", "[context]\ntrust.gain = \"0.05 to 0.12\"\n[run]");
    let draws = |n: u32| Options {
        draws: Some(n),
        ..Options::default()
    };
    let plan = planned(&uncertain, &draws(4));
    let design = plan.design.as_ref().expect("draws");
    assert_eq!(
        (design.points.len(), design.columns[0].name.as_str()),
        (4, "trust.gain")
    );
    let more = planned(&uncertain, &draws(6));
    assert_eq!(more.design.expect("draws").points[..4], design.points[..]);
    assert!(planned(&uncertain, &Options::default()).design.is_none());
    assert_eq!(told(&checked(STUDY, &draws(4))), ["E0226:0"]);
}

#[test]
fn without_a_list_of_indicators_every_headline_is_taken() {
    let of = |lines: &str| {
        let text = format!("{HEAD}baseline = \"none\"\n{lines}[[scenario]]\nname = \"none\"\n");
        let files = Files::Kept(vec![Source::new("a.toml".into(), text)]);
        let prepared = prepare(&files, &["a.toml".into()], &Options::default());
        prepared.plan.map(|plan| plan.headline)
    };
    let usual = [
        "sustained_linkages",
        "upgraded_suppliers",
        "programme_cost_usd",
    ]
    .map(String::from);
    assert_eq!(of(""), Some(usual.to_vec()));
    assert_eq!(
        of("[report]\nheadline = [\"any\"]\n"),
        Some(vec!["any".to_string()])
    );
}

#[test]
fn a_place_of_a_number_is_that_of_its_entry() {
    let text = format!(
        "{HEAD}[context]\ntrust.gain = 0.11\n[[agencies]]\nname = \"w\"\nremove = true\n[[agencies]]\nname = \"x\"\nadvisors = 12\n\
         [[agencies]]\nname = \"y\"\nadvisors = 13\n[[credit_providers]]\nname = \"p\"\nmarket_share = 0.14\n[[shocks]]\nname = \"s\"\n\
         kind = \"crisis\"\nstart = 15\n[[instruments]]\nkind = \"matchmaking\"\nagency = \"x\"\nstart = 1\n"
    );
    let files = Files::Kept(vec![Source::new("a.toml".into(), text.clone())]);
    let mut library = Library::new(&files);
    let draft = library.draft(&["a.toml".into()], None);
    let layer = &draft.scenarios[0].layer;
    let of = |path: &str| {
        super::checks::place_of_path(layer, path).map(|place| &text[place.start..place.end])
    };
    for (path, value) in [
        ("trust.gain", "0.11"),
        ("agencies[0].advisors", "12"),
        ("agencies[1].advisors", "13"),
        ("credit_providers[0].market_share", "0.14"),
        ("shocks[0].start", "15"),
        ("instruments[0].start", "1"),
    ] {
        assert_eq!(of(path), Some(value), "{path}");
    }
    for path in [
        "trust.loss",
        "trust",
        "agencies[2].advisors",
        "agencies[x].advisors",
        "agencies[0",
        "shocks[0].crisis.depth_sd",
    ] {
        assert_eq!(of(path), None, "{path}");
    }
}

#[test]
fn worlds_of_a_plan_are_numbered_by_draw_and_replication() {
    let world = |draw, replication| World { draw, replication };
    for (world, number) in [
        (world(0, 3), 3),
        (world(1, 0), 100_000),
        (world(7, 42), 700_042),
    ] {
        assert_eq!((world.number(), World::new(number)), (number, world));
    }
    let alone = small_plan(&["a", "b"], 3);
    assert_eq!(
        (alone.draws(), alone.n_worlds(), alone.worlds()),
        (1, 3, vec![0, 1, 2])
    );
    assert_eq!(
        alone.inputs(0),
        [0, 1].map(|at| alone.scenarios[at].input.clone())
    );
    assert_eq!(alone.replicate(world(0, 2)), 2);
    let mut plan = alone.clone();
    let target = |scenario| (scenario, "trust.gain".to_string());
    let column = DesignColumn {
        name: "trust.gain".into(),
        unit: String::new(),
        grade: Grade::Assumed,
        words: String::new(),
        targets: vec![target(1)],
    };
    let all = DesignColumn {
        targets: vec![(0, "credit.recovery".into()), (1, "credit.recovery".into())],
        ..column.clone()
    };
    let point = |values: [f64; 2]| Point {
        name: String::new(),
        values: values.to_vec(),
    };
    plan.design = Some(Design {
        kind: "list",
        columns: vec![column, all],
        points: vec![point([0.05, f64::NAN]), point([0.06, 0.3])],
        is_luck_shared: false,
    });
    assert_eq!((plan.draws(), plan.n_worlds()), (2, 6));
    assert_eq!(plan.worlds(), [0, 100_000, 1, 100_001, 2, 100_002]);
    assert_eq!(plan.replicate(world(1, 2)), 100_002);
    let numbers = |draw: u32| {
        let inputs = plan.inputs(draw);
        inputs
            .iter()
            .map(|input| {
                (
                    input.parameters.trust.gain,
                    input.parameters.credit.recovery,
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(0), [(0.1, 0.4), (0.05, 0.4)]);
    assert_eq!(numbers(1), [(0.1, 0.3), (0.06, 0.3)]);
    plan.design.as_mut().expect("a design").is_luck_shared = true;
    assert_eq!(plan.replicate(world(1, 2)), 2);
    plan.contexts.push(StudyContext {
        name: "sea".into(),
        title: "Sea: a title".into(),
        baseline: 1,
    });
    plan.scenarios[1].context = 1;
    assert_eq!(
        (
            plan.baseline_of(0),
            plan.baseline_of(1),
            plan.baseline().name.as_str()
        ),
        (0, 1, "a")
    );
    assert_eq!(
        [0, 1].map(|at| plan.contexts[at].place()),
        ["default", "Sea"]
    );
}
