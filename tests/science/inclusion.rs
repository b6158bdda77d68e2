//! Sourcing that favours the small, programmes of affiliates without a scheme, owners by sex, and services cut to the firm: switched
//! off they change nothing, switched on they do what they say.

use linkwright::model::{InstrumentKind, ModelInput, ProgrammeStage, Smes, World};

use crate::behaviour::{difference, economy, edited, level, watch, with};
use crate::common::{empty_folder, linkwright};
use crate::shocks::trace;

const UPGRADING: InstrumentKind = InstrumentKind::UpgradingSupport;

fn many_linkages() -> ModelInput {
    edited(economy(), &[("population", "tncs", 24.0)])
}

/// Mean over worlds of a share at the end of the window.
fn share(input: &ModelInput, seed: u64, read: impl Fn(&World) -> (f64, f64) + Sync) -> f64 {
    let counts = watch(input, seed, 8, |world, counts: &mut (f64, f64)| {
        *counts = read(world);
    });
    counts.iter().map(|count| count.0).sum::<f64>()
        / counts.iter().map(|count| count.1).sum::<f64>().max(1.0)
}

/// Workers of all firms to which something happened in the window, and the number of these firms.
fn workers_of(world: &World, done: u16) -> (f64, f64) {
    let rows = (0..world.smes().len()).filter(|row| world.smes().reached[*row] & done != 0);
    rows.fold((0.0, 0.0), |(workers, firms), row| {
        (workers + world.smes().workers[row], firms + 1.0)
    })
}

#[test]
fn affiliates_that_favour_the_small_have_more_small_suppliers_and_pay_for_looking() {
    // lots that the small can take, and gates that leave buyers a choice
    let gates = [
        ("sourcing", "quality_gate", 0.2),
        ("sourcing", "standards_gate", 0.2),
        ("sourcing", "lot_value_usd", 800.0),
    ];
    let mut usual = edited(many_linkages(), &gates);
    // before every firm has been seen
    (usual.periods.policy, usual.periods.run_off) = (4, 0);
    let sought = edited(
        usual.clone(),
        &[("responsibility", "small_visibility", 1.0)],
    );
    let preferred = edited(usual.clone(), &[("responsibility", "small_taste", 10.0)]);
    let seen = |input: &ModelInput| share(input, 751, |world| workers_of(world, Smes::CONSIDERED));
    let chosen = |input: &ModelInput| share(input, 751, |world| workers_of(world, Smes::CHOSEN));
    assert!(
        seen(&sought) < 0.9 * seen(&usual),
        "{} workers against {} where they are looked for",
        seen(&sought),
        seen(&usual)
    );
    assert!(
        chosen(&preferred) < 0.9 * chosen(&usual),
        "{} workers against {} where they are preferred",
        chosen(&preferred),
        chosen(&usual)
    );
    assert!(level(&sought, "cost_tnc_usd", 751) > 0.0);
    assert_eq!(level(&usual, "cost_tnc_usd", 751), 0.0);
    let closed = edited(sought, &[("sourcing", "openness", 0.0)]);
    assert_eq!(
        level(&closed, "new_linkages", 751),
        0.0,
        "a taste for the small opens no door that is shut"
    );
}

#[test]
fn affiliates_develop_suppliers_without_a_scheme_and_pay_alone() {
    assert_eq!(level(&many_linkages(), "developed_suppliers", 752), 0.0);
    let numbers = [
        ("development_chance", 1.0),
        ("development_suppliers", 50.0),
        ("development_stop_rate", 0.0),
    ];
    let numbers = numbers.map(|(key, value)| ("responsibility", key, value));
    let developing = edited(many_linkages(), &numbers);
    assert!(level(&developing, "developed_suppliers", 752) > 5.0);
    let idle = edited(
        developing.clone(),
        &[
            ("responsibility", "development_gain", 0.0),
            ("responsibility", "development_assistance", 0.01),
        ],
    );
    let gain = level(&developing, "mean_capability", 752) - level(&idle, "mean_capability", 752);
    assert!(gain > 1e-4, "{gain} of mean capability");
    for indicator in [
        "cost_public_usd",
        "cost_donor_usd",
        "cost_sme_usd",
        "clients",
    ] {
        assert_eq!(level(&developing, indicator, 752), 0.0, "{indicator}");
    }
    assert!(level(&developing, "cost_tnc_usd", 752) > 0.0);
    let moody = edited(
        developing.clone(),
        &[("responsibility", "development_stop_rate", 0.9)],
    );
    assert!(
        level(&moody, "developed_suppliers", 752)
            < 0.5 * level(&developing, "developed_suppliers", 752)
    );
}

