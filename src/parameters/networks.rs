//! Orders between firms and from foreign-owned tier-1 firms: subcontracts, consortia, second tier.

use super::registry::section;

section! {
    /// Work that SMEs pass to each other and that tier-1 firms pass to SMEs. Switched off by its zeros, consortia by a practice of 1.
    NetworkParameters in "networks" {
        /// Part of the TNC orders above its capacity that a firm passes to peers of its category with room; 0 switches subcontracts off.
        subcontract_share = 0.0, "share", [0.0, 1.0], (0.0, 0.8), Assumed, "0: orders above capacity are late; half is a middling value";
        /// Part of the value of the work that the peer is paid.
        subcontract_price = 0.85, "share", [0.0, 1.0], (0.6, 0.95), Assumed, "who holds the order keeps a part for materials, testing and risk";
        /// Relationship management (p1) above which a buyer contracts with groups of firms that pass work to each other; at 1 none does.
        consortium_practice = 1.0, "share", [0.0, 1.0], (0.4, 1.0), Assumed, "1: nobody; some large buyers contract with clusters of small firms (ISO 44004)";
        /// Part of the value of lots of foreign-owned local tier-1 firms that they buy from SMEs of the category; 0 switches the second tier off.
        second_tier_share = 0.0, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "0: tier-1 firms bring their own suppliers";
        /// How far below the gates of the affiliate those of its tier-1 firms lie.
        second_tier_gate = 0.10, "index", [0.0, 0.5], (0.05, 0.2), Assumed, "parts of parts are checked by the tier-1 firm itself";
        /// Learning by supplying a tier-1 firm relative to an affiliate.
        second_tier_learning = 0.3, "ratio", [0.0, 1.0], (0.0, 0.6), Assumed, "tier-1 firms teach less than the affiliates that they supply";
    }
}
