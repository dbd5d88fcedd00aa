//! Gazetteers built of OpenStreetMap extracts: what becomes a place, under which names, and which files are refused.

use std::{fs, time::Instant};

use insta::assert_snapshot;
use kharita::gazetteer::{
    Gazetteer,
    build::{Publisher, Recipe, build},
};

use crate::{
    help::Desk,
    pbf::{Block, Message, NODE, Packing, WAY, blob, extract, extract_needing},
};

/// Invented places: dense and plain nodes, ways, and a relation of a way and a node.
fn misk() -> Vec<Block> {
    let nodes = Block::new()
        .dense(&[
            (1, 36.5, 35.5, "place=village|name=تل مسك|name:ar=تل مسك|name:en=Tall Misk|alt_name=Tell Meask;Tal al-Misk|name:tr=Misk Höyük|name:etymology=musk|population=1,200|wikidata=Q1"),
            (2, 36.6, 35.6, "highway=crossing|name=No place"),
            (3, 36.6001, 35.6, "natural=tree"),
            (4, -17.25, -35.25, "place=hamlet|name=Sea Hamlet"),
            (10, 36.0, 35.0, ""),
            (11, 36.2, 35.0, ""),
            (12, 36.2, 35.1, ""),
            (13, 36.0, 35.1, ""),
        ])
        .plain(&[
            (5, 36.55, 35.55, "aeroway=aerodrome|military=airfield|name=مطار مسك|int_name=Misk Air Base|icao=OSXX|iata=MSK"),
            (6, 36.7, 35.7, "place=town|capital=6|name=Nab|ref:ocha=C9002|official_name:en=City of Nab"),
            (7, 36.8, 35.8, "barrier=border_control"),
            (20, 37.0, 36.0, ""),
            (21, 37.0, 36.4, ""),
        ]);
    let areas = Block::new()
        .way(45, &[10, 11, 12, 13, 10], "landuse=military|name=Misk Depot")
        .way(46, &[20, 21], "")
        .way(47, &[998, 999], "waterway=dam|name=Far Dam")
        .way(48, &[12, 999], "waterway=dam|name=Half Dam")
        .relation(6, &[(WAY, 46), (NODE, 12), (WAY, 997)], "place=region|name=Misk Country|type=boundary");
    vec![nodes, areas]
}

const BUILD: [&str; 6] = ["gazetteer", "build", "--osm", "misk.osm.pbf", "-o", "misk.gaz"];

/// The places that came of OpenStreetMap, a line each.
fn shown(gazetteer: &Gazetteer) -> String {
    let mut shown = String::new();
    for place in gazetteer.places().filter(|place| place.id().starts_with("osm:")) {
        let names = place.names().map(|name| {
            format!("{}{}", name.text, name.language.map_or(String::new(), |tag| format!(" [{tag}]")))
        });
        shown += &format!(
            "{} {} {} {} {:?} {:?} {} | {}\n",
            place.id(),
            place.feature_code(),
            place.position().longitude(),
            place.position().latitude(),
            place.radius_km(),
            place.population(),
            place.codes(),
            names.collect::<Vec<_>>().join(", ")
        );
    }
    shown
}

