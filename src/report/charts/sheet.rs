//! A chart as marks: what is where, before anything is painted.

use super::font::text_width;
use super::palette::{Ink, Marker, Style};

/// Size of a layout: a sheet for a page or a file, or one for a narrow screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 960 CSS pixels.
    Wide,
    /// 360 CSS pixels, with text that can be read there.
    Narrow,
}

impl Format {
    /// Width [CSS pixels].
    #[must_use]
    pub const fn width(self) -> f64 {
        match self {
            Self::Wide => 960.0,
            Self::Narrow => 360.0,
        }
    }

    /// Margin at all sides [CSS pixels].
    #[must_use]
    pub const fn margin(self) -> f64 {
        match self {
            Self::Wide => 24.0,
            Self::Narrow => 8.0,
        }
    }

    /// Size of a text that has a size on a wide sheet [CSS pixels]: a page leaves the narrow sheet 310 of a screen's 360 pixels, and no text there is
    /// below 11.
    #[must_use]
    pub const fn size(self, wide: f64) -> f64 {
        match self {
            Self::Wide => wide,
            Self::Narrow => wide.clamp(13.0, 17.0),
        }
    }

    /// Plain text of a size on a wide sheet.
    #[must_use]
    pub const fn plain(self, wide: f64, ink: Ink) -> Type {
        Type::plain(self.size(wide), ink)
    }

    /// Bold text likewise.
    #[must_use]
    pub const fn bold(self, wide: f64, ink: Ink) -> Type {
        Type::bold(self.size(wide), ink)
    }

    /// One of two, by the format.
    #[must_use]
    pub fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }
}

/// What marks have in common.
#[derive(Clone, Debug, PartialEq)]
pub enum Group {
    /// They show a scenario, and fade while a reader has isolated another.
    Scenario(usize),
    /// They name a scenario, which a reader isolates with them.
    Entry(usize),
    /// They show a number: what is told of it.
    Tip(String),
}

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
    /// An invisible rectangle that belongs to the group around it, so that a pointer finds thin marks.
    Hit {
        /// Upper left corner.
        from: Spot,
        /// Lower right corner.
        to: Spot,
    },
    /// Start of a group.
    Open(Group),
    /// End of the group that was started last.
    Close,
}

/// Marks on a surface of a given size [CSS pixels].
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Layout.
    pub format: Format,
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
    pub fn new(format: Format) -> Self {
        Self {
            format,
            width: format.width(),
            height: 0.0,
            marks: Vec::new(),
        }
    }

    /// Puts marks that belong together.
    pub fn group(&mut self, group: Group, draw: impl FnOnce(&mut Self)) {
        self.marks.push(Mark::Open(group));
        draw(self);
        self.marks.push(Mark::Close);
    }

    /// Puts an invisible rectangle.
    pub fn hit(&mut self, from: Spot, to: Spot) {
        self.marks.push(Mark::Hit { from, to });
    }

    /// Left edge of what is drawn.
    #[must_use]
    pub const fn left(&self) -> f64 {
        self.format.margin()
    }

    /// Right edge of what is drawn.
    #[must_use]
    pub const fn right(&self) -> f64 {
        self.width - self.format.margin()
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
