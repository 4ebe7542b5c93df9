//! A start tag, and what XML 1.0 asks of it beyond what the reader looks at.

use quick_xml::events::BytesStart;
use std::borrow::Cow;
use std::collections::HashSet;

/// The attributes of a start tag.
#[derive(Debug)]
pub struct Tag<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Tag<'a> {
    /// Reads a start tag.
    ///
    /// # Errors
    /// When it is not well-formed; what is wrong, in words.
    pub fn read(start: &'a BytesStart<'a>) -> Result<Self, String> {
        let name = start.name().into_inner();
        if !is_name(name) {
            return Err(
                "`<` begins a tag here, and no name follows; text has it as `&lt;`".to_owned()
            );
        }
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| {
                format!("the attributes of `<{name}>` are not written as `name=\"value\"`")
            })?;
            let key = attribute.key.into_inner();
            if !is_name(key) || attribute.value.contains('<') {
                return Err(format!("the attributes of `<{name}>` hold a `<`, or have no name"));
            }
            attributes.push((Cow::Borrowed(key), attribute.value));
        }
        let mut seen = HashSet::new();
        if let Some((twice, _)) = attributes.iter().find(|(key, _)| !seen.insert(key)) {
            return Err(format!("`<{name}>` has the attribute `{twice}` twice"));
        }
        Ok(Self(attributes))
    }

    /// The value of an attribute, as written.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_ref())
    }

    /// A tag with these attributes.
    #[cfg(test)]
    pub fn with(attributes: Vec<(&'a str, &'a str)>) -> Self {
        Self(attributes.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

/// Whether a text may be a name of XML (XML 1.0, 2.3): letters beyond ASCII are not looked at closely.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let is_start = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':') || !c.is_ascii();
    let is_part = |c: char| is_start(c) || c.is_ascii_digit() || matches!(c, '-' | '.');
    text.starts_with(is_start) && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(content: &str) -> Option<String> {
        let length = content.find(' ').unwrap_or(content.len());
        Tag::read(&BytesStart::from_content(content, length)).err()
    }

    #[test]
    fn what_is_no_tag_is_told() {
        assert_eq!(fault("target state=\"new\" é-x.1='a'"), None);
        assert!(fault("<<<<<< HEAD").unwrap().contains("no name follows"));
        assert!(fault("a b").unwrap().contains("`name=\"value\"`"));
        assert!(fault("a b=\"<\"").unwrap().contains("`<a>` hold a `<`"));
        assert!(fault("a b=\"1\" c=\"\" b=\"2\"").unwrap().contains("`b` twice"));
    }
}
