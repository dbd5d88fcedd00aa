//! The command line: what it prints where, with which exit code, and that its help shows how.

use insta::assert_snapshot;
use serde_json::Value;

use crate::help::{Desk, Ran, demo_theatre};

const COMMANDS: [&str; 10] =
    ["demo", "new", "import", "check", "forget", "resolve", "where", "show", "serve", "export"];
const GAZETTEER_COMMANDS: [&str; 5] = ["fetch", "build", "check", "add", "use"];

#[test]
fn help_shows_an_example_of_each_command() {
    let desk = Desk::new();
    let help = desk.expect(0, &["--help"]).out;
    for command in COMMANDS {
        assert!(help.contains(&format!("\n  {command} ")), "{command} is not in the help:\n{help}");
        let told = desk.expect(0, &[command, "--help"]);
        let example = told.out.lines().find_map(|line| line.trim().strip_prefix("Example: "));
        let example = example.unwrap_or_else(|| panic!("{command} shows no example:\n{}", told.out));
        assert!(example.starts_with(&format!("kharita {command}")), "{example}");
        assert_eq!(told.err, "");
    }
    for command in GAZETTEER_COMMANDS {
        let told = desk.expect(0, &["gazetteer", command, "--help"]).out;
        assert!(told.contains(&format!("Example: kharita gazetteer {command} ")), "{told}");
    }
}

#[test]
fn examples_of_the_help_are_commands_that_exist() {
    let desk = Desk::new();
    for command in COMMANDS {
        let told = desk.expect(0, &[command, "--help"]).out;
        let example = told.lines().find_map(|line| line.trim().strip_prefix("Example: kharita ")).unwrap();
        // Run where none of its files is: it must fail on those and not on its options.
        if matches!(command, "demo" | "serve" | "resolve" | "where") {
            continue;
        }
        let words: Vec<&str> = example.split(" | ").next().unwrap().split_whitespace().collect();
        let ran = desk.kharita(&words);
        assert!(!ran.err.contains("Usage:"), "{example}: {}", ran.err);
    }
}

