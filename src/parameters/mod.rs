//! Parameters of a context, its agencies, providers and shocks, each declared once: typed struct, meaning, unit, ranges, grade and source.
//!
//! [`Parameters`] is what a context sets; [`Agency`] and [`CreditProvider`] are listed one by one in files. The parameters of an
//! instrument are next to what it does, in `src/model/instruments`.

mod agencies;
mod commitment;
mod credit;
mod economy;
mod evaluation;
mod firms;
mod inclusion;
mod input;
mod knowledge;
mod markets;
mod networks;
mod partnering;
mod registry;
mod rules;
mod shocks;
mod sourcing;
mod survey;
mod timing;
mod uncertain;

pub use agencies::AgencyParameters;
pub use commitment::CommitmentParameters;
pub use credit::{CreditParameters, CreditProviderParameters};
pub use economy::{EconomyParameters, PopulationParameters};
pub use evaluation::EvaluationParameters;
pub use firms::{CapabilityParameters, FirmParameters, FormalityParameters, ProductionParameters};
pub use inclusion::{OwnerParameters, ResponsibilityParameters};
pub use input::{Agency, CreditProvider, Lead, Periods, ProviderKind, SelectionTarget};
pub use knowledge::KnowledgeParameters;
pub use markets::{EvolutionParameters, ProductParameters, VentureParameters};
pub use networks::NetworkParameters;
pub use partnering::{PracticeParameters, RelationParameters};
pub use registry::{Extent, Grade, OfKind, ParameterMeta, Section};
pub(crate) use registry::{kinds, section};
pub use rules::{Comparison, Condition, Figure, FiredRule, Rule, RuleTarget};
pub use shocks::*;
pub use sourcing::{LinkageParameters, SourcingParameters, TncParameters, TrustParameters};
pub use survey::SurveyParameters;
pub use timing::TimingParameters;
pub use uncertain::{LEAST_INSIDE, Shape, Uncertain};

/// Name, meaning and parameters of a section, for documents and messages.
#[derive(Clone, Copy, Debug)]
pub struct SectionMeta {
    /// Name of the table in files.
    pub name: &'static str,
    /// Its subject.
    pub meaning: &'static str,
    /// Its parameters, in order of declaration.
    pub numbers: &'static [ParameterMeta],
}

impl SectionMeta {
    /// Describes the section type `S`.
    #[must_use]
    pub const fn new<S: Section>() -> Self {
        Self {
            name: S::NAME,
            meaning: S::MEANING,
            numbers: S::META,
        }
    }
}

/// Declares the sections of a context and how to reach a parameter by section and key.
macro_rules! context_sections {
    ($($field:ident: $section:ty),+ $(,)?) => {
        /// All parameters that a context (with its population) sets.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Parameters {
            $(#[allow(missing_docs)] pub $field: $section),+
        }

        impl Parameters {
            /// The sections, in the order in which documents list them.
            pub const SECTIONS: &'static [SectionMeta] = &[$(SectionMeta::new::<$section>()),+];

            /// Value of a parameter, if section and key exist.
            #[must_use]
            pub fn get(&self, section: &str, key: &str) -> Option<f64> {
                $(if section == <$section as Section>::NAME {
                    return <$section as Section>::index_of(key).map(|index| self.$field.value(index));
                })+
                None
            }

            /// Sets a parameter; false if section or key does not exist. Ranges are checked where data enters.
            pub fn set(&mut self, section: &str, key: &str, value: f64) -> bool {
                $(if section == <$section as Section>::NAME {
                    return <$section as Section>::index_of(key).map(|index| *self.$field.value_mut(index) = value).is_some();
                })+
                false
            }
        }
    };
}

context_sections! {
    population: PopulationParameters,
    economy: EconomyParameters,
    firms: FirmParameters,
    production: ProductionParameters,
    formality: FormalityParameters,
    capability: CapabilityParameters,
    credit: CreditParameters,
    commitment: CommitmentParameters,
    tncs: TncParameters,
    sourcing: SourcingParameters,
    trust: TrustParameters,
    linkages: LinkageParameters,
    knowledge: KnowledgeParameters,
    practices: PracticeParameters,
    relations: RelationParameters,
    products: ProductParameters,
    evolution: EvolutionParameters,
    ventures: VentureParameters,
    networks: NetworkParameters,
    responsibility: ResponsibilityParameters,
    owners: OwnerParameters,
    evaluation: EvaluationParameters,
    survey: SurveyParameters,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LISTED_SECTIONS;

    fn all_sections() -> impl Iterator<Item = &'static SectionMeta> {
        Parameters::SECTIONS.iter().chain(LISTED_SECTIONS)
    }

    #[test]
    fn defaults_lie_in_their_plausible_and_hard_ranges() {
        for section in all_sections() {
            for meta in section.numbers {
                let place = format!("{}.{}", section.name, meta.name);
                assert!(
                    meta.low <= meta.plausible_low && meta.plausible_low <= meta.default,
                    "{place} low side"
                );
                assert!(
                    meta.default <= meta.plausible_high && meta.plausible_high <= meta.high,
                    "{place} high side"
                );
                assert!(
                    !meta.is_whole() || meta.default.fract() == 0.0,
                    "{place} is whole"
                );
                assert!(
                    meta.meaning.trim().ends_with('.'),
                    "{place} has a sentence as meaning"
                );
                assert!(
                    !meta.source.is_empty() && !meta.unit.is_empty(),
                    "{place} has source and unit"
                );
            }
        }
    }

    #[test]
    fn each_absolute_number_of_a_programme_is_of_the_represented_economy_and_no_other_number_is() {
        let mut marked = 0;
        for section in LISTED_SECTIONS {
            for meta in section.numbers {
                let is_marked = meta.extent == Extent::Represented;
                assert!(
                    meta.is_absolute() == is_marked,
                    "{}.{}: its unit is {}, so that it is {} of the represented economy; mark it, or say for each of what it is",
                    section.name,
                    meta.name,
                    meta.unit,
                    if is_marked { "no number" } else { "a number" }
                );
                marked += u32::from(is_marked);
            }
        }
        assert!(marked > 40, "{marked}");
        // what a context says is of the world itself
        for meta in Parameters::SECTIONS
            .iter()
            .flat_map(|section| section.numbers)
        {
            assert_eq!(meta.extent, Extent::Each, "{}", meta.name);
        }
    }

    #[test]
    fn a_share_is_taken_of_numbers_of_the_represented_economy_alone() {
        let mut agency = AgencyParameters::default();
        agency.prorate(0.25);
        for (index, meta) in AgencyParameters::META.iter().enumerate() {
            let share = match meta.extent {
                Extent::Each => 1.0,
                Extent::Represented => 0.25,
            };
            assert_eq!(agency.value(index), share * meta.default, "{}", meta.name);
        }
    }

    #[test]
    fn every_number_of_a_context_can_be_read_and_set_by_its_path() {
        let mut parameters = Parameters::default();
        for section in Parameters::SECTIONS {
            for meta in section.numbers {
                assert_eq!(parameters.get(section.name, meta.name), Some(meta.default));
                assert!(parameters.set(section.name, meta.name, meta.high));
                assert_eq!(parameters.get(section.name, meta.name), Some(meta.high));
            }
        }
        assert!(!parameters.set("credit", "no_such_key", 1.0));
        assert_eq!(parameters.get("no_such_section", "smes"), None);
    }
}
