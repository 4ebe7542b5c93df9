//! The filter bar. It is hidden until the script shows it: without the script it would do nothing.

use super::markup::Attribute;
use super::page::Page;
use super::summary::noun;
use std::io::{self, Write};

/// Writes the bar, when there is something to filter.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    let tally = page.tally();
    if tally.total() == 0 {
        return Ok(());
    }
    writeln!(
        out,
        "<form id=\"filter\" hidden role=\"search\" aria-label=\"Filter the findings\">"
    )?;
    writeln!(out, "<fieldset>\n<legend>Severity</legend>")?;
    for (severity, count) in tally.by_severity().into_iter().filter(|&(_, count)| count > 0) {
        let (name, noun) = (severity.name(), noun(severity, count));
        writeln!(
            out,
            "<label class=\"{name}\"><input type=\"checkbox\" name=\"severity\" value=\"{name}\" checked> \
             <span>{count} {noun}</span></label>"
        )?;
    }
    writeln!(out, "</fieldset>\n<label><span>Rule</span> <select name=\"rule\">")?;
    writeln!(out, "<option value=\"\">all rules</option>")?;
    for (id, rule) in &page.rules {
        let (number, count) = (rule.number, rule.tally.total());
        writeln!(out, "<option value=\"#r{number}\">{} ({count})</option>", Attribute(id))?;
    }
    writeln!(
        out,
        "</select></label>\n<label><span>Search the findings</span> <input type=\"search\" name=\"words\" \
         placeholder=\"search the findings\" autocomplete=\"off\"></label>"
    )?;
    writeln!(
        out,
        "<p class=\"steps\"><button type=\"button\" name=\"previous\" aria-keyshortcuts=\"k p\">Previous</button> \
         <output name=\"shown\" aria-live=\"polite\">{}</output> \
         <button type=\"button\" name=\"next\" aria-keyshortcuts=\"j n\">Next</button> \
         <button type=\"reset\" disabled>Show all</button></p>",
        tally.total()
    )?;
    writeln!(
        out,
        "<details class=\"keys\"><summary>Keys</summary><p><kbd>j</kbd> or <kbd>n</kbd> next finding<br>\
         <kbd>k</kbd> or <kbd>p</kbd> previous finding<br><kbd>/</kbd> search, <kbd>Esc</kbd> leaves it<br>\
         <kbd>Enter</kbd> on a number goes to its place</p></details>\n</form>"
    )
}
