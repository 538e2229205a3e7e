//! keyfolio: key-account playbooks as code.

pub mod analysis;
pub mod charts;
pub mod diagnostic;
pub mod export;
pub mod frameworks;
pub mod load;
pub mod locale;
pub mod portfolio;
pub mod project;
pub mod rules;
pub mod site;
