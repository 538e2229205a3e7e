//! What marks are drawn with: the classes of the style sheet's `.chart` rules, and how they pass through plotters, which
//! knows only colours: each stands for a row of one of the tables here.

use plotters::style::RGBColor;
use plotters_backend::BackendColor;

use super::text::Type;
use super::tone::Tone;

/// What a mark is drawn with: a class, or a pair of them, of the style sheet's `.chart` rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// A stroke.
    Stroke(Stroke),
    /// A filled mark.
    Fill(Tone),
    /// A bubble: filled, with an edge in the colour of the paper.
    Bubble(Tone),
    /// A ribbon: filled, translucent.
    Flow(Tone),
    /// Text.
    Text(Type),
    /// Text that stays readable over lines.
    Halo(Type),
}

/// The strokes, and the few fills that are no [`Tone`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    /// The axis, or the line at zero.
    Axis,
    /// A line across at a labelled value.
    Grid,
    /// A target or cut-off.
    Cut,
    /// The subject's line.
    Line,
    /// The line of context: the period before.
    Context,
    /// A thin connection.
    Wire,
    /// An outline of what is not complete yet.
    Dashed,
    /// The ring round what somebody has to act on.
    Ring,
    /// The tick of the year before.
    Before,
    /// What keeps that tick apart from the bar.
    BeforeHalo,
    /// A zone's ground.
    Wash,
    /// The ground of what moved up.
    AccentWash,
    /// The ground of what moved down, or of what is missing.
    ActWash,
    /// A limit that is not to be crossed, a way back.
    Limit,
    /// A person's or a thing's box.
    Box,
    /// The box of somebody who is missing.
    Gap,
}

impl Stroke {
    /// Every stroke, in the order of its number.
    const ALL: [Self; 16] = [
        Self::Axis,
        Self::Grid,
        Self::Cut,
        Self::Line,
        Self::Context,
        Self::Wire,
        Self::Dashed,
        Self::Ring,
        Self::Before,
        Self::BeforeHalo,
        Self::Wash,
        Self::AccentWash,
        Self::ActWash,
        Self::Limit,
        Self::Box,
        Self::Gap,
    ];

    /// The style sheet's class.
    const fn css(self) -> &'static str {
        match self {
            Self::Axis => "axis",
            Self::Grid => "gridline",
            Self::Cut => "cut",
            Self::Line => "line",
            Self::Context => "line2",
            Self::Wire => "wire",
            Self::Dashed => "wire-dash",
            Self::Ring => "ring",
            Self::Before => "prev",
            Self::BeforeHalo => "prev-halo",
            Self::Wash => "f-wash",
            Self::AccentWash => "f-aw",
            Self::ActWash => "f-actw",
            Self::Limit => "lineact",
            Self::Box => "box",
            Self::Gap => "box-gap",
        }
    }
}

impl Ink {
    /// The colour that carries this ink through plotters: the kind in red, the row of its table in blue.
    pub(super) const fn colour(self) -> RGBColor {
        match self {
            Self::Stroke(stroke) => RGBColor(0, 0, stroke as u8),
            Self::Fill(tone) => RGBColor(1, 0, tone as u8),
            Self::Bubble(tone) => RGBColor(2, 0, tone as u8),
            Self::Flow(tone) => RGBColor(3, 0, tone as u8),
            Self::Text(text) => RGBColor(4, 0, text as u8),
            Self::Halo(text) => RGBColor(5, 0, text as u8),
        }
    }

    /// The ink that a colour stands for.
    pub(super) fn of(colour: BackendColor) -> Option<Self> {
        let (kind, _, row) = colour.rgb;
        let row = usize::from(row);
        match kind {
            0 => Stroke::ALL.get(row).copied().map(Self::Stroke),
            1 => Tone::ALL.get(row).copied().map(Self::Fill),
            2 => Tone::ALL.get(row).copied().map(Self::Bubble),
            3 => Tone::ALL.get(row).copied().map(Self::Flow),
            4 => Type::ALL.get(row).copied().map(Self::Text),
            5 => Type::ALL.get(row).copied().map(Self::Halo),
            _ => None,
        }
    }

    /// The two parts of its `class` attribute; either may be empty.
    pub(super) const fn css(self) -> (&'static str, &'static str) {
        match self {
            Self::Stroke(stroke) => ("", stroke.css()),
            Self::Fill(tone) => ("", tone.css()),
            Self::Bubble(tone) => ("bub", tone.css()),
            Self::Flow(tone) => ("flow", tone.css()),
            Self::Text(text) => ("", text.css()),
            Self::Halo(text) => ("halo", text.css()),
        }
    }
}

#[cfg(test)]
mod tests {
    use plotters::style::Color as _;

    use super::*;

    #[test]
    fn every_ink_survives_the_way_through_a_colour() {
        let inks = Stroke::ALL.map(Ink::Stroke).into_iter();
        let inks =
            inks.chain(Tone::ALL.into_iter().flat_map(|tone| [Ink::Fill(tone), Ink::Bubble(tone), Ink::Flow(tone)]));
        let inks = inks.chain(Type::ALL.into_iter().flat_map(|text| [Ink::Text(text), Ink::Halo(text)]));
        for ink in inks {
            assert_eq!(Ink::of(ink.colour().to_backend_color()), Some(ink));
        }
    }
}
