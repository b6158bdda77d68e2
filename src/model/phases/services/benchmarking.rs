//! Audits of buyers that are compared and published: owners see their distance to the gates, services what binds, buyers a result.

use super::schedule::{fill_places, take_in};
use crate::model::instruments::{charge, cost_at_local_wage, pay_by_tncs, settings_of};
use crate::model::phases::programmes::{Call, is_eligible, responds};
use crate::model::state::Benchmark;
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::SupplierBenchmarkingParameters;
use crate::random::{Process, pair};
use crate::units::Share;

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 9;

/// Buyers that take part audit the applicants that an agency ranks first, as far as both have time.
pub(super) fn run(
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
    let call = Call::by_outreach(world, agency, SALT);
    let accepted = fill_places(world, agency, &call, places, |world, row| {
        is_eligible(world, agency, row)
            && world.quarter >= open_again(world, world.smes.benchmark[row])
    });
    let cost = cost_at_local_wage(world, settings.audit_cost_usd);
    take_in(
        world,
        accepted,
        cost,
        (settings.sme_share, settings.donor_share),
        |world, row| audit(world, agency, settings, row),
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
    usize::from(benchmark.agency)
        .checked_sub(1)
        .and_then(|agency| settings_of(world, agency))
}

/// What an audit finds is published after the lag.
fn audit(world: &mut World, agency: usize, settings: &SupplierBenchmarkingParameters, row: usize) {
    let draws = world.draws(Process::Benchmarking);
    let key = pair(world.smes.key[row], world.agency_states[agency].key);
    let (quality, standards) = world.mean_gates();
    let found = |level: f64, at: u64| level + settings.audit_error * draws.normal(pair(key, at));
    let gaps = [
        quality - found(world.smes.quality[row], 0),
        standards - found(world.smes.standards[row], 1),
    ];
    world.smes.benchmark[row] = Benchmark {
        agency: agency as u8 + 1,
        from: world.quarter + settings.lag_quarters as u32,
        gaps,
    };
}

/// A published result that is of use.
struct Published<'a> {
    gaps: [f64; 2],
    /// What age has left of its weight [share].
    weight: Share,
    agency: usize,
    settings: &'a SupplierBenchmarkingParameters,
}

fn published(world: &impl Readable, row: usize) -> Option<Published<'_>> {
    let view = world.view();
    let benchmark = view.smes.benchmark[row];
    let settings = publisher(world, benchmark).filter(|_| view.quarter >= benchmark.from)?;
    let weight = 1.0 - f64::from(view.quarter - benchmark.from) / settings.valid_quarters;
    (weight > 0.0).then(|| Published {
        gaps: benchmark.gaps,
        weight,
        agency: usize::from(benchmark.agency) - 1,
        settings,
    })
}

/// Effort of an owner relative to one who knows of no comparison [ratio]: more below a gate within reach, less out of reach.
pub(in crate::model::phases) fn effort(world: &World, row: usize) -> f64 {
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
pub(in crate::model::phases) fn error_left(world: &impl Readable, row: usize, tnc: usize) -> Share {
    let world = &world.view();
    let Some(result) = published(world, row) else {
        return 1.0;
    };
    let key = pair(
        world.tncs.rows[tnc].key,
        world.agency_states[result.agency].key,
    );
    let reads = world
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
pub(in crate::model::phases) fn aim_of_services(
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
pub(in crate::model::phases) fn aim_of_plan(world: &World, row: usize) -> [f64; 2] {
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
