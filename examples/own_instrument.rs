//! An instrument with parameters, time and agency of one's own, which are data; one world is followed quarter by quarter with it and
//! without, then many are compared.
//!
//! What a *kind* of instrument does is a file of `src/model/instruments`, and a new kind is one more; a library user combines kinds.
//!
//! `cargo run --release --example own_instrument`

use std::error::Error;

use linkwright::model::World;
use linkwright::random::ReplicateKey;
use linkwright::study::{RunSettings, Study};

/// Builds the instrument, steps two worlds with the same random draws, and compares both scenarios in several.
pub fn main() -> Result<(), Box<dyn Error>> {
    let mut study = Study::load("scenarios/small.toml")?;
    study.plan.scenarios.truncate(2); // no programme, and support
    study.plan.answer = Some((1, 0));

    // support of one quarter for firms that pay nothing, by an agency with more advisors, for a year
    let own = &mut study.plan.scenarios[1];
    own.title = "Quick support".into();
    own.input.agencies[0].parameters.advisors = 6.0;
    for instrument in &mut own.input.instruments {
        instrument.timing.end = 4.0;
        for (key, value) in [("service_quarters", 1.0), ("sme_share", 0.0)] {
            if !instrument.settings.set(key, value) {
                return Err(format!("this kind of instrument has no parameter `{key}`").into());
            }
        }
    }

    let [without, with] = [0, 1].map(|place| &study.plan.scenarios[place].input);
    let opening = World::burn_in(without, ReplicateKey::new(study.plan.seed, 0))?;
    let (mut twin, mut world) = (opening.start(without), opening.start(with));
    println!("quarter  clients  linkages without  with");
    for quarter in 1..=without.periods.recorded() {
        twin.step()?;
        world.step()?;
        let clients = world.agency_states()[0].clients;
        let [without, with] = [&twin, &world].map(|world| world.linkages().iter().count());
        println!("{quarter:>7}  {clients:>7}  {without:>16}  {with:>4}");
    }

    study.plan.replications = 4;
    println!("{}", study.run(&RunSettings::default())?.answer());
    Ok(())
}
