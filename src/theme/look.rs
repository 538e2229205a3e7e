//! `theme.yaml`: colours, fonts and logo of a theme, without a template or a style sheet.
//!
//! 1. [`LookFile`] is a file as written. Each layer of the theme may have one; [`Look::lay`] lays it over those below.
//! 2. What is wrong is told at its place: unknown keys, colours that are none, text that is hard to read, a logo that is missing.
//! 3. [`Look::css`] are the tokens as a style sheet, which follows `style.css` and stands in the 404 page;
//!    [`Look::view`] is what templates see.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::colour::Colour;
use super::fonts::{Fonts, Lead};
use super::logo::{Logo, Scheme};
use super::palette::{Palette, TEXT_ON_GROUND, property};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::load::text_file::{self, TextFile};
use crate::load::yaml::{self, Locator};

/// The file's name, in a theme and at the root of the workspace.
pub const FILE: &str = "theme.yaml";

/// Contrast from which text of normal size can be read (WCAG 2.2, success criterion 1.4.3).
const READABLE: f64 = 4.5;

/// `theme.yaml` as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LookFile {
    colours: Colours,
    fonts: Fonts,
    logo: Option<String>,
    logo_dark: Option<String>,
}

/// Colours of both schemes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Colours {
    light: Palette,
    dark: Palette,
}

/// Colours, fonts and logo of all layers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    light: Palette,
    dark: Palette,
    fonts: Fonts,
    /// For both schemes, or the light one.
    pub logo: Option<Logo>,
    /// For the dark scheme.
    pub logo_dark: Option<Logo>,
}

/// What templates see as `theme`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LookView {
    /// The accent without `#`, for the icon.
    icon: String,
    /// The tokens as a style sheet, for pages that hold their style themselves; empty without any.
    style: String,
    /// The logo.
    logo: Option<LogoView>,
    /// The logo of the dark scheme.
    logo_dark: Option<LogoView>,
}

/// A logo in the masthead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct LogoView {
    /// Below `assets/`.
    asset: String,
    /// Width in its own units.
    width: u32,
    /// Height.
    height: u32,
    /// The picture as a data address, for pages that hold all they show; empty where it is too large for that.
    inline: String,
}

impl Look {
    /// Lays a file over what is below it. `style` is the theme's `style.css`, which has the tokens that no layer gives;
    /// `read` finds a file that `theme.yaml` names.
    pub fn lay(
        &mut self,
        file: &str,
        bytes: &[u8],
        style: &str,
        read: &dyn Fn(&str) -> Option<Vec<u8>>,
        diagnostics: &mut Diagnostics,
    ) {
        let TextFile { file, text } = match text_file::decode(file, bytes) {
            Ok(text) => text,
            Err(problem) => return diagnostics.push(*problem),
        };
        let (written, problems) = yaml::parse::<LookFile>(&file, &text);
        let colours = colours_in_comments(&file, &text);
        diagnostics.extend(problems.iter().filter(|problem| !follows_from(problem, &colours)).cloned());
        diagnostics.extend(colours);
        let Some(written) = written else { return };
        let locator = Locator::new(&file, &text);
        lay_palette(&mut self.light, &written.colours.light);
        lay_palette(&mut self.dark, &written.colours.dark);
        let Fonts { sans, serif, mono } = written.fonts.clone();
        self.fonts.sans = sans.or(self.fonts.sans.take());
        self.fonts.serif = serif.or(self.fonts.serif.take());
        self.fonts.mono = mono.or(self.fonts.mono.take());
        let logos = [
            ("/logo", Scheme::Light, &written.logo, &mut self.logo),
            ("/logo_dark", Scheme::Dark, &written.logo_dark, &mut self.logo_dark),
        ];
        for (pointer, scheme, name, logo) in logos {
            let Some(name) = name else { continue };
            match read_logo(scheme, name, read) {
                Ok(read) => *logo = Some(read),
                Err(problem) => diagnostics.push(problem.at(locator.value(pointer))),
            }
        }
        let Colours { light, dark } = &written.colours;
        for (key, own, whole) in [("light", light, &self.light), ("dark", dark, &self.dark)] {
            diagnostics.extend(hard_to_read(
                key,
                own,
                &|token| whole.get(token).or_else(|| token_of(style, key, token)),
                &locator,
            ));
        }
    }

    /// Whether no layer has changed anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The tokens as a style sheet that follows `style.css`: the light ones, the dark ones twice (by the system and by
    /// the switch), the fonts by language, and white paper for print.
    pub fn css(&self) -> String {
        let colours = |palette: &Palette| -> String {
            let declarations: Vec<String> =
                palette.given().map(|(key, colour)| format!("{}:{colour};", property(key))).collect();
            declarations.concat()
        };
        let (light, dark) = (colours(&self.light), colours(&self.dark));
        let mut css = String::new();
        let mut rule = |selector: &str, declarations: &str, end: &str| {
            if !declarations.is_empty() {
                css.extend([selector, "{", declarations, "}", end, "\n"]);
            }
        };
        rule(":root", &light, "");
        rule("@media screen and (prefers-color-scheme:dark){:root:not([data-theme=\"light\"])", &dark, "}");
        rule("@media screen{:root[data-theme=\"dark\"]", &dark, "}");
        rule(":root", &self.fonts.declarations(Lead::Cjk), "");
        rule(":root:lang(en)", &self.fonts.declarations(Lead::Latin), "");
        if !light.is_empty() {
            rule("@media print{:root", "--paper:#fff;", "}");
        }
        css
    }