/// An affiliate that already runs its own programme joins no scheme: the state pays for fewer programmes, and adds less.
#[test]
fn a_scheme_adds_less_where_affiliates_develop_suppliers_anyway() {
    let scheme = [(
        InstrumentKind::BuyerSupplierDevelopment,
        &[("tnc_response", 1.0), ("stop_rate", 0.0)][..],
    )];
    let own = edited(
        many_linkages(),
        &[
            ("responsibility", "development_chance", 1.0),
            ("responsibility", "development_stop_rate", 0.0),
        ],
    );
    let added = |context: &ModelInput| {
        difference(
            &with(context.clone(), &scheme),
            context,
            "developed_suppliers",
            753,
        )
        .0
    };
    assert!(
        added(&own) < 0.7 * added(&many_linkages()),
        "{} against {}",
        added(&own),
        added(&many_linkages())
    );
}

fn half_women(barriers: &[(&str, f64)]) -> ModelInput {
    let numbers: Vec<_> = barriers
        .iter()
        .map(|(key, value)| ("owners", *key, *value))
        .collect();
    edited(
        edited(many_linkages(), &[("owners", "women_share", 0.5)]),
        &numbers,
    )
}

#[test]
fn without_barriers_the_sex_of_owners_changes_nothing() {
    // all that happens, other than who leads
    let happened = |world: &World| {
        format!(
            "{:?} {:?} {:?} {:?}",
            world.tncs(),
            world.linkages(),
            world.tally(),
            world.smes().cash
        )
    };
    let end = |input: &ModelInput| trace(input, 761, 4, happened).pop().expect("quarters");
    assert!(end(&half_women(&[])) == end(&many_linkages()));
    assert!(end(&half_women(&[("women_visibility", 0.5)])) != end(&many_linkages()));
    let led = share(&half_women(&[]), 761, |world| {
        let led = world.smes().is_women_led.iter().filter(|is| **is).count();
        (led as f64, world.smes().len() as f64)
    });
    assert!((led - 0.5).abs() < 0.02, "{led} of firms are led by women");
}

/// Share of firms with a mark that women lead.
fn womens_part(
    input: &ModelInput,
    seed: u64,
    is_meant: impl Fn(&World, usize) -> bool + Sync,
) -> f64 {
    share(input, seed, |world| {
        let rows = (0..world.smes().len())
            .filter(|row| world.smes().is_alive[*row] && is_meant(world, *row));
        rows.fold((0.0, 0.0), |(women, all), row| {
            (
                women + f64::from(u8::from(world.smes().is_women_led[row])),
                all + 1.0,
            )
        })
    })
}

#[test]
fn barriers_keep_women_from_orders_loans_and_programmes() {
    let supplies = |world: &World, row: usize| world.smes().tnc_sales[row] > 0.0;
    let borrows = |world: &World, row: usize| world.smes().loan[row] > 0.0;
    let is_client = |world: &World, row: usize| world.smes().programme[row] != ProgrammeStage::None;
    let part = womens_part(&half_women(&[("women_visibility", 1.0)]), 762, supplies);
    assert!(
        part < 0.3 && part < 0.7 * womens_part(&half_women(&[]), 762, supplies),
        "{part} of suppliers"
    );
    assert_eq!(
        womens_part(&half_women(&[("women_approval", 1.0)]), 762, borrows),
        0.0
    );
    assert!(womens_part(&half_women(&[]), 762, borrows) > 0.3);
    let served = |barriers: &[(&str, f64)]| {
        womens_part(
            &with(half_women(barriers), &[(UPGRADING, &[][..])]),
            762,
            is_client,
        )
    };
    let (kept_away, usual) = (served(&[("women_application", 4.0)]), served(&[]));
    assert!(
        kept_away < 0.5 * usual,
        "{kept_away} against {usual} of clients"
    );
}

#[test]
fn reserved_places_go_to_women_while_there_are_applicants() {
    let is_client = |world: &World, row: usize| world.smes().programme[row] != ProgrammeStage::None;
    let serving = |share: f64| {
        let mut input = with(
            half_women(&[("women_application", 1.5)]),
            &[(UPGRADING, &[][..])],
        );
        input.agencies[0].parameters.women_share_min = share;
        input.agencies[0].parameters.outreach_share = 0.5;
        // the first intakes, before those who apply have run out
        input.periods.policy = 4;
        input.periods.run_off = 0;
        input
    };
    let part = |share: f64| womens_part(&serving(share), 763, is_client);
    let (open, half) = (part(0.0), part(0.5));
    assert!(
        open < 0.4 && half > open + 0.1 && (0.45..0.65).contains(&half),
        "{half} against {open}"
    );
    assert!(
        part(1.0) > half + 0.1,
        "{} where all places are reserved",
        part(1.0)
    );
    let clients = |share: f64| level(&serving(share), "clients", 763);
    assert!(
        (clients(0.5) / clients(0.0) - 1.0).abs() < 0.1,
        "{} clients against {}: places are moved, not added",
        clients(0.5),
        clients(0.0)
    );
}

