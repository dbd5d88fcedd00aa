//! What the tags of an element say: the kind of place, as GeoNames codes it, its names with their languages, its codes.
//!
//! <https://wiki.openstreetmap.org/wiki/Key:place>, <https://wiki.openstreetmap.org/wiki/Names>

use std::collections::BTreeMap;

use crate::gazetteer::draft::{Draft, Name};
use crate::model::{PlaceId, Position};

/// The tags of one element, in the order of their keys, so that the order in a file means nothing.
pub(super) type Tags = BTreeMap<String, String>;

/// Keys of names, the most telling first; each may be followed by `:` and a language.
const NAME_KEYS: [&str; 9] = [
    "name",
    "int_name",
    "official_name",
    "short_name",
    "alt_name",
    "loc_name",
    "nat_name",
    "reg_name",
    "old_name",
];
/// Characters of a value: OpenStreetMap's own limit.
const LONGEST_NAME: usize = 255;

/// Whether a tag with this key may make a place of an element.
pub(super) fn is_kind(key: &str) -> bool {
    matches!(
        key,
        "place"
            | "aeroway"
            | "military"
            | "landuse"
            | "barrier"
            | "waterway"
            | "man_made"
            | "amenity"
            | "refugee"
            | "natural"
    )
}

/// Whether a tag with this key may name an element.
pub(super) fn is_name(key: &str) -> bool {
    let (base, _) = key.split_once(':').unwrap_or((key, ""));
    NAME_KEYS.contains(&base)
}

/// The GeoNames code of what these tags describe; `None` for what reports on a war do not name.
///
/// A site counts before a settlement: an airbase that is also a locality is an airbase.
pub(super) fn feature_code(tags: &Tags) -> Option<&'static str> {
    let tag = |key: &str| tags.get(key).map_or("", String::as_str);
    let is_military = !matches!(tag("military"), "" | "no")
        || tag("landuse") == "military"
        || tag("aerodrome") == "military"
        || tag("aerodrome:type").contains("military");
    let airfield = match tag("aeroway") {
        "aerodrome" if is_military => Some("AIRB"),
        "aerodrome" if matches!(tag("aerodrome"), "airstrip" | "airfield" | "private") => Some("AIRF"),
        "aerodrome" => Some("AIRP"),
        "airstrip" => Some("AIRF"),
        "helipad" | "heliport" => Some("AIRH"),
        _ => None,
    };
    let military = || match tag("military") {
        "airfield" => Some("AIRB"),
        "base" | "barracks" | "naval_base" => Some("MILB"),
        _ => is_military.then_some("INSM"),
    };
    let site = || {
        let is_camp = matches!(tag("amenity"), "refugee_site" | "refugee_camp")
            || matches!(tag("place"), "refugee_site" | "refugee_camp")
            || tag("refugee") == "yes";
        match () {
            () if tag("barrier") == "border_control" => Some("PSTB"),
            () if tag("waterway") == "dam" || tag("man_made") == "dam" => Some("DAM"),
            () if is_camp => Some("CMPRF"),
            () => None,
        }
    };
    let rise = || match tag("natural") {
        "peak" | "volcano" => Some("MT"),
        "hill" => Some("HLL"),
        _ => None,
    };
    airfield.or_else(military).or_else(site).or_else(|| of_place(tag("place"), tag("capital"))).or_else(rise)
}

/// The code of a `place`. Of settlements, `capital` says whether it is the seat of a state (`yes`) or of an area, by the
/// level of the area.
fn of_place(place: &str, capital: &str) -> Option<&'static str> {
    Some(match place {
        "city" | "town" | "village" | "hamlet" => match capital {
            "yes" | "2" => "PPLC",
            "4" => "PPLA",
            "6" => "PPLA2",
            "8" => "PPLA3",
            _ => "PPL",
        },
        "isolated_dwelling" => "PPL",
        "farm" => "PPLF",
        "borough" | "suburb" | "quarter" | "neighbourhood" | "city_block" => "PPLX",
        "locality" => "LCTY",
        "island" | "islet" => "ISL",
        "archipelago" => "ISLS",
        "region" => "RGN",
        "country" => "PCLI",
        "state" | "province" => "ADM1",
        "county" | "district" => "ADM2",
        "municipality" => "ADM3",
        _ => return None,
    })
}

