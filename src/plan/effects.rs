//! What is allowed and will not do what its author may expect.

use super::checks::place_of;
use super::resolve::{Resolved, present};
use crate::maths::{exp, ln, logistic, logit};
use crate::parameters::{Agency, Instrument, InstrumentSettings, ParameterMeta, Parameters};
use crate::scenario::{Layer, Listed, Place, Problem, plain, section};

/// Quarters of diagnosis before services begin, as in the model.
const DIAGNOSIS_QUARTERS: f64 = 1.0;
/// Recorded quarters below which lasting linkages cannot show: about the median life of a linkage, and what `sustained` asks for.
const SHORT_WINDOW: u32 = 8;
/// Share of eligible firms that a pilot programme serves at most; beyond it firms without support are few to compare with.
const LARGE_SHARE: f64 = 0.15;

/// Numbers of an instrument without which it does nothing.
const NEEDED: &[&str] = &[
    "cover",
    "fund_usd",
    "funds_usd",
    "register_capacity",
    "visits_per_advisor",
    "referrals_per_lot",
    "referrals_per_advisor",
    "tnc_response",
    "categories_per_quarter",
    "accuracy",
    "seats_per_quarter",
    "places",
    "success_chance",
    "cases_per_advisor",
    "awareness",
    "budget_usd",
    "grant_share",
    "cap_usd",
    "advance_share",
    "limit_usd",
    "arrival_gain",
    "projects_per_year",
    "credit_share",
    "claim_share",
    "required_share",
    "checked_share",
    "listed_max",
    "tncs_max",
    "tariff_rise",
    "tax_cut",
    "zone_share",
    "index_gain",
    "clusters_per_quarter",
    "audits_per_tnc",
    "audits_max",
    "talks_per_quarter",
    "cases_per_quarter",
];
/// Numbers that name the quarters before an instrument has its first effect.
const LAGS: &[&str] = &["lag_quarters", "build_quarters"];
/// Numbers of an agency without which its upgrading support serves nobody.
const NEEDED_FOR_SUPPORT: &[&str] = &[
    "advisors",
    "clients_per_advisor",
    "accept_share",
    "outreach_share",
];
/// Numbers of an agency without which nobody hears of its courses and coaching.
const NEEDED_FOR_OUTREACH: &[&str] = &["outreach_share", "application_chance"];
/// Numbers of an agency without which it makes no loan files.
const NEEDED_FOR_BROKERAGE: &[&str] = &["advisors"];
/// Numbers of an agency without which its register stays empty.
const NEEDED_FOR_REGISTER: &[&str] = &["advisors", "outreach_share"];

/// Warns of what has no effect, no time or too much weight in a scenario.
pub(super) fn check_effects(layer: &Layer, resolved: &Resolved, problems: &mut Vec<Problem>) {
    let input = &resolved.input;
    let agency_entries: Vec<&Listed> = present(&layer.agencies).collect();
    for (entry, instrument) in present(&layer.instruments).zip(&input.instruments) {
        if instrument.timing.intensity == 0.0 {
            continue; // told already
        }
        let agency = input
            .agencies
            .get(instrument.agency)
            .zip(agency_entries.get(instrument.agency).copied());
        problems.extend(without_means(entry, instrument, agency));
        problems.extend(without_use(entry, instrument, &input.instruments));
        problems.extend(without_time(entry, instrument));
        problems.extend(
            agency.and_then(|agency| with_many_clients(instrument, agency, &input.parameters)),
        );
    }
    for (entry, agency) in agency_entries.iter().zip(&input.agencies) {
        problems.extend(reserved_without_barriers(entry, agency, &input.parameters));
    }
    problems.extend(short_window(layer, resolved));
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
    let problem = Problem::at_or_command_line("W0310", place_of(entry, "women_share_min"), message)
        .label("moves places and nothing else");
    Some(problem.help("set `women_visibility`, `women_approval` or `women_application` of `[owners]`, each with its source"))
}

/// An instrument, or its agency, lacks what it works with (`W0304`).
fn without_means(
    entry: &Listed,
    instrument: &Instrument,
    agency: Option<(&Agency, &Listed)>,
) -> Option<Problem> {
    let kind = &entry.identity.value;
    let own = NEEDED
        .iter()
        .find(|key| instrument.settings.get(key) == Some(0.0));
    let of_agency = match instrument.settings {
        InstrumentSettings::UpgradingSupport(_) => NEEDED_FOR_SUPPORT,
        InstrumentSettings::Matchmaking(_) => NEEDED_FOR_REGISTER,
        InstrumentSettings::EntrepreneurshipTraining(_)
        | InstrumentSettings::CertificationSupport(_)
        | InstrumentSettings::BusinessSchoolNetwork(_)
        | InstrumentSettings::SupplierBenchmarking(_)
        | InstrumentSettings::ExportLaunchpad(_) => NEEDED_FOR_OUTREACH,
        InstrumentSettings::CreditBrokerage(_) => NEEDED_FOR_BROKERAGE,
        _ => &[],
    };
    let (key, place, table, whose) = if let Some(key) = own {
        (
            *key,
            place_of(entry, key),
            kind.as_str(),
            format!("its `{key}`"),
        )
    } else {
        let (agency, agency_entry) = agency?;
        let key = of_agency
            .iter()
            .find(|key| number_of(agency, key) == Some(0.0))?;
        (
            *key,
            place_of(agency_entry, key),
            "agencies",
            format!("`{key}` of `{}`", agency.name),
        )
    };
    let default = meta_of(table, key).map_or(0.0, |meta| meta.default);
    let message = format!("`{kind}` reaches no firm: {whose} is 0");
    let help = format!(
        "give `{key}` a value above 0 (the default is {}), or remove the instrument",
        plain(default)
    );
    let problem = Problem::at_or_command_line("W0304", place, message)
        .label("nothing to work with")
        .help(help);
    Some(problem.related(
        entry.identity.place.filter(|own| Some(*own) != place),
        "this instrument",
    ))
}

