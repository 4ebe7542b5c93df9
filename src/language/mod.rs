//! What is known of the words of a text: the target language's own question is "known in the
//! TARGET language, here?", never "known in some language".

pub mod affix;
pub mod context;
pub mod evidence;
pub mod file_name;
pub mod fragment;
pub mod identify;
pub mod vocabulary;
