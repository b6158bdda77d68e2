//! How partners treat each other, as programmes change it: practices of affiliates, third parties, legal help, shared standards, and
//! a forum; the last part of the phase of programmes.

mod forum;
mod intermediary;
mod legal;
mod practice;

pub(super) use intermediary::mediation;

use super::programmes::responds;
use crate::model::InstrumentSettings;
use crate::model::instruments::strength_now;
use crate::model::world::World;
use crate::units::Share;

/// A quarter of each instrument, also after its end: what was raised fades, and third parties leave.
pub(super) fn run(world: &mut World) {
    for index in 0..world.instruments.len() {
        let instrument = &world.instruments[index];
        let (agency, strength) = (instrument.agency, strength_now(world, instrument));
        match instrument.settings.clone() {
            InstrumentSettings::PartneringPractice(settings) => {
                practice::run(world, agency, &settings, strength)
            }
            InstrumentSettings::RelationshipIntermediary(settings) => {
                intermediary::run(world, agency, &settings, strength)
            }
            InstrumentSettings::LegalIpSupport(settings) => {
                legal::run(world, agency, &settings, strength)
            }
            InstrumentSettings::StandardsHarmonisation(settings) => {
                forum::harmonise(world, agency, &settings, strength)
            }
            InstrumentSettings::PublicPrivateDialogue(settings) => {
                forum::talk(world, agency, &settings, strength)
            }
            _ => {}
        }
    }
}

/// Affiliates that take part this year, and their share of all that are present, at a stated response.
fn participants(world: &World, agency: usize, response: f64) -> (f64, Share) {
    let (mut taking_part, mut present) = (0.0, 0.0);
    for tnc in (0..world.tncs.rows.len()).filter(|tnc| world.tncs.rows[*tnc].is_present) {
        present += 1.0;
        taking_part += f64::from(u8::from(responds(world, agency, tnc, response)));
    }
    (taking_part, taking_part / f64::max(present, 1.0))
}
