//! Every draw of a run, as a pure function of what the draw is about.
//!
//! A draw is named by its replicate, its process (the kind of draw), its quarter and its agent, and computed from that
//! name alone. No generator is passed along, so nothing depends on the order of drawing: a baseline and a programme see
//! the same luck in every event they share, one more firm changes no other firm's draws, and any number of threads gives the same bits.
//! The scenario is no part of the name.
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

use std::convert::Infallible;

use rand::TryRng;

use crate::maths::{exp, inverse_normal, ln, pow};

/// Key of one replicate: the seed of the study and the number of the replicate, mixed [64 bits].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplicateKey(u64);

impl ReplicateKey {
    /// Returns the key of a replicate of a study; seed 0 is a seed like any other, and replicates of a seed never share a key.
    pub fn new(seed: u64, replicate: u32) -> Self {
        Self(pair(pair(ORIGIN, seed), u64::from(replicate)))
    }

    /// Returns the key as a number [64 bits], for records of what was run.
    pub fn value(self) -> u64 {
        self.0
    }

    /// Returns the draws of a process in a quarter of this replicate; no two processes or quarters of a replicate share a key.
    #[inline]
    pub fn draws(self, process: Process, quarter: u32) -> Draws {
        let name = ((process as u64) << 32) | u64::from(quarter);
        Draws {
            key: mix_key(self.0, name),
        }
    }
}

/// The kinds of draw of the model, one per decision or shock.
///
/// Append only; never renumber: the number is part of every draw's name, so a new number changes every result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Process {
    /// Traits of an SME of the opening population; several per firm, by `pair(key, index)`.
    SmeSetup = 1,
    /// Traits of a TNC of the opening population; several per firm, by `pair(key, index)`.
    TncSetup = 2,
    /// Shock to the national economy.
    MacroCycle = 3,
    /// Shock to a sector.
    SectorCycle = 4,
    /// Shock to world demand.
    WorldCycle = 5,
    /// Whether a crisis begins.
    CrisisStart = 6,
    /// How long a crisis lasts.
    CrisisLength = 7,
    /// Whether a TNC arrives (thinned from the highest rate).
    TncArrival = 8,
    /// Traits of a TNC that arrives.
    TncTraits = 9,
    /// Whether a TNC leaves.
    TncExit = 10,
    /// Whether a TNC is sold.
    TncSale = 11,
    /// Whether the buyer of a TNC keeps its suppliers.
    TncSaleKeeps = 12,
    /// Whether headquarters ends a TNC's local sourcing.
    HeadquartersEnd = 13,
    /// Value of a lot.
    LotValue = 14,
    /// Length of a lot's contract.
    LotContract = 15,
    /// Whether a lot is open to local suppliers.
    LotOpen = 16,
    /// Whether an SME registers.
    Registration = 17,
    /// Shock to an SME's local demand.
    LocalDemand = 18,
    /// Shock to an SME's productivity.
    Productivity = 19,
    /// Whether an SME closes.
    ExitSme = 20,
    /// How many SMEs enter a cell.
    EntrySlots = 21,
    /// Traits of an SME that enters.
    EntryTraits = 22,
    /// Whether an SME wants a loan.
    LoanDemand = 23,
    /// Whether an SME applies for a loan.
    LoanApplication = 24,
    /// Error in a credit provider's score.
    LoanScore = 25,
    /// Whether a borrower defaults.
    LoanDefault = 26,
    /// Whether an SME sees a chance to upgrade.
    UpgradeIdea = 27,
    /// Whether an upgrade succeeds.
    UpgradeSuccess = 28,
    /// Whether a business service helps.
    ServiceSuccess = 29,
    /// Whether a programme reaches an SME.
    Outreach = 30,
    /// Whether an SME applies to a programme.
    ProgrammeApplication = 31,
    /// Error in a programme's screening.
    ProgrammeScreening = 32,
    /// Whether a participant drops out.
    ProgrammeDropOut = 33,
    /// Order among equals in a programme's queue.
    ProgrammeQueue = 34,
    /// Delay before a programme's support arrives.
    ProgrammeLag = 35,
    /// Whether a TNC responds to a programme.
    TncResponse = 36,
    /// Whether a partner refers an SME to a buyer.
    Referral = 37,
    /// How many candidates a buyer looks at.
    SearchSize = 38,
    /// Which slots of a cell a buyer looks at; by `pair(lot, k)`.
    SearchSlot = 39,
    /// Whether a buyer accepts the candidate in a slot.
    SearchAccept = 40,
    /// Which candidate comes through a network.
    NetworkCandidate = 41,
    /// Error in a buyer's signal of an SME's capability.
    Signal = 42,
    /// Outcome of an audit.
    Audit = 43,
    /// A buyer's taste for one candidate; by pair.
    BuyerTaste = 44,
    /// A buyer's taste for its outside option (import, in-house).
    OutsideTaste = 45,
    /// Whether a first-tier supplier makes an offer.
    TierOneOffer = 46,
    /// Whether a buyer replaces a supplier.
    Replacement = 47,
    /// Whether an SME accepts an offer.
    SupplierAcceptance = 48,
    /// How long a stage of a linkage takes.
    StageWait = 49,
    /// How a stage of a linkage ends.
    StageOutcome = 50,
    /// Quality and punctuality of a delivery.
    Delivery = 51,
    /// Whether a partner acts opportunistically.
    Opportunism = 52,
    /// Whether partners fall out.
    Conflict = 53,
    /// Whether a contact person leaves.
    ContactTurnover = 54,
    /// Whether a linkage ends.
    LinkageEnd = 55,
    /// Growth of a linkage's orders.
    LinkageGrowth = 56,
    /// Whether a linkage becomes strategic.
    StrategicStep = 57,
    /// Whether an SME graduates from support.
    Graduation = 58,
    /// Size of an order.
    OrderSize = 59,
    /// Whether a guarantee is granted or called.
    Guarantee = 60,
    /// Order among equals wherever agents compete.
    Tie = 61,
    /// A draw that nothing uses, for tests that a new kind of draw leaves all others alone.
    Placebo = 62,
    /// Draws of tests.
    Test = 63,
}

