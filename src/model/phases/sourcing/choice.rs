//! Signals of the candidates, the gates, and the choice.

use super::Tender;
use super::favour::{Favour, favour};
use super::search::{Candidate, Candidates, prominence};
use crate::model::equations::choice::{
    self, Offer, outside_utility, premium, replacement_chance, signal, strength, utility,
};
use crate::model::instruments::supplier_benchmarking;
use crate::model::phases::evolution::wage_relief;
use crate::model::phases::orders::{fit, log_price};
use crate::model::phases::products::{fit_weight, price_weight};
use crate::model::phases::relationships::{declared, standards_asked, tie_value};
use crate::model::state::{Declaration, FirmId, Holder, LinkageId};
use crate::model::view::{Readable, View};
use crate::random::{Process, pair};
use crate::units::{Share, Usd};

/// Outcome of a tender.
#[derive(Clone, Copy)]
pub(super) enum Best {
    /// The incumbent keeps the lot.
    Incumbent,
    /// An import source or tier-1 firm gets it.
    Outside(Holder),
    /// A domestic firm is chosen.
    Local(Candidate),
}

/// Choice of a buyer, and how far its candidates came.
pub(super) struct Choice {
    /// Chosen source of the lot.
    pub best: Best,
    /// Price above that of the best source which a local-content rule makes the buyer accept [USD per quarter].
    pub premium: Usd,
    /// Candidates that passed the gates, as bits in their order.
    pub passed: u32,
    /// 1 where no firm was seen for a lot without an incumbent.
    pub unseen: u32,
    /// Firms that failed the gate for quality.
    pub by_quality: u32,
    /// Firms that failed the gate for standards.
    pub by_standards: u32,
    /// Firms that passed both and lost to another offer.
    pub by_price: u32,
}

/// A firm that passed the gates, with the utility of its offer.
type Ranked = Option<(f64, Candidate)>;

/// Random-utility choice among incumbent, domestic firms that pass the gates, a tier-1 firm and imports.
pub(super) fn choose(world: &View<'_>, tender: &Tender, candidates: &Candidates) -> Choice {
    let favour = favour(world, tender);
    let mut choice = Choice {
        best: Best::Incumbent,
        premium: 0.0,
        passed: 0,
        unseen: u32::from(candidates.is_empty() && tender.incumbent.is_none()),
        by_quality: 0,
        by_standards: 0,
        by_price: 0,
    };
    let mut best_local: Ranked = None;
    for (place, candidate) in candidates.iter().enumerate() {
        let quality = match pass_gates(world, tender, candidate) {
            Ok(quality) => quality,
            Err(Gate::Quality) => {
                choice.by_quality += 1;
                continue;
            }
            Err(Gate::Standards) => {
                choice.by_standards += 1;
                continue;
            }
        };
        choice.passed |= 1 << place;
        let utility = newcomer_utility(world, tender, candidate, quality, &favour);
        choice.by_price += u32::from(best_local.is_some());
        if best_local.is_none_or(|(best, _)| !(utility <= best)) {
            best_local = Some((utility, candidate));
        }
    }
    let sources = outside(world, tender, favour.front);
    let (best, utility) = decide(world, tender, best_local, &favour, sources.best());
    let is_local_chosen = matches!(best, Best::Local(_));
    choice.by_price += u32::from(best_local.is_some() && !is_local_chosen);
    let rival = match best {
        Best::Outside(_) => best_local.map_or(sources.import, |(local, _)| {
            sources.import.max(local - favour.tolerance)
        }),
        Best::Incumbent | Best::Local(_) => sources.import.max(sources.tier_one - favour.front),
    };
    let given = match best {
        Best::Outside(Holder::TierOne) => favour.front,
        Best::Outside(Holder::Import | Holder::Domestic(_)) => 0.0,
        Best::Incumbent | Best::Local(_) => favour.tolerance,
    };
    choice.best = best;
    choice.premium = premium(
        tender.value,
        given,
        rival - (utility - given),
        world.parameters.sourcing.taste_price,
    );
    choice
}

