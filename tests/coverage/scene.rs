//! What the mesh is tested and measured on: a country, places and who holds them, the same each time.

use std::{collections::BTreeSet, error::Error, fs, path::Path};

use kharita::geometry::{EqualArea, Xy, is_inside};

/// A country on the plane, and places in it.
pub struct Scene {
    pub plane: EqualArea,
    pub rings: Vec<Vec<Xy>>,
    pub sites: Vec<Xy>,
}

impl Scene {
    /// Syria as OCHA's boundaries draw it, in a folder of shared data, without places.
    pub fn syria(data: &Path) -> Result<Self, Box<dyn Error>> {
        let plane = EqualArea::around(38.5, 35.0);
        let shapes =
            shapefile::read_shapes_as::<_, shapefile::Polygon>(data.join("boundaries/syr_admin0.shp"))?;
        let rings = shapes.iter().flat_map(shapefile::Polygon::rings);
        let rings = rings
            .map(|ring| ring.points().iter().map(|point| plane.project([point.x, point.y])).collect())
            .collect();
        Ok(Self { plane, rings, sites: Vec::new() })
    }

    /// A country that is nowhere: a star of 2,000 corners with a lake and an island, some 190,000 square kilometers.
    pub fn invented() -> Self {
        let plane = EqualArea::around(38.5, 35.0);
        let mut random = Random(7);
        let mut star = |center: Xy, reach: f64, corners: u32| -> Vec<Xy> {
            (0..corners)
                .map(|corner| {
                    let (sine, cosine) =
                        (f64::from(corner) * std::f64::consts::TAU / f64::from(corners)).sin_cos();
                    let reach = reach * (0.95 + 0.1 * random.share());
                    [center[0] + reach * cosine, center[1] + reach * sine]
                })
                .collect()
        };
        let rings =
            vec![star([0.0, 0.0], 245e3, 2_000), star([40e3, 20e3], 20e3, 90), star([290e3, 0.0], 20e3, 60)];
        Self { plane, rings, sites: Vec::new() }
    }

    /// With the communities that OCHA lists, in a folder of shared data; of those on one spot the first.
    pub fn with_communities(mut self, data: &Path) -> Result<Self, Box<dyn Error>> {
        let listed: serde_json::Value =
            serde_json::from_slice(&fs::read(data.join("gazetteer/ocha_communities_sy.json"))?)?;
        let mut taken = BTreeSet::new();
        for community in listed.as_array().into_iter().flatten() {
            let (Some(longitude), Some(latitude)) = (community["lon"].as_f64(), community["lat"].as_f64())
            else {
                continue;
            };
            let site = self.plane.project([longitude, latitude]);
            if taken.insert(site.map(|coordinate| (coordinate * 100.0).round() as i64)) {
                self.sites.push(site);
            }
        }
        Ok(self)
    }

    /// With made-up places inside the country until there are so many.
    pub fn with_strewn(mut self, many: usize) -> Self {
        let [least, most] = self.bounds();
        let mut random = Random(11);
        while self.sites.len() < many {
            let site = [0, 1].map(|axis| least[axis] + random.share() * (most[axis] - least[axis]));
            if self.rings.iter().filter(|ring| is_inside(ring, site)).count() % 2 == 1 {
                self.sites.push(site);
            }
        }
        self
    }

    /// With places in rows and columns over the country and beyond, so that four faces meet at each node.
    pub fn with_lattice(mut self, apart: f64) -> Self {
        let [least, most] = self.bounds();
        let count = |axis: usize| ((most[axis] - least[axis]) / apart) as u32 + 1;
        for row in 0..count(1) {
            for column in 0..count(0) {
                self.sites.push([least[0] + f64::from(column) * apart, least[1] + f64::from(row) * apart]);
            }
        }
        self
    }

    /// Who of five holds each place: the lands of sixty strongholds, and one place in twenty by chance.
    pub fn holders(&self) -> Vec<u16> {
        let [least, most] = self.bounds();
        let mut random = Random(13);
        let strongholds: Vec<Xy> = (0..60)
            .map(|_| [0, 1].map(|axis| least[axis] + random.share() * (most[axis] - least[axis])))
            .collect();
        let away = |a: Xy, b: Xy| (a[0] - b[0]).hypot(a[1] - b[1]);
        let holder = |site: &Xy| {
            let nearest = (0..strongholds.len())
                .min_by(|&a, &b| away(strongholds[a], *site).total_cmp(&away(strongholds[b], *site)));
            if random.share() < 0.05 { random.below(5) as u16 } else { nearest.unwrap_or(0) as u16 % 5 }
        };
        self.sites.iter().map(holder).collect()
    }

    fn bounds(&self) -> [Xy; 2] {
        self.rings.iter().flatten().fold([[f64::MAX; 2], [f64::MIN; 2]], |[least, most], point| {
            [[least[0].min(point[0]), least[1].min(point[1])], [most[0].max(point[0]), most[1].max(point[1])]]
        })
    }
}

/// A generator of numbers that are the same each time (xorshift, Marsaglia 2003).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 16) % end
    }

    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
