//! SMEs: size, growth, production, entry and exit, formality.

use super::registry::section;

section! {
    /// How SMEs are sized, grow, enter and leave.
    FirmParameters in "firms" {
        /// Mean of log employment at the opening (mu_L).
        log_size_mean = 2.0, "log workers", [0.0, 4.5], (1.5, 3.0), Assumed, "survey size bands 5-19 and 20-99, with micro firms";
        /// Standard deviation of log employment (sd_L); employment is cut to 1 to 249.
        log_size_sd = 1.1, "log workers", [0.1, 2.0], (0.7, 1.2), Assumed, "as above; power-law upper tail in the literature";
        /// Laplace scale of yearly demand growth at 12 workers (b0).
        growth_scale = 0.15, "log points per year", [0.0, 0.6], (0.10, 0.25), Literature, "Bottazzi and Secchi: tent-shaped growth; sd 0.2 to 0.35 recalled";
        /// Fall of growth dispersion with size (beta).
        growth_size_exponent = 0.20, "exponent", [0.0, 0.5], (0.14, 0.25), Literature, "size-variance relationship, PNAS abstract";
        /// Part of an employment gap closed in a quarter, upwards (phi_up).
        hiring_speed = 0.35, "per quarter", [0.01, 1.0], (0.2, 0.6), Assumed, "jobs are stickier than sales";
        /// Part of an employment gap closed in a quarter, downwards (phi_down).
        firing_speed = 0.20, "per quarter", [0.01, 1.0], (0.1, 0.4), Assumed, "as above";
        /// Constant of the exit hazard (a0).
        exit_constant = -3.5, "logit per quarter", [-8.0, 0.0], (-3.9, -3.0), Literature, "fitted to 8.3 % a year of the opening stock of micro firms, less for larger ones (McKenzie and Paffhausen)";
        /// Fall of exit with age (a_age).
        exit_age = -0.35, "logit per log year", [-2.0, 0.5], (-0.6, -0.2), Literature, "sign in 47 economies; size assumed";
        /// Fall of exit with size (a_size).
        exit_size = -0.20, "logit per log worker", [-2.0, 0.5], (-0.4, 0.0), Literature, "sign as above; size assumed";
        /// Fall of exit with productivity (a_prod), weaker in poor countries.
        exit_productivity = -0.25, "logit per sd", [-2.0, 0.5], (-0.5, -0.1), Literature, "sign as above; size assumed";
        /// Rise of exit when cash covers less than a month of costs (a_cash).
        exit_cash_short = 1.2, "logit", [0.0, 5.0], (0.6, 2.0), Assumed, "liquidity as a cause of death";
        /// Entrants per quarter relative to the stated number of SMEs (nu).
        entry_rate = 0.018, "per quarter", [0.0, 0.2], (0.01, 0.03), Assumed, "equal to mean exit, so that the population is stationary";
        /// Log size of entrants relative to the opening mean.
        entrant_log_size_gap = -0.5, "log workers", [-2.0, 1.0], (-1.0, 0.0), Assumed, "entrants are small";
        /// Capability of entrants relative to the opening mean.
        entrant_capability_gap = -0.3, "sd", [-2.0, 1.0], (-0.6, 0.0), Assumed, "entrants are less capable";
    }
}

