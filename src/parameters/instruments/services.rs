//! Instruments that raise what firms can do.

use crate::parameters::registry::section;

section! {
    /// `upgrading_support`: diagnosis, plan and business development services in steps.
    UpgradingSupportParameters in "upgrading_support" {
        /// Quarters of service after diagnosis.
        service_quarters = 4, "quarters", [1, 40], (2, 12), Literature, "diagnosis up to 6 months, plan up to 3 years (Chile)";
        /// Management gained by a firm that can absorb it all.
        gain_management = 0.10, "index", [0.0, 0.6], (0.03, 0.26), Literature, "8 to 10 points, group or one-to-one (Colombia)";
        /// Quality gained likewise, from services alone.
        gain_quality = 0.05, "index", [0.0, 0.6], (0.0, 0.15), Assumed, "half of the practice gain";
        /// Standards gained likewise, from services alone.
        gain_standards = 0.08, "index", [0.0, 0.6], (0.0, 0.3), Assumed, "preparation for audits";
        /// Innovation base gained likewise, from technology extension.
        gain_innovation = 0.0, "index", [0.0, 0.6], (0.0, 0.15), Assumed, "0: services without technology extension";
        /// Chance that a diagnosis ends in a plan with equipment that the firm must pay for.
        equipment_plan_chance = 0.8, "share", [0.0, 1.0], (0.3, 1.0), Assumed, "plans ask for machines and test equipment";
        /// Cost of serving one firm, all steps; the labour part follows the local wage.
        client_cost_usd = 9_000, "USD per SME", [0, 500_000], (4_000, 20_000), Literature, "linkage packages in Mozambique: 5,000 to 10,000 USD per SME";
        /// Rise of the gain in whichever of quality and standards binds by the agency's diagnosis; 0: one service for all.
        tailoring = 0.0, "ratio", [0.0, 3.0], (0.0, 1.0), Assumed, "0: generic; half as much again where plans are made firm by firm";
        /// Rise of the cost of serving a firm per unit of tailoring.
        tailoring_cost = 0.5, "ratio per unit", [0.0, 5.0], (0.2, 1.5), Assumed, "specialists instead of one course for all";
        /// Part of that cost that the firm pays.
        sme_share = 0.10, "share", [0.0, 1.0], (0.0, 0.5), Literature, "firms paid 1,000 to 2,100 of 13,800 USD (Colombia)";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `value_chain_mapping`: surveys of what TNCs buy and who could supply it; they aim outreach and order shortlists.
    ValueChainMappingParameters in "value_chain_mapping" {
        /// Categories that are surveyed, for the first time or again, in a quarter.
        categories_per_quarter = 2, "count of categories", [0, 1_000], (1, 10), Assumed, "a small team of analysts";
        /// Quarters from the start of a survey to its use.
        survey_quarters = 2, "quarters", [1, 20], (1, 4), Assumed, "interviews with buyers and firms, then a report";
        /// How far a fresh map is right about who is within reach and who fits: 0 is chance, 1 the truth.
        accuracy = 0.6, "share", [0.0, 1.0], (0.3, 0.85), Assumed, "data beat juries, buyers' audits beat data (McKenzie and Sansone)";
        /// Part of its accuracy that a map loses when it is not renewed.
        staleness = 0.30, "per year", [0.0, 1.0], (0.1, 0.6), Assumed, "firms, buyers and their needs change";
        /// Cost of a survey; the labour part follows the local wage.
        category_cost_usd = 15_000, "USD per category", [0, 1_000_000], (5_000, 60_000), Assumed, "a sector study of about two months";
        /// Upkeep of the data.
        upkeep_usd = 8_000, "USD per year", [0, 1_000_000], (2_000, 40_000), Assumed, "an analyst's part time";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `entrepreneurship_training`: short courses in enterprise and management, open to micro and informal firms too.
    EntrepreneurshipTrainingParameters in "entrepreneurship_training" {
        /// Owners trained in a quarter.
        seats_per_quarter = 30, "count of SMEs", [0, 100_000], (15, 200), Assumed, "one workshop of the EMPRETEC kind";
        /// Quarters from the start of a course to its effect.
        course_quarters = 2, "quarters", [1, 12], (1, 4), Assumed, "days of class, then practice";
        /// Mindset gained by an owner who can absorb it all.
        gain_mindset = 0.10, "index", [0.0, 0.6], (0.0, 0.25), Assumed, "no measure on this scale; the range includes none";
        /// Management gained likewise.
        gain_management = 0.03, "index", [0.0, 0.3], (0.01, 0.05), Literature, "classes raise sales by 5 and profits by 10 % on average (McKenzie)";
        /// Cost of a seat; the labour part follows the local wage.
        seat_cost_usd = 800, "USD per SME", [0, 50_000], (50, 2_500), Assumed, "class training about 300 USD, workshops of a week more";
        /// Part of that cost that the firm pays.
        sme_share = 0.10, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "a fee that shows intent";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `certification_support`: a shared cost of preparing for a quality certificate and of its audit.
    CertificationSupportParameters in "certification_support" {
        /// Firms in preparation at a time, at most.
        places = 20, "count of SMEs", [0, 100_000], (5, 100), Assumed, "what consultants of the programme can coach";
        /// Quarters from admission to the audit.
        preparation_quarters = 3, "quarters", [1, 12], (1, 4), Literature, "3 to 12 months are usual (guides of certifiers)";
        /// Chance that the audit is passed.
        success_chance = 0.7, "share", [0.0, 1.0], (0.5, 0.9), Assumed, "some tire or fall short";
        /// Cost of coaching a firm, beside the cost of the certificate; the labour part follows the local wage.
        coaching_cost_usd = 4_000, "USD per SME", [0, 200_000], (1_000, 15_000), Assumed, "consultants 10,000 to 15,000 USD with audit in rich countries (vendors' pages)";
        /// Part of both costs that the firm pays.
        sme_share = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "half is usual in shared schemes";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}
