//! A session: one snapshot, one time zone, one moment.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use datafusion::catalog::{
    CatalogProvider, MemoryCatalogProvider, MemorySchemaProvider, SchemaProvider, TableProvider,
};
use datafusion::common::DFSchema;
use datafusion::dataframe::DataFrame;
use datafusion::datasource::provider_as_source;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::{SessionState, SessionStateBuilder, SessionStateDefaults};
use datafusion::logical_expr::{Expr, LogicalPlanBuilder};
use datafusion::object_store::memory::InMemory;
use datafusion::optimizer::Analyzer;
use datafusion::prelude::SessionConfig;

use super::coerce::{self, QuotedValues};
use super::error::QueryError;
use super::formula::{Book, Moment, Rewriter};
use super::provider::{ADDRESS, Piece};
use super::zone::Calendar;
use super::{functions, tables};
use crate::catalog::Module;
use crate::store::Snapshot;

/// What questions may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Memory for one session, in bytes.
    pub memory: usize,
    /// How many threads a question may keep busy.
    pub threads: usize,
}

impl Default for Limits {
    /// 128 MB and every core.
    fn default() -> Self {
        Self {
            memory: 128 << 20,
            threads: std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
        }
    }
}

/// Answers questions about one snapshot as of one moment. Cheap to keep, cheap to clone.
#[derive(Clone, Debug)]
pub struct Session(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    state: SessionState,
    /// The same with one partition, for answers in the order of the store.
    ordered: SessionState,
    tables: HashMap<Module, Arc<dyn TableProvider>>,
    pieces: HashMap<Module, Arc<[Arc<dyn Piece>]>>,
    book: Book,
    calendar: Calendar,
    moment: Moment,
    version: u64,
    limits: Limits,
}

/// Functions whose result can be much larger than their arguments: the memory limit does not see it coming.
const WITHOUT: &[&str] = &[
    "repeat",
    "lpad",
    "rpad",
    "array_repeat",
    "array_resize",
    "generate_series",
    "range",
];

impl Session {
    /// A session over a snapshot, with the built-in formulas and the usual limits. Modules that are not in the snapshot
    /// have no rows. The segments stay for as long as the session or one of its streams does.
    pub fn new(snapshot: &Snapshot, zone: Tz, now: DateTime<Utc>) -> Result<Self, QueryError> {
        Self::with(snapshot, zone, now, Book::default(), Limits::default())
    }

    /// A session with a workspace's own formulas and limits.
    pub fn with(
        snapshot: &Snapshot,
        zone: Tz,
        now: DateTime<Utc>,
        book: Book,
        limits: Limits,
    ) -> Result<Self, QueryError> {
        let pieces = |module| {
            let segments = snapshot.segments(module).iter();
            segments.map(|segment| Arc::clone(segment) as Arc<dyn Piece>).collect()
        };
        Self::over(pieces, snapshot.version(), zone, now, book, limits)
    }

    /// Makes a session over the pieces of each module.
    pub(super) fn over(
        pieces: impl Fn(Module) -> Vec<Arc<dyn Piece>>,
        version: u64,
        zone: Tz,
        now: DateTime<Utc>,
        book: Book,
        limits: Limits,
    ) -> Result<Self, QueryError> {
        let calendar = Calendar::new(zone);
        let moment = Moment {
            now,
            today: calendar.day(now),
        };
        let runtime = runtime(limits)?;
        let schema = Arc::new(MemorySchemaProvider::new());
        let state = state(&calendar, limits.threads, &runtime, &schema)?;
        let ordered = SessionStateBuilder::new_from_existing(state.clone())
            .with_config(config(1))
            .build();
        let quoted = QuotedValues::new(calendar.clone());
        let (mut tables, mut known) = (HashMap::new(), HashMap::new());
        for module in Module::ALL {
            let own = pieces(module);
            known.insert(module, Arc::from(own.as_slice()));
            let table = tables::table(&state, module, own, &book, moment, &quoted)?;
            schema.register_table(module.name().to_owned(), Arc::clone(&table))?;
            tables.insert(module, table);
        }
        Ok(Self(Arc::new(Inner {
            state,
            ordered,
            tables,
            pieces: known,
            book,
            calendar,
            moment,
            version,
            limits,
        })))
    }

    /// The store's data version that answers are about.
    pub fn version(&self) -> u64 {
        self.0.version
    }

