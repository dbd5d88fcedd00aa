//! `kharita serve`: a theatre as a map, and as an API.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::{Done, gazetteer};
use crate::{server, server::Shared, store::Store, theatre};

/// Where a map is served unless asked otherwise: only this computer can see it.
pub const USUAL_ADDRESS: &str = "127.0.0.1:8080";

/// Show a theatre in a browser, and answer its API; follows changes of the file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita serve syria.gpkg --addr 127.0.0.1:9000")]
pub struct Options {
    /// The theatre
    theatre: PathBuf,
    /// Address to serve at; without it only this computer can see the map
    #[arg(long, value_name = "HOST:PORT", default_value = USUAL_ADDRESS)]
    addr: SocketAddr,
    #[command(flatten)]
    gazetteer: gazetteer::Named,
}

pub fn run(options: &Options) -> Result<Done> {
    let store = Store::open_to_read(&options.theatre)?;
    let gazetteer = gazetteer::chosen(&options.gazetteer, Some(&store))?;
    let atlas = theatre::load(&store)?;
    store.close()?;
    serve(Shared::new(atlas, gazetteer), options.addr, &options.theatre)
}

/// Serves a theatre until stopped, and follows its file.
pub fn serve(shared: Shared, address: SocketAddr, file: &Path) -> Result<Done> {
    let past = file.to_owned();
    let shared = shared.with_past(move |day| theatre::load_file_known(&past, day));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("no threads to serve with")?;
    runtime.block_on(async {
        let listener = server::bind(address).await.with_context(|| {
            format!("cannot serve at {address}; is it taken? --addr 127.0.0.1:0 takes a free port")
        })?;
        let bound = listener.local_addr()?;
        say!("{} is at http://{bound} (Ctrl-C ends it)", shared.atlas().info().title);
        tokio::spawn(shared.clone().follow(file.to_owned(), theatre::load_file));
        server::serve(shared, listener).await.context("serving failed")
    })?;
    Ok(Done::Well)
}
