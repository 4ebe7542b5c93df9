//! A run must not read what it writes: `macaronic check . > findings.txt` finds a new article in its folder.

use crate::batch::{Found, Input, Skipped};
use same_file::Handle;
use std::path::Path;

/// Takes the files that standard output and standard error go to out of what is to be read.
pub(super) fn skip(found: &mut Found) {
    let Some(own) = Own::of_process() else { return };
    let (kept, written): (Vec<_>, Vec<_>) =
        std::mem::take(&mut found.inputs).into_iter().partition(|placed| match &placed.input {
            Input::File(path) => !own.is(path),
            Input::Bytes(..) => true,
        });
    found.inputs = kept;
    found.skipped.extend(written.iter().map(|placed| Skipped {
        path: placed.input.name(),
        reason: "this run writes to it".to_owned(),
    }));
}

/// The files that the process writes to; there are none on a terminal or a pipe.
struct Own(Vec<Handle>);

impl Own {
    fn of_process() -> Option<Self> {
        let streams = [Handle::stdout(), Handle::stderr()];
        // a stream that is closed, or that the system does not tell, is no file
        let is_file =
            |handle: &Handle| handle.as_file().metadata().is_ok_and(|metadata| metadata.is_file());
        let files: Vec<_> = streams.into_iter().flatten().filter(is_file).collect();
        (!files.is_empty()).then_some(Self(files))
    }

    fn is(&self, path: &Path) -> bool {
        // what cannot be opened is told when it is read
        Handle::from_path(path).is_ok_and(|handle| self.0.contains(&handle))
    }
}
