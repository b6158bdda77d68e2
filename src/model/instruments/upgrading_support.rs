//! Upgrading support: intake, diagnosis and services in steps, early leavers, and firms that two agencies serve at once.

use super::supplier_benchmarking::aim_of_services;
use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, whole,
};
use crate::maths::quarterly_from_annual;
use crate::model::equations::commitment::{self, Situation};
use crate::model::instruments::{
    charge_client, cost_at_local_wage, drop_out_factor, settings_of, working_advisors,
};
use crate::model::phases::programmes::{
    Call, SERVICES, enrol, is_eligible, note_applications, rank_applicants,
};
use crate::model::phases::upgrading::{
    absorbed_share, lacks_money_for_plan, raise, want_diagnosed_plan,
};
use crate::model::state::{AgencyId, PlanState, ProgrammeStage};
use crate::model::world::World;
use crate::parameters::OfKind;
use crate::parameters::section;
use crate::random::{Process, pair};
use crate::units::{Share, Usd};

/// Quarters of diagnosis before services begin.
const DIAGNOSIS_QUARTERS: f64 = 1.0;

section! {
    /// `upgrading_support`: diagnosis, plan and business development services in steps.
    UpgradingSupportParameters in "upgrading_support" {
        /// Quarters of service after diagnosis.
        service_quarters = 4, "quarters", [1, 40], (2, 12), Literature, "diagnosis up to 6 months, plan up to 3 years (Chile)";
        /// Management gained by a firm that can absorb it all.
        gain_management = 0.22, "index", [0.0, 0.6], (0.03, 0.26), Literature, "so that 8 to 10 points are left after absorption, group or one-to-one (Colombia)";
        /// Quality gained likewise, from services alone.
        gain_quality = 0.05, "index", [0.0, 0.6], (0.0, 0.15), Assumed, "half of the practice gain";
        /// Standards gained likewise, from services alone.
        gain_standards = 0.08, "index", [0.0, 0.6], (0.0, 0.3), Assumed, "preparation for audits";
        /// Innovation base gained likewise, from technology extension.
        gain_innovation = 0.0, "index", [0.0, 0.6], (0.0, 0.15), Assumed, "0: services without technology extension";
        /// Probability that a diagnosis ends in a plan with equipment that the firm must pay for.
        equipment_plan_chance = 0.8, "share", [0.0, 1.0], (0.3, 1.0), Assumed, "plans ask for machines and test equipment";
        /// Cost of serving one firm, all steps; the labour part follows the local wage.
        client_cost_usd = 9_000, "USD per SME", [0, 500_000], (4_000, 20_000), Literature, "linkage packages in Mozambique: 5,000 to 10,000 USD per SME";
        /// Rise of the gain in whichever of quality and standards binds by the agency's diagnosis; 0: one service for all.
        tailoring = 0.0, "ratio", [0.0, 3.0], (0.0, 1.0), Assumed, "0: generic; half as much again where plans are made firm by firm";
        /// Rise of the cost of serving a firm per unit of tailoring.
        tailoring_cost = 0.5, "ratio per unit", [0.0, 5.0], (0.2, 1.5), Assumed, "specialists instead of one course for all";
        /// Part of that cost that the firm pays.
        sme_share = 0.10, "share", [0.0, 1.0], (0.0, 0.5), Literature, "firms paid 1,000 to 2,100 of 13,800 USD (Colombia)";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for UpgradingSupportParameters {
    const TITLE: &'static str = "upgrading support";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&[
        "gain_management",
        "gain_quality",
        "gain_standards",
        "gain_innovation",
        "equipment_plan_chance",
    ]];
    const AGENCY_NEEDS: Keys = &[
        "advisors",
        "clients_per_advisor",
        "accept_share",
        "outreach_share",
        "application_chance",
    ];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Service {
        what: "diagnosis and services take",
        key: "service_quarters",
        before: DIAGNOSIS_QUARTERS,
    };
    const MAIN: Keys = &["service_quarters", "client_cost_usd"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = Some((0, |world, row| {
        complete_service(world, row);
        complete_second_service(world, row);
    }));

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, _: &mut World, _: Turn) {
        // clients are admitted before other services: `admit_clients`
    }
}

/// Clients leave early: a steady hazard, and all of them when the services stop.
pub(in crate::model) fn lose_clients(world: &mut World) {
    if world.agencies.is_empty() {
        return;
    }
    let draws = world.draws(Process::ProgrammeDropOut);
    for row in 0..world.smes.len() {
        if world.smes.second_left[row] > 0
            && world.agency_states[second_agency(world, row)].strengths
                [InstrumentKind::UpgradingSupport]
                <= 0.0
        {
            end_second_service(world, row);
        }
        if !is_client(world, row) {
            continue;
        }
        let agency = agency_of_client(world, row).row();
        let chance = quarterly_from_annual(world.agencies[agency].parameters.drop_out_rate)
            * drop_out_factor(world, agency)
            * commitment::drop_out(&world.parameters.commitment, situation(world, agency, row));
        let has_stopped =
            world.agency_states[agency].strengths[InstrumentKind::UpgradingSupport] <= 0.0;
        if has_stopped || draws.event(world.smes.key[row], chance) {
            drop_out(world, row);
        }
    }
}

