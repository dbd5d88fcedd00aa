//! Names of months: English, French, Arabic of the Levant and Arabic of Egypt.

/// English names of the months, as keys.
pub const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Arabic names of the months, with and without hamza.
pub const ARABIC_MONTHS: [&[&str]; 12] = [
    &["كانون الثاني", "يناير"],
    &["شباط", "فبراير"],
    &["آذار", "اذار", "مارس"],
    &["نيسان", "أبريل", "ابريل", "إبريل"],
    &["أيار", "ايار", "مايو"],
    &["حزيران", "يونيو", "يونية"],
    &["تموز", "يوليو", "يولية"],
    &["آب", "اب", "أغسطس", "اغسطس"],
    &["أيلول", "ايلول", "سبتمبر"],
    &["تشرين الأول", "تشرين الاول", "أكتوبر", "اكتوبر"],
    &["تشرين الثاني", "نوفمبر"],
    &["كانون الأول", "كانون الاول", "ديسمبر"],
];

const FRENCH_MONTHS: [&[&str]; 12] = [
    &["janvier"],
    &["février", "fevrier"],
    &["mars"],
    &["avril"],
    &["mai"],
    &["juin"],
    &["juillet"],
    &["août", "aout"],
    &["septembre"],
    &["octobre"],
    &["novembre"],
    &["décembre", "decembre"],
];

/// The month with this name, in any case; English ones may be cut to three letters, and September to four.
#[must_use]
pub fn month(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    if name == "sept" {
        return Some(9);
    }
    let is_cut = name.len() == 3 && name.is_ascii();
    let found = (0..12).find(|&at| {
        let english = ENGLISH_MONTHS[at];
        name == english
            || is_cut && english.starts_with(&name)
            || FRENCH_MONTHS[at].contains(&name.as_str())
            || ARABIC_MONTHS[at].contains(&name.as_str())
    })?;
    u32::try_from(found + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_teshrins_and_the_two_kanuns_are_apart() {
        assert_eq!(month("تشرين الأول"), Some(10));
        assert_eq!(month("تشرين الثاني"), Some(11));
        assert_eq!(month("كانون الأول"), Some(12));
        assert_eq!(month("كانون الثاني"), Some(1));
        assert_eq!(month("تشرين"), None);
        assert_eq!(month("SEP"), Some(9));
        assert_eq!(month("ma"), None);
    }
}
