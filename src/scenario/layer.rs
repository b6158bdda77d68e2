//! Settings of files, key by key, and the merging of one file over another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::fix::Fix;
use super::problem::{Place, Problem};
use super::rules::RuleDraft;
use crate::model::InstrumentKind;
use crate::parameters::{Grade, Uncertain};

/// A word or text of a file and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub value: String,
    /// Where it stands; none for the command line.
    pub place: Option<Place>,
}

/// A parameter in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The value, in the unit of its parameter; of an uncertain one the median.
    pub value: f64,
    /// What is known of it, where it is not one value.
    pub uncertain: Option<Uncertain>,
    /// Grade that the file states, if it does.
    pub grade: Option<Grade>,
    /// Source and year that the file states; may be empty.
    pub source: String,
    /// Where it stands; none for the command line.
    pub place: Option<Place>,
    /// True where an error was reported, so that nothing else is concluded from it.
    pub is_refused: bool,
    /// Place of an uncertain parameter that this one, which is not uncertain, replaces.
    pub hides: Option<Place>,
    /// Values of files that it replaced, the first of all first.
    pub before: Vec<f64>,
}

impl Setting {
    /// Remembers what it replaces.
    pub fn replace(&mut self, before: &Self) {
        // two parts may build on one file, whose values both bring along
        let own = std::mem::replace(&mut self.before, before.before.clone());
        for value in std::iter::once(before.value).chain(own) {
            if !self.before.contains(&value) {
                self.before.push(value);
            }
        }
    }
}

/// An agency, a provider, an instrument or a shock, as far as a file sets it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Name of an agency, provider or shock, kind of an instrument.
    pub identity: Text,
    /// Words by key: `lead`, `kind`, `agency`, `sector`.
    pub words: BTreeMap<&'static str, Text>,
    /// Values of parameters by key.
    pub numbers: BTreeMap<String, Setting>,
    /// True where the entry takes away the one of the same identity below it.
    pub is_removed: bool,
    /// True where there was something to take away.
    pub has_removed: bool,
}

impl Listed {
    /// The agency that tells it from others of its name: that of an instrument that an agency runs.
    fn agency(&self, list: &str) -> Option<&str> {
        let kind = InstrumentKind::NAMES
            .iter()
            .find(|(name, _)| list == "instruments" && *name == self.identity.value);
        let is_of_agency = kind.is_some_and(|(_, kind)| !kind.is_national());
        let agency = self.words.get("agency").filter(|_| is_of_agency)?;
        Some(&agency.value)
    }
}

/// Places of the entries of a list, by what they are about: one name, or one kind of instrument of one agency. An instrument that names no
/// agency is that of whichever agency has the kind; a country has at most one of a national kind.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// By name: places by agency, none where the entry names none.
    by_name: BTreeMap<String, BTreeMap<Option<String>, usize>>,
}

impl Places {
    /// Places of the entries of a list.
    pub(super) fn of(list: &str, entries: &[Listed]) -> Self {
        let mut places = Self::default();
        for (at, entry) in entries.iter().enumerate() {
            places.add(list, entry, at);
        }
        places
    }

    /// Place of the first entry that is about the same thing.
    pub(super) fn find(&self, list: &str, entry: &Listed) -> Option<usize> {
        let own = self.by_name.get(&entry.identity.value)?;
        match entry.agency(list) {
            None => own.values().min().copied(),
            Some(agency) => {
                let named = own.get(&Some(agency.to_string()));
                named.into_iter().chain(own.get(&None)).min().copied()
            }
        }
    }

    /// Adds the place of an entry; the first of its kind stays.
    pub(super) fn add(&mut self, list: &str, entry: &Listed, at: usize) {
        let own = self
            .by_name
            .entry(entry.identity.value.clone())
            .or_default();
        let first = own
            .entry(entry.agency(list).map(str::to_string))
            .or_insert(at);
        *first = at.min(*first);
    }

    /// Takes out the place of an entry that changes.
    fn remove(&mut self, list: &str, entry: &Listed, at: usize) {
        if let Some(own) = self.by_name.get_mut(&entry.identity.value) {
            let agency = entry.agency(list).map(str::to_string);
            if own.get(&agency) == Some(&at) {
                own.remove(&agency);
            }
        }
    }
}

