//! Units and currencies of amounts, as headers, columns and values name them: `金额(万元)`, `Revenue (USD k)`, `币种`, `$5`.
//!
//! 1. A unit in a header multiplies the amounts of its column ([`times`]): exact, and said by `init`.
//! 2. Currencies are noted where they are first named ([`Currencies`]). Nothing converts them, so [`tell`] warns of every one that
//!    is not the portfolio's.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::small_table::spot_at;
use super::{Ledger, Spot};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};

/// Names of currencies and the ISO 4217 codes that they can mean, the likeliest first; a name stands before those within it.
pub(super) const NAMES: [(&str, &[&str]); 38] = [
    ("HK$", &["HKD"]),
    ("US$", &["USD"]),
    ("NT$", &["TWD"]),
    ("S$", &["SGD"]),
    ("¥", &["CNY", "JPY"]),
    ("$", &["USD", "HKD", "SGD", "TWD", "AUD", "CAD", "NZD", "MXN"]),
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("₩", &["KRW"]),
    ("₹", &["INR"]),
    ("CNY", &["CNY"]),
    ("CNH", &["CNY"]),
    ("RMB", &["CNY"]),
    ("USD", &["USD"]),
    ("EUR", &["EUR"]),
    ("GBP", &["GBP"]),
    ("HKD", &["HKD"]),
    ("JPY", &["JPY"]),
    ("TWD", &["TWD"]),
    ("SGD", &["SGD"]),
    ("KRW", &["KRW"]),
    ("AUD", &["AUD"]),
    ("CAD", &["CAD"]),
    ("CHF", &["CHF"]),
    ("INR", &["INR"]),
    ("人民币", &["CNY"]),
    ("美元", &["USD"]),
    ("美金", &["USD"]),
    ("欧元", &["EUR"]),
    ("英镑", &["GBP"]),
    ("日元", &["JPY"]),
    ("日圆", &["JPY"]),
    ("港元", &["HKD"]),
    ("港币", &["HKD"]),
    ("新台币", &["TWD"]),
    ("新币", &["SGD"]),
    ("韩元", &["KRW"]),
    ("元", &["CNY", "TWD", "HKD"]),
];

/// Units in Chinese headers; a unit stands before those within it.
const CHINESE_UNITS: [(&str, i64); 7] = [
    ("十亿", 1_000_000_000),
    ("亿", 100_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("万", 10_000),
    ("千", 1_000),
];
/// Units in other headers, in lower case.
const UNITS: [(&[&str], i64); 3] = [
    (&["k", "000", "000s", "thousand", "thousands", "ths", "thsd", "tsd"], 1_000),
    (&["m", "mn", "mm", "mio", "million", "millions"], 1_000_000),
    (&["bn", "billion", "billions"], 1_000_000_000),
];
/// Units that are units only where a currency stands right beside them (`TEUR`, `T€`), in lower case.
const UNITS_OF_CURRENCIES: [(&[&str], i64); 1] = [(&["t", "th"], 1_000)];
/// Currencies of a file that a warning names.
const NAMED: usize = 5;

/// By how much the amounts below a header are to be multiplied: 10,000 for `金额(万元)`, else 1.
pub fn times(header: &str) -> i64 {
    let remark = remark(header);
    if let Some((_, times)) = CHINESE_UNITS.into_iter().find(|(unit, _)| remark.contains(unit)) {
        return times;
    }
    if let Some((times, _)) = words(&remark).find_map(|(_, word)| joined(word)) {
        return times;
    }
    let mut bare = remark.to_uppercase();
    for (name, _) in NAMES {
        bare = bare.replace(name, " ");
    }
    let bare = bare.to_lowercase();
    words(&bare)
        .find_map(|(_, word)| UNITS.into_iter().find(|(known, _)| known.contains(&word)))
        .map_or(1, |(_, times)| times)
}

/// Words of letters, digits and signs of currencies, and where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_apart = |c: char| !c.is_alphanumeric() && !"$¥￥€£₩₹".contains(c);
    text.split(is_apart)
        .map(|word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
        .filter(|(_, word)| !word.is_empty())
}

/// A unit and a currency in one word, `TEUR`, `USDk`, `€m`: by how much it multiplies, and the currency.
fn joined(word: &str) -> Option<(i64, &'static str)> {
    let word = word.to_uppercase().replace('￥', "¥");
    NAMES.into_iter().find_map(|(name, _)| {
        let unit = word.strip_prefix(name).or_else(|| word.strip_suffix(name))?.to_lowercase();
        let known = UNITS.into_iter().chain(UNITS_OF_CURRENCIES).find(|(known, _)| known.contains(&unit.as_str()));
        known.map(|(_, times)| (times, name))
    })
}

/// The currency that a header names in its remark.
pub(super) fn currency_of_header(header: &str) -> Option<&'static str> {
    let remark = remark(header).to_uppercase().replace('￥', "¥");
    let is_word = |name: &str| {
        words(&remark).any(|(_, word)| word == name || joined(word).is_some_and(|(_, joined)| joined == name))
            || remark.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word == name)
    };
    let is_there =
        |name: &str| if name.chars().all(|c| c.is_ascii_alphabetic()) { is_word(name) } else { remark.contains(name) };
    NAMES.into_iter().map(|(name, _)| name).find(|name| is_there(name))
}