/// An element as a place; `None` where it has no name.
pub(super) fn draft(
    id: String,
    tags: &Tags,
    feature_code: &str,
    position: Position,
    country: &str,
    source: usize,
) -> Option<Draft> {
    let tag = |key: &str| tags.get(key).map(|value| value.trim()).filter(|value| !value.is_empty());
    let mut draft = Draft {
        ids: vec![PlaceId(id)],
        names: Vec::new(),
        position,
        feature_code: feature_code.to_owned(),
        country: country.to_owned(),
        admin: [None, None, None],
        population: tag("population").and_then(people),
        radius_km: None,
        codes: Vec::new(),
        known_by: "OpenStreetMap".to_owned(),
        shape: None,
    };
    for name in names(tags, source) {
        draft.add_name(name);
    }
    // Who else lists it under which code. OCHA's code is an id, by which it is joined.
    for (list, key) in [("OCHA", "pcode"), ("OCHA", "ref:ocha"), ("ICAO", "icao"), ("IATA", "iata")] {
        for code in tag(key).into_iter().flat_map(|codes| codes.split(';')).map(str::trim) {
            let code_there = format!("{list} {code}");
            if code.is_empty() || code.chars().count() > LONGEST_NAME || draft.codes.contains(&code_there) {
                continue;
            }
            if list == "OCHA" {
                draft.ids.push(PlaceId(format!("ocha:{code}")));
            }
            draft.codes.push(code_there);
        }
    }
    let its_country = ["ISO3166-1:alpha2", "is_in:country_code", "addr:country"].into_iter().find_map(tag);
    if let Some(code) = its_country.filter(|code| code.len() == 2 && code.is_ascii()) {
        draft.country = code.to_ascii_uppercase();
    }
    Some(draft).filter(|draft| !draft.names.is_empty())
}

/// Every name, the shown one first: in English, else international, else in Latin letters, else as people there write.
fn names(tags: &Tags, source: usize) -> Vec<Name> {
    let mut all: Vec<(&str, Name)> = Vec::new();
    for base in NAME_KEYS {
        let of_base = tags.iter().filter_map(|(key, value)| {
            let language = match key.strip_prefix(base)? {
                "" => None,
                rest => Some(rest.strip_prefix(':').filter(|tag| is_language(tag))?),
            };
            Some((key.as_str(), language, value))
        });
        let mut of_base: Vec<_> = of_base.collect();
        // The first name in Arabic letters is shown beside the first, so Arabic comes before Persian and Kurdish.
        of_base.sort_by_key(|&(key, language, _)| {
            let rank = match language {
                Some("en") => 0,
                Some("ar") => 1,
                None => 2,
                Some(_) => 3,
            };
            (rank, key)
        });
        for (key, language, value) in of_base {
            for text in value.split(';') {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() && text.chars().count() <= LONGEST_NAME {
                    all.push((
                        key,
                        Name { language: language.map(str::to_owned), ..Name::new(text, source) },
                    ));
                }
            }
        }
    }
    let is_own = |key: &str| key == "name" || key.starts_with("name:");
    let shown = all
        .iter()
        .position(|(key, _)| *key == "name:en")
        .or_else(|| all.iter().position(|(key, _)| *key == "int_name"))
        .or_else(|| all.iter().position(|(key, name)| *key == "name" && is_latin(&name.text)))
        .or_else(|| all.iter().position(|(key, name)| is_own(key) && is_latin(&name.text)))
        .or_else(|| all.iter().position(|(key, _)| *key == "name"));
    if let Some(shown) = shown {
        all[..=shown].rotate_right(1);
    }
    all.into_iter().map(|(_, name)| name).collect()
}