#[test]
fn a_command_that_is_none_and_options_that_are_wrong_say_what_there_is() {
    let desk = Desk::new();
    let theatre = demo_theatre().to_string_lossy().into_owned();
    let mut told = String::new();
    for arguments in [
        vec!["paint"],
        vec!["import", "a.csv"],
        vec!["import", "a.csv", "--into", "t.gpkg", "--format", "kml"],
        vec!["import", "a.csv", "--into", "t.gpkg", "--date-order", "ymd"],
        vec!["import", "a.csv", "--into", "t.gpkg", "--map", "place"],
        vec!["export", &theatre, "incidents"],
        vec!["export", &theatre, "events", "--format", "shp"],
        vec!["export", &theatre, "events", "--bbox", "1,2,3"],
        vec!["export", &theatre, "events", "--datetime", "yesterday"],
        vec!["export", &theatre, "events", "--type", "Tea"],
        vec!["export", &theatre, "control", "--actor", "nobody"],
        vec!["serve", &theatre, "--addr", "localhost"],
        vec!["show", &theatre, "nothing"],
        vec!["forget", "t.gpkg"],
    ] {
        let ran = desk.expect(2, &arguments);
        assert_eq!(ran.out, "", "{arguments:?}");
        let first = ran.err.lines().next().unwrap_or_default().replace(&theatre, "demo.gpkg");
        told.push_str(&format!("{first}\n"));
    }
    assert_snapshot!(told, @r#"
    error: unrecognized subcommand 'paint'
    error: the following required arguments were not provided:
    error: invalid value 'kml' for '--format <FORMAT>': there are acled, ucdp, table, control, geojson
    error: invalid value 'ymd' for '--date-order <ORDER>': there are dmy and mdy
    error: invalid value 'place' for '--map <FIELD=HEADER>': write --map place=HEADER
    error: invalid value 'incidents' for '<LAYER>': there are events, strikes, control, places, claims, reports, control-areas, front-lines, changes
    error: invalid value 'shp' for '--format <FORMAT>': there are geojson, csv, gpkg, topojson
    error: invalid value '1,2,3' for '--bbox <BBOX>': bbox "1,2,3" is not four numbers; write west,south,east,north in degrees, as 36,35.5,37,36.5
    error: invalid value 'yesterday' for '--datetime <DATETIME>': datetime "yesterday" cannot be read; write a day (2017-11-13), 2017-11-01/2017-11-30, ../2017-11-30 or 2017-11-01/..
    kharita: unknown type "Tea"; there are Explosions/Remote violence, Air/drone strike, Shelling/artillery/missile attack, Remote explosive/landmine/IED, Suicide bomb, Grenade, Chemical weapon, Battles, Armed clash, Government regains territory, Non-state actor overtakes territory, Violence against civilians, Attack, Abduction/forced disappearance, Sexual violence, Protests, Peaceful protest, Protest with intervention, Excessive force against protesters, Riots, Violent demonstration, Mob violence, Strategic developments, Agreement, Arrests, Change to group/activity, Disrupted weapons use, Headquarters or base established, Looting/property destruction, Non-violent transfer of territory, Withdrawal, Troop movement, Displacement, Other
    kharita: unknown actor "nobody"; actor takes ids of the theatre's actor table, as in aanes, abu-al-fadl-al-abbas, afrin-liberation-forces
    error: invalid value 'localhost' for '--addr <HOST:PORT>': invalid socket address syntax
    kharita: demo.gpkg has nothing with the id "nothing"
    error: the following required arguments were not provided:
    "#);
    assert_eq!(desk.files(), [] as [&str; 0]);
}

#[test]
fn the_names_of_the_mission_are_found_in_every_spelling() {
    let desk = Desk::new();
    for (latitude, longitude, spellings) in [
        (36.139, 36.825, ["Atarib", "Al-Atareb", "الأتارب"].as_slice()),
        (35.931, 36.634, &["Idlib", "Idleb", "إدلب"]),
        (35.132, 36.758, &["Hama", "Hamah", "حماة"]),
        (35.442, 36.651, &["Khan Sheikhoun", "Khan Shaykhun", "خان شيخون"]),
        (35.735, 37.061, &["Abu al-Dhuhur", "Abu a-Dhuhur", "Abu ad-Duhur", "Abu Duhur", "أبو الظهور"]),
    ] {
        for name in spellings {
            // The town and the airbase of one name are both within; which is meant may be open.
            let ran = desk.kharita(&["resolve", name, "--json"]);
            assert!(matches!(ran.code, Some(0 | 1)), "{name}: {ran:?}");
            let told = ran.json();
            let first = &told["candidates"][0];
            let at = ["latitude", "longitude"].map(|key| first[key].as_f64().unwrap());
            let north = (at[0] - latitude) * 111.2;
            let east = (at[1] - longitude) * 111.2 * f64::to_radians(latitude).cos();
            assert!(north.hypot(east) < 5.0, "{name} is {:.1} km off: {first}", north.hypot(east));
        }
    }
}

#[test]
fn resolve_answers_in_the_agreed_shape_and_tells_town_from_airbase() {
    let desk = Desk::new();
    let told = desk.kharita(&["resolve", "Abu al-Dhuhur airbase", "--json"]).json();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    for key in ["query", "ambiguous", "candidates"] {
        assert!(told.get(key).is_some(), "{key} is missing: {}", keys(&told));
    }
    let first = &told["candidates"][0];
    for key in [
        "place_id",
        "name",
        "latitude",
        "longitude",
        "feature_code",
        "admin1",
        "country",
        "confidence",
        "reasons",
    ] {
        assert!(first.get(key).is_some(), "{key} is missing: {}", keys(first));
    }
    assert_eq!(told["query"], "Abu al-Dhuhur airbase");
    assert!(first["feature_code"].as_str().unwrap().starts_with("AIR"), "{first}");
    let town = desk.kharita(&["resolve", "Abu al-Dhuhur", "--json"]).json();
    assert!(town["candidates"][0]["feature_code"].as_str().unwrap().starts_with("PPL"), "{town}");
    let confidence = first["confidence"].as_f64().unwrap();
    assert!((0.0..=1.0).contains(&confidence));

    let none = desk.expect(1, &["resolve", "Qwertyuiopolis"]);
    assert_eq!((none.out.as_str(), none.err.as_str()), ("", "no place is known by this name\n"));
    let found = desk.expect(0, &["resolve", "Atarib"]);
    assert!(found.out.contains("Atarib (Aleppo") && found.err.is_empty(), "{found:?}");
}

#[test]
fn show_tells_of_an_event_a_state_and_a_place() {
    let desk = Desk::new();
    desk.fixture("events.csv", "a.csv");
    desk.fixture("control.csv", "b.csv");
    desk.expect(1, &["import", "a.csv", "b.csv", "--into", "t.gpkg"]);
    let ids = |layer: &str| {
        let told: Value = desk.expect(0, &["export", "t.gpkg", layer]).json();
        told["features"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    for layer in ["events", "control", "places"] {
        for id in ids(layer) {
            let shown = desk.expect(0, &["show", "t.gpkg", &id, "--json"]);
            assert_eq!((shown.json()["id"].as_str(), shown.err.as_str()), (Some(id.as_str()), ""));
        }
    }
    let first = desk.expect(0, &["show", "t.gpkg", &ids("events")[0], "--json"]).json();
    let told = &first["properties"];
    assert_eq!(told["status"], "disputed");
    assert_eq!(told["deaths"].to_string(), r#"{"best":6,"high":9,"low":5}"#);
    let accounts: Vec<&str> =
        told["sources"].as_array().unwrap().iter().map(|one| one["url"].as_str().unwrap()).collect();
    assert_eq!(accounts, ["https://one.invalid/a", "https://two.invalid/b"]);
    // In words, for a person; the id of a report shows what it tells of.
    let words = desk.expect(0, &["show", "t.gpkg", ids("events")[0].trim_end_matches(".1")]);
    assert_snapshot!(words.out, @r#"
    paper-one:20449a81b7eb14b9
      paper-one, published 2018-09-08, 1 claims
        https://one.invalid/a
    paper-one:20449a81b7eb14b9.1
      Air/drone strike (Explosions/Remote violence), disputed
      when   2018-09-08, time precision 1
      where  Khan Sheikhoun, Idlib, 35.4421 N 36.6510 E, geo precision 1
      who    Syrian government, Russia | nobody named
      dead   6 (low 5, high 9)
      - paper-one, published 2018-09-08: asserted, dead 6 (low 5, high 8) [report paper-one:20449a81b7eb14b9; unknown]
        "The invented market was hit."
        https://one.invalid/a
        who Syrian government | nobody named
      - paper-two, published 2018-09-09: asserted, dead 9 (low ?, high ?) [report paper-two:1f204ec5fd87a00c; unknown]
        "Another invented account of it."
        https://two.invalid/b
        who Russia | nobody named
        joined to paper-one:20449a81b7eb14b9.1: the table says that they are one happening
    "#);
    let words = desk.expect(0, &["show", "t.gpkg", &ids("control")[1]]);
    assert_snapshot!(words.out, @r#"
    paper-one:9b1bde492bc50d00.1@2012-11-01
      Saraqib, Idlib: held by syrian-opposition, assessed
      from a day from 2012-11-01 to 2012-11-30, until 2020-02-05
      - paper-one, published 2019-01-01: asserted [report paper-one:9b1bde492bc50d00; unknown]
        "Some time in November."
        https://one.invalid/s
    "#);
}

#[test]
fn data_goes_to_standard_output_and_all_else_to_standard_error() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "a.csv");
    let silent = |ran: &Ran| assert_eq!(ran.out, "", "{ran:?}");
    silent(&desk.expect(0, &["new", "t.gpkg"]));
    silent(&desk.expect(1, &["import", "a.csv", "--into", "t.gpkg"]));
    silent(&desk.expect(0, &["forget", "t.gpkg", "acled:SYR900001"]));
    silent(&desk.expect(0, &["export", "t.gpkg", "events", "-o", "e.csv"]));
    let layer = desk.expect(0, &["export", "t.gpkg", "events"]);
    assert_eq!(layer.json()["features"].as_array().unwrap().len(), 8);
    assert!(layer.err.starts_with("8 features of events\n"));
    assert!(desk.expect(1, &["check", "t.gpkg"]).err.ends_with("3 problems, 0 vanished upstream\n"));
    let version = desk.expect(0, &["--version"]);
    assert_eq!(version.out, format!("kharita {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn export_filters_as_the_api_does_and_takes_the_format_from_the_name() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "a.csv");
    desk.expect(1, &["import", "a.csv", "--into", "t.gpkg"]);
    let found = |filter: &[&str]| {
        let mut arguments = vec!["export", "t.gpkg", "events", "--format", "csv"];
        arguments.extend(filter);
        let out = desk.expect(0, &arguments).out;
        let mut reader = csv::Reader::from_reader(out.as_bytes());
        reader
            .records()
            .map(|row| row.unwrap()[0].replace("acled:SYR90000", "").replace(".1", ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&["--datetime", "2019-03-04/2019-03-05"]), ["4", "1", "2", "3"]);
    assert_eq!(found(&["--bbox", "36.8,36,37,37"]), ["3", "7"]);
    assert_eq!(found(&["--type", "Protests,Suicide bomb"]), ["4", "8"]);
    assert_eq!(found(&["--actor", "islamic-state", "--actor", "protesters"]), ["4", "8"]);
    assert_eq!(
        found(&[
            "--bbox",
            "-180,-90,180,90",
            "--datetime",
            "../2019-03-04",
            "--type",
            "Explosions/Remote violence"
        ]),
        ["1", "2"]
    );
    for (name, start) in [
        ("e.geojson", "{\"type\":\"FeatureCollection\""),
        ("e.csv", "id,event_type,"),
        ("e.gpkg", "SQLite format 3"),
    ] {
        desk.expect(0, &["export", "t.gpkg", "events", "-o", name]);
        let bytes = std::fs::read(desk.path(name)).unwrap();
        assert!(bytes.starts_with(start.as_bytes()), "{name}");
    }
    // To standard output the bytes are the same as into a file.
    let output =
        desk.command(&["export", "t.gpkg", "events", "--format", "gpkg", "-o", "-"]).output().unwrap();
    assert!(output.stdout == std::fs::read(desk.path("e.gpkg")).unwrap());
}

#[test]
fn an_export_appears_whole_or_not_at_all() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "a.csv");
    desk.expect(1, &["import", "a.csv", "--into", "t.gpkg"]);
    desk.write("kept.csv", "what was there before");
    desk.expect(2, &["export", "t.gpkg", "events", "--type", "Tea", "-o", "kept.csv"]);
    assert_eq!(std::fs::read_to_string(desk.path("kept.csv")).unwrap(), "what was there before");
    desk.expect(2, &["export", "t.gpkg", "events", "-o", "no/such/folder.csv"]);
    std::fs::create_dir(desk.path("folder.csv")).unwrap();
    desk.expect(2, &["export", "t.gpkg", "events", "-o", "folder.csv"]);
    assert_eq!(desk.files(), ["a.csv", "folder.csv", "kept.csv", "t.gpkg"]);
    desk.expect(0, &["export", "t.gpkg", "events", "-o", "kept.csv"]);
    assert!(std::fs::read_to_string(desk.path("kept.csv")).unwrap().starts_with("id,"));
}

#[test]
fn what_may_not_be_republished_is_said_of_what_was_exported() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "a.csv");
    desk.write("b.csv", "date,place,event_type,source\n2018-01-01,Idlib,clash,ucdp-ged\n");
    desk.expect(1, &["import", "a.csv", "b.csv", "--into", "t.gpkg"]);
    let warning = "rows that say republish = no (from Armed Conflict Location & Event Data (ACLED)) may not be published further\n";
    assert!(desk.expect(0, &["export", "t.gpkg", "events"]).err.ends_with(warning));
    // Nothing of ACLED's is in these.
    assert!(
        !desk
            .expect(0, &["export", "t.gpkg", "events", "--datetime", "2018-01-01"])
            .err
            .contains("republish")
    );
    assert!(!desk.expect(0, &["export", "t.gpkg", "places"]).err.contains("republish"));
    let layer = desk.expect(0, &["export", "t.gpkg", "events"]).json();
    let acled =
        layer["attributions"].as_array().unwrap().iter().find(|one| one["republish"] == false).unwrap();
    assert!(acled["attribution"].as_str().unwrap().contains("acleddata.com"));
}
