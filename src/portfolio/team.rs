//! Our side: the account managers (`content/team.yaml`), and what the team holds of the portfolio as a whole
//! (`content/portfolio.yaml`).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::wallet::Stance;
use super::{Amount, Judgement, Localised, MemberId, Score};

/// `content/team.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Team {
    /// The members.
    pub members: Vec<TeamMember>,
}

/// A member of our team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamMember {
    /// Id, unique in the team.
    pub id: MemberId,
    /// Name.
    pub name: Localised,
    /// Other names, as sales rows write them.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Post.
    pub title: Option<Localised>,
    /// Region.
    pub region: Option<String>,
    /// Industries.
    #[serde(default)]
    pub industries: Vec<String>,
    /// Superior: another member.
    pub reports_to: Option<MemberId>,
    /// Belongs to our senior level: its visits are senior visits (S3).
    #[serde(default)]
    pub senior: bool,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Came on this day.
    pub since: Option<Date>,
    /// Left on this day.
    pub left: Option<Date>,
    /// In words.
    pub note: Option<Localised>,
}

/// `content/portfolio.yaml`: what concerns the portfolio and no single account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PortfolioNotes {
    /// Market stance by region (S4 有进有退).
    pub regions: Vec<RegionStance>,
    /// Product lines, in the order in which tables show them.
    pub product_lines: Vec<ProductLine>,
    /// What pages call words that sales and dossiers use for products, categories, regions and tags: a name per language.
    #[serde(deserialize_with = "super::text::unique_map")]
    pub names: BTreeMap<String, Localised>,
    /// Maturity self-audit (S4).
    pub maturity: Option<Maturity>,
}

impl PortfolioNotes {
    /// The product line that a product or a category of the sales is: the one with this id, or with this and nothing else
    /// in it. Then the name of the line is the name of the product or category.
    fn line_named(&self, word: &str) -> Option<&ProductLine> {
        self.product_lines.iter().find(|line| line.id == word || line.categories == [word])
    }

    /// What a product line of the dossiers is called in a language; the id where none has it.
    pub fn line_called<'a>(&'a self, id: &'a str, language: &str) -> &'a str {
        let line = self.product_lines.iter().find(|line| line.id == id);
        line.map_or(id, |line| line.name.in_language(language).0)
    }

    /// What a word of the sales or the dossiers (a product, a category, a region, a tag) is called in a language: the name
    /// under `names`, else that of the product line that it is, else the word itself.
    pub fn called<'a>(&'a self, word: &'a str, language: &str) -> &'a str {
        let name = self.names.get(word).or_else(|| self.line_named(word).map(|line| &line.name));
        name.map_or(word, |name| name.in_language(language).0)
    }
}

/// The stance towards the market of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionStance {
    /// The region, as dossiers and sales name it.
    pub region: String,
    /// The stance.
    pub stance: Option<Stance>,
    /// Sales radius in kilometres.
    pub radius_km: Option<Amount>,
    /// Why.
    pub note: Option<Localised>,
}

/// A product line: what dossiers call `product_line`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductLine {
    /// The word that dossiers use for it.
    pub id: String,
    /// How pages name it.
    pub name: Localised,
    /// Categories, or product codes, of the sales that belong to it.
    #[serde(default)]
    pub categories: Vec<String>,
}

/// Maturity self-audit (S4): four problems, and the pyramid of values, management and execution.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Maturity {
    /// The day of the audit.
    pub date: Option<Date>,
    /// Problem 1: the strategy is generic.
    pub generic_strategy: Option<Judgement>,
    /// Problem 2: forecasting is weak.
    pub weak_forecasting: Option<Judgement>,
    /// Problem 3: there are holes in the information.
    pub information_holes: Option<Judgement>,
    /// Problem 4: talent is lacking.
    pub lack_of_talent: Option<Judgement>,
    /// Pyramid: values, 1 to 5.
    pub values: Option<Score>,
    /// Pyramid: management, 1 to 5.
    pub management: Option<Score>,
    /// Pyramid: execution, 1 to 5.
    pub execution: Option<Score>,
    /// In words.
    pub note: Option<Localised>,
}

/// The position of the member whose id, else whose name or alias, is a text, without regard to case.
pub(super) fn find_member(team: &[TeamMember], written: &str) -> Option<usize> {
    // Pages ask thousands of times, nearly always by the id as it is written.
    let as_written = team.iter().position(|member| member.id.as_str() == written);
    as_written.or_else(|| {
        let wanted = written.trim().to_lowercase();
        let is_named = |member: &TeamMember| {
            let aliases = member.aliases.iter().map(String::as_str);
            member.name.texts().chain(aliases).any(|name| name.to_lowercase() == wanted)
        };
        team.iter().position(|member| member.id.folded() == wanted).or_else(|| team.iter().position(is_named))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_or_category_has_the_name_of_the_line_that_it_is() {
        let text = "product_lines:\n\
                    - {id: 时效件, name: {zh-CN: 时效件, en: Express}}\n\
                    - {id: cold, name: Cold chain, categories: [冷链]}\n\
                    - {id: both, name: Both, categories: [x, y]}\n\
                    names: {华东: {zh-CN: 华东, en: East}}";
        let notes: PortfolioNotes = serde_yaml::from_str(text).unwrap();
        let named = ["时效件", "冷链", "x", "华东", "出口"].map(|word| notes.called(word, "en"));
        assert_eq!(named, ["Express", "Cold chain", "x", "East", "出口"]);
        assert_eq!(notes.called("华东", "zh-CN"), "华东");
    }
}
