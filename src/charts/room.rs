//! How wide a chart may become on a page, and the drawing for all of it.

use serde::Serialize;

use super::sheet::Size;

/// How much room a drawing has where the screen is wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Room {
    /// A column of a page.
    Column,
    /// All columns: drawn for that too, so that it ends where its section does.
    Page,
}

impl Room {
    /// The drawing across a page, where there is the room.
    pub(super) fn broad(self, draw: impl FnOnce(Size, f64) -> String) -> String {
        match self {
            Self::Column => String::new(),
            Self::Page => draw(Size::Broad, BROAD),
        }
    }
}

/// Pixels across of a drawing for all of a page.
const BROAD: f64 = 1150.0;

/// The drawings of a chart that is as wide as half a page where it has the room, and as a phone elsewhere.
pub(super) fn halves(draw: impl Fn(Size, f64) -> String) -> String {
    draw(Size::Half, HALF) + &draw(Size::Narrow, PHONE)
}

/// Pixels across of a drawing for half of a page.
const HALF: f64 = 540.0;
/// Pixels across of one for a phone or a narrow column.
const PHONE: f64 = 380.0;
