//! Broken and hostile reports, made up case by case: whatever goes in, a reader of articles and the extraction end, in
//! articles or problems, with spans inside the text and no more told than the text is long.
//!
//! Case `n` is the same on every machine. `KHARITA_FUZZ=1000000` asks for so many cases, `KHARITA_FUZZ_FIRST=N` begins at
//! an earlier run's case, which a failure prints.

mod made_up;

use std::{env, fs, ops::ControlFlow, path::Path, thread};

use kharita::{
    event::{self, Who},
    extract::prose::{Read, Reader},
    gazetteer::Gazetteer,
    intake::article::{self, ArticleOptions},
    model::{ActorId, Article, Day, Problem, ReportId},
    theatre::Tables,
};

use crate::help::Desk;
use made_up::Random;

/// Cases of a plain `cargo test`.
const FEW: u64 = 3_000;
/// Of so many cases one is read twice.
const SAMPLE: u64 = 8;
/// Characters of a quoted sentence, at most.
const LONGEST_QUOTE: usize = 2_000;

#[test]
fn no_input_panics_or_tells_more_than_it_is_long() {
    let number = |name: &str, otherwise| {
        env::var(name).ok().map_or(otherwise, |value| value.parse().expect("a number of cases"))
    };
    let (first, count) = (number("KHARITA_FUZZ_FIRST", 0), number("KHARITA_FUZZ", FEW));
    let desk = Desk::new();
    let tables = Tables::syria().unwrap();
    let reader = Reader::new(Gazetteer::built_in(), &tables.sides, &tables.actors, &tables.sources);
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    let told: Vec<Told> = thread::scope(|scope| {
        let shares: Vec<_> = (0..cores)
            .map(|share| {
                let (reader, path) = (&reader, desk.path(&format!("report-{share}")));
                scope.spawn(move || {
                    let mut told = Told::default();
                    for case in (first + share..first + count).step_by(cores as usize) {
                        check(case, reader, &path, &mut told);
                    }
                    told
                })
            })
            .collect();
        shares.into_iter().map(|share| share.join().unwrap()).collect()
    });
    let sum = |of: fn(&Told) -> u64| told.iter().map(of).sum::<u64>();
    let (articles, claims) = (sum(|told| told.articles), sum(|told| told.claims));
    println!(
        "{count} inputs: {articles} articles, {} problems, {} files refused, {claims} claims, {} places; most told for a \
         character: {:.1}",
        sum(|told| told.problems),
        sum(|told| told.refused),
        sum(|told| told.places),
        told.iter().map(|told| told.densest).fold(0.0, f64::max),
    );
    // Inputs that nothing is read in would prove nothing.
    assert!(articles > count / 3 && claims > count / 10, "{articles} articles, {claims} claims");
}

/// What was told of all inputs.
#[derive(Default)]
struct Told {
    articles: u64,
    problems: u64,
    refused: u64,
    claims: u64,
    places: u64,
    /// Characters told for each of a text, at most.
    densest: f64,
}

/// Tells which case it was when a check fails.
struct Case<'a> {
    number: u64,
    input: &'a [u8],
}

impl Drop for Case<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("case {} failed:\n{}", self.number, String::from_utf8_lossy(self.input).escape_debug());
        }
    }
}

fn check(number: u64, reader: &Reader, path: &Path, told: &mut Told) {
    let mut random = Random::of(number);
    let text = random.text();
    if random.below(4) == 0 {
        let _case = Case { number, input: text.as_bytes() };
        let published = random.day();
        check_text(number, reader, &Article { text: text.clone(), published, ..Article::default() }, told);
        return;
    }
    let (ending, whole) = random.file(&text);
    let input = random.mutated(whole.into_bytes());
    let _case = Case { number, input: &input };
    // No encoding makes more than three bytes of one, but for what stands for a byte that is none.
    let longest = 4 * input.len() + 64;
    let items = read(ending, &input, path);
    if number.is_multiple_of(SAMPLE) {
        assert_eq!(format!("{items:?}"), format!("{:?}", read(ending, &input, path)));
    }
    let Some(items) = items else {
        told.refused += 1;
        return;
    };
    assert!(items.len() <= input.len() + 1, "{} items of {} bytes", items.len(), input.len());
    let mut length = 0;
    for item in items {
        match item {
            Ok(article) => {
                length += article.text.len();
                assert!(length <= longest, "{length} bytes of {}", input.len());
                check_text(number, reader, &article, told);
            }
            Err(problem) => {
                told.problems += 1;
                assert!(!problem.reason.is_empty());
            }
        }
    }
}

/// The items of an input; `None` where it is no file of articles.
fn read(ending: &str, input: &[u8], path: &Path) -> Option<Vec<Result<Article, Problem>>> {
    let mut items = Vec::new();
    let mut each = |item| {
        items.push(item);
        ControlFlow::Continue(())
    };
    if ending == "jsonl" {
        article::read_jsonl(input, &mut each).unwrap();
        return Some(items);
    }
    let path = path.with_extension(ending);
    fs::write(&path, input).unwrap();
    let options = ArticleOptions { published: Day::parse("2019-05-22").ok(), ..ArticleOptions::default() };
    let opened = article::open(&path, &options).ok()?;
    let _ = opened.read(&mut each, &mut |_, _| {});
    Some(items)
}

fn check_text(number: u64, reader: &Reader, article: &Article, told: &mut Told) {
    let (length, report) = (article.text.chars().count(), ReportId::from("t"));
    let read = reader.read(article, &report);
    if number.is_multiple_of(SAMPLE) {
        assert_eq!(format!("{read:?}"), format!("{:?}", reader.read(article, &report)));
    }
    for mention in &read.mentions {
        assert!(mention.span.start < mention.span.end && mention.span.end <= length, "{mention:?}");
        assert!(mention.whole.start < mention.whole.end && mention.whole.end <= length, "{mention:?}");
        assert_eq!(mention.span.of(&article.text), mention.text);
    }
    for claim in &read.claims {
        let spans = claim.spans.as_ref().expect("a claim has spans");
        let sentence = spans.sentence;
        assert!(sentence.start < sentence.end && sentence.end <= length, "{spans:?}");
        assert!(spans.parts.values().all(|part| part.start < part.end && part.end <= length), "{spans:?}");
        let quote = claim.quote.as_deref().expect("a claim has a quote");
        assert!(quote.chars().count() <= LONGEST_QUOTE);
        assert!(sentence.of(&article.text).starts_with(quote), "{quote}");
    }
    let mut ids = |name: &str| vec![ActorId::from(name)];
    let events = event::told(&read.claims, &"t".into(), article.published, &Who::default(), &mut ids);
    let grouped: usize = events.iter().map(|(group, _)| group.len()).sum();
    assert!(grouped <= read.claims.len());
    // A claim needs a word that tells it and a place, of three letters at least; a sentence may list many places.
    let Read { claims, mentions, problems } = &read;
    assert!(mentions.len() * 3 <= length, "{} places in {length} characters", mentions.len());
    assert!(claims.len() <= length, "{} claims in {length} characters", claims.len());
    assert!(problems.len() <= 2, "{problems:?}");
    told.articles += 1;
    told.claims += claims.len() as u64;
    told.places += mentions.len() as u64;
    if length > 100 {
        let quoted: usize = claims.iter().filter_map(|claim| claim.quote.as_ref()).map(String::len).sum();
        told.densest = told.densest.max(quoted as f64 / length as f64);
    }
}
