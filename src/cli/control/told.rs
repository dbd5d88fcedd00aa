//! What an evaluation found, as tables to read and as JSON.

use std::io::{self, Write};

use anyhow::Result;
use serde_json::{Value, json};

use super::super::show::plain;
use super::evaluate::called;
use crate::control::areas::Score;
use crate::control::areas::doubt::{CLASSES, Doubts};
use crate::control::areas::evaluate::Evaluation;
use crate::geometry::Meters;
use crate::model::{Day, Holdings};

/// What days and labels are called.
pub struct Naming<'a> {
    /// What the labels mean.
    pub holdings: &'a Holdings,
    /// Whether the polygons have days.
    pub is_dated: bool,
}

impl Naming<'_> {
    fn day(&self, day: i32) -> String {
        if self.is_dated { Day::from_number(day).to_string() } else { "undated".to_owned() }
    }
}

/// Prints it for a person.
pub fn tell(evaluation: &Evaluation, naming: &Naming<'_>) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{} places, {} faces {} apart", evaluation.places, evaluation.faces, evaluation.spacing)?;
    writeln!(out)?;
    writeln!(
        out,
        "{:<10}  {:<8} {:>6} {:>8} {:>9} {:>9}",
        "day", "by", "IoU", "IoU 25km", "front km", "p95 km"
    )?;
    for one in &evaluation.estimators {
        for (day, score) in &one.days {
            writeln!(
                out,
                "{:<10}  {:<8} {:>6} {:>8} {:>9} {:>9}",
                naming.day(*day),
                one.estimator.name(),
                share(score.all.iou()),
                share(score.band.iou()),
                kilometers(score.front_mean),
                kilometers(score.front_p95)
            )?;
            for (label, overlap) in &score.by_label {
                let name = called(naming.holdings, *label);
                writeln!(out, "{:<19} {:>7}  {}", "", share(overlap.iou()), plain(&name))?;
            }
        }
        for (from, to, overlap) in &one.changes {
            let (from, to) = (naming.day(*from), naming.day(*to));
            let iou = share(overlap.iou());
            writeln!(out, "{:<19} {iou:>7}  of what changed from {from} to {to}", "")?;
        }
    }
    writeln!(out)?;
    write!(out, "{:<10}", "r")?;
    for one in &evaluation.estimators {
        write!(out, "  {:>17}", one.estimator.name())?;
    }
    writeln!(out, "  {:>8}", "expected")?;
    for (class, expected) in Doubts::default().classes().into_iter().enumerate() {
        write!(out, "{:.1} to {:.1}", expected.from, expected.to)?;
        for one in &evaluation.estimators {
            let measured = one.doubt[class];
            let whole: f64 = one.doubt.iter().map(|class| class.area).sum();
            let of_land = if whole > 0.0 { measured.area / whole * 100.0 } else { 0.0 };
            let wrong = if measured.area > 0.0 {
                format!("{:.1} %", measured.wrong / measured.area * 100.0)
            } else {
                "-".to_owned()
            };
            write!(out, "  {wrong:>7} of {of_land:>4.1} %")?;
        }
        writeln!(out, "  {:>6.1} %", expected.wrong * 100.0)?;
    }
    Ok(())
}

/// Prints it for a program.
pub fn tell_json(evaluation: &Evaluation, naming: &Naming<'_>) -> Result<()> {
    let day = |day: i32| if naming.is_dated { Value::from(naming.day(day)) } else { Value::Null };
    let score = |score: &Score| {
        let holders: Vec<Value> = score
            .by_label
            .iter()
            .map(|(label, overlap)| json!({"holder": called(naming.holdings, *label), "iou": overlap.iou()}))
            .collect();
        json!({
            "iou": score.all.iou(),
            "band_iou": score.band.iou(),
            "front_mean_km": score.front_mean.map(Meters::kilometers),
            "front_p95_km": score.front_p95.map(Meters::kilometers),
            "holders": holders,
        })
    };
    let estimators: Vec<Value> = evaluation
        .estimators
        .iter()
        .map(|one| {
            let days: Vec<Value> = one
                .days
                .iter()
                .map(|(on, of_day)| {
                    let mut told = score(of_day);
                    told["day"] = day(*on);
                    told
                })
                .collect();
            let changes: Vec<Value> = one
                .changes
                .iter()
                .map(|(from, to, overlap)| json!({"from": day(*from), "to": day(*to), "iou": overlap.iou()}))
                .collect();
            let classes = Doubts::default().classes();
            let doubts: Vec<Value> = (0..CLASSES)
                .map(|class| {
                    let measured = one.doubt[class];
                    let wrong = (measured.area > 0.0).then(|| measured.wrong / measured.area);
                    json!({
                        "from": rounded(classes[class].from),
                        "to": rounded(classes[class].to),
                        "km2": measured.area / 1e6,
                        "wrong": wrong,
                    })
                })
                .collect();
            json!({
                "estimator": one.estimator.name(),
                "reach_km": one.estimator.reach().map(Meters::kilometers),
                "days": days,
                "changes": changes,
                "doubts": doubts,
            })
        })
        .collect();
    let told = json!({
        "places": evaluation.places,
        "faces": evaluation.faces,
        "spacing_km": evaluation.spacing.kilometers(),
        "estimators": estimators,
    });
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &told)?;
    writeln!(out)?;
    Ok(())
}

/// As it is written, without the digits that a narrow number has behind that.
fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1_000.0).round() / 1_000.0
}

fn share(share: Option<f64>) -> String {
    share.map_or("-".to_owned(), |share| format!("{share:.3}"))
}

fn kilometers(length: Option<Meters>) -> String {
    length.map_or("-".to_owned(), |length| format!("{:.1}", length.kilometers()))
}
