//! Perfect survey of the firms of a world: outcomes in every quarter, treatment, offers by lottery, applications with their scores.
//!
//! The log only reads. Errors, gaps and samples of a real survey are put on it by `evaluation`.

use crate::model::{InstrumentKind, Smes, World};
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
    /// Wages of the quarter.
    WageBill,
    /// Sales less materials, wages and compliance of the quarter: before interest, taxes and what the owner takes.
    Profit,
    /// Loan outstanding.
    Loan,
    /// Sales abroad of the quarter.
    Exports,
    /// Sales that people and machines in place can make in a quarter.
    Capacity,
    /// Holds a quality certificate: 1, or 0.
    Certified,
    /// Score of quality.
    Quality,
    /// Score of standards.
    Standards,
    /// Score of the innovation base.
    Innovation,
    /// Working capital of orders that buyers advance.
    Advances,
    /// Buyers to whom it delivers or is about to.
    Linkages,
}

/// Number of measures.
pub const N_MEASURES: usize = 17;

/// Scale on which a measure is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Logarithms of values that are above 0.
    Log,
    /// Logarithms already.
    IsLog,
    /// Money, often 0 or below.
    Money,
    /// A score from 0 to 1.
    Index,
    /// Yes or no: 1 or 0.
    YesNo,
    /// A whole number from 0.
    Count,
}

impl Measure {
    /// All, in the order of [`PanelLog::value`].
    pub const ALL: [Self; N_MEASURES] = [
        Self::Employment,
        Self::Sales,
        Self::SalesToOthers,
        Self::TncSales,
        Self::Productivity,
        Self::Management,
        Self::WageBill,
        Self::Profit,
        Self::Loan,
        Self::Exports,
        Self::Capacity,
        Self::Certified,
        Self::Quality,
        Self::Standards,
        Self::Innovation,
        Self::Advances,
        Self::Linkages,
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
            Self::WageBill => "wage_bill",
            Self::Profit => "profit",
            Self::Loan => "loan",
            Self::Exports => "exports",
            Self::Capacity => "capacity",
            Self::Certified => "certified",
            Self::Quality => "quality",
            Self::Standards => "standards",
            Self::Innovation => "innovation",
            Self::Advances => "advances",
            Self::Linkages => "linkages",
        }
    }

    /// Scale on which it is compared.
    #[must_use]
    pub const fn scale(self) -> Scale {
        match self {
            Self::Employment
            | Self::Sales
            | Self::SalesToOthers
            | Self::WageBill
            | Self::Capacity => Scale::Log,
            Self::Productivity => Scale::IsLog,
            Self::TncSales | Self::Profit | Self::Loan | Self::Exports | Self::Advances => {
                Scale::Money
            }
            Self::Management | Self::Quality | Self::Standards | Self::Innovation => Scale::Index,
            Self::Certified => Scale::YesNo,
            Self::Linkages => Scale::Count,
        }
    }

    /// Unit of a change.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match (self.scale(), self) {
            (Scale::Money, Self::Loan | Self::Advances) => "USD",
            (Scale::Count, _) => "TNCs",
            (Scale::Money, _) => "USD per quarter",
            (Scale::Index, _) => "index",
            (Scale::YesNo, _) => "share",
            (Scale::Log | Scale::IsLog, _) => "log points",
        }
    }

    /// The measure of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.name() == name)
    }
}

/// A firm: of the frame, in business when the window opened, or one that entered later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanelFirm {
    /// Permanent key.
    pub key: u64,
    /// Index of (sector × local markets + market) × categories + category.
    pub cell: u32,
    /// Sector, by index.
    pub sector: usize,
    /// Registered at the start.
    pub is_formal: bool,
    /// Rarely seen by buyers.
    pub is_hidden: bool,
    /// Supplied a TNC before the window.
    pub has_supplied: bool,
    /// Quarters of the window that had passed when it entered; none for a firm of the frame.
    pub entered: Option<u32>,
    /// Quarters of the window that had passed when a programme enrolled it.
    pub enrolled: Option<u32>,
    /// Quarters that had passed before that in which a buyer first looked at it for a lot.
    pub considered: Option<u32>,
    /// Quarters that had passed before that of its first TNC order in the window.
    pub first_order: Option<u32>,
    /// Quarters that had passed before that in which it first defaulted on a loan.
    pub defaulted: Option<u32>,
}

/// An instrument of the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PanelInstrument {
    /// Its kind.
    pub kind: InstrumentKind,
    /// Index of its agency.
    pub agency: u16,
}

/// A firm and an instrument. Of two instruments of one kind, a firm that comes for either counts as having come for both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PanelOffer {
    /// It is offered to the firm: all are where there is no lottery.
    pub is_offered: bool,
    /// Quarters of the window that had passed when the firm first came for it, whether or not it was offered.
    pub asked: Option<u32>,
    /// Quarters that had passed when the firm first got what it gives.
    pub taken: Option<u32>,
}

