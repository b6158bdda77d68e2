//! What problems offer to mend them is made and checked again: the problem is gone, and no error has come in its place.

use std::collections::BTreeSet;
use std::path::PathBuf;

use linkwright::plan::{Options, Prepared, prepare};
use linkwright::scenario::{CODES, Files, Fix, Problem, Severity, Source};

/// A mistake: its code, the files by name and text, of which the first is checked, and arguments of the command line.
struct Mistake {
    code: &'static str,
    files: Vec<(&'static str, String)>,
    arguments: Vec<String>,
}

fn mistake(code: &'static str, text: impl Into<String>) -> Mistake {
    Mistake {
        code,
        files: vec![("s.toml", text.into())],
        arguments: Vec::new(),
    }
}

impl Mistake {
    fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.files.push((name, text.into()));
        self
    }

    fn called(mut self, arguments: &[&str]) -> Self {
        self.arguments = arguments.iter().map(ToString::to_string).collect();
        self
    }
}

/// A scenario with a guarantee; the lines are those of the guarantee.
fn guarantee(lines: &str) -> String {
    format!(
        "format = 1\nname = \"a\"\n[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"credit_guarantee\"\n{lines}\n"
    )
}

fn scenario(lines: &str) -> String {
    format!("format = 1\nname = \"a\"\n{lines}\n")
}

fn context(lines: &str) -> String {
    scenario(&format!("[context]\n{lines}"))
}

/// A study of a baseline and a programme: lines of its top, tables before its scenarios, lines of its programme.
fn study(top: &str, tables: &str, programme: &str) -> String {
    format!(
        "format = 1\nname = \"s\"\n{top}\n[run]\npolicy_quarters = 8\n{tables}\n[[scenario]]\nname = \"none\"\n[[scenario]]\nname = \"support\"\n\
         [[scenario.agencies]]\nname = \"agency\"\n[[scenario.instruments]]\nkind = \"upgrading_support\"\n{programme}\n"
    )
}

/// A finding about relations; the lines are its figure and how it is estimated.
fn finding(lines: &str) -> String {
    scenario(&format!(
        "[context]\nfrom = \"c.toml\"\n[finding]\nsource = \"x\"\ncountry = \"y\"\ngrade = \"B\"\nrole = \"fit\"\nstand_in = \"z\"\nunit = \"share\"\nlow = 0.05\nhigh = 0.12\n{lines}"
    ))
}

const OTHER: &str = "\n[[scenario]]\nname = \"third\"\n[[scenario.agencies]]\nname = \"agency\"\n[[scenario.instruments]]\nkind = \"matchmaking\"\n";
const RULE: &str =
    "[[rules]]\nwhen = \"clients < 10\"\nthen = { instrument = \"credit_guarantee\", stop = true }";
const TWO: &str = "trust.gain = \"0.05 to 0.12\"\ncredit.recovery = \"0.3 to 0.45\"";

