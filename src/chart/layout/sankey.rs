//! Nodes in layers and the links between them, with as few crossings as a few rounds of relaxation find.
//!
//! After d3-sankey: nodes begin stacked, then move towards what they are linked with, to and fro, and give way to each other; links leave
//! and enter a node in the order of their other ends.

/// How often nodes move to and fro.
const ROUNDS: u32 = 32;

/// A node: its layer is given, the rest is found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Node {
    /// Which layer it is in.
    pub(crate) layer: usize,
    /// The larger of what comes in and what goes out.
    pub(crate) value: f64,
    /// Its upper end.
    pub(crate) top: f64,
    /// Its lower end.
    pub(crate) bottom: f64,
    /// Its links to later layers, from the uppermost.
    pub(crate) out: Vec<usize>,
    /// Its links from earlier layers, from the uppermost.
    pub(crate) into: Vec<usize>,
}

/// A link from a node to a node of a later layer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Link {
    /// Where it begins.
    pub(crate) source: usize,
    /// Where it ends.
    pub(crate) target: usize,
    /// How thick it is.
    pub(crate) value: f64,
    /// The middle of its beginning.
    pub(crate) from: f64,
    /// The middle of its end.
    pub(crate) to: f64,
    /// How thick it is, in units.
    pub(crate) width: f64,
}

/// A diagram of flows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Flow {
    /// The nodes.
    pub(crate) nodes: Vec<Node>,
    /// The links.
    pub(crate) links: Vec<Link>,
    layers: Vec<Vec<usize>>,
    padding: f64,
    top: f64,
    bottom: f64,
}

impl Flow {
    /// Lays out nodes of given layers and links (source, target, value above zero) between `top` and `bottom`.
    ///
    /// `padding` is what nodes of a layer are apart, less where there are too many for it. Links that do not lead to a later layer are
    /// left out, so there is no cycle.
    pub(crate) fn new(layers: &[usize], links: &[(usize, usize, f64)], padding: f64, top: f64, bottom: f64) -> Self {
        let mut flow = Self {
            nodes: layers
                .iter()
                .map(|layer| Node {
                    layer: *layer,
                    ..Node::default()
                })
                .collect(),
            padding,
            top,
            bottom,
            ..Self::default()
        };
        for (source, target, value) in links {
            let forward = match (layers.get(*source), layers.get(*target)) {
                (Some(source), Some(target)) => source < target,
                _ => false,
            };
            let counts = *value > 0.0 && value.is_finite();
            if !(forward && counts) {
                continue;
            }
            let index = flow.links.len();
            flow.nodes[*source].out.push(index);
            flow.nodes[*target].into.push(index);
            flow.links.push(Link {
                source: *source,
                target: *target,
                value: *value,
                ..Link::default()
            });
        }
        flow.values();
        flow.stack();
        for round in 0..ROUNDS {
            let pull = 0.99f64.powi(round as i32);
            let push = (1.0 - pull).max(f64::from(round + 1) / f64::from(ROUNDS));
            flow.relax(true, pull, push);
            flow.relax(false, pull, push);
        }
        flow.attach();
        flow
    }

    fn values(&mut self) {
        let layers = self.nodes.iter().map(|node| node.layer + 1).max().unwrap_or_default();
        self.layers = vec![Vec::new(); layers];
        for index in 0..self.nodes.len() {
            let sum = |links: &[usize]| links.iter().map(|link| self.links[*link].value).sum::<f64>();
            let node = &self.nodes[index];
            let value = sum(&node.out).max(sum(&node.into));
            self.nodes[index].value = value;
            let layer = self.nodes[index].layer;
            self.layers[layer].push(index);
        }
    }

