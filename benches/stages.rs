//! The stages of a build, one by one, on a generated portfolio of 200 accounts: which of them a change has made slower.
//!
//! `cargo bench --bench stages`, or `cargo bench --bench stages -- draw` for some of them. Whole builds are `--bench build`.

#[path = "generate/portfolio.rs"]
mod portfolio;
#[path = "generate/random.rs"]
mod random;
#[path = "../src/charts/tests/samples.rs"]
#[expect(dead_code, reason = "the charts' own tests draw more of them")]
mod samples;

/// Where the samples look for the kinds of chart.
mod charts {
    pub use keyfolio::charts::{
        Attention, Axis, Bar, Bars, Bubble, Bubbles, Chart, Dot, Dots, Extent, Flow, FlowNode, FlowSide, Lorenz,
        LorenzMark, LorenzPrevious, MonthBar, Months, Pareto, ParetoBar, ParetoClass, ParetoPoint, Ribbon, Scale,
        Spark, SparkPoint, Standing, Tick, Tone, Zones, nice_ticks,
    };
}

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use keyfolio::analysis;
use keyfolio::diagnostic::Diagnostics;
use keyfolio::load::content;
use keyfolio::load::ledger::{self, SalesFiles};
use keyfolio::locale::{Catalog, Language};
use keyfolio::pipeline::{self, Analysed, Drafts, Request, Strictness};
use keyfolio::progress::Silent;
use keyfolio::project::Project;
use keyfolio::project::settings::{Localised, Settings};
use keyfolio::site::links::Links;
use keyfolio::site::markdown::Markdown;
use keyfolio::site::plan::{Kind, Plan, Shelf};
use keyfolio::site::view::book::Book;
use keyfolio::site::{Site, page_key};
use tempfile::TempDir;

const ACCOUNTS: usize = 200;
/// Kinds of chart, in the order of the samples.
const KINDS: [&str; 8] = ["pareto", "months", "bubbles", "lorenz", "flow", "bars", "spark", "dots"];

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
        drafts: Drafts::Hidden,
        strictness: Strictness::Lenient,
    };
    pipeline::analyse(&request, &Silent).expect("reads").0
}

#[divan::bench]
fn read_sales_rows(bencher: Bencher) {
    let folder = workspace();
    let files = SalesFiles { root: folder.path(), sources: &[], places: &[], as_of: None, cache: None };
    let rows: u64 = ledger::read(&files).expect("reads").0.files.iter().map(|file| file.rows).sum();
    bencher.counter(ItemsCount::new(rows)).bench_local(|| ledger::read(black_box(&files)).expect("reads"));
}

#[divan::bench]
fn parse_dossiers(bencher: Bencher) {
    let folder = workspace();
    let languages = Settings::default().languages;
    let parse = || content::load(black_box(folder.path()), &languages).expect("reads");
    bencher.counter(ItemsCount::new(ACCOUNTS)).bench_local(parse);
}

#[divan::bench]
fn analyse(bencher: Bencher) {
    let folder = workspace();
    let Analysed { settings, ledger, portfolio, analysis, .. } = analysed(&folder);
    bencher
        .counter(ItemsCount::new(ACCOUNTS))
        .bench_local(|| analysis::analyse(black_box(&portfolio), &ledger, &settings, analysis.as_of));
}

#[divan::bench(args = KINDS)]
fn draw(bencher: Bencher, kind: &str) {
    let at = KINDS.iter().position(|other| *other == kind).expect("a kind");
    let chart = samples::all().swap_remove(at);
    bencher.bench_local(|| black_box(&chart).svg());
}

/// Views of playbooks, and their keys: what every page costs in every build.
#[divan::bench]
fn build_views(bencher: Bencher) {
    let folder = workspace();
    let Analysed { settings, ledger, portfolio, analysis, .. } = analysed(&folder);
    let catalogs = [Catalog::built_in(Language::ZhCn), Catalog::built_in(Language::En)];
    let book = Book::new(&portfolio, &settings, &ledger, &analysis);
    let (links, markdown) = (Links::new(&portfolio), Markdown::new());
    let references = links.references(&markdown);
    let shelf = Shelf::new(&book, &catalogs, &links, &references, &markdown, &Localised::Same("Bench".to_owned()));
    let plan = Plan::new(&shelf);
    let pages: Vec<_> = plan.pages.iter().filter(|page| matches!(page.kind, Kind::Account(_))).collect();
    bencher.counter(ItemsCount::new(pages.len())).bench_local(|| {
        for page in &pages {
            let view = plan.view(page, &mut Diagnostics::new());
            black_box(page_key(&view, &[0; 32]).expect("a key"));
        }
    });
}
