//! A world as a sample of the economy that it represents, its local markets, and what affiliates buy in them.

use crate::maths::exp;
use crate::parameters::{PopulationParameters, TncParameters};
use crate::units::{Share, Usd};

/// Step between the homes of affiliates of a sector on the ring: the golden section spreads any number of them evenly.
const GOLDEN_STEP: f64 = 0.618_033_988_749_894_9;

/// Most lots of an affiliate, however large its purchases [count].
pub(in crate::model) const MOST_LOTS: f64 = 50_000.0;

/// Equation (30). Part of the represented economy that is modelled [ratio]; 1 where nothing else is represented.
#[must_use]
pub fn modelled_share(population: &PopulationParameters) -> f64 {
    if population.represents > 0.0 {
        population.smes / population.represents
    } else {
        1.0
    }
}

/// Equation (30a). Whole number that is applied for a prorated one: its fraction is the probability of one more; `draw` is uniform.
#[must_use]
pub fn rounded_by_draw(prorated: f64, draw: f64) -> f64 {
    let whole = prorated.floor();
    if draw < prorated - whole {
        whole + 1.0
    } else {
        whole
    }
}

/// Equation (31). Local markets of a world [count].
#[must_use]
pub fn markets(population: &PopulationParameters) -> usize {
    if population.market_smes > 0.0 {
        (population.smes / population.market_smes).round().max(1.0) as usize
    } else {
        1
    }
}

/// Equation (31a). Home market of the affiliate that opens in a place of a sector, of a number of markets and sectors.
#[must_use]
pub fn home_of_place(place: usize, sector: usize, markets: usize, sectors: usize) -> usize {
    let turn = GOLDEN_STEP * place as f64 + sector as f64 / sectors as f64;
    let home = (markets as f64 * (turn - turn.floor())) as usize;
    home.min(markets - 1)
}

/// Equation (31b). Market in which an affiliate with a home buys a lot: its own and the next ones on the ring, in turn, a category after
/// the other.
#[must_use]
pub fn market_of_lot(
    home: usize,
    lot: usize,
    categories: usize,
    reach: usize,
    markets: usize,
) -> usize {
    (home + lot / categories % reach) % markets
}

/// Equation (32). Purchases that could be made locally [USD per year].
#[must_use]
pub fn local_purchases(sales: Usd, local_input_share: Share) -> Usd {
    sales * local_input_share
}

/// Equation (32a). Lots into which yearly purchases are split [count]: a quarter of them over the mean value of a lot, which is
/// log-normal around its median.
#[must_use]
pub fn lots_of(purchases: Usd, median_lot: Usd, lot_sd: f64) -> f64 {
    purchases / 4.0 / (median_lot * exp(0.5 * lot_sd * lot_sd))
}

/// Most lots that an affiliate may have [count], for the memory of a window.
#[must_use]
pub(in crate::model) fn most_lots(tncs: &TncParameters, median_lot: Usd, lot_sd: f64) -> f64 {
    if tncs.sales_max_usd > 0.0 {
        lots_of(
            local_purchases(tncs.sales_max_usd, tncs.local_input_share),
            median_lot,
            lot_sd,
        )
        .min(MOST_LOTS)
    } else {
        tncs.lots_max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn population(smes: f64, represents: f64, market_smes: f64) -> PopulationParameters {
        PopulationParameters {
            smes,
            represents,
            market_smes,
            ..PopulationParameters::default()
        }
    }

    #[test]
    fn a_world_is_the_part_of_what_it_represents_that_is_modelled() {
        assert_eq!(modelled_share(&population(2_000.0, 0.0, 0.0)), 1.0);
        assert_eq!(modelled_share(&population(2_000.0, 80_000.0, 0.0)), 0.025);
        assert_eq!(modelled_share(&population(2_000.0, 1_000.0, 0.0)), 2.0);
    }

    #[test]
    fn a_whole_number_stays_and_a_fraction_is_the_chance_of_one_more() {
        for draw in [0.0, 0.3, 1.0 - f64::EPSILON] {
            assert_eq!(rounded_by_draw(3.0, draw), 3.0);
        }
        assert_eq!(rounded_by_draw(3.25, 0.249), 4.0);
        assert_eq!(rounded_by_draw(3.25, 0.25), 3.0);
        let mean: f64 = (0..1_000).fold(0.0, |sum, step| {
            sum + rounded_by_draw(0.125, f64::from(step) / 1_000.0)
        });
        assert_eq!(mean, 125.0);
    }

    #[test]
    fn markets_are_as_many_as_fit_and_homes_are_even_on_the_ring() {
        assert_eq!(markets(&population(800.0, 0.0, 0.0)), 1);
        assert_eq!(markets(&population(800.0, 0.0, 2_000.0)), 1);
        assert_eq!(markets(&population(20_000.0, 0.0, 1_000.0)), 20);
        for ring in 1..40 {
            let mut homes = vec![0_usize; ring];
            for place in 0..12 * ring {
                homes[home_of_place(place, place % 6, ring, 6)] += 1;
            }
            let (least, most) = (homes.iter().min(), homes.iter().max());
            assert!(
                least >= Some(&6) && most <= Some(&18),
                "{ring} markets: {homes:?}"
            );
        }
    }

    #[test]
    fn lots_go_around_the_categories_of_the_markets_in_reach() {
        let cell = |lot: usize| (market_of_lot(3, lot, 2, 3, 4), lot % 2);
        let cells: Vec<_> = (0..8).map(cell).collect();
        assert_eq!(
            cells,
            [
                (3, 0),
                (3, 1),
                (0, 0),
                (0, 1),
                (1, 0),
                (1, 1),
                (3, 0),
                (3, 1)
            ]
        );
        assert!((0..50).all(|lot| market_of_lot(0, lot, 2, 5, 1) == 0));
    }

    #[test]
    fn lots_of_a_quarter_cost_a_quarter_of_the_purchases() {
        let purchases = local_purchases(4_000_000.0, 0.5);
        assert_eq!(purchases, 2_000_000.0);
        assert_eq!(lots_of(purchases, 5_000.0, 0.0), 100.0);
        assert!((lots_of(purchases, 5_000.0, 1.0) - 60.653).abs() < 1e-3);
    }

    #[test]
    fn there_is_room_for_the_lots_of_the_largest_affiliate() {
        let mut tncs = TncParameters::default();
        assert_eq!(most_lots(&tncs, 4_000.0, 0.5), tncs.lots_max);
        tncs.sales_max_usd = 8_000_000.0;
        tncs.local_input_share = 0.5;
        assert_eq!(most_lots(&tncs, 5_000.0, 0.0), 200.0);
        tncs.sales_max_usd = 1e11;
        assert_eq!(most_lots(&tncs, 5_000.0, 0.0), MOST_LOTS);
    }
}
