//! Size of a study: its draws, or the points of its design, and the replications of each.

use std::collections::BTreeSet;

use super::designs::{chosen_design, points_of, with_full_paths};
use super::draws::{DRAWS_MAX, Draws, Origins, check_design, drawn_design};
use super::settings::meta_of;
use super::{Design, Options, PlannedScenario, StudyContext};
use crate::scenario::{Change, DesignFile, Draft, Fix, Layer, Problem, check_replications, plain};

/// Replications where neither a flag nor a study says otherwise.
pub const DEFAULT_REPLICATIONS: u32 = 100;
/// Replications of each point of a design that is chosen and not drawn, where neither a flag nor a study says otherwise; *assumed*.
const REPLICATIONS_OF_POINT: u32 = 10;
/// Replications of each draw where neither a flag nor a study says otherwise: the fewest that distinguish random variation from parameters.
const REPLICATIONS_OF_DRAW: u32 = 2;

/// The draws of the study; a note (`N0105`) where uncertain parameters run at their medians.
pub(super) fn design_of(
    (file, draws, seed): (Option<&DesignFile>, Option<Draws>, u64),
    (scenarios, contexts): (&[PlannedScenario], &[StudyContext]),
    layers: Vec<&Layer>,
    problems: &mut Vec<Problem>,
) -> Option<Design> {
    if let Some(file) = file.filter(|file| file.drawn().is_none()) {
        let file = &with_full_paths(file, problems)?;
        if file
            .columns
            .iter()
            .filter(|column| {
                meta_of(&column.value, column.place, Change::Replace, problems).is_none()
            })
            .count()
            > 0
        {
            return None;
        }
        let design = chosen_design((file, seed), (scenarios, contexts), problems)?;
        let points = points_of(file);
        check_design(&design, scenarios, &Origins { layers, points }, problems);
        return Some(design);
    }
    let names: BTreeSet<&str> = scenarios
        .iter()
        .flat_map(|scenario| &scenario.uncertain)
        .map(|number| number.name.as_str())
        .collect();
    if draws.is_none() && !names.is_empty() {
        let (are, run) = if names.len() == 1 {
            ("parameter is", "runs at its median")
        } else {
            ("parameters are", "run at their medians")
        };
        let message = format!("{} {are} uncertain and {run}", names.len());
        problems.push(
            Problem::of_file(
                "N0105",
                "",
                message,
                Fix::Argument {
                    of: String::new(),
                    to: "--draws 50".into(),
                },
            )
            .help("write `draws = 50` under [run] of the study, or use --draws 50"),
        );
    }
    let kind = file
        .and_then(|file| Some((file.drawn()?, file.place)))
        .unwrap_or(("random", None));
    let correlations: Vec<_> = layers
        .iter()
        .map(|layer| layer.correlations.as_slice())
        .collect();
    let design = drawn_design(
        kind,
        (draws?, seed),
        (scenarios, contexts),
        &correlations,
        problems,
    )?;
    let points = Vec::new();
    check_design(&design, scenarios, &Origins { layers, points }, problems);
    Some(design)
}

/// The design of the study, where its points are chosen and not drawn.
pub(super) fn chosen<'a>(draft: &'a Draft, options: &Options<'_>) -> Option<&'a DesignFile> {
    draft
        .study
        .design
        .as_ref()
        .filter(|design| design.drawn().is_none() && !options.at_medians)
}

/// Number of requested draws of uncertain parameters; none where they keep their medians or a design chooses its points. Problem `E0226`.
pub(super) fn draws_of(
    draft: &Draft,
    options: &Options<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Draws> {
    if options.at_medians {
        return None;
    }
    let of_flag = options.draws.map(|number| Draws {
        number,
        place: None,
    });
    let of_study = draft.study.draws.map(|number| Draws {
        number,
        place: draft.study.draws_place,
    });
    let Some(draws) = of_flag.or(of_study) else {
        if let Some(design) = draft
            .study
            .design
            .as_ref()
            .filter(|design| design.drawn().is_some_and(|kind| kind != "random"))
        {
            let problem = Problem::at_or_command_line(
                "E0226",
                design.place,
                format!("a design of kind `{}` needs draws", design.kind),
                Fix::Argument {
                    of: String::new(),
                    to: "--draws 64".into(),
                },
            );
            problems.push(
                problem
                    .label("how many?")
                    .help("write `draws = 64` under [run] of the study, or use --draws 64"),
            );
        }
        return None;
    };
    if let Some(design) = chosen(draft, options) {
        if options.draws.is_some() || design.place.is_some() {
            let message = format!(
                "draws are requested next to a design of kind `{}`, which states itself how many points it has",
                design.kind
            );
            let problem =
                Problem::at_or_command_line("E0226", design.place, message, draws.left_out())
                    .label("draws or this");
            let which = if draws.place.is_some() {
                "`draws`"
            } else {
                "--draws"
            };
            problems.push(problem.help(format!("leave out {which}, or the design")));
        }
        return None; // a table of the command line replaces what the study draws
    }
    if !(1..=DRAWS_MAX).contains(&draws.number) {
        let message = format!(
            "{} draws of uncertain parameters are requested",
            plain(f64::from(draws.number))
        );
        let right = draws.number.clamp(1, DRAWS_MAX);
        let help = format!(
            "ask for 1 to {}; 50 to 200 are usual",
            plain(f64::from(DRAWS_MAX))
        );
        let problem =
            Problem::at_or_command_line("E0226", draws.place, message, draws.set_to(right));
        problems.push(problem.label("no such number").help(help));
        return None;
    }
    Some(draws)
}

/// Replications of the study, or of each of its draws or points.
pub(super) fn replications_of(
    draft: &Draft,
    options: &Options<'_>,
    draws: Option<Draws>,
    problems: &mut Vec<Problem>,
) -> u32 {
    let stated = match options.replications {
        Some(replications) => check_replications(f64::from(replications), None, problems),
        None => draft.study.replications,
    };
    let usual = if draws.is_some() {
        REPLICATIONS_OF_DRAW
    } else {
        DEFAULT_REPLICATIONS
    };
    stated.unwrap_or(if chosen(draft, options).is_some() {
        REPLICATIONS_OF_POINT
    } else {
        usual
    })
}