section! {
    /// How SMEs turn demand, productivity and people into sales and cash.
    ProductionParameters in "production" {
        /// Response of local sales to own productivity (epsilon).
        demand_elasticity = 3.1, "elasticity", [0.0, 6.0], (1.5, 5.0), Assumed, "to be fitted to gains of first-time suppliers (Alfaro-Urena et al.)";
        /// Part of a firm's gain taken from rivals in locally traded goods (kappa).
        contested_share_local = 0.85, "share", [0.0, 1.0], (0.5, 1.0), Literature, "almost complete crowd-out in less traded products, India (Rotemberg)";
        /// Part of a firm's gain taken from rivals in tradable goods (kappa).
        contested_share_tradable = 0.15, "share", [0.0, 1.0], (0.0, 0.4), Literature, "little crowd-out in traded products, India (Rotemberg)";
        /// Log productivity per unit of management (eta_m).
        management_elasticity = 0.5, "log per unit", [0.0, 1.0], (0.3, 0.7), Literature, "India consulting trial: +17 % for 26 to 38 points of practices";
        /// Log productivity per unit of quality (eta_q).
        quality_elasticity = 0.2, "log per unit", [0.0, 1.0], (0.0, 0.4), Assumed, "kept small: the evidence is on management";
        /// Standard deviation of a firm's lasting productivity.
        productivity_fixed_sd = 0.3, "log points", [0.0, 0.6], (0.2, 0.5), Assumed, "dispersion in developing countries, less what capability explains";
        /// Standard deviation of productivity noise.
        productivity_noise_sd = 0.10, "log points", [0.0, 0.3], (0.05, 0.2), Assumed, "more would make growth of sales too volatile and too bell-shaped through the elasticity";
        /// Quarterly persistence of productivity noise.
        productivity_persistence = 0.95, "per quarter", [0.0, 0.999], (0.9, 0.98), Assumed, "as above";
        /// Quarters until capacity follows demand.
        capacity_lag_quarters = 3, "quarters", [1, 12], (1, 6), Literature, "dip of other sales in the year of the first TNC order (Alfaro-Urena et al.)";
        /// Cost of machines for a dollar of sales in a quarter beyond what is installed; 0: capacity costs nothing.
        capex_ratio = 0.0, "USD per USD of quarterly sales", [0.0, 20.0], (0.0, 4.0), Assumed, "0: free; machines and buildings of light industry are 0.3 to 0.6 of yearly sales";
        /// Growth of installed capacity that repairs and small purchases bring by themselves, as part of running costs.
        capex_own_pace = 0.01, "per quarter", [0.0, 0.5], (0.0, 0.03), Assumed, "4 % a year; of effect with capex_ratio only";
        /// Loss of machines that stand idle.
        machine_wear = 0.01, "per quarter", [0.0, 0.5], (0.005, 0.03), Assumed, "sold or worn out; of effect with capex_ratio only";
        /// Sales that capacity allows above its normal use.
        capacity_slack = 0.15, "share", [0.0, 1.0], (0.05, 0.3), Assumed, "overtime and stocks";
        /// Wage bill in sales at productivity 1.
        wage_share_of_sales = 0.27, "share", [0.05, 0.8], (0.15, 0.4), Assumed, "labour-intensive SMEs";
        /// Materials and services bought, in sales.
        material_share_of_sales = 0.45, "share", [0.0, 0.9], (0.19, 0.54), Literature, "Enterprise Surveys, manufacturing, 19 countries: 0.19 to 0.54";
        /// Part of a positive profit that the owner takes out.
        owner_draw_share = 0.7, "share", [0.0, 1.0], (0.4, 0.9), Assumed, "household needs come first in small firms";
        /// Cash that owners try to keep, in months of costs.
        cash_buffer_months = 2.0, "months", [0.0, 24.0], (1.0, 6.0), Assumed, "above it cash is taken out or pays for plans";
        /// Part of a productivity gain that lowers the asking price.
        price_pass_through = 0.5, "share", [0.0, 1.0], (0.2, 0.9), Assumed, "the rest is margin";
    }
}

section! {
    /// Registration: opening shares, cost, and motives to register.
    FormalityParameters in "formality" {
        /// Unregistered share among firms of 5 to 19 workers at the opening.
        informal_share = 0.30, "share", [0.0, 0.99], (0.1, 0.8), Assumed, "each context gives its own";
        /// Fall of the logit of being informal with log size.
        size_slope = 1.0, "logit per log worker", [0.0, 4.0], (0.5, 2.0), Assumed, "larger firms are registered";
        /// Months of profit at which half of those who ever will have registered (x50).
        half_response_months = 2.0, "months of profit", [0.1, 12.0], (1.5, 3.0), Literature, "Sri Lanka registration trial: one fifth at 0.5 to 1 month, one half at two";
        /// Steepness of that response (n).
        response_exponent = 1.41, "exponent", [0.2, 6.0], (1.0, 2.0), Literature, "as above";
        /// Share of informal firms that would ever register.
        ceiling = 0.7, "share", [0.0, 1.0], (0.5, 0.9), Literature, "as above: land title blocks most of the rest";
        /// Probability of acting in a quarter once registering pays.
        inertia = 0.25, "per quarter", [0.0, 1.0], (0.1, 0.5), Assumed, "decisions take time";
        /// Sales gained from customers who ask for receipts.
        sales_gain = 0.10, "share", [0.0, 0.5], (0.0, 0.2), Assumed, "mean profit rises, mostly in a few fast growers (same trial)";
        /// Fixed cost of complying with rules (f0).
        compliance_fixed_usd = 1_500, "USD per year", [0, 50_000], (300, 5_000), Assumed, "each context gives its own";
        /// Cost of complying that grows with size to the power 0.3 (f1).
        compliance_size_usd = 150, "USD per year", [0, 10_000], (0, 1_000), Assumed, "weighs more on small firms";
        /// Owner's days a year spent on rules, paid at the wage.
        compliance_days = 25, "days per year", [0, 200], (5, 60), Assumed, "share of managers' time in Enterprise Surveys: 0.4 to 19.5 %";
        /// One-off cost to register.
        registration_cost_usd = 300, "USD", [0, 20_000], (0, 2_000), Literature, "Doing Business 2020: 0 to 107 % of income per head";
    }
}