#[test]
fn services_that_are_tailored_bring_more_firms_over_both_gates_and_cost_more() {
    let serving = |context: &ModelInput, tailoring: f64| {
        with(
            context.clone(),
            &[(UPGRADING, &[("tailoring", tailoring)][..])],
        )
    };
    let (more, error) = difference(
        &serving(&economy(), 3.0),
        &serving(&economy(), 0.0),
        "gate_passers",
        771,
    );
    assert!(more - 4.0 * error > 0.0, "{more} ± {error} firms");
    let (cost, _) = difference(
        &serving(&economy(), 3.0),
        &serving(&economy(), 0.0),
        "cost_sme_usd",
        771,
    );
    assert!(cost > 0.0, "{cost} USD more to firms");
    let numb = edited(
        economy(),
        &[
            ("economy", "human_capital", 0.1),
            ("capability", "absorption_threshold", 0.9),
        ],
    );
    let (lost, _) = difference(
        &serving(&numb, 3.0),
        &serving(&numb, 0.0),
        "gate_passers",
        771,
    );
    assert!(
        lost < 0.3 * more,
        "{lost} against {more} where little is absorbed"
    );
}

/// How far the weaker of quality and standards lies below its gate, mean over firms with a published result.
fn binding_gap(input: &ModelInput, seed: u64) -> f64 {
    let (quality, standards) = (
        input.parameters.sourcing.quality_gate,
        input.parameters.sourcing.standards_gate,
    );
    share(input, seed, |world| {
        let smes = world.smes();
        let rows = (0..smes.len())
            .filter(|row| smes.benchmark[*row].agency.is_some() && smes.is_alive[*row]);
        rows.fold((0.0, 0.0), |(sum, n), row| {
            (
                sum + (quality - smes.quality[row]).max(standards - smes.standards[row]),
                n + 1.0,
            )
        })
    })
}

/// Audits of many firms, which move no firm's effort and turn services and plans by a focus.
fn turning(focus: f64) -> [(&'static str, f64); 7] {
    [
        ("tnc_response", 1.0),
        ("audits_per_tnc", 100.0),
        ("audits_max", 200.0),
        ("error_cut", 0.0),
        ("effort_gain", 0.0),
        ("effort_loss", 0.0),
        ("focus", focus),
    ]
}

#[test]
fn a_comparison_turns_plans_to_what_binds() {
    let gap = |focus: f64| {
        let planning = edited(
            economy(),
            &[
                ("capability", "own_upgrade_chance", 0.05),
                ("production", "cash_buffer_months", 12.0),
            ],
        );
        binding_gap(
            &with(
                planning,
                &[(InstrumentKind::SupplierBenchmarking, &turning(focus)[..])],
            ),
            773,
        )
    };
    let (turned, plain) = (gap(0.5), gap(0.0));
    assert!(turned < plain - 1e-3, "{turned} against {plain}");
}

#[test]
fn a_comparison_turns_services_to_what_binds() {
    let services = [
        ("gain_quality", 0.2),
        ("gain_standards", 0.2),
        ("equipment_plan_chance", 0.0),
    ];
    let gap = |focus: f64| {
        let idle = edited(economy(), &[("capability", "own_upgrade_chance", 0.0)]);
        let instruments = [
            (UPGRADING, &services[..]),
            (InstrumentKind::SupplierBenchmarking, &turning(focus)[..]),
        ];
        binding_gap(&with(idle, &instruments), 772)
    };
    let (turned, plain) = (gap(0.5), gap(0.0));
    assert!(turned < plain - 5e-4, "{turned} against {plain}");
}

#[test]
fn reserving_places_in_a_context_without_barriers_is_warned_of() {
    let folder = empty_folder("owners");
    let check = |numbers: &str| {
        let agency = "[[agencies]]\nname = \"desk\"\nwomen_share_min = 0.4\n";
        let text = format!(
            "format = 1\nname = \"one\"\n{numbers}{agency}[[instruments]]\nkind = \"upgrading_support\"\nagency = \"desk\"\n"
        );
        std::fs::write(folder.join("one.toml"), text).expect("the file can be written");
        let output = linkwright(&folder, &["check", "one.toml", "--json"]);
        String::from_utf8(output.stdout)
            .expect("text")
            .contains("W0310")
    };
    assert!(check(""));
    assert!(!check(
        "[context.owners]\nwomen_approval = { value = 0.1, source = \"survey\", grade = \"expert\" }\n"
    ));
}
