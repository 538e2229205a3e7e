//! What holds for every kind, whatever it is fed: well-formed markup, finite numbers, marks inside the picture, labels
//! apart, a table that says what the marks say. And one drawing of each kind to look at.

mod figures;
mod markup;
mod org;
mod people;
mod places;
mod samples;
mod words;

use proptest::prelude::*;

use self::markup::{Tag, number, tags};
use super::*;

/// Checks all that holds for every chart.
fn check(chart: &Chart) {
    let svg = chart.svg();
    assert_eq!(svg, chart.svg(), "the same data, the same bytes");
    for drawing in svg.split_inclusive("</svg>") {
        let tags = tags(drawing);
        let size = tags[0].attributes["viewBox"].split(' ').map(number).collect::<Vec<_>>();
        for (x, y) in tags.iter().flat_map(Tag::corners) {
            assert!(x > -0.2 && x < size[2] + 0.2 && y > -0.2 && y < size[3] + 0.2, "{x} {y} is outside {size:?}");
        }
        let labels: Vec<_> =
            tags.iter().filter(|tag| tag.name == "text").map(|tag| (tag.label().area(), &tag.text)).collect();
        for (index, (area, text)) in labels.iter().enumerate() {
            assert!(area.left > -1.5 && area.right < size[2] + 1.5, "{text} leaves the picture");
            assert!(area.top > -2.5 && area.bottom < size[3] + 1.5, "{text} leaves the picture");
            for (other, other_text) in &labels[..index] {
                let apart = area.left > other.right - 0.3
                    || other.left > area.right - 0.3
                    || area.top > other.bottom - 0.3
                    || other.top > area.bottom - 0.3;
                assert!(apart, "{text} touches {other_text}");
            }
        }
    }
    if matches!(chart, Chart::Bubbles(_)) {
        svg.split_inclusive("</svg>").for_each(|drawing| check_callouts(&tags(drawing)));
    }
    let table = chart.table();
    assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
}

/// The names beside bubbles cover no bubble, and no line that leads to a name runs through another name.
fn check_callouts(tags: &[Tag]) {
    let has =
        |tag: &Tag, class: &str| tag.attributes.get("class").is_some_and(|all| all.split(' ').any(|c| c == class));
    let names = tags.iter().filter(|tag| tag.name == "text" && has(tag, "halo"));
    let names: Vec<_> = names.map(|tag| (tag.label().area(), &tag.text)).collect();
    for bubble in tags.iter().filter(|tag| tag.name == "circle" && has(tag, "bub")) {
        let (x, y, r) = (bubble.get("cx"), bubble.get("cy"), bubble.get("r"));
        for (area, name) in &names {
            let (dx, dy) = (x - x.clamp(area.left, area.right), y - y.clamp(area.top, area.bottom));
            assert!(dx.hypot(dy) > r * 0.9 - 0.3, "{name} covers the bubble at {x} {y}, {r}");
        }
    }
    for lead in tags.iter().filter(|tag| tag.name == "line" && has(tag, "axis")) {
        let [from, to] = lead.corners()[..] else { panic!("a line has two ends") };
        // Every half pixel but the last few, where its own name begins.
        let steps = (2.0 * (to.0 - from.0).hypot(to.1 - from.1)).ceil();
        let points = (0..2000_u32).map(f64::from).take_while(|at| *at < steps - 8.0).map(|at| at / steps);
        for (x, y) in points.map(|t| (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t)) {
            let run = names.iter().find(|(area, _)| {
                area.left + 0.5 < x && x < area.right - 0.5 && area.top + 0.5 < y && y < area.bottom - 0.5
            });
            assert!(run.is_none(), "a lead runs through {run:?}");
        }
    }
}

#[test]
fn every_kind_looks_as_it_did() {
    for chart in samples::all() {
        check(&chart);
        insta::assert_snapshot!(chart.id(), chart.svg().replace("><", ">\n<"));
    }
}

