//! The laws. Each has a name, says what holds, and changes an input of a small world.

use linkwright::observations::{INDICATORS, Role};
use linkwright::parameters::CreditParameters;
use linkwright::results::{RunFolder, join};
use linkwright::study::{Outcome, SeriesDetail};

use super::harness::Relation::{
    FewerWorlds, MoreWorlds, Other, Own, Renamed, Reordered, SameStart, SameTables, SameWorlds,
    TwinStart, Twins,
};
use super::harness::{Input, Law, Worlds, difference, values, world, worlds};
use crate::common::empty_folder;

/// The study that laws start from, but for its scenarios.
const HEAD: &str = r#"format = 1
name = "laws"
title = "A small study"
question = "Does it hold?"
baseline = "none"
answer = { scenario = "support", against = "none" }

[population]
smes = 200
tncs = 4
categories_per_sector = 2

[run]
reps = 3
seed = 7
burn_in_quarters = 12
policy_quarters = 8
run_off_quarters = 4

[report]
headline = ["active_linkages", "programme_cost_usd"]

"#;
/// The baseline.
const NONE: &str = "[[scenario]]\nname = \"none\"\n\n";
/// The agency of support.
const SUPPORT_AGENCY: &str = "[[scenario.agencies]]\nname = \"agency\"\nlead = \"private\"\nadvisors = 2\nclients_per_advisor = 15\n\n";
/// Support by advisors.
const SUPPORT: &str =
    "[[scenario.instruments]]\nkind = \"upgrading_support\"\nend = 8\nservice_quarters = 2\n\n";
/// Match-making.
const MATCH: &str = "[[scenario]]\nname = \"match\"\ntitle = \"Match-making\"\n\n[[scenario.agencies]]\nname = \"agency\"\nlead = \"private\"\n\n\
                     [[scenario.instruments]]\nkind = \"matchmaking\"\nend = 8\n";
fn base() -> Input {
    Input::study(&format!(
        "{HEAD}{NONE}[[scenario]]\nname = \"support\"\n\n{SUPPORT_AGENCY}{SUPPORT}{MATCH}"
    ))
}

fn with_trust() -> Input {
    let mut input = base();
    input.replace("[report]", "[context]\ntrust.gain = 0.08\n\n[report]");
    input
}

fn only_support() -> Input {
    let mut input = base();
    input.replace(MATCH, "");
    input
}

/// Support whose instrument names its agency.
fn with_named_agency() -> Input {
    let mut input = only_support();
    input.replace(
        "kind = \"upgrading_support\"",
        "kind = \"upgrading_support\"\nagency = \"agency\"",
    );
    input
}

/// Import prices rise at once by these amounts.
fn with_rises(rises: &[f64]) -> Input {
    let mut input = base();
    for (at, rise) in rises.iter().enumerate() {
        input.append(&format!(
            "\n[[shocks]]\nname = \"rise-{at}\"\nkind = \"exchange_rate\"\nstart = 2\nimport_price_rise = {rise}\n"
        ));
    }
    input
}

/// Two rival structures, each with its gain of trust.
fn with_rivals(rivals: [(&str, &str); 2]) -> Input {
    let mut input = base();
    for (name, gain) in rivals {
        input.append(&format!(
            "\n[[rivals]]\nname = \"{name}\"\nset = {{ \"trust.gain\" = {gain} }}\n"
        ));
    }
    input
}

/// Two draws of two uncertain numbers.
fn drawn() -> Input {
    let mut input = base();
    input.replace(
        "[report]",
        "[context]\ntrust.gain = { dist = \"uniform\", low = 0.0625, high = 0.1875 }\ncredit.recovery = \"0.2 to 0.4\"\n\n[report]",
    );
    input.options.draws = Some(2);
    input
}

fn grid() -> Input {
    let mut input = base();
    input.replace(
        "[report]",
        "[design]\nkind = \"grid\"\n[design.values]\n\"trust.gain\" = [0.05, 0.1]\n\n[report]",
    );
    input
}

fn points() -> Input {
    let mut input = base();
    input.replace(
        "[report]",
        "[design]\nkind = \"csv\"\nfile = \"points.csv\"\n\n[report]",
    );
    input.file(
        "points.csv",
        "name,trust.gain,credit.recovery\na,0.05,0.2\nb,0.1,0.4\n",
    );
    input
}

/// Two numbers that are equal but for rounding.
fn near(one: f64, other: f64) -> Result<(), String> {
    if (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0) {
        return Ok(());
    }
    Err(format!("{one} and {other}"))
}

/// The same values in all worlds of indicators that `is_meant` names, up to a relative difference.
fn same_where(
    before: &Outcome,
    after: &Outcome,
    is_meant: impl Fn(&str) -> bool,
    within: f64,
) -> Result<(), String> {
    let (old, new) = (worlds(before), worlds(after));
    for (key, (values, _)) in &old {
        let Some((other, _)) = new.get(key) else {
            continue;
        };
        for ((indicator, value), other) in INDICATORS.iter().zip(values).zip(other) {
            let [one, two] = [*value, *other].map(f64::from_bits);
            let is_near = value == other || (one - two).abs() <= within * one.abs().max(two.abs());
            if is_meant(indicator.name) && !is_near {
                return Err(format!("{key:?}: {} is {one} and {two}", indicator.name));
            }
        }
    }
    Ok(())
}