/// Rank correlation of two uncertain parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    /// Their names, such as `credit.recovery`.
    pub of: (Text, Text),
    /// Rank correlation [between −1 and 1].
    pub rank: f64,
    /// Where it stands.
    pub place: Place,
}

impl Correlation {
    /// The two names in one order, whichever the file has.
    #[must_use]
    pub(super) fn pair(&self) -> [String; 2] {
        let mut pair = [self.of.0.value.clone(), self.of.1.value.clone()];
        pair.sort();
        pair
    }
}

/// A context file that a scenario names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextReference {
    /// Path from the working directory.
    pub path: PathBuf,
    /// Where it is named.
    pub place: Place,
}

/// Everything that a file, or several merged, sets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// The context below, if one is named.
    pub context: Option<ContextReference>,
    /// Values of parameters by section and key; section `run` holds the periods.
    pub numbers: BTreeMap<(String, String), Setting>,
    /// Agencies in order, with markers for those taken away; see [`Listed::is_removed`].
    pub agencies: Vec<Listed>,
    /// Credit providers in order.
    pub credit_providers: Vec<Listed>,
    /// Instruments in order.
    pub instruments: Vec<Listed>,
    /// Rules in order.
    pub rules: Vec<RuleDraft>,
    /// Shocks in order.
    pub shocks: Vec<Listed>,
    /// Rank correlations in order.
    pub correlations: Vec<Correlation>,
}

/// Called with the path of a key that is set twice, where it was first set, and where again.
type OnTwice<'a> = &'a mut dyn FnMut(&str, Option<Place>, Option<Place>);

impl Layer {
    /// Lays `upper` over this layer: its values replace those of the same key.
    pub fn overlay(&mut self, upper: &Self) {
        self.lay(upper, &mut |_, _, _| {});
    }

    /// Lays `upper` over this layer and reports every key that both set (`E0105`).
    pub fn overlay_disjoint(&mut self, upper: &Self, problems: &mut Vec<Problem>) {
        self.lay(upper, &mut |path, first, second| {
            let Some(place) = second.filter(|place| Some(*place) != first) else { return }; // two parts may build on one file
            let problem = Problem::at("E0105", place, format!("`{path}` is set twice through `include`"), Fix::remove(Some(place)))
                .label("set here too")
                .help("keep one of the two, or write `override = true` in the including file so that its values and later includes win")
                .related(first, "first set here");
            problems.push(problem);
        });
    }

    fn lay(&mut self, upper: &Self, on_twice: OnTwice<'_>) {
        if let Some(context) = &upper.context
            && let Some(own) = self.context.replace(context.clone())
        {
            on_twice("context.from", Some(own.place), Some(context.place));
        }
        for ((section, key), setting) in &upper.numbers {
            if let Some(own) =
                lay_number(&mut self.numbers, &(section.clone(), key.clone()), setting)
            {
                on_twice(&format!("{section}.{key}"), own.place, setting.place);
            }
        }
        lay_list("agencies", &mut self.agencies, &upper.agencies, on_twice);
        lay_list(
            "credit_providers",
            &mut self.credit_providers,
            &upper.credit_providers,
            on_twice,
        );
        lay_list(
            "instruments",
            &mut self.instruments,
            &upper.instruments,
            on_twice,
        );
        let known: BTreeSet<Option<Place>> = self.rules.iter().map(|own| own.when.place).collect();
        let is_new = |rule: &&RuleDraft| !known.contains(&rule.when.place); // two parts may build on one file
        self.rules
            .extend(upper.rules.iter().filter(is_new).cloned());
        lay_list("shocks", &mut self.shocks, &upper.shocks, on_twice);
        let mut places: BTreeMap<[String; 2], usize> = BTreeMap::new();
        for (at, own) in self.correlations.iter().enumerate() {
            places.entry(own.pair()).or_insert(at);
        }
        for correlation in &upper.correlations {
            let at = *places
                .entry(correlation.pair())
                .or_insert(self.correlations.len());
            match self.correlations.get_mut(at) {
                Some(own) => *own = correlation.clone(),
                None => self.correlations.push(correlation.clone()),
            }
        }
    }
}

