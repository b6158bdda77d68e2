//! Sends the marks of a sheet through plotters to a bitmap.

use std::io::Cursor;
use std::sync::Once;

use image::{ImageOutputFormat, RgbImage};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle, register_font,
};

use super::bitmap::ScaledBitmap;
use super::palette::{Ink, PAPER};
use super::sheet::{Align, Mark, Sheet, Spot, Type};
use crate::report::ReportError;

/// Units of the canvas per CSS pixel: whole units are too small to be seen.
const FINE: f64 = 10.0;
/// Pixels of a PNG per CSS pixel.
const PNG_SCALE: f64 = 2.0;
/// Drawn pixels per pixel of a PNG, in each direction, before it is scaled down.
const SUPERSAMPLE: u32 = 3;
/// Bytes of a pixel: red, green, blue.
const CHANNELS: usize = 3;

fn spot((x, y): Spot) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

fn color(ink: Ink) -> RGBAColor {
    let (r, g, b) = ink.tone.light;
    RGBAColor(r, g, b, ink.alpha)
}

fn fill(ink: Ink) -> ShapeStyle {
    ShapeStyle {
        color: color(ink),
        filled: true,
        stroke_width: 0,
    }
}

fn canvas(sheet: &Sheet) -> (u32, u32) {
    (
        (sheet.width * FINE).round() as u32,
        (sheet.height * FINE).round() as u32,
    )
}

fn text_style(style: Type, align: Align) -> TextStyle<'static> {
    let face = if style.bold {
        FontStyle::Bold
    } else {
        FontStyle::Normal
    };
    let position = match align {
        Align::Left => HPos::Left,
        Align::Middle => HPos::Center,
        Align::Right => HPos::Right,
    };
    let font = FontDesc::new(FontFamily::SansSerif, style.size * FINE, face);
    let mut words = TextStyle::from(font).pos(Pos::new(position, VPos::Bottom));
    words.color = color(style.ink).to_backend_color();
    words
}

/// Gives plotters the embedded font, so that it never asks the machine for one.
fn register_fonts() {
    static DONE: Once = Once::new();
    DONE.call_once(|| {
        for (face, bytes) in [
            (FontStyle::Normal, notosans::REGULAR_TTF),
            (FontStyle::Bold, notosans::BOLD_TTF),
        ] {
            // The fonts are parts of the program: a test draws with both.
            let _ = register_font("sans-serif", face, bytes);
        }
    });
}

/// Paints all marks on a drawing area whose unit is a tenth of a CSS pixel.
fn paint<B: DrawingBackend>(
    sheet: &Sheet,
    area: &DrawingArea<B, Shift>,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    register_fonts();
    area.draw(&Rectangle::new(
        [(0, 0), spot((sheet.width, sheet.height))],
        fill(PAPER),
    ))?;
    for mark in &sheet.marks {
        match mark {
            Mark::Line { points, ink, width } => {
                let style = ShapeStyle {
                    color: color(*ink),
                    filled: false,
                    stroke_width: (width * FINE).round().max(1.0) as u32,
                };
                area.draw(&PathElement::new(
                    points.iter().copied().map(spot).collect::<Vec<_>>(),
                    style,
                ))?;
            }
            Mark::Area { points, ink } => area.draw(&Polygon::new(
                points.iter().copied().map(spot).collect::<Vec<_>>(),
                fill(*ink),
            ))?,
            Mark::Block { from, to, ink } => {
                area.draw(&Rectangle::new([spot(*from), spot(*to)], fill(*ink)))?;
            }
            Mark::Disc { at, radius, ink } => area.draw(&Circle::new(
                spot(*at),
                (radius * FINE).round() as i32,
                fill(*ink),
            ))?,
            Mark::Text {
                at,
                align,
                text,
                style,
            } => area.draw(&Text::new(
                text.as_str(),
                spot(*at),
                text_style(*style, *align),
            ))?,
            Mark::Hit { .. } | Mark::Open(_) | Mark::Close => {}
        }
    }
    area.present()
}

/// PNG of a sheet, drawn larger and scaled down, so that edges are smooth.
///
/// # Errors
///
/// Returns [`ReportError::Draw`] if plotters refuses a mark, [`ReportError::Encode`] if the encoder fails.
pub fn png(name: &str, sheet: &Sheet) -> Result<Vec<u8>, ReportError> {
    let encode = |reason: String| ReportError::Encode {
        chart: name.to_owned(),
        reason,
    };
    let (width, height) = (
        (sheet.width * PNG_SCALE).round() as u32,
        (sheet.height * PNG_SCALE).round() as u32,
    );
    let large = (width * SUPERSAMPLE, height * SUPERSAMPLE);
    let mut buffer = vec![0_u8; (large.0 * large.1) as usize * CHANNELS]; // paper is painted first, over all of it
    {
        let area = ScaledBitmap::new(&mut buffer, large, canvas(sheet)).into_drawing_area();
        paint(sheet, &area).map_err(|e| ReportError::Draw {
            chart: name.to_owned(),
            reason: e.to_string(),
        })?;
    }
    let small = RgbImage::from_raw(width, height, scale_down(&buffer, width as usize))
        .ok_or_else(|| encode("the buffer has another size".to_owned()))?;
    let mut bytes = Cursor::new(Vec::new());
    small
        .write_to(&mut bytes, ImageOutputFormat::Png)
        .map_err(|e| encode(e.to_string()))?;
    Ok(bytes.into_inner())
}

/// Rounded means of the squares of drawn pixels that make one pixel of a PNG [width: pixels of the PNG].
fn scale_down(drawn: &[u8], width: usize) -> Vec<u8> {
    const SIDE: usize = SUPERSAMPLE as usize;
    const AREA: u16 = (SUPERSAMPLE * SUPERSAMPLE) as u16;
    let row = width * SIDE * CHANNELS;
    let mut small = Vec::with_capacity(drawn.len() / usize::from(AREA));
    let mut columns = vec![0_u16; row];
    for rows in drawn.chunks_exact(row * SIDE) {
        columns.fill(0);
        for row in rows.chunks_exact(row) {
            for (sum, byte) in columns.iter_mut().zip(row) {
                *sum += u16::from(*byte);
            }
        }
        for square in columns.chunks_exact(SIDE * CHANNELS) {
            let mean = |channel: usize| {
                let sum: u16 = (0..SIDE).map(|k| square[k * CHANNELS + channel]).sum();
                ((sum + AREA / 2) / AREA) as u8
            };
            small.extend([mean(0), mean(1), mean(2)]);
        }
    }
    small
}

#[cfg(test)]
mod tests {
    use image::imageops::thumbnail;

    use super::*;

    #[test]
    fn scaling_down_takes_the_rounded_mean_of_every_square() {
        let (width, height) = (7, 4);
        let large = (width * SUPERSAMPLE, height * SUPERSAMPLE);
        let drawn: Vec<u8> = (0..(large.0 * large.1) as usize * CHANNELS)
            .map(|place| (place * place % 251) as u8)
            .collect();
        let small = scale_down(&drawn, width as usize);
        let drawn = RgbImage::from_raw(large.0, large.1, drawn).expect("a picture");
        assert_eq!(small, thumbnail(&drawn, width, height).into_raw());
    }
}
