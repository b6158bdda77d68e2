//! How far a run has come, and the only clock of the program.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::ensemble::Progress;

/// How progress is shown; always on standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProgressMode {
    /// A bar on a terminal, plain lines elsewhere.
    #[default]
    Auto,
    /// A line every 10 seconds and one at the end.
    Plain,
    /// A JSON object per line, likewise.
    Json,
    /// Nothing.
    None,
}

/// Time between plain lines.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// Now in universal time as `yyyymmddThhmmssZ`, for the names of run folders.
#[must_use]
pub fn utc_stamp() -> String {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    stamp(seconds)
}

/// The stamp of a count of seconds since 1970, by the calendar algorithm for days of the Gregorian cycle of 400 years.
fn stamp(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!(
        "{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z",
        rest / 3_600,
        rest / 60 % 60,
        rest % 60
    )
}

/// Shows the progress of an ensemble.
pub struct Meter {
    mode: ProgressMode,
    runs_per_bundle: usize,
    started: Instant,
    last_line: Mutex<Instant>,
    bar: Option<ProgressBar>,
}

impl Meter {
    /// Starts the clock of an ensemble whose bundles hold `runs_per_bundle` runs.
    #[must_use]
    pub fn start(mode: ProgressMode, runs_per_bundle: usize, bundles: usize) -> Self {
        let has_bar = mode == ProgressMode::Auto && std::io::stderr().is_terminal();
        let mode = if mode == ProgressMode::Auto && !has_bar {
            ProgressMode::Plain
        } else {
            mode
        };
        let now = Instant::now();
        let bar = has_bar.then(|| {
            let bar = ProgressBar::with_draw_target(
                Some((runs_per_bundle * bundles) as u64),
                ProgressDrawTarget::stderr(),
            );
            let template = "run    [{bar:24}] {pos}/{len} runs   {per_sec}   ETA {eta}   {msg}";
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.progress_chars("=> "));
            }
            bar.set_message("0 failed");
            bar.tick();
            bar
        });
        Self {
            mode,
            runs_per_bundle,
            started: now,
            last_line: Mutex::new(now),
            bar,
        }
    }

    /// Seconds since the start.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Does something that prints, with the bar off the terminal meanwhile.
    pub fn pause<R>(&self, print: impl FnOnce() -> R) -> R {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Takes the bar off the terminal.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// True where a line is due: at the end, and when the last one is old.
    fn is_line_due(&self, is_end: bool) -> bool {
        let mut last = self
            .last_line
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let is_due = is_end || last.elapsed() >= LINE_EVERY;
        if is_due {
            *last = Instant::now();
        }
        is_due
    }
}

impl Progress for Meter {
    fn on_bundle(&self, done: usize, total: usize, failed: usize) {
        let runs = Runs {
            done: done * self.runs_per_bundle,
            total: total * self.runs_per_bundle,
            failed_worlds: failed,
        };
        match (&self.bar, self.mode) {
            (Some(bar), _) => {
                bar.set_length(runs.total as u64);
                bar.set_position(runs.done as u64);
                bar.set_message(format!("{failed} failed"));
            }
            (None, ProgressMode::Plain | ProgressMode::Json) if self.is_line_due(done == total) => {
                let line = if self.mode == ProgressMode::Json {
                    runs.json(self.seconds())
                } else {
                    runs.plain(self.seconds())
                };
                // A closed standard error must not end a run.
                let _ = writeln!(std::io::stderr(), "{line}");
            }
            (None, _) => {}
        }
    }
}

/// How many runs are done.
struct Runs {
    done: usize,
    total: usize,
    failed_worlds: usize,
}

impl Runs {
    fn plain(&self, seconds: f64) -> String {
        let Self {
            done,
            total,
            failed_worlds,
        } = self;
        let rate = *done as f64 / seconds.max(1e-3);
        let rest = (total - done) as f64 / rate.max(1e-9);
        let ending = if done == total {
            format!("done in {seconds:.1} s")
        } else {
            format!("ETA {rest:.0} s")
        };
        format!("run    {done}/{total} runs   {rate:.1} runs/s   {ending}   {failed_worlds} failed")
    }

    fn json(&self, seconds: f64) -> String {
        let Self {
            done,
            total,
            failed_worlds,
        } = self;
        format!(
            r#"{{"event":"progress","runs_done":{done},"runs_total":{total},"failed_replications":{failed_worlds},"seconds":{seconds:.1}}}"#
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_universal_time_by_the_calendar() {
        assert_eq!(stamp(0), "19700101T000000Z");
        assert_eq!(stamp(951_782_400), "20000229T000000Z");
        assert_eq!(stamp(1_000_000_000), "20010909T014640Z");
        assert_eq!(stamp(4_107_542_399), "21000228T235959Z");
    }

    #[test]
    fn plain_and_json_lines_say_how_far_and_how_fast() {
        let runs = Runs {
            done: 50,
            total: 200,
            failed_worlds: 1,
        };
        assert_eq!(
            runs.plain(10.0),
            "run    50/200 runs   5.0 runs/s   ETA 30 s   1 failed"
        );
        let line: serde_json::Value = serde_json::from_str(&runs.json(10.0)).expect("JSON");
        assert_eq!(
            (
                line["runs_done"].as_u64(),
                line["failed_replications"].as_u64()
            ),
            (Some(50), Some(1))
        );
        let end = Runs {
            done: 200,
            total: 200,
            failed_worlds: 0,
        };
        assert_eq!(
            end.plain(40.0),
            "run    200/200 runs   5.0 runs/s   done in 40.0 s   0 failed"
        );
    }
}
