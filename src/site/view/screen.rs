//! How wide a screen is, and which columns of a table it has room for.

use serde::Serialize;

/// How wide a screen is. A column that a narrower one leaves out can be chosen there, where scripts run; without them every
/// screen shows every column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// 360 CSS pixels.
    Phone,
    /// 768.
    Tablet,
    /// 1,280, and a sheet of paper.
    Desk,
    /// 1,600.
    Wall,
    /// None, however wide: the column is there to be chosen and to filter by.
    Chosen,
}

impl Screen {
    /// All, from the narrowest.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Tablet, Self::Desk, Self::Wall, Self::Chosen];

    /// Below which width a column from this screen on is left out, as a media query; `None` for one that always stays.
    pub const fn narrower(self) -> Option<&'static str> {
        match self {
            Self::Phone => None,
            Self::Tablet => Some("screen and (max-width: 47.99rem)"),
            Self::Desk => Some("screen and (max-width: 74.99rem)"),
            Self::Wall => Some("print, (max-width: 99.99rem)"),
            Self::Chosen => Some("all"),
        }
    }
}
