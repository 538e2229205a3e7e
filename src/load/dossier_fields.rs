//! Every key of a dossier with an example and its meaning in both languages: one table for the commented dossier, for the
//! reference page, and for the test that no key is forgotten.

/// The table, as a text that can be read and mended without Rust.
const TABLE: &str = include_str!("dossier_fields.txt");

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A heading: the parts of the playbook.
    Heading(Words),
    /// A key.
    Field(Field),
}

/// A key of the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its path: `contacts[].relations[].date`; `[]` stands for an item of a list.
    pub path: &'static str,
    /// A valid value in YAML; empty where the key holds a mapping or a list of mappings.
    pub example: &'static str,
    /// What it means.
    pub words: Words,
    /// It belongs to a second item of the list above it, and repeats a key that stands before.
    pub is_repeated: bool,
}

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

impl Words {
    /// In a language, by its tag: Chinese for `zh…`, else English.
    pub fn in_language(self, language: &str) -> &'static str {
        if language.to_lowercase().starts_with("zh") { self.zh } else { self.en }
    }
}

/// All rows, in the order of the dossier.
pub fn rows() -> impl Iterator<Item = Row> {
    // The first line says how to read the table.
    TABLE.lines().skip(1).filter(|line| !line.trim().is_empty()).map(row)
}

/// All keys, in the order of the dossier, each once.
pub fn fields() -> impl Iterator<Item = Field> {
    rows().filter_map(|row| match row {
        Row::Field(field) if !field.is_repeated => Some(field),
        Row::Field(_) | Row::Heading(_) => None,
    })
}

fn row(line: &'static str) -> Row {
    if let Some(heading) = line.strip_prefix('=') {
        let (en, zh) = heading.split_once('|').unwrap_or((heading, heading));
        return Row::Heading(Words { en: en.trim(), zh: zh.trim() });
    }
    let mut cells = line.split('|').map(str::trim);
    let mut cell = || cells.next().unwrap_or_default();
    let (path, example) = (cell(), cell());
    Row::Field(Field { path, example, words: Words { en: cell(), zh: cell() }, is_repeated: path.contains("[+]") })
}
