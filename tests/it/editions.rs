//! Files that come again: newer, in another folder, read another way, or not at all any more.

use crate::help::{Desk, Told, number, rows};

const HEADER: &str = "id,date,place,governorate,event_type,sub_event_type,source,notes\n";

fn row(id: &str, date: &str, note: &str) -> String {
    format!("{id},{date},Idlib,Idlib,Battles,Armed clash,sohr,{note}\n")
}

fn table(rows: &[String]) -> String {
    format!("{HEADER}{}", rows.concat())
}

/// Ids of the imports, oldest first.
fn imports(desk: &Desk) -> Vec<String> {
    rows(&desk.path("t.gpkg"), "SELECT id FROM imports ORDER BY fid")
}

fn notes(desk: &Desk) -> Vec<String> {
    rows(&desk.path("t.gpkg"), "SELECT quote FROM claims ORDER BY quote")
}

#[test]
fn forgetting_an_older_export_keeps_what_a_newer_one_has_too() {
    let desk = Desk::new();
    desk.write("x.csv", table(&[row("1", "2017-01-01", "one"), row("2", "2017-01-02", "two")]));
    desk.expect(0, &["import", "x.csv", "--into", "t.gpkg"]);
    desk.write("x.csv", table(&[row("2", "2017-01-02", "two"), row("3", "2017-01-03", "three")]));
    let told = Told::by(&desk.expect(0, &["import", "x.csv", "--into", "t.gpkg"]));
    assert_eq!((told.new, told.unchanged, told.vanished), (1, 1, 1));
    desk.expect(0, &["forget", "t.gpkg", &imports(&desk)[0]]);
    assert_eq!(notes(&desk), ["three", "two"]);
    desk.expect(0, &["forget", "t.gpkg", &imports(&desk)[0]]);
    assert!(notes(&desk).is_empty());
}

#[test]
fn forgetting_editions_one_by_one_goes_back_version_by_version() {
    let desk = Desk::new();
    for note in ["first", "second", "third"] {
        desk.write("x.csv", table(&[row("1", "2017-01-01", note)]));
        desk.expect(0, &["import", "x.csv", "--into", "t.gpkg"]);
    }
    let all = imports(&desk);
    for (import, left) in [(&all[2], vec!["second"]), (&all[1], vec!["first"]), (&all[0], vec![])] {
        desk.expect(0, &["forget", "t.gpkg", import]);
        assert_eq!(notes(&desk), left);
        let events = number(&desk.path("t.gpkg"), "SELECT count(*) FROM events");
        assert_eq!(events, left.len() as i64);
    }
}

#[test]
fn what_comes_back_is_what_its_own_file_says() {
    let desk = Desk::new();
    desk.write("x.csv", table(&[row("1", "2017-01-01", "first")]));
    desk.write("y.csv", table(&[row("1", "2017-01-01", "second")]));
    std::fs::create_dir(desk.path("newer")).unwrap();
    std::fs::rename(desk.path("y.csv"), desk.path("newer/x.csv")).unwrap();
    desk.expect(0, &["import", "x.csv", "newer/x.csv", "--into", "t.gpkg"]);
    desk.expect(0, &["forget", "t.gpkg", &imports(&desk)[1]]);
    let told = Told::by(&desk.expect(0, &["import", "x.csv", "--into", "t.gpkg"]));
    assert_eq!((told.new, told.changed, told.unchanged), (0, 0, 1));
}

#[test]
fn what_is_forgotten_is_not_left_in_the_file() {
    let desk = Desk::new();
    let witness = "Umm-Khalid-the-baker";
    desk.write("x.csv", table(&[row("1", "2017-01-01", witness), row("2", "2017-01-02", "other")]));
    desk.expect(0, &["import", "x.csv", "--into", "t.gpkg"]);
    let holds = |text: &str| {
        let bytes = std::fs::read(desk.path("t.gpkg")).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    };
    assert!(holds(witness));
    let report = rows(&desk.path("t.gpkg"), "SELECT id FROM reports ORDER BY fid").remove(0);
    desk.expect(0, &["forget", "t.gpkg", &report]);
    assert!(!holds(witness));
    desk.expect(0, &["forget", "t.gpkg", &imports(&desk)[0]]);
    assert_eq!(number(&desk.path("t.gpkg"), "SELECT count(*) FROM places"), 0);
}

