//! Where the boxes stand: a bounded width, no overlap, and reporting lines that cross no box.
//!
//! Every person with those below is a block, a rectangle. Below a person its blocks stand side by side if they fit;
//! else in rows, the line to the next row going through a gap of the row before; else, where there is no room for two,
//! in a column that hangs from a line at its left. Blocks never overlap, and lines run only between them.

use crate::charts::sheet::Area;

use super::{Person, Presence};

/// The least width of a box.
const BOX: f64 = 180.0;
/// The widest one, and by how much narrower ones are tried.
const WIDEST: f64 = 260.0;
const NARROWER: f64 = 10.0;
/// How many times as high a map may be so that its boxes are wider.
const HIGHER: f64 = 1.08;
/// Between two blocks side by side, wide enough for a line.
const GAP: f64 = 20.0;
/// Between a person and the row below.
const LEVEL: f64 = 40.0;
/// Between two boxes that hang in a column.
const HANG: f64 = 14.0;
/// The most siblings in a row.
const MOST_IN_ROW: usize = 4;

/// At how many levels from the top rows of several lengths are tried.
const LEVELS_TRIED: usize = 3;

/// A line from a person to those below.
pub(super) type Line = Vec<(f64, f64)>;

/// The boxes, in the order of `OrgChart::people`, and the lines between them.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Where each person stands.
    pub boxes: Vec<Area>,
    /// The reporting lines.
    pub lines: Vec<Line>,
    /// How far down it reaches.
    pub height: f64,
    /// The width of every box.
    pub wide: f64,
}

/// How those below a person stand.
enum Below<'p> {
    /// In rows, each centred.
    Rows(Vec<Vec<Block<'p>>>),
    /// In a column, moved to the right by some pixels.
    Hang(f64, Vec<Block<'p>>),
}

/// A person and all below, as a rectangle.
struct Block<'p> {
    /// The person; none for what holds the roots.
    person: Option<&'p Person>,
    /// Across.
    width: f64,
    /// Down.
    height: f64,
    /// Those below.
    below: Below<'p>,
}

/// A row that is placed: its top, and for each block the middle of its box and its right edge.
type PlacedRow = (f64, Vec<(f64, f64)>);

/// Places trees within a width, which holds at least one box. Boxes are as wide as `wanted`, or as near to it as makes the map
/// hardly higher than with the narrowest.
pub(super) fn place(roots: &[Person], left: f64, width: f64, (tall, wanted): (f64, f64)) -> Layout {
    let lowest = place_with(roots, (left, width), tall, BOX);
    let steps = ((wanted.clamp(BOX, WIDEST) - BOX) / NARROWER).ceil();
    let wider = std::iter::successors(Some(steps), |steps| Some(steps - 1.0)).take_while(|steps| *steps > 0.0);
    let mut placed = wider.map(|steps| place_with(roots, (left, width), tall, steps.mul_add(NARROWER, BOX)));
    let suits = |layout: &Layout| layout.height <= lowest.height * HIGHER && layout.is_within(left, width);
    placed.find(suits).unwrap_or(lowest)
}

/// The same with boxes of one width. Who is missing, at the end of the roots, takes a place that the trees leave free.
fn place_with(roots: &[Person], (left, width): (f64, f64), tall: f64, wide: f64) -> Layout {
    let depth = roots.iter().map(depth).max().unwrap_or(0);
    let measure = Measure { tall, wide, indent: ((width - wide) / depth.max(1) as f64).min(20.0) };
    let missing = |person: &&Person| person.presence == Presence::Missing && person.reports.is_empty();
    let (trees, missing) = roots.split_at(roots.len() - roots.iter().rev().take_while(missing).count());
    let block = measure.block(None, trees, width, 0);
    let mut layout = Layout { wide, ..Layout::default() };
    // From where the words above it begin.
    layout.put(&block, left, 0.0, tall);
    layout.height = block.height;
    for _ in missing {
        layout.put_free((left, left + width), tall);
    }
    layout
}

/// How many levels there are below a person and with it.
fn depth(person: &Person) -> usize {
    1 + person.reports.iter().map(depth).max().unwrap_or(0)
}

/// The sizes that hold for the whole map.
struct Measure {
    /// The height of a box.
    tall: f64,
    /// Its width.
    wide: f64,
    /// How far a hanging column is moved to the right.
    indent: f64,
}

impl Measure {
    /// The least width of a person with all below: an only report stands below, more hang.
    fn least(&self, person: &Person) -> f64 {
        match &person.reports[..] {
            [only] => self.least(only),
            _ => self.wide + self.indent * (depth(person) - 1) as f64,
        }
    }

