//! Many worlds on any number of threads, with the same results on all of them.
//!
//! The unit of work is the bundle: one replication of all scenarios of a study; its futures are units of their own. See [`run`].

mod bundle;
mod futures;
mod panics;
mod pool;
mod repeat;
mod runner;
mod share;
mod shared;
mod watch;

pub(crate) use panics::note_caught;
pub use repeat::{Repeated, repeat};
pub use runner::{
    EnsembleError, Eyewitness, NoProgress, Progress, Settings, run, run_part, worlds,
};
pub use watch::watch;
