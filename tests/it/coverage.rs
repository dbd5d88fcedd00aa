//! Areas of control on a real country, held to what another library says of them: valid, and one coverage.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use kharita::geometry::{Area, Coverage, Mesh, Shape, ring_area};
use serde_json::json;

use crate::help::shared;

#[path = "../coverage/scene.rs"]
mod scene;

use scene::Scene;

const SHAPES: [(&str, Shape); 4] = [
    ("raw", Shape::Raw),
    ("smooth", Shape::Smooth),
    ("simple", Shape::Simple { square_meters: 2e6, border: false }),
    ("simple-border", Shape::Simple { square_meters: 2e6, border: true }),
];

#[test]
fn an_invented_country_is_drawn_without_gap_or_overlap() {
    holds("invented", &Scene::invented().with_strewn(500));
}

#[test]
fn a_lattice_is_drawn_without_gap_or_overlap() {
    holds("lattice", &Scene::invented().with_lattice(10_000.0));
}

#[test]
fn syria_is_drawn_without_gap_or_overlap() {
    let Some(data) = shared("data") else { return };
    let syria = || Scene::syria(&data).unwrap();
    holds("syria-500", &syria().with_strewn(500));
    holds("syria-lattice", &syria().with_lattice(9_000.0));
    holds("syria-communities", &syria().with_communities(&data).unwrap());
    if std::env::var_os("KHARITA_PROVE").is_some() {
        holds("syria-50000", &syria().with_communities(&data).unwrap().with_strewn(50_000));
    }
}

/// Draws one day in every shape, in meters and in degrees, and asks shapely about all of them.
fn holds(name: &str, scene: &Scene) {
    let mesh = Mesh::build(&scene.sites, &scene.rings).unwrap();
    let faces: f64 = (0..mesh.faces() as u32).map(|face| mesh.area(face)).sum();
    let country = country(scene);
    assert!((faces - country).abs() < 1e-9 * country, "{name}: {faces} of {country} square meters");
    let coverage = Coverage::of(&mesh, &scene.holders());
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (shape_name, shape) in &SHAPES {
        let lines = coverage.lines(shape);
        // What the border loses when it is simplified is not known beforehand.
        let total = (*shape_name != "simple-border").then_some(country);
        for (unit, lines, total) in [("degrees", lines.degrees(&scene.plane), None), ("meters", lines, total)]
        {
            let file = folder.path().join(format!("{name}-{shape_name}-{unit}.json"));
            fs::write(&file, collection(&coverage.polygons(&lines), total)).unwrap();
            files.push(file);
        }
    }
    checked(&files);
}

/// Area within the rings: what lies within another is a hole.
fn country(scene: &Scene) -> f64 {
    let mut areas: Vec<f64> = scene.rings.iter().map(|ring| ring_area(ring).abs()).collect();
    if areas.len() == 3 {
        areas[1] = -areas[1];
    }
    areas.iter().sum()
}

fn collection(areas: &[Area], country: Option<f64>) -> String {
    let feature = |area: &Area| {
        json!({
            "type": "Feature",
            "properties": { "label": area.label },
            "geometry": { "type": "MultiPolygon", "coordinates": area.polygons },
        })
    };
    let features: Vec<_> = areas.iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features, "country": country }).to_string()
}

fn checked(files: &[PathBuf]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("target/tools/bin/python");
    let has_shapely =
        Command::new(&python).args(["-c", "import shapely"]).status().is_ok_and(|it| it.success());
    if !has_shapely {
        eprintln!("skipped: no shapely (tests/tools.sh installs it)");
        return;
    }
    let output = Command::new(python).arg(root.join("tests/coverage/check.py")).args(files).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    eprint!("{told}");
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
}
