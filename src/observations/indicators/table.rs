//! The indicators, in the order of every table.
//!
//! A row is a name; title, unit, kind, role; `series` where the value of every quarter is written or `once` where that of the horizon is;
//! which way is better; whether it can be below 0; its meaning in one sentence; and how it is read.

#![allow(clippy::redundant_closure_for_method_calls)] // every row reads in the same form

use super::reading::Reading::{Futures, Horizon, Quarter, Ratio};
use super::row::indicators;
use crate::model::{FailureReason, Smes};
use crate::observations::futures::Outcome;

indicators! {
    sustained_linkages: "Sustained linkages", "linkages", Stock, Headline, series, Higher, FromZero,
        "Linkages alive at the horizon that have spent at least 8 quarters in Supply or Strategic.",
        Quarter(|q| q.linkages.sustained);
    upgraded_suppliers: "Upgraded suppliers", "SMEs", Stock, Headline, series, Higher, FromZero,
        "Living SMEs with an order in the last 4 quarters that for 4 quarters have passed a gate which they did not pass at the start of the window, or gained productivity beyond their sector (evaluation.upgrade_productivity).",
        Quarter(|q| q.smes.upgraded);
    supply_linkages: "Supply linkages", "linkages", Stock, Headline, series, Higher, FromZero,
        "Linkages in Supply or Strategic at the horizon.",
        Quarter(|q| q.linkages.supply);
    active_linkages: "Active linkages", "linkages", Stock, Headline, series, Higher, FromZero,
        "Linkages with orders at the horizon: Trial, Supply or Strategic.",
        Quarter(|q| q.linkages.active);
    new_linkages: "New linkages", "linkages", Flow, Headline, series, Higher, FromZero,
        "Linkages that got their first order in the window.",
        Quarter(|q| q.tally.first_orders.into());
    relational_linkages: "New relational linkages", "linkages", Flow, Headline, series, Higher, FromZero,
        "Linkages that entered Supply for the first time in the window.",
        Quarter(|q| q.tally.entered_supply.into());
    ended_linkages: "Ended linkages", "linkages", Flow, Detail, series, Neither, FromZero,
        "Linkages with orders that ended in the window, for any cause.",
        Quarter(|q| q.tally.ended_with_orders.into());
    supplier_smes: "Supplying SMEs", "SMEs", Stock, Detail, series, Higher, FromZero,
        "SMEs with at least one active linkage at the horizon.",
        Quarter(|q| q.smes.suppliers);
    domestic_lot_share: "Domestic share of lots", "share", Mean, Headline, series, Higher, FromZero,
        "Lots served by domestic SMEs over all lots of TNC affiliates.",
        Quarter(|q| q.tncs.share(q.tncs.domestic_lots));
    domestic_spend_share: "Domestic share of spending", "share", Mean, Headline, series, Higher, FromZero,
        "Value of lots served by domestic SMEs over the value of all lots of TNC affiliates.",
        Quarter(|q| q.tncs.domestic_value / q.tncs.value);
    local_spending_share: "Local spending over sales of affiliates", "share of sales", Mean, Detail, once, Neither, FromZero,
        "Value of lots served by domestic SMEs and foreign-owned local firms over the sales of TNC affiliates whose purchases follow from sales.",
        Ratio(|q| q.tncs.spent_locally, |q| q.tncs.sales);
    first_time_suppliers: "First-time suppliers", "SMEs", Flow, Headline, once, Higher, FromZero,
        "Different SMEs that delivered their first order to a TNC ever in the window.",
        Horizon(|h| h.reached(Smes::FIRST_TIME));
    tier_one_lot_share: "Foreign-owned local share of lots", "share", Mean, Detail, series, Neither, FromZero,
        "Lots served by foreign-owned local tier-1 firms over all lots.",
        Quarter(|q| q.tncs.share(q.tncs.tier_one_lots));
    order_value_usd: "Orders from TNCs", "USD", Flow, Headline, series, Higher, FromZero,
        "Value of orders that SMEs delivered to TNC affiliates in the window.",
        Quarter(|q| q.tally.order_value);
    separation_rate: "Regular linkages that end", "share per year", Mean, Detail, once, Lower, FromZero,
        "Linkages in Supply or Strategic that ended over those that were there, per year.",
        Ratio(|q| 4.0 * f64::from(q.tally.separations_from_supply), |q| q.linkages.supply + f64::from(q.tally.separations_from_supply));
    mean_confidence: "Mean confidence", "share", Stock, Detail, series, Higher, FromZero,
        "Mean confidence of active linkages at the horizon.",
        Quarter(|q| q.linkages.confidence / q.linkages.active);
    mean_capability: "Mean capability", "index", Stock, Detail, series, Higher, FromZero,
        "Mean over living SMEs of the mean of four dimensions.",
        Quarter(|q| q.smes.capability / q.smes.alive);
    client_capability_vs_twin: "Capability of clients relative to twins", "index", Stock, Detail, once, Higher, Signed,
        "Mean difference of capability between clients and the same firms in the baseline world, over clients alive in both; 0 without clients.",
        Horizon(|h| h.twin.living.client_capability);
    gate_passers: "Firms that pass both gates", "SMEs", Stock, Headline, series, Higher, FromZero,
        "Formal SMEs whose true quality and standards reach the gates.",
        Quarter(|q| q.smes.gate_passers);
    certified_smes: "Certified SMEs", "SMEs", Stock, Detail, series, Higher, FromZero,
        "Living SMEs with a recognised certificate.",
        Quarter(|q| q.smes.certified);
    upgrade_plans: "Upgrade plans made", "plans", Flow, Detail, once, Neither, FromZero,
        "Equipment plans that firms made in the window, of their own or after a diagnosis.",
        Quarter(|q| q.tally.plans_made.into());
    upgrades_financed: "Upgrade plans carried out", "plans", Flow, Detail, once, Higher, FromZero,
        "Equipment plans that were paid for in the window, from cash or by a loan.",
        Quarter(|q| q.tally.plans_financed.into());
    upgrades_by_loan: "Upgrade plans carried out with a loan", "plans", Flow, Detail, once, Neither, FromZero,
        "Equipment plans that were paid for by a loan in the window.",
        Quarter(|q| q.tally.plans_by_loan.into());
    employment: "Employment in SMEs", "workers", Stock, Headline, series, Higher, FromZero,
        "Workers in living SMEs at the horizon.",
        Quarter(|q| q.smes.employment);
    supplier_employment: "Employment in supplying SMEs", "workers", Stock, Headline, series, Higher, FromZero,
        "Workers in SMEs with an active linkage at the horizon.",
        Quarter(|q| q.smes.supplier_employment);
    sme_sales_usd: "Sales of SMEs", "USD", Flow, Detail, series, Higher, FromZero,
        "Sales of SMEs to all buyers in the window.",
        Quarter(|q| q.tally.sales);
    wages_usd: "Wages of SMEs", "USD", Flow, Detail, once, Higher, FromZero,
        "Wages that SMEs paid in the window.",
        Quarter(|q| q.tally.wages);
    smes: "SMEs", "SMEs", Stock, Detail, series, Neither, FromZero,
        "Living SMEs at the horizon.",
        Quarter(|q| q.smes.alive);
    formal_share: "Registered share", "share", Stock, Detail, series, Higher, FromZero,
        "Registered firms over living SMEs.",
        Quarter(|q| q.smes.formal / q.smes.alive);
    exit_rate: "Exit of SMEs", "share per year", Mean, Detail, series, Lower, FromZero,
        "SMEs that left over SMEs alive, per year.",
        Quarter(|q| q.exit_rate());
    micro_exit_rate: "Exit of micro firms", "share per year", Mean, Detail, once, Lower, FromZero,
        "SMEs below 10 workers that left over those alive, per year.",
        Ratio(|q| q.exits_of_size(true).0, |q| q.exits_of_size(true).1);
    larger_exit_rate: "Exit of larger SMEs", "share per year", Mean, Detail, once, Lower, FromZero,
        "SMEs of 10 workers or more that left over those alive, per year.",
        Ratio(|q| q.exits_of_size(false).0, |q| q.exits_of_size(false).1);
    tncs: "TNC affiliates", "TNCs", Stock, Detail, series, Neither, FromZero,
        "Affiliates present at the horizon.",
        Quarter(|q| q.tncs.present.into());
    loan_applications: "Loan applications", "applications", Flow, Detail, series, Neither, FromZero,
        "Applications of SMEs to credit providers in the window.",
        Quarter(|q| q.tally.loan_applications.into());
    approval_share: "Approved applications", "share", Mean, Detail, once, Neither, FromZero,
        "Approved over all applications in the window; empty without applications.",
        Ratio(|q| q.tally.loans_approved.into(), |q| q.tally.loan_applications.into());
    loan_volume_usd: "New loans", "USD", Flow, Headline, series, Neither, FromZero,
        "Loans paid out in the window.",
        Quarter(|q| q.tally.loan_volume);
    lending_rate: "Lending rate", "share per year", Mean, Detail, once, Neither, FromZero,
        "Real rate of the loans paid out in the window, by value.",
        Ratio(|q| q.tally.interest_agreed, |q| q.tally.loan_volume);
    firms_with_loan_share: "Formal firms with a loan", "share", Stock, Detail, series, Neither, FromZero,
        "Registered firms of 5 or more workers with a loan over all of these.",
        Quarter(|q| q.smes.with_loan / q.smes.eligible);
    paid_sooner_usd: "Money paid sooner", "USD", Stock, Detail, once, Neither, FromZero,
        "What TNCs would owe SMEs for the orders of the last quarter had experiments not shortened the days of payment, beyond what they owe.",
        Quarter(|q| q.smes.paid_sooner);
    defaults: "Loan defaults", "loans", Flow, Detail, series, Lower, FromZero,
        "Loans that defaulted in the window.",
        Quarter(|q| q.tally.defaults.into());
    covered_volume_usd: "Covered loans", "USD", Flow, Detail, once, Neither, FromZero,
        "Covered part of loans paid out under a guarantee in the window.",
        Quarter(|q| q.tally.covered_volume);
    guarantee_calls_usd: "Guarantee calls", "USD", Flow, Cost, once, Neither, FromZero,
        "Losses that guarantee funds paid to providers in the window.",
        Quarter(|q| q.tally.guarantee_calls);
    applicants: "Programme applicants", "SMEs", Flow, Detail, series, Neither, FromZero,
        "Applications to facilitating agencies in the window.",
        Quarter(|q| q.tally.applicants.into());
    clients: "Programme clients", "SMEs", Flow, Detail, series, Neither, FromZero,
        "Firms that agencies accepted in the window.",
        Quarter(|q| q.tally.clients.into());
    graduates: "Graduates", "SMEs", Flow, Detail, series, Neither, FromZero,
        "Clients who finished their services in the window.",
        Quarter(|q| q.tally.graduates.into());
    drop_outs: "Drop-outs", "SMEs", Flow, Detail, series, Neither, FromZero,
        "Clients who left before the end of their services in the window.",
        Quarter(|q| q.tally.drop_outs.into());
    referrals: "Referrals", "referrals", Flow, Detail, series, Neither, FromZero,
        "Firms that agencies named to TNCs for open lots in the window.",
        Quarter(|q| q.tally.referrals.into());
    client_share_of_eligible: "Clients over eligible firms", "ratio", Flow, Detail, once, Neither, FromZero,
        "Acceptances in the window over firms eligible at its start; above 1 where newcomers, or firms more than once, are accepted.",
        Horizon(|h| h.window.clients_over_eligible());
    funnel_eligible: "Registered firms of 5 or more workers", "SMEs", Stock, Funnel, once, Neither, FromZero,
        "Registered SMEs with at least 5 workers at the start of the window.",
        Horizon(|h| h.window.eligible);
    funnel_considered: "Screened by a TNC", "SMEs", Flow, Funnel, once, Neither, FromZero,
        "Different SMEs that a TNC screened for a lot in the window.",
        Horizon(|h| h.reached(Smes::CONSIDERED));
    funnel_passed: "Passed the gates", "SMEs", Flow, Funnel, once, Higher, FromZero,
        "Different SMEs that passed a TNC's gates for a lot in the window.",
        Horizon(|h| h.reached(Smes::PASSED));
    funnel_chosen: "Chosen for a lot", "SMEs", Flow, Funnel, once, Higher, FromZero,
        "Different SMEs that won a lot in the window.",
        Horizon(|h| h.reached(Smes::CHOSEN));
    funnel_ordered: "Got a trial order", "SMEs", Flow, Funnel, once, Higher, FromZero,
        "Different SMEs that got the first order of a linkage in the window.",
        Horizon(|h| h.reached(Smes::ORDERED));
    funnel_supplied: "Entered Supply", "SMEs", Flow, Funnel, once, Higher, FromZero,
        "Different SMEs that entered Supply with a linkage in the window.",
        Horizon(|h| h.reached(Smes::SUPPLIED));
    funnel_sustained: "Sustained at the horizon", "SMEs", Stock, Funnel, once, Higher, FromZero,
        "Different SMEs with a linkage formed in the window that is sustained at the horizon.",
        Horizon(|h| h.firms_sustained());
    failed_information: "No local firm seen", "lots", Flow, Failure, once, Neither, FromZero,
        "Lots tendered without an incumbent for which the buyer did not look for registered local firms or saw none.",
        Quarter(|q| q.failed(FailureReason::Information));
    failed_quality: "Quality", "firms looked at", Flow, Failure, once, Neither, FromZero,
        "Firms that were rejected because their quality seemed too low, at the gate or the audit.",
        Quarter(|q| q.failed(FailureReason::Quality));
    failed_standards: "Standards", "firms looked at", Flow, Failure, once, Neither, FromZero,
        "Firms that were rejected because their standards seemed too low, at the gate or the audit.",
        Quarter(|q| q.failed(FailureReason::Standards));
    failed_price: "Price and offer", "firms looked at", Flow, Failure, once, Neither, FromZero,
        "Firms that passed the gates and lost to a better offer.",
        Quarter(|q| q.failed(FailureReason::Price));
    failed_scale: "Scale", "firms looked at", Flow, Failure, once, Neither, FromZero,
        "Firms that won and lacked capacity for the lot.",
        Quarter(|q| q.failed(FailureReason::Scale));
    failed_finance: "Finance", "firms looked at", Flow, Failure, once, Neither, FromZero,
        "Firms that won and could not finance the order.",
        Quarter(|q| q.failed(FailureReason::Finance));
    unfinanced_offer_share: "Offers that finance stops", "share", Mean, Detail, once, Neither, FromZero,
        "Lots that the chosen firm had the capacity and the will for and could not finance, over these and the lots that SMEs took.",
        Ratio(|q| q.failed(FailureReason::Finance), |q| q.failed(FailureReason::Finance) + f64::from(q.tally.lots_taken));
    failed_trust: "Trust and terms", "firms looked at", Flow, Failure, once, Neither, FromZero,
        "Firms that won and declined, found no agreement, or failed the trial.",
        Quarter(|q| q.failed(FailureReason::Trust));
    cost_public_usd: "Cost to the public purse", "USD", Flow, Cost, series, Neither, Signed,
        "Programme cost paid by the state in the window, guarantee calls and credit losses net of fees and repayments included.",
        Quarter(|q| q.tally.cost_public);
    cost_donor_usd: "Cost to donors", "USD", Flow, Cost, series, Neither, Signed,
        "Programme cost paid by donors in the window.",
        Quarter(|q| q.tally.cost_donor);
    cost_tnc_usd: "Cost to TNCs", "USD", Flow, Cost, series, Neither, Signed,
        "Programme cost paid by TNC affiliates in the window.",
        Quarter(|q| q.tally.cost_tnc);
    cost_sme_usd: "Cost to SMEs", "USD", Flow, Cost, series, Neither, FromZero,
        "Fees and own contributions of SMEs to programmes in the window.",
        Quarter(|q| q.tally.cost_sme);
    programme_cost_usd: "Programme cost", "USD", Flow, Headline, series, Neither, Signed,
        "Cost to all payers in the window.",
        Quarter(|q| q.tally.cost_public + q.tally.cost_donor + q.tally.cost_tnc + q.tally.cost_sme);
    capability_vs_twin: "Capability relative to twins", "index", Stock, Detail, once, Higher, Signed,
        "Mean difference of capability to the same firm in the baseline world, over firms alive in both; 0 in the baseline itself.",
        Horizon(|h| h.twin.living.capability);
    employment_vs_twin: "Employment relative to twins", "workers", Stock, Detail, once, Higher, Signed,
        "Sum of the difference of employment to the same firm in the baseline world, over firms alive in both.",
        Horizon(|h| h.twin.living.employment);
    firms_ahead_of_twin: "Firms that gain", "SMEs", Stock, Detail, once, Higher, FromZero,
        "Firms alive in both worlds whose employment is at least 5 % above that of their twin in the baseline world.",
        Horizon(|h| h.twin.living.ahead);
    firms_behind_twin: "Firms that lose", "SMEs", Stock, Detail, once, Lower, FromZero,
        "Firms alive in both worlds whose employment is at least 5 % below that of their twin in the baseline world.",
        Horizon(|h| h.twin.living.behind);
    projects_started: "Joint projects started", "projects", Flow, Detail, once, Neither, FromZero,
        "Joint projects of SMEs and TNCs that started in the window.",
        Quarter(|q| q.tally.projects_started.into());
    projects_completed: "Joint projects completed", "projects", Flow, Detail, once, Higher, FromZero,
        "Joint projects whose last module was handed over in the window.",
        Quarter(|q| q.tally.projects_completed.into());
    projects_stopped: "Joint projects stopped", "projects", Flow, Detail, once, Lower, FromZero,
        "Joint projects that the end of their linkage stopped in the window, for any cause.",
        Quarter(|q| f64::from(q.projects_stopped()));
    knowledge_kept_share: "Knowledge kept of joint projects", "share", Mean, Detail, once, Higher, FromZero,
        "Value that firms keep of joint projects that were completed or stopped in the window over the value planned; empty without such projects.",
        Ratio(|q| q.projects_kept(), |q| f64::from(q.tally.projects_completed + q.projects_stopped()));
    transfer_contracts: "Contracts on modular transfer", "contracts", Flow, Detail, once, Neither, FromZero,
        "Contracts with milestones and an exit plan that agencies arranged in the window.",
        Quarter(|q| q.tally.transfer_contracts.into());
    developed_suppliers: "Suppliers in programmes of buyers", "SMEs", Mean, Detail, once, Neither, FromZero,
        "Suppliers that programmes of their buyers develop, mean over the quarters.",
        Quarter(|q| q.tally.developed_suppliers.into());
    supplier_programmes_stopped: "Programmes of buyers stopped", "TNCs", Flow, Detail, once, Lower, FromZero,
        "Programmes of affiliates for their suppliers that a change of strategy ended in the window.",
        Quarter(|q| q.tally.supplier_programmes_stopped.into());
    leaks: "Leaks of know-how", "persons", Flow, Detail, once, Lower, FromZero,
        "Key persons who left an SME, or an affiliate for a local firm, in the window.",
        Quarter(|q| f64::from(q.tally.leaks + q.tally.tnc_leaks));
    leaked_capability_lost: "Capability lost by leaks", "index", Flow, Detail, once, Lower, FromZero,
        "Mean capability that SMEs lost with key persons in the window, summed over firms.",
        Quarter(|q| q.tally.leaked_lost);
    leaked_capability_gained: "Capability gained by leaks", "index", Flow, Detail, once, Higher, FromZero,
        "Mean capability that firms of the same market gained by key persons of SMEs and affiliates in the window, summed over firms.",
        Quarter(|q| q.tally.leaked_gained);
    peer_learning: "Capability gained from peers", "index", Flow, Detail, once, Higher, FromZero,
        "Mean capability that SMEs gained from the practice of peers in the window, summed over firms.",
        Quarter(|q| q.tally.peer_learning);
    mean_legitimacy: "Mean legitimacy", "share", Stock, Detail, once, Higher, FromZero,
        "Mean over living SMEs of the standing that association with TNCs gives.",
        Quarter(|q| q.smes.mean_legitimacy);
    exporters: "Exporters", "SMEs", Stock, Detail, series, Higher, FromZero,
        "Living SMEs with a market abroad.",
        Quarter(|q| q.smes.exporters);
    export_starts: "New exporters", "SMEs", Flow, Detail, once, Higher, FromZero,
        "SMEs that began to export in the window, again included.",
        Quarter(|q| q.tally.export_starts.into());
    export_sales_usd: "Export sales", "USD", Flow, Detail, series, Higher, FromZero,
        "Sales of SMEs to buyers abroad in the window, other than through TNCs.",
        Quarter(|q| q.tally.export_sales);
    launches: "Firms on launch pads", "SMEs", Flow, Detail, once, Neither, FromZero,
        "Firms that launch pads for exports took on in the window.",
        Quarter(|q| q.tally.launches.into());
    subcontracted_usd: "Subcontracts between SMEs", "USD", Flow, Detail, once, Higher, FromZero,
        "Value of TNC orders that SMEs passed to other SMEs in the window.",
        Quarter(|q| q.tally.subcontracted);
    second_tier_sales_usd: "Sales to tier-1 firms", "USD", Flow, Detail, once, Higher, FromZero,
        "Sales of SMEs to foreign-owned local tier-1 firms in the window; no linkages.",
        Quarter(|q| q.tally.second_tier_sales);
    consortium_lots: "Lots won by consortia", "lots", Flow, Detail, once, Higher, FromZero,
        "Lots that firms won in the window with the capacity of others, for want of their own.",
        Quarter(|q| q.tally.consortium_lots.into());
    clustered_smes: "Firms in clusters", "SMEs", Stock, Detail, once, Neither, FromZero,
        "Living SMEs that belong to a cluster at the horizon.",
        Quarter(|q| q.smes.clustered);
    mean_innovation: "Mean innovation base", "index", Stock, Detail, once, Higher, FromZero,
        "Mean innovation base of living SMEs.",
        Quarter(|q| q.smes.mean_innovation);
    linkages_facilitated: "Facilitated linkages", "linkages", Stock, Account, once, Neither, FromZero,
        "Pairs of SME and TNC with orders at the horizon that an agency brought together or whose SME an agency served.",
        Horizon(|h| h.twin.linkages.facilitated);
    linkages_deadweight: "Deadweight linkages", "linkages", Stock, Account, once, Neither, FromZero,
        "Facilitated pairs that have orders in the baseline world too.",
        Horizon(|h| h.twin.linkages.deadweight);
    linkages_switching: "Switched linkages", "linkages", Stock, Account, once, Neither, FromZero,
        "Facilitated pairs without orders in the baseline world, whose SME supplies another TNC there.",
        Horizon(|h| h.twin.linkages.switching);
    linkages_additional: "Additional linkages", "linkages", Stock, Account, once, Neither, FromZero,
        "Facilitated pairs without orders in the baseline world, whose SME supplies no TNC there.",
        Horizon(|h| h.twin.linkages.additional);
    linkages_induced: "Induced linkages", "linkages", Stock, Account, once, Neither, FromZero,
        "Pairs with orders at the horizon that no agency had a part in and that the baseline world lacks.",
        Horizon(|h| h.twin.linkages.induced);
    linkages_lost: "Linkages lost", "linkages", Stock, Account, once, Neither, FromZero,
        "Pairs with orders in the baseline world at the horizon that have none here.",
        Horizon(|h| h.twin.linkages.lost);
    linkages_lost_to_others: "Linkages lost to others", "linkages", Stock, Account, once, Neither, FromZero,
        "Of the linkages lost, those whose place facilitated pairs took: at most as many as the same TNC gained in the same category.",
        Horizon(|h| h.twin.linkages.lost_to_others);
    linkages_net: "Net change of linkages", "linkages", Stock, Account, once, Neither, Signed,
        "Switched + additional + induced - lost; equals the difference of pairs with orders.",
        Horizon(|h| h.twin.linkages.net());
    linked_value_facilitated_usd: "Orders of facilitated linkages", "USD per quarter", Stock, Account, once, Neither, FromZero,
        "Orders of the quarter at the horizon through facilitated pairs.",
        Horizon(|h| h.twin.linked_value.facilitated);
    linked_value_deadweight_usd: "Orders of deadweight linkages", "USD per quarter", Stock, Account, once, Neither, FromZero,
        "Orders of the quarter at the horizon through facilitated pairs that have orders in the baseline world too.",
        Horizon(|h| h.twin.linked_value.deadweight);
    linked_value_switching_usd: "Orders of switched linkages", "USD per quarter", Stock, Account, once, Neither, FromZero,
        "Orders of the quarter at the horizon through facilitated pairs without orders in the baseline world, whose SME supplies another TNC there.",
        Horizon(|h| h.twin.linked_value.switching);
    linked_value_additional_usd: "Orders of additional linkages", "USD per quarter", Stock, Account, once, Neither, FromZero,
        "Orders of the quarter at the horizon through facilitated pairs without orders in the baseline world, whose SME supplies no TNC there.",
        Horizon(|h| h.twin.linked_value.additional);
    linked_value_induced_usd: "Orders of induced linkages", "USD per quarter", Stock, Account, once, Neither, FromZero,
        "Orders of the quarter at the horizon through pairs that no agency had a part in and that the baseline world lacks.",
        Horizon(|h| h.twin.linked_value.induced);
    linked_value_lost_usd: "Orders of linkages lost", "USD per quarter", Stock, Account, once, Neither, FromZero,
        "Orders of the quarter at the horizon in the baseline world through pairs that have none here.",
        Horizon(|h| h.twin.linked_value.lost);
    linked_value_lost_to_others_usd: "Orders lost to others", "USD per quarter", Stock, Account, once, Neither, FromZero,
        "Of the orders of linkages lost, what facilitated pairs gained at the same TNC in the same category, at most all of it.",
        Horizon(|h| h.twin.linked_value.lost_to_others);
    linked_value_growth_of_shared_usd: "Growth of shared linkages", "USD per quarter", Stock, Account, once, Neither, Signed,
        "Orders at the horizon less those in the baseline world, through pairs that both worlds have.",
        Horizon(|h| h.twin.linked_value.growth_of_shared);
    linked_value_net_usd: "Net change of orders", "USD per quarter", Stock, Account, once, Neither, Signed,
        "Switched + additional + induced - lost + growth of shared; equals the difference of orders at the horizon.",
        Horizon(|h| h.twin.linked_value.net());
    sustained_facilitated: "Facilitated sustained linkages", "linkages", Stock, Account, once, Neither, FromZero,
        "Facilitated pairs that are sustained at the horizon: 8 quarters or more in Supply or Strategic, run-off included.",
        Horizon(|h| h.twin.sustained.facilitated);
    sustained_deadweight: "Deadweight sustained linkages", "linkages", Stock, Account, once, Neither, FromZero,
        "Facilitated pairs that are sustained at the horizon in the baseline world too.",
        Horizon(|h| h.twin.sustained.deadweight);
    sustained_switching: "Switched sustained linkages", "linkages", Stock, Account, once, Neither, FromZero,
        "Facilitated pairs that are sustained at the horizon here only, whose SME has another sustained linkage in the baseline world.",
        Horizon(|h| h.twin.sustained.switching);
    sustained_additional: "Additional sustained linkages", "linkages", Stock, Account, once, Neither, FromZero,
        "Facilitated pairs that are sustained at the horizon here only, whose SME has no sustained linkage in the baseline world.",
        Horizon(|h| h.twin.sustained.additional);
    sustained_induced: "Induced sustained linkages", "linkages", Stock, Account, once, Neither, FromZero,
        "Pairs that are sustained at the horizon here only, in which no agency had a part.",
        Horizon(|h| h.twin.sustained.induced);
    sustained_lost: "Sustained linkages lost", "linkages", Stock, Account, once, Neither, FromZero,
        "Pairs that are sustained at the horizon in the baseline world only.",
        Horizon(|h| h.twin.sustained.lost);
    sustained_lost_to_others: "Sustained linkages lost to others", "linkages", Stock, Account, once, Neither, FromZero,
        "Of the sustained linkages lost, at most as many as facilitated pairs gained at the same TNC in the same category.",
        Horizon(|h| h.twin.sustained.lost_to_others);
    sustained_net: "Net change of sustained linkages", "linkages", Stock, Account, once, Neither, Signed,
        "Switched + additional + induced - lost, of sustained pairs.",
        Horizon(|h| h.twin.sustained.net());
    upgraded_gross: "Upgraded participants", "SMEs", Stock, Account, once, Neither, FromZero,
        "Participants that are upgraded suppliers at the horizon.",
        Horizon(|h| h.twin.upgraded.gross());
    upgraded_deadweight: "Upgraded participants whose twin is too", "SMEs", Stock, Account, once, Neither, FromZero,
        "Of these, participants whose twin in the baseline world is an upgraded supplier too.",
        Horizon(|h| h.twin.upgraded.deadweight);
    upgraded_additional: "Additional upgraded suppliers", "SMEs", Stock, Account, once, Neither, FromZero,
        "Upgraded participants whose twin is none.",
        Horizon(|h| h.twin.upgraded.additional);
    upgraded_forgone: "Participants whose twin only is upgraded", "SMEs", Stock, Account, once, Neither, FromZero,
        "Participants that are no upgraded supplier and whose twin is one.",
        Horizon(|h| h.twin.upgraded.forgone);
    upgraded_others: "Upgraded suppliers among others, net", "SMEs", Stock, Account, once, Neither, Signed,
        "Non-participants that are upgraded suppliers here only, less those that are in the baseline world only.",
        Horizon(|h| h.twin.upgraded.others);
    upgraded_net: "Net change of upgraded suppliers", "SMEs", Stock, Account, once, Neither, Signed,
        "Additional - forgone + others; equals the difference of upgraded suppliers.",
        Horizon(|h| h.twin.upgraded.net());
    participants: "Participants", "SMEs", Stock, Account, once, Neither, FromZero,
        "Firms that a firm-level service ever enrolled in the window, closed ones included.",
        Horizon(|h| h.twin.participants);
    jobs_gross: "Jobs of participants, gross", "workers", Stock, Account, once, Neither, Signed,
        "Change of employment since enrolment, over participants that live in both worlds or in none at the horizon.",
        Horizon(|h| h.twin.jobs.gross);
    jobs_deadweight: "Jobs, deadweight", "workers", Stock, Account, once, Neither, Signed,
        "The same change of their twins over the same quarters, which would have come without the programme.",
        Horizon(|h| h.twin.jobs.deadweight);
    jobs_direct: "Jobs, direct additional", "workers", Stock, Account, once, Neither, Signed,
        "Gross less deadweight.",
        Horizon(|h| h.twin.jobs.direct());
    jobs_before_enrolment: "Jobs before enrolment", "workers", Stock, Account, once, Neither, Signed,
        "Difference of these participants from their twins that was there before they enrolled: an effect on them as non-participants.",
        Horizon(|h| h.twin.jobs.before_enrolment);
    jobs_non_participants: "Jobs of non-participants", "workers", Stock, Account, once, Neither, Signed,
        "Difference from twins over firms of the start of the window that never took part.",
        Horizon(|h| h.twin.jobs.non_participants);
    jobs_entrants: "Jobs of entrants", "workers", Stock, Account, once, Neither, Signed,
        "Difference from twins over firms that entered in the window and never took part.",
        Horizon(|h| h.twin.jobs.entrants);
    jobs_one_world_participants: "Jobs of participants in one world only", "workers", Stock, Account, once, Neither, Signed,
        "Difference from twins over participants that live at the horizon in one of the two worlds only, counted in full.",
        Horizon(|h| h.twin.jobs.one_world_participants);
    jobs_one_world_others: "Jobs of others in one world only", "workers", Stock, Account, once, Neither, Signed,
        "Difference from twins over other firms that live at the horizon in one of the two worlds only, counted in full.",
        Horizon(|h| h.twin.jobs.one_world_others);
    jobs_net: "Jobs, net", "workers", Stock, Account, once, Neither, Signed,
        "Direct + before enrolment + non-participants + entrants + one world only; equals the difference of the totals.",
        Horizon(|h| h.twin.jobs.net());
    sales_gross_usd: "Sales of participants, gross", "USD", Flow, Account, once, Neither, Signed,
        "Sales since enrolment, over participants that live in both worlds or in none at the horizon.",
        Horizon(|h| h.twin.sales.gross);
    sales_deadweight_usd: "Sales, deadweight", "USD", Flow, Account, once, Neither, Signed,
        "Sales of their twins over the same quarters, which would have come without the programme.",
        Horizon(|h| h.twin.sales.deadweight);
    sales_direct_usd: "Sales, direct additional", "USD", Flow, Account, once, Neither, Signed,
        "Gross less deadweight.",
        Horizon(|h| h.twin.sales.direct());
    sales_before_enrolment_usd: "Sales before enrolment", "USD", Flow, Account, once, Neither, Signed,
        "Difference of these participants from their twins that was there before they enrolled: an effect on them as non-participants.",
        Horizon(|h| h.twin.sales.before_enrolment);
    sales_non_participants_usd: "Sales of non-participants", "USD", Flow, Account, once, Neither, Signed,
        "Difference from twins over firms of the start of the window that never took part.",
        Horizon(|h| h.twin.sales.non_participants);
    sales_entrants_usd: "Sales of entrants", "USD", Flow, Account, once, Neither, Signed,
        "Difference from twins over firms that entered in the window and never took part.",
        Horizon(|h| h.twin.sales.entrants);
    sales_one_world_participants_usd: "Sales of participants in one world only", "USD", Flow, Account, once, Neither, Signed,
        "Difference from twins over participants that live at the horizon in one of the two worlds only, counted in full.",
        Horizon(|h| h.twin.sales.one_world_participants);
    sales_one_world_others_usd: "Sales of others in one world only", "USD", Flow, Account, once, Neither, Signed,
        "Difference from twins over other firms that live at the horizon in one of the two worlds only, counted in full.",
        Horizon(|h| h.twin.sales.one_world_others);
    sales_net_usd: "Sales, net", "USD", Flow, Account, once, Neither, Signed,
        "Direct + before enrolment + non-participants + entrants + one world only; equals the difference of the totals.",
        Horizon(|h| h.twin.sales.net());
    orders_gross_usd: "Orders from TNCs of participants, gross", "USD", Flow, Account, once, Neither, Signed,
        "Orders from TNCs since enrolment, over participants that live in both worlds or in none at the horizon.",
        Horizon(|h| h.twin.orders.gross);
    orders_deadweight_usd: "Orders from TNCs, deadweight", "USD", Flow, Account, once, Neither, Signed,
        "Orders from TNCs of their twins over the same quarters, which would have come without the programme.",
        Horizon(|h| h.twin.orders.deadweight);
    orders_direct_usd: "Orders from TNCs, direct additional", "USD", Flow, Account, once, Neither, Signed,
        "Gross less deadweight.",
        Horizon(|h| h.twin.orders.direct());
    orders_before_enrolment_usd: "Orders from TNCs before enrolment", "USD", Flow, Account, once, Neither, Signed,
        "Difference of these participants from their twins that was there before they enrolled: an effect on them as non-participants.",
        Horizon(|h| h.twin.orders.before_enrolment);
    orders_non_participants_usd: "Orders from TNCs of non-participants", "USD", Flow, Account, once, Neither, Signed,
        "Difference from twins over firms of the start of the window that never took part.",
        Horizon(|h| h.twin.orders.non_participants);
    orders_entrants_usd: "Orders from TNCs of entrants", "USD", Flow, Account, once, Neither, Signed,
        "Difference from twins over firms that entered in the window and never took part.",
        Horizon(|h| h.twin.orders.entrants);
    orders_one_world_participants_usd: "Orders from TNCs of participants in one world only", "USD", Flow, Account, once, Neither, Signed,
        "Difference from twins over participants that live at the horizon in one of the two worlds only, counted in full.",
        Horizon(|h| h.twin.orders.one_world_participants);
    orders_one_world_others_usd: "Orders from TNCs of others in one world only", "USD", Flow, Account, once, Neither, Signed,
        "Difference from twins over other firms that live at the horizon in one of the two worlds only, counted in full.",
        Horizon(|h| h.twin.orders.one_world_others);
    orders_net_usd: "Orders from TNCs, net", "USD", Flow, Account, once, Neither, Signed,
        "Direct + before enrolment + non-participants + entrants + one world only; equals the difference of the totals.",
        Horizon(|h| h.twin.orders.net());
    capability_gross: "Capability of participants, gross", "index", Stock, Account, once, Neither, Signed,
        "Mean change of capability since enrolment, over participants that live in both worlds.",
        Horizon(|h| h.twin.capability.gross);
    capability_deadweight: "Capability, deadweight", "index", Stock, Account, once, Neither, Signed,
        "Mean change of their twins over the same quarters.",
        Horizon(|h| h.twin.capability.deadweight);
    capability_direct: "Capability, direct additional", "index", Stock, Account, once, Neither, Signed,
        "Gross less deadweight.",
        Horizon(|h| h.twin.capability.direct);
    capability_non_participants: "Capability of non-participants", "index", Stock, Account, once, Neither, Signed,
        "Mean difference from twins over non-participants that live in both worlds.",
        Horizon(|h| h.twin.capability.non_participants);
    displacement_jobs: "Displaced jobs", "workers", Stock, Account, once, Neither, FromZero,
        "Employment that non-participants lose: falls of the means of market cells, summed; mean over re-keyed futures of the same burn-in; empty where no futures were run.",
        Futures(|d| d.effect.fall(Outcome::Jobs));
    spillover_jobs: "Jobs by spillover", "workers", Stock, Account, once, Neither, FromZero,
        "Employment that non-participants gain: rises of the means of market cells, summed; mean over re-keyed futures of the same burn-in; empty where no futures were run.",
        Futures(|d| d.effect.rise(Outcome::Jobs));
    displacement_orders_usd: "Displaced orders", "USD", Flow, Account, once, Neither, FromZero,
        "TNC orders that non-participants lose, likewise.",
        Futures(|d| d.effect.fall(Outcome::Orders));
    spillover_orders_usd: "Orders by spillover", "USD", Flow, Account, once, Neither, FromZero,
        "TNC orders that non-participants gain, likewise.",
        Futures(|d| d.effect.rise(Outcome::Orders));
    placebo_fall_jobs: "Placebo floor of displaced jobs", "workers", Stock, Account, once, Neither, FromZero,
        "Falls that random variation alone leaves: the same firms in the baseline with other random draws less the baseline, in place of the programme.",
        Futures(|d| d.placebo.fall(Outcome::Jobs));
    placebo_rise_jobs: "Placebo floor of jobs by spillover", "workers", Stock, Account, once, Neither, FromZero,
        "Rises that random variation alone leaves, likewise.",
        Futures(|d| d.placebo.rise(Outcome::Jobs));
    placebo_fall_orders_usd: "Placebo floor of displaced orders", "USD", Flow, Account, once, Neither, FromZero,
        "Falls of TNC orders that random variation alone leaves, likewise.",
        Futures(|d| d.placebo.fall(Outcome::Orders));
    placebo_rise_orders_usd: "Placebo floor of orders by spillover", "USD", Flow, Account, once, Neither, FromZero,
        "Rises of TNC orders that random variation alone leaves, likewise.",
        Futures(|d| d.placebo.rise(Outcome::Orders));
    discounted_cost_public_usd: "Discounted cost to the public purse", "USD", Flow, Account, once, Neither, Signed,
        "Programme cost to the public purse in the window, discounted to the start of the window.",
        Horizon(|h| h.money.public);
    discounted_cost_donor_usd: "Discounted cost to donors", "USD", Flow, Account, once, Neither, Signed,
        "Programme cost to donors in the window, discounted to the start of the window.",
        Horizon(|h| h.money.donor);
    discounted_cost_tnc_usd: "Discounted cost to TNCs", "USD", Flow, Account, once, Neither, Signed,
        "Programme cost to TNCs in the window, discounted to the start of the window.",
        Horizon(|h| h.money.tnc);
    discounted_cost_sme_usd: "Discounted cost to SMEs", "USD", Flow, Account, once, Neither, FromZero,
        "Programme cost to SMEs in the window, discounted to the start of the window.",
        Horizon(|h| h.money.sme);
    discounted_programme_cost_usd: "Discounted programme cost", "USD", Flow, Account, once, Neither, Signed,
        "Cost to all payers in the window, discounted to the start of the window.",
        Horizon(|h| h.money.programme_cost());
    discount_at_horizon: "Discount factor at the horizon", "ratio", Stock, Account, once, Neither, FromZero,
        "Value at the start of the window of a dollar at the horizon; what outcomes at the horizon are multiplied with.",
        Horizon(|h| h.money.discount_at_horizon(h.world));
    tnc_saving_usd: "Procurement saving of TNCs", "USD", Flow, Account, once, Neither, Signed,
        "Import price with its wedge less the mean quote of the firm, over orders that SMEs delivered, discounted to the start of the window; read as a difference from the baseline.",
        Horizon(|h| h.money.saving);
    tnc_fit_usd: "Value of fit to TNCs", "USD", Flow, Account, once, Neither, Signed,
        "Flexibility: what buyers would pay for the fit of speciality and values of what SMEs delivered, discounted to the start of the window; read as a difference from the baseline.",
        Horizon(|h| h.money.fit);
    tnc_squeeze_usd: "Squeezes received by TNCs", "USD", Flow, Account, once, Neither, FromZero,
        "Money that SMEs lost to opportunistic buyers, discounted to the start of the window; read as a difference from the baseline.",
        Horizon(|h| h.money.squeezed);
    tnc_governance_usd: "Governance cost of TNCs", "USD", Flow, Account, once, Neither, FromZero,
        "Buyers' cost of governing orders that SMEs delivered, discounted to the start of the window; read as a difference from the baseline.",
        Horizon(|h| h.money.governance);
    tnc_failure_usd: "Cost of failed deliveries to TNCs", "USD", Flow, Account, once, Neither, FromZero,
        "Loss of buyers from failed deliveries, discounted to the start of the window; read as a difference from the baseline.",
        Horizon(|h| h.money.failures);
    tnc_net_benefit_usd: "Net benefit of TNCs", "USD", Flow, Account, once, Higher, Signed,
        "Saving + fit + squeezes - governance - failures - programme cost to TNCs, discounted to the start of the window; read as a difference from the baseline.",
        Horizon(|h| h.money.tnc_net_benefit());
    sme_net_gain_usd: "Net gain of SMEs", "USD", Flow, Account, once, Higher, Signed,
        "Owners' draws less what they paid in and collateral lost, plus the change of cash less debt, discounted to the start of the window; read as a difference from the baseline.",
        Horizon(|h| h.money.sme_net_gain(h.world));
    value_added_usd: "Value added of SMEs", "USD", Flow, Account, once, Higher, Signed,
        "Sales less all that SMEs buy from vendors, equipment and services included, discounted to the start of the window; read as a difference from the baseline.",
        Horizon(|h| h.money.value_added);
    shadow_labour_usd: "Labour at its shadow wage", "USD", Flow, Account, once, Neither, FromZero,
        "Wages paid by SMEs times the shadow wage, discounted to the start of the window; read as a difference from the baseline.",
        Horizon(|h| h.money.shadow_labour(h.world));
    private_cost_usd: "Private cost", "USD", Flow, Account, once, Neither, Signed,
        "Programme cost to TNCs and running cost of lending to SMEs, discounted to the start of the window; what SMEs buy is in their value added; read as a difference from the baseline.",
        Horizon(|h| h.money.private_cost());
    programme_resources_usd: "Resources of programmes", "USD", Flow, Account, once, Neither, Signed,
        "What agencies spent of public and donor money, discounted to the start of the window.",
        Horizon(|h| h.money.services);
    public_burden_usd: "Burden of public funds", "USD", Flow, Account, once, Neither, Signed,
        "Extra cost to the economy of raising the public cost, transfers included, discounted to the start of the window.",
        Horizon(|h| h.money.public_burden(h.world));
    public_return_usd: "Public return", "USD", Flow, Account, once, Higher, Signed,
        "Value added - labour at its shadow wage - private cost - resources of programmes - burden of public funds, discounted to the start of the window; transfers excluded; read as a difference from the baseline.",
        Horizon(|h| h.money.public_return(h.world));
    fiscal_return_usd: "Fiscal return", "USD", Flow, Account, once, Higher, Signed,
        "Taxes on value added less cost to the public purse, discounted to the start of the window; read as a difference from the baseline.",
        Horizon(|h| h.money.fiscal_return(h.world));
    open_guarantees_usd: "Guarantees open at the horizon", "USD", Stock, Account, once, Neither, FromZero,
        "Covered part of loans outstanding at the horizon.",
        Horizon(|h| h.world.guarantee().covered);
    open_line_loans_usd: "Credit-line loans open at the horizon", "USD", Stock, Account, once, Neither, FromZero,
        "Loans of credit lines outstanding at the horizon.",
        Horizon(|h| h.world.credit_line().outstanding);
    expected_calls_usd: "Losses to expect on open loans", "USD", Stock, Account, once, Neither, FromZero,
        "Losses that guarantee funds and credit lines have to expect after the horizon on loans outstanding then.",
        Horizon(|h| h.world.expected_losses());
}

