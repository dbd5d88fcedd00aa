//! Identifiers, one type each, so that a place's id cannot stand where an actor's should.

use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as it is written in files and addresses.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

text_id!(
    /// A publisher: `ucdp-ged`, `syria-direct`.
    SourceId
);
text_id!(
    /// One import of one file, from what the file says: `import:3f0c…`.
    ImportId
);
text_id!(
    /// A report, from its source and its own key (`ucdp-ged:250382`), else from its content.
    ReportId
);
text_id!(
    /// A claim, from its report and the part of it that says so: `ucdp-ged:250382.1`.
    ClaimId
);
impl ClaimId {
    /// The claim that part `number` of a report makes; parts count from 1.
    #[must_use]
    pub fn of(report: &ReportId, number: usize) -> Self {
        Self(format!("{report}.{number}"))
    }

    /// The id of the report that makes the claim of this id.
    #[must_use]
    pub fn report_of(claim: &str) -> &str {
        claim.rsplit_once('.').map_or(claim, |(report, _)| report)
    }

    /// The id of the report that makes it.
    #[must_use]
    pub fn report(&self) -> &str {
        Self::report_of(&self.0)
    }
}

text_id!(
    /// An event: the id of its earliest-published claim.
    EventId
);
text_id!(
    /// A place: the gazetteer it comes from and its key there (`geonames:170063`, `kharita:atma-camps`).
    PlaceId
);
text_id!(
    /// An actor of the theatre's actor table: `jabhat-al-nusra`.
    ActorId
);
text_id!(
    /// A side of the war, which actors and sources belong to or prefer: `opposition`.
    SideId
);
