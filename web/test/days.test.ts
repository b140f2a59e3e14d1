import assert from "node:assert/strict";
import { test } from "node:test";

import { type Span, added, between, binned, dayAt, dayNumber, isoDay, keyed, moved, spanOf, stretched, ticks } from "../src/days";

const FIRST = dayNumber("2016-02-01")!;

test("days and their text are inverse, also across a leap day and before 1970", () => {
  for (const iso of ["2016-02-28", "2016-02-29", "2016-03-01", "1969-12-31", "2026-11-28"]) {
    assert.equal(isoDay(dayNumber(iso)!), iso);
  }
  assert.equal(dayNumber("2016-03-01")! - dayNumber("2016-02-28")!, 2);
});

test("what is no day is none", () => {
  for (const text of ["", "2016-02-30", "2016-2-3", "yesterday", "2016-13-01"]) assert.equal(dayNumber(text), undefined);
});

test("dragging either way chooses the same days, cut to the timeline", () => {
  assert.deepEqual(between(7, 3, 10), { start: 3, end: 7 });
  assert.deepEqual(between(3, 7, 10), { start: 3, end: 7 });
  assert.deepEqual(between(-4, 99, 10), { start: 0, end: 10 });
});

test("moving keeps the length at both edges", () => {
  assert.deepEqual(moved({ start: 2, end: 5 }, -9, 10), { start: 0, end: 3 });
  assert.deepEqual(moved({ start: 2, end: 5 }, 9, 10), { start: 7, end: 10 });
});

test("a brush never becomes shorter than a day nor longer than the timeline", () => {
  assert.deepEqual(stretched({ start: 4, end: 5 }, -9, 10), { start: 4, end: 4 });
  assert.deepEqual(stretched({ start: 4, end: 5 }, 99, 10), { start: 4, end: 10 });
});

test("no run of keys leaves the timeline or turns a brush around", () => {
  const keys = ["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End", "Escape"];
  let chance = 12345;
  const next = (): number => (chance = (chance * 1103515245 + 12345) % 2147483648);
  let span: Span | null = null;
  for (let step = 0; step < 5_000; step += 1) {
    const answer: Span | null | undefined = keyed(keys[next() % keys.length]!, next() % 2 === 0, span, 9);
    assert.notEqual(answer, undefined);
    span = answer!;
    if (span !== null) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= 9, JSON.stringify(span));
  }
});

test("keys that mean nothing to the brush are left to the page", () => {
  for (const key of ["Tab", "a", "Enter", "ArrowUp"]) assert.equal(keyed(key, false, null, 9), undefined);
});

test("arrows move, Shift and arrows stretch, Escape clears", () => {
  assert.deepEqual(keyed("ArrowRight", false, null, 9), { start: 0, end: 0 });
  assert.deepEqual(keyed("ArrowLeft", false, null, 9), { start: 9, end: 9 });
  assert.deepEqual(keyed("ArrowRight", false, { start: 1, end: 2 }, 9), { start: 2, end: 3 });
  assert.deepEqual(keyed("ArrowRight", true, { start: 1, end: 2 }, 9), { start: 1, end: 3 });
  assert.deepEqual(keyed("PageDown", false, { start: 1, end: 2 }, 9), { start: 3, end: 4 });
  assert.equal(keyed("Escape", false, { start: 1, end: 2 }, 9), null);
});

test("date fields are a brush, open ends reach to the edges, and days outside are none", () => {
  assert.deepEqual(spanOf("2016-02-03", "2016-02-05", FIRST, 27), { start: 2, end: 4 });
  assert.deepEqual(spanOf("", "2016-02-05", FIRST, 27), { start: 0, end: 4 });
  assert.deepEqual(spanOf("2016-02-20", "", FIRST, 27), { start: 19, end: 27 });
  assert.equal(spanOf("", "", FIRST, 27), null);
  assert.equal(spanOf("2017-01-01", "", FIRST, 27), null);
  assert.equal(spanOf("", "2015-01-01", FIRST, 27), null);
});

test("bins lose no incident and are wide enough", () => {
  const counts = Array.from({ length: 1_200 }, (_, day) => [day % 3, day % 5, 1] as const);
  const bins = binned(counts, 800, 3);
  assert.deepEqual(added(bins.map((bin) => bin.counts)), added(counts));
  assert.ok(bins.length * 3 <= 800 + 3);
  assert.equal(bins.reduce((sum, bin) => sum + bin.days, 0), 1_200);
});

test("each day has its own stretch of the axis", () => {
  assert.equal(dayAt(0, 100, 9), 0);
  assert.equal(dayAt(99.9, 100, 9), 9);
  assert.equal(dayAt(100, 100, 9), 9);
  assert.equal(dayAt(-5, 100, 9), 0);
  assert.equal(dayAt(35, 100, 9), 3);
});

test("ticks are firsts of months, or of years where months would crowd", () => {
  assert.deepEqual(ticks(FIRST, 60, 10).map((day) => isoDay(FIRST + day)), ["2016-02-01", "2016-03-01", "2016-04-01"]);
  assert.deepEqual(ticks(FIRST, 1_200, 4).map((day) => isoDay(FIRST + day)), ["2017-01-01", "2018-01-01", "2019-01-01"]);
});
