//! One small chart of every kind, as a page would fill it, half of them in Chinese.

use crate::charts::{
    Attention, Axis, Bar, Bars, Bubble, Bubbles, Chart, Dot, Dots, Extent, Flow, FlowNode, FlowSide, Lorenz,
    LorenzMark, LorenzPrevious, MonthBar, Months, Pareto, ParetoBar, ParetoClass, ParetoPoint, Ribbon, Room, Scale,
    Spark, SparkPoint, Standing, Tick, Tone, Zones, nice_ticks,
};

/// One of every kind.
pub(super) fn all() -> Vec<Chart> {
    let mut all = vec![pareto(&[50, 30, 15, 5]), months(), bubbles(), lorenz(), flow(), bars(), spark(), dots()];
    all.extend(super::people::all());
    all.extend(super::figures::all());
    all
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

fn shares(name: &str) -> Axis {
    let ticks = nice_ticks(0.0, 1.0, 3).into_iter().map(|at| Tick::new(at, format!("{:.0}%", at * 100.0))).collect();
    Axis { name: name.into(), scale: Scale::Linear, low: 0.0, high: 1.0, ticks }
}

/// Accounts of these amounts, falling, cut at 80 % and 95 %.
pub(super) fn pareto(amounts: &[u32]) -> Chart {
    let total = f64::from(amounts.iter().sum::<u32>());
    let mut cumulative = 0.0;
    let bars = amounts.iter().enumerate().map(|(index, &amount)| {
        let (share, before) = (f64::from(amount) / total, cumulative);
        cumulative += share;
        let (tone, class) = match before {
            before if before < 0.8 => (Tone::A, "A"),
            before if before < 0.95 => (Tone::B, "B"),
            _ => (Tone::C, "C"),
        };
        ParetoBar {
            name: format!("客户 {index}"),
            amount_text: format!("{amount} 万"),
            share,
            share_text: percent(share),
            cumulative,
            cumulative_text: percent(cumulative),
            tone,
            class_text: class.into(),
            title: format!("{}. 客户 {index}: {} · 累计 {} · {class}", index + 1, percent(share), percent(cumulative)),
        }
    });
    let classes = [(Tone::A, "A 2 家"), (Tone::B, "B 1 家"), (Tone::C, "C 1 家")];
    Chart::Pareto(Pareto {
        id: "pareto-gross-profit".into(),
        name: "帕累托曲线：毛利".into(),
        summary: "4 家客户按毛利从大到小排列。".into(),
        bars: bars.collect(),
        classes: classes.map(|(tone, text)| ParetoClass { tone, text: text.into() }).into(),
        ticks: shares("").ticks,
        axis: "4 家客户，按毛利从大到小".into(),
        rule: Some(ParetoPoint { accounts: 0.2, amount: 0.8, text: "灰十字为 80 / 20".into() }),
        point: Some(ParetoPoint { accounts: 0.25, amount: 0.5, text: "前 20%（1 家）实占 50.0%".into() }),
        headings: ["名次", "客户", "毛利", "占比", "累计", "类别"].map(Into::into),
    })
}

fn months() -> Chart {
    let rows = [
        ("11月", "2025 年", Some(498.0), Some(470.0), ""),
        ("12月", "2025 年", Some(566.0), Some(528.0), "旺季 566 万"),
        ("1月", "2026 年", Some(-40.0), None, ""),
        ("2月", "2026 年", None, Some(288.0), ""),
        ("3月", "2026 年", Some(120.0), Some(340.0), ""),
    ];
    let words = |value: Option<f64>| value.map(|value| format!("{value}").replace('-', "−")).unwrap_or_default();
    let bars = rows.map(|(label, year, value, previous, note)| MonthBar {
        label: label.into(),
        year: year.into(),
        name: format!("{year}{label}"),
        value,
        value_text: words(value),
        previous,
        previous_text: words(previous),
        extent: if label == "3月" { Extent::Partial } else { Extent::Whole },
        tone: if value.is_some_and(|value| value < 0.0) { Tone::Act } else { Tone::A },
        note: note.into(),
        title: format!("{label} {} · 上年同月 {}", words(value), words(previous)),
    });
    Chart::Months(Months {
        room: Room::Column,
        id: "months".into(),
        name: "月收入".into(),
        summary: "近 5 个月与前一年各月。".into(),
        bars: bars.into(),
        ticks: [(-200.0, "−200"), (0.0, "0"), (300.0, "300"), (600.0, "600")]
            .map(|(at, text)| Tick::new(at, text))
            .into(),
        headings: ["月", "收入（万元）", "上年同月（万元）"].map(Into::into),
    })
}

fn bubbles() -> Chart {
    let account = |name: &str, x: f64, y: f64, size: f64, tone: Tone| Bubble {
        name: name.into(),
        x,
        x_text: percent(x),
        y,
        y_text: format!("¥{y}m"),
        size,
        size_text: format!("¥{size}m"),
        tone,
        class_text: format!("{tone:?}"),
        zone_text: "Defend".into(),
        standing: Standing::Known,
        attention: Attention::None,
        previous: None,
        href: format!("accounts/{}.html", name.to_lowercase()),
        title: format!("{name}: share {}, purchases ¥{y}m, gross profit ¥{size}m", percent(x)),
    };
    let list = vec![
        Bubble { attention: Attention::Flagged, ..account("Lanshang", 0.62, 78.4, 10.4, Tone::A) },
        Bubble { previous: Some((0.5, 40.0)), ..account("Tuoyue", 0.57, 59.3, 6.7, Tone::A) },
        Bubble { standing: Standing::New, ..account("Zhuyuan", 0.3, 11.8, 1.9, Tone::B) },
        account("Jimu & Co", 0.2, 2.0, 0.0, Tone::C),
    ];
    let ticks = [(1.0, "¥1m"), (10.0, "¥10m"), (100.0, "¥100m")].map(|(at, text)| Tick::new(at, text));
    Chart::Bubbles(Bubbles {
        room: Room::Column,
        id: "attack-defend".into(),
        name: "Attack and defend".into(),
        summary: "Four accounts by our share and their purchases.".into(),
        x: shares("Our share"),
        y: Axis { name: "Purchases (log axis)".into(), scale: Scale::Log, low: 1.0, high: 100.0, ticks: ticks.into() },
        x_cut: Some(0.5),
        y_cut: Some(30.0),
        zones: Zones {
            top_left: "Maintain or screen".into(),
            top_right: "Defend".into(),
            bottom_left: "Abandon".into(),
            bottom_right: String::new(),
        },
        bubbles: list,
        headings: ["Account", "Zone", "Share", "Purchases", "Gross profit", "Class"].map(Into::into),
    })
}

fn lorenz() -> Chart {
    let mark = |accounts: f64, amount: f64, label: &str| LorenzMark {
        accounts,
        accounts_text: percent(accounts),
        amount,
        amount_text: percent(amount),
        previous_text: String::new(),
        label: label.into(),
        title: format!("{} · {}", percent(accounts), percent(amount)),
    };
    Chart::Lorenz(Lorenz {
        id: "lorenz".into(),
        name: "洛伦兹曲线".into(),
        summary: "4 家客户，基尼系数 0.38。".into(),
        x: shares("客户占比，从小到大"),
        y: shares("累计毛利占比"),
        curve: vec![(0.0, 0.0), (0.25, 0.05), (0.5, 0.2), (0.75, 0.5), (1.0, 1.0)],
        label: "2026 年：基尼系数 0.38".into(),
        previous: Some(LorenzPrevious {
            curve: vec![(0.0, 0.0), (0.5, 0.25), (1.0, 1.0)],
            label: "2025 年：基尼系数 0.25".into(),
        }),
        equality: "完全均等".into(),
        marks: vec![mark(0.5, 0.2, ""), mark(0.75, 0.5, "最大的一家占 50.0%")],
        headings: ["客户占比", "毛利占比", ""].map(Into::into),
    })
}

fn flow() -> Chart {
    let side = |name: &str, nodes: &[(&str, u32, Tone)]| FlowSide {
        name: name.into(),
        nodes: nodes
            .iter()
            .map(|&(name, count, tone)| FlowNode {
                name: name.into(),
                label: format!("{name} {count}"),
                tone,
                title: format!("{name}: {count}"),
            })
            .collect(),
    };
    let ribbon = |from: usize, to: usize, count: u32, tone: Tone| Ribbon {
        from,
        to,
        count: f64::from(count),
        count_text: count.to_string(),
        label: if tone == Tone::Mute { String::new() } else { count.to_string() },
        tone,
        title: format!("{from} → {to}: {count}"),
    };
    Chart::Flow(Flow {
        id: "migration".into(),
        name: "ABC migration".into(),
        summary: "From 2025 to 2026.".into(),
        from: side("2025", &[("A", 3, Tone::A), ("B", 4, Tone::B), ("New", 2, Tone::New)]),
        to: side("2026", &[("A", 3, Tone::A), ("B", 5, Tone::B), ("None", 1, Tone::Mute)]),
        ribbons: vec![
            ribbon(0, 0, 2, Tone::Mute),
            ribbon(0, 1, 1, Tone::Act),
            ribbon(1, 0, 1, Tone::Accent),
            ribbon(1, 1, 2, Tone::Mute),
            ribbon(1, 2, 1, Tone::Act),
            ribbon(2, 1, 2, Tone::New),
        ],
        headings: ["From", "To", "Accounts"].map(Into::into),
    })
}

fn bars() -> Chart {
    let bar = |name: &str, value: Option<f64>, value_text: &str, tone: Tone| Bar {
        name: name.into(),
        value,
        value_text: value_text.into(),
        tick: value.map(|value| value / 2.0),
        tick_text: String::new(),
        tone,
        href: String::new(),
        title: format!("{name} {value_text}"),
    };
    Chart::Bars(Bars {
        id: "changes".into(),
        name: "升降最多的客户".into(),
        summary: "收入变动，单位万元。".into(),
        bars: vec![
            bar("珩川电子", Some(1034.0), "+1,034 万", Tone::B),
            bar("一家名字长得放不下的客户有限公司", Some(630.0), "+630 万", Tone::B),
            bar("云杉网络设备", Some(-90.0), "−90 万", Tone::Act),
            bar("朴原男装", None, "未测量", Tone::Mute),
        ],
        headings: ["客户", "变动", ""].map(Into::into),
    })
}

fn spark() -> Chart {
    let values = [Some(3.0), Some(4.0), None, Some(2.0), Some(5.0)];
    let points = values.into_iter().enumerate().map(|(index, value)| SparkPoint {
        name: format!("2026-0{}", index + 1),
        value,
        text: value.map_or("no data".into(), |value| value.to_string()),
    });
    Chart::Spark(Spark {
        id: "spark-revenue".into(),
        name: "Revenue".into(),
        summary: "The last five months.".into(),
        points: points.collect(),
        headings: ["Month", "Revenue"].map(Into::into),
    })
}

fn dots() -> Chart {
    let row = |name: &str, previous: f64, current: f64| Dot {
        name: name.into(),
        previous: Some(previous),
        previous_text: percent(previous),
        current: Some(current),
        current_text: percent(current),
        tone: Tone::Accent,
        previous_title: format!("{name} 去年 {}", percent(previous)),
        title: format!("{name} 今年 {}", percent(current)),
    };
    Chart::Dots(Dots {
        id: "concentration".into(),
        name: "收入集中度".into(),
        summary: "前 1、10 家占收入的比重，去年与今年。".into(),
        axis: shares("占收入的比重"),
        rows: vec![row("前 1 家", 0.15, 0.154), row("前 10 家", 0.808, 1.0)],
        headings: ["范围", "去年", "今年"].map(Into::into),
    })
}
