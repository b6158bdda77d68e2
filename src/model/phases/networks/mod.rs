//! Parts of phases 2 to 7: what SMEs do for each other on TNC orders, alone, in consortia and in clusters, and for tier-1 firms.

mod second_tier;
mod subcontracts;

pub(super) use second_tier::second_tier_orders;
pub(super) use subcontracts::{Pooled, consortium, delivery_level, made_by_peers, pass_on};
