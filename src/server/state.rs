//! What every request shares: the atlas of the moment and the gazetteer.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
    time::{Duration, SystemTime},
};

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{atlas::Atlas, gazetteer::Gazetteer};

/// How often the theatre's file is looked at for changes.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What every request shares. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Shared {
    atlas: Arc<RwLock<Arc<Atlas>>>,
    gazetteer: &'static Gazetteer,
}

impl Shared {
    /// Serves this atlas until another takes its place.
    #[must_use]
    pub fn new(atlas: Atlas, gazetteer: &'static Gazetteer) -> Self {
        Self { atlas: Arc::new(RwLock::new(Arc::new(atlas))), gazetteer }
    }

    /// The atlas of the moment; it stays as it is for as long as the request holds it.
    #[must_use]
    pub fn atlas(&self) -> Arc<Atlas> {
        // The lock guards one pointer: a panic elsewhere cannot leave it half written.
        self.atlas.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Puts another atlas in the place of this one; requests under way finish with the old one.
    pub fn replace(&self, atlas: Atlas) {
        *self.atlas.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(atlas);
    }

    /// The gazetteer.
    #[must_use]
    pub fn gazetteer(&self) -> &'static Gazetteer {
        self.gazetteer
    }

    /// Loads the theatre anew whenever its file has changed and come to rest.
    pub async fn follow<E: std::fmt::Display + Send + 'static>(
        self,
        path: PathBuf,
        load: impl Fn(&Path) -> Result<Atlas, E> + Clone + Send + 'static,
    ) {
        let mut seen = stamp(&path);
        let mut pending = seen;
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let now = stamp(&path);
            if now == seen {
                continue;
            }
            if now != pending {
                // It is still being written: wait until it looks the same twice.
                pending = now;
                continue;
            }
            seen = now;
            let (load, file) = (load.clone(), path.clone());
            match tokio::task::spawn_blocking(move || load(&file)).await {
                Ok(Ok(atlas)) => self.replace(atlas),
                Ok(Err(cause)) => eprintln!(
                    "kharita: the theatre changed but cannot be read, so the map stays as it was: {cause}"
                ),
                Err(cause) => eprintln!("kharita: {cause}"),
            }
        }
    }
}

/// When the file and its log were written last, and how long they are.
fn stamp(path: &Path) -> [Option<(SystemTime, u64)>; 2] {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    [path, Path::new(&log)].map(|file| {
        let metadata = std::fs::metadata(file).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    })
}

/// The answer, or `304 Not Modified` when the client has it already.
pub fn tagged(headers: &HeaderMap, tag: &str, answer: impl FnOnce() -> Response) -> Response {
    let tag = format!("W/\"{tag}\"");
    let is_known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|known| known.to_str().ok())
        .is_some_and(|known| known.split(',').any(|one| one.trim() == tag || one.trim() == "*"));
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { answer() };
    if let Ok(value) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
