//! The report: one offline HTML file and its charts, made from estimates and returned as bytes.
//!
//! Nothing here opens a file, reads a clock or runs the model. [`render`] is the way in; `charts` draws, `text` writes sentences,
//! `page` puts both into one HTML file, `brief` into one in Markdown.

#![allow(clippy::disallowed_methods)] // places of ticks and digits need no portable bits

mod assemble;
mod brief;
pub mod charts;
mod input;
mod page;
mod render;
pub mod table;
pub mod text;

pub use assemble::MadeBy;
pub use input::{Artifact, Band, Effect, Effects, Fan, ReportError, ReportInput, Summaries};
pub use page::{FindingLine, PlainPage, PlainPart, findings_page, plain_page};
pub use render::{PAGE, render};
