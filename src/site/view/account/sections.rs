//! Which sections stand in which part of a playbook, in which order, and which of them unfold on demand.

use super::part::{Figure, Part};
use super::scene::Scene;
use super::{
    Shared, along, balance, board, company, concessions, duties, exceptions, forecasts, judgements, kam, map, needs,
    next, opportunities, outlook, payback, people, pricing, relations, rows_of, satisfaction, service, sold, stages,
    surveys, targets, terms, white_space,
};
use crate::portfolio::{Account, PlaybookPart};
use crate::site::view::{Empty, Rich, TableView};

/// Contacts from which their table unfolds: the map shows who they are.
const MANY_CONTACTS: usize = 10;

/// How a section stands in its part.
#[derive(Clone, Copy)]
enum Shown {
    /// Open, so many of twelve columns wide.
    Wide(u8),
    /// One line with its finding; the rest unfolds.
    Folded,
}

use Shown::{Folded, Wide};

/// A section of a part: how it stands, its figure, and what to add where there is none.
type Section = (Shown, Option<Figure>, Option<Empty>);

/// What a part opens with, and what of it is taken along.
struct Opening {
    count: String,
    say: Rich,
    along: Vec<TableView>,
}

fn part(scene: &Scene<'_>, which: PlaybookPart, number: u8, opening: Opening, sections: Vec<Section>) -> Part {
    let Opening { count, say, along } = opening;
    let mut figures = Vec::new();
    let mut folds = Vec::new();
    let mut empties = Vec::new();
    for (shown, figure, empty) in sections {
        if figure.is_none() {
            empties.extend(empty);
        }
        match shown {
            Wide(width) => figures.push((width, figure)),
            Folded => folds.extend(figure),
        }
    }
    let id = which.key();
    Part {
        id,
        number: scene.word(&format!("part.number_{number}")),
        count,
        title: scene.choice("part", id),
        subtitle: scene.word(&format!("part.subtitle.{id}")),
        subtitle_lang: scene.word("part.subtitle.language"),
        say,
        along,
        rows: rows_of(figures),
        folds: balance::on_paper(folds),
        empties,
    }
}

