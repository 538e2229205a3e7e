//! The straight line: load ▸ validate ▸ analyse ▸ plan ▸ render ▸ write.
//!
//! 1. [`load`] reads settings, theme, sales and content. It and [`mod@publish`] are the two ends at which files are touched;
//!    what lies between is pure.
//! 2. Every stage adds diagnostics and goes on, so that one run finds every problem; they decide before anything is
//!    published.
//! 3. [`check`] tries the templates on some pages of each kind; [`build`] renders all, and publishes all or nothing.

mod actions;
mod against_sales;
mod alerts;
mod assets;
mod build_lock;
mod counted_twice;
mod publish;
mod request;
mod sales_rows;
mod stages;
mod standing;
mod texts;

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::analysis::customers::fitted::Fitted;
use crate::analysis::{self, Analysis};
use crate::cache::{ModelCache, PageCache, Run};
use crate::diagnostic::Diagnostics;
use crate::load::content::{self, Content};
use crate::load::dossier_texts::DossierTexts;
use crate::load::ledger::{self, Ledger, SalesFiles};
use crate::load::targets::{self, TargetFiles, TargetsRead};
use crate::locale::Catalog;
use crate::portfolio::{self, Portfolio};
use crate::progress::Progress;
use crate::project::SettingsFile;
use crate::project::settings::Settings;
use crate::rules;
use crate::site::engine::Engine;
use crate::site::entrance::{Entrance, EntrancePage};
use crate::site::links::Links;
use crate::site::markdown::Markdown;
use crate::site::plan::{Plan, Shelf};
use crate::site::render::{Press, Printed};
use crate::site::view::book::Book;
use crate::site::{Asset, Site, search, trial};
use crate::theme::Theme;
use crate::write::{self, Publication, ToPublish};
pub use alerts::{AlertGroup, Alerts};
pub use request::{AlertsOf, Drafts, Request, Strictness};
use stages::Stages;
use standing::Standing;
use texts::{catalogs, title};

/// What a run came to.
#[derive(Debug)]
pub struct Outcome {
    /// What is wrong, sorted.
    pub diagnostics: Diagnostics,
    /// What was read and planned.
    pub counts: Counts,
    /// What the rules found, denials aside, in groups; empty for a build.
    pub alerts: Vec<AlertGroup>,
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Pages planned.
    pub pages: usize,
    /// Accounts, those that only the sales know among them.
    pub accounts: usize,
    /// Sales rows counted in.
    pub sales_rows: u64,
    /// What the rules found, denials aside: those are errors.
    pub alerts: usize,
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
    data: Data,
    presentation: Presentation,
}

/// What makes a site of the data.
struct Presentation {
    theme: Theme,
    /// `None` where a template is wrong.
    engine: Option<Engine>,
    /// The languages of the site, the default one first.
    catalogs: Vec<Catalog>,
    /// Files of `static/`.
    statics: Vec<Asset>,
}

/// Sales and content, as read.
struct Data {
    ledger: Ledger,
    content: Content,
    targets: TargetsRead,
}

/// The portfolio and all that is computed of it: what [`crate::export`] and `keyfolio new` need.
#[derive(Debug)]
pub struct Analysed {
    /// The settings; `as_of` is the flag's where one is given.
    pub settings: Settings,
    /// All sales, summed up.
    pub ledger: Ledger,
    /// All that the workspace says, valid.
    pub portfolio: Portfolio,
    /// Everything computed.
    pub analysis: Analysis,
}

/// Reads and checks everything, and writes nothing.
pub fn check(request: &Request<'_>, progress: &dyn Progress) -> anyhow::Result<Outcome> {
    run(request, None, progress)
}

/// Builds the site into `output`.
pub fn build(request: &Request<'_>, output: &Path, progress: &dyn Progress) -> anyhow::Result<Outcome> {
    let caches = request.project.caches();
    let _lock = build_lock::lock(&caches);
    let publication = Publication::begin(output, request.project.root())?;
    run(request, Some(Destination { publication, caches: &caches }), progress)
}

