//! The names of UCDP GED's exact places, and the gazetteer of the shared data that they are looked up in.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use kharita::gazetteer::build::{Built, Publisher, Recipe, build};
use kharita::model::Position;

/// A gazetteer of all public lists in the folder of shared data.
pub fn built(data: &Path) -> Built {
    let recipe = Recipe {
        inputs: vec![
            (Publisher::Boundaries, data.join("boundaries")),
            (Publisher::Ocha, data.join("gazetteer/ocha_communities_sy.json")),
            (Publisher::Wof, data.join("gazetteer/whosonfirst_sy.tsv")),
            (Publisher::OurAirports, data.join("gazetteer/ourairports_sy.csv")),
        ],
        earlier: None,
        country: "SY".to_owned(),
    };
    build(&recipe).expect("the shared data can be read")
}

/// A name of UCDP GED with its governorate, its point and how many events are there.
pub struct Named {
    pub name: String,
    pub admin1: String,
    pub at: Position,
    pub events: usize,
}

/// Every distinct name with `where_prec` 1, in order.
pub fn ucdp(path: &Path) -> Vec<Named> {
    let mut text = String::new();
    let file = std::fs::File::open(path).expect("UCDP GED is there");
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("it is gzip");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().expect("it has headers").clone();
    let column = |name: &str| headers.iter().position(|header| header == name).expect("a column of UCDP GED");
    let [precision, name, admin1, latitude, longitude] =
        ["where_prec", "where_coordinates", "adm_1", "latitude", "longitude"].map(column);
    let mut names: BTreeMap<String, Named> = BTreeMap::new();
    for row in reader.records() {
        let row = row.expect("a row");
        if row[precision].parse::<f64>() != Ok(1.0) {
            continue;
        }
        let number = |at: usize| row[at].parse::<f64>().expect("a number");
        let at = Position::new(number(longitude), number(latitude)).expect("a point");
        let new = || Named { name: row[name].to_owned(), admin1: row[admin1].to_owned(), at, events: 0 };
        names.entry(row[name].to_owned()).or_insert_with(new).events += 1;
    }
    names.into_values().collect()
}
