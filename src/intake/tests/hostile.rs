//! What a damaged or hostile file does: nothing but a problem or an error.

use std::io::{Seek, SeekFrom, Write};

use proptest::prelude::*;

use super::workbook::workbook;
use super::*;

#[test]
fn what_looks_dangerous_stays_text() {
    let table = "date,place,type,note\n2017-11-13,../../etc/passwd,Grenade,=cmd|' /C calc'!A0\n\
        2017-11-13,<script>,Grenade,nul\0nul\n";
    let items = items("a.csv", table);
    assert_eq!(row(&items[0]).1[0].toponym.text, "../../etc/passwd");
    assert_eq!(row(&items[0]).1[0].quote.as_deref(), Some("=cmd|' /C calc'!A0"));
    assert_eq!(row(&items[1]).1[0].toponym.text, "<script>");
    assert_eq!(row(&items[1]).1[0].quote.as_deref(), Some("nul\0nul"));
}

#[test]
fn a_cell_of_10_mb_and_a_line_of_200_mb_are_problems_of_their_rows() {
    let long = file("long.csv", "date,place,type\n2017-11-13,Atarib,Grenade\n");
    let mut handle = std::fs::OpenOptions::new().append(true).open(&long.path).unwrap();
    handle.write_all(format!("2017-11-13,{},Grenade\n", "x".repeat(10 << 20)).as_bytes()).unwrap();
    // 200 MB that take no room on the disk: a line of NUL bytes.
    let end = handle.seek(SeekFrom::End(0)).unwrap();
    handle.set_len(end + (200 << 20)).unwrap();
    handle.write_all(b"\n2017-11-14,Idlib,Grenade\n").unwrap();
    let mut items = Vec::new();
    let mut keep = |item| {
        items.push(item);
        ControlFlow::Continue(())
    };
    open(&long.path, &Options::default()).unwrap().read(&mut keep, &mut |_, _| {}).unwrap();
    assert_eq!(
        told(&items),
        [
            "2017-11-13 Atarib: Grenade",
            "line 3 row: the cell in column 2 is longer than 1 MiB; shorten it, or check for a missing quote",
            "line 4 row: the cell in column 1 is longer than 1 MiB; shorten it, or check for a missing quote",
            "2017-11-14 Idlib: Grenade"
        ]
    );
    let Item::Problem(problem, _) = &items[1] else { panic!() };
    assert!(problem.row.as_ref().unwrap().chars().count() <= Problem::LONGEST_ROW + 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), start in prop::sample::select(vec![
        "", "date,place,type\n", "{\"type\":\"FeatureCollection\",\"features\":[", "PK\x03\x04", "\u{feff}date;latitude;longitude\n",
        "place,date,holder\n",
    ])) {
        let file = file("a.csv", [start.as_bytes(), &bytes].concat());
        let _ = items_with(&file.path, &Options::default());
    }

    #[test]
    fn no_workbook_panics(cells in prop::collection::vec(
        "<(row|c|v|is|t|x)( (r|t|s)=\"(A1|B2|ZZZZZZZ9|A99999999999|1|-1|s|d|e|b|n|inlineStr|99999999999)\"){0,3}/?>(1|1e999|-1|x|&amp;|&x;|)(</(row|c|v|is|t|x)>){0,3}",
        0..12,
    )) {
        let header = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>date</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>place</t></is></c></row>";
        for rows in [cells.concat(), format!("{header}{}", cells.concat())] {
            let file = file("a.xlsx", workbook(&rows));
            let _ = items_with(&file.path, &Options::default());
        }
    }

    #[test]
    fn every_line_with_something_in_it_is_an_item(rows in prop::collection::vec("[a-z0-9 ./,-]{0,20}", 0..20)) {
        let text = format!("date,place,type\n{}", rows.join("\n"));
        let expected = rows.iter().filter(|row| row.chars().any(|c| c != ',' && c != ' ')).count();
        prop_assert_eq!(items("a.csv", text).len(), expected);
    }
}