section! {
    /// Four-dimensional capability: where it starts, how it grows, how it fades.
    CapabilityParameters in "capability" {
        /// Mean capability at the opening, on the logit scale (mu_c).
        logit_mean = -0.30, "logit", [-3.0, 3.0], (-0.9, 0.2), Assumed, "fitted with gates and prices to the context's domestic share of lots";
        /// Standard deviation across firms (sd_c).
        logit_sd = 0.8, "logit", [0.1, 2.0], (0.6, 1.1), Assumed, "spread of practice scores";
        /// Part of that variance that the four dimensions share (r).
        common_share = 0.5, "share", [0.0, 1.0], (0.3, 0.7), Assumed, "good firms are good at several things";
        /// Correlation of what the four dimensions share with log size; 0 draws capability independently of size.
        size_correlation = 0.0, "correlation", [0.0, 0.7], (0.0, 0.5), Assumed, "larger firms are better managed: 0.3 to 0.5 in surveys of management";
        /// Correlation of what the four dimensions share with lasting productivity.
        productivity_correlation = 0.0, "correlation", [0.0, 0.7], (0.0, 0.4), Assumed, "well managed firms are more productive";
        /// Speed of learning while orders flow (lambda_s).
        learning_rate = 0.6, "per year", [0.0, 3.0], (0.06, 1.0), Assumed, "to be fitted to +4 to 9 % productivity four years after the first order (Alfaro-Urena et al.)";
        /// Capability that a buyer's own practice shows (c_B).
        buyer_capability = 0.85, "index", [0.3, 1.0], (0.75, 0.95), Assumed, "below the frontier";
        /// Share of sales to TNCs at which learning is at full speed.
        learning_saturation = 0.3, "share", [0.01, 1.0], (0.1, 0.5), Assumed, "attention follows weight";
        /// Part of full intensity that buyers' help adds.
        buyer_assistance = 0.4, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "as tried in a prototype";
        /// Steepness of absorptive capacity (k_ac).
        absorption_slope = 10.0, "per unit", [0.0, 30.0], (6.0, 14.0), Assumed, "threshold and hump reported by Girma; steepness assumed";
        /// Capability at which half is absorbed (c_ac).
        absorption_threshold = 0.30, "index", [0.0, 1.0], (0.2, 0.45), Assumed, "as above";
        /// Fading of what was learnt (delta).
        decay_rate = 0.08, "per year", [0.0, 0.5], (0.03, 0.15), Literature, "about half of adopted practices dropped after 8 to 9 years (Bloom et al.)";
        /// Part of fading that use prevents.
        use_protection = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "skills in use fade less";
        /// Rise of the absorption threshold per unit of human capital that is missing.
        human_capital_shift = 0.20, "index", [0.0, 1.0], (0.0, 0.4), Assumed, "educated staff absorb more";
        /// Fall of the absorption threshold of a firm where a university or research institute works with firms.
        university_shift = 0.05, "index", [0.0, 0.5], (0.0, 0.15), Assumed, "a quarter of what an index of human capital of 0 instead of 1 would do";
        /// How much less weak firms gain from services (theta).
        service_absorption = 0.5, "exponent", [0.0, 2.0], (0.0, 1.0), Assumed, "absorptive capacity gates training too";
        /// Gain of an equipment upgrade in quality, scale and standards that works out (dc_up).
        upgrade_gain = 0.15, "index", [0.0, 0.5], (0.05, 0.25), Assumed, "one upgrade closes part of the gap";
        /// Log productivity that an upgrade adds when it works out.
        upgrade_productivity = 0.04, "log points", [0.0, 0.5], (0.0, 0.10), Assumed, "machines must pay for themselves in time";
        /// Probability that an upgrade works out (p_up).
        upgrade_success = 0.75, "share", [0.0, 1.0], (0.6, 0.9), Assumed, "some machines stand idle";
        /// Share of plans after a diagnosis that are drawn up to what the buyers in view ask for; the others add the flat gain of an upgrade.
        plan_aim = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "0: one plan for all; 1: corrective action plans from gaps to buyers' gates, as supplier programmes write them";
        /// How far above a gate an aimed plan wants a level to be.
        plan_margin = 0.08, "index", [0.0, 0.5], (0.0, 0.15), Assumed, "room for a buyer's error; of effect with aimed plans only";
        /// Greatest gap to a gate, margin not counted, for which a plan is made.
        plan_reach = 0.40, "index", [0.0, 1.0], (0.2, 0.6), Assumed, "firms out of reach are advised not to invest; of effect with aimed plans only";
        /// Error of the gaps that a diagnosis sees.
        plan_error = 0.06, "index", [0.0, 0.5], (0.02, 0.12), Assumed, "as an audit; of effect with aimed plans only";
        /// Part of the seen gaps that an aimed plan closes, on average; between 0.1 less and 0.1 more.
        plan_closes = 0.8, "share", [0.0, 1.0], (0.7, 0.9), Assumed, "corrective actions are mostly carried out; of effect with aimed plans only";
        /// Cost of an aimed plan without a gap, over that of a flat one.
        plan_cost_floor = 0.10, "ratio", [0.0, 5.0], (0.0, 0.3), Assumed, "papers and small tools: some thousands of USD; of effect with aimed plans only";
        /// Rise of that ratio with the sum of the gaps.
        plan_cost_slope = 2.0, "ratio per unit", [0.0, 20.0], (1.0, 4.0), Assumed, "as dear as a flat plan where both gaps are 0.22; of effect with aimed plans only";
        /// Equipment cost of an upgrade at 20 workers, at tradable prices; grows with size to the power 0.7.
        equipment_cost_usd = 20_000, "USD", [0, 500_000], (8_000, 80_000), Assumed, "does not fall with local wages";
        /// Labour cost of an upgrade in annual wages, times size to the power 0.7.
        upgrade_labour_wages = 0.8, "annual wages", [0.0, 10.0], (0.3, 2.0), Assumed, "installation and learning time";
        /// Quarters from paying for an upgrade to its effect.
        upgrade_quarters = 3, "quarters", [1, 20], (2, 6), Assumed, "delivery and installation";
        /// Probability that a formal firm of middling mindset plans an upgrade of its own; from none to twice that with mindset.
        own_upgrade_chance = 0.012, "per quarter", [0.0, 0.5], (0.0, 0.03), Assumed, "about one in twenty-five firms a year at middling mindset";
        /// Share of formal firms with a recognised quality certificate at the opening.
        certified_share = 0.08, "share", [0.0, 1.0], (0.015, 0.3), Assumed, "half of the Enterprise Survey share for all sizes";
        /// Probability that a certificate lapses when there are no TNC orders.
        certificate_lapse = 0.04, "per quarter", [0.0, 1.0], (0.01, 0.1), Assumed, "upkeep is not worth it without orders";
        /// Probability that a TNC supplier with fair standards gets certified at its own cost; a fifth of that for other firms.
        certification_chance = 0.02, "per quarter", [0.0, 1.0], (0.0, 0.1), Assumed, "3 to 12 months are usual once decided";
        /// Cost of a first certificate.
        certificate_cost_usd = 6_000, "USD", [0, 100_000], (4_000, 30_000), Literature, "vendors' pages: 10 to 15 thousand; labour part scaled down";
        /// Upkeep of a certificate.
        certificate_upkeep_usd = 1_500, "USD per year", [0, 50_000], (500, 5_000), Assumed, "surveillance audits";
    }
}
