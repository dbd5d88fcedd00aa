//! Areas of control, front lines and changes: as collections, as files, and as the page takes them.

use insta::assert_snapshot;
use rusqlite::Connection;
use serde_json::Value;

use crate::client::{get, json, shared_of};
use crate::help::Desk;

/// Two towns of one side and one of another, of which one falls.
fn of_three_towns() -> Desk {
    let desk = Desk::new();
    desk.write(
        "towns.csv",
        "place,governorate,date,status,holder,against,source,published\n\
         Saraqib,Idlib,2016-01-01,held,Syrian opposition,,paper,2016-01-02\n\
         Khan Sheikhoun,Idlib,2016-01-01,held,Syrian opposition,,paper,2016-01-02\n\
         Khan Sheikhoun,Idlib,2019-08-21,held,Syrian government,,paper,2019-08-22\n\
         Hama,Hama,2016-01-01,held,Syrian government,,paper,2016-01-02\n\
         Hama,Hama,2019-01-01,held,Syrian government,,paper,2019-08-22\n\
         Saraqib,Idlib,2019-09-01,held,Syrian opposition,,paper,2019-09-02\n",
    );
    desk.expect(0, &["import", "towns.csv", "--into", "t.gpkg"]);
    desk
}

fn features(answer: &Value) -> &Vec<Value> {
    answer["features"].as_array().unwrap()
}

