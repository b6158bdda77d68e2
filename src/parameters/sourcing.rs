//! TNC affiliates, how they buy, and how linkages live.

use super::registry::section;

section! {
    /// TNC affiliates: arrival, size, mandate and departure.
    TncParameters in "tncs" {
        /// Departure of affiliates (h_X).
        exit_rate = 0.044, "per year", [0.0, 0.5], (0.02, 0.08), Literature, "one fifth of foreign affiliates divested in five years (OECD)";
        /// Rise of departures when the cycle of TNC orders is below minus 1.5 sd.
        exit_slump_factor = 1.5, "ratio", [1.0, 6.0], (1.0, 3.0), Assumed, "divestment rises in slumps";
        /// Fall of departures with the domestic share of lots.
        exit_embedding = 1.0, "log per unit", [0.0, 5.0], (0.0, 2.0), Assumed, "embedded affiliates stay";
        /// Departures that are sales, not closures.
        sale_share = 0.6, "share", [0.0, 1.0], (0.4, 0.8), Assumed, "most divested affiliates go on under new owners";
        /// Probability that a linkage survives a sale.
        sale_link_survival = 0.7, "share", [0.0, 1.0], (0.5, 0.9), Assumed, "new owners review suppliers";
        /// Orders after a sale relative to before.
        sale_volume_factor = 0.7, "ratio", [0.1, 1.5], (0.5, 1.0), Literature, "sold affiliates lose 30 % of sales (OECD)";
        /// Part of the volume lost in a sale that comes back in a quarter.
        sale_recovery = 0.05, "per quarter", [0.0, 1.0], (0.0, 0.2), Assumed, "new owners rebuild or close";
        /// Least number of lots of an affiliate.
        lots_min = 40, "count of lots", [1, 10_000], (10, 200), Assumed, "with the maximum it sets the localisable demand";
        /// Greatest number of lots of an affiliate.
        lots_max = 200, "count of lots", [1, 50_000], (40, 2_000), Assumed, "as above";
        /// Tail of affiliates' purchases (alpha_D).
        lots_shape = 1.1, "exponent", [0.3, 5.0], (1.0, 1.5), Literature, "Zipf tail of customer degree (Mizuno et al.)";
        /// Mean of the local mandate of affiliates.
        mandate_mean = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "how far headquarters leave sourcing to the affiliate";
        /// Probability that headquarters end a linkage whatever its performance, without a mandate.
        headquarters_end_chance = 0.006, "per quarter", [0.0, 0.2], (0.002, 0.02), Assumed, "0.003 at the mean mandate";
        /// Belief of affiliates in local suppliers at the start.
        belief_start = 0.5, "share", [0.0, 1.0], (0.3, 0.7), Assumed, "neutral";
        /// Weight of one outcome in that belief.
        belief_speed = 0.05, "per outcome", [0.0, 1.0], (0.02, 0.2), Assumed, "unready suppliers burn buyers' belief";
        /// Neighbouring local markets in which an affiliate buys, its own included (R).
        reach_markets = 1, "count of markets", [1, 1_000], (1, 10), Assumed, "of effect with `population.market_smes`";
        /// Share of lots that an affiliate buys in other sectors than its own, in the same markets.
        other_sectors_share = 0.0, "share", [0.0, 1.0], (0.0, 0.8), Assumed, "0: all in its own; services, packaging and maintenance are bought by every sector";
        /// Least sales of an affiliate from which its purchases follow; 0 for both ends: lots are counted by `lots_min` and `lots_max`.
        sales_min_usd = 0, "USD per TNC and year", [0, 100_000_000_000.0], (0, 100_000_000), Assumed, "0: purchases do not follow from sales";
        /// Greatest sales of an affiliate; between the ends sales have the tail `lots_shape`.
        sales_max_usd = 0, "USD per TNC and year", [0, 100_000_000_000.0], (0, 5_000_000_000.0), Assumed, "as above";
        /// Purchases that could be made locally, over sales.
        local_input_share = 0.6, "share of sales", [0.0, 1.0], (0.1, 0.7), Assumed, "inputs are about 0.6 of sales; 22 % of sales are spent locally in Sub-Saharan Africa";
    }
}

