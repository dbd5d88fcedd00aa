// Square cells over a canvas, each with the symbols that touch it in the order they are drawn: a cell can be cleared and
// drawn again alone and looks as if everything had been.

/** Pixels: where a cell lies, and how far it reaches. */
export interface Cell {
  left: number;
  top: number;
  side: number;
  /** Which symbols touch it, the lowest first. */
  symbols: readonly number[];
}

export class Cells {
  private readonly side: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly reach: number;
  private readonly symbols: number[][] = [];

  /** `reach` is how far a symbol is drawn from its middle; with cells as large as symbols, each touches four at most. */
  constructor(width: number, height: number, reach: number) {
    this.reach = reach;
    this.side = Math.max(16, 2 * reach);
    this.columns = Math.ceil(width / this.side);
    this.rows = Math.ceil(height / this.side);
  }

  /** Symbols are added in the order they are drawn. */
  add(symbol: number, x: number, y: number): void {
    this.visit(x, y, (cell) => (this.symbols[cell] ??= []).push(symbol));
  }

  /** Those that a symbol drawn at any of these places would touch, each once. */
  around(places: Iterable<[number, number]>): Cell[] {
    const { side, columns } = this;
    const found = new Set<number>();
    for (const [x, y] of places) this.visit(x, y, (cell) => found.add(cell));
    return [...found].map((cell) => ({
      left: (cell % columns) * side,
      top: Math.floor(cell / columns) * side,
      side,
      symbols: this.symbols[cell] ?? [],
    }));
  }

  private visit(x: number, y: number, onCell: (cell: number) => void): void {
    const { side, reach, columns, rows } = this;
    const right = Math.min(columns - 1, Math.floor((x + reach - 1) / side));
    const bottom = Math.min(rows - 1, Math.floor((y + reach - 1) / side));
    for (let row = Math.max(0, Math.floor((y - reach) / side)); row <= bottom; row++) {
      for (let column = Math.max(0, Math.floor((x - reach) / side)); column <= right; column++) {
        onCell(row * columns + column);
      }
    }
  }
}
