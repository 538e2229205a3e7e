//! What must not reach a page.

use std::fmt;

/// A value that is read and checked but never shown, exported or indexed (FRAMEWORKS §0 “Private fields”).
///
/// It can be neither serialised nor displayed, and its debug form hides it, so a view or a template cannot carry it by
/// accident; [`Restricted::reveal`] is the one way to it and is called by nothing that renders.
///
/// ```compile_fail
/// serde_json::to_string(&keyfolio::portfolio::Restricted::new("chess"));
/// ```
/// ```compile_fail
/// keyfolio::portfolio::Restricted::new("chess").to_string();
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Restricted<T>(T);

impl<T> Restricted<T> {
    /// Locks a value away.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for rules that only say whether something is there or due.
    pub const fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Restricted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Restricted(…)")
    }
}