/// Index of an indicator in [`INDICATORS`].
#[must_use]
pub fn indicator_index(name: &str) -> Option<usize> {
    INDICATORS
        .iter()
        .position(|indicator| indicator.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::{Direction, Indicator, Role};

    /// Losses of firms, lenders and partners.
    const LOSSES: [&str; 10] = [
        "separation_rate",
        "micro_exit_rate",
        "larger_exit_rate",
        "exit_rate",
        "defaults",
        "firms_behind_twin",
        "projects_stopped",
        "supplier_programmes_stopped",
        "leaks",
        "leaked_capability_lost",
    ];
    /// Money spent, besides the rows whose role is a cost.
    const SPENT: [&str; 12] = [
        "programme_cost_usd",
        "discounted_cost_public_usd",
        "discounted_cost_donor_usd",
        "discounted_cost_tnc_usd",
        "discounted_cost_sme_usd",
        "discounted_programme_cost_usd",
        "tnc_governance_usd",
        "shadow_labour_usd",
        "private_cost_usd",
        "programme_resources_usd",
        "public_burden_usd",
        "expected_calls_usd",
    ];

    fn named(name: &str) -> &'static Indicator {
        &INDICATORS[indicator_index(name).unwrap_or_else(|| panic!("no indicator {name}"))]
    }

    #[test]
    fn less_is_better_of_losses_and_of_nothing_else() {
        let lower: Vec<&str> = INDICATORS
            .iter()
            .filter(|indicator| indicator.direction == Direction::Lower)
            .map(|indicator| indicator.name)
            .collect();
        assert!(LOSSES.iter().all(|name| lower.contains(name)), "{lower:?}");
        assert_eq!(lower.len(), LOSSES.len(), "{lower:?}");
    }

    #[test]
    fn money_spent_and_reasons_of_failure_are_judged_neither_way() {
        let by_role = INDICATORS
            .iter()
            .filter(|indicator| matches!(indicator.role, Role::Cost | Role::Failure));
        for indicator in by_role.chain(SPENT.map(named)) {
            assert_eq!(
                indicator.direction,
                Direction::Neither,
                "{}",
                indicator.name
            );
        }
    }

    #[test]
    fn more_is_better_of_what_programmes_aim_at() {
        for indicator in INDICATORS
            .iter()
            .filter(|indicator| indicator.role == Role::Headline)
        {
            let is_aim = !["programme_cost_usd", "loan_volume_usd"].contains(&indicator.name);
            assert_eq!(
                indicator.direction == Direction::Higher,
                is_aim,
                "{}",
                indicator.name
            );
        }
    }
}
