//! Steps of time: which of a row of moments a value comes after.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, Int32Array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, TimeUnit, TimestampMillisecondType};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

/// How many of `edges` (Unix milliseconds, rising) lie at or before `moment`: 0 before the first.
///
/// The edges are counted by their place and need not be equally far apart, as days around a change of clocks are not.
pub(crate) fn steps(edges: Arc<[i64]>, moment: Expr) -> Expr {
    let function = ScalarUDF::from(Steps {
        edges,
        signature: Signature::exact(vec![moments()], Volatility::Immutable),
    });
    function.call(vec![moment])
}

fn moments() -> DataType {
    DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()))
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Steps {
    edges: Arc<[i64]>,
    signature: Signature,
}

impl ScalarUDFImpl for Steps {
    fn name(&self) -> &'static str {
        "step"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int32)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let [values] = arrays.as_slice() else {
            return plan_err!("step takes 1 argument");
        };
        let values = cast(values, &moments())?;
        let counted: Int32Array = values
            .as_primitive::<TimestampMillisecondType>()
            .unary(|moment| self.edges.partition_point(|edge| *edge <= moment) as i32);
        let result: ArrayRef = Arc::new(counted);
        super::local::shaped(result, &args.args)
    }
}
