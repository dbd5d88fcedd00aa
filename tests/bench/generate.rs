//! Writes UCDP GED-like rows to standard output: `cargo run --example generate -- 1000000 > rows.csv`; or a table of who
//! held which of so many places, and so many changes of that: `cargo run --example generate -- control 6000 5000`.
//!
//! Places cluster around fifty towns and days around offensives, as those of a war do. The same number of rows is
//! always the same bytes.

use std::io::{self, BufWriter, Write};

use kharita::model::Day;

const HEADER: &str = "id,year,type_of_violence,conflict_name,dyad_name,side_a,side_b,number_of_sources,source_article,\
source_office,source_date,source_headline,source_original,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,\
country,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high";

const HEADLINES: [&str; 5] = [
    "Air strikes on several towns",
    "Shelling of the countryside continues",
    "Clashes on many fronts",
    "Car bomb at a checkpoint",
    "Barrel bombs dropped by helicopters",
];

fn main() -> io::Result<()> {
    let number = |at: usize| std::env::args().nth(at).and_then(|text| text.parse().ok());
    if std::env::args().nth(1).is_some_and(|what| what == "control") {
        return control(number(2).unwrap_or(6_000), number(3).unwrap_or(5_000));
    }
    let rows: u32 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1_000);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut random = Random(42);
    let first = Day::from_ymd(2011, 3, 15).unwrap_or(Day::MIN);
    writeln!(out, "{HEADER}")?;
    for row in 0..rows {
        let town = random.below(50);
        let day = first.plus((f64::from(row) / f64::from(rows) * 5_000.0) as i32);
        let near = |random: &mut Random| (f64::from(random.below(2_000)) - 1_000.0) / 10_000.0;
        let latitude = 33.0 + f64::from(town % 10) * 0.38 + near(&mut random);
        let longitude = 36.0 + f64::from(town / 10) * 1.1 + near(&mut random);
        let dead = random.below(12) * random.below(2);
        let headline = HEADLINES[random.below(5) as usize];
        let (year, ..) = day.ymd();
        writeln!(
            out,
            "{id},{year},1,Syria: Government,Government of Syria - Syrian insurgents,Government of Syria,\
             Syrian insurgents,1,\"SOHR,{day},{headline}\",SOHR,{day},{headline},SOHR,{precision},Town {town} village,\
             Idlib Governorate,Ariha district,{latitude:.6},{longitude:.6},Syria,Middle East,1,1,{day},{day},0,0,{dead},0,\
             {dead},{dead},{dead}",
            id = 1_000_000 + row,
            precision = 1 + random.below(3),
        )?;
    }
    out.flush()
}

/// Places all over the west and the middle of Syria, held by whoever held that part of it in the first year; then changes
/// over thirteen years, each of a place near the last.
fn control(places: u32, changes: u32) -> io::Result<()> {
    const HOLDERS: [&str; 5] = [
        "Syrian government",
        "Syrian opposition",
        "Islamic State",
        "Syrian Democratic Forces",
        "Hay'at Tahrir al-Sham",
    ];
    let mut out = BufWriter::new(io::stdout().lock());
    let mut random = Random(7);
    let first = Day::from_ymd(2011, 3, 15).unwrap_or(Day::MIN);
    writeln!(out, "id,place,latitude,longitude,date,status,holder,source,published")?;
    let towns: Vec<(f64, f64)> = (0..places)
        .map(|_| {
            let longitude = 36.3 + f64::from(random.below(50_000)) / 10_000.0;
            (33.6 + (longitude - 36.3) * 0.25 + f64::from(random.below(19_000)) / 10_000.0, longitude)
        })
        .collect();
    let row = |out: &mut dyn Write, town: usize, day: Day, holder: usize| {
        let (latitude, longitude) = towns[town];
        let holder = HOLDERS[holder];
        writeln!(
            out,
            "{town}-{day},Town {town},{latitude:.4},{longitude:.4},{day},held,{holder},made-up,{day}"
        )
    };
    for (town, (latitude, longitude)) in towns.iter().enumerate() {
        row(&mut out, town, first, ((longitude - 36.3) * 0.9 + (latitude - 33.6) * 0.3) as usize % 5)?;
    }
    let mut at = 0;
    for change in 0..changes {
        let day = first.plus(1 + (f64::from(change) / f64::from(changes) * 5_000.0) as i32);
        if random.below(12) == 0 {
            at = random.below(places) as usize;
        } else {
            let (latitude, longitude) = towns[at];
            let near = |town: &usize| (towns[*town].0 - latitude).hypot(towns[*town].1 - longitude) < 0.15;
            at = (0..64).map(|_| random.below(places) as usize).find(near).unwrap_or(at);
        }
        row(&mut out, at, day, random.below(5) as usize)?;
    }
    out.flush()
}

/// A generator of numbers that are the same each time (xorshift, Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) % u64::from(bound)) as u32
    }
}
