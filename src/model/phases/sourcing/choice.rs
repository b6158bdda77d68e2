//! What an affiliate sees of the firms it looks at, the gates, and the choice.

use super::favour::{Favour, favour};
use super::search::{Candidate, Candidates};
use super::small::taste_for_small;
use crate::maths::{exp, ln};
use crate::model::instruments::supplier_benchmarking;
use crate::model::phases::evolution::wage_relief;
use crate::model::phases::products::{fit_weight, price_weight};
use crate::model::phases::relationships::{declared, standards_asked, tie_value};
use crate::model::state::{AgencyMark, Declaration, FailureReason, Holder, Smes, Tnc};
use crate::model::world::World;
use crate::random::{Process, pair};
use crate::units::Usd;

/// Part of the import wedge that a tier-1 firm in the country bears.
const TIER_ONE_WEDGE: f64 = 0.5;
/// Innovation base that neither helps nor harms an offer [index].
const MIDDLING_INNOVATION: f64 = 0.5;
/// Part of a signal's error that a certificate leaves in standards.
const CERTIFICATE_ERROR: f64 = 0.5;

/// Outcome of a tender.
pub(super) enum Best {
    /// The incumbent keeps the lot.
    Incumbent,
    /// An import source or tier-1 firm gets it.
    Outside(Holder),
    /// A domestic firm is chosen.
    Local {
        /// Row of the SME.
        row: usize,
        /// Agency plus one that named it.
        referred_by: AgencyMark,
    },
}

/// Confidence in a partner with whom there is no experience [share].
pub(super) fn first_confidence(world: &World, is_referred: bool) -> f64 {
    let trust = if is_referred {
        world.parameters.trust.referred
    } else {
        world.parameters.trust.stranger
    };
    trust
        + (1.0 - trust)
            * world.parameters.trust.control_weight
            * world.parameters.economy.contract_protection
}

/// Random-utility choice among incumbent, domestic firms that pass the gates, a tier-1 firm and imports.
///
/// Also returns the price above that of the best source which a local-content rule makes the buyer accept [USD per quarter].
pub(super) fn choose(
    world: &mut World,
    lot: usize,
    incumbent: Option<u32>,
    candidates: &Candidates,
) -> (Best, Usd) {
    let favour = favour(world, lot, incumbent);
    let mut best_local: Option<(f64, Candidate)> = None;
    let mut losers = 0;
    let mut seen = 0;
    for candidate in candidates.iter() {
        seen += 1;
        world.smes.reached[candidate.row as usize] |= Smes::CONSIDERED;
        let Some(quality) = pass_gates(world, lot, candidate) else {
            continue;
        };
        world.smes.reached[candidate.row as usize] |= Smes::PASSED;
        let utility =
            utility_of(world, lot, candidate, quality) + favour.newcomer + favour.tolerance;
        match best_local {
            Some((best, _)) if utility <= best => losers += 1,
            Some(_) => {
                losers += 1;
                best_local = Some((utility, candidate));
            }
            None => best_local = Some((utility, candidate)),
        }
    }
    if seen == 0 && incumbent.is_none() {
        world.tally.fail(FailureReason::Information);
    }
    let sources = outside_utility(world, lot, favour.front);
    let (outside_holder, outside) = sources.best();
    let (best, utility) = match (incumbent, best_local) {
        (Some(slot), _) => replace_or_keep(
            world,
            lot,
            slot,
            (best_local, favour),
            (outside, outside_holder),
        ),
        (None, Some((utility, candidate))) if utility > outside => (
            Best::Local {
                row: candidate.row as usize,
                referred_by: candidate.referred_by,
            },
            utility,
        ),
        (None, _) => (Best::Outside(outside_holder), outside),
    };
    let is_local_chosen = matches!(best, Best::Local { .. });
    world.tally.failures[FailureReason::Price as usize] +=
        losers + u32::from(best_local.is_some() && !is_local_chosen);
    let rival = match best {
        Best::Outside(_) => best_local.map_or(sources.import, |(local, _)| {
            sources.import.max(local - favour.tolerance)
        }),
        Best::Incumbent | Best::Local { .. } => sources.import.max(sources.tier_one - favour.front),
    };
    let given = match best {
        Best::Outside(Holder::TierOne) => favour.front,
        Best::Outside(_) => 0.0,
        Best::Incumbent | Best::Local { .. } => favour.tolerance,
    };
    (best, premium(world, lot, given, rival - (utility - given)))
}

