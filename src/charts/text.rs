//! How wide words are, and how to shorten them. A build has no fonts and a reader may have any, so widths are estimates
//! on the wide side: a Han or full-width character is one em, Latin letters follow a small table.

/// The text styles of the style sheet's `.chart` rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    /// Explanation.
    Plain,
    /// A label that matters.
    Bold,
    /// Axis labels and notes.
    Muted,
    /// The subject's label.
    Accent,
    /// The label of what somebody has to act on.
    Act,
    /// The name of a zone, in Song type.
    Zone,
    /// The label of what one keeps an eye on.
    Watch,
    /// The name of a box, the number in the middle.
    Big,
    /// Upon the fill of class A.
    OnA,
    /// Upon the fill of class B.
    OnB,
    /// Upon the fill of class C.
    OnC,
    /// Upon the fill of what somebody has to act on.
    OnAct,
    /// Upon the second of a series.
    OnSecond,
    /// Upon the third of a series.
    OnThird,
    /// Upon the fourth of a series.
    OnFourth,
    /// Upon the fifth of a series.
    OnFifth,
}

impl Type {
    /// Every style, in the order of its number.
    pub(super) const ALL: [Self; 16] = [
        Self::Plain,
        Self::Bold,
        Self::Muted,
        Self::Accent,
        Self::Act,
        Self::Zone,
        Self::Watch,
        Self::Big,
        Self::OnA,
        Self::OnB,
        Self::OnC,
        Self::OnAct,
        Self::OnSecond,
        Self::OnThird,
        Self::OnFourth,
        Self::OnFifth,
    ];

    /// The style sheet's class; plain text has none.
    pub(super) const fn css(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "tb",
            Self::Muted => "tm",
            Self::Accent => "ta",
            Self::Act => "tr",
            Self::Zone => "zone",
            Self::Watch => "tw",
            Self::Big => "big",
            Self::OnA => "tb on-a",
            Self::OnB => "tb on-b",
            Self::OnC => "tb on-c",
            Self::OnAct => "tb on-act",
            Self::OnSecond => "tb on-s2",
            Self::OnThird => "tb on-s3",
            Self::OnFourth => "tb on-s4",
            Self::OnFifth => "tb on-s5",
        }
    }

    /// Its size in pixels, as the style sheet sets it.
    pub(super) const fn size(self) -> f64 {
        match self {
            Self::Zone | Self::Big => 15.0,
            _ => 12.0,
        }
    }

    /// Bold letters are wider; Han characters are not.
    const fn latin_stretch(self) -> f64 {
        match self {
            Self::Plain | Self::Muted => 1.0,
            _ => 1.06,
        }
    }

    /// The estimated width of a line of text in pixels.
    pub(super) fn width(self, text: &str) -> f64 {
        let ems: f64 = text.chars().map(|c| if is_wide(c) { 1.0 } else { latin(c) * self.latin_stretch() }).sum();
        ems * self.size()
    }

    /// The text, or its beginning and an ellipsis where it is wider than `room` pixels; nothing where not even two
    /// characters and the ellipsis have room.
    pub(super) fn fit(self, text: &str, room: f64) -> String {
        if self.width(text) <= room {
            return text.to_owned();
        }
        let mut kept: Vec<char> = text.chars().collect();
        while kept.len() > 2 {
            kept.pop();
            let short: String = kept.iter().collect::<String>().trim_end().to_owned() + "…";
            if self.width(&short) <= room {
                return short;
            }
        }
        String::new()
    }

    /// The text in at most `most` lines of a width, broken at blanks, after punctuation and between Han characters; what the last
    /// line has no room for is cut with an ellipsis.
    pub(super) fn lines(self, text: &str, room: f64, most: usize) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.char_indices().zip(rest.chars().skip(1)).find(|((_, c), next)| breaks(*c, *next));
            let end = end.map_or(rest.len(), |((at, c), _)| at + c.len_utf8());
            let (piece, after) = rest.split_at(end);
            let last = lines.len();
            let Some(line) = lines.last_mut() else { break };
            if line.is_empty() || self.width(&format!("{line}{}", piece.trim_end())) <= room {
                line.push_str(piece);
            } else if last == most {
                let cut = self.fit(&format!("{line}{rest}"), room);
                *line = cut;
                break;
            } else {
                lines.push(piece.to_owned());
            }
            rest = after;
        }
        lines.iter().map(|line| self.fit(line.trim_end(), room)).filter(|line| !line.is_empty()).collect()
    }
}

/// Whether a line may end after a character that another follows.
const fn breaks(c: char, next: char) -> bool {
    c == ' '
        || (is_wide(c)
            && !matches!(next, '，' | '、' | '。' | '；' | '：' | '）' | '”' | ' ')
            && !matches!(c, '（' | '“'))
}

/// Han, kana, hangul, and full-width forms and punctuation: one em each.
const fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' | '…' | '—' | '“' | '”' | '‘' | '’' | '→' | '↑' | '←' | '↓' | '×')
}

/// The width in ems of a character of a proportional sans, taken from the widest of the faces that the theme names.
const fn latin(c: char) -> f64 {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        'i' | 'j' | 'l' | '\'' | '|' => 0.28,
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '!' | 'I' | '·' | '/' | '\\' | '(' | ')' | '[' | ']' | 'f' | 't'
        | 'r' => 0.36,
        'm' | 'M' | 'W' | '%' | '@' => 0.9,
        'w' | 'O' | 'Q' | 'G' | 'D' | 'N' | 'H' | 'U' => 0.75,
        'A'..='Z' | '&' | '#' => 0.66,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | '-' => 0.52,
        _ => 0.58,
    }
}

/// Adds text to markup. Characters that XML cannot carry become spaces.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push(' '),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_characters_are_one_em_and_latin_ones_less() {
        assert!((Type::Bold.width("澜裳服饰") - 48.0).abs() < 1e-9);
        assert!(Type::Plain.width("Lanshang") < 60.0);
        assert!(Type::Bold.width("ABC") > Type::Plain.width("ABC"));
    }

    #[test]
    fn long_text_is_cut_with_an_ellipsis_or_dropped() {
        assert_eq!(Type::Plain.fit("澜裳服饰集团", 80.0), "澜裳服饰集团");
        assert_eq!(Type::Plain.fit("澜裳服饰集团", 60.0), "澜裳服饰…");
        assert_eq!(Type::Plain.fit("澜裳服饰集团", 20.0), "");
    }

    #[test]
    fn long_text_is_set_in_lines() {
        let lines = Type::Plain.lines("lacks finance in contact, supply chain in contact", 130.0, 3);
        assert_eq!(lines.concat(), "lacks finance incontact, supply chainin contact");
        assert!(lines.iter().all(|line| Type::Plain.width(line) <= 130.0));
        assert_eq!(Type::Plain.lines("缺财务、信息、供应链对口", 60.0, 3), ["缺财务、信", "息、供应链", "对口"]);
        assert_eq!(Type::Plain.lines("short", 130.0, 3), ["short"]);
        let cut = Type::Plain.lines("one two three four five six seven eight nine ten", 60.0, 2);
        assert!(cut.len() == 2 && cut[1].ends_with('…'), "{cut:?}");
        assert!(Type::Plain.lines("", 60.0, 2).is_empty());
    }

    #[test]
    fn markup_and_control_characters_cannot_break_out() {
        let mut out = String::new();
        escape("<a href=\"x\">&'\u{7}", &mut out);
        assert_eq!(out, "&lt;a href=&quot;x&quot;&gt;&amp;&#39; ");
    }
}
