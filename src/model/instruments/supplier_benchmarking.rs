//! Audits of buyers that are compared and published: owners see their distance to the gates, services what binds, buyers a result.

use super::places::{fill_places, take_in};
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole};
use crate::model::instruments::{charge, cost_at_local_wage, pay_by_tncs, settings_of};
use crate::model::phases::programmes::{Call, is_eligible, responds};
use crate::model::state::{AgencyId, Benchmark};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::section;
use crate::random::{Process, pair};
use crate::units::Share;

section! {
    /// `supplier_benchmarking`: buyers that take part audit firms, and how these compare with the gates is published to firms and buyers.
    SupplierBenchmarkingParameters in "supplier_benchmarking" {
        /// Probability that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.4, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "between match-making and contracts: auditors' days, no orders";
        /// Firms that an affiliate that takes part audits in a quarter.
        audits_per_tnc = 3, "count of SMEs per TNC", [0, 1_000], (1, 10), Assumed, "as in a panel of buyers: a day or two a month";
        /// Audits that the agency can arrange in a quarter, at most.
        audits_max = 15, "count of SMEs", [0, 100_000], (5, 100), Assumed, "one officer", Represented;
        /// Error of an audit.
        audit_error = 0.05, "index", [0.0, 0.6], (0.02, 0.12), Assumed, "a day on site, below the error after a referral";
        /// Quarters from an audit to the published comparison.
        lag_quarters = 1, "quarters", [0, 12], (1, 3), Assumed, "results are checked and made comparable first";
        /// Quarters for which a published result is of use, less as it ages.
        valid_quarters = 8, "quarters", [1, 80], (4, 16), Assumed, "suppliers are audited again after one to three years";
        /// Share of affiliates that read the comparison.
        readers_share = 0.5, "share", [0.0, 1.0], (0.1, 0.9), Assumed, "many trust their own audits only";
        /// Part of the error of a reader's first look that a fresh result takes away.
        error_cut = 0.6, "share", [0.0, 1.0], (0.2, 0.9), Assumed, "a measured value instead of samples and references";
        /// Distance below a gate that an owner holds to be within reach.
        reach = 0.12, "index", [0.0, 1.0], (0.05, 0.25), Assumed, "what one plan or a year of services may add";
        /// Rise in the effort of an owner who sees a gate within reach.
        effort_gain = 0.5, "ratio", [0.0, 5.0], (0.0, 1.0), Assumed, "a goal in sight; direction as in work on feedback and rank";
        /// Fall in the effort of an owner who sees it out of reach.
        effort_loss = 0.3, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "ranks discourage those at the bottom";
        /// How far services and plans turn from the stronger to the weaker of quality and standards.
        focus = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "hours and machines are moved, none are added";
        /// Cost of an audit to the agency and the firm; the labour part follows the local wage.
        audit_cost_usd = 500, "USD per SME", [0, 50_000], (100, 3_000), Assumed, "preparation, travel and report";
        /// Part of that cost that the firm pays.
        sme_share = 0.2, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "a fee that shows intent";
        /// Cost of an audit to the TNCs.
        audit_cost_tnc_usd = 600, "USD per SME", [0, 50_000], (200, 2_000), Assumed, "two days of a buyer's engineer";
        /// Cost of keeping and publishing the comparison.
        publication_usd = 15_000, "USD per year", [0, 5_000_000], (3_000, 80_000), Assumed, "data, checks and a yearly event", Represented;
        /// Part of the agency's cost paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for SupplierBenchmarkingParameters {
    const TITLE: &'static str = "benchmarking of suppliers";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[
        &["tnc_response"],
        &["audits_per_tnc"],
        &["audits_max"],
        &["effort_gain", "effort_loss", "focus", "error_cut"],
    ];
    const AGENCY_NEEDS: Keys = &["outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["audits_max"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        if turn.strength > 0.0 {
            audit(world, turn.agency, self, turn.size);
        }
    }
}

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 9;

/// Buyers that take part audit the applicants that an agency ranks first, as far as both have time.
fn audit(
    world: &mut World,
    agency: usize,
    settings: &SupplierBenchmarkingParameters,
    strength: f64,
) {
    charge(
        world,
        strength.min(1.0) * settings.publication_usd / 4.0,
        settings.donor_share,
    );
    let buyers = (0..world.tncs.rows.len())
        .filter(|tnc| responds(world, agency, *tnc, settings.tnc_response))
        .count();
    let places = (buyers as f64 * settings.audits_per_tnc).min(settings.audits_max) * strength;
    let call = Call::by_outreach(world, agency, InstrumentKind::SupplierBenchmarking, SALT);
    let accepted = fill_places(
        world,
        agency,
        &call,
        (Whole::Audits, places),
        |world, row| {
            is_eligible(world, agency, row)
                && world.quarter >= open_again(world, world.smes.benchmark[row])
        },
    );
    let cost = cost_at_local_wage(world, settings.audit_cost_usd);
    take_in(
        world,
        (call.kind, accepted),
        cost,
        (settings.sme_share, settings.donor_share),
        |world, row| audit_firm(world, agency, settings, row),
    );
    pay_by_tncs(world, accepted as f64 * settings.audit_cost_tnc_usd);
}

