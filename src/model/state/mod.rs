//! State of a world, without behaviour: SMEs in columns, the few of the rest in rows.

mod agencies;
mod agreement;
mod credit_providers;
mod economy;
mod ids;
mod kinds;
mod levers;
mod linkages;
mod monitor;
mod practices;
mod shock_effects;
mod smes;
mod tally;
mod tncs;

pub use agencies::{AgencyState, Application, CategoryMap, PilotStage, Register, Strengths};
pub use agreement::{Agreement, Declaration};
pub use credit_providers::{
    ApprovalBelief, Approvals, BELIEFS, CreditLineState, CreditProviderState, GuaranteeState,
    PURPOSES,
};
pub use economy::{Economy, REGION_COUNT, SECTOR_COUNT, SECTORS, Sector};
pub use ids::{AffiliateId, AgencyId, CellId, Column, FirmId, Id, LinkageId, LotId};
pub use kinds::Kinds;
pub use levers::{Accumulated, Acting, Levers, Rules};
pub use linkages::{EndCause, Ending, Linkage, Linkages, Notice, Project, Stage, TransferContract};
pub use monitor::Monitor;
pub use practices::{BUNDLES, Outcomes, PRACTICES, Practice, Practices};
pub use shock_effects::ShockEffects;
pub use smes::{
    Benchmark, Cluster, FailedAudit, PlanState, ProgrammeStage, Service, SmeTraits, Smes, Treatment,
};
pub use tally::{FailureReason, Tally};
pub use tncs::{Entry, Holder, Lot, Regional, SupplierProgramme, Tnc, Tncs};
