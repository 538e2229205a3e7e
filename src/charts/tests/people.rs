//! Samples of the kinds about people and relationships, and what breaks them.

use super::Mark;
use crate::charts::{
    Axis, Chart, Influence, Ladder, OrgChart, OrgLevel, OrgTag, OrgTagKind, Person, Presence, Rung, Tick, Tone, Track,
    TrackStep, Wheel, WheelStage,
};

/// One of every kind.
pub(super) fn all() -> Vec<Chart> {
    vec![Chart::OrgChart(org()), Chart::Track(track()), Chart::Ladder(ladder()), Chart::Wheel(wheel())]
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
                is_line: true,
                title: "→ 顾行舟：旧同事，可引荐".into(),
            },
            Influence {
                from: "ye".into(),
                to: "nobody".into(),
                label: String::new(),
                is_line: true,
                title: String::new(),
            },
        ],
        headings: ["姓名", "职务", "汇报给", "角色", "态度", "关系", "最近见面", "影响谁"].map(Into::into),
    }
}

pub(super) fn track() -> Track {
    let steps = [
        (2021.0, 0, "首单"),
        (2022.4, 1, ""),
        (2023.1, 0, "市场变化"),
        (2023.7, 1, ""),
        (2024.7, 2, "三年框架"),
        (2026.3, 1, "换人"),
    ];
    Track {
        id: "relationship-stage".into(),
        name: "关系阶段".into(),
        summary: "2021 年建立，2023 退回，2024 加强，2026 年退回稳定。".into(),
        stages: ["建立", "稳定", "加强"].map(Into::into).into(),
        end: 2026.5,
        ticks: (2021..=2026_u16).map(|year| Tick::new(f64::from(year), year.to_string())).collect(),
        steps: steps
            .map(|(from, stage, reason)| TrackStep {
                from,
                from_text: format!("{from}"),
                stage,
                reason: reason.into(),
                title: format!("{from} {reason}"),
            })
            .into(),
        headings: ["起", "阶段", "原因"].map(Into::into),
    }
}

pub(super) fn ladder() -> Ladder {
    let rung = |name: &str, missing: &str| Rung {
        name: name.into(),
        missing: missing.into(),
        evidence_text: String::new(),
        claimed_text: String::new(),
        title: format!("{name} {missing}"),
    };
    Ladder {
        id: "kam-ladder".into(),
        name: "KAM 阶梯".into(),
        summary: "档案写伙伴，证据只到中级。".into(),
        rungs: vec![
            rung("孕育", ""),
            rung("初级", ""),
            rung("中级", ""),
            rung("伙伴", "缺财务、信息对口"),
            rung("协作", ""),
        ],
        evidence: Some(3),
        evidence_text: "证据".into(),
        claimed: Some(4),
        claimed_text: "档案".into(),
        headings: ["阶梯", "证据", "档案", "缺什么"].map(Into::into),
    }
}

fn wheel() -> Wheel {
    let stages = ["需求认知", "评估选择", "消除顾虑", "决定购买", "执行", "随时间改变"];
    Wheel {
        id: "buying-cycle".into(),
        name: "2026–27 框架续约".into(),
        summary: "消除顾虑，31 天。".into(),
        stages: stages.map(|name| WheelStage { name: name.into(), text: String::new(), title: name.into() }).into(),
        current: Some(2),
        tone: Tone::A,
        number: "31".into(),
        unit: "天".into(),
        headings: ["阶段", "天数"].map(Into::into),
    }
}

/// A sample whose marks are replaced by awkward ones; none where the kind is not of this file.
pub(super) fn distort(chart: &Chart, axis: &Axis, marks: &[Mark]) -> Option<Chart> {
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
                let manager = if *other < 0.0 { None } else { Some((index * 13 % 29).to_string()) };
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
                    is_line: true,
                    title: name.clone(),
                })
                .collect();
            chart.influences.truncate(9);
            Chart::OrgChart(chart)
        }
        Chart::Track(chart) => {
            let mut chart = chart.clone();
            let step = |(index, (from, _, _, reason, _)): (usize, &Mark)| TrackStep {
                from: *from,
                stage: index * 5 % 4,
                reason: reason.clone(),
                ..chart.steps[0].clone()
            };
            chart.steps = marks.iter().enumerate().map(step).collect();
            (chart.ticks, chart.end) = (axis.ticks.clone(), axis.high);
            chart.stages.iter_mut().zip(marks).for_each(|(stage, mark)| stage.clone_from(&mark.3));
            Chart::Track(chart)
        }
        Chart::Ladder(chart) => {
            let mut chart = chart.clone();
            let rung = |mark: &Mark| Rung { name: mark.3.clone(), missing: mark.3.repeat(3), ..chart.rungs[0].clone() };
            chart.rungs = marks.iter().map(rung).collect();
            (chart.evidence, chart.claimed) = (Some(marks.len() / 3), Some(axis.ticks.len()));
            (chart.evidence_text, chart.claimed_text) = (axis.name.repeat(2), axis.name.repeat(3));
            Chart::Ladder(chart)
        }
        Chart::Wheel(chart) => {
            let mut chart = chart.clone();
            let stage = |mark: &Mark| WheelStage { name: mark.3.clone(), text: mark.3.clone(), title: mark.3.clone() };
            chart.stages = marks.iter().map(stage).collect();
            (chart.number, chart.unit) = (axis.name.clone(), axis.name.clone());
            chart.current = Some(axis.ticks.len());
            Chart::Wheel(chart)
        }
        _ => return None,
    })
}
