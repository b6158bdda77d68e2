//! Evaluation in silico: the estimates of an evaluator with a survey, next to the true effect of the programme on the same firms.
//!
//! [`Panel`] puts sample, errors, lag and attrition on the log of a world. Estimators are plain functions of what a panel gives them;
//! each has a standard error and needs something to be right, which its doc states. The world of the baseline, in which the same firms
//! meet the same random draws, supplies the true effect on the firms of each estimate; [`Quality`] sums up over many worlds how far off an
//! estimator is, how often its interval holds the true effect, and how often it finds anything.

mod cohorts;
mod discontinuity;
mod estimate;
pub mod findings;
mod offers;
mod quality;
mod survey;

pub use cohorts::{Change, Cohort, before_after, event_study, matched};
pub use discontinuity::{Point, bandwidth, discontinuity};
pub use estimate::{Estimate, compare_means, two_sided_t};
pub use offers::{Intake, Offer, offered, takers};
pub use quality::{ESTIMATORS, Estimator, Mean, Quality, Share, estimates, evaluation_table};
pub use survey::{Panel, Treatment};
