//! Launch pads for exports: help for firms that may sell abroad and do not yet.

use super::places::{fill_places, finishes, service, take_in};
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole};
use crate::model::instruments::{cost_at_local_wage, settings_of};
use crate::model::phases::knowledge::can_export;
use crate::model::phases::programmes::{Call, is_eligible};
use crate::model::state::Service;
use crate::model::world::World;
use crate::parameters::section;

section! {
    /// `export_launchpad`: help to enter markets abroad, in the neighbourhood first, for registered firms whose goods are traded.
    ExportLaunchpadParameters in "export_launchpad" {
        /// Firms taken on in a quarter.
        places_per_quarter = 3, "count of SMEs", [0, 100_000], (1, 30), Assumed, "one export adviser and a few fairs a year", Represented;
        /// Quarters of preparation before the first fair.
        lag_quarters = 2, "quarters", [0, 12], (1, 4), Assumed, "plans, samples and papers";
        /// Quarters for which help continues from then.
        launch_quarters = 6, "quarters", [1, 40], (2, 12), Assumed, "several rounds of fairs and buyers' visits";
        /// Addition of help to the probability that a firm at the frontier of capability and standards begins to export.
        start_chance = 0.25, "per quarter", [0.0, 1.0], (0.05, 0.5), Assumed, "at middling readiness one firm in four begins in six quarters";
        /// Cost of one firm; the labour part follows the local wage.
        launch_cost_usd = 8_000, "USD per SME", [0, 500_000], (2_000, 40_000), Assumed, "an adviser's time, fairs and travel";
        /// Part of that cost that the firm pays.
        sme_share = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "half is usual in export promotion; less for small firms";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "an export agency";
    }
}

impl Kind for ExportLaunchpadParameters {
    const TITLE: &'static str = "launch pad for exports";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["places_per_quarter"], &["start_chance"]];
    const AGENCY_NEEDS: Keys = &["outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["places_per_quarter", "start_chance"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = Some((7, |world, row| {
        finishes(&mut world.smes.launch[row]);
    }));

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        if turn.strength > 0.0 {
            admit(world, turn.agency, self, turn.size);
        }
    }
}

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 8;

/// Places of the quarter go to applicants, each firm one at a time; the cost is paid at once.
fn admit(world: &mut World, agency: usize, settings: &ExportLaunchpadParameters, strength: f64) {
    let call = Call::by_outreach(world, agency, InstrumentKind::ExportLaunchpad, SALT);
    let places = settings.places_per_quarter * strength;
    let accepted = fill_places(
        world,
        agency,
        &call,
        (Whole::Launches, places),
        |world, row| {
            is_eligible(world, agency, row)
                && can_export(world, row)
                && world.smes.exports[row] <= 0.0
                && world.smes.launch[row] == Service::default()
        },
    );
    let cost = cost_at_local_wage(world, settings.launch_cost_usd);
    take_in(
        world,
        (call.kind, accepted),
        cost,
        (settings.sme_share, settings.donor_share),
        |world, row| {
            world.smes.launch[row] =
                service(agency, settings.lag_quarters + settings.launch_quarters);
            world.tally.launches += 1;
        },
    );
}

/// Addition of a launch pad that serves a firm to its probability at full readiness; 0 before its first fair.
pub(in crate::model) fn launch_chance(world: &World, row: usize) -> f64 {
    let launch = world.smes.launch[row];
    let settings = launch
        .agency
        .and_then(|agency| settings_of::<ExportLaunchpadParameters>(world, agency.row()));
    settings.map_or(0.0, |settings| {
        if f64::from(launch.left) <= settings.launch_quarters {
            settings.start_chance
        } else {
            0.0
        }
    })
}
