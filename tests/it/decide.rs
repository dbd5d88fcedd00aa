//! What people decide about claims: kept, followed, and followed still when a report is read again.

use rusqlite::Connection;

use crate::help::Desk;

const PAPER: &str =
    "Air strikes killed 60 people in Atarib on Monday. Shelling hit Ariha on Monday, said Umar al-Witness.\n";
const TABLE: &str = "id,date,place,governorate,event_type,deaths_best,published\n\
    1,2017-11-13,Atarib,Aleppo,Air/drone strike,61,2017-11-15\n\
    2,2017-11-13,Ariha,Idlib,Shelling/artillery/missile attack,,2017-11-15\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("paper.txt", PAPER);
    desk.write("table.csv", TABLE);
    import(&desk);
    desk
}

fn import(desk: &Desk) {
    desk.expect(
        0,
        &["import", "paper.txt", "--published", "2017-11-14", "--into", "t.gpkg", "--source", "paper"],
    );
    desk.expect(0, &["import", "table.csv", "--into", "t.gpkg"]);
}

/// The id of the paper's claim about a place.
fn claim(desk: &Desk, place: &str) -> String {
    let file = Connection::open(desk.path("t.gpkg")).unwrap();
    let question = "SELECT id FROM claims WHERE toponym LIKE ?1 || '%' AND spans IS NOT NULL";
    file.query_row(question, [place], |row| row.get(0)).unwrap()
}

fn decide(desk: &Desk, words: &[&str]) {
    let by = ["--who", "R. Haddad", "--on", "2024-12-01", "--why", "asked the paper"];
    let arguments: Vec<&str> = [&["decide", "t.gpkg"], words, &by].concat();
    desk.expect(0, &arguments);
}

/// Where and when events were, with how many accounts and how those agree.
fn events(desk: &Desk) -> String {
    let told = desk.expect(0, &["export", "t.gpkg", "events", "--format", "geojson"]).json();
    let shown = |event: &serde_json::Value| {
        let told = &event["properties"];
        let text = |key: &str| told[key].as_str().unwrap_or_default().to_owned();
        let accounts = told["sources"].as_array().unwrap().len();
        format!("{} {} {accounts} {}", text("toponym"), text("start"), text("status"))
    };
    let mut all: Vec<String> = told["features"].as_array().unwrap().iter().map(shown).collect();
    all.sort();
    all.join(" | ")
}

const BEFORE: &str = "Ariha 2017-11-13 2 corroborated | Atarib 2017-11-13 2 corroborated";

#[test]
fn a_rejected_claim_is_an_account_of_nothing_also_when_it_is_read_again() {
    let desk = desk();
    assert_eq!(events(&desk), BEFORE);
    decide(&desk, &[&claim(&desk, "Atarib"), "reject"]);
    let after = "Ariha 2017-11-13 2 corroborated | Atarib 2017-11-13 1 single source";
    assert_eq!(events(&desk), after);
    // Read again, with a word mended elsewhere, the claim is the same one.
    desk.write("paper.txt", format!("{PAPER}Schools were closed.\n"));
    import(&desk);
    assert_eq!(events(&desk), after);
    decide(&desk, &[&claim(&desk, "Atarib"), "clear"]);
    assert_eq!(events(&desk), BEFORE);
}

#[test]
fn claims_are_split_merged_moved_and_retimed() {
    let desk = desk();
    let (atarib, ariha) = (claim(&desk, "Atarib"), claim(&desk, "Ariha"));
    decide(&desk, &[&atarib, "split", "table:1.1"]);
    assert!(events(&desk).ends_with("Atarib 2017-11-13 1 single source | Atarib 2017-11-13 1 single source"));
    let told = desk.expect(0, &["show", "t.gpkg", "table:1.1"]).out;
    assert!(told.contains("kept apart from") && told.contains("a person told them apart"), "{told}");
    decide(&desk, &[&atarib, "merge", "table:1.1"]);
    assert_eq!(events(&desk), BEFORE);
    decide(&desk, &[&ariha, "retime", "2017-11-20"]);
    assert!(events(&desk).starts_with("Ariha 2017-11-13 1 single source | Ariha 2017-11-20 1 single source"));
    // Far apart in time, and one all the same.
    decide(&desk, &[&ariha, "merge", "table:2.1"]);
    assert!(events(&desk).starts_with("Ariha 2017-11-20 2 corroborated"), "{}", events(&desk));
    decide(&desk, &[&ariha, "clear"]);
    decide(&desk, &[&ariha, "move", "35.9297,36.6339"]);
    assert!(
        events(&desk).starts_with("35.9297,36.6339 2017-11-13 1 single source | Ariha"),
        "{}",
        events(&desk)
    );
    let list = desk.expect(0, &["decide", "t.gpkg"]).out;
    assert_eq!(list.lines().count(), 6, "{list}");
    assert!(list.contains("2024-12-01 split ") && list.contains("by R. Haddad: asked the paper"), "{list}");
}

#[test]
fn what_is_sensitive_leaves_nothing_that_is_published() {
    let desk = desk();
    desk.expect(0, &["forget", "t.gpkg", "table:2"]);
    decide(&desk, &[&claim(&desk, "Ariha"), "sensitive"]);
    let mut published = String::new();
    for layer in ["events", "strikes", "places", "claims", "reports"] {
        for format in ["geojson", "csv"] {
            published += &desk.expect(0, &["export", "t.gpkg", layer, "--format", format]).out;
        }
        published +=
            &desk.expect(0, &["export", "t.gpkg", layer, "--known", "2017-11-30", "--format", "geojson"]).out;
    }
    for word in ["Ariha", "Witness", "witness", "36.61"] {
        assert!(!published.contains(word), "{word}");
    }
    assert!(published.contains("Idlib") && published.contains("Atarib"));
    // The theatre itself still knows it.
    let file = Connection::open(desk.path("t.gpkg")).unwrap();
    let kept: i64 = file
        .query_row(
            "SELECT count(*) FROM claims WHERE toponym = 'Ariha' AND quote LIKE '%Witness%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(kept, 1);
}

#[test]
fn a_decision_that_cannot_be_followed_is_refused_with_the_way_out() {
    let desk = desk();
    let by = ["--who", "R. Haddad", "--on", "2024-12-01", "--why", "x"];
    let refused = |words: &[&str]| desk.expect(2, &[&["decide", "t.gpkg"], words, &by].concat()).err;
    assert!(refused(&["nothing:1.1", "reject"]).contains("nothing has the id \"nothing:1.1\""));
    assert!(refused(&["table:1.1", "merge"]).contains("merge OTHER"));
    assert!(refused(&["table:1.1", "merge", "none.1"]).contains("nothing has the id \"none.1\""));
    assert!(refused(&["table:1.1", "retime", "soon"]).contains("\"soon\" is no day"));
    assert!(refused(&["table:1.1", "move", "Qwxyz"]).contains("is no place of the gazetteer"));
    assert!(desk.expect(2, &["decide", "t.gpkg", "table:1.1", "reject"]).err.contains("--who"));
}
