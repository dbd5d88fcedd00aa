//! What a toponym asks for: a name, and the words around it that say what kind of place is meant.
//!
//! "Teir Maaleh village" asks for a settlement named Teir Maaleh, "Abu a-Dhuhur Military Airport" for an airbase,
//! "northern Hama countryside" for a part of Hama, "Tadmur/Palmyra town" for either name, "Aleppo (entered)" for Aleppo.

use crate::text::fold;

use super::kind::{Kind, Wanted};
use super::words::{Word, classify};

/// A toponym, taken apart.
pub(super) struct Asked {
    /// Keys to look up, the fullest first.
    pub(super) readings: Vec<Reading>,
    /// The kind its words ask for.
    pub(super) wanted: Option<Wanted>,
    /// Whether it says "near" or "outskirts of": then the place itself is not meant.
    pub(super) is_near: bool,
    /// What stands after a comma, which says where the place is: `Idlib` of "Sinjar, Idlib".
    pub(super) after_comma: String,
    /// The side of a stroke that is being read.
    side: u8,
}

/// One key to look up.
pub(super) struct Reading {
    /// A folded name.
    pub(super) key: String,
    /// Whether the words for the kind are still in it, so that a place of this name is of that kind.
    pub(super) names_kind: bool,
    /// What was left out of the toponym for it.
    pub(super) cut: Cut,
    /// A bit for each of the names with strokes between them; none for the whole toponym.
    pub(super) side: u8,
}

/// What was left out of a toponym for a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Nothing.
    Nothing,
    /// The words for a kind.
    Kind,
    /// The words for a kind and a direction: `ghouta` of "Western Ghouta".
    Direction,
    /// What stands in parentheses, after a comma or on the other side of a stroke.
    Aside,
}

/// Names with strokes between them that are looked up, at most.
const MOST_ALTERNATIVES: usize = 4;

/// Bytes of a toponym that are read, at most: the longest name of a place has 85 letters, and what
/// goes on and on should cost no more than that.
const LONGEST: usize = 512;

/// As much of a toponym as is read.
pub(super) fn readable(toponym: &str) -> &str {
    let toponym = toponym.trim();
    &toponym[..toponym.floor_char_boundary(LONGEST)]
}

/// Takes a toponym apart.
pub(super) fn read(toponym: &str) -> Asked {
    let mut asked = Asked {
        readings: Vec::with_capacity(2),
        wanted: None,
        is_near: says_near(toponym),
        after_comma: String::new(),
        side: 0,
    };
    asked.add(toponym, None);
    let name = match toponym.split_once(['(', '[']) {
        Some((name, _)) if !name.trim().is_empty() => name,
        _ => toponym,
    };
    let name = match name.split_once([',', '،']) {
        Some((name, rest)) if !name.trim().is_empty() => {
            rest.trim().clone_into(&mut asked.after_comma);
            name
        }
        _ => name,
    };
    if name.len() != toponym.len() || name.contains('/') {
        for alternative in name.split('/').take(MOST_ALTERNATIVES) {
            asked.side = if asked.side == 0 { 1 } else { asked.side << 1 };
            asked.add(alternative, Some(Cut::Aside));
        }
    }
    asked
}

/// Whether a toponym begins with a word such as "near".
fn says_near(toponym: &str) -> bool {
    let first = toponym.split_whitespace().next().map(fold);
    first.is_some_and(|word| {
        matches!(word.as_str(), "near" | "outside" | "outskirts" | "around" | "قرب" | "محيط")
    })
}

impl Asked {
    /// Adds the readings of a name; `aside` says that it is not all of the toponym.
    fn add(&mut self, name: &str, aside: Option<Cut>) {
        let whole = fold(name);
        let Some(Stripped { core, region, wanted }) = strip(&whole) else {
            return self.push(whole, false, aside.unwrap_or(Cut::Nothing));
        };
        self.wanted = self.wanted.or(wanted);
        let core = core.to_owned();
        let core_cut = if region.is_some() { Cut::Direction } else { Cut::Kind };
        self.push(whole, true, aside.unwrap_or(Cut::Nothing));
        if let Some(region) = region {
            self.push(region, false, aside.unwrap_or(Cut::Kind));
        }
        self.push(core, false, if core_cut == Cut::Direction { core_cut } else { aside.unwrap_or(core_cut) });
    }

    fn push(&mut self, key: String, names_kind: bool, cut: Cut) {
        if !key.is_empty() && self.readings.iter().all(|reading| reading.key != key) {
            self.readings.push(Reading { key, names_kind, cut, side: self.side });
        }
    }
}

/// A folded name without the words for its kind.
pub(super) struct Stripped<'a> {
    /// What is left: `hama` of "northern hama countryside".
    pub(super) core: &'a str,
    /// The same with its direction, in one form: `northern hama`.
    pub(super) region: Option<String>,
    pub(super) wanted: Option<Wanted>,
}

/// Takes the words for a kind, and the words about them, off both ends of a folded name.
///
/// `None` when there are none, or when nothing else is left.
pub(super) fn strip(folded: &str) -> Option<Stripped<'_>> {
    let mut found = Found::default();
    let mut core = folded;
    // From the front, up to the last word for a kind or a direction: "military airport of", "northern", "near".
    let mut rest = folded;
    while let Some((first, after)) = rest.split_once(' ') {
        let word = classify(first);
        if matches!(word, Word::Plain) {
            break;
        }
        found.take(word);
        rest = after;
        if !found.is_empty() || matches!(word, Word::Link) {
            core = rest;
        }
    }
    // From the back: "border crossing", "countryside". Only Arabic puts the direction there.
    let mut rest = core;
    while let Some((before, last)) = rest.rsplit_once(' ') {
        let word = classify(last);
        if matches!(word, Word::Plain | Word::Link) || matches!(word, Word::Direction(_)) && last.is_ascii() {
            break;
        }
        found.take(word);
        rest = before;
        if found.kind.is_some() {
            core = rest;
        }
    }
    if core.len() == folded.len() || core.is_empty() || !matches!(classify(core), Word::Plain) {
        return None;
    }
    let region = (!found.direction.is_empty()).then(|| format!("{} {core}", found.direction));
    Some(Stripped { core, region, wanted: found.wanted() })
}