section! {
    /// How a TNC looks for, tests and chooses a source for a lot.
    SourcingParameters in "sourcing" {
        /// Mean number of local firms screened for a lot (n_search).
        search_size = 4.0, "firms per lot", [0.0, 50.0], (2.0, 8.0), Assumed, "small consideration sets in comparable models";
        /// Size at which a firm is seen for certain.
        well_known_workers = 100.0, "workers", [1.0, 1_000.0], (50.0, 250.0), Assumed, "large firms are known";
        /// Share of SMEs that buyers rarely see.
        hidden_share = 0.25, "share", [0.0, 1.0], (0.15, 0.35), Literature, "the information barrier binds for a quarter of firms, Liberia (Hjort et al.)";
        /// Visibility of such a firm relative to others.
        hidden_visibility = 0.2, "ratio", [0.0, 1.0], (0.1, 0.5), Literature, "removing the barrier multiplies contracts by three (same)";
        /// Probability that an affiliate also asks a firm in the network of one of its suppliers.
        network_chance = 0.15, "per lot", [0.0, 1.0], (0.0, 0.5), Assumed, "own network and referral are ways to find partners";
        /// Openness of a mean affiliate: share of its tendered lots for which it looks for domestic firms by itself.
        openness = 0.5, "share", [0.0, 1.0], (0.2, 0.9), Assumed, "contact between small and large firms does not come by itself";
        /// Weight of a firm of another region in the search.
        distance_weight = 0.6, "ratio", [0.0, 1.0], (0.3, 1.0), Assumed, "buyers look nearby first";
        /// Gate for quality (tau_q).
        quality_gate = 0.58, "index", [0.0, 1.0], (0.40, 0.75), Assumed, "fitted with the constant of other sources";
        /// Gate for standards (tau_s).
        standards_gate = 0.62, "index", [0.0, 1.0], (0.40, 0.80), Assumed, "as above";
        /// Error of a buyer's first look (sigma).
        signal_noise = 0.12, "index", [0.0, 0.6], (0.08, 0.20), Assumed, "samples and references";
        /// Part of that error that a certificate leaves in standards.
        certificate_noise = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "an audit by others stands for a part of the buyer's own";
        /// Error after a referral by a trusted party.
        referred_noise = 0.06, "index", [0.0, 0.6], (0.04, 0.15), Assumed, "halved";
        /// Weight of quality (b_q).
        taste_quality = 6.0, "utils per unit", [0.0, 30.0], (3.0, 10.0), Assumed, "order of logit weights in comparable models";
        /// Weight of price (b_p).
        taste_price = 4.0, "utils per log price", [0.0, 30.0], (2.0, 8.0), Assumed, "as above";
        /// Weight of confidence in the partner (b_T).
        taste_confidence = 2.0, "utils per unit", [0.0, 10.0], (0.0, 4.0), Assumed, "as above";
        /// Weight of a referral itself.
        taste_referral = 0.3, "utils", [0.0, 5.0], (0.0, 1.0), Assumed, "kept small: a referral works through what it shows";
        /// Weight of being the incumbent.
        taste_incumbent = 1.0, "utils", [0.0, 10.0], (0.5, 2.0), Assumed, "known suppliers are kept";
        /// Weight of a close fit of speciality and values.
        taste_fit = 0.5, "utils", [0.0, 5.0], (0.0, 1.5), Assumed, "complementarity makes relations meaningful";
        /// Weight of a firm's innovation base above or below the middle in the choice for a lot.
        taste_innovation = 0.0, "utils per unit", [0.0, 20.0], (0.0, 4.0), Assumed, "0: innovation counts from regular supply on";
        /// Innovation base that neither helps nor harms an offer.
        innovation_middle = 0.5, "index", [0.0, 1.0], (0.3, 0.7), Assumed, "the middle of the index";
        /// Addition of full marketing reach of an affiliate to that weight: each brings what the other lacks.
        taste_complement = 0.0, "utils per unit", [0.0, 20.0], (0.0, 4.0), Assumed, "0: reach plays no part in the choice";
        /// Loss on orders that a firm accepts for an affiliate of full marketing reach.
        reach_value = 0.0, "share of order", [0.0, 0.5], (0.0, 0.1), Assumed, "0: orders have to pay by themselves";
        /// Quality of imports.
        import_quality = 0.85, "index", [0.0, 1.0], (0.7, 0.95), Assumed, "world suppliers";
        /// Cost of bringing imports in: freight, time, tariff.
        import_wedge = 0.10, "log price", [0.0, 1.0], (0.03, 0.40), Assumed, "each context gives its own";
        /// Domestic unit cost relative to import price before that wedge.
        domestic_price_level = 0.95, "ratio", [0.3, 3.0], (0.8, 1.2), Assumed, "each context gives its own";
        /// Spread of quotes.
        price_noise = 0.10, "log price", [0.0, 0.6], (0.05, 0.2), Assumed, "quotes differ";
        /// Advantage of imports and local tier-1 firms beyond price and quality (u0).
        outside_constant = 1.0, "utils", [-5.0, 10.0], (-1.0, 3.5), Assumed, "stands for risk and group contracts; fitted to the domestic share of lots";
        /// Probability that a foreign-owned local tier-1 firm bids for a lot.
        tier_one_chance = 0.7, "share", [0.0, 1.0], (0.1, 1.0), Assumed, "foreign-owned local suppliers are a third source";
        /// Part of the cost of bringing imports in that such a firm bears.
        tier_one_wedge = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "it imports part of what it sells";
        /// Quality of such a firm.
        tier_one_quality = 0.78, "index", [0.0, 1.0], (0.6, 0.9), Assumed, "between domestic and import";
        /// Median value of a lot, fixed for a context.
        lot_value_usd = 4_000, "USD per quarter", [10, 1_000_000], (500, 50_000), Assumed, "6 to 7 % of the median sales of eligible firms";
        /// Spread of lot values.
        lot_value_sd = 0.5, "log points", [0.0, 2.0], (0.2, 1.0), Assumed, "contracts differ";
        /// Shortest contract before a lot is tendered again.
        contract_quarters_min = 8, "quarters", [1, 60], (4, 12), Assumed, "frame contracts of two to three years";
        /// Longest contract before a lot is tendered again.
        contract_quarters_max = 12, "quarters", [1, 60], (8, 20), Assumed, "as above";
        /// Share of an SME's sales that one TNC may reach.
        buyer_share_cap = 0.4, "share", [0.05, 1.0], (0.3, 0.5), Assumed, "buyers avoid dependent suppliers";
        /// Share of a firm's capacity that all TNCs together may hold.
        committed_cap = 0.8, "share", [0.05, 1.0], (0.6, 0.95), Assumed, "firms keep part of their capacity for other customers";
        /// How fast incumbents lose lots to better offers (lam_sw).
        switching_rate = 1.5, "per util", [0.0, 20.0], (0.5, 5.0), Assumed, "links ignore small gains (Huneeus)";
        /// Cost of serving a TNC besides production, at middling confidence.
        transaction_cost = 0.04, "share of order", [0.0, 0.5], (0.02, 0.10), Assumed, "contracting and haggling";
        /// Fall of that cost with confidence (k_tc).
        transaction_cost_slope = 2.0, "per unit", [0.0, 5.0], (1.0, 2.5), Literature, "five to one between least and most trusted car makers (Dyer and Chu)";
        /// Owner's days a quarter that one linkage takes.
        owner_days = 4.0, "days per quarter", [0.0, 60.0], (1.0, 15.0), Assumed, "contact costs time and energy";
        /// Value of an owner's day in day wages.
        owner_day_wages = 2.0, "ratio", [0.0, 10.0], (1.0, 4.0), Assumed, "owners earn more than workers";
        /// Weight of a crisis in the squeeze that a supplier reckons with.
        crisis_weight = 0.1, "share", [0.0, 1.0], (0.0, 0.3), Assumed, "deep slumps come about once in ten years";
    }
}

