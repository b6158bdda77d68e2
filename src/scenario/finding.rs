//! Findings: a published figure, how its study found it, and the simulated economy in which it is looked for.
//!
//! A scenario file with a table `[finding]` is a finding: its context is the economy, its instruments are the programme that was studied.

use super::fix::Fix;
use super::layer::Text;
use super::numbers::{plain, unknown_word, wrong_type};
use super::problem::{Place, Problem};
use super::tables::{missing_key_of, read_flag, read_table, read_text, unknown_key};
use super::tree::{Node, Table, Value};
use crate::model::InstrumentKind;
use crate::parameters::SECTOR_NAMES;

/// Use of a finding in fitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The model may be fitted to it.
    Fit,
    /// It is compared only, and never fitted.
    Compare,
    /// The model is given it: its value is a parameter.
    Imposed,
}

/// Estimator of a study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimator {
    /// A mean, a share or a ratio of the economy.
    Level,
    /// Median life of new linkages.
    MedianLife,
    /// Treated firms against firms not treated yet, cohort by cohort.
    EventStudy,
    /// Treated firms against the most similar ones that are not treated yet, by propensity.
    MatchedDid,
    /// Treated firms before and after, with effects of firms and quarters.
    FixedEffects,
    /// Firms to which an instrument is offered by lot against firms to which it is not.
    Offers,
    /// Applicants just above and just below the cut-off of a score.
    Discontinuity,
    /// Difference between the economy with the programme and the same one without.
    Twin,
    /// Gap between suppliers and others less what a first order does.
    GapLessEffect,
}

/// What happens to a firm of which the effect is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treated {
    /// Its first order from a TNC ever.
    FirstOrder,
    /// An instrument of the file.
    Instrument(InstrumentKind),
}

/// A quantity of single firms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirmOutcome {
    /// Workers.
    Employment,
    /// Wages of a quarter.
    WageBill,
    /// Sales of a quarter to all buyers.
    Sales,
    /// Sales of a quarter to buyers other than TNCs.
    SalesToOthers,
    /// Sales of a quarter to TNCs.
    TncSales,
    /// Sales of a quarter abroad.
    Exports,
    /// Sales less costs of a quarter.
    Profit,
    /// Productivity.
    Productivity,
    /// Score of management.
    Management,
    /// Loan outstanding.
    Loan,
    /// The firm has defaulted on a loan in the window.
    Default,
    /// Working capital that buyers advance.
    Advances,
    /// A recognised certificate is held.
    Certified,
    /// TNCs to which the firm delivers or is about to.
    Linkages,
    /// The firm has closed.
    Exit,
    /// The firm has got the instrument.
    Taken,
    /// Buyers hardly see the firm.
    Hidden,
}

/// What is measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A quantity of single firms.
    Firm(FirmOutcome),
    /// An indicator of the world; sums over the window count per year.
    Indicator(Text),
}

/// Unit of a figure, and so how an effect is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureUnit {
    /// Per cent: of a share its value, of an effect its size relative to what it would have been.
    Percent,
    /// Percentage points, or hundredths of an index.
    Points,
    /// A ratio.
    Ratio,
    /// A share or an index.
    Share,
    /// Years.
    Years,
    /// A number of things.
    Count,
    /// Millions of USD.
    MillionUsd,
}

/// Firms from whom offers are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// All firms of the population, offered from the start of the instrument.
    Eligible,
    /// Firms that came for it, from when they came.
    Applicants,
}

/// Firms with which treated ones are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// All that are not treated by the time of the outcome.
    NotYet,
    /// Of these, firms that a buyer looked at by then: those who lost.
    Losers,
    /// Of these, firms that took a loan in the quarter of treatment.
    Borrowers,
}

/// Declares the words of an enumeration and their meanings.
macro_rules! words {
    ($kind:ident: $($variant:ident $word:literal $meaning:literal;)+) => {
        impl $kind {
            /// All, the words for them in files, and what they mean.
            pub const WORDS: &'static [(&'static str, Self, &'static str)] = &[$(($word, Self::$variant, $meaning)),+];

            /// The word of files.
            #[must_use]
            pub fn word(self) -> &'static str {
                Self::WORDS.iter().find(|(_, one, _)| *one == self).map_or("", |(word, ..)| word)
            }
        }
    };
}

