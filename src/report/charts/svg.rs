//! SVG of a sheet: texts are texts, colours are classes, groups say which scenario and which number their marks show.

use std::fmt::Write as _;

use super::palette::{Ink, inks};
use super::sheet::{Align, Group, Mark, Sheet, Spot};

/// Fonts of texts; their widths are bounded by [`super::font::text_width`].
const FONTS: &str = "\"Noto Sans\",\"Segoe UI\",Roboto,\"Helvetica Neue\",\"Liberation Sans\",Arial,\"DejaVu Sans Condensed\",sans-serif";

/// Script of the figures of a page: shows the number of a mark, and isolates a scenario. Without it everything is shown.
pub const SCRIPT: &str = include_str!("figure.js");

/// Styles of the figures of a page.
#[must_use]
pub fn page_style() -> String {
    style() + include_str!("figure.css")
}

/// Styles of all drawings.
fn style() -> String {
    format!("svg.chart{{font-family:{FONTS}}}\n{}", inks())
}

/// Text as the value of an attribute or as content; characters that XML has not become `U+FFFD`.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

/// Position to a tenth of a pixel.
fn at(position: f64) -> f64 {
    (position * 10.0).round() / 10.0 + 0.0
}

fn points(points: &[Spot]) -> String {
    let all: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{},{}", at(*x), at(*y)))
        .collect();
    all.join(" ")
}

/// Attributes of a colour: `class="f-ink" fill-opacity="0.3"`.
fn paint(kind: &str, ink: Ink) -> String {
    let opacity = if ink.alpha < 1.0 {
        format!(" {kind}-opacity=\"{}\"", (ink.alpha * 1e3).round() / 1e3)
    } else {
        String::new()
    };
    let short = &kind[..1];
    format!("class=\"{short}-{}\"{opacity}", ink.tone.name)
}

fn rectangle((left, top): Spot, (right, bottom): Spot, how: &str) -> String {
    format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {how}/>",
        at(left),
        at(top),
        at(right - left),
        at(bottom - top)
    )
}

fn opened(group: &Group) -> String {
    match group {
        Group::Scenario(scenario) => format!("<g data-s=\"{scenario}\">"),
        Group::Entry(scenario) => format!("<g data-pick=\"{scenario}\">"),
        Group::Tip(text) => format!("<g class=\"tip\"><title>{}</title>", escape(text)),
    }
}

fn element(mark: &Mark) -> String {
    match mark {
        Mark::Line {
            points: all,
            ink,
            width,
        } => format!(
            "<polyline points=\"{}\" fill=\"none\" {} stroke-width=\"{width}\" stroke-linejoin=\"round\"/>",
            points(all),
            paint("stroke", *ink)
        ),
        Mark::Area { points: all, ink } => {
            format!(
                "<polygon points=\"{}\" {}/>",
                points(all),
                paint("fill", *ink)
            )
        }
        Mark::Block { from, to, ink } => rectangle(*from, *to, &paint("fill", *ink)),
        Mark::Disc {
            at: (x, y),
            radius,
            ink,
        } => format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\" {}/>",
            at(*x),
            at(*y),
            paint("fill", *ink)
        ),
        Mark::Text {
            at: (x, y),
            align,
            text,
            style,
        } => {
            let anchor = match align {
                Align::Left => "",
                Align::Middle => " text-anchor=\"middle\"",
                Align::Right => " text-anchor=\"end\"",
            };
            let weight = if style.bold {
                " font-weight=\"700\""
            } else {
                ""
            };
            format!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\" {}{anchor}{weight}>{}</text>",
                at(*x),
                at(*y),
                style.size,
                paint("fill", style.ink),
                escape(text)
            )
        }
        Mark::Hit { from, to } => rectangle(*from, *to, "fill=\"none\" pointer-events=\"all\""),
        Mark::Open(group) => opened(group),
        Mark::Close => "</g>".to_owned(),
    }
}

/// A drawing with title and description. `id` begins the ids inside, so that several can stand on one page; `classes` follow `chart`; `extra` stands
/// among the attributes; `inside` before all marks.
fn drawing(
    (id, classes, extra, inside): (&str, &str, &str, &str),
    (title, description): (&str, &str),
    sheet: &Sheet,
) -> String {
    let mut out = format!(
        "<svg{extra} class=\"chart{classes}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n{inside}{}\n",
        escape(title),
        escape(description),
        rectangle((0.0, 0.0), (sheet.width, sheet.height), "class=\"f-paper\""),
        width = sheet.width,
        height = sheet.height,
    );
    for mark in &sheet.marks {
        let _ = writeln!(out, "{}", element(mark));
    }
    out.push_str("</svg>\n");
    out
}

/// A file of its own, with its styles.
#[must_use]
pub fn file(id: &str, words: (&str, &str), sheet: &Sheet) -> String {
    let style = format!("<style>{}</style>\n", style());
    let name_space = " xmlns=\"http://www.w3.org/2000/svg\"";
    drawing((id, "", name_space, &style), words, sheet)
}

/// An element of a page that has the styles; the name space of SVG is known to HTML, so that no address is needed.
#[must_use]
pub fn inline(id: &str, class: &str, words: (&str, &str), sheet: &Sheet) -> String {
    drawing((id, &format!(" {class}"), "", ""), words, sheet)
}

#[cfg(test)]
mod tests {
    use super::super::palette::TEXT;
    use super::super::sheet::{Format, Type};
    use super::*;

    #[test]
    fn markup_in_texts_and_tips_stays_text() {
        let payload = "</text></title><script>alert(1)</script>&\"\u{1}";
        let mut sheet = Sheet::new(Format::Wide);
        sheet.group(Group::Tip(payload.to_owned()), |sheet| {
            sheet.text((1.0, 2.0), Align::Left, payload, Type::plain(12.0, TEXT));
        });
        let written = file("x", (payload, payload), &sheet);
        assert!(!written.contains("<script") && !written.contains('\u{1}'));
        assert_eq!(written.matches("&lt;script&gt;").count(), 4);
        assert_eq!(written.matches("</text>").count(), 1);
        assert_eq!(written.matches("</title>").count(), 2);
    }

    #[test]
    fn positions_are_short_and_zero_has_no_sign() {
        assert_eq!(
            [12.3456, -0.01, 7.0].map(|x| at(x).to_string()),
            ["12.3", "0", "7"]
        );
    }
}
