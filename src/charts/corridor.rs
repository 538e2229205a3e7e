//! A price corridor: floor and cap with the band between them, the linked price that an index would give, and the price
//! in force as steps. The axis need not begin at zero, so the measure line says where it does.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span, gutter};
use super::sheet::{About, Anchor, Area, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tick::Tick;
use super::tone::Tone;

/// Between the base lines of two labels at the right.
const LINE: f64 = 16.0;

/// Prices within limits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Corridor {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The lower limit.
    pub floor: Option<CorridorLimit>,
    /// The upper limit.
    pub cap: Option<CorridorLimit>,
    /// Labels of the upright axis, in the unit of the prices.
    pub ticks: Vec<Tick>,
    /// The periods in their order.
    pub points: Vec<CorridorPoint>,
    /// What stands at the end of the linked price ("指数 5.2"); empty for none.
    pub linked_label: String,
    /// What stands at the end of the price in force ("执行价 5.0").
    pub label: String,
    /// The table's headings: period, linked price, price. One without words has no column.
    pub headings: [String; 3],
}

/// A limit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorridorLimit {
    /// The price.
    pub at: f64,
    /// What stands at its end ("上限 5.6").
    pub label: String,
}

/// One period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorridorPoint {
    /// The label under it ("7月"); in a crowd, only every second, third, … is drawn.
    pub label: String,
    /// Its whole name, for the table.
    pub name: String,
    /// What the index would give; none where it is not known.
    pub linked: Option<f64>,
    /// That price, finished.
    pub linked_text: String,
    /// The price in force; none where there was none.
    pub price: Option<f64>,
    /// That price, finished.
    pub price_text: String,
    /// The mark's numbers in words.
    pub title: String,
}

impl Corridor {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The wide and the narrow drawing.
    pub(super) fn svg(&self) -> String {
        self.draw(Size::Wide, 600.0) + &self.draw(Size::Narrow, 350.0)
    }

    /// One row per period.
    pub(super) fn table(&self) -> Table {
        let row = |point: &CorridorPoint| [point.name.clone(), point.linked_text.clone(), point.price_text.clone()];
        Table::new(&self.headings, [Column::Words, Column::Figures, Column::Figures], self.points.iter().map(row))
    }

    fn draw(&self, size: Size, width: f64) -> String {
        draw(Format { size, width, height: 230.0 }, self.about(), |sheet| {
            let limits = || [&self.cap, &self.floor].into_iter().flatten();
            let labels = limits().map(|limit| limit.label.as_str()).chain([self.linked_label.as_str(), &self.label]);
            let right = labels.map(|label| Type::Bold.width(label)).fold(0.0, f64::max).min(width * 0.34) + 10.0;
            let area = Area { left: gutter(&self.ticks), top: 16.0, right: width - right, bottom: 198.0 };
            let values = self.points.iter().flat_map(|point| [point.linked, point.price]).flatten();
            let values = values.chain(limits().map(|limit| limit.at)).chain(self.ticks.iter().map(|tick| tick.at));
            let values = || values.clone().filter(|value| value.is_finite());
            let y = Span::linear(values().fold(f64::MAX, f64::min), values().fold(f64::MIN, f64::max));
            // The lowest label of the upright axis stands clear of the first period under it.
            let plot =
                Plot::raised(area, 10.0, Span::linear(0.0, self.points.len().saturating_sub(1).max(1) as f64), y);
            plot.rows(sheet, &self.ticks);
            self.limits(sheet, &plot);
            self.lines(sheet, &plot);
            self.ends(sheet, &plot);
            self.periods(sheet, &plot);
        })
    }

    /// The band and its two edges.
    fn limits(&self, sheet: &Sheet<'_>, plot: &Plot) {
        let down = |limit: &Option<CorridorLimit>| limit.as_ref().and_then(|limit| plot.down(limit.at));
        let (cap, floor) = (down(&self.cap), down(&self.floor));
        let Area { left, right, .. } = plot.area;
        if let (Some(cap), Some(floor)) = (cap, floor) {
            sheet.rect(
                left,
                cap.min(floor),
                right - left,
                (floor - cap).abs(),
                Ink::Stroke(Stroke::Wash),
                Note::default(),
            );
        }
        for y in [cap, floor].into_iter().flatten() {
            sheet.line((left, y), (right, y), Ink::Stroke(Stroke::Limit));
        }
    }

