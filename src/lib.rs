//! keyfolio: key-account playbooks as code.

pub mod analysis;
pub mod cache;
pub mod charts;
pub mod cli;
pub mod diagnostic;
pub mod export;
pub mod frameworks;
pub mod load;
pub mod locale;
pub mod pipeline;
pub mod portfolio;
pub mod progress;
pub mod project;
pub mod rules;
pub mod serve;
pub mod site;
pub mod theme;
pub mod write;
