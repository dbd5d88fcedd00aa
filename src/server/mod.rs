//! The theatre over HTTP, to the page, to QGIS and to scripts, from an immutable atlas.
//!
//! Every address stands in `router.rs`; each handler reads its parameters, asks the atlas once and answers. A query
//! that cannot be read is answered with problem details (RFC 9457) that say what is allowed.

mod assets;
mod columns;
mod control;
mod error;
mod items;
mod parameters;
mod places;
mod router;
mod state;
mod theatre;
mod within;

use std::{io, net::SocketAddr};

use tokio::net::TcpListener;

pub use router::router;
pub use state::Shared;

/// Serves until the process is asked to stop, then finishes what is under way.
pub async fn serve(shared: Shared, listener: TcpListener) -> io::Result<()> {
    axum::serve(listener, router(shared)).with_graceful_shutdown(stop_signal()).await
}

/// Binds the address. Port 0 takes a free one.
pub async fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await
}

/// Ends with Ctrl-C, or with SIGTERM where there is such a thing.
async fn stop_signal() {
    let interrupt = async {
        // Without a handler the system's own way to end the process still works.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
