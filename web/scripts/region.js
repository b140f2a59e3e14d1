// Cuts Natural Earth (public domain, 1:10 million) to a region, as a small TopoJSON.
//
// Areas carry no names and no codes: which lines are drawn between them is somebody's opinion, and
// whose countries they are is for nobody's base map to say.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { feature } from "topojson-client";
import { topology } from "topojson-server";

/** Syria and what lies around it: the bundled example. */
export const DEFAULT_BOUNDS = [29, 27.5, 49, 42.5];

const inside = { west: (p, b) => p[0] >= b[0], south: (p, b) => p[1] >= b[1], east: (p, b) => p[0] <= b[2], north: (p, b) => p[1] <= b[3] };
const edge = { west: 0, south: 1, east: 2, north: 3 };

function crossing(from, to, side, box) {
  const axis = edge[side] % 2;
  const share = (box[edge[side]] - from[axis]) / (to[axis] - from[axis]);
  const point = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
  point[axis] = box[edge[side]];
  return point;
}

/** A ring cut to a box, side by side (Sutherland and Hodgman). */
export function cutRing(ring, box) {
  let points = ring.slice(0, -1);
  for (const side of Object.keys(edge)) {
    const kept = [];
    points.forEach((point, index) => {
      const before = points.at(index - 1);
      if (inside[side](point, box) !== inside[side](before, box)) kept.push(crossing(before, point, side, box));
      if (inside[side](point, box)) kept.push(point);
    });
    points = kept;
  }
  return points.length < 3 ? undefined : [...points, points[0]];
}

/** A country's areas cut to a box, as one MultiPolygon; nothing where none is in it. */
export function cutCountry(geometry, box) {
  const areas = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const kept = areas
    .map(([outer, ...holes]) => [cutRing(outer, box), ...holes.map((hole) => cutRing(hole, box))])
    .filter(([outer]) => outer !== undefined)
    .map((rings) => rings.filter((ring) => ring !== undefined));
  return kept.length === 0 ? undefined : { type: "MultiPolygon", coordinates: kept };
}

/** The whole world, coarser (1:50 million), for records of other regions: lines shared, nothing named. */
export function world() {
  const { transform, arcs, objects } = worldAtlas("50m");
  const geometries = objects.countries.geometries.map(({ type, arcs: rings }) => ({ type, arcs: rings }));
  return { type: "Topology", transform, objects: { countries: { type: "GeometryCollection", geometries } }, arcs };
}

const worldAtlas = (scale) => JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`world-atlas/countries-${scale}.json`), "utf8"));

/** The regional cut: one object, "countries", its lines shared, to about a hundred metres. */
export function regionalCut(box, scale = "10m") {
  const atlas = worldAtlas(scale);
  const countries = feature(atlas, atlas.objects.countries).features
    .map(({ geometry }) => cutCountry(geometry, box))
    .filter((geometry) => geometry !== undefined)
    .map((geometry) => ({ type: "Feature", properties: {}, geometry }));
  const steps = Math.round(Math.max(box[2] - box[0], box[3] - box[1]) * 1_000) + 1;
  const cut = topology({ countries: { type: "FeatureCollection", features: countries } }, Math.max(steps, 100));
  for (const geometry of cut.objects.countries.geometries) delete geometry.properties;
  cut.bbox = box;
  return cut;
}
