//! The embedded font: it measures text of all drawings and writes that of bitmaps.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef, GlyphId};

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

/// Width of a text at a size (em) in the embedded font, in the unit of the size.
#[must_use]
pub fn embedded_width(text: &str, size: f64, bold: bool) -> f64 {
    f64::from(glyphs(text, bold).1) * size / units(bold)
}

/// Upper bound of the width of a text at a size (em) in the fonts of SVG, in the unit of the size. Layouts reckon with it.
///
/// Among the fonts that a drawing asks for, DejaVu Sans Condensed is the widest: 5 % wider than the embedded one in plain text, 17 % in bold. A letter that
/// the embedded font lacks counts as a whole em and a quarter.
#[must_use]
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let strange = text.chars().filter(|letter| !has_glyph(*letter)).count();
    let known: String = text.chars().filter(|letter| has_glyph(*letter)).collect();
    let spare = if bold { 1.18 } else { 1.08 };
    embedded_width(&known, size, bold) * spare + strange as f64 * 1.25 * size
}

/// True where the embedded font can write a letter.
#[must_use]
pub fn has_glyph(letter: char) -> bool {
    face(false).glyph_id(letter).0 != 0
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

/// Breaks a text into lines no wider than a width; a word that is wider is broken too.
#[must_use]
pub fn wrap(text: &str, size: f64, bold: bool, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let fits = |line: &str| text_width(line, size, bold) <= width;
    // A number and its percent sign stay together.
    let text = text.replace(" %", "\u{a0}%");
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if fits(&format!("{line} {word}")) => {
                line.push(' ');
                line.push_str(word);
            }
            _ if fits(word) => lines.push(word.to_owned()),
            _ => {
                let mut part = String::new();
                for letter in word.chars() {
                    if !part.is_empty() && !fits(&format!("{part}{letter}")) {
                        lines.push(std::mem::take(&mut part));
                    }
                    part.push(letter);
                }
                lines.push(part);
            }
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
    fn lines_fit_the_width_and_lose_nothing() {
        let text = "Support with a guarantee and training for many firms in many districts";
        let lines = wrap(text, 12.0, false, 120.0);
        assert!(
            lines
                .iter()
                .all(|line| text_width(line, 12.0, false) <= 120.0)
        );
        assert_eq!(lines.join(" "), text);
        let word = "የአቅራቢዎች".repeat(6);
        let lines = wrap(&word, 12.0, false, 120.0);
        assert!(
            lines
                .iter()
                .all(|line| text_width(line, 12.0, false) <= 120.0)
        );
        assert_eq!(lines.concat(), word);
    }

    #[test]
    fn what_is_too_long_is_shortened() {
        let short = shorten("Support with a guarantee", 12.0, false, 60.0);
        assert!(short.ends_with('…') && text_width(&short, 12.0, false) <= 60.0);
    }
}
