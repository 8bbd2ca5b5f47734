//! Where words from the engine become harmless: every text of an answer goes through [`SafeText`] here, once, before
//! anything else sees it. The pen looks again at what it writes; this is why a width measured in between is true.

use super::ask::Answer;
use crate::api::wire::{
    Advice, AuditEntry, Cell, Count, Hello, ModuleRun, ModuleStatus, Notification, Overview, Page, PageColumn,
    Progress, Run, SourceStatus, Status, TeamLine, Tile, Waiting,
};
use crate::text::SafeText;

/// Makes every text of a value harmless.
pub(super) trait Clean {
    /// Does so.
    fn clean(&mut self);

    /// The value, made harmless.
    fn cleaned(mut self) -> Self
    where
        Self: Sized,
    {
        self.clean();
        self
    }
}

impl Clean for String {
    fn clean(&mut self) {
        *self = SafeText::new(&*self).to_string();
    }
}

impl<T: Clean> Clean for Option<T> {
    fn clean(&mut self) {
        self.iter_mut().for_each(Clean::clean);
    }
}

impl<T: Clean> Clean for Vec<T> {
    fn clean(&mut self) {
        self.iter_mut().for_each(Clean::clean);
    }
}

/// Cleans the named fields; taking the value apart makes the compiler ask about every field that is added.
macro_rules! clean_fields {
    ($type:ident { $($text:ident),* ; $($plain:ident),* }) => {
        impl Clean for $type {
            fn clean(&mut self) {
                let Self { $($text,)* $($plain: _,)* } = self;
                $($text.clean();)*
            }
        }
    };
}

clean_fields!(Advice { what, why, next ; });
clean_fields!(Hello { version, features, user ; api, pid, demo, role });
clean_fields!(ModuleRun { examples, reason ; module, status, rows, pages, total, problems });
clean_fields!(Run { by, modules, reason ; id, source, trigger, started_at, ended_at, status, calls, rows });
clean_fields!(ModuleStatus { problem ; module, rows, status, last_success_at });
clean_fields!(SourceStatus {
    name, account, workspace_id, host, time_zone, problem, progress, last_run, schedule, modules ;
    id, state, last_success_at, next_sync_at, plan, rows
});
clean_fields!(Tile { name ; unit, more_is_better, value, before, spark, level });
clean_fields!(Count { label ; count });
clean_fields!(TeamLine { id, name ; conversations, unresolved, satisfaction, first_reply });
clean_fields!(Waiting { id, title, team, admin, priority ; since });
clean_fields!(Overview {
    time_zone, tiles, states, teams, first_reply, categories, waiting ;
    period, as_of, data_version, newest_change, conversations, flow, hours, open_age_days, waiting_count
});

clean_fields!(PageColumn { name ; kind });
clean_fields!(Page { columns, cells ; version, total, rows, offset });
clean_fields!(AuditEntry { who, what, before, after, source ; id, at, role, action });
clean_fields!(Notification { source, advice ; run, at, bad });

impl Clean for Cell {
    fn clean(&mut self) {
        match self {
            Self::Text(text) => text.clean(),
            Self::List(texts) => texts.clean(),
            Self::Empty | Self::Boolean(_) | Self::Integer(_) | Self::Decimal(_) => {}
        }
    }
}

impl<N> Clean for (N, String) {
    fn clean(&mut self) {
        self.1.clean();
    }
}

impl Clean for Answer {
    fn clean(&mut self) {
        match self {
            Self::Figures(overview) => overview.clean(),
            Self::Window(page) => page.clean(),
            Self::Values(values) => values.values.iter_mut().for_each(|(value, _)| value.clean()),
            Self::Runs(runs) => runs.clean(),
            Self::Run(run) => run.clean(),
            Self::Audit(entries) => entries.clean(),
            Self::Notifications(notifications) => notifications.clean(),
            // The texts of a chart are made harmless where they are read and where they are drawn.
            Self::Chart(pictured) => pictured.notes.clean(),
            Self::Find(_) | Self::Locate(_) | Self::Days(_) => {}
        }
    }
}

impl Clean for Result<Answer, Advice> {
    fn clean(&mut self) {
        match self {
            Ok(answer) => answer.clean(),
            Err(advice) => advice.clean(),
        }
    }
}

impl Clean for Progress {
    fn clean(&mut self) {
        self.run.clean();
        if let Some(wait) = &mut self.waiting {
            wait.reason.clean();
        }
    }
}

impl Clean for Status {
    fn clean(&mut self) {
        self.engine.version.clean();
        self.sources.clean();
    }
}
