//! Every draw of the model.
/// Key of a replicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplicateKey(u64);
impl ReplicateKey {
    /// From seed and replicate.
    pub fn new(seed: u64, replicate: u32) -> Self {
        Self(seed.wrapping_mul(31).wrapping_add(u64::from(replicate)))
    }
    /// As a number.
    pub fn value(self) -> u64 {
        self.0
    }
}
