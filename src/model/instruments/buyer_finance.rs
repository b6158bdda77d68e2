//! Advances of affiliates on their orders: they free suppliers' cash for a fee, and end with the linkage.

use super::matching_grant::own_part_of_plan;
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::model::accounts::Party;
use crate::model::instruments::{Lottery, charge, has_any, settings_of, strength_now};
use crate::model::phases::programmes::{enrol, responds};
use crate::model::state::{AgencyId, PlanState};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::OfKind;
use crate::parameters::section;
use crate::units::{Share, Usd};

section! {
    /// `buyer_finance`: affiliates that take part advance money on their orders to the SMEs that hold them.
    BuyerFinanceParameters in "buyer_finance" {
        /// Part of the working capital of an affiliate's orders that it advances.
        advance_share = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "purchase-order finance; payment in 15 instead of 30 days was measured in public orders (Barrot and Nanda)";
        /// Advances that one affiliate has outstanding, at most.
        limit_usd = 500_000, "USD per TNC", [0, 10_000_000_000.0], (50_000, 10_000_000), Assumed, "its treasury's choice";
        /// Probability that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "half of the response to match-making: it ties up the buyer's money";
        /// Fee that the supplier pays.
        fee_per_year = 0.06, "per year", [0.0, 0.5], (0.02, 0.15), Assumed, "real; below a small firm's loan";
        /// Cost of the money to the affiliate.
        funding_rate = 0.05, "per year", [0.0, 0.5], (0.02, 0.10), Assumed, "real; a large firm's cost of funds";
        /// Cost to the affiliate of checking and paying one supplier.
        tnc_cost_usd = 400, "USD per SME and year", [0, 50_000], (100, 2_000), Assumed, "clerks and systems";
        /// Cost to the agency of one supplier in the scheme.
        administration_usd = 300, "USD per SME and year", [0, 50_000], (100, 2_000), Assumed, "contracts and checks";
        /// Part of that cost paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for BuyerFinanceParameters {
    const TITLE: &'static str = "buyer finance";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Affiliates;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["advance_share"], &["limit_usd"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["advance_share"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = Some((4, pay_for));

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, _: &mut World, _: Turn) {
        // an affiliate takes the best of all schemes: `advance`
    }
}

/// Part of the working capital of its orders that an affiliate advances in the quarter [share]: its limit is shared among all.
fn advance_share(
    world: &impl Readable,
    agency: usize,
    settings: &BuyerFinanceParameters,
    strength: f64,
    tnc: usize,
) -> Share {
    let view = world.view();
    if !responds(
        world,
        agency,
        tnc,
        settings.tnc_response * strength.min(1.0),
    ) {
        return 0.0;
    }
    let linkages = &view.tncs.rows[tnc].linkages;
    let value: Usd = linkages
        .iter()
        .map(|slot| view.linkages.slots[*slot].lot_value)
        .sum();
    let tied = view.working_capital(value);
    if tied > 0.0 {
        settings.advance_share.min(settings.limit_usd / tied)
    } else {
        settings.advance_share
    }
}

/// What an affiliate offers under a scheme: the part that it advances, the agency, and the lottery of the scheme.
type Offer = (Share, usize, Lottery);

