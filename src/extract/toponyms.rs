//! The one room where toponyms become places.

use std::collections::HashMap;

use thiserror::Error;

use crate::gazetteer::{Context, Entry, Fit, Gazetteer, Layer, Match, Ranking};
use crate::geometry::{Meters, distance};
use crate::model::{Claim, GeoPrecision, Located, PlaceId, Position, Toponym};

/// Finds the places of claims, each distinct toponym once.
#[derive(Debug)]
pub struct Locator<'a> {
    gazetteer: &'a Gazetteer,
    found: HashMap<Key, Result<Located, Unlocated>>,
    near: HashMap<(String, [u64; 2]), Option<PlaceId>>,
}

/// A toponym with its governorate and district, as written.
type Key = (String, Option<String>, Option<String>);

/// Why a claim has no place.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Unlocated {
    /// No place of this name is in the gazetteer.
    #[error("no place named {toponym} is in the gazetteer; correct the spelling or add coordinates")]
    Unknown {
        /// The name as written.
        toponym: String,
    },
    /// Several places have this name and nothing decides between them.
    #[error(
        "ambiguous: {toponym} could be {}; add a governorate column or coordinates",
        candidates.join(" or ")
    )]
    Ambiguous {
        /// The name as written.
        toponym: String,
        /// The places it could be, each with governorate and country.
        candidates: Vec<String>,
    },
    /// The only places of this name are far from the governorate that the row names.
    #[error(
        "no place named {toponym} is in or near {admin1}; there is {found}; correct the governorate or add coordinates"
    )]
    Elsewhere {
        /// The name as written.
        toponym: String,
        /// The governorate as written.
        admin1: String,
        /// The place that has this name, with governorate and country.
        found: String,
    },
    /// The point is far from every place of this name, and would be at one if its coordinates were exchanged.
    #[error(
        "latitude {latitude} and longitude {longitude} are {apart} from {toponym}; exchanged they are there; correct them"
    )]
    Exchanged {
        /// The name as written.
        toponym: String,
        /// Degrees north, as written.
        latitude: f64,
        /// Degrees east, as written.
        longitude: f64,
        /// How far the nearest place of the name is.
        apart: Meters,
    },
    /// The row says nothing about where.
    #[error("neither a place name nor coordinates; add one of them")]
    Nothing,
}

/// How far outside the governorate that its row names a place may lie: reports often take a border place for the
/// neighbor's. Measured to the nearest known place of that governorate.
const BORDER: Meters = Meters::from_kilometers(15.0);
/// Names at points that are remembered, at most: a table mostly comes back to its places soon.
const MOST_POINTS: usize = 1 << 16;
/// A point this far from every place of its name may have its coordinates exchanged.
const ASTRAY: Meters = Meters::from_kilometers(25.0);
/// Sites with a radius up to this one are spots on the map (precision 1).
const EXACT_KM: f64 = 5.0;
/// Regions with a radius up to this one are near (precision 2), wider ones are not.
const NEAR_KM: f64 = 30.0;

impl<'a> Locator<'a> {
    /// A locator that has looked nothing up yet.
    #[must_use]
    pub fn new(gazetteer: &'a Gazetteer) -> Self {
        Self { gazetteer, found: HashMap::new(), near: HashMap::new() }
    }

    /// Finds where a claim is.
    ///
    /// Coordinates that it has are kept, and its place is the one of its toponym's name there
    /// ([`Gazetteer::named_near`]), if there is one. A claim without takes the first candidate's
    /// point, unless others compete with it, and a precision from what kind of place that is.
    pub fn locate(&mut self, claim: &mut Claim) -> Result<(), Unlocated> {
        if let Some(located) = &mut claim.located {
            if located.place.is_none() && !claim.toponym.text.trim().is_empty() {
                located.place = self.named_near(&claim.toponym.text, located.position);
                if located.place.is_none() {
                    let (toponym, position) = (&claim.toponym.text, located.position);
                    let exchanged = Position::new(position.latitude(), position.longitude());
                    if exchanged.is_some_and(|point| self.named_near(toponym, point).is_some()) {
                        return refuse_exchanged(self.gazetteer, toponym, position);
                    }
                }
            }
            return Ok(());
        }
        claim.located = Some(self.look_up(&claim.toponym)?);
        Ok(())
    }

