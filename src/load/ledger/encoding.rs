//! Recognises files that are not UTF-8 text, so that the refusal can say what they are and what to do.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

/// Bytes on either side of the first bad one by which an encoding is judged.
const AROUND: usize = 4096;

/// What a file is instead of UTF-8 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotUtf8 {
    /// Text in an older encoding.
    Legacy(&'static Legacy),
    /// Text in an encoding that cannot be told.
    Unknown,
    /// UTF-16 with a byte order mark: Excel's “Unicode text”.
    Utf16,
    /// UTF-16 without a byte order mark, the low byte first.
    Utf16Le,
    /// UTF-16 without a byte order mark, the high byte first.
    Utf16Be,
    /// An Excel workbook under another name.
    Workbook,
    /// Other binary data.
    Binary,
    /// Text in which a few bytes are zero.
    Zeros,
    /// UTF-32 with a byte-order mark.
    Utf32,
}

/// An encoding older than Unicode that a spreadsheet or an editor still writes.
#[derive(Debug, PartialEq, Eq)]
pub struct Legacy {
    /// Its name in a sentence.
    name: &'static str,
    /// Its name for `iconv`.
    iconv: &'static str,
    /// As it is guessed.
    guessed: &'static Encoding,
    /// What reads all of it.
    reads: &'static Encoding,
}

/// The encodings that are recognised. Others are so rare, or so much like one of these, that a guess would be idle.
const LEGACY: [Legacy; 8] = [
    // GBK, GB2312 or GB18030, which holds both: Excel and WPS on a Chinese Windows.
    Legacy { name: "GBK", iconv: "GB18030", guessed: GBK, reads: GB18030 },
    Legacy { name: "Big5", iconv: "BIG5", guessed: BIG5, reads: BIG5 },
    Legacy { name: "Shift-JIS", iconv: "CP932", guessed: SHIFT_JIS, reads: SHIFT_JIS },
    Legacy { name: "EUC-JP", iconv: "EUC-JP", guessed: EUC_JP, reads: EUC_JP },
    Legacy { name: "EUC-KR", iconv: "CP949", guessed: EUC_KR, reads: EUC_KR },
    Legacy { name: "Windows-1250", iconv: "WINDOWS-1250", guessed: WINDOWS_1250, reads: WINDOWS_1250 },
    Legacy { name: "Windows-1251", iconv: "WINDOWS-1251", guessed: WINDOWS_1251, reads: WINDOWS_1251 },
    // Or Latin-1.
    Legacy { name: "Windows-1252", iconv: "WINDOWS-1252", guessed: WINDOWS_1252, reads: WINDOWS_1252 },
];

