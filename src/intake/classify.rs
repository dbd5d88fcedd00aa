//! Reads the sub-type of an event from its headline, for sources that have no event types.
//!
//! A headline names it when one of [`WORDS`] stands in it, outside of what [`NOT_MEANT`] lists and not after a word
//! that takes it back. Where several are named, the earlier row of [`WORDS`] wins: the rarer the weapon, the less by
//! chance its name. A count of a day's dead in all of Syria says nothing of one event and is passed over.

use crate::model::SubEventType;

use SubEventType::{
    AirDroneStrike as Air, Attack, ChemicalWeapon as Chemical, Grenade, RemoteExplosive as Explosive,
    ShellingArtilleryMissileAttack as Shelling, SuicideBomb as Suicide,
};

/// How much a word says.
#[derive(Clone, Copy, PartialEq)]
enum Weight {
    /// The weapon by its name.
    Names,
    /// An aircraft, which is the weapon unless it was itself shot down.
    Carrier,
    /// Counts only where no fighting is named beside it.
    Hints,
}

use Weight::{Carrier, Hints, Names};

/// Words that name a sub-type; `*` stands for any ending. The earlier row wins.
const WORDS: &[(SubEventType, Weight, &str, &str)] = &[
    (Chemical, Names, "sarin, chlorine, nerve agent, toxic gas*, poison* gas*, gases", "the agent by name"),
    (
        Chemical,
        Names,
        "chemical attack*, chemical weapon*, chemical strike*, chemical bomb*, chemical shell*, chemically",
        "",
    ),
    (
        Suicide,
        Names,
        "suicide bomb*, suicide attack*, suicide explosion*, suicide car*, suicide vehicle*, suicide operation*",
        "",
    ),
    (
        Suicide,
        Names,
        "suicide truck*, suicide belt*, explosive belt*, explosive vest*, suicidal*, svbied*, blew himself",
        "",
    ),
    (
        Suicide,
        Names,
        "blow himself, blows himself, blew herself, blew themselves, blow themselves, suicide",
        "also a bomber alone",
    ),
    (
        Explosive,
        Names,
        "car bomb*, vbied*, booby trap*, boobytrap*, bus bomb*, truck bomb*, motorcycle bomb*",
        "a vehicle or thing with a charge",
    ),
    (
        Explosive,
        Names,
        "explosive car*, explosive vehicle*, detonat* a car, detonat* a motorcycle, detonat* a vehicle",
        "",
    ),
    (
        Explosive,
        Names,
        "ied, ieds, explosive device*, roadside bomb*, bomb explosion*, bomb explodes, bomb exploded",
        "a charge that was laid",
    ),
    (
        Explosive,
        Names,
        "bomb blast*, bomb attack*, twin bombing*, double bombing*, landmine*, mine, mines, land mine*",
        "SOHR: mines of the parties",
    ),
    (
        Air,
        Names,
        "airstrike*, air strike*, airairstrike*, aristrike*, airstike*, beginningair strike*, air raid*",
        "with SOHR's misspellings",
    ),
    (
        Air,
        Names,
        "aerial*, air and ground, air and missile, air and artillery, air bombardment*, air bombing*, air attack*",
        "SOHR: aerial and ground",
    ),
    (
        Air,
        Names,
        "barrel bomb*, explosive barrel*, barrels, barrel, cluster bomb*, napalm",
        "dropped from helicopters and planes",
    ),
    (
        Air,
        Names,
        "coalition strike*, coalitions strike*, coalition bomb*, coalition raid*, coalition targeting",
        "the Coalition strikes from the air",
    ),
    (
        Air,
        Names,
        "russian strike*, russian bomb*, russian raid*, israeli strike*, israeli raid*, israeli attack*, us strike*",
        "",
    ),
    (Air, Names, "raids", "SOHR: raids are air raids; raids of the police are under NOT_MEANT"),
    (Air, Names, "airwars, air wars, us led coalition in", "Airwars lists air strikes only"),
    (
        Air,
        Carrier,
        "warplane*, war plane*, helicopter*, jet, jets, fighter jet*, airplane*, aircraft*, planes, hwyjet*",
        "",
    ),
    (Air, Carrier, "drone, drones, uav*", "the sub-type holds drones too"),
    (
        Shelling,
        Names,
        "shelling*, shelled, shells, shell, artillery, mortar*, howitzer*, rocket*, missile*, projectile*",
        "SOHR uses shell as a verb",
    ),
    (
        Shelling,
        Names,
        "bombard, bombards, bombarded, bombarding, bombardment*, ground strike*, cannon*, tank fire",
        "",
    ),
    (Shelling, Names, "bombing*, bombed, bombes", "SOHR: a bombardment whose weapon is not named"),
    (Grenade, Names, "grenade*", ""),
    (
        Explosive,
        Hints,
        "explosion*, explode*, exploding, blast, blasts, detonat*, explosive*, bomb, bombs",
        "a charge that is not said to be thrown",
    ),
    (Attack, Hints, "execute*, executing, executting, execution*, behead*, crucif*", "killed in custody"),
];

