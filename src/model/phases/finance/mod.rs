//! Phase 3: debt service and default, plans paid from cash, applications, screening and lending.

mod lending;
mod service;

pub(in crate::model) use service::expected_loss;
pub(super) use service::settle;

pub use lending::{Applicant, LoanOffer, Terms, decide_loan};

use super::{knowledge, owners};
use crate::maths::{exp, ln, logistic, logit};
use crate::model::accounts::{Accounts, Party};
use crate::model::instruments::{InstrumentKind, Lottery, credit_brokerage, matching_grant};
use crate::model::state::{
    CreditLineState, CreditProviderState, FirmId, GuaranteeState, Kinds, PlanState, SECTOR_COUNT,
    Smes, Tally,
};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::Parameters;
use crate::random::{Process, pair};
use crate::units::{Quarter, Share, Usd};

/// Quarters for which a firm that was refused does not ask again.
const REFUSED_QUARTERS: u32 = 8;
/// Age at which the age term of default is zero [years].
const REFERENCE_AGE_YEARS: f64 = 8.0;

/// Purpose of a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An equipment plan.
    Plan,
    /// Working capital of an order.
    Order,
    /// Anything else; guarantees and credit lines do not reach it.
    General,
}

/// An application with the lender's answer.
#[derive(Clone, Debug)]
pub struct Application {
    row: u32,
    purpose: Purpose,
    need: Usd,
    from_line: bool,
    cover: Share,
    offer: Option<LoanOffer>,
    tie: u64,
    sector: usize,
    asked: Kinds,
}

/// Runs the phase.
pub fn step(world: &mut World) {
    world.approvals = Default::default();
    service::collect(world);
    pay_plans_from_cash(world);
    let mut applications = std::mem::take(&mut world.scratch.applications);
    applications.clear();
    collect(world, &mut applications);
    // contested funds go to the best expected return, ties by keyed hash
    applications.sort_unstable_by(|a, b| {
        let merit = |application: &Application| {
            application
                .offer
                .map_or(f64::NEG_INFINITY, |offer| offer.expected_return)
        };
        merit(b).total_cmp(&merit(a)).then(a.tie.cmp(&b.tie))
    });
    for application in &applications {
        if is_still_possible(world, application) {
            answer(world, application);
        } else {
            // others took the cover or the line funds: the lender looks again without them
            let again = apply(
                world,
                application.row as usize,
                application.purpose,
                application.need,
                application.tie,
            );
            answer(world, &again);
        }
    }
    world.scratch.applications = applications;
}

/// Plans are paid for as soon as spare cash allows.
fn pay_plans_from_cash(world: &mut World) {
    for row in 0..world.smes.len() {
        if world.smes.plan[row] == PlanState::Wanted
            && !matching_grant::waits_for_grant(world, row)
            && world.spare_cash(row) >= matching_grant::own_part_of_plan(world, row)
        {
            pay_plan(world, row);
        }
    }
}

fn pay_plan(world: &mut World, row: usize) {
    matching_grant::pay_grant(world, row);
    let cost = world.smes.plan_cost[row];
    world.smes.cash[row] -= cost;
    world.accounts.pay(Party::Smes, Party::Vendors, cost);
    world.smes.plan[row] = PlanState::Installing;
    world.smes.plan_left[row] = world.parameters.capability.upgrade_quarters as u16;
    world.tally.plans_financed += 1;
}

/// Firms with a plan, or with a need of their own, apply if they think approval likely enough.
fn collect(world: &mut World, applications: &mut Vec<Application>) {
    let wants = world.draws(Process::LoanDemand);
    let ties = world.draws(Process::Tie);
    for row in 0..world.smes.len() {
        let smes = &world.smes;
        if !smes.is_alive[row]
            || !smes.is_formal[row]
            || smes.loan[row] > 0.0
            || world.quarter < smes.may_apply_from[row]
        {
            continue;
        }
        let has_plan =
            smes.plan[row] == PlanState::Wanted && !matching_grant::waits_for_grant(world, row);
        if !has_plan && !wants.event(smes.key[row], world.parameters.credit.demand_chance) {
            continue;
        }
        let (purpose, need) = if has_plan {
            (
                Purpose::Plan,
                matching_grant::own_part_of_plan(world, row) - world.spare_cash(row),
            )
        } else {
            (
                Purpose::General,
                world.parameters.credit.general_loan_share * 4.0 * smes.sales[row],
            )
        };
        if need <= 0.0 {
            continue;
        }
        let tie = ties.bits(smes.key[row]);
        match comes_for(world, row, purpose) {
            Comes::Applies => applications.push(apply(world, row, purpose, need, tie)),
            Comes::Leaves(asked) => world.smes.asked[row].insert_all(asked),
            Comes::Stays => {}
        }
    }
}

