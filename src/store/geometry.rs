//! Geometries in GeoPackage's binary form, and the functions its R-tree triggers call.

use rusqlite::{Connection, functions::FunctionFlags, types::ValueRef};

use crate::model::Position;

/// WGS 84 in `gpkg_spatial_ref_sys`.
pub const WGS84: i32 = 4326;

/// A point as GeoPackage writes it: header without envelope, then little-endian WKB.
#[must_use]
pub fn encode(position: Position) -> [u8; 29] {
    let mut blob = [0; 29];
    blob[..4].copy_from_slice(&[b'G', b'P', 0, 1]);
    blob[4..8].copy_from_slice(&WGS84.to_le_bytes());
    blob[8] = 1;
    blob[9..13].copy_from_slice(&1u32.to_le_bytes());
    blob[13..21].copy_from_slice(&position.longitude().to_le_bytes());
    blob[21..].copy_from_slice(&position.latitude().to_le_bytes());
    blob
}

/// Reads a point back, from any tool's GeoPackage: with or without envelope, in either byte order.
#[must_use]
pub fn decode(blob: &[u8]) -> Option<Position> {
    let wkb = without_header(blob)?;
    let little = *wkb.first()? == 1;
    let number = |at: usize| -> Option<f64> {
        let bytes: [u8; 8] = wkb.get(at..at + 8)?.try_into().ok()?;
        Some(if little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    };
    let kind: [u8; 4] = wkb.get(1..5)?.try_into().ok()?;
    let kind = if little { u32::from_le_bytes(kind) } else { u32::from_be_bytes(kind) };
    (kind % 1000 == 1).then(|| Position::new(number(5)?, number(13)?))?
}

/// The well-known binary of a geometry.
fn without_header(blob: &[u8]) -> Option<&[u8]> {
    let flags = *blob.get(3).filter(|_| blob.starts_with(b"GP"))?;
    let envelope = match flags >> 1 & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    blob.get(8 + envelope..)
}

/// Reads polygons back, from any tool's GeoPackage: one or several, with or without heights.
#[must_use]
pub fn decode_polygons(blob: &[u8]) -> Option<Vec<Vec<Vec<[f64; 2]>>>> {
    let mut reader = Reader { rest: without_header(blob)?, is_little: true, more: 0 };
    match reader.kind()? {
        3 => Some(vec![reader.polygon()?]),
        6 => {
            let polygons = 0..reader.number()?;
            polygons.map(|_| reader.kind().filter(|kind| *kind == 3).and_then(|_| reader.polygon())).collect()
        }
        _ => None,
    }
}

/// Well-known binary that is being read.
struct Reader<'a> {
    rest: &'a [u8],
    is_little: bool,
    /// Coordinates of a point beyond longitude and latitude.
    more: u32,
}

