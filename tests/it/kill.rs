//! A killed import leaves a theatre that opens, and importing again makes it whole.

use std::{
    fmt::Write as _,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use crate::help::{Desk, assert_holds, content, number, rows};

/// Rows of the generated file: several batches of 10,000.
const ROWS: usize = 60_000;

#[test]
fn an_import_killed_at_any_moment_loses_nothing() {
    let kills = if std::env::var_os("KHARITA_PROVE").is_some_and(|value| value == "1") { 50 } else { 5 };
    let seed =
        std::env::var("KHARITA_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or_else(seed_of_now);
    println!("{kills} kills, KHARITA_SEED={seed}");
    let mut random = Random(seed);

    let desk = Desk::new();
    desk.write("ged.csv", generated());
    let began = Instant::now();
    desk.expect(1, &["import", "ged.csv", "--into", "whole.gpkg"]);
    let mut length = began.elapsed();
    assert!(number(&desk.path("whole.gpkg"), "SELECT count(*) FROM places") >= 8, "places are met all along");
    assert_eq!(
        number(&desk.path("whole.gpkg"), "SELECT count(*) + (SELECT count(*) FROM problems) FROM reports"),
        ROWS as i64
    );

    let whole = content(&desk.path("whole.gpkg"));

    let mut kept = Vec::new();
    for kill in 0..kills {
        let name = format!("killed-{kill}.gpkg");
        let theatre = desk.path(&name);
        // The first kill comes early, when the theatre is being made.
        let moment = length.mul_f64(if kill == 0 { random.fraction() / 50.0 } else { random.fraction() });
        let mut child = desk
            .command(&["import", "ged.csv", "--into", &name])
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(moment);
        // SIGKILL on Unix.
        child.kill().unwrap();
        child.wait().unwrap();
        kept.push(survived(&theatre));
        let began = Instant::now();
        desk.expect(1, &["import", "ged.csv", "--into", &name]);
        // As long as the machine takes now, so that kills come all along an import.
        length = length.max(began.elapsed());
        assert_holds(&theatre, &whole);
        std::fs::remove_file(&theatre).unwrap();
    }
    println!("an import takes {length:?}; rows kept by the killed ones: {kept:?}");
    // A theatre in the making is hidden until it is whole; it may be killed too.
    let left: Vec<String> = desk.files().into_iter().filter(|name| !name.starts_with(".kharita-")).collect();
    assert_eq!(left, ["ged.csv", "whole.gpkg"], "nothing else is left lying about");
}

/// Checks what a kill left and returns how many rows it kept.
fn survived(theatre: &Path) -> i64 {
    if !theatre.exists() {
        return 0;
    }
    // Opened to write, as the next command would: what the log holds is recovered.
    let connection = rusqlite::Connection::open(theatre).unwrap();
    let check: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    drop(connection);
    assert!(number(theatre, "SELECT count(*) FROM actors") >= 60, "a theatre without its tables");
    let kept = number(theatre, "SELECT (SELECT count(*) FROM reports) + (SELECT count(*) FROM problems)");
    assert!(kept == ROWS as i64 || kept % 10_000 == 0, "{kept} rows are kept, half of a batch");
    // What is derived is never behind what it is derived from.
    let without_event =
        "SELECT count(*) FROM claims WHERE event IS NULL OR event NOT IN (SELECT fid FROM events)";
    assert_eq!(number(theatre, without_event), 0);
    assert_eq!(
        rows(theatre, "SELECT count(*) FROM events"),
        rows(theatre, "SELECT count(*) FROM rtree_events_geom")
    );
    kept
}

/// A file in UCDP's columns whose every hundredth row is a problem.
fn generated() -> String {
    let mut file = String::from(
        "id,year,type_of_violence,side_a,side_b,source_article,source_date,source_headline,where_prec,where_coordinates,\
         adm_1,adm_2,latitude,longitude,date_prec,date_start,date_end,low,best,high\n",
    );
    let towns = [
        "Idlib",
        "Saraqib",
        "Ariha",
        "Salqin",
        "Harim",
        "Sarmin",
        "Binnish",
        "Kafr Nabl",
        "Khan Sheikhoun",
        "Atarib",
    ];
    for row in 0..ROWS {
        let day = kharita::model::Day::from_number(16_801 + (row % 1_400) as i32);
        let latitude = 35.0 + (row * 7 % 2_000) as f64 / 1_000.0;
        let longitude = 36.0 + (row * 13 % 2_000) as f64 / 1_000.0;
        let headline = ["Air strikes on a village", "Clashes at the front", "Shelling of a market"][row % 3];
        let best = if row % 100 == 99 { "many".to_owned() } else { (row % 17).to_string() };
        writeln!(
            file,
            "{row}.0,2016.0,1.0,Government of Syria,Syrian insurgents,\"Wire,{day},{headline} {row}\",{day},{headline} {row},\
             1.0,{},Idlib Governorate,Idlib district,{latitude},{longitude},1.0,{day},{day},0,{best},20",
            // Towns that the gazetteer knows turn up all along the file.
            if row % 3 == 0 { towns[row / 6_000].to_owned() } else { format!("Village {}", row % 300) }
        )
        .unwrap();
    }
    file
}

/// A stream of numbers that its seed repeats (splitmix64).
struct Random(u64);

impl Random {
    fn fraction(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((number ^ (number >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn seed_of_now() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(1, |now: Duration| now.as_nanos() as u64)
}