/// What an owner who needs money does.
enum Comes {
    /// Stays away from lenders.
    Stays,
    /// Comes for a guarantee, is told that it is not offered, and leaves.
    Leaves(Kinds),
    /// Applies for a loan.
    Applies,
}

/// An owner applies who thinks approval likely enough; one whom an announced cover brings and to whom it is not offered leaves.
fn comes_for(world: &impl Readable, row: usize, purpose: Purpose) -> Comes {
    let view = world.view();
    let announced = if purpose == Purpose::General {
        0.0
    } else {
        view.guarantee.announcement
    };
    let comes = |announced: f64| {
        perceived_approval(world, row, purpose, announced) >= view.smes.discouragement[row]
    };
    if !comes(announced) {
        Comes::Stays
    } else if announced == 0.0 || is_offered_cover(world, row) || comes(0.0) {
        Comes::Applies
    } else {
        Comes::Leaves(asked_of(world, purpose))
    }
}

fn is_offered_cover(world: &impl Readable, row: usize) -> bool {
    world.view().guarantee.cover > 0.0
        && Lottery::of_scheme(world, InstrumentKind::CreditGuarantee).offers(world, row)
}

/// Instruments for which a firm comes that asks for a loan: a guarantee, and for plans a credit line.
fn asked_of(world: &impl Readable, purpose: Purpose) -> Kinds {
    let view = world.view();
    let mut asked = Kinds::NONE;
    if purpose == Purpose::Plan && view.line.is_open {
        asked.insert(InstrumentKind::CreditLine);
    }
    if purpose != Purpose::General && view.guarantee.cover > 0.0 {
        asked.insert(InstrumentKind::CreditGuarantee);
    }
    asked
}

/// Probability of approval as the owner sees it: peers' approvals, own strength, what is announced of cover, and an advisor's help.
fn perceived_approval(
    world: &impl Readable,
    row: usize,
    purpose: Purpose,
    announced: Share,
) -> Share {
    let view = world.view();
    let sector = view.sector_of(view.smes.cell[row]);
    let encouraged = if purpose == Purpose::General {
        0.0
    } else {
        credit_brokerage::loan_file(world, row).map_or(0.0, |file| file.encouragement)
    };
    (view.approval_belief[sector]
        + 0.05 * view.productivity_score(row)
        + announced
        + encouraged
        + knowledge::approval(world, row))
    .clamp(0.0, 1.0)
}

/// Screens one application.
fn apply(world: &impl Readable, row: usize, purpose: Purpose, need: Usd, tie: u64) -> Application {
    let view = world.view();
    let credit = &view.parameters.credit;
    let provider = usize::from(view.smes.provider[row]);
    let lender = &view.providers[provider].parameters;
    let from_line = purpose == Purpose::Plan
        && view.line.is_open
        && view.line.funds >= need
        && Lottery::of_scheme(world, InstrumentKind::CreditLine).offers(world, row);
    let noise = view.draws(Process::LoanScore).normal(view.smes.key[row]);
    let pledge =
        service::collateral(view.smes, row) + if purpose == Purpose::Order { need } else { 0.0 };
    let applicant = Applicant {
        default_rate: default_rate(world, row, purpose == Purpose::Order, need),
        score_error: lender.screening_noise
            * noise
            * credit_brokerage::loan_file(world, row)
                .map_or(1.0, |file| 1.0 - file.noise_reduction)
            * knowledge::score_error(world, row),
        need,
        accepts_less: purpose == Purpose::General,
        pledge_usd: pledge,
    };
    let terms = Terms {
        funding_rate: (view.provider_states[provider].funding_rate + view.shock_effects.rate_rise
            - if from_line { view.line.discount } else { 0.0 })
        .max(0.0),
        operating_cost: credit.operating_cost,
        margin: credit.margin,
        reference_rate: service::reference_rate(credit),
        adverse_selection: credit.adverse_selection,
        recovery: credit.recovery,
        loan_to_value: lender.loan_to_value,
        cover: 0.0,
    };
    let (cover, offer) = best_offer(world, row, purpose, &applicant, &terms);
    Application {
        row: row as u32,
        purpose,
        need,
        from_line,
        cover,
        offer,
        tie,
        sector: view.sector_of(view.smes.cell[row]),
        asked: asked_of(world, purpose),
    }
}

