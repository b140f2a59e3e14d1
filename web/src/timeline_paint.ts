// The picture of the timeline: stacked bars, the agreement's life as flags, the brush.

import type { Palette } from "./palette";
import { type Bin, type Counts, type Span, binned, isoDay, ticks } from "./days";
import { type Flag, ROW, ROWS, laidOut, stems } from "./flags";

export interface Picture {
  readonly first: number;
  readonly counts: readonly Counts[];
  readonly flags: readonly Flag[];
  readonly span: Span | null;
  readonly hover: number | null;
  readonly palette: Palette;
}

const AXIS = 16;
const FLAGS = ROWS * ROW + 4;
const NARROWEST = 3;
const LAYERS = [
  [0, "violation"],
  [1, "possible"],
  [2, "none"],
] as const;

/** Draw all of it anew; a picture of some thousand days takes a millisecond. */
export function paint(canvas: HTMLCanvasElement, width: number, height: number, picture: Picture): void {
  const context = canvas.getContext("2d");
  if (context === null || width === 0 || height === 0) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = `11px ${picture.palette.font}`;
  context.direction = "ltr";
  const scale = width / picture.counts.length;
  drawAxis(context, width, height, picture, scale);
  drawBars(context, width, height, picture, scale);
  drawBrush(context, width, height, picture, scale);
  drawFlags(context, width, height, picture, scale);
}

type Draw = (
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  picture: Picture,
  scale: number,
) => void;

const drawAxis: Draw = (context, width, height, { first, counts, palette }, scale) => {
  context.strokeStyle = palette.border;
  context.fillStyle = palette.quiet;
  context.textBaseline = "bottom";
  context.textAlign = "left";
  context.fillRect(0, height - AXIS, width, 1);
  for (const day of ticks(first, counts.length - 1, width / 60)) {
    context.fillRect(Math.round(day * scale), height - AXIS, 1, 5);
    if (day * scale + 45 < width) context.fillText(isoDay(first + day).slice(0, 7), day * scale + 3, height - 1);
  }
};

const drawBars: Draw = (context, width, height, picture, scale) => {
  const bins = binned(picture.counts, width, NARROWEST);
  const tallest = Math.max(1, ...bins.map((bin) => total(bin)));
  const room = height - AXIS - FLAGS;
  const possible = hatched(context, picture.palette.outcome.possible);
  for (const bin of bins) {
    const left = Math.round(bin.start * scale);
    const right = Math.max(left + 1, Math.round((bin.start + bin.days) * scale) - 1);
    let bottom = height - AXIS;
    for (const [index, outcome] of LAYERS) {
      // A bar is never rounded away: one incident in a busy month is still seen.
      const count = bin.counts[index];
      const tall = count === 0 ? 0 : Math.max(1, (count / tallest) * room);
      context.fillStyle = outcome === "possible" ? possible : picture.palette.outcome[outcome];
      context.globalAlpha = outcome === "none" ? 0.55 : 1;
      context.fillRect(left, bottom - tall, right - left, tall);
      bottom -= tall;
    }
  }
  context.globalAlpha = 1;
};

const total = (bin: Bin): number => bin.counts[0] + bin.counts[1] + bin.counts[2];

/** Stripes, so that "possible" differs by more than its colour. */
function hatched(context: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  const tile = document.createElement("canvas");
  tile.width = 4;
  tile.height = 4;
  const brush = tile.getContext("2d");
  if (brush === null) return colour;
  brush.fillStyle = colour;
  brush.globalAlpha = 0.45;
  brush.fillRect(0, 0, 4, 4);
  brush.globalAlpha = 1;
  brush.fillRect(0, 0, 4, 2);
  return context.createPattern(tile, "repeat") ?? colour;
}

const drawBrush: Draw = (context, width, height, { span, hover, palette }, scale) => {
  if (span !== null) {
    const left = span.start * scale;
    const right = (span.end + 1) * scale;
    context.fillStyle = palette.paper;
    context.globalAlpha = 0.6;
    context.fillRect(0, FLAGS, left, height - AXIS - FLAGS);
    context.fillRect(right, FLAGS, width - right, height - AXIS - FLAGS);
    context.globalAlpha = 1;
    context.fillStyle = palette.accent;
    context.fillRect(Math.floor(left) - 1, FLAGS - 4, 2, height - AXIS - FLAGS + 4);
    context.fillRect(Math.ceil(right) - 1, FLAGS - 4, 2, height - AXIS - FLAGS + 4);
    context.fillRect(left, height - AXIS, right - left, 3);
  }
  if (hover !== null) {
    context.fillStyle = palette.ink;
    context.globalAlpha = 0.15;
    context.fillRect(hover * scale, FLAGS, Math.max(scale, 1), height - AXIS - FLAGS);
    context.globalAlpha = 1;
  }
};

const drawFlags: Draw = (context, width, height, { flags, palette }, scale) => {
  context.textBaseline = "middle";
  context.textAlign = "left";
  const measure = (text: string): number => context.measureText(text).width;
  for (const { x, row, start, text } of laidOut(stems(flags), scale, width, measure)) {
    // A flag hangs in its own row, so that no stem runs through a name above it.
    const top = 3 + row * ROW;
    context.fillStyle = palette.ink;
    context.globalAlpha = 0.3;
    context.fillRect(x, top + 1, 1, height - AXIS - top - 1);
    context.globalAlpha = 1;
    if (text === "") continue;
    const tip = start < x ? x - 6 : x + 7;
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(tip, top + 3);
    context.lineTo(x, top + 6);
    context.fill();
    context.fillText(text, start, top + 4);
  }
};
