//! One page per problem code, for `linkwright explain`; those of warnings and notes are in `warnings.rs`.

use super::warnings::WARNINGS;

/// The long help of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePage {
    /// Code, such as `E0210`.
    pub code: &'static str,
    /// Its meaning, in brief.
    pub title: &'static str,
    /// Why it matters and what to do.
    pub text: &'static str,
    /// Lines that are right; may be empty.
    pub example: &'static str,
}

pub(super) const fn page(
    code: &'static str,
    title: &'static str,
    text: &'static str,
    example: &'static str,
) -> CodePage {
    CodePage {
        code,
        title,
        text,
        example,
    }
}

/// The page of a code, written in any case.
#[must_use]
pub fn code_page(code: &str) -> Option<&'static CodePage> {
    CODES
        .iter()
        .find(|page| page.code.eq_ignore_ascii_case(code))
}

/// All codes, in order: errors, warnings, notes.
pub const CODES: &[CodePage] = &joined();

const fn joined() -> [CodePage; ERRORS.len() + WARNINGS.len()] {
    let mut pages = [ERRORS[0]; ERRORS.len() + WARNINGS.len()];
    let mut at = 0;
    while at < pages.len() {
        pages[at] = if at < ERRORS.len() {
            ERRORS[at]
        } else {
            WARNINGS[at - ERRORS.len()]
        };
        at += 1;
    }
    pages
}

