//! Knowledge that moves between firms: joint projects, leakage, peers, standing, exports, research.

use super::registry::section;

section! {
    /// How knowledge is made together, kept, leaked and put to use elsewhere. Every mechanism is off while its first number is 0.
    KnowledgeParameters in "knowledge" {
        /// Chance that a regular linkage starts a joint project, at full help of the buyer, innovation base and trust; 0 switches joint projects off.
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
        /// Innovation base that a whole project adds to a firm that can absorb it all.
        project_innovation = 0.10, "index", [0.0, 0.6], (0.0, 0.3), Assumed, "joint development feeds the base";
    }
}