    /// What templates see. `style` is the theme's `style.css`.
    pub fn view(&self, style: &str) -> LookView {
        let accent = self.light.accent.or_else(|| token_of(style, "light", "accent"));
        let logo = |logo: &Logo| LogoView {
            asset: logo.asset.clone(),
            width: logo.size.0,
            height: logo.size.1,
            inline: logo.inline().unwrap_or_default(),
        };
        LookView {
            icon: accent.map_or_else(|| "17587c".to_owned(), |accent| accent.to_string().replace('#', "")),
            style: self.css(),
            // One alone is for both schemes, whichever it is.
            logo: self.logo.as_ref().or(self.logo_dark.as_ref()).map(logo),
            logo_dark: self.logo_dark.as_ref().filter(|_| self.logo.is_some()).map(logo),
        }
    }
}

fn lay_palette(below: &mut Palette, above: &Palette) {
    // Whole palettes are rarely given: what is not stays.
    macro_rules! lay {
        ($($token:ident)*) => { $( below.$token = above.$token.or(below.$token); )* };
    }
    lay!(paper wash rule rule_strong ink ink_2 ink_3 accent accent_wash act act_wash watch watch_mark mute);
    lay!(class_a class_b class_c on_a on_b on_c s1 s2 s3 s4 s5 on_s1 on_s2 on_s3 on_s4 on_s5);
}

fn read_logo(scheme: Scheme, name: &str, read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Logo, Box<Diagnostic>> {
    let wrong = |message: &str, help: &str| Box::new(Diagnostic::error(codes::INVALID_LOGO, message).help(help));
    let leaves = name.starts_with('/') || name.contains('\\') || name.split('/').any(|part| part == "..");
    if leaves {
        return Err(wrong("the logo lies outside the folder of theme.yaml", "name it by its path below that folder"));
    }
    let Some(content) = read(name) else {
        return Err(wrong(
            &format!("there is no file “{name}” beside theme.yaml"),
            "put the logo there, or name another file",
        ));
    };
    Logo::read(scheme, name, content).map_err(|(message, help)| wrong(message, help))
}

/// `accent: #17587c` is an accent without a value and a comment, also between braces, where the closing one is then lost.
fn colours_in_comments(file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = comment_in(line)
            && line[..at].trim_end().ends_with(':')
            && let Some(digits) = line[at + 1..].split(|c: char| !c.is_ascii_alphanumeric()).next()
            && let Some(colour) = Colour::parse(digits)
        {
            let at = start + at;
            found.push(
                Diagnostic::error(
                    codes::INVALID_VALUE,
                    "YAML takes what follows # for a comment, so this colour is not read",
                )
                .at(Place::span(Arc::clone(file), text, at..at + digits.len() + 1))
                .help(format!("put the colour into quotes: \"{colour}\"")),
            );
        }
        start += line.len();
    }
    found
}

/// Where the comment of a line begins: a `#` behind a blank, outside quotes.
fn comment_in(line: &str) -> Option<usize> {
    let (mut quote, mut before) = (None, ' ');
    for (at, c) in line.char_indices() {
        match quote {
            None if c == '#' && before.is_whitespace() => return Some(at),
            None if matches!(c, '"' | '\'') && !before.is_alphanumeric() => quote = Some(c),
            Some(open) if c == open => quote = None,
            _ => {}
        }
        before = c;
    }
    None
}

/// Whether a problem is one of YAML behind a colour that is a comment: what that comment has swallowed.
fn follows_from(problem: &Diagnostic, colours: &[Diagnostic]) -> bool {
    let line = |diagnostic: &Diagnostic| diagnostic.place.as_ref().map_or(0, |place| place.line);
    problem.code == codes::INVALID_YAML && colours.iter().any(|colour| line(colour) <= line(problem))
}

/// Warns about text that this layer has made hard to read.
fn hard_to_read(
    scheme: &str,
    own: &Palette,
    colour: &dyn Fn(&str) -> Option<Colour>,
    locator: &Locator<'_>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (text, ground) in TEXT_ON_GROUND {
        let Some(changed) = [text, ground].into_iter().find(|key| own.get(key).is_some()) else { continue };
        let (Some(upper), Some(lower)) = (colour(text), colour(ground)) else { continue };
        let ratio = upper.contrast(lower);
        if ratio < READABLE {
            // Down, so that 4.498 is not shown as the 4.5 that is asked for.
            let shown = (ratio * 100.0).floor() / 100.0;
            let message = format!(
                "{text} ({upper}) on {ground} ({lower}) has a contrast of {shown:.2} : 1, and text needs 4.5 : 1"
            );
            let help = format!("in the {scheme} scheme, take {text} and {ground} farther apart");
            let place = locator.value(&format!("/colours/{scheme}/{changed}"));
            found.push(Diagnostic::warning(codes::LOW_CONTRAST, message).at(place).help(help));
        }
    }
    found
}

/// The colour that a style sheet gives a token in a scheme.
fn token_of(style: &str, scheme: &str, key: &str) -> Option<Colour> {
    let opening = if scheme == "dark" { ":root[data-theme=\"dark\"] {" } else { ":root {" };
    let block = style.split_once(opening)?.1.split('}').next()?;
    let value = block.split_once(&format!("{}:", property(key)))?.1;
    Colour::parse(value.split([';', '\n']).next()?.trim())
}

#[cfg(test)]
mod tests;
