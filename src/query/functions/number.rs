//! Functions of numbers. All work on numbers with a fraction; where there is no answer, such as the root of a negative
//! number, they give nothing.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, Float64Array};
use datafusion::arrow::datatypes::{DataType, Float64Type};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};

type One = fn(f64) -> f64;
type Two = fn(f64, f64) -> f64;

const ONE: &[(&str, One)] = &[
    ("number_abs", f64::abs),
    ("number_ceil", f64::ceil),
    ("number_floor", f64::floor),
    ("number_sqrt", f64::sqrt),
    ("number_exp", f64::exp),
    ("number_ln", f64::ln),
    ("number_log2", f64::log2),
    ("number_log10", f64::log10),
    ("number_sign", |value| if value == 0.0 { 0.0 } else { value.signum() }),
];

const TWO: &[(&str, Two)] = &[("number_power", f64::powf), ("number_round", round)];

/// Rounds half away from zero to so many digits behind the point; fewer than none round to tens.
fn round(value: f64, digits: f64) -> f64 {
    let scale = 10_f64.powi(digits.clamp(-15.0, 15.0) as i32);
    let rounded = (value * scale).round() / scale;
    if rounded.is_finite() { rounded } else { value }
}

pub(super) fn all() -> impl Iterator<Item = ScalarUDF> {
    let one = (0..ONE.len()).map(|at| (ONE[at].0, 1));
    let two = (0..TWO.len()).map(|at| (TWO[at].0, 2));
    one.chain(two).map(|(name, arguments)| {
        ScalarUDF::from(Number {
            name,
            signature: Signature::exact(vec![DataType::Float64; arguments], Volatility::Immutable),
        })
    })
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Number {
    name: &'static str,
    signature: Signature,
}

impl ScalarUDFImpl for Number {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Float64)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let numbers: Vec<&Float64Array> = arrays.iter().map(AsArray::as_primitive::<Float64Type>).collect();
        let defined = |value: f64| value.is_finite().then_some(value);
        let one = ONE.iter().find(|(name, _)| *name == self.name);
        let two = TWO.iter().find(|(name, _)| *name == self.name);
        let result: Float64Array = match (numbers.as_slice(), one, two) {
            ([values], Some((_, function)), _) => values
                .iter()
                .map(|value| value.and_then(|v| defined(function(v))))
                .collect(),
            ([left, right], _, Some((_, function))) => left
                .iter()
                .zip(right.iter())
                .map(|(left, right)| defined(function(left?, right?)))
                .collect(),
            _ => return plan_err!("{} is given the wrong number of arguments", self.name),
        };
        let result: ArrayRef = Arc::new(result);
        super::local::shaped(result, &args.args)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_goes_away_from_zero() {
        assert!((round(2.5, 0.0) - 3.0).abs() < f64::EPSILON);
        assert!((round(-2.5, 0.0) + 3.0).abs() < f64::EPSILON);
        assert!((round(1234.567, 2.0) - 1234.57).abs() < 1e-9);
        assert!((round(1234.567, -2.0) - 1200.0).abs() < 1e-9);
    }
}
