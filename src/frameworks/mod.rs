//! The frameworks of key-account management, one file each: plain data in, a typed result out.
//!
//! What a framework computes is pure; what is said about it is made of its result by the pages.

pub mod attack_defend;
mod blocks;
mod framework;
mod table;

pub use blocks::{Block, blocks, blocks_of};
pub use framework::{Draw, Framework, Section, Source, Standing};
pub use table::FRAMEWORKS;
