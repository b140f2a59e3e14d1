// Areas that somebody claims, over time: outlines in the ink and dashes that the page's list has them in.

import Feature, { type FeatureLike } from "ol/Feature.js";
import GeoJSON from "ol/format/GeoJSON.js";
import type Geometry from "ol/geom/Geometry.js";
import VectorLayer from "ol/layer/Vector.js";
import VectorSource from "ol/source/Vector.js";
import Circle from "ol/style/Circle.js";
import Fill from "ol/style/Fill.js";
import Stroke from "ol/style/Stroke.js";
import Style from "ol/style/Style.js";

import { type Drawn, labelStyle } from "./map_base";
import { atop } from "./map_names";
import { said } from "./map_overlays";
import { type Palette, channels } from "./palette";

type Run = readonly [first: number, last: number, sure: number];

export interface AreasAnswer extends GeoJSON.FeatureCollection {
  readonly days: readonly string[];
}

/** Whether a state holds on a day by its number: 1 for surely, 0 for perhaps; nothing where it does not. */
export function heldOn(during: readonly Run[] | undefined, day: number | undefined): 0 | 1 | undefined {
  if (day === undefined || during === undefined) return 1;
  const run = during.find(([first, last]) => first <= day && day <= last);
  return run === undefined ? undefined : run[2] === 1 ? 1 : 0;
}

/** The last of some days that is not after a given one. */
export function lastUpTo(days: readonly string[], day: string): number | undefined {
  const found = days.findLastIndex((one) => one <= day);
  return found === -1 ? undefined : found;
}

export class Areas {
  readonly layer: Drawn;
  readonly days: readonly string[];
  private day: number | undefined;

  constructor(answer: AreasAnswer, palette: Palette) {
    this.days = answer.days;
    const features = new GeoJSON().readFeatures(answer, { featureProjection: "EPSG:3857" });
    this.layer = new VectorLayer({
      source: new VectorSource({ features }),
      style: ((one: FeatureLike) => this.styled(one, palette)) as never,
      zIndex: 45,
      declutter: true,
      updateWhileInteracting: true,
      updateWhileAnimating: true,
    });
  }

  /** Show the areas of a day by its number, or those of any time. */
  show(day: number | undefined): void {
    this.day = day;
    this.layer.changed();
  }

  /** How many outlines are shown. */
  get shown(): number {
    return this.features.filter((one) => this.answer(one) !== undefined).length;
  }

  at(coordinate: number[]): Feature[] {
    const found = this.layer.getSource()?.getFeaturesAtCoordinate(coordinate) ?? [];
    return found.filter((one) => this.answer(one) !== undefined);
  }

  perhaps(one: FeatureLike): boolean {
    return this.answer(one) === 0;
  }

  private get features(): Feature<Geometry>[] {
    return this.layer.getSource()?.getFeatures() ?? [];
  }

  private answer(one: FeatureLike): 0 | 1 | undefined {
    return heldOn(one.get("during") as Run[] | undefined, this.day);
  }

  private styled(one: FeatureLike, palette: Palette): Style[] {
    const answer = this.answer(one);
    if (answer === undefined) return [];
    const ink = said(one, "ink") ?? palette.ink;
    const stroke = new Stroke({ color: answer === 1 ? ink : [...channels(ink), 0.5], width: answer === 1 ? 2.5 : 1.5, lineDash: (one.get("dash") as number[] | undefined) ?? [] });
    const fill = one.get("filled") === true ? { fill: new Fill({ color: [...channels(ink), 0.07] }) } : {};
    const styles = [new Style({ stroke, ...fill, image: new Circle({ radius: 5, stroke, ...fill }) })];
    const label = said(one, "label");
    if (label !== undefined && label !== "") {
      const name = labelStyle(label, { ...palette, ink }, 12);
      name.setGeometry((shape) => atop(shape.getGeometry() as Geometry));
      styles.push(name);
    }
    return styles;
  }
}
