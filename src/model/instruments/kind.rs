//! Description of the kinds of instruments, and their registry.
//!
//! [`Kind`] has no defaults: an instrument that leaves something out does not compile.

use super::InstrumentKind;
use crate::model::world::World;
use crate::parameters::{ParameterMeta, Section};

/// Keys of parameters of one section.
pub type Keys = &'static [&'static str];

/// Required parameters: of each group of keys at least one parameter is not 0.
pub type Needs = &'static [Keys];

/// Extent within which there is at most one instrument of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// In a country: its terms are those of the scheme.
    National,
    /// In an agency.
    Agency,
}

/// Target group of an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Single firms or linkages: a service that firms apply for or are taken into.
    Firms,
    /// Affiliates of TNCs: what they do, buy or pay.
    Affiliates,
    /// Lenders: their funds or their risk.
    Lenders,
    /// The other instruments of its agency.
    Agency,
    /// Everybody: rules, skills, information.
    Economy,
}

impl Reach {
    /// Effect of an instrument where it lacks what it works with, in a sentence.
    #[must_use]
    pub const fn missed(self) -> &'static str {
        match self {
            Self::Firms => "reaches no firm",
            Self::Affiliates => "reaches no affiliate",
            Self::Lenders => "reaches no lender",
            Self::Agency => "is of no use to its agency",
            Self::Economy => "changes nothing",
        }
    }
}

/// Time that an instrument takes to have an effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Takes {
    /// It has effects however soon it ends.
    AnyTime,
    /// It does nothing before as many quarters have passed as this parameter of its own says.
    Lag(&'static str),
    /// It admits only whom it can serve to the end.
    Service {
        /// The part that takes time, with its verb.
        what: &'static str,
        /// Parameter of its own that says how long.
        key: &'static str,
        /// Quarters before it [quarters].
        before: f64,
    },
}

/// Stages of the phase of programmes, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum Stage {
    /// Programmes of buyers for their own suppliers.
    Buyers,
    /// Services for firms.
    Services,
    /// How partners treat each other, when all services have taken firms in.
    Partners,
}

/// Rounds of services for a firm in the phase of upgrading.
pub(super) const ROUNDS: u8 = 8;

/// Services for each living firm while a scenario has agencies, and in which of the [`ROUNDS`]; within a round kinds follow each
/// other as listed.
pub(super) type EachFirm = Option<(u8, fn(&mut World, usize))>;

/// An instrument in a quarter.
#[derive(Clone, Copy, Debug)]
pub(in crate::model) struct Turn {
    /// Its index among the instruments of the scenario.
    pub index: usize,
    /// Its agency.
    pub agency: usize,
    /// Its strength [ratio]; 0 before its start and from its end on.
    pub strength: f64,
    /// Strength that a pilot leaves: what is offered is as small as the staff [ratio].
    pub size: f64,
}

/// Description of a kind of instrument: nature, needs and effects. Its parameters include a `donor_share`.
pub(super) trait Kind: Section {
    /// Name inside a sentence.
    const TITLE: &'static str;
    /// Whether a country or each agency has at most one.
    const SCOPE: Scope;
    /// Its target group.
    const REACHES: Reach;
    /// It may be offered to some firms only, by lottery ([`Lottery`](super::Lottery)): wherever it reaches a single firm it asks the lottery
    /// before. What acts on affiliates, lenders or the whole economy alone cannot.
    const BY_LOT: bool;
    /// It asks affiliates to take part, so that its agency chooses those with which it works.
    const ASKS_AFFILIATES: bool;
    /// Parameters of its own without which it does nothing.
    const NEEDS: Needs;
    /// Parameters of its agency without which it does nothing.
    const AGENCY_NEEDS: Keys;
    /// Kinds of which its agency must run one, else it does nothing; none where it works alone.
    const BESIDE: &'static [InstrumentKind];
    /// Time that it takes to have an effect.
    const TAKES: Takes;
    /// Parameters that are stated in texts even where they are the default.
    const MAIN: Keys;
    /// Stage of the phase of programmes in which it operates.
    const STAGE: Stage;
    /// The services of the quarter that run for a firm, in the phase of upgrading; none where it has no such services.
    const EACH_FIRM: EachFirm;

    /// Before the phases of each quarter, also before its start and after its end: what it supplies for the quarter, what it
    /// builds up and what that costs.
    fn resolve(&self, world: &mut World, turn: Turn);

    /// In the phase of programmes of each quarter, likewise: whom it takes in, what it does for them and what that costs.
    fn operate(&self, world: &mut World, turn: Turn);
}

/// True where a section has all these keys.
pub(super) const fn has_keys(section: &[ParameterMeta], keys: Keys) -> bool {
    let mut index = 0;
    while index < keys.len() {
        if !has_key(section, keys[index]) {
            return false;
        }
        index += 1;
    }
    true
}

/// True where a section has all keys of these groups.
pub(super) const fn has_needs(section: &[ParameterMeta], needs: Needs) -> bool {
    let mut index = 0;
    while index < needs.len() {
        if !has_keys(section, needs[index]) {
            return false;
        }
        index += 1;
    }
    true
}

/// True where the time that an instrument takes is a parameter of the section.
pub(super) const fn has_time(section: &[ParameterMeta], takes: Takes) -> bool {
    match takes {
        Takes::AnyTime => true,
        Takes::Lag(key) | Takes::Service { key, .. } => has_key(section, key),
    }
}

/// True where a round of services exists.
pub(super) const fn has_round(each_firm: EachFirm) -> bool {
    match each_firm {
        Some((round, _)) => round < ROUNDS,
        None => true,
    }
}

