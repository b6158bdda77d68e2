//! Loan files: advice and help with applications.

use super::charge_client;
use super::matching_grant::own_part_of_plan;
use super::places::{fill_places, finishes, ranked_row, service};
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole};
use crate::model::instruments::{cost_at_local_wage, settings_of, working_advisors};
use crate::model::phases::finance::{Purpose, may_borrow};
use crate::model::phases::programmes::{Call, enrol, is_eligible};
use crate::model::state::PlanState;
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::section;

section! {
    /// `credit_brokerage`: advice and help with applications for loans; no money of its own.
    CreditBrokerageParameters in "credit_brokerage" {
        /// Cases that one advisor can take on in a quarter.
        cases_per_advisor = 5, "count of SMEs per advisor", [0, 200], (2, 12), Assumed, "accounts, a plan and visits to lenders take two weeks";
        /// Share of firms with a plan that hear of the help in a quarter.
        awareness = 0.4, "per quarter", [0.0, 1.0], (0.1, 0.8), Assumed, "who looks for money hears of it sooner than who must be visited";
        /// Quarters for which a finished file can be shown to lenders.
        file_quarters = 4, "quarters", [1, 20], (2, 6), Assumed, "accounts of a year";
        /// Part of the error of a lender's score that a file takes away.
        noise_reduction = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "books in order show half of what lenders cannot see";
        /// How far help moves an owner's belief about the probability of approval.
        encouragement = 0.15, "share", [0.0, 1.0], (0.05, 0.4), Assumed, "below the announcement of a guarantee";
        /// Cost of a case; the labour part follows the local wage.
        case_cost_usd = 900, "USD per SME", [0, 50_000], (200, 4_000), Assumed, "books, plan and travel";
        /// Part of that cost that the firm pays.
        sme_share = 0.2, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "brokers take a fee";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for CreditBrokerageParameters {
    const TITLE: &'static str = "credit brokerage";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[
        &["cases_per_advisor"],
        &["awareness"],
        &["noise_reduction", "encouragement"],
    ];
    const AGENCY_NEEDS: Keys = &["advisors", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["cases_per_advisor"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = Some((6, |world, row| {
        finishes(&mut world.smes.loan_file[row]);
    }));

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        if turn.strength > 0.0 {
            admit(world, turn.agency, self, turn.strength);
        }
    }
}

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 4;

/// Advisors make files for firms whose plan lacks money and who may borrow.
fn admit(world: &mut World, agency: usize, settings: &CreditBrokerageParameters, strength: f64) {
    let call = Call {
        kind: InstrumentKind::CreditBrokerage,
        met: settings.awareness,
        is_outreach: false,
        is_for_buyers: false,
        burden: 0.0,
        salt: SALT,
    };
    let time = world.agency_states[agency].time_for_brokerage;
    let cases = working_advisors(world, agency) * settings.cases_per_advisor * strength * time;
    let accepted = fill_places(
        world,
        agency,
        &call,
        (Whole::LoanFiles, cases),
        |world, row| is_eligible(world, agency, row) && lacks_money(world, row),
    );
    let cost = cost_at_local_wage(world, settings.case_cost_usd);
    for rank in 0..accepted {
        let row = ranked_row(world, rank);
        // the file is made in this quarter and shown to lenders from the next
        world.smes.loan_file[row] = service(agency, settings.file_quarters + 1.0);
        charge_client(world, row, cost, settings.sme_share, settings.donor_share);
        world.tally.loan_files += 1;
        enrol(world, call.kind, row);
    }
}

/// True for a firm with a plan that spare cash does not pay, without a loan or a file, that lenders would hear.
fn lacks_money(world: &World, row: usize) -> bool {
    let smes = &world.smes;
    smes.plan[row] == PlanState::Wanted
        && smes.loan_file[row].agency.is_none()
        && may_borrow(world, row, Purpose::Plan)
        && world.spare_cash(row) < own_part_of_plan(world, row)
}

/// Terms of the help under which a firm's file was made, if it has one that can be shown.
pub(in crate::model) fn loan_file(
    world: &impl Readable,
    row: usize,
) -> Option<&CreditBrokerageParameters> {
    let file = world.view().smes.loan_file[row];
    let agency = file.agency?.row();
    let settings = settings_of::<CreditBrokerageParameters>(world, agency)?;
    (f64::from(file.left) <= settings.file_quarters).then_some(settings)
}
