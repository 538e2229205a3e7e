//! Remedies: the nearest known word to one that nothing knows ("did you mean"), and what a type says of a value.

/// The candidate nearest to `word`, if one is near enough to be a typing error of it.
///
/// Near enough means a Damerau–Levenshtein distance of at most a third of the longer word, or one slip behind the same first letter:
/// words of one or two letters are all near one another.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let near = candidates.into_iter().filter_map(|candidate| {
        let other = candidate.to_lowercase();
        let distance = strsim::damerau_levenshtein(&word, &other);
        let slip = usize::from(word.chars().next() == other.chars().next());
        (distance <= (word.chars().count().max(other.chars().count()) / 3).max(slip)).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// What a type says of a value that it refuses, parted into what is wrong and, after a semicolon, what to do about it.
pub fn said_and_remedy(said: &str) -> (&str, &str) {
    said.split_once("; ").unwrap_or((said, "correct it, or leave it out"))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        assert_eq!(nearest("titel", ["title", "theme"]), Some("title"));
        assert_eq!(nearest("banana", ["title", "theme"]), None);
        assert_eq!(nearest("wat", ["date", "cost"]), None, "two of three letters differ");
        assert_eq!(nearest("dat", ["date", "cost"]), Some("date"));
        assert_eq!(nearest("b", ["a", "c"]), None);
        assert_eq!(nearest("aa", ["b", "a"]), Some("a"));
    }
}