    /// Stacks the nodes of each layer in the middle, all at the scale that fits the fullest one.
    fn stack(&mut self) {
        let height = (self.bottom - self.top).max(0.0);
        let most = self.layers.iter().map(Vec::len).max().unwrap_or_default();
        if most > 1 {
            // At least two thirds are for the nodes themselves.
            self.padding = self.padding.min(height / 3.0 / (most - 1) as f64);
        }
        let mut scale = f64::INFINITY;
        for layer in &self.layers {
            let sum: f64 = layer.iter().map(|node| self.nodes[*node].value).sum();
            if sum > 0.0 {
                scale = scale.min((height - (layer.len() - 1) as f64 * self.padding) / sum);
            }
        }
        if !scale.is_finite() {
            scale = 0.0;
        }
        for layer in &self.layers {
            let mut at = self.top;
            for node in layer {
                let node = &mut self.nodes[*node];
                node.top = at;
                node.bottom = at + node.value * scale;
                at = node.bottom + self.padding;
            }
            let shift = (self.bottom - at + self.padding) / (layer.len() + 1) as f64;
            for (place, node) in layer.iter().enumerate() {
                let node = &mut self.nodes[*node];
                node.top += shift * (place + 1) as f64;
                node.bottom += shift * (place + 1) as f64;
            }
        }
        for link in &mut self.links {
            link.width = link.value * scale;
        }
        for node in 0..self.nodes.len() {
            self.order_links(node);
        }
    }

    /// Moves the nodes of each layer towards what they are linked with on one side, layer by layer.
    fn relax(&mut self, right: bool, pull: f64, push: f64) {
        let count = self.layers.len();
        for step in 1..count {
            let layer = if right { step } else { count - 1 - step };
            for place in 0..self.layers[layer].len() {
                let node = self.layers[layer][place];
                let links = if right {
                    &self.nodes[node].into
                } else {
                    &self.nodes[node].out
                };
                let (mut sum, mut weight) = (0.0, 0.0);
                for link in links {
                    let link = &self.links[*link];
                    let other = if right { link.source } else { link.target };
                    let apart = self.nodes[link.source].layer.abs_diff(self.nodes[link.target].layer);
                    let one = link.value * apart as f64;
                    sum += self.wish(other, node, right) * one;
                    weight += one;
                }
                if weight > 0.0 {
                    let by = (sum / weight - self.nodes[node].top) * pull;
                    self.nodes[node].top += by;
                    self.nodes[node].bottom += by;
                    self.order_neighbours(node);
                }
            }
            let nodes = &self.nodes;
            self.layers[layer].sort_by(|a, b| nodes[*a].top.total_cmp(&nodes[*b].top));
            self.part(layer, push);
        }
    }

    /// Where a node would begin if its link with another one were level.
    fn wish(&self, other: usize, node: usize, right: bool) -> f64 {
        let (links, back) = if right {
            (&self.nodes[other].out, &self.nodes[node].into)
        } else {
            (&self.nodes[other].into, &self.nodes[node].out)
        };
        let mut at = self.nodes[other].top - (links.len().saturating_sub(1)) as f64 * self.padding / 2.0;
        for link in links {
            let link = &self.links[*link];
            if (if right { link.target } else { link.source }) == node {
                break;
            }
            at += link.width + self.padding;
        }
        for link in back {
            let link = &self.links[*link];
            if (if right { link.source } else { link.target }) == other {
                break;
            }
            at -= link.width;
        }
        at
    }

    /// Nodes of a layer give way to each other from the middle outwards, and stay within the bounds.
    fn part(&mut self, layer: usize, push: f64) {
        let nodes = self.layers[layer].clone();
        let Some(middle) = nodes.get(nodes.len() / 2).copied() else {
            return;
        };
        let (above, below) = nodes.split_at(nodes.len() / 2);
        let (top, bottom) = (self.nodes[middle].top, self.nodes[middle].bottom);
        self.push_up(above, top - self.padding, push);
        self.push_down(&below[1..], bottom + self.padding, push);
        self.push_up(&nodes, self.bottom, push);
        self.push_down(&nodes, self.top, push);
    }

    fn push_down(&mut self, nodes: &[usize], from: f64, push: f64) {
        let mut at = from;
        for node in nodes {
            let node = &mut self.nodes[*node];
            let by = (at - node.top) * push;
            if by > 1e-6 {
                node.top += by;
                node.bottom += by;
            }
            at = node.bottom + self.padding;
        }
    }

    fn push_up(&mut self, nodes: &[usize], from: f64, push: f64) {
        let mut at = from;
        for node in nodes.iter().rev() {
            let node = &mut self.nodes[*node];
            let by = (node.bottom - at) * push;
            if by > 1e-6 {
                node.top -= by;
                node.bottom -= by;
            }
            at = node.top - self.padding;
        }
    }

