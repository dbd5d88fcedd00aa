//! A theatre's file: one file after every command, a GeoPackage that others open as it is, and nothing else is taken
//! for one.

use std::{path::Path, process::Command};

use insta::{allow_duplicates, assert_snapshot};
use rusqlite::Connection;

use crate::help::{Desk, Ran, assert_same_content, demo_theatre, number, rows, ucdp_theatre};

/// A theatre with events, control, problems, versions and something vanished.
fn filled(desk: &Desk) {
    for name in ["acled.csv", "acled_newer.csv", "events.csv", "control.csv"] {
        desk.fixture(name, name);
        desk.expect(1, &["import", name, "--into", "t.gpkg"]);
    }
}

#[test]
fn after_every_command_the_theatre_is_one_file() {
    let desk = Desk::new();
    desk.expect(0, &["new", "t.gpkg"]);
    desk.fixture("acled.csv", "acled.csv");
    let one_file = |after: &str| assert_eq!(desk.files(), ["acled.csv", "t.gpkg"], "after {after}");
    one_file("new");
    for (code, arguments) in [
        (1, vec!["import", "acled.csv", "--into", "t.gpkg"]),
        (1, vec!["check", "t.gpkg"]),
        (0, vec!["show", "t.gpkg", "acled:SYR900001.1"]),
        (0, vec!["export", "t.gpkg", "events"]),
        (0, vec!["forget", "t.gpkg", "acled:SYR900001"]),
        (2, vec!["forget", "t.gpkg", "acled:SYR900001"]),
        (2, vec!["import", "t.gpkg", "--into", "t.gpkg"]),
        (2, vec!["show", "t.gpkg", "nobody"]),
    ] {
        desk.expect(code, &arguments);
        one_file(arguments[0]);
        assert_eq!(rows(&desk.path("t.gpkg"), "PRAGMA journal_mode"), ["delete"], "after {arguments:?}");
    }
}

#[test]
fn ogrinfo_lists_every_layer_with_as_many_features_as_the_tables_have() {
    let desk = Desk::new();
    filled(&desk);
    desk.expect(0, &["export", "t.gpkg", "strikes", "-o", "strikes.gpkg"]);
    for (file, layers) in [
        (
            "t.gpkg",
            ["events", "control", "places", "sources", "reports", "claims", "actors", "sides", "problems"]
                .as_slice(),
        ),
        ("strikes.gpkg", ["strikes"].as_slice()),
    ] {
        let theatre = desk.path(file);
        let Some(ran) = tool("ogrinfo", &["-ro", "-so", "-al"], &theatre) else { return };
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{file}");
        for layer in layers {
            let count = number(&theatre, &format!("SELECT count(*) FROM {layer}"));
            let (_, told) = ran
                .out
                .split_once(&format!("Layer name: {layer}\n"))
                .unwrap_or_else(|| panic!("{layer}: {}", ran.out));
            assert!(
                count > 0 && told.lines().any(|line| line == format!("Feature Count: {count}")),
                "{layer}: {told}"
            );
        }
        assert!(ran.out.contains("Geometry: Point") && ran.out.contains("ID[\"EPSG\",4326]"), "{}", ran.out);
        // Dates are dates, so that QGIS's own time slider takes them.
        assert!(ran.out.contains("start_date: Date"), "{}", ran.out);
    }
    // Licences travel with the file.
    let metadata = rows(&desk.path("strikes.gpkg"), "SELECT metadata FROM gpkg_metadata");
    assert!(metadata[0].contains("ACLED terms of use"), "{metadata:?}");
}

#[test]
fn gdal_finds_nothing_wrong_with_a_theatre_nor_with_what_is_exported() {
    let desk = Desk::new();
    filled(&desk);
    desk.expect(0, &["new", "empty.gpkg"]);
    let mut files = vec![desk.path("t.gpkg"), desk.path("empty.gpkg"), demo_theatre().to_owned()];
    for layer in ["events", "strikes", "control", "places"] {
        let name = format!("{layer}.gpkg");
        desk.expect(0, &["export", "t.gpkg", layer, "-o", &name]);
        files.push(desk.path(&name));
    }
    for layer in ["control-areas", "front-lines", "changes"] {
        let name = format!("{layer}.gpkg");
        let demo = demo_theatre().to_str().unwrap();
        desk.expect(0, &["export", demo, layer, "--datetime", "2024-11-26/2024-12-08", "-o", &name]);
        files.push(desk.path(&name));
    }
    desk.expect(0, &["export", "empty.gpkg", "events", "-o", "none.gpkg"]);
    files.push(desk.path("none.gpkg"));
    files.extend(ucdp_theatre());
    for file in files {
        let Some(ran) =
            tool("/usr/bin/python3", &["-m", "osgeo_utils.samples.validate_gpkg", "--extra"], &file)
        else {
            return;
        };
        if ran.err.contains("No module named") {
            eprintln!("skipped: no GDAL for Python (Debian's python3-gdal)");
            return;
        }
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""), "{}", file.display());
    }
}