impl NotUtf8 {
    /// Its name in a sentence; `None` where it cannot be told.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Legacy(legacy) => Some(legacy.name),
            Self::Unknown => None,
            Self::Utf16 | Self::Utf16Le | Self::Utf16Be => Some("UTF-16"),
            Self::Utf32 => Some("UTF-32"),
            Self::Zeros => Some("text with zero bytes in it"),
            Self::Workbook => Some("an Excel workbook"),
            Self::Binary => Some("binary data"),
        }
    }

    /// Some text as it reads in this encoding; `None` where it does not.
    pub(super) fn decoded(self, text: &[u8]) -> Option<String> {
        let Self::Legacy(legacy) = self else { return None };
        legacy.reads.decode_without_bom_handling_and_without_replacement(text).map(Cow::into_owned)
    }

    /// What `iconv` calls it; `None` where it is no text or cannot be told.
    const fn iconv(self) -> Option<&'static str> {
        match self {
            Self::Legacy(legacy) => Some(legacy.iconv),
            Self::Utf16 => Some("UTF-16"),
            Self::Utf16Le => Some("UTF-16LE"),
            Self::Utf16Be => Some("UTF-16BE"),
            Self::Utf32 => Some("UTF-32"),
            Self::Unknown | Self::Workbook | Self::Binary | Self::Zeros => None,
        }
    }

    /// What to do about a sales file of this name.
    pub fn remedy(self, file: &str) -> String {
        let encoding = match (self.iconv(), self) {
            (Some(encoding), _) => encoding,
            (None, Self::Workbook) => return "open it and save it as “CSV UTF-8”".to_owned(),
            (None, Self::Binary) => return "export the sales as “CSV UTF-8”".to_owned(),
            (None, Self::Zeros) => {
                let unpack = if file.to_lowercase().ends_with(".gz") { "gzip -dc" } else { "cat" };
                let (from, into) = (in_quotes(file), in_quotes(&sibling(file, "clean")));
                return format!(
                    "export the sales again, or take those bytes out and the old file away: {unpack} {from} | tr -d '\\0' > {into}"
                );
            }
            (None, _) => return UNKNOWN_REMEDY.to_owned(),
        };
        let (file, into) = (in_quotes(file), in_quotes(&sibling(file, "utf8")));
        let convert = if file.ends_with(".gz'") {
            format!("gzip -dc {file} | iconv -f {encoding} -t UTF-8 > {into}")
        } else {
            format!("iconv -f {encoding} -t UTF-8 {file} > {into}")
        };
        format!("save it as “CSV UTF-8” in Excel or WPS, or convert it and take the old file away: {convert}")
    }

    /// What to do about another text of this name: settings, a dossier, a note, a page, targets.
    pub fn remedy_of_text(self, file: &str) -> String {
        let Some(encoding) = self.iconv() else {
            return match self {
                Self::Workbook | Self::Binary => "save it as a UTF-8 text, or take it away".to_owned(),
                Self::Zeros => {
                    format!("see what stood there, and take it out: {}", in_place(file, "clean", "tr -d '\\0'"))
                }
                _ => UNKNOWN_REMEDY.to_owned(),
            };
        };
        let convert = in_place(file, "utf8", &format!("iconv -f {encoding} -t UTF-8"));
        format!("save it as UTF-8 in your editor (in Notepad: “Save as”, Encoding), or convert it: {convert}")
    }

    /// What to do about a table whose name is not free, such as targets: as for a sales file, and it keeps its name.
    pub fn remedy_of_named_table(self, file: &str) -> String {
        match (self, self.iconv()) {
            (_, Some(encoding)) => {
                let convert = in_place(file, "utf8", &format!("iconv -f {encoding} -t UTF-8"));
                format!("save it under the same name as “CSV UTF-8” in Excel or WPS, or convert it: {convert}")
            }
            (Self::Workbook | Self::Binary, None) => {
                "save it as “CSV UTF-8”, under a name that ends in .csv".to_owned()
            }
            (..) => self.remedy_of_text(file),
        }
    }
}

/// A command that puts a file through a filter and gives the result the file's own name.
pub(super) fn in_place(file: &str, word: &str, filter: &str) -> String {
    let (from, into) = (in_quotes(file), in_quotes(&format!("{file}.{word}")));
    if file.to_lowercase().ends_with(".gz") {
        format!("gzip -dc {from} | {filter} | gzip > {into} && mv {into} {from}")
    } else {
        format!("{filter} < {from} > {into} && mv {into} {from}")
    }
}

/// What to do about a text whose encoding cannot be told.
const UNKNOWN_REMEDY: &str = "find out its encoding and save it as UTF-8";

/// A path as a shell takes it.
pub(super) fn in_quotes(path: &str) -> String {
    format!("'{}'", path.replace('\'', r"'\''"))
}

/// The name of an unpacked copy of a file beside it, told apart by a word: `data/sales.csv.gz` → `data/sales.utf8.csv`.
pub(super) fn sibling(file: &str, word: &str) -> String {
    let plain = file.strip_suffix(".gz").unwrap_or(file);
    plain.rsplit_once('.').map_or_else(|| format!("{plain}.{word}"), |(stem, suffix)| format!("{stem}.{word}.{suffix}"))
}

/// One byte of so many may be zero in a text that lost a few bytes; in UTF-16 there are more.
const FEW_ZEROS: usize = 16;

/// Whether bytes are UTF-8 up to a character that their end cuts.
fn reads_as_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).err().is_none_or(|error| error.error_len().is_none())
}

