//! `kharita show`: all that is known of one event, state of control or place.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::{Result, bail};

use super::{Done, import::day};
use crate::{
    atlas::{
        AccountRecord, ActorRecord, ControlRecord, DeathsRecord, EventRecord, Feature, Geometry, Layer,
        PlaceRecord, Record, ReportRecord, StatementRecord,
    },
    model::Day,
    theatre,
};

/// Print all that is known of an event, a state of control or a place, with every account and its source.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita show syria.gpkg ucdp-ged:250382")]
pub struct Options {
    /// The theatre
    theatre: PathBuf,
    /// Id of an event, a claim, a report, a state of control or a place
    id: String,
    /// As it was known by the end of this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Day>,
    /// Print GeoJSON, a feature a line
    #[arg(long)]
    json: bool,
}

pub fn run(options: &Options) -> Result<Done> {
    let atlas = theatre::load_file_at(&options.theatre, options.known)?;
    let layers = [Layer::Events, Layer::Control, Layer::Places];
    let mut features: Vec<_> =
        layers.into_iter().filter_map(|layer| atlas.feature_by_id(layer, &options.id)).collect();
    if features.is_empty() {
        features.extend(atlas.feature_by_id(Layer::Reports, &options.id));
        features.extend(atlas.features_of_report(&options.id));
    }
    if features.is_empty() {
        // A plan, a threat or a denial that nobody contradicts is in no event.
        features.extend(atlas.feature_by_id(Layer::Claims, &options.id));
    }
    if features.is_empty() {
        bail!("{} has nothing with the id {:?}", options.theatre.display(), options.id);
    }
    let mut out = io::stdout().lock();
    for feature in &features {
        if options.json {
            serde_json::to_writer(&mut out, feature)?;
            writeln!(out)?;
        } else {
            tell(&mut out, feature)?;
        }
    }
    Ok(Done::Well)
}

/// A text from a report, without what would command a terminal.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn tell(out: &mut dyn Write, feature: &Feature<Record<'_>>) -> io::Result<()> {
    writeln!(out, "{}", plain(&feature.id))?;
    match &feature.properties {
        Record::Event(event) => tell_event(out, event, feature.geometry.as_ref()),
        Record::Control(state) => tell_state(out, state),
        Record::Place(place) => tell_place(out, place, feature.geometry.as_ref()),
        Record::Claim(claim) => tell_account(out, &claim.account),
        Record::Report(report) => tell_report(out, report),
        // They are asked for by day, not by id.
        Record::Area(_) | Record::Front(_) | Record::Change(_) => Ok(()),
    }
}

fn tell_event(out: &mut dyn Write, event: &EventRecord<'_>, point: Option<&Geometry>) -> io::Result<()> {
    writeln!(out, "  {} ({}), {}", event.sub_event_type, event.event_type, event.status)?;
    let days = if event.start == event.end {
        event.start.to_string()
    } else {
        format!("{} to {}", event.start, event.end)
    };
    writeln!(out, "  when   {days}, time precision {}", event.time_precision)?;
    let admin1 = event.admin1.map_or(String::new(), |admin1| format!(", {}", plain(admin1)));
    writeln!(
        out,
        "  where  {}{admin1}{}, geo precision {}",
        plain(event.toponym),
        shown(point),
        event.geo_precision
    )?;
    let (doers, others) = event.actors.iter().partition::<Vec<_>, _>(|actor| actor.role == "actor1");
    if !event.actors.is_empty() {
        writeln!(out, "  who    {} | {}", names(&doers), names(&others))?;
    }
    if let Some(deaths) = event.deaths {
        writeln!(out, "  dead   {}", toll(deaths))?;
    }
    event.sources.iter().try_for_each(|account| tell_account(out, account))
}

fn tell_account(out: &mut dyn Write, account: &AccountRecord<'_>) -> io::Result<()> {
    tell_statement(out, &account.statement, account.deaths)?;
    let (doers, others) = account.actors.iter().partition::<Vec<_>, _>(|actor| actor.role == "actor1");
    if !account.actors.is_empty() {
        writeln!(out, "    who {} | {}", names(&doers), names(&others))?;
    }
    for (what, word) in [("weapon", account.weapon), ("target", account.target)] {
        if let Some(word) = word {
            writeln!(out, "    {what} {}", plain(word))?;
        }
    }
    if let Some(link) = account.statement.link {
        let verdict = if link.joined { "joined to" } else { "kept apart from" };
        writeln!(out, "    {verdict} {}: {}", plain(link.claim), plain(link.reason))?;
    }
    Ok(())
}