/// Price that a buyer pays above that of the source it would have chosen, at most what the rule makes it accept [USD per quarter].
fn premium(world: &World, lot: usize, given: f64, gap: f64) -> Usd {
    if given <= 0.0 {
        return 0.0;
    }
    world.tncs.lots[lot].value * gap.clamp(0.0, given) / world.parameters.sourcing.taste_price
}

/// Noisy look at quality and standards, unless a declaration stands for the latter; returns the quality seen where both gates are passed.
fn pass_gates(world: &mut World, lot: usize, candidate: Candidate) -> Option<f64> {
    let row = candidate.row as usize;
    let tnc = &world.tncs.rows[world.tncs.lots[lot].tnc as usize];
    let sourcing = &world.parameters.sourcing;
    let noise = if candidate.referred_by > 0 {
        sourcing.referred_noise
    } else {
        sourcing.signal_noise
    };
    let draws = world.draws(Process::Signal);
    let key = pair(world.smes.key[row], tnc.key);
    let noise =
        noise * supplier_benchmarking::error_left(world, row, world.tncs.lots[lot].tnc as usize);
    let quality = world.smes.quality[row] + noise * draws.normal(pair(key, 0));
    let certificate = if world.smes.is_certified[row] {
        CERTIFICATE_ERROR
    } else {
        1.0
    };
    let standards = world.smes.standards[row] + noise * certificate * draws.normal(pair(key, 1));
    let buyer = world.tncs.lots[lot].tnc as usize;
    let is_proved = declared(world, buyer, row) != Declaration::None
        || standards >= standards_asked(world, buyer, row);
    if quality < world.quality_gate(tnc) - tnc.practices.outcomes.gate_shift {
        world.tally.fail(FailureReason::Quality);
        None
    } else if !is_proved {
        world.tally.fail(FailureReason::Standards);
        None
    } else {
        Some(quality)
    }
}

/// `b_q·q − b_p·ln p + b_T·confidence + referral + fit + Gumbel`.
fn utility_of(world: &World, lot: usize, candidate: Candidate, quality: f64) -> f64 {
    let row = candidate.row as usize;
    let sourcing = &world.parameters.sourcing;
    let key = pair(world.tncs.lots[lot].key, world.smes.key[row]);
    let referral = if candidate.referred_by > 0 {
        sourcing.taste_referral
    } else {
        0.0
    };
    sourcing.taste_quality * quality
        - sourcing.taste_price * price_weight(world, row) * log_price(world, row, key)
        + sourcing.taste_confidence * first_confidence(world, candidate.referred_by > 0)
        + referral
        + sourcing.taste_fit * fit_weight(world, row) * fit(world, row, lot)
        + tie_value(world, world.tncs.lots[lot].tnc, candidate.row)
        + strength(world, lot, row)
        + taste_for_small(world, world.tncs.lots[lot].tnc as usize, row)
        + world.draws(Process::BuyerTaste).gumbel(key)
}

/// What a firm's innovation base is worth to a buyer [utils]: by itself, and with the reach that the buyer has and the firm lacks.
fn strength(world: &World, lot: usize, row: usize) -> f64 {
    let (sourcing, tnc) = (
        &world.parameters.sourcing,
        &world.tncs.rows[world.tncs.lots[lot].tnc as usize],
    );
    let weight = sourcing.taste_innovation + sourcing.taste_complement * tnc.marketing_reach;
    weight * (world.smes.innovation[row] - MIDDLING_INNOVATION)
}

/// Fit of speciality and values with the buyer: 1 where both are the same, −1 where both are opposite.
pub(super) fn fit(world: &World, row: usize, lot: usize) -> f64 {
    fit_with(
        &world.smes,
        row,
        &world.tncs.rows[world.tncs.lots[lot].tnc as usize],
    )
}

/// Fit of a firm with an affiliate, from −1 to 1.
pub(in crate::model::phases) fn fit_with(smes: &Smes, row: usize, tnc: &Tnc) -> f64 {
    1.0 - (smes.speciality[row] - tnc.speciality).abs() - (smes.values[row] - tnc.values).abs()
}

/// Log of a quote relative to the import price before its wedge: local cost, wages and own productivity.
fn log_price(world: &World, row: usize, key: u64) -> f64 {
    let noise =
        world.parameters.sourcing.price_noise * world.draws(Process::PriceNoise).normal(key);
    mean_log_price(world, row) + noise
}

