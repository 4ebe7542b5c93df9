//! From the odds of single tokens to stretches: two states, native and foreign, and the likeliest path
//! through a sentence (Viterbi 1967).

/// How a sentence is decoded.
#[derive(Clone, Copy, Debug)]
pub struct Decoding {
    /// The odds, as a natural logarithm, that a token must have in favour of being foreign.
    pub bias: f32,
    /// What a change between native and foreign costs.
    pub change: f32,
}

/// Which of the tokens of one sentence are foreign, from the log-odds of each.
#[must_use]
pub fn decode(log_odds: &[f32], decoding: Decoding) -> Vec<bool> {
    // the best score of a path that ends native, or foreign, and from which state each came
    let (mut native, mut foreign) = (0.0_f32, -decoding.change);
    let mut came_from: Vec<(bool, bool)> = Vec::with_capacity(log_odds.len());
    for (number, odds) in log_odds.iter().enumerate() {
        let odds = odds - decoding.bias;
        if number == 0 {
            foreign += odds;
            came_from.push((false, false));
            continue;
        }
        let to_native = foreign - decoding.change > native;
        let to_foreign = native - decoding.change > foreign;
        came_from.push((to_native, !to_foreign));
        let next_native = if to_native { foreign - decoding.change } else { native };
        foreign = odds + if to_foreign { native - decoding.change } else { foreign };
        native = next_native;
    }
    let mut state = foreign > native;
    let mut states = vec![false; log_odds.len()];
    for (slot, (from_native, from_foreign)) in states.iter_mut().zip(came_from).rev() {
        *slot = state;
        state = if state { from_foreign } else { from_native };
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECODING: Decoding = Decoding { bias: 0.0, change: 1.0 };

    #[test]
    fn a_weak_token_goes_with_its_neighbours() {
        assert_eq!(
            decode(&[-4.0, 3.0, -0.5, 3.0, -4.0], DECODING),
            [false, true, true, true, false]
        );
        assert_eq!(decode(&[-4.0, 0.5, -4.0], DECODING), [false, false, false]);
    }

    #[test]
    fn a_strong_token_stands_alone() {
        assert_eq!(decode(&[-4.0, 5.0, -4.0], DECODING), [false, true, false]);
        assert_eq!(decode(&[5.0], DECODING), [true]);
        assert_eq!(decode(&[], DECODING), [false; 0]);
    }
}
