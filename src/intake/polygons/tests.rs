//! Files in the shapes that experts publish, and broken ones.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use shapefile::dbase::{FieldName, FieldValue, Record, TableWriterBuilder};
use shapefile::{Point, PolygonRing, ShapeWriter};

use super::*;

const SQUARE: &str =
    r#"{"type":"Polygon","coordinates":[[[36,35,0],[37,35,0],[37,36,0],[36,36,0],[36,35,0]]]}"#;

fn feature(properties: &str) -> String {
    format!(r#"{{"type":"Feature","geometry":{SQUARE},"properties":{properties}}}"#)
}

fn collection(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}]}}", features.join(",\n"))
}

fn read_named(
    name: &str,
    bytes: &[u8],
    options: &PolygonOptions,
) -> Result<(Vec<Polygon>, Vec<Problem>), IntakeError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read(std::slice::from_ref(&path), options)
}

/// Each polygon in a line, then each problem.
fn told(name: &str, text: &str) -> Vec<String> {
    let (polygons, problems) = read_named(name, text.as_bytes(), &PolygonOptions::default()).unwrap();
    let shown = |day: Option<Day>| day.map_or("..".to_owned(), |day| day.to_string());
    let polygons = polygons.iter().map(|one| {
        let (holders, against) = (one.holders.join("+"), one.against.join("+"));
        let claimed = if one.is_claimed { " claimed" } else { "" };
        format!("{} {holders}|{against}{claimed} {}/{}", one.status.name(), shown(one.from), shown(one.until))
    });
    polygons.chain(problems.iter().map(|one| format!("{}: {}", one.line, one.reason))).collect()
}

