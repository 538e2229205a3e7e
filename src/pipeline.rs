//! The straight line: load ▸ validate ▸ analyse ▸ plan ▸ render ▸ write.
//!
//! 1. [`load`] reads settings, theme, sales and content. It and [`publish`] are the two ends at which files are touched;
//!    what lies between is pure.
//! 2. Every stage adds diagnostics and goes on, so that one run finds every problem; they decide before anything is
//!    published.
//! 3. [`check`] builds every view and renders none; [`build`] renders, and publishes all or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::civil::Date;

use crate::cache::{Entry, PageCache};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::load::ledger::{self, Ledger};
use crate::locale::Catalog;
use crate::progress::Progress;
use crate::project::settings::{Localised, Settings};
use crate::project::{Project, SettingsFile};
use crate::site::engine::Engine;
use crate::site::entrance::{self, Entrance, EntrancePage};
use crate::site::render::{Press, Printed};
use crate::site::{Asset, AssetContent, Site};
use crate::theme::Theme;
use crate::write::{self, Finished, Publication};

/// What a run is about.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The workspace.
    pub project: &'a Project,
    /// `--as-of`: today; sales and events after it are left out.
    pub as_of: Option<Date>,
    /// `SOURCE_DATE_EPOCH`: today where neither flag nor setting names it; leaves nothing out.
    pub source_date: Option<Date>,
    /// `--base-url`, ending with a slash.
    pub base_url: Option<&'a str>,
    /// Whether drafts take part.
    pub drafts: Drafts,
    /// Whether warnings fail the run.
    pub strictness: Strictness,
}

/// Whether drafts take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out.
    Hidden,
    /// They are pages like all others.
    Shown,
}

/// Whether warnings fail a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// They are shown.
    Lenient,
    /// They are errors.
    Strict,
}

/// What a run came to.
#[derive(Debug)]
pub struct Outcome {
    /// What is wrong, sorted.
    pub diagnostics: Diagnostics,
    /// What was read and planned.
    pub counts: Counts,
    /// What was published; `None` when nothing was to be, or errors forbade it.
    pub published: Option<Published>,
    /// How long each stage took, in their order.
    pub timings: Vec<(&'static str, Duration)>,
}

impl Outcome {
    /// How long the run took.
    pub fn elapsed(&self) -> Duration {
        self.timings.iter().map(|(_, time)| *time).sum()
    }
}

/// What was read and planned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pages planned.
    pub pages: usize,
    /// Accounts, those that only the sales know among them.
    pub accounts: usize,
    /// Sales rows counted in.
    pub sales_rows: u64,
}

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Where.
    pub output: PathBuf,
    /// Charts on all pages.
    pub charts: u64,
    /// Files that are new or differ.
    pub written: usize,
    /// Files that stand as they were.
    pub unchanged: usize,
    /// Files of the last build that are gone.
    pub removed: usize,
}

/// Everything that is read.
struct Loaded {
    settings: SettingsFile,
    theme: Theme,
    /// `None` where a template is wrong.
    engine: Option<Engine>,
    /// The languages of the site, the default one first.
    catalogs: Vec<Catalog>,
    ledger: Ledger,
    /// Files of `static/`.
    statics: Vec<Asset>,
}

/// Reads and checks everything, and writes nothing.
pub fn check(request: &Request<'_>, progress: &dyn Progress) -> anyhow::Result<Outcome> {
    run(request, None, progress)
}

/// Builds the site into `output`.
pub fn build(request: &Request<'_>, output: &Path, progress: &dyn Progress) -> anyhow::Result<Outcome> {
    let caches = request.project.caches();
    let _lock = lock(&caches);
    let publication = Publication::begin(output, request.project.root())?;
    run(request, Some(Target { publication, caches: &caches }), progress)
}

/// Where a build goes.
struct Target<'a> {
    publication: Publication,
    caches: &'a Path,
}

