//! Search filters: read, checked, and held against records.
//!
//! Every comparison of a date is turned into a range of seconds when it is read. Then a filter can say which window of
//! the sort order can match at all ([`Filter::window`]), and a search that only asks for a window of `updated_at`, as
//! every incremental sync does, needs no record to be looked at but those on its page.

use serde_json::Value as Json;

use super::error::ApiError;

/// Most filters of one group.
const MOST_OF_A_GROUP: usize = 15;
/// How deep groups may be nested.
const DEEPEST: usize = 2;

/// The type of a searchable field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldType {
    Text,
    Integer,
    Boolean,
    Date,
    /// Ids of which a record has several.
    Many,
}

/// What the fields of a record say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Null,
    Text(String),
    Integer(i64),
    Boolean(bool),
    Many(Vec<String>),
}

/// A record that can be searched.
pub(crate) trait Searchable {
    /// The fields there are, and their types.
    const FIELDS: &'static [(&'static str, FieldType)];

    /// The value of one of them.
    fn value(&self, field: &str) -> Value;
}

/// How the dates of a search are meant.
pub(crate) trait Dates {
    /// The operators that may be used with a date field.
    fn operators(&self, field: &str) -> &'static [&'static str];

    /// The seconds, first to last, that `operator` with `value` (Unix seconds) lets in.
    fn range(&self, operator: &str, value: i64) -> (i64, i64);
}

/// A filter that was understood.
#[derive(Clone, Debug)]
pub(crate) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Field(&'static str, Test),
}

/// What is asked of a field.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// Within these seconds or numbers, both ends included.
    Within(i64, i64),
    /// Outside of them.
    Outside(i64, i64),
    OneOf(Vec<Value>),
    NoneOf(Vec<Value>),
    Contains(String),
    Lacks(String),
    StartsWith(String),
    EndsWith(String),
}

impl Filter {
    /// Reads a query for records of kind `S`.
    pub(crate) fn parse<S: Searchable>(query: &Json, dates: &dyn Dates) -> Result<Self, ApiError> {
        parse::<S>(query, dates, 0)
    }

    /// Whether a record is let in.
    pub(crate) fn lets_in(&self, record: &impl Searchable) -> bool {
        match self {
            Self::All(filters) => filters.iter().all(|filter| filter.lets_in(record)),
            Self::Any(filters) => filters.iter().any(|filter| filter.lets_in(record)),
            Self::Field(field, test) => test.holds(&record.value(field)),
        }
    }

    /// The values of a field, first to last, outside of which nothing is let in, and whether everything within is.
    pub(crate) fn window(&self, field: &str) -> (i64, i64, bool) {
        const EVERYTHING: (i64, i64) = (i64::MIN, i64::MAX);
        match self {
            Self::Field(own, Test::Within(first, last)) if *own == field => (*first, *last, true),
            Self::Field(..) => (EVERYTHING.0, EVERYTHING.1, false),
            Self::All(filters) => filters.iter().map(|filter| filter.window(field)).fold(
                (EVERYTHING.0, EVERYTHING.1, true),
                |(first, last, exact), (own_first, own_last, own_exact)| {
                    (first.max(own_first), last.min(own_last), exact && own_exact)
                },
            ),
            Self::Any(filters) => {
                let mut windows: Vec<_> = filters.iter().map(|filter| filter.window(field)).collect();
                windows.sort_unstable();
                let mut exact = windows.iter().all(|(.., exact)| *exact);
                let Some((first, mut last, _)) = windows.first().copied() else {
                    return (i64::MAX, i64::MIN, true);
                };
                for (next_first, next_last, _) in windows.into_iter().skip(1) {
                    exact &= next_first <= last.saturating_add(1);
                    last = last.max(next_last);
                }
                (first, last, exact)
            }
        }
    }
}

impl Test {
    fn holds(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Within(first, last), Value::Integer(own)) => (first..=last).contains(&own),
            (Self::Outside(first, last), Value::Integer(own)) => !(first..=last).contains(&own),
            (Self::Outside(..) | Self::Lacks(_), Value::Null) => true,
            (Self::OneOf(wanted), own) => wanted.iter().any(|wanted| same(wanted, own)),
            (Self::NoneOf(unwanted), own) => !unwanted.iter().any(|unwanted| same(unwanted, own)),
            (Self::Contains(part), Value::Text(own)) => own.to_lowercase().contains(part),
            (Self::Lacks(part), Value::Text(own)) => !own.to_lowercase().contains(part),
            (Self::StartsWith(part), Value::Text(own)) => own.to_lowercase().starts_with(part),
            (Self::EndsWith(part), Value::Text(own)) => own.to_lowercase().ends_with(part),
            _ => false,
        }
    }
}

fn same(wanted: &Value, own: &Value) -> bool {
    match (wanted, own) {
        (Value::Text(wanted), Value::Many(own)) => own.contains(wanted),
        (wanted, own) => wanted == own,
    }
}

