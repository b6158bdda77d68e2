//! Pages of the codes of warnings and notes.

use super::codes::{CodePage, page};

/// Warnings and notes, in order.
pub(super) const WARNINGS: &[CodePage] = &[
    page(
        "W0201",
        "Outside the plausible range",
        "The value is accepted, but evidence or judgement would not expect it. Keep it if you mean it and give its `source`:\nthen the warning is silent.",
        "recovery = { value = 0.9, source = \"bank interviews\", year = \"2025\", grade = \"expert\" }",
    ),
    page(
        "W0202",
        "An uncertain parameter reaches beyond its plausible range",
        "In 90 of 100 draws the parameter is within the interval shown, and that is wider than what evidence or judgement calls\nplausible. Narrow it, or keep it and say why in `source`: then the warning\nis silent. `linkwright params` lists all ranges.",
        "",
    ),
    page(
        "W0203",
        "A correlation without effect",
        "Only sampled parameters can be correlated: a rank correlation has no effect where one of its two parameters is not uncertain in\nany scenario that has the other, or where the points of a design are chosen and not drawn. State a distribution of the parameter, or take\nthe correlation out.",
        "credit.recovery = \"0.30 to 0.45\"",
    ),
    page(
        "W0204",
        "An uncertain parameter that one scenario overrides",
        "A parameter is uncertain in a context, a study or a base, and a file merged over it sets one value. It then varies in some\nscenarios of the context, often the baseline alone, and not in others: their difference varies with it although the programme has\nno part in that. Leave the parameter out of the upper file so that it varies in all alike, or make it uncertain there too: the same\nname has the same place in each distribution in every draw.",
        "",
    ),
    page(
        "W0301",
        "The same as the baseline",
        "The scenario resolves to the same model input as the baseline, or differs only in what has no effect. Every difference\nwill be exactly zero.",
        "",
    ),
    page(
        "W0302",
        "An instrument without effect",
        "With `intensity = 0` an instrument is absent to the last bit, costs included. Its other keys change nothing.",
        "intensity = 1.0",
    ),
    page(
        "W0303",
        "An agency without an instrument",
        "Agencies act and cost only through their instruments.",
        "[[instruments]]\nkind = \"matchmaking\"\nagency = \"enterprise-agency\"",
    ),
    page(
        "W0304",
        "An instrument that lacks what it works with",
        "A parameter that the instrument cannot do without is 0: the cover or the fund of a guarantee, the funds of a credit line,\nthe register or referrals of match-making, the seats, places, cases, budget or advances of other services, the arrivals,\ncredit, share or entries of an instrument of the environment, the advisors or places of its agency; or it works with other instruments (a map, a third party) and its agency has none of them. It may still cost money.",
        "fund_usd = 1_000_000",
    ),
    page(
        "W0305",
        "Support that ends before its services do",
        "Agencies admit a firm only if one quarter of diagnosis and `service_quarters` of services, or the `preparation_quarters` of\na certificate, fit before the `end` of the instrument. Here they never do, so that no firm is served.\nReforms, incentives and platforms act only after their lag: here they end before it has passed.",
        "end = 16\nservice_quarters = 4",
    ),
    page(
        "W0306",
        "A window shorter than relationships live",
        "Policy window and run-off together are shorter than 8 quarters, about the median duration of a linkage. A linkage counts as\nsustained after 8 quarters in Supply, so none that is made in the window can: the study cannot distinguish lasting from passing linkages.",
        "[run]\npolicy_quarters = 16\nrun_off_quarters = 12",
    ),
    page(
        "W0307",
        "Support for a large part of all firms",
        "The agency can serve more than 15 % of the firms that are eligible, by a rough estimate: SMEs of the stated size\ndistribution with at least `eligible_workers_min` workers, times the registered share at their size. Programmes of that\nweight change wages, demand and rivals of everybody, and few firms without support are left. State a `source` for\n`advisors` or `clients_per_advisor` if you mean it: then the warning is silent.",
        "advisors = { value = 40, source = \"national roll-out\", grade = \"expert\" }",
    ),
    page(
        "W0308",
        "A context of one scenario",
        "A scenario shares its context with no other, so that nothing is compared with it. Often a single parameter was set in one\nfile and not in the others.",
        "",
    ),
    page(
        "W0309",
        "A shock without effect",
        "The parameter that states the magnitude of the shock is 0, so that the shock is absent to the last bit.",
        "depth_sd = 2.0",
    ),
    page(
        "W0310",
        "Reserved places without a barrier",
        "An agency reserves places for firms led by women (`women_share_min`), and the context sets no barrier that women meet\n(`women_visibility`, `women_approval`, `women_application` of `[owners]`). Firms led by women are then like all others, and what\ntargeting by the owner's sex brings cannot be assessed: only the cost of choosing among fewer shows.",
        "[owners]\nwomen_approval = { value = 0.1, source = \"survey of borrowers, 2019\", grade = \"measured\" }",
    ),
    page(
        "W0311",
        "One title for several",
        "Page, brief and charts name scenarios and rivals by their titles, so that two of one title cannot be told apart there.",
        "title = \"Support without the guarantee\"",
    ),
    page(
        "W0312",
        "A point of a design again",
        "Two points of a listed design or a table set the same values. Both run, with the same random draws, and count twice in every mean\nover points.",
        "",
    ),
    page(
        "W0313",
        "A title that tells another number",
        "A number in a title or question is the value that a file states for a parameter, and something above that file (the command line, the\nstudy, or a file that builds on it) set another. Readers of the report would believe the title.",
        "title = \"Guarantee of 70 %\"",
    ),
    page(
        "W0314",
        "A world that its markets do not fit into",
        "Affiliates buy in `tncs.reach_markets` local markets of `population.market_smes` SMEs each. A world that is smaller than these, or no\nwhole number of markets, is another economy than a larger one of the same context: an affiliate meets fewer firms, or markets\nare of another size than stated, and results depend on how much of the country is modelled.",
        "[population]\nsmes = 2_000",
    ),
    page(
        "N0101",
        "A baseline was added",
        "No scenario was without instruments and none was named as `baseline`. The scenario `none` was added: the first scenario\nwithout its agencies and instruments.",
        "baseline = \"none\"",
    ),
    page(
        "N0102",
        "The answer is left out",
        "`--only` or `--skip` leaves out one of the two scenarios of `answer`. The others run and are compared with the baseline,\nand nothing replaces the pair that the question asks about.",
        "answer = [\"support\", \"none\"]",
    ),
    page(
        "N0103",
        "The baseline is not skipped",
        "`--skip` names the baseline. It runs nonetheless, because all other scenarios are compared with it.",
        "baseline = \"none\"",
    ),
    page(
        "N0104",
        "Shocks that the baseline does not have",
        "Scenarios of a context may differ in their shocks, for stress tests: they share the burn-in, and shocks come after it. The\ndifference from the baseline is then that of the programme and the shock together. To see the programme alone, give both\nthe shock, or name in `answer` two scenarios that have it.",
        "[[shocks]]\nname = \"slump\"\nkind = \"crisis\"",
    ),
    page(
        "N0105",
        "Uncertain parameters run at their medians",
        "Some parameters are uncertain, and the study does not state how often to draw them. Every world then has their medians, and\nintervals cover random variation between replications (Monte-Carlo error) only. With `draws` under [run] of a study, or --draws, each draw has its own values, and intervals\ncover random variation and the uncertainty of these parameters.",
        "[run]\ndraws = 50\nreps = 4",
    ),
    page(
        "N0106",
        "A Sobol sequence of a number of draws that is no power of two",
        "The first 2, 4, 8, 16, … draws of a Sobol sequence fill the distributions of all parameters evenly; any other number of them\nleaves some parts with fewer draws than others. Estimates stay without bias, but lose part of what the sequence is for.",
        "[run]\ndraws = 64\n\n[design]\nkind = \"sobol\"",
    ),
    page(
        "N0107",
        "A file from outside the project",
        "`base`, `include`, `scenarios`, `contexts`, `from` or `file` leads out of the project. The file is used, but its lines are not quoted in\nmessages, and a run copies it into `inputs/` of its folder, which may be passed on. The root of a project is the nearest folder above the\nnamed file that holds a `linkwright.toml`, which may be empty; without one, the folder that the named files have in common with all that\nthey build on below the working folder.",
        "",
    ),
];
