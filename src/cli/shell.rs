//! Words of a user in a command that a message shows: it can be copied into a shell as it stands.

/// An argument as a shell takes it: quoted where it holds more than letters, digits and a few marks.
pub fn in_shell(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '=' | ':' | ',' | '+');
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else if !text.contains(['"', '$', '`', '\\', '!', '%']) {
        // That of Windows knows no other quotes.
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::in_shell;

    #[test]
    fn what_a_shell_would_part_is_in_quotes_in_which_it_reads_nothing() {
        let written = ["acme-01", "甲公司", "", "a b", "it's", "$x \"y\"", "it's $x"].map(in_shell);
        let quoted = ["acme-01", "甲公司", "\"\"", "\"a b\"", "\"it's\"", "'$x \"y\"'", r"'it'\''s $x'"];
        assert_eq!(written, quoted);
    }
}
