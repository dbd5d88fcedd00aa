//! A layer as CSV (RFC 4180, UTF-8), for spreadsheets and scripts.
//!
//! A spreadsheet runs a cell that begins like a formula. Texts from reports are hostile, so an apostrophe is set
//! before such a cell, as OWASP advises.

use std::io::{self, Write};

use super::flat::{self, Cell};
use crate::atlas::{Found, Geometry};

/// Writes what was found of a layer under a line of column names: points by longitude and latitude, lines and areas as
/// well-known text.
pub fn write(found: &Found<'_>, to: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(to);
    let names = flat::columns(found.layer()).iter().map(|(name, _)| *name);
    let is_point = found.layer().geometry_type() == "POINT";
    let where_: &[&str] = if is_point { &["longitude", "latitude"] } else { &["wkt"] };
    table.write_record(names.chain(where_.iter().copied())).map_err(of_system)?;
    for feature in found.features() {
        let at = match &feature.geometry {
            Some(Geometry::Point(point)) => point.map(Cell::Real).to_vec(),
            None if is_point => vec![Cell::Empty, Cell::Empty],
            None => vec![Cell::Empty],
            Some(Geometry::MultiLineString(lines)) => {
                vec![Cell::Text(format!("MULTILINESTRING {}", listed(lines, |line| listed(line, point))))]
            }
            Some(Geometry::MultiPolygon(polygons)) => {
                let polygon = |rings: &Vec<Vec<[f64; 2]>>| listed(rings, |ring| listed(ring, point));
                vec![Cell::Text(format!("MULTIPOLYGON {}", listed(polygons, polygon)))]
            }
        };
        table.write_record(flat::cells(&feature).into_iter().chain(at).map(shown)).map_err(of_system)?;
    }
    table.flush()
}

/// Parts of a well-known text in brackets.
fn listed<T>(parts: &[T], shown: impl Fn(&T) -> String) -> String {
    format!("({})", parts.iter().map(shown).collect::<Vec<_>>().join(","))
}

fn point([longitude, latitude]: &[f64; 2]) -> String {
    format!("{longitude} {latitude}")
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
