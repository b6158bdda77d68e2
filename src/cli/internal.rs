//! A panic anywhere in the program becomes a message with its place.

use std::any::Any;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::sync::{Mutex, Once, PoisonError};

use super::{CliError, Exit};
use crate::results::BUILD;

/// Place of the last panic that nothing else caught, on whatever thread.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Does `work`; a panic inside is an internal error.
///
/// # Errors
/// [`CliError`] of `work`, or of the panic.
pub fn guarded(work: impl FnOnce() -> Result<Exit, CliError>) -> Result<Exit, CliError> {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| set_hook(Box::new(|info| *place() = Some(place_of(info)))));
    // What a panic leaves half-changed is dropped with the call.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let at = place().take().unwrap_or_else(|| "an unknown place".into());
        let message = format!(
            "internal error: {} ({at}, linkwright {}, build {BUILD})",
            words(payload.as_ref()),
            env!("CARGO_PKG_VERSION")
        );
        Err(CliError::new(Exit::Unexpected, message).help(
            "this is a fault of the program, not of the files: please report it with this line, the command and the files",
        ))
    })
}

fn place() -> std::sync::MutexGuard<'static, Option<String>> {
    PLACE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// File and line; of files in libraries the last parts, since the others name folders of the machine that built it.
fn place_of(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(String::new, |location| {
        let parts: Vec<&str> = location.file().split(['/', '\\']).collect();
        let kept = parts[parts.len().saturating_sub(4)..].join("/");
        format!("{kept}:{}", location.line())
    })
}

fn words(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panic without a message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_on_any_thread_is_an_internal_error_with_its_place() {
        let lot = 7;
        let error = guarded(|| panic!("no lot {lot}")).expect_err("panics");
        let message = error.message.unwrap_or_default();
        assert_eq!(error.exit, Exit::Unexpected);
        assert!(
            message.starts_with("internal error: no lot 7 (src/cli/internal.rs:")
                && message.contains(env!("CARGO_PKG_VERSION"))
                && message.contains(BUILD),
            "{message}"
        );
        assert!(error.help.is_some_and(|help| help.contains("report it")));
        assert!(matches!(guarded(|| Ok(Exit::Ok)), Ok(Exit::Ok)));
    }
}
