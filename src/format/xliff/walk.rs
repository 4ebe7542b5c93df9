//! A walk through the elements of a file: which text is prose, and of which unit.

use super::elements::{Element, Role, Version, element};
use super::tag::Tag;
use super::text;
use super::unit::Unit;
use super::{Fault, Space, invalid, version};
use crate::format::builder::Builder;
use crate::format::declared::is_same_language;
use crate::format::encoding::Encoding;
use crate::text::span::Span;

/// Where a walk stands.
#[derive(Debug)]
pub struct Walk<'a> {
    builder: Builder<'a>,
    /// The language that is checked: the one that is said, else the first that the file declares.
    language: Option<String>,
    has_own_language: bool,
    has_other_language: bool,
    /// What the root is.
    root: Option<(Space, Version)>,
    open: Vec<Open>,
    unit: Option<Unit>,
}

/// An open element.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "an element takes each from the one around it")]
struct Open {
    /// Its first byte.
    start: usize,
    /// Whether it and all around it are known, and none is left out.
    is_known: bool,
    is_translated: bool,
    keeps_blanks: bool,
    place: Place,
    /// Whether the text in it is prose.
    is_prose: bool,
}

/// What an element stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Outside,
    Source,
    Target,
}

/// What holds where nothing is open.
const OUTSIDE: Open = Open {
    start: 0,
    is_known: true,
    is_translated: true,
    keeps_blanks: false,
    place: Place::Outside,
    is_prose: false,
};

impl<'a> Walk<'a> {
    /// The start of a walk.
    #[must_use]
    pub fn new(text: &'a str, language: Option<&str>) -> Self {
        Self {
            builder: Builder::new(text, Encoding::Xml),
            language: language.map(str::to_owned),
            has_own_language: false,
            has_other_language: false,
            root: None,
            open: Vec::new(),
            unit: None,
        }
    }

