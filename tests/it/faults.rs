//! Hostile and broken input, and a machine that refuses: a clear error or a kept problem, nothing lost, nothing run.

#![cfg(unix)]

use std::{
    fs,
    io::{BufWriter, Read, Write},
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Stdio},
};

use insta::assert_snapshot;

use crate::help::{Desk, Ran, Told, content, number, program, rows};

#[test]
fn a_script_in_a_claim_is_kept_as_the_text_it_is() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "a.csv");
    desk.expect(1, &["import", "a.csv", "--into", "t.gpkg"]);
    let quote = "<script>document.title='taken'</script> an invented mine.";
    let shown = desk.expect(0, &["show", "t.gpkg", "acled:SYR900007.1", "--json"]).json();
    assert_eq!(shown["properties"]["sources"][0]["quote"], quote);
    let layer: serde_json::Value = desk.expect(0, &["export", "t.gpkg", "strikes"]).json();
    assert!(
        layer["features"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["properties"]["sources"][0]["quote"] == quote)
    );
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_leaves_defused() {
    let desk = Desk::new();
    desk.write(
        "a.csv",
        "date,place,event_type,actor1,notes,source\n\
         2018-01-01,Idlib,clash,=cmd|' /C calc'!A0,+1+1,paper\n\
         2018-01-02,Idlib,clash,@SUM(A1),-2+3,paper\n\
         2018-01-03,Idlib,clash,plain,\"\t=1\",paper\n\
         2018-01-04,Idlib,clash,plain,=HYPERLINK(1),paper\n",
    );
    desk.expect(0, &["import", "a.csv", "--into", "t.gpkg"]);
    assert_eq!(number(&desk.path("t.gpkg"), "SELECT count(*) FROM claims WHERE quote = '=HYPERLINK(1)'"), 1);
    for layer in ["events", "places"] {
        let out = desk.expect(0, &["export", "t.gpkg", layer, "--format", "csv"]).out;
        let mut reader = csv::Reader::from_reader(out.as_bytes());
        let columns = reader.headers().unwrap().clone();
        for row in reader.records() {
            for (column, cell) in columns.iter().zip(&row.unwrap()) {
                let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                assert!(!is_formula || cell.parse::<f64>().is_ok(), "{layer} {column}: {cell}");
            }
        }
    }
}

#[test]
fn control_characters_of_a_report_do_not_reach_the_terminal() {
    let desk = Desk::new();
    desk.write("a.csv", "date,place,event_type\nyester\u{1b}[2Jday,Idlib\u{7},clash\n");
    desk.expect(1, &["import", "a.csv", "--into", "t.gpkg"]);
    let ran = desk.expect(1, &["check", "t.gpkg"]);
    assert!(!ran.out.contains(['\u{1b}', '\u{7}']), "{:?}", ran.out);
}

#[test]
fn a_line_of_200_mb_is_a_problem_of_its_row_in_little_memory() {
    let desk = Desk::new();
    let mut file = BufWriter::new(fs::File::create(desk.path("long.csv")).unwrap());
    file.write_all(b"date,place,event_type,notes\n2018-01-01,Idlib,clash,before\n2018-01-02,Idlib,clash,\"")
        .unwrap();
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..200 {
        file.write_all(&piece).unwrap();
    }
    file.write_all(b"\"\n2018-01-03,Idlib,clash,after\n").unwrap();
    file.flush().unwrap();
    drop(file);
    // 600 MB of address space hold the program and its maps, but no line of 200 MB with its copies.
    let script = format!("ulimit -v 600000; exec '{}' import long.csv --into t.gpkg", program());
    let ran = Ran::of(Command::new("bash").args(["-c", &script]).current_dir(desk.path(".")));
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let told = Told::by(&ran);
    assert_eq!((told.rows, told.new, told.problems), (3, 2, 1));
    let check = desk.expect(1, &["check", "t.gpkg"]).out;
    assert!(check.contains("long.csv:3: ") && check.len() < 10_000, "{} bytes", check.len());
}

