//! Knowledge, mechanisms and instruments in pairs: switched off they do nothing, where they should work they work, where they should fail they fail.

use linkwright::model::{InstrumentKind, ModelInput, SECTORS, World};
use linkwright::random::ReplicateKey;

use crate::behaviour::{difference, economy, edited, level, watch, with};

const MODULAR: InstrumentKind = InstrumentKind::ModularTransfer;
const LAUNCHPAD: InstrumentKind = InstrumentKind::ExportLaunchpad;
const UPGRADING: InstrumentKind = InstrumentKind::UpgradingSupport;
const SUPPLIERS: InstrumentKind = InstrumentKind::BuyerSupplierDevelopment;

/// Uganda with many affiliates, so that linkages are many.
fn many_linkages() -> ModelInput {
    edited(economy(), &[("population", "tncs", 24.0)])
}

#[test]
fn joint_projects_start_only_where_the_context_has_them_and_raise_capability() {
    for indicator in ["projects_started", "projects_completed", "projects_stopped"] {
        assert_eq!(level(&many_linkages(), indicator, 350), 0.0, "{indicator}");
    }
    let projects = edited(many_linkages(), &[("knowledge", "project_chance", 1.0)]);
    let worthless = edited(projects.clone(), &[("knowledge", "project_value", 0.0)]);
    let started = level(&projects, "projects_started", 350);
    assert!(started > 10.0, "{started} projects");
    let gap = level(&projects, "mean_capability", 350) - level(&worthless, "mean_capability", 350);
    assert!(gap > 1e-4, "{gap} of mean capability");
}

#[test]
fn contracts_in_modules_keep_knowledge_where_affiliates_leave() {
    let often = edited(
        many_linkages(),
        &[
            ("knowledge", "project_chance", 1.0),
            ("tncs", "exit_rate", 0.25),
        ],
    );
    let contracts = [(
        MODULAR,
        &[("contracts_per_quarter", 100.0), ("tnc_response", 1.0)][..],
    )];
    let (kept, error) = difference(
        &with(often.clone(), &contracts),
        &often,
        "knowledge_kept_share",
        351,
    );
    assert!(
        kept - 4.0 * error > 0.0,
        "{kept} ± {error} of the value planned"
    );
    let one_piece = [(
        MODULAR,
        &[
            ("contracts_per_quarter", 100.0),
            ("tnc_response", 1.0),
            ("modules", 1.0),
            ("salvage", 0.1),
        ][..],
    )];
    let (idle, _) = difference(
        &with(often.clone(), &one_piece),
        &often,
        "knowledge_kept_share",
        351,
    );
    assert!(
        idle.abs() < 0.5 * kept,
        "{idle} without modules and exit plan against {kept}"
    );
}

#[test]
fn contracts_without_linkages_do_nothing_and_those_signed_are_paid_for() {
    let contracts = [(MODULAR, &[("tnc_response", 1.0)][..])];
    let closed = edited(economy(), &[("sourcing", "openness", 0.0)]);
    assert_eq!(
        level(&with(closed, &contracts), "transfer_contracts", 352),
        0.0
    );
    let signing = with(many_linkages(), &contracts);
    let signed = level(&signing, "transfer_contracts", 352);
    let by_tncs = level(&signing, "cost_tnc_usd", 352);
    assert!(signed > 10.0 && signed <= 3.0 * 16.0, "{signed} contracts");
    assert!(
        (by_tncs - 1_500.0 * signed).abs() < 1e-6 * by_tncs,
        "{by_tncs} USD for {signed} contracts"
    );
}

#[test]
fn programmes_of_buyers_develop_their_suppliers_until_strategy_changes() {
    let all = |stop_rate: f64| {
        with(
            many_linkages(),
            &[(
                SUPPLIERS,
                &[
                    ("tnc_response", 1.0),
                    ("suppliers_per_tnc", 50.0),
                    ("stop_rate", stop_rate),
                ][..],
            )],
        )
    };
    let (gain, error) = difference(&all(0.0), &many_linkages(), "mean_capability", 353);
    assert!(gain - 4.0 * error > 0.0, "{gain} ± {error}");
    let (stopped_gain, _) = difference(&all(0.9), &many_linkages(), "mean_capability", 353);
    assert!(
        stopped_gain < 0.6 * gain,
        "{stopped_gain} against {gain} where strategies change"
    );
    assert!(level(&all(0.9), "supplier_programmes_stopped", 353) > 5.0);
    assert_eq!(level(&all(0.0), "supplier_programmes_stopped", 353), 0.0);
}

