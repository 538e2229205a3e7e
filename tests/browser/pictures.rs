//! A picture of every kind of page, for a reviewer: 1280 and 390 px, light and dark, both languages, with a contact sheet.
//!
//! They go to `screenshots/` in the target's folder for tests, or to the folder that `KEYFOLIO_SCREENSHOTS` names, and not into
//! git: open `index.html` there.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{decode, kinds, open};

/// Where pictures and prints go.
pub fn folder() -> PathBuf {
    let named = std::env::var_os("KEYFOLIO_SCREENSHOTS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots"));
    fs::create_dir_all(&folder).expect("a folder for screenshots");
    folder
}

#[test]
fn every_kind_of_page_is_pictured() {
    let Some((site, browser)) = open() else { return };
    let folder = folder();
    let mut sheet = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Every kind of page</title>\n<style>
body{font:14px sans-serif;margin:1rem}section{margin-bottom:2rem}div{display:flex;gap:8px;align-items:flex-start}
a{display:block;height:420px;overflow:hidden;border:1px solid #999}img{display:block;width:320px}img.narrow{width:160px}</style>
<h1>Every kind of page</h1>\n",
    );
    // The start page is not among them: it leads on before it can be pictured.
    let pages: Vec<String> = kinds().chain(["404.html".to_owned()]).collect();
    for page in &pages {
        let _ = write!(sheet, "<section><h2>{page}</h2><div>");
        for (width, scheme) in [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")] {
            browser.resize(width, 900);
            browser.media(scheme, "screen");
            browser.open(&site.file(page));
            let name = format!("{}-{width}-{scheme}.png", page.replace('/', "_").replace(".html", ""));
            let picture = decode(&browser.screenshot());
            assert!(picture.starts_with(b"\x89PNG"), "{name}");
            fs::write(folder.join(&name), picture).expect("a picture");
            let class = if width < 500 { " class=\"narrow\"" } else { "" };
            let _ = write!(
                sheet,
                "<a href=\"{name}\"><img loading=\"lazy\" src=\"{name}\" alt=\"{width} px, {scheme}\"{class}></a>"
            );
        }
        sheet.push_str("</div></section>\n");
    }
    fs::write(folder.join("index.html"), sheet).expect("a contact sheet");
    assert!(pages.len() > 40);
}
