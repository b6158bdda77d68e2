//! Carries out the recipes of CONTRIBUTING.md on a copy of the project, so that they stay true: what a recipe says must be touched is
//! all that is touched, the rest follows, and a part that is left out does not compile.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::{Failure, root};

/// A scenario with the instrument of the trial.
const SCENARIO: &str = "format = 1\nname = \"trial\"\ntitle = \"Trial\"\n\n[[agencies]]\nname = \"agency\"\n\n[[instruments]]\nkind = \"trial_fund\"\nagency = \"agency\"\n";

/// Carries out a recipe and says what does not hold.
type Trial = fn(&Copy) -> Result<(), Failure>;

/// Runs the task.
pub fn run(arguments: &[&str]) -> Result<(), Failure> {
    let trials: [(&str, Trial); 5] = [
        ("instrument", instrument),
        ("indicator", indicator),
        ("equation", equation),
        ("figure", figure),
        ("verb", verb),
    ];
    if let Some(unknown) = arguments
        .iter()
        .find(|name| trials.iter().all(|(known, _)| known != *name))
    {
        return Err(format!("cargo xtask recipes does not know `{unknown}`"));
    }
    for (name, trial) in trials {
        if arguments.is_empty() || arguments.contains(&name) {
            let copy = Copy::new()?;
            trial(&copy).map_err(|why| format!("the recipe `{name}` does not hold: {why}"))?;
            println!("the recipe `{name}` holds");
        }
    }
    Ok(())
}

/// A new instrument is a file and a line; words, checks, schema, lists and the test of intensity 0 follow.
fn instrument(copy: &Copy) -> Result<(), Failure> {
    let file = "src/model/instruments/trial_fund.rs";
    let text = include_str!("../recipes/instrument.rs");
    copy.write(file, text)?;
    copy.insert_after(
        "src/model/instruments/mod.rs",
        "    experiment: Experiment(ExperimentParameters);\n",
        "    trial_fund: TrialFund(TrialFundParameters);\n",
    )?;
    copy.touched(&[file, "src/model/instruments/mod.rs"])?;
    copy.cargo(&["clippy", "--quiet", "--lib", "--", "-D", "warnings"])?;
    copy.cargo(&["xtask", "book"])?;
    copy.cargo(&["test", "--quiet", "--test", "suite", "instruments::"])?;
    copy.cargo(&["test", "--quiet", "--test", "suite", "zero_intensity"])?;
    copy.write("scenarios/trial.toml", SCENARIO)?;
    copy.says(&["check", "scenarios/trial.toml"], "trial fund by agency")?;
    copy.says(
        &["check", "scenarios/trial.toml"],
        "budget 40,000 USD per year",
    )?;
    copy.says(&["params", "trial_fund"], "Money spent.")?;
    copy.says(&["schema"], "trial_fund")?;
    copy.holds("docs/parameters.md", "trial_fund")?;
    let nothing = SCENARIO.to_string() + "budget_usd = 0\n";
    copy.write("scenarios/nothing.toml", &nothing)?;
    copy.says(&["check", "scenarios/nothing.toml"], "W0304")?;
    copy.says(
        &["run", "scenarios/trial.toml", "-r", "2", "-o", "trial"],
        "trial",
    )?;
    copy.holds("trial/report.html", "trial fund")?;
    copy.holds("trial/data/compare.csv", "cost_donor_usd")?;
    let parts: Vec<&str> = text
        .split_inclusive('\n')
        .filter(|line| line.starts_with("    const "))
        .chain(["    fn operate(&self, _: &mut World, _: Turn) {}\n"])
        .collect();
    for part in parts {
        copy.write(file, &text.replace(part, ""))?;
        copy.must_not_compile(part.trim())?;
    }
    Ok(())
}

