//! Population and environment.

use super::registry::section;

section! {
    /// How many agents there are and how the economy is cut.
    PopulationParameters in "population" {
        /// SMEs at the start of the policy window.
        smes = 2_000, "count of SMEs", [1, 10_000_000], (200, 100_000), Assumed, "scale of the model; results are read per 1,000 SMEs";
        /// TNC affiliates at the start of the policy window.
        tncs = 40, "count of TNCs", [1, 200_000], (2, 2_000), Assumed, "see tncs per 1,000 SMEs of the context";
        /// Input categories in each of the six sectors (K).
        categories_per_sector = 3, "count of categories", [1, 50], (2, 10), Assumed, "chosen so that 4 to 12 capable local firms compete in a category";
        /// SMEs of the economy that the world is a sample of, for which numbers of programmes are stated; 0: the world is the whole economy.
        represents = 0, "count of SMEs", [0, 1_000_000_000], (0, 5_000_000), Assumed, "0: programmes are stated for the modelled SMEs";
        /// SMEs of a local market with all sectors and categories; 0: the world is one market, however large.
        market_smes = 0, "count of SMEs", [0, 10_000_000], (0, 20_000), Assumed, "0: affiliates meet every firm of their sector";
    }
}

section! {
    /// Conditions of all firms: cycles, crises, wages, skills and law.
    EconomyParameters in "economy" {
        /// Standard deviation of the country's output cycle.
        cycle_sd = 0.02, "log points", [0.0, 0.3], (0.01, 0.09), Literature, "annual GDP per head of 16 countries 2000-19, HP-filtered (Gapminder)";
        /// Quarterly persistence of cycles.
        cycle_persistence = 0.88, "per quarter", [0.0, 0.999], (0.75, 0.95), Literature, "same series";
        /// Part of a sector's cycle that is the country's.
        sector_loading = 0.7, "share", [0.0, 1.0], (0.5, 1.0), Assumed, "between 0.5 and 1 in input-output practice";
        /// Part of a TNC's order cycle that is the world's.
        world_loading = 0.5, "share", [0.0, 1.0], (0.3, 0.8), Assumed, "0.3 for market seekers to 0.8 for exporters";
        /// How much TNC orders swing when output swings by one.
        order_amplification = 5.0, "ratio", [0.0, 12.0], (3.0, 8.0), Assumed, "firm-level orders are several times as volatile as GDP";
        /// Probability that a crisis starts in a quarter.
        crisis_chance = 0.015, "per quarter", [0.0, 0.2], (0.005, 0.03), Assumed, "plain cycles have too thin tails";
        /// Length of a crisis.
        crisis_quarters = 6, "quarters", [1, 40], (4, 8), Assumed, "as above";
        /// Depth of a crisis, in standard deviations of the cycle.
        crisis_depth = 2.0, "sd", [0.0, 5.0], (1.0, 3.0), Assumed, "as above";
        /// Real wage of a production worker.
        annual_wage_usd = 3_600, "USD per year", [100, 100_000], (600, 30_000), Assumed, "0.7 to 1.3 of GDP per head; each context gives its own";
        /// Growth of wages in excess of productivity and of import prices.
        wage_trend_per_year = 0.0, "per year", [-0.1, 0.1], (-0.02, 0.04), Assumed, "0: the baseline has no trend of its own";
        /// Response of wages to modelled employment above its ten-year average.
        wage_tightness = 0.2, "elasticity", [0.0, 2.0], (0.0, 0.6), Assumed, "sign from crowd-out in tight labour markets";
        /// Skill of staff and quality of advice as it limits learning.
        human_capital = 1.0, "index", [0.1, 2.0], (0.6, 1.2), Assumed, "training quality 0.7 in poor contexts, 1.1 in transition ones";
        /// Roads, power and networks relative to a middling country: how far buyers reach and what local supply costs.
        infrastructure = 1.0, "index", [0.1, 2.0], (0.4, 1.4), Assumed, "1: neutral; no context of the library says otherwise";
        /// Rise of domestic unit cost where that index is 0 instead of 1.
        infrastructure_cost = 0.2, "log price", [0.0, 2.0], (0.0, 0.5), Assumed, "power cuts and transport cost firms of poor countries several per cent of sales";
        /// Exponent with which infrastructure below that of a middling country takes from what firms absorb; 0: it does not.
        infrastructure_learning = 0.0, "exponent", [0.0, 3.0], (0.0, 1.0), Assumed, "0: learning goes on in the dark; at 1 half the infrastructure halves what is absorbed";
        /// Share of regions in which a university or research institute works with firms, beyond what the index of human capital says.
        university_access = 0.0, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "0: nowhere; links of universities with small firms are few, and near the campus";
        /// Protection that contracts and courts give, as the formal part of control.
        contract_protection = 0.4, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "ordered by rule-of-law scores";
    }
}
