//! Writes the index as files.

use serde::Serialize;

use super::{Index, SearchDoc, SearchFile, SearchKind, reading, token};
use crate::locale::Catalog;

/// Documents in a document shard.
const DOCS_PER_SHARD: usize = 128;
/// A text shard is closed when it has this many bytes.
const TEXT_BYTES_PER_SHARD: usize = 16_384;
/// Token shards have about this many bytes …
const TOKEN_BYTES_PER_SHARD: usize = 32_768;
/// … but there are no more of them than this.
const MOST_TOKEN_SHARDS: usize = 512;

/// `index.js`: what a page loads when the search field is first used.
#[derive(Serialize)]
struct Manifest<'a> {
    docs: usize,
    docs_per_shard: usize,
    token_shards: usize,
    folds: &'a [&'a str],
    word_ranges: &'a [(u32, u32)],
    gram_ranges: &'a [(u32, u32)],
    full_letters: usize,
    initials_letters: usize,
    kinds: Vec<(&'static str, String)>,
    strings: Strings,
}

/// What `search.js` and `wayfinding.js` say, so that pages need not carry it.
#[derive(Serialize)]
struct Strings {
    close: String,
    in_list: String,
    key_search: String,
    loading: String,
    more: String,
    next: String,
    none: String,
    other_language: String,
    previous: String,
    recent: String,
    result: String,
    results: String,
    shortcuts: String,
    similar: String,
}

/// A row of a document shard: address, kind (its place in the manifest), title, aliases, contacts and tags, text shard, the line
/// below the name.
type DocRow<'a> = (&'a str, usize, &'a str, &'a [String], Vec<&'a String>, usize, &'a str);
/// A row of a text shard: headings with their ids, text.
type TextRow<'a> = (&'a [(String, String)], &'a str);

/// All files of a language.
pub(super) fn files(catalog: &Catalog, docs: &[SearchDoc], index: Index) -> Vec<SearchFile> {
    let language = catalog.language().tag();
    let rows = index.postings.into_sorted();
    let token_shards = token_shards(&rows);
    let manifest = manifest(catalog, docs.len(), token_shards.len());
    let words = index.words.into_iter().collect::<Vec<_>>().join(" ");
    let mut files = vec![
        file(language, "index", &manifest),
        file(language, "readings", &index.readings.table()),
        file(language, "words", &words),
    ];
    for (at, shard) in token_shards.iter().enumerate() {
        files.push(file(language, &format!("t{at}"), shard));
    }
    let (texts, text_shard_of) = text_shards(docs);
    for (at, shard) in texts.iter().enumerate() {
        files.push(file(language, &format!("x{at}"), shard));
    }
    let doc_rows: Vec<DocRow<'_>> = docs.iter().zip(text_shard_of).map(|(doc, text)| doc_row(doc, text)).collect();
    for (at, shard) in doc_rows.chunks(DOCS_PER_SHARD).enumerate() {
        files.push(file(language, &format!("d{at}"), &shard));
    }
    files
}

fn manifest(catalog: &Catalog, docs: usize, token_shards: usize) -> Manifest<'static> {
    let text = |key: &str| catalog.text(key, &[]);
    Manifest {
        docs,
        docs_per_shard: DOCS_PER_SHARD,
        token_shards,
        folds: token::FOLDS,
        word_ranges: token::WORD_RANGES,
        gram_ranges: token::GRAM_RANGES,
        full_letters: reading::FULL_LETTERS,
        initials_letters: reading::INITIALS_LETTERS,
        kinds: SearchKind::ALL.map(|kind| (kind.id(), text(&format!("kinds.{}", kind.id())))).to_vec(),
        strings: Strings {
            close: text("search.close"),
            in_list: text("search.in_list"),
            key_search: text("search.key_search"),
            loading: text("search.loading"),
            more: text("search.more"),
            next: text("search.next"),
            none: text("search.none"),
            other_language: text("search.other_language"),
            previous: text("search.previous"),
            recent: text("search.recent"),
            result: catalog.text("search.results", &[("count", 1_i64.into())]),
            results: text("search.results"),
            shortcuts: text("search.shortcuts"),
            similar: text("search.similar"),
        },
    }
}

/// Tokens by shard, a line each: token, space, documents. Tokens are in order within a shard.
fn token_shards(rows: &[(String, String)]) -> Vec<String> {
    let bytes: usize = rows.iter().map(|(token, docs)| token.len() + docs.len() + 2).sum();
    let count = bytes.div_ceil(TOKEN_BYTES_PER_SHARD).next_power_of_two().min(MOST_TOKEN_SHARDS);
    let mut shards = vec![String::new(); count];
    for (token, docs) in rows {
        shards[token::hash(token) as usize % count].extend([token, " ", docs, "\n"]);
    }
    shards
}

/// Texts in the order of the documents, and the shard of each.
fn text_shards(docs: &[SearchDoc]) -> (Vec<Vec<(usize, TextRow<'_>)>>, Vec<usize>) {
    let mut shards: Vec<Vec<(usize, TextRow<'_>)>> = Vec::new();
    let mut shard_of = Vec::with_capacity(docs.len());
    let mut bytes = TEXT_BYTES_PER_SHARD;
    for (id, doc) in docs.iter().enumerate() {
        if bytes >= TEXT_BYTES_PER_SHARD {
            shards.push(Vec::new());
            bytes = 0;
        }
        if let Some(shard) = shards.last_mut() {
            shard.push((id, (&doc.headings, &doc.text)));
        }
        bytes += doc.text.len() + doc.headings.iter().map(|(id, words)| id.len() + words.len()).sum::<usize>();
        shard_of.push(shards.len() - 1);
    }
    (shards, shard_of)
}

fn doc_row(doc: &SearchDoc, text_shard: usize) -> DocRow<'_> {
    let kind = SearchKind::ALL.iter().position(|kind| *kind == doc.kind).unwrap_or_default();
    (&doc.url, kind, &doc.title, &doc.aliases, doc.contacts.iter().chain(&doc.tags).collect(), text_shard, &doc.line)
}

/// A script that hands over one value.
fn file(language: &str, name: &str, value: &impl Serialize) -> SearchFile {
    // Plain data has no value that JSON lacks.
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    let json = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    SearchFile {
        path: format!("search/{language}/{name}.js"),
        bytes: format!("keyfolioSearch.shard(\"{language}\",\"{name}\",{json});\n").into_bytes(),
    }
}
