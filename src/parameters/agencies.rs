//! Facilitating agencies: staff, selection, costs.

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
