//! Where a name stands in a sentence: an account may be called C, and “accounts” is not its name.

use crate::portfolio::is_han;

/// The first place of an escaped name in safe HTML where it is a whole word, and in no mark, entity or link.
pub fn place(html: &str, name: &str) -> Option<usize> {
    let places = html.match_indices(name).map(|(at, _)| at);
    let mut places = places.filter(|_| !name.is_empty());
    places.find(|&at| {
        let (before, after) = (&html[..at], &html[at + name.len()..]);
        let whole = !joined(before.chars().next_back(), name.chars().next())
            && !joined(name.chars().next_back(), after.chars().next());
        whole && !is_open(before, "<", ">") && !is_open(before, "&", ";") && !is_open(before, "<a ", "</a>")
    })
}

/// Whether what opens last is not closed.
fn is_open(before: &str, opens: &str, closes: &str) -> bool {
    before.rfind(opens).is_some_and(|at| !before[at..].contains(closes))
}

/// Whether two letters or digits are of one word; Chinese is written without gaps, and its names end where they end.
fn joined(left: Option<char>, right: Option<char>) -> bool {
    let of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    of_word(left) && of_word(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(html: &str, name: &str) -> String {
        place(html, name)
            .map_or_else(|| html.to_owned(), |at| format!("{}[{name}]{}", &html[..at], &html[at + name.len()..]))
    }

    #[test]
    fn a_name_is_a_whole_word() {
        assert_eq!(linked("2 key accounts: begin with c", "c"), "2 key accounts: begin with [c]");
        assert_eq!(linked("Sundays at Sun", "Sun"), "Sundays at [Sun]");
        assert_eq!(linked("3M30 and 3M", "3M"), "3M30 and [3M]");
        assert_eq!(linked("accounts", "c"), "accounts");
        assert_eq!(linked("先看珩川电子、越信通", "珩川电子"), "先看[珩川电子]、越信通");
        assert_eq!(linked("找ACME谈3次", "ACME"), "找[ACME]谈3次");
    }

    #[test]
    fn a_name_stands_in_no_mark_entity_or_link() {
        assert_eq!(linked("<b>b</b>", "b"), "<b>[b]</b>");
        assert_eq!(linked("R&amp;D of amp", "amp"), "R&amp;D of [amp]");
        assert_eq!(linked("<a href=\"x\">Acme</a> and Acme", "Acme"), "<a href=\"x\">Acme</a> and [Acme]");
        assert_eq!(linked("A &amp; B; A", "A"), "[A] &amp; B; A");
        assert_eq!(linked("x", ""), "x");
    }
}
