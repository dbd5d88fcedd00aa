//! Tables of articles: one row an article, its text in one of the columns.

use std::collections::BTreeMap;

use crate::intake::bytes::Done;
use crate::intake::date_order::DateReader;
use crate::intake::headers::{Columns, Field, Fields, Layout};
use crate::intake::row::Row;
use crate::intake::source::Source;
use crate::intake::{IntakeError, acled, control_table, events_table, ucdp};
use crate::model::{Article, Problem};

use super::{ArticleOptions, Each, published};

/// The usual spellings, for tables and for JSON alike.
pub(super) const LAYOUT: Layout = Layout {
    fields: &[
        (Field::Id, &["id", "article_id", "unit_id", "uid", "guid", "report_id", "row_id", "الرقم"]),
        (Field::Url, &["url", "link", "article_url", "source_url", "lien", "الرابط"]),
        (Field::Title, &["title", "article_title", "headline", "titre", "العنوان"]),
        (
            Field::Source,
            &[
                "outlet",
                "source",
                "source_name",
                "publisher",
                "publication",
                "newspaper",
                "media",
                "site",
                "المصدر",
            ],
        ),
        (
            Field::Published,
            &[
                "published",
                "published_at",
                "published_on",
                "publication_date",
                "publish_date",
                "date_published",
                "pubdate",
                "date",
                "article_date",
                "publie",
                "تاريخ_النشر",
                "التاريخ",
            ],
        ),
        (Field::Language, &["language", "lang", "langue", "اللغة"]),
        (
            Field::Text,
            &[
                "text",
                "article_text",
                "full_text",
                "fulltext",
                "content",
                "article_content",
                "body",
                "article_body",
                "article",
                "contenu",
                "texte",
                "النص",
                "نص",
                "المحتوى",
            ],
        ),
    ],
    required: &[&[Field::Text]],
    kept: &[],
};

/// Fields that only a table of events has.
const OF_EVENTS: [Field; 12] = [
    Field::EventType,
    Field::SubEventType,
    Field::Latitude,
    Field::Longitude,
    Field::Actor1,
    Field::Actor2,
    Field::DeathsLow,
    Field::DeathsBest,
    Field::DeathsHigh,
    Field::Holder,
    Field::Against,
    Field::Status,
];

/// Whether these columns are those of articles: a text, something about it, and nothing of events.
///
/// A place beside the text is either: then a title tells that the rows are articles.
pub(super) fn has_articles(columns: &Columns) -> bool {
    let carries = |field| carries(&LAYOUT, columns, field);
    let of_events = |field| {
        [&acled::LAYOUT, &ucdp::LAYOUT, &events_table::LAYOUT, &control_table::LAYOUT]
            .iter()
            .any(|layout| self::carries(layout, columns, field))
    };
    let about = [Field::Id, Field::Url, Field::Title, Field::Source, Field::Published, Field::Language];
    carries(Field::Text)
        && about.iter().any(|field| carries(*field))
        && !OF_EVENTS.iter().any(|field| of_events(*field))
        && (carries(Field::Title) || !of_events(Field::Place))
}

fn carries(layout: &Layout, columns: &Columns, field: Field) -> bool {
    let spellings = layout.fields.iter().filter(|(known, _)| *known == field);
    spellings.into_iter().any(|(_, spellings)| spellings.iter().any(|name| columns.has(name)))
}

/// The columns of a table of articles.
pub(super) fn fields(source: &Source, map: &BTreeMap<String, String>) -> Result<Fields, IntakeError> {
    let file = &source.packed.file;
    let fields = Fields::find(&LAYOUT, &source.columns, map, file)?;
    if fields.missing(&LAYOUT).is_empty() {
        return Ok(fields);
    }
    Err(IntakeError::Missing {
        file: file.clone(),
        format: "articles",
        missing: "text".to_owned(),
        columns: source.columns.shown(),
        example: "text",
    })
}

/// Reads every row as an article or a problem.
pub(super) fn read(
    source: &Source,
    fields: &Fields,
    options: &ArticleOptions,
    done: &Done,
    each: Each<'_>,
) -> Result<(), IntakeError> {
    let survey = |column| crate::intake::survey_dates(source, column);
    let mut dates = DateReader::new(options.date_order, source.has_serial_days(), &survey);
    source.each_row(done, &mut |row| {
        each(article(fields, row, &mut dates).map_err(|fault| fault.of(source, row)))
    })
}

/// Why a row is no article, and in which column.
struct Fault {
    column: Option<usize>,
    reason: String,
}

impl Fault {
    fn of(self, source: &Source, row: &Row) -> Problem {
        let value = self.column.map(|column| Problem::shorten(row.cell(column), Problem::LONGEST_VALUE));
        Problem {
            column: self.column.map(|column| source.columns.names[column].clone()),
            value: value.filter(|value| !value.is_empty()),
            row: Some(row.shown()),
            ..Problem::of_line(&source.packed.file, row.line, self.reason)
        }
    }
}

fn article(fields: &Fields, row: &Row, dates: &mut DateReader<'_>) -> Result<Article, Fault> {
    if let Some(fault) = &row.fault {
        return Err(Fault { column: None, reason: fault.clone() });
    }
    let cell = |field| fields.of(field).map(|column| row.cell(column)).filter(|cell| !cell.is_empty());
    let owned = |field| cell(field).map(str::to_owned);
    let column = fields.of(Field::Text);
    if cell(Field::Text).is_none() {
        return Err(Fault { column, reason: "the row has no text".to_owned() });
    }
    let published = match fields.of(Field::Published).zip(cell(Field::Published)) {
        None => None,
        Some((column, text)) => {
            let read = dates.read(column, published::without_time(text)).and_then(published::one_day);
            Some(read.map_err(|reason| Fault { column: Some(column), reason })?)
        }
    };
    let url = owned(Field::Url);
    Ok(Article {
        key: owned(Field::Id).or_else(|| url.clone()),
        url,
        title: owned(Field::Title),
        outlet: owned(Field::Source),
        published,
        language: owned(Field::Language),
        text: column.map_or(String::new(), |column| row.raw(column).to_owned()),
        line: row.line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_articles_is_told_from_one_of_events() {
        let told = |headers: &str| has_articles(&Columns::new(headers.split(',')));
        assert!(told("unit_id,title,outlet,date,location,text"));
        assert!(told("Article Title,Article Content,Link"));
        assert!(told("العنوان,النص,المصدر"));
        assert!(!told("date,place,text"), "a row of events with a note");
        assert!(!told("date,place,type,title,text"));
        assert!(!told("place,date,holder,title,text"));
        assert!(!told("text"), "nothing says that it is a table");
        assert!(!told("date,title,url"));
    }
}
