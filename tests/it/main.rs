//! Kharita from outside: the program as a person runs it, its server as a client asks it, its files as others open them.
//!
//! `KHARITA_SHARED` names a folder with real data (else `../shared` beside the project); what needs it says `skipped`
//! and passes where there is none. `KHARITA_PROVE=1` runs the long proofs at full length.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]
#![allow(clippy::format_push_string, reason = "what a test puts together is short, and reads better so")]

mod cli;
mod client;
mod coverage;
mod decide;
mod demo;
mod editions;
mod evaluate;
mod experts;
mod extract;
mod faults;
mod fetch;
mod fuzz;
mod gazetteer;
mod help;
mod house;
mod import;
mod joining;
mod kill;
mod known;
mod land;
mod osm;
mod pbf;
mod prose;
mod publisher;
mod reports;
mod rules;
mod server;
mod sockets;
mod store;
mod why;
