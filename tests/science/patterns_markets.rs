//! P12: as wages rise, cost-based linkages erode; what remains is higher-value supply, or local firms that make abroad.
//! Statistic, context, number of worlds, seed and threshold were written before the run.

use std::sync::OnceLock;

use linkwright::model::{ModelInput, World};
use linkwright::parameters::Periods;
use linkwright::random::ReplicateKey;

use crate::common::in_worlds;
use crate::contexts::four_countries;
use crate::patterns::Pattern;
use crate::uganda::mean_and_error;

const SEED: u64 = 112;
const WORLDS: u32 = 24;
/// Fifteen years: wages pass productivity slowly.
const WINDOW: u32 = 60;

/// Costa Rica without a programme, where local cost is near that of imports, with niche firms and a way to make abroad.
fn economy(trend: f64) -> ModelInput {
    let mut input = four_countries("none", "costa-rica");
    input.periods = Periods {
        burn_in: 80,
        policy: WINDOW,
        run_off: 0,
    };
    let numbers = [
        ("products", "niche_share", 0.3),
        ("evolution", "make_abroad_chance", 0.05),
        ("economy", "wage_trend_per_year", trend),
    ];
    for (section, key, value) in numbers {
        assert!(input.parameters.set(section, key, value), "{section}.{key}");
    }
    input
}

/// Linkages with orders: those that rest on cost, those of higher value, and of these those made abroad.
#[derive(Clone, Copy, Default)]
struct Kinds {
    cost_based: f64,
    higher: f64,
    abroad: f64,
}

impl Kinds {
    fn from_world(world: &World) -> Self {
        let mut kinds = Self::default();
        for (_, linkage) in world
            .linkages()
            .iter()
            .filter(|(_, linkage)| linkage.stage.has_orders())
        {
            let is_strategic = linkage.stage == linkwright::model::Stage::Strategic;
            let is_higher =
                is_strategic || linkage.is_made_abroad || world.smes().is_niche[linkage.sme.row()];
            *(if is_higher {
                &mut kinds.higher
            } else {
                &mut kinds.cost_based
            }) += 1.0;
            kinds.abroad += f64::from(u8::from(linkage.is_made_abroad));
        }
        kinds
    }

    fn higher_share(self) -> f64 {
        self.higher / (self.higher + self.cost_based).max(1.0)
    }
}

/// Figures of P12, each with its standard error over worlds.
struct Figures {
    /// Cost-based linkages at the horizon with the trend over those without it.
    cost_based: (f64, f64),
    /// Share of higher-value linkages at the horizon with the trend less that without it.
    higher_share: (f64, f64),
    /// The same without a trend, horizon less opening: the ablation.
    drift: (f64, f64),
    /// Linkages made abroad with the trend, a world.
    abroad: f64,
}

fn figures() -> &'static Figures {
    static FIGURES: OnceLock<Figures> = OnceLock::new();
    FIGURES.get_or_init(|| {
        let worlds = in_worlds(WORLDS, |world| {
            let opening = World::burn_in(&economy(0.0), ReplicateKey::new(SEED, world))
                .expect("accounts close");
            let end = |trend: f64| {
                // the trend acts from the start of the window: both arms share the burn-in
                let own = World::burn_in(&economy(trend), ReplicateKey::new(SEED, world))
                    .expect("accounts close");
                assert_eq!(
                    Kinds::from_world(&own).cost_based,
                    Kinds::from_world(&opening).cost_based,
                    "the same opening"
                );
                let mut world = own.start(&economy(trend));
                for _ in 0..WINDOW {
                    world.step().expect("accounts close");
                }
                Kinds::from_world(&world)
            };
            (Kinds::from_world(&opening), end(0.0), end(0.04))
        });
        let over = |of: &dyn Fn(&(Kinds, Kinds, Kinds)) -> f64| {
            mean_and_error(&worlds.iter().map(of).collect::<Vec<f64>>())
        };
        let level = over(&|(_, without, _)| without.cost_based).0;
        Figures {
            cost_based: over(&|(_, _, with)| with.cost_based / level),
            higher_share: over(&|(_, without, with)| with.higher_share() - without.higher_share()),
            drift: over(&|(opening, without, _)| without.higher_share() - opening.higher_share()),
            abroad: over(&|(_, _, with)| with.abroad).0,
        }
    })
}

/// Threshold: with a trend of 4 % a year cost-based linkages are at most 0.9 of those without it (upper limit of the 95 %
/// interval), and the share of higher-value linkages is above that without it (lower limit). Ablation: without a trend that
/// share moves less than half as much from opening to horizon.
#[test]
fn cost_based_linkages_erode_as_wages_rise_and_higher_value_ones_remain() {
    let Figures {
        cost_based,
        higher_share,
        drift,
        abroad,
    } = figures();
    assert!(
        cost_based.0 + 2.0 * cost_based.1 < 0.9,
        "cost-based: {cost_based:?}"
    );
    assert!(
        higher_share.0 - 2.0 * higher_share.1 > 0.0,
        "higher value: {higher_share:?}"
    );
    assert!(
        drift.0.abs() < 0.5 * higher_share.0,
        "without a trend: {drift:?} against {higher_share:?}"
    );
    assert!(*abroad > 0.0, "somebody makes abroad");
}

/// Rows of this file.
pub fn rows() -> Vec<Pattern> {
    let Figures {
        cost_based,
        higher_share,
        drift,
        abroad,
    } = figures();
    vec![Pattern {
        number: 12,
        says: "as wages rise cost-based linkages erode, and higher-value supply or making abroad remains",
        figures: format!(
            "wages 4 % a year above productivity over 15 years: cost-based linkages {:.2} (s.e. {:.2}) of those without the trend; share of higher-value linkages (niche, Strategic or made abroad) {:+.3} (s.e. {:.3}), {abroad:.1} made abroad a world; without a trend it moves {:+.3} (s.e. {:.3}); Costa Rica, 30 % niche firms, {WORLDS} worlds, seed {SEED}",
            cost_based.0, cost_based.1, higher_share.0, higher_share.1, drift.0, drift.1
        ),
        threshold: "upper limit below 0.9; interval above 0; without a trend less than half as much",
        label: "imposed in part: price counts half for niche firms, and making abroad is a rule; the erosion is emergent, and the ablation, no trend, removes it",
    }]
}
