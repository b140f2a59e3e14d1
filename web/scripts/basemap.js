// Writes the base map of a region; see region.js for what is in it.
//
//     npm run basemap -- --bounds 29,27.5,49,42.5 --out ../region.json
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";

import { DEFAULT_BOUNDS, regionalCut } from "./region.js";

const { values } = parseArgs({ options: { bounds: { type: "string" }, out: { type: "string" }, scale: { type: "string" } } });
const box = values.bounds === undefined ? DEFAULT_BOUNDS : values.bounds.split(",").map(Number);
const good = box.length === 4 && box.every(Number.isFinite) && box[0] < box[2] && box[1] < box[3];
if (!good || values.out === undefined || !["10m", "50m", "110m", undefined].includes(values.scale)) {
  process.stderr.write("usage: npm run basemap -- --bounds WEST,SOUTH,EAST,NORTH --out FILE [--scale 10m|50m|110m]\n");
  process.exit(2);
}
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, JSON.stringify(regionalCut(box, values.scale)));