/// Reads and computes everything, without theme and pages.
pub fn analyse(request: &Request<'_>, progress: &dyn Progress) -> anyhow::Result<(Analysed, Diagnostics)> {
    let mut diagnostics = Diagnostics::new();
    progress.stage("load", None);
    let settings = SettingsFile::read(request.project, &mut diagnostics)?;
    let data = load_data(request, &settings, None, &mut diagnostics)?;
    progress.stage("analyse", None);
    let (analysed, _) = compute(request, &settings, data, None, &mut diagnostics);
    may_go_on(&mut diagnostics, request.strictness);
    diagnostics.sort();
    Ok((analysed, diagnostics))
}

/// Where a build goes.
struct Destination<'a> {
    publication: Publication,
    caches: &'a Path,
}

/// A build whose inputs may be published, before anything is made.
struct Building {
    publication: Publication,
    cache: PageCache,
    models: ModelCache,
    /// Of all that was read; `None` where that cannot be told.
    key: Option<[u8; 32]>,
}

/// A site in the stage or in the output, and what is to be remembered of it.
struct Made {
    run: Run,
    /// What each rule found; empty for a build.
    alerts: Vec<AlertGroup>,
    /// `None` where nothing was to be made, or errors forbade it.
    printed: Option<Printed>,
    /// The models of value; `None` where the last site stands and nothing was computed.
    fitted: Option<Fitted>,
}

fn run(
    request: &Request<'_>,
    destination: Option<Destination<'_>>,
    progress: &dyn Progress,
) -> anyhow::Result<Outcome> {
    let mut stages = Stages::new(progress);
    let mut diagnostics = Diagnostics::new();

    stages.begin("load", None);
    let caches = destination.as_ref().map(|destination| destination.caches);
    let loaded = load(request, caches, &mut diagnostics)?;
    let sound = may_go_on(&mut diagnostics, request.strictness);
    let building = destination.filter(|_| sound).map(|destination| Building {
        key: standing::key(request, &loaded),
        cache: PageCache::open(destination.caches, destination.publication.output()),
        models: ModelCache::open(destination.caches),
        publication: destination.publication,
    });

    let standing = building.as_ref().and_then(|building| Standing::find(request, &loaded, building));
    let Made { run, alerts, printed, fitted } = match (standing, &building) {
        (Some(standing), Some(building)) => standing.made(&loaded, building, progress)?,
        _ => make(request, loaded, building.as_ref(), &mut stages)?,
    };
    diagnostics.extend(run.diagnostics.iter().cloned());
    let counts = run.counts;
    let mut published = None;
    if let (Some(building), Some(printed)) = (building, printed)
        && may_go_on(&mut diagnostics, request.strictness)
    {
        stages.begin("write", None);
        published = publish::publish(printed, run, fitted.as_ref(), building, &mut diagnostics)?;
    }
    diagnostics.sort();
    Ok(Outcome { diagnostics, counts, alerts, published, timings: stages.end() })
}

/// Analyses, plans and, for a build, renders into the stage.
fn make(
    request: &Request<'_>,
    loaded: Loaded,
    building: Option<&Building>,
    stages: &mut Stages<'_>,
) -> anyhow::Result<Made> {
    let mut diagnostics = Diagnostics::new();
    let Loaded { settings, data, presentation } = loaded;
    stages.begin("analyse", None);
    let known = building.and_then(|building| building.models.known());
    let (analysed, texts) = compute(request, &settings, data, known, &mut diagnostics);
    let place = |path: &str| alerts::locator(&texts, &settings, path);
    let summed = building.map_or_else(|| alerts::sum_up(&analysed, request.alerts_of, &place), |_| Vec::new());
    let made = make_site(request, presentation, &analysed, &texts, building, diagnostics, stages);
    let made = made.map(|made| Made { alerts: summed, ..made });
    // A large portfolio takes its time to be freed, and nobody need wait for it.
    std::thread::spawn(move || drop((analysed, texts)));
    made
}

