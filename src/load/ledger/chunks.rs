//! A list that grows without ever being moved.

/// Items of a whole chunk.
const CHUNK: usize = 1 << 10;

/// Items in the order in which they were put in. A vector that grows is copied into room that the system has to clear first, time
/// and again; here only the first chunk grows, whatever the list's length.
#[derive(Debug)]
pub struct Chunks<T> {
    chunks: Vec<Vec<T>>,
    len: usize,
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self { chunks: Vec::new(), len: 0 }
    }
}

impl<T> Chunks<T> {
    /// How many items there are.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Puts an item behind the others.
    pub fn push(&mut self, item: T) {
        if self.len.is_multiple_of(CHUNK) {
            let room = if self.len == 0 { 0 } else { CHUNK };
            self.chunks.push(Vec::with_capacity(room));
        }
        if let Some(last) = self.chunks.last_mut() {
            last.push(item);
            self.len += 1;
        }
    }

    /// The item at a place below the length.
    pub fn at(&self, place: usize) -> &T {
        &self.chunks[place / CHUNK][place % CHUNK]
    }

    /// The item at a place below the length, to be changed.
    pub fn at_mut(&mut self, place: usize) -> &mut T {
        &mut self.chunks[place / CHUNK][place % CHUNK]
    }

    /// All items, in order; their room is given back on the way.
    pub fn into_items(self) -> impl Iterator<Item = T> {
        self.chunks.into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_where_they_were_put() {
        for len in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
            let mut chunks = Chunks::default();
            (0..len).for_each(|item| chunks.push(item));
            assert_eq!((chunks.len(), chunks.chunks.len()), (len, len.div_ceil(CHUNK)));
            for place in 0..len {
                assert_eq!(*chunks.at(place), place);
                *chunks.at_mut(place) += 1;
            }
            assert_eq!(chunks.into_items().collect::<Vec<_>>(), (1..=len).collect::<Vec<_>>());
        }
    }
}
