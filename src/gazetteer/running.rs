//! Names in running text, where nobody says which words are one.

use crate::text::fold;

use super::Gazetteer;

impl Gazetteer {
    /// Whether some place has this name, letter by letter or folded. What only sounds like a name is none here: any
    /// word sounds like some village.
    #[must_use]
    pub fn has_name(&self, name: &str) -> bool {
        let key = fold(name);
        !key.is_empty() && self.index.with(&key).next().is_some()
    }
}
