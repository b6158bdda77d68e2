//! Files to plan: everything is read and checked, and either a plan comes out or the problems say why not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::checks::{
    check_names, check_names_of_contexts, check_same_result, check_same_shocks, check_scenario,
};
use super::contexts::{Group, groups_of, is_called};
use super::draws::uncertain_values;
use super::effects::check_effects;
use super::factors::{check_ranges, check_varied};
use super::findings::check_finding;
use super::references::{check_agencies_of_shocks, check_removals, check_stated, check_titles};
use super::resolve::{Resolved, resolve};
use super::rivals::{add_rivals, check_rivals, rival_contexts};
use super::settings::{apply_setting, check_settings, overrides};
use super::sizes::{chosen, design_of, draws_of, replications_of};
use super::text::changes;
use super::titles::fill;
use super::uncertainty::{check_correlated_names, check_correlations, check_overridden};
use super::{Plan, PlannedScenario, SourceFile, StudyContext};
use crate::scenario::{
    Draft, DraftScenario, Files, Fix, Library, Lost, Place, Problem, Severity, Source, Text,
    keep_private, nearest,
};

/// Seed where neither a flag nor a study says otherwise.
pub const DEFAULT_SEED: u64 = 20_260_601;
/// Indicators that head the report where a study does not say.
const DEFAULT_HEADLINE: &[&str] = &[
    "sustained_linkages",
    "upgraded_suppliers",
    "programme_cost_usd",
];

/// Settings that the command line adds to the files.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
    /// Replications; beats the study file.
    pub replications: Option<u32>,
    /// Draws of uncertain parameters; beats the study file.
    pub draws: Option<u32>,
    /// True to hold uncertain parameters at their medians, whatever the study draws.
    pub at_medians: bool,
    /// Seed; beats the study file.
    pub seed: Option<u64>,
    /// Scenarios to run; all where empty. The baseline of their context always runs.
    pub only: Vec<String>,
    /// Scenarios to leave out; the baseline cannot be.
    pub skip: Vec<String>,
    /// Pairs of key and value set in every scenario that has the key.
    pub settings: Vec<(String, String)>,
    /// Table of points that the command line names: values of parameters in place of draws. It may have any ending.
    pub table: Option<PathBuf>,
    /// Name of a context that stands in place of the one that the files name, beside that one or among its archetypes.
    pub context: Option<String>,
    /// Parameters that `sensitivity` would vary, to be looked at with all that options change; those that the study lists where empty. None where only
    /// what the study lists is looked at, in the study as it is.
    pub varied: Option<Vec<String>>,
    /// Names of the indicators that exist.
    pub known_indicators: &'a [&'a str],
}

/// The result of a check.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The plan, if there is no error.
    pub plan: Option<Plan>,
    /// All problems, sorted by file and place.
    pub problems: Vec<Problem>,
    /// Files read, which the places of problems refer to.
    pub sources: Vec<Source>,
    /// Files named, read or not.
    pub n_files: usize,
}

impl Prepared {
    /// Number of problems of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.problems
            .iter()
            .filter(|problem| problem.severity() == severity)
            .count()
    }
}

/// Reads and checks files and everything below them; never runs anything.
#[must_use]
pub fn prepare(files: &Files, paths: &[PathBuf], options: &Options<'_>) -> Prepared {
    let mut library = Library::new(files);
    library.other_context.clone_from(&options.context);
    let mut draft = library.draft(paths, options.table.as_ref());
    let n_files = library.n_files();
    let (sources, mut problems) = (library.sources, library.problems);
    let plan = plan_of(&mut draft, &sources, options, &mut problems);
    sort(&mut problems);
    keep_private(&mut problems, &sources);
    let has_error = has_errors(&problems);
    if has_error {
        problems.retain(|problem| problem.severity() != Severity::Note); // notes describe a run that does not happen
    }
    let plan = plan.filter(|_| !has_error).map(|mut plan| {
        let of = |severity| {
            problems
                .iter()
                .filter(|one| one.severity() == severity)
                .map(|one| one.message.clone())
                .collect()
        };
        (plan.warnings, plan.notes) = (of(Severity::Warning), of(Severity::Note));
        plan
    });
    Prepared {
        plan,
        problems,
        sources,
        n_files,
    }
}

