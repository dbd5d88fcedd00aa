//! What the rules of reading say of sentences that were written for them.

use kharita::{
    extract::prose::Reader,
    gazetteer::Gazetteer,
    model::{Article, Claim, Day, ReportId, Role},
    theatre::Tables,
};

/// Published on a Friday.
const PUBLISHED: &str = "2016-09-30";

fn claims(title: &str, text: &str) -> Vec<Claim> {
    let tables = Tables::syria().unwrap();
    let reader = Reader::new(Gazetteer::built_in(), &tables.sides, &tables.actors, &tables.sources);
    let article = Article {
        title: (!title.is_empty()).then(|| title.to_owned()),
        text: text.to_owned(),
        published: Some(Day::parse(PUBLISHED).unwrap()),
        ..Article::default()
    };
    reader.read(&article, &ReportId::default()).claims
}

/// Each claim of a text as "type at place, first day".
fn read(text: &str) -> Vec<String> {
    claims("", text)
        .iter()
        .map(|claim| {
            let kind = claim.sub_event_type.name();
            format!("{kind} at {}, {}", claim.toponym.text, claim.interval.start())
        })
        .collect()
}

/// The types of what a text tells.
fn types(text: &str) -> Vec<String> {
    claims("", text).iter().map(|claim| claim.sub_event_type.name().to_owned()).collect()
}

/// Who does and who suffers what the first claim of a text tells.
fn actors(text: &str) -> (Vec<String>, Vec<String>) {
    let claims = claims("", text);
    let of = |role: Role| {
        let actors = claims[0].actors.iter().filter(|actor| actor.role == role);
        actors.map(|actor| actor.name.clone()).collect()
    };
    (of(Role::Actor1), of(Role::Actor2))
}

const NOTHING: &[String] = &[];

#[test]
fn a_gate_a_street_and_an_office_are_not_the_town_that_they_are_called_after() {
    assert_eq!(
        read("A shell hit the Bab Sharqi quarter in Damascus on Tuesday."),
        ["Shelling/artillery/missile attack at Damascus, 2016-09-27"]
    );
    assert_eq!(
        read("A car bomb exploded on Palmyra Street in Homs on Tuesday."),
        ["Remote explosive/landmine/IED at Homs, 2016-09-27"]
    );
    assert_eq!(
        read(
            "Warplanes bombed Saraqib on Tuesday, the head of Idlib's health directorate told an Aleppo-based reporter."
        ),
        ["Air/drone strike at Saraqib, 2016-09-27"]
    );
}

#[test]
fn a_street_called_after_a_day_tells_no_day() {
    assert_eq!(
        read("A rocket hit 8 March Street in Damascus on Tuesday."),
        ["Shelling/artillery/missile attack at Damascus, 2016-09-27"]
    );
}

#[test]
fn the_day_a_page_was_updated_is_not_the_day_of_what_it_tells() {
    assert_eq!(
        read("Last updated at Sep 29 2016 A car bomb killed nine people in Homs on Tuesday."),
        ["Remote explosive/landmine/IED at Homs, 2016-09-27"]
    );
}

#[test]
fn strikes_without_a_weapon_are_what_the_report_is_about() {
    let of_title =
        claims("Jets pound Saraqib", "The market that was struck in Saraqib on Tuesday was crowded.");
    assert_eq!(of_title[0].sub_event_type.name(), "Air/drone strike");
    assert_eq!(types("Nine people were killed in raids on Saraqib on Tuesday."), ["Air/drone strike"]);
    // Soldiers that attack a town after an air strike do so on the ground.
    assert_eq!(
        types("Soldiers attacked Saraqib on Tuesday, minutes after a helicopter had left."),
        ["Armed clash"]
    );
}

#[test]
fn what_is_fired_falls_and_a_town_falls_to_somebody() {
    assert_eq!(
        types("Two mortar shells fell in a garden in Homs on Tuesday."),
        ["Shelling/artillery/missile attack"]
    );
    assert_eq!(types("Saraqib fell to the rebels on Tuesday."), ["Non-state actor overtakes territory"]);
}

#[test]
fn only_ground_is_taken_and_only_a_place_is_entered() {
    assert_eq!(
        types("The army seized documents and two laptops on Tuesday, a paper in Damascus wrote."),
        NOTHING
    );
    assert_eq!(types("The talks about Homs entered a second round on Tuesday."), NOTHING);
    assert_eq!(types("The newly captured hills overlook Saraqib."), NOTHING);
    assert_eq!(types("The army seized the village of Maardis on Tuesday."), ["Government regains territory"]);
}

