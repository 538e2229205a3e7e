//! What the settings say of a rule.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use crate::diagnostic::suggest;

/// Settings of one rule.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RuleSettings {
    /// Whether it is silent, a warning or an error; by default as the rule says.
    pub level: Option<RuleLevel>,
    /// The rule's own settings, by name (numbers only).
    pub values: BTreeMap<String, f64>,
}

/// Key by key and not by `serde(flatten)`, which would lose the place of a wrong value.
impl<'de> Deserialize<'de> for RuleSettings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RuleVisitor)
    }
}

struct RuleVisitor;

impl<'de> Visitor<'de> for RuleVisitor {
    type Value = RuleSettings;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<RuleSettings, A::Error> {
        let mut settings = RuleSettings::default();
        while let Some(key) = entries.next_key::<String>()? {
            if key != "level" && suggest::nearest(&key, ["level"]).is_some() {
                return Err(A::Error::custom(format!("unknown key `{key}`; did you mean `level`?")));
            }
            if matches!(key.as_str(), "reason" | "until") {
                entries.next_value::<OfDossier>()?;
            }
            let twice = if key == "level" {
                settings.level.replace(entries.next_value()?).is_some()
            } else {
                let value = entries.next_value()?;
                settings.values.insert(key.clone(), value).is_some()
            };
            if twice {
                return Err(A::Error::custom(format!("`{key}` is given twice; keep one of the two")));
            }
        }
        Ok(settings)
    }
}

/// What only a dossier says of a rule: refused at its place.
struct OfDossier;

impl<'de> Deserialize<'de> for OfDossier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer)?;
        Err(D::Error::custom(
            "`reason` and `until` are of one account; write them with its `level` under `rules` in its dossier",
        ))
    }
}

/// What a finding of a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleLevel {
    /// Nothing.
    Allow,
    /// It is shown.
    Warn,
    /// It fails `check`.
    Deny,
}

impl RuleLevel {
    /// As it is written: `allow`, `warn`, `deny`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}
