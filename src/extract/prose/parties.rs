//! Who a text says does something or suffers it, and who says so.

use std::ops::Range;

use crate::extract::ActorIndex;
use crate::model::{Actor, ActorId, Source, SourceId};
use crate::text::{Token, TokenKind, tokens};

use super::lexicon::Lexicon;
use super::phrases::Phrases;

/// The names of a theatre's actors and sources, as a running text writes them.
#[derive(Debug)]
pub struct Parties {
    /// Each with whether its name is an abbreviation, which is written in capitals: `HaD` is no "had".
    actors: Phrases<(ActorId, bool)>,
    sources: Phrases<SourceId>,
}

/// An actor named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The words, by their tokens.
    pub tokens: Range<usize>,
    /// Who it is.
    pub actor: ActorId,
}

/// Letters below which an alias is an abbreviation, which is written in capitals.
const SHORTEST: usize = 3;

impl Parties {
    /// Indexes the tables of a theatre, and the words that stand for its sides.
    #[must_use]
    pub fn new(lexicon: &Lexicon, actors: &[Actor], sources: &[Source]) -> Self {
        let index = ActorIndex::new(actors);
        let mut phrases = Phrases::default();
        for actor in actors {
            let names =
                std::iter::once(&actor.name).chain(&actor.name_ar).chain(&actor.aliases).chain(&actor.ucdp);
            for name in names.filter(|name| name.chars().count() >= SHORTEST && !name.contains('(')) {
                phrases.add(&words(name), (actor.id.clone(), is_abbreviation(name)));
            }
        }
        for (phrase, actor) in &lexicon.parties {
            let id = index.find(actor).cloned().unwrap_or_else(|| ActorIndex::id_of(actor));
            phrases.add(phrase, (id, false));
        }
        let mut named = Phrases::default();
        for source in sources {
            let (name, aside) = source.name.split_once('(').unwrap_or((&source.name, ""));
            for name in [name.split(',').next().unwrap_or(name), aside.trim_end_matches(')')] {
                if name.trim().chars().count() >= SHORTEST {
                    named.add(&words(name), source.id.clone());
                }
            }
        }
        Self { actors: phrases, sources: named }
    }

    /// The actors that these tokens name.
    #[must_use]
    pub fn actors(&self, tokens: &[Token], range: Range<usize>) -> Vec<Party> {
        let found = self.actors.find(tokens, range).into_iter();
        found
            .filter(|found| !found.means.1 || tokens[found.tokens.start].is_capitals)
            .map(|found| Party { tokens: found.tokens, actor: found.means.0.clone() })
            .collect()
    }

    /// The sources that these tokens name.
    #[must_use]
    pub fn sources(&self, tokens: &[Token], range: Range<usize>) -> Vec<(Range<usize>, SourceId)> {
        let found = self.sources.find(tokens, range);
        found.into_iter().map(|found| (found.tokens, found.means.clone())).collect()
    }
}

/// Whether a name is one word of a few letters, most of them capitals: HTS, `HaD`, `SyAAF`.
fn is_abbreviation(name: &str) -> bool {
    const LONGEST: usize = 6;
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    name.chars().count() <= LONGEST && capitals > 1 && name.chars().all(char::is_alphanumeric)
}

/// A name as the words of a phrase.
fn words(name: &str) -> String {
    let words = tokens(name).into_iter().filter(|token| token.kind != TokenKind::Sign).map(|token| token.key);
    words.collect::<Vec<_>>().join(" ")
}