#[test]
fn who_fights_to_take_a_town_has_not_taken_it() {
    let read = |text: &str| claims("", text)[0].modality.name();
    assert_eq!(read("The army opened a campaign on Tuesday to retake Saraqib."), "planned");
    assert_eq!(read("The army managed on Tuesday to retake Saraqib."), "asserted");
}

#[test]
fn an_agreement_is_told_when_somebody_makes_or_breaks_it() {
    assert_eq!(types("Both sides signed a truce in Homs on Tuesday."), ["Agreement"]);
    assert_eq!(types("Buses stood in Homs on Tuesday in spite of a truce."), NOTHING);
}

#[test]
fn the_war_as_a_whole_is_no_happening() {
    assert_eq!(
        types("Half of the nation has been displaced since the uprising began in March 2011. Homs is empty."),
        NOTHING
    );
    assert_eq!(
        types("Buses reached Homs on Tuesday. The war has killed 250,000 people and displaced more."),
        NOTHING
    );
    assert_eq!(
        types("Warplanes bombed Homs on Tuesday. Whoever shells a clinic commits a crime."),
        ["Air/drone strike"]
    );
    assert_eq!(types("The group took towns across the country on Tuesday, a man from Homs wrote."), NOTHING);
}

#[test]
fn headings_of_other_reports_are_not_read() {
    assert_eq!(types("Aid reached Homs on Tuesday. Share Print Related Car bomb kills ten in Hama"), NOTHING);
}

#[test]
fn nobody_is_killed_in_the_capital_that_speaks_of_it() {
    assert_eq!(
        read("Air raids in Syria killed nine fighters on Tuesday, the ministry in Moscow said."),
        NOTHING
    );
}

#[test]
fn who_is_hit_and_who_hits() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        actors("Seven civilians were killed in Russian air strikes on Saraqib on Tuesday."),
        (names(&["russia"]), names(&["civilians"]))
    );
    assert_eq!(
        actors("Nine insurgents were killed in shelling by the army near Homs on Tuesday."),
        (names(&["syrian-government"]), names(&["syrian-opposition"]))
    );
    assert_eq!(
        actors("Shells hit rebel-held Saraqib on Tuesday, a UK-based monitor wrote."),
        (names(&[]), names(&[]))
    );
}

#[test]
fn who_was_executed_is_counted() {
    let claims = claims("", "Gunmen executed 12 prisoners near Homs on Tuesday.");
    assert_eq!(claims[0].deaths.and_then(|deaths| deaths.best), Some(12));
}

#[test]
fn a_pause_in_strikes_is_no_strike() {
    let claims = claims("", "The army halted its shelling of Homs on Tuesday.");
    assert_eq!(claims[0].modality.name(), "negated");
}

#[test]
fn a_page_names_its_own_day() {
    // The list that the page came in says 30 September, a Friday.
    assert_eq!(
        read("Published September 21 2016 A car bomb killed nine people in Homs on Tuesday."),
        ["Remote explosive/landmine/IED at Homs, 2016-09-20"]
    );
}

#[test]
fn a_month_of_last_year_is_not_this_years() {
    assert_eq!(
        read("Rebels captured Saraqib in June last year."),
        ["Non-state actor overtakes territory at Saraqib, 2015-06-01"]
    );
}

#[test]
fn what_is_only_counted_from_has_no_day() {
    assert_eq!(
        types("Traders came back to Homs three weeks after a car bomb had wrecked the market."),
        NOTHING
    );
    assert_eq!(types("The army withdrew from Homs on Tuesday."), ["Withdrawal"]);
}

#[test]
fn a_total_sums_up_what_was_told_before() {
    let claims = claims(
        "",
        "Air strikes killed 20 people across northern Syria on Tuesday. The total number of dead in Hama and Homs has reached 43.",
    );
    let places: Vec<&str> = claims.iter().map(|claim| claim.toponym.text.as_str()).collect();
    assert_eq!(places, ["Northern Syria", "Northern Syria"]);
}

#[test]
fn what_two_towns_lost_together_is_not_the_loss_of_each() {
    let claims = claims("", "Air strikes killed 30 people in Hama and Homs on Tuesday.");
    let tolls: Vec<_> =
        claims.iter().map(|claim| claim.deaths.map(|deaths| (deaths.best, deaths.high))).collect();
    assert_eq!(tolls, [Some((None, Some(30))), Some((None, Some(30)))]);
}