/// What has other problems as its consequences first: files that cannot be read, and two things of one name. Then errors without a place, then by
/// file and place. The same problem of two scenarios is reported once, and so are those of one cause.
fn sort(problems: &mut Vec<Problem>) {
    fn key(problem: &Problem) -> (bool, Option<Place>, &str, &str) {
        let is_cause = problem.code.starts_with("E00") || problem.code == "E0108";
        (!is_cause, problem.place, problem.code, &problem.message)
    }
    problems.sort_by(|a, b| key(a).cmp(&key(b)));
    problems.dedup_by(|a, b| key(a) == key(b));
    let lost: Vec<Lost> = problems
        .iter()
        .filter_map(|problem| problem.loses)
        .collect();
    problems.retain(|problem| !problem.follows.iter().any(|entry| lost.contains(entry)));
    *problems = Problem::joined(std::mem::take(problems));
}

fn has_errors(problems: &[Problem]) -> bool {
    problems
        .iter()
        .any(|problem| problem.severity() == Severity::Error)
}

fn plan_of(
    draft: &mut Draft,
    sources: &[Source],
    options: &Options<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Plan> {
    let draws = draws_of(draft, options, problems);
    let replications = replications_of(draft, options, draws, problems);
    let headline = headline_of(draft, options.known_indicators, problems);
    let overrides = overrides(&options.settings, &draft.scenarios);
    let mut resolved = resolve_all(draft, sources, options, problems);
    if names_twice(draft) {
        return None; // which of two a name means is not known: what follows from it is no mistake of its own
    }
    check_references(draft, problems);
    let varied = varied_of(draft, options);
    check_ranges(&varied, problems);
    if draft.scenarios.is_empty() {
        if !draft.is_incomplete && !has_errors(problems) {
            let fix = Fix::Unknown("what is to be compared only the author knows");
            let problem =
                Problem::of_file("E0407", "command line", "there is no scenario to run", fix);
            problems.push(problem.help("list files in `scenarios`, or write [[scenario]] tables"));
        }
        return None;
    }
    let (title, question) = title_and_question(draft);
    let groups = groups_of(draft, &mut resolved, problems);
    check_answer(draft, &groups, problems);
    let kept = selection(&draft.scenarios, &groups, options, problems);
    if has_errors(problems) {
        return None;
    }
    if kept.is_empty() {
        let fix = Fix::Unknown("which scenarios are meant only you know");
        let problem = Problem::of_file("E0407", "command line", "there is no scenario to run", fix);
        problems.push(problem.help("leave fewer out by --only and --skip"));
        return None;
    }
    compare(draft, &resolved, (&kept, &groups), problems);
    check_overridden(draft, &resolved, &groups, draws.is_some(), problems);
    check_correlations(draft, &resolved, chosen(draft, options).is_some(), problems);
    let (contexts, scenarios) = planned_scenarios(draft, &resolved, &kept, &groups);
    check_names_of_contexts(&contexts, problems);
    let seed = options.seed.or(draft.study.seed).unwrap_or(DEFAULT_SEED);
    let layers = kept.iter().map(|at| &draft.scenarios[*at].layer).collect();
    let file = draft.study.design.as_ref().filter(|_| !options.at_medians);
    let design = design_of(
        (file, draws, seed),
        (&scenarios, &contexts),
        layers,
        problems,
    );
    let answer = answer_of(draft, &scenarios, problems);
    let names: Vec<&str> = scenarios
        .iter()
        .map(|scenario| scenario.name.as_str())
        .collect();
    let rivals = rival_contexts(draft, &names, &contexts, &|scenario| {
        scenarios[scenario].context
    });
    let plan = Plan {
        study: draft.name.clone(),
        title,
        question,
        contexts,
        scenarios,
        replications,
        design,
        futures: resolved[kept[0]].futures,
        seed,
        headline,
        sensitivity: draft
            .study
            .sensitivity
            .iter()
            .map(|text| text.value.clone())
            .collect(),
        answer,
        rivals,
        overrides,
        files: sources
            .iter()
            .map(|source| SourceFile {
                path: source.name().to_string(),
                inside: source.inside.clone(),
                text: source.text.clone(),
            })
            .collect(),
        warnings: Vec::new(),
        notes: Vec::new(),
    };
    let is_whole = plan.scenarios.len() == draft.scenarios.len();
    let is_asked = |named: &Vec<String>| !named.is_empty() || is_whole;
    if options
        .varied
        .as_ref()
        .map_or(is_whole && options.settings.is_empty(), is_asked)
    {
        check_varied(&varied, &plan, &options.settings, problems);
    }
    Some(plan)
}

/// The pair that answers the question, by index; a note where one of the two does not run.
fn answer_of(
    draft: &Draft,
    scenarios: &[PlannedScenario],
    problems: &mut Vec<Problem>,
) -> Option<(usize, usize)> {
    let (scenario, against) = draft.study.answer.as_ref()?;
    let position = |name: &Text| {
        scenarios
            .iter()
            .position(|scenario| scenario.name == name.value)
    };
    let missing = [scenario, against]
        .into_iter()
        .find(|name| position(name).is_none());
    if let Some(name) = missing {
        let message = format!(
            "the answer of the study is left out: `{}` does not run",
            name.value
        );
        problems.push(
            Problem::of_file(
                "N0102",
                "",
                message,
                Fix::Unknown("it is as it should be where the scenario is left out on purpose"),
            )
            .help("run it too, by --only or without --skip, to get the answer"),
        );
    }
    position(scenario).zip(position(against))
}

/// Applies the settings of the command line and resolves every scenario, checking each by itself.
fn resolve_all(
    draft: &mut Draft,
    sources: &[Source],
    options: &Options<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Resolved> {
    check_names(&draft.scenarios, problems);
    check_settings(&options.settings, problems);
    for (key, value) in &options.settings {
        apply_setting(key, value, &mut draft.scenarios, problems);
    }
    add_rivals(draft, problems);
    let mut resolved = Vec::new();
    for scenario in &draft.scenarios {
        let one = resolve(&scenario.layer, sources, problems);
        check_scenario(&scenario.layer, &one, problems);
        check_effects(&scenario.layer, &one, problems);
        check_finding(scenario, &one.input, options.known_indicators, problems);
        resolved.push(one);
    }
    check_correlated_names(draft, problems);
    check_agencies_of_shocks(draft, problems);
    check_removals(draft, problems);
    check_rivals(draft, &mut resolved, problems);
    check_stated(draft, problems);
    fill(draft, problems);
    check_titles(draft, problems);
    resolved
}

/// The study's own words, else those of its first scenario.
fn title_and_question(draft: &Draft) -> (String, String) {
    let stated = |own: &str, first: &str| {
        if own.is_empty() {
            first.to_string()
        } else {
            own.to_string()
        }
    };
    let first = &draft.scenarios[0];
    (
        stated(&draft.study.title, &first.title),
        stated(&draft.study.question, &first.question),
    )
}

/// The contexts that run, and the scenarios with their contexts.
fn planned_scenarios(
    draft: &Draft,
    resolved: &[Resolved],
    kept: &[usize],
    groups: &[Group],
) -> (Vec<StudyContext>, Vec<PlannedScenario>) {
    let position: BTreeMap<usize, usize> = kept.iter().copied().zip(0..).collect();
    let running: Vec<(&Group, usize)> = groups
        .iter()
        .filter_map(|group| Some((group, *position.get(&group.baseline)?)))
        .collect();
    let mut context_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for (context, (group, _)) in running.iter().enumerate() {
        context_of.extend(group.members.iter().map(|at| (*at, context)));
    }
    for group in groups {
        let context = &draft.scenarios[group.baseline].context;
        *bearers.entry(context).or_default() += 1;
    }
    let scenarios = kept.iter().map(|at| {
        let context = context_of.get(at).copied().unwrap_or(0);
        planned(
            (&draft.scenarios[*at], context),
            &resolved[*at],
            &resolved[running[context].0.baseline],
        )
    });
    let scenarios = scenarios.collect();
    let named = |(group, baseline): &(&Group, usize)| {
        let is_shared = bearers[draft.scenarios[group.baseline].context.as_str()] > 1;
        group.named(draft, is_shared, *baseline)
    };
    (running.iter().map(named).collect(), scenarios)
}

fn planned(
    (draft, context): (&DraftScenario, usize),
    resolved: &Resolved,
    baseline: &Resolved,
) -> PlannedScenario {
    PlannedScenario {
        context,
        name: draft.name.value.clone(),
        title: draft.title.clone(),
        question: draft.question.clone(),
        changes: changes(&resolved.input, &baseline.input),
        input: resolved.input.clone(),
        values: resolved.values.clone(),
        uncertain: uncertain_values(resolved),
        finding: draft.finding.clone(),
    }
}

fn compare(
    draft: &Draft,
    resolved: &[Resolved],
    (kept, groups): (&[usize], &[Group]),
    problems: &mut Vec<Problem>,
) {
    let at = |index: usize| (&draft.scenarios[index], &resolved[index].input);
    let kept: BTreeSet<usize> = kept.iter().copied().collect();
    for group in groups {
        for index in group
            .members
            .iter()
            .filter(|index| **index != group.baseline && kept.contains(index))
        {
            check_same_result(at(*index), at(group.baseline), problems);
            check_same_shocks(at(*index), at(group.baseline), problems);
        }
    }
}

/// True where two scenarios have one name, which is reported.
fn names_twice(draft: &Draft) -> bool {
    let names = draft.scenarios.iter().map(|scenario| &scenario.name.value);
    let unique: std::collections::BTreeSet<&String> = names.collect();
    unique.len() < draft.scenarios.len()
}

/// Scenarios of different contexts are never differenced, so the two of the answer must share one (`E0402`).
fn check_answer(draft: &Draft, groups: &[Group], problems: &mut Vec<Problem>) {
    let Some((scenario, against)) = &draft.study.answer else {
        return;
    };
    let group = |name: &Text| {
        let at = draft
            .scenarios
            .iter()
            .position(|scenario| scenario.name.value == name.value)?;
        groups.iter().find(|group| group.members.contains(&at))
    };
    if let (Some(one), Some(other)) = (group(scenario), group(against))
        && one != other
    {
        let message = format!(
            "the answer compares `{}` with `{}`, which is of another context",
            scenario.value, against.value
        );
        if problems.iter().any(|problem| problem.code == "E0404") {
            return; // a context without a baseline is the cause
        }
        let same: Vec<&str> = one
            .members
            .iter()
            .map(|at| draft.scenarios[*at].name.value.as_str())
            .filter(|name| *name != scenario.value)
            .collect();
        let baseline = draft.scenarios[one.baseline].name.value.as_str();
        let right = same.iter().copied().find(|name| *name == baseline);
        let right = right.or_else(|| same.first().copied());
        let fix = Fix::suggest(
            against.place,
            right.map(|name| format!("\"{name}\"")),
            "no other scenario is of the context",
        );
        let problem = Problem::at_or_command_line("E0402", against.place, message, fix)
            .label("not in the same worlds");
        problems.push(problem.help(if same.is_empty() {
            format!(
                "`{}` is alone in its context: give both the same context, or name two scenarios that share one",
                scenario.value
            )
        } else {
            format!("name one of the same context: {}", same.join(", "))
        }));
    }
}

fn headline_of(draft: &Draft, known: &[&str], problems: &mut Vec<Problem>) -> Vec<String> {
    let stated = &draft.study.headline;
    if stated.is_empty() {
        return DEFAULT_HEADLINE
            .iter()
            .filter(|name| known.is_empty() || known.contains(name))
            .map(ToString::to_string)
            .collect();
    }
    for text in stated
        .iter()
        .filter(|text| !known.is_empty() && !known.contains(&text.value.as_str()))
    {
        let near = nearest(&text.value, known.iter().copied());
        let problem = Problem::at_or_command_line(
            "E0403",
            text.place,
            format!("unknown indicator `{}`", text.value),
            Fix::suggest(
                text.place,
                near.map(|near| format!("\"{near}\"")),
                "no indicator is like it",
            ),
        );
        let all = "`linkwright explain indicators` lists all".to_string();
        problems.push(match near {
            Some(near) => problem
                .label(format!("did you mean `{near}`?"))
                .help(format!("write \"{near}\"; {all}")),
            None => problem.label("not known").help(all),
        });
    }
    stated.iter().map(|text| text.value.clone()).collect()
}

/// The parameters that options name for `sensitivity`, else those that the study lists.
fn varied_of(draft: &Draft, options: &Options<'_>) -> Vec<Text> {
    let named = options.varied.iter().flatten();
    let named: Vec<Text> = named
        .map(|value| Text {
            value: value.clone(),
            place: None,
        })
        .collect();
    if named.is_empty() {
        draft.study.sensitivity.clone()
    } else {
        named
    }
}

/// `baseline` and `answer` must name scenarios of the study.
fn check_references(draft: &Draft, problems: &mut Vec<Problem>) {
    if draft.is_incomplete {
        return; // the name may belong to a file that could not be read
    }
    let names: Vec<&str> = draft
        .scenarios
        .iter()
        .map(|scenario| scenario.name.value.as_str())
        .collect();
    let mut check = |code, what: &str, text: &Text| {
        if names.contains(&text.value.as_str()) {
            return;
        }
        let near = nearest(&text.value, names.iter().copied());
        let label = near.map_or_else(
            || "no such scenario".to_string(),
            |near| format!("did you mean `{near}`?"),
        );
        let problem = Problem::at_or_command_line(
            code,
            text.place,
            format!("{what} `{}` is not a scenario of the study", text.value),
            Fix::suggest(
                text.place,
                near.map(|near| format!("\"{near}\"")),
                "no scenario of the study is like it",
            ),
        );
        problems.push(
            problem
                .label(label)
                .help(format!("scenarios of the study: {}", names.join(", "))),
        );
    };
    for baseline in draft.study.baselines.iter().filter(|name| {
        !draft
            .scenarios
            .iter()
            .any(|scenario| is_called(scenario, &name.value))
    }) {
        check("E0401", "the baseline", baseline);
    }
    if let Some((scenario, against)) = &draft.study.answer {
        check("E0402", "the answer's", scenario);
        check("E0402", "the answer's", against);
        if scenario.value == against.value {
            let other = draft.study.baselines.iter().map(|name| name.value.as_str());
            let other = other
                .chain(names.iter().copied())
                .find(|name| *name != against.value && names.contains(name));
            let problem = Problem::at_or_command_line(
                "E0402",
                against.place,
                format!("the answer compares `{}` with itself", against.value),
                Fix::suggest(
                    against.place,
                    other.map(|name| format!("\"{name}\"")),
                    "the study has no other scenario",
                ),
            );
            problems.push(
                problem
                    .label("the same scenario")
                    .help("name another scenario, such as the baseline"),
            );
        }
    }
}

/// Indices of the scenarios to run: those selected, with the baselines of their contexts.
fn selection(
    scenarios: &[DraftScenario],
    groups: &[Group],
    options: &Options<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<usize> {
    let names: Vec<&str> = scenarios
        .iter()
        .map(|scenario| scenario.name.value.as_str())
        .collect();
    for (flag, list) in [("--only", &options.only), ("--skip", &options.skip)] {
        let mut once = BTreeSet::new();
        if let Some(again) = list.iter().find(|name| !once.insert(*name)) {
            let message = format!("{flag} names a scenario twice");
            let fix = Fix::Argument {
                of: again.clone(),
                to: String::new(),
            };
            let problem = Problem::of_file("E0408", "command line", message, fix);
            problems.push(problem.help("name each once"));
        }
    }
    if let Some(both) = options.only.iter().find(|name| options.skip.contains(name)) {
        let message = format!("`{both}` is named by --only and by --skip");
        let fix = Fix::Argument {
            of: both.clone(),
            to: String::new(),
        };
        let problem = Problem::of_file("E0408", "command line", message, fix);
        problems.push(problem.help("leave one of the two out"));
    }
    for name in options
        .only
        .iter()
        .chain(&options.skip)
        .filter(|name| !scenarios.iter().any(|scenario| is_called(scenario, name)))
    {
        let near = nearest(name, names.iter().copied());
        let fix = near.map_or(
            Fix::Unknown("no scenario of the study is like it"),
            |near| Fix::Argument {
                of: name.clone(),
                to: near.to_string(),
            },
        );
        let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        let problem = Problem::of_file(
            "E0408",
            "command line",
            format!("`{name}` is not a scenario of the study"),
            fix,
        );
        problems.push(problem.help(format!(
            "{near}scenarios of the study: {}",
            names.join(", ")
        )));
    }
    let is_named =
        |list: &[String], at: usize| list.iter().any(|name| is_called(&scenarios[at], name));
    let is_selected = |at: usize| {
        (options.only.is_empty() || is_named(&options.only, at)) && !is_named(&options.skip, at)
    };
    let runs = |group: &Group| groups.len() == 1 || group.members.iter().any(|at| is_selected(*at));
    let running: Vec<&Group> = groups.iter().filter(|group| runs(group)).collect();
    for group in running
        .iter()
        .filter(|group| is_named(&options.skip, group.baseline))
    {
        let message = format!(
            "`{}` runs although it is to be skipped: it is the baseline",
            names[group.baseline]
        );
        problems.push(
            Problem::of_file(
                "N0103",
                "",
                message,
                Fix::Unknown("which baseline is meant only the author knows"),
            )
            .help("name another `baseline` in the study file to leave it out"),
        );
    }
    let baselines: BTreeSet<usize> = running.iter().map(|group| group.baseline).collect();
    (0..scenarios.len())
        .filter(|at| is_selected(*at) || baselines.contains(at))
        .collect()
}
