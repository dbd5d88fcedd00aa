//! What the name of a control class says: who, in what state, and whether it is only claimed.

use crate::model::ControlStatus;

/// A class taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Class {
    /// The name in the language that is read, as it is written.
    pub name: String,
    pub status: ControlStatus,
    pub names: Vec<String>,
    pub is_claimed: bool,
}

/// Between the languages of a name.
const LANGUAGES: &str = "///";
/// Words that say what a polygon is and not whose.
const GENERAL: [&str; 18] = [
    "assessed",
    "claimed",
    "likely",
    "presumed",
    "control",
    "controlled",
    "held",
    "area",
    "areas",
    "territory",
    "territories",
    "zone",
    "zones",
    "advance",
    "advances",
    "of",
    "the",
    "by",
];

/// Takes a name apart: "Окуповано /// Occupied", "Assessed Russian Control", "Contested".
pub(super) fn of(text: &str) -> Class {
    let name = english(text);
    let words: Vec<String> = words(&name).map(str::to_lowercase).collect();
    let says = |one_of: &[&str]| words.iter().any(|word| one_of.contains(&word.as_str()));
    let status = if says(&["contested", "disputed", "clashes"]) {
        ControlStatus::Contested
    } else if says(&["besieged", "encircled", "siege"]) {
        ControlStatus::Besieged
    } else if says(&["mixed", "joint", "shared"]) {
        ControlStatus::Mixed
    } else if says(&["truce", "ceasefire"]) {
        ControlStatus::Truce
    } else if says(&["unknown", "unclear", "undetermined"]) {
        ControlStatus::Unknown
    } else {
        ControlStatus::Held
    };
    let names = match status {
        ControlStatus::Held => names(&name),
        // Of "contested area" or "mixed control" nothing is left that would be a name.
        _ => Vec::new(),
    };
    Class { status, names, is_claimed: says(&["claimed"]), name }
}

/// The names in a list of them.
pub(super) fn listed(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in english(text).split([';', '/', '|']) {
        let name = name.trim().to_owned();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Of the languages of a name the one in Latin letters, else the first.
fn english(text: &str) -> String {
    let parts = || text.split(LANGUAGES).map(str::trim).filter(|part| !part.is_empty() && !is_key(part));
    let is_latin = |part: &&str| {
        let letters = part.chars().filter(|c| c.is_alphabetic());
        let (latin, others) =
            letters.fold(
                (0, 0),
                |(latin, others), c| {
                    if c.is_ascii() { (latin + 1, others) } else { (latin, others + 1) }
                },
            );
        latin > others
    };
    parts().find(is_latin).or_else(|| parts().next()).unwrap_or(text.trim()).to_owned()
}

/// Whether a part is a key for translators: `geoJSON.status.occupied`.
fn is_key(part: &str) -> bool {
    part.contains('.') && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

/// The names that are left of a class of land that is held.
fn names(class: &str) -> Vec<String> {
    let whose = class.split(" in ").next().unwrap_or(class);
    let names = listed(whose).into_iter().filter_map(|name| {
        let kept: Vec<&str> =
            words(&name).filter(|word| !GENERAL.contains(&word.to_lowercase().as_str())).collect();
        (!kept.is_empty()).then(|| kept.join(" "))
    });
    let names: Vec<String> = names.collect();
    if names.is_empty() && !class.is_empty() { vec![class.to_owned()] } else { names }
}

/// Words, also those that a hyphen joins to a word for control: "Russian-controlled".
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(|word| {
        let parts = word.rsplit_once('-').filter(|(_, last)| GENERAL.contains(&last.to_lowercase().as_str()));
        let (first, last) = parts.map_or((word, None), |(first, last)| (first, Some(last)));
        std::iter::once(first).chain(last)
    })
}
