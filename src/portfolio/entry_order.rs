//! Where the entries of lists stand in the dossier: lists are put in order and, under `as_of`, shortened, and whoever points at
//! an entry means the line on which it was written.

use std::collections::BTreeMap;

/// The positions as written of the entries of lists that are not as written. A list is named by its keys with dots, items by
/// their positions in the account: `visits`, `contacts.2.relations`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryOrder {
    written: BTreeMap<String, Vec<usize>>,
    is_shortened: bool,
}

impl EntryOrder {
    /// Keeps the entries that are to be kept.
    pub fn retain<T>(&mut self, list: &str, items: &mut Vec<T>, mut keep: impl FnMut(&T) -> bool) {
        let before = items.len();
        self.change(list, items, |tagged| tagged.retain(|(_, item)| keep(item)));
        self.is_shortened |= items.len() < before;
    }

    /// Whether an entry of any list was left out.
    pub const fn is_shortened(&self) -> bool {
        self.is_shortened
    }

    /// Puts the entries in order; those of equal keys stay as written.
    pub fn sort_by_key<T, K: Ord>(&mut self, list: &str, items: &mut Vec<T>, key: impl Fn(&T) -> K) {
        self.change(list, items, |tagged| tagged.sort_by_key(|(_, item)| key(item)));
    }

    fn change<T>(&mut self, list: &str, items: &mut Vec<T>, change: impl FnOnce(&mut Vec<(usize, T)>)) {
        let before = self.written.remove(list).unwrap_or_else(|| (0..items.len()).collect());
        let mut tagged: Vec<(usize, T)> = before.into_iter().zip(items.drain(..)).collect();
        change(&mut tagged);
        let positions: Vec<usize> = tagged.iter().map(|(position, _)| *position).collect();
        items.extend(tagged.into_iter().map(|(_, item)| item));
        if positions.iter().enumerate().any(|(at, position)| at != *position) {
            self.written.insert(list.to_owned(), positions);
        }
    }

    /// A key with the positions of the account, with those of the dossier: `visits.0.date` → `visits.3.date`.
    pub fn as_written(&self, key: &str) -> String {
        let mut list = String::new();
        let mut written = Vec::new();
        for step in key.split('.') {
            let position = step.parse::<usize>().ok().and_then(|at| self.written.get(&list)?.get(at));
            written.push(position.map_or_else(|| step.to_owned(), usize::to_string));
            if !list.is_empty() {
                list.push('.');
            }
            list.push_str(step);
        }
        written.join(".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_go_back_to_what_was_written() {
        let mut order = EntryOrder::default();
        let mut visits = vec![30, 10, 40, 20];
        order.retain("visits", &mut visits, |day| *day < 40);
        order.sort_by_key("visits", &mut visits, |day| *day);
        assert_eq!(visits, [10, 20, 30]);
        assert!(order.is_shortened() && !EntryOrder::default().is_shortened());
        assert_eq!(
            ["visits.0.met.1", "visits.1", "visits.2", "visits"].map(|key| order.as_written(key)),
            ["visits.1.met.1", "visits.3", "visits.0", "visits"]
        );
        assert_eq!(order.as_written("plan.actions.2.due"), "plan.actions.2.due");
        let mut nested = vec![2, 1];
        order.sort_by_key("visits.2.actions", &mut nested, |day| *day);
        assert_eq!(order.as_written("visits.2.actions.0.due"), "visits.0.actions.1.due");
    }
}
