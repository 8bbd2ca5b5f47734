//! Pictures: a question, and how its answer is shown.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::asked::{Question, Subject};
use super::names::Named;
use crate::chart::{Chart, Kind, Spec};
use crate::query::Condition;

/// A picture has at most so many parts, those of its parts included.
pub const MOST_PARTS: usize = 64;

/// A question, and how its answer is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// How it is shown. Its channels name the columns of the question.
    pub spec: Spec,
    /// What it is drawn from.
    #[serde(default)]
    pub question: Question,
    /// What is in its tiles, or in its body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Picture>,
}

/// A picture with its data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pictured {
    /// To be drawn.
    pub chart: Chart,
    /// What was left out, in words.
    pub notes: Vec<String>,
    /// Which ids stand behind names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Named>,
    /// The store's data version it is about.
    pub version: u64,
}

/// A picture has more parts than can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the picture has more than {MOST_PARTS} parts")]
pub struct TooManyParts;

impl Picture {
    /// A picture without parts.
    pub const fn new(spec: Spec, question: Question) -> Self {
        Self {
            spec,
            question,
            parts: Vec::new(),
        }
    }

    /// Which kind it is.
    pub const fn kind(&self) -> Kind {
        self.spec.kind
    }

    /// Asks only of rows for which these hold, besides what is asked already: in every question of a table that has the
    /// columns.
    pub fn narrow(&mut self, conditions: &[Condition]) {
        if let Subject::Table(module) = self.question.from {
            let known = conditions
                .iter()
                .filter(|condition| module.field(&condition.column).is_some());
            for condition in known {
                if !self.question.conditions.contains(condition) {
                    self.question.conditions.push(condition.clone());
                }
            }
        }
        self.parts.iter_mut().for_each(|part| part.narrow(conditions));
    }

    /// Its own question, and then those of its parts in order.
    pub fn questions(&self) -> Result<Vec<&Question>, TooManyParts> {
        let mut questions = Vec::new();
        self.gather(&mut questions)?;
        Ok(questions)
    }

    fn gather<'a>(&'a self, questions: &mut Vec<&'a Question>) -> Result<(), TooManyParts> {
        if questions.len() > MOST_PARTS {
            return Err(TooManyParts);
        }
        questions.push(&self.question);
        self.parts.iter().try_for_each(|part| part.gather(questions))
    }

    /// The picture with the answers to its [questions](Self::questions), in their order, written in a zone.
    pub fn filled(&self, answers: impl IntoIterator<Item = Answer>, zone: Tz, version: u64) -> Pictured {
        let mut pictured = Pictured {
            chart: Chart {
                spec: self.spec.clone(),
                frame: crate::chart::Frame::default(),
                parts: Vec::new(),
            },
            notes: Vec::new(),
            names: Vec::new(),
            version,
        };
        pictured.chart = self.chart(&mut answers.into_iter(), zone, &mut pictured.notes, &mut pictured.names);
        pictured
    }

    fn chart(
        &self,
        answers: &mut impl Iterator<Item = Answer>,
        zone: Tz,
        notes: &mut Vec<String>,
        names: &mut Vec<Named>,
    ) -> Chart {
        let own = answers.next().unwrap_or_default();
        for note in own.notes {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        names.extend(own.names);
        let mut spec = self.spec.clone();
        spec.options.zone = zone;
        let parts = self.parts.iter().map(|part| part.chart(answers, zone, notes, names));
        Chart {
            spec,
            frame: own.frame,
            parts: parts.collect(),
        }
    }
}
