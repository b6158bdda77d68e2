//! The page of findings: each figure of a study next to what the model gives, with the band around it.

use maud::{DOCTYPE, Markup, html};

use super::frame::head;

/// A finding as people read it.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingLine {
    /// Name of its file, title, and the economy in which it is looked for.
    pub name: String,
    #[allow(missing_docs)]
    pub title: String,
    #[allow(missing_docs)]
    pub context: String,
    /// Country of the study, source, and why the economy stands for the country.
    pub country: String,
    #[allow(missing_docs)]
    pub source: String,
    #[allow(missing_docs)]
    pub stand_in: String,
    /// How it is computed, or why not.
    pub how: String,
    /// Published figure with its band, and simulated figure with its interval, as text.
    pub published: String,
    #[allow(missing_docs)]
    pub simulated: String,
    /// True effect on the same firms, worlds, firms and overlap, as text.
    pub beside: String,
    /// Use in fitting, and place relative to the band.
    pub role: &'static str,
    #[allow(missing_docs)]
    pub verdict: &'static str,
    /// Published figure and band, simulated figure and interval, for the drawing.
    pub figure: [f64; 3],
    #[allow(missing_docs)]
    pub value: [f64; 3],
}

/// Title of the page.
const TITLE: &str = "Findings";
/// Width of a drawing [px].
const WIDTH: f64 = 220.0;

/// Writes the page: the counts first, then a row per finding.
#[must_use]
pub fn findings_page(
    summary: &str,
    note: &str,
    lines: &[FindingLine],
    (command, version): (&str, &str),
) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            (head(version, TITLE, include_str!("findings.css")))
            body {
                header { h1 { (TITLE) } p.answer { (summary) } }
                main {
                    p.note { (note) }
                    div.scroll {
                        table.findings {
                            thead { tr {
                                th scope="col" { "Finding" }
                                th scope="col" { "Published (band)" }
                                th scope="col" { "Simulated (95 % interval)" }
                                th scope="col" { "Band, figure and interval" }
                                th scope="col" { "Place" }
                                th scope="col" { "Beside it" }
                            } }
                            tbody { @for line in lines { (row(line)) } }
                        }
                    }
                }
                footer { p { "Made by " code { (command) } } p { "Made by linkwright " (version) ". Simulated figures are results of a simulation, computed by the estimators of the studies." } }
            }
        }
    };
    markup.into_string()
}

fn row(line: &FindingLine) -> Markup {
    html! {
        tr class=(line.verdict.replace(' ', "-")) {
            th scope="row" {
                (line.title)
                details {
                    summary { (line.country) ", " (line.role) }
                    p.note { (line.name) ": " (line.how) }
                    p.note { "Economy: " (line.context) @if !line.stand_in.is_empty() { ". " (line.stand_in) } }
                    p.note { "Source: " (line.source) }
                }
            }
            td { (line.published) }
            td { (line.simulated) }
            td { (drawing(line)) }
            td { (line.verdict) }
            td { (line.beside) }
        }
    }
}

/// Band, published figure, simulated figure and interval on a scale of their own; nothing where nothing was computed.
fn drawing(line: &FindingLine) -> Markup {
    let ([figure, low, high], [value, ci_low, ci_high]) = (line.figure, line.value);
    if !value.is_finite() {
        return html! {};
    }
    let all = [figure, low, high, value, ci_low, ci_high, 0.0];
    let finite = || all.into_iter().filter(|x| x.is_finite());
    let (least, most) = (
        finite().fold(f64::INFINITY, f64::min),
        finite().fold(f64::NEG_INFINITY, f64::max),
    );
    let span = (most - least).max(f64::MIN_POSITIVE);
    let x = |at: f64| 6.0 + (WIDTH - 12.0) * ((at.clamp(least, most) - least) / span);
    let between = |low: f64, high: f64| {
        (
            x(if low.is_nan() { value } else { low }),
            x(if high.is_nan() { value } else { high }),
        )
    };
    let ((band_low, band_high), (low_end, high_end)) =
        (between(low, high), between(ci_low, ci_high));
    let alt = format!("published {}, simulated {}", line.published, line.simulated);
    html! {
        svg.finding viewBox={ "0 0 " (WIDTH) " 26" } width=(WIDTH) height="26" role="img" aria-label=(alt) {
            line.zero x1=(x(0.0)) x2=(x(0.0)) y1="1" y2="25" {}
            rect.band x=(band_low) y="4" width=((band_high - band_low).max(1.0)) height="18" {}
            line.published x1=(x(figure)) x2=(x(figure)) y1="3" y2="23" {}
            line.interval x1=(low_end) x2=(high_end) y1="13" y2="13" {}
            circle.value cx=(x(value)) cy="13" r="4" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> FindingLine {
        FindingLine {
            name: "e1".into(),
            title: "Jobs <after> a first order".into(),
            context: "costa-rica".into(),
            country: "Costa Rica".into(),
            source: "a study".into(),
            stand_in: String::new(),
            how: "event_study of employment".into(),
            published: "26 (18 to 34)".into(),
            simulated: "13.7 (10.9 to 16.4)".into(),
            beside: "60 worlds".into(),
            role: "fit",
            verdict: "outside",
            figure: [26.0, 18.0, 34.0],
            value: [13.7, 10.9, 16.4],
        }
    }

    #[test]
    fn a_row_has_its_numbers_and_words_of_others_are_escaped() {
        let page = findings_page(
            "one of one outside",
            "",
            &[line()],
            ("linkwright evaluate findings", "0"),
        );
        assert!(
            page.contains("Jobs &lt;after&gt; a first order")
                && page.contains("13.7 (10.9 to 16.4)"),
            "{page}"
        );
        // 0 to 34 over 208 px from 6: the figure 26 at 165.06
        assert!(
            page.contains(&format!("{}", 6.0 + 208.0 * 26.0 / 34.0)),
            "{page}"
        );
        let nothing = FindingLine {
            value: [f64::NAN; 3],
            ..line()
        };
        assert!(!findings_page("", "", &[nothing], ("", "0")).contains("<svg"));
    }
}
