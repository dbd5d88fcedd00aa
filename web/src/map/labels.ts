// Names on the map, the most important first, none over another.
import type { Town } from "../control.ts";
import { mercatorX, mercatorY } from "../mercator.ts";
import type { Palette } from "../palette.ts";
import { townRadius } from "../town-symbol.ts";
import type { Language } from "../url.ts";
import { type Feature, namedFeatures } from "./basemap.ts";
import { CanvasLayer } from "./canvas-layer.ts";
import { isSamePlace, isWritten, type Kind } from "./label-rules.ts";

interface Style {
  font: string;
  ink: keyof Palette["label"];
  spacing: number;
  /** Written beside its point rather than over it. */
  beside: boolean;
}

const SERIF = '"Iowan Old Style", Palatino, "Palatino Linotype", "Noto Serif", Georgia, serif';
const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const NASKH = '"Geeza Pro", "Segoe UI", "Noto Naskh Arabic", "Noto Sans Arabic", Tahoma, sans-serif';
/** West, north, east, south in canvas pixels. */
type Box = [number, number, number, number];

export class LabelsLayer extends CanvasLayer {
  private readonly features: (Omit<Feature, "kind"> & { kind: Kind; dotted: boolean })[];
  private palette: Palette;
  private language: Language;
  private readonly towns: Town[];
  private taken: Box[] = [];
  /** Room of the towns' symbols; an important name may lie over them when there is no other place for it. */
  private symbols: Box[] = [];

  constructor(pane: string, towns: Town[], palette: Palette, language: Language) {
    super(pane);
    this.towns = towns;
    this.palette = palette;
    this.language = language;
    const named = namedFeatures();
    // A city that is also a town with a holder has that town's symbol for a dot.
    const townAt = (f: Feature) =>
      f.kind === "city" || f.kind === "foreign" ? towns.find((town) => isSamePlace(f, town)) : undefined;
    const unnamed = towns.filter((town) => !named.some((f) => f.kind === "city" && isSamePlace(f, town)));
    this.features = [
      ...named.map((f) => {
        const town = townAt(f);
        const dotted = (f.kind === "city" || f.kind === "foreign") && !town;
        return { ...f, dotted, at: town ? ([town.latitude, town.longitude] as [number, number]) : f.at };
      }),
      ...unnamed.map((town) => ({
        kind: "town" as const,
        rank: 1,
        dotted: false,
        name: town.name,
        nameAr: town.nameAr,
        at: [town.latitude, town.longitude] as [number, number],
      })),
    ];
  }

  update(palette: Palette, language: Language): void {
    this.palette = palette;
    this.language = language;
    this.redraw();
  }

  protected override draw(): void {
    const { context, frame } = this;
    const { ratio, width, height } = frame;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.lineJoin = "round";
    this.taken = [];
    const reach = townRadius(frame.zoom);
    this.symbols = this.towns
      .map((town) => this.toCanvas(mercatorX(town.longitude), mercatorY(town.latitude)))
      .filter(([x, y]) => x > -20 && y > -20 && x < width + 20 && y < height + 20)
      .map(([x, y]) => [x - reach, y - reach, x + reach, y + reach]);
    for (const feature of this.features) {
      const [x, y] = this.toCanvas(mercatorX(feature.at[1]), mercatorY(feature.at[0]));
      if (x < -80 || y < -20 || x > width + 80 || y > height + 20) continue;
      if (!isWritten(feature.kind, feature.rank, frame.zoom)) continue;
      this.write(feature, x, y);
    }
  }

