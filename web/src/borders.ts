// Which arcs part faces of different keys, kept up as single faces change, and the rings and chains that they make among
// some of the faces: a part of the map is drawn by walking that part alone.
import { endOf, faceOf, type Mesh, OUTSIDE, startOf } from "./mesh.ts";

/** Key of the face beyond the country's border: no face has it. */
const BEYOND = 0xffff;
/** Parts of the world's width that sums are counted in: whole numbers, which do not drift as changes come and go. */
const PARTS = 2 ** 40;
/** Arcs that a walk crosses at one node before the mesh counts as broken. */
const MOST_ARCS = 256;

/** Some faces, and a quick way to tell whether a face is one of them. */
export interface Some {
  faces: ArrayLike<number>;
  count: number;
  has(face: number): boolean;
}

export class Borders {
  readonly mesh: Mesh;
  /** By face. */
  readonly key: Uint16Array;
  /** 1 where an arc parts faces of different keys, or is the country's border. */
  private readonly parts: Uint8Array;
  /** Border arcs at each node. */
  private readonly degree: Uint16Array;
  /** All border arcs at each node, by exclusive or: with two of them, the one tells the other. */
  private readonly mixed: Int32Array;
  /** Sums of where the border arcs at each node lead. */
  private readonly nearX: Float64Array;
  private readonly nearY: Float64Array;
  private readonly seen: Uint32Array;
  private stamp = 0;
  private ring = new Int32Array(256);

  constructor(mesh: Mesh) {
    this.mesh = mesh;
    this.key = new Uint16Array(mesh.faces);
    this.parts = new Uint8Array(mesh.arcs);
    this.degree = new Uint16Array(mesh.nodes);
    this.mixed = new Int32Array(mesh.nodes);
    this.nearX = new Float64Array(mesh.nodes);
    this.nearY = new Float64Array(mesh.nodes);
    this.seen = new Uint32Array(2 * mesh.arcs);
    for (let arc = 0; arc < mesh.arcs; arc++) this.weigh(arc);
  }

  set(face: number, key: number): void {
    if (this.key[face] === key) return;
    this.key[face] = key;
    const { around, aroundEnd } = this.mesh;
    for (let i = face === 0 ? 0 : aroundEnd[face - 1]; i < aroundEnd[face]; i++) this.weigh(around[i] >> 1);
  }

  /** Whether the border bends at a node and does nothing else there, so that the corner may be rounded off. */
  isSmooth(node: number): boolean {
    return this.degree[node] === 2 && this.mesh.exact[node] === 0;
  }

  /**
   * Where a node is drawn, in mercator fractions: one at which the border only bends is drawn toward the two beside it, so that
   * the zigzag of the faces goes. It depends on these two alone, and is the same from either side.
   */
  drawnX(node: number): number {
    const x = this.mesh.nodeX[node];
    return this.isSmooth(node) ? (this.nearX[node] / PARTS + 2 * x) / 4 : x;
  }

  drawnY(node: number): number {
    const y = this.mesh.nodeY[node];
    return this.isSmooth(node) ? (this.nearY[node] / PARTS + 2 * y) / 4 : y;
  }

  /**
   * Every ring around those of some faces that have one key, key 0 left out; where others begin counts as a border.
   * A ring's half-edges are `ring[0..length]`, valid until the next.
   */
  rings(some: Some, onRing: (key: number, ring: Int32Array, length: number) => void): void {
    const { mesh, key, seen } = this;
    const { around, aroundEnd, next } = mesh;
    const stamp = ++this.stamp;
    const isWithin = (half: number, own: number) => {
      const other = faceOf(mesh, half ^ 1);
      return other !== OUTSIDE && key[other] === own && some.has(other);
    };
    for (let f = 0; f < some.count; f++) {
      const face = some.faces[f];
      const own = key[face];
      if (own === 0) continue;
      for (let i = face === 0 ? 0 : aroundEnd[face - 1]; i < aroundEnd[face]; i++) {
        let half = around[i];
        if (seen[half] === stamp || isWithin(half, own)) continue;
        let length = 0;
        while (half >= 0 && seen[half] !== stamp) {
          seen[half] = stamp;
          if (length === this.ring.length) this.grow();
          this.ring[length++] = half;
          half = next[half];
          for (let steps = 0; half >= 0 && isWithin(half, own); steps++) {
            half = steps > MOST_ARCS ? -1 : next[half ^ 1];
          }
        }
        onRing(own, this.ring, length);
      }
    }
  }

