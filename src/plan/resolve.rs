//! From what files set to what the model is given, every parameter with its origin.

use std::collections::BTreeMap;

use super::checks::BY_COMMAND_LINE;
use super::{Futures, Origin, ResolvedValue};
use crate::model::{Instrument, InstrumentKind, InstrumentSettings, ModelInput};
use crate::parameters::{
    Agency, AgencyParameters, CreditProvider, CreditProviderParameters, Grade, Lead, ParameterMeta,
    Parameters, Periods, ProviderKind, SECTOR_NAMES, Section, SelectionTarget, Shock, ShockKind,
    ShockParameters, ShockSettings, TimingParameters, Uncertain,
};
use crate::scenario::{Fix, Layer, Listed, Lost, Problem, RUN, Setting, Source, Text, nearest};

/// A model input and the origin of each of its parameters.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub input: ModelInput,
    pub futures: Futures,
    pub values: Vec<ResolvedValue>,
    /// Parameters that are uncertain, by path.
    pub uncertain: Vec<(String, Uncertain)>,
}

struct Resolver<'a> {
    sources: &'a [Source],
    problems: &'a mut Vec<Problem>,
    values: Vec<ResolvedValue>,
    uncertain: Vec<(String, Uncertain)>,
}

/// Resolves a scenario; problems of agencies and providers are added.
pub(super) fn resolve(layer: &Layer, sources: &[Source], problems: &mut Vec<Problem>) -> Resolved {
    let mut resolver = Resolver {
        sources,
        problems,
        values: Vec::new(),
        uncertain: Vec::new(),
    };
    let parameters = resolver.parameters(layer);
    let (periods, futures) = resolver.run(layer);
    let agencies = resolver.agencies(layer);
    let credit_providers = resolver.providers(layer);
    let instruments = resolver.instruments(layer, &agencies, periods);
    let shocks = resolver.shocks(layer, &agencies);
    let (values, uncertain) = (resolver.values, resolver.uncertain);
    let rules = super::rules::rules(layer, &agencies, &instruments, periods, problems);
    let input = ModelInput {
        parameters,
        agencies,
        credit_providers,
        instruments,
        rules,
        shocks,
        periods,
    };
    Resolved {
        input,
        futures,
        values,
        uncertain,
    }
}

/// Entries that were not taken away.
pub(super) fn present(entries: &[Listed]) -> impl Iterator<Item = &Listed> {
    entries.iter().filter(|entry| !entry.is_removed)
}

