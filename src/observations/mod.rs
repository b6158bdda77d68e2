//! Records of a world: indicators, series and the record that a scenario is compared with.

mod find;
mod futures;
mod groups;
mod indicators;
mod ledger;
mod money;
mod pairs;
mod panel;
mod recorder;
mod spells;
mod trace;
mod twin;

pub use find::{indicator_named, indicator_names};
pub use futures::{CellChanges, Displacement, FutureRecord, Outcome};
pub use groups::{
    DIMENSIONS, Dimension, FirmRecord, GROUP_MEASURES, GROUPS, GroupMeasure, N_SIDES, SizeClass,
    group_place,
};
pub use indicators::{Direction, Domain, INDICATORS, Indicator, Kind, Role, indicator_index};
pub use ledger::Ledger;
pub use panel::{
    Measure, N_MEASURES, PanelApplication, PanelFirm, PanelInstrument, PanelLog, PanelOffer, Scale,
};
pub use recorder::Recorder;
pub use spells::{CAUSES, Cause, N_CAUSES, SPELL_GROUPS, Spell, SpellTable, Spells};
pub use trace::{Event, EventLog, FirmEnd, What};
pub use twin::TwinRecord;
