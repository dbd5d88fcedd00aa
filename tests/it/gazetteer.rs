//! Gazetteers built of what others publish: what is joined, what a name then means, and what is refused.

use std::fs;

use axum::http::{StatusCode, header};
use insta::assert_snapshot;
use kharita::gazetteer::{Context, Gazetteer, SAME_PLACE};
use kharita::geometry::distance;
use kharita::text::fold;

use crate::{
    client::{get, small},
    help::{Desk, Ran, shared},
};

#[path = "../bench/ucdp_names.rs"]
mod ucdp_names;

/// Invented places in the shapes of the publishers: three lists know Tell Misk, two of them know Upper Nab.
const WOF: &str = "wof_id\tgeonames_id\tplacetype\tdesignation\tname\talternate_names\tlatitude\tlongitude\tregion_id\tcounty_id\tpopulation
1\t77001\tlocality\t\tTall Misk\tتل مسك|Tell Misk|http://example.org/Misk\t35.501\t36.501\t9\t8\t1200
2\t0\tlocality\t\tNab Fawqani\tنب فوقاني\t35.601\t36.601\t9\t8\t0
3\t0\tlocality\t\tNorth of nowhere\t\t95\t36\t9\t8\t0
8\t0\tcounty\t\tMisk District\t\t35.5\t36.5\t9\t8\t0
9\t0\tregion\t\tIdlib\tإدلب\t35.8\t36.7\t9\t\t0
";
const OCHA: &str = r#"[
{"search_name_en": "Tal Misk (Maarat) - Maarat - Misk --- (((0)))", "search_name_ar": "تل مسك - مركز المعرة - المسك --- (((0)))",
 "closest_geonames_post_code": "C9001", "old_sa_name": "", "lat": 35.5, "lon": 36.5},
{"search_name_en": "Upper Nab - Maarat - Misk --- (((1)))", "search_name_ar": "نب فوقاني - مركز المعرة - المسك --- (((1)))",
 "closest_geonames_post_code": "C9002", "old_sa_name": "", "lat": 35.6, "lon": 36.6},
{"search_name_en": "Lost - Maarat - Misk --- (((2)))", "search_name_ar": "", "closest_geonames_post_code": "C9003",
 "old_sa_name": "", "lat": "", "lon": ""}
]"#;
/// Two rows of a country dump, and other names for the first.
const GEONAMES: &str = "77001\tTall Misk\tTall Misk\tTell Meask\t35.502\t36.502\tP\tPPL\tSY\t\t12\t\t\t\t1300\t\t400\tAsia/Damascus\t2020-01-01
77002\tJabal Nab\tJabal Nab\t\t35.7\t36.7\tT\tMT\tSY\t\t12\t\t\t\t0\t\t900\tAsia/Damascus\t2020-01-01
";
const ALTERNATES: &str = "1\t77001\ttr\tMisk Höyük\t\t\t\t\t\t
2\t77001\tlink\thttps://example.org\t\t\t\t\t\t
3\t99999\ten\tElsewhere\t\t\t\t\t\t
";
const AIRPORTS: &str = "\"id\",\"ident\",\"type\",\"name\",\"latitude_deg\",\"longitude_deg\",\"elevation_ft\",\"continent\",\"iso_country\"
1,\"XX01\",\"medium_airport\",\"Misk Air Base\",35.55,36.55,800,\"AS\",\"SY\"
2,\"XX02\",\"closed\",\"Old strip\",35.55,36.55,800,\"AS\",\"SY\"
";
const OWN: &str = "place_id,name,name_ar,names,latitude,longitude,feature_code,country,admin1,population,radius_km,codes,known_by
own:1,Misk checkpoint,حاجز مسك,,35.51,36.51,BDG,SY,Idlib,,,,seen there
";

/// The options that build a gazetteer of these.
const BUILD: [&str; 16] = [
    "gazetteer",
    "build",
    "--wof",
    "wof.tsv",
    "--ocha",
    "ocha.json",
    "--geonames",
    "SY.txt",
    "--geonames",
    "alternates.txt",
    "--ourairports",
    "airports.csv",
    "--csv",
    "own.csv",
    "-o",
    "misk.gaz",
];

