//! In-house R&D: owners who invest in it raise their innovation base, which fades otherwise; those who are safe in their niche invest more,
//! and a university at hand makes more of it.

use crate::model::accounts::Party;
use crate::model::phases::products::safe_research;
use crate::model::phases::upgrading::absorptive_capacity;
use crate::model::world::World;

/// `n ← n + ¼ (own_research + what safety adds)(1 + what a university at hand adds)·mindset·S(c̄)·(1 − n) − ¼ fading·n`; research costs a
/// share of sales.
pub(super) fn invest(world: &mut World) {
    let knowledge = &world.parameters.knowledge;
    let (usual, cost_share, fading) = (
        knowledge.own_research,
        knowledge.research_cost_share,
        knowledge.innovation_fading,
    );
    if usual <= 0.0 && fading <= 0.0 && world.parameters.products.niche_research <= 0.0 {
        return;
    }
    let mut spent = 0.0;
    for row in 0..world.smes.len() {
        if !world.smes.is_alive[row] {
            continue;
        }
        world.smes.innovation[row] *= 1.0 - fading / 4.0;
        let research = usual + safe_research(world, row);
        if research > 0.0 && world.smes.is_formal[row] {
            let effort = world.smes.mindset[row];
            let cost = cost_share * effort * world.smes.sales[row];
            // who cannot pay does none
            if world.spare_cash(row) < cost {
                continue;
            }
            let absorbed = absorptive_capacity(world, row);
            world.smes.cash[row] -= cost;
            spent += cost;
            let found = research
                * (1.0
                    + world.parameters.knowledge.university_research * world.university_near(row));
            let innovation = &mut world.smes.innovation[row];
            *innovation += (found / 4.0 * effort * absorbed).min(1.0) * (1.0 - *innovation);
        }
    }
    world.accounts.pay(Party::Smes, Party::Vendors, spent);
}