/// Situation of a client, as far as it makes owners stay or leave.
fn situation(world: &World, agency: usize, row: usize) -> Situation {
    let smes = &world.smes;
    let waited = match smes.programme[row] {
        ProgrammeStage::Service => {
            settings_of::<UpgradingSupportParameters>(world, agency).map_or(0.0, |settings| {
                DIAGNOSIS_QUARTERS + settings.service_quarters - f64::from(smes.programme_left[row])
            })
        }
        ProgrammeStage::None
        | ProgrammeStage::Diagnosis
        | ProgrammeStage::Graduate
        | ProgrammeStage::DroppedOut => 0.0,
    };
    Situation {
        waited,
        is_unfinanced: lacks_money_for_plan(world, row),
        has_linkage: smes.linkages[row] > 0,
    }
}

/// Agency that serves a client.
fn agency_of_client(world: &World, row: usize) -> AgencyId {
    world.smes.agency[row].expect("a client has an agency")
}

/// Agency that serves a client a second time.
fn second_agency(world: &World, row: usize) -> AgencyId {
    world.smes.second_agency[row].expect("a second service has an agency")
}

/// True where a firm is being diagnosed or served.
pub(in crate::model) fn is_client(world: &World, row: usize) -> bool {
    matches!(
        world.smes.programme[row],
        ProgrammeStage::Diagnosis | ProgrammeStage::Service
    )
}

/// A client gives up its place, and the second one if another agency serves it too.
pub(in crate::model) fn drop_out(world: &mut World, row: usize) {
    let agency = agency_of_client(world, row).row();
    world.smes.programme[row] = ProgrammeStage::DroppedOut;
    world.agency_states[agency].clients -= 1;
    world.tally.drop_outs += 1;
    end_second_service(world, row);
}

/// Ends a second service, if there is one.
pub(in crate::model) fn end_second_service(world: &mut World, row: usize) {
    if world.smes.second_left[row] > 0 {
        world.smes.second_left[row] = 0;
        let second = second_agency(world, row);
        world.agency_states[second].clients -= 1;
    }
}

/// True where an agency would serve a firm: it is no client, or one of another agency of which this one does not know.
fn is_open_for_services(world: &World, agency: usize, row: usize) -> bool {
    world.smes.programme[row] == ProgrammeStage::None || is_served_unknown(world, agency, row)
}

/// Agencies know of each other's clients as far as both coordinate; what one knows of a firm it knows for good.
fn is_served_unknown(world: &World, agency: usize, row: usize) -> bool {
    if !is_client(world, row) || world.smes.second_agency[row].is_some() {
        return false;
    }
    let first = agency_of_client(world, row).row();
    let coordination = |agency: usize| world.agencies[agency].parameters.coordination;
    let draws = world.key.draws(Process::Coordination, 0);
    let key = pair(world.smes.key[row], world.agency_states[agency].key);
    first != agency && !draws.event(key, coordination(first).min(coordination(agency)))
}

/// Gives free places to the best applicants.
pub(in crate::model) fn admit_clients(world: &mut World, agency: usize) {
    let parameters = &world.agencies[agency].parameters;
    let strength = world.agency_states[agency].strengths[InstrumentKind::UpgradingSupport];
    let time = 1.0
        - world.agency_states[agency].time_for_matchmaking
        - world.agency_states[agency].time_for_brokerage;
    let capacity =
        working_advisors(world, agency) * parameters.clients_per_advisor * strength * time;
    let places = whole(world, agency, Whole::Clients, capacity)
        .saturating_sub(world.agency_states[agency].clients as usize);
    let Some(service) = service_that_can_finish(world, agency).filter(|_| places > 0) else {
        return;
    };
    let call = Call {
        is_for_buyers: true,
        ..Call::by_outreach(world, agency, InstrumentKind::UpgradingSupport, SERVICES)
    };
    rank_applicants(world, agency, &call, |world, row| {
        is_eligible(world, agency, row) && is_open_for_services(world, agency, row)
    });
    let applicants = world.scratch.ranked.len();
    let share = world.agencies[agency].parameters.accept_share;
    let accepted = accepted_of(world, agency, share * applicants as f64)
        .min(places)
        .min(applicants);
    note_applications(world, agency, &call, accepted);
    for index in 0..accepted {
        let row = world.scratch.ranked[index].2 as usize;
        let smes = &mut world.smes;
        if smes.programme[row] == ProgrammeStage::None {
            smes.programme[row] = ProgrammeStage::Diagnosis;
            smes.has_plan_lapsed[row] = false;
            smes.programme_left[row] = DIAGNOSIS_QUARTERS as u16;
            smes.agency[row] = Some(AgencyId::new(agency));
        } else {
            smes.second_agency[row] = Some(AgencyId::new(agency));
            smes.second_left[row] = DIAGNOSIS_QUARTERS as u16 + service as u16;
        }
        world.agency_states[agency].clients += 1;
        enrol(world, call.kind, row);
    }
}

