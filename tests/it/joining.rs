//! Reports and tables about one happening in a theatre: joined whatever came first, and parted when one goes.

use rusqlite::Connection;

use crate::help::{Desk, shared};

/// Tables and articles about two days of strikes, of which some tell of the same.
const FILES: [(&str, &str); 5] = [
    (
        "one.csv",
        "id,date,place,governorate,event_type,actor1,deaths_best,published\n\
         1,2017-11-13,Atarib,Aleppo,Air/drone strike,Government of Syria,83,2017-11-15\n\
         2,2017-11-13,Ariha,Idlib,Air/drone strike,Government of Syria,3,2017-11-15\n\
         3,2017-11-14,Atarib,Aleppo,Armed clash,,,2017-11-15\n",
    ),
    (
        "two.csv",
        "id,date,place,governorate,event_type,actor1,deaths_best,published\n\
         a,2017-11-13,Atarib,Aleppo,Air/drone strike,Russia,61,2017-11-14\n\
         b,2017-11-13,Atarib,Aleppo,Air/drone strike,Russia,7,2017-11-14\n\
         c,2017-11-14,Ariha,Idlib,Air/drone strike,Russia,3,2017-11-16\n",
    ),
    ("paper.txt", "Air strikes killed 60 people in Atarib on Monday.\n"),
    ("other.txt", "At least 68 people died in an air strike on Atarib on 13 November.\n"),
    ("late.txt", "Two days ago an air raid on Ariha killed three people.\n"),
];

fn import(desk: &Desk, file: &str, theatre: &str) {
    let text = FILES.iter().find(|(name, _)| *name == file).unwrap().1;
    desk.write(file, text);
    let published = if file == "late.txt" { "2017-11-15" } else { "2017-11-14" };
    let stem = file.split('.').next().unwrap();
    let mut arguments = vec!["import", file, "--into", theatre, "--source", stem];
    if !file.contains(".csv") {
        arguments.extend(["--published", published]);
    }
    desk.expect(0, &arguments);
}

