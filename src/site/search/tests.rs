//! The laws of the index, read back from the bytes that a browser would load.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::locale::Language;

fn doc(url: &str, title: &str, text: &str) -> SearchDoc {
    SearchDoc {
        url: url.into(),
        kind: SearchKind::Account,
        title: title.into(),
        aliases: Vec::new(),
        contacts: Vec::new(),
        tags: Vec::new(),
        headings: Vec::new(),
        text: text.into(),
        place: 0,
        line: String::new(),
    }
}

fn build(docs: Vec<SearchDoc>) -> Vec<SearchFile> {
    index_files(&Catalog::built_in(Language::ZhCn), docs)
}

/// The values of all shards by name, as `keyfolioSearch.shard` would receive them.
fn shards(files: &[SearchFile]) -> BTreeMap<String, Value> {
    let mut shards = BTreeMap::new();
    for file in files {
        let text = std::str::from_utf8(&file.bytes).unwrap();
        let call = text.strip_prefix("keyfolioSearch.shard(\"zh-CN\",\"").unwrap().strip_suffix(");\n").unwrap();
        let (name, json) = call.split_once("\",").unwrap();
        assert_eq!(file.path, format!("search/zh-CN/{name}.js"));
        shards.insert(name.to_owned(), serde_json::from_str(json).unwrap());
    }
    shards
}

/// Documents with their levels for a token, or for every token with this beginning.
fn find(shards: &BTreeMap<String, Value>, token: &str, matches: fn(&str, &str) -> bool) -> BTreeMap<u32, u32> {
    let count = u32::try_from(shards["index"]["token_shards"].as_u64().unwrap()).unwrap();
    let shard = shards[&format!("t{}", token::hash(token) % count)].as_str().unwrap();
    let mut found = BTreeMap::new();
    for (known, docs) in shard.lines().map(|line| line.split_once(' ').unwrap()) {
        if matches(known, token) {
            for (doc, level) in decode(docs) {
                let best = found.entry(doc).or_insert(level);
                *best = level.max(*best);
            }
        }
    }
    found
}

fn decode(text: &str) -> Vec<(u32, u32)> {
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut docs, mut doc, mut number, mut shift) = (Vec::new(), 0, 0_u32, 0);
    for letter in text.chars() {
        let digit = u32::try_from(digits.find(letter).unwrap()).unwrap();
        number += (digit % 32) << shift;
        shift += 5;
        if digit < 32 {
            doc += number / 8;
            docs.push((doc, number % 8));
            (number, shift) = (0, 0);
        }
    }
    docs
}

fn titles(shards: &BTreeMap<String, Value>, found: &BTreeMap<u32, u32>) -> Vec<String> {
    let row = |id: &u32| &shards[&format!("d{}", id / 128)][(id % 128) as usize];
    found.keys().map(|id| row(id)[2].as_str().unwrap().to_owned()).collect()
}

fn is(known: &str, token: &str) -> bool {
    known == token
}

fn begins(known: &str, token: &str) -> bool {
    known.starts_with(token)
}

#[test]
fn names_stand_above_tags_headings_and_text() {
    let docs = vec![
        doc("a", "澜裳服饰", ""),
        doc("b", "上海澜裳", ""),
        SearchDoc { tags: vec!["澜裳系".into()], ..doc("c", "丙", "") },
        SearchDoc { headings: vec![("h".into(), "与澜裳".into())], ..doc("d", "丁", "") },
        doc("e", "戊", "见澜裳。"),
        SearchDoc { aliases: vec!["Lan Shang".into()], ..doc("f", "己", "") },
    ];
    let shards = shards(&build(docs));
    let levels: Vec<u32> = find(&shards, "澜裳", is).into_values().collect();
    assert_eq!(levels, [4, 3, 2, 1, 0]);
    let with_the_character = titles(&shards, &find(&shards, "裳", begins));
    assert_eq!(with_the_character, ["澜裳服饰", "上海澜裳", "丙", "丁", "戊"]);
    assert_eq!(find(&shards, "sha", begins), BTreeMap::from([(5, 3)]));
    assert_eq!(find(&shards, "l", is), BTreeMap::from([(5, 4)]));
}

