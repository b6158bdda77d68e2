//! Credit, plans and commitment: off they do nothing, on they work where they should and fail where they should.

use linkwright::model::{EndCause, InstrumentKind, ModelInput, Tally, World};

use crate::behaviour::{economy, edited, watch, with};

const SUPPORT: InstrumentKind = InstrumentKind::UpgradingSupport;
const GUARANTEE: InstrumentKind = InstrumentKind::CreditGuarantee;

/// Worlds of a comparison of counts.
const FEW: u32 = 4;
/// Seed of the comparisons.
const SEED: u64 = 640;

/// Lenders who trust most firms, and owners who ask.
const EASY_CREDIT: &[(&str, &str, f64)] = &[
    ("credit", "demand_chance", 0.1),
    ("credit", "discouragement_mean", 0.1),
    ("credit", "default_rate", 0.02),
    ("credit", "pledgeable_share", 1.0),
];

/// Firms that need no lender.
const OWN_MONEY: &[(&str, &str, f64)] = &[("production", "cash_buffer_months", 24.0)];

/// Sum over the quarters and worlds of a scenario.
fn total(input: &ModelInput, read: impl Fn(&World) -> f64 + Sync) -> f64 {
    watch(input, SEED, FEW, |world, sum: &mut f64| *sum += read(world))
        .iter()
        .sum()
}

/// The same of a number of the tally.
fn counted(input: &ModelInput, number: impl Fn(&Tally) -> f64 + Sync) -> f64 {
    total(input, |world| number(world.tally()))
}

fn set(input: &ModelInput, section: &str, key: &str, value: f64) -> ModelInput {
    edited(input.clone(), &[(section, key, value)])
}

#[test]
fn a_machine_that_can_be_pledged_brings_loans_for_plans() {
    let by_loan = |tally: &Tally| f64::from(tally.plans_by_loan);
    let (off, on) = (economy(), set(&economy(), "credit", "machine_pledge", 0.6));
    let (without, with) = (counted(&off, by_loan), counted(&on, by_loan));
    assert!(with > 1.2 * without, "{with} against {without}");
}

#[test]
fn firms_with_a_loan_borrow_for_plans_where_they_may_pledge_what_is_left() {
    let by_loan = |tally: &Tally| f64::from(tally.plans_by_loan);
    let off = edited(economy(), EASY_CREDIT);
    let on = set(&off, "credit", "second_pledge", 1.0);
    let (without, with) = (counted(&off, by_loan), counted(&on, by_loan));
    assert!(with > 1.1 * without, "{with} against {without}");
}

#[test]
fn firms_ask_sooner_and_for_more_where_a_refusal_holds_for_its_purpose_only() {
    let asked = |tally: &Tally| f64::from(tally.loan_applications);
    let sooner = set(&economy(), "credit", "refusal_quarters", 3.0);
    let apart = set(&economy(), "credit", "refusal_reach", 0.0);
    let beside = set(&economy(), "credit", "demand_beside_plan", 1.0);
    let usual = counted(&economy(), asked);
    for changed in [sooner, apart, beside] {
        let now = counted(&changed, asked);
        assert!(now > usual, "{now} against {usual}");
    }
}

#[test]
fn what_buyers_owe_stands_as_receivables_and_is_paid_in_time() {
    let on = set(&economy(), "credit", "receivable_share", 1.0);
    let owed = |world: &World| world.smes().receivable.iter().sum::<f64>();
    assert_eq!(total(&economy(), owed), 0.0);
    let (owed, delivered) = (total(&on, owed), counted(&on, |tally| tally.order_value));
    // 60 days are 0.66 of a quarter
    let quarters = owed / delivered;
    assert!((0.5..0.8).contains(&quarters), "{quarters}");
    let closed = |world: &World| {
        let smes = world.smes();
        (0..smes.len())
            .filter(|row| !smes.is_alive[*row])
            .map(|row| smes.receivable[row])
            .sum::<f64>()
    };
    assert_eq!(
        total(&on, closed),
        0.0,
        "firms that closed are owed nothing"
    );
}

