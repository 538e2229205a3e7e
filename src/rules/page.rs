//! A rule's page for the terminal, in each language: what `keyfolio explain` prints.
//!
//! In English it is the rule's own `//!`, the fullest text there is; in the other languages it is made of the catalogue,
//! as the page of the site is.

use super::Rule;
use crate::locale::{Catalog, Language};
use crate::project::settings::{RuleLevel, Settings};

impl Rule {
    /// The rule's page in English: Markdown.
    pub fn page(&self) -> String {
        let lines = self.source.lines().take_while(|line| line.starts_with("//!"));
        let text: Vec<&str> = lines.map(|line| line.trim_start_matches("//!").trim_start_matches(' ')).collect();
        text.join("\n")
    }

    /// The rule's page in the language of a catalogue, with its numbers as they are set: Markdown.
    pub fn page_in(&self, catalog: &Catalog, settings: &Settings) -> String {
        let word = |key: &str| catalog.text(&format!("rule.{key}"), &[]);
        let own = |part: &str| word(&format!("{}.{part}", self.id));
        let passage = |title: &str| format!("## {}\n\n{}", word(title), own(title));
        let mut parts = match catalog.language() {
            Language::En => vec![self.page()],
            Language::ZhCn => vec![format!("# {}", own("name")), passage("says"), passage("why"), passage("remedy")],
        };
        let level = match self.level(settings) {
            RuleLevel::Allow => "allow",
            RuleLevel::Warn => "warn",
            RuleLevel::Deny => "deny",
        };
        let mut numbers = vec![format!("- `level`: {level}")];
        numbers.extend(self.settings.iter().map(|setting| {
            let args = [
                ("name", setting.name.into()),
                ("meaning", own(&format!("setting.{}", setting.name)).into()),
                ("default", setting.default.to_string().into()),
                ("now", self.value(setting.name, settings).to_string().into()),
            ];
            catalog.text("rule.number", &args)
        }));
        parts.push(format!("## {}\n\n{}", word("settings"), numbers.join("\n")));
        parts.push(format!("{} `{}`", word("how_to_set"), self.example()));
        parts.push(passage("source"));
        parts.join("\n\n") + "\n"
    }

    /// How the rule is set in `keyfolio.yaml`, as an example.
    pub fn example(&self) -> String {
        let first = self.settings.first().map(|setting| format!(", {}: {}", setting.name, setting.default));
        format!("rules: {{{}: {{level: warn{}}}}}", self.id, first.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;

    #[test]
    fn a_page_in_each_language() {
        let rule = find("long-chase").unwrap();
        let settings: Settings = serde_yaml::from_str("rules: {long-chase: {level: deny, months: 18}}").unwrap();
        let chinese = rule.page_in(&Catalog::built_in(Language::ZhCn), &settings);
        assert!(chinese.starts_with("# 跟了两年没成\n\n## 何时命中\n\n"), "{chinese}");
        assert!(
            chinese.contains(
                "- `level`: deny\n- `months`：开了多少个整月算久追（原文两年）（默认\u{a0}24，现用\u{a0}18）"
            ),
            "{chinese}"
        );
        let english = rule.page_in(&Catalog::built_in(Language::En), &settings);
        assert!(english.starts_with("# A long chase without the decision maker\n\nTwo years"), "{english}");
        assert!(
            english.contains("(default 24, in force 18)")
                && english.contains("rules: {long-chase: {level: warn, months: 24}}")
        );
    }
}
