//! From the path of a request to a file of the output.

use std::fs;
use std::path::{Path, PathBuf};

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A file of the site.
    File(PathBuf),
    /// A folder without the slash at the end: relative links would go wrong.
    Redirect(String),
    /// Nothing, or nothing of ours.
    Nothing,
}

/// Finds the file for the path of a URL (`/zh-CN/?q=x#y`); never one outside the output.
pub(super) fn resolve(output: &Path, url: &str) -> Target {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let Some(decoded) = decode(path) else { return Target::Nothing };
    if !decoded.starts_with('/') || decoded.contains(['\\', '\0']) || decoded.split('/').any(|part| part == "..") {
        return Target::Nothing;
    }
    let Ok(root) = fs::canonicalize(output) else { return Target::Nothing };
    // A link inside the output may lead out of it.
    let Ok(found) = fs::canonicalize(root.join(decoded.trim_start_matches('/'))) else { return Target::Nothing };
    if !found.starts_with(&root) {
        return Target::Nothing;
    }
    if found.is_dir() {
        if !decoded.ends_with('/') {
            return Target::Redirect(format!("{path}/"));
        }
        let index = found.join("index.html");
        return if index.is_file() { Target::File(index) } else { Target::Nothing };
    }
    if decoded.ends_with('/') { Target::Nothing } else { Target::File(found) }
}

/// Undoes percent-encoding; `None` where it is broken or not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let value = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The media type of a file, by the end of its name.
pub(super) fn media_type(path: &Path) -> &'static str {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "pdf" => "application/pdf",
        "xml" => "application/xml",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" | "yaml" | "yml" => "text/plain; charset=utf-8",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "zip" => "application/zip",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("temp dir");
        for path in ["public/index.html", "public/zh-CN/index.html", "public/a b/澜.html", "secret.txt"] {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().expect("parent")).expect("mkdir");
            fs::write(path, "x").expect("write");
        }
        fs::create_dir(dir.path().join("public/empty")).expect("mkdir");
        dir
    }

    #[test]
    fn paths_lead_to_files_of_the_site() {
        let dir = site();
        let output = dir.path().join("public");
        let root = fs::canonicalize(&output).expect("exists");
        let find = |url: &str| resolve(&output, url);
        assert_eq!(find("/"), Target::File(root.join("index.html")));
        assert_eq!(find("/zh-CN/?q=1#top"), Target::File(root.join("zh-CN/index.html")));
        assert_eq!(find("/zh-CN"), Target::Redirect("/zh-CN/".to_owned()));
        assert_eq!(find("/a%20b/%E6%BE%9C.html"), Target::File(root.join("a b/澜.html")));
        for nothing in ["/empty/", "/none.html", "/index.html/", "/%zz", "/%ff", "/%2"] {
            assert_eq!(find(nothing), Target::Nothing, "{nothing}");
        }
    }

    #[test]
    fn no_path_leads_out() {
        let dir = site();
        let output = dir.path().join("public");
        let absolute = format!("/{}", dir.path().join("secret.txt").display());
        for url in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/zh-CN/../../secret.txt",
            "/..%5csecret.txt",
            "secret.txt",
            &absolute,
        ] {
            assert_eq!(resolve(&output, url), Target::Nothing, "{url}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out() {
        let dir = site();
        std::os::unix::fs::symlink("../secret.txt", dir.path().join("public/out.txt")).expect("link");
        assert_eq!(resolve(&dir.path().join("public"), "/out.txt"), Target::Nothing);
    }

    #[test]
    fn media_types_go_by_the_name() {
        assert_eq!(media_type(Path::new("a.HTML")), "text/html; charset=utf-8");
        assert_eq!(media_type(Path::new("a.svg")), "image/svg+xml");
        assert_eq!(media_type(Path::new("a")), "application/octet-stream");
    }
}
