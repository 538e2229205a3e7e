//! The codes of diagnostics: one constant and one row in [`ALL`] each. A code never changes its meaning.

/// A kind of problem, in kebab-case: `unknown-key`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code(&'static str);

impl Code {
    /// The code as users see it, in kebab-case.
    pub const fn id(self) -> &'static str {
        self.0
    }
}

/// The file is not valid YAML.
pub const INVALID_YAML: Code = Code("invalid-yaml");
/// A key that no schema knows.
pub const UNKNOWN_KEY: Code = Code("unknown-key");
/// The same key twice in one mapping.
pub const DUPLICATE_KEY: Code = Code("duplicate-key");
/// A value of the wrong type or outside its range.
pub const INVALID_VALUE: Code = Code("invalid-value");
/// A required key is absent.
pub const MISSING_KEY: Code = Code("missing-key");
/// A text that the catalogue of a language lacks, or an argument that a text needs.
pub const MISSING_TEXT: Code = Code("missing-text");
/// A template that cannot be read or rendered.
pub const INVALID_TEMPLATE: Code = Code("invalid-template");
/// A theme of that name exists neither in the workspace nor in the program.
pub const UNKNOWN_THEME: Code = Code("unknown-theme");
/// Two outputs at one path, or at paths that differ only in case.
pub const PATH_COLLISION: Code = Code("path-collision");
/// A path that cannot be published: it leaves the output folder, or no file system takes it.
pub const INVALID_PATH: Code = Code("invalid-path");
/// A file that is not ours stands where a page is to be written.
pub const OUTPUT_TAKEN: Code = Code("output-taken");
/// A rule of the audit speaks; which one stands in the message.
pub const RULE: Code = Code("rule");

/// A sales file is not UTF-8 text, or cannot be unpacked.
pub const UNREADABLE_SALES_FILE: Code = Code("unreadable-sales-file");
/// A sales source names no file.
pub const NO_SALES_FILE: Code = Code("no-sales-file");
/// Two sales files have the same content.
pub const SAME_SALES_FILE: Code = Code("same-sales-file");
/// A column that is needed is missing, or a mapping names one that is not there.
pub const SALES_COLUMNS: Code = Code("sales-columns");
/// What a sales column was taken for, where there was a choice.
pub const SALES_COLUMN_CHOICE: Code = Code("sales-column-choice");
/// The dates or amounts of a sales file can be read in two ways.
pub const AMBIGUOUS_SALES_VALUES: Code = Code("ambiguous-sales-values");
/// A sales row is left out.
pub const BAD_SALES_ROW: Code = Code("bad-sales-row");
/// Sales rows after `as_of` are left out.
pub const LATER_SALES_ROWS: Code = Code("later-sales-rows");
/// The newest sales date is far after the one before it.
pub const LONE_SALES_DATE: Code = Code("lone-sales-date");
/// A target is wrong or occurs twice.
pub const INVALID_TARGET: Code = Code("invalid-target");
/// A file that is too large to be what it is taken for.
pub const FILE_TOO_LARGE: Code = Code("file-too-large");
/// More problems in one file than are told.
pub const TOO_MANY_PROBLEMS: Code = Code("too-many-problems");

/// A link that leads nowhere, or may not stand in a page.
pub const BROKEN_LINK: Code = Code("broken-link");

/// Every code, for documentation and for the test that walks them.
pub const ALL: &[Code] = &[
    INVALID_YAML,
    UNKNOWN_KEY,
    DUPLICATE_KEY,
    INVALID_VALUE,
    MISSING_KEY,
    MISSING_TEXT,
    INVALID_TEMPLATE,
    UNKNOWN_THEME,
    PATH_COLLISION,
    INVALID_PATH,
    OUTPUT_TAKEN,
    MISSING_TEXT,
    UNREADABLE_SALES_FILE,
    NO_SALES_FILE,
    SAME_SALES_FILE,
    SALES_COLUMNS,
    SALES_COLUMN_CHOICE,
    AMBIGUOUS_SALES_VALUES,
    BAD_SALES_ROW,
    LATER_SALES_ROWS,
    LONE_SALES_DATE,
    INVALID_TARGET,
    FILE_TOO_LARGE,
    TOO_MANY_PROBLEMS,
    RULE,
    BROKEN_LINK,
];
