//! The examples of the README do what they say.

#[path = "../../examples/own_instrument.rs"]
mod own_instrument;
#[allow(dead_code)] // its command line would be that of the tests
#[path = "../../examples/read_run.rs"]
mod read_run;
#[path = "../../examples/run_study.rs"]
mod run_study;

use linkwright::plan::Options;
use linkwright::study::{RunSettings, Study};

use crate::common::{empty_folder, root};

/// Most lines of an example.
const MOST_LINES: usize = 60;

#[test]
fn a_study_is_run_from_the_library() {
    run_study::main().expect("the example runs");
}

#[test]
fn an_own_instrument_is_followed_and_compared() {
    own_instrument::main().expect("the example runs");
}

#[test]
fn a_run_folder_is_read_and_says_the_same_as_the_run() {
    let options = Options {
        replications: Some(2),
        only: vec!["support".into()],
        ..Options::default()
    };
    let study = Study::load_with(&[root().join("scenarios/small.toml")], &options).expect("passes");
    let outcome = study.run(&RunSettings::default()).expect("run");
    let folder = empty_folder("example-read").join("run");
    let written = outcome.write_to(&folder).expect("written");
    assert!(written.page.is_some_and(|page| page.is_file()));
    read_run::show(&folder).expect("the example runs");
    let read = linkwright::results::RunFolder::read(&folder).expect("a run");
    let again = linkwright::study::Findings::of_run(&read);
    assert_eq!(
        format!("{:?}", again.estimates),
        format!("{:?}", outcome.findings.estimates)
    );
    assert_eq!(again.answer(), outcome.answer());
}

#[test]
fn examples_are_short_and_named_in_the_readme() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a README");
    let files = std::fs::read_dir(root().join("examples")).expect("examples");
    let mut n_files = 0;
    for file in files {
        let path = file.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("text");
        let name = path.file_name().expect("a name").to_string_lossy();
        assert!(text.lines().count() <= MOST_LINES, "{name} is long");
        assert!(
            readme.contains(&format!("examples/{name}")),
            "{name} is not in the README"
        );
        n_files += 1;
    }
    assert_eq!(n_files, 3);
}
