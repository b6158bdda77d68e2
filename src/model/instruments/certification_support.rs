//! A shared cost of preparing for a certificate and of its audit.

use super::places::{fill_places, finishes, ranked_row, service};
use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, whole,
};
use crate::model::instruments::{charge_client, cost_at_local_wage, settings_of};
use crate::model::phases::programmes::{Call, enrol, is_eligible};
use crate::model::phases::upgrading::{certificate_cost, certify, is_certifiable};
use crate::model::state::AgencyId;
use crate::model::world::World;
use crate::parameters::section;
use crate::random::{Process, pair};
use crate::units::Usd;

section! {
    /// `certification_support`: a shared cost of preparing for a quality certificate and of its audit.
    CertificationSupportParameters in "certification_support" {
        /// Firms in preparation at a time, at most.
        places = 20, "count of SMEs", [0, 100_000], (5, 100), Assumed, "what consultants of the programme can coach", Represented;
        /// Quarters from admission to the audit.
        preparation_quarters = 3, "quarters", [1, 12], (1, 4), Literature, "3 to 12 months are usual (guides of certifiers)";
        /// Probability that the audit is passed.
        success_chance = 0.7, "share", [0.0, 1.0], (0.5, 0.9), Assumed, "some tire or fall short";
        /// Cost of coaching a firm, beside the cost of the certificate; the labour part follows the local wage.
        coaching_cost_usd = 4_000, "USD per SME", [0, 200_000], (1_000, 15_000), Assumed, "consultants 10,000 to 15,000 USD with audit in rich countries (vendors' pages)";
        /// Part of both costs that the firm pays.
        sme_share = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "half is usual in shared schemes";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for CertificationSupportParameters {
    const TITLE: &'static str = "certification support";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["places"], &["success_chance"]];
    const AGENCY_NEEDS: Keys = &["outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Service {
        what: "preparation takes",
        key: "preparation_quarters",
        before: 0.0,
    };
    const MAIN: Keys = &["places"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = Some((3, prepare));

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        let quarters_left =
            world.instruments[turn.index].timing.end - world.window_quarter() as f64;
        if turn.strength > 0.0 && self.preparation_quarters <= quarters_left {
            admit(world, turn.agency, self, turn.size);
        }
    }
}

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 3;

/// Cost of one firm with coaching and audit [USD].
fn cost_of_case(world: &World, settings: &CertificationSupportParameters) -> Usd {
    certificate_cost(world) + cost_at_local_wage(world, settings.coaching_cost_usd)
}

/// Free places go to firms that could get a certificate and can pay their part.
fn admit(
    world: &mut World,
    agency: usize,
    settings: &CertificationSupportParameters,
    strength: f64,
) {
    let smes = &world.smes;
    let taken = (0..smes.len())
        .filter(|row| {
            smes.is_alive[*row] && smes.preparation[*row].agency == Some(AgencyId::new(agency))
        })
        .count();
    let places = whole(
        world,
        agency,
        Whole::Certificates,
        settings.places * strength,
    );
    let free = places.saturating_sub(taken) as f64;
    let own = settings.sme_share * cost_of_case(world, settings);
    let call = Call::by_outreach(world, agency, InstrumentKind::CertificationSupport, SALT);
    let accepted = fill_places(
        world,
        agency,
        &call,
        (Whole::Certificates, free),
        |world, row| {
            is_eligible(world, agency, row)
                && is_certifiable(world, row)
                && world.spare_cash(row) >= own
        },
    );
    for rank in 0..accepted {
        let row = ranked_row(world, rank);
        world.smes.preparation[row] = service(agency, settings.preparation_quarters);
        enrol(world, call.kind, row);
    }
}

/// Pays a step of preparation; after the last one the audit decides.
fn prepare(world: &mut World, row: usize) {
    let Some(agency) = world.smes.preparation[row].agency.map(AgencyId::row) else {
        return;
    };
    let Some(settings) = settings_of::<CertificationSupportParameters>(world, agency).cloned()
    else {
        return;
    };
    let step = cost_of_case(world, &settings) / settings.preparation_quarters.max(1.0);
    charge_client(world, row, step, settings.sme_share, settings.donor_share);
    if finishes(&mut world.smes.preparation[row]).is_none() {
        return;
    }
    world.tally.supported_audits += 1;
    if world
        .draws(Process::ServiceOutcome)
        .event(pair(world.smes.key[row], 2), settings.success_chance)
    {
        certify(world, row);
    }
}
