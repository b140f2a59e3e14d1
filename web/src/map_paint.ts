// Incidents painted straight into pixels: stamps for points, pies for density cells.

import type { Cell, Points } from "./columns";
import { OUTCOMES, stretchAt } from "./columns";
import { type Palette, channels } from "./palette";

/** What part of the world a canvas shows, in Web Mercator metres and device pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Metres a device pixel. */
  readonly resolution: number;
  readonly left: number;
  readonly top: number;
  readonly ratio: number;
}

/** Marks of outcomes by shape, the legend's: a ring, a question mark, a cross; seven rows of seven. */
const SHAPES: Readonly<Record<(typeof OUTCOMES)[number], readonly string[]>> = {
  none: ["       ", "  ###  ", " #   # ", " #   # ", " #   # ", "  ###  ", "       "],
  possible: ["  ###  ", " ## ## ", "    ## ", "   ##  ", "   ##  ", "       ", "   ##  "],
  violation: ["#     #", "##   ##", " ## ## ", "  ###  ", " ## ## ", "##   ##", "#     #"],
};
/** The same for a crowd of points, five rows of five. */
const CROWDED: typeof SHAPES = {
  none: ["     ", " ##  ", "#  # ", "#  # ", " ##  "],
  possible: [" ##  ", "   # ", "  #  ", "     ", "  #  "],
  violation: ["#   #", " # # ", "  #  ", " # # ", "#   #"],
};
const CROWD = 3_000;
/** Above this many in view a circle around each would be a grey sheet. */
const CIRCLES = 400;
const CIRCLES_FILLED = 60;
const SMALLEST_CIRCLE = 6;

function offsets(shape: readonly string[], width: number, ratio: number): Int32Array {
  const scale = Math.max(1, Math.round(ratio));
  const middle = Math.floor((shape.length * scale) / 2);
  const found: number[] = [];
  for (let y = 0; y < shape.length * scale; y += 1) {
    for (let x = 0; x < shape.length * scale; x += 1) {
      if (shape[Math.floor(y / scale)]?.[Math.floor(x / scale)] === "#") found.push((y - middle) * width + x - middle);
    }
  }
  return Int32Array.from(found);
}

/** A painter keeps its pixel buffer from frame to frame. */
export class PointPainter {
  private image: ImageData | undefined;
  // Signed, since small signed numbers are what engines are quickest with.
  private pixels = new Int32Array(0);
  /** How many points the last frame showed. */
  visible = 0;

  paint(context: CanvasRenderingContext2D, points: Points, frame: Frame, palette: Palette): void {
    const image = this.buffer(context, frame);
    const shapes = this.visible > CROWD ? CROWDED : SHAPES;
    const stamps = OUTCOMES.map((outcome) => offsets(shapes[outcome], frame.width, frame.ratio));
    const colours = Int32Array.from(OUTCOMES, (outcome) => packed(palette.outcome[outcome]));
    this.stamp(points, frame, stamps, colours);
    context.putImageData(image, 0, 0);
    if (this.visible <= CIRCLES) drawRadii(context, points, frame, palette, this.visible <= CIRCLES_FILLED);
  }

  private buffer(context: CanvasRenderingContext2D, frame: Frame): ImageData {
    if (this.image === undefined || this.image.width !== frame.width || this.image.height !== frame.height) {
      this.image = context.createImageData(frame.width, frame.height);
      this.pixels = new Int32Array(this.image.data.buffer);
    } else {
      this.pixels.fill(0);
    }
    return this.image;
  }

  private stamp(points: Points, frame: Frame, stamps: readonly Int32Array[], colours: Int32Array): void {
    const { width, height, left, top } = frame;
    const { count, x, y, outcome } = points;
    const { pixels } = this;
    const scale = 1 / frame.resolution;
    const edge = Math.ceil(4 * frame.ratio);
    let visible = 0;
    for (let index = 0; index < count; index += 1) {
      const column = ((x[index]! - left) * scale) | 0;
      const line = ((top - y[index]!) * scale) | 0;
      if (column < edge || line < edge || column >= width - edge || line >= height - edge) continue;
      visible += 1;
      const kind = outcome[index]!;
      const stamp = stamps[kind]!;
      const colour = colours[kind]!;
      const at = line * width + column;
      for (let part = 0; part < stamp.length; part += 1) pixels[at + stamp[part]!] = colour;
    }
    this.visible = visible;
  }
}

function packed(colour: string): number {
  const [red, green, blue] = channels(colour);
  return ((255 << 24) | (blue << 16) | (green << 8) | red) | 0;
}