#[test]
fn a_table_has_a_row_for_every_mark_and_says_what_its_title_says() {
    let rows = samples::all().iter().map(|chart| chart.table().rows.len()).collect::<Vec<_>>();
    assert_eq!(rows[..8], [4, 5, 4, 2, 6, 4, 5, 2], "Pareto, months, bubbles, Lorenz, flow, bars, spark, dots");
    assert_eq!(rows[8..12], [6, 6, 5, 6], "org chart, track, ladder, wheel");
    assert_eq!(
        rows[12..],
        [5, 4, 6, 3, 4, 6, 4, 5, 4],
        "radar, heat, corridor, stacked, slope, strip, columns, bridge, cumulative"
    );
    for chart in samples::all().iter().filter(|chart| !matches!(chart, Chart::Spark(_))) {
        let svg = chart.svg();
        let wide = tags(svg.split_inclusive("</svg>").next().unwrap_or_default());
        let titles: Vec<_> = wide.iter().filter(|tag| tag.name == "title").map(|tag| &tag.text).skip(1).collect();
        let said = |cell: &String| titles.iter().any(|title| title.contains(cell.as_str()));
        for cell in chart.table().rows.iter().flatten().filter(|cell| cell.ends_with('%') || cell.contains('万')) {
            assert!(said(cell) || matches!(chart, Chart::Pareto(_) | Chart::Stacked(_)), "{cell} in {}", chart.id());
        }
    }
}

#[test]
fn ten_thousand_accounts_make_no_more_than_forty_kilobytes() {
    let full: Vec<u32> = (1..=180).map(|rank| 10_000_000 / rank).collect();
    assert!(samples::pareto(&full).svg().len() < 40_000, "{}", samples::pareto(&full).svg().len());
    let amounts: Vec<u32> = (1..=10_000).map(|rank| 10_000_000 / rank).collect();
    let chart = samples::pareto(&amounts);
    check(&chart);
    assert!(chart.svg().len() < 40_000, "{}", chart.svg().len());
    let table = chart.table();
    assert!(table.rows.len() <= 120 && table.rows.len() > 100, "{}", table.rows.len());
    assert_eq!(table.rows[0][0], "1 … 88");
    assert_eq!(table.rows.last().map(|row| row[4].as_str()), Some("100.0%"));
}

#[test]
fn accounts_per_bar_is_one_until_the_bars_are_too_many() {
    assert_eq!([4, 180, 181, 10_000].map(Pareto::accounts_per_bar), [1, 1, 2, 88]);
}

#[test]
fn two_thousand_bubbles_keep_their_largest_and_flagged_ones() {
    let Some(Chart::Bubbles(mut chart)) = samples::all().into_iter().find(|chart| matches!(chart, Chart::Bubbles(_)))
    else {
        panic!("there is a sample of every kind");
    };
    let pattern = chart.bubbles[3].clone();
    chart.bubbles = (0..2000_u32)
        .map(|index| Bubble {
            name: format!("Account {index}"),
            x: f64::from(index % 97) / 97.0,
            y: 1.0 + f64::from(index % 89),
            size: f64::from(index),
            attention: if index == 5 { Attention::Flagged } else { Attention::None },
            ..pattern.clone()
        })
        .collect();
    let chart = Chart::Bubbles(chart);
    check(&chart);
    let svg = chart.svg();
    assert!(svg.len() < 110_000, "{}", svg.len());
    assert!(svg.contains(">Account 5<") && svg.contains(">Account 1999<"));
    assert_eq!(chart.table().rows.len(), Bubbles::shown_in_full(2000));
    let labels = svg.split_inclusive("</svg>").map(|drawing| drawing.matches(">Account ").count());
    assert!(labels.zip([15, 6]).all(|(labels, most)| labels <= most));
}

#[test]
fn a_template_sees_the_drawing_and_a_cache_key_the_data() {
    for chart in samples::all() {
        let shown = serde_json::to_value(&chart).expect("a map");
        assert_eq!(shown["svg"], chart.svg());
        assert_eq!(shown["table"]["rows"][0][0], chart.table().rows[0][0]);
        let data = postcard::to_stdvec(&chart).expect("plain data");
        assert!(!data.windows(4).any(|bytes| bytes == b"<svg"));
    }
    let (one, other) = (samples::pareto(&[2, 1]), samples::pareto(&[3, 1]));
    assert_ne!(postcard::to_stdvec(&one), postcard::to_stdvec(&other));
}

