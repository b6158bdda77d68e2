#[allow(dead_code)]
#[path = "explore.rs"]
mod explore;
use linkwright::model::*;
use linkwright::observations::*;
use linkwright::parameters::*;
use linkwright::random::ReplicateKey;
use std::collections::BTreeMap;
fn programme(input: &ModelInput, up: bool, gu: bool, mm: bool, line: bool) -> ModelInput {
    let mut i = input.clone();
    let mut a = AgencyParameters::default();
    a.advisors = 4.0;
    i.agencies = vec![Agency { name: "a".into(), lead: Lead::Private, parameters: a }];
    let t = TimingParameters { start: 0.0, end: 16.0, ramp: 2.0, intensity: 1.0 };
    if up {
        i.instruments.push(Instrument {
            agency: 0,
            timing: t.clone(),
            settings: InstrumentSettings::default_of(InstrumentKind::UpgradingSupport),
        });
    }
    if gu {
        i.instruments.push(Instrument {
            agency: 0,
            timing: t.clone(),
            settings: InstrumentSettings::default_of(InstrumentKind::CreditGuarantee),
        });
    }
    if mm {
        i.instruments.push(Instrument {
            agency: 0,
            timing: t.clone(),
            settings: InstrumentSettings::default_of(InstrumentKind::Matchmaking),
        });
    }
    if line {
        i.instruments.push(Instrument {
            agency: 0,
            timing: t.clone(),
            settings: InstrumentSettings::default_of(InstrumentKind::CreditLine),
        });
    }
    for ins in &mut i.instruments {
        for arg in std::env::args().skip(2) {
            if let Some((k, v)) = arg.split_once('=') {
                if let Some(k) = k.strip_prefix("ins.") {
                    ins.settings.set(k, v.parse().unwrap());
                }
            }
        }
    }
    for arg in std::env::args().skip(2) {
        if let Some((k, v)) = arg.split_once('=') {
            if let Some(k) = k.strip_prefix("ag.") {
                let ix = AgencyParameters::index_of(k).unwrap();
                *i.agencies[0].parameters.value_mut(ix) = v.parse().unwrap();
            }
        }
    }
    i
}
fn main() {
    let input = explore::uganda_from(2);
    let reps: u32 = std::env::args().nth(1).unwrap().parse().unwrap();
    let scen = [
        ("none", programme(&input, false, false, false, false)),
        ("up", programme(&input, true, false, false, false)),
        ("gu", programme(&input, false, true, false, false)),
        ("up+gu", programme(&input, true, true, false, false)),
        ("mm", programme(&input, false, false, true, false)),
        ("mm+up", programme(&input, true, false, true, false)),
        ("mm+up+gu", programme(&input, true, true, true, false)),
        ("line", programme(&input, false, false, false, true)),
        ("up+line", programme(&input, true, false, false, true)),
    ];
    let n = INDICATORS.len();
    let mut sums = vec![vec![0.0; n]; scen.len()];
    let mut sq = vec![vec![0.0; n]; scen.len()];
    // facts on baseline
    let (mut stock, mut sep) = (0.0, 0.0);
    let mut spells: Vec<(u32, bool)> = vec![];
    let mut ends = [0u32; 7];
    let (mut micro, mut microdead, mut big, mut bigdead) = (0, 0, 0, 0);
    let th = std::time::Instant::now();
    for rep in 0..reps {
        let w0 = World::burn_in(&input, ReplicateKey::new(7, rep)).unwrap();
        let mut base = vec![];
        let mut twin = None;
        for (k, (_, s)) in scen.iter().enumerate() {
            let mut w = w0.start(s);
            let mut r = Recorder::start(&w, input.periods);
            let mut first: BTreeMap<u64, u32> = BTreeMap::new();
            let start: Vec<(usize, f64)> =
                (0..w.smes().len()).filter(|r| w.smes().is_alive[*r]).map(|r| (r, w.smes().workers[r])).collect();
            for q in 0..input.periods.recorded() {
                w.step().unwrap();
                r.observe(&w);
                if k == 0 {
                    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
                    for (_, l) in w.linkages().iter() {
                        if l.stage.is_supply() {
                            stock += 1.0;
                        }
                        if l.stage.has_orders() && l.first_order > input.periods.burn_in {
                            seen.insert(l.key, l.first_order);
                        }
                    }
                    sep += f64::from(w.tally().separations_from_supply);
                    for i in 0..7 {
                        ends[i] += w.tally().ends[i];
                    }
                    for (key, f) in &first {
                        if !seen.contains_key(key) {
                            spells.push((w.quarter() - f, true));
                        }
                    }
                    first = seen;
                    if q + 1 == input.periods.recorded() {
                        for (_, f) in &first {
                            spells.push((w.quarter() - f, false));
                        }
                    }
                    if q == 19 {
                        for (r, l) in &start {
                            let dead = !w.smes().is_alive[*r];
                            if *l < 10.0 {
                                micro += 1;
                                microdead += dead as u32;
                            } else {
                                big += 1;
                                bigdead += dead as u32;
                            }
                        }
                    }
                }
            }
            let (v, _) = r.finish(&w, twin.as_ref());
            if k == 0 {
                twin = Some(TwinRecord::of(&w));
                base = v.clone();
            }
            for i in 0..n {
                if k == 0 {
                    sums[0][i] += v[i];
                    sq[0][i] += v[i] * v[i];
                } else {
                    let d = v[i] - base[i];
                    sums[k][i] += d;
                    sq[k][i] += d * d;
                }
            }
        }
    }
    let r = f64::from(reps);
    print!("{:24}{:>10}", ".", "base");
    for k in 1..scen.len() {
        print!("{:>18}", scen[k].0);
    }
    println!();
    for name in [
        "sustained_linkages",
        "active_linkages",
        "new_linkages",
        "relational_linkages",
        "upgraded_suppliers",
        "supplier_smes",
        "gate_passers",
        "upgrades_financed",
        "upgrades_by_loan",
        "upgrade_plans",
        "mean_capability",
        "capability_vs_twin",
        "client_capability",
        "domestic_lot_share",
        "order_value_usd",
        "employment",
        "clients",
        "graduates",
        "drop_outs",
        "applicants",
        "referrals",
        "loan_applications",
        "approval_share",
        "covered_volume_usd",
        "loan_volume_usd",
        "defaults",
        "guarantee_calls_usd",
        "firms_with_loan_share",
        "programme_cost_usd",
        "cost_public_usd",
        "cost_donor_usd",
        "cost_tnc_usd",
        "cost_sme_usd",
        "linkages_additional",
        "linkages_lost",
        "failed_information",
        "failed_quality",
        "failed_finance",
        "failed_price",
        "funnel_considered",
        "funnel_passed",
        "funnel_chosen",
        "funnel_ordered",
        "funnel_supplied",
        "funnel_sustained",
        "exit_rate",
        "smes",
    ] {
        let i = indicator_index(name).unwrap();
        print!("{name:24}{:>10.3}", sums[0][i] / r);
        for k in 1..scen.len() {
            let m = sums[k][i] / r;
            let se = ((sq[k][i] / r - m * m).max(0.0) / (r - 1.0)).sqrt();
            if m.abs() > 1e4 { print!("{:>10.3e}({:.1e})", m, se) } else { print!("{:>10.3}({:.3})", m, se) }
        }
        println!();
    }
    spells.sort();
    let mut at = spells.len() as f64;
    let mut s = 1.0;
    let mut med = None;
    let mut i = 0;
    let mut curve = vec![];
    for q in 1..28u32 {
        let d = spells.iter().filter(|x| x.0 == q && x.1).count() as f64;
        let c = spells.iter().filter(|x| x.0 == q).count() as f64;
        s *= 1.0 - d / at;
        at -= c;
        if s < 0.5 && med.is_none() {
            med = Some(q);
        }
        i += 1;
        if q % 4 == 0 {
            curve.push((q / 4, (s * 100.0).round()));
        }
    }
    let _ = i;
    println!("separation/yr {:.3} median life q {:?} n {} curve {:?} ends {:?}", 4.0 * sep / stock, med, spells.len(), curve, ends);
    println!("5y exit micro {:.3} 10+ {:.3}", microdead as f64 / micro as f64, bigdead as f64 / big as f64);
    println!("{:?}", th.elapsed());
}
