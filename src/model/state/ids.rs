//! Typed ids of what a world is made of, and columns that are indexed by them.
//!
//! An id is the row of an agent in its columns. It is stored plus one in a `NonZero`, which only this file knows: `Option<FirmId>`
//! takes as little room as `FirmId`, so that no column needs a mark for "none" or counts "plus one" itself.

use std::marker::PhantomData;
use std::num::{NonZeroU16, NonZeroU32};
use std::ops::{Deref, DerefMut, Index, IndexMut, Range};

/// An id that stands for a row.
pub trait Id: Copy {
    /// Id of a row.
    ///
    /// # Panics
    /// With more rows than ids.
    fn new(row: usize) -> Self;

    /// Row that it stands for.
    fn row(self) -> usize;
}

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident($stored:ty, $plain:ty);)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name($stored);

        impl $name {
            /// Id of a row.
            ///
            /// # Panics
            /// With more rows than ids.
            #[must_use]
            pub fn new(row: usize) -> Self {
                let stored = <$plain>::try_from(row + 1).ok().and_then(<$stored>::new);
                Self(stored.expect("a row for which there is an id"))
            }

            /// Row that it stands for.
            #[must_use]
            pub const fn row(self) -> usize {
                self.0.get() as usize - 1
            }

            /// The row as a word of a key of draws.
            #[must_use]
            pub const fn word(self) -> u64 {
                self.row() as u64
            }
        }

        impl Default for $name {
            /// Id of the first row.
            fn default() -> Self {
                Self(<$stored>::MIN)
            }
        }

        impl Id for $name {
            fn new(row: usize) -> Self {
                Self::new(row)
            }

            fn row(self) -> usize {
                self.row()
            }
        }
    )+};
}

ids! {
    /// An SME: a row of [`super::Smes`].
    FirmId(NonZeroU32, u32);
    /// A TNC affiliate: a row of [`super::Tncs::rows`].
    AffiliateId(NonZeroU32, u32);
    /// A lot: a row of [`super::Tncs::lots`].
    LotId(NonZeroU32, u32);
    /// A linkage that is open: a slot of [`super::Linkages`]. Slots are used again, keys of linkages never.
    LinkageId(NonZeroU32, u32);
    /// A cell: (sector × local markets + market) × categories + category.
    CellId(NonZeroU32, u32);
    /// An agency, in the order of the scenario; there may be 65,535.
    AgencyId(NonZeroU16, u16);
}

/// A value for each row, indexed by the id of the row.
///
/// A plain row number works as well, for loops over rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Column<I, T> {
    values: Vec<T>,
    id: PhantomData<fn() -> I>,
}

impl<I: Id, T> Column<I, T> {
    /// The ids of its rows, in order.
    pub fn ids(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.values.len()).map(I::new)
    }

    /// Id of the row that is appended next.
    #[must_use]
    pub fn next_id(&self) -> I {
        I::new(self.values.len())
    }

    /// Values with their ids, in order.
    pub fn iter_with_ids(&self) -> impl Iterator<Item = (I, &T)> {
        self.values
            .iter()
            .enumerate()
            .map(|(row, value)| (I::new(row), value))
    }
}

impl<I, T> Default for Column<I, T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<I, T> From<Vec<T>> for Column<I, T> {
    fn from(values: Vec<T>) -> Self {
        Self {
            values,
            id: PhantomData,
        }
    }
}

impl<I, T> FromIterator<T> for Column<I, T> {
    fn from_iter<V: IntoIterator<Item = T>>(values: V) -> Self {
        Vec::from_iter(values).into()
    }
}

impl<I, T> Deref for Column<I, T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.values
    }
}

impl<I, T> DerefMut for Column<I, T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.values
    }
}

impl<I: Id, T> Index<I> for Column<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.values[id.row()]
    }
}

impl<I: Id, T> IndexMut<I> for Column<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.values[id.row()]
    }
}

impl<I, T> Index<usize> for Column<I, T> {
    type Output = T;

    fn index(&self, row: usize) -> &T {
        &self.values[row]
    }
}

impl<I, T> IndexMut<usize> for Column<I, T> {
    fn index_mut(&mut self, row: usize) -> &mut T {
        &mut self.values[row]
    }
}

impl<I, T> Index<Range<usize>> for Column<I, T> {
    type Output = [T];

    fn index(&self, rows: Range<usize>) -> &[T] {
        &self.values[rows]
    }
}

impl<I, T> IndexMut<Range<usize>> for Column<I, T> {
    fn index_mut(&mut self, rows: Range<usize>) -> &mut [T] {
        &mut self.values[rows]
    }
}

impl<'a, I, T> IntoIterator for &'a Column<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

impl<'a, I, T> IntoIterator for &'a mut Column<I, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_gives_back_its_row_and_an_optional_one_takes_no_more_room() {
        assert_eq!(FirmId::new(0).row(), 0);
        assert_eq!(AgencyId::new(65_534).row(), 65_534);
        assert_eq!(size_of::<Option<FirmId>>(), size_of::<u32>());
        assert_eq!(size_of::<Option<AgencyId>>(), size_of::<u16>());
    }

    #[test]
    #[should_panic(expected = "a row for which there is an id")]
    fn more_agencies_than_ids_are_refused() {
        let _ = AgencyId::new(65_535);
    }

    #[test]
    fn a_column_is_indexed_by_its_ids_in_order() {
        let column: Column<CellId, u8> = [7, 8, 9].into_iter().collect();
        let values: Vec<u8> = column.ids().map(|cell| column[cell]).collect();
        assert_eq!(values, [7, 8, 9]);
        assert_eq!(column.next_id(), CellId::new(3));
    }
}
