//! Names the build by the digest of its sources, so that two builds of one version are told apart. The same sources have the
//! same name on every machine, with or without a repository.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    let mut files = vec![PathBuf::from("Cargo.toml")];
    collect(Path::new("src"), &mut files)?;
    files.extend(Some(PathBuf::from("Cargo.lock")).filter(|lock| lock.is_file()));
    let names = files.into_iter().map(|file| {
        let name = file.to_string_lossy().replace('\\', "/");
        (name, file)
    });
    let mut names: Vec<(String, PathBuf)> = names.collect();
    names.sort();
    let mut digest = Sha256::new();
    for (name, file) in &names {
        // line ends are those of the checkout
        let bytes: Vec<u8> = fs::read(file)?
            .into_iter()
            .filter(|byte| *byte != b'\r')
            .collect();
        digest.update(format!("{name}\n{}\n", bytes.len()));
        digest.update(&bytes);
    }
    let name: String = digest.finalize()[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    println!("cargo::rustc-env=LINKWRIGHT_BUILD={name}");
    for place in ["src", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={place}");
    }
    Ok(())
}

/// Adds all files below a folder.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
