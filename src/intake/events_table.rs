//! Reads any table of events: a date and a place name or coordinates are enough, with a column that says what happened.

use xxhash_rust::xxh3::xxh3_64;

use crate::model::{Claim, ClassifiedBy, Interval, Modality, Report, SourceId};

use super::acled::widen;
use super::classify::classify;
use super::event_types::{names_a_type, sub_event_type};
use super::headers::{Field, Layout};
use super::record::{Fault, Reader, claim, report_id};
use super::row::Row;
use super::slug::{slug, slug_of_host};

pub(super) const LAYOUT: Layout = Layout {
    fields: &[
        (
            Field::Id,
            &["id", "event_id", "report_id", "row_id", "unit_id", "feature_id", "identifiant", "الرقم"],
        ),
        (Field::Event, &["event_key", "happening_id", "happening", "event"]),
        (
            Field::Date,
            &[
                "date",
                "event_date",
                "date_start",
                "start_date",
                "day",
                "date_of_event",
                "incident_date",
                "date_de_l_evenement",
                "jour",
                "التاريخ",
                "تاريخ",
            ],
        ),
        (Field::DateEnd, &["date_end", "end_date", "date_fin", "until"]),
        (Field::DatePrecision, &["date_precision", "time_precision", "date_prec"]),
        (
            Field::Place,
            &[
                "place",
                "place_name",
                "location",
                "location_name",
                "town",
                "city",
                "village",
                "toponym",
                "locality",
                "settlement",
                "lieu",
                "ville",
                "localite",
                "المكان",
                "الموقع",
                "البلدة",
                "المدينة",
                "القرية",
            ],
        ),
        (
            Field::Governorate,
            &["governorate", "admin1", "adm_1", "adm1", "province", "gouvernorat", "المحافظة", "محافظة"],
        ),
        (Field::District, &["district", "admin2", "adm_2", "adm2", "المنطقة"]),
        (Field::Latitude, &["latitude", "lat", "y", "lat_dd", "خط_العرض"]),
        (Field::Longitude, &["longitude", "lon", "long", "lng", "x", "lon_dd", "خط_الطول"]),
        (Field::GeoPrecision, &["geo_precision", "geoprecision"]),
        (
            Field::EventType,
            &[
                "event_type",
                "type",
                "kind",
                "category",
                "type_of_event",
                "type_d_evenement",
                "نوع_الحدث",
                "النوع",
            ],
        ),
        (Field::SubEventType, &["sub_event_type", "subtype", "sub_type", "event_subtype"]),
        (
            Field::Actor1,
            &[
                "actor1",
                "actor_1",
                "actor",
                "perpetrator",
                "attacker",
                "side_a",
                "acteur",
                "acteur1",
                "الفاعل",
            ],
        ),
        (Field::Actor2, &["actor2", "actor_2", "target", "victim", "side_b", "acteur2", "الضحية"]),
        (Field::DeathsLow, &["deaths_low", "low", "min_deaths", "killed_min", "morts_min"]),
        (
            Field::DeathsBest,
            &[
                "deaths_best",
                "deaths",
                "best",
                "killed",
                "fatalities",
                "dead",
                "morts",
                "tues",
                "القتلى",
                "عدد_القتلى",
            ],
        ),
        (Field::DeathsHigh, &["deaths_high", "high", "max_deaths", "killed_max", "morts_max"]),
        (Field::Injured, &["injured", "wounded", "injuries", "blesses", "الجرحى", "عدد_الجرحى"]),
        (Field::SaidBy, &["said_by", "who_says", "according_to", "selon"]),
        (Field::Modality, &["modality"]),
        (Field::Source, &["source", "source_name", "outlet", "publisher", "المصدر"]),
        (Field::Url, &["url", "link", "source_url", "lien", "الرابط"]),
        (
            Field::Published,
            &["published", "published_on", "publication_date", "date_published", "publie", "تاريخ_النشر"],
        ),
        (Field::Title, &["title", "headline", "article_title", "titre", "العنوان"]),
        (
            Field::Notes,
            &["notes", "note", "description", "text", "summary", "details", "remarques", "الوصف", "ملاحظات"],
        ),
    ],
    required: &[&[Field::Date], &[Field::Place, Field::Latitude]],
    kept: &[Field::DatePrecision, Field::GeoPrecision],
};

/// Reads one row.
pub(super) fn read_row(reader: &mut Reader<'_>, row: &Row) -> Result<(Report, Vec<Claim>), Fault> {
    let (report, source) = report(reader, row)?;
    let interval = interval(reader, row)?;
    let special = reader.text(row, Field::SubEventType);
    // A column called event may say what happened, where no other does.
    let general = reader
        .text(row, Field::EventType)
        .or_else(|| reader.text(row, Field::Event).filter(|text| special.is_none() && names_a_type(text)));
    let says_nothing = general.or(special).is_none();
    let sub_type = sub_event_type(general, special).map_err(|reason| {
        Fault::new(if special.is_some() { Field::SubEventType } else { Field::EventType }, reason)
    })?;
    let mut claim = claim(&report, 1, sub_type, interval.0);
    claim.time_precision = interval.1;
    claim.happening = reader.happening(row);
    claim.modality = modality(reader, row)?;
    claim.toponym = reader.toponym(row);
    claim.located = reader.located(row)?;
    if claim.toponym.text.is_empty() && claim.located.is_none() {
        return Err(Fault::new(Field::Place, "the row has neither a place nor coordinates"));
    }
    claim.actors = reader.actors(row);
    claim.deaths = reader.deaths(row)?;
    claim.injured = reader.count(row, Field::Injured)?;
    claim.said_by = said_by(reader, row, &source);
    claim.quote = reader.owned(row, Field::Notes).or_else(|| report.title.clone());
    if says_nothing && let Some(named) = claim.quote.as_deref().and_then(classify) {
        (claim.sub_event_type, claim.classified_by) = (named, ClassifiedBy::Headline);
    }
    Ok((report, vec![claim]))
}

