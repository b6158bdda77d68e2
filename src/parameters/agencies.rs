//! Facilitating agencies: staff, selection, costs.

use super::registry::section;

section! {
    /// A facilitating agency: staff, selection, costs.
    AgencyParameters in "agencies" {
        /// Advisors who serve firms.
        advisors = 4, "count of advisors", [0, 10_000], (1, 100), Assumed, "two to four for 2,000 SMEs in a poor context", Represented;
        /// Firms that one advisor can serve at a time.
        clients_per_advisor = 15, "count of SMEs per advisor", [0, 200], (8, 30), Assumed, "60 hours a firm, 1,100 contact hours a year";
        /// Overhead per advisor: salary, travel, office; scaled with the local wage.
        advisor_cost_wages = 12.0, "annual wages per advisor and year", [0.0, 100.0], (4.0, 30.0), Literature, "300,000 USD a year for 12 staff in a poor context; 19 staff for 552,000 IEP in Ireland 1986";
        /// Fixed cost of the agency in a year while any of its instruments acts.
        fixed_cost_usd = 60_000, "USD per year", [0, 100_000_000], (20_000, 2_000_000), Assumed, "office, systems, audits", Represented;
        /// Share of applicants that is accepted while places last.
        accept_share = 0.25, "share", [0.0, 1.0], (0.1, 0.6), Literature, "200 of 820 applicants, Yemen; strict selection asked for";
        /// Weight of the nearness of a firm's capability to the gates in the agency's score (rho); the rest is noise.
        screening_accuracy = 0.28, "correlation", [0.0, 1.0], (0.0, 0.7), Literature, "juries near 0, data about 0.3 (McKenzie and Sansone), buyers' audits 0.65";
        /// Share of eligible firms that outreach meets in a quarter.
        outreach_share = 0.10, "per quarter", [0.0, 1.0], (0.02, 0.5), Assumed, "events and visits";
        /// Probability that a firm with neutral belief that is met applies.
        application_chance = 0.35, "share", [0.0, 1.0], (0.1, 0.8), Literature, "53 % took up subsidised consulting, fewer with complex forms";
        /// Clients lost while they wait or are served.
        drop_out_rate = 0.20, "per year", [0.0, 1.0], (0.1, 0.4), Assumed, "owners' time, moves, loss of interest";
        /// Response of TNCs relative to a private-sector lead, where the lead is public.
        public_lead_response = 0.6, "ratio", [0.0, 2.0], (0.4, 1.0), Assumed, "sources ask for leaders who speak the TNCs' language";
        /// Applications of SMEs relative to a private-sector lead, where the lead is public.
        public_lead_outreach = 1.2, "ratio", [0.1, 3.0], (1.0, 1.5), Assumed, "local branches; the range includes none";
        /// Smallest firm that is eligible.
        eligible_workers_min = 5, "count of workers per SME", [1, 249], (1, 20), Assumed, "programmes leave out micro firms";
        /// Share of each list of applicants that is reserved for firms led by women, from the top, while there are any; 0: none.
        women_share_min = 0.0, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "the analyst's choice; says something only with barriers of `owners`";
        /// Share of the affiliates that the agency works with, chosen again each year; 1 for all, without screening.
        tnc_accept_share = 1.0, "share", [0.0, 1.0], (0.1, 1.0), SourceDocument, "strict selection of TNCs asked for; four anchors in Uganda's first phase";
        /// Cost to look at one affiliate, where not all are worked with.
        tnc_screening_cost_usd = 1_500, "USD per TNC", [0, 100_000], (300, 10_000), Assumed, "a study of purchases and talks with headquarters";
        /// Weight of participating buyers' audits in the choice of firms; needs match-making of the same agency.
        tnc_in_selection = 0.0, "share", [0.0, 1.0], (0.0, 1.0), SourceDocument, "TNCs take part in choosing suppliers";
        /// Weight of present capability in a buyer's audit; the rest is noise.
        panel_accuracy = 0.65, "correlation", [0.0, 1.0], (0.5, 0.8), Assumed, "buyers see what is there, not what will be";
        /// Firms that a participating affiliate audits in a quarter for each intake, at most.
        panel_visits = 3, "count of SMEs per TNC", [0, 1_000], (1, 10), Assumed, "a day or two a month";
        /// Cost of one such audit to the TNCs.
        panel_cost_tnc_usd = 600, "USD per SME", [0, 50_000], (200, 2_000), Assumed, "two days of a buyer's engineer";
        /// Rise in the response of TNCs that choose with full weight.
        panel_response = 0.1, "ratio", [0.0, 1.0], (0.0, 0.3), Assumed, "who chose is more willing to buy";
        /// Quarters for which the agency stays a pilot; 0 for none.
        pilot_quarters = 0, "quarters", [0, 400], (0, 12), SourceDocument, "a pilot phase asked for; 4 to 8 quarters usual";
        /// Part of the advisors that a pilot employs.
        pilot_share = 0.25, "share", [0.0, 1.0], (0.1, 0.5), Assumed, "one advisor of four";
        /// Part of a pilot's firms that must have orders at its end, so that the full staff is hired.
        pilot_success_min = 0.0, "share", [0.0, 1.0], (0.0, 0.3), Assumed, "the analyst's choice; 0 is always scaled up";
        /// Cost of judging a pilot.
        pilot_cost_usd = 20_000, "USD", [0, 5_000_000], (5_000, 100_000), Assumed, "a small evaluation", Represented;
        /// Loss of the effect of services where no advisor has experience (1 − q_min); 0 for none.
        dilution = 0.0, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "q_min 0.6 (0.4 to 0.9) where fast growth dilutes quality";
        /// Quarters in which new advisors gain experience (time constant).
        experience_quarters = 6, "quarters", [1, 100], (3, 12), Assumed, "a year and a half of cases";
        /// Advisors with experience at the beginning.
        experienced_advisors = 1, "count of advisors", [0, 10_000], (0, 10), Assumed, "a founder or two who know the work", Represented;
        /// Rise in the response of TNCs while a programme leader serves; 0 without a leader.
        leader_effect = 0.0, "ratio", [0.0, 3.0], (0.0, 1.0), SourceDocument, "a leader who speaks the TNCs' language asked for; 0.5 (0.2 to 1) assumed where there is one";
        /// Leaders who leave.
        leader_leave_rate = 0.2, "per year", [0.0, 1.0], (0.1, 0.35), Assumed, "five years in office";
        /// Quarters until another leader serves.
        leader_gap_quarters = 2, "quarters", [1, 40], (1, 6), Assumed, "a search among senior managers";
        /// Cost of a leader in office.
        leader_cost_wages = 40.0, "annual wages per year", [0.0, 500.0], (15.0, 120.0), Assumed, "about three times an advisor", Represented;
        /// Affiliates that a leader can attend to; with more the effect thins out.
        leader_tncs = 12, "count of TNCs", [1, 10_000], (6, 30), Assumed, "one visit a month each", Represented;
        /// Probability that a participating affiliate without a champion names one in a year.
        champion_share = 0.0, "share", [0.0, 1.0], (0.0, 0.5), SourceDocument, "a champion inside the company asked for";
        /// Rise in openness to local firms and in the pace of facilitated linkages where there is a champion.
        champion_effect = 0.5, "ratio", [0.0, 3.0], (0.2, 1.0), Assumed, "half more lots opened";
        /// Champions who leave.
        champion_leave_rate = 0.2, "per year", [0.0, 1.0], (0.1, 0.35), Assumed, "managers rotate every few years";
        /// Cost of a champion's time to the TNC.
        champion_cost_tnc_usd = 8_000, "USD per TNC and year", [0, 500_000], (2_000, 40_000), Assumed, "a fifth of a manager";
        /// Advisors' time that one champion takes.
        champion_advisor_share = 0.1, "share", [0.0, 2.0], (0.02, 0.3), Assumed, "two days a month";
        /// Quarters for which funding is announced when the agency begins; 0 without an announcement.
        commitment_quarters = 0, "quarters", [0, 400], (0, 60), SourceDocument, "long commitment by all asked for";
        /// Rise in the response of TNCs and fall in drop-out under a commitment without end.
        commitment_effect = 0.3, "ratio", [0.0, 1.0], (0.0, 0.6), Assumed, "what lasts is worth an effort; eight quarters count half";
        /// Part of the committed overheads that the reserve behind the announcement costs.
        commitment_reserve = 0.05, "share", [0.0, 1.0], (0.0, 0.2), Assumed, "funds set aside earn less";
        /// Part of other agencies' clients that the agency knows of and leaves to them, with agencies of the same kind.
        coordination = 0.0, "share", [0.0, 1.0], (0.0, 1.0), SourceDocument, "agencies and donors overlap; coordination asked for";
        /// Gain of services to a firm that another agency serves at the same time, relative to the first.
        overlap_gain = 0.3, "ratio", [0.0, 1.0], (0.0, 0.7), Assumed, "most of the advice is the same";
        /// Cost of full coordination to each agency, while another of the same kind acts; scaled with the local wage.
        meeting_cost_wages = 1.0, "annual wages per year", [0.0, 100.0], (0.2, 5.0), Assumed, "a tenth of an advisor's cost: meetings and a shared list of clients", Represented;
        /// Quarters after which monitoring knows a figure; of effect with [[rules]] only.
        monitoring_lag_quarters = 2, "quarters", [1, 40], (1, 6), Assumed, "a quarter to collect and one to report";
        /// Standard deviation of the relative error of what monitoring sees; of effect with [[rules]] only.
        monitoring_error = 0.05, "ratio", [0.0, 2.0], (0.0, 0.3), Assumed, "reports of firms and banks are incomplete";
        /// Cost of monitoring while the policy window lasts, where the agency has [[rules]].
        monitoring_cost_usd = 6_000, "USD per quarter", [0, 5_000_000], (1_000, 50_000), Assumed, "half an analyst and the data of banks", Represented;
    }
}
