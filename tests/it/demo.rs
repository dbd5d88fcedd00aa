//! The demo: northwest Syria, 2011 to 2024, from facts with their sources.

use std::path::Path;

use kharita::{
    atlas::{Atlas, Filter, Layer, Record},
    model::{Day, Window},
    theatre,
};

use crate::help::{demo_theatre, number, rows};

#[test]
fn every_row_of_the_demos_tables_is_used() {
    let tables = theatre::Tables::syria().unwrap();
    assert_eq!(tables.problems, []);
    assert_eq!(tables.actors.len(), rows_of("actors.csv").len());
    assert_eq!(tables.sides.len(), rows_of("sides.csv").len());
    assert_eq!(tables.sources.len(), rows_of("sources.csv").len());
    let demo = demo_theatre();
    assert_eq!(rows(demo, "SELECT file, line, column_name, value, reason FROM problems"), [] as [&str; 0]);
    for file in ["control.csv", "events.csv"] {
        let told = rows_of(file).len() as i64;
        assert_eq!(number(demo, &format!("SELECT rows FROM imports WHERE file = '{file}'")), told, "{file}");
        let kept = format!(
            "SELECT count(*) FROM reports r JOIN imports i ON i.fid = r.import WHERE i.file = '{file}'"
        );
        assert_eq!(number(demo, &kept), told, "{file}: a row stands twice");
    }
}

#[test]
fn the_demo_is_as_large_as_promised() {
    let demo = demo_theatre();
    let changes =
        number(demo, "SELECT count(*) FROM control WHERE basis = 'assessed' AND start_date > '2011-03-15'");
    assert!(changes >= 150, "{changes} changes of control");
    let actors = number(demo, "SELECT count(*) FROM actors");
    assert!(actors >= 60, "{actors} actors");
    for sub_type in
        ["Air/drone strike", "Peaceful protest", "Displacement", "Withdrawal", "Government regains territory"]
    {
        let query = format!("SELECT count(*) FROM events WHERE sub_event_type = '{sub_type}'");
        assert!(number(demo, &query) > 0, "no {sub_type}");
    }
}

#[test]
fn every_row_has_a_source_that_the_theatre_describes() {
    let demo = demo_theatre();
    let nobody = "SELECT DISTINCT r.source FROM reports r LEFT JOIN sources s ON s.id = r.source
                  WHERE s.id IS NULL OR s.licence IN ('', 'unknown') OR s.attribution = ''";
    assert_eq!(rows(demo, nobody), [] as [&str; 0]);
    for file in ["control.csv", "events.csv"] {
        for row in rows_of(file) {
            assert!(!row["source"].is_empty(), "{file}: {row:?}");
        }
    }
}

