//! A layer as one GeoJSON feature collection, written feature by feature.

use std::io::{self, Write};

use serde::Serialize;

use super::sources_of;
use crate::atlas::{Atlas, Layer};

#[derive(Serialize)]
struct Attribution<'a> {
    source: &'a str,
    licence: &'a str,
    attribution: &'a str,
    republish: bool,
}

/// Writes these rows of a layer; who must be named for them stands first.
pub fn write(atlas: &Atlas, layer: Layer, rows: &[u32], to: &mut dyn Write) -> io::Result<()> {
    let mut to = io::BufWriter::new(to);
    let attributions: Vec<_> = sources_of(atlas, layer, rows)
        .into_iter()
        .map(|source| Attribution {
            source: &source.name,
            licence: &source.licence,
            attribution: &source.attribution,
            republish: source.republish,
        })
        .collect();
    write!(to, "{{\"type\":\"FeatureCollection\",\"name\":\"{}\",\"attributions\":", layer.name())?;
    serde_json::to_writer(&mut to, &attributions)?;
    to.write_all(b",\"features\":[")?;
    for (position, row) in rows.iter().enumerate() {
        to.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut to, &atlas.feature(layer, *row))?;
    }
    to.write_all(b"\n]}\n")?;
    to.flush()
}
