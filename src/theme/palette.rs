//! The colours of a theme by what they mean: the tokens of `style.css`.

use serde::Deserialize;

use super::colour::Colour;

/// Colours of one scheme. What is not given stays as the layer below has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Palette {
    pub paper: Option<Colour>,
    pub wash: Option<Colour>,
    pub rule: Option<Colour>,
    pub rule_strong: Option<Colour>,
    pub ink: Option<Colour>,
    pub ink_2: Option<Colour>,
    pub ink_3: Option<Colour>,
    pub accent: Option<Colour>,
    pub accent_wash: Option<Colour>,
    pub act: Option<Colour>,
    pub act_wash: Option<Colour>,
    pub watch: Option<Colour>,
    pub watch_mark: Option<Colour>,
    pub mute: Option<Colour>,
    pub class_a: Option<Colour>,
    pub class_b: Option<Colour>,
    pub class_c: Option<Colour>,
    pub on_a: Option<Colour>,
    pub on_b: Option<Colour>,
    pub on_c: Option<Colour>,
    pub s1: Option<Colour>,
    pub s2: Option<Colour>,
    pub s3: Option<Colour>,
    pub s4: Option<Colour>,
    pub s5: Option<Colour>,
    pub on_s1: Option<Colour>,
    pub on_s2: Option<Colour>,
    pub on_s3: Option<Colour>,
    pub on_s4: Option<Colour>,
    pub on_s5: Option<Colour>,
}

/// Text and the ground on which it stands: what must be readable.
#[rustfmt::skip]
pub const TEXT_ON_GROUND: [(&str, &str); 22] = [
    ("ink", "paper"), ("ink_2", "paper"), ("ink_3", "paper"), ("accent", "paper"), ("act", "paper"), ("watch", "paper"),
    ("ink", "wash"), ("ink_2", "wash"), ("ink_3", "wash"), ("accent", "wash"), ("act", "wash"),
    ("accent", "accent_wash"), ("ink", "accent_wash"), ("act", "act_wash"),
    ("on_a", "class_a"), ("on_b", "class_b"), ("on_c", "class_c"),
    ("on_s1", "s1"), ("on_s2", "s2"), ("on_s3", "s3"), ("on_s4", "s4"), ("on_s5", "s5"),
];

impl Palette {
    /// Every token by its key in `theme.yaml`, in the order of `style.css`.
    #[rustfmt::skip]
    pub const fn tokens(&self) -> [(&'static str, Option<Colour>); 30] {
        [
            ("paper", self.paper), ("wash", self.wash), ("rule", self.rule), ("rule_strong", self.rule_strong),
            ("ink", self.ink), ("ink_2", self.ink_2), ("ink_3", self.ink_3),
            ("accent", self.accent), ("accent_wash", self.accent_wash), ("act", self.act), ("act_wash", self.act_wash),
            ("watch", self.watch), ("watch_mark", self.watch_mark), ("mute", self.mute),
            ("class_a", self.class_a), ("class_b", self.class_b), ("class_c", self.class_c),
            ("on_a", self.on_a), ("on_b", self.on_b), ("on_c", self.on_c),
            ("s1", self.s1), ("s2", self.s2), ("s3", self.s3), ("s4", self.s4), ("s5", self.s5),
            ("on_s1", self.on_s1), ("on_s2", self.on_s2), ("on_s3", self.on_s3), ("on_s4", self.on_s4), ("on_s5", self.on_s5),
        ]
    }

    /// Those that are given.
    pub fn given(&self) -> impl Iterator<Item = (&'static str, Colour)> {
        self.tokens().into_iter().filter_map(|(key, colour)| Some((key, colour?)))
    }

    /// The colour of a token, by its key.
    pub fn get(&self, key: &str) -> Option<Colour> {
        self.given().find(|(given, _)| *given == key).map(|(_, colour)| colour)
    }
}

/// The property of `style.css` that a key stands for: `--rule-strong` for `rule_strong`.
pub fn property(key: &str) -> String {
    format!("--{}", key.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_grounds_are_tokens() {
        let known: Vec<&str> = Palette::default().tokens().map(|(key, _)| key).into();
        for (text, ground) in TEXT_ON_GROUND {
            assert!(known.contains(&text) && known.contains(&ground), "{text} on {ground}");
        }
    }
}
