//! What the rows are, by kind.

use super::Wording;
use super::words::{number, value};
use crate::chart::cross::{Cross, Tree};
use crate::chart::frame::{Column, Frame, Unit};
use crate::chart::group::{Category, group};
use crate::chart::kind::{Family, Kind};
use crate::chart::look::Look;
use crate::chart::spec::{Channel, Chart, Fold, Layer, Place, Spec};

type Rows = Vec<Vec<String>>;

/// The rows of a chart, with the head first.
pub(super) fn table(chart: &Chart, look: &Look, wording: Wording) -> Rows {
    let maker = Maker {
        frame: &chart.frame,
        spec: &chart.spec,
        look,
        wording,
    };
    let spec = &chart.spec;
    match spec.kind {
        Kind::Dashboard | Kind::ChartWidget => parts(chart, look, wording),
        Kind::Tabular => maker.raw(&spec.columns),
        Kind::Pivot => maker.crossed(spec),
        Kind::Histogram => maker.frequencies(),
        Kind::Sankey => maker.links(),
        Kind::Bubble | Kind::BubblePie => maker.raw(&maker.channels()),
        Kind::HeatMap => maker.crossed(&Spec {
            columns: spec.x.iter().cloned().collect(),
            ..spec.clone()
        }),
        Kind::Summary | Kind::PackedBubble | Kind::TreeMap | Kind::Sunburst => maker.leaves(&spec.levels, false),
        Kind::WordCloud => maker.leaves(spec.text.as_slice(), false),
        Kind::SingleNumeric | Kind::Dial => maker.leaves(&[], false),
        _ if spec.kind.family() == Family::Map => maker.places(),
        _ if matches!(spec.kind.family(), Family::Pie | Family::Doughnut) => maker.leaves(spec.x.as_slice(), true),
        _ => maker.series(),
    }
}

/// The rows of each part under its title, with an empty row between.
fn parts(chart: &Chart, look: &Look, wording: Wording) -> Rows {
    let mut rows = Rows::new();
    for part in &chart.parts {
        if !rows.is_empty() {
            rows.push(Vec::new());
        }
        if chart.spec.kind == Kind::Dashboard {
            rows.push(vec![crate::text::SafeText::new(&part.spec.title).to_string()]);
        }
        rows.extend(table(part, look, wording));
    }
    rows
}

struct Maker<'a> {
    frame: &'a Frame,
    spec: &'a Spec,
    look: &'a Look,
    wording: Wording,
}

fn title(channel: &Channel) -> String {
    crate::text::SafeText::new(channel.title()).to_string()
}

