//! Clusters of firms that a broker brings together.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `cluster_network`: brokers who bring eligible firms of one category and region together in clusters, which share orders and bid together.
    ClusterNetworkParameters in "cluster_network" {
        /// Clusters founded in a quarter, at most.
        clusters_per_quarter = 1, "count of clusters", [0, 10_000], (1, 10), Assumed, "one broker founds a few in a year";
        /// Firms of a cluster, at most.
        members = 5, "count of SMEs", [2, 20], (4, 12), Assumed, "firms that meet at one table";
        /// Firms without which no cluster is founded.
        members_min = 3, "count of SMEs", [2, 20], (3, 6), Assumed, "two firms are a partnership";
        /// Share of eligible firms that hear of it in a quarter, as outreach aims it.
        awareness = 0.5, "per quarter", [0.0, 1.0], (0.1, 0.8), Assumed, "a broker visits the firms of a district";
        /// Quarters from founding until members work together.
        lag_quarters = 2, "quarters", [0, 12], (1, 4), Assumed, "owners come to know each other first";
        /// Part of the TNC orders above its capacity that a member passes to others.
        subcontract_share = 0.8, "share", [0.0, 1.0], (0.4, 1.0), Assumed, "what clusters are for; terms are agreed beforehand";
        /// Part of the gap to better members that closes.
        learning_rate = 0.02, "per year", [0.0, 0.5], (0.0, 0.06), Assumed, "order of learning from peers; visits to each other's shops";
        /// Chance that a key person, with what he or she knows, goes from a member to a rival at the table.
        leak_rate = 0.05, "per year", [0.0, 1.0], (0.0, 0.2), Assumed, "members see whom it pays to hire away";
        /// Chance that a TNC contracts with clusters of the broker in a year, at full response and middling belief and mandate.
        consortium_response = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "half of the response to match-making: groups are harder to deal with";
        /// Cost of the broker to a cluster of full size; the labour part follows the local wage.
        broker_cost_usd = 1_500, "USD per cluster and quarter", [0, 200_000], (500, 10_000), Assumed, "a broker with five clusters, meetings and travel";
        /// Part of that cost that members pay.
        sme_share = 0.2, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "fees that shall rise as results come";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
        /// Members who leave when no broker is paid.
        dissolution_rate = 0.3, "per year", [0.0, 1.0], (0.1, 0.6), Assumed, "networks of donors rarely outlive them by many years";
    }
}

impl Kind for ClusterNetworkParameters {
    const TITLE: &'static str = "cluster network";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["awareness"], &["clusters_per_quarter"]];
    const AGENCY_NEEDS: Keys = &["application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["clusters_per_quarter", "members"];
}
