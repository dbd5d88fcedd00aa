//! How far from a border, as words say it: "15 kilometers from the Turkish border".
//!
//! A border is a place like any other (`BDR`), with its course; its names say how it is written. One that stands with a
//! word for nearness or a distance before it, or a word such as "town" behind it, says where what stands beside it is.

use std::ops::Range;

use crate::geometry::Meters;
use crate::text::{WordMap, fold};

use super::Gazetteer;
use super::offset::unit_in_meters;
use super::words::{Word, classify};

/// What is said to be near a border is so near to it.
const NEAR: Meters = Meters::from_kilometers(10.0);
/// A distance is rounded, by so much of it and at least so far.
const ROUNDED: f64 = 0.2;
const ROUNDED_AT_LEAST: Meters = Meters::from_kilometers(3.0);
/// Words between the unit of a distance and "from": "away", "to the south".
const MOST_BETWEEN: usize = 3;

/// Words of a text that describes a place and does not name it, at most.
const DESCRIPTION: usize = 12;
/// Words between a place and what is said of it that tie nothing together, at most.
const MOST_UNTIED: usize = 1;

/// How far from a border something is said to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Away {
    Near,
    Within(Meters),
    At(Meters),
}

/// What words say of a border.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Saying {
    /// The border as a place.
    pub(super) border: u32,
    pub(super) away: Away,
    /// The words that say it.
    pub(super) words: Range<usize>,
}

/// The borders of a gazetteer, to read them out of a text.
#[derive(Debug, Default)]
pub(super) struct Borders {
    /// Names in folded words by the first of them, each with its place; the longest first.
    names: WordMap<Vec<(Vec<String>, u32)>>,
}

impl Saying {
    /// Whether it is said of the words that are marked, or of a place that a short text describes without its name.
    ///
    /// "A man from Sinjar fled to a camp near the border" tells where the camp is: so nothing may stand between but words
    /// that tie the two together, and one more, such as a governorate.
    pub(super) fn is_of(&self, words: &[&str], named: &[bool]) -> bool {
        if !named.contains(&true) {
            return words.len() <= DESCRIPTION;
        }
        let ties = |between: &[&str]| between.iter().filter(|word| !is_tie(word)).count() <= MOST_UNTIED;
        let before = named[..self.words.start].iter().rposition(|&named| named);
        let after = named[self.words.end..].iter().position(|&named| named);
        before.is_some_and(|last| ties(&words[last + 1..self.words.start]))
            || after.is_some_and(|gap| ties(&words[self.words.end..self.words.end + gap]))
    }
}

/// Whether a word ties a place to where it is said to be.
fn is_tie(word: &str) -> bool {
    let is_said_of_places = matches!(
        word,
        "a" | "an"
            | "in"
            | "is"
            | "are"
            | "was"
            | "were"
            | "lies"
            | "lie"
            | "lying"
            | "sits"
            | "located"
            | "situated"
            | "which"
            | "that"
            | "about"
            | "some"
            | "roughly"
            | "approximately"
            | "just"
            | "only"
            | "very"
            | "less"
            | "at"
            | "few"
            | "الواقعه"
            | "تقع"
            | "بعد"
    );
    is_said_of_places || !matches!(classify(word), Word::Plain)
}

impl Away {
    /// The nearest and the farthest that it may mean.
    pub(super) fn range(self) -> (Meters, Meters) {
        match self {
            Self::Near => (Meters(0.0), NEAR),
            Self::Within(most) => (Meters(0.0), most),
            Self::At(away) => {
                let doubt = (away.0 * ROUNDED).max(ROUNDED_AT_LEAST.0);
                (Meters((away.0 - doubt).max(0.0)), Meters(away.0 + doubt))
            }
        }
    }

    /// How far a place so far from the border is from where it is said to be.
    pub(super) fn miss(self, apart: Meters) -> Meters {
        let (nearest, farthest) = self.range();
        Meters((nearest.0 - apart.0).max(apart.0 - farthest.0).max(0.0))
    }
}