/// What stands in brackets; where nothing does, units and currencies at the end: `销售额万元`, `Amount in USD million`.
fn remark(header: &str) -> String {
    let mut depth = 0_usize;
    let mut inside = String::new();
    for c in header.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            c if depth > 0 => inside.push(c),
            _ => {}
        }
    }
    if !inside.is_empty() {
        return what_amounts_are_in(&inside).to_owned();
    }
    let header = what_amounts_are_in(header);
    unit_at(header).map_or_else(String::new, |at| header[at..].to_owned())
}

/// Not what they are for: `元/千件`, `USD per k`.
fn what_amounts_are_in(remark: &str) -> &str {
    let of_what = ["/", "每", " per "].iter().filter_map(|word| remark.find(word)).min();
    &remark[..of_what.unwrap_or(remark.len())]
}

/// A header without the unit and the currency at its end: `Amount` of `Amount in USD million`, `销售额` of `销售额万元`. `None`
/// where it has none.
pub(super) fn without_unit(header: &str) -> Option<&str> {
    let rest = header[..unit_at(header)?].trim_end_matches(|c: char| !c.is_alphanumeric());
    Some(rest.strip_suffix(" in").unwrap_or(rest))
}

/// Where units and currencies begin with which a header ends. A lone `m` may stand for many things.
fn unit_at(header: &str) -> Option<usize> {
    let is_unit = |word: &str| UNITS.iter().any(|(known, _)| known.contains(&word.to_lowercase().as_str()));
    let is_currency = |word: &str| NAMES.iter().any(|(name, _)| *name == word.to_uppercase());
    let is_either = |word: &str| is_unit(word) || is_currency(word) || joined(word).is_some();
    let all: Vec<(usize, &str)> = words(header).collect();
    let before = all.iter().rposition(|(_, word)| !is_either(word))?;
    match &all[before + 1..] {
        [] => {}
        [(_, lone)] if lone.eq_ignore_ascii_case("m") => return None,
        [(at, _), ..] => return Some(*at),
    }
    // Chinese has no blanks: a unit ends the word.
    let units = ["亿元", "千万元", "百万元", "万元", "千元", "亿", "千万", "百万", "万"];
    let currencies = NAMES.into_iter().map(|(name, _)| name).filter(|name| !name.is_ascii());
    let header = header.trim_end();
    let name = units.into_iter().chain(currencies).find(|name| header.ends_with(name))?;
    Some(header.len() - name.len()).filter(|&at| at > 0)
}

/// The currency that an amount is written with. Nearly all amounts begin and end with a digit.
pub(super) fn currency_of_amount(amount: &[u8]) -> Option<&'static str> {
    let is_plain = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_digit() || *byte == b'.');
    if is_plain(amount.strip_prefix(b"-").unwrap_or(amount).first()) && is_plain(amount.last()) {
        return None;
    }
    let amount = std::str::from_utf8(amount).ok()?.replace('￥', "¥");
    let bare = amount.trim_matches(['(', ')', '（', '）', '-', '+', ' ']);
    NAMES.into_iter().map(|(name, _)| name).find(|name| bare.starts_with(name) || bare.ends_with(name))
}

/// The currency of a small table's amount, as the amount itself, else the cell of its currency (`named`), else its header names
/// it, if it is another than `currency`.
pub fn other_currency<'t>(amount: &'t str, header: &str, named: &'t str, currency: &str) -> Option<&'t str> {
    let names = [currency_of_amount(amount.as_bytes()), Some(named.trim()), currency_of_header(header)];
    let name = names.into_iter().flatten().find(|name| !meanings(name).is_empty())?;
    (!meanings(name).iter().any(|code| code == currency)).then_some(name)
}

/// The ISO 4217 codes that a name can mean, the likeliest first; none for a name that is not known.
fn meanings(name: &str) -> Vec<String> {
    let folded = name.trim().to_uppercase().replace('￥', "¥");
    let known = NAMES.into_iter().find(|(known, _)| *known == folded || folded.strip_suffix('元') == Some(known));
    match known {
        Some((_, codes)) => codes.iter().map(|&code| code.to_owned()).collect(),
        None if folded.len() == 3 && folded.chars().all(|c| c.is_ascii_uppercase()) => vec![folded],
        None => Vec::new(),
    }
}

