//! The panel of an evaluator: some firms, at some waves, with errors.

use super::cohorts::{Change, Cohort, N_COVARIATES};
use super::discontinuity::Point;
use super::offers::{Intake, Offer};
use crate::maths::{exp, ln};
use crate::observations::{Measure, N_MEASURES, PanelApplication, PanelFirm, PanelLog, Scale};
use crate::parameters::SurveyParameters;
use crate::random::{Draws, Process, pair};

/// Workers below which a firm counts as small in attrition.
const SMALL: f64 = 10.0;
/// Quarters before closing in which a firm counts as closing in attrition.
const CLOSING_QUARTERS: u32 = 4;
/// Variables of matching, at the last wave before treatment.
const COVARIATES: [Measure; N_COVARIATES] = [
    Measure::Employment,
    Measure::Sales,
    Measure::Productivity,
    Measure::Management,
];

/// Definition of treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// A programme enrolled it.
    Enrolment,
    /// It got its first order from a TNC ever; firms that supplied before the window are left out.
    FirstOrder,
}

/// Answers of the sampled firms at the waves of a survey.
#[derive(Clone, Debug)]
pub struct Panel<'a> {
    log: &'a PanelLog,
    twin: Option<&'a PanelLog>,
    horizon: u32,
    /// Quarters passed at each wave.
    waves: Vec<u32>,
    /// Sampled firms, by row of the log.
    rows: Vec<usize>,
    /// Answers by sampled firm and wave; NaN where there is none.
    answers: Vec<[f64; N_MEASURES]>,
}

impl<'a> Panel<'a> {
    /// Surveys a world; `twin` is the log of the baseline in the same world, from which true effects are read.
    ///
    /// Keys: sample and attrition `SurveyResponse` (firm; wave), errors `SurveyError` (firm and measure; wave). A smaller sample is part
    /// of a larger one.
    #[must_use]
    pub fn survey(
        log: &'a PanelLog,
        twin: Option<&'a PanelLog>,
        survey: &SurveyParameters,
    ) -> Self {
        let waves: Vec<u32> = (0..=log.quarters())
            .step_by(survey.wave_quarters as usize)
            .collect();
        let sample = log.key().draws(Process::SurveyResponse, 0);
        let is_asked = |row: &usize| {
            let firm = &log.firms()[*row];
            let is_in_frame = firm.is_formal
                && log.value(*row, 0, Measure::Employment) >= survey.frame_workers_min;
            is_in_frame && sample.event(pair(firm.key, 1), survey.sample_share)
        };
        let rows: Vec<usize> = (0..log.n_opening()).filter(is_asked).collect();
        let mut answers = vec![[f64::NAN; N_MEASURES]; rows.len() * waves.len()];
        for (wave, passed) in waves.iter().enumerate() {
            let lost = log.key().draws(Process::SurveyResponse, *passed);
            let error = log.key().draws(Process::SurveyError, *passed);
            for (firm, row) in rows.iter().enumerate() {
                let has_left = wave > 0 && answers[firm * waves.len() + wave - 1][0].is_nan();
                let chance = loss_chance(log, *row, *passed, survey);
                if !has_left
                    && log.is_alive(*row, *passed)
                    && !lost.event(log.firms()[*row].key, chance)
                {
                    answers[firm * waves.len() + wave] = answer(log, *row, *passed, survey, error);
                }
            }
        }
        Self {
            log,
            twin,
            horizon: survey.horizon_quarters as u32,
            waves,
            rows,
            answers,
        }
    }

    /// Firms in the sample.
    #[must_use]
    pub fn n_firms(&self) -> usize {
        self.rows.len()
    }

    /// Share of firms that answered at a wave.
    #[must_use]
    pub fn response(&self, wave: usize) -> f64 {
        let answered = (0..self.rows.len())
            .filter(|firm| self.answer(*firm, wave, Measure::Employment).is_finite())
            .count();
        answered as f64 / self.rows.len() as f64
    }

    /// Number of waves.
    #[must_use]
    pub fn n_waves(&self) -> usize {
        self.waves.len()
    }

    /// Answer of a sampled firm; NaN where there is none.
    #[must_use]
    pub fn answer(&self, firm: usize, wave: usize, measure: Measure) -> f64 {
        self.answers[firm * self.waves.len() + wave][measure as usize]
    }

    /// Last wave before something that happens after `passed` quarters, and the first that lies a horizon later; none past the end.
    fn span(&self, passed: u32) -> Option<(usize, usize)> {
        let before = self.waves.partition_point(|wave| *wave <= passed) - 1;
        let after = self
            .waves
            .partition_point(|wave| *wave < self.waves[before] + self.horizon)
            .max(before + 1);
        (after < self.waves.len()).then_some((before, after))
    }

    fn firm(&self, firm: usize) -> &PanelFirm {
        &self.log.firms()[self.rows[firm]]
    }

