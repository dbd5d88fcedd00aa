//! Which claims are about one happening.
//!
//! Each claim is joined to the one published before it that it is most alike (`likeness`), found in the blocks around it
//! (`geometry::Keys`). The strongest of these links make groups first; a link that would bring two rows of one table, or tolls of
//! two happenings, into one group is left out, and the reason is kept. So the same claims give the same groups, in
//! whatever order and however divided they are looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::likeness::{Apart, Compared, Likeness, compare, counts_apart};
use super::{Telling, Who};
use crate::geometry::Keys;
use crate::model::{ClaimId, Deaths, Ruling, SourceId};

/// A claim and the one published before it that it is most alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The later one, by its number.
    pub later: usize,
    /// The earlier one.
    pub earlier: usize,
    /// Why they are alike, or why they are nevertheless about two happenings.
    pub verdict: Result<Likeness, Apart>,
}

impl Link {
    /// How alike they are; nothing where they are about two happenings.
    #[must_use]
    pub fn score(&self) -> u32 {
        self.verdict.as_ref().map_or(0, |likeness| likeness.score)
    }
}

/// Claims about one happening, by their numbers.
pub type Group = Vec<usize>;

/// The groups of these claims, in the order of their first claims, and every link with its reason.
#[must_use]
pub fn join(tellings: &[Telling<'_>], who: &Who) -> (Vec<Group>, Vec<Link>) {
    let blocks = Blocks::of(tellings, 0..tellings.len());
    let linked = |(at, telling)| link(tellings, at, blocks.around(telling).into_iter(), who);
    let mut links: Vec<Link> = tellings.iter().enumerate().filter_map(linked).collect();
    let groups = group(tellings, &mut links);
    (groups, links)
}

/// Claims by their blocks.
#[derive(Debug, Default)]
pub struct Blocks<'a> {
    areas: BTreeMap<i64, Vec<usize>>,
    names: HashMap<i64, Vec<usize>>,
    happenings: HashMap<&'a str, Vec<usize>>,
    /// Claims that people joined to another, by the id of that one, and those themselves.
    joined: HashMap<&'a ClaimId, Vec<usize>>,
}

