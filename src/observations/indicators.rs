//! The indicators: name, unit, meaning and how each is read, in the order of every table.

use serde::Serialize;

/// How a number relates to time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// State at the end of the horizon.
    Stock,
    /// Sum over the recorded quarters.
    Flow,
    /// Mean over the recorded quarters.
    Mean,
}

/// What a reader uses an indicator for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May head a report.
    Headline,
    /// A step of the funnel from eligible firms to sustained linkages.
    Funnel,
    /// Why a firm that was looked at got no order.
    Failure,
    /// Money, by payer.
    Cost,
    /// All others.
    Detail,
}

/// One indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Indicator {
    /// Column name.
    pub name: &'static str,
    /// Short title for charts and tables.
    pub title: &'static str,
    /// Unit; `share` lies in 0 to 1.
    pub unit: &'static str,
    /// Definition in one sentence.
    pub meaning: &'static str,
    /// How it relates to time.
    pub kind: Kind,
    /// What it is used for.
    pub role: Role,
    /// True where the time series is written for every recorded quarter.
    pub series: bool,
}

/// Index of an indicator in [`INDICATORS`].
#[must_use]
pub fn indicator_index(name: &str) -> Option<usize> {
    INDICATORS.iter().position(|indicator| indicator.name == name)
}

macro_rules! indicators {
    ($($name:ident: $title:literal, $unit:literal, $kind:ident, $role:ident, $series:literal, $meaning:literal;)+) => {
        /// All indicators, in the order of every table.
        pub const INDICATORS: &[Indicator] = &[
            $(Indicator {
                name: stringify!($name), title: $title, unit: $unit, meaning: $meaning,
                kind: Kind::$kind, role: Role::$role, series: $series,
            }),+
        ];

        /// Values of all indicators of one world, named.
        #[derive(Clone, Debug, Default, PartialEq)]
        #[allow(missing_docs)]
        pub struct Values {
            $(pub $name: f64),+
        }

        impl Values {
            /// The values in the order of [`INDICATORS`].
            #[must_use]
            pub const fn to_array(&self) -> [f64; INDICATORS.len()] {
                [$(self.$name),+]
            }
        }
    };
}

