//! The page of components, where the setting `component_page` asks for it: every component of the theme with made-up values,
//! for those who change colours, fonts or templates and want to see all of it at once, in both schemes and in print.
//!
//! Values are the same on every build and about nobody: accounts A to C.

use std::collections::BTreeMap;

use serde::Serialize;

use super::account::Shared;
use super::account::part::{
    BoardAction, BoardColumn, Body, Chip, Chips, Duty, Figure, LightRow, LogEntry, NamedNumber, Slot, StackPart, Term,
};
use super::{
    Cell, Column, Decision, Delta, Due, Empty, Exhibit, Frame, Head, Kpi, Link, Place, Prose, Rich, TableStyle,
    TableView,
};
use crate::charts::{Bar, Bars, Chart, Ladder, Rung, Spark, SparkPoint, Tone};
use crate::site::View;

/// Where it stands, relative to the root of a language.
pub const PATH: &str = "components.html";

/// The page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComponentPage {
    /// Masthead, footer.
    pub frame: Frame,
    /// The components.
    pub page: Specimens,
}

/// One of each component.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Specimens {
    /// Kicker, title, what the page is for.
    pub head: Head,
    /// Words of the page by key below `component_page`.
    pub words: BTreeMap<String, String>,
    /// Key figures: better, worse and ours to mend, without a year before.
    pub kpis: Vec<Kpi>,
    /// Alerts: this week's, and one that can wait.
    pub decisions: Vec<Decision>,
    /// Actions with their dates.
    pub dues: Vec<Due>,
    /// A chart, a table, too little data.
    pub exhibits: Vec<Exhibit>,
    /// What stands in a playbook.
    pub figures: Vec<Figure>,
    /// A section without data.
    pub empty: Empty,
    /// The neighbours of a page.
    pub neighbour: Link,
    /// Tokens of `style.css` that are grounds or marks.
    pub swatches: Vec<&'static str>,
}

impl View for ComponentPage {
    fn template(&self) -> &'static str {
        "component-page.html"
    }
}

/// Builds the page in a language.
pub fn component_page(shared: &Shared<'_>) -> ComponentPage {
    let words = Words(shared.voice.catalog.below("component_page"));
    let head = Head {
        kicker: words.of("kicker"),
        title: Rich::from(words.of("title")),
        say: Some(Rich::from(words.of("say"))),
    };
    let frame = shared.frames.frame(&Place {
        path: PATH,
        title: &words.of("title"),
        description: &head.say.as_ref().map(Rich::to_text).unwrap_or_default(),
        area: None,
        above: &[],
        source: None,
        languages: shared.languages,
    });
    let page = Specimens {
        head,
        kpis: kpis(&words),
        decisions: decisions(&words),
        dues: dues(&words),
        exhibits: exhibits(&words),
        figures: figures(&words),
        empty: Empty {
            label: words.of("empty"),
            file: "content/accounts/a/dossier.yaml".to_owned(),
            key: "objections".to_owned(),
        },
        neighbour: words.link("account_b"),
        swatches: SWATCHES.to_vec(),
        words: words.0,
    };
    ComponentPage { frame, page }
}

#[rustfmt::skip]
const SWATCHES: [&str; 19] = [
    "paper", "wash", "rule", "rule-strong", "accent", "accent-wash", "act", "act-wash", "watch-mark", "mute",
    "class-a", "class-b", "class-c", "s1", "s2", "s3", "s4", "s5", "ink",
];

/// The words of the page.
struct Words(BTreeMap<String, String>);

impl Words {
    fn of(&self, key: &str) -> String {
        self.0.get(key).cloned().unwrap_or_default()
    }

    fn rich(&self, key: &str) -> Rich {
        Rich::from(self.of(key))
    }

    fn prose(&self, key: &str) -> Prose {
        Prose { text: self.of(key), lang: None }
    }

    fn link(&self, key: &str) -> Link {
        Link { text: self.of(key), href: Some("#main".to_owned()), lang: None }
    }
}

