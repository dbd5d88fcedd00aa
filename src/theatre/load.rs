//! A theatre's file becomes an atlas.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
};

use super::{
    Tables, TheatreError,
    derive::{Derivation, is_account},
    hidden::Hidden,
};
use crate::{
    atlas::{Atlas, Builder, Link},
    control::{Statement, Tenures},
    event::{Telling, merge},
    extract::Naming,
    model::{Claim, ControlPolicy, Day, ExpertArea, PlaceId, Rulings, SourceId, Terrain},
    store::{ClaimKeys, Store},
};

/// Loads the theatre of this file.
pub fn load_file(path: &Path) -> Result<Atlas, TheatreError> {
    read_from(path, load)
}

/// Loads the theatre of this file, as it is or as it was known by the end of a day.
pub fn load_file_at(path: &Path, known: Option<Day>) -> Result<Atlas, TheatreError> {
    known.map_or_else(|| load_file(path), |day| load_file_known(path, day))
}

/// Loads the theatre of this file as it was known by the end of a day.
pub fn load_file_known(path: &Path, day: Day) -> Result<Atlas, TheatreError> {
    read_from(path, |store| load_known(store, day))
}

fn read_from(
    path: &Path,
    load: impl Fn(&Store) -> Result<Atlas, TheatreError>,
) -> Result<Atlas, TheatreError> {
    let store = Store::open_to_read(path)?;
    let atlas = load(&store)?;
    store.close()?;
    Ok(atlas)
}

/// Loads an open theatre.
pub fn load(store: &Store) -> Result<Atlas, TheatreError> {
    let rulings = Rulings::of(&store.decisions()?);
    let hidden = Hidden::by(&rulings);
    let mut builder = builder(store, &rulings)?;
    let mut naming = Naming::new(&store.actors()?);
    store.for_each_event(|row, event| builder.add_event(row, &hidden.event(event)))?;
    store.for_each_report(|row, report, _| builder.add_report(row, &hidden.report(report)))?;
    store.for_each_claim(|keys, claim| {
        if let Some(claim) = rulings.apply(claim) {
            let claim = hidden.claim(claim);
            builder.add_claim(keys.report, keys.event, &claim, &mut |name| naming.ids(name));
        }
    })?;
    add_links(store, &hidden, &mut builder)?;
    for state in store.control()? {
        builder.add_control(state);
    }
    for area in expert_areas(store)? {
        builder.add_expert_area(area);
    }
    Ok(builder.finish(store.count("problems")?))
}

/// Loads an open theatre as it was known by the end of a day: from the reports that were published by then, and from no
/// other. What nobody knows the day of publication of was not known. What people decided holds whenever they did.
pub fn load_known(store: &Store, day: Day) -> Result<Atlas, TheatreError> {
    let rulings = Rulings::of(&store.decisions()?);
    let hidden = Hidden::by(&rulings);
    let mut builder = builder(store, &rulings)?;
    let mut derivation = Derivation::new(store)?;
    let mut reports: HashMap<i64, (SourceId, Option<Day>, bool)> = HashMap::new();
    store.for_each_report(|row, report, is_row| {
        if report.published.is_some_and(|published| published <= day) {
            let report = hidden.report(report);
            builder.add_report(row, &report);
            reports.insert(row, (report.source, report.published, is_row));
        }
    })?;
    let mut claims: Vec<(ClaimKeys, Claim)> = Vec::new();
    store.for_each_claim(|keys, claim| {
        let known = rulings.apply(claim).filter(|_| reports.contains_key(&keys.report));
        claims.extend(known.map(|claim| (keys, hidden.claim(claim))));
    })?;
    let mut of_event: BTreeMap<i64, Vec<Telling<'_>>> = BTreeMap::new();
    let mut of_place: BTreeMap<&PlaceId, Vec<Statement<'_>>> = BTreeMap::new();
    for (keys, claim) in &claims {
        let Some((source, published, is_row)) = reports.get(&keys.report) else { continue };
        if let Some(event) = keys.event.filter(|_| is_account(claim)) {
            let telling =
                Telling::new(claim, source, *published, *is_row, &mut |name| derivation.naming.ids(name));
            of_event.entry(event).or_default().push(telling);
        }
        let place = claim.located.as_ref().and_then(|at| at.place.as_ref());
        let is_accepted = rulings.is_accepted(&claim.id);
        if let Some((place, told)) = place.zip(Statement::of(claim, source, *published, is_accepted)) {
            of_place.entry(place).or_default().push(told);
        }
    }
    // What is known of a happening is what those who had told of it by then say together: the earlier accounts of an event
    // that was joined from all of them.
    for (event, tellings) in &of_event {
        if let Some(merged) = merge(tellings, &derivation.who) {
            builder.add_event(*event, &merged);
        }
    }
    for (keys, claim) in &claims {
        builder.add_claim(keys.report, keys.event, claim, &mut |name| derivation.naming.ids(name));
    }
    add_links(store, &hidden, &mut builder)?;
    for (place, statements) in &of_place {
        for state in derivation.timeline(place, statements) {
            builder.add_control(state);
        }
    }
    for area in expert_areas(store)?.into_iter().filter(|area| area.is_known_on(day)) {
        builder.add_expert_area(area);
    }
    Ok(builder.finish(store.count("problems")?))
}

/// What experts drew, each area until it ends as states do: with its holders, or when nobody vouches for it any more.
fn expert_areas(store: &Store) -> Result<Vec<ExpertArea>, TheatreError> {
    let tenures = Tenures::new(&store.actors()?);
    let policy = store.info()?.map_or_else(ControlPolicy::default, |info| info.control);
    let areas = store.expert_areas()?.into_iter();
    Ok(areas.map(|area| area.fading(policy.stale_after_days).ending(|actor| tenures.end_of(actor))).collect())
}

fn builder(store: &Store, rulings: &Rulings) -> Result<Builder, TheatreError> {
    let info = match store.info()? {
        Some(info) => info,
        None => Tables::syria()?.info,
    };
    let mut places = store.places()?;
    if rulings.sensitive().next().is_some() {
        // A place that only a sensitive claim names is not shown.
        let mut named = BTreeSet::new();
        store.for_each_claim(|_, claim| {
            let claim = rulings.apply(claim);
            named.extend(claim.and_then(|claim| claim.located?.place));
        })?;
        places.retain(|place| named.contains(&place.id));
    }
    let terrain = match store.terrain()? {
        Some(terrain) => terrain,
        // A theatre of the Syrian war that is older than its outline.
        None if info.id == "syria" => Tables::syrian_terrain()?,
        None => Terrain::default(),
    };
    Ok(Builder::new(info, terrain, store.sources()?, store.sides()?, store.actors()?, places))
}

fn add_links(store: &Store, hidden: &Hidden, builder: &mut Builder) -> Result<(), TheatreError> {
    for (later, earlier, is_joined, reason) in store.links()? {
        let earlier = hidden.claim_id(&earlier).0;
        builder.add_link(&hidden.claim_id(&later), Link { earlier, is_joined, reason });
    }
    Ok(())
}
