//! Know-how between partners: the buyer shares first, or takes what is the supplier's.

use super::trust::settled_part;
use crate::model::accounts::Party;
use crate::model::instruments::cost_at_local_wage;
use crate::model::phases::products::exposure;
use crate::model::phases::upgrading::{absorptive_capacity, raise};
use crate::model::state::Practice;
use crate::model::world::World;
use crate::random::Process;

/// At the first order a buyer shares know-how before it can trust, as far as its practice goes: the firm learns and answers with goodwill.
pub(super) fn share_first(world: &mut World, slot: usize) {
    let relations = &world.parameters.relations;
    if relations.first_step <= 0.0 {
        return;
    }
    let linkage = &world.linkages.slots[slot];
    let (row, practices) = (linkage.sme.row(), &world.tncs.rows[linkage.tnc].practices);
    let openness = practices.score(Practice::Knowledge);
    let warmth = world.parameters.trust.gain * practices.outcomes.trust_gain * openness;
    let (gain, cost) = (
        relations.first_step * openness,
        cost_at_local_wage(world, relations.first_step_usd) * openness,
    );
    let absorbed = absorptive_capacity(world, row);
    raise(
        [
            (&mut world.smes.quality[row], gain),
            (&mut world.smes.management[row], gain),
        ],
        absorbed,
    );
    world.accounts.pay(Party::Tncs, Party::Vendors, cost);
    world.tally.tnc_governance += cost;
    let goodwill = &mut world.linkages.slots[slot].goodwill_trust;
    *goodwill += warmth.min(1.0) * (1.0 - *goodwill);
}

/// A buyer may take the know-how of a regular supplier, unless ownership is clear or lawyers protect it: a breach that also costs the
/// supplier part of its innovation base. What the buyer does with it moves nothing in the model.
pub(super) fn appropriate(world: &mut World, slot: usize) {
    let (relations, linkage) = (&world.parameters.relations, &world.linkages.slots[slot]);
    if relations.appropriation_chance <= 0.0 || !linkage.stage.is_supply() {
        return;
    }
    let (row, practices) = (linkage.sme.row(), &world.tncs.rows[linkage.tnc].practices);
    let unprotected =
        (1.0 - practices.score(Practice::Knowledge)) * (1.0 - linkage.agreement.leak_protection);
    let chance = relations.appropriation_chance
        * world.smes.innovation[row]
        * unprotected
        * exposure(world, row);
    if !world
        .draws(Process::Appropriation)
        .event(linkage.key, chance)
    {
        return;
    }
    let damage = (world.parameters.trust.loss
        * practices.outcomes.breach
        * (1.0 - settled_part(world, slot)))
    .min(1.0);
    world.smes.innovation[row] *= 1.0 - relations.appropriation_loss;
    world.linkages.slots[slot].goodwill_trust *= 1.0 - damage;
}
