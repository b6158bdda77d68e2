//! The raw panel of a world: a row per firm and quarter, and per linkage and quarter, entrants included.
//!
//! Everything that findings are computed from is in it, so that they can be computed again by other means.

use std::fmt::Write as _;

use super::Cell;
use crate::model::{FirmId, InstrumentKind, Linkage, LinkageId, SECTORS, Smes, World};

/// A column of the panel.
#[derive(Clone, Copy, Debug)]
pub struct PanelColumn<Row: 'static> {
    /// Name in the header.
    pub name: &'static str,
    /// Unit, or kind of value.
    pub unit: &'static str,
    /// What it is.
    pub meaning: &'static str,
    read: fn(&World, Row) -> Cell,
}

macro_rules! columns {
    ($name:ident of $row:ty: $($column:literal, $unit:literal, $meaning:literal, $read:expr;)+) => {
        #[doc = concat!("Columns of the panel, after scenario, world and quarter, by ", stringify!($row), ".")]
        pub const $name: &[PanelColumn<$row>] = &[$(PanelColumn { name: $column, unit: $unit, meaning: $meaning, read: $read }),+];
    };
}

/// A quarter as a number of quarters since the window opened; the first quarter is 1.
fn since_opening(world: &World, quarter: u32) -> Cell {
    Cell::Whole(i64::from(quarter) - opening(world))
}

/// The last quarter before the window.
fn opening(world: &World) -> i64 {
    i64::from(world.quarter()) - world.window_quarter() - 1
}

fn number_of(world: &World, row: FirmId, read: fn(&World, usize) -> f64) -> Cell {
    let is_alive = world.smes().is_alive[row.row()];
    if is_alive {
        Cell::Number(read(world, row.row()))
    } else {
        Cell::Missing
    }
}

