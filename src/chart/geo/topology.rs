//! `TopoJSON`: borders are stored once, as arcs in whole steps from point to point, and shapes say which arcs they are made of.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Topology {
    arcs: Vec<Vec<[i32; 2]>>,
    transform: Transform,
    objects: Objects,
}

#[derive(Debug, Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Debug, Deserialize)]
struct Objects {
    countries: Collection,
}

#[derive(Debug, Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

/// A shape by its arcs: a number from 0 is an arc, `!number` the same arc backwards.
#[derive(Debug, Deserialize)]
pub(super) struct Geometry {
    /// The numeric code of ISO 3166; some have none.
    #[serde(default)]
    pub(super) id: String,
    pub(super) properties: Properties,
    #[serde(flatten)]
    shape: Rings,
}

#[derive(Debug, Deserialize)]
pub(super) struct Properties {
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type")]
enum Rings {
    Polygon { arcs: Vec<Vec<i32>> },
    MultiPolygon { arcs: Vec<Vec<Vec<i32>>> },
}

impl Geometry {
    /// Its polygons; each is an outer ring and the holes in it.
    pub(super) fn polygons(&self) -> &[Vec<Vec<i32>>] {
        match &self.shape {
            Rings::Polygon { arcs } => std::slice::from_ref(arcs),
            Rings::MultiPolygon { arcs } => arcs,
        }
    }
}

impl Topology {
    /// The arcs, as degrees east and north.
    pub(super) fn arcs(&self) -> impl Iterator<Item = Vec<(f64, f64)>> {
        let Transform { scale, translate } = &self.transform;
        self.arcs.iter().map(|steps| {
            let (mut east, mut north) = (0, 0);
            let degrees = steps.iter().map(|step| {
                east += step[0];
                north += step[1];
                (
                    f64::from(east) * scale[0] + translate[0],
                    f64::from(north) * scale[1] + translate[1],
                )
            });
            degrees.collect()
        })
    }

    /// The countries.
    pub(super) fn countries(&self) -> &[Geometry] {
        &self.objects.countries.geometries
    }
}
