//! Programmes of affiliates for their own suppliers: more help and training, until strategy changes.

use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::maths::quarterly_from_annual;
use crate::model::instruments::{Lottery, charge_client, cost_at_local_wage, has_any, pay_by_tncs};
use crate::model::phases::programmes::{enrol, responds};
use crate::model::phases::upgrading::{absorbed_share, raise};
use crate::model::state::SupplierProgramme;
use crate::model::world::{World, sort_by_merit};
use crate::parameters::section;
use crate::random::{Process, pair};

section! {
    /// `buyer_supplier_development`: programmes of affiliates for their own suppliers, shared in cost with the firms and the state.
    BuyerSupplierDevelopmentParameters in "buyer_supplier_development" {
        /// Suppliers that one affiliate takes in at a time, its largest first.
        suppliers_per_tnc = 5, "count of SMEs per TNC", [0, 10_000], (2, 30), Assumed, "a team of two engineers";
        /// Probability that a TNC of middling orientation takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.4, "share", [0.0, 1.0], (0.1, 0.7), Assumed, "its own suppliers gain";
        /// How far a TNC's orientation to responsibility raises that probability above, or lowers it below, a middling one's.
        orientation_weight = 1.0, "ratio per unit", [0.0, 2.0], (0.0, 2.0), Assumed, "whose values hold such programmes starts them";
        /// Probability that a change of strategy ends an affiliate's programme for good.
        stop_rate = 0.10, "per year", [0.0, 1.0], (0.03, 0.3), Assumed, "managers and strategies change every few years";
        /// Quarters from an affiliate's start to its first effect.
        lag_quarters = 1, "quarters", [0, 12], (1, 4), Assumed, "needs are assessed first";
        /// Addition to the help that buyers give in any case (`capability.buyer_assistance`).
        assistance = 0.3, "share", [0.01, 1.0], (0.1, 0.6), Assumed, "help that suppliers of such programmes report";
        /// Quality gained in a year by a supplier that absorbs it all.
        gain_quality = 0.03, "index per year", [0.0, 0.3], (0.0, 0.08), Assumed, "training on the buyer's needs";
        /// Management gained likewise.
        gain_management = 0.03, "index per year", [0.0, 0.3], (0.0, 0.08), Assumed, "as above";
        /// Standards gained likewise.
        gain_standards = 0.02, "index per year", [0.0, 0.3], (0.0, 0.08), Assumed, "as above";
        /// Cost of one supplier in a programme; the labour part follows the local wage.
        supplier_cost_usd = 4_000, "USD per SME and year", [0, 200_000], (1_000, 20_000), Assumed, "engineers' visits and training";
        /// Part of that cost that the affiliate pays.
        tnc_share = 0.5, "share", [0.0, 1.0], (0.3, 1.0), Assumed, "cost shared among affiliate, firm and state";
        /// Part of the remainder that the firm pays.
        sme_share = 0.2, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "as above";
        /// Part of what is then left paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "a public scheme";
    }
}

impl Kind for BuyerSupplierDevelopmentParameters {
    const TITLE: &'static str = "supplier development by buyers";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["suppliers_per_tnc"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["suppliers_per_tnc", "assistance"];
    const STAGE: Stage = Stage::Buyers;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        for tnc in 0..world.tncs.rows.len() {
            keep_programme(world, turn.agency, self, turn.strength, tnc);
            if world.tncs.rows[tnc].supplier_programme == SupplierProgramme::new(turn.agency) {
                let lottery = Lottery::of(&world.instruments[turn.index]);
                develop(world, self, turn.strength, tnc, Some(lottery));
            }
        }
    }
}

/// Orientation of a middling affiliate [share].
const MIDDLING: f64 = 0.5;

/// Forgets the help of the quarter before; affiliates with programmes of their own run them.
pub(in crate::model) fn begin_quarter(world: &mut World) {
    let own = world.parameters.responsibility.development_chance > 0.0;
    if !own && !has_any::<BuyerSupplierDevelopmentParameters>(world) {
        return;
    }
    world.smes.assistance.fill(0.0);
    if own {
        run_own(world);
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
        let is_free = row.is_present
            && row.supplier_programme == SupplierProgramme::None
            && !row.has_stopped_programme;
        if row.supplier_programme == SupplierProgramme::Own {
            let changes = draws.event(row.key, quarterly_from_annual(stops));
            stop_or_go_on(world, tnc, changes, true);
        } else if is_free
            && draws.event(
                pair(row.key, 1),
                quarterly_from_annual(begins * row.orientation),
            )
        {
            begin(world, tnc, SupplierProgramme::Own);
        }
        if world.tncs.rows[tnc].supplier_programme == SupplierProgramme::Own {
            develop(world, &terms, 1.0, tnc, None);
        }
    }
}

/// A programme ends with a change of strategy, for good, with its scheme, or when the affiliate has left.
fn stop_or_go_on(world: &mut World, tnc: usize, changes: bool, has_means: bool) {
    let row = &mut world.tncs.rows[tnc];
    if changes || !has_means || !row.is_present {
        row.supplier_programme = SupplierProgramme::None;
        row.has_stopped_programme |= changes;
        world.tally.supplier_programmes_stopped += u32::from(changes);
    }
}

fn begin(world: &mut World, tnc: usize, programme: SupplierProgramme) {
    let row = &mut world.tncs.rows[tnc];
    row.supplier_programme = programme;
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
    if row.supplier_programme == SupplierProgramme::new(agency) {
        let changes = world
            .draws(Process::SupplierProgramme)
            .event(row.key, quarterly_from_annual(settings.stop_rate));
        stop_or_go_on(world, tnc, changes, strength > 0.0);
        return;
    }
    let readiness = (1.0 + settings.orientation_weight * (row.orientation - MIDDLING)).max(0.0);
    let is_free = row.supplier_programme == SupplierProgramme::None && !row.has_stopped_programme;
    if strength > 0.0
        && is_free
        && responds(
            world,
            agency,
            tnc,
            settings.tnc_response * strength.min(1.0) * readiness,
        )
    {
        begin(world, tnc, SupplierProgramme::new(agency));
    }
}

/// A quarter of a programme: its largest suppliers, ties in drawn order, get help and a step of training, and all payers pay. A scheme has a
/// lottery; what an affiliate does alone is for all.
fn develop(
    world: &mut World,
    settings: &BuyerSupplierDevelopmentParameters,
    strength: f64,
    tnc: usize,
    lottery: Option<Lottery>,
) {
    if world.quarter < world.tncs.rows[tnc].programme_since + settings.lag_quarters as u32 {
        return;
    }
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
    if let Some(lottery) = lottery {
        lottery.keep_offered(world, &mut ranked, |_, row| row);
    }
    sort_by_merit(&mut ranked);
    for (_, _, row) in ranked
        .iter()
        .take((settings.suppliers_per_tnc * strength).floor() as usize)
    {
        train(world, settings, *row as usize);
        // what an affiliate does alone is no programme in which a firm takes part
        if lottery.is_some() {
            enrol(
                world,
                InstrumentKind::BuyerSupplierDevelopment,
                *row as usize,
            );
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
