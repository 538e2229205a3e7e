//! Checks of the settings that are cuts: each lies on its scale, and they rise.

use super::{Wrong, add};
use crate::project::settings::{HealthLights, LoyaltySettings, PyramidSettings, Settings, XyzSettings};

pub(super) fn check(settings: &mut Settings, wrong: &mut Vec<Wrong>) {
    lights(&mut settings.health.lights, wrong);
    pyramid(&mut settings.pyramid, wrong);
    xyz(&mut settings.xyz, wrong);
    loyalty(&mut settings.loyalty, wrong);
}

fn lights(lights: &mut HealthLights, wrong: &mut Vec<Wrong>) {
    let HealthLights { act, well } = *lights;
    if !(0 < act && act < well && well <= 100) {
        let message = format!("act below {act} and well from {well} do not divide 0 to 100 points into three");
        add(wrong, "/health/lights", message, "write two scores, the lower one for `act`: {act: 55, well: 68}");
        *lights = HealthLights::default();
    }
}

fn pyramid(pyramid: &mut PyramidSettings, wrong: &mut Vec<Wrong>) {
    let [top, upper, middle] = pyramid.cuts;
    if !(0 < top && top < upper && upper < middle && middle < 100) {
        let message = format!("the cuts {top}, {upper} and {middle} do not rise between 0 and 100");
        add(wrong, "/pyramid/cuts", message, "write three percentages of the accounts, the lowest first: [5, 20, 50]");
        *pyramid = PyramidSettings::default();
    }
}

fn xyz(xyz: &mut XyzSettings, wrong: &mut Vec<Wrong>) {
    let [x, y] = xyz.cuts;
    if !(0.0 < x && x < y && y.is_finite()) {
        let message = format!("the cuts {x} and {y} do not rise above 0");
        add(wrong, "/xyz/cuts", message, "write two coefficients of variation, the lower one first: [0.5, 1]");
        *xyz = XyzSettings::default();
    }
}

fn loyalty(loyalty: &mut LoyaltySettings, wrong: &mut Vec<Wrong>) {
    let default = LoyaltySettings::default();
    let mut percent = |key: &str, value: &mut f64, default: f64| {
        if !(0.0 < *value && *value <= 100.0) {
            let message = format!("{value} % does not divide anything");
            add(wrong, &format!("/loyalty/{key}"), message, "write a percentage above 0, at most 100");
            *value = default;
        }
    };
    percent("satisfied", &mut loyalty.satisfied, default.satisfied);
    percent("loyal", &mut loyalty.loyal, default.loyal);
}
