//! The words of a toponym that say what kind of place is meant, in English and in Arabic.

use super::kind::{Kind, Wanted};

/// What a word does in a toponym.
#[derive(Clone, Copy)]
pub(super) enum Word {
    /// Part of the name.
    Plain,
    Kind(Wanted),
    /// Which part of a region, in one form.
    Direction(&'static str),
    Military,
    Air,
    /// Says nothing of the kind: "international", "central".
    Attribute,
    /// Ties a name to the words before it: "of", "near".
    Link,
}

/// What a folded word does in a toponym.
pub(super) fn classify(word: &str) -> Word {
    let kind = |kind, word| Word::Kind(Wanted { kind, word });
    match word {
        "city" | "مدينه" => kind(Kind::Settlement, "city"),
        "town" | "township" | "بلده" => kind(Kind::Settlement, "town"),
        "village" | "villages" | "hamlet" | "locality" | "قريه" | "قري" => {
            kind(Kind::Settlement, "village")
        }
        "suburb" | "suburbs" | "ضاحيه" => kind(Kind::Settlement, "suburb"),
        "quarter" | "neighborhood" | "neighbourhood" | "neighborhoods" | "neighbourhoods" | "حي" => {
            kind(Kind::Quarter, "neighborhood")
        }
        "governorate" | "province" | "muhafazah" | "محافظه" => kind(Kind::Governorate, "governorate"),
        "district" | "subdistrict" | "mintaqat" | "markaz" | "nahiya" | "nahiyah" | "ناحيه" => {
            kind(Kind::District, "district")
        }
        "countryside" | "rural" | "rif" | "reef" | "ريف" => kind(Kind::Countryside, "countryside"),
        "region" | "area" | "pocket" | "enclave" | "منطقه" => kind(Kind::Area, "area"),
        "airbase" => kind(Kind::Airbase, "airbase"),
        "airport" | "airfield" | "airstrip" | "aerodrome" | "مطار" => kind(Kind::Airport, "airport"),
        "base" | "قاعده" => kind(Kind::Base, "base"),
        "crossing" | "gate" | "معبر" => kind(Kind::Crossing, "crossing"),
        "border" => kind(Kind::Border, "border"),
        "camp" | "camps" | "مخيم" | "مخيمات" => kind(Kind::Camp, "camp"),
        "hospital" | "مشفي" | "مستشفي" => kind(Kind::Hospital, "hospital"),
        "prison" | "سجن" => kind(Kind::Prison, "prison"),
        "dam" | "سد" => kind(Kind::Dam, "dam"),
        "field" | "oilfield" | "حقل" => kind(Kind::Field, "field"),
        "road" | "highway" | "motorway" => kind(Kind::Road, "road"),
        "mountain" | "mountains" | "hill" | "hills" => kind(Kind::Mountain, "mountain"),
        "lake" | "river" | "port" => kind(Kind::Water, "lake or river"),
        "bridge" | "جسر" | "checkpoint" | "حاجز" | "junction" | "roundabout" | "factory" | "refinery"
        | "farm" | "farms" | "mill" | "mills" | "silo" | "silos" | "island" | "sector" | "project"
        | "crossroad" | "crossroads" | "intersection" | "castle" | "school" | "university" | "mosque"
        | "market" | "station" | "plant" | "citadel" => kind(Kind::Site, "site"),
        "north" | "northern" | "شمالي" | "شمال" => Word::Direction("northern"),
        "south" | "southern" | "جنوبي" | "جنوب" => Word::Direction("southern"),
        "east" | "eastern" | "شرقي" | "شرق" => Word::Direction("eastern"),
        "west" | "western" | "غربي" | "غرب" => Word::Direction("western"),
        "northeast" | "northeastern" => Word::Direction("northeastern"),
        "northwest" | "northwestern" => Word::Direction("northwestern"),
        "southeast" | "southeastern" => Word::Direction("southeastern"),
        "southwest" | "southwestern" => Word::Direction("southwestern"),
        "military" | "army" | "عسكري" | "عسكريه" => Word::Military,
        "air" | "جويه" | "جوي" => Word::Air,
        "international" | "دولي" | "central" | "مركزي" | "refugee" | "displacement" | "idp" | "oil"
        | "gas" | "power" | "حدودي" | "sub" => Word::Attribute,
        "of" | "the" | "near" | "outskirts" | "outside" | "around" | "قرب" | "محيط" => Word::Link,
        _ => Word::Plain,
    }
}
