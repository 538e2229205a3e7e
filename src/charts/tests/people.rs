//! Samples of the kinds about people and relationships, and what breaks them.

use super::Mark;
use crate::charts::{Axis, Chart, Influence, OrgChart, OrgLevel, OrgTag, OrgTagKind, Person, Presence, Tone};

/// One of every kind.
pub(super) fn all() -> Vec<Chart> {
    vec![Chart::OrgChart(org())]
}

pub(super) fn person(id: &str, name: &str, title: &str) -> Person {
    Person {
        id: id.into(),
        name: name.into(),
        title: title.into(),
        presence: Presence::Known,
        tags: Vec::new(),
        support: Tone::Mute,
        support_text: "中立".into(),
        weight: None,
        level: None,
        footer: String::new(),
        footer_tone: Tone::Mute,
        href: String::new(),
        about: format!("{name} · {title}"),
        reports: Vec::new(),
    }
}

pub(super) fn org() -> OrgChart {
    let tag = |text: &str, kind| OrgTag { text: text.into(), kind };
    let level = |now: u8, wanted: u8| Some(OrgLevel { now, wanted, most: 5, text: format!("{now} → {wanted}") });
    let people = vec![
        (
            Person {
                tags: vec![tag("批准人", OrgTagKind::Role)],
                footer: "166 天前 · 总经理".into(),
                ..person("shen", "沈澜", "董事长")
            },
            None,
        ),
        (
            Person {
                tags: vec![tag("经济", OrgTagKind::Slot), tag("决策人", OrgTagKind::Role)],
                support: Tone::Ground,
                support_text: "未知".into(),
                level: level(1, 4),
                weight: Some(1.0),
                footer: "从未见过".into(),
                footer_tone: Tone::Act,
                ..person("gu", "顾行舟", "供应链副总裁，5 月到任")
            },
            Some("shen"),
        ),
        (
            Person {
                tags: vec![tag("用户", OrgTagKind::Slot), tag("使用部门", OrgTagKind::Role)],
                support: Tone::Accent,
                support_text: "支持".into(),
                level: level(4, 4),
                footer: "9 天前 · 林砚".into(),
                ..person("ye", "叶知秋", "电商运营总监")
            },
            Some("shen"),
        ),
        (Person { support: Tone::Act, support_text: "反对".into(), ..person("qin", "秦越", "采购总监") }, Some("gu")),
        (person("xu", "许棠", "物流总监"), Some("gu")),
        (
            Person {
                presence: Presence::Missing,
                support_text: String::new(),
                ..person("coach", "内线空缺", "请叶知秋引荐")
            },
            Some("ye"),
        ),
    ];
    OrgChart {
        id: "relationship-map".into(),
        name: "关系图".into(),
        summary: "澜裳五位关键人与一个空缺的内线。".into(),
        roots: Person::forest(people.into_iter().map(|(person, to)| (person, to.map(str::to_owned))).collect()),
        influences: vec![
            Influence {
                from: "ye".into(),
                to: "gu".into(),
                label: "旧同事，可引荐".into(),
                title: "→ 顾行舟：旧同事，可引荐".into(),
            },
            Influence { from: "ye".into(), to: "nobody".into(), label: String::new(), title: String::new() },
        ],
        headings: ["姓名", "职务", "汇报给", "角色", "态度", "关系", "最近见面", "影响谁"].map(Into::into),
    }
}

/// A sample whose marks are replaced by awkward ones; none where the kind is not of this file.
pub(super) fn distort(chart: &Chart, _axis: &Axis, marks: &[Mark]) -> Option<Chart> {
    Some(match chart {
        Chart::OrgChart(chart) => {
            let mut chart = chart.clone();
            let pattern = chart.roots[0].reports[0].clone();
            let people = marks.iter().enumerate().map(|(index, (weight, other, _, name, tone))| {
                let person = Person {
                    id: index.to_string(),
                    name: name.clone(),
                    title: format!("{name} {name}"),
                    presence: if index % 7 == 3 { Presence::Missing } else { Presence::Known },
                    support: *tone,
                    weight: Some(*weight),
                    reports: Vec::new(),
                    ..pattern.clone()
                };
                let manager = if *other < 0.0 { None } else { Some(((*other * 7.0) as usize % 40).to_string()) };
                (person, manager)
            });
            chart.roots = Person::forest(people.collect());
            chart.influences = marks
                .iter()
                .enumerate()
                .map(|(index, (_, _, _, name, _))| Influence {
                    from: index.to_string(),
                    to: (index * 5 % 11).to_string(),
                    label: name.clone(),
                    title: name.clone(),
                })
                .collect();
            chart.influences.truncate(9);
            Chart::OrgChart(chart)
        }
        _ => return None,
    })
}
