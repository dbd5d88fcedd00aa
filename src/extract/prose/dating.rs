//! When a sentence says that something happened.

use std::ops::Range;

use crate::extract::times::{Relation, TimeMention};
use crate::model::{Day, Interval, SubEventType};
use crate::text::Sentence;

use super::drafts::Draft;
use super::settle::{Before, Found, TIME_HOLDS};

/// Tokens at the beginning of a sentence in which a time holds for all of it.
const LEADING: usize = 5;
/// Days for which something is news.
const NEWS: i32 = 14;
/// Sentences over which a time before the news holds.
const PAST_HOLDS: usize = 1;

/// When: the nearest time of the clause, else of the sentence, else that of the sentences before, else the day of
/// publishing and the one before.
pub(super) fn when(
    found: &Found,
    published: Option<Day>,
    sentence: &Sentence,
    draft: &Draft,
    kind: SubEventType,
    before: &Before,
    number: usize,
) -> Option<(Interval, Option<Range<usize>>)> {
    let cost = |time: &TimeMention| {
        let apart = if time.tokens.start >= draft.told.end {
            time.tokens.start - draft.told.end
        } else {
            draft.told.start.saturating_sub(time.tokens.end) + 2
        };
        // A time at the beginning of a sentence holds for all of it, one after "since" or "after" for that clause alone.
        let leads = time.tokens.start < sentence.tokens.start + LEADING;
        let is_other = !leads && !draft.clause.contains(&time.tokens.start);
        let is_bound = !leads && !matches!(time.relation, Relation::During) && kind.is_event();
        // "told us on Monday that": when it was said, not when it was.
        let of_saying = is_of_saying(found, time);
        let of_page = is_of_page(found, time);
        apart
            + usize::from(of_page) * 30
            + usize::from(is_other) * 15
            + usize::from(is_bound) * 10
            + usize::from(of_saying) * 14
    };
    let inside = found.times_in(&sentence.tokens).iter();
    let dated = inside.filter_map(|time| Some((time, time.interval?)));
    let best = dated.min_by_key(|(time, _)| cost(time));
    if let Some((time, interval)) = best {
        let last = published.map_or(interval.end(), |day| day.plus(1));
        let interval = match time.relation {
            Relation::Since => Interval::new(interval.start(), last.max(interval.end())),
            _ => interval,
        };
        return Some((interval, Some(time.tokens.clone())));
    }
    let today = published.map(Interval::of_day);
    if kind == SubEventType::Holds {
        return today.map(|today| (today, None));
    }
    // What tells of the past goes on for a sentence, then a report comes back to its news.
    let holds = |interval: &Interval| {
        let is_past = published.is_some_and(|day| interval.end() < day.plus(-NEWS));
        if is_past { PAST_HOLDS } else { TIME_HOLDS }
    };
    if let Some((interval, _)) = before.time.filter(|(interval, at)| number - at <= holds(interval)) {
        return Some((interval, None));
    }
    published.map(|day| (Interval::of_days(day.plus(-1), day), None))
}

/// Whether a time says when the page was made: "Last updated at Oct 26", "Published June 27".
fn is_of_page(found: &Found, time: &TimeMention) -> bool {
    let key =
        |back: usize| time.tokens.start.checked_sub(back).map_or("", |at| found.tokens[at].key.as_str());
    matches!(key(1), "updated" | "published" | "publication")
        || key(2) == "updated" && matches!(key(1), "at" | "on")
}

/// Whether a time stands beside a word of saying: "told reporters on Monday".
fn is_of_saying(found: &Found, time: &TimeMention) -> bool {
    let key = |at: usize| found.tokens.get(at).map_or("", |token| token.key.as_str());
    let start = time.tokens.start;
    (start.saturating_sub(5)..start).any(|at| {
        matches!(key(at), "said" | "told" | "claimed" | "reported" | "announced" | "statement" | "saying")
    })
}
