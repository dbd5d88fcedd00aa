//! A layer as one GeoJSON feature collection, written feature by feature.

use std::io::{self, Write};

use serde::Serialize;

use crate::atlas::Found;

#[derive(Serialize)]
struct Named<'a> {
    source: &'a str,
    licence: &'a str,
    attribution: &'a str,
    republish: bool,
}

/// Writes what was found of a layer; who must be named for it stands first.
pub fn write(found: &Found<'_>, to: &mut dyn Write) -> io::Result<()> {
    let mut to = io::BufWriter::new(to);
    let attributions: Vec<_> = found
        .sources()
        .into_iter()
        .map(|source| Named {
            source: &source.name,
            licence: &source.licence,
            attribution: &source.attribution,
            republish: source.republish,
        })
        .collect();
    write!(to, "{{\"type\":\"FeatureCollection\",\"name\":\"{}\",\"attributions\":", found.layer().name())?;
    serde_json::to_writer(&mut to, &attributions)?;
    to.write_all(b",\"features\":[")?;
    for (position, feature) in found.features().enumerate() {
        to.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut to, &feature)?;
    }
    to.write_all(b"\n]}\n")?;
    to.flush()
}
