//! Phase 3: debt service and default, plans paid from cash, applications, screening and lending.

mod lending;
mod service;

pub(in crate::model) use service::expected_loss;
pub(super) use service::settle;

pub use lending::{Applicant, LoanOffer, Terms, decide_loan};

use super::{knowledge, owners};
use crate::maths::{exp, ln, logistic, logit};
use crate::model::accounts::{Accounts, Party};
use crate::model::equations::credit::{Debt, free_collateral, of_both};
use crate::model::instruments::{InstrumentKind, Lottery, credit_brokerage, matching_grant};
use crate::model::state::{
    Approvals, CreditLineState, CreditProviderState, FirmId, GuaranteeState, Kinds, PlanState,
    SECTOR_COUNT, Smes, Tally,
};
use crate::model::view::{Readable, View};
use crate::model::world::World;
use crate::parameters::{CreditParameters, Parameters};
use crate::random::{Draws, Process, pair};
use crate::units::{Quarter, Share, Usd};

/// Age at which the age term of default is zero [years].
const REFERENCE_AGE_YEARS: f64 = 8.0;

/// Purpose of a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An equipment plan.
    Plan,
    /// Working capital of an order.
    Order,
    /// Capacity that the firm lacks money for.
    Growth,
    /// Anything else. Guarantees and credit lines reach neither this nor growth.
    General,
}

impl Purpose {
    /// Place of its clock among those of a firm that was refused.
    pub(in crate::model) const fn clock(self) -> usize {
        match self {
            Self::Plan => 0,
            Self::Order => 1,
            Self::Growth | Self::General => 2,
        }
    }

    /// True for a plan or an order: what guarantees, loan files and second loans are for.
    const fn is_for_upgrading(self) -> bool {
        match self {
            Self::Plan | Self::Order => true,
            Self::Growth | Self::General => false,
        }
    }

    /// Place of the belief in approval that it belongs to.
    const fn belief(self) -> usize {
        if self.is_for_upgrading() { 0 } else { 1 }
    }
}

/// An application with the lender's answer.
#[derive(Clone, Debug)]
pub struct Application {
    row: u32,
    purpose: Purpose,
    need: Usd,
    from_line: bool,
    cover: Share,
    fee_of_lender: Share,
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
        if !world.smes.is_alive[row] || !world.smes.is_formal[row] {
            continue;
        }
        match wanted_loan(world, row, wants) {
            Some((purpose, need, Comes::Applies)) => {
                let tie = ties.bits(world.smes.key[row]);
                applications.push(apply(world, row, purpose, need, tie));
            }
            Some((_, _, Comes::Leaves(asked))) => world.smes.asked[row].insert_all(asked),
            Some((_, _, Comes::Stays)) | None => {}
        }
    }
}

/// The loan for which a firm comes to a lender in the quarter: for its plan, or else for capacity, or else for anything.
fn wanted_loan(world: &World, row: usize, wants: Draws) -> Option<(Purpose, Usd, Comes)> {
    let purposes = [Purpose::Plan, Purpose::Growth, Purpose::General];
    purposes.into_iter().find_map(|purpose| {
        let need = need_for(world, row, purpose, wants)?;
        match comes_for(world, row, purpose) {
            Comes::Stays => None,
            comes => Some((purpose, need, comes)),
        }
    })
}

/// Money that a firm would borrow for a purpose in the quarter [USD]; none where it needs none or no lender would hear it.
fn need_for(world: &World, row: usize, purpose: Purpose, wants: Draws) -> Option<Usd> {
    let (smes, credit) = (&world.smes, &world.parameters.credit);
    if !may_borrow(world, row, purpose) {
        return None;
    }
    let has_plan =
        smes.plan[row] == PlanState::Wanted && !matching_grant::waits_for_grant(world, row);
    let is_wanted = match purpose {
        Purpose::Plan => has_plan,
        Purpose::Order => false,
        Purpose::Growth => {
            smes.growth_wanted[row] > 0.0
                && wants.event(pair(smes.key[row], 1), credit.growth_loan_chance)
        }
        Purpose::General if has_plan => wants.event(
            smes.key[row],
            credit.demand_chance * credit.demand_beside_plan,
        ),
        Purpose::General => wants.event(smes.key[row], credit.demand_chance),
    };
    let need = || match purpose {
        Purpose::Plan => matching_grant::own_part_of_plan(world, row) - world.spare_cash(row),
        Purpose::Order => 0.0,
        Purpose::Growth => smes.growth_wanted[row],
        Purpose::General => credit.general_loan_share * 4.0 * smes.sales[row],
    };
    is_wanted.then(need).filter(|need| *need > 0.0)
}

