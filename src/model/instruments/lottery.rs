//! Treatment by lottery: to whom an instrument is offered, who came to ask for it, and who took it.
//!
//! Wherever an instrument reaches a single firm, its lottery is asked. A lottery knows its number, its share and the firm: not the quarter, the
//! agency or the kind. Instruments of one number and share are offered to the same firms, and a greater share adds firms and drops none.

use super::{InstrumentKind, TimingParameters};
use crate::model::input::Instrument;
use crate::model::view::Readable;
use crate::model::world::World;
use crate::random::{Process, pair};
use crate::units::Share;

/// The lottery that decides to which firms an instrument is offered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lottery {
    kind: InstrumentKind,
    /// Share of firms to which it is offered.
    share: Share,
    /// Its number.
    number: u64,
}

impl Lottery {
    /// That of an instrument.
    pub(in crate::model) const fn of(instrument: &Instrument) -> Self {
        let TimingParameters { lot_share, lot, .. } = instrument.timing;
        Self {
            kind: instrument.settings.kind(),
            share: lot_share,
            number: lot as u64,
        }
    }

    /// That of the first instrument of a kind that is `meant`; without one nothing is offered to anybody.
    fn find(
        world: &impl Readable,
        kind: InstrumentKind,
        is_meant: impl Fn(&Instrument) -> bool,
    ) -> Self {
        let found = world
            .view()
            .context
            .instruments
            .iter()
            .find(|one| one.settings.kind() == kind && is_meant(one));
        found.map_or(
            Self {
                kind,
                share: 0.0,
                number: 0,
            },
            Self::of,
        )
    }

    /// That of the instrument of a kind which an agency runs.
    pub(in crate::model) fn of_agency(
        world: &impl Readable,
        kind: InstrumentKind,
        agency: usize,
    ) -> Self {
        Self::find(world, kind, |one| one.agency == agency)
    }

    /// That of the instrument of a kind of which a country has one.
    pub(in crate::model) fn of_scheme(world: &impl Readable, kind: InstrumentKind) -> Self {
        Self::find(world, kind, |_| true)
    }

    /// Share of firms to which it offers its instrument.
    pub(in crate::model) const fn share(self) -> Share {
        self.share
    }

    /// True where the instrument is offered to a firm: `TreatmentLot(⟨firm, number⟩)` at 0 below the share.
    pub(in crate::model) fn offers(self, world: &impl Readable, row: usize) -> bool {
        let view = world.view();
        self.share >= 1.0
            || view
                .context
                .key
                .draws(Process::TreatmentLot, 0)
                .event(pair(view.smes.key[row], self.number), self.share)
    }

    /// A firm comes for the instrument, and gets to know whether it is offered to it.
    pub(in crate::model) fn ask(self, world: &mut World, row: usize) -> bool {
        world.smes.asked[row].insert(self.kind);
        self.offers(world, row)
    }

    /// All of a list come for the instrument, and those to which it is not offered leave; `row_of` tells the firm of an entry.
    pub(in crate::model) fn keep_offered(
        self,
        world: &mut World,
        ranked: &mut Vec<(f64, u64, u32)>,
        row_of: impl Fn(&World, usize) -> usize,
    ) {
        ranked.retain(|(_, _, at)| {
            let row = row_of(world, *at as usize);
            self.ask(world, row)
        });
    }
}

/// The firm of a linkage.
pub(in crate::model) fn supplier(world: &World, slot: usize) -> usize {
    world.linkages.slots[slot].sme.row()
}

