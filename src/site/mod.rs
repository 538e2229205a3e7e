//! The site: pages from the domain and the analysis.

pub mod markdown;
pub mod search;
pub mod view;
