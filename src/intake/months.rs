//! Names of months: English, French, Arabic of the Levant and Arabic of Egypt.

const MONTHS: [&[&str]; 12] = [
    &["january", "janvier", "كانون الثاني", "يناير"],
    &["february", "février", "fevrier", "شباط", "فبراير"],
    &["march", "mars", "آذار", "اذار", "مارس"],
    &["april", "avril", "نيسان", "أبريل", "ابريل", "إبريل"],
    &["may", "mai", "أيار", "ايار", "مايو"],
    &["june", "juin", "حزيران", "يونيو", "يونية"],
    &["july", "juillet", "تموز", "يوليو", "يولية"],
    &["august", "août", "aout", "آب", "اب", "أغسطس", "اغسطس"],
    &["september", "septembre", "sept", "أيلول", "ايلول", "سبتمبر"],
    &["october", "octobre", "تشرين الأول", "تشرين الاول", "أكتوبر", "اكتوبر"],
    &["november", "novembre", "تشرين الثاني", "نوفمبر"],
    &["december", "décembre", "decembre", "كانون الأول", "كانون الاول", "ديسمبر"],
];

/// The month with this name, in any case; English and French ones may be cut to three letters.
pub(super) fn month(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    let is_cut = name.len() == 3 && name.is_ascii();
    let found = MONTHS.iter().position(|names| {
        names
            .iter()
            .enumerate()
            .any(|(at, known)| name == *known || (is_cut && at == 0 && known.starts_with(&name)))
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