words! { Role:
    Fit "fit" "the model may be fitted to it";
    Compare "compare" "compared only, and never fitted";
    Imposed "imposed" "given to the model as a parameter";
}
words! { Estimator:
    Level "level" "a mean, a share or a ratio of the economy";
    MedianLife "median_life" "median life of new linkages, from the first order (Kaplan and Meier)";
    EventStudy "event_study" "change of treated firms less that of firms not treated yet, cohort by cohort (Callaway and Sant'Anna)";
    MatchedDid "matched_did" "change of treated firms less that of the firm most like them by propensity, in the same category, that is not treated yet";
    FixedEffects "fixed_effects" "level after treatment, with effects of firms and of quarters";
    Offers "offers" "firms to which an instrument is offered by lot against firms to which it is not";
    Discontinuity "discontinuity" "applicants just above and just below the cut-off of the agency's score";
    Twin "twin" "the economy with the programme less the same economy without";
    GapLessEffect "gap_less_effect" "gap between suppliers and other registered firms at the start, less the effect of a first order by matching";
}
words! { FirmOutcome:
    Employment "employment" "workers";
    WageBill "wage_bill" "wages of the quarter";
    Sales "sales" "sales of the quarter to all buyers";
    SalesToOthers "sales_to_others" "sales of the quarter to buyers other than TNCs";
    TncSales "tnc_sales" "sales of the quarter to TNCs";
    Exports "exports" "sales of the quarter abroad";
    Profit "profit" "sales less costs of the quarter";
    Productivity "productivity" "productivity";
    Management "management" "score of management";
    Loan "loan" "loan outstanding";
    Default "default" "the firm has defaulted on a loan in the window";
    Advances "advances" "working capital that buyers advance";
    Certified "certified" "a recognised certificate is held";
    Linkages "linkages" "TNCs to which the firm delivers or is about to";
    Exit "exit" "the firm has closed";
    Taken "taken" "the firm has got the instrument";
    Hidden "hidden" "buyers hardly see the firm";
}
words! { FigureUnit:
    Percent "percent" "per cent; of an effect, relative to what would have been";
    Points "points" "percentage points, or hundredths of an index";
    Ratio "ratio" "a ratio";
    Share "share" "a share or an index";
    Years "years" "years";
    Count "count" "a number of things";
    MillionUsd "million_usd" "millions of USD";
}
words! { Among:
    Eligible "eligible" "all firms of the population, from the start of the instrument";
    Applicants "applicants" "firms that came for it, from when they came";
}
words! { Against:
    NotYet "not_yet" "all that are not treated by the time of the outcome";
    Losers "losers" "of these, firms at which a buyer looked by then";
    Borrowers "borrowers" "of these, firms that took a loan in the quarter of treatment";
}

/// Firms that a study looked at, by what they are when the window opens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FirmFilter {
    /// Fewest workers.
    pub workers_min: f64,
    /// Workers below which a firm counts.
    pub workers_below: f64,
    /// Registered, not registered, or either.
    pub is_formal: Option<bool>,
    /// Index of the sector; any where none.
    pub sector: Option<usize>,
}

impl Default for FirmFilter {
    fn default() -> Self {
        Self {
            workers_min: 0.0,
            workers_below: f64::INFINITY,
            is_formal: Some(true),
            sector: None,
        }
    }
}

/// How a finding is computed.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingDesign {
    /// Estimator of the study.
    pub estimator: Estimator,
    /// What happens to firms.
    pub treated: Option<Treated>,
    /// What is measured.
    pub outcome: Outcome,
    /// What it is divided by: the effect on another outcome, or another indicator.
    pub per: Option<Outcome>,
    /// Quarters from the last one before treatment, or from the start of the window, to the outcome; the first is judged, others stand beside.
    pub horizons: Vec<u32>,
    /// Quarters of the window in which treated firms were treated, from the first to before the last.
    pub cohorts: Option<[u32; 2]>,
    /// From whom offers are made.
    pub among: Among,
    /// With whom treated firms are compared.
    pub against: Against,
    /// Which firms are looked at.
    pub firms: FirmFilter,
}

