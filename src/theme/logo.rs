//! The logo of a theme: an SVG or PNG file that stands in the masthead.

use std::fmt::Write as _;

/// A logo that has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// Below `assets/`: `logo.svg`, `logo-dark.png`.
    pub asset: String,
    /// The file.
    pub content: Vec<u8>,
    /// Width and height in its own units.
    pub size: (u32, u32),
}

/// Whether a logo is for both schemes or the dark one only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// The light scheme, and the dark one where that has none of its own.
    Light,
    /// The dark scheme.
    Dark,
}

impl Logo {
    /// Reads a logo's file. The error says what is wrong with it and what to do.
    pub fn read(scheme: Scheme, name: &str, content: Vec<u8>) -> Result<Self, (&'static str, &'static str)> {
        let stem = match scheme {
            Scheme::Light => "logo",
            Scheme::Dark => "logo-dark",
        };
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let size = match extension.as_deref() {
            Some("png") => png_size(&content).ok_or(("this is no PNG picture", "save the logo as PNG or SVG"))?,
            Some("svg") => svg_size(&content).ok_or((
                "this SVG picture does not say how large it is",
                "give its <svg> element a viewBox, like viewBox=\"0 0 120 28\"",
            ))?,
            _ => return Err(("a logo is an SVG or a PNG picture", "save it as .svg or .png")),
        };
        let extension = extension.unwrap_or_default();
        Ok(Self { asset: format!("{stem}.{extension}"), content, size })
    }
}

/// Bytes of a logo from which a page does not hold it itself (convention).
const MOST_INLINE: usize = 24_576;

impl Logo {
    /// The picture as a data address; `None` where it is too large for one.
    pub fn inline(&self) -> Option<String> {
        let kind = if self.asset.strip_suffix(".svg").is_some() { "svg+xml" } else { "png" };
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b'=' | b':');
        (self.content.len() <= MOST_INLINE).then(|| {
            let start = format!("data:image/{kind},");
            self.content.iter().fold(start, |mut text, byte| {
                if plain(byte) {
                    text.push(char::from(*byte));
                } else {
                    // Writing into a string does not fail.
                    let _ = write!(text, "%{byte:02X}");
                }
                text
            })
        })
    }
}

/// Width and height from the header of a PNG file.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let number = |at: usize| Some(u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?));
    (rest.get(4..8)? == b"IHDR").then_some(())?;
    Some((number(8)?, number(12)?)).filter(|(width, height)| *width > 0 && *height > 0)
}

/// Width and height of an SVG's `viewBox`, rounded up.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let head = text.get(text.find("<svg")?..)?.split('>').next()?;
    let value = head.split_once("viewBox=")?.1;
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let mut numbers = value[1..].split(quote).next()?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
    let mut next = || -> Option<u32> {
        let number: f64 = numbers.next()?.parse().ok()?;
        let whole = number.ceil();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number of a picture's size"
        )]
        (1.0..=1e6).contains(&whole).then_some(whole as u32)
    };
    Some((next()?, next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_the_files() {
        let svg = b"<?xml version='1.0'?><svg xmlns='x' viewBox=\"0 0 119.5 28\"><path/></svg>".to_vec();
        let logo = Logo::read(Scheme::Dark, "brand/Mark.SVG", svg).expect("an SVG");
        assert_eq!((logo.asset.as_str(), logo.size), ("logo-dark.svg", (120, 28)));
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        png.extend([0, 0, 1, 0, 0, 0, 0, 64, 8, 6, 0, 0, 0]);
        assert_eq!(Logo::read(Scheme::Light, "a.png", png).map(|logo| logo.size), Ok((256, 64)));
    }

    #[test]
    fn a_small_logo_can_stand_in_a_page() {
        let logo = Logo { asset: "logo.svg".to_owned(), content: b"<svg a='#1'/>".to_vec(), size: (1, 1) };
        assert_eq!(logo.inline().as_deref(), Some("data:image/svg+xml,%3Csvg%20a=%27%231%27/%3E"));
        assert_eq!(Logo { content: vec![0; MOST_INLINE + 1], ..logo }.inline(), None);
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for (name, content) in [("a.png", "GIF89a"), ("a.svg", "<svg width='3'/>"), ("a.svg", "viewBox"), ("a.gif", "")]
        {
            assert!(Logo::read(Scheme::Light, name, content.as_bytes().to_vec()).is_err(), "{name}");
        }
    }
}
