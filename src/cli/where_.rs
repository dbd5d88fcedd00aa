//! `kharita where`: what place a point is.

use std::io::{self, Write};

use anyhow::{Context as _, Result};
use serde_json::json;

use super::{Done, gazetteer, show::plain};
use crate::gazetteer::Entry;
use crate::model::Position;

/// Tell in words where a point is: the nearest places, and the areas it lies in.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita where 35.86 36.80", allow_negative_numbers = true)]
pub struct Options {
    /// Degrees north
    latitude: f64,
    /// Degrees east
    longitude: f64,
    /// How many places
    #[arg(long, default_value_t = 5)]
    limit: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    gazetteer: gazetteer::Named,
}

pub fn run(options: &Options) -> Result<Done> {
    let position = Position::new(options.longitude, options.latitude).with_context(|| {
        format!(
            "{} north, {} east is not on the globe; latitude comes first, -90 to 90, then longitude, -180 to 180",
            options.latitude, options.longitude
        )
    })?;
    let gazetteer = gazetteer::chosen(&options.gazetteer, None)?;
    let near = gazetteer.nearby(position, options.limit);
    let areas = gazetteer.areas_at(position);
    let mut out = io::stdout().lock();
    if options.json {
        let places: Vec<_> = near
            .iter()
            .map(|found| {
                json!({
                    "place_id": found.place.id(),
                    "name": found.place.name(),
                    "name_ar": found.place.name_ar(),
                    "latitude": found.place.position().latitude(),
                    "longitude": found.place.position().longitude(),
                    "feature_code": found.place.feature_code(),
                    "admin1": found.place.admin1(),
                    "country": found.place.country(),
                    "distance_m": found.distance.0.round(),
                    "bearing": found.bearing.round(),
                    "words": found.words(),
                })
            })
            .collect();
        let areas: Vec<_> = areas
            .iter()
            .map(|area| json!({"place_id": area.id(), "name": area.name(), "feature_code": area.feature_code()}))
            .collect();
        serde_json::to_writer_pretty(&mut out, &json!({"areas": areas, "nearby": places}))?;
        writeln!(out)?;
        return Ok(Done::Well);
    }
    // A district is part of its governorate; a region lies beside them.
    let (regions, chain): (Vec<Entry>, Vec<Entry>) =
        areas.into_iter().partition(|area| area.feature_code() == "RGN");
    for (areas, between) in [(chain, " > "), (regions, ", ")].iter().filter(|(areas, _)| !areas.is_empty()) {
        let names: Vec<String> = areas.iter().map(|area| plain(area.name())).collect();
        writeln!(out, "in {}", names.join(between))?;
    }
    for found in &near {
        let admin: Vec<&str> = [found.place.admin2(), found.place.admin1(), Some(found.place.country())]
            .into_iter()
            .flatten()
            .filter(|name| !name.is_empty())
            .collect();
        writeln!(
            out,
            "{} ({})  {}  {}",
            plain(&found.words()),
            plain(&admin.join(", ")),
            found.place.feature_code(),
            found.place.id()
        )?;
    }
    Ok(Done::Well)
}
