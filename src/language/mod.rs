//! What is known of the words of a text: the target language's own question is "known in the
//! TARGET language, here?", never "known in some language".

pub mod affix;
pub mod analysis;
pub mod context;
pub mod decode;
pub mod detector;
pub mod evidence;
pub mod exonym;
pub mod features;
pub mod file_name;
pub mod forest;
pub mod fragment;
pub mod identify;
pub mod lexeme;
pub mod listing;
pub mod lookup;
pub mod memory;
pub mod title;
pub mod token;
pub mod vocabulary;
