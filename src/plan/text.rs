//! Changes of a scenario relative to another, as text.

use std::collections::BTreeMap;

use crate::model::{Instrument, ModelInput};
use crate::parameters::{
    Agency, AgencyParameters, CreditProvider, CreditProviderParameters, Lead, ParameterMeta,
    Parameters, ProviderKind, Section, SelectionTarget, Shock, ShockParameters,
};
use crate::scenario::{plain, section};

/// Text with a capital first letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Numbers in brackets behind what they belong to; nothing without any.
fn in_brackets(numbers: &[String]) -> String {
    if numbers.is_empty() {
        String::new()
    } else {
        format!(" ({})", numbers.join(", "))
    }
}

/// One sentence per change that `scenario` makes relative to `baseline`; empty where nothing changes.
#[must_use]
pub fn changes(scenario: &ModelInput, baseline: &ModelInput) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.extend(agency_changes(scenario, baseline));
    sentences.extend(instrument_changes(scenario, baseline));
    let new_rules = scenario
        .rules
        .iter()
        .filter(|rule| !baseline.rules.contains(rule));
    sentences.extend(new_rules.map(|rule| format!("Rule: when {}, {}", rule.when, rule.then)));
    sentences.extend(provider_changes(scenario, baseline));
    sentences.extend(shock_changes(scenario, baseline));
    sentences.extend(context_changes(&scenario.parameters, &baseline.parameters));
    sentences
}

/// A value with its unit, for people.
pub(super) fn amount(meta: &ParameterMeta, value: f64) -> String {
    match meta.unit {
        "share" => format!("{} %", plain(value * 100.0)),
        "per year" => format!("{} % a year", plain(value * 100.0)),
        "per quarter" => format!("{} % a quarter", plain(value * 100.0)),
        unit if unit.starts_with("USD")
            || unit == "quarters"
            || unit.starts_with("annual wages") =>
        {
            format!("{} {unit}", plain(value))
        }
        _ => plain(value),
    }
}

fn label(meta: &ParameterMeta) -> String {
    let stem = ["_usd", "_quarters", "_per_year", "_wages"]
        .iter()
        .find_map(|unit| meta.name.strip_suffix(unit));
    stem.unwrap_or(meta.name).replace('_', " ")
}

fn reported(meta: &ParameterMeta, value: f64) -> String {
    format!("{} {}", label(meta), amount(meta, value))
}

fn moved(meta: &ParameterMeta, before: f64, after: f64) -> String {
    format!(
        "{} {} → {}",
        label(meta),
        amount(meta, before),
        amount(meta, after)
    )
}

fn differences<S: Section>(before: &S, after: &S) -> Vec<String> {
    let numbers = S::META
        .iter()
        .enumerate()
        .filter(|(index, _)| before.value(*index) != after.value(*index));
    numbers
        .map(|(index, meta)| moved(meta, before.value(index), after.value(index)))
        .collect()
}

