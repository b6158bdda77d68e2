//! Starts linkwright and sets the exit code.

fn main() {
    std::process::exit(linkwright::cli::execute());
}
