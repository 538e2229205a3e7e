//! What a mark means, and so how it is filled. The theme's style sheet turns each tone into a colour, one for light,
//! dark and print, so a chart never names one.

use serde::Serialize;

use super::text::Type;

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
    /// The third of a series without order.
    Third,
    /// The fourth of a series without order.
    Fourth,
    /// Not reached, not known: no more than the ground of a mark.
    Ground,
}

impl Tone {
    /// Every tone, in the order of its number.
    pub(super) const ALL: [Self; 12] = [
        Self::A,
        Self::B,
        Self::C,
        Self::Accent,
        Self::Act,
        Self::Watch,
        Self::New,
        Self::Rest,
        Self::Mute,
        Self::Third,
        Self::Fourth,
        Self::Ground,
    ];

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
            Self::Third => "f-s3",
            Self::Fourth => "f-s4",
            Self::Ground => "f-wash",
        }
    }

    /// The style of text upon the fill, readable in every theme.
    pub(super) const fn text_upon(self) -> Type {
        match self {
            Self::A | Self::Accent => Type::OnA,
            Self::B => Type::OnB,
            Self::C => Type::OnC,
            Self::Act => Type::OnAct,
            Self::Watch | Self::New => Type::OnSecond,
            Self::Rest => Type::OnFifth,
            Self::Third => Type::OnThird,
            Self::Fourth => Type::OnFourth,
            Self::Mute | Self::Ground => Type::Bold,
        }
    }

    /// The style of a label beside the mark: coloured only where the colour says what to do.
    pub(super) const fn text_beside(self) -> Type {
        match self {
            Self::Act => Type::Act,
            Self::Watch => Type::Watch,
            Self::Accent | Self::A => Type::Accent,
            Self::Mute | Self::Ground => Type::Muted,
            _ => Type::Bold,
        }
    }
}