  private write(feature: (typeof this.features)[number], x: number, y: number): void {
    const { context, palette, language } = this;
    const style = this.styleOf(feature);
    const text = language === "ar" ? feature.nameAr : feature.name;
    context.font = style.font;
    context.letterSpacing = language === "ar" ? "0px" : `${style.spacing}px`;
    context.direction = language === "ar" ? "rtl" : "ltr";
    context.textBaseline = "middle";
    const width = context.measureText(text).width;
    const size = Number(/(\d+(?:\.\d+)?)px/.exec(style.font)?.[1] ?? 12);
    const gap = feature.dotted ? 8 : 6 + townRadius(this.frame.zoom);
    const spots: [number, number][] = style.beside
      ? [
          [x + gap, y],
          [x - gap - width, y],
          [x - width / 2, y - gap - size / 2],
          [x - width / 2, y + gap + size / 2],
        ]
      : [[x - width / 2, y]];
    const { pad, width: across } = this.frame;
    const whole = spots.filter(([from]) => from >= pad + 2 && from + width <= across - pad - 2);
    const dot: [number, number] | null = style.beside ? [x, y] : null;
    const free = (among: [number, number][], overSymbols: boolean) =>
      among.find(([from, at]) => this.claim(from, at, width, size, dot, overSymbols));
    const important = feature.kind === "country" || (feature.kind === "city" && feature.rank <= 3);
    // Better over a town's symbol than cut by the map's edge.
    const spot = free(whole, false) ?? (important ? free(whole, true) : undefined) ?? free(spots, false);
    if (!spot) return;
    const [left, middle] = spot;
    context.textAlign = "left";
    // In right-to-left text "left" still means the left edge, which is what was measured.
    if (feature.kind === "road") {
      context.fillStyle = palette.label.halo;
      context.strokeStyle = palette.label.country;
      context.lineWidth = 1;
      context.beginPath();
      context.roundRect(left - 4, middle - size / 2 - 2.5, width + 8, size + 4.5, 3);
      context.fill();
      context.stroke();
    } else {
      context.strokeStyle = palette.label.halo;
      context.lineWidth = 3;
      context.globalAlpha = 0.9;
      context.strokeText(text, left, middle);
      context.globalAlpha = 1;
    }
    context.fillStyle = palette.label[style.ink];
    context.fillText(text, left, middle);
  }

  /** Takes the room for a label if none of it is taken. */
  private claim(
    left: number,
    middle: number,
    width: number,
    size: number,
    dot: [number, number] | null,
    overSymbols: boolean,
  ): boolean {
    const box: Box = [left - 4, middle - size * 0.65, left + width + 4, middle + size * 0.65];
    const apart = (b: Box) => box[2] < b[0] || box[0] > b[2] || box[3] < b[1] || box[1] > b[3];
    if (!this.taken.every(apart) || !(overSymbols || this.symbols.every(apart))) return false;
    this.taken.push(box);
    if (dot) this.taken.push([dot[0] - 5, dot[1] - 5, dot[0] + 5, dot[1] + 5]);
    return true;
  }

  private styleOf({ kind, rank }: { kind: Kind; rank: number }): Style {
    const arabic = this.language === "ar";
    const sans = arabic ? NASKH : SANS;
    const serif = arabic ? NASKH : SERIF;
    const bigger = arabic ? 1.5 : 0;
    const zoomIn = Math.min(2, Math.max(0, this.frame.zoom - 7)) * 0.6;
    const style = (font: string, ink: Style["ink"], spacing = 0, beside = false): Style => ({
      font,
      ink,
      spacing,
      beside,
    });
    switch (kind) {
      case "sea":
        return style(`italic ${17 + bigger}px ${serif}`, "water", 1.5);
      case "country":
        return style(`${rank === 1 ? 15 : 12 + bigger}px ${sans}`, "country", rank === 1 ? 6 : 3);
      case "governorate":
        return style(`${11 + bigger + zoomIn}px ${serif}`, "country", 1.2);
      case "lake":
      case "river":
        return style(`italic ${11 + bigger + zoomIn}px ${serif}`, "water", 0.4);
      case "road":
        return style(`600 ${9.5}px ${SANS}`, "soft", 0.3);
      case "foreign":
        return style(`${11 + bigger}px ${sans}`, "soft", 0, true);
      case "town":
        return style(`${11 + bigger}px ${sans}`, "ink", 0, true);
      case "city":
        return style(
          `${rank === 1 ? "600 " : rank === 2 ? "500 " : ""}${(rank === 1 ? 14 : rank === 2 ? 12.5 : 11.5) + bigger + zoomIn}px ${sans}`,
          "ink",
          0,
          true,
        );
    }
  }
}
