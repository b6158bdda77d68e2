//! Support, credit and commitment: complements where firms lack money, and not where banks lend freely. Statistics, contexts, worlds,
//! seed and thresholds were written before the run; it is part of `cargo xtask long`.

use linkwright::model::ModelInput;

use crate::behaviour::edited;
use crate::contexts::{four_countries, headline};
use crate::credit::OFF;
use crate::uganda::{index, mean_and_error, values};

/// Programmes of the square: none, support, guarantee, both.
const SQUARE: [&str; 4] = ["none", "support", "guarantee", "support+guarantee"];
/// Worlds.
const WORLDS: u32 = 200;
/// Seed, of no other run.
const SEED: u64 = 1_311;
/// Years of policy.
const POLICY_YEARS: f64 = 4.0;
/// Cover that the fund carries in full use, in a sample of a tenth of the economy [USD].
const FULL_USE_USD: f64 = 1_000_000.0;

/// Commitment as without its mechanism: nobody applies, leaves or gains less for want of money.
fn uncommitted() -> Vec<(&'static str, &'static str, f64)> {
    let of_commitment = OFF.iter().filter(|(section, ..)| *section == "commitment");
    of_commitment.copied().collect()
}

/// Values by world, programme of the square and indicator.
struct Square(Vec<Vec<Vec<f64>>>);

impl Square {
    fn of(context: &str, edits: &[(&str, &str, f64)]) -> Self {
        let inputs = SQUARE.map(|programme| {
            let with = headline(programme, "uganda");
            edited(
                ModelInput {
                    agencies: with.agencies,
                    instruments: with.instruments,
                    ..four_countries("none", context)
                },
                edits,
            )
        });
        Self(values(&inputs.iter().collect::<Vec<_>>(), SEED, WORLDS))
    }

    /// Mean of a sum of programmes with weights, and half of its 95 % interval.
    fn mean(&self, name: &str, weights: [f64; 4]) -> (f64, f64) {
        let at = index(name);
        let weighted = |world: &Vec<Vec<f64>>| -> f64 {
            let of = world.iter().zip(weights);
            of.map(|(values, weight)| weight * values[at]).sum()
        };
        let (mean, error) = mean_and_error(&self.0.iter().map(weighted).collect::<Vec<_>>());
        (mean, 1.96 * error)
    }

    /// Sum of one indicator over another over all worlds of a programme.
    fn ratio(&self, programme: usize, over: &str, under: &str) -> f64 {
        let sum = |name: &str| -> f64 {
            let at = index(name);
            self.0.iter().map(|world| world[programme][at]).sum()
        };
        sum(over) / sum(under)
    }

    fn clients(&self, programme: usize) -> f64 {
        let mut only = [0.0; 4];
        only[programme] = 1.0;
        self.mean("clients", only).0
    }

    /// (both − support) − (guarantee − none).
    fn interaction(&self, name: &str) -> (f64, f64) {
        self.mean(name, [1.0, -1.0, -1.0, 1.0])
    }

    fn print(&self, title: &str) {
        println!("{title}, {WORLDS} worlds, seed {SEED}, ± half of a 95 % interval");
        for name in [
            "gate_passers",
            "first_time_suppliers",
            "sustained_linkages",
            "upgraded_suppliers",
        ] {
            let (support, guarantee) = (
                self.mean(name, [-1.0, 1.0, 0.0, 0.0]),
                self.mean(name, [0.0, -1.0, 0.0, 1.0]),
            );
            let interaction = self.interaction(name);
            println!(
                "  {name}: S - 0 {:.2} ± {:.2}, SG - S {:.2} ± {:.2}, interaction {:.2} ± {:.2}",
                support.0, support.1, guarantee.0, guarantee.1, interaction.0, interaction.1
            );
        }
        let lent = self.mean("loan_volume_usd", [-1.0, 1.0, 0.0, 0.0]);
        println!("  loans, S - 0: {:.0} ± {:.0} USD", lent.0, lent.1);
        for (programme, name) in [(1, "S"), (3, "SG")] {
            println!(
                "  {name}: plans carried out {:.3}, drop-outs of clients {:.3}, clients {:.1}",
                self.ratio(programme, "upgrades_financed", "upgrade_plans"),
                self.ratio(programme, "drop_outs", "clients"),
                self.clients(programme),
            );
        }
    }
}