#[test]
fn a_layer_of_classes_with_a_date_is_a_map_a_day_until_the_next_one() {
    let text = collection(&[
        feature(r#"{"OBJECTID":1,"Control":"Assessed Russian Control","EditDate":1718668800000}"#),
        feature(r#"{"OBJECTID":2,"Control":"Claimed Russian Advances in Ukraine","EditDate":1718668800000}"#),
        feature(r#"{"OBJECTID":3,"Control":"Russian-controlled area","EditDate":1718841600000}"#),
        feature(r#"{"OBJECTID":4,"Control":"Contested","EditDate":1718841600000}"#),
    ]);
    assert_eq!(
        told("layer.geojson", &text),
        [
            "held Russian| 2024-06-18/2024-06-20",
            "held Russian| claimed 2024-06-18/2024-06-20",
            "held Russian| 2024-06-20/..",
            "contested | 2024-06-20/..",
        ]
    );
}

#[test]
fn a_collection_of_a_day_has_its_day_in_its_name_and_names_in_two_languages() {
    let text = collection(&[
        feature(r##"{"name":"Окуповано /// Occupied /// geoJSON.status.occupied","fill":"#a52714"}"##),
        feature(r##"{"name":"Звільнено /// Liberated","fill":"#0f9d58"}"##),
        feature(r##"{"name":"Невідомий статус /// Unknown status","fill":"#bcaaa4"}"##),
        r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[36,35]},"properties":{"name":"Airfield"}}"#
            .to_owned(),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let days =
        ["map_data_20240708.geojson", "map_data_20240715.geojson"].map(|name| folder.path().join(name));
    for path in &days {
        std::fs::write(path, &text).unwrap();
    }
    let (polygons, _) = read(&days, &PolygonOptions::default()).unwrap();
    assert_eq!((polygons[0].until, polygons[3].until), (Day::parse("2024-07-15").ok(), None));
    for name in ["map_data_20240708.geojson", "2024-07-08.json"] {
        assert_eq!(
            told(name, &text),
            [
                "held Occupied| 2024-07-08/..",
                "held Liberated| 2024-07-08/..",
                "unknown | 2024-07-08/..",
                "5: feature 4: the geometry is Point; only polygons are read",
            ]
        );
    }
}

#[test]
fn a_table_says_itself_until_when_it_is_valid_the_last_day_counted() {
    let text = collection(&[
        feature(
            r#"{"Held by":"SDF; Syrian government","Status":"mixed","Valid from":"2019-10-14","Valid to":"2019-10-31"}"#,
        ),
        feature(
            r#"{"Held by":"HTS","Status":"besieged","Against":"Syrian government","Valid from":"5 March 2016"}"#,
        ),
        feature(r#"{"Held by":"HTS","Valid from":"2016-03-05","Valid to":"2016-01-01"}"#),
        feature(r#"{"Held by":"HTS","Valid from":"soon"}"#),
        feature(r#"{"Valid from":"2016-03-05"}"#),
    ]);
    assert_eq!(
        told("table.geojson", &text),
        [
            "mixed SDF+Syrian government| 2019-10-14/2019-11-01",
            "besieged HTS|Syrian government 2016-03-05/..",
            "4: feature 3: it is valid to 2016-01-01 and from 2016-03-05; the earlier day comes first",
            "5: feature 4: Valid from \"soon\": this is no date; write it as 2017-11-13, 2017-11, 2017 or 2017-11-13/2017-11-15",
            "6: feature 5: nothing says who holds it",
        ]
    );
}

#[test]
fn what_has_no_day_is_valid_for_ever_or_has_the_day_that_is_told() {
    let text = collection(&[feature(r#"{"holder":"a","Wer":"b"}"#)]);
    assert_eq!(told("a.geojson", &text), ["held a| ../.."]);
    let columns = BTreeMap::from([("holder".to_owned(), "wer".to_owned())]);
    let options =
        PolygonOptions { columns, date: Day::parse("2020-01-02").ok(), ..PolygonOptions::default() };
    let (polygons, _) = read_named("a.geojson", text.as_bytes(), &options).unwrap();
    assert_eq!((polygons[0].class.as_str(), polygons[0].from), ("b", options.date));
}

#[test]
fn broken_files_say_what_is_wrong_and_broken_features_are_problems() {
    let fails = |name: &str, text: &str, map: &[(&str, &str)]| {
        let columns = map.iter().map(|(field, header)| ((*field).to_owned(), (*header).to_owned())).collect();
        let options = PolygonOptions { columns, ..PolygonOptions::default() };
        read_named(name, text.as_bytes(), &options).unwrap_err().to_string()
    };
    assert_eq!(
        fails("a.csv", "a,b\n1,2\n", &[]),
        "a.csv is not GeoJSON: polygons are read from GeoJSON and shapefiles, and it is neither"
    );
    assert!(
        fails("a.geojson", "{\"type\":", &[])
            .starts_with("a.geojson is not GeoJSON: the file cannot be read")
    );
    let text = collection(&[feature(r#"{"fill":"red"}"#)]);
    assert_eq!(
        fails("a.geojson", &text, &[]),
        "a.geojson: the header cannot be used: no property says who holds the land; there are fill; name it with --map holder=HEADER"
    );
    assert_eq!(
        fails("a.geojson", &text, &[("holder", "wer")]),
        "--map holder=wer: a.geojson has no such column; it has fill"
    );
    assert!(
        fails("a.geojson", &text, &[("who", "fill")]).contains("unknown field; there are holder, against,")
    );
    let off = r#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[436,35],[37,35],[37,36],[436,35]]]},"properties":{"name":"a"}}"#;
    let open = r#"{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[36,35],[37,35]]]]},"properties":{"name":"a"}}"#;
    let none = r#"{"type":"Feature","geometry":null,"properties":{"name":"a"}}"#;
    assert_eq!(
        told("a.geojson", &collection(&[off.to_owned(), open.to_owned(), none.to_owned(), "7".to_owned()])),
        [
            "2: feature 1: 436, 35 is not on the globe; coordinates are degrees, longitude first (WGS 84)",
            "3: feature 2: a ring has 2 points; it needs at least four, the last as the first",
            "4: feature 3: it has no geometry; a polygon is needed",
            "5: feature 4: this is no feature",
        ]
    );
}

/// A shapefile of one square, as its shapes and its table.
fn shapefile_of(properties: &[(&str, &str)]) -> (Vec<u8>, Vec<u8>) {
    let (mut shapes, mut table) = (Cursor::new(Vec::new()), Cursor::new(Vec::new()));
    let corners = [(36.0, 35.0), (36.0, 36.0), (37.0, 36.0), (37.0, 35.0), (36.0, 35.0)];
    let ring = PolygonRing::Outer(corners.map(|(x, y)| Point::new(x, y)).to_vec());
    let mut writer = ShapeWriter::new(&mut shapes);
    writer.write_shape(&shapefile::Polygon::with_rings(vec![ring])).unwrap();
    writer.finalize().unwrap();
    drop(writer);
    let fields = properties.iter().fold(TableWriterBuilder::new(), |builder, (name, _)| {
        builder.add_character_field(FieldName::try_from(*name).unwrap(), 60)
    });
    let mut record = Record::default();
    for (name, cell) in properties {
        record.insert((*name).to_owned(), FieldValue::Character(Some((*cell).to_owned())));
    }
    let mut writer = fields.build_with_dest(&mut table);
    writer.write_record(&record).unwrap();
    writer.finalize().unwrap();
    drop(writer);
    (shapes.into_inner(), table.into_inner())
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_shapefile_is_read_plain_and_zipped_with_its_headers_cut_to_ten_letters() {
    let (shapes, table) = shapefile_of(&[("CONTROL_CL", "Opposition"), ("VALID_FROM", "2016-03-05")]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("control.shp");
    std::fs::write(&path, &shapes).unwrap();
    let missing = read(std::slice::from_ref(&path), &PolygonOptions::default()).unwrap_err().to_string();
    assert_eq!(missing, "control.dbf: no such file");
    std::fs::write(path.with_extension("dbf"), &table).unwrap();
    let archive = folder.path().join("control.zip");
    std::fs::write(&archive, zipped(&[("in/Control.shp", &shapes), ("in/Control.DBF", &table)])).unwrap();
    for path in [&path, &archive] {
        let (polygons, problems) = read(std::slice::from_ref(path), &PolygonOptions::default()).unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!((polygons[0].holders.as_slice(), polygons.len()), (&["Opposition".to_owned()][..], 1));
        assert_eq!(polygons[0].from, Day::parse("2016-03-05").ok());
        assert_eq!(polygons[0].outline.0[0].exterior().0.len(), 5);
    }
    std::fs::write(path.with_extension("prj"), "PROJCS[\"WGS_1984_Web_Mercator\"]").unwrap();
    let told = read(std::slice::from_ref(&path), &PolygonOptions::default()).unwrap_err().to_string();
    assert_eq!(told, "control.shp: its coordinates are projected; save it in degrees (WGS 84)");
}

#[test]
fn geojson_in_a_zip_archive_is_read_and_two_shapefiles_are_not_guessed_between() {
    let text = collection(&[feature(r#"{"holder":"a"}"#)]);
    let read = |entries: &[(&str, &[u8])]| read_named("a.zip", &zipped(entries), &PolygonOptions::default());
    assert_eq!(read(&[("a.geojson", text.as_bytes())]).unwrap().0.len(), 1);
    assert_eq!(
        read(&[("a.shp", b""), ("b.shp", b"")]).unwrap_err().to_string(),
        "a.zip: the archive holds 2 shapefiles; unpack it and name the one to read"
    );
    assert_eq!(
        read(&[("a.shp", b"")]).unwrap_err().to_string(),
        "a.zip: the archive has no a.dbf beside a.shp"
    );
}

#[test]
fn the_polygons_of_an_outline_are_one_land() {
    let beside = SQUARE.replace("36,3", "37,3").replace("[37,35,0],[37,36,0]", "[38,35,0],[38,36,0]");
    let beside = feature("{}").replace(SQUARE, &beside);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outline.geojson");
    std::fs::write(&path, collection(&[feature("{}"), beside])).unwrap();
    assert_eq!(read_outline(&path).unwrap().0.len(), 1);
    std::fs::write(&path, collection(&[r#"{"type":"Feature","geometry":null,"properties":{}}"#.to_owned()]))
        .unwrap();
    assert_eq!(
        read_outline(&path).unwrap_err().to_string(),
        "outline.geojson: there is no polygon in it: it has no geometry; a polygon is needed"
    );
}

proptest! {
    #[test]
    fn no_feature_panics_and_none_is_lost(
        properties in prop::collection::vec((
            prop::sample::select(vec!["name", "date", "valid_to", "valid_from", "status", "against", "published"]),
            prop::sample::select(vec![
                "\"///\"", "\"Claimed - /// x.y\"", "1e300", "-99999999999999999999", "1718668800000", "null", "[1]",
                "\"2024-07-08\"", "\"3/4/2024\"", "\"contested\"", "\"in\"", "\"؟\"", "true",
            ]),
        ), 0..6),
        geometry in prop::sample::select(vec![
            SQUARE, "null", "7", r#"{"type":"Polygon"}"#, r#"{"type":"Polygon","coordinates":[[]]}"#,
            r#"{"type":"GeometryCollection","geometries":[]}"#,
        ]),
    ) {
        let cells: Vec<String> = properties.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        let one = format!(
            "{{\"type\":\"Feature\",\"geometry\":{geometry},\"properties\":{{{}}}}}", cells.join(",")
        );
        let text = collection(&[one, feature(r#"{"name":"a","date":"2024-07-08"}"#)]);
        let (polygons, problems) =
            read_named("a.geojson", text.as_bytes(), &PolygonOptions::default()).unwrap();
        prop_assert_eq!(polygons.len() + problems.len(), 2);
    }
}
