//! The phases of a quarter, in order. Where agents compete, contested things go by merit or in an order that is drawn, never by id.

use super::phases::{
    beliefs, demography, environment, finance, knowledge, production, programmes, relationships,
    sourcing, upgrading,
};
use super::world::World;

/// What a phase does to a world.
pub type Phase = fn(&mut World);

/// Name and function of each phase, in the order in which a quarter runs them; observation follows.
pub const PHASES: [(&str, Phase); 10] = [
    ("environment", environment::run),
    ("programmes", programmes::run),
    ("finance", finance::run),
    ("upgrading", upgrading::run),
    ("sourcing", sourcing::run),
    ("relationships", relationships::run),
    ("knowledge", knowledge::run),
    ("production", production::run),
    ("beliefs", beliefs::run),
    ("demography", demography::run),
];
