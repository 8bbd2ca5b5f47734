//! The order of names that people expect: `item 2` before `item 10`, capitals beside small letters.

use std::cmp::Ordering;

/// Compares texts with the numbers in them as numbers and without regard to case; what is equal so, by its characters.
pub(crate) fn natural(a: &str, b: &str) -> Ordering {
    let (mut rest_a, mut rest_b) = (a, b);
    loop {
        let (Some(first_a), Some(first_b)) = (rest_a.chars().next(), rest_b.chars().next()) else {
            return rest_a.len().cmp(&rest_b.len()).then_with(|| a.cmp(b));
        };
        if first_a.is_ascii_digit() && first_b.is_ascii_digit() {
            let ((digits_a, after_a), (digits_b, after_b)) = (digits(rest_a), digits(rest_b));
            let by_number = digits_a.len().cmp(&digits_b.len()).then_with(|| digits_a.cmp(digits_b));
            if by_number != Ordering::Equal {
                return by_number;
            }
            (rest_a, rest_b) = (after_a, after_b);
        } else {
            // Most names are ASCII, and a long table compares millions of letters.
            let by_letter = if first_a.is_ascii() && first_b.is_ascii() {
                first_a.to_ascii_lowercase().cmp(&first_b.to_ascii_lowercase())
            } else {
                first_a.to_lowercase().cmp(first_b.to_lowercase())
            };
            if by_letter != Ordering::Equal {
                return by_letter;
            }
            rest_a = rest_a.get(first_a.len_utf8()..).unwrap_or_default();
            rest_b = rest_b.get(first_b.len_utf8()..).unwrap_or_default();
        }
    }
}

/// The number a text begins with, without zeros before it, and what comes after it.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    (number.trim_start_matches('0'), rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_in_names_count_as_numbers() {
        let mut names = [
            "item 10", "Item 2", "item 1", "", "item", "2b", "10a", "émile", "Zoë", "日本",
        ];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            [
                "", "2b", "10a", "item", "item 1", "Item 2", "item 10", "Zoë", "émile", "日本"
            ]
        );
    }

    proptest! {
        #[test]
        fn it_is_an_order(a in "[a-cA-C0-2 é]{0,6}", b in "[a-cA-C0-2 é]{0,6}", c in "[a-cA-C0-2 é]{0,6}") {
            prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
            prop_assert_eq!(natural(&a, &b) == Ordering::Equal, a == b);
            if natural(&a, &b) != Ordering::Greater && natural(&b, &c) != Ordering::Greater {
                prop_assert_ne!(natural(&a, &c), Ordering::Greater);
            }
        }
    }
}
