//! Where a sentence says that something happened.

use crate::model::{Modality, SubEventType};
use crate::text::Sentence;

use super::drafts::{Draft, Told, is_violent};
use super::places::{Named, Use, is_listed};
use super::settle::{Before, Found, TIME_HOLDS, is_capture};

/// Sentences over which a place still holds.
const PLACE_HOLDS: usize = 2;
/// Tokens behind what happened within which "in Syria" says where.
const COUNTRY_STANDS: usize = 8;
/// Names that are looked back through for what "the town" means, at most.
const MOST_BACK: usize = 200;
/// Sentences over which a place that was only named still holds.
const NAME_HOLDS: usize = 4;
/// Where: the nearest place of the clause, else of the sentence, else what the sentences before were about.
pub(super) fn places(
    found: &Found,
    sentence: &Sentence,
    draft: &Draft,
    kind: SubEventType,
    before: &Before,
    number: usize,
) -> Vec<usize> {
    let key = |at: usize| found.tokens.get(at).map_or("", |token| token.key.as_str());
    let usable = |named: &Named| named.meant == Use::Literal && named.at.is_some() && !named.is_country;
    let cost = |named: &Named| {
        let is_after = named.whole.start >= draft.told.start;
        let apart = if is_after {
            named.whole.start.saturating_sub(draft.told.end)
        } else {
            draft.told.start - named.whole.end.min(draft.told.start)
        };
        let link = named.whole.start.checked_sub(1).map_or("", key);
        let other_clause = !draft.clause.contains(&named.whole.start);
        let is_goal = matches!(link, "towards" | "toward" | "to")
            && !matches!(kind, SubEventType::TroopMovement | SubEventType::Displacement);
        let is_origin =
            link == "from" && kind != SubEventType::Withdrawal && kind != SubEventType::Displacement;
        let is_measure = matches!(link, "of")
            && matches!(
                named.whole.start.checked_sub(2).map_or("", key),
                "north" | "south" | "east" | "west" | "kilometers" | "km"
            );
        apart
            + usize::from(!is_after) * 4
            + usize::from(other_clause) * 18
            + usize::from(is_goal || is_origin) * 25
            + usize::from(is_measure) * 30
    };
    // "The total has reached 71 in Idlib and Aleppo" sums up what was told before.
    if draft.told_as == Told::Toll && is_total(found, draft) && before.is_of_violence(number) {
        return before.places.first().copied().into_iter().collect();
    }
    // An agreement of Astana is about what it is for, and fighting at home is not where a correspondent sits abroad.
    let here = found.named_in(&sentence.tokens);
    let has_home = found.named[here.clone()].iter().any(|named| usable(named) && !named.is_abroad);
    // Of a place abroad that is not said to be where it happened, somebody speaks.
    let fits = |named: &Named| {
        usable(named) && !(named.is_abroad && (has_home || is_violent(kind) && !is_object(found, named)))
    };
    let numbered = |at: usize| (at, &found.named[at]);
    let best =
        here.clone().map(numbered).filter(|(_, named)| fits(named)).min_by_key(|(_, named)| cost(named));
    if let Some((best, named)) = best
        && (draft.clause.contains(&named.whole.start) || the_place(found, draft, best).is_none())
    {
        let listed = with_siblings(found, best, &usable);
        // So many fled from both: counted once.
        return if kind == SubEventType::Displacement { listed[..1].to_vec() } else { listed };
    }
    if let Some(place) = the_place(found, draft, usize::MAX) {
        return vec![place];
    }
    // "Battles Islamic State in Syria and Iraq" is told of no town that the sentence names elsewhere.
    let is_of_country = |named: &Named| {
        named.is_country
            && is_object(found, named)
            && (draft.told.end..draft.told.end + COUNTRY_STANDS).contains(&named.whole.start)
    };
    if is_violent(kind) && found.named[found.named_in(&draft.clause)].iter().any(is_of_country) {
        return Vec::new();
    }
    // "Took Ain Daqneh town and headed for Tal Rifaat": a place that no list knows is not the next one.
    if is_capture(kind) && best.is_some() && is_unknown(found, draft) {
        return Vec::new();
    }
    if let Some((best, _)) = best {
        return with_siblings(found, best, &usable);
    }
    // What a government denies is what was said to be taken.
    if draft.modality == Modality::Denied && is_capture(kind) && !before.taken.is_empty() {
        return before.taken.clone();
    }
    // A sentence about a country, or about somewhere that the gazetteer cannot tell, is about nowhere else.
    let is_elsewhere =
        |named: &Named| named.meant == Use::Literal && !usable(named) && is_object(found, named);
    if found.named[here.clone()].iter().any(is_elsewhere) || is_everywhere(found, sentence) {
        return Vec::new();
    }
    let still_holds = before.time.is_some_and(|(_, at)| number - at <= PLACE_HOLDS)
        // A place abroad is one of talks and statements, and none of the war's.
        && !before.places.first().is_some_and(|&place| found.named[place].is_abroad);
    if still_holds && !before.places.is_empty() {
        return before.places[..1].to_vec();
    }
    // The place that was named last, in this paragraph or the one before.
    let first = found.sentences[number.saturating_sub(NAME_HOLDS)].tokens.start;
    let has_time = !found.times_in(&sentence.tokens).is_empty();
    let mut lately = found.named_in(&(first..sentence.tokens.start)).rev();
    let last = lately.find(|&at| usable(&found.named[at]) && !found.named[at].is_abroad);
    last.filter(|_| has_time || is_violent(kind) || number < TIME_HOLDS).into_iter().collect()
}

