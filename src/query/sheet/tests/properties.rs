//! Whatever the table and the view: what the sheet answers is what the model says.

use chrono_tz::Europe::Berlin;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

use super::model;
use crate::catalog::Module;
use crate::query::page::Cell;
use crate::query::sheet::{Sheet, Stop};
use crate::query::testing::{Record, Value, cases};
use crate::query::view::View;

/// Calls `check` with tables, views and numbers of each module.
fn for_all(check: impl Fn(&model::Table, &View, &Sheet, &[Record], (usize, usize)) -> Result<(), TestCaseError>) {
    for module in Module::ALL {
        let some = (model::table(module), model::view(module), 0..40_usize, 0..40_usize);
        let checked = TestRunner::new(cases(24)).run(&some, |(table, view, one, two)| {
            let session = table.workspace.session(Berlin, model::NOW.parse().unwrap());
            let built = Sheet::build(&session, &view, &Stop::default());
            match (built, model::rows(&table, &view)) {
                (Ok(sheet), Some(rows)) => check(&table, &view, &sheet, &rows, (one, two)),
                (Err(_), None) => Ok(()),
                (built, rows) => Err(TestCaseError::fail(format!(
                    "{:?} but the model says {rows:?}",
                    built.map(|sheet| sheet.rows())
                ))),
            }
        });
        if let Err(error) = checked {
            panic!("{module}: {error}");
        }
    }
}

fn cells(module: Module, row: &Record, columns: &[&str]) -> Vec<Cell> {
    columns
        .iter()
        .map(|name| {
            let (_, field) = module.field(name).unwrap();
            model::cell(row.get(name), field.kind)
        })
        .collect()
}

#[test]
fn a_window_shows_the_rows_that_hold_in_their_order() {
    for_all(|table, _, sheet, rows, (offset, limit)| {
        let module = table.module;
        let columns: Vec<&str> = module.fields().iter().map(|field| field.name).collect();
        let names: Vec<String> = columns.iter().map(|name| name.to_uppercase()).collect();
        for (offset, limit) in [(0, rows.len()), (offset, limit)] {
            let page = sheet
                .window(&names, offset as u64, limit as u64, &Stop::default())
                .unwrap();
            let shown = rows.iter().skip(offset).take(limit);
            let expected: Vec<Vec<Cell>> = shown.map(|row| cells(module, row, &columns)).collect();
            prop_assert_eq!(page.cells, expected);
            prop_assert_eq!((page.total, page.rows), (table.rows.len() as u64, rows.len() as u64));
            let told: Vec<&str> = page.columns.iter().map(|column| column.name.as_str()).collect();
            prop_assert_eq!(told, columns.clone());
        }
        Ok(())
    });
}

#[test]
fn a_text_is_found_from_any_place_in_both_directions() {
    for_all(|table, _, sheet, rows, (from, which)| {
        let module = table.module;
        let all = model::texts(module);
        let column = module.fields()[which % module.fields().len()].name;
        for (columns, text) in [(vec![], "re"), (vec![], "Ä"), (vec![column], "1"), (vec![column], "E")] {
            let names: Vec<String> = columns.iter().map(|name: &&str| (*name).to_owned()).collect();
            let columns = if columns.is_empty() { all.clone() } else { columns };
            let found: Vec<usize> = (0..rows.len())
                .filter(|row| model::has(module, &rows[*row], &columns, text))
                .collect();
            for backwards in [false, true] {
                let got = sheet
                    .find(text, &names, from as u64, backwards, &Stop::default())
                    .unwrap();
                let next = if backwards {
                    found.iter().rposition(|row| *row <= from)
                } else {
                    found.iter().position(|row| *row >= from)
                };
                let other_side = if backwards { found.len().checked_sub(1) } else { Some(0) };
                let index = next.or(other_side).filter(|index| *index < found.len());
                prop_assert_eq!(
                    got.position,
                    index.map(|index| found[index] as u64),
                    "{:?} in {:?}",
                    text,
                    columns
                );
                prop_assert_eq!(got.nth, index.map_or(0, |index| index as u64 + 1));
                prop_assert_eq!(got.matches, found.len() as u64);
                prop_assert_eq!(got.wrapped, next.is_none() && index.is_some());
            }
        }
        Ok(())
    });
}

#[test]
fn every_record_is_where_the_window_shows_it() {
    for_all(|table, _, sheet, rows, _| {
        let key = |row: &Record| -> Vec<String> {
            let texts = table.module.key().iter().map(|name| match &row[name] {
                Value::Text(text) => text.clone(),
                other => panic!("a key is {other:?}"),
            });
            texts.collect()
        };
        for row in &table.rows {
            let expected = rows.iter().position(|other| other == row).map(|at| at as u64);
            let located = sheet.locate(&key(row), &Stop::default()).unwrap();
            prop_assert_eq!(located.position, expected);
        }
        let nobody: Vec<String> = table.module.key().iter().map(|_| "nobody".to_owned()).collect();
        prop_assert_eq!(sheet.locate(&nobody, &Stop::default()).unwrap().position, None);
        Ok(())
    });
}

#[test]
fn values_are_counted_in_the_rows_of_the_view() {
    for_all(|table, _, sheet, rows, (which, limit)| {
        let module = table.module;
        let column = module.fields()[which % module.fields().len()].name;
        for search in ["", "RE", "1"] {
            let expected = model::values(rows, module, column, search);
            let got = sheet.values(column, search, 1000, &Stop::default()).unwrap();
            prop_assert_eq!(got.distinct, expected.len() as u64);
            let counts: Vec<u64> = got.values.iter().map(|(_, count)| *count).collect();
            prop_assert!(counts.is_sorted_by(|left, right| left >= right));
            let mut told = got.values.clone();
            let mut meant: Vec<(Cell, u64)> = expected.into_values().collect();
            told.sort_by_key(|value| format!("{value:?}"));
            meant.sort_by_key(|value| format!("{value:?}"));
            prop_assert_eq!(told, meant);
            let few = sheet.values(column, search, limit as u64, &Stop::default()).unwrap();
            prop_assert_eq!(few.distinct, got.distinct);
            let first: Vec<_> = got.values.into_iter().take(limit).collect();
            prop_assert_eq!(few.values, first);
        }
        Ok(())
    });
}
