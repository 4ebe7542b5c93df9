//! With which characters the parts of a regular expression begin and end: what must stand beside a text
//! that a match needs.

use crate::text::edge::Edge;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look};

/// An end of a sequence of parts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Where it begins.
    First,
    /// Where it ends.
    Last,
}

/// The bytes with which a sequence can begin or end; any when it may be empty.
pub(super) fn edge(parts: &[Hir], end: End) -> Edge {
    let (edge, may_be_empty) = edge_of_sequence(parts, end);
    if may_be_empty { Edge::ANY } else { edge }
}

fn edge_of_sequence(parts: &[Hir], end: End) -> (Edge, bool) {
    let mut all = Edge::NONE;
    let last = parts.len().saturating_sub(1);
    for index in 0..parts.len() {
        let part = parts.get(if end == End::First { index } else { last - index });
        let (edge, may_be_empty) = part.map_or((Edge::ANY, false), |part| edge_of(part, end));
        all = all.or(edge);
        if !may_be_empty {
            return (all, false);
        }
    }
    (all, true)
}

/// The bytes with which a part can begin or end, and whether it may be empty.
fn edge_of(hir: &Hir, end: End) -> (Edge, bool) {
    match hir.kind() {
        // nothing but the edge of the text lies beyond
        HirKind::Look(Look::Start) if end == End::Last => (Edge::NONE, false),
        HirKind::Look(Look::End) if end == End::First => (Edge::NONE, false),
        HirKind::Empty | HirKind::Look(_) => (Edge::NONE, true),
        HirKind::Literal(literal) => {
            let byte = if end == End::First { literal.0.first() } else { literal.0.last() };
            (byte.map_or(Edge::ANY, |&byte| Edge::NONE.with(char::from(byte))), false)
        }
        HirKind::Class(Class::Unicode(class)) => (edge_of_class(class), false),
        HirKind::Class(Class::Bytes(_)) => (Edge::ANY, false),
        HirKind::Capture(capture) => edge_of(&capture.sub, end),
        HirKind::Repetition(repetition) => {
            let (edge, may_be_empty) = edge_of(&repetition.sub, end);
            (edge, may_be_empty || repetition.min == 0)
        }
        HirKind::Concat(parts) => edge_of_sequence(parts, end),
        HirKind::Alternation(branches) => {
            let edges = branches.iter().map(|branch| edge_of(branch, end));
            edges.fold((Edge::NONE, false), |(all, any_empty), (edge, may_be_empty)| {
                (all.or(edge), any_empty || may_be_empty)
            })
        }
    }
}

fn edge_of_class(class: &ClassUnicode) -> Edge {
    class.ranges().iter().fold(Edge::NONE, |edge, range| {
        let ascii = (range.start()..=range.end()).take_while(char::is_ascii);
        let edge = ascii.fold(edge, Edge::with);
        if range.end().is_ascii() { edge } else { edge.with(range.end()) }
    })
}