/// The cheaper of an offer without and with the guarantee, its fee included: safe borrowers do without (adverse selection).
fn best_offer(
    world: &impl Readable,
    row: usize,
    purpose: Purpose,
    applicant: &Applicant,
    terms: &Terms,
) -> (Share, Option<LoanOffer>) {
    let view = world.view();
    let plain = decide_loan(applicant, terms);
    let guarantee = view.guarantee;
    let has_room = applicant.need * guarantee.cover <= guarantee.limit - guarantee.covered;
    if purpose == Purpose::General || !has_room || !is_offered_cover(world, row) {
        return (0.0, plain);
    }
    let covered = decide_loan(
        applicant,
        &Terms {
            cover: guarantee.cover,
            ..*terms
        },
    );
    match (plain, covered) {
        (Some(without), Some(with))
            if with.rate + guarantee.fee * guarantee.cover < without.rate =>
        {
            (guarantee.cover, Some(with))
        }
        (None, Some(with)) => (guarantee.cover, Some(with)),
        (without, _) => (0.0, without),
    }
}

/// Yearly default of a firm with a new debt at the reference rate [share]; without the effects of rate and cover.
pub(super) fn default_rate(
    world: &impl Readable,
    row: usize,
    has_order: bool,
    new_debt: Usd,
) -> Share {
    let view = world.view();
    let (credit, smes) = (&view.parameters.credit, view.smes);
    let annual_sales = (4.0 * smes.sales[row]).max(1.0);
    let leverage = (smes.loan[row] + new_debt) / annual_sales;
    let age = ln((1.0 + smes.age_years(row, view.quarter)) / (1.0 + REFERENCE_AGE_YEARS));
    let sector = view.sector_of(smes.cell[row]);
    let mut score = logit(credit.default_rate.clamp(1e-9, 1.0 - 1e-9))
        + credit.default_leverage * leverage
        - credit.default_productivity * view.productivity_score(row)
        - credit.default_age * age
        - credit.default_cycle * view.economy.sector[sector];
    if view.is_short_of_cash(row) {
        score += credit.default_cash_short;
    }
    if has_order || smes.tnc_sales[row] > 0.0 {
        score -= credit.default_contract;
    }
    logistic(score)
}

/// True while the cover and the line funds that an application counted on are there.
fn is_still_possible(world: &World, application: &Application) -> bool {
    let amount = application.offer.map_or(0.0, |offer| offer.amount);
    let has_cover = application.cover == 0.0
        || world.guarantee.covered + amount * application.cover <= world.guarantee.limit;
    has_cover && (!application.from_line || amount <= world.line.funds)
}

/// Answers an application; a plan that gets its loan is paid for.
fn answer(world: &mut World, application: &Application) {
    let granted = grant(world, application);
    let is_lent = Loans::new(world).book(application, granted);
    if is_lent && application.purpose == Purpose::Plan {
        pay_plan(world, application.row as usize);
        world.tally.plans_by_loan += 1;
    }
}

/// The offer of the lender that is made good: it has the funds, and does not refuse the owner.
fn grant(world: &impl Readable, application: &Application) -> Option<LoanOffer> {
    let view = world.view();
    let row = application.row as usize;
    let funds = if application.from_line {
        view.line.funds
    } else {
        let provider = usize::from(view.smes.provider[row]);
        view.shock_effects
            .lendable(view.provider_states[provider].funds)
    };
    application
        .offer
        .filter(|offer| offer.amount <= funds && !owners::is_refused(world, row))
}

/// State that lending changes.
pub(super) struct Loans<'a> {
    /// Parameters of the context.
    pub parameters: &'a Parameters,
    /// The running quarter.
    pub quarter: Quarter,
    /// Borrowers.
    pub smes: &'a mut Smes,
    /// Lenders.
    pub provider_states: &'a mut [CreditProviderState],
    /// Credit lines.
    pub line: &'a mut CreditLineState,
    /// Guarantees.
    pub guarantee: &'a mut GuaranteeState,
    /// Applications and approvals of the quarter, by sector.
    pub approvals: &'a mut [(u32, u32); SECTOR_COUNT],
    /// Flows between parties.
    pub accounts: &'a mut Accounts,
    /// Counts of the quarter.
    pub tally: &'a mut Tally,
}

