//! What field experiments give to single firms and no programme does: orders from abroad, a place in buyers' sight, payment sooner, demand.

use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, whole,
};
use crate::model::instruments::{Lottery, charge, cost_at_local_wage};
use crate::model::phases::knowledge::can_export;
use crate::model::phases::programmes::{enrol, is_eligible};
use crate::model::state::{AgencyId, Treatment};
use crate::model::view::Readable;
use crate::model::world::{World, sort_by_merit};
use crate::parameters::section;
use crate::random::{Process, pair};
use crate::units::Share;

section! {
    /// `experiment`: what researchers give to single firms to see what comes of it; with `lot_share` below 1, to some of those who could have it.
    ExperimentParameters in "experiment" {
        /// Firms that are taken in in a quarter, at most.
        firms_per_quarter = 50, "count of SMEs", [0, 1_000_000], (10, 500), Assumed, "the researchers' choice", Represented;
        /// Quarters for which a firm is treated, that in which it is taken in included.
        treatment_quarters = 8, "quarters", [1, 400], (1, 16), Assumed, "the researchers' choice";
        /// Orders from abroad to a treated firm whose goods are traded; it must make them.
        order_usd = 0.0, "USD per quarter and SME", [0, 10_000_000], (0, 50_000), Assumed, "0: none; the researchers' choice";
        /// Part of the way to full visibility that a treated firm goes which buyers rarely saw.
        visibility = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "0: none; the researchers' choice";
        /// Part that is taken off the days after which buyers pay a treated firm.
        sooner_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "0: none; a half is payment in 15 instead of 30 days";
        /// Rise of the demand of a treated firm at home.
        demand_shift = 0.0, "log points", [-2.0, 2.0], (-0.5, 0.5), Assumed, "0: none; the researchers' choice";
        /// Cost of treating a firm; the labour part follows the local wage.
        firm_cost_usd = 0.0, "USD per SME", [0, 1_000_000], (0, 20_000), Assumed, "0: research is paid for elsewhere";
        /// Part of that cost paid by donors; the rest is public.
        donor_share = 1.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "research funds";
    }
}

impl Kind for ExperimentParameters {
    const TITLE: &'static str = "field experiment";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[
        &["firms_per_quarter"],
        &["order_usd", "visibility", "sooner_share", "demand_shift"],
    ];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["firms_per_quarter", "treatment_quarters"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = Some((7, pass_quarter));

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        if turn.strength > 0.0 {
            take_in(world, turn, self);
        }
    }
}

/// Keeps the draws of this instrument apart from those of others.
const SALT: u64 = 11;

/// Firms that could have the treatment, each once, in drawn order: eligible, and of a traded good where there are orders.
fn take_in(world: &mut World, turn: Turn, settings: &ExperimentParameters) {
    let places = whole(
        world,
        turn.agency,
        Whole::Treatments,
        settings.firms_per_quarter * turn.size,
    );
    if places == 0 {
        return;
    }
    let agency = AgencyId::new(turn.agency);
    let (order, agency_key) = (world.draws(Process::Tie), world.agency_states[agency].key);
    let lottery = Lottery::of(&world.instruments[turn.index]);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for row in 0..world.smes.len() {
        let is_open = is_eligible(world, turn.agency, row)
            && world.smes.treatment[row].agency.is_none()
            && (settings.order_usd <= 0.0 || can_export(world, row));
        if is_open {
            let key = pair(world.smes.key[row], pair(agency_key, SALT));
            ranked.push((0.0, order.bits(key), row as u32));
        }
    }
    lottery.keep_offered(world, &mut ranked, |_, row| row);
    sort_by_merit(&mut ranked);
    let cost = cost_at_local_wage(world, settings.firm_cost_usd);
    for (_, _, row) in ranked.iter().take(places) {
        let row = *row as usize;
        world.smes.treatment[row] = Treatment {
            agency: Some(agency),
            // its phase takes off the first quarter too, before orders of that quarter are made
            left: settings.treatment_quarters as u16 + 1,
            order: settings.order_usd,
            visibility: settings.visibility,
            sooner: settings.sooner_share,
            demand: settings.demand_shift,
        };
        world.smes.exports[row] += settings.order_usd;
        charge(world, cost, settings.donor_share);
        enrol(world, InstrumentKind::Experiment, row);
    }
    world.scratch.ranked = ranked;
}

