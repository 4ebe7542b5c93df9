//! Sets and maps for words: hashed in a few nanoseconds, in an order that never shows.
//!
//! The hasher of the standard library took a twentieth of a run. This one has a seed for each process, too,
//! so that nobody can write an article whose words all fall into one place.

use foldhash::fast::RandomState;

/// A map of words or small keys.
pub type Map<K, V> = std::collections::HashMap<K, V, RandomState>;
/// A set of words or small keys.
pub type Set<T> = std::collections::HashSet<T, RandomState>;
