//! Samples of the kinds about figures, and what breaks them.

use super::Mark;
use crate::charts::{
    Axis, Bridge, BridgeKind, BridgeStep, Chart, ColumnBar, Columns, Corridor, CorridorLimit, CorridorPoint,
    Cumulative, CumulativePeriod, Extent, HeatCell, HeatMap, HeatRow, Radar, RadarSeries, Shade, Slope, SlopeDirection,
    SlopeLine, StackPart, StackRow, StackScale, StackValue, Stacked, Strip, StripCell, StripState, Tick, Tone,
};

/// One of every kind.
pub(super) fn all() -> Vec<Chart> {
    vec![
        Chart::Radar(radar()),
        Chart::HeatMap(heat()),
        Chart::Corridor(corridor()),
        Chart::Stacked(stacked()),
        Chart::Slope(slope()),
        Chart::Strip(strip()),
        Chart::Columns(columns()),
        Chart::Bridge(bridge()),
        Chart::Cumulative(cumulative()),
    ]
}

fn ticks(values: &[i32]) -> Vec<Tick> {
    values.iter().map(|&at| Tick::new(f64::from(at), at.to_string().replace('-', "−"))).collect()
}

fn radar() -> Radar {
    let series = |name: &str, tone, values: [Option<f64>; 5]| RadarSeries {
        name: name.into(),
        tone,
        values: values.into(),
        texts: values.map(|value| value.map_or("not measured".into(), |value| value.to_string())).into(),
    };
    Radar {
        id: "relationship-profile".into(),
        name: "Relationship profile".into(),
        summary: "Five sides of the relationship, us and them.".into(),
        spokes: ["Trust", "Depth", "Breadth", "Frequency", "Commitment"].map(Into::into).into(),
        most: 5.0,
        rings: ticks(&[1, 3, 5]),
        series: vec![
            series("We say", Tone::Accent, [4.0, 3.0, 2.0, 5.0, 3.0].map(Some)),
            series("They say", Tone::Mute, [Some(3.0), Some(2.0), None, Some(4.0), Some(4.0)]),
        ],
        heading: "Side".into(),
    }
}

fn heat() -> HeatMap {
    let cell = |text: &str, shade| HeatCell { text: text.into(), shade, title: text.into() };
    let row =
        |name: &str, cells: [HeatCell; 4]| HeatRow { name: name.into(), href: String::new(), cells: cells.into() };
    let depth = |value: f64| cell(&format!("{value}"), Shade::Depth(value));
    HeatMap {
        id: "rfm".into(),
        name: "RFM".into(),
        summary: "客户按最近购买与次数。".into(),
        rows_name: "最近".into(),
        columns_name: "次数 →".into(),
        columns: ["1", "2", "3", "合计"].map(Into::into).into(),
        rows: vec![
            row("近", [depth(1.0), depth(4.0), depth(9.0), cell("14", Shade::None)]),
            row("中", [depth(2.0), depth(6.0), cell("3", Shade::Ringed(3.0)), cell("11", Shade::None)]),
            row("远", [cell("3", Shade::Down), cell("2", Shade::Up), cell("", Shade::Hollow), cell("5", Shade::None)]),
            row("从未", [depth(0.0), cell("—", Shade::Tone(Tone::Act)), cell("", Shade::None), cell("1", Shade::None)]),
        ],
    }
}

fn corridor() -> Corridor {
    let prices = [(4.5, 4.6), (4.7, 4.6), (5.0, 4.6), (5.3, 4.9), (5.4, 5.0), (5.2, 5.7)];
    let limit = |at: f64, label: &str| Some(CorridorLimit { at, label: label.into() });
    let points = prices.into_iter().zip(1..).map(|((linked, price), month)| CorridorPoint {
        label: format!("{month}月"),
        name: format!("2026 年 {month} 月"),
        linked: Some(linked),
        linked_text: linked.to_string(),
        price: Some(price),
        price_text: price.to_string(),
        title: format!("{month}月 执行价 {price} · 指数 {linked}"),
    });
    Corridor {
        id: "price-corridor".into(),
        name: "联动价走廊".into(),
        summary: "执行价在下限 3.9 与上限 5.6 元之间，6 月越过上限。".into(),
        floor: limit(3.9, "下限 3.9"),
        cap: limit(5.6, "上限 5.6"),
        ticks: ticks(&[4, 5, 6]),
        points: points.collect(),
        linked_label: "指数 5.2".into(),
        label: "执行价 5.7".into(),
        headings: ["月", "指数价", "执行价"].map(Into::into),
    }
}

