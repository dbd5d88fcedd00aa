//! What goes in: every row is in the theatre or in its problems, and the same input twice changes nothing.

use std::{
    io::{Cursor, Write},
    path::Path,
};

use insta::assert_snapshot;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::help::{Desk, Told, assert_same_content, number, rows, shared, ucdp_theatre};

const REAL: &str = "data/events/ucdp_ged_sy_2016_2019.csv.gz";

#[test]
fn every_row_of_the_real_ucdp_file_is_accounted_for_and_again_changes_nothing() {
    let (Some(file), Some(made)) = (shared(REAL), ucdp_theatre()) else { return };
    assert_eq!(number(&made, "SELECT count(*) FROM reports"), 16_566);
    assert_eq!(number(&made, "SELECT count(*) FROM problems"), 0);
    assert_eq!(number(&made, "SELECT rows FROM imports"), 16_566);

    let desk = Desk::new();
    let again = desk.path("again.gpkg");
    std::fs::copy(&made, &again).unwrap();
    let ran = desk.expect(0, &["import", &file.to_string_lossy(), "--into", "again.gpkg"]);
    let told = Told::by(&ran);
    assert_eq!((told.rows, told.new, told.changed, told.unchanged, told.vanished), (16_566, 0, 0, 16_566, 0));
    assert_same_content(&made, &again);
}

#[test]
fn ucdp_rows_become_the_types_that_their_headlines_name() {
    let Some(theatre) = ucdp_theatre() else { return };
    assert_snapshot!(
        rows(
            &theatre,
            "SELECT event_type, sub_event_type, count(*) FROM events GROUP BY 1, 2 ORDER BY 3 DESC, 2"
        )
        .join("\n"),
        @"
        Battles | Armed clash | 6741
        Explosions/Remote violence | Air/drone strike | 5523
        Explosions/Remote violence | Shelling/artillery/missile attack | 2885
        Explosions/Remote violence | Remote explosive/landmine/IED | 845
        Violence against civilians | Attack | 467
        Explosions/Remote violence | Suicide bomb | 90
        Explosions/Remote violence | Chemical weapon | 13
        Explosions/Remote violence | Grenade | 2
        "
    );
}

#[test]
fn the_strike_on_the_market_of_atarib_is_at_its_place_and_day_with_its_dead() {
    let Some(theatre) = ucdp_theatre() else { return };
    let desk = Desk::new();
    let ran = desk.expect(0, &["show", &theatre.to_string_lossy(), "ucdp-ged:250382.1", "--json"]);
    let feature = ran.json();
    let told = &feature["properties"];
    assert_eq!(told["sub_event_type"], "Air/drone strike");
    assert_eq!((told["start"].as_str(), told["end"].as_str()), (Some("2017-11-13"), Some("2017-11-13")));
    assert_eq!(told["place_name"], "Atarib");
    assert_eq!(told["deaths"]["best"], 83);
    let [longitude, latitude] = [0, 1].map(|at| feature["geometry"]["coordinates"][at].as_f64().unwrap());
    assert!((longitude - 36.825).abs() < 0.01 && (latitude - 36.139).abs() < 0.01, "{longitude} {latitude}");

    let strikes = desk.expect(
        0,
        &[
            "export",
            &theatre.to_string_lossy(),
            "strikes",
            "--datetime",
            "2017-11-13",
            "--bbox",
            "36.8,36.1,36.9,36.2",
            "--format",
            "csv",
        ],
    );
    assert!(
        strikes.out.contains("\nucdp-ged:250382.1,Explosions/Remote violence,Air/drone strike,2017-11-13,")
    );
}