indicators! {
    sustained_linkages: "Sustained linkages", "linkages", Stock, Headline, true, "Linkages alive at the horizon that have spent at least 8 quarters in Supply or Strategic.";
    upgraded_suppliers: "Upgraded suppliers", "SMEs", Stock, Headline, true, "Living SMEs with an order in the last 4 quarters that pass a gate or hold a certificate they did not at the start of the window, and have held it for 4 quarters.";
    supply_linkages: "Supply linkages", "linkages", Stock, Headline, true, "Linkages in Supply or Strategic at the horizon.";
    active_linkages: "Active linkages", "linkages", Stock, Headline, true, "Linkages with orders at the horizon: Trial, Supply or Strategic.";
    new_linkages: "New linkages", "linkages", Flow, Headline, true, "Linkages that got their first order in the window.";
    relational_linkages: "New relational linkages", "linkages", Flow, Headline, true, "Linkages that entered Supply for the first time in the window.";
    ended_linkages: "Ended linkages", "linkages", Flow, Detail, true, "Linkages with orders that ended in the window, for any cause.";
    supplier_smes: "Supplying SMEs", "SMEs", Stock, Detail, true, "SMEs with at least one active linkage at the horizon.";
    domestic_lot_share: "Domestic share of lots", "share", Mean, Headline, true, "Lots served by domestic SMEs over all lots of TNC affiliates.";
    tier_one_lot_share: "Foreign-owned local share of lots", "share", Mean, Detail, true, "Lots served by foreign-owned local tier-1 firms over all lots.";
    order_value_usd: "Orders from TNCs", "USD", Flow, Headline, true, "Value of orders that SMEs delivered to TNC affiliates in the window.";
    mean_confidence: "Mean confidence", "share", Stock, Detail, true, "Mean confidence of active linkages at the horizon.";
    mean_capability: "Mean capability", "index", Stock, Detail, true, "Mean over living SMEs of the mean of four dimensions.";
    client_capability_vs_twin: "Capability of clients relative to twins", "index", Stock, Detail, false, "Mean difference of capability between clients and the same firms in the baseline world, over clients alive in both; 0 without clients.";
    gate_passers: "Firms that pass both gates", "SMEs", Stock, Detail, true, "Formal SMEs whose true quality and standards reach the gates.";
    certified_smes: "Certified SMEs", "SMEs", Stock, Detail, true, "Living SMEs with a recognised certificate.";
    upgrade_plans: "Upgrade plans made", "plans", Flow, Detail, false, "Equipment plans that firms made in the window, of their own or after a diagnosis.";
    upgrades_financed: "Upgrade plans carried out", "plans", Flow, Detail, false, "Equipment plans that were paid for in the window, from cash or by a loan.";
    upgrades_by_loan: "Upgrade plans carried out with a loan", "plans", Flow, Detail, false, "Equipment plans that were paid for by a loan in the window.";
    employment: "Employment in SMEs", "workers", Stock, Headline, true, "Workers in living SMEs at the horizon.";
    supplier_employment: "Employment in supplying SMEs", "workers", Stock, Detail, true, "Workers in SMEs with an active linkage at the horizon.";
    sme_sales_usd: "Sales of SMEs", "USD", Flow, Detail, true, "Sales of SMEs to all buyers in the window.";
    smes: "SMEs", "SMEs", Stock, Detail, true, "Living SMEs at the horizon.";
    formal_share: "Registered share", "share", Stock, Detail, true, "Registered firms over living SMEs.";
    exit_rate: "Exit of SMEs", "share per year", Mean, Detail, true, "SMEs that left over SMEs alive, per year.";
    tncs: "TNC affiliates", "TNCs", Stock, Detail, true, "Affiliates present at the horizon.";
    loan_applications: "Loan applications", "applications", Flow, Detail, true, "Applications of SMEs to credit providers in the window.";
    approval_share: "Approved applications", "share", Mean, Detail, false, "Approved over all applications in the window; empty without applications.";
    loan_volume_usd: "New loans", "USD", Flow, Headline, true, "Loans paid out in the window.";
    firms_with_loan_share: "Formal firms with a loan", "share", Stock, Detail, true, "Registered firms of 5 or more workers with a loan over all of these.";
    defaults: "Loan defaults", "loans", Flow, Detail, true, "Loans that defaulted in the window.";
    covered_volume_usd: "Covered loans", "USD", Flow, Detail, false, "Covered part of loans paid out under a guarantee in the window.";
    guarantee_calls_usd: "Guarantee calls", "USD", Flow, Cost, false, "Losses that guarantee funds paid to providers in the window.";
    applicants: "Programme applicants", "SMEs", Flow, Detail, true, "Applications to facilitating agencies in the window.";
    clients: "Programme clients", "SMEs", Flow, Detail, true, "Firms that agencies accepted in the window.";
    graduates: "Graduates", "SMEs", Flow, Detail, true, "Clients who finished their services in the window.";
    drop_outs: "Drop-outs", "SMEs", Flow, Detail, true, "Clients who left before the end of their services in the window.";
    referrals: "Referrals", "referrals", Flow, Detail, true, "Firms that agencies named to TNCs for open lots in the window.";
    client_share_of_eligible: "Clients over eligible firms", "share", Flow, Detail, false, "Firms ever accepted over firms eligible at the start of the window.";
    funnel_eligible: "Registered firms of 5 or more workers", "SMEs", Stock, Funnel, false, "Registered SMEs with at least 5 workers at the start of the window.";
    funnel_considered: "Looked at by a TNC", "SMEs", Flow, Funnel, false, "Different SMEs that a TNC looked at for a lot in the window.";
    funnel_passed: "Passed the gates", "SMEs", Flow, Funnel, false, "Different SMEs that passed a TNC's gates for a lot in the window.";
    funnel_chosen: "Chosen for a lot", "SMEs", Flow, Funnel, false, "Different SMEs that won a lot in the window.";
    funnel_ordered: "Got a trial order", "SMEs", Flow, Funnel, false, "Different SMEs that got the first order of a linkage in the window.";
    funnel_supplied: "Entered Supply", "SMEs", Flow, Funnel, false, "Different SMEs that entered Supply with a linkage in the window.";
    funnel_sustained: "Sustained at the horizon", "SMEs", Stock, Funnel, false, "Different SMEs with a linkage formed in the window that is sustained at the horizon.";
    failed_information: "No local firm seen", "lots", Flow, Failure, false, "Lots tendered without an incumbent for which the buyer did not look for registered local firms or saw none.";
    failed_quality: "Quality", "firms looked at", Flow, Failure, false, "Firms that were rejected because their quality seemed too low, at the gate or the audit.";
    failed_standards: "Standards", "firms looked at", Flow, Failure, false, "Firms that were rejected because their standards seemed too low, at the gate or the audit.";
    failed_price: "Price and offer", "firms looked at", Flow, Failure, false, "Firms that passed the gates and lost to a better offer.";
    failed_scale: "Scale", "firms looked at", Flow, Failure, false, "Firms that won and lacked capacity for the lot.";
    failed_finance: "Finance", "firms looked at", Flow, Failure, false, "Firms that won and could not finance the order.";
    failed_trust: "Trust and terms", "firms looked at", Flow, Failure, false, "Firms that won and declined, found no agreement, or failed the trial.";
    cost_public_usd: "Cost to the public purse", "USD", Flow, Cost, true, "Programme cost paid by the state in the window, guarantee calls and credit losses net of fees and repayments included.";
    cost_donor_usd: "Cost to donors", "USD", Flow, Cost, true, "Programme cost paid by donors in the window.";
    cost_tnc_usd: "Cost to TNCs", "USD", Flow, Cost, true, "Programme cost paid by TNC affiliates in the window.";
    cost_sme_usd: "Cost to SMEs", "USD", Flow, Cost, true, "Fees and own contributions of SMEs to programmes in the window.";
    programme_cost_usd: "Programme cost", "USD", Flow, Headline, true, "Cost to all payers in the window.";
    capability_vs_twin: "Capability relative to twins", "index", Stock, Detail, false, "Mean difference of capability to the same firm in the baseline world, over firms alive in both; 0 in the baseline itself.";
    employment_vs_twin: "Employment relative to twins", "workers", Stock, Detail, false, "Sum of the difference of employment to the same firm in the baseline world, over firms alive in both.";
    firms_ahead_of_twin: "Firms that gain", "SMEs", Stock, Detail, false, "Firms alive in both worlds whose employment is at least 5 % above that of their twin in the baseline world.";
    firms_behind_twin: "Firms that lose", "SMEs", Stock, Detail, false, "Firms alive in both worlds whose employment is at least 5 % below that of their twin in the baseline world.";
    linkages_facilitated: "Facilitated linkages", "linkages", Stock, Detail, false, "Pairs of SME and TNC with orders at the horizon that an agency brought together or whose SME an agency served.";
    linkages_deadweight: "Deadweight linkages", "linkages", Stock, Detail, false, "Facilitated pairs that have orders in the baseline world too.";
    linkages_switching: "Switched linkages", "linkages", Stock, Detail, false, "Facilitated pairs without orders in the baseline world, whose SME supplies another TNC there.";
    linkages_additional: "Additional linkages", "linkages", Stock, Detail, false, "Facilitated pairs without orders in the baseline world, whose SME supplies no TNC there.";
    linkages_induced: "Induced linkages", "linkages", Stock, Detail, false, "Pairs with orders at the horizon that no agency had a part in and that the baseline world lacks.";
    linkages_lost: "Linkages lost", "linkages", Stock, Detail, false, "Pairs with orders in the baseline world at the horizon that have none here.";
}
