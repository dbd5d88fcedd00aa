//! Gives what a sentence tells of its place and its time, and makes a claim of it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::times::TimeMention;
use crate::model::{
    ActorId, Article, Claim, ClaimId, ClaimedActor, ClassifiedBy, Day, Deaths, Interval, Located, Modality,
    Part, PlaceId, ReportId, Role, Spans, SubEventType, Toponym,
};
use crate::text::{Sentence, Token};

use super::again::{Earlier, blame, blamed, counted_again, is_other_culprit, side};
use super::dating::when;
use super::doubt::{is_denied, is_unsettled};
use super::drafts::{Draft, Told, drafts, is_violent};
use super::grip::control;
use super::kinds::{kind, topic};
use super::names::is_heading;
use super::passing::{furniture, is_said_in_passing};
use super::places::{Named, Use};
use super::roles::stand_in;
use super::tolls::Toll;
use super::whereabouts::places;
use super::{CodePoints, Read, Reader, unread};

/// What the passes before have found.
pub(super) struct Found<'a> {
    pub tokens: &'a [Token],
    pub sentences: &'a [Sentence],
    pub times: &'a [TimeMention],
    pub named: &'a [Named],
    pub points: &'a CodePoints,
    /// The day of publication: as the file says it, or as the page does.
    pub published: Option<Day>,
}

impl Found<'_> {
    /// The numbers of the places whose names begin within these tokens.
    pub fn named_in(&self, tokens: &Range<usize>) -> Range<usize> {
        let before = |at: usize| self.named.partition_point(|named| named.name.start < at);
        before(tokens.start)..before(tokens.end)
    }

    /// The times that begin within these tokens.
    pub fn times_in(&self, tokens: &Range<usize>) -> &[TimeMention] {
        let before = |at: usize| self.times.partition_point(|time| time.tokens.start < at);
        &self.times[before(tokens.start)..before(tokens.end).max(before(tokens.start))]
    }
}

/// What the sentences before were about.
#[derive(Default)]
pub(super) struct Before {
    /// The places of the last claim, and its sentence.
    pub places: Vec<usize>,
    /// When, and in which sentence.
    pub time: Option<(Interval, usize)>,
    /// The last claim of violence: type, places, sentence.
    pub violence: Option<(SubEventType, usize)>,
    /// The claims of the last sentence that made one.
    pub claims: Range<usize>,
    /// The places where ground was last said to be taken, with the sentence.
    pub taken: Vec<usize>,
    /// Who is said to have done what the last claims tell, by side.
    pub culprits: Vec<String>,
    /// The sentence of the last claims.
    pub number: usize,
    /// Who last did something, and in which sentence.
    pub doer: Option<(ActorId, usize)>,
    /// The last act of violence that was told with its place and its day.
    pub act: Option<Earlier>,
    /// The violence that the heading tells of, or else the first sentences.
    pub topic: Option<SubEventType>,
}

impl Before {
    /// Takes in what a sentence told as a fact.
    fn go_on(
        &mut self,
        draft: &Draft,
        kind: SubEventType,
        places: Vec<usize>,
        interval: Interval,
        number: usize,
    ) {
        self.time = Some((interval, number));
        if let Some((actor, ..)) = draft.actors.iter().find(|(_, role, _)| *role == Role::Actor1) {
            self.doer = Some((actor.clone(), number));
        }
        if is_violent(kind) {
            self.violence = Some((kind, number));
            if interval.days() <= LONGEST_NEWS {
                self.act = places.first().map(|&place| Earlier { kind, place, interval, number });
            }
        }
        if is_capture(kind) {
            self.taken.clone_from(&places);
        }
        self.places = places;
    }

    /// Whether violence was told right before a sentence.
    pub fn is_of_violence(&self, number: usize) -> bool {
        self.violence.is_some_and(|(_, at)| number - at <= DENIAL_HOLDS)
    }

    /// Whether the last claims stand right before a sentence.
    fn is_near(&self, number: usize) -> bool {
        !self.claims.is_empty() && number - self.number <= DENIAL_HOLDS
    }

