//! The server as a client asks it, through the real router: what a box, a window and a filter find, page by page, and
//! what is said when a question cannot be read.

use std::{collections::BTreeSet, io::Read};

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use insta::assert_snapshot;
use kharita::{atlas::Layer, gazetteer::Gazetteer, server::Shared, theatre};
use serde_json::Value;

use crate::{
    client::{Columns, ask, get, ids, json, point, script, shared_of, small, small_theatre, walk},
    help::{Desk, demo_theatre, number, ucdp_theatre},
};

#[test]
fn datetime_counts_both_ends_and_finds_what_overlaps() {
    let found = |datetime: &str| ids(&format!("/collections/events/items?datetime={datetime}"));
    assert_eq!(found("2018-01-10"), ["day"]);
    assert_eq!(found("2018-01-10/2018-01-12"), ["day", "days"]);
    assert_eq!(found("2018-01-11/2018-01-12"), ["days"]);
    assert_eq!(found("2018-01-13"), ["days"], "a day within an imprecise event");
    assert_eq!(found("2018-01-14/2018-02-01"), ["days", "month"]);
    assert_eq!(found("2018-01-15/2018-01-31"), [] as [&str; 0]);
    assert_eq!(found("2018-02-28"), ["month"]);
    assert_eq!(found("../2018-01-12"), ["day", "days"]);
    assert_eq!(found("/2018-01-12"), ["day", "days"]);
    assert_eq!(found("2018-03-02/.."), ["east", "west"]);
    assert_eq!(found("2018-03-02/"), ["east", "west"]);
    assert_eq!(found("../..").len(), 6);
    assert_eq!(found("2018-01-10T12:00:00Z"), ["day"], "an instant is within its day");
    assert_eq!(found("2018-01-10T23:59:59Z/2018-01-11T00:00:00%2B02:00"), ["day"]);
}

#[test]
fn a_box_counts_its_edges_and_may_cross_the_antimeridian() {
    let found = |bbox: &str| ids(&format!("/collections/events/items?bbox={bbox}"));
    assert_eq!(found("36,35,37,36"), ["day", "days", "shells"]);
    assert_eq!(found("36.63,35.93,36.63,35.93"), ["day"], "a box without width");
    assert_eq!(found("36.64,35,37,36"), ["days", "shells"]);
    assert_eq!(found("179,-1,-179,1"), ["east", "west"]);
    assert_eq!(found("-180,-1,180,1"), ["east", "west"]);
    assert_eq!(found("179,-1,180,1"), ["east"]);
    assert_eq!(found("170,35,37,36"), ["day", "days", "shells"], "around the globe the long way");
    assert_eq!(found("36,35,0,37,36,1000"), ["day", "days", "shells"], "heights are passed over");
}

#[test]
fn types_and_actors_narrow_and_several_widen() {
    let found = |query: &str| ids(&format!("/collections/events/items?{query}"));
    assert_eq!(found("type=Battles"), ["days", "east", "west"]);
    assert_eq!(found("type=Air/drone%20strike"), ["day"]);
    assert_eq!(found("type=armed%20clash,Protests"), ["days", "month", "east", "west"]);
    assert_eq!(found("type=Protests&type=Air/drone+strike"), ["day", "month"]);
    assert_eq!(found("actor=syrian-government"), ["day", "days", "shells"]);
    assert_eq!(found("actor=hts,russia"), ["days", "east", "west"]);
    assert_eq!(found("actor=russia&bbox=179,-1,180,1&datetime=2018-03-02&type=Battles"), ["east"]);
    assert_eq!(ids("/collections/strikes/items"), ["day", "shells"]);
    assert_eq!(ids("/collections/strikes/items?type=Battles"), [] as [&str; 0]);
}

