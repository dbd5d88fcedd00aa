//! `kharita extract`: what a report claims, with the characters that say it.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::{Done, gazetteer, import::day, lexicons, show::plain};
use crate::event::{Who, told};
use crate::extract::prose::{Mention, Read, Reader, Use};
use crate::extract::{Outlets, together};
use crate::intake::article::{self, ArticleOptions, Manifest};
use crate::model::{ActorId, Article, Claim, Day, EventStatus, Problem, ReportId, Span};
use crate::theatre::Tables;

/// Read reports: who says that what happened, where and when, each with the words that say it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita extract article.txt --published 2024-11-30 --explain")]
pub struct Options {
    /// Texts, web pages, tables or JSON Lines of articles
    #[arg(value_name = "FILE", required_unless_present = "jsonl")]
    files: Vec<PathBuf>,
    /// Day of publication of what tells none
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<Day>,
    /// Table of what is known of files: file,url,title,outlet,published
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Print JSON, one object a report
    #[arg(long)]
    json: bool,
    /// Print each claim with the sentence and the words that it was read from
    #[arg(long, conflicts_with = "json")]
    explain: bool,
    /// Read reports as JSON Lines from standard input and write claims as JSON Lines, in order
    #[arg(long, conflicts_with_all = ["files", "json", "explain"])]
    jsonl: bool,
    /// Folder with sides.csv, actors.csv, sources.csv and theatre.json of another war than the Syrian one
    #[arg(long, value_name = "FOLDER")]
    tables: Option<PathBuf>,
    #[command(flatten)]
    lexicons: lexicons::Words,
    #[command(flatten)]
    gazetteer: gazetteer::Named,
}

pub fn run(options: &Options) -> Result<Done> {
    let gazetteer = gazetteer::chosen(&options.gazetteer, None)?;
    let lexicon = lexicons::chosen(&options.lexicons)?;
    let tables = options.tables.as_deref().map_or_else(Tables::syria, Tables::from_folder)?;
    let reader = Reader::by(lexicon, gazetteer, &tables.sides, &tables.actors, &tables.sources);
    let hand = Hand {
        reader,
        outlets: Outlets::new(&tables.sources),
        who: Who::new(&tables.actors, &tables.sides, &tables.sources),
        options,
    };
    let mut desk = Desk { hand: &hand, waiting: Vec::new(), bytes: 0, done: Done::Well, failed: None };
    if options.jsonl {
        article::read_jsonl(io::stdin().lock(), &mut |item| desk.take(item))
            .context("standard input cannot be read")?;
    } else {
        let manifest = options.manifest.as_deref().map(Manifest::read).transpose()?;
        let known = ArticleOptions { manifest, published: options.published, ..ArticleOptions::default() };
        for file in &options.files {
            article::open(file, &known)?.read(&mut |item| desk.take(item), &mut |_, _| {})?;
        }
    }
    let _ = desk.read_all();
    match desk.failed {
        // Who reads this has seen enough.
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(desk.done),
        Some(error) => bail!(error),
        None => Ok(desk.done),
    }
}

/// Reports that are read together, by every core, and told in their order.
const TOGETHER: usize = 256;
/// Bytes of the texts of those, after which no further one is waited for.
const BYTES_TOGETHER: usize = 8 << 20;

/// What a report is read with.
struct Hand<'a> {
    reader: Reader<'a>,
    outlets: Outlets,
    who: Who,
    options: &'a Options,
}

/// Where reports wait until there are enough to be read together.
struct Desk<'a> {
    hand: &'a Hand<'a>,
    waiting: Vec<Result<Article, Problem>>,
    /// Bytes of their texts.
    bytes: usize,
    done: Done,
    failed: Option<io::Error>,
}

