// What the server sends for the map: density cells, and incidents as packed columns.

import type { Counts } from "./days";

/** none, possible, violation: the order of the outcome byte, and of painting. */
export const OUTCOMES = ["none", "possible", "violation"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Columns in the order of painting, not in that of the answer: violations last, read from front to back. */
export interface Points {
  readonly count: number;
  /** Web Mercator metres. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Metres on the ground; Infinity where the column could not hold it. */
  readonly radius: Float32Array;
  readonly outcome: Uint8Array;
  /** Which row of the answer each was. */
  readonly rows: Uint32Array;
}

export const ROW = 12;
const MORE = 65_535;
const EARTH = 6_378_137;
const HIGHEST = 85.051_128;

/** A longitude in Web Mercator metres. */
export const mercatorX = (lon: number): number => (lon * Math.PI * EARTH) / 180;

/** A latitude in Web Mercator metres; the poles are as far as the projection goes. */
export function mercatorY(lat: number): number {
  const cut = Math.min(Math.max(lat, -HIGHEST), HIGHEST);
  return EARTH * Math.log(Math.tan(Math.PI / 4 + (cut * Math.PI) / 360));
}

/** How many Web Mercator metres a metre on the ground is at this height of the projection. */
export const stretchAt = (y: number): number => Math.cosh(y / EARTH);

/** The columns of a binary answer; throws where it is no whole number of rows. */
export function decodePoints(buffer: ArrayBuffer): Points {
  if (buffer.byteLength % ROW !== 0) {
    throw new RangeError(`${buffer.byteLength} bytes are no whole number of ${ROW}-byte rows`);
  }
  const count = buffer.byteLength / ROW;
  const view = new DataView(buffer);
  const outcomes = Uint8Array.from({ length: count }, (_, row) => Math.min(view.getUint8(row * ROW + 10), OUTCOMES.length - 1));
  const rows = orderOf(outcomes);
  const points = {
    count,
    x: new Float64Array(count),
    y: new Float64Array(count),
    radius: new Float32Array(count),
    outcome: Uint8Array.from(rows, (row) => outcomes[row]!),
    rows,
  };
  rows.forEach((row, index) => {
    const hundreds = view.getUint16(row * ROW + 8, true);
    points.x[index] = mercatorX(view.getFloat32(row * ROW, true));
    points.y[index] = mercatorY(view.getFloat32(row * ROW + 4, true));
    points.radius[index] = hundreds === MORE ? Infinity : hundreds * 100;
  });
  return points;
}

/** Row numbers with the outcomes in the order of painting; rows of one outcome keep their order. */
export function orderOf(outcome: Uint8Array): Uint32Array {
  const starts = [0, 0, 0, 0];
  for (const value of outcome) starts[value + 1]! += 1;
  for (let value = 1; value < starts.length; value += 1) starts[value]! += starts[value - 1]!;
  const order = new Uint32Array(outcome.length);
  for (let row = 0; row < outcome.length; row += 1) order[starts[outcome[row]!]!++] = row;
  return order;
}

export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly lon: number;
  readonly lat: number;
  readonly counts: Counts;
  readonly total: number;
}

export interface Cells {
  readonly size: number;
  readonly cells: readonly Cell[];
  readonly shown: number;
  readonly notPlaced: number;
}

export interface CellsAnswer {
  readonly size: number;
  readonly cells: readonly (readonly [number, number, number, number, number])[];
  readonly shown: number;
  readonly not_placed: number;
}

/** The cells of an answer, each named by how many cells east and north of 0, 0 it is: placed, the small ones last so that none hides under a large one. */
export function decodeCells(answer: CellsAnswer): Cells {
  const cells = answer.cells.map(([across, up, violation, possible, none]) => {
    const [lon, lat] = [(across + 0.5) * answer.size, (up + 0.5) * answer.size];
    return {
      x: mercatorX(lon),
      y: mercatorY(lat),
      lon,
      lat,
      counts: [violation, possible, none] as const,
      total: violation + possible + none,
    };
  });
  cells.sort((one, other) => other.total - one.total);
  return { size: answer.size, cells, shown: answer.shown, notPlaced: answer.not_placed };
}

/** The answer's row nearest to a place within a reach, in Web Mercator metres; painted last wins a tie. */
export function nearest(points: Points, x: number, y: number, reach: number): number | undefined {
  let best: number | undefined;
  let least = reach * reach;
  for (let index = 0; index < points.count; index += 1) {
    const dx = points.x[index]! - x;
    const dy = points.y[index]! - y;
    const distance = dx * dx + dy * dy;
    if (distance <= least) {
      least = distance;
      best = points.rows[index];
    }
  }
  return best;
}
