//! Parts of phases 2 to 7: what SMEs do for each other on TNC orders, alone, in consortia and in clusters, and for tier-1 firms.

mod clusters;
mod second_tier;
mod subcontracts;

pub(super) use clusters::{cluster_terms, fellows, found_clusters, has_clusters, keep_cluster};
pub(super) use second_tier::second_tier_orders;
pub(super) use subcontracts::{Pooled, consortium, delivery_level, made_by_peers, pass_on};
