//! Why a candidate ranks where it does, in sentences.

use std::fmt;

use crate::geometry::Meters;

/// One reason, as a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reason<'g> {
    Exact,
    Folded,
    Skeleton,
    Heart,
    Typo,
    OtherName,
    CoreOnly(&'static str),
    KindFits { noun: &'static str, word: &'static str },
    StandsIn { name: &'g str, word: &'static str },
    KindDiffers { noun: &'static str, word: &'static str },
    Admin1(&'g str),
    OtherAdmin1 { named: &'g str, own: &'g str },
    TextAdmin1(&'g str),
    OtherCountry(&'g str),
    TextCountry(&'g str),
    Near(Meters),
    NearOthers(Meters),
    TextAdmin2(&'g str),
    Away { apart: Meters, bearing: Option<f64> },
    Between(&'g str),
    Part(&'static str),
    Border { border: &'g str, apart: Meters, fits: bool },
    Along { nearest: Meters, farthest: Meters },
    Capital,
    Seat,
    People(u32),
    Rivals(usize),
}

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Exact => f.write_str("written exactly so"),
            Self::Folded => f.write_str("same letters once case, accents and the article are set aside"),
            Self::Skeleton => {
                f.write_str("same consonants once habits of spelling such as dh and z are set aside")
            }
            Self::Heart => f.write_str("the same but for a word such as tell, farm, upper or eastern"),
            Self::Typo => f.write_str("a letter or two differ, as by a typing error"),
            Self::OtherName => f.write_str("another of its names than the one shown"),
            Self::CoreOnly(noun) => write!(f, "{noun}, though no word asks for one"),
            Self::KindFits { noun, word } => write!(f, "{noun}, as the word '{word}' asks"),
            Self::StandsIn { name, word } => {
                write!(f, "{name} itself, as no place here answers to the word '{word}'")
            }
            Self::KindDiffers { noun, word } => {
                write!(f, "{noun}, though the word '{word}' asks for something else")
            }
            Self::Admin1(own) => write!(f, "in {own}, the governorate that the row names"),
            Self::OtherAdmin1 { named, own } => write!(f, "in {own}, though the row names {named}"),
            Self::TextAdmin1(own) => write!(f, "the context names {own}, its governorate"),
            Self::OtherCountry(own) => write!(f, "in {own}, though the row names another country"),
            Self::TextCountry(own) => write!(f, "the context names {own}, its country"),
            Self::Near(apart) => write!(f, "{apart} from the point it should be near"),
            Self::NearOthers(apart) => write!(f, "{apart} from the nearest other place of the report"),
            Self::TextAdmin2(own) => write!(f, "the context names {own}, its district"),
            Self::Away { apart, bearing: None } => write!(f, "{apart} from it, in whatever direction"),
            Self::Away { apart, bearing: Some(bearing) } => {
                write!(f, "the point {apart} {} of it", compass(bearing))
            }
            Self::Between(other) => write!(f, "the point half way to {other}"),
            Self::Part(word) => write!(f, "the {word} part of it, by its outline"),
            Self::Border { border, apart, fits: true } => {
                write!(f, "{apart} from the {border}, as the context says")
            }
            Self::Border { border, apart, fits: false } => {
                write!(f, "{apart} from the {border}, though the context says otherwise")
            }
            Self::Along { nearest, farthest } if nearest.0 > 0.0 => {
                write!(f, "the land between {nearest} and {farthest} from it")
            }
            Self::Along { farthest, .. } => write!(f, "the land within {farthest} of it"),
            Self::Capital => f.write_str("a country's capital"),
            Self::Seat => f.write_str("seat of its governorate"),
            Self::People(people) => write!(f, "{people} inhabitants"),
            Self::Rivals(1) => f.write_str("another place of this name fits as well"),
            Self::Rivals(others) => write!(f, "{others} other places of this name fit as well"),
        }
    }
}

/// The nearest of the eight directions to a bearing.
pub(super) fn compass(bearing: f64) -> &'static str {
    const NAMES: [&str; 8] =
        ["north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"];
    NAMES[((bearing / 45.0).round() as usize) % NAMES.len()]
}
