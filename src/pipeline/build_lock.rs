//! The lock that lets one build of a workspace run at a time.

use std::fs::{self, File};
use std::path::Path;

/// Waits until no other build of this workspace runs. A workspace that cannot be written to is built without.
pub(super) fn lock(caches: &Path) -> Option<File> {
    fs::create_dir_all(caches).ok()?;
    let file = File::create(caches.join("lock")).ok()?;
    file.lock().ok()?;
    Some(file)
}
