//! When a sentence says that something happened.

use std::ops::Range;

use crate::extract::times::{Anchor, Relation, TimeMention, times};
use crate::model::{Day, Interval, SubEventType};
use crate::text::{Sentence, Token};

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
        let of_page = is_stated(found.tokens, time) || is_dateline(time, sentence, published);
        apart
            + usize::from(of_page) * 30
            + usize::from(is_other) * 15
            + usize::from(is_bound) * 10
            + usize::from(of_saying) * 14
    };
    // Of a state, a time of another clause says nothing: "A is held by them, while B has been divided since 2012".
    let is_its_own = |time: &&TimeMention| {
        kind.is_event()
            || draft.clause.contains(&time.tokens.start)
            || time.tokens.start < sentence.tokens.start + LEADING
    };
    let inside = found.times_in(&sentence.tokens).iter().filter(is_its_own);
    let dated = inside.filter_map(|time| Some((time, time.interval?)));
    let best = dated.min_by_key(|(time, _)| cost(time));
    if kind.is_event()
        && is_counted_from(found, draft)
        && best.is_none_or(|(time, _)| !draft.clause.contains(&time.tokens.start))
    {
        return None;
    }
    // "Told us on Monday, years later, that planes are bombing": what goes on goes on now.
    if let Some((time, interval)) = best
        && kind.is_event()
        && interval.days() > NEWS
        && !draft.clause.contains(&time.tokens.start)
        && goes_on(found, draft)
        && let Some(day) = published
    {
        return Some((Interval::of_days(day.plus(-1), day), None));
    }
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
        let since = before.time.filter(|_| is_ever_since(found, sentence)).map(|(since, _)| since.start());
        return today.map(|today| {
            (Interval::new(since.unwrap_or(today.start()).min(today.start()), today.end()), None)
        });
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

/// Whether a state goes on from what was told before: "ever since, the town has been theirs".
fn is_ever_since(found: &Found, sentence: &Sentence) -> bool {
    let key = |at: usize| found.tokens.get(at).map_or("", |token| token.key.as_str());
    sentence.tokens.clone().any(|at| key(at) == "ever" && key(at + 1) == "since")
}

/// Whether what is told goes on as it is told: "are bombing", "is conducting air strikes".
fn goes_on(found: &Found, draft: &Draft) -> bool {
    let key = |at: usize| found.tokens.get(at).map_or("", |token| token.key.as_str());
    (draft.told.start.saturating_sub(3)..draft.told.start)
        .any(|at| matches!(key(at), "is" | "are") && key(at + 1).ends_with("ing"))
}

/// Whether a sentence only counts from what happened: "three weeks after an air strike", "days after the fall of the town".
fn is_counted_from(found: &Found, draft: &Draft) -> bool {
    let key =
        |back: usize| draft.clause.start.checked_sub(back).map_or("", |at| found.tokens[at].key.as_str());
    matches!(key(1), "after" | "since")
        && matches!(
            key(2),
            "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years" | "hours" | "long"
        )
}

/// The day on which a text was published: the one that its page names, where the file knows none or one of the same weeks.
///
/// Lists of articles are often made later than the articles, and "on Wednesday" counts from the page's own day.
pub(super) fn page_day(tokens: &[Token], sentences: &[Sentence], known: Option<Day>) -> Option<Day> {
    let first = &sentences[..sentences.len().min(PAGE_STANDS)];
    let stated = times(tokens, first, known).into_iter().find(|time| {
        let last = &tokens[time.tokens.end - 1].key;
        let has_year = last.len() >= 4 && last.bytes().all(|byte| byte.is_ascii_digit());
        time.anchor == Anchor::Calendar && has_year && is_stated(tokens, time)
    });
    let stated = stated.and_then(|time| time.interval).filter(|interval| interval.days() == 1);
    let stated = stated.map(Interval::start);
    stated
        .filter(|day| known.is_none_or(|known| (day.number() - known.number()).abs() <= SAME_WEEKS))
        .or(known)
}

/// Sentences at the beginning in which a page names its day.
const PAGE_STANDS: usize = 2;
/// Days between the day that a file knows and that of the page, at most.
const SAME_WEEKS: i32 = 31;

/// Whether a time says when the page was made: "Last updated at Oct 26", "Published June 27".
fn is_stated(tokens: &[Token], time: &TimeMention) -> bool {
    let key = |back: usize| time.tokens.start.checked_sub(back).map_or("", |at| tokens[at].key.as_str());
    matches!(key(1), "updated" | "published" | "publication" | "posted")
        || matches!(key(2), "updated" | "published" | "posted") && matches!(key(1), "at" | "on")
}

/// Whether a time at the beginning is the day of the page: "24 November 2016 Ten people were killed on Wednesday".
fn is_dateline(time: &TimeMention, sentence: &Sentence, published: Option<Day>) -> bool {
    time.anchor == Anchor::Calendar
        && time.tokens.start < sentence.tokens.start + LEADING
        && time
            .interval
            .is_some_and(|interval| published.is_some_and(|day| interval == Interval::of_day(day)))
}

/// Whether a time stands beside a word of saying: "told reporters on Monday".
fn is_of_saying(found: &Found, time: &TimeMention) -> bool {
    let key = |at: usize| found.tokens.get(at).map_or("", |token| token.key.as_str());
    let start = time.tokens.start;
    (start.saturating_sub(5)..start).any(|at| {
        matches!(key(at), "said" | "told" | "claimed" | "reported" | "announced" | "statement" | "saying")
    })
}