/// Notes that a firm got what a kind of instrument gives.
pub(in crate::model) fn take(world: &mut World, kind: InstrumentKind, row: usize) {
    world.smes.taken[row].insert(kind);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::sqrt;
    use crate::model::instruments::testing::economy_of_suppliers;
    use crate::model::{InstrumentSettings, ModelInput};
    use crate::parameters::Agency;

    const QUARTERS: u32 = 20;

    /// A small economy in which firms supply affiliates, plan and borrow, so that every instrument finds somebody.
    fn opening() -> (World, ModelInput) {
        let (world, mut input) = economy_of_suppliers(
            QUARTERS,
            &[
                ("capability", "own_upgrade_chance", 0.1),
                ("credit", "discouragement_mean", 0.4),
            ],
        );
        input.agencies.push(Agency {
            name: "agency".into(),
            ..Agency::default()
        });
        let parameters = &mut input.agencies[0].parameters;
        (parameters.advisors, parameters.outreach_share) = (20.0, 0.8);
        (world, input)
    }

    fn instrument(kind: InstrumentKind, lot_share: Share, lot: f64) -> Instrument {
        let mut settings = InstrumentSettings::default_of(kind);
        for (key, value) in [
            ("tnc_response", 1.0),
            ("awareness", 1.0),
            ("lag_quarters", 1.0),
            ("uptake_quarters", 1.0),
            ("entry_level", 0.0),
            ("zone_share", 1.0),
            ("clusters_per_quarter", 5.0),
            ("funds_usd", 1e8),
            ("fund_usd", 1e8),
        ] {
            settings.set(key, value);
        }
        let timing = TimingParameters {
            end: f64::from(QUARTERS),
            ramp: 0.0,
            lot_share,
            lot,
            ..TimingParameters::default()
        };
        Instrument {
            agency: 0,
            timing,
            settings,
        }
    }

    /// The scenario with an instrument that is offered to half of all firms, beside what it works with.
    fn by_lot(base: &ModelInput, kind: InstrumentKind, lot_share: Share) -> ModelInput {
        let company = kind.beside().iter().take(1);
        let all = std::iter::once(instrument(kind, lot_share, 3.0))
            .chain(company.map(|other| instrument(*other, 1.0, 0.0)));
        ModelInput {
            instruments: all.collect(),
            ..base.clone()
        }
    }

    #[test]
    fn no_firm_outside_the_lottery_ever_takes_what_any_instrument_gives() {
        let (opening, base) = opening();
        for (name, kind) in InstrumentKind::NAMES {
            let mut world = opening.start(&by_lot(&base, *kind, 0.5));
            if *kind == InstrumentKind::OutsourcingSupport {
                // suppliers have become more expensive than imports
                world.parameters.sourcing.import_wedge = -1.0;
                let evolution = &mut world.parameters.evolution;
                evolution.make_abroad_innovation = 0.0;
                evolution.make_abroad_management = 0.0;
            }
            for _ in 0..QUARTERS {
                world.step().expect("accounts close");
            }
            let count = |is_counted: &dyn Fn(usize) -> bool| {
                (0..world.smes.len()).filter(|row| is_counted(*row)).count()
            };
            let asked = |row: usize| world.smes.asked[row].contains(*kind);
            let taken = |row: usize| world.smes.taken[row].contains(*kind);
            let offered = |row: usize| world.is_offered(0, row);
            assert_eq!(count(&|row| taken(row) && !offered(row)), 0, "{name}");
            assert_eq!(count(&|row| taken(row) && !asked(row)), 0, "{name}");
            let found = [
                count(&|row| taken(row)),
                count(&|row| asked(row) && !offered(row)),
            ];
            if kind.is_by_lot() {
                assert!(
                    found.iter().all(|count| *count > 0),
                    "{name}: {found:?} firms took it and lost the lottery"
                );
            } else {
                assert_eq!(count(&asked), 0, "{name} reaches no single firm");
            }
        }
    }

    #[test]
    fn a_lottery_offers_to_its_share_and_to_the_same_firms_in_a_bundle() {
        let (opening, base) = opening();
        let bundle = [
            (InstrumentKind::Matchmaking, 0.3, 1.0),
            (InstrumentKind::CreditGuarantee, 0.3, 1.0),
            (InstrumentKind::MatchingGrant, 0.6, 1.0),
            (InstrumentKind::ExportLaunchpad, 0.3, 2.0),
            (InstrumentKind::CreditLine, 1.0, 2.0),
        ];
        let instruments = bundle.map(|(kind, share, number)| instrument(kind, share, number));
        let scenario = ModelInput {
            instruments: instruments.to_vec(),
            ..base
        };
        let mut world = opening.start(&scenario);
        let n = world.smes.len();
        let offered = |world: &World, index: usize| -> Vec<bool> {
            (0..n).map(|row| world.is_offered(index, row)).collect()
        };
        let before: Vec<Vec<bool>> = (0..bundle.len())
            .map(|index| offered(&world, index))
            .collect();
        for ((kind, share, _), firms) in bundle.iter().zip(&before) {
            let count = firms.iter().filter(|is_offered| **is_offered).count() as f64;
            let sd = sqrt(share * (1.0 - share) * n as f64);
            assert!(
                (count - share * n as f64).abs() <= 4.0 * sd,
                "{kind:?}: {count} of {n}"
            );
        }
        assert_eq!(before[0], before[1], "one number and share, the same firms");
        assert!(
            before[0]
                .iter()
                .zip(&before[2])
                .all(|(few, many)| !few || *many),
            "a greater share drops nobody"
        );
        let both = before[0].iter().zip(&before[3]);
        let both = both.filter(|(one, other)| **one && **other).count() as f64;
        let sd = sqrt(0.09 * 0.91 * n as f64);
        assert!(
            (both - 0.09 * n as f64).abs() <= 4.0 * sd,
            "{both} of {n}: another number is another lottery"
        );
        for _ in 0..4 {
            world.step().expect("accounts close");
        }
        assert_eq!(before[0], offered(&world, 0), "for all quarters");
    }

    #[test]
    fn what_is_offered_to_all_has_no_lottery() {
        let (opening, base) = opening();
        let run = |number: f64| {
            let kinds = [
                InstrumentKind::UpgradingSupport,
                InstrumentKind::CreditGuarantee,
                InstrumentKind::InformationPlatform,
                InstrumentKind::ZoneSupplyTax,
            ];
            let scenario = ModelInput {
                instruments: kinds.map(|kind| instrument(kind, 1.0, number)).to_vec(),
                ..base.clone()
            };
            let mut world = opening.start(&scenario);
            for _ in 0..QUARTERS {
                world.step().expect("accounts close");
            }
            world
        };
        let (one, other) = (run(0.0), run(9.0));
        assert_eq!(one.smes.cash, other.smes.cash);
        assert_eq!(one.smes.workers, other.smes.workers);
    }

    #[test]
    fn a_firm_that_a_guarantee_brings_and_that_lost_the_lottery_borrows_as_if_there_were_none() {
        let (opening, base) = opening();
        let with = |share: Share| {
            let mut world = opening.start(&by_lot(&base, InstrumentKind::CreditGuarantee, share));
            world.step().expect("accounts close");
            world
        };
        let mut without = opening.start(&ModelInput {
            instruments: Vec::new(),
            ..base.clone()
        });
        without.step().expect("accounts close");
        let (half, all) = (with(0.5), with(1.0));
        let (mut losers, mut brought) = (0, 0);
        for row in 0..without.smes.len() {
            let asked =
                |world: &World| world.smes.asked[row].contains(InstrumentKind::CreditGuarantee);
            if asked(&all) && all.tally.loans_approved > 0 && !half.is_offered(0, row) {
                losers += 1;
                brought += u32::from(all.smes.loan[row] > 0.0 && without.smes.loan[row] <= 0.0);
                assert_eq!(half.smes.loan_cover[row], 0.0);
            }
        }
        assert!(
            losers > 5 && brought > 0,
            "{losers} lost, {brought} would have borrowed"
        );
        assert!(
            all.tally.covered_volume > half.tally.covered_volume && half.tally.covered_volume > 0.0
        );
    }

    #[test]
    fn the_tax_into_zones_stays_on_supplies_of_firms_outside_the_lottery() {
        let (opening, base) = opening();
        let mut world = opening.start(&by_lot(&base, InstrumentKind::ZoneSupplyTax, 0.5));
        world.step().expect("accounts close");
        world.step().expect("accounts close");
        let tnc = crate::model::state::AffiliateId::new(0);
        let (with, without) = (0..world.smes.len()).fold((0, 0), |(with, without), row| {
            let left = world.view().import_wedge_for(tnc) - world.import_wedge_against(tnc, row);
            if world.is_offered(0, row) {
                assert_eq!(left, 0.0);
                (with + 1, without)
            } else {
                assert!((left - 0.08).abs() < 1e-12, "{left}");
                (with, without + 1)
            }
        });
        assert!(with > 100 && without > 100);
    }
}