#[test]
fn an_acled_export_comes_in_with_its_precisions_and_its_bad_rows_are_problems() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "acled.csv");
    let told = Told::by(&desk.expect(1, &["import", "acled.csv", "--into", "t.gpkg"]));
    assert_eq!((told.rows, told.new, told.problems), (12, 9, 3));
    let theatre = desk.path("t.gpkg");
    assert_snapshot!(
        rows(&theatre, "SELECT id, sub_event_type, start_date, end_date, toponym, geo_precision, actor1, deaths_best
                        FROM events ORDER BY id").join("\n"),
        @"
        acled:SYR900001.1 | Air/drone strike | 2019-03-04 | 2019-03-04 | Idleb | 1 | syrian-government | 2
        acled:SYR900002.1 | Shelling/artillery/missile attack | 2019-03-04 | 2019-03-04 | Kafr Zeita | 1 | syrian-government | 0
        acled:SYR900003.1 | Armed clash | 2019-03-05 | 2019-03-05 | Atareb | 1 | hts | 3
        acled:SYR900004.1 | Peaceful protest | 2019-03-03 | 2019-03-09 | Ma'arrat An Nu'man | 1 | protesters | 0
        acled:SYR900005.1 | Attack | 2019-04-01 | 2019-04-30 | Salqin | 2 | unidentified | 1
        acled:SYR900006.1 | Non-violent transfer of territory | 2019-04-12 | 2019-04-12 | Ariha | 1 | hts | 0
        acled:SYR900007.1 | Remote explosive/landmine/IED | 2019-04-13 | 2019-04-13 | Afrin | 1 | unidentified | 4
        acled:SYR900008.1 | Suicide bomb | 2019-04-14 | 2019-04-14 | Idleb | 1 | islamic-state | 5
        acled:SYR900011.1 | Government regains territory | 2019-04-16 | 2019-04-16 | Kafr Nabuda | 1 | syrian-government | 6
        "
    );
    // The row without coordinates was found by the gazetteer.
    assert!(number(&theatre, "SELECT geom NOT NULL FROM events WHERE id = 'acled:SYR900011.1'") == 1);
    let check = desk.expect(1, &["check", "t.gpkg"]);
    assert_snapshot!(problems(&check.out), @r#"
    acled.csv:10: event_date "31 April 2019": the calendar has no such day; write it as 2017-11-13
    acled.csv:11: fatalities "many": this is no number of people; write a whole number such as 12, or leave it empty
    acled.csv:13: place "Nowhere-at-all-in-Syria": no place named Nowhere-at-all-in-Syria is in the gazetteer; correct the spelling or add coordinates
    "#);
    assert_eq!(check.err, "1 imports, 3 problems, 0 vanished upstream\n");
}

#[test]
fn a_newer_export_updates_keeps_what_was_said_before_and_tells_what_vanished() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "2019-03.csv");
    desk.fixture("acled_newer.csv", "2019-06.csv");
    desk.expect(1, &["import", "2019-03.csv", "--into", "t.gpkg"]);
    let theatre = desk.path("t.gpkg");
    let before = desk.expect(0, &["export", "t.gpkg", "events", "--format", "csv"]).out;
    let ran = desk.expect(1, &["import", "2019-06.csv", "--into", "t.gpkg"]);
    let told = Told::by(&ran);
    assert_eq!(told, Told { rows: 12, new: 2, changed: 1, unchanged: 7, problems: 2, vanished: 1 });
    assert!(
        ran.err.contains("changed: acled:SYR900001\n") && ran.err.contains("vanished: acled:SYR900002\n")
    );

    assert_eq!(rows(&theatre, "SELECT deaths_best FROM events WHERE id = 'acled:SYR900001.1'"), ["3"]);
    let kept = rows(&theatre, "SELECT content FROM report_versions WHERE report = 'acled:SYR900001'");
    assert!(kept.len() == 1 && kept[0].contains("two people died"), "{kept:?}");
    // What vanished is told, not taken out by itself.
    assert_eq!(number(&theatre, "SELECT count(*) FROM events WHERE id = 'acled:SYR900002.1'"), 1);
    assert!(
        desk.expect(1, &["check", "t.gpkg"]).out.contains("acled:SYR900002: not in the newer 2019-06.csv")
    );

    // The same newer export again changes nothing, and what vanished is told once.
    std::fs::copy(&theatre, desk.path("copy.gpkg")).unwrap();
    let told = Told::by(&desk.expect(1, &["import", "2019-06.csv", "--into", "t.gpkg"]));
    assert_eq!(told, Told { rows: 12, new: 0, changed: 0, unchanged: 10, problems: 2, vanished: 0 });
    assert_same_content(&theatre, &desk.path("copy.gpkg"));

    // Forgetting the newer export brings the older state back.
    let import = id_of_import(&desk, "2019-06.csv");
    let ran = desk.expect(0, &["forget", "t.gpkg", &import]);
    assert_eq!(ran.err, "2 reports taken out, 1 put back as they were before\n");
    assert_eq!(desk.expect(0, &["export", "t.gpkg", "events", "--format", "csv"]).out, before);
    assert_eq!(desk.expect(1, &["check", "t.gpkg"]).err, "1 imports, 3 problems, 0 vanished upstream\n");
}

