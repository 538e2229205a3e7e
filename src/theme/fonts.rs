//! The fonts of a theme: families for Latin and for Han text, chosen together.
//!
//! Chinese pages name the Han families first, so that “ ” and … are set full width; English pages name the Latin ones
//! first. What a reader's system lacks falls through to the families of the built-in theme.

use serde::Deserialize;

/// Families by what they are for. What is not given stays as the layer below has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fonts {
    /// Labels, tables, charts, running text.
    pub sans: Option<Families>,
    /// Titles and conclusions.
    pub serif: Option<Families>,
    /// Code and file names.
    pub mono: Option<Families>,
}

/// Families for the two scripts, the best first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Families {
    /// For Latin text.
    pub latin: Vec<Family>,
    /// For Chinese text.
    pub cjk: Vec<Family>,
}

/// The name of a font family.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Family(String);

impl TryFrom<String> for Family {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '+' | '&');
        if !name.trim().is_empty() && name.chars().all(plain) {
            Ok(Self(name.trim().to_owned()))
        } else {
            // A semicolon and a blank part what is said from the remedy.
            let name = name.replace("; ", ";");
            Err(format!("“{name}” is no font family; write one name per item, without quotes inside or commas"))
        }
    }
}

/// A kind of font: its property in `style.css` and the families that follow the theme's own.
struct Role {
    property: &'static str,
    latin: &'static str,
    cjk: &'static str,
    generic: &'static str,
}

const SANS: Role = Role {
    property: "--sans",
    latin: "'Source Sans 3','Segoe UI','Helvetica Neue'",
    cjk: "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei'",
    generic: "system-ui,sans-serif",
};
const SERIF: Role = Role {
    property: "--serif",
    latin: "'Source Serif 4',Charter,Cambria",
    cjk: "'Noto Serif CJK SC','Source Han Serif SC','Songti SC'",
    generic: "serif",
};
const MONO: Role = Role {
    property: "--mono",
    latin: "ui-monospace,'SF Mono',Consolas",
    cjk: "'Noto Sans Mono CJK SC'",
    generic: "monospace",
};

/// Which script leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// On English pages.
    Latin,
    /// On Chinese pages.
    Cjk,
}

impl Fonts {
    /// Declarations of what is given, for pages of a script.
    pub fn declarations(&self, lead: Lead) -> String {
        let roles = [(&SANS, &self.sans), (&SERIF, &self.serif), (&MONO, &self.mono)];
        roles.into_iter().filter_map(|(role, families)| Some(role.declaration(families.as_ref()?, lead))).collect()
    }
}

impl Role {
    fn declaration(&self, families: &Families, lead: Lead) -> String {
        let own = |families: &[Family]| families.iter().map(Family::css).collect::<Vec<_>>().join(",");
        let (latin, cjk) = (own(&families.latin), own(&families.cjk));
        let or = |own: &str, standard: &str| if own.is_empty() { standard.to_owned() } else { own.to_owned() };
        let ordered = match lead {
            Lead::Cjk => [or(&cjk, self.cjk), latin, self.cjk.to_owned()],
            Lead::Latin => [or(&latin, self.latin), cjk, self.cjk.to_owned()],
        };
        let mut all: Vec<&str> = Vec::new();
        for family in ordered.iter().flat_map(|list| list.split(',')).chain(self.generic.split(',')) {
            if !family.is_empty() && !all.contains(&family) {
                all.push(family);
            }
        }
        format!("{}:{};", self.property, all.join(","))
    }
}

impl Family {
    /// Quoted, but for the generic ones, which quotes would make names.
    fn css(&self) -> String {
        match self.0.as_str() {
            generic @ ("serif" | "sans-serif" | "monospace" | "system-ui" | "ui-serif" | "ui-sans-serif"
            | "ui-monospace" | "ui-rounded") => generic.to_owned(),
            name => format!("'{name}'"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(name: &str) -> Family {
        Family::try_from(name.to_owned()).expect("a name")
    }

    #[test]
    fn each_language_leads_with_its_script_and_ends_with_what_every_system_has() {
        let families =
            Families { latin: vec![family("Inter")], cjk: vec![family("霞鹜文楷"), family("system-ui")] };
        let fonts = Fonts { sans: Some(families), ..Fonts::default() };
        let cjk = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei'";
        assert_eq!(fonts.declarations(Lead::Cjk), format!("--sans:'霞鹜文楷',system-ui,'Inter',{cjk},sans-serif;"));
        assert_eq!(fonts.declarations(Lead::Latin), format!("--sans:'Inter','霞鹜文楷',system-ui,{cjk},sans-serif;"));
    }

    #[test]
    fn a_name_cannot_leave_its_quotes() {
        for wrong in ["", " ", "Inter, Arial", "a'b", "a;}", "</style>", "a\\b"] {
            assert!(Family::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