#[test]
fn what_qgis_draws_is_where_the_claims_say() {
    let desk = Desk::new();
    filled(&desk);
    let theatre = desk.path("t.gpkg");
    let query = ["-ro", "-q", "-where", "id = 'acled:SYR900003.1'", "-al"];
    let Some(ran) = tool("ogrinfo", &query, &theatre) else { return };
    assert!(ran.out.contains("POINT (36.825 36.1389)"), "{ran:?}");
    let answer = "SELECT count(*) FROM events WHERE fid IN (SELECT id FROM rtree_events_geom
                  WHERE minx >= 36.8 AND maxx <= 36.9 AND miny >= 36.1 AND maxy <= 36.2)";
    assert_eq!(number(&theatre, answer), 1);
    assert_eq!(
        number(&theatre, "SELECT count(*) FROM rtree_events_geom"),
        number(&theatre, "SELECT count(*) FROM events WHERE geom NOT NULL")
    );
}

#[test]
fn a_theatre_of_a_newer_kharita_is_refused_and_left_as_it_is() {
    let desk = Desk::new();
    desk.expect(0, &["new", "t.gpkg"]);
    let change = Connection::open(desk.path("t.gpkg")).unwrap();
    change.execute("UPDATE theatre SET value = '1000' WHERE key = 'schema_version'", []).unwrap();
    drop(change);
    let before = std::fs::read(desk.path("t.gpkg")).unwrap();
    desk.fixture("acled.csv", "a.csv");
    for arguments in
        [vec!["check", "t.gpkg"], vec!["import", "a.csv", "--into", "t.gpkg"], vec!["serve", "t.gpkg"]]
    {
        allow_duplicates! { assert_snapshot!(desk.expect(2, &arguments).err, @"kharita: t.gpkg has schema version 1000, newer than this kharita's 3; use a newer kharita"); }
    }
    assert_eq!(desk.files(), ["a.csv", "t.gpkg"]);
    assert!(std::fs::read(desk.path("t.gpkg")).unwrap() == before, "the file was changed");
}

#[test]
fn another_programs_geopackage_is_refused_and_left_as_it_is() {
    let desk = Desk::new();
    filled(&desk);
    desk.expect(0, &["export", "t.gpkg", "events", "-o", "other.gpkg"]);
    let before = std::fs::read(desk.path("other.gpkg")).unwrap();
    assert_snapshot!(desk.expect(2, &["import", "acled.csv", "--into", "other.gpkg"]).err, @"kharita: other.gpkg is another program's GeoPackage, not a theatre; `kharita new` makes one, `kharita import FILE --into THEATRE` fills it");
    assert_snapshot!(desk.expect(2, &["check", "other.gpkg"]).err, @"kharita: other.gpkg is another program's GeoPackage, not a theatre; `kharita new` makes one, `kharita import FILE --into THEATRE` fills it");
    assert!(std::fs::read(desk.path("other.gpkg")).unwrap() == before, "the file was changed");
    assert!(!desk.files().iter().any(|name| name.starts_with("other.gpkg-")), "{:?}", desk.files());
}

