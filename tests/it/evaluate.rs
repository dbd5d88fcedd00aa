//! `kharita control evaluate`: a made-up war whose true map is known is redrawn from places, and what is told is true.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::help::{Desk, shared};

/// A country of 500 km by 390 km whose north, south and east meet along winding fronts; `shift` moves that of the north by
/// so many degrees to the south.
fn war(day: &str, shift: f64) -> Value {
    let west_to_east = || (0..=200).map(|step| 36.0 + f64::from(step) * 0.0225);
    let front = |longitude: f64| {
        let wave = (longitude * 2.3).sin() * 0.25 + (longitude * 5.1).sin() * 0.12;
        35.4 + wave - shift
    };
    let border = |latitude: f64| 40.5 + (latitude * 2.9).sin() * 0.2;
    let west = |lower: &dyn Fn(f64) -> f64, upper: &dyn Fn(f64) -> f64| {
        let land = |longitude: f64| longitude < 40.5;
        let mut ring: Vec<[f64; 2]> =
            west_to_east().filter(|at| land(*at)).map(|at| [at, lower(at)]).collect();
        ring.extend(
            west_to_east().filter(|at| land(*at)).map(|at| [at, upper(at)]).collect::<Vec<_>>().iter().rev(),
        );
        ring.push(ring[0]);
        ring
    };
    let mut east: Vec<[f64; 2]> =
        (0..=100).map(|step| 33.5 + f64::from(step) * 0.035).map(|at| [border(at), at]).collect();
    east.extend([[41.5, 37.0], [41.5, 33.5]]);
    east.push(east[0]);
    // The east is told last: where it reaches over the others it is what counts.
    let polygons = [("North", west(&front, &|_| 37.0)), ("South", west(&|_| 33.5, &front)), ("East", east)];
    let features: Vec<Value> = polygons
        .iter()
        .map(|(name, ring)| {
            json!({
                "type": "Feature",
                "geometry": {"type": "Polygon", "coordinates": [ring]},
                "properties": {"name": name, "date": day},
            })
        })
        .collect();
    json!({"type": "FeatureCollection", "features": features})
}

fn number(told: &Value, path: &str) -> f64 {
    told.pointer(path).and_then(Value::as_f64).unwrap_or_else(|| panic!("{path} in {told:#}"))
}

fn square(name: &str, west: f64, east: f64) -> Value {
    json!({
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [[[west, 35], [east, 35], [east, 36], [west, 36], [west, 35]]]},
        "properties": {"holder": name},
    })
}

fn halves() -> String {
    json!({"type": "FeatureCollection", "features": [square("a", 36.0, 37.0), square("b", 37.0, 38.0)]})
        .to_string()
}

#[test]
fn two_places_on_either_side_of_a_straight_front_tell_where_it_is() {
    let desk = Desk::new();
    desk.write("halves.geojson", halves());
    desk.write("places.csv", "name,latitude,longitude\nA,35.5,36.8\nB,35.5,37.2\n");
    let told = desk
        .expect(
            0,
            &[
                "control",
                "evaluate",
                "halves.geojson",
                "--places",
                "places.csv",
                "--reach",
                "300",
                "--faces",
                "4000",
                "--json",
            ],
        )
        .json();
    assert_eq!(told["places"], 2);
    for estimator in 0..3 {
        let day = format!("/estimators/{estimator}/days/0");
        assert!(number(&told, &format!("{day}/iou")) > 0.99, "{told:#}");
        assert!(number(&told, &format!("{day}/front_mean_km")) < 1.0, "{told:#}");
    }
    // A place a quarter as far from the front as the other draws it between the two.
    desk.write("places.csv", "name,latitude,longitude\nA,35.5,36.9\nB,35.5,37.4\n");
    let told = desk
        .expect(
            0,
            &["control", "evaluate", "halves.geojson", "--places", "places.csv", "--faces", "4000", "--json"],
        )
        .json();
    // The front of the nearest is at 37.15 degrees, 13.6 km off: both maps give a 1 degree and b 0.85, either gives a 1.15
    // and b 1.
    let front = number(&told, "/estimators/0/days/0/front_mean_km");
    assert!((front - 13.6).abs() < 1.0, "{front}");
    let iou = number(&told, "/estimators/0/days/0/iou");
    assert!((iou - 1.85 / 2.15).abs() < 0.02, "{iou}");
}

