//! One colour and marker per scenario, the same in all charts; the baseline is always grey.

use crate::parameters::Grade;
use crate::results::Dataset;

/// Colour with opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// Red, green, blue.
    pub rgb: (u8, u8, u8),
    /// Opacity [share].
    pub alpha: f64,
}

impl Ink {
    const fn new(r: u8, g: u8, b: u8) -> Self {
        Self {
            rgb: (r, g, b),
            alpha: 1.0,
        }
    }

    /// The same colour with another opacity.
    #[must_use]
    pub const fn faded(self, alpha: f64) -> Self {
        Self {
            rgb: self.rgb,
            alpha,
        }
    }
}

/// Text.
pub const TEXT: Ink = Ink::new(0x22, 0x22, 0x22);
/// Text of less weight.
pub const SOFT: Ink = Ink::new(0x59, 0x59, 0x59);
/// Grid lines.
pub const GRID: Ink = Ink::new(0xdd, 0xdd, 0xdd);
/// Axis and zero lines.
pub const AXIS: Ink = Ink::new(0x88, 0x88, 0x88);
/// The support period behind a fan, and bands behind every second row.
pub const SHADE: Ink = Ink::new(0xf3, 0xf4, 0xf6);
/// Paper.
pub const PAPER: Ink = Ink::new(0xff, 0xff, 0xff);
/// The baseline.
pub const BASELINE: Ink = Ink::new(0x76, 0x76, 0x76);

/// Okabe–Ito without black and yellow, which is too light on white.
const SERIES: [Ink; 6] = [
    Ink::new(0x00, 0x72, 0xb2),
    Ink::new(0xd5, 0x5e, 0x00),
    Ink::new(0x00, 0x9e, 0x73),
    Ink::new(0xcc, 0x79, 0xa7),
    Ink::new(0xe6, 0x9f, 0x00),
    Ink::new(0x56, 0xb4, 0xe9),
];

/// Colour of a grade of evidence; the grade is written beside it too.
#[must_use]
pub const fn ink_of_grade(grade: Grade) -> Ink {
    match grade {
        Grade::Measured => SERIES[0],
        Grade::Literature => SERIES[2],
        Grade::SourceDocument => SERIES[5],
        Grade::Expert => SERIES[4],
        Grade::Assumed => SERIES[1],
    }
}

/// Shape of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// Round.
    Circle,
    /// Square on its side.
    Square,
    /// Triangle, tip up.
    Triangle,
    /// Square on its tip.
    Diamond,
    /// Triangle, tip down.
    Wedge,
}

const MARKERS: [Marker; 5] = [
    Marker::Circle,
    Marker::Square,
    Marker::Triangle,
    Marker::Diamond,
    Marker::Wedge,
];

/// Style of a scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Colour.
    pub ink: Ink,
    /// Point.
    pub marker: Marker,
}

/// Look of a scenario by its place among the compared scenarios of its context, so that a programme looks the same in each;
/// colours repeat after six with another marker.
#[must_use]
pub fn style(dataset: &Dataset, scenario: usize) -> Style {
    if dataset.is_baseline(scenario) {
        return Style {
            ink: BASELINE,
            marker: Marker::Circle,
        };
    }
    let place = dataset
        .compared_in(dataset.scenarios[scenario].context)
        .take_while(|other| *other < scenario)
        .count();
    let turn = place / SERIES.len();
    Style {
        ink: SERIES[place % SERIES.len()],
        marker: MARKERS[(place + turn) % MARKERS.len()],
    }
}