fn name_of<T: PartialEq + Copy>(value: T, names: &[(&'static str, T)]) -> &'static str {
    names
        .iter()
        .find(|(_, known)| *known == value)
        .map_or("", |(name, _)| name)
}

fn agency_changes(scenario: &ModelInput, baseline: &ModelInput) -> Vec<String> {
    fn by_name(input: &ModelInput) -> BTreeMap<&str, &Agency> {
        let named = input.agencies.iter().rev(); // the first of a name counts
        named.map(|agency| (agency.name.as_str(), agency)).collect()
    }
    let (before, after) = (by_name(baseline), by_name(scenario));
    let gone = baseline
        .agencies
        .iter()
        .filter(|agency| !after.contains_key(agency.name.as_str()));
    let mut sentences: Vec<String> = gone
        .map(|agency| format!("Removed: agency {}", agency.name))
        .collect();
    for agency in &scenario.agencies {
        match before.get(agency.name.as_str()) {
            None => sentences.push(new_agency(agency)),
            Some(before) => sentences.extend(changed_agency(before, agency)),
        }
    }
    sentences
}

fn new_agency(agency: &Agency) -> String {
    let default = AgencyParameters::default();
    let numbers = AgencyParameters::META.iter().enumerate();
    let stated = numbers.filter(|(index, meta)| {
        meta.name == "advisors" || agency.parameters.value(*index) != default.value(*index)
    });
    let mut stated: Vec<String> = stated
        .map(|(index, meta)| reported(meta, agency.parameters.value(index)))
        .collect();
    if agency.selection_target != SelectionTarget::default() {
        stated.push(format!("chooses by {}", target_of(agency)));
    }
    format!(
        "Added: agency {}, {} lead{}",
        agency.name,
        name_of(agency.lead, Lead::NAMES),
        in_brackets(&stated)
    )
}

fn target_of(agency: &Agency) -> String {
    name_of(agency.selection_target, SelectionTarget::NAMES).replace('_', " ")
}

fn changed_agency(before: &Agency, after: &Agency) -> Option<String> {
    let mut parts = differences(&before.parameters, &after.parameters);
    if before.lead != after.lead {
        parts.insert(
            0,
            format!(
                "lead {} → {}",
                name_of(before.lead, Lead::NAMES),
                name_of(after.lead, Lead::NAMES)
            ),
        );
    }
    if before.selection_target != after.selection_target {
        parts.push(format!(
            "chooses by {} → {}",
            target_of(before),
            target_of(after)
        ));
    }
    (!parts.is_empty()).then(|| format!("Agency {}: {}", after.name, parts.join(", ")))
}

/// The instruments of an input by kind and agency.
struct Instruments<'i> {
    input: &'i ModelInput,
    by_agency: BTreeMap<(&'static str, &'i str), &'i Instrument>,
    by_kind: BTreeMap<&'static str, (usize, &'i Instrument)>,
}

impl<'i> Instruments<'i> {
    fn of(input: &'i ModelInput) -> Self {
        let mut kept = Self {
            input,
            by_agency: BTreeMap::new(),
            by_kind: BTreeMap::new(),
        };
        for instrument in &input.instruments {
            let kind = instrument.settings.kind().name();
            kept.by_agency
                .entry((kind, agency_name(input, instrument)))
                .or_insert(instrument);
            kept.by_kind.entry(kind).or_insert((0, instrument)).0 += 1;
        }
        kept
    }

    /// The one of the same kind and agency as one of another input; where each side has one of the kind, that one, whoever runs it.
    fn like(&self, instrument: &Instrument, from: &Instruments<'_>) -> Option<&'i Instrument> {
        let kind = instrument.settings.kind().name();
        let (n, first) = *self.by_kind.get(kind)?;
        let there = from.by_kind.get(kind).map_or(0, |(n, _)| *n);
        if n == 1 && there == 1 {
            return Some(first);
        }
        let agency = agency_name(from.input, instrument);
        self.by_agency.get(&(kind, agency)).copied()
    }
}

fn instrument_changes(scenario: &ModelInput, baseline: &ModelInput) -> Vec<String> {
    let (before, after) = (Instruments::of(baseline), Instruments::of(scenario));
    let gone = baseline
        .instruments
        .iter()
        .filter(|instrument| after.like(instrument, &before).is_none());
    let mut sentences: Vec<String> = gone
        .map(|instrument| format!("Removed: {}", instrument.settings.kind().title()))
        .collect();
    for instrument in &scenario.instruments {
        match before.like(instrument, &after) {
            None => sentences.push(new_instrument(scenario, instrument)),
            Some(before) => sentences.extend(changed_instrument(
                (baseline, before),
                (scenario, instrument),
            )),
        }
    }
    sentences
}

fn numbers_of(instrument: &Instrument) -> impl Iterator<Item = (&'static ParameterMeta, f64)> + '_ {
    let numbers =
        section(instrument.settings.kind().name()).map_or(&[][..], |section| section.numbers);
    numbers.iter().filter_map(|meta| {
        instrument
            .settings
            .get(meta.name)
            .map(|value| (meta, value))
    })
}

fn agency_name<'i>(input: &'i ModelInput, instrument: &Instrument) -> &'i str {
    let agency = input.agencies.get(instrument.agency);
    agency.map_or("", |agency| &agency.name)
}

fn new_instrument(input: &ModelInput, instrument: &Instrument) -> String {
    let timing = &instrument.timing;
    let agency = agency_name(input, instrument);
    let by = if agency.is_empty() {
        String::new()
    } else {
        format!(" by {agency}")
    };
    let strength = if timing.intensity == 1.0 {
        String::new()
    } else {
        format!(" at intensity {}", plain(timing.intensity))
    };
    let drawn = if timing.lot_share == 1.0 {
        String::new()
    } else {
        format!(
            ", offered by lottery {} to a share of {} of firms",
            plain(timing.lot),
            plain(timing.lot_share)
        )
    };
    let main = instrument.settings.kind().main_numbers();
    let stated = numbers_of(instrument)
        .filter(|(meta, value)| main.contains(&meta.name) || *value != meta.default);
    let stated: Vec<String> = stated.map(|(meta, value)| reported(meta, value)).collect();
    let (kind, numbers) = (instrument.settings.kind().title(), in_brackets(&stated));
    format!(
        "Added: {kind}{by}, quarters {} to {}{strength}{drawn}{numbers}",
        plain(timing.start),
        plain(timing.end)
    )
}

fn changed_instrument(
    before: (&ModelInput, &Instrument),
    after: (&ModelInput, &Instrument),
) -> Option<String> {
    let mut parts = Vec::new();
    let (before_agency, after_agency) = (
        agency_name(before.0, before.1),
        agency_name(after.0, after.1),
    );
    if before_agency != after_agency {
        parts.push(format!("agency {before_agency} → {after_agency}"));
    }
    parts.extend(differences(&before.1.timing, &after.1.timing));
    let pairs = numbers_of(before.1)
        .zip(numbers_of(after.1))
        .filter(|((_, old), (_, new))| old != new);
    parts.extend(pairs.map(|((meta, old), (_, new))| moved(meta, old, new)));
    (!parts.is_empty()).then(|| {
        format!(
            "{}: {}",
            capital(after.1.settings.kind().title()),
            parts.join(", ")
        )
    })
}

fn provider_changes(scenario: &ModelInput, baseline: &ModelInput) -> Vec<String> {
    let find = |input: &'_ ModelInput, name: &str| {
        input
            .credit_providers
            .iter()
            .position(|provider| provider.name == name)
    };
    let gone = baseline
        .credit_providers
        .iter()
        .filter(|provider| find(scenario, &provider.name).is_none());
    let mut sentences: Vec<String> = gone
        .map(|provider| format!("Removed: credit provider {}", provider.name))
        .collect();
    for provider in &scenario.credit_providers {
        match find(baseline, &provider.name) {
            None => sentences.push(new_provider(provider)),
            Some(at) => {
                let parts = differences(
                    &baseline.credit_providers[at].parameters,
                    &provider.parameters,
                );
                if !parts.is_empty() {
                    sentences.push(format!(
                        "Credit provider {}: {}",
                        provider.name,
                        parts.join(", ")
                    ));
                }
            }
        }
    }
    sentences
}

