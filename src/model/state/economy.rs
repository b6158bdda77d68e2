//! Cycles, crisis and wages, and where universities are.

use crate::parameters::SECTOR_NAMES;
use crate::units::Share;

/// An industry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sector {
    /// Name in tables.
    pub name: &'static str,
    /// True where rivals are mostly abroad, so that a firm's gain is not taken from its neighbours.
    pub is_tradable: bool,
}

/// Number of sectors.
pub const SECTOR_COUNT: usize = SECTOR_NAMES.len();

/// Regions of a country.
pub const REGION_COUNT: usize = 4;

/// The sectors, in the order of their index.
pub const SECTORS: [Sector; SECTOR_COUNT] = [
    Sector {
        name: SECTOR_NAMES[0],
        is_tradable: true,
    },
    Sector {
        name: SECTOR_NAMES[1],
        is_tradable: true,
    },
    Sector {
        name: SECTOR_NAMES[2],
        is_tradable: true,
    },
    Sector {
        name: SECTOR_NAMES[3],
        is_tradable: true,
    },
    Sector {
        name: SECTOR_NAMES[4],
        is_tradable: false,
    },
    Sector {
        name: SECTOR_NAMES[5],
        is_tradable: false,
    },
];

/// State of the environment. Cycles are in standard deviations, stationary variance 1.
#[derive(Clone, Debug, Default)]
pub struct Economy {
    /// Country cycle before crises [sd].
    pub country: f64,
    /// World cycle [sd].
    pub world: f64,
    /// Own part of each sector's cycle [sd].
    pub sector_own: [f64; SECTOR_COUNT],
    /// Cycle of each sector, crisis included [sd].
    pub sector: [f64; SECTOR_COUNT],
    /// Cycle of TNC orders in each sector [sd].
    pub orders: [f64; SECTOR_COUNT],
    /// Factor on local demand of each sector [ratio, mean 1 without crises].
    pub demand_factor: [f64; SECTOR_COUNT],
    /// Factor on TNC orders of each sector [ratio, mean 1 without crises].
    pub order_factor: [f64; SECTOR_COUNT],
    /// Quarters that a crisis still lasts.
    pub crisis_left: u32,
    /// Wage index relative to productivity and import prices [ratio].
    pub wage_index: f64,
    /// Mean of log productivity over living SMEs, as the window opens.
    pub productivity_mean: f64,
    /// Standard deviation of log productivity over living SMEs, as the window opens.
    pub productivity_sd: f64,
    /// Employment that counts as normal for the wage index [workers].
    pub normal_employment: f64,
    /// How far universities and research institutes work with the firms of each region [share].
    pub universities: [Share; REGION_COUNT],
}