/** How far off each place may be, as a circle on the ground. */
function drawRadii(
  context: CanvasRenderingContext2D,
  points: Points,
  frame: Frame,
  palette: Palette,
  filled: boolean,
): void {
  context.lineWidth = frame.ratio;
  for (let index = 0; index < points.count; index += 1) {
    const metres = points.radius[index]! * stretchAt(points.y[index]!);
    const size = metres / frame.resolution;
    if (!(size > SMALLEST_CIRCLE * frame.ratio) || size > frame.width * 4) continue;
    const x = (points.x[index]! - frame.left) / frame.resolution;
    const y = (frame.top - points.y[index]!) / frame.resolution;
    if (x < -size || y < -size || x > frame.width + size || y > frame.height + size) continue;
    const colour = palette.outcome[OUTCOMES[points.outcome[index]!]!];
    context.beginPath();
    context.arc(x, y, size, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.globalAlpha = 0.06;
    if (filled) context.fill();
    context.globalAlpha = 0.7;
    context.stroke();
  }
  context.globalAlpha = 1;
}

const SMALLEST_PIE = 5;
const LARGEST_PIE = 26;

/** The radius of a cell's pie in CSS pixels: its area grows with the count, against the fullest cell. */
export function pieRadius(total: number, most: number): number {
  return SMALLEST_PIE + (LARGEST_PIE - SMALLEST_PIE) * Math.sqrt(total / Math.max(most, 1));
}

const SLICES = [
  [0, "violation"],
  [1, "possible"],
  [2, "none"],
] as const;

const SPARE = 0.5;

/** Pies are drawn once, with room around them, and shifted while the map is dragged. */
export class CellPainter {
  private readonly sheet = document.createElement("canvas");
  private drawn: { readonly cells: readonly Cell[]; readonly frame: Frame; readonly palette: Palette } | undefined;

  paint(context: CanvasRenderingContext2D, cells: readonly Cell[], frame: Frame, palette: Palette): void {
    const before = this.drawn;
    const [x, y] = before === undefined ? [0, 0] : shift(before.frame, frame);
    const fits =
      before?.cells === cells &&
      before.palette === palette &&
      before.frame.resolution === frame.resolution &&
      x >= 0 && y >= 0 && x + frame.width <= this.sheet.width && y + frame.height <= this.sheet.height;
    if (fits) {
      context.drawImage(this.sheet, -x, -y);
      return;
    }
    const wide = spacious(frame);
    this.sheet.width = wide.width;
    this.sheet.height = wide.height;
    const sheet = this.sheet.getContext("2d", { willReadFrequently: true });
    if (sheet === null) return;
    paintCells(sheet, cells, wide, palette);
    this.drawn = { cells, frame: wide, palette };
    const [left, top] = shift(wide, frame);
    context.drawImage(this.sheet, -left, -top);
  }
}

/** Where a frame begins on a larger one, in whole device pixels. */
function shift(large: Frame, frame: Frame): [number, number] {
  const x = Math.round((frame.left - large.left) / frame.resolution);
  return [x, Math.round((large.top - frame.top) / frame.resolution)];
}

function spacious(frame: Frame): Frame {
  const [x, y] = [Math.round(frame.width * SPARE), Math.round(frame.height * SPARE)];
  return {
    ...frame,
    width: frame.width + 2 * x,
    height: frame.height + 2 * y,
    left: frame.left - x * frame.resolution,
    top: frame.top + y * frame.resolution,
  };
}

/** Density cells as pies of outcomes, with the count where there is room for it. */
function paintCells(
  context: CanvasRenderingContext2D,
  cells: readonly Cell[],
  frame: Frame,
  palette: Palette,
): void {
  const most = cells[0]?.total ?? 1;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const cell of cells) {
    const x = (cell.x - frame.left) / frame.resolution;
    const y = (frame.top - cell.y) / frame.resolution;
    const radius = pieRadius(cell.total, most) * frame.ratio;
    if (x < -radius || y < -radius || x > frame.width + radius || y > frame.height + radius) continue;
    drawPie(context, cell, x, y, { radius, frame, palette });
  }
}

interface Pie {
  readonly radius: number;
  readonly frame: Frame;
  readonly palette: Palette;
}

function drawPie(context: CanvasRenderingContext2D, cell: Cell, x: number, y: number, pie: Pie): void {
  const { radius, frame, palette } = pie;
  let angle = -Math.PI / 2;
  for (const [index, outcome] of SLICES) {
    const share = cell.counts[index] / cell.total;
    if (share === 0) continue;
    context.beginPath();
    if (share < 1) context.moveTo(x, y);
    context.arc(x, y, radius, angle, angle + share * 2 * Math.PI);
    context.fillStyle = palette.outcome[outcome];
    context.globalAlpha = outcome === "none" ? 0.75 : 0.95;
    context.fill();
    angle += share * 2 * Math.PI;
  }
  context.globalAlpha = 1;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = frame.ratio;
  context.strokeStyle = palette.paper;
  context.stroke();
  if (radius < 12 * frame.ratio) return;
  context.font = `600 ${10 * frame.ratio}px ${palette.font}`;
  context.lineWidth = 3 * frame.ratio;
  context.strokeText(short(cell.total), x, y);
  context.fillStyle = palette.ink;
  context.fillText(short(cell.total), x, y);
}

/** A count in at most four signs. */
export function short(count: number): string {
  if (count < 1_000) return String(count);
  if (count < 9_950) return `${(count / 1_000).toFixed(1)}k`;
  return count < 999_500 ? `${Math.round(count / 1_000)}k` : `${(count / 1_000_000).toFixed(1)}M`;
}
