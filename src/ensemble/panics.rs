//! A panic of one bundle becomes a message; it neither ends the program nor prints a trace.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work`; a panic inside becomes its message, with the place in our own code where it began.
pub(super) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    install_hook();
    let was_caught = IS_CAUGHT.replace(true);
    // State that a panic leaves half-changed belongs to the bundle, which is dropped.
    let outcome = catch_unwind(AssertUnwindSafe(work));
    IS_CAUGHT.set(was_caught);
    outcome.map_err(|payload| {
        let words = message(payload.as_ref());
        PLACE
            .take()
            .map_or_else(|| words.clone(), |place| format!("{words} ({place})"))
    })
}

/// Notes the place of panics that [`catch`] will catch, and leaves all others to the hook that was there.
fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = take_hook();
        set_hook(Box::new(move |info| {
            if !note_caught(info) {
                previous(info);
            }
        }));
    });
}

/// Notes the place of a panic that [`catch`] will catch; false for all others. A hook that replaces ours calls it first.
pub(crate) fn note_caught(info: &PanicHookInfo<'_>) -> bool {
    let is_caught = IS_CAUGHT.get();
    if is_caught {
        PLACE.set(own_place(info));
    }
    is_caught
}

/// File and line in this crate's own code; places in libraries name folders of the machine and are left out.
fn own_place(info: &PanicHookInfo<'_>) -> Option<String> {
    let location = info.location()?;
    location
        .file()
        .starts_with("src")
        .then(|| format!("{}:{}", location.file(), location.line()))
}

fn message(payload: &(dyn Any + Send)) -> String {
    let words = payload.downcast_ref::<&str>().map(ToString::to_string);
    let words = words.or_else(|| payload.downcast_ref::<String>().cloned());
    words.unwrap_or_else(|| "panic without a message".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message_and_place() {
        let message = catch(|| -> u32 { panic!("no lot {}", 7) }).expect_err("panics");
        assert!(
            message.starts_with("no lot 7 (src/ensemble/panics.rs:"),
            "{message}"
        );
        assert_eq!(catch(|| 3), Ok(3));
    }
}