#[test]
fn orders_that_tie_up_more_money_fail_for_want_of_it_and_receivables_as_pledge_help() {
    let short = |world: &World| {
        let smes = world.smes();
        (0..smes.len())
            .filter(|row| smes.is_alive[*row] && smes.committed[*row] > 0.0)
            .map(|row| smes.committed[row])
            .sum::<f64>()
    };
    let slow = edited(
        economy(),
        &[
            ("credit", "lead_days", 120.0),
            ("credit", "receivable_share", 1.0),
        ],
    );
    let pledged = set(&slow, "credit", "receivable_pledge", 0.8);
    let (fast, slow, pledged) = (
        total(&economy(), short),
        total(&slow, short),
        total(&pledged, short),
    );
    assert!(slow < fast, "orders held: {slow} against {fast}");
    assert!(pledged > slow, "with receivables as pledge {pledged}");
}

#[test]
fn growth_that_costs_money_waits_for_it() {
    let off = edited(economy(), OWN_MONEY);
    let dear = [("production", "capex_ratio", 1.6)];
    let sales = |tally: &Tally| tally.sales;
    let loss =
        |of: &ModelInput| 1.0 - counted(&edited(of.clone(), &dear), sales) / counted(of, sales);
    let (poor, rich) = (loss(&economy()), loss(&off));
    assert!(
        poor > 0.005,
        "firms without money lose {poor} of their sales"
    );
    assert!(rich < poor, "firms with money lose {rich}");
    let wanted = |world: &World| world.smes().growth_wanted.iter().sum::<f64>();
    assert_eq!(total(&economy(), wanted), 0.0);
    let usual = set(
        &edited(economy(), &dear),
        "credit",
        "growth_loan_chance",
        0.0,
    );
    let asked = |tally: &Tally| f64::from(tally.loan_applications);
    assert!(counted(&edited(economy(), &dear), asked) > counted(&usual, asked));
}

#[test]
fn covers_that_lenders_place_add_no_loans_and_their_fee_is_the_lenders() {
    let guaranteed = |share: f64| {
        let context = set(
            &edited(economy(), EASY_CREDIT),
            "credit",
            "deadweight_share",
            share,
        );
        with(context, &[(GUARANTEE, &[])])
    };
    let (none, all) = (guaranteed(0.0), guaranteed(1.0));
    let covered = |input: &ModelInput| counted(input, |tally| tally.covered_volume);
    let fees = |input: &ModelInput| counted(input, |tally| tally.cost_sme);
    let lent = |input: &ModelInput| counted(input, |tally| tally.loan_volume);
    assert!(covered(&all) > 1.3 * covered(&none));
    assert!(fees(&all) < fees(&none), "{} {}", fees(&all), fees(&none));
    let change = lent(&all) / lent(&none) - 1.0;
    assert!(change.abs() < 0.05, "loans change by {change}");
}

#[test]
fn order_loans_that_lenders_make_anyway_take_no_cover_where_proof_is_asked_for() {
    let guaranteed = |share: f64| {
        let context = edited(economy(), EASY_CREDIT);
        with(context, &[(GUARANTEE, &[("orders_by_price", share)])])
    };
    let covered = |share: f64| counted(&guaranteed(share), |tally| tally.covered_volume);
    let (by_price, with_proof) = (covered(1.0), covered(0.0));
    assert!(with_proof < by_price, "{with_proof} against {by_price}");
}

