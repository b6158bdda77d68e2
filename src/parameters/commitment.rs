//! What makes owners join a programme and stay in it.

use super::registry::section;

section! {
    /// Commitment of owners to services: money in view, orders in view, and waiting.
    CommitmentParameters in "commitment" {
        /// Drop-out without any of the reasons below, over the rate of the agency.
        steady = 1.0, "ratio", [0.0, 5.0], (0.3, 1.0), Assumed, "1: all drop-out is of one kind; less where the reasons below are counted apart";
        /// Rise of drop-out with each quarter since the firm was taken in, over the rate of the agency.
        waiting = 0.0, "ratio per quarter", [0.0, 5.0], (0.0, 0.3), Assumed, "0: off; owners lose patience";
        /// Rise of drop-out while a plan waits for money or has lapsed for want of it, over the rate of the agency.
        unfinanced = 0.0, "ratio", [0.0, 50.0], (0.0, 8.0), Assumed, "0: off; sources say that firms without access to credit do not commit, without a size";
        /// Rise of drop-out without any linkage, over the rate of the agency.
        no_order = 0.0, "ratio", [0.0, 10.0], (0.0, 1.0), Assumed, "0: off; nothing to upgrade for";
        /// Fall of the logit of applying for services, for each unit by which money in view falls short.
        money_weight = 0.0, "logit per share", [0.0, 20.0], (0.0, 8.0), Assumed, "0: off; owners do not begin what they cannot finish";
        /// Probability of approval, or part of a plan that own cash pays, from which money keeps no owner from applying.
        money_needed = 0.65, "share", [0.0, 1.0], (0.4, 0.9), Assumed, "of effect with money_weight only";
        /// Effect of the second half of services on a client whose plan waits for money or lapsed, over that on others.
        unfinanced_service = 1.0, "share", [0.0, 1.0], (0.3, 1.0), Assumed, "1: advice alone does as much; half where it is about machines that are not there";
    }
}
