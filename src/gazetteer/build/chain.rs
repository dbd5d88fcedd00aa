//! The admin chain of every place: by the outline it lies in where there is one, else by the names its sources give,
//! each governorate and district under the one name that is shown.

use std::collections::HashMap;

use geo::{BoundingRect, Contains, Intersects, Point, Rect};

use crate::gazetteer::asked;
use crate::gazetteer::draft::Draft;
use crate::gazetteer::shape::Shape;
use crate::text::fold;

use super::report::Astray;

/// Completes the chain of each place; returns the places that lie outside the district that their sources name.
pub(super) fn complete(drafts: &mut [Draft]) -> Vec<Astray> {
    let canon = Canon::of(drafts);
    let chains: Vec<[Option<String>; 3]> = {
        let areas = Areas::of(drafts);
        drafts.iter().map(|draft| canon.chain(draft, areas.around(draft))).collect()
    };
    let mut astray = Vec::new();
    for (draft, chain) in drafts.iter_mut().zip(chains) {
        let stated = Canon::shown(&canon.admin2, &draft.country, draft.admin[1].take());
        if let (Some(stated), Some(found)) = (stated, &chain[1])
            && stated != *found
        {
            astray.push(Astray {
                place: draft.ids.first().cloned().unwrap_or_default(),
                name: draft.name().to_owned(),
                stated,
                found: found.clone(),
            });
        }
        draft.admin = chain;
    }
    astray
}

/// The shown name of each governorate and district under every name it has.
struct Canon {
    admin1: Names,
    admin2: Names,
}

/// Country and folded name to the name that is shown.
type Names = HashMap<(String, String), String>;

impl Canon {
    fn of(drafts: &[Draft]) -> Self {
        let (mut admin1, mut admin2) = (HashMap::new(), HashMap::new());
        for draft in drafts {
            let (map, shown) = match draft.feature_code.as_str() {
                "ADM1" => (&mut admin1, draft.admin[0].clone()),
                "ADM2" => (&mut admin2, None),
                _ => continue,
            };
            let shown = shown.unwrap_or_else(|| draft.name().to_owned());
            for name in draft.names.iter().map(|name| fold(&name.text)).chain([fold(&shown)]) {
                let core = asked::strip(&name).map(|stripped| stripped.core.to_owned());
                for name in std::iter::once(name).chain(core) {
                    map.entry((draft.country.clone(), name)).or_insert_with(|| shown.clone());
                }
            }
        }
        Self { admin1, admin2 }
    }

    fn chain(&self, draft: &Draft, around: Option<&Draft>) -> [Option<String>; 3] {
        let level = match draft.feature_code.as_str() {
            "PCLI" => 0,
            "ADM1" => 1,
            "ADM2" => 2,
            _ => 3,
        };
        let [admin1, admin2, admin3] = around.map_or_else(|| draft.admin.clone(), |area| area.admin.clone());
        [
            Self::shown(&self.admin1, &draft.country, admin1).filter(|_| level >= 1),
            Self::shown(&self.admin2, &draft.country, admin2).filter(|_| level >= 2),
            admin3.filter(|_| level >= 3),
        ]
    }

    /// The name that is shown for an area of this name.
    fn shown(map: &Names, country: &str, name: Option<String>) -> Option<String> {
        let name = name?;
        Some(map.get(&(country.to_owned(), fold(&name))).cloned().unwrap_or(name))
    }
}

/// The smallest areas with an outline.
struct Areas<'d> {
    all: Vec<(&'d Draft, Rect)>,
}

impl<'d> Areas<'d> {
    fn of(drafts: &'d [Draft]) -> Self {
        let of_code = |code: &'static str| {
            drafts
                .iter()
                .filter(move |draft| draft.feature_code == code)
                .filter_map(|draft| Some((draft, draft.shape.as_ref()?.area()?.bounding_rect()?)))
        };
        Self { all: of_code("ADM3").chain(of_code("ADM2")).chain(of_code("ADM1")).collect() }
    }

    /// The area that a place lies in; `None` for areas themselves and for what spans several.
    fn around(&self, place: &Draft) -> Option<&'d Draft> {
        let code = place.feature_code.as_str();
        if code.starts_with("ADM")
            || code.starts_with("PCL")
            || matches!(code, "RGN" | "RD" | "STM" | "BDR" | "CST")
        {
            return None;
        }
        let point = Point::new(place.position.longitude(), place.position.latitude());
        self.all
            .iter()
            .find(|(area, rect)| {
                let outline = area.shape.as_ref().and_then(Shape::area);
                rect.intersects(&point) && outline.is_some_and(|outline| outline.contains(&point))
            })
            .map(|(area, _)| *area)
    }
}
