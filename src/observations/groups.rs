//! Firms by group: what a scenario changes in each, relative to the same firms in the baseline world.

use super::twin::NOTABLE_CHANGE;
use crate::model::{SECTOR_COUNT, SECTORS, Smes, World};

/// Size class by employment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeClass {
    /// Below 10 workers.
    Micro,
    /// 10 to below 50 workers.
    Small,
    /// From 50 workers on.
    Medium,
}

impl SizeClass {
    /// Class of a firm with so many workers.
    #[must_use]
    pub fn from_workers(workers: f64) -> Self {
        match workers {
            few if few < 10.0 => Self::Micro,
            some if some < 50.0 => Self::Small,
            _ => Self::Medium,
        }
    }
}

/// A way to group firms; every firm is in one of its groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// Name in tables.
    pub name: &'static str,
    /// Title for people.
    pub title: &'static str,
    /// Groups: name in tables, title for people.
    pub groups: &'static [(&'static str, &'static str)],
}

/// The dimensions: size class at the start of the window with later entrants apart, region, sector.
pub const DIMENSIONS: [Dimension; 3] = [
    Dimension {
        name: "size",
        title: "Size at the start",
        groups: &[
            ("micro", "Below 10 workers"),
            ("small", "10 to 49 workers"),
            ("medium", "50 workers or more"),
            ("entrants", "Entered later"),
        ],
    },
    Dimension {
        name: "region",
        title: "Region",
        groups: &[
            ("region_1", "Region 1"),
            ("region_2", "Region 2"),
            ("region_3", "Region 3"),
            ("region_4", "Region 4"),
        ],
    },
    Dimension {
        name: "sector",
        title: "Sector",
        groups: &[
            (SECTORS[0].name, "Food"),
            (SECTORS[1].name, "Light manufacturing"),
            (SECTORS[2].name, "Metal, machinery"),
            (SECTORS[3].name, "Packaging, chemicals"),
            (SECTORS[4].name, "Construction"),
            (SECTORS[5].name, "Business services"),
        ],
    },
];

/// Groups of all dimensions: 3 size classes and entrants, 4 regions, 6 sectors.
pub const GROUPS: usize = 4 + 4 + SECTOR_COUNT;
/// Firms outside and inside the programme.
pub const N_SIDES: usize = 2;

/// Index of a group of a dimension among the [`GROUPS`].
#[must_use]
pub fn group_place(dimension: usize, group: usize) -> usize {
    DIMENSIONS[..dimension]
        .iter()
        .map(|before| before.groups.len())
        .sum::<usize>()
        + group
}

/// Something that is summed over the firms of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupMeasure {
    /// Name in tables; that of the indicator of which the sum over groups is the total, apart from `firms`.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
}

/// Measures: firms of the group, then differences from the baseline world, then firms ahead of and behind their twin.
pub const GROUP_MEASURES: [GroupMeasure; 7] = [
    GroupMeasure {
        name: "firms",
        unit: "SMEs",
    },
    GroupMeasure {
        name: "employment",
        unit: "workers",
    },
    GroupMeasure {
        name: "sme_sales_usd",
        unit: "USD",
    },
    GroupMeasure {
        name: "supplier_smes",
        unit: "SMEs",
    },
    GroupMeasure {
        name: "order_value_usd",
        unit: "USD",
    },
    GroupMeasure {
        name: "firms_ahead_of_twin",
        unit: "SMEs",
    },
    GroupMeasure {
        name: "firms_behind_twin",
        unit: "SMEs",
    },
];

/// Firms of a world at the horizon; rows are shared by all worlds of a bundle.
#[derive(Clone, Debug, Default)]
pub struct FirmRecord {
    /// Size class at the start of the window, for the firms that were there.
    size: Vec<SizeClass>,
    firms: Vec<Firm>,
}

/// End state of a firm, and what it sold in the window.
#[derive(Clone, Copy, Debug, Default)]
struct Firm {
    is_alive: bool,
    is_supplier: bool,
    workers: f64,
    sales: f64,
    orders: f64,
}