columns! { FIRM_COLUMNS of FirmId:
    "sme", "key", "permanent key of the firm, the same in all scenarios of a world", |w, r| Cell::Text(format!("{:016x}", w.smes().key[r.row()]));
    "sector", "name", "sector", |w, r| Cell::from(SECTORS[w.sector_of(w.smes().cell[r.row()])].name);
    "cell", "index", "categories and local markets of sectors, numbered through", |w, r| Cell::Whole(w.smes().cell[r.row()].row() as i64);
    "region", "1-4", "region", |w, r| Cell::Whole(i64::from(w.smes().region[r.row()]) + 1);
    "born", "quarter", "quarter of founding; above 0 for firms that entered in the window", |w, r| Cell::Whole(i64::from(w.smes().born[r.row()]) - opening(w));
    "is_alive", "flag", "in business at the end of the quarter; the numbers below are empty where it is not", |w, r| Cell::Flag(w.smes().is_alive[r.row()]);
    "is_formal", "flag", "registered", |w, r| Cell::Flag(w.smes().is_formal[r.row()]);
    "is_hidden", "flag", "rarely seen by buyers", |w, r| Cell::Flag(w.smes().is_hidden[r.row()]);
    "is_certified", "flag", "holds a recognised certificate", |w, r| Cell::Flag(w.smes().is_certified[r.row()]);
    "is_client", "flag", "accepted by an agency in the window so far", |w, r| Cell::Flag(w.smes().reached[r.row()] & Smes::CLIENT != 0);
    "is_considered", "flag", "screened by a TNC for a lot in the window so far", |w, r| Cell::Flag(w.smes().reached[r.row()] & Smes::CONSIDERED != 0);
    "has_defaulted", "flag", "defaulted on a loan in the window so far", |w, r| Cell::Flag(w.smes().reached[r.row()] & Smes::DEFAULTED != 0);
    "last_order", "quarter", "quarter of the last delivery to a TNC, 0 or less before the window; empty where none ever", |w, r| match w.smes().last_order[r.row()] {
        0 => Cell::Missing,
        quarter => since_opening(w, quarter),
    };
    "workers", "workers", "employment", |w, r| number_of(w, r, |w, i| w.smes().workers[i]);
    "wage_bill", "USD", "wages of the quarter", |w, r| number_of(w, r, |w, i| w.smes().wages[i]);
    "sales", "USD", "sales of the quarter to all buyers", |w, r| number_of(w, r, |w, i| w.smes().sales[i]);
    "tnc_sales", "USD", "sales of the quarter to TNCs", |w, r| number_of(w, r, |w, i| w.smes().tnc_sales[i]);
    "exports", "USD", "sales abroad of the quarter", |w, r| number_of(w, r, |w, i| w.smes().export_sales[i]);
    "costs", "USD", "materials, wages and compliance of the quarter", |w, r| number_of(w, r, |w, i| w.smes().costs[i]);
    "log_productivity", "log", "productivity of the quarter", |w, r| number_of(w, r, |w, i| w.smes().log_productivity[i]);
    "quality", "index", "quality", |w, r| number_of(w, r, |w, i| w.smes().quality[i]);
    "scale", "index", "scale", |w, r| number_of(w, r, |w, i| w.smes().scale[i]);
    "management", "index", "management", |w, r| number_of(w, r, |w, i| w.smes().management[i]);
    "standards", "index", "standards", |w, r| number_of(w, r, |w, i| w.smes().standards[i]);
    "capacity", "USD", "sales that people and machines in place can make in a quarter", |w, r| number_of(w, r, |w, i| w.smes().capacity[i]);
    "cash", "USD", "cash", |w, r| number_of(w, r, |w, i| w.smes().cash[i]);
    "loan", "USD", "loan outstanding", |w, r| number_of(w, r, |w, i| w.smes().loan[i]);
    "advanced", "USD", "working capital that buyers advance", |w, r| number_of(w, r, |w, i| w.smes().advanced[i]);
    "linkages", "count", "linkages with orders or on the way to them", |w, r| number_of(w, r, |w, i| w.smes().linkages[i].into());
    "offered", "kinds", "instruments that the lot offers to the firm, by kind", |w, r| kinds(w, r, |w, i, at| w.is_offered(at, i));
    "asked", "kinds", "instruments for which it came in the window so far", |w, r| kinds(w, r, |w, i, at| w.smes().asked[i].contains(kind_of(w, at)));
    "taken", "kinds", "instruments that it got in the window so far", |w, r| kinds(w, r, |w, i, at| w.smes().taken[i].contains(kind_of(w, at)));
}

/// Kinds of instruments of the scenario of which something is true, parted by spaces.
fn kinds(world: &World, row: FirmId, holds: fn(&World, usize, usize) -> bool) -> Cell {
    let mut text = String::new();
    for (index, instrument) in world.instruments().iter().enumerate() {
        let name = instrument.settings.kind().name();
        if holds(world, row.row(), index) && !text.split(' ').any(|known| known == name) {
            let _ = write!(text, "{}{name}", if text.is_empty() { "" } else { " " });
        }
    }
    if text.is_empty() {
        Cell::Missing
    } else {
        Cell::Text(text)
    }
}

/// Kind of the instrument at an index.
fn kind_of(world: &World, instrument: usize) -> InstrumentKind {
    world.instruments()[instrument].settings.kind()
}