/// Indicators of costs, and those that are made of them.
fn is_cost(name: &str) -> bool {
    let indicator = INDICATORS.iter().find(|indicator| indicator.name == name);
    indicator.is_some_and(|indicator| indicator.role == Role::Cost)
        || name.contains("cost")
        || [
            "public_burden_usd",
            "programme_resources_usd",
            "public_return_usd",
            "fiscal_return_usd",
        ]
        .contains(&name)
}

fn same_values(before: &Outcome, after: &Outcome) -> Result<(), String> {
    same_where(before, after, |_| true, 0.0)
}

fn same_but_costs(before: &Outcome, after: &Outcome) -> Result<(), String> {
    same_where(before, after, |name| !is_cost(name), 0.0)
}

fn same_nearly(before: &Outcome, after: &Outcome) -> Result<(), String> {
    same_where(before, after, |_| true, 1e-9)
}

/// The same but for indicators that only futures fill.
fn same_but_futures(before: &Outcome, after: &Outcome) -> Result<(), String> {
    let is_filled = |name: &str| {
        let filled = |outcome: &Outcome| {
            values(&outcome.findings.worlds, "support", name)
                .iter()
                .any(|value| !value.is_nan())
        };
        filled(before)
    };
    same_where(before, after, is_filled, 0.0)
}

/// The same but for indicators that compare a world with that of the baseline.
fn same_events(before: &Outcome, after: &Outcome) -> Result<(), String> {
    let is_event = |name: &str| {
        let indicator = INDICATORS.iter().find(|indicator| indicator.name == name);
        indicator.is_some_and(|indicator| indicator.series)
    };
    same_where(before, after, is_event, 0.0)
}

/// Series before quarter 4 are the same, and some world is not.
fn same_before_the_shock(before: &Outcome, after: &Outcome) -> Result<(), String> {
    Other.broken(before, after)?;
    SameStart(4).broken(before, after)
}

fn all_zero_of(outcome: &Outcome, scenario: &str, indicator: &str) -> Result<(), String> {
    let values = values(&outcome.findings.worlds, scenario, indicator);
    if !values.is_empty() && values.iter().all(|value| *value == 0.0) {
        return Ok(());
    }
    Err(format!("{indicator} of `{scenario}` is {values:?}"))
}

/// Joins the run after the change with that of all but `match` and compares with the run of all.
fn joined(before: &Outcome, after: &Outcome) -> Result<(), String> {
    let folder = empty_folder("laws-joined");
    let read = |outcome: &Outcome, name: &str| {
        let path = folder.join(name);
        outcome.write_to(&path).map_err(|error| error.to_string())?;
        RunFolder::read(&path).map_err(|error| error.to_string())
    };
    let runs = [read(before, "all")?, read(after, "part")?];
    let joined = join(&runs).map_err(|error| error.to_string())?;
    for scenario in ["none", "support", "match"] {
        for indicator in ["active_linkages", "order_value_usd", "programme_cost_usd"] {
            let of = |dataset| values(dataset, scenario, indicator);
            if of(&joined.dataset) != of(&before.findings.worlds) {
                return Err(format!("{indicator} of `{scenario}` differs"));
            }
        }
    }
    Ok(())
}

/// Draw 0 after the change is the first point before it.
fn points_of_a_subset(before: &Outcome, after: &Outcome) -> Result<(), String> {
    let (old, new) = (worlds(before), worlds(after));
    let first = |worlds: &Worlds| -> Worlds {
        worlds
            .iter()
            .filter(|((_, number), _)| *number < world(1, 0))
            .map(|(key, values)| (key.clone(), values.clone()))
            .collect()
    };
    let is_same = first(&old) == new && !new.is_empty();
    is_same
        .then_some(())
        .ok_or_else(|| "another point".to_string())
}

/// Worlds of scenarios under the rival structure are those of the study with what it sets.
fn rival_is_its_values(before: &Outcome, after: &Outcome) -> Result<(), String> {
    let (old, new) = (worlds(before), worlds(after));
    for ((scenario, world), values) in &old {
        if new.get(&(format!("{scenario}@frozen"), *world)) != Some(values) {
            return Err(format!("`{scenario}` in world {world} differs"));
        }
    }
    Ok(())
}

/// All laws, by topic.
pub const LAWS: [&[Law]; 9] = [
    TEXT,
    FILES,
    COMMAND_LINE,
    WORLDS,
    TIME,
    NOTHING,
    MONEY,
    DRAWS,
    RIVALS,
];