#[test]
fn what_is_no_theatre_is_told_what_it_is() {
    let desk = Desk::new();
    desk.write(
        "text.gpkg",
        "Not a GeoPackage, but long enough to hold the number that tells one from other files.",
    );
    desk.write("empty.gpkg", "");
    std::fs::create_dir(desk.path("folder.gpkg")).unwrap();
    let plain = Connection::open(desk.path("plain.gpkg")).unwrap();
    plain.execute_batch("CREATE TABLE t (a)").unwrap();
    drop(plain);
    let told: Vec<String> = ["text.gpkg", "empty.gpkg", "folder.gpkg", "plain.gpkg", "missing.gpkg"]
        .map(|name| desk.expect(2, &["check", name]).err)
        .to_vec();
    assert_snapshot!(told.concat(), @"
    kharita: text.gpkg is no GeoPackage, not a theatre; `kharita new` makes one, `kharita import FILE --into THEATRE` fills it
    kharita: empty.gpkg is an empty file, not a theatre; `kharita new` makes one, `kharita import FILE --into THEATRE` fills it
    kharita: folder.gpkg is a directory, not a theatre; `kharita new` makes one, `kharita import FILE --into THEATRE` fills it
    kharita: plain.gpkg is no GeoPackage, not a theatre; `kharita new` makes one, `kharita import FILE --into THEATRE` fills it
    kharita: cannot open missing.gpkg: No such file or directory (os error 2)
    ");
    assert_snapshot!(desk.expect(2, &["new", "text.gpkg"]).err, @"kharita: text.gpkg is there already; import into it, or name another file");
}

#[test]
fn the_same_input_makes_the_same_file() {
    let (one, other) = (Desk::new(), Desk::new());
    filled(&one);
    filled(&other);
    let (one, other) = (one.path("t.gpkg"), other.path("t.gpkg"));
    assert_same_content(&one, &other);
    assert!(std::fs::read(&one).unwrap() == std::fs::read(&other).unwrap(), "same content, other bytes");
}

#[test]
fn two_imports_at_once_wait_for_each_other() {
    let desk = Desk::new();
    desk.expect(0, &["new", "t.gpkg"]);
    desk.fixture("acled.csv", "a.csv");
    desk.fixture("events.csv", "b.csv");
    let started: Vec<_> = ["a.csv", "b.csv"]
        .map(|file| {
            desk.command(&["import", file, "--into", "t.gpkg"])
                .stderr(std::process::Stdio::piped())
                .spawn()
                .unwrap()
        })
        .into_iter()
        .collect();
    for child in started {
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(number(&desk.path("t.gpkg"), "SELECT count(*) FROM reports"), 13);
    desk.expect(1, &["check", "t.gpkg"]);
    assert_eq!(desk.files(), ["a.csv", "b.csv", "t.gpkg"]);
}

#[test]
fn a_theatre_may_have_tables_of_ones_own() {
    let desk = Desk::new();
    let tables = desk.path("sudan");
    std::fs::create_dir(&tables).unwrap();
    let write = |name: &str, text: &str| std::fs::write(tables.join(name), text).unwrap();
    write(
        "theatre.json",
        r#"{"id": "sudan", "title": "Sudan", "time_zone": "Africa/Khartoum", "bbox": [21, 8, 39, 24],
            "note_time": "Days are local.", "note_borders": "None.", "note_control": "Assessed."}"#,
    );
    write("sides.csv", "id,name,name_ar,color,prefers\narmy,Army,,#9D1F15,\n");
    write(
        "actors.csv",
        "id,name,name_ar,aliases,acled,ucdp,side,parent,from,until,color,pattern\nsaf,Sudanese Armed Forces,,SAF,,,army,,,,,solid\nx,X,,,,,nowhere,,,,,solid\n",
    );
    write(
        "sources.csv",
        "id,name,kind,prefers,copies,licence,attribution,republish,url\npaper,Paper,newspaper,,,CC BY 4.0,Paper,yes,\n",
    );
    let ran = desk.kharita(&["new", "s.gpkg", "--tables", "sudan"]);
    assert_snapshot!(format!("{:?}\n{}", ran.code, ran.err), @r#"
    Some(1)
    no outline.geojson: control is drawn at places alone, without areas and front lines
    actors.csv:3: unknown side "nowhere"; there are army
    s.gpkg: 2 actors, 1 sides, 1 sources
    "#);
    assert_eq!(rows(&desk.path("s.gpkg"), "SELECT id FROM sources"), ["paper"]);
}

/// Runs another program on a file; `None`, and a word about it, when it is not installed.
fn tool(name: &str, arguments: &[&str], file: &Path) -> Option<Ran> {
    let mut command = Command::new(name);
    command.args(arguments).arg(file);
    if let Ok(output) = command.output() {
        return Some(Ran::from(output));
    }
    eprintln!("skipped: {name} is not installed (Debian's gdal-bin and python3-gdal)");
    None
}