impl Desk<'_> {
    fn take(&mut self, item: Result<Article, Problem>) -> ControlFlow<()> {
        self.bytes += item.as_ref().map_or(0, |article| article.text.len());
        self.waiting.push(item);
        let is_enough = self.waiting.len() >= TOGETHER || self.bytes >= BYTES_TOGETHER;
        if is_enough { self.read_all() } else { ControlFlow::Continue(()) }
    }

    fn read_all(&mut self) -> ControlFlow<()> {
        let waiting = std::mem::take(&mut self.waiting);
        self.bytes = 0;
        let told = together(&waiting, |item| one(self.hand, item));
        let mut out = BufWriter::new(io::stdout().lock());
        for ((words, done), item) in told.iter().zip(&waiting) {
            if *done == Done::WithProblems {
                self.done = Done::WithProblems;
            }
            if let Err(problem) = item {
                say!("{}, line {}: {}", plain(&problem.file), problem.line, plain(&problem.reason));
            }
            if let Err(error) = out.write_all(words.as_bytes()) {
                self.failed = Some(error);
                return ControlFlow::Break(());
            }
        }
        match out.flush() {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}

/// What is told of one report.
fn one(hand: &Hand<'_>, item: &Result<Article, Problem>) -> (String, Done) {
    let Ok(article) = item else { return (String::new(), Done::WithProblems) };
    let Hand { reader, outlets, options, .. } = hand;
    let report = outlets.report_id(article);
    let read = reader.read(article, &report);
    let done = if read.problems.is_empty() { Done::Well } else { Done::WithProblems };
    if options.json || options.jsonl {
        return (format!("{}\n", shape(hand, &report, article, &read)), done);
    }
    let title = plain(article.title.as_deref().unwrap_or(report.as_str()));
    let mut out = format!("{title} ({} claims, {} places)\n", read.claims.len(), read.mentions.len());
    for claim in &read.claims {
        describe(article, claim, options.explain, &mut out);
    }
    for problem in &read.problems {
        let _ = writeln!(out, "  problem: {}", plain(problem));
    }
    (out, done)
}

fn describe(article: &Article, claim: &Claim, explain: bool, out: &mut String) {
    let (first, last) = (claim.interval.start(), claim.interval.last());
    let (place, kind) = (plain(&claim.toponym.text), claim.sub_event_type.name());
    let _ = write!(out, "  {} {first}/{last} {place}: {kind}", claim.modality.name());
    let actors: Vec<&str> = claim.actors.iter().map(|actor| actor.name.as_str()).collect();
    if !actors.is_empty() {
        let _ = write!(out, " ({})", plain(&actors.join(", ")));
    }
    if let Some(deaths) = claim.deaths {
        let _ = write!(out, ", {} dead", deaths.figure());
    }
    if let Some(source) = &claim.said_by {
        let _ = write!(out, ", says {}", plain(source.as_str()));
    }
    out.push('\n');
    if let Some(spans) = claim.spans.as_ref().filter(|_| explain) {
        let words = |span: Span| plain(&span.of(&article.text));
        let _ = writeln!(out, "    \"{}\"", words(spans.sentence));
        for (part, span) in &spans.parts {
            let _ = writeln!(out, "    {}: {} [{}, {}]", part.name(), words(*span), span.start, span.end);
        }
    }
}

/// A report's claims in the shape that other programs read.
fn shape(hand: &Hand<'_>, report: &ReportId, article: &Article, read: &Read) -> Value {
    let source = hand.outlets.source(article);
    let told = told(&read.claims, &source, article.published, &hand.who, &mut |name| {
        // Claims of prose name actors by their ids.
        vec![ActorId::from(name)]
    });
    let events: Vec<Value> = told
        .into_iter()
        .map(|(group, status)| {
            let ids: Vec<&str> = group.iter().map(|&at| read.claims[at].id.as_str()).collect();
            json!({"claims": ids, "status": status.name(), "disputed": status == EventStatus::Disputed})
        })
        .collect();
    json!({
        "report": report,
        "published": article.published.map(|day| day.to_string()),
        "claims": read.claims.iter().map(claim_shape).collect::<Vec<_>>(),
        "events": events,
        "mentions": read.mentions.iter().map(mention_shape).collect::<Vec<_>>(),
        "problems": read.problems,
    })
}

fn claim_shape(claim: &Claim) -> Value {
    let mut shape = json!({
        "id": claim.id,
        "event_type": claim.sub_event_type.event_type().name(),
        "sub_event_type": claim.sub_event_type.name(),
        "modality": claim.modality.name(),
        "interval": {
            "start": claim.interval.start().to_string(),
            "end": claim.interval.last().to_string(),
            "precision": u8::from(claim.time_precision),
        },
        "toponym": claim.toponym.text,
        "place": claim.located.as_ref().map(|located| json!({
            "place_id": located.place,
            "name": claim.toponym.text,
            "latitude": located.position.latitude(),
            "longitude": located.position.longitude(),
            "geo_precision": u8::from(located.geo_precision),
        })),
        "actors": claim.actors.iter().map(|actor| json!({"actor": actor.name, "role": actor.role})).collect::<Vec<_>>(),
        "deaths": claim.deaths,
        "injured": claim.injured,
        "said_by": claim.said_by,
        "spans": claim.spans,
    });
    for (name, value) in [("weapon", &claim.weapon), ("target", &claim.target)] {
        if let Some(value) = value {
            shape[name] = json!(value);
        }
    }
    shape
}

fn mention_shape(mention: &Mention) -> Value {
    json!({
        "text": mention.text,
        "start": mention.span.start,
        "end": mention.span.end,
        "use": match mention.meant { Use::Literal => "literal", Use::Figure => "figurative", Use::Dateline => "dateline" },
        "place": mention.at.as_ref().map(|at| json!({
            "place_id": at.place,
            "name": at.name,
            "latitude": at.position.latitude(),
            "longitude": at.position.longitude(),
            "feature_code": at.feature_code,
            "geo_precision": u8::from(at.precision),
            "confidence": at.confidence,
        })),
    })
}
