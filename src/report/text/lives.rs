//! Words on shares with intervals and on options that others dominate.

use crate::report::ReportInput;
use crate::statistics::figures::{exponent, number};
use crate::statistics::{Estimate, PlanePoint, dominated};

/// A share with its interval, in per cent: "56 % (50 to 62)".
#[must_use]
pub fn share_interval_words(share: &Estimate) -> String {
    let [value, low, high] = [share.value, share.low, share.high].map(|one| one * 100.0);
    let digits = exponent((high - low) / 2.0, value).max(-1);
    let value = number(value, digits);
    if low.is_finite() && high.is_finite() {
        format!(
            "{value}\u{a0}% ({}\u{a0}to\u{a0}{})",
            number(low, digits),
            number(high, digits)
        )
    } else {
        format!("{value}\u{a0}%")
    }
}

/// A sentence for every option that another one or the baseline dominates.
#[must_use]
pub fn dominance_sentences(input: &ReportInput, context: usize) -> Vec<String> {
    let baseline = input.dataset.contexts[context].baseline;
    let sentence = |(scenario, by, is_significant): (usize, usize, bool)| {
        let (option, other) = (input.title(scenario), input.title(by));
        let how = if is_significant {
            "on average"
        } else {
            "on average, though not significantly"
        };
        if by == baseline {
            format!(
                "“{option}” is dominated by the baseline, which has no fewer sustained linkages at no higher cost ({how})."
            )
        } else {
            format!(
                "“{option}” is dominated by “{other}”, which has no fewer sustained linkages at no higher cost ({how})."
            )
        }
    };
    let points: Vec<&PlanePoint> = input
        .plane
        .iter()
        .filter(|point| input.is_in(context, point.scenario))
        .collect();
    dominated(&points, baseline)
        .into_iter()
        .map(|one| sentence((one.scenario, one.by, one.is_significant)))
        .collect()
}