/// An application to an agency by a firm of the frame.
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
    /// Number of firms in business when the window opened: they come first.
    n_opening: usize,
    instruments: Vec<PanelInstrument>,
    /// By instrument, then firm.
    offers: Vec<Vec<PanelOffer>>,
    /// By quarter, then firm.
    values: Vec<Vec<[f64; N_MEASURES]>>,
    applications: Vec<PanelApplication>,
}

impl PanelLog {
    /// Starts at the beginning of the policy window.
    #[must_use]
    pub fn start(world: &World) -> Self {
        let instruments = world.instruments().iter().map(|one| PanelInstrument {
            kind: one.settings.kind(),
            agency: one.agency as u16,
        });
        let instruments: Vec<PanelInstrument> = instruments.collect();
        let mut log = Self {
            key: world.key(),
            firms: Vec::new(),
            n_opening: world.smes().len(),
            offers: vec![Vec::new(); instruments.len()],
            instruments,
            values: Vec::new(),
            applications: Vec::new(),
        };
        log.add_firms(world, None);
        log.note(world.smes());
        log
    }

    /// Adds the firms that the log does not know.
    fn add_firms(&mut self, world: &World, entered: Option<u32>) {
        let smes = world.smes();
        let known = self.firms.len();
        self.firms.extend((known..smes.len()).map(|row| PanelFirm {
            key: smes.key[row],
            cell: smes.cell[row].row() as u32,
            sector: world.sector_of(smes.cell[row]),
            is_formal: smes.is_formal[row],
            is_hidden: smes.is_hidden[row],
            has_supplied: entered.is_none() && smes.last_order[row] > 0,
            entered,
            enrolled: None,
            considered: None,
            first_order: None,
            defaulted: None,
        }));
        for (instrument, offers) in self.offers.iter_mut().enumerate() {
            offers.extend((known..smes.len()).map(|row| PanelOffer {
                is_offered: world.is_offered(instrument, row),
                ..PanelOffer::default()
            }));
        }
    }

