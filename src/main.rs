//! The command `macaronic`: turns the result of `cli::run` into an exit code.

use std::process::ExitCode;

/// Building the rules is 200,000 small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match macaronic::cli::run(std::env::args_os()) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            macaronic::cli::complain(&error);
            ExitCode::from(2)
        }
    }
}

/// A reader that has seen enough (`macaronic check … | head`) is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    causes.any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
