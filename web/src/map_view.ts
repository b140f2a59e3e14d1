// The map of a page: what it shows follows the addresses its element carries, what is pressed is told.

import type Feature from "ol/Feature.js";
import DoubleClickZoom from "ol/interaction/DoubleClickZoom.js";
import DragPan from "ol/interaction/DragPan.js";
import KeyboardPan from "ol/interaction/KeyboardPan.js";
import KeyboardZoom from "ol/interaction/KeyboardZoom.js";
import MouseWheelZoom from "ol/interaction/MouseWheelZoom.js";
import PinchZoom from "ol/interaction/PinchZoom.js";
import OlMap from "ol/Map.js";
import View from "ol/View.js";
import { toLonLat, transformExtent } from "ol/proj.js";

import { type Cell, type CellsAnswer, decodeCells, decodePoints } from "./columns";
import { type Words, Latest, json, say, setScope, showFallback, whenChanged, withQuery, wordsOf } from "./host";
import { Areas, type AreasAnswer, lastUpTo } from "./map_areas";
import { DaySlider } from "./map_days";
import { type Drawn, boundariesOf } from "./map_base";
import { Furniture } from "./map_furniture";
import { type Hit, Incidents } from "./map_incidents";
import { basesFor, fetched } from "./map_load";
import { labelsOf, placesOf, said, zonesOf } from "./map_overlays";
import { type Palette, paletteOf } from "./palette";

const WORLD: Box = [-170, -60, 170, 75];
/** A pause after which a moved map asks for what it now shows. */
const PAUSE = 120;
/** At most so many in view are drawn one by one without being asked for. */
const FEW = 2_000;
/** At most so many in view have their uncertain extents drawn. */
const FEWER = 500;
const EVERY = 300_000;
/** Where the maps of one's own lie: over the shipped one, under boundaries and all that is claimed. */
const OWN = 2.1;
const listed = (text: string): string[] => text.split(" ").filter((one) => one !== "");
const EPSG = "EPSG:3857";

type Box = readonly [west: number, south: number, east: number, north: number];

export class MapView {
  private readonly words: Words;
  private readonly map: OlMap;
  private readonly view: View;
  private readonly incidents: Incidents;
  private readonly furniture: Furniture;
  private readonly requests = { cells: new Latest(), points: new Latest(), places: new Latest() };
  private readonly drawn = new Map<string, Drawn>();
  private readonly slider: DaySlider;
  private areas: Areas | undefined;
  private areasOf = "";
  private readonly endings: (() => void)[] = [];
  private palette: Palette;
  private period: { readonly from: string; readonly to: string } | null = null;
  private every = false;
  private rows = "";
  private waiting: number | undefined;

  constructor(private readonly host: HTMLElement) {
    this.words = wordsOf(host);
    this.palette = paletteOf(host);
    this.incidents = new Incidents(() => this.palette);
    this.view = new View({ center: [0, 0], zoom: 2, minZoom: 2, maxZoom: 18, enableRotation: false });
    this.furniture = new Furniture(host, this.words, {
      zoom: (by) => this.zoom(by),
      home: () => this.home(),
      every: () => this.toggle(),
      only: () => this.onlyView(),
    });
    this.slider = new DaySlider(this.words, (day) => this.showDay(day));
    host.append(this.slider.element);
    this.map = new OlMap({
      target: this.furniture.target,
      keyboardEventTarget: this.furniture.target,
      view: this.view,
      layers: [this.incidents.layer],
      controls: [],
      interactions: [
        new DragPan(), new DoubleClickZoom(), new PinchZoom(), new MouseWheelZoom(), new KeyboardPan(), new KeyboardZoom(),
      ],
    });
    this.home();
    this.listen();
    void this.start();
  }

  end(): void {
    for (const request of Object.values(this.requests)) request.end();
    window.clearTimeout(this.waiting);
    this.slider.end();
    for (const end of this.endings) end();
    this.map.setTarget(undefined);
    this.map.dispose();
  }

