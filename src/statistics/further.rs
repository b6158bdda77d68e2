//! Estimates beyond means and differences, made once for tables and report.

use super::accounts::{CostPer, costs_per, discounted_costs_per};
use super::estimates::Estimates;
use super::groups::{GroupEstimate, SideTotal, groups, side_totals};
use super::lives::{Durations, lives};
use super::points::{AtPoint, at_points};
use super::ranks::{Ranks, ranks};
use super::spread::{Reversal, Spread, reversals, spreads};
use super::verdict::{Verdict, verdicts};
use crate::results::Dataset;

/// Costs per outcome, survival of linkages, groups of firms and ranks of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Further {
    /// What decides, of the pair that is asked for or of the leading scenario of every context.
    pub verdicts: Vec<Verdict>,
    /// Cost of one more unit of each outcome.
    pub costs: Vec<CostPer>,
    /// The same, cost and outcome discounted to the start of the window.
    pub discounted_costs: Vec<CostPer>,
    /// Survival of linkages, by scenario and group.
    pub lives: Vec<Durations>,
    /// Groups of firms relative to their twins.
    pub groups: Vec<GroupEstimate>,
    /// Participants and others in all, relative to their twins.
    pub sides: Vec<SideTotal>,
    /// Order by context of the programmes that contexts share, by headline indicator; empty for one context.
    pub ranks: Vec<Ranks>,
    /// Sources of the variance of headline differences; empty where no parameter is sampled and no rival structure runs alongside the study.
    pub spreads: Vec<Spread>,
    /// Scenarios whose order differs between draws; empty without draws.
    pub reversals: Vec<Reversal>,
    /// Headline differences at every point of a design that was chosen; empty else.
    pub points: Vec<AtPoint>,
}

impl Further {
    /// Makes them from a data set, by draw where parameters were sampled, and its estimates; `worlds` is the data set by world.
    #[must_use]
    pub fn of_worlds(worlds: &Dataset, dataset: &Dataset, estimates: &Estimates) -> Self {
        Self {
            verdicts: verdicts(dataset, estimates),
            costs: costs_per(dataset),
            discounted_costs: discounted_costs_per(dataset),
            lives: lives(dataset),
            groups: groups(dataset),
            sides: side_totals(dataset),
            spreads: spreads(worlds, dataset),
            reversals: reversals(dataset),
            points: at_points(worlds),
            ranks: dataset
                .headline
                .iter()
                .filter_map(|name| ranks(dataset, estimates, name))
                .collect(),
        }
    }

    /// The same for a data set in which no parameter is sampled.
    #[must_use]
    pub fn from_dataset(dataset: &Dataset, estimates: &Estimates) -> Self {
        Self::of_worlds(dataset, dataset, estimates)
    }
}