#[test]
fn following_next_shows_every_feature_exactly_once() {
    let shared = shared_of(demo_theatre());
    for (layer, query) in [
        ("events", "?limit=7"),
        ("strikes", "?limit=5"),
        ("control", "?limit=50"),
        ("places", "?limit=33&f=json"),
    ] {
        let walked = walk(&shared, &format!("/collections/{layer}/items{query}"));
        let whole = json(&shared, &format!("/collections/{layer}/items?limit=10000"));
        assert_eq!(whole["numberMatched"], whole["numberReturned"]);
        assert!(whole["links"].as_array().unwrap().is_empty());
        let ids: Vec<&str> = walked.iter().map(|feature| feature["id"].as_str().unwrap()).collect();
        let once: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(once.len(), ids.len(), "{layer}: a feature comes twice, or two have one id");
        assert_eq!(&walked, whole["features"].as_array().unwrap(), "{layer}");
        // Each can be asked for by its id and is the same then; an event alone also says where the truth lies.
        for feature in walked.iter().step_by(17) {
            let id: String = serde_urlencoded::to_string([("", feature["id"].as_str().unwrap())]).unwrap();
            let address = format!("/collections/{layer}/items/{}", id[1..].replace('+', "%20"));
            let mut alone = json(&shared, &address);
            if layer != "places" {
                let properties = alone["properties"].as_object_mut().unwrap();
                properties.retain(|name, _| !matches!(name.as_str(), "radius_km" | "within"));
            }
            assert_eq!(&alone, feature, "{address}");
        }
    }
    // A filter is kept on the way.
    let filtered = walk(
        &shared,
        "/collections/events/items?limit=3&datetime=2017-01-01/2018-12-31&type=Explosions/Remote%20violence",
    );
    assert!(filtered.len() > 3);
    assert!(
        filtered.iter().all(|feature| feature["properties"]["event_type"] == "Explosions/Remote violence")
    );
}

#[test]
fn what_cannot_be_read_is_answered_with_what_is_allowed() {
    let mut told = String::new();
    for address in [
        "/collections/events/items?bbox=1,2,3",
        "/collections/events/items?bbox=0,10,1,0",
        "/collections/events/items?bbox=nan,0,1,1",
        "/collections/events/items?datetime=yesterday",
        "/collections/events/items?datetime=2018-02-30",
        "/collections/events/items?datetime=2018-02-02/2018-02-01",
        "/collections/events/items?limit=0",
        "/collections/events/items?limit=10001",
        "/collections/events/items?limit=many",
        "/collections/events/items?offset=-1",
        "/collections/events/items?type=Tea",
        "/collections/events/items?actor=nobody",
        "/collections/control/items?type=owned",
        "/collections/control/items?actor=nobody",
        "/collections/places/items?type=XYZ",
        "/collections/events/items?colour=red",
        "/collections/incidents/items",
        "/collections/incidents",
        "/collections/events/items/nothing.1",
        "/collections/strikes/items/small:days.1",
        "/places",
        "/places?q=Idlib&limit=51",
        "/places?name=Idlib",
        "/nowhere",
        "/assets/../index.html",
    ] {
        let (status, headers, body) = get(small(), address);
        assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json", "{address}");
        let problem: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["status"], status.as_u16());
        assert_eq!(problem["type"], "about:blank");
        let detail = problem["detail"].as_str().unwrap();
        told.push_str(&format!("{status} {address}\n    {}: {detail}\n", problem["title"].as_str().unwrap()));
    }
    assert_snapshot!(told, @r#"
    400 Bad Request /collections/events/items?bbox=1,2,3
        bad parameter: bbox "1,2,3" is not four numbers; write west,south,east,north in degrees, as 36,35.5,37,36.5
    400 Bad Request /collections/events/items?bbox=0,10,1,0
        bad parameter: bbox "0,10,1,0" is not on the globe; longitudes are -180 to 180, latitudes -90 to 90, south before north
    400 Bad Request /collections/events/items?bbox=nan,0,1,1
        bad parameter: bbox "nan,0,1,1" is not four numbers; write west,south,east,north in degrees, as 36,35.5,37,36.5
    400 Bad Request /collections/events/items?datetime=yesterday
        bad parameter: datetime "yesterday" cannot be read; write a day (2017-11-13), 2017-11-01/2017-11-30, ../2017-11-30 or 2017-11-01/..
    400 Bad Request /collections/events/items?datetime=2018-02-30
        bad parameter: datetime "2018-02-30" cannot be read; write a day (2017-11-13), 2017-11-01/2017-11-30, ../2017-11-30 or 2017-11-01/..
    400 Bad Request /collections/events/items?datetime=2018-02-02/2018-02-01
        bad parameter: datetime "2018-02-02/2018-02-01" ends before it starts; write the earlier day first
    400 Bad Request /collections/events/items?limit=0
        bad parameter: limit "0" is not a number from 1 to 10000
    400 Bad Request /collections/events/items?limit=10001
        bad parameter: limit "10001" is not a number from 1 to 10000
    400 Bad Request /collections/events/items?limit=many
        bad parameter: limit "many" is not a number from 1 to 10000
    400 Bad Request /collections/events/items?offset=-1
        bad parameter: offset is a number of features to pass over, from 0
    400 Bad Request /collections/events/items?type=Tea
        bad parameter: unknown type "Tea"; there are Explosions/Remote violence, Air/drone strike, Shelling/artillery/missile attack, Remote explosive/landmine/IED, Suicide bomb, Grenade, Chemical weapon, Battles, Armed clash, Government regains territory, Non-state actor overtakes territory, Violence against civilians, Attack, Abduction/forced disappearance, Sexual violence, Protests, Peaceful protest, Protest with intervention, Excessive force against protesters, Riots, Violent demonstration, Mob violence, Strategic developments, Agreement, Arrests, Change to group/activity, Disrupted weapons use, Headquarters or base established, Looting/property destruction, Non-violent transfer of territory, Withdrawal, Troop movement, Displacement, Other
    400 Bad Request /collections/events/items?actor=nobody
        bad parameter: unknown actor "nobody"; actor takes ids of the theatre's actor table, as in aanes, abu-al-fadl-al-abbas, afrin-liberation-forces
    400 Bad Request /collections/control/items?type=owned
        bad parameter: unknown type "owned"; there are held, contested, besieged, mixed, truce, unknown
    400 Bad Request /collections/control/items?actor=nobody
        bad parameter: unknown actor "nobody"; actor takes ids of the theatre's actor table, as in aanes, abu-al-fadl-al-abbas, afrin-liberation-forces
    400 Bad Request /collections/places/items?type=XYZ
        bad parameter: unknown type "XYZ"; there are PPL, PPLA
    400 Bad Request /collections/events/items?colour=red
        bad parameter: unknown parameter "colour"; there are bbox, datetime, type, actor, status, known, shape, limit, offset
    404 Not Found /collections/incidents/items
        not found: unknown collection "incidents"; there are events, strikes, control, places, claims, reports, control-areas, front-lines, changes
    404 Not Found /collections/incidents
        not found: unknown collection "incidents"; there are events, strikes, control, places, claims, reports, control-areas, front-lines, changes
    404 Not Found /collections/events/items/nothing.1
        not found: events has no item "nothing.1"
    404 Not Found /collections/strikes/items/small:days.1
        not found: strikes has no item "small:days.1"
    400 Bad Request /places
        bad parameter: q is missing; write /places?q=Atarib
    400 Bad Request /places?q=Idlib&limit=51
        bad parameter: limit "51" is not a number from 1 to 50
    400 Bad Request /places?name=Idlib
        bad parameter: unknown parameter "name"; there are q and limit
    404 Not Found /nowhere
        not found: nothing is here; the page is at /, the collections at /collections
    404 Not Found /assets/../index.html
        not found: nothing is here; the page is at /, the collections at /collections
    "#);
}

