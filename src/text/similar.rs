//! Which name was meant when one is written wrong.

/// The names that were probably meant, closest first and three at most; none when no name is close. Letter case and the
/// sign between words do not count.
pub fn similar<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let typed = folded(typed);
    let allowed = (typed.chars().count() / 3).max(2);
    let mut close: Vec<(usize, usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let candidate = folded(name);
            let whole = distance(&typed, &candidate);
            let near = if typed.chars().count() >= 3 && candidate.contains(&typed) {
                whole.min(1)
            } else {
                whole
            };
            (near <= allowed).then_some((near, whole, name))
        })
        .collect();
    close.sort_by_key(|(near, whole, _)| (*near, *whole));
    close.dedup_by(|left, right| folded(left.2) == folded(right.2));
    close.into_iter().take(3).map(|(_, _, name)| name).collect()
}

fn folded(name: &str) -> String {
    name.to_lowercase().replace(['_', '-', '\u{a0}'], " ")
}

/// The number of letters to change, add, remove or swap with their neighbour (optimal string alignment).
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before = vec![0; right.len() + 1];
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for i in 1..=left.len() {
        let mut next = vec![i; right.len() + 1];
        for j in 1..=right.len() {
            let cost = usize::from(left[i - 1] != right[j - 1]);
            next[j] = (row[j] + 1).min(next[j - 1] + 1).min(row[j - 1] + cost);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger_are_recognised() {
        let known = ["State", "Conversation Rating", "Title", "Created At"];
        assert_eq!(similar("Sate", known), ["State"]);
        assert_eq!(similar("converstion_rating", known), ["Conversation Rating"]);
        assert_eq!(similar("created", known), ["Created At"]);
        let longer = ["Rating Created At", "Rating"];
        assert_eq!(similar("Ratin", longer), ["Rating", "Rating Created At"]);
        assert!(similar("zzzzzz", known).is_empty() && similar("", []).is_empty());
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
