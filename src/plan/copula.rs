//! Rank correlations of uncertain parameters, by a Gaussian copula.
//!
//! Rank correlation ρ becomes correlation 2 sin(π ρ / 6) of standard normal numbers (Pearson 1907), whose Cholesky factor, in the order in which files
//! name the parameters, makes correlated ones of independent ones: a parameter that is named later changes none of those before it.

use super::draws::UncertainValue;
use crate::maths::{inverse_normal, normal_share, sin};
use crate::scenario::{Change, Correlation, Fix, Problem, Text, plain};

/// Correlated parameters by name, and the rows of the Cholesky factor.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Copula {
    names: Vec<String>,
    rows: Vec<Vec<f64>>,
}

impl Copula {
    /// The copula of the correlations of all scenarios that have both parameters uncertain; problems `E0224` and `E0225`.
    pub fn new<'a>(
        scenarios: impl Iterator<Item = (&'a [Correlation], &'a [UncertainValue])>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let mut pairs: Vec<(String, String, &Correlation)> = Vec::new();
        let mut is_fine = true;
        for (correlations, uncertain) in scenarios {
            for correlation in correlations {
                let (first, second) = (&correlation.of.0, &correlation.of.1);
                let is_uncertain =
                    |name: &Text| uncertain.iter().any(|number| number.name == name.value);
                if first.value == second.value || !is_uncertain(first) || !is_uncertain(second) {
                    continue;
                }
                let known = pairs
                    .iter()
                    .find(|(a, b, _)| [(a, b), (b, a)].contains(&(&first.value, &second.value)));
                match known {
                    Some((.., known)) if known.rank != correlation.rank => {
                        let message = format!(
                            "`{}` and `{}` have two rank correlations in one study",
                            first.value, second.value
                        );
                        let fix = Fix::replace(Some(correlation.place), format!("{}", known.rank));
                        let problem = Problem::at("E0224", correlation.place, message, fix)
                            .label("another one");
                        problems.push(
                            problem
                                .help("give the pair the same rank everywhere")
                                .related(Some(known.place), "the first"),
                        );
                        is_fine = false;
                    }
                    Some(_) => {}
                    None => pairs.push((first.value.clone(), second.value.clone(), correlation)),
                }
            }
        }
        if is_fine {
            factored(&pairs, problems)
        } else {
            None
        }
    }

    /// Shares [0–1] of the parameters of a draw, correlated; `names` are those of `shares`.
    pub fn correlate(&self, names: &[String], shares: &mut [f64]) {
        let places: Vec<Option<usize>> = self
            .names
            .iter()
            .map(|name| names.iter().position(|other| other == name))
            .collect();
        let normal: Vec<f64> = places
            .iter()
            .map(|place| place.map_or(0.0, |place| inverse_normal(shares[place])))
            .collect();
        for ((place, row), at) in places.iter().zip(&self.rows).zip(0..) {
            let Some(place) = place else { continue };
            let score: f64 = row
                .iter()
                .zip(&normal)
                .take(at + 1)
                .map(|(weight, normal)| weight * normal)
                .sum();
            for (share, _) in shares
                .iter_mut()
                .zip(names)
                .filter(|(_, name)| **name == names[*place])
            {
                *share = normal_share(score);
            }
        }
    }
}

fn factored(
    pairs: &[(String, String, &Correlation)],
    problems: &mut Vec<Problem>,
) -> Option<Copula> {
    let mut names: Vec<String> = Vec::new();
    for name in pairs.iter().flat_map(|(first, second, _)| [first, second]) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let at = |name: &String| {
        names
            .iter()
            .position(|other| other == name)
            .unwrap_or_default()
    };
    let matrix = |factor: f64| {
        let mut matrix: Vec<Vec<f64>> = (0..names.len())
            .map(|i| {
                (0..names.len())
                    .map(|j| f64::from(u8::from(i == j)))
                    .collect()
            })
            .collect();
        for (first, second, correlation) in pairs {
            let linear = 2.0 * sin(std::f64::consts::PI * factor * correlation.rank / 6.0);
            (matrix[at(first)][at(second)], matrix[at(second)][at(first)]) = (linear, linear);
        }
        matrix
    };
    if let Some(rows) = cholesky(&matrix(1.0)) {
        return Some(Copula { names, rows });
    }
    let factor = (1..100)
        .rev()
        .map(|percent| f64::from(percent) / 100.0)
        .find(|factor| cholesky(&matrix(*factor)).is_some())
        .unwrap_or(0.0);
    let first = pairs.first().map(|(.., correlation)| correlation.place);
    let message = format!(
        "the rank correlations of {} contradict each other",
        names.join(", ")
    );
    let help = format!(
        "make all of them smaller, {} times what they are or less, or leave one out",
        plain(factor)
    );
    let smaller = pairs.iter().map(|(.., correlation)| {
        let rank = (factor * correlation.rank * 100.0).trunc() / 100.0;
        Change::Replace(correlation.place, format!("{rank}"))
    });
    let smaller = smaller.collect();
    problems.push(
        Problem::at_or_command_line("E0225", first, message, Fix::Changes(smaller))
            .label("not positive definite")
            .help(help),
    );
    None
}

