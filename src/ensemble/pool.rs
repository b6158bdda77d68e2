//! Threads: worlds, and pieces of worlds, on as many as the settings allow.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::runner::{EnsembleError, Progress, Settings};

/// Outcome of each world.
pub(super) type Outcomes<T, E> = Vec<(u32, Result<T, E>)>;

/// Outcome of the work on a world.
pub(super) enum Work<'a, T, E> {
    /// It is done.
    Done(Result<T, E>),
    /// So many pieces are left, each done by one call on any thread; the call with which the last one ends returns the result.
    Pieces(usize, Piece<'a, T, E>),
}

/// Does a piece of a world.
pub(super) type Piece<'a, T, E> = Box<dyn Fn() -> Option<Result<T, E>> + Send + Sync + 'a>;

/// Does something for each world, begun in the order given, on as many threads as the settings allow and there are `pieces` of work; the
/// results are in order of world.
///
/// A thread does the pieces of a world that it began before it begins another, and threads without work take theirs from others: few
/// worlds are in memory at once, and none is a tail on one thread.
pub(super) fn in_parallel<'a, T: Send, E: Send>(
    worlds: &[u32],
    pieces: usize,
    settings: &Settings,
    progress: &dyn Progress,
    work: impl Fn(u32) -> Work<'a, T, E> + Sync,
) -> Result<Outcomes<T, E>, EnsembleError> {
    let jobs = settings.jobs.clamp(1, pieces.max(1));
    let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    let threads = threads.map_err(|source| EnsembleError::Threads { jobs, source })?;
    let board = Board {
        total: worlds.len(),
        outcomes: Mutex::new((Vec::with_capacity(worlds.len()), 0)),
        progress,
    };
    let begun = AtomicUsize::new(0); // threads take the next world, whichever task they were given
    threads.in_place_scope(|scope| {
        for _ in worlds {
            scope.spawn(|scope| {
                let world = worlds[begun.fetch_add(1, Ordering::Relaxed)];
                match work(world) {
                    Work::Done(outcome) => board.put(world, outcome),
                    Work::Pieces(count, piece) => {
                        let (piece, board): (Arc<Piece<'a, T, E>>, _) = (Arc::new(piece), &board);
                        for _ in 0..count {
                            let piece = Arc::clone(&piece);
                            scope.spawn(move |_| {
                                if let Some(outcome) = piece() {
                                    board.put(world, outcome);
                                }
                            });
                        }
                    }
                }
            });
        }
    });
    let (mut outcomes, _) = board
        .outcomes
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    outcomes.sort_by_key(|(world, _)| *world);
    Ok(outcomes)
}

/// Finished worlds of all threads, with how many of them were lost.
struct Board<'a, T, E> {
    total: usize,
    outcomes: Mutex<(Outcomes<T, E>, usize)>,
    progress: &'a dyn Progress,
}

impl<T, E> Board<'_, T, E> {
    fn put(&self, world: u32, outcome: Result<T, E>) {
        let mut board = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        board.1 += usize::from(outcome.is_err());
        board.0.push((world, outcome));
        self.progress.on_bundle(board.0.len(), self.total, board.1);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Condvar;
    use std::time::Duration;

    use super::*;
    use crate::ensemble::NoProgress;

    #[test]
    fn pieces_of_one_world_run_on_several_threads_at_once() {
        let settings = Settings {
            jobs: 2,
            only_replication: None,
            panic_at: None,
            replay: String::new(),
        };
        let (running, met) = (&Mutex::new(0), &Condvar::new());
        let meet = move || {
            let mut count = running.lock().expect("no panic");
            *count += 1;
            met.notify_all();
            let (count, waited) = met
                .wait_timeout_while(count, Duration::from_secs(60), |count| *count < 2)
                .expect("no panic");
            drop(count);
            Some(Ok::<bool, ()>(!waited.timed_out()))
        };
        let outcomes = in_parallel(&[7], 3, &settings, &NoProgress, |_| {
            Work::Pieces(2, Box::new(meet))
        });
        assert_eq!(outcomes.expect("threads"), [(7, Ok(true)), (7, Ok(true))]);
    }
}
