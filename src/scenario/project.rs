//! The project that files belong to: what lies outside its root is not quoted, and copying it is told.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::codes::code_page;
use super::fix::Fix;
use super::load::{Files, folder_of};
use super::problem::{Problem, Source};

/// Name of the file that makes a folder the root of a project; it may be empty.
pub const PROJECT_FILE: &str = "linkwright.toml";

/// Fewest named folders of a root that holds files from outside too: less would tell whose machine it is.
pub(super) const LEAST_DEPTH: usize = 2;

/// Folder of copies whose place relative to the project is not told.
const ELSEWHERE: &str = "outside";

/// A source with its paths: by name, and where links lead.
struct Placed {
    path: PathBuf,
    real: PathBuf,
    is_named: bool,
}

/// Roots of the projects of the named files.
struct Roots {
    /// Folders by name.
    folders: Vec<PathBuf>,
    /// True where all of them hold the file that makes a root.
    are_marked: bool,
}

/// Says of each source whether it is outside the project and what it is called in results. `read` has the path of each and whether the
/// command line names it. Notes `N0107` of files that a run copies from outside.
pub(super) fn place_in_project(
    files: &Files,
    read: &[(PathBuf, bool)],
    sources: &mut [Source],
    problems: &mut Vec<Problem>,
) {
    match files {
        Files::Disk => {}
        Files::Embedded(_) => return,
        Files::Kept(known) => {
            for source in sources {
                if let Some(known) = known.iter().find(|known| known.path == source.path) {
                    source.clone_from(known);
                }
            }
            return;
        }
    }
    let placed: Vec<Placed> = read
        .iter()
        .zip(sources.iter())
        .map(|((path, is_named), source)| {
            let is_stream = *is_named && source.path != path.display().to_string();
            let named = if is_stream {
                Path::new(&source.path)
            } else {
                path
            };
            let path = files.plain_path(&std::path::absolute(named).unwrap_or_default());
            Placed {
                real: path.canonicalize().unwrap_or_else(|_| path.clone()),
                path,
                is_named: *is_named,
            }
        })
        .collect();
    let roots = roots_of(&placed);
    let real: Vec<PathBuf> = roots
        .folders
        .iter()
        .map(|folder| folder.canonicalize().unwrap_or_else(|_| folder.clone()))
        .collect();
    let is_outside =
        |one: &Placed| !one.is_named && !real.iter().any(|root| one.real.starts_with(root));
    let mut top = common(&roots.folders);
    for one in &placed {
        let wider = common(&[top.clone(), one.path.clone()]);
        if depth(&wider) >= LEAST_DEPTH {
            top = wider;
        }
    }
    for (one, source) in placed.iter().zip(sources.iter_mut()) {
        source.is_outside = is_outside(one);
        let bases = if depth(&top) >= LEAST_DEPTH {
            std::slice::from_ref(&top)
        } else {
            &roots.folders
        };
        let inside = bases
            .iter()
            .find_map(|base| one.path.strip_prefix(base).ok());
        source.inside = inside.map_or_else(
            || {
                let name = one.path.file_name().unwrap_or_default();
                format!("{ELSEWHERE}/{}", name.to_string_lossy())
            },
            |inside| inside.to_string_lossy().replace('\\', "/"),
        );
        if source.is_outside {
            let message = format!(
                "`{}` lies outside the project, and a run copies it into its folder",
                source.name()
            );
            let fix = Fix::Unknown("where files belong, and what may be passed on, only you know");
            let problem = Problem::of_file("N0107", source.path.clone(), message, fix);
            problems.push(problem.help(if roots.are_marked {
                format!("put it into the folder that holds {PROJECT_FILE}, or leave it where it is if the copy may be passed on with the results")
            } else {
                format!("make an empty file {PROJECT_FILE} in a folder above all files that belong together, or leave it as it is if the copy may be passed on with the results")
            }));
        }
    }
    check_capitals(sources, problems);
}

