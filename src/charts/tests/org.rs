//! The laws of the relationship map: boxes apart and on the sheet, reporting lines round them, whatever the hierarchy.

use proptest::prelude::*;

use super::people::{org, person};
use super::{Chart, Person, check, markup};
use crate::charts::Influence;

/// People who report to those of these places.
fn tree(managers: &[Option<usize>]) -> Vec<Person> {
    let list = managers.iter().enumerate().map(|(place, manager)| {
        let person = person(&place.to_string(), &format!("Person {place}"), "Head of something or other");
        (person, manager.map(|manager| manager.to_string()))
    });
    Person::forest(list.collect())
}

fn rectangles(drawing: &str, class: &str) -> Vec<[f64; 4]> {
    let tags = markup::tags(drawing);
    let boxes = tags.iter().filter(|tag| tag.name == "rect" && tag.attributes["class"] == class);
    boxes
        .map(|tag| {
            let c = tag.corners();
            [c[0].0, c[0].1, c[1].0, c[1].1]
        })
        .collect()
}

/// Checks that the boxes of the wide drawing are apart and that no reporting line crosses one.
fn check_map(managers: &[Option<usize>], influences: Vec<Influence>) {
    let mut chart = org();
    (chart.roots, chart.influences) = (tree(managers), influences);
    let chart = Chart::OrgChart(chart);
    check(&chart);
    let svg = chart.svg();
    let mut drawings = svg.split_inclusive("</svg>");
    let wide = drawings.next().unwrap_or_default();
    let boxes = rectangles(wide, "box");
    assert_eq!(boxes.len(), managers.len());
    for (index, a) in boxes.iter().enumerate() {
        for b in &boxes[..index] {
            assert!(a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3], "{a:?} touches {b:?}");
        }
    }
    for tag in markup::tags(wide).iter().filter(|tag| tag.attributes.get("class").is_some_and(|class| class == "wire"))
    {
        for pair in tag.corners().windows(2) {
            let (x0, x1) = (pair[0].0.min(pair[1].0), pair[0].0.max(pair[1].0));
            let (y0, y1) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
            for area in &boxes {
                let apart = x1 < area[0] + 0.3 || x0 > area[2] - 0.3 || y1 < area[1] + 0.3 || y0 > area[3] - 0.3;
                assert!(apart, "a line {pair:?} crosses {area:?}");
            }
        }
    }
    let table = chart.table();
    assert_eq!(table.rows.len(), managers.len());
    let narrow = drawings.next().unwrap_or_default();
    assert_eq!(narrow.matches("class=\"big\">Person ").count(), managers.len(), "everybody is named on the list");
}

#[test]
fn hierarchies_of_every_size_are_drawn() {
    for count in [0, 1, 3, 8, 40, 120] {
        let none = vec![None; count];
        let star: Vec<_> = (0..count).map(|place| (place > 0).then_some(0)).collect();
        let chain: Vec<_> = (0..count).map(|place| place.checked_sub(1)).collect();
        let fives: Vec<_> = (0..count).map(|place| place.checked_sub(1).map(|place| place / 5)).collect();
        let pairs: Vec<_> = (0..count).map(|place| place.checked_sub(1).map(|place| place / 2)).collect();
        for managers in [none, star, chain, fives, pairs] {
            check_map(&managers, Vec::new());
        }
    }
}

#[test]
fn people_in_a_circle_have_a_first() {
    let list = ["a", "b", "c", "d"].map(|id| person(id, id, id));
    let [a, b, c, d] = list;
    let to = |id: &str| Some(id.to_owned());
    let roots = Person::forest(vec![(d, to("d")), (a, to("b")), (b, to("c")), (c, to("a"))]);
    let ids = |people: &[Person]| people.iter().map(|person| person.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&roots), ["d", "a"]);
    assert_eq!(ids(&roots[1].reports), ["c"]);
    assert_eq!(ids(&roots[1].reports[0].reports), ["b"]);
}

#[test]
fn those_who_report_to_one_stand_in_the_order_of_the_list() {
    let roots = tree(&[Some(3), Some(3), Some(3), None, Some(0), Some(0)]);
    let ids = |people: &[Person]| people.iter().map(|person| person.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&roots[0].reports), ["0", "1", "2"]);
    assert_eq!(ids(&roots[0].reports[0].reports), ["4", "5"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_the_hierarchy_boxes_stand_apart(
        managers in prop::collection::vec(prop::option::weighted(0.9, 0..60_usize), 0..60),
        influences in prop::collection::vec((0..60_usize, 0..60_usize), 0..8),
    ) {
        let influences = influences.into_iter().map(|(from, to)| Influence {
            from: from.to_string(),
            to: to.to_string(),
            label: "former colleague".into(), is_line: true,
            title: format!("→ {to}"),
        });
        check_map(&managers, influences.collect());
    }
}