  private listen(): void {
    this.map.on("moveend", () => this.soon());
    this.map.on("singleclick", (event) => this.pressed(event.coordinate));
    this.map.on("pointermove", (event) => {
      if (!event.dragging) this.tell(event.coordinate);
    });
    this.furniture.target.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.pressed(this.view.getCenter() ?? [0, 0]);
    });
    const periodChanged = (event: Event): void => {
      this.period = (event as CustomEvent<{ from: string; to: string }>).detail;
      this.soon();
    };
    document.addEventListener("truceline:period", periodChanged);
    this.endings.push(
      () => document.removeEventListener("truceline:period", periodChanged),
      whenChanged(this.host, ["data-cells", "data-points", "data-places"], () => this.renewed()),
      whenChanged(this.host, ["data-zones", "data-labels"], () => void this.overlays()),
      whenChanged(this.host, ["data-areas"], () => void this.claimed()),
    );
  }

  private async start(): Promise<void> {
    await Promise.all([this.underlay(), this.overlays(), this.claimed(), this.refresh()]);
    this.furniture.ready();
    showFallback(this.host, false);
    // A page may wait for this before it looks at the picture.
    this.map.once("rendercomplete", () => this.furniture.frame.setAttribute("data-ready", ""));
    this.map.render();
  }

  /** The page was asked anew: other addresses, and what was brushed is now in them. */
  private renewed(): void {
    this.period = null;
    this.rows = "";
    void this.refresh();
  }

  private soon(): void {
    this.furniture.scale(this.view);
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.refresh(), PAUSE);
  }

  private async underlay(): Promise<void> {
    const { base = "", baseKind = "topojson", boundaries = "" } = this.host.dataset;
    const kinds = listed(baseKind);
    const found = await basesFor(listed(base), kinds, this.palette);
    if (found.includes(undefined)) say(this.words("base_unavailable"));
    found.forEach((one, index) => {
      for (const layer of one?.layers ?? []) {
        // What is plugged in lies over the shipped cut, and over the grey that says where that ends.
        if (kinds[index] !== "topojson") layer.setZIndex(OWN + index);
        this.map.addLayer(layer);
      }
    });
    const shipped = found.find((one) => one?.boundaries !== undefined)?.boundaries;
    const lines = boundaries === "none" ? undefined : boundaries === "" ? shipped : await fetched(boundaries);
    if (lines !== undefined) this.map.addLayer(boundariesOf(lines, this.palette));
    this.furniture.disclaim(lines !== undefined || kinds.some((kind) => kind !== "topojson"));
  }

  private async overlays(): Promise<void> {
    const { zones, labels } = this.host.dataset;
    const found = zones === undefined ? undefined : await fetched(zones);
    const drawn = found === undefined ? undefined : zonesOf(found as GeoJSON.FeatureCollection, this.palette);
    this.put("zones", drawn?.layer);
    this.furniture.legend(drawn?.outlines ?? new Map());
    const names = labels === undefined ? undefined : await fetched(labels);
    this.put("labels", names === undefined ? undefined : labelsOf(names as GeoJSON.FeatureCollection, this.palette));
  }

  /** Areas and their days; the slider stands where the page does. */
  private async claimed(): Promise<void> {
    const { areas: address, day = "" } = this.host.dataset;
    if (address === undefined || address === this.areasOf) return;
    this.areasOf = address;
    const answer = (await fetched(address)) as AreasAnswer | undefined;
    if (address !== this.areasOf) return;
    if (answer === undefined) return say(this.words("unavailable"));
    this.areas = new Areas(answer, this.palette);
    this.put("areas", this.areas.layer);
    this.slider.over(this.areas.days, day === "" ? undefined : lastUpTo(this.areas.days, day));
  }

  private showDay(day: number | undefined): void {
    this.areas?.show(day);
    this.slider.tell(this.areas?.shown ?? 0);
  }

  private put(name: string, layer: Drawn | undefined): void {
    const before = this.drawn.get(name);
    if (before !== undefined) this.map.removeLayer(before);
    this.drawn.delete(name);
    if (layer === undefined) return;
    this.drawn.set(name, layer);
    this.map.addLayer(layer);
  }

  /** An address of the page, asked for what is in view and for the days being brushed. */
  private asked(address: string, values: Readonly<Record<string, string | number>>): string {
    const { from, to } = this.period ?? {};
    const days = this.period === null ? {} : { from: from === "" ? null : from!, to: to === "" ? null : to! };
    return withQuery(address, { ...values, ...days });
  }

  private box(): string {
    const [west = 0, south = 0, east = 0, north = 0] = transformExtent(this.view.calculateExtent(), EPSG, "EPSG:4326");
    const [wide, high] = [(east - west) / 8, (north - south) / 8];
    const cut = (value: number, most: number): string => Math.min(Math.max(value, -most), most).toFixed(3);
    return [cut(west - wide, 180), cut(south - high, 90), cut(east + wide, 180), cut(north + high, 90)].join(",");
  }

  private async refresh(): Promise<void> {
    const address = this.host.dataset["cells"];
    if (address === undefined || this.view.getCenter() === undefined) return;
    if (this.every) return this.everyIncident();
    const zoom = Math.round(this.view.getZoom() ?? 0);
    const bbox = this.box();
    const answer = await this.requests.cells.ask(this.asked(address, { bbox, zoom }), json<CellsAnswer>);
    if (answer === undefined) return;
    if (answer === null) return say(this.words("unavailable"));
    const cells = decodeCells(answer);
    const inView = cells.cells.reduce((sum, cell) => sum + cell.total, 0);
    this.rows = "";
    this.furniture.count(inView, cells.shown, cells.notPlaced);
    this.incidents.showCells(cells);
    await Promise.all([this.extents(inView, bbox), inView <= FEW ? this.points({ bbox }) : undefined]);
  }

  private async everyIncident(): Promise<void> {
    if (!(await this.points({}))) {
      this.every = false;
      this.furniture.pressEvery(false);
      say(this.words("too_many", { count: EVERY }));
      return this.refresh();
    }
  }

  /** Have incidents drawn one by one; false where there are none to be had. */
  private async points(values: Readonly<Record<string, string>>): Promise<boolean> {
    const address = this.host.dataset["points"];
    if (address === undefined) return false;
    const wanted = this.asked(address, values);
    if (wanted === this.rows) return true;
    const bytes = await this.requests.points.ask(wanted, (response) => response.arrayBuffer());
    if (bytes === undefined) return true;
    if (bytes === null) return false;
    const points = decodePoints(bytes);
    this.rows = wanted;
    this.incidents.showPoints(points);
    this.furniture.told({ points: points.count });
    return true;
  }

  private async extents(inView: number, bbox: string): Promise<void> {
    const address = this.host.dataset["places"];
    if (address === undefined || inView > FEWER) return this.put("places", undefined);
    const places = await this.requests.places.ask(this.asked(address, { bbox }), json<GeoJSON.FeatureCollection>);
    if (places) this.put("places", placesOf(places, this.palette));
  }

  private zoom(by: number): void {
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.view.animate({ zoom: (this.view.getZoom() ?? 2) + by, duration: still ? 0 : 200 });
  }

  private home(): void {
    const given = (this.host.dataset["bounds"] ?? "").split(",").map(Number);
    const box = given.length === 4 && given.every(Number.isFinite) ? given : [...WORLD];
    const extent = transformExtent(box, "EPSG:4326", EPSG);
    this.view.fit(extent, { size: this.map.getSize() ?? [640, 400], maxZoom: 12, padding: [12, 12, 12, 12] });
    this.soon();
  }

  private toggle(): void {
    this.every = !this.every;
    this.furniture.pressEvery(this.every);
    this.rows = "";
    void this.refresh();
  }

  private onlyView(): void {
    if (!setScope({ bbox: transformExtent(this.view.calculateExtent(), EPSG, "EPSG:4326").map((value) => value.toFixed(3)).join(",") })) {
      say(this.words("unavailable"));
    }
  }

  private tell(coordinate: number[]): void {
    const hit = this.incidents.at(coordinate[0] ?? 0, coordinate[1] ?? 0);
    this.furniture.target.classList.toggle("pointing", hit !== undefined);
    if (hit !== undefined && "cell" in hit) this.furniture.told({ cell: hit.cell });
    else this.furniture.told({ zones: this.under(coordinate, "zones"), areas: this.areasAt(coordinate) });
  }

  /** Every feature of a layer that covers a place: rival outlines are all named. */
  private under(coordinate: number[], layer: string): Feature[] {
    return this.drawn.get(layer)?.getSource()?.getFeaturesAtCoordinate(coordinate) ?? [];
  }

  private areasAt(coordinate: number[]): { feature: Feature; perhaps: boolean }[] {
    return (this.areas?.at(coordinate) ?? []).map((feature) => ({ feature, perhaps: this.areas?.perhaps(feature) ?? false }));
  }

  /** What is claimed of a place is in the list beside the map; there it leads. */
  private toList(coordinate: number[]): boolean {
    const areas = this.areasAt(coordinate);
    const href = areas.map(({ feature }) => said(feature, "href")).find(Boolean);
    if (href === undefined) return false;
    this.furniture.told({ areas });
    const item = document.getElementById(decodeURIComponent(href.slice(1)));
    item?.setAttribute("tabindex", "-1");
    item?.focus();
    return item !== null;
  }

  private pressed(coordinate: number[]): void {
    if (this.toList(coordinate)) return;
    const hit = this.incidents.at(coordinate[0] ?? 0, coordinate[1] ?? 0);
    if (hit !== undefined) return void this.choose(hit);
    const incident = this.under(coordinate, "places").map((feature) => said(feature, "incident")).find(Boolean);
    if (incident) return this.open(incident);
    const [lon = 0, lat = 0] = toLonLat(coordinate);
    say(this.words("nothing_here", { lon: lon.toFixed(2), lat: lat.toFixed(2) }));
  }

  private async choose(hit: Hit): Promise<void> {
    if ("cell" in hit) return this.into(hit.cell);
    const address = this.host.dataset["ids"];
    if (address === undefined || this.rows === "") return;
    const query = Object.fromEntries(new URL(this.rows).searchParams);
    const answer = (await fetched(withQuery(address, { ...query, offset: hit.row, limit: 1 }))) as { ids?: string[] } | undefined;
    const incident = answer?.ids?.[0];
    if (incident !== undefined) this.open(incident);
  }

  private into(cell: Cell): void {
    const [violation, possible, none] = cell.counts;
    say(this.words("cell", { violation, possible, none }));
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.view.animate({ center: [cell.x, cell.y], zoom: (this.view.getZoom() ?? 2) + 2, duration: still ? 0 : 250 });
  }

  /** The page may take an incident up itself; else its own page is opened. */
  private open(incident: string): void {
    const event = new CustomEvent("truceline:select", { bubbles: true, cancelable: true, detail: { incident } });
    const pattern = this.host.dataset["incident"];
    if (!this.host.dispatchEvent(event) || pattern === undefined) return;
    window.location.assign(pattern.replace("{incident}", encodeURIComponent(incident)));
  }
}