#[test]
fn programmes_of_buyers_are_for_own_suppliers_only_and_three_parties_pay() {
    let scheme = [(SUPPLIERS, &[("tnc_response", 1.0)][..])];
    let closed = edited(economy(), &[("sourcing", "openness", 0.0)]);
    assert_eq!(
        difference(
            &with(closed.clone(), &scheme),
            &closed,
            "mean_capability",
            354
        )
        .0,
        0.0
    );
    let open = with(many_linkages(), &scheme);
    assert!(level(&open, "developed_suppliers", 354) > 3.0);
    let (tnc, sme) = (
        level(&open, "cost_tnc_usd", 354),
        level(&open, "cost_sme_usd", 354),
    );
    // half of the cost, and a fifth of the other half
    assert!(
        tnc > 0.0 && (sme / tnc - 0.2).abs() < 1e-9,
        "{sme} USD by firms, {tnc} by affiliates"
    );
}

#[test]
fn leaks_are_lost_by_one_firm_and_gained_by_another_unless_protection_is_full() {
    let leaking = [
        ("knowledge", "staff_turnover", 0.3),
        ("knowledge", "tnc_staff_turnover", 0.12),
    ];
    let leaky = edited(many_linkages(), &leaking);
    assert_eq!(level(&many_linkages(), "leaks", 355), 0.0);
    assert!(level(&leaky, "leaks", 355) > 50.0);
    assert!(
        level(&leaky, "leaked_capability_lost", 355) > 0.0
            && level(&leaky, "leaked_capability_gained", 355) > 0.0
    );
    let protected = edited(leaky.clone(), &[("knowledge", "leak_protection", 1.0)]);
    for indicator in [
        "leaks",
        "leaked_capability_lost",
        "leaked_capability_gained",
    ] {
        assert_eq!(level(&protected, indicator, 355), 0.0, "{indicator}");
    }
    assert_eq!(
        level(&protected, "employment", 355),
        level(&many_linkages(), "employment", 355)
    );
    let one_sided = edited(leaky.clone(), &[("knowledge", "leak_gain", 0.0)]);
    assert!(level(&one_sided, "mean_capability", 355) < level(&leaky, "mean_capability", 355));
    let trusting = edited(leaky.clone(), &[("knowledge", "leak_distrust", 0.0)]);
    assert!(level(&leaky, "mean_confidence", 355) < level(&trusting, "mean_confidence", 355));
}

#[test]
fn peers_teach_each_other_a_little_rivals_less_and_fellow_suppliers_more() {
    let learning = |numbers: &[(&str, &str, f64)]| {
        let peers = edited(many_linkages(), &[("knowledge", "peer_rate", 0.02)]);
        level(&edited(peers, numbers), "peer_learning", 356)
    };
    assert_eq!(level(&many_linkages(), "peer_learning", 356), 0.0);
    let all = learning(&[]);
    assert!(all > 0.0);
    assert!(learning(&[("knowledge", "peer_rival_weight", 0.0)]) < 0.9 * all);
    assert!(learning(&[("knowledge", "peer_supplier_bonus", 8.0)]) > all);
}

/// Mean over quarters of some worlds of what a reader sees.
fn seen(input: &ModelInput, seed: u64, read: impl Fn(&World) -> f64) -> f64 {
    let worlds = 6;
    let (mut sum, mut count) = (0.0, 0.0);
    for replicate in 0..worlds {
        let mut world = World::burn_in(input, ReplicateKey::new(seed, replicate))
            .expect("accounts close")
            .start(input);
        for _ in 0..input.periods.recorded() {
            world.step().expect("accounts close");
            sum += read(&world);
            count += 1.0;
        }
    }
    sum / count
}

