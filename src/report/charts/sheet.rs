//! A chart as marks: what is where, before anything is painted.

use super::font::text_width;
use super::palette::{Ink, Marker, Style};

/// Position from the left and the top [CSS pixels].
pub type Spot = (f64, f64);

/// Anchor of a text on its base line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At its start.
    Left,
    /// At its middle.
    Middle,
    /// At its end.
    Right,
}

/// Size, weight and colour of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// Em [CSS pixels].
    pub size: f64,
    /// Bold face.
    pub bold: bool,
    /// Colour.
    pub ink: Ink,
}

impl Type {
    /// Plain text.
    #[must_use]
    pub const fn plain(size: f64, ink: Ink) -> Self {
        Self {
            size,
            bold: false,
            ink,
        }
    }

    /// Bold text.
    #[must_use]
    pub const fn bold(size: f64, ink: Ink) -> Self {
        Self {
            size,
            bold: true,
            ink,
        }
    }
}

/// One thing on the sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A line through points.
    Line {
        /// Points.
        points: Vec<Spot>,
        /// Colour.
        ink: Ink,
        /// Width [CSS pixels].
        width: f64,
    },
    /// A filled polygon.
    Area {
        /// Corners.
        points: Vec<Spot>,
        /// Colour.
        ink: Ink,
    },
    /// A filled rectangle.
    Block {
        /// Upper left corner.
        from: Spot,
        /// Lower right corner.
        to: Spot,
        /// Colour.
        ink: Ink,
    },
    /// A filled circle.
    Disc {
        /// Middle.
        at: Spot,
        /// Radius [CSS pixels].
        radius: f64,
        /// Colour.
        ink: Ink,
    },
    /// A line of text.
    Text {
        /// Start, middle or end of its base line.
        at: Spot,
        /// Which of the three.
        align: Align,
        /// Words.
        text: String,
        /// Size, weight, colour.
        style: Type,
    },
}

/// Marks on a surface of a given size [CSS pixels].
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Width.
    pub width: f64,
    /// Height; grows with what is put on the sheet and is fixed last.
    pub height: f64,
    /// Marks, lowest first.
    pub marks: Vec<Mark>,
}

impl Sheet {
    /// An empty sheet.
    #[must_use]
    pub fn new(width: f64) -> Self {
        Self {
            width,
            height: 0.0,
            marks: Vec::new(),
        }
    }

    /// Puts a line of text.
    pub fn text(&mut self, at: Spot, align: Align, text: impl Into<String>, style: Type) {
        self.marks.push(Mark::Text {
            at,
            align,
            text: text.into(),
            style,
        });
    }

    /// Puts lines of text below each other and returns the base line after the last.
    pub fn lines(&mut self, (x, mut y): Spot, align: Align, lines: &[String], style: Type) -> f64 {
        for line in lines {
            self.text((x, y), align, line, style);
            y += (style.size * 1.32).round();
        }
        y
    }

    /// Puts a solid line.
    pub fn line(&mut self, points: Vec<Spot>, ink: Ink, width: f64) {
        if points.len() > 1 {
            self.marks.push(Mark::Line { points, ink, width });
        }
    }

    /// Puts a filled rectangle.
    pub fn block(&mut self, from: Spot, to: Spot, ink: Ink) {
        self.marks.push(Mark::Block { from, to, ink });
    }

    /// Puts the marker of a scenario; hollow where its difference is not significant.
    pub fn marker(&mut self, at: Spot, radius: f64, style: Style, hollow: bool) {
        self.shape(at, radius, style.marker, style.ink);
        if hollow {
            self.shape(at, radius - 2.2, style.marker, super::palette::PAPER);
        }
    }

    fn shape(&mut self, (x, y): Spot, radius: f64, marker: Marker, ink: Ink) {
        let corner = |dx: f64, dy: f64| (x + dx * radius, y + dy * radius);
        let points = match marker {
            Marker::Circle => {
                return self.marks.push(Mark::Disc {
                    at: (x, y),
                    radius,
                    ink,
                });
            }
            Marker::Square => vec![
                corner(-0.9, -0.9),
                corner(0.9, -0.9),
                corner(0.9, 0.9),
                corner(-0.9, 0.9),
            ],
            Marker::Triangle => vec![corner(0.0, -1.2), corner(1.1, 0.8), corner(-1.1, 0.8)],
            Marker::Diamond => vec![
                corner(0.0, -1.25),
                corner(1.25, 0.0),
                corner(0.0, 1.25),
                corner(-1.25, 0.0),
            ],
            Marker::Wedge => vec![corner(0.0, 1.2), corner(1.1, -0.8), corner(-1.1, -0.8)],
        };
        self.marks.push(Mark::Area { points, ink });
    }

    /// Boxes of all texts: left, top, right, bottom, words; for tests of what overlaps.
    #[must_use]
    pub fn text_boxes(&self) -> Vec<(f64, f64, f64, f64, &str)> {
        let mut boxes = Vec::new();
        for mark in &self.marks {
            if let Mark::Text {
                at: (x, y),
                align,
                text,
                style,
            } = mark
            {
                let width = text_width(text, style.size, style.bold);
                let left = match align {
                    Align::Left => *x,
                    Align::Middle => x - width / 2.0,
                    Align::Right => x - width,
                };
                boxes.push((
                    left,
                    y - style.size * 0.74,
                    left + width,
                    y + style.size * 0.2,
                    text.as_str(),
                ));
            }
        }
        boxes
    }
}
