//! The phases of a quarter, in order. Where agents compete, contested things go by merit or in an order that is drawn, never by id.

use super::phases::{
    beliefs, demography, environment, finance, knowledge, production, programmes, relationships,
    sourcing, upgrading,
};
use super::world::World;

/// A phase of the quarter.
pub type Phase = fn(&mut World);

/// Name and function of each phase, in the order in which a quarter runs them; observation follows.
pub const PHASES: [(&str, Phase); 10] = [
    ("environment", environment::step),
    ("programmes", programmes::step),
    ("finance", finance::step),
    ("upgrading", upgrading::step),
    ("sourcing", sourcing::step),
    ("relationships", relationships::step),
    ("knowledge", knowledge::step),
    ("production", production::step),
    ("beliefs", beliefs::step),
    ("demography", demography::step),
];
