//! Recognises files that are not UTF-8 text, so that the refusal can say what they are and what to do.

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding, GB18030, WINDOWS_1252};

/// Bytes on either side of the first bad one by which an encoding is judged.
const AROUND: usize = 4096;

/// What a file is instead of UTF-8 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotUtf8 {
    /// GBK, GB2312 or GB18030: Excel and WPS on a Chinese Windows.
    Gbk,
    /// Big5: Excel on a Windows of Taiwan or Hong Kong.
    Big5,
    /// UTF-16 with a byte order mark: Excel's “Unicode text”.
    Utf16,
    /// UTF-16 without a byte order mark, the low byte first.
    Utf16Le,
    /// UTF-16 without a byte order mark, the high byte first.
    Utf16Be,
    /// Windows-1252 or Latin-1: Excel on a Western Windows.
    Windows1252,
    /// An Excel workbook under another name.
    Workbook,
    /// Other binary data.
    Binary,
}

impl NotUtf8 {
    /// Its name in a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gbk => "GBK",
            Self::Big5 => "Big5",
            Self::Utf16 | Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
            Self::Workbook => "an Excel workbook",
            Self::Binary => "binary data",
        }
    }

    /// Some text as it reads in this encoding; `None` where it does not.
    pub(super) fn decoded(self, text: &[u8]) -> Option<String> {
        let encoding = match self {
            Self::Gbk => GB18030,
            Self::Big5 => BIG5,
            Self::Windows1252 => WINDOWS_1252,
            Self::Utf16 | Self::Utf16Le | Self::Utf16Be | Self::Workbook | Self::Binary => return None,
        };
        encoding.decode_without_bom_handling_and_without_replacement(text).map(Cow::into_owned)
    }

    /// What to do about it, for a file of this name.
    pub fn remedy(self, file: &str) -> String {
        let encoding = match self {
            Self::Gbk => "GBK",
            Self::Big5 => "BIG5",
            Self::Utf16 => "UTF-16",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1252 => "WINDOWS-1252",
            Self::Workbook => return "open it and save it as “CSV UTF-8”".to_owned(),
            Self::Binary => return "export the sales as “CSV UTF-8”".to_owned(),
        };
        let (file, into) = (in_quotes(file), in_quotes(&utf8_name(file)));
        let convert = if file.ends_with(".gz'") {
            format!("gzip -dc {file} | iconv -f {encoding} -t UTF-8 > {into}")
        } else {
            format!("iconv -f {encoding} -t UTF-8 {file} > {into}")
        };
        format!("save it as “CSV UTF-8” in Excel or WPS, or convert it and take the old file away: {convert}")
    }
}

/// A path as a shell takes it.
fn in_quotes(path: &str) -> String {
    format!("'{}'", path.replace('\'', r"'\''"))
}

/// `data/sales.csv` → `data/sales.utf8.csv`.
fn utf8_name(file: &str) -> String {
    let plain = file.strip_suffix(".gz").unwrap_or(file);
    plain.rsplit_once('.').map_or_else(|| format!("{plain}.utf8"), |(stem, suffix)| format!("{stem}.utf8.{suffix}"))
}

/// Looks at the first bytes of a file: `None` where they may be UTF-8.
pub fn recognise_head(head: &[u8]) -> Option<NotUtf8> {
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return Some(NotUtf8::Utf16);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xD0\xCF\x11\xE0") {
        return Some(NotUtf8::Workbook);
    }
    let sample = &head[..head.len().min(4096)];
    let nul_at = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (nul_at(0), nul_at(1));
    match even + odd {
        0 => None,
        nul if nul * 5 >= sample.len() && even == 0 => Some(NotUtf8::Utf16Le),
        nul if nul * 5 >= sample.len() && odd == 0 => Some(NotUtf8::Utf16Be),
        _ => Some(NotUtf8::Binary),
    }
}