#[test]
fn a_file_of_the_same_name_in_another_folder_is_another_file() {
    let desk = Desk::new();
    for (folder, id) in [("idlib", "1"), ("hama", "2")] {
        std::fs::create_dir(desk.path(folder)).unwrap();
        desk.write(
            &format!("{folder}/events.csv"),
            table(&[row(id, "2017-01-01", folder), row("9", "?", "bad")]),
        );
    }
    let ran = desk.expect(1, &["import", "idlib/events.csv", "hama/events.csv", "--into", "t.gpkg"]);
    assert!(ran.err.contains("1 problems; 0 vanished upstream"), "{}", ran.err);
    assert_eq!(notes(&desk), ["hama", "idlib"]);
    assert_eq!(number(&desk.path("t.gpkg"), "SELECT count(*) FROM problems"), 2);
}

#[test]
fn a_file_read_another_way_replaces_its_earlier_reading() {
    let desk = Desk::new();
    let ambiguous = [row("1", "03/04/2017", "one"), row("2", "05/06/2017", "two")];
    desk.write("d.csv", table(&ambiguous));
    desk.expect(1, &["import", "d.csv", "--into", "t.gpkg"]);
    desk.expect(0, &["import", "d.csv", "--date-order", "dmy", "--into", "t.gpkg"]);
    desk.expect(0, &["check", "t.gpkg"]);
    let started = || rows(&desk.path("t.gpkg"), "SELECT start_date FROM events ORDER BY start_date");
    assert_eq!(started(), ["2017-04-03", "2017-06-05"]);

    let ran =
        desk.expect(0, &["import", "d.csv", "--date-order", "mdy", "--source", "sohr", "--into", "t.gpkg"]);
    assert_eq!(started(), ["2017-03-04", "2017-05-06"], "{}", ran.err);
}

#[test]
fn a_second_row_with_the_id_of_the_first_is_a_problem_and_the_same_file_twice_changes_nothing() {
    let desk = Desk::new();
    desk.write(
        "x.csv",
        table(&[row("1", "2017-01-01", "one"), row("1", "2017-01-02", "two"), row("1", "2017-01-01", "one")]),
    );
    let told = Told::by(&desk.expect(1, &["import", "x.csv", "--into", "t.gpkg"]));
    assert_eq!((told.new, told.unchanged, told.problems), (1, 0, 2));
    let told = Told::by(&desk.expect(1, &["import", "x.csv", "--into", "t.gpkg"]));
    assert_eq!((told.new, told.changed, told.unchanged, told.problems), (0, 0, 1, 2));
    assert_eq!(number(&desk.path("t.gpkg"), "SELECT count(*) FROM report_versions"), 0);
}

/// Three rows that say the same and have no ids were one event and "2 unchanged" in a theatre that was new.
#[test]
fn rows_that_are_alike_are_not_taken_for_one_event_without_a_word() {
    let desk = Desk::new();
    desk.write("x.csv", "date,place,event_type\n".to_owned() + &"2017-11-13,Idlib,shelling\n".repeat(3));
    let told = Told::by(&desk.expect(1, &["import", "x.csv", "--into", "t.gpkg"]));
    assert_eq!((told.new, told.unchanged, told.problems), (1, 0, 2));
    assert!(desk.expect(1, &["check", "t.gpkg"]).out.contains("give each row its own id"));
}

const ACLED: &str = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities\n";

fn acled(ids: std::ops::Range<u32>, kind: &str, fatalities: &str) -> String {
    let row = |id: u32| {
        format!(
            "SYR{id},2020-02-{:02},1,{kind},A,Syria,Idlib,Idlib,35.93,36.63,1,SOHR,,{fatalities}\n",
            id % 28 + 1
        )
    };
    ids.map(row).collect()
}

