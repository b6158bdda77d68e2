//! Claims about the whole, one module per kind of claim.

mod reproducibility;
mod statistics;
