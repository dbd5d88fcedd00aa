//! Events as the page takes them: the columns as they are, in one block of bytes.
//!
//! The block's layout is that of `block.rs`. Only events with a place are in it, in time order.

use serde::Serialize;
use xxhash_rust::xxh3::Xxh3Default;

use super::{
    Atlas,
    block::{ColumnBytes, block},
    columns::ActorRef,
};
use crate::model::SubEventType;

/// No actor.
const NO_ACTOR: u16 = u16::MAX;

#[derive(Serialize)]
struct Header<'a> {
    count: usize,
    kinds: Vec<Kind>,
    actors: Vec<&'a str>,
    sources: Vec<&'a str>,
}

#[derive(Serialize)]
struct Kind {
    event_type: &'static str,
    sub_event_type: &'static str,
    strike: bool,
}

impl Atlas {
    /// The block of bytes that the page takes; made once.
    pub fn event_columns(&self) -> &[u8] {
        self.columns.get_or_init(|| self.encode_columns())
    }

    /// A text that is the same exactly when everything in the atlas is.
    pub(super) fn fingerprint(&self) -> String {
        let mut hash = Xxh3Default::new();
        hash.update(self.event_columns());
        // Plain data: it always serializes.
        let table = |json: Result<Vec<u8>, serde_json::Error>| json.unwrap_or_default();
        hash.update(&table(serde_json::to_vec(&(
            &self.info,
            &self.terrain,
            &self.sources,
            &self.sides,
            &self.actors,
            &self.places,
            self.counts,
        ))));
        for row in &self.control.states {
            hash.update(&table(serde_json::to_vec(&row.state)));
        }
        for area in &self.expert_areas {
            hash.update(&table(serde_json::to_vec(area)));
        }
        for detail in &self.events.detail {
            for number in detail.deaths.into_iter().chain([detail.injured, detail.place]) {
                hash.update(&number.to_le_bytes());
            }
            hash.update(self.events.symbols.get(detail.toponym).as_bytes());
        }
        for claim in &self.claims.rows {
            let numbers = [claim.event, claim.report, claim.start as u32, claim.end as u32, claim.injured];
            let others =
                [u32::from(claim.said_by), u32::from(claim.kind), claim.modality as u32, claim.place];
            hash.update(self.events.symbols.get(claim.weapon).as_bytes());
            hash.update(self.events.symbols.get(claim.target).as_bytes());
            for number in claim.deaths.into_iter().chain(numbers).chain(others) {
                hash.update(&number.to_le_bytes());
            }
            for text in
                [claim.id, claim.quote, claim.spans].into_iter().filter_map(|text| self.claims.text(text))
            {
                hash.update(text.as_bytes());
            }
        }
        for report in &self.claims.reports {
            hash.update(&report.published.to_le_bytes());
            hash.update(self.events.symbols.get(report.url).as_bytes());
            for text in [report.id, report.title].into_iter().filter_map(|text| self.claims.text(text)) {
                hash.update(text.as_bytes());
            }
        }
        for (claim, link) in &self.claims.links {
            hash.update(&table(serde_json::to_vec(&(claim, &link.earlier, link.is_joined, &link.reason))));
        }
        format!("{:032x}", hash.digest128())
    }

    fn encode_columns(&self) -> Vec<u8> {
        let events = &self.events;
        let rows: Vec<usize> = (0..events.len()).filter(|row| !events.longitude[*row].is_nan()).collect();
        let mut ids = Vec::new();
        let mut id_ends = Vec::with_capacity(rows.len() * 4);
        for row in &rows {
            ids.extend_from_slice(events.ids.get(events.detail[*row].id).as_bytes());
            id_ends.extend_from_slice(&(ids.len() as u32).to_le_bytes());
        }
        let actor = |row: usize, is_second: bool| {
            events
                .actors_of(&events.detail[row].actors)
                .iter()
                .find(|named: &&ActorRef| named.is_second == is_second)
                .map_or(NO_ACTOR, |named| named.actor)
        };
        let source = |row: usize| {
            self.accounts_of(row).first().map_or(NO_ACTOR, |claim| self.claims.report(claim).source)
        };
        let deaths = |row: usize| {
            let [low, best, high] = events.detail[row].deaths;
            [best, low, high].into_iter().find(|figure| *figure != super::NONE).unwrap_or(super::NONE)
        };
        let columns: Vec<ColumnBytes> = vec![
            ("start", "i32", column(&rows, |row| events.start[row].to_le_bytes())),
            ("end", "i32", column(&rows, |row| events.end[row].to_le_bytes())),
            ("longitude", "f32", column(&rows, |row| (events.longitude[row] as f32).to_le_bytes())),
            ("latitude", "f32", column(&rows, |row| (events.latitude[row] as f32).to_le_bytes())),
            ("kind", "u8", column(&rows, |row| [events.kind[row]])),
            ("time_precision", "u8", column(&rows, |row| [events.detail[row].time_precision])),
            ("geo_precision", "u8", column(&rows, |row| [events.detail[row].geo_precision])),
            ("status", "u8", column(&rows, |row| [events.detail[row].status])),
            ("actor1", "u16", column(&rows, |row| actor(row, false).to_le_bytes())),
            ("actor2", "u16", column(&rows, |row| actor(row, true).to_le_bytes())),
            ("source", "u16", column(&rows, |row| source(row).to_le_bytes())),
            ("deaths", "u32", column(&rows, |row| deaths(row).to_le_bytes())),
            ("id_end", "u32", id_ends),
            ("ids", "utf8", ids),
        ];
        let header = Header {
            count: rows.len(),
            kinds: SubEventType::ALL
                .iter()
                .map(|sub_type| Kind {
                    event_type: sub_type.event_type().name(),
                    sub_event_type: sub_type.name(),
                    strike: sub_type.is_strike(),
                })
                .collect(),
            actors: self.actors.iter().map(|actor| actor.id.as_str()).collect(),
            sources: self.sources.iter().map(|source| source.id.as_str()).collect(),
        };
        block(&header, &columns)
    }
}

fn column<const N: usize>(rows: &[usize], bytes: impl Fn(usize) -> [u8; N]) -> Vec<u8> {
    rows.iter().flat_map(|row| bytes(*row)).collect()
}