/// Whether what follows the colon is a language as BCP 47 writes it, and not `etymology` or `pronunciation`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// Whether the first letter of a name is a Latin one.
fn is_latin(name: &str) -> bool {
    let first = name.chars().find(|c| c.is_alphabetic());
    first.is_some_and(|c| c.is_ascii() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'))
}

/// `12,500` as a number; `None` for what is none, and for nobody.
fn people(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}')).collect();
    digits.parse().ok().filter(|&people| people > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(pairs: &str) -> Tags {
        let pairs = pairs.split('|').filter_map(|pair| pair.trim().split_once('='));
        pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
    }

    fn listed(pairs: &str) -> String {
        let shown =
            |name: Name| name.language.map_or(name.text.clone(), |tag| format!("{} [{tag}]", name.text));
        names(&tags(pairs), 0).into_iter().map(shown).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_site_counts_before_a_settlement_and_a_seat_is_one_only_where_it_is_said() {
        for (pairs, code) in [
            ("place=city", Some("PPL")),
            ("place=city | capital=yes", Some("PPLC")),
            ("place=city | capital=4", Some("PPLA")),
            ("place=town | capital=6", Some("PPLA2")),
            ("place=town | capital=8", Some("PPLA3")),
            ("place=village | capital=no", Some("PPL")),
            ("place=suburb | capital=4", Some("PPLX")),
            ("place=locality | landuse=military", Some("INSM")),
            ("aeroway=aerodrome | iata=ALP", Some("AIRP")),
            ("aeroway=aerodrome | military=airfield", Some("AIRB")),
            ("aeroway=aerodrome | aerodrome:type=military/public", Some("AIRB")),
            ("military=airfield", Some("AIRB")),
            ("aeroway=airstrip", Some("AIRF")),
            ("aeroway=helipad", Some("AIRH")),
            ("military=barracks", Some("MILB")),
            ("military=checkpoint", Some("INSM")),
            ("military=no", None),
            ("barrier=border_control", Some("PSTB")),
            ("waterway=dam", Some("DAM")),
            ("amenity=refugee_site | place=village", Some("CMPRF")),
            ("natural=peak", Some("MT")),
            ("natural=hill", Some("HLL")),
            ("place=region", Some("RGN")),
            ("place=island", Some("ISL")),
            ("natural=tree", None),
            ("amenity=cafe", None),
        ] {
            assert_eq!(feature_code(&tags(pairs)), code, "{pairs}");
        }
    }

    #[test]
    fn the_shown_name_is_english_else_international_else_latin_else_the_local_one() {
        let all = "name=كوباني | name:en=Kobani | int_name=Kobane | name:ku=Kobanê";
        assert_eq!(listed(all), "Kobani [en], كوباني, Kobanê [ku], Kobane");
        assert_eq!(listed("name=كوباني | int_name=Kobane | name:ku=Kobanê"), "Kobane, كوباني, Kobanê [ku]");
        assert_eq!(listed("name=كوباني | name:ku=Kobanê"), "Kobanê [ku], كوباني");
        assert_eq!(listed("name=Kobane | name:ku=Kobanê"), "Kobane, Kobanê [ku]");
        assert_eq!(listed("name=كوباني | old_name=Arab Punar"), "كوباني, Arab Punar");
    }

    #[test]
    fn what_is_no_name_in_a_language_is_left_out() {
        let pairs = "name=Misk | name:ku-Latn=Mîsk | name:etymology=musk | name:ar1=x | alt_name:tr=Misk Höyük; ;Miski";
        assert_eq!(listed(pairs), "Misk, Mîsk [ku-Latn], Misk Höyük [tr], Miski [tr]");
        assert_eq!(listed(&format!("name={}", "x".repeat(256))), "");
    }

    #[test]
    fn arabic_is_shown_before_persian_in_the_same_letters() {
        assert_eq!(listed("name:fa=حلب‌ | name:ar=حلب | name:en=Aleppo"), "Aleppo [en], حلب [ar], حلب‌ [fa]");
    }

    #[test]
    fn people_are_counted_where_they_are_a_number() {
        assert_eq!(
            ["12500", "12,500", "0", "~300", "many"].map(people),
            [Some(12_500), Some(12_500), None, None, None]
        );
    }
}
