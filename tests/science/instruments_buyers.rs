//! Audits that are compared, regional mandates, help to have made abroad and electronic bids, in pairs: where they should work they
//! work, where they should fail they fail.

use linkwright::model::{InstrumentKind, ModelInput, Regional, Smes, World};

use crate::behaviour::{difference, economy, edited, level, watch, with};
use crate::markets::{dear, linkages, total};

const BENCHMARKING: InstrumentKind = InstrumentKind::SupplierBenchmarking;
const MANDATE: InstrumentKind = InstrumentKind::RegionalMandate;
const OUTSOURCING: InstrumentKind = InstrumentKind::OutsourcingSupport;
const PLATFORM: InstrumentKind = InstrumentKind::InformationPlatform;

/// Audits of many firms, whose results stay of use.
const WIDE: [(&str, f64); 4] = [
    ("tnc_response", 1.0),
    ("audits_per_tnc", 50.0),
    ("audits_max", 60.0),
    ("valid_quarters", 80.0),
];
/// No firm's effort moves and services stay as they are.
const SHOWN_TO_BUYERS_ONLY: [(&str, f64); 3] =
    [("effort_gain", 0.0), ("effort_loss", 0.0), ("focus", 0.0)];

fn benchmarked(context: ModelInput, numbers: &[(&str, f64)]) -> ModelInput {
    with(
        context,
        &[(BENCHMARKING, &[&WIDE[..], numbers].concat()[..])],
    )
}

#[test]
fn comparisons_raise_effort_below_a_gate_in_reach_and_discourage_where_nobody_is_able() {
    let strong = [("effort_gain", 4.0), ("effort_loss", 0.9), ("reach", 0.5)];
    let ideas = ("capability", "own_upgrade_chance", 0.05);
    let near = edited(
        economy(),
        &[
            ("sourcing", "quality_gate", 0.5),
            ("sourcing", "standards_gate", 0.5),
            ideas,
        ],
    );
    let (more, error) = difference(
        &benchmarked(near.clone(), &strong),
        &near,
        "upgrade_plans",
        701,
    );
    assert!(more - 4.0 * error > 0.0, "{more} ± {error} plans");
    let (idle, _) = difference(
        &benchmarked(near.clone(), &SHOWN_TO_BUYERS_ONLY),
        &near,
        "upgrade_plans",
        701,
    );
    assert!(
        idle.abs() < 0.2 * more,
        "{idle} against {more} plans where no firm's effort moves"
    );
    let unable = edited(economy(), &[("capability", "logit_mean", -2.5), ideas]);
    let out_of_reach = [strong[0], strong[1], ("reach", 0.1)];
    let (fewer, error) = difference(
        &benchmarked(unable.clone(), &out_of_reach),
        &unable,
        "upgrade_plans",
        701,
    );
    assert!(
        fewer + 4.0 * error < 0.0,
        "{fewer} ± {error} plans where all are out of reach"
    );
}

/// Share of firms with a published result and more than 0.15 below a gate that nevertheless passed both for a lot in the window.
fn passed_by_error(input: &ModelInput, seed: u64) -> f64 {
    let (quality, standards) = (
        input.parameters.sourcing.quality_gate,
        input.parameters.sourcing.standards_gate,
    );
    let counts = watch(input, seed, 6, |world, counts: &mut (f64, f64)| {
        let smes = world.smes();
        let is_below = |row: &usize| {
            smes.quality[*row] < quality - 0.15 || smes.standards[*row] < standards - 0.15
        };
        let rows = (0..smes.len())
            .filter(|row| smes.benchmark[*row].agency.is_some() && smes.is_alive[*row])
            .filter(is_below);
        *counts = rows.fold((0.0, 0.0), |(all, passed), row| {
            (
                all + 1.0,
                passed + f64::from(u8::from(smes.reached[row] & Smes::PASSED != 0)),
            )
        });
    });
    counts.iter().map(|count| count.1).sum::<f64>()
        / counts.iter().map(|count| count.0).sum::<f64>().max(1.0)
}

/// First looks with an error of 0.3 let weak firms pass by chance; a result that all affiliates read leaves none of that error.
#[test]
fn buyers_who_read_a_comparison_see_firms_better_than_those_who_do_not() {
    let blurred = edited(
        economy(),
        &[
            ("sourcing", "signal_noise", 0.3),
            ("population", "tncs", 24.0),
        ],
    );
    let read_by = |share: f64| {
        let numbers = [
            &SHOWN_TO_BUYERS_ONLY[..],
            &[("readers_share", share), ("error_cut", 1.0)],
        ]
        .concat();
        passed_by_error(&benchmarked(blurred.clone(), &numbers), 702)
    };
    let (all, nobody) = (read_by(1.0), read_by(0.0));
    assert!(
        nobody > 0.02 && all < 0.7 * nobody,
        "{all} against {nobody} of firms below a gate pass it"
    );
}