fn run(request: &Request<'_>, target: Option<Target<'_>>, progress: &dyn Progress) -> anyhow::Result<Outcome> {
    let mut stages = Stages::new(progress);
    let mut diagnostics = Diagnostics::new();

    stages.begin("load", None);
    let loaded = load(request, target.as_ref().map(|target| target.caches), &mut diagnostics)?;

    stages.begin("plan", None);
    let title = title(&loaded.settings.settings, &loaded.catalogs);
    let base_url = request.base_url.or(loaded.settings.settings.base_url.as_deref());
    let entrance = Entrance { catalogs: &loaded.catalogs, title: &title, base_url };
    let assets = assets(&loaded);
    let paths = EntrancePage::ALL.iter().map(|page| entrance.path(page)).chain(assets.iter().map(|a| a.path.as_str()));
    write::check_paths(paths, &mut diagnostics);
    let counts = Counts {
        pages: EntrancePage::ALL.len(),
        accounts: loaded.ledger.accounts.len(),
        sales_rows: loaded.ledger.files.iter().map(|file| file.rows).sum(),
    };
    let mut published = None;
    if let (Some(target), Some(engine)) = (target, &loaded.engine)
        && may_go_on(&mut diagnostics, request.strictness)
    {
        stages.begin("render", Some(counts.pages + assets.len()));
        let cache = PageCache::open(target.caches, target.publication.output());
        let press = Press {
            engine,
            fingerprint: &loaded.theme.fingerprint(),
            publication: &target.publication,
            cache: &cache,
            progress,
        };
        let printed = [press.pages(&entrance, &EntrancePage::ALL)?, press.assets(&assets)?];
        stages.begin("write", None);
        published = publish(printed, target.publication, cache, request.strictness, &mut diagnostics)?;
    }
    may_go_on(&mut diagnostics, request.strictness);
    diagnostics.sort();
    Ok(Outcome { diagnostics, counts, published, timings: stages.end() })
}

/// Reads everything, and says what is wrong with any of it.
fn load(request: &Request<'_>, caches: Option<&Path>, diagnostics: &mut Diagnostics) -> anyhow::Result<Loaded> {
    let root = request.project.root();
    let settings = SettingsFile::read(request.project, diagnostics)?;
    let theme = Theme::load(root, &settings.settings.theme, Some(settings.place("/theme")), diagnostics)?;
    let engine = Engine::new(&theme, diagnostics);
    let catalogs = catalogs(&settings.settings, &theme, diagnostics);
    let (ledger, problems) = ledger::read(&ledger::SalesFiles {
        root,
        sources: &settings.settings.sales,
        places: &settings.sales_places(),
        as_of: request.as_of.or(settings.settings.as_of),
        cache: caches,
    })?;
    diagnostics.append(problems);
    let statics = static_files(&request.project.static_files())?;
    Ok(Loaded { settings, theme, engine, catalogs, ledger, statics })
}

/// The catalogues of the site's languages, with what the theme and the workspace put over the built-in texts.
fn catalogs(settings: &Settings, theme: &Theme, diagnostics: &mut Diagnostics) -> Vec<Catalog> {
    let mut catalogs = Vec::new();
    for language in entrance::languages(&settings.languages) {
        let mut catalog = Catalog::new(language);
        for (name, layers) in &theme.others {
            if name.strip_prefix("locales/").and_then(Catalog::language_of) == Some(language) {
                for layer in layers {
                    diagnostics.append(catalog.overlay(&layer.file, &String::from_utf8_lossy(&layer.content)));
                }
            }
        }
        catalogs.push(catalog);
    }
    catalogs
}

/// The site's title: the setting, else the organisation's name, else what the catalogues say.
fn title(settings: &Settings, catalogs: &[Catalog]) -> Localised {
    settings.title.clone().or_else(|| settings.organisation.clone()).unwrap_or_else(|| {
        let texts =
            catalogs.iter().map(|catalog| (catalog.language().tag().to_owned(), catalog.text("frame.site_title", &[])));
        Localised::PerLanguage(texts.collect())
    })
}

