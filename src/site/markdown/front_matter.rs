//! The YAML block between two `---` lines at the top of a Markdown file.

/// What stands at the top of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontMatter<'a> {
    /// Text begins at once.
    Absent,
    /// A block of YAML.
    Yaml {
        /// The YAML between the two lines.
        text: &'a str,
        /// Byte of the file at which the YAML begins.
        offset: usize,
    },
    /// A first line `---` without a second one.
    Unclosed,
}

impl<'a> FrontMatter<'a> {
    /// Parts the block from the text; the number is the byte at which the text begins. A byte-order mark is skipped.
    pub fn split(source: &'a str) -> (Self, usize) {
        let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut lines = source[start..].split_inclusive('\n');
        let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
            return (Self::Absent, start);
        };
        let offset = start + first.len();
        let mut at = offset;
        for line in lines {
            if line.trim_end() == "---" {
                return (Self::Yaml { text: &source[offset..at], offset }, at + line.len());
            }
            at += line.len();
        }
        (Self::Unclosed, start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_the_block_from_the_text() {
        let source = "\u{feff}---\r\nkind: visit\r\n---\r\n# 纪要\r\n";
        let (front, body) = FrontMatter::split(source);
        assert_eq!(front, FrontMatter::Yaml { text: "kind: visit\r\n", offset: 8 });
        assert_eq!(&source[body..], "# 纪要\r\n");
        assert_eq!(FrontMatter::split("---\n---\n"), (FrontMatter::Yaml { text: "", offset: 4 }, 8));
    }

    #[test]
    fn a_text_without_a_block() {
        assert_eq!(FrontMatter::split("# a\n---\n"), (FrontMatter::Absent, 0));
        assert_eq!(FrontMatter::split(""), (FrontMatter::Absent, 0));
        assert_eq!(FrontMatter::split("---\na: b\n"), (FrontMatter::Unclosed, 0));
    }
}
