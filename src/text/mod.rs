//! Names as keys: what makes two spellings of one name the same.
//!
//! [`fold`] sets aside what never tells two places apart (case, accents, articles, Arabic letter forms), [`loose`]
//! also the habits of writing Arabic in Latin letters, and [`slug`] makes an id of a name.

mod article;
mod fold;
mod loose;
mod slug;

pub use fold::fold;
pub use loose::loose;
pub use slug::slug;
