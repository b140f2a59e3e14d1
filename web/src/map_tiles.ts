// Street maps in one PMTiles file, read by byte ranges; loaded only where such a map is plugged in.

import MVT from "ol/format/MVT.js";
import VectorTileLayer from "ol/layer/VectorTile.js";
import VectorTileSource from "ol/source/VectorTile.js";
import { createXYZ } from "ol/tilegrid.js";
import type VectorTile from "ol/VectorTile.js";
import { PMTiles, TileType } from "pmtiles";

import { baseStyle } from "./map_base";
import type { Palette } from "./palette";

/** The layer of a PMTiles file; throws where the file holds pictures, which say nothing in the dark or in print. */
export async function tileLayer(address: string, palette: Palette): Promise<VectorTileLayer> {
  const file = new PMTiles(new URL(address, document.baseURI).href);
  const header = await file.getHeader();
  if (header.tileType !== TileType.Mvt) throw new TypeError("only vector tiles can be drawn");
  const source = new VectorTileSource({
    format: new MVT({ layerName: "layer" }),
    tileGrid: createXYZ({ minZoom: header.minZoom, maxZoom: header.maxZoom }),
    tileUrlFunction: ([z = 0, x = 0, y = 0]) => `${z}/${x}/${y}`,
    tileLoadFunction: (tile, place) => load(file, tile as VectorTile<never>, place),
  });
  return new VectorTileLayer({ source, style: baseStyle(palette), zIndex: 1, declutter: true });
}

function load(file: PMTiles, tile: VectorTile<never>, place: string): void {
  const [z = 0, x = 0, y = 0] = place.split("/").map(Number);
  tile.setLoader((extent, _resolution, projection) => {
    file
      .getZxy(z, x, y)
      .then((answer) => {
        const features = answer === undefined ? [] : new MVT({ layerName: "layer" }).readFeatures(answer.data, { extent, featureProjection: projection });
        tile.setFeatures(features as never[]);
      })
      .catch(() => tile.onError());
  });
}
