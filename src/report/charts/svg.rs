//! A plotters backend that writes SVG without `<text>`: every text is the outlines of its glyphs, each of which is drawn once and used again.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt::Write as _;

use ab_glyph::GlyphId;
use plotters::style::FontStyle;
use plotters::style::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::font::{glyph_path, glyphs_in_units, text_width};

/// Result of drawing SVG, which cannot fail.
type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Glyphs that drawings use: number in the face, bold or not.
pub type GlyphSet = BTreeSet<(u16, bool)>;

/// The outlines of glyphs, for elements that use them.
#[must_use]
pub fn glyph_definitions(glyphs: &GlyphSet) -> String {
    let mut out = String::from("<defs>\n");
    for &(id, bold) in glyphs {
        let _ = writeln!(
            out,
            "<path id=\"{}\" d=\"{}\"/>",
            glyph_name(id, bold),
            glyph_path(GlyphId(id), bold)
        );
    }
    out.push_str("</defs>\n");
    out
}

/// Name by which a glyph is used.
fn glyph_name(id: u16, bold: bool) -> String {
    format!("{}{id}", if bold { 'b' } else { 'g' })
}

/// Writes SVG elements to a string, in whole units of the canvas, and notes the glyphs that they use.
#[derive(Debug)]
pub struct SvgBackend<'a> {
    out: &'a mut String,
    glyphs: &'a mut GlyphSet,
    size: (u32, u32),
}

impl<'a> SvgBackend<'a> {
    /// Appends to a string; the caller writes what stands around the elements.
    pub fn new(out: &'a mut String, glyphs: &'a mut GlyphSet, size: (u32, u32)) -> Self {
        Self { out, glyphs, size }
    }

    fn points(points: impl IntoIterator<Item = BackendCoord>) -> String {
        points
            .into_iter()
            .map(|(x, y)| format!("{x},{y}"))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Attributes of a colour: `fill="#rrggbb" fill-opacity="0.3"`.
fn paint(kind: &str, color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    let opacity = if color.alpha < 1.0 {
        format!(" {kind}-opacity=\"{}\"", color.alpha)
    } else {
        String::new()
    };
    format!("{kind}=\"#{r:02x}{g:02x}{b:02x}\"{opacity}")
}

/// Text as the value of an attribute or as content.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let _ = writeln!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\" {}/>",
            paint("fill", color)
        );
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let how = if fill {
            paint("fill", style.color())
        } else {
            format!("fill=\"none\" {}", paint("stroke", style.color()))
        };
        let _ = writeln!(
            self.out,
            "<rect x=\"{x0}\" y=\"{y0}\" width=\"{}\" height=\"{}\" {how}/>",
            x1 - x0,
            y1 - y0
        );
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let (points, stroke, width) = (
            Self::points(path),
            paint("stroke", style.color()),
            style.stroke_width(),
        );
        let _ = writeln!(
            self.out,
            "<polyline points=\"{points}\" fill=\"none\" {stroke} stroke-width=\"{width}\" stroke-linejoin=\"round\"/>"
        );
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let how = if fill {
            paint("fill", style.color())
        } else {
            format!("fill=\"none\" {}", paint("stroke", style.color()))
        };
        let _ = writeln!(
            self.out,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {how}/>"
        );
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let _ = writeln!(
            self.out,
            "<polygon points=\"{}\" {}/>",
            Self::points(corners),
            paint("fill", style.color())
        );
        Ok(())
    }

    /// Draws outlines; the vertical position is always the base line.
    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> Drawn {
        let bold = matches!(style.style(), FontStyle::Bold);
        let start =
            f64::from(x) - text_width(text, style.size(), bold) * behind(style.anchor().h_pos);
        let (glyphs, unit) = glyphs_in_units(text, style.size(), bold);
        let fill = paint("fill", style.color());
        let _ = write!(
            self.out,
            "<g aria-label=\"{}\" {fill} transform=\"translate({start:.0},{y})scale({unit:.4})\">",
            escape(text)
        );
        for (id, x) in glyphs {
            let is_drawn = self.glyphs.contains(&(id.0, bold)) || !glyph_path(id, bold).is_empty();
            if !is_drawn {
                continue;
            }
            self.glyphs.insert((id.0, bold));
            let _ = write!(
                self.out,
                "<use href=\"#{}\" x=\"{x}\"/>",
                glyph_name(id.0, bold)
            );
        }
        let _ = writeln!(self.out, "</g>");
        Ok(())
    }
}

/// Share of a text's width that lies before its anchor.
#[must_use]
pub fn behind(position: HPos) -> f64 {
    match position {
        HPos::Left => 0.0,
        HPos::Center => 0.5,
        HPos::Right => 1.0,
    }
}
