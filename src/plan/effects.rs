//! Warnings on inputs that are allowed and may not have the intended effect.

use std::collections::BTreeSet;

use super::checks::{BY_COMMAND_LINE, place_of, with_values};
use super::resolve::{Resolved, present};
use crate::maths::{exp, ln, logistic, logit};
use crate::model::equations::scale::modelled_share;
use crate::model::{Instrument, InstrumentKind, ModelInput, Takes};
use crate::parameters::{Agency, ParameterMeta, Parameters};
use crate::scenario::{Change, Fix, Layer, Listed, Place, Problem, plain, section};

/// Recorded quarters below which lasting linkages cannot show: about the median duration of a linkage, and what `sustained` requires.
const SHORT_WINDOW: u32 = 8;
/// Share of eligible firms that a pilot programme serves at most; beyond it firms without support are few to compare with.
const LARGE_SHARE: f64 = 0.15;

/// Warns of what has no effect, no time or too much weight in a scenario.
pub(super) fn check_effects(layer: &Layer, resolved: &Resolved, problems: &mut Vec<Problem>) {
    let input = &resolved.input;
    let agency_entries: Vec<&Listed> = present(&layer.agencies).collect();
    let at_work = input
        .instruments
        .iter()
        .filter(|one| one.timing.intensity > 0.0);
    let at_work = at_work.map(|one| (one.agency, one.settings.kind().name()));
    let at_work: BTreeSet<(usize, &str)> = at_work.collect();
    for (entry, instrument) in present(&layer.instruments).zip(&input.instruments) {
        if instrument.timing.intensity == 0.0 {
            continue; // reported already
        }
        let agency = input
            .agencies
            .get(instrument.agency)
            .zip(agency_entries.get(instrument.agency).copied());
        problems.extend(without_means(entry, instrument, agency));
        problems.extend(without_company(entry, instrument, &at_work));
        problems.extend(without_time(entry, instrument, (layer, input)));
        problems.extend(
            agency.and_then(|agency| with_many_clients(instrument, agency, &input.parameters)),
        );
    }
    for (entry, agency) in agency_entries.iter().zip(&input.agencies) {
        problems.extend(reserved_without_barriers(entry, agency, &input.parameters));
    }
    problems.extend(short_window(layer, resolved));
    problems.extend(world_of_no_market(layer, &input.parameters));
}

/// The markets in which an affiliate buys do not fit into the world, or not a whole number of times (`W0314`).
fn world_of_no_market(layer: &Layer, parameters: &Parameters) -> Option<Problem> {
    let population = &parameters.population;
    let (smes, market) = (population.smes, population.market_smes);
    let reach = parameters.tncs.reach_markets;
    if market <= 0.0 {
        return None;
    }
    let least = market * reach;
    let (message, label) = if smes < least {
        (
            format!(
                "a world of {} SMEs is smaller than what an affiliate reaches, {} markets of {}",
                plain(smes),
                plain(reach),
                plain(market)
            ),
            "affiliates and firms meet fewer than in a larger world",
        )
    } else if smes % market != 0.0 {
        (
            format!(
                "a world of {} SMEs is no whole number of markets of {}",
                plain(smes),
                plain(market)
            ),
            "its markets are of another size than stated",
        )
    } else {
        return None;
    };
    let fitting = ((smes / market).round() * market).max(least);
    let place = |section: &str, key: &str| {
        let setting = layer.numbers.get(&(section.to_string(), key.to_string()));
        setting.and_then(|setting| setting.place)
    };
    let size = place("population", "smes");
    let fix = size.map_or(Fix::Unknown(BY_COMMAND_LINE), |size| {
        Fix::replace(Some(size), format!("{fitting}"))
    });
    let problem = Problem::at_or_command_line(
        "W0314",
        size.or_else(|| place("population", "market_smes")),
        message,
        fix,
    );
    Some(problem.label(label).help(format!(
        "take {} SMEs and as many affiliates for each of them, or set `population.market_smes` and `tncs.reach_markets` by what is known of the country",
        plain(fitting)
    )))
}

