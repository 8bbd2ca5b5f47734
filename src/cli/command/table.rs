//! `interlens table`: the rows of a table, printed or exported.

use crate::api::Client;
use crate::api::client::Rows;
use crate::api::wire::{Condition, Of, RowsRequest, SortKey, SourceStatus, View, WindowRequest};
use crate::catalog::{Module, formula};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::look::Look;
use crate::cli::output::{Format, RowOptions, RowWriter};
use crate::cli::{help, pick};
use crate::text::format;

/// Print or export the rows of a table.
///
/// On a terminal text shows what fits: the columns from the left, the first rows, and how many more there are.
/// --columns, --limit and a pipe change that: in a pipe there are all columns and all rows.
///
/// In JSON the keys are the columns' names, times RFC 3339 in UTC, ids text, lists arrays, durations seconds, and what
/// is empty null. CSV follows RFC 4180; a text that a spreadsheet would take for a formula gets a ' in front, unless
/// --raw is given.
#[derive(Debug, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens table conversations", "a look at the first rows"),
        ("interlens table conversations --filter 'State = open' --filter 'Created At >= 2026-11-01'", "some rows"),
        ("interlens table conversations --where \"\\\"State\\\" = 'open' AND \\\"Priority\\\" = 'priority'\"", "the same in SQL"),
        ("interlens table contacts --columns name,email,\"last seen at\" --sort \"last seen at:desc\"", "some columns"),
        ("interlens table tickets --format csv > tickets.csv", "export to a spreadsheet"),
        ("interlens table conversations --format jsonl | jq -c '{id: .ID, state: .State}'", "a line for each row"),
    ],
    &[(Exit::Fine, "printed"), (Exit::Failed, "the rows could not be read"), (Exit::Usage, "a name or condition is wrong, nothing is connected, or no engine")],
))]
pub struct Args {
    /// The table: conversations, contacts, team-vs-admin …; `interlens tables` lists them.
    #[arg(value_name = "TABLE")]
    table: Module,
    /// Only rows for which this holds: a column, a test (=, !=, <, <=, >, >=, ~ contains, !~, ^= begins with, $= ends with,
    /// is empty, is not empty) and a value, or several with | between them; may be given several times.
    #[arg(long, value_name = "CONDITION")]
    filter: Vec<Condition>,
    /// Only rows in which some column contains this text, letter case aside.
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Only records that are related to one, such as companies/conversations:ID; the record's links on the screen name the
    /// ways.
    #[arg(long, value_name = "MODULE/RELATION:KEY")]
    of: Option<Of>,
    /// Only rows for which this SQL condition holds; names with spaces stand in double quotes.
    #[arg(long = "where", value_name = "SQL")]
    condition: Option<String>,
    /// These columns in this order, with commas between them.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    columns: Vec<String>,
    /// Sort by these columns, the most significant first; :desc puts the greatest first. Texts are sorted as people count:
    /// item 9 before item 10.
    #[arg(long, value_name = "NAME[:desc]", value_delimiter = ',', value_parser = sort_key)]
    sort: Vec<SortKey>,
    /// At most so many rows.
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// How to write them.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The data source, by name or number; the first when not given.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Leave texts in CSV as they are, also those that a spreadsheet would run.
    #[arg(long)]
    raw: bool,
}

/// Lines of a terminal that are not rows: the head, the note, the prompt.
const AROUND: usize = 4;

/// Prints the rows as they arrive.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit, Failure> {
    let look = context.console.look;
    let (client, _) = context.attach.with_data().await?;
    let status = client.status().await?;
    let source = pick::source(&status, args.source.as_deref())?;
    let page = (look.terminal && args.format == Format::Text && args.limit.is_none())
        .then(|| look.height.saturating_sub(AROUND).max(5) as u64);
    let request = RowsRequest {
        source: Some(source.id),
        module: args.table,
        columns: args.columns.iter().map(|name| column(args.table, name)).collect(),
        filter: args.condition.clone(),
        conditions: args.filter.clone(),
        of: args.of.clone(),
        search: args.search.clone().unwrap_or_default(),
        sort: args
            .sort
            .iter()
            .map(|key| SortKey {
                column: column(args.table, &key.column),
                ..key.clone()
            })
            .collect(),
        limit: args.limit.or(page),
        offset: 0,
    };
    let options = RowOptions {
        format: args.format,
        raw: args.raw,
        zone: pick::zone(source),
        look,
    };
    let mut rows = client.rows(&request).await?;
    let writer = print(&mut rows, options, context).await?;
    let more = match page {
        Some(page) if writer.rows() >= page => rows_after(&client, &request, page, source).await?,
        _ => 0,
    };
    for note in notes(&writer, more, rows.schema.fields().len(), &look) {
        context.console.say(note);
    }
    Ok(Exit::Fine)
}

