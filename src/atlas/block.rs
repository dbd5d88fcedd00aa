//! A block of bytes for the page: a header in JSON that names columns, then the columns.
//!
//! Layout, little-endian: `KHARITA1`; length of the header as u32; four zero bytes; the header, JSON padded with spaces
//! to a multiple of eight; then the columns, each from a multiple of eight on. The header names each column's type,
//! offset from the start of the block and length in bytes.

use serde::Serialize;

const MAGIC: &[u8; 8] = b"KHARITA1";

/// Name, type and bytes of a column.
pub type ColumnBytes = (&'static str, &'static str, Vec<u8>);

/// Where a column lies.
#[derive(Clone, Serialize)]
struct Column {
    name: &'static str,
    r#type: &'static str,
    offset: usize,
    length: usize,
}

/// A header with the columns it names.
#[derive(Serialize)]
struct Named<'a, H> {
    #[serde(flatten)]
    header: &'a H,
    columns: Vec<Column>,
}

/// Header and columns as bytes. Offsets stand in the header, whose length moves them: laid out until they agree.
pub fn block(header: &impl Serialize, columns: &[ColumnBytes]) -> Vec<u8> {
    let mut named = Named { header, columns: Vec::new() };
    let mut text = String::new();
    loop {
        let mut offset = padded(MAGIC.len() + 8 + text.len());
        named.columns.clear();
        for (name, r#type, bytes) in columns {
            named.columns.push(Column { name, r#type, offset, length: bytes.len() });
            offset = padded(offset + bytes.len());
        }
        let mut next = serde_json::to_string(&named).unwrap_or_default();
        next.extend(std::iter::repeat_n(' ', padded(next.len()) - next.len()));
        let agrees = next.len() == text.len();
        text = next;
        if agrees {
            break;
        }
    }
    let mut block = Vec::new();
    block.extend_from_slice(MAGIC);
    block.extend_from_slice(&(text.len() as u32).to_le_bytes());
    block.extend_from_slice(&[0; 4]);
    block.extend_from_slice(text.as_bytes());
    for (_, _, bytes) in columns {
        block.resize(padded(block.len()), 0);
        block.extend_from_slice(bytes);
    }
    block
}

fn padded(length: usize) -> usize {
    length.div_ceil(8) * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Padding by a format's width panicked from 65,536 characters on: a theatre of six thousand places had no map.
    #[test]
    fn a_header_may_be_long_and_columns_lie_where_it_says() {
        #[derive(Serialize)]
        struct Header {
            places: Vec<String>,
        }
        let header = Header { places: (0..20_000).map(|place| format!("place-{place}")).collect() };
        let block = block(&header, &[("one", "u8", vec![1, 2, 3]), ("two", "u8", vec![4])]);
        let length = u32::from_le_bytes(block[8..12].try_into().unwrap()) as usize;
        let told: serde_json::Value = serde_json::from_slice(&block[16..16 + length]).unwrap();
        let at = |column: usize| told["columns"][column]["offset"].as_u64().unwrap() as usize;
        assert_eq!(block[at(0)..at(0) + 3], [1, 2, 3]);
        assert_eq!((block[at(1)], at(1) % 8), (4, 0));
        assert_eq!(told["places"].as_array().unwrap().len(), 20_000);
    }
}