/// Places are reserved by the owner's sex in a context where that sex changes nothing (`W0310`).
fn reserved_without_barriers(
    entry: &Listed,
    agency: &Agency,
    parameters: &Parameters,
) -> Option<Problem> {
    let owners = &parameters.owners;
    let has_barriers =
        owners.women_visibility + owners.women_approval + owners.women_application > 0.0;
    if agency.parameters.women_share_min <= 0.0 || has_barriers {
        return None;
    }
    let message = format!(
        "`{}` reserves places for firms led by women, and no barrier by the owner's sex is set: what such targeting brings cannot be assessed",
        agency.name
    );
    let place = place_of(entry, "women_share_min");
    let fix = Fix::Unknown("which barriers there are only data show");
    let problem = Problem::at_or_command_line("W0310", place, message, fix)
        .label("moves places and nothing else");
    Some(problem.help("set `women_visibility`, `women_approval` or `women_application` of `[owners]`, each with its source"))
}

/// An instrument, or its agency, lacks what it works with (`W0304`).
fn without_means(
    entry: &Listed,
    instrument: &Instrument,
    agency: Option<(&Agency, &Listed)>,
) -> Option<Problem> {
    let kind = instrument.settings.kind();
    let is_missing = |keys: &&&[&str]| {
        keys.iter()
            .all(|key| instrument.settings.get(key) == Some(0.0))
    };
    let (keys, place, table, whose, owner) =
        if let Some(keys) = kind.needs().iter().find(is_missing) {
            let place = keys.iter().find(|key| entry.numbers.contains_key(**key));
            let place = place_of(entry, place.unwrap_or(&keys[0]));
            (
                *keys,
                place,
                kind.name(),
                format!("its {}", all_of(keys)),
                entry,
            )
        } else {
            let (agency, agency_entry) = agency?;
            let mut keys = kind.agency_needs().chunks(1);
            let key = keys.find(|key| number_of(agency, key[0]) == Some(0.0))?;
            let whose = format!("{} of `{}`", all_of(key), agency.name);
            (
                key,
                place_of(agency_entry, key[0]),
                "agencies",
                whose,
                agency_entry,
            )
        };
    let verb = if keys.len() == 1 { "is" } else { "are" };
    let message = format!(
        "`{}` {}: {whose} {verb} 0",
        kind.name(),
        kind.reaches().missed()
    );
    let default = |key: &str| meta_of(table, key).map_or(0.0, |meta| meta.default);
    let key = keys.iter().find(|key| default(key) != 0.0);
    let key = key.unwrap_or(&keys[0]);
    let fix = if default(key) > 0.0 {
        with_values(owner, &[(key, default(key))])
    } else {
        Fix::remove_table(entry.identity.place, BY_COMMAND_LINE)
    };
    let help = format!(
        "give `{key}` a value above 0 (the default is {}), or remove the instrument",
        plain(default(key))
    );
    let problem = Problem::at_or_command_line("W0304", place, message, fix)
        .label("nothing to work with")
        .help(help);
    Some(problem.related(
        entry.identity.place.filter(|own| Some(*own) != place),
        "this instrument",
    ))
}

/// Keys in a sentence: `a`, `b` and `c`.
fn all_of(keys: &[&str]) -> String {
    in_a_row(keys, "and")
}

/// An instrument that works with others of its agency has none of them (`W0304`). `at_work` has agencies and kinds that act.
fn without_company(
    entry: &Listed,
    instrument: &Instrument,
    at_work: &BTreeSet<(usize, &str)>,
) -> Option<Problem> {
    let kind = instrument.settings.kind();
    let is_company = |other: &InstrumentKind| at_work.contains(&(instrument.agency, other.name()));
    if kind.beside().is_empty() || kind.beside().iter().any(is_company) {
        return None;
    }
    let message = format!(
        "`{}` {}: its agency has no instrument that it works with",
        kind.name(),
        kind.reaches().missed()
    );
    let fix = Fix::remove_table(entry.identity.place, BY_COMMAND_LINE);
    let problem = Problem::at_or_command_line("W0304", entry.identity.place, message, fix)
        .label("nothing to work with");
    let names: Vec<&str> = kind.beside().iter().map(|other| other.name()).collect();
    Some(problem.help(format!(
        "give the agency {}, or remove the instrument",
        in_a_row(&names, "or")
    )))
}

