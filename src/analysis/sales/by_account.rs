//! Rows grouped by account, so that a page of one account touches that account's rows only.

/// Items of each account, one slice per account.
#[derive(Debug, Clone)]
pub struct ByAccount<T> {
    items: Vec<T>,
    /// Where each account starts; one more than accounts.
    starts: Vec<usize>,
}

impl<T> ByAccount<T> {
    /// From items sorted by account.
    pub fn new(accounts: usize, sorted: impl IntoIterator<Item = (usize, T)>) -> Self {
        let sorted = sorted.into_iter();
        let mut starts = Vec::with_capacity(accounts + 1);
        let mut items = Vec::with_capacity(sorted.size_hint().0);
        for (account, item) in sorted {
            while starts.len() <= account {
                starts.push(items.len());
            }
            items.push(item);
        }
        starts.resize(accounts + 1, items.len());
        Self { items, starts }
    }

    /// Those of one account; none for an account beyond the last.
    pub fn of(&self, account: usize) -> &[T] {
        match (self.starts.get(account), self.starts.get(account + 1)) {
            (Some(&start), Some(&end)) => &self.items[start..end],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ByAccount;

    #[test]
    fn accounts_without_items_have_empty_slices() {
        let grouped = ByAccount::new(5, [(1, 'a'), (1, 'b'), (3, 'c')]);
        let all: Vec<&[char]> = (0..6).map(|account| grouped.of(account)).collect();
        assert_eq!(all, [&[][..], &['a', 'b'], &[], &['c'], &[], &[]]);
    }
}
