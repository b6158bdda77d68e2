//! Products of firms and where they are made: niche and mass suppliers, linkages that move as wages rise, and businesses of firms' own abroad.

use super::registry::section;

section! {
    /// Niche and mass suppliers: the former bargain, the latter are squeezed on cost and standards; without niche firms there is neither kind.
    ProductParameters in "products" {
        /// Share of SMEs with a niche product; 0 leaves all firms alike.
        niche_share = 0.0, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "each context gives its own; 0 switches the difference off";
        /// Premium of a niche supplier on the value of its orders.
        niche_margin = 0.05, "share of order", [0.0, 0.5], (0.0, 0.15), Assumed, "it can be replaced by few";
        /// Weight of price in the choice of a niche supplier, and in the end of its linkages, relative to others.
        niche_price_weight = 0.5, "ratio", [0.0, 2.0], (0.2, 1.0), Assumed, "niche demand depends less on price";
        /// Weight of fit of speciality and values in the choice of a niche supplier relative to others.
        niche_fit_weight = 3.0, "ratio", [0.0, 20.0], (1.0, 6.0), Assumed, "what is special must be what is wanted";
        /// Part of buyers' opportunism from which a niche supplier protects itself.
        niche_protection = 0.5, "share", [0.0, 1.0], (0.0, 0.9), Assumed, "know-how that stays in the firm";
        /// Yearly part of the gap to the frontier of innovation that a niche owner of full mindset closes, for each unit of that protection.
        niche_research = 0.0, "per year per share", [0.0, 1.0], (0.0, 0.2), Assumed, "0: safety changes no effort; safe know-how is worth building";
        /// Discount of a mass supplier on the value of its orders.
        mass_squeeze = 0.02, "share of order", [0.0, 0.3], (0.0, 0.05), Assumed, "yearly price cuts of a few per cent in mass subcontracting";
        /// Rise of the gate for standards that mass suppliers meet.
        mass_standards = 0.01, "index", [0.0, 0.3], (0.0, 0.05), Assumed, "codes and audits of large buyers";
    }
}

section! {
    /// Responses of suppliers when local cost rises above that of imports: high-capability firms keep design and coordination and offshore the rest.
    EvolutionParameters in "evolution" {
        /// Probability that an able supplier whose product has become more expensive than imports offshores production; 0: none does.
        make_abroad_chance = 0.0, "per quarter", [0.0, 1.0], (0.0, 0.2), Assumed, "0 switches it off; a few years of search where it is on";
        /// Innovation base that it takes.
        make_abroad_innovation = 0.40, "index", [0.0, 1.0], (0.2, 0.7), Assumed, "as for joint development: something must be left to do at home";
        /// Management that it takes.
        make_abroad_management = 0.50, "index", [0.0, 1.0], (0.3, 0.8), Assumed, "to direct a maker in another country";
        /// Part of the value of an order that stays: design, coordination, testing.
        kept_share = 0.30, "share", [0.0, 1.0], (0.1, 0.5), Assumed, "order of the margin of trading and design houses";
        /// Cost of the move to the supplier.
        move_cost_usd = 15_000, "USD per linkage", [0, 5_000_000], (3_000, 200_000), Assumed, "search, tools, first series; a few quarters of a usual order";
    }
}

section! {
    /// Businesses that exporters found abroad on their own account: able firms with cash to spare may earn, learn and lose there.
    VentureParameters in "ventures" {
        /// Probability that an exporter that is able and has the cash founds a business abroad; 0: none does.
        chance = 0.0, "per quarter", [0.0, 1.0], (0.0, 0.1), Assumed, "0 switches it off; few small firms invest abroad";
        /// Productivity that it takes, above the mean of all firms.
        productivity_min = 1.0, "sd", [-2.0, 4.0], (0.0, 2.0), Assumed, "the most productive firms invest abroad, the next export (Helpman, Melitz and Yeaple); size assumed";
        /// Outlay for it, in the firm's own sales of a year, but for the least outlay.
        outlay_share = 0.05, "share of yearly sales", [0.0, 1.0], (0.02, 0.2), Assumed, "an office or a workshop, not a factory";
        /// Least outlay; the labour part follows the local wage.
        outlay_min_usd = 5_000, "USD", [0, 5_000_000], (1_000, 100_000), Assumed, "papers, travel, premises and a first stock in a neighbouring country";
        /// Spare cash that an owner wants to see, relative to the outlay.
        cash_factor = 1.5, "ratio", [1.0, 10.0], (1.0, 3.0), Assumed, "nobody lends for it";
        /// Its return on the outlay.
        return_rate = 0.15, "per year", [-0.5, 1.0], (0.0, 0.3), Assumed, "above the rate of loans, for the risk";
        /// Spread of what it earns from year to year.
        return_sd = 0.20, "per year", [0.0, 2.0], (0.05, 0.5), Assumed, "as local demand of a small firm";
        /// Probability that it closes and all that was put in is lost.
        loss_rate = 0.15, "per year", [0.0, 1.0], (0.05, 0.4), Assumed, "between the exit of firms and the end of export markets";
        /// Sales that it makes abroad, on what was put in.
        sales_ratio = 2.0, "per year", [0.0, 20.0], (0.5, 5.0), Assumed, "sales over capital of trade and light industry";
        /// Management and innovation base that its owner gains by it, if able to absorb it all.
        learning = 0.02, "index per year", [0.0, 0.5], (0.0, 0.08), Assumed, "a new market is a school; below a course";
    }
}
