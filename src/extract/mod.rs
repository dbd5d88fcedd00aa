//! From what a report writes to what it means: toponyms to places, names to actors.

pub mod actors;
pub mod toponyms;
