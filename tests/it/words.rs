//! What a page says, and what it does not.

/// Fails where a page lacks any of some words.
#[track_caller]
pub fn says(page: &str, words: &[&str]) {
    for words in words {
        assert!(page.contains(words), "{words} is not in {page}");
    }
}

/// Fails where a page has any of some words.
#[track_caller]
pub fn says_not(page: &str, words: &[&str]) {
    for words in words {
        assert!(!page.contains(words), "{words} is in {page}");
    }
}
