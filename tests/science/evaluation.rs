//! Simulated evaluations: error of estimators against the true effect, known from the baseline world.
//!
//! Long runs of the same are in docs/evaluation.md.

use std::sync::OnceLock;

use linkwright::evaluation::{Estimator, Quality, two_sided_t};
use linkwright::observations::Measure;
use linkwright::study::Evaluation;

use crate::common::evaluation::{CLOSED, evaluation, plan};

/// Worlds of the quick evaluations.
const WORLDS: u32 = 40;

fn quality(evaluation: &Evaluation, sample: usize, estimator: Estimator) -> Quality {
    let found = evaluation.samples[sample]
        .qualities
        .iter()
        .find(|(other, _)| *other == estimator);
    found
        .and_then(|(_, quality)| *quality)
        .expect("worlds give estimates")
}

/// A lottery without effect on firms outside it.
fn closed_lottery() -> &'static Evaluation {
    static EVALUATED: OnceLock<Evaluation> = OnceLock::new();
    EVALUATED.get_or_init(|| {
        evaluation(
            &plan(&CLOSED, WORLDS),
            ("lottery", Measure::Sales),
            &[1.0, 0.3],
            2,
        )
    })
}

#[test]
fn an_experiment_without_spillovers_is_right_on_average_and_covers_as_it_says() {
    for estimator in [Estimator::Offered, Estimator::Takers] {
        for sample in 0..2 {
            let found = quality(closed_lottery(), sample, estimator);
            // 4 standard errors: of the mean over worlds, and of a share of 0.95 in so many worlds
            let error = (found.bias.high - found.bias.value) / two_sided_t(f64::from(WORLDS - 1));
            assert!(
                found.bias.value.abs() <= 4.0 * error,
                "{estimator:?}: bias {:?} (s.e. {error})",
                found.bias
            );
            let tolerance = 4.0 * (0.95 * 0.05 / f64::from(WORLDS)).sqrt();
            assert!(
                (found.coverage.value - 0.95).abs() <= tolerance,
                "{estimator:?}: {:?}",
                found.coverage
            );
        }
    }
}

#[test]
fn a_smaller_sample_finds_less_often_what_is_there() {
    let found = evaluation(
        &plan(&[], WORLDS / 2),
        ("lottery", Measure::Management),
        &[1.0, 0.1],
        2,
    );
    let [all, part] = [0, 1].map(|sample| quality(&found, sample, Estimator::Offered));
    assert!(
        all.n_treated > 3.0 * part.n_treated && all.stated_error < part.stated_error,
        "{all:?} {part:?}"
    );
    // a difference of two independent shares of so many worlds has a standard error of at most 0.5 · sqrt(2/n)
    let least = 2.0 * 0.5 * (2.0 / f64::from(WORLDS / 2)).sqrt();
    assert!(
        all.power.value > part.power.value + least,
        "{all:?} {part:?}"
    );
}

#[test]
fn where_the_able_come_first_a_single_survey_takes_ability_for_effect() {
    let found = evaluation(
        &plan(&[], WORLDS / 2),
        ("able", Measure::Management),
        &[1.0],
        2,
    );
    let naive = quality(&found, 0, Estimator::CrossSection);
    let reach = naive.bias.high - naive.bias.value;
    assert!(
        naive.times_truth.is_some_and(|factor| factor.value > 2.0)
            && naive.bias.value > 4.0 * reach,
        "{naive:?}"
    );
    let event_study = quality(&found, 0, Estimator::EventStudy);
    assert!(
        event_study.bias.value.abs() < 0.2 * naive.bias.value,
        "{event_study:?}"
    );
}
