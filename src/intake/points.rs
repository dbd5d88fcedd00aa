//! Reads where places are, of any table with latitude and longitude or of GeoJSON points.

use std::ops::ControlFlow;
use std::path::Path;

use crate::model::{Position, Problem};

use super::IntakeError;
use super::bytes::Done;
use super::headers::{Field, Fields, Layout};
use super::source::Source;

const LAYOUT: Layout = Layout {
    fields: &[
        (Field::Latitude, &["latitude", "lat", "y", "point_y", "latitude_y"]),
        (Field::Longitude, &["longitude", "lon", "lng", "long", "x", "point_x", "longitude_x"]),
    ],
    required: &[&[Field::Latitude], &[Field::Longitude]],
    kept: &[],
};

/// Reads the positions of a file's rows; a row without one is a problem.
pub fn read(path: &Path) -> Result<(Vec<Position>, Vec<Problem>), IntakeError> {
    let source = Source::open(path)?;
    let file = &source.packed.file;
    let fields = Fields::find(&LAYOUT, &source.columns, &std::collections::BTreeMap::new(), file)?;
    let (Some(latitude), Some(longitude)) = (fields.of(Field::Latitude), fields.of(Field::Longitude)) else {
        let reason = format!(
            "no columns latitude and longitude say where the places are; there are {}",
            source.columns.shown()
        );
        return Err(IntakeError::Header { file: file.clone(), reason });
    };
    let (mut positions, mut problems) = (Vec::new(), Vec::new());
    source.each_row(&Done::default(), &mut |row| {
        let number = |column: usize| row.cell(column).trim().parse::<f64>().ok();
        let position = match &row.fault {
            Some(fault) => Err(fault.clone()),
            None => number(longitude)
                .zip(number(latitude))
                .and_then(|(longitude, latitude)| Position::new(longitude, latitude))
                .ok_or_else(|| "latitude and longitude are no position; write them in degrees".to_owned()),
        };
        match position {
            Ok(position) => positions.push(position),
            Err(reason) => problems.push(Problem::of_line(file, row.line, reason)),
        }
        ControlFlow::Continue(())
    })?;
    Ok((positions, problems))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(name: &str, text: &str) -> Result<(Vec<Position>, Vec<Problem>), IntakeError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        read(&path)
    }

    #[test]
    fn a_table_and_geojson_points_say_where_places_are() {
        let table = read_text("a.csv", "name,Lat,Lon\nAtarib,36.1,36.8\nnowhere,,\nfar,99,36\n").unwrap();
        assert_eq!(table.0, [Position::new(36.8, 36.1).unwrap()]);
        assert_eq!(table.1.iter().map(|problem| problem.line).collect::<Vec<_>>(), [3, 4]);
        let point =
            r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[36.8,36.1]},"properties":{}}"#;
        assert_eq!(read_text("a.geojson", point).unwrap().0, table.0);
    }

    #[test]
    fn a_table_without_coordinates_says_what_it_has() {
        assert_eq!(
            read_text("a.csv", "name,place\na,b\n").unwrap_err().to_string(),
            "a.csv: the header cannot be used: no columns latitude and longitude say where the places are; there are name, place"
        );
    }
}