#[test]
fn legitimacy_opens_other_doors_and_fades() {
    assert_eq!(level(&many_linkages(), "mean_legitimacy", 357), 0.0);
    let closed_doors = [
        ("legitimacy_visibility", 0.0),
        ("legitimacy_approval", 0.0),
        ("legitimacy_screening", 0.0),
        ("legitimacy_demand", 0.0),
    ];
    let numbers: Vec<_> = closed_doors
        .iter()
        .map(|(key, value)| ("knowledge", *key, *value))
        .collect();
    let idle = edited(
        edited(many_linkages(), &[("knowledge", "legitimacy_gain", 0.1)]),
        &numbers,
    );
    assert!(level(&idle, "mean_legitimacy", 357) > 0.001);
    assert_eq!(
        level(&idle, "order_value_usd", 357),
        level(&many_linkages(), "order_value_usd", 357)
    );
    let open = |key: &str, value: f64| edited(idle.clone(), &[("knowledge", key, value)]);
    let doubles = |world: &World| {
        world
            .smes()
            .linkages
            .iter()
            .filter(|linkages| **linkages >= 2)
            .count() as f64
    };
    assert!(seen(&open("legitimacy_visibility", 1.0), 357, doubles) > seen(&idle, 357, doubles));
    assert!(
        level(&open("legitimacy_approval", 1.0), "loan_applications", 357)
            > level(&idle, "loan_applications", 357)
    );
    assert!(
        level(&open("legitimacy_demand", 0.5), "sme_sales_usd", 357)
            > level(&idle, "sme_sales_usd", 357)
    );
    let short = edited(idle.clone(), &[("knowledge", "legitimacy_fade", 0.5)]);
    assert!(level(&short, "mean_legitimacy", 357) < level(&idle, "mean_legitimacy", 357));
}

#[test]
fn exports_begin_where_firms_are_ready_and_take_capacity_before_tncs() {
    assert_eq!(level(&many_linkages(), "export_sales_usd", 358), 0.0);
    let exporting = edited(many_linkages(), &[("knowledge", "export_chance", 0.05)]);
    let exporters = level(&exporting, "exporters", 358);
    assert!(
        exporters > 5.0 && level(&exporting, "export_sales_usd", 358) > 0.0,
        "{exporters} exporters"
    );
    let unready = edited(exporting.clone(), &[("capability", "logit_mean", -2.5)]);
    assert!(level(&unready, "exporters", 358) < 0.25 * exporters);
    let carried = edited(exporting.clone(), &[("knowledge", "export_reach", 10.0)]);
    assert!(level(&carried, "export_starts", 358) > level(&exporting, "export_starts", 358));
    let abroad = |world: &World| {
        let smes = world.smes();
        let is_local = |row: &usize| !SECTORS[world.sector_of(smes.cell[*row])].is_tradable;
        (0..smes.len())
            .filter(is_local)
            .map(|row| smes.exports[row])
            .sum()
    };
    assert_eq!(seen(&exporting, 358, abroad), 0.0, "local trades export");
    let hungry = [
        ("export_chance", 1.0),
        ("export_first_share", 0.8),
        ("export_entry_usd", 0.0),
        ("export_share_max", 1.0),
    ];
    let numbers: Vec<_> = hungry
        .iter()
        .map(|(key, value)| ("knowledge", *key, *value))
        .collect();
    let hungry = edited(many_linkages(), &numbers);
    let (short, usual) = (
        level(&hungry, "failed_scale", 358),
        level(&many_linkages(), "failed_scale", 358),
    );
    assert!(
        short > usual,
        "{short} lots against {usual} that chosen firms cannot take: exports leave TNCs short"
    );
}

#[test]
fn a_launch_pad_makes_exporters_of_ready_firms_and_not_of_others() {
    let pad = [(LAUNCHPAD, &[("places_per_quarter", 10.0)][..])];
    let (more, error) = difference(&with(economy(), &pad), &economy(), "export_starts", 359);
    assert!(more - 4.0 * error > 0.0, "{more} ± {error}");
    let unready = edited(economy(), &[("capability", "logit_mean", -2.5)]);
    let (few, _) = difference(&with(unready.clone(), &pad), &unready, "export_starts", 359);
    assert!(
        few < 0.25 * more,
        "{few} against {more} where few are ready"
    );
    let poor = edited(economy(), &[("knowledge", "export_entry_usd", 1_000_000.0)]);
    assert_eq!(
        level(&with(poor.clone(), &pad), "export_starts", 359),
        0.0,
        "no firm can pay to enter"
    );
    assert!(
        level(&with(poor, &pad), "cost_public_usd", 359) > 0.0,
        "help is paid for all the same"
    );
}