#[test]
fn aimed_plans_carry_more_firms_over_the_gates_for_less_money() {
    let supported = |aim: f64| {
        let context = edited(
            economy(),
            &[
                ("capability", "plan_aim", aim),
                ("production", "cash_buffer_months", 24.0),
            ],
        );
        with(context, &[(SUPPORT, &[])])
    };
    let (flat, aimed) = (supported(0.0), supported(1.0));
    let passers = |input: &ModelInput| {
        total(input, |world| {
            let (smes, sourcing) = (world.smes(), &world.parameters().sourcing);
            let passes = |row: &usize| {
                smes.is_alive[*row]
                    && smes.quality[*row] >= sourcing.quality_gate
                    && smes.standards[*row] >= sourcing.standards_gate
            };
            (0..smes.len()).filter(passes).count() as f64
        })
    };
    let (before, after) = (passers(&flat), passers(&aimed));
    assert!(after > before, "{after} against {before}");
    let gaps = |world: &World| {
        let smes = world.smes();
        let greatest = |gaps: &[f64; 2]| gaps[0].max(gaps[1]);
        let reach = 0.40 + 0.08;
        assert!(smes.plan_gaps.iter().all(|gaps| greatest(gaps) <= reach));
        smes.plan_gaps.iter().map(greatest).sum::<f64>()
    };
    assert_eq!(total(&flat, gaps), 0.0);
    assert!(total(&aimed, gaps) > 0.0);
}

#[test]
fn buyers_who_remember_audit_less_in_vain_and_told_firms_make_plans() {
    let failed = |world: &World| {
        let endings = world.linkages().endings.iter();
        endings
            .filter(|ending| ending.cause == EndCause::Audit)
            .count() as f64
    };
    let usual = total(&economy(), failed);
    let remembered = set(&economy(), "linkages", "audit_memory_quarters", 12.0);
    let fewer = total(&remembered, failed);
    assert!(fewer < usual, "{fewer} against {usual}");
    let plans = |tally: &Tally| f64::from(tally.plans_made);
    let told = set(&economy(), "linkages", "audit_plan_chance", 1.0);
    assert!(counted(&told, plans) > counted(&economy(), plans));
}

#[test]
fn clients_whose_plan_finds_no_money_leave_and_gain_less() {
    let supported =
        |numbers: &[(&str, &str, f64)]| with(edited(economy(), numbers), &[(SUPPORT, &[])]);
    let left = |input: &ModelInput| counted(input, |tally| f64::from(tally.drop_outs));
    let served = |input: &ModelInput| counted(input, |tally| f64::from(tally.clients));
    let share = |input: &ModelInput| left(input) / served(input);
    let unfinanced = ("commitment", "unfinanced", 4.0);
    let rich = ("production", "cash_buffer_months", 24.0);
    let usual = supported(&[]);
    let poor = share(&supported(&[unfinanced])) - share(&usual);
    let with_money = share(&supported(&[unfinanced, rich])) - share(&supported(&[rich]));
    assert!(poor > 0.1, "{poor}");
    assert!(with_money < 0.5 * poor, "{with_money} against {poor}");
    for key in ["waiting", "no_order"] {
        let more = share(&supported(&[("commitment", key, 1.0)]));
        assert!(more > share(&usual), "{key}: {more}");
    }
    let calm = share(&supported(&[("commitment", "steady", 0.0)]));
    assert!(calm < share(&usual), "{calm}");
    let management =
        |input: &ModelInput| total(input, |world| world.smes().management.iter().sum());
    let half = supported(&[("commitment", "unfinanced_service", 0.0)]);
    assert!(management(&half) < management(&usual));
}

#[test]
fn owners_without_money_in_view_do_not_apply_and_a_guarantee_brings_some_back() {
    let support = [(SUPPORT, &[][..])];
    let both = [(SUPPORT, &[][..]), (GUARANTEE, &[][..])];
    let heavy = set(&economy(), "commitment", "money_weight", 6.0);
    let applied = |input: &ModelInput| counted(input, |tally| f64::from(tally.applicants));
    let usual = applied(&with(economy(), &support));
    let alone = applied(&with(heavy.clone(), &support));
    let guaranteed = applied(&with(heavy, &both));
    assert!(alone < 0.8 * usual, "{alone} against {usual}");
    assert!(guaranteed > alone, "{guaranteed} against {alone}");
}
