//! Input files of the analyst: read with their places, merged, all problems collected in one go.

mod characters;
mod codes;
mod design;
mod document;
mod finding;
mod fix;
mod glossary;
mod intervals;
mod keys;
mod layer;
mod library;
mod load;
mod meant;
mod numbers;
mod points;
mod problem;
mod project;
mod rivals;
mod rules;
mod schema;
mod slips;
mod tables;
mod tree;
mod uncertain;
mod warnings;

pub use characters::{guarded, is_odd, unguarded};
pub use codes::{CODES, CodePage, code_page};
pub use design::{DESIGN_KINDS, DesignFile, ListedPoint};
pub use document::{
    LATEST, PARTIAL, REPLICATIONS_MAX, StudyFile, check_replications, from_command_line,
};
pub use finding::{
    Against, Among, Estimator, FigureUnit, Finding, FindingDesign, FirmFilter, FirmOutcome,
    Outcome, Role, Treated,
};
pub use fix::{Change, Edit, Fix};
pub use glossary::WORDS;
pub use keys::{all_keys, nearest, nearest_to_last, section};
pub use layer::{ContextReference, Correlation, Layer, Listed, Setting, Text};
pub use library::{Draft, DraftScenario, Library, RivalOf, place_of};
pub use load::{Files, MAX_BYTES, ProjectError, create_project, files_of_folder};
pub use meant::{Meant, number_meant};
pub use numbers::{RUN, check_number, plain};
pub use problem::{Lost, Place, Problem, Severity, Source};
pub use project::{PROJECT_FILE, keep_private};
pub use rivals::Rival;
pub use rules::RuleDraft;
pub use schema::{schema, schema_text};
