//! Whoever stands above somebody, and above that, may not be that somebody again.

use std::fmt::Display;

/// The way from a start up and back to itself, as a reader is shown it (`a → b → a`), if there is one. `above` says who stands
/// right above an id.
pub(super) fn circle<'a, Id: Eq + Display>(start: &'a Id, above: impl Fn(&'a Id) -> Option<&'a Id>) -> Option<String> {
    let mut path = vec![start];
    let mut next = above(start);
    while let Some(id) = next {
        if id == start {
            path.push(id);
            return Some(path.iter().map(ToString::to_string).collect::<Vec<_>>().join(" → "));
        }
        // Into a circle that does not hold the start: it is told of those in it.
        if path.contains(&id) {
            return None;
        }
        path.push(id);
        next = above(id);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::circle;

    #[test]
    fn a_circle_is_the_way_back_to_its_start() {
        let above = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "d"), ("e", "f")];
        let above = |id: &&str| above.iter().find(|(below, _)| below == id).map(|(_, above)| above);
        assert_eq!(circle(&"b", above), Some("b → c → b".to_owned()));
        assert_eq!(circle(&"d", above), Some("d → d".to_owned()));
        assert_eq!(circle(&"a", above), None, "it leads into a circle of others");
        assert_eq!(circle(&"e", above), None);
    }
}
