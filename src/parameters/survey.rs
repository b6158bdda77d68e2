//! Survey of firms by an evaluator; no world depends on these parameters.

use super::registry::section;

section! {
    /// Survey of firms that an evaluation rests on (`linkwright evaluate`); no parameter here changes a world.
    SurveyParameters in "survey" {
        /// Quarters between two waves; the first is the quarter before the window.
        wave_quarters = 4, "quarters", [1, 40], (1, 12), Assumed, "yearly surveys; 1 for administrative data";
        /// Quarters from the last wave before treatment to the wave at which the outcome is read, at least.
        horizon_quarters = 8, "quarters", [1, 100], (4, 20), Assumed, "evaluations follow firms for one to five years";
        /// Standard deviation of the error in the logarithm of jobs, sales and productivity.
        noise_log_sd = 0.15, "log points", [0.0, 2.0], (0.0, 0.4), Assumed, "owners round and recall; 0 for administrative data";
        /// Standard deviation of the error in a score of management.
        noise_index_sd = 0.05, "index", [0.0, 1.0], (0.0, 0.15), Assumed, "two interviewers score the same firm differently";
        /// Quarters by which answers lie behind the date of the interview.
        lag_quarters = 0, "quarters", [0, 20], (0, 4), Assumed, "4 where accounts of the year before are asked for";
        /// Part of the frame that is asked.
        sample_share = 1.0, "share", [0.0, 1.0], (0.05, 1.0), Assumed, "1 is a census of registered firms";
        /// Smallest firm of the frame, registered and in business when the window opens.
        frame_workers_min = 5, "count of workers", [1, 249], (1, 20), Assumed, "micro firms are hard to find again";
        /// Firms lost for good at a wave, of those that still answered.
        attrition = 0.05, "share per wave", [0.0, 1.0], (0.0, 0.2), Assumed, "moves and refusals in firm panels";
        /// Attrition of firms under ten workers relative to others.
        attrition_small = 1.5, "ratio", [0.0, 20.0], (1.0, 3.0), Assumed, "small firms move and have nobody to answer";
        /// Attrition of firms that close within a year relative to others.
        attrition_closing = 3.0, "ratio", [0.0, 20.0], (1.0, 6.0), Assumed, "who is about to close does not answer";
    }
}