#[test]
fn a_question_that_is_not_even_text_is_a_bad_request_with_problem_details() {
    for address in ["/collections/events/items?bbox=%FF%FE", "/collections/events/items?%00=1"] {
        let (status, headers, _) = get(small(), address);
        assert_eq!(status, StatusCode::BAD_REQUEST, "{address}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json", "{address}");
    }
    let (status, headers, _) = get(small(), "/collections/events/items/%FF");
    assert!(status.is_client_error(), "{status}");
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
}

#[test]
fn only_get_and_head_are_answered_and_long_addresses_and_bodies_are_not() {
    for address in ["/", "/theatre", "/collections/events/items", "/columns/events", "/healthz"] {
        for method in [Method::POST, Method::PUT, Method::DELETE] {
            let (status, headers, body) = ask(small(), &method, address, &[], Body::empty());
            assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {address}");
            assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
            assert!(headers[header::ALLOW].to_str().unwrap().contains("GET"), "{headers:?}");
            assert!(String::from_utf8(body).unwrap().contains("GET or HEAD"));
        }
        let (status, _, body) = ask(small(), &Method::HEAD, address, &[], Body::empty());
        assert_eq!((status, body.len()), (StatusCode::OK, 0), "HEAD {address}");
    }
    let long = format!("/collections/events/items?type={}", "x".repeat(9_000));
    let (status, headers, body) = get(small(), &long);
    assert_eq!(status, StatusCode::URI_TOO_LONG);
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
    assert!(body.len() < 400, "the address is not sent back");
    let body = Body::from(vec![b'x'; 100_000]);
    let (status, headers, _) = ask(small(), &Method::GET, "/theatre", &[("content-length", "100000")], body);
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
}