fn mistakes() -> Vec<Mistake> {
    let correlation = |of: &str, rank: &str| {
        context(&format!(
            "{TWO}\n[[correlations]]\nof = [{of}]\nrank = {rank}"
        ))
    };
    let rule = |when: &str, then: &str| {
        guarantee(&format!(
            "[[rules]]\nwhen = \"{when}\"\nthen = {{ {then} }}"
        ))
    };
    let stop = "instrument = \"credit_guarantee\", stop = true";
    let csv = |table: &str| {
        mistake(
            "",
            study("", "[design]\nkind = \"csv\"\nfile = \"p.csv\"", ""),
        )
        .with("p.csv", table)
    };
    let of_csv = |code: &'static str, table: &str| Mistake { code, ..csv(table) };
    let country = "format = 1\nkind = \"context\"\nname = \"land\"\n";
    let targets = |lines: &str| format!("{country}[targets]\n{lines}\n");
    vec![
        mistake("E0001", scenario("base = \"b.toml\"")),
        mistake("E0006", "format = 1\nname = a b\n"),
        mistake("E0006", "format = 1\nname = \n"),
        mistake("E0006", context("credit.recovery = 0,5")),
        mistake("E0006", context("credit.recovery = .5")),
        mistake("E0006", context("credit.recovery = 50 %")),
        mistake("E0006", context("credit.recovery = { value = 0,5, source = \"x\" }")),
        mistake("E0006", context("credit.recovery = 0.3 to 0.45")),
        mistake("E0006", scenario("population.smes = 2,000")),
        mistake("E0006", scenario("population.smes = 2 000")),
        mistake("E0006", scenario("include = [\"p.toml\"]\noverride = yes")).with("p.toml", "format = 1\n"),
        mistake("E0006", scenario("base = \"parts\\my.toml\"")).with("parts/my.toml", scenario("")),
        mistake("E0013", scenario("base = \"parts\\base.toml\"")).with("parts/base.toml", scenario("")),
        mistake("E0013", scenario("title = \"a\\tb\"")),
        mistake("E0013", scenario("title = \"a\u{202e}b\u{7}\"")),
        mistake("E0001", scenario("base = 'parts\\base.toml'")).with("parts/base.toml", scenario("")),
        mistake("E0007", context("credit.recovery = 0.4\ncredit.recovery = 0.5")),
        mistake("E0007", context("credit.recovery = 0.4\ncredit.recovery = 0.4")),
        mistake("E0008", scenario("base = \"s.toml\"")),
        mistake("E0009", scenario("base = \"c.toml\"")).with("c.toml", country),
        mistake("E0010", "format = 2\nname = \"a\"\n"),
        mistake("E0101", "name = \"a\"\n"),
        mistake("E0101", "format = 1\n[population]\nsmes = 300\n"),
        mistake("E0101", ""),
        mistake("E0101", scenario("[[agencies]]\nlead = \"public\"")),
        mistake("E0101", scenario("[[agencies]]")),
        mistake("E0101", scenario("agencies = [{ lead = \"public\" }]")),
        mistake("E0101", scenario("[[instruments]]\nstart = 1")),
        mistake("E0101", context("credit.recovery = { low = 0.3, high = 0.5 }")),
        mistake("E0101", context("credit.recovery = { source = \"x\" }")),
        mistake("E0101", context("credit.recovery = { dist = \"pert\", low = 0.2, high = 0.4 }")),
        mistake("E0101", study("", "[design]\nlevels = 3\n[context]\ncredit.recovery = \"0.3 to 0.4\"", "")),
        mistake("E0101", study("", "[[rivals]]\nset = { \"trust.gain\" = 0 }", "")),
        mistake("E0101", study("", "[[scenario]]\ntitle = \"x\"", "")),
        mistake("E0101", scenario("[[correlations]]\nof = [\"credit.recovery\", \"trust.gain\"]")),
        mistake("E0101", guarantee("[[rules]]\nwhen = \"clients < 10\"")),
        mistake("E0101", scenario("[[shocks]]\nkind = \"crisis\"")),
        mistake("E0102", context("credit.recovry = 0.4")),
        mistake("E0102", context("credit.zzzz = 0.4")),
        mistake("E0102", context("\"credit.recovery\" = 0.4")),
        mistake("E0102", context("\"credt.recovery\" = 0.4")),
        mistake("E0102", scenario("\"credit.recovery\" = 0.4")),
        mistake("E0102", scenario("\"context.credit.recovery\" = 0.4")),
        mistake("E0102", scenario("[credit]\nrecovery = 0.4")),
        mistake("E0102", scenario("credit.recovery = 0.4")),
        mistake("E0102", scenario("[run]\nreps = 10")),
        mistake("E0102", study("", "[design]\nkind = \"grid\"\n[design.values]\n\"credit.recvery\" = [0.3, 0.4]", "")),
        mistake("E0102", study("", "[design]\nkind = \"grid\"\n[design.values]\ncredit.recvery = [0.3, 0.4]", "")),
        mistake("E0102", study("", "[[rivals]]\nname = \"x\"\nset = { \"trust.gian\" = 0 }", "")),
        of_csv("E0102", "name,trust.gian\na,0.05\nb,0.1\n"),
        mistake("E0103", context("credit.recovery = \"0.4\"")),
        mistake("E0103", context("credit.recovery = \"0,4\"")),
        mistake("E0103", context("credit.recovery = \"40 %\"")),
        mistake("E0103", context("credit.recovery = \"10,5%\"")),
        mistake("E0103", context("credit.recovery = true")),
        mistake("E0103", scenario("[population]\nsmes = \"2 000\"")),
        mistake("E0103", guarantee("start = \"2026Q3\"")),
        mistake("E0103", guarantee("start = 2026-07-01")),
        mistake("E0103", "format = 1\nname = 3\n"),
        mistake("E0103", scenario("[agencies]\nname = \"x\"")),
        mistake("E0103", scenario("agencies = { name = \"x\" }")),
        mistake("E0103", scenario("override = \"yes\"")),
        mistake("E0103", scenario("include = \"b.toml\"")).with("b.toml", scenario("")),
        mistake("E0103", scenario("context = \"c.toml\"")).with("c.toml", country),
        mistake("E0103", study("answer = [\"support\", \"none\"]", "", "")),
        mistake("E0103", study("", "[design]\nkind = \"grid\"\nlevels = 3.5\n[context]\ncredit.recovery = \"0.3 to 0.4\"", "")),
        mistake("E0103", study("", "[design]\nkind = \"grid\"\n[design.values]\n\"credit.recovery\" = 0.3", "")),
        mistake("E0103", targets("domestic_lot_share = \"0,4\"")),
        mistake("E0103", targets("domestic_lot_share = { value = \"40 %\", source = \"x\" }")),
        mistake("E0102", targets("domestic_lot_shar = 0.4")),
        mistake("E0102", targets("domestic_lot_share = { value = 0.4, sorce = \"x\" }")),
        mistake("E0106", targets("domestic_lot_share = { value = 0.4, grade = \"assumd\" }")),
        mistake("E0101", targets("domestic_lot_share = { source = \"x\" }")),
        mistake("E0202", targets("domestic_lot_share = nan\ntier_one_lot_share = 0.4")),
        mistake("E0202", targets("domestic_lot_share = { value = nan }\ntier_one_lot_share = 0.4")),
        mistake("E0202", targets("domestic_lot_share = { value = inf, source = \"x\" }")),
        mistake("E0201", targets("domestic_lot_share = { value = 0.1, year = nan }")),
        mistake("E0104", guarantee("cover_percent = 60")),
        mistake("E0104", guarantee("fund_eur = 1_000_000")),
        mistake("E0104", scenario("[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"upgrading_support\"\nservice_years = 1")),
        mistake("E0105", scenario("include = [\"b.toml\"]\ncontext.credit.recovery = 0.4"))
            .with("b.toml", "format = 1\nname = \"b\"\ncontext.credit.recovery = 0.5\n"),
        mistake("E0105", study("contexts = [\"c.toml\"]", "[context]\nfrom = \"c.toml\"", "")).with("c.toml", country),
        mistake("E0106", guarantee("").replace("credit_guarantee", "credit_guaranty")),
        mistake("E0106", scenario("[[agencies]]\nname = \"x\"\nlead = \"zz\"")),
        mistake("E0107", "format = 1\nname = \"../a b\"\n"),
        mistake("E0107", scenario("[[agencies]]\nname = \" \"")),
        mistake("E0108", scenario("[[agencies]]\nname = \"x\"\n[[agencies]]\nname = \"x\"")),
        mistake("E0108", study("", "", "").replace("\"support\"", "\"none\"")),
        mistake("E0108", study("", "", "").replace("answer", "# answer").replacen("\"support\"", "\"None\"", 1)),
        mistake("E0108", scenario("")).called(&["-p", "credit.recovery", "-p", "credit.recovery"]),
        mistake("E0102", scenario("override = true")),
        mistake("E0409", scenario("")).called(&["-p", "credit.recovery=0,3:0,5"]),
        mistake("E0409", scenario("")).called(&["-p", "credit.recovery=0.3:0.5", "-S", "credit.recovery=0.4"]),
        mistake("E0409", scenario("")).called(&["-S", "population.smes=2,000"]),
        mistake("E0108", study("", "[report]\nheadline = [\"employment\", \"employment\"]", "")),
        mistake("E0108", study("contexts = [\"c.toml\", \"d.toml\"]", "", "")).with("c.toml", country).with("d.toml", country),
        mistake("E0108", guarantee("[[instruments]]\nkind = \"credit_guarantee\"")),
        mistake("E0108", study("", "[[rivals]]\nname = \"r\"\nset = { \"trust.gain\" = 0 }\n[[rivals]]\nname = \"r\"\nset = { \"trust.gain\" = 0.01 }", "")),
        mistake("E0108", study("", "[[rivals]]\nname = \"r\"\nset = { \"trust.gain\" = 0, \"context.trust.gain\" = 0.01 }", "")),
        mistake("E0108", study("", "[sensitivity]\nparameters = [\"credit.recovery\", \"context.credit.recovery\"]", "")),
        mistake("E0108", study("", "[design]\nkind = \"list\"\n[[design.points]]\nname = \"p\"\nset = { \"credit.recovery\" = 0.3 }\n[[design.points]]\nname = \"p\"\nset = { \"credit.recovery\" = 0.4 }", "")),
        mistake("E0108", study("", "[design]\nkind = \"list\"\n[[design.points]]\nset = { \"credit.recovery\" = 0.3, credit.recovery = 0.4 }", "")),
        of_csv("E0108", "name,credit.recovery\na,0.3\na,0.4\nb,0.5\n"),
        mistake("E0108", guarantee(&format!("{RULE}\n{RULE}"))),
        mistake("E0108", correlation("\"credit.recovery\", \"trust.gain\"", "0.4") + "[[correlations]]\nof = [\"trust.gain\", \"credit.recovery\"]\nrank = 0.3\n"),
        mistake("E0109", guarantee("[[shocks]]\nname = \"slump\"\nkind = \"crisis\"\nremove = true")),
        mistake("E0109", scenario("base = \"b.toml\"\n[[agencies]]\nname = \"offcie\"\nremove = true")).with("b.toml", scenario("[[agencies]]\nname = \"office\"")),
        mistake("E0201", context("credit.recovery = -0.4")),
        mistake("E0201", study("", "seed = -3", "")),
        mistake("E0202", context("credit.recovery = nan")),
        mistake("E0203", scenario("[population]\nsmes = 200.5")),
        mistake("E0203", study("", "reps = 2.5", "")),
        mistake("E0204", scenario("[population]\nsmes = 0")),
        mistake("E0210", context("credit.recovery = 40")),
        mistake("E0210", scenario("")).called(&["-S", "credit.recovery=40"]),
        of_csv("E0210", "name,credit.recovery\na,40\nb,45\nc,0.4\n"),
        mistake("E0220", context("credit.recovery = \"0.5 to 0.2\"")),
        mistake("E0220", context("credit.recovery = [0.3, 0.6]")),
        mistake("E0221", context("credit.recovery = { dist = \"normal\", mean = 0.2, sd = 0 }")),
        mistake("E0221", context("credit.recovery = { value = 0.4, dist = \"uniform\", low = 0.3, high = 0.5 }")),
        mistake("E0222", context("credit.recovery = { dist = \"uniform\", low = -3, high = 1 }")),
        mistake("E0223", scenario("[run]\npolicy_quarters = \"8 to 16\"")),
        mistake("E0224", correlation("\"credit.recvery\", \"trust.gain\"", "0.4")),
        mistake("E0224", correlation("\"trust.gain\", \"trust.gain\"", "0.4")),
        mistake("E0224", correlation("\"trust.gain\"", "0.4")),
        mistake("E0225", correlation("\"credit.recovery\", \"trust.gain\"", "4")),
        mistake("E0225", context(&format!(
            "{TWO}\ncredit.margin = \"0.01 to 0.05\"\n[[correlations]]\nof = [\"credit.recovery\", \"trust.gain\"]\nrank = 0.9\n\
             [[correlations]]\nof = [\"trust.gain\", \"credit.margin\"]\nrank = 0.9\n\
             [[correlations]]\nof = [\"credit.recovery\", \"credit.margin\"]\nrank = -0.9"
        ))),
        mistake("E0226", study("", "draws = 20_000\n[context]\ncredit.recovery = \"0.3 to 0.4\"", "")),
        mistake("E0226", study("", "draws = 20", "")),
        mistake("E0226", study("", "", "")).called(&["--draws", "20"]),
        mistake("E0226", study("", "[design]\nkind = \"sobol\"\n[context]\ncredit.recovery = \"0.3 to 0.4\"", "")),
        mistake("E0226", study("", "draws = 4\n[design]\nkind = \"grid\"\n[context]\ncredit.recovery = \"0.3 to 0.4\"", "")),
        mistake("E0227", study("", "draws = 50\n[context]\ntncs.lots_min = \"40 to 180\"\ntncs.lots_max = \"50 to 190\"", "")),
        of_csv("E0227", "name,instruments.upgrading_support.start\na,0\nb,12\n"),
        of_csv("E0227", "name,instruments.upgrading_support.end\na,8\nb,12\nc,20\n"),
        of_csv("E0227", "name,tncs.lots_min,tncs.lots_max\na,40,100\nb,120,60\n"),
        mistake("E0227", study("", "[sensitivity]\nparameters = [\"tncs.lots_min=40:180\"]\n[context]\ntncs.lots_max = 100", "")),
        mistake("E0228", study("", "draws = 4", "").replacen(
            "name = \"support\"", "name = \"support\"\n[scenario.context]\ncredit.recovery = { dist = \"uniform\", low = 0.375, high = 0.425 }", 1,
        ).replacen("name = \"none\"", "name = \"none\"\n[scenario.context]\ncredit.recovery = 0.4", 1)),
        mistake("E0229", study("", "[[rivals]]\nname = \"x y\"\nset = { \"trust.gain\" = 0 }", "")),
        mistake("E0229", study("", "[[rivals]]\nname = \"x\"\nset = { }", "")),
        mistake("E0229", study("", "[context]\ntrust.gain = 0.07\n[[rivals]]\nname = \"x\"\nset = { \"trust.gain\" = 0.07 }", "")),
        mistake("E0229", study("", "[[rivals]]\nname = \"x\"\nset = { \"run.policy_quarters\" = 6 }", "")),
        mistake("E0230", study("", "[design]\nkind = \"grid\"", "")),
        mistake("E0230", study("", "[design]\nkind = \"grid\"\nsize = 3\n[context]\ncredit.recovery = \"0.3 to 0.4\"", "")),
        mistake("E0230", study("", "[design]\nkind = \"list\"\nsubsets = [\"lwo\"]\n[[design.points]]\nsubset = \"low\"\nset = { \"credit.recovery\" = 0.3 }", "")),
        of_csv("E0230", "name,trust.gain\na,\n"),
        of_csv("E0230", "Name,trust.gain\na,0.05\n"),
        of_csv("E0230", "name;trust.gain\na;0,05\nb;0,06\n"),
        of_csv("E0230", "name,trust.gain\na,\"0,05\"\n"),
        of_csv("E0230", "draw,credit.recovery\n0,0.3\n2,0.4\n,0.5\n"),
        of_csv("E0230", "name;credit.recovery\na;0,3\nb;0,4\n"),
        mistake("E0230", study("", "[design]\nkind = \"grid\"\n[design.values]\n\"credit.recovery\" = [0.3, 0.4, 0.3]", "")),
        mistake("E0301", guarantee("start = 8\nend = 4")),
        mistake("E0301", guarantee("start = 8\nend = 8")),
        mistake("E0302", guarantee("end = 40")),
        mistake("E0302", guarantee("start = 16")),
        mistake("E0302", guarantee("start = 20\nend = 40")),
        mistake("E0302", scenario(
            "instruments = [{ kind = \"credit_guarantee\", end = 40 }, { kind = \"matchmaking\", end = 41 }]\nagencies = [{ name = \"x\" }]",
        )),
        mistake("E0303", guarantee("agency = \"y\"")),
        mistake("E0303", scenario("[[instruments]]\nkind = \"matchmaking\"")),
        mistake("E0303", guarantee("[[shocks]]\nname = \"gone\"\nkind = \"leader_departure\"\nagency = \"agency\"").replace("\"x\"", "\"agncy\"")),
        mistake("E0303", scenario("[[shocks]]\nname = \"gone\"\nkind = \"leader_departure\"\nagency = \"agency\"")),
        mistake("E0304", scenario("[[credit_providers]]\nname = \"bank\"\nremove = true")),
        mistake("E0305", context("tncs.lots_min = 190\ntncs.lots_max = 50")),
        mistake("E0305", context("tncs.lots_max = 20")),
        mistake("E0307", scenario("[[shocks]]\nname = \"slump\"\nkind = \"crisis\"\nstart = 100")),
        mistake("E0308", scenario("[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"tariff_change\"\nlot_share = 0.5")),
        mistake("E0231", finding("figure = 0.3\nestimator = \"level\"\noutcome = \"separation_rate\"")).with("c.toml", country),
        mistake("E0231", finding("figure = 0.08\nestimator = \"level\"\noutcome = \"separation_rate\"\ntreatment = \"matchmaking\"")).with("c.toml", country),
        mistake("E0231", finding("figure = 0.08\nmissing = \"no relations\"\nestimator = \"level\"")).with("c.toml", country),
        mistake("E0307", scenario("run = { policy_quarters = 2, run_off_quarters = 1 }\nshocks = [{ name = \"slump\", kind = \"crisis\" }]")),
        mistake("E0310", rule("clients == 10", stop)),
        mistake("E0310", rule("default_rate > 0,08", stop)),
        mistake("E0310", rule("default_rate > 8%", stop)),
        mistake("E0311", rule("clinets < 10", stop)),
        mistake("E0312", rule("default_rate > 8", stop)),
        mistake("E0312", rule("clients < 10 for 40 quarters", stop)),
        mistake("E0312", rule("clients < 10 and clients > 20", stop)),
        mistake("E0313", rule("clients < 10", "instrument = \"credit_guaranty\", stop = true")),
        mistake("E0313", rule("clients < 10", "instrument = \"matchmaking\", stop = true")),
        mistake("E0313", rule("clients < 10", "agency = \"xx\", set = { advisors = 3 }")),
        mistake("E0314", rule("clients < 10", "instrument = \"credit_guarantee\"")),
        mistake("E0314", rule("clients < 10", "instrument = \"credit_guarantee\", scale = 12")),
        mistake("E0314", rule("clients < 10", "instrument = \"credit_guarantee\", scale = 5")),
        mistake("E0314", rule("clients < 10", "instrument = \"credit_guarantee\", scale = 0")),
        mistake("E0401", study("baseline = \"nono\"", "", "")),
        mistake("E0402", study("answer = { scenario = \"suport\", against = \"none\" }", "", "")),
        mistake("E0402", study("answer = { scenario = \"support\", against = \"support\" }", "", "")),
        mistake("E0402", study("answer = { scenario = \"support\", against = \"none2\" }", "", "")
            + "[[scenario]]\nname = \"none2\"\ncontext.credit.recovery = 0.5\n[[scenario]]\nname = \"b\"\ncontext.credit.recovery = 0.5\n[[scenario.agencies]]\nname = \"agency\"\n[[scenario.instruments]]\nkind = \"matchmaking\"\n"),
        mistake("E0403", study("", "[report]\nheadline = [\"sustained_linkage\"]", "")),
        mistake("E0404", study("answer = { scenario = \"support\", against = \"none\" }", "", "")
            .replacen("name = \"support\"", "name = \"support\"\ncontext.credit.recovery = 0.5", 1)
            + &OTHER.replacen("name = \"third\"", "name = \"third\"\ncontext.credit.recovery = 0.5", 1)),
        mistake("E0405", study("", "reps = 0", "")),
        mistake("E0406", study("", "reps = 1_000_000_000", "")),
        mistake("E0407", "format = 1\nname = \"s\"\n[report]\nheadline = [\"employment\"]\n"),
        mistake("E0103", study("", "[report]\nheadline = []", "")),
        mistake("E0221", context("credit.recovery = { dist = \"normal\", mean = 0.4, sd = 0.05, low = 0.3, high = 0.5 }")),
        mistake("E0221", context("credit.recovery = { dist = \"lognormal\", median = 0.4, low = 0.3, high = 0.5 }")),
        mistake("E0103", scenario("title = \" \"")),
        mistake("E0103", context("credit.recovery = { value = 0.4, source = \"\" }")),
        mistake("E0201", context("credit.recovery = { value = 0.4, source = \"a\", year = 3000 }")),
        mistake("E0201", context("credit.recovery = { value = 0.4, source = \"a\", year = \"n.d.\" }")),
        mistake("E0107", scenario("[[agencies]]\nname = \" x\"")),
        mistake("E0102", scenario("[run]\nfutures_worlds = 2")),
        mistake("E0223", guarantee(RULE).replace("stop = true", "set = { cover = \"0.5 to 0.6\" }")),
        mistake("E0408", study("", "", "")).called(&["--only", "support", "--skip", "support"]),
        mistake("E0108", scenario("include = [\"p.toml\", \"./p.toml\"]")).with("p.toml", "format = 1\n"),
        mistake("E0408", study("", "", "")).called(&["--only", "suport"]),
        mistake("E0408", study("", "", "")).called(&["--only", "support", "--only", "support"]),
        mistake("E0409", scenario("")).called(&["-S", "credit.recvery=0.4"]),
        mistake("E0409", scenario("")).called(&["-S", "credit.recovery=40%"]),
        mistake("E0409", scenario("")).called(&["-S", "recovery=0.4"]),
        mistake("E0409", scenario("")).called(&["-S", "credit.recovery=0,4"]),
        mistake("E0409", scenario("")).called(&["-S", "credit.recovery=0.4", "-S", "context.credit.recovery=0.5"]),
        mistake("E0409", scenario("")).called(&["-S", "run.seed=4"]),
        mistake("E0409", study("", "[sensitivity]\nparameters = [\"credit.recvery\"]", "")),
        mistake("E0409", study("", "[sensitivity]\nparameters = [\"credit.recovery=0.5:0.3\"]", "")),
        mistake("E0411", study("baselines = [\"none\", \"support\"]", "", "")),
        mistake("E0412", study("", "", "").replace("[run]\npolicy_quarters = 8\n", "") + "[[scenario]]\nname = \"l\"\n[scenario.run]\npolicy_quarters = 20\n[[scenario]]\nname = \"m\"\n[scenario.run]\npolicy_quarters = 20\n[[scenario.agencies]]\nname = \"agency\"\n[[scenario.instruments]]\nkind = \"matchmaking\"\n"),
        mistake("W0201", context("credit.recovery = 0.95")),
        of_csv("W0201", "name,credit.recovery\na,0.9\nb,0.95\n"),
        mistake("W0202", context("credit.recovery = \"0.01 to 0.9\"")),
        mistake("W0203", context("trust.gain = \"0.05 to 0.12\"\n[[correlations]]\nof = [\"credit.recovery\", \"trust.gain\"]\nrank = 0.4")),
        mistake("W0204", study("", "[[shocks]]\nname = \"slump\"\nkind = \"crisis\"\nstart = 2\ndepth_sd = \"1.0 to 2.0\"",
            "[[scenario.shocks]]\nname = \"slump\"\nkind = \"crisis\"\ndepth_sd = 1.5")),
        mistake("W0301", study("", "", "") + "[[scenario]]\nname = \"b\"\n"),
        mistake("W0302", guarantee("intensity = 0")),
        mistake("W0303", guarantee("agency = \"x\"\n[[agencies]]\nname = \"idle\"")),
        mistake("W0304", guarantee("cover = 0")),
        mistake("W0305", study("", "", "start = 3\nend = 4")),
        mistake("W0305", study("", "", "start = 7\nend = 8")),
        mistake("W0305", study("", "", "start = 7")),
        mistake("W0305", study("", "", "start = 0\nend = 8\nservice_quarters = 8")),
        mistake("W0306", scenario("[run]\npolicy_quarters = 4\nrun_off_quarters = 2")),
        mistake("W0307", study("", "[population]\nsmes = 200", "").replace("name = \"agency\"", "name = \"agency\"\nadvisors = 40")),
        mistake("W0308", study("", "", "") + "[[scenario]]\nname = \"alone\"\ncontext.credit.recovery = 0.5\n"),
        mistake("W0309", scenario("[[shocks]]\nname = \"slump\"\nkind = \"crisis\"\ndepth_sd = 0")),
        mistake("W0310", scenario("[[agencies]]\nname = \"x\"\nwomen_share_min = 0.3\n[[instruments]]\nkind = \"upgrading_support\"")),
        mistake("W0311", study("", "", "") + "[[scenario]]\nname = \"third\"\ntitle = \"support\"\ncontext.credit.recovery = 0.4\n"),
        mistake("W0312", study("", "[design]\nkind = \"list\"\n[[design.points]]\nset = { \"credit.recovery\" = 0.3 }\n[[design.points]]\nset = { \"credit.recovery\" = 0.3 }", "")),
        mistake("E0413", scenario("title = \"Recovery of {credit.recovery:percnt}\"")),
        mistake("E0413", scenario("title = \"Recovery of {credit.recovry:percent}\"")),
        mistake("E0413", scenario("question = \"Is {credit_guarantee.cover:percent} enough?\"")),
        mistake("W0313", scenario("title = \"Recovery of 40 %\"\ncontext.credit.recovery = 0.4")).called(&["-S", "credit.recovery=0.5"]),
        mistake("W0314", scenario("[population]\nsmes = 900\nmarket_smes = 200")),
        mistake("W0314", scenario("[population]\nsmes = 300\nmarket_smes = 200\n[context]\ntncs.reach_markets = 3")),
        mistake("N0101", guarantee("")),
        mistake("N0102", study("answer = { scenario = \"support\", against = \"third\" }", "", "") + OTHER).called(&["--skip", "third"]),
        mistake("N0103", study("", "", "")).called(&["--skip", "none"]),
        mistake("N0104", study("", "", "[[scenario.shocks]]\nname = \"slump\"\nkind = \"crisis\"")),
        mistake("N0105", context("credit.recovery = \"0.3 to 0.4\"")),
        mistake("N0106", study("", "draws = 12\n[design]\nkind = \"sobol\"\n[context]\ncredit.recovery = \"0.3 to 0.4\"", "")),
        mistake("E0314", guarantee(RULE).replace("stop = true", "stop = true, scale = 2")),
        mistake("E0314", guarantee(RULE).replace("stop = true", "stop = true, scale = 2, set = { cover = 0.6 }")),
    ]
}

