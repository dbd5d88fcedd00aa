//! A client of the real router, without a socket; and a small theatre to ask about.

use std::{collections::BTreeMap, path::Path, sync::OnceLock};

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use kharita::{
    gazetteer::Gazetteer,
    intake::{self, Options},
    server::{self, Shared},
    theatre,
};
use serde_json::Value;
use tower::ServiceExt;

use crate::help::Desk;

const SMALL: &str = "\
id,date,place,latitude,longitude,event_type,actor1,actor2,deaths_best,source
day,2018-01-10,Idlib,35.93,36.63,Air/drone strike,Syrian government,,3,paper
days,2018-01-12/2018-01-14,Saraqib,35.86,36.80,Armed clash,Hayat Tahrir al-Sham,Syrian government,,paper
month,2018-02,Atarib,36.14,36.82,Peaceful protest,,,,paper
shells,2018-03-01,Morek,35.37,36.69,Shelling/artillery/missile attack,Syrian government,,0,paper
east,2018-03-02,Far east,0.5,179.5,Armed clash,Russia,,,paper
west,2018-03-03,Far west,0.5,-179.5,Armed clash,Russia,,,paper
";

/// `/columns/events` as the page reads it.
pub struct Columns {
    pub header: Value,
    pub count: usize,
    pub ids: Vec<String>,
    bytes: BTreeMap<String, Vec<u8>>,
}

impl Columns {
    pub fn read(block: &[u8]) -> Self {
        assert_eq!(&block[..8], b"KHARITA1");
        let length = u32::from_le_bytes(block[8..12].try_into().unwrap()) as usize;
        assert_eq!(block[12..16], [0; 4]);
        let header: Value = serde_json::from_slice(&block[16..16 + length]).unwrap();
        let mut bytes = BTreeMap::new();
        for column in header["columns"].as_array().unwrap() {
            let [offset, length] = ["offset", "length"].map(|key| column[key].as_u64().unwrap() as usize);
            assert_eq!(offset % 8, 0, "{column}");
            bytes
                .insert(column["name"].as_str().unwrap().to_owned(), block[offset..offset + length].to_vec());
        }
        let count = header["count"].as_u64().unwrap() as usize;
        let mut columns = Self { header, count, ids: Vec::new(), bytes };
        let mut from = 0;
        for row in 0..count {
            let end = columns.u32("id_end", row) as usize;
            columns.ids.push(String::from_utf8(columns.bytes["ids"][from..end].to_vec()).unwrap());
            from = end;
        }
        columns
    }

    pub fn cell<const N: usize>(&self, column: &str, row: usize) -> [u8; N] {
        let bytes = &self.bytes[column];
        assert_eq!(bytes.len(), self.count * N, "{column}");
        bytes[row * N..][..N].try_into().unwrap()
    }

    pub fn u8(&self, column: &str, row: usize) -> u8 {
        self.cell::<1>(column, row)[0]
    }

    pub fn u16(&self, column: &str, row: usize) -> u16 {
        u16::from_le_bytes(self.cell(column, row))
    }

    pub fn u32(&self, column: &str, row: usize) -> u32 {
        u32::from_le_bytes(self.cell(column, row))
    }

    pub fn f32(&self, column: &str, row: usize) -> f32 {
        f32::from_le_bytes(self.cell(column, row))
    }

    pub fn day(&self, column: &str, row: usize) -> String {
        kharita::model::Day::from_number(i32::from_le_bytes(self.cell(column, row))).to_string()
    }

    pub fn day_before(&self, column: &str, row: usize) -> String {
        kharita::model::Day::from_number(i32::from_le_bytes(self.cell(column, row)) - 1).to_string()
    }
}

pub fn small_theatre() -> std::path::PathBuf {
    static MADE: OnceLock<Desk> = OnceLock::new();
    MADE.get_or_init(|| {
        let desk = Desk::new();
        let table = intake::open(&desk.write("small.csv", SMALL), &Options::default()).unwrap();
        let mut store = theatre::open_or_create(&desk.path("t.gpkg")).unwrap();
        let told = theatre::import(
            &mut store,
            theatre::Incoming::Table(Box::new(table)),
            Gazetteer::built_in(),
            &mut |_, _| {},
        )
        .unwrap();
        assert_eq!((told.new, told.problems), (6, 0));
        store.close().unwrap();
        desk
    })
    .path("t.gpkg")
}

pub fn small() -> &'static Shared {
    static LOADED: OnceLock<Shared> = OnceLock::new();
    LOADED.get_or_init(|| shared_of(&small_theatre()))
}

pub fn shared_of(theatre: &Path) -> Shared {
    Shared::new(theatre::load_file(theatre).unwrap(), Gazetteer::built_in())
}

pub fn get(shared: &Shared, address: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
    ask(shared, &Method::GET, address, &[], Body::empty())
}

pub fn ask(
    shared: &Shared,
    method: &Method,
    address: &str,
    headers: &[(&str, &str)],
    body: Body,
) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async {
        let response = server::router(shared.clone()).oneshot(request.body(body).unwrap()).await.unwrap();
        let (head, body) = response.into_parts();
        (head.status, head.headers, to_bytes(body, usize::MAX).await.unwrap().to_vec())
    })
}

#[track_caller]
pub fn json(shared: &Shared, address: &str) -> Value {
    let (status, _, body) = get(shared, address);
    assert_eq!(status, StatusCode::OK, "{address}: {}", String::from_utf8_lossy(&body));
    serde_json::from_slice(&body).unwrap()
}

/// The address of the page's script, whatever page is built in.
pub fn script() -> String {
    let page = String::from_utf8(get(small(), "/").2).unwrap();
    let from = page.find("/assets/").unwrap();
    page[from..].split('"').next().unwrap().to_owned()
}

/// Features of an address and of all that follow it.
pub fn walk(shared: &Shared, address: &str) -> Vec<Value> {
    let mut features = Vec::new();
    let mut next = Some(address.to_owned());
    while let Some(address) = next {
        let mut page = json(shared, &address);
        next = page["links"]
            .as_array()
            .unwrap()
            .iter()
            .find(|link| link["rel"] == "next")
            .map(|link| link["href"].as_str().unwrap().to_owned());
        let Value::Array(found) = page["features"].take() else { panic!("{address}") };
        assert_eq!(page["numberReturned"].as_u64().unwrap() as usize, found.len());
        assert!(next.is_none() || !found.is_empty(), "{address} leads nowhere");
        features.extend(found);
        assert!(
            next.is_some() || page["numberMatched"].as_u64().unwrap() as usize == features.len(),
            "{address}"
        );
    }
    features
}

/// Keys of the small theatre's events that an address finds, in its order.
#[track_caller]
pub fn ids(address: &str) -> Vec<String> {
    let told = json(small(), address);
    let features = told["features"].as_array().unwrap();
    features.iter().map(|one| one["id"].as_str().unwrap().replace("small:", "").replace(".1", "")).collect()
}

pub fn point(feature: &Value) -> Option<[f64; 2]> {
    let at = feature["geometry"]["coordinates"].as_array()?;
    Some([at[0].as_f64()?, at[1].as_f64()?])
}
