//! What each instrument does in a given quarter. An instrument supplies values for the quarter; it edits no parameter.

mod adaptive;
mod credit;
mod design;
mod environment;
mod services;

pub(super) use adaptive::observe;
pub(super) use design::{application_boost, drop_out_factor, outreach_of_lead, working_advisors};
pub(super) use services::{
    charge, charge_agency, cost_at_local_wage, pay_by_tncs, pay_from_purses,
};

use super::state::Levers;
use super::view::Readable;
use super::world::World;
use crate::parameters::{Instrument, InstrumentSettings, OfKind, TimingParameters};

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
    let world = &world.view();
    strength(&instrument.timing, world.window_quarter() - quarters)
        * world.strain.strength_left(instrument.donor_share())
}

/// Strength of an instrument in the running quarter, less what donors withdraw [ratio].
pub(super) fn strength_now(world: &impl Readable, instrument: &Instrument) -> f64 {
    strength_before(world, instrument, 0)
}

/// Forgets what instruments did in the quarter before.
fn clear(world: &mut World) {
    for state in &mut world.agency_states {
        state.matchmaking = 0.0;
        state.upgrading = 0.0;
        state.brokerage = 0.0;
        state.brokers = 0.0;
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

/// Sets what agencies, guarantees and credit lines can do in the running quarter, and pays for it.
pub(super) fn resolve(world: &mut World) {
    let window_quarter = world.window_quarter();
    clear(world);
    adaptive::act(world);
    for index in 0..world.instruments.len() {
        let instrument = &world.instruments[index];
        let strength = strength_now(world, instrument);
        let has_ended =
            window_quarter as f64 >= instrument.timing.end && instrument.timing.intensity > 0.0;
        let state = &mut world.agency_states[instrument.agency];
        state.activity = state.activity.max(strength);
        if matches!(instrument.settings, InstrumentSettings::Matchmaking(_))
            && has_ended
            && state.stopped == 0
        {
            state.stopped = world.quarter;
        }
        match &instrument.settings {
            InstrumentSettings::Matchmaking(_) => state.matchmaking += strength,
            InstrumentSettings::UpgradingSupport(_) => state.upgrading += strength,
            InstrumentSettings::CreditBrokerage(_) => state.brokerage += strength,
            InstrumentSettings::ClusterNetwork(_) => {
                state.brokers += strength;
                state.works_with_tncs |= strength > 0.0;
            }
            InstrumentSettings::BuyerFinance(_)
            | InstrumentSettings::ModularTransfer(_)
            | InstrumentSettings::BuyerSupplierDevelopment(_)
            | InstrumentSettings::PartneringPractice(_)
            | InstrumentSettings::StandardsHarmonisation(_)
            | InstrumentSettings::SupplierBenchmarking(_)
            | InstrumentSettings::RegionalMandate(_)
            | InstrumentSettings::PublicPrivateDialogue(_) => {
                state.works_with_tncs |= strength > 0.0
            }
            InstrumentSettings::CreditLine(settings) => {
                let settings = settings.clone();
                credit::run_line(world, &settings, strength);
            }
            InstrumentSettings::CreditGuarantee(settings) => {
                let settings = settings.clone();
                credit::set_guarantee(world, &settings, strength);
            }
            // these act in the phase of programmes only
            InstrumentSettings::ValueChainMapping(_)
            | InstrumentSettings::EntrepreneurshipTraining(_)
            | InstrumentSettings::CertificationSupport(_)
            | InstrumentSettings::BusinessSchoolNetwork(_)
            | InstrumentSettings::ExportLaunchpad(_)
            | InstrumentSettings::OutsourcingSupport(_)
            | InstrumentSettings::MatchingGrant(_)
            | InstrumentSettings::RelationshipIntermediary(_)
            | InstrumentSettings::LegalIpSupport(_) => {}
            _ => environment::set(world, index, strength),
        }
    }
    for state in &mut world.agency_states {
        let all = state.matchmaking + state.upgrading + state.brokerage;
        state.time_for_matchmaking = if all > 0.0 {
            state.matchmaking / all
        } else {
            0.0
        };
        state.time_for_brokerage = if all > 0.0 {
            state.brokerage / all
        } else {
            0.0
        };
    }
    design::resolve(world);
    services::pay_agencies(world);
}

/// Settings of an agency's instrument of a kind, if it has any.
pub(super) fn settings_of<S: OfKind<InstrumentSettings>>(
    world: &impl Readable,
    agency: usize,
) -> Option<&S> {
    settings_in(world.view().context.instruments, agency)
}

/// Settings of an agency's instrument of a kind among all instruments of a scenario, if it has any.
pub(super) fn settings_in<S: OfKind<InstrumentSettings>>(
    instruments: &[Instrument],
    agency: usize,
) -> Option<&S> {
    instruments
        .iter()
        .filter(|instrument| instrument.agency == agency)
        .find_map(|instrument| S::of(&instrument.settings))
}

/// True where a scenario has an instrument of a kind.
pub(super) fn has_any<S: OfKind<InstrumentSettings>>(world: &World) -> bool {
    world
        .instruments
        .iter()
        .any(|instrument| S::of(&instrument.settings).is_some())
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
