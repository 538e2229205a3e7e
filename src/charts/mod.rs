//! Charts as plain data, drawn as SVG.
