//! A colour of a theme: how it is written, and whether it can be read on another.

use std::fmt;

use serde::Deserialize;

/// An opaque sRGB colour, written `#17587c` or `#fff`; the `#` may be left out, since YAML takes it for a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// White: the paper that is printed on.
    #[cfg(test)]
    pub const WHITE: Self = Self { red: 255, green: 255, blue: 255 };

    /// Reads three or six hexadecimal digits, with or without `#`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let at = |range: std::ops::Range<usize>| u8::from_str_radix(digits.get(range)?, 16).ok();
        match digits.len() {
            3 => Some(Self { red: at(0..1)? * 17, green: at(1..2)? * 17, blue: at(2..3)? * 17 }),
            6 => Some(Self { red: at(0..2)?, green: at(2..4)?, blue: at(4..6)? }),
            _ => None,
        }
    }

    /// Contrast ratio to another colour, 1 to 21 ([WCAG 2.2](https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Relative luminance, 0 to 1 ([WCAG 2.2](https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
            .ok_or_else(|| format!("“{text}” is no colour; write six or three hexadecimal digits, like \"#17587c\""))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_people_write_them() {
        assert_eq!(Colour::parse("#17587C").map(|c| c.to_string()).as_deref(), Some("#17587c"));
        assert_eq!(Colour::parse("fff"), Some(Colour::WHITE));
        for wrong in ["", "#", "#ffff", "white", "#12345g", "澜裳"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let contrast = |one, two| Colour::parse(one).expect("one").contrast(Colour::parse(two).expect("two"));
        assert!((contrast("#000", "#fff") - 21.0).abs() < 1e-9);
        assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01, "the grey that just fails, WebAIM's example");
        assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.01, "the grey that just passes");
    }
}
