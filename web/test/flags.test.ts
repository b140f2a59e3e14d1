import assert from "node:assert/strict";
import { test } from "node:test";

import { ROWS, type Stem, laidOut, stems } from "../src/flags";

/** Six pixels a sign, the marks that isolate direction none. */
const measure = (text: string): number => 6 * [...text].filter((sign) => sign < "\u2066" || sign > "\u2069").length;
const named = (...days: number[]): Stem[] => days.map((day) => ({ day, label: `step of day ${day}` }));

test("steps of one day share a stem, which says how many more there are", () => {
  const flags = ["announced", "in force", "extended"].map((label) => ({ day: 4, verb: label, label }));
  assert.deepEqual(stems(flags), [{ day: 4, label: "announced +2" }]);
});

test("no name lies over another name or under a stem, however close the days and however narrow", () => {
  let chance = 7;
  const next = (): number => (chance = (chance * 1103515245 + 12345) % 2147483648);
  for (let round = 0; round < 300; round += 1) {
    const width = 120 + (next() % 900);
    const days = [...new Set(Array.from({ length: 1 + (next() % 12) }, () => next() % 360))].sort((one, other) => one - other);
    const placed = laidOut(named(...days), width / 360, width, measure);
    assert.equal(placed.length, days.length);
    const names = placed.filter(({ text }) => text !== "").map((one) => ({ ...one, end: one.start + measure(one.text) }));
    for (const one of names) {
      assert.ok(one.start >= 0 && one.end <= width && one.row < ROWS);
      for (const other of names) {
        if (other !== one && other.row === one.row) assert.ok(other.start >= one.end || one.start >= other.end);
      }
      for (const stem of placed) assert.ok(stem.row > one.row || stem.x <= one.start || stem.x >= one.end);
    }
  }
});

test("a name at either edge is cut short rather than left out", () => {
  const [first, last] = laidOut([{ day: 0, label: "announced by both" }, { day: 99, label: "extended by both sides" }], 1.2, 120, measure);
  assert.ok(first!.text !== "" && last !== undefined);
  const [alone] = laidOut([{ day: 99, label: "extended by both sides again" }], 1.2, 120, measure);
  assert.ok(alone!.text.includes("…") && alone!.start >= 0);
});