/// Takes a quarter off a treatment; after the last one nothing of it is left.
fn pass_quarter(world: &mut World, row: usize) {
    let treatment = &mut world.smes.treatment[row];
    if treatment.left == 0 {
        return;
    }
    treatment.left -= 1;
    if treatment.left == 0 {
        let order = treatment.order;
        *treatment = Treatment {
            agency: treatment.agency,
            ..Treatment::default()
        };
        let exports = &mut world.smes.exports[row];
        *exports = (*exports - order).max(0.0);
    }
}

/// Visibility to buyers of a firm that they rarely see, raised by a treatment from what it would be [share].
pub(in crate::model) fn raised_visibility(world: &impl Readable, row: usize, seen: Share) -> Share {
    seen + (1.0 - seen) * world.view().smes.treatment[row].visibility
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::ln;
    use crate::model::equations::credit::working_capital;
    use crate::model::instruments::testing::economy_of_suppliers;
    use crate::model::state::Smes;
    use crate::model::{Instrument, InstrumentSettings, ModelInput};
    use crate::parameters::{Agency, TimingParameters};

    const TREATED: f64 = 4.0;

    /// Both worlds side by side, the one with an experiment first; `look` is told the quarter of the window.
    fn beside(numbers: &[(&str, f64)], mut look: impl FnMut(&World, &World, u32)) {
        let (opening, mut input) = economy_of_suppliers(12, &[]);
        input.agencies = vec![Agency::default()];
        let mut settings = InstrumentSettings::default_of(InstrumentKind::Experiment);
        for (key, value) in [("treatment_quarters", TREATED), ("firms_per_quarter", 1e6)]
            .iter()
            .chain(numbers)
        {
            assert!(settings.set(key, *value), "{key}");
        }
        let timing = TimingParameters {
            end: 1.0,
            ramp: 0.0,
            lot_share: 0.5,
            ..TimingParameters::default()
        };
        let scenario = ModelInput {
            instruments: vec![Instrument {
                agency: 0,
                timing,
                settings,
            }],
            ..input.clone()
        };
        let (mut with, mut without) = (opening.start(&scenario), opening.start(&input));
        for quarter in 0..10 {
            with.step().expect("accounts close");
            without.step().expect("accounts close");
            look(&with, &without, quarter);
        }
    }

    /// Firms that took part and live in both worlds.
    fn treated<'a>(with: &'a World, without: &'a World) -> impl Iterator<Item = usize> + 'a {
        (0..without.smes.len()).filter(|row| {
            with.smes.taken[*row].contains(InstrumentKind::Experiment)
                && with.smes.is_alive[*row]
                && without.smes.is_alive[*row]
        })
    }

    #[test]
    fn without_any_number_an_experiment_gives_nothing() {
        beside(&[], |with, without, _| {
            assert!(treated(with, without).count() > 50);
            assert_eq!(with.smes.cash, without.smes.cash);
            assert_eq!(with.smes.workers, without.smes.workers);
            assert_eq!(with.tally.order_value, without.tally.order_value);
        });
    }

    #[test]
    fn orders_from_abroad_are_made_while_they_last_as_far_as_there_is_room() {
        let mut grown = 0.0;
        beside(&[("order_usd", 2_000.0)], |with, without, quarter| {
            let firms: Vec<usize> = treated(with, without).collect();
            assert!(firms.len() > 30 && firms.iter().all(|row| can_export(with, *row)));
            let made: f64 = firms.iter().map(|row| with.smes.export_sales[*row]).sum();
            let most = 2_000.0 * firms.len() as f64;
            if f64::from(quarter) < TREATED {
                assert!(
                    made > 0.7 * most && made <= most * (1.0 + 1e-9),
                    "{made} of {most} in quarter {quarter}"
                );
                grown = firms
                    .iter()
                    .map(|row| with.smes.capacity[*row] - without.smes.capacity[*row])
                    .sum();
            } else {
                assert_eq!(made, 0.0, "in quarter {quarter}");
                assert!(firms.iter().all(|row| with.smes.exports[*row] == 0.0));
            }
        });
        assert!(grown > 0.0, "capacity follows the orders");
    }

    #[test]
    fn demand_rises_by_its_shift_and_falls_back() {
        let mut rises = Vec::new();
        beside(&[("demand_shift", 0.1)], |with, without, _| {
            let rise = |row: usize| ln(with.smes.sales[row] / without.smes.sales[row]);
            let (mut sum, mut n) = (0.0, 0.0);
            for row in treated(with, without) {
                sum += rise(row);
                n += 1.0;
            }
            rises.push(sum / n);
        });
        assert!(
            rises[0] > 0.03 && rises[0] <= 0.1 + 1e-9 && rises[3] > 0.06,
            "{rises:?}: less where there is no room yet"
        );
        assert!(rises[4].abs() < 0.04, "{rises:?}");
    }

    #[test]
    fn payment_sooner_frees_working_capital_while_it_lasts() {
        let mut sooner = 0.0;
        beside(&[("sooner_share", 0.5)], |with, without, quarter| {
            let credit = &with.parameters.credit;
            let days = if f64::from(quarter) < TREATED {
                0.5 * credit.payment_days
            } else {
                credit.payment_days
            };
            let left = working_capital(1_000.0, days, credit.lead_days);
            for row in treated(with, without) {
                assert_eq!(with.view().tied_by(row, 1_000.0), left);
                sooner += with.paid_sooner(row);
                assert_eq!(without.paid_sooner(row), 0.0);
            }
        });
        assert!(sooner > 0.0, "suppliers are paid sooner");
    }

    #[test]
    fn hidden_firms_are_seen_while_they_are_treated() {
        let (mut seen, mut unseen) = (0, 0);
        beside(&[("visibility", 1.0)], |with, without, quarter| {
            for row in treated(with, without).filter(|row| with.smes.is_hidden[*row]) {
                let visibility = raised_visibility(with, row, 0.2);
                let is_treated = f64::from(quarter) < TREATED;
                assert_eq!(visibility, if is_treated { 1.0 } else { 0.2 });
                if f64::from(quarter) == TREATED {
                    let considered =
                        |world: &World| u32::from(world.smes.reached[row] & Smes::CONSIDERED != 0);
                    seen += considered(with);
                    unseen += considered(without);
                }
            }
        });
        assert!(seen > unseen, "{seen} screened, {unseen} without");
    }

    #[test]
    fn a_treatment_is_paid_for_once_for_each_firm() {
        let mut paid = 0.0;
        beside(&[("firm_cost_usd", 1_000.0)], |with, without, quarter| {
            let cost = with.tally.cost_donor - without.tally.cost_donor;
            let firms = (0..with.smes.len())
                .filter(|row| with.smes.taken[*row].contains(InstrumentKind::Experiment))
                .count();
            if quarter == 0 {
                let each = cost_at_local_wage(with, 1_000.0);
                // donors pay the agency's overheads of the quarter too, as they pay all that the instrument costs
                assert!(
                    cost >= 0.9 * each * firms as f64,
                    "{cost} for {firms} firms"
                );
                paid = cost;
            } else {
                assert_eq!(cost, 0.0);
            }
        });
        assert!(paid > 0.0);
    }
}
