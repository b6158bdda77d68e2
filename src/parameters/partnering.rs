//! Treatment of suppliers by affiliates: twelve practices, what they change, and how partners come to terms.

use super::registry::section;

section! {
    /// Twelve practices of affiliates, after the principles of ISO 44004, and what they change.
    PracticeParameters in "practices" {
        /// Mean of relationship management (p1, 5.1).
        p1_relationship_management = 0.4, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "neutral";
        /// Mean of visions and values (p2, 5.2).
        p2_visions_and_values = 0.4, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "neutral";
        /// Mean of business objectives (p3, 5.3).
        p3_business_objectives = 0.4, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "neutral";
        /// Mean of collaborative leadership (p4, 5.4).
        p4_collaborative_leadership = 0.4, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "neutral";
        /// Mean of governance and processes (p5, 5.5).
        p5_governance_and_processes = 0.4, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "neutral";
        /// Mean of competence and behaviour (p6, 5.6).
        p6_competence_and_behaviour = 0.4, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "neutral";
        /// Mean of trust and mutual benefit (p7, 5.7).
        p7_trust_and_mutual_benefit = 0.4, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "neutral";
        /// Mean of value creation (p8, 5.8).
        p8_value_creation = 0.4, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "neutral";
        /// Mean of information and knowledge sharing (p9, 5.9).
        p9_information_and_knowledge = 0.4, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "neutral";
        /// Mean of risk management (p10, 5.10).
        p10_risk_management = 0.4, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "neutral";
        /// Mean of measurement and optimisation (p11, 5.11).
        p11_measurement = 0.4, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "neutral; only the title of the clause is known";
        /// Mean of exit strategy (p12, 5.12).
        p12_exit_strategy = 0.4, "share", [0.0, 1.0], (0.2, 0.7), Assumed, "neutral; only the title of the clause is known";
        /// Spread of each practice between affiliates.
        spread = 0.0, "share", [0.0, 0.5], (0.0, 0.25), Assumed, "0: all affiliates alike";
        /// Fall of transaction cost from no practice to full practice (E_tc).
        transaction_effect = 1.05, "log range", [0.0, 3.0], (0.26, 1.39), Assumed, "2.9 to one: less than the five to one between least and most trusted car makers (Dyer and Chu)";
        /// Fall of the owner's time for reports and compliance, likewise.
        burden_effect = 0.9, "log range", [0.0, 3.0], (0.26, 1.39), Assumed, "proportionate reports, self-declaration; 2.5 to one";
        /// Fall of the gates as buyers apply them, likewise: experience is judged beside papers.
        gate_effect = 0.05, "index", [0.0, 0.3], (0.0, 0.08), Assumed, "fewer false rejections";
        /// Rise of the gain of trust, likewise.
        trust_effect = 0.7, "log range", [0.0, 3.0], (0.18, 1.1), Assumed, "two to one; assistance and continuity build trust (Dyer and Chu)";
        /// Fall of the damage of a breach and of the temptation to squeeze, likewise.
        breach_effect = 0.5, "log range", [0.0, 3.0], (0.0, 0.92), Assumed, "1.6 to one";
        /// Rise of the part of a breach that partners settle, likewise.
        resolution_effect = 0.4, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "from 0.3 to 0.7";
        /// Rise of learning by supplying, likewise.
        learning_effect = 0.6, "log range", [0.0, 3.0], (0.18, 0.92), Assumed, "training, coaching, joint work; 1.8 to one";
        /// Rise of what the buyer pays on orders as the supplier's part of joint gains, likewise.
        margin_effect = 0.03, "share of order", [0.0, 0.3], (0.0, 0.05), Assumed, "benefits shared by risk borne";
        /// Rise of the part of open knowledge work that is kept at an exit, likewise.
        salvage_effect = 0.30, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "agreed exit with transition";
        /// Rise of the quality of agreements, likewise.
        agreement_effect = 0.3, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "balanced contracts and clear ownership of knowledge";
    }
}