/// How a file is written.
const TEXT: &[Law] = &[
    Law {
        name: "comments",
        says: "Comments and blank lines change nothing.",
        before: base,
        change: |input| {
            input.replace("[run]", "# a comment\n\n\n[run] # another");
            input.append("\n# the end");
        },
        then: SameTables,
    },
    Law {
        name: "line_ends",
        says: "Line ends of Windows change nothing.",
        before: base,
        change: |input| input.replace("\n", "\r\n"),
        then: SameTables,
    },
    Law {
        name: "indents",
        says: "Blanks before keys and around signs change nothing.",
        before: base,
        change: |input| input.replace("\nsmes = 200", "\n    smes   =\t200   "),
        then: SameTables,
    },
    Law {
        name: "order_of_keys",
        says: "The order of keys in a table changes nothing.",
        before: base,
        change: |input| input.replace("smes = 200\ntncs = 4", "tncs = 4\nsmes = 200"),
        then: SameTables,
    },
    Law {
        name: "order_of_tables",
        says: "The order of tables changes nothing.",
        before: base,
        change: |input| {
            input.replace(
                "[report]\nheadline = [\"active_linkages\", \"programme_cost_usd\"]\n",
                "",
            );
            input.append("\n[report]\nheadline = [\"active_linkages\", \"programme_cost_usd\"]\n");
        },
        then: SameTables,
    },
    Law {
        name: "dotted_keys",
        says: "A dotted key is the key of the table.",
        before: with_trust,
        change: |input| {
            input.replace(
                "[context]\ntrust.gain = 0.08",
                "[context.trust]\ngain = 0.08",
            )
        },
        then: SameTables,
    },
    Law {
        name: "inline_tables",
        says: "A table in a line is a table below a header.",
        before: base,
        change: |input| {
            let inline = "[[scenario]]\nname = \"match\"\ntitle = \"Match-making\"\nagencies = [{ name = \"agency\", lead = \"private\" }]\n\
                          instruments = [{ kind = \"matchmaking\", end = 8 }]\n";
            input.replace(MATCH, inline);
        },
        then: SameTables,
    },
    Law {
        name: "underscores",
        says: "Underscores in numbers change nothing.",
        before: base,
        change: |input| input.replace("smes = 200", "smes = 2_00"),
        then: SameTables,
    },
    Law {
        name: "points",
        says: "A whole number with a point is the same number.",
        before: base,
        change: |input| input.replace("smes = 200", "smes = 200.0"),
        then: SameTables,
    },
    Law {
        name: "exponents",
        says: "A number with an exponent is the same number.",
        before: base,
        change: |input| input.replace("smes = 200", "smes = 2e2"),
        then: SameTables,
    },
    Law {
        name: "hexadecimals",
        says: "A hexadecimal number is the same number.",
        before: base,
        change: |input| input.replace("smes = 200", "smes = 0xc8"),
        then: SameTables,
    },
    Law {
        name: "described_values",
        says: "A value with its source is the value.",
        before: base,
        change: |input| {
            input.replace(
                "advisors = 2",
                "advisors = { value = 2, source = \"a guess\", year = 2020, grade = \"assumed\" }",
            )
        },
        then: SameWorlds,
    },
    Law {
        name: "titles",
        says: "Titles and questions change no world.",
        before: base,
        change: |input| {
            input.replace(
                "title = \"A small study\"",
                "title = \"Überraschung – \u{1f600}\"",
            );
            input.replace("question = \"Does it hold?\"", "");
        },
        then: SameWorlds,
    },
    Law {
        name: "name_of_the_study",
        says: "The name of the study changes no world.",
        before: base,
        change: |input| input.replace("name = \"laws\"", "name = \"other\""),
        then: SameWorlds,
    },
    Law {
        name: "headline",
        says: "What heads the report changes no world.",
        before: base,
        change: |input| {
            input.replace(
                "\"active_linkages\", ",
                "\"new_linkages\", \"order_value_usd\", ",
            )
        },
        then: SameWorlds,
    },
    Law {
        name: "answer",
        says: "The pair that is asked for changes no world.",
        before: base,
        change: |input| {
            input.replace(
                "answer = { scenario = \"support\", against = \"none\" }",
                "answer = { scenario = \"match\", against = \"support\" }",
            )
        },
        then: SameWorlds,
    },
];