/// Codes that no text of files shows, and why.
const NOT_PLANTED: [(&str, &str); 8] = [
    ("E0002", "it needs a file that the system does not open"),
    ("E0003", "it needs a folder on a disk"),
    ("E0004", "it needs a file of more than 4 MB"),
    ("E0005", "it needs a file that is no text"),
    ("E0011", "it needs a device or a pipe"),
    ("E0012", "it needs more than a hundred files"),
    ("N0107", "it needs folders on a disk"),
    ("E0410", "it needs two files to be named"),
];

fn checked(files: &[(String, String)], arguments: &[String]) -> Prepared {
    let mut options = Options::default();
    let indicators: Vec<&str> = linkwright::observations::INDICATORS
        .iter()
        .map(|indicator| indicator.name)
        .collect();
    options.known_indicators = &indicators;
    for pair in arguments.chunks(2) {
        let value = pair[1].clone();
        match pair[0].as_str() {
            "-S" => {
                let (key, value) = value.split_once('=').expect("a setting");
                options.settings.push((key.into(), value.into()));
            }
            "-p" => options.varied.get_or_insert_default().push(value),
            "--draws" => options.draws = Some(value.parse().expect("a number")),
            "--only" => options.only.push(value),
            "--skip" => options.skip.push(value),
            other => panic!("{other}"),
        }
    }
    let sources = files
        .iter()
        .map(|(name, text)| Source::new(name.clone(), text.clone()));
    prepare(
        &Files::Kept(sources.collect()),
        &[PathBuf::from(&files[0].0)],
        &options,
    )
}

