//! The blocks of text that a page shows, and which of them are its article.
//!
//! A block speaks for the element that holds it by its length, unless most of it is links. The article is the element
//! that its publisher marked as such if it holds a good part of what the page says; else the smallest element that
//! still holds most of it.

/// Bytes of all blocks that are kept: 64 MiB.
pub(super) const MOST_TEXT: usize = 64 << 20;
/// Blocks that are kept.
pub(super) const MOST_BLOCKS: usize = 1 << 20;
/// Characters from which on a block speaks for the element that holds it.
const SPEAKS: u32 = 40;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Prose,
    Item,
    Heading(u8),
}

/// A run of text between two borders of elements.
#[derive(Clone, Copy, Debug)]
struct Block {
    end: usize,
    letters: u32,
    in_links: u32,
    node: u32,
    shape: Shape,
}

/// An element that holds blocks.
#[derive(Clone, Copy, Debug)]
struct Node {
    parent: u32,
    mark: Mark,
    weight: u64,
    speaking: u32,
}

/// How sure an element says that it is the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    None,
    /// `main`.
    Main,
    /// `article`.
    Article,
    /// The text of the article itself, by `itemprop` or by a class of publishing systems.
    Body,
}

/// All that a page shows.
#[derive(Debug)]
pub(super) struct Blocks {
    text: String,
    all: Vec<Block>,
    nodes: Vec<Node>,
    /// Whether the page shows more than is kept.
    pub is_too_much: bool,
}

impl Blocks {
    pub fn new() -> Self {
        let root = Node { parent: 0, mark: Mark::None, weight: 0, speaking: 0 };
        Self { text: String::new(), all: Vec::new(), nodes: vec![root], is_too_much: false }
    }

    /// An element within another, which came before.
    pub fn node(&mut self, parent: u32, mark: Mark) -> u32 {
        self.nodes.push(Node { parent, mark, weight: 0, speaking: 0 });
        self.nodes.len() as u32 - 1
    }

    /// A block of text, its words separated by one blank.
    pub fn push(&mut self, text: &str, in_links: u32, node: u32, shape: Shape) {
        if self.text.len() + text.len() > MOST_TEXT || self.all.len() == MOST_BLOCKS {
            self.is_too_much = true;
            return;
        }
        self.text.push_str(text);
        let letters = text.chars().count() as u32;
        self.all.push(Block { end: self.text.len(), letters, in_links, node, shape });
    }

    /// The article: its blocks with a blank line between them.
    pub fn main_text(&mut self, title: Option<&str>) -> String {
        self.weigh();
        let chosen = self.choose();
        self.joined(chosen, title)
    }

    /// Everything, with a blank line between blocks.
    pub fn whole_text(&self) -> String {
        let mut joined = String::with_capacity(self.text.len() + 2 * self.all.len());
        for index in 0..self.all.len() {
            append(&mut joined, self.block_text(index));
        }
        joined
    }

    fn block_text(&self, index: usize) -> &str {
        let from = if index == 0 { 0 } else { self.all[index - 1].end };
        &self.text[from..self.all[index].end]
    }

    /// Gives every element the weight of the blocks in it. A parent always comes before what it holds.
    fn weigh(&mut self) {
        for block in &self.all {
            if block.speaks() {
                let node = &mut self.nodes[block.node as usize];
                node.weight += u64::from(block.letters);
                node.speaking += 1;
            }
        }
        for index in (1..self.nodes.len()).rev() {
            let Node { parent, weight, speaking, .. } = self.nodes[index];
            let parent = &mut self.nodes[parent as usize];
            parent.weight += weight;
            parent.speaking += speaking;
        }
    }

    fn choose(&self) -> usize {
        let all = self.nodes[0].weight;
        for mark in [Mark::Body, Mark::Article, Mark::Main] {
            let marked = self.nodes.iter().enumerate().filter(|(_, node)| node.mark == mark);
            let heaviest = marked.max_by_key(|(index, node)| (node.weight, std::cmp::Reverse(*index)));
            if let Some((index, _)) =
                heaviest.filter(|(_, node)| node.weight > 0 && node.weight * 5 >= all * 2)
            {
                return if mark == Mark::Main { self.descend(index) } else { index };
            }
        }
        self.descend(0)
    }

    /// The smallest element within this one that still holds three quarters of what its parent holds.
    fn descend(&self, from: usize) -> usize {
        let mut heaviest: Vec<u32> = vec![0; self.nodes.len()];
        for (index, node) in self.nodes.iter().enumerate().skip(1) {
            let best = &mut heaviest[node.parent as usize];
            if *best == 0 || node.weight > self.nodes[*best as usize].weight {
                *best = index as u32;
            }
        }
        let mut at = from;
        loop {
            let child = heaviest[at] as usize;
            let (outer, inner) = (self.nodes[at], self.nodes[child]);
            // One paragraph in an element of its own is not the text, where its neighbors are paragraphs too.
            let is_one_of_many = inner.speaking < 2 && outer.speaking > 1;
            if child == 0 || inner.weight * 4 < outer.weight * 3 || inner.weight == 0 || is_one_of_many {
                return at;
            }
            at = child;
        }
    }

    fn joined(&self, chosen: usize, title: Option<&str>) -> String {
        let mut is_inside = vec![false; self.nodes.len()];
        is_inside[chosen] = true;
        for index in 1..self.nodes.len() {
            is_inside[index] |= is_inside[self.nodes[index].parent as usize];
        }
        let mut joined = String::new();
        // Headings wait for a paragraph: the last ones stand over what is not part of the text.
        let mut waiting: Vec<usize> = Vec::new();
        for (index, block) in self.all.iter().enumerate() {
            let text = self.block_text(index);
            if !is_inside[block.node as usize] || block.is_links() || is_furniture(text) {
                continue;
            }
            if let Shape::Heading(level) = block.shape {
                if level > 1 || title.is_none_or(|title| title != text) {
                    waiting.push(index);
                }
                continue;
            }
            for heading in waiting.drain(..) {
                append(&mut joined, self.block_text(heading));
            }
            append(&mut joined, text);
        }
        joined
    }
}

impl Block {
    fn speaks(&self) -> bool {
        self.shape == Shape::Prose && self.letters >= SPEAKS && self.in_links * 2 < self.letters
    }

    /// Whether it is a list of links or a line such as "Read more", rather than a sentence with a link in it.
    fn is_links(&self) -> bool {
        let share = if self.shape == Shape::Item { 3 } else { 2 };
        self.in_links * share > self.letters
    }
}

fn append(joined: &mut String, text: &str) {
    if !joined.is_empty() {
        joined.push_str("\n\n");
    }
    joined.push_str(text);
}

/// Whether a short block is what stands between the paragraphs of any page.
fn is_furniture(text: &str) -> bool {
    const WHOLE: [&str; 18] = [
        "advertisement",
        "advertisements",
        "ad",
        "sponsored",
        "share",
        "share this",
        "share this article",
        "print",
        "email",
        "tweet",
        "read more",
        "listen",
        "comments",
        "loading...",
        "loading…",
        "follow us",
        "إعلان",
        "شارك",
    ];
    const STARTS: [&str; 8] = [
        "read more:",
        "read also:",
        "also read:",
        "see also:",
        "related:",
        "sign up for",
        "subscribe to our",
        "click here to",
    ];
    if text.len() > 160 {
        return false;
    }
    let lower = text.to_lowercase();
    WHOLE.contains(&lower.as_str()) || STARTS.iter().any(|start| lower.starts_with(start))
}