#[test]
fn more_places_draw_a_better_map_and_kriging_a_better_front_than_the_nearest() {
    let desk = Desk::new();
    desk.write("war_20240101.geojson", war("2024-01-01", 0.0).to_string());
    desk.write("war_20240301.geojson", war("2024-03-01", 0.25).to_string());
    let files =
        ["control", "evaluate", "war_20240101.geojson", "war_20240301.geojson", "--faces", "8000", "--json"];
    let [few, many] = ["150", "1500"].map(|places| {
        let arguments: Vec<&str> =
            files.iter().copied().chain(["--sample", places, "--reach", "80"]).collect();
        desk.expect(0, &arguments).json()
    });
    assert_eq!(few.pointer("/estimators/0/days/1/day"), Some(&Value::from("2024-03-01")));
    for estimator in 0..3 {
        for of_day in ["days/0/iou", "days/0/band_iou", "days/1/band_iou", "changes/0/iou"] {
            let path = format!("/estimators/{estimator}/{of_day}");
            assert!(number(&few, &path) < number(&many, &path), "{path} of {few:#}\n{many:#}");
        }
        let path = format!("/estimators/{estimator}/days/0/front_mean_km");
        assert!(number(&few, &path) > number(&many, &path), "{path}");
        // Land on the line between two parties is wrong far more often than land beside a place.
        let wrong = |class: usize| number(&many, &format!("/estimators/{estimator}/doubts/{class}/wrong"));
        assert!(wrong(1) < 0.02 && wrong(7) > 0.1, "{many:#}");
    }
    for told in [&few, &many] {
        for day in 0..2 {
            let band =
                |estimator: usize| number(told, &format!("/estimators/{estimator}/days/{day}/band_iou"));
            assert!(band(2) >= band(0), "kriging {} nearest {}", band(2), band(0));
        }
    }
}

#[test]
fn its_help_shows_an_example() {
    let told = Desk::new().expect(0, &["control", "evaluate", "--help"]).out;
    assert!(told.contains("Example: kharita control evaluate "), "{told}");
}

