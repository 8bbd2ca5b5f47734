//! `interlens tables`: which tables there are, with their columns.

use serde::Serialize;

use crate::api::ClientError;
use crate::api::wire::{SourceStatus, Status};
use crate::catalog::{Formula, FormulaKind, Kind, Module, formula};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::look::{Look, Tone};
use crate::cli::output::{Align, Grid, json};
use crate::cli::{help, pick};
use crate::text::format;

/// List the tables, their columns and how many rows they hold.
///
/// The columns are listed for tables that are named, and for all with --columns. Without an engine the rows are not
/// known, everything else is.
#[derive(Debug, Default, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens tables", "a line for each table"),
        ("interlens tables conversations", "the columns of one, with their types"),
        ("interlens tables --json | jq -r '.[].columns[].name'", "every column"),
    ],
    &[(Exit::Fine, "printed"), (Exit::Usage, "there is no such table or data source")],
))]
pub struct Args {
    /// Only these tables, with their columns.
    #[arg(value_name = "TABLE")]
    tables: Vec<Module>,
    /// List the columns of every table.
    #[arg(long)]
    columns: bool,
    /// The data source whose rows are counted, by name or number; the first when not given.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// JSON instead of text, columns included.
    #[arg(long)]
    json: bool,
}

/// A table, as `--json` says it.
#[derive(Debug, Serialize)]
struct Table {
    name: &'static str,
    slug: &'static str,
    description: &'static str,
    /// Not known without an engine, and for a module that is not synced.
    rows: Option<u64>,
    key: &'static [&'static str],
    columns: Vec<Column>,
}

/// A column.
#[derive(Debug, Serialize)]
struct Column {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    aliases: &'static [&'static str],
    /// The text of the formula, where the column is computed.
    formula: Option<&'static str>,
}

/// Prints the tables.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit, Failure> {
    let status = status(context).await?;
    let source = match (&status, &args.source) {
        (Some(status), Some(name)) => Some(pick::source(status, Some(name))?),
        (Some(status), None) => status.sources.first(),
        (None, Some(_)) => return Err(context.attach.existing().await.err().map_or_else(not_known, Into::into)),
        (None, None) => None,
    };
    let modules = if args.tables.is_empty() {
        Module::ALL.to_vec()
    } else {
        args.tables.clone()
    };
    let tables: Vec<Table> = modules.into_iter().map(|module| table(module, source)).collect();
    if args.json {
        context.console.print_data(&json::pretty(&tables)?)?;
        return Ok(Exit::Fine);
    }
    let look = context.console.look;
    let lines = if args.columns || !args.tables.is_empty() {
        tables.iter().flat_map(|table| with_columns(table, &look)).collect()
    } else {
        overview(&tables, &look)
    };
    for line in lines {
        context.console.print(line)?;
    }
    Ok(Exit::Fine)
}

/// The status of the engine; nothing without one.
async fn status(context: &Context) -> Result<Option<Status>, Failure> {
    let reached = if context.home.database().exists() {
        context.attach.or_start().await
    } else {
        match context.attach.existing().await {
            Err(ClientError::NoEngine { .. }) => return Ok(None),
            answer => answer.map_err(Into::into),
        }
    };
    Ok(Some(reached?.0.status().await?))
}

fn not_known() -> Failure {
    Failure::usage(
        "The data source is not known yet.",
        "The engine came up only now.",
        "Run the command again.",
    )
}

fn table(module: Module, source: Option<&SourceStatus>) -> Table {
    let fields = module.fields().iter().map(|field| Column {
        name: field.name,
        kind: field.kind.word(),
        aliases: field.aliases,
        formula: None,
    });
    let formulas = formula::BUILT_IN
        .iter()
        .filter(|formula| formula.module == module && formula.kind == FormulaKind::Column)
        .map(|formula| Column {
            name: formula.name,
            kind: kind_of(formula),
            aliases: &[],
            formula: Some(formula.text),
        });
    Table {
        name: module.name(),
        slug: module.slug(),
        description: module.description(),
        rows: source.and_then(|source| {
            source
                .modules
                .iter()
                .find(|status| status.module == module)
                .map(|status| status.rows)
        }),
        key: module.key(),
        columns: fields.chain(formulas).collect(),
    }
}