#[test]
fn nodes_ways_and_relations_with_a_name_are_places_with_a_point_a_code_and_names_in_languages() {
    let desk = Desk::new();
    desk.write("misk.osm.pbf", extract(Packing::Zlib, &misk()));
    let told = desk.expect(1, &BUILD);
    assert_snapshot!(told.err.lines().filter(|line| line.contains("osm")).collect::<Vec<_>>().join("\n"), @"misk.osm.pbf:0: osm:w47: none of its nodes is in the file; take a larger extract");
    let gazetteer = Gazetteer::open(&desk.path("misk.gaz")).unwrap();
    assert_snapshot!(shown(&gazetteer), @r"
    osm:n1 PPL 36.5 35.5 None Some(1200)  | Tall Misk [en], تل مسك [ar], Misk Höyük [tr], Tell Meask, Tal al-Misk
    osm:n4 PPL -17.25 -35.25 None None  | Sea Hamlet
    osm:n5 AIRB 36.55 35.55 None None ICAO OSXX; IATA MSK | Misk Air Base, مطار مسك
    osm:n6 PPLA2 36.7 35.7 None None OCHA C9002 | Nab, City of Nab [en]
    osm:w45 INSM 36.1 35.05 Some(10.7) None  | Misk Depot
    osm:w48 DAM 36.2 35.1 None None  | Half Dam
    osm:r6 RGN 36.6 35.75 Some(80.9) None  | Misk Country
    ");
    let written = fs::read(desk.path("misk.gaz")).unwrap();
    assert!(String::from_utf8_lossy(&written).contains("ODbL 1.0; name OpenStreetMap contributors"));
}

#[test]
fn a_village_that_other_lists_know_is_joined_with_theirs() {
    let desk = Desk::new();
    desk.write("misk.osm.pbf", extract(Packing::Zlib, &misk()));
    desk.write(
        "wof.tsv",
        "wof_id\tplacetype\tname\tlatitude\tlongitude\n1\tlocality\tTall Misk\t35.505\t36.505\n",
    );
    desk.write(
        "ocha.json",
        r#"[{"search_name_en": "An-Nab al-Kabir - Maarat - Misk", "closest_geonames_post_code": "C9002", "lat": 35.72, "lon": 36.72}]"#,
    );
    let files = ["--wof", "wof.tsv", "--ocha", "ocha.json"];
    desk.expect(1, &[&BUILD[..], &files].concat());
    let gazetteer = Gazetteer::open(&desk.path("misk.gaz")).unwrap();
    let id = |id: &str| gazetteer.place(&id.into()).unwrap().id().to_owned();
    assert_eq!(id("wof:1"), "osm:n1");
    assert_eq!(id("osm:n6"), "ocha:C9002");
    let town = gazetteer.place(&"osm:n6".into()).unwrap();
    assert_eq!((town.feature_code(), town.name()), ("PPLA2", "An-Nab al-Kabir"));
    let found = desk.expect(0, &["resolve", "Misk Höyük", "--gazetteer", "misk.gaz"]);
    assert!(found.out.contains("osm:n1"), "{}", found.out);
}

#[test]
fn the_same_extract_gives_the_same_bytes_however_it_is_packed() {
    let desk = Desk::new();
    let mut made = Vec::new();
    for packing in [Packing::Zlib, Packing::Zlib, Packing::Raw] {
        desk.write("misk.osm.pbf", extract(packing, &misk()));
        desk.expect(1, &BUILD);
        made.push(fs::read(desk.path("misk.gaz")).unwrap());
    }
    // The same extract named twice, as two that overlap would be, makes no place twice.
    desk.expect(1, &[&BUILD[..], &["--osm", "misk.osm.pbf"]].concat());
    let twice = Gazetteer::open(&desk.path("misk.gaz")).unwrap();
    desk.write("once.gaz", &made[0]);
    let once = Gazetteer::open(&desk.path("once.gaz")).unwrap();
    assert!(made[0] == made[1] && made[0] == made[2]);
    assert_eq!(shown(&once), shown(&twice));
}

#[test]
fn what_is_no_whole_extract_is_refused_with_the_way_out() {
    let desk = Desk::new();
    let whole = extract(Packing::Zlib, &misk());
    let of_strangers = Block::new().relation(1, &[(7, 1)], "place=region|name=Misk");
    let history = ["OsmSchema-V0.6", "HistoricalInformation"];
    let header = extract(Packing::Raw, &[]);
    // A block that says it holds a string of 1 GiB, and one that unfolds to 64 MiB of a string.
    let boast = Message::default().bytes(1, &[0x0a, 0x80, 0x80, 0x80, 0x80, 0x04]);
    let bomb = Message::default().bytes(1, &Message::default().bytes(1, &vec![b'x'; 64 << 20]).0);
    let mut flipped = whole.clone();
    let middle = whole.len() / 2;
    flipped[middle] ^= 1;
    let mut refused = String::new();
    for (file, bytes) in [
        ("empty.pbf", Vec::new()),
        ("text.pbf", b"place_id,name\n".to_vec()),
        ("xml.pbf", b"\0\0\0\x20<?xml version='1.0'?><osm version='0.6'>".to_vec()),
        ("data-first.pbf", blob("OSMData", &[], Packing::Raw)),
        ("cut.pbf", whole[..whole.len() - 1].to_vec()),
        ("cut-early.pbf", whole[..whole.len() / 2].to_vec()),
        ("tail.pbf", [&whole[..], &[0, 0]].concat()),
        ("flipped.pbf", flipped),
        ("history.pbf", extract_needing(&history, Packing::Raw, &misk())),
        ("lz4.pbf", [&header[..], &blob("OSMData", b"x", Packing::Lz4)].concat()),
        ("boast.pbf", [&header[..], &blob("OSMData", &boast.0, Packing::Raw)].concat()),
        ("bomb.pbf", [&header[..], &blob("OSMData", &bomb.0, Packing::Zlib)].concat()),
        ("strings.pbf", extract(Packing::Raw, &[misk().remove(0).without_strings()])),
        ("member.pbf", extract(Packing::Raw, &[of_strangers])),
    ] {
        desk.write(file, bytes);
        let ran = desk.expect(2, &["gazetteer", "build", "--osm", file, "-o", "x.gaz"]);
        // Of member.pbf, the library says on standard error that it panicked, before the program says what to do.
        refused += ran.err.lines().last().unwrap();
        refused.push('\n');
    }
    assert_snapshot!(refused, @r"
    kharita: empty.pbf is not a whole OpenStreetMap extract (.osm.pbf): it does not begin as one; `osmium cat` makes one of other OpenStreetMap files
    kharita: text.pbf is not a whole OpenStreetMap extract (.osm.pbf): it does not begin as one; `osmium cat` makes one of other OpenStreetMap files
    kharita: xml.pbf is not a whole OpenStreetMap extract (.osm.pbf): it does not begin as one; `osmium cat` makes one of other OpenStreetMap files
    kharita: data-first.pbf is not a whole OpenStreetMap extract (.osm.pbf): it does not begin as one; `osmium cat` makes one of other OpenStreetMap files
    kharita: cut.pbf is not a whole OpenStreetMap extract (.osm.pbf): it ends within block 2; download it again
    kharita: cut-early.pbf is not a whole OpenStreetMap extract (.osm.pbf): it ends within block 1; download it again
    kharita: tail.pbf is not a whole OpenStreetMap extract (.osm.pbf): it ends within block 3; download it again
    kharita: flipped.pbf is not a whole OpenStreetMap extract (.osm.pbf): block 1 cannot be read: protobuf error at 'blob zlib data': corrupt deflate stream; download it again
    kharita: history.pbf is not a whole OpenStreetMap extract (.osm.pbf): it needs HistoricalInformation, which Kharita cannot read; take an extract without history
    kharita: lz4.pbf is not a whole OpenStreetMap extract (.osm.pbf): block 1 cannot be read: it is not packed with zlib; `osmium cat` packs it so
    kharita: boast.pbf is not a whole OpenStreetMap extract (.osm.pbf): block 1 cannot be read: protobuf error at 'raw blob data': Truncated message; download it again
    kharita: bomb.pbf is not a whole OpenStreetMap extract (.osm.pbf): block 1 cannot be read: protobuf error at 'blob zlib data': Truncated message; download it again
    kharita: strings.pbf is not a whole OpenStreetMap extract (.osm.pbf): block 1 cannot be read: a tag is missing; download it again
    kharita: member.pbf is not a whole OpenStreetMap extract (.osm.pbf): block 1 cannot be read: a number in it means nothing; download it again
    ");
    let gone = desk.expect(2, &["gazetteer", "build", "--osm", "nowhere.pbf", "-o", "x.gaz"]);
    assert_snapshot!(gone.err, @"kharita: nowhere.pbf cannot be read: No such file or directory (os error 2)");
    assert!(!desk.path("x.gaz").exists());
}

#[test]
fn no_cut_and_no_changed_byte_stops_the_program() {
    let desk = Desk::new();
    let of_nodes = Block::new().dense(&[(1, 36.5, 35.5, "place=village|name=Misk")]);
    let of_relations = Block::new().relation(6, &[(NODE, 1), (WAY, 2)], "place=region|name=Misk Country");
    let whole = extract(Packing::Raw, &[of_nodes, of_relations]);
    let cuts = (0..whole.len()).step_by(17).map(|at| whole[..at].to_vec());
    let changes = (0..whole.len()).step_by(11).map(|at| {
        let mut changed = whole.clone();
        changed[at] ^= 0xff;
        changed
    });
    for (number, bytes) in cuts.chain(changes).enumerate() {
        let path = desk.write("changed.osm.pbf", bytes);
        let recipe = Recipe {
            inputs: vec![(Publisher::OpenStreetMap, path)],
            earlier: None,
            country: "SY".to_owned(),
        };
        let built = std::panic::catch_unwind(|| build(&recipe).is_ok());
        assert!(built.is_ok(), "file {number} makes it panic");
    }
}

/// `cargo test --release --test it -- --ignored --nocapture osm` prints how long countries take.
#[test]
#[ignore = "a measurement"]
fn a_country_of_millions_of_nodes_is_read_in_seconds() {
    const IN_A_BLOCK: i64 = 8_000;
    let desk = Desk::new();
    for nodes in [0, 200_000, 4_000_000] {
        let mut file = extract(Packing::Zlib, &[]);
        // 20,000 villages and 2,000 depots, whose outlines lie between nodes without any tag.
        for first in (0..nodes).step_by(IN_A_BLOCK as usize) {
            let tagged: Vec<_> = (first..first + IN_A_BLOCK)
                .map(|id| match id % (nodes / 20_000) {
                    0 => (id, format!("place=village|name=تل {id}|name:en=Tell {id}|name:ar=تل {id}")),
                    _ => (id, String::new()),
                })
                .collect();
            let degrees = |steps: i64| steps as f64 / 1_000.0;
            let dense: Vec<_> = tagged
                .iter()
                .map(|(id, tags)| {
                    (*id, 33.0 + degrees(id % 6_000), 31.0 + degrees(id / 6_000), tags.as_str())
                })
                .collect();
            file.extend(blob("OSMData", &Block::new().dense(&dense).bytes(), Packing::Zlib));
        }
        let mut ways = Block::new();
        for way in 0..if nodes == 0 { 0 } else { 2_000 } {
            let outline: Vec<i64> = (0..12).map(|node| way * (nodes / 2_000) + node).collect();
            ways = ways.way(way as u64, &outline, "landuse=military|name=Depot");
        }
        file.extend(blob("OSMData", &ways.bytes(), Packing::Zlib));
        let path = desk.write("country.osm.pbf", &file);
        let recipe = Recipe {
            inputs: vec![(Publisher::OpenStreetMap, path)],
            earlier: None,
            country: "SY".to_owned(),
        };
        let began = Instant::now();
        let places = build(&recipe).unwrap().report.places;
        let seconds = began.elapsed().as_secs_f64();
        println!("{nodes} nodes, {} kB: {places} places in {seconds:.2} s", file.len() / 1_000);
    }
}