#[test]
fn audits_that_nobody_makes_or_reads_cost_money_and_change_nothing() {
    let silent = benchmarked(economy(), &[("tnc_response", 0.0)]);
    assert_eq!(level(&silent, "clients", 703), 0.0);
    assert_eq!(
        difference(&silent, &economy(), "order_value_usd", 703).0,
        0.0
    );
    assert!(
        level(&silent, "cost_public_usd", 703) > 0.0,
        "the comparison is kept up"
    );
    let unread = benchmarked(
        economy(),
        &[
            &SHOWN_TO_BUYERS_ONLY[..],
            &[("readers_share", 0.0), ("sme_share", 0.0)],
        ]
        .concat(),
    );
    assert!(level(&unread, "clients", 703) > 20.0);
    assert_eq!(
        difference(&unread, &economy(), "order_value_usd", 703).0,
        0.0,
        "no firm uses it"
    );
}

#[test]
fn audits_stay_within_the_time_of_buyers_and_agency_and_both_pay() {
    let usual = with(
        economy(),
        &[(
            BENCHMARKING,
            &[("tnc_response", 1.0), ("valid_quarters", 80.0)][..],
        )],
    );
    let (clients, by_tncs) = (
        level(&usual, "clients", 704),
        level(&usual, "cost_tnc_usd", 704),
    );
    assert!(clients > 20.0 && clients <= 15.0 * 16.0, "{clients} firms");
    // each firm is audited once in these quarters
    assert!(
        (by_tncs - 600.0 * clients).abs() < 1e-6 * by_tncs,
        "{by_tncs} USD for {clients} audits"
    );
    let few = with(
        economy(),
        &[(
            BENCHMARKING,
            &[
                ("tnc_response", 1.0),
                ("valid_quarters", 80.0),
                ("audits_max", 3.0),
            ][..],
        )],
    );
    assert!(level(&few, "clients", 704) <= 3.0 * 16.0);
}

/// Uganda with many affiliates and talks with all of them.
fn many_affiliates() -> ModelInput {
    edited(economy(), &[("population", "tncs", 24.0)])
}

fn talks(context: ModelInput, numbers: &[(&str, f64)]) -> ModelInput {
    let wide = [
        ("tnc_response", 1.0),
        ("talks_per_quarter", 20.0),
        ("sister_chance", 0.0),
    ];
    with(context, &[(MANDATE, &[&wide[..], numbers].concat()[..])])
}

#[test]
fn a_mandate_for_a_region_raises_orders_and_a_sister_that_wins_lowers_them() {
    let won = talks(
        many_affiliates(),
        &[
            ("win_chance", 1.0),
            ("loss_chance", 0.0),
            ("volume_gain", 0.5),
        ],
    );
    let (more, error) = difference(&won, &many_affiliates(), "order_value_usd", 711);
    assert!(more - 4.0 * error > 0.0, "{more} ± {error} USD");
    let lost = talks(
        many_affiliates(),
        &[
            ("win_chance", 0.0),
            ("loss_chance", 1.0),
            ("volume_loss", 0.5),
        ],
    );
    let (less, error) = difference(&lost, &many_affiliates(), "order_value_usd", 711);
    assert!(
        less + 4.0 * error < 0.0,
        "{less} ± {error} USD where sisters win"
    );
    let kept = talks(
        many_affiliates(),
        &[("win_chance", 0.0), ("loss_chance", 0.0)],
    );
    assert_eq!(
        difference(&kept, &many_affiliates(), "order_value_usd", 711).0,
        0.0,
        "headquarters leave all as it was"
    );
    let late = talks(
        many_affiliates(),
        &[("win_chance", 1.0), ("lag_quarters", 20.0)],
    );
    assert_eq!(
        difference(&late, &many_affiliates(), "order_value_usd", 711).0,
        0.0,
        "talks end before a decision"
    );
    assert!(level(&late, "cost_tnc_usd", 711) > 0.0, "and are paid for");
}

#[test]
fn suppliers_follow_an_affiliate_with_a_mandate_to_its_sisters_abroad() {
    let following = |win: f64, sister: f64| {
        let numbers = [
            ("win_chance", win),
            ("loss_chance", 0.0),
            ("sister_chance", sister),
        ];
        level(&talks(many_affiliates(), &numbers), "export_starts", 712)
    };
    assert!(
        following(1.0, 1.0) > 3.0,
        "{} suppliers",
        following(1.0, 1.0)
    );
    assert_eq!(following(1.0, 0.0), 0.0, "sisters buy elsewhere");
    assert_eq!(following(0.0, 1.0), 0.0, "no affiliate got a mandate");
    let input = talks(
        many_affiliates(),
        &[
            ("win_chance", 1.0),
            ("loss_chance", 0.0),
            ("sister_chance", 1.0),
        ],
    );
    let strangers = watch(&input, 712, 4, |world, n: &mut f64| {
        let smes = world.smes();
        let never = |row: &usize| smes.exports[*row] > 0.0 && smes.last_order[*row] == 0;
        *n += (0..smes.len()).filter(never).count() as f64;
    });
    assert_eq!(
        strangers.iter().sum::<f64>(),
        0.0,
        "firms that never supplied a TNC do not follow one"
    );
}