/// Words in which those of [`WORDS`] mean something else.
const NOT_MEANT: &[(&str, &str)] = &[
    ("air defen*, anti aircraft*, antiaircraft*, surface to air*", "weapons against aircraft"),
    ("air base*, air force intelligence, air intelligence, air drop*, cargo plane*", "places and services"),
    ("helicopter airport*, helicopters airport*, helicopter base*, tank* battalion", "names of bases"),
    (
        "reconnaissance drone*, reconnaissance plane*, reconnaissance aircraft*, surveillance drone*",
        "they look",
    ),
    (
        "coal mine*, salt mine*, phosphate mine*, mine clear*, mines clear*, clear* mines, dismantl* mines",
        "no explosion",
    ),
    ("dismantl* a mine, dismantl* ied*, dismantl* explosive*, dismantl* booby*", "no explosion"),
    (
        "gas field*, gas and oil*, missile battalion*, missiles battalion*, artillery college, artillery academy",
        "names of places",
    ),
    ("rocket battalion*, air defense battalion*, shell company", "names of places"),
    ("hit by chemical*, play of the chemical*, scanning for*, search* for landmines", "spoken of, not used"),
    (
        "raids and arrest*, arrest* and raids, raids and search*, security raids, raids and detain*",
        "the police",
    ),
];

/// Words that take back the one that follows: "without shelling".
const TAKES_BACK: [&str; 9] =
    ["no", "not", "without", "never", "denies", "denied", "deny", "absence", "stop"];

/// Words of fighting, beside which an explosion is only heard.
const FIGHTING: [&str; 6] = ["clash", "fight", "battle", "advanc", "offensive", "storm"];

/// Words that tell of an aircraft's own end.
const DOWNED: [&str; 7] = ["downing", "downed", "crew", "crash", "crashed", "crashes", "pilot"];

/// Words before "yesterday" in a count of the day's dead.
const TOLLS: [&str; 3] = ["killed", "died", "martyred"];

/// The sub-type that a headline names; several headlines are separated by semicolons.
pub(super) fn classify(headlines: &str) -> Option<SubEventType> {
    let folded = headlines.to_ascii_lowercase();
    let index = index();
    folded.split(';').filter_map(|headline| index.best_row(headline)).min().map(|row| WORDS[row].0)
}

/// A phrase of [`WORDS`] or [`NOT_MEANT`].
struct Phrase {
    /// The row of [`WORDS`]; `None` for what is not meant.
    row: Option<usize>,
    words: Vec<(&'static str, bool)>,
}

impl Phrase {
    /// How many words of the headline it takes, from the first.
    fn matches(&self, headline: &[&str]) -> bool {
        headline.len() >= self.words.len()
            && self.words.iter().zip(headline).all(|((word, is_open), found)| {
                if *is_open { found.starts_with(word) } else { found == word }
            })
    }
}

/// All phrases by their first letter, what is not meant first.
struct Index {
    phrases: [Vec<Phrase>; 26],
}

fn index() -> &'static Index {
    static INDEX: std::sync::OnceLock<Index> = std::sync::OnceLock::new();
    INDEX.get_or_init(|| {
        let mut phrases: [Vec<Phrase>; 26] = std::array::from_fn(|_| Vec::new());
        let rows = NOT_MEANT
            .iter()
            .map(|(list, _)| (None, *list))
            .chain(WORDS.iter().enumerate().map(|(row, (_, _, list, _))| (Some(row), *list)));
        for (row, list) in rows {
            for phrase in list.split(", ") {
                let words =
                    phrase.split(' ').map(|word| (word.trim_end_matches('*'), word.ends_with('*'))).collect();
                if let Some(letter) = letter(phrase) {
                    phrases[letter].push(Phrase { row, words });
                }
            }
        }
        Index { phrases }
    })
}

