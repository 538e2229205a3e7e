//! Interface languages.