  /**
   * Every chain of border arcs of one class around some faces, each arc once; class 0 has no chains. A chain ends where
   * another class begins, at a junction, at the country's border, and where it leaves these faces.
   */
  chains(
    some: Some,
    classOf: (arc: number) => number,
    onChain: (kind: number, chain: number[], isClosed: boolean) => void,
  ): void {
    const { mesh, seen } = this;
    const { around, aroundEnd } = mesh;
    const stamp = ++this.stamp;
    const isNear = (arc: number) => {
      const [left, right] = [mesh.left[arc], mesh.right[arc]];
      return (left !== OUTSIDE && some.has(left)) || (right !== OUTSIDE && some.has(right));
    };
    const follow = (from: number, kind: number, chain: number[]) => {
      for (let half = this.along(from); half >= 0; half = this.along(half)) {
        if (seen[half & ~1] === stamp || classOf(half >> 1) !== kind || !isNear(half >> 1)) return;
        seen[half & ~1] = stamp;
        chain.push(half);
      }
    };
    for (let f = 0; f < some.count; f++) {
      const face = some.faces[f];
      for (let i = face === 0 ? 0 : aroundEnd[face - 1]; i < aroundEnd[face]; i++) {
        const first = around[i] & ~1;
        if (!this.parts[first >> 1] || seen[first] === stamp) continue;
        const kind = classOf(first >> 1);
        if (kind === 0) continue;
        seen[first] = stamp;
        const chain = [first];
        follow(first, kind, chain);
        const isClosed = chain.length > 2 && this.along(chain[chain.length - 1]) === first;
        const before: number[] = [];
        if (!isClosed) follow(first ^ 1, kind, before);
        onChain(
          kind,
          before.length
            ? before
                .reverse()
                .map((half) => half ^ 1)
                .concat(chain)
            : chain,
          isClosed,
        );
      }
    }
  }

  /** The half-edge by which a border goes on where it only bends, or -1. */
  private along(half: number): number {
    const node = endOf(this.mesh, half);
    if (this.degree[node] !== 2) return -1;
    const arc = this.mixed[node] ^ (half >> 1);
    // A loop that begins and ends here is both of its arcs.
    if (arc === half >> 1) return -1;
    return startOf(this.mesh, 2 * arc) === node ? 2 * arc : 2 * arc + 1;
  }

  private keyAt(half: number): number {
    const face = faceOf(this.mesh, half);
    return face === OUTSIDE ? BEYOND : this.key[face];
  }

  /** Counts an arc among the borders, or no longer. */
  private weigh(arc: number): void {
    const parts = this.keyAt(2 * arc) !== this.keyAt(2 * arc + 1) ? 1 : 0;
    if (parts === this.parts[arc]) return;
    this.parts[arc] = parts;
    const { arcFrom, arcTo } = this.mesh;
    this.count(arcFrom[arc], arcTo[arc], arc, parts ? 1 : -1);
    this.count(arcTo[arc], arcFrom[arc], arc, parts ? 1 : -1);
  }

  /** Counts an arc among those at one of its nodes, or no longer. */
  private count(node: number, other: number, arc: number, by: number): void {
    this.degree[node] += by;
    this.mixed[node] ^= arc;
    this.nearX[node] += by * Math.round(this.mesh.nodeX[other] * PARTS);
    this.nearY[node] += by * Math.round(this.mesh.nodeY[other] * PARTS);
  }

  private grow(): void {
    const longer = new Int32Array(2 * this.ring.length);
    longer.set(this.ring);
    this.ring = longer;
  }
}
