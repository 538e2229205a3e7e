//! Which words a drawing keeps where there is not room for all, and that none of them is half.

use super::people::{ladder, org, person, track};
use super::{Chart, Person, Tag, check, markup, samples};
use crate::charts::{OrgTag, OrgTagKind, Presence, TrackStep};

/// The drawings of a chart, as tags.
fn drawings(chart: &Chart) -> Vec<Vec<Tag>> {
    check(chart);
    chart.svg().split_inclusive("</svg>").map(markup::tags).collect()
}

fn words(drawing: &[Tag]) -> Vec<&str> {
    drawing.iter().filter(|tag| tag.name == "text").map(|tag| tag.text.as_str()).collect()
}

#[test]
fn why_it_fell_is_told_before_why_it_rose() {
    let step =
        |from: f64, stage, reason: &str| TrackStep { from, stage, reason: reason.into(), ..track().steps[0].clone() };
    let mut chart = track();
    chart.steps = vec![
        step(2021.2, 0, "First order"),
        step(2022.4, 1, ""),
        step(2023.1, 0, ""),
        step(2023.7, 1, ""),
        step(2024.7, 2, "Forward depot opened, a frame of three years"),
        step(2026.4, 1, "New vice-president, our coach gone"),
    ];
    for drawing in drawings(&Chart::Track(chart)) {
        let said = words(&drawing).join(" ");
        assert!(said.contains("New vice-president, our coach gone"), "{said}");
    }
}

#[test]
fn what_a_rung_lacks_stands_there_whole() {
    let mut chart = ladder();
    chart.rungs[3].missing = "lacks finance in contact, supply chain in contact".into();
    chart.rungs[4].missing =
        "lacks a share of 70%, 2 suppliers at most, finance in contact, supply chain in contact".into();
    let drawings = drawings(&Chart::Ladder(chart));
    let said = words(&drawings[0]).join(" ");
    assert!(said.contains("lacks finance in contact, supply chain in contact"), "{said}");
    assert!(
        said.contains("2 suppliers at most, finance in contact, supply chain in contact") && !said.contains('…'),
        "{said}"
    );
}

#[test]
fn a_box_is_as_wide_as_its_words_where_the_sheet_has_room() {
    let met = |footer: &str| Person {
        footer: footer.into(),
        ..person("a", "Gu Xingzhou", "Vice-president of the supply chain")
    };
    let mut chart = org();
    chart.influences = Vec::new();
    chart.roots = vec![met("166 days ago · Managing director")];
    let wide = drawings(&Chart::OrgChart(chart.clone())).remove(0);
    let said = words(&wide).join(" ");
    assert!(said.contains("166 days ago · Managing director") && said.contains("of the supply chain"), "{said}");
    // Where it has none, the day stands alone: nobody is called by half a name.
    chart.roots = vec![met("166 days ago · The managing director and all of her deputies")];
    let narrow = drawings(&Chart::OrgChart(chart)).remove(0);
    assert!(words(&narrow).contains(&"166 days ago"), "{:?}", words(&narrow));
}

#[test]
fn who_is_missing_takes_a_place_that_is_free() {
    let mut chart = org();
    chart.influences = Vec::new();
    let tags = vec![OrgTag { text: "User".into(), kind: OrgTagKind::Slot }];
    let list = (0..4).map(|at| {
        let one = Person { tags: tags.clone(), ..person(&at.to_string(), "Person", "Head") };
        (one, (at > 0).then(|| "0".to_owned()))
    });
    chart.roots = Person::forest(list.collect());
    let height = |chart: &super::OrgChart| {
        let svg = Chart::OrgChart(chart.clone()).svg();
        markup::number(markup::tags(&svg)[0].attributes["viewBox"].rsplit(' ').next().unwrap_or_default())
    };
    let before = height(&chart);
    chart.roots.push(Person { presence: Presence::Missing, ..person("coach", "Coach vacant", "fill this first") });
    check(&Chart::OrgChart(chart.clone()));
    assert!((height(&chart) - before).abs() < 0.1, "beside the head of all, there is room");
}

#[test]
fn words_of_a_pareto_of_equals_stand_above_its_bars() {
    for drawing in drawings(&samples::pareto(&[100, 100, 100, 100])) {
        let bars = drawing.iter().filter(|tag| tag.name == "rect").flat_map(Tag::corners).map(|(_, y)| y);
        let top = bars.fold(f64::INFINITY, f64::min);
        let said = drawing.iter().filter(|tag| tag.attributes.get("class").is_some_and(|class| class.contains("halo")));
        let lowest = said.map(|tag| tag.label().area().bottom).fold(f64::NEG_INFINITY, f64::max);
        assert!(lowest.is_finite() && lowest <= top + 0.5, "{lowest} is below {top}");
    }
}

#[test]
fn names_keep_off_the_cut_lines_where_they_can() {
    let chart = samples::all().into_iter().find(|chart| matches!(chart, Chart::Bubbles(_)));
    let Some(Chart::Bubbles(mut chart)) = chart else { panic!("a sample of bubbles") };
    chart.bubbles.truncate(1);
    let (Some(x), Some(y)) = (chart.x_cut, chart.y_cut) else { panic!("a sample with cuts") };
    // Just left of the line: the usual place, at the right, would lie upon it.
    (chart.bubbles[0].x, chart.bubbles[0].y) = (x * 0.98, y * 1.6);
    chart.bubbles[0].previous = None;
    for drawing in drawings(&Chart::Bubbles(chart)) {
        let has = |tag: &&Tag, class: &str| {
            tag.attributes.get("class").is_some_and(|all| all.split(' ').any(|one| one == class))
        };
        let across = drawing.iter().filter(|tag| tag.name == "line" && has(tag, "cut")).map(Tag::corners);
        let upright = across.filter(|ends| (ends[0].0 - ends[1].0).abs() < 0.1).map(|ends| ends[0].0).next();
        let name = drawing.iter().find(|tag| tag.name == "text" && has(tag, "halo")).map(|tag| tag.label().area());
        let (Some(cut), Some(name)) = (upright, name) else { panic!("a cut line and a name") };
        assert!(name.right < cut || name.left > cut, "{name:?} over {cut}");
    }
}