impl Reader<'_> {
    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*bytes)
    }

    fn number(&mut self) -> Option<u32> {
        let bytes = self.bytes()?;
        Some(if self.is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn coordinate(&mut self) -> Option<f64> {
        let bytes = self.bytes()?;
        Some(if self.is_little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    /// What kind of geometry begins here.
    fn kind(&mut self) -> Option<u32> {
        self.is_little = self.bytes::<1>()? == [1];
        let kind = self.number()?;
        self.more = match kind / 1_000 {
            0 => 0,
            1 | 2 => 1,
            3 => 2,
            _ => return None,
        };
        Some(kind % 1_000)
    }

    fn polygon(&mut self) -> Option<Vec<Vec<[f64; 2]>>> {
        let rings = 0..self.number()?;
        rings.map(|_| self.ring()).collect()
    }

    fn ring(&mut self) -> Option<Vec<[f64; 2]>> {
        let points = 0..self.number()?;
        points.map(|_| self.point()).collect()
    }

    fn point(&mut self) -> Option<[f64; 2]> {
        let point = [self.coordinate()?, self.coordinate()?];
        for _ in 0..self.more {
            self.coordinate()?;
        }
        Some(point)
    }
}

/// Lines as GeoPackage writes them: with an envelope, so that readers need not look through all points.
#[must_use]
pub fn encode_lines(lines: &[Vec<[f64; 2]>]) -> Vec<u8> {
    let mut blob = header(&mut lines.iter().flatten());
    begin(&mut blob, 5, lines.len());
    for line in lines {
        begin(&mut blob, 2, line.len());
        points(&mut blob, line);
    }
    blob
}

/// Polygons as GeoPackage writes them, with an envelope.
#[must_use]
pub fn encode_polygons(polygons: &[Vec<Vec<[f64; 2]>>]) -> Vec<u8> {
    let mut blob = header(&mut polygons.iter().flatten().flatten());
    begin(&mut blob, 6, polygons.len());
    for rings in polygons {
        begin(&mut blob, 3, rings.len());
        for ring in rings {
            blob.extend((ring.len() as u32).to_le_bytes());
            points(&mut blob, ring);
        }
    }
    blob
}

/// GeoPackage's header with the box around all points.
fn header(all: &mut dyn Iterator<Item = &[f64; 2]>) -> Vec<u8> {
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for point in all {
        for axis in 0..2 {
            (low[axis], high[axis]) = (low[axis].min(point[axis]), high[axis].max(point[axis]));
        }
    }
    let mut blob = vec![b'G', b'P', 0, 3];
    blob.extend(WGS84.to_le_bytes());
    for bound in [low[0], high[0], low[1], high[1]] {
        blob.extend(bound.to_le_bytes());
    }
    blob
}

/// Begins a geometry of well-known binary, little-endian, of so many parts.
fn begin(blob: &mut Vec<u8>, kind: u32, parts: usize) {
    blob.push(1);
    blob.extend(kind.to_le_bytes());
    blob.extend((parts as u32).to_le_bytes());
}

fn points(blob: &mut Vec<u8>, line: &[[f64; 2]]) {
    blob.extend(line.iter().flatten().flat_map(|coordinate| coordinate.to_le_bytes()));
}

/// West, east, south and north of a geometry: of its envelope where it has one, else of its point.
fn bounds(blob: &[u8]) -> Option<[f64; 4]> {
    let flags = *blob.get(3).filter(|_| blob.starts_with(b"GP"))?;
    let has_envelope = flags & 0b1110 != 0;
    if !has_envelope {
        let point = decode(blob)?;
        return Some([point.longitude(), point.longitude(), point.latitude(), point.latitude()]);
    }
    let number = |at: usize| -> Option<f64> {
        let bytes: [u8; 8] = blob.get(at..at + 8)?.try_into().ok()?;
        Some(if flags & 1 == 1 { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    };
    Some([number(8)?, number(16)?, number(24)?, number(32)?])
}

/// Registers `ST_MinX` and its kin, which the R-tree triggers of the standard call.
pub fn register_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    let of = |value: ValueRef<'_>| value.as_blob().ok().and_then(bounds);
    for (at, name) in ["ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"].into_iter().enumerate() {
        connection.create_scalar_function(name, 1, flags, move |context| {
            Ok(of(context.get_raw(0)).map(|bounds| bounds[at]))
        })?;
    }
    connection
        .create_scalar_function("ST_IsEmpty", 1, flags, move |context| Ok(of(context.get_raw(0)).is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_reads_back_and_garbage_does_not() {
        let idlib = Position::new(36.6339, 35.9306).unwrap();
        assert_eq!(decode(&encode(idlib)), Some(idlib));
        for length in 0..29 {
            assert_eq!(decode(&encode(idlib)[..length]), None);
        }
        assert_eq!(decode(b"GP\0\x0f"), None);
    }

    #[test]
    fn polygons_read_back_whole_or_not_at_all() {
        let ring = |west: f64| vec![[west, 35.0], [west + 1.0, 35.0], [west, 36.0], [west, 35.0]];
        let polygons = vec![vec![ring(36.0), ring(36.2)], vec![ring(38.0)]];
        let blob = encode_polygons(&polygons);
        assert_eq!(decode_polygons(&blob).as_ref(), Some(&polygons));
        for length in 0..blob.len() {
            assert_eq!(decode_polygons(&blob[..length]), None);
        }
        // One alone, and points with a height, as other programs write them.
        let mut single = b"GP\0\x01\xe6\x10\0\0\x01".to_vec();
        single.extend(1_003u32.to_le_bytes());
        single.extend([1u32, 1].into_iter().flat_map(u32::to_le_bytes));
        single.extend([36.0, 35.0, 200.0].into_iter().flat_map(f64::to_le_bytes));
        assert_eq!(decode_polygons(&single), Some(vec![vec![vec![[36.0, 35.0]]]]));
        assert_eq!(decode_polygons(&encode(Position::new(36.0, 35.0).unwrap())), None);
        assert_eq!(decode_polygons(&[&blob[..45], &[255; 4]].concat()), None);
    }
}