impl Maker<'_> {
    fn category(&self, category: &Category, channel: &Channel) -> String {
        match self.frame.column(&channel.column) {
            Some(column) if category.more.is_empty() => {
                let unit = channel.unit.unwrap_or(column.unit);
                value(&category.value, column, unit, self.spec.options.zone, self.wording)
            }
            _ => category.label.to_string(),
        }
    }

    /// The columns that the specification reads.
    fn channels(&self) -> Vec<Channel> {
        let spec = self.spec;
        let place = match &spec.place {
            Some(Place::Named(channel)) => vec![channel.clone()],
            Some(Place::Degrees { latitude, longitude }) => vec![latitude.clone(), longitude.clone()],
            None => Vec::new(),
        };
        let mut channels: Vec<Channel> = Vec::new();
        let measures = spec.y.iter().map(|layer| &layer.channel);
        let before = spec.text.iter().chain(&place).chain(&spec.colour).chain(&spec.x);
        for channel in before.chain(measures).chain(&spec.size) {
            if !channels.iter().any(|known| known.column == channel.column) {
                channels.push(channel.clone());
            }
        }
        channels
    }

    /// Rows as they are; all columns where none are named.
    fn raw(&self, channels: &[Channel]) -> Rows {
        let columns: Vec<(String, &Column, Unit)> = if channels.is_empty() {
            let columns = self.frame.columns().iter();
            columns
                .map(|column| (column.name.to_string(), column, column.unit))
                .collect()
        } else {
            let found = channels.iter().filter_map(|channel| {
                let column = self.frame.column(&channel.column)?;
                Some((title(channel), column, channel.unit.unwrap_or(column.unit)))
            });
            found.collect()
        };
        let columns: Vec<_> = columns
            .into_iter()
            .filter(|(title, _, _)| !self.look.hides(title))
            .collect();
        let zone = self.spec.options.zone;
        let mut rows = vec![columns.iter().map(|(title, _, _)| title.clone()).collect()];
        rows.extend((0..self.frame.rows()).map(|row| {
            let cells = columns.iter();
            cells
                .map(|(_, column, unit)| value(&column.value(row), column, *unit, zone, self.wording))
                .collect()
        }));
        rows
    }

    /// A row for each category, and a column for each series.
    fn series(&self) -> Rows {
        let mut spec = self.spec.clone();
        if let Some(size) = &spec.size {
            spec.y.push(Layer {
                channel: size.clone(),
                ..Layer::default()
            });
        }
        let x = spec.x.clone();
        let grouped = group(self.frame, &spec, x.as_ref(), self.look);
        let series: Vec<_> = grouped.shown().collect();
        let mut head: Vec<String> = x.iter().map(title).collect();
        head.extend(series.iter().map(|series| series.name.to_string()));
        let mut sums = vec![0.0; series.len()];
        let running = spec.kind == Kind::Race && spec.options.running;
        let mut rows = vec![head];
        for (at, category) in grouped.categories.iter().enumerate() {
            let mut row: Vec<String> = x.iter().map(|x| self.category(category, x)).collect();
            for (series, sum) in series.iter().zip(&mut sums) {
                let mut shown = series.values.get(at).copied().flatten();
                if running {
                    *sum += shown.unwrap_or_default();
                    shown = Some(*sum);
                }
                row.push(number(shown, series.unit, self.wording));
            }
            rows.push(row);
        }
        rows
    }

    /// A row for each innermost group of these dimensions, its measures, and the shares they have of everything.
    fn leaves(&self, levels: &[Channel], shares: bool) -> Rows {
        let spec = Spec {
            levels: levels.to_vec(),
            columns: Vec::new(),
            ..self.spec.clone()
        };
        let cross = Cross::of(self.frame, &spec, self.look.sort.unwrap_or(spec.options.sort));
        let mut head: Vec<String> = cross.down.dimensions.iter().map(|one| one.title.to_string()).collect();
        for measure in &cross.measures {
            head.push(measure.title.to_string());
            if shares {
                head.push(format!("{} share", measure.title));
            }
        }
        let mut nodes = cross.down.leaves();
        if cross.down.dimensions.is_empty() {
            nodes.push(0);
        }
        nodes.retain(|node| !self.look.hides(cross.down.label(*node)));
        let mut rows = vec![head];
        for node in &nodes {
            let mut row = self.path(&cross.down, *node, levels);
            for (at, measure) in cross.measures.iter().enumerate() {
                let own = cross.value(*node, 0, at);
                row.push(number(own, measure.unit, self.wording));
                if shares {
                    let whole: f64 = nodes.iter().filter_map(|node| cross.value(*node, 0, at)).sum();
                    let share = own.filter(|_| whole > 0.0).map(|own| own / whole * 100.0);
                    row.push(number(share, Unit::Percent, self.wording));
                }
            }
            rows.push(row);
        }
        rows
    }

    /// The values of the groups that lead to a node.
    fn path(&self, tree: &Tree, node: usize, levels: &[Channel]) -> Vec<String> {
        let mut row = Vec::new();
        let mut at = Some(node);
        while let Some(node) = at {
            if let (Some(category), Some(depth)) = (tree.category(node), tree.node(node).map(|node| node.depth)) {
                let channel = levels.iter().filter(|level| self.frame.column(&level.column).is_some());
                row.push(match channel.clone().nth(depth.saturating_sub(1)) {
                    Some(channel) => self.category(category, channel),
                    None => category.label.to_string(),
                });
            }
            at = tree.node(node).and_then(|node| node.parent);
        }
        row.reverse();
        row
    }

    /// A row for each innermost group down, a column for each innermost group across and measure.
    fn crossed(&self, spec: &Spec) -> Rows {
        let cross = Cross::of(self.frame, spec, self.look.sort.unwrap_or(spec.options.sort));
        let mut across = cross.across.leaves();
        if across.is_empty() {
            across.push(0);
        }
        across.retain(|node| !self.look.hides(cross.across.label(*node)));
        let single = cross.measures.len() == 1;
        let mut head: Vec<String> = cross.down.dimensions.iter().map(|one| one.title.to_string()).collect();
        for node in &across {
            let path = self.path(&cross.across, *node, &spec.columns).join(" › ");
            head.extend(cross.measures.iter().map(|measure| match (path.as_str(), single) {
                ("", _) => measure.title.to_string(),
                (path, true) => path.to_owned(),
                (path, false) => format!("{path} · {}", measure.title),
            }));
        }
        let mut rows = vec![head];
        let mut nodes = cross.down.leaves();
        if cross.down.dimensions.is_empty() {
            nodes.push(0);
        }
        for node in nodes {
            let mut row = self.path(&cross.down, node, &spec.levels);
            for place in &across {
                for (at, measure) in cross.measures.iter().enumerate() {
                    row.push(number(cross.value(node, *place, at), measure.unit, self.wording));
                }
            }
            rows.push(row);
        }
        rows
    }

    /// Each value of the first measure and how often it occurs: what any bins are made of.
    fn frequencies(&self) -> Rows {
        let Some((layer, column)) = self
            .spec
            .y
            .first()
            .and_then(|layer| Some((layer, self.frame.column(&layer.channel.column)?)))
        else {
            return Rows::new();
        };
        let mut numbers: Vec<f64> = (0..self.frame.rows()).filter_map(|row| column.number(row)).collect();
        numbers.sort_by(f64::total_cmp);
        let unit = layer.channel.unit.unwrap_or(column.unit);
        let mut rows = vec![vec![title(&layer.channel), "Rows".to_owned()]];
        for same in numbers.chunk_by(|a, b| a.total_cmp(b).is_eq()) {
            let times = number(Some(same.len() as f64), Unit::Number, self.wording);
            rows.push(vec![number(same.first().copied(), unit, self.wording), times]);
        }
        rows
    }

    /// A row for each flow from one step to the next.
    fn links(&self) -> Rows {
        let measure = self
            .spec
            .y
            .first()
            .map(|layer| title(&layer.channel))
            .unwrap_or_default();
        let mut rows = vec![vec!["From".to_owned(), "To".to_owned(), measure]];
        for pair in self.spec.levels.windows(2) {
            rows.extend(self.leaves(pair, false).into_iter().skip(1));
        }
        rows
    }

    /// A row for each place, and for each of its parts where it is split; points as they are.
    fn places(&self) -> Rows {
        let spec = self.spec;
        let Some(Place::Named(place)) = &spec.place else {
            return self.raw(&self.channels());
        };
        let mut levels = vec![place.clone()];
        if matches!(spec.kind, Kind::MapPie | Kind::MapBubblePie) {
            levels.extend(spec.colour.clone());
        }
        let mut spec = spec.clone();
        if spec.y.is_empty() {
            spec.y.extend(spec.size.clone().map(|channel| Layer {
                channel,
                fold: Fold::Sum,
                ..Layer::default()
            }));
        }
        Maker { spec: &spec, ..*self }.leaves(&levels, false)
    }
}