/// Names in code marks, the last one joined by a word.
fn in_a_row(names: &[&str], word: &str) -> String {
    let marked: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match marked.split_last() {
        Some((last, first)) if !first.is_empty() => {
            format!("{} {word} {last}", first.join(", "))
        }
        _ => marked.concat(),
    }
}

/// An instrument ends before what it does can take effect (`W0305`).
fn without_time(
    entry: &Listed,
    instrument: &Instrument,
    (layer, input): (&Layer, &ModelInput),
) -> Option<Problem> {
    let (what, key, before) = match instrument.settings.kind().takes() {
        Takes::AnyTime => return None,
        Takes::Lag(key) => (None, key, 0.0),
        Takes::Service { what, key, before } => (Some(what), key, before),
    };
    let quarters = instrument.settings.get(key)?;
    let (start, end) = (instrument.timing.start, instrument.timing.end);
    let (needed, lasts) = (before + quarters, end - start);
    // the wrong order is an error of its own
    let is_long_enough = match what {
        Some(_) => needed <= lasts,
        None => needed < lasts,
    };
    if lasts <= 0.0 || is_long_enough {
        return None;
    }
    let kind = instrument.settings.kind().name();
    let (message, label, last) = match what {
        Some(what) => (
            format!(
                "`{kind}` serves no firm: {what} {} quarters, and it lasts {}",
                plain(needed),
                plain(lasts)
            ),
            "firms are admitted only if they can finish",
            start + needed,
        ),
        None => (
            format!(
                "`{kind}` ends before it acts: its `{key}` is {}, and it lasts {} quarters",
                plain(needed),
                plain(lasts)
            ),
            "nothing happens in time",
            start + needed + 1.0,
        ),
    };
    let place = if entry.numbers.contains_key(key) {
        place_of(entry, key)
    } else {
        place_of(entry, "end")
    };
    let window = f64::from(input.periods.policy);
    let most = if what.is_some() {
        lasts - before
    } else {
        lasts - 1.0
    };
    let shorter = meta_of(kind, key)
        .filter(|meta| most >= meta.low)
        .map(|_| format!(", or write `{key} = {}` or less", plain(most)));
    let (help, fix) = if last <= window {
        (
            format!("end it in quarter {} or later", plain(last)),
            with_values(entry, &[("end", last)]),
        )
    } else {
        longer_or_earlier(entry, (start, last - start), window, layer)
    };
    let problem = Problem::at_or_command_line("W0305", place, message, fix)
        .label(label)
        .help(format!("{help}{}", shorter.unwrap_or_default()));
    // where a service ends is a place of its own
    let ends = entry.numbers.get("end").and_then(|setting| setting.place);
    Some(problem.related(
        ends.filter(|end| what.is_some() && Some(*end) != place),
        "ends here",
    ))
}

/// What helps an instrument that needs so many quarters from its start and finds fewer in the policy window: an earlier start where that is
/// enough, else a longer window.
fn longer_or_earlier(
    entry: &Listed,
    (start, span): (f64, f64),
    window: f64,
    layer: &Layer,
) -> (String, Fix) {
    let longer = plain(start + span);
    if span <= window {
        let latest = window - span;
        let mut values = vec![("start", latest)];
        if entry.numbers.contains_key("end") {
            values.push(("end", window));
        }
        let help = if entry.numbers.contains_key("end") {
            format!(
                "start it in quarter {} or earlier and end it in quarter {}, or write `policy_quarters = {longer}` or more under [run] and end it in quarter {longer} or later",
                plain(latest),
                plain(window)
            )
        } else {
            format!(
                "start it in quarter {} or earlier, or write `policy_quarters = {longer}` or more under [run]",
                plain(latest)
            )
        };
        return (help, with_values(entry, &values));
    }
    let key = ("run".to_string(), "policy_quarters".to_string());
    let place = layer.numbers.get(&key).and_then(|setting| setting.place);
    let end = entry.numbers.get("end").and_then(|setting| setting.place);
    let fix = match (place, end) {
        (Some(place), None) => Fix::replace(Some(place), longer.clone()),
        (Some(place), Some(end)) => Fix::Changes(vec![
            Change::Replace(place, longer.clone()),
            Change::Replace(end, longer.clone()),
        ]),
        (None, _) => Fix::Unknown("the length of the window is not stated in a file"),
    };
    let and_end = if entry.numbers.contains_key("end") {
        format!(" and end it in quarter {longer} or later")
    } else {
        String::new()
    };
    let help = format!("write `policy_quarters = {longer}` or more under [run]{and_end}");
    (help, fix)
}

