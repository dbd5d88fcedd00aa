//! Reads the tables that make a theatre: its actors, sides and sources, and what it says of itself.
//!
//! Rows that cannot be used become problems; what is wrong in one cell of a good row is left out and becomes one too.
//! Several values in one cell are separated by `; `.

mod line;

use std::collections::BTreeMap;
use std::path::Path;

use crate::model::{
    Actor, ActorId, Problem, Side, SideId, Source, SourceId, SourceKind, Terrain, TheatreInfo,
};

use super::{IntakeError, terrain};
use line::{Line, each_line, unknown_side};

/// What the files of a theatre's folder hold; what is not there is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theatre {
    /// `theatre.json`.
    pub info: Option<TheatreInfo>,
    /// `outline.geojson` and `barriers.geojson`.
    pub terrain: Terrain,
    /// `sides.csv`.
    pub sides: Vec<Side>,
    /// `actors.csv`.
    pub actors: Vec<Actor>,
    /// `sources.csv`.
    pub sources: Vec<Source>,
    /// What of them could not be used.
    pub problems: Vec<Problem>,
}

/// Reads the files of a theatre from its folder.
pub fn read(folder: &Path) -> Result<Theatre, IntakeError> {
    let content = |file: &str| match std::fs::read(folder.join(file)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(IntakeError::io(file, error)),
        Ok(bytes) => Ok(Some(bytes)),
    };
    let mut theatre = Theatre::default();
    if let Some(json) = content("theatre.json")? {
        theatre.info = Some(info(&json, "theatre.json")?);
    }
    if let Some(json) = content("outline.geojson")? {
        theatre.terrain.outline = terrain::outline(&json, "outline.geojson")?;
    }
    if let Some(json) = content("barriers.geojson")? {
        theatre.terrain.barriers = terrain::barriers(&json, "barriers.geojson")?;
    }
    if let Some(csv) = content("sides.csv")? {
        let (found, problems) = sides(&csv, "sides.csv")?;
        theatre.sides = found;
        theatre.problems.extend(problems);
    }
    if let Some(csv) = content("actors.csv")? {
        let (found, problems) = actors(&csv, "actors.csv", &theatre.sides)?;
        theatre.actors = found;
        theatre.problems.extend(problems);
    }
    if let Some(csv) = content("sources.csv")? {
        let (found, problems) = sources(&csv, "sources.csv", &theatre.sides)?;
        theatre.sources = found;
        theatre.problems.extend(problems);
    }
    Ok(theatre)
}

/// Reads `theatre.json`.
pub fn info(json: &[u8], file: &str) -> Result<TheatreInfo, IntakeError> {
    let fault = |reason| IntakeError::Header { file: file.to_owned(), reason };
    let info: TheatreInfo = serde_json::from_slice(json).map_err(|error| fault(error.to_string()))?;
    match info.control.fault() {
        Some(reason) => Err(fault(reason.to_owned())),
        None => Ok(info),
    }
}

/// Reads `sides.csv`: `id,name,name_ar,color,prefers`.
pub fn sides(csv: &[u8], file: &str) -> Result<(Vec<Side>, Vec<Problem>), IntakeError> {
    let mut sides: Vec<(Line, Side)> = Vec::new();
    let problems = each_line(csv, file, &["id", "name"], &mut |line, problems| {
        let id = SideId::from(line.cell("id"));
        if let Some(fault) = line.id_fault(sides.iter().any(|(_, side)| side.id == id)) {
            return problems.push(fault);
        }
        let side = Side {
            id,
            name: line.name(),
            name_ar: line.text("name_ar"),
            color: line.color(problems),
            prefers: line.list("prefers").iter().map(|side| SideId::from(side.as_str())).collect(),
        };
        sides.push((line.clone(), side));
    })?;
    let mut problems = problems;
    let known: Vec<SideId> = sides.iter().map(|(_, side)| side.id.clone()).collect();
    for (line, side) in &mut sides {
        side.prefers.retain(|preferred| {
            let is_known = known.contains(preferred);
            if !is_known {
                problems.push(line.problem("prefers", &unknown_side(preferred, &known)));
            }
            is_known
        });
    }
    problems.sort();
    Ok((sides.into_iter().map(|(_, side)| side).collect(), problems))
}