    fn order_neighbours(&mut self, node: usize) {
        let sources = self.nodes[node].into.iter().map(|link| self.links[*link].source);
        let targets = self.nodes[node].out.iter().map(|link| self.links[*link].target);
        for other in sources.chain(targets).collect::<Vec<_>>() {
            self.order_links(other);
        }
    }

    fn order_links(&mut self, node: usize) {
        let mut out = std::mem::take(&mut self.nodes[node].out);
        let mut into = std::mem::take(&mut self.nodes[node].into);
        let key = |other: usize, link: usize| (self.nodes[other].top, link);
        let by = |a: (f64, usize), b: (f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
        out.sort_by(|a, b| by(key(self.links[*a].target, *a), key(self.links[*b].target, *b)));
        into.sort_by(|a, b| by(key(self.links[*a].source, *a), key(self.links[*b].source, *b)));
        self.nodes[node].out = out;
        self.nodes[node].into = into;
    }

    /// Where links leave and enter.
    fn attach(&mut self) {
        for node in 0..self.nodes.len() {
            self.order_links(node);
        }
        for node in &self.nodes {
            let mut at = node.top;
            for link in &node.out {
                let link = &mut self.links[*link];
                link.from = at + link.width / 2.0;
                at += link.width;
            }
            let mut at = node.top;
            for link in &node.into {
                let link = &mut self.links[*link];
                link.to = at + link.width / 2.0;
                at += link.width;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn links_that_could_be_level_are_level() {
        let flow = Flow::new(&[0, 0, 1, 1], &[(0, 2, 3.0), (1, 3, 1.0)], 10.0, 0.0, 90.0);
        for link in &flow.links {
            assert!((link.from - link.to).abs() < 1e-6, "{flow:?}");
        }
        assert!((flow.nodes[0].bottom - flow.nodes[0].top - 60.0).abs() < 1e-9);
        assert!((flow.nodes[1].bottom - flow.nodes[1].top - 20.0).abs() < 1e-9);
    }

    #[test]
    fn crossings_are_untangled() {
        let flow = Flow::new(&[0, 0, 1, 1], &[(0, 3, 1.0), (1, 2, 1.0)], 10.0, 0.0, 100.0);
        let [a, b] = [&flow.links[0], &flow.links[1]];
        assert!((a.from < b.from) == (a.to < b.to), "{flow:?}");
    }

    #[test]
    fn what_leads_back_is_left_out() {
        let flow = Flow::new(
            &[0, 1],
            &[(0, 1, 1.0), (1, 0, 1.0), (0, 0, 1.0), (0, 9, 1.0)],
            1.0,
            0.0,
            10.0,
        );
        assert_eq!(flow.links.len(), 1);
        assert!(Flow::new(&[], &[], 1.0, 0.0, 10.0).nodes.is_empty());
    }

    proptest! {
        #[test]
        fn nodes_of_a_layer_are_apart_and_inside(
            sizes in prop::collection::vec(1usize..8, 2..5),
            weights in prop::collection::vec((0usize..64, 0usize..64, 0.01f64..1e4), 1..60),
        ) {
            let layers: Vec<usize> = sizes.iter().enumerate().flat_map(|(layer, count)| vec![layer; *count]).collect();
            let count = layers.len();
            let links: Vec<_> = weights.iter().map(|(a, b, value)| (a % count, b % count, *value)).collect();
            let flow = Flow::new(&layers, &links, 16.0, 8.0, 400.0);
            for (index, node) in flow.nodes.iter().enumerate() {
                prop_assert!(node.top >= 8.0 - 1e-3 && node.bottom <= 400.0 + 1e-3, "{:?}", node);
                for other in &flow.nodes[index + 1..] {
                    let overlap = node.bottom.min(other.bottom) - node.top.max(other.top);
                    prop_assert!(node.layer != other.layer || overlap < 1e-3, "{:?} {:?}", node, other);
                }
                let sum: f64 = node.out.iter().map(|link| flow.links[*link].width).sum();
                prop_assert!(sum <= node.bottom - node.top + 1e-6);
            }
        }
    }
}
