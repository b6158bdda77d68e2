//! Needs of buyers, brought into services for firms by a forum.

use super::places::participants;
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::maths::quarterly_from_annual;
use crate::model::instruments::{charge, pay_by_tncs, strength_now};
use crate::model::phases::programmes::responds;
use crate::model::world::World;
use crate::parameters::section;

section! {
    /// `public_private_dialogue`: a forum that brings the needs of buyers into services for firms.
    PublicPrivateDialogueParameters in "public_private_dialogue" {
        /// Probability that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "meetings cost little";
        /// Rise of the gains of services, were all affiliates to take part.
        relevance_gain = 0.3, "ratio", [0.0, 3.0], (0.0, 0.6), Assumed, "services that buyers ask for";
        /// Quarters from talks to services that follow them.
        lag_quarters = 4, "quarters", [1, 40], (2, 8), Assumed, "curricula are revised once a year";
        /// Part of the relevance that is lost in a year without talks.
        fade_rate = 0.3, "per year", [0.0, 1.0], (0.1, 0.6), Assumed, "needs move on";
        /// Part of the way that beliefs move in a quarter, were all affiliates to take part.
        belief_step = 0.05, "per quarter", [0.0, 1.0], (0.0, 0.1), Assumed, "as of peers";
        /// Level to which beliefs move while there are services.
        belief_with_services = 0.7, "share", [0.0, 1.0], (0.5, 0.9), Assumed, "needs are heard";
        /// Level to which beliefs move without services.
        belief_without_services = 0.3, "share", [0.0, 1.0], (0.1, 0.5), Assumed, "talk only";
        /// Cost of the forum.
        forum_cost_usd = 40_000, "USD per year", [0, 10_000_000], (10_000, 200_000), Assumed, "a secretary, studies and meetings", Represented;
        /// Cost of taking part to an affiliate.
        work_cost_tnc_usd = 2_000, "USD per TNC and year", [0, 1_000_000], (500, 10_000), Assumed, "days of a manager";
        /// Part of the forum paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for PublicPrivateDialogueParameters {
    const TITLE: &'static str = "public-private dialogue";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Affiliates;
    const BY_LOT: bool = false;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["relevance_gain", "belief_step"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["relevance_gain"];
    const STAGE: Stage = Stage::Partners;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        talk(world, turn.agency, self, turn.strength);
    }
}

/// Talks make services fit what buyers need, and move beliefs by what comes of them.
fn talk(
    world: &mut World,
    agency: usize,
    settings: &PublicPrivateDialogueParameters,
    strength: f64,
) {
    if strength <= 0.0 {
        world.accumulated.relevance *= 1.0 - quarterly_from_annual(settings.fade_rate);
        return;
    }
    charge(
        world,
        strength.min(1.0) * settings.forum_cost_usd / 4.0,
        settings.donor_share,
    );
    let response = settings.tnc_response * strength.min(1.0);
    let (buyers, share) = participants(world, agency, response);
    pay_by_tncs(world, buyers * settings.work_cost_tnc_usd / 4.0);
    let aim = settings.relevance_gain * share;
    let relevance = &mut world.accumulated.relevance;
    *relevance = relevance.max((*relevance + aim / settings.lag_quarters).min(aim));
    let seen = if has_services(world) {
        settings.belief_with_services
    } else {
        settings.belief_without_services
    };
    let step = settings.belief_step * share;
    for belief in &mut world.smes.belief {
        *belief += step * (seen - *belief);
    }
    for tnc in 0..world.tncs.rows.len() {
        if responds(world, agency, tnc, response) {
            let belief = &mut world.tncs.rows[tnc].belief;
            *belief += settings.belief_step * (seen - *belief);
        }
    }
}

/// True while any service for firms runs, of any agency.
fn has_services(world: &World) -> bool {
    world.instruments.iter().any(|instrument| {
        instrument.settings.kind().reaches() == Reach::Firms
            && strength_now(world, instrument) > 0.0
    })
}
