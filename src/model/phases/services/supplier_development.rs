//! Programmes of affiliates for their own suppliers: more help and training, until strategy changes.

use crate::maths::quarterly_from_annual;
use crate::model::instruments::{
    cost_at_local_wage, has_any, pay_by_tncs, settings_of, strength_now,
};
use crate::model::phases::programmes::{enrol, responds};
use crate::model::phases::upgrading::{absorbed_share, charge_client, raise};
use crate::model::state::Tnc;
use crate::model::world::{World, sort_by_merit};
use crate::parameters::{BuyerSupplierDevelopmentParameters, OfKind};
use crate::random::{Process, pair};

/// Orientation of a middling affiliate [share].
const MIDDLING: f64 = 0.5;

/// Affiliates begin and stop programmes, and those that run develop their suppliers.
pub(super) fn run(world: &mut World) {
    let own = world.parameters.responsibility.development_chance > 0.0;
    if !own && !has_any::<BuyerSupplierDevelopmentParameters>(world) {
        return;
    }
    world.smes.assistance.fill(0.0);
    if own {
        run_own(world);
    }
    for index in 0..world.instruments.len() {
        let instrument = &world.instruments[index];
        if BuyerSupplierDevelopmentParameters::of(&instrument.settings).is_none() {
            continue;
        }
        let (agency, strength) = (instrument.agency, strength_now(world, instrument));
        let Some(settings) =
            settings_of::<BuyerSupplierDevelopmentParameters>(world, agency).cloned()
        else {
            continue;
        };
        for tnc in 0..world.tncs.rows.len() {
            keep_programme(world, agency, &settings, strength, tnc);
            if world.tncs.rows[tnc].supplier_programme == agency as u8 + 1 {
                develop(world, &settings, strength, tnc);
            }
        }
    }
}

/// Affiliates that need no scheme begin, stop and pay for programmes alone.
fn run_own(world: &mut World) {
    let section = &world.parameters.responsibility;
    let (begins, stops) = (section.development_chance, section.development_stop_rate);
    let terms = BuyerSupplierDevelopmentParameters {
        suppliers_per_tnc: section.development_suppliers,
        lag_quarters: section.development_lag_quarters,
        assistance: section.development_assistance,
        gain_quality: section.development_gain,
        gain_management: section.development_gain,
        gain_standards: section.development_gain,
        supplier_cost_usd: section.development_cost_usd,
        tnc_share: 1.0,
        ..BuyerSupplierDevelopmentParameters::default()
    };
    for tnc in 0..world.tncs.rows.len() {
        let (row, draws) = (
            &world.tncs.rows[tnc],
            world.draws(Process::SupplierProgramme),
        );
        let is_free = row.is_present && row.supplier_programme == 0 && !row.has_stopped_programme;
        if row.supplier_programme == Tnc::OWN_PROGRAMME {
            let changes = draws.event(row.key, quarterly_from_annual(stops));
            stop_or_go_on(world, tnc, changes, true);
        } else if is_free
            && draws.event(
                pair(row.key, 1),
                quarterly_from_annual(begins * row.orientation),
            )
        {
            begin(world, tnc, Tnc::OWN_PROGRAMME);
        }
        if world.tncs.rows[tnc].supplier_programme == Tnc::OWN_PROGRAMME {
            develop(world, &terms, 1.0, tnc);
        }
    }
}

/// A programme ends with a change of strategy, for good, with its scheme, or when the affiliate has left.
fn stop_or_go_on(world: &mut World, tnc: usize, changes: bool, has_means: bool) {
    let row = &mut world.tncs.rows[tnc];
    if changes || !has_means || !row.is_present {
        row.supplier_programme = 0;
        row.has_stopped_programme |= changes;
        world.tally.supplier_programmes_stopped += u32::from(changes);
    }
}

fn begin(world: &mut World, tnc: usize, mark: u8) {
    let row = &mut world.tncs.rows[tnc];
    row.supplier_programme = mark;
    row.programme_since = world.quarter;
}

/// An affiliate begins at the start of a year of the scheme, and stops with it, on leaving, or when its strategy changes.
fn keep_programme(
    world: &mut World,
    agency: usize,
    settings: &BuyerSupplierDevelopmentParameters,
    strength: f64,
    tnc: usize,
) {
    let row = &world.tncs.rows[tnc];
    if row.supplier_programme == agency as u8 + 1 {
        let changes = world
            .draws(Process::SupplierProgramme)
            .event(row.key, quarterly_from_annual(settings.stop_rate));
        stop_or_go_on(world, tnc, changes, strength > 0.0);
        return;
    }
    let readiness = (1.0 + settings.orientation_weight * (row.orientation - MIDDLING)).max(0.0);
    let is_free = row.supplier_programme == 0 && !row.has_stopped_programme;
    if strength > 0.0
        && is_free
        && responds(
            world,
            agency,
            tnc,
            settings.tnc_response * strength.min(1.0) * readiness,
        )
    {
        begin(world, tnc, agency as u8 + 1);
    }
}

/// A quarter of a programme: its largest suppliers, ties in drawn order, get help and a step of training, and all payers pay.
fn develop(
    world: &mut World,
    settings: &BuyerSupplierDevelopmentParameters,
    strength: f64,
    tnc: usize,
) {
    if world.quarter < world.tncs.rows[tnc].programme_since + settings.lag_quarters as u32 {
        return;
    }
    // what an affiliate does alone is no programme in which a firm takes part
    let is_own = world.tncs.rows[tnc].supplier_programme == Tnc::OWN_PROGRAMME;
    let ties = world.draws(Process::Tie);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for slot in &world.tncs.rows[tnc].linkages {
        let linkage = &world.linkages.slots[*slot];
        if linkage.stage.has_orders() && linkage.notice.is_none() {
            ranked.push((
                linkage.lot_value * linkage.growth,
                ties.bits(pair(linkage.key, 7)),
                linkage.sme.row() as u32,
            ));
        }
    }
    sort_by_merit(&mut ranked);
    for (_, _, row) in ranked
        .iter()
        .take((settings.suppliers_per_tnc * strength).floor() as usize)
    {
        train(world, settings, *row as usize);
        if !is_own {
            enrol(world, *row as usize);
        }
    }
    world.scratch.ranked = ranked;
}

/// A firm that supplies several such affiliates, or one in several categories, takes part once in a quarter.
fn train(world: &mut World, settings: &BuyerSupplierDevelopmentParameters, row: usize) {
    if world.smes.assistance[row] > 0.0 {
        return;
    }
    let cost = cost_at_local_wage(world, settings.supplier_cost_usd) / 4.0;
    let by_tnc = cost * settings.tnc_share;
    pay_by_tncs(world, by_tnc);
    charge_client(
        world,
        row,
        cost - by_tnc,
        settings.sme_share,
        settings.donor_share,
    );
    let absorbed = absorbed_share(world, row) / 4.0;
    let smes = &mut world.smes;
    smes.assistance[row] = settings.assistance;
    let gains = [
        (&mut smes.quality[row], settings.gain_quality),
        (&mut smes.management[row], settings.gain_management),
        (&mut smes.standards[row], settings.gain_standards),
    ];
    raise(gains, absorbed);
    world.tally.developed_suppliers += 1;
}
