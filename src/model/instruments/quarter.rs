//! The instruments of a quarter: how strongly each acts, and when its turns come.
//!
//! An instrument supplies values for the quarter; it edits no parameter. Before the phases each is asked in the order of the
//! file to `resolve`; in the phase of programmes, stage by stage, to `operate`; and in the phase of upgrading,
//! round by round, for its services of each firm (`EACH_FIRM`).

use super::kind::{ROUNDS, Stage, Turn};
use super::{InstrumentKind, InstrumentSettings, Lottery, adaptive, design, payment};
use crate::model::input::Instrument;
use crate::model::state::{Acting, Levers, Strengths};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::{OfKind, TimingParameters};
use crate::units::Quarter;

/// Strength of an instrument in a quarter of the window [ratio]: 0 before start and from end on, with a linear ramp.
pub(super) fn strength(timing: &TimingParameters, window_quarter: i64) -> f64 {
    let since = window_quarter as f64 - timing.start;
    if since < 0.0 || window_quarter as f64 >= timing.end {
        return 0.0;
    }
    let ramp = if timing.ramp > 0.0 {
        ((since + 1.0) / timing.ramp).min(1.0)
    } else {
        1.0
    };
    timing.intensity * ramp
}

/// Strength of an instrument as it was so many quarters ago, less what donors withdraw now [ratio].
fn strength_before(world: &impl Readable, instrument: &Instrument, quarters: i64) -> f64 {
    let view = world.view();
    strength(&instrument.timing, view.window_quarter() - quarters)
        * view.shock_effects.strength_left(instrument.donor_share())
}

/// Strength of an instrument in the running quarter, less what donors withdraw [ratio].
pub(in crate::model) fn strength_now(world: &impl Readable, instrument: &Instrument) -> f64 {
    strength_before(world, instrument, 0)
}

/// Strength that is responded to with a lag [quarters]: a scheme that donors gave up gets no response.
pub(super) fn lagged(world: &World, turn: Turn, lag: f64) -> f64 {
    strength_before(world, &world.instruments[turn.index], lag as i64)
}

/// Values that an instrument of the environment supplies for the quarter; nothing where it neither acts nor is responded to.
pub(super) fn acting<T: Clone>(
    world: &World,
    turn: Turn,
    settings: &T,
    lagged: f64,
) -> Option<Acting<T>> {
    let start = world.instruments[turn.index].timing.start as i64;
    let since = i64::from(world.quarter) - world.window_quarter() + start;
    (turn.strength > 0.0 || lagged > 0.0).then(|| Acting {
        settings: settings.clone(),
        strength: turn.strength,
        lagged,
        since: Quarter::try_from(since).unwrap_or(0),
        lottery: Lottery::of(&world.instruments[turn.index]),
    })
}

/// Forgets what instruments did in the quarter before.
fn clear(world: &mut World) {
    for state in &mut world.agency_states {
        state.strengths = Strengths::default();
        state.works_with_tncs = false;
        state.activity = 0.0;
    }
    world.line.is_open = false;
    world.line.target = 0.0;
    world.guarantee.cover = 0.0;
    world.guarantee.limit = 0.0;
    world.guarantee.announcement = 0.0;
    world.levers = Levers::default();
}

/// Sets what agencies and instruments can do in the running quarter, and pays for it.
pub(in crate::model) fn resolve(world: &mut World) {
    clear(world);
    adaptive::act(world);
    for index in 0..world.instruments.len() {
        let turn = turn_of(world, index);
        let settings = world.instruments[index].settings.clone();
        let kind = settings.kind();
        let state = &mut world.agency_states[turn.agency];
        state.activity = state.activity.max(turn.strength);
        state.strengths[kind] += turn.strength;
        state.works_with_tncs |= kind.asks_affiliates() && turn.strength > 0.0;
        settings.resolve(world, turn);
    }
    for state in &mut world.agency_states {
        let (matchmaking, brokerage) = (
            state.strengths[InstrumentKind::Matchmaking],
            state.strengths[InstrumentKind::CreditBrokerage],
        );
        let all = matchmaking + state.strengths[InstrumentKind::UpgradingSupport] + brokerage;
        let share = |part: f64| if all > 0.0 { part / all } else { 0.0 };
        state.time_for_matchmaking = share(matchmaking);
        state.time_for_brokerage = share(brokerage);
    }
    design::resolve(world);
    payment::pay_agencies(world);
}

