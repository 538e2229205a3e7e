//! Colours that mean something stay apart for readers who see no red, no green or no blue, in both schemes of both themes.
//!
//! Colour blindness is simulated by the matrices of Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB;
//! distances are CIE 1976 ΔE in L*a*b* under D65. `look/LOOK.md` asks for 16 between series.

use crate::open;
use crate::site::DemoSite;

type Matrix = [[f64; 3]; 3];

const VISIONS: [(&str, Matrix); 4] = [
    ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deuteranopia",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritanopia",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

/// Colours that stand for different things in one figure or one list.
const GROUPS: [&[&str]; 3] =
    [&["s1", "s2", "s3", "s4", "s5"], &["class-a", "class-b", "class-c"], &["accent", "act", "watch-mark", "mute"]];

const LEAST: f64 = 16.0;

/// Linear RGB of `#rrggbb`.
fn linear(colour: &str) -> [f64; 3] {
    [1, 3, 5].map(|at| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

fn times(matrix: &Matrix, colour: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(colour).map(|(a, b)| a * b).sum::<f64>())
}

/// L*a*b* of linear RGB.
fn lab(colour: [f64; 3]) -> [f64; 3] {
    const XYZ: Matrix = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
    const WHITE: [f64; 3] = [0.95047, 1.0, 1.08883];
    let xyz = times(&XYZ, colour.map(|value| value.clamp(0.0, 1.0)));
    let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let [x, y, z] = [0, 1, 2].map(|at| f(xyz[at] / WHITE[at]));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn difference(a: &str, b: &str, vision: &Matrix) -> f64 {
    let [a, b] = [a, b].map(|colour| lab(times(vision, linear(colour))));
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn the_difference_of_two_colours_is_as_published() {
    // White and black are 100 apart; red and green of sRGB 170.6 (Lab of both by Lindbloom's calculator, D65).
    let usual = &VISIONS[0].1;
    assert!((difference("#ffffff", "#000000", usual) - 100.0).abs() < 0.1);
    assert!((difference("#ff0000", "#00ff00", usual) - 170.6).abs() < 0.5);
    assert!(difference("#ff0000", "#00ff00", usual) > 1.3 * difference("#ff0000", "#00ff00", &VISIONS[2].1));
}

#[test]
fn meaning_survives_colour_blindness() {
    let Some((site, browser)) = open() else { return };
    let slate = DemoSite::build_with("theme: slate\n");
    let mut close = Vec::new();
    for (theme, site) in [("default", site), ("slate", &slate)] {
        for scheme in ["light", "dark"] {
            browser.media(scheme, "screen");
            browser.open(&site.file("en/index.html"));
            let colour = |name: &str| {
                let token = format!("getComputedStyle(document.documentElement).getPropertyValue('--{name}').trim()");
                browser.evaluate(&token).as_str().unwrap().to_owned()
            };
            for group in GROUPS {
                let colours: Vec<String> = group.iter().map(|name| colour(name)).collect();
                for (at, a) in colours.iter().enumerate() {
                    for (other, b) in colours[..at].iter().enumerate() {
                        for (vision, matrix) in &VISIONS {
                            let found = difference(a, b, matrix);
                            if found < LEAST {
                                close.push(format!(
                                    "{theme}, {scheme}, {vision}: {} and {} are {found:.1} apart",
                                    group[at], group[other]
                                ));
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(close.is_empty(), "{}", close.join("\n"));
}
