//! What whoever imports a file gets of it.

mod hostile;
mod workbook;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::model::{ControlStatus, Modality, SubEventType};

use super::*;

pub(super) struct File {
    _folder: tempfile::TempDir,
    pub(super) path: PathBuf,
}

pub(super) fn file(name: &str, bytes: impl AsRef<[u8]>) -> File {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    File { _folder: folder, path }
}

fn items_with(path: &Path, options: &Options) -> Result<Vec<Item>, IntakeError> {
    let mut items = Vec::new();
    let opened = open(path, options)?;
    let header = opened.header().clone();
    let reading = opened.read(
        &mut |item| {
            items.push(item);
            ControlFlow::Continue(())
        },
        &mut |done, total| assert!(done <= total),
    )?;
    assert_eq!(reading.rows as usize, items.len());
    assert_eq!(header, reading.header);
    Ok(items)
}

fn items(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Item> {
    items_with(&file(name, bytes).path, &Options::default()).unwrap()
}

fn error(name: &str, bytes: impl AsRef<[u8]>, options: &Options) -> String {
    items_with(&file(name, bytes).path, options).unwrap_err().to_string()
}

fn row(item: &Item) -> (&Report, &[Claim]) {
    match item {
        Item::Row(report, claims) => (report, claims),
        Item::Problem(problem, _) => panic!("{problem:?}"),
    }
}

/// One line an item: when, where, what, how many, or why not.
fn told(items: &[Item]) -> Vec<String> {
    let one = |item: &Item| match item {
        Item::Problem(problem, _) => {
            let column = problem.column.as_deref().unwrap_or("row");
            format!("line {} {column}: {}", problem.line, problem.reason)
        }
        Item::Row(_, claims) => {
            let claim = &claims[0];
            let days = (claim.interval.start(), claim.interval.last());
            let days = if days.0 == days.1 { days.0.to_string() } else { format!("{}/{}", days.0, days.1) };
            let at = claim.located.as_ref().map_or(String::new(), |located| {
                format!(" ({} {})", located.position.latitude(), located.position.longitude())
            });
            let deaths = claim.deaths.map_or(String::new(), |deaths| format!(", {} dead", deaths.figure()));
            format!("{days} {}{at}: {}{deaths}", claim.toponym.text, claim.sub_event_type.name())
        }
    };
    items.iter().map(one).collect()
}

const TABLE: &str = "date,place,type,deaths\n2017-11-13,Atarib,Air/drone strike,61\n";
const ATARIB: &str = "2017-11-13 Atarib: Air/drone strike, 61 dead";

#[test]
fn a_table_reads_the_same_however_it_is_written() {
    let utf16: Vec<u8> = format!("\u{feff}{TABLE}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let versions = [
        TABLE.as_bytes().to_vec(),
        format!("\u{feff}{TABLE}").into_bytes(),
        TABLE.replace('\n', "\r\n").into_bytes(),
        TABLE.replace(',', ";").into_bytes(),
        TABLE.replace(',', "\t").into_bytes(),
        format!("sep=;\r\n{}", TABLE.replace(',', ";")).into_bytes(),
        format!("{TABLE},,,\n\n").into_bytes(),
        TABLE.replace("61", "٦١").into_bytes(),
        TABLE.replace("61", "\"61,0\"").into_bytes(),
        TABLE.replace("2017-11-13", "13 تشرين الثاني 2017").into_bytes(),
        TABLE.replace("date,place,type,deaths", "التاريخ,المكان,النوع,القتلى").into_bytes(),
        TABLE.replace("date,place,type,deaths", "Jour,Lieu,Type,Tués").into_bytes(),
        utf16,
    ];
    for version in versions {
        assert_eq!(told(&items("a.csv", &version)), [ATARIB], "{}", String::from_utf8_lossy(&version));
    }
}

#[test]
fn latin_1_and_arabic_of_windows_are_read() {
    let latin = "date,place,type\n2017-11-13,Alép,Grenade\n";
    let latin: Vec<u8> = latin.chars().map(|c| c as u8).collect();
    assert_eq!(told(&items("a.csv", latin)), ["2017-11-13 Alép: Grenade"]);
    let arabic =
        encoding_rs::WINDOWS_1256.encode("date,place,type\n2017-11-13,الأتارب,Grenade\n").0.into_owned();
    assert_eq!(told(&items("a.csv", arabic)), ["2017-11-13 الأتارب: Grenade"]);
}

#[test]
fn packed_files_are_the_same_import() {
    use flate2::{Compression, write::GzEncoder};
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(TABLE.as_bytes()).unwrap();
    let gzip = file("a.csv.gz", gzip.finish().unwrap());
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("a.csv", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(TABLE.as_bytes()).unwrap();
    let zip = file("a.zip", zip.finish().unwrap().into_inner());
    let plain = file("a.csv", TABLE);
    let options = Options::default();
    let read = |file: &File| items_with(&file.path, &options).unwrap();
    assert_eq!(read(&gzip), read(&plain));
    assert_eq!(read(&zip), read(&plain));
    assert_eq!(
        open(&plain.path, &options).unwrap().header().import,
        open(&zip.path, &options).unwrap().header().import
    );
}

#[test]
fn every_row_is_a_report_or_a_problem_with_its_line() {
    let table = "date,place,latitude,longitude,type,deaths,note\n\
        2017-11-13,Atarib,\"36,14\",\"36,83\",Grenade,1,\"two\nlines\"\n\
        2017-11-14,Idlib,,,Grenade,,\n\
        2017-11-14,,36.1,,Grenade,,\n\
        2017-11-14,,120.5,36.1,Grenade,,\n\
        2017-11-14,Idlib,0,0,Grenade,,\n\
        2017-11-14,,,,Grenade,,\n\
        2017-11-31,Idlib,,,Grenade,,\n\
        ,Idlib,,,Grenade,,\n\
        13/11/17,Idlib,,,Grenade,,\n\
        2017-11-14,Idlib,,,picnic,,\n\
        2017-11-14,Idlib,,,,,\n\
        2017-11-14,Idlib,,,Grenade,dozens,\n\
        2017-11-14,Idlib\n";
    insta::assert_snapshot!(told(&items("a.csv", table)).join("\n"), @r#"
    2017-11-13 Atarib (36.14 36.83): Grenade, 1 dead
    2017-11-14 Idlib: Grenade
    line 5 longitude: the latitude stands without a longitude
    line 6 latitude: latitude 120.5 cannot be; latitude and longitude 36.1 may be exchanged
    2017-11-14 Idlib: Grenade
    line 8 place: the row has neither a place nor coordinates
    line 9 date: the calendar has no such day; write it as 2017-11-13
    line 10 date: the row has no date
    line 11 date: the year has two digits; write all four
    line 12 type: unknown event type "picnic"; write one of ACLED's, such as Battles or Air/drone strike
    2017-11-14 Idlib: Other
    line 14 deaths: this is no number of people; write a whole number such as 12, or leave it empty
    line 15 row: the row has 2 cells and the header 7; check for a missing or extra delimiter or quote
    "#);
}

#[test]
fn the_other_rows_of_a_column_decide_its_order_and_nothing_is_guessed() {
    let table = |dates: &str| {
        let rows = dates.replace(' ', ",Idlib,Grenade\n");
        format!("date,place,type\n{rows},Idlib,Grenade\n")
    };
    let days = |dates: &str| told(&items("a.csv", table(dates)));
    assert_eq!(days("03/04/2017 13/04/2017")[0], "2017-04-03 Idlib: Grenade");
    assert_eq!(days("03/04/2017 04/13/2017")[0], "2017-03-04 Idlib: Grenade");
    let ambiguous = "line 2 date: this could be 3 April or 4 March 2017; say --date-order dmy or mdy";
    assert_eq!(days("03/04/2017"), [ambiguous]);
    let options = Options { date_order: Some(DateOrder::DayMonthYear), ..Options::default() };
    let insisted = items_with(&file("a.csv", table("03/04/2017")).path, &options).unwrap();
    assert_eq!(told(&insisted), ["2017-04-03 Idlib: Grenade"]);
}

#[test]
fn a_row_of_any_table_keeps_all_that_it_says() {
    let table = "event,date,place,governorate,geo_precision,latitude,longitude,event_type,actor1,actor2,deaths_low,deaths_high,injured,said_by,modality,source,url,published,notes,weather\n\
        Atarib market,2017-11-13,Atarib,Aleppo,2,36.1,36.8,Explosions/Remote violence,Russia,Civilians,53,61,90,SOHR,claimed,Syria Direct,https://example.org/a,2017-11-14,Three strikes,\"<script>alert(1)</script>\"\n";
    let items = items("events.csv", table);
    let (report, claims) = row(&items[0]);
    insta::assert_snapshot!(serde_json::to_string_pretty(&(report, claims)).unwrap(), @r##"
    [
      {
        "id": "syria-direct:dfe62fbfa9a7b467",
        "source": "syria-direct",
        "import": "import:947782afbe4a0ebadd11f9e143ab02ae",
        "line": 2,
        "published": "2017-11-14",
        "title": null,
        "url": "https://example.org/a",
        "original": "{\"geo_precision\":\"2\",\"weather\":\"<script>alert(1)</script>\"}"
      },
      [
        {
          "id": "syria-direct:dfe62fbfa9a7b467.1",
          "report": "syria-direct:dfe62fbfa9a7b467",
          "happening": "events:Atarib market",
          "sub_event_type": "Shelling/artillery/missile attack",
          "classified_by": "source",
          "modality": "claimed",
          "interval": {
            "start": "2017-11-13",
            "end": "2017-11-14"
          },
          "time_precision": 1,
          "toponym": {
            "text": "Atarib",
            "admin1": "Aleppo",
            "admin2": null
          },
          "located": {
            "position": {
              "longitude": 36.8,
              "latitude": 36.1
            },
            "geo_precision": 2,
            "place": null
          },
          "actors": [
            {
              "name": "Russia",
              "role": "actor1"
            },
            {
              "name": "Civilians",
              "role": "actor2"
            }
          ],
          "deaths": {
            "low": 53,
            "best": null,
            "high": 61
          },
          "injured": 90,
          "said_by": "sohr",
          "quote": "Three strikes",
          "control": null
        }
      ]
    ]
    "##);
}

#[test]
fn ids_come_from_what_a_row_says_and_not_from_its_line() {
    let ids = |table: &str| -> Vec<String> {
        items("my.events.csv", table).iter().map(|item| row(item).0.id.0.clone()).collect()
    };
    let first = ids("date,place,type\n2017-11-13,Atarib,Grenade\n2017-11-14,Idlib,Grenade\n");
    let second = ids("date,place,type\n\n2017-11-14,Idlib,Grenade\n");
    assert_eq!(first[1], second[0]);
    assert!(first[0].starts_with("my-events:") && first[0] != first[1]);
    assert_eq!(ids("id,date,place,type,source\n7,2017-11-13,Atarib,Grenade,SANA\n"), ["my-events:7"]);
}

fn happenings(name: &str, table: &str, options: &Options) -> Vec<Option<String>> {
    let items = items_with(&file(name, table).path, options).unwrap();
    items.iter().map(|item| row(item).1[0].happening.clone()).collect()
}

#[test]
fn a_key_of_accounts_is_one_of_its_own_file() {
    let table = "event,date,place,type\n1,2017-11-13,Atarib,Grenade\n1,2017-11-13,Atarib,Grenade\nThe Market,2017-11-13,Atarib,Grenade\n,2017-11-14,Idlib,Grenade\n";
    let keys = |name, source: Option<&str>| {
        let options = Options { source: source.map(SourceId::from), ..Options::default() };
        let keys = happenings(name, table, &options);
        keys.iter().map(|key| key.clone().unwrap_or_default()).collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(keys("north.csv", None), "north:1 | north:1 | north:The Market | ");
    assert_eq!(keys("South 2017.csv.txt", None), "south-2017:1 | south-2017:1 | south-2017:The Market | ");
    assert_eq!(keys("north.csv", Some("desk")), "desk:1 | desk:1 | desk:The Market | ");
}

#[test]
fn a_column_that_says_what_happened_is_no_key_that_makes_one_event_of_all_air_strikes() {
    let keys = |table: &str| happenings("a.csv", table, &Options::default());
    let beside = "event,date,place,sub_event_type\nAirstrike,2017-11-13,Atarib,Air/drone strike\n\
        battles,2017-11-13,Atarib,Armed clash\nStatus,2017-11-13,Atarib,Other\n\
        market,2017-11-13,Atarib,Air/drone strike\n";
    assert_eq!(keys(beside), [None, None, None, Some("a:market".to_owned())]);
    let kept = items("a.csv", beside);
    assert_eq!(row(&kept[0]).0.original.as_deref(), Some("{\"event\":\"Airstrike\"}"), "nothing is lost");
    assert_eq!(row(&kept[3]).0.original, None);

    let map = BTreeMap::from([("event_type".to_owned(), "event".to_owned())]);
    let alone = "event,date,place\nAirstrike,2017-11-13,Atarib\nAirstrike,2017-11-14,Idlib\n";
    let options = Options { columns: map, ..Options::default() };
    assert_eq!(happenings("a.csv", alone, &options), [None, None]);
    assert_eq!(told(&items("a.csv", alone))[0], "2017-11-13 Atarib: Air/drone strike");
    let untold = "date,place,notes\n2017-11-13,Idlib,\n2017-11-13,Idlib,Barrel bombs on a market\n";
    assert_eq!(
        told(&items("a.csv", untold)),
        ["2017-11-13 Idlib: Other", "2017-11-13 Idlib: Air/drone strike"],
        "a date and a place are enough"
    );

    let incident = "incident,date,place,type\nfire,2017-11-13,Atarib,Grenade\n";
    assert_eq!(keys(incident), [None]);
    for header in ["event_key", "Happening", "happening ID"] {
        let table = incident.replacen("incident", header, 1).replace("fire", "clash");
        assert_eq!(keys(&table), [Some("a:clash".to_owned())], "{header}");
    }
    let both = "event,event_key,date,place,type\nfire,k7,2017-11-13,Atarib,Grenade\n";
    assert_eq!(keys(both), [Some("a:k7".to_owned())]);
}

#[test]
fn rows_of_two_files_that_number_them_alike_and_cite_one_outlet_are_two_reports() {
    let events =
        "id,date,place,type,source\n1,2017-11-13,Atarib,Grenade,SOHR\n,2017-11-13,Atarib,Grenade,SOHR\n";
    let control = "id,place,date,holder,source\n1,Atarib,2012-07,Opposition,SOHR\n";
    let ids = |name: &str, table: &str, source: Option<&str>| {
        let options = Options { source: source.map(SourceId::from), ..Options::default() };
        let items = items_with(&file(name, table).path, &options).unwrap();
        items.iter().map(|item| row(item).0.clone()).collect::<Vec<_>>()
    };
    let north = ids("north.csv", events, None);
    let south = ids("south.csv.gz", events, None);
    assert_eq!((north[0].id.as_str(), south[0].id.as_str()), ("north:1", "south:1"));
    assert_eq!((north[0].source.as_str(), south[0].source.as_str()), ("sohr", "sohr"));
    assert!(north[1].id.as_str().starts_with("sohr:") && north[1].id == south[1].id, "by what it says");
    assert_eq!(ids("towns.csv", control, None)[0].id.as_str(), "towns:1");
    assert_eq!(ids("towns.csv", control, Some("desk"))[0].id.as_str(), "desk:1");
    assert_eq!(ids("north.csv", events, Some("desk"))[0].id.as_str(), "desk:1");
}

#[test]
fn a_cell_that_names_several_actors_is_several_actors_in_every_format() {
    let named = |name: &str, text: String| {
        let items = items(name, text);
        let claim = &row(&items[0]).1[0];
        let told = claim.actors.iter().map(|actor| format!("{:?} {}", actor.role, actor.name));
        told.collect::<Vec<_>>().join(", ")
    };
    let both = "Actor1 HTS, Actor1 Ahrar al-Sham, Actor2 Civilians";
    let table = "date,place,type,actor1,actor2\n2017-11-13,Atarib,Grenade,HTS; ;Ahrar al-Sham ;,Civilians\n";
    assert_eq!(named("a.csv", table.to_owned()), both);
    let geojson = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[36.83,36.14]},"properties":{"date":"2017-11-13","type":"Grenade","actor1":"HTS;Ahrar al-Sham","actor2":"Civilians"}}"#;
    assert_eq!(named("a.geojson", geojson.to_owned()), both);
    let acled = "event_id_cnty,event_date,event_type,actor1,actor2,location\nSYR1,2017-11-13,Battles,HTS; Ahrar al-Sham,Civilians,Idlib\n";
    assert_eq!(named("acled.csv", acled.to_owned()), both);
    let ucdp = "id,date_start,type_of_violence,side_a,side_b,where_prec,where_coordinates\n1,2017-11-13,1,HTS; Ahrar al-Sham,Civilians,1,Idlib\n";
    assert_eq!(named("ged.csv", ucdp.to_owned()), both);
    let control = "place,date,status,holder\nIdlib,2017-11-13,HTS; Ahrar al-Sham leave,none\n";
    assert_eq!(named("control.csv", control.to_owned()), "Actor1 hts, Actor1 ahrar al-sham");
}

#[test]
fn an_id_has_no_semicolon_and_stays_on_its_line() {
    let ids = |name: &str, text: &str| -> Vec<String> {
        items(name, text)
            .iter()
            .flat_map(|item| [row(item).0.id.0.clone(), row(item).1[0].id.0.clone()])
            .collect()
    };
    let table = "id,date,place,type\n\"7; 8\n9\u{7f}\",2017-11-13,Atarib,Grenade\n";
    assert_eq!(ids("a.csv", table), ["a:7, 8,9,", "a:7, 8,9,.1"]);
    let acled = "event_id_cnty,event_date,event_type,location\nSYR1;2,2017-11-13,Battles,Idlib\n";
    assert_eq!(ids("acled.csv", acled), ["acled:SYR1,2", "acled:SYR1,2.1"]);
    let ucdp = "id,date_start,type_of_violence,where_prec,where_coordinates\n1;2,2017-11-13,1,1,Idlib\n";
    assert_eq!(ids("ged.csv", ucdp), ["ucdp-ged:1,2", "ucdp-ged:1,2.1"]);
    let control = "id,place,date,holder\n1;2,Idlib,2017-11-13,HTS\n";
    assert_eq!(ids("control.csv", control), ["control:1,2", "control:1,2.1"]);
}

#[test]
fn a_file_that_is_no_table_of_events_says_what_is_missing() {
    let options = Options::default();
    assert_eq!(
        error("a.csv", "name,color\nx,y\n", &options),
        "a.csv has no columns that say when and where (its columns are name, color); name them with --map date=HEADER and --map place=HEADER (or latitude and longitude)"
    );
    let insisted = Options { format: Some(Format::Control), ..Options::default() };
    assert_eq!(
        error("a.csv", "Ort,date\nx,y\n", &insisted),
        "a.csv does not fit --format control: no column for place or latitude, nor for holder or status; its columns are Ort, date; name them with --map place=HEADER"
    );
    let geojson = Options { format: Some(Format::GeoJson), ..Options::default() };
    assert_eq!(error("a.csv", TABLE, &geojson), "a.csv is not GeoJSON: its text does not begin with {");
    assert_eq!(error("a.csv", "", &options), "a.csv is empty");
    assert_eq!(error("a.csv", "\n \n", &options), "a.csv is empty");
    assert!(error("a.png", [0x89, b'P', b'N', b'G', 0, 255], &options).contains("no columns that say when"));
}

#[test]
fn map_names_the_columns_that_are_not_recognized() {
    let map = [("date", "Wann"), ("place", "Ort"), ("event_type", "Was")];
    let columns: BTreeMap<_, _> =
        map.iter().map(|(field, header)| ((*field).to_owned(), (*header).to_owned())).collect();
    let options = Options { columns, ..Options::default() };
    let table = file("a.csv", "Wann,Ort,Was\n2017-11-13,Atarib,Grenade\n");
    assert_eq!(told(&items_with(&table.path, &options).unwrap()), ["2017-11-13 Atarib: Grenade"]);
}

const ACLED: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n";

#[test]
fn a_row_of_acled_is_an_event_with_its_own_key() {
    let rows = "SYR123,13 November 2017,2017,1,Political violence,Explosions/Remote violence,Air/drone strike,Military Forces of Russia,,8,Civilians (Syria),,7,78,Civilian targeting,760,Middle East,Syria,Aleppo,Jebel Saman,Atareb,Atareb,36.139,36.829,1,SOHR; Syria Direct,National,\"Strikes hit the market.\",61,,1618581468\n\
        SYR124,13-November-2017,2017,2,,Battles,Armed clash,A,,,,,,,,,,,Idlib,,,Idlib,35.9,36.6,4,,,,0,,\n\
        SYR125,2017-11-13,2017,3,,Battles,Armed clash,A,,,,,,,,,,,Idlib,,,Idlib,35.9,36.6,3,,,,0,,\n";
    let items = items("acled.csv", format!("{ACLED}{rows}"));
    let (report, claims) = row(&items[0]);
    assert_eq!(
        (report.id.as_str(), report.source.as_str(), claims[0].id.as_str()),
        ("acled:SYR123", "acled", "acled:SYR123.1")
    );
    assert_eq!(report.published.unwrap().to_string(), "2021-04-16");
    assert_eq!(claims[0].quote.as_deref(), Some("Strikes hit the market."));
    insta::assert_snapshot!(report.original.as_ref().unwrap(), @r#"{"admin3":"Atareb","civilian_targeting":"Civilian targeting","country":"Syria","disorder_type":"Political violence","event_type":"Explosions/Remote violence","fatalities":"61","geo_precision":"1","inter1":"8","inter2":"7","interaction":"78","iso":"760","region":"Middle East","source":"SOHR; Syria Direct","source_scale":"National","time_precision":"1","timestamp":"1618581468","year":"2017"}"#);
    assert_eq!(told(&items)[1], "line 3 geo_precision: a precision is 1, 2 or 3");
    assert_eq!(told(&items)[2], "2017-11-01/2017-11-30 Idlib (35.9 36.6): Armed clash, 0 dead");
}

#[test]
fn an_old_export_of_acled_is_read_where_it_means_the_same() {
    let table = "data_id,event_id_cnty,event_date,time_precision,event_type,actor1,location,latitude,longitude,geo_precision,notes,fatalities\n\
        1,SYR1,02 January 2017,1,Battle-No change of territory,A,Idlib,35.9,36.6,1,x,2\n";
    assert_eq!(told(&items("old.csv", table)), ["2017-01-02 Idlib (35.9 36.6): Armed clash, 2 dead"]);
}

const UCDP: &str = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob\n";

fn ucdp(id: &str, point: &str, headline: &str) -> String {
    format!(
        "{id},SYR-2017-1-299-1,2017,1,Clear,1,299,299,Syria: Government,,11973,D,118,118,Government of Syria,,4456,Syrian insurgents,2,\"\"\"SOHR,2017-11-14,x\"\"\",SOHR;SOHR,2017-11-14;2017-11-15,{headline},SOHR,1,Atarib town,,Aleppo Governorate,Jabal Saman district,{point},181875,Syria,652,Middle East,1,1,2017-11-13 00:00:00.000,2017-11-13 00:00:00.000,0,0,61,0,61,84,53,652,\n"
    )
}

#[test]
fn a_row_of_ucdp_is_an_event_with_bounds_and_the_type_of_its_headline() {
    let rows = [
        ucdp("250382", "36.139,36.829,POINT (36.829 36.139)", "Airstrikes on Atarib"),
        ucdp("250383.0", "36.829,36.139,POINT (36.829 36.139)", "Clashes"),
        ucdp("250384", "136.139,36.829,", "Clashes"),
        ucdp("250385", ",,", "Clashes"),
    ];
    let items = items("ged.csv", format!("{UCDP}{}", rows.concat()));
    let (report, claims) = row(&items[0]);
    assert_eq!(report.id.as_str(), "ucdp-ged:250382");
    assert_eq!(report.published.unwrap().to_string(), "2017-11-15");
    let deaths = claims[0].deaths.unwrap();
    assert_eq!((deaths.low, deaths.best, deaths.high), (Some(53), Some(61), Some(84)));
    assert_eq!(claims[0].toponym.admin1.as_deref(), Some("Aleppo Governorate"));
    insta::assert_snapshot!(told(&items).join("\n"), @"
    2017-11-13 Atarib town (36.139 36.829): Air/drone strike, 61 dead
    line 3 latitude: latitude and longitude are exchanged against geom_wkt
    line 4 latitude: latitude 136.139 cannot be; latitude and longitude 36.829 may be exchanged
    2017-11-13 Atarib town: Armed clash, 61 dead
    ");
}

#[test]
fn a_table_of_control_gives_the_state_of_places() {
    let table = "place,governorate,date,status,holder,against,said_by,source,url,published,note\n\
        Atarib,Aleppo,2012-07,held,Opposition,,,SOHR,,2012-08-01,\n\
        Palmyra,Homs,2015-05-20,contested,Government,Islamic State,,SOHR,,,\n\
        Douma,Rif Dimashq,2013-04,besieged,Opposition; Jaish al-Islam,Government,,SOHR,,,\n\
        Qamishli,Al-Hasakah,2014,mixed,Government; YPG,,,SOHR,,,\n\
        Daraa,Daraa,2024-12-06,claimed,Southern Operations Room,,rebels,SOHR,,,\n\
        T4 airbase,Homs,2024-12-07,army leaves,none,,,SOHR,,,\n\
        Hama,Hama,2024-12-05,held,,,,SOHR,,,\n\
        Homs,Homs,2024-12-05,sunny,HTS,,,SOHR,,,\n";
    let items = items("control.csv", table);
    let control = |at: usize| row(&items[at]).1.last().unwrap().control.clone().unwrap();
    assert_eq!(row(&items[0]).1[0].sub_event_type, SubEventType::Holds);
    assert_eq!(
        (control(1).holders[0].as_str(), control(1).against[0].as_str()),
        ("Government", "Islamic State")
    );
    assert_eq!(control(2).holders.len(), 2);
    assert_eq!(control(3).status, ControlStatus::Mixed);
    assert!(control(4).claimed && row(&items[4]).1[0].modality == Modality::Claimed);
    let leaving = row(&items[5]).1;
    assert_eq!(
        (leaving[0].sub_event_type, leaving[0].actors[0].name.as_str()),
        (SubEventType::Withdrawal, "army")
    );
    assert_eq!((control(5).status, leaving[1].id.0.ends_with(".2")), (ControlStatus::Unknown, true));
    assert_eq!(
        told(&items[6..]),
        [
            "line 8 holder: the place is held but the row does not say by whom",
            "line 9 status: unknown status; there are held, contested, besieged, mixed, truce, unknown, claimed, cut and \"army leaves\""
        ]
    );
}

#[test]
fn geojson_points_are_rows() {
    let geojson = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[36.83,36.14]},"properties":{"date":"2017-11-13","event_type":"Battles","deaths":2,"mood":"grim"}},
        {"type":"Feature","geometry":{"type":"LineString","coordinates":[]},"properties":{"date":"2017-11-13"}}]}"#;
    let items = items("a.geojson", geojson);
    assert_eq!(row(&items[0]).0.id.as_str(), "a:7");
    assert_eq!(row(&items[0]).0.original.as_deref(), Some("{\"mood\":\"grim\"}"));
    assert_eq!(
        told(&items),
        [
            "2017-11-13  (36.14 36.83): Armed clash, 2 dead",
            "line 3 row: feature 2: the geometry is LineString; only points are read"
        ]
    );
}

#[test]
fn reading_stops_when_told_to() {
    let table = file("a.csv", format!("{TABLE}{}", "2017-11-13,Atarib,Grenade,1\n".repeat(9)));
    let mut count = 0;
    let reading = open(&table.path, &Options::default()).unwrap().read(
        &mut |_| {
            count += 1;
            if count == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
        &mut |_, _| {},
    );
    assert_eq!(reading.map(|reading| (reading.rows, reading.is_stopped)).unwrap(), (3, true));
}

/// Where the real data lies, if it does.
fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("KHARITA_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = root.join("data").join(path);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no shared data at {}", path.display());
    None
}

#[test]
fn every_row_of_the_real_ucdp_file_is_accounted_for() {
    let Some(path) = shared("events/ucdp_ged_sy_2016_2019.csv.gz") else { return };
    let items = items_with(&path, &Options::default()).unwrap();
    let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for item in &items {
        let claim = &row(item).1[0];
        *counts.entry((claim.sub_event_type.name(), claim.classified_by.name())).or_default() += 1;
    }
    for ((name, by), count) in counts {
        println!("{count:6} {name} (by {by})");
    }
    assert_eq!(items.len(), 16_566);
}

#[test]
fn the_offensive_of_2024_is_read_with_its_statuses_as_reported() {
    let Some(path) = shared("reference/offensive_2024.csv") else { return };
    let items = items_with(&path, &Options::default()).unwrap();
    assert_eq!(items.len(), 32);
    let (report, claims) = row(&items[11]);
    assert_eq!(report.source.as_str(), "irishnews-com", "as above");
    assert_eq!(claims[0].toponym.text, "Taybat al-Imam");
    assert_eq!(row(&items[7]).1[0].interval.days(), 31);
    assert_eq!(row(&items[8]).1[0].interval.days(), 2);
    assert_eq!(items.iter().filter(|item| row(item).1.len() == 2).count(), 2);
}
