//! The areas and courses that are drawn by hand (`gazetteer/shapes.geojson`) and the country's borders and shore
//! (`gazetteer/borders.geojson`), laid onto the places of the tables.

use std::collections::HashMap;

use geo::{LineString, MultiLineString, MultiPolygon, Polygon};
use geojson::{Feature, FeatureCollection, GeometryValue, LineStringType, feature::Id};

use crate::model::{PlaceId, Problem};

use super::draft::Draft;
use super::shape::Shape;

/// Lays each drawn shape onto its place. A feature that cannot be read, or whose place is in no table, is a problem.
pub(super) fn lay(drafts: &mut [Draft], file: &str, text: &str) -> Vec<Problem> {
    let features = match text.parse::<FeatureCollection>() {
        Ok(collection) => collection.features,
        Err(error) => return vec![Problem::of_line(file, 1, error.to_string())],
    };
    let places: HashMap<PlaceId, usize> =
        drafts.iter().enumerate().filter_map(|(at, draft)| Some((draft.ids.first()?.clone(), at))).collect();
    let mut problems = Vec::new();
    for (number, feature) in (1..).zip(features) {
        match read(feature, &places) {
            Ok((place, shape)) => drafts[place].shape = Some(shape),
            Err(reason) => problems.push(Problem::of_line(file, number, reason)),
        }
    }
    problems
}

fn read(feature: Feature, places: &HashMap<PlaceId, usize>) -> Result<(usize, Shape), String> {
    let Some(Id::String(id)) = feature.id else { return Err("a shape needs its place_id as id".to_owned()) };
    let place = places.get(&PlaceId::from(id.as_str()));
    let place =
        *place.ok_or_else(|| format!("no table of places has {id}; add the place or correct the id"))?;
    let shape = match feature.geometry.map(|geometry| geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => {
            Shape::Area(MultiPolygon::new(vec![polygon(&coordinates)]))
        }
        Some(GeometryValue::MultiPolygon { coordinates }) => {
            Shape::Area(coordinates.iter().map(|rings| polygon(rings)).collect())
        }
        Some(GeometryValue::LineString { coordinates }) => {
            Shape::Course(MultiLineString::new(vec![line(&coordinates)]))
        }
        Some(GeometryValue::MultiLineString { coordinates }) => {
            Shape::Course(coordinates.iter().map(line).collect())
        }
        _ => return Err(format!("{id} is neither an area nor a course; draw a Polygon or a LineString")),
    };
    Ok((place, shape))
}

fn polygon(rings: &[LineStringType]) -> Polygon {
    let mut rings = rings.iter().map(line);
    Polygon::new(rings.next().unwrap_or_else(|| LineString::new(Vec::new())), rings.collect())
}

