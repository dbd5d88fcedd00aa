//! Articles in a theatre: imported as any table, kept with their texts, and read into events.

use rusqlite::Connection;

use crate::help::Desk;

const ATARIB: &str = "Strikes on Atarib\n\nAir strikes killed at least 60 people at a market in Atarib on Monday. \
    The Syrian government denied that its aircraft struck the town.\n";

/// A folder with one article and what is known of it.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("atarib.txt", ATARIB);
    desk.write(
        "manifest.csv",
        "file,url,title,outlet,published\natarib.txt,,Strikes on Atarib,Syria Direct,2017-11-14\n",
    );
    desk
}

fn import(desk: &Desk) -> String {
    desk.expect(0, &["import", "atarib.txt", "--manifest", "manifest.csv", "--into", "t.gpkg"]).err
}

fn one<T: rusqlite::types::FromSql>(desk: &Desk, question: &str) -> T {
    let file = Connection::open(desk.path("t.gpkg")).unwrap();
    file.query_row(question, [], |row| row.get(0)).unwrap()
}

#[test]
fn an_article_is_imported_as_any_table_and_twice_changes_nothing() {
    let desk = desk();
    assert!(import(&desk).contains("1 rows = 1 new"));
    let rows = "SELECT count(*) || ' ' || max(fid) FROM claims";
    let first: String = one(&desk, rows);
    assert!(import(&desk).contains("0 new + 0 changed + 1 unchanged"));
    assert_eq!(one::<String>(&desk, rows), first);
    let text: String = one(&desk, "SELECT text FROM reports WHERE source = 'syria-direct'");
    assert_eq!(text, ATARIB);
}

#[test]
fn a_claim_of_an_article_knows_the_words_that_say_it() {
    let desk = desk();
    import(&desk);
    let spans: String = one(&desk, "SELECT spans FROM claims WHERE deaths_low = 60");
    let spans: serde_json::Value = serde_json::from_str(&spans).unwrap();
    let words = |part: &str| -> String {
        let at = |n: usize| spans[part][n].as_u64().unwrap() as usize;
        ATARIB.chars().skip(at(0)).take(at(1) - at(0)).collect()
    };
    assert_eq!(
        ["event", "place", "time", "deaths"].map(words).join(" | "),
        "Air strikes | Atarib | Monday | 60"
    );
}

#[test]
fn an_article_with_a_word_mended_is_a_version_of_the_same_report() {
    let desk = desk();
    import(&desk);
    desk.write("atarib.txt", ATARIB.replace("at least 60", "at least 61"));
    assert!(import(&desk).contains("0 new + 1 changed"));
    assert_eq!(one::<i64>(&desk, "SELECT count(*) FROM reports"), 1);
    assert_eq!(one::<i64>(&desk, "SELECT count(*) FROM report_versions"), 1);
}

#[test]
fn what_other_rules_read_in_the_same_article_is_no_version_of_it() {
    let desk = desk();
    import(&desk);
    let file = Connection::open(desk.path("t.gpkg")).unwrap();
    // As an older Kharita would have read it.
    file.execute("UPDATE reports SET content_hash = 1", []).unwrap();
    drop(file);
    assert!(import(&desk).contains("1 unchanged"));
    assert_eq!(one::<i64>(&desk, "SELECT count(*) FROM report_versions"), 0);
}

#[test]
fn an_article_without_a_date_is_kept_and_its_problem_beside_it() {
    let desk = Desk::new();
    desk.write("atarib.txt", ATARIB);
    let told = desk.expect(1, &["import", "atarib.txt", "--into", "t.gpkg"]).err;
    assert!(told.contains("1 rows = 1 new + 0 changed + 0 unchanged + 0 problems"), "{told}");
    let told = desk.expect(1, &["check", "t.gpkg"]).out;
    assert!(told.contains("give it with --published or a manifest"), "{told}");
    let told = desk.expect(0, &["import", "atarib.txt", "--published", "2017-11-14", "--into", "t.gpkg"]).err;
    assert!(told.contains("1 new"), "{told}");
    assert_eq!(one::<i64>(&desk, "SELECT count(*) FROM reports"), 1, "the reading without a date is gone");
}
