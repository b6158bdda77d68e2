//! What a government can choose: agencies and instruments, with what they cost.

use super::registry::section;

section! {
    /// A facilitating agency: staff, selection, costs.
    AgencyParameters in "agencies" {
        /// Advisors who serve firms.
        advisors = 4, "count of advisors", [0, 10_000], (1, 100), Assumed, "two to four for 2,000 SMEs in a poor context";
        /// Firms that one advisor can serve at a time.
        clients_per_advisor = 15, "count of SMEs", [0, 200], (8, 30), Assumed, "60 hours a firm, 1,100 contact hours a year";
        /// Overhead per advisor: salary, travel, office; scaled with the local wage.
        advisor_cost_wages = 12.0, "annual wages per year", [0.0, 100.0], (4.0, 30.0), Literature, "300,000 USD a year for 12 staff in a poor context; 19 staff for 552,000 IEP in Ireland 1986";
        /// Fixed cost of the agency in a year while any of its instruments acts.
        fixed_cost_usd = 60_000, "USD per year", [0, 100_000_000], (20_000, 2_000_000), Assumed, "office, systems, audits";
        /// Share of applicants that is accepted while places last.
        accept_share = 0.25, "share", [0.0, 1.0], (0.1, 0.6), Literature, "200 of 820 applicants, Yemen; strict selection asked for";
        /// Weight of the nearness of a firm's capability to the gates in the agency's score (rho); the rest is noise.
        screening_accuracy = 0.28, "correlation", [0.0, 1.0], (0.0, 0.7), Literature, "juries near 0, data about 0.3 (McKenzie and Sansone), buyers' audits 0.65";
        /// Share of eligible firms that outreach meets in a quarter.
        outreach_share = 0.10, "per quarter", [0.0, 1.0], (0.02, 0.5), Assumed, "events and visits";
        /// Chance that a firm with neutral belief that is met applies.
        application_chance = 0.35, "share", [0.0, 1.0], (0.1, 0.8), Literature, "53 % took up subsidised consulting, fewer with complex forms";
        /// Clients lost while they wait or are served.
        drop_out_rate = 0.20, "per year", [0.0, 1.0], (0.1, 0.4), Assumed, "owners' time, moves, loss of interest";
        /// Response of TNCs relative to a private-sector lead, where the lead is public.
        public_lead_response = 0.6, "ratio", [0.0, 2.0], (0.4, 1.0), Assumed, "sources ask for leaders who speak the TNCs' language";
        /// Applications of SMEs relative to a private-sector lead, where the lead is public.
        public_lead_outreach = 1.2, "ratio", [0.1, 3.0], (1.0, 1.5), Assumed, "local branches; the range includes none";
        /// Smallest firm that is eligible.
        eligible_workers_min = 5, "count of workers", [1, 249], (1, 20), Assumed, "programmes leave out micro firms";
    }
}

section! {
    /// When and how strongly an instrument acts; common to all kinds.
    TimingParameters in "instruments" {
        /// First quarter, counted from the start of the policy window.
        start = 0, "quarters", [0, 400], (0, 16), Assumed, "the analyst's choice";
        /// Quarter in which it stops, counted likewise.
        end = 16, "quarters", [0, 400], (4, 40), Assumed, "the analyst's choice";
        /// Quarters to full strength.
        ramp = 2, "quarters", [0, 100], (0, 12), Assumed, "staff must be hired";
        /// Strength: 0 is absent to the last bit, costs included.
        intensity = 1.0, "ratio", [0.0, 4.0], (0.0, 1.0), Assumed, "the analyst's choice";
    }
}