/// An export of air strikes made the battles of the same days "vanish", and a person was told to forget them.
#[test]
fn an_export_of_another_selection_makes_nothing_vanish() {
    let desk = Desk::new();
    desk.write("battles.csv", ACLED.to_owned() + &acled(0..20, "Battles,Armed clash", "0"));
    desk.expect(0, &["import", "battles.csv", "--into", "t.gpkg"]);
    let strikes = acled(100..120, "Explosions/Remote violence,Air/drone strike", "0");
    desk.write("strikes.csv", ACLED.to_owned() + &strikes);
    let told = Told::by(&desk.expect(0, &["import", "strikes.csv", "--into", "t.gpkg"]));
    assert_eq!((told.new, told.vanished), (20, 0));
    // A newer export of both lacks two of them: those are gone upstream.
    desk.write("all.csv", ACLED.to_owned() + &acled(2..20, "Battles,Armed clash", "0") + &strikes);
    let told = Told::by(&desk.expect(0, &["import", "all.csv", "--into", "t.gpkg"]));
    assert_eq!((told.unchanged, told.vanished), (38, 2));
}

/// A row that could not be read was called vanished, and `forget --vanished` took out what it had said before.
#[test]
fn a_row_that_cannot_be_read_has_not_vanished() {
    let desk = Desk::new();
    desk.write("a.csv", ACLED.to_owned() + &acled(0..10, "Battles,Armed clash", "0"));
    desk.expect(0, &["import", "a.csv", "--into", "t.gpkg"]);
    let garbled = acled(0..1, "Battles,Armed clash", "??");
    desk.write("b.csv", ACLED.to_owned() + &garbled + &acled(1..10, "Battles,Armed clash", "0"));
    let told = Told::by(&desk.expect(1, &["import", "b.csv", "--into", "t.gpkg"]));
    assert_eq!((told.unchanged, told.problems, told.vanished), (9, 1, 0));
}

#[test]
fn every_bad_feature_of_one_line_is_told() {
    let desk = Desk::new();
    let feature = |date: &str| {
        format!(
            r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":[36.6,35.9]}},"properties":{{"date":"{date}","event_type":"Battles"}}}}"#
        )
    };
    let features = ["yesterday", "2017-01-01", "soon", "never"].map(feature).join(",");
    desk.write("x.geojson", format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#));
    let told = Told::by(&desk.expect(1, &["import", "x.geojson", "--into", "t.gpkg"]));
    assert_eq!((told.new, told.problems), (1, 3));
    assert_eq!(desk.expect(1, &["check", "t.gpkg"]).out.matches("x.geojson:1: ").count(), 3);
}

#[test]
fn places_that_no_gazetteer_has_are_told_apart_by_their_points() {
    let desk = Desk::new();
    desk.write(
        "c.csv",
        "place,latitude,longitude,date,status,holder,source\n\
         Hill 12,35.90,36.60,2017-01-01,held,HTS,sohr\n\
         Hill 12,33.50,36.30,2018-01-01,held,Syrian government,sohr\n",
    );
    desk.expect(0, &["import", "c.csv", "--into", "t.gpkg"]);
    assert_eq!(
        rows(
            &desk.path("t.gpkg"),
            "SELECT start_date, holders FROM control WHERE status = 'held' ORDER BY start_date"
        ),
        ["2017-01-01 | hts", "2018-01-01 | syrian-government"]
    );
    assert_eq!(number(&desk.path("t.gpkg"), "SELECT count(DISTINCT geom) FROM control"), 2);
}

#[test]
fn an_export_does_not_write_over_a_theatre() {
    let desk = Desk::new();
    desk.write("x.csv", table(&[row("1", "2017-01-01", "one")]));
    desk.expect(0, &["import", "x.csv", "--into", "t.gpkg"]);
    let before = std::fs::read(desk.path("t.gpkg")).unwrap();
    let ran = desk.expect(2, &["export", "t.gpkg", "events", "-o", "t.gpkg"]);
    assert_eq!(
        ran.err,
        "kharita: t.gpkg is a theatre, and an export would be all that is left of it; name another file\n"
    );
    assert_eq!(std::fs::read(desk.path("t.gpkg")).unwrap(), before);
    // An earlier export gives way.
    desk.expect(0, &["export", "t.gpkg", "events", "-o", "e.gpkg"]);
    desk.expect(0, &["export", "t.gpkg", "events", "-o", "e.gpkg"]);
}
