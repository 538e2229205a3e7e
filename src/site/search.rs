//! The search index: what `themes/default/search.js` loads, piece by piece, by `<script>` tags.
//!
//! 1. Every page, contact and note becomes a [`SearchDoc`]; accounts come first, by revenue, the others in the order of
//!    their addresses, so that the index does not depend on the order in which pages are made. Of results that match as
//!    well the first document is shown first.
//! 2. Names, tags, headings and text are cut into tokens ([`token`]): Latin words, and pairs of Chinese characters,
//!    without a dictionary, so that any two neighbouring characters are found.
//!    Names are cut into spellings by pinyin as well ([`reading`]).
//! 3. Tokens with their documents are spread over token shards by their beginnings; a query loads only
//!    the shards of its own tokens.
//! 4. Titles and addresses go into document shards, texts (for excerpts and the exact check of longer queries) into
//!    text shards; a query loads those of the results that it shows.
//! 5. The words of names are listed for the search of similar spellings, and the readings of their characters for the
//!    check of pinyin; each is loaded when a query calls for it.
//! 6. Each shard is a file that calls `keyfolioSearch.shard(language, name, value)`: no `fetch`, so that it works by
//!    `file://`.

mod postings;
pub mod reading;
mod shard;
pub mod token;

use std::collections::BTreeSet;

use hashbrown::HashMap;
use serde::Serialize;

use crate::locale::{Catalog, Language};

use postings::{Level, Postings, TokenId};
use reading::{Readings, Start};

/// Words of at least so many letters are found by a similar spelling, too.
const LETTERS_OF_A_TYPO: usize = 4;

/// What is searched for: the groups in which results are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[allow(missing_docs, reason = "each is the page, or the part of a page, that it names")]
pub enum SearchKind {
    Account,
    Contact,
    Group,
    Product,
    Manager,
    Segment,
    Industry,
    Region,
    Class,
    Framework,
    Rule,
    Portfolio,
    Page,
    Note,
    Glossary,
}

impl SearchKind {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::Account,
        Self::Contact,
        Self::Group,
        Self::Product,
        Self::Manager,
        Self::Segment,
        Self::Industry,
        Self::Region,
        Self::Class,
        Self::Framework,
        Self::Rule,
        Self::Portfolio,
        Self::Page,
        Self::Note,
        Self::Glossary,
    ];

    /// Its name in the index; its words are `kinds.<id>` in the catalogues.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Contact => "contact",
            Self::Group => "group",
            Self::Product => "product",
            Self::Manager => "manager",
            Self::Segment => "segment",
            Self::Industry => "industry",
            Self::Region => "region",
            Self::Class => "class",
            Self::Framework => "framework",
            Self::Rule => "rule",
            Self::Portfolio => "portfolio",
            Self::Page => "page",
            Self::Note => "note",
            Self::Glossary => "glossary",
        }
    }
}

/// One thing that can be found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SearchDoc {
    /// Its place among all: that of an account by revenue; the largest number for anything else.
    pub place: u32,
    /// Address relative to the folder of its language: `accounts/acme.html`, `accounts/acme.html#lin-yan`.
    pub url: String,
    /// The group in which it is shown.
    pub kind: SearchKind,
    /// Its name.
    pub title: String,
    /// Other names and codes of it.
    pub aliases: Vec<String>,
    /// Names of its contacts.
    pub contacts: Vec<String>,
    /// Tags, industry, region and the like.
    pub tags: Vec<String>,
    /// Headings of the page: id and words.
    pub headings: Vec<(String, String)>,
    /// Its text without markup.
    pub text: String,
    /// What is said of it below its name: class and manager of an account, account and post of a contact.
    pub line: String,
}

/// A file of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchFile {
    /// Path relative to the root of the site: `search/zh-CN/index.js`.
    pub path: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// The folder of the index of a language, with its slash.
pub fn folder(language: Language) -> String {
    format!("search/{}/", language.tag())
}

/// The index of one language (that of the catalogue), in the order of its paths. `docs` may come in any order.
pub fn index_files(catalog: &Catalog, mut docs: Vec<SearchDoc>) -> Vec<SearchFile> {
    docs.sort_unstable();
    docs.dedup();
    let mut index = Index::default();
    for (id, doc) in (0..).zip(&docs) {
        index.add(id, doc);
    }
    let mut files = shard::files(catalog, &docs, index);
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    files
}

/// What is gathered from the documents.
#[derive(Default)]
struct Index {
    postings: Postings,
    readings: Readings,
    /// Latin words of names, contacts and tags.
    words: BTreeSet<String>,
    /// Names that were cut into tokens: that of an account stands with each of its contacts.
    names: HashMap<String, Name>,
}

/// The tokens of a name.
#[derive(Default)]
struct Name {
    /// Its words and pairs of characters, in order.
    tokens: Vec<TokenId>,
    /// The first letters of its words: a name is found by one letter, a text is not.
    initials: Vec<(Start, TokenId)>,
    /// How it is typed by pinyin.
    spellings: Vec<(Start, TokenId)>,
}

impl Index {
    /// Adds the tokens of a document, each at the highest level at which it stands.
    fn add(&mut self, id: u32, doc: &SearchDoc) {
        let at_start = |start| if start == Start::OfName { Level::NameStart } else { Level::Name };
        for name in std::iter::once(&doc.title).chain(&doc.aliases) {
            self.name(name, |name, postings| {
                let tokens = (0..).zip(&name.tokens).map(|(at, token)| (Start::at(at), token));
                let others = name.initials.iter().chain(&name.spellings).map(|(start, token)| (*start, token));
                tokens.chain(others).for_each(|(start, token)| postings.add(*token, id, at_start(start)));
            });
        }
        for name in doc.contacts.iter().chain(&doc.tags) {
            self.name(name, |name, postings| {
                let spellings = name.spellings.iter().map(|(_, token)| token);
                name.tokens.iter().chain(spellings).for_each(|token| postings.add(*token, id, Level::Tag));
            });
        }
        let headings = doc.headings.iter().map(|(_, words)| (words, Level::Heading));
        for (words, level) in headings.chain(std::iter::once((&doc.text, Level::Text))) {
            token::each(words, &mut |token| {
                let token = self.postings.token(token);
                self.postings.add(token, id, level);
            });
        }
    }

    /// Does something with the tokens of a name, which are found once.
    fn name(&mut self, name: &str, mut with: impl FnMut(&Name, &mut Postings)) {
        if let Some(known) = self.names.get(name) {
            return with(known, &mut self.postings);
        }
        let cut = self.cut(name);
        with(&cut, &mut self.postings);
        self.names.insert(name.to_owned(), cut);
    }

    /// Cuts a name into its tokens and gathers its Latin words.
    fn cut(&mut self, name: &str) -> Name {
        let Self { postings, readings, words, .. } = self;
        let mut cut = Name::default();
        token::each(name, &mut |token| {
            if let Some(initial) = token::initial(token) {
                cut.initials.push((Start::at(cut.tokens.len()), postings.token(&initial)));
            }
            cut.tokens.push(postings.token(token));
            let is_long = token.chars().count() >= LETTERS_OF_A_TYPO;
            let is_latin = token.chars().all(|letter| token::is_word(letter) && letter.is_alphabetic());
            if is_long && is_latin && !words.contains(token) {
                words.insert(token.to_owned());
            }
        });
        readings.each(name, &mut |spelling, start| cut.spellings.push((start, postings.token(spelling))));
        cut
    }
}

#[cfg(test)]
mod tests;
