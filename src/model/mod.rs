//! One world: state in columns, a list of phases, accounts that close.

use crate::parameters::ModelInput;
use crate::random::ReplicateKey;

/// A broken identity: money, firms, lots or loans were not conserved.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{identity} not conserved in quarter {quarter}: expected {expected}, found {found}")]
pub struct Breach {
    /// What should have been conserved.
    pub identity: String,
    /// Quarter of the run, burn-in included.
    pub quarter: u32,
    /// Expected value.
    pub expected: f64,
    /// Value found.
    pub found: f64,
}

/// A simulated economy.
#[derive(Clone, Debug)]
pub struct World {
    key: ReplicateKey,
    quarter: u32,
}

impl World {
    /// Opens a world and runs its burn-in, without instruments.
    ///
    /// # Errors
    /// [`Breach`] where an account does not close.
    pub fn burn_in(input: &ModelInput, key: ReplicateKey) -> Result<Self, Breach> {
        Ok(Self { key, quarter: input.periods.burn_in })
    }

    /// A copy of this world at the end of its burn-in, with the agencies and instruments of a scenario.
    #[must_use]
    pub fn start(&self, _scenario: &ModelInput) -> Self {
        self.clone()
    }

    /// Steps one quarter.
    ///
    /// # Errors
    /// [`Breach`] where an account does not close.
    pub fn step(&mut self) -> Result<(), Breach> {
        self.quarter += 1;
        Ok(())
    }

    /// Quarters run so far, burn-in included.
    #[must_use]
    pub const fn quarter(&self) -> u32 {
        self.quarter
    }

    /// Key of the replication.
    #[must_use]
    pub const fn key(&self) -> ReplicateKey {
        self.key
    }
}