/// Looks at the first bytes of a file: `None` where they may be UTF-8.
pub fn recognise_head(head: &[u8]) -> Option<NotUtf8> {
    if head.starts_with(b"\xFF\xFE\0\0") || head.starts_with(b"\0\0\xFE\xFF") {
        return Some(NotUtf8::Utf32);
    }
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
        // Chinese text has zeros beside its digits and commas, and in a few characters (开); binary data have them anywhere.
        nul if nul * FEW_ZEROS < sample.len() && reads_as_utf8(sample) => Some(NotUtf8::Zeros),
        nul if nul * 50 >= sample.len() && even * 8 <= odd => Some(NotUtf8::Utf16Le),
        nul if nul * 50 >= sample.len() && odd * 8 <= even => Some(NotUtf8::Utf16Be),
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

/// Says what text that is not UTF-8 most likely is, by those of its lines that are none: a file may be of two minds.
///
/// The detector guesses a few letters badly, so that what it says of them counts only where the letters speak for it.
pub fn recognise(text: &[u8]) -> NotUtf8 {
    let mut other = Vec::with_capacity(text.len());
    let lines = text.split_inclusive(|&byte| byte == b'\n');
    lines.filter(|line| std::str::from_utf8(line).is_err()).for_each(|line| other.extend_from_slice(line));
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&other, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let high = other.iter().filter(|byte| !byte.is_ascii()).count();
    let known = |encoding| LEGACY.iter().find(|legacy| legacy.guessed == encoding);
    let (is_chinese, alone) = (is_chinese(&other), alone(&other));
    let likely = if is_chinese && high < 4 * FEW_BYTES {
        known(GBK)
    } else if guess == EUC_KR {
        known(EUC_KR).filter(|_| high >= FEW_BYTES)
    } else if guess == WINDOWS_1252 && alone * 3 >= high {
        // Letters beyond ASCII stand alone in Western words.
        known(WINDOWS_1252)
    } else if guess == WINDOWS_1252 || known(guess).is_none() {
        // One or two characters, of which nothing else speaks: most workspaces are Chinese.
        let in_china = detector.guess(Some(b"cn"), Utf8Detection::Deny);
        known(GBK).filter(|_| high <= 4 && alone == 0 && in_china == GBK)
    } else {
        known(guess)
    };
    let reads = |legacy: &&Legacy| {
        legacy.reads.decode_without_bom_handling_and_without_replacement(&other).is_some_and(|text| !is_odd(&text))
    };
    likely.filter(reads).map_or(NotUtf8::Unknown, NotUtf8::Legacy)
}

/// Bytes beyond ASCII below which Korean cannot be told from Chinese: all its syllables are common Chinese characters.
const FEW_BYTES: usize = 8;

/// Characters of headers and company names: in a short text they tell Chinese from what else the same bytes might be.
const COMMON: &str = "日期时间客户名称编号代码金额收入销售数量产品类别区域经理成本单价订单开票备注公司有限责任股份集团科技贸易服装\
                      电子物流工业实国际中上海北京广州深圳杭江浙省市县华东南西大小新本店年月合计部门地行";

/// Whether most characters of a text that reads as GBK are common ones.
fn is_chinese(text: &[u8]) -> bool {
    let Some(read) = GB18030.decode_without_bom_handling_and_without_replacement(text) else { return false };
    let (mut all, mut common) = (0, 0);
    for c in read.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        common += usize::from(COMMON.contains(c));
    }
    common * 2 > all
}

/// Bytes beyond ASCII that have none beside them.
fn alone(text: &[u8]) -> usize {
    let is_high = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|byte| !byte.is_ascii());
    let stands_alone = |at: &usize| is_high(Some(*at)) && !is_high(at.checked_sub(1)) && !is_high(at.checked_add(1));
    (0..text.len()).filter(stands_alone).count()
}