/// A new indicator is a row.
fn indicator(copy: &Copy) -> Result<(), Failure> {
    let file = "src/observations/indicators/table.rs";
    let row = "    trial_exporters: \"Exporters that supply\", \"SMEs\", Flow, Detail, series, Higher,\n        \"Exits, for the trial of the recipe.\",\n        Quarter(|q| q.tally.exits.into());\n";
    let start = "indicators! {\n";
    copy.insert_after(file, start, row)?;
    copy.touched(&[file])?;
    copy.cargo(&["clippy", "--quiet", "--lib", "--", "-D", "warnings"])?;
    copy.cargo(&["xtask", "book"])?;
    copy.holds("docs/indicators.md", "trial_exporters")?;
    copy.says(&["indicators", "trial_exporters"], "more is better")?;
    copy.says(
        &["run", "scenarios/small.toml", "-r", "2", "-o", "trial"],
        "trial",
    )?;
    for table in ["runs", "compare", "indicators"] {
        copy.holds(&format!("trial/data/{table}.csv"), "trial_exporters")?;
    }
    for part in [
        " Higher,",
        " series,",
        " \"SMEs\",",
        "        Quarter(|q| q.tally.exits.into())",
    ] {
        let text = copy.read(file)?;
        copy.write(file, &text.replacen(row, &row.replacen(part, "", 1), 1))?;
        copy.must_not_compile(part.trim())?;
        copy.write(file, &text)?;
    }
    Ok(())
}

/// A new figure is a file and a line; its place on the page and its files follow.
fn figure(copy: &Copy) -> Result<(), Failure> {
    let (file, list) = ("src/report/charts/trial.rs", "src/report/charts/mod.rs");
    let line = "    trial: \"99-trial\", Why, First, Study;\n";
    copy.write(file, include_str!("../recipes/figure.rs"))?;
    copy.insert_after(list, "\", OverTime, First, EachContext;\n", line)?;
    copy.touched(&[file, list])?;
    copy.cargo(&["clippy", "--quiet", "--lib", "--", "-D", "warnings"])?;
    copy.says(
        &["run", "scenarios/small.toml", "-r", "2", "-o", "trial"],
        "trial",
    )?;
    copy.holds("trial/charts/99-trial.svg", "Trial of small")?;
    copy.holds("trial/report.html", "chart-99-trial-narrow")?;
    let text = copy.read(list)?;
    for part in [" Why,", " First,", " Study;"] {
        copy.write(list, &text.replacen(line, &line.replacen(part, "", 1), 1))?;
        copy.must_not_compile(part.trim())?;
    }
    Ok(())
}

