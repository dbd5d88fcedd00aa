//! A plane on which areas are true: the Lambert azimuthal equal-area projection of the WGS 84 ellipsoid.
//!
//! Snyder, *Map Projections: A Working Manual* (USGS Professional Paper 1395, 1987), pages 187 to 190, oblique aspect.

use super::plane::Xy;

/// Semi-major axis of WGS 84, in meters.
const SEMI_MAJOR: f64 = 6_378_137.0;
/// Flattening of WGS 84.
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// Eccentricity of the ellipsoid, squared.
const ECCENTRICITY_SQUARED: f64 = FLATTENING * (2.0 - FLATTENING);
/// Steps of Newton's method from authalic to geodetic latitude; the series before them leaves 1e-7.
const STEPS: usize = 3;

/// A projection around a center: square meters of the plane are square meters of the ellipsoid.
///
/// Directions and lengths are true at the center; 500 km away lengths are off by 0.1 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EqualArea {
    /// Longitude of the center, in radians.
    longitude: f64,
    /// Authalic latitude of the center, as sine and cosine.
    sine: f64,
    cosine: f64,
    /// Radius of the sphere that has the ellipsoid's area, in meters.
    radius: f64,
    /// Stretches east and shrinks north so that the center has no distortion.
    stretch: f64,
}

impl EqualArea {
    /// The projection around a center given in degrees.
    ///
    /// A latitude beyond 89 degrees is taken as 89: the plane around a pole is another formula, and no theatre lies there.
    #[must_use]
    pub fn around(longitude: f64, latitude: f64) -> Self {
        let latitude = latitude.clamp(-89.0, 89.0).to_radians();
        let radius = SEMI_MAJOR * (authalic(1.0) / 2.0).sqrt();
        let (sine, cosine) = authalic_latitude(latitude.sin()).sin_cos();
        let narrowed = latitude.cos() / (1.0 - ECCENTRICITY_SQUARED * latitude.sin().powi(2)).sqrt();
        Self {
            longitude: longitude.to_radians(),
            sine,
            cosine,
            radius,
            stretch: SEMI_MAJOR * narrowed / (radius * cosine),
        }
    }

    /// Longitude and latitude in degrees to meters east and north of the center.
    #[must_use]
    pub fn project(&self, [longitude, latitude]: [f64; 2]) -> Xy {
        let (sine, cosine) = authalic_latitude(latitude.to_radians().sin()).sin_cos();
        let (east, ahead) = (longitude.to_radians() - self.longitude).sin_cos();
        let nearness = 1.0 + self.sine * sine + self.cosine * cosine * ahead;
        let scale = self.radius * (2.0 / nearness).sqrt();
        [
            scale * self.stretch * cosine * east,
            scale / self.stretch * (self.cosine * sine - self.sine * cosine * ahead),
        ]
    }

    /// Meters east and north of the center to longitude and latitude in degrees.
    #[must_use]
    pub fn unproject(&self, [x, y]: Xy) -> [f64; 2] {
        let (x, y) = (x / self.stretch, y * self.stretch);
        let away = x.hypot(y);
        let (sine_arc, cosine_arc) = (2.0 * (away / (2.0 * self.radius)).min(1.0).asin()).sin_cos();
        // At the center both are 0; their quotient goes to 1 over the radius.
        let share = if away > 0.0 { sine_arc / away } else { 1.0 / self.radius };
        let sine = cosine_arc * self.sine + y * share * self.cosine;
        let turn = (x * share).atan2(self.cosine * cosine_arc - y * share * self.sine);
        [(self.longitude + turn).to_degrees(), geodetic_latitude(sine).to_degrees()]
    }
}

/// Snyder's q (3-12) of the sine of a latitude: the area from the equator, on an ellipsoid of semi-major axis 1.
fn authalic(sine: f64) -> f64 {
    let e = ECCENTRICITY_SQUARED.sqrt();
    (1.0 - ECCENTRICITY_SQUARED)
        * (sine / (1.0 - ECCENTRICITY_SQUARED * sine * sine) + (e * sine).atanh() / e)
}