/// Whether a text has characters that nobody writes: controls that some encodings have above 0x7F.
fn is_odd(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of a sales export with their encoding, and that by its name.
    const SAMPLES: [(&str, &Encoding, &str); 9] = [
        ("GBK", GBK, "开票日期,客户名称,金额\n2026-03-14,澜裳服饰（杭州）有限公司,12.5\n"),
        ("Big5", BIG5, "日期,客戶名稱,金額\n2026-03-14,臺灣積體電路製造股份有限公司,12.5\n"),
        ("Shift-JIS", SHIFT_JIS, "日付,顧客名,金額\n2026-03-14,株式会社ヤマダ電機,12.5\n2026-03-15,トヨタ自動車,1\n"),
        ("EUC-JP", EUC_JP, "日付,顧客名,金額\n2026-03-14,株式会社ヤマダ電機,12.5\n2026-03-15,トヨタ自動車,1\n"),
        ("EUC-KR", EUC_KR, "날짜,고객명,금액\n2026-03-14,삼성전자 주식회사,12.5\n2026-03-15,현대자동차,1\n"),
        ("Windows-1251", WINDOWS_1251, "Дата,Клиент,Сумма\n2026-03-14,ООО Ромашка,12.5\n2026-03-15,Газпром,1\n"),
        ("Windows-1250", WINDOWS_1250, "datum,zákazník,částka\n2026-03-14,Škoda Plzeň,12.5\n2026-03-15,Žďas,1\n"),
        ("Windows-1252", WINDOWS_1252, "2026-03-14,Café Größe à Paris,12.5\n2026-03-15,Müller,1\n"),
        ("Windows-1252", WINDOWS_1252, "date,customer,amount\n2026-03-14,Café Noir,1\n"),
    ];

    #[test]
    fn names_the_likely_encoding_and_reads_it() {
        for (name, encoding, text) in SAMPLES {
            let bytes = encoding.encode(text).0;
            let likely = recognise(&bytes);
            assert_eq!(likely.name(), Some(name), "{text}");
            assert_eq!(likely.decoded(&bytes).as_deref(), Some(text));
        }
        let utf16: Vec<u8> = "date,amount\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(recognise_head(&utf16), Some(NotUtf8::Utf16Le));
        let utf16: Vec<u8> = "date,amount\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(recognise_head(&utf16), Some(NotUtf8::Utf16Be));
        let chinese = "开票日期,客户名称,金额\n2026年3月14日,澜裳服饰（杭州）有限公司,十二元\n";
        let utf16: Vec<u8> = chinese.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(recognise_head(&utf16), Some(NotUtf8::Utf16Be));
        assert_eq!(recognise_head(b"\xFE\xFF\0d"), Some(NotUtf8::Utf16));
        assert_eq!(recognise_head(b"PK\x03\x04..."), Some(NotUtf8::Workbook));
        assert_eq!(recognise_head("日期,金额".as_bytes()), None);
    }

    /// Whatever is said of each line alone, it is the truth or nothing.
    #[test]
    fn a_short_text_is_read_rightly_or_not_at_all() {
        for (name, encoding, text) in SAMPLES {
            for line in text.lines().filter(|line| !line.is_ascii()) {
                let bytes = encoding.encode(line).0;
                let read = recognise(&bytes).decoded(&bytes);
                assert!(read.is_none() || read.as_deref() == Some(line), "{name}: {line} read as {read:?}");
            }
        }
    }

    #[test]
    fn lines_that_are_utf8_say_nothing_of_the_others() {
        let mut text = "2026-03-14,澜裳服饰（杭州）有限公司,12.5\n".repeat(20).into_bytes();
        let bad = text.len();
        text.extend_from_slice(b"2026-03-15,Caf\xE9 Noir,1\n");
        text.extend_from_slice("2026-03-16,澜裳服饰,1\n".as_bytes());
        assert_eq!(recognise_at(&text, bad + 14).name(), Some("Windows-1252"));
    }

    #[test]
    fn what_cannot_be_told_is_not_named() {
        let unknown = recognise(b"\xFF\xFF\x81\xFF\n");
        assert_eq!((unknown, unknown.name()), (NotUtf8::Unknown, None));
        assert_eq!(unknown.remedy("a.csv"), "find out its encoding and save it as UTF-8");
    }

    #[test]
    fn the_remedy_can_be_pasted() {
        assert!(
            NotUtf8::Legacy(&LEGACY[0])
                .remedy("data/a.csv")
                .contains("iconv -f GB18030 -t UTF-8 'data/a.csv' > 'data/a.utf8.csv'")
        );
        let packed = NotUtf8::Utf16Be.remedy("data/a'b.csv.gz");
        assert!(
            packed.ends_with(r"gzip -dc 'data/a'\''b.csv.gz' | iconv -f UTF-16BE -t UTF-8 > 'data/a'\''b.utf8.csv'"),
            "{packed}"
        );
    }
}