#[test]
fn the_innovation_base_grows_by_research_and_extension_and_fades() {
    let base = level(&economy(), "mean_innovation", 360);
    let research = edited(economy(), &[("knowledge", "own_research", 0.1)]);
    assert!(level(&research, "mean_innovation", 360) > base + 0.01);
    assert!(
        level(
            &edited(economy(), &[("knowledge", "innovation_fading", 0.05)]),
            "mean_innovation",
            360
        ) < base - 0.01
    );
    let extension = [(UPGRADING, &[("gain_innovation", 0.15)][..])];
    let plain = with(economy(), &[(UPGRADING, &[][..])]);
    let (gain, error) = difference(&with(economy(), &extension), &plain, "mean_innovation", 360);
    assert!(gain - 4.0 * error > 0.0, "{gain} ± {error}");
    let weak = |kinds: &[(InstrumentKind, &[(&str, f64)])]| {
        with(
            edited(economy(), &[("capability", "logit_mean", -2.5)]),
            kinds,
        )
    };
    let (lost, _) = difference(
        &weak(&extension),
        &weak(&[(UPGRADING, &[][..])]),
        "mean_innovation",
        360,
    );
    assert!(
        lost < 0.5 * gain,
        "{lost} against {gain} where little is absorbed"
    );
}

/// Mean innovation base and mean capability of the firms of each region at the end, where a university has full reach and where none.
#[derive(Clone, Copy, Default)]
struct Regions {
    reach: [f64; 4],
    innovation: [f64; 4],
    capability: [f64; 4],
}

fn regions(input: &ModelInput, seed: u64) -> Vec<Regions> {
    watch(input, seed, 6, |world, seen: &mut Regions| {
        let (smes, mut count) = (world.smes(), [0.0; 4]);
        *seen = Regions {
            reach: world.economy().universities,
            ..Regions::default()
        };
        for row in (0..smes.len()).filter(|row| smes.is_alive[*row]) {
            let region = usize::from(smes.region[row]);
            count[region] += 1.0;
            seen.innovation[region] += smes.innovation[row];
            seen.capability[region] += smes.mean_capability(row);
        }
        for region in 0..4 {
            seen.innovation[region] /= count[region];
            seen.capability[region] /= count[region];
        }
    })
}

/// Mean gain in regions with a university, and in those without one.
fn gains_by_reach(with: &[Regions], without: &[Regions], of: fn(&Regions) -> [f64; 4]) -> [f64; 2] {
    let (mut gains, mut count) = ([0.0; 2], [0.0; 2]);
    for (one, twin) in with.iter().zip(without) {
        for region in 0..4 {
            let place = usize::from(one.reach[region] == 0.0);
            gains[place] += of(one)[region] - of(twin)[region];
            count[place] += 1.0;
        }
    }
    [gains[0] / count[0], gains[1] / count[1]]
}

#[test]
fn universities_make_more_of_research_and_learning_in_their_regions_and_not_elsewhere() {
    let studious = |numbers: &[(&str, &str, f64)]| {
        let context = [
            ("knowledge", "own_research", 0.05),
            ("knowledge", "peer_rate", 0.04),
            ("knowledge", "peer_rival_weight", 1.0),
        ];
        edited(edited(economy(), &context), numbers)
    };
    let without = regions(&studious(&[]), 370);
    let half = |shift: f64, research: f64| {
        let numbers = [
            ("economy", "university_access", 0.5),
            ("capability", "university_shift", shift),
            ("knowledge", "university_research", research),
        ];
        regions(&studious(&numbers), 370)
    };
    let reached = half(0.0, 1.0);
    assert!(
        reached
            .iter()
            .all(|world| world.reach.iter().sum::<f64>() == 2.0),
        "half of the regions"
    );
    assert!(
        reached.iter().any(|world| world.reach != reached[0].reach),
        "not the same ones in every world"
    );
    let [near, far] = gains_by_reach(&reached, &without, |seen| seen.innovation);
    assert!(
        near > 0.02 && far.abs() < 0.1 * near,
        "innovation {near} near, {far} elsewhere"
    );
    let [near, far] = gains_by_reach(&half(0.15, 0.0), &without, |seen| seen.capability);
    assert!(
        near > 0.002 && far.abs() < 0.5 * near,
        "capability {near} near, {far} elsewhere"
    );
    let idle = [
        ("capability", "university_shift", 0.5),
        ("knowledge", "university_research", 3.0),
    ];
    assert_eq!(
        level(&studious(&idle), "mean_innovation", 370),
        level(&studious(&[]), "mean_innovation", 370),
        "none at all"
    );
}