    fn named_near(&mut self, toponym: &str, position: Position) -> Option<PlaceId> {
        let bits = [position.longitude().to_bits(), position.latitude().to_bits()];
        let gazetteer = self.gazetteer;
        if self.near.len() >= MOST_POINTS {
            self.near.clear();
        }
        self.near
            .entry((toponym.to_owned(), bits))
            .or_insert_with(|| gazetteer.named_near(toponym, position).map(|place| PlaceId::from(place.id())))
            .clone()
    }

    fn look_up(&mut self, toponym: &Toponym) -> Result<Located, Unlocated> {
        let key = (toponym.text.clone(), toponym.admin1.clone(), toponym.admin2.clone());
        self.found.entry(key).or_insert_with(|| find(self.gazetteer, toponym)).clone()
    }
}

/// Refuses a point that is at a place of its name with its coordinates exchanged, if it is far from all as it is.
fn refuse_exchanged(gazetteer: &Gazetteer, toponym: &str, position: Position) -> Result<(), Unlocated> {
    let matches = gazetteer.rank(toponym, &Context::default()).matches;
    let nearest = matches
        .iter()
        .map(|found| distance(found.place.position(), position))
        .min_by(|one, other| one.0.total_cmp(&other.0));
    match nearest {
        Some(apart) if apart > ASTRAY => Err(Unlocated::Exchanged {
            toponym: toponym.to_owned(),
            latitude: position.latitude(),
            longitude: position.longitude(),
            apart,
        }),
        _ => Ok(()),
    }
}

/// Looks a toponym up in the context of its row.
fn find(gazetteer: &Gazetteer, toponym: &Toponym) -> Result<Located, Unlocated> {
    let given = |name: &Option<String>| name.clone().filter(|name| !name.trim().is_empty());
    let (admin1, admin2) = (given(&toponym.admin1), given(&toponym.admin2));
    let name = toponym.text.trim();
    if name.is_empty() {
        // A row that names only its district or governorate is known that exactly.
        return match (admin2, admin1) {
            (Some(admin2), admin1) => find_one(gazetteer, &format!("{admin2} district"), admin1, None),
            (None, Some(admin1)) => find_one(gazetteer, &format!("{admin1} governorate"), Some(admin1), None),
            (None, None) => Err(Unlocated::Nothing),
        };
    }
    let district = admin2.and_then(|admin2| {
        let context = Context { admin1: admin1.clone(), ..Context::default() };
        let found = gazetteer.rank(&format!("{admin2} district"), &context);
        found.matches.first().filter(|_| !found.ambiguous).map(|found| found.place.position())
    });
    find_one(gazetteer, name, admin1, district)
}

fn find_one(
    gazetteer: &Gazetteer,
    name: &str,
    admin1: Option<String>,
    near: Option<Position>,
) -> Result<Located, Unlocated> {
    let toponym = name.to_owned();
    let context = Context { admin1, near, ..Context::default() };
    let Ranking { ambiguous, matches, is_near } = gazetteer.rank(name, &context);
    let Some(first) = matches.first() else { return Err(Unlocated::Unknown { toponym }) };
    // A town and the governorate that it is the seat of: the town, but not to the spot.
    let is_seat_or_area = ambiguous && rivals_are_its_areas(&matches);
    if ambiguous && !is_seat_or_area {
        let rivals = matches.iter().filter(|found| found.rival);
        let candidates = rivals.map(|found| label(gazetteer, found.place)).collect();
        return Err(Unlocated::Ambiguous { toponym, candidates });
    }
    // A name that is only alike is no evidence for a place abroad.
    let far_fetched = first.layer >= Layer::Skeleton
        && context.admin1.is_none()
        && first.place.country() != gazetteer.home();
    if first.fit == Fit::No || far_fetched {
        return Err(Unlocated::Unknown { toponym });
    }
    if let Some(admin1) = context.admin1
        && !gazetteer.lies_in_or_near(first.place, &admin1, BORDER)
    {
        if first.layer >= Layer::Skeleton {
            return Err(Unlocated::Unknown { toponym });
        }
        return Err(Unlocated::Elsewhere { toponym, admin1, found: label(gazetteer, first.place) });
    }
    Ok(Located {
        position: first.position,
        geo_precision: if is_near || is_seat_or_area {
            precision(first).max(GeoPrecision::Near)
        } else {
            precision(first)
        },
        place: (first.fit != Fit::StandsIn).then(|| PlaceId::from(first.place.id())),
    })
}