/// Reads `actors.csv`: `id,name,name_ar,aliases,acled,ucdp,side,parent,from,until,successor,color,pattern`.
///
/// A name leads to one actor: one that an earlier row has is left out of the later row, with a problem.
pub fn actors(csv: &[u8], file: &str, sides: &[Side]) -> Result<(Vec<Actor>, Vec<Problem>), IntakeError> {
    let mut actors: Vec<(Line, Actor)> = Vec::new();
    let mut names: BTreeMap<(&'static str, String), ActorId> = BTreeMap::new();
    let mut problems = each_line(csv, file, &["id", "name"], &mut |line, problems| {
        let id = ActorId::from(line.cell("id"));
        if let Some(fault) = line.id_fault(actors.iter().any(|(_, actor)| actor.id == id)) {
            return problems.push(fault);
        }
        let mut own =
            |column: &'static str, space: &'static str, list: Vec<String>, problems: &mut Vec<Problem>| {
                let mut kept = Vec::with_capacity(list.len());
                for name in list {
                    let owner = names.entry((space, name.to_lowercase())).or_insert_with(|| id.clone());
                    if *owner == id {
                        kept.push(name);
                    } else {
                        problems.push(
                            line.problem(column, &format!("{name:?} already leads to {owner}; name it once")),
                        );
                    }
                }
                kept
            };
        let name = line.name();
        own("name", "name", vec![name.clone()], problems);
        let name_ar = line.text("name_ar");
        own("name_ar", "name", name_ar.iter().cloned().collect(), problems);
        let aliases = own("aliases", "name", line.list("aliases"), problems);
        let acled = own("acled", "acled", line.list("acled"), problems);
        let ucdp = own("ucdp", "ucdp", line.list("ucdp"), problems);
        let actor = Actor {
            name,
            name_ar,
            aliases,
            acled,
            ucdp,
            side: line.side("side", sides, problems),
            parent: line.text("parent").map(|parent| ActorId::from(parent.as_str())),
            from: line.date("from", problems),
            until: line.date("until", problems),
            successor: line.text("successor").map(ActorId),
            color: line.color(problems),
            pattern: line.pattern(problems),
            id,
        };
        actors.push((line.clone(), actor));
    })?;
    let known: Vec<ActorId> = actors.iter().map(|(_, actor)| actor.id.clone()).collect();
    for (line, actor) in &mut actors {
        if actor.parent.as_ref().is_some_and(|parent| !known.contains(parent) || *parent == actor.id) {
            problems.push(line.problem("parent", "this is no other actor of the table"));
            actor.parent = None;
        }
        if actor.successor.as_ref().is_some_and(|next| !known.contains(next) || *next == actor.id) {
            problems.push(line.problem("successor", "this is no other actor of the table"));
            actor.successor = None;
        }
    }
    problems.sort();
    Ok((actors.into_iter().map(|(_, actor)| actor).collect(), problems))
}

/// Reads `sources.csv`: `id,name,kind,prefers,copies,licence,attribution,republish,url`.
///
/// Only `yes` in `republish` lets rows be republished.
pub fn sources(csv: &[u8], file: &str, sides: &[Side]) -> Result<(Vec<Source>, Vec<Problem>), IntakeError> {
    let mut sources: Vec<(Line, Source)> = Vec::new();
    let mut problems = each_line(csv, file, &["id", "name"], &mut |line, problems| {
        let id = SourceId::from(line.cell("id"));
        if let Some(fault) = line.id_fault(sources.iter().any(|(_, source)| source.id == id)) {
            return problems.push(fault);
        }
        let kind = SourceKind::parse(&line.cell("kind").to_lowercase());
        if kind == SourceKind::Unknown && !matches!(line.cell("kind"), "" | "unknown") {
            let reason = "unknown kind; there are newspaper, agency, broadcaster, monitor, data, government, armed-group, organization, reference";
            problems.push(line.problem("kind", reason));
        }
        let republish = match line.cell("republish").to_lowercase().as_str() {
            "yes" | "true" | "1" => true,
            "no" | "false" | "0" | "" => false,
            _ => {
                problems.push(
                    line.problem("republish", "write yes or no; until then its rows are not republished"),
                );
                false
            }
        };
        let name = line.name();
        let source = Source {
            id,
            kind,
            prefers: line.side("prefers", sides, problems),
            copies: line.text("copies").map(|source| SourceId::from(source.as_str())),
            licence: line.cell("licence").to_owned(),
            attribution: line.text("attribution").unwrap_or_else(|| name.clone()),
            republish,
            url: line.text("url"),
            name,
        };
        sources.push((line.clone(), source));
    })?;
    let known: Vec<SourceId> = sources.iter().map(|(_, source)| source.id.clone()).collect();
    for (line, source) in &mut sources {
        if source.copies.as_ref().is_some_and(|copied| !known.contains(copied) || *copied == source.id) {
            problems.push(line.problem("copies", "this is no other source of the table"));
            source.copies = None;
        }
    }
    problems.sort();
    Ok((sources.into_iter().map(|(_, source)| source).collect(), problems))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(problems: &[Problem]) -> Vec<String> {
        problems
            .iter()
            .map(|problem| {
                let column = problem.column.as_deref().unwrap_or_default();
                format!("{} {column}: {}", problem.line, problem.reason)
            })
            .collect()
    }

    const SIDES: &str =
        "id,name,name_ar,color,prefers\ngovernment,Government,الحكومة,#9D1F15,russia\nrussia,Russia,,,\n";

    #[test]
    fn sides_may_prefer_sides_that_stand_below_them() {
        let (found, problems) = sides(SIDES.as_bytes(), "sides.csv").unwrap();
        assert_eq!(told(&problems), [""; 0]);
        assert_eq!(found[0].prefers, [SideId::from("russia")]);
        let (_, problems) =
            sides(b"id,name,color,prefers\na,A,red,b\na,Again,,\n,No id,,\na b,Blank,,,", "sides.csv")
                .unwrap();
        assert_eq!(
            told(&problems),
            [
                "2 color: a color is written as #9d1f15",
                "2 prefers: unknown side \"b\"; there are a",
                "3 id: an earlier row has this id; give this one another",
                "4 id: an id is made of letters, digits and hyphens",
                "5 : the row has 5 cells and the header 4"
            ]
        );
    }

    #[test]
    fn a_name_leads_to_one_actor() {
        let (sides, _) = sides(SIDES.as_bytes(), "sides.csv").unwrap();
        let csv = "id,name,aliases,acled,ucdp,side,parent,from,until,color,pattern\n\
            syrian-army,Syrian Army,SAA; the army,Military Forces of Syria,Government of Syria,government,,1946,2024-12-08,#9D1F15,solid\n\
            air-force,Air Force,SyAAF; saa,,,government,syrian-army,,,,dots\n\
            nobody,Nobody,,,,martians,nobody,soon,,,zebra\n";
        let (actors, problems) = actors(csv.as_bytes(), "actors.csv", &sides).unwrap();
        assert_eq!(actors.len(), 3);
        assert_eq!(actors[1].aliases, ["SyAAF"]);
        assert_eq!(
            told(&problems),
            [
                "3 aliases: \"saa\" already leads to syrian-army; name it once",
                "4 from: this is no date; write it as 2017-01-28, 2017-01 or 2017",
                "4 parent: this is no other actor of the table",
                "4 pattern: unknown pattern; there are solid, diagonal, cross, dots",
                "4 side: unknown side \"martians\"; there are government, russia"
            ]
        );
    }

    #[test]
    fn rows_are_republished_only_where_the_table_says_yes() {
        let csv = "id,name,kind,prefers,copies,licence,attribution,republish,url\n\
            ucdp-ged,UCDP GED,data,,,CC BY 4.0,\"UCDP, Uppsala\",yes,https://ucdp.uu.se\n\
            sana,SANA,agency,,ucdp-ged,all rights reserved,,perhaps,\n";
        let (sources, problems) = sources(csv.as_bytes(), "sources.csv", &[]).unwrap();
        assert_eq!(sources.iter().map(|source| source.republish).collect::<Vec<_>>(), [true, false]);
        assert_eq!(sources[1].attribution, "SANA");
        assert_eq!(
            told(&problems),
            ["3 republish: write yes or no; until then its rows are not republished"]
        );
    }

    #[test]
    fn a_table_without_its_columns_says_which() {
        let told = sides(b"name,color\nA,#000000\n", "sides.csv").unwrap_err().to_string();
        assert_eq!(
            told,
            "sides.csv: the header cannot be used: there is no column id; its columns are name, color"
        );
    }

    #[test]
    fn no_folder_is_an_empty_theatre() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()).unwrap(), Theatre::default());
    }
}
