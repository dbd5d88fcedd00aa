//! How an event stands to a time: on it, since, until, before or after it.

use super::{Relation, reading::Reading};

/// What the words around a time say.
pub(super) fn relation(reading: &Reading, start: usize, end: usize) -> Relation {
    let mut back = 1;
    // Words that may stand between the time and the one that says the relation.
    while back < 5
        && matches!(
            reading.before(start, back),
            "the"
                | "early"
                | "late"
                | "earlier"
                | "about"
                | "around"
                | "approximately"
                | "at"
                | "least"
                | "dawn"
                | "morning"
                | "evening"
                | "night"
                | "on"
                | "in"
                | "a"
                | "an"
                | "يوم"
                | "شهر"
                | "عام"
                | "سنة"
                | ","
        )
    {
        back += 1;
    }
    match (reading.before(start, back), reading.before(start, back + 1)) {
        ("since" | "منذ" | "starting" | "beginning", _) => Relation::Since,
        ("from", _) if matches!(reading.key(end), "on" | "onward" | "onwards") => Relation::Since,
        ("until" | "till" | "by" | "til" | "حتى", _) | ("of", "as") | ("to", "up") => Relation::Until,
        ("before" | "قبل", _) | ("to", "prior") | ("of", "ahead") => Relation::Before,
        ("after" | "following" | "بعد", _) => Relation::After,
        _ => Relation::During,
    }
}