#[test]
fn poor_infrastructure_slows_learning_where_it_is_said_to() {
    let learning = |infrastructure: f64, exponent: f64| {
        let numbers = [
            ("knowledge", "peer_rate", 0.04),
            ("economy", "infrastructure", infrastructure),
            ("economy", "infrastructure_cost", 0.0),
            ("economy", "infrastructure_learning", exponent),
        ];
        level(&edited(many_linkages(), &numbers), "peer_learning", 371)
    };
    let usual = learning(0.5, 0.0);
    let [half, square] = [1.0, 2.0].map(|exponent| learning(0.5, exponent));
    assert!(
        half < 0.6 * usual && half > 0.4 * usual,
        "{half} of {usual}"
    );
    assert!(square < 0.6 * half, "{square} of {half}");
    assert_eq!(
        learning(1.0, 2.0),
        learning(1.0, 0.0),
        "middling infrastructure limits nothing"
    );
    let services = |exponent: f64| {
        let context = edited(
            economy(),
            &[
                ("economy", "infrastructure", 0.4),
                ("economy", "infrastructure_learning", exponent),
            ],
        );
        difference(
            &with(context.clone(), &[(UPGRADING, &[][..])]),
            &context,
            "mean_capability",
            371,
        )
        .0
    };
    let (slowed, usual) = (services(1.5), services(0.0));
    assert!(
        slowed < 0.8 * usual,
        "services bring {slowed} instead of {usual}"
    );
}

/// Sums over the quarters of some worlds: businesses abroad, outlays, earnings and losses.
fn ventures(input: &ModelInput) -> [f64; 4] {
    let worlds = watch(input, 372, 6, |world, seen: &mut [f64; 4]| {
        let tally = world.tally();
        let quarter = [
            f64::from(tally.ventures),
            tally.venture_outlays,
            tally.venture_earnings,
            tally.venture_losses,
        ];
        seen.iter_mut()
            .zip(quarter)
            .for_each(|(sum, number)| *sum += number);
    });
    worlds.iter().fold([0.0; 4], |sum, world| {
        std::array::from_fn(|place| sum[place] + world[place])
    })
}

#[test]
fn able_exporters_with_cash_found_businesses_abroad_that_earn_teach_or_are_lost() {
    let exporting = edited(economy(), &[("knowledge", "export_chance", 0.05)]);
    let of = |numbers: &[(&str, f64)]| {
        let numbers: Vec<_> = numbers
            .iter()
            .map(|(key, value)| ("ventures", *key, *value))
            .collect();
        edited(
            edited(exporting.clone(), &[("ventures", "chance", 0.1)]),
            &numbers,
        )
    };
    assert_eq!(ventures(&exporting), [0.0; 4]);
    let [founded, outlays, earnings, losses] = ventures(&of(&[]));
    assert!(
        founded > 10.0 && outlays > 0.0 && losses > 0.0,
        "{founded} businesses"
    );
    assert!(earnings > 0.0, "{earnings} USD earned on {outlays}");
    assert!(
        ventures(&of(&[("productivity_min", 4.0)]))[0] < 0.1 * founded,
        "only the productive"
    );
    assert!(
        ventures(&of(&[("outlay_share", 1.0)]))[0] < 0.5 * founded,
        "only those who can pay"
    );
    assert!(
        ventures(&of(&[("cash_factor", 10.0)]))[0] < 0.5 * founded,
        "only those who can pay and have cash left"
    );
    assert_eq!(
        ventures(&of(&[("outlay_min_usd", 5_000_000.0)])),
        [0.0; 4],
        "no firm can pay"
    );
    let nobody_exports = edited(of(&[]), &[("knowledge", "export_chance", 0.0)]);
    assert_eq!(ventures(&nobody_exports), [0.0; 4], "only exporters");
    let [_, _, poor, _] = ventures(&of(&[("return_rate", -0.3), ("return_sd", 0.0)]));
    assert!(
        poor < 0.0,
        "owners make up for what is lost in trading: {poor}"
    );
    let safe = ventures(&of(&[("loss_rate", 0.0)]));
    assert!(
        safe[3] == 0.0 && safe[2] > earnings,
        "{} USD where none closes",
        safe[2]
    );
    let taught = level(&of(&[("learning", 0.5)]), "mean_innovation", 372);
    assert!(
        taught > level(&of(&[("learning", 0.0)]), "mean_innovation", 372),
        "owners learn abroad"
    );
}
