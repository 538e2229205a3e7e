//! The end of a build: the new site takes the place of the old one.

use std::collections::BTreeSet;
use std::path::Path;

use crate::analysis::customers::fitted::Fitted;
use crate::cache::Run;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::site::render::Printed;
use crate::write::Finished;

use super::{Building, Published};

/// Puts the new site in the place of the old one, unless files that are not ours are in the way.
pub(super) fn publish(
    printed: Printed,
    run: Run,
    fitted: Option<&Fitted>,
    building: Building,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<Option<Published>> {
    let Building { publication, cache, models, key } = building;
    let Printed { entries, written, charts, .. } = printed;
    let output = publication.output().to_owned();
    let paths: BTreeSet<String> = entries.keys().cloned().collect();
    match publication.finish(&paths)? {
        Finished::Published { removed } => {
            // A workspace that cannot be written to is built without a cache.
            let _ = cache.save(entries, key.map(|_| run));
            let _ = fitted.map(|fitted| models.save(fitted));
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