/// Uganda and Czechia as shipped, and Uganda without commitment. Thresholds: in Uganda a guarantee raises the part of plans that is
/// carried out by 10 to 30 points and lowers drop-outs as a part of clients, and its interaction with support on sustained linkages and
/// on upgraded suppliers has a 95 % interval above 0; in Czechia the upper limit of each is below half of Uganda's estimate; support does
/// not lower lending in either; without commitment the interaction on upgraded suppliers is still above 0 with its interval; of the
/// offers that firms accept finance stops 10 to 25 % in Uganda and at most a third as many in Czechia; the overhead of the fund is below
/// a tenth of what it carries in full use.
#[test]
#[ignore = "two minutes of two cores: cargo xtask long"]
fn support_and_credit_are_complements_where_firms_lack_money_and_not_where_banks_lend_freely() {
    let (uganda, czechia) = (Square::of("uganda", &[]), Square::of("czechia", &[]));
    let uncommitted = Square::of("uganda", &uncommitted());
    uganda.print("Uganda");
    uncommitted.print("Uganda without commitment");
    czechia.print("Czechia");
    let done = |programme| uganda.ratio(programme, "upgrades_financed", "upgrade_plans");
    let left = |programme| uganda.ratio(programme, "drop_outs", "clients");
    assert!(
        (0.10..=0.30).contains(&(done(3) - done(1))),
        "plans {} to {}",
        done(1),
        done(3)
    );
    assert!(left(3) < left(1), "drop-outs {} to {}", left(1), left(3));
    for name in ["sustained_linkages", "upgraded_suppliers"] {
        let ((here, half), (there, other)) = (uganda.interaction(name), czechia.interaction(name));
        assert!(here - half > 0.0, "{name} in Uganda: {here} ± {half}");
        assert!(
            there + other < here / 2.0,
            "{name} in Czechia: {there} ± {other}, Uganda {here}"
        );
    }
    let (emergent, half) = uncommitted.interaction("upgraded_suppliers");
    assert!(
        emergent - half > 0.0,
        "without commitment: {emergent} ± {half}"
    );
    for economy in [&uganda, &czechia] {
        let (lent, half) = economy.mean("loan_volume_usd", [-1.0, 1.0, 0.0, 0.0]);
        assert!(lent + half > 0.0, "support lowers lending: {lent} ± {half}");
    }
    let stopped = |economy: &Square| {
        economy
            .mean("unfinanced_offer_share", [1.0, 0.0, 0.0, 0.0])
            .0
    };
    println!(
        "offers that finance stops: Uganda {:.3}, Czechia {:.3}",
        stopped(&uganda),
        stopped(&czechia)
    );
    assert!(
        (0.10..=0.25).contains(&stopped(&uganda)),
        "{}",
        stopped(&uganda)
    );
    assert!(
        stopped(&czechia) < stopped(&uganda) / 3.0,
        "{}",
        stopped(&czechia)
    );
    let (cost, calls) = (
        uganda.mean("programme_cost_usd", [0.0, 0.0, 1.0, 0.0]).0,
        uganda.mean("guarantee_calls_usd", [0.0, 0.0, 1.0, 0.0]).0,
    );
    let covered = uganda.mean("covered_volume_usd", [0.0, 0.0, 1.0, 0.0]).0;
    let overhead = (cost - calls) / POLICY_YEARS;
    println!(
        "guarantee alone: overhead {overhead:.0} USD a year, covers {covered:.0} USD in {POLICY_YEARS} years"
    );
    assert!(
        overhead < FULL_USE_USD / 10.0,
        "overhead {overhead} USD a year, {FULL_USE_USD} USD of cover in full use"
    );
}