/// People, Value, Plan.
pub fn parts(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Vec<Part> {
    let weighted = match opportunities::weighted(scene, account) {
        Some(sums) => scene.say("value.count", &[("money", sums.into())]),
        None => scene.word("value.count_none"),
    };
    let people = Opening {
        count: people::count(scene, account),
        say: people::conclusion(scene, account),
        along: along::people(scene, account),
    };
    let value = Opening {
        count: weighted,
        say: needs::conclusion(scene, account),
        along: along::value(shared, scene, account, at),
    };
    let plan = Opening {
        count: board::count(scene, account),
        say: board::conclusion(scene, account, next::planned_step(shared, scene, account, at).as_ref()),
        along: along::plan(scene, account),
    };
    vec![
        part(scene, PlaybookPart::People, 1, people, people_sections(shared, scene, account, at)),
        part(scene, PlaybookPart::Value, 2, value, value_sections(shared, scene, account, at)),
        part(scene, PlaybookPart::Plan, 3, plan, plan_sections(shared, scene, account, at)),
    ]
}

fn people_sections(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Vec<Section> {
    let empty = |section: &str, key: &str| Some(scene.empty(section, key));
    let contacts = if account.contacts.len() < MANY_CONTACTS { Wide(12) } else { Folded };
    vec![
        (Wide(12), map::map(scene, account), None),
        (Wide(12), people::slots(scene, account), empty("cute", "contacts[].cute")),
        (Wide(5), stages::relationship(shared, scene, account, at), empty("stages", "relationship_stages")),
        (Wide(7), kam::ladder(shared, scene, account, at), empty("kam", "kam_stage")),
        (contacts, people::contacts(scene, account), empty("contacts", "contacts")),
        (Folded, relations::radar(scene, account), None),
        (Folded, relations::coverage(scene, account), None),
        (Folded, company::reach(scene, account), None),
        (Folded, people::team(scene, account), empty("team", "team")),
        (Folded, stages::loyalty(shared, scene, account, at), empty("loyalty", "loyalty")),
        (Folded, judgements::elements(scene, account), empty("elements", "five_elements")),
        (Folded, company::company(scene, account), empty("company", "company")),
        (Folded, sold::group(shared, scene, account, at), None),
        (Folded, outlook::own_words(shared, scene, account, PlaybookPart::People), None),
    ]
}

fn value_sections(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Vec<Section> {
    let empty = |section: &str, key: &str| Some(scene.empty(section, key));
    vec![
        (Wide(12), opportunities::open(shared, scene, account, at), empty("opportunities", "opportunities")),
        (Wide(12), needs::needs(scene, account), empty("needs", "needs")),
        (Wide(12), needs::propositions(scene, account), empty("propositions", "value_propositions")),
        (Wide(12), white_space::white_space(shared, scene, account, at), empty("white_space", "white_space")),
        (Wide(5), needs::open_amounts(scene, account), None),
        (Wide(5), sold::products(shared, scene, at), None),
        (Wide(5), satisfaction::numbers(scene, account), empty("satisfaction", "satisfaction.surveys")),
        (Folded, surveys::surveys(scene, account), None),
        (Folded, needs::competitors(scene, account), empty("competitors", "competitors")),
        (Folded, needs::objections(scene, account), empty("objections", "objections")),
        (Folded, opportunities::closed(scene, account), None),
        (Folded, outlook::own_words(shared, scene, account, PlaybookPart::Value), None),
    ]
}

fn plan_sections(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Vec<Section> {
    let empty = |section: &str, key: &str| Some(scene.empty(section, key));
    vec![
        (Wide(12), board::board(scene, account), empty("board", "plan.actions")),
        (Wide(12), targets(shared, at), None),
        (Wide(7), duties::duties(scene, account, at), empty("duties", "duties")),
        (Wide(5), board::goal(scene, account), empty("goal", "plan.goal")),
        (Wide(7), service::visits(scene, account), empty("visits", "visits")),
        (Wide(5), concessions::concessions(shared, scene, account, at), empty("concessions", "concessions")),
        (Folded, terms::contracts(scene, account), empty("contracts", "contracts")),
        (Folded, service::complaints(scene, account), empty("complaints", "complaints")),
        (Folded, pricing::pricing(scene, account), empty("pricing", "pricing")),
        (Folded, pricing::quoted(shared, scene, account), empty("quotes", "pricing.quotes")),
        (Folded, payback::payback(shared, scene, account, at), empty("payback", "investments")),
        (Folded, concessions::serving(shared, scene, account, at), empty("serving", "cost_to_serve")),
        (Folded, forecasts::forecasts(shared, scene, account, at), empty("forecasts", "forecasts")),
        (Folded, terms::payment(scene, account), empty("payment", "payment")),
        (Folded, service::quota(scene, account), empty("quota", "resource_quota")),
        (Folded, service::supply(scene, account), empty("supply", "supply.commitments")),
        (Folded, service::club(scene, account), empty("club", "club")),
        (Folded, outlook::growth(scene, account), empty("growth", "growth")),
        (Folded, judgements::stance(scene, account), empty("stance", "market_stance")),
        (Folded, outlook::channels(scene, account), empty("channels", "channels")),
        (Folded, outlook::environment(scene, account), empty("environment", "environment.swot")),
        (Folded, outlook::exit_cost(scene, account), empty("exit_cost", "exit_cost")),
        (Folded, judgements::selling(scene, account), None),
        (Folded, judgements::strategy(scene, account), empty("strategy_check", "strategy_check")),
        (Folded, judgements::mistakes(scene, account), empty("mistakes", "choosing_mistakes")),
        (Folded, exceptions::exceptions(scene, account), None),
        (Folded, outlook::own_words(shared, scene, account, PlaybookPart::Plan), None),
    ]
}
