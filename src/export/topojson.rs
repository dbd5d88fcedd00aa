//! Areas of control of a day, with their front lines, as TopoJSON.

use std::io::{self, Write};

use super::ExportError;
use crate::atlas::{Atlas, Found, Layer};

/// Writes the topology of what was found.
pub fn write(atlas: &Atlas, found: &Found<'_>, to: &mut dyn Write) -> Result<(), ExportError> {
    if found.layer() != Layer::ControlAreas {
        return Err(ExportError::NoTopology(found.layer().name()));
    }
    let mut to = io::BufWriter::new(to);
    let topology = atlas.topology(found.filter()).map_err(io::Error::other)?;
    serde_json::to_writer(&mut to, &topology).map_err(io::Error::from)?;
    to.write_all(b"\n")?;
    Ok(to.flush()?)
}