fn letter(word: &str) -> Option<usize> {
    word.bytes().next().filter(u8::is_ascii_lowercase).map(|byte| usize::from(byte - b'a'))
}

impl Index {
    /// The first row of [`WORDS`] that a headline names.
    fn best_row(&self, headline: &str) -> Option<usize> {
        let words: Vec<&str> = headline
            .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
            .filter(|word| !word.is_empty())
            .collect();
        if words.windows(2).any(|pair| pair[1] == "yesterday" && TOLLS.contains(&pair[0])) {
            return None;
        }
        let mut best: Option<usize> = None;
        let mut at = 0;
        while at < words.len() {
            let mut step = 1;
            for phrase in letter(words[at]).map(|letter| &self.phrases[letter]).into_iter().flatten() {
                if !phrase.matches(&words[at..]) {
                    continue;
                }
                let Some(row) = phrase.row else {
                    step = phrase.words.len();
                    break;
                };
                let is_better = best.is_none_or(|best| row < best);
                let is_taken_back = || at > 0 && TAKES_BACK.contains(&words[at - 1]);
                if is_better && !is_taken_back() && counts(WORDS[row].1, &words) {
                    best = Some(row);
                }
            }
            at += step;
        }
        best
    }
}

/// Whether a word of this weight counts in this headline.
fn counts(weight: Weight, headline: &[&str]) -> bool {
    match weight {
        Names => true,
        Carrier => {
            let is_downed = headline.iter().any(|word| DOWNED.contains(word));
            !is_downed
                && !headline.windows(2).any(|pair| pair == ["shot", "down"] || pair == ["shoot", "down"])
        }
        Hints => !headline.iter().any(|word| FIGHTING.iter().any(|fight| word.starts_with(fight))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(headline: &str) -> &'static str {
        classify(headline).map_or("", SubEventType::name)
    }

    #[test]
    fn the_weapon_in_the_headline_is_the_sub_type() {
        for headline in [
            "Airstrikes target the market of al-Atareb",
            "US air strike kills ten",
            "Helicopters drop barrel bombs on Daraa",
            "About 700 air and ground strikes target the countryside of Hama",
            "A drone targets a military commander in Idlib",
            "Raids target several areas in the vicinity of Deir Ezzor",
        ] {
            assert_eq!(named(headline), "Air/drone strike", "{headline}");
        }
        for headline in
            ["Rocket shelling on Aleppo", "The regime forces shell Talbiseh", "Missiles hit Douma"]
        {
            assert_eq!(named(headline), "Shelling/artillery/missile attack", "{headline}");
        }
        for headline in
            ["A car bomb in Afrin", "Booby-trapped motorcycle", "IED kills two", "A mine explosion in Raqqa"]
        {
            assert_eq!(named(headline), "Remote explosive/landmine/IED", "{headline}");
        }
        assert_eq!(named("Suicide bomber at a checkpoint"), "Suicide bomb");
        assert_eq!(named("Sarin in Khan Shaykhun after an air strike"), "Chemical weapon");
        assert_eq!(named("An attack with a grenade in the capital"), "Grenade");
        assert_eq!(named("ISIS executes a man in Raqqa"), "Attack");
        assert_eq!(named("Clashes on many fronts of Aleppo"), "");
    }

    #[test]
    fn what_only_sounds_like_a_weapon_is_not_one() {
        for headline in [
            "Air defences respond over Damascus",
            "Clashes near the Shaer gas field",
            "Anti-aircraft guns and the air base",
            "The pilot of the warplane which was shot down",
            "Clashes continue without shelling",
            "Clashes and explosions in Homs",
            "SDF launch raids and arrests in Raqqa",
            "Security forces at the coal mine",
        ] {
            assert_eq!(named(headline), "", "{headline}");
        }
    }

    #[test]
    fn a_count_of_a_days_dead_says_nothing_of_one_event() {
        let count = "163 were killed yesterday, including 45 in air strikes";
        assert_eq!(named(count), "");
        assert_eq!(named(&format!("{count};Shelling on Douma")), "Shelling/artillery/missile attack");
    }
}
