//! Instruments of trade and skills: tariffs, taxes on supplies into zones, human capital, business schools.

use crate::parameters::registry::section;

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

section! {
    /// `zone_supply_tax`: sales of domestic firms into free zones are taxed as exports are, so that imports lose a privilege.
    ZoneSupplyTaxParameters in "zone_supply_tax" {
        /// Fall of the tax that made domestic supplies dearer than imports to buyers in zones.
        tax_cut = 0.08, "log price", [0.0, 0.5], (0.02, 0.2), Assumed, "value-added and turnover taxes that are refunded late or never";
        /// Share of affiliates in zones.
        zone_share = 0.5, "share", [0.0, 1.0], (0.1, 0.9), Assumed, "each context gives its own";
        /// Refunds on goods that never enter a zone, relative to those on goods that do.
        leak_share = 0.15, "ratio", [0.0, 2.0], (0.0, 0.5), Assumed, "false declarations are the usual objection";
        /// Quarters from the change to buyers' response.
        lag_quarters = 2, "quarters", [0, 40], (0, 8), Assumed, "customs must learn the procedure";
        /// Cost of checking.
        administration_usd = 30_000, "USD per year", [0, 100_000_000], (5_000, 1_000_000), Assumed, "a desk at customs";
        /// Part of that cost paid by donors; the rest, and revenue forgone, are public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

section! {
    /// `human_capital`: skills centres and universities; the index of human capital rises late and slowly.
    HumanCapitalParameters in "human_capital" {
        /// Rise of the index at full response, before people leave.
        index_gain = 0.15, "index", [0.0, 1.0], (0.03, 0.4), Assumed, "a third of the way from a poor context to the reference";
        /// Quarters from teaching to the first effect.
        lag_quarters = 8, "quarters", [0, 80], (4, 24), Assumed, "courses of two to four years";
        /// Quarters in which a fixed part of the missing rise comes about.
        build_quarters = 16, "quarters", [1, 200], (8, 60), Assumed, "cohorts enter one by one";
        /// Part of the rise that is lost because the skilled leave.
        leaving_share = 0.2, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "emigration and jobs outside supply industries";
        /// Part of the rise that is lost in a year once teaching has stopped.
        decay_rate = 0.05, "per year", [0.0, 1.0], (0.0, 0.2), Assumed, "retirement and forgetting";
        /// Cost of centres and courses; the labour part follows the local wage.
        cost_usd = 600_000, "USD per year", [0, 1_000_000_000], (100_000, 20_000_000), Assumed, "one centre with a few hundred places";
        /// Part paid by donors; the rest is public.
        donor_share = 0.3, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `business_school_network`: courses of business schools for able owners, who come to know each other.
    BusinessSchoolNetworkParameters in "business_school_network" {
        /// Owners admitted in a quarter.
        seats_per_quarter = 6, "count of SMEs", [0, 100_000], (2, 60), Assumed, "one class a year";
        /// Management that admission takes.
        entry_level = 0.40, "index", [0.0, 1.0], (0.2, 0.7), Assumed, "schools select the able";
        /// Quarters from the start of a course to its effect.
        course_quarters = 4, "quarters", [1, 20], (2, 8), Assumed, "part-time courses of a year";
        /// Management gained by an owner who can absorb it all.
        gain_management = 0.08, "index", [0.0, 0.6], (0.02, 0.15), Assumed, "less than consulting on site, more than a workshop";
        /// Chance that a participant makes a peer of another of its category.
        peer_chance = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "classmates of one trade stay in touch";
        /// Cost of a seat; the labour part follows the local wage.
        seat_cost_usd = 4_000, "USD per SME", [0, 200_000], (1_000, 20_000), Assumed, "fees of executive courses";
        /// Part of that cost that the firm pays.
        sme_share = 0.4, "share", [0.0, 1.0], (0.1, 1.0), Assumed, "schools charge fees";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}
