//! Joins the claims that a batch touched to those that are there, without looking at the rest of the theatre.
//!
//! A claim's link goes to the earlier claim it is most alike. What comes new takes the best link among the claims of the
//! blocks around it, and becomes the better link of later claims there. Links hang together in trees; those with a link
//! that changed are grouped anew, and their events merged. The outcome is that of joining the whole theatre at once.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    TheatreError,
    derive::{Derivation, is_account},
};
use crate::{
    event::{Blocks, Link, Telling, group, link, merge},
    geometry::Keys,
    model::ClaimId,
    store::{Batch, StoredClaim, StoredLink},
};

/// Joins anew what this batch touched.
pub fn join_touched(batch: &mut Batch<'_>, derivation: &mut Derivation) -> Result<(), TheatreError> {
    let touched = touched(batch, derivation.is_one_table())?;
    if touched.is_empty() {
        return Ok(());
    }
    let mut known = around(batch, &touched)?;
    let stored = stored_links(batch, &mut known)?;
    let linked = relink(&known, &touched, &stored, derivation);
    let (claims, pairs) = trees(batch, known, &touched, &stored, &linked)?;
    regroup(batch, &claims, &pairs, derivation)
}

/// Claims by their rows.
type Claims = BTreeMap<i64, StoredClaim>;
/// The row of the earlier claim that a later one is linked to, by the row of the later one.
type Links = BTreeMap<i64, Option<i64>>;

/// The claims to be joined, by their rows. Where all is one table, what has an event of its own keeps it.
fn touched(batch: &mut Batch<'_>, is_one_table: bool) -> Result<Claims, TheatreError> {
    let mut rows = batch.take_touched_claims();
    let new = batch.take_new_claims();
    if !is_one_table {
        rows.extend(new);
    }
    let mut touched = BTreeMap::new();
    for row in rows {
        let told = batch.claim_at(row)?.filter(|told| is_account(&told.claim));
        touched.extend(told.map(|told| (row, told)));
    }
    Ok(touched)
}

/// The touched claims and those of the blocks around them.
fn around(batch: &Batch<'_>, touched: &Claims) -> Result<Claims, TheatreError> {
    let (mut areas, mut names, mut happenings) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for told in touched.values() {
        let keys = Keys::of(&told.claim);
        areas.extend(keys.areas_around().map(|keys| (*keys.start(), *keys.end())));
        names.extend(keys.names_around());
        happenings.extend(told.claim.happening.as_deref());
    }
    let mut known = BTreeMap::new();
    let mut add = |found: Vec<StoredClaim>| {
        known.extend(found.into_iter().filter(|told| is_account(&told.claim)).map(|told| (told.row, told)));
    };
    for (first, last) in areas {
        add(batch.claims_of_areas(&(first..=last))?);
    }
    for name in names {
        add(batch.claims_of_name(name)?);
    }
    for happening in happenings {
        add(batch.claims_of_happening(happening)?);
    }
    let ids: BTreeSet<&ClaimId> = touched.values().map(|told| &told.claim.id).collect();
    for (one, other) in batch.rulings().joined() {
        for id in [one, other].into_iter().filter(|_| ids.contains(one) || ids.contains(other)) {
            if let Some(row) = batch.row_of_claim(id)? {
                add(batch.claim_at(row)?.into_iter().collect());
            }
        }
    }
    known.extend(touched.iter().map(|(row, told)| (*row, told.clone())));
    Ok(known)
}

/// The links that these claims have. Whom they lead to becomes known too.
fn stored_links(batch: &Batch<'_>, known: &mut Claims) -> Result<Links, TheatreError> {
    let mut links = Links::new();
    for row in known.keys().copied().collect::<Vec<_>>() {
        if let Some(link) = batch.link_of(row)? {
            add(batch, known, link.earlier)?;
            links.insert(row, Some(link.earlier));
        }
    }
    Ok(links)
}

fn add(batch: &Batch<'_>, known: &mut Claims, row: i64) -> Result<(), TheatreError> {
    if !known.contains_key(&row) {
        known.extend(batch.claim_at(row)?.map(|told| (row, told)));
    }
    Ok(())
}

