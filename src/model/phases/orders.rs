//! Part of phases 5 and 6: what orders of an affiliate cost and leave to a firm, read from the state into the equations.

use super::products::bargain;
use super::relationships::{distance_factor, meetings_of};
use crate::model::equations::{choice, orders};
use crate::model::state::{AffiliateId, FirmId, Smes, Tnc};
use crate::model::view::Readable;
use crate::parameters::SourcingParameters;
use crate::random::Draws;
use crate::units::{Share, Usd};

/// Fit of a firm with an affiliate, from −1 to 1.
pub(super) fn fit(smes: &Smes, firm: FirmId, tnc: &Tnc) -> f64 {
    choice::fit(
        smes.speciality[firm] - tnc.speciality,
        smes.values[firm] - tnc.values,
    )
}

/// Log of domestic unit cost relative to the import price before its wedge.
pub(super) fn cost_level(world: &impl Readable) -> f64 {
    let view = world.view();
    choice::cost_level(view.parameters, view.economy.wage_index)
}

/// Log of a firm's quote relative to the import price before its wedge, with the noise of the quote; 0 in the mean.
pub(super) fn log_price(world: &impl Readable, firm: FirmId, noise: f64) -> f64 {
    let view = world.view();
    choice::log_price(
        cost_level(world),
        view.parameters.production.price_pass_through,
        view.smes.log_productivity[firm] - view.economy.productivity_mean,
        noise,
    )
}

/// Capacity that TNCs may still take of a firm [USD]; negative where they hold more.
pub(super) fn free_capacity(world: &impl Readable, firm: FirmId) -> Usd {
    let view = world.view();
    orders::free_capacity(
        size(view.smes, firm),
        view.parameters.sourcing.committed_cap,
        view.smes.committed[firm],
        view.smes.exports[firm],
    )
}

/// Greater of a firm's sales and capacity [USD per quarter].
pub(super) fn size(smes: &Smes, firm: FirmId) -> Usd {
    smes.sales[firm].max(smes.capacity[firm])
}

/// Margin on orders of an affiliate over their value [share], after production, governance, owner's time and expected squeeze.
pub(super) fn unit_margin(
    world: &impl Readable,
    firm: FirmId,
    tnc: AffiliateId,
    confidence: Share,
    order_value: Usd,
) -> Share {
    let view = world.view();
    let parameters = view.parameters;
    orders::margin(&orders::OrderCosts {
        material: parameters.production.material_share_of_sales,
        labour: orders::labour_share(
            parameters.production.wage_share_of_sales,
            view.economy.wage_index,
            view.smes.log_productivity[firm],
        ),
        governance: transaction_share(world, tnc, confidence),
        owner: owner_time_cost(world, firm, tnc) / order_value.max(1.0),
        squeeze: orders::expected_squeeze(
            &parameters.trust,
            parameters.sourcing.crisis_weight,
            confidence,
        ),
        shared_gain: shared_gain(world, tnc),
        bargain: bargain(world, firm.row()),
    })
}

/// Cost of contracting and haggling over the order value [share].
pub(super) fn transaction_share(
    world: &impl Readable,
    tnc: AffiliateId,
    confidence: Share,
) -> Share {
    let view = world.view();
    orders::transaction_share(
        &view.parameters.sourcing,
        confidence,
        view.tncs.rows[tnc].practices.outcomes.transaction,
    )
}

/// Payment on orders beyond their value, as the supplier's part of joint gains [share].
pub(super) fn shared_gain(world: &impl Readable, tnc: AffiliateId) -> Share {
    world.view().tncs.rows[tnc].practices.outcomes.margin
}

/// Owner's time that a linkage with a buyer takes in a quarter [USD]: less with its practices and with one standard of all buyers, and
/// as meetings are held where the owner keeps to a budget of time; more over a distance.
pub(super) fn owner_time_cost(world: &impl Readable, firm: FirmId, tnc: AffiliateId) -> Usd {
    let view = world.view();
    let is_budgeted = view.parameters.relations.owner_time_budget > 0.0;
    let held = if is_budgeted {
        meetings_of(world, firm.row()) / view.parameters.trust.meetings.max(1.0)
    } else {
        1.0
    };
    let burden =
        view.tncs.rows[tnc].practices.outcomes.burden * (1.0 - view.accumulated.burden_cut);
    owner_days_cost(world, view.parameters.sourcing.owner_days)
        * held
        * burden
        * distance_factor(world, firm.row(), tnc.row())
}

/// Owner's days [USD].
pub(super) fn owner_days_cost(world: &impl Readable, days: f64) -> Usd {
    let view = world.view();
    orders::owner_days_cost(
        days,
        view.parameters.sourcing.owner_day_wages,
        view.parameters.economy.annual_wage_usd,
        view.economy.wage_index,
    )
}

/// Drawn length of a contract, both limits included [quarters].
pub(super) fn contract_quarters(sourcing: &SourcingParameters, draws: Draws, agent: u64) -> u16 {
    let shortest = sourcing.contract_quarters_min as u32;
    let span = (sourcing.contract_quarters_max as u32).saturating_sub(shortest) + 1;
    (shortest + draws.below(agent, span)) as u16
}
