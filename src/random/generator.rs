//! A sequence of draws under one key, for the distributions of `rand_distr`.

use std::convert::Infallible;

use rand::TryRng;

use super::Draws;

/// A sequence of draws for one agent: the bits of a counter under the agent's own key. Implements `rand::Rng`.
#[derive(Clone, Debug)]
pub struct KeyedGenerator {
    draws: Draws,
    next: u64,
}

impl KeyedGenerator {
    /// The sequence under a key.
    pub(super) fn new(draws: Draws) -> Self {
        Self { draws, next: 0 }
    }
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
