//! `kharita demo`: the map that comes with the program.

use std::net::SocketAddr;

use anyhow::{Context, Result};

use super::{Done, serve};
use crate::{gazetteer::Gazetteer, server::Shared, theatre};

/// Show the demo map: northwest Syria, 2011 to 2024.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita demo --addr 127.0.0.1:9000")]
pub struct Options {
    /// Address to serve at; without it only this computer can see the map
    #[arg(long, value_name = "HOST:PORT", default_value = serve::USUAL_ADDRESS)]
    addr: SocketAddr,
}

impl Default for Options {
    fn default() -> Self {
        Self { addr: SocketAddr::from(([127, 0, 0, 1], 8080)) }
    }
}

pub fn run(options: &Options) -> Result<Done> {
    let gazetteer = Gazetteer::built_in();
    let folder = tempfile::Builder::new().prefix("kharita-").tempdir()?;
    let file = folder.path().join("demo.gpkg");
    theatre::make_demo(&file, gazetteer).context("the demo cannot be made")?;
    let atlas = theatre::load_file(&file)?;
    serve::serve(Shared::new(atlas, gazetteer), options.addr, &file)
}
