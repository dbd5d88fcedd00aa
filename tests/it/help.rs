//! What the tests share: a folder to work in, the program as a process, and a theatre's content to compare.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::{Mutex, OnceLock},
};

use kharita::{gazetteer::Gazetteer, store::Store, theatre};
use rusqlite::{Connection, OpenFlags, types::ValueRef};
use tempfile::TempDir;

/// A folder of a test's own, in which it runs the program; it goes away with the test.
pub struct Desk {
    folder: TempDir,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Ran {
    /// Its exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::Builder::new().prefix("kharita-it-").tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// Copies a file of `tests/fixtures` here, under another name if that is wanted.
    pub fn fixture(&self, name: &str, as_name: &str) -> PathBuf {
        let path = self.path(as_name);
        fs::copy(fixture(name), &path).unwrap();
        path
    }

    /// The program, to be started in this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    /// Runs the program in this folder.
    pub fn kharita(&self, arguments: &[&str]) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    /// Runs the program and expects it to end with this code.
    #[track_caller]
    pub fn expect(&self, code: i32, arguments: &[&str]) -> Ran {
        let ran = self.kharita(arguments);
        assert_eq!(ran.code, Some(code), "kharita {}: {ran:#?}", arguments.join(" "));
        ran
    }

    /// Names of the files here.
    pub fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

impl Ran {
    pub fn of(command: &mut Command) -> Self {
        command.output().unwrap().into()
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|cause| panic!("{cause}: {self:#?}"))
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

pub fn program() -> &'static str {
    env!("CARGO_BIN_EXE_kharita")
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("fixtures").join(name)
}

/// A file or folder of the real data, if it is at hand.
pub fn shared(path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("KHARITA_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join("shared"), PathBuf::from);
    let file = folder.join(path);
    if file.exists() {
        return Some(file);
    }
    eprintln!("skipped: no shared data (KHARITA_SHARED names its folder)");
    None
}

/// The real UCDP file as a theatre, imported once by the program; nobody writes to it.
pub fn ucdp_theatre() -> Option<PathBuf> {
    static MADE: OnceLock<Option<PathBuf>> = OnceLock::new();
    MADE.get_or_init(|| {
        let file = shared("data/events/ucdp_ged_sy_2016_2019.csv.gz")?;
        let theatre = lasting("ucdp.gpkg");
        let into = ["import".as_ref(), file.as_os_str(), "--into".as_ref(), theatre.as_os_str()];
        let ran = Ran::of(Command::new(program()).args(into));
        assert_eq!(ran.code, Some(0), "{ran:#?}");
        Some(theatre)
    })
    .clone()
}

/// The demo as a theatre's file, made once; nobody writes to it.
pub fn demo_theatre() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let path = lasting("demo.gpkg");
        let mut store = Store::create(&path).unwrap();
        theatre::Tables::syria().unwrap().put_into(&mut store).unwrap();
        theatre::fill_demo(&mut store, Gazetteer::built_in()).unwrap();
        store.close().unwrap();
        path
    })
}

/// A file that stays after the tests, where cargo keeps such things, made anew each time.
fn lasting(name: &str) -> PathBuf {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_file(&path);
    path
}

/// A theatre's file, to ask with SQL.
pub fn sql(theatre: &Path) -> Connection {
    Connection::open_with_flags(theatre, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// One number that SQL finds in a theatre.
#[track_caller]
pub fn number(theatre: &Path, query: &str) -> i64 {
    sql(theatre).query_row(query, [], |row| row.get(0)).unwrap()
}

/// Rows that SQL finds, cells separated by ` | `.
#[track_caller]
pub fn rows(theatre: &Path, query: &str) -> Vec<String> {
    rows_of(&sql(theatre), query)
}

/// All that a theatre holds, table by table and row by row, keys included.
pub fn content(theatre: &Path) -> BTreeMap<String, Vec<String>> {
    let connection = sql(theatre);
    // How the R-tree lays out its nodes is its own affair; what it answers is content.
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
                  AND name NOT LIKE 'rtree~_%~_node' ESCAPE '~' AND name NOT LIKE 'rtree~_%~_parent' ESCAPE '~'
                  AND name NOT LIKE 'rtree~_%~_rowid' ESCAPE '~'";
    rows_of(&connection, tables)
        .into_iter()
        .map(|table| {
            let rows = rows_of(&connection, &format!("SELECT * FROM {table} ORDER BY rowid"));
            (table, rows)
        })
        .collect()
}

/// Expects two theatres to hold the same, and says where they first differ.
#[track_caller]
pub fn assert_same_content(one: &Path, other: &Path) {
    assert_holds(other, &content(one));
}

/// Expects a theatre to hold just this, and says where it first differs.
#[track_caller]
pub fn assert_holds(theatre: &Path, expected: &BTreeMap<String, Vec<String>>) {
    let found = content(theatre);
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (table, rows) in &found {
        let others = &expected[table];
        if let Some(at) = (0..rows.len().max(others.len())).find(|at| rows.get(*at) != others.get(*at)) {
            panic!("{table} differs in row {at}:\n{:?}\nexpected\n{:?}", rows.get(at), others.get(at));
        }
    }
}

fn rows_of(connection: &Connection, query: &str) -> Vec<String> {
    let mut statement = connection.prepare(query).unwrap();
    let width = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut told = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let mut line = String::new();
        for column in 0..width {
            let separator = if column == 0 { "" } else { " | " };
            let shown = match row.get_ref(column).unwrap() {
                ValueRef::Null => "-".to_owned(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Real(number) => number.to_string(),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                ValueRef::Blob(bytes) => bytes.iter().fold(String::new(), |mut hex, byte| {
                    let _ = write!(hex, "{byte:02x}");
                    hex
                }),
            };
            let _ = write!(line, "{separator}{shown}");
        }
        told.push(line);
    }
    told
}

/// The line in which an import tells what became of a file's rows, as numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub rows: u64,
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub problems: u64,
    pub vanished: u64,
}

impl Told {
    /// Reads `a.csv (table): 5 rows = 3 new + 0 changed + 1 unchanged + 1 problems; 0 vanished upstream`.
    #[track_caller]
    pub fn by(ran: &Ran) -> Self {
        let line =
            ran.err.lines().find(|line| line.contains(" rows = ")).unwrap_or_else(|| panic!("{ran:#?}"));
        let (_, said) = line.rsplit_once("): ").unwrap();
        let numbers: Vec<u64> =
            said.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
        let [rows, new, changed, unchanged, problems, vanished] = numbers[..] else { panic!("{line}") };
        let told = Self { rows, new, changed, unchanged, problems, vanished };
        assert_eq!(rows, new + changed + unchanged + problems, "rows are missing: {line}");
        told
    }
}
