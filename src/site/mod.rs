//! The site: pages from the domain and the analysis.

pub mod href;
pub mod view;
