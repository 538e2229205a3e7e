//! The demo workspace at the root of the repository has no errors. Warnings it has on purpose: it shows every alert.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use keyfolio::analysis::health::HealthLight;
use keyfolio::diagnostic::Severity;
use keyfolio::load::{content, yaml};
use keyfolio::pipeline::{self, Alerts, AlertsOf, Analysed, Drafts, Request, Strictness};
use keyfolio::portfolio::validate;
use keyfolio::progress::Silent;
use keyfolio::project::Project;
use keyfolio::project::settings::Settings;
use keyfolio::rules::RULES;
use keyfolio::site::plan::Analysis;

use super::project::TestProject;

#[test]
fn the_demo_content_has_no_errors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("keyfolio.yaml")).unwrap();
    let (settings, mut diagnostics) = yaml::parse::<Settings>(&Arc::from("keyfolio.yaml"), &text);
    let settings = settings.unwrap_or_default();
    let (content, found) = content::load(root, &settings.languages, None).unwrap();
    diagnostics.append(found);
    let (portfolio, found) = validate(content, &[], &settings);
    diagnostics.append(found);
    diagnostics.sort();
    let said: Vec<String> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| {
            let place =
                diagnostic.place.as_ref().map(|place| format!("{}:{}:{}", place.file, place.line, place.column));
            format!("{} {}: {}", place.unwrap_or_default(), diagnostic.code.id(), diagnostic.message)
        })
        .collect();
    assert_eq!(said, [""; 0]);
    assert!(portfolio.accounts.len() >= 40, "{}", portfolio.accounts.len());
}

/// The demo, read and computed.
pub fn analysed() -> Analysed {
    let project = Project::discover(Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap();
    let request = Request {
        project: &project,
        as_of: None,
        source_date: None,
        base_url: None,
        drafts: Drafts::Hidden,
        strictness: Strictness::Lenient,
        alerts: Alerts::Counted,
        alerts_of: AlertsOf::default(),
    };
    pipeline::analyse(&request, &Silent).unwrap().0
}

/// Links may name the sections that the pages of the demo have, and no others.
#[test]
fn the_sections_that_links_may_name_are_those_of_the_pages() {
    let project = TestProject::demo();
    project.run(&["build", "-q"]).expect(0);
    for (analysis, path) in Analysis::ALL {
        let page = project.read(&format!("public/en/{path}"));
        let ids = |tag: &str| tag.split_once("id=\"").and_then(|(_, rest)| rest.split('"').next().map(str::to_owned));
        let sections: Vec<String> =
            page.split("<section").skip(1).filter_map(|part| ids(part.split('>').next()?)).collect();
        assert_eq!(sections, analysis.sections(), "{path}");
    }
    assert!(project.read("public/en/frameworks/abc.html").contains("<h2 class=\"vh\" id=\"portfolio\">"));
}

/// A rule that never speaks is not shown; one that speaks everywhere is noise.
#[test]
fn every_rule_speaks_in_the_demo_and_none_everywhere() {
    let demo = analysed();
    let documented = demo.portfolio.accounts.iter().filter(|account| account.is_documented()).count();
    let wrong: Vec<String> = RULES
        .iter()
        .filter_map(|rule| {
            let hits = || demo.analysis.hits.alerts.iter().filter(|hit| hit.rule == rule.id);
            let accounts: BTreeSet<usize> = hits().filter_map(|hit| hit.account).collect();
            let fits = hits().next().is_some() && accounts.len() * 4 <= documented;
            (!fits).then(|| format!("{} speaks at {} of {documented}", rule.id, accounts.len()))
        })
        .collect();
    assert_eq!(wrong, [""; 0]);
}

/// A sales director sees some accounts to act on, more to watch, and most well.
#[test]
fn the_lights_of_the_demo_tell_accounts_apart() {
    let demo = analysed();
    let points: Vec<u8> = demo.analysis.accounts.iter().filter_map(|facts| facts.health.now.points()).collect();
    let count =
        |light| points.iter().filter(|&&points| HealthLight::of(points, demo.settings.health.lights) == light).count();
    let [act, watch, well] = [HealthLight::Act, HealthLight::Watch, HealthLight::Well].map(count);
    assert!(act * 10 >= points.len() && act * 5 <= points.len(), "{act} of {} to act on", points.len());
    assert!(act <= watch && watch <= well, "{act} to act on, {watch} to watch, {well} well");
}

/// The long tail is there for the model of customer value: without it there are too few repeat buyers.
#[test]
fn the_demo_has_a_model_of_customer_value() {
    let demo = analysed();
    assert_eq!(demo.portfolio.accounts.len(), 128);
    let model = demo.analysis.customers.value.as_ref().expect("a model");
    assert!(model.accounts.len() > 100);
}