fn desk_with_sources() -> Desk {
    let desk = Desk::new();
    for (name, text) in [
        ("wof.tsv", WOF),
        ("ocha.json", OCHA),
        ("SY.txt", GEONAMES),
        ("alternates.txt", ALTERNATES),
        ("airports.csv", AIRPORTS),
        ("own.csv", OWN),
    ] {
        desk.write(name, text);
    }
    desk
}

#[test]
fn what_three_lists_know_is_one_place_with_all_its_names() {
    let desk = desk_with_sources();
    let told = desk.expect(1, &BUILD);
    assert!(told.err.contains("wof.tsv:4: 95, 36 is no point"), "{}", told.err);
    assert!(told.err.contains("ocha.json:3: Lost"), "{}", told.err);
    let gazetteer = Gazetteer::open(&desk.path("misk.gaz")).unwrap();
    let mut shown = String::new();
    for place in gazetteer.places().filter(|place| {
        ["ocha:C9", "wof:", "geonames:7700", "ourairports:XX", "own:"]
            .iter()
            .any(|id| place.id().starts_with(id))
    }) {
        let names: Vec<String> = place
            .names()
            .map(|name| {
                format!("{}{}", name.text, name.language.map_or(String::new(), |tag| format!(" [{tag}]")))
            })
            .collect();
        shown += &format!(
            "{} {} {:?} {:?} {:?} | {} | {}\n",
            place.id(),
            place.feature_code(),
            place.admin1(),
            place.admin2(),
            place.population(),
            place.codes(),
            names.join(", ")
        );
    }
    assert_snapshot!(shown, @r#"
    own:1 BDG Some("Idlib") None None |  | Misk checkpoint, حاجز مسك
    ocha:C9001 PPL Some("Idlib") Some("Misk District") Some(1300) | OCHA C9001 | Tal Misk, تل مسك [ar], Tall Misk, Tell Meask, Misk Höyük [tr], Tell Misk
    ocha:C9002 PPL Some("Idlib") Some("Misk District") None | OCHA C9002 | Upper Nab, نب فوقاني [ar], Nab Fawqani
    geonames:77002 MT None None None |  | Jabal Nab
    wof:8 ADM2 Some("Idlib") Some("Misk District") None |  | Misk District
    ourairports:XX01 AIRB None None None | ICAO XX01 | Misk Air Base
    "#);
    assert_eq!(gazetteer.place(&"geonames:77001".into()).unwrap().id(), "ocha:C9001");
    assert_eq!(gazetteer.place(&"wof:1".into()).unwrap().id(), "ocha:C9001");
}

#[test]
fn the_same_files_give_the_same_bytes_in_whatever_order_they_are_named() {
    let desk = desk_with_sources();
    desk.expect(1, &BUILD);
    let first = fs::read(desk.path("misk.gaz")).unwrap();
    let other_order = [
        "gazetteer",
        "build",
        "-o",
        "misk.gaz",
        "--csv",
        "own.csv",
        "--geonames",
        "alternates.txt",
        "--ocha",
        "ocha.json",
        "--geonames",
        "SY.txt",
        "--ourairports",
        "airports.csv",
        "--wof",
        "wof.tsv",
    ];
    desk.expect(1, &other_order);
    assert!(fs::read(desk.path("misk.gaz")).unwrap() == first);
}

#[test]
fn a_gazetteer_is_named_by_a_command_or_set_for_a_theatre() {
    let desk = desk_with_sources();
    desk.expect(1, &BUILD);
    let known = desk.expect(0, &["resolve", "Misk Höyük", "--gazetteer", "misk.gaz"]);
    assert!(known.out.contains("ocha:C9001"), "{}", known.out);
    desk.expect(1, &["resolve", "Misk Höyük"]);

    desk.write("events.csv", "date,place,event_type\n2015-01-02,Nab al-Fawqani,shelling\n");
    desk.expect(0, &["new", "t.gpkg"]);
    desk.expect(1, &["import", "events.csv", "--into", "t.gpkg"]);
    desk.expect(0, &["gazetteer", "use", "t.gpkg", "misk.gaz"]);
    let told = desk.expect(0, &["import", "events.csv", "--into", "t.gpkg"]);
    assert!(told.err.contains("1 rows = 1 new"), "{}", told.err);

    fs::remove_file(desk.path("misk.gaz")).unwrap();
    let gone = desk.expect(2, &["import", "events.csv", "--into", "t.gpkg"]);
    assert!(gone.err.contains("kharita gazetteer use THEATRE FILE"), "{}", gone.err);
    desk.expect(0, &["gazetteer", "use", "t.gpkg", "built-in"]);
    desk.expect(1, &["import", "events.csv", "--into", "t.gpkg"]);
}

#[test]
fn what_is_no_gazetteer_or_another_publishers_file_is_refused_with_the_way_out() {
    let desk = desk_with_sources();
    let mut refused = String::new();
    for arguments in [
        &["resolve", "Hama", "--gazetteer", "own.csv"][..],
        &["resolve", "Hama", "--gazetteer", "nowhere.gaz"],
        &["gazetteer", "build", "--ocha", "wof.tsv", "-o", "x.gaz"],
        &["gazetteer", "build", "--wof", "own.csv", "-o", "x.gaz"],
        &["gazetteer", "build", "--geonames", "own.csv", "-o", "x.gaz"],
        &["gazetteer", "build", "--ourairports", "wof.tsv", "-o", "x.gaz"],
        &["gazetteer", "build", "--boundaries", ".", "-o", "x.gaz"],
        &["gazetteer", "build", "--csv", "nowhere.csv", "-o", "x.gaz"],
        &["gazetteer", "build", "-o", "no/such/folder/x.gaz"],
    ] {
        refused += &desk.expect(2, arguments).err;
    }
    assert_snapshot!(refused, @r"
    kharita: the gazetteer cannot be opened: own.csv is no gazetteer; make one with `kharita gazetteer build`
    kharita: the gazetteer cannot be opened: nowhere.gaz cannot be read: No such file or directory (os error 2)
    kharita: wof.tsv is not OCHA's list of communities (JSON objects with search_name_en, search_name_ar, lat and lon): expected value at line 1 column 1
    kharita: own.csv is not a table of Who's On First records (columns wof_id, placetype, name, latitude, longitude): it has no column wof_id
    kharita: own.csv is not a country dump of GeoNames (19 columns with tabs between) or its alternate names (10 columns): its first line has 1 columns
    kharita: wof.tsv is not OurAirports' airports.csv (id, ident, type, name, latitude_deg, longitude_deg, …): its first row has 1 columns
    kharita: . is not a folder of OCHA boundaries (shapefiles with p-codes): there is no .shp file
    kharita: nowhere.csv cannot be read: No such file or directory (os error 2)
    kharita: no/such/folder/x.gaz cannot be written: entity not found
    ");
    assert!(!desk.path("x.gaz").exists());
}

#[test]
fn a_point_is_told_in_words_and_with_its_areas() {
    let desk = Desk::new();
    let told = desk.expect(0, &["where", "35.86", "36.80", "--limit", "2"]).out;
    assert_snapshot!(told, @r"
    in Idlib de-escalation zone
    728 m southwest of Saraqib (Idlib, SY)  PPL  geonames:164816
    5.2 km south of Afis (Idlib, SY)  PPL  geonames:174191
    ");
    let json = desk.expect(0, &["where", "35.86", "36.80", "--limit", "1", "--json"]).json();
    assert_eq!(json["nearby"][0]["name"], "Saraqib");
    let refused = desk.expect(2, &["where", "95", "36"]).err;
    assert_snapshot!(refused, @r"
    kharita: 95 north, 36 east is not on the globe; latitude comes first, -90 to 90, then longitude, -180 to 180
    ");
    if let Some(data) = shared("data") {
        let boundaries = data.join("boundaries").display().to_string();
        desk.expect(0, &["gazetteer", "build", "--boundaries", &boundaries, "-o", "b.gaz"]);
        let told = desk.expect(0, &["where", "35.86", "36.80", "--limit", "1", "--gazetteer", "b.gaz"]).out;
        let areas: Vec<&str> = told.lines().take(2).collect();
        assert_eq!(
            areas,
            ["in Syria > Idlib Governorate > Idlib District > Saraqab", "in Idlib de-escalation zone"]
        );
    }
}

#[test]
fn a_table_of_names_gets_columns_and_keeps_its_own() {
    let desk = Desk::new();
    let table = "id,query,context,note\n1,Saraqib,,\"a, b\"\n2,Sinjar,in Idlib,=1+1\n3,Atlantis,,\n4,Sinjar\n5,حماة,the city of حماة,\n";
    desk.write("names.csv", table);
    let ran = desk.expect(1, &["resolve", "--csv", "names.csv", "--context-column", "context"]);
    assert_snapshot!(ran.out, @r#"
    id,query,context,note,name,latitude,longitude,feature_code,admin1,confidence,ambiguous
    1,Saraqib,,"a, b",Saraqib,35.86447,36.80591,PPL,Idlib,0.99,false
    2,Sinjar,in Idlib,=1+1,Sinjar,35.59011,37.00472,PPL,Idlib,0.98,false
    3,Atlantis,,,,,,,,,
    4,Sinjar,,,Sinjar,35.59011,37.00472,PPL,Idlib,0.54,true
    5,حماة,the city of حماة,,Hama,35.13179,36.75783,PPLA,Hama,0.99,false
    "#);
    assert_snapshot!(ran.err, @r"
    5 names: 4 with a candidate, 1 of them ambiguous
    ");
    let refused = desk.expect(2, &["resolve", "--csv", "names.csv", "--column", "place"]).err;
    assert_snapshot!(refused, @r"
    kharita: names.csv has no column place; it has id, query, context, note
    ");
    let piped = Ran::of(
        desk.command(&["resolve", "--csv", "-", "--column", "query"])
            .stdin(std::fs::File::open(desk.path("names.csv")).unwrap()),
    );
    assert_eq!(piped.out.lines().count(), 6, "{piped:?}");
}

/// What decides between places of one name, as the README's table shows it.
#[test]
fn the_context_decides_and_without_it_nothing_is_pretended() {
    let Some(data) = shared("data") else { return };
    let gazetteer = ucdp_names::built(&data).gazetteer;
    let mut shown = String::new();
    for (toponym, contexts) in [
        ("Sinjar", &["south of Abu al-Dhuhur in Idlib", "Yazidis of Nineveh, Iraq"][..]),
        ("Hama", &["the city of Hama", "in Hama province"]),
        ("Bab al-Hawa", &["the Bab al-Hawa border crossing", "Bab al-Hawa village in Homs province"]),
        ("Kafr Nabl", &["Kafr Nabl in Idlib"]),
        ("Douma", &["Douma in Rif Dimashq", "in As-Suwayda province", "in Hama province"]),
    ] {
        for context in std::iter::once(&"").chain(contexts) {
            let found =
                gazetteer.rank(toponym, &Context { text: (*context).to_owned(), ..Context::default() });
            let first = &found.matches[0];
            let place = first.place;
            let told = if found.ambiguous {
                let rivals = found.matches.iter().filter(|found| found.rival).count();
                format!("cannot tell between {rivals}")
            } else {
                format!(
                    "{} ({}, {} {})",
                    place.name(),
                    place.admin1().unwrap_or(""),
                    place.country(),
                    place.feature_code()
                )
            };
            shown += &format!("{toponym} | {context} | {told} | {:.2}\n", first.confidence);
        }
    }
    assert_snapshot!(shown, @r"
    Sinjar |  | cannot tell between 4 | 0.31
    Sinjar | south of Abu al-Dhuhur in Idlib | Sinjar (Idlib, SY PPLA3) | 0.92
    Sinjar | Yazidis of Nineveh, Iraq | Sinjar (, IQ PPL) | 0.77
    Hama |  | cannot tell between 2 | 0.44
    Hama | the city of Hama | Hama (Hama, SY PPLA) | 0.60
    Hama | in Hama province | Hama Governorate (Hama, SY ADM1) | 0.95
    Bab al-Hawa |  | cannot tell between 6 | 0.20
    Bab al-Hawa | the Bab al-Hawa border crossing | Bab al-Hawa crossing (Idlib, SY PSTB) | 0.96
    Bab al-Hawa | Bab al-Hawa village in Homs province | Bab Elhawa (Homs, SY PPL) | 0.82
    Kafr Nabl |  | Kafr Nabl (Idlib, SY PPLA3) | 0.99
    Kafr Nabl | Kafr Nabl in Idlib | Kafr Nabl (Idlib, SY PPLA3) | 0.99
    Douma |  | cannot tell between 2 | 0.60
    Douma | Douma in Rif Dimashq | Douma (Rif Dimashq, SY PPLA2) | 0.93
    Douma | in As-Suwayda province | Duma (As-Suwayda, SY PPL) | 0.85
    Douma | in Hama province | Duma (Hama, SY PPL) | 0.78
    ");
}

#[test]
fn records_of_whos_on_first_and_anybodys_table_are_read() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("wof/110/1")).unwrap();
    let record = |id: u32, name: &str, more: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"wof:id":{id},"wof:name":"{name}","wof:placetype":"locality","geom:latitude":35.5,
            "geom:longitude":38.9,"iso:country":"SY"{more}}},"geometry":{{"type":"Point","coordinates":[38.9,35.5]}}}}"#
        )
    };
    let names = r#","name:ara_x_preferred":["تل مسك"],"name:eng_x_variant":["Tell Misk","Misk Hill"],"wof:concordances":{"gn:id":77009}"#;
    desk.write("wof/110/1/1101.geojson", record(1101, "Tall Misk", names));
    desk.write("wof/110/1/1102.geojson", record(1102, "Gone", r#","mz:is_current":0"#));
    desk.write("wof/110/1/1103.geojson", "{");
    desk.write("mine.csv", "Name EN,Lat,Lng,Governorate\nMy Checkpoint,35.61,38.71,Ar-Raqqah\n,35,38,\n");
    let told = desk.expect(1, &["gazetteer", "build", "--wof", "wof", "--csv", "mine.csv", "-o", "w.gaz"]);
    assert!(told.err.contains("1103.geojson:1: EOF"), "{}", told.err);
    assert!(told.err.contains("mine.csv:3: nothing stands here"), "{}", told.err);
    let gazetteer = Gazetteer::open(&desk.path("w.gaz")).unwrap();
    let place = gazetteer.place(&"geonames:77009".into()).unwrap();
    let names: Vec<String> =
        place.names().map(|name| format!("{} {}", name.text, name.language.unwrap_or("?"))).collect();
    assert_eq!(names, ["Tall Misk ?", "تل مسك ar", "Tell Misk en", "Misk Hill en"]);
    assert!(gazetteer.place(&"wof:1102".into()).is_none());
    let mine = gazetteer.rank("My Checkpoint", &Context::default()).matches[0].place;
    assert_eq!((mine.id(), mine.admin1()), ("own:my-checkpoint@35.6100,38.7100", Some("Ar-Raqqah")));
}

#[test]
fn a_persons_correction_outlives_a_rebuild() {
    let desk = desk_with_sources();
    desk.expect(1, &BUILD);
    let add = |arguments: &[&str]| {
        desk.expect(0, &[&["gazetteer", "add", "misk.gaz"], arguments].concat());
    };
    add(&["--place", "ocha:C9002", "--name", "High Nab", "--at", "35.61", "36.61"]);
    add(&["--name", "Kafr Kharita", "--name", "كفر خريطة", "--at", "36.29", "36.70", "--because", "a test"]);
    let holds = || {
        let gazetteer = Gazetteer::open(&desk.path("misk.gaz")).unwrap();
        let told = |name: &str| {
            let place = gazetteer.rank(name, &Context::default()).matches[0].place;
            format!(
                "{} {:.2} {:.2} {}",
                place.id(),
                place.position().latitude(),
                place.position().longitude(),
                place.known_by()
            )
        };
        [told("High Nab"), told("كفر خريطة"), told("Nab Fawqani")].join("\n")
    };
    let before = holds();
    assert_snapshot!(before, @r"
    ocha:C9002 35.61 36.61 a person's correction
    own:kafr-kharita 36.29 36.70 a test
    ocha:C9002 35.61 36.61 a person's correction
    ");
    desk.expect(1, &BUILD);
    assert_eq!(holds(), before);

    let mut refused = String::new();
    for arguments in [
        &["--name", "Nowhere"][..],
        &["--place", "ocha:C1", "--name", "Nobody"],
        &["--name", "Far", "--at", "95", "36"],
        &["--name", "One; Two", "--at", "35", "36"],
    ] {
        refused += &desk.expect(2, &[&["gazetteer", "add", "misk.gaz"], arguments].concat()).err;
    }
    assert_snapshot!(refused, @r"
    kharita: no place has the id own:nowhere; correct it, or give the name and the coordinates of a new place
    kharita: no place has the id ocha:C1; correct it, or give the name and the coordinates of a new place
    kharita: latitude: not on the globe; latitudes are -90 to 90, longitudes -180 to 180
    kharita: a name has no semicolon; give each with a --name of its own
    ");
}

#[test]
fn what_looks_wrong_is_listed() {
    let desk = Desk::new();
    desk.write("a.csv", "place_id,name,latitude,longitude,feature_code,country\na:1,Tell Mahbub,35.50,38.50,PPL,SY\na:2,Tall Mahbob,35.51,38.51,PPL,SY\n");
    let bad = r#"[{"search_name_en": "Nab - Maarat - Misk --- (((1)))", "search_name_ar": "Nab Latin - المعرة - المسك",
        "closest_geonames_post_code": "C9009", "old_sa_name": "", "lat": 35.6, "lon": 36.6}]"#;
    desk.write("o.json", bad);
    desk.expect(0, &["gazetteer", "build", "--csv", "a.csv", "--ocha", "o.json", "-o", "a.gaz"]);
    let told = desk.expect(1, &["gazetteer", "check", "a.gaz"]).out;
    let ours: Vec<&str> =
        told.lines().filter(|line| line.contains("(a:") || line.contains("(ocha:C9009)")).collect();
    assert_snapshot!(ours.join("\n"), @r"
    Tell Mahbub (a:1): Tall Mahbob (a:2) sounds the same, 1.4 km away
    Nab (ocha:C9009): Nab Latin is said to be Arabic and has no Arabic letter
    ");
}

/// Half of a pair of UTF-16, which is no character: nothing to look up, and nothing to fall over.
#[test]
fn half_a_character_is_refused_with_the_reason() {
    let desk = Desk::new();
    desk.write("names.csv", b"query\nHama\nHam\xed\xa0\x80a\n");
    let told = desk.expect(2, &["resolve", "--csv", "names.csv"]).err;
    assert!(told.contains("names.csv is no CSV table in UTF-8"), "{told}");
    let (status, headers, body) = get(small(), "/places?q=Ham%ED%A0%80a");
    let body = String::from_utf8(body).unwrap();
    assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
    assert!(body.contains("q is not UTF-8 where it is unescaped"), "{body}");
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
    // As JSON writes it, it is six letters of which none is odd.
    assert_eq!(get(small(), "/places?q=%5Cud800").0, StatusCode::OK);
}

/// Floors under what `cargo bench --bench gazetteer` prints, so that a change that loses places is seen.
#[test]
fn most_places_of_ucdp_are_found_in_a_gazetteer_of_public_lists() {
    let (Some(data), Some(events)) = (shared("data"), shared("data/events/ucdp_ged_sy_2016_2019.csv.gz"))
    else {
        return;
    };
    let gazetteer = ucdp_names::built(&data).gazetteer;
    let (mut names, mut right, mut events_all, mut events_right, mut sure, mut sure_and_wrong) =
        (0, 0, 0, 0, 0, 0);
    for named in ucdp_names::ucdp(&events) {
        let context = Context { admin1: Some(named.admin1), ..Context::default() };
        let ranking = gazetteer.rank(&named.name, &context);
        let first = ranking.matches.first();
        let good = first.is_some_and(|first| distance(first.place.position(), named.at) <= SAME_PLACE);
        names += 1;
        events_all += named.events;
        if good {
            right += 1;
            events_right += named.events;
        }
        if first.is_some_and(|first| first.confidence >= 0.9) {
            sure += 1;
            sure_and_wrong += usize::from(!good);
        }
    }
    assert_eq!((names, events_all), (1_334, 9_010));
    assert!(right * 100 >= names * 83, "{right} of {names} names");
    assert!(events_right * 100 >= events_all * 96, "{events_right} of {events_all} events");
    assert!(
        sure * 4 >= names * 3 && sure_and_wrong * 20 <= sure,
        "{sure_and_wrong} of {sure} sure ones are wrong"
    );
}

#[test]
fn every_name_of_every_place_finds_the_place() {
    let Some(data) = shared("data") else { return };
    let gazetteer = ucdp_names::built(&data).gazetteer;
    for place in gazetteer.places() {
        for name in place.names().filter(|name| !fold(name.text).is_empty()) {
            let found = gazetteer.rank(name.text, &Context::default());
            assert!(found.matches.iter().any(|found| found.place == place), "{} of {place:?}", name.text);
        }
    }
}