const fn has_key(section: &[ParameterMeta], key: &str) -> bool {
    let mut index = 0;
    while index < section.len() {
        if is_same(section[index].name.as_bytes(), key.as_bytes()) {
            return true;
        }
        index += 1;
    }
    false
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut index = 0;
    while index < a.len() && index < b.len() && a[index] == b[index] {
        index += 1;
    }
    index == a.len() && index == b.len()
}

/// Declares the kinds: the file of each, its variant and its parameters. All that is asked of a kind is asked of its file.
macro_rules! instruments {
    ($($module:ident: $kind:ident($numbers:ident);)+) => {
        $(pub(in crate::model) mod $module;)+
        $(pub use $module::$numbers;)+

        kinds! {
            /// Kind of the instrument.
            InstrumentKind,
            /// The parameters of one kind of instrument.
            InstrumentSettings:
            $(#[doc = concat!("With [`", stringify!($numbers), "`].")] $kind($numbers), <$numbers as Kind>::TITLE;)+
        }

        // what does not exist does not compile
        $(const _: () = assert!(
            has_needs(<$numbers as Section>::META, <$numbers as Kind>::NEEDS)
                && has_keys(AgencyParameters::META, <$numbers as Kind>::AGENCY_NEEDS)
                && has_time(<$numbers as Section>::META, <$numbers as Kind>::TAKES)
                && has_keys(<$numbers as Section>::META, <$numbers as Kind>::MAIN)
                && has_round(<$numbers as Kind>::EACH_FIRM),
            concat!("`", stringify!($numbers), "` names a number or a round that does not exist"),
        );)+

        impl InstrumentKind {
            /// True where a country has at most one: its terms are those of the scheme.
            #[must_use]
            pub const fn is_national(self) -> bool {
                let scope = match self {
                    $(Self::$kind => <$numbers as Kind>::SCOPE,)+
                };
                matches!(scope, Scope::National)
            }

            /// Its target group.
            #[must_use]
            pub const fn reaches(self) -> Reach {
                match self {
                    $(Self::$kind => <$numbers as Kind>::REACHES,)+
                }
            }

            /// True where it may be offered to some firms only, by lottery.
            #[must_use]
            pub const fn is_by_lot(self) -> bool {
                match self {
                    $(Self::$kind => <$numbers as Kind>::BY_LOT,)+
                }
            }

            /// True where it asks affiliates to take part.
            #[must_use]
            pub const fn asks_affiliates(self) -> bool {
                match self {
                    $(Self::$kind => <$numbers as Kind>::ASKS_AFFILIATES,)+
                }
            }

            /// Parameters of its own without which it does nothing: of each group at least one is not 0.
            #[must_use]
            pub const fn needs(self) -> Needs {
                match self {
                    $(Self::$kind => <$numbers as Kind>::NEEDS,)+
                }
            }

            /// Parameters of its agency without which it does nothing.
            #[must_use]
            pub const fn agency_needs(self) -> Keys {
                match self {
                    $(Self::$kind => <$numbers as Kind>::AGENCY_NEEDS,)+
                }
            }

            /// Kinds of which its agency must run one, else it does nothing; none where it works alone.
            #[must_use]
            pub const fn beside(self) -> &'static [Self] {
                match self {
                    $(Self::$kind => <$numbers as Kind>::BESIDE,)+
                }
            }

            /// Time that it takes to have an effect.
            #[must_use]
            pub const fn takes(self) -> Takes {
                match self {
                    $(Self::$kind => <$numbers as Kind>::TAKES,)+
                }
            }

            /// Parameters that are stated in texts even where they are the default.
            #[must_use]
            pub const fn main_numbers(self) -> Keys {
                match self {
                    $(Self::$kind => <$numbers as Kind>::MAIN,)+
                }
            }

            /// Stage of the phase of programmes in which it operates.
            const fn stage(self) -> Stage {
                match self {
                    $(Self::$kind => <$numbers as Kind>::STAGE,)+
                }
            }

            /// A quarter of the services of one round that run for a firm.
            fn serve_round<const ROUND: u8>(world: &mut World, row: usize) {
                $(if let Some((round, serve)) = const { <$numbers as Kind>::EACH_FIRM }
                    && round == ROUND
                {
                    serve(world, row);
                })+
            }
        }

        impl InstrumentSettings {
            /// Share of what it spends that donors pay.
            #[must_use]
            pub const fn donor_share(&self) -> Share {
                match self {
                    $(Self::$kind(numbers) => numbers.donor_share,)+
                }
            }

            fn resolve(&self, world: &mut World, turn: Turn) {
                match self {
                    $(Self::$kind(numbers) => numbers.resolve(world, turn),)+
                }
            }

            fn operate(&self, world: &mut World, turn: Turn) {
                match self {
                    $(Self::$kind(numbers) => numbers.operate(world, turn),)+
                }
            }
        }

        /// Sections that files write once per agency, provider, instrument or shock.
        pub const LISTED_SECTIONS: &[SectionMeta] = &[
            SectionMeta::new::<AgencyParameters>(),
            SectionMeta::new::<CreditProviderParameters>(),
            SectionMeta::new::<TimingParameters>(),
            $(SectionMeta::new::<$numbers>(),)+
            SectionMeta::new::<ShockParameters>(),
            SectionMeta::new::<TncDepartureParameters>(),
            SectionMeta::new::<CreditCrunchParameters>(),
            SectionMeta::new::<CrisisParameters>(),
            SectionMeta::new::<ExchangeRateParameters>(),
            SectionMeta::new::<LeaderDepartureParameters>(),
            SectionMeta::new::<DonorWithdrawalParameters>(),
            SectionMeta::new::<StandardsRatchetParameters>(),
        ];
    };
}
pub(super) use instruments;
