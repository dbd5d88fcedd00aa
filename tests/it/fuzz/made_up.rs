//! Inputs that look like reports and are broken here and there, each made of a number alone.

use kharita::model::Day;

/// Words of reports, and what breaks them.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "Shelling", "shelled", "air strikes", "Warplanes", "bombed", "captured", "retook", "lost", "withdrew from",
    "besieged", "clashes", "fighting", "an explosion", "a car bomb", "killed", "wounded", "injuring", "dead",
    "civilians", "people", "children", "at least", "more than", "nearly", "dozens of", "twelve", "no", "not",
    "denied", "claimed", "said", "that", "would", "threatened to", "plans to", "if", "Idlib", "Aleppo",
    "Saraqib", "Ma'arrat al-Nu'man", "Abu al-Dhuhur", "Deir ez-Zor", "Damascus", "Hama", "Homs",
    "Khan Shaykhun", "Khan Sheikhoun", "the town of", "northern", "southern", "province", "countryside",
    "airport", "military airport", "city", "near", "in", "on", "from", "to", "towards", "of", "by", "and", "or",
    "the", "a", "km south of", "the Turkish border", "the border", "between", "road", "Russia", "SANA",
    "the White Helmets", "government forces", "the army", "HTS", "rebels", "the regime", "Daesh", "Monday",
    "on Tuesday", "last week", "yesterday", "two days later", "the same day", "in 2015", "late 2013",
    "November 2017", "13 November", "2017-11-13", "03/04/2017", "31.02.2019", "99/99/9999", "since", "until",
    "for three months", "mid- to late July", "0", "1", "14", "1,300", "2.5", "1900", "2100", "4294967296",
    "99999999999999999999999", "-1", "1,2,3,4", "٤٦", "½", "²", "قصف", "في", "إدلب", "حلب", "ريف حماة",
    "يوم الجمعة", "تشرين الثاني", "١٣", "O'Neil's", "Syria's", "Syrias", "’s", "'", "al-", "-", "--", "U.S.",
    "Mr.", "a.", "..", "...", "!", "?", ",", ";", ":", "(", ")", "(((", "\"", "“", "”", "‘", "’", "«", "»",
    "“He said “she said “", "\n", "\n\n", "\r\n", "\u{2028}", "\u{202e}", "\u{202c}", "\u{200f}", "\u{200b}",
    "\u{feff}", "\u{0}", "\u{1b}[31m", "\u{301}", "e\u{301}\u{301}\u{301}", "İ", "ß", "ﬃ", "🔥", "👩‍👩‍👧",
    "\u{10ffff}", "\t", "/", "\\", "&amp;", "&#x202e;", "&#0;", "&#xD800;", "&nbsp;", "<b>", "</p>", "<p>",
    "]]>", "AMMAN:", "HEADLINE",
];

/// Bytes that break a format where they are put in.
#[rustfmt::skip]
const BREAKS: &[&[u8]] = &[
    b"<", b">", b"\"", b"{", b"}", b"\\", b"\\ud800", b"\\u0000", b"\n", b"\r\n\r\n", b"\0", b"\xff", b"\xc3",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"<!--", b"-->", b"<script>",
    b"</script>", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY a \"b\">]>", b"&a;", b"&#99999999;",
    b"Content-Length: 99999999999999999999\r\n", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"PK\x03\x04",
    b"<div><div><div><div>", b"</html>", b",", b";", b"\t",
];

/// Numbers that look random and are the same each time (xorshift64*).
pub struct Random(u64);

impl Random {
    /// Those of one case.
    pub fn of(case: u64) -> Self {
        Self(case.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    pub fn day(&mut self) -> Option<Day> {
        Day::parse(self.one_of(&["2019-05-22", "2017-11-30", "2016-02-29", "0001-01-01", "9999-12-31", ""]))
            .ok()
    }

    /// Words of a report, some of them over and over, mostly with spaces between.
    pub fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.below(36) {
            if self.below(6) == 0 {
                text.push_str(self.one_of(&[
                    "Warplanes bombed a market in Saraqib on Tuesday, killing 14 people, the White Helmets said. ",
                    "SANA denied that the army had captured Morek. ",
                    "The town was shelled from the north. ",
                ]));
            }
            let word = self.one_of(WORDS);
            let times = if self.below(40) == 0 { self.below(12) } else { 1 };
            for _ in 0..times {
                text.push_str(word);
                text.push_str(if self.below(12) == 0 { "" } else { " " });
            }
            text.push_str(self.one_of(&["", "", "", "", "", ". ", ", "]));
        }
        text
    }

    /// A file around a text, by the ending of its name.
    pub fn file(&mut self, text: &str) -> (&'static str, String) {
        let day = self.one_of(&[
            "2019-05-22",
            "22 May 2019",
            "Wed, 22 May 2019 10:00:00 GMT",
            "05/22/2019",
            "soon",
            "",
        ]);
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let page = |text: &str| {
            format!(
                "<!doctype html><html><head><meta charset=utf-8><title>Shells fall</title><meta \
                 property=\"article:published_time\" content=\"{day}\"></head><body><nav><a href=/>Home</a></nav><article>\
                 <h1>Shells fall</h1><p>{text}</p><p>Shelling hit Ariha on Monday.</p></article><footer>c</footer></html>"
            )
        };
        match self.below(8) {
            0 | 1 => {
                let line = format!("{{\"id\":1,\"published\":\"{day}\",\"text\":{}}}\n", quoted(text));
                ("jsonl", line.repeat(1 + self.below(3)))
            }
            2 => ("json", format!("{{\"title\":\"a\",\"published\":\"{day}\",\"text\":{}}}\n", quoted(text))),
            3 => ("html", page(text)),
            4 => {
                let item = format!(
                    "<item><title>Shells</title><link>https://example.org/1</link><pubDate>{day}</pubDate>\
                     <description><![CDATA[<p>{text}</p>]]></description></item>"
                );
                (
                    "xml",
                    format!(
                        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>A</title>{item}{item}</channel></rss>"
                    ),
                )
            }
            5 => {
                let body = page(text);
                let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
                let head = format!(
                    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2019-01-01T00:00:00Z\r\n\
                     WARC-Target-URI: https://example.org/\r\nContent-Type: application/http; msgtype=response\r\n\
                     Content-Length: {}\r\n\r\n",
                    http.len()
                );
                ("warc", format!("{head}{http}\r\n\r\n"))
            }
            6 => {
                let cell = text.replace('"', "\"\"");
                (
                    "csv",
                    format!(
                        "id,title,date,text\n1,Shells,{day},\"{cell}\"\n2,More,{day},Shelling hit Ariha.\n"
                    ),
                )
            }
            _ => (
                "txt",
                format!(
                    "{day}\n\n{text}\n\n# Heading\n\nShelling hit [Ariha](https://example.org) on Monday.\n"
                ),
            ),
        }
    }

    /// The same bytes with a few of them changed, left out, doubled or put in; half of the inputs stay whole.
    pub fn mutated(&mut self, mut bytes: Vec<u8>) -> Vec<u8> {
        if self.below(2) == 0 {
            return bytes;
        }
        for _ in 0..=self.below(5) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(24)).min(bytes.len());
            match self.below(6) {
                0 if at < bytes.len() => bytes[at] = self.next() as u8,
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
                3 if self.below(4) == 0 => bytes.truncate(at),
                _ => {
                    let broken = self.one_of(BREAKS);
                    bytes.splice(at..at, broken.iter().copied());
                }
            }
        }
        bytes
    }
}