section! {
    /// Trust, control and contact between a supplier and its buyer.
    TrustParameters in "trust" {
        /// Trust in a stranger (T0).
        stranger = 0.30, "share", [0.0, 1.0], (0.2, 0.4), Assumed, "each context gives its own";
        /// Trust in a partner whom an intermediary names.
        referred = 0.45, "share", [0.0, 1.0], (0.35, 0.6), Assumed, "networks and intermediaries lower the risk of starting";
        /// Gain of trust in a good quarter of full contact (a_plus).
        gain = 0.10, "per quarter", [0.0, 1.0], (0.04, 0.12), Assumed, "slow up";
        /// Loss of trust in a breach of full severity (a_minus).
        loss = 0.35, "per breach", [0.0, 1.0], (0.2, 0.6), Assumed, "fast down";
        /// Meetings face to face in a quarter.
        meetings = 3.0, "per quarter", [0.0, 30.0], (1.0, 6.0), Assumed, "monthly";
        /// Weight of a meeting (w_f).
        meeting_weight = 0.35, "per meeting", [0.0, 3.0], (0.2, 0.5), Assumed, "four times a remote contact";
        /// Weight of remote contact in a quarter (w_r).
        remote_weight = 0.24, "per quarter", [0.0, 3.0], (0.1, 0.5), Assumed, "mail and calls";
        /// Contact lost to distance in language, culture and rules.
        friction = 0.2, "share", [0.0, 0.9], (0.0, 0.5), Assumed, "distance raises cost";
        /// Part of friction that an intermediary removes at the start, fading in eight quarters.
        intermediary = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "strong early, limited later";
        /// Quadratic slowing of goodwill by formal control (chi_f).
        control_chill = 0.8, "share", [0.0, 2.0], (0.5, 1.0), Assumed, "too much control reads as distrust";
        /// Help of social control to goodwill (chi_s).
        control_warmth = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "as above";
        /// Part of missing trust that control replaces in confidence (kappa).
        control_weight = 0.5, "share", [0.0, 1.0], (0.3, 0.8), Assumed, "Das and Teng: confidence comes from trust and control";
        /// Weight of competence trust beside goodwill (w_c).
        competence_weight = 0.5, "share", [0.0, 1.0], (0.3, 0.7), Assumed, "0.7 in the first year";
        /// Opportunism of buyers without control (pi_0).
        opportunism = 0.02, "per quarter", [0.0, 0.5], (0.01, 0.05), Assumed, "late payment, squeezed price";
        /// Opportunism of buyers in a deep slump (pi_crisis).
        crisis_opportunism = 0.25, "per quarter", [0.0, 1.0], (0.1, 0.5), Assumed, "temptation is greatest in a crisis";
        /// Price cut that an opportunistic buyer takes.
        squeeze = 0.10, "share of order", [0.0, 0.9], (0.02, 0.3), Assumed, "cost of a breach to the supplier";
        /// Steepness of failed deliveries in the gap of capability to the gate (k_b).
        breach_slope = 6.0, "logit per unit", [0.0, 30.0], (3.0, 12.0), Assumed, "inability more than ill will";
        /// Failed deliveries of a supplier at the gate.
        breach_constant = -2.6, "logit per quarter", [-8.0, 3.0], (-3.2, -2.0), Assumed, "about 6 % a quarter at the gate";
        /// Part of a breach that partners settle (R).
        conflict_resolution = 0.3, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "review of deeds, not words";
        /// Turnover of the contact person.
        contact_turnover = 0.15, "per year", [0.0, 1.0], (0.1, 0.2), Assumed, "personal relations are vulnerable";
        /// Trust lost with the contact person.
        contact_loss = 0.30, "share", [0.0, 1.0], (0.1, 0.5), Assumed, "as above";
    }
}

