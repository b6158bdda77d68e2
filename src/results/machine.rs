//! Demand of a run on the machine: memory and disk.

use std::fs;

use super::folder::run_tables;
use super::{Dataset, SpellRecord};
use crate::plan::Plan;

/// Most memory that this process has held so far [bytes], where the system reports it (Linux).
#[must_use]
pub fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// Bytes of the worlds of a data set in memory, apart from names and lists that do not grow with them.
#[must_use]
pub fn worlds_memory(dataset: &Dataset) -> u64 {
    let numbers = |n: usize| (n * size_of::<f64>()) as u64;
    let runs: u64 = dataset
        .runs
        .iter()
        .map(|run| numbers(run.values.len()))
        .sum();
    let series: u64 = dataset
        .series
        .iter()
        .map(|series| numbers(series.values.len()))
        .sum();
    let groups: u64 = dataset
        .groups
        .iter()
        .map(|group| numbers(group.values.len()))
        .sum();
    let ages = |life: &SpellRecord| {
        life.tables
            .iter()
            .map(|table| size_of_val(&*table.at_risk) + size_of_val(&*table.ended))
            .sum::<usize>()
    };
    let lives: u64 = dataset.lives.iter().map(|life| ages(life) as u64).sum();
    runs + series + groups + lives
}

/// Bytes of the tables of a run folder that hold what was run.
#[must_use]
pub fn tables_size(plan: &Plan, dataset: &Dataset) -> u64 {
    run_tables(plan, dataset, false)
        .iter()
        .map(|table| table.to_csv().len() as u64)
        .sum()
}
