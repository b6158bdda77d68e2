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

/// What a number of a programme is stated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// One agent, a share, a rate, a length: the same however much of an economy is modelled.
    Each,
    /// The economy that the world is a sample of (`population.represents`): applied times modelled over represented.
    Represented,
}

impl Extent {
    /// The word that tables use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Each => "each",
            Self::Represented => "represented",
        }
    }

    /// Part of a stated number that holds in a world that is the stated share of the represented economy [ratio].
    #[must_use]
    pub const fn share(self, modelled: f64) -> f64 {
        match self {
            Self::Each => 1.0,
            Self::Represented => modelled,
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
    /// What it is stated for.
    pub extent: Extent,
}

/// Agents and things whose number grows with the economy: an amount for each of them is no amount of the economy.
const COUNTED: &[&str] = &[
    "SME",
    "TNC",
    "advisor",
    "lot",
    "linkage",
    "referral",
    "bid",
    "application",
    "cluster",
    "contract",
];

impl ParameterMeta {
    /// Unit, with what the number is stated for where that is not each of something.
    #[must_use]
    pub fn stated_unit(&self) -> String {
        match self.extent {
            Extent::Each => self.unit.to_string(),
            Extent::Represented => format!("{}, represented economy", self.unit),
        }
    }

    /// True for an absolute number by its unit: a count or a sum of money that is not for each of the `COUNTED`. Categories of inputs are
    /// as many in a large economy as in a small one.
    #[must_use]
    pub fn is_absolute(&self) -> bool {
        let mut words = self.unit.split(" per ");
        let what = words.next().unwrap_or_default();
        let is_each = words
            .flat_map(|per| per.split(" and "))
            .any(|per| COUNTED.contains(&per));
        let is_amount = what.starts_with("USD") || what.starts_with("annual wages");
        let is_count = what.starts_with("count") && what != "count of categories";
        (is_amount || is_count) && !is_each
    }

    /// True where only whole numbers are accepted: counts, quarters, and numbers that name something.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.unit.starts_with("count") || ["quarters", "number"].contains(&self.unit)
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

    /// Takes the stated share of each number that is stated for the represented economy.
    fn prorate(&mut self, share: f64) {
        for (index, meta) in Self::META.iter().enumerate() {
            *self.value_mut(index) *= meta.extent.share(share);
        }
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

            /// Entry of the registry of a parameter, if the kind has the key.
            #[must_use]
            pub fn meta(&self, key: &str) -> Option<&'static $crate::parameters::ParameterMeta> {
                use $crate::parameters::Section as _;
                match self {
                    $(Self::$kind(_) => $numbers::index_of(key).map(|index| &$numbers::META[index]),)+
                }
            }

            /// Takes the stated share of each number that is stated for the represented economy.
            pub fn prorate(&mut self, share: f64) {
                use $crate::parameters::Section as _;
                match self {
                    $(Self::$kind(section) => section.prorate(share),)+
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
                $name:ident = $default:expr, $unit:literal, [$low:expr, $high:expr], ($plow:expr, $phigh:expr), $grade:ident, $source:literal $(, $extent:ident)?;
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
                    extent: match [$($crate::parameters::Extent::$extent,)? $crate::parameters::Extent::Each] {
                        [extent, ..] => extent,
                    },
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
