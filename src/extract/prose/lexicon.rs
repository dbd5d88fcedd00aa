//! The words by which reports are read: tables that an analyst can read and extend, in the repository's `lexicons/`.

use std::sync::LazyLock;

use crate::model::SubEventType;
use crate::text::{WordMap, WordSet};

use super::phrases::Phrases;

/// What a phrase tells of a happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// That this happened.
    Event(SubEventType),
    /// That somebody took a place.
    Captured,
    /// That somebody no longer has it.
    Lost,
    /// That somebody went in.
    Entered,
    /// That somebody left.
    Withdrew,
    /// That somebody has it.
    Holds,
    /// That somebody is around it.
    Besieges,
    /// An attack, whose type the weapon beside it tells.
    Attacked,
    /// That people died.
    Killed,
    /// That people were hurt.
    Injured,
    /// A weapon, which tells the type of an attack and nothing by itself.
    Weapon(SubEventType),
    /// Words of the others that mean something else.
    Nothing,
}

/// What a phrase does to what is told around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Somebody says that it is not so.
    Denied,
    /// It is told as not so.
    Negated,
    /// It may be, or might have been.
    Hypothetical,
    /// Somebody says they will do it, against somebody.
    Threatened,
    /// Somebody means to do it.
    Planned,
    /// It is said, and nobody vouches for it.
    Alleged,
    /// The report itself says that it is not settled.
    Unsettled,
    /// Somebody is said to have done it.
    Blames,
}

/// What a word does beside the name of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceWord {
    /// Tells what kind of place is meant: province, airport.
    Kind,
    /// Tells which part of it: northern.
    Direction,
    /// Stands between a name and its kind: military, international.
    Attribute,
    /// After a name, makes it an organization's: Observatory.
    Organization,
    /// Before a name, makes it a person's: President.
    Title,
    /// What a government does and a town does not: denied.
    Speaks,
    /// A capital whose name stands for its government.
    Seat,
}

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pub(super) happenings: Phrases<Meaning>,
    pub(super) cues: Phrases<Cue>,
    pub(super) sayings: Phrases<()>,
    pub(super) people: Phrases<()>,
    /// What attacks are made with, by its plain name.
    pub(super) weapons: Phrases<String>,
    /// What attacks hit, by its plain name.
    pub(super) targets: Phrases<String>,
    /// Phrases for the sides, with the actor's name.
    pub(super) parties: Vec<(String, String)>,
    pub(super) not_places: WordSet,
    place_words: WordMap<Vec<PlaceWord>>,
}

impl Lexicon {
    /// The English one, which comes with the program.
    #[must_use]
    pub fn english() -> &'static Self {
        static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
            let mut lexicon = Lexicon::default();
            each_phrase(include_str!("../../../lexicons/en/happenings.csv"), |phrase, means| {
                if let Some(meaning) = meaning(means) {
                    lexicon.happenings.add(phrase, meaning);
                }
            });
            each_phrase(include_str!("../../../lexicons/en/cues.csv"), |phrase, means| {
                if let Some(cue) = cue(means) {
                    lexicon.cues.add(phrase, cue);
                }
            });
            each_phrase(include_str!("../../../lexicons/en/sayings.csv"), |phrase, _| {
                lexicon.sayings.add(phrase, ());
            });
            each_phrase(include_str!("../../../lexicons/en/people.csv"), |phrase, _| {
                lexicon.people.add(phrase, ());
            });
            each_phrase(include_str!("../../../lexicons/en/weapons.csv"), |phrase, means| {
                lexicon.weapons.add(phrase, means.to_owned());
            });
            each_phrase(include_str!("../../../lexicons/en/targets.csv"), |phrase, means| {
                lexicon.targets.add(phrase, means.to_owned());
            });
            each_phrase(include_str!("../../../lexicons/en/parties.csv"), |phrase, means| {
                lexicon.parties.push((phrase.to_owned(), means.to_owned()));
            });
            each_phrase(include_str!("../../../lexicons/en/not_places.csv"), |phrase, _| {
                lexicon.not_places.insert(crate::text::fold(phrase));
            });
            each_phrase(include_str!("../../../lexicons/en/place_words.csv"), |word, means| {
                if let Some(means) = place_word(means) {
                    lexicon.place_words.entry(word.to_owned()).or_default().push(means);
                }
            });
            lexicon
        });
        &ENGLISH
    }

    /// Whether a word does this beside the name of a place.
    pub(super) fn is_place_word(&self, word: &str, means: PlaceWord) -> bool {
        self.place_words.get(word).is_some_and(|known| known.contains(&means))
    }
}

/// Reads a table of phrases; a test keeps there from being a row that cannot be read.
fn each_phrase(table: &str, mut each: impl FnMut(&str, &str)) {
    let mut reader =
        csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(table.as_bytes());
    for row in reader.records().flatten() {
        let (phrases, means) = (row.get(0).unwrap_or_default(), row.get(1).unwrap_or_default());
        for phrase in phrases.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()) {
            each(phrase, means.trim());
        }
    }
}

fn meaning(word: &str) -> Option<Meaning> {
    Some(match word {
        "captured" => Meaning::Captured,
        "lost" => Meaning::Lost,
        "entered" => Meaning::Entered,
        "withdrew" => Meaning::Withdrew,
        "holds" => Meaning::Holds,
        "besieges" => Meaning::Besieges,
        "attacked" => Meaning::Attacked,
        "killed" => Meaning::Killed,
        "injured" => Meaning::Injured,
        "nothing" => Meaning::Nothing,
        _ => match word.strip_prefix("weapon:") {
            Some(weapon) => Meaning::Weapon(SubEventType::parse(weapon)?),
            None => Meaning::Event(SubEventType::parse(word)?),
        },
    })
}

fn place_word(word: &str) -> Option<PlaceWord> {
    Some(match word {
        "kind" => PlaceWord::Kind,
        "direction" => PlaceWord::Direction,
        "attribute" => PlaceWord::Attribute,
        "organization" => PlaceWord::Organization,
        "title" => PlaceWord::Title,
        "speaks" => PlaceWord::Speaks,
        "seat" => PlaceWord::Seat,
        _ => return None,
    })
}

fn cue(word: &str) -> Option<Cue> {
    Some(match word {
        "denied" => Cue::Denied,
        "negated" => Cue::Negated,
        "hypothetical" => Cue::Hypothetical,
        "threatened" => Cue::Threatened,
        "planned" => Cue::Planned,
        "alleged" => Cue::Alleged,
        "unsettled" => Cue::Unsettled,
        "blames" => Cue::Blames,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_lexicon_is_read() {
        for table in [
            include_str!("../../../lexicons/en/happenings.csv"),
            include_str!("../../../lexicons/en/cues.csv"),
            include_str!("../../../lexicons/en/place_words.csv"),
        ] {
            for line in table.lines().skip(1).filter(|line| !line.starts_with('#')) {
                let means = line.split(',').nth(1).unwrap_or_default().trim();
                let is_read = meaning(means).is_some() || cue(means).is_some() || place_word(means).is_some();
                assert!(is_read, "{line}");
            }
        }
    }
}