    /// Notes who is said to have done it, each once.
    fn blame(&mut self, culprits: Vec<String>) {
        for culprit in culprits {
            if !self.culprits.contains(&culprit) {
                self.culprits.push(culprit);
            }
        }
    }
}

/// Marks claims as what the report itself leaves open.
fn unsettle(claims: &mut [Claim]) {
    for known in claims {
        known.is_unsettled = true;
    }
}

/// That a report makes too many claims to be read behind this sentence.
fn too_many(found: &Found, read: &Read, number: usize) -> Option<String> {
    let is_too_many = read.claims.len() >= MOST_CLAIMS && number + 1 < found.sentences.len();
    let last = &found.tokens[found.sentences[number].tokens.end - 1];
    is_too_many.then(|| unread(read.claims.len(), "claims", found.points, last))
}

/// Sentences over which a denial is one of what was told before.
const DENIAL_HOLDS: usize = 2;

/// Sentences over which a time still holds for what names none.
pub(super) const TIME_HOLDS: usize = 3;
/// Sentences over which "they" are those who did what was told before.
const DOER_HOLDS: usize = 2;
/// Days of an interval over which a toll is that of the whole war and of no event.
const LONGEST_TOLL: i32 = 366;
/// Days of an interval over which what happened is no news.
const LONGEST_NEWS: i32 = 31;
/// The same for what happened: a campaign may go on for longer than a year is counted.
const LONGEST_EVENT: i32 = 366 * 3 / 2;

/// Claims of one report, about: each is compared with those before it, and no report of sense makes so many.
const MOST_CLAIMS: usize = 10_000;

/// Claims of all sentences.
pub(super) fn settle(reader: &Reader, article: &Article, report: &ReportId, found: &Found) -> Read {
    let mut read = Read::default();
    let mut before = Before { topic: topic(reader, article, found), ..Before::default() };
    let mut undated = 0;
    let mut headings: Vec<Range<usize>> = Vec::new();
    for (number, sentence) in found.sentences.iter().enumerate() {
        let mut drafts = drafts(reader.lexicon, &reader.parties, found.tokens, sentence, &|actor| {
            reader.government.contains(actor)
        });
        if let Some((doer, at)) = &before.doer
            && number - at <= DOER_HOLDS
        {
            stand_in(found.tokens, sentence, &mut drafts, doer);
        }
        let first = read.claims.len();
        if throws_doubt(reader, found, sentence, &drafts, before.is_near(number)) {
            unsettle(&mut read.claims[before.claims.clone()]);
            // "The Observatory gave a higher total of 71" is an account of its own.
            if drafts.iter().all(|draft| draft.deaths.is_none()) {
                continue;
            }
        }
        let blamed = blamed(reader, found, sentence);
        let culprits: Vec<String> = blamed.iter().map(|(_, party)| side(reader, party)).collect();
        if is_other_culprit(&before.culprits, &culprits) {
            unsettle(&mut read.claims[before.claims.clone()]);
        }
        let is_heading = is_heading(found.tokens, sentence);
        let furniture = furniture(found, sentence);
        for draft in &drafts {
            if is_left_out(found, sentence, draft, furniture) {
                continue;
            }
            if let Some(act) = counted_again(found, sentence, draft, before.act, number) {
                let spans = spans(found, sentence, draft, act.place, None);
                let claim = claim(report, found, draft, act.kind, act.place, act.interval);
                add(&mut read.claims, first, quoted(article, found, sentence, claim, spans));
                continue;
            }
            let kind = kind(reader, found, draft, &before, number);
            let places = places(found, sentence, draft, kind, &before, number);
            if places.is_empty() {
                continue;
            }
            let Some((interval, time)) = when(found, found.published, sentence, draft, kind, &before, number)
            else {
                undated += usize::from(found.published.is_none());
                continue;
            };
            let interval = match time {
                None if draft.modality == Modality::Denied => {
                    told_before(found, &read.claims, kind, &places).unwrap_or(interval)
                }
                _ => interval,
            };
            if kind.is_event() && is_no_news(found, sentence, draft, interval, time.is_some()) {
                continue;
            }
            // What several places have lost together is the loss of none of them.
            let is_sum = places.len() > 1;
            for &place in &places {
                let spans = spans(found, sentence, draft, place, time.as_ref());
                let claim = claim(report, found, draft, kind, place, interval);
                let mut claim = quoted(article, found, sentence, claim, spans);
                if is_sum {
                    claim.deaths = claim.deaths.and_then(|deaths| at_most(deaths.figure()));
                }
                add(&mut read.claims, first, claim);
            }
            if !is_heading && draft.modality.is_of_fact() {
                before.go_on(draft, kind, places, interval, number);
            }
        }
        // Who is blamed without a word of what was done is blamed for what was told before.
        if read.claims.len() == first {
            for blame in blamed.iter().filter_map(|blamed| blame(sentence, blamed, before.act, number)) {
                let (act, draft) = blame;
                let spans = spans(found, sentence, &draft, act.place, None);
                let claim = claim(report, found, &draft, act.kind, act.place, act.interval);
                read.claims.push(quoted(article, found, sentence, claim, spans));
            }
        }
        if read.claims.len() > first {
            before.claims = first..read.claims.len();
            before.number = number;
            before.culprits.clear();
            if is_heading {
                headings.push(first..read.claims.len());
            }
        }
        before.blame(culprits);
        if let Some(problem) = too_many(found, &read, number) {
            read.problems.push(problem);
            break;
        }
    }
    leave_out_headings(&mut read.claims, &headings);
    name(&mut read.claims, report);
    if undated > 0 {
        read.problems.push(format!("{undated} statements have no date: the day of publication is not known; give it with --published or a manifest"));
    }
    read
}

