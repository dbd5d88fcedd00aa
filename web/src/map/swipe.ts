// Two days side by side: what lies in some panes is seen left of a line only, what lies in others right of it.
import type * as L from "leaflet";

/** Further than any map reaches, in CSS pixels. */
const FAR = 20_000;

export class Swipe {
  private readonly map: L.Map;
  private readonly left: string[];
  private readonly right: string[];
  /** Where the line stands, as a share of the map's width; null while there is none. */
  private share: number | null = null;

  constructor(map: L.Map, left: string[], right: string[]) {
    this.map = map;
    this.left = left;
    this.right = right;
    map.on("move zoom viewreset resize", () => this.share !== null && this.clip());
  }

  show(share: number | null): void {
    if (share === this.share) return;
    this.share = share;
    this.clip();
  }

  /** Whether a point of the map's container lies left of the line. */
  isLeft(at: L.Point): boolean {
    return this.share !== null && at.x < this.share * this.map.getSize().x;
  }

  private clip(): void {
    const line =
      this.share === null ? null : this.map.containerPointToLayerPoint([this.share * this.map.getSize().x, 0]).x;
    const strip = (from: number, to: number) =>
      `polygon(${from}px ${-FAR}px, ${to}px ${-FAR}px, ${to}px ${FAR}px, ${from}px ${FAR}px)`;
    const set = (name: string, clip: string) => {
      this.map.getPane(name)!.style.clipPath = clip;
    };
    for (const name of this.left) set(name, line === null ? "" : strip(line - FAR, line));
    for (const name of this.right) set(name, line === null ? "" : strip(line, line + FAR));
  }
}