    /// Change of a firm's answers between two waves, with what is true of it.
    fn change(
        &self,
        firm: usize,
        measure: Measure,
        (before, after): (usize, usize),
        is_affected: bool,
    ) -> Option<Change> {
        let change = self.answer(firm, after, measure) - self.answer(firm, before, measure);
        let effect = if is_affected {
            self.effect(firm, measure, before, after)
        } else {
            0.0
        };
        let covariates = COVARIATES.map(|covariate| self.answer(firm, before, covariate));
        change.is_finite().then(|| Change {
            firm,
            cell: self.firm(firm).cell,
            change,
            effect,
            covariates,
        })
    }

    /// True change less that of the twin; NaN without a twin, and where the firm has closed in either world.
    fn effect(&self, firm: usize, measure: Measure, before: usize, after: usize) -> f64 {
        let Some(twin) = self.twin else {
            return f64::NAN;
        };
        let row = self.rows[firm];
        let change = |log: &PanelLog| {
            scale(log.value(row, self.waves[after], measure), measure)
                - scale(log.value(row, self.waves[before], measure), measure)
        };
        change(self.log) - change(twin)
    }

    /// Treated firms by the last wave before treatment, each with the firms that are not treated by the wave of the outcome.
    #[must_use]
    pub fn cohorts(&self, measure: Measure, treatment: Treatment) -> Vec<Cohort> {
        let when = |firm: &PanelFirm| match treatment {
            Treatment::Enrolment => firm.enrolled,
            Treatment::FirstOrder => firm.first_order,
        };
        let is_left_out =
            |firm: &PanelFirm| treatment == Treatment::FirstOrder && firm.has_supplied;
        let mut cohorts = Vec::new();
        for passed in &self.waves {
            let Some((before, after)) = self.span(*passed) else {
                break;
            };
            let mut cohort = Cohort::default();
            for firm in (0..self.rows.len()).filter(|firm| !is_left_out(self.firm(*firm))) {
                let is_now = |quarter: u32| {
                    quarter >= self.waves[before] && quarter < self.waves[before + 1]
                };
                let is_by_then = |quarter: u32| quarter < self.waves[after];
                let side = match when(self.firm(firm)) {
                    Some(quarter) if is_now(quarter) => &mut cohort.treated,
                    Some(quarter) if is_by_then(quarter) => continue,
                    _ => &mut cohort.controls,
                };
                let is_treated = when(self.firm(firm)).is_some_and(is_by_then);
                side.extend(self.change(firm, measure, (before, after), is_treated));
            }
            if !cohort.treated.is_empty() {
                cohorts.push(cohort);
            }
        }
        cohorts
    }

    /// Levels at the last wave of firms that a treatment had reached and of others: what a single survey would compare.
    #[must_use]
    pub fn levels(&self, measure: Measure, treatment: Treatment) -> Cohort {
        let last = self.waves.len() - 1;
        let mut sides = Cohort::default();
        for firm in 0..self.rows.len() {
            let is_treated = match treatment {
                Treatment::Enrolment => self
                    .firm(firm)
                    .enrolled
                    .is_some_and(|quarter| quarter < self.waves[last]),
                Treatment::FirstOrder => {
                    self.firm(firm).has_supplied || self.firm(firm).first_order.is_some()
                }
            };
            let level = self.answer(firm, last, measure);
            let effect = if is_treated {
                self.effect(firm, measure, 0, last)
            } else {
                0.0
            };
            if level.is_finite() {
                let side = if is_treated {
                    &mut sides.treated
                } else {
                    &mut sides.controls
                };
                side.push(Change {
                    firm,
                    cell: self.firm(firm).cell,
                    change: level,
                    effect,
                    covariates: [f64::NAN; N_COVARIATES],
                });
            }
        }
        sides
    }

    /// First applications of sampled firms, by intake: agency, offer and quarter.
    fn first_applications(&self) -> Vec<Vec<(usize, &PanelApplication)>> {
        let mut has_applied = vec![false; self.rows.len()];
        let mut intakes: Vec<Vec<(usize, &PanelApplication)>> = Vec::new();
        let mut last = None;
        for application in self.log.applications() {
            if last != Some((application.quarter, application.offer)) {
                last = Some((application.quarter, application.offer));
                intakes.push(Vec::new());
            }
            let Ok(firm) = self.rows.binary_search(&(application.firm as usize)) else {
                continue;
            };
            if let Some(intake) = intakes.last_mut().filter(|_| !has_applied[firm]) {
                has_applied[firm] = true;
                intake.push((firm, application));
            }
        }
        intakes
    }

    /// Change, true effect of enrolment and enrolment of an applicant, from the wave before it applied.
    fn applicant(
        &self,
        firm: usize,
        application: &PanelApplication,
        measure: Measure,
    ) -> Option<Offer> {
        let (before, after) = self.span(application.quarter)?;
        let is_enrolled = self
            .firm(firm)
            .enrolled
            .is_some_and(|quarter| quarter < self.waves[after]);
        let Change { change, effect, .. } =
            self.change(firm, measure, (before, after), is_enrolled)?;
        Some(Offer {
            change,
            effect,
            is_enrolled,
        })
    }