/// The recorded window is shorter than relationships live (`W0306`).
fn short_window(layer: &Layer, resolved: &Resolved) -> Option<Problem> {
    let recorded = resolved.input.periods.recorded();
    if recorded >= SHORT_WINDOW {
        return None;
    }
    let place = |key: &str| {
        layer
            .numbers
            .get(&("run".to_string(), key.to_string()))
            .and_then(|setting| setting.place)
    };
    let message = format!(
        "the window of {recorded} quarters is shorter than the median duration of a linkage, about {SHORT_WINDOW} quarters"
    );
    let missing = f64::from(SHORT_WINDOW - recorded);
    let longer = ["run_off_quarters", "policy_quarters"]
        .into_iter()
        .find_map(|key| {
            let setting = layer.numbers.get(&("run".to_string(), key.to_string()))?;
            Some((setting.place?, setting.value + missing))
        });
    let fix = longer.map_or(Fix::Unknown(BY_COMMAND_LINE), |(place, quarters)| {
        Fix::replace(Some(place), format!("{quarters}"))
    });
    let problem = Problem::at_or_command_line(
        "W0306",
        place("policy_quarters").or_else(|| place("run_off_quarters")),
        message,
        fix,
    );
    let help = "lengthen `policy_quarters` or `run_off_quarters`: the default is 16 and 12";
    Some(
        problem
            .label("no linkage made in it can become a sustained one")
            .help(help),
    )
}

/// An agency can serve a large share of the eligible firms (`W0307`). Silent where the parameters have a stated source.
fn with_many_clients(
    instrument: &Instrument,
    (agency, entry): (&Agency, &Listed),
    parameters: &Parameters,
) -> Option<Problem> {
    if instrument.settings.kind() != InstrumentKind::UpgradingSupport {
        return None;
    }
    let is_meant = |key: &str| {
        entry
            .numbers
            .get(key)
            .is_some_and(|setting| !setting.source.is_empty())
    };
    let capacity = agency.parameters.advisors
        * agency.parameters.clients_per_advisor
        * instrument.timing.intensity;
    if is_meant("advisors") || is_meant("clients_per_advisor") {
        return None;
    }
    let eligible = eligible_firms(parameters, agency.parameters.eligible_workers_min)
        / modelled_share(&parameters.population);
    if capacity <= LARGE_SHARE * eligible {
        return None;
    }
    let message = format!(
        "`{}` can serve {} firms at a time, {} % of about {} eligible ones",
        agency.name,
        plain(capacity.round()),
        plain((100.0 * capacity / eligible).round()),
        plain(round_to_two_digits(eligible))
    );
    let most = (LARGE_SHARE * eligible
        / (agency.parameters.clients_per_advisor * instrument.timing.intensity))
        .floor();
    let fewer = if most >= 1.0 {
        format!("take {} or fewer `advisors`, or more `smes`", plain(most))
    } else {
        "one advisor serves more: take more `smes`".to_string()
    };
    let fix = if most >= 1.0 {
        with_values(entry, &[("advisors", most)])
    } else {
        Fix::Unknown(
            "an agency needs an advisor, and how large the population is only the author knows",
        )
    };
    let help = format!(
        "up to {} is usual: {fewer}; if you mean it, say why: advisors = {{ value = {}, source = \"…\" }}",
        percent(LARGE_SHARE),
        plain(agency.parameters.advisors)
    );
    let place: Option<Place> = place_of(entry, "advisors");
    Some(
        Problem::at_or_command_line("W0307", place, message, fix)
            .label("a large part of all firms")
            .help(help),
    )
}