    /// Reads the world after a quarter.
    pub fn observe(&mut self, world: &World) {
        let (smes, passed) = (world.smes(), self.quarters());
        self.add_firms(world, Some(passed));
        for (instrument, offers) in self.instruments.iter().zip(&mut self.offers) {
            for (row, offer) in offers.iter_mut().enumerate() {
                if smes.asked[row].contains(instrument.kind) {
                    offer.asked.get_or_insert(passed);
                }
                if smes.taken[row].contains(instrument.kind) {
                    offer.taken.get_or_insert(passed);
                }
            }
        }
        for (row, firm) in self.firms.iter_mut().enumerate() {
            for (bit, first) in [
                (Smes::CLIENT, &mut firm.enrolled),
                (Smes::CONSIDERED, &mut firm.considered),
                (Smes::DEFAULTED, &mut firm.defaulted),
            ] {
                if smes.reached[row] & bit != 0 {
                    first.get_or_insert(passed);
                }
            }
            if smes.last_order[row] == world.quarter() {
                firm.first_order.get_or_insert(passed);
            }
        }
        let in_frame = world
            .applications()
            .iter()
            .filter(|one| one.sme.row() < self.n_opening);
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
                return [f64::NAN; N_MEASURES];
            }
            let (sales, to_tncs) = (smes.sales[row], smes.tnc_sales[row]);
            [
                smes.workers[row],
                sales,
                sales - to_tncs,
                to_tncs,
                smes.log_productivity[row],
                smes.management[row],
                smes.wages[row],
                sales - smes.costs[row],
                smes.loan[row],
                smes.export_sales[row],
                smes.capacity[row],
                f64::from(u8::from(smes.is_certified[row])),
                smes.quality[row],
                smes.standards[row],
                smes.innovation[row],
                smes.advanced[row],
                smes.linkages[row].into(),
            ]
        };
        self.values.push((0..self.firms.len()).map(read).collect());
    }

    /// Key of the world's draws.
    #[must_use]
    pub const fn key(&self) -> ReplicateKey {
        self.key
    }

    /// Firms by row: those of the frame, then entrants in the order in which they came.
    #[must_use]
    pub fn firms(&self) -> &[PanelFirm] {
        &self.firms
    }

    /// Number of firms of the frame: the first rows.
    #[must_use]
    pub const fn n_opening(&self) -> usize {
        self.n_opening
    }

    /// Instruments of the scenario, in the order of the file.
    #[must_use]
    pub fn instruments(&self) -> &[PanelInstrument] {
        &self.instruments
    }

    /// What an instrument and a firm have to do with each other, by their indices.
    #[must_use]
    pub fn offer(&self, instrument: usize, firm: usize) -> PanelOffer {
        self.offers[instrument][firm]
    }

    /// What a kind of instrument and a firm have to do with each other, by the first instrument of the kind; nothing where there is none.
    #[must_use]
    pub fn offer_of(&self, kind: InstrumentKind, firm: usize) -> PanelOffer {
        let instrument = self.instruments.iter().position(|one| one.kind == kind);
        instrument.map_or_else(PanelOffer::default, |at| self.offer(at, firm))
    }

    /// Applications of firms of the frame, by quarter, offer by offer in the order of the ranking.
    #[must_use]
    pub fn applications(&self) -> &[PanelApplication] {
        &self.applications
    }

    /// Quarters that have passed.
    #[must_use]
    pub fn quarters(&self) -> u32 {
        self.values.len() as u32 - 1
    }

    /// Value of a measure after so many quarters; NaN for a firm that has closed, or has not entered yet.
    #[must_use]
    pub fn value(&self, firm: usize, passed: u32, measure: Measure) -> f64 {
        let of_quarter = &self.values[passed as usize];
        of_quarter
            .get(firm)
            .map_or(f64::NAN, |values| values[measure as usize])
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

    fn upgrading_support(lot_share: f64) -> Instrument {
        Instrument {
            agency: 0,
            timing: TimingParameters {
                end: 8.0,
                ramp: 0.0,
                lot_share,
                ..TimingParameters::default()
            },
            settings: InstrumentSettings::default_of(InstrumentKind::UpgradingSupport),
        }
    }

    #[test]
    fn entrants_become_rows_and_each_firm_has_its_offer_by_lot() {
        let mut input = ModelInput {
            periods: Periods {
                burn_in: 12,
                policy: 8,
                run_off: 0,
            },
            ..ModelInput::default()
        };
        assert!(input.parameters.set("population", "smes", 600.0));
        let opening = World::burn_in(&input, ReplicateKey::new(5, 0)).expect("accounts close");
        input.agencies = vec![Agency::default()];
        input.agencies[0].parameters.outreach_share = 0.5;
        input.instruments = vec![upgrading_support(0.5)];
        let mut world = opening.start(&input);
        let mut log = PanelLog::start(&world);
        for _ in 0..8 {
            world.step().expect("accounts close");
            log.observe(&world);
        }
        assert_eq!(log.firms().len(), world.smes().len());
        assert_eq!(
            log.instruments(),
            [PanelInstrument {
                kind: InstrumentKind::UpgradingSupport,
                agency: 0
            }]
        );
        let entered = log.firms().iter().filter_map(|firm| firm.entered).count();
        assert!(entered > 20 && entered == log.firms().len() - log.n_opening());
        let (mut took, mut lost) = (0, 0);
        for (row, firm) in log.firms().iter().enumerate() {
            if let Some(entered) = firm.entered {
                assert!((0..=entered).all(|passed| !log.is_alive(row, passed)));
                assert!(
                    log.is_alive(row, entered + 1),
                    "entrants come last in a quarter"
                );
                assert!(log.value(row, entered + 1, Measure::WageBill) > 0.0);
            }
            let offer = log.offer(0, row);
            assert_eq!(offer.is_offered, world.is_offered(0, row));
            assert_eq!(
                offer.taken, firm.enrolled,
                "the only programme, and it serves at once"
            );
            assert!(offer.taken.is_none() || offer.is_offered && offer.asked <= offer.taken);
            took += u32::from(offer.taken.is_some());
            lost += u32::from(offer.asked.is_some() && !offer.is_offered);
        }
        assert!(
            took > 5 && lost > 5,
            "{took} took it, {lost} lost the lottery"
        );
        let row = (0..log.n_opening())
            .find(|row| world.smes().is_alive[*row] && world.smes().loan[*row] > 0.0)
            .expect("a firm with a loan");
        let smes = world.smes();
        let near = |measure: Measure, value: f64| {
            assert!((log.value(row, 8, measure) - value).abs() <= 1e-6 * value.abs().max(1.0));
        };
        near(Measure::Loan, smes.loan[row]);
        near(Measure::Profit, smes.sales[row] - smes.costs[row]);
        near(Measure::Capacity, smes.capacity[row]);
        near(Measure::Quality, smes.quality[row]);
        let before_hiring = smes.wages[row] / (0.25 * input.parameters.economy.annual_wage_usd);
        assert!((before_hiring / smes.workers[row] - 1.0).abs() < 0.5);
        assert_eq!(
            log.value(row, 8, Measure::Certified) == 1.0,
            smes.is_certified[row]
        );
    }

    #[test]
    fn measures_are_known_by_their_names() {
        for measure in Measure::ALL {
            assert_eq!(Measure::named(measure.name()), Some(measure));
            assert_eq!(Measure::ALL[measure as usize], measure);
        }
        assert_eq!(Measure::Loan.unit(), "USD");
        assert_eq!(Measure::Exports.unit(), "USD per quarter");
        assert_eq!(Measure::Certified.unit(), "share");
        assert_eq!(Measure::Productivity.unit(), "log points");
    }

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
            instruments: vec![upgrading_support(1.0)],
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
            watched.smes().workers[row]
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