/// The words found around a name.
#[derive(Default)]
struct Found {
    kind: Option<Wanted>,
    direction: String,
    military: bool,
    air: bool,
}

impl Found {
    fn is_empty(&self) -> bool {
        self.kind.is_none() && self.direction.is_empty()
    }

    fn take(&mut self, word: Word) {
        match word {
            // The first word for a kind of site counts; "town" and the like only where nothing else is said.
            Word::Kind(wanted) if self.kind.is_none_or(|known| known.kind == Kind::Settlement) => {
                self.kind = Some(wanted);
            }
            Word::Direction(direction) => {
                // north eastern: northeastern
                if self.direction.ends_with("thern") {
                    self.direction.truncate(self.direction.len() - "ern".len());
                }
                self.direction.push_str(direction);
            }
            Word::Military => self.military = true,
            Word::Air => self.air = true,
            _ => {}
        }
    }

    fn wanted(&self) -> Option<Wanted> {
        let part = Wanted { kind: Kind::Countryside, word: "countryside" };
        match self.kind {
            Some(Wanted { kind: Kind::Airport, .. }) if self.military => {
                Some(Wanted { kind: Kind::Airbase, word: "military airport" })
            }
            Some(Wanted { kind: Kind::Base, .. }) if self.air => {
                Some(Wanted { kind: Kind::Airbase, word: "air base" })
            }
            Some(Wanted {
                kind: Kind::Governorate | Kind::District | Kind::Settlement | Kind::Countryside,
                ..
            })
            | None
                if !self.direction.is_empty() =>
            {
                Some(Wanted { word: direction_word(&self.direction), ..part })
            }
            kind => kind,
        }
    }
}

/// The kind that the words right before or right after a name ask for.
pub(super) fn wanted_around(before: &[&str], after: &[&str]) -> Option<Wanted> {
    let mut found = Found::default();
    for word in after.iter().map(|word| classify(word)) {
        if matches!(word, Word::Plain | Word::Direction(_) | Word::Link) {
            break;
        }
        found.take(word);
    }
    for word in before.iter().rev().map(|word| classify(word)) {
        if matches!(word, Word::Plain | Word::Direction(_)) {
            break;
        }
        found.take(word);
    }
    found.wanted()
}

/// The site that a short description asks for in which the name itself does not stand: "the airbase in eastern Idlib".
///
/// "Idlib province" asks for no province: it says where the place is.
pub(super) fn wanted_in(description: &[&str]) -> Option<Wanted> {
    let says_kind = |word: &&str| matches!(classify(word), Word::Kind(_) | Word::Military | Word::Air);
    let at = description.iter().position(says_kind)?;
    wanted_around(&[], &description[at..]).filter(|wanted| wanted.kind.is_site())
}

fn direction_word(direction: &str) -> &'static str {
    const WORDS: [&str; 8] = [
        "northern",
        "southern",
        "eastern",
        "western",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
    ];
    WORDS.into_iter().find(|word| direction == *word).unwrap_or("countryside")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(toponym: &str) -> String {
        let asked = read(toponym);
        let keys: Vec<&str> = asked.readings.iter().map(|reading| reading.key.as_str()).collect();
        let wanted = asked.wanted.map_or(String::new(), |wanted| format!(" ({:?})", wanted.kind));
        format!("{}{wanted}", keys.join(" | "))
    }

    #[test]
    fn the_words_around_a_name_say_its_kind() {
        let read: Vec<String> = [
            "Teir Maaleh village",
            "city of Aleppo",
            "Abu a-Dhuhur Military Airport",
            "Hama air base",
            "Nasib border crossing",
            "Idlib Governorate",
            "northern Hama countryside",
            "Northern Hamah Governorate",
            "southern Idlib",
            "Tadmur/Palmyra town",
            "Quneitra (police headquarters)",
            "Sinjar, Idlib",
            "Idlib Central Prison",
            "Al Dahr",
            "Camp",
            "مطار أبو الظهور العسكري",
            "معبر باب الهوى الحدودي",
            "ريف إدلب الجنوبي",
        ]
        .map(shown)
        .into();
        insta::assert_snapshot!(read.join("\n"), @r"
    teir maaleh village | teir maaleh (Settlement)
    city of aleppo | aleppo (Settlement)
    abu dhuhur military airport | abu dhuhur (Airbase)
    hama air base | hama (Airbase)
    nasib border crossing | nasib (Crossing)
    idlib governorate | idlib (Governorate)
    northern hama countryside | northern hama | hama (Countryside)
    northern hamah governorate | northern hamah | hamah (Countryside)
    southern idlib | idlib (Countryside)
    tadmur palmyra town | tadmur palmyra | tadmur | palmyra town | palmyra (Settlement)
    quneitra police headquarters | quneitra
    sinjar idlib | sinjar
    idlib central prison | idlib (Prison)
    dahr
    camp
    مطار ابو ظهور عسكري | ابو ظهور (Airbase)
    معبر باب هوي حدودي | باب هوي (Crossing)
    ريف ادلب جنوبي | southern ادلب | ادلب (Countryside)
    ");
    }
}