    /// The block of a person within a width that holds its least one; at the upper levels, the lowest of a few.
    fn block<'p>(&self, person: Option<&'p Person>, reports: &'p [Person], room: f64, level: usize) -> Block<'p> {
        if reports.is_empty() {
            let (width, height) = person.map_or((0.0, 0.0), |_| (self.wide, self.tall));
            return Block { person, width, height, below: Below::Rows(Vec::new()) };
        }
        let widest = reports.iter().map(|report| self.least(report)).fold(self.wide, f64::max);
        let most = (1..=MOST_IN_ROW).rev().find(|&count| count as f64 * (widest + GAP) - GAP <= room).unwrap_or(1);
        if let Some(person) = person.filter(|_| most == 1 && reports.len() > 1) {
            return self.hanging(person);
        }
        // A line to the next row needs a gap to go through.
        let least = if person.is_some() && reports.len() > 1 { 2 } else { 1 };
        let fits = if level < LEVELS_TRIED { least..=most } else { most..=most };
        let blocks = fits.rev().map(|fit| self.in_rows(person, reports, fit, (room, level)));
        // Fewer rows are easier to read, so more of them have to save a fifth of the height.
        let lowest = blocks.reduce(|best, block| if block.height < best.height * 0.8 { block } else { best });
        lowest.unwrap_or_else(|| self.in_rows(person, reports, most, (room, level)))
    }

    /// A block whose reports stand in even rows of at most so many.
    fn in_rows<'p>(
        &self,
        person: Option<&'p Person>,
        reports: &'p [Person],
        fit: usize,
        (room, level): (f64, usize),
    ) -> Block<'p> {
        let (own, tall) = person.map_or((0.0, 0.0), |_| (self.wide, self.tall));
        let count = reports.len().div_ceil(fit);
        let rows: Vec<_> =
            reports.chunks(reports.len().div_ceil(count)).map(|row| self.row(row, room, level)).collect();
        let width = rows.iter().map(|row| row_width(row)).fold(own, f64::max);
        let rows_height: f64 = rows.iter().map(|row| row_height(row)).sum();
        let levels = if person.is_some() { rows.len() } else { rows.len() - 1 };
        let height = tall + rows_height + levels as f64 * LEVEL;
        Block { person, width, height, below: Below::Rows(rows) }
    }

    /// A block whose reports hang in a column; in a column everything hangs.
    fn hanging<'p>(&self, person: &'p Person) -> Block<'p> {
        let blocks: Vec<_> = person.reports.iter().map(|report| self.hanging(report)).collect();
        let width = blocks.iter().map(|block| block.width + self.indent).fold(self.wide, f64::max);
        let height = self.tall + blocks.iter().map(|block| block.height + HANG).sum::<f64>();
        Block { person: Some(person), width, height, below: Below::Hang(self.indent, blocks) }
    }

    /// The blocks of a row: what room is left over goes to the one with the most below, then to the next.
    fn row<'p>(&self, reports: &'p [Person], room: f64, level: usize) -> Vec<Block<'p>> {
        let needed: f64 = reports.iter().map(|report| self.least(report) + GAP).sum::<f64>() - GAP;
        let mut left_over = room - needed;
        let mut order: Vec<_> = reports.iter().enumerate().collect();
        order.sort_by_key(|(place, report)| (std::cmp::Reverse(size(report)), *place));
        let mut blocks: Vec<_> = order
            .into_iter()
            .map(|(place, report)| {
                let least = self.least(report);
                let block = self.block(Some(report), &report.reports, least + left_over.max(0.0), level + 1);
                left_over -= block.width - least;
                (place, block)
            })
            .collect();
        blocks.sort_by_key(|(place, _)| *place);
        blocks.into_iter().map(|(_, block)| block).collect()
    }
}

/// How many there are below a person and with it.
fn size(person: &Person) -> usize {
    1 + person.reports.iter().map(size).sum::<usize>()
}

