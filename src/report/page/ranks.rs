//! The order of programmes by context.

use maud::{Markup, html};

use crate::observations::INDICATORS;
use crate::report::ReportInput;
use crate::report::table::{Cell, Table};
use crate::report::text::{describe, difference_words, order_words, rank_sentence, upper_first};
use crate::statistics::Ranks;

/// For each headline indicator whether contexts order programmes alike: a sentence, the orders, and every pair.
pub fn ranks(input: &ReportInput) -> Option<Markup> {
    if input.ranks.is_empty() {
        return None;
    }
    Some(html! {
        @for ranks in &input.ranks {
            p { (rank_sentence(input.dataset, ranks)) }
            (orders(input, ranks))
            (pairs(input, ranks))
        }
        p.note { "Programmes are compared within each " (input.dataset.context_words().0) ", in the same " (input.dataset.counted().long(2)) "; "
            (input.dataset.context_words().1) " are never compared with each other. Each interval is for itself: with many pairs, a few significant differences are expected by chance." }
    })
}

fn title(ranks: &Ranks) -> &'static str {
    INDICATORS[ranks.indicator].title
}

fn orders(input: &ReportInput, ranks: &Ranks) -> Markup {
    let row = |context: usize| {
        let name = input.dataset.context_label(context);
        (
            false,
            vec![
                Cell(name, None),
                Cell(order_words(input.dataset, ranks, context), None),
            ],
        )
    };
    let header = vec![
        upper_first(input.dataset.context_words().0),
        if INDICATORS[ranks.indicator].is_cost() {
            "Cheapest first (< significant, ≈ not significant)".to_owned()
        } else {
            "Greatest gain first (> significant, ≈ not significant)".to_owned()
        },
    ];
    let caption = format!("Order of programmes by {}", title(ranks));
    Table {
        caption,
        header,
        rows: (0..input.dataset.contexts.len()).map(row).collect(),
    }
    .html()
}

fn pairs(input: &ReportInput, ranks: &Ranks) -> Markup {
    let name = INDICATORS[ranks.indicator].name;
    let mut header = vec!["Programme less another".to_owned()];
    header.extend(
        (0..input.dataset.contexts.len()).map(|context| input.dataset.context_label(context)),
    );
    header.push("Rank reversal?".to_owned());
    let rows = ranks.pairs.iter().map(|pair| {
        let mut cells = vec![Cell(format!("{} − {}", pair.first, pair.second), None)];
        cells.extend((0..input.dataset.contexts.len()).map(|context| {
            let found = pair
                .differences
                .iter()
                .find(|difference| difference.context == context);
            found.map_or(Cell("not there".to_owned(), Some(f64::NAN)), |one| {
                Cell(difference_words(one, name), Some(one.comparison.diff))
            })
        }));
        cells.push(Cell(
            if pair.flip().is_some() { "yes" } else { "no" }.to_owned(),
            None,
        ));
        (false, cells)
    });
    let unit = describe(name).map_or("", |one| {
        if one.unit == "share" {
            "percentage points"
        } else {
            one.unit
        }
    });
    let caption = format!(
        "{}: difference between programmes within each {} and 95\u{a0}% interval [{unit}]",
        title(ranks),
        input.dataset.context_words().0
    );
    Table {
        caption,
        header,
        rows: rows.collect(),
    }
    .html()
}
