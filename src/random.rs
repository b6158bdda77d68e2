//! Every draw of a run, as a pure function of what the draw is about.
//!
//! A draw is named by its replicate, its process (the kind of draw), its quarter and its agent, and computed from that
//! name alone. No generator is passed along, so nothing depends on the order of drawing: a baseline and a programme see
//! the same random draws in every event they share, one more firm changes no other firm's draws, and any number of threads
//! gives the same bits. The scenario is no part of the name.
//!
//! ```
//! use linkwright::random::{Process, ReplicateKey, pair};
//!
//! let replicate = ReplicateKey::new(7, 0);
//! let closing = replicate.draws(Process::ExitSme, 12); // once per process and quarter, outside the loop
//! let n_closing = (0..1000).filter(|&sme| closing.event(sme, 0.02)).count();
//! assert!(n_closing < 60);
//! let taste = replicate.draws(Process::BuyerTaste, 12).gumbel(pair(3, 481)); // TNC 3 about SME 481
//! assert!(taste.is_finite());
//! ```
//!
//! Every sampler uses exactly one uniform and rises with it, except [`KeyedGenerator`], so that worlds that differ in a
//! parameter stay as close as they can. All samplers use [`crate::maths`] only, hence give the same bits everywhere.

mod generator;
mod process;

pub use generator::KeyedGenerator;
pub use process::Process;

use crate::maths::{exp, inverse_normal, ln, pow};

/// Key of one replicate: the seed of the study and the number of the replicate, mixed [64 bits].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplicateKey(u64);

impl ReplicateKey {
    /// Returns the key of a replicate of a study [seed, replicate: any].
    ///
    /// Seed 0 is a seed like any other, and replicates of a seed never share a key.
    pub fn new(seed: u64, replicate: u32) -> Self {
        Self(pair(pair(ORIGIN, seed), u64::from(replicate)))
    }

    /// Returns the key as a number [64 bits], for records of what was run.
    pub fn value(self) -> u64 {
        self.0
    }

    /// Returns the key of another realisation of the random draws for the same agents [index: any]; no two indices share a key.
    #[must_use]
    pub fn future(self, index: u32) -> Self {
        Self(pair(self.0, u64::from(index)))
    }

    /// Returns the draws of a process in a quarter of this replicate; no two of them share a key.
    #[inline]
    pub fn draws(self, process: Process, quarter: u32) -> Draws {
        let name = ((process as u64) << 32) | u64::from(quarter);
        Draws {
            key: mix_key(self.0, name),
        }
    }
}

/// The draws of one process in one quarter of one replicate.
///
/// `agent` is any permanent name of what the draw is about: a firm's id, a [`pair`], an [`identity`]. The same agent
/// always gets the same uniform, so two samplers for one agent are two views of one draw: for a second, independent
/// draw use `pair(agent, 1)`.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    key: u64,
}

impl Draws {
    /// Returns 64 random bits for an agent; different agents never get the same.
    #[inline]
    pub fn bits(self, agent: u64) -> u64 {
        mix_key(self.key, agent)
    }

    /// Returns a uniform number [open interval 0–1]: an odd multiple of 2^−53, so never 0 nor 1, and symmetric about 0.5.
    #[inline]
    pub fn uniform(self, agent: u64) -> f64 {
        ((self.bits(agent) >> 11) | 1) as f64 * STEP
    }

    /// Returns whether an event of this probability happens [chance: share; 0 or less never, 1 or more always, NaN never].
    ///
    /// An agent to whom it happens at one probability, it happens to at every higher probability.
    #[inline]
    pub fn event(self, agent: u64, chance: f64) -> bool {
        self.uniform(agent) < chance
    }

    /// Returns a standard normal number [mean 0, standard deviation 1; within ±8.3].
    #[inline]
    pub fn normal(self, agent: u64) -> f64 {
        inverse_normal(self.uniform(agent))
    }

    /// Returns a number whose logarithm is normal with mean `mu` and standard deviation `sigma` [mu: any, sigma ≥ 0].
    #[inline]
    pub fn log_normal(self, agent: u64, mu: f64, sigma: f64) -> f64 {
        exp(mu + sigma * self.normal(agent))
    }

    /// Returns a double exponential (Laplace) number with mean 0 and mean size `scale` [scale ≥ 0].
    #[inline]
    pub fn laplace(self, agent: u64, scale: f64) -> f64 {
        let u = self.uniform(agent);
        if u < 0.5 {
            scale * ln(2.0 * u)
        } else {
            -scale * ln(2.0 * (1.0 - u))
        }
    }

    /// Returns a standard Gumbel number [mean 0.5772, variance π²/6; from −3.7 to 36.8].
    ///
    /// Whoever has the highest sum of utility and Gumbel number is chosen with the probabilities of a logit model.
    #[inline]
    pub fn gumbel(self, agent: u64) -> f64 {
        -ln(-ln(self.uniform(agent)))
    }

    /// Returns an exponential number with this mean [mean ≥ 0; result up to 36.8 means].
    #[inline]
    pub fn exponential(self, agent: u64, mean: f64) -> f64 {
        -mean * ln(1.0 - self.uniform(agent))
    }

    /// Returns a Poisson count with this mean [count; mean 0–700], by inversion; its time grows with the count.
    ///
    /// # Panics
    /// Panics if the mean is not within 0–700: the probability of 0 could underflow above.
    pub fn poisson(self, agent: u64, mean: f64) -> u32 {
        assert!(
            (0.0..=700.0).contains(&mean),
            "the mean of a Poisson count must be 0 to 700, not {mean}"
        );
        poisson_quantile(self.uniform(agent), mean)
    }

