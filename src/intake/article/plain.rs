//! Plain text and Markdown: the file is the text, character for character, so that spans are the file's own.

use std::io::{self, Read};

use crate::model::Article;

use super::LONGEST_TEXT;

/// The whole text as one article, whose title is its first line with something in it.
pub(super) fn read(text: impl Read, is_markdown: bool) -> io::Result<Result<Article, String>> {
    let mut whole = String::new();
    text.take(LONGEST_TEXT as u64 + 1).read_to_string(&mut whole)?;
    if whole.len() > LONGEST_TEXT {
        return Ok(Err(super::too_long()));
    }
    if whole.trim().is_empty() {
        return Ok(Err("there is nothing in the text".to_owned()));
    }
    let title = title(&whole, is_markdown);
    Ok(Ok(Article { title, text: whole, line: 1, ..Article::default() }))
}

fn title(text: &str, is_markdown: bool) -> Option<String> {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let first = if is_markdown { first.trim_matches('#').trim() } else { first };
    // A text without line breaks has no title in its first line.
    (!first.is_empty() && first.chars().count() <= 300).then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_stays_as_it_is() {
        let text = "\n# A town  \r\n\r\n*Shelling* near “Atarib” …\n\n";
        let article = read(text.as_bytes(), true).unwrap().unwrap();
        assert_eq!((article.title.as_deref(), article.text.as_str()), (Some("A town"), text));
        let article = read(text.as_bytes(), false).unwrap().unwrap();
        assert_eq!(article.title.as_deref(), Some("# A town"));
    }

    #[test]
    fn nothing_and_too_much_are_problems() {
        assert_eq!(read(" \n".as_bytes(), false).unwrap().unwrap_err(), "there is nothing in the text");
        let endless = io::repeat(b'a');
        assert!(read(endless, false).unwrap().unwrap_err().starts_with("the text is longer than 16 MiB"));
    }
}
