//! How well names are found: the exact places of UCDP GED, and the names in the five articles.
//!
//! `cargo bench --bench gazetteer`. Builds a gazetteer of the shared data, and says what is right, what is wrong and how
//! sure the gazetteer was of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use kharita::gazetteer::{Context, Gazetteer, Mention, SAME_PLACE};
use kharita::geometry::distance;
use kharita::model::Position;

mod ucdp_names;

use ucdp_names::{Named, built, ucdp};

fn main() {
    let Some(shared) = shared() else {
        println!("skipped: no shared data");
        return;
    };
    let started = Instant::now();
    let built = built(&shared.join("data"));
    println!("built in {:.2} s", started.elapsed().as_secs_f64());
    println!(
        "{:?} told, {} places, joined {:?}, alike {}",
        built.report.told,
        built.report.places,
        built.report.joined,
        built.report.alike.len()
    );
    println!("{} problems; first: {:?}", built.problems.len(), built.problems.first());
    let names = ucdp(&shared.join("data/events/ucdp_ged_sy_2016_2019.csv.gz"));
    let verbose = std::env::var_os("VERBOSE").is_some();
    suggestions(&built.gazetteer, "Syria");
    oddities(&built.gazetteer, "Syria");
    if let Some(world) = std::env::var_os("KHARITA_WORLD") {
        let world = Gazetteer::open(Path::new(&world)).expect("a gazetteer of the world");
        suggestions(&world, "the world");
        oddities(&world, "the world");
    }
    gold(&built.gazetteer, &shared);
    for with_context in [true, false] {
        judge(&built.gazetteer, &names, with_context, verbose && with_context);
    }
}

fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("KHARITA_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    named.into_iter().chain([beside]).find(|path| path.join("data").is_dir())
}

fn judge(gazetteer: &Gazetteer, names: &[Named], with_context: bool, verbose: bool) {
    let (mut right, mut right_events, mut events, mut any) = (0, 0, 0, 0);
    let mut bins = [[0_usize; 2]; 10];
    let mut sure_wrong = 0;
    let mut layers: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let mut sure = 0;
    let mut halves = [[0_usize; 2]; 2];
    for named in names {
        let admin1 = with_context.then(|| named.admin1.clone());
        let ranking = gazetteer.rank(&named.name, &Context { admin1, ..Context::default() });
        let is_right = |place: kharita::gazetteer::Entry| distance(place.position(), named.at) <= SAME_PLACE;
        let first = ranking.matches.first();
        let good = first.is_some_and(|first| is_right(first.place));
        events += named.events;
        halves[half(&named.name)][0] += 1;
        halves[half(&named.name)][1] += usize::from(good);
        right += usize::from(good);
        right_events += if good { named.events } else { 0 };
        any += usize::from(ranking.matches.iter().any(|found| is_right(found.place)));
        if let Some(first) = first {
            let bin = ((first.confidence * 10.0) as usize).min(9);
            bins[bin][usize::from(good)] += 1;
            layers
                .entry(format!("{:?} {}", first.layer, if ranking.ambiguous { "ambiguous" } else { "" }))
                .or_default()[usize::from(good)] += 1;
            if first.confidence >= 0.9 {
                sure += 1;
                sure_wrong += usize::from(!good);
            }
        }
        if verbose && !good {
            let shown: Vec<String> = ranking
                .matches
                .iter()
                .take(3)
                .map(|found| {
                    format!(
                        "{} [{:?} {:.2} {:?} {}]",
                        found.place.name(),
                        found.layer,
                        found.confidence,
                        found.place.admin1().unwrap_or(""),
                        distance(found.place.position(), named.at)
                    )
                })
                .collect();
            println!(
                "  {} x {} | {} | {:.4} {:.4} -> {}",
                named.events,
                named.name,
                named.admin1,
                named.at.latitude(),
                named.at.longitude(),
                shown.join(" / ")
            );
        }
    }
    println!(
        "{} context: {right} of {} names ({:.1} %), {right_events} of {events} events ({:.1} %); any candidate {any}; sure and wrong {sure_wrong} of {sure} ({:.1} %)",
        if with_context { "with" } else { "without" },
        names.len(),
        100.0 * right as f64 / names.len() as f64,
        100.0 * right_events as f64 / events as f64,
        100.0 * f64::from(sure_wrong as u32) / f64::from(sure.max(1)),
    );
    let [[one, one_right], [other, other_right]] = halves;
    println!("  right in each half of the names: {one_right} of {one}, {other_right} of {other}");
    let shown: Vec<String> = bins
        .iter()
        .enumerate()
        .map(|(bin, [wrong, right])| format!("0.{bin}: {right}/{}", wrong + right))
        .collect();
    println!("  wrong and right by layer: {layers:?}");
    println!("  right by confidence: {}", shown.join("  "));
}

/// Which half of the names this one is in, by its letters alone (FNV-1a): a rule that was made for one half has to be right
/// of the other too.
fn half(name: &str) -> usize {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    (name.bytes().fold(0xcbf2_9ce4_8422_2325, mix) >> 32) as usize % 2
}