/// A map that nobody works with (`W0304`).
fn without_use(entry: &Listed, instrument: &Instrument, all: &[Instrument]) -> Option<Problem> {
    let uses_map = |settings: &InstrumentSettings| {
        matches!(
            settings,
            InstrumentSettings::Matchmaking(_)
                | InstrumentSettings::UpgradingSupport(_)
                | InstrumentSettings::EntrepreneurshipTraining(_)
                | InstrumentSettings::CertificationSupport(_)
        )
    };
    let is_used = |other: &Instrument| {
        other.agency == instrument.agency
            && other.timing.intensity > 0.0
            && uses_map(&other.settings)
    };
    if !matches!(
        instrument.settings,
        InstrumentSettings::ValueChainMapping(_)
    ) || all.iter().any(is_used)
    {
        return None;
    }
    let message = format!(
        "`{}` reaches no firm: its agency has no instrument that uses a map",
        entry.identity.value
    );
    let problem = Problem::at_or_command_line("W0304", entry.identity.place, message)
        .label("nothing to work with");
    Some(problem.help("give the agency `matchmaking`, `upgrading_support`, `certification_support` or `entrepreneurship_training`"))
}

/// Services take longer than the support lasts (`W0305`).
fn without_time(entry: &Listed, instrument: &Instrument) -> Option<Problem> {
    let (what, key, needed) = match &instrument.settings {
        InstrumentSettings::UpgradingSupport(settings) => (
            "diagnosis and services take",
            "service_quarters",
            DIAGNOSIS_QUARTERS + settings.service_quarters,
        ),
        InstrumentSettings::CertificationSupport(settings) => (
            "preparation takes",
            "preparation_quarters",
            settings.preparation_quarters,
        ),
        _ => return without_start(entry, instrument),
    };
    let timing = &instrument.timing;
    let lasts = timing.end - timing.start;
    if lasts <= 0.0 || needed <= lasts {
        return None; // the wrong order is an error of its own
    }
    let message = format!(
        "`{}` serves nobody: {what} {} quarters, and it lasts {}",
        entry.identity.value,
        plain(needed),
        plain(lasts)
    );
    let place = place_of(
        entry,
        if entry.numbers.contains_key(key) {
            key
        } else {
            "end"
        },
    );
    let problem = Problem::at_or_command_line("W0305", place, message)
        .label("firms are admitted only if they can finish");
    let help = format!(
        "end it in quarter {} or later, or shorten `{key}`",
        plain(timing.start + needed)
    );
    Some(
        problem.help(help).related(
            entry
                .numbers
                .get("end")
                .and_then(|setting| setting.place)
                .filter(|end| Some(*end) != place),
            "ends here",
        ),
    )
}

/// An instrument ends before its lag has passed (`W0305`); affiliates that promotion has won still come.
fn without_start(entry: &Listed, instrument: &Instrument) -> Option<Problem> {
    if matches!(instrument.settings, InstrumentSettings::FdiPromotion(_)) {
        return None;
    }
    let (key, lag) = LAGS
        .iter()
        .find_map(|key| instrument.settings.get(key).map(|lag| (*key, lag)))?;
    let (start, lasts) = (
        instrument.timing.start,
        instrument.timing.end - instrument.timing.start,
    );
    if lasts <= 0.0 || lag < lasts {
        return None;
    }
    let kind = &entry.identity.value;
    let message = format!(
        "`{kind}` ends before it acts: its `{key}` is {}, and it lasts {} quarters",
        plain(lag),
        plain(lasts)
    );
    let place = if entry.numbers.contains_key(key) {
        place_of(entry, key)
    } else {
        place_of(entry, "end")
    };
    let problem =
        Problem::at_or_command_line("W0305", place, message).label("nothing happens in time");
    Some(problem.help(format!(
        "end it in quarter {} or later, or shorten `{key}`",
        plain(start + lag + 1.0)
    )))
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
        "the window of {recorded} quarters is shorter than the median life of a linkage, about {SHORT_WINDOW} quarters"
    );
    let problem = Problem::at_or_command_line(
        "W0306",
        place("policy_quarters").or_else(|| place("run_off_quarters")),
        message,
    );
    let help = "lengthen `policy_quarters` or `run_off_quarters`: the default is 16 and 12";
    Some(
        problem
            .label("no linkage made in it can become a sustained one")
            .help(help),
    )
}

/// An agency can serve a large share of the eligible firms (`W0307`). Silent where the numbers have a stated source.
fn with_many_clients(
    instrument: &Instrument,
    (agency, entry): (&Agency, &Listed),
    parameters: &Parameters,
) -> Option<Problem> {
    if !matches!(instrument.settings, InstrumentSettings::UpgradingSupport(_)) {
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
    let eligible = eligible_firms(parameters, agency.parameters.eligible_workers_min);
    if capacity <= LARGE_SHARE * eligible || is_meant("advisors") || is_meant("clients_per_advisor")
    {
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
    let help = format!(
        "up to {} is usual: take {} or fewer `advisors`, or more `smes`; if you mean it, say why: advisors = {{ value = {}, source = \"…\" }}",
        percent(LARGE_SHARE),
        plain(most.max(1.0)),
        plain(agency.parameters.advisors)
    );
    let place: Option<Place> = place_of(entry, "advisors");
    Some(
        Problem::at_or_command_line("W0307", place, message)
            .label("a large part of all firms")
            .help(help),
    )
}

/// Rough number of registered SMEs with at least `least` workers at the opening: log-normal sizes, registration by size.
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
    }
}
