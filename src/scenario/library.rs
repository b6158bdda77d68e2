//! All files of a run: read once each, merged, problems collected.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::characters::odd_in_file;
use super::design::DesignFile;
use super::document::{ContextFile, Document, Reference, ScenarioFile, StudyFile, read_document};
use super::finding::Finding;
use super::fix::Fix;
use super::layer::{ContextReference, Layer, Text};
use super::load::{Files, Folder, ReadFailure, shown};
use super::points::{read_points, refused_tables};
use super::problem::{Lost, Place, Problem, Source};
use super::project::place_in_project;
use super::tree::parse;

/// A scenario with everything below it laid together.
#[derive(Clone, Debug)]
pub struct DraftScenario {
    /// Name, unique in a study once checked.
    pub name: Text,
    /// Title for people; the name where none is given. Values of parameters may stand in braces.
    pub title: String,
    /// Where it stands.
    pub title_place: Option<Place>,
    /// Question that it helps to answer, likewise; may be empty.
    pub question: String,
    /// Where it stands.
    pub question_place: Option<Place>,
    /// Name without the context, where the study runs it in several: `support` of `support@uganda`.
    pub programme: Option<String>,
    /// Name of its context; `default` without one.
    pub context: String,
    /// Title of its context; may be empty.
    pub context_title: String,
    /// What its files set.
    pub layer: Layer,
    /// The scenario that it is again, under a rival structure.
    pub rival: Option<RivalOf>,
    /// The finding that its file states.
    pub finding: Option<Finding>,
}

/// A scenario of the study that runs again under a rival structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RivalOf {
    /// Name of the scenario.
    pub scenario: String,
    /// Name of the structure.
    pub name: String,
    /// Title of the structure.
    pub title: String,
}

/// Content of the files named on the command line.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The study file; without one, a study of the scenarios named.
    pub study: StudyFile,
    /// Short name of the study.
    pub name: String,
    /// Scenarios in order.
    pub scenarios: Vec<DraftScenario>,
    /// True where at least one scenario could not be read.
    pub is_incomplete: bool,
    /// True where a context is named by itself, which no scenario of the study uses.
    pub is_context: bool,
}

/// A file that is being laid: what tells it from others, and its name in messages.
#[derive(Clone, Debug)]
struct Level {
    identity: PathBuf,
    shown: String,
}

/// Kind of a file that others build on.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Scenario,
    Context,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Context => "context",
        }
    }
}

#[derive(Clone, Debug)]
enum Opened {
    Read(Rc<Document>),
    Refused(ReadFailure),
    Broken,
}

/// Folder of the contexts on which those of countries build.
const ARCHETYPES: &str = "archetypes";

/// Most files that build on each other, one on the next.
const MOST_LEVELS: usize = 100;

/// The files of a run and what is wrong with them.
#[derive(Debug)]
pub struct Library<'f> {
    files: &'f Files,
    /// Files by their identity, see [`Files::identity`].
    opened: BTreeMap<PathBuf, Opened>,
    /// Scenarios and contexts that others build on, laid over what is below them: each once, however often it is named.
    composed: BTreeMap<PathBuf, Rc<Layer>>,
    /// Names of streams that were read: they can be read once.
    streams: BTreeSet<String>,
    /// Paths of the sources, and whether the command line names them.
    read: Vec<(PathBuf, bool)>,
    /// Tables of points named so far.
    n_tables: usize,
    /// Name of a context that stands in place of the one that a scenario names.
    pub other_context: Option<String>,
    /// Files read, in the order in which they were opened.
    pub sources: Vec<Source>,
    /// Problems found so far, in no particular order.
    pub problems: Vec<Problem>,
}

