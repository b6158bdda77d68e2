//! Descriptions of the files of a run folder, from the page on results.

/// The page.
const PAGE: &str = include_str!("../../output/README.md");

/// Starts of lines that name a file: rows of the table of files, and items of the list of further ones.
const STARTS: [&str; 2] = ["| `", "- `"];

/// Names of the tables in a run folder, without ending.
pub(super) fn files() -> Vec<&'static str> {
    PAGE.lines()
        .filter_map(|line| table_of(line).map(|(name, _)| name))
        .collect()
}

/// The table that a line names, and what it says of it.
fn table_of(line: &'static str) -> Option<(&'static str, &'static str)> {
    let rest = STARTS.iter().find_map(|start| line.strip_prefix(start))?;
    let (name, words) = rest.strip_prefix("data/")?.split_once(".csv`")?;
    Some((name, words.trim_matches([' ', '|', ':'])))
}

/// Description of a table, with its columns; the name as in the folder, or without folder and ending.
pub(super) fn file_text(topic: &str) -> Option<String> {
    let topic = topic.strip_prefix("data/").unwrap_or(topic);
    let topic = topic.strip_suffix(".csv").unwrap_or(topic);
    let (name, words) = PAGE
        .lines()
        .filter_map(table_of)
        .find(|(name, _)| *name == topic)?;
    let words = plain(words);
    let (what, each) = words
        .split_once(" | ")
        .map_or((words.as_str(), None), |(what, each)| (what, Some(each)));
    let each = each.map_or_else(String::new, |each| format!("\n  one row per: {each}"));
    Some(format!("{name}.csv\n  {what}{each}\n{}\n", columns(name)))
}

/// The section on the columns or rows of a table, as far as there is one.
fn columns(name: &str) -> String {
    let is_own = |heading: &str| heading.contains(&format!("`{name}.csv`"));
    let section = PAGE
        .split("\n## ")
        .find(|section| section.lines().next().is_some_and(is_own));
    let is_reported = |line: &&str| {
        !line.is_empty() && !line.starts_with("|---") && !line.starts_with("| column |")
    };
    let line = |line: &str| match line.strip_prefix("| ") {
        Some(row) => format!(
            "\n  {}\n",
            plain(row.trim_end_matches([' ', '|'])).replacen(" | ", "\n    ", 1)
        ),
        None => format!("\n  {}", plain(line)),
    };
    section.map_or_else(String::new, |section| {
        section
            .lines()
            .skip(1)
            .filter(is_reported)
            .map(line)
            .collect::<String>()
            + "\n"
    })
}

/// Text without the marks of Markdown.
fn plain(text: &str) -> String {
    text.replace(['`', '*'], "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_told_with_what_a_row_is_and_its_columns() {
        let runs = file_text("runs").expect("a page");
        assert!(
            runs.starts_with("runs.csv\n  every indicator at the horizon\n  one row per: world"),
            "{runs}"
        );
        let compare = file_text("data/compare.csv").expect("a page");
        assert!(
            compare.contains("\n  n, n_pairs, n_dropped\n    worlds with a value"),
            "{compare}"
        );
        assert!(
            !compare.contains('|') && !compare.contains('`'),
            "{compare}"
        );
        assert!(file_text("no-such-table").is_none());
    }
}