#[test]
fn every_answer_forbids_what_the_page_does_not_need() {
    for address in [
        "/",
        &script(),
        "/theatre",
        "/collections",
        "/collections/events/items",
        "/columns/events",
        "/nowhere",
        "/places?q=Idlib",
    ] {
        let (_, headers, _) = get(small(), address);
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{address}");
        assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");
        assert!(!headers.contains_key(header::SET_COOKIE));
        assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    }
}

#[test]
fn an_event_that_is_not_known_to_the_spot_says_within_what_it_was() {
    let shared = shared_of(demo_theatre());
    let events = json(&shared, "/collections/events/items?limit=10000");
    let told = |toponym: &str, precision: u64| {
        let mut events = events["features"].as_array().unwrap().iter();
        let event = events
            .find(|event| {
                let properties = &event["properties"];
                properties["toponym"] == toponym && properties["geo_precision"] == precision
            })
            .unwrap_or_else(|| panic!("no event in {toponym} of precision {precision}"));
        let id = event["id"].as_str().unwrap();
        let alone = json(&shared, &format!("/collections/events/items/{id}"));
        let properties = &alone["properties"];
        format!("{toponym}: {} km, {}", properties["radius_km"], properties["within"]["type"])
    };
    let told = [
        told("Idlib Governorate", 3),
        told("Eastern Ghouta", 2),
        told("Hama", 2),
        told("Syrian-Turkish border", 3),
        told("Khan Sheikhoun", 1),
    ];
    assert_snapshot!(told.join("\n"), @r#"
    Idlib Governorate: 45.0 km, null
    Eastern Ghouta: 14.0 km, "MultiPolygon"
    Hama: 25.0 km, null
    Syrian-Turkish border: 430.0 km, "MultiLineString"
    Khan Sheikhoun: null km, null
    "#);
    let place = json(&shared, "/collections/places/items/kharita:southern-idlib");
    assert_eq!(place["properties"]["within"]["type"], "MultiPolygon");
    let found = json(&shared, "/places?q=eastern%20ghouta");
    assert_eq!(found["candidates"][0]["within"]["type"], "MultiPolygon");
}

#[test]
fn what_a_client_has_already_is_not_sent_again() {
    for address in [
        "/",
        &script(),
        "/theatre",
        "/collections",
        "/collections/events/items?limit=2",
        "/columns/events",
        "/collections/events/items/small:day.1",
    ] {
        let (status, headers, _) = get(small(), address);
        assert_eq!(status, StatusCode::OK, "{address}");
        let tag = headers[header::ETAG].to_str().unwrap().to_owned();
        let (status, again, body) =
            ask(small(), &Method::GET, address, &[("if-none-match", &tag)], Body::empty());
        assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0), "{address}");
        assert_eq!(again[header::ETAG], tag);
        let (status, ..) =
            ask(small(), &Method::GET, address, &[("if-none-match", "W/\"other\"")], Body::empty());
        assert_eq!(status, StatusCode::OK);
    }
    // Another theatre has other tags.
    let tag = |shared: &Shared| get(shared, "/columns/events").1[header::ETAG].clone();
    assert_ne!(tag(small()), tag(&shared_of(demo_theatre())));
}

#[test]
fn answers_are_packed_for_who_can_unpack_them() {
    let shared = shared_of(demo_theatre());
    for address in ["/columns/events", "/theatre", "/collections/control/items?limit=500"] {
        let (_, _, plain) = get(&shared, address);
        let (status, headers, packed) =
            ask(&shared, &Method::GET, address, &[("accept-encoding", "gzip")], Body::empty());
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[header::CONTENT_ENCODING], "gzip", "{address}");
        assert!(packed.len() * 2 < plain.len(), "{address}: {} of {}", packed.len(), plain.len());
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).unwrap();
        assert!(unpacked == plain, "{address}");
    }
}

#[test]
fn the_page_and_its_files_are_served_and_nothing_else() {
    let (status, headers, body) = get(small(), "/");
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CONTENT_TYPE], "text/html");
    assert!(String::from_utf8(body).unwrap().to_lowercase().contains("<!doctype html>"));
    for address in [
        "/../Cargo.toml",
        "/..%2fCargo.toml",
        "/assets/..%2f..%2f..%2fCargo.toml",
        "/%2e%2e/Cargo.toml",
        "/etc/passwd",
        "//etc/passwd",
    ] {
        assert_eq!(get(small(), address).0, StatusCode::NOT_FOUND, "{address}");
    }
    assert_eq!(get(small(), "/healthz").2, b"ok\n");
}

