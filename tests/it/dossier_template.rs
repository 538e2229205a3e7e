//! The commented dossier: valid, complete, and in both languages.

use std::collections::BTreeSet;
use std::sync::Arc;

use keyfolio::diagnostic::Diagnostics;
use keyfolio::load::content::{Content, DossierFile, Source, Written};
use keyfolio::load::dossier::Dossier;
use keyfolio::load::dossier_fields::{Row, fields, rows};
use keyfolio::load::dossier_template::{Extent, Stub, StubContact, commented_dossier};
use keyfolio::load::ledger::SalesAccount;
use keyfolio::load::text_file::TextFile;
use keyfolio::load::yaml;
use keyfolio::portfolio::{AccountId, validate};
use keyfolio::project::settings::Settings;
use serde_json::Value;

fn parsed(text: &str) -> Dossier {
    let (dossier, diagnostics) = yaml::parse(&Arc::from("a.yaml"), text);
    assert_eq!(diagnostics, Diagnostics::new(), "{text}");
    dossier.unwrap()
}

fn template(language: &str) -> String {
    commented_dossier(&Stub::new(AccountId::new("lanshang").unwrap(), "澜裳服饰"), Extent::Full, language)
}

/// The template with all its examples live.
fn rich() -> String {
    template("en").lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// Whether a mapping is a figure, a judgement or a prose field written in full: that is documented once, not under every key.
fn is_long_form(map: &serde_json::Map<String, Value>) -> bool {
    let forms: [&[&str]; 3] =
        [&["value", "source", "as_of", "confidence"], &["holds", "evidence", "source", "as_of"], &["zh-CN", "en"]];
    forms.iter().any(|form| map.contains_key(form[0]) && map.keys().all(|key| form.contains(&key.as_str())))
}

/// The paths of all keys of a value; nothing in it is empty, so that none is hidden.
fn paths(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) if is_long_form(map) => {}
        Value::Object(map) => {
            for (key, value) in map {
                let mut below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                if matches!(value, Value::Array(items) if items.iter().any(Value::is_object)) {
                    below.push_str("[]");
                }
                paths(value, &below, found);
                found.insert(below);
            }
        }
        Value::Array(items) => {
            assert!(!items.is_empty(), "{path} is empty in the example");
            items.iter().filter(|item| item.is_object()).take(1).for_each(|item| paths(item, path, found));
        }
        Value::Null => panic!("{path} has no example"),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_table_lists_every_key_of_the_types_and_no_other() {
    let value = serde_json::to_value(parsed(&rich())).unwrap();
    let mut of_types = BTreeSet::new();
    paths(&value, "", &mut of_types);
    let of_table: BTreeSet<String> = fields().map(|field| field.path.to_owned()).collect();
    assert_eq!(of_types.difference(&of_table).collect::<Vec<_>>(), Vec::<&String>::new(), "not in the table");
    assert_eq!(of_table.difference(&of_types).collect::<Vec<_>>(), Vec::<&String>::new(), "not in the types");
    assert!(of_table.len() > 330, "{}", of_table.len());
}

#[test]
fn every_key_is_explained_in_both_languages() {
    for row in rows() {
        let (path, words) = match row {
            Row::Heading(words) => ("a heading", words),
            Row::Field(field) if field.is_repeated => continue,
            Row::Field(field) => (field.path, field.words),
        };
        assert!(!words.en.is_empty() && words.en.is_ascii_or_arrow(), "{path}: {}", words.en);
        assert!(words.zh.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{path}: {}", words.zh);
    }
}

/// English is written without Chinese.
trait IsEnglish {
    fn is_ascii_or_arrow(&self) -> bool;
}

impl IsEnglish for str {
    fn is_ascii_or_arrow(&self) -> bool {
        self.chars().all(|c| c.is_ascii() || matches!(c, '→' | '×'))
    }
}

#[test]
fn a_dossier_that_uses_every_key_is_valid() {
    let file = |name: &str, text: String| {
        let text = TextFile { file: Arc::from(format!("content/accounts/{name}.yaml")), text: Arc::from(text) };
        let value = parsed(&text.text);
        let source = Source { written: Written { text, is_damaged: false }, value: Box::new(value) };
        DossierFile { name: name.to_owned(), source: Some(source), ..DossierFile::default() }
    };
    let group = "id: lanshang-group\nname: Group\nsales_ids: [\"1\"]\n".to_owned();
    let content =
        Content { dossiers: vec![file("lanshang", rich()), file("lanshang-group", group)], ..Content::default() };
    let sales = ["00004", "CN/118-A", "1"].map(|code| SalesAccount::new(code.to_owned(), None));
    let (portfolio, diagnostics) = validate(content, &sales, &Settings::default());
    assert_eq!(diagnostics, Diagnostics::new());
    assert_eq!(portfolio.data_quality, []);
    let account = portfolio.account_of_code("CN/118-A").unwrap();
    assert_eq!(account.wallet.as_ref().map(|wallet| wallet.amount.to_string()).as_deref(), Some("78400000.00"));
    assert_eq!(account.parent, AccountId::new("lanshang-group"));
}

#[test]
fn a_dossier_survives_the_cache() {
    let dossier = parsed(&rich());
    let bytes = postcard::to_allocvec(&dossier).unwrap();
    assert_eq!(postcard::from_bytes::<Dossier>(&bytes).unwrap(), dossier);
}

#[test]
fn a_new_dossier_parses_as_it_is_in_either_language() {
    for language in ["zh-CN", "en"] {
        for extent in [Extent::Outline, Extent::Full] {
            let stub = Stub {
                sales_ids: vec!["00004".into(), "CN/118-A".into()],
                industry: Some("no".into()),
                contacts: vec![StubContact {
                    name: "Maria Anders".into(),
                    phone: Some("030-0074321".into()),
                    ..StubContact::default()
                }],
                ..Stub::new(AccountId::new("1e5").unwrap(), "2026-01-01")
            };
            let text = commented_dossier(&stub, extent, language);
            let dossier = parsed(&text);
            assert_eq!(dossier.id.as_str(), "1e5");
            assert_eq!(dossier.name.in_language(language), ("2026-01-01", None));
            assert_eq!(dossier.sales_ids, ["00004", "CN/118-A"]);
            assert_eq!(dossier.contacts[0].id.as_str(), "Maria-Anders");
            assert!(text.contains("id: \"1e5\"") && text.contains("industry: \"no\""), "{text}");
        }
    }
}

#[test]
fn the_outline_is_short_and_reads_well() {
    let stub = Stub::new(AccountId::new("lanshang").unwrap(), "澜裳服饰");
    let text = commented_dossier(&stub, Extent::Outline, "zh-CN");
    let head: Vec<&str> = text.lines().take(5).collect();
    assert_eq!(
        head,
        [
            "## 客户是谁",
            "id: lanshang                                  # 编号：页面地址，与文件夹或文件同名",
            "name: 澜裳服饰                                # 名称：一个文本，或每种语言一个（所有文字字段都可以这样写）",
            "# aliases: [澜裳, Lanshang]                   # 别名：用于搜索和与销售数据匹配",
            "# sales_ids: [\"00004\", \"CN/118-A\"]            # 销售系统里的客户编码（与编号不同时），请加引号",
        ]
    );
    assert!(text.lines().count() < 80, "{}", text.lines().count());
    let full = template("en");
    assert!(
        full.contains(
            "#     relations:                              # assessments, by day\n#       - date: 2026-06-21"
        ),
        "{full}"
    );
}