fn stacked() -> Stacked {
    let parts = [("我方", Tone::Accent), ("对手", Tone::Rest), ("自营", Tone::Third), ("空白", Tone::Ground)];
    let row = |name: &str, values: [f64; 4]| StackRow {
        name: name.into(),
        values: values
            .map(|value| StackValue { value, text: format!("{value}"), title: format!("{name} {value}") })
            .into(),
        total_text: format!("{} 万", values.iter().sum::<f64>()),
        href: String::new(),
    };
    Stacked {
        id: "wallet".into(),
        name: "钱包".into(),
        summary: "三条产品线的采购额由谁供应。".into(),
        parts: parts.map(|(name, tone)| StackPart { name: name.into(), tone }).into(),
        rows: vec![
            row("仓储", [620.0, 180.0, 0.0, 100.0]),
            row("干线", [120.0, 300.0, 80.0, 40.0]),
            row("退货", [0.0, 0.0, 150.0, 10.0]),
        ],
        scale: StackScale::Amounts,
        headings: ["产品线", "合计"].map(Into::into),
    }
}

fn slope() -> Slope {
    let line = |name: &str, from: Option<f64>, to: Option<f64>, tone| SlopeLine {
        name: name.into(),
        from,
        from_text: from.map(|value| value.to_string()).unwrap_or_default(),
        to,
        to_text: to.map(|value| value.to_string()).unwrap_or_default(),
        tone,
        title: format!("{name} {from:?} {to:?}"),
    };
    Slope {
        id: "rankings".into(),
        name: "Two rankings".into(),
        summary: "By revenue and by gross profit.".into(),
        columns: ["By revenue", "By gross profit"].map(Into::into),
        direction: SlopeDirection::Ranks,
        lines: vec![
            line("Lanshang", Some(1.0), Some(4.0), Tone::Act),
            line("Hengchuan", Some(2.0), Some(1.0), Tone::Accent),
            line("Yunsha", Some(3.0), Some(2.0), Tone::Mute),
            line("Zhuyuan", None, Some(2.1), Tone::Mute),
        ],
        headings: ["Account", "By revenue", "By gross profit"].map(Into::into),
    }
}

fn strip() -> Strip {
    let cells = [
        (StripState::Full(Tone::A), ""),
        (StripState::Empty, ""),
        (StripState::Full(Tone::A), "换采购总监"),
        (StripState::Due, ""),
        (StripState::Full(Tone::B), "涨价"),
        (StripState::Due, "停购"),
    ];
    let cells = cells.into_iter().zip(1..).map(|((state, event), month)| StripCell {
        label: format!("{month}月"),
        group: "2026 年".into(),
        name: format!("2026 年 {month} 月"),
        state,
        text: format!("{state:?}"),
        event: event.into(),
        event_tone: if event == "停购" { Tone::Act } else { Tone::Mute },
        title: format!("{month}月 {event}"),
    });
    Strip {
        id: "predictability".into(),
        name: "购买节奏".into(),
        summary: "六个月里买了三次，两次该买未买。".into(),
        cells: cells.collect(),
        headings: ["月", "购买", "事件"].map(Into::into),
    }
}

fn columns() -> Columns {
    let bar = |label: &str, value: Option<f64>, tone| ColumnBar {
        label: label.into(),
        name: label.into(),
        value,
        text: value.map_or("no data".into(), |value| format!("{value}%")),
        tone,
        title: value.map_or_else(String::new, |value| format!("{label}: {value}%")),
    };
    Columns {
        room: super::super::Room::Column,
        id: "concessions".into(),
        name: "Concessions".into(),
        summary: "Share of the profit room given away, by quarter; the cap is 30%.".into(),
        bars: vec![
            bar("25Q3", Some(19.0), Tone::B),
            bar("25Q4", Some(1.0), Tone::B),
            bar("26Q1", None, Tone::Mute),
            bar("26Q2", Some(32.0), Tone::Act),
        ],
        ticks: ticks(&[0, 20, 40]),
        cap: Some(Tick::new(30.0, "Cap 30%")),
        headings: ["Quarter", "Share"].map(Into::into),
    }
}

