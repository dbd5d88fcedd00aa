//! Follows the tags of a page and gathers its blocks, without a tree: as much is held as elements are open.

use html5gum::emitters::callback::CallbackEvent;

use super::blocks::{Blocks, MOST_TEXT, Mark, Shape};
use super::class::{Said, said};
use super::metadata::Metadata;
use super::tag::Tag;

/// Elements that are open at once; those deeper are read as part of the deepest.
const DEEPEST: usize = 512;
/// Bytes of an attribute that are kept.
const LONGEST_ATTRIBUTE: usize = 4_000;

/// An element that is open.
#[derive(Clone, Copy, Debug)]
struct Open {
    tag: Tag,
    mark: Mark,
    /// Whether what is in it is left out.
    is_dropped: bool,
    /// Its number among the elements that hold blocks, once it holds one.
    node: Option<u32>,
}

/// The attributes of a start tag that say something of the text.
#[derive(Debug, Default)]
struct Attributes {
    /// `class` and `id`.
    classes: String,
    /// `name`, `property`, `itemprop`, `http-equiv`.
    key: String,
    content: String,
    datetime: String,
    lang: String,
    rel: String,
    href: String,
    kind: String,
    role: String,
    is_hidden: bool,
    is_marked_time: bool,
}

/// A page that is being read.
#[derive(Debug)]
pub(super) struct Page {
    pub blocks: Blocks,
    pub metadata: Metadata,
    open: Vec<Open>,
    open_of: [u32; Tag::COUNT],
    /// Start tags that were not opened because they stood too deep.
    beyond: usize,
    /// The first of them that is dropped with what is in it.
    dropped_beyond: Option<usize>,
    starting: Option<Tag>,
    attributes: Attributes,
    attribute: Vec<u8>,
    is_linked_data: bool,
    /// The block that is being gathered.
    block: String,
    block_in_links: u32,
    /// How many elements were open where the link began.
    link: Option<usize>,
    /// Whether nothing came since a line break.
    is_after_break: bool,
}

impl Page {
    pub fn new() -> Self {
        Self {
            blocks: Blocks::new(),
            metadata: Metadata::default(),
            open: Vec::new(),
            open_of: [0; Tag::COUNT],
            beyond: 0,
            dropped_beyond: None,
            starting: None,
            attributes: Attributes::default(),
            attribute: Vec::new(),
            is_linked_data: false,
            block: String::new(),
            block_in_links: 0,
            link: None,
            is_after_break: false,
        }
    }