const fn kind_of(formula: &Formula) -> &'static str {
    match formula.unit {
        crate::catalog::formula::Unit::Text => Kind::Text.word(),
        crate::catalog::formula::Unit::Count | crate::catalog::formula::Unit::Days => Kind::Integer.word(),
        crate::catalog::formula::Unit::Percent => Kind::Decimal.word(),
    }
}

fn rows(table: &Table) -> String {
    table.rows.map_or_else(|| format::EMPTY.to_owned(), format::count)
}

fn overview(tables: &[Table], look: &Look) -> Vec<String> {
    let mut grid = Grid::new(&[
        ("Table", Align::Left),
        ("Rows", Align::Right),
        ("Columns", Align::Right),
        ("What is in it", Align::Left),
    ]);
    for table in tables {
        grid.row([
            table.name,
            &rows(table),
            &table.columns.len().to_string(),
            table.description,
        ]);
    }
    grid.lines(look)
}

fn with_columns(table: &Table, look: &Look) -> Vec<String> {
    let mut grid = Grid::new(&[("  Column", Align::Left), ("Type", Align::Left), ("", Align::Left)]);
    for column in &table.columns {
        let mut notes = Vec::new();
        if table.key.contains(&column.name) {
            notes.push("key".to_owned());
        }
        if !column.aliases.is_empty() {
            notes.push(format!("also {}", column.aliases.join(", ")));
        }
        notes.extend(column.formula.map(|text| format!("= {text}")));
        grid.row([format!("  {}", column.name), column.kind.to_owned(), notes.join("; ")]);
    }
    let head = format!(
        "{}  {} rows. {}",
        look.tone(Tone::Strong, table.name),
        rows(table),
        table.description
    );
    let mut lines = vec![head];
    lines.extend(grid.lines(look));
    lines.push(String::new());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fake::{Engine, command_line};
    use crate::cli::fixture;

    #[tokio::test]
    async fn without_an_engine_everything_but_the_rows_is_known() {
        let (mut context, out, _folder) = command_line();
        let args = Args {
            json: true,
            ..Args::default()
        };
        assert_eq!(run(args, &mut context).await.unwrap(), Exit::Fine);
        let tables: serde_json::Value = serde_json::from_str(&out.text()).unwrap();
        let tables = tables.as_array().unwrap();
        assert_eq!(tables.len(), 11);
        let columns = tables.iter().flat_map(|table| table["columns"].as_array().unwrap());
        assert_eq!(
            columns.clone().filter(|column| column["formula"].is_null()).count(),
            145
        );
        assert_eq!(columns.filter(|column| column["formula"].is_string()).count(), 2);
        assert!(tables.iter().all(|table| table["rows"].is_null()));
    }

    #[tokio::test]
    async fn an_engine_knows_the_rows() {
        let mut engine = Engine::start(fixture::status());
        run(Args::default(), &mut engine.context).await.unwrap();
        insta::assert_snapshot!(engine.out.text());
    }

    #[tokio::test]
    async fn a_named_table_shows_its_columns() {
        let (mut context, out, _folder) = command_line();
        let args = Args {
            tables: vec![Module::TeamVsAdmin, Module::Admins],
            ..Args::default()
        };
        run(args, &mut context).await.unwrap();
        insta::assert_snapshot!(out.text());
    }

    #[tokio::test]
    async fn a_source_cannot_be_named_without_an_engine() {
        let (mut context, _, _folder) = command_line();
        let args = Args {
            source: Some("Acme".to_owned()),
            ..Args::default()
        };
        assert_eq!(run(args, &mut context).await.unwrap_err().exit(), Exit::Usage);
    }
}
