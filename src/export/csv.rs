//! A layer as CSV (RFC 4180, UTF-8), for spreadsheets and scripts.
//!
//! A spreadsheet runs a cell that begins like a formula. Texts from reports are hostile, so an apostrophe is set
//! before such a cell, as OWASP advises.

use std::io::{self, Write};

use super::flat::{self, Cell};
use crate::atlas::{Atlas, Layer};

/// Writes these rows of a layer under a line of column names.
pub fn write(atlas: &Atlas, layer: Layer, rows: &[u32], to: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(to);
    let names = flat::columns(layer).iter().map(|(name, _)| *name);
    table.write_record(names.chain(["longitude", "latitude"])).map_err(of_system)?;
    for row in rows {
        let feature = atlas.feature(layer, *row);
        let point = feature.geometry.map(|geometry| geometry.coordinates().map(Cell::Real));
        let point = point.unwrap_or([Cell::Empty, Cell::Empty]);
        table.write_record(flat::cells(&feature).into_iter().chain(point).map(shown)).map_err(of_system)?;
    }
    table.flush()
}

/// What the system said: wrapped in the writer's own error, a closed pipe could not be told from a full disk.
fn of_system(cause: csv::Error) -> io::Error {
    match cause.into_kind() {
        csv::ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn shown(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Cell::Text(text) => text,
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Boolean(yes) => if yes { "yes" } else { "no" }.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_a_spreadsheet_would_run_is_defused_and_a_number_is_not() {
        assert_eq!(shown(Cell::Text("=HYPERLINK(\"x\")".to_owned())), "'=HYPERLINK(\"x\")");
        assert_eq!(shown(Cell::Text("@sum".to_owned())), "'@sum");
        assert_eq!(shown(Cell::Real(-3.5)), "-3.5");
        assert_eq!(shown(Cell::Text("Idlib".to_owned())), "Idlib");
    }
}