/// What is published beside the pages. A file of `static/` replaces one of the theme.
fn assets(loaded: &Loaded) -> Vec<Asset> {
    let themed = loaded.theme.assets().map(|(name, file)| Asset {
        path: format!("assets/{name}"),
        content: AssetContent::Bytes(file.content.clone()),
    });
    let all = themed.chain(loaded.statics.iter().cloned());
    let by_path: BTreeMap<String, Asset> = all.map(|asset| (asset.path.clone(), asset)).collect();
    by_path.into_values().collect()
}

fn static_files(folder: &Path) -> anyhow::Result<Vec<Asset>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read the folder {}", folder.display()))?;
        if entry.file_type().is_file() {
            let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            files.push(Asset { path: parts.join("/"), content: AssetContent::File(entry.into_path()) });
        }
    }
    Ok(files)
}

/// Whether nothing forbids going on; under `--strict` warnings do.
fn may_go_on(diagnostics: &mut Diagnostics, strictness: Strictness) -> bool {
    if strictness == Strictness::Strict {
        diagnostics.promote_warnings();
    }
    !diagnostics.has_errors()
}

/// Puts the new site in the place of the old one, unless something is wrong with it.
fn publish(
    printed: impl IntoIterator<Item = Printed>,
    publication: Publication,
    cache: PageCache,
    strictness: Strictness,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<Option<Published>> {
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    let (mut written, mut charts) = (0, 0);
    for part in printed {
        entries.extend(part.entries);
        diagnostics.append(part.diagnostics);
        written += part.written;
        charts += part.charts;
    }
    if !may_go_on(diagnostics, strictness) {
        return Ok(None);
    }
    let output = publication.output().to_owned();
    let paths: BTreeSet<String> = entries.keys().cloned().collect();
    match publication.finish(&paths)? {
        Finished::Published { removed } => {
            // A workspace that cannot be written to is built without a cache.
            let _ = cache.save(entries);
            Ok(Some(Published { output, charts, written, unchanged: paths.len() - written, removed }))
        }
        Finished::Taken(taken) => {
            diagnostics.push(in_the_way(&output, &taken));
            Ok(None)
        }
    }
}

fn in_the_way(output: &Path, taken: &[String]) -> Diagnostic {
    let shown = taken.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if taken.len() > 5 { format!(" and {} more", taken.len() - 5) } else { String::new() };
    let message = format!("files that keyfolio did not write stand where pages are to be written: {shown}{more}");
    Diagnostic::error(codes::OUTPUT_TAKEN, message)
        .at(Place::file(output.display().to_string()))
        .help("move them away, or publish into another folder with --output-dir")
}

/// Waits until no other build of this workspace runs. A workspace that cannot be written to is built without.
fn lock(caches: &Path) -> Option<File> {
    fs::create_dir_all(caches).ok()?;
    let file = File::create(caches.join("lock")).ok()?;
    file.lock().ok()?;
    Some(file)
}

/// Times the stages and tells of them.
struct Stages<'a> {
    progress: &'a dyn Progress,
    done: Vec<(&'static str, Duration)>,
    current: Option<(&'static str, Instant)>,
}

impl<'a> Stages<'a> {
    fn new(progress: &'a dyn Progress) -> Self {
        Self { progress, done: Vec::new(), current: None }
    }

    fn begin(&mut self, name: &'static str, total: Option<usize>) {
        self.close();
        self.progress.stage(name, total);
        self.current = Some((name, Instant::now()));
    }

    fn close(&mut self) {
        if let Some((name, start)) = self.current.take() {
            self.done.push((name, start.elapsed()));
        }
    }

    fn end(mut self) -> Vec<(&'static str, Duration)> {
        self.close();
        self.done
    }
}
