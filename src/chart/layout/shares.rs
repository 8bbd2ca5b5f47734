//! Whole shares of a whole by the method of the largest remainder: they always add up.

/// Shares of `whole` for weights that are not negative, as whole numbers whose sum is `whole`; all 0 where there is no weight.
///
/// Each is less than one away from its exact share. Of equal remainders the first gets what is left.
pub(crate) fn shares(weights: &[f64], whole: u32) -> Vec<u32> {
    let largest = weights
        .iter()
        .copied()
        .filter(|weight| weight.is_finite())
        .fold(0.0, f64::max);
    let parts: Vec<f64> = weights
        .iter()
        .map(|weight| {
            if weight.is_finite() {
                weight.max(0.0) / largest
            } else {
                0.0
            }
        })
        .collect();
    let sum: f64 = parts.iter().sum();
    if largest == 0.0 || sum == 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = parts.iter().map(|part| part / sum * f64::from(whole)).collect();
    let mut shares: Vec<u32> = exact.iter().map(|share| share.floor() as u32).collect();
    let given: u32 = shares.iter().sum();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()));
    for place in order.into_iter().take(whole.saturating_sub(given) as usize) {
        shares[place] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn thirds_add_up() {
        assert_eq!(shares(&[1.0, 1.0, 1.0], 100), [34, 33, 33]);
        assert_eq!(shares(&[0.0, f64::NAN, -3.0], 100), [0, 0, 0]);
        assert_eq!(shares(&[], 100), Vec::<u32>::new());
        assert_eq!(shares(&[f64::MAX, f64::MAX], 100), [50, 50]);
    }

    proptest! {
        #[test]
        fn they_are_near_and_whole(weights in prop::collection::vec(0.0..1e6f64, 1..20), whole in 1..1000u32) {
            let total: f64 = weights.iter().sum();
            prop_assume!(total > 0.0);
            let shares = shares(&weights, whole);
            prop_assert_eq!(shares.iter().sum::<u32>(), whole);
            for (share, weight) in shares.iter().zip(&weights) {
                prop_assert!((f64::from(*share) - weight / total * f64::from(whole)).abs() < 1.0 + 1e-6);
            }
        }
    }
}
