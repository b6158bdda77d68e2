//! Demand for credit, screening, collateral, pricing and default.

use super::registry::section;

section! {
    /// Purposes of loans and decisions of lenders. All rates are real.
    CreditParameters in "credit" {
        /// Real cost of lendable funds (r_f).
        funding_rate = 0.05, "per year", [0.0, 0.5], (0.01, 0.12), Assumed, "each context gives its own";
        /// Cost of running small loans.
        operating_cost = 0.04, "per year", [0.0, 0.3], (0.02, 0.10), Assumed, "small loans cost about twice as much as large ones";
        /// Return that lenders ask above cost.
        margin = 0.03, "per year", [0.0, 0.3], (0.0, 0.06), Assumed, "order of the small-firm premium (Beck et al.)";
        /// Yearly default of an average borrower (PD0).
        default_rate = 0.07, "per year", [0.001, 0.5], (0.03, 0.12), Assumed, "about 7 % of small firms' loans non-performing, recalled";
        /// Rise of default with debt over annual sales (b_lev).
        default_leverage = 1.5, "logit per unit", [0.0, 6.0], (0.5, 3.0), Assumed, "debt burdens";
        /// Fall of default with productivity (b_z).
        default_productivity = 0.5, "logit per sd", [0.0, 3.0], (0.2, 1.0), Literature, "more productive firms are less constrained (Kuntchev et al.); size assumed";
        /// Fall of default with age (b_age).
        default_age = 0.15, "logit per log year", [0.0, 2.0], (0.0, 0.4), Assumed, "small";
        /// Rise of default in a slump (per sd of the sector's cycle).
        default_cycle = 0.25, "logit per sd", [0.0, 2.0], (0.1, 0.5), Assumed, "order of cyclical swings in bad loans";
        /// Fall of default while TNC orders flow (b_c, d_c).
        default_contract = 0.6, "logit", [0.0, 3.0], (0.0, 1.2), Assumed, "contract-backed lending";
        /// Rise of default when cash is short.
        default_cash_short = 0.5, "logit", [0.0, 3.0], (0.2, 1.0), Assumed, "as above";
        /// Rise of default with the rate above its reference (a_as).
        adverse_selection = 3.0, "per unit of rate", [0.0, 12.0], (2.0, 5.0), Assumed, "Stiglitz and Weiss: safe borrowers leave, projects get riskier";
        /// Value of collateral that a lender gets back.
        recovery = 0.40, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "slow courts";
        /// Pledgeable assets relative to annual sales, median.
        pledgeable_share = 0.30, "share of annual sales", [0.0, 5.0], (0.1, 0.8), Assumed, "land titles and machines";
        /// Spread of pledgeable assets across firms.
        pledgeable_sd = 0.8, "log points", [0.0, 2.0], (0.4, 1.2), Assumed, "some own land, most do not";
        /// Probability that a firm without a loan wants a working-capital or general loan.
        demand_chance = 0.08, "per quarter", [0.0, 1.0], (0.002, 0.8), Assumed, "with discouragement it sets the share of firms with loans";
        /// Size of a general loan.
        general_loan_share = 0.15, "share of annual sales", [0.0, 2.0], (0.05, 0.4), Assumed, "as tried in a prototype";
        /// Length of a loan.
        tenor_quarters = 16, "quarters", [2, 60], (12, 20), Assumed, "upgrade loans 12 to 20 quarters";
        /// Quarters before the first repayment.
        grace_quarters = 2, "quarters", [0, 12], (0, 4), Assumed, "as above";
        /// Mean of the probability of approval below which an owner does not apply.
        discouragement_mean = 0.60, "share", [0.0, 1.5], (0.3, 0.9), Assumed, "discouraged firms outnumber denied ones (Cole and Dietrich)";
        /// Spread of that threshold across owners.
        discouragement_sd = 0.20, "share", [0.01, 1.0], (0.1, 0.4), Assumed, "as above";
        /// Part of the gap between belief and peers' approvals that closes in a quarter.
        belief_speed = 0.10, "per quarter", [0.0, 1.0], (0.03, 0.3), Assumed, "owners hear of each other's applications";
        /// Quarters for which a firm that was refused does not ask again for the same purpose.
        refusal_quarters = 8, "quarters", [0, 40], (2, 12), Assumed, "a changed file or a year's new accounts take time; 2 to 4 quarters where lenders and purposes are kept apart";
        /// Part of that wait that the firm keeps with loans for other purposes too; 1: a refusal bars it from every loan.
        refusal_reach = 1.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "1: lenders and owners do not distinguish purposes; 0: each purpose has its own clock";
        /// Weight of what owners learn from applications for plans and orders in their belief about other loans, and the other way round.
        belief_reach = 1.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "1: one belief about all loans; 0: two beliefs";
        /// Demand for general loans of a firm whose plan waits for money, relative to other firms.
        demand_beside_plan = 0.0, "ratio", [0.0, 1.0], (0.0, 1.0), Assumed, "0: who plans asks for nothing else; 1: daily business goes on";
        /// Probability that a firm without a loan that lacks money for capacity asks for one.
        growth_loan_chance = 0.3, "per quarter", [0.0, 1.0], (0.05, 0.6), Assumed, "of effect where capacity costs money (production.capex_ratio)";
        /// What a lender lends on a machine that a plan buys, and gets for it if the loan fails, over the cost of the plan.
        machine_pledge = 0.0, "share of plan", [0.0, 1.0], (0.0, 0.8), Assumed, "0: machines are no pledge; loan-to-value ratios of equipment loans and leases are around 0.6";
        /// Part of its collateral that a firm with a loan can pledge for a plan or an order, less what the loan uses; 0: one loan at a time.
        second_pledge = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "0: no second loan; 1: all that is free";
        /// Part of the loans for plans and orders that lenders would make without cover which they place under a guarantee, at their own fee.
        deadweight_share = 0.0, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "0: cover only where it changes the offer; partly additional credit (Cowan et al.: 0.65 USD per USD of guarantee)";
        /// Quarters for which a defaulter is refused.
        blacklist_quarters = 8, "quarters", [0, 40], (4, 20), Assumed, "credit bureaus";
        /// Lendable funds relative to the annual sales of formal SMEs.
        funds_share_of_sales = 0.10, "share", [0.0, 2.0], (0.02, 0.5), Assumed, "SME loans 3 % of GDP in developing and 13 % in developed countries (Ardic et al.)";
        /// Working capital that an order ties up: days of payment and stock.
        payment_days = 60, "days", [0, 365], (30, 120), Assumed, "usual terms";
        /// Days of stock and work before delivery for which an order ties up money too.
        lead_days = 0.0, "days", [0, 365], (0, 120), Assumed, "0: within the days of payment; a quarter's work and stock where these are counted apart";
        /// Part of a TNC order that is paid the days of payment after delivery and stands as a receivable until then; 0: paid on delivery.
        receivable_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "0: the wait is part of the cash buffer; 1: buyers pay by invoice";
        /// Part of receivables that lenders lend on, and that counts as money at hand.
        receivable_pledge = 0.0, "share", [0.0, 1.0], (0.0, 0.9), Assumed, "0: receivables are no pledge; factoring advances 0.7 to 0.9 of invoices on sound buyers";
        /// Rise of default at full cover (mh).
        moral_hazard = 0.15, "logit", [0.0, 2.0], (0.0, 0.5), Literature, "guarantees add 1 to 2 points of delinquency (Cowan et al.)";
    }
}

section! {
    /// One credit provider.
    CreditProviderParameters in "credit_providers" {
        /// Share of firms whose first call this provider is.
        market_share = 0.2, "share", [0.0, 1.0], (0.02, 0.8), Assumed, "shares are scaled to sum to one";
        /// Error of the provider's score of default, on the logit scale.
        screening_noise = 0.8, "logit", [0.0, 3.0], (0.3, 1.5), Assumed, "falls with credit information";
        /// Loan that one dollar of collateral supports.
        loan_to_value = 0.60, "share", [0.05, 2.0], (0.4, 0.8), Literature, "median in Enterprise Surveys of 131 countries";
        /// Rate relative to the country's cost of funds.
        funding_spread = 0.0, "per year", [-0.2, 0.3], (-0.05, 0.1), Assumed, "development banks below, microfinance above";
    }
}
