// What lies under the incidents: land and water, streets where the user has plugged in a map, boundaries.

import type { FeatureLike } from "ol/Feature.js";
import GeoJSON from "ol/format/GeoJSON.js";
import VectorLayer from "ol/layer/Vector.js";
import VectorSource from "ol/source/Vector.js";
import Fill from "ol/style/Fill.js";
import Stroke from "ol/style/Stroke.js";
import Style from "ol/style/Style.js";
import Text from "ol/style/Text.js";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

import type { Palette } from "./palette";
import { isolated } from "./text";

type Json = GeoJSON.FeatureCollection | GeoJSON.Feature | GeoJSON.Geometry;
export type Drawn = VectorLayer<VectorSource>;

const WORLD = 180;

/** What kind of thing a feature of any map is, from the words that the usual schemas use. */
export function themeOf(words: string): "water" | "road" | "building" | "boundary" | "place" | "land" {
  if (/water|ocean|sea|lake|river/.test(words)) return "water";
  if (/road|street|highway|transport|rail/.test(words)) return "road";
  if (/building/.test(words)) return "building";
  if (/bound|admin|border/.test(words)) return "boundary";
  if (/place|poi|label/.test(words)) return "place";
  return "land";
}

/** The style of base-map features; names are point labels, since labels along lines break digits in Arabic. */
export function baseStyle(palette: Palette): (feature: FeatureLike, resolution: number) => Style | undefined {
  const water = new Style({ fill: new Fill({ color: palette.water }), stroke: new Stroke({ color: palette.water, width: 1.5 }) });
  const land = new Style({ fill: new Fill({ color: palette.land }) });
  const casing = (width: number): Style => new Style({ stroke: new Stroke({ color: palette.border, width }) });
  const building = new Style({ fill: new Fill({ color: `${mixed(palette.border)}55` }) });
  const boundary = boundaryStyle(palette);
  return (item, resolution) => {
    const given: unknown = item.get("theme") ?? item.get("layer") ?? item.get("kind") ?? "";
    const theme = themeOf(String(given));
    const name: unknown = item.get("name");
    const label = typeof name === "string" && name !== "" ? name : undefined;
    if (item.getGeometry()?.getType() === "Point") return label === undefined ? undefined : labelStyle(label, palette, 11);
    if (theme === "water") return water;
    if (theme === "boundary") return boundary;
    if (theme === "building") return resolution < 20 ? building : undefined;
    if (theme !== "road") return land;
    const road = casing(resolution < 3 ? 4 : resolution < 20 ? 2 : 1);
    if (label !== undefined && resolution < 3) road.setText(labelText(label, palette, 10));
    return road;
  };
}

const mixed = (colour: string): string => (/^#[0-9a-f]{6}$/i.test(colour) ? colour : "#8d8f86");

export function labelText(label: string, palette: Palette, size: number): Text {
  return new Text({
    text: isolated(label),
    font: `${size}px ${palette.font}`,
    fill: new Fill({ color: palette.ink }),
    stroke: new Stroke({ color: palette.paper, width: 3 }),
    overflow: true,
    placement: "point",
  });
}

export const labelStyle = (label: string, palette: Palette, size: number): Style =>
  new Style({ text: labelText(label, palette, size) });

export const boundaryStyle = (palette: Palette): Style =>
  new Style({ stroke: new Stroke({ color: palette.border, width: 1.2, lineDash: [5, 5] }) });

/** A layer of GeoJSON features in longitude and latitude. */
export function layerOf(json: Json, style: VectorLayer["getStyle"] extends () => infer S ? S : never, zIndex: number): Drawn {
  const features = new GeoJSON().readFeatures(json, { featureProjection: "EPSG:3857" });
  return new VectorLayer({ source: new VectorSource({ features }), style: style ?? null, zIndex, updateWhileInteracting: true, updateWhileAnimating: true });
}

const countriesOf = (topology: Topology): GeometryCollection =>
  Object.values(topology.objects).find((object) => object.type === "GeometryCollection") as GeometryCollection;

const isTopology = (json: unknown): json is Topology => (json as { type?: unknown }).type === "Topology";

export interface Base {
  readonly layers: readonly Drawn[];
  /** The base's own boundaries, drawn unless others are given. */
  readonly boundaries: Json | undefined;
}

/** A base from a regional cut: land, its inner boundaries apart, and grey where the cut ends. */
export function baseOf(json: unknown, palette: Palette): Base {
  if (!isTopology(json)) return { layers: [layerOf(json as Json, baseStyle(palette), 0)], boundaries: undefined };
  const countries = countriesOf(json);
  const land = layerOf(feature(json, countries), new Style({ fill: new Fill({ color: palette.land }) }), 0);
  const beyond = json.bbox === undefined ? [] : [layerOf(outside(json.bbox), unmapped(), 2)];
  return { layers: [land, ...beyond], boundaries: mesh(json, countries, (one, other) => one !== other) };
}

/** Everything but the box, so that land which was cut away does not look like sea. */
function outside(box: readonly number[]): GeoJSON.Polygon {
  const [west = 0, south = 0, east = 0, north = 0] = box;
  const ring = (w: number, s: number, e: number, n: number): number[][] => [[w, s], [e, s], [e, n], [w, n], [w, s]];
  return { type: "Polygon", coordinates: [ring(-WORLD, -85, WORLD, 85), ring(west, south, east, north).reverse()] };
}

const unmapped = (): Style => new Style({ fill: new Fill({ color: "#c9c9c4" }) });

/** A boundary layer from GeoJSON or TopoJSON lines or areas. */
export function boundariesOf(json: unknown, palette: Palette): Drawn {
  const shapes = isTopology(json) ? mesh(json, countriesOf(json)) : (json as Json);
  return layerOf(shapes, boundaryStyle(palette), 9);
}
