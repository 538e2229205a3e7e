//! Remedies: the nearest known word to one that nothing knows ("did you mean"), and what a type says of a value.

/// The candidate nearest to `word`, if one is near enough to be a typing error of it.
///
/// Near enough means a Damerau–Levenshtein distance of at most a third of the longer word, one slip in any case.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= (word.chars().count().max(candidate.chars().count()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
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
    }
}