/// Whether the first candidate is a town, and its rivals are the governorate and districts that it lies in.
fn rivals_are_its_areas(matches: &[Match]) -> bool {
    let [first, others @ ..] = matches else { return false };
    first.place.feature_code().starts_with("PPL")
        && others.iter().filter(|other| other.rival).all(|other| {
            other.place.feature_code().starts_with("ADM") && other.place.admin1() == first.place.admin1()
        })
}

/// How exactly a place's point says where something named after it is.
pub(super) fn precision(found: &Match) -> GeoPrecision {
    let place = found.place;
    match place.feature_code() {
        "ADM2" | "ADM3" => GeoPrecision::Near,
        code if code.starts_with("ADM") || code.starts_with("PCL") => GeoPrecision::Region,
        _ => match place.radius_km() {
            Some(radius) if radius > NEAR_KM => GeoPrecision::Region,
            None if place.feature_code() == "RGN" => GeoPrecision::Region,
            Some(radius) if radius > EXACT_KM || place.feature_code() == "RGN" => GeoPrecision::Near,
            _ if found.fit == Fit::StandsIn => GeoPrecision::Near,
            _ => GeoPrecision::Exact,
        },
    }
}

/// `Sinjar (Idlib, Syria)`, `Soran (Azaz, Aleppo, Syria)`.
fn label(gazetteer: &Gazetteer, place: Entry) -> String {
    let (name, aside) = match place.name().split_once(" (") {
        Some((name, aside)) => (name, Some(aside.trim_end_matches(')'))),
        None => (place.name(), None),
    };
    let country = gazetteer.country_name(place.country());
    let mut parts: Vec<&str> = aside.into_iter().chain(place.admin1()).chain([country]).collect();
    parts.dedup();
    parts.retain(|part| *part != name);
    format!("{name} ({})", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Table;
    use crate::model::{ClaimId, Day, Interval, ReportId, SubEventType};

    const PLACES: &str = "\
place_id,name,names,latitude,longitude,feature_code,country,admin1,radius_km
t:hama,Hama,Hamah,35.13,36.76,PPLA,SY,Hama,
t:hama-governorate,Hama Governorate,,35.2,37.0,ADM1,SY,Hama,
t:idlib,Idlib,Idleb,35.93,36.63,PPLA,SY,Idlib,
t:idlib-governorate,Idlib Governorate,,35.8,36.7,ADM1,SY,Idlib,
t:southern-idlib,Southern Idlib,,35.6,36.6,RGN,SY,Idlib,25
t:sinjar,Sinjar,,35.59,36.95,PPL,SY,Idlib,
t:sinjar-iraq,Sinjar,,36.32,41.88,PPL,IQ,Nineveh,
t:atarib,Atarib,,36.14,36.83,PPL,SY,Aleppo,
t:kafr-karmin,Kafr Karmin,,36.17,36.80,PPL,SY,Idlib,
t:soran,Soran,,35.29,36.75,PPL,SY,Hama,
t:soran-azaz,Soran (Azaz),,36.57,37.21,PPL,SY,Aleppo,
t:kilis,Killiz,,36.72,37.12,PPL,TR,Kilis,
t:sy,Syria,,35,38.5,PCLI,SY,,
t:iq,Iraq,,33,43.7,PCLI,IQ,,
";

    fn claim(text: &str, admin1: &str, at: Option<(f64, f64)>) -> Claim {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Claim {
            toponym: Toponym { text: text.to_owned(), admin1: given(admin1), admin2: None },
            located: at.map(|(longitude, latitude)| Located {
                position: Position::new(longitude, latitude).unwrap(),
                geo_precision: GeoPrecision::Exact,
                place: None,
            }),
            ..Claim::bare(
                ClaimId::default(),
                ReportId::default(),
                SubEventType::AirDroneStrike,
                Interval::of_day(Day::MIN),
            )
        }
    }

    fn located(text: &str, admin1: &str, at: Option<(f64, f64)>) -> String {
        let (gazetteer, problems) = Gazetteer::from_tables(&[Table { file: "small.csv", text: PLACES }], &[]);
        assert_eq!(problems, []);
        let mut claim = claim(text, admin1, at);
        if let Err(unlocated) = Locator::new(&gazetteer).locate(&mut claim) {
            return unlocated.to_string();
        }
        let found = claim.located.unwrap();
        let place = found.place.map_or("no place".to_owned(), |place| place.0);
        let (latitude, longitude) = (found.position.latitude(), found.position.longitude());
        format!("{latitude} {longitude} ({}), {place}", u8::from(found.geo_precision))
    }

    #[test]
    fn a_claim_without_coordinates_takes_its_places() {
        let found: Vec<String> = [
            located("Hamah town", "", None),
            located("Sinjar", "Idleb", None),
            located("southern Idlib", "", None),
            located("northern Hama countryside", "Hama", None),
            located("Idlib Central Prison", "Idlib", None),
            located("", "Idlib Governorate", None),
            located("Atarib", "Idlib", None),
            located("near Atarib", "", None),
        ]
        .into();
        insta::assert_snapshot!(found.join("\n"), @r"
    35.13 36.76 (1), t:hama
    35.59 36.95 (1), t:sinjar
    35.6 36.6 (2), t:southern-idlib
    35.2 37 (3), no place
    35.93 36.63 (2), no place
    35.8 36.7 (3), t:idlib-governorate
    36.14 36.83 (1), t:atarib
    36.14 36.83 (2), t:atarib
    ");
    }

    #[test]
    fn a_claim_that_cannot_be_located_says_the_way_out() {
        let found: Vec<String> = [
            located("Sinjar", "", None),
            located("Soran", "", None),
            located("Atlantis", "Idlib", None),
            located("Hama", "Nineveh", None),
            located("Kilis", "", None),
            located(" ", "", None),
        ]
        .into();
        insta::assert_snapshot!(found.join("\n"), @r"
    ambiguous: Sinjar could be Sinjar (Idlib, Syria) or Sinjar (Nineveh, Iraq); add a governorate column or coordinates
    ambiguous: Soran could be Soran (Hama, Syria) or Soran (Azaz, Aleppo, Syria); add a governorate column or coordinates
    no place named Atlantis is in the gazetteer; correct the spelling or add coordinates
    no place named Hama is in or near Nineveh; there is Hama (Syria); correct the governorate or add coordinates
    no place named Kilis is in the gazetteer; correct the spelling or add coordinates
    neither a place name nor coordinates; add one of them
    ");
    }

    #[test]
    fn coordinates_are_kept_and_named() {
        let found: Vec<String> = [
            located("Hamah town", "", Some((36.77, 35.14))),
            located("Sinjar", "", Some((41.87, 36.33))),
            located("Hama", "", Some((36.77, 35.5))),
            located("Hama hospital", "", Some((36.77, 35.14))),
            located("southern Idlib", "", Some((36.7, 35.5))),
            located("", "", Some((36.77, 35.14))),
            located("Hamah town", "", Some((35.14, 36.77))),
        ]
        .into();
        insta::assert_snapshot!(found.join("\n"), @r"
    35.14 36.77 (1), t:hama
    36.33 41.87 (1), t:sinjar-iraq
    35.5 36.77 (1), no place
    35.14 36.77 (1), no place
    35.5 36.7 (1), t:southern-idlib
    35.14 36.77 (1), no place
    latitude 36.77 and longitude 35.14 are 233 km from Hamah town; exchanged they are there; correct them
    ");
    }
}