/// The greatest utility, but an incumbent loses a lot only for a clear gain. Returns the choice and its utility.
fn decide(
    world: &View<'_>,
    tender: &Tender,
    best_local: Ranked,
    favour: &Favour,
    (holder, outside): (Holder, f64),
) -> (Best, f64) {
    if let Some(slot) = tender.incumbent {
        let own = incumbent_utility(world, tender, slot, favour);
        let local = best_local.map_or(f64::NEG_INFINITY, |(utility, _)| utility);
        let gain = local.max(outside) - own;
        let key = taste_key(world, tender, world.linkages.slots[slot].sme);
        let is_replaced = gain > 0.0
            && world.draws(Process::Replacement).event(
                key,
                replacement_chance(world.parameters.sourcing.switching_rate, gain),
            );
        if !is_replaced {
            return (Best::Incumbent, own);
        }
    }
    match best_local {
        Some((utility, candidate)) if utility > outside => (Best::Local(candidate), utility),
        _ => (Best::Outside(holder), outside),
    }
}

/// A gate that a firm did not pass.
enum Gate {
    Quality,
    Standards,
}

/// Noisy look at quality and standards, unless a declaration stands for the latter; returns the quality seen where both gates are passed.
fn pass_gates(world: &View<'_>, tender: &Tender, candidate: Candidate) -> Result<f64, Gate> {
    let (firm, tnc) = (candidate.firm, &world.tncs.rows[tender.tnc]);
    let (row, buyer) = (firm.row(), tender.tnc.row());
    let sourcing = &world.parameters.sourcing;
    let noise = if candidate.referred_by.is_some() {
        sourcing.referred_noise
    } else {
        sourcing.signal_noise
    };
    let draws = world.draws(Process::Signal);
    let key = pair(world.smes.key[firm], tnc.key);
    let noise = noise * supplier_benchmarking::error_left(world, row, buyer);
    let quality = signal(world.smes.quality[firm], noise, draws.normal(pair(key, 0)));
    if quality < world.quality_gate(tnc) - tnc.practices.outcomes.gate_shift {
        return Err(Gate::Quality);
    }
    let certificate = if world.smes.is_certified[firm] {
        sourcing.certificate_noise
    } else {
        1.0
    };
    let standards = signal(
        world.smes.standards[firm],
        noise * certificate,
        draws.normal(pair(key, 1)),
    );
    let is_proved = declared(world, buyer, row) != Declaration::None
        || standards >= standards_asked(world, buyer, row);
    if is_proved {
        Ok(quality)
    } else {
        Err(Gate::Standards)
    }
}

/// Key of what a buyer draws about a firm for a lot.
fn taste_key(world: &View<'_>, tender: &Tender, firm: FirmId) -> u64 {
    pair(tender.key, world.smes.key[firm])
}

/// Attributes that a buyer weighs of any SME, new or serving the lot; the rest is left at 0.
fn offer_of(world: &View<'_>, tender: &Tender, firm: FirmId) -> Offer {
    let (sourcing, tnc) = (&world.parameters.sourcing, &world.tncs.rows[tender.tnc]);
    let (row, key) = (firm.row(), taste_key(world, tender, firm));
    let noise = sourcing.price_noise * world.draws(Process::PriceNoise).normal(key);
    let prominence = prominence(world, firm);
    Offer {
        quality: 0.0,
        log_price: log_price(world, firm, noise) + world.zone_tax_left(tender.tnc, row),
        price_weight: price_weight(world, row),
        confidence: 0.0,
        acquaintance: 0.0,
        fit: fit(world.smes, firm, tnc),
        fit_weight: fit_weight(world, row),
        ties: tie_value(world, tender.tnc, firm),
        strength: strength(sourcing, tnc.marketing_reach, world.smes.innovation[firm]),
        smallness: world.parameters.responsibility.small_taste
            * tnc.orientation
            * (1.0 - prominence),
        taste: world.draws(Process::BuyerTaste).gumbel(key),
        credit: 0.0,
        rule: 0.0,
    }
}

