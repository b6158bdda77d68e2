//! Starts linkwright and sets the exit code.

#[allow(clippy::disallowed_methods)] // the one place that ends the program
fn main() {
    std::process::exit(linkwright::cli::execute());
}
