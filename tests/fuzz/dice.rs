//! Choices of the fuzzer, the same for the same seed and execution.

use linkwright::random::identity;

/// A sequence of choices.
pub struct Dice {
    key: u64,
    next: u64,
}

impl Dice {
    /// The choices of one execution.
    pub fn new(seed: u64, execution: u64) -> Self {
        Self {
            key: identity(&[seed, execution]),
            next: 0,
        }
    }

    /// The next bits.
    pub fn bits(&mut self) -> u64 {
        self.next += 1;
        identity(&[self.key, self.next])
    }

    /// A number below `n`, which is at least 1.
    pub fn below(&mut self, n: usize) -> usize {
        (self.bits() % n as u64) as usize
    }

    /// True once in `n`.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// An item of a list that is not empty.
    pub fn of<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }
}
