// Types of the made-up theatre, as far as tests and benchmarks use it.
export interface MadeEvent {
  id: string;
  start: number;
  end: number;
  longitude: number;
  latitude: number;
  kind: number;
  deaths: number;
}
export function random(seed: number): () => number;
export function makeEvents(count: number, seed?: number): MadeEvent[];
export function encodeColumns(rows: MadeEvent[]): Uint8Array;
export function makeControl(): unknown[];
export function makeAreas(
  control: unknown[],
  isInside?: (longitude: number, latitude: number) => boolean,
): { block: Uint8Array };
export function makeLargeAreas(): Uint8Array;