    /// Applicants whom an intake accepted, and those it rejected.
    #[must_use]
    pub fn intakes(&self, measure: Measure) -> Vec<Intake> {
        let intake = |applicants: &Vec<(usize, &PanelApplication)>| {
            let side = |accepted: bool| {
                let chosen = applicants
                    .iter()
                    .filter(move |(_, application)| application.is_accepted == accepted);
                chosen
                    .filter_map(|(firm, application)| self.applicant(*firm, application, measure))
                    .collect()
            };
            Intake {
                accepted: side(true),
                rejected: side(false),
            }
        };
        self.first_applications().iter().map(intake).collect()
    }

    /// Applicants with their score less the cut-off: midway between the last that was accepted and the first that was not; and how many intakes
    /// have none, because one with a lower score was accepted before one with a higher (places kept for some, buyers who choose): they are left out.
    #[must_use]
    pub fn points(&self, measure: Measure) -> (Vec<Point>, usize) {
        let of_intake = |one: &PanelApplication| {
            let (quarter, offer) = (one.quarter, one.offer);
            self.log
                .applications()
                .iter()
                .filter(move |other| other.quarter == quarter && other.offer == offer)
        };
        let (mut points, mut n_left_out) = (Vec::new(), 0);
        for applicants in self.first_applications() {
            let Some((_, one)) = applicants.first() else {
                continue;
            };
            let cut = match cut_off(of_intake(one).map(|other| (other.score, other.is_accepted))) {
                CutOff::At(cut) => cut,
                CutOff::OneSided => continue,
                CutOff::Mixed => {
                    n_left_out += 1;
                    continue;
                }
            };
            points.extend(applicants.iter().filter_map(|(firm, application)| {
                let Offer { change, effect, .. } = self.applicant(*firm, application, measure)?;
                Some(Point {
                    score: application.score - cut,
                    outcome: change,
                    effect,
                })
            }));
        }
        (points, n_left_out)
    }
}

/// Cut-off of an intake.
#[derive(Clone, Copy, Debug, PartialEq)]
enum CutOff {
    /// Midway between the last score that was accepted and the first that was not.
    At(f64),
    /// All got a place, or none.
    OneSided,
    /// One with a lower score was accepted before one with a higher.
    Mixed,
}

/// The cut-off of an intake, of scores and whether they were accepted.
fn cut_off(intake: impl Iterator<Item = (f64, bool)>) -> CutOff {
    let (mut last, mut next) = (f64::INFINITY, f64::NEG_INFINITY);
    for (score, is_accepted) in intake {
        if is_accepted {
            last = last.min(score);
        } else {
            next = next.max(score);
        }
    }
    match (last.is_finite() && next.is_finite(), last < next) {
        (false, _) => CutOff::OneSided,
        (true, true) => CutOff::Mixed,
        (true, false) => CutOff::At(0.5 * (last + next)),
    }
}

/// Probability that a firm is lost at a wave [share].
fn loss_chance(log: &PanelLog, row: usize, passed: u32, survey: &SurveyParameters) -> f64 {
    let is_small = log.value(row, passed, Measure::Employment) < SMALL;
    let is_closing = !log.is_alive(row, (passed + CLOSING_QUARTERS).min(log.quarters()));
    let factor = |applies: bool, factor: f64| if applies { factor } else { 1.0 };
    survey.attrition
        * factor(is_small, survey.attrition_small)
        * factor(is_closing, survey.attrition_closing)
}

/// Answer of a firm at a wave: the state a lag before, with errors.
fn answer(
    log: &PanelLog,
    row: usize,
    passed: u32,
    survey: &SurveyParameters,
    error: Draws,
) -> [f64; N_MEASURES] {
    let then = passed.saturating_sub(survey.lag_quarters as u32);
    Measure::ALL.map(|measure| {
        let noise = error.normal(pair(log.firms()[row].key, measure as u64));
        let value = log.value(row, then, measure);
        match measure.scale() {
            Scale::Money => value * exp(survey.noise_log_sd * noise),
            Scale::Index => value + survey.noise_index_sd * noise,
            Scale::Log | Scale::IsLog => scale(value, measure) + survey.noise_log_sd * noise,
            Scale::YesNo | Scale::Count => value,
        }
    })
}

/// A value on the scale on which changes are taken; NaN where there is none.
fn scale(value: f64, measure: Measure) -> f64 {
    match measure.scale() {
        Scale::Money | Scale::Index | Scale::YesNo | Scale::Count | Scale::IsLog => value,
        Scale::Log => {
            if value > 0.0 {
                ln(value)
            } else {
                f64::NAN
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_intake_is_cut_off_where_scores_alone_decided() {
        assert_eq!(
            cut_off([(0.9, true), (0.2, false), (0.6, true), (0.5, false)].into_iter()),
            CutOff::At(0.55)
        );
        assert_eq!(
            cut_off([(0.9, true), (0.3, true), (0.5, false)].into_iter()),
            CutOff::Mixed,
            "0.3 had a place kept for it"
        );
        assert_eq!(
            cut_off([(0.9, true), (0.3, true)].into_iter()),
            CutOff::OneSided
        );
        assert_eq!(cut_off([(0.9, false)].into_iter()), CutOff::OneSided);
    }
}