/// Whether nothing is told: a happening is only named, or mentioned in passing, or in the furniture of the page.
fn is_left_out(found: &Found, sentence: &Sentence, draft: &Draft, furniture: Option<usize>) -> bool {
    let is_only_named =
        (draft.is_reference || draft.is_weak) && !has_own(found, sentence, draft) && draft.deaths.is_none();
    let is_of_page = furniture.is_some_and(|at| at < draft.told.start);
    is_only_named || is_of_page || is_said_in_passing(found, sentence, draft)
}

/// Whether a sentence throws doubt on what was told before, and tells of no second happening: "no side has taken
/// responsibility for the blast".
fn throws_doubt(
    reader: &Reader,
    found: &Found,
    sentence: &Sentence,
    drafts: &[Draft],
    is_near: bool,
) -> bool {
    let only_names = |draft: &Draft| draft.is_reference || draft.is_weak;
    drafts.iter().all(|draft| only_names(draft) || !has_own(found, sentence, draft))
        && (drafts.iter().any(|draft| draft.is_unsettled && draft.modality != Modality::Denied)
            || drafts.is_empty() && is_unsettled(reader, found, sentence)
            || drafts.iter().all(only_names) && is_near && is_denied(reader, found, sentence))
}

/// Whether what is told went on for too long to be one happening.
fn is_no_news(found: &Found, sentence: &Sentence, draft: &Draft, interval: Interval, has_time: bool) -> bool {
    // A history names its places: what went on for months is not where the last sentence was.
    let is_history = has_time && interval.days() > LONGEST_NEWS;
    // What went on for years is no happening of its own: "thousands were arrested between 2011 and 2016".
    let longest = if draft.told_as == Told::Toll { LONGEST_TOLL } else { LONGEST_EVENT };
    is_history && !has_place(found, sentence) || interval.days() > longest
}

/// Leaves out what headings say where the text below says it too, with a place and a day of its own.
fn leave_out_headings(claims: &mut Vec<Claim>, headings: &[Range<usize>]) {
    let is_heading = |at: usize| headings.iter().any(|heading| heading.contains(&at));
    let group = |kind: SubEventType| {
        (
            is_violent(kind),
            is_capture(kind),
            if is_violent(kind) || is_capture(kind) { None } else { Some(kind) },
        )
    };
    let told: Vec<_> = claims
        .iter()
        .enumerate()
        .filter(|(at, _)| !is_heading(*at))
        .map(|(_, claim)| group(claim.sub_event_type))
        .collect();
    let mut at = 0;
    claims.retain(|claim| {
        let keep = !is_heading(at) || !told.contains(&group(claim.sub_event_type));
        at += 1;
        keep
    });
}

