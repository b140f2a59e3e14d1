import type { GeometryCollection, Topology } from "topojson-specification";

export const DEFAULT_BOUNDS: readonly [number, number, number, number];
export function cutRing(ring: readonly (readonly number[])[], box: readonly number[]): number[][] | undefined;
export function regionalCut(
  box: readonly number[],
  scale?: "10m" | "50m" | "110m",
): Topology<{ countries: GeometryCollection }>;