    /// Takes what the tokenizer found next.
    pub fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.starting = Some(Tag::of(name));
                self.attributes = Attributes::default();
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(&name[..name.len().min(40)]);
                self.attributes.is_hidden |= *name == b"hidden";
                self.attributes.is_marked_time |= *name == b"pubdate";
            }
            CallbackEvent::AttributeValue { value } => self.attributes.set(&self.attribute, value),
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(tag) = self.starting.take() {
                    self.start(tag, *self_closing);
                }
            }
            CallbackEvent::EndTag { name } => self.end(Tag::of(name)),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// Ends what is still open.
    pub fn finish(&mut self) {
        self.flush();
    }

    fn start(&mut self, tag: Tag, is_self_closing: bool) {
        match tag {
            Tag::Void => return self.void(),
            Tag::Break => return self.line_break(),
            Tag::Inline => return,
            Tag::Link => {
                self.link = Some(self.open.len());
                return;
            }
            Tag::Time => {
                let is_in_article = self.open_of[Tag::Article.number()] > 0;
                let Attributes { datetime, is_marked_time, key, .. } = &self.attributes;
                let is_marked = *is_marked_time || key.eq_ignore_ascii_case("datepublished");
                self.metadata.time(datetime, is_marked, is_in_article);
                return;
            }
            Tag::Html => self.metadata.lang(&self.attributes.lang),
            Tag::Script => {
                self.is_linked_data = self.attributes.kind.eq_ignore_ascii_case("application/ld+json");
            }
            _ => {}
        }
        if tag.ends_a_block() {
            self.flush();
            self.close_implied(tag);
        }
        if is_self_closing && tag == Tag::Dropped {
            // Only `<svg/>` and its like: of other elements the slash means nothing.
            return;
        }
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            if matches!(tag, Tag::Dropped | Tag::Script | Tag::Title) {
                self.dropped_beyond = self.dropped_beyond.or(Some(self.beyond));
            }
            return;
        }
        let outer = self.open.last().is_some_and(|outer| outer.is_dropped);
        let (mark, is_beside) = self.marks(tag);
        self.open_of[tag.number()] += 1;
        self.open.push(Open { tag, mark, is_dropped: outer || is_beside, node: None });
    }

    /// Two line breaks are how pages without paragraphs write them.
    fn line_break(&mut self) {
        if std::mem::replace(&mut self.is_after_break, true) {
            self.flush();
        }
        self.block.push(' ');
    }

    /// A paragraph ends where the next block begins, an item where the next item begins.
    fn close_implied(&mut self, tag: Tag) {
        if self.beyond > 0 {
            return;
        }
        let top = self.open.last().map(|open| open.tag);
        let ends = match top {
            Some(Tag::Paragraph) => true,
            Some(Tag::Item) => tag == Tag::Item,
            Some(Tag::Heading(_)) => matches!(tag, Tag::Heading(_)),
            _ => false,
        };
        if ends {
            self.pop();
        }
    }

    /// How an element is marked, and whether it stands beside the text.
    fn marks(&self, tag: Tag) -> (Mark, bool) {
        let attributes = &self.attributes;
        let is_in_article = self.open.iter().any(|open| open.mark >= Mark::Main);
        let said = said(&attributes.classes);
        let mark = match (tag, said) {
            _ if attributes.key.eq_ignore_ascii_case("articlebody") => Mark::Body,
            (Tag::Body | Tag::Html, _) => Mark::None,
            (_, Said::Body) => Mark::Body,
            (Tag::Article, _) => Mark::Article,
            (Tag::Main, _) => Mark::Main,
            _ if attributes.role == "main" => Mark::Main,
            _ => Mark::None,
        };
        let is_frame = matches!(tag, Tag::Html | Tag::Body | Tag::Main) || mark == Mark::Body;
        let is_beside = match tag {
            Tag::Dropped | Tag::Script | Tag::Title => true,
            Tag::Header => !is_in_article,
            Tag::Article => false,
            _ => {
                !is_frame && (said == Said::Beside || attributes.is_hidden || attributes.is_beside_by_role())
            }
        };
        (mark, is_beside)
    }

    fn void(&mut self) {
        let Attributes { key, content, rel, href, .. } = &self.attributes;
        if !key.is_empty() && !content.is_empty() {
            for key in key.split_ascii_whitespace() {
                self.metadata.meta(key, content);
            }
        }
        if rel.eq_ignore_ascii_case("canonical") {
            self.metadata.canonical(href);
        }
    }

    fn end(&mut self, tag: Tag) {
        match tag {
            Tag::Void | Tag::Break | Tag::Inline | Tag::Time => return,
            Tag::Link => {
                self.link = None;
                return;
            }
            _ => {}
        }
        if tag.ends_a_block() {
            self.flush();
        }
        if self.beyond > 0 {
            self.dropped_beyond = self.dropped_beyond.filter(|dropped| *dropped != self.beyond);
            self.beyond -= 1;
            return;
        }
        if self.open_of[tag.number()] == 0 {
            return;
        }
        // A stray `</span>` does not close the blocks around it.
        if tag == Tag::Other && !matches!(self.open.last(), Some(Open { tag: Tag::Other, .. })) {
            return;
        }
        while self.pop().is_some_and(|popped| popped != tag) {}
    }

    fn pop(&mut self) -> Option<Tag> {
        let popped = self.open.pop()?;
        self.open_of[popped.tag.number()] -= 1;
        if self.link.is_some_and(|depth| depth > self.open.len()) {
            self.link = None;
        }
        Some(popped.tag)
    }

    fn text(&mut self, text: &str) {
        let top = self.open.last();
        match top.map(|top| top.tag) {
            Some(Tag::Script) => {
                if std::mem::take(&mut self.is_linked_data) {
                    self.metadata.linked(text);
                }
                return;
            }
            Some(Tag::Title) => return self.metadata.page_title(text),
            _ => {}
        }
        let is_dropped = top.is_some_and(|top| top.is_dropped) || self.dropped_beyond.is_some();
        if is_dropped || self.blocks.is_too_much {
            return;
        }
        if self.link.is_some() {
            self.block_in_links += text.chars().filter(|c| !c.is_whitespace()).count() as u32;
        }
        if self.block.len() + text.len() > MOST_TEXT {
            self.blocks.is_too_much = true;
            return;
        }
        self.is_after_break &= text.trim().is_empty();
        self.block.push_str(text);
    }

    /// Ends the block that is being gathered.
    fn flush(&mut self) {
        let in_links = std::mem::take(&mut self.block_in_links);
        let Some(text) = one_line(&self.block) else {
            self.block.clear();
            return;
        };
        self.block.clear();
        let shape = self.open.iter().rev().find_map(|open| match open.tag {
            Tag::Heading(level) => Some(Shape::Heading(level)),
            Tag::Item => Some(Shape::Item),
            Tag::Paragraph | Tag::Container | Tag::Article | Tag::Main | Tag::Body => Some(Shape::Prose),
            _ => None,
        });
        let shape = shape.unwrap_or(Shape::Prose);
        if shape == Shape::Heading(1) {
            self.metadata.heading(&text);
        }
        let node = self.node();
        self.blocks.push(&text, in_links, node, shape);
    }

    /// The innermost open element that holds blocks.
    fn node(&mut self) -> u32 {
        let mut parent = 0;
        for open in self.open.iter_mut().filter(|open| open.tag.is_container() || open.mark > Mark::None) {
            let node = open.node.unwrap_or_else(|| self.blocks.node(parent, open.mark));
            open.node = Some(node);
            parent = node;
        }
        parent
    }
}