section! {
    /// How partners come to terms, check each other, meet, and are tied to each other's networks. Switched off by its zeros.
    RelationParameters in "relations" {
        /// Quality of an agreement per unit of the owner's negotiation skill above the middle: mean of management and mindset.
        negotiation_weight = 0.0, "share per unit", [0.0, 2.0], (0.0, 0.6), Assumed, "0: switched off; skill and attitude move terms";
        /// Part of the way to what partners learnt that a yearly review takes an agreement.
        review_step = 0.0, "share per year", [0.0, 1.0], (0.0, 0.6), Assumed, "0: no review; agreements are reviewed as partners learn";
        /// Quality that a review moves to at full goodwill.
        review_target = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "what is learnt is written down where there is goodwill";
        /// Owner's days that a review takes.
        review_days = 3.0, "days", [0.0, 60.0], (1.0, 10.0), Assumed, "a meeting with preparation";
        /// Share of new linkages whose partners sign a non-disclosure agreement and check each other.
        diligence_share = 0.0, "share", [0.0, 1.0], (0.0, 0.8), Assumed, "0: nobody; neutral if meant well";
        /// Quarters that this takes.
        diligence_quarters = 1, "quarters", [0, 12], (1, 2), Assumed, "lawyers and references";
        /// Fall of opportunism in such a linkage.
        diligence_restraint = 0.3, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "those who plan to cheat are found out or warned";
        /// Part of the error of the audit that it takes away.
        diligence_accuracy = 0.3, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "fewer false acceptances";
        /// Days a quarter that an owner gives to buyers; 0 for as many as linkages take.
        owner_time_budget = 0.0, "days per quarter", [0.0, 90.0], (0.0, 30.0), Assumed, "0: no budget; contact is usually under-resourced";
        /// Value to a buyer of a firm whose peers are all of its other suppliers.
        tie_value = 0.0, "utils per unit", [0.0, 20.0], (0.0, 5.0), Assumed, "0: switched off; ties to the partner's network raise value";
        /// Fall of opportunism against a firm whose peers are all of the other suppliers.
        tie_restraint = 0.0, "share per unit", [0.0, 1.0], (0.0, 1.0), Assumed, "0: switched off; ties lower opportunism";
        /// Spread between affiliates of contact lost to distance in culture and language.
        distance_spread = 0.0, "share", [0.0, 0.5], (0.0, 0.2), Assumed, "0: all alike";
        /// Longest notice before the end of a regular linkage whose contract has an exit plan, or whose buyer has full exit strategy.
        notice_quarters = 0, "quarters", [0, 12], (0, 6), Assumed, "0: linkages end at once; half a year to a year of transition where it is agreed";
        /// Share of firms whose word on their standards a buyer of neutral visions and values takes as proof; in proportion to that practice.
        declaration_share = 0.0, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "0: papers and samples only; accepted self-declaration is good practice";
        /// Share of firms below the standards required of them that declare to meet them.
        false_declarations = 0.2, "share", [0.0, 1.0], (0.05, 0.6), Assumed, "most firms say what is";
        /// Probability that an audit, or the deliveries of a quarter, show a declaration to be false.
        declaration_check = 0.15, "per audit or quarter", [0.0, 1.0], (0.05, 0.6), Assumed, "half of them within a year";
        /// Capability that the know-how which a buyer of full practice shares at the first order is worth to a firm that absorbs it all.
        first_step = 0.0, "index", [0.0, 0.5], (0.0, 0.1), Assumed, "0: nobody shares before there is trust; the large side is to share first";
        /// Cost of it to such a buyer; the labour part follows the local wage.
        first_step_usd = 2_000, "USD", [0, 1_000_000], (200, 20_000), Assumed, "an engineer's weeks";
        /// Probability that a buyer without clear ownership takes the know-how of a supplier with a full innovation base.
        appropriation_chance = 0.0, "per quarter", [0.0, 1.0], (0.0, 0.1), Assumed, "0: ownership is never broken";
        /// Part of the innovation base that a firm loses with it.
        appropriation_loss = 0.2, "share", [0.0, 1.0], (0.05, 0.5), Assumed, "as a key person who leaves";
        /// Cost of a failed delivery: what is made again.
        failure_loss = 0.0, "share of order", [0.0, 1.0], (0.0, 0.3), Assumed, "0: failed deliveries cost trust only";
        /// Part of the losses of a supplier by failed deliveries and slumps that a buyer of full risk management bears.
        loss_share = 0.0, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "0: losses lie where they fall; risk is to lie with whoever manages it best";
        /// Part of the change of next quarter's orders that a supplier of a buyer of full risk management knows beforehand.
        early_warning = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "0: orders come as they come";
        /// Part of what a breach leaves open that full contact settles.
        contact_resolution = 0.0, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "0: contact settles nothing; talks settle matters before they breed suspicion";
        /// Fall of failed deliveries just after a review with a buyer of full measurement; it fades until the next.
        review_insight = 0.0, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "0: nobody looks at deliveries together; only the title of the clause is known";
        /// Fall of the probability that headquarters end a linkage where the buyer has full practice of business objectives and aims are the same.
        aims_loyalty = 0.0, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "0: nobody asks for aims; the buyer stays with firms whose aims it backs";
        /// Rise of learning by supplying such a buyer.
        aims_investment = 0.0, "ratio", [0.0, 2.0], (0.0, 0.5), Assumed, "0: as before; the buyer invests in firms whose aims it backs";
        /// Cost of it to such a buyer.
        aims_cost = 0.01, "share of order", [0.0, 0.3], (0.002, 0.05), Assumed, "engineers' time on site";
        /// Relationship management (p1) above which a buyer plans each year with its regular suppliers; at 1 none does.
        joint_plan_practice = 1.0, "share", [0.0, 1.0], (0.3, 1.0), Assumed, "1: nobody; a joint plan is good practice of a large buyer (ISO 44004)";
        /// Owner's days that a plan takes in a year.
        joint_plan_days = 4.0, "days", [0.0, 60.0], (1.0, 12.0), Assumed, "a day with preparation each quarter";
        /// Cost of a plan to the buyer in a year; the labour part follows the local wage.
        joint_plan_usd = 1_500, "USD", [0, 1_000_000], (200, 20_000), Assumed, "a manager's weeks";
        /// Part of missing contact that work on a plan makes up for.
        joint_plan_contact = 0.2, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "partners who plan meet for it";
        /// Part of the volume planned above running orders for which the supplier keeps capacity ready.
        joint_plan_forecast = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "half trust in a forecast that binds nobody";
        /// Cost of capacity kept ready that the volume does not come to fill.
        joint_plan_idle_cost = 0.05, "share of value", [0.0, 1.0], (0.0, 0.2), Assumed, "hands and stocks that wait; below the labour part of sales";
        /// Part of the planned volume that may be missing before partners give a plan up.
        joint_plan_shortfall = 0.25, "share", [0.0, 1.0], (0.1, 0.5), Assumed, "a quarter: beyond a usual swing of orders";
        /// Goodwill lost where a plan is given up for that.
        joint_plan_loss = 0.10, "share", [0.0, 1.0], (0.0, 0.3), Assumed, "below the loss by a breach: nothing was promised";
        /// Contact lost between partners at the two ends of the line of language, culture and rules, beyond the mean pair.
        pair_distance = 0.0, "share per unit", [0.0, 2.0], (0.0, 0.6), Assumed, "0: only the country and the affiliate count";
        /// Rise of the owner's time for a linkage with the contact that its distance takes.
        distance_cost = 0.0, "ratio per share", [0.0, 10.0], (0.0, 2.0), Assumed, "0: meetings cost the same; distance raises cost";
    }
}
