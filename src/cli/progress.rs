//! Progress of a run.

use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::printing::{is_talk_on_terminal, say};
use super::words::time;
use crate::ensemble::Progress;
use crate::statistics::figures::{count, percent, plain_signs};
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

/// Steps of the bar for each world.
const STEPS: f64 = 1000.0;

/// Least part of all worlds from which the time that is left is told.
const LEAST_SHARE: f64 = 0.02;

/// Shows the progress of an ensemble.
pub struct Meter {
    mode: ProgressMode,
    runs_per_bundle: usize,
    started: Stopwatch,
    state: Mutex<State>,
    bar: Option<ProgressBar>,
}

/// What was told so far.
struct State {
    last_line: Stopwatch,
    runs: Runs,
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
        let runs = Runs {
            done: 0,
            total: runs_per_bundle * bundles,
            share: 0.0,
            bundles,
            failed_worlds: 0,
        };
        let bar = has_bar.then(|| {
            let bar = ProgressBar::with_draw_target(
                Some((bundles as f64 * STEPS) as u64),
                ProgressDrawTarget::stderr(),
            );
            if let Ok(style) = ProgressStyle::with_template("run    [{bar:24}] {msg}") {
                bar.set_style(style.progress_chars("=> "));
            }
            bar.set_message(runs.words(0.0));
            bar.tick();
            bar
        });
        Self {
            mode,
            runs_per_bundle,
            started: now,
            state: Mutex::new(State {
                last_line: now,
                runs,
            }),
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

    /// Takes a change in and shows it: on the bar, or as a line where one is due, at the end and when the last one is old.
    fn change(&self, change: impl FnOnce(&mut Runs)) {
        let mut state = self
            .state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let was_done = state.runs.is_done();
        change(&mut state.runs);
        let is_end = state.runs.is_done() && !was_done;
        match (&self.bar, self.mode) {
            (Some(bar), _) => {
                bar.set_length((state.runs.bundles as f64 * STEPS) as u64);
                bar.set_position((state.runs.share * STEPS) as u64);
                bar.set_message(state.runs.words(self.seconds()));
            }
            (None, ProgressMode::Plain | ProgressMode::Json)
                if is_end || state.last_line.seconds() >= LINE_EVERY =>
            {
                state.last_line = Stopwatch::start();
                say(&if self.mode == ProgressMode::Json {
                    state.runs.json(self.seconds())
                } else {
                    format!("run    {}", state.runs.words(self.seconds()))
                });
            }
            (None, _) => {}
        }
    }
}

impl Progress for Meter {
    fn on_bundle(&self, done: usize, total: usize, failed: usize) {
        self.change(|runs| {
            runs.done = done * self.runs_per_bundle;
            runs.total = total * self.runs_per_bundle;
            runs.bundles = total;
            runs.failed_worlds = failed;
        });
    }

    fn on_share(&self, worlds: f64) {
        self.change(|runs| runs.share += worlds);
    }
}

/// How far an ensemble is.
struct Runs {
    /// Finished runs.
    done: usize,
    /// All runs.
    total: usize,
    /// Worlds that are done, parts of worlds among them, in worlds of mean length.
    share: f64,
    /// All worlds.
    bundles: usize,
    failed_worlds: usize,
}

impl Runs {
    const fn is_done(&self) -> bool {
        self.done == self.total
    }

    /// Time that is left [s], on the straight line through what is done; none at the start.
    fn rest(&self, seconds: f64) -> Option<f64> {
        let all = self.bundles as f64;
        let share = self.share.min(all);
        (share >= LEAST_SHARE * all && share > 0.0).then(|| seconds * (all - share) / share)
    }

    fn words(&self, seconds: f64) -> String {
        let (done, total) = (count(self.done), count(self.total));
        let ending = match self.rest(seconds) {
            _ if self.is_done() => format!("done in {}", time(seconds)),
            Some(rest) => format!("{} left", time(rest)),
            None => "time left not known yet".to_string(),
        };
        let share = percent(self.share / self.bundles.max(1) as f64);
        plain_signs(&format!(
            "{done} of {total} runs   {share}   {ending}   {} failed",
            self.failed_worlds
        ))
    }

    fn json(&self, seconds: f64) -> String {
        let rest = self
            .rest(seconds)
            .map_or_else(|| "null".to_string(), |rest| format!("{rest:.1}"));
        format!(
            r#"{{"event":"progress","runs_done":{},"runs_total":{},"failed_replications":{},"seconds":{seconds:.1},"seconds_left":{rest}}}"#,
            self.done, self.total, self.failed_worlds
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(done: usize, share: f64) -> Runs {
        Runs {
            done,
            total: 2_000,
            share,
            bundles: 400,
            failed_worlds: 1,
        }
    }

    #[test]
    fn plain_and_json_lines_say_how_far_and_how_long() {
        let at = runs(500, 110.0);
        assert_eq!(
            at.words(11.0),
            "500 of 2 000 runs   28 %   29.0 s left   1 failed"
        );
        let line: serde_json::Value = serde_json::from_str(&at.json(11.0)).expect("JSON");
        assert_eq!(
            (
                line["runs_done"].as_u64(),
                line["failed_replications"].as_u64(),
                line["seconds_left"].as_f64()
            ),
            (Some(500), Some(1), Some(29.0))
        );
        assert_eq!(
            runs(2_000, 400.0).words(600.0),
            "2 000 of 2 000 runs   100 %   done in 10 min   1 failed"
        );
    }

    #[test]
    fn the_time_left_counts_parts_of_worlds_and_is_not_told_at_the_start() {
        assert_eq!(runs(0, 40.0).rest(3.0), Some(27.0));
        assert_eq!(runs(0, 7.9).rest(3.0), None);
        assert_eq!(runs(2_000, 400.1).rest(3.0), Some(0.0));
    }
}