    /// Returns a Pareto number cut off at both ends [low–high; shape > 0, 0 < low ≤ high].
    ///
    /// The probability of more than x is (x^−shape − high^−shape) / (low^−shape − high^−shape).
    ///
    /// # Panics
    /// Panics if the shape or the bounds are outside these ranges.
    pub fn pareto_truncated(self, agent: u64, shape: f64, low: f64, high: f64) -> f64 {
        assert!(
            shape > 0.0 && low > 0.0 && low <= high,
            "not a Pareto distribution: {shape}, {low} to {high}"
        );
        let u = self.uniform(agent);
        let beyond = pow(low / high, shape);
        let survival = (1.0 - u) + u * beyond;
        (low * pow(survival, -1.0 / shape)).clamp(low, high)
    }

    /// Returns a whole number below `n` [0 to n − 1; n > 0], every one as likely to within 2^−32.
    ///
    /// # Panics
    /// Panics if `n` is 0.
    #[inline]
    pub fn below(self, agent: u64, n: u32) -> u32 {
        assert!(n > 0, "there is no whole number below 0");
        ((u128::from(self.bits(agent)) * u128::from(n)) >> 64) as u32
    }

    /// Returns one of a list, every one as likely; nothing of an empty list.
    #[inline]
    pub fn one_of<T: Copy>(self, agent: u64, list: &[T]) -> Option<T> {
        // the same number as `below` gives
        let place = (u128::from(self.bits(agent)) * list.len() as u128) >> 64;
        list.get(place as usize).copied()
    }

    /// Returns a generator of a sequence for an agent, for the distributions of `rand_distr`.
    ///
    /// For set-up and as an oracle in tests only: those distributions may use any number of draws, and their bits may
    /// change with the platform.
    pub fn generator(self, agent: u64) -> KeyedGenerator {
        KeyedGenerator::new(Draws {
            key: self.bits(agent),
        })
    }
}

/// Returns the smallest count that a Poisson count with this mean exceeds with probability 1 − `u` at most.
fn poisson_quantile(u: f64, mean: f64) -> u32 {
    let mut count = 0;
    let mut chance = exp(-mean);
    let mut at_most = chance;
    while u > at_most {
        count += 1;
        chance *= mean / f64::from(count);
        let next = at_most + chance;
        // Rounding may hold the sum just below the largest uniforms; past the mean it then never grows again.
        if next == at_most && f64::from(count) > mean {
            break;
        }
        at_most = next;
    }
    count
}

/// Returns the key of an ordered pair of agents, or of an agent and an index [64 bits]; `pair(pair(a, b), c)` is a triple.
///
/// `pair(a, b)` and `pair(b, a)` differ, and pairs with the same first member never share a key.
#[inline]
pub fn pair(a: u64, b: u64) -> u64 {
    mix_key(mix_first(a.wrapping_add(ORIGIN)), b)
}

/// Returns the permanent key of an agent from the parts of its name, for example cell, quarter and number [64 bits].
///
/// The number of parts counts: `[1]`, `[1, 0]` and `[0, 1]` are different agents.
pub fn identity(parts: &[u64]) -> u64 {
    parts
        .iter()
        .fold(parts.len() as u64, |key, &part| pair(key, part))
}

/// Returns the permanent key of something that users name [64 bits]; `mark` keeps kinds of things apart.
pub fn named(mark: u64, name: &str) -> u64 {
    name.bytes()
        .fold(identity(&[mark]), |key, byte| pair(key, u64::from(byte)))
}

/// Start of every chain of keys: the fraction of the golden ratio, in 64 bits.
const ORIGIN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Distance between neighbouring multiples of which a uniform is made: 2^−53.
const STEP: f64 = 1.0 / (1u64 << 53) as f64;

/// Mixes a word under a key, one to one for every key.
///
/// Two finalisers with the key before each. One alone would let two keys give the same bits in another order of agents:
/// where key XOR agent meet, so would the results. The second, added, key takes that apart.
#[inline]
fn mix_key(key: u64, word: u64) -> u64 {
    mix_second(mix_first(word ^ key).wrapping_add(key.rotate_left(32)))
}

/// Mixes 64 bits, one to one: the finaliser "moremur" of Evensen (2019).
#[inline]
fn mix_first(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x3C79_AC49_2BA7_B653);
    bits = (bits ^ (bits >> 33)).wrapping_mul(0x1C69_B3F7_4AC4_AE35);
    bits ^ (bits >> 27)
}

