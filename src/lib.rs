//! Kharita turns public reporting on an armed conflict into a map one can move through time.
//!
//! The way of the data, and the floors its rooms stand on, are in `ARCHITECTURE.md`.

pub mod atlas;
pub mod cli;
pub mod control;
pub mod event;
pub mod export;
pub mod extract;
pub mod gazetteer;
pub mod geometry;
pub mod intake;
pub mod model;
pub mod server;
pub mod store;
pub mod text;
pub mod theatre;
