//! Replaces a file by its fixed text, in one step, or leaves it as it was.

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
    write(&target, after.text.as_bytes(), &metadata).map_err(|error| refuse(error.to_string()))
}

fn write(target: &Path, bytes: &[u8], metadata: &fs::Metadata) -> std::io::Result<()> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".macaronic-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().set_permissions(metadata.permissions())?;
    file.as_file().sync_all()?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(unix)]
fn links(metadata: &fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.nlink()
}

#[cfg(not(unix))]
const fn links(_metadata: &fs::Metadata) -> u64 {
    1
}