    /// The moment that counts as now.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.moment.now
    }

    /// The time zone's calendar.
    pub fn calendar(&self) -> &Calendar {
        &self.0.calendar
    }

    /// The formulas that are known.
    pub fn book(&self) -> &Book {
        &self.0.book
    }

    /// A module's table with its formula columns, to be asked with the engine's own expressions. Texts are views.
    pub(crate) fn table(&self, module: Module) -> Result<DataFrame, QueryError> {
        self.frame(module, &self.0.state)
    }

    /// The same, in the order of the store.
    pub(super) fn table_in_order(&self, module: Module) -> Result<DataFrame, QueryError> {
        self.frame(module, &self.0.ordered)
    }

    fn frame(&self, module: Module, state: &SessionState) -> Result<DataFrame, QueryError> {
        let provider = self
            .0
            .tables
            .get(&module)
            .ok_or_else(|| QueryError::Engine(format!("{module} has no table")))?;
        let plan = LogicalPlanBuilder::scan(module.name(), provider_as_source(Arc::clone(provider)), None)?.build()?;
        Ok(DataFrame::new(state.clone(), plan))
    }

    /// A condition or value over a module's columns.
    pub(super) fn expression(&self, module: Module, text: &str, schema: &DFSchema) -> Result<Expr, QueryError> {
        self.plan(self.rewriter(module).row(text)?, schema)
    }

    /// Plans SQL that has been rewritten, and reads the quoted values in it.
    pub(super) fn plan(
        &self,
        sql: datafusion::sql::sqlparser::ast::Expr,
        schema: &DFSchema,
    ) -> Result<Expr, QueryError> {
        let expression = tables::plan(&self.0.state, sql, schema)?;
        Ok(QuotedValues::new(self.0.calendar.clone()).expression(expression, schema)?)
    }

    pub(super) fn rewriter(&self, module: Module) -> Rewriter<'_> {
        Rewriter::new(module, &self.0.book, self.0.moment)
    }

    pub(super) fn moment(&self) -> Moment {
        self.0.moment
    }

    pub(super) fn state(&self) -> &SessionState {
        &self.0.state
    }

    /// The segments of a module, oldest first.
    pub(super) fn pieces(&self, module: Module) -> Arc<[Arc<dyn Piece>]> {
        self.0.pieces.get(&module).map_or_else(|| Arc::from([]), Arc::clone)
    }

    /// Which segments a module has, each with its live rows: what is asked of the module has the same answer for as long
    /// as they are the same.
    pub fn shape(&self, module: Module) -> Vec<(u64, u64)> {
        let pieces = self.pieces(module);
        pieces.iter().map(|piece| (piece.id(), piece.live_rows())).collect()
    }

    /// The formula columns of a module as expressions over its segments.
    pub(super) fn formulas(&self, module: Module) -> Result<Vec<(String, Expr)>, QueryError> {
        let quoted = QuotedValues::new(self.0.calendar.clone());
        tables::formulas(&self.0.state, module, &self.0.book, self.0.moment, &quoted)
    }

    pub(super) fn limits(&self) -> Limits {
        self.0.limits
    }

    /// An engine's error as this session tells it.
    pub(crate) fn error(&self, error: &datafusion::error::DataFusionError) -> QueryError {
        QueryError::engine(error, self.0.limits.memory)
    }
}

fn config(threads: usize) -> SessionConfig {
    let mut config = SessionConfig::new()
        .with_target_partitions(threads.max(1))
        .with_information_schema(false)
        .with_create_default_catalog_and_schema(false)
        .with_default_catalog_and_schema(CATALOG, SCHEMA)
        .with_repartition_file_scans(false);
    let options = config.options_mut();
    options.sql_parser.enable_ident_normalization = false;
    options.execution.collect_statistics = false;
    // Columns that only rows surviving the filter need are decoded for those rows only.
    options.execution.parquet.pushdown_filters = true;
    options.execution.parquet.enable_page_index = false;
    config
}

const CATALOG: &str = "interlens";
const SCHEMA: &str = "workspace";

/// Memory up to the limit, no temporary files, no object store but the empty one segments seem to come from.
fn runtime(limits: Limits) -> Result<Arc<RuntimeEnv>, QueryError> {
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(GreedyMemoryPool::new(limits.memory)))
        .with_disk_manager_builder(DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled))
        .with_metadata_cache_limit(0)
        .build()?;
    runtime.deregister_object_store(ObjectStoreUrl::local_filesystem().as_ref())?;
    runtime.register_object_store(ObjectStoreUrl::parse(ADDRESS)?.as_ref(), Arc::new(InMemory::new()));
    Ok(Arc::new(runtime))
}

fn state(
    calendar: &Calendar,
    threads: usize,
    runtime: &Arc<RuntimeEnv>,
    schema: &Arc<MemorySchemaProvider>,
) -> Result<SessionState, QueryError> {
    let mut rules = Analyzer::new().rules;
    rules.insert(0, coerce::rule(calendar));
    let mut scalar = SessionStateDefaults::default_scalar_functions();
    scalar.retain(|function| !WITHOUT.contains(&function.name()));
    scalar.extend(functions::all(calendar));
    let state = SessionStateBuilder::new()
        .with_config(config(threads))
        .with_runtime_env(Arc::clone(runtime))
        .with_analyzer_rules(rules)
        .with_expr_planners(SessionStateDefaults::default_expr_planners())
        .with_scalar_functions(scalar)
        .with_aggregate_functions(SessionStateDefaults::default_aggregate_functions())
        .with_window_functions(SessionStateDefaults::default_window_functions())
        .build();
    let catalog = MemoryCatalogProvider::new();
    catalog.register_schema(SCHEMA, Arc::clone(schema) as Arc<dyn SchemaProvider>)?;
    state
        .catalog_list()
        .register_catalog(CATALOG.to_owned(), Arc::new(catalog));
    Ok(state)
}