section! {
    /// The six stages of a linkage and its ends.
    LinkageParameters in "linkages" {
        /// Quarters for which a buyer does not choose a firm again that failed its audit, unless its quality or standards rose; 0: buyers forget at once.
        audit_memory_quarters = 0, "quarters", [0, 40], (0, 12), Assumed, "0: off; two years where buyers keep files";
        /// Rise of quality or standards by which such a firm counts as changed.
        audit_change = 0.03, "index", [0.0, 0.5], (0.01, 0.1), Assumed, "a visible step; of effect with a memory of audits only";
        /// Probability that a firm that failed an audit makes a plan of its own from the gaps that it was told.
        audit_plan_chance = 0.0, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "0: a failed audit teaches nothing; 0.3 where its report is acted on";
        /// Probability of moving on from a stage of waiting.
        advance_chance = 0.5, "per quarter", [0.01, 1.0], (0.2, 0.6), Assumed, "first orders come 6 to 24 months after first contact";
        /// Probability that an agreement is reached.
        agreement_chance = 0.8, "share", [0.0, 1.0], (0.5, 0.95), Assumed, "agreed terms test compatibility";
        /// Constant of passing the trial.
        trial_constant = 0.6, "logit", [-5.0, 5.0], (0.0, 1.5), Assumed, "34 % of contacts and 54 % of pilots passed in a subsidised programme (Danida)";
        /// Weight of confidence in passing the trial.
        trial_confidence = 4.0, "logit per unit", [0.0, 20.0], (2.0, 6.0), Assumed, "as tried in a prototype";
        /// Weight of a failed delivery in passing the trial.
        trial_breach = 1.5, "logit per breach", [0.0, 10.0], (0.5, 3.0), Assumed, "as above";
        /// Constant of the hazard of ending (h0).
        end_constant = -3.7, "logit per quarter", [-10.0, 0.0], (-4.2, -2.8), Assumed, "set with all risks on: 5 to 12 % of the stock a year (Mizuno et al.)";
        /// Weight of confidence in that hazard (b_T).
        end_confidence = -3.0, "logit per unit", [-12.0, 0.0], (-5.0, -2.0), Assumed, "trust lowers the hazard; age does not enter again";
        /// Rise of the hazard per sd of a slump beyond one sd.
        end_slump = 0.6, "logit per sd", [0.0, 3.0], (0.3, 1.0), Assumed, "links react to large shocks only (Huneeus)";
        /// Rise of the hazard with a cost disadvantage of local supply.
        end_cost = 1.0, "logit per log price", [0.0, 10.0], (0.0, 3.0), Assumed, "price ends some";
        /// Rise of the hazard for four quarters after support ended where the supplier's margin is negative.
        end_subsidy = 1.0, "logit", [0.0, 5.0], (0.0, 2.0), Literature, "partnerships fade beyond the support period (Danida); size assumed";
        /// Growth of orders at full confidence.
        order_growth = 0.03, "per quarter", [0.0, 0.3], (0.0, 0.06), Literature, "quantities grow with age; size assumed";
        /// Greatest order relative to the first.
        order_growth_max = 3.0, "ratio", [1.0, 10.0], (1.5, 4.0), Assumed, "as above";
        /// Probability that a fit Supply linkage becomes Strategic.
        strategic_chance = 0.05, "per quarter", [0.0, 1.0], (0.01, 0.2), Assumed, "years, not quarters";
        /// Trust that Strategic needs.
        strategic_trust = 0.70, "share", [0.0, 1.0], (0.5, 0.9), Assumed, "goodwill counts late";
        /// Innovation base that Strategic needs.
        strategic_innovation = 0.40, "index", [0.0, 1.0], (0.2, 0.6), Assumed, "a solid base is the condition of a meaningful relation";
    }
}
