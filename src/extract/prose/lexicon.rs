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
    /// That ground was taken on the way.
    Advanced,
    /// That somebody no longer has it.
    Lost,
    /// That it is rid of somebody.
    Cleared,
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
            for (table, text) in ENGLISH_TABLES {
                // A test keeps there from being a row that cannot be read.
                let _ = lexicon.add(table, text);
            }
            lexicon
        });
        &ENGLISH
    }

    /// The English one with the rows of other tables before its own: where both have a phrase, those count.
    ///
    /// `tables` are names as `happenings.csv`, each with its text. The error says which row of which cannot be read.
    pub fn with_tables(tables: &[(String, String)]) -> Result<Self, String> {
        let mut lexicon = Self::default();
        for (table, text) in tables {
            lexicon.add(table, text)?;
        }
        for (table, text) in ENGLISH_TABLES {
            lexicon.add(table, text)?;
        }
        Ok(lexicon)
    }

    /// Adds the rows of a table.
    fn add(&mut self, table: &str, text: &str) -> Result<(), String> {
        if !ENGLISH_TABLES.iter().any(|(known, _)| *known == table) {
            let known: Vec<&str> = ENGLISH_TABLES.iter().map(|(known, _)| *known).collect();
            return Err(format!("{table} is no table of words; there are {}", known.join(", ")));
        }
        let mut reader =
            csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(text.as_bytes());
        for row in reader.records() {
            let row = row.map_err(|cause| format!("{table}: {cause}"))?;
            let (phrases, means) = (row.get(0).unwrap_or_default(), row.get(1).unwrap_or_default().trim());
            for phrase in phrases.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                self.add_phrase(table, phrase, means).ok_or_else(|| {
                    let line = row.position().map_or(0, csv::Position::line);
                    format!("{table}, line {line}: {means:?} is no meaning; lexicons/README.md lists them")
                })?;
            }
        }
        Ok(())
    }

    /// `None` where the table has no such meaning.
    fn add_phrase(&mut self, table: &str, phrase: &str, means: &str) -> Option<()> {
        match table {
            "happenings.csv" => self.happenings.add(phrase, meaning(means)?),
            "cues.csv" => self.cues.add(phrase, cue(means)?),
            "sayings.csv" => self.sayings.add(phrase, ()),
            "people.csv" => self.people.add(phrase, ()),
            "weapons.csv" => self.weapons.add(phrase, means.to_owned()),
            "targets.csv" => self.targets.add(phrase, means.to_owned()),
            "parties.csv" => self.parties.push((phrase.to_owned(), means.to_owned())),
            "not_places.csv" => {
                self.not_places.insert(crate::text::fold(phrase));
            }
            _ => self.place_words.entry(phrase.to_owned()).or_default().push(place_word(means)?),
        }
        Some(())
    }

    /// Whether a word does this beside the name of a place.
    pub(super) fn is_place_word(&self, word: &str, means: PlaceWord) -> bool {
        self.place_words.get(word).is_some_and(|known| known.contains(&means))
    }
}

/// The tables of the English lexicon, by their names.
const ENGLISH_TABLES: [(&str, &str); 9] = [
    ("happenings.csv", include_str!("../../../lexicons/en/happenings.csv")),
    ("cues.csv", include_str!("../../../lexicons/en/cues.csv")),
    ("sayings.csv", include_str!("../../../lexicons/en/sayings.csv")),
    ("people.csv", include_str!("../../../lexicons/en/people.csv")),
    ("weapons.csv", include_str!("../../../lexicons/en/weapons.csv")),
    ("targets.csv", include_str!("../../../lexicons/en/targets.csv")),
    ("parties.csv", include_str!("../../../lexicons/en/parties.csv")),
    ("not_places.csv", include_str!("../../../lexicons/en/not_places.csv")),
    ("place_words.csv", include_str!("../../../lexicons/en/place_words.csv")),
];

fn meaning(word: &str) -> Option<Meaning> {
    Some(match word {
        "captured" => Meaning::Captured,
        "advanced" => Meaning::Advanced,
        "lost" => Meaning::Lost,
        "cleared" => Meaning::Cleared,
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
        assert!(Lexicon::with_tables(&[]).is_ok_and(|lexicon| lexicon.parties == Lexicon::english().parties));
    }

    #[test]
    fn a_table_of_ones_own_comes_first_and_says_what_cannot_be_read() {
        let tables =
            |table: &str, text: &str| vec![(table.to_owned(), format!("phrases,means,note\n{text}\n"))];
        assert!(
            Lexicon::with_tables(&tables("happenings.csv", "quadcopter+ dropped,Air/drone strike,")).is_ok()
        );
        let wrong = |table, text| Lexicon::with_tables(&tables(table, text)).unwrap_err();
        let told = wrong("happenings.csv", "quadcopter+,air raid,");
        assert_eq!(told, "happenings.csv, line 2: \"air raid\" is no meaning; lexicons/README.md lists them");
        assert!(
            wrong("words.csv", "").starts_with("words.csv is no table of words; there are happenings.csv, ")
        );
    }
}
