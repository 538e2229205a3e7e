//! Groups: an account without a parent and all below it. A group's total is a view of its own and never added in.

use super::sales::Figures;

/// Which accounts belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    /// Head by account; itself where it has no parent.
    heads: Vec<usize>,
    /// Accounts below each head, head first, in the order of ids; empty for accounts that head no group.
    members: Vec<Vec<usize>>,
    /// Accounts below each account, whether or not it heads its group, in the order of ids.
    below: Vec<Vec<usize>>,
}

impl Groups {
    /// From each account's parent. A circle, which validation reports, ends where it would begin again.
    pub fn new(parents: &[Option<usize>]) -> Self {
        let heads: Vec<usize> = (0..parents.len()).map(|account| head(parents, account)).collect();
        let mut members = vec![Vec::new(); parents.len()];
        for (account, &head) in heads.iter().enumerate() {
            if head != account {
                members[head].push(account);
            }
        }
        for (head, below) in members.iter_mut().enumerate() {
            if !below.is_empty() {
                below.insert(0, head);
            }
        }
        let mut below = vec![Vec::new(); parents.len()];
        for account in 0..parents.len() {
            ancestors(parents, account).for_each(|up| below[up].push(account));
        }
        Self { heads, members, below }
    }

    /// The head of an account's group; itself where it belongs to none.
    pub fn head(&self, account: usize) -> usize {
        self.heads.get(account).copied().unwrap_or(account)
    }

    /// The accounts of the group that this account heads, itself first; empty where it heads none.
    pub fn members(&self, head: usize) -> &[usize] {
        self.members.get(head).map_or(&[], Vec::as_slice)
    }

    /// An account and all below it, itself first; empty where nothing is below it. Unlike [`Groups::members`] it knows the parents
    /// between a head and the last of its group, too.
    pub fn with_those_below(&self, account: usize) -> Vec<usize> {
        match self.below.get(account) {
            Some(below) if !below.is_empty() => std::iter::once(account).chain(below.iter().copied()).collect(),
            _ => Vec::new(),
        }
    }

    /// How many groups `accounts` accounts make, with those that stand alone.
    pub fn count(&self, accounts: usize) -> usize {
        (0..accounts).filter(|&account| self.head(account) == account).count()
    }

    /// Heads of groups of two accounts or more, in the order of ids.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.members.len()).filter(|&head| !self.members[head].is_empty())
    }

    /// What each head's group sums to; zero for accounts below a head, so that the whole stays the same.
    pub fn roll_up(&self, figures: &[Figures]) -> Vec<Figures> {
        let mut sums = vec![Figures::default(); figures.len()];
        for (account, &own) in figures.iter().enumerate() {
            sums[self.head(account)] += own;
        }
        sums
    }
}

/// What a group sums to in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupTotal<'a> {
    /// The account without a parent.
    pub head: usize,
    /// It and all below it.
    pub members: &'a [usize],
    /// Their sum.
    pub figures: Figures,
}

/// The accounts above one, nearest first; a circle ends where it would come back to the account.
fn ancestors(parents: &[Option<usize>], account: usize) -> impl Iterator<Item = usize> {
    let up = move |at: usize| parents[at].filter(|&up| up < parents.len() && up != account);
    std::iter::successors(up(account), move |&at| up(at)).take(parents.len())
}

fn head(parents: &[Option<usize>], account: usize) -> usize {
    let mut at = account;
    let mut smallest = account;
    for _ in 0..parents.len() {
        match parents.get(at).copied().flatten().filter(|&up| up < parents.len()) {
            Some(up) => at = up,
            None => return at,
        }
        smallest = smallest.min(at);
    }
    // In a circle every account gets the same head.
    smallest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portfolio::Amount;

    #[test]
    fn a_group_rolls_up_to_its_head_and_leaves_the_whole_alone() {
        // 3 heads 1, which heads 0; 2 stands alone.
        let groups = Groups::new(&[Some(1), Some(3), None, None]);
        let figures: Vec<Figures> =
            [1, 10, 100, 1000].map(|v| Figures { revenue: Amount::from_int(v), ..Figures::default() }).into();
        let sums: Vec<Amount> = groups.roll_up(&figures).iter().map(|f| f.revenue).collect();
        assert_eq!(sums, [0, 0, 100, 1011].map(Amount::from_int));
        assert_eq!(groups.members(3), [3, 0, 1]);
        assert_eq!((groups.iter().collect::<Vec<_>>(), groups.head(2)), (vec![3], 2));
        assert_eq!((groups.count(4), Groups::default().count(4)), (2, 4));
        assert!(groups.members(2).is_empty());
        let below = [0, 1, 2, 3].map(|account| groups.with_those_below(account));
        assert_eq!(below, [vec![], vec![1, 0], vec![], vec![3, 0, 1]]);
    }

    #[test]
    fn a_circle_ends() {
        let groups = Groups::new(&[Some(1), Some(0), Some(9)]);
        assert_eq!((groups.head(0), groups.head(1), groups.head(2)), (0, 0, 2));
        assert_eq!(groups.with_those_below(0), [0, 1]);
    }
}
