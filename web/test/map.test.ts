import assert from "node:assert/strict";
import { test } from "node:test";

import { channels } from "../src/palette";
import { outlinesOf } from "../src/map_overlays";
import { roundBelow } from "../src/map_furniture";
import { themeOf } from "../src/map_base";
import { cutRing, regionalCut } from "../scripts/region.js";

test("no two claimants share an outline, and the same names get the same ones", () => {
  const names = Array.from({ length: 25 }, (_, index) => `Claimant ${String.fromCharCode(65 + index)}`);
  const outlines = outlinesOf([...names].reverse());
  assert.equal(new Set([...outlines.values()].map((outline) => JSON.stringify(outline))).size, 25);
  assert.deepEqual(outlinesOf(names), outlines);
});

test("a ring is cut to the box, and one outside it is gone", () => {
  const box = [0, 0, 10, 10];
  const cut = cutRing([[-5, 5], [5, 5], [5, 15], [-5, 15], [-5, 5]], box);
  assert.ok(cut !== undefined && cut.every(([x, y]: number[]) => x! >= 0 && x! <= 10 && y! >= 0 && y! <= 10));
  assert.equal(cutRing([[20, 20], [30, 20], [30, 30], [20, 20]], box), undefined);
});

test("a regional cut names no country and stays small", () => {
  const cut = regionalCut([35, 32, 43, 38], "110m");
  const { geometries } = cut.objects.countries;
  assert.ok(geometries.length > 3);
  for (const geometry of geometries) assert.deepEqual(Object.keys(geometry).sort(), ["arcs", "type"]);
});

test("colours are read in the forms that style sheets give", () => {
  assert.deepEqual(channels("#5b2a86"), [91, 42, 134]);
  assert.deepEqual(channels("#fff"), [255, 255, 255]);
  assert.deepEqual(channels("rgb(1, 2, 3)"), [1, 2, 3]);
});

test("a scale bar has a round length that fits", () => {
  assert.deepEqual([1, 3, 7, 12, 49, 99_999].map(roundBelow), [1, 2, 5, 10, 20, 50_000]);
});

test("the usual schemas' layers are told apart", () => {
  assert.deepEqual(["water", "transportation", "roads", "building", "boundary", "place_label", "landuse"].map(themeOf), ["water", "road", "road", "building", "boundary", "place", "land"]);
});