/// The latitude, in radians, on the sphere of equal area (3-11).
fn authalic_latitude(sine: f64) -> f64 {
    (authalic(sine) / authalic(1.0)).clamp(-1.0, 1.0).asin()
}

/// Back to the ellipsoid's latitude, in radians: the series (3-18), then Newton's method (3-16).
fn geodetic_latitude(sine: f64) -> f64 {
    let sine = sine.clamp(-1.0, 1.0);
    let (e2, area) = (ECCENTRICITY_SQUARED, authalic(1.0) * sine);
    let on_sphere = sine.asin();
    let mut latitude = on_sphere + (e2 / 3.0 + 31.0 * e2 * e2 / 180.0) * (2.0 * on_sphere).sin();
    for _ in 0..STEPS {
        let (sine, cosine) = latitude.sin_cos();
        if cosine < 1e-6 {
            break; // At a pole the series is exact and the step divides by nothing.
        }
        let narrowed = 1.0 - e2 * sine * sine;
        latitude += narrowed * narrowed / (2.0 * cosine) * (area - authalic(sine)) / (1.0 - e2);
    }
    latitude
}

#[cfg(test)]
mod tests {
    use geo::{GeodesicArea, Polygon, polygon};
    use proptest::prelude::*;

    use super::*;
    use crate::geometry::ring_area;

    #[test]
    fn a_province_has_the_area_that_it_has_on_the_ellipsoid() {
        // Edges are short, so that straight on the plane and geodesic on the globe part by little.
        let (west, east, south, north) = (35.5, 42.5, 32.3, 37.3);
        let along =
            |from: f64, to: f64| (0..1_000).map(move |step| from + (to - from) * f64::from(step) / 1_000.0);
        let mut ring: Vec<[f64; 2]> = along(west, east).map(|x| [x, south]).collect();
        ring.extend(along(south, north).map(|y| [east, y]));
        ring.extend(along(east, west).map(|x| [x, north]));
        ring.extend(along(north, south).map(|y| [west, y]));
        let geodesic =
            Polygon::new(ring.iter().map(|&[x, y]| (x, y)).collect(), vec![]).geodesic_area_unsigned();
        let around = EqualArea::around(39.0, 35.0);
        let plane: Vec<Xy> = ring.iter().map(|&at| around.project(at)).collect();
        let relative = (ring_area(&plane) - geodesic).abs() / geodesic;
        assert!(relative < 1e-8, "{relative:e}");
    }

    #[test]
    fn small_lengths_are_true_at_the_center() {
        let around = EqualArea::around(36.7, 35.9);
        let center = around.project([36.7, 35.9]);
        assert!(center[0].abs() < 1e-8 && center[1].abs() < 1e-8, "{center:?}");
        // A minute of latitude and of longitude at 35.9 degrees north, from the radii of the ellipsoid.
        let [_, north] = around.project([36.7, 35.9 + 1.0 / 60.0]);
        let [east, _] = around.project([36.7 + 1.0 / 60.0, 35.9]);
        assert!((north - 1_849.28).abs() < 0.02 && (east - 1_504.62).abs() < 0.02, "{north} {east}");
        let triangle = polygon![(x: 36.7, y: 35.9), (x: 36.71, y: 35.9), (x: 36.7, y: 35.91)];
        let plane: Vec<Xy> =
            triangle.exterior().points().take(3).map(|at| around.project([at.x(), at.y()])).collect();
        assert!((ring_area(&plane) / triangle.geodesic_area_unsigned() - 1.0).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn there_and_back_is_where_one_was(
            center in (-180.0..180.0, -70.0..70.0), east in -8.0..8.0, north in -8.0..8.0,
        ) {
            let (longitude, latitude): (f64, f64) = center;
            let around = EqualArea::around(longitude, latitude);
            let at = [longitude + east, latitude + north];
            let back = around.unproject(around.project(at));
            prop_assert!((at[0] - back[0]).abs() < 1e-9 && (at[1] - back[1]).abs() < 1e-9, "{at:?} {back:?}");
        }

        #[test]
        fn no_number_is_too_much(longitude: f64, latitude: f64, x: f64, y: f64) {
            let around = EqualArea::around(longitude, latitude);
            let _ = (around.project([x, y]), around.unproject([x, y]));
        }
    }
}
