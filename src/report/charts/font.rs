//! The embedded font: width of text, line breaks, glyph outlines. No font of the machine is ever requested.

use std::fmt::Write as _;
use std::sync::OnceLock;

use ab_glyph::{Font, FontRef, GlyphId, OutlineCurve, Point};

/// Regular or bold face of Noto Sans (SIL Open Font Licence 1.1).
///
/// # Panics
///
/// Panics if the embedded bytes are no font, which no input can cause.
pub fn face(bold: bool) -> &'static FontRef<'static> {
    static FACES: OnceLock<[FontRef<'static>; 2]> = OnceLock::new();
    let faces = FACES.get_or_init(|| {
        [notosans::REGULAR_TTF, notosans::BOLD_TTF]
            .map(|bytes| FontRef::try_from_slice(bytes).expect("the embedded font can be read"))
    });
    &faces[usize::from(bold)]
}

/// Glyphs of a text, each with its distance from the start [units of the font].
fn glyphs(text: &str, bold: bool) -> (Vec<(GlyphId, f32)>, f32) {
    let font = face(bold);
    let (mut placed, mut pen, mut previous) = (Vec::with_capacity(text.len()), 0.0_f32, None);
    for letter in text.chars() {
        let id = font.glyph_id(letter);
        if let Some(previous) = previous {
            pen += font.kern_unscaled(previous, id);
        }
        placed.push((id, pen));
        pen += font.h_advance_unscaled(id);
        previous = Some(id);
    }
    (placed, pen)
}

/// Units of the font per em.
fn units(bold: bool) -> f64 {
    f64::from(face(bold).units_per_em().unwrap_or(1000.0))
}

/// Width of a text at a size (em), in the unit of the size.
#[must_use]
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    f64::from(glyphs(text, bold).1) * size / units(bold)
}

/// Glyphs of a text at a size, each with its distance from the start, in the unit of the size.
pub fn placed_glyphs(text: &str, size: f64, bold: bool) -> Vec<(GlyphId, f64)> {
    let scale = size / units(bold);
    glyphs(text, bold)
        .0
        .into_iter()
        .map(|(id, x)| (id, f64::from(x) * scale))
        .collect()
}

/// Breaks a text into lines no wider than a width; a word that is wider stands alone.
#[must_use]
pub fn wrap(text: &str, size: f64, bold: bool, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // A number and its percent sign stay together.
    let text = text.replace(" %", "\u{a0}%");
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}"), size, bold) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Shortens a text to a width, with an ellipsis where something is cut.
#[must_use]
pub fn shorten(text: &str, size: f64, bold: bool, width: f64) -> String {
    if text_width(text, size, bold) <= width {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while kept.pop().is_some() {
        let short = kept.iter().collect::<String>().trim_end().to_owned() + "…";
        if text_width(&short, size, bold) <= width {
            return short;
        }
    }
    "…".to_owned()
}

/// Breaks a text into at most `most` lines; the last is shortened.
#[must_use]
pub fn wrap_to(text: &str, size: f64, bold: bool, width: f64, most: usize) -> Vec<String> {
    let mut lines = wrap(text, size, bold, width);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(rest);
    }
    lines
        .into_iter()
        .map(|line| shorten(&line, size, bold, width))
        .collect()
}

/// Glyphs of a text, each with its distance from the start in whole units of the font, and the size of such a unit at a size (em).
pub fn glyphs_in_units(text: &str, size: f64, bold: bool) -> (Vec<(GlyphId, i64)>, f64) {
    (
        glyphs(text, bold)
            .0
            .into_iter()
            .map(|(id, x)| (id, x.round() as i64))
            .collect(),
        size / units(bold),
    )
}

/// SVG path of a glyph on its base line, in whole units of the font; empty for one without an outline, such as a space.
#[must_use]
pub fn glyph_path(id: GlyphId, bold: bool) -> String {
    let mut path = String::new();
    if let Some(outline) = face(bold).outline(id) {
        write_glyph(&mut path, &outline.curves, &|p: Point| {
            (p.x.round() as i64, -p.y.round() as i64)
        });
    }
    path
}

/// Writes the contours of a glyph: a new one wherever a curve does not start where the last one ended.
fn write_glyph(path: &mut String, curves: &[OutlineCurve], place: &impl Fn(Point) -> (i64, i64)) {
    let (mut last, mut pen) = (None, (0, 0));
    for curve in curves {
        let (start, end) = match curve {
            OutlineCurve::Line(a, b)
            | OutlineCurve::Quad(a, _, b)
            | OutlineCurve::Cubic(a, _, _, b) => (*a, *b),
        };
        if last != Some((start.x, start.y)) {
            if last.is_some() {
                path.push('z');
            }
            pen = place(start);
            push(path, &format!("M{} {}", pen.0, pen.1));
        }
        let step = |p: &Point| {
            let (x, y) = place(*p);
            format!("{} {}", x - pen.0, y - pen.1)
        };
        match curve {
            OutlineCurve::Line(_, b) => push(path, &format!("l{}", step(b))),
            OutlineCurve::Quad(_, c, b) => push(path, &format!("q{} {}", step(c), step(b))),
            OutlineCurve::Cubic(_, c, d, b) => {
                push(path, &format!("c{} {} {}", step(c), step(d), step(b)));
            }
        }
        pen = place(end);
        last = Some((end.x, end.y));
    }
    if last.is_some() {
        path.push('z');
    }
}

/// Appends a command; a minus sign separates numbers, so that no space is needed before it.
fn push(path: &mut String, command: &str) {
    let _ = write!(path, "{}", command.replace(" -", "-"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_that_the_words_use_has_a_glyph() {
        for letter in "\u{a0}\u{2212}…–×→’éàçüñ%()<>&\"'".chars() {
            assert_ne!(face(false).glyph_id(letter).0, 0, "{letter:?}");
        }
    }

    #[test]
    fn lines_fit_the_width_and_the_last_is_shortened() {
        let lines = wrap_to(
            "Support with a guarantee and training for many firms in many districts",
            12.0,
            false,
            120.0,
            2,
        );
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
        assert!(
            lines
                .iter()
                .all(|line| text_width(line, 12.0, false) <= 120.0)
        );
    }

    #[test]
    fn letters_with_holes_have_more_than_one_contour() {
        let path = |letter| glyph_path(face(false).glyph_id(letter), false);
        assert_eq!(path('o').matches('M').count(), 2);
        assert_eq!(path('l').matches('M').count(), 1);
        assert_eq!(path(' '), "");
    }
}
