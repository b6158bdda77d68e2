//! Talks with headquarters about a mandate for a region: an affiliate wins it, a sister wins it, or nothing changes.

use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, whole,
};
use crate::model::instruments::{charge, cost_at_local_wage, pay_by_tncs, settings_of};
use crate::model::phases::knowledge::{can_export, readiness};
use crate::model::phases::programmes::responds;
use crate::model::state::{AgencyId, Linkage, Regional};
use crate::model::world::{World, sort_by_merit};
use crate::parameters::section;
use crate::random::{Process, pair};
use crate::units::Usd;

section! {
    /// `regional_mandate`: talks with headquarters, so that an affiliate serves a region; its suppliers may follow, or a sister wins.
    RegionalMandateParameters in "regional_mandate" {
        /// Probability that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "half of the response to match-making: it raises a question at headquarters";
        /// Affiliates with whom talks begin in a quarter, at most.
        talks_per_quarter = 1, "count of TNCs", [0, 1_000], (1, 5), Assumed, "missions to headquarters", Represented;
        /// Quarters from the first talks to the decision of headquarters.
        lag_quarters = 4, "quarters", [0, 40], (2, 12), Assumed, "plans of regions are made once a year";
        /// Probability that the affiliate gets the mandate, at middling belief in local suppliers.
        win_chance = 0.25, "share", [0.0, 1.0], (0.05, 0.5), Assumed, "one of four sisters";
        /// Probability that a sister affiliate in the region gets it instead.
        loss_chance = 0.15, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "who asks for a comparison may lose it";
        /// Rise of the affiliate's local mandate by a regional one.
        mandate_gain = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "headquarters leave more to it";
        /// Rise of what the affiliate buys.
        volume_gain = 0.15, "ratio", [0.0, 2.0], (0.05, 0.5), Assumed, "it makes for its neighbours too";
        /// Fall of what it buys where a sister gets the mandate.
        volume_loss = 0.15, "share", [0.0, 1.0], (0.05, 0.5), Assumed, "the sister makes for this country too";
        /// Probability that a regular supplier at the frontier of capability and standards begins to sell to sister affiliates abroad.
        sister_chance = 0.10, "per quarter", [0.0, 1.0], (0.0, 0.3), Assumed, "at middling readiness one in four in ten quarters";
        /// First sales to sister affiliates over its orders from the affiliate.
        sister_share = 0.3, "ratio", [0.0, 2.0], (0.1, 1.0), Assumed, "one more plant, smaller";
        /// Cost of the talks with one affiliate; the labour part follows the local wage.
        talk_cost_usd = 25_000, "USD per TNC", [0, 5_000_000], (5_000, 200_000), Assumed, "a study of the region and missions abroad";
        /// Cost of the talks to the affiliate.
        talk_cost_tnc_usd = 15_000, "USD per TNC", [0, 5_000_000], (3_000, 100_000), Assumed, "a business case for headquarters";
        /// Part of the agency's cost paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "an investment agency";
    }
}