/// A finding as its file states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Study or table, in a few words.
    pub source: String,
    /// Country or countries in which it was found.
    pub country: String,
    /// Strength of the evidence, as the author of the file grades it: A to D.
    pub grade: String,
    /// Use in fitting.
    pub role: Role,
    /// Why the context stands for the country of the study; empty where it is that country.
    pub stand_in: String,
    /// Unit of the figure.
    pub unit: FigureUnit,
    /// The published figure.
    pub figure: f64,
    /// Ends of the band around it; infinite where there is none.
    pub band: [f64; 2],
    /// How it is computed; else why it cannot be.
    pub design: Result<FindingDesign, String>,
    /// Where it stands.
    pub place: Place,
}

/// Keys of `[finding]`, the kind of value that each takes, and what they mean.
pub(super) const FINDING_KEYS: &[(&str, &str, &str)] = &[
    ("source", "text", "Study or table that has the figure."),
    (
        "country",
        "text",
        "Country or countries in which it was found.",
    ),
    (
        "grade",
        "text",
        "Strength of the evidence: A for trials and the like, to D for figures without a comparison.",
    ),
    ("role", "word", "fit, compare or imposed."),
    (
        "stand_in",
        "text",
        "Why the context stands for the country of the study; left out where it is that country.",
    ),
    (
        "unit",
        "word",
        "Unit of the figure, and so how an effect is stated: percent, points, ratio, share, years, count or million_usd.",
    ),
    ("figure", "number", "The published figure."),
    (
        "low",
        "number",
        "Lower end of the band around the figure; without one it has none.",
    ),
    (
        "high",
        "number",
        "Upper end of the band around the figure; without one it has none.",
    ),
    (
        "estimator",
        "word",
        "How the study found it, and so how it is found here.",
    ),
    (
        "treatment",
        "word",
        "What happens to firms: first_order, or the kind of an instrument of the file.",
    ),
    (
        "outcome",
        "word",
        "What is measured: a quantity of firms, or the name of an indicator (linkwright indicators).",
    ),
    (
        "per",
        "word",
        "What the effect, or the level, is divided by: another outcome; taken gives the effect on firms that take an offer.",
    ),
    (
        "horizon_quarters",
        "number",
        "Quarters from the last one before treatment, or from the start of the window, to the outcome.",
    ),
    (
        "also_quarters",
        "numbers",
        "Other horizons, reported beside.",
    ),
    (
        "cohorts",
        "numbers",
        "Quarters of the window in which firms were treated: first, and the one before which it ends.",
    ),
    (
        "among",
        "word",
        "From whom offers are made: eligible or applicants.",
    ),
    (
        "against",
        "word",
        "With whom treated firms are compared: not_yet, losers or borrowers.",
    ),
    (
        "firms",
        "table",
        "Which firms are looked at, by what they are when the window opens.",
    ),
    (
        "missing",
        "text",
        "Why the model cannot compute it; then it has no estimator.",
    ),
];

/// Keys of `[finding.firms]`, and what they mean.
pub(super) const FIRMS_KEYS: &[(&str, &str)] = &[
    ("workers_min", "Fewest workers."),
    ("workers_below", "Workers below which a firm counts."),
    (
        "formal",
        "true: registered firms, the default; false: others.",
    ),
    ("all", "true: registered or not."),
    ("sector", "Name of a sector."),
];

/// Keys that say how a finding is computed.
const DESIGN: [&str; 8] = [
    "treatment",
    "outcome",
    "per",
    "horizon_quarters",
    "also_quarters",
    "cohorts",
    "among",
    "against",
];

impl Estimator {
    /// Keys of [`DESIGN`] that it needs, and others that it takes.
    const fn keys(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Level => (
                &["outcome"],
                &["per", "treatment", "horizon_quarters", "also_quarters"],
            ),
            Self::Twin => (&["outcome"], &["per"]),
            Self::MedianLife => (&[], &[]),
            Self::EventStudy | Self::MatchedDid => (
                &["treatment", "outcome", "horizon_quarters"],
                &["also_quarters", "cohorts", "against"],
            ),
            Self::Offers => (
                &["treatment", "outcome", "horizon_quarters"],
                &["also_quarters", "per", "among", "cohorts"],
            ),
            Self::FixedEffects | Self::Discontinuity => (
                &["treatment", "outcome", "horizon_quarters"],
                &["also_quarters"],
            ),
            Self::GapLessEffect => (&["outcome", "horizon_quarters"], &[]),
        }
    }

    /// True where it measures single firms and no indicator.
    const fn is_of_firms(self) -> bool {
        !matches!(self, Self::Level | Self::Twin | Self::MedianLife)
    }
}

