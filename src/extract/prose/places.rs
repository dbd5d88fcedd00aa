//! The places that a text names, literally or as a figure for their government.

use std::ops::Range;

use crate::extract::toponyms::precision;
use crate::gazetteer::{Entry, Gazetteer, Layer, Mention};
use crate::model::{GeoPrecision, PlaceId, Position};
use crate::text::{Sentence, Token};

use super::lexicon::{Lexicon, PlaceWord};
use super::names::{is_heading, is_other, name_at};

/// How a place's name is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// As the place.
    Literal,
    /// As its government: "Damascus said".
    Figure,
    /// As where the report was written: "AMMAN:".
    Dateline,
}

/// A place that a text names.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name alone, by its tokens.
    pub name: Range<usize>,
    /// With the words that say which part or kind of place is meant.
    pub whole: Range<usize>,
    /// How it is meant.
    pub meant: Use,
    /// Where it is; `None` where the gazetteer cannot tell.
    pub at: Option<Found>,
    /// Whether it is a country or wider, which is no place of an event.
    pub is_country: bool,
    /// Whether it is in another country than the gazetteer's own.
    pub is_abroad: bool,
}

/// Where a named place is.
#[derive(Clone, Debug)]
pub struct Found {
    /// The gazetteer's place.
    pub place: PlaceId,
    /// Its name.
    pub name: String,
    /// Its feature code.
    pub feature_code: String,
    /// Its governorate.
    pub admin1: Option<String>,
    /// The point.
    pub position: Position,
    /// How exactly the point says where.
    pub precision: GeoPrecision,
    /// 0 to 0.99.
    pub confidence: f64,
}

/// The same for several places at once: "Hama, Idlib and Aleppo provinces".
pub(super) const MANY: &[(&str, &str)] = &[
    ("provinces", "province"),
    ("governorates", "governorate"),
    ("countrysides", "countryside"),
    ("countryside", "countryside"),
    ("districts", "district"),
    ("cities", "city"),
    ("towns", "town"),
    ("villages", "village"),
    ("regions", "region"),
];

/// Names of places in one report, about: each is weighed with what stands around it, and no report of sense has so many.
pub(super) const MOST_NAMED: usize = 20_000;
/// Bytes of a sentence that tell of its places, at most: it is read once for each of them, and one of so long words says
/// nothing.
const LONGEST_SENTENCE: usize = 16_000;

/// The places that a text names, in its order.
#[must_use]
pub fn places(
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
    taken: &[Range<usize>],
) -> Vec<Named> {
    let mut named: Vec<(Named, String, usize)> = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        if named.len() >= MOST_NAMED {
            break;
        }
        let start = named.len();
        let is_heading = is_heading(tokens, sentence);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let next = taken.partition_point(|taken| taken.end <= at);
            let is_taken = taken.get(next).is_some_and(|taken| taken.contains(&at));
            match if is_taken { None } else { name_at(gazetteer, lexicon, tokens, at, sentence.tokens.end) } {
                Some(name) if !is_other(gazetteer, lexicon, tokens, sentence, &name, is_heading) => {
                    at = name.end;
                    let toponym = whole(gazetteer, lexicon, tokens, sentence, &name);
                    let written = written(gazetteer, text, tokens, &name, &toponym);
                    let meant = meant(lexicon, tokens, sentence, &name);
                    named.push((
                        Named { name, whole: toponym, meant, at: None, is_country: false, is_abroad: false },
                        written,
                        number,
                    ));
                }
                Some(name) => at = name.end,
                None => at += 1,
            }
        }
        share_kinds(tokens, &mut named[start..]);
    }
    locate(gazetteer, text, tokens, sentences, &named)
}

/// A toponym to look up: as written, but without what stands between a name and the site that it owns ("Aleppo city's
/// international airport").
fn written(
    gazetteer: &Gazetteer,
    text: &str,
    tokens: &[Token],
    name: &Range<usize>,
    whole: &Range<usize>,
) -> String {
    let slice = |range: Range<usize>| &text[tokens[range.start].span.start..tokens[range.end - 1].span.end];
    match (name.end - 1..whole.end - 1).find(|&at| tokens[at].is_possessive) {
        Some(owner) => {
            let name: Vec<&str> = tokens[name.clone()].iter().map(|token| token.key.as_str()).collect();
            format!("{} {}", name.join(" "), slice(owner + 1..whole.end))
        }
        // Syrias: a text that has lost its apostrophes.
        None if name.len() == 1 && !gazetteer.has_name(&tokens[name.start].key) => {
            slice(whole.clone()).replacen(slice(name.clone()), slice(name.clone()).trim_end_matches('s'), 1)
        }
        None => slice(whole.clone()).to_owned(),
    }
}

