// Fetching what a map stands on.

import type VectorTileLayer from "ol/layer/VectorTile.js";

import { type Base, type Drawn, baseOf } from "./map_base";
import type { Palette } from "./palette";

const PAUSE = 2_000;
/** How often what is being worked out is asked for again: a minute in all. */
const PATIENCE = 30;

/** The JSON at an address, or nothing where it cannot be had. */
export async function fetched(address: string): Promise<unknown> {
  try {
    let response = await fetch(address, { credentials: "same-origin" });
    // 202: it is still being worked out; what comes with it is how far, not the answer.
    for (let asked = 0; response.status === 202 && asked < PATIENCE; asked += 1) {
      await new Promise((done) => window.setTimeout(done, PAUSE));
      response = await fetch(address, { credentials: "same-origin" });
    }
    return response.status === 200 ? ((await response.json()) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

export interface Loaded {
  readonly layers: readonly (Drawn | VectorTileLayer)[];
  readonly boundaries: Base["boundaries"];
}

/** The maps at these addresses, each of its kind, one over the other; those that cannot be had are missing. */
export async function basesFor(addresses: readonly string[], kinds: readonly string[], palette: Palette): Promise<(Loaded | undefined)[]> {
  return Promise.all(addresses.map((address, index) => baseFor(address, kinds[index] ?? "geojson", palette).catch(() => undefined)));
}

async function baseFor(address: string, kind: string, palette: Palette): Promise<Loaded | undefined> {
  if (kind === "pmtiles") {
    const { tileLayer } = await import("./map_tiles");
    return { layers: [await tileLayer(address, palette)], boundaries: undefined };
  }
  const json = await fetched(address);
  return json === undefined ? undefined : baseOf(json, palette);
}