/// Mixes 64 bits, one to one: the finaliser of SplitMix64, "variant 13" of Stafford (2011).
#[inline]
fn mix_second(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use rand::{Rng, RngExt};
    use rand_distr::{Distribution, Exp, Gumbel, LogNormal, Normal, Pareto, Poisson};

    use super::*;
    use crate::maths::sqrt;

    const N: u64 = 400_000;

    fn draws(seed: u64, replicate: u32, quarter: u32) -> Draws {
        ReplicateKey::new(seed, replicate).draws(Process::Test, quarter)
    }

    // ---- keys -------------------------------------------------------------------------------------------------

    #[test]
    fn seed_0_is_a_seed_and_neighbouring_replicates_differ() {
        let keys = [(0, 0), (0, 1), (1, 0), (1, 1)]
            .map(|(seed, replicate)| ReplicateKey::new(seed, replicate).value());
        for (i, key) in keys.iter().enumerate() {
            assert_ne!(*key, 0);
            assert!(!keys[..i].contains(key));
        }
    }

    // Among n random 64-bit keys one expects n² / 2^65 equal pairs: here 2e-8 and 3e-8.
    #[test]
    fn no_two_names_share_a_key() {
        let mut keys: Vec<u64> = Vec::new();
        for replicate in 0..60 {
            for &(process, ..) in PINNED {
                keys.extend(
                    (0..200)
                        .map(|quarter| ReplicateKey::new(5, replicate).draws(process, quarter).key),
                );
            }
        }
        assert!(are_different(keys));
        assert!(are_different(
            (0..1_000_000).map(|i| pair(i / 1000, i % 1000)).collect()
        ));
    }

    fn are_different(mut keys: Vec<u64>) -> bool {
        keys.sort_unstable();
        keys.windows(2).all(|two| two[0] != two[1])
    }

    #[test]
    fn pairs_are_ordered_and_identities_count_their_parts() {
        assert_ne!(pair(1, 2), pair(2, 1));
        assert_ne!(pair(pair(1, 2), 3), pair(1, pair(2, 3)));
        let parts: [&[u64]; 8] = [
            &[],
            &[0],
            &[1],
            &[0, 0],
            &[0, 1],
            &[1, 0],
            &[0, 0, 0],
            &[1, 0, 0],
        ];
        assert!(are_different(parts.map(identity).to_vec()));
        assert_eq!(identity(&[4, 9, 2]), identity(&[4, 9, 2]));
    }

    // ---- bits: every statistic below is held to 4 standard errors of what independent fair bits would give --------

    /// Holds the chi-square of 1,024 cells for 10 bits of each word, from bit `low`: mean 1,023, variance 2 · 1,023.
    fn fills_all_cells_alike(words: impl Iterator<Item = u64>, low: u32, what: &str) {
        let (mut counts, mut n) = ([0u32; 1024], 0.0);
        for word in words {
            counts[(word >> low) as usize & 1023] += 1;
            n += 1.0;
        }
        let expected = n / 1024.0;
        let chi_square: f64 = counts
            .iter()
            .map(|&c| (f64::from(c) - expected) * (f64::from(c) - expected) / expected)
            .sum();
        let error = (chi_square - 1023.0) / sqrt(2046.0);
        assert!(
            error.abs() <= 4.0,
            "{what}, bits from {low}: {error} standard errors"
        );
    }

    #[test]
    fn bits_are_uniform_along_agents_quarters_processes_replicates_and_seeds() {
        let key = ReplicateKey::new(11, 3);
        for low in [0, 27, 54] {
            let agents = draws(1, 0, 4);
            fills_all_cells_alike((0..N).map(|agent| agents.bits(agent)), low, "agents");
            fills_all_cells_alike(
                (0..N).map(|q| key.draws(Process::Test, q as u32).bits(5)),
                low,
                "quarters",
            );
            fills_all_cells_alike(
                (0..N).map(|i| {
                    key.draws(
                        PINNED[i as usize % PINNED.len()].0,
                        i as u32 / PINNED.len() as u32,
                    )
                    .bits(5)
                }),
                low,
                "processes",
            );
            fills_all_cells_alike(
                (0..N).map(|r| draws(2, r as u32, 1).bits(5)),
                low,
                "replicates",
            );
            fills_all_cells_alike((0..N).map(|seed| draws(seed, 0, 1).bits(5)), low, "seeds");
            fills_all_cells_alike(
                (0..N).map(|i| agents.bits(pair(i / 600, i % 600))),
                low,
                "pairs",
            );
            fills_all_cells_alike((0..N).map(|i| pair(i / 600, i % 600)), low, "keys of pairs");
            fills_all_cells_alike(
                (0..N).map(|i| agents.generator(i).next_u64()),
                low,
                "generators",
            );
        }
    }

    /// Holds three statistics of neighbours: the correlation of the uniforms (standard error 1/√n), the number of
    /// equal bits (mean 32, variance 16), and the chi-square of 32 × 32 cells of both leading digits.
    fn are_independent(neighbours: impl Fn(u64) -> (u64, u64), what: &str) {
        let (mut products, mut equal_bits, mut cells) = (0.0, 0u64, Vec::new());
        for i in 0..N {
            let (one, other) = neighbours(i);
            let centred = |bits: u64| (bits >> 11) as f64 * STEP - 0.5;
            products += 12.0 * centred(one) * centred(other);
            equal_bits += u64::from((one ^ other).count_zeros());
            cells.push((one >> 59) << 5 | other >> 59);
        }
        let n = N as f64;
        let correlation = products / sqrt(n);
        let bits = (equal_bits as f64 - 32.0 * n) / (4.0 * sqrt(n));
        assert!(
            correlation.abs() <= 4.0,
            "{what}: correlation of {correlation} standard errors"
        );
        assert!(
            bits.abs() <= 4.0,
            "{what}: equal bits off by {bits} standard errors"
        );
        fills_all_cells_alike(cells.into_iter(), 0, what);
    }

    #[test]
    fn neighbouring_names_are_independent() {
        let (here, key) = (draws(21, 4, 9), ReplicateKey::new(21, 4));
        let at = |process: Process, quarter: u32, i: u64| key.draws(process, quarter).bits(i);
        are_independent(|i| (here.bits(i), here.bits(i + 1)), "agents n and n + 1");
        are_independent(
            |i| (here.bits(i), here.bits(i + 1024)),
            "agents n and n + 1024",
        );
        are_independent(
            |i| (here.bits(i), here.bits(i << 32)),
            "agents n and 2^32 n",
        );
        are_independent(
            |i| (at(Process::Test, 9, i), at(Process::Test, 10, i)),
            "quarters q and q + 1",
        );
        are_independent(
            |i| (at(Process::Test, 9, i), at(Process::Test, 10, i + 1)),
            "quarter and agent together",
        );
        are_independent(
            |i| {
                (
                    at(Process::Test, i as u32, 3),
                    at(Process::Test, i as u32 + 1, 3),
                )
            },
            "quarters for one agent",
        );
        are_independent(
            |i| {
                (
                    at(Process::MacroCycle, 9, i),
                    at(Process::SectorCycle, 9, i),
                )
            },
            "processes p and p + 1",
        );
        are_independent(
            |i| (at(Process::SmeSetup, 9, i), at(Process::MacroCycle, 9, i)),
            "processes 1 and 3",
        );
        are_independent(
            |i| (draws(21, 4, 9).bits(i), draws(21, 5, 9).bits(i)),
            "replicates r and r + 1",
        );
        are_independent(
            |i| {
                (
                    draws(8, i as u32, 9).bits(1),
                    draws(8, i as u32 + 1, 9).bits(1),
                )
            },
            "replicates for one agent",
        );
        are_independent(
            |i| (draws(i, 0, 9).bits(1), draws(i + 1, 0, 9).bits(1)),
            "seeds",
        );
        are_independent(
            |i| (draws(i, 1, 9).bits(1), draws(i + 1, 0, 9).bits(1)),
            "seed and replicate together",
        );
        are_independent(
            |i| (here.bits(pair(7, i)), here.bits(pair(i, 7))),
            "pair and pair turned round",
        );
        are_independent(
            |i| (here.bits(i), here.bits(pair(i, 0))),
            "agent and its pair with 0",
        );
        are_independent(
            |i| (here.bits(i), here.generator(i).next_u64()),
            "agent and its generator",
        );
    }

    // The second key in the mix is there for this: the first sums meet for every agent, the results must not.
    #[test]
    fn keys_that_meet_after_the_first_mix_give_independent_bits() {
        let key = draws(1, 2, 3).key;
        for difference in [1, 2, 1 << 31, 1 << 32, 1 << 63, 0xFFFF] {
            let (one, other) = (
                Draws { key },
                Draws {
                    key: key ^ difference,
                },
            );
            are_independent(
                |i| (one.bits(i), other.bits(i ^ difference)),
                "keys that meet",
            );
        }
    }

    /// Holds the sum, over all pairs of an input bit and an output bit, of the squared standard errors by which the
    /// share of flipped output bits departs from one half: chi-square with 64 · `width` degrees of freedom.
    fn spreads_every_bit(f: impl Fn(u64) -> u64, width: u32, what: &str) {
        let n = 4096u64;
        let mut chi_square = 0.0;
        for input in 0..width {
            let mut flips = [0u32; 64];
            for i in 0..n {
                let changed = f(i) ^ f(i ^ (1 << input));
                for (output, count) in flips.iter_mut().enumerate() {
                    *count += (changed >> output) as u32 & 1;
                }
            }
            // A low input bit makes each pair of neighbours count twice: n / 2 trials, each of weight 2.
            let trials = if 1 << input < n { n / 2 } else { n } as f64;
            let share_of = |count: u32| f64::from(count) / n as f64;
            chi_square += flips
                .iter()
                .map(|&c| 4.0 * trials * (share_of(c) - 0.5) * (share_of(c) - 0.5))
                .sum::<f64>();
        }
        let freedom = 64.0 * f64::from(width);
        let error = (chi_square - freedom) / sqrt(2.0 * freedom);
        assert!(error.abs() <= 4.0, "{what}: {error} standard errors");
    }

    #[test]
    fn one_flipped_bit_of_a_name_flips_half_of_the_result() {
        let here = draws(31, 0, 17);
        spreads_every_bit(|agent| here.bits(agent), 64, "agent");
        spreads_every_bit(|seed| draws(seed, 0, 17).bits(3), 64, "seed");
        spreads_every_bit(
            |replicate| draws(31, replicate as u32, 17).bits(3),
            32,
            "replicate",
        );
        spreads_every_bit(
            |quarter| draws(31, 0, quarter as u32).bits(3),
            32,
            "quarter",
        );
        spreads_every_bit(|key| Draws { key }.bits(3), 64, "key");
        spreads_every_bit(|first| pair(first, 3), 64, "first of a pair");
        spreads_every_bit(|second| pair(3, second), 64, "second of a pair");
    }

    // ---- samplers -----------------------------------------------------------------------------------------------

    fn sample(sampler: impl Fn(Draws, u64) -> f64) -> Vec<f64> {
        let draws = draws(41, 0, 6);
        (0..N).map(|agent| sampler(draws, agent)).collect()
    }

    /// Holds mean (standard error √(variance / n)), variance (variance · √((kurtosis − 1) / n)) and the shares at
    /// or below some points (√(p (1 − p) / n)) within 4 standard errors of theory.
    fn follows(
        what: &str,
        sample: &[f64],
        [mean, variance, kurtosis]: [f64; 3],
        at_most: &[(f64, f64)],
    ) {
        let n = sample.len() as f64;
        let found_mean = sample.iter().sum::<f64>() / n;
        let found_variance = sample.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
        let mean_error = (found_mean - mean) / sqrt(variance / n);
        let variance_error = (found_variance / variance - 1.0) / sqrt((kurtosis - 1.0) / n);
        assert!(
            mean_error.abs() <= 4.0,
            "{what}: mean {found_mean}, off by {mean_error} standard errors"
        );
        assert!(
            variance_error.abs() <= 4.0,
            "{what}: variance {found_variance}, off by {variance_error} standard errors"
        );
        for &(point, p) in at_most {
            let share = sample.iter().filter(|x| **x <= point).count() as f64 / n;
            let error = (share - p) / sqrt(p * (1.0 - p) / n);
            assert!(
                error.abs() <= 4.0,
                "{what}: share {share} up to {point}, off by {error} standard errors"
            );
        }
    }

    /// Holds the largest distance D between two distribution functions: D √(n / 2) exceeds 2.28 with probability
    /// 2 e^(−2 · 2.28²) = 6e-5, the probability of 4 standard errors of a normal number (less for counts).
    fn agrees_with_oracle(what: &str, mut ours: Vec<f64>, oracle: impl Distribution<f64>) {
        let mut generator = draws(43, 1, 2).generator(8);
        let mut theirs: Vec<f64> = ours.iter().map(|_| oracle.sample(&mut generator)).collect();
        ours.sort_by(f64::total_cmp);
        theirs.sort_by(f64::total_cmp);
        let (mut i, mut j, mut distance) = (0, 0, 0);
        while i < ours.len() && j < theirs.len() {
            let x = ours[i].min(theirs[j]);
            i += ours[i..].iter().take_while(|y| **y <= x).count();
            j += theirs[j..].iter().take_while(|y| **y <= x).count();
            distance = distance.max(i.abs_diff(j));
        }
        let scaled = distance as f64 / sqrt(2.0 * ours.len() as f64);
        assert!(scaled <= 2.28, "{what}: distance {scaled}");
    }

    #[test]
    fn uniform_numbers_fill_the_open_interval() {
        let shares: Vec<(f64, f64)> = [1e-4, 0.01, 0.3, 0.5, 0.99, 0.9999]
            .map(|p| (p, p))
            .to_vec();
        follows(
            "uniform",
            &sample(super::Draws::uniform),
            [0.5, 1.0 / 12.0, 1.8],
            &shares,
        );
        let ends = [0u64, u64::MAX].map(|bits| ((bits >> 11) | 1) as f64 * STEP);
        assert!(ends[0] > 0.0 && ends[1] < 1.0 && ends[0] == 1.0 - ends[1]);
    }

    #[test]
    fn events_happen_with_their_chance_and_only_more_often_at_a_higher_one() {
        let draws = draws(51, 0, 0);
        assert!(
            (0..1000)
                .all(|a| !draws.event(a, 0.0) && !draws.event(a, f64::NAN) && draws.event(a, 1.0))
        );
        assert!((0..10_000).all(|a| !draws.event(a, 0.2) || draws.event(a, 0.21)));
        let happens = sample(|d, a| f64::from(u8::from(d.event(a, 0.02))));
        // Kurtosis of a 0-1 variable: (1 − 3 p (1 − p)) / (p (1 − p)).
        follows(
            "event",
            &happens,
            [0.02, 0.0196, (1.0 - 0.0588) / 0.0196],
            &[(0.5, 0.98)],
        );
    }

    #[test]
    fn normal_numbers_follow_theory_and_oracle() {
        let ours = sample(super::Draws::normal);
        let shares = [
            (-3.0, 0.001_349_898),
            (-1.0, 0.158_655_254),
            (0.0, 0.5),
            (2.0, 0.977_249_868),
            (3.5, 0.999_767_371),
        ];
        follows("normal", &ours, [0.0, 1.0, 3.0], &shares);
        agrees_with_oracle("normal", ours, Normal::new(0.0, 1.0).unwrap());
    }

    // Mean e^(s²/2), variance e^(s²) (e^(s²) − 1), kurtosis e^(4 s²) + 2 e^(3 s²) + 3 e^(2 s²) − 3 with s = 0.5.
    #[test]
    fn log_normal_numbers_follow_theory_and_oracle() {
        let ours = sample(|d, a| d.log_normal(a, 0.0, 0.5));
        let spread = exp(0.25);
        let kurtosis = exp(1.0) + 2.0 * exp(0.75) + 3.0 * exp(0.5) - 3.0;
        let shares = [
            (exp(-0.5), 0.158_655_254),
            (1.0, 0.5),
            (exp(1.5), 0.998_650_102),
        ];
        follows(
            "log-normal",
            &ours,
            [exp(0.125), spread * (spread - 1.0), kurtosis],
            &shares,
        );
        agrees_with_oracle("log-normal", ours, LogNormal::new(0.0, 0.5).unwrap());
    }

    #[test]
    fn laplace_numbers_follow_theory() {
        let shares = [
            (-10.0, 0.5 * exp(-5.0)),
            (0.0, 0.5),
            (2.0, 1.0 - 0.5 * exp(-1.0)),
            (12.0, 1.0 - 0.5 * exp(-6.0)),
        ];
        follows(
            "Laplace",
            &sample(|d, a| d.laplace(a, 2.0)),
            [0.0, 8.0, 6.0],
            &shares,
        );
    }

    // Mean: Euler's constant; variance π²/6; kurtosis 27/5.
    #[test]
    fn gumbel_numbers_follow_theory_and_oracle() {
        let ours = sample(super::Draws::gumbel);
        let shares = [-1.5, 0.0, 2.0, 7.0].map(|x: f64| (x, exp(-exp(-x))));
        follows(
            "Gumbel",
            &ours,
            [0.577_215_664_9, 1.644_934_066_8, 5.4],
            &shares,
        );
        agrees_with_oracle("Gumbel", ours, Gumbel::new(0.0, 1.0).unwrap());
    }

    #[test]
    fn the_highest_sum_with_a_gumbel_number_is_chosen_as_in_a_logit_model() {
        let utilities = [0.0, 1.0, 0.3];
        let total: f64 = utilities.iter().map(|u| exp(*u)).sum();
        let draws = draws(61, 0, 3);
        let chosen: Vec<f64> = (0..N)
            .map(|agent| {
                let sum = |k: usize| utilities[k] + draws.gumbel(pair(agent, k as u64));
                [0, 1, 2]
                    .into_iter()
                    .max_by(|a, b| sum(*a).total_cmp(&sum(*b)))
                    .map_or(9.0, |k: usize| k as f64)
            })
            .collect();
        let n = N as f64;
        for (k, utility) in utilities.iter().enumerate() {
            let p = exp(*utility) / total;
            let share = chosen.iter().filter(|c| **c == k as f64).count() as f64 / n;
            assert!(
                (share - p).abs() <= 4.0 * sqrt(p * (1.0 - p) / n),
                "{k}: {share}, not {p}"
            );
        }
    }

    #[test]
    fn exponential_numbers_follow_theory_and_oracle() {
        let ours = sample(|d, a| d.exponential(a, 4.0));
        let shares = [0.01, 1.0, 8.0, 32.0].map(|x: f64| (x, 1.0 - exp(-x / 4.0)));
        follows("exponential", &ours, [4.0, 16.0, 9.0], &shares);
        agrees_with_oracle("exponential", ours, Exp::new(0.25).unwrap());
    }

    // Kurtosis 3 + 1 / mean. Shares: sums of mean^k e^(−mean) / k!.
    #[test]
    fn poisson_counts_follow_theory_and_oracle() {
        for mean in [0.05, 1.0, 3.5, 40.0, 700.0] {
            let (n, what) = (
                if mean > 50.0 { N / 10 } else { N },
                format!("Poisson of mean {mean}"),
            );
            let draws = draws(71, 0, 6);
            let ours: Vec<f64> = (0..n)
                .map(|agent| f64::from(draws.poisson(agent, mean)))
                .collect();
            let chance = |k: u32| {
                exp(f64::from(k) * ln(mean) - mean - (1..=k).map(|i| ln(f64::from(i))).sum::<f64>())
            };
            let points =
                [-2.0, 0.0, 2.0, 3.0].map(|errors| (mean + errors * sqrt(mean)).max(0.0).floor());
            let shares = points.map(|point| (point, (0..=point as u32).map(chance).sum()));
            follows(&what, &ours, [mean, mean, 3.0 + 1.0 / mean], &shares);
            agrees_with_oracle(&what, ours, Poisson::new(mean).unwrap());
        }
    }

    #[test]
    fn poisson_counts_end_at_both_ends_of_the_uniform() {
        assert_eq!(
            [
                poisson_quantile(STEP, 0.0),
                poisson_quantile(1.0 - STEP, 0.0)
            ],
            [0, 0]
        );
        // 8.2 standard deviations (of √700 = 26.5) below and above 700, skewness of a few counts included.
        assert!((480..=520).contains(&poisson_quantile(STEP, 700.0)));
        assert!((900..=960).contains(&poisson_quantile(1.0 - STEP, 700.0)));
    }

    #[test]
    #[should_panic(expected = "the mean of a Poisson count must be 0 to 700, not 701")]
    fn a_poisson_mean_above_700_is_refused() {
        draws(1, 0, 0).poisson(0, 701.0);
    }

    // Raw moments: shape · (high^(k − shape) − low^(k − shape)) / ((k − shape) (low^−shape − high^−shape)).
    #[test]
    fn truncated_pareto_numbers_follow_theory_and_oracle() {
        let (shape, low, high) = (1.5, 2.0, 50.0);
        let whole = pow(low, -shape) - pow(high, -shape);
        let moment =
            |k: f64| shape * (pow(high, k - shape) - pow(low, k - shape)) / ((k - shape) * whole);
        let [m1, m2, m3, m4] = [1.0, 2.0, 3.0, 4.0].map(moment);
        let variance = m2 - m1 * m1;
        let fourth = m4 - 4.0 * m1 * m3 + 6.0 * m1 * m1 * m2 - 3.0 * m1 * m1 * m1 * m1;
        let shares =
            [2.1, 4.0, 20.0, 49.0].map(|x| (x, (pow(low, -shape) - pow(x, -shape)) / whole));
        let ours = sample(|d, a| d.pareto_truncated(a, shape, low, high));
        assert!(ours.iter().all(|x| (low..=high).contains(x)));
        follows(
            "Pareto",
            &ours,
            [m1, variance, fourth / (variance * variance)],
            &shares,
        );
        agrees_with_oracle("Pareto", ours, UpTo(Pareto::new(low, shape).unwrap(), high));
        assert_eq!(draws(1, 0, 0).pareto_truncated(0, 1.5, 3.0, 3.0), 3.0);
    }

    /// A distribution drawn again until it is no higher than the second field.
    struct UpTo(Pareto<f64>, f64);

    impl Distribution<f64> for UpTo {
        fn sample<R: Rng + ?Sized>(&self, generator: &mut R) -> f64 {
            self.0
                .sample_iter(generator)
                .find(|x| *x <= self.1)
                .unwrap()
        }
    }

    // A die of n sides: mean (n − 1) / 2, variance (n² − 1) / 12, kurtosis 1.8 − 2.4 / (n² − 1).
    #[test]
    fn whole_numbers_below_n_are_equally_likely() {
        let shares = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0].map(|k| (k, (k + 1.0) / 7.0));
        follows(
            "below 7",
            &sample(|d, a| f64::from(d.below(a, 7))),
            [3.0, 4.0, 1.8 - 2.4 / 48.0],
            &shares,
        );
        assert!((0..1000).all(|a| draws(1, 0, 0).below(a, 1) == 0));
        let most = f64::from(u32::MAX);
        follows(
            "below 2^32 − 1",
            &sample(|d, a| f64::from(d.below(a, u32::MAX)) / most),
            [0.5, 1.0 / 12.0, 1.8],
            &[(0.9, 0.9)],
        );
    }

    #[test]
    fn every_sampler_rises_with_the_uniform() {
        let draws = draws(81, 0, 6);
        let mut agents: Vec<u64> = (0..50_000).collect();
        agents.sort_by(|a, b| draws.uniform(*a).total_cmp(&draws.uniform(*b)));
        let rises = |sampler: &dyn Fn(u64) -> f64| agents.iter().map(|a| sampler(*a)).is_sorted();
        assert!(rises(&|a| draws.normal(a)) && rises(&|a| draws.log_normal(a, 1.0, 2.0)));
        assert!(rises(&|a| draws.laplace(a, 3.0)) && rises(&|a| draws.gumbel(a)));
        assert!(
            rises(&|a| draws.exponential(a, 3.0)) && rises(&|a| f64::from(draws.poisson(a, 30.0)))
        );
        assert!(
            rises(&|a| draws.pareto_truncated(a, 1.1, 1.0, 1e4))
                && rises(&|a| f64::from(draws.below(a, 1000)))
        );
    }

    #[test]
    fn a_generator_is_a_counter_sequence_under_the_agents_own_key() {
        let mut generator = draws(91, 0, 1).generator(5);
        let words: Vec<u64> = (0..4).map(|_| generator.random()).collect();
        let mut again = draws(91, 0, 1).generator(5);
        let mut bytes = [0; 20];
        again.fill_bytes(&mut bytes);
        assert_eq!(bytes[..8], words[0].to_le_bytes());
        assert_eq!(bytes[16..], words[2].to_le_bytes()[..4]);
        assert_eq!(u64::from(again.next_u32()), words[3] >> 32);
        assert_ne!(draws(91, 0, 1).generator(6).next_u64(), words[0]);
        let mut long = draws(91, 0, 1).generator(5);
        fills_all_cells_alike((0..N).map(|_| long.next_u64()), 54, "one generator");
    }

    // ---- pinned values: a change here changes every result -----------------------------------------------------------

    #[test]
    fn the_first_bits_of_every_process_are_pinned() {
        let key = ReplicateKey::new(2026, 1);
        let found: Vec<String> = PINNED
            .iter()
            .map(|&(process, ..)| {
                format!(
                    "(Process::{process:?}, {}, 0x{:016x})",
                    process as u64,
                    key.draws(process, 1).bits(1)
                )
            })
            .collect();
        let pinned: Vec<String> = PINNED
            .iter()
            .map(|(process, number, bits)| {
                format!("(Process::{process:?}, {number}, 0x{bits:016x})")
            })
            .collect();
        assert!(found == pinned, "{}", found.join(",\n"));
        let numbers = || PINNED.iter().map(|(process, ..)| *process as u64);
        assert!(
            numbers().eq(Process::ALL.iter().map(|process| *process as u64)),
            "every process is pinned, in the order of its declaration"
        );
        assert!(numbers().all(|number| !RETIRED.contains(&number)));
    }

    #[test]
    fn the_first_value_of_every_sampler_is_pinned() {
        let draws = draws(2026, 1, 1);
        let found = [
            draws.uniform(1),
            draws.normal(1),
            draws.log_normal(1, 0.1, 0.9),
            draws.laplace(1, 1.0),
            draws.gumbel(1),
            draws.exponential(1, 1.0),
            draws.pareto_truncated(1, 1.2, 1.0, 1e3),
            f64::from(draws.poisson(1, 80.0)),
            f64::from(draws.below(1, 1_000_000)),
        ];
        assert_eq!(
            found.map(f64::to_bits),
            SAMPLERS.map(f64::to_bits),
            "{found:?}"
        );
        let keys = [
            pair(1, 2),
            identity(&[3, 1, 4]),
            draws.generator(1).next_u64(),
        ];
        assert_eq!(keys, KEYS, "{keys:#018x?}");
    }

    const SAMPLERS: [f64; 9] = [
        0.03332736831342842,
        -1.8339949981882184,
        0.21212161813046104,
        -2.708229167712926,
        -1.2241801580248852,
        0.03389538098447364,
        1.0286414326004283,
        64.0,
        33327.0,
    ];
    const KEYS: [u64; 3] = [0xfeed30b4516b8a67, 0x863e5de76c54f971, 0x852c7b722acdfc6f];

    /// Numbers of kinds of draw that the model no longer has; none may be given to another.
    const RETIRED: [u64; 10] = [2, 7, 14, 24, 34, 35, 48, 56, 60, 62];

    /// First bits (seed 2026, replicate 1, quarter 1, agent 1) of each process, with its number.
    const PINNED: &[(Process, u64, u64)] = &[
        (Process::SmeSetup, 1, 0x523f48ef33463fe6),
        (Process::MacroCycle, 3, 0xd906eabca93b08d8),
        (Process::SectorCycle, 4, 0x15b4324d5fc3920f),
        (Process::WorldCycle, 5, 0x3802355edc3c2180),
        (Process::CrisisStart, 6, 0x1d8ed3be1af57780),
        (Process::TncArrival, 8, 0x4bf987d67138f545),
        (Process::TncTraits, 9, 0xc1c837e91f0be23c),
        (Process::TncExit, 10, 0x6ba446b6d6dbab64),
        (Process::TncSale, 11, 0xa8808ecfca58eb9e),
        (Process::TncSaleKeeps, 12, 0xe609766a6c035a9b),
        (Process::HeadquartersEnd, 13, 0xe7f8f497a87bd81b),
        (Process::LotContract, 15, 0x08a43459f1ed26b5),
        (Process::TenderOrder, 16, 0x4e3466344b864077),
        (Process::Registration, 17, 0xed9510a7bd18047d),
        (Process::LocalDemand, 18, 0x91857381cc038fd6),
        (Process::Productivity, 19, 0x721d7a44ecdbab18),
        (Process::ExitSme, 20, 0x10569185e7dc83a2),
        (Process::EntrySlots, 21, 0x24b53dd090d86c01),
        (Process::EntryTraits, 22, 0x6019fd0d47557846),
        (Process::LoanDemand, 23, 0xf5df7d37f16b82b1),
        (Process::LoanScore, 25, 0xb2e73f69752e2391),
        (Process::LoanDefault, 26, 0x726fb1866ffcc49c),
        (Process::UpgradeIdea, 27, 0x1600e922b546e611),
        (Process::UpgradeSuccess, 28, 0x376eb5844f39b9ea),
        (Process::ServiceOutcome, 29, 0x039d2bb56d6b0658),
        (Process::Outreach, 30, 0x82914ce505355e82),
        (Process::ProgrammeApplication, 31, 0xc4fab42f158989fe),
        (Process::ProgrammeScreening, 32, 0xf4206e203b51c1af),
        (Process::ProgrammeDropOut, 33, 0x11c168ffd03e98c8),
        (Process::TncResponse, 36, 0x79aee9081763ee7e),
        (Process::Referral, 37, 0xfeec112619870f02),
        (Process::SearchSize, 38, 0xaf693640bffc3d07),
        (Process::SearchSlot, 39, 0xd167d4fe63ec1744),
        (Process::SearchAccept, 40, 0xdd5d743bdc8fbffb),
        (Process::NetworkCandidate, 41, 0x6538987ffcd43efe),
        (Process::Signal, 42, 0xa9aa3777b3437e80),
        (Process::Audit, 43, 0x17b4245ae5077cda),
        (Process::BuyerTaste, 44, 0xb669f68c75606c2c),
        (Process::OutsideTaste, 45, 0x2eee8da8433bff95),
        (Process::TierOneOffer, 46, 0x5a85ceef8d1cc8bc),
        (Process::Replacement, 47, 0x6a02a15d1ad3e961),
        (Process::StageWait, 49, 0x0614e178b01866dd),
        (Process::StageOutcome, 50, 0xa3f4c0b97e20153c),
        (Process::Delivery, 51, 0xdb005cbc7f2af55a),
        (Process::Opportunism, 52, 0xfba09c8e7cc5ae83),
        (Process::AgreementAndBreach, 53, 0xf8774d16076431c7),
        (Process::ContactTurnover, 54, 0xe5b92bb12a725bb6),
        (Process::LinkageEnd, 55, 0x936ce938cd1af73a),
        (Process::StrategicStep, 57, 0x88d5d92e01ad25e1),
        (Process::Certification, 58, 0x111f6ab7a23b934a),
        (Process::PriceNoise, 59, 0x86c65d22e8a7a084),
        (Process::Tie, 61, 0x6482bf2cefe088d4),
        (Process::LoanCover, 140, 0x1542448d9824d004),
        (Process::PlanAim, 141, 0xa281c993de4fa140),
        (Process::Test, 63, 0x08882474f7c9bd8f),
        (Process::TncScreening, 80, 0x94425b2e39ead24f),
        (Process::LeaderLeaves, 81, 0x3ffa4e57bdd1afa9),
        (Process::Champion, 82, 0x6f69a3b736eb9bda),
        (Process::Coordination, 83, 0xe0eb69ec14d10cb8),
        (Process::PromotedArrival, 84, 0x45aed194c366795f),
        (Process::LinkedEntry, 85, 0xced408e4bb02063c),
        (Process::LocalContent, 86, 0x2c29fb026c2d85ac),
        (Process::PlatformEntry, 87, 0xe5232277410e0539),
        (Process::SurveyResponse, 127, 0x26548e454de7d9eb),
        (Process::SurveyError, 129, 0x22224e9e8933a3c7),
        (Process::Resample, 128, 0xb76226676ebeaa67),
        (Process::DesignPoint, 130, 0xb323bc4af72a98da),
        (Process::DesignWalk, 131, 0x62f81fc65f8f0689),
        (Process::UncertainNumber, 125, 0xab75935f334bb406),
        (Process::MonitoringError, 120, 0x1968a4ddb6e8f221),
        (Process::ProjectStart, 96, 0xf24653c141710096),
        (Process::SupplierProgramme, 97, 0x0ad5ee6230a1ba68),
        (Process::StaffLeaves, 98, 0x6e885e475d5b29f1),
        (Process::StaffJoins, 99, 0xc8df0fd3e010b060),
        (Process::ExportStart, 100, 0x4f78a70b0a123e0b),
        (Process::ExportStop, 101, 0x391fe1aeee4e779f),
        (Process::VentureStart, 103, 0xfa1fd110810fb95e),
        (Process::VentureYear, 104, 0x1064e359abef8c93),
        (Process::UniversityPlace, 122, 0x4c2053aef3da3070),
        (Process::TncPractice, 88, 0x11fbb3d138b6cac4),
        (Process::Diligence, 89, 0x2a7ff6d0e8c25cfd),
        (Process::Mediation, 90, 0xfce45dfd35fc33dd),
        (Process::LegalCase, 91, 0x989af5f4709abb11),
        (Process::Partnering, 92, 0x1fb06112f1bb145f),
        (Process::ClusterPlace, 93, 0x6878e70c8cd8783e),
        (Process::ClusterEnd, 94, 0x70fffffeb283a3f8),
        (Process::ClusterLeak, 95, 0x95c965225a1e26db),
        (Process::SecondTier, 102, 0x0db52ac26a1b861e),
        (Process::ShockComes, 108, 0x6838f1b41178a387),
        (Process::ShockLeader, 109, 0x5e85236d3921b1f6),
        (Process::ProductType, 110, 0xd13410e64d7b6ff5),
        (Process::MakeAbroad, 111, 0xd844426d11821370),
        (Process::TradeResponse, 112, 0x7385330a3db3c47d),
        (Process::SchoolPeer, 113, 0x5f3397ecb9d2ed14),
        (Process::Declaration, 117, 0xdcb319e397c036af),
        (Process::Appropriation, 118, 0xba8427bc1cd3bc81),
        (Process::BusinessAim, 119, 0x52da0390d3f1b0fb),
        (Process::Culture, 121, 0xd72d30ace8395035),
        (Process::Benchmarking, 105, 0x08fff91ab7e8fbb2),
        (Process::ServiceDiagnosis, 106, 0x5c8b96623b8db733),
        (Process::RegionalMandate, 107, 0x6134153e5d6c414c),
        (Process::ElectronicBid, 114, 0xd40244d3b695922b),
        (Process::OwnerSex, 115, 0xdc1faccf55969082),
        (Process::OutsourcingCase, 116, 0x77af663c704ec966),
        (Process::Proration, 123, 0xe08430c7819f516a),
        (Process::TreatmentLot, 132, 0x214b8649579fa5d0),
    ];
}