#[test]
fn what_vanished_upstream_goes_out_when_asked() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "old.csv");
    desk.fixture("acled_newer.csv", "new.csv");
    desk.expect(1, &["import", "old.csv", "new.csv", "--into", "t.gpkg"]);
    assert_eq!(
        desk.expect(0, &["forget", "t.gpkg", "--vanished"]).err,
        "1 reports taken out, 0 put back as they were before\n"
    );
    assert_eq!(number(&desk.path("t.gpkg"), "SELECT count(*) FROM events WHERE id = 'acled:SYR900002.1'"), 0);
}

#[test]
fn a_forgotten_report_is_gone_from_every_table_and_comes_back_with_its_file() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "a.csv");
    desk.expect(1, &["import", "a.csv", "--into", "t.gpkg"]);
    let exported = |desk: &Desk| desk.expect(0, &["export", "t.gpkg", "events", "--format", "csv"]).out;
    let before = exported(&desk);
    desk.expect(0, &["forget", "t.gpkg", "acled:SYR900007"]);
    let theatre = desk.path("t.gpkg");
    for (table, column) in [("reports", "id"), ("claims", "id"), ("events", "id")] {
        let query = format!("SELECT count(*) FROM {table} WHERE {column} LIKE 'acled:SYR900007%'");
        assert_eq!(number(&theatre, &query), 0, "{table}");
    }
    assert_eq!(number(&theatre, "SELECT count(*) FROM rtree_events_geom"), 8);
    let told = Told::by(&desk.expect(1, &["import", "a.csv", "--into", "t.gpkg"]));
    assert_eq!((told.new, told.unchanged), (1, 8));
    assert_eq!(exported(&desk), before);
    let ran = desk.expect(2, &["forget", "t.gpkg", "acled:SYR1"]);
    assert_snapshot!(ran.err, @r#"kharita: nothing has the id "acled:SYR1"; ids are as `kharita show` and `kharita check` print them"#);
}

