//! Outreach, applications, and the order in which an agency would take applicants.

use super::super::super::instruments::{application_boost, outreach_of_lead, pay_by_tncs};
use super::super::super::world::World;
use super::anchors::takes_part;
use super::clients::is_open_for_services;
use crate::maths::{logistic, logit, sqrt};
use crate::parameters::SelectionTarget;
use crate::random::{Process, pair};

/// Weight of belief in programmes on the decision to apply [logit per unit].
const BELIEF_WEIGHT: f64 = 3.0;
/// Weight of mindset on the decision to apply [logit per unit].
const MINDSET_WEIGHT: f64 = 1.5;
/// Distance to a gate that counts as one in a score [index].
const SCORE_UNIT: f64 = 0.15;

/// What firms apply for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Intake {
    /// Services.
    Services,
    /// A place on the register.
    Register,
}

impl Intake {
    fn is_open(self, world: &World, agency: usize, row: usize) -> bool {
        match self {
            Self::Services => is_open_for_services(world, agency, row),
            Self::Register => world.smes.register[row] == 0,
        }
    }

    const fn salt(self) -> u64 {
        match self {
            Self::Services => 0,
            Self::Register => 1,
        }
    }

    /// Key of a firm's draws about this intake of an agency.
    fn key(self, world: &World, agency: usize, row: usize) -> u64 {
        pair(world.smes.key[row], pair(world.agency_states[agency].key, self.salt()))
    }
}

/// True where an agency may serve a firm.
fn is_eligible(world: &World, agency: usize, row: usize) -> bool {
    let smes = &world.smes;
    smes.is_alive[row] && smes.is_formal[row] && smes.workers[row] >= world.agencies[agency].parameters.eligible_workers_min
}

/// Outreach meets firms; those with belief and mindset apply and are ranked by the agency's score, best first, in `scratch.ranked`.
pub(super) fn rank_applicants(world: &mut World, agency: usize, intake: Intake) {
    let (outreach, applying, screening) =
        (world.draws(Process::Outreach), world.draws(Process::ProgrammeApplication), world.draws(Process::ProgrammeScreening));
    let met = (world.agencies[agency].parameters.outreach_share * outreach_of_lead(world, agency)).min(1.0);
    let base = logit(world.agencies[agency].parameters.application_chance.clamp(1e-9, 1.0 - 1e-9)) + application_boost(world, agency);
    let accuracy = world.agencies[agency].parameters.screening_accuracy.min(1.0);
    let target = world.agencies[agency].selection_target;
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for row in 0..world.smes.len() {
        if !is_eligible(world, agency, row) || !intake.is_open(world, agency, row) {
            continue;
        }
        let (smes, key) = (&world.smes, intake.key(world, agency, row));
        let score = base + BELIEF_WEIGHT * (smes.belief[row] - 0.5) + MINDSET_WEIGHT * (smes.mindset[row] - 0.5);
        if !outreach.event(key, met) || !applying.event(key, logistic(score)) {
            continue;
        }
        world.tally.applicants += 1;
        let merit = accuracy * worth(world, target, row) + sqrt(1.0 - accuracy * accuracy) * screening.normal(key);
        ranked.push((merit, screening.bits(pair(key, 1)), row as u32));
    }
    world.scratch.ranked = ranked;
    sort_by_merit(&mut world.scratch.ranked);
    ask_buyers(world, agency, intake);
}

fn sort_by_merit(ranked: &mut [(f64, u64, u32)]) {
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
}

/// What an agency looks for in a firm, roughly standardised, from the weaker of quality and standards relative to its gate.
fn worth(world: &World, target: SelectionTarget, row: usize) -> f64 {
    let sourcing = &world.parameters.sourcing;
    let gap = (sourcing.quality_gate - world.smes.quality[row]).max(sourcing.standards_gate - world.smes.standards[row]);
    match target {
        SelectionTarget::DistanceToGate => 1.0 - gap.abs() / SCORE_UNIT,
        SelectionTarget::Level => -gap / SCORE_UNIT,
    }
}

/// Participating buyers audit the first on the list, as many as they have time for, and move the best of them to the top.
fn ask_buyers(world: &mut World, agency: usize, intake: Intake) {
    let parameters = &world.agencies[agency].parameters;
    let (weight, accuracy, cost) = (parameters.tnc_in_selection, parameters.panel_accuracy, parameters.panel_cost_tnc_usd);
    if weight <= 0.0 {
        return;
    }
    let buyers = (0..world.tncs.rows.len()).filter(|tnc| takes_part(world, agency, *tnc)).count();
    let audited = ((buyers as f64 * parameters.panel_visits) as usize).min(world.scratch.ranked.len());
    let screening = world.draws(Process::ProgrammeScreening);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    for (merit, _, row) in &mut ranked[..audited] {
        let key = intake.key(world, agency, *row as usize);
        let level = worth(world, SelectionTarget::Level, *row as usize);
        let audit = accuracy * level + sqrt(1.0 - accuracy * accuracy) * screening.normal(pair(key, 2));
        *merit = (1.0 - weight) * *merit + weight * audit;
    }
    sort_by_merit(&mut ranked[..audited]);
    world.scratch.ranked = ranked;
    pay_by_tncs(world, audited as f64 * cost);
}