/// Says what a text most likely is of which the byte at `bad` is no UTF-8, by the lines around it.
pub fn recognise_at(text: &[u8], bad: usize) -> NotUtf8 {
    let around = &text[bad.saturating_sub(AROUND)..text.len().min(bad + AROUND)];
    let from = around.iter().position(|&b| b == b'\n').filter(|_| bad > AROUND).map_or(0, |i| i + 1);
    let is_cut = text.len() > bad + AROUND;
    let to = around.iter().rposition(|&b| b == b'\n').filter(|_| is_cut).map_or(around.len(), |i| i + 1);
    recognise(&around[from.min(to)..to])
}

/// Says what text that is not UTF-8 most likely is.
///
/// In GBK nearly every byte from 0x80 stands beside another one; in Western text such bytes stand alone.
pub fn recognise(text: &[u8]) -> NotUtf8 {
    let high = text.iter().filter(|b| !b.is_ascii()).count();
    let alone = (0..text.len())
        .filter(|&i| {
            let beside = |j: Option<usize>| j.and_then(|j| text.get(j)).is_some_and(|b| !b.is_ascii());
            !text[i].is_ascii() && !beside(i.checked_sub(1)) && !beside(i.checked_add(1))
        })
        .count();
    let is_chinese = alone * 3 < high;
    if is_chinese && decodes(BIG5, text) && has_low_second_bytes(text) {
        NotUtf8::Big5
    } else if is_chinese && decodes(GB18030, text) {
        NotUtf8::Gbk
    } else {
        NotUtf8::Windows1252
    }
}

/// Whether many characters end in a byte below 0x80. Four of ten common characters do in Big5; in GBK only rare ones, as
/// both bytes of the characters of GB 2312 are above 0xA0.
fn has_low_second_bytes(text: &[u8]) -> bool {
    let (mut pairs, mut low, mut at) = (0, 0, 0);
    while at < text.len() {
        if text[at].is_ascii() {
            at += 1;
            continue;
        }
        pairs += 1;
        low += usize::from(text.get(at + 1).is_some_and(u8::is_ascii));
        at += 2;
    }
    low * 8 > pairs
}

fn decodes(encoding: &'static Encoding, text: &[u8]) -> bool {
    encoding.decode_without_bom_handling_and_without_replacement(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_likely_encoding() {
        let (gbk, _, _) = encoding_rs::GBK.encode("开票日期,客户名称,金额\n2026-03-14,澜裳服饰（杭州）有限公司,12.5\n");
        let (latin, _, _) =
            encoding_rs::WINDOWS_1252.encode("2026-03-14,Café Größe à Paris,12.5\n2026-03-15,Müller,1\n");
        assert_eq!(recognise(&gbk), NotUtf8::Gbk);
        assert_eq!(recognise(&latin), NotUtf8::Windows1252);
        let utf16: Vec<u8> = "date,amount\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(recognise_head(&utf16), Some(NotUtf8::Utf16Le));
        let utf16: Vec<u8> = "date,amount\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(recognise_head(&utf16), Some(NotUtf8::Utf16Be));
        assert_eq!(recognise_head(b"\xFE\xFF\0d"), Some(NotUtf8::Utf16));
        let (big5, _, _) =
            encoding_rs::BIG5.encode("日期,客戶名稱,金額\n2026-03-14,臺灣積體電路製造股份有限公司,12.5\n");
        assert_eq!(recognise(&big5), NotUtf8::Big5);
        assert_eq!(recognise_head(b"PK\x03\x04..."), Some(NotUtf8::Workbook));
        assert_eq!(recognise_head("日期,金额".as_bytes()), None);
    }

    #[test]
    fn the_remedy_can_be_pasted() {
        assert!(NotUtf8::Gbk.remedy("data/a.csv").contains("iconv -f GBK -t UTF-8 'data/a.csv' > 'data/a.utf8.csv'"));
        let packed = NotUtf8::Utf16Be.remedy("data/a'b.csv.gz");
        assert!(
            packed.ends_with(r"gzip -dc 'data/a'\''b.csv.gz' | iconv -f UTF-16BE -t UTF-8 > 'data/a'\''b.utf8.csv'"),
            "{packed}"
        );
    }
}