/// Reads `[finding]`; none where it cannot be understood, which is reported.
pub(super) fn read_finding(node: &Node, problems: &mut Vec<Problem>) -> Option<Finding> {
    let n_before = problems.len();
    let table = read_table("finding", node, problems)?;
    let keys: Vec<&str> = FINDING_KEYS.iter().map(|(key, ..)| *key).collect();
    let unknown = table
        .entries
        .iter()
        .filter(|entry| !keys.contains(&entry.key.as_str()));
    problems.extend(unknown.map(|entry| unknown_key(entry, "finding", &keys)));
    let place = table
        .entries
        .first()
        .map_or(node.place, |entry| entry.place);
    let mut reader = Reader {
        table,
        place,
        problems,
    };
    let text = |reader: &mut Reader<'_>, key: &str| {
        reader.text(key).map_or_else(String::new, |text| text.value)
    };
    let (source, country) = (reader.needed("source"), reader.needed("country"));
    let (grade, stand_in) = (text(&mut reader, "grade"), text(&mut reader, "stand_in"));
    let role = reader.word("role", Role::WORDS, true);
    let unit = reader.word("unit", FigureUnit::WORDS, true);
    let figure = reader.number("figure", true);
    let (low, high) = (reader.number("low", false), reader.number("high", false));
    let band = [
        low.unwrap_or(f64::NEG_INFINITY),
        high.unwrap_or(f64::INFINITY),
    ];
    reader.check_band(figure, band);
    let design = match table.get("missing") {
        Some(_) => reader.missing().map(Err),
        None => reader.design().map(Ok),
    };
    if problems.len() > n_before {
        return None;
    }
    Some(Finding {
        source: source?,
        country: country?,
        grade,
        role: role?,
        stand_in,
        unit: unit?,
        figure: figure?,
        band,
        design: design?,
        place,
    })
}

