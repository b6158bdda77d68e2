//! One world: state in columns, a list of phases, accounts that close. Read `cycle.rs` first.

mod accounts;
mod conditions;
mod cycle;
pub mod equations;
mod input;
mod instruments;
mod phases;
mod setup;
mod shocks;
mod state;
mod view;
mod window;
mod world;

pub use accounts::{Accounts, Breach, Party};
pub use cycle::PHASES;
pub use input::{Instrument, ModelInput};
pub use instruments::*;
pub use phases::finance::{Applicant, LoanOffer, Terms, decide_loan};
pub use state::{
    AffiliateId, AgencyId, AgencyState, Agreement, Application, CellId, Column, CreditLineState,
    CreditProviderState, Declaration, Economy, EndCause, Ending, FailureReason, FirmId,
    GuaranteeState, Holder, Id, Kinds, Linkage, LinkageId, Linkages, Lot, LotId, Notice, Outcomes,
    PlanState, Practices, ProgrammeStage, Project, Regional, SECTOR_COUNT, SECTORS, Sector, Smes,
    Stage, Tally, Tnc, Tncs,
};
pub use world::World;
