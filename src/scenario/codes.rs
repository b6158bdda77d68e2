//! One page per problem code, for `linkwright explain`.

/// The long help of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePage {
    /// Code, such as `E0210`.
    pub code: &'static str,
    /// What it stands for, in a few words.
    pub title: &'static str,
    /// Why it matters and what to do.
    pub text: &'static str,
    /// Lines that are right; may be empty.
    pub example: &'static str,
}

const fn page(code: &'static str, title: &'static str, text: &'static str, example: &'static str) -> CodePage {
    CodePage { code, title, text, example }
}

/// The page of a code, written in any case.
#[must_use]
pub fn code_page(code: &str) -> Option<&'static CodePage> {
    CODES.iter().find(|page| page.code.eq_ignore_ascii_case(code))
}

/// All codes, in order.
pub const CODES: &[CodePage] = &[
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
        "key = 0.5\nname = \"text stands in quotes\"\n[table]",
    ),
    page("E0007", "A key is set twice in the same table", "TOML allows each key once per table. Keep one of the two lines.", ""),
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
        "E0101",
        "A required key is missing",
        "Every file needs `format`, and every scenario, context and study a `name`. Entries of [[agencies]] and\n[[credit_providers]] need a `name`, [[instruments]] a `kind`, and a described number its `value`.",
        "format = 1\nname = \"credit-guarantee\"",
    ),
    page(
        "E0102",
        "Unknown key",
        "The key is not known at this place. Unknown keys are errors, so that a typing mistake cannot pass as the default value.\n`linkwright params` lists all keys; `linkwright params KEY` explains one.",
        "",
    ),
    page(
        "E0103",
        "A value of the wrong type",
        "A number stands bare, text stands in quotes, lists in square brackets, and a table under its [name].",
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
        "Names go into folders and tables, so they are 1 to 60 letters, digits, `-`, `_`, `+` or `.`, and do not start with a dot\nor dash. Put other words into `title`.",
        "name = \"support+guarantee\"\ntitle = \"Upgrading support and a 60 % guarantee\"",
    ),
    page(
        "E0108",
        "Two entries with the same name",
        "Scenarios of a study, agencies and credit providers need names of their own, and an agency has one instrument of each kind\nat most: two entries of a kind name different agencies.",
        "",
    ),
    page(
        "E0201",
        "Out of range",
        "The number lies outside what the model accepts. `linkwright params KEY` shows the accepted and the plausible range.",
        "",
    ),
    page(
        "E0202",
        "Not a finite number",
        "`nan` and `inf` are numbers to TOML but nothing that a model can use. Leave the key out to get its default.",
        "",
    ),
    page("E0203", "A whole number is needed", "Counts and quarters are whole numbers: there is no half of a firm.", "smes = 2_000"),
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
        "The `agency` of an instrument must be the `name` of one of [[agencies]] of the scenario, its base or its includes. With\nexactly one agency it may be left out.",
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
        "Two numbers that bound the same thing are in the wrong order.",
        "lots_min = 40\nlots_max = 200",
    ),
    page(
        "E0306",
        "An instrument twice",
        "An agency runs one instrument of a kind, and a scenario has at most one credit guarantee, credit line, reform, rule,\nincentive, promotion or platform: their terms are those of the whole scheme. Give a second programme of services to an agency of its own.",
        "[[instruments]]\nkind = \"upgrading_support\"\nagency = \"second-agency\"",
    ),
    page(
        "E0307",
        "A shock after the end",
        "Shocks come in the policy window or in the run-off. This one starts after the last quarter of the run.",
        "[[shocks]]\nname = \"slump\"\nkind = \"crisis\"\nstart = 8",
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
        "No figure is below 0 and no share above 1, and a rule that needs more quarters than the policy window has, the lag of monitoring\nincluded, can never act.",
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
        "A rule that does nothing of use",
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
        "More than 100,000 replications of a study are refused: intervals shrink with the square root only.",
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
        "`-S key=value` sets one number in all scenarios that have it. The key is a full path.",
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
        "W0201",
        "Outside the plausible range",
        "The number is accepted, but evidence or judgement would not expect it. Keep it if you mean it and give its `source`.",
        "recovery = { value = 0.9, source = \"bank interviews\", year = \"2025\", grade = \"expert\" }",
    ),
    page(
        "W0301",
        "The same as the baseline",
        "The scenario resolves to the same model input as the baseline, or differs only in what has no effect. Every difference\nwill be exactly zero.",
        "",
    ),
    page(
        "W0302",
        "An instrument without effect",
        "With `intensity = 0` an instrument is absent to the last bit, costs included. Its other keys change nothing.",
        "intensity = 1.0",
    ),
    page(
        "W0303",
        "An agency without an instrument",
        "Agencies act and cost only through their instruments.",
        "[[instruments]]\nkind = \"matchmaking\"\nagency = \"enterprise-agency\"",
    ),
    page(
        "W0304",
        "An instrument that reaches no firm",
        "A number that the instrument cannot do without is 0: the cover or the fund of a guarantee, the funds of a credit line,\nthe register or referrals of match-making, the seats, places, cases, budget or advances of other services, the arrivals,\ncredit, share or entries of an instrument of the environment, the advisors or places of its agency; or it is a map and its agency has no instrument that uses one. It may still cost money.",
        "fund_usd = 1_000_000",
    ),
    page(
        "W0305",
        "Support that ends before its services do",
        "Agencies admit a firm only if one quarter of diagnosis and `service_quarters` of services, or the `preparation_quarters` of\na certificate, fit before the `end` of the instrument. Here they never do, so that nobody is served.\nReforms, incentives and platforms act only after their lag: here they end before it has passed.",
        "end = 16\nservice_quarters = 4",
    ),
    page(
        "W0306",
        "A window shorter than relationships live",
        "Policy window and run-off together are shorter than 8 quarters, about the median life of a linkage. A linkage counts as\nsustained after 8 quarters in Supply, so none that is made in the window can: the study cannot tell lasting from passing.",
        "[run]\npolicy_quarters = 16\nrun_off_quarters = 12",
    ),
    page(
        "W0307",
        "Support for a large part of all firms",
        "The agency can serve more than 15 % of the firms that are eligible, by a rough estimate: SMEs of the stated size\ndistribution with at least `eligible_workers_min` workers, times the registered share at their size. Programmes of that\nweight change wages, demand and rivals of everybody, and few firms without support are left. State a `source` for\n`advisors` or `clients_per_advisor` if you mean it: then the warning is silent.",
        "advisors = { value = 40, source = \"national roll-out\", grade = \"expert\" }",
    ),
    page(
        "W0308",
        "A context of one scenario",
        "A scenario shares its context with no other, so that nothing is compared with it. Often a single number was set in one\nfile and not in the others.",
        "",
    ),
    page(
        "W0309",
        "A shock without effect",
        "The number that says how large the shock is is 0, so that the shock is absent to the last bit.",
        "depth_sd = 2.0",
    ),
    page(
        "W0310",
        "Reserved places without a barrier",
        "An agency reserves places for firms led by women (`women_share_min`), and the context sets no barrier that women meet\n(`women_visibility`, `women_approval`, `women_application` of `[owners]`). Firms led by women are then like all others, and what\ntargeting by the owner's sex brings cannot be assessed: only the cost of choosing among fewer shows.",
        "[owners]\nwomen_approval = { value = 0.1, source = \"survey of borrowers, 2019\", grade = \"measured\" }",
    ),
    page(
        "N0101",
        "A baseline was added",
        "No scenario was without instruments and none was named as `baseline`. The scenario `none` was added: the first scenario\nwithout its agencies and instruments.",
        "baseline = \"none\"",
    ),
    page(
        "N0102",
        "The answer is left out",
        "`--only` or `--skip` leaves out one of the two scenarios of `answer`. The others run and are compared with the baseline,\nand nothing stands in for the pair that the question asks about.",
        "answer = [\"support\", \"none\"]",
    ),
    page(
        "N0103",
        "The baseline is not skipped",
        "`--skip` names the baseline. It runs nonetheless, because all other scenarios are compared with it.",
        "baseline = \"none\"",
    ),
    page(
        "N0104",
        "Shocks that the baseline does not have",
        "Scenarios of a context may differ in their shocks, for stress tests: they share the burn-in, and shocks come after it. The\ndifference from the baseline is then that of the programme and the shock together. To see the programme alone, give both\nthe shock, or name in `answer` two scenarios that have it.",
        "[[shocks]]\nname = \"slump\"\nkind = \"crisis\"",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_unique_and_every_page_says_something() {
        assert!(CODES.windows(2).all(|pair| severity_rank(pair[0].code) < severity_rank(pair[1].code)));
        assert!(CODES.iter().all(|page| !page.title.is_empty() && page.text.len() > 40));
        assert_eq!(code_page("e0210").map(|page| page.code), Some("E0210"));
    }

    fn severity_rank(code: &str) -> (usize, &str) {
        ("EWN".find(&code[..1]).expect("a known letter"), code)
    }

    #[test]
    fn every_code_used_in_the_sources_has_a_page() {
        const SOURCES: &[&str] = &[
            include_str!("document.rs"),
            include_str!("layer.rs"),
            include_str!("library.rs"),
            include_str!("load.rs"),
            include_str!("numbers.rs"),
            include_str!("rules.rs"),
            include_str!("tables.rs"),
            include_str!("tree.rs"),
            include_str!("../plan/checks.rs"),
            include_str!("../plan/effects.rs"),
            include_str!("../plan/prepare.rs"),
            include_str!("../plan/resolve.rs"),
            include_str!("../plan/rules.rs"),
            include_str!("../plan/settings.rs"),
        ];
        let mut n_used = 0;
        for (at, _) in SOURCES.iter().flat_map(|text| text.match_indices('"').map(move |(at, _)| (&text[at + 1..], at))) {
            let Some(code) = at.get(..6).and_then(|start| start.strip_suffix('"')) else { continue };
            if code.starts_with(['E', 'W', 'N']) && code[1..].bytes().all(|byte| byte.is_ascii_digit()) {
                assert!(code_page(code).is_some(), "no page for {code}");
                n_used += 1;
            }
        }
        assert!(n_used > 40);
    }
}