/// Whether a place that is not in the gazetteer stands behind the words that tell it: a name in capitals before "town" or
/// "village".
fn is_unknown(found: &Found, draft: &Draft) -> bool {
    let is_name = |at: usize| found.tokens.get(at).is_some_and(|token| token.is_capital);
    let is_known = |at: usize| found.named.iter().any(|named| named.whole.contains(&at));
    let start = (draft.told.end..draft.told.end + 3).find(|&at| is_name(at));
    start.is_some_and(|start| {
        let end = (start..start + 4).find(|&at| !is_name(at)).unwrap_or(start);
        let kind = found.tokens.get(end).map_or("", |token| token.key.as_str());
        matches!(kind, "town" | "village" | "city" | "district" | "neighborhood" | "hill" | "area")
            && !(start..end).any(is_known)
    })
}

/// Whether a toll is one of all that was told.
fn is_total(found: &Found, draft: &Draft) -> bool {
    let near = draft.clause.start..draft.told.end + 2;
    near.into_iter().any(|at| {
        found
            .tokens
            .get(at)
            .is_some_and(|token| matches!(token.key.as_str(), "total" | "overall" | "altogether"))
    })
}

/// Whether a sentence tells of the whole country: "vast areas of the country", "nationwide".
fn is_everywhere(found: &Found, sentence: &Sentence) -> bool {
    sentence.tokens.clone().any(|at| match found.tokens[at].key.as_str() {
        "nationwide" | "countrywide" => true,
        "country" | "nation" => found.tokens[at.saturating_sub(1)].key == "the",
        _ => false,
    })
}

/// Whether a place is where something is told to be: after "in", "on" and the like.
fn is_object(found: &Found, named: &Named) -> bool {
    let before = named.whole.start.checked_sub(1).map_or("", |at| found.tokens[at].key.as_str());
    matches!(before, "in" | "across" | "near" | "at" | "inside" | "throughout" | "into" | "on" | "over")
}

/// Places that are listed before a place, and after it, at most: a longer list tells of no happening.
const MOST_LISTED: usize = 100;

/// A place with those listed beside it: "in Hama and Idlib".
fn with_siblings(found: &Found, place: usize, usable: &dyn Fn(&Named) -> bool) -> Vec<usize> {
    let named = found.named;
    let mut places = vec![place];
    let mut at = place;
    while at + 1 < named.len()
        && at - place < MOST_LISTED
        && usable(&named[at + 1])
        && is_listed(found.tokens, after(&named[at])..named[at + 1].whole.start)
    {
        at += 1;
        places.push(at);
    }
    let mut at = place;
    while at > 0
        && place - at < MOST_LISTED
        && usable(&named[at - 1])
        && is_listed(found.tokens, after(&named[at - 1])..named[at].whole.start)
    {
        at -= 1;
        places.insert(0, at);
    }
    places
}

fn after(named: &Named) -> usize {
    named.whole.end
}

/// What "the town", "the airbase", "the province" mean: the place of that kind that was named last.
fn the_place(found: &Found, draft: &Draft, other_than: usize) -> Option<usize> {
    let key = |at: usize| found.tokens.get(at).map_or("", |token| token.key.as_str());
    let range = draft.clause.start.max(draft.told.start.saturating_sub(12))
        ..draft.clause.end.min(draft.told.end + 12);
    let (at, wanted) = range
        .filter(|&at| at > 0 && matches!(key(at - 1), "the" | "this" | "strategic") && key(at + 1) != "of")
        .find_map(|at| {
            let wanted: fn(&str) -> bool = match key(at) {
                "town" | "city" | "village" => |code| code.starts_with("PPL"),
                "province" | "governorate" => |code| code == "ADM1",
                "airport" | "airbase" | "base" => |code| code.starts_with("AIR") || code == "MILB",
                "crossing" => |code| code == "PSTB",
                "camp" => |code| code.starts_with("CMP"),
                _ => return None,
            };
            Some((at, wanted))
        })?;
    let mut lately = found.named_in(&(0..at)).rev().take(MOST_BACK);
    let named = lately.find(|&number| {
        let named = &found.named[number];
        named.name.end <= at
            && named.meant == Use::Literal
            && named.at.as_ref().is_some_and(|at| wanted(&at.feature_code))
    })?;
    Some(named).filter(|&place| place != other_than)
}