fn kpis(words: &Words) -> Vec<Kpi> {
    let delta = |arrow: &str, value: &str, word: &str, bad: bool| Delta {
        arrow: arrow.to_owned(),
        value: value.to_owned(),
        word: words.of(word),
        than: words.of("than"),
        bad,
    };
    let kpi = |label: &str, value: &str, unit: &str| Kpi {
        label: words.of(label),
        value: value.to_owned(),
        unit: unit.to_owned(),
        delta: None,
        note: None,
        spark: None,
    };
    let points = [40.0, 42.0, 39.0, 47.0, 52.0, 58.0].into_iter().enumerate().map(|(month, value)| SparkPoint {
        name: format!("{}", month + 1),
        value: Some(value),
        text: format!("{value}"),
    });
    let spark = Chart::Spark(Spark {
        id: "component-spark".to_owned(),
        name: words.of("revenue"),
        summary: words.of("spark"),
        points: points.collect(),
        headings: [words.of("month"), words.of("revenue")],
    });
    vec![
        Kpi { delta: Some(delta("▲", "+15.1%", "up", false)), spark: Some(spark), ..kpi("revenue", "58", "") },
        Kpi { delta: Some(delta("▼", "−0.6", "down", true)), ..kpi("margin", "17.5", "%") },
        Kpi { note: Some(words.of("no_year_before")), ..kpi("accounts", "12", "") },
    ]
}

fn decisions(words: &Words) -> Vec<Decision> {
    let decision = Decision {
        now: true,
        fact: words.rich("alert"),
        question: Some(words.rich("alert_question")),
        next: Some(words.rich("alert_next")),
        stake: Some(words.of("alert_stake")),
        owner: Some(words.link("owner")),
        due: Some(words.of("due")),
        rule: Some(words.link("rule")),
    };
    let other = Decision {
        now: false,
        fact: words.rich("alert_later"),
        next: None,
        stake: None,
        due: None,
        ..decision.clone()
    };
    vec![decision, other]
}

fn dues(words: &Words) -> Vec<Due> {
    let due = |late: bool, date: &str, day: &str| Due {
        late,
        date: date.to_owned(),
        day: words.of(day),
        what: words.rich("action"),
        note: Some(words.of("owner")),
    };
    vec![due(true, "2026-06-18", "day_late"), due(false, "2026-07-09", "day_due")]
}

fn exhibits(words: &Words) -> Vec<Exhibit> {
    let exhibit = |id: &str, finding: &str| Exhibit {
        id: id.to_owned(),
        finding: words.rich(finding),
        measure: words.of("measure"),
        chart: None,
        table: None,
        style: TableStyle::Compact,
        filter: None,
        instead: None,
        folds: false,
        notes: vec![words.rich("source")],
    };
    vec![
        Exhibit { chart: Some(bars(words)), ..exhibit("component-chart", "finding") },
        Exhibit { table: Some(table(words)), ..exhibit("component-table", "finding") },
        Exhibit { instead: Some(words.of("instead")), ..exhibit("component-instead", "plain_title") },
    ]
}

/// The three made-up accounts: key of the name, revenue, class.
const ACCOUNTS: [(&str, f64, &str); 3] = [("account_a", 48.6, "A"), ("account_b", 12.4, "B"), ("account_c", 3.1, "C")];

fn bars(words: &Words) -> Chart {
    let bar = |(name, value, class): (&str, f64, &str)| Bar {
        name: words.of(name),
        value: Some(value),
        value_text: format!("{value:.1}"),
        tick: Some(value * 0.9),
        tick_text: format!("{:.1}", value * 0.9),
        tone: match class {
            "A" => Tone::A,
            "B" => Tone::B,
            _ => Tone::C,
        },
        href: String::new(),
        title: format!("{} {value:.1}", words.of(name)),
    };
    Chart::Bars(Bars {
        id: "component-bars".to_owned(),
        name: words.of("revenue"),
        summary: words.of("finding"),
        bars: ACCOUNTS.map(bar).into(),
        headings: [words.of("account"), words.of("revenue"), words.of("year_before")],
    })
}

fn table(words: &Words) -> TableView {
    let row = |(name, value, class): (&str, f64, &str)| {
        vec![
            Cell::new(words.of(name)).to(Some("#component-table".to_owned())),
            Cell::new(class).class(&format!("abc {}", class.to_lowercase())),
            Cell::new(format!("{value:.1}")).bar(value / 48.6),
        ]
    };
    TableView {
        caption: words.of("accounts"),
        sortable: true,
        row_head: 0,
        columns: vec![
            Column::words(words.of("account")),
            Column::words(words.of("class")),
            Column::figures(words.of("revenue")),
        ],
        rows: ACCOUNTS.map(row).into(),
        totals: vec![vec![Cell::new(words.of("total")), Cell::default(), Cell::new("64.1")]],
    }
}