/// In which files it stands.
const FILES: &[Law] = &[
    Law {
        name: "include",
        says: "What a file includes is as if it stood in the file.",
        before: base,
        change: |input| {
            input.replace("[[scenario.agencies]]\nname = \"agency\"\nlead = \"private\"\nadvisors = 2\nclients_per_advisor = 15\n", "include = [\"parts/agency.toml\"]\n");
            input.file("parts/agency.toml", "format = 1\n[[agencies]]\nname = \"agency\"\nlead = \"private\"\nadvisors = 2\nclients_per_advisor = 15\n");
        },
        then: SameWorlds,
    },
    Law {
        name: "a_chain_of_includes",
        says: "An include of an include is an include.",
        before: base,
        change: |input| {
            input.replace("[[scenario.agencies]]\nname = \"agency\"\nlead = \"private\"\nadvisors = 2\nclients_per_advisor = 15\n", "include = [\"parts/one.toml\"]\n");
            input.file(
                "parts/one.toml",
                "format = 1\ninclude = [\"../two.toml\"]\n",
            );
            input.file("two.toml", "format = 1\n[[agencies]]\nname = \"agency\"\nlead = \"private\"\nadvisors = 2\nclients_per_advisor = 15\n");
        },
        then: SameWorlds,
    },
    Law {
        name: "scenarios_in_files",
        says: "A scenario in a file of its own is the scenario in the study.",
        before: base,
        change: |input| {
            input.replace(MATCH, "");
            input.replace(
                "baseline = \"none\"",
                "baseline = \"none\"\nscenarios = [\"match.toml\"]",
            );
            input.file(
                "match.toml",
                &format!(
                    "format = 1\n{}",
                    MATCH.replace("[[scenario]]\n", "").replace("scenario.", "")
                ),
            );
        },
        then: SameWorlds,
    },
    Law {
        name: "base",
        says: "A scenario with a base is the base with what it adds.",
        before: base,
        change: |input| {
            input.replace(
                "name = \"match\"\n",
                "name = \"match\"\nbase = \"agency.toml\"\n",
            );
            input.replace("title = \"Match-making\"\n\n[[scenario.agencies]]\nname = \"agency\"\nlead = \"private\"\n", "title = \"Match-making\"\n");
            input.file("agency.toml", "format = 1\nname = \"agency\"\n[[agencies]]\nname = \"agency\"\nlead = \"private\"\n");
        },
        then: SameWorlds,
    },
    Law {
        name: "context_files",
        says: "A context in a file is the context in the study.",
        before: with_trust,
        change: |input| {
            input.replace(
                "[context]\ntrust.gain = 0.08\n",
                "[context]\nfrom = \"context.toml\"\n",
            );
            input.file(
                "context.toml",
                "format = 1\nkind = \"context\"\nname = \"context\"\n[trust]\ngain = 0.08\n",
            );
        },
        then: SameWorlds,
    },
    Law {
        name: "base_of_a_context",
        says: "A context with a base is the base with what it changes.",
        before: with_trust,
        change: |input| {
            input.file("poor.toml", "format = 1\nkind = \"context\"\nname = \"poor\"\nbase = \"base.toml\"\n[trust]\ngain = 0.08\n");
            input.file(
                "base.toml",
                "format = 1\nkind = \"context\"\nname = \"base\"\n[trust]\ngain = 0.02\n",
            );
            input.replace(
                "[context]\ntrust.gain = 0.08\n",
                "[context]\nfrom = \"poor.toml\"\n",
            );
        },
        then: SameWorlds,
    },
    Law {
        name: "crossing_with_a_context",
        says: "Scenarios in a context that the study names are scenarios with the context.",
        before: with_trust,
        change: |input| {
            input.replace("[context]\ntrust.gain = 0.08\n", "");
            input.replace(
                "answer = { scenario = \"support\", against = \"none\" }",
                "contexts = [\"context.toml\"]",
            );
            input.file(
                "context.toml",
                "format = 1\nkind = \"context\"\nname = \"here\"\n[trust]\ngain = 0.08\n",
            );
        },
        then: Renamed(&[
            ("none", "none@here"),
            ("support", "support@here"),
            ("match", "match@here"),
        ]),
    },
    Law {
        name: "defaults",
        says: "A default that is written out changes nothing.",
        before: base,
        change: |input| {
            let fixed = CreditParameters::default().recovery;
            input.append(&format!("\n[context]\ncredit.recovery = {fixed}\n"));
        },
        then: SameWorlds,
    },
];

/// What the command line adds.
const COMMAND_LINE: &[Law] = &[
    Law {
        name: "settings",
        says: "What -S sets is as if it stood in the file.",
        before: with_trust,
        change: |input| {
            input.replace("[context]\ntrust.gain = 0.08\n", "");
            input.set("trust.gain", "0.08");
        },
        then: SameWorlds,
    },
    Law {
        name: "settings_of_agencies",
        says: "What -S sets of an agency is as if it stood in the file.",
        before: only_support,
        change: |input| {
            input.replace("advisors = 2\n", "");
            input.set("agencies.agency.advisors", "2");
        },
        then: SameWorlds,
    },
    Law {
        name: "settings_of_instruments",
        says: "What -S sets of an instrument is as if it stood in the file.",
        before: base,
        change: |input| {
            input.replace("service_quarters = 2\n", "");
            input.set("instruments.upgrading_support.service_quarters", "2");
        },
        then: SameWorlds,
    },
    Law {
        name: "order_of_settings",
        says: "The order of -S changes nothing.",
        before: || {
            let mut input = base();
            input.set("trust.gain", "0.08");
            input.set("credit.recovery", "0.3");
            input
        },
        change: |input| input.options.settings.reverse(),
        then: SameWorlds,
    },
    Law {
        name: "settings_that_change_nothing",
        says: "-S with the value that a file has changes nothing.",
        before: base,
        change: |input| input.set("population.smes", "200"),
        then: SameWorlds,
    },
    Law {
        name: "prefix_of_settings",
        says: "-S with `context.` before the key is -S without it.",
        before: || {
            let mut input = base();
            input.set("trust.gain", "0.08");
            input
        },
        change: |input| input.options.settings[0].0 = "context.trust.gain".into(),
        then: SameWorlds,
    },
    Law {
        name: "flag_of_the_seed",
        says: "--seed is the seed of the file.",
        before: base,
        change: |input| {
            input.replace("seed = 7", "seed = 8");
            input.options.seed = Some(7);
        },
        then: SameWorlds,
    },
    Law {
        name: "flag_of_replications",
        says: "--reps is the number of replications of the file.",
        before: base,
        change: |input| {
            input.replace("reps = 3", "reps = 5");
            input.options.replications = Some(3);
        },
        then: SameWorlds,
    },
    Law {
        name: "only",
        says: "--only leaves those that it names as they were.",
        before: base,
        change: |input| input.options.only.push("match".into()),
        then: FewerWorlds,
    },
    Law {
        name: "skip",
        says: "--skip leaves the others as they were.",
        before: base,
        change: |input| input.options.skip.push("match".into()),
        then: FewerWorlds,
    },
    Law {
        name: "one_replication",
        says: "A replication that runs alone is the one among many.",
        before: base,
        change: |input| input.run.only_replication = Some(1),
        then: FewerWorlds,
    },
    Law {
        name: "a_lost_world",
        says: "A world that is lost changes no other.",
        before: base,
        change: |input| input.run.panic_at = Some(1),
        then: FewerWorlds,
    },
];

