//! Reports in prose: what the command tells of a text, and what it does with texts that want to break it.

use insta::assert_snapshot;
use proptest::prelude::*;

use kharita::extract::prose::{Read, Reader};
use kharita::gazetteer::Gazetteer;
use kharita::model::{Article, Day, ReportId};
use kharita::theatre::Tables;

use crate::help::{Desk, shared};

/// An invented report.
const REPORT: &str = "\
Warplanes bombed a market in Saraqib on Tuesday morning, killing at least 14 people, the White Helmets said.

SANA claimed that government forces had captured the town of Morek on Monday. HTS denied that the town was captured.

Residents of Ariha fear that the army could storm the town next week.
";

fn reader(tables: &Tables) -> Reader<'static> {
    Reader::new(Gazetteer::built_in(), &tables.sides, &tables.actors, &tables.sources)
}

#[test]
fn a_report_is_told_with_the_words_that_say_it() {
    let desk = Desk::new();
    desk.write("report.txt", REPORT);
    let told = desk.kharita(&["extract", "report.txt", "--published", "2019-05-22", "--explain"]).out;
    assert_snapshot!(told, @r#"
    Warplanes bombed a market in Saraqib on Tuesday morning, killing at least 14 people, the White Helmets said. (4 claims, 3 places)
      claimed 2019-05-21/2019-05-21 Saraqib: Air/drone strike, 14 dead, says white-helmets
        "Warplanes bombed a market in Saraqib on Tuesday morning, killing at least 14 people, the White Helmets said."
        event: bombed [10, 16]
        place: Saraqib [29, 36]
        time: Tuesday morning [40, 55]
        deaths: 14 [74, 76]
        said_by: White Helmets [89, 102]
        weapon: Warplanes [0, 9]
        target: market [19, 25]
      claimed 2019-05-20/2019-05-20 Morek: Government regains territory (syrian-government), says sana
        "SANA claimed that government forces had captured the town of Morek on Monday."
        event: captured [150, 158]
        place: town of Morek [163, 176]
        time: Monday [180, 186]
        said_by: SANA [110, 114]
        actor1: government forces [128, 145]
      denied 2019-05-20/2019-05-20 Morek: Non-state actor overtakes territory, says hts
        "HTS denied that the town was captured."
        event: captured [217, 225]
        place: town of Morek [163, 176]
        said_by: HTS [188, 191]
      hypothetical 2019-05-27/2019-06-02 Ariha: Armed clash (syrian-government)
        "Residents of Ariha fear that the army could storm the town next week."
        event: storm [272, 277]
        place: Ariha [241, 246]
        time: next week [287, 296]
        actor1: the army [257, 265]
    "#);
}

#[test]
fn json_lines_go_in_and_come_out_in_order_and_the_same_each_time() {
    let desk = Desk::new();
    let line = |n| {
        format!(
            "{{\"id\":\"r{n}\",\"published\":\"2019-05-22\",\"text\":\"Shelling hit Ariha on Monday. Report {n}.\"}}"
        )
    };
    let lines: Vec<String> = (1..600).map(line).chain(["no report".to_owned()]).collect();
    desk.write("in.jsonl", lines.join("\n"));
    let first = desk.kharita(&["extract", "in.jsonl", "--json"]);
    let second = desk.kharita(&["extract", "in.jsonl", "--json"]);
    assert_eq!(first.out, second.out);
    let ids: Vec<String> = first
        .out
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["report"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids, (1..600).map(|n| format!("unnamed-outlet:r{n}")).collect::<Vec<_>>());
    assert!(first.err.contains("line 600"), "{}", first.err);
}

#[test]
fn a_report_without_a_date_is_a_problem_and_its_places_are_still_read() {
    let desk = Desk::new();
    desk.write("report.txt", REPORT);
    let told = desk.kharita(&["extract", "report.txt"]).out;
    assert!(told.contains("the day of publication is not known"), "{told}");
    assert!(told.contains("3 places"), "{told}");
}

#[test]
fn hostile_texts_end_soon_and_spans_stay_inside() {
    let tables = Tables::syria().unwrap();
    let reader = reader(&tables);
    let quotes = "“He said ".repeat(2_000);
    let one_sentence = "Shelling hit Idlib and ".repeat(2_000);
    let overrides = "\u{202e}Shelling hit Idlib\u{202c} on Monday. ".repeat(500);
    for text in [quotes, one_sentence, overrides, "Idlib, ".repeat(2_000)] {
        let length = text.chars().count();
        let article = Article { text, published: Day::parse("2019-05-22").ok(), ..Article::default() };
        let read = reader.read(&article, &ReportId::from("t"));
        for claim in &read.claims {
            let spans = claim.spans.as_ref().unwrap();
            assert!(spans.parts.values().all(|span| span.start < span.end && span.end <= length));
        }
    }
}

fn read(text: String) -> Read {
    let tables = Tables::syria().unwrap();
    let article = Article { text, published: Day::parse("2019-05-22").ok(), ..Article::default() };
    reader(&tables).read(&article, &ReportId::from("t"))
}

#[test]
fn a_report_of_more_claims_than_make_sense_is_read_so_far_and_says_so() {
    let told = read("Shelling hit Ariha.\n".repeat(10_500));
    assert_eq!(told.claims.len(), 10_000);
    assert_eq!(
        told.problems,
        ["the report has 10000 claims up to character 199999; what follows is not read: split it"]
    );
}

#[test]
fn a_list_of_places_without_end_makes_claims_of_its_nearest() {
    let names = ["Idlib", "Ariha", "Saraqib", "Hama", "Homs", "Aleppo"];
    let list: Vec<&str> = names.iter().copied().cycle().take(6_000).collect();
    let told = read(format!("Shelling hit {}.", list.join(", ")));
    assert_eq!(told.claims.len(), names.len());
    assert_eq!(told.mentions.len(), list.len());
}

#[test]
fn a_report_of_more_names_than_make_sense_is_read_so_far_and_says_so() {
    let told = read("Idlib, Ariha.\n".repeat(10_100));
    assert_eq!(told.mentions.len(), 20_000);
    assert_eq!(
        told.problems,
        ["the report has 20000 names of places up to character 139999; what follows is not read: split it"]
    );
}

#[test]
fn words_longer_than_any_sentence_are_read_once_and_not_for_each_place() {
    let told = read(format!("{} Idlib {} Idlib.", "Shelling hit ".repeat(100), "x".repeat(1_000_000)));
    assert_eq!(told.mentions.len(), 2);
    assert!(told.claims.iter().all(|claim| claim.quote.as_deref().is_some_and(|quote| quote.len() <= 2_000)));
}

#[test]
fn every_report_of_the_collection_is_read_and_the_same_each_time() {
    let Some(folder) = shared("data/reports") else { return };
    let desk = Desk::new();
    let file = folder.join("fa_kes_syria.csv");
    let read = || desk.kharita(&["extract", "--json", file.to_str().unwrap()]);
    let first = read();
    assert_eq!(first.out.lines().count(), 784);
    assert_eq!(first.out, read().out);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_panics(text in "(Shelling |killed |[0-9]{1,5} |people |in |Idlib|Aleppo |on Monday|, |\\. |denied |“|”|\n|\\PC){0,60}") {
        let tables = Tables::syria().unwrap();
        let article = Article { text, published: Day::parse("2019-05-22").ok(), ..Article::default() };
        let _ = reader(&tables).read(&article, &ReportId::from("t"));
    }
}

#[test]
fn an_analysts_own_words_are_read_first_and_a_mistake_in_them_is_told() {
    let desk = Desk::new();
    desk.write("report.txt", "A quadcopter buzzed over Saraqib on Monday and dropped two grenades.\n");
    std::fs::create_dir(desk.path("words")).unwrap();
    desk.write(
        "words/happenings.csv",
        "phrases,means,note\ndropped ~ grenades,Air/drone strike,small drones\n",
    );
    let read = |more: &[&str]| {
        desk.kharita(&[&["extract", "report.txt", "--published", "2019-05-22"], more].concat()).out
    };
    assert!(!read(&[]).contains("Air/drone strike"), "{}", read(&[]));
    let told = read(&["--lexicons", "words"]);
    assert!(told.contains("2019-05-20/2019-05-20 Saraqib: Air/drone strike"), "{told}");
    let import =
        ["import", "report.txt", "--published", "2019-05-22", "--lexicons", "words", "--into", "t.gpkg"];
    desk.expect(0, &import);
    assert!(
        desk.expect(0, &["export", "t.gpkg", "events", "--format", "csv"]).out.contains("Air/drone strike")
    );
    desk.write("words/happenings.csv", "phrases,means,note\nbuzz+,air raid,\n");
    let told = desk.expect(2, &["extract", "report.txt", "--lexicons", "words"]).err;
    assert!(told.contains("happenings.csv, line 2: \"air raid\" is no meaning"), "{told}");
}
