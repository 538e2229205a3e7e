//! Charts as plain data, drawn as SVG.

/// Replaced as soon as the first kind is drawn.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum Chart {}