/// The names in the five articles, each in the context of its report, against the hand-made gold.
fn gold(gazetteer: &Gazetteer, shared: &Path) {
    let (mut right, mut all) = (0, 0);
    let mut wrong = Vec::new();
    for article in ARTICLES {
        let text = std::fs::read_to_string(shared.join(format!("seeds/{article}.txt"))).expect("the article");
        let gold =
            std::fs::read_to_string(shared.join(format!("score/gold/{article}.json"))).expect("its gold");
        let gold: serde_json::Value = serde_json::from_str(&gold).expect("JSON");
        let letters: Vec<char> = text.chars().collect();
        let places: Vec<&serde_json::Value> = gold["places"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|place| place["optional"] != true && place["lat"].is_number())
            .collect();
        let sentences: Vec<String> = places.iter().map(|place| sentence(&letters, place)).collect();
        let mentions: Vec<Mention> = places
            .iter()
            .zip(&sentences)
            .map(|(place, sentence)| Mention { toponym: place["text"].as_str().expect("text"), sentence })
            .collect();
        for ((place, mention), ranking) in places.iter().zip(&mentions).zip(gazetteer.rank_report(&mentions))
        {
            let at = Position::new(place["lon"].as_f64().expect("lon"), place["lat"].as_f64().expect("lat"));
            let tolerance = match place["type"].as_str().expect("type") {
                "governorate" => 80.0,
                "region" => 120.0,
                _ => 25.0,
            };
            all += 1;
            let found = ranking.matches.first();
            let apart = found.zip(at).map(|(found, at)| distance(found.position, at).kilometers());
            if apart.is_some_and(|apart| apart <= tolerance) {
                right += 1;
            } else {
                wrong.push(format!(
                    "  {} ({}): {found:?} in {}",
                    mention.toponym, place["name"], mention.sentence
                ));
            }
        }
    }
    println!("articles: {right} of {all} names ({:.1} %)", 100.0 * f64::from(right) / f64::from(all));
    for line in wrong {
        println!("{}", line.chars().take(400).collect::<String>());
    }
}

const ARTICLES: [&str; 5] = [
    "000_c72f336858d8c684",
    "001_8122d49cfe791c67",
    "002_483432386c325754",
    "003_2675a1cd16e4e54a",
    "004_6c79dcc6d6c20d5a",
];

/// The sentence around a place of the gold, told by its full stops and line breaks.
fn sentence(letters: &[char], place: &serde_json::Value) -> String {
    let at = |name: &str| place[name].as_u64().expect("an offset") as usize;
    let is_end = |at: usize| {
        letters[at] == '\n'
            || letters[at] == '.' && letters.get(at + 1).is_none_or(|next| next.is_whitespace())
    };
    let start = (0..at("start")).rev().find(|&at| is_end(at)).map_or(0, |at| at + 1);
    let end = (at("end")..letters.len()).find(|&at| is_end(at)).unwrap_or(letters.len());
    letters[start..end].iter().collect::<String>().trim().to_owned()
}

/// How long a suggestion takes while somebody writes.
fn suggestions(gazetteer: &Gazetteer, of: &str) {
    let prefixes = [
        "a",
        "k",
        "ab",
        "kaf",
        "al b",
        "Khan Sh",
        "saraq",
        "اب",
        "حماة",
        "xyzzy",
        "Maaret al-N",
        "tell",
        "Palmyar",
    ];
    let mut micros: Vec<f64> = Vec::new();
    for prefix in prefixes.iter().cycle().take(prefixes.len() * 8) {
        let started = Instant::now();
        let found = gazetteer.suggest(prefix, 8).candidates.len();
        micros.push(started.elapsed().as_secs_f64() * 1e6);
        assert!(found <= 8);
    }
    let by_prefix = |at: usize| micros[prefixes.len() + at];
    let slowest =
        (0..prefixes.len()).max_by(|&one, &other| by_prefix(one).total_cmp(&by_prefix(other))).unwrap_or(0);
    let slowest_is = (prefixes[slowest], by_prefix(slowest));
    micros.sort_by(f64::total_cmp);
    println!("suggestions of {of}: median {:.0} us, slowest {slowest_is:?}", micros[micros.len() / 2]);
}

/// Characters that queries nobody would write are made of: names, any script, Arabic, faces, and spelling of commands.
const ODDITIES: [&str; 6] = [
    "aeiklmnrsz -'",
    "ابتحدرسعكلمنهوي ",
    "😀🙏🏽\u{200d}👩\u{1f1f8}\u{1f1fe}",
    "\u{0}\t\n\"%;,()/\\\u{202e}\u{feff}",
    "ßİşğñœ漢字かなДжเไทย𝔄ﷺ",
    "0123456789 km south of / , (",
];
const ODD_QUERIES: usize = 20_000;

/// The slowest of many queries that nobody would write, of a letter to 10 KB. Each is asked three times, and its fastest
/// answer counts: what else the machine did meanwhile is not measured.
fn oddities(gazetteer: &Gazetteer, of: &str) {
    let mut random = 1_u64;
    let mut below = |limit: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random >> 16) as usize % limit
    };
    let mut slowest = (0.0, String::new());
    for number in 0..ODD_QUERIES {
        let letters: Vec<char> = ODDITIES[below(ODDITIES.len())].chars().collect();
        let count = if number % 50 == 0 { 10_000 } else { 1 + below(24) };
        let query: String = (0..count).map(|_| letters[below(letters.len())]).collect();
        let millis = (0..3)
            .map(|_| {
                let started = Instant::now();
                std::hint::black_box(gazetteer.resolve(&query, &Context::default()));
                std::hint::black_box(gazetteer.suggest(&query, 8));
                started.elapsed().as_secs_f64() * 1e3
            })
            .fold(f64::INFINITY, f64::min);
        if millis > slowest.0 {
            slowest = (millis, query.chars().take(24).collect());
        }
    }
    println!(
        "{ODD_QUERIES} odd queries of {of}, resolved and suggested: the slowest takes {:.2} ms, {:?}",
        slowest.0, slowest.1
    );
}
