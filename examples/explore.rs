use linkwright::model::*;
use linkwright::observations::*;
use linkwright::parameters::*;
use linkwright::random::ReplicateKey;
pub fn uganda() -> ModelInput {
    uganda_from(1)
}
pub fn uganda_from(skip: usize) -> ModelInput {
    let mut input = ModelInput::default();
    let p = &mut input.parameters;
    for (k, v) in [
        ("population.tncs", 8.0),
        ("population.categories_per_sector", 2.0),
        ("economy.annual_wage_usd", 1000.0),
        ("economy.cycle_sd", 0.03),
        ("economy.order_amplification", 4.0),
        ("economy.human_capital", 0.7),
        ("economy.contract_protection", 0.35),
        ("firms.exit_productivity", -0.125),
        ("formality.informal_share", 0.6),
        ("formality.compliance_fixed_usd", 400.0),
        ("formality.compliance_size_usd", 50.0),
        ("formality.compliance_days", 20.0),
        ("formality.registration_cost_usd", 400.0),
        ("firms.exit_constant", -3.62),
        ("linkages.trial_constant", 1.2),
        ("capability.own_upgrade_chance", 0.008),
        ("capability.logit_mean", -0.68),
        ("capability.certified_share", 0.058),
        ("credit.funding_rate", 0.08),
        ("credit.operating_cost", 0.05),
        ("credit.margin", 0.05),
        ("credit.default_rate", 0.085),
        ("credit.demand_chance", 0.037),
        ("credit.discouragement_mean", 0.75),
        ("sourcing.search_size", 4.0),
        ("sourcing.tier_one_chance", 0.2),
        ("sourcing.outside_constant", -0.3),
        ("sourcing.openness", 0.4),
        ("sourcing.buyer_share_cap", 0.3),
        ("sourcing.quality_gate", 0.52),
        ("sourcing.standards_gate", 0.57),
        ("sourcing.import_wedge", 0.25),
        ("sourcing.domestic_price_level", 0.9),
        ("sourcing.lot_value_usd", 1500.0),
        ("tncs.lots_min", 60.0),
        ("tncs.lots_max", 300.0),
        ("trust.stranger", 0.25),
        ("trust.gain", 0.09),
        ("linkages.end_constant", -4.05),
    ] {
        let (s, key) = k.split_once('.').unwrap();
        assert!(p.set(s, key, v), "{k}");
    }
    for arg in std::env::args().skip(skip).filter(|a| !a.starts_with("ins.") && !a.starts_with("ag.")) {
        if let Some((k, v)) = arg.split_once('=') {
            let (s, key) = k.split_once('.').unwrap();
            assert!(p.set(s, key, v.parse().unwrap()), "{k}");
        }
    }
    let mk = |n: &str, kind, share: f64, noise, ltv, spread| CreditProvider {
        name: n.into(),
        kind,
        parameters: CreditProviderParameters { market_share: share, screening_noise: noise, loan_to_value: ltv, funding_spread: spread },
    };
    input.credit_providers = vec![
        mk("a", ProviderKind::CommercialBank, 0.4, 0.8, 0.6, 0.0),
        mk("b", ProviderKind::CommercialBank, 0.3, 0.8, 0.6, 0.0),
        mk("d", ProviderKind::DevelopmentBank, 0.15, 0.9, 0.7, -0.02),
        mk("m", ProviderKind::Microfinance, 0.15, 0.7, 1.0, 0.06),
    ];
    input
}
fn main() {
    let input = uganda();
    let reps: u32 = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(4);
    let t = std::time::Instant::now();
    let mut all: Vec<Vec<f64>> = vec![];
    let mut rows: Vec<(u32, Vec<f64>)> = vec![];
    for rep in 0..reps {
        let mut long = input.clone();
        long.periods = Periods { burn_in: 20, policy: 200, run_off: 0 };
        let w = World::burn_in(&long, ReplicateKey::new(1, rep)).unwrap();
        let mut w = w.start(&long);
        let n = INDICATORS.len();
        for block in 0..10 {
            let mut rec = Recorder::start(&w, Periods { burn_in: 0, policy: 20, run_off: 0 });
            for _ in 0..20 {
                w.step().unwrap();
                rec.observe(&w);
            }
            let (v, _) = rec.finish(&w, None);
            if rows.len() <= block {
                rows.push((w.quarter(), vec![0.0; n]));
            }
            for i in 0..n {
                rows[block].1[i] += v[i] / f64::from(reps);
            }
            if block == 7 {
                all.push(v);
            }
        }
    }
    let show = [
        "smes",
        "employment",
        "exit_rate",
        "formal_share",
        "active_linkages",
        "supply_linkages",
        "sustained_linkages",
        "new_linkages",
        "relational_linkages",
        "ended_linkages",
        "domestic_lot_share",
        "tier_one_lot_share",
        "mean_confidence",
        "mean_capability",
        "gate_passers",
        "certified_smes",
        "firms_with_loan_share",
        "loan_applications",
        "approval_share",
        "defaults",
        "upgrade_plans",
        "upgrades_financed",
        "upgrades_by_loan",
        "order_value_usd",
        "supplier_smes",
        "funnel_eligible",
        "funnel_considered",
        "funnel_passed",
        "funnel_chosen",
        "funnel_ordered",
        "funnel_supplied",
        "failed_information",
        "failed_quality",
        "failed_standards",
        "failed_price",
        "failed_scale",
        "failed_finance",
        "failed_trust",
        "sme_sales_usd",
        "tncs",
    ];
    for name in show {
        let i = indicator_index(name).unwrap();
        print!("{name:24}");
        for (_, v) in &rows {
            let x = v[i];
            if x.abs() > 1e5 {
                print!("{:>10.3e}", x)
            } else if x.abs() < 2.0 {
                print!("{:>10.4}", x)
            } else {
                print!("{:>10.1}", x)
            }
        }
        println!();
    }
    println!("{:?} per sme-quarter {:.0} ns", t.elapsed(), t.elapsed().as_nanos() as f64 / (f64::from(reps) * 220.0 * 2000.0));
}
