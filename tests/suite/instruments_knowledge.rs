//! Instruments that move knowledge, in pairs: where they should work they work, where they should fail they fail.

use linkwright::parameters::{InstrumentKind, ModelInput};

use super::behaviour::{difference, economy, edited, level, with};

const MODULAR: InstrumentKind = InstrumentKind::ModularTransfer;

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
    let often = edited(many_linkages(), &[("knowledge", "project_chance", 1.0), ("tncs", "exit_rate", 0.25)]);
    let contracts = [(MODULAR, &[("contracts_per_quarter", 100.0), ("tnc_response", 1.0)][..])];
    let (kept, error) = difference(&with(often.clone(), &contracts), &often, "knowledge_kept_share", 351);
    assert!(kept - 4.0 * error > 0.0, "{kept} ± {error} of the value planned");
    let one_piece = [(MODULAR, &[("contracts_per_quarter", 100.0), ("tnc_response", 1.0), ("modules", 1.0), ("salvage", 0.1)][..])];
    let (idle, _) = difference(&with(often.clone(), &one_piece), &often, "knowledge_kept_share", 351);
    assert!(idle.abs() < 0.5 * kept, "{idle} without modules and exit plan against {kept}");
}

#[test]
fn contracts_without_linkages_do_nothing_and_those_signed_are_paid_for() {
    let contracts = [(MODULAR, &[("tnc_response", 1.0)][..])];
    let closed = edited(economy(), &[("sourcing", "openness", 0.0)]);
    assert_eq!(level(&with(closed, &contracts), "transfer_contracts", 352), 0.0);
    let signing = with(many_linkages(), &contracts);
    let signed = level(&signing, "transfer_contracts", 352);
    let by_tncs = level(&signing, "cost_tnc_usd", 352);
    assert!(signed > 10.0 && signed <= 3.0 * 16.0, "{signed} contracts");
    assert!((by_tncs - 1_500.0 * signed).abs() < 1e-6 * by_tncs, "{by_tncs} USD for {signed} contracts");
}