/// Whether a sentence names a place, or means one by "the town" and the like.
fn has_place(found: &Found, sentence: &Sentence) -> bool {
    let mut named = found.named[found.named_in(&sentence.tokens)].iter();
    let of_kind = |at: usize| {
        matches!(
            found.tokens[at].key.as_str(),
            "town" | "city" | "village" | "province" | "area" | "airbase" | "base" | "there"
        )
    };
    named.any(|named| named.meant == Use::Literal && !named.is_country)
        || sentence.tokens.clone().any(of_kind)
}

/// Whether a sentence has a place or a time of its own for what it tells.
fn has_own(found: &Found, sentence: &Sentence, draft: &Draft) -> bool {
    let is_place = |named: &&Named| named.meant == Use::Literal && !named.is_country;
    let place = found.named[found.named_in(&draft.clause)].iter().any(|named| is_place(&named));
    let anywhere = found.named[found.named_in(&sentence.tokens)].iter().any(|named| is_place(&named));
    let time = !found.times_in(&draft.clause).is_empty();
    if draft.is_reference { place && time } else { place || !draft.is_weak && (anywhere || time) }
}

/// When the same was told to have happened: what is denied without a time is what was told before.
fn told_before(found: &Found, claims: &[Claim], kind: SubEventType, places: &[usize]) -> Option<Interval> {
    let is_there = |known: &Located| {
        let at = |&place: &usize| found.named[place].at.as_ref().map(|at| &at.place);
        places.iter().any(|place| known.place.is_some() && known.place.as_ref() == at(place))
    };
    claims
        .iter()
        .rev()
        .find(|claim| {
            (claim.sub_event_type == kind || is_capture(kind) && is_capture(claim.sub_event_type))
                && claim.located.as_ref().is_some_and(is_there)
        })
        .map(|claim| claim.interval)
}

pub(super) fn is_capture(kind: SubEventType) -> bool {
    matches!(kind, SubEventType::GovernmentRegainsTerritory | SubEventType::NonStateActorOvertakesTerritory)
}

fn claim(
    report: &ReportId,
    found: &Found,
    draft: &Draft,
    kind: SubEventType,
    place: usize,
    interval: Interval,
) -> Claim {
    let named = &found.named[place];
    let located = named.at.as_ref().map(|at| Located {
        position: at.position,
        geo_precision: at.precision,
        place: Some(at.place.clone()),
    });
    Claim {
        classified_by: ClassifiedBy::Headline,
        modality: draft.modality,
        toponym: Toponym {
            text: named.at.as_ref().map(|at| at.name.clone()).unwrap_or_default(),
            admin1: named.at.as_ref().and_then(|at| at.admin1.clone()),
            admin2: None,
        },
        located,
        actors: draft
            .actors
            .iter()
            .map(|(actor, role, _)| ClaimedActor { name: actor.0.clone(), role: *role })
            .collect(),
        deaths: draft.deaths.as_ref().map(|toll| toll.count),
        injured: draft.injured.as_ref().map(|toll| toll.count.figure()),
        weapon: draft.weapon.as_ref().map(|(weapon, _)| weapon.clone()),
        target: draft.target.as_ref().map(|(target, _)| target.clone()),
        said_by: draft.said_by.as_ref().map(|(source, _)| source.clone()),
        is_unsettled: draft.is_unsettled,
        control: control(found, draft, named),
        ..Claim::bare(ClaimId::default(), report.clone(), kind, interval)
    }
}

/// A toll of which only the most is known.
fn at_most(figure: u32) -> Option<Deaths> {
    Deaths::new(None, None, Some(figure))
}

