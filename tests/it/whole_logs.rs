//! However long a log of a dossier is, its playbook has all of it: the newest entries at once, the others folded below them.

use std::fmt::Write as _;

use crate::project::{built, plain};

const SALES: &str = "date,account_id,revenue\n2026-06-01,a,100\n";

/// The day that lies so many months before July 2026.
fn day(back: usize) -> String {
    let month = 2026 * 12 + 6 - back;
    format!("{}-{:02}-05", (month - 1) / 12, (month - 1) % 12 + 1)
}

/// What stands before and in the first fold of a part of a page.
fn at_once_and_folded(html: &str, id: &str) -> [String; 2] {
    let part = html.split(&format!("id=\"{id}\"")).nth(1).unwrap_or_else(|| panic!("{id} is not in {html}"));
    let part = part.split("</figure>").next().unwrap().split("</article>").next().unwrap();
    let (before, folded) = part.split_once("<details class=\"more\">").unwrap_or((part, ""));
    [before, folded].map(plain)
}

#[test]
fn no_entry_of_a_log_is_left_out() {
    let mut dossier = String::from("id: a\nname: Acc\nvisits:\n");
    let add = |dossier: &mut String, line: String| writeln!(dossier, "{line}").unwrap();
    for at in (1..=20).rev() {
        add(&mut dossier, format!("  - {{date: {}, by: Lin, findings: visit{at}x}}", day(at)));
    }
    dossier += "pricing:\n  quotes:\n";
    for at in (1..=11).rev() {
        add(&mut dossier, format!("    - {{date: {}, quoted: 4, closed: 3.9, note: quote{at}x}}", day(at)));
    }
    dossier += "club:\n  level: Gold\n  uses:\n";
    for at in (1..=10).rev() {
        add(&mut dossier, format!("    - {{date: {}, kind: seminar, note: use{at}x}}", day(at)));
    }
    dossier += "supply:\n  reports:\n";
    for at in (1..=3).rev() {
        add(&mut dossier, format!("    - {{date: {}, stock: 12, other_channels: report{at}x}}", day(at)));
    }
    let notes: Vec<(String, String)> =
        (1..=14).map(|at| (format!("content/accounts/a/{}-n.md", day(at)), format!("note{at}x\n"))).collect();
    let mut files = vec![("content/accounts/a/dossier.yaml", dossier.as_str())];
    files.extend(notes.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let project = built(SALES, &files);
    for (language, labels) in [
        ("en", ["12 earlier entries", "3 earlier quotes", "2 earlier uses", "2 earlier reports", "2 older notes"]),
        ("zh-CN", ["更早的记录 12 条", "更早的报价 3 次", "更早的 2 次", "更早的报告 2 份", "更早的札记 2 篇"]),
    ] {
        let html = project.read(&format!("public/{language}/accounts/a.html"));
        let logs = [
            ("visits", "visit", 20, 8),
            ("quotes", "quote", 11, 8),
            ("club", "use", 10, 8),
            ("supply", "report", 3, 1),
            ("notes", "note", 14, 12),
        ];
        for ((id, word, all, shown), label) in logs.into_iter().zip(labels) {
            let [at_once, folded] = at_once_and_folded(&html, id);
            for at in 1..=all {
                let entry = format!("{word}{at}x");
                assert_eq!(at_once.contains(&entry), at <= shown, "{language} {entry}: {at_once}");
                assert_eq!(folded.contains(&entry), at > shown, "{language} {entry}: {folded}");
            }
            assert!(folded.contains(label), "{label} is not in {folded}");
        }
    }
}