impl FirmRecord {
    /// Takes the record of the baseline at the horizon; `opening` is the world at the start of the window.
    #[must_use]
    pub fn from_worlds(opening: &World, world: &World) -> Self {
        let size = opening
            .smes()
            .workers
            .iter()
            .map(|workers| SizeClass::from_workers(*workers))
            .collect();
        Self {
            size,
            firms: (0..world.smes().len())
                .map(|row| firm(world.smes(), row))
                .collect(),
        }
    }

    /// Differences of a world of the same bundle at the horizon: `(group * N_SIDES + side) * GROUP_MEASURES.len() + measure`; side 1
    /// holds the firms that an agency accepted in that world.
    #[must_use]
    pub fn differences(&self, world: &World) -> Vec<f64> {
        let smes = world.smes();
        let mut sums = vec![0.0; GROUPS * N_SIDES * GROUP_MEASURES.len()];
        for row in 0..smes.len() {
            let twin = self.firms.get(row).copied().unwrap_or_default();
            let values = compare(firm(smes, row), twin);
            let side = usize::from(smes.reached[row] & Smes::CLIENT != 0);
            let size = self
                .size
                .get(row)
                .map_or(DIMENSIONS[0].groups.len() - 1, |class| *class as usize);
            for (dimension, group) in [
                size,
                usize::from(smes.region[row]),
                world.sector_of(smes.cell[row]),
            ]
            .into_iter()
            .enumerate()
            {
                let first = (group_place(dimension, group) * N_SIDES + side) * GROUP_MEASURES.len();
                for (sum, value) in sums[first..].iter_mut().zip(values) {
                    *sum += value;
                }
            }
        }
        sums
    }
}

fn firm(smes: &Smes, row: usize) -> Firm {
    Firm {
        is_alive: smes.is_alive[row],
        is_supplier: smes.is_alive[row] && smes.tnc_sales[row] > 0.0,
        workers: smes.workers[row],
        sales: smes.window_sales[row],
        orders: smes.window_orders[row],
    }
}

/// The measures of one firm, in the order of [`GROUP_MEASURES`].
fn compare(firm: Firm, twin: Firm) -> [f64; GROUP_MEASURES.len()] {
    let change = firm.workers - twin.workers;
    let count = |holds: bool| f64::from(u8::from(holds));
    let are_both_alive = firm.is_alive && twin.is_alive;
    [
        1.0,
        change,
        firm.sales - twin.sales,
        count(firm.is_supplier) - count(twin.is_supplier),
        firm.orders - twin.orders,
        count(are_both_alive && change >= NOTABLE_CHANGE * twin.workers),
        count(are_both_alive && -change >= NOTABLE_CHANGE * twin.workers),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_of_all_dimensions_stand_one_after_the_other() {
        let places: Vec<usize> = DIMENSIONS
            .iter()
            .enumerate()
            .flat_map(|(d, dimension)| (0..dimension.groups.len()).map(move |g| group_place(d, g)))
            .collect();
        assert_eq!(places, (0..GROUPS).collect::<Vec<_>>());
    }

    #[test]
    fn classes_change_at_ten_and_fifty_workers() {
        let classes = [9.99, 10.0, 49.99, 50.0].map(SizeClass::from_workers);
        assert_eq!(
            classes,
            [
                SizeClass::Micro,
                SizeClass::Small,
                SizeClass::Small,
                SizeClass::Medium
            ]
        );
    }

    #[test]
    fn a_firm_that_closed_changes_employment_but_is_neither_ahead_nor_behind() {
        let twin = Firm {
            is_alive: true,
            is_supplier: true,
            workers: 12.0,
            sales: 10.0,
            orders: 4.0,
        };
        let closed = Firm {
            sales: 6.0,
            ..Firm::default()
        };
        assert_eq!(
            compare(closed, twin),
            [1.0, -12.0, -4.0, -1.0, -4.0, 0.0, 0.0]
        );
        let grown = Firm {
            workers: 12.7,
            ..twin
        };
        assert_eq!(compare(grown, twin)[5..], [1.0, 0.0]);
        assert_eq!(
            compare(
                twin,
                Firm {
                    workers: 12.9,
                    ..twin
                }
            )[5..],
            [0.0, 1.0]
        );
    }
}
