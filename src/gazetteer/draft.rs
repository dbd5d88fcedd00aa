//! A place as one source tells of it, before it is joined with what others tell and laid into flat arrays.

use crate::model::{PlaceId, Position};

use super::shape::Shape;

/// A place as one source tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Its id, then the ids under which others know it.
    pub ids: Vec<PlaceId>,
    /// Its names. The first is shown, and so is the first in Arabic letters.
    pub names: Vec<Name>,
    /// Its point.
    pub position: Position,
    /// GeoNames feature code.
    pub feature_code: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Governorate, district and sub-district, as far as they are known.
    pub admin: [Option<String>; 3],
    /// Inhabitants.
    pub population: Option<u32>,
    /// Kilometers around the point within which the truth lies.
    pub radius_km: Option<f64>,
    /// Codes in other lists: `ICAO OS57`.
    pub codes: Vec<String>,
    /// How its coordinates are known.
    pub known_by: String,
    /// The area it covers, or the course it runs along.
    pub shape: Option<Shape>,
}

/// One name of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub text: String,
    /// BCP 47 tag, where the source tells it.
    pub language: Option<String>,
    /// Who gives this name.
    pub origins: Origins,
}

/// Which sources of a gazetteer say something, a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origins(pub(super) u32);

impl Origins {
    /// Sources that a gazetteer tells apart, at most.
    pub const MOST: usize = 32;

    /// The source with this number; [`Origins::MOST`] and beyond are one.
    #[must_use]
    pub fn of(source: usize) -> Self {
        Self(1 << source.min(Self::MOST - 1))
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The numbers of the sources.
    pub fn sources(self) -> impl Iterator<Item = usize> {
        (0..Self::MOST).filter(move |source| self.0 >> source & 1 == 1)
    }
}

impl Name {
    /// A name of which nothing but its letters is known.
    #[must_use]
    pub fn new(text: impl Into<String>, source: usize) -> Self {
        Self { text: text.into(), language: None, origins: Origins::of(source) }
    }

    /// Whether it is written in Arabic letters.
    #[must_use]
    pub fn is_arabic(&self) -> bool {
        is_arabic(&self.text)
    }
}

/// Whether the first letter of a name is an Arabic one.
pub(super) fn is_arabic(name: &str) -> bool {
    // Letters of most names, told without the tables of Unicode.
    match name.chars().next() {
        Some('a'..='z' | 'A'..='Z') => return false,
        Some('\u{620}'..='\u{64a}') => return true,
        _ => {}
    }
    let first = name.chars().find(|c| c.is_alphabetic());
    first
        .is_some_and(|c| matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fefc}'))
}

impl Draft {
    /// The name that is shown; empty when it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.names.first().map_or("", |name| &name.text)
    }

    /// Adds a name, or its origin where the name is there already.
    pub fn add_name(&mut self, name: Name) {
        match self.names.iter_mut().find(|known| known.text == name.text) {
            Some(known) => {
                known.origins = known.origins.and(name.origins);
                known.language = known.language.take().or(name.language);
            }
            None => self.names.push(name),
        }
    }
}
