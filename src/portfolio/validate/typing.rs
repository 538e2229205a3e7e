//! Codes that look like a typing error of another account's id, code or name.
//!
//! Two texts look alike when, without case, full width, white space and punctuation, they are the same (leading zeros aside; between
//! two digits `O` is taken for 0, `I` and `L` for 1), or when one slip of the hand (a letter more, less, other, or two swapped) makes
//! one of the other, both have six characters or more (five where a letter is more or less), and their digits are equal: `CN1181`
//! and `CN1182` are two codes, `lanshang` and `lanshnag` are one. Chinese names are compared without the form of the company.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use crate::portfolio::Account;
use crate::portfolio::half_width::half_width;

/// Shortest text in which a slip is looked for.
const SHORTEST: usize = 6;
/// Shortest text in which a letter more or less is looked for: codes of five letters such as `FRANK` and `FRANR` are two.
const SHORTEST_GROWN: usize = SHORTEST - 1;
/// Forms of a company in Chinese names, longest first. Those of other languages tell companies of one group apart.
const LEGAL_FORMS: [&str; 4] = ["有限责任公司", "股份有限公司", "有限公司", "公司"];

/// Ids, codes and names of documented accounts, found by what one slip can leave of them.
pub(super) struct Lookalikes<'a> {
    accounts: &'a [Account],
    /// Texts as [`same`] leaves them, and texts with one character taken out: positions of accounts with the text itself.
    by_remains: BTreeMap<String, Vec<(usize, String)>>,
    names: BTreeMap<String, usize>,
}

impl<'a> Lookalikes<'a> {
    pub fn new(accounts: &'a [Account]) -> Self {
        let mut by_remains: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
        let mut names = BTreeMap::new();
        for (at, account) in accounts.iter().enumerate() {
            let codes = account.sales_ids.iter().map(String::as_str);
            for text in std::iter::once(account.id.as_str()).chain(codes).map(same) {
                for remains in remains(&text) {
                    by_remains.entry(remains).or_default().push((at, text.clone()));
                }
            }
            for name in account.name.texts().chain(account.aliases.iter().map(String::as_str)) {
                names.entry(same_name(name)).or_insert(at);
            }
        }
        Self { accounts, by_remains, names }
    }

    /// The account that a code, or the name with it, looks like, and by which; never the account whose id it is.
    pub fn find(&self, code: &str, name: Option<&str>) -> Option<(&'a Account, Likeness)> {
        let text = same(code);
        let remains = if text.is_empty() { Vec::new() } else { remains(&text) };
        let near = remains.iter().filter_map(|remains| self.by_remains.get(remains)).flatten();
        let own = |at: usize| self.accounts[at].id.as_str() == code;
        let alike = near.filter(|(at, other)| !own(*at) && look_alike(&text, other)).map(|(at, _)| *at).min();
        let named = || {
            name.map(same_name)
                .filter(|name| !name.is_empty())
                .and_then(|name| self.names.get(&name).copied())
                .filter(|at| !own(*at))
        };
        let by_code = alike.map(|at| (&self.accounts[at], Likeness::Code));
        by_code.or_else(|| named().map(|at| (&self.accounts[at], Likeness::Name)))
    }
}

/// What looks alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// The codes or ids.
    Code,
    /// The name that the sales carry with the code.
    Name,
}

/// A text without case, full width, white space, punctuation and leading zeros; a letter between two digits that looks like one is it.
fn same(text: &str) -> String {
    let kept: Vec<char> =
        text.chars().map(half_width).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let is_digit = |at: usize| kept.get(at).is_some_and(char::is_ascii_digit);
    let read = |(at, &c): (usize, &char)| match c {
        'o' | 'i' | 'l' if at > 0 && is_digit(at - 1) && is_digit(at + 1) => {
            if c == 'o' {
                '0'
            } else {
                '1'
            }
        }
        c => c,
    };
    kept.iter().enumerate().map(read).collect::<String>().trim_start_matches('0').to_owned()
}

/// A name without its legal form, unless it is nothing else: `华东贸易公司` and `华东贸易有限公司` are one.
fn same_name(name: &str) -> String {
    let whole = same(name);
    let form = LEGAL_FORMS.into_iter().find(|form| whole.len() > form.len() && whole.ends_with(form));
    form.and_then(|form| whole.strip_suffix(form)).map(str::to_owned).unwrap_or(whole)
}

/// The text, and where it is long enough the text without each of its characters that is no digit: digits are equal anyway, so
/// that codes of digits leave nothing but themselves.
fn remains(text: &str) -> Vec<String> {
    let mut all = vec![text.to_owned()];
    if text.chars().count() >= SHORTEST_GROWN {
        let letters = text.char_indices().filter(|(_, c)| !c.is_ascii_digit());
        all.extend(letters.map(|(at, c)| format!("{}{}", &text[..at], &text[at + c.len_utf8()..])));
        // Either of a double letter leaves the same.
        all.dedup();
    }
    all
}

/// Accounts that only the sales know and that look like an earlier one of them: (the later, the earlier, by what).
pub(super) fn among_sales(accounts: &[Account]) -> Vec<(&Account, &Account, Likeness)> {
    let mut by_remains: HashMap<String, Vec<usize>> = HashMap::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    let codes: Vec<String> =
        accounts.iter().map(|account| same(account.ledger_codes.first().map_or("", |code| code))).collect();
    let mut found = Vec::new();
    for (at, (account, code)) in accounts.iter().zip(&codes).enumerate() {
        let remains = if code.is_empty() { Vec::new() } else { remains(code) };
        let earlier = remains.iter().filter_map(|remains| by_remains.get(remains)).flatten();
        let near = earlier.copied().filter(|&other| look_alike(code, &codes[other])).min();
        for remains in remains {
            by_remains.entry(remains).or_default().push(at);
        }
        let name = account.name.texts().next().map(same_name).filter(|name| !name.is_empty());
        let named = name.and_then(|name| match names.entry(name) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(first) => {
                first.insert(at);
                None
            }
        });
        let by_code = near.map(|other| (account, &accounts[other], Likeness::Code));
        found.extend(by_code.or_else(|| named.map(|other| (account, &accounts[other], Likeness::Name))));
    }
    found
}

fn look_alike(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (a_length, b_length) = (a.chars().count(), b.chars().count());
    let shortest = if a_length == b_length { SHORTEST } else { SHORTEST_GROWN };
    a == b || (a_length.min(b_length) >= shortest && digits(a) == digits(b) && strsim::damerau_levenshtein(a, b) == 1)
}
