//! Whole numbers of a programme that is stated for the represented economy.
//!
//! Numbers of agencies and instruments that the registry marks as of the represented economy are prorated once, as a scenario starts
//! ([`Section::prorate`](crate::parameters::Section::prorate)). What of them must be whole in the end is rounded here.

use crate::model::equations::scale::rounded_by_draw;
use crate::model::world::World;
use crate::random::{Process, pair};
use crate::units::Quarter;

/// Declares whole numbers with the time for which one draw rounds them: what is kept over quarters must not be drawn again, or it would
/// fill up to the larger number.
macro_rules! wholes {
    ($($(#[doc = $about:literal])+ $name:ident = $number:literal, $holds:ident;)+) => {
        /// A whole number that follows from numbers of the represented economy. Its number is a key of draws and never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::model) enum Whole {
            $($(#[doc = $about])+ $name = $number,)+
        }

        impl Whole {
            const fn holds(self) -> Holds {
                match self {
                    $(Self::$name => Holds::$holds,)+
                }
            }
        }
    };
}

/// Time for which a draw rounds a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// A quarter.
    Quarter,
    /// A year of the window.
    Year,
    /// The whole window.
    Always,
}

wholes! {
    /// Firms on a register.
    Register = 1, Always;
    /// Audit visits for it.
    Visits = 2, Quarter;
    /// Firms that are diagnosed and served at a time.
    Clients = 3, Always;
    /// Applicants that are accepted as clients.
    Accepted = 4, Quarter;
    /// Seats in courses for entrepreneurs.
    Seats = 5, Quarter;
    /// Places in preparation for a certificate.
    Certificates = 6, Always;
    /// Files for lenders.
    LoanFiles = 7, Quarter;
    /// Seats at business schools.
    SchoolSeats = 8, Quarter;
    /// Places at launch pads.
    Launches = 9, Quarter;
    /// Audits that are published.
    Audits = 10, Quarter;
    /// Cases of legal help.
    LegalCases = 11, Quarter;
    /// Contracts on handing over in modules.
    Contracts = 12, Quarter;
    /// Moves abroad that are helped.
    Moves = 13, Quarter;
    /// Affiliates with which talks begin.
    Talks = 14, Quarter;
    /// Affiliates that are advised.
    Advised = 15, Always;
    /// Linkages that a third party looks after.
    Mediated = 16, Always;
    /// Clusters that are founded.
    Clusters = 17, Quarter;
    /// Affiliates that promotion can attend to.
    Projects = 18, Year;
    /// The last grant of a budget.
    LastGrant = 19, Quarter;
    /// Firms that an experiment takes in.
    Treatments = 20, Quarter;
}

/// Draw that rounds a number of an agency in the running quarter, uniform.
fn draw(world: &World, agency: usize, what: Whole) -> f64 {
    let quarter: Quarter = match what.holds() {
        Holds::Quarter => world.quarter,
        Holds::Year => world.quarter - world.window_quarter().rem_euclid(4) as Quarter,
        Holds::Always => 0,
    };
    let draws = world.key.draws(Process::Proration, quarter);
    draws.uniform(pair(world.agency_states[agency].key, what as u64))
}

/// Rounds places of an agency: down in a world that is the whole economy, else by a draw keyed by agency and number.
pub(in crate::model) fn whole(world: &World, agency: usize, what: Whole, places: f64) -> usize {
    let places = places.max(0.0);
    if world.modelled_share() == 1.0 {
        return places.floor() as usize;
    }
    rounded_by_draw(places, draw(world, agency, what)) as usize
}

/// True where what is left of an agency's money pays something that cannot be split; in a world that is a sample, less than that pays
/// it by a draw.
pub(in crate::model) fn pays(
    world: &World,
    agency: usize,
    what: Whole,
    left: f64,
    price: f64,
) -> bool {
    left >= price
        || world.modelled_share() != 1.0
            && rounded_by_draw(left / price, draw(world, agency, what)) >= 1.0
}
