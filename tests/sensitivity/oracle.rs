//! Designs, results and estimates of a known function as JSON, for `salib.sh`, which has SALib estimate the same.

#![allow(clippy::disallowed_methods)] // the function is known with the platform's sine

use std::f64::consts::PI;

use linkwright::designs::{Point, STEP, morris, saltelli};
use linkwright::statistics::sensitivity::{
    Block, Sensitivity, Walk, morris_effects, sobol_indices,
};

/// The function of Ishigami and Homma (1990) on the unit cube.
fn ishigami(point: &Point) -> f64 {
    let [a, b, c] = [0, 1, 2].map(|k| (2.0 * point[k] - 1.0) * PI);
    a.sin() + 7.0 * b.sin() * b.sin() + 0.1 * c.powi(4) * a.sin()
}

/// Values and ends of intervals by factor and measure.
fn measures(found: &Sensitivity) -> Vec<Vec<[f64; 3]>> {
    let mut effects: Vec<_> = found.effects.iter().collect();
    effects.sort_by_key(|effect| effect.factor);
    let ends = |effect: &linkwright::statistics::sensitivity::FactorEffect| {
        effect
            .measures
            .iter()
            .map(|measure| [measure.value, measure.low, measure.high])
            .collect()
    };
    effects.into_iter().map(ends).collect()
}

fn main() {
    let blocks = saltelli(11, 1024, 3).expect("a design");
    let results: Vec<Block> = blocks
        .iter()
        .map(|block| block.iter().map(|point| vec![ishigami(point)]).collect())
        .collect();
    let walks = morris(12, 200, 3);
    let walked: Vec<Walk> = walks
        .iter()
        .map(|walk| Walk {
            moved: walk.moved.clone(),
            steps: walk
                .moved
                .iter()
                .zip(walk.points.windows(2))
                .map(|(k, two)| STEP.copysign(two[1][*k] - two[0][*k]))
                .collect(),
            results: walk
                .points
                .iter()
                .map(|point| vec![ishigami(point)])
                .collect(),
        })
        .collect();
    let object = serde_json::json!({
        "sobol": { "points": blocks, "results": results, "measures": measures(&sobol_indices(&results)) },
        "morris": {
            "points": walks.iter().map(|walk| &walk.points).collect::<Vec<_>>(),
            "results": walked.iter().map(|walk| &walk.results).collect::<Vec<_>>(),
            "measures": measures(&morris_effects(&walked)),
        },
    });
    println!("{object}");
}
