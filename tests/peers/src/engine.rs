//! tantivy, in two ways: by the trigrams that names share, and by a fuzzy query for whole names.
//!
//! Both ask for the name as it is first. A fuzzy query finds typing errors through an automaton and is made for them;
//! trigrams also find other spellings. Neither is the fairer for all sets, so both stand in the table.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use kharita::model::Position;
use kharita::text::fold;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Query as EngineQuery, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{NgramTokenizer, TextAnalyzer};
use tantivy::{Index, Searcher, Term, doc};

use crate::alike::{MOST_FOUND, most_alike};
use crate::measure::{Figures, measured};
use crate::task::{Known, Query, Task};

/// How it looks for a name that it does not have.
#[derive(Clone, Copy)]
pub enum Way {
    Trigrams,
    Fuzzy,
}

/// Names in one index, written by one thread.
struct Names {
    index: Index,
    whole: Field,
    grams: Field,
    number: Field,
}

impl Names {
    fn new(folder: &Path, create: bool) -> Result<Self> {
        let trigrams = TextFieldIndexing::default()
            .set_tokenizer("trigrams")
            .set_index_option(IndexRecordOption::WithFreqs);
        let mut schema = Schema::builder();
        let whole = schema.add_text_field("whole", STRING);
        let grams = schema.add_text_field("grams", TextOptions::default().set_indexing_options(trigrams));
        let number = schema.add_u64_field("number", FAST);
        let path = path(folder);
        let index = if create {
            fs::create_dir(&path)?;
            Index::create_in_dir(&path, schema.build())?
        } else {
            Index::open_in_dir(&path)?
        };
        let tokenizer = TextAnalyzer::builder(NgramTokenizer::new(3, 3, false)?).build();
        index.tokenizers().register("trigrams", tokenizer);
        Ok(Self { index, whole, grams, number })
    }
}

pub fn build(task: &Task) -> Result<()> {
    let names = Names::new(task.folder(), true)?;
    let mut writer = names.index.writer_with_num_threads(1, 200_000_000)?;
    for (number, known) in task.names()?.iter().enumerate() {
        writer.add_document(doc!(
            names.whole => known.folded.as_str(),
            names.grams => known.folded.as_str(),
            names.number => number as u64,
        ))?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

pub fn figures(task: &Task, way: Way) -> Result<Figures> {
    measured(task, || {
        let known = task.names()?;
        let names = Names::new(task.folder(), false)?;
        let searcher = names.index.reader()?.searcher();
        Ok(move |query: &Query| find(&names, &searcher, &known, &fold(&query.text), way))
    })
}

fn path(folder: &Path) -> PathBuf {
    folder.join("names.tantivy")
}

fn find(names: &Names, searcher: &Searcher, known: &[Known], folded: &str, way: Way) -> Option<Position> {
    let matching = |query: &dyn EngineQuery| {
        let best = TopDocs::with_limit(MOST_FOUND).order_by_score();
        let found = searcher.search(query, &best).expect("it can be asked");
        let numbers = found.into_iter().map(|(_, document)| {
            let numbers = searcher.segment_reader(document.segment_ord).fast_fields().u64("number");
            numbers.expect("the column is there").first(document.doc_id).expect("a number") as usize
        });
        most_alike(known, numbers, folded)
    };
    let whole = Term::from_field_text(names.whole, folded);
    let exact = matching(&TermQuery::new(whole.clone(), IndexRecordOption::Basic));
    exact.or_else(|| match way {
        Way::Fuzzy => (1..=2).find_map(|errors| matching(&FuzzyTermQuery::new(whole.clone(), errors, true))),
        Way::Trigrams => {
            let letters: Vec<char> = folded.chars().collect();
            let term = |gram: &[char]| Term::from_field_text(names.grams, &gram.iter().collect::<String>());
            let terms: Vec<Term> = letters.windows(3).map(term).collect();
            matching(&BooleanQuery::new_multiterms_query(terms))
        }
    })
}
