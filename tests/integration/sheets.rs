//! Pieces of views through the door: every module, sorted and filtered, found again, and refused in words.

use std::collections::BTreeMap;
use std::time::Duration;

use arrow::array::AsArray;
use interlens::api::ClientError;
use interlens::api::wire::{
    Cell, Condition, FindRequest, LocateRequest, MOST_ROWS, Page, RowsRequest, SortKey, Test, ValuesRequest, View,
    WindowRequest,
};
use interlens::catalog::Module;
use interlens::sandbox::{Cell as Truth, TruthRow};

use crate::harness::House;

fn window(view: &View, columns: &[&str], offset: u64, limit: u64) -> WindowRequest {
    WindowRequest {
        source: None,
        view: view.clone(),
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        offset,
        limit,
    }
}

fn sorted(module: Module, conditions: &[&str], sort: &[(&str, bool)]) -> View {
    View {
        conditions: conditions.iter().map(|text| text.parse().unwrap()).collect(),
        sort: sort
            .iter()
            .map(|(column, descending)| SortKey {
                column: (*column).to_owned(),
                descending: *descending,
            })
            .collect(),
        ..View::all(module)
    }
}

fn cell(truth: &Truth) -> Cell {
    match truth {
        Truth::Null => Cell::Empty,
        Truth::Text(text) => Cell::Text(text.clone()),
        Truth::Int(number) => Cell::Integer(*number),
        Truth::Decimal(number) => Cell::Decimal(*number),
        Truth::Bool(answer) => Cell::Boolean(*answer),
        Truth::Time(seconds) => Cell::Integer(seconds * 1000),
        Truth::List(items) => Cell::List(items.clone()),
    }
}

/// A cell as JSON tells it: a number without a fraction is an integer there, whatever its column's type.
fn plain(cell: &Cell) -> Cell {
    match cell {
        Cell::Decimal(number) if number.fract() == 0.0 => Cell::Integer(*number as i64),
        other => other.clone(),
    }
}

fn truth(house: &House, module: Module) -> Vec<TruthRow> {
    house.sandbox.world().truth(module).collect()
}

fn field(module: Module, name: &str) -> usize {
    module.field(name).unwrap().0
}