/// Numbers that break drawings.
fn awkward() -> impl Strategy<Value = f64> {
    prop_oneof![
        3 => -1e3..1e3,
        2 => 0.0..1.0,
        1 => Just(0.0),
        1 => any::<f64>(),
        1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 1e-310, -0.0]),
    ]
}

/// Words that break drawings.
fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "A",
        "澜裳服饰集团",
        "<b>&\"'",
        "A very long name of an account that goes on and on",
        "100%",
        "a\u{1}\n",
    ])
    .prop_map(str::to_owned)
}

fn tone() -> impl Strategy<Value = Tone> {
    prop::sample::select(Tone::ALL.to_vec())
}

fn axis() -> impl Strategy<Value = Axis> {
    let scale = prop::sample::select(vec![Scale::Linear, Scale::Log]);
    (words(), scale, awkward(), awkward(), prop::collection::vec((awkward(), words()), 0..6)).prop_map(
        |(name, scale, low, high, ticks)| {
            let ticks = ticks.into_iter().chain([(low, "low".into()), (high, "high".into())]);
            Axis { name, scale, low, high, ticks: ticks.map(|(at, text)| Tick { at, text }).collect() }
        },
    )
}

/// Three awkward values, words and a tone.
type Mark = (f64, f64, f64, String, Tone);