impl Kind for RegionalMandateParameters {
    const TITLE: &'static str = "regional mandates";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Affiliates;
    const BY_LOT: bool = false;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["talks_per_quarter"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["talks_per_quarter"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        // talks are broken off with their instrument
        negotiate(world, turn.agency, self, turn.size);
    }
}

/// Talks that are due end; new ones begin while the instrument acts, and all are broken off when it has ended.
fn negotiate(
    world: &mut World,
    agency: usize,
    settings: &RegionalMandateParameters,
    strength: f64,
) {
    for tnc in 0..world.tncs.rows.len() {
        let Regional::Talks { agency: of, until } = world.tncs.rows[tnc].regional else {
            continue;
        };
        if of.row() != agency {
            continue;
        }
        if strength <= 0.0 || !world.tncs.rows[tnc].is_present {
            world.tncs.rows[tnc].regional = Regional::Open;
        } else if world.quarter >= until {
            decide(world, agency, settings, tnc);
        }
    }
    let places = whole(
        world,
        agency,
        Whole::Talks,
        settings.talks_per_quarter * strength,
    );
    if places > 0 {
        begin(world, agency, settings, places);
    }
}

/// Affiliates that want to take part and have not had talks, in an order that is drawn once.
fn begin(world: &mut World, agency: usize, settings: &RegionalMandateParameters, places: usize) {
    let order = world.key.draws(Process::RegionalMandate, 0);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for (row, tnc) in world
        .tncs
        .rows
        .iter()
        .enumerate()
        .filter(|(_, tnc)| tnc.regional == Regional::Open)
    {
        if responds(world, agency, row, settings.tnc_response) {
            ranked.push((
                0.0,
                order.bits(pair(tnc.key, world.agency_states[agency].key)),
                row as u32,
            ));
        }
    }
    sort_by_merit(&mut ranked);
    let taken = places.min(ranked.len());
    for (_, _, tnc) in &ranked[..taken] {
        let until = world.quarter + settings.lag_quarters as u32;
        world.tncs.rows[*tnc as usize].regional = Regional::Talks {
            agency: AgencyId::new(agency),
            until,
        };
    }
    world.scratch.ranked = ranked;
    let cost = cost_at_local_wage(world, settings.talk_cost_usd);
    charge(world, taken as f64 * cost, settings.donor_share);
    pay_by_tncs(world, taken as f64 * settings.talk_cost_tnc_usd);
}

/// Headquarters decide: belief in local suppliers helps the affiliate, a sister may be the better one.
fn decide(world: &mut World, agency: usize, settings: &RegionalMandateParameters, tnc: usize) {
    let draw = world.draws(Process::RegionalMandate).uniform(pair(
        world.tncs.rows[tnc].key,
        world.agency_states[agency].key,
    ));
    let row = &mut world.tncs.rows[tnc];
    let win = (settings.win_chance * (0.5 + row.belief)).min(1.0);
    let volume = if draw < win {
        row.regional = Regional::Won {
            agency: AgencyId::new(agency),
        };
        row.mandate = (row.mandate + settings.mandate_gain).min(1.0);
        1.0 + settings.volume_gain
    } else if draw < win + settings.loss_chance {
        row.regional = Regional::Lost;
        1.0 - settings.volume_loss
    } else {
        row.regional = Regional::Kept;
        1.0
    };
    row.volume *= volume;
    row.normal_volume *= volume;
}

/// Regular suppliers of affiliates with a regional mandate may begin to sell to sister affiliates abroad; the buyer opens the door, of
/// several a drawn one.
pub(in crate::model) fn follow_to_sisters(world: &mut World) {
    let mut doors = std::mem::take(&mut world.scratch.ranked);
    doors.clear();
    let order = world.draws(Process::RegionalMandate);
    for (slot, linkage) in world.linkages.iter() {
        let sales = sales_to_sisters(world, linkage);
        if sales > 0.0 {
            doors.push((0.0, order.bits(pair(linkage.key, 2)), slot as u32));
        }
    }
    sort_by_merit(&mut doors);
    for (_, _, slot) in &doors {
        let linkage = &world.linkages.slots[*slot as usize];
        let row = linkage.sme.row();
        if world.smes.exports[row] == 0.0 {
            world.smes.exports[row] = sales_to_sisters(world, linkage);
            world.tally.export_starts += 1;
        }
    }
    world.scratch.ranked = doors;
}

/// Orders of a buyer's sister affiliates that begin in the quarter [USD]; 0 where the door stays shut.
fn sales_to_sisters(world: &World, linkage: &Linkage) -> Usd {
    let Regional::Won { agency } = world.tncs.rows[linkage.tnc.row()].regional else {
        return 0.0;
    };
    let row = linkage.sme.row();
    let settings = settings_of::<RegionalMandateParameters>(world, agency.row());
    let Some(settings) = settings.filter(|_| linkage.stage.is_supply() && linkage.notice.is_none())
    else {
        return 0.0;
    };
    if world.smes.exports[row] > 0.0 || !can_export(world, row) {
        return 0.0;
    }
    let chance = settings.sister_chance * readiness(world, row);
    let follows = world
        .draws(Process::RegionalMandate)
        .event(pair(linkage.key, 1), chance);
    if follows {
        settings.sister_share * world.order_value(linkage)
    } else {
        0.0
    }
}