fn parse<S: Searchable>(query: &Json, dates: &dyn Dates, depth: usize) -> Result<Filter, ApiError> {
    let Some(members) = query.as_object() else {
        return Err(ApiError::invalid(
            "query",
            "A filter is an object with field, operator and value",
        ));
    };
    let operator = members.get("operator").and_then(Json::as_str).unwrap_or_default();
    let value = members.get("value").unwrap_or(&Json::Null);
    if let Some(field) = members.get("field") {
        let field = field.as_str().unwrap_or_default();
        return leaf::<S>(field, operator, value, dates);
    }
    if !matches!(operator, "AND" | "OR") {
        return Err(ApiError::invalid(
            "operator",
            "A group of filters is joined by AND or OR",
        ));
    }
    let Some(filters) = value.as_array().filter(|filters| !filters.is_empty()) else {
        return Err(ApiError::invalid("value", "The value of a group is a list of filters"));
    };
    if depth == DEEPEST {
        return Err(ApiError::invalid("query", "Filters can be nested two levels deep"));
    }
    if filters.len() > MOST_OF_A_GROUP {
        return Err(ApiError::invalid("query", "A group can have 15 filters at most"));
    }
    let filters = filters
        .iter()
        .map(|filter| parse::<S>(filter, dates, depth + 1))
        .collect::<Result<_, _>>()?;
    Ok(if operator == "AND" {
        Filter::All(filters)
    } else {
        Filter::Any(filters)
    })
}

fn leaf<S: Searchable>(field: &str, operator: &str, value: &Json, dates: &dyn Dates) -> Result<Filter, ApiError> {
    let Some((field, kind)) = S::FIELDS.iter().find(|(name, _)| *name == field) else {
        return Err(ApiError::invalid(
            "field",
            format!("`{field}` is not a field that can be searched"),
        ));
    };
    let allowed: &[&str] = match kind {
        FieldType::Text => &["=", "!=", "IN", "NIN", "~", "!~", "^", "$"],
        FieldType::Integer => &["=", "!=", "IN", "NIN", ">", "<", ">=", "<="],
        FieldType::Boolean | FieldType::Many => &["=", "!=", "IN", "NIN"],
        FieldType::Date => dates.operators(field),
    };
    if !allowed.contains(&operator) {
        let message = format!(
            "`{operator}` is not an operator for {field}; use one of {}",
            allowed.join(" ")
        );
        return Err(ApiError::invalid("operator", message));
    }
    let wrong = || ApiError::invalid("value", format!("The value for {field} has the wrong type"));
    if matches!(operator, "IN" | "NIN") {
        let values = value.as_array().ok_or_else(wrong)?;
        let values = values
            .iter()
            .map(|value| scalar(*kind, value))
            .collect::<Option<_>>()
            .ok_or_else(wrong)?;
        let test = if operator == "IN" {
            Test::OneOf(values)
        } else {
            Test::NoneOf(values)
        };
        return Ok(Filter::Field(field, test));
    }
    let value = scalar(*kind, value).ok_or_else(wrong)?;
    let test = match (kind, operator, value) {
        (FieldType::Date, "!=", Value::Integer(number)) => {
            let (first, last) = dates.range("=", number);
            Test::Outside(first, last)
        }
        (FieldType::Date, _, Value::Integer(number)) => {
            let (first, last) = dates.range(operator, number);
            Test::Within(first, last)
        }
        (_, "=", value) => Test::OneOf(vec![value]),
        (_, "!=", value) => Test::NoneOf(vec![value]),
        (_, _, Value::Integer(number)) => {
            let (first, last) = exact_range(operator, number);
            Test::Within(first, last)
        }
        (_, "~", Value::Text(text)) => Test::Contains(text.to_lowercase()),
        (_, "!~", Value::Text(text)) => Test::Lacks(text.to_lowercase()),
        (_, "^", Value::Text(text)) => Test::StartsWith(text.to_lowercase()),
        (_, "$", Value::Text(text)) => Test::EndsWith(text.to_lowercase()),
        _ => return Err(wrong()),
    };
    Ok(Filter::Field(field, test))
}

/// The whole numbers, first to last, that an operator lets in.
pub(crate) fn exact_range(operator: &str, value: i64) -> (i64, i64) {
    match operator {
        ">" => (value.saturating_add(1), i64::MAX),
        ">=" => (value, i64::MAX),
        "<" => (i64::MIN, value.saturating_sub(1)),
        "<=" => (i64::MIN, value),
        _ => (value, value),
    }
}

