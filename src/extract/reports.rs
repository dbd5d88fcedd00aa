//! An article as a report: who published it, and under which id.

use std::collections::BTreeMap;

use crate::model::{Article, ImportId, Report, ReportId, Source, SourceId};
use crate::text::slug;

/// The publisher of an article that names none.
pub const UNNAMED: &str = "unnamed-outlet";

/// Sources by how articles name them.
#[derive(Debug)]
pub struct Outlets {
    sources: BTreeMap<String, SourceId>,
}

impl Outlets {
    /// Those of a theatre.
    #[must_use]
    pub fn new(sources: &[Source]) -> Self {
        let mut named = BTreeMap::new();
        for source in sources {
            let host = source.url.as_deref().and_then(host);
            for name in [Some(source.id.as_str()), Some(source.name.as_str()), host].into_iter().flatten() {
                named.entry(slug(name)).or_insert_with(|| source.id.clone());
            }
        }
        Self { sources: named }
    }

    /// Who published an article: its outlet, else whose address it has.
    #[must_use]
    pub fn source(&self, article: &Article) -> SourceId {
        let known = |name: &str| self.sources.get(&slug(name)).cloned();
        let outlet = article.outlet.as_deref().filter(|name| !slug(name).is_empty());
        let host = article.url.as_deref().and_then(host);
        outlet
            .and_then(known)
            .or_else(|| outlet.map(|name| SourceId(slug(name))))
            .or_else(|| host.map(|host| known(host).unwrap_or_else(|| SourceId(slug(host)))))
            .unwrap_or_else(|| UNNAMED.into())
    }

    /// The id of an article's report: from its source and its own key, else from its text.
    #[must_use]
    pub fn report_id(&self, article: &Article) -> ReportId {
        let source = self.source(article);
        let key = article
            .key
            .clone()
            .unwrap_or_else(|| format!("{:016x}", xxhash_rust::xxh3::xxh3_64(article.text.as_bytes())));
        // Several ids stand in one column, separated by semicolons.
        ReportId(format!("{source}:{key}").replace(|c: char| c == ';' || c.is_control(), ","))
    }

    /// The report that an article is.
    #[must_use]
    pub fn report(&self, article: Article, import: ImportId) -> Report {
        Report {
            id: self.report_id(&article),
            source: self.source(&article),
            import,
            line: article.line,
            published: article.published,
            title: article.title,
            url: article.url,
            language: article.language,
            text: Some(article.text),
            original: None,
        }
    }
}

/// The host of an address, without `www`.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlets() -> Outlets {
        let source = |id: &str, name: &str, url: &str| Source {
            name: name.to_owned(),
            url: Some(url.to_owned()),
            ..crate::model::Source::undescribed(&id.into())
        };
        Outlets::new(&[
            source("syria-direct", "Syria Direct", "https://syriadirect.org/"),
            source("new-york-times", "The New York Times", "https://www.nytimes.com/"),
        ])
    }

    fn article(outlet: Option<&str>, url: Option<&str>) -> Article {
        Article {
            outlet: outlet.map(str::to_owned),
            url: url.map(str::to_owned),
            text: "Shelling hit Ariha.".to_owned(),
            ..Article::default()
        }
    }

    #[test]
    fn an_outlet_is_known_by_its_name_or_its_address() {
        let source = |outlet, url| outlets().source(&article(outlet, url)).0;
        assert_eq!(source(Some("The New York Times"), None), "new-york-times");
        assert_eq!(source(None, Some("https://www.nytimes.com/2017/11/13/atarib.html")), "new-york-times");
        assert_eq!(source(Some("Enab Baladi"), None), "enab-baladi");
        assert_eq!(source(None, Some("http://example.org")), "example-org");
        assert_eq!(source(None, None), UNNAMED);
    }

    #[test]
    fn an_id_comes_from_the_key_else_from_the_text() {
        let keyed = Article { key: Some("a;b".to_owned()), ..article(Some("Syria Direct"), None) };
        assert_eq!(outlets().report_id(&keyed).0, "syria-direct:a,b");
        assert_eq!(outlets().report_id(&article(None, None)).0, "unnamed-outlet:b9f062d08618e8b2");
    }
}
