//! Links between pages: from one path of the output to another, relative and percent-encoded.
//!
//! Paths are relative to the output, with `/`: `zh-CN/regions/华东.html`. Links stay relative, so that the site can be
//! moved to any folder and opened from disk.

/// The link from one page to another: `../accounts/lanshang.html`. A fragment (`#plan`) stays as it is.
pub fn relative(from: &str, to: &str) -> String {
    let folders = |path: &str| path.matches('/').count();
    let shared = shared_folders(from, to);
    let up = folders(from) - folders(&from[..shared]);
    let mut href = "../".repeat(up);
    encode(&to[shared..], &mut href);
    if href.is_empty() { ".".to_owned() } else { href }
}

/// The link from a page to a copied file, in whose name `#` is a letter like others.
pub fn to_file(from: &str, file: &str) -> String {
    // The mark of a fragment is the only one that is left as it is.
    relative(from, file).replace('#', "%23")
}

/// From a page to the root of the output: `../../`, or nothing.
pub fn to_root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

/// Length of the folders that both paths begin with.
fn shared_folders(a: &str, b: &str) -> usize {
    let ends = a.match_indices('/').map(|(at, _)| at + 1);
    ends.take_while(|&end| b.get(..end) == Some(&a[..end])).last().unwrap_or(0)
}

/// A name for use in a path: letters, digits and Han characters stay, everything else becomes a hyphen.
/// `East China / 华东` → `east-china-华东`; a name without a letter or digit becomes `x`.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.trim().chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug: String = slug.trim_end_matches('-').chars().take(64).collect();
    if slug.is_empty() { "x".to_owned() } else { slug }
}

/// Slugs for names, in their order, unique without regard to case: a repeated one gets `-2`, `-3`, ….
pub fn unique_slugs<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut taken = std::collections::BTreeSet::new();
    let mut slugs = Vec::new();
    for name in names {
        let base = slug(name);
        let mut free = base.clone();
        let mut count = 1;
        while taken.contains(&free) {
            count += 1;
            free = format!("{base}-{count}");
        }
        taken.insert(free.clone());
        slugs.push(free);
    }
    slugs
}

/// Percent-encodes what may not stand in the path of a link; `/` and a fragment's `#` stay.
fn encode(path: &str, out: &mut String) {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/' | b'#');
    // Nearly all paths are plain.
    if path.bytes().all(stays) {
        out.push_str(path);
        return;
    }
    for byte in path.bytes() {
        if stays(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_encoded() {
        for (from, to, link) in [
            ("zh-CN/index.html", "zh-CN/accounts/a.html", "accounts/a.html"),
            ("zh-CN/accounts/a.html", "zh-CN/accounts/b.html", "b.html"),
            ("zh-CN/accounts/a.html", "zh-CN/index.html", "../index.html"),
            ("zh-CN/accounts/a.html", "en/accounts/a.html", "../../en/accounts/a.html"),
            ("zh-CN/index.html", "zh-CN/regions/华东.html", "regions/%E5%8D%8E%E4%B8%9C.html"),
            ("a.html", "a.html#x", "a.html#x"),
        ] {
            assert_eq!(relative(from, to), link, "{from} → {to}");
        }
        assert_eq!(to_root("zh-CN/accounts/a.html"), "../../");
        assert_eq!(to_file("en/index.html", "files/a #1.png"), "../files/a%20%231.png");
    }

    #[test]
    fn slugs_keep_han_and_are_unique_without_regard_to_case() {
        assert_eq!(slug(" East China / 华东 "), "east-china-华东");
        assert_eq!(slug("—"), "x");
        assert_eq!(unique_slugs(["USA", "usa", "U.S.A.", "Usa"]), ["usa", "usa-2", "u-s-a", "usa-3"]);
    }
}
