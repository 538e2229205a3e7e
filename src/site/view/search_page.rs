//! The page of search results, `search.html`: an input and a place for results, filled by the script.

use serde::Serialize;

use super::account::Shared;
use super::{Frame, Place};
use crate::site::View;

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchPage {
    /// Masthead, footer.
    pub frame: Frame,
    /// Words.
    pub page: SearchWords,
}

/// Words of the search page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchWords {
    /// Title.
    pub title: String,
    /// What can be searched.
    pub say: String,
    /// What stands where scripts do not run.
    pub noscript: String,
}

impl View for SearchPage {
    fn template(&self) -> &'static str {
        "search.html"
    }
}

/// Where it stands below the folder of its language.
pub const PATH: &str = "search.html";

/// Builds the search page of a language.
pub fn search_page(shared: &Shared<'_>) -> SearchPage {
    let word = |key: &str| shared.voice.word(&format!("search_page.{key}"));
    let page = SearchWords { title: word("title"), say: word("say"), noscript: word("noscript") };
    let frame = shared.frames.frame(&Place {
        path: PATH,
        title: &page.title,
        description: &page.say,
        area: None,
        above: &[],
        source: None,
        languages: shared.languages,
    });
    SearchPage { frame, page }
}