/// What a world does not depend on.
const WORLDS: &[Law] = &[
    Law {
        name: "repetition",
        says: "The same input gives the same tables.",
        before: base,
        change: |_| (),
        then: SameTables,
    },
    Law {
        name: "threads",
        says: "The number of threads changes nothing.",
        before: base,
        change: |input| input.run.jobs = 1,
        then: SameTables,
    },
    Law {
        name: "seed",
        says: "Another seed gives other worlds.",
        before: base,
        change: |input| input.replace("seed = 7", "seed = 8"),
        then: Other,
    },
    Law {
        name: "more_replications",
        says: "Twice the replications leave the first ones as they were.",
        before: base,
        change: |input| input.replace("reps = 3", "reps = 6"),
        then: MoreWorlds,
    },
    Law {
        name: "order_of_scenarios",
        says: "The order of scenarios changes no world.",
        before: base,
        change: |input| {
            input.replace(MATCH, "");
            input.replace(NONE, &format!("{MATCH}{NONE}"));
        },
        then: SameWorlds,
    },
    Law {
        name: "renamed_scenarios",
        says: "A scenario of another name has the same worlds.",
        before: base,
        change: |input| {
            input.replace("\"support\"", "\"help\"");
            input.replace("\"none\"", "\"nothing\"");
        },
        then: Renamed(&[("support", "help"), ("none", "nothing")]),
    },
    Law {
        name: "a_scenario_twice",
        says: "A scenario that stands twice has the same worlds twice.",
        before: base,
        change: |input| input.append(&MATCH.replace("name = \"match\"", "name = \"again\"")),
        then: Twins("match", "again"),
    },
    Law {
        name: "difference_of_twins",
        says: "A scenario that stands twice is compared with itself, and differs by exactly 0.",
        before: base,
        change: |input| {
            input.append(&MATCH.replace("name = \"match\"", "name = \"again\""));
            input.replace(
                "answer = { scenario = \"support\", against = \"none\" }",
                "answer = { scenario = \"again\", against = \"match\" }",
            );
        },
        then: Own(|_, after| {
            let diff = difference(after, "again", "match", "order_value_usd")?;
            if diff == 0.0 {
                Ok(())
            } else {
                Err(format!("differs by {diff}"))
            }
        }),
    },
    Law {
        name: "more_scenarios",
        says: "One scenario more leaves the others as they were.",
        before: base,
        change: |input| {
            input.append(
                &MATCH
                    .replace("name = \"match\"", "name = \"credit\"")
                    .replace("matchmaking", "credit_line"),
            );
        },
        then: MoreWorlds,
    },
    Law {
        name: "fewer_scenarios",
        says: "One scenario less leaves the others as they were.",
        before: base,
        change: |input| input.replace(MATCH, ""),
        then: FewerWorlds,
    },
    Law {
        name: "another_baseline",
        says: "What scenarios are compared with changes no world of what happens in them.",
        before: base,
        change: |input| {
            input.replace("baseline = \"none\"", "baseline = \"match\"");
            input.replace(
                "answer = { scenario = \"support\", against = \"none\" }",
                "answer = { scenario = \"support\", against = \"match\" }",
            );
        },
        then: Own(same_events),
    },
    Law {
        name: "no_series",
        says: "Without series the worlds are the same.",
        before: base,
        change: |input| input.run.series = SeriesDetail::None,
        then: Own(same_values),
    },
    Law {
        name: "all_series",
        says: "With the series of all worlds the worlds are the same.",
        before: base,
        change: |input| input.run.series = SeriesDetail::Full,
        then: SameWorlds,
    },
    Law {
        name: "futures",
        says: "Re-keyed futures change nothing of the worlds that they start from.",
        before: base,
        change: |input| input.replace("reps = 3", "reps = 3\nfutures = 2\nfutures_worlds = 2"),
        then: Own(same_but_futures),
    },
    Law {
        name: "parts_of_a_run",
        says: "Two runs of different scenarios, joined, are the run of all.",
        before: base,
        change: |input| input.options.only.push("match".into()),
        then: Own(joined),
    },
];