/// True where lenders would hear a firm: it was not refused or in default lately, and has no loan or may pledge what that leaves. What a
/// credit line lent is not topped up.
pub(in crate::model) fn may_borrow(world: &impl Readable, row: usize, purpose: Purpose) -> bool {
    let view = world.view();
    let smes = view.smes;
    let tops_up = purpose.is_for_upgrading()
        && view.parameters.credit.second_pledge > 0.0
        && !smes.is_line_loan[row];
    (smes.loan[row] <= 0.0 || tops_up) && view.quarter >= smes.may_apply_from[row][purpose.clock()]
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
    let announced = if purpose.is_for_upgrading() {
        view.guarantee.announcement
    } else {
        0.0
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
    if purpose.is_for_upgrading() && view.guarantee.cover > 0.0 {
        asked.insert(InstrumentKind::CreditGuarantee);
    }
    asked
}

/// Probability of approval as the owner sees it: peers' approvals, own strength, what is announced of cover, and an advisor's help.
pub(in crate::model) fn perceived_approval(
    world: &impl Readable,
    row: usize,
    purpose: Purpose,
    announced: Share,
) -> Share {
    let view = world.view();
    let sector = view.sector_of(view.smes.cell[row]);
    let encouraged = if purpose.is_for_upgrading() {
        credit_brokerage::loan_file(world, row).map_or(0.0, |file| file.encouragement)
    } else {
        0.0
    };
    (view.approval_belief[sector][purpose.belief()]
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
        && view.smes.loan[row] <= 0.0
        && Lottery::of_scheme(world, InstrumentKind::CreditLine).offers(world, row);
    let noise = view.draws(Process::LoanScore).normal(view.smes.key[row]);
    let pledge = free_pledge(world, row, lender.loan_to_value)
        + if purpose == Purpose::Order { need } else { 0.0 };
    let applicant = Applicant {
        default_rate: default_rate(world, row, purpose == Purpose::Order, need),
        score_error: lender.screening_noise
            * noise
            * credit_brokerage::loan_file(world, row)
                .map_or(1.0, |file| 1.0 - file.noise_reduction)
            * knowledge::score_error(world, row),
        need,
        accepts_less: !purpose.is_for_upgrading(),
        pledge_usd: pledge,
        secured_usd: machine_of(credit, view.smes, row, purpose) + free_receivables(&view, row),
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
    let covered = best_offer(world, row, purpose, &applicant, &terms);
    Application {
        row: row as u32,
        purpose,
        need,
        from_line,
        cover: covered.cover,
        fee_of_lender: covered.fee_of_lender,
        offer: covered.offer,
        tie,
        sector: view.sector_of(view.smes.cell[row]),
        asked: asked_of(world, purpose),
    }
}

/// Collateral that a firm has not pledged yet [USD].
fn free_pledge(world: &impl Readable, row: usize, loan_to_value: Share) -> Usd {
    let view = world.view();
    let all = service::collateral(view.smes, row);
    if view.smes.loan[row] <= 0.0 {
        return all;
    }
    let debt = Debt {
        loan: view.smes.loan[row],
        cover: view.smes.loan_cover[row],
        machine: view.smes.machine[row],
    };
    free_collateral(
        all,
        view.parameters.credit.second_pledge,
        &debt,
        loan_to_value,
    )
}

/// What a lender lends on receivables [USD]; the first loan of a firm takes them up.
fn free_receivables(view: &View<'_>, row: usize) -> Usd {
    if view.smes.loan[row] > 0.0 {
        0.0
    } else {
        view.receivable_value(row)
    }
}

/// What a lender lends on the machine that a loan buys [USD].
fn machine_of(credit: &CreditParameters, smes: &Smes, row: usize, purpose: Purpose) -> Usd {
    match purpose {
        Purpose::Plan => credit.machine_pledge * smes.plan_cost[row],
        Purpose::Order | Purpose::Growth | Purpose::General => 0.0,
    }
}

/// What a lender offers, and who bears the fee of a guarantee.
struct Answer {
    /// Part of a loss that a guarantee bears [share].
    cover: Share,
    /// Part of the fee that the lender bears [share].
    fee_of_lender: Share,
    offer: Option<LoanOffer>,
}

impl Answer {
    const fn plain(offer: Option<LoanOffer>) -> Self {
        Self {
            cover: 0.0,
            fee_of_lender: 0.0,
            offer,
        }
    }
}

/// The cheaper of an offer without and with the guarantee, its fee included: safe borrowers do without (adverse selection). A lender
/// places some of the loans that it would make anyway under the guarantee, at the same rate and at its own fee.
fn best_offer(
    world: &impl Readable,
    row: usize,
    purpose: Purpose,
    applicant: &Applicant,
    terms: &Terms,
) -> Answer {
    let view = world.view();
    let plain = decide_loan(applicant, terms);
    let guarantee = view.guarantee;
    let has_room = applicant.need * guarantee.cover <= guarantee.limit - guarantee.covered;
    if !purpose.is_for_upgrading() || !has_room || !is_offered_cover(world, row) {
        return Answer::plain(plain);
    }
    let draws = view.draws(Process::LoanCover);
    let key = pair(view.smes.key[row], purpose.clock() as u64);
    if plain.is_some() && draws.event(pair(key, 0), view.parameters.credit.deadweight_share) {
        return Answer {
            cover: guarantee.cover,
            fee_of_lender: 1.0,
            offer: plain,
        };
    }
    let may_choose = match purpose {
        Purpose::Order => draws.event(pair(key, 1), guarantee.orders_by_price),
        Purpose::Plan | Purpose::Growth | Purpose::General => true,
    };
    if plain.is_some() && !may_choose {
        return Answer::plain(plain);
    }
    let covered = decide_loan(
        applicant,
        &Terms {
            cover: guarantee.cover,
            ..*terms
        },
    );
    let is_taken = match (&plain, &covered) {
        (Some(without), Some(with)) => with.rate + guarantee.fee * guarantee.cover < without.rate,
        (None, Some(_)) => true,
        (_, None) => false,
    };
    if is_taken {
        Answer {
            cover: guarantee.cover,
            fee_of_lender: 0.0,
            offer: covered,
        }
    } else {
        Answer::plain(plain)
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

/// Answers an application; a plan, and capacity, that get their loan are paid for.
fn answer(world: &mut World, application: &Application) {
    let (row, granted) = (application.row as usize, grant(world, application));
    if !Loans::new(world).book(application, granted) {
        return;
    }
    match application.purpose {
        Purpose::Plan => {
            pay_plan(world, row);
            world.tally.plans_by_loan += 1;
        }
        Purpose::Growth => {
            let amount = granted.map_or(0.0, |offer| offer.amount);
            world.smes.growth_wanted[row] = 0.0;
            buy_machines(
                &mut world.smes,
                &mut world.accounts,
                &world.parameters,
                row,
                amount,
            );
        }
        Purpose::Order | Purpose::General => {}
    }
}

/// Machines are bought at once: capacity can grow into them.
pub(super) fn buy_machines(
    smes: &mut Smes,
    accounts: &mut Accounts,
    parameters: &Parameters,
    row: usize,
    amount: Usd,
) {
    if amount > 0.0 {
        smes.installed[row] += amount / parameters.production.capex_ratio;
        smes.cash[row] -= amount;
        accounts.pay(Party::Smes, Party::Vendors, amount);
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
    pub approvals: &'a mut [Approvals; SECTOR_COUNT],
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
        let approvals = &mut self.approvals[application.sector][application.purpose.belief()];
        self.smes.asked[row].insert_all(application.asked);
        self.tally.loan_applications += 1;
        approvals.0 += 1;
        let Some(offer) = granted else {
            self.refuse(row, application.purpose);
            return false;
        };
        self.tally.loans_approved += 1;
        approvals.1 += 1;
        self.disburse(application, offer);
        true
    }

    /// A firm that was refused waits: with the same purpose, and as far as refusals reach with others.
    fn refuse(&mut self, row: usize, purpose: Purpose) {
        let credit = &self.parameters.credit;
        let with_others = (credit.refusal_reach * credit.refusal_quarters + 0.5) as u32;
        for (place, from) in self.smes.may_apply_from[row].iter_mut().enumerate() {
            let wait = if place == purpose.clock() {
                credit.refusal_quarters as u32
            } else {
                with_others
            };
            *from = (*from).max(self.quarter + wait);
        }
    }

    fn disburse(&mut self, application: &Application, offer: LoanOffer) {
        let (row, cover, from_line) = (
            application.row as usize,
            application.cover,
            application.from_line,
        );
        self.owe(row, offer, application);
        let smes = &mut *self.smes;
        smes.machine[row] += machine_of(&self.parameters.credit, smes, row, application.purpose);
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

impl Loans<'_> {
    /// Writes a loan down with its borrower; with one that the firm has it becomes one loan.
    fn owe(&mut self, row: usize, offer: LoanOffer, application: &Application) {
        let (cover, fee) = (application.cover, application.fee_of_lender);
        let (credit, smes) = (&self.parameters.credit, &mut *self.smes);
        let left = (credit.tenor_quarters - credit.grace_quarters).max(1.0);
        let (loan, amount) = (smes.loan[row], offer.amount);
        if loan <= 0.0 {
            smes.loan[row] = amount;
            smes.loan_rate[row] = offer.rate;
            smes.loan_left[row] = left as u16;
            smes.loan_grace[row] = credit.grace_quarters as u16;
            smes.loan_cover[row] = cover;
            smes.fee_of_lender[row] = fee;
            smes.is_line_loan[row] = application.from_line;
            return;
        }
        let mean = |first: f64, second: f64| of_both(first, loan, second, amount);
        smes.loan_rate[row] = mean(smes.loan_rate[row], offer.rate);
        smes.loan_left[row] = mean(f64::from(smes.loan_left[row]), left).ceil() as u16;
        smes.loan_grace[row] =
            mean(f64::from(smes.loan_grace[row]), credit.grace_quarters).floor() as u16;
        let covered = (loan * smes.loan_cover[row], amount * cover);
        if covered.0 + covered.1 > 0.0 {
            smes.fee_of_lender[row] = of_both(smes.fee_of_lender[row], covered.0, fee, covered.1);
        }
        smes.loan_cover[row] = mean(smes.loan_cover[row], cover);
        smes.loan[row] = loan + amount;
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
    if !may_borrow(world, row, Purpose::Order) {
        return OrderMoney::Nowhere { asked: Kinds::NONE };
    }
    match comes_for(world, row, Purpose::Order) {
        Comes::Stays => return OrderMoney::Nowhere { asked: Kinds::NONE },
        Comes::Leaves(asked) => return OrderMoney::Nowhere { asked },
        Comes::Applies => {}
    }
    let tie = pair(world.smes.key[row], 1);
    let application = apply(world, row, Purpose::Order, missing, tie);
    let granted = grant(world, &application);
    OrderMoney::Loan(application, granted)
}

/// Factor on default at a rate above the reference.
pub(super) fn selection_factor(adverse_selection: f64, rate: f64, reference_rate: f64) -> f64 {
    exp(adverse_selection * (rate - reference_rate))
}
