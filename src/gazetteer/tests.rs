//! What a reader gets: from the tables that come with the program, and from a small one that shows each rule.

use proptest::prelude::*;

use super::*;
use crate::geometry::distance;
use crate::model::Position;
use crate::text::fold;

const SMALL: &str = "\
place_id,name,name_ar,names,latitude,longitude,feature_code,country,admin1,population,radius_km,codes,known_by
t:1,Hama,حماة,Hamah,35.13,36.76,PPLA,SY,Hama,460602,,,
t:2,Hama Governorate,محافظة حماة,,35.2,37.0,ADM1,SY,Hama,,,,
t:3,Hama Air Base,,,35.12,36.71,AIRB,SY,Hama,,,,
t:4,Idlib,إدلب,Idleb,35.93,36.63,PPLA,SY,Idlib,128840,,,
t:5,Idlib Governorate,,,35.8,36.7,ADM1,SY,Idlib,,,,
t:6,Southern Idlib,,,35.6,36.6,RGN,SY,Idlib,,25,,
t:7,Sinjar,سنجار,,35.59,36.95,PPL,SY,Idlib,,,,
t:8,Sinjar,سنجار,Shingal,36.32,41.88,PPL,IQ,Nineveh,38294,,,
t:9,Abu al-Dhuhur,أبو الظهور,Abu Duhur,35.74,37.04,PPL,SY,Idlib,,,,
t:10,Abu ad Duhur Air Base,مطار أبو الظهور العسكري,,35.73,37.10,AIRB,SY,Idlib,,,,
t:11,Syria,سوريا,,35,38.5,PCLI,SY,,,,,
t:12,Iraq,العراق,,33,43.7,PCLI,IQ,,,,,
t:13,Bab al-Hawa crossing,معبر باب الهوى,,36.23,36.69,PSTB,SY,Idlib,,,,
t:14,Damascus,دمشق,Dimashq,33.51,36.29,PPLC,SY,Damascus,1569394,,,
t:15,Rif Dimashq,ريف دمشق,,33.6,36.9,ADM1,SY,Rif Dimashq,,,,
t:16,Palmyra,تدمر,Tadmur,34.56,38.28,PPL,SY,Homs,51015,,,
t:17,Eastern Ghouta,الغوطة الشرقية,,33.54,36.43,RGN,SY,Rif Dimashq,,10,,
";

fn small() -> Gazetteer {
    let (gazetteer, problems) = Gazetteer::from_tables(&[Table { file: "small.csv", text: SMALL }], &[]);
    assert_eq!(problems, []);
    gazetteer
}

fn in_text(text: &str) -> Context {
    Context { text: text.to_owned(), ..Context::default() }
}

fn in_admin1(admin1: &str) -> Context {
    Context { admin1: Some(admin1.to_owned()), ..Context::default() }
}

fn first(toponym: &str, context: &Context) -> String {
    let found = small().resolve(toponym, context);
    let mark = if found.ambiguous { " (ambiguous)" } else { "" };
    match found.candidates.first() {
        Some(first) => format!("{}, {} {}{mark}", first.name, first.country, first.feature_code),
        None => "nothing".to_owned(),
    }
}