#[test]
fn what_cannot_be_read_is_told_and_makes_no_theatre() {
    let desk = Desk::new();
    desk.write("empty.csv", "");
    desk.write("spaces.csv", "\n \n\n");
    desk.write("header.csv", "date,place,event_type\n");
    desk.write("bytes.csv", [0u8, 159, 146, 150, 0, 1, 2, 3]);
    desk.write("broken.csv.gz", [0x1f, 0x8b, 8, 0, 1, 2, 3]);
    fs::create_dir(desk.path("folder")).unwrap();
    let told: String = ["empty.csv", "spaces.csv", "bytes.csv", "broken.csv.gz", "folder", "missing.csv"]
        .map(|file| desk.expect(2, &["import", file, "--into", "t.gpkg"]).err)
        .concat();
    assert_snapshot!(told, @r#"
    kharita: empty.csv is empty
    kharita: spaces.csv is empty
    kharita: bytes.csv has no columns that say when and where (its columns are \0Ÿ’–\0\u{1}\u{2}\u{3}); name them with --map date=HEADER and --map place=HEADER (or latitude and longitude)
    kharita: broken.csv.gz cannot be read: unexpected end of file: unexpected end of file
    kharita: folder is a directory; name the files in it
    kharita: missing.csv: no such file
    "#);
    assert!(!desk.path("t.gpkg").exists());
    // A table without rows is no mistake.
    assert_eq!(Told::by(&desk.expect(0, &["import", "header.csv", "--into", "t.gpkg"])).rows, 0);
}

#[test]
fn a_file_that_may_not_be_read_is_told() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "a.csv");
    fs::set_permissions(desk.path("a.csv"), fs::Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(desk.path("."), fs::Permissions::from_mode(0o777)).unwrap();
    let Some(ran) = as_nobody(&desk, &["import", "a.csv", "--into", "t.gpkg"]) else { return };
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert_snapshot!(ran.err, @"kharita: a.csv: no permission to read it; ask its owner, or make it readable (chmod +r)");
    assert!(!desk.path("t.gpkg").exists());
}