#[allow(clippy::ptr_arg, reason = "GeoJSON's own type of a line")]
fn line(points: &LineStringType) -> LineString {
    points.iter().filter_map(|point| Some((*point.as_slice().first()?, *point.as_slice().get(1)?))).collect()
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::{Entry, Gazetteer, built_in_drafts};
    use crate::geometry::Meters;
    use crate::model::PlaceId;

    /// Regions, towns in each, and towns outside of it.
    const REGIONS: &[[&str; 3]] = &[
        [
            "eastern-ghouta",
            "Douma, Harasta, Arbin, Jobar, Zamalka, Al-Nashabiyah",
            "Damascus, Adra, Darayya, Al-Tall",
        ],
        [
            "western-ghouta",
            "Darayya, Qatana, Muadamiyat al-Sham, Al-Kiswah, Zakiyah",
            "Damascus, Douma, Al-Sanamayn",
        ],
        [
            "jabal-al-zawiya",
            "Ihsim, Al-Bara, Kansafra, Marayan, Kafr Nabl",
            "Ariha, Maarat al-Numan, Saraqib, Jisr al-Shughur, Khan Sheikhoun",
        ],
        [
            "al-ghab",
            "Al-Suqaylabiyah, Qalaat al-Madiq, Jurin, Al-Ziyarah, Shathah",
            "Masyaf, Slunfah, Kabana, Kafr Nabl, Hama, Jisr al-Shughur",
        ],
        [
            "badia",
            "Palmyra, Ithriya",
            "Homs, Damascus, Deir ez-Zor, Raqqa, Al-Mayadin, Al-Bukamal, As-Suwayda",
        ],
        ["al-ruj-plain", "", "Idlib, Jisr al-Shughur, Darkush, Ariha, Muhambal"],
        ["jabal-al-akrad", "Salma, Kinsabba, Kabana", "Slunfah, Al-Haffah, Rabia, Jisr al-Shughur"],
        ["jabal-al-turkman", "Rabia", "Kasab, Kinsabba, Salma, Latakia"],
        [
            "qalamoun",
            "Al-Nabk, Qara, Maaloula, Rankous, Assal al-Ward, Al-Dumayr",
            "Douma, Al-Zabadani, Al-Tall, Al-Qusayr, Adra",
        ],
        ["wadi-barada", "Ain al-Fijah, Deir Qanun", "Al-Zabadani, Madaya, Damascus"],
        [
            "hauran",
            "Daraa, Nawa, Jasim, Inkhil, Al-Sanamayn, Busra al-Sham, Tafas",
            "As-Suwayda, Salkhad, Quneitra, Al-Kiswah",
        ],
        ["jabal-al-druze", "As-Suwayda, Shahba, Salkhad, Qanawat, Shaqqa", "Daraa, Busra al-Sham, Al-Hirak"],
        ["al-lajat", "", "Shahba, As-Suwayda, Khabab, Al-Sanamayn, Shaqqa"],
        [
            "al-jazira",
            "Al-Hasakah, Qamishli, Al-Malikiyah, Ras al-Ain, Al-Shaddadi",
            "Raqqa, Deir ez-Zor, Tell Abyad, Kobani",
        ],
        [
            "syrian-coast",
            "Latakia, Jableh, Baniyas, Tartus, Qardaha, Safita, Al-Haffah",
            "Masyaf, Jisr al-Shughur, Talkalakh, Jurin",
        ],
        ["afrin-region", "Afrin, Jindires, Rajo, Bulbul, Sharran, Maabatli", "Azaz, Nubl, Atma, Tell Rifaat"],
        [
            "euphrates-shield-area",
            "Azaz, Al-Bab, Jarabulus, Al-Rai, Marea, Qabasin",
            "Manbij, Tell Rifaat, Afrin, Aleppo",
        ],
        [
            "peace-spring-area",
            "Tell Abyad, Ras al-Ain, Suluk, Mabruka",
            "Ain Issa, Tell Tamer, Kobani, Raqqa",
        ],
        [
            "idlib-de-escalation-zone",
            "Idlib, Saraqib, Maarat al-Numan, Khan Sheikhoun, Morek, Jisr al-Shughur, Atarib, Qalaat al-Madiq",
            "Aleppo, Hama, Abu al-Dhuhur, Mhardeh, Al-Suqaylabiyah, Jurin, Afrin",
        ],
        ["southern-idlib", "Maarat al-Numan, Khan Sheikhoun, Kafr Nabl", "Ariha, Saraqib, Idlib, Morek"],
        ["northern-idlib", "Harim, Salqin, Sarmada, Al-Dana", "Idlib, Binnish, Atarib, Jisr al-Shughur"],
        [
            "northern-hama-countryside",
            "Morek, Kafr Zita, Taybat al-Imam",
            "Hama, Khan Sheikhoun, Al-Suqaylabiyah",
        ],
        ["western-aleppo-countryside", "Atarib", "Aleppo, Sarmada, Saraqib"],
    ];

    /// Roads and rivers, and towns that each passes.
    const COURSES: &[[&str; 2]] = &[
        ["m5-highway", "Damascus, Homs, Hama, Morek, Khan Sheikhoun, Maarat al-Numan, Saraqib, Aleppo"],
        [
            "m4-highway",
            "Latakia, Jisr al-Shughur, Ariha, Saraqib, Aleppo, Al-Bab, Manbij, Ain Issa, Tell Tamer, Qamishli",
        ],
        ["euphrates-river", "Jarabulus, Raqqa, Deir ez-Zor, Al-Mayadin, Al-Bukamal"],
        ["khabur-river", "Ras al-Ain, Al-Hasakah, Al-Shaddadi"],
        ["orontes-river", "Rastan, Hama, Jisr al-Shughur, Darkush"],
    ];

    /// Borders, and crossings on each.
    const BORDERS: &[[&str; 2]] = &[
        ["border-turkey", "Bab al-Hawa crossing, Bab al-Salama crossing"],
        ["border-iraq", "Al-Bukamal-al-Qaim crossing"],
        ["border-jordan", "Nasib crossing"],
        ["border-lebanon", "Jusiyah crossing, Dabbousiyah crossing"],
    ];

    fn place(id: &str) -> Entry<'static> {
        Gazetteer::built_in().place(&PlaceId(format!("kharita:{id}"))).unwrap()
    }

    /// The Syrian town that the tables show under this name, or else that has it among its names.
    fn town(name: &str) -> Entry<'static> {
        let towns = Gazetteer::built_in().places().filter(|place| place.feature_code().starts_with("PPL"));
        let towns: Vec<Entry> = towns.filter(|place| place.country() == "SY").collect();
        let shown = towns.iter().find(|place| place.name() == name);
        let named = || towns.iter().find(|place| place.names().any(|other| other.text == name));
        *shown.or_else(named).unwrap_or_else(|| panic!("no town is called {name}"))
    }

    fn listed(names: &str) -> impl Iterator<Item = &str> {
        names.split(", ").filter(|name| !name.is_empty())
    }

    #[test]
    fn every_shape_has_its_place() {
        assert_eq!(built_in_drafts().1, []);
    }

    #[test]
    fn regions_hold_the_towns_they_are_known_for_and_not_their_neighbors() {
        let mut wrong = Vec::new();
        for [region, inside, outside] in REGIONS {
            let shape = place(region).shape().unwrap();
            assert!(shape.contains(place(region).position()), "the point of {region} lies outside of it");
            for (names, wanted) in [(inside, true), (outside, false)] {
                let is_wrong = |name: &&str| shape.contains(town(name).position()) != wanted;
                wrong.extend(listed(names).filter(is_wrong).map(|name| format!("{name} of {region}")));
            }
        }
        assert_eq!(wrong, [""; 0]);
    }

    #[test]
    fn roads_and_rivers_pass_the_towns_they_run_through() {
        for [course, towns] in COURSES {
            for name in listed(towns) {
                let apart = place(course).shape().unwrap().distance(town(name).position());
                assert!(apart <= Meters::from_kilometers(3.0), "{course} passes {name} {apart} away");
            }
        }
    }

    #[test]
    fn borders_pass_their_crossings() {
        for [border, crossings] in BORDERS {
            for name in listed(crossings) {
                let mut places = Gazetteer::built_in().places();
                let crossing = places.find(|place| place.name() == name);
                let crossing = crossing.unwrap_or_else(|| panic!("no crossing is called {name}"));
                let apart = place(border).shape().unwrap().distance(crossing.position());
                assert!(apart <= Meters::from_kilometers(6.0), "{border} passes {name} {apart} away");
            }
        }
    }
}