fn row_width(row: &[Block<'_>]) -> f64 {
    row.iter().map(|block| block.width + GAP).sum::<f64>() - GAP
}

/// The widths of the columns in which several rows stand; `None` for a row alone, and where there is no room for them.
fn columns(rows: &[Vec<Block<'_>>], width: f64) -> Option<Vec<f64>> {
    let most = rows.iter().map(Vec::len).max().filter(|_| rows.len() > 1)?;
    let widest = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|block| block.width).fold(0.0, f64::max);
    let columns: Vec<f64> = (0..most).map(widest).collect();
    (columns.iter().map(|wide| wide + GAP).sum::<f64>() - GAP <= width + 0.1).then_some(columns)
}

fn row_height(row: &[Block<'_>]) -> f64 {
    row.iter().map(|block| block.height).fold(0.0, f64::max)
}

impl Layout {
    /// Places a box that nothing leads to: at the highest level that has room between two edges, from the right, under a box that
    /// stands there already where it can; else below.
    fn put_free(&mut self, (left, right): (f64, f64), tall: f64) {
        let mut levels: Vec<f64> = self.boxes.iter().map(|area| area.top).collect();
        levels.sort_by(f64::total_cmp);
        let below = if self.boxes.is_empty() { 0.0 } else { self.height + LEVEL };
        let at = |top: f64, right: f64| Area { left: right - self.wide, top, right, bottom: top + tall };
        let mut rights: Vec<f64> = self.boxes.iter().map(|area| area.right).collect();
        rights.sort_by(|a, b| b.total_cmp(a));
        let steps = || std::iter::successors(Some(right), |x| Some(x - GAP));
        let across = || {
            let within = |x: &f64| x - self.wide >= left - 0.1;
            rights.iter().copied().filter(within).chain(steps().take_while(within))
        };
        let free =
            levels.iter().chain([&below]).flat_map(|top| across().map(|x| at(*top, x))).find(|area| self.is_free(area));
        let area = free.unwrap_or_else(|| at(below, right));
        self.height = self.height.max(area.bottom);
        self.boxes.push(area);
    }

    /// Whether an area keeps its distance from every box and line.
    fn is_free(&self, area: &Area) -> bool {
        let wide =
            Area { left: area.left - GAP, top: area.top - HANG, right: area.right + GAP, bottom: area.bottom + HANG };
        let meets = |other: &Area| wide.meets(other);
        let crossed = |line: &Line| {
            line.windows(2).any(|pair| {
                let (from, to) = (pair[0], pair[1]);
                wide.meets(&Area {
                    left: from.0.min(to.0),
                    top: from.1.min(to.1),
                    right: from.0.max(to.0) + 0.1,
                    bottom: from.1.max(to.1) + 0.1,
                })
            })
        };
        !self.boxes.iter().any(meets) && !self.lines.iter().any(crossed)
    }

    /// Whether every box stands between two edges.
    fn is_within(&self, left: f64, width: f64) -> bool {
        self.boxes.iter().all(|area| area.left >= left - 0.1 && area.right <= left + width + 0.1)
    }

    /// Places a block with its upper left corner; gives the middle of its box from the left.
    fn put(&mut self, block: &Block<'_>, left: f64, top: f64, tall: f64) -> f64 {
        // Boxes stand in the order of people: this one first, though its place follows from those below.
        let own = self.boxes.len();
        if block.person.is_some() {
            self.boxes.push(Area { left, top, right: left + self.wide, bottom: top + tall });
        }
        match &block.below {
            Below::Hang(indent, blocks) => {
                let mut y = top + tall + HANG;
                for below in blocks {
                    self.put(below, left + indent, y, tall);
                    let (x, middle) = (left + indent / 2.0, y + tall / 2.0);
                    self.lines.push(vec![(x, top + tall), (x, middle), (left + indent, middle)]);
                    y += below.height + HANG;
                }
                left + self.wide / 2.0
            }
            Below::Rows(rows) => {
                let middle = self.put_rows(rows, (left, block.width), top, block.person.map(|_| tall), tall);
                if let (Some(area), Some(_)) = (self.boxes.get_mut(own), block.person) {
                    (area.left, area.right) = (middle - self.wide / 2.0, middle + self.wide / 2.0);
                }
                middle
            }
        }
    }

    /// Places rows under a box, or under nothing, with their lines; gives the middle for the box.
    fn put_rows(
        &mut self,
        rows: &[Vec<Block<'_>>],
        (left, width): (f64, f64),
        top: f64,
        own: Option<f64>,
        tall: f64,
    ) -> f64 {
        let mut y = top + own.map_or(0.0, |own| own + LEVEL);
        let mut placed = Vec::with_capacity(rows.len());
        let columns = columns(rows, width);
        for row in rows {
            let mut x = left + columns.as_ref().map_or((width - row_width(row)) / 2.0, |_| 0.0);
            let mut row_placed = Vec::with_capacity(row.len());
            for (at, block) in row.iter().enumerate() {
                let middle = self.put(block, x, y, tall);
                let wide = columns.as_ref().map_or(block.width, |columns| columns[at]);
                row_placed.push((middle, x + wide));
                x += wide + GAP;
            }
            placed.push((y, row_placed));
            y += row_height(row) + LEVEL;
        }
        let centre = left + width / 2.0;
        let first = placed.first().map(|(_, row)| row.as_slice()).unwrap_or_default();
        let middle = match (first.first(), first.last()) {
            (Some(first), Some(last)) if rows.len() == 1 => f64::midpoint(first.0, last.0),
            _ => centre,
        };
        let middle = middle.max(left + self.wide / 2.0).min(left + width - self.wide / 2.0);
        if let Some(own) = own {
            self.draw_lines(&placed, middle, top + own);
        }
        middle
    }

    /// The lines from under a box: a bus over every row, and on through the gap nearest to the middle.
    fn draw_lines(&mut self, rows: &[PlacedRow], middle: f64, bottom: f64) {
        let (mut x, mut from) = (middle, bottom);
        for (y, row) in rows {
            let bus = y - LEVEL / 2.0;
            for &(below, _) in row {
                self.lines.push(if (below - x).abs() < 0.05 {
                    vec![(x, from), (below, *y)]
                } else {
                    vec![(x, from), (x, bus), (below, bus), (below, *y)]
                });
            }
            let edges = row.iter().map(|block| block.1 + GAP / 2.0).take(row.len().saturating_sub(1).max(1));
            let gap = edges.min_by(|a, b| (a - middle).abs().total_cmp(&(b - middle).abs())).unwrap_or(middle);
            (x, from) = (gap, bus);
            if rows.last().is_some_and(|(last, _)| last > y) {
                self.lines.push(vec![(middle, bus), (gap, bus)]);
            }
        }
    }
}
