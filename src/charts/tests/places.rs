//! That a number stands at the mark that it is of, that no line strikes it through, and that a mark is as high in one size as
//! in the other.

use super::{Chart, Tag, check, markup, samples};
use crate::charts::{Axis, Bar, Bars, ColumnBar, Columns, Dot, Dots, Scale, Tick, Tone};

fn drawings(chart: &Chart) -> Vec<Vec<Tag>> {
    check(chart);
    chart.svg().split_inclusive("</svg>").map(markup::tags).collect()
}

fn has(tag: &Tag, name: &str, class: &str) -> bool {
    tag.name == name && tag.attributes.get("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
}

/// Where texts of some words begin, end or are centred.
fn said(drawing: &[Tag], words: &str) -> Vec<f64> {
    drawing.iter().filter(|tag| tag.name == "text" && tag.text == words).map(|tag| tag.get("x")).collect()
}

fn bars(rows: &[(f64, f64)]) -> Chart {
    let bar = |&(value, tick): &(f64, f64)| Bar {
        name: "An account with a rather long name of its own".into(),
        value: Some(value),
        value_text: value.to_string(),
        tick: Some(tick),
        tick_text: tick.to_string(),
        tone: Tone::B,
        href: String::new(),
        title: value.to_string(),
    };
    Chart::Bars(Bars {
        id: "days".into(),
        name: "Days".into(),
        summary: "Days against a third of the year.".into(),
        bars: rows.iter().map(bar).collect(),
        headings: ["Who", "Days", "A third"].map(Into::into),
    })
}

#[test]
fn the_one_number_of_a_bar_is_its_value() {
    let drawing = drawings(&bars(&[(6.0, 83.0), (5.0, 83.0)])).remove(0);
    let ends: Vec<f64> =
        drawing.iter().filter(|tag| tag.name == "rect").map(|tag| tag.get("x") + tag.get("width")).collect();
    for (end, value) in ends.iter().zip(["6", "5"]) {
        assert!((said(&drawing, value)[0] - end - 5.0).abs() < 0.2, "{value} at its bar");
    }
    assert!(said(&drawing, "83").is_empty(), "what the tick says is in the table");
    // A tick in the way of the value: the value stands upon the bar's end; that of a short bar behind both.
    let drawing = drawings(&bars(&[(200.0, 91.0), (80.0, 91.0), (3.0, 5.0)])).remove(0);
    let ends: Vec<f64> =
        drawing.iter().filter(|tag| tag.name == "rect").map(|tag| tag.get("x") + tag.get("width")).collect();
    assert!((ends[1] - said(&drawing, "80")[0] - 5.0).abs() < 0.2);
    let tick = drawing.iter().rfind(|tag| has(tag, "line", "prev")).expect("a tick").get("x1");
    assert!((said(&drawing, "3")[0] - tick - 5.0).abs() < 0.2);
    assert!(said(&drawing, "91").is_empty());
    // And a name of two lines is not cut.
    let whole: String = drawing.iter().filter(|tag| has(tag, "text", "tb")).map(|tag| tag.text.as_str()).collect();
    assert!(!whole.contains('…') && whole.contains("of its own"), "{whole}");
}

#[test]
fn a_value_of_two_dots_stands_at_its_own() {
    let axis = Axis { name: String::new(), scale: Scale::Linear, low: 6.0, high: 10.0, ticks: Vec::new() };
    let dot = |previous: f64, current: f64| Dot {
        name: "Price".into(),
        previous: Some(previous),
        previous_text: previous.to_string(),
        current: Some(current),
        current_text: current.to_string(),
        tone: Tone::Act,
        previous_title: previous.to_string(),
        title: current.to_string(),
    };
    let chart = Chart::Dots(Dots {
        id: "survey".into(),
        name: "Survey".into(),
        summary: "Expected and experienced.".into(),
        axis,
        rows: vec![dot(8.8, 7.2), dot(7.0, 9.1)],
        headings: ["What", "Expected", "Experienced"].map(Into::into),
    });
    let drawing = drawings(&chart).remove(0);
    let now: Vec<f64> = drawing.iter().filter(|tag| has(tag, "circle", "f-act")).map(|tag| tag.get("cx")).collect();
    for (x, value) in now.iter().zip(["7.2", "9.1"]) {
        assert!((said(&drawing, value)[0] - x).abs() < 11.0, "{value} at its dot");
    }
}

fn columns(values: &[f64], cap: f64) -> Chart {
    let bar = |(at, value): (usize, &f64)| ColumnBar {
        label: format!("{}月", at + 1),
        name: format!("{} 月", at + 1),
        value: Some(*value),
        text: format!("{value}%"),
        tone: Tone::B,
        title: format!("{value}%"),
    };
    Chart::Columns(Columns {
        room: crate::charts::Room::Column,
        id: "columns".into(),
        name: "Columns".into(),
        summary: "Against a cap.".into(),
        bars: values.iter().enumerate().map(bar).collect(),
        ticks: [0.0, 50.0, 100.0, 150.0].map(|at| Tick::new(at, at.to_string())).into(),
        cap: Some(Tick::new(cap, "月均 100%")),
        headings: ["月", "指数"].map(Into::into),
    })
}

#[test]
fn no_value_stands_upon_the_line_of_the_cap() {
    let months = [97.0, 100.0, 101.0, 96.0, 111.0, 88.0];
    for drawing in drawings(&columns(&months, 100.0)) {
        let cap = drawing.iter().find(|tag| has(tag, "line", "cut")).expect("a cap").get("y1");
        let values: Vec<&Tag> = drawing
            .iter()
            .filter(|tag| tag.name == "text" && tag.text.ends_with('%') && !tag.text.contains('月'))
            .collect();
        assert_eq!(values.len(), months.len());
        for value in values {
            let base = value.get("y");
            assert!(cap <= base - 9.0 || cap >= base + 1.0, "{} at {base} is struck through at {cap}", value.text);
        }
    }
}

#[test]
fn a_value_below_the_cap_stands_in_the_head_of_its_bar() {
    // Eight quarters: three fifths of a slot are less than a value is wide.
    let quarters = [72.5, 64.5, 80.5, 88.5, 83.5, 91.5, 86.5, 93.5];
    let wide = &drawings(&columns(&quarters, 100.0))[0];
    let cap = wide.iter().find(|tag| has(tag, "line", "cut")).expect("a cap").get("y1");
    let bars: Vec<&Tag> = wide.iter().filter(|tag| has(tag, "rect", "f-b")).collect();
    let values = wide.iter().filter(|tag| tag.name == "text" && tag.text.ends_with('%') && !tag.text.contains('月'));
    let bases: Vec<f64> = values.map(|value| value.get("y")).collect();
    assert_eq!((bars.len(), bases.len()), (quarters.len(), quarters.len()));
    for base in bases {
        let held = bars.iter().any(|bar| (base - bar.get("y") - 15.0).abs() < 0.2);
        assert!(held && base - 9.0 > cap, "{base} is in the head of a bar, below the line at {cap}");
    }
}

#[test]
fn narrow_bars_say_which_months_they_are_and_how_high_the_highest_is() {
    let months = [98.0, 86.0, 97.0, 97.0, 100.0, 111.0, 91.0, 89.0, 101.0, 100.0, 112.0, 116.0];
    let drawings = drawings(&columns(&months, 100.0));
    let narrow = &drawings[1];
    let labels = narrow.iter().filter(|tag| tag.name == "text" && tag.text.ends_with('月')).count();
    assert!(labels >= 4, "{labels} months are named");
    assert_eq!(said(narrow, "116%").len(), 1);
    assert_eq!(drawings[0].iter().filter(|tag| tag.name == "text" && tag.text.ends_with('月')).count(), 12);
}

#[test]
fn the_first_account_is_as_high_on_a_phone_as_on_a_page() {
    let chart = samples::pareto(&(1..=128).map(|rank| 1_000_000 / rank).collect::<Vec<u32>>());
    // The first and the twentieth of the bars, as parts of the axis.
    let part = |drawing: &Vec<Tag>| {
        let zero = drawing.iter().find(|tag| has(tag, "line", "axis")).expect("an axis").get("y1");
        let top =
            drawing.iter().filter(|tag| has(tag, "line", "gridline")).map(|tag| tag.get("y1")).fold(zero, f64::min);
        let bars: Vec<f64> = drawing.iter().filter(|tag| tag.name == "rect").map(|tag| tag.get("height")).collect();
        [bars[0], bars[19]].map(|height| height / (zero - top))
    };
    let parts: Vec<[f64; 2]> = drawings(&chart).iter().map(part).collect();
    assert!((0..2).all(|at| (parts[0][at] - parts[1][at]).abs() < 0.005), "{parts:?}");
}

#[test]
fn no_line_runs_through_the_words_of_a_pareto() {
    for last in [24, 60, 128, 400] {
        for power in [1, 2] {
            let amounts: Vec<u32> = (1..=last).map(|rank: u32| 400_000_000 / rank.pow(power) / last).collect();
            // Where the classes are broad, a phone has no room beside both cuts.
            for drawing in drawings(&samples::pareto(&amounts)).into_iter().take(power as usize) {
                let lines = drawing.iter().filter(|tag| has(tag, "line", "gridline") || has(tag, "line", "cut"));
                let lines: Vec<[(f64, f64); 2]> = lines.map(|tag| [tag.corners()[0], tag.corners()[1]]).collect();
                let said: Vec<_> = drawing.iter().filter(|tag| has(tag, "text", "halo")).collect();
                assert_eq!(said.len(), 2);
                for (words, area) in said.into_iter().map(|tag| (&tag.text, tag.label().area())) {
                    let crosses = |ends: &&[(f64, f64); 2]| {
                        let ([(left, top), (right, bottom)], air) = (**ends, 0.5);
                        left.max(right) > area.left
                            && left.min(right) < area.right
                            && bottom.max(top) > area.top + air
                            && top.min(bottom) < area.bottom - air
                    };
                    assert_eq!(lines.iter().find(crosses), None, "{words} of {last} at {area:?}");
                }
            }
        }
    }
}

#[test]
fn all_sizes_of_a_matrix_have_the_arrows_that_its_words_explain() {
    let chart = samples::all().into_iter().find(|chart| matches!(chart, Chart::Bubbles(_)));
    let Some(Chart::Bubbles(mut chart)) = chart else { panic!("a sample of bubbles") };
    chart.room = crate::charts::Room::Page;
    chart.bubbles.truncate(1);
    let (mut long, mut short) = (0, 0);
    for step in 0..60 {
        chart.bubbles[0].previous = Some((chart.bubbles[0].x - f64::from(step) * 0.01, chart.bubbles[0].y));
        let explained = chart.has_arrows();
        let drawn = drawings(&Chart::Bubbles(chart.clone()));
        assert_eq!(drawn.len(), 3);
        let arrows = drawn[..2].iter().map(|drawing| drawing.iter().any(|tag| has(tag, "line", "wire")));
        arrows.for_each(|arrow| assert_eq!(arrow, explained, "a move of {step} hundredths"));
        *(if explained { &mut long } else { &mut short }) += 1;
    }
    assert!(long > 0 && short > 0, "{long} long moves, {short} short ones");
}

#[test]
fn a_name_stands_on_the_side_of_the_cut_lines_where_its_mark_is_and_no_larger_account_is_without_one() {
    let Some(Chart::Bubbles(mut chart)) = samples::all().into_iter().find(|chart| matches!(chart, Chart::Bubbles(_)))
    else {
        panic!("a sample of bubbles")
    };
    let (x_cut, y_cut) = (chart.x_cut.expect("a cut"), chart.y_cut.expect("a cut"));
    let pattern = chart.bubbles[1].clone();
    // A crowd around the point where the lines cross, the larger the nearer to it.
    let crowd = (0..24_u32).map(|rank| {
        let (turn, from) = (f64::from(rank) * 2.4, 0.12 + 0.014 * f64::from(rank));
        let name =
            format!("A{rank:02} {}", ["Muye", "Ruichuan Automation", "Yunsha Network Equipment"][rank as usize % 3]);
        let attention = crate::charts::Attention::None;
        let (x, y) = (
            x_cut + from * (chart.x.high - chart.x.low) * turn.cos(),
            y_cut + from * (chart.y.high - chart.y.low) * turn.sin(),
        );
        crate::charts::Bubble {
            name,
            x,
            y,
            size: 400.0 / f64::from(rank + 2),
            previous: None,
            attention,
            ..pattern.clone()
        }
    });
    chart.bubbles = crowd.collect();
    for drawing in drawings(&Chart::Bubbles(chart.clone())) {
        let lines: Vec<&Tag> = drawing.iter().filter(|tag| has(tag, "line", "cut")).collect();
        let (across, down) = (lines[0].get("x1"), lines[1].get("y1"));
        let mut named = std::collections::BTreeSet::new();
        // A name in lines is written line by line, the first of which says whose it is.
        let mut of = 0;
        for tag in drawing.iter().filter(|tag| has(tag, "text", "halo")) {
            if let Some(rank) = tag.text.strip_prefix('A').and_then(|text| text.get(..2)?.parse().ok()) {
                of = rank;
                named.insert(rank);
            }
            let (area, bubble) = (tag.label().area(), &chart.bubbles[of]);
            let is_right = bubble.x >= x_cut;
            let is_above = bubble.y >= y_cut;
            let apart_across = if is_right { area.left - across } else { across - area.right };
            let apart_down = if is_above { down - area.bottom } else { area.top - down };
            assert!(apart_across >= 5.9 && apart_down >= 5.9, "{}: {apart_across} and {apart_down}", tag.text);
        }
        assert!(named.len() >= 3, "{named:?}");
        assert_eq!(named.iter().copied().max(), Some(named.len() - 1), "{named:?}");
    }
}