/// Mean of a firm's log quotes relative to the import price before its wedge.
pub(in crate::model::phases) fn mean_log_price(world: &World, row: usize) -> f64 {
    let pass_through = world.parameters.production.price_pass_through;
    cost_level(world)
        - pass_through * (world.smes.log_productivity[row] - world.economy.productivity_mean)
}

/// Log of domestic unit cost relative to the import price before its wedge.
pub(in crate::model::phases) fn cost_level(world: &World) -> f64 {
    let economy = &world.parameters.economy;
    ln(world.parameters.sourcing.domestic_price_level)
        + world.parameters.production.wage_share_of_sales * ln(world.economy.wage_index)
        + economy.infrastructure_cost * (1.0 - economy.infrastructure)
}

/// Utilities of the sources that are not domestic firms.
#[derive(Clone, Copy)]
pub(super) struct Sources {
    /// Of imports.
    import: f64,
    /// Of a tier-1 firm, with what a local-content rule adds to it; −∞ without a bid.
    tier_one: f64,
}

impl Sources {
    /// The better of both.
    pub fn best(self) -> (Holder, f64) {
        let holder = if self.tier_one > self.import {
            Holder::TierOne
        } else {
            Holder::Import
        };
        (holder, self.tier_one.max(self.import))
    }
}

/// Utilities of imports and of a tier-1 firm; one that serves as a front bids for certain.
pub(super) fn outside_utility(world: &World, lot: usize, front: f64) -> Sources {
    let sourcing = &world.parameters.sourcing;
    let key = world.tncs.lots[lot].key;
    let wedge = world.import_wedge_for(world.tncs.lots[lot].tnc as usize);
    let draws = world.draws(Process::OutsideTaste);
    let import = sourcing.taste_quality * sourcing.import_quality - sourcing.taste_price * wedge
        + sourcing.outside_constant
        + draws.gumbel(pair(key, 0));
    if front <= 0.0
        && !world
            .draws(Process::TierOneOffer)
            .event(key, sourcing.tier_one_chance)
    {
        return Sources {
            import,
            tier_one: f64::NEG_INFINITY,
        };
    }
    let tier_one = sourcing.taste_quality * sourcing.tier_one_quality
        - sourcing.taste_price * TIER_ONE_WEDGE * wedge
        + sourcing.outside_constant
        + draws.gumbel(pair(key, 1))
        + front;
    Sources { import, tier_one }
}

/// An incumbent loses a lot only for a clear gain: with chance `1 − exp(−λ·gain)`. Returns the choice and its utility.
fn replace_or_keep(
    world: &World,
    lot: usize,
    slot: u32,
    (best_local, favour): (Option<(f64, Candidate)>, Favour),
    (outside, outside_holder): (f64, Holder),
) -> (Best, f64) {
    let linkage = &world.linkages.slots[slot as usize];
    let row = linkage.sme as usize;
    let sourcing = &world.parameters.sourcing;
    let key = pair(world.tncs.lots[lot].key, world.smes.key[row]);
    let own = sourcing.taste_quality * (world.smes.quality[row] + linkage.proprietary)
        - sourcing.taste_price
            * price_weight(world, row)
            * (log_price(world, row, key) - wage_relief(world, linkage))
        + sourcing.taste_confidence * linkage.confidence
        + sourcing.taste_incumbent
        + sourcing.taste_fit * fit_weight(world, row) * fit(world, row, lot)
        + tie_value(world, linkage.tnc, linkage.sme)
        + strength(world, lot, row)
        + taste_for_small(world, linkage.tnc as usize, row)
        + world.draws(Process::BuyerTaste).gumbel(key)
        + favour.incumbent
        + favour.tolerance;
    let local = best_local.map_or(f64::NEG_INFINITY, |(utility, _)| utility);
    let gain = local.max(outside) - own;
    let is_replaced = gain > 0.0
        && world
            .draws(Process::Replacement)
            .event(key, 1.0 - exp(-sourcing.switching_rate * gain));
    match best_local {
        _ if !is_replaced => (Best::Incumbent, own),
        Some((utility, candidate)) if utility > outside => (
            Best::Local {
                row: candidate.row as usize,
                referred_by: candidate.referred_by,
            },
            utility,
        ),
        _ => (Best::Outside(outside_holder), outside),
    }
}