fn texts(page: &Page) -> Vec<Vec<String>> {
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    page.cells.iter().map(|row| row.iter().map(text).collect()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn windows_show_what_the_workspace_holds_in_every_module() {
    let house = House::connected(1_500).await;
    house.sync().await;
    let client = &house.engine.client;
    for module in Module::ALL {
        let fields: Vec<&str> = module.fields().iter().map(|field| field.name).collect();
        let key = |row: &[Cell]| -> Vec<String> {
            let parts = module
                .key()
                .iter()
                .map(|name| format!("{:?}", row[field(module, name)]));
            parts.collect()
        };
        let by_key = |rows: Vec<Vec<Cell>>| -> BTreeMap<Vec<String>, Vec<Cell>> {
            let plain = rows.iter().map(|row| row.iter().map(plain).collect::<Vec<_>>());
            plain.map(|row| (key(&row), row)).collect()
        };
        let expected: Vec<Vec<Cell>> = truth(&house, module)
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect();
        // Read in two pieces, sorted by the last column.
        let view = sorted(module, &[], &[(fields[fields.len() - 1], true)]);
        let half = expected.len() as u64 / 2;
        let mut rows = client.window(&window(&view, &fields, 0, half)).await.unwrap().cells;
        let rest = client.window(&window(&view, &fields, half, MOST_ROWS)).await.unwrap();
        assert_eq!(
            (rest.total, rest.rows),
            (expected.len() as u64, expected.len() as u64),
            "{module}"
        );
        rows.extend(rest.cells);
        assert_eq!(rows.len(), expected.len(), "{module}");
        assert_eq!(by_key(rows), by_key(expected), "{module}");
    }
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_sorted_searched_counted_and_found_again() {
    let house = House::connected(1_200).await;
    house.sync().await;
    let client = &house.engine.client;
    let module = Module::Conversations;
    let (state, id) = (field(module, "State"), field(module, "ID"));
    let view = sorted(module, &["State = open | snoozed"], &[("State", true), ("ID", false)]);
    let mut expected: Vec<(String, u64)> = truth(&house, module)
        .iter()
        .filter_map(|row| match (&row[state], &row[id]) {
            (Truth::Text(state), Truth::Text(id)) if state != "closed" => Some((state.clone(), id.parse().unwrap())),
            _ => None,
        })
        .collect();
    expected.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
    let page = client
        .window(&window(&view, &["state", "ID"], 0, MOST_ROWS))
        .await
        .unwrap();
    let shown: Vec<(String, u64)> = texts(&page)
        .into_iter()
        .map(|row| (row[0].clone(), row[1].parse().unwrap()))
        .collect();
    assert!(expected.len() > 10);
    assert_eq!(shown, expected);

    // A stream of rows has the same order.
    let request = RowsRequest {
        of: None,
        source: None,
        module,
        columns: vec!["ID".to_owned()],
        filter: Some("1 = 1".to_owned()),
        conditions: view.conditions.clone(),
        search: String::new(),
        sort: view.sort.clone(),
        limit: None,
        offset: 10,
    };
    let mut rows = client.rows(&request).await.unwrap();
    let mut streamed: Vec<u64> = Vec::new();
    while let Some(batch) = rows.next().await.unwrap() {
        let ids = batch.column(0).as_string::<i32>();
        streamed.extend(ids.iter().flatten().map(|id| id.parse::<u64>().unwrap()));
    }
    let ids: Vec<u64> = expected.iter().skip(10).map(|(_, id)| *id).collect();
    assert_eq!(streamed, ids);

    let wanted = expected[expected.len() - 3].1.to_string();
    let find = FindRequest {
        source: None,
        view: view.clone(),
        text: wanted.clone(),
        columns: vec!["id".to_owned()],
        from: 0,
        backwards: true,
    };
    let found = client.find(&find).await.unwrap();
    assert_eq!(
        (found.position, found.matches, found.wrapped),
        (Some(expected.len() as u64 - 3), 1, true)
    );
    let locate = LocateRequest {
        source: None,
        view: view.clone(),
        key: vec![wanted],
    };
    assert_eq!(client.locate(&locate).await.unwrap().position, found.position);

    let values = ValuesRequest {
        source: None,
        view: sorted(module, &["State != closed"], &[]),
        column: "State".to_owned(),
        search: String::new(),
        limit: 1,
    };
    let values = client.values(&values).await.unwrap();
    let mut states: Vec<&String> = expected.iter().map(|(state, _)| state).collect();
    states.dedup();
    assert_eq!((values.values.len(), values.distinct), (1, states.len() as u64));

    let world = house.sandbox.world();
    world.advance(Duration::from_hours(1));
    world.mutate(module, 30).unwrap();
    house.sync().await;
    let later = client.window(&window(&view, &["ID"], 0, 1)).await.unwrap();
    assert!(later.version > page.version);
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_refused_in_words() {
    let house = House::connected(50).await;
    house.sync().await;
    let client = &house.engine.client;
    let all = View::all(Module::Tickets);
    let with = |column: &str, test, value: &str| View {
        conditions: vec![Condition::new(column, test, value)],
        ..all.clone()
    };
    let wrong = [
        (window(&all, &[], 0, MOST_ROWS + 1), "10,000"),
        (window(&all, &["Nothing"], 0, 1), "Nothing"),
        (window(&with("Created", Test::Is, "today"), &[], 0, 1), "Created At"),
        (
            window(&with("Created At", Test::Is, "'; DROP TABLE"), &[], 0, 1),
            "2026-11-22",
        ),
        (
            window(&sorted(Module::Tickets, &[], &[("Nothing", true)]), &[], 0, 1),
            "Nothing",
        ),
    ];
    for (request, words) in wrong {
        match client.window(&request).await {
            Err(ClientError::Refused(refusal)) => {
                assert_eq!(refusal.code, "invalid");
                let told = format!("{:?}", refusal.error);
                assert!(told.contains(words), "{told}");
            }
            other => panic!("{request:?}: {other:?}"),
        }
    }
    let none = client
        .window(&window(&with("ID", Test::Is, "no such id"), &[], 0, 10))
        .await
        .unwrap();
    assert_eq!((none.rows, none.cells.len()), (0, 0));
    house.engine.close().await;
}
