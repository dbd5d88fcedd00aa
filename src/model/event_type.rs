//! Types of events in ACLED's words, with the few sub-types that Kharita adds.

use serde::{Deserialize, Serialize};

/// ACLED's `event_type`, and `Status` for claims about control that are not events on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the documentation: they are ACLED's")]
pub enum EventType {
    ExplosionsRemoteViolence,
    Battles,
    ViolenceAgainstCivilians,
    Protests,
    Riots,
    StrategicDevelopments,
    Status,
}

impl EventType {
    /// The name as ACLED writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ExplosionsRemoteViolence => "Explosions/Remote violence",
            Self::Battles => "Battles",
            Self::ViolenceAgainstCivilians => "Violence against civilians",
            Self::Protests => "Protests",
            Self::Riots => "Riots",
            Self::StrategicDevelopments => "Strategic developments",
            Self::Status => "Status",
        }
    }
}

macro_rules! sub_event_types {
    ($($variant:ident, $event_type:ident, $name:literal;)+) => {
        /// ACLED's `sub_event_type`. Each belongs to one [`EventType`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "&'static str", try_from = "String")]
        #[allow(missing_docs, reason = "the names are the documentation: they are ACLED's")]
        pub enum SubEventType {
            $($variant,)+
        }

        impl SubEventType {
            /// All of them, in the order of their numbers in columns.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name as ACLED writes it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The type that this sub-type belongs to.
            #[must_use]
            pub fn event_type(self) -> EventType {
                match self {
                    $(Self::$variant => EventType::$event_type,)+
                }
            }
        }
    };
}

sub_event_types! {
    AirDroneStrike, ExplosionsRemoteViolence, "Air/drone strike";
    ShellingArtilleryMissileAttack, ExplosionsRemoteViolence, "Shelling/artillery/missile attack";
    RemoteExplosive, ExplosionsRemoteViolence, "Remote explosive/landmine/IED";
    SuicideBomb, ExplosionsRemoteViolence, "Suicide bomb";
    Grenade, ExplosionsRemoteViolence, "Grenade";
    ChemicalWeapon, ExplosionsRemoteViolence, "Chemical weapon";
    ArmedClash, Battles, "Armed clash";
    GovernmentRegainsTerritory, Battles, "Government regains territory";
    NonStateActorOvertakesTerritory, Battles, "Non-state actor overtakes territory";
    Attack, ViolenceAgainstCivilians, "Attack";
    Abduction, ViolenceAgainstCivilians, "Abduction/forced disappearance";
    SexualViolence, ViolenceAgainstCivilians, "Sexual violence";
    PeacefulProtest, Protests, "Peaceful protest";
    ProtestWithIntervention, Protests, "Protest with intervention";
    ExcessiveForceAgainstProtesters, Protests, "Excessive force against protesters";
    ViolentDemonstration, Riots, "Violent demonstration";
    MobViolence, Riots, "Mob violence";
    Agreement, StrategicDevelopments, "Agreement";
    Arrests, StrategicDevelopments, "Arrests";
    ChangeToGroupActivity, StrategicDevelopments, "Change to group/activity";
    DisruptedWeaponsUse, StrategicDevelopments, "Disrupted weapons use";
    HeadquartersOrBaseEstablished, StrategicDevelopments, "Headquarters or base established";
    LootingPropertyDestruction, StrategicDevelopments, "Looting/property destruction";
    NonViolentTransferOfTerritory, StrategicDevelopments, "Non-violent transfer of territory";
    Withdrawal, StrategicDevelopments, "Withdrawal";
    TroopMovement, StrategicDevelopments, "Troop movement";
    Displacement, StrategicDevelopments, "Displacement";
    Other, StrategicDevelopments, "Other";
    Holds, Status, "Holds";
    Contests, Status, "Contests";
    Besieges, Status, "Besieges";
}

impl SubEventType {
    /// Reads the name in any case and with any punctuation, as tables spell it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let key = letters(text);
        // Spellings of older ACLED exports and of hand-made tables.
        let known = match key.as_str() {
            "remoteexplosive" | "ied" | "landmine" => "remoteexplosivelandmineied",
            "airstrike" | "dronestrike" => "airdronestrike",
            "shelling" => "shellingartillerymissileattack",
            "abduction" => "abductionforceddisappearance",
            "looting" => "lootingpropertydestruction",
            other => other,
        };
        Self::ALL.iter().copied().find(|sub_type| letters(sub_type.name()) == known)
    }

    /// The number in columns.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Whether it belongs to the layer and collection *strikes*.
    #[must_use]
    pub fn is_strike(self) -> bool {
        matches!(
            self,
            Self::AirDroneStrike
                | Self::ShellingArtilleryMissileAttack
                | Self::RemoteExplosive
                | Self::SuicideBomb
                | Self::ChemicalWeapon
        )
    }

    /// Whether it tells of who holds a place.
    #[must_use]
    pub fn is_of_control(self) -> bool {
        self.event_type() == EventType::Status
            || matches!(
                self,
                Self::GovernmentRegainsTerritory
                    | Self::NonStateActorOvertakesTerritory
                    | Self::NonViolentTransferOfTerritory
                    | Self::Withdrawal
            )
    }

    /// Whether it is an event on the map, and not a claim about control.
    #[must_use]
    pub fn is_event(self) -> bool {
        self.event_type() != EventType::Status
    }
}

impl From<SubEventType> for &'static str {
    fn from(sub_type: SubEventType) -> Self {
        sub_type.name()
    }
}

impl TryFrom<String> for SubEventType {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("unknown sub_event_type {text:?}"))
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back_and_numbers_are_positions() {
        for (position, sub_type) in SubEventType::ALL.iter().enumerate() {
            assert_eq!(SubEventType::parse(sub_type.name()), Some(*sub_type));
            assert_eq!(usize::from(sub_type.number()), position);
        }
        assert_eq!(SubEventType::parse("AIR / DRONE STRIKE"), Some(SubEventType::AirDroneStrike));
        assert_eq!(SubEventType::parse("picnic"), None);
    }

    #[test]
    fn strikes_are_the_five_that_the_terms_name() {
        let strikes: Vec<_> = SubEventType::ALL.iter().filter(|s| s.is_strike()).map(|s| s.name()).collect();
        assert_eq!(
            strikes,
            [
                "Air/drone strike",
                "Shelling/artillery/missile attack",
                "Remote explosive/landmine/IED",
                "Suicide bomb",
                "Chemical weapon"
            ]
        );
    }
}
