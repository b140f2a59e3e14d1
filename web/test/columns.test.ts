import assert from "node:assert/strict";
import { test } from "node:test";

import { ROW, decodeCells, decodePoints, mercatorX, mercatorY, nearest, orderOf } from "../src/columns";
import { pieRadius, short } from "../src/map_paint";

type Row = readonly [lon: number, lat: number, radius: number, outcome: number];

function packed(rows: readonly Row[]): ArrayBuffer {
  const buffer = new ArrayBuffer(rows.length * ROW);
  const view = new DataView(buffer);
  rows.forEach(([lon, lat, radius, outcome], row) => {
    view.setFloat32(row * ROW, lon, true);
    view.setFloat32(row * ROW + 4, lat, true);
    view.setUint16(row * ROW + 8, radius, true);
    view.setUint8(row * ROW + 10, outcome);
  });
  return buffer;
}

test("columns come out in the order of painting, and each knows its row", () => {
  const points = decodePoints(packed([[36.5, 33.5, 20, 2], [-10, -45, 65_535, 0]]));
  assert.equal(points.count, 2);
  assert.deepEqual([...points.rows], [1, 0]);
  assert.equal(points.x[1], mercatorX(36.5));
  assert.equal(points.y[0], mercatorY(-45));
  assert.deepEqual([...points.radius], [Infinity, 2_000]);
  assert.deepEqual([...points.outcome], [0, 2]);
});

test("an outcome that a newer server might send is painted as the gravest", () => {
  assert.deepEqual([...decodePoints(packed([[1, 1, 1, 9]])).outcome], [2]);
});

test("half a row is refused, none is none", () => {
  assert.throws(() => decodePoints(new ArrayBuffer(13)), RangeError);
  assert.equal(decodePoints(new ArrayBuffer(0)).count, 0);
});

test("violations are painted last, and rows of one outcome keep their order", () => {
  assert.deepEqual([...orderOf(Uint8Array.from([2, 0, 1, 2, 0, 1]))], [1, 4, 2, 5, 0, 3]);
});

test("the projection is that of Web Mercator", () => {
  assert.ok(Math.abs(mercatorX(180) - 20_037_508.342_789) < 1e-5);
  assert.ok(Math.abs(mercatorY(85.051_128) - 20_037_508) < 1);
  assert.ok(Math.abs(mercatorY(0)) < 1e-6);
  assert.equal(mercatorY(90), mercatorY(86));
});

test("the nearest row within reach is found, the one painted last where two lie together", () => {
  const points = decodePoints(packed([[36, 33, 1, 2], [36, 33, 1, 0], [37, 33, 1, 0]]));
  assert.equal(nearest(points, mercatorX(36.001), mercatorY(33), 5_000), 0);
  assert.equal(nearest(points, mercatorX(37), mercatorY(33), 10), 2);
  assert.equal(nearest(points, mercatorX(50), mercatorY(33), 10), undefined);
});

test("cells keep their counts, the fullest first", () => {
  const cells = decodeCells({ size: 0.5, cells: [[72, 66, 1, 0, 0], [74, 66, 2, 3, 4]], shown: 10, not_placed: 2 });
  assert.deepEqual(cells.cells.map((cell) => cell.total), [9, 1]);
  assert.deepEqual(cells.cells.map((cell) => [cell.lon, cell.lat]), [[37.25, 33.25], [36.25, 33.25]]);
  assert.equal(cells.notPlaced, 2);
});

test("a pie's area grows with its count, and a count fits into it", () => {
  assert.ok(pieRadius(1, 100) < pieRadius(50, 100) && pieRadius(50, 100) < pieRadius(100, 100));
  assert.deepEqual([7, 999, 1_000, 9_949, 9_950, 123_456, 999_499, 1_200_000].map(short), ["7", "999", "1.0k", "9.9k", "10k", "123k", "999k", "1.2M"]);
});
