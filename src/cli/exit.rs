//! Exit codes of all verbs, in one table.

use std::fmt::Write as _;
use std::io::ErrorKind;

use serde::{Serialize, Serializer};

/// Exit codes of the program; one code means one thing, whatever the verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Ok = 0,
    /// An internal error, ours to repair.
    Unexpected = 1,
    /// Bad usage or invalid input; nothing was run or written.
    Input = 2,
    /// Finished, and some replications failed.
    FailedReplications = 3,
    /// Finished, and the requested precision was not reached.
    Precision = 4,
    /// A replication that was run again is not what the run wrote.
    Mismatch = 6,
    /// The folder or file to write exists, is locked, or cannot be made or written there.
    Place = 7,
    /// A run folder is not what its run wrote.
    Damaged = 10,
    /// A write failed that had begun well: the disk is full.
    WriteFailed = 11,
}

/// Every exit code with its meaning, by number.
pub const EXITS: [(Exit, &str); 9] = [
    (Exit::Ok, "all went well"),
    (
        Exit::Unexpected,
        "an internal error: please report it with the command and the files",
    ),
    (
        Exit::Input,
        "bad usage or invalid input; nothing was run or written",
    ),
    (
        Exit::FailedReplications,
        "finished, and some replications failed: see data/failures.csv",
    ),
    (
        Exit::Precision,
        "finished, and the requested precision was not reached: see `stopping` in manifest.json",
    ),
    (
        Exit::Mismatch,
        "`replay` found values that are not those of the run",
    ),
    (
        Exit::Place,
        "the folder or file to write exists, is locked, or cannot be made there: name another",
    ),
    (
        Exit::Damaged,
        "a run folder was changed or damaged after the run: restore it, or run the study again",
    ),
    (
        Exit::WriteFailed,
        "a write failed, as on a full disk, also of what is printed: free space",
    ),
];

impl Exit {
    /// The code for the system.
    #[must_use]
    pub const fn code(self) -> i32 {
        self as i32
    }

    /// The exit of something that finished, by whether worlds were lost.
    #[must_use]
    pub const fn of_lost(lost: usize) -> Self {
        if lost == 0 {
            Self::Ok
        } else {
            Self::FailedReplications
        }
    }

    /// The exit of a write that the system refused, and what the user can do about it.
    #[must_use]
    pub const fn of_refused_write(kind: ErrorKind) -> (Self, &'static str) {
        match kind {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
                Self::WriteFailed,
                "there is no space left: free space, or name a folder on another disk",
            ),
            ErrorKind::FileTooLarge => (
                Self::WriteFailed,
                "the system limits the size of files: raise the limit, or name a folder on another disk",
            ),
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory | ErrorKind::IsADirectory => (
                Self::Place,
                "a file stands where a folder is needed, or the other way round: name a folder that can be made and written",
            ),
            ErrorKind::PermissionDenied => (
                Self::Place,
                "you may not write there: name a folder that can be made and written, or change who may write",
            ),
            ErrorKind::ReadOnlyFilesystem => (
                Self::Place,
                "that disk is read-only: name a folder that can be made and written",
            ),
            ErrorKind::InvalidFilename => (
                Self::Place,
                "the name is too long for the system, or has a character that it does not take: name a folder that can be made and written",
            ),
            ErrorKind::NotFound | ErrorKind::InvalidInput => (
                Self::Place,
                "nothing can be made under that name: name a folder that can be made and written",
            ),
            _ => (
                Self::WriteFailed,
                "the disk or the system refused it: free space and look after the disk, or name a folder on another one",
            ),
        }
    }
}

impl Serialize for Exit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i32(self.code())
    }
}

/// The table of exit codes for people.
#[must_use]
pub fn exit_codes_text() -> String {
    EXITS
        .iter()
        .fold("Exit codes\n\n".to_string(), |mut text, (exit, meaning)| {
            // writing to memory cannot fail
            let _ = writeln!(text, "{:>4}  {meaning}", exit.code());
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<i32> = EXITS.iter().map(|(exit, _)| exit.code()).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    }

    #[test]
    fn a_refused_write_is_the_users_to_change_or_a_full_disk() {
        let code = |kind| Exit::of_refused_write(kind).0.code();
        for kind in [
            ErrorKind::AlreadyExists,
            ErrorKind::NotADirectory,
            ErrorKind::PermissionDenied,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::InvalidFilename,
        ] {
            assert_eq!(code(kind), 7, "{kind}");
        }
        for kind in [
            ErrorKind::StorageFull,
            ErrorKind::QuotaExceeded,
            ErrorKind::FileTooLarge,
            ErrorKind::Other,
        ] {
            assert_eq!(code(kind), 11, "{kind}");
        }
    }
}
