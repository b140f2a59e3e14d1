// The layer of incidents: density cells from the server, or every incident from packed columns.

import Layer from "ol/layer/Layer.js";
import type { FrameState } from "ol/Map.js";

import { type Cell, type Cells, type Points, nearest } from "./columns";
import { CellPainter, type Frame, PointPainter, pieRadius } from "./map_paint";
import type { Palette } from "./palette";

/** How near to a mark a press must be, in CSS pixels. */
const REACH = 10;

export type Hit = { readonly cell: Cell } | { readonly row: number };

export class Incidents {
  readonly layer: Layer;
  private readonly canvas = document.createElement("canvas");
  private readonly context: CanvasRenderingContext2D | null;
  private readonly painter = new PointPainter();
  private readonly pies = new CellPainter();
  private cells: Cells | undefined;
  private points: Points | undefined;
  private resolution = 1;

  constructor(private readonly palette: () => Palette) {
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
    this.canvas.style.position = "absolute";
    this.canvas.className = "map-incidents";
    this.layer = new Layer({ render: (state) => this.render(state), zIndex: 30 });
  }

  showCells(cells: Cells): void {
    this.cells = cells;
    this.points = undefined;
    this.layer.changed();
  }

  showPoints(points: Points): void {
    this.points = points;
    this.layer.changed();
  }

  get mode(): "points" | "cells" {
    return this.points === undefined ? "cells" : "points";
  }

  /** What was pressed at a place given in Web Mercator metres. */
  at(x: number, y: number): Hit | undefined {
    if (this.points !== undefined) {
      const row = nearest(this.points, x, y, REACH * this.resolution);
      return row === undefined ? undefined : { row };
    }
    const cells = this.cells?.cells ?? [];
    const most = cells[0]?.total ?? 1;
    const cell = cells.findLast(
      (one) => Math.hypot(one.x - x, one.y - y) <= Math.max(pieRadius(one.total, most), REACH) * this.resolution,
    );
    return cell === undefined ? undefined : { cell };
  }

  private render(state: FrameState): HTMLElement {
    const frame = this.frame(state);
    if (this.context === null) return this.canvas;
    this.context.clearRect(0, 0, frame.width, frame.height);
    const palette = this.palette();
    if (this.points !== undefined) this.painter.paint(this.context, this.points, frame, palette);
    else if (this.cells !== undefined) this.pies.paint(this.context, this.cells.cells, frame, palette);
    return this.canvas;
  }

  private frame(state: FrameState): Frame {
    const [wide = 0, high = 0] = state.size;
    const ratio = state.pixelRatio;
    const width = Math.round(wide * ratio);
    const height = Math.round(high * ratio);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.canvas.style.width = `${wide}px`;
      this.canvas.style.height = `${high}px`;
    }
    const { center, resolution } = state.viewState;
    this.resolution = resolution;
    const [x = 0, y = 0] = center;
    return {
      width,
      height,
      ratio,
      resolution: resolution / ratio,
      left: x - (wide * resolution) / 2,
      top: y + (high * resolution) / 2,
    };
  }
}