/// Whether a word is the name of a currency that is known here, and of this one where one is given.
pub(super) fn is_named(word: &str, currency: Option<&str>) -> bool {
    let folded = word.trim().to_uppercase().replace('￥', "¥");
    let known = NAMES.iter().find(|(name, _)| *name == folded);
    known.is_some_and(|(_, codes)| currency.is_none_or(|currency| codes.contains(&currency)))
}

/// Where a currency is first named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NamedAt {
    /// The line, from 1.
    pub line: usize,
    /// The header of the column.
    pub header: String,
}

/// The currencies that a file names, as it writes them, and where each is first.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Currencies(BTreeMap<String, NamedAt>);

impl Currencies {
    /// Notes a name.
    pub fn note(&mut self, name: &str, line: usize, header: &str) {
        let at = NamedAt { line, header: header.to_owned() };
        match self.0.get_mut(name) {
            Some(known) if *known <= at => {}
            Some(known) => *known = at,
            None => {
                self.0.insert(name.to_owned(), at);
            }
        }
    }

    /// Those of another part of the file too.
    pub fn append(&mut self, other: Self) {
        for (name, at) in other.0 {
            self.note(&name, at.line, &at.header);
        }
    }

    /// The one currency that all names can mean, where it is not `usual`.
    pub fn other_than<'a>(files: impl Iterator<Item = &'a Self>, usual: &str) -> Option<String> {
        let mut common: Option<Vec<String>> = None;
        for name in files.flat_map(|file| file.0.keys()) {
            let codes = meanings(name);
            common = Some(match common {
                None => codes,
                Some(common) => common.into_iter().filter(|code| codes.contains(code)).collect(),
            });
        }
        let common = common?;
        if common.iter().any(|code| code == usual) { None } else { common.into_iter().next() }
    }

    /// Those that are not `currency`, in the order in which they are named. A name that is not known is one only beside others.
    fn foreign(&self, currency: &str) -> Vec<(&str, &NamedAt)> {
        let is_foreign = |name: &str| {
            let codes = meanings(name);
            if codes.is_empty() { self.0.len() > 1 } else { !codes.iter().any(|code| code == currency) }
        };
        let mut foreign: Vec<_> = self.0.iter().map(|(name, at)| (name.as_str(), at)).collect();
        foreign.retain(|(name, _)| is_foreign(name));
        foreign.sort_by_key(|&(name, at)| (at, name));
        foreign
    }
}

