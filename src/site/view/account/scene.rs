//! What every builder of a playbook's part speaks through: the page's voice, the day, the dossier's file.
//!
//! [`Scene`] turns domain values into finished words: prose in the page's language, days, people of ours, the names of
//! choices, the source line of a section, and the one line of a section without data.

use jiff::civil::Date;

use crate::locale::{Arg, with_measures};
use crate::portfolio::{
    Amount, Contact, ContactId, Figure, Judgement, Localised, Period, Portfolio, Who, WrittenPeriod, days_between,
};
use crate::site::view::attainment::Speaker;
use crate::site::view::voice::Voice;
use crate::site::view::{Cell, Column, Empty, Prose, Rich, TableView, escape};

/// Where a builder stands: language, day, file.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The page's language.
    pub voice: Voice<'a>,
    /// The portfolio, for the names of our people.
    pub portfolio: &'a Portfolio,
    /// The portfolio's “today”.
    pub as_of: Date,
    /// The month in which a fiscal year starts, 1 to 12.
    pub fiscal_year_start: i8,
    /// The dossier's file, relative to the workspace; where there is none yet, where it would stand.
    pub file: &'a str,
}

/// A column of a table: its catalogue key below `account.column`, and what it is like.
pub type ColumnKey = (&'static str, ColumnKind);

/// What a column is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words.
    Text,
    /// Words that may be dropped on a phone.
    Minor,
    /// Right-aligned figures.
    Figure,
    /// A bar, whose heading is for screen readers only.
    Bar,
}