/// What is derived, in words that do not depend on when it was.
fn derived(desk: &Desk, theatre: &str) -> Vec<String> {
    let file = Connection::open(desk.path(theatre)).unwrap();
    let told = |question: &str| -> Vec<String> {
        let mut find = file.prepare(question).unwrap();
        find.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let mut all = told(
        "SELECT e.id || ' ' || sub_event_type || ' ' || start_date || ' ' || status || ' ' || sources || ' ' ||
         ifnull(deaths_low, '') || '/' || ifnull(deaths_best, '') || '/' || ifnull(deaths_high, '') || ' <- ' ||
         (SELECT group_concat(c.id) FROM (SELECT id FROM claims WHERE event = e.fid ORDER BY id) c)
         FROM events e ORDER BY 1",
    );
    all.extend(told(
        "SELECT a.id || ' -> ' || b.id || ' ' || l.joined || ' ' || l.reason FROM links l
         JOIN claims a ON a.fid = l.later JOIN claims b ON b.fid = l.earlier ORDER BY 1",
    ));
    all
}

#[test]
fn the_same_events_come_of_the_same_files_in_any_order() {
    let desk = Desk::new();
    let orders = [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 4, 0, 3, 2], [3, 2, 1, 4, 0]];
    let mut first: Option<Vec<String>> = None;
    for (at, order) in orders.iter().enumerate() {
        let theatre = format!("t{at}.gpkg");
        for file in order {
            import(&desk, FILES[*file].0, &theatre);
        }
        let derived = derived(&desk, &theatre);
        assert_eq!(*first.get_or_insert_with(|| derived.clone()), derived, "{order:?}");
    }
    insta::assert_snapshot!(first.unwrap().join("\n"), @r"
    late:2017-11-15:two-days-ago-an-air-raid-on-ariha-killed-three-people.1633452e Air/drone strike 2017-11-13 corroborated late; one 3/3/3 <- late:2017-11-15:two-days-ago-an-air-raid-on-ariha-killed-three-people.1633452e,one:2.1
    one:3.1 Armed clash 2017-11-14 single source one // <- one:3.1
    other:2017-11-14:at-least-68-people-died-in-an-air-strike-on-atarib-on-13-november.3cd8996f Air/drone strike 2017-11-13 disputed other; paper; two; one 60/61/83 <- one:1.1,other:2017-11-14:at-least-68-people-died-in-an-air-strike-on-atarib-on-13-november.3cd8996f,paper:2017-11-14:air-strikes-killed-60-people-in-atarib-on-monday.27bbad79,two:a.1
    two:b.1 Air/drone strike 2017-11-13 single source two /7/ <- two:b.1
    two:c.1 Air/drone strike 2017-11-14 single source two /3/ <- two:c.1
    one:1.1 -> other:2017-11-14:at-least-68-people-died-in-an-air-strike-on-atarib-on-13-november.3cd8996f 1 the same place, the same day, the same type, 83 and 68 dead
    one:2.1 -> late:2017-11-15:two-days-ago-an-air-raid-on-ariha-killed-three-people.1633452e 1 the same place, the same day, the same type, 3 dead in both
    paper:2017-11-14:air-strikes-killed-60-people-in-atarib-on-monday.27bbad79 -> other:2017-11-14:at-least-68-people-died-in-an-air-strike-on-atarib-on-13-november.3cd8996f 1 the same place, the same day, the same type, 60 and 68 dead
    two:a.1 -> other:2017-11-14:at-least-68-people-died-in-an-air-strike-on-atarib-on-13-november.3cd8996f 1 the same place, the same day, the same type, 61 and 68 dead
    two:b.1 -> other:2017-11-14:at-least-68-people-died-in-an-air-strike-on-atarib-on-13-november.3cd8996f 0 7 dead and 68 dead are two happenings
    ");
}

#[test]
fn what_is_forgotten_leaves_the_others_as_if_it_had_never_been() {
    let desk = Desk::new();
    for file in ["one.csv", "two.csv", "paper.txt"] {
        import(&desk, file, "t.gpkg");
        import(&desk, file, "with.gpkg");
    }
    import(&desk, "other.txt", "with.gpkg");
    assert_ne!(derived(&desk, "t.gpkg"), derived(&desk, "with.gpkg"));
    let file = Connection::open(desk.path("with.gpkg")).unwrap();
    let id: String =
        file.query_row("SELECT id FROM reports WHERE source = 'other'", [], |row| row.get(0)).unwrap();
    drop(file);
    desk.expect(0, &["forget", "with.gpkg", &id]);
    assert_eq!(derived(&desk, "t.gpkg"), derived(&desk, "with.gpkg"));
}

/// The accounts of the event of a claim in the theatre of the five articles and UCDP's table.
fn accounts(desk: &Desk, claim: &str) -> (String, Vec<serde_json::Value>) {
    let event = desk.expect(0, &["show", "t.gpkg", claim, "--json"]).json();
    let told = &event["properties"];
    (told["status"].as_str().unwrap().to_owned(), told["sources"].as_array().unwrap().clone())
}

/// Who is said to count how many dead; the one quoted, else the publisher.
fn counted(accounts: &[serde_json::Value]) -> Vec<String> {
    let mut counted: Vec<String> = accounts
        .iter()
        .filter_map(|account| {
            let dead = account["deaths"]["best"].as_u64()?;
            let voice = account["said_by"].as_str().or(account["source"].as_str()).unwrap();
            Some(format!("{dead} {voice}"))
        })
        .collect();
    counted.sort();
    counted.dedup();
    counted
}

#[test]
fn the_five_articles_and_ucdp_tell_of_atarib_morek_and_the_weekend_with_every_account() {
    let (Some(seeds), Some(events)) = (shared("seeds"), shared("data/events")) else { return };
    let desk = Desk::new();
    let ucdp = events.join("ucdp_ged_sy_2016_2019.csv.gz");
    desk.expect(0, &["import", ucdp.to_str().unwrap(), "--into", "t.gpkg"]);
    let manifest = seeds.join("manifest.csv");
    let mut arguments = vec!["import".to_owned()];
    let mut articles: Vec<_> = std::fs::read_dir(&seeds).unwrap().map(|file| file.unwrap().path()).collect();
    articles.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    arguments.extend(articles.iter().map(|path| path.to_str().unwrap().to_owned()));
    arguments.extend(["--manifest", manifest.to_str().unwrap(), "--into", "t.gpkg"].map(str::to_owned));
    desk.expect(0, &arguments.iter().map(String::as_str).collect::<Vec<_>>());

    let (status, atarib) = accounts(&desk, "ucdp-ged:250382.1");
    assert_eq!(status, "disputed");
    assert_eq!(counted(&atarib), ["60 war-is-boring", "68 war-is-boring", "83 ucdp-ged"]);
    let mut blamed: Vec<&str> = atarib
        .iter()
        .flat_map(|account| account["actors"].as_array().unwrap())
        .filter(|actor| actor["role"] == "actor1")
        .map(|actor| actor["actor"].as_str().unwrap())
        .collect();
    blamed.sort_unstable();
    blamed.dedup();
    assert_eq!(blamed, ["russia", "syrian-government"]);

    let file = Connection::open(desk.path("t.gpkg")).unwrap();
    let claim = |condition: &str| -> String {
        let question = format!("SELECT id FROM claims WHERE spans IS NOT NULL AND {condition}");
        file.query_row(&question, [], |row| row.get(0)).unwrap()
    };
    let (status, morek) = accounts(&desk, &claim("toponym = 'Morek' AND modality = 'denied'"));
    assert_eq!(status, "disputed");
    let modalities: Vec<&str> = morek.iter().map(|account| account["modality"].as_str().unwrap()).collect();
    assert_eq!(modalities, ["claimed", "denied"]);

    let (status, weekend) = accounts(&desk, &claim("deaths_best = 71"));
    assert_eq!(status, "disputed");
    let counted = counted(&weekend);
    for counter in [
        "25 Syria Civil Defence (White Helmets)",
        "56 Syria Civil Defence (White Helmets)",
        "71 Syrian Observatory for Human Rights",
    ] {
        assert!(counted.iter().any(|known| known == counter), "{counted:?}");
    }
}