/// The report of a row: its source, its day, title and address.
///
/// A row's own id counts in its file, whichever outlet it cites: two files may both have a row 1 from one outlet. A row
/// without one is known by its outlet and its content.
pub(super) fn report(reader: &mut Reader<'_>, row: &Row) -> Result<(Report, SourceId), Fault> {
    let published = reader.date(row, Field::Published)?;
    let (source, url) = source(reader, row);
    let id = match reader.text(row, Field::Id).filter(|id| id.len() <= 200) {
        Some(id) => report_id(reader.data_set(), id),
        None if is_above(reader.text(row, Field::Source).unwrap_or_default()) => {
            // "as above" means another page in another place of the table.
            let key = xxh3_64(format!("{}{}", reader.hash(row), reader.above.1).as_bytes());
            report_id(source.as_str(), &format!("{key:016x}"))
        }
        None => report_id(source.as_str(), &reader.hash(row)),
    };
    let mut report = reader.report(row, source.clone(), id);
    // Of a month or a span, the last day is when it was certainly published.
    report.published = published.map(Interval::last);
    report.title = reader.owned(row, Field::Title);
    report.url = url;
    Ok((report, source))
}

/// Who published a row and where: a name, an address, or what the row above says.
fn source(reader: &mut Reader<'_>, row: &Row) -> (SourceId, Option<String>) {
    let mut named = reader.owned(row, Field::Source).unwrap_or_default();
    let mut url = reader.owned(row, Field::Url).unwrap_or_default();
    if is_above(&named) {
        named.clone_from(&reader.above.0);
        if url.is_empty() {
            url.clone_from(&reader.above.1);
        }
    }
    if is_above(&url) {
        url.clone_from(&reader.above.1);
    }
    let host = slug_of_host(&named);
    if host.is_some() && url.is_empty() {
        url.clone_from(&named);
    }
    reader.above = (named.clone(), url.clone());
    let source = match host {
        Some(host) => SourceId(host),
        None if named.is_empty() => reader.default_source.clone(),
        None => SourceId(slug(&named)),
    };
    (source, (!url.is_empty()).then_some(url))
}

fn is_above(text: &str) -> bool {
    ["as above", "ibid", "ibid.", "idem", "ditto", "same"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Who the row quotes, if not its own source.
pub(super) fn said_by(reader: &Reader<'_>, row: &Row, source: &SourceId) -> Option<SourceId> {
    reader.text(row, Field::SaidBy).map(|name| SourceId(slug(name))).filter(|said_by| said_by != source)
}

/// How the row is said; as a fact where it does not tell.
pub(super) fn modality(reader: &Reader<'_>, row: &Row) -> Result<Modality, Fault> {
    let Some(text) = reader.text(row, Field::Modality) else { return Ok(Modality::Asserted) };
    Modality::parse(&text.to_lowercase())
        .ok_or_else(|| Fault::new(Field::Modality, "unknown modality; write asserted, claimed or denied"))
}

/// When: a date, a span of two columns, or a date with a precision beside it.
pub(super) fn interval(
    reader: &mut Reader<'_>,
    row: &Row,
) -> Result<(Interval, crate::model::TimePrecision), Fault> {
    let first =
        reader.date(row, Field::Date)?.ok_or_else(|| Fault::new(Field::Date, "the row has no date"))?;
    if let Some(last) = reader.date(row, Field::DateEnd)? {
        if last.end() < first.end() {
            return Err(Fault::new(Field::DateEnd, "the event ends before it starts"));
        }
        return widen(first.span(last), None);
    }
    let Some(text) = reader.text(row, Field::DatePrecision) else { return widen(first, None) };
    let day = first.start();
    let of_days = |days: i32| {
        // "within two days" of a report: that day and the one before it.
        widen(Interval::of_days(day.plus(1 - days), day), None)
    };
    match text.to_lowercase().as_str() {
        "day" | "exact" => widen(first, None),
        "week" => widen(first, Some(2)),
        "month" => widen(first, Some(3)),
        "year" => widen(Interval::of_year(day), None),
        other => match other.strip_suffix(" days").map(str::parse) {
            Some(Ok(days @ 1..=366)) if first.days() == 1 => of_days(days),
            _ => {
                let reason = "unknown precision; write day, week, month, year, 2 days, or ACLED's 1, 2 or 3";
                let number = reader
                    .scale(row, Field::DatePrecision)
                    .map_err(|_| Fault::new(Field::DatePrecision, reason))?;
                widen(first, number).map_err(|_| Fault::new(Field::DatePrecision, reason))
            }
        },
    }
}