section! {
    /// `matchmaking`: a screened register of suppliers, meetings with buyers, referrals for open lots.
    MatchmakingParameters in "matchmaking" {
        /// Firms on the register, at most.
        register_capacity = 60, "count of SMEs", [0, 1_000_000], (20, 500), Assumed, "what advisors can know well";
        /// Audit visits of firms that one advisor makes in a quarter.
        visits_per_advisor = 6, "count of SMEs", [0, 200], (2, 15), Assumed, "two days each with travel and report";
        /// Firms named for an open lot, at most.
        referrals_per_lot = 2, "count of SMEs", [0, 20], (1, 5), Assumed, "three screened referrals double the local share where firms are fit";
        /// Referrals that one advisor can make in a quarter.
        referrals_per_advisor = 8, "count of referrals", [0, 1_000], (4, 30), Assumed, "preparing a buyer's visit takes days";
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "few anchors per programme";
        /// Cost to screen and register one firm.
        registration_cost_usd = 800, "USD per SME", [0, 50_000], (200, 3_000), Assumed, "audit visit and file";
        /// Cost of one referral to the agency.
        referral_cost_usd = 300, "USD per referral", [0, 20_000], (100, 2_000), Assumed, "about 500 USD per firm at a fair";
        /// Cost of one referral to the TNC.
        referral_cost_tnc_usd = 300, "USD per referral", [0, 20_000], (100, 2_000), Assumed, "a buyer's day";
        /// Database and portal.
        portal_cost_usd = 40_000, "USD per year", [0, 5_000_000], (10_000, 200_000), Assumed, "100,000 to build and 40,000 a year";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `upgrading_support`: diagnosis, plan and business development services in steps.
    UpgradingSupportParameters in "upgrading_support" {
        /// Quarters of service after diagnosis.
        service_quarters = 4, "quarters", [1, 40], (2, 12), Literature, "diagnosis up to 6 months, plan up to 3 years (Chile)";
        /// Management gained by a firm that can absorb it all.
        gain_management = 0.10, "index", [0.0, 0.6], (0.03, 0.26), Literature, "8 to 10 points, group or one-to-one (Colombia)";
        /// Quality gained likewise, from services alone.
        gain_quality = 0.05, "index", [0.0, 0.6], (0.0, 0.15), Assumed, "half of the practice gain";
        /// Standards gained likewise, from services alone.
        gain_standards = 0.08, "index", [0.0, 0.6], (0.0, 0.3), Assumed, "preparation for audits";
        /// Chance that a diagnosis ends in a plan with equipment that the firm must pay for.
        equipment_plan_chance = 0.8, "share", [0.0, 1.0], (0.3, 1.0), Assumed, "plans ask for machines and test equipment";
        /// Cost of serving one firm, all steps; the labour part follows the local wage.
        client_cost_usd = 9_000, "USD per SME", [0, 500_000], (4_000, 20_000), Literature, "linkage packages in Mozambique: 5,000 to 10,000 USD per SME";
        /// Part of that cost that the firm pays.
        sme_share = 0.10, "share", [0.0, 1.0], (0.0, 0.5), Literature, "firms paid 1,000 to 2,100 of 13,800 USD (Colombia)";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `credit_line`: funds for upgrading loans through providers.
    CreditLineParameters in "credit_line" {
        /// Funds placed with providers at the start.
        funds_usd = 1_000_000, "USD", [0, 10_000_000_000.0], (100_000, 50_000_000), Assumed, "the analyst's choice";
        /// How far the cost of these funds lies below the market.
        rate_discount = 0.03, "per year", [0.0, 0.3], (0.0, 0.08), Assumed, "usual concession";
        /// Running cost of the line.
        administration_share = 0.02, "per year of funds", [0.0, 0.3], (0.005, 0.05), Assumed, "monitoring providers";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `credit_guarantee`: a partial guarantee of new upgrading and order loans.
    CreditGuaranteeParameters in "credit_guarantee" {
        /// Part of a loss that the fund bears.
        cover = 0.60, "share", [0.0, 0.95], (0.5, 0.85), Literature, "order of published schemes (Beck et al.)";
        /// Fee on the covered amount.
        fee_per_year = 0.015, "per year", [0.0, 0.2], (0.005, 0.03), Literature, "as above";
        /// Greatest covered amount outstanding.
        fund_usd = 1_000_000, "USD", [0, 10_000_000_000.0], (100_000, 50_000_000), Assumed, "the analyst's choice";
        /// How far an announced cover moves an owner's idea of the chance of approval.
        announcement = 0.35, "share per unit of cover", [0.0, 2.0], (0.1, 0.8), Assumed, "to be fitted to 0.65 USD of credit per USD of guarantee (Cowan et al.)";
        /// Running cost of the fund.
        administration_usd = 50_000, "USD per year", [0, 10_000_000], (20_000, 500_000), Assumed, "a small unit";
        /// Part paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}