impl<'a> Blocks<'a> {
    /// The blocks of these claims, by their numbers.
    #[must_use]
    pub fn of(tellings: &[Telling<'a>], numbers: impl Iterator<Item = usize> + Clone) -> Self {
        let mut blocks = Self::default();
        let joined = |at: usize| tellings[at].ruling.and_then(|ruling| ruling.joined.as_ref());
        let named: BTreeSet<&ClaimId> = numbers.clone().filter_map(joined).collect();
        for at in numbers {
            let claim = tellings[at].claim;
            let keys = Keys::of(claim);
            if let Some(area) = keys.area {
                blocks.areas.entry(area).or_default().push(at);
            }
            if let Some(name) = keys.name {
                blocks.names.entry(name).or_default().push(at);
            }
            if let Some(happening) = &claim.happening {
                blocks.happenings.entry(happening).or_default().push(at);
            }
            for id in joined(at).into_iter().chain(Some(&claim.id).filter(|id| named.contains(id))) {
                blocks.joined.entry(id).or_default().push(at);
            }
        }
        blocks
    }

    /// The claims of the blocks around a claim, itself among them, each once or more.
    #[must_use]
    pub fn around(&self, telling: &Telling<'_>) -> Vec<usize> {
        let keys = Keys::of(telling.claim);
        let areas = keys.areas_around().flat_map(|keys| self.areas.range(keys)).map(|(_, found)| found);
        let names = keys.names_around().filter_map(|key| self.names.get(&key));
        let happening = telling.claim.happening.as_deref().and_then(|key| self.happenings.get(key));
        let other = telling.ruling.and_then(|ruling| ruling.joined.as_ref());
        let joined =
            [Some(&telling.claim.id), other].into_iter().flatten().filter_map(|id| self.joined.get(id));
        areas.chain(names).chain(happening).chain(joined).flatten().copied().collect()
    }
}

/// The link of a claim to the earlier one of these that it is most alike; where there is none, to the one that is
/// nevertheless about another happening.
pub fn link(
    tellings: &[Telling<'_>],
    later: usize,
    around: impl Iterator<Item = usize>,
    who: &Who,
) -> Option<Link> {
    let order = tellings[later].order();
    let mut best: Option<(usize, Result<Likeness, Apart>)> = None;
    for earlier in around.filter(|&earlier| tellings[earlier].order() < order) {
        let verdict = match compare(&tellings[later], &tellings[earlier], who) {
            Compared::Unrelated => continue,
            Compared::Apart(apart) => Err(apart),
            Compared::Alike(likeness) => Ok(likeness),
        };
        let rank = |at: usize, verdict: &Result<Likeness, Apart>| {
            let score = verdict.as_ref().map_or(0, |likeness| likeness.score);
            (score, std::cmp::Reverse(tellings[at].order()))
        };
        if best.as_ref().is_none_or(|(at, known)| rank(earlier, &verdict) > rank(*at, known)) {
            best = Some((earlier, verdict));
        }
    }
    best.map(|(earlier, verdict)| Link { later, earlier, verdict })
}

/// Groups of linked claims. A link that brings together what cannot be one happening is marked as such.
pub fn group(tellings: &[Telling<'_>], links: &mut [Link]) -> Vec<Group> {
    let mut order: Vec<usize> = (0..links.len()).filter(|&at| links[at].verdict.is_ok()).collect();
    order.sort_by_key(|&at| {
        let link = &links[at];
        (std::cmp::Reverse(link.score()), tellings[link.later].order(), tellings[link.earlier].order())
    });
    let mut sets = Sets::new(tellings);
    for at in order {
        let is_decided = links[at].verdict.as_ref().is_ok_and(Likeness::is_decided);
        if let Err(apart) = sets.unite(links[at].later, links[at].earlier, is_decided) {
            links[at].verdict = Err(apart);
        }
    }
    sets.groups(tellings)
}

/// What a group holds that keeps others out.
#[derive(Clone, Debug, Default)]
struct Held<'a> {
    /// Publishers of rows, each with the key of the happening or the claim it stands for.
    rows: BTreeMap<&'a SourceId, &'a str>,
    /// Least and greatest best figure of the dead.
    tolls: Option<(u32, u32)>,
    /// Claims about which people decided, and whom they keep apart from them.
    ruled: Vec<(&'a ClaimId, &'a Ruling)>,
    /// Claims that somebody is kept apart from.
    named: Vec<&'a ClaimId>,
}

/// Claims that are found to be about one happening, step by step.
struct Sets<'a> {
    parent: Vec<usize>,
    held: Vec<Held<'a>>,
}

impl<'a> Sets<'a> {
    fn new(tellings: &[Telling<'a>]) -> Self {
        let parted: BTreeSet<&ClaimId> =
            tellings.iter().filter_map(|telling| telling.ruling).flat_map(|ruling| &ruling.parted).collect();
        let held = tellings.iter().map(|telling| {
            let claim = telling.claim;
            let key = claim.happening.as_deref().unwrap_or(claim.id.as_str());
            let toll = claim.deaths.map(Deaths::figure);
            Held {
                rows: telling.is_row.then_some((telling.source, key)).into_iter().collect(),
                tolls: toll.map(|toll| (toll, toll)),
                ruled: telling.ruling.map(|ruling| (&claim.id, ruling)).into_iter().collect(),
                named: parted.contains(&claim.id).then_some(&claim.id).into_iter().collect(),
            }
        });
        Self { parent: (0..tellings.len()).collect(), held: held.collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// Makes one group of two; one that a person makes is made whatever speaks against it.
    fn unite(&mut self, one: usize, other: usize, is_decided: bool) -> Result<(), Apart> {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return Ok(());
        }
        let (here, there) = (&self.held[one], &self.held[other]);
        if !is_decided {
            Self::may_unite(here, there)?;
        }
        let moved = std::mem::take(&mut self.held[other]);
        let held = &mut self.held[one];
        held.rows.extend(moved.rows);
        held.tolls = match (held.tolls, moved.tolls) {
            (Some((least, most)), Some((low, high))) => Some((least.min(low), most.max(high))),
            (known, None) | (None, known) => known,
        };
        held.ruled.extend(moved.ruled);
        held.named.extend(moved.named);
        self.parent[other] = one;
        Ok(())
    }

    fn may_unite(here: &Held<'_>, there: &Held<'_>) -> Result<(), Apart> {
        let is_kept = |one: &Held<'_>, other: &Held<'_>| {
            let parted = |(_, ruling): &(&ClaimId, &Ruling)| {
                ruling.is_alone || other.named.iter().any(|id| ruling.parted.contains(*id))
            };
            one.ruled.iter().any(parted)
        };
        if is_kept(here, there) || is_kept(there, here) {
            return Err(Apart::Decided);
        }
        if here.rows.iter().any(|(source, key)| there.rows.get(source).is_some_and(|known| known != key)) {
            return Err(Apart::Rows);
        }
        if let Some(((least, most), (low, high))) = here.tolls.zip(there.tolls) {
            let (least, most) = (least.min(low), most.max(high));
            let shares_a_row = here.rows.iter().any(|(source, key)| there.rows.get(source) == Some(key));
            if counts_apart(least, most) && !shares_a_row {
                return Err(Apart::Tolls(least, most));
            }
        }
        Ok(())
    }

    /// The groups, each in the order of publishing, by their first claims.
    fn groups(mut self, tellings: &[Telling<'_>]) -> Vec<Group> {
        let mut order: Vec<usize> = (0..tellings.len()).collect();
        order.sort_by_key(|&at| tellings[at].order());
        let mut groups: Vec<Group> = Vec::new();
        let mut of_root: HashMap<usize, usize> = HashMap::new();
        for at in order {
            let root = self.root(at);
            let group = *of_root.entry(root).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[group].push(at);
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::event::testing::{self, Said};

    /// The groups by the ids of their claims.
    fn shown(said: &[Said]) -> Vec<Vec<String>> {
        let tellings: Vec<Telling<'_>> = said.iter().map(Said::telling).collect();
        let (groups, _) = join(&tellings, &Who::default());
        named(&tellings, groups)
    }

    fn named(tellings: &[Telling<'_>], groups: Vec<Group>) -> Vec<Vec<String>> {
        groups
            .into_iter()
            .map(|group| group.into_iter().map(|at| tellings[at].claim.id.0.clone()).collect())
            .collect()
    }

    #[test]
    fn one_strike_told_by_a_paper_and_a_table_is_one_event() {
        let row = Said::row("ucdp", "2017-11-13", 83);
        let paper = Said::paper("paper", "2017-11-13", 60);
        let other_day = Said::paper("other", "2017-11-20", 60);
        assert_eq!(shown(&[row.clone(), paper, other_day]).len(), 2);
        // Two rows of one table are two strikes, and the paper tells of the one that it is more alike.
        let smaller = Said::row("ucdp", "2017-11-13", 40).called("ucdp.2");
        let paper = Said::paper("paper", "2017-11-13", 83);
        assert_eq!(shown(&[row, smaller, paper]), [vec!["ucdp", "paper"], vec!["ucdp.2"]]);
    }

    #[test]
    fn tolls_of_two_happenings_are_kept_apart_and_it_is_told_why() {
        let said = [Said::paper("one", "2017-11-13", 2), Said::paper("two", "2017-11-13", 60)];
        let tellings: Vec<Telling<'_>> = said.iter().map(Said::telling).collect();
        let (groups, links) = join(&tellings, &Who::default());
        assert_eq!(groups.len(), 2);
        let reason = links[0].verdict.as_ref().unwrap_err().to_string();
        assert_eq!(reason, "60 dead and 2 dead are two happenings");
    }

    #[test]
    fn a_key_of_a_table_joins_whatever_else_is_said() {
        let keyed = |id: &str, dead| Said::row("t", "2017-11-13", dead).called(id).keyed("t:market");
        assert_eq!(shown(&[keyed("t.1", 2), keyed("t.2", 60)]).len(), 1);
    }

    proptest! {
        #[test]
        fn the_order_of_claims_does_not_matter(said in testing::many(), seed in any::<u64>()) {
            let mut turned = said.clone();
            testing::shuffle(&mut turned, seed);
            prop_assert_eq!(shown(&said), shown(&turned));
        }

        #[test]
        fn any_partition_of_the_blocks_gives_the_same_events(said in testing::many(), workers in 1_i64..7) {
            let tellings: Vec<Telling<'_>> = said.iter().map(Said::telling).collect();
            let key = |at: usize| Keys::of(tellings[at].claim);
            let mut links = Vec::new();
            for worker in 0..workers {
                // A worker has the claims of its own blocks, and sees those of the blocks around them.
                let own = |at: &usize| key(*at).area.unwrap_or_default().rem_euclid(workers) == worker;
                let seen = |at: &usize| (0..tellings.len()).filter(own).any(|own| {
                    key(own).areas_around().any(|keys| key(*at).area.is_some_and(|area| keys.contains(&area)))
                        || key(own).names_around().any(|name| key(*at).name == Some(name))
                        || tellings[own].claim.happening.is_some()
                            && tellings[own].claim.happening == tellings[*at].claim.happening
                });
                let blocks = Blocks::of(&tellings, (0..tellings.len()).filter(seen));
                for at in (0..tellings.len()).filter(own) {
                    let around = blocks.around(&tellings[at]);
                    links.extend(link(&tellings, at, around.into_iter(), &Who::default()));
                }
            }
            let groups = group(&tellings, &mut links);
            prop_assert_eq!(named(&tellings, groups), shown(&said));
        }

        #[test]
        fn an_event_has_no_two_rows_of_one_table_that_it_has_no_key_for(said in testing::many()) {
            let tellings: Vec<Telling<'_>> = said.iter().map(Said::telling).collect();
            let (groups, _) = join(&tellings, &Who::default());
            for group in groups {
                let mut rows: Vec<(&str, &str)> = group
                    .iter()
                    .map(|&at| &said[at])
                    .filter(|said| said.is_row)
                    .map(|said| (said.source.as_str(), said.happening.as_deref().unwrap_or(&said.id)))
                    .collect();
                rows.sort_unstable();
                rows.dedup();
                let publishers: std::collections::BTreeSet<&str> = rows.iter().map(|row| row.0).collect();
                prop_assert_eq!(publishers.len(), rows.len());
            }
        }
    }
}