/// Two files whose names differ in capitals only: their copies in a run folder are one file on some systems (`E0108`).
fn check_capitals(sources: &[Source], problems: &mut Vec<Problem>) {
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    for source in sources {
        let name = source.name();
        let twin = *first.entry(name.to_lowercase()).or_insert(name);
        if twin != name {
            let message = format!("the files {twin} and {name} differ in capitals only");
            let fix = Fix::Unknown("a file is renamed outside of its text");
            let problem = Problem::of_file("E0108", source.path.clone(), message, fix);
            problems.push(problem.help(
                "give one of them another name: their copies in the folder of a run are one file on some systems",
            ));
        }
    }
}

/// The nearest folder above each named file that holds [`PROJECT_FILE`]; for files without one, the folder that those of them have in common
/// which are below the working folder, with all that they build on there.
fn roots_of(placed: &[Placed]) -> Roots {
    let here = std::env::current_dir().unwrap_or_default();
    let mut folders: Vec<PathBuf> = Vec::new();
    let mut are_marked = true;
    let named = placed.iter().filter(|one| one.is_named);
    let mut together: Vec<PathBuf> = Vec::new();
    for one in named {
        let folder = folder_of(&one.path);
        let marked = folder
            .ancestors()
            .find(|above| above.join(PROJECT_FILE).is_file());
        are_marked &= marked.is_some();
        match marked {
            Some(root) => folders.push(root.to_path_buf()),
            None if folder.starts_with(&here) => together.push(folder.to_path_buf()),
            None => folders.push(folder.to_path_buf()),
        }
    }
    if !together.is_empty() {
        let below = placed
            .iter()
            .filter(|one| !one.is_named && one.real.starts_with(&here));
        together.extend(below.map(|one| folder_of(&one.real).to_path_buf()));
        folders.push(common(&together));
    }
    Roots {
        folders,
        are_marked,
    }
}

/// The deepest folder that holds all paths.
pub(super) fn common(paths: &[PathBuf]) -> PathBuf {
    let Some((first, rest)) = paths.split_first() else {
        return PathBuf::new();
    };
    rest.iter().fold(first.clone(), |folder, path| {
        folder
            .components()
            .zip(path.components())
            .take_while(|(one, other)| one == other)
            .map(|(one, _)| one)
            .collect()
    })
}

pub(super) fn depth(folder: &Path) -> usize {
    folder
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .count()
}

/// Why nothing is offered for a file outside the project.
const PRIVATE: &str = "it would quote a file outside the project";

/// Takes out of problems what they quote of files outside the project: they keep code, file, line, and what is to be done in general.
pub fn keep_private(problems: &mut [Problem], sources: &[Source]) {
    let outside = |at: usize| sources.get(at).filter(|source| source.is_outside);
    for problem in problems {
        let hidden: Vec<String> = problem
            .related
            .iter()
            .filter_map(|(place, _)| Some(outside(place.source)?.path_and_line(place.start)))
            .collect();
        problem
            .related
            .retain(|(place, _)| outside(place.source).is_none());
        if !hidden.is_empty() {
            let see = format!("see also {}", hidden.join(", "));
            problem.help = [problem.help.as_str(), see.as_str()]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("; ");
        }
        if problem.fix.changes_any(|at| outside(at).is_some()) {
            problem.fix = Fix::Unknown(PRIVATE);
        }
        let Some((place, source)) = problem
            .place
            .and_then(|place| Some((place, outside(place.source)?)))
        else {
            continue;
        };
        problem.place = None;
        problem.file = source.path_and_line(place.start);
        (problem.label, problem.fix) = (String::new(), Fix::Unknown(PRIVATE));
        if is_of_form(problem.code)
            && let Some(page) = code_page(problem.code)
        {
            problem.message = format!("{} (in a file outside the project)", page.title);
            problem.help = format!("`linkwright explain {}` says what is to be done", page.code);
        }
    }
}

/// True for codes of files that are no scenarios at all, whose messages quote what is there instead.
fn is_of_form(code: &str) -> bool {
    code.starts_with("E00") || code.starts_with("E01")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_folder_is_the_deepest_one() {
        let of = |paths: &[&str]| common(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(of(&["/a/b/c", "/a/b/d/e"]), Path::new("/a/b"));
        assert_eq!(of(&["/a/b"]), Path::new("/a/b"));
        assert_eq!(depth(&of(&["/a/b", "/c"])), 0);
    }
}
