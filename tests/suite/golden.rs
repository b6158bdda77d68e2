//! Results of `scenarios/small.toml` as kept in `tests/golden/`, to six significant digits. A change is made on purpose:
//! `cargo xtask golden` renews them, and the commit says which results changed and why.

use crate::common::{empty_folder, linkwright, root};

/// A cell with numbers cut to six significant digits; whole ones stay as they are.
fn rounded(cell: &str) -> String {
    match cell.parse::<f64>() {
        Ok(number) if cell.contains('.') && number.fract() != 0.0 => {
            let digits = (5 - number.abs().log10().floor() as i32).max(0) as usize;
            format!("{number:.digits$}")
        }
        _ => cell.to_string(),
    }
}

#[test]
fn the_small_world_gives_the_kept_results() {
    let folder = empty_folder("golden");
    let run = folder.join("run");
    let small = root().join("scenarios/small.toml");
    let output = linkwright(
        &folder,
        &[
            "run",
            &small.to_string_lossy(),
            "-o",
            &run.to_string_lossy(),
            "--no-report",
            "--quiet",
        ],
    );
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for table in [
        "summary.csv",
        "compare.csv",
        "additionality.csv",
        "costs.csv",
    ] {
        let made =
            std::fs::read_to_string(run.join("data").join(table)).expect("the table was written");
        let made: Vec<String> = made
            .lines()
            .map(|line| line.split(',').map(rounded).collect::<Vec<_>>().join(","))
            .collect();
        let made = made.join("\n") + "\n";
        let kept = root().join("tests/golden").join(table);
        if std::env::var_os("LINKWRIGHT_RENEW").is_some() {
            std::fs::create_dir_all(kept.parent().expect("a folder"))
                .expect("the folder can be made");
            std::fs::write(&kept, &made).expect("golden files can be written");
        }
        let kept = std::fs::read_to_string(&kept).unwrap_or_default();
        let changed = made
            .lines()
            .zip(kept.lines())
            .find(|(made, kept)| made != kept);
        assert!(
            made == kept,
            "{table} changed, first at {changed:?}: renew with `cargo xtask golden` if it is meant to"
        );
    }
}