fn bridge() -> Bridge {
    let step = |name: &str, kind, text: &str, tone| BridgeStep {
        name: name.into(),
        kind,
        text: text.into(),
        tone,
        title: format!("{name} {text}"),
    };
    Bridge {
        id: "margin-bridge".into(),
        name: "毛利桥".into(),
        summary: "毛利从 840 万到 910 万。".into(),
        steps: vec![
            step("2025", BridgeKind::Level(840.0), "840", Tone::A),
            step("销量", BridgeKind::Change(150.0), "+150", Tone::B),
            step("让利", BridgeKind::Change(-110.0), "−110", Tone::Act),
            step("成本", BridgeKind::Change(30.0), "+30", Tone::B),
            step("2026", BridgeKind::Level(910.0), "910", Tone::A),
        ],
        headings: ["项", "万元"].map(Into::into),
    }
}

fn cumulative() -> Cumulative {
    let rows = [
        ("2023", 40.0, 180.0, -140.0, ""),
        ("2024", 130.0, 60.0, -70.0, ""),
        ("2025", 210.0, 20.0, 120.0, "2025 年回本"),
        ("2026", 240.0, 20.0, 340.0, ""),
    ];
    Cumulative {
        id: "payback".into(),
        name: "投入与回收".into(),
        summary: "四年投入 280 万元，2025 年回本。".into(),
        periods: rows
            .map(|(label, back, spent, cumulative, note)| CumulativePeriod {
                label: label.into(),
                back,
                back_text: back.to_string(),
                spent,
                spent_text: spent.to_string(),
                cumulative,
                cumulative_text: cumulative.to_string().replace('-', "−"),
                extent: if label == "2026" { Extent::Partial } else { Extent::Whole },
                note: note.into(),
                title: format!("{label} 贡献 {back} · 投入 {spent} · 累计 {cumulative}"),
            })
            .into(),
        ticks: ticks(&[-200, 0, 200, 400]),
        key: ["贡献", "投入", "累计"].map(Into::into),
        headings: ["年", "贡献", "投入", "累计"].map(Into::into),
    }
}