/// What is told of each feature, in a line.
fn told(answer: &Value) -> String {
    let line = |feature: &Value| {
        let mut told = feature["properties"].clone();
        told.as_object_mut().unwrap().remove("id");
        format!("{} {told}", feature["geometry"]["type"].as_str().unwrap())
    };
    features(answer).iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn areas_front_lines_and_changes_are_collections_of_a_day() {
    let desk = of_three_towns();
    let shared = shared_of(&desk.path("t.gpkg"));
    let ask = |layer: &str, query: &str| json(&shared, &format!("/collections/{layer}/items?{query}"));
    assert_snapshot!(told(&ask("control-areas", "datetime=2016-06-01")), @r#"
    MultiPolygon {"against":[],"day":"2016-06-01","doubtful_km2":0.0,"holders":[],"km2":178532.65,"population":0,"status":"unknown"}
    MultiPolygon {"against":[],"day":"2016-06-01","doubtful_km2":790.26,"holders":["syrian-opposition"],"km2":4958.49,"population":83206,"status":"held"}
    MultiPolygon {"against":[],"day":"2016-06-01","doubtful_km2":805.75,"holders":["syrian-government"],"km2":2448.25,"population":460602,"status":"held"}
    "#);
    assert_snapshot!(told(&ask("front-lines", "datetime=2016-06-01")), @r#"MultiLineString {"between":["syrian-government","syrian-opposition"],"day":"2016-06-01","km":63.5,"since":"2016-01-01"}"#);
    assert_snapshot!(told(&ask("front-lines", "datetime=2019-08-25")), @r#"MultiLineString {"between":["syrian-government","syrian-opposition"],"day":"2019-08-25","km":46.4,"since":"2019-08-21"}"#);
    assert_snapshot!(told(&ask("changes", "datetime=2019-08-20/2019-08-25")), @r#"MultiPolygon {"bearing":345.0,"from":"2019-08-20","from_holders":["syrian-opposition"],"from_status":"held","km2":2262.31,"moved_km":46.1,"population":48975,"to":"2019-08-25","to_holders":["syrian-government"],"to_status":"held"}"#);
    assert_eq!(features(&ask("changes", "datetime=2017-01-01/2017-12-31")).len(), 0);
    assert_eq!(features(&ask("control-areas", "datetime=2016-06-01&type=held")).len(), 2);
    assert_eq!(features(&ask("control-areas", "datetime=2016-06-01&actor=syrian-government")).len(), 1);
    assert_eq!(features(&ask("front-lines", "datetime=2016-06-01&bbox=40,34,41,35")).len(), 0);
}

/// Whatever is drawn, the figures are those of the faces, and they add up to the country.
#[test]
fn a_shape_changes_what_is_drawn_and_no_figure() {
    let desk = of_three_towns();
    let shared = shared_of(&desk.path("t.gpkg"));
    let areas = |shape: &str| {
        json(&shared, &format!("/collections/control-areas/items?datetime=2016-06-01&shape={shape}"))
    };
    let figures = |answer: &Value| -> Vec<f64> {
        features(answer).iter().map(|area| area["properties"]["km2"].as_f64().unwrap()).collect()
    };
    let (raw, smooth, simple) = (areas("raw"), areas("smooth"), areas("simple"));
    assert_eq!(figures(&raw), figures(&smooth));
    assert_eq!(figures(&raw), figures(&simple));
    let country: f64 = figures(&raw).iter().sum();
    assert!((country - 185_900.0).abs() < 300.0, "{country} km2");
    let points = |answer: &Value| answer.to_string().len();
    assert!(points(&simple) < points(&raw));
}

#[test]
fn areas_are_written_in_every_format() {
    let desk = of_three_towns();
    for layer in ["control-areas", "front-lines", "changes"] {
        let of = |format: &str| {
            let file = format!("{layer}.{format}");
            let days = "2019-08-20/2019-08-25";
            desk.expect(0, &["export", "t.gpkg", layer, "--datetime", days, "-o", &file]);
            desk.path(&file)
        };
        let told: Value = serde_json::from_slice(&std::fs::read(of("geojson")).unwrap()).unwrap();
        let many = features(&told).len();
        assert!(many > 0, "{layer}");
        assert_eq!(told["attributions"][0]["source"], "paper");

        let table = std::fs::read_to_string(of("csv")).unwrap();
        assert_eq!(table.lines().count(), many + 1);
        assert!(table.contains("MULTI"), "{table}");

        let file = Connection::open(of("gpkg")).unwrap();
        let name = layer.replace('-', "_");
        let count =
            |of: &str| -> usize { file.query_row(of, [], |row| row.get::<_, i64>(0)).unwrap() as usize };
        assert_eq!(count(&format!("SELECT count(*) FROM {name}")), many);
        let within = "maxx > 36 AND minx < 37.5 AND maxy > 34.5 AND miny < 36.5";
        assert!(count(&format!("SELECT count(*) FROM rtree_{name}_geom WHERE {within}")) > 0);
    }
}

/// The rings of an object of a topology, put together from its arcs.
fn rings(topology: &Value, object: &Value) -> Vec<Vec<Vec<[f64; 2]>>> {
    let arcs: Vec<Vec<[f64; 2]>> = serde_json::from_value(topology["arcs"].clone()).unwrap();
    let polygons: Vec<Vec<Vec<i64>>> = serde_json::from_value(object["arcs"].clone()).unwrap();
    let ring = |numbers: Vec<i64>| {
        let mut points: Vec<[f64; 2]> = Vec::new();
        for number in numbers {
            points.pop();
            let arc = &arcs[number.max(!number) as usize];
            if number < 0 { points.extend(arc.iter().rev()) } else { points.extend(arc) }
        }
        points
    };
    polygons.into_iter().map(|rings| rings.into_iter().map(ring).collect()).collect()
}

#[test]
fn a_topology_has_the_areas_and_the_front_lines_of_a_day_by_lines_that_neighbors_share() {
    let desk = of_three_towns();
    let of = |format: &str| {
        let arguments = [
            "export",
            "t.gpkg",
            "control-areas",
            "--datetime",
            "2016-06-01",
            "--shape",
            "raw",
            "--format",
            format,
        ];
        desk.expect(0, &arguments).json()
    };
    let (topology, plain) = (of("topojson"), of("geojson"));
    let areas = topology["objects"]["control-areas"]["geometries"].as_array().unwrap();
    assert_eq!(areas.len(), features(&plain).len());
    for (shared, whole) in areas.iter().zip(features(&plain)) {
        assert_eq!(shared["properties"], whole["properties"]);
        // An arc is also cut where its age changes, and starts elsewhere: the points of both are the same.
        let sorted = |rings: Vec<Vec<Vec<[f64; 2]>>>| {
            let mut points: Vec<String> =
                rings.into_iter().flatten().flatten().map(|point| format!("{point:?}")).collect();
            points.sort();
            points.dedup();
            points
        };
        let told = serde_json::from_value(whole["geometry"]["coordinates"].clone()).unwrap();
        assert_eq!(sorted(rings(&topology, shared)), sorted(told));
    }
    let fronts = topology["objects"]["front-lines"]["geometries"].as_array().unwrap();
    assert_eq!(fronts[0]["properties"]["km"], 63.5);

    let shared = shared_of(&desk.path("t.gpkg"));
    let war = json(&shared, "/columns/control.topojson");
    let faces = war["objects"]["faces"]["geometries"].as_array().unwrap();
    let country: f64 = faces.iter().map(|face| face["properties"]["km2"].as_f64().unwrap()).sum();
    assert!((country - 185_900.0).abs() < 300.0, "{country} km2");
    assert!(faces.iter().any(|face| face["properties"]["place_id"].is_string()));
    assert!(!war["kharita"]["changes"].as_array().unwrap().is_empty());
    let refused = desk.expect(2, &["export", "t.gpkg", "events", "--format", "topojson"]).err;
    assert!(refused.contains("topojson is for control-areas"), "{refused}");
}

#[test]
fn a_theatre_without_land_has_points_alone_and_says_so() {
    let desk = Desk::new();
    for (file, text) in [
        (
            "theatre.json",
            r#"{"id":"x","title":"X","time_zone":"UTC","bbox":[1,1,2,2],"note_time":"","note_borders":"","note_control":""}"#,
        ),
        ("sides.csv", "id,name\n"),
        ("actors.csv", "id,name\n"),
        ("sources.csv", "id,name\n"),
    ] {
        desk.write(file, text);
    }
    let bow = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,2],[2,1],[1,2],[1,1]]]}}]}"#;
    desk.write("outline.geojson", bow);
    let refused = desk.expect(2, &["new", "t.gpkg", "--tables", "."]).err;
    assert!(refused.contains("outline.geojson"), "{refused}");
    std::fs::remove_file(desk.path("outline.geojson")).unwrap();
    desk.expect(0, &["new", "t.gpkg", "--tables", "."]);
    desk.write(
        "towns.csv",
        "place,latitude,longitude,date,status,holder,source\nA,1.5,1.5,2016-01-01,held,us,paper\n",
    );
    desk.expect(0, &["import", "towns.csv", "--into", "t.gpkg"]);
    let shared = shared_of(&desk.path("t.gpkg"));
    assert_eq!(features(&json(&shared, "/collections/control-areas/items")).len(), 0);
    let (status, _, body) = get(&shared, "/columns/control");
    assert_eq!(status, 404);
    assert!(String::from_utf8(body).unwrap().contains("this theatre has no outline"));
    let near = json(&shared, "/control/at?longitude=1.6&latitude=1.5&datetime=2016-02-01");
    assert_eq!(near["holders"][0]["actor"], "us");
}
