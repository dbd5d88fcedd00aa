//! What the classes and the id of an element say of its text: that it is the article, or beside it.

/// Words that name what stands beside a text.
const BESIDE: [&str; 62] = [
    "comment",
    "comments",
    "commentlist",
    "disqus",
    "respond",
    "share",
    "sharing",
    "sharebar",
    "addtoany",
    "sharedaddy",
    "social",
    "related",
    "recommended",
    "recommendations",
    "recommend",
    "recirculation",
    "trending",
    "popular",
    "mostread",
    "promo",
    "newsletter",
    "subscribe",
    "subscription",
    "signup",
    "paywall",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "onetrust",
    "advert",
    "advertisement",
    "advertising",
    "ad",
    "ads",
    "adsense",
    "adslot",
    "dfp",
    "sponsored",
    "sponsor",
    "outbrain",
    "taboola",
    "popup",
    "modal",
    "lightbox",
    "breadcrumb",
    "breadcrumbs",
    "pagination",
    "pager",
    "tags",
    "taglist",
    "toc",
    "jump",
    "skip",
    "hidden",
    "login",
    "copyright",
    "masthead",
    "topbar",
    "ticker",
    "donate",
    "toolbar",
];
/// Words that do so too, unless the element also says that it lays out the page: `content-sidebar-wrap`.
const BESIDE_UNLESS_LAYOUT: [&str; 12] = [
    "sidebar",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "widget",
    "widgets",
    "banner",
    "footer",
    "rail",
    "author",
    "bio",
];
const LAYOUT: [&str; 12] = [
    "wrap",
    "wrapper",
    "layout",
    "content",
    "main",
    "page",
    "container",
    "grid",
    "row",
    "inner",
    "site",
    "body",
];
/// First words of classes that tell what a page has or lacks elsewhere: `has-sidebar`.
const STATES: [&str; 10] = ["has", "have", "with", "no", "without", "is", "js", "not", "show", "hide"];
/// Classes that publishing systems give to the text of an article.
const BODIES: [&str; 18] = [
    "articlebody",
    "article_body",
    "article-body",
    "article__body",
    "article-content",
    "article__content",
    "article-text",
    "entry-content",
    "post-content",
    "post-body",
    "story-body",
    "story-content",
    "storytext",
    "story__body",
    "td-post-content",
    "body-content",
    "news-content",
    "wysiwyg",
];

/// What an element is to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    Beside,
    Body,
}

/// Reads the words of `class` and `id`.
pub(super) fn said(classes: &str) -> Said {
    let mut said = Said::Nothing;
    for class in classes.split_ascii_whitespace().take(30) {
        let class = class.to_ascii_lowercase();
        if BODIES.contains(&class.as_str()) {
            return Said::Body;
        }
        if is_beside(&class) {
            said = Said::Beside;
        }
    }
    said
}

fn is_beside(class: &str) -> bool {
    let words: Vec<&str> = class.split(['-', '_', ':']).filter(|word| !word.is_empty()).take(12).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let is_state = words.first().is_some_and(|word| STATES.contains(word));
    !is_state && (has(&BESIDE) || (has(&BESIDE_UNLESS_LAYOUT) && !has(&LAYOUT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_tell_the_text_from_what_stands_beside_it() {
        for class in
            ["share-buttons", "post-comments", "cookie-banner", "sidebar", "widget related_posts", "ad-slot"]
        {
            assert_eq!(said(class), Said::Beside, "{class}");
        }
        for class in
            ["", "content-sidebar-wrap", "has-sidebar", "no-ads", "shadow", "page-header-main", "adana"]
        {
            assert_eq!(said(class), Said::Nothing, "{class}");
        }
        assert_eq!(said("clear Entry-Content"), Said::Body);
    }
}