#[test]
fn names_are_found_by_their_pinyin_but_texts_are_not() {
    let docs = vec![
        SearchDoc { contacts: vec!["单云".into()], ..doc("a", "澜裳服饰", "") },
        doc("b", "上海澜裳", ""),
        doc("c", "丙", "见澜裳。"),
    ];
    let shards = shards(&build(docs));
    assert_eq!(find(&shards, "=lansh", begins), BTreeMap::from([(0, 4), (1, 3)]));
    assert_eq!(find(&shards, "-ls", begins), BTreeMap::from([(0, 4), (1, 3)]));
    assert_eq!(find(&shards, "=shanyun", is), BTreeMap::from([(0, 2)]), "单 as a surname");
    let table = shards["readings"].as_str().unwrap();
    assert!(table.lines().any(|line| line == "shan单") && !table.contains('见'), "{table}");
}

#[test]
fn the_order_of_pages_does_not_matter() {
    let docs: Vec<SearchDoc> =
        (0..300).map(|n| doc(&format!("p{n}"), &format!("客户{n}"), "物流\u{2028}快递 \"</script>")).collect();
    let files = build(docs.clone());
    let reversed: Vec<SearchDoc> = docs.into_iter().rev().collect();
    assert_eq!(files, build(reversed));
    assert!(files.is_sorted_by(|a, b| a.path < b.path));
    assert!(files.iter().all(|file| !String::from_utf8_lossy(&file.bytes).contains('\u{2028}')));
    assert_eq!(shards(&files)["d2"].as_array().unwrap().len(), 300 - 256);
}

#[test]
fn what_is_larger_stands_first_and_says_more_below_its_name() {
    let docs = vec![
        SearchDoc { place: u32::MAX, ..doc("a", "留守", "") },
        SearchDoc { place: 1, ..doc("b", "柳杉", "") },
        SearchDoc { place: 0, line: "A 类 · 林砚".into(), ..doc("z", "澜裳", "") },
    ];
    let shards = shards(&build(docs));
    let rows = shards["d0"].as_array().unwrap();
    let shown: Vec<_> = rows.iter().map(|row| (row[2].as_str().unwrap(), row[6].as_str().unwrap())).collect();
    assert_eq!(shown, [("澜裳", "A 类 · 林砚"), ("柳杉", ""), ("留守", "")]);
}

#[test]
fn an_empty_site_has_an_index() {
    let shards = shards(&build(Vec::new()));
    assert_eq!(shards["index"]["docs"], 0);
    assert_eq!(shards["t0"], "");
    assert_eq!(shards["index"]["strings"]["results"], "{count} 条结果");
}

#[test]
fn every_kind_has_words() {
    for language in Language::ALL {
        let catalog = Catalog::built_in(language);
        for kind in SearchKind::ALL {
            assert!(catalog.contains(&format!("kinds.{}", kind.id())), "{}", kind.id());
        }
    }
}

#[test]
fn long_texts_are_spread_over_shards() {
    let docs: Vec<SearchDoc> = (0..40).map(|n| doc(&format!("{n:02}"), "x", &"物流".repeat(1000))).collect();
    let shards = shards(&build(docs));
    let texts: Vec<usize> =
        shards.iter().filter(|(name, _)| name.starts_with('x')).map(|(_, v)| v.as_array().unwrap().len()).collect();
    assert_eq!(texts.iter().sum::<usize>(), 40);
    assert!(texts.iter().all(|count| *count <= 3), "{texts:?}");
    let row = &shards["d0"][39];
    assert_eq!(shards[&format!("x{}", row[5])].as_array().unwrap().last().unwrap()[0], 39);
}

proptest! {
    /// Full recall: any two neighbouring Chinese characters, any one, and any beginning of a word, are found in
    /// exactly the documents that have them.
    #[test]
    fn any_substring_of_two_characters_is_found(
        texts in prop::collection::vec("[甲乙丙丁一二a-cé ，]{0,12}", 1..20),
        query in "[甲乙丙丁一二]{1,2}|[a-ce]{2,3}",
    ) {
        let docs: Vec<SearchDoc> = texts.iter().enumerate().map(|(n, t)| doc(&format!("{n:03}"), "", t)).collect();
        let shards = shards(&build(docs));
        let is_gram = !query.is_ascii();
        let found: BTreeSet<usize> = match query.chars().count() {
            2 if is_gram => find(&shards, &query, is),
            _ => find(&shards, &query, begins),
        }.into_keys().map(|id| id as usize).collect();
        let has = |text: &String| {
            let folded = token::fold(text);
            if is_gram { return folded.contains(&query) }
            folded.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.starts_with(&query))
        };
        let expected: BTreeSet<usize> = (0..texts.len()).filter(|n| has(&texts[*n])).collect();
        prop_assert_eq!(found, expected);
    }
}