/// The table that is read.
struct Reader<'a> {
    table: &'a Table,
    place: Place,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn text(&mut self, key: &str) -> Option<Text> {
        read_text(
            &format!("finding.{key}"),
            self.table.get(key)?,
            self.problems,
        )
    }

    fn is_missing(&mut self, key: &str, example: &str) {
        let fix = Fix::Unknown("what the study found only the author knows");
        self.problems
            .push(missing_key_of("finding", key, self.place, example, fix));
    }

    fn needed(&mut self, key: &str) -> Option<String> {
        if self.table.get(key).is_none() {
            self.is_missing(key, &format!("{key} = \"…\""));
        }
        self.text(key).map(|text| text.value)
    }

    /// One of a few words; the first where it is left out and not needed.
    fn word<T: Copy>(
        &mut self,
        key: &str,
        words: &[(&'static str, T, &'static str)],
        is_needed: bool,
    ) -> Option<T> {
        if self.table.get(key).is_none() {
            if is_needed {
                self.is_missing(key, &format!("{key} = \"{}\"", words[0].0));
                return None;
            }
            return Some(words[0].1);
        }
        let text = self.text(key)?;
        let found = words.iter().find(|(word, ..)| *word == text.value);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, ..)| *word).collect();
            self.problems.push(unknown_word(
                key,
                &text.value,
                text.place.unwrap_or(self.place),
                &known,
            ));
        }
        found.map(|(_, one, _)| *one)
    }

    fn number(&mut self, key: &str, is_needed: bool) -> Option<f64> {
        let Some(node) = self.table.get(key) else {
            if is_needed {
                self.is_missing(key, &format!("{key} = 10"));
            }
            return None;
        };
        self.number_at(&format!("finding.{key}"), node)
    }

    fn number_at(&mut self, path: &str, node: &Node) -> Option<f64> {
        if let Value::Number(number) = node.value
            && number.is_finite()
        {
            return Some(number);
        }
        let fix = Fix::Unknown("which number is meant only the author knows");
        self.problems.push(wrong_type(
            path,
            "a finite number",
            node,
            "write a number, such as 10",
            fix,
        ));
        None
    }

    /// The figure lies in its band, of which at least one end is given.
    fn check_band(&mut self, figure: Option<f64>, [low, high]: [f64; 2]) {
        let Some(figure) = figure else { return };
        if low.is_infinite() && high.is_infinite() {
            self.is_missing(
                "low",
                "low = … and high = …, the band in which a simulated figure counts as found",
            );
        }
        if !(low..=high).contains(&figure) || low >= high {
            let place = self
                .table
                .get("figure")
                .map_or(self.place, |node| node.place);
            let message = format!(
                "`finding.figure` = {} is not inside of its band, {} to {}",
                plain(figure),
                plain(low),
                plain(high)
            );
            let fix = Fix::Unknown("which of the numbers is wrong only the author knows");
            self.problems.push(
                Problem::at("E0231", place, message, fix)
                    .label("not inside")
                    .help("write low, figure and high in rising order"),
            );
        }
    }

    /// Why the model cannot compute it.
    fn missing(&mut self) -> Option<String> {
        for key in DESIGN.into_iter().chain(["estimator", "firms"]) {
            if let Some(node) = self.table.get(key) {
                let message = format!(
                    "`finding.{key}` has no meaning where `missing` says that the figure cannot be computed"
                );
                let problem =
                    Problem::at("E0231", node.place, message, Fix::remove(Some(node.place)));
                self.problems.push(
                    problem
                        .label("not used")
                        .help("take it out, or take `missing` out"),
                );
            }
        }
        self.text("missing").map(|text| text.value)
    }

    fn design(&mut self) -> Option<FindingDesign> {
        let estimator = self.word("estimator", Estimator::WORDS, true)?;
        self.check_keys(estimator);
        let treated = match estimator {
            Estimator::GapLessEffect => Some(Treated::FirstOrder),
            _ => self.treated(),
        };
        let outcome = self.outcome("outcome", estimator);
        let per = self.outcome("per", estimator);
        let horizon = self.quarters("horizon_quarters");
        let mut horizons: Vec<u32> = horizon.into_iter().collect();
        horizons.extend(self.list("also_quarters"));
        let cohorts = self.list("cohorts");
        let cohorts = match cohorts[..] {
            [] => None,
            [first, last] if first < last => Some([first, last]),
            _ => {
                let node = self.table.get("cohorts")?;
                let fix = Fix::Unknown("which quarters are meant only the author knows");
                self.problems.push(wrong_type(
                    "finding.cohorts",
                    "two quarters in rising order",
                    node,
                    "write cohorts = [0, 8]",
                    fix,
                ));
                None
            }
        };
        let (among, against) = (
            self.word("among", Among::WORDS, false)?,
            self.word("against", Against::WORDS, false)?,
        );
        let firms = self.firms();
        let outcome = match estimator {
            Estimator::MedianLife => Outcome::Firm(FirmOutcome::Linkages), // of linkages: no other outcome
            _ => outcome?,
        };
        Some(FindingDesign {
            estimator,
            treated,
            outcome,
            per,
            horizons,
            cohorts,
            among,
            against,
            firms,
        })
    }

    /// Keys that the estimator needs are there, and no others.
    fn check_keys(&mut self, estimator: Estimator) {
        let (needed, taken) = estimator.keys();
        for key in DESIGN {
            match self.table.get(key) {
                None if needed.contains(&key) => self.is_missing(
                    key,
                    &format!("{key}, which the estimator `{}` needs", estimator.word()),
                ),
                Some(node) if !needed.contains(&key) && !taken.contains(&key) => {
                    let message = format!(
                        "`finding.{key}` has no meaning with the estimator `{}`",
                        estimator.word()
                    );
                    let problem =
                        Problem::at("E0231", node.place, message, Fix::remove(Some(node.place)));
                    let all: Vec<&str> = needed.iter().chain(taken).copied().collect();
                    let help = if all.is_empty() {
                        "take it out".to_string()
                    } else {
                        format!("take it out; the estimator takes {}", all.join(", "))
                    };
                    self.problems.push(problem.label("not used").help(help));
                }
                _ => {}
            }
        }
    }

    fn treated(&mut self) -> Option<Treated> {
        let text = self.text("treatment")?;
        if text.value == "first_order" {
            return Some(Treated::FirstOrder);
        }
        let kind = InstrumentKind::NAMES
            .iter()
            .find(|(name, _)| *name == text.value);
        if kind.is_none() {
            let known: Vec<&str> = std::iter::once("first_order")
                .chain(InstrumentKind::NAMES.iter().map(|(name, _)| *name))
                .collect();
            self.problems.push(unknown_word(
                "treatment",
                &text.value,
                text.place.unwrap_or(self.place),
                &known,
            ));
        }
        kind.map(|(_, kind)| Treated::Instrument(*kind))
    }

    fn outcome(&mut self, key: &str, estimator: Estimator) -> Option<Outcome> {
        let text = self.text(key)?;
        if let Some((_, outcome, _)) = FirmOutcome::WORDS
            .iter()
            .find(|(word, ..)| *word == text.value)
        {
            return Some(Outcome::Firm(*outcome));
        }
        if estimator.is_of_firms() {
            let known: Vec<&str> = FirmOutcome::WORDS.iter().map(|(word, ..)| *word).collect();
            self.problems.push(unknown_word(
                key,
                &text.value,
                text.place.unwrap_or(self.place),
                &known,
            ));
            return None;
        }
        Some(Outcome::Indicator(text)) // whether there is one of this name is checked where indicators are known
    }

    fn quarters(&mut self, key: &str) -> Option<u32> {
        let node = self.table.get(key)?;
        self.quarters_at(&format!("finding.{key}"), node)
    }

    fn quarters_at(&mut self, path: &str, node: &Node) -> Option<u32> {
        match node.value {
            Value::Number(number) if number.fract() == 0.0 && (0.0..=400.0).contains(&number) => {
                Some(number as u32)
            }
            _ => {
                let fix = Fix::replace(Some(node.place), "4");
                self.problems.push(wrong_type(
                    path,
                    "a whole number of quarters from 0 to 400",
                    node,
                    "write a number of quarters, such as 4",
                    fix,
                ));
                None
            }
        }
    }

    fn list(&mut self, key: &str) -> Vec<u32> {
        let Some(node) = self.table.get(key) else {
            return Vec::new();
        };
        let Value::List(items) = &node.value else {
            let fix = Fix::Unknown("which quarters are meant only the author knows");
            self.problems.push(wrong_type(
                &format!("finding.{key}"),
                "a list of quarters",
                node,
                "write [4, 8]",
                fix,
            ));
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| self.quarters_at(&format!("finding.{key}"), item))
            .collect()
    }

    fn firms(&mut self) -> FirmFilter {
        let mut filter = FirmFilter::default();
        let Some(table) = self
            .table
            .get("firms")
            .and_then(|node| read_table("finding.firms", node, self.problems))
        else {
            return filter;
        };
        let keys: Vec<&str> = FIRMS_KEYS.iter().map(|(key, _)| *key).collect();
        for entry in &table.entries {
            let (path, node) = (format!("finding.firms.{}", entry.key), &entry.node);
            match entry.key.as_str() {
                "workers_min" => filter.workers_min = self.number_at(&path, node).unwrap_or(0.0),
                "workers_below" => {
                    filter.workers_below = self.number_at(&path, node).unwrap_or(f64::INFINITY);
                }
                "formal" => filter.is_formal = read_flag(&path, node, self.problems),
                "all" => {
                    if read_flag(&path, node, self.problems) == Some(true) {
                        filter.is_formal = None;
                    }
                }
                "sector" => {
                    let Some(text) = read_text(&path, node, self.problems) else {
                        continue;
                    };
                    filter.sector = SECTOR_NAMES.iter().position(|name| *name == text.value);
                    if filter.sector.is_none() {
                        self.problems.push(unknown_word(
                            "sector",
                            &text.value,
                            node.place,
                            &SECTOR_NAMES,
                        ));
                    }
                }
                _ => self
                    .problems
                    .push(unknown_key(entry, "finding.firms", &keys)),
            }
        }
        if filter.workers_min >= filter.workers_below {
            let message =
                "`finding.firms` leaves no firm: `workers_min` is not below `workers_below`"
                    .to_string();
            let fix = Fix::Unknown("which of the two is wrong only the author knows");
            self.problems.push(
                Problem::at(
                    "E0231",
                    self.table
                        .get("firms")
                        .map_or(self.place, |node| node.place),
                    message,
                    fix,
                )
                .help("write workers_min below workers_below"),
            );
        }
        filter
    }
}