/// A value of this type. Numbers may come as text, as they do in Intercom's own examples.
fn scalar(kind: FieldType, value: &Json) -> Option<Value> {
    match (kind, value) {
        (_, Json::Null) => Some(Value::Null),
        (FieldType::Text | FieldType::Many, Json::String(text)) => Some(Value::Text(text.clone())),
        (FieldType::Text | FieldType::Many, Json::Number(number)) => Some(Value::Text(number.to_string())),
        (FieldType::Integer | FieldType::Date, Json::Number(number)) => number.as_i64().map(Value::Integer),
        (FieldType::Integer | FieldType::Date, Json::String(text)) => text.parse().ok().map(Value::Integer),
        (FieldType::Boolean, Json::Bool(own)) => Some(Value::Boolean(*own)),
        (FieldType::Boolean, Json::String(text)) => text.parse().ok().map(Value::Boolean),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct Probe(i64, &'static str);

    impl Searchable for Probe {
        const FIELDS: &'static [(&'static str, FieldType)] = &[
            ("at", FieldType::Date),
            ("name", FieldType::Text),
            ("tags", FieldType::Many),
            ("size", FieldType::Integer),
            ("open", FieldType::Boolean),
        ];

        fn value(&self, field: &str) -> Value {
            match field {
                "at" | "size" => Value::Integer(self.0),
                "name" => Value::Text(self.1.to_owned()),
                "open" => Value::Boolean(self.0 > 5),
                _ => Value::Many(vec!["1".to_owned(), "2".to_owned()]),
            }
        }
    }

    struct Exact;

    impl Dates for Exact {
        fn operators(&self, _: &str) -> &'static [&'static str] {
            &["=", "!=", ">", "<"]
        }

        fn range(&self, operator: &str, value: i64) -> (i64, i64) {
            exact_range(operator, value)
        }
    }

    fn matches(query: &Json) -> Vec<i64> {
        let filter = Filter::parse::<Probe>(query, &Exact).unwrap();
        (0..10).filter(|at| filter.lets_in(&Probe(*at, "Zoé Zebra"))).collect()
    }

    fn field(field: &str, operator: &str, value: &Json) -> Json {
        json!({"field": field, "operator": operator, "value": value})
    }

    #[test]
    fn operators_do_what_they_say() {
        assert_eq!(matches(&field("at", ">", &json!(7))), [8, 9]);
        assert_eq!(matches(&field("at", "<", &json!("2"))), [0, 1]);
        assert_eq!(matches(&field("at", "!=", &json!(3))).len(), 9);
        assert_eq!(matches(&field("size", "<=", &json!(1))), [0, 1]);
        assert_eq!(matches(&field("size", "IN", &json!([1, 4]))), [1, 4]);
        assert_eq!(matches(&field("open", "=", &json!(true))), [6, 7, 8, 9]);
        assert_eq!(matches(&field("tags", "=", &json!("2"))).len(), 10);
        assert_eq!(matches(&field("tags", "NIN", &json!(["2"]))).len(), 0);
        for (operator, text) in [
            ("~", "zeb"),
            ("^", "ZOÉ"),
            ("$", "zebra"),
            ("!~", "lion"),
            ("!=", "lion"),
        ] {
            assert_eq!(matches(&field("name", operator, &json!(text))).len(), 10, "{operator}");
        }
        assert_eq!(
            matches(&json!({"operator": "AND", "value": [
                field("at", ">", &json!(2)),
                {"operator": "OR", "value": [field("at", "=", &json!(4)), field("at", "=", &json!(1))]}
            ]})),
            [4]
        );
    }

    #[test]
    fn what_cannot_be_searched_is_refused() {
        let deep = |levels: usize| {
            (0..levels).fold(
                field("at", ">", &json!(1)),
                |inner, _| json!({"operator": "AND", "value": [inner]}),
            )
        };
        let wide = json!({"operator": "OR", "value": vec![field("at", "=", &json!(1)); 16]});
        let refused = [
            deep(3),
            wide,
            field("nothing", "=", &json!(1)),
            field("at", "~", &json!(1)),
            field("at", ">", &json!("soon")),
            field("at", ">", &json!(null)),
            field("name", ">", &json!("a")),
            field("open", "=", &json!(3)),
            field("size", "IN", &json!(3)),
            json!({"operator": "XOR", "value": []}),
            json!({"operator": "AND", "value": []}),
            json!([1]),
        ];
        for query in refused {
            let error = Filter::parse::<Probe>(&query, &Exact).unwrap_err();
            assert_eq!((error.status, error.code), (400, "parameter_invalid"), "{query}");
        }
        assert!(Filter::parse::<Probe>(&deep(2), &Exact).is_ok());
    }

    #[test]
    fn windows_are_found_where_they_are_exact() {
        let window = |query: Json| Filter::parse::<Probe>(&query, &Exact).unwrap().window("at");
        let both = json!({"operator": "AND", "value": [field("at", ">", &json!(2)), field("at", "<", &json!(9))]});
        assert_eq!(window(both), (3, 8, true));
        let or_equal = json!({"operator": "OR", "value": [field("at", ">", &json!(5)), field("at", "=", &json!(5))]});
        assert_eq!(window(or_equal), (5, i64::MAX, true));
        let gap = json!({"operator": "OR", "value": [field("at", "=", &json!(1)), field("at", "=", &json!(5))]});
        assert_eq!(window(gap), (1, 5, false));
        let other = json!({"operator": "AND", "value": [field("at", ">", &json!(2)), field("name", "=", &json!("x"))]});
        assert_eq!(window(other), (3, i64::MAX, false));
    }
}
