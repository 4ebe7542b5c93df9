//! Which rules a run is about: `--only` and `--skip`.

use crate::rules::set::is_selected;

/// Rules or families to report, and rules or families not to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// When not empty, only these.
    pub only: Vec<String>,
    /// Never these.
    pub skip: Vec<String>,
}

impl Selection {
    /// Whether a rule is to be reported.
    #[must_use]
    pub fn holds(&self, id: &str) -> bool {
        let wanted =
            self.only.is_empty() || self.only.iter().any(|selector| is_selected(id, selector));
        wanted && !self.skip.iter().any(|selector| is_selected(id, selector))
    }

    /// The selectors that no known id answers to.
    #[must_use]
    pub fn unknown<'s>(&'s self, ids: &[&str]) -> Vec<&'s str> {
        let all = self.only.iter().chain(&self.skip).map(String::as_str);
        all.filter(|selector| !ids.iter().any(|id| is_selected(id, selector))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_selects_all_its_rules() {
        let selection = Selection { only: vec!["leak".into()], skip: vec!["leak/chat".into()] };
        assert!(selection.holds("leak/label"));
        assert!(!selection.holds("leak/chat"));
        assert!(!selection.holds("mixed/run"));
        assert_eq!(selection.unknown(&["leak/label"]), ["leak/chat"]);
    }
}
