//! Affiliates adopt principles of collaboration, keep to them at a cost, and forget them.

use crate::maths::quarterly_from_annual;
use crate::model::instruments::{charge, cost_at_local_wage, pay_by_tncs};
use crate::model::phases::programmes::responds;
use crate::model::state::BUNDLES;
use crate::model::world::{World, sort_by_merit};
use crate::parameters::PartneringPracticeParameters;
use crate::random::{Process, pair};
use crate::units::Usd;

/// Adoption by those who take part, fading elsewhere, and their costs.
pub(super) fn run(
    world: &mut World,
    agency: usize,
    settings: &PartneringPracticeParameters,
    strength: f64,
) {
    let rises = [
        settings.process_rise,
        settings.assistance_rise,
        settings.trust_rise,
        settings.exit_rise,
    ];
    list_participants(world, agency, settings, strength);
    let ranked = std::mem::take(&mut world.scratch.ranked);
    let places = ((settings.tncs_max * strength).floor() as usize).min(ranked.len());
    let advised = &ranked[..places];
    for tnc in 0..world.tncs.rows.len() {
        let is_advised = advised.iter().any(|(_, _, row)| *row as usize == tnc);
        if is_advised {
            let advice = cost_at_local_wage(world, settings.advice_cost_usd);
            charge(world, advice / 4.0, settings.donor_share);
            pay_by_tncs(world, settings.work_cost_tnc_usd / 4.0);
        }
        move_practices(world, tnc, is_advised.then_some(rises), settings);
        keep_up(world, tnc, settings);
    }
    world.scratch.ranked = ranked;
}

/// Affiliates that want to take part, in an order that is drawn once.
fn list_participants(
    world: &mut World,
    agency: usize,
    settings: &PartneringPracticeParameters,
    strength: f64,
) {
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    if strength > 0.0 {
        let order = world.key.draws(Process::Partnering, 0);
        for tnc in (0..world.tncs.rows.len())
            .filter(|tnc| responds(world, agency, *tnc, settings.tnc_response))
        {
            ranked.push((
                0.0,
                order.bits(pair(
                    world.tncs.rows[tnc].key,
                    world.agency_states[agency].key,
                )),
                tnc as u32,
            ));
        }
        sort_by_merit(&mut ranked);
    }
    world.scratch.ranked = ranked;
}

/// Bundles rise in equal steps to what is aimed at; without advice what was raised fades.
fn move_practices(
    world: &mut World,
    tnc: usize,
    rises: Option<[f64; BUNDLES]>,
    settings: &PartneringPracticeParameters,
) {
    let practices = &mut world.tncs.rows[tnc].practices;
    let before = practices.raised;
    match rises {
        Some(rises) => {
            for (raised, rise) in practices.raised.iter_mut().zip(rises) {
                *raised = raised.max((*raised + rise / settings.adoption_quarters).min(rise));
            }
        }
        None => practices
            .raised
            .iter_mut()
            .for_each(|raised| *raised *= 1.0 - quarterly_from_annual(settings.fade_rate)),
    }
    if practices.raised != before {
        practices.renew(&world.parameters.practices);
    }
}

/// What was raised costs the affiliate time of relationship managers, over what it buys from SMEs.
fn keep_up(world: &mut World, tnc: usize, settings: &PartneringPracticeParameters) {
    let row = &world.tncs.rows[tnc];
    let raised = row.practices.mean_raised();
    if raised <= 0.0 || !row.is_present {
        return;
    }
    let orders: Usd = row
        .linkages
        .iter()
        .map(|slot| world.linkages.slots[*slot].delivered)
        .sum();
    pay_by_tncs(world, settings.upkeep_share * raised * orders);
}
