//! Event types as tables name them, to the sub-type meant: ACLED's today, ACLED's before 2019, and plain words.

use crate::model::SubEventType::{
    Abduction, Agreement, AirDroneStrike, ArmedClash, Attack, ChemicalWeapon, Displacement,
    GovernmentRegainsTerritory, Grenade, HeadquartersOrBaseEstablished, LootingPropertyDestruction,
    MobViolence, NonStateActorOvertakesTerritory, NonViolentTransferOfTerritory, Other, PeacefulProtest,
    RemoteExplosive, ShellingArtilleryMissileAttack, SuicideBomb, TroopMovement, ViolentDemonstration,
    Withdrawal,
};
use crate::model::{EventType, SubEventType};

use super::headers::key;

/// An event type without a sub-type means its plainest one.
const TYPES: &[(SubEventType, &[&str])] = &[
    (
        ArmedClash,
        &[
            "battles",
            "battle",
            "clash",
            "clashes",
            "armed_clashes",
            "fighting",
            "combat",
            "اشتباك",
            "اشتباكات",
        ],
    ),
    (ArmedClash, &["battle_no_change_of_territory", "affrontement", "affrontements"]),
    (GovernmentRegainsTerritory, &["battle_government_regains_territory"]),
    (NonStateActorOvertakesTerritory, &["battle_non_state_actor_overtakes_territory"]),
    (NonStateActorOvertakesTerritory, &["territory_captured", "capture"]),
    (
        ShellingArtilleryMissileAttack,
        &["explosions_remote_violence", "remote_violence", "bombardment", "قصف"],
    ),
    (ShellingArtilleryMissileAttack, &["missile_attack", "rocket_attack", "artillery", "bombardement"]),
    (
        AirDroneStrike,
        &["airstrikes", "air_strike", "air_strikes", "drone_attack", "barrel_bomb", "missile_drone"],
    ),
    (AirDroneStrike, &["frappe_aerienne", "غارة", "غارة_جوية", "غارات_جوية"]),
    (
        RemoteExplosive,
        &["car_bomb", "mine", "explosion", "bombing", "bombing_explosion", "vbied", "تفجير", "انفجار"],
    ),
    (SuicideBomb, &["suicide_bombing", "suicide_attack", "attentat_suicide"]),
    (Grenade, &["grenade"]),
    (ChemicalWeapon, &["chemical_attack", "chemical", "attaque_chimique", "هجوم_كيميائي"]),
    (Attack, &["violence_against_civilians", "killing", "execution", "execution_killing", "massacre"]),
    (Abduction, &["kidnapping", "arrest_abduction"]),
    (PeacefulProtest, &["protests", "protest", "demonstration", "manifestation", "مظاهرة"]),
    (ViolentDemonstration, &["riots", "riot", "riots_protests"]),
    (MobViolence, &["mob"]),
    (Agreement, &["ceasefire", "ceasefire_agreement", "truce"]),
    (HeadquartersOrBaseEstablished, &["headquarters_or_base_established", "base"]),
    (LootingPropertyDestruction, &["property_destruction"]),
    (NonViolentTransferOfTerritory, &["non_violent_transfer_of_territory", "handover"]),
    (Withdrawal, &["retreat", "retrait", "انسحاب"]),
    (TroopMovement, &["deployment", "convoy"]),
    (Displacement, &["evacuation", "نزوح"]),
    (Other, &["strategic_developments", "strategic_development"]),
];

/// The sub-type of a row from its two columns; `Other` where neither says anything.
pub(super) fn sub_event_type(
    event_type: Option<&str>,
    sub_event_type: Option<&str>,
) -> Result<SubEventType, String> {
    match sub_event_type.or(event_type) {
        Some(text) => read(text).ok_or_else(|| unknown(text)),
        None => Ok(Other),
    }
}

fn read(text: &str) -> Option<SubEventType> {
    // The exact name first: it is what every row of an export has.
    if let Some(found) = SubEventType::ALL.iter().find(|known| known.name() == text) {
        return Some(*found);
    }
    let key = key(text);
    TYPES
        .iter()
        .find(|(_, names)| names.contains(&key.as_str()))
        .map(|(found, _)| *found)
        .or_else(|| SubEventType::parse(text))
}

/// Whether a text is the name of an event type or of a sub-type.
pub(super) fn names_a_type(text: &str) -> bool {
    // No name has a digit; most keys have.
    !text.bytes().any(|byte| byte.is_ascii_digit())
        && (read(text).is_some() || key(text) == key(EventType::Status.name()))
}

fn unknown(text: &str) -> String {
    let text: String = text.chars().take(60).collect();
    format!("unknown event type {text:?}; write one of ACLED's, such as Battles or Air/drone strike")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_without_a_sub_type_means_its_plainest_one() {
        let read = |event_type| sub_event_type(Some(event_type), None).unwrap().name();
        assert_eq!(read("Battles"), "Armed clash");
        assert_eq!(read("Explosions/Remote violence"), "Shelling/artillery/missile attack");
        assert_eq!(read("Battle-Government regains territory"), "Government regains territory");
        assert_eq!(read("AIRSTRIKE"), "Air/drone strike");
        assert_eq!(read("غارة جوية"), "Air/drone strike");
        assert_eq!(read("Withdrawal"), "Withdrawal");
        assert_eq!(sub_event_type(Some("Battles"), Some("Grenade")), Ok(SubEventType::Grenade));
        assert_eq!(
            sub_event_type(Some("picnic"), None).unwrap_err(),
            "unknown event type \"picnic\"; write one of ACLED's, such as Battles or Air/drone strike"
        );
    }
}