fn new_provider(provider: &CreditProvider) -> String {
    let numbers = CreditProviderParameters::META.iter().enumerate();
    let stated: Vec<String> = numbers
        .map(|(index, meta)| reported(meta, provider.parameters.value(index)))
        .collect();
    format!(
        "Added: credit provider {}, {}{}",
        provider.name,
        name_of(provider.kind, ProviderKind::NAMES).replace('_', " "),
        in_brackets(&stated)
    )
}

fn shock_changes(scenario: &ModelInput, baseline: &ModelInput) -> Vec<String> {
    let has = |input: &ModelInput, shock: &Shock| {
        input.shocks.iter().any(|other| other.name == shock.name)
    };
    let gone = baseline.shocks.iter().filter(|shock| !has(scenario, shock));
    let mut sentences: Vec<String> = gone
        .map(|shock| format!("Removed: shock {}", shock.name))
        .collect();
    for shock in scenario
        .shocks
        .iter()
        .filter(|shock| !baseline.shocks.contains(shock))
    {
        let numbers =
            section(shock.settings.kind().name()).map_or(&[][..], |section| section.numbers);
        let stated = numbers.iter().filter_map(|meta| {
            shock
                .settings
                .get(meta.name)
                .map(|value| reported(meta, value))
        });
        let stated: Vec<String> = ShockParameters::META
            .iter()
            .enumerate()
            .map(|(index, meta)| reported(meta, shock.timing.value(index)))
            .chain(stated)
            .collect();
        let verb = if has(baseline, shock) {
            "Changed"
        } else {
            "Added"
        };
        sentences.push(format!(
            "{verb}: shock {}, {}{}",
            shock.name,
            shock.settings.kind().title(),
            in_brackets(&stated)
        ));
    }
    sentences
}

