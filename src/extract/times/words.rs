//! The words that times are made of.

use std::sync::LazyLock;

use crate::text::{ARABIC_MONTHS, ENGLISH_MONTHS, Token, TokenKind, WordMap, tokens};

/// What a token can be in an expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Nothing that begins one.
    Other,
    /// Digits.
    Number,
    /// The name of a month, from 1.
    Month(u32),
    /// A name of a month that needs a day or a year beside it: cut short, or a word of another sense too.
    DoubtfulMonth(u32),
    /// The first of the two words of a Levantine month.
    HalfMonth,
    /// A weekday, from Monday, 0.
    Weekday(i32),
    /// A weekday cut short, which needs a date behind it.
    ShortWeekday,
    /// A season, by its first month.
    Season(u32),
    /// One unit of time, or several.
    Unit(Unit),
    /// A word that may begin an expression: today, last, two, early.
    Lead,
}

/// What times are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const ARABIC_WEEKDAYS: [&str; 7] = ["الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعة", "السبت", "الاحد"];
const SHORT_WEEKDAYS: [&str; 11] =
    ["mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"];
const SHORT_MONTHS: [(&str, u32); 12] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];
const UNITS: [(&str, Unit); 9] = [
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("week", Unit::Week),
    ("month", Unit::Month),
    ("year", Unit::Year),
    ("decade", Unit::Decade),
    ("شهر", Unit::Month),
    ("عام", Unit::Year),
    ("سنة", Unit::Year),
];
const SEASONS: [(&str, u32); 5] = [("spring", 3), ("summer", 6), ("autumn", 9), ("fall", 9), ("winter", 12)];
const LEADS: &str = "a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen hundred several few couple \
    some more over almost nearly around about roughly less under at for early earlier mid middle late later beginning \
    start end first second third fourth last past previous preceding recent this next coming following weekend same that today \
    tonight yesterday tomorrow overnight now currently present then every each half \
    امس اليوم اول الشهر العام الاسبوع هذا غدا البارحة";

static WORDS: LazyLock<WordMap<Word>> = LazyLock::new(|| {
    let mut words: WordMap<Word> =
        LEADS.split_whitespace().map(|lead| (lead.to_owned(), Word::Lead)).collect();
    for (at, name) in (1..).zip(ENGLISH_MONTHS) {
        words.insert(name.to_owned(), Word::Month(at));
    }
    for (at, names) in (1..).zip(ARABIC_MONTHS) {
        for found in names.iter().map(|name| tokens(name)) {
            match &found[..] {
                // The names that are everyday words too.
                [one] if matches!(one.key.as_str(), "اب" | "مارس" | "مايو") => {
                    words.insert(one.key.clone(), Word::DoubtfulMonth(at))
                }
                [one] => words.insert(one.key.clone(), Word::Month(at)),
                [first, ..] => words.insert(first.key.clone(), Word::HalfMonth),
                [] => None,
            };
        }
    }
    for names in [WEEKDAYS, ARABIC_WEEKDAYS] {
        for (at, name) in (0..).zip(names) {
            words.insert(name.to_owned(), Word::Weekday(at));
            // `Monday's` in a text that lost its apostrophes.
            words.insert(format!("{name}s"), Word::Weekday(at));
        }
    }
    words.extend(SHORT_WEEKDAYS.map(|name| (name.to_owned(), Word::ShortWeekday)));
    words.extend(SHORT_MONTHS.map(|(name, at)| (name.to_owned(), Word::DoubtfulMonth(at))));
    words.extend(SEASONS.map(|(name, at)| (name.to_owned(), Word::Season(at))));
    for (name, unit) in UNITS {
        words.insert(name.to_owned(), Word::Unit(unit));
        words.insert(format!("{name}s"), Word::Unit(unit));
    }
    words
});

/// Letters of the longest word of the table, in bytes.
const LONGEST: usize = 20;

/// What a token can be.
pub(super) fn word(token: &Token) -> Word {
    match token.kind {
        TokenKind::Number => return Word::Number,
        TokenKind::Sign => return Word::Other,
        TokenKind::Word if token.key.len() > LONGEST => return Word::Other,
        TokenKind::Word => {}
    }
    let found = WORDS.get(token.key.as_str()).or_else(|| WORDS.get(token.key.strip_prefix('و')?));
    match found.copied() {
        // Verbs and the sun are written small.
        Some(Word::DoubtfulMonth(_) | Word::ShortWeekday) if token.key.is_ascii() && !token.is_capital => {
            Word::Other
        }
        Some(Word::Month(3 | 5)) if token.key.is_ascii() && !token.is_capital => Word::Other,
        Some(word) => word,
        None => Word::Other,
    }
}

/// Words after a number that say it is one of people or things, not a day or a year.
pub(super) fn is_counted(key: &str) -> bool {
    const COUNTED: &[&str] = &[
        "people",
        "persons",
        "civilians",
        "fighters",
        "militants",
        "soldiers",
        "troops",
        "terrorists",
        "rebels",
        "men",
        "women",
        "children",
        "families",
        "houses",
        "homes",
        "villages",
        "towns",
        "square",
        "sq",
        "km",
        "kilometers",
        "kilometres",
        "meters",
        "metres",
        "miles",
        "feet",
        "tons",
        "tonnes",
        "dollars",
        "pounds",
        "percent",
        "per",
        "others",
        "dead",
        "wounded",
        "injured",
        "killed",
        "refugees",
        "residents",
        "prisoners",
        "detainees",
        "buses",
        "inhabitants",
        "barrels",
        "rockets",
        "missiles",
        "shells",
        "tanks",
        "sorties",
        "members",
        "victims",
        "deaths",
        "bodies",
        "vehicles",
        "displaced",
        "hours",
        "days",
        "minutes",
        "gmt",
        "utc",
        "years",
        "locals",
        "insurgents",
        "jihadists",
        "policemen",
        "airstrikes",
        "strikes",
        "raids",
    ];
    key == "%" || COUNTED.contains(&key)
}