#[test]
fn talks_are_as_many_as_the_agency_can_hold_and_are_paid_once() {
    let one = with(
        many_affiliates(),
        &[(MANDATE, &[("tnc_response", 1.0)][..])],
    );
    let held = watch(&one, 713, 4, |world, n: &mut f64| {
        *n = world
            .tncs()
            .rows
            .iter()
            .filter(|tnc| tnc.regional != Regional::Open)
            .count() as f64;
    });
    // half strength in the first of sixteen quarters begins none; talks of the last four are broken off
    assert!(
        held.iter().all(|n| *n <= 15.0) && held.iter().sum::<f64>() > 20.0,
        "{held:?}"
    );
    let (public, by_tncs) = (
        level(&one, "cost_public_usd", 713),
        level(&one, "cost_tnc_usd", 713),
    );
    let idle = talks(many_affiliates(), &[("talks_per_quarter", 0.0)]);
    assert!(by_tncs > 15_000.0 && public > level(&idle, "cost_public_usd", 713));
    assert!(
        (by_tncs * 6.0 / 15_000.0)
            .fract()
            .min(1.0 - (by_tncs * 6.0 / 15_000.0).fract())
            < 1e-6,
        "{by_tncs} USD"
    );
}

/// As in the tests of making abroad, where no firm moves by itself.
fn dear_and_still() -> ModelInput {
    edited(dear(), &[("evolution", "make_abroad_chance", 0.0)])
}

fn helped(context: ModelInput, numbers: &[(&str, f64)]) -> ModelInput {
    let wide = [
        ("cases_per_quarter", 50.0),
        ("awareness", 1.0),
        ("success_chance", 1.0),
        ("case_cost_usd", 500.0),
        ("move_share", 1.0),
    ];
    with(
        context,
        &[(OUTSOURCING, &[&wide[..], numbers].concat()[..])],
    )
}

#[test]
fn help_to_have_made_abroad_moves_able_suppliers_and_jobs_leave() {
    let moved = |input: &ModelInput| {
        total(input, 720, 14, |world: &World| {
            linkages(world, |linkage| linkage.is_made_abroad)
        })
    };
    assert_eq!(moved(&dear_and_still()), 0.0);
    assert!(
        moved(&helped(dear_and_still(), &[])) >= 5.0,
        "{} linkages",
        moved(&helped(dear_and_still(), &[]))
    );
    for (setting, why) in [
        (
            ("sourcing", "import_wedge", 0.5),
            "imports are more expensive",
        ),
        (
            ("evolution", "make_abroad_innovation", 1.0),
            "nothing is left to do at home",
        ),
    ] {
        assert_eq!(
            moved(&helped(edited(dear_and_still(), &[setting]), &[])),
            0.0,
            "{why}"
        );
    }
    assert_eq!(
        moved(&helped(dear_and_still(), &[("success_chance", 0.0)])),
        0.0,
        "no maker is found"
    );
    assert_eq!(
        moved(&helped(dear_and_still(), &[("lag_quarters", 20.0)])),
        0.0,
        "not yet"
    );
    let (jobs, error) = difference(
        &helped(dear_and_still(), &[]),
        &dear_and_still(),
        "order_value_usd",
        721,
    );
    assert!(
        jobs + 2.0 * error < 0.0,
        "{jobs} ± {error} USD of orders made at home"
    );
}

#[test]
fn help_to_have_made_abroad_is_paid_for_also_where_it_fails() {
    let failing = helped(dear_and_still(), &[("success_chance", 0.0)]);
    let (sme, public) = (
        level(&failing, "cost_sme_usd", 722),
        level(&failing, "cost_public_usd", 722),
    );
    let idle = level(
        &helped(dear_and_still(), &[("cases_per_quarter", 0.0)]),
        "cost_public_usd",
        722,
    );
    assert!(sme > 0.0, "firms pay their part");
    // the agency's overheads are the same; what is left is seven tenths of the cases, of which firms pay three
    assert!(
        ((public - idle) / sme - 7.0 / 3.0).abs() < 1e-6,
        "{public} less {idle} USD against {sme}"
    );
}

#[test]
fn listed_firms_bid_at_their_own_cost_where_lots_are_open_to_them() {
    let bidding = |context: ModelInput, bids: f64| {
        with(context, &[(PLATFORM, &[("bids_per_lot", bids)][..])])
    };
    let (more, error) = difference(
        &bidding(economy(), 8.0),
        &bidding(economy(), 0.0),
        "funnel_considered",
        731,
    );
    assert!(
        more - 4.0 * error > 0.0,
        "{more} ± {error} more firms screened"
    );
    let (cost, _) = difference(
        &bidding(economy(), 8.0),
        &bidding(economy(), 0.0),
        "cost_sme_usd",
        731,
    );
    assert!(cost > 0.0, "{cost} USD of bids");
    let closed = edited(economy(), &[("sourcing", "openness", 0.0)]);
    assert_eq!(
        difference(
            &bidding(closed.clone(), 8.0),
            &bidding(closed, 0.0),
            "cost_sme_usd",
            731
        )
        .0,
        0.0,
        "no lot is open"
    );
}
