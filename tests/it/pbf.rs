//! Writes OpenStreetMap extracts as the format is published, so that tests need no file of anybody's.
//!
//! <https://wiki.openstreetmap.org/wiki/PBF_Format>: a row of blobs, each a length, a `BlobHeader` and a `Blob`; what is
//! in a blob is a `HeaderBlock` or a `PrimitiveBlock`, as protocol buffers.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};

/// How the blobs of a file are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    Raw,
    Zlib,
    /// Not really: named so, which a reader without lz4 must tell.
    Lz4,
}

/// A node, way or relation member by kind.
pub const NODE: u64 = 0;
pub const WAY: u64 = 1;

/// A node: its id, longitude, latitude, and tags as `place=village|name=Misk`.
pub type Node<'a> = (i64, f64, f64, &'a str);

/// An extract with these blocks.
pub fn extract(packing: Packing, blocks: &[Block]) -> Vec<u8> {
    extract_needing(&["OsmSchema-V0.6", "DenseNodes"], packing, blocks)
}

/// An extract whose header asks this of a reader.
pub fn extract_needing(features: &[&str], packing: Packing, blocks: &[Block]) -> Vec<u8> {
    let mut header = Message::default();
    for feature in features {
        header = header.bytes(4, feature.as_bytes());
    }
    let mut file = blob("OSMHeader", &header.bytes(16, b"kharita tests").0, packing);
    for block in blocks {
        file.extend(blob("OSMData", &block.bytes(), packing));
    }
    file
}

/// One blob of a file, with its length and header before it.
pub fn blob(kind: &str, content: &[u8], packing: Packing) -> Vec<u8> {
    let body = match packing {
        Packing::Raw => Message::default().bytes(1, content),
        Packing::Zlib => {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(content).unwrap();
            Message::default().number(2, content.len() as u64).bytes(3, &encoder.finish().unwrap())
        }
        Packing::Lz4 => Message::default().number(2, content.len() as u64).bytes(6, content),
    };
    let header = Message::default().bytes(1, kind.as_bytes()).number(3, body.0.len() as u64);
    let length = u32::try_from(header.0.len()).unwrap().to_be_bytes();
    [&length[..], &header.0, &body.0].concat()
}

/// A block under way: its strings, and its groups of elements.
#[derive(Clone, Debug)]
pub struct Block {
    strings: Vec<String>,
    groups: Vec<Vec<u8>>,
}

impl Block {
    pub fn new() -> Self {
        // String 0 ends the tags of a dense node, so it names nothing.
        Self { strings: vec![String::new()], groups: Vec::new() }
    }

    /// Adds nodes column by column, each number as its difference from the one before.
    pub fn dense(mut self, nodes: &[Node]) -> Self {
        let column =
            |of: fn(&Node) -> i64| -> Vec<u64> { differences(&nodes.iter().map(of).collect::<Vec<_>>()) };
        let mut tags = Vec::new();
        for (.., pairs) in nodes {
            for (key, value) in self.tags(pairs) {
                tags.extend([key, value]);
            }
            tags.push(0);
        }
        let dense = Message::default()
            .packed(1, &column(|&(id, ..)| id))
            .packed(8, &column(|&(.., latitude, _)| steps(latitude)))
            .packed(9, &column(|&(_, longitude, ..)| steps(longitude)))
            .packed(10, &tags);
        self.groups.push(Message::default().bytes(2, &dense.0).0);
        self
    }

    /// Adds nodes one by one, as some writers do.
    pub fn plain(mut self, nodes: &[Node]) -> Self {
        let mut group = Message::default();
        for &(id, longitude, latitude, pairs) in nodes {
            let node = Message::default().number(1, zigzag(id));
            let node = self.tagged(node, pairs);
            let node = node.number(8, zigzag(steps(latitude))).number(9, zigzag(steps(longitude)));
            group = group.bytes(1, &node.0);
        }
        self.groups.push(group.0);
        self
    }

    /// Adds a way through nodes.
    pub fn way(mut self, id: u64, nodes: &[i64], pairs: &str) -> Self {
        let way = self.tagged(Message::default().number(1, id), pairs).packed(8, &differences(nodes));
        self.groups.push(Message::default().bytes(3, &way.0).0);
        self
    }

    /// Adds a relation of members, each with its kind.
    pub fn relation(mut self, id: u64, members: &[(u64, i64)], pairs: &str) -> Self {
        let ids: Vec<i64> = members.iter().map(|&(_, id)| id).collect();
        let kinds: Vec<u64> = members.iter().map(|&(kind, _)| kind).collect();
        let relation = self
            .tagged(Message::default().number(1, id), pairs)
            .packed(8, &vec![0; members.len()])
            .packed(9, &differences(&ids))
            .packed(10, &kinds);
        self.groups.push(Message::default().bytes(4, &relation.0).0);
        self
    }

    /// The same without its strings, to which its tags then lead nowhere.
    pub fn without_strings(mut self) -> Self {
        self.strings.truncate(1);
        self
    }

    fn tagged(&mut self, element: Message, pairs: &str) -> Message {
        let (keys, values): (Vec<u64>, Vec<u64>) = self.tags(pairs).into_iter().unzip();
        element.packed(2, &keys).packed(3, &values)
    }

    fn tags(&mut self, pairs: &str) -> Vec<(u64, u64)> {
        let pairs = pairs.split('|').filter_map(|pair| pair.trim().split_once('='));
        pairs.map(|(key, value)| (self.string(key), self.string(value))).collect()
    }

    fn string(&mut self, text: &str) -> u64 {
        let at = self.strings.iter().skip(1).position(|known| known == text).map(|at| at + 1);
        let at = at.unwrap_or_else(|| {
            self.strings.push(text.to_owned());
            self.strings.len() - 1
        });
        at as u64
    }

    pub fn bytes(&self) -> Vec<u8> {
        let strings =
            self.strings.iter().fold(Message::default(), |table, string| table.bytes(1, string.as_bytes()));
        let block = Message::default().bytes(1, &strings.0);
        self.groups.iter().fold(block, |block, group| block.bytes(2, group)).0
    }
}

/// A protocol buffer's message under way.
#[derive(Default)]
pub struct Message(pub Vec<u8>);

impl Message {
    /// A field with a number.
    pub fn number(mut self, field: u64, number: u64) -> Self {
        varint(&mut self.0, field << 3);
        varint(&mut self.0, number);
        self
    }

    /// A field with bytes, a string or another message.
    pub fn bytes(mut self, field: u64, bytes: &[u8]) -> Self {
        varint(&mut self.0, field << 3 | 2);
        varint(&mut self.0, bytes.len() as u64);
        self.0.extend(bytes);
        self
    }

    /// A field with several numbers.
    pub fn packed(self, field: u64, numbers: &[u64]) -> Self {
        let mut bytes = Vec::new();
        for &number in numbers {
            varint(&mut bytes, number);
        }
        self.bytes(field, &bytes)
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Numbers near 0 become small ones, whatever their sign.
fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

fn differences(numbers: &[i64]) -> Vec<u64> {
    let before = std::iter::once(0).chain(numbers.iter().copied());
    numbers.iter().zip(before).map(|(number, before)| zigzag(number - before)).collect()
}

/// Steps of 100 billionths of a degree, as a block counts unless it says otherwise.
fn steps(degrees: f64) -> i64 {
    (degrees * 1e7).round() as i64
}
