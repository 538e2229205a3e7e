//! The texts of a new workspace.

use std::fmt::Write;

use super::sales::Sales;
use crate::load::yaml::quoted;
use crate::locale::Language;
use crate::project::settings::{DateOrder, DecimalMark, Settings};

/// What git should ignore, a line each.
const IGNORED: &[&str] = &["/public", "/.keyfolio", "/.*.keyfolio-*"];

/// The first pages of the wiki, by path.
pub const PAGES: &[(&str, &str)] = &[("content/pages/index.md", PAGE_ZH), ("content/pages/index.en.md", PAGE_EN)];

const PAGE_ZH: &str = "\
---
title: 关于这本手册
language: zh-CN
---

这里写全队都要知道的事：产品线、让利规矩、旺季安排。每个 Markdown 文件是一页，文件夹就是目录。

- 客户档案在 `content/accounts/`，一个客户一个 YAML 文件，缺什么补什么。
- 销售明细放进 `data/`，重新构建即可更新全部数字。
- 用 `[[客户编号]]` 链接到客户页。
";

const PAGE_EN: &str = "\
---
title: About this playbook
language: en
---

This is the place for what the whole team should know: product lines, rules on concessions, the season. Each Markdown
file is a page; folders are its outline.

- Dossiers are in `content/accounts/`, one YAML file per account. Fill in what is missing.
- Sales go into `data/`; build again, and all figures are up to date.
- `[[account-id]]` links to an account.
";

/// `.gitignore` with our lines behind what is there.
pub fn gitignore(before: &str) -> String {
    let mut text = before.to_owned();
    for line in IGNORED {
        if !before.lines().any(|there| there.trim().trim_end_matches('/') == *line) {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// `keyfolio.yaml` with every setting as a comment, and what the sales file needs.
pub fn settings(sales: Option<&Sales>, language: Language) -> String {
    let mut text = match language {
        Language::ZhCn => COMMENTED.to_owned(),
        Language::En => COMMENTED.replace(LANGUAGES, "languages: {default: en, others: [zh-CN]}"),
    };
    let Some(sales) = sales else { return text };
    let currency = sales.currency();
    if currency != Settings::default().currency {
        text = text.replace(CURRENCY, &format!("currency: {currency}"));
    }
    let needed = sales.needs_a_source();
    let mark = if needed { "" } else { "# " };
    let reason = if needed { "How the sales are read." } else { "How the sales are read; these are the defaults." };
    // Writing to a string does not fail.
    let mut line = |line: String| {
        let _ = writeln!(text, "{line}");
    };
    line(format!("\n# {reason}"));
    line(format!("{mark}sales:"));
    line(format!("{mark}  - files: {}", quoted(&sales.files())));
    if let Some(dates) = sales.source.dates {
        let word = match dates {
            DateOrder::DayFirst => "day_first",
            DateOrder::MonthFirst => "month_first",
        };
        line(format!("    dates: {word} # or {}", if word == "day_first" { "month_first" } else { "day_first" }));
    }
    if let Some(decimal) = sales.source.decimal {
        let word = match decimal {
            DecimalMark::Point => "point",
            DecimalMark::Comma => "comma",
        };
        line(format!("    decimal: {word} # or {}", if word == "point" { "comma" } else { "point" }));
    }
    if sales.guessed().is_some() {
        line(
            "    guessed: true # both readings are possible; remove this line when the right one is written above"
                .to_owned(),
        );
    }
    line(format!("{mark}    columns:"));
    for (field, header) in sales.taken() {
        line(format!("{mark}      {field}: {}", quoted(header)));
    }
    text
}

/// The line of the languages in [`COMMENTED`].
const LANGUAGES: &str = "# languages: {default: zh-CN, others: [en]}";

/// The line of the currency in [`COMMENTED`].
const CURRENCY: &str = "# currency: CNY";

/// Every setting with its default, or an example where there is none.
const COMMENTED: &str = "\
# Settings of this workspace. Every setting has a default, so an empty file works;
# remove the # before a line to change what it says.

# title: {zh-CN: 大客户手册, en: Key accounts}
# organisation: {zh-CN: 我们公司, en: Our company}
# languages: {default: zh-CN, others: [en]}

# ISO 4217 code of all amounts; nothing converts others.
# currency: CNY
# Month in which the fiscal year starts.
# fiscal_year_start: 1
# Today, for all figures; without it, the newest sales date.
# as_of: 2026-06-30

# What accounts are classed by (revenue, gross_profit), how (cumulative, computed), and where the classes end.
# abc: {base: revenue, method: cumulative, cuts: [80, 95]}
# Share of wallet from which it is high, in per cent; months for which an account is new.
# attack_defend: {share_cut: 50, new_months: 12}
# Revenue a year from which an account is an economic key account.
# economic_threshold: 5000000

# Accounts that only the sales know: pages, table or ignore.
# undocumented_accounts: pages
# Line at the foot of every page.
# classification: {zh-CN: 内部资料, en: Internal}
# Where the site is served, for the 404 page.
# base_url: https://example.com/accounts/
# Link to edit a file.
# edit_link: https://git.example.com/edit/main/{path}
# A folder below themes/.
# theme: default
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::project::SettingsFile;
    use crate::project::settings::Settings;

    #[test]
    fn every_commented_setting_is_right() {
        let lines = COMMENTED.lines().filter_map(|line| line.strip_prefix("# "));
        let settings: Vec<&str> = lines
            .filter(|line| line.split(':').next().is_some_and(|key| key.chars().all(|c| c.is_lowercase() || c == '_')))
            .collect();
        assert_eq!(settings.len(), 14, "{settings:#?}");
        let mut diagnostics = Diagnostics::new();
        let file = SettingsFile::parse(settings.join("\n"), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let defaults = Settings::default();
        assert_eq!((file.settings.abc, file.settings.attack_defend), (defaults.abc, defaults.attack_defend));
        assert_eq!((file.settings.currency, file.settings.languages), (defaults.currency, defaults.languages));
        let mut diagnostics = Diagnostics::new();
        assert_eq!(SettingsFile::parse(COMMENTED.to_owned(), &mut diagnostics).settings, Settings::default());
    }

    #[test]
    fn an_english_workspace_says_so() {
        let mut diagnostics = Diagnostics::new();
        let file = SettingsFile::parse(settings(None, Language::En), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        assert_eq!(file.settings.languages.default, "en");
        assert_eq!(settings(None, Language::ZhCn), COMMENTED);
    }

    #[test]
    fn what_git_ignores_is_added_once() {
        let ours = "/public\n/.keyfolio\n/.*.keyfolio-*\n";
        assert_eq!(gitignore(""), ours);
        assert_eq!(gitignore(ours), ours);
        assert_eq!(gitignore("/target\n/public/"), "/target\n/public/\n/.keyfolio\n/.*.keyfolio-*\n");
    }
}