impl<'f> Library<'f> {
    /// A library with no file opened.
    #[must_use]
    pub fn new(files: &'f Files) -> Self {
        Self {
            files,
            opened: BTreeMap::new(),
            composed: BTreeMap::new(),
            streams: BTreeSet::new(),
            read: Vec::new(),
            n_tables: 0,
            other_context: None,
            sources: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Files named so far, read or not.
    #[must_use]
    pub fn n_files(&self) -> usize {
        self.opened.len() + self.n_tables
    }

    /// Reads the files of a run and all files below them, and a table of points that may have any ending; files that end in .csv are
    /// tables too. Problems are collected in [`Library::problems`].
    pub fn draft(&mut self, paths: &[PathBuf], table: Option<&PathBuf>) -> Draft {
        let mut draft = Draft::default();
        let is_table = |path: &&PathBuf| {
            path.extension()
                .is_some_and(|end| end.eq_ignore_ascii_case("csv"))
        };
        let n_documents = paths.iter().filter(|path| !is_table(path)).count();
        for path in paths.iter().filter(|path| !is_table(path)) {
            let path = self.files.plain_path(path);
            match self.open(&path, None) {
                Some(document) => self.add_document(&document, &path, n_documents > 1, &mut draft),
                None => draft.is_incomplete = true,
            }
        }
        let tables: Vec<&PathBuf> = paths.iter().filter(is_table).chain(table).collect();
        self.n_tables += tables.len();
        draft.is_incomplete |= !tables.is_empty() && n_documents == 0;
        match tables[..] {
            [] => {}
            [table] if n_documents > 0 => {
                let mut design = DesignFile {
                    kind: "csv".into(),
                    ..DesignFile::default()
                };
                self.open_points(&self.files.plain_path(table), None, &mut design);
                draft.study.design = Some(design);
            }
            [.., last] => self
                .problems
                .push(refused_tables(&shown(last, false), tables.len())),
        }
        if draft.name.is_empty() {
            draft.name = name_of(&draft.scenarios);
        }
        place_in_project(
            self.files,
            &self.read,
            &mut self.sources,
            &mut self.problems,
        );
        draft
    }

    /// Opens a table of points, adds it to the sources and gives its columns and points to the design; problems where it cannot be read.
    fn open_points(&mut self, path: &Path, from: Option<Place>, design: &mut DesignFile) {
        match self.text(path, from.is_some()) {
            Ok(text) => {
                let (source, true) = self.add_source(path, from.is_some(), text) else {
                    return;
                };
                let Source { path, text, .. } = &self.sources[source];
                let found = read_points((source, path, text), &mut self.problems);
                if let Some((columns, points)) = found {
                    (design.columns, design.points) = (columns, points);
                }
            }
            Err(failure) => self.refuse(&failure, path, from),
        }
    }

    /// Text of a file; a stream is read once.
    fn text(&mut self, path: &Path, is_inside: bool) -> Result<String, ReadFailure> {
        let name = shown(path, is_inside);
        let is_stream = !is_inside && name != path.display().to_string();
        if is_stream && !self.streams.insert(name) {
            return Err(ReadFailure::ReadAlready);
        }
        self.files.read(path, is_inside)
    }

    /// Adds a file to the sources, and says whether its characters are those of text; what is not is reported and taken out.
    fn add_source(&mut self, path: &Path, is_inside: bool, text: String) -> (usize, bool) {
        let at = self.sources.len();
        let (text, is_text) = match odd_in_file(at, &text) {
            Some((problem, clean)) => {
                self.problems.push(problem);
                (clean, false)
            }
            None => (text, true),
        };
        self.sources.push(Source::new(shown(path, is_inside), text));
        self.read.push((path.to_path_buf(), !is_inside));
        (at, is_text)
    }

    /// Reports that a file cannot be read; `from` is the place where another file names it.
    fn refuse(&mut self, failure: &ReadFailure, path: &Path, from: Option<Place>) {
        let by = from.map(|place| (place, self.read[place.source].0.as_path()));
        self.problems.push(failure.problem(path, by));
    }

    fn add_document(
        &mut self,
        document: &Document,
        path: &Path,
        is_one_of_many: bool,
        draft: &mut Draft,
    ) {
        match document {
            Document::Scenario(file) => {
                self.require_name(file.name.as_ref(), path, false);
                let stack = [self.level(path, false)];
                self.add_scenario(file, &Layer::default(), &stack, draft);
            }
            Document::Context(file) => {
                self.require_name(file.name.as_ref(), path, false);
                draft.is_context = true;
                let name = file.name.clone().unwrap_or(Text {
                    value: "context".into(),
                    place: None,
                });
                let layer = self.compose_context(file, &[self.level(path, false)]);
                let (title, context) = (or_name(&file.title, &name), name.value.clone());
                let (question, context_title) = (String::new(), file.title.clone());
                draft.scenarios.push(DraftScenario {
                    name,
                    title,
                    title_place: None,
                    question,
                    question_place: None,
                    programme: None,
                    context,
                    context_title,
                    layer,
                    rival: None,
                    finding: None,
                });
            }
            Document::Study(study) => {
                self.require_name(study.name.as_ref(), path, false);
                if is_one_of_many {
                    let problem = Problem::of_file(
                        "E0410",
                        shown(path, false),
                        "a study file cannot be run together with other files",
                        Fix::Unknown(
                            "whether the study or the other files are meant only you know",
                        ),
                    );
                    self.problems.push(
                        problem.help(
                            "name the study alone, or list the other files in its `scenarios`",
                        ),
                    );
                    draft.is_incomplete = true;
                    return;
                }
                self.add_study(study, path, draft);
            }
        }
    }

    fn add_study(&mut self, study: &StudyFile, path: &Path, draft: &mut Draft) {
        self.check_contexts(study, draft);
        for reference in &study.scenarios {
            match self.open(&reference.path, Some(reference.place)).as_deref() {
                Some(Document::Scenario(file)) => {
                    self.require_name(file.name.as_ref(), &reference.path, true);
                    let stack = [self.level(&reference.path, true)];
                    self.add_crossed(file, study, &stack, draft);
                }
                Some(other) => {
                    self.wrong_kind(reference, other, "scenario");
                    draft.is_incomplete = true;
                }
                None => draft.is_incomplete = true,
            }
        }
        for file in &study.inline {
            self.add_crossed(file, study, &[self.level(path, false)], draft);
        }
        let place = |scenario: &DraftScenario| {
            scenario
                .layer
                .context
                .as_ref()
                .map(|context| context.place.start)
        };
        draft
            .scenarios
            .sort_by_key(|scenario| scenario.programme.is_some().then(|| place(scenario))); // context by context
        for scenario in &mut draft.scenarios {
            scenario.layer.overlay(&study.run);
        }
        draft.name = study
            .name
            .as_ref()
            .map_or_else(|| "study".to_string(), |name| name.value.clone());
        draft.study = study.clone();
        if let Some(design) = &mut draft.study.design
            && let Some((path, place)) = design.file.clone()
        {
            self.n_tables += 1;
            self.open_points(&path, Some(place), design);
        }
    }

    /// `contexts` and a context that the study itself names exclude each other; contexts must be there and differ in name.
    fn check_contexts(&mut self, study: &StudyFile, draft: &mut Draft) {
        if let (Some(first), Some(own)) = (study.contexts.first(), &study.common.context) {
            let problem = Problem::at(
                "E0105",
                own.place,
                "`context.from` is set twice: here and by `contexts`",
                Fix::remove(Some(own.place)),
            );
            let problem = problem
                .label("set here too")
                .help("keep one of the two")
                .related(Some(first.place), "first set here");
            self.problems.push(problem);
        }
        let mut names: Vec<(String, Place)> = Vec::new();
        for reference in &study.contexts {
            let (name, _, below) = self.open_context(reference);
            draft.is_incomplete |= below.is_none();
            if let Some((_, first)) = names
                .iter()
                .find(|(known, _)| below.is_some() && *known == name)
            {
                let problem = Problem::at(
                    "E0108",
                    reference.place,
                    format!("two contexts have the name `{name}`"),
                    Fix::remove(Some(reference.place)),
                );
                let help = "list each context once, or give one of the files another name";
                self.problems.push(
                    problem
                        .label("again here")
                        .help(help)
                        .related(Some(*first), "first here"),
                );
            }
            names.push((name, reference.place));
        }
    }

    /// Adds a scenario once, or once in each context of the study.
    fn add_crossed(
        &mut self,
        file: &ScenarioFile,
        study: &StudyFile,
        stack: &[Level],
        draft: &mut Draft,
    ) {
        if study.contexts.is_empty() {
            self.add_scenario(file, &study.common, stack, draft);
        }
        for reference in &study.contexts {
            let mut in_context = file.clone();
            in_context.layer.context = Some(ContextReference {
                path: reference.path.clone(),
                place: reference.place,
            });
            self.add_scenario(&in_context, &study.common, stack, draft);
            let Some(scenario) = draft.scenarios.last_mut() else {
                continue;
            };
            scenario.title = format!(
                "{} in {}",
                scenario.title,
                place_of(&scenario.context_title, &scenario.context)
            );
            let programme = std::mem::take(&mut scenario.name.value);
            scenario.name.value = format!("{programme}@{}", scenario.context);
            scenario.programme = Some(programme);
        }
    }

    /// The file of a context of this name in the folder of another context, or in the folder of its archetypes.
    fn beside(&self, known: &Path, name: &str) -> PathBuf {
        let folder = known.parent().unwrap_or_else(|| Path::new(""));
        let folder = if folder.ends_with(ARCHETYPES) {
            folder.parent().unwrap_or(folder)
        } else {
            folder
        };
        let file = format!("{name}.toml");
        let archetype = self.files.plain_path(&folder.join(ARCHETYPES).join(&file));
        if self.files.read(&archetype, true).is_ok() {
            return archetype;
        }
        self.files.plain_path(&folder.join(file))
    }

    fn add_scenario(
        &mut self,
        file: &ScenarioFile,
        common: &Layer,
        stack: &[Level],
        draft: &mut Draft,
    ) {
        let mut layer = common.clone();
        layer.overlay(&self.compose(file, stack));
        let named = layer.context.as_ref().map(|named| Reference {
            path: self.other_context.as_ref().map_or_else(
                || named.path.clone(),
                |other| self.beside(&named.path, other),
            ),
            place: named.place,
        });
        let none = || ("default".to_string(), String::new(), None);
        let (context, context_title, below) =
            named.map_or_else(none, |named| self.open_context(&named));
        let layer = match below {
            Some(mut context_layer) => {
                context_layer.overlay(&layer);
                context_layer
            }
            None => layer,
        };
        let name = file.name.clone().unwrap_or_else(|| Text {
            value: format!("scenario-{}", draft.scenarios.len() + 1),
            place: None,
        });
        let title = or_name(&file.title, &name);
        let question = file.question.clone();
        draft.scenarios.push(DraftScenario {
            name,
            title,
            title_place: file.title_place,
            question,
            question_place: file.question_place,
            programme: None,
            context,
            context_title,
            layer,
            rival: None,
            finding: file.finding.as_deref().cloned(),
        });
    }

    /// Name, title and parameters of a context; without parameters where the file cannot be read.
    fn open_context(&mut self, named: &Reference) -> (String, String, Option<Layer>) {
        match self.open(&named.path, Some(named.place)).as_deref() {
            Some(Document::Context(file)) => {
                self.require_name(file.name.as_ref(), &named.path, true);
                let name = file
                    .name
                    .as_ref()
                    .map_or_else(|| "context".into(), |name| name.value.clone());
                let layer = self.compose_reference(named, &[], Kind::Context);
                return (name, file.title.clone(), Some(Layer::clone(&layer)));
            }
            Some(other) => self.wrong_kind(named, other, "context"),
            None => {}
        }
        ("default".into(), String::new(), None)
    }

    /// Lays a scenario over its base and includes. `stack` holds the files being laid, outermost first.
    fn compose(&mut self, file: &ScenarioFile, stack: &[Level]) -> Layer {
        let mut layer = file.base.as_ref().map_or_else(Layer::default, |base| {
            Layer::clone(&self.compose_reference(base, stack, Kind::Scenario))
        });
        let parts: Vec<Rc<Layer>> = file
            .includes
            .iter()
            .map(|include| self.compose_reference(include, stack, Kind::Scenario))
            .collect();
        let mut own = Layer::default();
        for part in &parts {
            self.join(&mut own, part, file.is_override);
        }
        self.join(&mut own, &file.layer, file.is_override || parts.is_empty());
        // Entries that take something away must reach the base, so the parts are laid one by one.
        for part in &parts {
            layer.overlay(part);
        }
        layer.overlay(&file.layer);
        layer
    }

    fn join(&mut self, own: &mut Layer, part: &Layer, may_replace: bool) {
        if may_replace {
            own.overlay(part);
        } else {
            own.overlay_disjoint(part, &mut self.problems);
        }
    }

    /// Lays a context over its base, the country over its archetype.
    fn compose_context(&mut self, file: &ContextFile, stack: &[Level]) -> Layer {
        let mut layer = file.base.as_ref().map_or_else(Layer::default, |base| {
            Layer::clone(&self.compose_reference(base, stack, Kind::Context))
        });
        layer.overlay(&file.layer);
        layer
    }

    /// A file that is being laid.
    fn level(&self, path: &Path, is_inside: bool) -> Level {
        Level {
            identity: self.files.identity(path),
            shown: shown(path, is_inside),
        }
    }

    /// Reports a reference to a file that is being laid already (`E0008`), or that lies too deep (`E0012`).
    fn has_no_end(&mut self, reference: &Reference, level: &Level, stack: &[Level]) -> bool {
        let at = stack
            .iter()
            .position(|other| other.identity == level.identity);
        let problem = match at {
            Some(at) => {
                let chain: Vec<&str> = stack[at..]
                    .iter()
                    .chain([level])
                    .map(|level| level.shown.as_str())
                    .collect();
                let message = format!("`base` and `include` go in a circle: {}", chain.join(" → "));
                let fix = Fix::remove(Some(reference.place));
                Problem::at("E0008", reference.place, message, fix)
                    .label("closes the circle")
                    .help("take out one of these references")
            }
            None if stack.len() > MOST_LEVELS => {
                let message = format!(
                    "more than {MOST_LEVELS} files build on each other, from `{}` to `{}`",
                    stack[0].shown, level.shown
                );
                let fix = Fix::Unknown("which files could be one only the author knows");
                Problem::at("E0012", reference.place, message, fix)
                    .label("too deep")
                    .help("put what files of the middle set into one of them, and name that one")
            }
            None => return false,
        };
        self.problems.push(problem);
        true
    }

    /// What a file that another names sets, with everything below it; nothing where it cannot be read.
    fn compose_reference(
        &mut self,
        reference: &Reference,
        stack: &[Level],
        kind: Kind,
    ) -> Rc<Layer> {
        let level = self.level(&reference.path, true);
        if self.has_no_end(reference, &level, stack) {
            return Rc::default();
        }
        let document = self.open(&reference.path, Some(reference.place));
        if let Some(document) = &document
            && document.kind() != kind.word()
        {
            self.wrong_kind(reference, document, kind.word());
            return Rc::default();
        }
        if let Some(known) = self.composed.get(&level.identity) {
            return Rc::clone(known);
        }
        let identity = level.identity.clone();
        let stack = [stack, &[level]].concat();
        let layer = Rc::new(match document.as_deref() {
            Some(Document::Scenario(file)) => self.compose(file, &stack),
            Some(Document::Context(file)) => self.compose_context(file, &stack),
            Some(Document::Study(_)) | None => return Rc::default(),
        });
        self.composed.insert(identity, Rc::clone(&layer));
        layer
    }

    fn wrong_kind(&mut self, reference: &Reference, found: &Document, needed: &str) {
        let message = format!(
            "`{}` is a {} file; a {needed} file is needed here",
            reference.path.display(),
            found.kind()
        );
        let help = if needed == "context" {
            "a context file says kind = \"context\""
        } else {
            "name a scenario file; contexts are named by `from` under [context]"
        };
        self.problems.push(
            Problem::at(
                "E0009",
                reference.place,
                message,
                Fix::Unknown("which file is meant only the author knows"),
            )
            .label("named here")
            .help(help),
        );
    }

    fn require_name(&mut self, name: Option<&Text>, path: &Path, is_inside: bool) {
        if name.is_some() {
            return;
        }
        let shown = shown(path, is_inside);
        let stem = path.file_stem().map_or_else(
            || "my-scenario".into(),
            |stem| stem.to_string_lossy().into_owned(),
        );
        let source = self.sources.iter().position(|source| source.path == shown);
        let has_key = source.is_some_and(|at| {
            self.problems.iter().any(|problem| {
                problem.place.is_some_and(|place| place.source == at)
                    && problem.loses == Some(Lost::Name)
            })
        });
        if let (Some(source), false) = (source, has_key) {
            let place = Place {
                source,
                start: 0,
                end: self.sources[source].text.lines().next().map_or(0, str::len),
            };
            self.problems.push(super::tables::missing_key(
                "",
                "name",
                place,
                &format!("name = \"{stem}\""),
            ));
        }
    }

    fn open(&mut self, path: &Path, from: Option<Place>) -> Option<Rc<Document>> {
        let identity = self.files.identity(path);
        if !self.opened.contains_key(&identity) {
            let opened = self.read(path, from.is_some());
            self.opened.insert(identity.clone(), opened);
        }
        match self.opened.get(&identity) {
            Some(Opened::Read(document)) => Some(Rc::clone(document)),
            // a path with a character that is none is reported where the text is read
            Some(Opened::Refused(_)) if path.to_string_lossy().contains('\u{fffd}') => None,
            Some(Opened::Refused(failure)) => {
                let failure = failure.clone();
                self.refuse(&failure, path, from);
                None
            }
            Some(Opened::Broken) | None => None,
        }
    }

    fn read(&mut self, path: &Path, is_inside: bool) -> Opened {
        let text = match self.text(path, is_inside) {
            Ok(text) => text,
            Err(failure) => return Opened::Refused(failure),
        };
        let (source, true) = self.add_source(path, is_inside, text) else {
            return Opened::Broken;
        };
        let (tree, is_sound, problems) = parse(source, &self.sources[source].text);
        self.problems.extend(problems);
        if !is_sound {
            return Opened::Broken;
        }
        if tree.entries.is_empty() {
            let problem = Problem::at(
                "E0101",
                Place {
                    source,
                    start: 0,
                    end: 0,
                },
                "the file is empty",
                Fix::Unknown("what the file is to hold only the author knows"),
            )
            .label("nothing in here");
            self.problems.push(problem.help("begin with `format = 1` and name = \"…\"; `linkwright init` makes a study to start from"));
            return Opened::Broken;
        }
        Opened::Read(Rc::new(read_document(
            source,
            &tree,
            Folder::of(self.files, path, is_inside),
            &mut self.problems,
        )))
    }
}

/// A word or two for a context: its title as far as a colon, else its name.
#[must_use]
pub fn place_of<'t>(title: &'t str, name: &'t str) -> &'t str {
    title
        .split(':')
        .next()
        .map(str::trim)
        .filter(|place| !place.is_empty())
        .unwrap_or(name)
}

fn or_name(title: &str, name: &Text) -> String {
    if title.is_empty() {
        name.value.clone()
    } else {
        title.to_string()
    }
}

fn name_of(scenarios: &[DraftScenario]) -> String {
    match scenarios {
        [] => "study".into(),
        [one] => one.name.value.clone(),
        [one, other] => format!("{}-and-{}", one.name.value, other.name.value),
        [one, rest @ ..] => format!("{}-and-{}-others", one.name.value, rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems_of(files: &'static [(&'static str, &'static str)]) -> (Vec<Problem>, Draft) {
        let files = Files::Embedded(files);
        let mut library = Library::new(&files);
        let draft = library.draft(&[PathBuf::from("a.toml")], None);
        (library.problems, draft)
    }

    fn codes(files: &'static [(&'static str, &'static str)]) -> Vec<&'static str> {
        let mut codes: Vec<_> = problems_of(files)
            .0
            .iter()
            .map(|problem| problem.code)
            .collect();
        codes.dedup();
        codes
    }

    #[test]
    fn a_scenario_inherits_from_its_base_and_its_context() {
        let (problems, draft) = problems_of(&[
            (
                "a.toml",
                "format = 1\nname = \"a\"\nbase = \"b.toml\"\n[context]\ncredit.recovery = 0.5\n",
            ),
            (
                "b.toml",
                "format = 1\nname = \"b\"\n[context]\nfrom = \"c.toml\"\ncredit.margin = 0.02\n",
            ),
            (
                "c.toml",
                "format = 1\nkind = \"context\"\nname = \"c\"\n[credit]\nrecovery = 0.3\nmargin = 0.01\n",
            ),
        ]);
        assert_eq!(problems, []);
        let numbers = &draft.scenarios[0].layer.numbers;
        let value = |key: &str| numbers[&("credit".to_string(), key.to_string())].value;
        assert_eq!((value("recovery"), value("margin")), (0.5, 0.02));
        assert_eq!(draft.scenarios[0].context, "c");
    }

    #[test]
    fn a_context_inherits_from_its_base() {
        let (problems, draft) = problems_of(&[
            (
                "a.toml",
                "format = 1\nname = \"a\"\n[context]\nfrom = \"c.toml\"\ncredit.margin = 0.02\n",
            ),
            (
                "c.toml",
                "format = 1\nkind = \"context\"\nname = \"c\"\nbase = \"d.toml\"\n[credit]\nrecovery = 0.3\n[[credit_providers]]\nname = \"x\"\nloan_to_value = 0.5\n",
            ),
            (
                "d.toml",
                "format = 1\nkind = \"context\"\nname = \"d\"\n[credit]\nrecovery = 0.4\nmargin = 0.01\nfunding_rate = 0.07\n[[credit_providers]]\nname = \"x\"\nmarket_share = 0.8\n",
            ),
        ]);
        assert_eq!(problems, []);
        let layer = &draft.scenarios[0].layer;
        let value = |key: &str| layer.numbers[&("credit".to_string(), key.to_string())].value;
        assert_eq!(
            (value("recovery"), value("margin"), value("funding_rate")),
            (0.3, 0.02, 0.07)
        );
        assert_eq!(
            (
                draft.scenarios[0].context.as_str(),
                layer.credit_providers.len()
            ),
            ("c", 1)
        );
    }

    #[test]
    fn circles_of_contexts_are_refused_and_so_is_a_scenario_below_a_context() {
        const ODD: (&str, &str) = (
            "a.toml",
            "format = 1\nkind = \"context\"\nname = \"a\"\nbase = \"s.toml\"\n",
        );
        const RING: (&str, &str) = (
            "c.toml",
            "format = 1\nkind = \"context\"\nname = \"c\"\nbase = \"c.toml\"\n",
        );
        assert_eq!(
            codes(&[
                (
                    "a.toml",
                    "format = 1\nname = \"a\"\n[context]\nfrom = \"c.toml\"\n"
                ),
                RING
            ]),
            ["E0008"]
        );
        assert_eq!(
            codes(&[ODD, ("s.toml", "format = 1\nname = \"s\"\n")]),
            ["E0009"]
        );
    }

    #[test]
    fn circles_of_base_and_include_are_refused() {
        let text = "format = 1\nname = \"a\"\nbase = \"a.toml\"\n";
        let files: &'static [(&str, &str)] = Box::leak(Box::new([("a.toml", text)]));
        assert_eq!(codes(files), ["E0008"]);
        assert_eq!(
            codes(&[
                ("a.toml", "format = 1\nname = \"a\"\nbase = \"b.toml\"\n"),
                ("b.toml", "format = 1\ninclude = [\"a.toml\"]\n")
            ]),
            ["E0008"]
        );
    }

    #[test]
    fn a_key_set_twice_through_include_needs_override() {
        const PART: (&str, &str) = ("p.toml", "format = 1\n[population]\nsmes = 300\n");
        assert_eq!(
            codes(&[
                (
                    "a.toml",
                    "format = 1\nname = \"a\"\ninclude = [\"p.toml\"]\n[population]\nsmes = 400\n"
                ),
                PART
            ]),
            ["E0105"]
        );
        let with = "format = 1\nname = \"a\"\noverride = true\ninclude = [\"p.toml\"]\n[population]\nsmes = 400\n";
        let files: &'static [(&str, &str)] = Box::leak(Box::new([("a.toml", with), PART]));
        assert_eq!(codes(files), [""; 0]);
    }

    #[test]
    fn a_missing_base_is_reported_where_it_is_named() {
        let (problems, _) =
            problems_of(&[("a.toml", "format = 1\nname = \"a\"\nbase = \"gone.toml\"\n")]);
        assert_eq!(problems.len(), 1);
        assert_eq!(
            (problems[0].code, problems[0].place.map(|place| place.start)),
            ("E0001", Some(29))
        );
    }

    #[test]
    fn a_file_of_the_wrong_kind_is_refused_where_it_is_named() {
        const CONTEXT: (&str, &str) = ("c.toml", "format = 1\nkind = \"context\"\nname = \"c\"\n");
        assert_eq!(
            codes(&[
                ("a.toml", "format = 1\nname = \"a\"\nbase = \"c.toml\"\n"),
                CONTEXT
            ]),
            ["E0009"]
        );
    }

    #[test]
    fn an_entry_of_the_base_can_be_taken_away() {
        let (problems, draft) = problems_of(&[
            (
                "a.toml",
                "format = 1\nname = \"a\"\nbase = \"b.toml\"\n[[agencies]]\nname = \"x\"\nremove = true\n",
            ),
            (
                "b.toml",
                "format = 1\nname = \"b\"\n[[agencies]]\nname = \"x\"\n[[agencies]]\nname = \"y\"\n",
            ),
        ]);
        assert_eq!(problems, []);
        let left = draft.scenarios[0]
            .layer
            .agencies
            .iter()
            .filter(|agency| !agency.is_removed);
        assert_eq!(
            left.map(|agency| agency.identity.value.as_str())
                .collect::<Vec<_>>(),
            ["y"]
        );
    }
}
