//! Portable mathematics.
