// A canvas somewhat larger than the map's view that moves and scales with it and redraws when the view has settled.
import * as L from "leaflet";

/** CSS pixels drawn beyond each edge, so that panning shows no blank before the next drawing. */
const PAD = 96;

/** Where the canvas lies in the world: pixel = mercator * scale - origin, in CSS pixels of the canvas. */
export interface Frame {
  scale: number;
  originX: number;
  originY: number;
  width: number;
  height: number;
  ratio: number;
  zoom: number;
  pad: number;
}

export abstract class CanvasLayer extends L.Layer {
  protected canvas!: HTMLCanvasElement;
  protected context!: CanvasRenderingContext2D;
  protected frame!: Frame;
  private center!: L.LatLng;
  private topLeft!: L.Point;

  constructor(pane: string) {
    super();
    // A class made with `extends` gets no initializer of Leaflet's, so the options are set here.
    L.setOptions(this, { pane });
  }

  /** Draws everything anew into `this.canvas` for `this.frame`. */
  protected abstract draw(): void;

  override onAdd(map: L.Map): this {
    this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated");
    this.canvas.setAttribute("aria-hidden", "true");
    this.context = this.canvas.getContext("2d")!;
    this.getPane()!.appendChild(this.canvas);
    this.place(map);
    return this;
  }

  override onRemove(): this {
    this.canvas.remove();
    return this;
  }

  override getEvents(): { [name: string]: L.LeafletEventHandlerFn } {
    return {
      moveend: () => this.redraw(),
      resize: () => this.redraw(),
      zoom: () => this.transform(this._map.getCenter(), this._map.getZoom()),
      zoomanim: (event) => {
        const { center, zoom } = event as L.ZoomAnimEvent;
        this.transform(center, zoom);
      },
      move: () => {
        if (this.panned() > PAD * 0.75) this.redraw();
      },
    };
  }

  /** Takes the map's present view and draws. */
  redraw(): void {
    if (this._map) this.place(this._map);
  }

  /** Canvas pixel of a place given in mercator fractions of the world. */
  protected toCanvas(x: number, y: number): [number, number] {
    const { scale, originX, originY } = this.frame;
    return [x * scale - originX, y * scale - originY];
  }

  /** Canvas pixel under a point of the map's container. */
  protected fromContainer(point: L.Point): L.Point {
    return this._map.containerPointToLayerPoint(point).subtract(this.topLeft);
  }

  private place(map: L.Map): void {
    const size = map.getSize();
    const width = size.x + 2 * PAD;
    const height = size.y + 2 * PAD;
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    this.topLeft = map.containerPointToLayerPoint([-PAD, -PAD]).round();
    const origin = map.getPixelOrigin().add(this.topLeft);
    const zoom = map.getZoom();
    this.center = map.getCenter();
    this.frame = {
      scale: 256 * 2 ** zoom,
      originX: origin.x,
      originY: origin.y,
      width,
      height,
      ratio,
      zoom,
      pad: PAD,
    };
    const pixelWidth = Math.round(width * ratio);
    const pixelHeight = Math.round(height * ratio);
    if (this.canvas.width !== pixelWidth || this.canvas.height !== pixelHeight) {
      this.canvas.width = pixelWidth;
      this.canvas.height = pixelHeight;
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
    }
    L.DomUtil.setTransform(this.canvas, this.topLeft, 1);
    this.draw();
  }

  /** While a zoom runs the old drawing is scaled about the place it showed. */
  private transform(center: L.LatLng, zoom: number): void {
    const map = this._map;
    const scale = map.getZoomScale(zoom, this.frame.zoom);
    const half = map.getSize().multiplyBy(0.5).add([PAD, PAD]);
    const now = map.project(this.center, zoom);
    const offset = half.multiplyBy(-scale).add(now).subtract(this.pixelOriginFor(center, zoom));
    L.DomUtil.setTransform(this.canvas, offset, scale);
  }

  /** Leaflet's origin of layer points for a view that is being animated to. */
  private pixelOriginFor(center: L.LatLng, zoom: number): L.Point {
    const map = this._map as L.Map & { _getNewPixelOrigin(center: L.LatLng, zoom?: number): L.Point };
    return map._getNewPixelOrigin(center, zoom);
  }

  private panned(): number {
    const map = this._map;
    if (map.getZoom() !== this.frame.zoom) return 0;
    const moved = map.containerPointToLayerPoint([-PAD, -PAD]).subtract(this.topLeft);
    return Math.max(Math.abs(moved.x), Math.abs(moved.y));
  }
}
