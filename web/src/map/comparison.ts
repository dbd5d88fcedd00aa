// The day that the moment is compared with: its areas and towns left of a line, or what changed hands between the two. What
// it draws with is made when somebody first compares.
import type * as L from "leaflet";
import { dayBeside } from "../asked.ts";
import type { Town } from "../control.ts";
import type { Palette } from "../palette.ts";
import type { State } from "../store.ts";
import type { LookOf } from "../town-symbol.ts";
import { AreasLayer, type AreasShown } from "./areas-layer.ts";
import { ControlLayer } from "./control-layer.ts";
import { DifferenceLayer } from "./difference-layer.ts";
import { Swipe } from "./swipe.ts";

/** How much of the areas is seen under what changed hands. */
const DIMMED = "0.35";

export class Comparison {
  private readonly map: L.Map;
  private readonly lookOf: LookOf;
  private palette: Palette;
  private readonly swipe: Swipe;
  private other: { areas: AreasLayer; control: ControlLayer } | null = null;
  private difference: DifferenceLayer | null = null;
  private data: State["data"] | null = null;

  constructor(map: L.Map, lookOf: LookOf, palette: Palette) {
    this.map = map;
    this.lookOf = lookOf;
    this.palette = palette;
    this.swipe = new Swipe(map, ["areas-then", "control-then"], ["areas", "control", "points"]);
  }

  /** `areas` is what the moment's areas show, `dots` whether cities without a holder have one. */
  show(now: State, areas: AreasShown, dots: boolean): void {
    if (now.data !== this.data) this.clear();
    this.data = now.data;
    const isOn = now.data.areas !== null && now.against !== null;
    this.showThen(dayBeside(now) === null ? null : now, areas, dots);
    this.showDifference(isOn && now.compare === "difference" ? now : null);
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.other?.areas.setPalette(palette);
    this.other?.control.setPalette(palette);
    this.difference?.setPalette(palette);
  }

  /** The town under a point that shows the other day; undefined where the point shows the moment. */
  pick(at: L.Point): Town | null | undefined {
    return this.other && this.swipe.isLeft(at) ? this.other.control.pick(at) : undefined;
  }

  private showThen(now: State | null, areas: AreasShown, dots: boolean): void {
    this.swipe.show(now ? now.divider : null);
    if (!now || now.against === null || !now.data.areas) {
      this.other?.areas.remove();
      this.other?.control.remove();
      this.other = null;
      return;
    }
    const isNew = this.other === null;
    this.other ??= {
      areas: new AreasLayer("areas-then", now.data.areas, this.lookOf, this.palette),
      control: new ControlLayer("control-then", now.data.towns, this.lookOf, this.palette),
    };
    this.other.areas.show({ ...areas, day: now.against, sweep: false });
    this.other.control.show(now.against, now.hiddenHolders, now.layers.has("control"), dots);
    if (!isNew) return;
    this.other.areas.addTo(this.map);
    this.other.control.addTo(this.map);
  }

  private showDifference(now: State | null): void {
    this.map.getPane("areas")!.style.opacity = now ? DIMMED : "";
    if (!now || now.against === null || !now.data.areas) {
      this.difference?.remove();
      this.difference = null;
      return;
    }
    const isNew = this.difference === null;
    this.difference ??= new DifferenceLayer("difference", now.data.areas, this.lookOf, this.palette);
    this.difference.show({ before: Math.min(now.against, now.day), after: Math.max(now.against, now.day) });
    if (isNew) this.difference.addTo(this.map);
  }

  private clear(): void {
    this.other?.areas.remove();
    this.other?.control.remove();
    this.difference?.remove();
    this.other = this.difference = null;
  }
}
