//! One colour and marker per scenario, the same in all charts; the baseline is always grey.

use crate::parameters::Grade;
use crate::results::Dataset;

/// A colour of charts, on light and on dark paper. Styles call it by name, so that a page can set it.
#[derive(Debug, PartialEq, Eq)]
pub struct Tone {
    /// Name in classes and custom properties of CSS.
    pub name: &'static str,
    /// Red, green, blue on light paper.
    pub light: (u8, u8, u8),
    /// The same on dark paper.
    pub dark: (u8, u8, u8),
}

/// Tone with opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// Tone.
    pub tone: &'static Tone,
    /// Opacity [share].
    pub alpha: f64,
}

impl Ink {
    const fn new(tone: &'static Tone) -> Self {
        Self { tone, alpha: 1.0 }
    }

    /// The same colour with another opacity.
    #[must_use]
    pub const fn faded(self, alpha: f64) -> Self {
        Self {
            tone: self.tone,
            alpha,
        }
    }
}

const fn tone(name: &'static str, light: (u8, u8, u8), dark: (u8, u8, u8)) -> Tone {
    Tone { name, light, dark }
}

/// All tones. Text stands out from paper and shade by 4.5 to 1 or more, what shows data by 3 to 1 or more (WCAG 2.2, AA); a test
/// computes both. Series are near Okabe–Ito, darkened on light and lightened on dark paper where that is needed.
static TONES: [Tone; 13] = [
    tone("ink", (0x22, 0x22, 0x22), (0xe8, 0xea, 0xed)),
    tone("soft", (0x59, 0x59, 0x59), (0xb4, 0xb9, 0xc1)),
    tone("grid", (0xdd, 0xdd, 0xdd), (0x3a, 0x3f, 0x47)),
    tone("axis", (0x85, 0x85, 0x85), (0x8b, 0x91, 0x9b)),
    tone("shade", (0xf3, 0xf4, 0xf6), (0x26, 0x2a, 0x31)),
    tone("paper", (0xff, 0xff, 0xff), (0x18, 0x1b, 0x20)),
    tone("base", (0x76, 0x76, 0x76), (0x9a, 0xa0, 0xa8)),
    tone("a", (0x00, 0x72, 0xb2), (0x56, 0xb4, 0xe9)),
    tone("b", (0xd0, 0x5a, 0x00), (0xff, 0x8a, 0x3d)),
    tone("c", (0x00, 0x8a, 0x64), (0x2f, 0xc7, 0x9a)),
    tone("d", (0xb5, 0x53, 0x8f), (0xe5, 0x9a, 0xc6)),
    tone("e", (0x96, 0x6a, 0x00), (0xe6, 0xc2, 0x29)),
    tone("f", (0x5b, 0x4b, 0xb7), (0xa9, 0xa4, 0xf5)),
];

/// Text.
pub const TEXT: Ink = Ink::new(&TONES[0]);
/// Text of less weight.
pub const SOFT: Ink = Ink::new(&TONES[1]);
/// Grid lines.
pub const GRID: Ink = Ink::new(&TONES[2]);
/// Axis and zero lines.
pub const AXIS: Ink = Ink::new(&TONES[3]);
/// The support period behind a curve, and bands behind every second row.
pub const SHADE: Ink = Ink::new(&TONES[4]);
/// Paper.
pub const PAPER: Ink = Ink::new(&TONES[5]);
/// The baseline.
pub const BASELINE: Ink = Ink::new(&TONES[6]);

/// Scenarios other than the baseline.
const SERIES: [Ink; 6] = [
    Ink::new(&TONES[7]),
    Ink::new(&TONES[8]),
    Ink::new(&TONES[9]),
    Ink::new(&TONES[10]),
    Ink::new(&TONES[11]),
    Ink::new(&TONES[12]),
];

/// Styles of the drawings: a class for each tone, filled (`f-`) and drawn (`s-`). A custom property `--chart-NAME` sets its colour; viewers that do not know
/// these take the colour on light paper.
#[must_use]
pub fn inks() -> String {
    let hex = |(r, g, b): (u8, u8, u8)| format!("#{r:02x}{g:02x}{b:02x}");
    let class = |tone: &Tone| {
        let (name, light) = (tone.name, hex(tone.light));
        format!(
            ".f-{name}{{fill:{light};fill:var(--chart-{name},{light})}}\n.s-{name}{{stroke:{light};stroke:var(--chart-{name},{light})}}\n"
        )
    };
    let dark = |tone: &Tone| format!("--chart-{}:{};", tone.name, hex(tone.dark));
    format!(
        "{}@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n",
        TONES.iter().map(class).collect::<String>(),
        TONES.iter().map(dark).collect::<String>()
    )
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::pow;

    /// Contrast of two colours (WCAG 2.2).
    fn contrast(one: (u8, u8, u8), other: (u8, u8, u8)) -> f64 {
        let light = |(r, g, b): (u8, u8, u8)| {
            let linear = |channel: u8| {
                let share = f64::from(channel) / 255.0;
                if share <= 0.040_45 {
                    share / 12.92
                } else {
                    pow((share + 0.055) / 1.055, 2.4)
                }
            };
            0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05
        };
        let (one, other) = (light(one), light(other));
        (one / other).max(other / one)
    }

    #[test]
    fn text_and_data_stand_out_on_light_and_dark_paper() {
        let data = SERIES.into_iter().chain([BASELINE, AXIS]);
        let least = [(TEXT, 4.5), (SOFT, 4.5)]
            .into_iter()
            .chain(data.map(|ink| (ink, 3.0)));
        for (ink, least) in least {
            for ground in [PAPER, SHADE] {
                for side in [|tone: &Tone| tone.light, |tone: &Tone| tone.dark] {
                    let found = contrast(side(ink.tone), side(ground.tone));
                    assert!(
                        found >= least,
                        "{} on {}: {found:.2}",
                        ink.tone.name,
                        ground.tone.name
                    );
                }
            }
        }
    }
}
