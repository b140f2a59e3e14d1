// Colours and marks of outcomes: from the stylesheet, so that screen and canvas say the same.

import type { Outcome } from "./columns";

export interface Palette {
  readonly outcome: Readonly<Record<Outcome, string>>;
  readonly ink: string;
  readonly quiet: string;
  readonly paper: string;
  readonly land: string;
  readonly water: string;
  readonly border: string;
  readonly accent: string;
  readonly font: string;
}

/** Each outcome's mark; a colour alone says nothing to who cannot tell it. */
export const GLYPHS: Readonly<Record<Outcome, string>> = { none: "○", possible: "?", violation: "✖" };

/** Outlines for claimants, told apart by dash as well as by colour. */
export const CLAIMANTS: readonly { readonly colour: string; readonly dash: readonly number[] }[] = [
  { colour: "#33691e", dash: [10, 4] },
  { colour: "#1b7f79", dash: [3, 4] },
  { colour: "#8a5a00", dash: [12, 4, 2, 4] },
  { colour: "#a03468", dash: [6, 3, 1, 3, 1, 3] },
  { colour: "#3c5a78", dash: [18, 6] },
];

/** The colours in force where an element stands. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string, otherwise: string): string =>
    style.getPropertyValue(name).trim() || otherwise;
  return {
    outcome: {
      violation: colour("--violation", "#5b2a86"),
      possible: colour("--possible", "#c58a00"),
      none: colour("--none", "#5f6f73"),
    },
    ink: colour("--ink", "#1d2326"),
    quiet: colour("--quiet", "#5d676b"),
    paper: colour("--paper", "#ffffff"),
    land: colour("--land", "#f3f0e8"),
    water: colour("--water", "#dde6ea"),
    border: colour("--border", "#8d8f86"),
    accent: colour("--accent", "#0b6e6e"),
    font: style.fontFamily || "sans-serif",
  };
}

/** A colour of the form #rgb, #rrggbb or rgb(…) as red, green, blue. */
export function channels(colour: string): [number, number, number] {
  const numbers = /^rgba?\(([^)]+)\)$/.exec(colour)?.[1];
  if (numbers !== undefined) {
    const [red = 0, green = 0, blue = 0] = numbers.split(/[\s,/]+/).map(Number);
    return [red, green, blue];
  }
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  const hex = short === null ? colour.slice(1) : `${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}`;
  const value = Number.parseInt(hex, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
