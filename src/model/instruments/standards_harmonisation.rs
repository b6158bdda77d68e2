//! Agreement among buyers: one standard and one set of forms.

use super::places::participants;
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::maths::quarterly_from_annual;
use crate::model::instruments::{charge, pay_by_tncs};
use crate::model::world::World;
use crate::parameters::section;

section! {
    /// `standards_harmonisation`: buyers agree through their chambers on one standard and one set of forms.
    StandardsHarmonisationParameters in "standards_harmonisation" {
        /// Probability that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "headquarters have standards of their own";
        /// Buyers that must take part before there is anything to agree.
        buyers_min = 4, "count of TNCs", [1, 10_000], (3, 10), Assumed, "one standard needs several buyers", Represented;
        /// Quarters from talks to the standard in use.
        agreement_quarters = 8, "quarters", [1, 80], (4, 16), Assumed, "committees take years";
        /// Fall of the cost of certificates, were all buyers to use it.
        certificate_cut = 0.4, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "one audit instead of several";
        /// Fall of the owner's time that a linkage takes, likewise.
        burden_cut = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "one set of forms";
        /// Part of it that is lost in a year once it is no longer maintained.
        reversal_rate = 0.15, "per year", [0.0, 1.0], (0.05, 0.4), Assumed, "buyers add rules of their own again";
        /// Cost of the secretariat.
        secretariat_usd = 60_000, "USD per year", [0, 10_000_000], (20_000, 300_000), Assumed, "two experts and meetings", Represented;
        /// Cost of taking part to an affiliate.
        work_cost_tnc_usd = 5_000, "USD per TNC and year", [0, 1_000_000], (1_000, 30_000), Assumed, "an engineer's weeks and changed forms";
        /// Part of the secretariat paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for StandardsHarmonisationParameters {
    const TITLE: &'static str = "harmonisation of standards";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Affiliates;
    const BY_LOT: bool = false;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["certificate_cut", "burden_cut"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["certificate_cut", "burden_cut"];
    const STAGE: Stage = Stage::Partners;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        harmonise(world, turn.agency, self, turn.strength);
    }
}

/// A standard spreads among buyers that take part, if they are enough; without a secretariat it falls apart.
fn harmonise(
    world: &mut World,
    agency: usize,
    settings: &StandardsHarmonisationParameters,
    strength: f64,
) {
    if strength > 0.0 {
        charge(
            world,
            strength.min(1.0) * settings.secretariat_usd / 4.0,
            settings.donor_share,
        );
        let (buyers, share) =
            participants(world, agency, settings.tnc_response * strength.min(1.0));
        pay_by_tncs(world, buyers * settings.work_cost_tnc_usd / 4.0);
        let reached = if buyers >= settings.buyers_min {
            share
        } else {
            0.0
        };
        let harmonised = &mut world.accumulated.harmonised;
        *harmonised =
            harmonised.max((*harmonised + reached / settings.agreement_quarters).min(reached));
    } else {
        world.accumulated.harmonised *= 1.0 - quarterly_from_annual(settings.reversal_rate);
    }
    world.accumulated.certificate_cut = settings.certificate_cut * world.accumulated.harmonised;
    world.accumulated.burden_cut = settings.burden_cut * world.accumulated.harmonised;
}
