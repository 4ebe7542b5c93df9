//! The names of files as reports have them: relative to the folder of the run where that is possible, with
//! `/` between the parts, so that the same run gives the same bytes in every checkout.

use std::fmt::Write;

/// A name without `./` and without the folder of the run before it.
#[must_use]
pub fn relative(name: &str, folder: &str) -> String {
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    let below = name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    let is_absolute = below.is_none() && name.starts_with('/');
    let parts = below.unwrap_or(&name).split('/').filter(|part| !matches!(*part, "" | "."));
    let path = parts.collect::<Vec<_>>().join("/");
    if is_absolute { format!("/{path}") } else { path }
}

/// A relative name as a relative URI, an absolute one as a URI of the scheme `file`. All but unreserved
/// characters are encoded: a colon in a first segment would make a scheme of it.
#[must_use]
pub fn uri(relative: &str) -> String {
    let mut uri = String::with_capacity(relative.len());
    if relative.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in relative.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => write!(uri, "%{byte:02X}").expect("writing to a string never fails"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_relative_to_the_folder_of_the_run() {
        for (name, wanted) in [
            ("a.txt", "a.txt"),
            ("./a.txt", "a.txt"),
            ("articles//./a.txt", "articles/a.txt"),
            ("/desk/run/articles/a.txt", "articles/a.txt"),
            ("/desk/running/a.txt", "/desk/running/a.txt"),
            ("../a.txt", "../a.txt"),
            ("<stdin>", "<stdin>"),
        ] {
            assert_eq!(relative(name, "/desk/run"), wanted);
        }
    }

    #[test]
    fn uris_are_encoded() {
        assert_eq!(uri("a b/50%#1,c:d é.txt"), "a%20b/50%25%231%2Cc%3Ad%20%C3%A9.txt");
        assert_eq!(uri("/desk/a b.txt"), "file:///desk/a%20b.txt");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
