//! Words that tell two parts of one village apart, or say what it grew from; and a name without them.

/// What tells two parts of a village apart, in one form.
pub(super) fn part_of_village(word: &str) -> Option<&'static str> {
    PARTS.iter().find(|(_, words)| words.contains(&word)).map(|(part, _)| *part)
}

/// Folded words that tell two parts of a village apart, as English, Latin spellings of Arabic, and Arabic have them.
const PARTS: &[(&str, &[&str])] = &[
    (
        "upper",
        &[
            "upper",
            "fawqani",
            "foqani",
            "fouqani",
            "fauqani",
            "fawqa",
            "foqa",
            "fawqaniyah",
            "fawqaniyeh",
            "foqaniyeh",
            "فوقاني",
            "فوقانيه",
            "فوقا",
        ],
    ),
    ("lower", &["lower", "tahtani", "tahta", "tahtaniyah", "tahtaniyeh", "تحتاني", "تحتانيه", "تحتا"]),
    ("middle", &["middle", "wasta", "wusta", "wustani", "wastani", "وسطاني", "وسطانيه", "وسطي"]),
    (
        "little",
        &[
            "little",
            "small",
            "saghir",
            "saghira",
            "saghirah",
            "saghireh",
            "sagheer",
            "sagheera",
            "seghir",
            "صغير",
            "صغيره",
            "صغري",
        ],
    ),
    (
        "big",
        &[
            "big",
            "great",
            "greater",
            "large",
            "kabir",
            "kabira",
            "kabirah",
            "kabireh",
            "kebir",
            "kubra",
            "كبير",
            "كبيره",
            "كبري",
        ],
    ),
    (
        "eastern",
        &[
            "eastern",
            "east",
            "sharqi",
            "sharqiya",
            "sharqiyah",
            "sharqiyeh",
            "charqi",
            "sharki",
            "شرقي",
            "شرقيه",
        ],
    ),
    (
        "western",
        &["western", "west", "gharbi", "gharbiya", "gharbiyah", "gharbiyeh", "gharby", "غربي", "غربيه"],
    ),
    (
        "northern",
        &[
            "northern",
            "north",
            "shamali",
            "shamaliya",
            "shamaliyah",
            "shamaliyeh",
            "shmali",
            "شمالي",
            "شماليه",
        ],
    ),
    (
        "southern",
        &[
            "southern",
            "south",
            "janubi",
            "janubiyah",
            "janubiyeh",
            "janoubi",
            "qibli",
            "qabli",
            "qibliyah",
            "qibliyeh",
            "qabliyeh",
            "جنوبي",
            "جنوبيه",
            "قبلي",
            "قبليه",
        ],
    ),
    ("new", &["new", "jadid", "jadida", "jadidah", "jadideh", "jdideh", "جديد", "جديده"]),
    ("old", &["old", "qadim", "qadima", "qadimah", "qadimeh", "atiq", "atiqah", "قديم", "قديمه", "عتيق"]),
];

/// Folded words for what a village grew from (a mound, a ruin, a farm), which reports leave out and lists put in.
const GROUNDS: &[&str] = &[
    "tall",
    "tell",
    "tal",
    "tel",
    "tulul",
    "mazraat",
    "mazraet",
    "mazraa",
    "mazrah",
    "khirbat",
    "khirbet",
    "kherbet",
    "kharbet",
    "khurbat",
    "khirba",
    "ard",
    "jabal",
    "jebel",
    "jabl",
    "mashrafat",
    "mashrafah",
    "تل",
    "مزرعه",
    "خربه",
    "ارض",
    "جبل",
];

/// A folded name without the words that tell parts of one village apart or say what it grew from: `ameriyeh` of `tal
/// ameriyeh`, `tiba` of `western tiba`. `None` where there are none, or nothing else.
#[must_use]
pub fn heart(folded: &str) -> Option<String> {
    let words: Vec<&str> = folded.split(' ').collect();
    let mut kept: Vec<&str> = words.iter().copied().filter(|word| part_of_village(word).is_none()).collect();
    if kept.len() > 1 && GROUNDS.contains(&kept[0]) {
        kept.remove(0);
    }
    (!kept.is_empty() && kept.len() < words.len()).then(|| kept.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heart_of_a_name_is_what_is_left_without_its_surroundings() {
        assert_eq!(heart("tal ameriyeh").as_deref(), Some("ameriyeh"));
        assert_eq!(heart("western tiba").as_deref(), Some("tiba"));
        assert_eq!(heart("مزرعه شلو").as_deref(), Some("شلو"));
        assert_eq!(heart("tall"), None);
        assert_eq!(heart("saraqib"), None);
    }
}