impl Borders {
    pub(super) fn of(gazetteer: &Gazetteer) -> Self {
        let mut names: WordMap<Vec<(Vec<String>, u32)>> = WordMap::default();
        for place in gazetteer.places().filter(|place| place.feature_code() == "BDR") {
            for name in place.names() {
                let folded = fold(name.text);
                let words: Vec<String> =
                    folded.split(' ').filter(|word| *word != "the").map(str::to_owned).collect();
                // A border named "The" has no name.
                let Some(first) = words.first() else { continue };
                names.entry(first.clone()).or_default().push((words, place.number));
            }
        }
        for names in names.values_mut() {
            names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self { names }
    }

    /// What folded words say of borders.
    pub(super) fn said_in(&self, words: &[&str]) -> Vec<Saying> {
        self.named_in(words).into_iter().filter_map(|(border, name)| said(words, border, name)).collect()
    }

    /// What a toponym says that is nothing but a border and how far it is: "near the Turkish border".
    pub(super) fn alone(&self, toponym: &str) -> Option<Saying> {
        let folded = fold(toponym);
        let words: Vec<&str> = folded.split(' ').collect();
        let (border, name) = self.named_in(&words).into_iter().next()?;
        let saying =
            said(&words, border, name.clone()).unwrap_or(Saying { border, away: Away::Near, words: name });
        let is_idle = |word: &&str| {
            matches!(
                *word,
                "the"
                    | "a"
                    | "few"
                    | "several"
                    | "area"
                    | "areas"
                    | "region"
                    | "strip"
                    | "zone"
                    | "in"
                    | "about"
                    | "some"
                    | "around"
                    | "just"
                    | "only"
                    | "منطقه"
            )
        };
        let mut others = words[..saying.words.start].iter().chain(&words[saying.words.end..]);
        others.all(is_idle).then_some(saying)
    }

    /// Where borders are named, "the" left out of account.
    fn named_in(&self, words: &[&str]) -> Vec<(u32, Range<usize>)> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let mut begun = self.names.get(words[start]).into_iter().flatten();
            let named = begun.find_map(|(name, border)| Some((*border, start..end_of(name, words, start)?)));
            start = named.as_ref().map_or(start + 1, |(_, words)| words.end);
            found.extend(named);
        }
        found
    }
}

