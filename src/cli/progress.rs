//! Progress of a run.

use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::printing::{is_talk_on_terminal, say};
use crate::ensemble::Progress;
use crate::study::Stopwatch;

/// Display of progress; always on standard error.
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

/// Time between plain lines [s].
const LINE_EVERY: f64 = 10.0;

/// Shows the progress of an ensemble.
pub struct Meter {
    mode: ProgressMode,
    runs_per_bundle: usize,
    started: Stopwatch,
    last_line: Mutex<Stopwatch>,
    bar: Option<ProgressBar>,
}

impl Meter {
    /// Starts the clock of an ensemble whose bundles hold `runs_per_bundle` runs.
    #[must_use]
    pub fn start(mode: ProgressMode, runs_per_bundle: usize, bundles: usize) -> Self {
        let has_bar = mode == ProgressMode::Auto && is_talk_on_terminal();
        let mode = if mode == ProgressMode::Auto && !has_bar {
            ProgressMode::Plain
        } else {
            mode
        };
        let now = Stopwatch::start();
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
        self.started.seconds()
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
        let is_due = is_end || last.seconds() >= LINE_EVERY;
        if is_due {
            *last = Stopwatch::start();
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
                say(&line);
            }
            (None, _) => {}
        }
    }
}

/// Count of finished runs.
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