/// Replaces a value and returns the one before it; a value that is not uncertain remembers the uncertain one that it hides.
fn lay_number<K: Ord + Clone>(
    own: &mut BTreeMap<K, Setting>,
    key: &K,
    upper: &Setting,
) -> Option<Setting> {
    let before = own.insert(key.clone(), upper.clone())?;
    let hidden = if before.uncertain.is_some() {
        before.place
    } else {
        before.hides
    };
    if let Some(setting) = own.get_mut(key) {
        setting.replace(&before);
        if setting.uncertain.is_none() {
            setting.hides = setting.hides.or(hidden);
        }
    }
    Some(before)
}

fn lay_list(list: &str, own: &mut Vec<Listed>, upper: &[Listed], on_twice: OnTwice<'_>) {
    let mut places = Places::of(list, own);
    for entry in upper {
        let found = places.find(list, entry);
        let at = found.unwrap_or(own.len());
        if found.is_some() {
            places.remove(list, &own[at], at);
        }
        match found {
            // A removal stays as a marker, because it must also reach what lies further below.
            Some(at) if entry.is_removed => {
                let has_removed = entry.has_removed || own[at].has_removed || !own[at].is_removed;
                own[at] = Listed {
                    has_removed,
                    ..entry.clone()
                };
            }
            Some(at) if own[at].is_removed => own[at] = entry.clone(),
            Some(at) => lay_entry(list, &mut own[at], entry, on_twice),
            None => own.push(entry.clone()),
        }
        places.add(list, &own[at], at);
    }
}

fn lay_entry(list: &str, own: &mut Listed, upper: &Listed, on_twice: OnTwice<'_>) {
    let path = format!("{list}.{}", own.identity.value);
    for (key, word) in &upper.words {
        if let Some(before) = own.words.insert(key, word.clone()) {
            on_twice(&format!("{path}.{key}"), before.place, word.place);
        }
    }
    for (key, setting) in &upper.numbers {
        if let Some(before) = lay_number(&mut own.numbers, key, setting) {
            on_twice(&format!("{path}.{key}"), before.place, setting.place);
        }
    }
    own.identity = upper.identity.clone();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(value: f64) -> Setting {
        Setting {
            value,
            uncertain: None,
            grade: None,
            source: String::new(),
            place: Some(Place {
                source: 0,
                start: 0,
                end: 1,
            }),
            is_refused: false,
            hides: None,
            before: Vec::new(),
        }
    }

    fn listed(name: &str, key: &str, value: f64) -> Listed {
        let identity = Text {
            value: name.into(),
            place: None,
        };
        Listed {
            identity,
            words: BTreeMap::new(),
            numbers: BTreeMap::from([(key.into(), setting(value))]),
            is_removed: false,
            has_removed: false,
        }
    }

    #[test]
    fn tables_merge_key_by_key_and_entries_by_name() {
        let mut base = Layer {
            agencies: vec![listed("a", "advisors", 4.0), listed("b", "advisors", 2.0)],
            ..Layer::default()
        };
        base.numbers
            .insert(("credit".into(), "recovery".into()), setting(0.4));
        let mut removal = listed("b", "advisors", 0.0);
        removal.is_removed = true;
        let upper = Layer {
            agencies: vec![
                listed("a", "accept_share", 0.5),
                removal,
                listed("c", "advisors", 1.0),
            ],
            ..Layer::default()
        };
        base.overlay(&upper);
        assert_eq!(
            base.agencies
                .iter()
                .filter(|entry| !entry.is_removed)
                .map(|entry| entry.identity.value.as_str())
                .collect::<Vec<_>>(),
            ["a", "c"]
        );
        assert_eq!(base.agencies[0].numbers.len(), 2);
        assert_eq!(base.numbers.len(), 1);
    }

    #[test]
    fn a_key_set_by_two_includes_is_reported() {
        let mut layer = Layer {
            agencies: vec![listed("a", "advisors", 4.0)],
            ..Layer::default()
        };
        let mut other = layer.clone();
        let mut problems = Vec::new();
        layer.overlay_disjoint(&other, &mut problems);
        assert_eq!(
            problems,
            [],
            "the same place of the same file, read through two parts"
        );
        other.agencies[0]
            .numbers
            .get_mut("advisors")
            .expect("it is there")
            .place = Some(Place {
            source: 1,
            start: 0,
            end: 1,
        });
        layer.overlay_disjoint(&other, &mut problems);
        assert_eq!(
            problems
                .iter()
                .map(|problem| problem.code)
                .collect::<Vec<_>>(),
            ["E0105"]
        );
    }
}
