//! The elements of HTML, as far as they matter for finding text.

/// What an element does to the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Stands alone and holds nothing: `img`, `meta`, `link`.
    Void,
    /// A line break.
    Break,
    /// Marks letters within a line, which changes nothing: `b`, `em`.
    Inline,
    /// A link.
    Link,
    /// `title` of the page.
    Title,
    /// `script`, of which only the linked data is read.
    Script,
    /// Never holds the text of an article: `nav`, `style`, `footer`.
    Dropped,
    /// `html`.
    Html,
    /// `body`.
    Body,
    /// `article`.
    Article,
    /// `main`.
    Main,
    /// `header`: of the page it is dropped, of an article it holds the title.
    Header,
    /// Any other element that holds blocks: `div`, `section`, `td`.
    Container,
    /// `p`.
    Paragraph,
    /// `li`, `dt`, `dd`.
    Item,
    /// Holds text of its own as one block: `blockquote`, `pre`, `ul`.
    Block,
    /// `h1` to `h6`.
    Heading(u8),
    /// `time`.
    Time,
    /// Any other element, such as `span`, that may carry a class.
    Other,
}

impl Tag {
    /// Different values of [`Self::number`].
    pub const COUNT: usize = 32;

    pub fn of(name: &[u8]) -> Self {
        match name {
            b"area" | b"base" | b"col" | b"embed" | b"img" | b"input" | b"link" | b"meta" | b"param"
            | b"source" | b"track" | b"wbr" => Self::Void,
            b"br" | b"hr" => Self::Break,
            b"b" | b"strong" | b"i" | b"em" | b"u" | b"s" | b"small" | b"big" | b"font" | b"sup" | b"sub"
            | b"q" | b"cite" | b"code" | b"abbr" | b"mark" | b"bdi" | b"bdo" | b"ins" | b"del" | b"tt"
            | b"picture" => Self::Inline,
            b"a" => Self::Link,
            b"title" => Self::Title,
            b"script" => Self::Script,
            b"style" | b"noscript" | b"template" | b"svg" | b"math" | b"iframe" | b"object" | b"canvas"
            | b"audio" | b"video" | b"nav" | b"aside" | b"footer" | b"button" | b"select" | b"textarea"
            | b"dialog" | b"menu" | b"figcaption" | b"noframes" => Self::Dropped,
            b"html" => Self::Html,
            b"body" => Self::Body,
            b"article" => Self::Article,
            b"main" => Self::Main,
            b"header" => Self::Header,
            b"div" | b"section" | b"table" | b"tbody" | b"thead" | b"tr" | b"td" | b"th" | b"form"
            | b"center" | b"figure" | b"fieldset" | b"details" | b"hgroup" | b"summary" | b"address"
            | b"head" => Self::Container,
            b"p" => Self::Paragraph,
            b"li" | b"dt" | b"dd" => Self::Item,
            b"blockquote" | b"pre" | b"ul" | b"ol" | b"dl" => Self::Block,
            [b'h', level @ b'1'..=b'6'] => Self::Heading(level - b'0'),
            b"time" => Self::Time,
            _ => Self::Other,
        }
    }

    /// Whether text before it and text after it are blocks of their own.
    pub fn ends_a_block(self) -> bool {
        matches!(
            self,
            Self::Html
                | Self::Body
                | Self::Article
                | Self::Main
                | Self::Header
                | Self::Container
                | Self::Paragraph
                | Self::Item
                | Self::Block
                | Self::Heading(_)
                | Self::Dropped
        )
    }

    /// Whether it holds the blocks of a text, rather than being one.
    pub fn is_container(self) -> bool {
        matches!(
            self,
            Self::Html
                | Self::Body
                | Self::Article
                | Self::Main
                | Self::Header
                | Self::Container
                | Self::Other
        )
    }

    /// A number of its own, below [`Self::COUNT`].
    pub fn number(self) -> usize {
        match self {
            Self::Void | Self::Break | Self::Inline => 0,
            Self::Link => 1,
            Self::Title => 2,
            Self::Script => 3,
            Self::Dropped => 4,
            Self::Html => 5,
            Self::Body => 6,
            Self::Article => 7,
            Self::Main => 8,
            Self::Header => 9,
            Self::Container => 10,
            Self::Paragraph => 11,
            Self::Item => 12,
            Self::Block => 13,
            Self::Time => 14,
            Self::Other => 15,
            Self::Heading(level) => 16 + usize::from(level),
        }
    }
}