    /// The linked price as a line, the price in force as steps with its last value as a dot.
    fn lines(&self, sheet: &Sheet<'_>, plot: &Plot) {
        let places = |value: fn(&CorridorPoint) -> Option<f64>| -> Vec<_> {
            self.points.iter().enumerate().map(|(index, point)| plot.at(index as f64, value(point)?)).collect()
        };
        for run in places(|point| point.linked).split(Option::is_none) {
            let run: Vec<_> = run.iter().copied().flatten().collect();
            sheet.polyline(&run, Ink::Stroke(Stroke::Context));
        }
        let prices = places(|point| point.price);
        for run in prices.split(Option::is_none) {
            let run: Vec<_> = run.iter().copied().flatten().collect();
            let corners = run.windows(2).flat_map(|pair| [pair[0], (pair[1].0, pair[0].1)]);
            let steps: Vec<_> = corners.chain(run.last().copied()).collect();
            sheet.polyline(&steps, Ink::Stroke(Stroke::Line));
        }
        let outside = |price: f64| {
            self.cap.as_ref().is_some_and(|cap| price > cap.at)
                || self.floor.as_ref().is_some_and(|floor| price < floor.at)
        };
        let last = prices.iter().rposition(Option::is_some);
        for (index, (point, place)) in self.points.iter().zip(&prices).enumerate() {
            let (Some(price), Some(place)) = (point.price, *place) else { continue };
            let tone = if outside(price) { Tone::Act } else { Tone::Accent };
            let radius = if Some(index) == last { 4.0 } else { 2.5 };
            sheet.circle(place, radius, Ink::Fill(tone), Note::title(&point.title));
        }
    }

    /// The labels at the right, each at its value or as near as the others allow: the price in force first.
    fn ends(&self, sheet: &mut Sheet<'_>, plot: &Plot) {
        let last = |value: fn(&CorridorPoint) -> Option<f64>| self.points.iter().rev().find_map(value);
        let limit = |limit: &Option<CorridorLimit>| {
            limit.as_ref().map_or((None, String::new()), |limit| (Some(limit.at), limit.label.clone()))
        };
        let ((cap, cap_label), (floor, floor_label)) = (limit(&self.cap), limit(&self.floor));
        let ends = [
            (last(|point| point.price), self.label.clone(), Type::Accent),
            (cap, cap_label, Type::Act),
            (floor, floor_label, Type::Act),
            (last(|point| point.linked), self.linked_label.clone(), Type::Muted),
        ];
        let x = plot.area.right + 8.0;
        let ends: Vec<_> =
            ends.into_iter().filter_map(|(value, text, style)| Some((plot.down(value?)?, text, style))).collect();
        let wanted: Vec<_> = ends.iter().map(|(y, ..)| *y).collect();
        for ((_, text, style), y) in ends.into_iter().zip(apart(&wanted, LINE, (6.0, 216.0))) {
            let text = style.fit(&text, sheet.width - x);
            sheet.label(Label::new(x, y + 4.0, Anchor::Start, style, text));
        }
    }

    /// The periods under the plot, every one or every few.
    fn periods(&self, sheet: &mut Sheet<'_>, plot: &Plot) {
        let widest = self.points.iter().map(|point| Type::Muted.width(&point.label)).fold(0.0, f64::max) + 10.0;
        let slot = (plot.area.right - plot.area.left) / self.points.len().saturating_sub(1).max(1) as f64;
        let stride = [1, 2, 3, 4, 6, 12, 24].into_iter().find(|&stride| slot * stride as f64 >= widest).unwrap_or(36);
        let labels = self.points.iter().enumerate().filter(|(index, _)| index % stride == 0);
        let ticks: Vec<_> = labels.map(|(index, point)| Tick::new(index as f64, &point.label)).collect();
        plot.columns(sheet, &ticks);
    }
}

/// Places as near to those wanted as a distance between them and two ends allow, in the order given.
pub(super) fn apart(wanted: &[f64], distance: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    // Groups of touching labels: their first place, and who they are. A group stands round the mean of its members.
    let mut groups: Vec<(f64, Vec<usize>)> = Vec::new();
    let settle = |members: &[usize]| {
        let offsets = members.iter().enumerate().map(|(place, &member)| wanted[member] - place as f64 * distance);
        let first = offsets.sum::<f64>() / members.len() as f64;
        first.min(high - (members.len() - 1) as f64 * distance).max(low)
    };
    for index in order {
        let mut members = vec![index];
        let mut first = settle(&members);
        while let Some((before, others)) = groups.pop() {
            if before + others.len() as f64 * distance <= first {
                groups.push((before, others));
                break;
            }
            members.splice(0..0, others);
            first = settle(&members);
        }
        groups.push((first, members));
    }
    let mut places = vec![low; wanted.len()];
    for (first, members) in groups {
        for (place, member) in members.into_iter().enumerate() {
            places[member] = first + place as f64 * distance;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_as_little_as_they_must() {
        assert_eq!(apart(&[10.0, 50.0], 16.0, (0.0, 100.0)), [10.0, 50.0]);
        assert_eq!(apart(&[50.0, 50.0], 16.0, (0.0, 100.0)), [42.0, 58.0]);
        assert_eq!(apart(&[0.0, 2.0, 40.0], 16.0, (0.0, 100.0)), [0.0, 16.0, 40.0]);
        assert_eq!(apart(&[99.0, 98.0], 16.0, (0.0, 100.0)), [100.0, 84.0]);
    }
}
