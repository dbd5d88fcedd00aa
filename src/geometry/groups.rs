//! Numbers grouped by another number, in two flat arrays: what hangs on each node, face or component.

/// Items by key, keys being 0, 1, 2 and so on.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Groups {
    /// Groups pairs of key and item; the items of a key stay in the order in which they come.
    pub(super) fn of(keys: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0u32; keys + 1];
        for (key, _) in pairs.clone() {
            starts[key as usize + 1] += 1;
        }
        for key in 0..keys {
            starts[key + 1] += starts[key];
        }
        let mut items = vec![0; starts[keys] as usize];
        let mut free = starts.clone();
        for (key, item) in pairs {
            items[free[key as usize] as usize] = item;
            free[key as usize] += 1;
        }
        Self { starts, items }
    }

    /// The items of a key.
    pub(super) fn get(&self, key: u32) -> &[u32] {
        &self.items[self.range(key)]
    }

    /// The items of a key, to put them in another order.
    pub(super) fn get_mut(&mut self, key: u32) -> &mut [u32] {
        let range = self.range(key);
        &mut self.items[range]
    }

    fn range(&self, key: u32) -> std::ops::Range<usize> {
        self.starts[key as usize] as usize..self.starts[key as usize + 1] as usize
    }
}
