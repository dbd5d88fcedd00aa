//! Points in GeoPackage's binary form, and the functions its R-tree triggers call.

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
    let flags = *blob.get(3).filter(|_| blob.starts_with(b"GP"))?;
    let envelope = match flags >> 1 & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    let wkb = blob.get(8 + envelope..)?;
    let little = *wkb.first()? == 1;
    let number = |at: usize| -> Option<f64> {
        let bytes: [u8; 8] = wkb.get(at..at + 8)?.try_into().ok()?;
        Some(if little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    };
    let kind: [u8; 4] = wkb.get(1..5)?.try_into().ok()?;
    let kind = if little { u32::from_le_bytes(kind) } else { u32::from_be_bytes(kind) };
    (kind % 1000 == 1).then(|| Position::new(number(5)?, number(13)?))?
}

/// Registers `ST_MinX` and its kin, which the R-tree triggers of the standard call.
pub fn register_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    for (name, coordinate) in [
        ("ST_MinX", Position::longitude as fn(Position) -> f64),
        ("ST_MaxX", Position::longitude),
        ("ST_MinY", Position::latitude),
        ("ST_MaxY", Position::latitude),
    ] {
        connection.create_scalar_function(name, 1, flags, move |context| {
            Ok(point(context.get_raw(0)).map(coordinate))
        })?;
    }
    connection
        .create_scalar_function("ST_IsEmpty", 1, flags, |context| Ok(point(context.get_raw(0)).is_none()))
}

fn point(value: ValueRef<'_>) -> Option<Position> {
    value.as_blob().ok().and_then(decode)
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
}