/// Plans and, for a build, renders into the stage.
fn make_site(
    request: &Request<'_>,
    presentation: Presentation,
    analysed: &Analysed,
    texts: &DossierTexts,
    building: Option<&Building>,
    mut diagnostics: Diagnostics,
    stages: &mut Stages<'_>,
) -> anyhow::Result<Made> {
    let Presentation { theme, engine, catalogs, statics } = presentation;
    stages.begin("plan", None);
    let title = title(&analysed.settings, &catalogs);
    let base_url = request.base_url.or(analysed.settings.base_url.as_deref());
    let entrance = Entrance { catalogs: &catalogs, title: &title, base_url };
    let book = Book::new(&analysed.portfolio, &analysed.settings, &analysed.ledger, &analysed.analysis);
    let (links, markdown) = (Links::new(&analysed.portfolio), Markdown::new());
    let within = |file: &str, pointer: &str, words: &str| texts.within(file, pointer, words);
    let references = links.references(&markdown, &analysed.settings.languages, &within);
    diagnostics.extend(references.diagnostics.iter().cloned());
    diagnostics.extend(assets::active_pictures(request.project.root(), &references.files));
    diagnostics.extend(assets::waiting(&references.waiting));
    let shelf = Shelf::new(&book, &catalogs, &links, &references, &markdown, &title);
    let plan = Plan::new(&shelf);
    let assets = assets::all(request.project.root(), &theme, &references.files, statics);
    let pages = EntrancePage::ALL.iter().map(|page| ToPublish::made(entrance.path(page)));
    let pages = pages.chain(plan.pages.iter().map(|page| ToPublish::page(plan.path(page), plan.source(page))));
    let copied = assets.iter().map(|asset| assets::published(asset, request.project.root()));
    let kept: Vec<String> = catalogs.iter().map(|catalog| search::folder(catalog.language())).collect();
    write::check_paths(pages.chain(copied), &kept, &mut diagnostics);
    let counts = Counts {
        pages: EntrancePage::ALL.len() + plan.pages.len(),
        accounts: analysed.portfolio.accounts.len(),
        sales_rows: analysed.ledger.files.iter().map(|file| file.rows).sum(),
        alerts: alerts::count(analysed, request.alerts_of),
    };

    let mut printed = None;
    if let (Some(building), Some(engine)) = (building, &engine)
        && may_go_on(&mut diagnostics, request.strictness)
    {
        stages.begin("render", Some(counts.pages + assets.len()));
        let press = building.press(engine, &theme, stages.progress());
        let site = press.site(&entrance, &plan, &assets)?;
        diagnostics.append(trial::with_all(site.diagnostics.all(), &entrance, &plan, engine));
        printed = Some(site);
    } else if let Some(engine) = &engine {
        diagnostics.append(trial::of_site(&entrance, &plan, engine));
    }
    may_go_on(&mut diagnostics, request.strictness);
    let key = building.and_then(|building| building.key).unwrap_or_default();
    let run = Run { key, counts, files: references.files.clone(), diagnostics };
    let fitted = building.map(|_| analysed.analysis.customers.fitted.clone());
    Ok(Made { run, alerts: Vec::new(), printed, fitted })
}

impl Building {
    fn press<'a>(&'a self, engine: &'a Engine, theme: &Theme, progress: &'a dyn Progress) -> Press<'a> {
        let (publication, cache) = (&self.publication, &self.cache);
        Press { engine, fingerprint: theme.fingerprint(), publication, cache, progress }
    }
}

