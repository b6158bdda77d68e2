//! Sets of kinds of instruments.

use crate::model::instruments::InstrumentKind;

/// A set of kinds of instruments: what a firm asked for or took in the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u64);

const _: () = assert!(InstrumentKind::COUNT <= 64, "a bit for each kind");

impl Kinds {
    /// No kind.
    pub const NONE: Self = Self(0);

    /// Puts a kind into the set.
    pub const fn insert(&mut self, kind: InstrumentKind) {
        self.0 |= 1 << kind as u64;
    }

    /// Puts all kinds of another set into it.
    pub const fn insert_all(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// True where a kind is in the set.
    #[must_use]
    pub const fn contains(self, kind: InstrumentKind) -> bool {
        self.0 >> kind as u64 & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_into_it_and_nothing_else() {
        for (_, kind) in InstrumentKind::NAMES {
            let mut set = Kinds::NONE;
            set.insert(*kind);
            let mut both = set;
            both.insert_all(Kinds::NONE);
            assert_eq!(both, set);
            for (_, other) in InstrumentKind::NAMES {
                assert_eq!(set.contains(*other), other == kind);
            }
        }
    }
}