/// The draws of one process in one quarter of one replicate.
///
/// `agent` is any permanent name of what the draw is about: a firm's id, a [`pair`], an [`identity`]. The same agent
/// always gets the same uniform, so two samplers for one agent are two views of one draw: for a second, independent draw use `pair(agent, 1)`.
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

    /// Returns whether an event of this chance happens [chance: share; 0 or less never, 1 or more always, NaN never].
    ///
    /// An agent to whom it happens at one chance, it happens to at every higher chance.
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
    /// Whoever has the highest sum of utility and Gumbel number is chosen with the chances of a logit model.
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
    /// Panics if the mean is not within 0–700: the chance of 0 could underflow above.
    pub fn poisson(self, agent: u64, mean: f64) -> u32 {
        assert!(
            (0.0..=700.0).contains(&mean),
            "the mean of a Poisson count must be 0 to 700, not {mean}"
        );
        let u = self.uniform(agent);
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

    /// Returns a Pareto number cut off at both ends [low–high; shape > 0, 0 < low ≤ high].
    ///
    /// The chance of more than x is (x^−shape − high^−shape) / (low^−shape − high^−shape).
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

    /// Returns a generator of a sequence for an agent, for the distributions of `rand_distr`.
    ///
    /// For set-up and as an oracle in tests only: those distributions may use any number of draws, and their bits may
    /// change with the platform.
    pub fn generator(self, agent: u64) -> KeyedGenerator {
        KeyedGenerator {
            draws: Draws {
                key: self.bits(agent),
            },
            next: 0,
        }
    }
}

/// A sequence of draws for one agent: the bits of a counter under the agent's own key. Implements `rand::Rng`.
#[derive(Clone, Debug)]
pub struct KeyedGenerator {
    draws: Draws,
    next: u64,
}

impl TryRng for KeyedGenerator {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.try_next_u64()? >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let bits = self.draws.bits(self.next);
        self.next = self.next.wrapping_add(1);
        Ok(bits)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        rand::rand_core::utils::fill_bytes_via_next_word(bytes, || self.try_next_u64())
    }
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

/// Where every chain of keys begins: the fraction of the golden ratio, in 64 bits.
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