fn context_changes(scenario: &Parameters, baseline: &Parameters) -> Vec<String> {
    let mut sentences = Vec::new();
    for section in Parameters::SECTIONS {
        for meta in section.numbers {
            let (after, before) = (
                scenario.get(section.name, meta.name),
                baseline.get(section.name, meta.name),
            );
            if let (Some(after), Some(before)) = (after, before)
                && after != before
            {
                sentences.push(format!(
                    "{}: {}",
                    capital(&section.name.replace('_', " ")),
                    moved(meta, before, after)
                ));
            }
        }
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{InstrumentKind, InstrumentSettings};
    use crate::parameters::{Rule, RuleTarget, ShockKind, ShockSettings, TimingParameters};

    fn with_guarantee(advisors: f64) -> ModelInput {
        let parameters = AgencyParameters {
            advisors,
            ..AgencyParameters::default()
        };
        ModelInput {
            agencies: vec![Agency {
                name: "enterprise-agency".into(),
                parameters,
                ..Agency::default()
            }],
            instruments: vec![Instrument {
                agency: 0,
                timing: TimingParameters::default(),
                settings: InstrumentSettings::default_of(InstrumentKind::CreditGuarantee),
            }],
            ..ModelInput::default()
        }
    }

    #[test]
    fn a_new_instrument_is_told_with_its_quarters_and_main_numbers() {
        let reported = changes(&with_guarantee(4.0), &ModelInput::default());
        assert_eq!(
            reported,
            [
                "Added: agency enterprise-agency, mixed lead (advisors 4)",
                "Added: credit guarantee by enterprise-agency, quarters 0 to 16 (cover 60 %, fund 1 000 000 USD)"
            ]
        );
    }

    #[test]
    fn a_changed_number_is_told_from_before_to_after() {
        let mut after = with_guarantee(6.0);
        after.parameters.credit.recovery = 0.5;
        assert_eq!(
            changes(&after, &with_guarantee(4.0)),
            [
                "Agency enterprise-agency: advisors 4 → 6",
                "Credit: recovery 40 % → 50 %"
            ]
        );
        assert_eq!(changes(&with_guarantee(4.0), &with_guarantee(4.0)), [""; 0]);
        assert_eq!(
            changes(&ModelInput::default(), &with_guarantee(4.0)),
            [
                "Removed: agency enterprise-agency",
                "Removed: credit guarantee"
            ]
        );
    }

    #[test]
    fn a_changed_instrument_is_told_by_its_title() {
        let mut after = with_guarantee(4.0);
        after.instruments[0].timing.start = 4.0;
        assert_eq!(
            changes(&after, &with_guarantee(4.0)),
            ["Credit guarantee: start 0 quarters → 4 quarters"]
        );
    }

    #[test]
    fn an_agency_is_told_with_what_differs_from_the_default() {
        let mut after = with_guarantee(4.0);
        after.agencies[0].lead = Lead::Private;
        after.agencies[0].selection_target = SelectionTarget::Level;
        after.agencies[0].parameters.outreach_share = 0.2;
        assert_eq!(
            changes(&after, &ModelInput::default())[0],
            "Added: agency enterprise-agency, private lead (advisors 4, outreach share 20 % a quarter, chooses by level)"
        );
        assert_eq!(
            changes(&after, &with_guarantee(4.0)),
            [
                "Agency enterprise-agency: lead mixed → private, outreach share 10 % a quarter → 20 % a quarter, \
                 chooses by distance to gate → level"
            ]
        );
    }

    #[test]
    fn an_instrument_is_told_with_its_strength_and_who_runs_it() {
        let mut after = with_guarantee(4.0);
        after.instruments[0].timing.intensity = 0.5;
        let told = changes(&after, &ModelInput::default());
        assert!(
            told[1].contains("quarters 0 to 16 at intensity 0.5 ("),
            "{told:?}"
        );
        let mut drawn = after.clone();
        (
            drawn.instruments[0].timing.lot_share,
            drawn.instruments[0].timing.lot,
        ) = (0.25, 7.0);
        let told = changes(&drawn, &ModelInput::default());
        assert!(
            told[1]
                .contains(" at intensity 0.5, offered by lottery 7 to a share of 0.25 of firms ("),
            "{told:?}"
        );
        after.agencies[0].name = "other".into();
        let told = changes(&after, &with_guarantee(4.0));
        assert_eq!(
            told.last().map(String::as_str),
            Some("Credit guarantee: agency enterprise-agency → other, intensity 1 → 0.5")
        );
        // two of a kind are told apart by their agencies
        let mut two = with_guarantee(4.0);
        two.agencies.push(Agency {
            name: "other".into(),
            ..Agency::default()
        });
        two.instruments.push(Instrument {
            agency: 1,
            ..two.instruments[0].clone()
        });
        let told = changes(&two, &with_guarantee(4.0));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told[1].starts_with("Added: credit guarantee by other,"),
            "{told:?}"
        );
        let told = changes(&with_guarantee(4.0), &two);
        assert_eq!(told, ["Removed: agency other", "Removed: credit guarantee"]);
    }

    #[test]
    fn providers_and_shocks_that_come_go_and_change_are_told() {
        let bare = ModelInput {
            credit_providers: Vec::new(),
            ..ModelInput::default()
        };
        let provider = CreditProvider {
            name: "village".into(),
            ..ModelInput::default().credit_providers[0].clone()
        };
        let mut with = bare.clone();
        with.credit_providers.push(provider);
        let told = changes(&with, &bare);
        assert!(
            told.len() == 1
                && told[0].starts_with("Added: credit provider village, ")
                && told[0].contains("(market share "),
            "{told:?}"
        );
        assert_eq!(changes(&bare, &with), ["Removed: credit provider village"]);
        let mut more = with.clone();
        more.credit_providers[0].parameters.market_share = 0.25;
        assert!(
            changes(&more, &with)[0].ends_with(" → 25 %"),
            "{:?}",
            changes(&more, &with)
        );
        let shock = Shock {
            name: "slump".into(),
            timing: ShockParameters::default(),
            settings: ShockSettings::default_of(ShockKind::Crisis),
            sector: None,
            agency: None,
        };
        let mut shaken = bare.clone();
        shaken.shocks.push(shock);
        assert_eq!(
            changes(&shaken, &bare),
            [
                "Added: shock slump, crisis (start 4 quarters, duration 8 quarters, chance 0 % a year, depth sd 2)"
            ]
        );
        assert_eq!(changes(&bare, &shaken), ["Removed: shock slump"]);
        let mut later = shaken.clone();
        later.shocks[0].timing.start = 6.0;
        let told = changes(&later, &shaken);
        assert!(
            told.len() == 1
                && told[0].starts_with("Changed: shock slump, crisis (start 6 quarters"),
            "{told:?}"
        );
    }

    #[test]
    fn rules_that_the_baseline_lacks_are_told() {
        let rule = |when: &str| Rule {
            when: when.into(),
            then: "stop".into(),
            agency: 0,
            conditions: Vec::new(),
            target: RuleTarget::Agency,
            set: Vec::new(),
            scale: 1.0,
            stop: true,
        };
        let mut before = with_guarantee(4.0);
        before.rules.push(rule("a > 1"));
        let mut after = before.clone();
        after.rules.push(rule("b > 1"));
        assert_eq!(changes(&after, &before), ["Rule: when b > 1, stop"]);
    }

    #[test]
    fn amounts_are_told_in_the_unit_of_people() {
        let of = |table: &str, key: &str| {
            let meta = section(table)
                .and_then(|section| section.numbers.iter().find(|meta| meta.name == key));
            reported(meta.unwrap_or_else(|| panic!("no {table}.{key}")), 0.5)
        };
        for (table, key, told) in [
            ("credit", "recovery", "recovery 50 %"),
            ("credit", "default_rate", "default rate 50 % a year"),
            ("trust", "gain", "gain 50 % a quarter"),
            ("credit", "tenor_quarters", "tenor 0.5 quarters"),
            ("credit_guarantee", "fund_usd", "fund 0.5 USD"),
            (
                "agencies",
                "leader_cost_wages",
                "leader cost 0.5 annual wages per year",
            ),
            ("credit", "payment_days", "payment days 0.5"),
        ] {
            assert_eq!(of(table, key), told);
        }
        assert_eq!(
            (capital("éa b"), capital("")),
            ("Éa b".to_string(), String::new())
        );
    }

    #[test]
    fn a_new_provider_is_told_with_its_kind_and_numbers() {
        let mut with = ModelInput::default();
        with.credit_providers.push(CreditProvider {
            name: "village".into(),
            kind: ProviderKind::DevelopmentBank,
            ..with.credit_providers[0].clone()
        });
        assert_eq!(
            changes(&with, &ModelInput::default()),
            [
                "Added: credit provider village, development bank (market share 20 %, screening noise 0.8, loan to value 60 %, funding spread 0 % a year)"
            ]
        );
        let mut more = with.clone();
        more.credit_providers[1].parameters.market_share = 0.25;
        assert_eq!(
            changes(&more, &with),
            ["Credit provider village: market share 20 % → 25 %"]
        );
        let numbers = numbers_of(&with_guarantee(4.0).instruments[0])
            .map(|(meta, value)| (meta.name, value))
            .collect::<Vec<_>>();
        assert_eq!(numbers[..2], [("cover", 0.6), ("fee_per_year", 0.015)]);
    }

    #[test]
    fn an_instrument_is_told_with_main_numbers_and_others_that_are_stated() {
        let mut after = with_guarantee(4.0);
        assert!(after.instruments[0].settings.set("fund_usd", 5e6));
        let stated = numbers_of(&after.instruments[0])
            .map(|(meta, _)| meta)
            .find(|meta| !["cover", "fund_usd"].contains(&meta.name));
        let meta = stated.expect("another number");
        let value = if meta.default == meta.low {
            meta.high
        } else {
            meta.low
        };
        assert!(after.instruments[0].settings.set(meta.name, value));
        let told = changes(&after, &ModelInput::default());
        let all = format!(
            "(cover 60 %, {}, fund 5 000 000 USD)",
            reported(meta, value)
        );
        assert!(told[1].ends_with(&all), "{told:?} {all}");
        assert_eq!(
            changes(&after, &with_guarantee(4.0)),
            [format!(
                "Credit guarantee: {}, fund 1 000 000 USD → 5 000 000 USD",
                moved(meta, meta.default, value)
            )]
        );
    }
}