#[test]
fn rival_accounts_of_one_happening_make_one_disputed_event() {
    let desk = Desk::new();
    desk.fixture("events.csv", "events.csv");
    let told = Told::by(&desk.expect(1, &["import", "events.csv", "--into", "t.gpkg"]));
    assert_eq!((told.rows, told.new, told.problems), (6, 4, 2));
    let theatre = desk.path("t.gpkg");
    assert_snapshot!(
        rows(&theatre, "SELECT start_date, end_date, toponym, sub_event_type, actor1, deaths_low, deaths_best,
                        deaths_high, injured, status, sources FROM events ORDER BY start_date").join("\n"),
        @"
        2018-09-08 | 2018-09-08 | Khan Sheikhoun | Air/drone strike | syrian-government; russia | 5 | 6 | 9 | 12 | disputed | paper-one; paper-two
        2018-09-15 | 2018-09-17 | Abu al-Dhuhur | Shelling/artillery/missile attack | syrian-government | - | 0 | - | - | single source | paper-two
        2018-10-01 | 2018-10-31 | Saraqib | Armed clash | hts | - | - | - | - | single source | paper-one
        "
    );
    // Without the second account nobody disputes the first.
    desk.expect(
        0,
        &[
            "forget",
            "t.gpkg",
            &rows(&theatre, "SELECT id FROM reports WHERE source = 'paper-two' AND line = 3")[0],
        ],
    );
    assert_eq!(
        rows(
            &theatre,
            "SELECT deaths_low, deaths_best, deaths_high, status FROM events WHERE start_date = '2018-09-08'"
        ),
        ["5 | 6 | 8 | single source"]
    );
    assert_snapshot!(problems(&desk.expect(1, &["check", "t.gpkg"]).out), @r#"
    events.csv:6: place "A place that nobody knows": no place named A place that nobody knows is in the gazetteer; correct the spelling or add coordinates
    events.csv:7: date "yesterday": this is no date; write it as 2017-11-13, 2017-11, 2017 or 2017-11-13/2017-11-15
    "#);
}

#[test]
fn two_files_that_number_their_rows_and_events_alike_keep_what_each_says() {
    let desk = Desk::new();
    let table = |day: &str, place: &str| {
        format!("event,id,date,place,type,actor1,source\n1,1,{day},{place},Grenade,HTS; Ahrar al-Sham,SOHR\n")
    };
    desk.write("north.csv", table("2018-01-10", "Idlib"));
    desk.write("south.csv", table("2018-01-11", "Daraa"));
    desk.expect(0, &["import", "north.csv", "south.csv", "--into", "t.gpkg"]);
    let theatre = desk.path("t.gpkg");
    let columns = "SELECT id, start_date, toponym, actor1, status, sources FROM events ORDER BY id";
    let both = [
        "north:1.1 | 2018-01-10 | Idlib | hts; ahrar-al-sham | single source | sohr",
        "south:1.1 | 2018-01-11 | Daraa | hts; ahrar-al-sham | single source | sohr",
    ];
    assert_eq!(rows(&theatre, columns), both);
    let told = Told::by(&desk.expect(0, &["import", "north.csv", "--into", "t.gpkg"]));
    assert_eq!((told.new, told.changed, told.unchanged), (0, 0, 1));
    // One data set under two names of files: a person says so, and the newer row is a new version.
    desk.write("april.csv", table("2018-01-12", "Idlib"));
    let told = Told::by(&desk.expect(0, &["import", "april.csv", "--source", "north", "--into", "t.gpkg"]));
    assert_eq!((told.new, told.changed, told.unchanged), (0, 1, 0));
    assert_eq!(number(&theatre, "SELECT count(*) FROM events"), 2);
}

#[test]
fn geojson_points_come_in_and_what_is_no_point_is_a_problem() {
    let desk = Desk::new();
    desk.fixture("events.geojson", "events.geojson");
    let ran = desk.expect(1, &["import", "events.geojson", "--into", "t.gpkg"]);
    let told = Told::by(&ran);
    assert_eq!((told.rows, told.new, told.problems), (3, 2, 1));
    let theatre = desk.path("t.gpkg");
    assert_eq!(
        rows(&theatre, "SELECT id, sub_event_type, deaths_best FROM events ORDER BY id"),
        ["events:one.1 | Peaceful protest | -", "events:two.1 | Air/drone strike | 4"]
    );
    assert_snapshot!(problems(&desk.expect(1, &["check", "t.gpkg"]).out), @"events.geojson:4: feature 3: the geometry is Polygon; only points are read");
}

#[test]
fn a_table_of_control_gives_the_states_of_a_place_and_a_claim_ends_none() {
    let desk = Desk::new();
    desk.fixture("control.csv", "control.csv");
    let told = Told::by(&desk.expect(1, &["import", "control.csv", "--into", "t.gpkg"]));
    assert_eq!((told.rows, told.new, told.problems), (6, 5, 1));
    assert_snapshot!(
        rows(&desk.path("t.gpkg"), "SELECT place_name, start_date, start_latest, until_date, status, holders, against,
                                    basis FROM control ORDER BY start_date").join("\n"),
        @"
        Saraqib | 2011-03-15 | 2011-03-15 | 2012-11-01 | held | syrian-government |  | assessed
        Saraqib | 2012-11-01 | 2012-11-30 | 2020-02-05 | held | syrian-opposition |  | assessed
        Saraqib | 2020-02-05 | 2020-02-05 | 2020-02-07 | contested | syrian-opposition | syrian-government | assessed
        Saraqib | 2020-02-07 | 2020-02-07 | 2024-12-08 | held | syrian-government |  | assessed
        Saraqib | 2020-02-09 | 2020-02-09 | - | held | syrian-opposition |  | claimed
        Saraqib | 2024-12-08 | 2024-12-08 | - | unknown |  |  | assessed
        "
    );
}

#[test]
fn a_workbook_reads_like_the_table_in_it() {
    let desk = Desk::new();
    desk.fixture("events.csv", "events.csv");
    let table = std::fs::read_to_string(desk.path("events.csv")).unwrap();
    desk.write("events.xlsx", workbook(&table));
    let told = Told::by(&desk.expect(1, &["import", "events.xlsx", "--into", "x.gpkg"]));
    desk.expect(1, &["import", "events.csv", "--into", "c.gpkg"]);
    assert_eq!((told.rows, told.new, told.problems), (6, 4, 2));
    let export = |theatre| desk.expect(0, &["export", theatre, "events", "--format", "csv"]).out;
    assert_eq!(export("x.gpkg"), export("c.gpkg"));
}

#[test]
fn a_packed_file_is_the_same_import() {
    let desk = Desk::new();
    let plain = std::fs::read(desk.fixture("acled.csv", "a.csv")).unwrap();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(&plain).unwrap();
    desk.write("a.csv.gz", packer.finish().unwrap());
    desk.write("a.zip", zip_of(&[("a.csv", &plain)]));
    desk.expect(1, &["import", "a.csv", "--into", "t.gpkg"]);
    for packed in ["a.csv.gz", "a.zip"] {
        let told = Told::by(&desk.expect(1, &["import", packed, "--into", "t.gpkg"]));
        assert_eq!((told.rows, told.new, told.unchanged, told.problems), (12, 0, 9, 3), "{packed}");
    }
    assert_eq!(number(&desk.path("t.gpkg"), "SELECT count(*) FROM imports"), 1);
    assert_eq!(number(&desk.path("t.gpkg"), "SELECT count(*) FROM problems"), 3);
}

#[test]
fn several_files_go_into_one_theatre_and_a_file_that_cannot_be_read_makes_none() {
    let desk = Desk::new();
    for name in ["acled.csv", "events.csv", "control.csv"] {
        desk.fixture(name, name);
    }
    let ran = desk.expect(1, &["import", "acled.csv", "events.csv", "control.csv", "--into", "t.gpkg"]);
    assert_eq!(ran.err.lines().filter(|line| line.contains(" rows = ")).count(), 3, "{}", ran.err);
    desk.write("prose.csv", "Nothing but a sentence.\nAnd another one.\n");
    let ran = desk.expect(2, &["import", "acled.csv", "prose.csv", "--into", "other.gpkg"]);
    assert!(ran.err.starts_with("kharita: prose.csv has no columns that say when and where"), "{}", ran.err);
    assert!(!desk.path("other.gpkg").exists());
}

#[test]
fn map_date_order_and_format_are_followed() {
    let desk = Desk::new();
    desk.write("a.csv", "Wann;Ort;Was\n03/04/2018;Idlib;clash\n");
    let map = ["--map", "date=Wann", "--map", "place=Ort", "--map", "event_type=Was"];
    let import = |into: &str, more: &[&str]| {
        let mut arguments = vec!["import", "a.csv", "--into", into];
        arguments.extend(map);
        arguments.extend(more);
        desk.kharita(&arguments)
    };
    assert_eq!(import("a.gpkg", &[]).code, Some(1), "an ambiguous date is a problem");
    assert_eq!(import("dmy.gpkg", &["--date-order", "dmy"]).code, Some(0));
    assert_eq!(import("mdy.gpkg", &["--date-order", "mdy"]).code, Some(0));
    let day = |theatre: &str| rows(&desk.path(theatre), "SELECT start_date FROM events");
    assert_eq!(day("dmy.gpkg"), ["2018-04-03"]);
    assert_eq!(day("mdy.gpkg"), ["2018-03-04"]);
    let ran = import("x.gpkg", &["--format", "ucdp"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("ucdp"), "{}", ran.err);
}

/// What `check` tells of rows, without its lines about imports.
fn problems(out: &str) -> String {
    out.lines().filter(|line| !line.starts_with("import:")).collect::<Vec<_>>().join("\n")
}

fn id_of_import(desk: &Desk, file: &str) -> String {
    let check = desk.kharita(&["check", "t.gpkg"]).out;
    let line = check.lines().find(|line| line.starts_with("import:") && line.contains(file)).unwrap();
    line.split_whitespace().next().unwrap().to_owned()
}

/// A workbook of one sheet that holds this CSV, all cells as text.
fn workbook(table: &str) -> Vec<u8> {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut sheet = String::new();
    for row in csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes()).records() {
        sheet.push_str("<row>");
        for cell in &row.unwrap() {
            sheet.push_str(&format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", escape(cell)));
        }
        sheet.push_str("</row>");
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>"
                .to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Events\" sheetId=\"1\" \
                 r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>"),
        ),
    ];
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    zip_of(&parts)
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_name_with_dots_is_a_name_and_no_way_out_of_a_folder() {
    let desk = Desk::new();
    let table = "date,place,latitude,longitude,event_type,source,event\n\
                 2018-01-01,../../../outside,35.9,36.6,clash,../../paper,../../x\n";
    desk.write("a.csv", table);
    let archive = zip_of(&[("../../outside.csv", table.as_bytes())]);
    desk.write("a.zip", archive);
    std::fs::create_dir(desk.path("deep")).unwrap();
    for file in ["a.csv", "a.zip"] {
        desk.kharita(&["import", file, "--into", "deep/t.gpkg"]);
    }
    let outside = |folder: &Path| folder.join("outside").exists() || folder.join("outside.csv").exists();
    assert!(!outside(&desk.path("..")) && !outside(&desk.path("../..")) && !outside(&desk.path(".")));
    assert_eq!(desk.files(), ["a.csv", "a.zip", "deep"]);
    assert_eq!(rows(&desk.path("deep/t.gpkg"), "SELECT DISTINCT toponym FROM events"), ["../../../outside"]);
}
