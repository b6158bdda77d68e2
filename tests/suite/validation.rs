//! `docs/validation.md` is written from the figures of this suite; `BLESS=1 cargo test validation` renews it.

use std::fmt::Write as _;

use super::patterns::Pattern;
use super::{patterns, patterns_lasting, targets};

/// The page, from figures of this build.
fn page() -> String {
    let mut text = String::from(HEAD);
    let mut rows: Vec<Pattern> = [patterns::rows(), patterns_lasting::rows()].into_iter().flatten().collect();
    rows.sort_by_key(|row| row.number);
    for row in &rows {
        let _ = writeln!(text, "| P{} | {} | {} | {} | {} |", row.number, row.says, row.figures, row.threshold, row.label);
    }
    let missing: Vec<String> =
        (1..=15).filter(|number| rows.iter().all(|row| row.number != *number)).map(|number| format!("P{number}")).collect();
    if !missing.is_empty() {
        let _ = writeln!(text, "\nNot tested yet: {}.", missing.join(", "));
    }
    text.push_str(TARGETS);
    for target in targets::all() {
        let (centre, low, high) = target.published;
        let band = if high.is_finite() { format!("{centre} ({low} to {high})") } else { "above 0".to_string() };
        let inside = if (low..=high).contains(&target.simulated) { "inside" } else { "outside" };
        let error = target.error.map_or_else(String::new, |error| format!(" (s.e. {error:.2})"));
        let _ = writeln!(
            text,
            "| {} | {} | {} | {band} | {:.2}{error} | {inside} | {} |",
            target.id, target.moment, target.unit, target.simulated, target.estimator
        );
    }
    text.push_str(TAIL);
    text
}

const HEAD: &str = "# What the model reproduces, and what not\n\n\
Written by the test suite from its own figures (`BLESS=1 cargo test validation` renews it). **The model is not fitted to data yet**: \
starting values were set by hand so that the economy without a programme is stationary and near a few figures of its context; \
nothing was tuned to the effects below.\n\n\
## Patterns\n\n\
*Imposed*: a rule states it. *Emergent*: no rule states it, and switching off what should cause it removes it. Statistic, context (Uganda), \
number of worlds, seed and threshold were written into the test before the run (`tests/suite/patterns.rs`).\n\n\
| pattern | says | figures | threshold | label |\n|---|---|---|---|---|\n";

const TARGETS: &str = "\n## The economy without a programme\n\n\
Held by `tests/suite/economy.rs` with all risks on and no instrument: number of firms stationary over 100 quarters (trend below 0.5 % a year), \
active linkages below 2 % a year in the window, 5 to 8 % of firms leave in a year, 5 to 12 % of regular linkages end in a year and half of new ones \
live 2 to 4 years from the first order, the domestic share of lots within a quarter of 0.12, 6.5 to 13 % of registered firms of 5 or more workers with \
a loan (survey: 9.7 %), and approval of credit falls from nine in ten to one in ten over at least 5 points of default.\n\n\
## Simulated beside published\n\n\
Bands are judgements around figures that were read in abstracts and briefs. \"Inside\" is no success and \"outside\" no failure before the model is \
fitted; the estimator is that of the study where the simulated panel allows it. Standard errors take firms as independent; they come from 60 worlds of 2,000 firms.\n\n\
| id | moment | unit | published (band) | simulated | | estimator |\n|---|---|---|---|---|---|---|\n";

const TAIL: &str = "\nSources: E1-E3 Alfaro-Urena, Manelici and Vasquez (Costa Rica); E9 Czech firm panels 1994-2003; E45 Ferraz, Finan and Szerman (Brazil); \
E57 Colombian auto parts trial; E65 Mizuno, Souma and Watanabe (Japan); E66 Esteve-Perez and others (Spain); E73 McKenzie and Paffhausen; \
E73b a judgement scaled from it; E77 Cowan, Drexler and Yanez (Chile).\n\n\
Not computed yet, because the mechanism or the panel is not in the model: effects of information courses, export orders, network meetings, intensive or \
class-room training and their decay, take-up by offer, extra delinquency under guarantees, early payment, sector-level spillovers, and local spending over \
affiliates' sales. A quarter of firms hardly visible to buyers (E43) is imposed.\n";

#[test]
fn the_page_of_validation_is_fresh() {
    let path = super::root().join("docs/validation.md");
    let page = page();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &page).expect("docs can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/validation.md is out of date: renew it with `BLESS=1 cargo test validation`");
}
