//! Reads the land that a theatre's control is drawn on: `outline.geojson` and `barriers.geojson` of its folder.

use ::geojson::{FeatureCollection, GeometryValue, LineStringType};

use super::IntakeError;

/// Reads an outline: the rings of every polygon of a GeoJSON file, in degrees.
pub fn outline(json: &[u8], file: &str) -> Result<Vec<Vec<[f64; 2]>>, IntakeError> {
    let rings = lines(json, file, &|value| match value {
        GeometryValue::Polygon { coordinates } => coordinates,
        GeometryValue::MultiPolygon { coordinates } => coordinates.into_iter().flatten().collect(),
        _ => Vec::new(),
    })?;
    if rings.is_empty() {
        return Err(fault(file, "has no polygon; an outline is the land of a country, in degrees"));
    }
    Ok(rings)
}

/// Reads barriers: every line of a GeoJSON file, in degrees.
pub fn barriers(json: &[u8], file: &str) -> Result<Vec<Vec<[f64; 2]>>, IntakeError> {
    let found = lines(json, file, &|value| match value {
        GeometryValue::LineString { coordinates } => vec![coordinates],
        GeometryValue::MultiLineString { coordinates } => coordinates,
        _ => Vec::new(),
    })?;
    if found.is_empty() {
        return Err(fault(file, "has no line; barriers are rivers and the like, in degrees"));
    }
    Ok(found)
}

fn lines(
    json: &[u8],
    file: &str,
    lines_of: &dyn Fn(GeometryValue) -> Vec<LineStringType>,
) -> Result<Vec<Vec<[f64; 2]>>, IntakeError> {
    let features: FeatureCollection =
        serde_json::from_slice(json).map_err(|error| fault(file, &error.to_string()))?;
    let values = features.features.into_iter().filter_map(|feature| Some(feature.geometry?.value));
    values
        .flat_map(lines_of)
        .map(|line| {
            let points = line.iter().map(|point| match point.as_slice() {
                [x, y, ..] if (-180.0..=180.0).contains(x) && (-90.0..=90.0).contains(y) => Ok([*x, *y]),
                other => Err(fault(file, &format!("{other:?} is no longitude and latitude in degrees"))),
            });
            points.collect()
        })
        .collect()
}

fn fault(file: &str, reason: &str) -> IntakeError {
    IntakeError::Header { file: file.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_is_the_rings_of_all_polygons_and_anything_else_is_told() {
        let file = |geometry: &str| {
            format!(
                r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{}},"geometry":{geometry}}}]}}"#
            )
        };
        let square = r#"{"type":"Polygon","coordinates":[[[36,35],[37,35],[37,36],[36,35]]]}"#;
        assert_eq!(outline(file(square).as_bytes(), "o").unwrap()[0].len(), 4);
        let point = r#"{"type":"Point","coordinates":[36,35]}"#;
        let error = outline(file(point).as_bytes(), "outline.geojson").unwrap_err().to_string();
        assert!(error.contains("outline.geojson") && error.contains("has no polygon"), "{error}");
        let meters = r#"{"type":"LineString","coordinates":[[360000,3500000],[37,35]]}"#;
        let error = barriers(file(meters).as_bytes(), "b").unwrap_err().to_string();
        assert!(error.contains("is no longitude and latitude"), "{error}");
    }
}
