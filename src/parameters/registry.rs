//! The one declaration that a number of the model has: type, default, unit, ranges, grade and source.

use serde::Serialize;

/// Grade of evidence of a default; every report counts the weakest grades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Read in national or international statistics of the country itself.
    Measured,
    /// Read in a published study, at least in its abstract, or computed from such a figure.
    Literature,
    /// Required by a document that describes good practice, direction only.
    SourceDocument,
    /// Judgement of people who run such programmes.
    Expert,
    /// A modelling choice without a source: belongs in every sensitivity analysis.
    Assumed,
}

impl Grade {
    /// All grades, best supported first.
    pub const ALL: [Self; 5] = [
        Self::Measured,
        Self::Literature,
        Self::SourceDocument,
        Self::Expert,
        Self::Assumed,
    ];

    /// The word that files and tables use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Literature => "literature",
            Self::SourceDocument => "source_document",
            Self::Expert => "expert",
            Self::Assumed => "assumed",
        }
    }
}

/// Entry of the registry for one parameter.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ParameterMeta {
    /// Key inside its section, as written in files.
    pub name: &'static str,
    /// Meaning in plain text, with the symbol of the model description where it has one.
    pub meaning: &'static str,
    /// Unit, `share` for 0 to 1.
    pub unit: &'static str,
    /// Value where no file says otherwise.
    pub default: f64,
    /// Least value that is accepted.
    pub low: f64,
    /// Greatest value that is accepted.
    pub high: f64,
    /// Least value that evidence or judgement calls plausible; outside it `check` warns.
    pub plausible_low: f64,
    /// Greatest value that evidence or judgement calls plausible; outside it `check` warns.
    pub plausible_high: f64,
    /// Grade of evidence of the default.
    pub grade: Grade,
    /// Source of the default.
    pub source: &'static str,
}

impl ParameterMeta {
    /// True where only whole numbers are accepted: counts and quarters.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.unit.starts_with("count") || self.unit == "quarters"
    }
}

/// A group of parameters that files write as one table.
pub trait Section: Clone + Default {
    /// Name of the table in files, such as `credit`.
    const NAME: &'static str;
    /// Subject of the section, in one sentence.
    const MEANING: &'static str;
    /// One entry per parameter, in order of declaration.
    const META: &'static [ParameterMeta];
    /// Value of the number at `index` of [`Section::META`].
    fn value(&self, index: usize) -> f64;
    /// Place of the number at `index` of [`Section::META`].
    fn value_mut(&mut self, index: usize) -> &mut f64;

    /// Index of a key, if the section has it.
    #[must_use]
    fn index_of(name: &str) -> Option<usize> {
        Self::META.iter().position(|meta| meta.name == name)
    }
}

/// Parameters of one kind, as they are listed among the settings `S` of all kinds.
pub trait OfKind<S>: Sized {
    /// The parameters, where the settings are of this kind.
    fn section(settings: &S) -> Option<&Self>;
}

/// Declares kinds of a list: variant, parameters, and text for people; and the settings of one kind.
macro_rules! kinds {
    (
        $(#[doc = $about:literal])+ $kinds:ident,
        $(#[doc = $about_settings:literal])+ $settings:ident:
        $($(#[$doc:meta])+ $kind:ident($numbers:ident), $title:expr;)+
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $kinds {
            $($(#[$doc])+ $kind,)+
        }

        impl $kinds {
            /// Number of kinds.
            pub const COUNT: usize = Self::NAMES.len();
            /// All kinds and the words for them in files.
            pub const NAMES: &'static [(&'static str, Self)] = &[$((<$numbers as $crate::parameters::Section>::NAME, Self::$kind)),+];

            /// The word that files use.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => <$numbers as $crate::parameters::Section>::NAME,)+
                }
            }

            /// Name inside a sentence.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$kind => $title,)+
                }
            }
        }

        $(#[doc = $about_settings])+
        #[derive(Clone, Debug, PartialEq)]
        pub enum $settings {
            $(#[allow(missing_docs)] $kind($numbers),)+
        }

        impl $settings {
            /// Default settings of a kind.
            #[must_use]
            pub fn default_of(kind: $kinds) -> Self {
                match kind {
                    $($kinds::$kind => Self::$kind($numbers::default()),)+
                }
            }

            /// Kind of these settings.
            #[must_use]
            pub const fn kind(&self) -> $kinds {
                match self {
                    $(Self::$kind(_) => $kinds::$kind,)+
                }
            }

            /// Value of a parameter, if the kind has the key.
            #[must_use]
            pub fn get(&self, key: &str) -> Option<f64> {
                use $crate::parameters::Section as _;
                match self {
                    $(Self::$kind(section) => $numbers::index_of(key).map(|index| section.value(index)),)+
                }
            }

            /// Sets a parameter; false if the kind lacks the key.
            pub fn set(&mut self, key: &str, value: f64) -> bool {
                use $crate::parameters::Section as _;
                match self {
                    $(Self::$kind(section) => $numbers::index_of(key).map(|index| *section.value_mut(index) = value).is_some(),)+
                }
            }
        }

        $(impl $crate::parameters::OfKind<$settings> for $numbers {
            fn section(settings: &$settings) -> Option<&Self> {
                if let $settings::$kind(numbers) = settings {
                    Some(numbers)
                } else {
                    None
                }
            }
        })+
    };
}

pub(crate) use kinds;

/// Declares a section: the struct, its defaults and its entries in the registry.
macro_rules! section {
    (
        $(#[doc = $meaning:literal])+
        $section:ident in $table:literal {
            $(
                $(#[doc = $doc:literal])+
                $name:ident = $default:expr, $unit:literal, [$low:expr, $high:expr], ($plow:expr, $phigh:expr), $grade:ident, $source:literal;
            )+
        }
    ) => {
        $(#[doc = $meaning])+
        #[derive(Clone, Debug, PartialEq)]
        pub struct $section {
            $(
                $(#[doc = $doc])+
                #[doc = concat!(" [", $unit, "] Source: ", $source)]
                pub $name: f64,
            )+
        }

        impl Default for $section {
            fn default() -> Self {
                Self { $($name: $default as f64),+ }
            }
        }

        impl $crate::parameters::Section for $section {
            const NAME: &'static str = $table;
            const MEANING: &'static str = concat!($($meaning),+);
            const META: &'static [$crate::parameters::ParameterMeta] = &[
                $($crate::parameters::ParameterMeta {
                    name: stringify!($name),
                    meaning: concat!($($doc),+),
                    unit: $unit,
                    default: $default as f64,
                    low: $low as f64,
                    high: $high as f64,
                    plausible_low: $plow as f64,
                    plausible_high: $phigh as f64,
                    grade: $crate::parameters::Grade::$grade,
                    source: $source,
                }),+
            ];

            fn value(&self, index: usize) -> f64 {
                [$(self.$name),+][index]
            }

            fn value_mut(&mut self, index: usize) -> &mut f64 {
                let places: [&mut f64; [$(stringify!($name)),+].len()] = [$(&mut self.$name),+];
                places.into_iter().nth(index).expect("index comes from META")
            }
        }
    };
}
pub(crate) use section;
