//! A plotters backend around the bitmap one: scales the canvas down and draws text from the embedded font, evenly spaced.

use ab_glyph::{Font, PxScale, point};
use plotters::backend::BitMapBackend;
use plotters::style::FontStyle;
use plotters::style::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::font::{embedded_width, face, has_glyph, placed_glyphs};

/// Error of the bitmap backend.
type Failed = <BitMapBackend<'static> as DrawingBackend>::ErrorType;
/// Result of drawing.
type Drawn = Result<(), DrawingErrorKind<Failed>>;

/// Draws a canvas of tenths of CSS pixels into a bitmap of another size.
pub struct ScaledBitmap<'a> {
    inner: BitMapBackend<'a>,
    canvas: (u32, u32),
    factor: f64,
}

/// Colour and width of a stroke, scaled.
struct Stroke(BackendColor, u32);

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.0
    }

    fn stroke_width(&self) -> u32 {
        self.1
    }
}

impl<'a> ScaledBitmap<'a> {
    /// Draws into a buffer of RGB bytes of `size` pixels.
    pub fn new(buffer: &'a mut [u8], size: (u32, u32), canvas: (u32, u32)) -> Self {
        Self {
            inner: BitMapBackend::with_buffer(buffer, size),
            canvas,
            factor: f64::from(size.0) / f64::from(canvas.0),
        }
    }

    fn scale(&self, (x, y): BackendCoord) -> BackendCoord {
        (
            (f64::from(x) * self.factor).round() as i32,
            (f64::from(y) * self.factor).round() as i32,
        )
    }

    fn stroke<S: BackendStyle>(&self, style: &S) -> Stroke {
        let width = (f64::from(style.stroke_width()) * self.factor)
            .round()
            .max(1.0);
        Stroke(style.color(), width as u32)
    }
}

impl DrawingBackend for ScaledBitmap<'_> {
    type ErrorType = Failed;

    fn get_size(&self) -> (u32, u32) {
        self.canvas
    }

    fn ensure_prepared(&mut self) -> Drawn {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> Drawn {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        let point = self.scale(point);
        self.inner.draw_pixel(point, color)
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
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (from, to, style) = (self.scale(from), self.scale(to), self.stroke(style));
        self.inner.draw_rect(from, to, &style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let style = self.stroke(style);
        let mut points: Vec<BackendCoord> = path.into_iter().map(|p| self.scale(p)).collect();
        points.dedup();
        if points.len() > 1 {
            self.inner.draw_path(points, &style)
        } else {
            Ok(())
        }
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let radius = (f64::from(radius) * self.factor).round() as u32;
        let (center, style) = (self.scale(center), self.stroke(style));
        self.inner.draw_circle(center, radius, &style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let corners: Vec<BackendCoord> = corners.into_iter().map(|p| self.scale(p)).collect();
        let style = self.stroke(style);
        self.inner.fill_polygon(corners, &style)
    }

    /// Draws glyphs with their coverage; the vertical position is always the base line. A letter that the font lacks is written as a question mark.
    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> Drawn {
        let (bold, size, color) = (
            matches!(style.style(), FontStyle::Bold),
            style.size() * self.factor,
            style.color(),
        );
        let text = &written(text);
        let start = f64::from(x) * self.factor
            - embedded_width(text, size, bold) * behind(style.anchor().h_pos);
        let (font, base) = (face(bold), (f64::from(y) * self.factor).round());
        let per_em = font.units_per_em().unwrap_or(1000.0);
        let scale = PxScale::from(size as f32 * font.height_unscaled() / per_em);
        for (id, dx) in placed_glyphs(text, size, bold) {
            let glyph = id.with_scale_and_position(scale, point((start + dx) as f32, base as f32));
            let Some(outlined) = font.outline_glyph(glyph) else {
                continue;
            };
            let (left, top) = (
                outlined.px_bounds().min.x as i32,
                outlined.px_bounds().min.y as i32,
            );
            let mut dots = Vec::new();
            outlined
                .draw(|dx, dy, coverage| dots.push((left + dx as i32, top + dy as i32, coverage)));
            for (x, y, coverage) in dots.into_iter().filter(|dot| dot.2 > 0.0) {
                let alpha = color.alpha * f64::from(coverage.min(1.0));
                self.inner.draw_pixel(
                    (x, y),
                    BackendColor {
                        alpha,
                        rgb: color.rgb,
                    },
                )?;
            }
        }
        Ok(())
    }
}

/// A text in letters that the font has.
fn written(text: &str) -> String {
    let letter = |letter: char| if has_glyph(letter) { letter } else { '?' };
    text.chars().map(letter).collect()
}

/// Share of a text's width that lies before its anchor.
fn behind(position: HPos) -> f64 {
    match position {
        HPos::Left => 0.0,
        HPos::Center => 0.5,
        HPos::Right => 1.0,
    }
}
