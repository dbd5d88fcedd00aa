//! `kharita decide`: what a person decides about a claim.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::{Done, gazetteer, import::day, show::plain};
use crate::gazetteer::{Context, Entry, Gazetteer};
use crate::model::{
    Claim, ClaimId, Day, Decided, Decision, GeoPrecision, Interval, Moved, Place, PlaceId, Position,
};
use crate::store::Store;
use crate::theatre;

/// Decide about a claim: that it is right or wrong, what it is joined to, where and when it was, or that it is sensitive;
/// without a claim, list what was decided.
///
/// accept, reject, merge OTHER, split [OTHER], move PLACE, retime DATE or FIRST/LAST, sensitive, clear. A decision is kept with
/// who took it, when and why, and still holds when the report is read or imported again. Of two that contradict each other
/// the later one holds; clear ends them all.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: kharita decide syria.gpkg syria-direct:2018-01-08.5b1c9a02 reject --who 'R. Haddad' --on 2024-12-01 --why 'the paper took it back'"
)]
pub struct Options {
    /// The theatre
    theatre: PathBuf,
    /// Id of a claim, as `kharita show` prints it
    #[arg(requires = "decision")]
    claim: Option<String>,
    /// What is decided
    #[arg(requires_all = ["who", "on", "why"])]
    decision: Option<Word>,
    /// The other claim, the place (its id, its name, or latitude,longitude) or the time
    value: Option<String>,
    /// Who decides
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// On which day
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Day>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    #[command(flatten)]
    gazetteer: gazetteer::Named,
}

/// The word for a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Word {
    Accept,
    Reject,
    Merge,
    Split,
    Move,
    Retime,
    Sensitive,
    Clear,
}

pub fn run(options: &Options) -> Result<Done> {
    let (Some(id), Some(word)) = (&options.claim, options.decision) else { return list(options) };
    let id = ClaimId::from(id.as_str());
    let mut store = Store::open(&options.theatre)?;
    let done = decide(options, &mut store, &id, word);
    store.close()?;
    done
}

fn decide(options: &Options, store: &mut Store, id: &ClaimId, word: Word) -> Result<Done> {
    let gazetteer = gazetteer::chosen(&options.gazetteer, Some(store))?;
    let claim = theatre::claim(store, id)?;
    let value = options.value.as_deref();
    let mut place = None;
    let decision = match (word, value) {
        (Word::Accept, None) => Decision::Accept,
        (Word::Reject, None) => Decision::Reject,
        (Word::Clear, None) => Decision::Clear,
        (Word::Merge, Some(other)) => Decision::Merge(other.into()),
        (Word::Split, other) => Decision::Split(other.map(ClaimId::from)),
        (Word::Retime, Some(time)) => Decision::Retime(
            Interval::parse(time).with_context(|| format!("{time:?} is no day and no FIRST/LAST"))?,
        ),
        (Word::Move, Some(to)) => {
            let (moved, entry) = moved(gazetteer, to, claim.as_ref())?;
            place = entry;
            Decision::Move(moved)
        }
        (Word::Sensitive, None) => Decision::Sensitive(governorate(gazetteer, claim.as_ref())?),
        (Word::Merge | Word::Retime | Word::Move, None) => {
            bail!("{word:?} needs what follows it: merge OTHER, retime DATE, move PLACE")
        }
        (_, Some(value)) => bail!("nothing follows {word:?}, and {value:?} does"),
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let decided = Decided {
        claim: id.clone(),
        decision,
        who: text(&options.who),
        on: options.on.context("--on says on which day it was decided")?,
        why: text(&options.why),
    };
    let about = theatre::decide(store, &decided, place.as_ref())?;
    for claim in &about {
        say!("{}: {}", decided.decision.name(), plain(claim.as_str()));
    }
    Ok(Done::Well)
}

fn list(options: &Options) -> Result<Done> {
    let store = Store::open_to_read(&options.theatre)?;
    let decisions = store.decisions()?;
    store.close()?;
    let mut out = io::stdout().lock();
    for decided in &decisions {
        let what = match &decided.decision {
            Decision::Merge(other) | Decision::Split(Some(other)) => format!(" {other}"),
            Decision::Move(moved) => format!(" to {}", moved.name),
            Decision::Retime(interval) => format!(" to {}/{}", interval.start(), interval.last()),
            _ => String::new(),
        };
        writeln!(
            out,
            "{} {} {}{}, by {}: {}",
            decided.on,
            decided.decision.name(),
            plain(decided.claim.as_str()),
            plain(&what),
            plain(&decided.who),
            plain(&decided.why)
        )?;
    }
    say!("{} decisions", decisions.len());
    Ok(Done::Well)
}

/// Where a person says that a claim was: an id of the gazetteer, latitude and longitude, or a name there.
fn moved(gazetteer: &Gazetteer, to: &str, claim: Option<&Claim>) -> Result<(Moved, Option<Place>)> {
    let by_entry = |entry: Entry<'_>| {
        let place = entry.to_place();
        (theatre::moved_to(&place), Some(place))
    };
    if let Some(entry) = gazetteer.place(&PlaceId::from(to)) {
        return Ok(by_entry(entry));
    }
    let point = to.split_once(',').and_then(|(latitude, longitude)| {
        Position::new(longitude.trim().parse().ok()?, latitude.trim().parse().ok()?)
    });
    let admin1 = claim.and_then(|claim| claim.toponym.admin1.clone());
    if let Some(position) = point {
        let name = format!("{:.4},{:.4}", position.latitude(), position.longitude());
        let moved = Moved { name, admin1, position, geo_precision: GeoPrecision::Exact, place: None };
        return Ok((moved, None));
    }
    let matches = gazetteer.rank(to, &Context { admin1, ..Context::default() }).matches;
    match matches.first() {
        Some(first) if first.confidence >= 0.5 => Ok(by_entry(first.place)),
        Some(_) => bail!("{to:?} may be several places; write the id of one, as `kharita resolve` prints it"),
        None => bail!("{to:?} is no place of the gazetteer; write latitude,longitude"),
    }
}

/// The governorate at which a sensitive claim is shown.
fn governorate(gazetteer: &Gazetteer, claim: Option<&Claim>) -> Result<Moved> {
    let claim = claim.context("there is no such claim")?;
    let located = claim.located.as_ref().context("the claim has no place to hide")?;
    let areas = gazetteer.areas_at(located.position);
    let by_name = claim.toponym.admin1.as_deref().and_then(|admin1| {
        let matches = gazetteer.rank(&format!("{admin1} governorate"), &Context::default()).matches;
        matches.into_iter().map(|found| found.place).find(|place| place.feature_code() == "ADM1")
    });
    let area =
        areas.into_iter().find(|area| area.feature_code() == "ADM1").or(by_name).context(
            "the gazetteer knows no governorate of the claim's place; build one with governorates",
        )?;
    let place = area.to_place();
    Ok(Moved {
        geo_precision: GeoPrecision::Region,
        admin1: Some(place.name.clone()),
        place: None,
        ..theatre::moved_to(&place)
    })
}
