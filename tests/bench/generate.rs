//! Writes UCDP GED-like rows to standard output: `cargo run --example generate -- 1000000 > rows.csv`.
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
