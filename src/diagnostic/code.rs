//! The codes of diagnostics: one constant and one row in [`ALL`] each. A code never changes its meaning.

use serde::de::{Deserialize, Deserializer, Error, Unexpected};
use serde::ser::{Serialize, Serializer};

/// A kind of problem, in kebab-case: `unknown-key`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// The code as users see it, in kebab-case.
    pub const fn id(self) -> &'static str {
        self.0
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        let known = ALL.iter().find(|code| code.0 == id).copied();
        known.ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&id), &"the code of a diagnostic"))
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
/// The logo of a theme is missing, or no picture that pages can show.
pub const INVALID_LOGO: Code = Code("invalid-logo");
/// Colours of a theme that make text hard to read.
pub const LOW_CONTRAST: Code = Code("low-contrast");
/// A template that no page and no other template uses.
pub const UNUSED_TEMPLATE: Code = Code("unused-template");
/// A copy of a template that the program has changed since.
pub const TEMPLATE_BEHIND: Code = Code("template-behind");
/// The goal of a plan is not what the targets of the same days ask for.
pub const GOAL_OFF_TARGET: Code = Code("goal-off-target");
/// Classes are asked for by gross profit, and costs cover too little of revenue.
pub const BASE_NOT_COVERED: Code = Code("base-not-covered");
/// An open action that a plan holds twice.
pub const ACTION_TWICE: Code = Code("action-twice");
/// An amount that two accounts of a group write down.
pub const COUNTED_TWICE: Code = Code("counted-twice");
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
/// Two sales files share rows.
pub const OVERLAPPING_SALES_FILES: Code = Code("overlapping-sales-files");
/// A column that is needed is missing, or a mapping names one that is not there.
pub const SALES_COLUMNS: Code = Code("sales-columns");
/// What a sales column was taken for, where there was a choice.
pub const SALES_COLUMN_CHOICE: Code = Code("sales-column-choice");
/// Columns of a sales file that are taken for nothing.
pub const UNREAD_COLUMNS: Code = Code("unread-columns");
/// The dates or amounts of a sales file can be read in two ways.
pub const AMBIGUOUS_SALES_VALUES: Code = Code("ambiguous-sales-values");
/// A sales file has a header and no rows.
pub const NO_SALES_ROWS: Code = Code("no-sales-rows");
/// A sales row is left out.
pub const BAD_SALES_ROW: Code = Code("bad-sales-row");
/// Sales rows after `as_of` are left out.
pub const LATER_SALES_ROWS: Code = Code("later-sales-rows");
/// The newest sales date is far after the one before it.
pub const LONE_SALES_DATE: Code = Code("lone-sales-date");
/// A target is wrong or occurs twice.
pub const INVALID_TARGET: Code = Code("invalid-target");
/// Targets that no page shows, as they are long over.
pub const TARGET_NOT_SHOWN: Code = Code("target-not-shown");
/// A file that is too large to be what it is taken for.
pub const FILE_TOO_LARGE: Code = Code("file-too-large");
/// More problems in one file than are told.
pub const TOO_MANY_PROBLEMS: Code = Code("too-many-problems");
/// A text file in another encoding than UTF-8.
pub const NOT_UTF8: Code = Code("not-utf8");
/// Front matter that starts with `---` and never ends.
pub const UNCLOSED_FRONT_MATTER: Code = Code("unclosed-front-matter");
/// An account with two dossier files.
pub const TWO_DOSSIERS: Code = Code("two-dossiers");
/// A folder below `content/accounts` without a dossier.
pub const NO_DOSSIER: Code = Code("no-dossier");
/// A file where none is read.
pub const STRAY_FILE: Code = Code("stray-file");
/// Files that only a draft links to.
pub const DRAFT_FILE: Code = Code("draft-file");
/// An id that differs from the name of its folder or file.
pub const ID_MISMATCH: Code = Code("id-mismatch");
/// An id that another account, contact or member has, case aside.
pub const DUPLICATE_ID: Code = Code("duplicate-id");
/// An entry that stands twice where it can hold once.
pub const DUPLICATE_ENTRY: Code = Code("duplicate-entry");
/// A reference to an account, contact, member, event or product line that does not exist.
pub const UNKNOWN_REFERENCE: Code = Code("unknown-reference");
/// References that lead back to their start.
pub const REFERENCE_CYCLE: Code = Code("reference-cycle");
/// A day that lies before one that it must follow.
pub const DATES_OUT_OF_ORDER: Code = Code("dates-out-of-order");
/// Values that cannot hold together: shares above 100 %, a quota that is not ten, a floor above its cap.
pub const INCONSISTENT_VALUES: Code = Code("inconsistent-values");
/// A sales code that two dossiers claim.
pub const SALES_ID_CLAIMED_TWICE: Code = Code("sales-id-claimed-twice");
/// A name or alias under which the sales could mean two accounts.
pub const AMBIGUOUS_NAME: Code = Code("ambiguous-name");
/// Somebody of ours who is written much like a member of the team, and is none.
pub const UNKNOWN_MEMBER: Code = Code("unknown-member");
/// A code or id that looks like a typing error of another.
pub const LOOKS_LIKE_TYPO: Code = Code("looks-like-typo");
/// Amounts that are named in another currency than the portfolio's.
pub const OTHER_CURRENCY: Code = Code("other-currency");
/// Accounts that only the sales know.
pub const UNDOCUMENTED_ACCOUNTS: Code = Code("undocumented-accounts");
/// Dossiers to which no sales belong.
pub const DOSSIERS_WITHOUT_SALES: Code = Code("dossiers-without-sales");
/// Private notes on a person that were to be reviewed by now.
pub const REVIEW_OVERDUE: Code = Code("review-overdue");
/// A text in a language that the site has not.
pub const UNKNOWN_LANGUAGE: Code = Code("unknown-language");
/// A file, folder or link of the workspace that cannot be read.
pub const UNREADABLE_FILE: Code = Code("unreadable-file");
/// A link in the file system that leads out of the workspace.
pub const OUTSIDE_WORKSPACE: Code = Code("outside-workspace");
/// A picture that carries a script.
pub const ACTIVE_PICTURE: Code = Code("active-picture");
/// A link that leads nowhere, or may not stand in a page.
pub const BROKEN_LINK: Code = Code("broken-link");
/// A call of the program that cannot be followed.
pub const WRONG_CALL: Code = Code("wrong-call");
/// Something cannot be read or written.
pub const FAILED: Code = Code("failed");

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
    INVALID_LOGO,
    LOW_CONTRAST,
    UNUSED_TEMPLATE,
    TEMPLATE_BEHIND,
    PATH_COLLISION,
    INVALID_PATH,
    OUTPUT_TAKEN,
    RULE,
    UNREADABLE_SALES_FILE,
    NO_SALES_FILE,
    SAME_SALES_FILE,
    OVERLAPPING_SALES_FILES,
    SALES_COLUMNS,
    SALES_COLUMN_CHOICE,
    UNREAD_COLUMNS,
    AMBIGUOUS_SALES_VALUES,
    NO_SALES_ROWS,
    BAD_SALES_ROW,
    LATER_SALES_ROWS,
    LONE_SALES_DATE,
    INVALID_TARGET,
    TARGET_NOT_SHOWN,
    FILE_TOO_LARGE,
    TOO_MANY_PROBLEMS,
    NOT_UTF8,
    UNCLOSED_FRONT_MATTER,
    TWO_DOSSIERS,
    NO_DOSSIER,
    STRAY_FILE,
    DRAFT_FILE,
    ID_MISMATCH,
    DUPLICATE_ID,
    DUPLICATE_ENTRY,
    UNKNOWN_REFERENCE,
    REFERENCE_CYCLE,
    DATES_OUT_OF_ORDER,
    GOAL_OFF_TARGET,
    ACTION_TWICE,
    BASE_NOT_COVERED,
    COUNTED_TWICE,
    INCONSISTENT_VALUES,
    SALES_ID_CLAIMED_TWICE,
    AMBIGUOUS_NAME,
    UNKNOWN_MEMBER,
    LOOKS_LIKE_TYPO,
    OTHER_CURRENCY,
    UNDOCUMENTED_ACCOUNTS,
    DOSSIERS_WITHOUT_SALES,
    REVIEW_OVERDUE,
    UNKNOWN_LANGUAGE,
    UNREADABLE_FILE,
    OUTSIDE_WORKSPACE,
    ACTIVE_PICTURE,
    BROKEN_LINK,
    WRONG_CALL,
    FAILED,
];