/// The arguments with one replaced, added or left out.
fn replaced(arguments: &[String], of: &str, to: &str) -> Vec<String> {
    if to.is_empty() && of.contains(' ') {
        let left = arguments.join(" ").replacen(of, "", 1);
        return left.split_whitespace().map(ToString::to_string).collect();
    }
    if to.is_empty() {
        let again = arguments.iter().rposition(|own| own == of);
        let flag = again
            .and_then(|at| at.checked_sub(1))
            .unwrap_or_else(|| panic!("{of} is not among {arguments:?}"));
        return [&arguments[..flag], &arguments[flag + 2..]].concat();
    }
    let joined = arguments.join(" ");
    let joined = if of.is_empty() {
        format!("{joined} {to}")
    } else {
        assert!(joined.contains(of), "{joined}: {of}");
        joined.replacen(of, to, 1)
    };
    joined.split_whitespace().map(ToString::to_string).collect()
}

fn errors(problems: &[Problem]) -> BTreeSet<(&str, &str)> {
    problems
        .iter()
        .filter(|one| one.severity() == Severity::Error)
        .map(|one| (one.code, one.message.as_str()))
        .collect()
}

#[test]
fn what_every_problem_offers_mends_it() {
    let mut failed = Vec::new();
    let mut planted = BTreeSet::new();
    let mut n_mended = 0;
    for mistake in mistakes() {
        let files: Vec<(String, String)> = mistake
            .files
            .iter()
            .map(|(name, text)| ((*name).to_string(), text.clone()))
            .collect();
        let before = checked(&files, &mistake.arguments);
        let shown = format!("{} {:?}\n{}", mistake.code, mistake.arguments, files[0].1);
        let Some(problem) = before.problems.iter().find(|one| one.code == mistake.code) else {
            failed.push(format!("{shown}is not found: {:?}", before.problems));
            continue;
        };
        planted.insert(mistake.code);
        let (mut mended, mut arguments) = (files.clone(), mistake.arguments.clone());
        match &problem.fix {
            Fix::Unknown(why) => {
                assert!(why.len() > 10, "{shown}{why}");
                continue;
            }
            Fix::Argument { of, to } => arguments = replaced(&arguments, of, to),
            Fix::Changes(_) => {
                let edits = problem.fix.edits(&before.sources);
                if edits.is_empty() {
                    failed.push(format!("{shown}no edit: {:?}", problem.fix));
                }
                for edit in edits {
                    let path = &before.sources[edit.place.source].path;
                    let (_, text) = mended
                        .iter_mut()
                        .find(|(name, _)| name == path)
                        .expect("a file");
                    text.replace_range(edit.place.start..edit.place.end, &edit.text);
                }
            }
        }
        n_mended += 1;
        let after = checked(&mended, &arguments);
        let is_there = after
            .problems
            .iter()
            .any(|one| (one.code, &one.message) == (problem.code, &problem.message));
        let (old, new) = (errors(&before.problems), errors(&after.problems));
        let come: Vec<_> = new.difference(&old).collect();
        if is_there || !come.is_empty() {
            failed.push(format!(
                "{shown}{}\nmended:\n{arguments:?}\n{}still there: {is_there}, new: {come:?}",
                problem.message,
                mended
                    .iter()
                    .map(|(name, text)| format!("-- {name}\n{text}"))
                    .collect::<String>(),
            ));
        }
    }
    assert!(
        failed.is_empty(),
        "{} failed\n\n{}",
        failed.len(),
        failed.join("\n\n")
    );
    let not_planted: BTreeSet<&str> = NOT_PLANTED.iter().map(|(code, _)| *code).collect();
    let all: BTreeSet<&str> = CODES.iter().map(|page| page.code).collect();
    assert_eq!(
        all.difference(&planted).copied().collect::<BTreeSet<_>>(),
        not_planted,
        "every code has a mistake"
    );
    assert!(n_mended >= 90, "{n_mended}");
}

