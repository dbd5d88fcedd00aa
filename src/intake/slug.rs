//! Ids from names: `War Is Boring` becomes `war-is-boring`.

use xxhash_rust::xxh3::xxh3_64;

use crate::text;

/// Bytes of a slug before it is cut and told apart by a hash.
const LONGEST: usize = 80;

/// A slug that is neither empty nor long; `unknown` when nothing is left.
pub(super) fn slug(name: &str) -> String {
    let mut slug = text::slug(name);
    if slug.is_empty() {
        return "unknown".to_owned();
    }
    if slug.len() > LONGEST {
        slug.truncate(LONGEST);
        return format!("{slug}-{:08x}", xxh3_64(name.as_bytes()) as u32);
    }
    slug
}

/// The host of an address, as a slug without `www`; `None` for what is no address.
pub(super) fn slug_of_host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then(|| slug(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_become_ids() {
        assert_eq!(slug("War Is Boring"), "war-is-boring");
        assert_eq!(slug("../../Société Générale"), "societe-generale");
        assert_eq!(slug("<>"), "unknown");
        assert_eq!(slug(&"é".repeat(500)).len(), 89);
        assert_eq!(slug_of_host("https://www.dw.com/en/a").as_deref(), Some("dw-com"));
        assert_eq!(slug_of_host("as above"), None);
    }
}
