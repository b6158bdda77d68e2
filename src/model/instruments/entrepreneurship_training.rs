//! Courses for owners: mindset and management, which fade.

use super::places::{fill_places, finishes, service, take_in};
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole};
use crate::model::instruments::{cost_at_local_wage, settings_of};
use crate::model::phases::programmes::Call;
use crate::model::phases::upgrading::{absorbed_share, raise};
use crate::model::world::World;
use crate::parameters::section;

section! {
    /// `entrepreneurship_training`: short courses in enterprise and management, open to micro and informal firms too.
    EntrepreneurshipTrainingParameters in "entrepreneurship_training" {
        /// Owners trained in a quarter.
        seats_per_quarter = 30, "count of SMEs", [0, 100_000], (15, 200), Assumed, "one workshop of the EMPRETEC kind", Represented;
        /// Quarters from the start of a course to its effect.
        course_quarters = 2, "quarters", [1, 12], (1, 4), Assumed, "days of class, then practice";
        /// Mindset gained by an owner who can absorb it all.
        gain_mindset = 0.10, "index", [0.0, 0.6], (0.0, 0.25), Assumed, "no measure on this scale; the range includes none";
        /// Management gained likewise.
        gain_management = 0.03, "index", [0.0, 0.3], (0.01, 0.05), Literature, "classes raise sales by 5 and profits by 10 % on average (McKenzie)";
        /// Cost of a seat; the labour part follows the local wage.
        seat_cost_usd = 800, "USD per SME", [0, 50_000], (50, 2_500), Assumed, "class training about 300 USD, workshops of a week more";
        /// Part of that cost that the firm pays.
        sme_share = 0.10, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "a fee that shows intent";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for EntrepreneurshipTrainingParameters {
    const TITLE: &'static str = "entrepreneurship training";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["seats_per_quarter"], &["gain_mindset", "gain_management"]];
    const AGENCY_NEEDS: Keys = &["outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["seats_per_quarter"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = Some((1, |world, row| {
        if let Some(agency) = finishes(&mut world.smes.course[row]) {
            finish(world, row, agency);
        }
    }));

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        if turn.strength > 0.0 {
            admit(world, turn.agency, self, turn.size);
        }
    }
}

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 2;

/// Seats of the quarter go to applicants of any size, registered or not, each owner once.
fn admit(
    world: &mut World,
    agency: usize,
    settings: &EntrepreneurshipTrainingParameters,
    strength: f64,
) {
    let call = Call::by_outreach(
        world,
        agency,
        InstrumentKind::EntrepreneurshipTraining,
        SALT,
    );
    let seats = settings.seats_per_quarter * strength;
    let accepted = fill_places(world, agency, &call, (Whole::Seats, seats), |world, row| {
        world.smes.is_alive[row] && !world.smes.is_trained[row]
    });
    let cost = cost_at_local_wage(world, settings.seat_cost_usd);
    take_in(
        world,
        (call.kind, accepted),
        cost,
        (settings.sme_share, settings.donor_share),
        |world, row| {
            world.smes.is_trained[row] = true;
            world.smes.course[row] = service(agency, settings.course_quarters);
        },
    );
}

/// Gain by a course: stated gain × quality of the agency × absorbed share × room to gain.
fn finish(world: &mut World, row: usize, agency: usize) {
    let settings = settings_of::<EntrepreneurshipTrainingParameters>(world, agency);
    let Some((mindset, management)) =
        settings.map(|settings| (settings.gain_mindset, settings.gain_management))
    else {
        return;
    };
    let absorbed = world.agency_states[agency].quality * absorbed_share(world, row);
    let smes = &mut world.smes;
    raise(
        [
            (&mut smes.mindset[row], mindset),
            (&mut smes.management[row], management),
        ],
        absorbed,
    );
}