/// Codes and messages of the errors and warnings of a file, with what the points of a table beside it are.
fn told(text: &str, table: &str) -> Vec<(&'static str, String)> {
    let files = [
        ("s.toml".to_string(), text.to_string()),
        ("p.csv".to_string(), table.to_string()),
    ];
    let prepared = checked(&files, &[]);
    let serious = prepared
        .problems
        .iter()
        .filter(|one| one.severity() != Severity::Note);
    serious.map(|one| (one.code, one.message.clone())).collect()
}

#[test]
fn a_cause_is_told_once_and_without_its_consequences() {
    let twins = study(
        "baseline = \"none\"\nanswer = { scenario = \"support\", against = \"none\" }",
        "",
        "",
    )
    .replacen("\nname = \"support\"", "\nname = \"none\"", 1);
    let apart = study(
        "answer = { scenario = \"support\", against = \"none\" }",
        "",
        "",
    )
    .replacen(
        "\nname = \"support\"",
        "\nname = \"support\"\ncontext.credit.recovery = 0.5",
        1,
    );
    let two =
        "[[agencies]]\nname = \"y\"\n[[instruments]]\nkind = \"matchmaking\"\nagency = \"y\"\n";
    let kind = guarantee(&format!("agency = \"x\"\n{RULE}\n{two}")).replacen(
        "\nkind = \"credit_guarantee\"",
        "\nkind = \"credit_guaranty\"",
        1,
    );
    let nameless = guarantee(&format!("agency = \"x\"\n{two}")).replacen(
        "name = \"x\"",
        "lead = \"public\"",
        1,
    );
    let unknown = guarantee(&format!("agency = \"z\"\n{two}"));
    for (text, code) in [
        (twins, "E0108"),
        (apart, "E0404"),
        (kind, "E0106"),
        (nameless, "E0101"),
        (unknown, "E0303"),
    ] {
        let found = told(&text, "");
        assert!(found.len() == 1 && found[0].0 == code, "{text}{found:?}");
    }
    let mut many = String::from(
        "format = 1\nname = \"s\"\n[run]\npolicy_quarters = 8\n[[scenario]]\nname = \"none\"\n",
    );
    for place in 0..30 {
        many += &format!(
            "[[scenario]]\nname = \"s{place}\"\n[[scenario.agencies]]\nname = \"x\"\n[[scenario.instruments]]\nkind = \"upgrading_support\"\nend = 16\n"
        );
    }
    let found = told(&many, "");
    assert!(
        found.len() == 1 && found[0].0 == "E0302" && found[0].1.ends_with("the same in 29 more"),
        "{found:?}"
    );
    let with_table = study("", "[design]\nkind = \"csv\"\nfile = \"p.csv\"", "");
    let mut table = String::from("name,credit.recovery\n");
    for place in 0..60 {
        table += &format!("a{place},0.{}\n", 40 + place);
    }
    let found = told(&with_table, &table);
    assert_eq!(
        found,
        [(
            "W0201",
            "29 of 60 values of `credit.recovery` are outside the plausible range 0.2 to 0.7 (share): from 0.71 to 0.99".to_string()
        )]
    );
    let found = told(&with_table, "name,credit.recovery\na,40\nb,0.4\nc,45\n");
    assert!(
        found.len() == 1 && found[0].0 == "E0210" && found[0].1.ends_with("the same in 1 more"),
        "{found:?}"
    );
    let never = told(&guarantee("start = 4\nend = 4"), "");
    assert_eq!(
        never[0].1,
        "`credit_guarantee` ends in the quarter in which it starts, 4: it never acts"
    );
}

