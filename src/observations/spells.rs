//! Spells of linkages: from the first order to the end, with its cause.

use super::SizeClass;
use crate::model::{CellId, EndCause, Smes, World};
use crate::units::Quarter;

/// A cause for which a linkage with orders ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The model's cause.
    pub cause: EndCause,
    /// Name in tables.
    pub name: &'static str,
    /// Title for people.
    pub title: &'static str,
}

/// Number of causes that end a linkage with orders.
pub const N_CAUSES: usize = 6;

/// The causes, in the order of tables; an audit ends linkages before their first order only.
pub const CAUSES: [Cause; N_CAUSES] = [
    Cause {
        cause: EndCause::NotPassed,
        name: "not_passed",
        title: "Failed the trial",
    },
    Cause {
        cause: EndCause::LowConfidence,
        name: "low_confidence",
        title: "Low confidence",
    },
    Cause {
        cause: EndCause::Replaced,
        name: "replaced",
        title: "Lots went to better offers",
    },
    Cause {
        cause: EndCause::Headquarters,
        name: "headquarters",
        title: "Headquarters decided",
    },
    Cause {
        cause: EndCause::TncExit,
        name: "tnc_exit",
        title: "TNC left or was sold",
    },
    Cause {
        cause: EndCause::SmeExit,
        name: "sme_exit",
        title: "SME closed",
    },
];

/// Groups of linkages of which spell tables are kept: all, and those that an agency had a part in by the first order.
pub const SPELL_GROUPS: [&str; 2] = ["all", "facilitated"];

/// Spells per lot and quarter for which room is reserved; more are kept too (assumed).
const SPELLS_PER_LOT_QUARTER: f64 = 0.25;

/// One linkage with its first order in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// Key of the linkage.
    pub key: u64,
    /// Quarter of the first order.
    pub first_order: Quarter,
    /// Quarter and cause of the end; none while it lasts.
    pub end: Option<(Quarter, EndCause)>,
    /// An agency brought the partners together, or had accepted the SME by the quarter of the first order. Later acceptance does not
    /// count: a linkage must last to see it.
    pub is_facilitated: bool,
    /// Index of the sector.
    pub sector: u8,
    /// Size class of the SME in the quarter of the first order.
    pub size: SizeClass,
}

/// Collects the spells of one world.
#[derive(Clone, Debug)]
pub struct Spells {
    spells: Vec<Spell>,
    /// Index of the open spell of a slot; `u32::MAX` where none.
    open: Vec<u32>,
    opening: Quarter,
    last: Quarter,
}

/// No spell.
const NONE: u32 = u32::MAX;

impl Spells {
    /// Starts at the beginning of a policy window of so many quarters. Linkages that have orders already are left out: their
    /// spells are left-truncated.
    #[must_use]
    pub fn start(world: &World, recorded: u32) -> Self {
        let room = SPELLS_PER_LOT_QUARTER * world.tncs().lots.len() as f64 * f64::from(recorded);
        let spells = Vec::with_capacity(room as usize + 64);
        let open = vec![NONE; world.linkages().slots.capacity()];
        Self {
            spells,
            open,
            opening: world.quarter(),
            last: world.quarter(),
        }
    }

    /// Reads the world after a quarter.
    ///
    /// # Panics
    /// If a linkage ends whose first order was not seen: a quarter was left out.
    pub fn observe(&mut self, world: &World) {
        self.last = world.quarter();
        for ending in world
            .linkages()
            .endings
            .iter()
            .filter(|ending| ending.first_order > self.opening)
        {
            let end = Some((self.last, ending.cause));
            if ending.first_order == self.last {
                // Its first and last quarter are one: the SME closed, say.
                let spell = spell_of(
                    world,
                    (ending.key, ending.sme.row(), ending.cell),
                    ending.is_referred,
                    self.last,
                );
                self.spells.push(Spell { end, ..spell });
                continue;
            }
            let place = std::mem::replace(&mut self.open[ending.slot.row()], NONE);
            let spell = &mut self.spells[place as usize];
            assert!(
                spell.key == ending.key,
                "a linkage that ends is the one that was begun"
            );
            spell.end = end;
        }
        for (slot, linkage) in world.linkages().iter() {
            if linkage.stage.has_orders() && linkage.first_order == self.last {
                if slot >= self.open.len() {
                    self.open.resize(slot + 1, NONE);
                }
                self.open[slot] = u32::try_from(self.spells.len()).expect("fewer than 2^32 spells");
                let names = (linkage.key, linkage.sme.row(), linkage.cell);
                self.spells.push(spell_of(
                    world,
                    names,
                    linkage.facilitated.is_some(),
                    self.last,
                ));
            }
        }
    }

