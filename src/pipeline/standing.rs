//! A build of which nothing was changed: the site stands already.
//!
//! What lies between reading and writing is pure, so what was read decides what is published.
//!
//! 1. [`key`] hashes all that was read, what the run was asked for, and the program itself.
//! 2. [`Standing::find`] has the last build of the same key, if every page of it stands in the output as it was left.
//! 3. [`Standing::made`] makes what is left: files of the theme, of `static/` and those that texts use, which are compared by
//!    their content as always. What the last build found wrong is said again.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rayon::prelude::*;

use super::{Building, Data, Loaded, Made, Request, assets};
use crate::cache::{Program, Run};
use crate::load::content::{Content, Written};
use crate::load::note::Markdown;
use crate::portfolio::Attachment;
use crate::progress::Progress;
use crate::site::Asset;
use crate::site::render::Printed;

/// The key of a run; `None` where the program cannot tell its own version for certain: then nothing is taken for unchanged.
pub(super) fn key(request: &Request<'_>, loaded: &Loaded) -> Option<[u8; 32]> {
    let Data { ledger, content, targets } = &loaded.data;
    let mut parts = Parts(blake3::Hasher::new_derive_key("keyfolio run 1"));
    parts.shown(&Program::this()?);
    parts.shown(&(
        request.as_of,
        request.source_date,
        request.base_url,
        request.drafts,
        request.strictness,
        request.alerts,
    ));
    parts.add(&loaded.presentation.theme.fingerprint());
    parts.add(loaded.settings.text().as_bytes());
    parts.shown(targets);
    parts.add(&ledger.fingerprint());
    parts.content(content);
    let others = assets::all(
        request.project.root(),
        &loaded.presentation.theme,
        &BTreeSet::new(),
        loaded.presentation.statics.clone(),
    );
    for asset in others {
        parts.add(asset.path.as_bytes());
    }
    Some(*parts.0.finalize().as_bytes())
}

/// Hashes parts, each behind its length, so that no two lists of parts look alike.
struct Parts(blake3::Hasher);

impl Parts {
    fn add(&mut self, part: &[u8]) {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// By its fields as they are shown for debugging, which differ where any field differs.
    fn shown(&mut self, value: &impl std::fmt::Debug) {
        let mut text = String::new();
        // Writing into a string does not fail.
        let _ = write!(text, "{value:?}");
        self.add(text.as_bytes());
    }

    fn content(&mut self, content: &Content) {
        for dossier in &content.dossiers {
            self.add(dossier.name.as_bytes());
            self.written(dossier.source.as_ref().map(|source| &source.written));
            dossier.notes.iter().for_each(|note| self.markdown(&note.markdown));
            self.attachments(&dossier.attachments);
        }
        self.written(content.team.source.as_ref().map(|team| &team.written));
        self.written(content.portfolio.source.as_ref().map(|portfolio| &portfolio.written));
        content.pages.iter().for_each(|page| self.markdown(&page.markdown));
        self.attachments(&content.attachments);
    }

    fn written(&mut self, written: Option<&Written>) {
        match written {
            Some(Written { text, .. }) => [text.file.as_bytes(), text.text.as_bytes()].map(|part| self.add(part)),
            None => [b"none".as_slice(), b""].map(|part| self.add(part)),
        };
    }

    fn markdown<F>(&mut self, markdown: &Markdown<F>) {
        self.add(markdown.body.file.as_bytes());
        self.add(markdown.body.source.as_bytes());
    }

    fn attachments(&mut self, attachments: &[Attachment]) {
        for attachment in attachments {
            self.add(attachment.path.as_bytes());
            self.add(&attachment.bytes.to_le_bytes());
        }
    }
}

/// A site that stands as the last build has left it, but perhaps for files that are copied.
pub(super) struct Standing {
    run: Run,
    assets: Vec<Asset>,
    printed: Printed,
}

impl Standing {
    /// The last build, if it was made from the same and its pages stand untouched.
    pub fn find(request: &Request<'_>, loaded: &Loaded, building: &Building) -> Option<Self> {
        let run = building.cache.run(building.key.as_ref()?)?;
        let assets = assets::all(
            request.project.root(),
            &loaded.presentation.theme,
            &run.files,
            loaded.presentation.statics.clone(),
        );
        let copied: BTreeSet<&str> = assets.iter().map(|asset| asset.path.as_str()).collect();
        let known = building.cache.entries().iter();
        let pages: Vec<_> = known.filter(|(path, _)| !copied.contains(path.as_str())).collect();
        if !pages.par_iter().all(|(path, entry)| building.publication.holds(path, &entry.stamp)) {
            return None;
        }
        let entries = pages.into_iter().map(|(path, entry)| (path.clone(), *entry)).collect();
        Some(Self { run: run.clone(), assets, printed: Printed::standing(entries) })
    }

    /// The site with what is copied.
    pub fn made(self, loaded: &Loaded, building: &Building, progress: &dyn Progress) -> anyhow::Result<Made> {
        let Self { run, assets, mut printed } = self;
        if let Some(engine) = &loaded.presentation.engine {
            printed.append(building.press(engine, &loaded.presentation.theme, progress).assets(&assets)?);
        }
        Ok(Made { run, alerts: Vec::new(), printed: Some(printed), fitted: None })
    }
}