/// Rough number of modelled registered SMEs with at least `least` workers at the opening: log-normal sizes, registration by size.
///
/// The burn-in moves the true number by a quarter or so.
fn eligible_firms(parameters: &Parameters, least: f64) -> f64 {
    let (firms, formality) = (&parameters.firms, &parameters.formality);
    let informal_logit = logit(formality.informal_share.clamp(1e-9, 1.0 - 1e-9));
    let (mut all, mut eligible) = (0.0, 0.0);
    for step in -40..=40 {
        let deviate = 0.1 * f64::from(step);
        let weight = exp(-0.5 * deviate * deviate);
        let workers = exp(firms.log_size_mean + firms.log_size_sd * deviate).clamp(1.0, 249.0);
        all += weight;
        if workers >= least {
            eligible += weight
                * (1.0
                    - logistic(informal_logit - formality.size_slope * (ln(workers) - ln(10.0))));
        }
    }
    parameters.population.smes * eligible / all
}

fn round_to_two_digits(number: f64) -> f64 {
    let mut unit = 1.0;
    while number / unit >= 100.0 {
        unit *= 10.0;
    }
    (number / unit).round() * unit
}

fn percent(share: f64) -> String {
    format!("{} %", plain((100.0 * share).round()))
}

fn meta_of(table: &str, key: &str) -> Option<&'static ParameterMeta> {
    section(table)?.numbers.iter().find(|meta| meta.name == key)
}

fn number_of(agency: &Agency, key: &str) -> Option<f64> {
    use crate::parameters::{AgencyParameters, Section};
    AgencyParameters::index_of(key).map(|index| agency.parameters.value(index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_of_eligible_firms_follows_size_and_registration() {
        let mut parameters = Parameters::default();
        parameters.formality.informal_share = 0.0;
        // P(log size >= ln 5) = P(z >= -0.355) = 0.639 of 2,000 firms.
        let of_size = eligible_firms(&parameters, 5.0);
        assert!((of_size - 1278.0).abs() < 40.0, "{of_size}");
        parameters.formality.informal_share = 0.6;
        let registered = eligible_firms(&parameters, 5.0);
        assert!(
            registered < 0.65 * of_size && registered > 0.3 * of_size,
            "{registered}"
        );
        assert_eq!(round_to_two_digits(1278.0), 1300.0);
        assert_eq!(round_to_two_digits(99.4), 99.0);
        assert_eq!(round_to_two_digits(100.0), 100.0);
        assert_eq!(round_to_two_digits(12_499.0), 12_000.0);
        // everyone has at least one worker, and nobody more than 249
        parameters.formality.informal_share = 0.0;
        let all = parameters.population.smes;
        assert!((eligible_firms(&parameters, 1.0) - all).abs() < 1e-3 * all);
        assert_eq!(eligible_firms(&parameters, 249.1), 0.0);
        // with firms of one size all are registered alike: odds of being informal fall by the slope with the logarithm of size, from 10 workers
        parameters.formality.informal_share = 0.6;
        parameters.firms.log_size_sd = 0.0;
        for (workers, slope, informal) in
            [(10.0, 1.5, 0.6), (40.0, 0.0, 0.6), (40.0, 0.5, 3.0 / 7.0)]
        {
            parameters.firms.log_size_mean = ln(workers);
            parameters.formality.size_slope = slope;
            let registered = eligible_firms(&parameters, 5.0) / all;
            assert!(
                (registered - (1.0 - informal)).abs() < 1e-9,
                "{workers}: {registered}"
            );
        }
        let mut parameters = Parameters::default();
        parameters.formality.informal_share = 0.0;
        parameters.population.smes = 2.0 * all;
        assert!((eligible_firms(&parameters, 5.0) - 2.0 * of_size).abs() < 1e-6 * all);
    }

    #[test]
    fn names_in_a_row_are_joined_by_a_word() {
        assert_eq!(in_a_row(&[], "or"), "");
        assert_eq!(all_of(&["a"]), "`a`");
        assert_eq!(all_of(&["a", "b"]), "`a` and `b`");
        assert_eq!(in_a_row(&["a", "b", "c"], "or"), "`a`, `b` or `c`");
        assert_eq!(percent(0.154), "15 %");
    }
}
