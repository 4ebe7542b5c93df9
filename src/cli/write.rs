//! Replaces a file by its fixed text, in one step, or leaves it as it was.

use super::report_file::folder_of;
use crate::batch::FileError;
use crate::source::Source;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Replaces the file of `before` by the text of `after`. A symlink stays and its target is replaced.
///
/// # Errors
/// When the file changed meanwhile, is read-only, has other hard links, or cannot be written.
pub(super) fn replace(before: &Source, after: &Source) -> Result<(), FileError> {
    if before.text == after.text {
        return Ok(());
    }
    let refuse = |reason: String| FileError::Fix {
        reason: format!("{}: {reason}; it is left as it was", before.name),
    };
    let target = fs::canonicalize(&before.name).map_err(|error| refuse(error.to_string()))?;
    let metadata = fs::metadata(&target).map_err(|error| refuse(error.to_string()))?;
    if metadata.permissions().readonly() {
        return Err(refuse("the file is read-only".to_owned()));
    }
    if links(&metadata) > 1 {
        return Err(refuse(
            "the file has other hard links, which a fix would part from it".to_owned(),
        ));
    }
    let now = fs::read(&target).map_err(|error| refuse(error.to_string()))?;
    if now != before.text.as_bytes() {
        return Err(refuse("the file changed while it was checked; run again".to_owned()));
    }
    write(&target, after.text.as_bytes(), Some(metadata.permissions()))
        .map_err(|error| refuse(error.to_string()))
}

/// Writes a file in one step, with the permissions it had; a new one gets those of any new file.
pub(super) fn write(
    target: &Path,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
) -> std::io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".macaronic-");
    make_usual(&mut builder);
    let mut file = builder.tempfile_in(folder_of(target))?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// Gives a new file the permissions of any other: a temporary one would be private.
#[cfg(unix)]
fn make_usual(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    // the mask of the process takes its part
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
const fn make_usual(_builder: &mut tempfile::Builder<'_, '_>) {}

#[cfg(unix)]
fn links(metadata: &fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.nlink()
}

#[cfg(not(unix))]
const fn links(_metadata: &fs::Metadata) -> u64 {
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with `text`, as it was read and as it is to be.
    fn file(text: &str) -> (tempfile::TempDir, Source, Source) {
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().join("a.txt").display().to_string();
        fs::write(&name, text).unwrap();
        let source = |text: &str| Source::new(name.clone(), text).unwrap();
        (folder, source(text), source("fixed"))
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_refused() {
        let (_folder, before, after) = file("broken");
        fs::write(&before.name, "edited by hand").unwrap();
        let refused = replace(&before, &after).unwrap_err().to_string();
        assert!(
            refused.ends_with(
                "the file changed while it was checked; run again; it is left as it was"
            ),
            "{refused}"
        );
        assert_eq!(fs::read_to_string(&before.name).unwrap(), "edited by hand");
    }

    #[test]
    fn a_file_that_vanished_meanwhile_is_not_made_again() {
        let (_folder, before, after) = file("broken");
        fs::remove_file(&before.name).unwrap();
        assert!(replace(&before, &after).is_err());
        assert!(!Path::new(&before.name).exists());
    }

    #[test]
    fn an_unchanged_text_is_not_even_looked_at() {
        let (_folder, before, _) = file("right");
        fs::remove_file(&before.name).unwrap();
        assert!(replace(&before, &before.clone()).is_ok());
    }

    #[test]
    fn a_changed_text_replaces_the_file() {
        let (folder, before, after) = file("broken");
        replace(&before, &after).unwrap();
        assert_eq!(fs::read_to_string(&before.name).unwrap(), "fixed");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