impl Attributes {
    fn set(&mut self, name: &[u8], value: &[u8]) {
        let value = String::from_utf8_lossy(&value[..value.len().min(LONGEST_ATTRIBUTE)]);
        let kept = match name {
            b"class" | b"id" => {
                self.classes.push(' ');
                self.classes.push_str(&value);
                return;
            }
            b"name" | b"property" | b"itemprop" | b"http-equiv" => {
                if !self.key.is_empty() {
                    self.key.push(' ');
                }
                self.key.push_str(&value);
                return;
            }
            b"style" => {
                let style: String = value.chars().filter(|c| !c.is_whitespace()).collect();
                self.is_hidden |= style.contains("display:none");
                return;
            }
            b"content" => &mut self.content,
            b"datetime" => &mut self.datetime,
            b"lang" | b"xml:lang" => &mut self.lang,
            b"rel" => &mut self.rel,
            b"href" => &mut self.href,
            b"type" => &mut self.kind,
            b"role" => &mut self.role,
            _ => return,
        };
        *kept = value.into_owned();
    }

    fn is_beside_by_role(&self) -> bool {
        matches!(
            self.role.as_str(),
            "navigation"
                | "banner"
                | "complementary"
                | "contentinfo"
                | "search"
                | "dialog"
                | "alertdialog"
                | "menu"
        )
    }
}

/// A text with one blank wherever blanks and line breaks stand; `None` where nothing else does.
fn one_line(text: &str) -> Option<String> {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    (!line.is_empty()).then_some(line)
}
