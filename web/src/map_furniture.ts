// What stands on and under a map: its buttons, scale, readout, legends and the notice on boundaries.

import { getPointResolution } from "ol/proj.js";
import type { FeatureLike } from "ol/Feature.js";
import type View from "ol/View.js";

import type { Cell } from "./columns";
import { type Words, made } from "./host";
import { type Outline, said } from "./map_overlays";
import { GLYPHS } from "./palette";

export interface Acts {
  readonly zoom: (by: number) => void;
  readonly home: () => void;
  readonly every: () => void;
  readonly only: () => void;
}

export interface Told {
  readonly cell?: Cell;
  readonly zones?: readonly FeatureLike[];
  readonly points?: number;
  readonly areas?: readonly { readonly feature: FeatureLike; readonly perhaps: boolean }[];
}

/** A data value inside a sentence keeps its own direction: first-strong isolate. */
const marked = (value: string | undefined): string => `\u2068${value ?? ""}\u2069`;
const SVG = "http://www.w3.org/2000/svg";
const WIDEST = 90;

export class Furniture {
  readonly frame = made("div", "map-frame");
  readonly target = made("div", "map-target");
  private readonly measure = made("div", "map-scale");
  private readonly readout = made("p", "map-readout");
  private readonly notice = made("p", "map-notice");
  private readonly claimants = made("ul", "map-legend");
  private readonly every: HTMLButtonElement;
  private summary = "";

  constructor(private readonly host: HTMLElement, private readonly words: Words, acts: Acts) {
    this.target.tabIndex = 0;
    this.target.setAttribute("role", "application");
    this.target.setAttribute("aria-label", words("map"));
    const buttons = made("div", "map-buttons");
    this.every = this.button("•••", "every", acts.every);
    this.every.setAttribute("aria-pressed", "false");
    buttons.append(
      this.button("+", "zoom_in", () => acts.zoom(1)),
      this.button("−", "zoom_out", () => acts.zoom(-1)),
      this.button("⌂", "home", acts.home),
    );
    if (host.dataset["points"] !== undefined) buttons.append(this.every);
    if (document.querySelector("#scope [name=bbox]") !== null) buttons.append(this.button("▣", "only_view", acts.only));
    this.frame.append(buttons, this.target, made("span", "map-cross"), this.measure);
    this.notice.hidden = true;
    const counts = host.dataset["cells"] === undefined ? [] : [this.outcomes()];
    this.host.append(this.frame, this.readout, ...counts, this.claimants, this.notice);
  }

  private button(sign: string, word: string, act: () => void): HTMLButtonElement {
    const button = made("button", "map-button", sign);
    button.type = "button";
    button.title = this.words(word);
    button.setAttribute("aria-label", this.words(word));
    button.addEventListener("click", act);
    return button;
  }

  ready(): void {
    this.frame.setAttribute("data-loaded", "");
  }

  pressEvery(on: boolean): void {
    this.every.setAttribute("aria-pressed", String(on));
  }

  /** Boundaries are somebody's; the notice stands wherever any are drawn. */
  disclaim(drawn: boolean): void {
    // A page that says it under its map, for those without scripts too, need not say it twice.
    this.notice.hidden = !drawn || this.host.dataset["noticed"] !== undefined;
    this.notice.textContent = this.words("boundaries");
  }

  count(inView: number, shown: number, notPlaced: number): void {
    this.summarise(this.words("in_view", { in_view: inView, shown, not_placed: notPlaced }));
  }

  /** What is said under the map while nothing is pointed at. */
  summarise(sentence: string): void {
    this.summary = sentence;
    this.readout.textContent = sentence;
  }

  /** The line under the map: what is pointed at, else what is in view. */
  told(told: Told): void {
    if (told.points !== undefined) return;
    this.readout.textContent = this.sentence(told);
  }

  private sentence({ cell, zones = [], areas = [] }: Told): string {
    if (areas.length > 0) return areas.map(({ feature, perhaps }) => this.area(feature, perhaps)).join(" · ");
    if (cell !== undefined) {
      const [violation, possible, none] = cell.counts;
      return this.words("cell", { violation, possible, none });
    }
    const named = zones.map((zone) =>
      this.words("zone", { name: marked(said(zone, "name")), claimant: marked(said(zone, "claimant")) }),
    );
    return named.length === 0 ? this.summary : named.join(" · ");
  }

  private area(feature: FeatureLike, perhaps: boolean): string {
    const name = said(feature, "name") ?? said(feature, "label");
    const claimant = said(feature, "claimant");
    const told = claimant === undefined ? marked(name) : this.words("area", { name: marked(name), claimant: marked(claimant) });
    return perhaps ? `${told} (${this.words("perhaps")})` : told;
  }

  scale(view: View): void {
    const resolution = getPointResolution("EPSG:3857", view.getResolution() ?? 1, view.getCenter() ?? [0, 0]);
    const metres = roundBelow(resolution * WIDEST);
    this.measure.style.width = `${Math.round(metres / resolution)}px`;
    this.measure.textContent = metres >= 1_000 ? `${metres / 1_000} km` : `${metres} m`;
  }

  private outcomes(): HTMLElement {
    const list = made("ul", "outcome-legend");
    for (const outcome of ["violation", "possible", "none"] as const) {
      list.append(made("li", `outcome-${outcome}`, `${GLYPHS[outcome]} ${this.words(outcome)}`));
    }
    return list;
  }

  /** Whose outline is which. */
  legend(outlines: ReadonlyMap<string, Outline>): void {
    this.claimants.replaceChildren(
      ...[...outlines].map(([claimant, outline]) => {
        const item = document.createElement("li");
        const name = document.createElement("bdi");
        name.textContent = claimant;
        item.append(sample(outline), name);
        return item;
      }),
    );
  }
}

function sample(outline: Outline): SVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 40 12");
  picture.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "line");
  const values = { x1: 0, y1: 6, x2: 40, y2: 6, stroke: outline.colour, "stroke-width": 2.5 };
  for (const [name, value] of Object.entries(values)) line.setAttribute(name, String(value));
  line.setAttribute("stroke-dasharray", outline.dash.join(" "));
  picture.append(line);
  return picture;
}

/** The largest of 1, 2 or 5 times a power of ten that is not above a length. */
export function roundBelow(length: number): number {
  const power = 10 ** Math.floor(Math.log10(length));
  return ([5, 2, 1].find((step) => step * power <= length) ?? 1) * power;
}
