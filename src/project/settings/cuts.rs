//! Settings that are cuts: where a scale is divided into lights, tiers, classes, quadrants. All are conventions, none is a
//! source's.

use serde::Deserialize;

use super::numbers;

/// Where the lights of the health score change, in points. 0 < `act` < `well` ≤ 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HealthLights {
    /// Below this score somebody has to act.
    #[serde(deserialize_with = "numbers::up_to_100")]
    pub act: u8,
    /// From this score on an account is well.
    #[serde(deserialize_with = "numbers::up_to_100")]
    pub well: u8,
}

impl Default for HealthLights {
    fn default() -> Self {
        Self { act: 55, well: 68 }
    }
}

/// The tiers of the pyramid, which the other two rankings are cut at too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PyramidSettings {
    /// Upper ends of all tiers but the last, in whole per cent of the accounts, rising, between 0 and 100.
    #[serde(deserialize_with = "numbers::three_up_to_100")]
    pub cuts: [u8; 3],
}

impl Default for PyramidSettings {
    fn default() -> Self {
        Self { cuts: [5, 20, 50] }
    }
}

/// How even monthly revenue must be for a class of XYZ.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct XyzSettings {
    /// Upper limits of the coefficient of variation of X and of Y, both included; rising, above 0.
    pub cuts: [f64; 2],
}

impl Default for XyzSettings {
    fn default() -> Self {
        Self { cuts: [0.5, 1.0] }
    }
}

/// The quadrants of satisfaction and loyalty, each in per cent, above 0 and at most 100.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LoyaltySettings {
    /// Stated satisfaction from which an account is satisfied: four of five marks.
    #[serde(deserialize_with = "numbers::percentage")]
    pub satisfied: f64,
    /// Loyal behaviour from which it is loyal.
    #[serde(deserialize_with = "numbers::percentage")]
    pub loyal: f64,
}

impl Default for LoyaltySettings {
    fn default() -> Self {
        Self { satisfied: 80.0, loyal: 60.0 }
    }
}