fn locate(
    gazetteer: &Gazetteer,
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
    named: &[(Named, String, usize)],
) -> Vec<Named> {
    let mentions: Vec<Mention> = named
        .iter()
        .map(|(_, toponym, number)| {
            let sentence = &sentences[*number].tokens;
            let sentence = &text[tokens[sentence.start].span.start..tokens[sentence.end - 1].span.end];
            Mention { toponym, sentence: if sentence.len() > LONGEST_SENTENCE { "" } else { sentence } }
        })
        .collect();
    let rankings = gazetteer.rank_report(&mentions);
    let mut placed = Vec::with_capacity(named.len());
    for ((named, _, _), ranking) in named.iter().zip(&rankings) {
        let mut named = named.clone();
        if let Some(first) =
            ranking.matches.first().filter(|first| first.layer <= Layer::Folded || first.confidence > 0.5)
        {
            // A country's name is the country's, whatever hamlets are called so.
            let country = ranking.matches.iter().find(|other| {
                is_country(other.place) && other.layer <= Layer::Folded && named.whole == named.name
            });
            let first = country.unwrap_or(first);
            named.is_country = is_country(first.place);
            named.is_abroad = first.place.country() != gazetteer.home();
            let doubt = ranking.ambiguous
                && ranking
                    .matches
                    .iter()
                    .skip(1)
                    .filter(|other| other.rival)
                    .any(|other| !other.place.feature_code().starts_with("ADM"));
            let exact = precision(first);
            let precision = if ranking.is_near || doubt { exact.max(GeoPrecision::Near) } else { exact };
            named.at = Some(Found {
                place: PlaceId::from(first.place.id()),
                name: first.place.name().to_owned(),
                feature_code: first.place.feature_code().to_owned(),
                admin1: first.place.admin1().map(str::to_owned),
                position: first.position,
                precision,
                confidence: first.confidence,
            });
        }
        placed.push(named);
    }
    placed
}

fn is_country(place: Entry) -> bool {
    place.feature_code().starts_with("PCL") || place.feature_code() == "CONT"
}

/// A name with the words around it that say which part or kind of place is meant.
fn whole(
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    tokens: &[Token],
    sentence: &Sentence,
    name: &Range<usize>,
) -> Range<usize> {
    let mut whole = name.clone();
    let key =
        |at: usize| tokens.get(at).filter(|_| sentence.tokens.contains(&at)).map(|token| token.key.as_str());
    let mut end = whole.end;
    while key(end).is_some_and(|word| lexicon.is_place_word(word, PlaceWord::Attribute)) {
        end += 1;
    }
    if key(end).is_some_and(|word| lexicon.is_place_word(word, PlaceWord::Kind))
        && !tokens[whole.end - 1].is_possessive
    {
        whole.end = end + 1;
    } else if tokens[whole.end - 1].is_possessive
        && key(end).is_some_and(|word| lexicon.is_place_word(word, PlaceWord::Kind))
        && end > whole.end
    {
        // Aleppo city's international airport, Aleppo's military airport.
        whole.end = end + 1;
    }
    // Aleppo city's international airport.
    if tokens[whole.end - 1].is_possessive && whole.end > name.end {
        let mut end = whole.end;
        while key(end).is_some_and(|word| lexicon.is_place_word(word, PlaceWord::Attribute)) {
            end += 1;
        }
        if key(end)
            .is_some_and(|word| matches!(word, "airport" | "airbase" | "prison" | "hospital" | "citadel"))
        {
            whole.end = end + 1;
        }
    }
    let mut start = whole.start;
    if let Some(before) = start.checked_sub(1).filter(|&before| {
        key(before).is_some_and(|word| {
            lexicon.is_place_word(word, PlaceWord::Direction)
                && (word.ends_with("th") || word.ends_with("st") || word.ends_with("ern"))
        })
    }) {
        start = before;
    }
    // "the town of Sinjar", "outskirts of southern Idlib".
    if start >= 2
        && key(start - 1) == Some("of")
        && key(start - 2).is_some_and(|word| lexicon.is_place_word(word, PlaceWord::Kind))
    {
        let longer = start - 2..whole.end;
        // A name of its own does not need it.
        if !gazetteer.has_name(key(start - 2).unwrap_or_default()) {
            return longer;
        }
    }
    start..whole.end
}

