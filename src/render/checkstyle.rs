//! Checkstyle XML, which Jenkins, reviewdog and many others read. Columns are characters from 1.

use super::Run;
use super::columns::{Unit, region};
use super::suggestion::message;
use super::xml::escaped;
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::Report;
use std::io::{self, Write};

/// Writes one `file` for every text that was checked, and one for each that could not be.
pub(super) fn run(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">")?;
    for report in run.reports {
        writeln!(out, "  <file name=\"{}\">", escaped(&run.path(report)))?;
        for finding in &report.findings {
            writeln!(out, "    {}", error(report, finding))?;
        }
        writeln!(out, "  </file>")?;
    }
    for failed in &run.summary.failed {
        let name = failed.path.as_deref().unwrap_or("macaronic");
        writeln!(
            out,
            "  <file name=\"{}\">\n    <error severity=\"error\" message=\"{}\" source=\"macaronic\"/>\n  </file>",
            escaped(&super::path::relative(name, run.folder)),
            escaped(&failed.message)
        )?;
    }
    writeln!(out, "</checkstyle>")
}

fn error(report: &Report, finding: &Diagnostic) -> String {
    let region = region(&report.source, finding.span, Unit::Shown);
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "info",
    };
    format!(
        "<error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"{}\"/>",
        region.line,
        region.column,
        escaped(&message(finding)),
        escaped(&finding.rule)
    )
}
