//! Links that name a file by its path.

use super::{Links, Target};

impl Links<'_> {
    /// What a file of the workspace belongs to. `b.md` is the page `b` also where its texts are `b.en.md` and `b.zh-CN.md`, as it is
    /// of a page that has a text in the site's own language.
    pub(super) fn of_file(&self, path: &str) -> Option<Target> {
        let page = || {
            let wanted = path.strip_prefix("content/pages/")?.strip_suffix(".md")?;
            self.portfolio.pages.iter().position(|page| page.path == wanted).map(Target::Page)
        };
        self.by_file.get(path).copied().or_else(page)
    }
}

/// A path relative to a file of the workspace, without `.` and `..`; `None` where it leaves the workspace.
pub(super) fn joined(file: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_stay_in_the_workspace() {
        assert_eq!(joined("content/pages/a.md", "../accounts/x/b.png").as_deref(), Some("content/accounts/x/b.png"));
        assert_eq!(joined("content/pages/a.md", "./b.md").as_deref(), Some("content/pages/b.md"));
        assert_eq!(joined("a.md", "../b.md"), None);
    }
}
