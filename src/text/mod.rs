//! Names as keys: what makes two spellings of one name the same.
//!
//! [`fold`] sets aside what never tells two places apart (case, accents, articles, Arabic letter forms), [`loose`]
//! also the habits of writing Arabic in Latin letters, [`skeleton`] all but the classes of consonants that Arabic and Latin
//! letters share, and [`slug`] makes an id of a name.

mod article;
mod fold;
mod loose;
mod skeleton;
mod slug;

pub use fold::fold;
pub use loose::loose;
pub use skeleton::{heart, skeleton, turkish_skeleton};
pub use slug::slug;
