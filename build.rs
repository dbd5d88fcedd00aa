//! Builds the page in `web/` with npm and lays it where the program embeds it from.
//!
//! `KHARITA_WEB_DIST` names a page built elsewhere; then neither Node.js nor npm is needed.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, exit},
};

/// What the page is built from, below `web/`.
const INPUTS: &[&str] = &[
    "basemap",
    "index.html",
    "package.json",
    "package-lock.json",
    "public",
    "src",
    "tsconfig.json",
    "vite.config.ts",
];

fn main() {
    println!("cargo::rerun-if-env-changed=KHARITA_WEB_DIST");
    let out = PathBuf::from(variable("OUT_DIR")).join("web");
    let web = PathBuf::from(variable("CARGO_MANIFEST_DIR")).join("web");
    let built = match env::var_os("KHARITA_WEB_DIST") {
        Some(dist) => copy_page(Path::new(&dist), &out),
        None => build_page(&web, &out),
    };
    if let Err(reason) = built {
        println!("cargo::error={reason}");
        exit(1);
    }
}

fn copy_page(dist: &Path, out: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-changed={}", dist.display());
    if !dist.join("index.html").is_file() {
        return Err(format!(
            "KHARITA_WEB_DIST is {}, where no index.html is; name the folder that `npm run build` in web/ makes",
            dist.display()
        ));
    }
    let _ = fs::remove_dir_all(out);
    copy_folder(dist, out).map_err(|cause| format!("cannot copy the page from {}: {cause}", dist.display()))
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn build_page(web: &Path, out: &Path) -> Result<(), String> {
    for input in INPUTS {
        if web.join(input).exists() {
            println!("cargo::rerun-if-changed={}", web.join(input).display());
        }
    }
    if !packages_are_current(web) {
        npm(web, &["ci", "--no-audit", "--no-fund"], out)?;
    }
    npm(web, &["run", "build"], out)
}

/// npm notes in `node_modules` what it installed; a lock file written later asks for something else.
fn packages_are_current(web: &Path) -> bool {
    let modified = |path: &str| fs::metadata(web.join(path)).and_then(|metadata| metadata.modified()).ok();
    match (modified("node_modules/.package-lock.json"), modified("package-lock.json")) {
        (Some(installed), Some(wanted)) => installed >= wanted,
        _ => false,
    }
}

fn npm(web: &Path, arguments: &[&str], out: &Path) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(program)
        .args(arguments)
        .current_dir(web)
        .env("KHARITA_WEB_OUT", out)
        .output()
        .map_err(|cause| {
            format!(
                "npm cannot be started ({cause}), and the page is built with it: install Node.js 20.19 or newer with npm, \
                 or set KHARITA_WEB_DIST to a folder with a page built elsewhere"
            )
        })?;
    if output.status.success() {
        return Ok(());
    }
    eprintln!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Err(format!("`npm {}` in web/ failed; its own words stand above", arguments.join(" ")))
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("cargo sets {name}"))
}