/// The drawing of that kind among the samples.
fn sample<T>(pick: impl Fn(Chart) -> Option<T>) -> T {
    samples::all().into_iter().find_map(pick).expect("a sample of every kind")
}

#[test]
fn the_periods_over_a_migration_are_whole() {
    let chart = sample(|chart| if let Chart::Flow(chart) = chart { Some(chart) } else { None });
    for (before, now) in [("2025 年 6 月", "2026 年 6 月"), ("Jul 2024 to Jun 2025, 12 months", "Jul 2025 to Jun 2026")]
    {
        let mut chart = chart.clone();
        chart.from.name = before.into();
        chart.to.name = now.into();
        for drawing in drawings(&Chart::Flow(chart)) {
            let said = words(&drawing);
            let joined = said.join(" ");
            assert!(!joined.contains('…'), "{joined}");
            for head in [before, now] {
                assert!(head.split(' ').all(|word| said.iter().any(|label| label.contains(word))), "{head}: {joined}");
            }
            // What is drawn reaches the foot of the sheet.
            let height = markup::number(drawing[0].attributes["viewBox"].split(' ').next_back().unwrap());
            let lowest = drawing.iter().filter(|tag| tag.name == "rect").flat_map(Tag::corners).map(|(_, y)| y);
            assert!(lowest.fold(0.0, f64::max) > height - 25.0);
        }
    }
}

#[test]
fn the_key_of_a_payback_takes_a_second_line_rather_than_be_cut() {
    let mut chart = sample(|chart| if let Chart::Cumulative(chart) = chart { Some(chart) } else { None });
    chart.key = ["What came back as gross profit", "What we put in", "Cumulative, ours less theirs"].map(Into::into);
    let key = chart.key.clone();
    for drawing in drawings(&Chart::Cumulative(chart)) {
        assert!(key.iter().all(|name| words(&drawing).contains(&name.as_str())), "{:?}", words(&drawing));
    }
}

#[test]
fn the_last_column_of_a_heat_map_is_named_whole_where_the_line_has_room() {
    let mut chart = sample(|chart| if let Chart::HeatMap(chart) = chart { Some(chart) } else { None });
    let names =
        ["Express", "Standard", "Heavy freight", "Fulfilment", "Returns", "International", "Cash on delivery here"];
    chart.columns = names.map(Into::into).into();
    let wide = drawings(&Chart::HeatMap(chart)).remove(0);
    assert!(names.iter().all(|name| words(&wide).contains(name)), "{:?}", words(&wide));
}

#[test]
fn the_columns_of_a_heat_map_are_named_whole_on_a_phone_too() {
    for names in [
        ["Express", "Standard", "Heavy freight", "Fulfilment", "Returns", "International", "Cash on delivery"],
        ["Hydraulic presses", "Bearings", "Drives", "Spare parts", "Retrofits", "Welding robots", "Service contracts"],
        ["标准快递", "同城急送", "大件运输", "仓配一体", "逆向物流", "国际供应链", "代收货款服务"],
    ] {
        let mut chart = sample(|chart| if let Chart::HeatMap(chart) = chart { Some(chart) } else { None });
        chart.columns = names.map(Into::into).into();
        for drawing in drawings(&Chart::HeatMap(chart)) {
            assert!(names.iter().all(|name| words(&drawing).contains(name)), "{:?}", words(&drawing));
        }
    }
}

#[test]
fn the_rows_of_a_heat_map_are_named_whole_where_its_cells_leave_the_room() {
    let mut chart = sample(|chart| if let Chart::HeatMap(chart) = chart { Some(chart) } else { None });
    chart.rows[0].name = "International trade (3 of 12 dossiers)".into();
    for drawing in drawings(&Chart::HeatMap(chart)) {
        assert!(words(&drawing).join(" ").contains("(3 of 12 dossiers)"), "{:?}", words(&drawing));
    }
}

#[test]
fn flagged_accounts_close_together_are_named_whole_on_a_phone() {
    let mut chart = sample(|chart| if let Chart::Bubbles(chart) = chart { Some(chart) } else { None });
    let pattern = chart.bubbles[0].clone();
    let (low, high) = (chart.y.low, chart.y.high);
    let (left, right) = (chart.x.low, chart.x.high);
    let names = ["Zhuyuan Heavy Industries", "Heli Kidswear", "Yunsha Network Equipment", "Lanshang Apparel Group"];
    for (x, y) in [(0.4, 0.5), (0.1, 0.4), (0.7, 0.6)] {
        let at = |(index, name): (usize, &&str)| crate::charts::Bubble {
            name: (*name).into(),
            x: left + (right - left) * (x + 0.06 * index as f64),
            y: low + (high - low) * (y + 0.05 * (index % 2) as f64),
            attention: crate::charts::Attention::Flagged,
            previous: None,
            ..pattern.clone()
        };
        chart.bubbles = names.iter().enumerate().map(at).collect();
        for drawing in drawings(&Chart::Bubbles(chart.clone())) {
            let said = words(&drawing).join(" ");
            assert!(names.iter().all(|name| said.contains(name)), "{x}, {y}: {said}");
        }
    }
}
