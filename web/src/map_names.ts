// Where the names of outlines stand.

import type Geometry from "ol/geom/Geometry.js";
import Point from "ol/geom/Point.js";

/** A name stands on its own outline, where rival names do not cover one another. */
export function atop(geometry: Geometry): Point {
  const [west = 0, , east = 0, north = 0] = geometry.getExtent();
  return new Point(geometry.getClosestPoint([(west + east) / 2, north]));
}