fn figures(words: &Words) -> Vec<Figure> {
    let figure = |id: &str, body: Body| {
        Figure::new(&format!("component-{id}"), words.rich(id), format!("body · {id}"), body, Vec::new())
    };
    vec![
        figure("ladder", Body::Chart(Box::new(ladder(words)))),
        figure("board", board(words)),
        figure("lights", lights(words)),
        figure("nine", nine(words)),
        figure("slots", slots(words)),
        figure("trio", trio(words)),
        figure("terms", terms(words)),
        figure("stack", stack(words)),
        figure("log", log(words)),
        figure("chips", chips(words)),
    ]
}

fn ladder(words: &Words) -> Chart {
    let rung = |(at, name): (usize, &str)| Rung {
        name: words.of(name),
        missing: if at == 2 { words.of("missing") } else { String::new() },
        evidence_text: words.of(if at < 2 { "yes" } else { "no" }),
        claimed_text: words.of("yes"),
        title: words.of(name),
    };
    Chart::Ladder(Ladder {
        id: "component-rungs".to_owned(),
        name: words.of("ladder"),
        summary: words.of("ladder"),
        rungs: ["rung_1", "rung_2", "rung_3"].into_iter().enumerate().map(rung).collect(),
        evidence: Some(2),
        evidence_text: words.of("evidence"),
        claimed: Some(3),
        claimed_text: words.of("dossier"),
        headings: [words.of("rung"), words.of("evidence"), words.of("dossier"), words.of("lacks")],
    })
}

fn board(words: &Words) -> Body {
    let column = |(days, state): (&str, &'static str)| BoardColumn {
        title: words.of(days),
        until: words.of("until"),
        actions: vec![BoardAction { state, what: words.prose("action"), note: words.rich("owner") }],
        nothing: String::new(),
    };
    Body::Board([("days_30", "late"), ("days_60", ""), ("days_90", "done")].map(column).into())
}

/// The four states of a light, with the word beside each.
const STATES: [(&str, &str); 4] = [("", "kept"), ("half", "partly"), ("off", "owed"), ("none", "unknown")];

fn lights(words: &Words) -> Body {
    let row = |(state, word): (&'static str, &str)| LightRow {
        name: words.of("promise"),
        state,
        light: words.of(word),
        notes: vec![words.prose("source_line")],
    };
    Body::Lights(STATES.map(row).into())
}

fn nine(words: &Words) -> Body {
    let duty = |(state, word): (&'static str, &str)| Duty {
        name: words.of("duty"),
        state,
        light: words.of(word),
        note: Some(words.prose("source_line")),
    };
    Body::Nine(STATES.map(duty).into())
}

fn slots(words: &Words) -> Body {
    let slot = |(state, who): (&'static str, &str)| Slot {
        state,
        name: words.of("buyer"),
        who: words.of(who),
        note: words.of("last_met"),
    };
    Body::Slots([("", "person"), ("late", "person"), ("gap", "vacant")].map(slot).into())
}

fn trio(words: &Words) -> Body {
    let number = |value: &str, measured: bool| NamedNumber {
        name: words.of("indicator"),
        value: value.to_owned(),
        measured,
        note: words.of("how_to_read"),
    };
    Body::Trio(vec![number("96%", true), number("4.2", true), number(&words.of("not_measured"), false)])
}

fn terms(words: &Words) -> Body {
    let term = |fill: u8, value: &str, change: &str, bad: bool| Term {
        name: words.of("term"),
        fill,
        value: value.to_owned(),
        maximum: "25".to_owned(),
        change: change.to_owned(),
        bad,
    };
    Body::Terms(vec![term(84, "21", "▲ +2", false), term(40, "10", "▼ −6", true)])
}

fn stack(words: &Words) -> Body {
    let part = |class: &'static str, width: &str, name: &str| StackPart {
        class,
        width: width.to_owned(),
        label: format!("{width}%"),
        name: words.prose(name),
    };
    Body::Stack(vec![part("k1", "62", "ours"), part("k5", "21", "rival"), part("k0", "17", "others")])
}

fn log(words: &Words) -> Body {
    Body::Log(vec![LogEntry {
        date: "2026-06-21".to_owned(),
        day: words.of("day_visit"),
        head: words.rich("log_head"),
        texts: vec![words.prose("log_text")],
        html: None,
        note: Some(words.rich("source_line")),
        lang: None,
    }])
}

fn chips(words: &Words) -> Body {
    let chip = |word: &str, class: &'static str| Chip { text: words.of(word), class };
    Body::Chips(Chips {
        title: words.of("chips_title"),
        items: vec![chip("in_use", "us"), chip("not_in_use", "muted"), chip("convention", "cite")],
    })
}