/// A term of the buyer's choice is a parameter, an equation, a field and a summand, and a line that reads its value; a number that the
/// document lacks is found; the default moves nothing and another value does.
fn equation(copy: &Copy) -> Result<(), Failure> {
    let (parameters, equations, phase) = (
        "src/parameters/sourcing.rs",
        "src/model/equations/choice.rs",
        "src/model/phases/sourcing/choice.rs",
    );
    copy.insert_after(
        parameters,
        "(0.3, 0.7), Assumed, \"the middle of the index\";\n",
        "        /// Weight of a firm's management in the choice for a lot.\n        taste_management = 0, \"utils per unit\", [0.0, 20.0], (0.0, 4.0), Assumed, \"a trial\";\n",
    )?;
    copy.insert_after(
        equations,
        "    pub strength: f64,\n",
        "    /// For management [utils].\n    pub management: f64,\n",
    )?;
    copy.insert_after(
        equations,
        "        + offer.rule\n",
        "        + offer.management\n",
    )?;
    copy.insert_after(
        equations,
        "            strength: 0.0,\n",
        "            management: 0.0,\n",
    )?;
    copy.insert_after(
        equations,
        "    weight * (innovation - tastes.innovation_middle)\n}\n",
        "\n/// Equation (14z). What a firm's management is worth to a buyer [utils].\n#[must_use]\npub fn management_value(tastes: &SourcingParameters, management: f64) -> f64 {\n    tastes.taste_management * management\n}\n",
    )?;
    copy.insert_after(
        phase,
        "world.smes.innovation[firm]),\n",
        "        management: choice::management_value(sourcing, world.smes.management[firm]),\n",
    )?;
    copy.touched(&[parameters, equations, phase])?;
    copy.cargo(&["clippy", "--quiet", "--lib", "--", "-D", "warnings"])?;
    let test = &["test", "--quiet", "--test", "suite", "equations::"];
    if copy.cargo(test).is_ok() {
        return Err("an equation that the document lacks is not found".to_string());
    }
    copy.insert_after(
        "docs/odd.md",
        "### 7.5 Sourcing\n",
        "\nOffers of SMEs gain `sourcing.taste_management` × management utils (14z).\n",
    )?;
    copy.cargo(test)?;
    copy.cargo(&["test", "--quiet", "--lib", "equations::"])?;
    copy.cargo(&["xtask", "book"])?;
    copy.holds("docs/parameters.md", "taste_management")?;
    copy.cargo(&["test", "--quiet", "--test", "suite", "golden::"])?;
    for (folder, value) in [("off", "0"), ("on", "4")] {
        let set = format!("sourcing.taste_management={value}");
        let run = ["run", "scenarios/small.toml", "-r", "2", "--no-report"];
        copy.says(&[&run[..], &["-S", &set, "-o", folder]].concat(), folder)?;
    }
    if copy.read("off/data/runs.csv")? == copy.read("on/data/runs.csv")? {
        return Err("a weight of management moves nothing".to_string());
    }
    Ok(())
}

/// A new verb is a file, a variant and a struct of its arguments, and two lines.
fn verb(copy: &Copy) -> Result<(), Failure> {
    let file = "src/cli/count.rs";
    copy.write(file, include_str!("../recipes/verb.rs"))?;
    copy.insert_after(
        "src/cli/args.rs",
        "    Schema(SchemaArgs),\n",
        "    /// Count the indicators\n    Count(CountArgs),\n",
    )?;
    let arguments = copy.read("src/cli/args.rs")?;
    copy.write(
        "src/cli/args.rs",
        &format!("{arguments}\n/// Arguments of `count`.\n#[derive(clap::Args, Clone, Debug)]\npub struct CountArgs {{\n    /// Count each twice\n    #[arg(long)]\n    pub twice: bool,\n    /// How the verb speaks\n    #[command(flatten)]\n    pub talk: TalkArgs,\n}}\n"),
    )?;
    copy.insert_after("src/cli/mod.rs", "mod compare;\n", "mod count;\n")?;
    if copy.cargo(&["check", "--quiet", "--lib"]).is_ok() {
        return Err("a verb without its arm in `execute_verb` compiles".to_string());
    }
    copy.insert_after(
        "src/cli/mod.rs",
        "        Verb::Schema(args) => schema::execute(args),\n",
        "        Verb::Count(args) => count::execute(args),\n",
    )?;
    copy.touched(&[file, "src/cli/args.rs", "src/cli/mod.rs"])?;
    let once: usize = copy.number(&["count"])?;
    let twice: usize = copy.number(&["count", "--twice"])?;
    if twice != 2 * once {
        return Err(format!("the verb counts {once} and {twice}"));
    }
    copy.says(&["count", "--help"], "Count each twice")
}

/// A copy of the project's files as they are now, with a build of its own that all trials share.
struct Copy {
    folder: PathBuf,
}