fn tell_report(out: &mut dyn Write, report: &ReportRecord<'_>) -> io::Result<()> {
    let published = report.published.map_or("day not known".to_owned(), |day| day.to_string());
    let title = report.title.map_or(String::new(), |title| format!("{}, ", plain(title)));
    writeln!(out, "  {title}{}, published {published}, {} claims", plain(report.name), report.claims)?;
    tell_words(out, None, report.url)
}

fn tell_state(out: &mut dyn Write, state: &ControlRecord<'_>) -> io::Result<()> {
    let admin1 = state.admin1.map_or(String::new(), |admin1| format!(", {}", plain(admin1)));
    let holders = if state.holders.is_empty() { "nobody known".to_owned() } else { state.holders.join(", ") };
    let against = if state.against.is_empty() {
        String::new()
    } else {
        format!(" against {}", state.against.join(", "))
    };
    writeln!(
        out,
        "  {}{admin1}: {} by {holders}{against}, {}",
        plain(state.place_name),
        state.status,
        state.basis
    )?;
    let began = if state.start == state.start_latest {
        state.start.to_string()
    } else {
        format!("a day from {} to {}", state.start, state.start_latest)
    };
    let until = state.until.map_or("no later state known".to_owned(), |day| format!("until {day}"));
    writeln!(out, "  from {began}, {until}")?;
    for statement in &state.sources {
        tell_statement(out, statement, None)?;
    }
    Ok(())
}

fn tell_statement(
    out: &mut dyn Write,
    statement: &StatementRecord<'_>,
    deaths: Option<DeathsRecord>,
) -> io::Result<()> {
    let voice = statement.said_by.filter(|voice| *voice != statement.name);
    let voice = voice.map_or(String::new(), |voice| format!(", quoting {}", plain(voice)));
    let published = statement.published.map_or("day not known".to_owned(), |day| day.to_string());
    let dead = deaths.map_or(String::new(), |deaths| format!(", dead {}", toll(deaths)));
    let unsettled = if statement.unsettled { ", not settled by its own words" } else { "" };
    writeln!(
        out,
        "  - {}{voice}, published {published}: {}{dead}{unsettled} [report {}; {}]",
        plain(statement.name),
        statement.modality,
        plain(statement.report),
        plain(statement.licence)
    )?;
    tell_words(out, statement.quote, statement.url)
}

fn tell_place(out: &mut dyn Write, place: &PlaceRecord<'_>, point: Option<&Geometry>) -> io::Result<()> {
    let admin1 = place.admin1.map_or(String::new(), |admin1| format!("{}, ", plain(admin1)));
    let name_ar = place.name_ar.map_or(String::new(), |name| format!(" {}", plain(name)));
    writeln!(
        out,
        "  {}{name_ar} ({admin1}{}), {}{}",
        plain(place.name),
        place.country,
        place.feature_code,
        shown(point)
    )?;
    if !place.names.is_empty() {
        writeln!(out, "  also {}", plain(&place.names.join(", ")))?;
    }
    writeln!(out, "  known by {}", plain(place.known_by))
}

fn tell_words(out: &mut dyn Write, quote: Option<&str>, url: Option<&str>) -> io::Result<()> {
    for words in [quote.map(|quote| format!("\"{}\"", plain(quote))), url.map(plain)].into_iter().flatten() {
        writeln!(out, "    {words}")?;
    }
    Ok(())
}

fn names(actors: &[&ActorRecord<'_>]) -> String {
    if actors.is_empty() {
        return "nobody named".to_owned();
    }
    plain(&actors.iter().map(|actor| actor.name).collect::<Vec<_>>().join(", "))
}

fn toll(deaths: DeathsRecord) -> String {
    let figure = |figure: Option<u32>| figure.map_or("?".to_owned(), |figure| figure.to_string());
    if deaths.low == deaths.high && deaths.low == deaths.best {
        return figure(deaths.best);
    }
    format!("{} (low {}, high {})", figure(deaths.best), figure(deaths.low), figure(deaths.high))
}

fn shown(point: Option<&Geometry>) -> String {
    point
        .and_then(Geometry::position)
        .map_or(String::new(), |point| format!(", {:.4} N {:.4} E", point.latitude(), point.longitude()))
}