/// Adds a claim, or what it says beyond one of the same sentence about the same.
fn add(claims: &mut Vec<Claim>, first: usize, claim: Claim) {
    let same = claims[first..].iter_mut().find(|known| {
        known.sub_event_type == claim.sub_event_type
            && known.toponym == claim.toponym
            && known.modality.is_of_fact() == claim.modality.is_of_fact()
    });
    let Some(known) = same else { return claims.push(claim) };
    known.deaths = known.deaths.or(claim.deaths);
    known.injured = known.injured.or(claim.injured);
    known.weapon = known.weapon.take().or(claim.weapon);
    known.target = known.target.take().or(claim.target);
    known.control = known.control.take().or(claim.control);
    known.is_unsettled |= claim.is_unsettled;
    for actor in claim.actors {
        if !known.actors.contains(&actor) {
            known.actors.push(actor);
        }
    }
    if let (Some(known), Some(spans)) = (&mut known.spans, claim.spans) {
        for (part, span) in spans.parts {
            known.parts.entry(part).or_insert(span);
        }
    }
}

/// The words that say a claim.
fn spans(
    found: &Found,
    sentence: &Sentence,
    draft: &Draft,
    place: usize,
    time: Option<&Range<usize>>,
) -> Spans {
    let points = |tokens: &Range<usize>| {
        found.points.span(&(found.tokens[tokens.start].span.start..found.tokens[tokens.end - 1].span.end))
    };
    let mut parts = BTreeMap::from([
        (Part::Event, points(&draft.told)),
        (Part::Place, points(&found.named[place].whole)),
    ]);
    let toll = |part, toll: &Option<Toll>| toll.as_ref().map(|toll| (part, points(&toll.tokens)));
    parts.extend(time.map(|time| (Part::Time, points(time))));
    parts.extend(toll(Part::Deaths, &draft.deaths));
    parts.extend(toll(Part::Injured, &draft.injured));
    parts.extend(draft.said_by.as_ref().map(|(_, tokens)| (Part::SaidBy, points(tokens))));
    parts.extend(draft.weapon.as_ref().map(|(_, tokens)| (Part::Weapon, points(tokens))));
    parts.extend(draft.target.as_ref().map(|(_, tokens)| (Part::Target, points(tokens))));
    for (_, role, tokens) in &draft.actors {
        let part = if *role == Role::Actor1 { Part::Actor1 } else { Part::Actor2 };
        parts.entry(part).or_insert_with(|| points(tokens));
    }
    Spans { sentence: points(&sentence.tokens), parts }
}

/// Characters of a sentence that are quoted: no sentence of sense is longer.
const LONGEST_QUOTE: usize = 2_000;

/// A claim with the words that say it.
fn quoted(article: &Article, found: &Found, sentence: &Sentence, claim: Claim, spans: Spans) -> Claim {
    Claim { quote: Some(quote(article, found, sentence)), spans: Some(spans), ..claim }
}

/// The sentence of a claim; of one that never ends, its beginning.
fn quote(article: &Article, found: &Found, sentence: &Sentence) -> String {
    let (first, last) = (&found.tokens[sentence.tokens.start], &found.tokens[sentence.tokens.end - 1]);
    article.text[first.span.start..last.span.end].chars().take(LONGEST_QUOTE).collect()
}

/// Gives each claim its id, from what it says: the words of its sentence, what is said to have happened and where.
///
/// Read again by other rules or from a text with a word mended elsewhere, the same claim has the same id, and what people
/// decided about it still stands.
fn name(claims: &mut [Claim], report: &ReportId) {
    let mut told: BTreeMap<u32, usize> = BTreeMap::new();
    for claim in claims {
        let place = claim.located.as_ref().and_then(|at| at.place.as_ref()).map_or("", PlaceId::as_str);
        let words = claim.quote.as_deref().unwrap_or_default();
        let said = [words, claim.sub_event_type.name(), claim.modality.name(), place].join("\u{1f}");
        let key = xxhash_rust::xxh3::xxh3_64(said.as_bytes()) as u32;
        let times = told.entry(key).or_default();
        *times += 1;
        let again = if *times == 1 { String::new() } else { format!("-{times}") };
        claim.id = ClaimId(format!("{report}.{key:08x}{again}"));
    }
}