/// Rows of the lower triangular factor; none where the matrix is not positive definite.
fn cholesky(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let mut rows: Vec<Vec<f64>> = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| rows[i][k] * rows[j][k]).sum();
            let rest = matrix[i][j] - sum;
            rows[i][j] = if i == j {
                rest.max(0.0).sqrt()
            } else {
                rest / rows[j][j]
            };
            if i == j && rest <= 1e-9 {
                return None;
            }
        }
    }
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::{AgencyParameters, Grade, Section, Shape, Uncertain};
    use crate::random::{Process, ReplicateKey};
    use crate::scenario::Place;

    fn number(name: &str) -> UncertainValue {
        let number = Uncertain::new(
            String::new(),
            Shape::Uniform(0.0, 1.0),
            &AgencyParameters::META[0],
        );
        UncertainValue {
            name: name.into(),
            path: name.into(),
            unit: "share".into(),
            grade: Grade::Assumed,
            number: number.unwrap_or_else(|inside| panic!("{inside} lies inside")),
        }
    }

    fn correlation(first: &str, second: &str, rank: f64) -> Correlation {
        let text = |name: &str| Text {
            value: name.into(),
            place: None,
        };
        Correlation {
            of: (text(first), text(second)),
            rank,
            place: Place {
                source: 0,
                start: 0,
                end: 0,
            },
        }
    }

    fn copula(correlations: &[Correlation]) -> (Option<Copula>, Vec<Problem>) {
        let uncertain = ["a", "b", "c"].map(number);
        let mut problems = Vec::new();
        (
            Copula::new(
                std::iter::once((correlations, &uncertain[..])),
                &mut problems,
            ),
            problems,
        )
    }

    /// Spearman's rank correlation of two columns without ties.
    fn spearman(left: &[f64], right: &[f64]) -> f64 {
        let ranks = |values: &[f64]| {
            let mut order: Vec<usize> = (0..values.len()).collect();
            order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
            let mut ranks = vec![0.0; values.len()];
            order
                .iter()
                .zip(0_u32..)
                .for_each(|(place, rank)| ranks[*place] = f64::from(rank));
            ranks
        };
        let (left, right, n) = (ranks(left), ranks(right), left.len() as f64);
        let squares: f64 = left
            .iter()
            .zip(&right)
            .map(|(l, r)| (l - r) * (l - r))
            .sum();
        1.0 - 6.0 * squares / (n * (n * n - 1.0))
    }

    #[test]
    fn rank_correlations_come_out_within_their_error() {
        let (copula, problems) = copula(&[correlation("a", "b", 0.6), correlation("b", "c", -0.3)]);
        assert_eq!(problems, []);
        let copula = copula.expect("possible");
        let names = ["a", "b", "c"].map(String::from);
        let key = ReplicateKey::new(3, 0).draws(Process::Test, 0);
        let mut columns = vec![Vec::new(); 3];
        for draw in 0..20_000 {
            let mut shares: Vec<f64> = (0..3)
                .map(|k| key.uniform(crate::random::pair(draw, k)))
                .collect();
            copula.correlate(&names, &mut shares);
            columns
                .iter_mut()
                .zip(&shares)
                .for_each(|(column, share)| column.push(*share));
        }
        // The standard error of a rank correlation is below 1.07 / sqrt(n) = 0.0076; four of them.
        for (left, right, rank) in [(0, 1, 0.6), (1, 2, -0.3)] {
            let found = spearman(&columns[left], &columns[right]);
            assert!((found - rank).abs() < 0.03, "{found} is {rank}");
        }
        for column in &columns {
            let mean = column.iter().sum::<f64>() / column.len() as f64;
            assert!(
                (mean - 0.5).abs() < 4.0 * 0.289 / 20_000_f64.sqrt(),
                "each parameter keeps its own distribution: {mean}"
            );
        }
    }

    #[test]
    fn a_number_that_is_named_later_changes_none_before_it() {
        let names = ["a", "b", "c"].map(String::from);
        let shares = |correlations: &[Correlation]| {
            let mut shares = [0.2, 0.7, 0.4];
            copula(correlations)
                .0
                .expect("possible")
                .correlate(&names, &mut shares);
            shares
        };
        let (two, three) = (
            shares(&[correlation("a", "b", 0.6)]),
            shares(&[correlation("a", "b", 0.6), correlation("c", "a", 0.5)]),
        );
        assert_eq!(two[..2], three[..2]);
        assert_eq!(
            two[0],
            normal_share(inverse_normal(0.2)),
            "the first keeps its draw"
        );
    }

    #[test]
    fn correlations_that_contradict_each_other_are_refused_with_the_factor_that_would_do() {
        let all = |rank: f64| {
            [
                correlation("a", "b", 0.9),
                correlation("b", "c", 0.9),
                correlation("a", "c", rank),
            ]
        };
        assert_eq!(copula(&all(0.8)).1, []);
        let (found, problems) = copula(&all(-0.9));
        assert!(found.is_none() && problems[0].code == "E0225");
        assert!(
            problems[0].help.contains("0.5"),
            "three of rank ±0.9 need about half: {}",
            problems[0].help
        );
        assert_eq!(
            copula(&[correlation("a", "z", 0.1)]),
            (Some(Copula::default()), Vec::new()),
            "one of the two is not uncertain"
        );
        assert_eq!(
            copula(&[correlation("a", "b", 0.1), correlation("b", "a", 0.2)]).1[0].code,
            "E0224"
        );
    }

    #[test]
    fn shares_are_those_of_normal_numbers_with_pearsons_correlation() {
        let names = ["c", "a", "b", "a"].map(String::from);
        let (copula, problems) = copula(&[correlation("a", "b", 0.6), correlation("b", "c", -0.3)]);
        assert_eq!(problems, []);
        let mut shares = [0.9, 0.3, 0.8, 0.3];
        copula.expect("possible").correlate(&names, &mut shares);
        let linear = |rank: f64| 2.0 * sin(std::f64::consts::PI * rank / 6.0);
        let (ab, bc) = (linear(0.6), linear(-0.3));
        let [a, b, c] = [0.3, 0.8, 0.9].map(inverse_normal);
        let rest = (1.0 - ab * ab).sqrt();
        let right = [
            normal_share(bc / rest * b + (1.0 - bc * bc / (rest * rest)).sqrt() * c),
            0.3,
            normal_share(ab * a + rest * b),
            0.3,
        ];
        for (found, right) in shares.iter().zip(right) {
            assert!((found - right).abs() < 1e-12, "{shares:?} are {right:?}");
        }
    }

    #[test]
    fn a_factor_times_itself_is_the_matrix() {
        let matrix = [
            vec![4.0, 2.0, -2.0],
            vec![2.0, 10.0, 5.0],
            vec![-2.0, 5.0, 6.0],
        ]
        .to_vec();
        let rows = cholesky(&matrix).expect("positive definite");
        assert_eq!(
            rows,
            [
                vec![2.0, 0.0, 0.0],
                vec![1.0, 3.0, 0.0],
                vec![-1.0, 2.0, 1.0]
            ]
        );
        assert_eq!(
            cholesky(&[vec![1.0, 1.0], vec![1.0, 1.0]]),
            None,
            "two that are one"
        );
        assert_eq!(cholesky(&[vec![1.0, -2.0], vec![-2.0, 1.0]]), None);
    }

    #[test]
    fn a_pair_twice_counts_once() {
        let once = copula(&[correlation("a", "b", 0.4)]);
        assert_eq!(
            copula(&[correlation("a", "b", 0.4), correlation("b", "a", 0.4)]),
            once
        );
        assert_eq!(
            copula(&[
                correlation("a", "b", 0.4),
                correlation("a", "a", 0.2),
                correlation("a", "z", 0.2),
                correlation("z", "b", 0.2)
            ]),
            once
        );
        let two = copula(&[
            correlation("a", "b", 0.4),
            correlation("a", "c", 0.5),
            correlation("c", "b", 0.6),
        ]);
        assert_eq!(
            (two.0.map(|copula| copula.names), two.1),
            (Some(["a", "b", "c"].map(String::from).to_vec()), Vec::new())
        );
    }
}
