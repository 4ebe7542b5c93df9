//! The answer to one record of a stream: one line of JSON, with the findings of the JSONL contract.

use super::escape::in_json;
use super::json::{Record, VERSION, record_alone};
use crate::engine::Report;
use serde::Serialize;
use serde_json::value::RawValue;

/// What came of a record.
#[derive(Clone, Copy, Debug)]
pub enum Answer<'a> {
    /// It was checked.
    Checked(&'a Report),
    /// There was nothing to check, or its language cannot be told; with the reason.
    Skipped(&'a str),
    /// It could not be checked; with the reason.
    Failed(&'a str),
}

#[derive(Serialize)]
struct AnswerRecord<'a> {
    v: u32,
    id: Option<&'a RawValue>,
    line: u64,
    status: &'static str,
    language: Option<&'static str>,
    findings: Vec<Record<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

/// The answer to the record on a line (from 1), as a line with its end. Without an id it is null.
///
/// # Panics
/// Never: what is written are strings, numbers, and an id that is JSON already.
#[must_use]
pub fn line(id: Option<&RawValue>, line: u64, answer: Answer<'_>) -> String {
    let (status, report) = match answer {
        Answer::Checked(report) => ("ok", Some(report)),
        Answer::Skipped(_) => ("skipped", None),
        Answer::Failed(_) => ("error", None),
    };
    let findings = report.into_iter().flat_map(|report| {
        report.findings.iter().map(move |finding| record_alone(report, finding))
    });
    let record = AnswerRecord {
        v: VERSION,
        id,
        line,
        status,
        language: report.map(|report| report.language.tag()),
        findings: findings.collect(),
        reason: if let Answer::Skipped(reason) = answer { Some(reason) } else { None },
        error: if let Answer::Failed(error) = answer { Some(error) } else { None },
    };
    let json = serde_json::to_string(&record).expect("strings and numbers are always JSON");
    let mut line = in_json(&json).into_owned();
    line.push('\n');
    line
}