#[test]
fn who_helps_and_who_they_are() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let (does, _) = actors("The army, with the help of Russia, retook Saraqib on Tuesday.");
    assert_eq!(does, names(&["syrian-government", "russia"]));
    let claims = claims("", "Rebels shelled Homs on Monday. On Tuesday they captured Saraqib.");
    assert_eq!(claims[1].actors[0].name, "syrian-opposition");
    // "After taking the hill, the army": who does it is named behind it.
    assert_eq!(
        types("After capturing the village of Maardis on Tuesday, the army shelled Saraqib.")[0],
        "Government regains territory"
    );
}

#[test]
fn a_bomb_that_was_laid_is_no_bombardment() {
    assert_eq!(types("A bomb killed two officers in Homs on Tuesday."), ["Remote explosive/landmine/IED"]);
    assert_eq!(
        types("Artillery bombardments of Homs went on through Tuesday."),
        ["Shelling/artillery/missile attack"]
    );
    assert_eq!(types("Snipers shot two farmers near Homs on Tuesday."), ["Attack"]);
}

#[test]
fn liberated_areas_destroyed_houses_and_papers_handed_over_are_no_happenings() {
    assert_eq!(types("Schools in the liberated areas of Homs opened on Tuesday."), NOTHING);
    assert_eq!(types("A boy stood near destroyed houses in Homs on Tuesday."), NOTHING);
    assert_eq!(types("Lists handed over to a judge in Homs on Tuesday name ten men."), NOTHING);
}

#[test]
fn with_what_it_was_done_and_what_it_hit() {
    let first = |text: &str| {
        let claim = claims("", text).remove(0);
        (claim.weapon.unwrap_or_default(), claim.target.unwrap_or_default())
    };
    let pair = |weapon: &str, target: &str| (weapon.to_owned(), target.to_owned());
    assert_eq!(
        first("Helicopters dropped barrel bombs that struck a bakery in Saraqib on Tuesday."),
        pair("barrel bombs", "bakery")
    );
    assert_eq!(first("A school in Homs was shelled on Tuesday."), pair("artillery", "school"));
    // Where the wounded went was not hit.
    assert_eq!(
        first("A mortar attack on Homs on Tuesday sent nine people to a hospital."),
        pair("mortars", "")
    );
}

#[test]
fn what_is_not_told_is_not_written() {
    let claim = claims("", "Rebels captured Saraqib on Tuesday.").remove(0);
    let written = serde_json::to_value(&claim).unwrap();
    assert!(written.get("weapon").is_none() && written.get("target").is_none());
}

/// The dead of each claim, who has done it and who says so.
fn accounts(text: &str) -> Vec<String> {
    let told = claims("", text);
    let shown = |claim: &Claim| {
        let dead = claim.deaths.map_or(String::new(), |deaths| deaths.figure().to_string());
        let doers = claim.actors.iter().filter(|actor| actor.role == Role::Actor1);
        let doers: Vec<&str> = doers.map(|actor| actor.name.as_str()).collect();
        let said_by = claim.said_by.as_ref().map_or("", |source| source.as_str());
        format!(
            "{} {} {dead} by {} says {said_by}",
            claim.toponym.text,
            claim.interval.start(),
            doers.join(" ")
        )
    };
    told.iter().map(shown).collect()
}

#[test]
fn a_report_comes_back_to_what_it_told_without_the_place_and_the_day() {
    let strike = "An air strike hit a market in Saraqib on Tuesday. Families had come for the feast.";
    let told = |more: &str| accounts(&format!("{strike} {more}")).split_off(1);
    assert_eq!(told("The bombs killed 21 people."), ["Saraqib 2016-09-27 21 by  says "]);
    assert_eq!(told("In all the raid killed nine civilians."), ["Saraqib 2016-09-27 9 by  says "]);
    // A raid elsewhere is another one.
    assert_eq!(
        told("The raid on Ariha killed nine civilians on Wednesday."),
        ["Ariha 2016-09-28 9 by  says "]
    );
}

#[test]
fn who_is_blamed_is_blamed_for_what_was_told_and_another_count_is_kept_beside_the_first() {
    let strike = "An air strike killed 12 people in Saraqib on Tuesday.";
    let told = |more: &str| accounts(&format!("{strike} {more}")).split_off(1);
    assert_eq!(
        told("Witnesses said the attackers were Russian jets."),
        ["Saraqib 2016-09-27  by russian-air-force says "]
    );
    assert_eq!(
        told("The Syrian Observatory for Human Rights gave a higher total of 15 fatalities."),
        ["Saraqib 2016-09-27 15 by  says sohr"]
    );
    assert_eq!(
        told("The White Helmets put the toll at 17."),
        ["Saraqib 2016-09-27 17 by  says white-helmets"]
    );
}