/// What comes later changes nothing before.
const TIME: &[Law] = &[
    Law {
        name: "a_longer_run_off",
        says: "A longer run-off leaves the quarters before as they were.",
        before: base,
        change: |input| input.replace("run_off_quarters = 4", "run_off_quarters = 8"),
        then: SameStart(12),
    },
    Law {
        name: "a_longer_window",
        says: "A longer policy window leaves the quarters of the shorter one as they were.",
        before: base,
        change: |input| {
            input.replace(
                "policy_quarters = 8\nrun_off_quarters = 4",
                "policy_quarters = 12\nrun_off_quarters = 4",
            )
        },
        then: SameStart(12),
    },
    Law {
        name: "before_the_start",
        says: "Before its start a programme does nothing: burn-in and first quarters are those of the baseline.",
        before: base,
        change: |input| {
            input.replace(
                "kind = \"matchmaking\"\nend = 8",
                "kind = \"matchmaking\"\nstart = 4\nend = 8",
            )
        },
        then: TwinStart("none", "match", 4),
    },
    Law {
        name: "before_a_shock",
        says: "Before a shock nothing differs.",
        before: base,
        change: |input| {
            input.append("\n[[shocks]]\nname = \"crisis\"\nkind = \"crisis\"\nstart = 4\n")
        },
        then: Own(same_before_the_shock),
    },
    Law {
        name: "a_shock_at_the_end",
        says: "A shock in the last quarter changes no quarter before it.",
        before: base,
        change: |input| {
            input.append("\n[[shocks]]\nname = \"crisis\"\nkind = \"crisis\"\nstart = 11\n")
        },
        then: SameStart(11),
    },
];

/// What does nothing.
const NOTHING: &[Law] = &[
    Law {
        name: "zero_intensity",
        says: "An instrument of zero intensity is absent.",
        before: base,
        change: |input| {
            input.replace(
                "kind = \"matchmaking\"\nend = 8",
                "kind = \"matchmaking\"\nend = 8\nintensity = 0",
            )
        },
        then: Twins("none", "match"),
    },
    Law {
        name: "an_instrument_of_zero_intensity_more",
        says: "An instrument of zero intensity beside others changes nothing.",
        before: base,
        change: |input| {
            input.append(
                "\n[[scenario.instruments]]\nkind = \"credit_line\"\nend = 8\nintensity = 0\n",
            )
        },
        then: SameWorlds,
    },
    Law {
        name: "an_idle_agency",
        says: "An agency without an instrument changes nothing.",
        before: with_named_agency,
        change: |input| {
            input.replace(
                SUPPORT_AGENCY,
                &format!("{SUPPORT_AGENCY}[[scenario.agencies]]\nname = \"idle\"\n"),
            )
        },
        then: SameWorlds,
    },
    Law {
        name: "a_shock_of_no_depth",
        says: "A crisis of no depth is none.",
        before: base,
        change: |input| {
            input.append(
                "\n[[shocks]]\nname = \"crisis\"\nkind = \"crisis\"\nstart = 4\ndepth_sd = 0\n",
            )
        },
        then: SameWorlds,
    },
    Law {
        name: "a_change_of_tariffs_of_zero",
        says: "A change of tariffs by nothing changes its cost alone.",
        before: base,
        change: |input| {
            input.append("\n[[scenario.instruments]]\nkind = \"tariff_change\"\nend = 8\ntariff_rise = 0\nadministration_usd = 0\n")
        },
        then: Own(same_but_costs),
    },
    Law {
        name: "a_rule_that_never_acts",
        says: "A rule whose case never comes changes nothing but what it costs to look.",
        before: base,
        change: |input| {
            input.append("\n[[scenario.rules]]\nwhen = \"default_rate > 0.999\"\nthen = { instrument = \"matchmaking\", stop = true }\n")
        },
        then: Own(same_but_costs),
    },
    Law {
        name: "no_outreach",
        says: "A programme that reaches nobody has no client.",
        before: only_support,
        change: |input| input.set("agencies.agency.outreach_share", "0"),
        then: Own(|_, after| all_zero_of(after, "support", "clients")),
    },
];

