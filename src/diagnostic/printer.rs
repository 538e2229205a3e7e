//! Prints diagnostics for people, as JSON lines and as GitHub annotations.