#[test]
fn every_way_out_that_a_short_service_is_told_leads_out() {
    for (own, ways) in [
        (
            "start = 7",
            vec![("start = 7", "start = 3"), ("= 8\n\n", "= 12\n\n")],
        ),
        ("start = 3\nend = 4", vec![("end = 4", "end = 8")]),
        (
            "start = 5\nend = 8",
            vec![
                ("start = 5", "start = 3"),
                ("= 8\n\n", "= 10\n\n@"),
                ("start = 5", "start = 5\nservice_quarters = 2"),
            ],
        ),
    ] {
        let text = study("", "", own);
        let files = [("s.toml".to_string(), text.clone())];
        let prepared = checked(&files, &[]);
        let problem = prepared.problems.iter().find(|one| one.code == "W0305");
        let problem = problem.unwrap_or_else(|| panic!("{text}"));
        for (old, new) in ways {
            let word = new.trim_matches(|c: char| !c.is_ascii_digit());
            let word = word.rsplit(' ').next().unwrap_or(word);
            assert!(problem.help.contains(word), "{word}: {}", problem.help);
            let mut followed = text.replacen(old, new, 1);
            if new.ends_with('@') {
                followed = followed.replace('@', "").replace("end = 8", "end = 10");
            }
            let after = told(&followed, "");
            assert!(
                after
                    .iter()
                    .all(|(code, _)| *code != "W0305" && !code.starts_with('E')),
                "{new}: {after:?}\n{followed}"
            );
        }
    }
}

#[test]
fn an_unusual_value_with_its_source_is_not_warned_of() {
    for value in ["0.95", "\"0.01 to 0.9\""] {
        let plain = told(&context(&format!("credit.recovery = {value}")), "");
        assert!(
            plain.len() == 1 && plain[0].0.starts_with("W020"),
            "{plain:?}"
        );
        let meant =
            format!("credit.recovery = {{ value = {value}, source = \"bank interviews\" }}");
        assert_eq!(told(&context(&meant), ""), []);
    }
}