/// What costs money, and how differences add up.
const MONEY: &[Law] = &[
    Law {
        name: "a_fixed_cost",
        says: "A fixed cost adds the same to the cost of the programme in every world.",
        before: only_support,
        change: |input| input.set("agencies.agency.fixed_cost_usd", "120000"),
        then: Own(|before, after| {
            let of = |outcome: &Outcome| {
                values(&outcome.findings.worlds, "support", "programme_cost_usd")
            };
            let added: Vec<f64> = of(after)
                .iter()
                .zip(of(before))
                .map(|(after, before)| after - before)
                .collect();
            if !added.iter().all(|one| *one > 0.0) {
                return Err(format!("{added:?}"));
            }
            added.iter().try_for_each(|one| near(*one, added[0]))
        }),
    },
    Law {
        name: "twice_a_unit_cost",
        says: "Where an agency costs nothing else, twice its fixed cost is twice its cost.",
        before: || {
            let mut input = only_support();
            for key in [
                "advisor_cost_wages",
                "leader_cost_wages",
                "tnc_screening_cost_usd",
            ] {
                input.set(&format!("agencies.agency.{key}"), "0");
            }
            input.set("agencies.agency.outreach_share", "0");
            input.set("agencies.agency.fixed_cost_usd", "60000");
            input
        },
        change: |input| input.options.settings[4].1 = "120000".into(),
        then: Own(|before, after| {
            let of = |outcome: &Outcome| {
                values(&outcome.findings.worlds, "support", "programme_cost_usd")
            };
            let pairs = of(before).into_iter().zip(of(after));
            pairs.into_iter().try_for_each(|(before, after)| {
                if before > 0.0 {
                    near(after, 2.0 * before)
                } else {
                    Err(format!("costs {before}"))
                }
            })
        }),
    },
    Law {
        name: "a_fixed_cost_changes_no_event",
        says: "What an agency costs changes nothing but costs.",
        before: only_support,
        change: |input| input.set("agencies.agency.fixed_cost_usd", "120000"),
        then: Own(same_but_costs),
    },
    Law {
        name: "donors",
        says: "Who pays changes nothing of what it costs in all.",
        before: only_support,
        change: |input| input.set("instruments.upgrading_support.donor_share", "1"),
        then: Own(|before, after| {
            Other.broken(before, after)?;
            same_where(before, after, |name| name == "programme_cost_usd", 1e-9)
        }),
    },
    Law {
        name: "difference_of_a_cost",
        says: "The estimated difference of programme cost grows by what a unit cost adds in every world.",
        before: only_support,
        change: |input| input.set("agencies.agency.fixed_cost_usd", "120000"),
        then: Own(|before, after| {
            let of = |outcome| difference(outcome, "support", "none", "programme_cost_usd");
            let world = |outcome: &Outcome| {
                values(&outcome.findings.worlds, "support", "programme_cost_usd")[0]
            };
            near(of(after)? - of(before)?, world(after) - world(before))
        }),
    },
    Law {
        name: "the_other_way_round",
        says: "The difference of the second from the first is that of the first from the second with the other sign.",
        before: || {
            let mut input = base();
            input.replace(
                "scenario = \"support\", against = \"none\"",
                "scenario = \"support\", against = \"match\"",
            );
            input
        },
        change: |input| {
            input.replace(
                "scenario = \"support\", against = \"match\"",
                "scenario = \"match\", against = \"support\"",
            )
        },
        then: Own(|before, after| {
            let one = difference(before, "support", "match", "order_value_usd")?;
            near(
                difference(after, "match", "support", "order_value_usd")?,
                -one,
            )
        }),
    },
    Law {
        name: "a_way_in_two_steps",
        says: "Differences add up: from none to support, and from support to match, is from none to match.",
        before: base,
        change: |input| {
            input.replace(
                "scenario = \"support\", against = \"none\"",
                "scenario = \"match\", against = \"support\"",
            )
        },
        then: Own(|before, after| {
            let first = difference(before, "support", "none", "order_value_usd")?;
            let second = difference(after, "match", "support", "order_value_usd")?;
            near(
                difference(before, "match", "none", "order_value_usd")?,
                first + second,
            )
        }),
    },
    Law {
        name: "two_halves",
        says: "Two rises of import prices by half are one rise by all of it.",
        before: || with_rises(&[0.2]),
        change: |input| *input = with_rises(&[0.1, 0.1]),
        then: Own(same_nearly),
    },
];

