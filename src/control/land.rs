//! The land of a theatre through the whole war: its faces, and whose each was when.

use super::areas::{Barriers, Estimator, ExpertPolygon, Faces, History, Outline, Snapshot, experts};
use crate::geometry::{EqualArea, Mesh, MeshError, Meters, Xy};
use crate::model::{
    Basis, ControlPolicy, ControlState, Day, ExpertArea, Holding, Holdings, Interpolation, Position, Terrain,
};

/// Faces at least, so that an empty desert has some: on Syria's land about 15 km² each.
const LEAST_FACES: usize = 12_000;
/// Faces at most.
const MOST_FACES: usize = 60_000;
/// Faces for each place.
const FACES_PER_PLACE: usize = 6;

/// The land of a theatre.
#[derive(Debug)]
pub struct Land {
    projection: EqualArea,
    /// The faces as shapes.
    pub mesh: Mesh,
    /// The faces as land around places and between them.
    pub faces: Faces,
    /// The holdings that labels are numbers of.
    pub holdings: Holdings,
    /// Who held which face when.
    pub history: History,
    /// How the land between places is given.
    pub estimator: Estimator,
    timelines: Vec<Vec<(i32, u16)>>,
    barriers: Barriers,
    sites: Vec<Xy>,
    drawn: Vec<ExpertPolygon>,
}

/// Who speaks for a face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speaker {
    /// Number of the place, in the order they were given.
    pub place: usize,
    /// How far it is away.
    pub distance: Meters,
}

impl Land {
    /// The land of a country by the states of its places and what experts drew, `None` where there is no land, or none that
    /// faces can be made of.
    #[must_use]
    pub fn new<'a>(
        terrain: &Terrain,
        policy: ControlPolicy,
        places: &[Position],
        states: impl Iterator<Item = (usize, &'a ControlState)>,
        areas: &[ExpertArea],
    ) -> Option<Self> {
        let projection = projection(terrain)?;
        let rings = projected(&projection, &terrain.outline);
        let outline = Outline::new(&rings);
        let barriers = Barriers::new(&outline, &projected(&projection, &terrain.barriers));
        let sites: Vec<Xy> =
            places.iter().map(|at| projection.project([at.longitude(), at.latitude()])).collect();
        let number =
            policy.faces.unwrap_or((places.len() * FACES_PER_PLACE).max(LEAST_FACES)).min(MOST_FACES);
        let faces = Faces::new(&sites, &outline, number);
        let mesh = Mesh::build(faces.sites(), &rings).ok()?;
        let reach = Meters::from_kilometers(policy.reach_km);
        let estimator = match policy.interpolation {
            Interpolation::Nearest => Estimator::Nearest,
            Interpolation::Reach => Estimator::Reach { reach },
            Interpolation::Kriging => Estimator::Kriging { reach },
        };
        let mut holdings = Holdings::default();
        let timelines = timelines(places.len(), states, &mut holdings);
        let drawn: Vec<ExpertPolygon> =
            areas.iter().map(|area| polygon(&projection, area, &mut holdings)).collect();
        let estimated = History::new(&faces, &barriers, estimator, &holdings, &timelines);
        let history =
            if drawn.is_empty() { estimated } else { experts::laid_over(&estimated, &faces, &drawn) };
        Some(Self {
            projection,
            mesh,
            faces,
            holdings,
            history,
            estimator,
            timelines,
            barriers,
            sites,
            drawn,
        })
    }

    /// Why no land can be made of an outline, if none can: its rings cross, or enclose nothing.
    pub fn check(terrain: &Terrain) -> Result<(), MeshError> {
        let Some(projection) = projection(terrain) else { return Ok(()) };
        Mesh::build(&[[0.0, 0.0]], &projected(&projection, &terrain.outline)).map(drop)
    }

    /// The plane that the faces lie on.
    #[must_use]
    pub fn projection(&self) -> &EqualArea {
        &self.projection
    }