#[test]
fn a_theatre_that_may_only_be_read_can_be_read_and_says_so_when_written() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "a.csv");
    desk.fixture("events.csv", "b.csv");
    fs::create_dir(desk.path("kept")).unwrap();
    desk.expect(1, &["import", "a.csv", "--into", "kept/t.gpkg"]);
    let before = fs::read(desk.path("kept/t.gpkg")).unwrap();
    for (path, mode) in [("kept/t.gpkg", 0o444), ("kept", 0o555), (".", 0o755), ("b.csv", 0o644)] {
        fs::set_permissions(desk.path(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    let run = |arguments: &[&str]| as_nobody(&desk, arguments);
    let Some(check) = run(&["check", "kept/t.gpkg"]) else { return };
    assert_eq!(check.code, Some(1), "{check:?}");
    for arguments in [["show", "kept/t.gpkg", "acled:SYR900001.1"], ["export", "kept/t.gpkg", "events"]] {
        let ran = run(&arguments).unwrap();
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }
    let told: String = [
        vec!["import", "b.csv", "--into", "kept/t.gpkg"],
        vec!["import", "b.csv", "--into", "kept/new.gpkg"],
        vec!["forget", "kept/t.gpkg", "acled:SYR900001"],
        vec!["new", "kept/new.gpkg"],
        vec!["export", "kept/t.gpkg", "events", "-o", "kept/out.csv"],
    ]
    .into_iter()
    .map(|arguments| {
        let ran = run(&arguments).unwrap();
        assert_eq!(ran.code, Some(2), "{arguments:?}: {ran:?}");
        ran.err
    })
    .collect();
    assert_snapshot!(told, @r#"
    kharita: kept/t.gpkg: the file or its folder may not be written
    kharita: cannot open kept/new.gpkg: permission denied
    kharita: kept/t.gpkg: the file or its folder may not be written
    kharita: cannot open kept/new.gpkg: permission denied
    kharita: cannot write kept/out.csv: permission denied
    "#);
    assert!(fs::read(desk.path("kept/t.gpkg")).unwrap() == before);
    fs::set_permissions(desk.path("kept"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(fs::read_dir(desk.path("kept")).unwrap().count(), 1);
}

#[test]
fn a_full_disk_is_told_and_harms_nothing() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "a.csv");
    desk.expect(1, &["import", "a.csv", "--into", "t.gpkg"]);
    let before = content(&desk.path("t.gpkg"));
    let mut table = String::from("date,place,latitude,longitude,event_type,notes\n");
    for row in 0..12_000 {
        table.push_str(&format!(
            "2018-01-01,Village {row},35.9,36.6,clash,A note that makes the row longer {row}\n"
        ));
    }
    desk.write("big.csv", table);
    // The theatre may grow by some batches' worth, but not by all of it; blocks are of 1,024 bytes.
    let size = fs::metadata(desk.path("t.gpkg")).unwrap().len() / 1024;
    let full = |blocks: u64, command: &str| {
        let script = format!("ulimit -f {blocks}; exec '{}' {command}", program());
        Ran::of(Command::new("bash").args(["-c", &script]).current_dir(desk.path(".")))
    };
    let ran = full(size + 300, "import big.csv --into t.gpkg");
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert_snapshot!(ran.err, @"kharita: t.gpkg: the file cannot be written further (disk I/O error); is the disk or a file-size limit full? the theatre is as it was before this batch");
    let check = rows(&desk.path("t.gpkg"), "PRAGMA integrity_check");
    assert_eq!(check, ["ok"]);
    let after = content(&desk.path("t.gpkg"));
    for table in ["reports", "claims", "events", "problems", "places"] {
        assert_eq!(after[table], before[table], "{table}");
    }
    desk.expect(1, &["check", "t.gpkg"]);

    let ran = full(20, "import a.csv --into fresh.gpkg");
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(!desk.path("fresh.gpkg").exists(), "half a theatre: {ran:?}");
    for format in ["geojson", "csv", "gpkg"] {
        let ran = full(1, &format!("export t.gpkg events --format {format} -o out.{format}"));
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.starts_with("kharita: cannot write out."), "{ran:?}");
    }
    // With room again the import goes through, and nothing of the failures is left.
    assert_eq!(Told::by(&desk.expect(0, &["import", "big.csv", "--into", "t.gpkg"])).new, 12_000);
    assert_eq!(desk.files(), ["a.csv", "big.csv", "t.gpkg"]);
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let desk = Desk::new();
    let mut table = String::from("date,place,latitude,longitude,event_type,notes\n");
    for row in 0..3_000 {
        table.push_str(&format!(
            "2018-01-01,Village {row},35.9,36.6,clash,A note\nyesterday,Idlib,,,clash,{row}\n"
        ));
    }
    desk.write("a.csv", table);
    desk.expect(1, &["import", "a.csv", "--into", "t.gpkg"]);
    let commands = [
        vec!["export", "t.gpkg", "events"],
        vec!["export", "t.gpkg", "events", "--format", "csv"],
        vec!["export", "t.gpkg", "events", "--format", "gpkg"],
        vec!["check", "t.gpkg"],
        vec!["show", "t.gpkg", "nobody"],
        vec!["resolve", "Idlib", "--json"],
        vec!["resolve", "Idlib"],
    ];
    for arguments in commands {
        let mut child =
            desk.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // The reader is gone before the first byte.
        drop(child.stdout.take());
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        let code = child.wait().unwrap().code();
        if arguments[0] == "show" {
            assert_eq!(code, Some(2), "nothing was to be written: {told}");
            continue;
        }
        assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {code:?} {told}");
        assert!(!told.contains("roken pipe") && !told.contains("panicked"), "{arguments:?}: {told}");
    }
}

#[test]
fn that_nobody_listens_on_standard_error_is_no_error() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "a.csv");
    for (code, arguments) in [
        (0, vec!["new", "empty.gpkg"]),
        (1, vec!["import", "a.csv", "--into", "t.gpkg"]),
        (1, vec!["check", "t.gpkg"]),
        (0, vec!["export", "t.gpkg", "events"]),
        (1, vec!["resolve", "Qwertyuiopolis"]),
        (2, vec!["show", "t.gpkg", "nobody"]),
    ] {
        let mut child =
            desk.command(&arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stderr.take());
        assert_eq!(child.wait().unwrap().code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn a_taken_port_is_told_with_the_way_out() {
    let desk = Desk::new();
    desk.expect(0, &["new", "t.gpkg"]);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = desk.expect(2, &["serve", "t.gpkg", "--addr", &address]);
    let port = address.rsplit_once(':').unwrap().1;
    assert_snapshot!(ran.err.replace(port, "PORT"), @"kharita: cannot serve at 127.0.0.1:PORT; is it taken? --addr 127.0.0.1:0 takes a free port: Address already in use (os error 98)");
}

#[test]
fn a_zip_bomb_and_a_theatre_as_input_are_refused() {
    let desk = Desk::new();
    desk.expect(0, &["new", "t.gpkg"]);
    let before = fs::read(desk.path("t.gpkg")).unwrap();
    desk.expect(2, &["import", "t.gpkg", "--into", "t.gpkg"]);
    assert!(fs::read(desk.path("t.gpkg")).unwrap() == before);
    // A cell of 64 MB in 64 KB.
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(b"date,place,event_type\n").unwrap();
    let zeros = vec![b'0'; 1 << 20];
    for _ in 0..64 {
        packer.write_all(&zeros).unwrap();
    }
    desk.write("bomb.csv.gz", packer.finish().unwrap());
    let script = format!("ulimit -v 600000; exec '{}' import bomb.csv.gz --into b.gpkg", program());
    let ran = Ran::of(Command::new("bash").args(["-c", &script]).current_dir(desk.path(".")));
    assert!(matches!(ran.code, Some(1 | 2)), "{ran:?}");
}

/// Runs the program as a user who may do nothing special; `None`, and a word about it, where that is not possible.
fn as_nobody(desk: &Desk, arguments: &[&str]) -> Option<Ran> {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if !is_root {
        return Some(desk.kharita(arguments));
    }
    // The program may lie where that user cannot go: it is run from a copy.
    let copy = desk.path(".program");
    if !copy.exists() {
        fs::copy(program(), &copy).unwrap();
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
    }
    fs::set_permissions(
        desk.path("."),
        fs::Permissions::from_mode(fs::metadata(desk.path(".")).unwrap().permissions().mode() | 0o055),
    )
    .unwrap();
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"])
        .arg(&copy)
        .args(arguments);
    match command.current_dir(desk.path(".")).output() {
        Ok(output) if Path::new("/proc").exists() && output.status.code() != Some(127) => Some(output.into()),
        _ => {
            eprintln!("skipped: the tests run as root and setpriv, which would step down, is not there");
            None
        }
    }
}
