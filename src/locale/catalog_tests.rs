//! What holds for every catalogue, and for every key that the code and the templates name.

use std::fs;
use std::path::Path;

use super::*;

fn overlaid(language: Language, text: &str) -> (Catalog, Diagnostics) {
    let mut catalog = Catalog::new(language);
    let diagnostics = catalog.overlay("locales/x.yaml", text);
    (catalog, diagnostics)
}

fn messages(diagnostics: &Diagnostics) -> Vec<String> {
    diagnostics.iter().map(|d| format!("{}: {}", d.code.id(), d.message)).collect()
}

#[test]
fn built_in_catalogues_are_sound_and_equal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/locales");
    for language in Language::ALL {
        let mut catalog = Catalog::new(language);
        let mut keys = 0;
        for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
            let path = entry.unwrap().into_path();
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            if Catalog::language_of(&name) != Some(language) {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(messages(&catalog.overlay(&name, &text)), Vec::<String>::new(), "{name}");
            keys += overlaid(language, &text).0.keys().count();
        }
        assert_eq!(catalog, Catalog::built_in(language));
        assert_eq!(catalog.keys().count(), keys, "a key stands in two files");
        assert!(keys > 40);
    }
    let (zh, en) = (Catalog::built_in(Language::ZhCn), Catalog::built_in(Language::En));
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>(), "both catalogues have the same keys");
    for key in zh.keys() {
        assert_eq!(zh.slots(key), en.slots(key), "placeholders of `{key}`");
    }
}

/// Literal keys in `text("…"` and `lookup("…"`; templates name none, their words are in the views.
#[test]
fn every_key_that_is_named_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let zh = Catalog::built_in(Language::ZhCn);
    let mut missing = Vec::new();
    for entry in walkdir::WalkDir::new(root.join("src")) {
        let path = entry.unwrap().into_path();
        if path.extension().and_then(|e| e.to_str()) != Some("rs") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        missing.extend(
            keys_in_rust(&source)
                .into_iter()
                .filter(|k| k.contains('.') && !zh.contains(k))
                .map(|k| format!("{}: {k}", path.display())),
        );
    }
    assert_eq!(missing, Vec::<String>::new(), "keys that no catalogue has");
}

/// Literal keys in Rust outside tests.
fn keys_in_rust(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let calls = [".text(", ".lookup("];
    let arguments = calls.into_iter().flat_map(|call| code.split(call).skip(1).map(str::trim_start));
    let literals = arguments.filter_map(|rest| rest.strip_prefix('"')?.split('"').next());
    literals.filter(|key| !key.contains('{')).map(str::to_owned).collect()
}

#[test]
fn the_scans_find_keys() {
    assert_eq!(keys_in_rust("a.text(\"x.y\", &[]); b.lookup(\n  \"z\");\n#[cfg(test)] c.text(\"no\")"), ["x.y", "z"]);
}

#[test]
fn plural_forms_go_by_count() {
    let (zh, en) = (Catalog::built_in(Language::ZhCn), Catalog::built_in(Language::En));
    let shown = |catalog: &Catalog, count: i64| catalog.text("counts.accounts", &[("count", count.into())]);
    assert_eq!([0, 1, 1200].map(|n| shown(&en, n)), ["0 accounts", "1 account", "1,200 accounts"]);
    assert_eq!([1, 1200].map(|n| shown(&zh, n)), ["1\u{a0}家客户", "1,200\u{a0}家客户"]);
}

#[test]
fn files_belong_to_a_language_by_their_path() {
    let language = Catalog::language_of;
    assert_eq!(language("zh-CN.yaml"), Some(Language::ZhCn));
    assert_eq!(language("en/frame.yaml"), Some(Language::En));
    assert_eq!([language("fr.yaml"), language("en.txt"), language("readme/en.yaml")], [None; 3]);
    let words = Catalog::built_in(Language::En).below("frame.words");
    assert_eq!(words.get("print").map(String::as_str), Some("Print"));
}

#[test]
fn layers_replace_single_keys() {
    let mut en = Catalog::built_in(Language::En);
    let found = en.overlay("locales/en.yaml", "counts.accounts: {one: '{count} client', other: '{count} clients'}\n");
    assert!(found.is_empty());
    assert_eq!(en.text("counts.accounts", &[("count", 2_usize.into())]), "2 clients");
    assert_eq!(en.text("counts.days", &[("count", 2_usize.into())]), "2 days");
    let found = en.overlay("locales/en.yaml", "search: {none: 'Nothing for {qeury}'}\nown: {title: Ours}\n");
    assert_eq!(messages(&found), ["invalid-value: text `search.none`: unknown placeholder `{qeury}`"]);
    assert_eq!(en.text("search.none", &[("query", "x".into())]), "Nothing found for “x”");
    assert_eq!(en.text("own.title", &[]), "Ours");
}

#[test]
fn broken_files_are_reported() {
    let found = |language, text| messages(&overlaid(language, text).1).join("; ");
    assert!(found(Language::En, "a: [1]").contains("invalid-value: expected a text"));
    assert!(found(Language::En, "a: '{b'").contains("invalid-value: text `a`: a `{` without its `}`"));
    assert!(found(Language::ZhCn, "a: {one: x, other: y}").contains("only the form `other`"));
    assert!(found(Language::En, "a: {b: x, b: y}").contains("given twice"));
}

#[test]
fn what_is_missing_shows_itself_and_says_so() {
    let en = Catalog::built_in(Language::En);
    assert_eq!(en.text("counts.acounts", &[]), "counts.acounts");
    let missing = en.lookup("counts.acounts", &[]).unwrap_err();
    assert_eq!((missing.code.id(), missing.help.as_str()), ("missing-text", "did you mean `counts.accounts`?"));
    let unfilled = en.lookup("search.none", &[]).unwrap_err();
    assert_eq!(unfilled.message, "text `search.none` (en) needs the argument `query`");
    assert_eq!(en.text("search.none", &[]), "Nothing found for “{query}”");
}
