// What is claimed about places: zones with one outline a claimant, extents that are uncertain, names.

import Feature, { type FeatureLike } from "ol/Feature.js";
import GeoJSON from "ol/format/GeoJSON.js";
import Circle from "ol/geom/Circle.js";
import type Geometry from "ol/geom/Geometry.js";
import Point from "ol/geom/Point.js";
import VectorLayer from "ol/layer/Vector.js";
import VectorSource from "ol/source/Vector.js";
import Fill from "ol/style/Fill.js";
import Stroke from "ol/style/Stroke.js";
import Style from "ol/style/Style.js";

import { OUTCOMES, type Outcome, stretchAt } from "./columns";
import { type Drawn, labelStyle } from "./map_base";
import { atop } from "./map_names";
import { CLAIMANTS, type Palette, channels } from "./palette";

const reader = new GeoJSON();
const read = (json: GeoJSON.FeatureCollection): Feature<Geometry>[] =>
  reader.readFeatures(json, { featureProjection: "EPSG:3857" });

/** A text property of a feature, or nothing. */
export function said(feature: FeatureLike, name: string): string | undefined {
  const value: unknown = feature.get(name);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

export interface Outline {
  readonly colour: string;
  readonly dash: readonly number[];
}

/** An outline for each claimant: the same for the same names, and none twice while there are at most 25. */
export function outlinesOf(claimants: readonly string[]): Map<string, Outline> {
  const names = [...new Set(claimants)].sort();
  const kinds = CLAIMANTS.length;
  return new Map(
    names.map((name, index) => {
      const colour = CLAIMANTS[index % kinds]!.colour;
      const dash = CLAIMANTS[(index + Math.floor(index / kinds)) % kinds]!.dash;
      return [name, { colour, dash }];
    }),
  );
}

export interface Zones {
  readonly layer: Drawn;
  readonly outlines: ReadonlyMap<string, Outline>;
}

/** Zones as their claimants draw them; no area is filled, since a fill would take a side on what is inside. */
export function zonesOf(json: GeoJSON.FeatureCollection, palette: Palette): Zones {
  const features = read(json);
  const outlines = outlinesOf(features.map((feature) => said(feature, "claimant") ?? ""));
  const style = (feature: FeatureLike): Style[] => {
    const outline = outlines.get(said(feature, "claimant") ?? "") ?? CLAIMANTS[0]!;
    const line = new Style({ stroke: new Stroke({ color: outline.colour, width: 2.5, lineDash: [...outline.dash] }) });
    const name = said(feature, "name");
    if (name === undefined) return [line];
    const label = labelStyle(name, { ...palette, ink: outline.colour }, 12);
    label.setGeometry((shape) => atop(shape.getGeometry() as Geometry));
    return [line, label];
  };
  return { layer: vector(features, style, 20), outlines };
}

/** More fills than these, one over another, darken the map to a sheet; then outlines have to do. */
const FILLED = 12;

/** Where an incident may have been: areas and circles, alternatives dashed. */
export function placesOf(json: GeoJSON.FeatureCollection, palette: Palette): Drawn {
  const features = read(json);
  for (const feature of features) {
    const radius = Number(feature.get("radius_m"));
    const geometry = feature.getGeometry();
    if (geometry instanceof Point && radius > 0) {
      const centre = geometry.getCoordinates();
      feature.setGeometry(new Circle(centre, radius * stretchAt(centre[1] ?? 0)));
    }
  }
  const style = (feature: FeatureLike): Style => {
    const outcome = OUTCOMES.find((one) => one === said(feature, "outcome")) ?? "none";
    return extentStyle(outcome, feature.get("alternative") === true, palette, features.length <= FILLED);
  };
  return vector(features, style, 15);
}

function extentStyle(outcome: Outcome, alternative: boolean, palette: Palette, filled: boolean): Style {
  const colour = palette.outcome[outcome];
  const stroke = new Stroke({ color: colour, width: 1.5, ...(alternative ? { lineDash: [6, 4] } : {}) });
  if (!filled) return new Style({ stroke });
  return new Style({ stroke, fill: new Fill({ color: [...channels(colour), alternative ? 0.02 : 0.07] }) });
}

/** Names of places, the important first; what would overlap is left out. */
export function labelsOf(json: GeoJSON.FeatureCollection, palette: Palette): Drawn {
  const style = (feature: FeatureLike): Style | undefined => {
    const name = said(feature, "name");
    return name === undefined ? undefined : labelStyle(name, palette, Number(feature.get("rank") ?? 9) <= 2 ? 13 : 11);
  };
  const features = read(json).sort((one, other) => Number(one.get("rank") ?? 9) - Number(other.get("rank") ?? 9));
  return vector(features, style, 40);
}

function vector(features: Feature<Geometry>[], style: (feature: FeatureLike) => Style | Style[] | undefined, zIndex: number): Drawn {
  return new VectorLayer({
    source: new VectorSource({ features }),
    style: style as (feature: FeatureLike) => Style,
    zIndex,
    declutter: zIndex >= 20,
    updateWhileInteracting: true,
    updateWhileAnimating: true,
  });
}