impl Resolver<'_> {
    /// Value of a parameter where a file sets it and it is accepted, else `default`; its origin is recorded.
    fn number(
        &mut self,
        meta: &ParameterMeta,
        path: String,
        setting: Option<&Setting>,
        default: f64,
    ) -> f64 {
        let setting = setting.filter(|setting| !setting.is_refused);
        let value = setting.map_or(default, |setting| setting.value);
        let origin = self.origin(meta, setting);
        self.uncertain.extend(
            setting
                .and_then(|setting| setting.uncertain.clone())
                .map(|number| (path.clone(), number)),
        );
        self.values.push(ResolvedValue {
            path,
            value,
            unit: meta.unit.to_string(),
            origin,
        });
        value
    }

    fn origin(&self, meta: &ParameterMeta, setting: Option<&Setting>) -> Origin {
        let registry = |place: String| Origin {
            place,
            grade: meta.grade,
            source: meta.source.to_string(),
        };
        let Some(setting) = setting else {
            return registry("default".into());
        };
        let place = setting.place.map_or_else(
            || "command line".to_string(),
            |place| {
                self.sources
                    .get(place.source)
                    .map_or_else(String::new, |source| source.name_and_line(place.start))
            },
        );
        if setting.source.is_empty()
            && setting.grade.is_none()
            && setting.uncertain.is_none()
            && setting.value == meta.default
        {
            return registry(place);
        }
        let source = if setting.source.is_empty() {
            "stated without a source".to_string()
        } else {
            setting.source.clone()
        };
        Origin {
            place,
            grade: setting.grade.unwrap_or(Grade::Assumed),
            source,
        }
    }

    fn parameters(&mut self, layer: &Layer) -> Parameters {
        let mut parameters = Parameters::default();
        for section in Parameters::SECTIONS {
            for meta in section.numbers {
                let setting = layer
                    .numbers
                    .get(&(section.name.to_string(), meta.name.to_string()));
                let value = self.number(
                    meta,
                    format!("{}.{}", section.name, meta.name),
                    setting,
                    meta.default,
                );
                parameters.set(section.name, meta.name, value);
            }
        }
        parameters
    }

    /// Lengths of the parts of a run, and how many futures it has.
    fn run(&mut self, layer: &Layer) -> (Periods, Futures) {
        let numbers: Vec<u32> = RUN
            .numbers
            .iter()
            .map(|meta| {
                let setting = layer
                    .numbers
                    .get(&("run".to_string(), meta.name.to_string()));
                self.number(meta, format!("run.{}", meta.name), setting, meta.default) as u32
            })
            .collect();
        let stated = |key: &str| layer.numbers.get(&("run".to_string(), key.to_string()));
        if let (None, Some(worlds)) = (stated("futures"), stated("futures_worlds")) {
            let message = "`run.futures_worlds` has no use without `run.futures`";
            let fix = worlds.place.map_or(Fix::Unknown(BY_COMMAND_LINE), |place| {
                Fix::remove(Some(place))
            });
            let problem = Problem::at_or_command_line("E0102", worlds.place, message, fix);
            self.problems.push(
                problem
                    .label("there are no futures")
                    .help("write `futures`, their number, beside it, or leave it out"),
            );
        }
        let [burn_in, policy, run_off, count, worlds] = numbers[..] else {
            unreachable!("a run has five parameters")
        };
        (
            Periods {
                burn_in,
                policy,
                run_off,
            },
            Futures { count, worlds },
        )
    }

    fn section<S: Section>(&mut self, path: &str, entry: &Listed) -> S {
        let mut section = S::default();
        for (index, meta) in S::META.iter().enumerate() {
            *section.value_mut(index) = self.number(
                meta,
                format!("{path}.{}", meta.name),
                entry.numbers.get(meta.name),
                meta.default,
            );
        }
        section
    }

    fn agencies(&mut self, layer: &Layer) -> Vec<Agency> {
        present(&layer.agencies)
            .enumerate()
            .map(|(index, entry)| Agency {
                name: entry.identity.value.clone(),
                lead: word(entry, "lead", Lead::NAMES),
                selection_target: word(entry, "selection_target", SelectionTarget::NAMES),
                parameters: self.section::<AgencyParameters>(&format!("agencies[{index}]"), entry),
            })
            .collect()
    }

    fn providers(&mut self, layer: &Layer) -> Vec<CreditProvider> {
        let entries: Vec<&Listed> = present(&layer.credit_providers).collect();
        if entries.is_empty() {
            if let Some(removal) = layer.credit_providers.first() {
                let problem = Problem::at_or_command_line(
                    "E0304",
                    removal.identity.place,
                    "no credit provider is left",
                    Fix::remove_table(removal.identity.place, "it is not removed in a file"),
                );
                self.problems.push(
                    problem
                        .label("removed here")
                        .help("keep one, or add another under [[credit_providers]]"),
                );
            }
            let section = CreditProviderParameters::META.iter();
            for meta in section {
                self.number(
                    meta,
                    format!("credit_providers[0].{}", meta.name),
                    None,
                    meta.default,
                );
            }
            return ModelInput::default().credit_providers;
        }
        let provider = |(index, entry): (usize, &&Listed)| CreditProvider {
            name: entry.identity.value.clone(),
            kind: word(entry, "kind", ProviderKind::NAMES),
            parameters: self
                .section::<CreditProviderParameters>(&format!("credit_providers[{index}]"), entry),
        };
        entries.iter().enumerate().map(provider).collect()
    }

    fn instruments(
        &mut self,
        layer: &Layer,
        agencies: &[Agency],
        periods: Periods,
    ) -> Vec<Instrument> {
        let entries: Vec<&Listed> = present(&layer.instruments).collect();
        let known: BTreeMap<&str, usize> = agencies
            .iter()
            .enumerate()
            .map(|(index, agency)| (agency.name.as_str(), index))
            .collect();
        let mut instruments = Vec::new();
        for (index, entry) in entries.into_iter().enumerate() {
            let Some((_, kind)) = InstrumentKind::NAMES
                .iter()
                .find(|(name, _)| *name == entry.identity.value)
            else {
                continue;
            };
            let path = format!("instruments[{index}]");
            let agency = self.agency_of(entry, &known);
            let timing = self.timing(&path, entry, periods);
            let settings = self.settings(&path, *kind, entry);
            instruments.push(Instrument {
                agency,
                timing,
                settings,
            });
        }
        instruments
    }

    fn shocks(&mut self, layer: &Layer, agencies: &[Agency]) -> Vec<Shock> {
        let mut shocks = Vec::new();
        for (index, entry) in present(&layer.shocks).enumerate() {
            let kind = entry.words.get("kind").and_then(|kind| {
                ShockKind::NAMES
                    .iter()
                    .find(|(name, _)| *name == kind.value)
            });
            let Some((_, kind)) = kind else { continue };
            let path = format!("shocks[{index}]");
            let sector = entry
                .words
                .get("sector")
                .and_then(|word| SECTOR_NAMES.iter().position(|name| *name == word.value));
            // a shock of the context may name an agency that only some scenarios have
            let agency = entry
                .words
                .get("agency")
                .map(|word| agencies.iter().position(|agency| agency.name == word.value));
            let agency = agency.map(|found| found.unwrap_or(usize::MAX));
            let timing = self.section::<ShockParameters>(&path, entry);
            let mut settings = ShockSettings::default_of(*kind);
            for meta in
                crate::scenario::section(kind.name()).map_or(&[][..], |section| section.numbers)
            {
                let value = self.number(
                    meta,
                    format!("{path}.{}.{}", kind.name(), meta.name),
                    entry.numbers.get(meta.name),
                    meta.default,
                );
                settings.set(meta.name, value);
            }
            shocks.push(Shock {
                name: entry.identity.value.clone(),
                sector,
                agency,
                timing,
                settings,
            });
        }
        shocks
    }

    fn timing(&mut self, path: &str, entry: &Listed, periods: Periods) -> TimingParameters {
        let mut timing = TimingParameters {
            end: f64::from(periods.policy),
            ..TimingParameters::default()
        };
        for (index, meta) in TimingParameters::META.iter().enumerate() {
            let default = timing.value(index);
            *timing.value_mut(index) = self.number(
                meta,
                format!("{path}.{}", meta.name),
                entry.numbers.get(meta.name),
                default,
            );
        }
        timing
    }

    fn settings(&mut self, path: &str, kind: InstrumentKind, entry: &Listed) -> InstrumentSettings {
        let mut settings = InstrumentSettings::default_of(kind);
        let numbers =
            crate::scenario::section(kind.name()).map_or(&[][..], |section| section.numbers);
        for meta in numbers {
            let value = self.number(
                meta,
                format!("{path}.{}.{}", kind.name(), meta.name),
                entry.numbers.get(meta.name),
                meta.default,
            );
            settings.set(meta.name, value);
        }
        settings
    }

    fn agency_of(&mut self, entry: &Listed, known: &BTreeMap<&str, usize>) -> usize {
        let names = || known.keys().copied();
        let refuse = |text: &Text, message: String, label: String, fix: Fix| {
            let all = if known.is_empty() {
                "add one under [[agencies]]".to_string()
            } else {
                let names: Vec<&str> = names().collect();
                format!("agencies of the scenario: {}", names.join(", "))
            };
            Problem::at_or_command_line("E0303", text.place, message, fix)
                .label(label)
                .help(all)
                .loses(Lost::Operator)
                .follows(&[Lost::Agency])
        };
        let problem = match entry.words.get("agency") {
            Some(name) => match known.get(name.value.as_str()) {
                Some(index) => return *index,
                None => {
                    let near = nearest(&name.value, names());
                    let label = near.map_or_else(
                        || "no such agency".to_string(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    let only = names().next().filter(|_| known.len() == 1);
                    let fix = Fix::suggest(
                        name.place,
                        near.or(only).map(|near| format!("\"{near}\"")),
                        "which agency is meant only the author knows",
                    );
                    refuse(name, format!("unknown agency `{}`", name.value), label, fix)
                }
            },
            None if known.len() == 1 => return 0,
            None => refuse(
                &entry.identity,
                format!(
                    "`{}` does not say which agency runs it",
                    entry.identity.value
                ),
                "no `agency` in here".into(),
                Fix::Unknown("which agency is meant only the author knows"),
            ),
        };
        self.problems.push(problem);
        0
    }
}

fn word<T: Copy + Default>(entry: &Listed, key: &str, names: &[(&str, T)]) -> T {
    let stated = entry.words.get(key);
    stated
        .and_then(|text| names.iter().find(|(name, _)| *name == text.value))
        .map(|(_, value)| *value)
        .unwrap_or_default()
}
