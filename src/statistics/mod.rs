//! Estimates from results: summaries, paired differences with intervals, bands over time, and figures with honest digits.
//!
//! Everything is computed serially in the order of the runs, so that estimates do not depend on threads.

mod accounts;
mod change;
#[cfg(test)]
mod checks;
mod compare;
mod estimates;
mod expected;
mod fan;
pub mod figures;
mod further;
mod groups;
mod interval;
mod lives;
mod net;
mod pairing;
mod parts;
mod plane;
mod points;
mod precision;
mod ranks;
mod ratio;
mod resample;
mod sample;
pub mod sensitivity;
mod shares;
mod spread;
mod summary;
mod survival;
mod tables;
mod variance;
mod verdict;

pub use accounts::{ACCOUNTS, Account, CostPer, GAINS, OUTCOMES, Outcome};
pub use change::series_differences;
pub use compare::{Comparison, LEAST_TO_SAY, LEAST_UNTIED, PairedSample, compare};
pub use estimates::{Estimates, compared_pairs, world_differences};
pub use expected::Expected;
pub use fan::{FAN_PROBABILITIES, Fan, bands, fan};
pub use further::Further;
pub use groups::{GroupEstimate, Side, SideTotal};
pub use interval::{CONFIDENCE, LEAST_DIFFERING, LEAST_SHAPED, Method, Quantity, t_quantile};
pub use lives::{Durations, lives, survival_difference};
pub use net::{NetChange, net_linkages};
pub use parts::{Origin, Part, WIDEST_PART};
pub use plane::{Dominated, PlanePoint, dominated, plane};
pub use points::{AtPoint, at_points};
pub use precision::{MOST_PAIRS, Need, PILOT, Target, Width, assess, hardest, needs, next_look};
pub use ranks::{ContextDifference, ProgrammePair, Ranks, ranks};
pub use ratio::ratio_interval;
pub use sample::Sample;
pub use shares::wilson;
pub use spread::{Reversal, Spread, UnderRival, reversals, spreads};
pub use summary::{SUMMARY_PROBABILITIES, Summary, summarise};
pub use survival::{Estimate, Survival};
pub use tables::{compare_table, tables};
pub use verdict::{Party, Verdict, verdicts};
