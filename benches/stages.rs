//! The stages of a build, one by one, on a generated portfolio of 200 accounts: which of them a change has made slower.
//!
//! `cargo bench --bench stages`, or `cargo bench --bench stages -- draw` for some of them. Whole builds are `--bench build`.

#[path = "generate/portfolio.rs"]
mod portfolio;
#[path = "generate/random.rs"]
mod random;
#[path = "generate/rows.rs"]
mod rows;

use std::fmt;
use std::mem;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use keyfolio::analysis;
use keyfolio::charts::Chart;
use keyfolio::diagnostic::{Diagnostics, Place};
use keyfolio::load::content;
use keyfolio::load::ledger::{self, SalesFiles};
use keyfolio::locale::{Catalog, Language};
use keyfolio::pipeline::{self, Alerts, AlertsOf, Analysed, Drafts, Request, Strictness};
use keyfolio::portfolio::Localised;
use keyfolio::progress::Silent;
use keyfolio::project::Project;
use keyfolio::project::settings::Settings;
use keyfolio::site::links::Links;
use keyfolio::site::markdown::Markdown;
use keyfolio::site::plan::{Kind, PageView, Plan, Shelf};
use keyfolio::site::view::account::part::Body;
use keyfolio::site::view::book::Book;
use keyfolio::site::{Site, page_key};
use tempfile::TempDir;

const ACCOUNTS: usize = 200;
fn main() {
    divan::main();
}

/// A workspace; it goes when it is dropped.
fn workspace() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    portfolio::write(folder.path(), ACCOUNTS).expect("a portfolio");
    folder
}

fn analysed(folder: &TempDir) -> Analysed {
    let project = Project::discover(folder.path(), Some(folder.path())).expect("a workspace");
    let request = Request {
        project: &project,
        as_of: None,
        source_date: None,
        base_url: None,
        alerts: Alerts::Counted,
        alerts_of: AlertsOf::default(),
        drafts: Drafts::Hidden,
        strictness: Strictness::Lenient,
    };
    pipeline::analyse(&request, &Silent).expect("reads").0
}

#[divan::bench]
fn read_sales_rows(bencher: Bencher) {
    let folder = workspace();
    let files = SalesFiles { root: folder.path(), sources: &[], targets: &[], places: &[], as_of: None, cache: None };
    let rows: u64 = ledger::read(&files).expect("reads").0.files.iter().map(|file| file.rows).sum();
    bencher.counter(ItemsCount::new(rows)).bench_local(|| ledger::read(black_box(&files)).expect("reads"));
}

/// Rows in no order, of which almost each has an account, product and month of its own: the most that sums can cost.
#[divan::bench]
fn read_scattered_rows(bencher: Bencher) {
    const ROWS: u64 = 300_000;
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("data")).expect("a folder");
    rows::write(&folder.path().join("data/sales.csv"), ROWS).expect("sales");
    let files = SalesFiles { root: folder.path(), sources: &[], targets: &[], places: &[], as_of: None, cache: None };
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| ledger::read(black_box(&files)).expect("reads"));
}

#[divan::bench]
fn parse_dossiers(bencher: Bencher) {
    let folder = workspace();
    let languages = Settings::default().languages;
    let parse = || content::load(black_box(folder.path()), &languages, None).expect("reads");
    bencher.counter(ItemsCount::new(ACCOUNTS)).bench_local(parse);
}

#[divan::bench]
fn analyse(bencher: Bencher) {
    let folder = workspace();
    let Analysed { settings, ledger, portfolio, analysis, .. } = analysed(&folder);
    bencher
        .counter(ItemsCount::new(ACCOUNTS))
        .bench_local(|| analysis::analyse(black_box(&portfolio), &ledger, &settings, analysis.as_of, None));
}

/// One chart of every kind that the pages of the portfolio have, by its id.
#[divan::bench(args = charts())]
fn draw(bencher: Bencher, Sample(chart): &Sample) {
    bencher.bench_local(|| black_box(chart).svg());
}

struct Sample(Chart);

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.id())
    }
}

fn charts() -> Vec<Sample> {
    let folder = workspace();
    let mut found: Vec<Sample> = Vec::new();
    with_plan(&analysed(&folder), |plan| {
        for page in &plan.pages {
            for chart in charts_of(plan.view(page, &mut Diagnostics::new())) {
                if found.iter().all(|known| mem::discriminant(&known.0) != mem::discriminant(&chart)) {
                    found.push(Sample(chart));
                }
            }
        }
    });
    found
}

fn charts_of(view: PageView) -> Vec<Chart> {
    match view {
        PageView::Playbook(playbook) => {
            let rows = playbook.page.overview.into_iter().chain(playbook.page.parts.into_iter().flat_map(|p| p.rows));
            let bodies = rows.flat_map(|row| row.columns).flat_map(|block| block.figures).flat_map(|f| f.bodies);
            bodies.filter_map(|body| if let Body::Chart(chart) = body { Some(*chart) } else { None }).collect()
        }
        PageView::Report(report) => {
            let sparks = report.page.kpis.into_iter().filter_map(|kpi| kpi.spark);
            let columns = report.page.sections.into_iter().flat_map(|section| section.columns);
            sparks.chain(columns.flat_map(|c| c.exhibits).filter_map(|exhibit| exhibit.chart)).collect()
        }
        _ => Vec::new(),
    }
}

/// Views of playbooks, and their keys: what every page costs in every build.
#[divan::bench]
fn build_views(bencher: Bencher) {
    let folder = workspace();
    with_plan(&analysed(&folder), |plan| {
        let pages: Vec<_> = plan.pages.iter().filter(|page| matches!(page.kind, Kind::Account(_))).collect();
        bencher.counter(ItemsCount::new(pages.len())).bench_local(|| {
            for page in &pages {
                let view = plan.view(page, &mut Diagnostics::new());
                black_box(page_key(&view, &[0; 32]).expect("a key"));
            }
        });
    });
}

fn with_plan(analysed: &Analysed, f: impl FnOnce(&Plan<'_>)) {
    let Analysed { settings, ledger, portfolio, analysis, .. } = analysed;
    let catalogs = [Catalog::built_in(Language::ZhCn), Catalog::built_in(Language::En)];
    let book = Book::new(portfolio, settings, ledger, analysis);
    let (links, markdown) = (Links::new(portfolio), Markdown::new());
    let references = links.references(&markdown, &settings.languages, &|file, _, _| Place::file(file));
    let title = Localised::One("Benchmark".to_owned());
    let shelf = Shelf::new(&book, &catalogs, &links, &references, &markdown, &title);
    f(&Plan::new(&shelf));
}
