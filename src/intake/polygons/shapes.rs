//! Shapefiles of polygons: the `.shp` with its table beside it, or both in a zip archive.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::Path;

use geo::MultiPolygon;
use shapefile::dbase::encoding::UnicodeLossy;
use shapefile::dbase::{FieldError, FieldIterator, FieldValue, ReadableRecord, ReaderBuilder};
use shapefile::{Polygon, ShapeReader};
use zip::ZipArchive;

use super::{Raw, geometry};
use crate::intake::IntakeError;

/// Bytes that each file of a shapefile may have.
const LARGEST: u64 = 1 << 30;

/// Reads a shapefile; `None` where the file is none.
pub(super) fn read(path: &Path) -> Result<Option<(String, Vec<Raw>)>, IntakeError> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is = |ending: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    let (shapes, table, projection) = if is("shp") {
        let beside = |ending: &str| whole(&path.with_extension(ending), &file);
        let projection = beside("prj").unwrap_or_default();
        (whole(path, &file)?, beside("dbf")?, projection)
    } else if is("zip") {
        let Some(found) = unpacked(path, &file)? else { return Ok(None) };
        found
    } else {
        return Ok(None);
    };
    let refuse = |reason: String| IntakeError::Container { file: file.clone(), reason };
    // A projected system says so in its first word; what says nothing is taken to be degrees.
    if projection.starts_with(b"PROJCS") || projection.starts_with(b"PROJCRS") {
        return Err(refuse("its coordinates are projected; save it in degrees (WGS 84)".to_owned()));
    }
    let shapes = ShapeReader::new(Cursor::new(shapes)).and_then(ShapeReader::read_as::<Polygon>);
    let shapes = shapes.map_err(|error| refuse(format!("its shapes cannot be read as polygons: {error}")))?;
    let records = ReaderBuilder::new()
        .with_encoding(UnicodeLossy)
        .build(Cursor::new(table))
        .and_then(|mut reader| reader.read_as::<Cells>())
        .map_err(|error| refuse(format!("its table (.dbf) cannot be read: {error}")))?;
    if records.len() != shapes.len() {
        return Err(refuse(format!("{} shapes have {} rows", shapes.len(), records.len())));
    }
    let raw = (1..).zip(shapes.into_iter().zip(records)).map(|(line, (shape, cells))| {
        let outline = MultiPolygon::try_from(shape).map_err(|error| error.to_string()).and_then(checked);
        Raw { line, cells: cells.0, outline }
    });
    let raw = raw.collect();
    Ok(Some((file, raw)))
}

fn checked(outline: MultiPolygon) -> Result<MultiPolygon, String> {
    for polygon in &outline {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            geometry::checked(ring.clone())?;
        }
    }
    if outline.0.is_empty() { Err("the geometry is empty".to_owned()) } else { Ok(outline) }
}

fn whole(path: &Path, file: &str) -> Result<Vec<u8>, IntakeError> {
    let handle = File::open(path).map_err(|error| {
        let name =
            path.file_name().map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned());
        IntakeError::io(&name, error)
    })?;
    bounded(handle, file)
}

fn bounded(mut input: impl Read, file: &str) -> Result<Vec<u8>, IntakeError> {
    let mut bytes = Vec::new();
    let read = (&mut input).take(LARGEST + 1).read_to_end(&mut bytes);
    if read.map_err(|error| IntakeError::io(file, error))? as u64 > LARGEST {
        return Err(IntakeError::Bomb { file: file.to_owned(), limit: "1 GiB".to_owned() });
    }
    Ok(bytes)
}

/// Shapes, table and projection.
type Parts = (Vec<u8>, Vec<u8>, Vec<u8>);

/// The parts of the one shapefile in an archive; `None` where there is none in it, or it is no archive.
fn unpacked(path: &Path, file: &str) -> Result<Option<Parts>, IntakeError> {
    let handle = File::open(path).map_err(|error| IntakeError::io(file, error))?;
    let Ok(mut archive) = ZipArchive::new(handle) else { return Ok(None) };
    let refuse = |reason: String| IntakeError::Container { file: file.to_owned(), reason };
    let mut names: Vec<String> = archive.file_names().flatten().map(Cow::into_owned).collect();
    names.sort();
    let is_shapes = |name: &&String| name.to_lowercase().ends_with(".shp") && !name.starts_with("__MACOSX/");
    let shapes: Vec<&String> = names.iter().filter(is_shapes).collect();
    let [name] = shapes[..] else {
        if shapes.is_empty() {
            return Ok(None);
        }
        return Err(refuse(format!(
            "the archive holds {} shapefiles; unpack it and name the one to read",
            shapes.len()
        )));
    };
    let stem = name[..name.len() - 4].to_lowercase();
    let mut part = |ending: &str| {
        let wanted = format!("{stem}.{ending}");
        let Some(name) = names.iter().find(|name| name.to_lowercase() == wanted) else { return Ok(None) };
        let entry =
            archive.by_name(name).map_err(|error| refuse(format!("the archive cannot be read: {error}")))?;
        bounded(entry, file).map(Some)
    };
    let missing = || refuse(format!("the archive has no {stem}.dbf beside {name}"));
    let shapes = part("shp")?.unwrap_or_default();
    let table = part("dbf")?.ok_or_else(missing)?;
    Ok(Some((shapes, table, part("prj")?.unwrap_or_default())))
}

/// The cells of a row that can be read and say something.
struct Cells(Vec<(String, String)>);

impl ReadableRecord for Cells {
    fn read_using<S: Read + Seek, M: Read + Seek>(
        fields: &mut FieldIterator<S, M>,
    ) -> Result<Self, FieldError> {
        const MOST_FIELDS: usize = 255;
        // A cell that is wrong is left behind; a file that has ended would be wrong for ever.
        let cells = fields.take(MOST_FIELDS).flatten();
        let cells = cells.filter_map(|cell| Some((cell.name.to_owned(), written(&cell.value)?)));
        Ok(Self(cells.collect()))
    }
}

/// A cell as it would stand in a table; `None` where nothing stands in it.
fn written(value: &FieldValue) -> Option<String> {
    let day =
        |date: &shapefile::dbase::Date| format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
    let text = match value {
        FieldValue::Character(text) => text.clone()?,
        FieldValue::Numeric(number) => (*number)?.to_string(),
        FieldValue::Float(number) => (*number)?.to_string(),
        FieldValue::Integer(number) => number.to_string(),
        FieldValue::Double(number) => number.to_string(),
        FieldValue::Logical(is_so) => (*is_so)?.to_string(),
        FieldValue::Date(date) => day(date.as_ref()?),
        FieldValue::DateTime(moment) => day(&moment.date()),
        FieldValue::Memo(text) => text.clone(),
        FieldValue::Currency(amount) => amount.to_string(),
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