/// A sample of one kind whose marks are replaced: each by a clone of its first with awkward values and words.
#[expect(clippy::too_many_lines, reason = "one short arm per kind")]
fn distort(chart: Chart, axis: &Axis, marks: &[Mark]) -> Chart {
    if let Some(chart) = people::distort(&chart, axis, marks).or_else(|| figures::distort(&chart, axis, marks)) {
        return chart;
    }
    let ticks = axis.ticks.clone();
    match chart {
        Chart::Pareto(mut chart) => {
            let pattern = chart.bars[0].clone();
            let bar = |(share, cumulative, _, name, tone): &Mark| ParetoBar {
                name: name.clone(),
                share: *share,
                cumulative: *cumulative,
                tone: *tone,
                ..pattern.clone()
            };
            (chart.bars, chart.ticks, chart.axis) = (marks.iter().map(bar).collect(), ticks, axis.name.clone());
            let point = |amount| Some(ParetoPoint { accounts: axis.low, amount, text: axis.name.clone() });
            (chart.rule, chart.point) = (point(axis.high), point(axis.low));
            Chart::Pareto(chart)
        }
        Chart::Months(mut chart) => {
            let pattern = chart.bars[0].clone();
            let bar = |(value, previous, _, note, tone): &Mark| MonthBar {
                value: Some(*value),
                previous: Some(*previous),
                note: note.clone(),
                tone: *tone,
                ..pattern.clone()
            };
            (chart.bars, chart.ticks) = (marks.iter().map(bar).collect(), ticks);
            Chart::Months(chart)
        }
        Chart::Bubbles(mut chart) => {
            let patterns = chart.bubbles.clone();
            let bubble = |(index, (x, y, size, name, tone)): (usize, &Mark)| Bubble {
                name: name.clone(),
                x: *x,
                y: *y,
                size: *size,
                tone: *tone,
                previous: Some((*y, *x)),
                ..patterns[index % patterns.len()].clone()
            };
            chart.bubbles = marks.iter().enumerate().map(bubble).collect();
            (chart.x, chart.y, chart.x_cut) = (axis.clone(), axis.clone(), Some(axis.low));
            Chart::Bubbles(chart)
        }
        Chart::Lorenz(mut chart) => {
            let pattern = chart.marks[0].clone();
            let mark = |(accounts, amount, _, label, _): &Mark| LorenzMark {
                accounts: *accounts,
                amount: *amount,
                label: label.clone(),
                ..pattern.clone()
            };
            chart.marks = marks.iter().map(mark).collect();
            chart.curve = marks.iter().map(|mark| (mark.0, mark.1)).collect();
            (chart.x, chart.y) = (axis.clone(), axis.clone());
            Chart::Lorenz(chart)
        }
        Chart::Flow(mut chart) => {
            let pattern = chart.ribbons[0].clone();
            let ribbon = |(index, (count, _, _, label, tone)): (usize, &Mark)| Ribbon {
                from: index % 4,
                to: index / 4,
                count: *count,
                label: label.clone(),
                tone: *tone,
                ..pattern.clone()
            };
            chart.ribbons = marks.iter().enumerate().map(ribbon).collect();
            chart.from.nodes.iter_mut().zip(marks).for_each(|(node, mark)| node.label.clone_from(&mark.3));
            Chart::Flow(chart)
        }
        Chart::Bars(mut chart) => {
            let pattern = chart.bars[0].clone();
            let bar = |(value, tick, _, name, tone): &Mark| Bar {
                name: name.clone(),
                value: Some(*value),
                value_text: name.clone(),
                tick: Some(*tick),
                tone: *tone,
                ..pattern.clone()
            };
            chart.bars = marks.iter().map(bar).collect();
            Chart::Bars(chart)
        }
        Chart::Spark(mut chart) => {
            let point = |mark: &Mark| SparkPoint { name: mark.3.clone(), value: Some(mark.0), text: mark.3.clone() };
            chart.points = marks.iter().map(point).collect();
            Chart::Spark(chart)
        }
        Chart::Dots(mut chart) => {
            let pattern = chart.rows[0].clone();
            let row = |(previous, current, _, name, tone): &Mark| Dot {
                name: name.clone(),
                previous: Some(*previous),
                current: Some(*current),
                current_text: name.clone(),
                tone: *tone,
                ..pattern.clone()
            };
            (chart.rows, chart.axis) = (marks.iter().map(row).collect(), axis.clone());
            Chart::Dots(chart)
        }
        chart => panic!("{} has no awkward form", chart.id()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_it_is_fed_the_drawing_is_sound(
        axis in axis(),
        marks in prop::collection::vec((awkward(), awkward(), awkward(), words(), tone()), 0..30),
    ) {
        for chart in samples::all() {
            check(&distort(chart, &axis, &marks));
        }
    }

    #[test]
    fn crowded_bubbles_have_their_names_apart(
        marks in prop::collection::vec((0.5..1.0, 0.5..1.0, 0.0..1e6, words(), tone()), 1..60),
    ) {
        let tick = |at: f64| Tick::new(at, at.to_string());
        let axis = Axis { name: "x".into(), scale: Scale::Linear, low: 0.0, high: 1.0, ticks: vec![tick(0.0), tick(1.0)] };
        for chart in samples::all().into_iter().filter(|chart| matches!(chart, Chart::Bubbles(_))) {
            check(&distort(chart, &axis, &marks));
        }
    }

    #[test]
    fn equal_and_single_values_are_drawn_too(value in awkward(), count in 1..5_usize) {
        let axis = Axis { name: "x".into(), scale: Scale::Linear, low: value, high: value, ticks: vec![Tick::new(value, "v")] };
        let marks = vec![(value, value, value, "one".to_owned(), Tone::A); count];
        for chart in samples::all() {
            check(&distort(chart, &axis, &marks));
        }
    }

    #[test]
    fn ticks_are_finite_few_and_cover_the_values(low in awkward(), high in awkward(), most in 2..9_usize) {
        let ticks = nice_ticks(low, high, most);
        prop_assert!(ticks.len() <= most.max(3) && ticks.iter().all(|tick| tick.is_finite()), "{ticks:?}");
        prop_assert!(log_ticks(low, high, most).len() <= most + 1);
        if low.abs() < 1e12 && high.abs() < 1e12 {
            let slack = low.abs().max(high.abs()) * 1e-9;
            prop_assert!(ticks[0] <= low.min(high) + slack && ticks[ticks.len() - 1] >= low.max(high) - slack, "{ticks:?}");
        }
    }
}
