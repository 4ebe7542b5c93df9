//! File names as the report shows them: whoever gets it need not learn where they lie on a disk.

use std::path::Path;

/// The folder that all absolute names share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    folder: String,
}

impl Names {
    /// The folder of these names; relative ones have no say.
    pub fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let absolute = names.filter(|name| Path::new(name).is_absolute());
        let folder = absolute.map(folder_of).reduce(shared_folder);
        Self { folder: folder.unwrap_or_default().to_owned() }
    }

    /// A name below that folder.
    pub fn shown<'a>(&self, name: &'a str) -> &'a str {
        let name = name.strip_prefix(&self.folder).unwrap_or(name);
        name.strip_prefix("./").unwrap_or(name)
    }

    /// A message that may name such a file.
    pub fn shown_in(&self, message: &str) -> String {
        // a bare root says nothing, and its slash may stand anywhere
        let message = if self.folder.len() > 1 {
            message.replace(&self.folder, "")
        } else {
            message.to_owned()
        };
        message.strip_prefix("./").map(str::to_owned).unwrap_or(message)
    }
}

/// The folder of a name with its last separator.
fn folder_of(name: &str) -> &str {
    let end = name.rfind(std::path::is_separator).map_or(0, |at| at + 1);
    name.get(..end).unwrap_or_default()
}

fn shared_folder<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    folder_of((0..=same).rev().find_map(|end| one.get(..end)).unwrap_or_default())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn absolute_names_lose_the_folder_they_share() {
        let names = Names::new(["/desk/news/a.txt", "/desk/new/b.txt", "c.txt"].into_iter());
        assert_eq!(names.shown("/desk/news/a.txt"), "news/a.txt");
        assert_eq!([names.shown("c.txt"), names.shown("./c.txt")], ["c.txt"; 2]);
        assert_eq!(names.shown_in("/desk/x.txt: not found"), "x.txt: not found");
    }

    #[test]
    fn one_absolute_name_keeps_its_last_part() {
        let names = Names::new(["/désk/é.txt"].into_iter());
        assert_eq!(names.shown("/désk/é.txt"), "é.txt");
    }

    #[test]
    fn names_that_share_only_the_root_lose_its_slash() {
        let names = Names::new(["/é/a.txt", "/è/b.txt"].into_iter());
        assert_eq!(names.shown("/é/a.txt"), "é/a.txt");
        assert_eq!(names.shown_in("a/b"), "a/b");
    }
}
