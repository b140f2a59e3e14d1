// The agreement's life over the days: which steps are named, in which row, and how much of a name there is room for.

import { isolated } from "./text";

export interface Flag {
  readonly day: number;
  readonly verb: string;
  readonly label: string;
}

export interface Stem {
  readonly day: number;
  readonly label: string;
}

/** A stem at `x` from its row down, its name from `start`; a name for which there is no room is empty. */
export interface Placed {
  readonly x: number;
  readonly row: number;
  readonly start: number;
  readonly text: string;
}

export const ROWS = 3;
export const ROW = 13;
/** What stands beside a stem is short; the list under the days has all of it. */
const LONGEST = 26;
const SHORTEST = 6;
const BESIDE = 10;
const APART = 6;

/** One stem for each day: its first step by name, and how many more there are. */
export function stems(flags: readonly Flag[]): Stem[] {
  const days = new Map<number, string[]>();
  for (const { day, label } of flags) days.set(day, [...(days.get(day) ?? []), label]);
  return [...days]
    .sort(([one], [other]) => one - other)
    .map(([day, [first = "", ...more]]) => {
      const short = cut(first, LONGEST);
      return { day, label: more.length === 0 ? short : `${short} +${more.length}` };
    });
}

function cut(label: string, most: number): string {
  const signs = [...label];
  return signs.length > most ? `${signs.slice(0, most - 1).join("").trimEnd()}…` : label;
}

/** The stems that are in the picture, each name in the first row where it meets no other name and no stem. */
export function laidOut(found: readonly Stem[], scale: number, width: number, measure: (text: string) => number): Placed[] {
  const taken: number[] = Array.from({ length: ROWS }, () => -Infinity);
  const placed: Placed[] = [];
  const place = (x: number, label: string): Placed => {
    // A stem hangs through the rows below its own: no name may be there, and none be put over one.
    const free = (row: number, start: number): boolean =>
      start > (taken[row] ?? 0) + APART &&
      taken.slice(row).every((end) => end < x - 1) &&
      placed.every((one) => one.row > row || one.x < start);
    for (let row = 0; row < ROWS; row += 1) {
      const right = fitted(label, width - x - BESIDE, measure);
      const left = right === "" ? fitted(label, x - BESIDE - Math.max(0, (taken[row] ?? 0) + APART), measure) : "";
      const text = right || left;
      const long = measure(text);
      const start = right === "" ? x - BESIDE - long : x + BESIDE;
      if (text === "" || !free(row, start)) continue;
      taken[row] = Math.max(x + BESIDE, start + long);
      return { x, row, start, text };
    }
    return { x, row: ROWS, start: x, text: "" };
  };
  for (const { day, label } of found) {
    const x = Math.round((day + 0.5) * scale);
    if (x >= 0 && x <= width) placed.push(place(x, label));
  }
  return placed;
}

/** As much of a name as there is room for, made shorter where that still says something. */
function fitted(label: string, room: number, measure: (text: string) => number): string {
  const whole = isolated(label);
  if (measure(whole) <= room) return whole;
  for (let most = [...label].length - 1; most >= SHORTEST; most -= 1) {
    const short = isolated(cut(label, most));
    if (measure(short) <= room) return short;
  }
  return "";
}
