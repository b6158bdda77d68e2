//! Adaptive management: rules act on what monitoring sees, late and with error.
//!
//! A rule changes the values that the world's copy of an instrument or agency supplies from the quarter on in which it acts;
//! the scenario's own stay as written. Each rule acts once; of two that set one parameter, the later decision counts.

use super::payment::charge_agency;
use crate::model::world::World;
use crate::parameters::{
    AgencyParameters, Condition, Figure, FiredRule, Rule, RuleTarget, Section,
};
use crate::random::{Process, pair};

/// Pays for monitoring and lets the rules act whose conditions hold; nothing without rules and outside the policy window.
pub(super) fn act(world: &mut World) {
    let window_quarter = world.window_quarter();
    if world.monitor.rules.is_empty()
        || !(0..i64::from(world.periods.policy)).contains(&window_quarter)
    {
        return;
    }
    for agency in 0..world.agencies.len() {
        let cost = world.agencies[agency].parameters.monitoring_cost_usd;
        if cost > 0.0 && world.monitor.rules.iter().any(|rule| rule.agency == agency) {
            charge_agency(world, agency, cost);
        }
    }
    for rule in 0..world.monitor.rules.len() {
        if world.monitor.fired.iter().any(|fired| fired.rule == rule) {
            continue;
        }
        if let Some(seen) = seen_if_it_holds(world, rule) {
            let of = world.monitor.rules[rule].conditions[0].figure.extent();
            world.monitor.fired.push(FiredRule {
                rule,
                quarter: window_quarter as u32,
                seen: seen / of.share(world.modelled_share()),
            });
            apply(world, rule, window_quarter as f64);
        }
    }
}

/// Writes down the figures of the quarter that ends, for rules to see later.
pub(in crate::model) fn observe(world: &mut World) {
    if world.monitor.rules.is_empty() || world.window_quarter() < 0 {
        return;
    }
    let mut figures = [f64::NAN; Figure::COUNT];
    for (_, figure) in Figure::NAMES {
        figures[*figure as usize] = read(world, *figure);
    }
    world.monitor.figures.push(figures);
}

/// Takes the stated share of bounds and of numbers that a rule sets, where they are stated for the represented economy.
pub(in crate::model) fn prorate_rule(rule: &mut Rule, world: &World, share: f64) {
    for condition in &mut rule.conditions {
        condition.bound *= condition.figure.extent().share(share);
    }
    let target = match rule.target {
        RuleTarget::Instrument(index) => Some(&world.instruments[index].settings),
        RuleTarget::Agency => None,
    };
    for (key, value) in &mut rule.set {
        let meta = match target {
            Some(settings) => settings.meta(key),
            None => AgencyParameters::index_of(key).map(|index| &AgencyParameters::META[index]),
        };
        *value *= meta.map_or(1.0, |meta| meta.extent.share(share));
    }
}

/// The last value seen of the first condition, where all conditions of a rule hold.
fn seen_if_it_holds(world: &World, rule: usize) -> Option<f64> {
    let rule = &world.monitor.rules[rule];
    let lag = world.agencies[rule.agency]
        .parameters
        .monitoring_lag_quarters as usize;
    let n_seen = (world.monitor.figures.len() + 1)
        .checked_sub(lag)
        .filter(|n_seen| *n_seen > 0)?;
    let holds = |condition: &Condition| {
        let first = n_seen.checked_sub(condition.quarters as usize);
        first.is_some_and(|first| {
            (first..n_seen).all(|quarter| {
                condition.comparison.holds(
                    seen(world, rule.agency, condition.figure, quarter),
                    condition.bound,
                )
            })
        })
    };
    rule.conditions
        .iter()
        .all(holds)
        .then(|| seen(world, rule.agency, rule.conditions[0].figure, n_seen - 1))
}

/// Observation of a figure of a quarter of the window by an agency's monitoring: `x·max(0, 1 + error·z)`, z keyed by agency and figure.
fn seen(world: &World, agency: usize, figure: Figure, quarter: usize) -> f64 {
    let error = world.agencies[agency].parameters.monitoring_error;
    let draws = world.key.draws(
        Process::MonitoringError,
        world.periods.burn_in + 1 + quarter as u32,
    );
    let z = draws.normal(pair(world.agency_states[agency].key, figure as u64));
    (world.monitor.figures[quarter][figure as usize] * (1.0 + error * z).max(0.0))
        .min(figure.most())
}

fn apply(world: &mut World, rule: usize, window_quarter: f64) {
    let rule = &world.monitor.rules[rule];
    match rule.target {
        RuleTarget::Instrument(index) => {
            let instrument = &mut world.instruments[index];
            for (key, value) in &rule.set {
                instrument.set(key, *value);
            }
            instrument.timing.intensity *= rule.scale;
            if rule.stop {
                instrument.timing.end = instrument.timing.end.min(window_quarter);
            }
        }
        RuleTarget::Agency => {
            let parameters = &mut world.agencies[rule.agency].parameters;
            for (key, value) in &rule.set {
                if let Some(index) = AgencyParameters::index_of(key) {
                    *parameters.value_mut(index) = *value;
                }
            }
        }
    }
}

/// The true value of a figure in the quarter that ends; NaN where it is not defined.
fn read(world: &World, figure: Figure) -> f64 {
    let tally = &world.tally;
    let share = |part: u32, all: u32| {
        if all > 0 {
            f64::from(part) / f64::from(all)
        } else {
            f64::NAN
        }
    };
    let linkages = |is_facilitated: bool| {
        let counts = world.linkages.iter().filter(|(_, one)| {
            one.stage.has_orders() && (!is_facilitated || one.facilitated.is_some())
        });
        counts.count() as f64
    };
    match figure {
        Figure::DefaultRate => {
            let outstanding = world.smes.loan.iter().filter(|loan| **loan > 0.0).count() as u32;
            share(
                tally.defaults,
                outstanding.saturating_sub(tally.loans_approved) + tally.defaults,
            )
        }
        Figure::GuaranteeCalls => tally.guarantee_calls,
        Figure::LoansApproved => f64::from(tally.loans_approved),
        Figure::ApprovalShare => share(tally.loans_approved, tally.loan_applications),
        Figure::Clients => f64::from(
            world
                .agency_states
                .iter()
                .map(|state| state.clients)
                .sum::<u32>(),
        ),
        Figure::DropOuts => f64::from(tally.drop_outs),
        Figure::Referrals => f64::from(tally.referrals),
        Figure::NewLinkages => f64::from(tally.first_orders),
        Figure::ActiveLinkages => linkages(false),
        Figure::FacilitatedLinkages => linkages(true),
        Figure::ProgrammeCost => {
            tally.cost_public + tally.cost_donor + tally.cost_tnc + tally.cost_sme
        }
        Figure::Employment => {
            let living = (0..world.smes.len()).filter(|row| world.smes.is_alive[*row]);
            living.fold(0.0, |sum, row| sum + world.smes.workers[row])
        }
    }
}
