//! Writes the bits of keyed draws to the standard output without end, for batteries of tests such as dieharder.
//!
//! `cargo run --profile test --example keyed_stream -- SEED ORDER | dieharder -g 200 -a`
//!
//! ORDER says which neighbours of a name follow each other: `agents`, `quarters`, `processes`, `replicates`, or `mixed`,
//! where all four change within a few words. Every name (replicate, process, quarter, agent) comes once.

use std::io::{self, BufWriter, Write};

use linkwright::random::{Process, ReplicateKey};

const REPLICATE: usize = 0;
const PROCESS: usize = 1;
const QUARTER: usize = 2;
const AGENT: usize = 3;

/// Kinds of draw whose numbers stand close to each other.
const PROCESSES: [Process; 8] = [
    Process::MacroCycle,
    Process::SectorCycle,
    Process::WorldCycle,
    Process::CrisisStart,
    Process::TncArrival,
    Process::TncTraits,
    Process::TncExit,
    Process::TncSale,
];

/// Returns which bits of the running number go where, the lowest first: (part of the name, number of bits).
fn digits(order: &str) -> Option<Vec<(usize, u32)>> {
    Some(match order {
        "agents" => vec![
            (AGENT, 12),
            (QUARTER, 7),
            (PROCESS, 3),
            (REPLICATE, 4),
            (AGENT, 38),
        ],
        "quarters" => vec![
            (QUARTER, 7),
            (AGENT, 6),
            (PROCESS, 3),
            (REPLICATE, 4),
            (AGENT, 44),
        ],
        "processes" => vec![(PROCESS, 3), (QUARTER, 7), (REPLICATE, 4), (AGENT, 50)],
        "replicates" => vec![(REPLICATE, 12), (PROCESS, 3), (QUARTER, 7), (AGENT, 42)],
        "mixed" => vec![
            (AGENT, 2),
            (QUARTER, 2),
            (PROCESS, 2),
            (REPLICATE, 2),
            (PROCESS, 1),
            (QUARTER, 5),
            (REPLICATE, 4),
            (AGENT, 46),
        ],
        _ => return None,
    })
}

/// Returns the bits of the draw whose name is the running number, taken apart.
fn bits(seed: u64, digits: &[(usize, u32)], mut number: u64) -> u64 {
    let mut name = [0u64; 4];
    let mut filled = [0u32; 4];
    for &(part, width) in digits {
        name[part] |= (number & ((1 << width) - 1)) << filled[part];
        filled[part] += width;
        number >>= width;
    }
    ReplicateKey::new(seed, name[REPLICATE] as u32)
        .draws(PROCESSES[name[PROCESS] as usize], name[QUARTER] as u32)
        .bits(name[AGENT])
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let seed = arguments.get(1).and_then(|seed| seed.parse().ok());
    let digits = arguments.get(2).and_then(|order| digits(order));
    let (Some(seed), Some(digits)) = (seed, digits) else {
        return Err(io::Error::other(
            "give a seed (whole number) and an order (agents, quarters, processes, replicates, mixed)",
        ));
    };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    for number in 0.. {
        match out.write_all(&bits(seed, &digits, number).to_le_bytes()) {
            Err(closed) if closed.kind() == io::ErrorKind::BrokenPipe => break, // the reader has seen enough
            written => written?,
        }
    }
    Ok(())
}
