//! Customers as assets: how recently, how often and for how much they buy, how regularly, when in the year, whether they
//! will come back, and what they are worth over the coming year.
//!
//! 1. [`purchases`] are the days on which an account bought, [`monthly`] its revenue month by month: the plain inputs that
//!    everything here takes, whatever they come from.
//! 2. Descriptions that need no model: [`rfm`] scores, [`regularity`] (XYZ, intervals), [`seasonality`], and the [`strip`]
//!    of months with a purchase.
//! 3. The model: [`bg_nbd`] says who still buys and how often, [`gamma_gamma`] for how much an order, and
//!    [`lifetime_value`] joins them. [`nelder_mead`] fits both, once: [`fitted`].
//! 4. [`assets`] puts all of it side by side for the portfolio, [`export`] is the shape in which other tools get it.
//!
//! Too little data for a figure is an answer of its own type, with the reason; nothing is made up. All of it runs in one
//! thread over sorted inputs, and takes its logarithms from `libm`: the same bits everywhere.

pub mod assets;
pub mod bg_nbd;
pub mod export;
pub mod fitted;
pub mod gamma_gamma;
pub mod lifetime_value;
pub mod monthly;
pub mod nelder_mead;
pub mod purchases;
pub mod regularity;
pub mod rfm;
pub mod seasonality;
pub mod strip;

#[cfg(test)]
mod reference_tests;
