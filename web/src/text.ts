// Text in the units the record uses: code points, never UTF-16 units.

/** How many code points a string has. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The code-point offset of a UTF-16 index; an index inside a surrogate pair counts as before it. */
export function toCodePoint(text: string, index: number): number {
  let points = 0;
  let units = 0;
  for (const character of text) {
    units += character.length;
    if (units > index) return points;
    points += 1;
  }
  return points;
}

/** The UTF-16 index of a code-point offset; past the end, the end. */
export function toUtf16(text: string, offset: number): number {
  let points = 0;
  let units = 0;
  for (const character of text) {
    if (points === offset) return units;
    points += 1;
    units += character.length;
  }
  return units;
}

export interface Quote {
  readonly start: number;
  readonly end: number;
  readonly exact: string;
}

/** The quote without the white space around it, or nothing where only white space was chosen. */
export function trimmed(quote: Quote): Quote | undefined {
  const exact = quote.exact.trim();
  if (exact === "") return undefined;
  const before = codePoints(quote.exact) - codePoints(quote.exact.trimStart());
  const start = quote.start + before;
  return { start, end: start + codePoints(exact), exact };
}

const STRONG = /\p{L}/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** Whether the first letter is of a script written from right to left. */
export function isRightToLeft(text: string): boolean {
  for (const character of text) {
    if (STRONG.test(character)) return RIGHT_TO_LEFT.test(character);
  }
  return false;
}

/** A label for a canvas: canvases have no bdi, so right-to-left text carries its own isolate. */
export function isolated(text: string): string {
  return isRightToLeft(text) ? `\u2067${text}\u2069` : text;
}

/**
 * A sentence with its {names} filled in; what is not given stays as it is. In a sentence from right to left each value
 * keeps its own direction, else a date shows its last part first.
 */
export function filled(sentence: string, values: Readonly<Record<string, string | number>>): string {
  const [open, close] = RIGHT_TO_LEFT.test(sentence) ? ["\u2068", "\u2069"] : ["", ""];
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? `${open}${String(values[name])}${close}` : whole,
  );
}
