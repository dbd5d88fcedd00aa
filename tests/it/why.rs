//! Who held a place on a day, and how that is known: `kharita why`, and `/control/at`.

use insta::assert_snapshot;

use crate::client::{json, shared_of};
use crate::help::{Desk, shared};

/// A theatre of the five articles that the project started from, and of nothing else.
fn of_five_articles() -> Option<Desk> {
    let desk = Desk::new();
    import_the_articles(&desk)?;
    Some(desk)
}

fn import_the_articles(desk: &Desk) -> Option<()> {
    let seeds = shared("seeds")?;
    let mut articles: Vec<_> = std::fs::read_dir(&seeds).unwrap().map(|file| file.unwrap().path()).collect();
    articles.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    articles.sort();
    let manifest = seeds.join("manifest.csv");
    let mut arguments = vec!["import"];
    arguments.extend(articles.iter().map(|path| path.to_str().unwrap()));
    arguments.extend(["--manifest", manifest.to_str().unwrap(), "--into", "five.gpkg"]);
    desk.expect(0, &arguments);
    Some(())
}

/// The answer without the words of the articles, which are not ours.
fn why(desk: &Desk, place: &str, day: &str) -> String {
    let told = desk.expect(0, &["why", "five.gpkg", place, day]).out;
    told.lines().filter(|line| !line.starts_with("    ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_five_articles_say_who_held_morek_atarib_sinjar_and_abu_al_dhuhur() {
    let Some(desk) = of_five_articles() else { return };
    assert_snapshot!(why(&desk, "Morek", "2024-11-30"), @r#"
    Who held Morek on 2024-11-30 is not known.
    It is claimed to have been held by Hay'at Tahrir al-Sham from 2024-11-29 on, which stays a claim: it is denied by Syrian government.
      claims: ZeroHedge, 2024-11-30
      denies: ZeroHedge, 2024-11-30, citing Syrian government
    "#);
    assert_snapshot!(why(&desk, "Atarib", "2014-02-01"), @r#"
    Atarib was held by Syrian opposition on 2014-02-01.
    That began on a day from 2012-07-01 to 2012-07-31.
      says: War Is Boring, 2017-11-24
      says: War Is Boring, 2017-11-24
      says: War Is Boring, 2017-11-24
    "#);
    assert_snapshot!(why(&desk, "Sinjar", "2018-01-08"), @r#"
    Sinjar was held by Syrian government on 2018-01-08.
    That began on 2018-01-07.
      says: Syria Direct, 2018-01-08
    "#);
    assert_snapshot!(why(&desk, "Abu al-Dhuhur", "2016-01-01"), @r#"
    Nobody tells who held Abu al-Dhuhur itself.
    The nearest place that tells is Abu ad Duhur Air Base, 5.5 km away.
    Abu ad Duhur Air Base was held by Jabhat al-Nusra on 2016-01-01.
    That began on a day from 2015-09-01 to 2015-09-30.
      says: Syria Direct, 2018-01-08
    "#);

    let quotes = |place: &str, day: &str| {
        let told = desk.expect(0, &["why", "five.gpkg", place, day, "--json"]).json();
        let says = |source: &serde_json::Value| source["quote"].as_str().unwrap().to_owned();
        told["sources"].as_array().unwrap().iter().map(says).collect::<Vec<_>>().join(" ")
    };
    assert!(quotes("Atarib", "2014-02-01").contains("ISIS-free"));
    assert!(quotes("Sinjar", "2018-01-08").contains("after capturing the town of Sinjar"));
    assert!(quotes("Abu al-Dhuhur", "2016-01-01").contains("captured the airbase in September 2015"));
}

#[test]
fn what_was_not_yet_published_was_not_known() {
    let Some(desk) = of_five_articles() else { return };
    let told = desk.expect(0, &["why", "five.gpkg", "Sinjar", "2018-01-08", "--known", "2017-12-31"]).out;
    assert!(!told.contains("Syrian government"), "{told}");
}

/// Soldiers, weapons, hills and police stations are no towns; a quarter is part of one; who a town fell to has it.
#[test]
fn what_sentences_say_of_who_holds_a_town() {
    let desk = Desk::new();
    let states = |sentence: &str| -> String {
        desk.write("a.txt", format!("{sentence} on Sunday.\n"));
        let (text, theatre) = ("a.txt", "a.gpkg");
        let _ = std::fs::remove_file(desk.path(theatre));
        let arguments = ["import", text, "--into", theatre, "--source", "paper", "--published", "2016-05-02"];
        desk.expect(0, &arguments);
        let told = "SELECT place_name || ' ' || status || ' ' || holders || ' ' || against FROM control
                    WHERE basis = 'assessed' AND start_date < '2017-01-01' ORDER BY 1";
        crate::help::rows(&desk.path(theatre), told).join(", ").trim().to_owned()
    };
    assert_snapshot!(states("Rebels captured 12 soldiers in Latamna"), @"");
    assert_snapshot!(states("Rebels seized weapons in Darkush"), @"");
    assert_snapshot!(states("The army captured two hills overlooking the town of Jisr al-Shughur"), @"");
    assert_snapshot!(states("Rebels took control of a police station in the town of Salqin"), @"");
    assert_snapshot!(states("Rebels captured Aleppo's Ramouseh district"), @"Aleppo contested  syrian-opposition");
    assert_snapshot!(states("The army captured the village of Kafr Nabudah"), @"Kafr Nabudah held syrian-government");
    assert_snapshot!(states("The army seized the towns of Saraqib and Binnish"), @"Binnish held syrian-government , Saraqib held syrian-government");
    assert_snapshot!(states("The town of Azaz fell to Islamic State"), @"Azaz held islamic-state");
    assert_snapshot!(states("The rebels cleared Manbij of Islamic State"), @"Manbij held syrian-opposition");
}

/// What a person decides overrules that the capture was denied, and reading the same report again leaves it so.
#[test]
fn a_persons_decision_overrides_and_is_kept() {
    let Some(desk) = of_five_articles() else { return };
    let told = desk.expect(0, &["why", "five.gpkg", "Morek", "2024-11-30", "--json"]).json();
    let claim = told["claimed"][0]["sources"][0]["claim"].as_str().unwrap().to_owned();
    let decide = |verdict: &str| {
        let by = ["--who", "R. Haddad", "--on", "2024-12-01", "--why", "seen on film"];
        desk.expect(0, &[&["decide", "five.gpkg", &claim, verdict], &by[..]].concat());
    };
    decide("accept");
    let held = |day: &str| why(&desk, "Morek", day).lines().take(3).collect::<Vec<_>>().join(" ");
    assert_snapshot!(held("2024-11-30"), @"Morek was held by Hay'at Tahrir al-Sham on 2024-11-30. That began on a day from 2024-11-29 to 2024-11-30. A person decided that this claim is right.");
    import_the_articles(&desk);
    assert!(held("2024-11-30").contains("A person decided"));
    decide("reject");
    assert!(held("2024-11-30").starts_with("Nobody tells who held Morek itself."));
    decide("clear");
    assert!(why(&desk, "Morek", "2024-11-30").contains("it is denied by"));
}

#[test]
fn a_point_is_told_by_the_nearest_place_and_says_how_doubtful_that_is() {
    let desk = Desk::new();
    desk.write(
        "towns.csv",
        "place,governorate,date,status,holder,source,published\n\
         Saraqib,Idlib,2016-01-01,held,Syrian opposition,paper,2016-01-02\n\
         Morek,Hama,2016-01-01,held,Syrian government,paper,2016-01-02\n\
         Morek,Hama,2017-01-01,unknown,,paper,2017-01-02\n",
    );
    desk.expect(0, &["import", "towns.csv", "--into", "t.gpkg"]);
    let shared = shared_of(&desk.path("t.gpkg"));
    let at = |place: &str, day: &str| {
        let told = json(&shared, &format!("/control/at?{place}&datetime={day}"));
        let sentences: Vec<&str> =
            told["sentences"].as_array().unwrap().iter().map(|told| told.as_str().unwrap()).collect();
        format!("{} {}: {}", told["status"].as_str().unwrap(), told["doubt"]["wrong"], sentences.join(" "))
    };
    assert_snapshot!(at("longitude=36.80&latitude=35.80", "2016-06-01"), @"held 0.002: The nearest place that tells is Saraqib, 7.2 km away. Saraqib was held by Syrian opposition on 2016-06-01. That began on 2016-01-01. The last who tell of it vouch for 2016-01-02, 151 days before.");
    assert_snapshot!(at("longitude=36.80&latitude=35.80", "2015-06-01"), @"unknown null: Who held this land on 2015-06-01 is not known: no place within 30 km tells.");
    assert_snapshot!(at("longitude=36.686&latitude=35.374", "2017-06-01"), @"unknown null: Who held Morek on 2017-06-01 is not known. That began on 2017-01-01.");
    assert_snapshot!(at("longitude=36.80&latitude=35.80", "2022-01-03"), @"unknown null: Who held this land on 2022-01-03 is not known: no place within 30 km tells.");
    let (status, _, body) =
        crate::client::get(&shared, "/control/at?longitude=33&latitude=35&datetime=2016-06-01");
    assert_eq!(status, 404);
    assert!(String::from_utf8(body).unwrap().contains("lies outside the land of this theatre"));
}