#[test]
fn every_actor_that_the_demo_names_is_in_its_table() {
    // An actor that no table describes is shown by the name as written, and belongs to no side.
    let demo = demo_theatre();
    let known = rows(demo, "SELECT id FROM actors");
    let named = rows(demo, "SELECT actor1 FROM events WHERE actor1 NOT NULL UNION SELECT actor2 FROM events WHERE actor2 NOT NULL
                            UNION SELECT holders FROM control UNION SELECT against FROM control");
    let unknown: Vec<&str> = named
        .iter()
        .flat_map(|several| several.split("; "))
        .filter(|one| !one.is_empty() && !known.iter().any(|id| id == one))
        .collect();
    assert_eq!(unknown, [] as [&str; 0]);
}

#[test]
fn every_place_is_where_the_war_was() {
    let demo = demo_theatre();
    let query = "SELECT p.id, p.name, p.country, (r.minx + r.maxx) / 2, (r.miny + r.maxy) / 2
                 FROM places p JOIN rtree_places_geom r ON r.id = p.fid";
    for place in rows(demo, query) {
        let cells: Vec<&str> = place.split(" | ").collect();
        let [longitude, latitude] = [cells[3], cells[4]].map(|number| number.parse::<f64>().unwrap());
        let is_in_syria = (35.5..42.5).contains(&longitude) && (32.2..37.5).contains(&latitude);
        assert!(is_in_syria || !matches!(cells[2], "SY" | "Syria" | ""), "{place}");
    }
    let mut astray = Vec::new();
    for event in rows(
        demo,
        "SELECT e.id, e.toponym, (r.minx + r.maxx) / 2, (r.miny + r.maxy) / 2
                             FROM events e JOIN rtree_events_geom r ON r.id = e.fid",
    ) {
        let cells: Vec<&str> = event.rsplit(" | ").collect();
        let [latitude, longitude] = [cells[0], cells[1]].map(|number| number.parse::<f64>().unwrap());
        if !((35.5..42.5).contains(&longitude) && (32.2..37.6).contains(&latitude)) {
            astray.push(event);
        }
    }
    // Its refugees went abroad too.
    astray.retain(|event| !event.contains(" | southern Lebanon | "));
    assert_eq!(astray, [] as [&str; 0]);
}

#[test]
fn a_place_lies_in_the_governorate_that_its_row_names() {
    // Corners of the governorates, generously: west, south, east, north.
    let governorates = [
        ("Idlib", [36.1, 35.2, 37.5, 36.5]),
        ("Aleppo", [36.4, 35.3, 38.8, 37.0]),
        ("Hama", [36.1, 34.7, 38.0, 36.0]),
        ("Latakia", [35.6, 35.1, 36.5, 36.0]),
        ("Homs", [36.1, 33.6, 39.3, 35.2]),
        ("Raqqa", [37.9, 35.2, 39.7, 36.8]),
        ("Damascus", [36.1, 33.3, 36.5, 33.7]),
        ("Daraa", [35.7, 32.3, 36.7, 33.4]),
    ];
    let mut astray = Vec::new();
    for claim in rows(
        demo_theatre(),
        "SELECT DISTINCT admin1, toponym, longitude, latitude, place_id FROM claims WHERE longitude NOT NULL",
    ) {
        let cells: Vec<&str> = claim.split(" | ").collect();
        let Some((_, [west, south, east, north])) = governorates.iter().find(|(name, _)| *name == cells[0])
        else {
            continue;
        };
        let [longitude, latitude] = [cells[2], cells[3]].map(|number| number.parse::<f64>().unwrap());
        if !((*west..=*east).contains(&longitude) && (*south..=*north).contains(&latitude)) {
            astray.push(claim);
        }
    }
    assert_eq!(astray, [] as [&str; 0]);
}

#[test]
fn the_strike_on_atarib_keeps_its_rival_tolls() {
    let atlas = atlas();
    let on_the_day = Filter { window: Some(Window::parse("2017-11-13").unwrap()), ..Filter::default() };
    let found = atlas.find(Layer::Strikes, &on_the_day).unwrap();
    let strike = found
        .features()
        .find_map(|feature| match feature.properties {
            Record::Event(event) if event.place_name == Some("Atarib") && event.start == event.end => {
                Some(event)
            }
            _ => None,
        })
        .expect("the strike of 13 November 2017");
    assert_eq!(strike.status, "disputed");
    assert_eq!(strike.sub_event_type, "Air/drone strike");
    let tolls: Vec<u32> = strike.sources.iter().filter_map(|account| account.deaths?.best).collect();
    assert!(strike.sources.len() >= 2 && tolls.iter().any(|toll| *toll != tolls[0]), "{tolls:?}");
    let deaths = strike.deaths.unwrap();
    assert!(deaths.low < deaths.high, "{deaths:?}");
    assert!(strike.sources.iter().all(|account| !account.statement.attribution.is_empty()));
}

#[test]
fn what_was_said_and_denied_of_morek_in_2024_is_disputed_and_colours_nothing() {
    let demo = demo_theatre();
    let status =
        rows(demo, "SELECT status FROM events WHERE toponym LIKE 'More%' AND start_date >= '2024-11-01'");
    assert_eq!(status, ["disputed"]);
    assert_eq!(held("Morek", "2024-11-30"), "syrian-government held");
    let claimed = rows(demo, "SELECT holders FROM control WHERE place_name = 'Morek' AND basis = 'claimed'");
    assert_eq!(claimed, ["hts", "military-operations-command"]);
}

#[test]
fn who_held_which_town_is_as_the_table_says() {
    let days = ["2011-03-14", "2011-06-01", "2015-06-01", "2019-09-01", "2020-03-10", "2024-12-05"];
    let mut told = String::new();
    for town in ["Aleppo", "Idlib", "Khan Sheikhoun", "Maarat al-Numan", "Saraqib"] {
        for day in days {
            told.push_str(&format!("{town} {day}: {}\n", held(town, day)));
        }
    }
    insta::assert_snapshot!(told, @"
    Aleppo 2011-03-14: nothing known
    Aleppo 2011-06-01: syrian-government held
    Aleppo 2015-06-01: syrian-government; syrian-opposition mixed
    Aleppo 2019-09-01: syrian-government held
    Aleppo 2020-03-10: syrian-government held
    Aleppo 2024-12-05: military-operations-command held
    Idlib 2011-03-14: nothing known
    Idlib 2011-06-01: syrian-government held
    Idlib 2015-06-01: jaysh-al-fath held
    Idlib 2019-09-01: hts held
    Idlib 2020-03-10: hts held
    Idlib 2024-12-05: hts held
    Khan Sheikhoun 2011-03-14: nothing known
    Khan Sheikhoun 2011-06-01: syrian-government held
    Khan Sheikhoun 2015-06-01: jabhat-al-nusra held
    Khan Sheikhoun 2019-09-01: syrian-government held
    Khan Sheikhoun 2020-03-10: syrian-government held
    Khan Sheikhoun 2024-12-05: military-operations-command held
    Maarat al-Numan 2011-03-14: nothing known
    Maarat al-Numan 2011-06-01: syrian-government held
    Maarat al-Numan 2015-06-01: syrian-opposition held
    Maarat al-Numan 2019-09-01: hts held
    Maarat al-Numan 2020-03-10: syrian-government held
    Maarat al-Numan 2024-12-05: military-operations-command held
    Saraqib 2011-03-14: nothing known
    Saraqib 2011-06-01: syrian-government held
    Saraqib 2015-06-01: syrian-opposition held
    Saraqib 2019-09-01: syrian-opposition held
    Saraqib 2020-03-10: syrian-government held
    Saraqib 2024-12-05: military-operations-command held
    ");
}

#[test]
fn assessed_states_of_a_place_follow_each_other_without_gap_or_overlap() {
    let states = rows(
        demo_theatre(),
        "SELECT place_id, start_date, coalesce(until_date, '') FROM control WHERE basis = 'assessed' ORDER BY place_id, start_date",
    );
    for pair in states.windows(2) {
        let [one, next] = [&pair[0], &pair[1]].map(|state| state.split(" | ").collect::<Vec<_>>());
        if one[0] == next[0] {
            assert_eq!(one[2], next[1], "{pair:?}");
        } else {
            assert_eq!(one[2], "", "the last state of {} ends", one[0]);
        }
    }
}

/// Who the map colours a town for on a day, with the state.
fn held(town: &str, day: &str) -> String {
    let atlas = atlas();
    let window = Window::parse(day).unwrap();
    assert_eq!(window.start, Day::parse(day).unwrap());
    let found: Vec<String> = atlas
        .find(Layer::Control, &Filter { window: Some(window), ..Filter::default() })
        .unwrap()
        .features()
        .filter_map(|feature| match feature.properties {
            Record::Control(state) if state.place_name == town && state.basis == "assessed" => {
                Some(format!("{} {}", state.holders.join("; "), state.status))
            }
            _ => None,
        })
        .collect();
    match found.as_slice() {
        [] => "nothing known".to_owned(),
        [one] => one.clone(),
        several => panic!("{town} is held twice on {day}: {several:?}"),
    }
}

fn atlas() -> &'static Atlas {
    static LOADED: std::sync::OnceLock<Atlas> = std::sync::OnceLock::new();
    LOADED.get_or_init(|| theatre::load_file(demo_theatre()).unwrap())
}

/// The rows of one of the demo's tables, cells by column.
fn rows_of(file: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("theatres").join("syria").join(file);
    csv::Reader::from_path(&path).unwrap().deserialize().map(|row| row.unwrap()).collect()
}
