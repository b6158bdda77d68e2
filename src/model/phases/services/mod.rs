//! Services of agencies beside upgrading support and match-making: who gets them, and what they do when they take effect.

mod benchmarking;
mod brokerage;
mod buyer_finance;
mod certificates;
mod grants;
mod launchpad;
mod mapping;
mod modular_transfer;
mod outsourcing;
mod regional;
mod schedule;
mod schools;
mod supplier_development;
mod training;

pub(super) use benchmarking::{aim_of_plan, aim_of_services, effort, error_left};
pub(super) use brokerage::loan_file;
pub(super) use buyer_finance::{advance_on, lose_advance};
pub(super) use grants::{own_part_of_plan, pay_grant, waits_for_grant};
pub(super) use mapping::{aim, map_accuracy};
pub(super) use outsourcing::go_on as go_on_with_outsourcing;
pub(super) use schedule::{finishes, go_on, run, service};
