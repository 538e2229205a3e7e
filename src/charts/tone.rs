//! What a mark means, and so how it is filled. The theme's style sheet turns each tone into a colour, one for light,
//! dark and print, so a chart never names one.

use serde::Serialize;

/// The meaning of a mark's fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Tone {
    /// Class A: the deepest of one hue.
    A,
    /// Class B.
    B,
    /// Class C: the lightest.
    C,
    /// The subject of the chart.
    Accent,
    /// Somebody has to act on this one.
    Act,
    /// Keep an eye on it.
    Watch,
    /// New in this period.
    New,
    /// The others, the rival.
    Rest,
    /// Context: last year, no data.
    Mute,
}

impl Tone {
    /// Every tone, in the order of its number.
    pub(super) const ALL: [Self; 9] =
        [Self::A, Self::B, Self::C, Self::Accent, Self::Act, Self::Watch, Self::New, Self::Rest, Self::Mute];

    /// The style sheet's fill class.
    pub(super) const fn css(self) -> &'static str {
        match self {
            Self::A => "f-a",
            Self::B => "f-b",
            Self::C => "f-c",
            Self::Accent => "f-accent",
            Self::Act => "f-act",
            Self::Watch => "f-watch",
            Self::New => "f-s2",
            Self::Rest => "f-s5",
            Self::Mute => "f-mute",
        }
    }
}