/// Writes rows batch by batch.
async fn print(rows: &mut Rows, options: RowOptions, context: &mut Context) -> Result<RowWriter, Failure> {
    let mut writer = RowWriter::new(&rows.schema, options);
    while let Some(batch) = rows.next().await? {
        writer.write(&batch, context.console.data())?;
    }
    writer.end(context.console.data())?;
    context.console.finish()?;
    Ok(writer)
}

/// How many rows follow the first `page` of a request: for a whole table that is known, for a view it is asked for, and
/// for a condition in SQL the keys of the rest are counted.
async fn rows_after(client: &Client, request: &RowsRequest, page: u64, source: &SourceStatus) -> Result<u64, Failure> {
    let module = source.modules.iter().find(|status| status.module == request.module);
    if request.filter.is_none() {
        let view = View {
            of: request.of.clone(),
            module: request.module,
            conditions: request.conditions.clone(),
            search: request.search.clone(),
            sort: Vec::new(),
        };
        let rows = match module {
            Some(module) if !view.is_filtered() => module.rows,
            _ => {
                let question = WindowRequest {
                    source: request.source,
                    view,
                    columns: Vec::new(),
                    offset: 0,
                    limit: 0,
                };
                client.window(&question).await?.rows
            }
        };
        return Ok(rows.saturating_sub(page));
    }
    let keys = RowsRequest {
        columns: request
            .module
            .key()
            .iter()
            .take(1)
            .map(|name| (*name).to_owned())
            .collect(),
        sort: Vec::new(),
        limit: None,
        offset: page,
        ..request.clone()
    };
    let mut rows = client.rows(&keys).await?;
    let mut more = 0;
    while let Some(batch) = rows.next().await? {
        more += batch.num_rows() as u64;
    }
    Ok(more)
}

/// What a terminal did not show, and how to see it.
fn notes(writer: &RowWriter, more: u64, columns: usize, look: &Look) -> Vec<String> {
    let mut notes = Vec::new();
    if look.terminal && writer.rows() == 0 {
        notes.push("No rows.".to_owned());
    }
    if more > 0 {
        notes.push(format!(
            "{} more rows: --limit N, --filter, or a pipe shows them.",
            format::count(more)
        ));
    }
    let left_out = writer.columns_left_out();
    if left_out > 0 {
        notes.push(format!(
            "{left_out} of {columns} columns do not fit: --columns chooses."
        ));
    }
    notes
}

/// A column's name as the engine knows it. What is neither a field nor a built-in formula goes as it was typed: it may be
/// a formula of the user's, and otherwise the engine says what there is.
fn column(module: Module, name: &str) -> String {
    let name = name.trim().trim_matches('"');
    module
        .field(name)
        .map(|(_, field)| field.name)
        .or_else(|| {
            formula::named(name)
                .filter(|formula| formula.module == module)
                .map(|formula| formula.name)
        })
        .unwrap_or(name)
        .to_owned()
}