impl Copy {
    fn new() -> Result<Self, Failure> {
        let folder = root().join("target/recipes/copy");
        let _ = fs::remove_dir_all(&folder);
        let copy = Self { folder };
        make_parent(&copy.folder.join("target"))?;
        let build = root().join("target/recipes/build");
        fs::create_dir_all(&build).map_err(|error| format!("{}: {error}", build.display()))?;
        // tasks of the copy look for the program in its own `target`
        std::os::unix::fs::symlink(build, copy.folder.join("target"))
            .map_err(|error| format!("target: {error}"))?;
        let listed = output(
            Command::new("git")
                .args(["ls-files", "--cached", "--others", "--exclude-standard"])
                .current_dir(root()),
        )?;
        for name in listed.lines() {
            let from = root().join(name);
            if from.is_file() {
                let to = copy.folder.join(name);
                make_parent(&to)?;
                fs::copy(&from, &to).map_err(|error| format!("{name}: {error}"))?;
            }
        }
        for words in [
            &["init", "--quiet"][..],
            &["add", "--all", "--force"],
            &[
                "-c",
                "user.name=trial",
                "-c",
                "user.email=trial@localhost",
                "commit",
                "--quiet",
                "-m",
                "as it is",
            ],
        ] {
            output(Command::new("git").args(words).current_dir(&copy.folder))?;
        }
        Ok(copy)
    }

    fn read(&self, name: &str) -> Result<String, Failure> {
        fs::read_to_string(self.folder.join(name)).map_err(|error| format!("{name}: {error}"))
    }

    fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.folder.join(name);
        make_parent(&path)?;
        fs::write(path, text).map_err(|error| format!("{name}: {error}"))
    }

    fn insert_after(&self, name: &str, line: &str, text: &str) -> Result<(), Failure> {
        let before = self.read(name)?;
        if !before.contains(line) {
            return Err(format!("{name} has no line `{}`", line.trim()));
        }
        self.write(name, &before.replacen(line, &format!("{line}{text}"), 1))
    }

    /// Fails where other files than these were changed.
    fn touched(&self, names: &[&str]) -> Result<(), Failure> {
        let status = output(
            Command::new("git")
                .args(["status", "--porcelain", "--untracked-files=all"])
                .current_dir(&self.folder),
        )?;
        let mut changed: Vec<&str> = status.lines().filter_map(|line| line.get(3..)).collect();
        let mut expected = names.to_vec();
        changed.sort_unstable();
        expected.sort_unstable();
        if changed == expected {
            Ok(())
        } else {
            Err(format!("changed are {changed:?} and not {expected:?}"))
        }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command.args(words).current_dir(&self.folder);
        command
    }

    fn cargo(&self, words: &[&str]) -> Result<(), Failure> {
        output(&mut self.command(words)).map(|_| ())
    }

    fn must_not_compile(&self, part: &str) -> Result<(), Failure> {
        match self.cargo(&["check", "--quiet", "--lib"]) {
            Ok(()) => Err(format!("without `{part}` it compiles")),
            Err(_) => Ok(()),
        }
    }

    /// Fails where the program, or what it says, is not as expected.
    fn says(&self, words: &[&str], text: &str) -> Result<(), Failure> {
        let mut command = self.command(&["run", "--quiet", "--"]);
        let output = command.args(words).env("NO_COLOR", "1").output();
        let output = output.map_err(|error| error.to_string())?;
        let said = both(&output);
        if output.status.success() && said.contains(text) {
            Ok(())
        } else {
            Err(format!(
                "`linkwright {}` does not say `{text}`:\n{said}",
                words.join(" ")
            ))
        }
    }

    /// The number that the program prints.
    fn number(&self, words: &[&str]) -> Result<usize, Failure> {
        let said = output(self.command(&["run", "--quiet", "--"]).args(words))?;
        let number = said.trim().parse();
        number.map_err(|_| format!("`linkwright {}` prints no number: {said}", words.join(" ")))
    }

    fn holds(&self, name: &str, text: &str) -> Result<(), Failure> {
        if self.read(name)?.contains(text) {
            Ok(())
        } else {
            Err(format!("{name} has no `{text}`"))
        }
    }
}

fn make_parent(path: &Path) -> Result<(), Failure> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(|error| format!("{}: {error}", parent.display()))
}

fn both(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// What a command prints, and an error where it fails.
fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{command:?} failed:\n{}", both(&output)))
    }
}
