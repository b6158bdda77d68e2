//! Instruments that work on how partners treat each other.

use crate::parameters::registry::section;

section! {
    /// `partnering_practice`: affiliates adopt principles of collaboration, bundle by bundle.
    PartneringPracticeParameters in "partnering_practice" {
        /// Affiliates that can be advised at a time.
        tncs_max = 6, "count of TNCs", [0, 10_000], (2, 20), Assumed, "one adviser looks after a few purchasing departments";
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.4, "share", [0.0, 1.0], (0.1, 0.7), Assumed, "few affiliates may change group rules";
        /// Rise of the practices of relationships, governance and measurement (p1, p5, p11) at full adoption.
        process_rise = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "half a step on a scale of five";
        /// Rise of objectives, competence and value creation (p3, p6, p8) likewise.
        assistance_rise = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "as above";
        /// Rise of values, leadership, mutual benefit and knowledge (p2, p4, p7, p9) likewise.
        trust_rise = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "as above";
        /// Rise of risk management and exit strategy (p10, p12) likewise.
        exit_rise = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "as above";
        /// Quarters to full adoption.
        adoption_quarters = 6, "quarters", [1, 80], (4, 8), Assumed, "rules, people and habits change slowly";
        /// Part of what was raised that fades in a year once an affiliate no longer takes part.
        fade_rate = 0.25, "per year", [0.0, 1.0], (0.1, 0.6), Assumed, "managers rotate, group rules come back";
        /// Cost of advice and assessment of one affiliate; the labour part follows the local wage.
        advice_cost_usd = 15_000, "USD per TNC and year", [0, 1_000_000], (5_000, 50_000), Assumed, "consultants' weeks and an assessment";
        /// Cost of working on it to the affiliate.
        work_cost_tnc_usd = 20_000, "USD per TNC and year", [0, 5_000_000], (5_000, 100_000), Assumed, "half a manager and training of buyers";
        /// Cost of keeping to what was raised, over orders to SMEs, per unit of the mean over all twelve practices.
        upkeep_share = 0.125, "share of orders per unit", [0.0, 1.0], (0.05, 0.3), Assumed, "a relationship manager at 40,000 USD for 40 suppliers of 40,000 USD each, at a rise of 0.2";
        /// Part of advice paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `relationship_intermediary`: a trusted third party for linkages that the same agency brought about.
    RelationshipIntermediaryParameters in "relationship_intermediary" {
        /// Linkages that are looked after at a time.
        places = 15, "count of linkages", [0, 100_000], (5, 60), Assumed, "a visit a month each";
        /// Quarters for which one linkage is looked after; help fades in equal steps.
        support_quarters = 8, "quarters", [1, 40], (4, 12), Assumed, "strong early, limited later";
        /// Part of friction that is removed at the beginning.
        friction_removed = 0.6, "share", [0.0, 1.0], (0.2, 0.9), Assumed, "translates, in every sense";
        /// Part of what partners do not settle of a breach by themselves that is settled at the beginning.
        settled_share = 0.5, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "helps in disputes";
        /// Trust that is lost where the third party leaves at the beginning; less later.
        dependence_loss = 0.25, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "partners trusted the third party, not yet each other";
        /// Cost of looking after a linkage; the labour part follows the local wage.
        case_cost_usd = 2_000, "USD per linkage and year", [0, 100_000], (500, 8_000), Assumed, "a dozen days with travel";
        /// Cost of its time to the affiliate.
        case_cost_tnc_usd = 500, "USD per linkage and year", [0, 50_000], (100, 2_000), Assumed, "meetings of three instead of two";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `legal_ip_support`: contracts, non-disclosure, ownership of knowledge and staff clauses for linkages before the first order.
    LegalIpSupportParameters in "legal_ip_support" {
        /// Cases that are taken on in a quarter.
        cases_per_quarter = 6, "count of linkages", [0, 100_000], (2, 30), Assumed, "two lawyers";
        /// Share of firms on the way to a first order that hear of the help in a quarter.
        awareness = 0.4, "per quarter", [0.0, 1.0], (0.1, 0.8), Assumed, "who looks for terms hears of it soon";
        /// Quarters from the start of a case to its effect.
        case_quarters = 2, "quarters", [1, 20], (1, 4), Assumed, "drafts, talks and signatures";
        /// Rise of the quality of the agreement.
        agreement_gain = 0.15, "share", [0.0, 1.0], (0.0, 0.3), Assumed, "clear terms";
        /// Formal control that clauses add whether partners want it or not.
        control_added = 0.1, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "lawyers write for the worst case; too much reads as distrust";
        /// Protection of the firm's know-how against leaks through staff that leaves.
        leak_protection = 0.4, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "legal and staff measures manage it, not more";
        /// Cost of a case; the labour part follows the local wage.
        case_cost_usd = 2_500, "USD per linkage", [0, 200_000], (500, 10_000), Assumed, "two weeks of a lawyer";
        /// Part of that cost that the firm pays.
        sme_share = 0.2, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "a fee that shows intent";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `standards_harmonisation`: buyers agree through their chambers on one standard and one set of forms.
    StandardsHarmonisationParameters in "standards_harmonisation" {
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "headquarters have standards of their own";
        /// Buyers that must take part before there is anything to agree.
        buyers_min = 4, "count of TNCs", [1, 10_000], (3, 10), Assumed, "one standard needs several buyers";
        /// Quarters from talks to the standard in use.
        agreement_quarters = 8, "quarters", [1, 80], (4, 16), Assumed, "committees take years";
        /// Fall of the cost of certificates, were all buyers to use it.
        certificate_cut = 0.4, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "one audit instead of several";
        /// Fall of the owner's time that a linkage takes, likewise.
        burden_cut = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "one set of forms";
        /// Part of it that is lost in a year once nobody looks after it.
        reversal_rate = 0.15, "per year", [0.0, 1.0], (0.05, 0.4), Assumed, "buyers add rules of their own again";
        /// Cost of the secretariat.
        secretariat_usd = 60_000, "USD per year", [0, 10_000_000], (20_000, 300_000), Assumed, "two experts and meetings";
        /// Cost of taking part to an affiliate.
        work_cost_tnc_usd = 5_000, "USD per TNC and year", [0, 1_000_000], (1_000, 30_000), Assumed, "an engineer's weeks and changed forms";
        /// Part of the secretariat paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `public_private_dialogue`: a forum that brings the needs of buyers into services for firms.
    PublicPrivateDialogueParameters in "public_private_dialogue" {
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "meetings cost little";
        /// Rise of the gains of services, were all affiliates to take part.
        relevance_gain = 0.3, "ratio", [0.0, 3.0], (0.0, 0.6), Assumed, "services that buyers ask for";
        /// Quarters from talks to services that follow them.
        lag_quarters = 4, "quarters", [1, 40], (2, 8), Assumed, "curricula are revised once a year";
        /// Part of the relevance that is lost in a year without talks.
        fade_rate = 0.3, "per year", [0.0, 1.0], (0.1, 0.6), Assumed, "needs move on";
        /// Part of the way that beliefs move in a quarter, were all affiliates to take part.
        belief_step = 0.05, "per quarter", [0.0, 1.0], (0.0, 0.1), Assumed, "as of peers";
        /// Where beliefs move to while there are services.
        belief_with_services = 0.7, "share", [0.0, 1.0], (0.5, 0.9), Assumed, "needs are heard";
        /// Where beliefs move to without services.
        belief_without_services = 0.3, "share", [0.0, 1.0], (0.1, 0.5), Assumed, "talk only";
        /// Cost of the forum.
        forum_cost_usd = 40_000, "USD per year", [0, 10_000_000], (10_000, 200_000), Assumed, "a secretary, studies and meetings";
        /// Cost of taking part to an affiliate.
        work_cost_tnc_usd = 2_000, "USD per TNC and year", [0, 1_000_000], (500, 10_000), Assumed, "days of a manager";
        /// Part of the forum paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}
