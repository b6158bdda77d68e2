//! Meaning of the words of files that are not parameters.

/// Words of files that are not parameters, with their meaning, for help and for editors.
pub const WORDS: &[(&str, &str)] = &[
    (
        "format",
        "Version of the file format; the first line of every file: format = 1.",
    ),
    (
        "kind",
        "Of a file: scenario, context or study. Of a provider, an instrument or a shock: what kind it is.",
    ),
    (
        "name",
        "Short name for folders and tables: letters, digits, - _ + and dots. The text for people goes into `title`.",
    ),
    ("title", "Text for people, used in reports and charts."),
    (
        "question",
        "The question that a scenario or study answers; printed at the top of the report.",
    ),
    (
        "base",
        "A file of the same kind that this one changes, scenario or context: tables merge key by key, listed entries by name or kind.",
    ),
    (
        "include",
        "A list of scenario files merged over the base before the file's own values; a key set twice is an error without `override = true`.",
    ),
    (
        "override",
        "With true, later includes win over earlier ones and the file's own values over all.",
    ),
    (
        "remove",
        "With true, an entry of [[agencies]], [[credit_providers]], [[instruments]] or [[shocks]] takes away the one of the same name or kind (and agency, if named) below it.",
    ),
    (
        "context",
        "What a government cannot choose: `from` names a context file, and tables such as [context.credit] change single parameters.",
    ),
    (
        "from",
        "Under [context]: path of the context file, relative to the file that names it.",
    ),
    (
        "scenarios",
        "In a study: paths of the scenario files to compare, relative to the study file.",
    ),
    (
        "scenario",
        "In a study: [[scenario]] tables hold scenarios in place of files. In `answer`: the scenario whose effect is in question.",
    ),
    (
        "contexts",
        "In a study: paths of context files. Every scenario of the study runs in each of them, as NAME@CONTEXT, in place of the context that it names itself.",
    ),
    (
        "baseline",
        "In a study: name of the scenario that the others of its context are compared with; by default the one without instruments.",
    ),
    (
        "baselines",
        "In a study of several contexts: names of the baselines, one for each context.",
    ),
    (
        "answer",
        "In a study: the pair that answers its question, { scenario = \"…\", against = \"…\" }.",
    ),
    (
        "against",
        "In `answer`: the scenario that the other is compared with.",
    ),
    (
        "report",
        "In a study: `headline` lists the indicators that head the report.",
    ),
    (
        "design",
        "In a study: how values are chosen in draws: `kind`, and `levels`, `values`, `size`, `points`, `file` or `subsets`.",
    ),
    (
        "rivals",
        "In a study: [[rivals]] tables, each a rival structure of the model: `name`, `title` and `set`, parameters under which all scenarios run again.",
    ),
    (
        "headline",
        "Indicators that head the report, most important first; `linkwright explain indicators` lists all.",
    ),
    (
        "sensitivity",
        "In a study: `parameters` lists the parameters that `linkwright sensitivity` varies.",
    ),
    (
        "parameters",
        "Keys as for -S, such as \"credit.recovery\", each over its plausible range, or with a range of their own: \"credit.recovery=0.2:0.6\".",
    ),
    (
        "draws",
        "Under [run] of a study: how often uncertain parameters are drawn; each draw has `reps` replications. --draws beats it.",
    ),
    (
        "reps",
        "Under [run] of a study: replications, that is simulated worlds, of each draw where there are draws; --reps beats it.",
    ),
    (
        "seed",
        "Under [run] of a study: seed of all draws; --seed beats it. Never taken from the clock.",
    ),
    ("lead", "Who leads an agency: private, public or mixed."),
    (
        "selection_target",
        "What an agency looks for in applicants: distance_to_gate (near the gates) or level (present capability).",
    ),
    (
        "rules",
        "Adaptive management: [[rules]] tables change an instrument or agency when monitoring sees something. Each acts once.",
    ),
    (
        "when",
        "In a rule: figures that monitoring sees, compared with numbers, such as \"default_rate > 0.08 for 4 quarters and clients >= 20\"; `explain E0311` lists them.",
    ),
    (
        "then",
        "In a rule: what it changes, { instrument = \"…\", set = { … } }, or `scale`, `stop`, or an agency's parameters.",
    ),
    (
        "instrument",
        "In a rule: kind of the instrument that it changes; `agency` beside it where several agencies have one.",
    ),
    (
        "set",
        "In a rule: parameters of the instrument, or of the agency, from the quarter on in which it acts. In a rival: parameters of the context.",
    ),
    (
        "scale",
        "In a rule: factor on the intensity of the instrument.",
    ),
    ("stop", "In a rule: with true, the instrument ends."),
    (
        "agency",
        "Name of the agency that runs an instrument; may be left out where there is exactly one. Of a shock: the agency whose leader leaves; all without it.",
    ),
    (
        "sector",
        "Of a shock: the sector whose affiliates leave; all sectors without it.",
    ),
    (
        "value",
        "In a described parameter { value = …, source = \"…\", year = \"…\", grade = \"…\" }: its value.",
    ),
    ("source", "In a described parameter: where it comes from."),
    (
        "year",
        "In a described parameter: year or years that it stands for.",
    ),
    (
        "grade",
        "In a described parameter: measured, literature, source_document, expert or assumed.",
    ),
    (
        "dist",
        "In an uncertain parameter: its distribution, { dist = \"pert\", low = …, mode = …, high = … }, or normal, lognormal, uniform, beta, choice.",
    ),
    (
        "low",
        "In a distribution: least value; of normal and lognormal the lower end of a 90 % interval.",
    ),
    ("mode", "In a distribution: most likely value."),
    (
        "high",
        "In a distribution: greatest value; of normal and lognormal the upper end of a 90 % interval.",
    ),
    ("mean", "In a distribution: mean of a normal one."),
    (
        "sd",
        "In a distribution: standard deviation of a normal one.",
    ),
    ("median", "In a distribution: median of a lognormal one."),
    (
        "sd_log",
        "In a distribution: standard deviation of the logarithm of a lognormal one.",
    ),
    ("alpha", "In a distribution: first shape of a beta."),
    ("beta", "In a distribution: second shape of a beta."),
    ("values", "In a distribution: the values of a choice."),
    (
        "weights",
        "In a distribution: weights of the values of a choice; all alike without them.",
    ),
    (
        "correlations",
        "Rank correlations of uncertain parameters: [[correlations]] tables with `of` and `rank`. A context, a scenario and a study may have them.",
    ),
    (
        "of",
        "In a correlation: names of two uncertain parameters, such as [\"credit.recovery\", \"credit.margin\"].",
    ),
    (
        "rank",
        "In a correlation: rank correlation, between −1 and 1.",
    ),
    (
        "finding",
        "In a scenario file: a published figure that is looked for in its economy, by the estimator of its study; linkwright evaluate findings computes it.",
    ),
    (
        "targets",
        "In a context file: figures to compare results with; kept for people, the model does not read them.",
    ),
];

/// Meaning of a word; empty for an unknown one.
pub(super) fn meaning(word: &str) -> &'static str {
    WORDS
        .iter()
        .find(|(known, _)| *known == word)
        .map_or("", |(_, meaning)| meaning)
}