/// First quarter in which a firm may be audited again; 0 for one without a result.
fn open_again(world: &World, benchmark: Benchmark) -> u32 {
    publisher(world, benchmark).map_or(0, |settings| {
        benchmark.from + settings.valid_quarters as u32
    })
}

fn publisher(
    world: &impl Readable,
    benchmark: Benchmark,
) -> Option<&SupplierBenchmarkingParameters> {
    benchmark
        .agency
        .and_then(|agency| settings_of(world, agency.row()))
}

/// Audits a firm; the result is published after the lag.
fn audit_firm(
    world: &mut World,
    agency: usize,
    settings: &SupplierBenchmarkingParameters,
    row: usize,
) {
    let draws = world.draws(Process::Benchmarking);
    let key = pair(world.smes.key[row], world.agency_states[agency].key);
    let (quality, standards) = world.mean_gates();
    let found = |level: f64, at: u64| level + settings.audit_error * draws.normal(pair(key, at));
    let gaps = [
        quality - found(world.smes.quality[row], 0),
        standards - found(world.smes.standards[row], 1),
    ];
    world.smes.benchmark[row] = Benchmark {
        agency: Some(AgencyId::new(agency)),
        from: world.quarter + settings.lag_quarters as u32,
        gaps,
    };
}

/// A published result that is of use.
struct Published<'a> {
    gaps: [f64; 2],
    /// Weight that age has left [share].
    weight: Share,
    agency: usize,
    settings: &'a SupplierBenchmarkingParameters,
}

fn published(world: &impl Readable, row: usize) -> Option<Published<'_>> {
    let view = world.view();
    let benchmark = view.smes.benchmark[row];
    let agency = benchmark.agency?;
    let settings = publisher(world, benchmark).filter(|_| view.quarter >= benchmark.from)?;
    let weight = 1.0 - f64::from(view.quarter - benchmark.from) / settings.valid_quarters;
    (weight > 0.0).then(|| Published {
        gaps: benchmark.gaps,
        weight,
        agency: agency.row(),
        settings,
    })
}

/// Effort of an owner relative to one who knows of no comparison [ratio]: more below a gate within reach, less out of reach.
pub(in crate::model) fn effort(world: &World, row: usize) -> f64 {
    published(world, row).map_or(1.0, |result| {
        let gap = result.gaps[0].max(result.gaps[1]);
        match gap {
            passed if passed <= 0.0 => 1.0,
            near if near <= result.settings.reach => {
                1.0 + result.weight * result.settings.effort_gain
            }
            _ => 1.0 - result.weight * result.settings.effort_loss,
        }
    })
}

/// Part of the error of an affiliate's first look at a firm that the comparison leaves [share].
pub(in crate::model) fn error_left(world: &impl Readable, row: usize, tnc: usize) -> Share {
    let view = world.view();
    let Some(result) = published(world, row) else {
        return 1.0;
    };
    let key = pair(
        view.tncs.rows[tnc].key,
        view.agency_states[result.agency].key,
    );
    let reads = view
        .key
        .draws(Process::Benchmarking, 0)
        .event(key, result.settings.readers_share);
    if reads {
        1.0 - result.weight * result.settings.error_cut
    } else {
        1.0
    }
}

/// Factors on what the services of an agency add to quality and standards: turned to what binds by a published result, and tailored to
/// what binds by such a result or else by the agency's diagnosis.
pub(in crate::model) fn aim_of_services(
    world: &World,
    agency: usize,
    row: usize,
    tailoring: f64,
) -> [f64; 2] {
    let [binding, other] = turn(world, row);
    match published(world, row) {
        Some(published) => towards(published.gaps, binding + tailoring, other),
        None if tailoring > 0.0 => towards(
            diagnosed_gaps(world, agency, row),
            binding + tailoring,
            other,
        ),
        None => [1.0; 2],
    }
}

/// Factors on what a finished equipment plan adds to quality and standards: turned to what binds by a published result.
pub(in crate::model) fn aim_of_plan(world: &World, row: usize) -> [f64; 2] {
    let [binding, other] = turn(world, row);
    published(world, row).map_or([1.0; 2], |published| {
        towards(published.gaps, binding, other)
    })
}

/// Weights of the dimension that binds and of the other; 1 and 1 without a published result.
fn turn(world: &World, row: usize) -> [f64; 2] {
    let turned =
        published(world, row).map_or(0.0, |published| published.weight * published.settings.focus);
    [1.0 + turned, 1.0 - turned]
}

/// Weights of quality and standards, of which the one with the greater gap binds.
fn towards(gaps: [f64; 2], binding: f64, other: f64) -> [f64; 2] {
    if gaps[0] > gaps[1] {
        [binding, other]
    } else {
        [other, binding]
    }
}

/// How far quality and standards lie below the gates as an agency sees it in its diagnosis, with the error of a first look [index].
fn diagnosed_gaps(world: &World, agency: usize, row: usize) -> [f64; 2] {
    let draws = world.key.draws(Process::ServiceDiagnosis, 0);
    let key = pair(world.smes.key[row], world.agency_states[agency].key);
    let (quality, standards) = world.mean_gates();
    let error = |at: u64| world.parameters.sourcing.signal_noise * draws.normal(pair(key, at));
    [
        quality - world.smes.quality[row] - error(0),
        standards - world.smes.standards[row] - error(1),
    ]
}