/// A sample whose marks are replaced by awkward ones; none where the kind is not of this file.
#[expect(clippy::too_many_lines, reason = "one short arm per kind")]
pub(super) fn distort(chart: &Chart, axis: &Axis, marks: &[Mark]) -> Option<Chart> {
    let ticks = axis.ticks.clone();
    Some(match chart.clone() {
        Chart::Radar(mut chart) => {
            chart.spokes = marks.iter().take(9).map(|mark| mark.3.clone()).collect();
            let series = |values: Vec<Option<f64>>, mark: &Mark| RadarSeries {
                name: mark.3.repeat(2),
                tone: mark.4,
                texts: values.iter().map(|value| format!("{value:?}")).collect(),
                values,
            };
            let values = [
                marks.iter().map(|mark| Some(mark.0)).collect(),
                marks.iter().map(|mark| Some(mark.1)).collect(),
                Vec::new(),
            ];
            chart.series = values.into_iter().zip(marks).map(|(values, mark)| series(values, mark)).collect();
            (chart.rings, chart.most) = (ticks, axis.high);
            Chart::Radar(chart)
        }
        Chart::HeatMap(mut chart) => {
            let cell = |(value, kind, _, text, tone): &Mark| HeatCell {
                text: text.clone(),
                shade: match *kind {
                    kind if kind < -1.0 => Shade::Hollow,
                    kind if kind < 0.2 => Shade::Tone(*tone),
                    kind if kind < 0.4 => Shade::Up,
                    kind if kind < 0.6 => Shade::Down,
                    _ => Shade::Depth(*value),
                },
                title: text.clone(),
            };
            let wide = 1 + ticks.len() * 2;
            let row = |marks: &[Mark]| HeatRow {
                name: marks[0].3.clone(),
                href: String::new(),
                cells: marks.iter().map(cell).collect(),
            };
            chart.rows = marks.chunks(wide).map(row).collect();
            chart.columns = (0..wide).map(|column| format!("{}{column}", axis.name)).collect();
            Chart::HeatMap(chart)
        }
        Chart::Corridor(mut chart) => {
            let pattern = chart.points[0].clone();
            let point = |(linked, price, _, label, _): &Mark| CorridorPoint {
                label: label.clone(),
                linked: Some(*linked),
                price: Some(*price),
                ..pattern.clone()
            };
            chart.points = marks.iter().map(point).collect();
            chart.floor = Some(CorridorLimit { at: axis.low, label: axis.name.clone() });
            chart.cap = Some(CorridorLimit { at: axis.high, label: axis.name.repeat(2) });
            chart.ticks = ticks;
            Chart::Corridor(chart)
        }
        Chart::Stacked(mut chart) => {
            let value = |value: f64, mark: &Mark| StackValue { value, text: mark.3.clone(), title: mark.3.clone() };
            let row = |mark: &Mark| StackRow {
                name: mark.3.clone(),
                values: vec![value(mark.0, mark), value(mark.1, mark), value(mark.2, mark)],
                total_text: mark.3.clone(),
                href: String::new(),
            };
            chart.rows = marks.iter().map(row).collect();
            chart
                .parts
                .iter_mut()
                .zip(marks)
                .for_each(|(part, mark)| (part.name, part.tone) = (mark.3.clone(), mark.4));
            chart.scale = if axis.low < 0.0 { StackScale::Shares } else { StackScale::Amounts };
            Chart::Stacked(chart)
        }
        Chart::Slope(mut chart) => {
            let line = |(from, to, _, name, tone): &Mark| SlopeLine {
                name: name.clone(),
                from: Some(*from),
                from_text: name.clone(),
                to: Some(*to),
                to_text: name.clone(),
                tone: *tone,
                title: name.clone(),
            };
            chart.lines = marks.iter().map(line).collect();
            chart.direction = if axis.low < 0.0 { SlopeDirection::Values } else { SlopeDirection::Ranks };
            Chart::Slope(chart)
        }
        Chart::Strip(mut chart) => {
            let pattern = chart.cells[0].clone();
            let cell = |(value, _, _, event, tone): &Mark| StripCell {
                label: event.clone(),
                state: if *value < 0.0 { StripState::Due } else { StripState::Full(*tone) },
                event: event.clone(),
                event_tone: *tone,
                group: event.clone(),
                ..pattern.clone()
            };
            chart.cells = marks.iter().map(cell).collect();
            Chart::Strip(chart)
        }
        Chart::Columns(mut chart) => {
            let bar = |(value, _, _, text, tone): &Mark| ColumnBar {
                label: text.clone(),
                name: text.clone(),
                value: Some(*value),
                text: text.clone(),
                tone: *tone,
                title: text.clone(),
            };
            chart.bars = marks.iter().map(bar).collect();
            (chart.ticks, chart.cap) = (ticks, Some(Tick::new(axis.low, axis.name.clone())));
            Chart::Columns(chart)
        }
        Chart::Bridge(mut chart) => {
            let step = |(value, level, _, text, tone): &Mark| BridgeStep {
                name: text.clone(),
                kind: if *level < 0.0 { BridgeKind::Level(*value) } else { BridgeKind::Change(*value) },
                text: text.clone(),
                tone: *tone,
                title: text.clone(),
            };
            chart.steps = marks.iter().map(step).collect();
            Chart::Bridge(chart)
        }
        Chart::Cumulative(mut chart) => {
            let pattern = chart.periods[0].clone();
            let period = |(back, spent, cumulative, note, _): &Mark| CumulativePeriod {
                label: note.clone(),
                back: *back,
                spent: *spent,
                cumulative: *cumulative,
                note: note.clone(),
                ..pattern.clone()
            };
            (chart.periods, chart.ticks) = (marks.iter().map(period).collect(), ticks);
            Chart::Cumulative(chart)
        }
        _ => return None,
    })
}
