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

/// A file that is too large to be what it is taken for.
pub const FILE_TOO_LARGE: Code = Code("file-too-large");
/// More problems in one file than are told.
pub const TOO_MANY_PROBLEMS: Code = Code("too-many-problems");

/// Every code, for documentation and for the test that walks them.
pub const ALL: &[Code] = &[INVALID_YAML, UNKNOWN_KEY, DUPLICATE_KEY, INVALID_VALUE, MISSING_KEY, MISSING_TEXT];
pub const ALL: &[Code] =
    &[INVALID_YAML, UNKNOWN_KEY, DUPLICATE_KEY, INVALID_VALUE, MISSING_KEY, FILE_TOO_LARGE, TOO_MANY_PROBLEMS];
