//! Which words of a running text are the name of a place, and not part of a person's or an organization's.

use std::ops::Range;

use crate::gazetteer::Gazetteer;
use crate::text::{Sentence, Token, TokenKind, fold, month};

use super::lexicon::{Lexicon, PlaceWord};
use super::places::MANY;

/// Tokens of a name, at most.
const LONGEST: usize = 8;
/// Letters of an abbreviation, at most.
const LONGEST_ABBREVIATION: usize = 5;
/// Tokens of a heading without a full stop, at most.
const LONGEST_HEADING: usize = 16;
/// Letters below which a single word in capitals is an abbreviation and no place.
const SHORTEST: usize = 3;

/// The longest name of a place that begins at a token.
pub(super) fn name_at(
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    tokens: &[Token],
    at: usize,
    end: usize,
) -> Option<Range<usize>> {
    let first = &tokens[at];
    if first.kind != TokenKind::Word
        || first.is_joined && at > 0 && tokens[at - 1].is_sign('-') && !tokens[at].is_capital
    {
        return None;
    }
    if first.is_capital && matches!(first.key.as_str(), "a" | "an") {
        return None;
    }
    let is_article =
        is_article(first) && tokens.get(at + 1).is_some_and(|next| next.is_sign('-') || next.is_capital);
    if !(first.is_capital || is_article || !first.key.is_ascii()) {
        return None;
    }
    let last = (at + LONGEST).min(end);
    let mut ends: Vec<usize> = Vec::new();
    let mut name = String::new();
    let mut names: Vec<(usize, String)> = Vec::new();
    for (next, token) in tokens.iter().enumerate().take(last).skip(at) {
        match token.kind {
            TokenKind::Sign if token.is_sign('-') && token.is_joined => continue,
            TokenKind::Sign => break,
            _ => {}
        }
        let is_inside = token.is_capital
            || is_article_word(token)
            || !token.key.is_ascii()
            || token.kind == TokenKind::Number;
        if !is_inside {
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(&token.key);
        names.push((next + 1, name.clone()));
        ends.push(next + 1);
        if token.is_possessive {
            break;
        }
    }
    names.iter().rev().find_map(|(end, name)| {
        let count = end - at;
        let bare = fold(name);
        let is_single = !bare.contains(' ');
        if is_single && (lexicon.not_places.contains(&bare) || bare.chars().count() < SHORTEST)
            || all_common(lexicon, &bare)
        {
            return None;
        }
        if gazetteer.has_name(name) {
            return Some(at..*end);
        }
        // Texts that have lost their apostrophes: Syrias, Aleppos.
        let stem = name.strip_suffix('s').filter(|stem| count == 1 && stem.chars().count() > 4)?;
        (gazetteer.has_name(stem) && !lexicon.not_places.contains(&fold(stem))).then_some(at..*end)
    })
}

/// Whether every word is one that mostly means something else: "Free State".
fn all_common(lexicon: &Lexicon, key: &str) -> bool {
    key.split(' ').all(|word| lexicon.not_places.contains(word) || word.chars().all(|c| c.is_ascii_digit()))
}

fn is_article(token: &Token) -> bool {
    !token.is_capital && is_article_word(token)
}

fn is_article_word(token: &Token) -> bool {
    matches!(
        token.key.as_str(),
        "al" | "el"
            | "a"
            | "ad"
            | "an"
            | "ar"
            | "as"
            | "ash"
            | "at"
            | "az"
            | "ez"
            | "es"
            | "er"
            | "ed"
            | "en"
    )
}

/// Whether a sentence is a heading: one in which every word has a capital, or a short one without a full stop.
pub(super) fn is_heading(tokens: &[Token], sentence: &Sentence) -> bool {
    let words = tokens[sentence.tokens.clone()]
        .iter()
        .filter(|token| token.kind == TokenKind::Word && token.key.len() > 3);
    let (all, capital) =
        words.fold((0, 0), |(all, capital), token| (all + 1, capital + usize::from(token.is_capital)));
    let last = &tokens[sentence.tokens.end - 1];
    let has_no_end = last.kind != TokenKind::Sign && sentence.tokens.len() <= LONGEST_HEADING;
    // "Rebels captured Morek on Friday." is a sentence of few words, most of them names.
    let is_capital = if last.key == "." { capital == all } else { capital * 10 >= all * 7 };
    all > 0 && (has_no_end || is_capital)
}

/// Whether a name is part of another: of a person's, of an organization's.
pub(super) fn is_other(
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    tokens: &[Token],
    sentence: &Sentence,
    name: &Range<usize>,
    is_heading: bool,
) -> bool {
    let key = |at: usize| {
        tokens.get(at).filter(|_| sentence.tokens.contains(&at)).map_or("", |token| token.key.as_str())
    };
    let after = (name.end..name.end + 4)
        .take_while(|&at| {
            sentence.tokens.contains(&at) && tokens[at].is_capital && !tokens[at - 1].is_possessive
        })
        .map(key);
    let mut after = after;
    if !is_heading
        && after.any(|word| lexicon.is_place_word(word, PlaceWord::Organization))
        && !key(name.end).is_empty()
    {
        // Aleppo University Hospital is a place.
        let is_site = (name.end..name.end + 4)
            .map(key)
            .any(|word| matches!(word, "hospital" | "citadel" | "airport" | "prison"));
        if !is_site {
            return true;
        }
    }
    // Thawra Street, Palestine Square: what is called after a place is not there.
    if tokens.get(name.end).is_some_and(|next| next.is_capital) && CALLED_AFTER.contains(&key(name.end)) {
        return true;
    }
    // Idlib's health directorate, Aleppo police: those who work there, and an Aleppo-based activist too.
    if OFFICES.contains(&key(name.end)) || key(name.end) == "-" && key(name.end + 1) == "based" {
        return true;
    }
    // The first word of a longer name is no name: Bab Tadmor, Bab al-Nayrab.
    if name.len() == 1 && FIRST_WORDS.contains(&key(name.start)) && goes_on(tokens, sentence, name.end) {
        return true;
    }
    let before = name.start.checked_sub(1).filter(|before| sentence.tokens.contains(before));
    // Towns do not speak: a name that says something is a person's. "Activists in Aleppo said" is none of it.
    let speaks =
        matches!(key(name.end), "said" | "says" | "told" | "added" | "tweeted" | "explained" | "stressed")
            && !lexicon.is_place_word(key(name.start), PlaceWord::Seat)
            && name.len() == 1;
    if speaks
        && before.is_none_or(|at| {
            !is_preposition(key(at)) && key(at) != "and" && tokens[at].kind == TokenKind::Word
        })
    {
        return true;
    }
    let Some(before) = before else {
        return false;
    };
    let word = key(before);
    // Janah al-Salama, Jebb al-Jarrah: a name that the gazetteer does not have ends in one that it has. "Homs al-Bab" are two.
    if is_article(&tokens[name.start])
        && before > sentence.tokens.start
        && tokens[before].is_capital
        && !tokens[before].is_possessive
        && !gazetteer.has_name(word)
        && (FIRST_WORDS.contains(&word) || is_name_word(gazetteer, lexicon, &tokens[before]))
    {
        return true;
    }
    let joined = tokens[name.start].is_joined && tokens[before].kind == TokenKind::Word;
    // Two words with capitals are one name: Daily Sabah, Resul Serdar.
    if !is_heading
        && before > sentence.tokens.start
        && is_name_word(gazetteer, lexicon, &tokens[before])
        && !tokens[before].is_possessive
        && name.len() == 1
    {
        return true;
    }
    // SANA, AFP: what is written in capitals only is an abbreviation.
    if !is_heading
        && name.len() == 1
        && tokens[name.start].is_capitals
        && tokens[name.start].key.len() <= LONGEST_ABBREVIATION
        && key(name.end) != ":"
    {
        return true;
    }
    lexicon.is_place_word(word, PlaceWord::Title) && !matches!(word, "general" | "minister")
        || joined
        || tokens[before].is_sign('-')
            && before > sentence.tokens.start
            && tokens[before].is_joined
            && tokens[before - 1].is_capital
            && !is_heading
            && !is_place_hyphen(tokens, before)
}

/// What is called after places and lies elsewhere.
const CALLED_AFTER: &[&str] =
    &["street", "avenue", "square", "hotel", "mosque", "roundabout", "boulevard", "school"];
/// What is called after the place that it is for, and speaks or acts.
const OFFICES: &[&str] =
    &["health", "police", "governor", "mayor", "directorate", "authority", "authorities"];
/// Words for gates, hills and the like with which names of quarters and villages begin, and which are names of places too.
const FIRST_WORDS: &[&str] =
    &["bab", "deir", "kafr", "khan", "beit", "ain", "jisr", "ras", "wadi", "qalaat", "souq", "souk"];

/// Whether a name has another word, which begins with a capital or an article joined to one.
fn goes_on(tokens: &[Token], sentence: &Sentence, at: usize) -> bool {
    let is_within = |at: usize| sentence.tokens.contains(&at);
    is_within(at)
        && (tokens[at].kind == TokenKind::Word && tokens[at].is_capital
            || is_article(&tokens[at]) && is_within(at + 1) && tokens[at + 1].is_sign('-'))
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "near"
            | "of"
            | "around"
            | "from"
            | "to"
            | "into"
            | "outside"
            | "at"
            | "over"
            | "on"
            | "across"
            | "for"
            | "by"
    )
}