    /// The land of a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Snapshot {
        self.history.on(day.number())
    }

    /// The face of a point; `None` outside the country.
    #[must_use]
    pub fn face_at(&self, at: Position) -> Option<u32> {
        self.mesh.face_at(self.projection.project([at.longitude(), at.latitude()]))
    }

    /// The number of the area that decides whose a face is on a day, in the order they were given; `None` where places do.
    #[must_use]
    pub fn drawn_on(&self, face: u32, day: Day) -> Option<usize> {
        experts::deciding(*self.faces.sites().get(face as usize)?, &self.drawn, day.number())
    }

    /// A point of the plane in degrees, longitude first.
    #[must_use]
    pub fn degrees(&self, at: Xy) -> [f64; 2] {
        self.projection.unproject(at)
    }

    /// The nearest place that says of a day what a label says, and is not behind a wall from a point.
    #[must_use]
    pub fn speaker(&self, at: Position, day: Day, label: u16) -> Option<Speaker> {
        let from = self.projection.project([at.longitude(), at.latitude()]);
        let says = |place: &usize| {
            let until_then = self.timelines[*place].iter().take_while(|(since, _)| *since <= day.number());
            until_then.last().is_some_and(|(_, said)| *said == label)
        };
        let apart = |place: usize| {
            let [x, y] = self.sites[place];
            (x - from[0]).hypot(y - from[1])
        };
        let mut near: Vec<(f64, usize)> =
            (0..self.sites.len()).filter(says).map(|place| (apart(place), place)).collect();
        near.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let open = near.iter().find(|(_, place)| self.barriers.is_open(from, self.sites[*place]));
        open.or(near.first()).map(|(distance, place)| Speaker { place: *place, distance: Meters(*distance) })
    }
}

/// The projection around the middle of an outline; `None` where it has no points.
fn projection(terrain: &Terrain) -> Option<EqualArea> {
    let points = || terrain.outline.iter().flatten();
    let middle = |axis: usize| {
        let (low, high) = points().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), point| {
            (low.min(point[axis]), high.max(point[axis]))
        });
        f64::midpoint(low, high)
    };
    points().next()?;
    Some(EqualArea::around(middle(0), middle(1)))
}

fn projected(projection: &EqualArea, lines: &[Vec<[f64; 2]>]) -> Vec<Vec<Xy>> {
    lines.iter().map(|line| line.iter().map(|point| projection.project(*point)).collect()).collect()
}

/// An area on the plane, with the number of its holding.
fn polygon(projection: &EqualArea, area: &ExpertArea, holdings: &mut Holdings) -> ExpertPolygon {
    let rings: Vec<Vec<Xy>> = area.polygons.iter().flat_map(|rings| projected(projection, rings)).collect();
    let label = holdings.number(area.holding.clone());
    let [until, published] = [area.until, area.published].map(|day| day.map(Day::number));
    ExpertPolygon::new(&rings, label, Some(area.from.number()), until, published)
}

/// For each place the days from which it has a label, in order.
fn timelines<'a>(
    places: usize,
    states: impl Iterator<Item = (usize, &'a ControlState)>,
    holdings: &mut Holdings,
) -> Vec<Vec<(i32, u16)>> {
    let mut timelines: Vec<Vec<(i32, u16)>> = vec![Vec::new(); places];
    for (place, state) in states.filter(|(_, state)| state.basis == Basis::Assessed) {
        let label = holdings.number(Holding {
            status: state.status,
            holders: state.holders.clone(),
            against: state.against.clone(),
        });
        timelines[place].push((state.began.start().number(), label));
        if let Some(fades) = state.fades {
            timelines[place].push((fades.number(), Holdings::UNKNOWN));
        }
    }
    for timeline in &mut timelines {
        timeline.sort_by_key(|(day, _)| *day);
    }
    timelines
}