impl<'a> Loans<'a> {
    fn new(world: &'a mut World) -> Self {
        Self {
            parameters: &world.parameters,
            quarter: world.quarter,
            smes: &mut world.smes,
            provider_states: &mut world.provider_states,
            line: &mut world.line,
            guarantee: &mut world.guarantee,
            approvals: &mut world.approvals,
            accounts: &mut world.accounts,
            tally: &mut world.tally,
        }
    }

    /// Writes down an application and its answer, and lends; a firm that is refused waits before it asks again. True where it lent.
    pub fn book(&mut self, application: &Application, granted: Option<LoanOffer>) -> bool {
        let row = application.row as usize;
        let approvals = &mut self.approvals[application.sector];
        self.smes.asked[row].insert_all(application.asked);
        self.tally.loan_applications += 1;
        approvals.0 += 1;
        let Some(offer) = granted else {
            self.smes.may_apply_from[row] = self.quarter + REFUSED_QUARTERS;
            return false;
        };
        self.tally.loans_approved += 1;
        approvals.1 += 1;
        self.disburse(row, offer, application.cover, application.from_line);
        true
    }

    fn disburse(&mut self, row: usize, offer: LoanOffer, cover: Share, from_line: bool) {
        let credit = &self.parameters.credit;
        let smes = &mut *self.smes;
        smes.loan[row] = offer.amount;
        smes.loan_rate[row] = offer.rate;
        smes.loan_left[row] = (credit.tenor_quarters - credit.grace_quarters).max(1.0) as u16;
        smes.loan_grace[row] = credit.grace_quarters as u16;
        smes.loan_cover[row] = cover;
        smes.is_line_loan[row] = from_line;
        smes.cash[row] += offer.amount;
        if cover > 0.0 {
            smes.taken[row].insert(InstrumentKind::CreditGuarantee);
        }
        let lender = if from_line {
            smes.taken[row].insert(InstrumentKind::CreditLine);
            self.line.funds -= offer.amount;
            self.line.outstanding += offer.amount;
            Party::CreditLines
        } else {
            let provider = &mut self.provider_states[usize::from(smes.provider[row])];
            provider.funds -= offer.amount;
            provider.outstanding += offer.amount;
            Party::Providers
        };
        self.accounts.pay(lender, Party::Smes, offer.amount);
        self.guarantee.covered += offer.amount * cover;
        self.tally.loan_volume += offer.amount;
        self.tally.interest_agreed += offer.amount * offer.rate;
        self.tally.covered_volume += offer.amount * cover;
    }
}

/// Source of the working capital of a new order.
pub(super) enum OrderMoney {
    /// Spare cash.
    Cash,
    /// Nowhere: the firm has a loan, was refused lately, or thinks that it would be.
    Nowhere {
        /// Instruments for which it came, and that are not offered to it.
        asked: Kinds,
    },
    /// An order loan that the firm asks for, with the offer that its lender makes good.
    Loan(Application, Option<LoanOffer>),
}

/// Finds working capital for a new order: spare cash first, then an order loan.
pub(super) fn money_for_order(world: &impl Readable, firm: FirmId, need: Usd) -> OrderMoney {
    let (world, row) = (&world.view(), firm.row());
    let missing = need - world.spare_cash(row);
    if missing <= 0.0 {
        return OrderMoney::Cash;
    }
    let smes = world.smes;
    if smes.loan[row] > 0.0 || world.quarter < smes.may_apply_from[row] {
        return OrderMoney::Nowhere { asked: Kinds::NONE };
    }
    match comes_for(world, row, Purpose::Order) {
        Comes::Stays => return OrderMoney::Nowhere { asked: Kinds::NONE },
        Comes::Leaves(asked) => return OrderMoney::Nowhere { asked },
        Comes::Applies => {}
    }
    let tie = pair(smes.key[row], 1);
    let application = apply(world, row, Purpose::Order, missing, tie);
    let granted = grant(world, &application);
    OrderMoney::Loan(application, granted)
}

/// Factor on default at a rate above the reference.
pub(super) fn selection_factor(adverse_selection: f64, rate: f64, reference_rate: f64) -> f64 {
    exp(adverse_selection * (rate - reference_rate))
}
