//! Loan files: advice and help with applications.

use super::own_part_of_plan;
use super::schedule::{fill_places, ranked_row, service};
use crate::model::instruments::{cost_at_local_wage, settings_of, working_advisors};
use crate::model::phases::programmes::{Call, enrol, is_eligible};
use crate::model::phases::upgrading::charge_client;
use crate::model::state::PlanState;
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::CreditBrokerageParameters;

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 4;

/// Advisors make files for firms whose plan lacks money and who may borrow.
pub(super) fn admit(
    world: &mut World,
    agency: usize,
    settings: &CreditBrokerageParameters,
    strength: f64,
) {
    let call = Call {
        met: settings.awareness,
        is_outreach: false,
        is_for_buyers: false,
        burden: 0.0,
        salt: SALT,
    };
    let time = world.agency_states[agency].time_for_brokerage;
    let cases = working_advisors(world, agency) * settings.cases_per_advisor * strength * time;
    let accepted = fill_places(world, agency, &call, cases, |world, row| {
        is_eligible(world, agency, row) && lacks_money(world, row)
    });
    let cost = cost_at_local_wage(world, settings.case_cost_usd);
    for rank in 0..accepted {
        let row = ranked_row(world, rank);
        // the file is made in this quarter and shown to lenders from the next
        world.smes.loan_file[row] = service(agency, settings.file_quarters + 1.0);
        charge_client(world, row, cost, settings.sme_share, settings.donor_share);
        world.tally.loan_files += 1;
        enrol(world, row);
    }
}

/// True for a firm with a plan that spare cash does not pay, without a loan or a file, that lenders would hear.
fn lacks_money(world: &World, row: usize) -> bool {
    let smes = &world.smes;
    smes.plan[row] == PlanState::Wanted
        && smes.loan_file[row].agency == 0
        && smes.loan[row] <= 0.0
        && world.quarter >= smes.may_apply_from[row]
        && world.spare_cash(row) < own_part_of_plan(world, row)
}

/// Terms of the help under which a firm's file was made, if it has one that can be shown.
pub(in crate::model::phases) fn loan_file(
    world: &impl Readable,
    row: usize,
) -> Option<&CreditBrokerageParameters> {
    let file = world.view().smes.loan_file[row];
    let agency = usize::from(file.agency).checked_sub(1)?;
    let settings = settings_of::<CreditBrokerageParameters>(world, agency)?;
    (f64::from(file.left) <= settings.file_quarters).then_some(settings)
}
