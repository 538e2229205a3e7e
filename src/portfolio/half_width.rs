//! Full-width letters, digits and brackets, which an input method leaves in Chinese exports: `ＡＣＭＥ（中国）` is `ACME(中国)`.

/// The ASCII character of which one is the full-width form (U+FF01 to U+FF5E, and the blank U+3000), else itself.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::half_width;

    #[test]
    fn full_width_forms_are_their_ascii_and_all_else_stays() {
        assert_eq!("ＡＣＭＥ（中国）　９！".chars().map(half_width).collect::<String>(), "ACME(中国) 9!");
        assert_eq!("，。～￥".chars().map(half_width).collect::<String>(), ",。~￥");
    }
}
