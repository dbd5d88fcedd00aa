//! House rules that the compiler cannot check.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Modules of `src/`, lowest floor first. A module uses only modules on floors below its own.
const FLOORS: &[&[&str]] = &[
    &["model"],
    &["text", "geometry"],
    &["gazetteer", "intake", "store"],
    &["extract"],
    &["event"],
    &["control"],
    &["atlas"],
    &["theatre"],
    &["export", "server"],
    &["cli"],
];

/// Lines after which a file holds two ideas.
const LONGEST_FILE: usize = 600;

#[test]
fn modules_use_only_lower_floors() {
    let mut wrong = Vec::new();
    for path in sources() {
        let Some(module) = module_of(&path) else { continue };
        let Some(own) = floor_of(&module) else {
            wrong.push(format!("{}: {module} stands on no floor; say on which in FLOORS", path.display()));
            continue;
        };
        for (line, used) in modules_used(&read(&path)) {
            if used != module && floor_of(&used).is_some_and(|floor| floor >= own) {
                wrong.push(format!("{}:{line}: {module} uses {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "upward or sideways `use`:\n{}", wrong.join("\n"));
}

#[test]
fn a_group_of_modules_is_seen_through() {
    let text = "use crate::{\n    atlas::{Filter, Layer},\n    model::Day,\n};\n// crate::server\nfn f() { crate::text::slug() }\n";
    let used: Vec<String> =
        modules_used(text).into_iter().map(|(line, module)| format!("{line} {module}")).collect();
    assert_eq!(used, ["1 atlas", "1 model", "6 text"]);
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<_> = rust_files().into_iter().filter(|path| !read(path).starts_with("//! ")).collect();
    assert!(silent.is_empty(), "files that do not begin with `//!`: {silent:#?}");
}

#[test]
fn no_file_holds_two_ideas() {
    let long: Vec<_> = rust_files()
        .into_iter()
        .map(|path| (read(&path).lines().count(), path))
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .collect();
    assert!(long.is_empty(), "files with more than {LONGEST_FILE} lines: {long:#?}");
}

#[test]
fn one_room_alone_asks_the_network() {
    let fetch = root().join("src").join("gazetteer").join("fetch");
    let mut wrong = Vec::new();
    for path in sources().into_iter().filter(|path| !path.starts_with(&fetch)) {
        for (number, line) in read(&path).lines().enumerate() {
            let asks =
                ["ureq", "TcpStream", "UdpSocket", "UnixStream", "ToSocketAddrs", "lookup_host", "hyper"];
            if let Some(word) = asks.iter().find(|word| line.contains(**word)) {
                wrong.push(format!("{}:{}: {word}", path.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "only `gazetteer::fetch` may ask the network:\n{}", wrong.join("\n"));
}

#[test]
fn nothing_names_the_machine_it_was_written_on() {
    let mut told = Vec::new();
    for path in tracked() {
        // Pictures and packed tables are no text.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            // In two parts, so that this file does not tell of itself.
            for (root, rest) in [("/wo", "rk/"), ("/ro", "ot/"), ("/tm", "p/"), ("/ho", "me/")] {
                let named = format!("{root}{rest}");
                let is_path = line.match_indices(&named).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'))
                });
                if is_path {
                    told.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(told.is_empty(), "paths of one machine:\n{}", told.join("\n"));
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// `src/control/area.rs` is of `control`; `src/main.rs` and `src/lib.rs` are of none.
fn module_of(path: &Path) -> Option<String> {
    let below = path.strip_prefix(root().join("src")).ok()?;
    let first = below.iter().next()?.to_str()?.trim_end_matches(".rs");
    (first != "main" && first != "lib").then(|| first.to_owned())
}

/// The modules that stand right after `crate::`, alone or in a group, with their lines.
fn modules_used(text: &str) -> Vec<(usize, String)> {
    let code: String = text
        .lines()
        .map(|line| if line.trim_start().starts_with("//") { "\n".to_owned() } else { format!("{line}\n") })
        .collect();
    let mut used = Vec::new();
    for (at, found) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let line = code[..at].lines().count().max(1);
        let rest = &code[at + found.len()..];
        let names = if rest.starts_with('{') { group(rest) } else { vec![rest] };
        used.extend(names.into_iter().map(|name| (line, first_word(name).to_owned())));
    }
    used
}

/// The members of `{a, b::{c, d}}`.
fn group(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut members) = (0, 1, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if (c == ',' && depth == 1) || depth == 0 {
            members.push(text[from..at].trim());
            from = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    members.retain(|member| !member.is_empty());
    members
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(&root().join("src"), &mut found);
    found.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    found
}

fn rust_files() -> Vec<PathBuf> {
    let mut found = sources();
    walk(&root().join("tests").join("it"), &mut found);
    found.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    found.push(root().join("build.rs"));
    found
}

/// What is the project's own, as far as that can be told without git.
fn tracked() -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(root(), &mut found);
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    const MADE: [&str; 6] = [".git", "target", "node_modules", "dist", "generated", "test-results"];
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|cause| panic!("{}: {cause}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !MADE.contains(&name.as_ref()) {
                walk(&path, found);
            }
        } else if name != ".git" && !name.ends_with(".pending-snap") {
            found.push(path);
        }
    }
}