/// Draws and designs.
const DRAWS: &[Law] = &[
    Law {
        name: "more_draws",
        says: "More draws leave the first ones as they were.",
        before: drawn,
        change: |input| input.options.draws = Some(4),
        then: MoreWorlds,
    },
    Law {
        name: "replications_of_draws",
        says: "More replications of every draw leave the first ones as they were.",
        before: drawn,
        change: |input| input.replace("reps = 3", "reps = 4"),
        then: MoreWorlds,
    },
    Law {
        name: "draws_of_scenarios",
        says: "One scenario less leaves the draws of the others as they were.",
        before: drawn,
        change: |input| input.replace(MATCH, ""),
        then: FewerWorlds,
    },
    Law {
        name: "order_of_uncertain_numbers",
        says: "The order in which uncertain numbers stand changes no draw.",
        before: drawn,
        change: |input| {
            input.replace("trust.gain = { dist = \"uniform\", low = 0.0625, high = 0.1875 }\ncredit.recovery = \"0.2 to 0.4\"", "credit.recovery = \"0.2 to 0.4\"\ntrust.gain = { dist = \"uniform\", low = 0.0625, high = 0.1875 }")
        },
        then: SameWorlds,
    },
    Law {
        name: "a_rank_of_zero",
        says: "A rank correlation of 0 is none.",
        before: drawn,
        change: |input| {
            input.append(
                "\n[[correlations]]\nof = [\"trust.gain\", \"credit.recovery\"]\nrank = 0\n",
            )
        },
        then: SameWorlds,
    },
    Law {
        name: "medians",
        says: "At medians a study runs as if these were its values.",
        before: || {
            let mut input = drawn();
            input.options.draws = None;
            input.options.at_medians = true;
            input.replace("credit.recovery = \"0.2 to 0.4\"\n", "");
            input
        },
        change: |input| {
            input.options.at_medians = false;
            input.replace(
                "trust.gain = { dist = \"uniform\", low = 0.0625, high = 0.1875 }",
                "trust.gain = 0.125",
            );
        },
        then: SameWorlds,
    },
    Law {
        name: "draws_on_threads",
        says: "The number of threads changes no draw.",
        before: drawn,
        change: |input| input.run.jobs = 1,
        then: SameTables,
    },
    Law {
        name: "order_of_a_grid",
        says: "The order of values on a grid changes no point.",
        before: grid,
        change: |input| input.replace("[0.05, 0.1]", "[0.1, 0.05]"),
        then: Reordered,
    },
    Law {
        name: "a_grid_is_a_list",
        says: "A grid is the list of its points.",
        before: grid,
        change: |input| {
            input.replace("kind = \"grid\"\n[design.values]\n\"trust.gain\" = [0.05, 0.1]\n", "kind = \"list\"\npoints = [{ set = { \"trust.gain\" = 0.05 } }, { set = { \"trust.gain\" = 0.1 } }]\n");
        },
        then: SameWorlds,
    },
    Law {
        name: "a_list_is_a_table",
        says: "A list of points is the table of them.",
        before: grid,
        change: |input| {
            input.replace(
                "kind = \"grid\"\n[design.values]\n\"trust.gain\" = [0.05, 0.1]\n",
                "kind = \"csv\"\nfile = \"points.csv\"\n",
            );
            input.file("points.csv", "trust.gain\n0.05\n0.1\n");
        },
        then: SameWorlds,
    },
    Law {
        name: "order_of_columns",
        says: "The order of columns of a table of points changes nothing.",
        before: points,
        change: |input| {
            input.files[1].1 = "credit.recovery,name,trust.gain\n0.2,a,0.05\n0.4,b,0.1\n".into()
        },
        then: SameWorlds,
    },
    Law {
        name: "order_of_rows",
        says: "The order of rows of a table of points changes their numbers alone.",
        before: points,
        change: |input| {
            input.files[1].1 = "name,trust.gain,credit.recovery\nb,0.1,0.4\na,0.05,0.2\n".into()
        },
        then: Reordered,
    },
    Law {
        name: "line_ends_of_tables",
        says: "Line ends of Windows and an empty last line change no point.",
        before: points,
        change: |input| {
            input.files[1].1 =
                "name,trust.gain,credit.recovery\r\na,0.05,0.2\r\nb,0.1,0.4\r\n\r\n".into()
        },
        then: SameWorlds,
    },
    Law {
        name: "quotes_of_tables",
        says: "Quotes around cells change no point.",
        before: points,
        change: |input| {
            input.files[1].1 = "\"name\",\"trust.gain\",\"credit.recovery\"\n\"a\",\"0.05\",\"0.2\"\n\"b\",\"0.1\",\"0.4\"\n".into()
        },
        then: SameWorlds,
    },
    Law {
        name: "more_points",
        says: "A point more leaves the first ones as they were.",
        before: points,
        change: |input| input.files[1].1.push_str("c,0.07,0.3\n"),
        then: MoreWorlds,
    },
    Law {
        name: "a_subset",
        says: "Points of a subset alone are those among all.",
        before: points,
        change: |input| {
            input.files[1].1 =
                "subset,trust.gain,credit.recovery\nlow,0.05,0.2\nhigh,0.1,0.4\n".into();
            input.replace(
                "file = \"points.csv\"\n",
                "file = \"points.csv\"\nsubsets = [\"low\"]\n",
            );
        },
        then: Own(points_of_a_subset),
    },
    Law {
        name: "a_point_is_its_values",
        says: "A study at one point is the study with the values of the point.",
        before: || {
            let mut input = grid();
            input.replace("[0.05, 0.1]", "[0.08]");
            input
        },
        change: |input| {
            input.replace(
                "[design]\nkind = \"grid\"\n[design.values]\n\"trust.gain\" = [0.08]\n",
                "",
            );
            input.append("\n[context]\ntrust.gain = 0.08\n");
        },
        then: SameWorlds,
    },
];

/// Rival structures.
const RIVALS: &[Law] = &[
    Law {
        name: "a_rival",
        says: "A rival structure leaves the study without it as it was.",
        before: base,
        change: |input| {
            input.append("\n[[rivals]]\nname = \"frozen\"\nset = { \"trust.gain\" = 0 }\n")
        },
        then: MoreWorlds,
    },
    Law {
        name: "order_of_rivals",
        says: "The order of rival structures changes no world.",
        before: || with_rivals([("frozen", "0"), ("quick", "0.2")]),
        change: |input| *input = with_rivals([("quick", "0.2"), ("frozen", "0")]),
        then: SameWorlds,
    },
    Law {
        name: "a_rival_is_its_values",
        says: "A rival structure is the study with what it sets.",
        before: || {
            let mut input = base();
            input.set("trust.gain", "0");
            input
        },
        change: |input| {
            input.options.settings.clear();
            input.append("\n[[rivals]]\nname = \"frozen\"\nset = { \"trust.gain\" = 0 }\n");
        },
        then: Own(rival_is_its_values),
    },
];

/// What does not hold, so that a harness that finds nothing is found.
pub const NO_LAWS: [Law; 4] = [
    Law {
        name: "another_seed_changes_nothing",
        says: "",
        before: base,
        change: |input| input.replace("seed = 7", "seed = 8"),
        then: SameWorlds,
    },
    Law {
        name: "support_is_match_making",
        says: "",
        before: base,
        change: |_| (),
        then: Twins("support", "match"),
    },
    Law {
        name: "a_parameter_changes_nothing",
        says: "",
        before: base,
        change: |input| input.set("trust.gain", "0"),
        then: SameTables,
    },
    Law {
        name: "an_unknown_key_is_nothing",
        says: "",
        before: base,
        change: |input| input.append("\n[contxt]\n"),
        then: SameTables,
    },
];
