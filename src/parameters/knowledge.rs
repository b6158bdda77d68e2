//! Knowledge that moves between firms: joint projects, leakage, peers, standing, exports, research.

use super::registry::section;

section! {
    /// How knowledge is made together, kept, leaked and put to use elsewhere. Every mechanism is off while its first parameter is 0.
    KnowledgeParameters in "knowledge" {
        /// Probability that a regular linkage starts a joint project, at full help of the buyer, innovation base and trust; 0 switches joint projects off.
        project_chance = 0.0, "per quarter", [0.0, 1.0], (0.0, 0.3), Assumed, "0: nothing is known of how often; studies of projects set it";
        /// Capability that a whole project is worth to a firm that can absorb it all (V).
        project_value = 0.12, "index", [0.0, 0.6], (0.03, 0.26), Assumed, "between group consulting and intensive consulting";
        /// Quarters that a project of one piece takes (D).
        project_quarters = 8, "quarters", [1, 60], (2, 12), Assumed, "diagnosis up to 6 months, plan up to 3 years (Chile)";
        /// Modules of a project without a contract that says more (M); 1 is all or nothing.
        modules = 1, "count of modules", [1, 24], (1, 12), Assumed, "contracts without milestones are usual";
        /// Time that each further module adds, relative to a project of one piece (o).
        module_overhead = 0.04, "share", [0.0, 0.5], (0.01, 0.10), Assumed, "handing over in parts takes coordination";
        /// Part of a project that is of use with this buyer only, and ends with the linkage.
        proprietary_share = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "designs and tools of the buyer";
        /// Part of the work on an unfinished module that the firm keeps without an exit plan (f_s).
        salvage = 0.10, "share", [0.0, 1.0], (0.0, 0.3), Assumed, "a case in which a working prototype was left after half a year";
        /// Rise of the hazard of ending with each further module of an open project.
        stop_ease = 0.02, "logit per module", [0.0, 1.0], (0.0, 0.1), Assumed, "milestones make it easier to stop";
        /// Cost of a project to both partners; the labour part follows the local wage.
        project_cost_usd = 2_500, "USD per quarter", [0, 1_000_000], (500, 20_000), Assumed, "an engineer's part time on both sides, and trials";
        /// Part of that cost that the affiliate pays.
        project_tnc_share = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "both invest";
        /// Saving of a buyer on orders by a unit of know-how that is of use with it only, before it is shared.
        project_gain = 0.0, "share of order per index", [0.0, 5.0], (0.0, 2.0), Assumed, "0: no saving; at 1 a whole project is worth 3 to 4 % of orders";
        /// Innovation base that a whole project adds to a firm that can absorb it all.
        project_innovation = 0.10, "index", [0.0, 0.6], (0.0, 0.3), Assumed, "joint development feeds the base";
        /// Skilled staff of SMEs who leave; 0 switches leakage from SMEs off.
        staff_turnover = 0.0, "per year", [0.0, 1.0], (0.0, 0.3), Assumed, "0.05 to 0.3 where leakage is studied";
        /// Part of those who leave that carry know-how of the firm.
        key_person_share = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "few people know how";
        /// Engineers of an affiliate who know a linkage and go to a local firm; 0 switches leakage from TNCs off.
        tnc_staff_turnover = 0.0, "per year", [0.0, 1.0], (0.0, 0.12), Assumed, "a hundredth of the workers of foreign firms moves to local ones in a year (Balsvik)";
        /// Part of leaving that contracts and personnel policy keep from mattering.
        leak_protection = 0.3, "share", [0.0, 1.0], (0.0, 0.8), SourceDocument, "leakage through leavers needs to be managed; size assumed";
        /// Part of what it has learnt that a firm loses with a key person.
        leak_loss = 0.2, "share", [0.0, 1.0], (0.05, 0.5), Assumed, "others keep part of it";
        /// Part of the gap that closes for the firm where the key person goes, as far as it absorbs it (mu_leak).
        leak_gain = 0.2, "share", [0.0, 1.0], (0.05, 0.4), Assumed, "one person among many";
        /// Goodwill that a supplier loses with its buyers when its know-how leaks.
        leak_distrust = 0.10, "share", [0.0, 1.0], (0.0, 0.3), Assumed, "buyers pass on less after a known leak";
        /// Part of the gap to better peers that closes (lambda_p); 0 switches learning from peers off.
        peer_rate = 0.0, "per year", [0.0, 0.5], (0.0, 0.04), Assumed, "practices hardly spread between firms (Bloom et al.); 0.01 is a middling value";
        /// Learning from a peer that supplies the same affiliate, relative to another peer.
        peer_supplier_bonus = 2.0, "ratio", [1.0, 10.0], (1.0, 4.0), Literature, "shared suppliers carry a quarter to a third of gains (Bangladesh); size assumed";
        /// Learning from a peer in the same market, relative to one elsewhere.
        peer_rival_weight = 0.3, "ratio", [0.0, 1.0], (0.1, 1.0), Literature, "information is shared less among competitors; size assumed";
        /// Part of missing legitimacy that a quarter of regular supply gives; 0 switches legitimacy off.
        legitimacy_gain = 0.0, "per quarter", [0.0, 1.0], (0.0, 0.15), Assumed, "a known buyer vouches for an unproven firm; 0.06 gives half in three years";
        /// Gain of a Strategic linkage relative to one in Supply.
        legitimacy_strategic = 2.0, "ratio", [1.0, 10.0], (1.0, 4.0), Assumed, "joint development says more";
        /// Part of legitimacy that fades in a quarter without regular supply.
        legitimacy_fade = 0.04, "per quarter", [0.0, 1.0], (0.01, 0.15), Assumed, "reputations outlive contracts for years";
        /// Part of the probability of not being seen by a searching TNC that full legitimacy removes.
        legitimacy_visibility = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "others hear of suppliers of known buyers";
        /// Addition of full legitimacy to an owner's belief about the probability of approval.
        legitimacy_approval = 0.10, "share", [0.0, 1.0], (0.0, 0.3), Assumed, "below the announcement of a guarantee";
        /// Part of the error of lenders' scores that full legitimacy removes.
        legitimacy_screening = 0.3, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "a known buyer's orders can be checked";
        /// Local demand that full legitimacy adds.
        legitimacy_demand = 0.03, "share", [0.0, 0.5], (0.0, 0.1), Assumed, "a little: other customers hear of it";
        /// Probability that a firm at the frontier of capability and standards begins to export; 0 switches exports off but for launch pads.
        export_chance = 0.0, "per quarter", [0.0, 1.0], (0.0, 0.05), Assumed, "exporters are few among small firms";
        /// Rise of that probability with full legitimacy.
        export_legitimacy = 1.0, "ratio", [0.0, 10.0], (0.0, 3.0), Assumed, "references open foreign doors";
        /// Rise of that probability with the marketing reach of a TNC that the firm supplies.
        export_reach = 1.0, "ratio", [0.0, 10.0], (0.0, 3.0), Assumed, "affiliates carry suppliers along";
        /// Cost of entering a foreign market; the labour part follows the local wage.
        export_entry_usd = 6_000, "USD", [0, 1_000_000], (1_000, 50_000), Assumed, "travel, samples and papers";
        /// First exports relative to sales.
        export_first_share = 0.10, "share", [0.0, 1.0], (0.02, 0.3), Assumed, "first orders are small";
        /// Growth of exports.
        export_growth = 0.03, "per quarter", [0.0, 0.3], (0.0, 0.08), Assumed, "survivors grow";
        /// Exports relative to capacity at which growth ends.
        export_share_max = 0.4, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "owners keep customers at home";
        /// Probability that a firm loses its export market.
        export_stop_rate = 0.20, "per year", [0.0, 1.0], (0.05, 0.6), Literature, "most new exporters of Colombia stop within a year, the others stay (Eaton et al.); one rate assumed";
        /// Yearly part of the gap to the frontier of innovation that in-house R&D of an owner of full mindset closes; 0 switches it off.
        own_research = 0.0, "per year", [0.0, 1.0], (0.0, 0.1), Assumed, "few small firms do research";
        /// Rise of what in-house R&D brings where a university or research institute works with firms.
        university_research = 0.5, "ratio", [0.0, 3.0], (0.0, 1.5), Assumed, "academic research raises what firms of the same state find (Jaffe); size assumed";
        /// Cost of in-house R&D, in sales of an owner of full mindset.
        research_cost_share = 0.01, "share of sales", [0.0, 0.3], (0.002, 0.05), Assumed, "order of business research over sales in developing countries";
        /// Fading of the innovation base.
        innovation_fading = 0.0, "per year", [0.0, 0.5], (0.0, 0.15), Assumed, "0: the base has no trend without research";
    }
}