/// `Name`, `Name:asc` or `Name:desc`.
fn sort_key(text: &str) -> Result<SortKey, String> {
    let (column, descending) = match text.rsplit_once(':') {
        Some((column, "desc")) => (column, true),
        Some((column, "asc")) => (column, false),
        Some((_, direction)) => return Err(format!("{direction:?} is no direction; use asc or desc")),
        None => (text, false),
    };
    if column.trim().is_empty() {
        return Err("a column is missing".to_owned());
    }
    Ok(SortKey {
        column: column.trim().to_owned(),
        descending,
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use proptest::prelude::*;

    use super::*;
    use crate::api::wire::{Page, Test};
    use crate::cli::args::{Cli, Command};
    use crate::cli::fake::Engine;
    use crate::cli::fixture;
    use crate::cli::output::cells::fixture as rows;

    fn args(words: &[&str]) -> Args {
        let line = ["interlens", "table"].iter().chain(words);
        match Cli::try_parse_from(line).unwrap().command {
            Some(Command::Table(args)) => *args,
            other => panic!("{other:?}"),
        }
    }

    async fn printed(words: &[&str], look: Look, batches: &[&[&str]]) -> Engine {
        let mut engine = Engine::start(fixture::status());
        engine.rows(batches.iter().map(|texts| rows::batch(texts)).collect());
        engine.context.console.look = look;
        run(args(words), &mut engine.context).await.unwrap();
        engine
    }

    #[tokio::test]
    async fn the_request_says_what_the_command_line_says() {
        let words = [
            "conversation-vs-contact",
            "--where",
            "1 = 1",
            "--filter",
            "Contact ID ^= 6 ",
            "--filter",
            "conversation_id is not empty",
            "--search",
            "x y",
            "--columns",
            "contact id,\"Mine\"",
            "--sort",
            "contact_id:desc,conversation id",
            "--limit",
            "7",
            "--source",
            "1",
            "--format",
            "jsonl",
        ];
        let engine = printed(&words, Look::default(), &[&["a"]]).await;
        assert_eq!(
            engine.rows_asked(),
            [RowsRequest {
                of: None,
                source: Some(1),
                module: Module::ConversationVsContact,
                columns: vec!["Contact ID".to_owned(), "Mine".to_owned()],
                filter: Some("1 = 1".to_owned()),
                conditions: vec![
                    Condition::new("Contact ID", Test::Starts, "6"),
                    Condition::bare("conversation_id", Test::Filled),
                ],
                search: "x y".to_owned(),
                sort: vec![
                    SortKey {
                        column: "Contact ID".to_owned(),
                        descending: true
                    },
                    SortKey {
                        column: "Conversation ID".to_owned(),
                        descending: false
                    },
                ],
                limit: Some(7),
                offset: 0,
            }]
        );
    }

    #[tokio::test]
    async fn a_pipe_gets_all_rows_of_all_batches_and_nothing_else() {
        let engine = printed(
            &["conversations", "--format", "csv"],
            Look::default(),
            &[&["a", "b"], &["c"]],
        )
        .await;
        assert_eq!(engine.out.text().lines().count(), 4);
        assert_eq!(engine.err.text(), "");
        assert_eq!(engine.rows_asked()[0].limit, None);
    }

    #[tokio::test]
    async fn a_terminal_gets_a_page_and_is_told_of_the_rest() {
        let look = Look {
            terminal: true,
            width: 60,
            height: 9,
            ..Look::default()
        };
        let engine = printed(&["conversations"], look, &[&["1", "2", "3", "4", "5"]]).await;
        assert_eq!(engine.rows_asked().len(), 1);
        assert_eq!(engine.rows_asked()[0].limit, Some(5));
        assert!(engine.err.text().contains("12,475 more rows"), "{}", engine.err.text());
        assert!(engine.err.text().contains("columns do not fit"));

        let filtered = printed(&["conversations", "--where", "x"], look, &[&["1", "2", "3", "4", "5"]]).await;
        let asked = filtered.rows_asked();
        assert_eq!(
            (asked[1].columns.clone(), asked[1].offset, asked[1].limit),
            (vec!["ID".to_owned()], 5, None)
        );
        assert!(filtered.err.text().contains("5 more rows"), "{}", filtered.err.text());
    }

    #[tokio::test]
    async fn the_rows_of_a_view_are_counted_by_the_engine() {
        let look = Look {
            terminal: true,
            width: 60,
            height: 9,
            ..Look::default()
        };
        let mut engine = Engine::start(fixture::status());
        engine.rows(vec![rows::batch(&["1", "2", "3", "4", "5"])]);
        engine.page(Page {
            version: 1,
            total: 12_480,
            rows: 47,
            offset: 0,
            columns: Vec::new(),
            cells: Vec::new(),
        });
        engine.context.console.look = look;
        let words = ["conversations", "--filter", "State = open|snoozed", "--sort", "title"];
        run(args(&words), &mut engine.context).await.unwrap();
        let asked: Vec<WindowRequest> = engine.posted("/v1/window");
        assert_eq!(asked.len(), 1);
        assert_eq!((asked[0].limit, asked[0].view.conditions.len()), (0, 1));
        assert_eq!(asked[0].view.conditions[0].values, ["open", "snoozed"]);
        assert!(engine.err.text().contains("42 more rows"), "{}", engine.err.text());
    }

    #[test]
    fn a_filter_that_is_none_is_explained() {
        let line = ["interlens", "table", "tickets", "--filter", "State open"];
        let words = Cli::try_parse_from(line).unwrap_err().to_string();
        assert!(words.contains("Created At >= 2026-11-01"), "{words}");
    }

    #[tokio::test]
    async fn a_stream_that_breaks_off_is_a_failure_and_not_an_end() {
        let mut engine = Engine::start(fixture::status());
        engine.rows(vec![rows::batch(&["a"])]);
        engine.cut_rows();
        let failure = run(args(&["conversations", "--format", "csv"]), &mut engine.context)
            .await
            .unwrap_err();
        assert_eq!(failure.exit(), Exit::Failed);
    }

    #[test]
    fn sort_keys_are_understood_or_explained() {
        assert_eq!(sort_key("State").unwrap().column, "State");
        assert!(sort_key("Created At:desc").unwrap().descending);
        assert!(sort_key("a:down").unwrap_err().contains("asc or desc"));
        assert!(sort_key(":desc").is_err());
        assert!(
            Cli::try_parse_from(["interlens", "table", "tags"])
                .unwrap_err()
                .to_string()
                .contains("Team Vs Admin")
        );
    }

    #[test]
    fn columns_are_found_however_they_are_typed() {
        assert_eq!(
            column(Module::Conversations, "satisfaction_category"),
            "Satisfaction Category"
        );
        assert_eq!(column(Module::Admins, "away mode reassign"), "Away Model Reassign");
        assert_eq!(column(Module::Admins, "My Own"), "My Own");
    }

    proptest! {
        #[test]
        fn any_word_is_a_key_or_refused(text in any::<String>()) {
            if let Ok(key) = sort_key(&text) {
                prop_assert!(!key.column.is_empty());
            }
        }
    }
}
