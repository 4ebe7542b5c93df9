//! Languages that a file declares for its parts.

/// Whether two tags name the same language, in whatever region or script.
#[must_use]
pub fn is_same_language(one: &str, other: &str) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    primary(one) == primary(other)
}
