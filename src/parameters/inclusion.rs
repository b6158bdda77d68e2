//! Exclusion and preference by buyers and lenders beyond price and quality: small firms, own suppliers, owners by sex.

use super::registry::section;

section! {
    /// Support of affiliates for small firms and their own suppliers without any scheme, in proportion to their orientation to responsibility.
    ResponsibilityParameters in "responsibility" {
        /// Part of the way to full visibility that small firms go with a fully oriented affiliate; 0: affiliates see by size alone.
        small_visibility = 0.0, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "0 switches it off; inclusive sourcing looks where others do not";
        /// Addition of such an affiliate to the offer of the smallest firm.
        small_taste = 0.0, "utils", [0.0, 10.0], (0.0, 1.0), Assumed, "0 switches it off; of the order of a referral";
        /// Cost to such an affiliate of looking among small firms, for each lot that it looks for.
        small_cost_usd = 200, "USD per lot", [0, 50_000], (50, 1_000), Assumed, "a day of a buyer; nothing where both numbers above are 0";
        /// Probability that such an affiliate begins a programme for its own suppliers; 0: none does without a scheme.
        development_chance = 0.0, "per year", [0.0, 1.0], (0.0, 0.3), Assumed, "0 switches it off; some affiliates do so everywhere";
        /// Probability that a change of strategy ends such a programme for good.
        development_stop_rate = 0.15, "per year", [0.0, 1.0], (0.03, 0.4), Assumed, "more than under a scheme, which binds a little";
        /// Suppliers in such a programme at a time, the largest first.
        development_suppliers = 3, "count of SMEs", [0, 10_000], (1, 20), Assumed, "one engineer";
        /// Addition to the help that buyers give in any case (`capability.buyer_assistance`).
        development_assistance = 0.3, "share", [0.01, 1.0], (0.1, 0.6), Assumed, "as in programmes under a scheme";
        /// Quality, management and standards gained in a year by a supplier that absorbs it all, each.
        development_gain = 0.025, "index per year", [0.0, 0.3], (0.0, 0.08), Assumed, "mean of what is gained under a scheme";
        /// Cost of one supplier, which the affiliate pays alone; the labour part follows the local wage.
        development_cost_usd = 4_000, "USD per SME and year", [0, 200_000], (1_000, 20_000), Assumed, "as under a scheme";
        /// Quarters from its start to its first effect.
        development_lag_quarters = 2, "quarters", [0, 12], (1, 4), Assumed, "needs are assessed first";
    }
}

section! {
    /// Owners by sex, and barriers that women meet; without a barrier the sex of an owner changes nothing.
    OwnerParameters in "owners" {
        /// Share of SMEs that women lead.
        women_share = 0.2, "share", [0.0, 1.0], (0.05, 0.5), Assumed, "each context gives its own; of no effect without a barrier or a reserve";
        /// Part of the visibility to buyers who search that firms led by women lack.
        women_visibility = 0.0, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "0: no barrier; sizes without a source are not assumed";
        /// Part of loans, otherwise granted, that women are refused.
        women_approval = 0.0, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "0: no barrier; as above";
        /// Barrier of women to applying to programmes.
        women_application = 0.0, "logit", [0.0, 5.0], (0.0, 1.5), Assumed, "0: no barrier; as above";
    }
}
