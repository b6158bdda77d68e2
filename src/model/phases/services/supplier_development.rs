//! Programmes of affiliates for their own suppliers: more help and training, until strategy changes.

use super::super::super::instruments::{cost_at_local_wage, pay_by_tncs, settings_of, strength_now};
use super::super::super::world::{World, sort_by_merit};
use super::super::programmes::{enrol, responds};
use super::super::upgrading::{absorbed_share, charge_client, raise};
use crate::maths::quarterly_from_annual;
use crate::parameters::{BuyerSupplierDevelopmentParameters, InstrumentSettings};
use crate::random::{Process, pair};

/// Orientation of a middling affiliate [share].
const MIDDLING: f64 = 0.5;

/// Affiliates begin and stop programmes, and those that run develop their suppliers.
pub(super) fn run(world: &mut World) {
    let is_scheme = |settings: &InstrumentSettings| matches!(settings, InstrumentSettings::BuyerSupplierDevelopment(_));
    if !world.instruments.iter().any(|instrument| is_scheme(&instrument.settings)) {
        return;
    }
    world.smes.assistance.fill(0.0);
    for index in 0..world.instruments.len() {
        let instrument = &world.instruments[index];
        if !is_scheme(&instrument.settings) {
            continue;
        }
        let (agency, strength) = (instrument.agency, strength_now(world, instrument));
        let Some(settings) = settings_of::<BuyerSupplierDevelopmentParameters>(world, agency).cloned() else { continue };
        for tnc in 0..world.tncs.rows.len() {
            keep_programme(world, agency, &settings, strength, tnc);
            if world.tncs.rows[tnc].supplier_programme == agency as u8 + 1 {
                develop(world, &settings, strength, tnc);
            }
        }
    }
}

/// An affiliate begins at the start of a year of the scheme, and stops with it, on leaving, or when its strategy changes.
fn keep_programme(world: &mut World, agency: usize, settings: &BuyerSupplierDevelopmentParameters, strength: f64, tnc: usize) {
    let row = &world.tncs.rows[tnc];
    if row.supplier_programme == agency as u8 + 1 {
        let changes = world.draws(Process::SupplierProgramme).event(row.key, quarterly_from_annual(settings.stop_rate));
        if changes || strength <= 0.0 || !row.is_present {
            world.tncs.rows[tnc].supplier_programme = 0;
            world.tncs.rows[tnc].has_stopped_programme |= changes;
            world.tally.supplier_programmes_stopped += u32::from(changes);
        }
        return;
    }
    let readiness = (1.0 + settings.orientation_weight * (row.orientation - MIDDLING)).max(0.0);
    let is_free = row.supplier_programme == 0 && !row.has_stopped_programme;
    if strength > 0.0 && is_free && responds(world, agency, tnc, settings.tnc_response * strength.min(1.0) * readiness) {
        let row = &mut world.tncs.rows[tnc];
        row.supplier_programme = agency as u8 + 1;
        row.programme_since = world.quarter;
    }
}

/// A quarter of a programme: its largest suppliers, ties in drawn order, get help and a step of training, and all payers pay.
fn develop(world: &mut World, settings: &BuyerSupplierDevelopmentParameters, strength: f64, tnc: usize) {
    if world.quarter < world.tncs.rows[tnc].programme_since + settings.lag_quarters as u32 {
        return;
    }
    let ties = world.draws(Process::Tie);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for slot in &world.tncs.rows[tnc].linkages {
        let linkage = &world.linkages.slots[*slot as usize];
        if linkage.stage.has_orders() {
            ranked.push((linkage.lot_value * linkage.growth, ties.bits(pair(linkage.key, 7)), linkage.sme));
        }
    }
    sort_by_merit(&mut ranked);
    for (_, _, row) in ranked.iter().take((settings.suppliers_per_tnc * strength).floor() as usize) {
        train(world, settings, *row as usize);
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
    charge_client(world, row, cost - by_tnc, settings.sme_share, settings.donor_share);
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
    enrol(world, row);
}
