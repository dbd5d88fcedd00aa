//! Kinds of places, as the words of a toponym ask for them and as feature codes say them.

/// What kind of place a word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Settlement,
    Quarter,
    Governorate,
    District,
    /// Part of a governorate or the land around a town.
    Countryside,
    Area,
    Airbase,
    Airport,
    Base,
    Crossing,
    /// Where a border is: a crossing, or a town at it.
    Border,
    Camp,
    Hospital,
    Prison,
    Dam,
    Field,
    Road,
    Mountain,
    Water,
    /// Any other site, such as a bridge or a factory.
    Site,
}

/// A kind together with the word that asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) kind: Kind,
    pub(super) word: &'static str,
}

/// Whether a place is of the kind that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is.
    Yes,
    /// No kind was asked for.
    Unasked,
    /// It is not, but it is where the thing asked for is: Aleppo for a prison of Aleppo.
    StandsIn,
    /// It is something else.
    No,
}

impl Kind {
    /// Whether it is one spot and neither a settlement nor an area that others lie in.
    pub(super) fn is_site(self) -> bool {
        matches!(
            self,
            Self::Airbase
                | Self::Airport
                | Self::Base
                | Self::Crossing
                | Self::Camp
                | Self::Hospital
                | Self::Prison
                | Self::Dam
                | Self::Field
        )
    }

    /// Whether a place with this feature code is of this kind.
    pub(super) fn fit(self, code: &str) -> Fit {
        let settled = is_settled(code);
        let yes = match self {
            Self::Settlement => settled,
            Self::Quarter => code == "PPLX",
            Self::Governorate => code == "ADM1",
            Self::District => matches!(code, "ADM2" | "ADM3"),
            Self::Countryside | Self::Area => matches!(code, "RGN" | "AREA" | "VAL" | "PLN" | "MTS"),
            Self::Airbase | Self::Airport => code.starts_with("AIR"),
            Self::Base => matches!(code, "MILB" | "INSM" | "AIRB" | "FT"),
            Self::Border if code == "BDR" => true,
            Self::Crossing | Self::Border => matches!(code, "PSTB" | "BDRP" | "CRSG" | "PSTC" | "CSTM"),
            Self::Camp => matches!(code, "CMP" | "CMPRF" | "PPLX" | "RFC"),
            Self::Hospital => matches!(code, "HSP" | "HSPC" | "HSPD" | "CTRM"),
            Self::Prison => code == "PRN",
            Self::Dam => matches!(code, "DAM" | "RSV"),
            Self::Field => matches!(code, "OILF" | "GASF"),
            Self::Road => matches!(code, "RD" | "HWY" | "RDJCT" | "RTE"),
            Self::Mountain => matches!(code, "MT" | "MTS" | "HLL" | "HLLS" | "PK" | "RGN" | "RDGE"),
            Self::Water => matches!(code, "LK" | "RSV" | "STM" | "STMI" | "WAD" | "VAL" | "PRT"),
            // Its own name says what it is.
            Self::Site => false,
        };
        let stands_in = match self {
            Self::Settlement => false,
            Self::Governorate | Self::District => settled,
            Self::Countryside | Self::Area => settled || matches!(code, "ADM1" | "ADM2" | "PCLI"),
            _ => settled || code == "RGN",
        };
        match (yes, stands_in) {
            (true, _) => Fit::Yes,
            (false, true) => Fit::StandsIn,
            (false, false) => Fit::No,
        }
    }
}

/// Whether people live there as in a town, village or quarter.
pub(super) fn is_settled(code: &str) -> bool {
    code.starts_with("PPL") || code == "STLMT"
}

/// Whether it is one spot that is neither a settlement nor an area.
pub(super) fn is_site(code: &str) -> bool {
    !is_settled(code)
        && !code.starts_with("ADM")
        && !code.starts_with("PCL")
        && !matches!(code, "RGN" | "BDR" | "CST")
}

/// What a feature code is called in a sentence.
pub(super) fn noun(code: &str) -> &'static str {
    match code {
        "PPLC" => "a capital",
        "PPLX" => "a quarter",
        "ADM1" => "a governorate",
        "ADM2" => "a district",
        "ADM3" => "a sub-district",
        "PCLI" => "a country",
        "RGN" | "AREA" => "a region",
        "AIRB" => "an airbase",
        "AIRP" => "an airport",
        "AIRF" | "AIRH" => "an airfield",
        "MILB" | "INSM" => "a military base",
        "PSTB" | "BDRP" | "CRSG" => "a crossing",
        "CMP" | "CMPRF" => "a camp",
        "HSP" => "a hospital",
        "PRN" => "a prison",
        "DAM" => "a dam",
        "OILF" => "an oil field",
        "GASF" => "a gas field",
        "RD" | "HWY" => "a road",
        "BDR" => "a border",
        "CST" => "a shore",
        "RDJCT" => "a junction",
        "BDG" => "a bridge",
        "FT" | "CSTL" => "a fort",
        "UNIV" => "a university",
        "STM" => "a river",
        "MT" | "HLL" | "PK" => "a hill or mountain",
        "MTS" => "mountains",
        "LK" | "RSV" => "a lake",
        code if is_settled(code) => "a town or village",
        _ => "a site",
    }
}
