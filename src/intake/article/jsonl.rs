//! JSON Lines of articles: one object a line, its members called as the columns of a table would be.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};

use serde_json::Value;

use crate::intake::DateOrder;
use crate::intake::date_order::{DateReader, Proof};
use crate::intake::headers::{Field, key};
use crate::model::{Article, Problem};

use super::table::LAYOUT;
use super::{Each, LONGEST_TEXT, published};

/// Bytes of a line: a text at its longest, every character escaped.
const LONGEST_LINE: u64 = 6 * LONGEST_TEXT as u64;

/// Reads every line with something in it as an article or a problem.
pub(super) fn read(
    mut lines: impl BufRead,
    file: &str,
    date_order: Option<DateOrder>,
    each: Each<'_>,
) -> io::Result<()> {
    let survey = |_| Proof::default();
    let mut dates = DateReader::new(date_order, false, &survey);
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        let is_whole = next_line(&mut lines, &mut bytes)?;
        if bytes.is_empty() {
            break;
        }
        let text = bytes.trim_ascii();
        let item = match (text, is_whole) {
            ([], true) => continue,
            (_, false) => Err(Problem::of_line(file, line, super::too_long())),
            (_, true) => article(text, line, &mut dates).map_err(|reason| Problem {
                row: Some(Problem::shorten(&String::from_utf8_lossy(&text[..text.len().min(16_000)]), 4_000)),
                ..Problem::of_line(file, line, reason)
            }),
        };
        if each(item).is_break() {
            break;
        }
    }
    Ok(())
}

/// Reads a line with its end; `false` when it was too long to be kept, and was read past.
fn next_line(lines: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<bool> {
    lines.take(LONGEST_LINE).read_until(b'\n', bytes)?;
    if (bytes.len() as u64) < LONGEST_LINE || bytes.ends_with(b"\n") {
        return Ok(true);
    }
    lines.skip_until(b'\n')?;
    Ok(false)
}

fn article(line: &[u8], number: u64, dates: &mut DateReader<'_>) -> Result<Article, String> {
    let object: serde_json::Map<String, Value> =
        serde_json::from_slice(line).map_err(|error| unreadable(&error))?;
    let mut members: BTreeMap<String, Value> =
        object.into_iter().map(|(name, value)| (key(&name), value)).collect();
    let mut take = |field| -> Result<Option<String>, String> {
        let spellings =
            LAYOUT.fields.iter().find(|(known, _)| *known == field).map_or(&[][..], |(_, all)| all);
        let found = spellings.iter().find_map(|name| members.remove(*name).filter(|value| !value.is_null()));
        match found {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.trim().is_empty())),
            Some(Value::Number(number)) if field == Field::Id => Ok(Some(number.to_string())),
            Some(_) => Err(format!("\"{}\" is no string", field.name())),
        }
    };
    let text = take(Field::Text)?.ok_or("the line has no \"text\"")?;
    if text.len() > LONGEST_TEXT {
        return Err(super::too_long());
    }
    let published = match take(Field::Published)? {
        None => None,
        Some(text) => {
            let read = dates.read(0, published::without_time(&text)).and_then(published::one_day);
            Some(read.map_err(|reason| format!("\"published\" is {text:?}: {reason}"))?)
        }
    };
    let url = take(Field::Url)?;
    Ok(Article {
        key: take(Field::Id)?.or_else(|| url.clone()),
        url,
        title: take(Field::Title)?,
        outlet: take(Field::Source)?,
        published,
        language: take(Field::Language)?,
        text,
        line: number,
    })
}

fn unreadable(error: &serde_json::Error) -> String {
    let told = error.to_string();
    if told.contains("surrogate") || told.contains("end of hex escape") {
        let at = error.column();
        return format!(
            "half a character (a lone surrogate such as \\ud83d) before column {at}; write both halves, or the character itself"
        );
    }
    format!("the line is no JSON object: {told}")
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    fn told(lines: &[u8]) -> String {
        let mut told = Vec::new();
        read(lines, "-", None, &mut |item| {
            told.push(match item {
                Ok(article) => serde_json::to_string(&article).unwrap(),
                Err(problem) => format!("line {}: {}", problem.line, problem.reason),
            });
            ControlFlow::Continue(())
        })
        .unwrap();
        told.join("\n")
    }

    #[test]
    fn a_line_is_an_article_or_a_problem_with_its_line() {
        let lines = r#"{"id":7,"published":"2017-11-24T10:00:00Z","title":"A","outlet":"Morning Post","url":"https://example.org/7","language":"en","text":"Shells fell. "}

{"text":"Only this.","published":null}
{"text":"Half \ud83d of it"}
{"text":" "}
{"text":["a"]}
[1]
{"text":"a","published":"03/04/2017"}
{"Content":"Last","Link":"https://example.org/8"}"#;
        assert_snapshot!(told(lines.as_bytes()), @r#"
        {"key":"7","url":"https://example.org/7","title":"A","outlet":"Morning Post","published":"2017-11-24","language":"en","text":"Shells fell. ","line":1}
        {"key":null,"url":null,"title":null,"outlet":null,"published":null,"language":null,"text":"Only this.","line":3}
        line 4: half a character (a lone surrogate such as \ud83d) before column 21; write both halves, or the character itself
        line 5: the line has no "text"
        line 6: "text" is no string
        line 7: the line is no JSON object: invalid type: sequence, expected a map at line 1 column 0
        line 8: "published" is "03/04/2017": this could be 3 April or 4 March 2017; say --date-order dmy or mdy
        {"key":"https://example.org/8","url":"https://example.org/8","title":null,"outlet":null,"published":null,"language":null,"text":"Last","line":9}
        "#);
    }

    #[test]
    fn a_line_beyond_the_bound_is_read_past() {
        let long = io::repeat(b'x').take(LONGEST_LINE + 5);
        let lines = io::BufReader::new(long.chain(&b"\n{\"text\":\"next\"}"[..]));
        let mut items = Vec::new();
        read(lines, "-", None, &mut |item| {
            items.push(item);
            ControlFlow::Continue(())
        })
        .unwrap();
        assert!(items[0].is_err() && items[1].as_ref().unwrap().line == 2);
    }

    #[test]
    fn a_text_beyond_the_bound_is_a_problem_and_the_next_line_is_read() {
        let line = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"next\"}}", "x".repeat(LONGEST_TEXT + 1));
        assert_snapshot!(told(line.as_bytes()), @r#"
        line 1: the text is longer than 16 MiB; split it
        {"key":null,"url":null,"title":null,"outlet":null,"published":null,"language":null,"text":"next","line":2}
        "#);
    }

    proptest! {
        #[test]
        fn no_line_panics(lines in "(\\{|\\}|\"text\":|\"published\":|\"id\":|\"a\"|,|1|\\\\ud83d|\n|null|\\PC){0,20}") {
            let _ = told(lines.as_bytes());
        }
    }
}