/// Warns of amounts that are named in another currency than the portfolio's, at the first of them; files below `root`.
pub fn tell(ledger: &Ledger, currency: &str, root: &Path) -> Diagnostics {
    let mut found = Diagnostics::new();
    for file in &ledger.files {
        let foreign = file.currencies.foreign(currency);
        let Some((_, at)) = foreign.first() else { continue };
        let names: Vec<String> = foreign.iter().take(NAMED).map(|(name, _)| format!("`{name}`")).collect();
        let more = if foreign.len() > NAMED { format!(" and {} more", foreign.len() - NAMED) } else { String::new() };
        let message =
            format!("amounts in {}{more} are added up as {currency}: nothing converts them", names.join(", "));
        let spot = spot_at(&root.join(&file.path), at.line, &at.header).ok().flatten().unwrap_or(Spot::line(at.line));
        found.push(
            Diagnostic::warning(codes::OTHER_CURRENCY, message).at(spot.place(&file.path)).help(
                "export all amounts in one currency; if that is another, say so in keyfolio.yaml: `currency: USD`",
            ),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_in_headers() {
        let of = |headers: &[&str]| headers.iter().map(|header| times(header)).collect::<Vec<_>>();
        let for_each = ["单价(元/千件)", "单价(每千件)", "Price (USD per k)", "金额(万元/月)"].map(times);
        assert_eq!(for_each, [1, 1, 1, 10_000]);
        assert_eq!(
            of(&["金额", "金额(元)", "Revenue (net)", "Amount (USD)", "Revenue (Europe)", "数量(千克)金额"]),
            [1, 1, 1, 1, 1, 1_000]
        );
        assert_eq!(
            of(&["金额(万元)", "收入（亿元）", "销售额[千元]", "成本（百万元）", "收入万元"]),
            [10_000, 100_000_000, 1_000, 1_000_000, 10_000]
        );
        assert_eq!(
            of(&["Revenue (k)", "Revenue (USD '000)", "Revenue (kUSD)", "Net sales ($k)", "Sales (thousands)"]),
            [1_000; 5]
        );
        assert_eq!(
            of(&["Amount (USD mn)", "Revenue (€m)", "Turnover (EUR million)", "Sales (RMB bn)"]),
            [1_000_000, 1_000_000, 1_000_000, 1_000_000_000]
        );
        assert_eq!(
            of(&["Amount in USD million", "Revenue in thousands", "Net sales, k EUR", "revenue_k", "销售额万"]),
            [1_000_000, 1_000, 1_000, 1_000, 10_000]
        );
        assert_eq!(
            of(&["Umsatz TEUR", "Umsatz T€", "Sales (k€)", "Sales KUSD", "Revenue (USD ths)", "Revenue (TUSD)"]),
            [1_000; 6]
        );
        assert_eq!(
            of(&["Sales $m", "Sales EURm", "Revenue €", "Amount HK$", "Area m²", "Sales T"]),
            [1_000_000, 1_000_000, 1, 1, 1, 1]
        );
        let bare = ["Amount in USD million", "Net sales, k EUR", "revenue_k", "销售额万元", "销售额美元", "金额", "K"];
        let bare = bare.map(without_unit);
        let rests = [Some("Amount"), Some("Net sales"), Some("revenue"), Some("销售额"), Some("销售额"), None, None];
        assert_eq!(bare, rests);
        assert_eq!(of(&["Revenue USD", "revenue_m", "K", "Price per k", "Sales K group", "单价/千件"]), [1; 6]);
    }

    #[test]
    fn currencies_are_named_by_headers_and_amounts() {
        let headers =
            ["Amount (USD mn)", "金额（美元）", "金额(万元)", "Revenue (Europe)", "Sales (€k)", "Sales (kEUR)", "金额"];
        let named = headers.map(currency_of_header);
        assert_eq!(named, [Some("USD"), Some("美元"), Some("元"), None, Some("€"), Some("EUR"), None]);
        let behind =
            ["Umsatz TEUR", "Umsatz T€", "Sales KUSD", "Amount HK$", "Tax on EURO goods"].map(currency_of_header);
        assert_eq!(behind, [Some("EUR"), Some("€"), Some("USD"), Some("HK$"), None]);
        let behind =
            ["Amount in USD million", "Net sales, k EUR", "Revenue USD", "销售额美元", "Revenue in k", "单元数"];
        let named = behind.map(currency_of_header);
        assert_eq!(named, [Some("USD"), Some("EUR"), Some("USD"), Some("美元"), None, None]);
        let amounts = ["5", "-5.00", "(5)", "$5", "-€5", "5元", "￥5", "5 USD", "n/a"];
        let named = amounts.map(|amount| currency_of_amount(amount.as_bytes()));
        assert_eq!(named, [None, None, None, Some("$"), Some("€"), Some("元"), Some("¥"), Some("USD"), None]);
    }

    #[test]
    fn what_is_foreign_goes_by_the_currency() {
        let file = |names: &[&str]| {
            let mut currencies = Currencies::default();
            names.iter().zip(2..).for_each(|(name, line)| currencies.note(name, line, "h"));
            currencies
        };
        let foreign = |names: &[&str], currency| {
            file(names)
                .foreign(currency)
                .into_iter()
                .map(|(name, at)| format!("{name}:{}", at.line))
                .collect::<Vec<_>>()
        };
        assert!(foreign(&["¥", "CNY", "人民币", "元"], "CNY").is_empty());
        assert!(is_named("￥", Some("CNY")) && is_named("¥", Some("CNY")) && !is_named("￥", Some("USD")));
        assert_eq!(foreign(&["USD", "cny", "jpy"], "CNY"), ["USD:2", "jpy:4"]);
        assert_eq!(foreign(&["本位币"], "CNY"), [""; 0]);
        assert_eq!(foreign(&["本位币", "CNY"], "CNY"), ["本位币:2"]);
        let other = |names: &[&str]| Currencies::other_than([file(names)].iter(), "CNY");
        assert_eq!(other(&["$", "USD"]).as_deref(), Some("USD"));
        assert_eq!(other(&["US$", "HKD"]), None);
        assert_eq!((other(&["¥"]), other(&[])), (None, None));
        let of = |amount, header, named| other_currency(amount, header, named, "CNY");
        assert_eq!(
            [of("5 USD", "target", ""), of("5", "target", "EUR"), of("5", "target (USD)", "")].map(|o| o.is_some()),
            [true; 3]
        );
        assert_eq!([of("¥5", "target (USD)", ""), of("5", "目标(万元)", "CNY"), of("5", "target", "n/a")], [None; 3]);
    }
}
