//! Services of agencies beside upgrading support and match-making: who gets them, and what they do when they take effect.

mod brokerage;
mod buyer_finance;
mod certificates;
mod grants;
mod launchpad;
mod mapping;
mod modular_transfer;
mod schedule;
mod schools;
mod supplier_development;
mod training;

pub(super) use brokerage::loan_file;
pub(super) use buyer_finance::{advance_on, lose_advance};
pub(super) use grants::{own_part_of_plan, pay_grant, waits_for_grant};
pub(super) use mapping::{aim, map_accuracy};
pub(super) use schedule::{finishes, go_on, run, service};
