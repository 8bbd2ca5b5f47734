//! From text to syntax: one expression, nothing after it, and not too deep.

use datafusion::sql::sqlparser::ast::Expr;
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::parser::Parser;
use datafusion::sql::sqlparser::tokenizer::{Location, Token, Tokenizer};

use crate::query::error::{FormulaError, Position, parser_error};

/// The longest text that is looked at, in bytes.
pub(crate) const LONGEST: usize = 64 * 1024;
/// How many operators a text may hold: a chain of them is as deep as it is long.
pub(crate) const MOST_OPERATORS: usize = 500;
/// How deep expressions may be nested.
pub(crate) const DEEPEST: usize = 40;

/// Parses a formula or condition.
pub(crate) fn parse(text: &str) -> Result<Expr, FormulaError> {
    if text.trim().is_empty() {
        return Err(FormulaError::new("there is nothing here").hint("write an expression such as \"State\" = 'open'"));
    }
    let mut parser = parser(text)?;
    let expression = parser.parse_expr().map_err(|error| parser_error(&error))?;
    let rest = parser.peek_token();
    if rest.token != Token::EOF {
        return Err(
            FormulaError::new(format!("there is something after the expression: {}", rest.token))
                .hint("remove it, or join it with AND")
                .at(position(rest.span.start)),
        );
    }
    Ok(expression)
}

/// A parser that cannot be made to overflow the stack.
pub(crate) fn parser(text: &str) -> Result<Parser<'static>, FormulaError> {
    if text.len() > LONGEST {
        return Err(FormulaError::new(format!("the text is longer than {LONGEST} bytes")).hint("make it shorter"));
    }
    let tokens = Tokenizer::new(&GenericDialect, text)
        .tokenize_with_location()
        .map_err(|error| parser_error(&error.into()))?;
    let operators = tokens.iter().filter(|token| is_operator(&token.token)).count();
    if operators > MOST_OPERATORS {
        return Err(
            FormulaError::new(format!("it has more than {MOST_OPERATORS} operators"))
                .hint("use IN (…) instead of many ORs"),
        );
    }
    Ok(Parser::new(&GenericDialect)
        .with_recursion_limit(DEEPEST)
        .with_tokens_with_locations(tokens))
}

fn is_operator(token: &Token) -> bool {
    match token {
        Token::Word(word) => matches!(
            word.keyword,
            Keyword::AND
                | Keyword::OR
                | Keyword::XOR
                | Keyword::NOT
                | Keyword::IS
                | Keyword::COLLATE
                | Keyword::UNION
                | Keyword::EXCEPT
                | Keyword::INTERSECT
                | Keyword::JOIN
        ),
        Token::Number(..)
        | Token::SingleQuotedString(_)
        | Token::Comma
        | Token::Whitespace(_)
        | Token::LParen
        | Token::RParen
        | Token::Period
        | Token::EOF => false,
        _ => true,
    }
}

/// A place as the parser knows it; it has none for what was made up.
pub(super) fn position(location: Location) -> Option<Position> {
    (location.line > 0).then_some(Position {
        line: location.line,
        column: location.column,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_an_expression_is_refused_with_its_place() {
        let error = parse("\"State\" = 'open'; DROP TABLE x").unwrap_err();
        assert_eq!(error.at, Some(Position { line: 1, column: 17 }));
        assert!(parse("1 2").is_err() && parse("  ").is_err());
    }

    #[test]
    fn a_broken_text_says_where() {
        let error = parse("if(\"State\" = ,1,2)").unwrap_err();
        assert_eq!(error.at, Some(Position { line: 1, column: 14 }), "{error}");
        assert!(parse("'open").unwrap_err().at.is_some());
    }

    #[test]
    fn depth_and_length_have_a_limit() {
        assert!(parse(&format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000))).is_err());
        assert!(parse(&"x".repeat(LONGEST + 1)).is_err());
        assert!(parse(&vec!["1"; 20_000].join("+")).is_err());
        assert!(parse(&format!("{}1", "- ".repeat(20_000))).is_err());
    }
}
