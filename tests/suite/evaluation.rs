//! Simulated evaluations: what surveys see and what the verb says of them. The error of estimators is shown in the
//! science tier.

use std::path::Path;

use linkwright::evaluation::{Panel, Treatment};
use linkwright::model::World;
use linkwright::observations::{Measure, PanelLog};
use linkwright::parameters::SurveyParameters;
use linkwright::plan::Plan;
use linkwright::random::ReplicateKey;

use crate::common::evaluation::{CLOSED, evaluation, plan, scenario};
use crate::common::{empty_folder, linkwright, root};

/// Logs of one world of a scenario and of its baseline.
fn logs(plan: &Plan, name: &str, replication: u32) -> [PanelLog; 2] {
    let opening = World::burn_in(&plan.baseline().input, ReplicateKey::new(400, replication))
        .expect("accounts close");
    [name, "none"].map(|name| {
        let input = &plan.scenarios[scenario(plan, name)].input;
        let mut world = opening.start(input);
        let mut log = PanelLog::start(&world);
        for _ in 0..input.periods.recorded() {
            world.step().expect("accounts close");
            log.observe(&world);
        }
        log
    })
}

#[test]
fn with_every_way_closed_support_does_nothing_to_firms_outside_it() {
    let plan = plan(&CLOSED, 1);
    let [log, twin] = logs(&plan, "lottery", 0);
    let differs = |firm: usize| {
        (0..=log.quarters()).any(|quarter| {
            log.value(firm, quarter, Measure::Sales).to_bits()
                != twin.value(firm, quarter, Measure::Sales).to_bits()
        })
    };
    let (clients, others): (Vec<usize>, Vec<usize>) =
        (0..log.firms().len()).partition(|firm| log.firms()[*firm].enrolled.is_some());
    assert!(
        clients.len() > 60
            && clients.iter().filter(|firm| differs(**firm)).count() > clients.len() / 2
    );
    let touched = others.iter().filter(|firm| differs(**firm)).count();
    assert_eq!(touched, 0, "of {} firms outside support", others.len());
}

#[test]
fn a_lottery_accepts_one_round_and_nobody_later() {
    let [log, _] = logs(&plan(&[], 1), "lottery", 0);
    assert!(log.applications().iter().all(|one| one.quarter == 0));
    let accepted = log
        .applications()
        .iter()
        .filter(|one| one.is_accepted)
        .count();
    assert!(
        accepted > 60 && log.applications().len() - accepted > 60,
        "{accepted} of {}",
        log.applications().len()
    );
    assert_eq!(
        log.firms()
            .iter()
            .filter(|firm| firm.enrolled.is_some())
            .count(),
        accepted
    );
}

#[test]
fn threads_change_no_evaluation() {
    let mut plan = plan(&[], 4);
    for one in &mut plan.scenarios {
        one.input.periods.burn_in = 16;
        assert!(one.input.parameters.set("population", "smes", 600.0));
    }
    let text = |jobs: usize| {
        format!(
            "{:?}",
            evaluation(&plan, ("rolling", Measure::Sales), &[1.0], jobs)
        )
    };
    assert_eq!(text(1), text(3));
}

#[test]
fn a_survey_samples_errs_lags_and_loses_firms_as_it_says() {
    let [log, _] = logs(&plan(&[], 1), "rolling", 0);
    let exact = SurveyParameters {
        noise_log_sd: 0.0,
        noise_index_sd: 0.0,
        attrition: 0.0,
        wave_quarters: 1.0,
        ..SurveyParameters::default()
    };
    let census = Panel::survey(&log, None, &exact);
    let half = Panel::survey(
        &log,
        None,
        &SurveyParameters {
            sample_share: 0.5,
            ..exact.clone()
        },
    );
    let (n, share) = (
        census.n_firms() as f64,
        half.n_firms() as f64 / census.n_firms() as f64,
    );
    assert!(
        (share - 0.5).abs() < 4.0 * (0.25 / n).sqrt(),
        "{share} of {n}"
    );
    let noisy = Panel::survey(
        &log,
        None,
        &SurveyParameters {
            noise_log_sd: 0.15,
            ..exact.clone()
        },
    );
    let late = Panel::survey(
        &log,
        None,
        &SurveyParameters {
            lag_quarters: 4.0,
            ..exact.clone()
        },
    );
    let (mut squares, mut count) = (0.0, 0.0);
    for firm in 0..census.n_firms() {
        let error = noisy.answer(firm, 8, Measure::Employment)
            - census.answer(firm, 8, Measure::Employment);
        if error.is_finite() {
            squares += error * error;
            count += 1.0;
        }
        let (now, then) = (
            late.answer(firm, 8, Measure::Sales),
            census.answer(firm, 4, Measure::Sales),
        );
        assert!(
            now.is_nan() || now == then,
            "a survey with a lag of a year describes the year before"
        );
    }
    let sd = (squares / count).sqrt();
    // the standard deviation of n normal numbers has a standard error of sd / sqrt(2 n)
    assert!(
        (sd - 0.15).abs() < 4.0 * 0.15 / (2.0_f64 * count).sqrt(),
        "{sd}"
    );
    let lossy = Panel::survey(
        &log,
        None,
        &SurveyParameters {
            attrition: 0.03,
            ..exact
        },
    );
    let lost = |is_small: bool| {
        let of_size = (0..census.n_firms()).filter(|firm| {
            (census.answer(*firm, 0, Measure::Employment) < 10_f64.ln()) == is_small
        });
        let alive: Vec<usize> = of_size
            .filter(|firm| census.answer(*firm, 12, Measure::Employment).is_finite())
            .collect();
        alive
            .iter()
            .filter(|firm| lossy.answer(**firm, 12, Measure::Employment).is_nan())
            .count() as f64
            / alive.len() as f64
    };
    assert!(
        lost(true) > lost(false) && lost(false) > 0.1,
        "{} of small firms, {} of others",
        lost(true),
        lost(false)
    );
    assert!(lossy.response(12) < lossy.response(4));
    let back = (0..lossy.n_firms()).any(|firm| {
        lossy.answer(firm, 6, Measure::Sales).is_nan()
            && lossy.answer(firm, 7, Measure::Sales).is_finite()
    });
    assert!(!back, "who is lost stays lost");
}

