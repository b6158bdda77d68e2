//! Tariffs on what affiliates import.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `tariff_change`: a rise or a cut of tariffs on what affiliates import.
    TariffChangeParameters in "tariff_change" {
        /// Rise of import prices; negative for a cut.
        tariff_rise = 0.10, "log price", [-0.5, 0.5], (-0.2, 0.3), Assumed, "the analyst's choice";
        /// Part of domestic suppliers' cost that rises with it.
        imported_cost_share = 0.3, "share", [0.0, 1.0], (0.1, 0.7), Assumed, "they import materials too";
        /// Arrivals that stay away, per unit of a rise.
        arrivals_lost = 1.0, "share per unit", [0.0, 2.0], (0.0, 2.0), Assumed, "affiliates that export need cheap inputs";
        /// Rise of departures per unit of a rise.
        departure_gain = 2.0, "ratio per unit", [0.0, 20.0], (0.0, 5.0), Assumed, "as above";
        /// Quarters from the change to buyers' response and to revenue.
        lag_quarters = 2, "quarters", [0, 40], (0, 6), Assumed, "stocks and running contracts";
        /// Cost of customs.
        administration_usd = 20_000, "USD per year", [0, 100_000_000], (2_000, 1_000_000), Assumed, "an officer or two";
        /// Part of that cost paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

impl Kind for TariffChangeParameters {
    const TITLE: &'static str = "change of tariffs";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Affiliates;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["tariff_rise"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["tariff_rise"];
}
