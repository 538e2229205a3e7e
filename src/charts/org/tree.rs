//! From a list of people who name whom they report to, to trees.

use std::collections::BTreeMap;

use super::Person;

impl Person {
    /// The trees that a list makes, in its order: each person with the id of whom they report to. Who names nobody on
    /// the list is a root; where people report to each other in a circle, the first of them on the list is.
    pub fn forest(list: Vec<(Self, Option<String>)>) -> Vec<Self> {
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, (person, _)) in list.iter().enumerate() {
            places.entry(&person.id).or_insert(place);
        }
        let named: Vec<Option<usize>> =
            list.iter().map(|(_, manager)| places.get(manager.as_deref()?).copied()).collect();
        let managers = without_circles(&named);
        let depth = |mut place: usize| {
            let mut depth = 0_usize;
            while let Some(manager) = managers[place] {
                (place, depth) = (manager, depth + 1);
            }
            depth
        };
        let mut order: Vec<_> = (0..list.len()).map(|place| (depth(place), place)).collect();
        order.sort_unstable();
        // The deepest first, each into its manager; the last of the list first, so that the first stand in front.
        let mut people: Vec<_> = list.into_iter().map(|(person, _)| Some(person)).collect();
        let mut roots = Vec::new();
        for (_, place) in order.into_iter().rev() {
            let Some(mut person) = people[place].take() else { continue };
            person.reports.reverse();
            match managers[place].and_then(|manager| people[manager].as_mut()) {
                Some(manager) => manager.reports.push(person),
                None => roots.push(person),
            }
        }
        roots.reverse();
        roots
    }
}

/// The managers by place; the first of each circle has none.
fn without_circles(named: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut managers = named.to_vec();
    for start in 0..managers.len() {
        let mut place = start;
        for _ in 0..managers.len() {
            match managers[place] {
                Some(manager) if manager == start => {
                    managers[start] = None;
                    break;
                }
                Some(manager) => place = manager,
                None => break,
            }
        }
    }
    managers
}
