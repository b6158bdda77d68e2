//! Sentences written from numbers, with guards: always "in the model", nothing significant unless the interval excludes 0, ties
//! named, digits limited by the Monte-Carlo error.

mod answer;
mod caveats;
mod drivers;
mod lives;
mod markdown;
mod overview;
mod points;
mod ranks;
mod sentences;
mod spread;
mod verdict;

pub use crate::statistics::figures::{
    Scale, count, count_exponent, exponent, number, percent, round_to,
};
pub use answer::{answer_lines, answer_sentence};
pub use caveats::{GLOSSARY, caveats, check_notes, interval_words};
pub use drivers::{
    chance_words, distinction_text, driver_title, measure_words, method_words, scale_of,
    size_words, test_words, too_few_words,
};
pub use lives::{dominance_sentences, share_interval_words};
pub use markdown::markdown;
pub use overview::{compare_table, contexts_table, money_table, parties_table, programmes_table};
pub use points::{asked_points, point_name, point_value, significance_text};
pub use ranks::{difference_words, order_words, rank_sentence};
pub use sentences::{
    better_words, chart_title, cost_words, describe, effect_sentence, is_counted, lower_first,
    marked_interval, more_often, noun, relative_words, scale_sentence, settled_words,
    signed_interval, upper_first,
};
pub use spread::{
    expected_sentence, origin_words, pair_words, part_words, reversal_sentence, spread_sentences,
};
pub use verdict::{
    cost_of_one_words, further_sentences, key_words, limits_sentence, loss_words, losses_sentence,
    override_words, overrides_sentence, place, programme, signed_amount, spread_of, sure_figure,
    sure_sentences, verdict_sentence,
};
