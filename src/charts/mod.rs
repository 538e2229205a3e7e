//! Charts as plain data, drawn as SVG.
//!
//! 1. A framework or a page fills a [`Chart`]: finished words in the page's language, and beside each the `f64` that
//!    places its mark. Nothing here knows a locale, an amount or an account.
//! 2. [`Chart::svg`] draws it, by plotters on our own back end, in the classes of the theme's style sheet: one SVG for
//!    light, dark and print. Where a narrow drawing reads better, it follows the wide one; the style sheet shows one.
//! 3. [`Chart::table`] gives the same numbers as a table.
//! 4. To a template a chart serialises as what it shows (`id`, `name`, `summary`, `svg`, `table`); to a cache key as
//!    its plain data, undrawn.
//!
//! One file per kind, one row in `kinds!`. The layers under the kinds, from the top: the frame with axes (`plot`), the
//! sheet with its labels (`sheet`), the back end (`canvas`) with its classes (`ink`), the width of words (`text`). This folder is the only one
//! that names plotters.

mod area;
mod bars;
mod bridge;
mod bubbles;
mod canvas;
mod columns;
mod corridor;
mod cumulative;
mod dots;
mod flow;
mod heat;
mod ink;
mod ladder;
mod lorenz;
mod months;
mod org;
mod pareto;
mod plot;
mod radar;
mod room;
mod sheet;
mod slope;
mod spark;
mod stacked;
mod strip;
mod table;
mod text;
mod tick;
mod tone;
mod track;
mod wheel;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use sheet::About;

pub use bars::{Bar, Bars};
pub use bridge::{Bridge, BridgeKind, BridgeStep};
pub use bubbles::{Attention, Bubble, Bubbles, Standing, Zones};
pub use columns::{ColumnBar, Columns};
pub use corridor::{Corridor, CorridorLimit, CorridorPoint};
pub use cumulative::{Cumulative, CumulativePeriod};
pub use dots::{Dot, Dots};
pub use flow::{Flow, FlowNode, FlowSide, Ribbon};
pub use heat::{HeatCell, HeatMap, HeatRow, Shade};
pub use ladder::{Ladder, Rung};
pub use lorenz::{Lorenz, LorenzMark, LorenzPrevious};
pub use months::{Extent, MonthBar, Months};
pub use org::{Influence, OrgChart, OrgLevel, OrgTag, OrgTagKind, Person, Presence};
pub use pareto::{Pareto, ParetoBar, ParetoClass, ParetoPoint};
pub use radar::{Radar, RadarSeries};
pub use room::Room;
pub use slope::{Slope, SlopeDirection, SlopeLine};
pub use spark::{Spark, SparkPoint};
pub use stacked::{StackPart, StackRow, StackScale, StackValue, Stacked};
pub use strip::{Strip, StripCell, StripState};
pub use table::{Heading, Table};
pub use tick::{Axis, Scale, Tick, log_ticks, nice_ticks};
pub use tone::Tone;
pub use track::{Track, TrackStep};
pub use wheel::{Wheel, WheelStage};

/// Makes [`Chart`] from the rows of kinds below.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident,)*) => {
        /// A chart: what to draw, in finished words.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Chart {
            $($(#[$doc])* $kind($kind),)*
        }

        /// A chart's plain data, undrawn.
        #[derive(serde::Serialize)]
        enum Data<'c> {
            $($kind(&'c $kind),)*
        }

        impl Chart {
            /// The drawing: one SVG, or a wide one and a narrow one.
            pub fn svg(&self) -> String {
                match self {
                    $(Self::$kind(chart) => chart.svg(),)*
                }
            }

            /// The same numbers as a table.
            pub fn table(&self) -> Table {
                match self {
                    $(Self::$kind(chart) => chart.table(),)*
                }
            }

            /// What it says about itself.
            fn about(&self) -> About<'_> {
                match self {
                    $(Self::$kind(chart) => chart.about(),)*
                }
            }

            /// The same under an id that begins with a prefix, for a page with the charts of several accounts.
            #[must_use]
            pub fn below(mut self, prefix: &str) -> Self {
                match &mut self {
                    $(Self::$kind(chart) => chart.id = format!("{prefix}-{}", chart.id),)*
                }
                self
            }

            /// Its plain data, undrawn.
            fn data(&self) -> Data<'_> {
                match self {
                    $(Self::$kind(chart) => Data::$kind(chart),)*
                }
            }
        }
    };
}

kinds! {
    /// Accounts from the largest to the smallest with their cumulative share.
    Pareto,
    /// Amounts by month with the year before.
    Months,
    /// Accounts on two axes with cut lines and zones, sized by an amount.
    Bubbles,
    /// How unequal the accounts are, against equality.
    Lorenz,
    /// How many moved from which class to which.
    Flow,
    /// Rows with a signed bar each.
    Bars,
    /// The course of a figure in a line.
    Spark,
    /// Rows with a dot for now and one for before.
    Dots,
    /// People by whom they report to, with what we know of each.
    OrgChart,
    /// Stages over time, with the ways back.
    Track,
    /// Rungs: what the dossier says and what the evidence says.
    Ladder,
    /// A cycle of stages with the current one.
    Wheel,
    /// Profiles on spokes.
    Radar,
    /// Cells by row and column, by depth or by meaning.
    HeatMap,
    /// Prices between a floor and a cap.
    Corridor,
    /// Rows that consist of parts.
    Stacked,
    /// Then and now, a line for each.
    Slope,
    /// Periods in which something happened or did not.
    Strip,
    /// Upright bars with a cap.
    Columns,
    /// Levels with the changes between them.
    Bridge,
    /// What went in and what came back, cumulatively.
    Cumulative,
}

impl Chart {
    /// Its id, unique in the page.
    pub fn id(&self) -> &str {
        self.about().id
    }

    /// What it is.
    pub fn name(&self) -> &str {
        self.about().name
    }

    /// What it shows, in one sentence.
    pub fn summary(&self) -> &str {
        self.about().summary
    }
}

/// What it shows where a reader of text asks (a template), its plain data elsewhere (a cache key).
impl Serialize for Chart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return self.data().serialize(serializer);
        }
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("id", self.id())?;
        map.serialize_entry("name", self.name())?;
        map.serialize_entry("summary", self.summary())?;
        map.serialize_entry("svg", &self.svg())?;
        map.serialize_entry("table", &self.table())?;
        map.end()
    }
}

#[cfg(test)]
mod tests;