fn newcomer_utility(
    world: &View<'_>,
    tender: &Tender,
    candidate: Candidate,
    quality: f64,
    favour: &Favour,
) -> f64 {
    let sourcing = &world.parameters.sourcing;
    let is_referred = candidate.referred_by.is_some();
    utility(
        sourcing,
        &Offer {
            quality,
            confidence: first_confidence(world, is_referred),
            acquaintance: if is_referred {
                sourcing.taste_referral
            } else {
                0.0
            },
            credit: favour.newcomer,
            rule: favour.tolerance,
            ..offer_of(world, tender, candidate.firm)
        },
    )
}

fn incumbent_utility(world: &View<'_>, tender: &Tender, slot: LinkageId, favour: &Favour) -> f64 {
    let (sourcing, linkage) = (&world.parameters.sourcing, &world.linkages.slots[slot]);
    let offer = offer_of(world, tender, linkage.sme);
    utility(
        sourcing,
        &Offer {
            quality: world.smes.quality[linkage.sme] + linkage.proprietary,
            log_price: offer.log_price - wage_relief(world, linkage),
            confidence: linkage.confidence,
            acquaintance: sourcing.taste_incumbent,
            credit: favour.incumbent,
            rule: favour.tolerance,
            ..offer
        },
    )
}

/// Trust in a partner with whom there is no experience [share].
pub(super) fn first_trust(world: &impl Readable, is_referred: bool) -> Share {
    let trust = &world.view().context.parameters.trust;
    if is_referred {
        trust.referred
    } else {
        trust.stranger
    }
}

/// Confidence in a partner with whom there is no experience [share].
pub(super) fn first_confidence(world: &impl Readable, is_referred: bool) -> Share {
    let view = world.view();
    choice::first_confidence(
        first_trust(world, is_referred),
        view.parameters.trust.control_weight,
        view.parameters.economy.contract_protection,
    )
}

/// Utilities of the sources that are not domestic firms.
#[derive(Clone, Copy)]
struct Sources {
    /// Of imports.
    import: f64,
    /// Of a tier-1 firm, with what a local-content rule adds to it; −∞ without a bid.
    tier_one: f64,
}

impl Sources {
    /// The better of both.
    fn best(self) -> (Holder, f64) {
        let holder = if self.tier_one > self.import {
            Holder::TierOne
        } else {
            Holder::Import
        };
        (holder, self.tier_one.max(self.import))
    }
}

/// Utilities of imports and of a tier-1 firm; one that serves as a front bids for certain.
fn outside(world: &View<'_>, tender: &Tender, front: f64) -> Sources {
    let sourcing = &world.parameters.sourcing;
    let wedge = world.import_wedge_for(tender.tnc);
    let draws = world.draws(Process::OutsideTaste);
    let taste = |source: u64| draws.gumbel(pair(tender.key, source));
    let bids = front > 0.0
        || world
            .draws(Process::TierOneOffer)
            .event(tender.key, sourcing.tier_one_chance);
    let tier_one = if bids {
        let wedge = sourcing.tier_one_wedge * wedge;
        outside_utility(sourcing, sourcing.tier_one_quality, wedge, taste(1)) + front
    } else {
        f64::NEG_INFINITY
    };
    Sources {
        import: outside_utility(sourcing, sourcing.import_quality, wedge, taste(0)),
        tier_one,
    }
}

/// Source of a lot that no domestic firm wins.
pub(super) fn without_locals(world: &View<'_>, tender: &Tender) -> Holder {
    outside(world, tender, favour(world, tender).front).best().0
}
