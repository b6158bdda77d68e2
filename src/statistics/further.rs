//! Estimates beyond means and differences, made once for tables and report.

use super::accounts::{CostPer, costs_per, discounted_costs_per};
use super::estimates::Estimates;
use super::groups::{GroupEstimate, groups};
use super::lives::{Lives, lives};
use super::ranks::{Ranks, ranks};
use crate::results::Dataset;

/// Costs per outcome, survival of linkages, groups of firms and ranks of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Further {
    /// Cost of one more unit of each outcome.
    pub costs: Vec<CostPer>,
    /// The same, cost and outcome discounted to the start of the window.
    pub discounted_costs: Vec<CostPer>,
    /// Survival of linkages, by scenario and group.
    pub lives: Vec<Lives>,
    /// Groups of firms relative to their twins.
    pub groups: Vec<GroupEstimate>,
    /// How contexts order the programmes that they share, by headline indicator; empty for one context.
    pub ranks: Vec<Ranks>,
}

impl Further {
    /// Makes them from a data set and its estimates.
    #[must_use]
    pub fn of(dataset: &Dataset, estimates: &Estimates) -> Self {
        Self {
            costs: costs_per(dataset, estimates),
            discounted_costs: discounted_costs_per(dataset, estimates),
            lives: lives(dataset),
            groups: groups(dataset),
            ranks: dataset.headline.iter().filter_map(|name| ranks(dataset, estimates, name)).collect(),
        }
    }
}
