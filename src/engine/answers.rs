//! The answers of charts that were asked for last.
//!
//! A dashboard asks the same questions again whenever somebody looks; as long as no record has changed and the day is the
//! same, the answer is, too.

use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;

use crate::report::{Answer, Question};

/// So many answers are kept.
const ANSWERS: usize = 128;
/// So many values they may hold together. The one that was asked for last is kept however many it holds.
const VALUES: usize = 2_000_000;

/// The answers that were asked for last.
#[derive(Default)]
pub(super) struct Answers(Mutex<Vec<Kept>>);

/// What an answer is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    pub(super) source: u32,
    pub(super) version: u64,
    /// Conditions and formulas may speak of today.
    pub(super) day: NaiveDate,
    pub(super) question: Question,
}

struct Kept {
    key: Key,
    answer: Answer,
}

impl Answers {
    pub(super) fn get(&self, key: &Key) -> Option<Answer> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|kept| kept.key == *key)?;
        let found = kept.remove(at);
        let answer = found.answer.clone();
        kept.push(found);
        Some(answer)
    }

    pub(super) fn put(&self, key: Key, answer: Answer) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What is about older records of the same data source is not asked for again.
        kept.retain(|kept| kept.key.source != key.source || kept.key.version == key.version);
        kept.retain(|kept| kept.key != key);
        kept.push(Kept { key, answer });
        let mut values = 0;
        let mut from = kept.len();
        for (index, one) in kept.iter().enumerate().rev().take(ANSWERS) {
            values += one.answer.frame.rows() * one.answer.frame.columns().len();
            if values > VALUES && index + 1 < kept.len() {
                break;
            }
            from = index;
        }
        kept.drain(..from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Module;
    use crate::chart::{Column, Frame, Unit};
    use crate::report::Asked;

    fn key(version: u64, name: &str) -> Key {
        Key {
            source: 1,
            version,
            day: NaiveDate::default(),
            question: Question::of(Module::Teams, [Asked::rows().called(name)]),
        }
    }

    fn held(values: usize) -> Answer {
        let numbers = (0..values).map(|value| Some(value as f64));
        Answer {
            frame: Frame::try_from(vec![Column::numbers("n", Unit::Number, numbers)]).unwrap(),
            ..Answer::default()
        }
    }

    #[test]
    fn the_answers_that_were_asked_for_last_are_kept() {
        let answers = Answers::default();
        for number in 0..=ANSWERS {
            answers.put(key(7, &number.to_string()), held(1));
            assert!(answers.get(&key(7, "1")).is_some() || number < 1);
        }
        assert!(answers.get(&key(7, "0")).is_none() && answers.get(&key(7, "2")).is_some());
        answers.put(key(8, "new"), held(1));
        assert!(
            answers.get(&key(7, "1")).is_none(),
            "an answer about older records is kept"
        );
    }

    #[test]
    fn large_answers_push_others_out_and_stay_themselves() {
        let answers = Answers::default();
        answers.put(key(7, "small"), held(1));
        answers.put(key(7, "large"), held(VALUES + 1));
        assert!(answers.get(&key(7, "small")).is_none() && answers.get(&key(7, "large")).is_some());
        answers.put(key(7, "small"), held(1));
        assert!(answers.get(&key(7, "small")).is_some() && answers.get(&key(7, "large")).is_none());
    }
}