/// The turns of a stage, in the order of the file.
pub(in crate::model) fn operate(world: &mut World, stage: Stage) {
    for index in 0..world.instruments.len() {
        if world.instruments[index].settings.kind().stage() == stage {
            let turn = turn_of(world, index);
            let settings = world.instruments[index].settings.clone();
            settings.operate(world, turn);
        }
    }
}

fn turn_of(world: &World, index: usize) -> Turn {
    let instrument = &world.instruments[index];
    let (agency, strength) = (instrument.agency, strength_now(world, instrument));
    Turn {
        index,
        agency,
        strength,
        size: strength * world.agency_states[agency].hired,
    }
}

/// A quarter of the services that run for a firm, round by round.
pub(in crate::model) fn serve_firm(world: &mut World, row: usize) {
    const { assert!(ROUNDS == 8, "as many rounds as are listed here") }
    if world.agencies.is_empty() {
        return;
    }
    InstrumentKind::serve_round::<0>(world, row);
    InstrumentKind::serve_round::<1>(world, row);
    InstrumentKind::serve_round::<2>(world, row);
    InstrumentKind::serve_round::<3>(world, row);
    InstrumentKind::serve_round::<4>(world, row);
    InstrumentKind::serve_round::<5>(world, row);
    InstrumentKind::serve_round::<6>(world, row);
    InstrumentKind::serve_round::<7>(world, row);
}

/// Settings of an agency's instrument of a kind, if it has any.
pub(in crate::model) fn settings_of<S: OfKind<InstrumentSettings>>(
    world: &impl Readable,
    agency: usize,
) -> Option<&S> {
    settings_in(world.view().context.instruments, agency)
}

/// Settings of an agency's instrument of a kind among all instruments of a scenario, if it has any.
pub(in crate::model) fn settings_in<S: OfKind<InstrumentSettings>>(
    instruments: &[Instrument],
    agency: usize,
) -> Option<&S> {
    instruments
        .iter()
        .filter(|instrument| instrument.agency == agency)
        .find_map(|instrument| S::section(&instrument.settings))
}

/// True where a scenario has an instrument of a kind.
pub(in crate::model) fn has_any<S: OfKind<InstrumentSettings>>(world: &World) -> bool {
    world
        .instruments
        .iter()
        .any(|instrument| S::section(&instrument.settings).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timing(start: f64, end: f64, ramp: f64, intensity: f64) -> TimingParameters {
        TimingParameters {
            start,
            end,
            ramp,
            intensity,
            ..TimingParameters::default()
        }
    }

    #[test]
    fn an_instrument_acts_from_start_to_before_end() {
        let timing = timing(2.0, 5.0, 0.0, 1.0);
        let acts: Vec<i64> = (-3..8)
            .filter(|quarter| strength(&timing, *quarter) > 0.0)
            .collect();
        assert_eq!(acts, [2, 3, 4]);
    }

    #[test]
    fn a_ramp_rises_in_equal_steps_and_intensity_scales_it() {
        let timing = timing(0.0, 10.0, 4.0, 2.0);
        let strengths: Vec<f64> = (0..5).map(|quarter| strength(&timing, quarter)).collect();
        assert_eq!(strengths, [0.5, 1.0, 1.5, 2.0, 2.0]);
        assert_eq!(
            strength(
                &TimingParameters {
                    intensity: 0.0,
                    ..timing
                },
                3
            ),
            0.0
        );
    }
}