#[test]
fn cohorts_hold_treated_firms_and_those_not_treated_yet() {
    let [log, twin] = logs(&plan(&[], 1), "rolling", 0);
    let survey = SurveyParameters {
        attrition: 0.0,
        ..SurveyParameters::default()
    };
    let panel = Panel::survey(&log, Some(&twin), &survey);
    let cohorts = panel.cohorts(Measure::Management, Treatment::Enrolment);
    assert!(cohorts.len() >= 3, "{}", cohorts.len());
    let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
    let effect = mean(
        cohorts
            .iter()
            .flat_map(|cohort| &cohort.treated)
            .map(|firm| firm.effect)
            .filter(|effect| effect.is_finite())
            .collect(),
    );
    assert!(effect > 0.01, "support raises management: {effect}");
    assert!(
        cohorts
            .iter()
            .all(|cohort| cohort.controls.iter().all(|firm| firm.effect == 0.0))
    );
    for cohort in &cohorts {
        let is_in_both = cohort
            .treated
            .iter()
            .any(|firm| cohort.controls.iter().any(|other| other.firm == firm.firm));
        assert!(!is_in_both);
    }
}

fn out(folder: &Path, arguments: &[&str], code: i32) -> [String; 2] {
    let output = linkwright(folder, arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
    assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
    [text(&output.stdout), text(&output.stderr)]
}

#[test]
fn evaluate_prints_a_table_and_writes_it() {
    let folder = empty_folder("evaluate");
    let study = root()
        .join("scenarios/studies/evaluate-support.toml")
        .to_string_lossy()
        .into_owned();
    let common = [
        "evaluate",
        &study,
        "-r",
        "2",
        "--sample",
        "0.5,1",
        "--outcome",
        "management",
        "--progress",
        "none",
    ];
    let [printed, talk] = out(
        &folder,
        &[&common[..], &["--scenario", "able", "-o", "found"]].concat(),
        0,
    );
    assert!(
        printed.starts_with(
            "Effect of `able` on management [index] after 8 quarters, waves every 4; one evaluation in each of 2 simulated worlds"
        ),
        "{printed}"
    );
    assert!(
        printed.contains("offer-att") && talk.contains("evaluation.csv"),
        "{printed}{talk}"
    );
    assert!(
        printed.contains("true effect (95 % CI)") && !printed.contains("median"),
        "{printed}"
    );
    let table = std::fs::read_to_string(folder.join("found/evaluation.csv")).expect("written");
    assert_eq!(table.lines().count(), 1 + 2 * 7);
    out(&folder, &[&common[..], &["-o", "found"]].concat(), 7);
    let [json, _] = out(
        &folder,
        &[&common[..], &["--json", "-o", "again"]].concat(),
        0,
    );
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["scenario"], "lottery", "that of the answer");
    assert_eq!(json["samples"].as_array().map(Vec::len), Some(2));
    let [_, talk] = out(&folder, &["evaluate", &study, "--scenario", "abel"], 2);
    assert!(talk.contains("did you mean `able`?"), "{talk}");
    let [_, talk] = out(&folder, &["evaluate", &study, "--sample", "1.5"], 2);
    assert!(talk.contains("write shares above 0 and up to 1"), "{talk}");
}

#[test]
fn numbers_at_their_medians_are_told_of_by_every_verb_that_keeps_them_there() {
    let folder = empty_folder("evaluate-medians");
    let context = root()
        .join("scenarios/programmes/support.toml")
        .to_string_lossy()
        .into_owned();
    let study = format!(
        "format = 1\nname = \"medians\"\nscenarios = [\"{}\", \"{context}\"]\nbaseline = \"none\"\n[context]\n\
         trust.gain = {{ value = \"0.05 to 0.12\", source = \"three buyers\", grade = \"expert\" }}\n[population]\nsmes = 200\ntncs = 4\n\
         [run]\nseed = 7\nburn_in_quarters = 20\npolicy_quarters = 16\nrun_off_quarters = 0\n",
        context.replace("support.toml", "none.toml")
    );
    std::fs::write(folder.join("medians.toml"), study).expect("written");
    let [printed, _] = out(
        &folder,
        &[
            "evaluate",
            "medians.toml",
            "-r",
            "2",
            "-o",
            "a",
            "--progress",
            "none",
        ],
        0,
    );
    assert!(
        printed.contains("1 uncertain parameter is held at its median"),
        "{printed}"
    );
    assert!(
        printed
            .contains("times true effect: `-` where the 95 % interval of the true effect holds 0"),
        "{printed}"
    );
    let varied = [
        "-p",
        "credit.recovery",
        "--method",
        "morris",
        "-n",
        "2",
        "-r",
        "2",
        "-o",
        "c",
        "--progress",
        "none",
    ];
    let [printed, talk] = out(
        &folder,
        &[&["sensitivity", "medians.toml"], &varied[..]].concat(),
        0,
    );
    assert!(
        talk.contains("1 uncertain parameter is held at its median"),
        "{talk}"
    );
    assert!(
        printed.contains("n = 2 trajectories, 2 worlds at every point")
            && printed.contains("note  tested against simulation noise at 5 %"),
        "{printed}"
    );
}