/// Gives each of several places the kind that stands after the last or before the first of them.
fn share_kinds(tokens: &[Token], named: &mut [(Named, String, usize)]) {
    for at in (0..named.len()).rev() {
        let end = named[at].0.name.end;
        let kind = tokens
            .get(end)
            .and_then(|token| MANY.iter().find(|(many, _)| *many == token.key))
            .map(|(_, one)| *one);
        let Some(kind) = kind else { continue };
        let mut first = at;
        while first > 0 && is_listed(tokens, named[first - 1].0.name.end..named[first].0.whole.start) {
            first -= 1;
        }
        if first == at && kind == "countryside" {
            continue;
        }
        for (named, written, _) in &mut named[first..=at] {
            if named.whole.end == named.name.end || first == at {
                written.push(' ');
                written.push_str(kind);
            }
        }
    }
    for at in 0..named.len() {
        let start = named[at].0.name.start;
        let before = |back: usize| {
            start.checked_sub(back).and_then(|at| tokens.get(at)).map(|token| token.key.as_str())
        };
        let Some((_, kind)) = before(2)
            .filter(|_| before(1) == Some("of"))
            .and_then(|word| MANY.iter().find(|(many, _)| *many == word))
        else {
            continue;
        };
        let mut last = at;
        while last + 1 < named.len()
            && is_listed(tokens, named[last].0.name.end..named[last + 1].0.whole.start)
        {
            last += 1;
        }
        for (named, written, _) in &mut named[at..=last] {
            if named.whole == named.name {
                written.push(' ');
                written.push_str(kind);
            }
        }
    }
}

/// Whether only commas and "and" or "or" stand between two names.
pub(super) fn is_listed(tokens: &[Token], between: Range<usize>) -> bool {
    between.start < between.end
        && between.len() <= 4
        && tokens[between].iter().all(|token| {
            matches!(token.key.as_str(), "," | "and" | "or" | "&" | "neighboring" | "the" | "both")
        })
}

/// How a name is meant: a seat of government that speaks, the place a report was sent from, or the place itself.
fn meant(lexicon: &Lexicon, tokens: &[Token], sentence: &Sentence, name: &Range<usize>) -> Use {
    let key = |at: usize| {
        tokens.get(at).filter(|_| sentence.tokens.contains(&at)).map_or("", |token| token.key.as_str())
    };
    let before = name
        .start
        .checked_sub(1)
        .filter(|at| sentence.tokens.contains(at))
        .map_or("", |at| tokens[at].key.as_str());
    if name.start == sentence.tokens.start && matches!(key(name.end), ":" | "—" | "–" | "(") {
        return Use::Dateline;
    }
    // "The government in Damascus".
    if before == "in"
        && name.start >= 2
        && matches!(
            key(name.start - 2),
            "government"
                | "regime"
                | "authorities"
                | "officials"
                | "ministry"
                | "leadership"
                | "embassy"
                | "diplomats"
                | "reporters"
                | "correspondent"
                | "spokesman"
        )
    {
        return Use::Figure;
    }
    let is_seat = name.len() == 1 && lexicon.is_place_word(tokens[name.start].key.as_str(), PlaceWord::Seat);
    let is_object = matches!(
        before,
        "in" | "near"
            | "of"
            | "around"
            | "from"
            | "to"
            | "into"
            | "outside"
            | "at"
            | "towards"
            | "toward"
            | "over"
            | "on"
    );
    if is_seat
        && !is_object
        && (lexicon.is_place_word(key(name.end), PlaceWord::Speaks)
            || tokens[name.end - 1].is_possessive
            || before == "between"
            || key(name.end) == "and")
    {
        return Use::Figure;
    }
    Use::Literal
}