/// Whether a word before a name may be the first half of it: one with a capital that tells neither kind nor direction nor
/// day nor people.
fn is_name_word(gazetteer: &Gazetteer, lexicon: &Lexicon, token: &Token) -> bool {
    let key = token.key.as_str();
    // Syrias Idlib: a possessive that has lost its apostrophe.
    let owns = key.strip_suffix('s').is_some_and(|stem| stem.len() > 4 && gazetteer.has_name(stem));
    token.kind == TokenKind::Word
        && token.is_capital
        && !owns
        && !lexicon.is_place_word(key, PlaceWord::Kind)
        && !lexicon.is_place_word(key, PlaceWord::Direction)
        && !MANY.iter().any(|(many, _)| *many == key)
        && month(key).is_none()
        && !key.ends_with("day")
        && !["ian", "ish", "ese", "qi", "eli"].iter().any(|ending| key.ends_with(ending))
        && !matches!(
            key,
            "in" | "the"
                | "at"
                | "from"
                | "near"
                | "of"
                | "on"
                | "to"
                | "and"
                | "rif"
                | "mount"
                | "jabal"
                | "wadi"
                | "lake"
        )
}

/// "Russian-Syrian" is no place after a hyphen, "Homs-Palmyra road" is two.
fn is_place_hyphen(tokens: &[Token], hyphen: usize) -> bool {
    tokens[hyphen + 1].is_capital && !tokens[hyphen - 1].key.ends_with('n')
}
