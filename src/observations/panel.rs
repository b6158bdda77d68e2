//! Perfect survey of the firms of a world: outcomes in every quarter, treatment, applications with their scores.
//!
//! The log only reads. Errors, gaps and samples of a real survey are put on it by `evaluation`.

use crate::model::{Smes, World};
use crate::random::ReplicateKey;

/// Measures of a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Workers.
    Employment,
    /// Sales of the quarter to all buyers.
    Sales,
    /// Sales of the quarter to buyers other than TNCs.
    SalesToOthers,
    /// Sales of the quarter to TNCs.
    TncSales,
    /// Productivity.
    Productivity,
    /// Score of management.
    Management,
}

/// Number of measures.
pub const N_MEASURES: usize = 6;

impl Measure {
    /// All, in the order of [`PanelLog::value`].
    pub const ALL: [Self; N_MEASURES] = [
        Self::Employment,
        Self::Sales,
        Self::SalesToOthers,
        Self::TncSales,
        Self::Productivity,
        Self::Management,
    ];

    /// Name in tables and flags.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Employment => "employment",
            Self::Sales => "sales",
            Self::SalesToOthers => "sales_to_others",
            Self::TncSales => "tnc_sales",
            Self::Productivity => "productivity",
            Self::Management => "management",
        }
    }

    /// Unit of a change.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::TncSales => "USD per quarter",
            Self::Management => "index",
            _ => "log points",
        }
    }

    /// The measure of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.name() == name)
    }
}

/// A firm of the frame: in business when the window opened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanelFirm {
    /// Permanent key.
    pub key: u64,
    /// Index of sector × categories + category.
    pub cell: u32,
    /// Registered at the start.
    pub is_formal: bool,
    /// Supplied a TNC before the window.
    pub has_supplied: bool,
    /// Quarters of the window that had passed when a programme enrolled it.
    pub enrolled: Option<u32>,
    /// Quarters that had passed before that of its first TNC order in the window.
    pub first_order: Option<u32>,
}

/// An application to an agency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanelApplication {
    /// Quarters of the window that had passed.
    pub quarter: u32,
    /// Index of the firm.
    pub firm: u32,
    /// Agency and offer.
    pub offer: (u16, u16),
    /// The agency's score.
    pub score: f64,
    /// It stood high enough in the ranking for a place.
    pub is_accepted: bool,
}

/// The log of a world over its window. Time counts quarters that have passed: 0 is the opening.
#[derive(Clone, Debug)]
pub struct PanelLog {
    key: ReplicateKey,
    firms: Vec<PanelFirm>,
    values: Vec<[f32; N_MEASURES]>,
    applications: Vec<PanelApplication>,
}

impl PanelLog {
    /// Starts at the beginning of the policy window.
    #[must_use]
    pub fn start(world: &World) -> Self {
        let smes = world.smes();
        let firm = |row: usize| PanelFirm {
            key: smes.key[row],
            cell: smes.cell[row].row() as u32,
            is_formal: smes.is_formal[row],
            has_supplied: smes.last_order[row] > 0,
            enrolled: None,
            first_order: None,
        };
        let firms: Vec<PanelFirm> = (0..smes.len()).map(firm).collect();
        let mut log = Self {
            key: world.key(),
            firms,
            values: Vec::new(),
            applications: Vec::new(),
        };
        log.note(smes);
        log
    }

    /// Reads the world after a quarter.
    pub fn observe(&mut self, world: &World) {
        let (smes, passed) = (world.smes(), self.quarters());
        for (row, firm) in self.firms.iter_mut().enumerate() {
            if smes.reached[row] & Smes::CLIENT != 0 {
                firm.enrolled.get_or_insert(passed);
            }
            if smes.last_order[row] == world.quarter() {
                firm.first_order.get_or_insert(passed);
            }
        }
        let in_frame = world
            .applications()
            .iter()
            .filter(|one| one.sme.row() < self.firms.len());
        self.applications
            .extend(in_frame.map(|one| PanelApplication {
                quarter: passed,
                firm: one.sme.row() as u32,
                offer: (one.agency.row() as u16, one.offer),
                score: one.score,
                is_accepted: one.is_accepted,
            }));
        self.note(smes);
    }