#[test]
fn words_for_a_kind_choose_among_places_of_one_name() {
    let found: Vec<String> = [
        "Hama",
        "Hamah town",
        "Hama Governorate",
        "Hamah province",
        "Hama airport",
        "northern Hama countryside",
        "southern Idlib",
        "South Idlib",
        "eastern Idlib",
        "Idlib countryside",
        "Abu a-Dhuhur",
        "Abu a-Dhuhur Military Airport",
        "مطار أبو الظهور",
        "Bab al-Hawa",
        "Bab al-Hawa border crossing",
        "معبر باب الهوى الحدودي",
        "Rif Dimashq",
        "ريف دمشق",
        "Damascus countryside",
        "مطار حماة العسكري",
        "Idlib Central Prison",
        "Tadmur/Palmyra town",
        "Hama (entered)",
        "east Ghouta",
        "Atlantis",
        "",
    ]
    .map(|toponym| format!("{toponym}: {}", first(toponym, &Context::default())))
    .into();
    insta::assert_snapshot!(found.join("\n"), @r"
    Hama: Hama, SY PPLA
    Hamah town: Hama, SY PPLA
    Hama Governorate: Hama Governorate, SY ADM1
    Hamah province: Hama Governorate, SY ADM1
    Hama airport: Hama Air Base, SY AIRB
    northern Hama countryside: Hama Governorate, SY ADM1
    southern Idlib: Southern Idlib, SY RGN
    South Idlib: Southern Idlib, SY RGN
    eastern Idlib: Idlib Governorate, SY ADM1
    Idlib countryside: Idlib Governorate, SY ADM1
    Abu a-Dhuhur: Abu al-Dhuhur, SY PPL
    Abu a-Dhuhur Military Airport: Abu ad Duhur Air Base, SY AIRB
    مطار أبو الظهور: Abu ad Duhur Air Base, SY AIRB
    Bab al-Hawa: Bab al-Hawa crossing, SY PSTB
    Bab al-Hawa border crossing: Bab al-Hawa crossing, SY PSTB
    معبر باب الهوى الحدودي: Bab al-Hawa crossing, SY PSTB
    Rif Dimashq: Rif Dimashq, SY ADM1
    ريف دمشق: Rif Dimashq, SY ADM1
    Damascus countryside: Damascus, SY PPLC
    مطار حماة العسكري: Hama Air Base, SY AIRB
    Idlib Central Prison: Idlib, SY PPLA
    Tadmur/Palmyra town: Palmyra, SY PPL
    Hama (entered): Hama, SY PPLA
    east Ghouta: Eastern Ghouta, SY RGN
    Atlantis: nothing
    : nothing
    ");
}

#[test]
fn the_context_decides_which_sinjar() {
    let iraq = Context { country: Some("Iraq".to_owned()), ..Context::default() };
    let near = Context { near: Position::new(37.04, 35.74), ..Context::default() };
    let found: Vec<String> = [
        first("Sinjar", &Context::default()),
        first("Sinjar", &in_text("Strikes hit Sinjar in the countryside of Idlib")),
        first("Sinjar", &in_text("Yazidis fled Sinjar in northern Iraq")),
        first("Sinjar", &in_admin1("Idleb Governorate")),
        first("Sinjar", &in_admin1("Nineveh")),
        first("Sinjar", &iraq),
        first("Sinjar", &near),
        first("Sinjar, Idlib", &Context::default()),
        first("Hama", &in_text("in Hama province, government forces")),
        first("Abu al-Dhuhur", &in_text("rebels took the airbase of Abu al-Dhuhur")),
    ]
    .into();
    insta::assert_snapshot!(found.join("\n"), @r"
    Sinjar, SY PPL (ambiguous)
    Sinjar, SY PPL
    Sinjar, IQ PPL
    Sinjar, SY PPL
    Sinjar, IQ PPL
    Sinjar, IQ PPL
    Sinjar, SY PPL
    Sinjar, SY PPL
    Hama Governorate, SY ADM1
    Abu ad Duhur Air Base, SY AIRB
    ");
}

#[test]
fn a_description_that_leaves_the_name_out_still_says_the_kind() {
    let code = |context: &str| {
        let found = Gazetteer::built_in().resolve("Abu a-Dhuhur", &in_text(context));
        found.candidates[0].feature_code.clone()
    };
    assert_eq!(code("the airbase in eastern Idlib"), "AIRB");
    assert_eq!(code("the military airport"), "AIRB");
    assert_eq!(code("Idlib province"), "PPL");
    assert_eq!(code(""), "PPL");
}

#[test]
fn every_candidate_says_why() {
    let shown = |toponym: &str, context: &Context| {
        let found = small().resolve(toponym, context);
        let lines: Vec<String> = found
            .candidates
            .iter()
            .map(|found| format!("{} {}: {}", found.name, found.confidence, found.reasons.join("; ")))
            .collect();
        lines.join("\n")
    };
    insta::assert_snapshot!(shown("Sinjar", &in_text("villages near Idlib")), @r"
    Sinjar 0.98: written exactly so; the context names Idlib, its governorate
    Sinjar 0.01: written exactly so; 38294 inhabitants
    ");
    insta::assert_snapshot!(shown("Abu Duhur airbase", &in_admin1("Idlib")), @r"
    Abu ad Duhur Air Base 0.98: same letters once case, accents and the article are set aside; an airbase, as the word 'airbase' asks; in Idlib, the governorate that the row names
    Abu al-Dhuhur 0.01: written exactly so; another of its names than the one shown; a town or village, though the word 'airbase' asks for something else; in Idlib, the governorate that the row names
    ");
}

#[test]
fn a_bad_row_is_a_problem_and_the_others_are_read() {
    let text = "place_id,name,latitude,longitude,feature_code\n\
        t:1,Here,35,36,PPL\nt:2,There,north,36,PPL\nt:3,,35,36,PPL\nt:4,Nowhere,95,36,PPL\nt:1,Again,35,36,PPL\n";
    let spellings = "place_id,names,admin1\nt:1,Hier; Ici,Idlib\nt:9,Nobody,\n";
    let (gazetteer, problems) =
        Gazetteer::from_tables(&[Table { file: "a.csv", text }], &[Table { file: "b.csv", text: spellings }]);
    assert_eq!(gazetteer.places().len(), 1);
    assert_eq!(gazetteer.resolve("ici", &Context::default()).candidates[0].admin1.as_deref(), Some("Idlib"));
    let shown: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}:{} {}", problem.file, problem.line, problem.column.as_deref().unwrap()))
        .collect();
    assert_eq!(
        shown,
        ["a.csv:3 latitude", "a.csv:4 name", "a.csv:5 latitude", "a.csv:6 place_id", "b.csv:3 place_id"]
    );
}

#[test]
fn every_row_of_the_built_in_tables_is_read() {
    assert_eq!(table::read(&PLACES, &SPELLINGS, 0).1, []);
}

#[test]
fn the_five_of_the_mission_come_first_in_every_spelling() {
    let gazetteer = Gazetteer::built_in();
    for (longitude, latitude, feature, spellings) in [
        (36.825, 36.139, "PPL", &["Atarib", "Al-Atareb", "Atareb", "al-Atarib", "الأتارب"][..]),
        (36.634, 35.931, "PPL", &["Idlib", "Idleb", "إدلب", "ادلب", "Idlib city", "IDLIB"]),
        (36.758, 35.132, "PPL", &["Hama", "Hamah", "حماة", "Hama city"]),
        (36.651, 35.442, "PPL", &["Khan Sheikhoun", "Khan Shaykhun", "Khan Sheikhun", "خان شيخون"]),
        (
            37.045,
            35.741,
            "PPL",
            &[
                "Abu al-Dhuhur",
                "Abu a-Dhuhur",
                "Abu ad-Duhur",
                "Abu Duhur",
                "Abu Al Zuhur",
                "Abu Thuhur",
                "Abū aẓ-Ẓuhūr",
                "أبو الظهور",
                "Abu al-Duhur town",
            ],
        ),
        (
            37.104,
            35.732,
            "AIR",
            &[
                "Abu a-Dhuhur Military Airport",
                "Abu al-Duhur airbase",
                "Abu al-Dhuhur air base",
                "Abu Duhur airport",
                "مطار أبو الظهور العسكري",
            ],
        ),
    ] {
        let expected = Position::new(longitude, latitude).unwrap();
        for spelling in spellings {
            let ranking = gazetteer.rank(spelling, &Context::default());
            let first = ranking.matches.first().unwrap_or_else(|| panic!("{spelling} is not found"));
            assert!(distance(first.place.position(), expected) < SAME_PLACE, "{spelling}: {first:?}");
            assert!(first.place.feature_code().starts_with(feature), "{spelling}: {first:?}");
            // Idlib alone may be said of the governorate too; nothing else competes.
            let rivals = ranking.matches.iter().skip(1).filter(|found| found.rival);
            for rival in rivals {
                assert_eq!(rival.place.feature_code(), "ADM1", "{spelling}: {rival:?}");
                assert_eq!(rival.place.admin1(), first.place.admin1(), "{spelling}: {rival:?}");
            }
        }
    }
}

#[test]
fn every_name_of_every_place_finds_it() {
    let gazetteer = Gazetteer::built_in();
    for place in gazetteer.places() {
        for name in place.names() {
            let key = fold(name.text);
            assert!(gazetteer.index.with(&key).any(|(found, _)| found == place.number), "{}", name.text);
        }
    }
}

#[test]
fn a_few_letters_suggest_what_may_be_meant() {
    let gazetteer = small();
    let suggest = |prefix: &str| {
        let found = gazetteer.suggest(prefix, 4).candidates;
        found.into_iter().map(|found| found.name).collect::<Vec<_>>().join(", ")
    };
    let found: Vec<String> = [
        "ham",
        "hama",
        "Abu",
        "duh",
        "Palmyar",
        "Idl",
        "idle",
        "ابو الظ",
        "Abu Thu",
        "Hama airport",
        "",
        "zzz",
        "qqqqqq",
        "xyzzy",
    ]
    .map(|prefix| format!("{prefix}: {}", suggest(prefix)))
    .into();
    insta::assert_snapshot!(found.join("\n"), @r"
    ham: Hama, Hama Governorate, Hama Air Base
    hama: Hama, Hama Governorate, Hama Air Base
    Abu: Abu al-Dhuhur, Abu ad Duhur Air Base
    duh: Abu al-Dhuhur, Abu ad Duhur Air Base
    Palmyar: Palmyra
    Idl: Idlib, Idlib Governorate, Southern Idlib
    idle: Idlib, Idlib Governorate
    ابو الظ: Abu al-Dhuhur, Abu ad Duhur Air Base
    Abu Thu: Abu al-Dhuhur, Abu ad Duhur Air Base
    Hama airport: Hama Air Base, Hama, Hama Governorate
    : 
    zzz: 
    qqqqqq: 
    xyzzy:
    ");
}

#[test]
fn a_typing_error_is_thought_of_beside_what_sounds_alike() {
    let text = "place_id,name,latitude,longitude,feature_code,country\n\
        a:1,Leftaya,35.0,36.0,PPL,SY\na:2,Latifiyah,33.0,36.0,PPL,SY\n\
        a:3,Tall Mamu,35.0,37.0,PPL,SY\na:4,Tal Umaya,33.0,37.0,PPL,SY\n";
    let (gazetteer, _) = Gazetteer::from_tables(&[Table { file: "a.csv", text }], &[]);
    for (written, meant) in [("Letfaya", "Leftaya"), ("Latifyah", "Latifiyah"), ("Tall Mmu", "Tall Mamu")] {
        assert_eq!(gazetteer.resolve(written, &Context::default()).candidates[0].name, meant, "{written}");
    }
}

#[test]
fn two_names_with_a_stroke_between_are_of_one_place_or_of_neighbors() {
    let text = "place_id,name,latitude,longitude,feature_code,country,population\n\
        a:1,Hawash,35.50,36.60,PPL,SY,90000\na:2,Hawash,35.44,36.45,PPL,SY,\na:3,Tell Nab,35.44,36.46,PPL,SY,\n";
    let (gazetteer, _) = Gazetteer::from_tables(&[Table { file: "a.csv", text }], &[]);
    let first = |name: &str| gazetteer.resolve(name, &Context::default()).candidates[0].place_id.to_string();
    assert_eq!(first("Hawash"), "a:1");
    assert_eq!(first("Tell Nab/Hawash"), "a:2");
}

/// The places of an answer and how sure it is of each.
fn told(resolution: &Resolution) -> Vec<(String, f64)> {
    resolution.candidates.iter().map(|found| (found.place_id.to_string(), found.confidence)).collect()
}

proptest! {
    #[test]
    fn no_toponym_panics(toponym in any::<String>(), text in any::<String>()) {
        let gazetteer = Gazetteer::built_in();
        let _ = gazetteer.resolve(&toponym, &in_text(&text));
        let _ = gazetteer.suggest(&toponym, 5);
    }

    #[test]
    fn what_goes_on_and_on_is_answered_by_its_beginning(word in "\\PC{1,8}|[a-z ]{1,8}|[ا-ي ]{1,8}|[😀-🙏]{1,4}", rest in "\\PC{0,9}") {
        let begun = format!("k{}", word.repeat(10_000 / word.len()));
        let longer = format!("{begun}{rest}");
        let gazetteer = Gazetteer::built_in();
        prop_assert_eq!(told(&gazetteer.resolve(&begun, &Context::default())), told(&gazetteer.resolve(&longer, &Context::default())));
        prop_assert_eq!(told(&gazetteer.suggest(&begun, 5)), told(&gazetteer.suggest(&longer, 5)));
    }

    #[test]
    fn no_words_panic(
        words in proptest::collection::vec("(north|of|town|air|base|rif|al|Hama|حماة|ريف|\\(|/|,|camp| )", 0..8),
    ) {
        let _ = Gazetteer::built_in().resolve(&words.join(" "), &in_text(&words.join(" ")));
    }
}

/// What a candidate says of where the truth lies.
fn within(gazetteer: &Gazetteer, toponym: &str) -> String {
    let found = gazetteer.resolve(toponym, &Context::default());
    let best = &found.candidates[0];
    let radius = best.radius_km.map_or("no radius".to_owned(), |radius| format!("{radius} km"));
    format!("{}: {radius}, {}", best.name, best.within.as_ref().map_or("a point".to_owned(), Shape::words))
}

#[test]
fn a_candidate_says_within_which_area_the_truth_lies() {
    let gazetteer = Gazetteer::built_in();
    let told: Vec<String> = [
        "Jabal al-Zawiya",
        "M5 highway",
        "southern Idlib",
        "Yarmouk Basin",
        "Saraqib",
        "11 km south of Jabal al-Zawiya",
    ]
    .map(|toponym| within(gazetteer, toponym))
    .into();
    insta::assert_snapshot!(told.join("\n"), @r"
    Jabal al-Zawiya: 18 km, an area of 437 km²
    M5 highway: 220 km, a course of 440 km
    Southern Idlib: 25 km, an area of 1812 km²
    Yarmouk Basin: 12 km, a point
    Saraqib: no radius, a point
    Jabal al-Zawiya: 2.2 km, a point
    ");
}

#[test]
fn a_part_of_an_area_is_its_half() {
    let square = Shape::Area(geo::MultiPolygon::new(vec![
        geo::Rect::new(geo::Coord { x: 36.0, y: 35.0 }, geo::Coord { x: 37.0, y: 36.0 }).to_polygon(),
    ]));
    let table =
        "place_id,name,latitude,longitude,feature_code,country\nt:hama,Hama Governorate,35.5,36.5,ADM1,SY\n";
    let (mut drafts, _) = table::read(&[Table { file: "one.csv", text: table }], &[], 0);
    drafts[0].shape = Some(square);
    let gazetteer = Gazetteer::of(&drafts, &[], HOME);
    let told = ["Hama governorate", "northern Hama countryside", "southeastern Hama"]
        .map(|toponym| within(&gazetteer, toponym));
    insta::assert_snapshot!(told.join("\n"), @r"
    Hama Governorate: no radius, an area of 10088 km²
    Hama Governorate: 53.06 km, an area of 5029 km²
    Hama Governorate: 35.91 km, an area of 2530 km²
    ");
    let half =
        gazetteer.resolve("northern Hama countryside", &Context::default()).candidates.remove(0).within;
    assert_eq!(
        serde_json::to_string(&half).unwrap(),
        r#"{"type":"MultiPolygon","coordinates":[[[[37.0,35.5],[37.0,36.0],[36.0,36.0],[36.0,35.5],[37.0,35.5]]]]}"#
    );
}