/// Reads everything, and says what is wrong with any of it.
fn load(request: &Request<'_>, caches: Option<&Path>, diagnostics: &mut Diagnostics) -> anyhow::Result<Loaded> {
    let settings = SettingsFile::read(request.project, diagnostics)?;
    let named_at = Some(settings.place("/theme"));
    let theme = Theme::load(request.project.root(), &settings.settings.theme, named_at, diagnostics)?;
    let mut of_theme = Diagnostics::new();
    let (data, (engine, catalogs)) = rayon::join(
        || load_data(request, &settings, caches, diagnostics),
        || (Engine::new(&theme, &mut of_theme), catalogs(&settings.settings, &theme, caches, &mut of_theme)),
    );
    let data = data?;
    diagnostics.append(of_theme);
    let statics = assets::static_files(request.project.root(), diagnostics);
    Ok(Loaded { settings, data, presentation: Presentation { theme, engine, catalogs, statics } })
}

/// Reads sales, content and targets.
fn load_data(
    request: &Request<'_>,
    file: &SettingsFile,
    caches: Option<&Path>,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<Data> {
    let (root, settings) = (request.project.root(), &file.settings);
    let places = file.sales_places();
    let as_of = request.as_of.or(settings.as_of);
    let targets = targets::files(root, &settings.targets);
    let files = SalesFiles { root, sources: &settings.sales, targets: &targets, places: &places, as_of, cache: caches };
    let (ledger, content) = rayon::join(|| ledger::read(&files), || content::load(root, &settings.languages, caches));
    let (ledger, problems) = ledger?;
    diagnostics.append(problems);
    let (content, problems) = content?;
    diagnostics.append(problems);
    let (targets, problems) = targets::read(&TargetFiles::of(root, settings, &file.target_places()))?;
    diagnostics.append(problems);
    Ok(Data { ledger, content, targets })
}

/// Validates and analyses. Pure, but for what it adds to the diagnostics.
fn compute(
    request: &Request<'_>,
    file: &SettingsFile,
    data: Data,
    known: Option<&Fitted>,
    diagnostics: &mut Diagnostics,
) -> (Analysed, DossierTexts) {
    let Data { ledger, content, targets } = data;
    let settings = Settings { as_of: request.as_of.or(file.settings.as_of), ..file.settings.clone() };
    diagnostics.append(rules::validate_settings(&settings, &file.locator()));
    let texts = DossierTexts::of(&content);
    let (mut portfolio, mut problems) = portfolio::validate(content, &ledger.accounts, &settings);
    sales_rows::show(&mut problems, &ledger, request.project.root());
    diagnostics.append(problems);
    diagnostics.extend(sales_rows::all_later(&ledger, request.as_of, file));
    diagnostics.append(ledger::tell_currencies(&ledger, &settings.currency, request.project.root()));
    diagnostics.append(ledger::tell_unread(&ledger, &settings.currency, request.project.root()));
    diagnostics.append(file.unknown_accounts(&portfolio));
    match request.drafts {
        Drafts::Hidden => portfolio.drop_drafts(),
        Drafts::Shown => portfolio.finish_drafts(),
    }
    let as_of = analysis::as_of(&portfolio, &ledger, &file.settings, request.as_of, request.source_date);
    portfolio.note_visits(as_of.date);
    diagnostics.append(actions::tell(&portfolio, as_of.date, &texts));
    let mut analysis = analysis::analyse(&portfolio, &ledger, &settings, as_of, known);
    diagnostics.append(analysis.attain(&portfolio, &targets));
    diagnostics.append(counted_twice::tell(&portfolio, &texts));
    diagnostics.append(against_sales::tell(&portfolio, &analysis, file, &texts));
    diagnostics.append(rules::validate_accounts(&portfolio, &texts));
    alerts::of_what_is_whole(&portfolio, &mut analysis.hits.alerts);
    let analysed = Analysed { settings, ledger, portfolio, analysis };
    diagnostics.append(alerts::tell(&analysed, request, &|path| alerts::locator(&texts, file, path)));
    (analysed, texts)
}

/// Whether nothing forbids going on; under `--strict` warnings do.
fn may_go_on(diagnostics: &mut Diagnostics, strictness: Strictness) -> bool {
    if strictness == Strictness::Strict {
        diagnostics.promote_warnings();
    }
    !diagnostics.has_errors()
}