#[test]
fn what_it_tells_can_be_read() {
    let desk = Desk::new();
    desk.write("halves.geojson", halves());
    let told =
        desk.expect(0, &["control", "evaluate", "halves.geojson", "--sample", "60", "--faces", "1000"]);
    assert_snapshot!(told.out, @r"
    60 places, 989 faces 4.8 km apart

    day         by          IoU IoU 25km  front km    p95 km
    undated     nearest   0.942    0.815       4.1       9.7
                          0.943  a
                          0.940  b
    undated     reach     0.937    0.815       4.1       9.7
                          0.943  a
                          0.931  b
    undated     kriging   0.956    0.873       2.9       7.5
                          0.962  a
                          0.950  b

    r                     nearest              reach            kriging  expected
    0.0 to 0.2    0.0 % of 52.3 %    0.0 % of 52.6 %    0.0 % of 52.6 %     0.2 %
    0.2 to 0.4    0.6 % of 33.8 %    0.7 % of 33.5 %    0.7 % of 33.5 %     2.0 %
    0.4 to 0.5    6.1 % of  5.1 %    6.1 % of  5.1 %    6.1 % of  5.1 %     8.0 %
    0.5 to 0.6    7.4 % of  2.7 %    7.4 % of  2.7 %    7.4 % of  2.7 %    14.0 %
    0.6 to 0.7   12.5 % of  1.6 %   12.5 % of  1.6 %    0.0 % of  1.4 %    22.5 %
    0.7 to 0.8   25.7 % of  2.0 %   25.7 % of  2.0 %   18.2 % of  1.7 %    31.0 %
    0.8 to 0.9   50.0 % of  1.4 %   50.0 % of  1.4 %   36.4 % of  1.1 %    38.5 %
    0.9 to 1.0   80.9 % of  1.1 %   80.9 % of  1.1 %   29.6 % of  1.9 %    46.0 %
    ");
    assert_eq!(told.err, "");
    let again =
        desk.expect(0, &["control", "evaluate", "halves.geojson", "--sample", "60", "--faces", "1000"]);
    assert_eq!(again.out, told.out);
}

#[test]
fn the_rest_of_a_country_is_held_by_whom_is_said() {
    let desk = Desk::new();
    desk.write(
        "one.geojson",
        json!({"type": "FeatureCollection", "features": [square("a", 36.0, 37.0)]}).to_string(),
    );
    desk.write("country.geojson", halves());
    let arguments = [
        "control",
        "evaluate",
        "one.geojson",
        "--outline",
        "country.geojson",
        "--sample",
        "200",
        "--faces",
        "2000",
        "--json",
    ];
    let told = desk.expect(0, &arguments).json();
    assert_eq!(told.pointer("/estimators/0/days/0/holders").and_then(Value::as_array).map(Vec::len), Some(1));
    assert_eq!(told.pointer("/estimators/0/days/0/front_mean_km"), Some(&Value::Null));
    let told = desk.expect(0, &[&arguments[..], &["--rest", "b"]].concat()).json();
    assert_eq!(told.pointer("/estimators/0/days/0/holders").and_then(Value::as_array).map(Vec::len), Some(2));
    assert!(number(&told, "/estimators/0/days/0/iou") > 0.9);
}

#[test]
fn files_that_are_no_maps_and_days_that_have_none_say_so() {
    let desk = Desk::new();
    desk.write("halves.geojson", halves());
    desk.write("war_20240101.geojson", war("2024-01-01", 0.0).to_string());
    desk.write("events.csv", "date,place\n2017-11-13,Atarib\n");
    desk.write("broken.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{");
    desk.write("nobody.geojson", halves().replace("holder", "fill"));
    let points =
        r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[36,35]},"properties":{"name":"a"}}"#;
    desk.write("points.geojson", points);
    desk.write("exchanged.csv", "latitude,longitude\n36.5,35.5\n");
    let twisted = json!([[[36, 35], [37, 36], [37, 35], [36, 36], [36, 35]]]);
    let twisted = json!({
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": twisted},
        "properties": {"holder": "a"},
    });
    desk.write("twisted.geojson", twisted.to_string());
    let mut told = String::new();
    for arguments in [
        vec!["nothing.geojson"],
        vec!["events.csv"],
        vec!["broken.geojson"],
        vec!["nobody.geojson"],
        vec!["points.geojson"],
        vec!["halves.geojson", "--outline", "points.geojson"],
        vec!["halves.geojson", "--places", "events.csv"],
        vec!["halves.geojson", "--places", "exchanged.csv"],
        vec!["halves.geojson", "--sample", "0"],
        vec!["twisted.geojson", "--outline", "twisted.geojson", "--faces", "500"],
        vec!["halves.geojson", "--reach", "0"],
        vec!["halves.geojson", "--map", "holder=Kontrolle"],
        vec!["war_20240101.geojson", "--date", "2023-12-31"],
    ] {
        let ran = desk.expect(2, &[&["control", "evaluate"], &arguments[..]].concat());
        assert_eq!(ran.out, "", "{arguments:?}");
        told.push_str(&ran.err);
    }
    assert_snapshot!(told, @r"
    kharita: nothing.geojson: no such file
    kharita: events.csv is not GeoJSON: polygons are read from GeoJSON and shapefiles, and it is neither
    kharita: broken.geojson is not GeoJSON: the file cannot be read from here on: EOF while parsing an object at line 1 column 41; mend it and import it again
    kharita: nobody.geojson: the header cannot be used: no property says who holds the land; there are fill; name it with --map holder=HEADER
    points.geojson, line 1: feature 1: the geometry is Point; only polygons are read
    kharita: there is no polygon of who holds what
    kharita: points.geojson: there is no polygon in it: the geometry is Point; only polygons are read
    kharita: events.csv: the header cannot be used: no columns latitude and longitude say where the places are; there are date, place
    kharita: no place lies in a polygon; check that latitude and longitude are not exchanged
    kharita: no place lies in a polygon; strew some with --sample, or name a table with --places
    kharita: the land cannot be divided: ring 0 of the country holds no land: it has less than three points, no area, or coordinates that are no meters
    kharita: --reach 0: a place speaks some kilometers far; write 30
    kharita: --map holder=Kontrolle: halves.geojson has no such column; it has holder
    kharita: no polygon is valid on 2023-12-31; their day is 2024-01-01
    ");
}

/// Syria's 14 governorates stand for fronts, its 10,000 towns and villages for what is known: towns crowd in the west and
/// are few in the desert, as no made-up country's are.
#[test]
fn the_governorates_of_syria_are_redrawn_from_its_towns() {
    let Some(data) = shared("data") else { return };
    let path = |name: &str| data.join(name).to_string_lossy().into_owned();
    let (governorates, country) = (path("boundaries/syr_admin1.shp"), path("boundaries/syr_admin0.shp"));
    let places = path("gazetteer/whosonfirst_sy.tsv");
    let told = Desk::new()
        .expect(
            0,
            &[
                "control",
                "evaluate",
                &governorates,
                "--map",
                "holder=adm1_name",
                "--outline",
                &country,
                "--places",
                &places,
                "--json",
            ],
        )
        .json();
    assert!(told["faces"].as_u64().unwrap().abs_diff(40_000) < 2_500, "{told:#}");
    assert!(told["places"].as_u64().unwrap() > 10_000, "{told:#}");
    assert!(
        number(&told, "/estimators/0/days/0/iou") > 0.9
            && number(&told, "/estimators/0/days/0/band_iou") > 0.8
    );
    // Beyond the reach of any town nobody knows, and of the band kriging tells as much as the nearest does.
    for estimator in 1..3 {
        let [iou, band] =
            ["iou", "band_iou"].map(|what| number(&told, &format!("/estimators/{estimator}/days/0/{what}")));
        assert!(iou > 0.86 && band > 0.8, "{told:#}");
    }
}
