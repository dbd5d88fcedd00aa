//! An expert's dated polygons on a theatre's land: laid, replaced, cleared, and told who drew them.

use insta::assert_snapshot;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::client::{json as ask, shared_of};
use crate::help::{Desk, rows};

/// Two towns of the opposition, of which one falls, and one of the government.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write(
        "towns.csv",
        "place,governorate,date,status,holder,source,published\n\
         Saraqib,Idlib,2016-01-01,held,Syrian opposition,paper,2016-01-02\n\
         Khan Sheikhoun,Idlib,2016-01-01,held,Syrian opposition,paper,2016-01-02\n\
         Khan Sheikhoun,Idlib,2019-02-01,held,Syrian government,paper,2019-02-02\n\
         Hama,Hama,2016-01-01,held,Syrian government,paper,2016-01-02\n",
    );
    desk.expect(0, &["import", "towns.csv", "--into", "t.gpkg"]);
    desk
}

/// A square from west to east between 35.7 and 36.1 north: Idlib and Saraqib lie in that from 36.4 to 36.9.
fn square(west: f64, east: f64, properties: &Value) -> Value {
    let ring = [[west, 35.7], [east, 35.7], [east, 36.1], [west, 36.1], [west, 35.7]];
    json!({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": properties})
}

fn collection(features: &[Value]) -> String {
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

/// Idlib, drawn as held by HTS in the first half of 2019.
fn idlib() -> Value {
    square(
        36.4,
        36.9,
        &json!({"holder": "HTS", "valid_from": "2019-01-01", "valid_to": "2019-06-30", "published": "2019-01-05"}),
    )
}

fn laid() -> Desk {
    let desk = desk();
    desk.write("idlib.geojson", collection(&[idlib()]));
    let said = desk.expect(0, &["control", "lay", "t.gpkg", "idlib.geojson", "--source", "atlas-maps"]).err;
    assert_eq!(said, "atlas-maps: 1 areas, valid from 2019-01-01 on\n");
    desk
}

/// Holders and sentences of a point, on days or with other parameters.
fn why(desk: &Desk, at: [f64; 2], query: &str) -> String {
    let shared = shared_of(&desk.path("t.gpkg"));
    let [longitude, latitude] = at;
    let told = ask(&shared, &format!("/control/at?longitude={longitude}&latitude={latitude}&{query}"));
    let sentences: Vec<&str> =
        told["sentences"].as_array().unwrap().iter().map(|told| told.as_str().unwrap()).collect();
    let holders: Vec<&str> =
        told["holders"].as_array().unwrap().iter().map(|named| named["actor"].as_str().unwrap()).collect();
    format!("{} {}: {}", holders.join("+"), told["doubt"]["wrong"], sentences.join(" "))
}

const IDLIB: [f64; 2] = [36.633, 35.931];
const EAST_OF_SARAQIB: [f64; 2] = [36.95, 35.86];

/// Square kilometers by holder.
fn areas(desk: &Desk, query: &str) -> String {
    let shared = shared_of(&desk.path("t.gpkg"));
    let told = ask(&shared, &format!("/collections/control-areas/items?type=held&{query}"));
    let area = |feature: &Value| {
        let told = &feature["properties"];
        format!("{} {} ({} doubtful)", told["holders"][0], told["km2"], told["doubtful_km2"]).replace('"', "")
    };
    told["features"].as_array().unwrap().iter().map(area).collect::<Vec<_>>().join(", ")
}

/// Who lost how many square kilometers to whom between two days.
fn changes(desk: &Desk, days: &str) -> String {
    let shared = shared_of(&desk.path("t.gpkg"));
    let told = ask(&shared, &format!("/collections/changes/items?datetime={days}"));
    let change = |feature: &Value| {
        let told = &feature["properties"];
        format!("{} to {}: {}", told["from_holders"][0], told["to_holders"][0], told["km2"]).replace('"', "")
    };
    told["features"].as_array().unwrap().iter().map(change).collect::<Vec<_>>().join(", ")
}

#[test]
fn inside_a_polygon_and_while_it_is_valid_the_land_is_whose_it_says() {
    let desk = laid();
    assert_snapshot!(why(&desk, IDLIB, "datetime=2018-12-31"), @"syrian-opposition 0.002: The nearest place that tells is Saraqib, 17 km away. Saraqib was held by Syrian opposition on 2018-12-31. That began on 2016-01-01. The last who tell of it vouch for 2016-01-02, 1094 days before.");
    assert_snapshot!(why(&desk, IDLIB, "datetime=2019-01-01"), @"hts null: This land was held by Hay'at Tahrir al-Sham on 2019-01-01. Drawn so by atlas-maps, valid from 2019-01-01 to 2019-06-30.");
    assert_snapshot!(why(&desk, IDLIB, "datetime=2019-06-30"), @"hts null: This land was held by Hay'at Tahrir al-Sham on 2019-06-30. Drawn so by atlas-maps, valid from 2019-01-01 to 2019-06-30.");
    assert_snapshot!(why(&desk, IDLIB, "datetime=2019-07-01"), @"syrian-opposition 0.02: The nearest place that tells is Saraqib, 17 km away. Saraqib was held by Syrian opposition on 2019-07-01. That began on 2016-01-01. The last who tell of it vouch for 2016-01-02, 1276 days before. Of land as far from those who tell, about 1 in 50 is another's.");
    assert_snapshot!(why(&desk, EAST_OF_SARAQIB, "datetime=2019-03-01"), @"syrian-opposition 0.02: The nearest place that tells is Saraqib, 13 km away. Saraqib was held by Syrian opposition on 2019-03-01. That began on 2016-01-01. The last who tell of it vouch for 2016-01-02, 1154 days before. Of land as far from those who tell, about 1 in 50 is another's.");
    assert_snapshot!(areas(&desk, "datetime=2018-12-31"), @"syrian-opposition 4958.49 (790.26 doubtful), syrian-government 2448.25 (805.75 doubtful)");
    assert_snapshot!(areas(&desk, "datetime=2019-01-15"), @"syrian-opposition 3470.94 (790.26 doubtful), syrian-government 2448.25 (805.75 doubtful), hts 1952.4 (0.0 doubtful)");
    assert_snapshot!(areas(&desk, "datetime=2019-06-30"), @"syrian-opposition 1208.63 (418.37 doubtful), syrian-government 4710.56 (681.79 doubtful), hts 1952.4 (0.0 doubtful)");
    assert_snapshot!(areas(&desk, "datetime=2019-07-01"), @"syrian-opposition 2696.18 (635.31 doubtful), syrian-government 4710.56 (681.79 doubtful)");
    assert_snapshot!(changes(&desk, "2018-12-31/2019-01-01"), @"null to hts: 464.86, syrian-opposition to hts: 1487.55");
    assert_snapshot!(changes(&desk, "2019-01-31/2019-02-01"), @"syrian-opposition to syrian-government: 2262.31");
    assert_snapshot!(changes(&desk, "2019-06-30/2019-07-01"), @"hts to null: 464.86, hts to syrian-opposition: 1487.55");
    let known = desk.expect(0, &["why", "t.gpkg", "Idlib", "2019-03-01"]).out;
    assert!(known.contains("Drawn so by atlas-maps, valid from 2019-01-01 to 2019-06-30."), "{known}");
}

#[test]
fn what_was_not_yet_published_is_not_drawn() {
    let desk = laid();
    let why = |known: &str| {
        desk.expect(0, &["why", "t.gpkg", "Idlib", "2019-03-01", "--known", known]).out.contains("atlas-maps")
    };
    assert_eq!([why("2019-01-04"), why("2019-01-05")], [false, true]);
    let undated = square(36.4, 36.9, &json!({"holder": "HTS", "valid_from": "2019-01-03"}));
    desk.write("undated.geojson", collection(&[undated]));
    desk.expect(0, &["control", "lay", "t.gpkg", "undated.geojson", "--source", "atlas-maps"]);
    assert_eq!([why("2019-01-02"), why("2019-01-03")], [false, true]);
}

#[test]
fn laying_again_replaces_what_the_source_had_and_clearing_takes_it_out() {
    let desk = laid();
    let tag = || kharita::theatre::load_file(&desk.path("t.gpkg")).unwrap().tag().to_owned();
    let before = tag();
    let other = square(36.5, 37.0, &json!({"holder": "Jaysh al-Nasr Maps; HTS", "date": "2019-01-01"}));
    desk.write("other.geojson", collection(&[other]));
    let ran = desk.expect(0, &["control", "lay", "t.gpkg", "other.geojson", "--source", "atlas-maps"]);
    assert_snapshot!(ran.err, @"
    atlas-maps: 1 areas, valid from 2019-01-01 on; they replace 1
      none of the theatre's actors is called Jaysh al-Nasr Maps
    ");
    assert_ne!(tag(), before);
    assert_snapshot!(why(&desk, EAST_OF_SARAQIB, "datetime=2019-08-01"), @"jaysh-al-nasr-maps+hts null: This land was held by jaysh-al-nasr-maps and Hay'at Tahrir al-Sham on 2019-08-01. Drawn so by atlas-maps, valid from 2019-01-01 to 2024-12-31.");
    desk.expect(0, &["control", "lay", "t.gpkg", "idlib.geojson", "--source", "atlas-maps"]);
    assert_eq!(tag(), before);
    desk.expect(0, &["control", "lay", "t.gpkg", "idlib.geojson", "--source", "others"]);
    let count = "SELECT source, count(*) FROM expert_areas GROUP BY source";
    assert_eq!(rows(&desk.path("t.gpkg"), count).len(), 2);
    desk.expect(0, &["control", "lay", "t.gpkg", "--source", "others", "--clear"]);
    let ran = desk.expect(0, &["control", "lay", "t.gpkg", "--source", "atlas-maps", "--clear"]);
    assert_snapshot!(ran.err, @"atlas-maps: 1 areas taken out");
    assert!(!why(&desk, IDLIB, "datetime=2019-03-01").contains("Drawn"));
    // One that a table describes is called as it says there.
    desk.expect(0, &["control", "lay", "t.gpkg", "idlib.geojson", "--source", "syria-direct"]);
    assert!(why(&desk, IDLIB, "datetime=2019-03-01").contains("Drawn so by Syria Direct, valid from"));
    // A source that nothing describes goes with what it drew.
    let source = "SELECT id FROM sources WHERE id = 'atlas-maps'";
    assert!(rows(&desk.path("t.gpkg"), source).is_empty());
}

#[test]
fn a_feature_that_cannot_be_used_is_told_and_the_others_are_laid() {
    let desk = desk();
    let features = [
        square(36.0, 36.2, &json!({"holder": "HTS"})),
        square(36.0, 436.2, &json!({"holder": "HTS", "valid_from": "2019-01-01"})),
        idlib(),
        square(36.0, 36.2, &json!({"holder": "Claimed SDF advance", "valid_from": "2019-01-01"})),
        square(36.0, 36.2, &json!({"valid_from": "2019-01-01"})),
    ];
    desk.write("maps.geojson", collection(&features));
    let lay = ["control", "lay", "t.gpkg", "maps.geojson", "--source", "atlas-maps"];
    assert_snapshot!(desk.expect(1, &lay).err, @"
    maps.geojson, line 1: feature 1: nothing says from which day it is valid; tell it with --date
    maps.geojson, line 1: feature 2: 436.2, 35.7 is not on the globe; coordinates are degrees, longitude first (WGS 84)
    maps.geojson, line 1: feature 5: nothing says who holds it
    atlas-maps: 1 areas, valid from 2019-01-01 on
      1 polygons are only claimed by a side, and left out
    ");
    assert_eq!(rows(&desk.path("t.gpkg"), "SELECT fid FROM expert_areas").len(), 1);
    let dated = [&lay[..], &["--date", "2019-02-01"]].concat();
    assert_snapshot!(desk.expect(1, &dated).err, @"
    maps.geojson, line 1: feature 2: 436.2, 35.7 is not on the globe; coordinates are degrees, longitude first (WGS 84)
    maps.geojson, line 1: feature 5: nothing says who holds it
    atlas-maps: 2 areas, the first valid from 2019-01-01 on, the last from 2019-02-01 on; they replace 1
      1 polygons are only claimed by a side, and left out
    ");
    desk.write("none.geojson", collection(&[square(36.0, 36.2, &json!({"holder": "HTS"}))]));
    let none = desk.expect(2, &["control", "lay", "t.gpkg", "none.geojson", "--source", "atlas-maps"]).err;
    assert_snapshot!(none, @"
    none.geojson, line 1: feature 1: nothing says from which day it is valid; tell it with --date
    kharita: there is no polygon of who holds what; the theatre is as it was
    ");
    assert_eq!(rows(&desk.path("t.gpkg"), "SELECT fid FROM expert_areas").len(), 2);
}

#[test]
fn files_name_who_drew_the_land_and_the_theatre_says_how_far_it_reaches() {
    let desk = laid();
    let sources = |day: &str| {
        let told = desk.expect(0, &["export", "t.gpkg", "control-areas", "--datetime", day]).json();
        let named = told["attributions"].as_array().unwrap().iter().map(|one| one["source"].to_string());
        named.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(sources("2019-01-01"), r#""atlas-maps" "paper""#);
    assert_eq!(sources("2019-07-01"), r#""paper""#);

    desk.expect(0, &["export", "t.gpkg", "control-areas", "--datetime", "2019-01-01", "-o", "areas.gpkg"]);
    let metadata = "SELECT metadata FROM gpkg_metadata";
    for file in ["areas.gpkg", "t.gpkg"] {
        assert!(rows(&desk.path(file), metadata)[0].contains("atlas-maps"), "{file}");
    }
    let file = Connection::open(desk.path("t.gpkg")).unwrap();
    let extent: [f64; 4] = file
        .query_row(
            "SELECT min_x, max_x, min_y, max_y FROM gpkg_contents WHERE table_name = 'expert_areas'",
            [],
            |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]),
        )
        .unwrap();
    for (found, wanted) in extent.into_iter().zip([36.4, 36.9, 35.7, 36.1]) {
        assert!((found - wanted).abs() < 1e-4, "{extent:?}");
    }
    let kind = "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = 'expert_areas'";
    assert_eq!(rows(&desk.path("t.gpkg"), kind), ["MULTIPOLYGON"]);
}

/// Without a single place the land is divided all the same, and what nobody drew is unknown.
#[test]
fn polygons_alone_make_areas_too() {
    let desk = Desk::new();
    desk.expect(0, &["new", "t.gpkg"]);
    desk.write("idlib.geojson", collection(&[idlib()]));
    desk.expect(0, &["control", "lay", "t.gpkg", "idlib.geojson", "--source", "atlas-maps"]);
    assert_snapshot!(areas(&desk, "datetime=2019-03-01"), @"hts 1952.36 (0.0 doubtful)");
    assert_snapshot!(why(&desk, [37.5, 35.9], "datetime=2019-03-01"), @" null: Who held this land on 2019-03-01 is not known: no place within 30 km tells.");
}
