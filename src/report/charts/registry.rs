//! What a figure is, and all charts of a report.

use std::collections::BTreeSet;

use super::{Chart, FIGURES};
use crate::report::ReportInput;

/// Section of the page to which a figure belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The pair that the question asks about, and other scenarios.
    Compare,
    /// Costs and what they buy.
    Money,
    /// From gross to net.
    Net,
    /// Who gains and who loses.
    Groups,
    /// Development over the window.
    OverTime,
    /// What leads to the result.
    Why,
    /// All other charts.
    All,
}

/// Where in the page a figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// In what is seen at first.
    First,
    /// In the part that is closed at first.
    Closed,
}

/// How many charts there are of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One for the study.
    Study,
    /// One for each context.
    EachContext,
}

/// A figure: a line of the list in `mod.rs`.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// Name of its module.
    pub name: &'static str,
    /// Start of the names of its files.
    pub stem: &'static str,
    /// Section of the page.
    pub section: Section,
    /// Layer of the page.
    pub layer: Layer,
    /// For the study or for each context.
    pub scope: Scope,
    /// Draws it, for a context: none where there is nothing to show.
    pub draw: fn(&ReportInput, usize) -> Vec<Chart>,
}

impl Figure {
    /// Draws its charts, with their full names.
    #[must_use]
    pub fn charts(&self, input: &ReportInput) -> Vec<Chart> {
        let contexts = match self.scope {
            Scope::Study => 0..1,
            Scope::EachContext => 0..input.dataset.contexts.len(),
        };
        let suffix = |context: usize| match self.scope {
            Scope::Study => String::new(),
            Scope::EachContext => input.context_suffix(context),
        };
        contexts
            .flat_map(|context| {
                let charts = (self.draw)(input, context).into_iter();
                charts.map(move |chart| Chart {
                    name: format!("{}{}{}", self.stem, chart.name, suffix(context)),
                    ..chart
                })
            })
            .collect()
    }
}

/// All charts of a report, in the order of figures, each with its section and layer.
#[derive(Debug)]
pub struct Charts(Vec<(Section, Layer, Chart)>);

impl Charts {
    /// Draws them.
    #[must_use]
    pub fn new(input: &ReportInput) -> Self {
        let of = |figure: &'static Figure| {
            // one for each of several contexts is too much to be seen at first
            let layer = match figure.scope {
                Scope::EachContext if input.has_contexts() => Layer::Closed,
                Scope::EachContext | Scope::Study => figure.layer,
            };
            let charts = figure.charts(input).into_iter();
            charts.map(move |chart| (figure.section, layer, chart))
        };
        Self(FIGURES.iter().flat_map(of).collect())
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Chart> {
        self.0.iter().map(|(_, _, chart)| chart)
    }

    /// Letters of all texts that the font of bitmaps lacks.
    #[must_use]
    pub fn strange_letters(&self) -> BTreeSet<char> {
        self.all().flat_map(Chart::strange_letters).collect()
    }

    /// Those of a section of the page, on one of its layers.
    pub fn of(&self, section: Section, layer: Layer) -> impl Iterator<Item = &Chart> {
        self.0
            .iter()
            .filter(move |one| (one.0, one.1) == (section, layer))
            .map(|(_, _, chart)| chart)
    }
}

/// True for a path inside a run folder that a chart of a report may have, of this run or another.
#[must_use]
pub fn is_chart_file(inside: &str) -> bool {
    let file = inside.strip_prefix("charts/");
    let Some((name, ending)) = file.and_then(|file| file.rsplit_once('.')) else {
        return false;
    };
    let is_of = |figure: &Figure| {
        name.strip_prefix(figure.stem)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    ["svg", "png", "csv", "txt"].contains(&ending) && FIGURES.iter().any(is_of)
}
