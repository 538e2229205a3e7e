//! keyfolio: key-account playbooks as code. This page is the map of the code.
//!
//! A workspace holds one YAML dossier per account, Markdown beside them, and sales exports. The program turns them into a
//! static site in two languages. It is a straight line, [`pipeline`], which reads as the product:
//!
//! ```text
//! keyfolio.yaml ─┐
//! content/      ─┼─ load ▸ validate ▸ analyse ▸ plan ▸ render ▸ write ─▸ public/
//! data/         ─┘
//! ```
//!
//! 1. [`project`] finds the workspace and reads its settings; [`load`] reads dossiers, notes, pages and sales. Sales end up in
//!    the [ledger](load::ledger), a few tables of sums; nothing later sees a row.
//! 2. [`portfolio`] is the valid domain. [`portfolio::validate()`] is the one way in: after it nothing is checked again.
//! 3. [`analysis`] computes what more than one page reads, [`frameworks`] is the table of frameworks, [`rules`] are the alerts.
//! 4. [`site`] plans pages; each builds its view in finished words ([`locale`]) and figures ([`charts`]), and the templates of the
//!    [`theme`] see that view and nothing else.
//! 5. [`cache`] knows which pages need not be rendered, and [`write`](mod@write) publishes all or nothing.
//!
//! [`cli`] is the command line, [`serve`] the preview, [`export`] the figures for other tools, [`progress`] what a terminal shows
//! while one waits. Whatever is wrong with the user's files is a [`diagnostic`] with place and remedy; all of them are shown in
//! one run. What is wrong with the world (a full disk) is an [`anyhow::Error`] and stops the run.
//!
//! # What always holds
//!
//! - Input and output happen at the two ends of the line only; the middle is pure functions over plain data: no globals, no
//!   interior mutability, no lock, no clock. The same input gives the same bytes at any thread count.
//! - Money is exact ([`portfolio::Amount`]); shares and statistics are `f64`, from [`analysis`] on.
//! - A view holds all that its page shows, so its hash is the page's key: incremental builds need no dependency graph.
//!   Playbooks, of which there are most, have a key before that one, of all that their view is built from
//!   ([`site::view::account::inputs`]).
//! - Pages are rendered and staged one by one; the site is never held in memory.
//! - A crate that does one job is named in one place: `serde_yaml` in `load::yaml`, `plotters` in [`charts`], `tera` in [`site`]
//!   and [`theme`]. `tests/it/tidy.rs` keeps these and other promises.
//!
//! # What is deliberately absent
//!
//! A database, a server in production, a plug-in system, a page that fetches, a clock, trait objects for frameworks, rules or
//! charts: a new one of these is one file and one row, obvious from its neighbours.

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
