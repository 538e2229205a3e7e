//! What each framework answers for the whole portfolio, one file each: from the data to a sentence with the accounts behind it.
//!
//! A file is named after its framework. How an answer is put together is [`super::answer`]'s; judgements of the dossiers share
//! [`judged`]. What is computed and not only counted comes from [`crate::analysis`].

pub mod account_plan;
pub mod account_types;
pub mod build_deepen_pull;
pub mod buying_centre;
pub mod buying_cycle;
pub mod channel;
pub mod complaints;
pub mod concessions;
pub mod cute;
pub mod environment;
pub mod exit_cost;
pub mod fabeec;
pub mod five_elements;
pub mod five_features;
pub mod five_grades;
pub mod four_key_people;
pub mod four_mistakes;
pub mod gpn;
pub mod hold_the_large;
pub mod investment_payback;
mod judged;
pub mod kam_stage;
pub mod key_account_centre;
pub mod linked_price;
pub mod long_chase;
pub mod loyalty_attitude;
pub mod objections;
pub mod opportunities;
pub mod partner_type;
pub mod pricing_orientation;
pub mod relation_without_plan;
pub mod relationship_stage;
pub mod right_person;
pub mod satisfaction_formula;
pub mod satisfaction_loyalty;
pub mod scorecard;
pub mod seller_match;
pub mod selling_steps;
pub mod senior_level_selling;
pub mod share_of_mind;
pub mod supply_commitments;
pub mod survey;
pub mod three_tests;
pub mod transactional_relational;
pub mod two_senses;
pub mod visits;
pub mod volume_without_profit;
pub mod wallet_composition;
pub mod white_space;