    /// The text of the file.
    #[must_use]
    pub const fn source(&self) -> &'a str {
        self.builder.source()
    }

    /// Whether everything was left out because of its language.
    #[must_use]
    pub const fn has_only_other_languages(&self) -> bool {
        self.has_other_language && !self.has_own_language
    }

    /// Goes through a start tag.
    pub fn start(
        &mut self,
        space: Space,
        name: &str,
        tag: &Tag<'_>,
        span: Span,
    ) -> Result<(), Fault> {
        let (own_space, version) = match self.root {
            Some(_) if self.open.is_empty() => {
                return Err((span.start(), invalid("a second root element begins here")));
            }
            Some(root) => root,
            None => *self.root.insert(root(space, name, tag).map_err(|why| (span.start(), why))?),
        };
        let known =
            if space == own_space { element(version, name, tag) } else { Element::default() };
        let around = self.open.last().copied().unwrap_or(OUTSIDE);
        let mut open = Open { start: span.start(), ..around };
        open.is_known &= known.role != Role::Skip;
        match tag.value("translate") {
            Some("no") => open.is_translated = false,
            Some("yes") => open.is_translated = true,
            _ => {}
        }
        match tag.value("xml:space") {
            Some("preserve") => open.keeps_blanks = true,
            Some("default") => open.keeps_blanks = false,
            _ => {}
        }
        match around.place {
            Place::Outside => self.structure(known, tag, span, &mut open),
            Place::Source => {}
            Place::Target => self.inline(known.role, tag, span, &mut open),
        }
        self.open.push(open);
        Ok(())
    }

    /// Goes into an element outside of sources and targets.
    fn structure(&mut self, element: Element, tag: &Tag<'_>, span: Span, open: &mut Open) {
        if !open.is_known {
            return;
        }
        let depth = self.open.len();
        match element.role {
            Role::Root | Role::File => open.is_known = self.is_to_check(tag),
            Role::Unit | Role::Segment => {
                let unit = self.unit.get_or_insert_with(|| Unit::new(depth));
                if element.role == Role::Segment {
                    unit.open_segment(depth, span);
                }
            }
            Role::Source => open.place = Place::Source,
            Role::Target => {
                let is_own = tag.value("xml:lang").is_none_or(|tag| self.is_own_language(tag));
                open.place = Place::Target;
                open.is_known = is_own;
                open.is_prose = open.is_translated && is_own;
            }
            _ => {}
        }
        if element.is_untranslated
            && let Some(unit) = &mut self.unit
        {
            unit.declare_untranslated();
        }
    }

    /// Whether the targets of a file are to be checked: they are not in another language, and not in the
    /// language of their sources.
    fn is_to_check(&mut self, tag: &Tag<'_>) -> bool {
        let value = |names: [&str; 2]| names.into_iter().find_map(|name| tag.value(name));
        let Some(target) = value(["target-language", "trgLang"]).filter(|tag| !tag.is_empty())
        else {
            return true;
        };
        let source = value(["source-language", "srcLang"]).unwrap_or_default();
        let is_same = source.replace('_', "-").eq_ignore_ascii_case(&target.replace('_', "-"));
        !is_same && self.is_own_language(target)
    }

    /// Whether a language is the one that is checked; without one it becomes that.
    fn is_own_language(&mut self, tag: &str) -> bool {
        self.builder.declare_language(tag);
        let own = self.language.get_or_insert_with(|| tag.to_owned());
        let is_own = is_same_language(own, tag);
        self.has_own_language |= is_own;
        self.has_other_language |= !is_own;
        is_own
    }

    /// Goes into an element of a target.
    fn inline(&mut self, role: Role, tag: &Tag<'_>, span: Span, open: &mut Open) {
        let depth = self.open.len();
        let is_heard = open.is_prose && self.is_heard();
        open.is_prose = match role {
            Role::Inline if tag.value("translate").is_none() => open.is_prose,
            Role::Inline | Role::Own => open.is_known && open.is_translated,
            _ => false,
        };
        let Some(unit) = &mut self.unit else { return };
        match role {
            Role::Own if open.is_known => unit.open_own(depth),
            Role::Unmute if unit.muted_by.as_deref() == tag.value("startRef") => {
                unit.muted_by = None;
            }
            Role::Break if is_heard => {
                if let Some(value) = unit.value("\n") {
                    value.push_decoded("\n", span, Encoding::Plain);
                }
            }
            Role::Object | Role::Skip | Role::Mute if is_heard => {
                if let Some(value) = unit.value("") {
                    value.push_object(span);
                }
            }
            _ => {}
        }
        if role == Role::Mute {
            unit.muted_by.get_or_insert_with(|| tag.value("id").unwrap_or_default().to_owned());
        }
    }

    /// Whether text is not between two marks that leave it out.
    fn is_heard(&self) -> bool {
        self.unit.as_ref().is_some_and(|unit| unit.muted_by.is_none())
    }

    /// Goes through an end tag.
    pub fn end(&mut self) {
        self.open.pop();
        let depth = self.open.len();
        let Some(unit) = &mut self.unit else { return };
        unit.close(depth);
        if unit.depth == depth
            && let Some(unit) = self.unit.take()
        {
            unit.write(&mut self.builder);
        }
    }

    /// Goes through text that stands in the file as it is.
    pub fn text(&mut self, span: Span, encoding: Encoding) -> Result<(), Fault> {
        let file = self.source();
        let written = span.of_text(file);
        let is_section = encoding == Encoding::Literal;
        let Some(open) = self.around(span, is_section || !written.trim_ascii().is_empty())? else {
            return Ok(());
        };
        if let Some(unit) = self.unit_for_text(written, open)
            && let Some(value) = unit.value(written)
        {
            text::push(value, file, span, encoding, open.keeps_blanks);
        }
        Ok(())
    }

    /// Goes through a reference; without a meaning it is a word that is unknown.
    pub fn reference(&mut self, meaning: Option<&str>, span: Span) -> Result<(), Fault> {
        let Some(open) = self.around(span, true)? else { return Ok(()) };
        let noted = meaning.unwrap_or_else(|| span.of_text(self.source()));
        if let Some(unit) = self.unit_for_text(noted, open)
            && let Some(value) = unit.value(noted)
        {
            match meaning {
                Some(meaning) => value.push_decoded(meaning, span, Encoding::Xml),
                None => value.push_object(span),
            }
        }
        Ok(())
    }

    /// The element around text. Outside of the root there must be none.
    fn around(&self, span: Span, is_text: bool) -> Result<Option<Open>, Fault> {
        let around = self.open.last().copied();
        if around.is_none() && is_text {
            let at = span.of_text(self.source());
            let blanks = at.len() - at.trim_ascii_start().len();
            let reason = if self.root.is_none() {
                "no XLIFF: it begins with other text than an element"
            } else {
                "no valid XLIFF: text stands behind the root element"
            };
            return Err((span.start() + blanks, reason.to_owned()));
        }
        Ok(around)
    }

    /// Notes what text of a unit means; the unit, when it is prose.
    fn unit_for_text(&mut self, meaning: &str, open: Open) -> Option<&mut Unit> {
        let unit = self.unit.as_mut()?;
        match open.place {
            Place::Outside => None,
            Place::Source => {
                unit.note_source(meaning);
                None
            }
            Place::Target => {
                unit.note_target(meaning);
                (open.is_prose && unit.muted_by.is_none()).then_some(unit)
            }
        }
    }

    /// Notes what a comment says to this program.
    pub fn comment(&mut self, comment: &str, span: Span) {
        if comment.trim_start().starts_with("macaronic-") {
            self.builder.remark(comment, span);
        }
    }

    /// Ends the walk at the end of the file.
    pub fn end_of_file(&self) -> Result<(), Fault> {
        if let Some(open) = self.open.last() {
            return Err((open.start, invalid("this element is never closed")));
        }
        match self.root {
            Some(_) => Ok(()),
            None => Err((0, "no XLIFF: there is no element in it".to_owned())),
        }
    }

    /// What was carved.
    #[must_use]
    pub fn finish(self) -> Builder<'a> {
        self.builder
    }
}

/// What the root of a file is.
fn root(space: Space, name: &str, tag: &Tag<'_>) -> Result<(Space, Version), String> {
    if name != "xliff" {
        return Err(format!("no XLIFF: the root element is `{name}`, not `xliff`"));
    }
    let number = tag.value("version");
    let told = match space {
        Space::Xliff(version) => Some(version),
        Space::Unbound => version(number.or(Some("1.2"))),
        Space::Other => None,
    };
    told.map(|version| (space, version)).ok_or_else(|| {
        let number = number.unwrap_or("an unknown version");
        format!("this XLIFF is {number} or of another namespace; 1.0 to 1.2 and 2.x are read")
    })
}
