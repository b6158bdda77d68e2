//! The indicators, in the order of every table.
//!
//! A row is a name; title, unit, kind, role; `series` where the value of every quarter is written or `once` where that of the horizon is;
//! which way is better; how it is read; and, below these, its meaning in one sentence.

use super::reading::Reading::{Futures, Horizon, Quarter, Ratio};
use super::row::indicators;
use crate::model::{FailureReason, Smes};
use crate::observations::futures::Outcome;

indicators! {
    sustained_linkages: "Sustained linkages", "linkages", Stock, Headline, series, Higher, Quarter(|q| q.linkages.sustained),
        "Linkages alive at the horizon that have spent at least 8 quarters in Supply or Strategic.";
    upgraded_suppliers: "Upgraded suppliers", "SMEs", Stock, Headline, series, Higher, Quarter(|q| q.smes.upgraded),
        "Living SMEs with an order in the last 4 quarters that pass a gate or hold a certificate they did not at the start of the window, and have held it for 4 quarters.";
    supply_linkages: "Supply linkages", "linkages", Stock, Headline, series, Higher, Quarter(|q| q.linkages.supply),
        "Linkages in Supply or Strategic at the horizon.";
    active_linkages: "Active linkages", "linkages", Stock, Headline, series, Higher, Quarter(|q| q.linkages.active),
        "Linkages with orders at the horizon: Trial, Supply or Strategic.";
    new_linkages: "New linkages", "linkages", Flow, Headline, series, Higher, Quarter(|q| q.tally.first_orders.into()),
        "Linkages that got their first order in the window.";
    relational_linkages: "New relational linkages", "linkages", Flow, Headline, series, Higher, Quarter(|q| q.tally.entered_supply.into()),
        "Linkages that entered Supply for the first time in the window.";
    ended_linkages: "Ended linkages", "linkages", Flow, Detail, series, Neither, Quarter(|q| q.tally.ended_with_orders.into()),
        "Linkages with orders that ended in the window, for any cause.";
    supplier_smes: "Supplying SMEs", "SMEs", Stock, Detail, series, Higher, Quarter(|q| q.smes.suppliers),
        "SMEs with at least one active linkage at the horizon.";
    domestic_lot_share: "Domestic share of lots", "share", Mean, Headline, series, Higher, Quarter(|q| q.tncs.share(q.tncs.domestic_lots)),
        "Lots served by domestic SMEs over all lots of TNC affiliates.";
    tier_one_lot_share: "Foreign-owned local share of lots", "share", Mean, Detail, series, Neither, Quarter(|q| q.tncs.share(q.tncs.tier_one_lots)),
        "Lots served by foreign-owned local tier-1 firms over all lots.";
    order_value_usd: "Orders from TNCs", "USD", Flow, Headline, series, Higher, Quarter(|q| q.tally.order_value),
        "Value of orders that SMEs delivered to TNC affiliates in the window.";
    mean_confidence: "Mean confidence", "share", Stock, Detail, series, Higher, Quarter(|q| q.linkages.confidence / q.linkages.active),
        "Mean confidence of active linkages at the horizon.";
    mean_capability: "Mean capability", "index", Stock, Detail, series, Higher, Quarter(|q| q.smes.capability / q.smes.alive),
        "Mean over living SMEs of the mean of four dimensions.";
    client_capability_vs_twin: "Capability of clients relative to twins", "index", Stock, Detail, once, Higher, Horizon(|h| h.twin.living.client_capability),
        "Mean difference of capability between clients and the same firms in the baseline world, over clients alive in both; 0 without clients.";
    gate_passers: "Firms that pass both gates", "SMEs", Stock, Detail, series, Higher, Quarter(|q| q.smes.gate_passers),
        "Formal SMEs whose true quality and standards reach the gates.";
    certified_smes: "Certified SMEs", "SMEs", Stock, Detail, series, Higher, Quarter(|q| q.smes.certified),
        "Living SMEs with a recognised certificate.";
    upgrade_plans: "Upgrade plans made", "plans", Flow, Detail, once, Neither, Quarter(|q| q.tally.plans_made.into()),
        "Equipment plans that firms made in the window, of their own or after a diagnosis.";
    upgrades_financed: "Upgrade plans carried out", "plans", Flow, Detail, once, Higher, Quarter(|q| q.tally.plans_financed.into()),
        "Equipment plans that were paid for in the window, from cash or by a loan.";
    upgrades_by_loan: "Upgrade plans carried out with a loan", "plans", Flow, Detail, once, Neither, Quarter(|q| q.tally.plans_by_loan.into()),
        "Equipment plans that were paid for by a loan in the window.";
    employment: "Employment in SMEs", "workers", Stock, Headline, series, Higher, Quarter(|q| q.smes.employment),
        "Workers in living SMEs at the horizon.";
    supplier_employment: "Employment in supplying SMEs", "workers", Stock, Detail, series, Higher, Quarter(|q| q.smes.supplier_employment),
        "Workers in SMEs with an active linkage at the horizon.";
    sme_sales_usd: "Sales of SMEs", "USD", Flow, Detail, series, Higher, Quarter(|q| q.tally.sales),
        "Sales of SMEs to all buyers in the window.";
    smes: "SMEs", "SMEs", Stock, Detail, series, Neither, Quarter(|q| q.smes.alive),
        "Living SMEs at the horizon.";
    formal_share: "Registered share", "share", Stock, Detail, series, Higher, Quarter(|q| q.smes.formal / q.smes.alive),
        "Registered firms over living SMEs.";
    exit_rate: "Exit of SMEs", "share per year", Mean, Detail, series, Lower, Quarter(|q| q.exit_rate()),
        "SMEs that left over SMEs alive, per year.";
    tncs: "TNC affiliates", "TNCs", Stock, Detail, series, Neither, Quarter(|q| q.tncs.present.into()),
        "Affiliates present at the horizon.";
    loan_applications: "Loan applications", "applications", Flow, Detail, series, Neither, Quarter(|q| q.tally.loan_applications.into()),
        "Applications of SMEs to credit providers in the window.";
    approval_share: "Approved applications", "share", Mean, Detail, once, Neither, Ratio(|q| q.tally.loans_approved.into(), |q| q.tally.loan_applications.into()),
        "Approved over all applications in the window; empty without applications.";
    loan_volume_usd: "New loans", "USD", Flow, Headline, series, Neither, Quarter(|q| q.tally.loan_volume),
        "Loans paid out in the window.";
    firms_with_loan_share: "Formal firms with a loan", "share", Stock, Detail, series, Neither, Quarter(|q| q.smes.with_loan / q.smes.eligible),
        "Registered firms of 5 or more workers with a loan over all of these.";
    defaults: "Loan defaults", "loans", Flow, Detail, series, Lower, Quarter(|q| q.tally.defaults.into()),
        "Loans that defaulted in the window.";
    covered_volume_usd: "Covered loans", "USD", Flow, Detail, once, Neither, Quarter(|q| q.tally.covered_volume),
        "Covered part of loans paid out under a guarantee in the window.";
    guarantee_calls_usd: "Guarantee calls", "USD", Flow, Cost, once, Neither, Quarter(|q| q.tally.guarantee_calls),
        "Losses that guarantee funds paid to providers in the window.";
    applicants: "Programme applicants", "SMEs", Flow, Detail, series, Neither, Quarter(|q| q.tally.applicants.into()),
        "Applications to facilitating agencies in the window.";
    clients: "Programme clients", "SMEs", Flow, Detail, series, Neither, Quarter(|q| q.tally.clients.into()),
        "Firms that agencies accepted in the window.";
    graduates: "Graduates", "SMEs", Flow, Detail, series, Neither, Quarter(|q| q.tally.graduates.into()),
        "Clients who finished their services in the window.";
    drop_outs: "Drop-outs", "SMEs", Flow, Detail, series, Neither, Quarter(|q| q.tally.drop_outs.into()),
        "Clients who left before the end of their services in the window.";
    referrals: "Referrals", "referrals", Flow, Detail, series, Neither, Quarter(|q| q.tally.referrals.into()),
        "Firms that agencies named to TNCs for open lots in the window.";
    client_share_of_eligible: "Clients over eligible firms", "ratio", Flow, Detail, once, Neither, Horizon(|h| h.window.clients_over_eligible()),
        "Acceptances in the window over firms eligible at its start; above 1 where newcomers, or firms more than once, are accepted.";
    funnel_eligible: "Registered firms of 5 or more workers", "SMEs", Stock, Funnel, once, Neither, Horizon(|h| h.window.eligible),
        "Registered SMEs with at least 5 workers at the start of the window.";
    funnel_considered: "Looked at by a TNC", "SMEs", Flow, Funnel, once, Neither, Horizon(|h| h.reached(Smes::CONSIDERED)),
        "Different SMEs that a TNC looked at for a lot in the window.";
    funnel_passed: "Passed the gates", "SMEs", Flow, Funnel, once, Higher, Horizon(|h| h.reached(Smes::PASSED)),
        "Different SMEs that passed a TNC's gates for a lot in the window.";
    funnel_chosen: "Chosen for a lot", "SMEs", Flow, Funnel, once, Higher, Horizon(|h| h.reached(Smes::CHOSEN)),
        "Different SMEs that won a lot in the window.";
    funnel_ordered: "Got a trial order", "SMEs", Flow, Funnel, once, Higher, Horizon(|h| h.reached(Smes::ORDERED)),
        "Different SMEs that got the first order of a linkage in the window.";
    funnel_supplied: "Entered Supply", "SMEs", Flow, Funnel, once, Higher, Horizon(|h| h.reached(Smes::SUPPLIED)),
        "Different SMEs that entered Supply with a linkage in the window.";
    funnel_sustained: "Sustained at the horizon", "SMEs", Stock, Funnel, once, Higher, Horizon(|h| h.firms_sustained()),
        "Different SMEs with a linkage formed in the window that is sustained at the horizon.";
    failed_information: "No local firm seen", "lots", Flow, Failure, once, Neither, Quarter(|q| q.failed(FailureReason::Information)),
        "Lots tendered without an incumbent for which the buyer did not look for registered local firms or saw none.";
    failed_quality: "Quality", "firms looked at", Flow, Failure, once, Neither, Quarter(|q| q.failed(FailureReason::Quality)),
        "Firms that were rejected because their quality seemed too low, at the gate or the audit.";
    failed_standards: "Standards", "firms looked at", Flow, Failure, once, Neither, Quarter(|q| q.failed(FailureReason::Standards)),
        "Firms that were rejected because their standards seemed too low, at the gate or the audit.";
    failed_price: "Price and offer", "firms looked at", Flow, Failure, once, Neither, Quarter(|q| q.failed(FailureReason::Price)),
        "Firms that passed the gates and lost to a better offer.";
    failed_scale: "Scale", "firms looked at", Flow, Failure, once, Neither, Quarter(|q| q.failed(FailureReason::Scale)),
        "Firms that won and lacked capacity for the lot.";
    failed_finance: "Finance", "firms looked at", Flow, Failure, once, Neither, Quarter(|q| q.failed(FailureReason::Finance)),
        "Firms that won and could not finance the order.";
    failed_trust: "Trust and terms", "firms looked at", Flow, Failure, once, Neither, Quarter(|q| q.failed(FailureReason::Trust)),
        "Firms that won and declined, found no agreement, or failed the trial.";
    cost_public_usd: "Cost to the public purse", "USD", Flow, Cost, series, Neither, Quarter(|q| q.tally.cost_public),
        "Programme cost paid by the state in the window, guarantee calls and credit losses net of fees and repayments included.";
    cost_donor_usd: "Cost to donors", "USD", Flow, Cost, series, Neither, Quarter(|q| q.tally.cost_donor),
        "Programme cost paid by donors in the window.";
    cost_tnc_usd: "Cost to TNCs", "USD", Flow, Cost, series, Neither, Quarter(|q| q.tally.cost_tnc),
        "Programme cost paid by TNC affiliates in the window.";
    cost_sme_usd: "Cost to SMEs", "USD", Flow, Cost, series, Neither, Quarter(|q| q.tally.cost_sme),
        "Fees and own contributions of SMEs to programmes in the window.";
    programme_cost_usd: "Programme cost", "USD", Flow, Headline, series, Neither, Quarter(|q| q.tally.cost_public + q.tally.cost_donor + q.tally.cost_tnc + q.tally.cost_sme),
        "Cost to all payers in the window.";
    capability_vs_twin: "Capability relative to twins", "index", Stock, Detail, once, Higher, Horizon(|h| h.twin.living.capability),
        "Mean difference of capability to the same firm in the baseline world, over firms alive in both; 0 in the baseline itself.";
    employment_vs_twin: "Employment relative to twins", "workers", Stock, Detail, once, Higher, Horizon(|h| h.twin.living.employment),
        "Sum of the difference of employment to the same firm in the baseline world, over firms alive in both.";
    firms_ahead_of_twin: "Firms that gain", "SMEs", Stock, Detail, once, Higher, Horizon(|h| h.twin.living.ahead),
        "Firms alive in both worlds whose employment is at least 5 % above that of their twin in the baseline world.";
    firms_behind_twin: "Firms that lose", "SMEs", Stock, Detail, once, Lower, Horizon(|h| h.twin.living.behind),
        "Firms alive in both worlds whose employment is at least 5 % below that of their twin in the baseline world.";
    projects_started: "Joint projects started", "projects", Flow, Detail, once, Neither, Quarter(|q| q.tally.projects_started.into()),
        "Joint projects of SMEs and TNCs that started in the window.";
    projects_completed: "Joint projects completed", "projects", Flow, Detail, once, Higher, Quarter(|q| q.tally.projects_completed.into()),
        "Joint projects whose last module was handed over in the window.";
    projects_stopped: "Joint projects stopped", "projects", Flow, Detail, once, Lower, Quarter(|q| f64::from(q.projects_stopped())),
        "Joint projects that the end of their linkage stopped in the window, for any cause.";
    knowledge_kept_share: "Knowledge kept of joint projects", "share", Mean, Detail, once, Higher, Ratio(|q| q.projects_kept(), |q| f64::from(q.tally.projects_completed + q.projects_stopped())),
        "Value that firms keep of joint projects that were completed or stopped in the window over the value planned; empty without such projects.";
    transfer_contracts: "Contracts on modular transfer", "contracts", Flow, Detail, once, Neither, Quarter(|q| q.tally.transfer_contracts.into()),
        "Contracts with milestones and an exit plan that agencies arranged in the window.";
    developed_suppliers: "Suppliers in programmes of buyers", "SMEs", Mean, Detail, once, Neither, Quarter(|q| q.tally.developed_suppliers.into()),
        "Suppliers that programmes of their buyers develop, mean over the quarters.";
    supplier_programmes_stopped: "Programmes of buyers stopped", "TNCs", Flow, Detail, once, Lower, Quarter(|q| q.tally.supplier_programmes_stopped.into()),
        "Programmes of affiliates for their suppliers that a change of strategy ended in the window.";
    leaks: "Leaks of know-how", "persons", Flow, Detail, once, Lower, Quarter(|q| f64::from(q.tally.leaks + q.tally.tnc_leaks)),
        "Key persons who left an SME, or an affiliate for a local firm, in the window.";
    leaked_capability_lost: "Capability lost by leaks", "index", Flow, Detail, once, Lower, Quarter(|q| q.tally.leaked_lost),
        "Mean capability that SMEs lost with key persons in the window, summed over firms.";
    leaked_capability_gained: "Capability gained by leaks", "index", Flow, Detail, once, Higher, Quarter(|q| q.tally.leaked_gained),
        "Mean capability that firms of the same market gained by key persons of SMEs and affiliates in the window, summed over firms.";
    peer_learning: "Capability gained from peers", "index", Flow, Detail, once, Higher, Quarter(|q| q.tally.peer_learning),
        "Mean capability that SMEs gained from the practice of peers in the window, summed over firms.";
    mean_legitimacy: "Mean legitimacy", "share", Stock, Detail, once, Higher, Quarter(|q| q.smes.mean_legitimacy),
        "Mean over living SMEs of the standing that association with TNCs gives.";
    exporters: "Exporters", "SMEs", Stock, Detail, series, Higher, Quarter(|q| q.smes.exporters),
        "Living SMEs with a market abroad.";
    export_starts: "New exporters", "SMEs", Flow, Detail, once, Higher, Quarter(|q| q.tally.export_starts.into()),
        "SMEs that began to export in the window, again included.";
    export_sales_usd: "Export sales", "USD", Flow, Detail, series, Higher, Quarter(|q| q.tally.export_sales),
        "Sales of SMEs to buyers abroad in the window, other than through TNCs.";
    launches: "Firms on launch pads", "SMEs", Flow, Detail, once, Neither, Quarter(|q| q.tally.launches.into()),
        "Firms that launch pads for exports took on in the window.";
    subcontracted_usd: "Subcontracts between SMEs", "USD", Flow, Detail, once, Higher, Quarter(|q| q.tally.subcontracted),
        "Value of TNC orders that SMEs passed to other SMEs in the window.";
    second_tier_sales_usd: "Sales to tier-1 firms", "USD", Flow, Detail, once, Higher, Quarter(|q| q.tally.second_tier_sales),
        "Sales of SMEs to foreign-owned local tier-1 firms in the window; no linkages.";
    consortium_lots: "Lots won by consortia", "lots", Flow, Detail, once, Higher, Quarter(|q| q.tally.consortium_lots.into()),
        "Lots that firms won in the window with the capacity of others, for want of their own.";
    clustered_smes: "Firms in clusters", "SMEs", Stock, Detail, once, Higher, Quarter(|q| q.smes.clustered),
        "Living SMEs that belong to a cluster at the horizon.";
    mean_innovation: "Mean innovation base", "index", Stock, Detail, once, Higher, Quarter(|q| q.smes.mean_innovation),
        "Mean innovation base of living SMEs.";
    linkages_facilitated: "Facilitated linkages", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.linkages.facilitated),
        "Pairs of SME and TNC with orders at the horizon that an agency brought together or whose SME an agency served.";
    linkages_deadweight: "Deadweight linkages", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.linkages.deadweight),
        "Facilitated pairs that have orders in the baseline world too.";
    linkages_switching: "Switched linkages", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.linkages.switching),
        "Facilitated pairs without orders in the baseline world, whose SME supplies another TNC there.";
    linkages_additional: "Additional linkages", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.linkages.additional),
        "Facilitated pairs without orders in the baseline world, whose SME supplies no TNC there.";
    linkages_induced: "Induced linkages", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.linkages.induced),
        "Pairs with orders at the horizon that no agency had a part in and that the baseline world lacks.";
    linkages_lost: "Linkages lost", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.linkages.lost),
        "Pairs with orders in the baseline world at the horizon that have none here.";
    linkages_lost_to_others: "Linkages lost to others", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.linkages.lost_to_others),
        "Of the linkages lost, those whose place facilitated pairs took: at most as many as the same TNC gained in the same category.";
    linkages_net: "Net change of linkages", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.linkages.net()),
        "Switched + additional + induced - lost; equals the difference of pairs with orders.";
    linked_value_facilitated_usd: "Orders of facilitated linkages", "USD per quarter", Stock, Account, once, Neither, Horizon(|h| h.twin.linked_value.facilitated),
        "Orders of the quarter at the horizon through facilitated pairs.";
    linked_value_deadweight_usd: "Orders of deadweight linkages", "USD per quarter", Stock, Account, once, Neither, Horizon(|h| h.twin.linked_value.deadweight),
        "Orders of the quarter at the horizon through facilitated pairs that have orders in the baseline world too.";
    linked_value_switching_usd: "Orders of switched linkages", "USD per quarter", Stock, Account, once, Neither, Horizon(|h| h.twin.linked_value.switching),
        "Orders of the quarter at the horizon through facilitated pairs without orders in the baseline world, whose SME supplies another TNC there.";
    linked_value_additional_usd: "Orders of additional linkages", "USD per quarter", Stock, Account, once, Neither, Horizon(|h| h.twin.linked_value.additional),
        "Orders of the quarter at the horizon through facilitated pairs without orders in the baseline world, whose SME supplies no TNC there.";
    linked_value_induced_usd: "Orders of induced linkages", "USD per quarter", Stock, Account, once, Neither, Horizon(|h| h.twin.linked_value.induced),
        "Orders of the quarter at the horizon through pairs that no agency had a part in and that the baseline world lacks.";
    linked_value_lost_usd: "Orders of linkages lost", "USD per quarter", Stock, Account, once, Neither, Horizon(|h| h.twin.linked_value.lost),
        "Orders of the quarter at the horizon in the baseline world through pairs that have none here.";
    linked_value_lost_to_others_usd: "Orders lost to others", "USD per quarter", Stock, Account, once, Neither, Horizon(|h| h.twin.linked_value.lost_to_others),
        "Of the orders of linkages lost, what facilitated pairs gained at the same TNC in the same category, at most all of it.";
    linked_value_growth_of_shared_usd: "Growth of shared linkages", "USD per quarter", Stock, Account, once, Neither, Horizon(|h| h.twin.linked_value.growth_of_shared),
        "Orders at the horizon less those in the baseline world, through pairs that both worlds have.";
    linked_value_net_usd: "Net change of orders", "USD per quarter", Stock, Account, once, Neither, Horizon(|h| h.twin.linked_value.net()),
        "Switched + additional + induced - lost + growth of shared; equals the difference of orders at the horizon.";
    sustained_facilitated: "Facilitated sustained linkages", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.sustained.facilitated),
        "Facilitated pairs that are sustained at the horizon: 8 quarters or more in Supply or Strategic, run-off included.";
    sustained_deadweight: "Deadweight sustained linkages", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.sustained.deadweight),
        "Facilitated pairs that are sustained at the horizon in the baseline world too.";
    sustained_switching: "Switched sustained linkages", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.sustained.switching),
        "Facilitated pairs that are sustained at the horizon here only, whose SME has another sustained linkage in the baseline world.";
    sustained_additional: "Additional sustained linkages", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.sustained.additional),
        "Facilitated pairs that are sustained at the horizon here only, whose SME has no sustained linkage in the baseline world.";
    sustained_induced: "Induced sustained linkages", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.sustained.induced),
        "Pairs that are sustained at the horizon here only, in which no agency had a part.";
    sustained_lost: "Sustained linkages lost", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.sustained.lost),
        "Pairs that are sustained at the horizon in the baseline world only.";
    sustained_lost_to_others: "Sustained linkages lost to others", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.sustained.lost_to_others),
        "Of the sustained linkages lost, at most as many as facilitated pairs gained at the same TNC in the same category.";
    sustained_net: "Net change of sustained linkages", "linkages", Stock, Account, once, Neither, Horizon(|h| h.twin.sustained.net()),
        "Switched + additional + induced - lost, of sustained pairs.";
    upgraded_gross: "Upgraded participants", "SMEs", Stock, Account, once, Neither, Horizon(|h| h.twin.upgraded.gross()),
        "Participants that are upgraded suppliers at the horizon.";
    upgraded_deadweight: "Upgraded participants whose twin is too", "SMEs", Stock, Account, once, Neither, Horizon(|h| h.twin.upgraded.deadweight),
        "Of these, participants whose twin in the baseline world is an upgraded supplier too.";
    upgraded_additional: "Additional upgraded suppliers", "SMEs", Stock, Account, once, Neither, Horizon(|h| h.twin.upgraded.additional),
        "Upgraded participants whose twin is none.";
    upgraded_forgone: "Participants whose twin only is upgraded", "SMEs", Stock, Account, once, Neither, Horizon(|h| h.twin.upgraded.forgone),
        "Participants that are no upgraded supplier and whose twin is one.";
    upgraded_others: "Upgraded suppliers among others, net", "SMEs", Stock, Account, once, Neither, Horizon(|h| h.twin.upgraded.others),
        "Non-participants that are upgraded suppliers here only, less those that are in the baseline world only.";
    upgraded_net: "Net change of upgraded suppliers", "SMEs", Stock, Account, once, Neither, Horizon(|h| h.twin.upgraded.net()),
        "Additional - forgone + others; equals the difference of upgraded suppliers.";
    participants: "Participants", "SMEs", Stock, Account, once, Neither, Horizon(|h| h.twin.participants),
        "Firms that a firm-level service ever enrolled in the window, closed ones included.";
    jobs_gross: "Jobs of participants, gross", "workers", Stock, Account, once, Neither, Horizon(|h| h.twin.jobs.gross),
        "Change of employment since enrolment, over participants that live in both worlds or in none at the horizon.";
    jobs_deadweight: "Jobs, deadweight", "workers", Stock, Account, once, Neither, Horizon(|h| h.twin.jobs.deadweight),
        "The same change of their twins over the same quarters, which would have come without the programme.";
    jobs_direct: "Jobs, direct additional", "workers", Stock, Account, once, Neither, Horizon(|h| h.twin.jobs.direct()),
        "Gross less deadweight.";
    jobs_before_enrolment: "Jobs before enrolment", "workers", Stock, Account, once, Neither, Horizon(|h| h.twin.jobs.before_enrolment),
        "Difference of these participants from their twins that was there before they enrolled: an effect on them as non-participants.";
    jobs_non_participants: "Jobs of non-participants", "workers", Stock, Account, once, Neither, Horizon(|h| h.twin.jobs.non_participants),
        "Difference from twins over firms of the start of the window that never took part.";
    jobs_entrants: "Jobs of entrants", "workers", Stock, Account, once, Neither, Horizon(|h| h.twin.jobs.entrants),
        "Difference from twins over firms that entered in the window and never took part.";
    jobs_one_world_participants: "Jobs of participants in one world only", "workers", Stock, Account, once, Neither, Horizon(|h| h.twin.jobs.one_world_participants),
        "Difference from twins over participants that live at the horizon in one of the two worlds only, counted in full.";
    jobs_one_world_others: "Jobs of others in one world only", "workers", Stock, Account, once, Neither, Horizon(|h| h.twin.jobs.one_world_others),
        "Difference from twins over other firms that live at the horizon in one of the two worlds only, counted in full.";
    jobs_net: "Jobs, net", "workers", Stock, Account, once, Neither, Horizon(|h| h.twin.jobs.net()),
        "Direct + before enrolment + non-participants + entrants + one world only; equals the difference of the totals.";
    sales_gross_usd: "Sales of participants, gross", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.sales.gross),
        "Sales since enrolment, over participants that live in both worlds or in none at the horizon.";
    sales_deadweight_usd: "Sales, deadweight", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.sales.deadweight),
        "Sales of their twins over the same quarters, which would have come without the programme.";
    sales_direct_usd: "Sales, direct additional", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.sales.direct()),
        "Gross less deadweight.";
    sales_before_enrolment_usd: "Sales before enrolment", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.sales.before_enrolment),
        "Difference of these participants from their twins that was there before they enrolled: an effect on them as non-participants.";
    sales_non_participants_usd: "Sales of non-participants", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.sales.non_participants),
        "Difference from twins over firms of the start of the window that never took part.";
    sales_entrants_usd: "Sales of entrants", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.sales.entrants),
        "Difference from twins over firms that entered in the window and never took part.";
    sales_one_world_participants_usd: "Sales of participants in one world only", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.sales.one_world_participants),
        "Difference from twins over participants that live at the horizon in one of the two worlds only, counted in full.";
    sales_one_world_others_usd: "Sales of others in one world only", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.sales.one_world_others),
        "Difference from twins over other firms that live at the horizon in one of the two worlds only, counted in full.";
    sales_net_usd: "Sales, net", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.sales.net()),
        "Direct + before enrolment + non-participants + entrants + one world only; equals the difference of the totals.";
    orders_gross_usd: "Orders from TNCs of participants, gross", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.orders.gross),
        "Orders from TNCs since enrolment, over participants that live in both worlds or in none at the horizon.";
    orders_deadweight_usd: "Orders from TNCs, deadweight", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.orders.deadweight),
        "Orders from TNCs of their twins over the same quarters, which would have come without the programme.";
    orders_direct_usd: "Orders from TNCs, direct additional", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.orders.direct()),
        "Gross less deadweight.";
    orders_before_enrolment_usd: "Orders from TNCs before enrolment", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.orders.before_enrolment),
        "Difference of these participants from their twins that was there before they enrolled: an effect on them as non-participants.";
    orders_non_participants_usd: "Orders from TNCs of non-participants", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.orders.non_participants),
        "Difference from twins over firms of the start of the window that never took part.";
    orders_entrants_usd: "Orders from TNCs of entrants", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.orders.entrants),
        "Difference from twins over firms that entered in the window and never took part.";
    orders_one_world_participants_usd: "Orders from TNCs of participants in one world only", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.orders.one_world_participants),
        "Difference from twins over participants that live at the horizon in one of the two worlds only, counted in full.";
    orders_one_world_others_usd: "Orders from TNCs of others in one world only", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.orders.one_world_others),
        "Difference from twins over other firms that live at the horizon in one of the two worlds only, counted in full.";
    orders_net_usd: "Orders from TNCs, net", "USD", Flow, Account, once, Neither, Horizon(|h| h.twin.orders.net()),
        "Direct + before enrolment + non-participants + entrants + one world only; equals the difference of the totals.";
    capability_gross: "Capability of participants, gross", "index", Stock, Account, once, Neither, Horizon(|h| h.twin.capability.gross),
        "Mean change of capability since enrolment, over participants that live in both worlds.";
    capability_deadweight: "Capability, deadweight", "index", Stock, Account, once, Neither, Horizon(|h| h.twin.capability.deadweight),
        "Mean change of their twins over the same quarters.";
    capability_direct: "Capability, direct additional", "index", Stock, Account, once, Neither, Horizon(|h| h.twin.capability.direct),
        "Gross less deadweight.";
    capability_non_participants: "Capability of non-participants", "index", Stock, Account, once, Neither, Horizon(|h| h.twin.capability.non_participants),
        "Mean difference from twins over non-participants that live in both worlds.";
    displacement_jobs: "Displaced jobs", "workers", Stock, Account, once, Neither, Futures(|d| d.effect.fall(Outcome::Jobs)),
        "Employment that non-participants lose: falls of the means of market cells, summed; mean over re-keyed futures of the same burn-in; empty where no futures were run.";
    spillover_jobs: "Jobs by spillover", "workers", Stock, Account, once, Neither, Futures(|d| d.effect.rise(Outcome::Jobs)),
        "Employment that non-participants gain: rises of the means of market cells, summed; mean over re-keyed futures of the same burn-in; empty where no futures were run.";
    displacement_orders_usd: "Displaced orders", "USD", Flow, Account, once, Neither, Futures(|d| d.effect.fall(Outcome::Orders)),
        "TNC orders that non-participants lose, likewise.";
    spillover_orders_usd: "Orders by spillover", "USD", Flow, Account, once, Neither, Futures(|d| d.effect.rise(Outcome::Orders)),
        "TNC orders that non-participants gain, likewise.";
    placebo_fall_jobs: "Placebo floor of displaced jobs", "workers", Stock, Account, once, Neither, Futures(|d| d.placebo.fall(Outcome::Jobs)),
        "Falls that chance alone leaves: the same firms in the baseline under other luck less the baseline, in place of the programme.";
    placebo_rise_jobs: "Placebo floor of jobs by spillover", "workers", Stock, Account, once, Neither, Futures(|d| d.placebo.rise(Outcome::Jobs)),
        "Rises that chance alone leaves, likewise.";
    placebo_fall_orders_usd: "Placebo floor of displaced orders", "USD", Flow, Account, once, Neither, Futures(|d| d.placebo.fall(Outcome::Orders)),
        "Falls of TNC orders that chance alone leaves, likewise.";
    placebo_rise_orders_usd: "Placebo floor of orders by spillover", "USD", Flow, Account, once, Neither, Futures(|d| d.placebo.rise(Outcome::Orders)),
        "Rises of TNC orders that chance alone leaves, likewise.";
    discounted_cost_public_usd: "Discounted cost to the public purse", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.public),
        "Programme cost to the public purse in the window, discounted to the start of the window.";
    discounted_cost_donor_usd: "Discounted cost to donors", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.donor),
        "Programme cost to donors in the window, discounted to the start of the window.";
    discounted_cost_tnc_usd: "Discounted cost to TNCs", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.tnc),
        "Programme cost to TNCs in the window, discounted to the start of the window.";
    discounted_cost_sme_usd: "Discounted cost to SMEs", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.sme),
        "Programme cost to SMEs in the window, discounted to the start of the window.";
    discounted_programme_cost_usd: "Discounted programme cost", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.programme_cost()),
        "Cost to all payers in the window, discounted to the start of the window.";
    discount_at_horizon: "Discount factor at the horizon", "ratio", Stock, Account, once, Neither, Horizon(|h| h.money.discount_at_horizon(h.world)),
        "Value at the start of the window of a dollar at the horizon; what outcomes at the horizon are multiplied with.";
    tnc_saving_usd: "Procurement saving of TNCs", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.saving),
        "Import price with its wedge less the mean quote of the firm, over orders that SMEs delivered, discounted to the start of the window; read as a difference from the baseline.";
    tnc_fit_usd: "Worth of fit to TNCs", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.fit),
        "Flexibility: what buyers would pay for the fit of speciality and values of what SMEs delivered, discounted to the start of the window; read as a difference from the baseline.";
    tnc_squeeze_usd: "Squeezes received by TNCs", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.squeezed),
        "Money that SMEs lost to opportunistic buyers, discounted to the start of the window; read as a difference from the baseline.";
    tnc_governance_usd: "Governance cost of TNCs", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.governance),
        "Buyers' cost of governing orders that SMEs delivered, discounted to the start of the window; read as a difference from the baseline.";
    tnc_failure_usd: "Cost of failed deliveries to TNCs", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.failures),
        "Loss of buyers from failed deliveries, discounted to the start of the window; read as a difference from the baseline.";
    tnc_net_benefit_usd: "Net benefit of TNCs", "USD", Flow, Account, once, Higher, Horizon(|h| h.money.tnc_net_benefit()),
        "Saving + fit + squeezes - governance - failures - programme cost to TNCs, discounted to the start of the window; read as a difference from the baseline.";
    sme_net_gain_usd: "Net gain of SMEs", "USD", Flow, Account, once, Higher, Horizon(|h| h.money.sme_net_gain(h.world)),
        "Owners' draws less what they paid in and collateral lost, plus the change of cash less debt, discounted to the start of the window; read as a difference from the baseline.";
    value_added_usd: "Value added of SMEs", "USD", Flow, Account, once, Higher, Horizon(|h| h.money.value_added),
        "Sales less all that SMEs buy from vendors, equipment and services included, discounted to the start of the window; read as a difference from the baseline.";
    shadow_labour_usd: "Labour at its shadow wage", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.shadow_labour(h.world)),
        "Wages paid by SMEs times the shadow wage, discounted to the start of the window; read as a difference from the baseline.";
    private_cost_usd: "Private cost", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.private_cost()),
        "Programme cost to TNCs and running cost of lending to SMEs, discounted to the start of the window; what SMEs buy is in their value added; read as a difference from the baseline.";
    programme_resources_usd: "Resources of programmes", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.services),
        "What agencies spent of public and donor money, discounted to the start of the window.";
    public_burden_usd: "Burden of public funds", "USD", Flow, Account, once, Neither, Horizon(|h| h.money.public_burden(h.world)),
        "Extra cost to the economy of raising the public cost, transfers included, discounted to the start of the window.";
    public_return_usd: "Public return", "USD", Flow, Account, once, Higher, Horizon(|h| h.money.public_return(h.world)),
        "Value added - labour at its shadow wage - private cost - resources of programmes - burden of public funds, discounted to the start of the window; transfers excluded; read as a difference from the baseline.";
    fiscal_return_usd: "Fiscal return", "USD", Flow, Account, once, Higher, Horizon(|h| h.money.fiscal_return(h.world)),
        "Taxes on value added less cost to the public purse, discounted to the start of the window; read as a difference from the baseline.";
    open_guarantees_usd: "Guarantees open at the horizon", "USD", Stock, Account, once, Neither, Horizon(|h| h.world.guarantee().covered),
        "Covered part of loans outstanding at the horizon.";
    open_line_loans_usd: "Credit-line loans open at the horizon", "USD", Stock, Account, once, Neither, Horizon(|h| h.world.credit_line().outstanding),
        "Loans of credit lines outstanding at the horizon.";
    expected_calls_usd: "Losses to expect on open loans", "USD", Stock, Account, once, Neither, Horizon(|h| h.world.expected_losses()),
        "Losses that guarantee funds and credit lines have to expect after the horizon on loans outstanding then.";
}

/// Index of an indicator in [`INDICATORS`].
#[must_use]
pub fn indicator_index(name: &str) -> Option<usize> {
    INDICATORS
        .iter()
        .position(|indicator| indicator.name == name)
}
