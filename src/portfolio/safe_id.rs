//! Ids for accounts that have none: made from the code in the sales.

use std::collections::BTreeSet;

use super::AccountId;
use super::half_width::half_width;
use super::id::{ID_LENGTH, is_id_character};

/// An id for a sales code: the code itself where it may be an id and is free, else the code with `-` for what ids do not
/// allow; where that is taken, with eight digits of the code's hash. `taken` holds folded ids and gets the new one.
///
/// The same code gives the same id whatever other unsafe codes there are, as long as the safe ones are taken first.
pub fn safe_id(code: &str, taken: &mut BTreeSet<String>) -> AccountId {
    let stem = replaced(code, ID_LENGTH);
    let hash = blake3::hash(code.as_bytes()).to_hex();
    let mut digits = 8;
    let mut candidate = if AccountId::new(code).is_some() { code.to_owned() } else { stem };
    loop {
        if let Some(id) = AccountId::new(&candidate).filter(|id| taken.insert(id.folded())) {
            return id;
        }
        let suffix = hash.get(..digits).unwrap_or(&hash);
        candidate = format!("{}-{suffix}", replaced(code, ID_LENGTH.saturating_sub(digits + 1)));
        digits += 1;
    }
}

/// The code, full-width letters and digits as plain ones, with one `-` for each run of characters that ids do not allow, at most `length` characters long.
fn replaced(code: &str, length: usize) -> String {
    let mut id = String::new();
    for c in code.chars().map(half_width).collect::<String>().trim().chars() {
        if is_id_character(c) {
            id.push(c);
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    let id: String = id.trim_matches(['-', '.']).chars().take(length).collect();
    let id = id.trim_end_matches(['-', '.']).to_owned();
    match AccountId::new(&id) {
        Some(_) => id,
        // Nothing is left, or what is left is a name that is taken.
        None => format!("account-{id}").trim_end_matches('-').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(codes: &[&str]) -> Vec<String> {
        let mut taken = BTreeSet::new();
        codes.iter().map(|code| safe_id(code, &mut taken).to_string()).collect()
    }

    #[test]
    fn codes_become_ids_that_are_unique_case_aside() {
        assert_eq!(
            ids(&["ALFKI", "00004", "CN/118-A", "澜裳 服饰", "..", "nul", "Index"]),
            ["ALFKI", "00004", "CN-118-A", "澜裳-服饰", "account", "account-nul", "account-Index"]
        );
        assert_eq!(ids(&["ＡＣＭＥ（中国）", "Ｃ＆Ａ", "ａｃｍｅ"]), ["ACME-中国", "C-A", "acme"]);
        let clashing = ids(&["ab", "AB", "a/b", "a b", "a-b"]);
        assert_eq!(clashing[0], "ab");
        assert_eq!(clashing[2], "a-b");
        for (id, stem) in [(&clashing[1], "AB-"), (&clashing[3], "a-b-"), (&clashing[4], "a-b-")] {
            assert!(id.starts_with(stem) && id.len() == stem.len() + 8, "{id}");
        }
        let long = ids(&[&"x".repeat(70), &"x".repeat(71)]);
        assert_eq!(long.iter().map(String::len).collect::<Vec<_>>(), [64, 64]);
        assert_ne!(long[0], long[1]);
    }
}