    fn note(&mut self, smes: &Smes) {
        let read = |row: usize| {
            if !smes.is_alive[row] {
                return [f32::NAN; N_MEASURES];
            }
            let (sales, to_tncs) = (smes.sales[row], smes.tnc_sales[row]);
            let exact = [
                smes.workers[row],
                sales,
                sales - to_tncs,
                to_tncs,
                smes.log_productivity[row],
                smes.management[row],
            ];
            exact.map(|value| value as f32)
        };
        self.values.extend((0..self.firms.len()).map(read));
    }

    /// Key of the world's draws.
    #[must_use]
    pub const fn key(&self) -> ReplicateKey {
        self.key
    }

    /// Firms of the frame, by row.
    #[must_use]
    pub fn firms(&self) -> &[PanelFirm] {
        &self.firms
    }

    /// Applications, by quarter, offer by offer in the order of the ranking.
    #[must_use]
    pub fn applications(&self) -> &[PanelApplication] {
        &self.applications
    }

    /// Quarters that have passed.
    #[must_use]
    pub fn quarters(&self) -> u32 {
        (self.values.len() / self.firms.len().max(1)) as u32 - 1
    }

    /// Value of a measure after so many quarters; NaN for a firm that has closed.
    #[must_use]
    pub fn value(&self, firm: usize, passed: u32, measure: Measure) -> f64 {
        self.values[passed as usize * self.firms.len() + firm][measure as usize].into()
    }

    /// In business after so many quarters.
    #[must_use]
    pub fn is_alive(&self, firm: usize, passed: u32) -> bool {
        self.value(firm, passed, Measure::Employment).is_finite()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Instrument, InstrumentKind, InstrumentSettings, ModelInput};
    use crate::parameters::{Agency, Periods, TimingParameters};

    #[test]
    fn the_log_reads_states_clients_and_rankings_and_moves_nothing() {
        let mut input = ModelInput {
            periods: Periods {
                burn_in: 12,
                policy: 8,
                run_off: 0,
            },
            ..ModelInput::default()
        };
        assert!(input.parameters.set("population", "smes", 400.0));
        let opening = World::burn_in(&input, ReplicateKey::new(5, 0)).expect("accounts close");
        let timing = TimingParameters {
            start: 0.0,
            end: 8.0,
            ramp: 0.0,
            intensity: 1.0,
        };
        let settings = InstrumentSettings::default_of(InstrumentKind::UpgradingSupport);
        let mut agency = Agency {
            name: "agency".into(),
            ..Agency::default()
        };
        (
            agency.parameters.outreach_share,
            agency.parameters.accept_share,
        ) = (1.0, 0.5);
        let scenario = ModelInput {
            agencies: vec![agency],
            instruments: vec![Instrument {
                agency: 0,
                timing,
                settings,
            }],
            ..input
        };
        let (mut watched, mut alone) = (opening.start(&scenario), opening.start(&scenario));
        let mut log = PanelLog::start(&watched);
        for _ in 0..8 {
            watched.step().expect("accounts close");
            alone.step().expect("accounts close");
            log.observe(&watched);
        }
        assert_eq!(log.quarters(), 8);
        let row = (0..log.firms().len())
            .find(|row| watched.smes().is_alive[*row])
            .expect("a firm");
        assert_eq!(
            log.value(row, 8, Measure::Employment),
            f64::from(watched.smes().workers[row] as f32)
        );
        assert_eq!(
            watched.smes().workers,
            alone.smes().workers,
            "watching moves nothing"
        );
        let accepted: Vec<_> = log
            .applications()
            .iter()
            .filter(|one| one.is_accepted)
            .collect();
        let rejected = log.applications().len() - accepted.len();
        assert!(
            accepted.len() > 5 && rejected > 5,
            "{} accepted, {rejected} rejected",
            accepted.len()
        );
        assert!(accepted.iter().all(|one| {
            log.firms()[one.firm as usize]
                .enrolled
                .is_some_and(|enrolled| enrolled <= one.quarter)
        }));
        for quarter in 0..8 {
            let of_quarter = || {
                log.applications()
                    .iter()
                    .filter(move |one| one.quarter == quarter)
            };
            let worst = of_quarter()
                .filter(|one| one.is_accepted)
                .map(|one| one.score)
                .fold(f64::INFINITY, f64::min);
            let best = of_quarter()
                .filter(|one| !one.is_accepted)
                .map(|one| one.score)
                .fold(f64::NEG_INFINITY, f64::max);
            assert!(
                worst >= best,
                "places go by score in quarter {quarter}: {worst} and {best}"
            );
        }
    }
}
