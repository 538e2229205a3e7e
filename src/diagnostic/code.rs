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
];