columns! { LINKAGE_COLUMNS of LinkageId:
    "sme", "key", "permanent key of the firm", |w, l| Cell::Text(format!("{:016x}", w.smes().key[linkage(w, l).sme.row()]));
    "tnc", "key", "permanent key of the affiliate", |w, l| Cell::Text(format!("{:016x}", w.tncs().rows[linkage(w, l).tnc.row()].key));
    "cell", "index", "categories and local markets of sectors, numbered through", |w, l| Cell::Whole(linkage(w, l).cell.row() as i64);
    "stage", "name", "initiation, qualification, agreement, trial, supply or strategic", |w, l| Cell::from(linkage(w, l).stage.name());
    "formed", "quarter", "quarter of the first order; empty before it", |w, l| if linkage(w, l).stage.has_orders() { since_opening(w, linkage(w, l).formed) } else { Cell::Missing };
    "supply_quarters", "quarters", "quarters spent in Supply or Strategic", |w, l| Cell::Whole(linkage(w, l).supply_quarters.into());
    "confidence", "share", "confidence of the partners", |w, l| Cell::Number(linkage(w, l).confidence);
    "ordered", "USD", "orders of a quarter", |w, l| Cell::Number(w.order_value(linkage(w, l)));
    "delivered", "USD", "delivered in the quarter", |w, l| Cell::Number(linkage(w, l).delivered);
    "is_facilitated", "flag", "an agency had a part in it", |w, l| Cell::Flag(linkage(w, l).facilitated.is_some());
}

/// The linkage of an id.
fn linkage(world: &World, id: LinkageId) -> &Linkage {
    &world.linkages().slots[id]
}

/// First columns of both tables: name of the scenario, number of the world, quarters since the window opened.
const BEFORE: [&str; 3] = ["scenario", "world", "quarter"];

/// Folder of the panel inside a run folder.
pub const PANEL: &str = "data/panel";

/// The two tables of one world, as they grow.
#[derive(Debug)]
pub struct WorldPanel {
    number: u32,
    firms: csv::Writer<Vec<u8>>,
    linkages: csv::Writer<Vec<u8>>,
}

impl WorldPanel {
    /// The headers of the tables of a world, by number.
    ///
    /// # Panics
    /// Never: it writes to memory.
    #[must_use]
    pub fn new(number: u32) -> Self {
        let with_header = |names: &mut dyn Iterator<Item = &'static str>| {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer
                .write_record(BEFORE.into_iter().chain(names))
                .expect("writing to memory");
            writer
        };
        Self {
            number,
            firms: with_header(&mut FIRM_COLUMNS.iter().map(|column| column.name)),
            linkages: with_header(&mut LINKAGE_COLUMNS.iter().map(|column| column.name)),
        }
    }

    /// Adds the world of a scenario, at the start of its window or after a quarter.
    ///
    /// # Panics
    /// Never: it writes to memory.
    pub fn see(&mut self, scenario: &str, world: &World) {
        let before = [
            Cell::from(scenario),
            Cell::from(self.number),
            Cell::Whole(world.window_quarter() + 1),
        ]
        .map(|cell| cell.text());
        for row in 0..world.smes().len() {
            let cells = FIRM_COLUMNS
                .iter()
                .map(|column| (column.read)(world, FirmId::new(row)));
            add(&mut self.firms, &before, cells);
        }
        for (id, _) in world.linkages().iter() {
            let cells = LINKAGE_COLUMNS
                .iter()
                .map(|column| (column.read)(world, LinkageId::new(id)));
            add(&mut self.linkages, &before, cells);
        }
    }

    /// The files of the world: path inside a run folder, and content.
    ///
    /// # Panics
    /// Never: it writes to memory.
    #[must_use]
    pub fn files(self) -> [(String, Vec<u8>); 2] {
        let name = |table: &str| format!("{PANEL}/{table}-{:07}.csv", self.number);
        [
            (
                name("firms"),
                self.firms.into_inner().expect("writing to memory"),
            ),
            (
                name("linkages"),
                self.linkages.into_inner().expect("writing to memory"),
            ),
        ]
    }
}

/// Writes a row: what is before its cells, and the cells.
fn add(writer: &mut csv::Writer<Vec<u8>>, before: &[String], cells: impl Iterator<Item = Cell>) {
    for text in before {
        writer.write_field(text).expect("writing to memory");
    }
    let cells = cells.map(|cell| cell.text());
    writer.write_record(cells).expect("writing to memory");
}