/// The greatest part that an affiliate advances under any scheme that is `meant`; the last in the file among equals.
fn best_offer(
    world: &impl Readable,
    tnc: usize,
    is_meant: impl Fn(Lottery) -> bool,
) -> Option<Offer> {
    let view = world.view();
    let offers = view.instruments.iter().filter_map(|instrument| {
        let settings = BuyerFinanceParameters::section(&instrument.settings)?;
        let strength = strength_now(world, instrument);
        let lottery = Lottery::of(instrument);
        let share = if strength > 0.0 && is_meant(lottery) {
            advance_share(world, instrument.agency, settings, strength, tnc)
        } else {
            0.0
        };
        (share > 0.0).then_some((share, instrument.agency, lottery))
    });
    offers.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// The best offer of an affiliate to a firm: the `best` of all where its lottery has the firm, else the best of the others.
fn best_offer_to(world: &impl Readable, tnc: usize, row: usize, best: Offer) -> Option<Offer> {
    if best.2.offers(world, row) {
        Some(best)
    } else {
        best_offer(world, tnc, |lottery| lottery.offers(world, row))
    }
}

/// Advances of the last quarter end; affiliates that take part advance money to suppliers that ask for it.
pub(in crate::model) fn advance(world: &mut World) {
    if !has_any::<BuyerFinanceParameters>(world) {
        return;
    }
    world.smes.advanced.fill(0.0);
    for tnc in 0..world.tncs.rows.len() {
        let Some(best) = best_offer(world, tnc, |_| true) else {
            continue;
        };
        for place in 0..world.tncs.rows[tnc].linkages.len() {
            let linkage = &world.linkages.slots[world.tncs.rows[tnc].linkages[place]];
            let (row, value) = (linkage.sme.row(), linkage.lot_value);
            if !needs_money(world, row) {
                continue;
            }
            world.smes.asked[row].insert(InstrumentKind::BuyerFinance);
            let Some((share, agency, _)) = best_offer_to(world, tnc, row, best) else {
                continue;
            };
            let amount = share * world.view().tied_by(row, value);
            if amount > 0.0 {
                let first = if world.smes.advanced[row] > 0.0 {
                    world.smes.advance_agency[row]
                } else {
                    None
                };
                world.smes.advance_agency[row] = first.max(Some(AgencyId::new(agency)));
                world.smes.advanced[row] += amount;
                enrol(world, InstrumentKind::BuyerFinance, row);
            }
        }
    }
}

/// True where orders tie up all that a firm can spare, or what its plan needs.
fn needs_money(world: &World, row: usize) -> bool {
    let smes = &world.smes;
    let spare = world.spare_cash_without_advances(row);
    spare <= 0.0 || smes.plan[row] == PlanState::Wanted && spare < own_part_of_plan(world, row)
}

/// A quarter of an advance: fee of the supplier, money and work of the affiliates, work of the agency.
fn pay_for(world: &mut World, row: usize) {
    let amount = world.smes.advanced[row];
    if amount <= 0.0 {
        return;
    }
    let settings = world.smes.advance_agency[row]
        .and_then(|agency| settings_of::<BuyerFinanceParameters>(world, agency.row()));
    let Some(settings) = settings.cloned() else {
        return;
    };
    let fee = amount * settings.fee_per_year / 4.0;
    let money = amount * settings.funding_rate / 4.0;
    let work = settings.tnc_cost_usd / 4.0;
    world.smes.cash[row] -= fee;
    world.accounts.pay(Party::Smes, Party::Tncs, fee);
    world.accounts.pay(Party::Tncs, Party::Households, money);
    world.accounts.pay(Party::Tncs, Party::Vendors, work);
    world.tally.cost_sme += fee;
    world.tally.cost_tnc += money + work - fee;
    world.tally.advances_usd += amount;
    charge(
        world,
        settings.administration_usd / 4.0,
        settings.donor_share,
    );
}

/// Advance that an affiliate would pay on a new order that spare cash cannot carry [USD]; none where no scheme asks the firm, 0 where none is
/// offered to it.
pub(in crate::model) fn advance_on(
    world: &impl Readable,
    tnc: usize,
    row: usize,
    value: Usd,
) -> Option<Usd> {
    let view = world.view();
    let need = view.tied_by(row, value);
    if view.spare_cash(row) >= need {
        return None;
    }
    let best = best_offer(world, tnc, |_| true)?;
    let offered = best_offer_to(world, tnc, row, best);
    Some(offered.map_or(0.0, |(share, _, _)| share * need))
}

/// A supplier that closes leaves its advances unpaid: what they bought is used up, and the affiliates bear it.
pub(in crate::model) fn lose_advance(world: &mut World, row: usize) {
    let advance = world.smes.advanced[row];
    if advance > 0.0 {
        world.smes.advanced[row] = 0.0;
        world.accounts.pay(Party::Tncs, Party::Vendors, advance);
        world.tally.cost_tnc += advance;
    }
}
