//! Affiliates adopt principles of collaboration, keep to them at a cost, and forget them.

use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, whole,
};
use crate::maths::quarterly_from_annual;
use crate::model::instruments::{charge, cost_at_local_wage, pay_by_tncs};
use crate::model::phases::programmes::responds;
use crate::model::state::BUNDLES;
use crate::model::world::{World, sort_by_merit};
use crate::parameters::section;
use crate::random::{Process, pair};
use crate::units::Usd;

section! {
    /// `partnering_practice`: affiliates adopt principles of collaboration, bundle by bundle.
    PartneringPracticeParameters in "partnering_practice" {
        /// Affiliates that can be advised at a time.
        tncs_max = 6, "count of TNCs", [0, 10_000], (2, 20), Assumed, "one adviser looks after a few purchasing departments", Represented;
        /// Probability that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.4, "share", [0.0, 1.0], (0.1, 0.7), Assumed, "few affiliates may change group rules";
        /// Rise of the practices of relationships, governance and measurement (p1, p5, p11) at full adoption.
        process_rise = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "half a step on a scale of five";
        /// Rise of objectives, competence and value creation (p3, p6, p8) likewise.
        assistance_rise = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "as above";
        /// Rise of values, leadership, mutual benefit and knowledge (p2, p4, p7, p9) likewise.
        trust_rise = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "as above";
        /// Rise of risk management and exit strategy (p10, p12) likewise.
        exit_rise = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "as above";
        /// Quarters to full adoption.
        adoption_quarters = 6, "quarters", [1, 80], (4, 8), Assumed, "rules, people and habits change slowly";
        /// Part of what was raised that fades in a year once an affiliate no longer takes part.
        fade_rate = 0.25, "per year", [0.0, 1.0], (0.1, 0.6), Assumed, "managers rotate, group rules come back";
        /// Cost of advice and assessment of one affiliate; the labour part follows the local wage.
        advice_cost_usd = 15_000, "USD per TNC and year", [0, 1_000_000], (5_000, 50_000), Assumed, "consultants' weeks and an assessment";
        /// Cost of working on it to the affiliate.
        work_cost_tnc_usd = 20_000, "USD per TNC and year", [0, 5_000_000], (5_000, 100_000), Assumed, "half a manager and training of buyers";
        /// Cost of keeping to what was raised, over orders to SMEs, per unit of the mean over all twelve practices.
        upkeep_share = 0.125, "share of orders per unit", [0.0, 1.0], (0.05, 0.3), Assumed, "a relationship manager at 40,000 USD for 40 suppliers of 40,000 USD each, at a rise of 0.2";
        /// Part of advice paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for PartneringPracticeParameters {
    const TITLE: &'static str = "partnering practice";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Affiliates;
    const BY_LOT: bool = false;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[
        &["tnc_response"],
        &["tncs_max"],
        &["process_rise", "assistance_rise", "trust_rise", "exit_rise"],
    ];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["tncs_max", "adoption_quarters"];
    const STAGE: Stage = Stage::Partners;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        adopt(world, turn.agency, self, turn.strength);
    }
}

/// Adoption by those who take part, fading elsewhere, and their costs.
fn adopt(world: &mut World, agency: usize, settings: &PartneringPracticeParameters, strength: f64) {
    let rises = [
        settings.process_rise,
        settings.assistance_rise,
        settings.trust_rise,
        settings.exit_rise,
    ];
    list_participants(world, agency, settings, strength);
    let ranked = std::mem::take(&mut world.scratch.ranked);
    let places =
        whole(world, agency, Whole::Advised, settings.tncs_max * strength).min(ranked.len());
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

/// Charges for what was raised: it costs the affiliate time of relationship managers, over what it buys from SMEs.
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