/// The links of the touched claims, and those of claims around them that are more alike to one of them than to whom they
/// are linked to.
fn relink(known: &Claims, touched: &Claims, stored: &Links, derivation: &mut Derivation) -> Links {
    let rows: Vec<i64> = known.keys().copied().collect();
    let tellings: Vec<Telling<'_>> = known.values().map(|told| telling(told, derivation)).collect();
    let number = |row: i64| rows.binary_search(&row).ok();
    let blocks = Blocks::of(&tellings, 0..tellings.len());
    let around = |at: usize| blocks.around(&tellings[at]);
    let best = |at: usize, candidates: Vec<usize>| {
        let found = link(&tellings, at, candidates.into_iter(), &derivation.who);
        found.map(|link| rows[link.earlier])
    };
    let mut links = Links::new();
    let mut later = BTreeSet::new();
    for at in touched.keys().filter_map(|row| number(*row)) {
        let near = around(at);
        later.extend(near.iter().copied().filter(|&near| tellings[near].order() > tellings[at].order()));
        links.insert(rows[at], best(at, near));
    }
    for at in later.into_iter().filter(|&at| !touched.contains_key(&rows[at])) {
        let own = stored.get(&rows[at]).copied().flatten().and_then(number);
        let mut candidates = around(at);
        candidates.retain(|near| touched.contains_key(&rows[*near]));
        candidates.extend(own);
        links.insert(rows[at], best(at, candidates));
    }
    links
}

fn telling<'a>(told: &'a StoredClaim, derivation: &mut Derivation) -> Telling<'a> {
    let mut ids = |name: &str| derivation.naming.ids(name);
    Telling::new(&told.claim, &told.source, told.published, told.is_row, &mut ids).ruled(told.ruling.as_ref())
}

/// The claims of every tree of links that changed, with its links.
fn trees(
    batch: &Batch<'_>,
    mut known: Claims,
    touched: &Claims,
    stored: &Links,
    linked: &Links,
) -> Result<(Claims, Vec<(i64, i64)>), TheatreError> {
    let before = |row: &i64| stored.get(row).copied().flatten();
    let mut after: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let mut waiting: Vec<i64> = Vec::new();
    for (row, earlier) in linked {
        after.entry(earlier.unwrap_or_default()).or_default().push(*row);
        let has_no_event = touched.get(row).is_some_and(|told| told.event.is_none());
        if *earlier != before(row) || has_no_event {
            waiting.extend([Some(*row), before(row), *earlier].into_iter().flatten());
        }
    }
    let (mut claims, mut pairs) = (Claims::new(), Vec::new());
    while let Some(row) = waiting.pop() {
        add(batch, &mut known, row)?;
        let Some(told) = known.get(&row).filter(|_| !claims.contains_key(&row)) else { continue };
        claims.insert(row, told.clone());
        let earlier = match linked.get(&row) {
            Some(earlier) => *earlier,
            None => batch.link_of(row)?.map(|link| link.earlier),
        };
        if let Some(earlier) = earlier {
            pairs.push((row, earlier));
            waiting.push(earlier);
        }
        let old = batch.links_to(row)?.into_iter().map(|link| link.later);
        waiting.extend(old.filter(|later| !linked.contains_key(later)));
        waiting.extend(after.get(&row).into_iter().flatten());
    }
    Ok((claims, pairs))
}

/// Groups the claims of these trees and puts their events in the place of those they had.
fn regroup(
    batch: &Batch<'_>,
    claims: &Claims,
    pairs: &[(i64, i64)],
    derivation: &mut Derivation,
) -> Result<(), TheatreError> {
    let rows: Vec<i64> = claims.keys().copied().collect();
    let tellings: Vec<Telling<'_>> = claims.values().map(|told| telling(told, derivation)).collect();
    let number = |row: i64| rows.binary_search(&row).ok();
    let mut links: Vec<Link> = pairs
        .iter()
        .filter_map(|(later, earlier)| number(*later).zip(number(*earlier)))
        .filter_map(|(later, earlier)| link(&tellings, later, std::iter::once(earlier), &derivation.who))
        .collect();
    let groups = group(&tellings, &mut links);
    let events: Vec<_> = groups
        .into_iter()
        .filter_map(|group| {
            let accounts: Vec<Telling<'_>> = group.iter().map(|&at| tellings[at].clone()).collect();
            let event = merge(&accounts, &derivation.who)?;
            Some((event, group.into_iter().map(|at| rows[at]).collect()))
        })
        .collect();
    batch.replace_events(&rows, &events)?;
    let mut by_later: BTreeMap<i64, StoredLink> = BTreeMap::new();
    for link in &links {
        let (is_joined, reason) = match &link.verdict {
            Ok(likeness) => (true, likeness.to_string()),
            Err(apart) => (false, apart.to_string()),
        };
        let (later, earlier) = (rows[link.later], rows[link.earlier]);
        by_later.insert(later, StoredLink { later, earlier, is_joined, reason });
    }
    for row in &rows {
        batch.put_link(*row, by_later.get(row))?;
    }
    Ok(())
}
