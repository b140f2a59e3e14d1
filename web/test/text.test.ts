import assert from "node:assert/strict";
import { test } from "node:test";

import { codePoints, filled, isRightToLeft, isolated, toCodePoint, toUtf16, trimmed } from "../src/text";

const AWKWARD = ["", "plain", "قال المتحدث", "dove 🕊️ flew", "👩‍👩‍👧 family", "e\u0301", "𝒳𝒴", "a\ud800b"];

test("code points are counted as Python counts them", () => {
  assert.equal(codePoints("🕊 a"), 3);
  assert.equal(codePoints("e\u0301"), 2);
  assert.equal(codePoints(""), 0);
});

test("offsets in code points and in UTF-16 are inverse to one another", () => {
  for (const text of AWKWARD) {
    const length = codePoints(text);
    for (let offset = 0; offset <= length; offset += 1) {
      assert.equal(toCodePoint(text, toUtf16(text, offset)), offset, `${text} at ${offset}`);
    }
    assert.equal(toUtf16(text, length + 5), text.length);
  }
});

test("an index inside a surrogate pair counts as before its character", () => {
  assert.equal(toCodePoint("a🕊b", 2), 1);
});

test("a chosen quote loses the white space around it, and its offsets follow", () => {
  assert.deepEqual(trimmed({ start: 10, end: 18, exact: " 🕊 dove\n" }), { start: 11, end: 17, exact: "🕊 dove" });
  assert.equal(trimmed({ start: 3, end: 5, exact: " \n" }), undefined);
});

test("only text that begins right to left is wrapped for the canvas", () => {
  assert.equal(isolated("طريق M5 (منطقة 12)"), "\u2067طريق M5 (منطقة 12)\u2069");
  assert.equal(isolated("M5 طريق"), "M5 طريق");
  assert.ok(isRightToLeft("12 (شارع)"));
  assert.ok(!isRightToLeft("12"));
});

test("a sentence keeps what it is not given", () => {
  assert.equal(filled("{a} of {b}", { a: 1 }), "1 of {b}");
  assert.equal(filled("{toString}", { a: "{b}" }), "{toString}");
  assert.equal(filled("من {a}", { a: "2016-03-10" }), "من \u20682016-03-10\u2069");
});