impl Scene<'_> {
    /// A sentence below `account`.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.voice.say(&format!("account.{key}"), args)
    }

    /// A sentence below `account` with `**bold**` in it.
    pub fn rich(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Rich {
        Rich::from_marked(&self.say(key, args))
    }

    /// The counts that are above zero, each in its sentence below `account`, with commas between them.
    pub fn counts(&self, parts: &[(&str, usize)]) -> String {
        let said = parts.iter().filter(|(_, count)| *count > 0);
        let said: Vec<String> = said.map(|(key, count)| self.say(key, &[("count", (*count).into())])).collect();
        said.join(&self.word("comma"))
    }

    /// A fixed word below `account`.
    pub fn word(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// What a word of the sales or the dossier (a product, a region, a tag) is called in the page's language.
    pub fn called<'t>(&'t self, word: &'t str) -> &'t str {
        self.portfolio.notes.called(word, self.voice.language().tag())
    }

    /// The name of a choice: `enums.<field>.<word>`.
    pub fn choice(&self, field: &str, word: &str) -> String {
        self.voice.word(&format!("enums.{field}.{word}"))
    }

    /// Prose in the page's language, or marked with its own. Its numbers keep their measure words, as those of the catalogue do.
    pub fn prose(&self, text: &Localised) -> Prose {
        let (text, lang) = text.in_language(self.voice.language().tag());
        Prose { text: with_measures(text), lang: lang.map(str::to_owned) }
    }

    /// Words alone, for where no mark of a language can stand.
    pub fn words<'t>(&self, text: &'t Localised) -> &'t str {
        text.in_language(self.voice.language().tag()).0
    }

    /// Prose as safe HTML, with the mark of its language.
    pub fn html(&self, text: &Localised) -> String {
        self.prose(text).html()
    }

    /// Where a figure comes from, when it was right, how far it can be relied on; `None` where the dossier says nothing.
    pub fn provenance<T>(&self, figure: &Figure<T>) -> Option<Prose> {
        let source = figure.source.as_ref().map(|source| self.prose(source));
        let lang = source.as_ref().and_then(|source| source.lang.clone());
        let day = figure.as_of.map(|day| self.voice.locale.date_table(day));
        let confidence = figure.confidence.map(|confidence| self.choice("confidence", confidence.key()));
        let said: Vec<String> = source.map(|source| source.text).into_iter().chain(day).chain(confidence).collect();
        (!said.is_empty()).then(|| Prose { text: said.join(" · "), lang })
    }

    /// What shows a judgement, then who says so and when; nothing where the dossier says neither.
    pub fn shown_by(&self, judgement: &Judgement) -> Vec<Prose> {
        let source = judgement.source.as_ref().map(|source| self.words(source).to_owned());
        let said: Vec<String> =
            source.into_iter().chain(judgement.as_of.map(|day| self.voice.locale.date_table(day))).collect();
        let evidence = judgement.evidence.iter().map(|text| self.prose(text));
        evidence.chain((!said.is_empty()).then(|| self.plain(said.join(" · ")))).collect()
    }

    /// A day: without its year within the last and next half year, with it elsewhere.
    pub fn day(&self, date: Date) -> String {
        self.voice.locale.date_near(date, self.as_of)
    }

    /// A period of the dossier in words.
    pub fn period(&self, written: &WrittenPeriod) -> String {
        let speaker = Speaker { voice: self.voice, fiscal_year_start: self.fiscal_year_start };
        self.days_of(written).map_or_else(|| written.as_str().to_owned(), |period| speaker.period(period))
    }

    /// The same for a label of a chart.
    pub fn period_short(&self, written: &WrittenPeriod) -> String {
        self.days_of(written).map_or_else(|| written.as_str().to_owned(), |period| self.voice.period_short(period))
    }

    fn days_of(&self, written: &WrittenPeriod) -> Option<Period> {
        Some(written.query()?.resolve(self.as_of, self.fiscal_year_start))
    }

    /// How long ago a day is; the day itself where it is after “today”: sales may be older than what has been noted since.
    pub fn ago(&self, date: Date) -> String {
        match days_between(date, self.as_of) {
            ..0 => self.day(date),
            days => self.say("ago", &[("count", Arg::Number(days.into()))]),
        }
    }

    /// An amount in words.
    pub fn money(&self, amount: Amount) -> String {
        self.voice.locale.money(amount)
    }

    /// Words of the page itself, as prose.
    #[expect(clippy::unused_self, reason = "reads like its neighbours: scene.prose, scene.plain")]
    pub fn plain(&self, text: String) -> Prose {
        Prose { text, lang: None }
    }

    /// Somebody of ours by name.
    pub fn who(&self, who: &Who) -> String {
        self.portfolio.who(who, self.voice.language().tag()).to_owned()
    }

    /// The day on which one of ours left, where they have.
    pub fn has_left(&self, who: &Who) -> Option<Date> {
        self.portfolio.member(who)?.left.filter(|day| *day <= self.as_of)
    }

    /// Several of ours by name.
    pub fn whos(&self, whos: &[Who]) -> String {
        let names: Vec<String> = whos.iter().map(|who| self.who(who)).collect();
        self.voice.locale.list(&names)
    }

    /// The name of a contact of this account.
    pub fn contact(&self, contacts: &[Contact], id: &ContactId) -> String {
        let contact = contacts.iter().find(|contact| contact.id == *id);
        contact.map_or_else(|| id.as_str().to_owned(), |contact| self.words(&contact.name).to_owned())
    }

    /// Where a section stands in the dossier: the file's name, its path on hovering.
    pub fn source(&self, key: &str) -> Rich {
        let name = self.file.rsplit('/').next().unwrap_or(self.file);
        let file = format!("<code title=\"{}\">{}</code>", escape(self.file), escape(name));
        let sentence = escape(&self.say("source", &[("file", "\u{1}".into()), ("key", "\u{2}".into())]));
        let key = format!("<code>{}</code>", escape(key));
        Rich::from_safe_html(sentence.replace('\u{1}', &file).replace('\u{2}', &key))
    }

    /// The line of a section without data; its label is below `account.section`.
    pub fn empty(&self, section: &str, key: &str) -> Empty {
        Empty { label: self.word(&format!("section.{section}")), file: self.file.to_owned(), key: key.to_owned() }
    }

    /// A table with headings below `account.column`.
    pub fn table(&self, caption: String, columns: &[ColumnKey], rows: Vec<Vec<Cell>>) -> TableView {
        TableView { caption, sortable: false, row_head: 0, columns: self.columns(columns), rows, totals: Vec::new() }
    }

    /// Headings below `account.column`.
    pub fn columns(&self, columns: &[ColumnKey]) -> Vec<Column> {
        let column = |&(key, kind): &ColumnKey| Column {
            label: self.word(&format!("column.{key}")),
            numeric: kind == ColumnKind::Figure,
            minor: kind == ColumnKind::Minor,
            hidden: kind == ColumnKind::Bar,
        };
        columns.iter().map(column).collect()
    }

    /// A cell of prose; empty where there is none.
    pub fn prose_cell(&self, text: Option<&Localised>) -> Cell {
        text.map_or_else(dash, |text| {
            let Prose { text, lang } = self.prose(text);
            Cell { text, lang, ..Cell::default() }
        })
    }

    /// A mark of a survey: one decimal for all.
    pub fn mark(&self, mark: Amount) -> String {
        self.voice.locale.decimal(mark.to_f64(), 1)
    }

    #[expect(clippy::unused_self, reason = "reads like its neighbours: scene.prose_cell, scene.money_cell")]
    /// A cell with a second line of what else there is to say, if anything.
    pub fn noted<T: Into<String>>(&self, cell: Cell, more: impl IntoIterator<Item = T>) -> Cell {
        let said: Vec<String> = cell.note.clone().into_iter().chain(more.into_iter().map(Into::into)).collect();
        Cell { note: (!said.is_empty()).then(|| said.join(" · ")), ..cell }
    }

    /// An amount with its provenance as the second line; a dash where there is none.
    pub fn figure_cell(&self, figure: Option<&Figure<Amount>>) -> Cell {
        figure.map_or_else(dash, |figure| {
            self.noted(Cell::money(figure.value, self.voice), self.provenance(figure).map(|prose| prose.text))
        })
    }

    /// A cell of money; a dash where there is none.
    pub fn money_cell(&self, amount: Option<Amount>) -> Cell {
        amount.map_or_else(dash, |amount| Cell::money(amount, self.voice))
    }

    /// A cell with a day; a dash where there is none.
    pub fn day_cell(&self, day: Option<Date>) -> Cell {
        day.map_or_else(dash, |day| Cell { sort: Some(day.to_string()), ..cell(self.day(day)) })
    }
}

/// Words at the beginning of a sentence: with a capital in Latin script.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A cell of plain words.
pub fn cell(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

/// A cell that asks somebody to act.
pub fn act(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), class: Some("act".to_owned()), ..Cell::default() }
}

/// A cell without a value.
pub fn dash() -> Cell {
    Cell { text: "–".to_owned(), class: Some("muted".to_owned()), ..Cell::default() }
}

/// Safe HTML of words that ask somebody to act.
pub fn act_html(words: &str) -> String {
    format!("<span class=\"act\">{}</span>", escape(words))
}
