//! Names as keys: what makes two spellings of one name the same.
//!
//! [`fold`] sets aside what never tells two places apart (case, accents, articles, Arabic letter forms), [`loose`]
//! also the habits of writing Arabic in Latin letters, [`skeleton`] all but the classes of consonants that Arabic and Latin
//! letters share, [`heart`] what is left without the words that tell parts of a village apart, and [`slug`] makes an id of a name. [`Edits`] counts
//! the typing errors between two of them.

mod article;
mod edits;
mod fold;
mod loose;
mod months;
mod numerals;
mod parts;
mod sentences;
mod skeleton;
mod slug;
mod tokens;
mod word_map;

pub use edits::Edits;
pub use fold::fold;
pub use loose::loose;
pub use months::{ARABIC_MONTHS, ENGLISH_MONTHS, month};
pub use numerals::{numeral, numeral_at};
pub use parts::heart;
pub use sentences::{Sentence, sentences};
pub use skeleton::{skeleton, turkish_skeleton};
pub use slug::slug;
pub use tokens::{Token, TokenKind, tokens};
pub use word_map::{WordMap, WordSet};