/// Where a name ends that begins at a word.
fn end_of(name: &[String], words: &[&str], start: usize) -> Option<usize> {
    let mut at = start;
    for (number, part) in name.iter().enumerate() {
        while number > 0 && words.get(at) == Some(&"the") {
            at += 1;
        }
        if words.get(at) != Some(&part.as_str()) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// What the words around a border's name say of it.
fn said(words: &[&str], border: u32, name: Range<usize>) -> Option<Saying> {
    match words.get(name.end).copied().unwrap_or_default() {
        "town" | "towns" | "village" | "villages" | "city" => {
            return Some(Saying { border, away: Away::Near, words: name });
        }
        // They go where they are sent.
        "guard" | "guards" | "police" | "patrol" | "patrols" | "force" | "forces" => return None,
        _ => {}
    }
    let before = words[..name.start].strip_suffix(&["the"]).unwrap_or(&words[..name.start]);
    let (away, start) = away(before)?;
    Some(Saying { border, away, words: start..name.end })
}

/// The distance, or the word for nearness, that words end with, and where it begins.
fn away(words: &[&str]) -> Option<(Away, usize)> {
    let (last, before) = words.split_last()?;
    let start = before.len();
    match *last {
        "near" | "along" | "on" | "at" | "by" | "beside" | "قرب" | "عند" | "علي" => {
            Some((Away::Near, start))
        }
        "to" if matches!(before.last(), Some(&"close" | &"next" | &"adjacent" | &"near")) => {
            Some((Away::Near, start - 1))
        }
        "من" if matches!(before.last(), Some(&"قرب" | &"بالقرب")) => Some((Away::Near, start - 1)),
        "from" | "of" | "off" | "من" | "عن" => measured(before),
        _ => None,
    }
}

/// The distance that words end with, but for a few: "15 km", "5 kilometers away", "a few miles to the south".
fn measured(words: &[&str]) -> Option<(Away, usize)> {
    let nearest = words.len().saturating_sub(MOST_BETWEEN + 1);
    for at in (nearest..words.len()).rev() {
        let digits = words[at].trim_end_matches(|c: char| c.is_alphabetic());
        let joined = &words[at][digits.len()..];
        let (unit, end) = if digits.is_empty() { (words[at], at) } else { (joined, at + 1) };
        let Some(unit) = unit_in_meters(unit) else { continue };
        // "A few kilometers", "kilometers from": near.
        let Some((number, start)) = number(&words[..end], digits) else { return Some((Away::Near, at)) };
        let is_most = matches!(words[..start].last(), Some(&"within" | &"than" | &"under"));
        let distance = Meters(number * unit);
        return Some(if is_most { (Away::Within(distance), start - 1) } else { (Away::At(distance), start) });
    }
    None
}

/// The number that words end with, and where it begins; folding has made two words of "2.5".
fn number(words: &[&str], joined: &str) -> Option<(f64, usize)> {
    let last = if joined.is_empty() { *words.last()? } else { joined };
    let whole: f64 = last.parse().ok()?;
    let at = words.len() - 1;
    let is_whole = |word: &&&str| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let before = words[..at].last().filter(is_whole).filter(|_| last.len() == 1);
    match before.and_then(|before| format!("{before}.{last}").parse().ok()) {
        Some(number) => Some((number, at - 1)),
        None => Some((whole, at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Context, Table};

    fn said_in(text: &str) -> String {
        let gazetteer = Gazetteer::built_in();
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        let told: Vec<String> = gazetteer
            .borders
            .said_in(&words)
            .into_iter()
            .map(|saying| {
                format!(
                    "{} {:?} ({})",
                    gazetteer.entry(saying.border).name(),
                    saying.away,
                    words[saying.words].join(" ")
                )
            })
            .collect();
        if told.is_empty() { "nothing".to_owned() } else { told.join("; ") }
    }

    #[test]
    fn sentences_say_how_far_a_border_is() {
        let told: Vec<String> = [
            "The camp of Atmeh lies 15 kilometers from the Turkish border.",
            "Sarmada, 2.5 km south of the border with Turkey",
            "a village less than 5km from the Syrian-Turkish border",
            "about 30 miles away from the Iraqi border",
            "a few kilometers from the Jordanian border",
            "the town near the Lebanese border",
            "shells fell on the Iraqi border",
            "close to the border between Syria and Israel",
            "the Turkish border town of Azaz",
            "على بعد 15 كم من الحدود التركية",
            "قرب الحدود العراقية",
            "Turkish border guards shot a man",
            "He crossed the Turkish border",
            "The Turkish army shelled Afrin",
        ]
        .map(said_in)
        .into();
        insta::assert_snapshot!(told.join("\n"), @r"
    Turkish border At(Meters(15000.0)) (15 kilometers from the turkish border)
    Turkish border At(Meters(2500.0)) (2 5 km south of the border with turkey)
    Turkish border Within(Meters(5000.0)) (than 5km from the syrian turkish border)
    Iraqi border At(Meters(48280.32)) (30 miles away from the iraqi border)
    Jordanian border Near (kilometers from the jordanian border)
    Lebanese border Near (near the lebanese border)
    Iraqi border Near (on the iraqi border)
    Israeli border Near (close to the border between syria and israel)
    Turkish border Near (turkish border)
    Turkish border At(Meters(15000.0)) (15 كم من حدود تركيه)
    Iraqi border Near (قرب حدود عراقيه)
    nothing
    nothing
    nothing
    ");
    }

    #[test]
    fn a_border_without_a_name_of_its_own_is_found_nowhere() {
        let table = "id,name,latitude,longitude,feature_code\nx:1,The,35.1,36.7,BDR\n";
        let table = Table { file: "places.csv", text: table };
        let (gazetteer, problems) = Gazetteer::from_tables(&[table], &[]);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(gazetteer.borders.said_in(&["near", "the", "border"]), []);
    }

    fn first(toponym: &str, text: &str) -> String {
        let context = Context { text: text.to_owned(), ..Context::default() };
        let found = Gazetteer::built_in().resolve(toponym, &context);
        let best = &found.candidates[0];
        let unsure = if found.ambiguous { " or another" } else { "" };
        format!("{} ({}){unsure}", best.name, best.admin1.as_deref().unwrap_or(&best.country))
    }

    #[test]
    fn of_places_of_one_name_the_one_at_the_border_is_meant() {
        let told: Vec<String> = [
            ("Atmeh", "15 kilometers from the Turkish border"),
            ("Sinjar", "Sinjar, near the Iraqi border"),
            ("Sinjar", "Sinjar, 60 km from the Turkish border"),
            ("Bab al-Hawa", "Bab al-Hawa on the Turkish border"),
            (
                "Sinjar",
                "A man from a town near Sinjar in Idlib fled his home to a camp near the Turkish border.",
            ),
            ("Azaz", "They took the Turkish border town of Azaz."),
            ("Maaloula", "Maaloula, close to the Lebanese border"),
        ]
        .map(|(toponym, text)| format!("{toponym}, {text}: {}", first(toponym, text)))
        .into();
        insta::assert_snapshot!(told.join("\n"), @r"
    Atmeh, 15 kilometers from the Turkish border: Atma (Idlib)
    Sinjar, Sinjar, near the Iraqi border: Sinjar (IQ)
    Sinjar, Sinjar, 60 km from the Turkish border: Sinjar (Idlib)
    Bab al-Hawa, Bab al-Hawa on the Turkish border: Bab al-Hawa crossing (Idlib)
    Sinjar, A man from a town near Sinjar in Idlib fled his home to a camp near the Turkish border.: Sinjar (Idlib)
    Azaz, They took the Turkish border town of Azaz.: Azaz (Aleppo)
    Maaloula, Maaloula, close to the Lebanese border: Maaloula (Rif Dimashq)
    ");
    }
}
