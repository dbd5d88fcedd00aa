//! One place of a gazetteer, read out of its arrays.

use std::fmt;

use geo::MultiPolygon;

use crate::model::{Place, PlaceId, Position};

use super::Gazetteer;
use super::arrays::{NONE, degrees};
use super::draft::{Draft, Name, Origins, is_arabic};
use super::part::Part;
use super::shape::Shape;

/// One place of a gazetteer. Copying it copies a number.
#[derive(Clone, Copy)]
pub struct Entry<'g> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) number: u32,
}

/// A name of an [`Entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryName<'g> {
    /// As written.
    pub text: &'g str,
    /// BCP 47 tag, where the source tells it.
    pub language: Option<&'g str>,
    /// Who gives this name.
    pub origins: Origins,
}

impl<'g> Entry<'g> {
    fn at(self, column: &[u32]) -> u32 {
        column[self.number as usize]
    }

    fn string(self, column: &[u32]) -> &'g str {
        self.gazetteer.arrays.string(self.at(column))
    }

    fn optional(self, column: &[u32]) -> Option<&'g str> {
        (self.at(column) != NONE).then(|| self.string(column))
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> &'g str {
        self.string(&self.gazetteer.arrays.id)
    }

    /// Every name, the one that is shown first.
    #[must_use]
    pub fn names(self) -> impl ExactSizeIterator<Item = EntryName<'g>> {
        let arrays = &self.gazetteer.arrays;
        let number = self.number as usize;
        let range = arrays.first_name[number] as usize..arrays.first_name[number + 1] as usize;
        range.map(|at| EntryName {
            text: arrays.string(arrays.name[at]),
            language: (arrays.language[at] != NONE).then(|| arrays.string(arrays.language[at])),
            origins: Origins(arrays.origins[at]),
        })
    }

    /// The name that is shown.
    #[must_use]
    pub fn name(self) -> &'g str {
        self.names().next().map_or("", |name| name.text)
    }

    /// The name that is shown in Arabic.
    #[must_use]
    pub fn name_ar(self) -> Option<&'g str> {
        self.names().map(|name| name.text).find(|name| is_arabic(name))
    }

    /// Its point.
    #[must_use]
    pub fn position(self) -> Position {
        let arrays = &self.gazetteer.arrays;
        let (longitude, latitude) = (degrees(self.at(&arrays.longitude)), degrees(self.at(&arrays.latitude)));
        // A file with other points is refused.
        Position::new(longitude, latitude).unwrap_or(Position::NULL_ISLAND)
    }

    /// GeoNames feature code.
    #[must_use]
    pub fn feature_code(self) -> &'g str {
        self.string(&self.gazetteer.arrays.feature_code)
    }

    /// ISO 3166-1 alpha-2; empty where it is not known.
    #[must_use]
    pub fn country(self) -> &'g str {
        self.string(&self.gazetteer.arrays.country)
    }

    /// Governorate.
    #[must_use]
    pub fn admin1(self) -> Option<&'g str> {
        self.optional(&self.gazetteer.arrays.admin1)
    }

    /// District.
    #[must_use]
    pub fn admin2(self) -> Option<&'g str> {
        self.optional(&self.gazetteer.arrays.admin2)
    }

    /// Sub-district.
    #[must_use]
    pub fn admin3(self) -> Option<&'g str> {
        self.optional(&self.gazetteer.arrays.admin3)
    }

    /// Inhabitants, where they are known.
    #[must_use]
    pub fn population(self) -> Option<u32> {
        Some(self.at(&self.gazetteer.arrays.population)).filter(|&people| people > 0)
    }

    /// What speaks for it wherever it is named, as a weight of `rank`.
    pub(super) fn importance(self) -> f64 {
        f64::from(f32::from_bits(self.at(&self.gazetteer.arrays.importance)))
    }

    /// Kilometers around the point within which the truth lies; `None` where the point is the place.
    #[must_use]
    pub fn radius_km(self) -> Option<f64> {
        let meters = self.at(&self.gazetteer.arrays.radius);
        (meters != NONE).then(|| f64::from(meters) / 1_000.0)
    }

    /// Codes in other lists, `; ` between them.
    #[must_use]
    pub fn codes(self) -> &'g str {
        self.string(&self.gazetteer.arrays.codes)
    }

    /// How its coordinates are known.
    #[must_use]
    pub fn known_by(self) -> &'g str {
        self.string(&self.gazetteer.arrays.known_by)
    }

    /// The area it covers or the course it runs along, where that is known.
    #[must_use]
    pub fn shape(self) -> Option<&'g Shape> {
        let number = self.at(&self.gazetteer.arrays.shape);
        // Shapes are made when one is asked for, which most uses never do.
        if number == NONE { None } else { self.gazetteer.shapes().get(number as usize) }
    }

    /// The area it covers, where that is known.
    #[must_use]
    pub fn outline(self) -> Option<&'g MultiPolygon> {
        self.shape()?.area()
    }

    /// The part of its area that a word such as "northern" names.
    pub(super) fn part(self, direction: &str) -> Option<&'g Part> {
        let outline = self.outline()?;
        self.gazetteer.parts().get(self.at(&self.gazetteer.arrays.shape) as usize)?.of(outline, direction)
    }

    /// The place as it was before it was laid into arrays, with the ids under which others know it.
    pub(super) fn to_draft(self, others: &[PlaceId]) -> Draft {
        let own = PlaceId::from(self.id());
        let name = |name: EntryName| Name {
            text: name.text.to_owned(),
            language: name.language.map(str::to_owned),
            origins: name.origins,
        };
        Draft {
            ids: std::iter::once(own).chain(others.iter().cloned()).collect(),
            names: self.names().map(name).collect(),
            position: self.position(),
            feature_code: self.feature_code().to_owned(),
            country: self.country().to_owned(),
            admin: [self.admin1(), self.admin2(), self.admin3()].map(|name| name.map(str::to_owned)),
            population: self.population(),
            radius_km: self.radius_km(),
            codes: self.codes().split("; ").filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            known_by: self.known_by().to_owned(),
            shape: self.shape().cloned(),
        }
    }

    /// The place as a theatre keeps it.
    #[must_use]
    pub fn to_place(self) -> Place {
        let name_ar = self.name_ar();
        let others = self.names().skip(1).filter(|name| Some(name.text) != name_ar);
        Place {
            id: PlaceId::from(self.id()),
            name: self.name().to_owned(),
            name_ar: name_ar.map(str::to_owned),
            names: others.map(|name| name.text.to_owned()).collect(),
            position: self.position(),
            feature_code: self.feature_code().to_owned(),
            country: self.country().to_owned(),
            admin1: self.admin1().map(str::to_owned),
            population: self.population(),
            radius_km: self.radius_km(),
            codes: self.codes().split("; ").filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            known_by: self.known_by().to_owned(),
        }
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} {} {})", self.name(), self.id(), self.country(), self.feature_code())
    }
}

impl PartialEq for Entry<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && std::ptr::eq(self.gazetteer, other.gazetteer)
    }
}
