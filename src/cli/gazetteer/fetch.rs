//! `kharita gazetteer fetch`: the public files of a country, for `gazetteer build`.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::{Done, progress};
use crate::gazetteer::{
    build::Publisher,
    fetch::{Address, Country, Fetched, Limits, News, Order, fetch},
};

/// Download the public files of a country from GeoNames and OurAirports, and print the command that builds a gazetteer.
///
/// Nothing else in Kharita asks the network. What broke off goes on where it ended when fetched again; what is here
/// already comes again only when its publisher has a newer one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita gazetteer fetch SY -o lists/")]
pub struct Options {
    /// Two letters of the country (ISO 3166-1 alpha-2)
    #[arg(value_name = "COUNTRY", value_parser = Country::parse)]
    country: Country,
    /// Folder for the files; made if it is not there
    #[arg(short, long, value_name = "FOLDER", default_value = ".")]
    output: PathBuf,
    /// Ask this host in place of the publishers'; several are asked in turn
    #[arg(long, value_name = "BASE_URL", value_parser = Address::parse)]
    from: Vec<Address>,
}

pub fn run(options: &Options) -> Result<Done> {
    let order = Order {
        country: options.country.clone(),
        folder: options.output.clone(),
        from: options.from.clone(),
    };
    let bar = progress::bar("");
    let fetched = fetch(&order, &Limits::default(), &mut |news| match news {
        News::Has { file, bytes, of } => {
            bar.set_message(file.to_owned());
            of.map_or_else(|| bar.unset_length(), |of| bar.set_length(of));
            bar.set_position(bytes);
        }
        News::Again { why, wait } => bar.suspend(|| say!("{why}; again in {wait:?}")),
        News::Elsewhere { why } => bar.suspend(|| say!("{why}; asking the next host")),
    });
    bar.finish_and_clear();
    let fetched = fetched?;
    for file in &fetched {
        let how = if file.was_here { "unchanged since it was fetched" } else { "fetched" };
        say!("{}: {} bytes, {how} from {}", file.path.display(), file.bytes, file.address);
    }
    writeln!(io::stdout(), "{}", build_command(options, &fetched))?;
    Ok(Done::Well)
}

/// The command that makes a gazetteer of what is here now, to be pasted into a shell.
fn build_command(options: &Options, fetched: &[Fetched]) -> String {
    let inputs = fetched.iter().map(|file| {
        let option = match file.publisher {
            Publisher::OurAirports => "--ourairports",
            _ => "--geonames",
        };
        format!("{option} {}", quoted(&file.path))
    });
    let inputs = inputs.collect::<Vec<_>>().join(" ");
    let code = options.country.code();
    let gazetteer = options.output.join(format!("{code}.gaz"));
    format!("kharita gazetteer build {inputs} --country {code} -o {}", quoted(&gazetteer))
}

/// A path as a shell reads it.
fn quoted(path: &Path) -> String {
    let path = path.to_string_lossy();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    if path.chars().all(is_plain) { path.into_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}