    /// The spells, by quarter of the first order.
    #[must_use]
    pub fn spells(&self) -> &[Spell] {
        &self.spells
    }

    /// Spell table of the spells where `keep` holds; open ones are censored at the last quarter observed.
    #[must_use]
    pub fn spell_table(&self, keep: impl Fn(&Spell) -> bool) -> SpellTable {
        let mut table = SpellTable::default();
        for spell in self.spells.iter().filter(|spell| keep(spell)) {
            let (end, cause) = spell
                .end
                .map_or((self.last, None), |(quarter, cause)| (quarter, Some(cause)));
            table.add(end - spell.first_order, cause);
        }
        table
    }

    /// Spell tables of [`SPELL_GROUPS`].
    #[must_use]
    pub fn spell_tables(&self) -> [SpellTable; 2] {
        [
            self.spell_table(|_| true),
            self.spell_table(|spell| spell.is_facilitated),
        ]
    }
}

fn spell_of(
    world: &World,
    (key, row, cell): (u64, usize, CellId),
    is_referred: bool,
    quarter: Quarter,
) -> Spell {
    let smes = world.smes();
    Spell {
        key,
        first_order: quarter,
        end: None,
        is_facilitated: is_referred || smes.reached[row] & Smes::CLIENT != 0,
        sector: world.sector_of(cell) as u8,
        size: SizeClass::from_workers(smes.workers[row]),
    }
}

/// Counts of linkages by age, in quarters since the quarter of the first order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpellTable {
    /// Linkages known to have reached an age and observed in its quarter; from age 0, never rising.
    pub at_risk: Vec<u32>,
    /// Of these, those that ended at the age, by [`CAUSES`].
    pub ended: Vec<[u32; N_CAUSES]>,
}

impl SpellTable {
    /// Adds a linkage that ended at an age, or was last seen at it.
    ///
    /// # Panics
    /// With a cause that ends no linkage with orders.
    pub fn add(&mut self, age: u32, cause: Option<EndCause>) {
        let ages = age as usize + 1;
        if self.at_risk.len() < ages {
            self.at_risk.resize(ages, 0);
            self.ended.resize(ages, [0; N_CAUSES]);
        }
        self.at_risk[..ages].iter_mut().for_each(|n| *n += 1);
        if let Some(cause) = cause {
            let place = CAUSES
                .iter()
                .position(|known| known.cause == cause)
                .expect("a cause that ends linkages with orders");
            self.ended[age as usize][place] += 1;
        }
    }

    /// Linkages that ended at an age, for any cause.
    #[must_use]
    pub fn ended_at(&self, age: usize) -> u32 {
        self.ended.get(age).map_or(0, |causes| causes.iter().sum())
    }

    /// Linkages in all.
    #[must_use]
    pub fn n_spells(&self) -> u32 {
        self.at_risk.first().copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_table_counts_who_was_seen_at_each_age() {
        let mut table = SpellTable::default();
        table.add(0, Some(EndCause::SmeExit));
        table.add(2, Some(EndCause::Replaced));
        table.add(2, None);
        table.add(4, None);
        assert_eq!(table.at_risk, [4, 3, 3, 1, 1]);
        assert_eq!(
            (0..6).map(|age| table.ended_at(age)).collect::<Vec<_>>(),
            [1, 0, 1, 0, 0, 0]
        );
        assert_eq!(
            (table.n_spells(), table.ended[2][2], table.ended[0][5]),
            (4, 1, 1)
        );
        assert_eq!(SpellTable::default().n_spells(), 0);
    }

    #[test]
    fn every_cause_but_the_audit_can_end_a_linkage_with_orders() {
        let known: Vec<EndCause> = EndCause::ALL
            .into_iter()
            .filter(|cause| CAUSES.iter().any(|known| known.cause == *cause))
            .collect();
        assert_eq!(known.len(), EndCause::ALL.len() - 1);
        assert!(!known.contains(&EndCause::Audit));
    }
}