const ERRORS: &[CodePage] = &[
    page(
        "E0001",
        "There is no such file",
        "The file named on the command line, or by `base`, `include`, `scenarios` or `from`, does not exist.\nPaths on the command line are relative to where you stand; paths inside a file are relative to that file.",
        "base = \"../programmes/matchmaking.toml\"",
    ),
    page(
        "E0002",
        "The file cannot be opened",
        "The file is there, but the system refuses to read it: it may belong to someone else or be held by another program.",
        "",
    ),
    page(
        "E0003",
        "A directory where a file is needed",
        "Files are read one by one, not by the folder: name the .toml file inside the directory.",
        "",
    ),
    page(
        "E0004",
        "The file is too large",
        "Input files above 4 MB are refused before they are read. A scenario file is a few kilobytes of text: this is probably\ndata or an archive with the wrong name.",
        "",
    ),
    page(
        "E0005",
        "The file is not UTF-8 text",
        "The file holds bytes that are not text. Spreadsheets, archives and files saved in an old encoding do this. Open it in a\ntext editor and save it as UTF-8.",
        "",
    ),
    page(
        "E0006",
        "The file is not TOML",
        "A line does not follow the TOML format: a quote or bracket is open, a value is missing, or a comma stands where it should\nnot. All such places of the file are shown at once; its contents are checked once they are repaired.",
        "key = 0.5\nname = \"text is in quotes\"\n[table]",
    ),
    page(
        "E0007",
        "A key is set twice in the same table",
        "TOML allows each key once per table. Keep one of the two lines.",
        "",
    ),
    page(
        "E0008",
        "`base` and `include` go in a circle",
        "A file builds on itself, directly or through others, so that its values cannot be worked out. Take out one of the\nreferences in the circle that the message shows.",
        "",
    ),
    page(
        "E0009",
        "A file of another kind is needed here",
        "`include` and `scenarios` name scenario files; `base` a file of the same kind; `from` under [context] names a context file, which says\nkind = \"context\" near its top.",
        "[context]\nfrom = \"../contexts/uganda.toml\"",
    ),
    page(
        "E0010",
        "The format version is not known",
        "Files say `format = 1`. Another number means that the file was written for another version of linkwright.",
        "format = 1",
    ),
    page(
        "E0011",
        "Not a regular file",
        "Devices, sockets and named pipes may never end, so that files name regular files only. On the command line a scenario or a table of\npoints may be - (standard input), /dev/stdin, or a pipe of the shell such as <(…); each can be read once.",
        "",
    ),
    page(
        "E0012",
        "Files build on each other too deep",
        "`base` and `include` lead from file to file over more than 100 levels. Join files of the chain: three or four levels are usual.",
        "",
    ),
    page(
        "E0013",
        "A character that is no character of text",
        "Keys and texts are shown on terminals, in drawings, pages and tables. Control characters steer a terminal and break drawings, and marks\nthat turn the direction of writing show another text than there is. Take the character out: it may have come along with copied\ntext. A text is one line; inside \"\"\"…\"\"\" a backslash at the end of a line goes on in the next.",
        "title = \"Credit guarantee\"",
    ),
    page(
        "E0101",
        "A required key is missing",
        "Every file needs `format`, and every scenario, context and study a `name`. Entries of [[agencies]] and\n[[credit_providers]] need a `name`, [[instruments]] a `kind`, and a described parameter its `value`.",
        "format = 1\nname = \"credit-guarantee\"",
    ),
    page(
        "E0102",
        "Unknown key",
        "The key is not known at this place. Unknown keys are errors, so that a typing mistake cannot pass as the default value.\nA key that has no use where it stands, such as `override` without `include`, is one too. `linkwright params` lists all keys; `linkwright params KEY` explains one.",
        "",
    ),
    page(
        "E0103",
        "A value of the wrong type",
        "A number is bare, text is in quotes, lists in square brackets, and a table under its [name].",
        "recovery = 0.4\nlead = \"private\"",
    ),
    page(
        "E0104",
        "A unit that does not belong",
        "The key is known with another unit. Money is in constant 2015 USD, time in quarters, and shares and rates run from 0 to\n1 (no percent). Convert the value and use the key that the message names.",
        "fund_usd = 1_000_000\ncover = 0.6",
    ),
    page(
        "E0105",
        "A key is set twice through `include`",
        "Two included files, or a file and one that it includes, set the same key, and it is not said which one counts. Keep one,\nor write `override = true` in the including file: then later includes win over earlier ones and its own values over all.",
        "override = true",
    ),
    page(
        "E0106",
        "Unknown word",
        "Some keys take one of a few words, such as `kind`, `lead` and `grade`. The message lists them.",
        "lead = \"public\"",
    ),
    page(
        "E0107",
        "Not a name",
        "Names go into folders and tables, so they are 1 to 60 letters, digits, `-`, `_`, `+` or `.`, and do not start with a dot\nor dash. Put other text into `title`. Names that mean something to the program or the system are taken: `latest`, endings in a\ndot or `.partial`, and devices of Windows such as `con`, `nul` and `com1`.",
        "name = \"support+guarantee\"\ntitle = \"Upgrading support and a 60 % guarantee\"",
    ),
    page(
        "E0108",
        "Two entries with the same name",
        "Scenarios of a study, agencies, credit providers, shocks, rivals and points of a design need names of their own, lists name a thing\nonce, names of scenarios, contexts and files differ in more than capitals, since they become names of files, and an agency has one instrument of each kind at most: two entries of a kind name different agencies. A scenario has at most one\ncredit guarantee, credit line, reform, rule, incentive, promotion or platform: their terms are those of the whole scheme.",
        "",
    ),
    page(
        "E0109",
        "Nothing to take away",
        "An entry with `remove = true` takes away the agency, provider, instrument or shock of its name, or kind and agency, in the files\nbelow: base, includes, context or study. None of them has one, in any scenario of the study, so that what was meant would stay.",
        "[[agencies]]\nname = \"enterprise-agency\"   # as in the base\nremove = true",
    ),
    page(
        "E0201",
        "Out of range",
        "The value lies outside what the model accepts. `linkwright params KEY` shows the accepted and the plausible range.",
        "",
    ),
    page(
        "E0202",
        "Not a finite number",
        "`nan` and `inf` are numbers to TOML but nothing that a model can use. Leave the key out to get its default.",
        "",
    ),
    page(
        "E0203",
        "A whole number is needed",
        "Counts and quarters are whole numbers: there is no half of a firm.",
        "smes = 2_000",
    ),
    page(
        "E0204",
        "An empty or negative population",
        "A world without SMEs or without TNCs has nothing to link: at least one of each is needed.",
        "[population]\nsmes = 2_000\ntncs = 8",
    ),
    page(
        "E0210",
        "A share or rate that looks like a percentage",
        "Shares and rates run from 0 to 1 in files; percentages exist only in reports. Divide by 100.",
        "funding_rate = 0.14",
    ),
    page(
        "E0220",
        "Not an interval",
        "An uncertain parameter may be written as the ends of its 90 % interval: \"LOW to HIGH\", the smaller first, both in the unit of\nthe parameter and with a decimal point. The text \"30% to 45%\", \"0.30 - 0.45\" or a list is not one: the help says how to write it. It is\nlog-normal where both ends are above 0, else normal.",
        "recovery = \"0.30 to 0.45\"",
    ),
    page(
        "E0221",
        "Numbers that do not make a distribution",
        "Each distribution has numbers of its own: normal (mean, sd, or low and high of a 90 % interval), lognormal (median, sd_log, or\nlow and high), uniform (low, high), pert (low, mode, high), beta (alpha, beta, and low, high for a range other than 0 to 1),\nchoice (values, weights). Spreads are above 0 and ends in order.",
        "recovery = { dist = \"pert\", low = 0.3, mode = 0.4, high = 0.5 }",
    ),
    page(
        "E0222",
        "A distribution that lies mostly outside what is accepted",
        "Distributions are cut off at the ends of the range that the model accepts. Where less than half of the probability lies inside, or\nany value of a choice outside, the range and not the analyst would make the distribution. Narrow it.",
        "recovery = \"0.30 to 0.45\"",
    ),
    page(
        "E0223",
        "A parameter that cannot be uncertain",
        "The lengths of the parts of a run, and how many futures it has, are the same in all worlds of a study: otherwise its worlds\ncould not be compared. So is what a rule sets. Write one value.",
        "[run]\npolicy_quarters = 16",
    ),
    page(
        "E0224",
        "A correlation of something else than two uncertain parameters",
        "A correlation is of two parameters, both uncertain in a scenario, named as on the command line:\nsection.key, agencies.NAME.key, credit_providers.NAME.key, instruments.KIND.key or shocks.NAME.key. `check` lists them.\nThe scenarios of a study that name the same pair give it the same rank.",
        "[[correlations]]\nof = [\"credit.recovery\", \"credit.default_rate\"]\nrank = -0.4",
    ),
    page(
        "E0225",
        "Rank correlations that cannot be",
        "A rank correlation lies between −1 and 1. Several may contradict each other: where A goes with B and B with C, A cannot go\nfar against C. Draws are made by a Gaussian copula, whose correlations must be positive definite; the help says by which\nfactor all would have to be smaller.",
        "rank = 0.4",
    ),
    page(
        "E0226",
        "Draws that cannot be made",
        "`draws` under [run] of a study, or --draws, says how often uncertain parameters are drawn: 1 to 10 000 times, and only where a\nparameter is uncertain. A design whose points are chosen has as many as it says, and draws none.",
        "[run]\ndraws = 50\nreps = 4",
    ),
    page(
        "E0227",
        "A draw that puts parameters in the wrong order",
        "In one of the draws a least value is above the greatest, or an instrument ends before it starts or after the window. Narrow\nthe distributions so that they do not overlap. The same is said of the ends of ranges under [sensitivity].",
        "",
    ),
    page(
        "E0228",
        "A parameter of the context that is not drawn for all scenarios",
        "Scenarios of a context share their worlds, so all of them must have the same values of all parameters outside the programme, in\nevery draw. Set an uncertain parameter of the context once for all: in the context file or under [context] of the study.",
        "",
    ),
    page(
        "E0229",
        "A rival structure that cannot be",
        "Each of [[rivals]] in a study has a name of letters, digits, - and _, and sets at least one parameter of the context to another\nvalue than the study: all scenarios then run again under it, beside the study's own, and are compared with its own baseline.",
        "[[rivals]]\nname = \"trust-frozen\"\ntitle = \"Trust frozen\"\nset = { \"trust.gain\" = 0 }",
    ),
    page(
        "E0230",
        "A design that cannot be made",
        "[design] in a study chooses the values of parameters in its draws: kind = \"latin_hypercube\" and \"sobol\" draw uncertain parameters\nevenly; \"grid\" and \"one_at_a_time\" move them, or those under [design.values]; \"morris\" and \"saltelli\" take the points of\nmethods of sensitivity; \"list\" takes [[design.points]], \"csv\" a table whose columns are names of numbers, also given by\n--design. Points may belong to a `subset`, and `subsets` says which run.",
        "[design]\nkind = \"grid\"\nlevels = 3",
    ),
    page(
        "E0231",
        "A finding that cannot be computed as it is stated",
        "A table [finding] names an estimator, and each estimator takes some keys and needs some of them. The figure must lie inside of its\nband, a treatment must be an instrument of the file that can be given to single firms, offers need a `lot_share` below 1, and the\nwindow must be as long as the horizon.",
        "estimator = \"offers\"\ntreatment = \"upgrading_support\"\noutcome = \"management\"\nhorizon_quarters = 12",
    ),
    page(
        "E0301",
        "An instrument ends before it starts",
        "`end` is the quarter in which the instrument stops, counted from the start of the policy window like `start`, so it must\nbe greater than `start`.",
        "start = 0\nend = 16",
    ),
    page(
        "E0302",
        "An instrument reaches beyond the policy window",
        "Instruments act in the policy window of `policy_quarters`; the run-off after it is without services. Lengthen the window\nor move the instrument.",
        "[run]\npolicy_quarters = 24",
    ),
    page(
        "E0303",
        "Unknown agency",
        "The `agency` of an instrument must be the `name` of one of [[agencies]] of the scenario, its base or its includes. With\nexactly one agency it may be left out. The `agency` of a shock must be that of a scenario of the study.",
        "[[agencies]]\nname = \"enterprise-agency\"",
    ),
    page(
        "E0304",
        "No credit provider is left",
        "Every entry of [[credit_providers]] was removed. A world needs at least one.",
        "[[credit_providers]]\nname = \"bank\"\nkind = \"commercial_bank\"",
    ),
    page(
        "E0305",
        "A minimum above its maximum",
        "Two parameters that bound the same thing are in the wrong order.",
        "lots_min = 40\nlots_max = 200",
    ),
    page(
        "E0307",
        "A shock after the end",
        "Shocks come in the policy window or in the run-off. This one starts after the last quarter of the run.",
        "[[shocks]]\nname = \"slump\"\nkind = \"crisis\"\nstart = 8",
    ),
    page(
        "E0308",
        "An instrument that cannot be offered by lottery",
        "`lot_share` offers an instrument to some firms only, by lottery. What acts on affiliates, on the agency's other instruments or on the whole\neconomy reaches no single firm, so that there is nothing to draw: leave `lot_share` at 1.",
        "[[instruments]]\nkind = \"matching_grant\"\nlot_share = 0.5",
    ),
    page(
        "E0310",
        "A condition that cannot be read",
        "`when` holds one or more conditions, joined by `and`: a figure, one of > >= < <=, a number, and, where it must hold for longer,\n`for N quarters`. A condition holds where each of the last N quarters that monitoring knows meets it.",
        "when = \"default_rate > 0.08 for 4 quarters and clients >= 20\"",
    ),
    page(
        "E0311",
        "A figure that monitoring does not see",
        "Rules see default_rate, guarantee_calls_usd, loans_approved, approval_share, clients, drop_outs, referrals, new_linkages,\nactive_linkages, facilitated_linkages, programme_cost_usd and employment: each of one quarter, known `monitoring_lag_quarters` later\nwith a relative error of `monitoring_error`. What no office could count, such as trust or capability, no rule can see.",
        "when = \"facilitated_linkages < 10 for 4 quarters\"",
    ),
    page(
        "E0312",
        "A condition that can never hold, or always does",
        "No figure is below 0 and no share above 1, two conditions of one figure may exclude each other, and a rule that needs more quarters than the policy window has, the lag of monitoring\nincluded, can never act.",
        "when = \"default_rate > 0.08 for 4 quarters\"",
    ),
    page(
        "E0313",
        "A rule for something that is not there",
        "`then` names an instrument or agency that the scenario does not have, or an instrument that several agencies have without saying\nwhose.",
        "then = { instrument = \"upgrading_support\", agency = \"second-agency\", scale = 1.5 }",
    ),
    page(
        "E0314",
        "A rule without any use",
        "`then` needs an instrument with `set`, `scale` or `stop = true`, or an agency with `set`. `stop` stands alone; `scale` lies between\n0 and 10 and may not lift the intensity above its greatest value.",
        "then = { instrument = \"credit_guarantee\", stop = true }",
    ),
    page(
        "E0401",
        "The baseline is not in the study",
        "`baseline` or each of `baselines` must be the name of one of the scenarios of the study. Without the keys, the scenario\nwithout instruments is the baseline.",
        "baseline = \"none\"",
    ),
    page(
        "E0402",
        "The answer cannot be given",
        "`answer` names the pair whose difference answers the question of the study; both must be scenarios of the study, of the\nsame context, and not the same one. Worlds of different contexts are never compared.",
        "answer = { scenario = \"both\", against = \"support\" }",
    ),
    page(
        "E0403",
        "Unknown indicator",
        "`headline` lists indicators by name. `linkwright explain NAME` explains one.",
        "headline = [\"sustained_linkages\", \"upgraded_suppliers\"]",
    ),
    page(
        "E0404",
        "A context without a baseline",
        "Scenarios are compared in identical worlds, so those that are compared may differ only in agencies and instruments. A\ndifference in context, population, credit providers or burn-in makes a context of its own, and each context needs a\nbaseline of its own. Give all scenarios the same value, or add a scenario of that context without instruments.",
        "contexts = [\"uganda.toml\", \"viet-nam.toml\"]\nbaseline = \"none\"   # of every context",
    ),
    page(
        "E0405",
        "No replications",
        "At least one simulated world is needed; 100 is usual, and a handful shows whether it works.",
        "[run]\nreps = 100",
    ),
    page(
        "E0406",
        "Too many replications",
        "More than 100 000 replications of a study are refused: intervals shrink with the square root only.",
        "[run]\nreps = 1_000",
    ),
    page(
        "E0407",
        "Nothing to run",
        "The study has no scenario, or `--only` and `--skip` leave none.",
        "scenarios = [\"none.toml\", \"guarantee.toml\"]",
    ),
    page(
        "E0408",
        "Unknown scenario on the command line",
        "`--only` and `--skip` take names of scenarios of the study. The baseline always runs, because everything is compared\nwith it.",
        "",
    ),
    page(
        "E0409",
        "A setting of the command line that cannot be used",
        "`-S key=value` sets one parameter in all scenarios that have it. The key is a full path.",
        "-S credit.recovery=0.5\n-S instruments.credit_guarantee.cover=0.7\n-S agencies.enterprise-agency.advisors=6\n-S run.burn_in_quarters=40",
    ),
    page(
        "E0410",
        "A study together with other files",
        "A study file says by itself what to compare. Run it alone, or add the other scenarios to its list.",
        "scenarios = [\"none.toml\", \"guarantee.toml\"]",
    ),
    page(
        "E0411",
        "Two baselines for one context",
        "`baselines` names one scenario for each context, with which the others of that context are compared. Two of the names are\nof the same context.",
        "baselines = [\"none@uganda\", \"none@viet-nam\"]",
    ),
    page(
        "E0412",
        "Contexts of different length",
        "All scenarios of a study record the same quarters, in every context; only the burn-in may differ.",
        "[run]\npolicy_quarters = 16\nrun_off_quarters = 12",
    ),
    page(
        "E0413",
        "A value in a title that is not there",
        "In titles and questions of scenarios and studies, `{KEY:FORMAT}` stands for the value of a parameter, so that words follow what\n`-S` or another file sets. The key is one that `-S` takes; the format is `number`, `percent` or `unit`, and `number` where none is\nwritten. The title of a study tells the values of all its scenarios. Braces around anything else stay as they are.",
        "title = \"A {credit_guarantee.cover:percent} credit guarantee\"",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_unique_and_every_page_says_something() {
        assert!(
            CODES
                .windows(2)
                .all(|pair| severity_rank(pair[0].code) < severity_rank(pair[1].code))
        );
        assert!(
            CODES
                .iter()
                .all(|page| !page.title.is_empty() && page.text.len() > 40)
        );
        assert_eq!(code_page("e0210").map(|page| page.code), Some("E0210"));
    }

    fn severity_rank(code: &str) -> (usize, &str) {
        ("EWN".find(&code[..1]).expect("a known letter"), code)
    }

    #[test]
    fn every_code_used_in_the_sources_has_a_page() {
        const SOURCES: &[&str] = &[
            include_str!("design.rs"),
            include_str!("document.rs"),
            include_str!("intervals.rs"),
            include_str!("layer.rs"),
            include_str!("library.rs"),
            include_str!("load.rs"),
            include_str!("project.rs"),
            include_str!("numbers.rs"),
            include_str!("points.rs"),
            include_str!("rivals.rs"),
            include_str!("rules.rs"),
            include_str!("tables.rs"),
            include_str!("tree.rs"),
            include_str!("uncertain.rs"),
            include_str!("../plan/checks.rs"),
            include_str!("../plan/designs.rs"),
            include_str!("../plan/draws.rs"),
            include_str!("../plan/effects.rs"),
            include_str!("../plan/prepare.rs"),
            include_str!("../plan/copula.rs"),
            include_str!("../plan/factors.rs"),
            include_str!("../plan/references.rs"),
            include_str!("../plan/resolve.rs"),
            include_str!("../plan/rivals.rs"),
            include_str!("../plan/rules.rs"),
            include_str!("../plan/settings.rs"),
            include_str!("../plan/uncertainty.rs"),
        ];
        let mut n_used = 0;
        for (at, _) in SOURCES.iter().flat_map(|text| {
            text.match_indices('"')
                .map(move |(at, _)| (&text[at + 1..], at))
        }) {
            let Some(code) = at.get(..6).and_then(|start| start.strip_suffix('"')) else {
                continue;
            };
            if code.starts_with(['E', 'W', 'N'])
                && code[1..].bytes().all(|byte| byte.is_ascii_digit())
            {
                assert!(code_page(code).is_some(), "no page for {code}");
                n_used += 1;
            }
        }
        assert!(n_used > 40);
    }
}
