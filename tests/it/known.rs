//! What was known on a day: only what had been published by then.

use kharita::{gazetteer::Gazetteer, server::Shared, theatre};

use crate::{
    client::{get, json},
    help::Desk,
};

/// Three papers about one strike, each a day after the other, and a row about who held the town.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write(
        "told.csv",
        "event,date,place,governorate,event_type,modality,deaths_best,source,published\n\
         market,2017-11-13,Atarib,Aleppo,Air/drone strike,asserted,60,paper one,2017-11-14\n\
         market,2017-11-13,Atarib,Aleppo,Air/drone strike,asserted,60,paper two,2017-11-15\n\
         market,2017-11-13,Atarib,Aleppo,Air/drone strike,denied,,paper three,2017-11-16\n\
         other,2017-11-20,Ariha,Idlib,Air/drone strike,asserted,3,paper one,\n",
    );
    desk.write(
        "control.csv",
        "place,date,holder,status,source,published\n\
         Atarib,2017-01-01,Syrian opposition,held,paper one,2017-01-02\n\
         Atarib,2017-11-12,Hay'at Tahrir al-Sham,held,paper two,2017-11-15\n",
    );
    desk.expect(0, &["import", "told.csv", "control.csv", "--into", "t.gpkg"]);
    desk
}

fn known(desk: &Desk, layer: &str, day: &str) -> String {
    let csv = desk.expect(0, &["export", "t.gpkg", layer, "--known", day, "--format", "csv"]).out;
    let wanted = ["start_date", "status", "published", "holders"];
    let mut table = csv::Reader::from_reader(csv.as_bytes());
    let at: Vec<usize> = {
        let names = table.headers().unwrap();
        wanted.iter().filter_map(|wanted| names.iter().position(|name| name == *wanted)).collect()
    };
    let shown =
        |row: csv::StringRecord| at.iter().map(|at| row[*at].to_owned()).collect::<Vec<_>>().join(" ");
    table.records().map(|row| shown(row.unwrap())).collect::<Vec<_>>().join(" | ")
}

#[test]
fn an_event_is_what_had_been_told_of_it_by_then() {
    let desk = desk();
    assert_eq!(known(&desk, "events", "2017-11-13"), "");
    assert_eq!(known(&desk, "events", "2017-11-14"), "2017-11-13 single source 2017-11-14");
    assert_eq!(known(&desk, "events", "2017-11-15"), "2017-11-13 corroborated 2017-11-14; 2017-11-15");
    let all = "2017-11-13 disputed 2017-11-14; 2017-11-15; 2017-11-16";
    // What nobody knows the day of publication of was not known on any day.
    assert_eq!(known(&desk, "events", "2024-12-31"), all);
    assert!(desk.expect(0, &["export", "t.gpkg", "events", "--format", "csv"]).out.contains("2017-11-20"));
}

#[test]
fn who_held_a_town_is_what_had_been_told_of_it_by_then() {
    let desk = desk();
    let before = known(&desk, "control", "2017-11-14");
    assert!(before.starts_with("2017-01-01 held 2017-01-02 syrian-opposition") && !before.contains("hts"));
    assert!(known(&desk, "control", "2017-11-15").contains("2017-11-12 held 2017-11-15 hts"));
}

#[test]
fn the_server_answers_for_a_day_of_the_past_and_says_when_it_cannot() {
    let desk = desk();
    let file = desk.path("t.gpkg");
    let shared = Shared::new(theatre::load_file(&file).unwrap(), Gazetteer::built_in());
    assert!(String::from_utf8(get(&shared, "/theatre?known=2017-11-14").2).unwrap().contains("not at hand"));
    let shared = shared.with_past(move |day| theatre::load_file_known(&file, day));
    let matched = |address: &str| json(&shared, address)["numberMatched"].as_u64().unwrap();
    assert_eq!(matched("/collections/events/items"), 2);
    assert_eq!(matched("/collections/events/items?known=2017-11-14"), 1);
    assert_eq!(matched("/collections/claims/items?known=2017-11-15"), 4);
    assert_eq!(matched("/collections/reports/items?known=2017-11-15"), 4);
    assert_eq!(matched("/collections/events/items?status=disputed"), 1);
    assert_eq!(matched("/collections/events/items?status=disputed&known=2017-11-14"), 0);
    let event = json(&shared, "/collections/events/items?known=2017-11-14")["features"][0]["id"].clone();
    let address = format!("/collections/events/items/{}?known=2017-11-14", event.as_str().unwrap());
    assert_eq!(json(&shared, &address)["properties"]["sources"].as_array().unwrap().len(), 1);
    assert_ne!(get(&shared, "/columns/events?known=2017-11-14").2, get(&shared, "/columns/events").2);
    assert!(String::from_utf8(get(&shared, "/theatre?known=soon").2).unwrap().contains("is no day"));
}
