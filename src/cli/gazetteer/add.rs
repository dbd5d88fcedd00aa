//! `kharita gazetteer add`: a person's correction.

use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};

use super::Done;
use crate::gazetteer::{Gazetteer, Stated};

/// Correct a place of a gazetteer, or add one; a rebuild into the same file takes the correction over.
#[derive(Debug, clap::Args)]
#[command(
    allow_negative_numbers = true,
    after_help = "Example: kharita gazetteer add syria.gaz --name 'Kafr Lusin' --name 'كفر لوسين' --at 36.29 36.70 --because 'OpenStreetMap, 2024'"
)]
pub struct Options {
    /// The gazetteer
    gazetteer: PathBuf,
    /// Id of the place to correct, as `kharita resolve` prints it; without it a place is added
    #[arg(long, value_name = "ID")]
    place: Option<String>,
    /// A name to add; of a new place the first is shown
    #[arg(long = "name", value_name = "NAME")]
    names: Vec<String>,
    /// Degrees north, degrees east
    #[arg(long, num_args = 2, value_names = ["LATITUDE", "LONGITUDE"])]
    at: Option<Vec<f64>>,
    /// GeoNames feature code, such as PPL or AIRB
    #[arg(long, value_name = "CODE")]
    feature_code: Option<String>,
    /// Governorate
    #[arg(long, value_name = "NAME")]
    admin1: Option<String>,
    /// Where that is known from
    #[arg(long, value_name = "TEXT", default_value = "a person's correction")]
    because: String,
}

pub fn run(options: &Options) -> Result<Done> {
    if options.names.iter().any(|name| name.contains(';')) {
        bail!("a name has no semicolon; give each with a --name of its own");
    }
    let stated = Stated {
        place: options.place.as_deref().map(Into::into),
        names: options.names.clone(),
        position: options.at.as_ref().map(|at| (at[0], at[1])),
        feature_code: options.feature_code.clone(),
        admin1: options.admin1.clone(),
        known_by: options.because.clone(),
    };
    let gazetteer = Gazetteer::open(&options.gazetteer)?;
    let (corrected, id) = gazetteer.corrected(&stated).map_err(|reason| anyhow!(reason))?;
    corrected.save(&options.gazetteer)?;
    say!("{}: {id} is corrected", options.gazetteer.display());
    Ok(Done::Well)
}