/// Applicants that a share of them comes to: rounded up, in a world that is a sample by a draw, since there are fewer in a smaller one.
fn accepted_of(world: &World, agency: usize, share: f64) -> usize {
    if world.modelled_share() == 1.0 {
        share.ceil() as usize
    } else {
        whole(world, agency, Whole::Accepted, share)
    }
}

/// Quarters of service, where diagnosis and services that start now end before the support does.
fn service_that_can_finish(world: &World, agency: usize) -> Option<f64> {
    let now = world.window_quarter() as f64;
    let of_agency = world
        .instruments
        .iter()
        .filter(|instrument| instrument.agency == agency);
    let services = of_agency.filter_map(|instrument| {
        let settings = UpgradingSupportParameters::section(&instrument.settings)?;
        Some((instrument.timing.end, settings.service_quarters))
    });
    let mut finishing =
        services.filter(|(end, service)| now + DIAGNOSIS_QUARTERS + service <= *end);
    finishing.next().map(|(_, service)| service)
}

/// Clients move through diagnosis and service; what completes raises capability.
fn complete_service(world: &mut World, row: usize) {
    let stage = world.smes.programme[row];
    if !is_client(world, row) {
        return;
    }
    let agency = agency_of_client(world, row).row();
    let Some(settings) = settings_of::<UpgradingSupportParameters>(world, agency).cloned() else {
        return;
    };
    if stage == ProgrammeStage::Service {
        // services are paid for and take effect in equal steps
        let steps = settings.service_quarters.max(1.0);
        let cost = cost_of_service(world, &settings) / steps;
        charge_client(world, row, cost, settings.sme_share, settings.donor_share);
        apply_service(
            world,
            (agency, row),
            &settings,
            world.agency_states[agency].quality / steps * dose(world, row, steps),
        );
    }
    world.smes.programme_left[row] = world.smes.programme_left[row].saturating_sub(1);
    if world.smes.programme_left[row] > 0 {
        return;
    }
    if stage == ProgrammeStage::Diagnosis {
        world.smes.programme[row] = ProgrammeStage::Service;
        world.smes.programme_left[row] = settings.service_quarters as u16;
        let has_equipment = world
            .draws(Process::ServiceOutcome)
            .event(pair(world.smes.key[row], 1), settings.equipment_plan_chance);
        if has_equipment && world.smes.plan[row] == PlanState::None && world.smes.is_formal[row] {
            want_diagnosed_plan(world, row);
        }
    } else {
        world.smes.programme[row] = ProgrammeStage::Graduate;
        world.agency_states[agency].clients -= 1;
        world.tally.graduates += 1;
    }
}

/// Effect of a step on a client relative to others [share]: the second half is of less use without the machines that it is about.
fn dose(world: &World, row: usize, steps: f64) -> Share {
    let is_second_half = 2.0 * f64::from(world.smes.programme_left[row]) <= steps;
    if is_second_half && lacks_money_for_plan(world, row) {
        world.parameters.commitment.unfinanced_service
    } else {
        1.0
    }
}

/// A second agency serves a client of another one in the same steps: it costs the same and adds less.
fn complete_second_service(world: &mut World, row: usize) {
    if world.smes.second_left[row] == 0 {
        return;
    }
    let agency = second_agency(world, row).row();
    let Some(settings) = settings_of::<UpgradingSupportParameters>(world, agency).cloned() else {
        return;
    };
    let steps = settings.service_quarters.max(1.0);
    if f64::from(world.smes.second_left[row]) <= steps {
        let cost = cost_of_service(world, &settings) / steps;
        charge_client(world, row, cost, settings.sme_share, settings.donor_share);
        let gain =
            world.agencies[agency].parameters.overlap_gain * world.agency_states[agency].quality;
        apply_service(world, (agency, row), &settings, gain / steps);
    }
    if world.smes.second_left[row] == 1 {
        end_second_service(world, row);
    } else {
        world.smes.second_left[row] -= 1;
    }
}

/// Cost of serving one firm, all steps [USD]: more where services are tailored.
fn cost_of_service(world: &World, settings: &UpgradingSupportParameters) -> Usd {
    cost_at_local_wage(world, settings.client_cost_usd)
        * (1.0 + settings.tailoring_cost * settings.tailoring)
}

/// One step of services: stated gain × aim × absorbed share × room to gain.
fn apply_service(
    world: &mut World,
    (agency, row): (usize, usize),
    settings: &UpgradingSupportParameters,
    step: f64,
) {
    let absorbed = absorbed_share(world, row);
    let aim = aim_of_services(world, agency, row, settings.tailoring);
    let smes = &mut world.smes;
    let gains = [
        (&mut smes.management[row], step * settings.gain_management),
        (
            &mut smes.quality[row],
            step * settings.gain_quality * aim[0],
        ),
        (
            &mut smes.standards[row],
            step * settings.gain_standards * aim[1],
        ),
        (&mut smes.innovation[row], step * settings.gain_innovation),
    ];
    raise(gains, absorbed);
}
