//! The demo workspace at the root of the repository has no errors. Warnings it has on purpose: it shows every alert.

use std::path::Path;
use std::sync::Arc;

use keyfolio::diagnostic::Severity;
use keyfolio::load::{content, yaml};
use keyfolio::portfolio::validate;
use keyfolio::project::settings::Settings;

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