#[test]
fn collections_say_what_there_is() {
    let told = json(small(), "/collections");
    let names: Vec<&str> =
        told["collections"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    let known = Layer::ALL.map(Layer::name);
    assert_eq!(names, known);
    for one in told["collections"].as_array().unwrap() {
        let items = one["links"][0]["href"].as_str().unwrap();
        assert_eq!(get(small(), items).0, StatusCode::OK, "{items}");
        assert_eq!(json(small(), &format!("/collections/{}", one["id"].as_str().unwrap()))["id"], one["id"]);
    }
}

#[test]
fn features_are_rfc_7946() {
    let shared = shared_of(demo_theatre());
    for layer in ["events", "strikes", "control", "places"] {
        let (_, headers, _) = get(&shared, &format!("/collections/{layer}/items"));
        assert_eq!(headers[header::CONTENT_TYPE], "application/geo+json");
        let told = json(&shared, &format!("/collections/{layer}/items?limit=10000"));
        assert_eq!(told["type"], "FeatureCollection");
        for feature in told["features"].as_array().unwrap() {
            let text = serde_json::to_string(feature).unwrap();
            let read: geojson::Feature = text.parse().unwrap_or_else(|cause| panic!("{cause}: {text}"));
            assert!(read.properties.is_some() && read.id.is_some());
            if let Some([longitude, latitude]) = point(feature) {
                assert!((-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude));
            }
        }
    }
}

#[test]
fn places_are_found_as_one_types() {
    let first = |query: &str| {
        let told = json(small(), &format!("/places?q={query}&limit=3"));
        assert!(told["candidates"].as_array().unwrap().len() <= 3);
        assert_eq!(told["query"].as_str().unwrap().is_empty(), query.is_empty());
        told["candidates"][0]["name"].as_str().unwrap_or("nothing").to_owned()
    };
    assert_eq!(first("Atar"), "Atarib");
    assert_eq!(first("khan%20sh"), "Khan Sheikhoun");
    assert_eq!(first("%D8%A5%D8%AF%D9%84%D8%A8"), "Idlib");
    assert_eq!(first("zzzzzz"), "nothing");
}

#[test]
fn the_page_sees_in_columns_what_the_api_tells_feature_by_feature() {
    for theatre in [Some(demo_theatre().to_owned()), ucdp_theatre()].into_iter().flatten() {
        let shared = shared_of(&theatre);
        let columns = Columns::read(&get(&shared, "/columns/events").2);
        let features: Vec<Value> = walk(&shared, "/collections/events/items?limit=10000")
            .into_iter()
            .filter(|feature| !feature["geometry"].is_null())
            .collect();
        assert_eq!(columns.count, features.len());
        assert_eq!(columns.count as i64, number(&theatre, "SELECT count(*) FROM events WHERE geom NOT NULL"));
        for (row, feature) in features.iter().enumerate() {
            let told = &feature["properties"];
            assert_eq!(columns.ids[row], feature["id"].as_str().unwrap());
            assert_eq!(columns.day("start", row), told["start"].as_str().unwrap());
            assert_eq!(columns.day_before("end", row), told["end"].as_str().unwrap());
            let [longitude, latitude] = point(feature).unwrap();
            assert!((columns.f32("longitude", row) - longitude as f32).abs() < 1e-5);
            assert!((columns.f32("latitude", row) - latitude as f32).abs() < 1e-5);
            let kind = &columns.header["kinds"][columns.u8("kind", row) as usize];
            assert_eq!(
                (&kind["event_type"], &kind["sub_event_type"]),
                (&told["event_type"], &told["sub_event_type"])
            );
            assert_eq!(
                u64::from(columns.u8("time_precision", row)),
                told["time_precision"].as_u64().unwrap()
            );
            assert_eq!(u64::from(columns.u8("geo_precision", row)), told["geo_precision"].as_u64().unwrap());
            let status =
                ["single source", "corroborated", "disputed", "denied"][columns.u8("status", row) as usize];
            assert_eq!(status, told["status"].as_str().unwrap());
            for (column, role) in [("actor1", "actor1"), ("actor2", "actor2")] {
                let number = columns.u16(column, row);
                let named = (number != u16::MAX).then(|| &columns.header["actors"][number as usize]);
                let first = told["actors"].as_array().unwrap().iter().find(|actor| actor["role"] == role);
                assert_eq!(named, first.map(|actor| &actor["actor"]), "{}", columns.ids[row]);
            }
            assert_eq!(
                columns.header["sources"][columns.u16("source", row) as usize],
                told["sources"][0]["source"]
            );
            let deaths = columns.u32("deaths", row);
            let best = ["best", "low", "high"].iter().find_map(|figure| told["deaths"][figure].as_u64());
            assert_eq!((deaths != u32::MAX).then_some(u64::from(deaths)), best, "{}", columns.ids[row]);
        }
    }
}

#[test]
fn page_api_files_and_sql_show_the_same_numbers() {
    let desk = Desk::new();
    for theatre in [Some(demo_theatre().to_owned()), ucdp_theatre()].into_iter().flatten() {
        let shared = shared_of(&theatre);
        let columns = Columns::read(&get(&shared, "/columns/events").2);
        let counts = &json(&shared, "/theatre")["counts"];
        for (layer, query) in [
            ("events", "events"),
            ("control", "control"),
            ("places", "places"),
            ("reports", "reports"),
            ("claims", "claims"),
            ("problems", "problems"),
        ] {
            assert_eq!(
                counts[layer].as_i64().unwrap(),
                number(&theatre, &format!("SELECT count(*) FROM {query}")),
                "{layer}"
            );
        }
        let [west, south, east, north] = [36.0, 35.25, 37.25, 36.75];
        for (from, to) in
            [("2017-11-01", "2017-11-30"), ("2016-01-01", "2019-12-31"), ("2020-02-01", "2020-02-29")]
        {
            let strikes = "('Air/drone strike', 'Shelling/artillery/missile attack', 'Remote explosive/landmine/IED', 'Suicide bomb', 'Chemical weapon')";
            let in_file = number(
                &theatre,
                &format!(
                    "SELECT count(*) FROM events e JOIN rtree_events_geom r ON r.id = e.fid
                     WHERE r.minx BETWEEN {west} AND {east} AND r.miny BETWEEN {south} AND {north}
                     AND e.start_date <= '{to}' AND e.end_date >= '{from}' AND e.sub_event_type IN {strikes}"
                ),
            );
            let query = format!("bbox={west},{south},{east},{north}&datetime={from}/{to}");
            let told = json(&shared, &format!("/collections/strikes/items?{query}&limit=1"));
            assert_eq!(told["numberMatched"].as_i64().unwrap(), in_file, "{from}/{to}");
            let drawn = (0..columns.count)
                .filter(|row| {
                    let is_strike =
                        columns.header["kinds"][columns.u8("kind", *row) as usize]["strike"] == true;
                    let (longitude, latitude) =
                        (f64::from(columns.f32("longitude", *row)), f64::from(columns.f32("latitude", *row)));
                    is_strike
                        && (west..=east).contains(&longitude)
                        && (south..=north).contains(&latitude)
                        && columns.day("start", *row).as_str() <= to
                        && columns.day_before("end", *row).as_str() >= from
                })
                .count();
            assert_eq!(drawn as i64, in_file, "{from}/{to}");
            for format in ["csv", "geojson", "gpkg"] {
                let file = format!("out.{format}");
                let bbox = format!("{west},{south},{east},{north}");
                let window = format!("{from}/{to}");
                let ran = desk.expect(
                    0,
                    &[
                        "export",
                        &theatre.to_string_lossy(),
                        "strikes",
                        "--bbox",
                        &bbox,
                        "--datetime",
                        &window,
                        "-o",
                        &file,
                    ],
                );
                assert!(ran.err.starts_with(&format!("{in_file} features of strikes\n")), "{ran:?}");
                let path = desk.path(&file);
                let written = match format {
                    "csv" => csv::Reader::from_path(&path).unwrap().records().count(),
                    "geojson" => {
                        serde_json::from_slice::<Value>(&std::fs::read(&path).unwrap()).unwrap()["features"]
                            .as_array()
                            .unwrap()
                            .len()
                    }
                    _ => number(&path, "SELECT count(*) FROM strikes") as usize,
                };
                assert_eq!(written as i64, in_file, "{format}");
            }
        }
    }
}

#[test]
fn a_page_never_sees_half_of_a_change() {
    let shared = Shared::new(theatre::load_file(demo_theatre()).unwrap(), Gazetteer::built_in());
    let before = shared.atlas();
    shared.replace(theatre::load_file(&small_theatre()).unwrap());
    assert_eq!(before.counts().events as i64, number(demo_theatre(), "SELECT count(*) FROM events"));
    assert_eq!(json(&shared, "/theatre")["counts"]["events"], 6);
}
