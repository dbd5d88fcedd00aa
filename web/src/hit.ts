// Which symbol is meant by a point, and what lies beneath it; pure, in the pixels the layer drew with.

/** Positions of what is drawn, in drawing order: later ones lie on top. */
export interface Drawn {
  count: number;
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

/** A symbol beneath wins over one on top only when its center is nearer by more than this, in pixels squared. */
const CLEARLY = 4;

/** Index of the symbol seen at a point, or -1 when none reaches it. */
export function topmostAt({ count, x, y }: Drawn, atX: number, atY: number, reach: number): number {
  let best = -1;
  let nearest = reach * reach;
  for (let i = count - 1; i >= 0; i--) {
    const distance = (x[i] - atX) ** 2 + (y[i] - atY) ** 2;
    if (distance < nearest - CLEARLY || (best < 0 && distance <= nearest)) {
      best = i;
      nearest = distance;
    }
  }
  return best;
}

/** Whether two symbols share a spot so that the one on top hides the other. */
export function isSameSpot(ax: number, ay: number, bx: number, by: number, cell: number): boolean {
  return Math.abs(ax - bx) <= cell && Math.abs(ay - by) <= cell;
}
