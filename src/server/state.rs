//! What every request shares: the atlas of the moment and the gazetteer.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, RwLock},
    time::{Duration, SystemTime},
};

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::error::ApiError;
use crate::{atlas::Atlas, gazetteer::Gazetteer, model::Day};

/// How often the theatre's file is looked at for changes.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Days of the past whose atlas is kept at hand.
const DAYS_AT_HAND: usize = 4;

/// What every request shares. Cloning it is cheap.
#[derive(Clone)]
pub struct Shared {
    atlas: Arc<RwLock<Arc<Atlas>>>,
    past: Option<Arc<Past>>,
    gazetteer: &'static Gazetteer,
}

/// The theatre as it was known on days of the past, each loaded when it is first asked for.
struct Past {
    load: Box<dyn Fn(Day) -> Result<Atlas, String> + Send + Sync>,
    /// The days asked for last, the latest last.
    at_hand: Mutex<Vec<(Day, Arc<Atlas>)>>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("title", &self.atlas().info().title).finish_non_exhaustive()
    }
}

impl Shared {
    /// Serves this atlas until another takes its place.
    #[must_use]
    pub fn new(atlas: Atlas, gazetteer: &'static Gazetteer) -> Self {
        Self { atlas: Arc::new(RwLock::new(Arc::new(atlas))), past: None, gazetteer }
    }

    /// The same, able to say what was known on a day.
    #[must_use]
    pub fn with_past<E: std::fmt::Display>(
        self,
        load: impl Fn(Day) -> Result<Atlas, E> + Send + Sync + 'static,
    ) -> Self {
        let load = Box::new(move |day| load(day).map_err(|cause| cause.to_string()));
        Self { past: Some(Arc::new(Past { load, at_hand: Mutex::default() })), ..self }
    }

    /// The atlas of the moment, or as it was known by the end of a day. That one may have to be loaded first: not to be
    /// called on a thread that others wait for.
    pub fn atlas_known(&self, known: Option<Day>) -> Result<Arc<Atlas>, ApiError> {
        let Some(day) = known else { return Ok(self.atlas()) };
        let past = self.past.as_ref().ok_or_else(|| {
            ApiError::parameter("known is not answered here: the theatre's file is not at hand")
        })?;
        let mut at_hand = past.at_hand.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let atlas = match at_hand.iter().position(|(known, _)| *known == day) {
            Some(at) => at_hand.remove(at).1,
            // Whoever else asks meanwhile waits: a hundred readers load a day once.
            None => Arc::new((past.load)(day).map_err(ApiError::internal)?),
        };
        at_hand.push((day, atlas.clone()));
        if at_hand.len() > DAYS_AT_HAND {
            at_hand.remove(0);
        }
        Ok(atlas)
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
        if let Some(past) = &self.past {
            past.at_hand.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
        }
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

/// The atlas as known by the end of a day, off the threads that others wait for.
pub async fn known(shared: &Shared, day: Option<Day>) -> Result<Arc<Atlas>, ApiError> {
    if day.is_none() {
        return Ok(shared.atlas());
    }
    let shared = shared.clone();
    tokio::task::spawn_blocking(move || shared.atlas_known(day)).await.map_err(ApiError::internal)?
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
