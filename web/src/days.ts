// Days as ISO text and as numbers from a first day; the arithmetic of the timeline's brush.

const DAY = 86_400_000;
const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** The days from the epoch to an ISO day, or nothing where the text is none. */
export function dayNumber(iso: string): number | undefined {
  if (!ISO.test(iso)) return undefined;
  const time = Date.parse(`${iso}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso) return undefined;
  return Math.round(time / DAY);
}

/** The ISO text of a day number. */
export function isoDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** A run of whole days, both ends included, counted from the timeline's first day. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const within = (value: number, last: number): number => Math.min(Math.max(value, 0), last);

/** The span between two days in either order, cut to what the timeline has. */
export function between(one: number, other: number, last: number): Span {
  return { start: within(Math.min(one, other), last), end: within(Math.max(one, other), last) };
}

/** The span moved by so many days, its length kept at the edges. */
export function moved(span: Span, by: number, last: number): Span {
  const length = span.end - span.start;
  const start = Math.min(Math.max(span.start + by, 0), Math.max(last - length, 0));
  return { start, end: Math.min(start + length, last) };
}

/** The span with its end moved; it never becomes shorter than one day. */
export function stretched(span: Span, by: number, last: number): Span {
  return { start: span.start, end: Math.min(Math.max(span.end + by, span.start), last) };
}

/** What a key makes of the brush: a span, null for none; undefined where the key means nothing here. */
export function keyed(key: string, shift: boolean, span: Span | null, last: number): Span | null | undefined {
  const length = span === null ? 1 : span.end - span.start + 1;
  const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -length, PageDown: length }[key];
  if (key === "Escape") return null;
  if (key === "Home") return span === null ? { start: 0, end: 0 } : moved(span, -last, last);
  if (key === "End") return span === null ? { start: last, end: last } : moved(span, last, last);
  if (step === undefined) return undefined;
  if (span === null) return step < 0 ? { start: last, end: last } : { start: 0, end: 0 };
  return shift ? stretched(span, step, last) : moved(span, step, last);
}

/** The span that two date fields hold; an empty field is open, and null means neither says anything. */
export function spanOf(from: string, to: string, first: number, last: number): Span | null {
  const start = dayNumber(from.slice(0, 10));
  const end = dayNumber(to.slice(0, 10));
  if (start === undefined && end === undefined) return null;
  if ((start ?? first) > first + last || (end ?? first) < first) return null;
  return between((start ?? first) - first, (end ?? first + last) - first, last);
}

export type Counts = readonly [violation: number, possible: number, none: number];

export interface Bin {
  readonly start: number;
  readonly days: number;
  readonly counts: Counts;
}

/** Days added up so that each bar is at least so many pixels wide. */
export function binned(counts: readonly Counts[], width: number, narrowest: number): Bin[] {
  const days = Math.max(1, Math.ceil((narrowest * counts.length) / Math.max(width, 1)));
  const bins: Bin[] = [];
  for (let start = 0; start < counts.length; start += days) {
    const part = counts.slice(start, start + days);
    bins.push({ start, days: part.length, counts: added(part) });
  }
  return bins;
}

/** The counts of several days together. */
export function added(counts: readonly Counts[]): Counts {
  return counts.reduce<Counts>((sum, day) => [sum[0] + day[0], sum[1] + day[1], sum[2] + day[2]], [0, 0, 0]);
}

/** The day under a horizontal position of a timeline so wide. */
export function dayAt(x: number, width: number, last: number): number {
  return within(Math.floor((x / Math.max(width, 1)) * (last + 1)), last);
}

/** Days worth a tick: firsts of a month, or of a year where months would crowd. */
export function ticks(first: number, last: number, room: number): number[] {
  const step = [1, 3, 6, 12].find((months) => (last + 1) / 30 / months <= room) ?? 12;
  const start = new Date(first * DAY);
  const found: number[] = [];
  for (let month = 0; ; month += 1) {
    const time = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1);
    const day = Math.round(time / DAY) - first;
    if (day > last) return found;
    if (day >= 0 && new Date(time).getUTCMonth() % step === 0) found.push(day);
  }
}
