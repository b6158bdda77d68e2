//! Equations of the model: pure functions of numbers, without a world.
//!
//! The doc comment of each begins with the number under which `docs/odd.md` prints it; a test walks both sides.

pub mod capacity;
pub mod choice;
pub mod commitment;
pub mod credit;
pub mod orders;
pub mod plans;
pub mod scale;
