//! When an instrument acts.

use crate::parameters::section;

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
        /// Share of firms to which it is offered, by lottery; 1 offers it to all.
        lot_share = 1.0, "share", [0.01, 1.0], (0.1, 1.0), Assumed, "the analyst's choice";
        /// Number of that lottery: instruments of one number and share are offered to the same firms.
        lot = 0, "number", [0, 1_000], (0, 100), Assumed, "the analyst's choice";
    }
}
