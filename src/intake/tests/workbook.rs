//! Workbooks, made by hand.

use std::io::Write;

use super::*;

/// A workbook whose first sheet has no header and whose second one holds these rows.
pub(super) fn workbook(rows: &str) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let sheet =
        |rows: &str| format!("{head}<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
    let entries = [
        (
            "[Content_Types].xml",
            format!("{head}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ),
        (
            "xl/workbook.xml",
            format!(
                "{head}<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"About\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"Data\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "{head}<Relationships xmlns=\"{package}\"><Relationship Id=\"r0\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "{head}<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"r3\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "{head}<styleSheet xmlns=\"{main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet("")),
        ("xl/worksheets/sheet2.xml", sheet(rows)),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn the_first_sheet_with_a_header_is_read_with_its_dates() {
    let text = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let header: String = [("A1", "date"), ("B1", "place"), ("C1", "type"), ("D1", "deaths")]
        .iter()
        .map(|(at, name)| text(at, name))
        .collect();
    let (place, kind) = (text("B2", "Atarib"), text("C2", "Air/drone strike"));
    let rows = format!(
        "<row r=\"1\">{header}</row>\
         <row r=\"2\"><c r=\"A2\" s=\"1\"><v>43052</v></c>{place}{kind}<c r=\"D2\"><v>61</v></c></row>\
         <row r=\"4\"><c r=\"A4\"><v>43052.4</v></c>{}{}</row>\
         <row r=\"5\">{}{}</row>",
        text("B4", "Idlib"),
        text("C4", "Grenade"),
        text("A5", "03/04/2017"),
        text("B5", "Idlib"),
    );
    let items = items("a.xlsx", workbook(&rows));
    assert_eq!(
        told(&items),
        [
            ATARIB,
            "2017-11-13 Idlib: Grenade",
            "line 5 date: this could be 3 April or 4 March 2017; say --date-order dmy or mdy"
        ]
    );
    let told = error("a.xlsx", workbook(""), &Options::default());
    assert_eq!(
        told,
        "a.xlsx: the header cannot be used: no sheet of the workbook has a header in its first row"
    );
}
